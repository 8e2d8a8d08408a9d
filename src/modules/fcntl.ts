// The module `fcntl`: control of descriptors and of what they stand for, as far as one process needs it. Locks are checked and
// granted: one process has none against itself but for flock() of two openings of a file (descriptors.ts). Read `control`
// first. Mirrors Modules/fcntlmodule.c, and fcntl(2), flock(2) and ioctl(2) of Linux.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { isIndex, isTrue } from "../objects/abstract.ts";
import { def } from "../objects/args.ts";
import { auditEvent } from "../objects/auditEvents.ts";
import { isBytes, newBytes } from "../objects/bytes.ts";
import { cIntArgument, integerArgument } from "../objects/conversions.ts";
import { typeError, valueError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import { hasWritableMemory } from "../objects/memoryview.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { isStr, type PyStr } from "../objects/str.ts";
import { buildModule, setOwned } from "./define.ts";
import type { Descriptors } from "./descriptors.ts";
import { fileDescriptorOf } from "./fileNumbers.ts";
import { withFiles } from "./fileSystem.ts";
import { FileError, O_NONBLOCK, S_IFMT, S_IFREG } from "./fileTypes.ts";
import { encodeText } from "./ioCodec.ts";
import { PipeEnd, PipeReader } from "./pipes.ts";
import { offsetArgument } from "./posixDescriptors.ts";

const F_DUPFD = 0;
const F_GETFD = 1;
const F_SETFD = 2;
const F_GETFL = 3;
const F_SETFL = 4;
const F_GETLK = 5;
const F_SETLK = 6;
const F_SETLKW = 7;
const F_DUPFD_CLOEXEC = 1030;
const F_SETPIPE_SZ = 1031;
const F_GETPIPE_SZ = 1032;
const F_RDLCK = 0;
const F_WRLCK = 1;
const F_UNLCK = 2;
const FD_CLOEXEC = 1;
const LOCK_SH = 1;
const LOCK_EX = 2;
const LOCK_NB = 4;
const LOCK_UN = 8;
/** Of locks that Linux has given up. */
const LOCK_MAND = 32;
/** What the kernel adds to the flags of every file on a 64-bit machine. */
const O_LARGEFILE = 0o100000;

const CONSTANTS =
	"DN_ACCESS 1, DN_ATTRIB 32, DN_CREATE 4, DN_DELETE 8, DN_MODIFY 2, DN_MULTISHOT 2147483648, DN_RENAME 16, FASYNC 8192, " +
	"FD_CLOEXEC 1, FICLONE 1074041865, FICLONERANGE 1075876877, F_ADD_SEALS 1033, F_DUPFD 0, F_DUPFD_CLOEXEC 1030, F_EXLCK 4, F_GETFD 1, " +
	"F_GETFL 3, F_GETLEASE 1025, F_GETLK 5, F_GETLK64 5, F_GETOWN 9, F_GETOWN_EX 16, F_GETPIPE_SZ 1032, F_GETSIG 11, " +
	"F_GET_FILE_RW_HINT 1037, F_GET_RW_HINT 1035, F_GET_SEALS 1034, F_NOTIFY 1026, F_OFD_GETLK 36, F_OFD_SETLK 37, " +
	"F_OFD_SETLKW 38, F_OWNER_PGRP 2, F_OWNER_PID 1, F_OWNER_TID 0, F_RDLCK 0, F_SEAL_FUTURE_WRITE 16, F_SEAL_GROW 4, " +
	"F_SEAL_SEAL 1, F_SEAL_SHRINK 2, F_SEAL_WRITE 8, F_SETFD 2, F_SETFL 4, F_SETLEASE 1024, F_SETLK 6, F_SETLK64 6, F_SETLKW 7, " +
	"F_SETLKW64 7, F_SETOWN 8, F_SETOWN_EX 15, F_SETPIPE_SZ 1031, F_SETSIG 10, F_SET_FILE_RW_HINT 1038, F_SET_RW_HINT 1036, " +
	"F_SHLCK 8, F_UNLCK 2, F_WRLCK 1, LOCK_EX 2, LOCK_MAND 32, LOCK_NB 4, LOCK_READ 64, LOCK_RW 192, LOCK_SH 1, LOCK_UN 8, " +
	"LOCK_WRITE 128, RWH_WRITE_LIFE_EXTREME 5, RWH_WRITE_LIFE_LONG 4, RWH_WRITE_LIFE_MEDIUM 3, RWH_WRITE_LIFE_NONE 1, " +
	"RWH_WRITE_LIFE_NOT_SET 0, RWH_WRITE_LIFE_SHORT 2";

function fail(code: string): never {
	throw new FileError(code);
}

/** A struct flock: what is locked for what. Where one is asked for, the answer is that nothing is in the way. */
function rangeLock(open: Descriptors, fd: number, command: number, lock: Uint8Array | null): number {
	if (lock === null || lock.length < 2) fail("EFAULT");
	const view = new DataView(lock!.buffer, lock!.byteOffset);
	const type = view.getInt16(0, true);
	if (![F_RDLCK, F_WRLCK, F_UNLCK].includes(type)) fail("EINVAL");
	open.lockRange(fd, type === F_UNLCK ? null : type === F_WRLCK);
	if (command === F_GETLK) view.setInt16(0, F_UNLCK, true);
	return 0;
}

function pipeSize(open: Descriptors, fd: number, size: number | null): number {
	const end = open.at(fd);
	if (!(end instanceof PipeEnd)) return fail("EBADF");
	if (size !== null) end.pipe.resize(size);
	return end.pipe.capacity;
}

/** What fcntl(2) does and returns; `buffer` holds an argument that is no number, and what is told in its place. */
function control(open: Descriptors, fd: number, command: number, number: number, buffer: Uint8Array | null): number {
	const file = open.at(fd);
	switch (command) {
		case F_DUPFD:
		case F_DUPFD_CLOEXEC:
			return open.duplicate(fd, command === F_DUPFD, number);
		case F_GETFD:
			return open.isInheritable(fd) ? 0 : FD_CLOEXEC;
		case F_SETFD:
			open.setInheritable(fd, (number & FD_CLOEXEC) === 0);
			return 0;
		case F_GETFL:
			return file.flags | ((file.status().mode & S_IFMT) === S_IFREG ? O_LARGEFILE : 0);
		case F_SETFL:
			open.setFlags(fd, number);
			return 0;
		case F_GETLK:
		case F_SETLK:
		case F_SETLKW:
			return rangeLock(open, fd, command, buffer);
		case F_GETPIPE_SZ:
		case F_SETPIPE_SZ:
			return pipeSize(open, fd, command === F_SETPIPE_SZ ? number : null);
		default:
			return fail("EINVAL");
	}
}

const FIONREAD = 0x541b;
const FIONBIO = 0x5421;
const FIOCLEX = 0x5451;
const FIONCLEX = 0x5450;

/** What ioctl(2) does for pipes and files. */
function deviceControl(open: Descriptors, fd: number, request: number, buffer: Uint8Array | null): number {
	const file = open.at(fd);
	switch (request) {
		case FIONREAD: {
			const status = file.status();
			const waiting =
				file instanceof PipeReader ? file.pipe.size : (status.mode & S_IFMT) === S_IFREG ? status.size - file.seek(0, 1) : fail("ENOTTY");
			writeInt(buffer, waiting);
			return 0;
		}
		case FIONBIO:
			open.setFlags(fd, readInt(buffer) === 0 ? file.flags & ~O_NONBLOCK : file.flags | O_NONBLOCK);
			return 0;
		case FIOCLEX:
		case FIONCLEX:
			open.setInheritable(fd, request === FIONCLEX);
			return 0;
		default:
			return fail("ENOTTY");
	}
}

/** As much of an int as there is room for. */
function writeInt(buffer: Uint8Array | null, value: number): void {
	if (buffer === null) fail("EFAULT");
	buffer!.set(Uint8Array.of(value, value >> 8, value >> 16, value >> 24).subarray(0, buffer!.length));
}

function readInt(buffer: Uint8Array | null): number {
	return buffer === null ? fail("EFAULT") : buffer.slice(0, 4).reduceRight((sum, byte) => sum * 256 + byte, 0);
}

const LONGEST = 1024;

/** The bytes of an argument that is neither a number nor missing. Raises TypeError, ValueError. */
function bufferOf(name: string, argument: PyObject): Uint8Array {
	const bytes = isStr(argument) ? encodeText((argument as PyStr).value, "utf-8", "strict") : (argument.type.getBuffer?.(argument) ?? null);
	if (bytes === null) typeError(`${name}() argument 3 must be an integer, a bytes-like object, or a string, not ${argument.type.name}`);
	return bytes!.length > LONGEST && (isStr(argument) || !hasWritableMemory(argument))
		? valueError(`${name} argument 3 is too long`)
		: bytes!;
}

function fcntl(_module: PyObject, fd: PyObject, cmd: PyObject, argument: PyObject | null): Own<PyObject> {
	const [descriptor, command] = [fileDescriptorOf(fd), cIntArgument(cmd)];
	auditEvent("fcntl.fcntl", () => [newInt(descriptor), newInt(command), incref(argument ?? None)]);
	if (argument === null || isIndex(argument)) {
		const number = argument === null ? 0 : Number(BigInt.asIntN(32, BigInt(integerArgument(argument))));
		return newInt(withFiles((_, open) => control(open, descriptor, command, number, null)));
	}
	const buffer = bufferOf("fcntl", argument).slice();
	withFiles((_, open) => control(open, descriptor, command, 0, buffer));
	return newBytes(buffer);
}

function ioctl(_module: PyObject, fd: PyObject, request: PyObject, argument: PyObject | null, mutate: PyObject | null): Own<PyObject> {
	const descriptor = fileDescriptorOf(fd);
	if (!isIndex(request)) typeError(`ioctl() argument 2 must be int, not ${request.type.name}`);
	const code = Number(BigInt.asUintN(64, BigInt(integerArgument(request))));
	auditEvent("fcntl.ioctl", () => [newInt(descriptor), newInt(code), incref(argument ?? None)]);
	if (argument === null || isIndex(argument)) {
		if (argument !== null) cIntArgument(argument);
		return newInt(withFiles((_, open) => deviceControl(open, descriptor, code, null)));
	}
	const buffer = bufferOf("ioctl", argument);
	const changes = (mutate === null || isTrue(mutate)) && !isStr(argument) && !isBytes(argument) && hasWritableMemory(argument);
	const copy = changes ? buffer : buffer.slice();
	const result = withFiles((_, open) => deviceControl(open, descriptor, code, copy));
	return changes ? newInt(result) : newBytes(copy);
}

/** Of several openings of a file in one process, only one can hold it alone; who would have to wait for itself is told so. */
function flock(_module: PyObject, fd: PyObject, operation: PyObject): Own<PyObject> {
	const [descriptor, how] = [fileDescriptorOf(fd), cIntArgument(operation)];
	auditEvent("fcntl.flock", () => [newInt(descriptor), newInt(how)]);
	const kind = how & (LOCK_SH | LOCK_EX | LOCK_UN);
	withFiles((_, open) => {
		open.at(descriptor);
		if ((how & LOCK_MAND) !== 0) return;
		if (![LOCK_SH, LOCK_EX, LOCK_UN].includes(kind)) fail("EINVAL");
		open.lockWhole(descriptor, kind === LOCK_UN ? null : kind === LOCK_EX, (how & LOCK_NB) !== 0);
	});
	return newNone();
}

function lockf(
	_module: PyObject,
	fd: PyObject,
	cmd: PyObject,
	length: PyObject | null,
	start: PyObject | null,
	whence: PyObject | null,
): Own<PyObject> {
	const [descriptor, how, from] = [fileDescriptorOf(fd), cIntArgument(cmd), cIntArgument(whence)];
	auditEvent("fcntl.lockf", () => [newInt(descriptor), newInt(how), incref(length ?? None), incref(start ?? None), newInt(from)]);
	if (how !== LOCK_UN && (how & (LOCK_SH | LOCK_EX)) === 0) valueError("unrecognized lockf argument");
	if (length !== null) offsetArgument(length);
	const offset = start === null ? 0 : offsetArgument(start);
	withFiles((_, open) => {
		open.at(descriptor);
		if (from < 0 || from > 2 || (from === 0 && offset < 0)) fail("EINVAL");
		open.lockRange(descriptor, how === LOCK_UN ? null : (how & LOCK_SH) === 0);
	});
	return newNone();
}

export function initFcntl(): Own<PyModule> {
	const module = hold(
		buildModule("fcntl", "Control of descriptors.", [
			def("fcntl", "($module, fd, cmd, arg=0, /)", "Controls a descriptor.", fcntl),
			def("ioctl", "($module, fd, request, arg=0, mutate_flag=True, /)", "Controls what a descriptor stands for.", ioctl),
			def("flock", "($module, fd, operation, /)", "Locks a file.", flock),
			def("lockf", "($module, fd, cmd, len=0, start=0, whence=0, /)", "Locks a part of a file.", lockf),
		]),
		"module fcntl",
	);
	for (const entry of CONSTANTS.split(", ")) {
		const [name, value] = entry.split(" ");
		setOwned(module.dict!, name!, newInt(Number(value)));
	}
	return take(module);
}
