// The methods of arrays. Read `extend` and `find` first. Mirrors Modules/arraymodule.c.

import { addressOf } from "../heap/address.ts";
import { decref } from "../heap/refcount.ts";
import { drop, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { callMethod, getIter, iterNext, richCompareBool } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { isBytes, newBytes, newFreshBytes } from "../objects/bytes.ts";
import { requireBuffer } from "../objects/bytesSource.ts";
import { elementsOf } from "../objects/bufferExport.ts";
import { decodeUtf32 } from "../objects/codecsWide.ts";
import { sizeArgument } from "../objects/conversions.ts";
import { indexError, raiseError, runtimeError, typeError, valueError } from "../objects/errors.ts";
import { newGenericAlias } from "../objects/genericalias.ts";
import { newInt } from "../objects/int.ts";
import { isList } from "../objects/list.ts";
import { isMemoryView } from "../objects/memoryview.ts";
import { type PyObject, Py_EQ } from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { sliceIndexNotNone } from "../objects/slice.ts";
import { internStr, isStr, newStr } from "../objects/str.ts";
import { newTuple } from "../objects/tuple.ts";
import {
	appendBytes,
	arrayLength,
	arrayOfBytes,
	insertItem,
	isArray,
	itemAt,
	type PyArray,
	replaceItems,
	resizeArray,
	storeItem,
	valueAt,
} from "./arrayObject.ts";
import { arrayList, reduceArray } from "./arrayPickle.ts";
import { typeName } from "./define.ts";

const NOTHING = new Uint8Array(0);

/** Adds the items of an array of the same kind, or those that an iterable yields. May run Python code. */
export function extend(self: PyArray, items: PyObject): void {
	if (!isArray(items)) return extendByIterating(self, items);
	if (items.kind !== self.kind) typeError("can only extend with array of same kind");
	appendBytes(self, items.value);
}

export function extendByIterating(self: PyArray, items: PyObject): void {
	const iterator = hold(getIter(items), "iterator of the items");
	for (let item = iterNext(iterator); item !== null; item = iterNext(iterator)) {
		hold(item, "item");
		insertItem(self, arrayLength(self), item);
		drop(item);
	}
	drop(iterator);
}

/** The first index within bounds of an item that equals a value, or -1. May run Python code, which may change the array. */
export function find(self: PyArray, value: PyObject, from = 0, to = Number.POSITIVE_INFINITY): number {
	for (let i = from; i < to && i < arrayLength(self); i++) {
		const item = hold(itemAt(self, i), "item");
		const isEqual = richCompareBool(item, value, Py_EQ);
		drop(item);
		if (isEqual) return i;
	}
	return -1;
}

function count(self: PyArray, value: PyObject): Own<PyObject> {
	let found = 0;
	for (let i = find(self, value); i >= 0; i = find(self, value, i + 1)) found++;
	return newInt(found);
}

function index(self: PyArray, value: PyObject, start: PyObject | null, stop: PyObject | null): Own<PyObject> {
	const first = start === null ? 0 : sliceIndexNotNone(start);
	const last = stop === null ? Number.POSITIVE_INFINITY : sliceIndexNotNone(stop);
	const length = arrayLength(self);
	const found = find(self, value, first < 0 ? Math.max(first + length, 0) : first, last < 0 ? last + length : last);
	return found >= 0 ? newInt(found) : valueError("array.index(x): x not in array");
}

function remove(self: PyArray, value: PyObject): Own<PyObject> {
	const found = find(self, value);
	if (found < 0) valueError("array.remove(x): x not in array");
	// The comparison may have run code that made the array shorter.
	if (found < arrayLength(self)) replaceItems(self, found, found + 1, NOTHING);
	return newNone();
}

function pop(self: PyArray, where: PyObject | null): Own<PyObject> {
	const given = sizeArgument(where, -1);
	const length = arrayLength(self);
	if (length === 0) indexError("pop from empty array");
	const at = given < 0 ? given + length : given;
	if (at < 0 || at >= length) indexError("pop index out of range");
	const item = hold(itemAt(self, at), "item taken");
	replaceItems(self, at, at + 1, NOTHING);
	return take(item);
}

function insert(self: PyArray, where: PyObject, item: PyObject): Own<PyObject> {
	insertItem(self, sizeArgument(where), item);
	return newNone();
}

function reverse(self: PyArray): Own<PyObject> {
	const { kind, view } = self;
	for (let low = 0, high = self.value.length - kind.size; low < high; low += kind.size, high -= kind.size) {
		// As bits: a NaN read as a number might change.
		for (let i = 0; i < kind.size; i++) {
			const byte = view.getUint8(low + i);
			view.setUint8(low + i, view.getUint8(high + i));
			view.setUint8(high + i, byte);
		}
	}
	return newNone();
}

function byteswap(self: PyArray): Own<PyObject> {
	const { size } = self.kind;
	if (size > 1) for (let at = 0; at < self.value.length; at += size) self.value.subarray(at, at + size).reverse();
	return newNone();
}

/** Puts the array back to its old length if an item is refused. */
function fromlist(self: PyArray, list: PyObject): Own<PyObject> {
	if (!isList(list)) return typeError("arg must be list");
	const { length } = list.items;
	const old = arrayLength(self);
	if (length === 0) return newNone();
	resizeArray(self, old + length);
	let stored = 0;
	try {
		for (; stored < length; stored++) {
			storeItem(self, arrayLength(self) - length + stored, list.items[stored]!);
			if (list.items.length !== length) runtimeError("list changed size during iteration");
		}
	} finally {
		if (stored < length) resizeArray(self, old);
	}
	return newNone();
}

export function frombytes(self: PyArray, object: PyObject): void {
	const bytes = requireBuffer(object);
	const itemsize = isMemoryView(object) ? object.itemsize : elementsOf(object).itemsize;
	if (itemsize !== 1) typeError("a bytes-like object is required");
	if (bytes.length % self.kind.size !== 0) valueError("bytes length not a multiple of item size");
	if (bytes.length === 0) return;
	// The buffer of the argument is open meanwhile.
	if (object === self) raiseError("BufferError", "cannot resize an array that is exporting buffers");
	appendBytes(self, bytes);
}

/** The code points of a text as items. */
export function characterBytes(text: string): Uint8Array {
	return new Uint8Array(Uint32Array.from(text, (character) => character.codePointAt(0)!).buffer);
}

function fromunicode(self: PyArray, text: PyObject): Own<PyObject> {
	if (!isStr(text)) return typeError(`fromunicode() argument must be str, not ${typeName(text)}`);
	if (!self.kind.isText) valueError("fromunicode() may only be called on unicode type arrays ('u' or 'w')");
	appendBytes(self, characterBytes(text.value));
	return newNone();
}

/** The text of a character array. A "w" is decoded as UTF-32 is, which has no surrogates. */
export function arrayText(self: PyArray): string {
	if (self.kind.code === "w") return decodeUtf32(self.value, "utf-32", "strict");
	let text = "";
	for (let i = 0; i < arrayLength(self); i++) {
		const point = Number(valueAt(self, i)) >>> 0;
		if (point > 0x10ffff) valueError(`character U+${point.toString(16)} is not in range [U+0000; U+10ffff]`);
		text += String.fromCodePoint(point);
	}
	return text;
}

function tounicode(self: PyArray): Own<PyObject> {
	if (!self.kind.isText) valueError("tounicode() may only be called on unicode type arrays ('u' or 'w')");
	return newStr(arrayText(self));
}

function fromfile(self: PyArray, file: PyObject, given: PyObject): Own<PyObject> {
	const items = sizeArgument(given);
	if (items < 0) valueError("negative count");
	const size = items * self.kind.size;
	if (size > Number.MAX_SAFE_INTEGER) raiseError("MemoryError");
	const wanted = hold(newInt(size), "bytes wanted");
	const bytes = hold(callMethod(file, internStr("read"), [wanted]), "bytes read");
	if (!isBytes(bytes)) return typeError("read() didn't return bytes");
	frombytes(self, bytes);
	if (bytes.value.length !== size) raiseError("EOFError", "read() didn't return enough bytes");
	drop(bytes);
	drop(wanted);
	return newNone();
}

const BLOCK = 65536;

function tofile(self: PyArray, file: PyObject): Own<PyObject> {
	for (let at = 0; at < self.value.length; at += BLOCK) {
		const bytes = hold(newBytes(self.value.slice(at, at + BLOCK)), "block of the array");
		decref(callMethod(file, internStr("write"), [bytes]));
		drop(bytes);
	}
	return newNone();
}

/** DIFFERS: memory has no address here, so it lies behind the array's struct whatever its size. */
function bufferInfo(self: PyArray): Own<PyObject> {
	const address = self.allocated === 0 ? 0 : addressOf(self) + self.type.basicsize;
	return newTuple([newInt(address), newInt(arrayLength(self))]);
}

export const copy = (self: PyArray): Own<PyArray> => arrayOfBytes(self.kind, self.value.slice());
const done = (_nothing: void): Own<PyObject> => newNone();

export const arrayMethods: readonly MethodDef[] = [
	def("__class_getitem__", "($type, object, /)", "See PEP 585", (cls, item) => newGenericAlias(cls, item), "class"),
	def("__copy__", "($self, /)", "Returns a copy.", copy),
	def("__deepcopy__", "($self, unused, /)", "Returns a copy.", copy),
	def("__reduce_ex__", "($self, value, /)", "Returns what pickle needs.", reduceArray),
	def("__sizeof__", "($self, /)", "Returns the size in memory in bytes.", (self: PyArray) =>
		newInt(self.type.basicsize + self.allocated * self.kind.size),
	),
	def("append", "($self, v, /)", "Adds an item at the end.", (self: PyArray, v) => done(insertItem(self, arrayLength(self), v))),
	def("buffer_info", "($self, /)", "Returns the address of the items and their number.", bufferInfo),
	def("byteswap", "($self, /)", "Reverses the order of each item's bytes.", byteswap),
	def("clear", "($self, /)", "Removes all items.", (self: PyArray) => done(resizeArray(self, 0))),
	def("count", "($self, v, /)", "Returns how often a value occurs.", count),
	def("extend", "($self, bb, /)", "Adds items at the end.", (self: PyArray, items) => done(extend(self, items))),
	def("frombytes", "($self, buffer, /)", "Adds items given as machine values.", (self: PyArray, b) => done(frombytes(self, b))),
	def("fromfile", "($self, f, n, /)", "Adds items read from a file as machine values.", fromfile),
	def("fromlist", "($self, list, /)", "Adds the items of a list, all or none.", fromlist),
	def("fromunicode", "($self, ustr, /)", "Adds the characters of a text.", fromunicode),
	def("index", "($self, v, start=0, stop=sys.maxsize, /)", "Returns where a value first occurs.", index),
	def("insert", "($self, i, v, /)", "Inserts an item before an index.", insert),
	def("pop", "($self, i=-1, /)", "Removes an item and returns it.", pop),
	def("remove", "($self, v, /)", "Removes the first item of a value.", remove),
	def("reverse", "($self, /)", "Reverses the order of the items.", reverse),
	def("tobytes", "($self, /)", "Returns the items as machine values.", (self: PyArray) => newFreshBytes(self.value.slice())),
	def("tofile", "($self, f, /)", "Writes the items to a file as machine values.", tofile),
	def("tolist", "($self, /)", "Returns a list of the items.", arrayList),
	def("tounicode", "($self, /)", "Returns the characters as a text.", tounicode),
];
