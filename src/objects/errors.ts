// Raising and catching Python exceptions in native code.
//
// The exception itself stands in `thread.currentException`; what travels through JavaScript is one constant, so that
// raising builds no JavaScript object and no stack trace. Native code raises with `raise` or a helper below, and
// catches only with `caught`, which also gives up the handles held inside (handles.ts). Read `raise` and `caught` first.
// Mirrors Python/errors.c.

import { mark, unwind } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { xdecref } from "../heap/refcount.ts";
import type { PyBaseException } from "./exception.ts";
import { isSubtype, type PyObject, type PyType } from "./object.ts";
import { thread } from "./state.ts";

/** What is thrown while `thread.currentException` is set. */
export const PYTHON_EXCEPTION: unique symbol = Symbol("Python exception");

/** The built-in exception types by name, filled by exceptions.ts. Borrowed: they are static. */
export const exceptionTypes: { [name: string]: PyType } = Object.create(null);

/** What errors.ts needs from the files above it. */
export const errorHooks = {
	/** Makes `type(*args)`, args as Python strings or objects; may raise something else instead. */
	create: (_type: PyType, _args: readonly (string | PyObject)[]): Own<PyBaseException> => {
		throw new Error("exceptions are not connected");
	},
	/** Sets `__context__` of an exception that is about to be raised, from what is being handled. */
	setContext: (_exception: PyBaseException): void => {},
	/** Reports the exception in flight through sys.unraisablehook and clears it. */
	writeUnraisable: (_message: string | null, _object: PyObject | null): void => {},
};

/** Raises an exception instance. Steals it. */
export function raise(exception: Own<PyBaseException>): never {
	errorHooks.setContext(exception);
	setException(exception);
	throw PYTHON_EXCEPTION;
}

/** Puts an exception in flight without throwing and without context: `_PyErr_SetRaisedException`. Steals it. */
export function setException(exception: Own<PyBaseException> | null): void {
	const old = thread.currentException;
	thread.currentException = exception;
	xdecref(old);
}

/** Raises an exception again as it is, context untouched. Steals it. */
export function reraise(exception: Own<PyBaseException>): never {
	setException(exception);
	throw PYTHON_EXCEPTION;
}

/** Takes the exception in flight: the caller owns it and it is no longer in flight. */
export function fetchException(): Own<PyBaseException> {
	const exception = thread.currentException!;
	thread.currentException = null;
	return own(exception);
}

/**
 * To be called first in the `catch` of native code: goes on throwing what is not a Python exception, and gives up the
 * handles held since `since` (from `mark()`, noted before the `try`). The exception stays in flight. May run Python code.
 */
export function caught(thrown: unknown, since: number): void {
	if (thrown !== PYTHON_EXCEPTION) throw thrown;
	// Finalizers and callbacks that run now put the exception aside themselves.
	if (mark() > since) unwind(since);
}

/** Whether the exception in flight is of the named built-in type or of a subclass. */
export function exceptionMatches(type: PyType | string): boolean {
	const exception = thread.currentException;
	return exception !== null && isSubtype(exception.type, typeof type === "string" ? exceptionTypes[type]! : type);
}

/** Clears the exception in flight. May run Python code (its death). */
export function clearException(): void {
	setException(null);
}

/** Runs `body`; if it raises the named exception, clears that and gives `otherwise`. Runs Python code as `body` does. */
export function unless<T>(type: PyType | string, body: () => T, otherwise: T): T {
	const since = mark();
	try {
		return body();
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches(type)) throw thrown;
		clearException();
		return otherwise;
	}
}

/** Raises `type(*args)`; strings become Python strings. */
export function raiseError(type: PyType | string, ...args: readonly (string | PyObject)[]): never {
	raise(errorHooks.create(typeof type === "string" ? exceptionTypes[type]! : type, args));
}

/** As `raiseError`, but throws nothing. FAST: for what a program catches; a JavaScript throw costs as much as a dozen instructions. */
export function setError(type: string, ...args: readonly (string | PyObject)[]): void {
	const exception = errorHooks.create(exceptionTypes[type]!, args);
	errorHooks.setContext(exception);
	setException(exception);
}

/** Reports the exception in flight as unraisable, as `PyErr_FormatUnraisable` does: "Exception ignored " + message. */
export function writeUnraisable(message: string | null, object: PyObject | null = null): void {
	errorHooks.writeUnraisable(message, object);
}

export function typeError(message: string): never {
	return raiseError("TypeError", message);
}

export function valueError(message: string): never {
	return raiseError("ValueError", message);
}

export function indexError(message: string): never {
	return raiseError("IndexError", message);
}

export function keyError(key: PyObject): never {
	return raiseError("KeyError", key);
}

export function attributeError(message: string): never {
	return raiseError("AttributeError", message);
}

export function overflowError(message: string): never {
	return raiseError("OverflowError", message);
}

export function zeroDivisionError(message: string): never {
	return raiseError("ZeroDivisionError", message);
}

export function runtimeError(message: string): never {
	return raiseError("RuntimeError", message);
}

export function systemError(message: string): never {
	return raiseError("SystemError", message);
}

/** For what decref does not do yet: names the thing. */
export function notImplementedError(message: string): never {
	return raiseError("NotImplementedError", message);
}
