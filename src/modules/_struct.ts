// The module `_struct`: bytes as C structs. The formats are in structFormat.ts. Mirrors Modules/_struct.c.

import { genericGetAttr, genericSetAttr } from "../objects/genericAttr.ts";
import { registerRoots } from "../heap/audit.ts";
import { track } from "../heap/gc/tracking.ts";
import { dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, incref, xdecref } from "../heap/refcount.ts";
import type { WeakReference } from "../heap/weakref.ts";
import { indexAsNumber, selfIter } from "../objects/abstract.ts";
import { def, defRaw, type MethodDef, noKeywords } from "../objects/args.ts";
import { newFreshBytes, isBytes } from "../objects/bytes.ts";
import { requireBuffer } from "../objects/bytesSource.ts";
import { encodeStr } from "../objects/codecs.ts";
import { runtimeError, typeError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import { hasWritableMemory } from "../objects/memoryview.ts";
import type { PyModule } from "../objects/module.ts";
import {
	defineType,
	PyGCTypeOwner,
	type PyObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_DISALLOW_INSTANTIATION,
	TPFLAGS_HAVE_GC,
} from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { isStr, newStr, type PyStr } from "../objects/str.ts";
import { newTuple, type PyTuple } from "../objects/tuple.ts";
import { addStateTypes, addType, bindSlotArguments, buildModule, eitherParameters, newExceptionType, setOwned } from "./define.ts";
import { allocate, keptSlots, ownedSlots } from "./ownedSlots.ts";
import { fail, fieldsOf, LARGEST, type Layout, packField, parseFormat, structError, unpackField } from "./structFormat.ts";

class PyStruct extends PyGCTypeOwner {
	format: PyStr | null;
	layout: Layout | null;
	weakrefs: WeakReference[] | null;

	constructor(type: PyType) {
		super(type);
		this.format = null;
		this.layout = null;
		this.weakrefs = null;
	}
}

/** The text of a format given as str or bytes. Raises TypeError, UnicodeEncodeError. */
function formatText(format: PyObject): string {
	if (isBytes(format)) return String.fromCharCode(...format.value);
	if (!isStr(format)) return typeError(`Struct() argument 1 must be a str or bytes object, not ${format.type.name}`);
	decref(encodeStr(format, "ascii", "strict"));
	return format.value;
}

function init(self: PyStruct, format: PyObject): void {
	const text = formatText(format);
	const nul = text.indexOf("\0");
	if (nul >= 0) fail("embedded null character");
	self.layout = parseFormat(text);
	const old = self.format;
	self.format = newStr(text);
	xdecref(old);
}

/** Raises RuntimeError for a struct whose `__init__` has not run. */
const layoutOf = (self: PyStruct): Layout => self.layout ?? runtimeError("Struct object is not initialized");

function reprOf(self: PyStruct): Own<PyObject> {
	layoutOf(self);
	return newStr(`${self.type.name.slice(self.type.name.lastIndexOf(".") + 1)}('${self.format!.value}')`);
}

function formatOf(self: PyStruct): Own<PyObject> {
	layoutOf(self);
	return incref(self.format!);
}

function checkCount(layout: Layout, name: string, given: number): void {
	if (given !== layout.length) fail(`${name} expected ${layout.length} items for packing (got ${given})`);
}

function packInto(layout: Layout, target: Uint8Array, values: readonly PyObject[]): void {
	const view = new DataView(target.buffer, target.byteOffset, target.byteLength);
	let i = 0;
	for (const field of fieldsOf(layout)) packField(view, field, layout.little, values[i++]!);
}

function pack(self: PyStruct, values: readonly PyObject[]): Own<PyObject> {
	const layout = layoutOf(self);
	checkCount(layout, "pack", values.length);
	const bytes = new Uint8Array(layout.size);
	packInto(layout, bytes, values);
	return newFreshBytes(bytes);
}

/** The memory of an object that may be written to. Raises TypeError. */
function writable(object: PyObject): Uint8Array {
	if (!hasWritableMemory(object)) return typeError(`argument must be read-write bytes-like object, not ${object.type.name}`);
	return requireBuffer(object);
}

function packIntoBuffer(self: PyStruct, args: readonly PyObject[]): Own<PyObject> {
	if (args.length < 2) fail(args.length === 0 ? "pack_into expected buffer argument" : "pack_into expected offset argument");
	const layout = layoutOf(self);
	checkCount(layout, "pack_into", args.length - 2);
	const given = indexAsNumber(args[1]!, "IndexError");
	const bytes = writable(args[0]!);
	const offset = checkedOffset(given, layout.size, bytes.length, "pack_into", "packing", "no space to pack");
	const target = bytes.subarray(offset, offset + layout.size);
	target.fill(0);
	packInto(layout, target, args.slice(2));
	return newNone();
}

/** Where in a buffer of `length` bytes to begin. Raises struct.error. */
function checkedOffset(given: number, size: number, length: number, name: string, doing: string, lacking: string): number {
	if (given < 0 && given + size > 0) fail(`${lacking} ${size} bytes at offset ${given}`);
	if (given < 0 && given + length < 0) fail(`offset ${given} out of range for ${length}-byte buffer`);
	const offset = given < 0 ? given + length : given;
	if (length - offset < size) {
		// A double doesn't tell the largest offset from the next number.
		const exact = BigInt(offset) > LARGEST ? LARGEST : BigInt(offset);
		const needed = BigInt(size) + exact;
		fail(
			`${name} requires a buffer of at least ${needed} bytes for ${doing} ${size} bytes at offset ${exact} (actual buffer size is ${length})`,
		);
	}
	return offset;
}

function unpackAt(layout: Layout, bytes: Uint8Array, offset: number): Own<PyTuple> {
	const part = bytes.subarray(offset, offset + layout.size);
	return newTuple(Array.from(fieldsOf(layout), (field) => unpackField(part, field, layout.little)));
}

function unpack(self: PyStruct, buffer: PyObject): Own<PyObject> {
	const layout = layoutOf(self);
	const bytes = requireBuffer(buffer);
	if (bytes.length !== layout.size) fail(`unpack requires a buffer of ${layout.size} bytes`);
	return unpackAt(layout, bytes, 0);
}

function unpackFrom(self: PyStruct, buffer: PyObject, offset: PyObject | null): Own<PyObject> {
	const layout = layoutOf(self);
	const given = offset === null ? 0 : indexAsNumber(offset, "OverflowError");
	const bytes = requireBuffer(buffer);
	return unpackAt(layout, bytes, checkedOffset(given, layout.size, bytes.length, "unpack_from", "unpacking", "not enough data to unpack"));
}

class PyUnpackIterator extends PyGCTypeOwner {
	struct: PyStruct | null;
	buffer: PyObject | null;
	index: number;

	constructor(type: PyType) {
		super(type);
		this.struct = null;
		this.buffer = null;
		this.index = 0;
	}
}

const UnpackIteratorType: PyType = defineType({
	name: "_struct.unpack_iterator",
	heapType: true,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 120,
	alloc: (type) => own(new PyUnpackIterator(type)),
	new: null,
	...keptSlots([
		["struct", "struct of the iterator"],
		["buffer", "buffer being unpacked"],
	]),
	iter: selfIter,
	iternext: (self: PyUnpackIterator) => {
		if (self.struct === null || self.buffer === null) return null;
		const layout = layoutOf(self.struct);
		const bytes = requireBuffer(self.buffer);
		if (self.index >= bytes.length) {
			const { struct, buffer } = self;
			self.struct = null;
			self.buffer = null;
			decref(struct);
			decref(buffer);
			return null;
		}
		self.index += layout.size;
		return unpackAt(layout, bytes, self.index - layout.size);
	},
	methods: [
		def("__length_hint__", "($self, /)", null, (self: PyUnpackIterator) => {
			if (self.struct === null || self.buffer === null) return newInt(0);
			return newInt((requireBuffer(self.buffer).length - self.index) / layoutOf(self.struct).size);
		}),
	],
});

function iterUnpack(self: PyStruct, buffer: PyObject): Own<PyObject> {
	const { size } = layoutOf(self);
	if (size === 0) fail("cannot iteratively unpack with a struct of length 0");
	if (requireBuffer(buffer).length % size !== 0) fail(`iterative unpacking requires a buffer of a multiple of ${size} bytes`);
	const iterator = allocate<PyUnpackIterator>(UnpackIteratorType);
	iterator.struct = incref(self);
	iterator.buffer = incref(buffer);
	return iterator;
}

const StructType: PyType = defineType({
	name: "_struct.Struct",
	heapType: true,
	getattro: genericGetAttr,
	setattro: genericSetAttr,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE,
	basicsize: 56,
	weakrefOffset: 48,
	doc: "Struct(fmt)\n--\n\nA compiled format: packs values into bytes and unpacks them.",
	weakrefable: true,
	alloc: (type) => own(new PyStruct(type)),
	new: (type) => allocate<PyStruct>(type),
	init: (self: PyStruct, args, kwargs) => init(self, bindSlotArguments("Struct", eitherParameters(["format"], 1), args, kwargs)[0]!),
	repr: reprOf,
	...ownedSlots([["format", "format"]], true),
	methods: [
		def("iter_unpack", "($self, buffer, /)", "An iterator that unpacks a buffer piece by piece.", iterUnpack),
		defRaw("pack", null, "Packs values into bytes.", (self, args, kwnames) => {
			noKeywords("Struct.pack", kwnames);
			return pack(self as PyStruct, args);
		}),
		defRaw("pack_into", null, "Packs values into a buffer, from an offset on.", (self, args, kwnames) => {
			noKeywords("Struct.pack_into", kwnames);
			return packIntoBuffer(self as PyStruct, args);
		}),
		def("unpack", "($self, buffer, /)", "A tuple of the values in a buffer of the struct's size.", unpack),
		def("unpack_from", "($self, /, buffer, offset=0)", "A tuple of the values in a buffer from an offset on.", unpackFrom),
		def("__sizeof__", "($self, /)", null, (self: PyStruct) => newInt(self.type.basicsize + 32 * (layoutOf(self).runs.length + 1))),
	],
	getset: [
		{ name: "format", get: formatOf, doc: "The format as a string." },
		{ name: "size", get: (self: PyStruct) => newInt(self.layout?.exactSize ?? -1), doc: "The size in bytes." },
	],
});

/** Structs of the formats that functions were called with, by format; owned. CPython keeps as many. */
const cache = new Map<string, Own<PyStruct>>();
const MOST_CACHED = 100;

registerRoots("module _struct", (visit) => {
	if (structError.type !== null) visit(structError.type, "struct.error");
	for (const [format, struct] of cache) visit(struct, "struct of the format", format);
});

/** The struct of a format. New. */
function structOf(format: PyObject): Own<PyStruct> {
	const text = formatText(format);
	const known = cache.get(text);
	if (known !== undefined) return incref(known);
	const struct = hold(new PyStruct(StructType) as Own<PyStruct>, "struct of a format");
	track(struct);
	init(struct, format);
	if (cache.size >= MOST_CACHED) clearCache();
	cache.set(text, incref(struct));
	return take(struct);
}

function clearCache(): void {
	const structs = [...cache.values()];
	cache.clear();
	for (const struct of structs) decref(struct);
}

/** Runs a method of the struct of a format. */
function withStruct(format: PyObject, use: (struct: PyStruct) => Own<PyObject>): Own<PyObject> {
	const struct = hold(structOf(format), "struct of a format");
	return dropKeeping(struct, use(struct));
}

function withFirst(name: string, use: (struct: PyStruct, rest: readonly PyObject[]) => Own<PyObject>): MethodDef["impl"] {
	return (_module, args: readonly PyObject[], kwnames: PyTuple | null) => {
		noKeywords(`_struct.${name}`, kwnames);
		if (args.length === 0) typeError("missing format argument");
		return withStruct(args[0]!, (struct) => use(struct, args.slice(1)));
	};
}

const functions: readonly MethodDef[] = [
	def("_clearcache", "($module, /)", "Forgets the formats that are known.", () => {
		clearCache();
		return newNone();
	}),
	def("calcsize", "($module, format, /)", "The size in bytes of a format.", (_, format) =>
		withStruct(format, (struct) => newInt(layoutOf(struct).exactSize)),
	),
	def("iter_unpack", "($module, format, buffer, /)", "An iterator that unpacks a buffer piece by piece.", (_, format, buffer) =>
		withStruct(format, (struct) => iterUnpack(struct, buffer)),
	),
	defRaw("pack", null, "Packs values into bytes by a format.", withFirst("pack", pack)),
	defRaw("pack_into", null, "Packs values into a buffer by a format.", withFirst("pack_into", packIntoBuffer)),
	def("unpack", "($module, format, buffer, /)", "A tuple of the values in a buffer.", (_, format, buffer) =>
		withStruct(format, (struct) => unpack(struct, buffer)),
	),
	def(
		"unpack_from",
		"($module, format, /, buffer, offset=0)",
		"A tuple of the values in a buffer from an offset on.",
		(_, format, buffer, offset) => withStruct(format, (struct) => unpackFrom(struct, buffer, offset)),
	),
];

export function initStruct(): Own<PyModule> {
	const module = hold(buildModule("_struct", "Functions to convert between Python values and C structs.", functions), "module _struct");
	structError.type ??= newExceptionType("struct.error");
	setOwned(module.dict!, "error", incref(structError.type));
	addType(module, StructType);
	addStateTypes(module, [UnpackIteratorType]);
	return take(module);
}
