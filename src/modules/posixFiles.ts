// The functions of `posix` that work on files and directories, all through the host's file system (fileTypes.ts).
// Read `onPath` first. Mirrors Modules/posixmodule.c.

import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { indexAsNumber, isIndex, isTrue } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { auditEvent } from "../objects/auditEvents.ts";
import { newBool } from "../objects/bool.ts";
import { cIntArgument, integerArgument } from "../objects/conversions.ts";
import { notImplementedError, overflowError, typeError, valueError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import { listAppend, newList } from "../objects/list.ts";
import type { PyObject } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { newStr } from "../objects/str.ts";
import { isTuple } from "../objects/tuple.ts";
import { incref } from "../heap/refcount.ts";
import { withFiles } from "./fileSystem.ts";
import { FileError, O_WRONLY, type PathSystem, S_IFDIR, S_IFLNK, S_IFMT, S_IFREG } from "./fileTypes.ts";
import { host } from "./host.ts";
import { dropPath, holdPath, nameLike, type PathArgument, pathBytes } from "./paths.ts";
import { dirDescriptor, pathFrom, pathOrOpen, refuseWithDescriptor } from "./posixPaths.ts";
import { newStatResult, newStatvfsResult } from "./posixStat.ts";

/** Does something with a path, maybe from an open directory on; the error gets its name. */
function onPath<T>(name: string, path: PyObject, dirFd: PyObject | null, body: (files: PathSystem, path: string) => T): T {
	const directory = dirDescriptor(dirFd);
	const argument = holdPath(name, path);
	const result = withFiles((files, open) => body(files, pathFrom(open, argument.text, directory)), argument.given);
	dropPath(argument);
	return result;
}

/** Does something that gives nothing back. */
function doOnPath(name: string, path: PyObject, dirFd: PyObject | null, body: (files: PathSystem, path: string) => void): Own<PyObject> {
	onPath(name, path, dirFd, body);
	return newNone();
}

/** Does something with a path or an open file that gives nothing back. */
function doOnPathOrOpen(
	name: string,
	path: PyObject,
	body: (files: PathSystem, path: string) => void,
	directory: number | null = null,
	follow = true,
): Own<PyObject> {
	const argument = holdPath(name, path, "path or fd");
	refuseWithDescriptor(name, argument, directory, follow);
	withFiles((files, open) => body(files, pathOrOpen(open, argument, directory)), argument.given);
	dropPath(argument);
	return newNone();
}

const isFollowed = (follow: PyObject | null): boolean => follow === null || isTrue(follow);

const MOST_LINKS = 40;

/** What a path leads to, if that is a link itself. */
function withoutLink(files: PathSystem, path: string): string {
	for (let links = 0; links < MOST_LINKS; links++) {
		if ((files.lstat(path).mode & S_IFMT) !== S_IFLNK) return path;
		const target = files.readlink(path);
		path = target.startsWith("/") ? target : path.slice(0, path.lastIndexOf("/") + 1) + target;
	}
	throw new FileError("ELOOP");
}

function move(name: "rename" | "replace" | "link", body: (files: PathSystem, from: string, to: string) => void) {
	return (
		_module: PyObject,
		source: PyObject,
		target: PyObject,
		sourceDir: PyObject | null,
		targetDir: PyObject | null,
		follow: PyObject | null = null,
	): Own<PyObject> => {
		const follows = name === "link" && isFollowed(follow);
		const [a, b] = [dirDescriptor(sourceDir), dirDescriptor(targetDir)];
		const from = holdPath(name, source, "path", "src");
		const to = holdPath(name, target, "path", "dst");
		auditEvent(name === "link" ? "os.link" : "os.rename", () => [incref(source), incref(target), newInt(a ?? -1), newInt(b ?? -1)]);
		withFiles(
			(files, open) => {
				const path = pathFrom(open, from.text, a);
				body(files, follows ? withoutLink(files, path) : path, pathFrom(open, to.text, b));
			},
			from.given,
			to.given,
		);
		dropPath(to);
		dropPath(from);
		return newNone();
	};
}

function symlink(
	_module: PyObject,
	source: PyObject,
	target: PyObject,
	_isDirectory: PyObject | null,
	dirFd: PyObject | null,
): Own<PyObject> {
	const directory = dirDescriptor(dirFd);
	const from = holdPath("symlink", source, "path", "src");
	const to = holdPath("symlink", target, "path", "dst");
	auditEvent("os.symlink", () => [incref(source), incref(target), newInt(directory ?? -1)]);
	withFiles((files, open) => files.symlink(from.text, pathFrom(open, to.text, directory)), from.given, to.given);
	dropPath(to);
	dropPath(from);
	return newNone();
}

function statOf(name: string, path: PyObject, dirFd: PyObject | null, follow: boolean): Own<PyObject> {
	const directory = dirDescriptor(dirFd);
	const argument = holdPath(name, path, name === "stat" ? "path or fd" : "path");
	const { fd, text, given } = argument;
	refuseWithDescriptor(name, argument, directory, follow);
	const status = withFiles(
		(files, open) => {
			if (fd !== null) return open.status(fd);
			const from = pathFrom(open, text, directory);
			return follow ? files.stat(from) : files.lstat(from);
		},
		fd === null ? given : null,
	);
	dropPath(argument);
	return newStatResult(status);
}

/** The kind of what a path names, null if there is nothing; errors and odd names count as nothing. */
function kindAt(path: PyObject, follow: boolean): number | null {
	const argument = pathOrNull(path);
	if (argument === null) return null;
	const kind = withFiles((files, open) => {
		try {
			const { fd, text } = argument;
			if (fd !== null) return open.status(fd).mode & S_IFMT;
			const from = open.resolved(text);
			return (follow ? files.stat(from) : files.lstat(from)).mode & S_IFMT;
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

function listdir(_module: PyObject, path: PyObject | null): Own<PyObject> {
	const argument = holdPath("listdir", path, "path, fd or None");
	auditEvent("os.listdir", () => [argument.given === null ? newNone() : incref(argument.given)]);
	const { fd } = argument;
	// CPython duplicates the descriptor, which fails without naming it.
	if (fd !== null) withFiles((_, open) => open.at(fd));
	const entries = withFiles((files, open) => files.list(pathOrOpen(open, argument)), argument.given);
	const names = hold(newList([]), "names");
	for (const { name } of entries) {
		const text = hold(nameLike(argument, name), "name");
		listAppend(names, text);
		drop(text);
	}
	const result = take(names);
	return argument.given === null ? result : dropKeeping(argument.given, result);
}

function truncate(_module: PyObject, path: PyObject, length: PyObject): Own<PyObject> {
	const size = indexAsNumber(length, "OverflowError");
	const argument = holdPath("truncate", path, "path or fd");
	auditEvent("os.truncate", () => [incref(path), newInt(size)]);
	withFiles(
		(_, open) => {
			const fd = argument.fd ?? open.open(argument.text, O_WRONLY, 0);
			try {
				open.truncate(fd, size);
			} finally {
				if (argument.fd === null) open.close(fd);
			}
		},
		argument.fd === null ? argument.given : null,
	);
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
	const directory = dirDescriptor(dirFd);
	if (times !== null && times !== None && ns !== null) valueError("utime: you may specify either 'times' or 'ns' but not both");
	const pair = ns ?? (times === None ? null : times);
	const wrong = ns === null ? "either a tuple of two ints or None" : "a tuple of two ints";
	if (pair !== null && (!isTuple(pair) || pair.items.length !== 2)) typeError(`utime: '${ns === null ? "times" : "ns"}' must be ${wrong}`);
	const now = host().now();
	const items = pair === null ? null : (pair as unknown as { items: PyObject[] }).items;
	const [atime, mtime] =
		items === null ? [now, now] : items.map((item) => (ns === null ? nanoseconds(item) : BigInt(integerArgument(item))));
	const followed = isFollowed(follow);
	auditEvent("os.utime", () => [incref(path), incref(times ?? None), incref(ns ?? None), newInt(directory ?? -1)]);
	return doOnPathOrOpen("utime", path, (files, text) => files.utime(text, atime!, mtime!, followed), directory, followed);
}

function umask(_module: PyObject, mask: PyObject): Own<PyObject> {
	const wanted = cIntArgument(mask);
	return newInt(withFiles((files) => files.umask(wanted & 0o777)));
}

function readlink(_module: PyObject, path: PyObject, dirFd: PyObject | null): Own<PyObject> {
	const directory = dirDescriptor(dirFd);
	const argument = holdPath("readlink", path);
	const target = withFiles((files, open) => files.readlink(pathFrom(open, argument.text, directory)), argument.given);
	const result = nameLike(argument, target);
	return dropKeeping(argument.given!, result);
}

function chmod(_module: PyObject, path: PyObject, mode: PyObject, dirFd: PyObject | null, follow: PyObject | null): Own<PyObject> {
	const [bits, directory, followed] = [cIntArgument(mode), dirDescriptor(dirFd), isFollowed(follow)];
	auditEvent("os.chmod", () => [incref(path), newInt(bits), newInt(directory ?? -1)]);
	if (!followed && !isIndex(path)) {
		if (directory !== null) valueError("chmod: cannot use dir_fd and follow_symlinks together");
		notImplementedError("chmod: follow_symlinks unavailable on this platform");
	}
	return doOnPathOrOpen("chmod", path, (files, text) => files.chmod(text, bits), directory);
}

function access(
	_module: PyObject,
	path: PyObject,
	mode: PyObject,
	dirFd: PyObject | null,
	_effectiveIds: PyObject | null,
	follow: PyObject | null,
): Own<PyObject> {
	const [bits, directory, followed] = [cIntArgument(mode), dirDescriptor(dirFd), isFollowed(follow)];
	const argument = holdPath("access", path);
	const allowed = withFiles((files, open) => {
		try {
			const from = pathFrom(open, argument.text, directory);
			// A link itself is open to everybody.
			if (!followed && (files.lstat(from).mode & S_IFMT) === S_IFLNK) return true;
			return files.access(from, bits);
		} catch (error) {
			if (error instanceof FileError) return false;
			throw error;
		}
	});
	dropPath(argument);
	return newBool(allowed);
}

/** A user's or group's number; -1 leaves it. Raises TypeError, OverflowError. */
function idArgument(value: PyObject, what: "uid" | "gid"): number {
	if (!isIndex(value)) typeError(`${what} should be integer, not ${value.type.name}`);
	const number = integerArgument(value);
	if (number < -1) overflowError(`${what} is less than minimum`);
	if (number >= 2n ** 64n) overflowError(`${what} is greater than maximum`);
	// CPython says so of what its type is too small for.
	if (number > 0xffffffff) overflowError(`${what} is less than minimum`);
	return number === 0xffffffff ? -1 : Number(number);
}

function giveTo(files: PathSystem, path: string, uid: number, gid: number, follow: boolean): void {
	if (files.chown === undefined) throw new FileError("ENOSYS");
	files.chown(path, uid, gid, follow);
}

function chown(
	_module: PyObject,
	path: PyObject,
	uid: PyObject,
	gid: PyObject,
	dirFd: PyObject | null,
	follow: PyObject | null,
): Own<PyObject> {
	const [user, group] = [idArgument(uid, "uid"), idArgument(gid, "gid")];
	const [directory, followed] = [dirDescriptor(dirFd), isFollowed(follow)];
	auditEvent("os.chown", () => [incref(path), newInt(user), newInt(group), newInt(directory ?? -1)]);
	return doOnPathOrOpen("chown", path, (files, text) => giveTo(files, text, user, group, followed), directory, followed);
}

function lchown(_module: PyObject, path: PyObject, uid: PyObject, gid: PyObject): Own<PyObject> {
	const [user, group] = [idArgument(uid, "uid"), idArgument(gid, "gid")];
	auditEvent("os.chown", () => [incref(path), newInt(user), newInt(group), newInt(-1)]);
	return doOnPath("lchown", path, null, (files, text) => giveTo(files, text, user, group, false));
}

function fchown(_module: PyObject, fd: PyObject, uid: PyObject, gid: PyObject): Own<PyObject> {
	const number = cIntArgument(fd);
	const [user, group] = [idArgument(uid, "uid"), idArgument(gid, "gid")];
	auditEvent("os.chown", () => [newInt(number), newInt(user), newInt(group), newInt(-1)]);
	withFiles((files, open) => giveTo(files, open.path(number), user, group, true));
	return newNone();
}

function statvfs(_module: PyObject, path: PyObject): Own<PyObject> {
	const argument = holdPath("statvfs", path, "path or fd");
	const status = withFiles((files, open) => {
		if (files.statvfs === undefined) throw new FileError("ENOSYS");
		return files.statvfs(pathOrOpen(open, argument));
	}, argument.given);
	dropPath(argument);
	return newStatvfsResult(status);
}

const remove = (name: string): MethodDef =>
	def(name, "($module, /, path, *, dir_fd=None)", "Removes a file.", (_m, path, dirFd) => {
		auditEvent("os.remove", () => [incref(path as PyObject), newInt(dirDescriptor(dirFd) ?? -1)]);
		return doOnPath(name, path, dirFd, (files, text) => files.unlink(text));
	});

const looksAt = (name: string, follow: boolean, is: (kind: number) => boolean): MethodDef =>
	def(name, "($module, /, path)", null, (_m, path) => {
		const kind = kindAt(path, follow);
		return newBool(kind !== null && is(kind));
	});

export const fileFunctions: readonly MethodDef[] = [
	def("stat", "($module, /, path, *, dir_fd=None, follow_symlinks=True)", "What is known of a file.", (_m, path, dirFd, follow) =>
		statOf("stat", path, dirFd, isFollowed(follow)),
	),
	def("lstat", "($module, /, path, *, dir_fd=None)", "What is known of a file, or of a link.", (_m, path, dirFd) =>
		statOf("lstat", path, dirFd, false),
	),
	def("statvfs", "($module, /, path)", "What is known of a file system.", statvfs),
	def("fstatvfs", "($module, fd, /)", "What is known of the file system of an open file.", statvfs),
	looksAt("_path_exists", true, () => true),
	looksAt("_path_lexists", false, () => true),
	looksAt("_path_isfile", true, (kind) => kind === S_IFREG),
	looksAt("_path_isdir", true, (kind) => kind === S_IFDIR),
	looksAt("_path_islink", false, (kind) => kind === S_IFLNK),
	def("listdir", "($module, /, path=None)", "The names in a directory.", listdir),
	def("truncate", "($module, /, path, length)", "Sets a file's size.", truncate),
	def("mkdir", "($module, /, path, mode=511, *, dir_fd=None)", "Makes a directory.", (_m, path, mode, dirFd) => {
		const bits = cIntArgument(mode, 0o777);
		auditEvent("os.mkdir", () => [incref(path as PyObject), newInt(bits), newInt(dirDescriptor(dirFd) ?? -1)]);
		return doOnPath("mkdir", path, dirFd, (files, text) => files.mkdir(text, bits));
	}),
	def("rmdir", "($module, /, path, *, dir_fd=None)", "Removes an empty directory.", (_m, path, dirFd) => {
		auditEvent("os.rmdir", () => [incref(path as PyObject), newInt(dirDescriptor(dirFd) ?? -1)]);
		return doOnPath("rmdir", path, dirFd, (files, text) => files.rmdir(text));
	}),
	remove("unlink"),
	remove("remove"),
	...(["rename", "replace"] as const).map((name) =>
		def(
			name,
			"($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)",
			"Renames a file or directory.",
			move(name, (files, from, to) => files.rename(from, to)),
		),
	),
	def(
		"link",
		"($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=(os.name != 'nt'))",
		"Gives a file another name.",
		move("link", (files, from, to) => files.link(from, to)),
	),
	def("symlink", "($module, /, src, dst, target_is_directory=False, *, dir_fd=None)", "Makes a symbolic link.", symlink),
	def("readlink", "($module, /, path, *, dir_fd=None)", "What a symbolic link says.", readlink),
	def("chmod", "($module, /, path, mode, *, dir_fd=None, follow_symlinks=(os.name != 'nt'))", "Sets a file's mode.", chmod),
	def("chown", "($module, /, path, uid, gid, *, dir_fd=None, follow_symlinks=True)", "Sets a file's owner and group.", chown),
	def("lchown", "($module, /, path, uid, gid)", "Sets the owner and group of a file, or of a link.", lchown),
	def("fchown", "($module, /, fd, uid, gid)", "Sets an open file's owner and group.", fchown),
	def("utime", "($module, /, path, times=None, *, ns=<unrepresentable>, dir_fd=None, follow_symlinks=True)", "Sets a file's times.", utime),
	def(
		"access",
		"($module, /, path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)",
		"Whether the user may do something with a file.",
		access,
	),
	def("getcwd", "($module, /)", "The working directory.", () => newStr(withFiles((files) => files.cwd()))),
	def("getcwdb", "($module, /)", "The working directory as bytes.", () => pathBytes(withFiles((files) => files.cwd()))),
	def("chdir", "($module, /, path)", "Changes the working directory.", (_m, path) => {
		auditEvent("os.chdir", () => [incref(path as PyObject)]);
		return doOnPathOrOpen("chdir", path, (files, text) => files.chdir(text));
	}),
	def("umask", "($module, mask, /)", "Sets the mask of new files' modes; gives the old one.", umask),
];
