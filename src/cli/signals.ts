// Signals while JavaScript is busy. Node calls its own handlers of signals only from the event loop, which a running program
// never reaches; but libuv writes each signal into a pipe of the loop at once, and that can be read here.
//
// The pipe is found by sending a harmless signal (Linux only; elsewhere signals do what they do by themselves).
// libuv waits for what has been read here when it closes a watcher or the loop, so the process then ends without that. Node
// keeps SIGUSR1 for its debugger, unless a watcher has been there. Read `watchSignals` first.

import { readdirSync, readFileSync, readlinkSync, readSync } from "node:fs";
import { constants } from "node:os";
import type { SignalSource } from "../runtime/index.ts";
import { milliseconds } from "./clock.ts";

/** Milliseconds between two looks at the pipe; one takes about 10 µs. */
const PERIOD = 20;
const O_NONBLOCK = 0o4000;
const O_ACCMODE = 3;
const O_WRONLY = 1;
/** libuv's message: the address of the watcher, the signal's number. */
const MESSAGE_BYTES = 16;
const SIGINT = 2;
const SIGURG = 23;
/** So often it is looked for. */
const MOST_ATTEMPTS = 5;

const NAMES = new Map(Object.entries(constants.signals).map(([name, signum]) => [signum as number, name as NodeJS.Signals]));

/** See `Host.watchSignals`. */
export function watchSignals(trip: (signum: number) => void): SignalSource | null {
	return process.platform === "linux" ? new SignalPipe(trip) : null;
}

class SignalPipe implements SignalSource {
	private readonly trip: (signum: number) => void;
	private readonly wanted = new Set<number>();
	private pipe: number | null = null;
	private attempts = 0;
	private last = milliseconds();

	constructor(trip: (signum: number) => void) {
		this.trip = trip;
		this.listen(SIGINT, true);
		process.on("SIGUSR1", ignore).off("SIGUSR1", ignore);
	}

	listen(signum: number, wanted: boolean): void {
		const name = NAMES.get(signum);
		if (name === undefined || this.wanted.has(signum) === wanted) return;
		if (wanted) {
			this.wanted.add(signum);
			process.on(name, ignore);
		} else {
			this.wanted.delete(signum);
			if (signum === SIGURG) return;
			process.off(name, ignore);
			if (anyRead) setImmediate(() => process.exit());
		}
	}

	poll(): void {
		const now = milliseconds();
		if (now - this.last < PERIOD) return;
		this.last = now;
		if (this.pipe === null) this.find();
		else this.take(readSignals(this.pipe));
	}

	private take(signals: readonly number[]): void {
		for (const signum of signals) if (this.wanted.has(signum)) this.trip(signum);
	}

	private find(): void {
		const found = findPipe();
		if (found !== null) {
			this.pipe = found.pipe;
			this.take(found.signals);
		} else if (++this.attempts === MOST_ATTEMPTS) {
			// Nobody would hear of the signals: so that they do what they do by default.
			for (const signum of this.wanted) this.listen(signum, false);
			this.last = Number.POSITIVE_INFINITY;
		}
	}
}

/** What libuv hands out at last has been seen already, or comes when there is nothing left to interrupt. */
function ignore(): void {}

let anyRead = false;

/** Takes what is in the pipe: the signals' numbers. */
function readSignals(pipe: number): number[] {
	const { stackTraceLimit } = Error;
	Error.stackTraceLimit = 0;
	try {
		const buffer = Buffer.alloc(32 * MESSAGE_BYTES);
		const messages = buffer.subarray(0, readSync(pipe, buffer));
		if (!anyRead) process.once("exit", () => process.exit());
		anyRead = true;
		return Array.from({ length: messages.length / MESSAGE_BYTES }, (_, i) => messages.readInt32LE(i * MESSAGE_BYTES + 8));
	} catch {
		return []; // EAGAIN: there is nothing
	} finally {
		Error.stackTraceLimit = stackTraceLimit;
	}
}

interface FoundPipe {
	readonly pipe: number;
	/** What was in it already. */
	readonly signals: readonly number[];
}

/**
 * The signal pipe of the main loop: the one in which a signal that is sent on purpose arrives. All loops of this process have
 * such pipes, not blocking, both ends with us; the latest come first.
 */
function findPipe(): FoundPipe | null {
	process.on("SIGURG", ignore);
	try {
		process.kill(process.pid, "SIGURG");
		for (const pipe of ownPipes()) {
			const signals = readSignals(pipe);
			if (signals.includes(SIGURG)) return { pipe, signals: signals.filter((signum) => signum !== SIGURG) };
		}
	} catch {
		// No /proc.
	}
	return null;
}

/** The ends to read from. */
function ownPipes(): number[] {
	const descriptors = readdirSync("/proc/self/fd").map(Number);
	const targets = new Map(descriptors.map((fd) => [fd, targetOf(fd)]));
	const ends = descriptors.filter((fd) => targets.get(fd)!.startsWith("pipe:")).sort((a, b) => b - a);
	return ends.filter((readEnd) => {
		const flags = flagsOf(readEnd);
		if ((flags & O_ACCMODE) !== 0 || (flags & O_NONBLOCK) === 0) return false;
		return ends.some((fd) => targets.get(fd) === targets.get(readEnd) && (flagsOf(fd) & O_ACCMODE) === O_WRONLY);
	});
}

function targetOf(fd: number): string {
	try {
		return readlinkSync(`/proc/self/fd/${fd}`);
	} catch {
		return ""; // the one that was open for reading the folder
	}
}

function flagsOf(fd: number): number {
	return Number.parseInt(/^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, "latin1"))![1], 8);
}

/** Ends this process by SIGINT, so that who started it sees that it was interrupted, as CPython does. */
export function endByInterrupt(): void {
	process.removeAllListeners("SIGINT");
	process.kill(process.pid, "SIGINT");
}
