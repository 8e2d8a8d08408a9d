// The way of native modules to files: paths by the host's file system (fileTypes.ts), open files by their descriptors
// (descriptors.ts).
//
// Paths are texts; bytes of a name that are not UTF-8 are lone surrogates (surrogateescape). Flags and modes are Linux's.
// Whatever fails throws FileError with the system's name of the error, which `withFiles` makes an OSError. What may have to wait
// for another thread goes by `readDescriptor` and `writeDescriptor`. Stands for what Modules/posixmodule.c and _io/fileio.c ask
// of the C library.

import type { Own } from "../heap/header.ts";
import { decref } from "../heap/refcount.ts";
import { newNone } from "../objects/singletons.ts";
import type { PyObject } from "../objects/object.ts";
import { raiseOSError } from "../objects/exceptionsRaise.ts";
import { threads } from "../objects/threads.ts";
import { block, mayWake, Wait, wake } from "../vm/scheduler.ts";
import { handleSignals, signalsDue } from "../vm/signals.ts";
import { errorMessage, errorNumber } from "./errorNumbers.ts";
import { type Descriptors, descriptorsOf } from "./descriptors.ts";
import { host } from "./host.ts";
import { memoryFiles } from "./memoryFiles.ts";
import { FileError, O_NONBLOCK, type PathSystem } from "./fileTypes.ts";
import { StandardInput } from "./openFiles.ts";
import { PipeEnd, PipeReader, type Waiter } from "./pipes.ts";

/** What is open. */
export function descriptors(): Descriptors {
	const current = host();
	return descriptorsOf(current, current.files ?? memoryFiles(current));
}

/** Whether there are paths that lead to what is open. */
export function leadsToOpenFiles(): boolean {
	const current = host();
	return (current.files ?? memoryFiles(current)).pathOf !== undefined;
}

/**
 * Runs `body`, which must not run Python code, with the host's files (in memory where it has none) and what is open. A
 * FileError becomes an OSError with the file's name, or names.
 */
export function withFiles<T>(
	body: (files: PathSystem, open: Descriptors) => T,
	filename: PyObject | null = null,
	second: PyObject | null = null,
): T {
	try {
		const current = host();
		const files = current.files ?? memoryFiles(current);
		return body(files, descriptorsOf(current, files));
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		return raiseFileError(error.code, filename, second);
	}
}

/** OSError by the system's name of it. */
export function raiseFileError(code: string, filename: PyObject | null = null, second: PyObject | null = null): never {
	const number = errorNumber(code);
	return raiseOSError(number, errorMessage(number), filename, second);
}

/** What `body` gives, null if it would have to wait. */
function orNull<T>(body: (open: Descriptors) => T): T | null {
	return withFiles((_, open) => {
		try {
			return body(open);
		} catch (error) {
			if (error instanceof FileError && error.code === "EAGAIN") return null;
			throw error;
		}
	});
}

/**
 * Reads what there is, waiting until there is something; others run meanwhile. `finish` makes the result of the number of
 * bytes, null if the descriptor does not wait. `self` is the object whose method is being executed. Runs Python code.
 */
export function readDescriptor(
	self: PyObject,
	fd: number,
	target: Uint8Array,
	finish: (count: number | null) => Own<PyObject>,
): Own<PyObject> {
	if (withFiles((_, open) => open.at(fd)) instanceof StandardInput) return finish(readInput(fd, target));
	const count = orNull((open) => open.read(fd, target));
	return count === null ? waitFor(self, fd, target, finish) : finish(count);
}

/** The same for writing. */
export function writeDescriptor(
	self: PyObject,
	fd: number,
	bytes: Uint8Array,
	finish: (count: number | null) => Own<PyObject>,
): Own<PyObject> {
	const count = orNull((open) => open.write(fd, bytes));
	return count === null ? waitFor(self, fd, bytes.slice(), finish) : finish(count);
}

/** Reads, for native code that goes on: others run above it if it has to wait. Null if the descriptor does not wait. */
export function readNow(self: PyObject, fd: number, target: Uint8Array): number | null {
	let result: number | null = null;
	decref(
		readDescriptor(self, fd, target, (count) => {
			result = count;
			return newNone();
		}),
	);
	return result;
}

/** The same for writing. FAST: what goes to a file or a stream needs no result made for it. */
export function writeNow(self: PyObject, fd: number, bytes: Uint8Array): number | null {
	const count = orNull((open) => open.write(fd, bytes));
	if (count !== null) return count;
	let result: number | null = null;
	decref(
		waitFor(self, fd, bytes.slice(), (written) => {
			result = written;
			return newNone();
		}),
	);
	return result;
}

/** A part of a line of standard input. Runs handlers of signals that come meanwhile. */
function readInput(fd: number, target: Uint8Array): number {
	if (target.length === 0) return 0;
	for (;;) {
		const count = withFiles((_, open) => {
			try {
				return open.read(fd, target);
			} catch (error) {
				if (error instanceof FileError && error.code === "EINTR") return null;
				throw error;
			}
		});
		if (count !== null) return count;
		if (!signalsDue()) return 0;
		handleSignals();
	}
}

/** Waits for the other end of a pipe. */
function waitFor(self: PyObject, fd: number, bytes: Uint8Array, finish: (count: number | null) => Own<PyObject>): Own<PyObject> {
	const end = withFiles((_, open) => open.at(fd));
	if (!(end instanceof PipeEnd) || (end.flags & O_NONBLOCK) !== 0) return finish(null);
	const record = threads.current;
	let isServed = false;
	const waiter: Waiter = {
		bytes,
		done: 0,
		failure: null,
		mayGoOn: () => mayWake(record),
		wake: () => {
			isServed = true;
			wait.granted = true;
			// Else a handler of a signal waits for something else; this wait is seen to be over afterwards.
			if (record.waiting === wait) wake(record);
		},
	};
	const result = (): Own<PyObject> => (waiter.failure === null ? finish(waiter.done) : raiseFileError(waiter.failure));
	const reads = end instanceof PipeReader;
	const describe = (): string => (reads ? "bytes from a pipe" : "room in a pipe");
	const wait = new Wait(describe, Number.POSITIVE_INFINITY, result);
	wait.cancel = () => {
		const i = end.waiters.indexOf(waiter);
		if (i >= 0) end.waiters.splice(i, 1);
		// It was served before something else ended the wait.
		else if (reads) end.pipe.putBack(bytes.subarray(0, waiter.done));
	};
	end.waiters.push(waiter);
	// A writer puts in what there is room for, which may let a reader make room for the rest.
	end.pipe.settle();
	if (isServed) return result();
	return block(self, wait);
}
