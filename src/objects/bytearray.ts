// The struct of a bytearray: a growing block of bytes with CPython's allocation sizes. What bytearrays can do is in
// bytearrayType.ts. Invariant: `exports` counts the memoryviews of it; while there are any it cannot be resized.
// Read `resizeBytearray` first. Mirrors Objects/bytearrayobject.c.

import { heap, own, type Own } from "../heap/header.ts";
import { registerExporter } from "./bufferExport.ts";
import { raiseError } from "./errors.ts";
import { reserveBytes } from "./memory.ts";
import { defineType, isSubtype, type PyObject, PyPlainObject, type PyType, TPFLAGS_BASETYPE, TPFLAGS_MATCH_SELF } from "./object.ts";

export class PyByteArray extends PyPlainObject {
	/** The bytes, exactly as many as there are. A view of a buffer that may be larger. */
	value: Uint8Array;
	/** Size of CPython's block, the closing zero included; 0 for none. */
	allocated: number;
	exports: number;

	constructor(type: PyType, value: Uint8Array = new Uint8Array(0)) {
		super(type);
		this.value = value;
		this.allocated = value.length === 0 ? 0 : value.length + 1;
		this.exports = 0;
	}
}

export const ByteArrayType: PyType = defineType({
	name: "bytearray",
	flags: TPFLAGS_BASETYPE | TPFLAGS_MATCH_SELF,
	basicsize: 56,
	bufferSize: (self: PyByteArray) => self.allocated,
});

registerExporter<PyByteArray>(ByteArrayType);

/** Takes over the array. */
export function newByteArray(value: Uint8Array): Own<PyByteArray> {
	return own(new PyByteArray(ByteArrayType, value));
}

export function isByteArray(object: PyObject): object is PyByteArray {
	return object.type === ByteArrayType || isSubtype(object.type, ByteArrayType);
}

/** Raises BufferError while somebody looks into the bytearray's memory. */
export function checkResizable(self: PyByteArray): void {
	if (self.exports > 0) raiseError("BufferError", "Existing exports of data: object cannot be re-sized");
}

/** Runs what looks into the memory of a bytearray while Python code may run: it cannot be resized meanwhile. */
export function whileExported<T>(self: PyObject, body: () => T): T {
	if (!isByteArray(self)) return body();
	self.exports++;
	try {
		return body();
	} finally {
		self.exports--;
	}
}

/** Makes the bytearray `size` long; new bytes are zero. Raises BufferError. */
export function resizeBytearray(self: PyByteArray, size: number): void {
	const old = self.value;
	if (size === old.length) return;
	checkResizable(self);
	noteAllocation(self, size);
	const capacity = old.buffer.byteLength - old.byteOffset;
	if (size <= capacity) {
		self.value = new Uint8Array(old.buffer, old.byteOffset, size);
		if (size > old.length) self.value.fill(0, old.length);
		return;
	}
	const grown = new Uint8Array(newBuffer(size + (size >> 1) + 8), 0, size);
	grown.set(old);
	self.value = grown;
}

function newBuffer(size: number): ArrayBuffer {
	reserveBytes(size);
	try {
		return new ArrayBuffer(size);
	} catch {
		return raiseError("MemoryError");
	}
}

/** CPython's rule for the size of the block after a resize. */
function noteAllocation(self: PyByteArray, size: number): void {
	let allocated = self.allocated;
	if (size + 1 <= allocated) {
		if (size < allocated >> 1) allocated = size + 1;
		else return;
	} else if (size <= allocated * 1.125) allocated = size + (size >> 3) + (size < 9 ? 3 : 6);
	else allocated = size + 1;
	self.allocated = allocated;
	heap.resized(self);
}
