// The real file system, by Node's synchronous functions.
//
// Node cannot ask for a descriptor's position, so that is kept here for each descriptor that has one; what has none (a pipe, a
// terminal) is read and written where it is. Names that are not UTF-8 go to Node as bytes. Read `nodeFiles` first.

import * as fs from "node:fs";
import { isUtf8 } from "node:buffer";
import {
	type DirectoryEntry,
	FileError,
	type FileKind,
	type FileStatus,
	type FileSystem,
	type FileSystemStatus,
} from "../runtime/index.ts";

/** What is known of an open descriptor. */
interface OpenFile {
	/** Null: a stream, which has none. */
	position: number | null;
	readonly appends: boolean;
}

/** Passes Node's errors on by the system's names. */
export function guarded<T>(body: () => T): T {
	try {
		return body();
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === undefined || error instanceof FileError) throw error;
		throw new FileError(code.startsWith("ERR_") ? "EINVAL" : code);
	}
}

const ESCAPED = /[\udc80-\udcff]/;

/** A path as Node takes it: bytes if it has escaped ones. */
function nodePath(path: string): string | Buffer {
	if (path === "") throw new FileError("ENOENT");
	if (!ESCAPED.test(path)) return path;
	const parts = Array.from(path, (c) => (ESCAPED.test(c) && c.length === 1 ? Buffer.from([c.charCodeAt(0) - 0xdc00]) : Buffer.from(c)));
	return Buffer.concat(parts);
}

/** A name from the system. Bytes that are no UTF-8 are escaped, with all others above ASCII in that name. */
function nameText(name: Buffer): string {
	if (isUtf8(name)) return name.toString("utf8");
	return Array.from(name, (byte) => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)).join("");
}

function statusOf(stats: fs.BigIntStats): FileStatus {
	return {
		mode: Number(stats.mode),
		ino: Number(stats.ino),
		dev: Number(stats.dev),
		nlink: Number(stats.nlink),
		uid: Number(stats.uid),
		gid: Number(stats.gid),
		size: Number(stats.size),
		atime: stats.atimeNs,
		mtime: stats.mtimeNs,
		ctime: stats.ctimeNs,
		blksize: Number(stats.blksize),
		blocks: Number(stats.blocks),
		rdev: Number(stats.rdev),
	};
}

function kindOf(entry: fs.Dirent<Buffer>): FileKind {
	if (entry.isFile()) return "file";
	if (entry.isDirectory()) return "directory";
	return entry.isSymbolicLink() ? "symlink" : "other";
}

function listDirectory(path: string): readonly DirectoryEntry[] {
	const entries = fs.readdirSync(nodePath(path), { withFileTypes: true, encoding: "buffer" }) as fs.Dirent<Buffer>[];
	return entries.map((entry) => ({ name: nameText(entry.name), kind: kindOf(entry), ino: 0 }));
}

class Descriptors {
	private readonly files = new Map<number, OpenFile>();

	open(path: string, flags: number, mode: number): number {
		const fd = fs.openSync(nodePath(path), flags, mode);
		this.note(fd, (flags & fs.constants.O_APPEND) !== 0);
		return fd;
	}

	private note(fd: number, appends: boolean): OpenFile {
		const stats = fs.fstatSync(fd);
		const file = { position: stats.isFile() || stats.isBlockDevice() || stats.isDirectory() ? 0 : null, appends };
		this.files.set(fd, file);
		return file;
	}

	/** One that was open before the program began has no known position. */
	private at(fd: number): OpenFile {
		const file = this.files.get(fd);
		if (file !== undefined) return file;
		fs.fstatSync(fd);
		return { position: null, appends: false };
	}

	close(fd: number): void {
		fs.closeSync(fd);
		this.files.delete(fd);
	}

	read(fd: number, target: Uint8Array): number {
		const file = this.at(fd);
		const count = fs.readSync(fd, target, 0, target.length, file.position);
		if (file.position !== null) file.position += count;
		return count;
	}

	write(fd: number, bytes: Uint8Array): number {
		const file = this.at(fd);
		const count = fs.writeSync(fd, bytes, 0, bytes.length, file.appends ? null : file.position);
		if (file.position !== null) file.position = file.appends ? fs.fstatSync(fd).size : file.position + count;
		return count;
	}

	seek(fd: number, offset: number, whence: number): number {
		const file = this.at(fd);
		if (file.position === null) throw new FileError("ESPIPE");
		const from = whence === 0 ? 0 : whence === 1 ? file.position : whence === 2 ? fs.fstatSync(fd).size : Number.NaN;
		const to = from + offset;
		if (!(to >= 0)) throw new FileError("EINVAL");
		file.position = to;
		return to;
	}
}

/** A time as Node takes it: seconds, of which it keeps whole microseconds; in their middle, so that they are the ones that are meant. */
function seconds(nanoseconds: bigint): number {
	const microseconds = nanoseconds / 1000n - (nanoseconds % 1000n < 0n ? 1n : 0n);
	return (Number(microseconds) + 0.5) / 1e6;
}

function isAllowed(path: string, mode: number): boolean {
	try {
		fs.accessSync(nodePath(path), mode);
		return true;
	} catch {
		return false;
	}
}

/** `isatty` says whether a descriptor is a terminal. */
export function nodeFiles(isatty: (fd: number) => boolean): FileSystem {
	const open = new Descriptors();
	return {
		isShared: true,
		open: (path, flags, mode) => guarded(() => open.open(path, flags, mode)),
		close: (fd) => guarded(() => open.close(fd)),
		read: (fd, target) => guarded(() => open.read(fd, target)),
		write: (fd, bytes) => guarded(() => open.write(fd, bytes)),
		seek: (fd, offset, whence) => guarded(() => open.seek(fd, offset, whence)),
		truncate: (fd, size) => guarded(() => fs.ftruncateSync(fd, size)),
		sync: (fd) => guarded(() => fs.fsyncSync(fd)),
		fstat: (fd) => guarded(() => statusOf(fs.fstatSync(fd, { bigint: true }))),
		isatty,
		...(process.platform === "linux" ? { pathOf: openPath } : {}),
		stat: (path) => guarded(() => statusOf(fs.statSync(nodePath(path), { bigint: true }))),
		lstat: (path) => guarded(() => statusOf(fs.lstatSync(nodePath(path), { bigint: true }))),
		list: (path) => guarded(() => listDirectory(path)),
		mkdir: (path, mode) => guarded(() => fs.mkdirSync(nodePath(path), { mode })),
		rmdir: (path) => guarded(() => fs.rmdirSync(nodePath(path))),
		unlink: (path) => guarded(() => unlink(path)),
		rename: (from, to) => guarded(() => fs.renameSync(nodePath(from), nodePath(to))),
		link: (from, to) => guarded(() => fs.linkSync(nodePath(from), nodePath(to))),
		symlink: (target, path) => guarded(() => fs.symlinkSync(nodePath(target), nodePath(path))),
		readlink: (path) => guarded(() => nameText(fs.readlinkSync(nodePath(path), "buffer"))),
		chmod: (path, mode) => guarded(() => fs.chmodSync(nodePath(path), mode)),
		chown: (path, uid, gid, follow) => guarded(() => (follow ? fs.chownSync : fs.lchownSync)(nodePath(path), uid, gid)),
		statvfs: (path) => guarded(() => fileSystemStatus(path)),
		utime: (path, atime, mtime, follow) =>
			guarded(() => (follow ? fs.utimesSync : fs.lutimesSync)(nodePath(path), seconds(atime), seconds(mtime))),
		access: isAllowed,
		cwd: () => guarded(workingDirectory),
		chdir: (path) => guarded(() => changeDirectory(path)),
		umask: (mask) => process.umask(mask),
	};
}

/** Node knows neither flags nor the size of fragments. */
function fileSystemStatus(path: string): FileSystemStatus {
	const { bsize, blocks, bfree, bavail, files, ffree } = fs.statfsSync(nodePath(path));
	return { bsize, frsize: bsize, blocks, bfree, bavail, files, ffree, favail: ffree, flag: 0, namemax: 255, fsid: 0 };
}

/** Node's text of a name that is no UTF-8 does not lead back to it. */
function workingDirectory(): string {
	const path = process.cwd();
	return path.includes("\ufffd") && process.platform === "linux" ? nameText(fs.readlinkSync("/proc/self/cwd", "buffer")) : path;
}

function changeDirectory(path: string): void {
	const bytes = nodePath(path);
	if (typeof bytes === "string") return process.chdir(bytes);
	const fd = fs.openSync(bytes, fs.constants.O_RDONLY | fs.constants.O_DIRECTORY);
	try {
		process.chdir(openPath(fd));
	} finally {
		fs.closeSync(fd);
	}
}

/** Linux has a link to each open file. */
function openPath(fd: number): string {
	guarded(() => fs.fstatSync(fd));
	return `/proc/self/fd/${fd}`;
}

/** Linux says EISDIR of a directory, which Node may say otherwise. */
function unlink(path: string): void {
	if (fs.lstatSync(nodePath(path), { throwIfNoEntry: false })?.isDirectory()) throw new FileError("EISDIR");
	fs.unlinkSync(nodePath(path));
}
