// Ctrl-C while JavaScript is busy. Node calls its own handlers of signals only from the event loop, which a running program
// never reaches; but libuv writes each signal into a pipe of the loop at once, and that can be read here.
//
// The pipe is found by sending a harmless signal (Linux only; elsewhere SIGINT goes on ending the process at once).
// libuv waits for what has been read here when it closes the loop, so the process then ends without that. Read
// `watchInterrupts` first.

import { readdirSync, readFileSync, readlinkSync, readSync } from "node:fs";

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

/** See `Host.watchInterrupts`. */
export function watchInterrupts(interrupt: () => void): (() => void) | null {
	if (process.platform !== "linux") return null;
	process.on("SIGINT", ignore);
	let pipe: number | null = null;
	let attempts = 0;
	let last = performance.now();
	return () => {
		const now = performance.now();
		if (now - last < PERIOD) return;
		last = now;
		pipe ??= findPipe();
		if (pipe === null) {
			if (++attempts < MOST_ATTEMPTS) return;
			// Nobody would hear of the signal: so that it does what it does by default.
			process.off("SIGINT", ignore);
			last = Number.POSITIVE_INFINITY;
		} else if (readSignals(pipe, SIGINT)) interrupt();
	};
}

/** What libuv hands out at last has been seen already, or comes when there is nothing left to interrupt. */
function ignore(): void {}

let anyRead = false;

/** Takes what is in the pipe. Whether the signal was there. */
function readSignals(pipe: number, signal: number): boolean {
	const { stackTraceLimit } = Error;
	Error.stackTraceLimit = 0;
	try {
		const buffer = Buffer.alloc(32 * MESSAGE_BYTES);
		const messages = buffer.subarray(0, readSync(pipe, buffer));
		if (!anyRead) process.once("exit", () => process.exit());
		anyRead = true;
		for (let at = 0; at < messages.length; at += MESSAGE_BYTES) if (messages.readInt32LE(at + 8) === signal) return true;
		return false;
	} catch {
		return false; // EAGAIN: there is nothing
	} finally {
		Error.stackTraceLimit = stackTraceLimit;
	}
}

/**
 * The signal pipe of the main loop: the one in which a signal that is sent on purpose arrives. All loops of this process have
 * such pipes, not blocking, both ends with us; the latest come first.
 */
function findPipe(): number | null {
	// For good: Node would wait for a watcher that it closes while a message of it is taken here.
	process.on("SIGURG", ignore);
	try {
		process.kill(process.pid, "SIGURG");
		return ownPipes().find((pipe) => readSignals(pipe, SIGURG)) ?? null;
	} catch {
		return null; // No /proc.
	}
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
