// The functions of `posix` that work on descriptors as such: making, sharing and closing them, what is set for them, and
// what they stand for. Reading and writing is in posixTransfer.ts. Read `onDescriptor` first. Mirrors Modules/posixmodule.c.

import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { isIndex, isTrue } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { auditEvent } from "../objects/auditEvents.ts";
import { newBool } from "../objects/bool.ts";
import { cIntArgument, integerArgument, typeNameOf } from "../objects/conversions.ts";
import { overflowError, typeError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import type { PyObject } from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { newStr } from "../objects/str.ts";
import { newTuple } from "../objects/tuple.ts";
import type { Descriptors } from "./descriptors.ts";
import { descriptors, raiseFileError, withFiles } from "./fileSystem.ts";
import { FileError, O_CLOEXEC, O_NONBLOCK, type PathSystem, S_IFMT, S_IFREG } from "./fileTypes.ts";
import { fileDescriptorOf } from "./fileNumbers.ts";
import { dropPath, holdPath } from "./paths.ts";
import { dirDescriptor } from "./posixPaths.ts";
import { newStatResult } from "./posixStat.ts";

/** A C int that is a descriptor. */
export function descriptor(fd: PyObject): number {
	if (!isIndex(fd)) typeError(`'${typeNameOf(fd) === "None" ? "NoneType" : fd.type.name}' object cannot be interpreted as an integer`);
	return cIntArgument(fd);
}

/** An `off_t` argument. Raises TypeError, OverflowError. */
export function offsetArgument(value: PyObject): number {
	const offset = integerArgument(value);
	if (offset >= 2n ** 63n || offset < -(2n ** 63n)) overflowError("Python int too large to convert to C long");
	return Number(offset);
}

/** Does something with a descriptor that gives nothing back. */
function onDescriptor(fd: number, body: (open: Descriptors, fd: number, files: PathSystem) => void): Own<PyObject> {
	withFiles((files, open) => body(open, fd, files));
	return newNone();
}

function open(_module: PyObject, path: PyObject, flags: PyObject, mode: PyObject | null, dirFd: PyObject | null): Own<PyObject> {
	const asked = cIntArgument(flags);
	const [bits, directory] = [cIntArgument(mode, 0o777), dirDescriptor(dirFd)];
	const argument = holdPath("open", path);
	auditEvent("open", () => [incref(path), newNone(), newInt(asked | O_CLOEXEC)]);
	const fd = withFiles((_, open) => open.openAt(directory, argument.text, asked | O_CLOEXEC, bits), argument.given);
	dropPath(argument);
	return newInt(fd);
}

function newPair([reader, writer]: readonly [number, number]): Own<PyObject> {
	return newTuple([newInt(reader) as Own<PyObject>, newInt(writer)]);
}

function dup2(_module: PyObject, fd: PyObject, target: PyObject, inheritable: PyObject | null): Own<PyObject> {
	const [from, to] = [descriptor(fd), descriptor(target)];
	const stays = inheritable === null || isTrue(inheritable);
	if (from < 0 || to < 0) withFiles(() => fail("EBADF"));
	withFiles((_, open) => open.duplicateTo(from, to, stays));
	return newInt(to);
}

function fail(code: string): never {
	throw new FileError(code);
}

/** Makes room in a file, whose size grows where it is too small. */
function fallocate(_module: PyObject, fd: PyObject, offset: PyObject, length: PyObject): Own<PyObject> {
	const [number, from, count] = [descriptor(fd), offsetArgument(offset), offsetArgument(length)];
	return onDescriptor(number, (open) => {
		if (from < 0 || count <= 0) fail("EINVAL");
		const file = open.at(number);
		if (!file.canWrite) fail("EBADF");
		const { mode, size } = file.status();
		if ((mode & S_IFMT) !== S_IFREG) fail("ENODEV");
		if (size < from + count) file.truncate(from + count);
	});
}

const LAST_ADVICE = 5;

/** Advice on how a file will be read, of which nothing comes. */
function fadvise(_module: PyObject, fd: PyObject, offset: PyObject, length: PyObject, advice: PyObject): Own<PyObject> {
	const [number, which] = [descriptor(fd), cIntArgument(advice)];
	offsetArgument(offset);
	offsetArgument(length);
	return onDescriptor(number, (open) => {
		open.seek(number, 0, 1);
		if (which < 0 || which > LAST_ADVICE) fail("EINVAL");
	});
}

const MFD_CLOEXEC = 1;
const MFD_ALLOW_SEALING = 2;

function memfdCreate(_module: PyObject, name: PyObject, flags: PyObject | null): Own<PyObject> {
	const bits = cIntArgument(flags, MFD_CLOEXEC);
	const argument = holdPath("memfd_create", name, "path", "name");
	if ((bits & ~(MFD_CLOEXEC | MFD_ALLOW_SEALING)) !== 0) raiseFileError("EINVAL");
	dropPath(argument);
	return newInt(withFiles((_, open) => open.memoryFile((bits & MFD_CLOEXEC) === 0)));
}

const F_ULOCK = 0;
const F_TEST = 3;

function lockf(_module: PyObject, fd: PyObject, command: PyObject, length: PyObject): Own<PyObject> {
	const [number, which] = [descriptor(fd), cIntArgument(command)];
	offsetArgument(length);
	auditEvent("os.lockf", () => [newInt(number), newInt(which), incref(length)]);
	return onDescriptor(number, (open) => {
		open.at(number);
		if (which < F_ULOCK || which > F_TEST) fail("EINVAL");
		open.lockRange(number, which === F_ULOCK || which === F_TEST ? null : true);
	});
}

function deviceEncoding(_module: PyObject, fd: PyObject): Own<PyObject> {
	return descriptors().isTerminal(descriptor(fd)) ? newStr("UTF-8") : newNone();
}

/** A function of something that is or has a descriptor. */
const synced = (name: string): MethodDef =>
	def(name, "($module, /, fd)", "Has a file written to the disk.", (_m, fd) =>
		onDescriptor(fileDescriptorOf(fd), (open, number) => open.sync(number)),
	);

export const descriptorFunctions: readonly MethodDef[] = [
	def("open", "($module, /, path, flags, mode=511, *, dir_fd=None)", "Opens a file: its descriptor.", open),
	def("close", "($module, /, fd)", "Closes a descriptor.", (_m, fd) => onDescriptor(descriptor(fd), (open, number) => open.close(number))),
	def("closerange", "($module, fd_low, fd_high, /)", "Closes all descriptors from one up to another.", (_m, low, high) => {
		const [from, to] = [cIntArgument(low), cIntArgument(high)];
		return onDescriptor(from, (open) => open.closeRange(from, to));
	}),
	def("dup", "($module, fd, /)", "Another descriptor of the same open file.", (_m, fd) => {
		const number = descriptor(fd);
		return newInt(withFiles((_, open) => open.duplicate(number, false)));
	}),
	def("dup2", "($module, /, fd, fd2, inheritable=True)", "Has a descriptor stand for the same as another.", dup2),
	def("pipe", "($module, /)", "A pipe: the descriptors to read from and to write to.", () =>
		newPair(withFiles((_, open) => open.pipe(O_CLOEXEC))),
	),
	def("pipe2", "($module, flags, /)", "A pipe, with flags of both ends.", (_m, flags) => {
		const bits = cIntArgument(flags);
		return newPair(withFiles((_, open) => open.pipe(bits)));
	}),
	def("lseek", "($module, fd, position, whence, /)", "Sets a descriptor's position.", (_m, fd, position, whence) => {
		const number = descriptor(fd);
		const [offset, from] = [offsetArgument(position), cIntArgument(whence)];
		return newInt(withFiles((_, open) => open.seek(number, offset, from)));
	}),
	def("ftruncate", "($module, fd, length, /)", "Sets an open file's size.", (_m, fd, length) => {
		const [number, size] = [descriptor(fd), offsetArgument(length)];
		auditEvent("os.truncate", () => [newInt(number), newInt(size)]);
		return onDescriptor(number, (open) => open.truncate(number, size));
	}),
	synced("fsync"),
	synced("fdatasync"),
	def("sync", "($module, /)", "Has everything written to the disk.", () => newNone()),
	def("fstat", "($module, /, fd)", "What is known of an open file.", (_m, fd) => {
		const number = descriptor(fd);
		return newStatResult(withFiles((_, open) => open.status(number)));
	}),
	def("fchmod", "($module, /, fd, mode)", "Sets an open file's mode.", (_m, fd, mode) => {
		const number = descriptor(fd);
		const bits = cIntArgument(mode);
		auditEvent("os.chmod", () => [newInt(number), newInt(bits), newInt(-1)]);
		return onDescriptor(number, (open, _fd, files) => files.chmod(open.path(number), bits));
	}),
	def("fchdir", "($module, /, fd)", "Changes the working directory to an open one.", (_m, fd) => {
		const number = fileDescriptorOf(fd);
		auditEvent("os.chdir", () => [newInt(number)]);
		return onDescriptor(number, (open, _fd, files) => files.chdir(open.directoryPath(number)));
	}),
	def("isatty", "($module, fd, /)", "Whether a file descriptor is a terminal.", (_m, fd) => {
		const number = descriptor(fd);
		return newBool(descriptors().isTerminal(number));
	}),
	def("ttyname", "($module, fd, /)", "The terminal's name.", (_m, fd) => {
		const number = descriptor(fd);
		return withFiles((files, open) => {
			if (!open.at(number).isTerminal()) fail("ENOTTY");
			return newStr(files.readlink(open.path(number)));
		});
	}),
	def("device_encoding", "($module, /, fd)", "The encoding of a terminal, or None.", deviceEncoding),
	def("get_inheritable", "($module, fd, /)", "Whether a descriptor would stay open in another program.", (_m, fd) => {
		const number = descriptor(fd);
		return newBool(withFiles((_, open) => open.isInheritable(number)));
	}),
	def(
		"set_inheritable",
		"($module, fd, inheritable, /)",
		"Sets whether a descriptor would stay open in another program.",
		(_m, fd, wanted) => {
			const [number, stays] = [descriptor(fd), cIntArgument(wanted) !== 0];
			return onDescriptor(number, (open) => open.setInheritable(number, stays));
		},
	),
	def("get_blocking", "($module, fd, /)", "Whether reading and writing wait.", (_m, fd) => {
		const number = descriptor(fd);
		return newBool(withFiles((_, open) => (open.at(number).flags & O_NONBLOCK) === 0));
	}),
	def("set_blocking", "($module, fd, blocking, /)", "Sets whether reading and writing wait.", (_m, fd, blocking) => {
		const [number, waits] = [descriptor(fd), isTrue(blocking)];
		return onDescriptor(number, (open) => {
			const { flags } = open.at(number);
			open.setFlags(number, waits ? flags & ~O_NONBLOCK : flags | O_NONBLOCK);
		});
	}),
	def("memfd_create", "($module, /, name, flags=MFD_CLOEXEC)", "A file in memory, without a name.", memfdCreate),
	def("lockf", "($module, fd, command, length, /)", "Locks a part of a file.", lockf),
	def("posix_fallocate", "($module, fd, offset, length, /)", "Makes sure that a part of a file has room.", fallocate),
	def("posix_fadvise", "($module, fd, offset, length, advice, /)", "Tells how a file will be read.", fadvise),
];
