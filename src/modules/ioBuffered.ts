// Buffered files of bytes over a raw file: BufferedReader, BufferedWriter, BufferedRandom, one struct for all three.
//
// Invariant: `ahead` (bytes read from the raw file and not yet asked for) and `waiting` (bytes to be written) are never both
// non-empty; the raw file stands behind the one and before the other. A raw file that is exactly a FileIO is reached
// directly. Read `bufferedRead` and `bufferedWrite` first. Mirrors Modules/_io/bufferedio.c.

import { drop, hold, mark, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { callMethod, getAttr, indexAsNumber, lookupAttr } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newByteArray } from "../objects/bytearray.ts";
import { isBytes, newBytes, type PyBytes } from "../objects/bytes.ts";
import { cIntArgument } from "../objects/conversions.ts";
import type { PyDict } from "../objects/dict.ts";
import { caught, clearException, raiseError, typeError, valueError } from "../objects/errors.ts";
import { reprText } from "../objects/exceptions.ts";
import { isInt, newInt, type PyInt } from "../objects/int.ts";
import { newMemoryView } from "../objects/memoryview.ts";
import { defineType, isSubtype, type PyObject, type PyType } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { internStr, newStr } from "../objects/str.ts";
import type { PyTuple } from "../objects/tuple.ts";
import { bindSlotArguments, eitherParameters } from "./define.ts";
import {
	BufferedIOBaseType,
	closeOver,
	DEFAULT_BUFFER_SIZE,
	finalizingMember,
	INHERITED,
	ioSlots,
	joined,
	PyIOBase,
	saysClosed,
	saysTrue,
	slotsOver,
	tracked,
	unsupported,
} from "./ioBase.ts";
import { refuseState } from "./ioState.ts";
import { bytesOfArgument, writableArgument } from "./ioBytes.ts";
import { FileIOType, fileReadAll, fileReadInto, fileSeek, fileWrite, newStandardFile, type PyFileIO } from "./ioFile.ts";
import { allocate } from "./ownedSlots.ts";

const NOTHING = new Uint8Array(0);

/** Owns raw. */
export class PyBuffered extends PyIOBase {
	/** Null before `__init__` and once detached. */
	raw: PyObject | null;
	detached: boolean;
	size: number;
	ahead: Uint8Array;
	waiting: Uint8Array;
	/** Bytes of `waiting` that count. */
	waitingSize: number;
	/** A standard stream: what is written goes on at once. */
	immediate: boolean;

	constructor(type: PyType) {
		super(type);
		this.raw = null;
		this.detached = false;
		this.size = DEFAULT_BUFFER_SIZE;
		this.ahead = NOTHING;
		this.waiting = NOTHING;
		this.waitingSize = 0;
		this.immediate = false;
	}
}

function rawOf(self: PyBuffered): PyObject {
	if (self.raw === null) valueError(self.detached ? "raw stream has been detached" : "I/O operation on uninitialized object");
	return self.raw!;
}

function isClosed(self: PyBuffered): boolean {
	const raw = rawOf(self);
	return raw.type === FileIOType ? (raw as PyFileIO).fd < 0 : saysClosed(raw);
}

function checkOpen(self: PyBuffered, complaint: string): void {
	if (isClosed(self)) valueError(complaint);
}

/** A count that a raw file's method gave; null for None. */
function countFrom(result: Own<PyObject>, most: number, what: string): number | null {
	hold(result, `result of ${what}`);
	const count = result === None ? null : indexAsNumber(result, "ValueError");
	drop(result);
	if (count === null || (count >= 0 && count <= most)) return count;
	return raiseError("OSError", `raw ${what} returned invalid length ${count} (should have been between 0 and ${most})`);
}

/** One read of the raw file of at most so many bytes: empty at the end, null if it would have to wait. */
function rawRead(self: PyBuffered, most: number): Uint8Array | null {
	const raw = rawOf(self);
	const data = new Uint8Array(most);
	if (raw.type === FileIOType) {
		const count = fileReadInto(raw as PyFileIO, data);
		return count === null ? null : data.subarray(0, count);
	}
	const array = hold(newByteArray(data), "bytes being read");
	const view = hold(newMemoryView(array), "view of the buffer");
	const count = countFrom(callMethod(raw, internStr("readinto"), [view]), most, "readinto()");
	drop(view);
	const got = count === null ? null : array.value.slice(0, count);
	drop(array);
	return got;
}

function rawWrite(self: PyBuffered, bytes: Uint8Array): number | null {
	const raw = rawOf(self);
	if (raw.type === FileIOType) return fileWrite(raw as PyFileIO, bytes);
	const object = hold(newBytes(bytes.slice()), "bytes being written");
	const view = hold(newMemoryView(object), "view of the bytes");
	const count = countFrom(callMethod(raw, internStr("write"), [view]), bytes.length, "write()");
	drop(view);
	drop(object);
	return count;
}

function rawSeek(self: PyBuffered, offset: number, whence: number): number {
	const raw = rawOf(self);
	if (raw.type === FileIOType) return fileSeek(raw as PyFileIO, offset, whence);
	const by = hold(newInt(offset), "offset");
	const from = hold(newInt(whence), "whence");
	const position = positionFrom(callMethod(raw, internStr("seek"), [by, from]));
	drop(from);
	drop(by);
	return position;
}

function rawTell(self: PyBuffered): number {
	const raw = rawOf(self);
	if (raw.type === FileIOType) return fileSeek(raw as PyFileIO, 0, 1);
	return positionFrom(callMethod(raw, internStr("tell"), []));
}

const OFFSET_MAX = 2n ** 63n - 1n;

function isOffset({ value }: PyInt): boolean {
	return typeof value === "number" || (value <= OFFSET_MAX && value >= -OFFSET_MAX - 1n);
}

function positionFrom(result: Own<PyObject>): number {
	hold(result, "position of the raw file");
	if (isInt(result) && !isOffset(result)) valueError("cannot fit 'int' into an offset-sized integer");
	const position = indexAsNumber(result, "ValueError");
	drop(result);
	return position < 0 ? raiseError("OSError", `Raw stream returned invalid position ${position}`) : position;
}

/** Writes out what waits. Raises BlockingIOError. */
export function bufferedFlush(self: PyBuffered): void {
	if (!flushed(self)) wouldWait(0);
}

/** Writes out what waits: false if that would have to wait. */
function flushed(self: PyBuffered): boolean {
	let done = 0;
	try {
		while (done < self.waitingSize) {
			const count = rawWrite(self, self.waiting.subarray(done, self.waitingSize));
			if (count === null) return false;
			done += count;
		}
		return true;
	} finally {
		// Something may have closed it, or written more, meanwhile.
		self.waiting.copyWithin(0, done, self.waitingSize);
		self.waitingSize -= Math.min(done, self.waitingSize);
	}
}

function wouldWait(written: number): never {
	const number = hold(newInt(11), "errno");
	const count = hold(newInt(written), "bytes written");
	return raiseError("BlockingIOError", number, "write could not complete without blocking", count);
}

/** Lets go of what was read ahead, the raw file back where the reader is. */
function forgetAhead(self: PyBuffered): void {
	const count = self.ahead.length;
	self.ahead = NOTHING;
	if (count > 0) rawSeek(self, -count, 1);
}

function takeAhead(self: PyBuffered, count: number): Uint8Array {
	const taken = self.ahead.subarray(0, count);
	self.ahead = self.ahead.subarray(taken.length);
	return taken;
}

/** So many bytes, fewer at the end, all there are if negative; null if there are none and reading would have to wait. */
export function bufferedRead(self: PyBuffered, count: number): Uint8Array | null {
	if (self.waitingSize > 0) bufferedFlush(self);
	if (count < 0) return readAll(self);
	const parts = [takeAhead(self, count)];
	let missing = count - parts[0]!.length;
	while (missing > 0) {
		const chunk = rawRead(self, Math.max(missing, self.size));
		if (chunk === null && missing === count) return null;
		if (chunk === null || chunk.length === 0) break;
		self.ahead = chunk;
		parts.push(takeAhead(self, missing));
		missing -= parts.at(-1)!.length;
	}
	return joined(parts);
}

function readAll(self: PyBuffered): Uint8Array | null {
	const first = takeAhead(self, self.ahead.length);
	const raw = rawOf(self);
	if (raw.type === FileIOType) {
		const rest = fileReadAll(raw as PyFileIO);
		return rest === null ? (first.length > 0 ? first.slice() : null) : joined([first, rest]);
	}
	const method = lookupAttr(raw, internStr("readall"));
	if (method === null) return readToEnd(self, first);
	decref(method);
	const result = hold(callMethod(raw, internStr("readall"), []), "result of readall()");
	if (result !== None && !isBytes(result)) typeError("readall() should return bytes");
	const rest = result === None ? null : (result as PyBytes).value.slice();
	drop(result);
	return rest === null ? (first.length > 0 ? first.slice() : null) : joined([first, rest]);
}

function readToEnd(self: PyBuffered, first: Uint8Array): Uint8Array | null {
	const parts = [first];
	for (;;) {
		const chunk = rawRead(self, self.size);
		if (chunk === null && parts.length === 1 && first.length === 0) return null;
		if (chunk === null || chunk.length === 0) return joined(parts);
		parts.push(chunk);
	}
}

/** What is there, or what one read of the raw file gives: at most so many bytes. */
function readOnce(self: PyBuffered, most: number): Uint8Array {
	if (self.waitingSize > 0) bufferedFlush(self);
	if (self.ahead.length > 0 || most === 0) return takeAhead(self, most).slice();
	return rawRead(self, most) ?? NOTHING;
}

export function bufferedReadline(self: PyBuffered, limit: number): Uint8Array {
	if (self.waitingSize > 0) bufferedFlush(self);
	const parts: Uint8Array[] = [];
	for (let missing = limit < 0 ? Number.POSITIVE_INFINITY : limit; missing > 0; ) {
		if (self.ahead.length === 0) self.ahead = rawRead(self, self.size) ?? NOTHING;
		if (self.ahead.length === 0) break;
		const newline = self.ahead.indexOf(10);
		const part = takeAhead(self, Math.min(missing, newline < 0 ? self.ahead.length : newline + 1));
		parts.push(part);
		missing -= part.length;
		if (part.at(-1) === 10) break;
	}
	return joined(parts);
}

/** Borrows the bytes only for the call. Raises BlockingIOError; what the buffer holds is taken even then. */
export function bufferedWrite(self: PyBuffered, bytes: Uint8Array): void {
	forgetAhead(self);
	if (self.immediate && wroteAtOnce(self, bytes)) return;
	if (self.waitingSize + bytes.length <= self.size && bytes.length < self.size) return keep(self, bytes);
	const copy = bytes.slice();
	const through = flushed(self) ? writeThrough(self, copy) : 0;
	const room = self.size - self.waitingSize;
	keep(self, copy.subarray(through, through + room));
	if (through + room < copy.length) wouldWait(through + room);
}

/** Puts into the buffer what there is room for. */
function keep(self: PyBuffered, bytes: Uint8Array): void {
	if (self.waitingSize + bytes.length > self.waiting.length) {
		const grown = new Uint8Array(Math.min(self.size, Math.max(512, 2 * (self.waitingSize + bytes.length))));
		grown.set(self.waiting.subarray(0, self.waitingSize));
		self.waiting = grown;
	}
	self.waiting.set(bytes, self.waitingSize);
	self.waitingSize += bytes.length;
}

/** Whether a standard stream took the bytes. One that failed waits from now on as any other: the error is raised by a flush. */
function wroteAtOnce(self: PyBuffered, bytes: Uint8Array): boolean {
	const since = mark();
	try {
		rawWrite(self, bytes);
	} catch (thrown) {
		caught(thrown, since);
		clearException();
		self.immediate = false;
	}
	return self.immediate;
}

/** Writes what the buffer would be too small for: how much. */
function writeThrough(self: PyBuffered, bytes: Uint8Array): number {
	let done = 0;
	while (bytes.length - done >= self.size) {
		const count = rawWrite(self, bytes.subarray(done));
		if (count === null) break;
		done += count;
	}
	return done;
}

function sizeOf(size: PyObject | null): number {
	const count = size === null || size === None ? -1 : indexAsNumber(size, "OverflowError");
	return count < -1 ? valueError("read length must be non-negative or -1") : count;
}

function read(self: PyBuffered, size: PyObject | null): Own<PyObject> {
	const count = sizeOf(size);
	checkOpen(self, "read of closed file");
	const bytes = bufferedRead(self, count);
	return bytes === null ? newNone() : newBytes(bytes);
}

function read1(self: PyBuffered, size: PyObject | null): Own<PyObject> {
	const count = size === null ? -1 : indexAsNumber(size, "OverflowError");
	checkOpen(self, "read of closed file");
	return newBytes(readOnce(self, count < 0 ? self.size : count));
}

function peek(self: PyBuffered): Own<PyObject> {
	checkOpen(self, "peek of closed file");
	if (self.waitingSize > 0) bufferedFlush(self);
	if (self.ahead.length === 0) self.ahead = rawRead(self, self.size) ?? NOTHING;
	return newBytes(self.ahead.slice());
}

function readline(self: PyBuffered, size: PyObject | null): Own<PyObject> {
	checkOpen(self, "readline of closed file");
	return newBytes(bufferedReadline(self, size === null || size === None ? -1 : indexAsNumber(size, "OverflowError")));
}

/** What is there, and more by one read of the raw file if nothing is, or more is wanted than the buffer holds. */
function readAheadAndOnce(self: PyBuffered, most: number): Uint8Array {
	if (self.waitingSize > 0) bufferedFlush(self);
	const first = takeAhead(self, most);
	const rest = most - first.length;
	if (rest > self.size) return joined([first, rawRead(self, rest) ?? NOTHING]);
	if (first.length > 0 || rest === 0) return first.slice();
	self.ahead = rawRead(self, self.size) ?? NOTHING;
	return takeAhead(self, most).slice();
}

function readInto(once: boolean): (self: PyBuffered, buffer: PyObject) => Own<PyObject> {
	return (self, buffer) => {
		checkOpen(self, "readinto of closed file");
		const length = writableArgument(once ? "readinto1" : "readinto", buffer).length;
		const bytes = once ? readAheadAndOnce(self, length) : bufferedRead(self, length);
		if (bytes === null) return newNone();
		bytesOfArgument(buffer).set(bytes);
		return newInt(bytes.length);
	};
}

function nextLine(self: PyBuffered): Own<PyObject> | null {
	checkOpen(self, "readline of closed file");
	const line = bufferedReadline(self, -1);
	return line.length === 0 ? null : newBytes(line);
}

function write(self: PyBuffered, value: PyObject): Own<PyObject> {
	const bytes = bytesOfArgument(value);
	checkOpen(self, "write to closed file");
	bufferedWrite(self, bytes);
	return newInt(bytes.length);
}

function flush(self: PyBuffered): Own<PyObject> {
	checkOpen(self, "flush of closed file");
	bufferedFlush(self);
	forgetAhead(self);
	return newNone();
}

/** A reader has nothing to write; what it read ahead stays. */
function flushReader(self: PyBuffered): Own<PyObject> {
	return callMethod(rawOf(self), internStr("flush"), []);
}

function seek(self: PyBuffered, target: PyObject, whenceGiven: PyObject | null): Own<PyObject> {
	const whence = cIntArgument(whenceGiven);
	if (whence < 0 || whence > 2) valueError(`whence value ${whence} unsupported`);
	checkOpen(self, "seek of closed file");
	requireFrom(self, "seekable", "File or stream is not seekable.");
	const offset = indexAsNumber(target, "OverflowError");
	bufferedFlush(self);
	const behind = whence === 1 ? self.ahead.length : 0;
	const to = rawSeek(self, offset - behind, whence);
	self.ahead = NOTHING;
	return newInt(Math.max(0, to));
}

function requireFrom(self: PyBuffered, method: string, complaint: string): void {
	if (!saysTrue(rawOf(self), method)) unsupported(complaint);
}

export function bufferedTell(self: PyBuffered): number {
	// A device may not count what is read.
	return Math.max(0, rawTell(self) - self.ahead.length + self.waitingSize);
}

function truncate(self: PyBuffered, size: PyObject | null): Own<PyObject> {
	checkOpen(self, "truncate of closed file");
	if (isSubtype(self.type, BufferedReaderType)) unsupported("truncate");
	requireFrom(self, "writable", "truncate");
	bufferedFlush(self);
	forgetAhead(self);
	if (size !== null && size !== None) return callMethod(rawOf(self), internStr("truncate"), [size]);
	const here = hold(newInt(rawTell(self)), "position");
	const result = callMethod(rawOf(self), internStr("truncate"), [here]);
	drop(here);
	return result;
}

function close(self: PyBuffered): Own<PyObject> {
	const raw = rawOf(self);
	if (isClosed(self)) return newNone();
	if (self.finalizing) passWarning(raw, self);
	return closeOver(self, raw);
}

/** Lets the raw file warn that `source` dies without having been closed. */
export function passWarning(raw: PyObject, source: PyObject): void {
	const method = lookupAttr(raw, internStr("_dealloc_warn"));
	if (method === null) return;
	decref(method);
	decref(callMethod(raw, internStr("_dealloc_warn"), [source]));
}

function detach(self: PyBuffered): Own<PyObject> {
	rawOf(self);
	decref(callMethod(self, internStr("flush"), []));
	const raw = rawOf(self);
	self.raw = null;
	self.detached = true;
	return own(raw);
}

const parameters = eitherParameters(["raw", "buffer_size"], 1);

function initializer(name: string, ...needs: readonly (readonly [method: string, complaint: string])[]) {
	return (self: PyBuffered, args: PyTuple, kwargs: PyDict | null): void => {
		const [raw, size] = bindSlotArguments(name, parameters, args, kwargs);
		const bytes = size === null ? DEFAULT_BUFFER_SIZE : indexAsNumber(size!, "OverflowError");
		const old = self.raw;
		self.raw = null;
		if (old !== null) decref(old);
		hold(incref(raw!), "raw file");
		for (const [method, complaint] of needs) if (!saysTrue(raw!, method)) unsupported(complaint);
		if (bytes <= 0) valueError("buffer size must be strictly positive");
		self.raw = take(raw!);
		self.detached = false;
		self.size = bytes;
		self.ahead = NOTHING;
		self.waitingSize = 0;
	};
}

const READABLE = ["readable", "File or stream is not readable."] as const;
const WRITABLE = ["writable", "File or stream is not writable."] as const;
const SEEKABLE = ["seekable", "File or stream is not seekable."] as const;

function bufferedRepr(self: PyBuffered): Own<PyObject> {
	const name = self.raw === null ? null : lookupAttr(self, internStr("name"));
	if (name === null) return newStr(`<${self.type.name}>`);
	hold(name, "attribute name");
	const text = reprText(name);
	drop(name);
	return newStr(`<${self.type.name} name=${text}>`);
}

const ask = (name: string): MethodDef => def(name, "($self, /)", null, (self: PyBuffered) => callMethod(rawOf(self), internStr(name), []));

const common: readonly MethodDef[] = [
	refuseState,
	def("__sizeof__", "($self, /)", "Its size in memory, in bytes.", (self: PyBuffered) =>
		newInt(self.type.basicsize + (self.raw === null || isClosed(self) ? 0 : self.size)),
	),
	ask("seekable"),
	ask("fileno"),
	ask("isatty"),
	def("close", "($self, /)", "Flushes and closes the file.", close),
	def("detach", "($self, /)", "Gives the raw file away.", detach),
	def("seek", "($self, target, whence=0, /)", "Moves to a position.", seek),
	def("tell", "($self, /)", "The current position.", (self: PyBuffered) => newInt(bufferedTell(self))),
	def("truncate", "($self, pos=None, /)", "Sets the file's size.", truncate),
	def("_dealloc_warn", "($self, source, /)", null, (self: PyBuffered, source: PyObject) => {
		if (self.raw !== null) passWarning(self.raw, source);
		return newNone();
	}),
];

const readers: readonly MethodDef[] = [
	ask("readable"),
	def("read", "($self, size=-1, /)", "Reads up to size bytes.", read),
	def("read1", "($self, size=-1, /)", "Reads up to size bytes, with one read at most.", read1),
	def("peek", "($self, size=0, /)", "The next bytes, which stay there.", peek),
	def("readline", "($self, size=-1, /)", "Reads a line.", readline),
	def("readinto", "($self, buffer, /)", "Reads into a buffer.", readInto(false)),
	def("readinto1", "($self, buffer, /)", "Reads into a buffer, with one read at most.", readInto(true)),
];

const writers: readonly MethodDef[] = [
	ask("writable"),
	def("write", "($self, buffer, /)", "Writes bytes and returns their number.", write),
	def("flush", "($self, /)", "Writes out what is buffered.", flush),
];

const attributes = [
	{ name: "closed", get: (self: PyBuffered) => getAttr(rawOf(self), internStr("closed")) },
	{ name: "name", get: (self: PyBuffered) => getAttr(rawOf(self), internStr("name")) },
	{ name: "mode", get: (self: PyBuffered) => getAttr(rawOf(self), internStr("mode")) },
	{ name: "raw", get: (self: PyBuffered) => (self.raw === null ? newNone() : incref(self.raw)) },
];

const shared = {
	...ioSlots,
	base: BufferedIOBaseType,
	hides: INHERITED,
	basicsize: 152,
	dictOffset: 136,
	weakrefOffset: 144,
	alloc: tracked(PyBuffered),
	...slotsOver("raw"),
	repr: bufferedRepr,
	getset: attributes,
	members: [finalizingMember],
};

export const BufferedReaderType: PyType = defineType({
	...shared,
	name: "_io.BufferedReader",
	doc: "BufferedReader(raw, buffer_size=DEFAULT_BUFFER_SIZE)\n--\n\nA buffered file of bytes to read from.",
	init: initializer("BufferedReader", READABLE),
	iternext: nextLine,
	methods: [...common, ...readers, def("flush", "($self, /)", "Does nothing here.", flushReader)],
});

export const BufferedWriterType: PyType = defineType({
	...shared,
	name: "_io.BufferedWriter",
	doc: "BufferedWriter(raw, buffer_size=DEFAULT_BUFFER_SIZE)\n--\n\nA buffered file of bytes to write to.",
	init: initializer("BufferedWriter", WRITABLE),
	methods: [...common, ...writers],
});

export const BufferedRandomType: PyType = defineType({
	...shared,
	name: "_io.BufferedRandom",
	doc: "BufferedRandom(raw, buffer_size=DEFAULT_BUFFER_SIZE)\n--\n\nA buffered file of bytes to read from and write to.",
	init: initializer("BufferedRandom", SEEKABLE, READABLE, WRITABLE),
	iternext: nextLine,
	methods: [...common, ...readers, ...writers],
});

/** A buffer over `raw`, which is stolen and can do what the type needs. New. */
export function newBuffered(type: PyType, raw: Own<PyObject>, size: number): Own<PyBuffered> {
	const self = allocate<PyBuffered>(type);
	self.raw = raw;
	self.size = size;
	return self;
}

/** The bytes side of a standard stream; `size` of its buffer, should it ever have to wait. New. */
export function newStandardBuffer(descriptor: 0 | 1 | 2, size: number): Own<PyObject> {
	const type = descriptor === 0 ? BufferedReaderType : BufferedWriterType;
	const self = newBuffered(type, newStandardFile(descriptor), size);
	self.immediate = true;
	return self;
}
