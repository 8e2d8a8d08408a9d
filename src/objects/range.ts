// range and its iterators, for ints of any size.
//
// A range owns its start, stop, step and length as Python ints. Where all numbers involved are safe integers the work is
// done with JavaScript numbers, else with bigints. Read `newRange` and `rangeIter` first. Mirrors Objects/rangeobject.c.

import { hold, take } from "../heap/handles.ts";
import { type Own, own, type Visit, standAlone } from "../heap/header.ts";
import { decref, decrefEach, free, incref, release } from "../heap/refcount.ts";
import {
	isIndex,
	numberIndex,
	richCompareBool,
	sequenceCount,
	sequenceIndex,
	indexAsNumber,
	getIter,
	iterNext,
	longLength,
} from "./abstract.ts";
import { selfIter } from "./abstractAttr.ts";
import { checkPositional, def } from "./args.ts";
import { BoolType, newBool } from "./bool.ts";
import { getBuiltin } from "./builtin.ts";
import type { PyDict } from "./dict.ts";
import { indexError, overflowError, typeError, valueError } from "./errors.ts";
import { IntType, intToBigInt, newInt, type PyInt } from "./int.ts";
import {
	type CompareOp,
	defineType,
	type Hash,
	Py_EQ,
	Py_NE,
	type PyObject,
	PyPlainObject,
	type PyType,
	TPFLAGS_SEQUENCE,
} from "./object.ts";
import { newNone, newNotImplemented } from "./singletons.ts";
import { isSlice, type PySlice, sliceLongIndices } from "./slice.ts";
import { newStr } from "./str.ts";
import { newTrackedTuple, newTuple, type PyTuple } from "./tuple.ts";

export class PyRange extends PyPlainObject {
	static {
		standAlone(PyRange);
	}

	/** Owned, all four. */
	readonly start: PyInt;
	readonly stop: PyInt;
	readonly step: PyInt;
	readonly length: PyInt;

	constructor(type: PyType, start: Own<PyInt>, stop: Own<PyInt>, step: Own<PyInt>, length: Own<PyInt>) {
		super(type);
		this.start = start;
		this.stop = stop;
		this.step = step;
		this.length = length;
	}
}

/** Iterator over a range of safe integers. */
export class PyRangeIterator extends PyPlainObject {
	static {
		standAlone(PyRangeIterator);
	}

	next: number;
	step: number;
	/** How many are left. */
	remaining: number;

	constructor(type: PyType, next: number, step: number, remaining: number) {
		super(type);
		this.next = next;
		this.step = step;
		this.remaining = remaining;
	}
}

/** Iterator over any other range. DIFFERS: CPython's longrange_iterator begins at 2**63, ours at 2**53. */
export class PyLongRangeIterator extends PyPlainObject {
	next: bigint;
	readonly step: bigint;
	remaining: bigint;
	/** From 2**63 on: the next value, the step and the number of those that are left, as owned ints. */
	ints: LongRangeInts | null;

	constructor(type: PyType, next: bigint, step: bigint, remaining: bigint) {
		super(type);
		this.next = next;
		this.step = step;
		this.remaining = remaining;
		this.ints = null;
	}
}

interface LongRangeInts {
	next: Own<PyInt>;
	readonly step: Own<PyInt>;
	remaining: Own<PyInt>;
}

function lengthOf(start: bigint, stop: bigint, step: bigint): bigint {
	if (step > 0n) return start < stop ? (stop - start - 1n) / step + 1n : 0n;
	return start > stop ? (start - stop - 1n) / -step + 1n : 0n;
}

function makeRange(start: bigint, stop: bigint, step: bigint): Own<PyRange> {
	return own(new PyRange(RangeType, newInt(start), newInt(stop), newInt(step), newInt(lengthOf(start, stop, step))));
}

/** `range(start, stop, step)`, which keeps these very ints. May run `__index__`. */
export function newRange(start: PyObject, stop: PyObject, step: PyObject): Own<PyRange> {
	if (start.type === IntType && stop.type === IntType && step.type === IntType)
		return rangeOfInts(incref(start as PyInt), incref(stop as PyInt), incref(step as PyInt));
	const first = hold(exactIndex(start), "start");
	const last = hold(exactIndex(stop), "stop");
	const by = exactIndex(step);
	const ownLast = take(last);
	return rangeOfInts(take(first), ownLast, by);
}

/** As an int and none of a subclass. New. */
function exactIndex(o: PyObject): Own<PyInt> {
	const int = numberIndex(o);
	if (int.type === IntType) return int;
	const exact = newInt(int.value);
	decref(int);
	return exact;
}

/** Steals all three. */
function rangeOfInts(start: Own<PyInt>, stop: Own<PyInt>, step: Own<PyInt>): Own<PyRange> {
	const [first, last, by] = [start.value, stop.value, step.value];
	if (by === 0) {
		decrefEach([start, stop, step]);
		valueError("range() arg 3 must not be zero");
	}
	if (
		typeof first === "number" &&
		typeof last === "number" &&
		typeof by === "number" &&
		Math.abs(first) < 2 ** 51 &&
		Math.abs(last) < 2 ** 51
	) {
		const length = by > 0 ? Math.max(Math.ceil((last - first) / by), 0) : Math.max(Math.ceil((first - last) / -by), 0);
		return own(new PyRange(RangeType, start, stop, step, newInt(length)));
	}
	return own(new PyRange(RangeType, start, stop, step, newInt(lengthOf(BigInt(first), BigInt(last), BigInt(by)))));
}

function indexValue(o: PyObject): number | bigint {
	if (o.type === IntType) return (o as PyInt).value;
	const int = numberIndex(o);
	const value = int.value;
	decref(int);
	return value;
}

function rangeOf(args: readonly PyObject[]): Own<PyRange> {
	checkPositional("range", args.length, 1, 3);
	if (args.length === 1) return newRange(newInt(0), args[0]!, newInt(1));
	return newRange(args[0]!, args[1]!, args[2] ?? newInt(1));
}

function rangeNew(_type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	if (kwargs !== null && kwargs.used > 0) typeError("range() takes no keyword arguments");
	return rangeOf(args.items);
}

function rangeVectorcall(_type: PyType, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	if (kwnames !== null && kwnames.items.length > 0) typeError("range() takes no keyword arguments");
	return rangeOf(args);
}

const SSIZE_MAX = 2n ** 63n - 1n;

function rangeLength(self: PyRange): number {
	const length = self.length.value;
	if (typeof length === "number") return length;
	if (length > SSIZE_MAX) overflowError("Python int too large to convert to C ssize_t");
	longLength.value = length;
	return Number(length);
}

function itemAt(self: PyRange, index: bigint): Own<PyObject> {
	return newInt(intToBigInt(self.start) + index * intToBigInt(self.step));
}

function rangeItem(self: PyRange, index: number): Own<PyObject> {
	if (index < 0 || index >= Number(self.length.value)) indexError("range object index out of range");
	return itemAt(self, BigInt(index));
}

function rangeSubscript(self: PyRange, key: PyObject): Own<PyObject> {
	if (isIndex(key)) {
		const length = intToBigInt(self.length);
		let index = BigInt(indexValue(key));
		if (index < 0n) index += length;
		return index < 0n || index >= length ? indexError("range object index out of range") : itemAt(self, index);
	}
	if (isSlice(key)) return rangeSlice(self, key);
	return typeError(`range indices must be integers or slices, not ${key.type.name}`);
}

function rangeSlice(self: PyRange, slice: PySlice): Own<PyObject> {
	const [from, to, by] = sliceLongIndices(slice, intToBigInt(self.length));
	const start = intToBigInt(self.start);
	const step = intToBigInt(self.step);
	return makeRange(start + from * step, start + to * step, step * by);
}

/** Place of an int in the range, or null. */
function placeOf(self: PyRange, value: bigint): bigint | null {
	const start = intToBigInt(self.start);
	const stop = intToBigInt(self.stop);
	const step = intToBigInt(self.step);
	if (step > 0n ? value < start || value >= stop : value > start || value <= stop) return null;
	return (value - start) % step === 0n ? (value - start) / step : null;
}

function isPlainInt(o: PyObject): o is PyInt {
	return o.type === IntType || o.type === BoolType;
}

function rangeContains(self: PyRange, value: PyObject): boolean {
	if (isPlainInt(value)) return placeOf(self, intToBigInt(value)) !== null;
	const iterator = hold(getIter(self), "iterator of a range");
	for (let item = iterNext(iterator); item !== null; item = iterNext(iterator)) {
		hold(item, "int compared");
		const equal = richCompareBool(item, value, Py_EQ);
		take(item);
		decref(item);
		if (!equal) continue;
		take(iterator);
		decref(iterator);
		return true;
	}
	take(iterator);
	decref(iterator);
	return false;
}

function countMethod(self: PyRange, value: PyObject): Own<PyObject> {
	if (isPlainInt(value)) return newInt(placeOf(self, intToBigInt(value)) === null ? 0 : 1);
	return newInt(sequenceCount(self, value));
}

function indexMethod(self: PyRange, value: PyObject): Own<PyObject> {
	if (!isPlainInt(value)) return newInt(sequenceIndex(self, value));
	const place = placeOf(self, intToBigInt(value));
	return place === null ? valueError("range.index(x): x not in range") : newInt(place);
}

function rangeRepr(self: PyRange): Own<PyObject> {
	const { start, stop, step } = self;
	return newStr(step.value === 1 ? `range(${start.value}, ${stop.value})` : `range(${start.value}, ${stop.value}, ${step.value})`);
}

/** Ranges are equal when they yield the same values. */
function rangesEqual(a: PyRange, b: PyRange): boolean {
	if (a === b) return true;
	if (a.length.value !== b.length.value) return false;
	if (a.length.value === 0) return true;
	if (a.start.value !== b.start.value) return false;
	return a.length.value === 1 || a.step.value === b.step.value;
}

function rangeRichcompare(self: PyObject, other: PyObject, op: CompareOp): Own<PyObject> {
	if (other.type !== RangeType || (op !== Py_EQ && op !== Py_NE)) return newNotImplemented();
	return newBool(rangesEqual(self as PyRange, other as PyRange) === (op === Py_EQ));
}

function rangeHash(self: PyRange): Hash {
	const length = self.length.value;
	const parts = newTuple([
		incref(self.length),
		length === 0 ? newNone() : incref(self.start),
		length === 0 || length === 1 ? newNone() : incref(self.step),
	]);
	const hash = parts.type.hash!(parts);
	decref(parts);
	return hash;
}

function rangeIter(self: PyRange): Own<PyObject> {
	const iterator = iteratorFrom(self.start.value, self.step.value, self.length.value);
	if (isLong(iterator)) iterator.ints = { next: incref(self.start), step: incref(self.step), remaining: incref(self.length) };
	return iterator;
}

/** Whether it is what CPython has a longrange_iterator for. */
function isLong(iterator: PyObject): iterator is PyLongRangeIterator {
	if (iterator.type !== LongRangeIteratorType) return false;
	const { next, step, remaining } = iterator as PyLongRangeIterator;
	return [next, step, remaining, next + step * remaining].some((value) => BigInt.asIntN(64, value) !== value);
}

function iteratorFrom(start: number | bigint, step: number | bigint, length: number | bigint): Own<PyObject> {
	if (
		typeof start === "number" &&
		typeof step === "number" &&
		typeof length === "number" &&
		Math.abs(start + step * length) <= Number.MAX_SAFE_INTEGER
	) {
		return own(new PyRangeIterator(RangeIteratorType, start, step, length));
	}
	return own(new PyLongRangeIterator(LongRangeIteratorType, BigInt(start), BigInt(step), BigInt(length)));
}

function reversedMethod(self: PyRange): Own<PyObject> {
	const start = intToBigInt(self.start);
	const step = intToBigInt(self.step);
	const length = intToBigInt(self.length);
	const int = newInt(start + (length - 1n) * step);
	const first = int.value;
	decref(int);
	const iterator = iteratorFrom(first, typeof self.step.value === "number" ? -self.step.value : -step, self.length.value);
	if (isLong(iterator)) iterator.ints = { next: newInt(first), step: newInt(-step), remaining: incref(self.length) };
	return iterator;
}

function rangeIteratorNext(self: PyRangeIterator): Own<PyObject> | null {
	if (self.remaining <= 0) return null;
	const value = self.next;
	self.next = value + self.step;
	self.remaining--;
	return newInt(value);
}

function longRangeIteratorNext(self: PyLongRangeIterator): Own<PyObject> | null {
	if (self.remaining <= 0n) return null;
	const value = self.next;
	const { ints } = self;
	self.next = value + self.step;
	self.remaining--;
	if (ints === null) return newInt(value);
	const result = ints.next;
	setLongRange(self, ints);
	return result;
}

/** Gives the iterator ints of its new state; the old one of `next` is the caller's. */
function setLongRange(self: PyLongRangeIterator, ints: LongRangeInts): void {
	ints.next = newInt(self.next);
	decref(ints.remaining);
	ints.remaining = newInt(self.remaining);
}

function longRangeDealloc(self: PyLongRangeIterator): void {
	const { ints } = self;
	self.ints = null;
	free(self);
	if (ints === null) return;
	release(ints.remaining);
	release(ints.step);
	release(ints.next);
}

function longRangeTraverseRest(self: PyLongRangeIterator, visit: Visit): void {
	if (self.ints === null) return;
	visit(self.ints.next, "next value");
	visit(self.ints.step, "step");
	visit(self.ints.remaining, "number of values left");
}

type AnyRangeIterator = PyRangeIterator | PyLongRangeIterator;

function iteratorReduce(self: AnyRangeIterator): Own<PyObject> {
	const next = BigInt(self.next);
	const step = BigInt(self.step);
	const rest = makeRange(next, next + step * BigInt(self.remaining), step);
	return newTrackedTuple([getBuiltin("iter"), newTrackedTuple([rest]), newNone()]);
}

function iteratorSetState(self: PyRangeIterator, state: PyObject): Own<PyObject> {
	const skip = Math.min(Math.max(indexAsNumber(state, "OverflowError"), 0), self.remaining);
	self.next += skip * self.step;
	self.remaining -= skip;
	return newNone();
}

function longIteratorSetState(self: PyLongRangeIterator, state: PyObject): Own<PyObject> {
	if (!isPlainInt(state)) return typeError(`state must be an int, not ${state.type.name}`);
	const wanted = intToBigInt(state);
	// biome-ignore lint/complexity/useMathMinMax: these are bigints.
	const skip = wanted < 0n ? 0n : wanted > self.remaining ? self.remaining : wanted;
	self.next += skip * self.step;
	self.remaining -= skip;
	if (self.ints !== null) {
		decref(self.ints.next);
		setLongRange(self, self.ints);
	}
	return newNone();
}

function rangeDealloc(self: PyRange): void {
	free(self);
	release(self.length);
	release(self.step);
	release(self.stop);
	release(self.start);
}

function rangeTraverseRest(self: PyRange, visit: Visit): void {
	visit(self.start, "attribute", "start");
	visit(self.stop, "attribute", "stop");
	visit(self.step, "attribute", "step");
	visit(self.length, "length of the range");
}

export const RangeType: PyType = defineType({
	name: "range",
	flags: TPFLAGS_SEQUENCE,
	doc: "An immutable sequence of ints, from start (default 0) up to but without stop, by step (default 1).",
	basicsize: 48,
	freelistSize: 6,
	new: rangeNew,
	typeVectorcall: rangeVectorcall,
	dealloc: rangeDealloc,
	traverseRest: rangeTraverseRest,
	repr: rangeRepr,
	hash: rangeHash,
	richcompare: rangeRichcompare,
	iter: rangeIter,
	nbBool: (self: PyRange) => self.length.value !== 0,
	sqLength: rangeLength,
	sqItem: rangeItem,
	sqContains: rangeContains,
	mpLength: rangeLength,
	mpSubscript: rangeSubscript,
	members: [
		{ name: "start", field: "start", readonly: true },
		{ name: "stop", field: "stop", readonly: true },
		{ name: "step", field: "step", readonly: true },
	],
	methods: [
		def("__reversed__", "($self, /)", "Return a reverse iterator.", reversedMethod),
		def("__reduce__", "($self, /)", null, (self: PyRange) =>
			newTrackedTuple([incref(self.type), newTrackedTuple([incref(self.start), incref(self.stop), incref(self.step)])]),
		),
		def("count", "($self, object, /)", "How often value occurs.", countMethod),
		def("index", "($self, object, /)", "The index of value. Raises ValueError if it is not there.", indexMethod),
	],
});

const HINT = "Private method returning an estimate of len(list(it)).";

export const RangeIteratorType: PyType = defineType({
	name: "range_iterator",
	basicsize: 40,
	freelistSize: 6,
	dealloc: free,
	iter: selfIter,
	iternext: rangeIteratorNext,
	methods: [
		def("__length_hint__", "($self, /)", HINT, (self: PyRangeIterator) => newInt(self.remaining)),
		def("__reduce__", "($self, /)", "Return state information for pickling.", iteratorReduce),
		def("__setstate__", "($self, object, /)", "Set state information for unpickling.", iteratorSetState),
	],
});

export const LongRangeIteratorType: PyType = defineType({
	name: "longrange_iterator",
	basicsize: 40,
	dealloc: longRangeDealloc,
	traverseRest: longRangeTraverseRest,
	iter: selfIter,
	iternext: longRangeIteratorNext,
	methods: [
		def("__length_hint__", "($self, /)", HINT, (self: PyLongRangeIterator) => newInt(self.remaining)),
		def("__reduce__", "($self, /)", "Return state information for pickling.", iteratorReduce),
		def("__setstate__", "($self, object, /)", "Set state information for unpickling.", longIteratorSetState),
	],
});
