// PickleBuffer: hands a buffer to a pickle, or beside it. It holds the object, whose memory meanwhile can't change its size, and
// whoever asks it for memory gets the object's. Read `newPickleBuffer` and `rawMethod` first. Mirrors Objects/picklebufobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { hold, take } from "../heap/handles.ts";
import { own, type Own, type Visit } from "../heap/header.ts";
import { decref, free, incref, xrelease } from "../heap/refcount.ts";
import { clearWeakrefs, type WeakReference } from "../heap/weakref.ts";
import { def } from "./args.ts";
import { type Exporter, exporterOf, registerBufferOwner } from "./bufferExport.ts";
import { releaseBuffer } from "./bufferWrappers.ts";
import { requireBuffer } from "./bytesSource.ts";
import { argumentCount } from "./conversions.ts";
import { dictLength, type PyDict } from "./dict.ts";
import { raiseError, typeError, valueError } from "./errors.ts";
import { checkReleased, isContiguous, isMemoryView, newMemoryView } from "./memoryview.ts";
import { defineType, PyGCObject, type PyObject, type PyType, TPFLAGS_HAVE_GC } from "./object.ts";
import { newNone } from "./singletons.ts";
import type { PyTuple } from "./tuple.ts";

class PyPickleBuffer extends PyGCObject {
	/** Owned; null once released. */
	object: PyObject | null;
	weakrefs: WeakReference[] | null;

	constructor(object: Own<PyObject>) {
		super(PickleBufferType);
		this.object = object;
		this.weakrefs = null;
	}
}

export const PickleBufferType: PyType = defineType({
	name: "pickle.PickleBuffer",
	doc: "Wrapper for potentially out-of-band buffers",
	basicsize: 104,
	weakrefOffset: 96,
	flags: TPFLAGS_HAVE_GC,
	weakrefable: true,
	new: newPickleBuffer,
	dealloc: pickleBufferDealloc,
	traverse: (self: PyPickleBuffer, visit: Visit) => {
		if (self.object !== null) visit(self.object, "buffer's object");
	},
	clear: releaseObject,
	getBuffer: (self: PyPickleBuffer) => requireBuffer(objectOf(self)),
	releaseBuffer,
	methods: [
		def("raw", "($self, /)", "A view of the memory as bytes in one dimension.", rawMethod),
		def("release", "($self, /)", "Lets go of the memory.", (self: PyPickleBuffer) => {
			releaseObject(self);
			return newNone();
		}),
	],
});

registerBufferOwner<PyPickleBuffer>(PickleBufferType, objectOf);

/** What counts those that look into an object's memory, if anything does. */
function counterOf(object: PyObject): Exporter | null {
	return isMemoryView(object) ? object : exporterOf(object);
}

function newPickleBuffer(_type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	if (argumentCount(args, kwargs) > 1) typeError(`PickleBuffer() takes at most 1 argument (${argumentCount(args, kwargs)} given)`);
	if (kwargs !== null && dictLength(kwargs) > 0) typeError("PickleBuffer() takes exactly 1 positional argument (0 given)");
	if (args.items.length === 0) typeError("PickleBuffer() takes exactly 1 positional argument (0 given)");
	const object = args.items[0]!;
	if (isMemoryView(object)) checkReleased(object);
	else requireBuffer(object);
	const counter = counterOf(object);
	if (counter !== null) counter.exports++;
	const self = new PyPickleBuffer(incref(object));
	track(self);
	return own(self);
}

/** Borrowed. Raises ValueError once released. */
function objectOf(self: PyPickleBuffer): PyObject {
	return self.object ?? valueError("operation forbidden on released PickleBuffer object");
}

function rawMethod(self: PyPickleBuffer): Own<PyObject> {
	const view = hold(newMemoryView(objectOf(self)), "memory");
	if (!isContiguous(view, false) && !isContiguous(view, true)) {
		raiseError("BufferError", "cannot extract raw buffer from non-contiguous buffer");
	}
	view.shape = [view.shape.reduce((size, n) => size * n, view.itemsize)];
	view.strides = [1];
	view.itemsize = 1;
	view.format = "B";
	return take(view);
}

function endExport(object: PyObject): void {
	const counter = counterOf(object);
	if (counter !== null) counter.exports--;
}

function releaseObject(self: PyPickleBuffer): void {
	const { object } = self;
	if (object === null) return;
	self.object = null;
	endExport(object);
	decref(object);
}

function pickleBufferDealloc(self: PyPickleBuffer): void {
	untrack(self);
	clearWeakrefs(self);
	const { object } = self;
	self.object = null;
	free(self);
	if (object !== null) endExport(object);
	xrelease(object);
}
