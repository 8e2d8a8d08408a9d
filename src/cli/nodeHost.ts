// The world as the command line gives it to a program: the real standard streams, files, clock and environment.
//
// Writes are synchronous, so that a program's output stands in order with decref's own and is complete at exit.
// Mirrors what `python` reaches through the C library.

import { fstatSync, readFileSync, readSync, writeSync } from "node:fs";
import type { Host } from "../runtime/index.ts";

/** Where the program's output goes; a notebook has it elsewhere. */
export interface Streams {
	writeStdout(bytes: Uint8Array): void;
	writeStderr(bytes: Uint8Array): void;
}

/** The reader at the other end of a pipe is gone. */
export class BrokenPipe extends Error {
	override name = "BrokenPipe";
}

export const standardStreams: Streams = {
	writeStdout: (bytes) => writeAll(1, bytes),
	writeStderr: (bytes) => writeAll(2, bytes),
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

export function nodeHost(args: readonly string[], streams: Streams): Host {
	const input = new LineReader();
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
		sleep,
		readFile: readFileOrNull,
		cwd: () => process.cwd(),
		timeZone: localTimeZone,
		randomBytes,
	};
}

/** Asks Node only where the answer could be yes: Node makes a stream for it, which takes milliseconds. */
export function isTerminal(fd: 0 | 1): boolean {
	try {
		const status = fstatSync(fd);
		if (!status.isCharacterDevice() || isMemoryDevice(status.rdev)) return false;
	} catch {
		return false;
	}
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

function sleep(milliseconds: number): void {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function readFileOrNull(path: string): Uint8Array | null {
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
	private waiting: Buffer = Buffer.alloc(0);
	private ended = false;

	next(): Uint8Array | null {
		for (;;) {
			const newline = this.waiting.indexOf(10);
			if (newline >= 0 || this.ended) return this.take(newline < 0 ? this.waiting.length : newline + 1);
			this.fill();
		}
	}

	private take(length: number): Uint8Array | null {
		if (length === 0) return null;
		const line = this.waiting.subarray(0, length);
		this.waiting = this.waiting.subarray(length);
		return line;
	}

	private fill(): void {
		const chunk = Buffer.alloc(65536);
		const count = readStdin(chunk);
		if (count === 0) this.ended = true;
		this.waiting = Buffer.concat([this.waiting, chunk.subarray(0, count)]);
	}
}

/** Bytes read, 0 at the end. */
function readStdin(chunk: Buffer): number {
	for (;;) {
		try {
			return readSync(0, chunk);
		} catch (error) {
			const code = (error as NodeJS.ErrnoException).code;
			if (code === "EOF") return 0;
			if (code !== "EAGAIN") throw error;
			sleep(5);
		}
	}
}
