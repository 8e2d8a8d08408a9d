// What tuples can do: hashing, comparing, indexing, joining, and their methods.
// The table is in a function, so that tuple.ts can call it while it is being loaded. Mirrors Objects/tupleobject.c.

import { track } from "../heap/gc/tracking.ts";
import { drop, hold } from "../heap/handles.ts";
import { type Own, own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import {
	hash as hashObject,
	indexAsNumber,
	isIndex,
	reprEnter,
	reprLeave,
	richCompare,
	richCompareBool,
	sequenceTuple,
} from "./abstract.ts";
import { checkPositional, def, type MethodDef } from "./args.ts";
import { newBool } from "./bool.ts";
import type { PyDict } from "./dict.ts";
import { highHalf, lowHalf } from "./dictkeys.ts";
import { reprText } from "./dictMethods.ts";
import { indexError, typeError, valueError } from "./errors.ts";
import { newGenericAlias } from "./genericalias.ts";
import { newInt } from "./int.ts";
import { reserveItems } from "./memory.ts";
import { type CompareOp, type Hash, Py_EQ, Py_NE, type PyObject, type PyType } from "./object.ts";
import { isSlice, type PySlice, sliceIndexNotNone, sliceIndices } from "./slice.ts";
import { enterRecursiveCall, leaveRecursiveCall } from "./recursion.ts";
import { newNotImplemented } from "./singletons.ts";
import { newStr } from "./str.ts";
import { emptyTuple, isTuple, newTrackedTuple, type PyTuple, TupleType } from "./tuple.ts";

export function tupleNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyTuple> {
	if ((type === TupleType || type.init === TupleType.init) && kwargs !== null && kwargs.used > 0)
		typeError("tuple() takes no keyword arguments");
	checkPositional("tuple", args.items.length, 0, 1);
	return makeTuple(type, args.items[0] ?? null);
}

export function tupleVectorcall(type: PyType, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyTuple> {
	if (kwnames !== null && kwnames.items.length > 0) typeError("tuple() takes no keyword arguments");
	checkPositional("tuple", args.length, 0, 1);
	return makeTuple(type, args[0] ?? null);
}

function makeTuple(type: PyType, iterable: PyObject | null): Own<PyTuple> {
	const tuple = iterable === null ? own(emptyTuple) : sequenceTuple(iterable);
	if (type === TupleType) return tuple;
	hold(tuple, "items of a tuple being made");
	const made = type.alloc!(type) as Own<PyTuple>;
	(made as { items: PyObject[] }).items = tuple.items.map(incref);
	track(made);
	drop(tuple);
	return made;
}

// Hashing: xxHash64 over the hashes of the items, in halves of 32 bits.

const PRIME_1_HIGH = 0x9e3779b1;
const PRIME_1_LOW = 0x85ebca87;
const PRIME_2_HIGH = 0xc2b2ae3d;
const PRIME_2_LOW = 0x27d4eb4f;
const PRIME_5_HIGH = 0x27d4eb2f;
const PRIME_5_LOW = 0x165667c5;
const SALT = 3527539;

/** High half of the 64-bit product of two unsigned 32-bit numbers. */
function multiplyHigh(a: number, b: number): number {
	const aHigh = a >>> 16;
	const aLow = a & 0xffff;
	const bHigh = b >>> 16;
	const bLow = b & 0xffff;
	const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
	const other = aLow * bHigh + (middle & 0xffff);
	return (aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(other / 65536)) | 0;
}

export function tupleHash(self: PyTuple): Hash {
	if (self.hash !== null) return self.hash;
	enterRecursiveCall(" while hashing a tuple");
	try {
		return (self.hash = hashItems(self.items));
	} finally {
		leaveRecursiveCall();
	}
}

function hashItems(items: readonly PyObject[]): Hash {
	mixHashes(items);
	const low = (mixedLow >>> 0) + ((items.length ^ PRIME_5_LOW ^ SALT) >>> 0);
	return hashOfHalves((mixedHigh + PRIME_5_HIGH + (low > 0xffffffff ? 1 : 0)) | 0, low | 0);
}

/** The hash of a slice: as a tuple's, but for the length. */
export function hashParts(parts: readonly PyObject[]): Hash {
	mixHashes(parts);
	return hashOfHalves(mixedHigh, mixedLow);
}

let mixedHigh = 0;
let mixedLow = 0;

function mixHashes(items: readonly PyObject[]): void {
	let high = PRIME_5_HIGH | 0;
	let low = PRIME_5_LOW | 0;
	for (const item of items) {
		const lane = hashObject(item);
		const laneLow = lowHalf(lane);
		const laneHigh = highHalf(lane);
		const addLow = Math.imul(laneLow, PRIME_2_LOW);
		const addHigh = (multiplyHigh(laneLow, PRIME_2_LOW) + Math.imul(laneLow, PRIME_2_HIGH) + Math.imul(laneHigh, PRIME_2_LOW)) | 0;
		const sumLow = (low >>> 0) + (addLow >>> 0);
		const sumHigh = (high + addHigh + (sumLow > 0xffffffff ? 1 : 0)) | 0;
		const turnedHigh = (sumHigh << 31) | (sumLow >>> 1);
		const turnedLow = (sumLow << 31) | (sumHigh >>> 1);
		low = Math.imul(turnedLow, PRIME_1_LOW);
		high = (multiplyHigh(turnedLow, PRIME_1_LOW) + Math.imul(turnedLow, PRIME_1_HIGH) + Math.imul(turnedHigh, PRIME_1_LOW)) | 0;
	}
	mixedHigh = high;
	mixedLow = low;
}

function hashOfHalves(high: number, low: number): Hash {
	if (high === -1 && low === -1) return 1546275796;
	if (high >= -0x100000 && high < 0x100000) return high * 4294967296 + (low >>> 0);
	return (BigInt(high) << 32n) | BigInt(low >>> 0);
}

export function tupleRepr(self: PyTuple): Own<PyObject> {
	const items = self.items;
	if (items.length === 0) return newStr("()");
	if (reprEnter(self)) return newStr("(...)");
	try {
		return newStr(items.length === 1 ? `(${reprText(items[0]!)},)` : `(${items.map(reprText).join(", ")})`);
	} finally {
		reprLeave(self);
	}
}

export function tupleRichcompare(self: PyObject, other: PyObject, op: CompareOp): Own<PyObject> {
	if (!isTuple(self) || !isTuple(other)) return newNotImplemented();
	const a = self.items;
	const b = other.items;
	let i = 0;
	while (i < a.length && i < b.length && richCompareBool(a[i]!, b[i]!, Py_EQ)) i++;
	if (i >= a.length || i >= b.length) return newBool(compareNumbers(a.length, b.length, op));
	if (op === Py_EQ) return newBool(false);
	if (op === Py_NE) return newBool(true);
	return richCompare(a[i]!, b[i]!, op);
}

export function compareNumbers(a: number, b: number, op: CompareOp): boolean {
	switch (op) {
		case 0:
			return a < b;
		case 1:
			return a <= b;
		case 2:
			return a === b;
		case 3:
			return a !== b;
		case 4:
			return a > b;
		case 5:
			return a >= b;
	}
}

export function tupleItem(self: PyTuple, index: number): Own<PyObject> {
	const item = self.items[index];
	return item === undefined ? indexError("tuple index out of range") : incref(item);
}

export function tupleSubscript(self: PyTuple, key: PyObject): Own<PyObject> {
	if (isIndex(key)) {
		const index = indexAsNumber(key, "IndexError");
		return tupleItem(self, index < 0 ? index + self.items.length : index);
	}
	if (isSlice(key)) return tupleSlice(self, key);
	return typeError(`tuple indices must be integers or slices, not ${key.type.name}`);
}

function tupleSlice(self: PyTuple, slice: PySlice): Own<PyTuple> {
	const items = self.items;
	const { start, step, length } = sliceIndices(slice, items.length);
	if (start === 0 && step === 1 && length === items.length && self.type === TupleType) return incref(self);
	return newTrackedTuple(pick(items, start, step, length));
}

/** Every `step`-th item from `start`, counted. */
export function pick(items: readonly PyObject[], start: number, step: number, length: number): Own<PyObject>[] {
	const picked: Own<PyObject>[] = [];
	for (let n = 0, i = start; n < length; n++, i += step) picked.push(incref(items[i]!));
	return picked;
}

export function tupleConcat(self: PyTuple, other: PyObject): Own<PyObject> {
	if (self.items.length === 0 && other.type === TupleType) return incref(other);
	if (!isTuple(other)) return typeError(`can only concatenate tuple (not "${other.type.name}") to tuple`);
	if (other.items.length === 0 && self.type === TupleType) return incref(self);
	const items = self.items.concat(other.items);
	for (const item of items) incref(item);
	return newTrackedTuple(items as Own<PyObject>[]);
}

export function tupleRepeat(self: PyTuple, count: number): Own<PyObject> {
	const items = self.items;
	if ((items.length === 0 || count === 1) && self.type === TupleType) return incref(self);
	if (items.length === 0 || count <= 0) return own(emptyTuple);
	return newTrackedTuple(repeatItems(items, count));
}

/** The items `count` times over. Raises MemoryError if that is too long. */
export function repeatItems(items: readonly PyObject[], count: number): Own<PyObject>[] {
	reserveItems(items.length * count);
	const all: Own<PyObject>[] = [];
	for (let n = 0; n < count; n++) for (const item of items) all.push(incref(item));
	return all;
}

export function tupleContains(self: PyTuple, value: PyObject): boolean {
	for (const item of self.items) if (richCompareBool(item, value, Py_EQ)) return true;
	return false;
}

function tupleIndex(self: PyTuple, value: PyObject, startArg: PyObject | null, stopArg: PyObject | null): Own<PyObject> {
	const n = self.items.length;
	let start = startArg === null ? 0 : sliceIndexNotNone(startArg);
	let stop = stopArg === null ? n : sliceIndexNotNone(stopArg);
	if (start < 0) start = Math.max(start + n, 0);
	if (stop < 0) stop += n;
	for (let i = start; i < Math.min(stop, n); i++) if (richCompareBool(self.items[i]!, value, Py_EQ)) return newInt(i);
	return valueError("tuple.index(x): x not in tuple");
}

function tupleCount(self: PyTuple, value: PyObject): Own<PyObject> {
	let count = 0;
	for (const item of self.items) if (richCompareBool(item, value, Py_EQ)) count++;
	return newInt(count);
}

function tupleGetnewargs(self: PyTuple): Own<PyObject> {
	return newTrackedTuple([newTrackedTuple(self.items.map(incref))]);
}

export function tupleMethods(): MethodDef[] {
	return [
		def("__getnewargs__", "($self, /)", null, tupleGetnewargs),
		def(
			"index",
			"($self, value, start=0, stop=sys.maxsize, /)",
			"The first index of value. Raises ValueError if it is not there.",
			tupleIndex,
		),
		def("count", "($self, value, /)", "How often value occurs.", tupleCount),
		def("__class_getitem__", "($type, object, /)", "See PEP 585", (cls, item) => newGenericAlias(cls, item), "class"),
	];
}
