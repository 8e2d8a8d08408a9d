// Converting arguments of native functions to JavaScript values, with the messages of CPython's argument clinic, and
// small things that all types of numbers and text need. Read `sizeArgument` and `newOfType` first.
// Mirrors Python/getargs.c and parts of Modules/_testclinic's generated code.

import { track } from "../heap/gc/tracking.ts";
import { drop, hold } from "../heap/handles.ts";
import { isGC, type Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { numberIndex } from "./abstract.ts";
import { bindArguments, def, type MethodDef, type Parameter } from "./args.ts";
import { type PyDict, dictItemsInOrder, dictLength } from "./dict.ts";
import { overflowError, raiseError, typeError } from "./errors.ts";
import { checkTextLength } from "./memory.ts";
import { intAsCInt, intAsNumber, isInt, type PyInt } from "./int.ts";
import type { PyObject, PyType } from "./object.ts";
import { None } from "./singletons.ts";
import { isStr, type PyStr } from "./str.ts";
import type { PyTuple } from "./tuple.ts";

/** How clinic's messages name an argument's type. */
export function typeNameOf(object: PyObject): string {
	return object === None ? "None" : object.type.name;
}

/** "f() argument 1 must be str, not int". */
export function badArgument(name: string, which: string, expected: string, object: PyObject): never {
	return typeError(`${name}() ${which} must be ${expected}, not ${typeNameOf(object)}`);
}

/** A Py_ssize_t argument. May run `__index__`. Raises TypeError, OverflowError. */
export function sizeArgument(object: PyObject | null, otherwise = 0): number {
	if (object === null) return otherwise;
	if (isInt(object)) return intAsNumber(object);
	return withIndex(object, intAsNumber);
}

/** A C int argument. */
export function cIntArgument(object: PyObject | null, otherwise = 0): number {
	if (object === null) return otherwise;
	if (isInt(object)) return intAsCInt(object);
	return withIndex(object, intAsCInt);
}

/** A C int argument of PyArg_ParseTuple ("i"), which words overflow otherwise. */
export function parsedInt(object: PyObject): number {
	const value = integerArgument(object);
	if (value >= 2n ** 63n || value < -(2n ** 63n)) overflowError("Python int too large to convert to C long");
	if (value > 0x7fffffff) overflowError("signed integer is greater than maximum");
	if (value < -0x80000000) overflowError("signed integer is less than minimum");
	return Number(value);
}

function withIndex<T>(object: PyObject, use: (int: PyInt) => T): T {
	const index = hold(numberIndex(object), "index");
	const result = use(index);
	drop(index);
	return result;
}

/** Any int argument's value, through `__index__`. */
export function integerArgument(object: PyObject): number | bigint {
	return isInt(object) ? object.value : withIndex(object, (int) => int.value);
}

/** An argument that must be a str. */
export function strArgument(name: string, which: string, object: PyObject): PyStr {
	return isStr(object) ? object : badArgument(name, which, "str", object);
}

/** An index of a slice: None gives `otherwise`; clamped to ±2^63. Raises TypeError. */
export function sliceIndex(object: PyObject | null, otherwise: number): number {
	if (object === null || object === None) return otherwise;
	if (isInt(object)) return clampedSize(object);
	if (object.type.nbIndex === null) typeError("slice indices must be integers or None or have an __index__ method");
	return withIndex(object, clampedSize);
}

function clampedSize(int: PyInt): number {
	const value = int.value;
	return typeof value === "number" ? value : value > 0n ? Number.MAX_SAFE_INTEGER : -Number.MAX_SAFE_INTEGER;
}

/** `start` and `stop` of a search in something of a length, brought into it as slices are; start may be beyond the end. */
export function searchBounds(start: PyObject | null, stop: PyObject | null, length: number): [number, number] {
	let first = sliceIndex(start, 0);
	let last = sliceIndex(stop, length);
	if (last > length) last = length;
	else if (last < 0) last = Math.max(0, last + length);
	if (first < 0) first = Math.max(0, first + length);
	return [first, last];
}

/** Binds the arguments of a `new` or `init` slot. Borrowed, null for what was not given. */
export function bindNew(name: string, parameters: readonly Parameter[], args: PyTuple, kwargs: PyDict | null): (PyObject | null)[] {
	if (kwargs === null || dictLength(kwargs) === 0) return bindArguments(name, parameters, args.items, null);
	const items = dictItemsInOrder(kwargs);
	const names = items.map(([key]) => key as PyStr);
	const values = items.map(([, value]) => value);
	return bindArguments(name, parameters, [...args.items, ...values], { items: names } as unknown as PyTuple);
}

/** Number of arguments of a `new` slot, keywords included. */
export function argumentCount(args: PyTuple, kwargs: PyDict | null): number {
	return args.items.length + (kwargs === null ? 0 : dictLength(kwargs));
}

/** A new object of a type or subtype whose `alloc` makes its struct; tracked if collectable. */
export function newOfType<T extends PyObject>(type: PyType): Own<T> {
	const object = type.alloc!(type);
	if (isGC(object)) track(object);
	return object as Own<PyObject> as Own<T>;
}

/** The object itself, as a new reference, if it is exactly of the type. */
export function sameIfExact<T extends PyObject>(object: T, type: PyType): Own<T> | null {
	return object.type === type ? incref(object) : null;
}

/** A definition whose shown signature is older than clinic's grammar, such as "($self, sub[, start[, end]], /)". */
export function defOld(
	name: string,
	shown: string | null,
	signature: string,
	doc: string,
	impl: (self: any, ...args: any[]) => Own<PyObject>,
	binding: "instance" | "class" | "static" = "instance",
): MethodDef {
	return { ...def(name, signature, doc, impl, binding), signature: shown };
}

/** Runs what builds a large string, array or integer; what V8 cannot build raises MemoryError. */
export function withMemory<T>(body: () => T): T {
	let made: T;
	try {
		made = body();
	} catch (error) {
		if (error instanceof RangeError) raiseError("MemoryError");
		throw error;
	}
	if (typeof made === "string") checkTextLength(made.length);
	return made;
}
