// What descriptors stand for: files of the host, and its standard streams. Pipes are in pipes.ts.
//
// An OpenFile is what POSIX calls an open file description: several descriptors may share it, with its position and flags. It
// ends with the last of them. Read `OpenFile` first.

import { FileError, type FileStatus, type FileSystem, O_ACCMODE, O_APPEND, O_RDWR, O_WRONLY, S_IFCHR } from "./fileTypes.ts";
import type { Host } from "./host.ts";

/** What can be done without waiting, as poll(2) tells it. */
export interface Readiness {
	/** Whether reading, and writing, would not wait, be it for an error. */
	readonly readable: boolean;
	readonly writable: boolean;
	/** There is something to read. */
	readonly hasBytes: boolean;
	/** The other end has gone: nothing more will come. */
	readonly hungUp: boolean;
	/** The other end has gone: nobody will read. */
	readonly failed: boolean;
}

const ALWAYS_READY: Readiness = { readable: true, writable: true, hasBytes: true, hungUp: false, failed: false };

/** Every method may throw FileError: EAGAIN says that it would have to wait. */
export abstract class OpenFile {
	/** Access mode and status flags, such as O_NONBLOCK. */
	flags: number;
	/** How many descriptors there are of it. */
	users = 0;
	/** What flock(2) has set. */
	lock: "alone" | "shared" | null = null;

	constructor(flags: number) {
		this.flags = flags;
	}

	/** Bytes read; 0 at the end. */
	abstract read(target: Uint8Array): number;
	/** Bytes written. */
	abstract write(bytes: Uint8Array): number;
	abstract seek(offset: number, whence: number): number;
	abstract truncate(size: number): void;
	abstract sync(): void;
	abstract status(): FileStatus;
	/** No descriptor is left. */
	abstract close(): void;

	isTerminal(): boolean {
		return false;
	}

	/** A path that leads to it. */
	path(): string {
		throw new FileError("ENOTSUP");
	}

	/** Whether locks of it hold against everybody who could have it open. */
	get isLockable(): boolean {
		return true;
	}

	/** Opens it again, for a path that leads to it; null where the host does that. */
	another(_flags: number): OpenFile | null {
		return null;
	}

	readiness(): Readiness {
		return ALWAYS_READY;
	}

	get canRead(): boolean {
		return (this.flags & O_ACCMODE) !== O_WRONLY;
	}

	get canWrite(): boolean {
		return [O_WRONLY, O_RDWR].includes(this.flags & O_ACCMODE);
	}
}

const SEEK_SET = 0;
const SEEK_CUR = 1;
const SEEK_DATA = 3;
const SEEK_HOLE = 4;

/** A file or directory of the host's file system. */
export class HostFile extends OpenFile {
	private readonly system: FileSystem;
	private readonly descriptor: number;

	/** `descriptor`: the host's. */
	constructor(system: FileSystem, descriptor: number, flags: number) {
		super(flags);
		this.system = system;
		this.descriptor = descriptor;
	}

	read(target: Uint8Array): number {
		return this.system.read(this.descriptor, target);
	}

	write(bytes: Uint8Array): number {
		return this.system.write(this.descriptor, bytes);
	}

	seek(offset: number, whence: number): number {
		if (whence !== SEEK_DATA && whence !== SEEK_HOLE) return this.system.seek(this.descriptor, offset, whence);
		// A file without holes: all of it is data, and the hole is at its end.
		const { size } = this.status();
		if (offset < 0 || offset >= size) throw new FileError("ENXIO");
		return this.system.seek(this.descriptor, whence === SEEK_DATA ? offset : size, SEEK_SET);
	}

	truncate(size: number): void {
		if (!this.canWrite || size < 0) throw new FileError("EINVAL");
		this.system.truncate(this.descriptor, size);
	}

	sync(): void {
		this.system.sync(this.descriptor);
	}

	status(): FileStatus {
		return this.system.fstat(this.descriptor);
	}

	override isTerminal(): boolean {
		return this.system.isatty(this.descriptor);
	}

	/** Other programs may have the real system's files open, and Node can't lock. */
	override get isLockable(): boolean {
		return this.system.isShared !== true;
	}

	override path(): string {
		return this.system.pathOf?.(this.descriptor) ?? super.path();
	}

	close(): void {
		this.system.close(this.descriptor);
	}
}

/** Does something elsewhere in a file, whose position stays. Throws ESPIPE where there are no positions. */
export function atPosition<T>(file: OpenFile, position: number, body: () => T): T {
	const before = file.seek(0, SEEK_CUR);
	if (position < 0) throw new FileError("EINVAL");
	file.seek(position, SEEK_SET);
	try {
		return body();
	} finally {
		file.seek(before, SEEK_SET);
	}
}

/** One of the host's standard streams: the number is its descriptor there as well, if the host has files. */
abstract class StandardStream extends OpenFile {
	protected readonly host: Host;
	private readonly descriptor: number;

	constructor(host: Host, descriptor: number, flags: number) {
		super(flags);
		this.host = host;
		this.descriptor = descriptor;
	}

	seek(): number {
		throw new FileError("ESPIPE");
	}

	truncate(size: number): void {
		if (this.host.files === undefined) throw new FileError("EINVAL");
		this.host.files.truncate(this.descriptor, size);
	}

	sync(): void {
		if (this.host.files === undefined) throw new FileError("EINVAL");
		this.host.files.sync(this.descriptor);
	}

	status(): FileStatus {
		return this.host.files?.fstat(this.descriptor) ?? deviceStatus(this.host.now());
	}

	override isTerminal(): boolean {
		return this.descriptor === 0 ? this.host.stdinIsTerminal() : this.host.stdoutIsTerminal();
	}

	override path(): string {
		return this.host.files?.pathOf?.(this.descriptor) ?? super.path();
	}

	override another(): OpenFile | null {
		return this.host.files?.pathOf === undefined ? this : null;
	}

	/** The host keeps it, for what is said at the end. */
	close(): void {}
}

/** Of a stream that no file system knows. */
function deviceStatus(now: bigint): FileStatus {
	const times = { atime: now, mtime: now, ctime: now };
	return { mode: S_IFCHR | 0o620, ino: 1, dev: 0, nlink: 1, uid: 0, gid: 0, size: 0, ...times, blksize: 1024, blocks: 0, rdev: 0x8800 };
}

export class StandardOutput extends StandardStream {
	private readonly put: (bytes: Uint8Array) => void;

	constructor(host: Host, descriptor: 1 | 2) {
		super(host, descriptor, O_WRONLY | O_APPEND);
		this.put = descriptor === 1 ? (bytes) => host.writeStdout(bytes) : (bytes) => host.writeStderr(bytes);
	}

	read(): number {
		throw new FileError("EBADF");
	}

	write(bytes: Uint8Array): number {
		this.put(bytes);
		return bytes.length;
	}
}

/** By lines. */
export class StandardInput extends StandardStream {
	/** What of the last line has not been asked for. */
	private rest = new Uint8Array(0);

	constructor(host: Host) {
		super(host, 0, 0);
	}

	/** Waits for a line. Throws EINTR at the end, and when a signal is due: the host can't tell. */
	read(target: Uint8Array): number {
		if (this.rest.length === 0) {
			const line = this.host.readStdinLine();
			if (line === null) throw new FileError("EINTR");
			this.rest = line.slice();
		}
		const count = Math.min(this.rest.length, target.length);
		target.set(this.rest.subarray(0, count));
		this.rest = this.rest.slice(count);
		return count;
	}

	write(): number {
		throw new FileError("EBADF");
	}
}
