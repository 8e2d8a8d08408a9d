// The file descriptors of a program: numbers for what it has open. They are the program's own, not the host's: the first file
// gets 3, and each new one the lowest number that is free. Several may share an open file (openFiles.ts).
//
// Invariant: `users` of an open file is the number of slots that hold it; at 0 it is closed. Read `Descriptors` first.
// Stands for what the kernel does for open(2), dup(2), dup3(2), pipe2(2) and close(2).

import {
	FileError,
	type FileStatus,
	type FileSystem,
	O_APPEND,
	O_ACCMODE,
	O_CLOEXEC,
	O_CREAT,
	O_DIRECTORY,
	O_NONBLOCK,
	O_RDWR,
	S_IFDIR,
	S_IFMT,
} from "./fileTypes.ts";
import type { Host } from "./host.ts";
import { memoryFiles } from "./memoryFiles.ts";
import { atPosition, HostFile, type OpenFile, type Readiness, StandardInput, StandardOutput } from "./openFiles.ts";
import { Pipe, PipeReader, PipeWriter } from "./pipes.ts";

interface Slot {
	readonly file: OpenFile;
	/** Whether another program would have it. */
	inheritable: boolean;
}

/** No number is as large as this. */
const LIMIT = 1 << 20;

/** What `fcntl` can change of an open file's flags. */
const CHANGEABLE = O_APPEND | O_NONBLOCK | 0o20000 | 0o40000 | 0o1000000;
/** What `open` says only once. */
const LASTING = O_ACCMODE | CHANGEABLE | 0o4010000 | 0o200000 | 0o400000 | 0o10000000;

const LINK_TO_OPEN = /^\/(?:proc\/self|dev)\/fd\/(\d+)(?=\/|$)/;
const STANDARD = ["/dev/stdin", "/dev/stdout", "/dev/stderr"];

/** Linux has paths to what is open: the descriptor in one, and what comes after it. Null for any other path. */
function linkToOpen(path: string): { readonly fd: number; readonly rest: string } | null {
	if (!path.startsWith("/dev/") && !path.startsWith("/proc/self/")) return null;
	if (STANDARD.includes(path)) return { fd: STANDARD.indexOf(path), rest: "" };
	const link = LINK_TO_OPEN.exec(path);
	return link === null ? null : { fd: Number(link[1]), rest: path.slice(link[0].length) };
}

/** Where a file in memory is before it loses its name. */
const NAMELESS = "/tmp/memfd";

/** The host's paths don't lead to it. */
class NamelessFile extends HostFile {
	override path(): string {
		throw new FileError("ENOTSUP");
	}
}

/** Every method may throw FileError. */
export class Descriptors {
	private readonly host: Host;
	private readonly system: FileSystem;
	private readonly slots: (Slot | undefined)[] = [];
	private pipes = 0;

	constructor(host: Host, system: FileSystem) {
		this.host = host;
		this.system = system;
		for (const file of [new StandardInput(host), new StandardOutput(host, 1), new StandardOutput(host, 2)]) this.add(file, true);
	}

	/** Gives an open file the lowest number that is free, from `least` on. */
	add(file: OpenFile, inheritable: boolean, least = 0): number {
		let fd = least;
		while (this.slots[fd] !== undefined) fd++;
		if (fd >= LIMIT) throw new FileError("EMFILE");
		this.set(fd, file, inheritable);
		return fd;
	}

	private set(fd: number, file: OpenFile, inheritable: boolean): void {
		file.users++;
		this.slots[fd] = { file, inheritable };
	}

	private slot(fd: number): Slot {
		const slot = fd < 0 ? undefined : this.slots[fd];
		if (slot === undefined) throw new FileError("EBADF");
		return slot;
	}

	at(fd: number): OpenFile {
		return this.slot(fd).file;
	}

	isOpen(fd: number): boolean {
		return fd >= 0 && this.slots[fd] !== undefined;
	}

	open(path: string, flags: number, mode: number): number {
		return this.openAt(null, path, flags, mode);
	}

	/** `directory`: a descriptor where the path begins. */
	openAt(directory: number | null, path: string, flags: number, mode: number): number {
		const file = this.openedAgain(path, flags & LASTING) ?? this.openFile(this.resolved(path, directory), flags, mode);
		return this.add(file, (flags & O_CLOEXEC) === 0);
	}

	private openFile(path: string, flags: number, mode: number): OpenFile {
		const descriptor = this.system.open(path, flags, mode);
		const file = new HostFile(this.system, descriptor, flags & LASTING);
		if ((flags & O_DIRECTORY) === 0 || (file.status().mode & S_IFMT) === S_IFDIR) return file;
		file.close();
		throw new FileError("ENOTDIR");
	}

	/** What a path leads to that is open and not in the file system. */
	private openedAgain(path: string, flags: number): OpenFile | null {
		const link = linkToOpen(path);
		return link === null || link.rest !== "" ? null : (this.slots[link.fd]?.file.another(flags) ?? null);
	}

	close(fd: number): void {
		const { file } = this.slot(fd);
		this.slots[fd] = undefined;
		if (--file.users === 0) file.close();
	}

	/** Closes `low` up to but not including `high`, without a word about those that are not open. */
	closeRange(low: number, high: number): void {
		for (let fd = Math.max(0, low); fd < Math.min(high, this.slots.length); fd++) this.closeQuietly(fd);
	}

	private closeQuietly(fd: number): void {
		if (!this.isOpen(fd)) return;
		try {
			this.close(fd);
		} catch (error) {
			if (!(error instanceof FileError)) throw error;
		}
	}

	duplicate(fd: number, inheritable: boolean, least = 0): number {
		const file = this.at(fd);
		if (least < 0 || least >= LIMIT) throw new FileError("EINVAL");
		return this.add(file, inheritable, least);
	}

	/** `target` becomes another number of the same open file; what it was before is closed. */
	duplicateTo(fd: number, target: number, inheritable: boolean): void {
		const file = this.at(fd);
		if (target < 0 || target >= LIMIT) throw new FileError("EBADF");
		if (fd === target && inheritable) return;
		if (fd === target) throw new FileError("EINVAL");
		this.closeQuietly(target);
		this.set(target, file, inheritable);
	}

	/** The ends to read from and to write to. */
	pipe(flags: number): [reader: number, writer: number] {
		if ((flags & ~(O_CLOEXEC | O_NONBLOCK)) !== 0) throw new FileError("EINVAL");
		const pipe = new Pipe(this.host.now(), ++this.pipes);
		const inheritable = (flags & O_CLOEXEC) === 0;
		const reader = this.add(new PipeReader(pipe, flags & O_NONBLOCK), inheritable);
		return [reader, this.add(new PipeWriter(pipe, flags & O_NONBLOCK), inheritable)];
	}

	/** A file without a name, in memory. */
	memoryFile(inheritable: boolean): number {
		const memory = memoryFiles(this.host);
		const descriptor = memory.open(NAMELESS, O_RDWR | O_CREAT, 0o777);
		memory.unlink(NAMELESS);
		return this.add(new NamelessFile(memory, descriptor, O_RDWR), inheritable);
	}

	isInheritable(fd: number): boolean {
		return this.slot(fd).inheritable;
	}

	setInheritable(fd: number, inheritable: boolean): void {
		this.slot(fd).inheritable = inheritable;
	}

	setFlags(fd: number, flags: number): void {
		const file = this.at(fd);
		file.flags = (file.flags & ~CHANGEABLE) | (flags & CHANGEABLE);
	}

	read(fd: number, target: Uint8Array): number {
		return this.at(fd).read(target);
	}

	write(fd: number, bytes: Uint8Array): number {
		return this.at(fd).write(bytes);
	}

	readAt(fd: number, target: Uint8Array, position: number): number {
		const file = this.at(fd);
		return atPosition(file, position, () => file.read(target));
	}

	writeAt(fd: number, bytes: Uint8Array, position: number): number {
		const file = this.at(fd);
		return atPosition(file, position, () => file.write(bytes));
	}

	seek(fd: number, offset: number, whence: number): number {
		return this.at(fd).seek(offset, whence);
	}

	truncate(fd: number, size: number): void {
		this.at(fd).truncate(size);
	}

	sync(fd: number): void {
		this.at(fd).sync();
	}

	status(fd: number): FileStatus {
		return this.at(fd).status();
	}

	readiness(fd: number): Readiness {
		return this.at(fd).readiness();
	}

	/** As one process has no locks against itself, what has to be seen to is only whether there could be one. */
	lockRange(fd: number, forWriting: boolean | null): void {
		const file = this.at(fd);
		if (forWriting === true ? !file.canWrite : forWriting === false && !file.canRead) throw new FileError("EBADF");
		if (!file.isLockable) throw new FileError("ENOLCK");
	}

	/**
	 * A lock of a whole file belongs to the open file, and holds against other openings of it. `alone`: null unlocks. Nobody but
	 * the program itself could end a wait, so that one is refused, as a deadlock unless it was not to wait.
	 */
	lockWhole(fd: number, alone: boolean | null, atOnce: boolean): void {
		const file = this.at(fd);
		if (!file.isLockable) throw new FileError("ENOLCK");
		if (alone === null) {
			file.lock = null;
			return;
		}
		const { dev, ino } = file.status();
		const others = new Set(
			this.slots.map((slot) => slot?.file).filter((other) => other !== undefined && other !== file && other.lock !== null),
		);
		for (const other of others) {
			const status = other!.status();
			if (status.dev !== dev || status.ino !== ino || !(alone || other!.lock === "alone")) continue;
			throw new FileError(atOnce ? "EAGAIN" : "EDEADLK");
		}
		file.lock = alone ? "alone" : "shared";
	}

	/** False for what is not open, too. */
	isTerminal(fd: number): boolean {
		return this.isOpen(fd) && this.at(fd).isTerminal();
	}

	/** A path that leads to what a descriptor has open. */
	path(fd: number): string {
		return this.at(fd).path();
	}

	/** The same of a directory. */
	directoryPath(fd: number): string {
		const file = this.at(fd);
		if ((file.status().mode & S_IFMT) !== S_IFDIR) throw new FileError("ENOTDIR");
		return file.path();
	}

	/**
	 * A path as the host knows it: through an open directory if it begins there; and the links that Linux has to what is open
	 * have the host's numbers.
	 */
	resolved(path: string, directory: number | null = null): string {
		if (directory !== null && path !== "" && !path.startsWith("/")) return `${this.directoryPath(directory)}/${path}`;
		const link = linkToOpen(path);
		if (link === null) return path;
		if (!this.isOpen(link.fd)) throw new FileError("ENOENT");
		return this.path(link.fd) + link.rest;
	}
}

const byHost = new WeakMap<Host, Descriptors>();

/** The descriptors of the program that runs on a host. */
export function descriptorsOf(host: Host, system: FileSystem): Descriptors {
	let descriptors = byHost.get(host);
	if (descriptors === undefined) byHost.set(host, (descriptors = new Descriptors(host, system)));
	return descriptors;
}
