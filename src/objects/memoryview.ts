// Views of an object's memory: the struct, how elements are found, and indexing. The type is in memoryviewType.ts.
//
// All views made of one another share a managed buffer, which owns the exporter; it lets go of it when the last view is
// released. A view says where its elements are by offset, shape and strides, in bytes. Read `newMemoryView` and
// `elementAt` first. Mirrors Objects/memoryobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { hold, take } from "../heap/handles.ts";
import { own, type Own, type Visit } from "../heap/header.ts";
import { decref, free, incref, release } from "../heap/refcount.ts";
import type { WeakReference } from "../heap/weakref.ts";
import { indexAsNumber, isIndex } from "./abstract.ts";
import { bufferOwner, elementsOf, exporterOf } from "./bufferExport.ts";
import { isBytes } from "./bytes.ts";
import { bufferOf } from "./bytesSource.ts";
import { indexError, notImplementedError, raiseError, typeError, valueError } from "./errors.ts";
import { newList } from "./list.ts";
import { packElement, unpackElement } from "./memoryFormat.ts";
import { defineType, type Hash, PyGCObject, type PyObject, type PyType, TPFLAGS_HAVE_GC, TPFLAGS_SEQUENCE } from "./object.ts";
import { isSlice, type PySlice, sliceIndices } from "./slice.ts";
import { isTuple } from "./tuple.ts";

/** Owns the exporter on behalf of views. */
export class PyManagedBuffer extends PyGCObject {
	/** Owned; null once released. */
	exporter: PyObject | null;
	/** Views that are not released. */
	exports: number;

	constructor(type: PyType, exporter: Own<PyObject>) {
		super(type);
		this.exporter = exporter;
		this.exports = 0;
	}
}

export class PyMemoryView extends PyGCObject {
	/** Owned. */
	buffer: PyManagedBuffer;
	released: boolean;
	readonly: boolean;
	format: string;
	itemsize: number;
	/** Where element 0 is, in bytes from the start of the exporter's memory. */
	offset: number;
	shape: readonly number[];
	strides: readonly number[];
	hash: Hash | null;
	/** Those that look into the memory through this view, so that it can't be released. */
	exports: number;
	weakrefs: WeakReference[] | null;

	/** Steals the buffer. */
	constructor(type: PyType, buffer: Own<PyManagedBuffer>, readonly: boolean, size: number) {
		super(type);
		this.buffer = buffer;
		this.released = false;
		this.readonly = readonly;
		this.format = "B";
		this.itemsize = 1;
		this.offset = 0;
		this.shape = [size];
		this.strides = [1];
		this.hash = null;
		this.exports = 0;
		this.weakrefs = null;
	}
}

export const MemoryViewType: PyType = defineType({
	name: "memoryview",
	flags: TPFLAGS_HAVE_GC | TPFLAGS_SEQUENCE,
	basicsize: 144,
	itemsize: 8,
	itemCount: (self: PyMemoryView) => 3 * self.shape.length,
	weakrefable: true,
});

export const ManagedBufferType: PyType = defineType({
	name: "managedbuffer",
	flags: TPFLAGS_HAVE_GC,
	basicsize: 112,
	dealloc: managedBufferDealloc,
	traverse: managedBufferTraverse,
	clear: releaseExporter,
});

export function isMemoryView(object: PyObject): object is PyMemoryView {
	return object.type === MemoryViewType;
}

/** `memoryview(object)`. Raises TypeError without a buffer. */
export function newMemoryView(given: PyObject): Own<PyMemoryView> {
	const object = bufferOwner(given);
	if (isMemoryView(object)) return copyView(object);
	const bytes = bufferOf(object);
	if (bytes === null) return typeError(`memoryview: a bytes-like object is required, not '${object.type.name}'`);
	const buffer = new PyManagedBuffer(ManagedBufferType, incref(object));
	track(buffer);
	const exporter = exporterOf(object);
	if (exporter !== null) exporter.exports++;
	const view = finishView(own(buffer), exporter === null, bytes.length);
	showElements(view, object, bytes.length);
	return view;
}

function showElements(view: PyMemoryView, object: PyObject, size: number): void {
	const { format, itemsize } = elementsOf(object);
	view.format = format;
	view.itemsize = itemsize;
	view.shape = [size / itemsize];
	view.strides = [itemsize];
}

/** The exporter's memory is looked into by one less. */
function endExport(object: PyObject): void {
	const exporter = exporterOf(object);
	if (exporter !== null) exporter.exports--;
}

function finishView(buffer: Own<PyManagedBuffer>, readonly: boolean, size: number): Own<PyMemoryView> {
	buffer.exports++;
	const view = new PyMemoryView(MemoryViewType, buffer, readonly, size);
	track(view);
	return own(view);
}

/** Another view of the same elements. */
export function copyView(view: PyMemoryView): Own<PyMemoryView> {
	checkReleased(view);
	const copy = finishView(incref(view.buffer), view.readonly, 0);
	copy.format = view.format;
	copy.itemsize = view.itemsize;
	copy.offset = view.offset;
	copy.shape = view.shape;
	copy.strides = view.strides;
	return copy;
}

/** Raises ValueError. */
export function checkReleased(view: PyMemoryView): void {
	if (view.released || view.buffer.exporter === null) valueError("operation forbidden on released memoryview object");
}

/** What `run` gives, which may run Python code; meanwhile the view can't be released. */
export function whileExported<T>(view: PyMemoryView, run: () => T): T {
	view.exports++;
	try {
		return run();
	} finally {
		view.exports--;
	}
}

/** Ends a view; the last one lets go of the exporter. May run Python code. Raises BufferError while somebody looks into the memory. */
export function releaseView(view: PyMemoryView): void {
	if (view.released) return;
	if (view.exports > 0) raiseError("BufferError", `memoryview has ${view.exports} exported buffer${view.exports === 1 ? "" : "s"}`);
	view.released = true;
	if (--view.buffer.exports === 0) releaseExporter(view.buffer);
}

function releaseExporter(buffer: PyManagedBuffer): void {
	const exporter = buffer.exporter;
	if (exporter === null) return;
	buffer.exporter = null;
	endExport(exporter);
	decref(exporter);
}

function managedBufferDealloc(self: PyManagedBuffer): void {
	untrack(self);
	const exporter = self.exporter;
	self.exporter = null;
	free(self);
	if (exporter === null) return;
	endExport(exporter);
	release(exporter);
}

function managedBufferTraverse(self: PyManagedBuffer, visit: Visit): void {
	if (self.exporter !== null) visit(self.exporter, "exporter of the buffer");
}

/** The exporter's memory. */
function memory(view: PyMemoryView): Uint8Array {
	return bufferOf(view.buffer.exporter!)!;
}

export function elementCount(view: PyMemoryView): number {
	return view.shape.reduce((product, n) => product * n, 1);
}

/** Bytes of all elements. */
export function viewSize(view: PyMemoryView): number {
	return elementCount(view) * view.itemsize;
}

/** Whether the elements lie without gaps, last index (or, with `columns`, first index) running fastest. */
export function isContiguous(view: PyMemoryView, columns: boolean): boolean {
	if (elementCount(view) === 0) return true;
	let expected = view.itemsize;
	const order = view.shape.map((_, i) => (columns ? i : view.shape.length - 1 - i));
	for (const i of order) {
		if (view.shape[i] > 1 && view.strides[i] !== expected) return false;
		expected *= view.shape[i];
	}
	return true;
}

/** Whether an object has memory in one piece that may be written to. */
export function hasWritableMemory(object: PyObject): boolean {
	const owner = bufferOwner(object);
	if (isMemoryView(owner)) return !owner.readonly && isContiguous(owner, false);
	return owner.type.getBuffer !== null && !isBytes(owner);
}

/** The offsets of all elements, last index (or first) running fastest. */
export function offsets(view: PyMemoryView, columns = false): number[] {
	let result = [view.offset];
	const order = view.shape.map((_, i) => i);
	for (const i of columns ? order.reverse() : order) {
		const next: number[] = [];
		for (const base of result) for (let k = 0; k < view.shape[i]; k++) next.push(base + k * view.strides[i]);
		result = next;
	}
	return result;
}

/** The bytes of all elements in order: a copy unless they are contiguous. */
export function viewBytes(view: PyMemoryView, columns = false): Uint8Array {
	checkReleased(view);
	const source = memory(view);
	if (isContiguous(view, columns)) return source.subarray(view.offset, view.offset + viewSize(view));
	const result = new Uint8Array(viewSize(view));
	offsets(view, columns).forEach((offset, i) => {
		result.set(source.subarray(offset, offset + view.itemsize), i * view.itemsize);
	});
	return result;
}

/** The element at a byte offset. */
export function elementAt(view: PyMemoryView, offset: number): Own<PyObject> {
	return unpackElement(memory(view).subarray(offset, offset + view.itemsize), view.format);
}

/** The offset of an index along a dimension. Raises IndexError. */
function dimensionOffset(view: PyMemoryView, dimension: number, index: number): number {
	const size = view.shape[dimension];
	const at = index < 0 ? index + size : index;
	if (at < 0 || at >= size) indexError(`index out of bounds on dimension ${dimension + 1}`);
	return at * view.strides[dimension];
}

/** The offset that a key names, or null if the key is no index of an element. */
export function keyOffset(view: PyMemoryView, key: PyObject): number | null {
	if (isIndex(key)) return indexOffset(view, indexAsNumber(key, "IndexError"));
	if (!isTuple(key) || !key.items.every(isIndex)) return null;
	return tupleOffset(view, key.items);
}

function indexOffset(view: PyMemoryView, index: number): number {
	checkReleased(view);
	if (view.shape.length === 0) typeError("invalid indexing of 0-dim memory");
	if (view.shape.length > 1) notImplementedError("multi-dimensional sub-views are not implemented");
	return view.offset + dimensionOffset(view, 0, index);
}

/** The element at an index of a view of one dimension. Source: memory_item. */
export function viewItem(view: PyMemoryView, index: number): Own<PyObject> {
	return elementAt(view, indexOffset(view, index));
}

function tupleOffset(view: PyMemoryView, indices: readonly PyObject[]): number {
	if (indices.length < view.shape.length) notImplementedError("sub-views are not implemented");
	if (indices.length > view.shape.length)
		typeError(`cannot index ${view.shape.length}-dimension view with ${indices.length}-element tuple`);
	let offset = view.offset;
	indices.forEach((index, i) => {
		const at = indexAsNumber(index, "IndexError");
		checkReleased(view);
		offset += dimensionOffset(view, i, at);
	});
	return offset;
}

export function viewSubscript(view: PyMemoryView, key: PyObject): Own<PyObject> {
	checkReleased(view);
	const offset = keyOffset(view, key);
	if (offset !== null) return elementAt(view, offset);
	if (isSlice(key)) return sliceView(view, key);
	if (isSlices(key)) notImplementedError("multi-dimensional slicing is not implemented");
	return typeError("memoryview: invalid slice key");
}

export function isSlices(key: PyObject): boolean {
	return isTuple(key) && key.items.length > 0 && key.items.every(isSlice);
}

/** A view of a slice of the first dimension. */
export function sliceView(view: PyMemoryView, key: PySlice): Own<PyMemoryView> {
	if (view.shape.length === 0) typeError("invalid indexing of 0-dim memory");
	// First the view, then the bounds: these may release what it is made of.
	const slice = hold(copyView(view), "slice of a view");
	const { start, step, length } = sliceIndices(key, view.shape[0]);
	slice.offset = view.offset + start * view.strides[0];
	slice.shape = [length, ...view.shape.slice(1)];
	slice.strides = [view.strides[0] * step, ...view.strides.slice(1)];
	return take(slice);
}

/** Stores an element. */
export function storeElement(view: PyMemoryView, offset: number, value: PyObject): void {
	const element = new Uint8Array(view.itemsize);
	packElement(element, view.format, value);
	// The value's __index__ may have released it.
	checkReleased(view);
	memory(view).set(element, offset);
}

/** Nested lists of the elements. */
export function viewList(view: PyMemoryView): Own<PyObject> {
	checkReleased(view);
	if (view.shape.length === 0) return elementAt(view, view.offset);
	const build = (dimension: number, offset: number): Own<PyObject> => {
		const items: Own<PyObject>[] = [];
		for (let i = 0; i < view.shape[dimension]; i++) {
			const at = offset + i * view.strides[dimension];
			items.push(dimension === view.shape.length - 1 ? elementAt(view, at) : build(dimension + 1, at));
		}
		return newList(items);
	};
	return build(0, view.offset);
}
