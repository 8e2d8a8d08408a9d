// `__buffer__` and `__release_buffer__` of the types with memory to share (PEP 688). Read `bufferMethod` first.
// Mirrors the buffer wrappers of Objects/typeobject.c.
// DIFFERS: they are methods, not slot wrappers; and a class that defines `__buffer__` in Python shares no memory.

import type { Own } from "../heap/header.ts";
import { def, type MethodDef } from "./args.ts";
import { isByteArray } from "./bytearray.ts";
import { cIntArgument } from "./conversions.ts";
import { raiseError, typeError } from "./errors.ts";
import { isMemoryView, newMemoryView, releaseView } from "./memoryview.ts";
import type { PyObject } from "./object.ts";
import { newNone } from "./singletons.ts";

const WRITABLE = 1;

function bufferMethod(self: PyObject, flags: PyObject): Own<PyObject> {
	const wanted = cIntArgument(flags);
	const readonly = isMemoryView(self) ? self.readonly : !isByteArray(self);
	if ((wanted & WRITABLE) !== 0 && readonly) {
		raiseError("BufferError", isMemoryView(self) ? "memoryview: underlying buffer is not writable" : "Object is not writable.");
	}
	return newMemoryView(self);
}

function releaseBufferMethod(_self: PyObject, buffer: PyObject): Own<PyObject> {
	if (!isMemoryView(buffer)) return typeError("expected a memoryview object");
	releaseView(buffer);
	return newNone();
}

export const bufferMethods: readonly MethodDef[] = [
	def("__buffer__", "($self, flags, /)", "Returns a memoryview of the object.", bufferMethod),
];

export const releaseBufferMethods: readonly MethodDef[] = [
	def("__release_buffer__", "($self, buffer, /)", "Releases a memoryview of the object.", releaseBufferMethod),
];
