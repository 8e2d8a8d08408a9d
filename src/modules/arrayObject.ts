// The struct of an array: items of one kind in a block of memory that grows by CPython's rule. Invariants: `value` is as long as the
// items, `view` lies over the same memory, and neither changes its length while `exports` counts views. Read `resizeArray` first.
// Mirrors Modules/arraymodule.c.

import { heap, own, type Own } from "../heap/header.ts";
import { clearWeakrefs, type WeakReference } from "../heap/weakref.ts";
import { track, untrack } from "../heap/gc/tracking.ts";
import { free } from "../heap/refcount.ts";
import { registerExporter } from "../objects/bufferExport.ts";
import { indexError, raiseError } from "../objects/errors.ts";
import { reserveBytes } from "../objects/memory.ts";
import {
	defineType,
	isInstanceOf,
	PyGCTypeOwner,
	type PyObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_HAVE_GC,
	TPFLAGS_SEQUENCE,
} from "../objects/object.ts";
import { type ItemKind, type ItemValue, kinds } from "./arrayItems.ts";

export class PyArray extends PyGCTypeOwner {
	kind: ItemKind;
	value: Uint8Array;
	view: DataView;
	/** Items that CPython's block has room for. */
	allocated: number;
	exports: number;
	weakrefs: WeakReference[] | null;

	constructor(type: PyType) {
		super(type);
		this.kind = kinds[0]!;
		this.value = new Uint8Array(0);
		this.view = new DataView(this.value.buffer);
		this.allocated = 0;
		this.exports = 0;
		this.weakrefs = null;
	}
}

const blockBytes = (self: PyArray): number => self.allocated * self.kind.size;

export const ArrayType: PyType = defineType({
	name: "array.array",
	heapType: true,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE | TPFLAGS_SEQUENCE,
	basicsize: 64,
	weakrefOffset: 48,
	weakrefable: true,
	alloc: (type) => own(new PyArray(type)),
	dealloc: (self: PyArray) => {
		untrack(self);
		clearWeakrefs(self);
		free(self);
	},
	bufferSize: blockBytes,
});

registerExporter<PyArray>(ArrayType, ({ kind }) => ({ format: kind.format, itemsize: kind.size }));

export function isArray(object: PyObject): object is PyArray {
	return object.type === ArrayType || isInstanceOf(object, ArrayType);
}

export function arrayLength(self: PyArray): number {
	return self.value.length / self.kind.size;
}

/** An array of so many items, all zero. Raises MemoryError. */
export function newArray(type: PyType, kind: ItemKind, length: number): Own<PyArray> {
	const memory = newMemory(length * kind.size);
	const self = type.alloc!(type) as Own<PyObject> as Own<PyArray>;
	self.kind = kind;
	self.allocated = length;
	setMemory(self, memory, length * kind.size);
	track(self);
	return self;
}

/** An array of the exact type. Takes the bytes over. */
export function arrayOfBytes(kind: ItemKind, bytes: Uint8Array): Own<PyArray> {
	const self = newArray(ArrayType, kind, 0);
	takeBytes(self, bytes);
	return self;
}

/** The bytes, which have a buffer of their own, become the array's items, without room for more. */
export function takeBytes(self: PyArray, bytes: Uint8Array): void {
	self.value = bytes;
	self.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	self.allocated = bytes.length / self.kind.size;
	heap.resized(self);
}

function setMemory(self: PyArray, memory: ArrayBuffer, size: number): void {
	self.value = new Uint8Array(memory, 0, size);
	self.view = new DataView(memory, 0, size);
}

function newMemory(size: number): ArrayBuffer {
	reserveBytes(size);
	try {
		return new ArrayBuffer(size);
	} catch {
		return raiseError("MemoryError");
	}
}

/** Raises BufferError while somebody looks into the array's memory. */
export function checkResizable(self: PyArray): void {
	if (self.exports > 0) raiseError("BufferError", "cannot resize an array that is exporting buffers");
}

/** Gives the array another length; new items have any value. Raises BufferError and MemoryError. */
export function resizeArray(self: PyArray, length: number): void {
	const old = arrayLength(self);
	if (length !== old) checkResizable(self);
	const size = length * self.kind.size;
	if (self.allocated >= length && old < length + 16 && self.allocated > 0) {
		setMemory(self, self.value.buffer as ArrayBuffer, size);
		return;
	}
	self.allocated = length === 0 ? 0 : Math.floor(length / 16) + (old < 8 ? 3 : 7) + length;
	heap.resized(self);
	const bytes = self.value;
	setMemory(self, newMemory(blockBytes(self)), size);
	self.value.set(bytes.subarray(0, size));
}

/** The items from `start` to `stop` become others, given as bytes. Raises BufferError if their number changes while there are exports. */
export function replaceItems(self: PyArray, start: number, stop: number, bytes: Uint8Array): void {
	const { size } = self.kind;
	const growth = bytes.length / size - (stop - start);
	if (growth !== 0) {
		checkResizable(self);
		const length = arrayLength(self);
		if (growth < 0) self.value.copyWithin((stop + growth) * size, stop * size);
		resizeArray(self, length + growth);
		if (growth > 0) self.value.copyWithin((stop + growth) * size, stop * size);
	}
	self.value.set(bytes, start * size);
}

/** Adds the bytes at the end. */
export function appendBytes(self: PyArray, bytes: Uint8Array): void {
	const old = self.value.length;
	resizeArray(self, (old + bytes.length) / self.kind.size);
	self.value.set(bytes, old);
}

export function valueAt(self: PyArray, index: number): ItemValue {
	return self.kind.read(self.view, index * self.kind.size);
}

/** Raises ValueError for an item that is to be a character and is none. */
export function itemAt(self: PyArray, index: number): Own<PyObject> {
	return self.kind.toObject(valueAt(self, index));
}

/** Stores an item. Raises TypeError and OverflowError; may run Python code. */
export function storeItem(self: PyArray, index: number, object: PyObject): void {
	const value = self.kind.convert(object);
	// The conversion may have run code that made the array shorter.
	if (index >= arrayLength(self)) indexError("array assignment index out of range");
	self.kind.write(self.view, index * self.kind.size, value);
}

/** Inserts an item; a negative index counts from the end. The item is converted twice: before the array grows, and to be stored. */
export function insertItem(self: PyArray, index: number, object: PyObject): void {
	self.kind.convert(object);
	const length = arrayLength(self);
	const at = index < 0 ? Math.max(index + length, 0) : Math.min(index, length);
	resizeArray(self, length + 1);
	const { size } = self.kind;
	self.value.copyWithin((at + 1) * size, at * size, length * size);
	storeItem(self, at, object);
}
