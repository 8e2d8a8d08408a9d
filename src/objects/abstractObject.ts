// What can be done with any object: text, hash, comparison, truth, format, dir, and its length.
// Read `richCompare` first. Mirrors Objects/object.c and PyObject_Format, PyObject_Size of Objects/abstract.c.

import { dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { callBoundSpecial } from "./abstractCall.ts";
import { sequenceList } from "./abstractSequence.ts";
import { addressText } from "./addressText.ts";
import { False, newBool, True } from "./bool.ts";
import { newBytes } from "./bytes.ts";
import { typeError } from "./errors.ts";
import { IntType, type PyInt } from "./int.ts";
import { listSort, type PyList } from "./list.ts";
import { type CompareOp, type Hash, isSubtype, type PyObject, Py_EQ, Py_NE } from "./object.ts";
import { enterRecursiveCall, leaveRecursiveCall } from "./recursion.ts";
import { None, NotImplemented } from "./singletons.ts";
import { emptyStr, internStr, isStr, newStr, type PyStr, StrType } from "./str.ts";

/** `repr(o)`. May run Python code. */
export function repr(object: PyObject): Own<PyStr> {
	const slot = object.type.repr;
	if (slot === null) return newStr(`<${object.type.name} object at ${addressText(object)}>`);
	enterRecursiveCall(" while getting the repr of an object");
	try {
		return requireStr(slot(object), "__repr__");
	} finally {
		leaveRecursiveCall();
	}
}

/** `str(o)`. An exact str is returned itself. */
export function str(object: PyObject): Own<PyStr> {
	if (object.type === StrType) return incref(object as PyStr);
	const slot = object.type.str;
	if (slot === null) return repr(object);
	enterRecursiveCall(" while getting the str of an object");
	try {
		return requireStr(slot(object), "__str__");
	} finally {
		leaveRecursiveCall();
	}
}

function requireStr(result: Own<PyObject>, method: string): Own<PyStr> {
	if (isStr(result)) return result as Own<PyStr>;
	hold(result, "result");
	return typeError(`${method} returned non-string (type ${result.type.name})`);
}

/** `ascii(o)`: the repr with everything beyond ASCII escaped. */
export function ascii(object: PyObject): Own<PyStr> {
	const text = repr(object);
	if (!/[^\0-\x7f]/.test(text.value)) return text;
	hold(text, "repr");
	const escaped = [...text.value].map(asciiEscape).join("");
	return dropKeeping(text, newStr(escaped));
}

function asciiEscape(character: string): string {
	const point = character.codePointAt(0)!;
	if (point < 0x80) return character;
	if (point < 0x100) return `\\x${point.toString(16).padStart(2, "0")}`;
	if (point < 0x10000) return `\\u${point.toString(16).padStart(4, "0")}`;
	return `\\U${point.toString(16).padStart(8, "0")}`;
}

/** The bytes of an object with `__bytes__` or the buffer protocol; for `bytes(o)` the caller handles the other cases. */
export function bytesOf(object: PyObject): Own<PyObject> {
	const special = callBoundSpecial(object, internStr("__bytes__"));
	if (special !== null) return special;
	if (object.type.getBuffer !== null) return newBytes(object.type.getBuffer(object).slice());
	return typeError(`cannot convert '${object.type.name}' object to bytes`);
}

/** `hash(o)`. Raises TypeError for unhashable types. */
export function hash(object: PyObject): Hash {
	const slot = object.type.hash;
	return slot !== null ? slot(object) : hashNotImplemented(object);
}

/** The `hash` slot of types that are not hashable. */
export function hashNotImplemented(self: PyObject): Hash {
	return typeError(`unhashable type: '${self.type.name}'`);
}

const SWAPPED: readonly CompareOp[] = [4, 5, 2, 3, 0, 1];
const SYMBOLS: readonly string[] = ["<", "<=", "==", "!=", ">", ">="];

/** `a op b`. May run Python code. */
export function richCompare(a: PyObject, b: PyObject, op: CompareOp): Own<PyObject> {
	enterRecursiveCall(" in comparison");
	try {
		return compare(a, b, op);
	} finally {
		leaveRecursiveCall();
	}
}

function compare(a: PyObject, b: PyObject, op: CompareOp): Own<PyObject> {
	let triedReflected = false;
	if (a.type !== b.type && b.type.richcompare !== null && isSubtype(b.type, a.type)) {
		triedReflected = true;
		const result = b.type.richcompare(b, a, SWAPPED[op]);
		if (result !== NotImplemented) return result;
	}
	if (a.type.richcompare !== null) {
		const result = a.type.richcompare(a, b, op);
		if (result !== NotImplemented) return result;
	}
	if (!triedReflected && b.type.richcompare !== null) {
		const result = b.type.richcompare(b, a, SWAPPED[op]);
		if (result !== NotImplemented) return result;
	}
	if (op === Py_EQ) return newBool(a === b);
	if (op === Py_NE) return newBool(a !== b);
	return typeError(`'${SYMBOLS[op]}' not supported between instances of '${a.type.name}' and '${b.type.name}'`);
}

/** `bool(a op b)`, identical objects being equal without being asked. */
export function richCompareBool(a: PyObject, b: PyObject, op: CompareOp): boolean {
	if (a === b) {
		if (op === Py_EQ) return true;
		if (op === Py_NE) return false;
	}
	// FAST: what sequences and tables compare their elements by, mostly.
	if (op === Py_EQ && a.type === b.type && (a.type === IntType || a.type === StrType))
		return (a as PyInt | PyStr).value === (b as PyInt | PyStr).value;
	const result = richCompare(a, b, op);
	if ((result as PyObject) === True) return true;
	if ((result as PyObject) === False) return false;
	return truthOfOwned(result);
}

/** The truth of an owned result, which is given up. */
function truthOfOwned(result: Own<PyObject>): boolean {
	hold(result, "result of the comparison");
	const truth = isTrue(result);
	decref(take(result));
	return truth;
}

/** `bool(o)`. May run Python code. */
export function isTrue(object: PyObject): boolean {
	if (object === True) return true;
	if (object === False || object === None) return false;
	const type = object.type;
	if (type.nbBool !== null) return type.nbBool(object);
	if (type.mpLength !== null) return type.mpLength(object) > 0;
	if (type.sqLength !== null) return type.sqLength(object) > 0;
	return true;
}

export function not(object: PyObject): boolean {
	return !isTrue(object);
}

/** `format(o, spec)`. Source: PyObject_Format. */
export function format(object: PyObject, spec: PyStr | null): Own<PyStr> {
	if (spec !== null && !isStr(spec)) typeError(`Format specifier must be a string, not ${(spec as PyObject).type.name}`);
	if (spec === null || spec.value === "") {
		if (object.type === StrType) return incref(object as PyStr);
		if (object.type.name === "int" && object.type.heap === null) return str(object);
	}
	const result = callBoundSpecial(object, internStr("__format__"), [spec ?? emptyStr]);
	if (result === null) return typeError(`Type ${object.type.name} doesn't define __format__`);
	if (isStr(result)) return result as Own<PyStr>;
	hold(result, "result of __format__");
	return typeError(`__format__ must return a str, not ${result.type.name}`);
}

/** `dir(o)`: a new sorted list. For the local names of `dir()` the caller is responsible. */
export function dir(object: PyObject): Own<PyList> {
	const names = callBoundSpecial(object, internStr("__dir__"));
	if (names === null) return typeError("object does not provide __dir__");
	hold(names, "result of __dir__");
	const list = hold(sequenceList(names), "sorted names");
	listSort(list, null, false);
	return dropKeeping(names, take(list));
}
