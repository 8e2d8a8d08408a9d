// `__buffer__` and `__release_buffer__` (PEP 688): how the two buffer slots are called from Python. Read `wrapBuffer` first.
// Mirrors wrap_buffer and wrap_releasebuffer (Objects/typeobject.c).

import { indexAsNumber } from "./abstractNumber.ts";
import { checkPositional } from "./args.ts";
import { bufferOwner, exporterOf } from "./bufferExport.ts";
import { overflowError, raiseError, systemError, typeError, valueError } from "./errors.ts";
import { checkReleased, isMemoryView, newMemoryView, type PyMemoryView, releaseView } from "./memoryview.ts";
import type { PyObject } from "./object.ts";
import { newNone } from "./singletons.ts";
import type { Wrapper } from "./slotWrappers.ts";
import type { PyTuple } from "./tuple.ts";

const WRITABLE = 1;
/** PyBUF_READ and PyBUF_WRITE say how C code uses memory: no object can be asked for that. */
const NOT_A_REQUEST: readonly number[] = [0x100, 0x200];

function onlyArgument(name: string, args: PyTuple): PyObject {
	checkPositional(name, args.items.length, 1, 1);
	return args.items[0]!;
}

export const wrapBuffer: Wrapper = (given: PyObject, args) => {
	const flags = indexAsNumber(onlyArgument("__buffer__", args), "OverflowError");
	if ((flags | 0) !== flags) overflowError("buffer flags out of range");
	const self = bufferOwner(given);
	const isView = isMemoryView(self);
	if (isView) checkReleased(self);
	else if (NOT_A_REQUEST.includes(flags)) systemError("bad argument to internal function");
	const readonly = isView ? self.readonly : exporterOf(self) === null;
	if ((flags & WRITABLE) !== 0 && readonly)
		raiseError("BufferError", isView ? "memoryview: underlying buffer is not writable" : "Object is not writable.");
	return newMemoryView(self);
};

/** Whether a view shows the memory of an object; of a view, the memory that it shows itself. */
function isViewOf(view: PyMemoryView, object: PyObject): boolean {
	return isMemoryView(object) ? view.buffer === object.buffer : view.buffer.exporter === object;
}

export const wrapReleaseBuffer: Wrapper = (self: PyObject, args, wrapped) => {
	const view = onlyArgument("__release_buffer__", args);
	if (!isMemoryView(view)) return typeError("expected a memoryview object");
	if (view.released) valueError("memoryview's buffer has already been released");
	if (!isViewOf(view, self)) valueError("memoryview's buffer is not this object");
	wrapped(self, view);
	return newNone();
};

/** The `releaseBuffer` slot of native types. */
export function releaseBuffer(_self: PyObject, view: PyMemoryView): void {
	releaseView(view);
}
