// Paths as arguments: str, bytes or os.PathLike, some also descriptors. A path is a text with escaped bytes (fileTypes.ts).
// Mirrors path_converter in Modules/posixmodule.c.

import { drop, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { callBoundSpecial } from "../objects/abstract.ts";
import { isIndex } from "../objects/abstract.ts";
import { isBytes, newBytes, type PyBytes } from "../objects/bytes.ts";
import { cIntArgument } from "../objects/conversions.ts";
import { typeError, valueError } from "../objects/errors.ts";
import type { PyObject } from "../objects/object.ts";
import { BoolType } from "../objects/bool.ts";
import { typeLookup } from "../objects/typeCache.ts";
import { warn } from "../objects/warnings.ts";
import { None } from "../objects/singletons.ts";
import { internStr, isStr, newStr, type PyStr } from "../objects/str.ts";
import { decodeBytes, encodeText } from "./ioCodec.ts";

/** A class can say that its objects are no paths: `__fspath__ = None`. */
function hasFspath(path: PyObject): boolean {
	return typeLookup(path.type, internStr("__fspath__")) !== None;
}

/** `os.fspath`. New. */
export function fspath(path: PyObject): Own<PyObject> {
	if (isStr(path) || isBytes(path)) return incref(path as PyObject);
	const result = hasFspath(path) ? callBoundSpecial(path, internStr("__fspath__")) : null;
	if (result === null) return typeError(`expected str, bytes or os.PathLike object, not ${path.type.name}`);
	if (isStr(result) || isBytes(result)) return result;
	hold(result, "result of __fspath__");
	return typeError(`expected ${path.type.name}.__fspath__() to return str or bytes, not ${result.type.name}`);
}

/** The text of a path that is str or bytes. */
function textOf(path: PyObject): string {
	return isStr(path) ? (path as PyStr).value : decodeBytes((path as PyBytes).value, "utf-8", "surrogateescape");
}

export function pathText(path: PyObject): string {
	const value = hold(fspath(path), "path");
	const text = textOf(value);
	drop(value);
	return text;
}

/** `os.fsencode` of a text. New. */
export function pathBytes(text: string): Own<PyBytes> {
	return newBytes(encodeText(text, "utf-8", "surrogateescape"));
}

/** What a function was asked to work on. */
export interface PathArgument {
	readonly text: string;
	/** Null unless it is an open file's. */
	readonly fd: number | null;
	/** The argument itself, for messages and errors: held on the handle stack until `dropPath`. Null for None. */
	readonly given: PyObject | null;
	readonly isBytes: boolean;
}

type Accepted = "path" | "path or fd" | "path, fd or None";

const EXPECTED: { readonly [accepted in Accepted]: string } = {
	path: "string, bytes or os.PathLike",
	"path or fd": "string, bytes, os.PathLike or integer",
	"path, fd or None": "string, bytes, os.PathLike, integer or None",
};

/** Looks at a path argument of a function. May run Python code; to be ended with `dropPath`. */
export function holdPath(
	functionName: string,
	path: PyObject | null,
	accepted: Accepted = "path",
	parameter = "path",
	allowNul = false,
): PathArgument {
	if (path === null || path === None) {
		if (accepted === "path, fd or None") return { text: ".", fd: null, given: null, isBytes: false };
	} else if (isStr(path) || isBytes(path)) {
		return checked(functionName, hold(incref(path), "path"), parameter, allowNul);
	} else if (accepted !== "path" && isIndex(path)) {
		if (path.type === BoolType) warn("RuntimeWarning", "bool is used as a file descriptor");
		const fd = cIntArgument(path);
		return { text: "", fd, given: hold(incref(path), "descriptor"), isBytes: false };
	} else {
		const result = hasFspath(path) ? callBoundSpecial(path, internStr("__fspath__")) : null;
		if (result !== null) {
			hold(result, "result of __fspath__");
			if (isStr(result) || isBytes(result)) return checked(functionName, result, parameter, allowNul);
			typeError(`expected ${path.type.name}.__fspath__() to return str or bytes, not ${result.type.name}`);
		}
	}
	return typeError(`${functionName}: ${parameter} should be ${EXPECTED[accepted]}, not ${(path ?? None).type.name}`);
}

function checked(functionName: string, given: PyObject, parameter: string, allowNul: boolean): PathArgument {
	const text = textOf(given);
	if (!allowNul && text.includes("\0")) valueError(`${functionName}: embedded null character in ${parameter}`);
	return { text, fd: null, given, isBytes: isBytes(given) };
}

/** Ends the latest path argument that is still held. */
export function dropPath(path: PathArgument): void {
	if (path.given !== null) drop(path.given);
}

/** A name in the kind of the path that was given. New. */
export function nameLike(path: PathArgument, name: string): Own<PyObject> {
	return path.isBytes ? pathBytes(name) : newStr(name);
}
