// The stacks of threads as text: every thread, newest first, its innermost frame first, in CPython's format and in ASCII. Runs no
// Python code, so that it can be written at any moment. Read `tracebackText` first. Mirrors Python/traceback.c
// (_Py_DumpTraceback, _Py_DumpTracebackThreads).

import { type Frame, frameLine } from "../objects/interpreterFrame.ts";
import { framesOfThreads, type ThreadRecord, threads } from "../objects/threads.ts";

const MOST_FRAMES = 100;
const MOST_CHARACTERS = 500;

/** ASCII, all else as escapes. */
function plain(text: string): string {
	const characters = [...text];
	const shown = characters.slice(0, MOST_CHARACTERS).map((c) => {
		const code = c.codePointAt(0)!;
		if (code >= 32 && code < 127) return c;
		if (code <= 0xff) return `\\x${code.toString(16).padStart(2, "0")}`;
		return code <= 0xffff ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
	});
	return shown.join("") + (characters.length > MOST_CHARACTERS ? "..." : "");
}

function stackLines(innermost: Frame | null): string {
	if (innermost === null) return "  <no Python frame>\n";
	const lines: string[] = [];
	for (let frame: Frame | null = innermost; frame !== null; frame = frame.previous) {
		if (lines.length === MOST_FRAMES) {
			lines.push("  ...\n");
			break;
		}
		const { filename, name } = frame.code.code;
		lines.push(`  File "${plain(filename)}", line ${frameLine(frame) ?? "???"} in ${plain(name)}\n`);
	}
	return lines.join("");
}

const LONGEST_NAME = 15;

function threadHeading(record: ThreadRecord, current: ThreadRecord | null): string {
	const which = record === current ? "Current thread" : "Thread";
	const name = record === threads.main ? "python" : record.name.slice(0, LONGEST_NAME);
	return `${which} 0x${record.ident.toString(16).padStart(16, "0")} [${plain(name)}] (most recent call first):\n`;
}

/** The stack of the running thread. */
export function stackText(): string {
	const own = framesOfThreads().find(([record]) => record === threads.current);
	return `Stack (most recent call first):\n${stackLines((own?.[1] ?? null) as Frame | null)}`;
}

/** The stacks of all threads. `current`: the one that runs, null where somebody else looks. */
export function tracebackText(current: ThreadRecord | null): string {
	const newestFirst = [...framesOfThreads()].reverse();
	return newestFirst.map(([record, frame]) => threadHeading(record, current) + stackLines(frame as Frame | null)).join("\n");
}
