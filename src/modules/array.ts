// The module `array`: the type with its construction, indexing and comparison, its iterators, and the module. The struct is in
// arrayObject.ts, the kinds of items in arrayItems.ts, the methods in arrayMethods.ts. Read `construct` and `assignSubscript` first.
// Mirrors Modules/arraymodule.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import { own, type Own, type Visit } from "../heap/header.ts";
import { decref, free, incref, xrelease } from "../heap/refcount.ts";
import { callMethod, getIter, indexAsNumber, isIndex, richCompare, richCompareBool, selfIter } from "../objects/abstract.ts";
import { hashNotImplemented } from "../objects/abstractObject.ts";
import { checkParsed, def, type MethodDef } from "../objects/args.ts";
import { auditEvent } from "../objects/auditEvents.ts";
import { newBool } from "../objects/bool.ts";
import { releaseBuffer } from "../objects/bufferWrappers.ts";
import { getBuiltin } from "../objects/builtin.ts";
import { isByteArray } from "../objects/bytearray.ts";
import { isBytes } from "../objects/bytes.ts";
import { repeatBytes } from "../objects/bytesType.ts";
import { argumentCount, sizeArgument } from "../objects/conversions.ts";
import type { PyDict } from "../objects/dict.ts";
import { indexError, typeError, valueError } from "../objects/errors.ts";
import { reprText, typeShortName } from "../objects/exceptions.ts";
import { genericGetAttr } from "../objects/genericAttr.ts";
import { newInt, requireInt } from "../objects/int.ts";
import { isList, type PyList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import {
	type CompareOp,
	defineType,
	PyGCTypeOwner,
	type PyObject,
	type PyType,
	Py_EQ,
	Py_GE,
	Py_GT,
	Py_LE,
	Py_LT,
	Py_NE,
	specifyType,
	TPFLAGS_DISALLOW_INSTANTIATION,
	TPFLAGS_HAVE_GC,
} from "../objects/object.ts";
import { newNone, newNotImplemented, None } from "../objects/singletons.ts";
import { isSlice, sliceIndices } from "../objects/slice.ts";
import { internStr, isStr, newStr } from "../objects/str.ts";
import { reprText as reprString } from "../objects/strRepr.ts";
import { emptyTuple, isTuple, newTrackedTuple, type PyTuple } from "../objects/tuple.ts";
import { warn } from "../objects/warnings.ts";
import { type ItemKind, kindOfCode, kinds } from "./arrayItems.ts";
import { arrayMethods, arrayText, characterBytes, extend, extendByIterating, find, frombytes } from "./arrayMethods.ts";
import {
	appendBytes,
	arrayLength,
	arrayOfBytes,
	ArrayType,
	checkResizable,
	isArray,
	itemAt,
	newArray,
	type PyArray,
	replaceItems,
	resizeArray,
	storeItem,
	takeBytes,
	valueAt,
} from "./arrayObject.ts";
import { arrayList, codeArgument, importedAttribute, reconstructor } from "./arrayPickle.ts";
import { addStateTypes, buildModule, setOwned } from "./define.ts";

const NOTHING = new Uint8Array(0);

function arrayNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyArray> {
	const takesOurArguments = type === ArrayType || type.init === ArrayType.init;
	if (takesOurArguments && argumentCount(args, kwargs) > args.items.length) typeError("array.array() takes no keyword arguments");
	checkParsed("array", args.items.length, 1, 2);
	return construct(type, codeArgument("array", 1, args.items[0]!), args.items[1] ?? null);
}

/** An array of a type code, filled from what is given. May run Python code. */
function construct(type: PyType, code: string, initial: PyObject | null): Own<PyArray> {
	auditEvent("array.__new__", () => [newStr(code), incref(initial ?? None)]);
	if (code === "u") warn("DeprecationWarning", "The 'u' type code is deprecated and will be removed in Python 3.16");
	const isText = code === "u" || code === "w";
	if (initial !== null && !isText) {
		if (isStr(initial)) typeError(`cannot use a str to initialize an array with typecode '${code}'`);
		if (isArray(initial) && initial.kind.isText) typeError(`cannot use a unicode array to initialize an array with typecode '${code}'`);
	}
	const iterator = initial === null || isDirect(initial, code) ? null : hold(getIter(initial), "iterator of the items");
	const kind = kindOfCode(code) ?? valueError("bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)");
	if (iterator === null) return filled(type, kind, initial);
	const array = hold(newArray(type, kind, 0), "new array");
	extendByIterating(array, iterator);
	const made = take(array);
	drop(iterator);
	return made;
}

/** What an array is made of without asking for an iterator. */
function isDirect(initial: PyObject, code: string): boolean {
	if (isList(initial) || isTuple(initial) || isBytes(initial) || isByteArray(initial) || isStr(initial)) return true;
	return isArray(initial) && initial.kind.code === code;
}

function filled(type: PyType, kind: ItemKind, initial: PyObject | null): Own<PyArray> {
	if (initial !== null && (isList(initial) || isTuple(initial))) return filledByItems(type, kind, initial);
	const array = hold(newArray(type, kind, 0), "new array");
	if (initial !== null) {
		if (isStr(initial)) takeBytes(array, characterBytes(initial.value));
		else if (isArray(initial)) takeBytes(array, initial.value.slice());
		else frombytes(array, initial);
	}
	return take(array);
}

function filledByItems(type: PyType, kind: ItemKind, initial: PyList | PyTuple): Own<PyArray> {
	const { length } = initial.items;
	const array = hold(newArray(type, kind, length), "new array");
	for (let i = 0; i < length; i++) {
		const item = initial.items[i];
		if (item === undefined) indexError("list index out of range");
		hold(incref(item!), "item");
		storeItem(array, i, item!);
		drop(item!);
	}
	return take(array);
}

function repr(self: PyArray): Own<PyObject> {
	const { code, isText } = self.kind;
	const start = `${typeShortName(self.type)}('${code}'`;
	if (arrayLength(self) === 0) return newStr(`${start})`);
	if (isText) return newStr(`${start}, ${reprString(arrayText(self))})`);
	const list = hold(arrayList(self), "items of the array");
	const text = `${start}, ${reprText(list)})`;
	drop(list);
	return newStr(text);
}

type Order = (a: number | bigint, b: number | bigint) => boolean;

const ORDERS: { readonly [op: number]: Order } = {
	[Py_LT]: (a, b) => a < b,
	[Py_LE]: (a, b) => a <= b,
	[Py_EQ]: (a, b) => a === b,
	[Py_NE]: (a, b) => a !== b,
	[Py_GT]: (a, b) => a > b,
	[Py_GE]: (a, b) => a >= b,
};

function compare(self: PyObject, other: PyObject, op: CompareOp): Own<PyObject> {
	if (!isArray(self) || !isArray(other)) return newNotImplemented();
	const [left, right] = [arrayLength(self), arrayLength(other)];
	if (left !== right && (op === Py_EQ || op === Py_NE)) return newBool(op === Py_NE);
	const order = ORDERS[op]!;
	if (self.kind !== other.kind) return compareObjects(self, other, op);
	for (let i = 0; i < left && i < right; i++) {
		const [a, b] = [valueAt(self, i), valueAt(other, i)];
		if (a !== b) return newBool(order(a, b));
	}
	return newBool(order(left, right));
}

/** Arrays of different kinds are compared as lists are. */
function compareObjects(self: PyArray, other: PyArray, op: CompareOp): Own<PyObject> {
	for (let i = 0; i < arrayLength(self) && i < arrayLength(other); i++) {
		const a = hold(itemAt(self, i), "left item");
		const b = hold(itemAt(other, i), "right item");
		if (richCompareBool(a, b, Py_EQ)) {
			drop(b);
			drop(a);
			continue;
		}
		const answer = op === Py_EQ || op === Py_NE ? newBool(op === Py_NE) : richCompare(a, b, op);
		return dropKeeping(a, dropKeeping(b, answer));
	}
	return newBool(ORDERS[op]!(arrayLength(self), arrayLength(other)));
}

function badArgument(): never {
	return typeError("bad argument type for built-in operation");
}

function concat(self: PyArray, other: PyObject): Own<PyObject> {
	if (!isArray(other)) return typeError(`can only append array (not "${other.type.name}") to array`);
	if (other.kind !== self.kind) badArgument();
	const sum = newArray(ArrayType, self.kind, arrayLength(self) + arrayLength(other));
	sum.value.set(self.value);
	sum.value.set(other.value, self.value.length);
	return sum;
}

function inplaceConcat(self: PyArray, other: PyObject): Own<PyObject> {
	if (!isArray(other)) typeError(`can only extend array with array (not "${other.type.name}")`);
	extend(self, other);
	return incref(self);
}

function inplaceRepeat(self: PyArray, count: number): Own<PyObject> {
	if (arrayLength(self) === 0 || count === 1) return incref(self);
	if (count > 1) {
		checkResizable(self);
		const old = self.value;
		appendBytes(self, repeatBytes(old, count - 1));
	} else resizeArray(self, 0);
	return incref(self);
}

function item(self: PyArray, index: number): Own<PyObject> {
	return index >= 0 && index < arrayLength(self) ? itemAt(self, index) : indexError("array index out of range");
}

function keyIndex(self: PyArray, key: PyObject): number {
	const index = indexAsNumber(key, "IndexError");
	return index < 0 ? index + arrayLength(self) : index;
}

function subscript(self: PyArray, key: PyObject): Own<PyObject> {
	if (isIndex(key)) return item(self, keyIndex(self, key));
	if (!isSlice(key)) return typeError("array indices must be integers");
	const { start, step, length } = sliceIndices(key, arrayLength(self));
	const { size } = self.kind;
	if (step === 1 || length <= 0) return arrayOfBytes(self.kind, self.value.slice(start * size, (start + Math.max(length, 0)) * size));
	const bytes = new Uint8Array(length * size);
	for (let i = 0, at = start; i < length; i++, at += step) bytes.set(self.value.subarray(at * size, (at + 1) * size), i * size);
	return arrayOfBytes(self.kind, bytes);
}

function assignItem(self: PyArray, index: number, value: PyObject | null): void {
	if (index < 0 || index >= arrayLength(self)) indexError("array assignment index out of range");
	if (value === null) replaceItems(self, index, index + 1, NOTHING);
	else storeItem(self, index, value);
}

function assignSubscript(self: PyArray, key: PyObject, value: PyObject | null): void {
	if (isIndex(key)) return assignItem(self, keyIndex(self, key), value);
	if (!isSlice(key)) return typeError("array indices must be integers");
	const { start, stop, step, length } = sliceIndices(key, arrayLength(self));
	const bytes = assignedBytes(self, value);
	const needed = bytes.length / self.kind.size;
	if (needed === 0 || length !== needed) checkResizable(self);
	if (step === 1) return replaceItems(self, start, Math.max(start, stop), bytes);
	if (needed === 0) return deleteExtended(self, start, step, length);
	if (needed !== length) valueError(`attempt to assign array of size ${needed} to extended slice of size ${length}`);
	const { size } = self.kind;
	for (let i = 0, at = start; i < length; i++, at += step) self.value.set(bytes.subarray(i * size, (i + 1) * size), at * size);
}

/** What a slice is assigned from, as bytes. */
function assignedBytes(self: PyArray, value: PyObject | null): Uint8Array {
	if (value === null) return NOTHING;
	if (!isArray(value)) return typeError(`can only assign array (not "${value.type.name}") to array slice`);
	if (value.kind !== self.kind) badArgument();
	return value === self ? self.value.slice() : value.value;
}

function deleteExtended(self: PyArray, start: number, step: number, count: number): void {
	const removed = new Set<number>();
	for (let i = 0, at = start; i < count; i++, at += step) removed.add(at);
	const { size } = self.kind;
	let kept = 0;
	for (let i = 0; i < arrayLength(self); i++) {
		if (removed.has(i)) continue;
		self.value.copyWithin(kept * size, i * size, (i + 1) * size);
		kept++;
	}
	resizeArray(self, kept);
}

specifyType(ArrayType, {
	...ArrayType.spec!,
	doc: "array(typecode [, initializer]) -> array\n\nA sequence of numbers or characters of one machine type, named by a type code.",
	getattro: genericGetAttr,
	new: arrayNew,
	repr,
	richcompare: compare,
	hash: hashNotImplemented,
	iter: newIterator,
	sqLength: arrayLength,
	sqConcat: concat,
	sqRepeat: (self: PyArray, count) => arrayOfBytes(self.kind, repeatBytes(self.value, count).slice()),
	sqItem: item,
	sqAssItem: assignItem,
	sqContains: (self: PyArray, value) => find(self, value) >= 0,
	sqInplaceConcat: inplaceConcat,
	sqInplaceRepeat: inplaceRepeat,
	mpLength: arrayLength,
	mpSubscript: subscript,
	mpAssSubscript: assignSubscript,
	getBuffer: (self: PyArray) => self.value,
	releaseBuffer,
	methods: arrayMethods,
	getset: [
		{ name: "typecode", doc: "the typecode character used to create the array", get: (self: PyArray) => newStr(self.kind.code) },
		{ name: "itemsize", doc: "the size, in bytes, of one array item", get: (self: PyArray) => newInt(self.kind.size) },
	],
});

class PyArrayIterator extends PyGCTypeOwner {
	/** Null once exhausted. Owned. */
	array: PyArray | null;
	index: number;

	constructor(type: PyType, array: PyArray) {
		super(type);
		this.array = incref(array);
		this.index = 0;
	}
}

function newIterator(array: PyArray): Own<PyObject> {
	const iterator = new PyArrayIterator(ArrayIteratorType, array);
	track(iterator);
	return own(iterator);
}

function next(self: PyArrayIterator): Own<PyObject> | null {
	const { array } = self;
	if (array === null) return null;
	if (self.index < arrayLength(array)) return itemAt(array, self.index++);
	self.array = null;
	decref(array);
	return null;
}

function reduceIterator(self: PyArrayIterator): Own<PyObject> {
	const iter = getBuiltin("iter");
	if (self.array === null) return newTrackedTuple([iter, newTrackedTuple([incref(emptyTuple)])]);
	return newTrackedTuple([iter, newTrackedTuple([incref(self.array)]), newInt(self.index)]);
}

function setIteratorState(self: PyArrayIterator, state: PyObject): Own<PyObject> {
	const index = sizeArgument(requireInt(state));
	if (self.array !== null) self.index = Math.min(Math.max(index, 0), arrayLength(self.array));
	return newNone();
}

const iteratorMethods: readonly MethodDef[] = [
	def("__reduce__", "($self, /)", "Returns what pickle needs.", reduceIterator),
	def("__setstate__", "($self, state, /)", "Goes on at an index.", setIteratorState),
];

const ArrayIteratorType: PyType = defineType({
	name: "array.arrayiterator",
	heapType: true,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 40,
	getattro: genericGetAttr,
	dealloc: (self: PyArrayIterator) => {
		untrack(self);
		free(self);
		xrelease(self.array);
	},
	traverse: (self: PyArrayIterator, visit: Visit) => {
		if (self.array !== null) visit(self.array, "array iterated over");
	},
	iter: selfIter,
	iternext: next,
	methods: iteratorMethods,
});

const functions: readonly MethodDef[] = [
	def(
		"_array_reconstructor",
		"($module, arraytype, typecode, mformat_code, items,\n                     /)",
		"Makes a pickled array again.",
		reconstructor(construct),
	),
];

/** `MutableSequence.register(array)`. Runs Python code. */
function registerSequence(): void {
	const abc = hold(importedAttribute("collections.abc", "MutableSequence"), "MutableSequence");
	decref(callMethod(abc, internStr("register"), [ArrayType]));
	drop(abc);
}

export function initArray(): Own<PyModule> {
	const module = hold(buildModule("array", "Sequences of numbers or characters of one machine type.", functions), "module array");
	const dict = module.dict!;
	addStateTypes(module, [ArrayType, ArrayIteratorType]);
	setOwned(dict, "ArrayType", incref(ArrayType));
	registerSequence();
	setOwned(dict, "array", incref(ArrayType));
	setOwned(dict, "typecodes", newStr(kinds.map((kind) => kind.code).join("")));
	return take(module);
}
