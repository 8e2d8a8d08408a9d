// Waiting until something can be read or written: what `select` and `poll` have in common. Pipes and sockets are the program's
// own, so that only other threads, handlers of signals and the time can end a wait. Read `waitUntilReady` first.

import type { Own } from "../heap/header.ts";
import type { PyObject } from "../objects/object.ts";
import { asDouble, isIndex } from "../objects/abstract.ts";
import { integerArgument } from "../objects/conversions.ts";
import { overflowError, typeError, valueError } from "../objects/errors.ts";
import { isFloat } from "../objects/float.ts";
import { None } from "../objects/singletons.ts";
import { threads } from "../objects/threads.ts";
import { block, Wait } from "../vm/scheduler.ts";
import { handledByProgram } from "../vm/signals.ts";
import { readiness } from "./_socket.ts";
import { descriptors } from "./fileSystem.ts";
import type { Readiness } from "./openFiles.ts";
import { timersRun } from "./signalTimers.ts";

/** Null for what is not open. */
export function readinessOf(descriptor: number): Readiness | null {
	const ofSocket = readiness(descriptor);
	if (ofSocket !== null) return { ...ofSocket, hasBytes: ofSocket.readable, hungUp: false, failed: false };
	const open = descriptors();
	return open.isOpen(descriptor) ? open.readiness(descriptor) : null;
}

export function isSocket(descriptor: number): boolean {
	return readiness(descriptor) !== null;
}

const LARGEST = 2 ** 63;

/** A timeout that is given in so many parts of a second; None or nothing is for ever. Raises TypeError in the given words, ValueError, OverflowError. */
export function timeoutSeconds(timeout: PyObject | null, unit: 1 | 1000, wrong: string): number {
	if (timeout === null || timeout === None) return Number.POSITIVE_INFINITY;
	if (!isFloat(timeout) && !isIndex(timeout)) typeError(wrong);
	const value = isFloat(timeout) ? asDouble(timeout) : Number(integerArgument(timeout));
	if (Number.isNaN(value)) valueError("Invalid value NaN (not a number)");
	if (Math.abs((value / unit) * 1e9) >= LARGEST) {
		overflowError(isFloat(timeout) ? "timestamp out of range for platform time_t" : "timestamp too large to convert to C PyTime_t");
	}
	return value / unit;
}

/** Whether one can become ready although the only thread waits for it. */
function mayBeHelped(watched: readonly number[]): boolean {
	return threads.all.length > 1 || handledByProgram.size > 0 || timersRun() || watched.some(isSocket);
}

/**
 * Waits until `isReady` says so, which runs no Python code, or so many seconds (Infinity for ever). `finish` makes the
 * result, after `ended`, which is called in any case.
 * `self` is the object whose method is being executed. Runs Python code. Raises RuntimeError if it would wait for ever.
 */
export function waitUntilReady(
	self: PyObject,
	seconds: number,
	watched: readonly number[],
	isReady: () => boolean,
	finish: () => Own<PyObject>,
	ended: () => void = () => {},
): Own<PyObject> {
	if (seconds <= 0 || isReady()) {
		ended();
		return finish();
	}
	const wait = new Wait(() => "descriptors to be ready", seconds, finish);
	wait.cancel = ended;
	if (mayBeHelped(watched)) wait.poll = isReady;
	return block(self, wait);
}
