// Iterators over bytes and bytearrays: they yield ints by index. Read `iteratorNext` first.
// Mirrors the iterators of Objects/bytesobject.c and Objects/bytearrayobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { own, type Own, type Visit } from "../heap/header.ts";
import { decref, free, incref, xrelease } from "../heap/refcount.ts";
import { def, type MethodDef } from "./args.ts";
import { getBuiltin } from "./builtin.ts";
import type { BytesLike } from "./bytesMethods.ts";
import { sizeArgument } from "./conversions.ts";
import { newInt } from "./int.ts";
import { defineType, PyGCObject, type PyObject, type PyType, TPFLAGS_HAVE_GC } from "./object.ts";
import { newNone } from "./singletons.ts";
import { emptyTuple, newTrackedTuple } from "./tuple.ts";

export class PyBytesIterator extends PyGCObject {
	/** Null once exhausted. Owned. */
	bytes: BytesLike | null;
	index: number;

	constructor(type: PyType, bytes: Own<BytesLike>) {
		super(type);
		this.bytes = bytes;
		this.index = 0;
	}
}

function makeIterator(type: PyType, bytes: BytesLike): Own<PyBytesIterator> {
	const iterator = new PyBytesIterator(type, incref(bytes));
	track(iterator);
	return own(iterator);
}

/** `iter(bytes)`. Borrows. */
export function bytesIter(bytes: BytesLike): Own<PyBytesIterator> {
	return makeIterator(BytesIteratorType, bytes);
}

/** `iter(bytearray)`. Borrows. */
export function byteArrayIter(bytes: BytesLike): Own<PyBytesIterator> {
	return makeIterator(ByteArrayIteratorType, bytes);
}

function iteratorNext(self: PyBytesIterator): Own<PyObject> | null {
	const bytes = self.bytes;
	if (bytes === null) return null;
	if (self.index < bytes.value.length) return newInt(bytes.value[self.index++]);
	self.bytes = null;
	decref(bytes);
	return null;
}

function lengthHint(self: PyBytesIterator): Own<PyObject> {
	return newInt(self.bytes === null ? 0 : Math.max(self.bytes.value.length - self.index, 0));
}

function reduce(self: PyBytesIterator): Own<PyObject> {
	const iter = getBuiltin("iter");
	if (self.bytes === null) return newTrackedTuple([iter, newTrackedTuple([incref(emptyTuple)])]);
	return newTrackedTuple([iter, newTrackedTuple([incref(self.bytes)]), newInt(self.index)]);
}

function setState(self: PyBytesIterator, state: PyObject): Own<PyObject> {
	const index = sizeArgument(state);
	if (self.bytes !== null) self.index = Math.min(Math.max(index, 0), self.bytes.value.length);
	return newNone();
}

const methods: readonly MethodDef[] = [
	def("__length_hint__", "($self, /)", "Returns how many items are left.", lengthHint),
	def("__reduce__", "($self, /)", "Returns what pickle needs.", reduce),
	def("__setstate__", "($self, object, /)", "Goes on at an index.", setState),
];

function iteratorDealloc(self: PyBytesIterator): void {
	untrack(self);
	free(self);
	xrelease(self.bytes);
}

function iteratorTraverse(self: PyBytesIterator, visit: Visit): void {
	if (self.bytes !== null) visit(self.bytes, "bytes iterated over");
}

function defineIterator(name: string): PyType {
	return defineType({
		name,
		flags: TPFLAGS_HAVE_GC,
		basicsize: 32,
		dealloc: iteratorDealloc,
		traverse: iteratorTraverse,
		iter: incref,
		iternext: iteratorNext,
		methods,
	});
}

export const BytesIteratorType: PyType = defineIterator("bytes_iterator");
export const ByteArrayIteratorType: PyType = defineIterator("bytearray_iterator");
