// What to say when no thread can go on: every one, what it waits for, and where.
// Read `deadlockText` first. Mirrors, in form, the dump of Python/traceback.c (_Py_DumpTracebackThreads).

import { firstComplete } from "../objects/frame.ts";
import { type Frame, frameLine } from "../objects/interpreterFrame.ts";
import { framesOfThreads, RETURNING, type ThreadRecord, threads } from "../objects/threads.ts";

const MOST_FRAMES = 100;

/** All wait for ever. */
export function deadlockText(): string {
	const what = threads.all.length === 1 ? "the only thread waits for ever" : "every thread waits for ever";
	return [`deadlock: ${what}`, ...descriptions()].join("\n");
}

/** `blocked` could go on, but for native code of `victim`, which waits, above theirs on JavaScript's stack. */
export function inversionText(victim: ThreadRecord, blocked: readonly ThreadRecord[]): string {
	const names = blocked.map((record) => record.name).join(", ");
	return [
		`deadlock: ${names} cannot return into native code before that of ${victim.name}, which waits, has returned (see docs/threads.md)`,
		...descriptions(),
	].join("\n");
}

function descriptions(): string[] {
	return framesOfThreads().flatMap(([record, frame]) => [
		`${record.name}${record.daemon ? " (daemon)" : ""} ${state(record)}, most recent call first:`,
		...frameLines(frame as Frame | null),
	]);
}

function state(record: ThreadRecord): string {
	if (record.resume === RETURNING) return "waits to return into native code";
	return record.waiting === null ? "could go on" : `waits for ${record.waiting.describe()}`;
}

function frameLines(innermost: Frame | null): string[] {
	const lines: string[] = [];
	for (let frame = firstComplete(innermost); frame !== null; frame = firstComplete(frame.previous)) {
		if (lines.length === MOST_FRAMES) return [...lines, "  ..."];
		lines.push(`  File "${frame.code.filename.value}", line ${frameLine(frame) ?? "?"} in ${frame.code.name.value}`);
	}
	return lines;
}
