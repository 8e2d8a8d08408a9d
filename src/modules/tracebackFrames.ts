// The stack part of a traceback: one entry per frame with its source, repetitions folded. Read `formatStack` first.
// Mirrors StackSummary (Lib/traceback.py) and, for `plainTraceback`, Python/traceback.c.

import { isInt, type PyInt } from "../objects/int.ts";
import type { PyObject } from "../objects/object.ts";
import { type PyTraceback, tracebackLine } from "../objects/traceback.ts";
import { sysGet } from "./define.ts";
import { moduleHooks } from "./hooks.ts";
import { sourceAndCarets } from "./tracebackCarets.ts";

/** After so many equal entries the rest is counted only. */
const RECURSIVE_CUTOFF = 3;
const PLAIN_LIMIT = 1000;

interface Entry {
	readonly filename: string;
	readonly name: string;
	readonly line: number | null;
	readonly endLine: number | null;
	readonly column: number | null;
	readonly endColumn: number | null;
}

function entryOf(traceback: PyTraceback): Entry {
	const { code } = traceback.frame.frame;
	const where = traceback.lasti < 0 ? null : code.locationAt(traceback.lasti >> 1);
	const line = where?.line ?? tracebackLine(traceback);
	return {
		filename: code.filename.value,
		name: code.name.value,
		line,
		endLine: where?.endLine ?? line,
		column: where?.column ?? null,
		endColumn: where?.endColumn ?? null,
	};
}

/** `sys.tracebacklimit`, or null. */
function tracebackLimit(): number | null {
	const limit: PyObject | null = sysGet("tracebacklimit");
	if (limit === null || !isInt(limit)) return null;
	return Math.max(0, Number((limit as PyInt).value));
}

function entries(traceback: PyTraceback, limit: number | null): Entry[] {
	const all: Entry[] = [];
	for (let tb: PyTraceback | null = traceback; tb !== null; tb = tb.next) all.push(entryOf(tb));
	return limit === null ? all : all.slice(Math.max(0, all.length - limit));
}

function rightStripped(filename: string, line: number): string {
	return (moduleHooks.sourceLine(filename, line) ?? "").replace(/\s+$/, "");
}

function sourceLines({ filename, line, endLine }: Entry): string[] {
	if (line === null || endLine === null) return [];
	const lines: string[] = [];
	for (let n = line; n <= endLine; n++) lines.push(rightStripped(filename, n));
	return lines;
}

const NUMBERED_INPUT = /^<stdin-.*>$/s;

function header({ filename: ownName, line, name }: Entry): string {
	const filename = NUMBERED_INPUT.test(ownName) ? "<stdin>" : ownName;
	return `  File "${filename}", line ${line ?? "None"}, in ${name}\n`;
}

function formatEntry(entry: Entry): string {
	const source = sourceLines(entry);
	if (source.every((line) => line.trim() === "")) return header(entry);
	if (entry.column === null || entry.endColumn === null) return `${header(entry)}    ${source[0]!.trim()}\n`;
	return header(entry) + sourceAndCarets(source, entry.column, entry.endColumn);
}

function repeated(count: number): string {
	const more = count - RECURSIVE_CUTOFF;
	return more > 0 ? `  [Previous line repeated ${more} more time${more > 1 ? "s" : ""}]\n` : "";
}

function fold(stack: readonly Entry[], format: (entry: Entry) => string): string {
	let text = "";
	let last: Entry | null = null;
	let count = 0;
	for (const entry of stack) {
		if (last === null || last.filename !== entry.filename || last.line === null || last.line !== entry.line || last.name !== entry.name) {
			text += repeated(count);
			last = entry;
			count = 0;
		}
		if (++count <= RECURSIVE_CUTOFF) text += format(entry);
	}
	return text + repeated(count);
}

/** The entries of a traceback with source and carets, without the heading; empty if there are none to show. */
export function formatStack(traceback: PyTraceback): string {
	return fold(entries(traceback, tracebackLimit()), formatEntry);
}

/** A traceback with heading and first source lines but no carets, as CPython prints it without its library. */
export function plainTraceback(traceback: PyTraceback): string {
	const limit = tracebackLimit() ?? PLAIN_LIMIT;
	if (limit <= 0) return "";
	const stack = fold(entries(traceback, limit), (entry) => {
		const source = entry.line === null ? "" : (moduleHooks.sourceLine(entry.filename, entry.line) ?? "").trim();
		return header(entry) + (source === "" ? "" : `    ${source}\n`);
	});
	return `Traceback (most recent call last):\n${stack}`;
}
