// FileIO: bytes of a file by its descriptor, without a buffer.
//
// Buffers over an exact FileIO call `fileRead` and its like directly, others go by the Python methods. Invariant: the file is
// open while `fd` >= 0. Read `fileInit` first. Mirrors Modules/_io/fileio.c.

import { drop, hold, mark, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { call, callMethod, indexAsNumber, isIndex, isTrue, lookupAttr, setAttr } from "../objects/abstract.ts";
import { def } from "../objects/args.ts";
import { auditEvent } from "../objects/auditEvents.ts";
import { newBool } from "../objects/bool.ts";
import { newBytes } from "../objects/bytes.ts";
import { cIntArgument } from "../objects/conversions.ts";
import type { PyDict } from "../objects/dict.ts";
import { caught, clearException, typeError, unless, valueError } from "../objects/errors.ts";
import { raiseOSError } from "../objects/exceptionsRaise.ts";
import { reprText } from "../objects/exceptions.ts";
import { isInt, newInt } from "../objects/int.ts";
import { defineType, type PyObject, type PyType } from "../objects/object.ts";
import { None, newNone } from "../objects/singletons.ts";
import { internStr, newStr } from "../objects/str.ts";
import type { PyTuple } from "../objects/tuple.ts";
import { warn, warnWhileFinalizing } from "../objects/warnings.ts";
import { bindSlotArguments, eitherParameters, strArgument, typeName } from "./define.ts";
import { descriptors, readNow, withFiles, writeNow } from "./fileSystem.ts";
import { FileError, O_APPEND, O_CLOEXEC, O_CREAT, O_EXCL, O_RDWR, O_TRUNC, O_WRONLY, S_IFDIR, S_IFMT } from "./fileTypes.ts";
import { bytesOfArgument, writableArgument } from "./ioBytes.ts";
import { callSuperMethod, finalizingMember, ioSlots, PyIOBase, RawIOBaseType, unsupported } from "./ioBase.ts";
import { refuseState } from "./ioState.ts";
import { allocate } from "./ownedSlots.ts";
import { fspath, pathText } from "./paths.ts";

const SMALLEST_CHUNK = 8192;
const CHUNK = 131072;

export class PyFileIO extends PyIOBase {
	/** -1: closed. */
	fd: number;
	closesDescriptor: boolean;
	canRead: boolean;
	canWrite: boolean;
	created: boolean;
	appending: boolean;
	/** Null until somebody asks. */
	canSeek: boolean | null;
	blockSize: number;

	constructor(type: PyType) {
		super(type);
		this.fd = -1;
		this.closesDescriptor = true;
		this.canRead = false;
		this.canWrite = false;
		this.created = false;
		this.appending = false;
		this.canSeek = null;
		this.blockSize = CHUNK;
	}
}

const parameters = eitherParameters(["file", "mode", "closefd", "opener"], 1);

function setMode(self: PyFileIO, mode: string): number {
	if (/[^rwaxb+]/.test(mode)) valueError(`invalid mode: ${mode.slice(0, 200)}`);
	const kinds = mode.match(/[rwax]/g) ?? [];
	if (kinds.length !== 1 || mode.split("+").length > 2) {
		valueError("Must have exactly one of create/read/write/append mode and at most one plus");
	}
	const [kind] = kinds;
	const plus = mode.includes("+");
	self.created = kind === "x";
	self.appending = kind === "a";
	self.canRead = plus || kind === "r";
	self.canWrite = plus || kind !== "r";
	const access = self.canRead && self.canWrite ? O_RDWR : self.canWrite ? O_WRONLY : 0;
	const extra = { r: 0, w: O_CREAT | O_TRUNC, a: O_CREAT | O_APPEND, x: O_CREAT | O_EXCL }[kind as "r" | "w" | "a" | "x"];
	return access | extra | O_CLOEXEC;
}

function descriptorOf(file: PyObject): number | null {
	if (!isIndex(file)) return null;
	if (typeName(file) === "bool") warn("RuntimeWarning", "bool is used as a file descriptor");
	// One that is too large is no descriptor, and no path either.
	const fd = unless("OverflowError", () => cIntArgument(file), null);
	return fd !== null && fd < 0 ? valueError("negative file descriptor") : fd;
}

function openByOpener(opener: PyObject, file: PyObject, flags: number): number {
	const number = hold(newInt(flags), "flags");
	const result = hold(call(opener, [file, number]), "result of the opener");
	if (!isInt(result)) typeError("expected integer from opener");
	const fd = cIntArgument(result);
	if (fd < 0) valueError(`opener returned ${fd}`);
	drop(result);
	drop(number);
	return fd;
}

function openByName(file: PyObject, flags: number): number {
	const name = pathText(file);
	if (name.includes("\0")) valueError("embedded null byte");
	return withFiles((_, open) => open.open(name, flags, 0o666), file);
}

function fileInit(self: PyFileIO, args: PyTuple, kwargs: PyDict | null): void {
	const [file, mode, closefd, opener] = bindSlotArguments("FileIO", parameters, args, kwargs);
	const modeText = mode === null ? "r" : strArgument(mode!, "FileIO() argument 'mode'");
	openFile(self, file!, modeText, closefd === null || isTrue(closefd!), opener === null || opener === None ? null : opener!);
}

/** What `FileIO(...)` does; may run the opener and audit hooks. */
function openFile(self: PyFileIO, file: PyObject, mode: string, closefd: boolean, opener: PyObject | null): void {
	if (self.fd >= 0) closeDescriptor(self);
	const given = descriptorOf(file);
	const flags = setMode(self, mode);
	if (given === null) decref(fspath(file));
	auditEvent("open", () => [incref(file), newStr(mode), newInt(flags)]);
	self.closesDescriptor = closefd;
	if (given !== null) self.fd = given;
	else if (!closefd) valueError("Cannot use closefd=False with file name");
	else self.fd = opener === null ? openByName(file, flags) : openByOpener(opener, file, flags);
	self.canSeek = null;
	const since = mark();
	try {
		inspect(self, file);
		setAttr(self, internStr("name"), file);
		if (self.appending) seekEnd(self);
	} catch (thrown) {
		caught(thrown, since);
		if (given !== null) self.fd = -1;
		else closeDescriptor(self);
		throw thrown;
	}
}

/** Where there are positions. */
function seekEnd(self: PyFileIO): void {
	withFiles((_, open) => {
		try {
			open.seek(self.fd, 0, 2);
		} catch (error) {
			if (!(error instanceof FileError) || error.code !== "ESPIPE") throw error;
		}
	});
}

/** Refuses directories and numbers that are not open. */
function inspect(self: PyFileIO, file: PyObject): void {
	const { mode, blksize } = withFiles((_, open) => open.status(self.fd));
	if ((mode & S_IFMT) === S_IFDIR) raiseOSError(21, "Is a directory", file);
	if (blksize > 1) self.blockSize = blksize;
}

export function newFileIO(file: PyObject, mode: string, closefd: boolean, opener: PyObject | null): Own<PyFileIO> {
	const self = hold(allocate<PyFileIO>(FileIOType), "file being opened");
	openFile(self, file, mode, closefd, opener);
	return take(self);
}

/** A standard stream's file. New. */
export function newStandardFile(fd: 0 | 1 | 2): Own<PyFileIO> {
	const self = hold(allocate<PyFileIO>(FileIOType), "standard stream");
	self.fd = fd;
	self.closesDescriptor = false;
	self.canRead = fd === 0;
	self.canWrite = fd !== 0;
	const name = hold(newStr(["<stdin>", "<stdout>", "<stderr>"][fd]!), "name of the stream");
	setAttr(self, internStr("name"), name);
	drop(name);
	return take(self);
}

export function checkFileOpen(self: PyFileIO): void {
	if (self.fd < 0) valueError("I/O operation on closed file");
}

function checkReadable(self: PyFileIO): void {
	checkFileOpen(self);
	if (!self.canRead) unsupported("File not open for reading");
}

function checkWritable(self: PyFileIO): void {
	checkFileOpen(self);
	if (!self.canWrite) unsupported("File not open for writing");
}

/** Reads at most as much as the target holds: the number of bytes, 0 at the end, null if it would have to wait. */
export function fileReadInto(self: PyFileIO, target: Uint8Array): number | null {
	checkReadable(self);
	if (target.length === 0) return 0;
	return readNow(self, self.fd, target);
}

/** Number of bytes written, null if it would have to wait. */
export function fileWrite(self: PyFileIO, bytes: Uint8Array): number | null {
	checkWritable(self);
	return writeNow(self, self.fd, bytes);
}

export function fileSeek(self: PyFileIO, offset: number, whence: number): number {
	checkFileOpen(self);
	return withFiles((_, open) => open.seek(self.fd, offset, whence));
}

export function fileIsSeekable(self: PyFileIO): boolean {
	checkFileOpen(self);
	if (self.canSeek === null) {
		const since = mark();
		try {
			fileSeek(self, 0, 1);
			self.canSeek = true;
		} catch (thrown) {
			caught(thrown, since);
			clearException();
			self.canSeek = false;
		}
	}
	return self.canSeek;
}

/** All bytes to the end, or until it would have to wait; null if it would at once. */
export function fileReadAll(self: PyFileIO): Uint8Array | null {
	checkReadable(self);
	let data = new Uint8Array(bytesAhead(self) + 1);
	let size = 0;
	for (;;) {
		if (size === data.length) data = enlarged(data);
		const count = fileReadInto(self, data.subarray(size));
		if (count === null && size === 0) return null;
		if (count === null || count === 0) return data.slice(0, size);
		size += count;
	}
}

function enlarged(data: Uint8Array): Uint8Array<ArrayBuffer> {
	const grown = new Uint8Array(Math.max(data.length * 2, SMALLEST_CHUNK));
	grown.set(data);
	return grown;
}

/** How much there seems to be between the position and the end. */
function bytesAhead(self: PyFileIO): number {
	if (!fileIsSeekable(self)) return SMALLEST_CHUNK;
	return withFiles((_, open) => Math.max(0, open.status(self.fd).size - open.seek(self.fd, 0, 1)));
}

function closeDescriptor(self: PyFileIO): void {
	const { fd } = self;
	self.fd = -1;
	if (self.closesDescriptor) withFiles((_, open) => open.close(fd));
}

/** ResourceWarning of a file that dies open; `source` is what the program had of it. Source: fileio_dealloc_warn. */
export function warnUnclosed(self: PyFileIO, source: PyObject): void {
	if (self.fd < 0 || !self.closesDescriptor) return;
	warnWhileFinalizing("ResourceWarning", `unclosed file ${reprText(source)}`, source, () => "Exception ignored while finalizing file");
}

function close(self: PyFileIO): Own<PyObject> {
	const since = mark();
	if (!self.closesDescriptor) {
		const result = callSuperMethod(RawIOBaseType, self, "close");
		self.fd = -1;
		return result;
	}
	try {
		decref(callSuperMethod(RawIOBaseType, self, "close"));
	} catch (thrown) {
		caught(thrown, since);
		if (self.fd >= 0) closeDescriptor(self);
		throw thrown;
	}
	if (self.finalizing) warnUnclosed(self, self);
	if (self.fd >= 0) closeDescriptor(self);
	return newNone();
}

function sizeOf(size: PyObject | null): number {
	return size === null || size === None ? -1 : indexAsNumber(size, "OverflowError");
}

function read(self: PyFileIO, size: PyObject | null): Own<PyObject> {
	checkReadable(self);
	const count = sizeOf(size);
	if (count < 0) return callMethod(self, internStr("readall"), []);
	const data = new Uint8Array(count);
	const got = fileReadInto(self, data);
	return got === null ? newNone() : newBytes(got === count ? data : data.slice(0, got));
}

function readinto(self: PyFileIO, buffer: PyObject): Own<PyObject> {
	const got = fileReadInto(self, writableArgument("readinto", buffer));
	return got === null ? newNone() : newInt(got);
}

function write(self: PyFileIO, value: PyObject): Own<PyObject> {
	const bytes = bytesOfArgument(value);
	const written = fileWrite(self, bytes);
	return written === null ? newNone() : newInt(written);
}

function seek(self: PyFileIO, offset: PyObject, whence: PyObject | null): Own<PyObject> {
	checkFileOpen(self);
	return newInt(fileSeek(self, indexAsNumber(offset, "OverflowError"), cIntArgument(whence)));
}

function truncate(self: PyFileIO, size: PyObject | null): Own<PyObject> {
	checkWritable(self);
	const to = size === null || size === None ? fileSeek(self, 0, 1) : indexAsNumber(size, "OverflowError");
	if (to < 0) raiseOSError(22, "Invalid argument");
	withFiles((_, open) => open.truncate(self.fd, to));
	return newInt(to);
}

function isTerminal(self: PyFileIO): Own<PyObject> {
	checkFileOpen(self);
	return newBool(descriptorIsTerminal(self.fd));
}

export function descriptorIsTerminal(fd: number): boolean {
	return descriptors().isTerminal(fd);
}

export function modeText(self: PyFileIO): string {
	const plus = self.canRead && self.canWrite;
	if (self.created) return plus ? "xb+" : "xb";
	if (self.appending) return plus ? "ab+" : "ab";
	return plus ? "rb+" : self.canRead ? "rb" : "wb";
}

function fileRepr(self: PyFileIO): Own<PyObject> {
	if (self.fd < 0) return newStr(`<${self.type.name} [closed]>`);
	const name = lookupAttr(self, internStr("name"));
	const rest = `mode='${modeText(self)}' closefd=${self.closesDescriptor ? "True" : "False"}`;
	if (name === null) return newStr(`<${self.type.name} fd=${self.fd} ${rest}>`);
	hold(name, "attribute name");
	const text = reprText(name);
	drop(name);
	return newStr(`<${self.type.name} name=${text} ${rest}>`);
}

const ask = (name: string, doc: string, answer: (self: PyFileIO) => boolean) =>
	def(name, "($self, /)", doc, (self: PyFileIO) => {
		checkFileOpen(self);
		return newBool(answer(self));
	});

export const FileIOType: PyType = defineType({
	...ioSlots,
	name: "_io.FileIO",
	hides: ["__del__"],
	base: RawIOBaseType,
	basicsize: 48,
	dictOffset: 40,
	weakrefOffset: 32,
	doc: "FileIO(file, mode='r', closefd=True, opener=None)\n--\n\nA file of bytes without a buffer.",
	alloc: (type) => own(new PyFileIO(type)),
	new: (type) => allocate<PyFileIO>(type),
	init: fileInit,
	repr: fileRepr,
	methods: [
		refuseState,
		def("read", "($self, size=-1, /)", "Reads up to size bytes.", read),
		def("readall", "($self, /)", "Reads to the end.", (self: PyFileIO) => {
			const bytes = fileReadAll(self);
			return bytes === null ? newNone() : newBytes(bytes);
		}),
		def("readinto", "($self, buffer, /)", "Reads into a buffer.", readinto),
		def("write", "($self, b, /)", "Writes bytes and returns their number.", write),
		def("seek", "($self, pos, whence=0, /)", "Moves to a position.", seek),
		def("tell", "($self, /)", "The current position.", (self: PyFileIO) => newInt(fileSeek(self, 0, 1))),
		def("truncate", "($self, size=None, /)", "Sets the file's size.", truncate),
		def("close", "($self, /)", "Closes the file.", close),
		ask("seekable", "Whether the file has positions.", fileIsSeekable),
		ask("readable", "Whether the file can be read.", (self) => self.canRead),
		ask("writable", "Whether the file can be written.", (self) => self.canWrite),
		def("fileno", "($self, /)", "The file descriptor.", (self: PyFileIO) => {
			checkFileOpen(self);
			return newInt(self.fd);
		}),
		def("isatty", "($self, /)", "Whether the file is a terminal.", isTerminal),
		def("_isatty_open_only", "($self, /)", "Whether the file is a terminal.", isTerminal),
		def("_dealloc_warn", "($self, object, /)", null, (self: PyFileIO, source: PyObject) => {
			warnUnclosed(self, source);
			return newNone();
		}),
	],
	getset: [
		{ name: "closed", get: (self: PyFileIO) => newBool(self.fd < 0), doc: "True if the file is closed" },
		{ name: "closefd", get: (self: PyFileIO) => newBool(self.closesDescriptor) },
		{ name: "mode", get: (self: PyFileIO) => newStr(modeText(self)) },
		{ name: "_blksize", get: (self: PyFileIO) => newInt(self.blockSize) },
	],
	members: [finalizingMember],
});
