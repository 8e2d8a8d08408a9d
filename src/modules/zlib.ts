// The module `zlib`: its functions, and the objects that compress and decompress piece by piece. The streams are pako's, a
// translation of zlib whose output is the same byte for byte. Read `decompressObject` first. Mirrors Modules/zlibmodule.c.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newFreshBytes, type PyBytes } from "../objects/bytes.ts";
import { bufferOf, plainBuffer, requireBuffer } from "../objects/bytesSource.ts";
import type { PyDict } from "../objects/dict.ts";
import { sizeArgument } from "../objects/conversions.ts";
import { raiseError, typeError, valueError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import {
	defineType,
	PyGCTypeOwner,
	type PyObject,
	type PyType,
	TPFLAGS_DISALLOW_INSTANTIATION,
	TPFLAGS_HAVE_GC,
} from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { newStr } from "../objects/str.ts";
import type { PyTuple } from "../objects/tuple.ts";
import { crc32, lowBits } from "./binascii.ts";
import { addStateTypes, bindSlotArguments, buildModule, eitherParameters, newExceptionType, setOwned } from "./define.ts";
import { allocate, ownedSlots, replaceField } from "./ownedSlots.ts";
import * as streams from "./zlibStream.ts";
import { fail, streamError, type ZStream } from "./zlibStream.ts";

const DEFLATED = 8;
const MAX_WBITS = 15;
const DEF_MEM_LEVEL = 8;
const DEF_BUF_SIZE = 16384;

const number = (value: PyObject | null, otherwise: number): number => (value === null ? otherwise : sizeArgument(value));

function adler32(_module: PyObject, data: PyObject, start: PyObject | null): Own<PyObject> {
	const begin = start === null ? 1 : lowBits(start, 32);
	const bytes = plainBuffer(data);
	let a = begin & 0xffff;
	let b = begin >>> 16;
	// So many bytes can be added up before the sums grow too large.
	for (let i = 0; i < bytes.length; ) {
		for (const end = Math.min(bytes.length, i + 3800); i < end; i++) b += a += bytes[i]!;
		a %= 65521;
		b %= 65521;
	}
	return newInt(b * 65536 + a);
}

function compress(_module: PyObject, data: PyObject, level: PyObject | null, wbits: PyObject | null): Own<PyObject> {
	const bytes = plainBuffer(data);
	const stream = streams.newDeflateStream({
		level: number(level, -1),
		method: DEFLATED,
		windowBits: number(wbits, MAX_WBITS),
		memLevel: DEF_MEM_LEVEL,
		strategy: 0,
	});
	if (stream === null) return fail("Bad compression level");
	return newFreshBytes(streams.deflateInto(stream, bytes, streams.Z_FINISH).bytes);
}

function decompress(_module: PyObject, data: PyObject, wbits: PyObject | null, bufsize: PyObject | null): Own<PyObject> {
	const bytes = plainBuffer(data);
	if (number(bufsize, DEF_BUF_SIZE) < 0) valueError("bufsize must be non-negative");
	const { stream, code } = streams.newInflateStream(number(wbits, MAX_WBITS));
	if (code !== streams.Z_OK) streamError(stream, code, "while preparing to decompress data");
	streams.setInput(stream, bytes);
	const flow = streams.inflateInto(stream, Number.POSITIVE_INFINITY, null);
	if (flow.code !== streams.Z_STREAM_END) streamError(stream, flow.code === streams.Z_OK ? -5 : flow.code, "while decompressing data");
	return newFreshBytes(flow.bytes);
}

/** Both kinds of streams. `stream` is null once it has ended. */
class PyZlibObject extends PyGCTypeOwner {
	stream: ZStream | null;
	unusedData: PyObject | null;
	unconsumedTail: PyObject | null;
	dictionary: PyObject | null;
	eof: boolean;

	constructor(type: PyType) {
		super(type);
		this.stream = null;
		this.unusedData = null;
		this.unconsumedTail = null;
		this.dictionary = null;
		this.eof = false;
	}
}

const fields = [
	["unusedData", "attribute unused_data"],
	["unconsumedTail", "attribute unconsumed_tail"],
	["dictionary", "dictionary for the data"],
] as const;

function newZlibObject(type: PyType, stream: ZStream): Own<PyZlibObject> {
	const self = allocate<PyZlibObject>(type);
	self.stream = stream;
	self.unusedData = newFreshBytes(new Uint8Array(0));
	self.unconsumedTail = newFreshBytes(new Uint8Array(0));
	return self;
}

function compressObject(_module: PyObject, ...args: (PyObject | null)[]): Own<PyObject> {
	const [level, method, wbits, memLevel, strategy, zdict] = args as (PyObject | null)[];
	const dictionary = zdict === null || zdict === None ? null : requireBuffer(zdict!);
	const stream = streams.newDeflateStream({
		level: number(level!, -1),
		method: number(method!, DEFLATED),
		windowBits: number(wbits!, MAX_WBITS),
		memLevel: number(memLevel!, DEF_MEM_LEVEL),
		strategy: number(strategy!, 0),
	});
	if (stream === null) return valueError("Invalid initialization option");
	if (dictionary !== null && !streams.setDeflateDictionary(stream, dictionary)) valueError("Invalid dictionary");
	return newZlibObject(CompressType, stream);
}

const inconsistent = (doing: string): never => fail(`Error -2 ${doing}: inconsistent stream state`);

function compressMore(self: PyZlibObject, data: PyObject): Own<PyObject> {
	const bytes = plainBuffer(data);
	if (self.stream === null) return inconsistent("while compressing data");
	return newFreshBytes(streams.deflateInto(self.stream, bytes, 0).bytes);
}

function compressFlush(self: PyZlibObject, mode: PyObject | null): Own<PyObject> {
	const how = number(mode, streams.Z_FINISH);
	if (how === 0) return newFreshBytes(new Uint8Array(0));
	if (self.stream === null) return inconsistent("while flushing");
	const { bytes, code } = streams.deflateInto(self.stream, new Uint8Array(0), how);
	if (code === -2) return inconsistent("while flushing");
	if (code === streams.Z_STREAM_END && how === streams.Z_FINISH) self.stream = null;
	return newFreshBytes(bytes);
}

function copy(self: PyZlibObject): Own<PyObject> {
	if (self.stream === null) return valueError("Inconsistent stream state");
	const other = allocate<PyZlibObject>(self.type);
	other.stream = streams.copyStream(self.stream);
	for (const [field] of fields) other[field] = self[field] === null ? null : incref(self[field]);
	other.eof = self.eof;
	return other;
}

function requireDictionary(zdict: PyObject | null): PyObject | null {
	if (zdict === null) return null;
	if (bufferOf(zdict) === null) typeError("zdict argument must support the buffer protocol");
	return zdict;
}

/** Data without a header has no place where it could ask for the dictionary. */
function prepareInflate(wbits: number, zdict: PyObject | null): ZStream {
	const { stream, code } = streams.newInflateStream(wbits);
	if (code !== streams.Z_OK) valueError("Invalid initialization option");
	if (zdict !== null && wbits < 0) {
		const answer = streams.setInflateDictionary(stream, requireBuffer(zdict));
		if (answer !== streams.Z_OK) streamError(stream, answer, "while setting zdict");
	}
	return stream;
}

function decompressObject(_module: PyObject, wbits: PyObject | null, zdict: PyObject | null): Own<PyObject> {
	const dictionary = requireDictionary(zdict);
	const self = newZlibObject(DecompressType, prepareInflate(number(wbits, MAX_WBITS), dictionary));
	self.dictionary = dictionary === null ? null : incref(dictionary);
	return self;
}

const dictionaryOf = (dictionary: PyObject | null): Uint8Array | null => (dictionary === null ? null : requireBuffer(dictionary));

/** Keeps input that the stream does not want: behind its end, or beyond the limit of output. */
function keepInput(self: PyZlibObject, code: number): void {
	const left = streams.inputLeft(self.stream!);
	if (code === streams.Z_STREAM_END) {
		if (left.length > 0) {
			const before = (self.unusedData as PyBytes).value;
			const joined = new Uint8Array(before.length + left.length);
			joined.set(before);
			joined.set(left, before.length);
			replaceField(self, "unusedData", newFreshBytes(joined));
		}
		self.stream!.avail_in = 0;
	}
	const tail = code === streams.Z_STREAM_END ? new Uint8Array(0) : left;
	if (tail.length > 0 || (self.unconsumedTail as PyBytes).value.length > 0) replaceField(self, "unconsumedTail", newFreshBytes(tail));
}

function decompressMore(self: PyZlibObject, data: PyObject, maxLength: PyObject | null): Own<PyObject> {
	const limit = number(maxLength, 0);
	if (limit < 0) valueError("max_length must be non-negative");
	const bytes = plainBuffer(data);
	if (self.stream === null) return inconsistent("while decompressing data");
	streams.setInput(self.stream, bytes);
	const flow = streams.inflateInto(self.stream, limit === 0 ? Number.POSITIVE_INFINITY : limit, dictionaryOf(self.dictionary));
	keepInput(self, flow.code);
	if (flow.code === streams.Z_STREAM_END) self.eof = true;
	else if (flow.code !== streams.Z_OK && flow.code !== -5) streamError(self.stream, flow.code, "while decompressing data");
	return newFreshBytes(flow.bytes);
}

function decompressFlush(self: PyZlibObject, length: PyObject | null): Own<PyObject> {
	if (number(length, DEF_BUF_SIZE) <= 0) valueError("length must be greater than zero");
	if (self.stream === null) return newFreshBytes(new Uint8Array(0));
	streams.setInput(self.stream, (self.unconsumedTail as PyBytes).value);
	const flow = streams.inflateInto(self.stream, Number.POSITIVE_INFINITY, dictionaryOf(self.dictionary), streams.Z_FINISH);
	keepInput(self, flow.code);
	if (flow.code === streams.Z_STREAM_END) {
		self.eof = true;
		self.stream = null;
	} else if (flow.code !== streams.Z_OK && flow.code !== -5) {
		streamError(self.stream, flow.code, "while decompressing data");
	}
	return newFreshBytes(flow.bytes);
}

const copyMethods: readonly MethodDef[] = [
	def("copy", "($self, /)", "A copy in the same state.", copy),
	def("__copy__", "($self, /)", null, copy),
	def("__deepcopy__", "($self, memo, /)", null, (self: PyZlibObject) => copy(self)),
];

const zlibObject = {
	heapType: true,
	mutable: true,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 168,
	alloc: (type: PyType) => own(new PyZlibObject(type)),
	new: null,
	...ownedSlots(fields),
};

const CompressType: PyType = defineType({
	...zlibObject,
	name: "zlib.Compress",
	methods: [
		def("compress", "($self, data, /)", "Takes up data; returns what is compressed so far.", compressMore),
		def("flush", "($self, mode=zlib.Z_FINISH, /)", "What is left to be compressed.", compressFlush),
		...copyMethods,
	],
});

const DecompressType: PyType = defineType({
	...zlibObject,
	name: "zlib.Decompress",
	methods: [
		def("decompress", "($self, data, /, max_length=0)", "Takes up data; returns what that gives, up to a limit.", decompressMore),
		def("flush", "($self, length=zlib.DEF_BUF_SIZE, /)", "What is left to be decompressed.", decompressFlush),
		...copyMethods,
	],
	members: [
		{ name: "unused_data", field: "unusedData", readonly: true },
		{ name: "unconsumed_tail", field: "unconsumedTail", readonly: true },
		{ name: "eof", field: "eof", readonly: true },
	],
});

/** What `gzip` reads with: it keeps its input itself. */
class PyZlibDecompressor extends PyGCTypeOwner {
	stream: ZStream | null;
	pending: Uint8Array;
	unusedData: PyObject | null;
	dictionary: PyObject | null;
	eof: boolean;
	needsInput: boolean;

	constructor(type: PyType) {
		super(type);
		this.stream = null;
		this.pending = new Uint8Array(0);
		this.unusedData = null;
		this.dictionary = null;
		this.eof = false;
		this.needsInput = true;
	}
}

function decompressorNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const [wbits, zdict] = bindSlotArguments("_ZlibDecompressor", eitherParameters(["wbits", "zdict"], 0), args, kwargs);
	const stream = prepareInflate(number(wbits!, MAX_WBITS), number(wbits!, MAX_WBITS) < 0 ? zdict! : null);
	const self = allocate<PyZlibDecompressor>(type);
	self.stream = stream;
	self.dictionary = zdict === null ? null : incref(zdict!);
	self.unusedData = newFreshBytes(new Uint8Array(0));
	return self;
}

function decompressorDecompress(self: PyZlibDecompressor, data: PyObject, maxLength: PyObject | null): Own<PyObject> {
	const limit = number(maxLength, -1);
	const bytes = plainBuffer(data);
	if (self.eof) raiseError("EOFError", "End of stream already reached");
	const input = new Uint8Array(self.pending.length + bytes.length);
	input.set(self.pending);
	input.set(bytes, self.pending.length);
	const stream = self.stream!;
	streams.setInput(stream, input);
	const flow = streams.inflateInto(stream, limit < 0 ? Number.POSITIVE_INFINITY : limit, dictionaryOf(self.dictionary));
	const left = streams.inputLeft(stream);
	if (flow.code === streams.Z_STREAM_END) {
		self.eof = true;
		self.needsInput = false;
		if (left.length > 0) replaceField(self, "unusedData", newFreshBytes(left));
		self.pending = new Uint8Array(0);
	} else {
		if (flow.code !== streams.Z_OK && flow.code !== -5) streamError(stream, flow.code, "while decompressing data");
		self.pending = left;
		self.needsInput = left.length === 0;
	}
	return newFreshBytes(flow.bytes);
}

const DecompressorType: PyType = defineType({
	name: "zlib._ZlibDecompressor",
	heapType: true,
	flags: TPFLAGS_HAVE_GC,
	basicsize: 184,
	doc: "_ZlibDecompressor(wbits=15, zdict=b'')\n--\n\nDecompresses data piece by piece.",
	alloc: (type) => own(new PyZlibDecompressor(type)),
	new: decompressorNew,
	...ownedSlots([
		["unusedData", "attribute unused_data"],
		["dictionary", "dictionary for the data"],
	]),
	methods: [
		def("decompress", "($self, /, data, max_length=-1)", "Takes up data; returns what that gives, up to a limit.", decompressorDecompress),
	],
	members: [
		{ name: "eof", field: "eof", readonly: true },
		{ name: "unused_data", field: "unusedData", readonly: true },
		{ name: "needs_input", field: "needsInput", readonly: true },
	],
});

const COMPRESSOBJ = `($module, /, level=Z_DEFAULT_COMPRESSION, method=DEFLATED,
            wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL,
            strategy=Z_DEFAULT_STRATEGY, zdict=None)`;

const functions: readonly MethodDef[] = [
	def("adler32", "($module, data, value=1, /)", "The Adler-32 check sum.", adler32),
	def("compress", "($module, data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)", "Compressed data.", compress),
	def("compressobj", COMPRESSOBJ, "An object that compresses data piece by piece.", compressObject),
	def("crc32", "($module, data, value=0, /)", "The CRC-32 check sum.", crc32),
	def("decompress", "($module, data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)", "Decompressed data.", decompress),
	def("decompressobj", "($module, /, wbits=MAX_WBITS, zdict=b'')", "An object that decompresses data piece by piece.", decompressObject),
];

const CONSTANTS: { readonly [name: string]: number } = {
	MAX_WBITS,
	DEFLATED,
	DEF_MEM_LEVEL,
	DEF_BUF_SIZE,
	Z_NO_COMPRESSION: 0,
	Z_BEST_SPEED: 1,
	Z_BEST_COMPRESSION: 9,
	Z_DEFAULT_COMPRESSION: -1,
	Z_FILTERED: 1,
	Z_HUFFMAN_ONLY: 2,
	Z_RLE: 3,
	Z_FIXED: 4,
	Z_DEFAULT_STRATEGY: 0,
	Z_NO_FLUSH: 0,
	Z_PARTIAL_FLUSH: 1,
	Z_SYNC_FLUSH: 2,
	Z_FULL_FLUSH: 3,
	Z_FINISH: 4,
	Z_BLOCK: 5,
	Z_TREES: 6,
};

/** The zlib that pako is a translation of. */
const VERSION = "1.3.1";

export function initZlib(): Own<PyModule> {
	const module = hold(buildModule("zlib", "Compression and decompression with zlib.", functions), "module zlib");
	const dict = module.dict!;
	streams.zlibError.type ??= newExceptionType("zlib.error");
	setOwned(dict, "error", incref(streams.zlibError.type));
	addStateTypes(module, [CompressType, DecompressType, DecompressorType]);
	setOwned(dict, "_ZlibDecompressor", incref(DecompressorType));
	for (const [name, value] of Object.entries(CONSTANTS)) setOwned(dict, name, newInt(value));
	for (const name of ["ZLIB_VERSION", "ZLIB_RUNTIME_VERSION"]) setOwned(dict, name, newStr(VERSION));
	setOwned(dict, "__version__", newStr("1.0"));
	return take(module);
}
