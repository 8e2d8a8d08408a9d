// The state of the running thread and interpreter, as far as objects need it: the exception in flight, the chain of
// handled exceptions, recursion depth, and the namespaces of `sys` and `builtins`.
//
// One thread runs at a time; `thread` is it, and threads.ts keeps the others. All references here are owned; the audit
// visits them as roots.
// Mirrors Include/cpython/pystate.h and Include/internal/pycore_interp_structs.h.

import { registerRoots } from "../heap/audit.ts";
import type { Visit } from "../heap/header.ts";
import type { PyDict } from "./dict.ts";
import type { PyBaseException } from "./exception.ts";
import type { PyObject } from "./object.ts";

/** `_PyErr_StackItem`: one per running generator and one for the thread. */
export interface ExcInfo {
	value: PyBaseException | null;
	previous: ExcInfo | null;
}

/** What objects may know of a frame; vm/frame.ts has the rest. */
export interface FrameLike {
	readonly previous: FrameLike | null;
}

export class ThreadState {
	/** Raised and not yet caught: the error indicator. */
	currentException: PyBaseException | null = null;
	/** Innermost exception being handled. */
	excInfo: ExcInfo = { value: null, previous: null };
	frame: FrameLike | null = null;
	/** Depth of Python-to-Python calls. */
	recursionDepth = 0;
	/** Units of stack in use by nested native calls. */
	nativeDepth = 0;
	/** Objects whose repr is being computed (Py_ReprEnter). Owned. */
	reprStack: PyObject[] = [];
}

export class InterpreterState {
	recursionLimit = 1000;
	/** How many frames a coroutine notes when it is made (sys.set_coroutine_origin_tracking_depth). */
	coroutineOriginDepth = 0;
	/** Python's -b: comparing bytes with str, and str() of bytes, warn. */
	bytesWarning = false;
	/** Units of JavaScript's stack that nested native calls may take: at first what the smallest usual stack has. */
	nativeLimit = 1000;
	/** Gives the bytes of stack that are left. Null once it has been asked. */
	measureStack: (() => number) | null = null;
	/** `sys.modules`, and the dictionaries of `sys` and `builtins`; set up by the runtime. */
	modules: PyDict | null = null;
	sysDict: PyDict | null = null;
	builtins: PyDict | null = null;
}

export const thread = new ThreadState();
export const interpreter = new InterpreterState();

/** What one native recursion (a repr, a comparison) takes of `InterpreterState.nativeLimit`, in bytes of stack. */
export const NATIVE_UNIT = 640;

/**
 * To be asked when `nativeLimit` is exceeded: whether there is more stack after all. It is measured then, once, and not
 * at every start, since that takes milliseconds.
 */
export function enlargeNativeLimit(): boolean {
	const { measureStack } = interpreter;
	if (measureStack === null) return false;
	interpreter.measureStack = null;
	interpreter.nativeLimit = Math.max(interpreter.nativeLimit, thread.nativeDepth + Math.floor((0.85 * measureStack()) / NATIVE_UNIT));
	return thread.nativeDepth <= interpreter.nativeLimit;
}

function visitThread(visit: Visit): void {
	if (thread.currentException !== null) visit(thread.currentException, "exception in flight");
	for (let item: ExcInfo | null = thread.excInfo; item !== null; item = item.previous)
		// The others in the chain are running generators, which visit their own.
		if (item.previous === null && item.value !== null) visit(item.value, "exception being handled");
	for (const object of thread.reprStack) visit(object, "object whose repr is under way");
}

function visitInterpreter(visit: Visit): void {
	const { modules, sysDict, builtins } = interpreter;
	if (modules !== null) visit(modules, "sys.modules");
	if (sysDict !== null) visit(sysDict, "namespace of sys");
	if (builtins !== null) visit(builtins, "namespace of builtins");
}

registerRoots("thread", visitThread);
registerRoots("interpreter", visitInterpreter);
