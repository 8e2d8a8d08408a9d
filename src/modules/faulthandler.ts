// The module `faulthandler`: shows the stacks of threads (faultText.ts), now or later (faultWatch.ts). No fault of the machine can
// happen here; what ends the process as one is a signal that the program sends itself. The functions that crash CPython to
// test it are not there. Read `targetOf` first. Mirrors Modules/faulthandler.c.

import { drop, hold, mark } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref } from "../heap/refcount.ts";
import { callMethod, isTrue } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { cIntArgument } from "../objects/conversions.ts";
import { caught, clearException, notImplementedError, overflowError, runtimeError, valueError } from "../objects/errors.ts";
import { raiseOSError } from "../objects/exceptionsRaise.ts";
import { intAsCInt, isInt, type PyInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { internStr } from "../objects/str.ts";
import { threads } from "../objects/threads.ts";
import { warn } from "../objects/warnings.ts";
import { NSIG, refusesHandlers } from "./_signal.ts";
import { buildModule, sysGet, typeName } from "./define.ts";
import { stackText, tracebackText } from "./faultText.ts";
import {
	cancelLater,
	C_STACK,
	disableFatal,
	enableFatal,
	isFatal,
	isFatalEnabled,
	registerSignal,
	show,
	showLater,
	type Target,
	unregisterSignal,
} from "./faultWatch.ts";
import { host } from "./host.ts";
import { nanosecondsOf } from "./timeClocks.ts";

/** The file that is meant, borrowed: sys.stderr if none is given. Raises RuntimeError. */
function fileOf(file: PyObject | null): PyObject {
	if (file !== null && file !== None) return file;
	const stderr = sysGet("stderr");
	if (stderr === null) return runtimeError("unable to get sys.stderr");
	return stderr === None ? runtimeError("sys.stderr is None") : stderr;
}

/** The descriptor of a file, which is flushed, or a number itself. Raises ValueError, RuntimeError. */
function descriptorOf(file: PyObject): number {
	if (isInt(file)) {
		if (typeName(file) === "bool") warn("RuntimeWarning", "bool is used as a file descriptor");
		const fd = intAsCInt(file as PyInt);
		return fd < 0 ? valueError("file is not a valid file descriptor") : fd;
	}
	const result = hold(callMethod(file, internStr("fileno"), []), "result of fileno()");
	const fd = isInt(result) ? intAsCInt(result as PyInt) : -1;
	if (fd < 0) runtimeError("file.fileno() is not a valid file descriptor");
	drop(result);
	const since = mark();
	try {
		decref(callMethod(file, internStr("flush"), []));
	} catch (thrown) {
		caught(thrown, since);
		clearException();
	}
	return fd;
}

/** May run Python code. */
function targetOf(given: PyObject | null): Target {
	const file = fileOf(given);
	return { file, fd: descriptorOf(file) };
}

const flag = (value: PyObject | null, otherwise: boolean): boolean => (value === null ? otherwise : isTrue(value));

function dumpTraceback(_module: PyObject, file: PyObject | null, allThreads: PyObject | null): Own<PyObject> {
	const all = flag(allThreads, true);
	const { fd } = targetOf(file);
	show(fd, all ? tracebackText(threads.current) : stackText());
	return newNone();
}

function enable(_module: PyObject, file: PyObject | null, allThreads: PyObject | null, cStack: PyObject | null): Own<PyObject> {
	const [all, c] = [flag(allThreads, true), flag(cStack, true)];
	enableFatal({ ...targetOf(file), allThreads: all, cStack: c });
	return newNone();
}

const LONGEST = (2 ** 63 - 1) / 1e9;

function header(nanoseconds: bigint): string {
	const microseconds = nanoseconds / 1000n;
	const [seconds, rest] = [microseconds / 1_000_000n, microseconds % 1_000_000n];
	const two = (value: bigint): string => String(value).padStart(2, "0");
	const clock = `${seconds / 3600n}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`;
	return `Timeout (${clock}${rest === 0n ? "" : `.${String(rest).padStart(6, "0")}`})!\n`;
}

function dumpTracebackLater(
	_module: PyObject,
	timeout: PyObject,
	repeat: PyObject | null,
	file: PyObject | null,
	exit: PyObject | null,
): Own<PyObject> {
	const nanoseconds = nanosecondsOf(timeout);
	const [repeats, exits] = [flag(repeat, false), flag(exit, false)];
	if (nanoseconds <= 0n) valueError("timeout must be greater than 0");
	const seconds = Number(nanoseconds) / 1e9;
	if (seconds > LONGEST) overflowError("timeout value is too large");
	if (exits && host().system === undefined)
		notImplementedError("faulthandler.dump_traceback_later(exit=True) on a host that can't end the process");
	showLater(targetOf(file), seconds, header(nanoseconds), repeats, exits);
	return newNone();
}

/** A signal that may be registered. Raises ValueError, RuntimeError. */
function signalArgument(value: PyObject): number {
	const signum = cIntArgument(value);
	if (isFatal(signum)) runtimeError(`signal ${signum} cannot be registered, use enable() instead`);
	return signum < 1 || signum >= NSIG ? valueError("signal number out of range") : signum;
}

function register(
	_module: PyObject,
	signum: PyObject,
	file: PyObject | null,
	allThreads: PyObject | null,
	chain: PyObject | null,
): Own<PyObject> {
	const number = signalArgument(signum);
	const [all, chains] = [flag(allThreads, true), flag(chain, false)];
	const target = targetOf(file);
	if (refusesHandlers(number)) raiseOSError(22, "Invalid argument");
	registerSignal(number, target, all, chains);
	return newNone();
}

const functions: readonly MethodDef[] = [
	def("enable", "($module, /, file=sys.stderr, all_threads=True, c_stack=True)", "Shows the stacks before the process crashes.", enable),
	def("disable", "($module, /)", "Takes back enable().", () => newBool(disableFatal())),
	def("is_enabled", "($module, /)", "Whether enable() was called.", () => newBool(isFatalEnabled())),
	def("dump_traceback", "($module, /, file=sys.stderr, all_threads=True)", "Shows the stacks of threads.", dumpTraceback),
	def("dump_c_stack", "($module, /, file=sys.stderr)", "Shows that there is no C stack.", (_m, file) => {
		show(targetOf(file ?? null).fd, C_STACK);
		return newNone();
	}),
	def(
		"dump_traceback_later",
		"($module, /, timeout, repeat=False, file=sys.stderr, exit=False)",
		"Shows the stacks after some time.",
		dumpTracebackLater,
	),
	def("cancel_dump_traceback_later", "($module, /)", "Takes back dump_traceback_later().", () => {
		cancelLater();
		return newNone();
	}),
	def(
		"register",
		"($module, /, signum, file=sys.stderr, all_threads=True, chain=False)",
		"Shows the stacks whenever a signal comes.",
		register,
	),
	def("unregister", "($module, signum, /)", "Takes back register().", (_m, signum) => newBool(unregisterSignal(signalArgument(signum)))),
];

export function initFaulthandler(): Own<PyModule> {
	return buildModule("faulthandler", "Stacks of threads.", functions);
}
