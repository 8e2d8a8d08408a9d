// The functions of `posix` that work on files and directories, all through the host's file system (fileTypes.ts).
// Read `onPath` first. Mirrors Modules/posixmodule.c.

import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { indexAsNumber, isIndex, isTrue } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { auditEvent } from "../objects/auditEvents.ts";
import { newBool } from "../objects/bool.ts";
import { newBytes } from "../objects/bytes.ts";
import { cIntArgument, integerArgument } from "../objects/conversions.ts";
import { notImplementedError, typeError, valueError } from "../objects/errors.ts";
import { raiseOSError } from "../objects/exceptionsRaise.ts";
import { newFloat } from "../objects/float.ts";
import { newInt } from "../objects/int.ts";
import { listAppend, newList } from "../objects/list.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { newStr } from "../objects/str.ts";
import { newStructSeq, newStructSeqType } from "../objects/structseq.ts";
import { isTuple } from "../objects/tuple.ts";
import { incref } from "../heap/refcount.ts";
import { withFiles, writeDescriptor } from "./fileSystem.ts";
import { FileError, type FileStatus, type FileSystem, O_CLOEXEC, O_RDWR, S_IFDIR, S_IFLNK, S_IFMT, S_IFREG } from "./fileTypes.ts";
import { host } from "./host.ts";
import { bytesOfArgument } from "./ioBytes.ts";
import { descriptorIsTerminal } from "./ioFile.ts";
import { dropPath, holdPath, nameLike, type PathArgument, pathBytes } from "./paths.ts";

const STAT_FIELDS =
	"st_mode st_ino st_dev st_nlink st_uid st_gid st_size . . . st_atime st_mtime st_ctime st_atime_ns st_mtime_ns st_ctime_ns " +
	"st_blksize st_blocks st_rdev";

let statResult: PyType | null = null;

export function statResultType(): PyType {
	if (statResult === null) {
		const fields = STAT_FIELDS.split(" ").map((name) => ({ name: name === "." ? null : name }));
		statResult = newStructSeqType("os.stat_result", "What is known of a file.", fields, 10, true, true);
	}
	return statResult;
}

export function newStatResult(status: FileStatus): Own<PyObject> {
	const { mode, ino, dev, nlink, uid, gid, size, atime, mtime, ctime, blksize, blocks, rdev } = status;
	const times = [atime, mtime, ctime];
	return newStructSeq(statResultType(), [
		...[mode, ino, dev, nlink, uid, gid, size].map((n) => newInt(n) as Own<PyObject>),
		...times.map((t) => newInt(t / 1_000_000_000n) as Own<PyObject>),
		...times.map((t) => newFloat(Number(t / 1_000_000_000n) + 1e-9 * Number(t % 1_000_000_000n)) as Own<PyObject>),
		...times.map((t) => newInt(t) as Own<PyObject>),
		...[blksize, blocks, rdev].map((n) => newInt(n) as Own<PyObject>),
	]);
}

/** Directory descriptors as starting points are nothing that a host has. */
function refuseDirFd(name: string, ...given: (PyObject | null)[]): void {
	if (given.some((fd) => fd !== null && fd !== None)) notImplementedError(`${name}: dir_fd unavailable on this platform`);
}

/** Does something with a path, whose name the error gets. */
function onPath<T>(name: string, path: PyObject | null, body: (files: FileSystem, path: PathArgument) => T): T {
	const argument = holdPath(name, path);
	const result = withFiles((files) => body(files, argument), argument.given);
	dropPath(argument);
	return result;
}

/** Does something with a path or an open file that gives nothing back. */
function doOnPathOrOpen(name: string, path: PyObject, body: (files: FileSystem, path: string) => void): Own<PyObject> {
	const argument = holdPath(name, path, "path or fd");
	withFiles((files) => body(files, pathOrOpen(files, argument)), argument.given);
	dropPath(argument);
	return newNone();
}

/** Does something that gives nothing back. */
function doOnPath(name: string, path: PyObject, body: (files: FileSystem, path: string) => void): Own<PyObject> {
	onPath(name, path, (files, { text }) => body(files, text));
	return newNone();
}

function onTwoPaths(name: string, source: PyObject, target: PyObject, body: (files: FileSystem, from: string, to: string) => void) {
	const from = holdPath(name, source, "path", "src");
	const to = holdPath(name, target, "path", "dst");
	const dirFds = name === "symlink" ? [newInt(-1)] : [newInt(-1), newInt(-1)];
	auditEvent(`os.${name === "replace" ? "rename" : name}`, () => [incref(source), incref(target), ...dirFds]);
	withFiles((files) => body(files, from.text, to.text), from.given, to.given);
	dropPath(to);
	dropPath(from);
	return newNone();
}

function statOf(name: string, path: PyObject, follow: boolean): Own<PyObject> {
	const argument = holdPath(name, path, name === "stat" ? "path or fd" : "path");
	const { fd, text, given } = argument;
	const status = withFiles(
		(files) => (fd !== null ? files.fstat(fd) : follow ? files.stat(text) : files.lstat(text)),
		fd === null ? given : null,
	);
	dropPath(argument);
	return newStatResult(status);
}

function stat(_module: PyObject, path: PyObject, dirFd: PyObject | null, follow: PyObject | null): Own<PyObject> {
	refuseDirFd("stat", dirFd);
	return statOf("stat", path, follow === null || isTrue(follow));
}

/** The kind of what a path names, null if there is nothing; errors and odd names count as nothing. */
function kindAt(path: PyObject, follow: boolean): number | null {
	const argument = pathOrNull(path);
	if (argument === null) return null;
	const kind = withFiles((files) => {
		try {
			const { fd, text } = argument;
			return (fd !== null ? files.fstat(fd) : follow ? files.stat(text) : files.lstat(text)).mode & S_IFMT;
		} catch (error) {
			if (error instanceof FileError) return null;
			throw error;
		}
	});
	dropPath(argument);
	return kind;
}

/** Null for a path with a NUL, which names nothing. */
function pathOrNull(path: PyObject): PathArgument | null {
	const argument = holdPath("_path_exists", path, "path or fd", "path", true);
	if (!argument.text.includes("\0")) return argument;
	dropPath(argument);
	return null;
}

/** The path of an argument, or one that leads to what its descriptor has open. */
function pathOrOpen(files: FileSystem, { fd, text }: PathArgument): string {
	if (fd === null) return text;
	if (files.pathOf === undefined) throw new FileError("ENOTSUP");
	return files.pathOf(fd);
}

function listdir(_module: PyObject, path: PyObject | null): Own<PyObject> {
	const argument = holdPath("listdir", path, "path, fd or None");
	auditEvent("os.listdir", () => [argument.given === null ? newNone() : incref(argument.given)]);
	const { fd } = argument;
	// CPython duplicates the descriptor, which fails without naming it.
	if (fd !== null) withFiles((files) => files.fstat(fd));
	const entries = withFiles((files) => files.list(pathOrOpen(files, argument)), argument.given);
	const names = hold(newList([]), "names");
	for (const { name } of entries) {
		const text = hold(nameLike(argument, name), "name");
		listAppend(names, text);
		drop(text);
	}
	const result = take(names);
	return argument.given === null ? result : dropKeeping(argument.given, result);
}

function descriptor(fd: PyObject): number {
	if (!isIndex(fd)) typeError(`'${fd.type.name}' object cannot be interpreted as an integer`);
	return cIntArgument(fd);
}

function open(_module: PyObject, path: PyObject, flags: PyObject, mode: PyObject | null, dirFd: PyObject | null): Own<PyObject> {
	refuseDirFd("open", dirFd);
	const asked = cIntArgument(flags);
	const bits = cIntArgument(mode, 0o777);
	const argument = holdPath("open", path);
	auditEvent("open", () => [incref(path), newNone(), newInt(asked | O_CLOEXEC)]);
	const fd = withFiles((files) => files.open(argument.text, asked | O_CLOEXEC, bits), argument.given);
	dropPath(argument);
	return newInt(fd);
}

/** What of a line of standard input was more than somebody asked for. */
let unread = new Uint8Array(0);

function readStandardInput(count: number): Uint8Array {
	if (unread.length === 0) unread = new Uint8Array(host().readStdinLine() ?? []);
	const bytes = unread.slice(0, count);
	unread = unread.slice(count);
	return bytes;
}

function read(_module: PyObject, fd: PyObject, length: PyObject): Own<PyObject> {
	const number = descriptor(fd);
	const count = indexAsNumber(length, "OverflowError");
	if (count < 0) raiseOSError(22, "Invalid argument");
	if (number === 0) return newBytes(readStandardInput(count));
	const data = new Uint8Array(count);
	return newBytes(
		data.slice(
			0,
			withFiles((files) => files.read(number, data)),
		),
	);
}

function write(_module: PyObject, fd: PyObject, data: PyObject): Own<PyObject> {
	const number = descriptor(fd);
	return newInt(writeDescriptor(number, bytesOfArgument(data)));
}

function lseek(_module: PyObject, fd: PyObject, position: PyObject, whence: PyObject): Own<PyObject> {
	const number = descriptor(fd);
	const [offset, from] = [indexAsNumber(position, "OverflowError"), cIntArgument(whence)];
	return newInt(withFiles((files) => files.seek(number, offset, from)));
}

function truncate(_module: PyObject, path: PyObject, length: PyObject): Own<PyObject> {
	const size = indexAsNumber(length, "OverflowError");
	const argument = holdPath("truncate", path, "path or fd");
	auditEvent("os.truncate", () => [incref(path), newInt(size)]);
	withFiles((files) => {
		const fd = argument.fd ?? files.open(argument.text, O_RDWR, 0);
		try {
			files.truncate(fd, size);
		} finally {
			if (argument.fd === null) files.close(fd);
		}
	}, argument.given);
	dropPath(argument);
	return newNone();
}

const BILLION = 1_000_000_000n;

function nanoseconds(time: PyObject): bigint {
	if (isIndex(time)) return BigInt(integerArgument(time)) * BILLION;
	const value = (time as unknown as { value: number }).value;
	if (typeof value !== "number") typeError(`'${time.type.name}' object cannot be interpreted as an integer`);
	return BigInt(Math.floor(value)) * BILLION + BigInt(Math.floor((value - Math.floor(value)) * 1e9));
}

function utime(
	_module: PyObject,
	path: PyObject,
	times: PyObject | null,
	ns: PyObject | null,
	dirFd: PyObject | null,
	follow: PyObject | null,
): Own<PyObject> {
	refuseDirFd("utime", dirFd);
	if (times !== null && times !== None && ns !== null) valueError("utime: you may specify either 'times' or 'ns' but not both");
	const pair = ns ?? (times === None ? null : times);
	const wrong = ns === null ? "either a tuple of two ints or None" : "a tuple of two ints";
	if (pair !== null && (!isTuple(pair) || pair.items.length !== 2)) typeError(`utime: '${ns === null ? "times" : "ns"}' must be ${wrong}`);
	const now = host().now();
	const items = pair === null ? null : (pair as unknown as { items: PyObject[] }).items;
	const [atime, mtime] =
		items === null ? [now, now] : items.map((item) => (ns === null ? nanoseconds(item) : BigInt(integerArgument(item))));
	const followed = follow === null || isTrue(follow);
	auditEvent("os.utime", () => [incref(path), incref(times ?? None), incref(ns ?? None), newInt(-1)]);
	return doOnPathOrOpen("utime", path, (files, text) => files.utime(text, atime!, mtime!, followed));
}

function umask(_module: PyObject, mask: PyObject): Own<PyObject> {
	const wanted = cIntArgument(mask);
	return newInt(withFiles((files) => files.umask(wanted & 0o777)));
}

function readlink(_module: PyObject, path: PyObject, dirFd: PyObject | null): Own<PyObject> {
	refuseDirFd("readlink", dirFd);
	const argument = holdPath("readlink", path);
	const target = withFiles((files) => files.readlink(argument.text), argument.given);
	const result = nameLike(argument, target);
	return dropKeeping(argument.given!, result);
}

const remove = (name: string): MethodDef =>
	def(name, "($module, /, path, *, dir_fd=None)", "Removes a file.", (_m, path, dirFd) => {
		refuseDirFd(name, dirFd);
		auditEvent("os.remove", () => [incref(path as PyObject), newInt(-1)]);
		return doOnPath(name, path, (files, text) => files.unlink(text));
	});

const move = (name: string): MethodDef =>
	def(name, "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)", "Renames a file or directory.", (_m, source, target, a, b) => {
		refuseDirFd(name, a, b);
		return onTwoPaths(name, source, target, (files, from, to) => files.rename(from, to));
	});

const onFd = (name: string, doc: string, body: (files: FileSystem, fd: number) => void): MethodDef =>
	def(name, "($module, /, fd)", doc, (_m, fd) => {
		const number = descriptor(fd);
		withFiles((files) => body(files, number));
		return newNone();
	});

const looksAt = (name: string, follow: boolean, is: (kind: number) => boolean): MethodDef =>
	def(name, "($module, /, path)", null, (_m, path) => {
		const kind = kindAt(path, follow);
		return newBool(kind !== null && is(kind));
	});

/** What a program has set for descriptors. Nothing comes of it: no other program can be started. */
const inheritable = new Map<number, boolean>();

export const fileFunctions: readonly MethodDef[] = [
	def("stat", "($module, /, path, *, dir_fd=None, follow_symlinks=True)", "What is known of a file.", stat),
	def("lstat", "($module, /, path, *, dir_fd=None)", "What is known of a file, or of a link.", (_m, path, dirFd) => {
		refuseDirFd("lstat", dirFd);
		return statOf("lstat", path, false);
	}),
	def("fstat", "($module, /, fd)", "What is known of an open file.", (_m, fd) => {
		const number = descriptor(fd);
		return newStatResult(withFiles((files) => files.fstat(number)));
	}),
	looksAt("_path_exists", true, () => true),
	looksAt("_path_lexists", false, () => true),
	looksAt("_path_isfile", true, (kind) => kind === S_IFREG),
	looksAt("_path_isdir", true, (kind) => kind === S_IFDIR),
	looksAt("_path_islink", false, (kind) => kind === S_IFLNK),
	def("listdir", "($module, /, path=None)", "The names in a directory.", listdir),
	def("open", "($module, /, path, flags, mode=511, *, dir_fd=None)", "Opens a file: its descriptor.", open),
	onFd("close", "Closes a descriptor.", (files, fd) => {
		inheritable.delete(fd);
		files.close(fd);
	}),
	onFd("fsync", "Has a file written to the disk.", (files, fd) => files.sync(fd)),
	def("read", "($module, fd, length, /)", "Reads from a descriptor.", read),
	def("write", "($module, fd, data, /)", "Writes to a descriptor.", write),
	def("lseek", "($module, fd, position, whence, /)", "Sets a descriptor's position.", lseek),
	def("ftruncate", "($module, fd, length, /)", "Sets an open file's size.", truncate),
	def("truncate", "($module, /, path, length)", "Sets a file's size.", truncate),
	def("get_inheritable", "($module, fd, /)", "Whether a descriptor would stay open in another program.", (_m, fd) => {
		const number = descriptor(fd);
		withFiles((files) => files.fstat(number));
		return newBool(inheritable.get(number) ?? number <= 2);
	}),
	def(
		"set_inheritable",
		"($module, fd, inheritable, /)",
		"Sets whether a descriptor would stay open in another program.",
		(_m, fd, wanted) => {
			const [number, stays] = [descriptor(fd), cIntArgument(wanted) !== 0];
			withFiles((files) => files.fstat(number));
			inheritable.set(number, stays);
			return newNone();
		},
	),
	def("isatty", "($module, fd, /)", "Whether a file descriptor is a terminal.", (_m, fd) => newBool(descriptorIsTerminal(descriptor(fd)))),
	def("mkdir", "($module, /, path, mode=511, *, dir_fd=None)", "Makes a directory.", (_m, path, mode, dirFd) => {
		refuseDirFd("mkdir", dirFd);
		const bits = cIntArgument(mode, 0o777);
		auditEvent("os.mkdir", () => [incref(path as PyObject), newInt(bits), newInt(-1)]);
		return doOnPath("mkdir", path, (files, text) => files.mkdir(text, bits));
	}),
	def("rmdir", "($module, /, path, *, dir_fd=None)", "Removes an empty directory.", (_m, path, dirFd) => {
		refuseDirFd("rmdir", dirFd);
		auditEvent("os.rmdir", () => [incref(path as PyObject), newInt(-1)]);
		return doOnPath("rmdir", path, (files, text) => files.rmdir(text));
	}),
	remove("unlink"),
	remove("remove"),
	move("rename"),
	move("replace"),
	def(
		"link",
		"($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)",
		"Gives a file another name.",
		(_m, source, target, a, b) => {
			refuseDirFd("link", a, b);
			return onTwoPaths("link", source, target, (files, from, to) => files.link(from, to));
		},
	),
	def(
		"symlink",
		"($module, /, src, dst, target_is_directory=False, *, dir_fd=None)",
		"Makes a symbolic link.",
		(_m, source, target, _isDirectory, dirFd) => {
			refuseDirFd("symlink", dirFd);
			return onTwoPaths("symlink", source, target, (files, from, to) => files.symlink(from, to));
		},
	),
	def("readlink", "($module, /, path, *, dir_fd=None)", "What a symbolic link says.", readlink),
	def("chmod", "($module, /, path, mode, *, dir_fd=None, follow_symlinks=True)", "Sets a file's mode.", (_m, path, mode, dirFd) => {
		refuseDirFd("chmod", dirFd);
		const bits = cIntArgument(mode);
		auditEvent("os.chmod", () => [incref(path as PyObject), newInt(bits), newInt(-1)]);
		return doOnPathOrOpen("chmod", path, (files, text) => files.chmod(text, bits));
	}),
	def("fchmod", "($module, /, fd, mode)", "Sets an open file's mode.", (_m, fd, mode) => {
		const number = descriptor(fd);
		const bits = cIntArgument(mode);
		auditEvent("os.chmod", () => [newInt(number), newInt(bits), newInt(-1)]);
		withFiles((files) => files.chmod(pathOrOpen(files, { fd: number, text: "", given: null, isBytes: false }), bits));
		return newNone();
	}),
	def("utime", "($module, /, path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True)", "Sets a file's times.", utime),
	def(
		"access",
		"($module, /, path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)",
		"Whether the user may do something with a file.",
		(_m, path, mode, dirFd) => {
			refuseDirFd("access", dirFd);
			const bits = cIntArgument(mode);
			return newBool(onPath("access", path, (files, { text }) => files.access(text, bits)));
		},
	),
	def("getcwd", "($module, /)", "The working directory.", () => newStr(withFiles((files) => files.cwd()))),
	def("getcwdb", "($module, /)", "The working directory as bytes.", () => pathBytes(withFiles((files) => files.cwd()))),
	def("chdir", "($module, /, path)", "Changes the working directory.", (_m, path) => {
		auditEvent("os.chdir", () => [incref(path as PyObject)]);
		return doOnPathOrOpen("chdir", path, (files, text) => files.chdir(text));
	}),
	def("umask", "($module, mask, /)", "Sets the mask of new files' modes; gives the old one.", umask),
];
