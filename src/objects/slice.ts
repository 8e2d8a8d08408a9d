// Slices: the struct, their meaning as indices, and the type.
// Read `sliceUnpack` and `adjustIndices` first. Mirrors Objects/sliceobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, dropKeeping, hold } from "../heap/handles.ts";
import { type Own, own, type Visit, standAlone } from "../heap/header.ts";
import { free, incref, release } from "../heap/refcount.ts";
import { indexAsNumber, isIndex, numberIndex } from "./abstract.ts";
import { checkPositional, def } from "./args.ts";
import { newBool } from "./bool.ts";
import type { PyDict } from "./dict.ts";
import { reprText } from "./dictMethods.ts";
import { typeError, valueError } from "./errors.ts";
import { intToBigInt, newInt } from "./int.ts";
import {
	type CompareOp,
	defineType,
	type Hash,
	Py_EQ,
	Py_GE,
	Py_LE,
	PyGCObject,
	type PyObject,
	type PyType,
	TPFLAGS_HAVE_GC,
} from "./object.ts";
import { newNotImplemented, None } from "./singletons.ts";
import { newStr } from "./str.ts";
import { newTuple, type PyTuple, tupleOf } from "./tuple.ts";
import { hashParts, tupleRichcompare } from "./tupleMethods.ts";

export class PySlice extends PyGCObject {
	static {
		standAlone(PySlice);
	}

	/** Owned, all three. */
	readonly start: PyObject;
	readonly stop: PyObject;
	readonly step: PyObject;

	constructor(type: PyType, start: Own<PyObject>, stop: Own<PyObject>, step: Own<PyObject>) {
		super(type);
		this.start = start;
		this.stop = stop;
		this.step = step;
	}
}

/** Borrows its arguments; None stands for what was left out. */
export function newSlice(start: PyObject, stop: PyObject, step: PyObject): Own<PySlice> {
	return newSliceSteal(incref(start), incref(stop), incref(step));
}

/** Steals its arguments. */
export function newSliceSteal(start: Own<PyObject>, stop: Own<PyObject>, step: Own<PyObject>): Own<PySlice> {
	const slice = new PySlice(SliceType, start, stop, step);
	track(slice);
	return own(slice);
}

export function isSlice(o: PyObject): o is PySlice {
	return o.type === SliceType;
}

/** Start, stop and step as numbers, defaults filled in but not yet fitted to a length. */
export interface UnpackedSlice {
	start: number;
	stop: number;
	step: number;
}

export interface SliceIndices extends UnpackedSlice {
	/** Number of indices. */
	length: number;
}

/** PY_SSIZE_T_MAX as near as a double gets: "to the end", whatever the length. */
const SSIZE_MAX = 2 ** 63;

/** `_PyEval_SliceIndexNotNone`: an index of a slice, clamped. May run `__index__`. Raises TypeError. */
export function sliceIndexNotNone(o: PyObject): number {
	if (isIndex(o)) return indexAsNumber(o, null);
	return typeError("slice indices must be integers or have an __index__ method");
}

/** `_PyEval_SliceIndex`, for what is not None. */
function sliceIndex(o: PyObject): number {
	if (isIndex(o)) return indexAsNumber(o, null);
	return typeError("slice indices must be integers or None or have an __index__ method");
}

/** `PySlice_Unpack`. May run `__index__`. Raises TypeError and ValueError. */
export function sliceUnpack(s: PySlice): UnpackedSlice {
	const step = s.step === None ? 1 : sliceIndex(s.step);
	if (step === 0) valueError("slice step cannot be zero");
	const start = s.start === None ? (step < 0 ? SSIZE_MAX : 0) : sliceIndex(s.start);
	const stop = s.stop === None ? (step < 0 ? -SSIZE_MAX : SSIZE_MAX) : sliceIndex(s.stop);
	return { start, stop, step };
}

/** Fits to a sequence of `length` elements: `PySlice_AdjustIndices`. */
export function adjustIndices(length: number, u: UnpackedSlice): SliceIndices {
	const start = clampIndex(u.start, length, u.step);
	const stop = clampIndex(u.stop, length, u.step);
	let count = 0;
	if (u.step < 0) {
		if (stop < start) count = Math.floor((start - stop - 1) / -u.step) + 1;
	} else if (start < stop) {
		count = Math.floor((stop - start - 1) / u.step) + 1;
	}
	return { start, stop, step: u.step, length: count };
}

function clampIndex(index: number, length: number, step: number): number {
	if (index < 0) {
		const fromEnd = index + length;
		return fromEnd >= 0 ? fromEnd : step < 0 ? -1 : 0;
	}
	return index < length ? index : step < 0 ? length - 1 : length;
}

/** What the slice means for a sequence of `length` elements. May run `__index__`. */
export function sliceIndices(s: PySlice, length: number): SliceIndices {
	return adjustIndices(length, sliceUnpack(s));
}

function sliceNew(_type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	if (kwargs !== null && kwargs.used > 0) typeError("slice() takes no keyword arguments");
	return sliceOf(args.items);
}

function sliceVectorcall(_type: PyType, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	if (kwnames !== null && kwnames.items.length > 0) typeError("slice() takes no keyword arguments");
	return sliceOf(args);
}

function sliceOf(args: readonly PyObject[]): Own<PyObject> {
	checkPositional("slice", args.length, 1, 3);
	return args.length === 1 ? newSlice(None, args[0]!, None) : newSlice(args[0]!, args[1]!, args[2] ?? None);
}

function sliceRepr(self: PySlice): Own<PyObject> {
	return newStr(`slice(${reprText(self.start)}, ${reprText(self.stop)}, ${reprText(self.step)})`);
}

function asTuple(self: PySlice): Own<PyTuple> {
	return tupleOf(self.start, self.stop, self.step);
}

function sliceRichcompare(self: PyObject, other: PyObject, op: CompareOp): Own<PyObject> {
	if (!isSlice(self) || !isSlice(other)) return newNotImplemented();
	if (self === other) return newBool(op === Py_EQ || op === Py_LE || op === Py_GE);
	const a = hold(asTuple(self), "slice as a tuple");
	const b = hold(asTuple(other), "slice as a tuple");
	return dropKeeping(a, dropKeeping(b, tupleRichcompare(a, b, op)));
}

function sliceHash(self: PySlice): Hash {
	return hashParts([self.start, self.stop, self.step]);
}

/** An index of the slice as a bigint, or null for None. */
function bigIndex(o: PyObject): bigint | null {
	if (o === None) return null;
	if (!isIndex(o)) return typeError("slice indices must be integers or None or have an __index__ method");
	const int = hold(numberIndex(o), "index");
	const value = intToBigInt(int);
	drop(int);
	return value;
}

/** `slice.indices(length)` for ints of any size: `_PySlice_GetLongIndices`. */
export function sliceLongIndices(self: PySlice, length: bigint): [start: bigint, stop: bigint, step: bigint] {
	const step = bigIndex(self.step) ?? 1n;
	if (step === 0n) valueError("slice step cannot be zero");
	const low = step < 0n ? -1n : 0n;
	const high = step < 0n ? length - 1n : length;
	const clamp = (index: bigint | null, otherwise: bigint): bigint => {
		if (index === null) return otherwise;
		const fitted = index < 0n ? index + length : index;
		return fitted < low ? low : fitted > high ? high : fitted;
	};
	const start = clamp(bigIndex(self.start), step < 0n ? high : low);
	const stop = clamp(bigIndex(self.stop), step < 0n ? low : high);
	return [start, stop, step];
}

function indicesMethod(self: PySlice, lengthArg: PyObject): Own<PyObject> {
	const int = hold(numberIndex(lengthArg), "length");
	const length = intToBigInt(int);
	drop(int);
	if (length < 0n) valueError("length should not be negative");
	const [start, stop, step] = sliceLongIndices(self, length);
	return newTuple([newInt(start), newInt(stop), newInt(step)]);
}

function reduceMethod(self: PySlice): Own<PyObject> {
	return newTuple([incref(SliceType), asTuple(self)]);
}

function sliceDealloc(self: PySlice): void {
	untrack(self);
	free(self);
	release(self.stop);
	release(self.start);
	release(self.step);
}

function sliceTraverse(self: PySlice, visit: Visit): void {
	visit(self.start, "attribute", "start");
	visit(self.stop, "attribute", "stop");
	visit(self.step, "attribute", "step");
}

export const SliceType: PyType = defineType({
	name: "slice",
	flags: TPFLAGS_HAVE_GC,
	doc: "A range of indices, as in sequence[start:stop:step].",
	basicsize: 40,
	freelistSize: 1,
	new: sliceNew,
	typeVectorcall: sliceVectorcall,
	dealloc: sliceDealloc,
	traverse: sliceTraverse,
	repr: sliceRepr,
	hash: sliceHash,
	richcompare: sliceRichcompare,
	members: [
		{ name: "start", field: "start", readonly: true },
		{ name: "stop", field: "stop", readonly: true },
		{ name: "step", field: "step", readonly: true },
	],
	methods: [
		def("indices", "($self, object, /)", "(start, stop, step) as they are for a sequence of the given length.", indicesMethod),
		def("__reduce__", "($self, /)", "Return state information for pickling.", reduceMethod),
	],
});
