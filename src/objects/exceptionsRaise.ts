// Raising the exceptions that carry more than a message. Any file may import this one: it names the types only through
// the table of errors.ts, so it makes no import cycle with the files that define them.

import type { Own } from "../heap/header.ts";
import { incref, xdecref } from "../heap/refcount.ts";
import type { PyBytes } from "./bytes.ts";
import { errorHooks, exceptionTypes, raise } from "./errors.ts";
import type { PyBaseException } from "./exception.ts";
import type { PySyntaxErrorException } from "./exceptionsSyntax.ts";
import type { PyAttributeError, PyImportError, PyNameError, PyStopIteration } from "./exceptionsValue.ts";
import { newInt } from "./int.ts";
import { isSubtype, type PyObject } from "./object.ts";
import { newNone, None } from "./singletons.ts";
import { thread } from "./state.ts";
import { newStr, type PyStr } from "./str.ts";
import { newTuple } from "./tuple.ts";

/** `type(*args)`. Steals the array and the references. */
function make(type: string, args: Own<PyObject>[]): Own<PyBaseException> {
	const exception = errorHooks.create(exceptionTypes[type]!, args);
	for (const arg of args) xdecref(arg);
	return exception;
}

/**
 * Notes in the AttributeError in flight, unless it says so already, which attribute of which object was looked for.
 * Runs no Python code. Source: `_PyObject_SetAttributeErrorContext`.
 */
export function setAttributeErrorContext(object: PyObject, name: PyStr): void {
	const exception = thread.currentException as PyAttributeError | null;
	if (exception === null || !isSubtype(exception.type, exceptionTypes.AttributeError!)) return;
	if (exception.name !== null || exception.obj !== null) return;
	exception.name = incref(name);
	exception.obj = incref(object);
}

/** Raises NameError (or UnboundLocalError) with its `name`. */
export function raiseNameError(message: string, name: PyStr): never {
	const exception = make("NameError", [newStr(message)]);
	(exception as Own<PyNameError>).name = incref(name);
	raise(exception);
}

/** Raises ImportError (or ModuleNotFoundError) with `name`, `path` and `name_from`, each optional. Borrows. */
export function raiseImportError(
	message: PyStr | string,
	name: PyObject | null,
	path: PyObject | null = null,
	nameFrom: PyObject | null = null,
	type = "ImportError",
): never {
	const exception = make(type, [typeof message === "string" ? newStr(message) : incref(message)]) as Own<PyImportError>;
	if (name !== null) exception.name = incref(name);
	if (path !== null) exception.path = incref(path);
	if (nameFrom !== null) exception.nameFrom = incref(nameFrom);
	raise(exception);
}

/** Raises the OSError subclass for `errno`, with a file name, or two, if there are any. Borrows. */
export function raiseOSError(errno: number, message: string, filename: PyObject | null = null, second: PyObject | null = null): never {
	const args: Own<PyObject>[] = [newInt(errno), newStr(message)];
	if (filename !== null) args.push(incref(filename));
	if (second !== null) args.push(newNone(), incref(second));
	raise(make("OSError", args));
}

/** A StopIteration with a return value as its `value`. Borrows it. */
export function newStopIteration(value: PyObject): Own<PyBaseException> {
	return make("StopIteration", value === None ? [] : [incref(value)]);
}

/** `value` of a StopIteration: what `yield from` gives. New. */
export function stopIterationValue(exception: PyBaseException): Own<PyObject> {
	return incref((exception as PyStopIteration).value ?? None);
}

/** What the parser and the compiler report (src/syntax/errors.ts has the like). */
export interface SyntaxErrorDetails {
	readonly message: string;
	readonly filename: string;
	readonly isFileInArguments?: boolean;
	readonly lineno: number;
	readonly offset: number;
	readonly endLineno: number;
	readonly endOffset: number;
	readonly text: string | null;
}

/** A SyntaxError (or the named subclass) as the compiler makes it: `type(msg, (filename, lineno, offset, text, end_lineno, end_offset))`. */
export function newSyntaxError(details: SyntaxErrorDetails, type = "SyntaxError"): Own<PyBaseException> {
	const { message, filename, lineno, offset, endLineno, endOffset, text, isFileInArguments: isNamed = true } = details;
	const place: Own<PyObject>[] = [
		isNamed ? newStr(filename) : newNone(),
		newInt(lineno),
		newInt(offset),
		text === null ? newNone() : newStr(text),
	];
	// Errors of decoding know no end.
	if (lineno > 0 || offset >= 0) place.push(newInt(endLineno), newInt(endOffset));
	const exception = make(type, [newStr(message), newTuple(place)]);
	if (!isNamed) {
		const named = exception as unknown as PySyntaxErrorException;
		const old = named.filename;
		named.filename = newStr(filename);
		xdecref(old);
	}
	return exception;
}

/** The exception of a failed encoding. Borrows. */
export function newUnicodeEncodeError(encoding: string, object: PyStr, start: number, end: number, reason: string): Own<PyBaseException> {
	return make("UnicodeEncodeError", [newStr(encoding), incref(object), newInt(start), newInt(end), newStr(reason)]);
}

/** The exception of a failed decoding. Borrows. */
export function newUnicodeDecodeError(encoding: string, object: PyBytes, start: number, end: number, reason: string): Own<PyBaseException> {
	return make("UnicodeDecodeError", [newStr(encoding), incref(object), newInt(start), newInt(end), newStr(reason)]);
}
