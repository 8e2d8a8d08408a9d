// Stacks that are shown without being asked for: after some time, at a signal, and before a signal ends the process.
//
// There is no thread that watches: the time is looked at every few milliseconds while the program runs, and when it waits
// (signalTimers.ts); signals are told of as they come (_signal.ts). The files that were given stay open as long as they may be
// written to: owned. Read `show` first. Mirrors the watchdog and the handlers of Modules/faulthandler.c.

import { registerRoots } from "../heap/audit.ts";
import { incref, xdecref } from "../heap/refcount.ts";
import type { PyObject } from "../objects/object.ts";
import { threads } from "../objects/threads.ts";
import { signalWatch } from "./_signal.ts";
import { stackText, tracebackText } from "./faultText.ts";
import { descriptors } from "./fileSystem.ts";
import { FileError } from "./fileTypes.ts";
import { host } from "./host.ts";
import { monotonicSeconds, setWatchdog } from "./signalTimers.ts";

/** Where stacks are written. */
export interface Target {
	readonly file: PyObject;
	readonly fd: number;
}

interface FatalTarget extends Target {
	readonly allThreads: boolean;
	readonly cStack: boolean;
}

const state = {
	/** What `enable` was given. */
	fatal: null as FatalTarget | null,
	later: null as Target | null,
	bySignal: new Map<number, Target>(),
};

registerRoots("module faulthandler", (visit) => {
	if (state.fatal !== null) visit(state.fatal.file, "file for tracebacks");
	if (state.later !== null) visit(state.later.file, "file for tracebacks after some time");
	for (const [signum, { file }] of state.bySignal) visit(file, "file for tracebacks at signal", signum);
});

/** Writes to a descriptor, whatever it is by now; errors pass. Runs no Python code. */
export function show(fd: number, text: string): void {
	try {
		descriptors().write(fd, new TextEncoder().encode(text));
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
	}
}

export const C_STACK = "Current thread's C stack trace (most recent call first):\n  <cannot get C stack on this system>\n";

const stacks = (allThreads: boolean): string => (allThreads ? tracebackText(threads.current) : stackText());

// Before the end

const FATAL: ReadonlyMap<number, string> = new Map([
	[4, "Illegal instruction"],
	[6, "Aborted"],
	[7, "Bus error"],
	[8, "Floating-point exception"],
	[11, "Segmentation fault"],
]);

export const isFatal = (signum: number): boolean => FATAL.has(signum);

/** Borrows the file. */
export function enableFatal(target: FatalTarget): void {
	const old = state.fatal;
	incref(target.file);
	state.fatal = target;
	signalWatch.beforeEnd = showBeforeEnd;
	xdecref(old?.file ?? null);
}

/** Whether it was enabled. Runs Python code. */
export function disableFatal(): boolean {
	const old = state.fatal;
	state.fatal = null;
	xdecref(old?.file ?? null);
	return old !== null;
}

export const isFatalEnabled = (): boolean => state.fatal !== null;

function showBeforeEnd(signum: number): void {
	const name = FATAL.get(signum);
	const target = state.fatal;
	if (name === undefined || target === null) return;
	show(target.fd, `Fatal Python error: ${name}\n\n${stacks(target.allThreads)}${target.cStack ? `\n${C_STACK}` : ""}`);
}

// At signals

/** Shows stacks whenever the signal comes; `chain`: and then what would have been done without. Borrows the file. */
export function registerSignal(signum: number, target: Target, allThreads: boolean, chain: boolean): void {
	signalWatch.watch(signum, () => show(target.fd, stacks(allThreads)), chain);
	const old = state.bySignal.get(signum);
	incref(target.file);
	state.bySignal.set(signum, target);
	xdecref(old?.file ?? null);
}

/** Whether it was registered. Runs Python code. */
export function unregisterSignal(signum: number): boolean {
	const old = state.bySignal.get(signum);
	if (old === undefined) return false;
	signalWatch.unwatch(signum);
	state.bySignal.delete(signum);
	xdecref(old.file);
	return true;
}

// After some time

/** Shows stacks after so many seconds, again and again if `repeats`; `exits`: and ends the process. Borrows the file. */
export function showLater(target: Target, seconds: number, header: string, repeats: boolean, exits: boolean): void {
	const old = state.later;
	incref(target.file);
	state.later = target;
	xdecref(old?.file ?? null);
	const begin = (): void => setWatchdog(monotonicSeconds() + seconds, fire);
	const fire = (): void => {
		show(target.fd, header + tracebackText(null));
		if (exits) host().system!.exit(1);
		if (repeats) begin();
	};
	begin();
}

/** Runs Python code. */
export function cancelLater(): void {
	const old = state.later;
	state.later = null;
	setWatchdog(Number.POSITIVE_INFINITY, () => {});
	xdecref(old?.file ?? null);
}
