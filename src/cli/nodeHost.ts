// The world as the command line gives it to a program: the real standard streams, files, clock and environment.
//
// Writes are synchronous, so that a program's output stands in order with decref's own and is complete at exit.
// Mirrors what `python` reaches through the C library.

import { constants, existsSync, fstatSync, openSync, readFileSync, readSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import type { Host, SignalSource } from "../runtime/index.ts";
import { milliseconds } from "./clock.ts";
import { isFolder } from "./files.ts";
import { guarded, nodeFiles } from "./nodeFiles.ts";
import { nodeSystem } from "./nodeSystem.ts";
import { watchMemory } from "./memoryWatch.ts";
import { watchSignals } from "./signals.ts";

/** Where the program's output goes; a notebook has it elsewhere. */
export interface Streams {
	writeStdout(bytes: Uint8Array): void;
	writeStderr(bytes: Uint8Array): void;
}

/** The reader at the other end of a pipe is gone. */
export class BrokenPipe extends Error {
	override name = "BrokenPipe";
	readonly code = "EPIPE";
}

export const standardStreams: Streams = {
	writeStdout: (bytes) => guarded(() => writeAll(1, bytes)),
	writeStderr: (bytes) => guarded(() => writeAll(2, bytes)),
};

/** Writes everything, waiting where a pipe is full. Throws BrokenPipe. */
export function writeAll(fd: number, bytes: Uint8Array): void {
	for (let at = 0; at < bytes.length; ) {
		try {
			at += writeSync(fd, bytes, at);
		} catch (error) {
			const code = (error as NodeJS.ErrnoException).code;
			if (code === "EPIPE") throw new BrokenPipe();
			if (code !== "EAGAIN") throw error;
			sleep(1);
		}
	}
}

/** `signals`: the program hears of Ctrl-C and other signals, instead of what they did in this process. */
export function nodeHost(args: readonly string[], streams: Streams, signals = false): Host {
	const waiter = new Waiter();
	const input = new LineReader(waiter);
	return {
		...streams,
		args,
		readStdinLine: () => input.next(),
		stdinIsTerminal: () => isTerminal(0),
		stdoutIsTerminal: () => isTerminal(1),
		env: definedVariables(process.env),
		now: () => BigInt(Math.round((performance.timeOrigin + performance.now()) * 1e6)),
		monotonic: () => process.hrtime.bigint(),
		processTime: () => {
			const { user, system } = process.cpuUsage();
			return BigInt(user + system) * 1000n;
		},
		sleep: (milliseconds) => waiter.sleep(milliseconds),
		...(signals ? { watchSignals: (trip: (signum: number) => void, isDue: () => boolean) => waiter.watch(trip, isDue) } : {}),
		stackBytes: stackOfProcess,
		readFile: readFileOrNull,
		files: nodeFiles(isTerminal),
		system: nodeSystem,
		isDirectory: isFolder,
		cwd: () => process.cwd(),
		timeZone: localTimeZone,
		raiseSignal: (signum) => process.kill(process.pid, signum),
		randomBytes,
		memoryIsShort: watchMemory(),
	};
}

/** Asks Node only where the answer could be yes: Node makes a stream for it, which takes milliseconds. */
export function isTerminal(fd: number): boolean {
	try {
		const status = fstatSync(fd);
		if (!status.isCharacterDevice() || isMemoryDevice(status.rdev)) return false;
	} catch {
		return false;
	}
	if (fd > 2) return (createRequire(import.meta.url)("node:tty") as typeof import("node:tty")).isatty(fd);
	return (fd === 0 ? process.stdin : process.stdout).isTTY === true;
}

/** /dev/null and its kin, on Linux. */
function isMemoryDevice(rdev: number): boolean {
	return process.platform === "linux" && rdev >> 8 === 1;
}

const MOST_RANDOM_BYTES = 65536;

/** By the web's interface, which Node loads when it is used. */
function randomBytes(count: number): Uint8Array {
	const result = new Uint8Array(count);
	for (let at = 0; at < count; at += MOST_RANDOM_BYTES) crypto.getRandomValues(result.subarray(at, at + MOST_RANDOM_BYTES));
	return result;
}

function definedVariables(env: NodeJS.ProcessEnv): { [name: string]: string } {
	return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

const unchanging = new Int32Array(new SharedArrayBuffer(4));

function sleep(milliseconds: number): void {
	Atomics.wait(unchanging, 0, 0, milliseconds);
}

const SLICE = 20;

/** Waiting that a signal ends early. */
class Waiter {
	/** Whether a signal is due. */
	isOver = (): boolean => false;

	/** See `Host.watchSignals`. */
	watch(trip: (signum: number) => void, isDue: () => boolean): SignalSource | null {
		const source = watchSignals(trip);
		if (source !== null) this.isOver = isDue;
		return source;
	}

	sleep(duration: number): void {
		const end = milliseconds() + duration;
		for (let left = duration; left > 0; left = end - milliseconds()) {
			sleep(Math.min(left, SLICE));
			if (left > SLICE && this.isOver()) return;
		}
	}
}

/** Of the main thread; other systems than Linux don't say, and give 8 MB. */
function stackOfProcess(): number {
	const limits = new TextDecoder().decode(readFileOrNull("/proc/self/limits") ?? new Uint8Array(0));
	const soft = /^Max stack size\s+(\d+)/m.exec(limits);
	return soft === null ? Number.POSITIVE_INFINITY : Number(soft[1]);
}

/** FAST: an import looks for many files that are not there; for each Node would make an error. */
function readFileOrNull(path: string): Uint8Array | null {
	if (!existsSync(path)) return null;
	try {
		return readFileSync(path);
	} catch {
		return null;
	}
}

function localTimeZone(seconds: number): { offset: number; name: string; isDst: boolean } {
	const date = new Date(seconds * 1000);
	const offset = -date.getTimezoneOffset() * 60;
	const winter = -new Date(date.getFullYear(), 0, 1).getTimezoneOffset() * 60;
	const summer = -new Date(date.getFullYear(), 6, 1).getTimezoneOffset() * 60;
	const name = /\(([^)]+)\)|GMT/.exec(date.toTimeString())?.[1] ?? "UTC";
	return { offset, name: offset === 0 ? "UTC" : name, isDst: winter !== summer && offset === Math.max(winter, summer) };
}

/** Standard input by lines, read as they are asked for. */
class LineReader {
	private readonly waiter: Waiter;
	private waiting: Buffer = Buffer.alloc(0);
	private ended = false;
	private source: number | null = null;

	constructor(waiter: Waiter) {
		this.waiter = waiter;
	}

	/** At a signal nothing, as at the end; what has been read of a line waits. */
	next(): Uint8Array | null {
		for (;;) {
			const newline = this.waiting.indexOf(10);
			if (newline >= 0 || this.ended) return this.take(newline < 0 ? this.waiting.length : newline + 1);
			if (!this.fill()) return null;
		}
	}

	private take(length: number): Uint8Array | null {
		if (length === 0) return null;
		const line = this.waiting.subarray(0, length);
		this.waiting = this.waiting.subarray(length);
		return line;
	}

	/** False at a signal. */
	private fill(): boolean {
		const chunk = Buffer.alloc(65536);
		this.source ??= openStdin();
		const count = readUnless(this.waiter, this.source, chunk);
		if (count === null) return false;
		if (count === 0) this.ended = true;
		this.waiting = Buffer.concat([this.waiting, chunk.subarray(0, count)]);
		return true;
	}
}

/** Standard input opened once more, so that reading it needs not wait, where it may have to. Else itself. */
function openStdin(): number {
	try {
		const stat = fstatSync(0);
		if (stat.isFIFO() || stat.isCharacterDevice()) return openSync("/proc/self/fd/0", constants.O_RDONLY | constants.O_NONBLOCK);
	} catch {
		// Not there: reading waits, then.
	}
	return 0;
}

/** Bytes read, 0 at the end, null at a signal. */
function readUnless(waiter: Waiter, fd: number, chunk: Buffer): number | null {
	for (;;) {
		try {
			return readSync(fd, chunk);
		} catch (error) {
			const code = (error as NodeJS.ErrnoException).code;
			if (code === "EOF") return 0;
			if (code !== "EAGAIN") throw error;
			if (waiter.isOver()) return null;
			sleep(5);
		}
	}
}
