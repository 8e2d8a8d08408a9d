// The abstract bases of files: _IOBase, _RawIOBase, _BufferedIOBase, _TextIOBase. Concrete files are in ioBytes.ts and
// ioText.ts. Mirrors Modules/_io/iobase.c, bufferedio.c (the base only) and textio.c (the base only).

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, dropKeeping, hold, mark, take } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { registerRoots } from "../heap/audit.ts";
import { decref, decrefEach, free, incref, xdecref, xrelease } from "../heap/refcount.ts";
import { clearWeakrefs, type WeakReference } from "../heap/weakref.ts";
import {
	call,
	callMethod,
	callTuple,
	getAttr,
	setAttr,
	getIter,
	indexAsNumber,
	isTrue,
	iterNext,
	length,
	lookupAttr,
	selfIter,
} from "../objects/abstract.ts";
import { def, defRaw, type MethodDef } from "../objects/args.ts";
import { newBool, True } from "../objects/bool.ts";
import { newByteArray } from "../objects/bytearray.ts";
import { isBytes, newBytes, type PyBytes } from "../objects/bytes.ts";
import { reprText, typeShortName } from "../objects/exceptions.ts";
import { finalizeFromDealloc } from "../objects/instance.ts";
import { withoutException } from "../objects/warnings.ts";
import { FINALIZED } from "../heap/header.ts";
import { replaceField } from "./ownedSlots.ts";
import { dictSetStr, isDict, newDict, type PyDict } from "../objects/dict.ts";
import { caught, exceptionTypes, fetchException, raiseError, reraise, typeError, valueError, unless } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import { hasWritableMemory } from "../objects/memoryview.ts";
import { listAppend, newList } from "../objects/list.ts";
import {
	defineType,
	type GetSetDef,
	type MemberDef,
	PyGCTypeOwner,
	type PyObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_HAVE_GC,
	TypeType,
	type TypeSpec,
} from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { internStr, isStr, type PyStr } from "../objects/str.ts";
import { tupleOf } from "../objects/tuple.ts";

export const DEFAULT_BUFFER_SIZE = 131072;

export function joined(parts: readonly Uint8Array[]): Uint8Array {
	if (parts.length === 1) return parts[0]!.slice();
	const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		result.set(part, at);
		at += part.length;
	}
	return result;
}

/** What every file has. Owned: dict. */
export class PyIOBase extends PyGCTypeOwner {
	dict: PyDict | null;
	weakrefs: WeakReference[] | null;
	isClosed: boolean;
	/** Its finalizer closes it: whoever has a descriptor warns. */
	finalizing: boolean;

	constructor(type: PyType) {
		super(type);
		this.dict = null;
		this.weakrefs = null;
		this.isClosed = false;
		this.finalizing = false;
	}
}

/** Closes a file that dies, first of all in its `dealloc`. True if it lives on. */
export function livesOn(self: PyIOBase): boolean {
	return (self.flags & FINALIZED) === 0 && finalizeFromDealloc(self);
}

export function ioDealloc(self: PyIOBase): void {
	untrack(self);
	if (livesOn(self)) return;
	clearWeakrefs(self);
	free(self);
	xrelease(self.dict);
}

export function ioTraverse(self: PyIOBase, visit: Visit): void {
	if (self.dict !== null) visit(self.dict, "attribute", "__dict__");
}

export function ioClear(self: PyIOBase): void {
	const dict = self.dict;
	self.dict = null;
	xdecref(dict);
}

/** Closes a file over another. That is closed even if the flush fails. Source: _io__Buffered_close_impl. */
export function closeOver(self: PyObject, under: PyObject): Own<PyObject> {
	return closeAfter(
		() => callMethod(self, internStr("flush"), []),
		() => callMethod(under, internStr("close"), []),
	);
}

/** Runs `last` even if `first` raises; if both raise, the second error has the first one as its context. */
export function closeAfter(first: () => Own<PyObject>, last: () => Own<PyObject>): Own<PyObject> {
	const since = mark();
	try {
		decref(first());
	} catch (thrown) {
		caught(thrown, since);
		const exception = hold(fetchException(), "error of the flush");
		const between = mark();
		try {
			decref(last());
		} catch (again) {
			caught(again, between);
			const second = fetchException();
			const old = second.context;
			second.context = take(exception);
			xdecref(old);
			return reraise(second);
		}
		return reraise(take(exception));
	}
	return last();
}

type Over<K extends string> = PyIOBase & { [field in K]: PyObject | null };

/** The slots of a file over another, which it owns in its field `under`. */
export function slotsOver<K extends "raw" | "buffer">(under: K): Pick<TypeSpec, "dealloc" | "traverse" | "clear"> {
	return {
		dealloc: (self: Over<K>) => {
			untrack(self);
			if (livesOn(self)) return;
			clearWeakrefs(self);
			free(self);
			xrelease(self.dict);
			xrelease(self[under]);
		},
		traverse: (self: Over<K>, visit) => {
			const file: PyObject | null = self[under];
			if (file !== null) visit(file, "attribute", under);
			if (self.dict !== null) visit(self.dict, "attribute", "__dict__");
		},
		clear: (self: Over<K>) => {
			const [file, dict]: (PyObject | null)[] = [self[under], self.dict];
			(self[under] as PyObject | null) = null;
			self.dict = null;
			decrefEach([file, dict]);
		},
	};
}

/** `io.UnsupportedOperation`, made at start since it has two bases. */
let unsupportedOperation: PyType | null = null;
registerRoots("types of _io", (visit) => {
	if (unsupportedOperation !== null) visit(unsupportedOperation, "UnsupportedOperation");
});

/** Borrowed. */
export function unsupportedOperationType(): PyType {
	if (unsupportedOperation !== null) return unsupportedOperation;
	const dict = hold(newDict(), "namespace of UnsupportedOperation");
	dictSetStr(dict, internStr("__module__"), internStr("io"));
	const bases = hold(tupleOf(exceptionTypes.OSError!, exceptionTypes.ValueError!), "bases of UnsupportedOperation");
	const args = hold(tupleOf(internStr("UnsupportedOperation"), bases, dict), "arguments of type");
	unsupportedOperation = callTuple(TypeType, args, null) as Own<PyType>;
	for (const o of [args, bases, dict]) drop(o);
	return unsupportedOperation;
}

export function unsupported(what: string): never {
	return raiseError(unsupportedOperationType(), what);
}

/** Whether a file, of whatever type, says that it is closed. */
export function saysClosed(file: PyObject): boolean {
	const closed = lookupAttr(file, internStr("closed"));
	if (closed === null) return false;
	hold(closed, "attribute closed");
	const answer = isTrue(closed);
	drop(closed);
	return answer;
}

export function checkOpen(file: PyObject): void {
	if (saysClosed(file)) valueError("I/O operation on closed file.");
}

/** A method as the given class has it, called with an instance of a subclass. */
export function callSuperMethod(type: PyType, self: PyObject, name: string, ...args: PyObject[]): Own<PyObject> {
	const method = hold(getAttr(type, internStr(name)), `method ${name}`);
	return dropKeeping(method, call(method, [self, ...args]));
}

/** Whether a file's method, as `readable`, gives True itself. Source: _PyIOBase_check_readable. */
export function saysTrue(file: PyObject, method: string): boolean {
	const answer = hold(callMethod(file, internStr(method), []), `result of ${method}()`);
	drop(answer);
	return answer === (True as PyObject);
}

function require(method: string, complaint: string): (self: PyObject) => Own<PyObject> {
	return (self) => {
		if (!saysTrue(self, method)) unsupported(complaint);
		return newBool(true);
	};
}

function close(self: PyIOBase): Own<PyObject> {
	if (self.isClosed) return newNone();
	const since = mark();
	try {
		decref(callMethod(self, internStr("flush"), []));
	} catch (thrown) {
		caught(thrown, since);
		self.isClosed = true;
		throw thrown;
	}
	self.isClosed = true;
	return newNone();
}

/** `__del__`: closes what was left open; errors are reported as unraisable. Source: iobase_finalize. */
export function ioFinalize(self: PyObject): void {
	withoutException(
		() => {
			// One that was never opened, or has been detached, can't say so.
			if (unless("Exception", () => saysClosed(self), true)) return;
			unless("Exception", () => setAttr(self, internStr("_finalizing"), True), undefined);
			decref(callMethod(self, internStr("close"), []));
		},
		() => `Exception ignored while finalizing file ${reprText(self)}`,
	);
}

/** What `ioFinalize` sets, of the types of CPython that look at it. */
export const finalizingMember: MemberDef = { name: "_finalizing", field: "finalizing" };

function readline(self: PyObject, size: PyObject | null): Own<PyObject> {
	const limit = size === null || size === None ? -1 : indexAsNumber(size, "OverflowError");
	const peek = lookupAttr(self, internStr("peek"));
	if (peek !== null) hold(peek, "method peek");
	const bytes: number[] = [];
	while (limit < 0 || bytes.length < limit) {
		const count = peek === null ? 1 : lengthOfLine(peek, limit < 0 ? Number.POSITIVE_INFINITY : limit - bytes.length);
		const chunk = bytesFrom("read", callWithNumber(getAttr(self, internStr("read")), count));
		bytes.push(...chunk);
		if (chunk.length === 0 || chunk.at(-1) === 10) break;
	}
	if (peek !== null) drop(peek);
	return newBytes(Uint8Array.from(bytes));
}

/** How much to read for the rest of a line, or for a part of it. Runs Python code. */
function lengthOfLine(peek: PyObject, most: number): number {
	const ahead = bytesFrom("peek", callWithNumber(incref(peek), 1));
	if (ahead.length === 0) return 1;
	const end = ahead.indexOf(10);
	return Math.min(end < 0 ? ahead.length : end + 1, most);
}

/** Steals the method. */
function callWithNumber(method: Own<PyObject>, number: number): Own<PyObject> {
	hold(method, "method");
	const argument = hold(newInt(number), "number of bytes");
	return dropKeeping(method, dropKeeping(argument, call(method, [argument])));
}

/** The bytes that a method returned; steals the result. */
function bytesFrom(method: string, result: Own<PyObject>): Uint8Array {
	hold(result, `result of ${method}()`);
	if (!isBytes(result)) raiseError("OSError", `${method}() should have returned a bytes object, not '${result.type.name}'`);
	const bytes = (result as PyObject as PyBytes).value.slice();
	drop(result);
	return bytes;
}

function readlines(self: PyObject, hint: PyObject | null): Own<PyObject> {
	const enough = hint === null || hint === None ? -1 : indexAsNumber(hint, "OverflowError");
	const lines = hold(newList([]), "lines read");
	const iterator = hold(getIter(self), "iterator of the file");
	let total = 0;
	for (let line = iterNext(iterator); line !== null; line = iterNext(iterator)) {
		hold(line, "line");
		listAppend(lines, line);
		total += length(line);
		drop(line);
		if (enough > 0 && total > enough) break;
	}
	drop(iterator);
	return take(lines);
}

function writelines(self: PyObject, lines: PyObject): Own<PyObject> {
	checkOpen(self);
	const iterator = hold(getIter(lines), "iterator of the lines");
	for (let line = iterNext(iterator); line !== null; line = iterNext(iterator)) {
		hold(line, "line");
		decref(callMethod(self, internStr("write"), [line]));
		drop(line);
	}
	drop(iterator);
	return newNone();
}

/** `iternext` of a file: its next line, null at the end. */
export function nextLine(self: PyObject): Own<PyObject> | null {
	const line = callMethod(self, internStr("readline"), []);
	if (isStr(line) ? (line as PyStr).value !== "" : isBytes(line) && (line as PyObject as PyBytes).value.length > 0) return line;
	hold(line, "line");
	if (length(line) > 0) return take(line);
	drop(line);
	return null;
}

const baseMethods: readonly MethodDef[] = [
	def("seek", "($self, offset, whence=0, /)", "Moves to a position.", () => unsupported("seek")),
	def("tell", "($self, /)", "The current position.", (self) => callMethod(self, internStr("seek"), [newInt(0), newInt(1)])),
	def("truncate", "($self, size=None, /)", "Cuts the file off.", () => unsupported("truncate")),
	def("flush", "($self, /)", "Writes out what is buffered.", (self: PyIOBase) => {
		if (self.isClosed) valueError("I/O operation on closed file.");
		return newNone();
	}),
	def("close", "($self, /)", "Flushes and closes the file.", close),
	def("seekable", "($self, /)", "Whether the file has positions.", () => newBool(false)),
	def("readable", "($self, /)", "Whether the file can be read.", () => newBool(false)),
	def("writable", "($self, /)", "Whether the file can be written.", () => newBool(false)),
	def("_checkClosed", "($self, /)", null, (self) => {
		checkOpen(self);
		return newNone();
	}),
	def("_checkSeekable", "($self, /)", null, require("seekable", "File or stream is not seekable.")),
	def("_checkReadable", "($self, /)", null, require("readable", "File or stream is not readable.")),
	def("_checkWritable", "($self, /)", null, require("writable", "File or stream is not writable.")),
	def("fileno", "($self, /)", "The file descriptor.", () => unsupported("fileno")),
	def("isatty", "($self, /)", "Whether the file is a terminal.", (self) => {
		checkOpen(self);
		return newBool(false);
	}),
	def("__enter__", "($self, /)", null, (self) => {
		checkOpen(self);
		return incref(self as PyObject);
	}),
	defRaw("__exit__", "($self, /, *args)", null, (self) => callMethod(self, internStr("close"), [])),
	def("readline", "($self, size=-1, /)", "Reads a line.", readline),
	def("readlines", "($self, hint=-1, /)", "Reads all lines.", readlines),
	def("writelines", "($self, lines, /)", "Writes several lines.", writelines),
];

const closedAttribute: GetSetDef = { name: "closed", get: (self: PyIOBase) => newBool(self.isClosed) };

export const dictAttribute: GetSetDef = {
	name: "__dict__",
	get: (self: PyIOBase) => {
		self.dict ??= newDict();
		return incref(self.dict);
	},
};

/** As `dictAttribute`, for types whose dictionary can be replaced. */
export const settableDictAttribute: GetSetDef = {
	...dictAttribute,
	set: (self: PyIOBase, value) => {
		if (value === null) return typeError("cannot delete __dict__");
		if (!isDict(value)) return typeError(`__dict__ must be set to a dictionary, not a '${typeShortName(value.type)}'`);
		replaceField(self, "dict", incref(value));
	},
};

export const IO_FLAGS = TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE;

/** What file types inherit. */
export const INHERITED: readonly string[] = ["__del__"];

/** The slots that all file types share. */
export const ioSlots: Partial<TypeSpec> = {
	heapType: true,
	flags: IO_FLAGS,
	weakrefable: true,
	hasDict: true,
	dealloc: ioDealloc,
	traverse: ioTraverse,
	clear: ioClear,
	finalize: ioFinalize,
};

/** The `alloc` of types that have `object`'s `__new__`: it makes them whole. */
export function tracked(struct: new (type: PyType) => PyGCTypeOwner): (type: PyType) => Own<PyObject> {
	return (type) => {
		const self = own(new struct(type));
		track(self);
		return self as Own<PyObject>;
	};
}

export const IOBaseType: PyType = defineType({
	...ioSlots,
	name: "_io._IOBase",
	basicsize: 32,
	doc: "The base of all files.",
	alloc: tracked(PyIOBase),
	iter: (self: PyObject) => {
		checkOpen(self);
		return selfIter(self);
	},
	iternext: nextLine,
	methods: baseMethods,
	getset: [closedAttribute, dictAttribute],
});

/** Source: _io__RawIOBase_read_impl. */
function rawRead(self: PyObject, size: PyObject | null): Own<PyObject> {
	const most = size === null || size === None ? -1 : indexAsNumber(size, "OverflowError");
	if (most < 0) return callMethod(self, internStr("readall"), []);
	const buffer = hold(newByteArray(new Uint8Array(most)), "bytes to be filled");
	const result = callMethod(self, internStr("readinto"), [buffer]);
	if (result === None) return dropKeeping(buffer, result);
	hold(result, "result of readinto()");
	const count = indexAsNumber(result, "ValueError");
	if (count < 0 || count > most) valueError(`readinto returned ${count} outside buffer size ${most}`);
	drop(result);
	return dropKeeping(buffer, newBytes(buffer.value.slice(0, count)));
}

/** Source: _io__RawIOBase_readall_impl. */
function rawReadAll(self: PyObject): Own<PyObject> {
	const parts: Uint8Array[] = [];
	for (;;) {
		const data = callWithNumber(getAttr(self, internStr("read")), DEFAULT_BUFFER_SIZE);
		if (data === None && parts.length === 0) return data;
		hold(data, "bytes read");
		if (data !== None && !isBytes(data)) typeError("read() should return bytes");
		const part = data === None ? null : (data as PyObject as PyBytes).value.slice();
		drop(data);
		if (part === null || part.length === 0) return newBytes(joined(parts));
		parts.push(part);
	}
}

export const RawIOBaseType: PyType = defineType({
	...ioSlots,
	name: "_io._RawIOBase",
	hides: INHERITED,
	base: IOBaseType,
	basicsize: 32,
	doc: "The base of unbuffered files of bytes.",
	alloc: tracked(PyIOBase),
	methods: [
		def("read", "($self, size=-1, /)", "Reads up to size bytes.", rawRead),
		def("readall", "($self, /)", "Reads to the end.", rawReadAll),
		defRaw("readinto", null, null, () => raiseError("NotImplementedError")),
		defRaw("write", null, null, () => raiseError("NotImplementedError")),
	],
});

const refuse = (name: string, signature: string): MethodDef => defRaw(name, signature, null, () => unsupported(name));

/** Source: _bufferediobase_readinto_generic. */
function bufferedReadInto(name: "read" | "read1"): (self: PyObject, buffer: PyObject) => Own<PyObject> {
	const method = name === "read" ? "readinto" : "readinto1";
	return (self, buffer) => {
		if (!hasWritableMemory(buffer)) typeError(`${method}() argument must be read-write bytes-like object, not ${buffer.type.name}`);
		const most = buffer.type.getBuffer!(buffer).length;
		const data = hold(callWithNumber(getAttr(self, internStr(name)), most), "bytes read");
		if (!isBytes(data)) typeError("read() should return bytes");
		const { value } = data as PyObject as PyBytes;
		if (value.length > most) valueError(`read() returned too much data: ${most} bytes requested, ${value.length} returned`);
		buffer.type.getBuffer!(buffer).set(value);
		const count = newInt(value.length);
		drop(data);
		return count;
	};
}

export const BufferedIOBaseType: PyType = defineType({
	...ioSlots,
	name: "_io._BufferedIOBase",
	hides: INHERITED,
	base: IOBaseType,
	basicsize: 32,
	doc: "The base of buffered files of bytes.",
	alloc: tracked(PyIOBase),
	methods: [
		refuse("detach", "($self, /)"),
		refuse("read", "($self, size=-1, /)"),
		refuse("read1", "($self, size=-1, /)"),
		def("readinto", "($self, buffer, /)", "Reads into a buffer, by read().", bufferedReadInto("read")),
		def("readinto1", "($self, buffer, /)", "Reads into a buffer, by read1().", bufferedReadInto("read1")),
		refuse("write", "($self, b, /)"),
	],
});

export const TextIOBaseType: PyType = defineType({
	...ioSlots,
	name: "_io._TextIOBase",
	hides: INHERITED,
	base: IOBaseType,
	basicsize: 32,
	doc: "The base of files of text.",
	alloc: tracked(PyIOBase),
	methods: [
		refuse("detach", "($self, /)"),
		refuse("read", "($self, size=-1, /)"),
		refuse("readline", "($self, size=-1, /)"),
		refuse("write", "($self, s, /)"),
	],
	getset: [
		{ name: "encoding", get: () => newNone() },
		{ name: "newlines", get: () => newNone() },
		{ name: "errors", get: () => newNone() },
	],
});
