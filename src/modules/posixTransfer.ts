// The functions of `posix` that move bytes: between descriptors and the program, and from descriptor to descriptor. Those that
// may have to wait for the other end of a pipe can be put off (`registerBlocking`). Read `read` first.
// Mirrors Modules/posixmodule.c.

import { drop, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { isSequence, sequenceList } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBytes } from "../objects/bytes.ts";
import { badArgument, cIntArgument, sizeArgument } from "../objects/conversions.ts";
import { typeError, valueError } from "../objects/errors.ts";
import { raiseOSError } from "../objects/exceptionsRaise.ts";
import { newInt } from "../objects/int.ts";
import type { PyList } from "../objects/list.ts";
import { hasWritableMemory } from "../objects/memoryview.ts";
import type { PyObject } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { registerBlocking } from "../vm/scheduler.ts";
import { atPosition } from "./openFiles.ts";
import { raiseFileError, readDescriptor, readNow, withFiles, writeDescriptor, writeNow } from "./fileSystem.ts";
import { S_IFIFO, S_IFMT } from "./fileTypes.ts";
import { bytesOfArgument, writableBytes } from "./ioBytes.ts";
import { descriptor, offsetArgument } from "./posixDescriptors.ts";

/** More is not read at once: what is asked for is room that nobody may fill. */
const MOST_AT_ONCE = 0x7ffff000;

function counted(count: number | null): Own<PyObject> {
	return count === null ? raiseFileError("EAGAIN") : newInt(count);
}

function lengthArgument(value: PyObject): number {
	const count = sizeArgument(value);
	return count < 0 ? raiseOSError(22, "Invalid argument") : Math.min(count, MOST_AT_ONCE);
}

function read(module: PyObject, fd: PyObject, length: PyObject): Own<PyObject> {
	const number = descriptor(fd);
	const data = new Uint8Array(lengthArgument(length));
	return readDescriptor(module, number, data, (count) => (count === null ? raiseFileError("EAGAIN") : newBytes(data.slice(0, count))));
}

/** The bytes of a buffer are its owner's: what is read gets there when it is known. */
function readinto(module: PyObject, fd: PyObject, buffer: PyObject): Own<PyObject> {
	const number = descriptor(fd);
	if (!hasWritableMemory(buffer)) badArgument("readinto", "argument 2", "read-write bytes-like object", buffer);
	const data = new Uint8Array(writableBytes(buffer).length);
	return readDescriptor(module, number, data, (count) =>
		counted(count === null ? null : scatter(data.subarray(0, count), [writableBytes(buffer)])),
	);
}

function write(module: PyObject, fd: PyObject, data: PyObject): Own<PyObject> {
	const number = descriptor(fd);
	return writeDescriptor(module, number, bytesOfArgument(data), counted);
}

/** Reads as much as the buffers hold, into one after the other. */
function intoBuffers(module: PyObject, fd: number, targets: readonly Uint8Array[]): Own<PyObject> {
	const data = new Uint8Array(lengthOf(targets));
	return readDescriptor(module, fd, data, (count) => counted(count === null ? null : scatter(data.subarray(0, count), targets)));
}

const lengthOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, { length }) => sum + length, 0);

function scatter(data: Uint8Array, targets: readonly Uint8Array[]): number {
	let at = 0;
	for (const target of targets) {
		const part = data.subarray(at, at + target.length);
		target.set(part);
		at += part.length;
	}
	return data.length;
}

function gathered(parts: readonly Uint8Array[]): Uint8Array {
	const data = new Uint8Array(lengthOf(parts));
	let at = 0;
	for (const part of parts) {
		data.set(part, at);
		at += part.length;
	}
	return data;
}

/** The bytes of each item of a sequence of buffers; `bytes` is asked for one. */
function buffersOf(name: string, sequence: PyObject, bytes: (buffer: PyObject) => Uint8Array): Uint8Array[] {
	if (!isSequence(sequence)) typeError(`${name}() arg 2 must be a sequence`);
	const items = hold(sequenceList(sequence) as Own<PyList>, "buffers");
	const all = items.items.map(bytes);
	drop(items);
	return all;
}

const RWF_APPEND = 16;

function pread(_module: PyObject, fd: PyObject, length: PyObject, offset: PyObject): Own<PyObject> {
	const [number, count, position] = [descriptor(fd), lengthArgument(length), offsetArgument(offset)];
	const data = new Uint8Array(count);
	return newBytes(
		data.slice(
			0,
			withFiles((_, open) => open.readAt(number, data, position)),
		),
	);
}

function pwrite(_module: PyObject, fd: PyObject, buffer: PyObject, offset: PyObject): Own<PyObject> {
	const [number, bytes, position] = [descriptor(fd), bytesOfArgument(buffer), offsetArgument(offset)];
	return newInt(withFiles((_, open) => open.writeAt(number, bytes, position)));
}

function preadv(_module: PyObject, fd: PyObject, buffers: PyObject, offset: PyObject, flags: PyObject | null): Own<PyObject> {
	const [number, position] = [descriptor(fd), offsetArgument(offset)];
	cIntArgument(flags);
	const targets = buffersOf("preadv", buffers, writableBytes);
	const data = new Uint8Array(lengthOf(targets));
	const count = withFiles((_, open) => open.readAt(number, data, position));
	return newInt(scatter(data.subarray(0, count), targets));
}

function pwritev(_module: PyObject, fd: PyObject, buffers: PyObject, offset: PyObject, flags: PyObject | null): Own<PyObject> {
	const [number, position] = [descriptor(fd), offsetArgument(offset)];
	const appends = (cIntArgument(flags) & RWF_APPEND) !== 0;
	const data = gathered(buffersOf("pwritev", buffers, bytesOfArgument));
	return newInt(withFiles((_, open) => open.writeAt(number, data, appends ? open.status(number).size : position)));
}

/** An offset that may be None. */
function optionalOffset(value: PyObject | null): number | null {
	return value === null || value === None ? null : offsetArgument(value);
}

function fileCount(value: PyObject): number {
	const count = sizeArgument(value);
	return count < 0 ? valueError("negative value for 'count' not allowed") : count;
}

const LARGEST_PIECE = 1 << 20;

/** Up to so many bytes of a file, at its position or elsewhere. Native code goes on after it; a pipe may have to be waited for. */
function taken(module: PyObject, fd: number, count: number, offset: number | null): Uint8Array {
	const data = new Uint8Array(Math.min(count, LARGEST_PIECE));
	const got =
		offset === null ? readNow(module, fd, data) : withFiles((_, open) => atPosition(open.at(fd), offset, () => open.read(fd, data)));
	return got === null ? raiseFileError("EAGAIN") : data.subarray(0, got);
}

function given(module: PyObject, fd: number, bytes: Uint8Array, offset: number | null): number {
	const count = offset === null ? writeNow(module, fd, bytes) : withFiles((_, open) => open.writeAt(fd, bytes, offset));
	return count ?? raiseFileError("EAGAIN");
}

function isPipe(fd: number): boolean {
	return withFiles((_, open) => (open.status(fd).mode & S_IFMT) === S_IFIFO);
}

function sendfile(module: PyObject, target: PyObject, source: PyObject, offset: PyObject, count: PyObject): Own<PyObject> {
	const [to, from] = [descriptor(target), descriptor(source)];
	const [position, most] = [optionalOffset(offset), sizeArgument(count)];
	if (most < 0) raiseFileError("EINVAL");
	if (!withFiles((_, open) => open.at(to).canWrite)) raiseFileError("EBADF");
	return newInt(given(module, to, taken(module, from, most, position), null));
}

function copyFileRange(
	module: PyObject,
	source: PyObject,
	target: PyObject,
	count: PyObject,
	sourceOffset: PyObject | null,
	targetOffset: PyObject | null,
): Own<PyObject> {
	const [from, to, most] = [descriptor(source), descriptor(target), fileCount(count)];
	const [at, toAt] = [optionalOffset(sourceOffset), optionalOffset(targetOffset)];
	if (isPipe(from) || isPipe(to)) raiseFileError("EINVAL");
	return newInt(given(module, to, taken(module, from, most, at), toAt));
}

/** As copy_file_range, but one of them is a pipe. */
function splice(
	module: PyObject,
	source: PyObject,
	target: PyObject,
	count: PyObject,
	sourceOffset: PyObject | null,
	targetOffset: PyObject | null,
	_flags: PyObject | null,
): Own<PyObject> {
	const [from, to, most] = [descriptor(source), descriptor(target), fileCount(count)];
	const [at, toAt] = [optionalOffset(sourceOffset), optionalOffset(targetOffset)];
	const [fromPipe, toPipe] = [isPipe(from), isPipe(to)];
	if (!fromPipe && !toPipe) raiseFileError("EINVAL");
	if ((fromPipe && at !== null) || (toPipe && toAt !== null)) raiseFileError("ESPIPE");
	return newInt(given(module, to, taken(module, from, most, at), toAt));
}

const blocking: readonly MethodDef[] = [
	def("read", "($module, fd, length, /)", "Reads from a descriptor.", read),
	def("readinto", "($module, fd, buffer, /)", "Reads from a descriptor into a buffer.", readinto),
	def("write", "($module, fd, data, /)", "Writes to a descriptor.", write),
	def("readv", "($module, fd, buffers, /)", "Reads into several buffers.", (module, fd, buffers) => {
		const number = descriptor(fd);
		return intoBuffers(module, number, buffersOf("readv", buffers, writableBytes));
	}),
	def("writev", "($module, fd, buffers, /)", "Writes several buffers.", (module, fd, buffers) => {
		const number = descriptor(fd);
		return writeDescriptor(module, number, gathered(buffersOf("writev", buffers, bytesOfArgument)), counted);
	}),
];
registerBlocking(blocking);

export const transferFunctions: readonly MethodDef[] = [
	...blocking,
	def("pread", "($module, fd, length, offset, /)", "Reads somewhere in a file.", pread),
	def("pwrite", "($module, fd, buffer, offset, /)", "Writes somewhere in a file.", pwrite),
	def("preadv", "($module, fd, buffers, offset, flags=0, /)", "Reads somewhere in a file, into several buffers.", preadv),
	def("pwritev", "($module, fd, buffers, offset, flags=0, /)", "Writes several buffers somewhere in a file.", pwritev),
	def("sendfile", "($module, /, out_fd, in_fd, offset, count)", "Copies from one descriptor to another.", sendfile),
	def(
		"copy_file_range",
		"($module, /, src, dst, count, offset_src=None, offset_dst=None)",
		"Copies from one file to another.",
		copyFileRange,
	),
	def("splice", "($module, /, src, dst, count, offset_src=None, offset_dst=None, flags=0)", "Copies from or to a pipe.", splice),
];
