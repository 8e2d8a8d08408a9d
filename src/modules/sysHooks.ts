// How values and exceptions reach the user: sys.displayhook, excepthook, unraisablehook, and the reporting of errors that
// nobody can catch. Read `writeUnraisable` first. Mirrors Python/sysmodule.c, Python/errors.c (unraisable hook) and
// PyErr_Print (Python/pythonrun.c).

import { drop, hold, mark } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { call, callOneArg, repr, str } from "../objects/abstract.ts";
import { def, defRaw, type MethodDef } from "../objects/args.ts";
import { dictSetStr } from "../objects/dict.ts";
import { caught, clearException, errorHooks, fetchException, runtimeError, typeError } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import { isException, setTraceback } from "../objects/exceptions.ts";
import { currentFrame, frameObjectOf } from "../objects/frame.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { interpreter } from "../objects/state.ts";
import { internStr, newStr, type PyStr } from "../objects/str.ts";
import { newStructSeq, newStructSeqType } from "../objects/structseq.ts";
import { isTraceback, newTraceback } from "../objects/traceback.ts";
import type { PyTuple } from "../objects/tuple.ts";
import { isBuiltinFunction } from "../objects/builtinFunction.ts";
import { callBreakpoint } from "./breakpoint.ts";
import { sysGet } from "./define.ts";
import { flushFile, writeText } from "./builtinsPrint.ts";
import { formatException, plainTraceback, qualifiedTypeName } from "./tracebackText.ts";

/** Runs `body` and forgets what it raises: for printing when all else has failed. */
function quietly<T>(body: () => T, otherwise: T): T {
	const since = mark();
	try {
		return body();
	} catch (thrown) {
		caught(thrown, since);
		clearException();
		return otherwise;
	}
}

function quietText(o: PyObject, by: (o: PyObject) => Own<PyStr>, otherwise: string): string {
	return quietly(() => {
		const s = by(o);
		const text = s.value;
		decref(s);
		return text;
	}, otherwise);
}

function displayhook(_module: PyObject, o: PyObject): Own<PyObject> {
	if (interpreter.builtins === null) runtimeError("lost builtins module");
	if (o === None) return newNone();
	const underscore = internStr("_");
	dictSetStr(interpreter.builtins!, underscore, None);
	const file = sysGet("stdout");
	if (file === null || file === None) runtimeError("lost sys.stdout");
	hold(incref(file!), "sys.stdout");
	const text = hold(repr(o), "repr of the value");
	writeText(text.value, file!);
	drop(text);
	writeText("\n", file!);
	drop(file!);
	dictSetStr(interpreter.builtins!, underscore, o);
	return newNone();
}

/** Writes to sys.stderr; nothing happens if there is none. */
export function writeStderr(text: string): void {
	const file = sysGet("stderr");
	if (file === null || file === None) return;
	hold(incref(file), "sys.stderr");
	writeText(text, file);
	flushFile(file);
	drop(file);
}

/** `PyErr_DisplayException`: the whole text of an exception, chain included, to sys.stderr. Borrows. Never raises. */
export function displayException(exception: PyObject): void {
	quietly(() => {
		const stdout = sysGet("stdout");
		if (stdout !== null && stdout !== None) flushFile(stdout);
	}, undefined);
	quietly(() => writeStderr(isException(exception) ? formatException(exception) : notAnException(exception)), undefined);
}

function notAnException(value: PyObject): string {
	return `TypeError: print_exception(): Exception expected for value, ${value.type.name} found\n`;
}

function excepthook(_module: PyObject, _type: PyObject, value: PyObject, traceback: PyObject): Own<PyObject> {
	if (isException(value) && traceback !== None && isTraceback(traceback) && value.traceback === null) setTraceback(value, traceback);
	displayException(value);
	return newNone();
}

let argumentsType: PyType | null = null;

/** `sys.UnraisableHookArgs`. Steals. */
function newHookArguments(items: Own<PyObject>[]): Own<PyObject> {
	argumentsType ??= newStructSeqType(
		"UnraisableHookArgs",
		"What is known of an error that cannot be raised.",
		["exc_type", "exc_value", "exc_traceback", "err_msg", "object"].map((name) => ({ name })),
		5,
	);
	return newStructSeq(argumentsType, items);
}

interface Unraisable {
	readonly exception: PyBaseException | null;
	readonly type: PyObject;
	readonly traceback: PyObject;
	/** The whole first line but its colon, or null for "Exception ignored in: <object>". */
	readonly message: string | null;
	readonly object: PyObject | null;
}

/** The text that the default hook writes. Runs `repr` and `str` of what is concerned; their errors are swallowed. */
function unraisableText({ exception, type, traceback, message, object }: Unraisable): string {
	let text = "";
	if (object !== null) {
		text = `${message === null ? "Exception ignored in" : message}: ${quietText(object, repr, "<object repr() failed>")}\n`;
	} else if (message !== null) text = `${message}:\n`;
	if (isTraceback(traceback)) text += plainTraceback(traceback);
	if (type === None) return text;
	text += qualifiedTypeName(type as PyType);
	// Even without a text there is a colon.
	if (exception !== null) text += `: ${quietText(exception, str, "<exception str() failed>")}`;
	return `${text}\n`;
}

/**
 * Reports the exception in flight, which is cleared: by sys.unraisablehook, or if that fails too, as the default hook
 * does. Runs Python code, never raises. Source: format_unraisable_v (Python/errors.c).
 */
function writeUnraisable(message: string | null, object: PyObject | null): void {
	const exception = hold(fetchException(), "exception that cannot be raised");
	ensureTraceback(exception);
	const text = message === null || message.startsWith("Exception ignored") ? message : `Exception ignored ${message}`;
	const traceback = exception.traceback ?? None;
	if (object !== null) hold(incref(object), "object that caused it");
	report({ exception, type: exception.type, traceback, message: text, object });
	if (object !== null) drop(object);
	drop(exception);
}

/** An exception raised by native code outside of any call gets the running frame as its traceback. */
function ensureTraceback(exception: PyBaseException): void {
	const frame = exception.traceback === null ? currentFrame() : null;
	if (frame === null) return;
	exception.traceback = newTraceback(null, incref(frameObjectOf(frame)), frame.pc * 2, -1);
}

function report(what: Unraisable): void {
	const hook = interpreter.sysDict === null ? null : sysGet("unraisablehook");
	if (hook === null || isDefaultHook(hook)) return quietly(() => writeStderr(unraisableText(what)), undefined);
	const since = mark();
	hold(incref(hook), "sys.unraisablehook");
	try {
		callHook(hook, what);
	} catch (thrown) {
		caught(thrown, since + 1);
		reportFailedHook(hook);
	}
	drop(hook);
}

function isDefaultHook(hook: PyObject): boolean {
	return isBuiltinFunction(hook) && hook.def.name === "unraisablehook";
}

function callHook(hook: PyObject, { exception, type, traceback, message, object }: Unraisable): void {
	const items: Own<PyObject>[] = [
		incref(type),
		incref((exception as PyObject | null) ?? None),
		incref(traceback),
		message === null ? newNone() : newStr(message),
		incref(object ?? None),
	];
	const args = hold(newHookArguments(items), "arguments of sys.unraisablehook");
	decref(callOneArg(hook, args));
	drop(args);
}

function reportFailedHook(hook: PyObject): void {
	const failure = hold(fetchException(), "exception in sys.unraisablehook");
	const traceback = failure.traceback ?? None;
	const what: Unraisable = {
		exception: failure,
		type: failure.type,
		traceback,
		message: "Exception ignored in sys.unraisablehook",
		object: hook,
	};
	quietly(() => writeStderr(unraisableText(what)), undefined);
	drop(failure);
}

function unraisablehook(_module: PyObject, args: PyObject): Own<PyObject> {
	if (argumentsType === null || args.type !== argumentsType) typeError("sys.unraisablehook argument type must be UnraisableHookArgs");
	const [type, value, traceback, message, object] = (args as PyTuple).items as [PyObject, PyObject, PyObject, PyObject, PyObject];
	writeStderr(
		unraisableText({
			exception: value === None ? null : (value as PyBaseException),
			type,
			traceback,
			message: message === None ? null : quietText(message, str, ""),
			object: object === None ? null : object,
		}),
	);
	return newNone();
}

errorHooks.writeUnraisable = writeUnraisable;

/**
 * `PyErr_Print`: hands an uncaught exception to sys.excepthook, after setting sys.last_exc and its old kin. Steals it.
 * Never raises; returns the exception of SystemExit's kind unprinted to the caller, who handles that first.
 */
export function printException(exception: Own<PyBaseException>): void {
	hold(exception, "uncaught exception");
	rememberLast(exception);
	const hook = sysGet("excepthook");
	if (hook === null) {
		quietly(() => writeStderr("sys.excepthook is missing\n"), undefined);
		displayException(exception);
	} else callExceptHook(hook, exception);
	drop(exception);
}

function rememberLast(exception: PyBaseException): void {
	if (interpreter.sysDict === null) return;
	dictSetStr(interpreter.sysDict, internStr("last_exc"), exception);
	dictSetStr(interpreter.sysDict, internStr("last_type"), exception.type);
	dictSetStr(interpreter.sysDict, internStr("last_value"), exception);
	dictSetStr(interpreter.sysDict, internStr("last_traceback"), exception.traceback ?? None);
}

function callExceptHook(hook: PyObject, exception: PyBaseException): void {
	const since = mark();
	hold(incref(hook), "sys.excepthook");
	try {
		decref(call(hook, [exception.type, exception, exception.traceback ?? None]));
	} catch (thrown) {
		caught(thrown, since + 1);
		const failure = hold(fetchException(), "exception in sys.excepthook");
		quietly(() => writeStderr("Error in sys.excepthook:\n"), undefined);
		displayException(failure);
		quietly(() => writeStderr("\nOriginal exception was:\n"), undefined);
		displayException(exception);
		drop(failure);
	}
	drop(hook);
}

export const hookFunctions: readonly MethodDef[] = [
	def("displayhook", "($module, object, /)", "Shows a value at the prompt, and keeps it as _.", displayhook),
	def("excepthook", "($module, exctype, value, traceback, /)", "Shows an uncaught exception.", excepthook),
	def("unraisablehook", "($module, unraisable, /)", "Shows an exception that cannot be raised.", unraisablehook),
	defRaw(
		"breakpointhook",
		"($module, /, *args, **kwargs)",
		"What breakpoint() calls: the debugger, or what $PYTHONBREAKPOINT names.",
		callBreakpoint,
	),
];
