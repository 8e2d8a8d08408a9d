// The type memoryview: methods, comparison, assignment, iteration. Read `assignSubscript` and `castView` first.
// Mirrors Objects/memoryobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, hold, take } from "../heap/handles.ts";
import { own, type Own, type Visit } from "../heap/header.ts";
import { decref, free, incref, release, xrelease } from "../heap/refcount.ts";
import { clearWeakrefs } from "../heap/weakref.ts";
import { addressText } from "./addressText.ts";
import { fastItems, hash, richCompareBool } from "./abstract.ts";
import { def, defRaw, type MethodDef, noKeywords, type Parameter } from "./args.ts";
import { newBool } from "./bool.ts";
import { releaseBuffer } from "./bufferWrappers.ts";
import { hexText } from "./bytesHex.ts";
import { newFreshBytes } from "./bytes.ts";
import { bufferOf, requireBuffer } from "./bytesSource.ts";
import { compareBytes } from "./bytesType.ts";
import { bindNew, sliceIndex, strArgument } from "./conversions.ts";
import type { PyDict } from "./dict.ts";
import { notImplementedError, typeError, valueError } from "./errors.ts";
import { newGenericAlias } from "./genericalias.ts";
import { hashBytes } from "./hash.ts";
import { intAsNumber, isInt, newInt } from "./int.ts";
import { elementSize, formatCode } from "./memoryFormat.ts";
import {
	checkReleased,
	copyView,
	elementAt,
	isContiguous,
	isMemoryView,
	keyOffset,
	MemoryViewType,
	newMemoryView,
	offsets,
	type PyMemoryView,
	isSlices,
	releaseView,
	sliceView,
	storeElement,
	viewBytes,
	whileExported,
	viewItem,
	viewList,
	viewSize,
	viewSubscript,
} from "./memoryview.ts";
import {
	type CompareOp,
	defineType,
	type GetSetDef,
	type Hash,
	PyGCObject,
	type PyObject,
	type PyType,
	Py_EQ,
	Py_NE,
	specifyType,
	TPFLAGS_HAVE_GC,
} from "./object.ts";
import { newNone, newNotImplemented, None } from "./singletons.ts";
import { isSlice } from "./slice.ts";
import { newStr, type PyStr } from "./str.ts";
import { isTuple, newTuple, type PyTuple } from "./tuple.ts";
import { isList } from "./list.ts";

const PARAMETERS: readonly Parameter[] = def("memoryview", "(object)", null, own as never).parameters;

function memoryViewNew(_type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const [object] = bindNew("memoryview", PARAMETERS, args, kwargs);
	return newMemoryView(object!);
}

function memoryViewDealloc(self: PyMemoryView): void {
	untrack(self);
	clearWeakrefs(self);
	free(self);
	// The last view's death is the buffer's, and the exporter goes with that.
	if (!self.released) self.buffer.exports--;
	self.released = true;
	release(self.buffer);
}

function memoryViewTraverse(self: PyMemoryView, visit: Visit): void {
	visit(self.buffer, "managed buffer");
}

function memoryViewRepr(self: PyMemoryView): Own<PyStr> {
	return newStr(`<${self.released ? "released memory" : "memory"} at ${addressText(self)}>`);
}

function memoryViewHash(self: PyMemoryView): Hash {
	if (self.hash !== null) return self.hash;
	checkReleased(self);
	if (!self.readonly) valueError("cannot hash writable memoryview object");
	if (!"Bbc".includes(formatCode(self.format))) valueError("memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
	whileExported(self, () => hash(self.buffer.exporter!));
	return (self.hash = hashBytes(viewBytes(self)));
}

function assignSubscript(self: PyMemoryView, key: PyObject, value: PyObject | null): void {
	checkReleased(self);
	if (self.readonly) typeError("cannot modify read-only memory");
	if (value === null) return typeError("cannot delete memory");
	const offset = keyOffset(self, key);
	if (offset !== null) return storeElement(self, offset, value);
	if (!isSlice(key) && !isSlices(key)) return typeError("memoryview: invalid slice key");
	if (!isSlice(key) || self.shape.length !== 1)
		return notImplementedError("memoryview slice assignments are currently restricted to ndim = 1");
	const target = hold(sliceView(self, key), "slice assigned to");
	checkReleased(self);
	requireBuffer(value);
	const source = hold(newMemoryView(value), "slice assigned from");
	copyElements(target, source);
	drop(source);
	drop(target);
}

function copyElements(target: PyMemoryView, source: PyMemoryView): void {
	if (formatCode(target.format) !== formatCode(source.format) || source.shape.length !== 1 || source.shape[0] !== target.shape[0]) {
		valueError("memoryview assignment: lvalue and rvalue have different structures");
	}
	const bytes = viewBytes(source).slice();
	const memory = bufferOf(target.buffer.exporter!)!;
	offsets(target).forEach((offset, i) => {
		memory.set(bytes.subarray(i * target.itemsize, (i + 1) * target.itemsize), offset);
	});
}

function memoryViewRichcompare(self: PyMemoryView, other: PyObject, op: CompareOp): Own<PyObject> {
	if (op !== Py_EQ && op !== Py_NE) return newNotImplemented();
	const equal = self === other ? true : self.released ? false : equalTo(self, other);
	return equal === null ? newNotImplemented() : newBool(equal === (op === Py_EQ));
}

/** Null if the other object has no buffer. */
function equalTo(self: PyMemoryView, other: PyObject): boolean | null {
	if (isMemoryView(other) && other.released) return false;
	if (bufferOf(other) === null) return null;
	const view = hold(newMemoryView(other), "other memory");
	const equal = equalViews(self, view);
	drop(view);
	return equal;
}

function equalViews(a: PyMemoryView, b: PyMemoryView): boolean {
	if (a.shape.length !== b.shape.length || a.shape.some((n, i) => n !== b.shape[i])) return false;
	const plain = formatCode(a.format) === formatCode(b.format) && !"fde?".includes(formatCode(a.format));
	if (plain) return compareBytes(viewBytes(a), viewBytes(b)) === 0;
	if (elementSize(a.format) === 0 || elementSize(b.format) === 0) return false;
	const second = offsets(b);
	return offsets(a).every((offset, i) => {
		const x = hold(elementAt(a, offset), "element");
		const y = hold(elementAt(b, second[i]), "element");
		const equal = richCompareBool(x, y, Py_EQ);
		drop(y);
		drop(x);
		return equal;
	});
}

function memoryViewLength(self: PyMemoryView): number {
	checkReleased(self);
	if (self.shape.length === 0) typeError("0-dim memory has no length");
	return self.shape[0];
}

function releaseMethod(self: PyMemoryView): Own<PyObject> {
	releaseView(self);
	return newNone();
}

function toBytes(self: PyMemoryView, order: PyObject | null): Own<PyObject> {
	checkReleased(self);
	const text = order === null || order === None ? "C" : strArgument("tobytes", "argument 'order'", order).value;
	if (!["C", "F", "A"].includes(text)) valueError("order must be 'C', 'F' or 'A'");
	const columns = text === "F" || (text === "A" && isContiguous(self, true) && !isContiguous(self, false));
	return newFreshBytes(viewBytes(self, columns).slice());
}

function hexMethod(self: PyMemoryView, sep: PyObject | null, per: PyObject | null): Own<PyObject> {
	checkReleased(self);
	return newStr(whileExported(self, () => hexText(viewBytes(self), sep, per)));
}

function castView(self: PyMemoryView, format: PyObject, shape: PyObject | null): Own<PyObject> {
	checkReleased(self);
	const text = strArgument("cast", "argument 'format'", format).value;
	if (!isContiguous(self, false)) typeError("memoryview: casts are restricted to C-contiguous views");
	if (shape !== null && !isList(shape) && !isTuple(shape)) typeError("shape must be a list or a tuple");
	if (self.shape.length !== 1 && shape !== null && fastItems(shape as PyTuple).length !== 1) {
		typeError("memoryview: cast must be 1D -> ND or ND -> 1D");
	}
	const size = castSize(self, text);
	const view = hold(copyView(self), "view cast");
	view.format = text;
	view.itemsize = size;
	view.shape = [viewSize(self) / size];
	view.strides = [size];
	if (shape !== null) reshape(view, fastItems(shape as PyTuple), viewSize(self));
	return take(view);
}

/** Size of an element of the new format. Raises TypeError, ValueError. */
function castSize(self: PyMemoryView, format: string): number {
	const size = elementSize(format);
	if (size === 0) valueError("memoryview: destination format must be a native single character format prefixed with an optional '@'");
	const from = formatCode(self.format);
	if (!"Bbc".includes(from) && !"Bbc".includes(formatCode(format))) typeError("memoryview: cannot cast between two non-byte formats");
	if (viewSize(self) % size !== 0) typeError("memoryview: length is not a multiple of itemsize");
	return size;
}

function reshape(view: PyMemoryView, items: readonly PyObject[], bytes: number): void {
	const shape = items.map((item) => {
		if (!isInt(item)) return typeError("memoryview.cast(): elements of shape must be integers");
		const n = intAsNumber(item);
		return n > 0 ? n : valueError("memoryview.cast(): elements of shape must be integers > 0");
	});
	if (shape.reduce((product, n) => product * n, 1) * view.itemsize !== bytes)
		typeError("memoryview: product(shape) * itemsize != buffer size");
	const strides: number[] = [];
	for (let i = shape.length - 1, stride = view.itemsize; i >= 0; stride *= shape[i--]) strides.unshift(stride);
	view.shape = shape;
	view.strides = strides;
}

function toReadonly(self: PyMemoryView): Own<PyObject> {
	const view = copyView(self);
	view.readonly = true;
	return view;
}

/** Place of the first element that equals a value, from `start` to `stop`; −1 without one. */
function findElement(self: PyMemoryView, value: PyObject, start: number, stop: number): number {
	for (let i = start; i < stop; i++) {
		const item = hold(elementAt(self, self.offset + i * self.strides[0]), "element");
		const equal = richCompareBool(item, value, Py_EQ);
		drop(item);
		if (equal) return i;
	}
	return -1;
}

function countMethod(self: PyMemoryView, value: PyObject): Own<PyObject> {
	checkReleased(self);
	let count = 0;
	for (let i = findElement(self, value, 0, self.shape[0]); i >= 0; i = findElement(self, value, i + 1, self.shape[0])) count++;
	return newInt(count);
}

/** A bound of index(), where None is refused. */
function boundArgument(bound: PyObject | null, otherwise: number): number {
	if (bound === None) return typeError("slice indices must be integers or have an __index__ method");
	if (bound !== null && bound.type.nbIndex === null) typeError("slice indices must be integers or have an __index__ method");
	return sliceIndex(bound, otherwise);
}

function indexMethod(self: PyMemoryView, value: PyObject, start: PyObject | null, stop: PyObject | null): Own<PyObject> {
	const from = boundArgument(start, 0);
	const to = boundArgument(stop, Number.MAX_SAFE_INTEGER);
	checkReleased(self);
	if (self.shape.length === 0) typeError("invalid lookup on 0-dim memory");
	if (self.shape.length > 1) notImplementedError("multi-dimensional lookup is not implemented");
	const n = self.shape[0];
	const clamp = (index: number): number => Math.min(Math.max(index < 0 ? index + n : index, 0), n);
	const found = findElement(self, value, clamp(from), clamp(to));
	return found < 0 ? valueError("memoryview.index(x): x not found") : newInt(found);
}

function enterMethod(self: PyMemoryView): Own<PyObject> {
	checkReleased(self);
	return incref(self);
}

const numbers = (values: readonly number[]): Own<PyObject> => newTuple(values.map(newInt));

function attribute(name: string, doc: string, get: (self: PyMemoryView) => Own<PyObject>): GetSetDef {
	return {
		name,
		doc,
		get: (self: PyMemoryView) => {
			checkReleased(self);
			return get(self);
		},
	};
}

const getset: readonly GetSetDef[] = [
	attribute("obj", "The object whose memory it is.", (self) => incref(self.buffer.exporter!)),
	attribute("nbytes", "How many bytes the elements take.", (self) => newInt(viewSize(self))),
	attribute("readonly", "Whether the memory cannot be changed.", (self) => newBool(self.readonly)),
	attribute("itemsize", "How many bytes an element takes.", (self) => newInt(self.itemsize)),
	attribute("format", "The format of an element.", (self) => newStr(self.format)),
	attribute("ndim", "How many dimensions there are.", (self) => newInt(self.shape.length)),
	attribute("shape", "How many elements there are along each dimension.", (self) => numbers(self.shape)),
	attribute("strides", "How many bytes apart elements are along each dimension.", (self) => numbers(self.strides)),
	attribute("suboffsets", "Always empty: there are no indirect arrays.", () => numbers([])),
	attribute("c_contiguous", "Whether the elements are contiguous in C order.", (self) => newBool(isContiguous(self, false))),
	attribute("f_contiguous", "Whether the elements are contiguous in Fortran order.", (self) => newBool(isContiguous(self, true))),
	attribute("contiguous", "Whether the elements are contiguous.", (self) => newBool(isContiguous(self, false) || isContiguous(self, true))),
];

const methods: readonly MethodDef[] = [
	def("release", "($self, /)", "Lets go of the memory.", releaseMethod),
	def("tobytes", "($self, /, order='C')", "Returns a copy of the elements' bytes.", toBytes),
	def("hex", "($self, /, sep=<unrepresentable>, bytes_per_sep=1)", "Returns the elements' bytes as hexadecimal text.", hexMethod),
	def("tolist", "($self, /)", "Returns the elements as a list.", viewList),
	def("cast", "($self, /, format, shape=<unrepresentable>)", "Returns a view of the same memory in another format or shape.", castView),
	def("toreadonly", "($self, /)", "Returns a view that cannot be changed.", toReadonly),
	def(
		"_from_flags",
		"($type, /, object, flags)",
		"Makes a view with buffer flags.",
		(_type, object: PyObject) => newMemoryView(object),
		"class",
	),
	def("count", "($self, value, /)", "Returns how many elements equal a value.", countMethod),
	def("index", "($self, value, start=0, stop=sys.maxsize, /)", "Returns the first index of a value.", indexMethod),
	def("__enter__", "($self, /)", null, enterMethod),
	defRaw("__exit__", "($self, /, *exc_info)", "Lets go of the memory.", (self, _args, kwnames) => {
		noKeywords("__exit__", kwnames);
		return releaseMethod(self);
	}),
	def(
		"__class_getitem__",
		"($type, object, /)",
		"Makes a generic alias.",
		(type: PyType, item: PyObject) => newGenericAlias(type, item),
		"class",
	),
];

specifyType(MemoryViewType, {
	...MemoryViewType.spec!,
	doc: "memoryview(object)\n--\n\nA view of the memory of another object.",
	new: memoryViewNew,
	dealloc: memoryViewDealloc,
	traverse: memoryViewTraverse,
	blockSize: (self: PyMemoryView) => 160 + 24 * self.shape.length,
	repr: memoryViewRepr,
	hash: memoryViewHash,
	richcompare: memoryViewRichcompare,
	iter: memoryIter,
	sqLength: memoryViewLength,
	sqItem: viewItem,
	mpLength: memoryViewLength,
	mpSubscript: viewSubscript,
	mpAssSubscript: assignSubscript,
	getBuffer: viewBytes,
	releaseBuffer,
	methods,
	getset,
});

class PyMemoryIterator extends PyGCObject {
	/** Null once exhausted. Owned. */
	view: PyMemoryView | null;
	index: number;
	length: number;

	constructor(type: PyType, view: Own<PyMemoryView>) {
		super(type);
		this.view = view;
		this.index = 0;
		this.length = view.shape[0];
	}
}

function memoryIter(self: PyMemoryView): Own<PyObject> {
	checkReleased(self);
	if (self.shape.length === 0) typeError("invalid indexing of 0-dim memory");
	if (self.shape.length > 1) notImplementedError("multi-dimensional sub-views are not implemented");
	const iterator = new PyMemoryIterator(MemoryIteratorType, incref(self));
	track(iterator);
	return own(iterator);
}

function memoryIteratorNext(self: PyMemoryIterator): Own<PyObject> | null {
	const view = self.view;
	if (view === null) return null;
	if (self.index < self.length) {
		checkReleased(view);
		return elementAt(view, view.offset + self.index++ * view.strides[0]);
	}
	self.view = null;
	decref(view);
	return null;
}

export const MemoryIteratorType: PyType = defineType({
	name: "memory_iterator",
	flags: TPFLAGS_HAVE_GC,
	basicsize: 48,
	dealloc: (self: PyMemoryIterator) => {
		untrack(self);
		free(self);
		xrelease(self.view);
	},
	traverse: (self: PyMemoryIterator, visit: Visit) => {
		if (self.view !== null) visit(self.view, "memory iterated over");
	},
	iter: incref,
	iternext: memoryIteratorNext,
});
