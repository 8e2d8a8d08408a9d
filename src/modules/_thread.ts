// The module `_thread`. Locks are in threadLocks.ts, threads in threadStart.ts, thread-local objects in threadLocal.ts;
// which thread runs is decided by vm/scheduler.ts. Mirrors Modules/_threadmodule.c.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { indexAsNumber } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { exceptionTypes, raiseError, typeError, valueError } from "../objects/errors.ts";
import { newFloat } from "../objects/float.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { isStr } from "../objects/str.ts";
import { MAIN_THREAD, threads } from "../objects/threads.ts";
import { tripSignal } from "../vm/signals.ts";
import { addType, addUnkeptType, buildModule, setOwned } from "./define.ts";
import { allocate } from "./ownedSlots.ts";
import { excepthook, hookArgumentsType } from "./threadHook.ts";
import { LocalType } from "./threadLocal.ts";
import { LockType, MOST_SECONDS, RLockType } from "./threadLocks.ts";
import { startFunctions, ThreadHandleType } from "./threadStart.ts";

const NSIG = 65;

function interruptMain(_module: PyObject, signum: PyObject | null): Own<PyObject> {
	const number = signum === null ? 2 : indexAsNumber(signum, "OverflowError");
	if (number < 0 || number >= NSIG) valueError("signal number out of range");
	if (number > 0) tripSignal(number);
	return newNone();
}

const LEAST_STACK = 32768;
let stackSizeAsked = 0;

function stackSize(_module: PyObject, size: PyObject | null): Own<PyObject> {
	const asked = size === null ? 0 : indexAsNumber(size, "OverflowError");
	if (asked < 0) valueError("size must be 0 or a positive value");
	if (asked > 0 && asked < LEAST_STACK) valueError(`size not valid: ${asked} bytes`);
	const before = stackSizeAsked;
	if (size !== null) stackSizeAsked = asked;
	return newInt(before);
}

function setName(_module: PyObject, name: PyObject): Own<PyObject> {
	if (!isStr(name)) typeError(`set_name() argument 'name' must be str, not ${name.type.name}`);
	threads.current.name = (name as unknown as { value: string }).value;
	return newNone();
}

const exit = (): never => raiseError("SystemExit");

const functions: readonly MethodDef[] = [
	...startFunctions,
	def("get_ident", "($module, /)", "The identity of this thread.", () => newInt(threads.current.ident)),
	def("get_native_id", "($module, /)", "The system's number of this thread.", () => newInt(threads.current.nativeId)),
	def("_get_main_thread_ident", "($module, /)", null, () => newInt(MAIN_THREAD)),
	def("_is_main_interpreter", "($module, /)", null, () => newBool(true)),
	def("_count", "($module, /)", "How many threads there are besides the main one.", () => newInt(threads.all.length - 1)),
	def("allocate_lock", "($module, /)", "A new lock.", () => allocate(LockType)),
	def("allocate", "($module, /)", "A new lock.", () => allocate(LockType)),
	def("daemon_threads_allowed", "($module, /)", null, () => newBool(true)),
	def("stack_size", "($module, size=0, /)", "The stack of new threads, which has no effect here.", stackSize),
	def("exit", "($module, /)", "Raises SystemExit.", exit),
	def("exit_thread", "($module, /)", "An older name of exit().", exit),
	def("interrupt_main", "($module, signum=signal.SIGINT, /)", "Sends a signal to the main thread.", interruptMain),
	def("set_name", "($module, /, name)", "Names this thread.", setName),
	excepthook,
];

export function initThread(): Own<PyModule> {
	const module = hold(buildModule("_thread", "Threads and locks.", functions), "module _thread");
	for (const type of [LockType, LocalType, ThreadHandleType]) addType(module, type);
	addUnkeptType(module, RLockType);
	addType(module, hookArgumentsType());
	setOwned(module.dict!, "LockType", incref(LockType));
	setOwned(module.dict!, "error", incref(exceptionTypes.RuntimeError!));
	setOwned(module.dict!, "TIMEOUT_MAX", newFloat(MOST_SECONDS));
	return take(module);
}
