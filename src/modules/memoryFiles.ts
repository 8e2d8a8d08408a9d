// Files in memory, for a host that has no file system of its own (a browser, the library): a tree of nodes that begins
// with an empty /tmp. A file that is not in it is looked for with the host's `readFile`, and copied when it is opened.
// Read `MemoryFiles.open` first. Nothing here outlives the host object.

import {
	type DirectoryEntry,
	FileError,
	type FileKind,
	type FileStatus,
	type FileSystem,
	type FileSystemStatus,
	O_ACCMODE,
	O_APPEND,
	O_CREAT,
	O_EXCL,
	O_RDWR,
	O_TRUNC,
	O_WRONLY,
	S_IFCHR,
	S_IFDIR,
	S_IFLNK,
	S_IFREG,
} from "./fileTypes.ts";
import type { Host } from "./host.ts";

interface Node {
	readonly kind: FileKind;
	readonly ino: number;
	/** Of a device: what it is. */
	readonly device: Device | null;
	mode: number;
	uid: number;
	gid: number;
	nlink: number;
	/** A file's bytes are `data[0 .. size)`. */
	data: Uint8Array;
	size: number;
	/** What a symbolic link says. */
	readonly target: string;
	readonly children: Map<string, Node>;
	atime: bigint;
	mtime: bigint;
	ctime: bigint;
}

interface OpenFile {
	readonly node: Node;
	/** Where it was when it was opened. */
	readonly path: string;
	readonly flags: number;
	position: number;
}

interface Device {
	/** Major and minor number in one. */
	readonly number: number;
	/** How many bytes it gives. */
	read(target: Uint8Array, host: Host): number;
	write(bytes: Uint8Array): number;
}

const everything = (bytes: Uint8Array): number => bytes.length;

function zeros(target: Uint8Array): number {
	target.fill(0);
	return target.length;
}

function chance(target: Uint8Array, host: Host): number {
	target.set(host.randomBytes(target.length));
	return target.length;
}

/** In /dev. */
const DEVICES: { readonly [name: string]: Device } = {
	null: { number: 0x103, read: () => 0, write: everything },
	zero: { number: 0x105, read: zeros, write: everything },
	full: { number: 0x107, read: zeros, write: () => fail("ENOSPC") },
	random: { number: 0x108, read: chance, write: everything },
	urandom: { number: 0x109, read: chance, write: everything },
};

const BLOCK = 4096;
const MOST_LINKS = 40;
/** What `pathOf` gives. */
const OPENED = /^\/proc\/self\/fd\/(\d+)(?=\/|$)/;

function fail(code: string): never {
	throw new FileError(code);
}

function statusOf(node: Node): FileStatus {
	const type = node.device !== null ? S_IFCHR : node.kind === "directory" ? S_IFDIR : node.kind === "symlink" ? S_IFLNK : S_IFREG;
	const size = node.kind === "directory" ? BLOCK : node.kind === "symlink" ? node.target.length : node.size;
	const { ino, nlink, uid, gid, atime, mtime, ctime } = node;
	const mode = type | node.mode;
	const rdev = node.device?.number ?? 0;
	return { mode, ino, dev: 1, nlink, uid, gid, size, atime, mtime, ctime, blksize: BLOCK, blocks: Math.ceil(size / 512), rdev };
}

/** Makes room, with zeros between the old end and the new. */
function resize(node: Node, size: number): void {
	if (size > node.data.length) {
		const grown = new Uint8Array(Math.max(size, node.data.length * 2, 64));
		grown.set(node.data.subarray(0, node.size));
		node.data = grown;
	}
	if (size < node.size) node.data.fill(0, size, node.size);
	node.size = size;
}

/** Where a path leads: the directory, the last name ("" for the directory itself), and the node if there is one. */
interface Place {
	readonly parent: Node;
	readonly name: string;
	readonly node: Node | null;
	/** The path without links, "." and "..". */
	readonly path: string;
}

class MemoryFiles implements FileSystem {
	private readonly host: Host;
	private readonly files = new Map<number, OpenFile>();
	private readonly root: Node;
	private inodes = 1;
	private mask = 0o22;
	private directory: string;

	constructor(host: Host) {
		this.host = host;
		this.root = this.newNode("directory", 0o755);
		this.root.children.set("tmp", this.newNode("directory", 0o1777));
		const devices = this.newNode("directory", 0o755);
		this.root.children.set("dev", devices);
		for (const [name, device] of Object.entries(DEVICES)) devices.children.set(name, this.newNode("other", 0o666, "", device));
		this.directory = host.cwd();
		let here = this.root;
		for (const name of this.directory.split("/").filter((part) => part !== "")) {
			const next = here.children.get(name) ?? this.newNode("directory", 0o755);
			here.children.set(name, next);
			here = next;
		}
	}

	private newNode(kind: FileKind, mode: number, target = "", device: Device | null = null): Node {
		const now = this.host.now();
		const nlink = kind === "directory" ? 2 : 1;
		const data = new Uint8Array(0);
		const ino = this.inodes++;
		const times = { atime: now, mtime: now, ctime: now };
		return { kind, ino, device, mode, uid: 0, gid: 0, nlink, data, size: 0, target, children: new Map(), ...times };
	}

	private find(path: string, follow = true, links = 0): Place {
		if (path === "") fail("ENOENT");
		if (links > MOST_LINKS) fail("ELOOP");
		const link = OPENED.exec(path);
		if (link !== null) return this.findFrom(this.at(Number(link[1])), path.slice(link[0].length), follow, links);
		return this.walk(this.root, [], path.startsWith("/") ? path : `${this.directory}/${path}`, follow, links);
	}

	/** A way that begins at something open, which may have no name any more. */
	private findFrom(start: OpenFile, rest: string, follow: boolean, links: number): Place {
		if (/(^|\/)\.\.(\/|$)/.test(rest)) return this.find(start.path + rest, follow, links);
		if (/[^/]/.test(rest) && start.node.kind !== "directory") fail("ENOTDIR");
		const names = start.path.split("/").filter((part) => part !== "");
		return this.walk(start.node, names, rest, follow, links);
	}

	/** `names`: the way to where it begins, which this adds to. */
	private walk(start: Node, names: string[], way: string, follow: boolean, links: number): Place {
		const trail: Node[] = [start];
		const parts = way.split("/").filter((part) => part !== "" && part !== ".");
		for (const [i, part] of parts.entries()) {
			const last = i === parts.length - 1;
			const here = trail.at(-1)!;
			if (part === "..") {
				if (trail.length > 1) trail.pop();
				names.pop();
				continue;
			}
			const node = here.children.get(part) ?? this.fromHost(here, `/${[...names, part].join("/")}`, part);
			if (node?.kind === "symlink" && (!last || follow)) {
				const from = node.target.startsWith("/") ? node.target : `/${names.join("/")}/${node.target}`;
				return this.find([from, ...parts.slice(i + 1)].join("/"), follow, links + 1);
			}
			if (last) return { parent: here, name: part, node, path: `/${[...names, part].join("/")}` };
			if (node === null) fail("ENOENT");
			if (node.kind !== "directory") fail("ENOTDIR");
			trail.push(node);
			names.push(part);
		}
		return { parent: trail.at(-2) ?? this.root, name: "", node: trail.at(-1)!, path: `/${names.join("/")}` };
	}

	/** A file or directory that only the host knows; it stands in the tree from then on. */
	private fromHost(parent: Node, path: string, name: string): Node | null {
		const bytes = this.host.readFile(path);
		const isDirectory = bytes === null && this.host.isDirectory?.(path) === true;
		if (bytes === null && !isDirectory) return null;
		const node = this.newNode(isDirectory ? "directory" : "file", isDirectory ? 0o755 : 0o644);
		if (bytes !== null) {
			node.data = bytes.slice();
			node.size = bytes.length;
		}
		parent.children.set(name, node);
		return node;
	}

	private existing(path: string, follow = true): Node {
		return this.find(path, follow).node ?? fail("ENOENT");
	}

	private touch(node: Node): void {
		node.mtime = this.host.now();
		node.ctime = node.mtime;
	}

	private add(place: Place, node: Node): void {
		if (place.name === "" || place.node !== null) fail("EEXIST");
		place.parent.children.set(place.name, node);
		this.touch(place.parent);
	}

	private remove(place: Place): void {
		if (place.name === "") fail("EBUSY");
		place.parent.children.delete(place.name);
		this.touch(place.parent);
	}

	open(path: string, flags: number, mode: number): number {
		const place = this.find(path, (flags & O_EXCL) === 0);
		let { node } = place;
		if (node !== null && (flags & O_CREAT) !== 0 && (flags & O_EXCL) !== 0) fail("EEXIST");
		if (node?.kind === "directory" && (flags & (O_ACCMODE | O_CREAT)) !== 0) fail("EISDIR");
		if (node === null) {
			if ((flags & O_CREAT) === 0) fail("ENOENT");
			if (path.endsWith("/")) fail("EISDIR");
			node = this.newNode("file", mode & ~this.mask & 0o7777);
			this.add(place, node);
		} else if ((flags & O_TRUNC) !== 0) this.cut(node, 0);
		let fd = 3;
		while (this.files.has(fd)) fd++;
		this.files.set(fd, { node, path: place.path, flags, position: 0 });
		return fd;
	}

	private cut(node: Node, size: number): void {
		resize(node, size);
		this.touch(node);
	}

	private at(fd: number): OpenFile {
		return this.files.get(fd) ?? fail("EBADF");
	}

	close(fd: number): void {
		this.at(fd);
		this.files.delete(fd);
	}

	read(fd: number, target: Uint8Array): number {
		const file = this.at(fd);
		if ((file.flags & O_ACCMODE) === O_WRONLY) fail("EBADF");
		if (file.node.kind === "directory") fail("EISDIR");
		if (file.node.device !== null) return file.node.device.read(target, this.host);
		const bytes = file.node.data.subarray(file.position, Math.min(file.node.size, file.position + target.length));
		target.set(bytes);
		file.position += bytes.length;
		return bytes.length;
	}

	write(fd: number, bytes: Uint8Array): number {
		const file = this.at(fd);
		if (![O_WRONLY, O_RDWR].includes(file.flags & O_ACCMODE)) fail("EBADF");
		const { node } = file;
		if (node.device !== null) return node.device.write(bytes);
		if ((file.flags & O_APPEND) !== 0) file.position = node.size;
		const end = file.position + bytes.length;
		if (bytes.length > 0 && end > node.size) resize(node, end);
		node.data.set(bytes, file.position);
		file.position = end;
		this.touch(node);
		return bytes.length;
	}

	seek(fd: number, offset: number, whence: number): number {
		const file = this.at(fd);
		const from = whence === 0 ? 0 : whence === 1 ? file.position : whence === 2 ? file.node.size : fail("EINVAL");
		if (from + offset < 0) fail("EINVAL");
		file.position = from + offset;
		return file.position;
	}

	truncate(fd: number, size: number): void {
		const file = this.at(fd);
		if ((file.flags & O_ACCMODE) === 0 || size < 0) fail("EINVAL");
		this.cut(file.node, size);
	}

	sync(fd: number): void {
		this.at(fd);
	}

	fstat(fd: number): FileStatus {
		return statusOf(this.at(fd).node);
	}

	isatty(): boolean {
		return false;
	}

	/** See `find`. */
	pathOf(fd: number): string {
		this.at(fd);
		return `/proc/self/fd/${fd}`;
	}

	stat(path: string): FileStatus {
		return statusOf(this.existing(path));
	}

	lstat(path: string): FileStatus {
		return statusOf(this.existing(path, false));
	}

	list(path: string): readonly DirectoryEntry[] {
		const node = this.existing(path);
		if (node.kind !== "directory") fail("ENOTDIR");
		return Array.from(node.children, ([name, { kind, ino }]) => ({ name, kind, ino }));
	}

	mkdir(path: string, mode: number): void {
		this.add(this.find(path, false), this.newNode("directory", mode & ~this.mask & 0o7777));
	}

	rmdir(path: string): void {
		const place = this.find(path, false);
		if (place.node === null) fail("ENOENT");
		if (place.node.kind !== "directory") fail("ENOTDIR");
		if (place.node.children.size > 0) fail("ENOTEMPTY");
		this.remove(place);
	}

	unlink(path: string): void {
		const place = this.find(path, false);
		if (place.node === null) fail("ENOENT");
		if (place.node.kind === "directory") fail("EISDIR");
		place.node.nlink--;
		this.remove(place);
	}

	rename(from: string, to: string): void {
		const source = this.find(from, false);
		const target = this.find(to, false);
		const { node } = source;
		if (node === null) fail("ENOENT");
		if (target.node === node) return;
		if (target.node !== null) this.checkReplaceable(node, target.node);
		if (target.path.startsWith(`${source.path}/`)) fail("EINVAL");
		this.remove(source);
		target.parent.children.set(target.name, node);
		this.touch(target.parent);
	}

	private checkReplaceable(node: Node, old: Node): void {
		if (old.kind === "directory" && node.kind !== "directory") fail("EISDIR");
		if (old.kind !== "directory" && node.kind === "directory") fail("ENOTDIR");
		if (old.children.size > 0) fail("ENOTEMPTY");
	}

	link(from: string, to: string): void {
		const node = this.existing(from, false);
		if (node.kind === "directory") fail("EPERM");
		this.add(this.find(to, false), node);
		node.nlink++;
	}

	symlink(target: string, path: string): void {
		this.add(this.find(path, false), this.newNode("symlink", 0o777, target));
	}

	readlink(path: string): string {
		const node = this.existing(path, false);
		return node.kind === "symlink" ? node.target : fail("EINVAL");
	}

	chmod(path: string, mode: number): void {
		const node = this.existing(path);
		node.mode = mode & 0o7777;
		node.ctime = this.host.now();
	}

	utime(path: string, atime: bigint, mtime: bigint, follow: boolean): void {
		const node = this.existing(path, follow);
		node.atime = atime;
		node.mtime = mtime;
		node.ctime = this.host.now();
	}

	chown(path: string, uid: number, gid: number, follow: boolean): void {
		const node = this.existing(path, follow);
		if (uid >= 0) node.uid = uid;
		if (gid >= 0) node.gid = gid;
		node.ctime = this.host.now();
	}

	/** There is no limit but the memory's, of which nothing is known. */
	statvfs(path: string): FileSystemStatus {
		this.existing(path);
		const nothing = { blocks: 0, bfree: 0, bavail: 0, files: 0, ffree: 0, favail: 0 };
		return { bsize: BLOCK, frsize: BLOCK, ...nothing, flag: 0, namemax: 255, fsid: 0 };
	}

	/** Whoever runs here may read and write everything. */
	access(path: string, mode: number): boolean {
		try {
			const node = this.existing(path);
			return (mode & 1) === 0 || node.kind === "directory" || (node.mode & 0o111) !== 0;
		} catch {
			return false;
		}
	}

	cwd(): string {
		return this.directory;
	}

	chdir(path: string): void {
		const place = this.find(path);
		if (place.node === null) fail("ENOENT");
		if (place.node.kind !== "directory") fail("ENOTDIR");
		this.directory = place.path;
	}

	umask(mask: number): number {
		const old = this.mask;
		this.mask = mask & 0o777;
		return old;
	}
}

const byHost = new WeakMap<Host, FileSystem>();

/** The files in memory that go with a host. */
export function memoryFiles(host: Host): FileSystem {
	let files = byHost.get(host);
	if (files === undefined) byHost.set(host, (files = new MemoryFiles(host)));
	return files;
}
