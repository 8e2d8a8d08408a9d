// Files of bytes in memory: BytesIO. Mirrors Modules/_io/bytesio.c.

import { track } from "../heap/gc/tracking.ts";
import { dropKeeping, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { indexAsNumber } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { newBytes } from "../objects/bytes.ts";
import type { PyDict } from "../objects/dict.ts";
import { registerExporter } from "../objects/bufferExport.ts";
import { raiseError, typeError, valueError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import { hasWritableMemory, newMemoryView } from "../objects/memoryview.ts";
import {
	defineType,
	PyGCTypeOwner,
	type PyObject,
	type PyType,
	TPFLAGS_DISALLOW_INSTANTIATION,
	TPFLAGS_HAVE_GC,
} from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { newTrackedTuple, type PyTuple } from "../objects/tuple.ts";
import { bindSlotArguments, eitherParameters, typeName } from "./define.ts";
import { BufferedIOBaseType, ioSlots, PyIOBase } from "./ioBase.ts";
import { attributesForState, setAttributes, stateItems, statePosition } from "./ioState.ts";
import { allocate, ownedSlots } from "./ownedSlots.ts";

/** Bytes in memory: `data[0 .. size)`. */
export class PyBytesIO extends PyIOBase {
	data: Uint8Array;
	size: number;
	position: number;
	/** Views of its memory: while there are any it can't be resized. */
	exports: number;
	/** Bytes that CPython's buffer has room for, null while that is the bytes object it was given: for `__sizeof__`. */
	allocated: number | null;

	constructor(type: PyType) {
		super(type);
		this.exports = 0;
		this.allocated = null;
		this.data = new Uint8Array(0);
		this.size = 0;
		this.position = 0;
	}
}

function checkOpen(self: PyIOBase): void {
	if (self.isClosed) valueError("I/O operation on closed file.");
}

/** The bytes of an argument, borrowed: valid only until it changes. */
export function bytesOfArgument(value: PyObject): Uint8Array {
	if (value.type.getBuffer === null)
		typeError(`a bytes-like object is required, not '${typeName(value) === "None" ? "NoneType" : typeName(value)}'`);
	return value.type.getBuffer!(value);
}

/** The bytes of an argument that are to be written to. */
export function writableArgument(who: string, value: PyObject): Uint8Array {
	if (!hasWritableMemory(value)) typeError(`${who}() argument must be read-write bytes-like object, not ${typeName(value)}`);
	return value.type.getBuffer!(value);
}

/** The same, worded as PyObject_GetBuffer does. */
export function writableBytes(value: PyObject): Uint8Array {
	const bytes = bytesOfArgument(value);
	return hasWritableMemory(value) ? bytes : raiseError("BufferError", "Object is not writable.");
}

const bytesParameters = eitherParameters(["initial_bytes"], 0);

function bytesInit(self: PyBytesIO, args: PyTuple, kwargs: PyDict | null): void {
	const [initial] = bindSlotArguments("BytesIO", bytesParameters, args, kwargs);
	self.size = 0;
	self.position = 0;
	checkExports(self);
	self.data = initial === null || initial === None ? new Uint8Array(0) : bytesOfArgument(initial!).slice();
	self.size = self.data.length;
	self.allocated = null;
	self.position = 0;
	self.isClosed = false;
}

/** Raises BufferError while somebody looks into the memory. */
function checkExports(self: PyBytesIO): void {
	if (self.exports > 0) raiseError("BufferError", "Existing exports of data: object cannot be re-sized");
}

/** What `getbuffer` gives a view of: the bytes of a BytesIO, which it keeps alive. */
class PyBytesIOBuffer extends PyGCTypeOwner {
	source: PyObject | null;

	constructor(type: PyType) {
		super(type);
		this.source = null;
	}

	/** The collector may have taken the file away. */
	get exports(): number {
		return (this.source as PyBytesIO | null)?.exports ?? 0;
	}

	set exports(count: number) {
		if (this.source !== null) (this.source as PyBytesIO).exports = count;
	}
}

export const BytesIOBufferType: PyType = defineType({
	name: "_io._BytesIOBuffer",
	heapType: true,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 24,
	alloc: (type) => own(new PyBytesIOBuffer(type)),
	new: null,
	...ownedSlots([["source", "file whose bytes it shows"]]),
	getBuffer: ({ source }: PyBytesIOBuffer) => (source as PyBytesIO).data.subarray(0, (source as PyBytesIO).size),
});

registerExporter<PyBytesIOBuffer>(BytesIOBufferType);

function getBuffer(self: PyBytesIO): Own<PyObject> {
	checkOpen(self);
	self.allocated ??= self.size;
	const buffer = hold(allocate<PyBytesIOBuffer>(BytesIOBufferType), "buffer of the file");
	buffer.source = incref(self as PyObject);
	return dropKeeping(buffer, newMemoryView(buffer));
}

function reserve(self: PyBytesIO, size: number): void {
	if (size <= self.data.length) return;
	const grown = new Uint8Array(Math.max(size, self.data.length * 2, 64));
	grown.set(self.data.subarray(0, self.size));
	self.data = grown;
}

/** How much CPython makes room for when so many bytes are needed. Source: resize_buffer. */
function newAllocation(alloc: number, size: number): number {
	if (size < alloc >> 1) return size + 1;
	if (size < alloc) return alloc;
	return size < alloc * 1.125 ? size + (size >> 3) + (size < 9 ? 3 : 6) : size + 1;
}

function noteNeeded(self: PyBytesIO, end: number): void {
	const alloc = self.allocated ?? self.size;
	self.allocated = end > alloc ? newAllocation(alloc, end) : alloc;
}

function bytesSizeof(self: PyBytesIO): Own<PyObject> {
	return newInt(self.type.basicsize + (self.allocated === null ? 0 : BYTES_SIZE + self.allocated));
}

/** An object of bytes without any. */
const BYTES_SIZE = 33;

function write(self: PyBytesIO, value: PyObject): Own<PyObject> {
	checkOpen(self);
	const bytes = bytesOfArgument(value);
	checkExports(self);
	const end = self.position + bytes.length;
	if (bytes.length > 0) {
		reserve(self, end);
		noteNeeded(self, end);
		self.data.set(bytes, self.position);
		self.position = end;
		self.size = Math.max(self.size, end);
	}
	return newInt(bytes.length);
}

function sizeOf(size: PyObject | null): number {
	return size === null || size === None ? -1 : indexAsNumber(size, "OverflowError");
}

function take(self: PyBytesIO, count: number): Own<PyObject> {
	const start = Math.min(self.position, self.size);
	const end = count < 0 ? self.size : Math.min(self.size, start + count);
	if (end > start) self.position = end;
	return newBytes(self.data.slice(start, end));
}

function read(self: PyBytesIO, size: PyObject | null): Own<PyObject> {
	checkOpen(self);
	return take(self, sizeOf(size));
}

function readline(self: PyBytesIO, size: PyObject | null): Own<PyObject> {
	checkOpen(self);
	const limit = sizeOf(size);
	const newline = self.data.subarray(0, self.size).indexOf(10, self.position);
	const count = (newline < 0 ? self.size : newline + 1) - self.position;
	return take(self, limit >= 0 ? Math.min(limit, count) : Math.max(count, 0));
}

function readinto(self: PyBytesIO, buffer: PyObject): Own<PyObject> {
	checkOpen(self);
	const target = writableArgument("readinto", buffer);
	const count = Math.max(0, Math.min(target.length, self.size - self.position));
	target.set(self.data.subarray(self.position, self.position + count));
	self.position += count;
	return newInt(count);
}

function seek(self: PyBytesIO, offset: PyObject, whence: PyObject | null): Own<PyObject> {
	checkOpen(self);
	const by = indexAsNumber(offset, "OverflowError");
	const from = whence === null ? 0 : indexAsNumber(whence, "OverflowError");
	if (from < 0 || from > 2) valueError(`invalid whence value (${from}, should be 0, 1 or 2)`);
	if (by < 0 && from === 0) valueError(`negative seek value ${by}`);
	self.position = Math.max(0, by + (from === 1 ? self.position : from === 2 ? self.size : 0));
	return newInt(self.position);
}

function truncate(self: PyBytesIO, size: PyObject | null): Own<PyObject> {
	checkOpen(self);
	const to = size === null || size === None ? self.position : indexAsNumber(size, "OverflowError");
	if (to < 0) valueError(`negative size value ${to}`);
	checkExports(self);
	if (to < self.size) {
		self.allocated = newAllocation(self.allocated ?? self.size, to);
		self.data.fill(0, to, self.size);
		self.size = to;
	}
	return newInt(to);
}

function getState(self: PyBytesIO): Own<PyObject> {
	checkOpen(self);
	const value = newBytes(self.data.slice(0, self.size));
	return newTrackedTuple([value, newInt(self.position), attributesForState(self)]);
}

/** Source: _io_BytesIO___setstate___impl. */
function setState(self: PyBytesIO, state: PyObject): Own<PyObject> {
	const [value, position, attributes] = stateItems(self, state, 3);
	checkExports(self);
	self.size = 0;
	self.position = 0;
	decref(write(self, value!));
	self.position = statePosition(position!, "second item of state must be an integer, not");
	setAttributes(self, attributes!, "third");
	return newNone();
}

function open(answer: boolean): (self: PyIOBase) => Own<PyObject> {
	return (self) => {
		checkOpen(self);
		return newBool(answer);
	};
}

const memoryMethods: readonly MethodDef[] = [
	def("write", "($self, b, /)", "Writes bytes and returns their number.", write),
	def("read", "($self, size=-1, /)", "Reads up to size bytes.", read),
	def("read1", "($self, size=-1, /)", "Reads up to size bytes.", read),
	def("readline", "($self, size=-1, /)", "Reads a line.", readline),
	def("readinto", "($self, buffer, /)", "Reads into a buffer.", readinto),
	def("getvalue", "($self, /)", "All the bytes.", (self: PyBytesIO) => {
		checkOpen(self);
		if (self.allocated !== null && self.exports === 0) self.allocated = self.size;
		return newBytes(self.data.slice(0, self.size));
	}),
	def("__sizeof__", "($self, /)", "Its size in memory, in bytes.", bytesSizeof),
	def("getbuffer", "($self, /)", "A view of the bytes.", getBuffer),
	def("tell", "($self, /)", "The current position.", (self: PyBytesIO) => {
		checkOpen(self);
		return newInt(self.position);
	}),
	def("seek", "($self, pos, whence=0, /)", "Moves to a position.", seek),
	def("truncate", "($self, size=None, /)", "Cuts the bytes off.", truncate),
	def("seekable", "($self, /)", null, open(true)),
	def("readable", "($self, /)", null, open(true)),
	def("writable", "($self, /)", null, open(true)),
	def("close", "($self, /)", "Closes the file and forgets the bytes.", (self: PyBytesIO) => {
		checkExports(self);
		self.isClosed = true;
		self.data = new Uint8Array(0);
		self.size = 0;
		self.allocated = null;
		return newNone();
	}),
	def("__getstate__", "($self, /)", "What a pickle needs.", getState),
	def("__setstate__", "($self, object, /)", "Makes the file what a pickle has.", setState),
];

export const BytesIOType: PyType = defineType({
	...ioSlots,
	name: "_io.BytesIO",
	hides: ["__del__"],
	base: BufferedIOBaseType,
	basicsize: 64,
	dictOffset: 40,
	weakrefOffset: 48,
	doc: "BytesIO(initial_bytes=b'')\n--\n\nBytes in memory, as a file.",
	alloc: (type) => own(new PyBytesIO(type)),
	new: (type) => {
		const self = type.alloc!(type) as Own<PyBytesIO>;
		track(self);
		return self;
	},
	init: bytesInit,
	methods: memoryMethods,
});
