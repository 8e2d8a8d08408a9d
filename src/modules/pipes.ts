// Pipes, in memory: bytes on their way from one end to the other. As there is one process, both ends are the program's own.
//
// A thread that has to wait is in the pipe's list, with the bytes that it wants to have read or written; whoever changes the
// pipe does that for it, and wakes it (`settle`). So the order is first come, first served. Read `Pipe` first.
// Mirrors pipe(7) of Linux.

import { FileError, type FileStatus, O_ACCMODE, O_NONBLOCK, O_RDWR, O_WRONLY, S_IFIFO } from "./fileTypes.ts";
import { OpenFile, type Readiness } from "./openFiles.ts";

/** So many bytes go in or not at all: `PIPE_BUF`; and the size of a page. */
export const ATOMIC = 4096;
const PAGES = 16;
const MOST_PAGES = 256;

/** Bytes are `data[start .. end)`; there is room behind them. */
interface Page {
	readonly data: Uint8Array;
	start: number;
	end: number;
}

/** A thread that waits for a pipe. */
export interface Waiter {
	/** Where bytes go to, or come from. */
	readonly bytes: Uint8Array;
	/** How many of them have been. */
	done: number;
	/** The error that ends the wait. */
	failure: string | null;
	/** False for a thread that will never go on. */
	mayGoOn(): boolean;
	/** Called when the wait is over. */
	wake(): void;
}

export class Pipe {
	private readonly pages: Page[] = [];
	private mostPages = PAGES;
	size = 0;
	/** Open ends. */
	readers = 1;
	writers = 1;
	readonly waitingReaders: Waiter[] = [];
	readonly waitingWriters: Waiter[] = [];
	readonly made: bigint;
	readonly inode: number;

	constructor(made: bigint, inode: number) {
		this.made = made;
		this.inode = inode;
	}

	get isFull(): boolean {
		return this.pages.length >= this.mostPages;
	}

	get capacity(): number {
		return this.mostPages * ATOMIC;
	}

	/** Sets the capacity, rounded up to pages. Throws EBUSY if there is more in it. */
	resize(capacity: number): void {
		const pages = 2 ** Math.ceil(Math.log2(Math.max(1, capacity / ATOMIC)));
		if (pages > MOST_PAGES) throw new FileError("EPERM");
		if (this.pages.length > pages) throw new FileError("EBUSY");
		this.mostPages = pages;
		this.settle();
	}

	/** Whether so many bytes would go in at once. */
	fits(count: number): boolean {
		const rest = this.mergesTail(count) ? count - (count % ATOMIC) : count;
		return this.pages.length + Math.ceil(rest / ATOMIC) <= this.mostPages;
	}

	/** What does not fill a page goes behind the last bytes, if all of it has room there. */
	private mergesTail(count: number): boolean {
		const tail = count % ATOMIC;
		const last = this.pages.at(-1);
		return tail > 0 && last !== undefined && last.end + tail <= ATOMIC;
	}

	/** Up to as much as the target holds. */
	take(target: Uint8Array): number {
		let count = 0;
		while (count < target.length && this.pages.length > 0) {
			const first = this.pages[0]!;
			const part = first.data.subarray(first.start, Math.min(first.end, first.start + target.length - count));
			target.set(part, count);
			count += part.length;
			first.start += part.length;
			if (first.start === first.end) this.pages.shift();
		}
		this.size -= count;
		return count;
	}

	/** As much as there is room for. */
	put(bytes: Uint8Array): number {
		let done = 0;
		if (this.mergesTail(bytes.length)) {
			const last = this.pages.at(-1)!;
			done = bytes.length % ATOMIC;
			last.data.set(bytes.subarray(0, done), last.end);
			last.end += done;
		}
		while (done < bytes.length && !this.isFull) {
			const part = bytes.subarray(done, done + ATOMIC);
			const data = new Uint8Array(ATOMIC);
			data.set(part);
			this.pages.push({ data, start: 0, end: part.length });
			done += part.length;
		}
		this.size += done;
		return done;
	}

	/** Bytes that nobody wanted after all are the first ones again. */
	putBack(bytes: Uint8Array): void {
		if (bytes.length === 0) return;
		this.pages.unshift({ data: bytes.slice(), start: 0, end: bytes.length });
		this.size += bytes.length;
		this.settle();
	}

	/** Does what those can do now that wait. */
	settle(): void {
		while (this.serveReader() || this.serveWriter());
	}

	private serveReader(): boolean {
		if (this.size === 0 && this.writers > 0) return false;
		const waiter = takeFirst(this.waitingReaders);
		if (waiter === null) return false;
		waiter.done = this.take(waiter.bytes);
		waiter.wake();
		return true;
	}

	private serveWriter(): boolean {
		if (this.readers > 0 && this.isFull) return false;
		const next = this.waitingWriters.find((waiter) => waiter.mayGoOn());
		if (next === undefined) return false;
		if (this.readers > 0) next.done += this.put(next.bytes.subarray(next.done));
		else if (next.done === 0) next.failure = "EPIPE";
		if (this.readers > 0 && next.done < next.bytes.length) return true;
		this.waitingWriters.splice(this.waitingWriters.indexOf(next), 1);
		next.wake();
		return true;
	}
}

function takeFirst(waiters: Waiter[]): Waiter | null {
	const i = waiters.findIndex((waiter) => waiter.mayGoOn());
	return i < 0 ? null : waiters.splice(i, 1)[0]!;
}

export abstract class PipeEnd extends OpenFile {
	readonly pipe: Pipe;

	constructor(pipe: Pipe, flags: number) {
		super(flags);
		this.pipe = pipe;
	}

	/** The threads that wait at this end. */
	abstract readonly waiters: Waiter[];

	override another(flags: number): PipeEnd {
		return openedAgain(this.pipe, flags);
	}

	get waits(): boolean {
		return (this.flags & O_NONBLOCK) === 0;
	}

	seek(): number {
		throw new FileError("ESPIPE");
	}

	truncate(): void {
		throw new FileError("EINVAL");
	}

	sync(): void {
		throw new FileError("EINVAL");
	}

	status(): FileStatus {
		const { made, inode } = this.pipe;
		const times = { atime: made, mtime: made, ctime: made };
		return { mode: S_IFIFO | 0o600, ino: inode, dev: 14, nlink: 1, uid: 0, gid: 0, size: 0, ...times, blksize: 4096, blocks: 0, rdev: 0 };
	}
}

/** Another end of the same pipe, opened by a path to one. */
function openedAgain(pipe: Pipe, flags: number): PipeEnd {
	if ((flags & O_ACCMODE) === O_RDWR) throw new FileError("ENOTSUP");
	if ((flags & O_ACCMODE) === O_WRONLY) {
		pipe.writers++;
		return new PipeWriter(pipe, flags);
	}
	pipe.readers++;
	return new PipeReader(pipe, flags);
}

export class PipeReader extends PipeEnd {
	get waiters(): Waiter[] {
		return this.pipe.waitingReaders;
	}

	read(target: Uint8Array): number {
		const { pipe } = this;
		if (target.length > 0 && pipe.size === 0 && pipe.writers > 0) throw new FileError("EAGAIN");
		const count = pipe.take(target);
		if (count > 0) pipe.settle();
		return count;
	}

	write(): number {
		throw new FileError("EBADF");
	}

	close(): void {
		this.pipe.readers--;
		this.pipe.settle();
	}

	override readiness(): Readiness {
		const hungUp = this.pipe.writers === 0;
		const hasBytes = this.pipe.size > 0;
		return { readable: hasBytes || hungUp, writable: false, hasBytes, hungUp, failed: false };
	}
}

export class PipeWriter extends PipeEnd {
	constructor(pipe: Pipe, flags: number) {
		super(pipe, flags | O_WRONLY);
	}

	get waiters(): Waiter[] {
		return this.pipe.waitingWriters;
	}

	read(): number {
		throw new FileError("EBADF");
	}

	/** Throws EAGAIN if nothing goes in; or not everything, if it waits. */
	write(bytes: Uint8Array): number {
		const { pipe } = this;
		if (bytes.length === 0) return 0;
		if (pipe.readers === 0) throw new FileError("EPIPE");
		const count = this.waits && !pipe.fits(bytes.length) ? 0 : pipe.put(bytes);
		if (count === 0) throw new FileError("EAGAIN");
		pipe.settle();
		return count;
	}

	close(): void {
		this.pipe.writers--;
		this.pipe.settle();
	}

	override readiness(): Readiness {
		const failed = this.pipe.readers === 0;
		return { readable: false, writable: !this.pipe.isFull || failed, hasBytes: false, hungUp: false, failed };
	}
}
