// The traceback of a failed cell as IPython shows it: each frame with its lines around the one that failed.
//
// Reads the exception's own structures; runs Python code only for `str(exception)`. Read `errorOutput` first. Looks as
// the output of IPython.core.ultratb in Jupyter (context mode), with its colours as ANSI sequences.

import { mark } from "../heap/handles.ts";
import { decref } from "../heap/refcount.ts";
import { str } from "../objects/abstract.ts";
import { CO_VARARGS, CO_VARKEYWORDS, type PyCode } from "../objects/code.ts";
import { caught, clearException } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import { isSyntaxErrorException, type PySyntaxErrorException } from "../objects/exceptionsSyntax.ts";
import { isInt } from "../objects/int.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { isStr } from "../objects/str.ts";
import { isTraceback, type PyTraceback, tracebackLine } from "../objects/traceback.ts";
import type { Output } from "./document.ts";

export type ErrorOutput = Extract<Output, { type: "error" }>;

/** The text of a source line, from 1, by the file name that its code carries; null for what is not to be had. */
export interface SourceProvider {
	/** "Cell In[3]" for a cell's file name, null for another file. */
	cellLabel(filename: string): string | null;
	lines(filename: string): readonly string[] | null;
	/** Whether frames of the file are the notebook's own and of no interest. */
	isHidden(filename: string): boolean;
}

const CONTEXT_BEFORE = 2;
const CONTEXT_AFTER = 2;
const RULE = "-".repeat(75);
const WIDTH = 75;

const red = (text: string): string => `\x1b[0;31m${text}\x1b[0m`;
const green = (text: string): string => `\x1b[0;32m${text}\x1b[0m`;

type Mode = "Context" | "Plain" | "Verbose" | "Minimal";

/** What a cell's output says of an exception. Borrows it. `mode`: as %xmode, Context unless it is one of the others. */
export function errorOutput(exception: PyBaseException, sources: SourceProvider, mode: string = "Context"): ErrorOutput {
	if (mode === "Minimal") return output(exception, [lastLine(exception)]);
	return output(exception, [red(RULE), ...chain(exception, sources, mode as Mode, new Set())]);
}

/** For what only asks to end the program. */
export function briefErrorOutput(exception: PyBaseException): ErrorOutput {
	return output(exception, ["An exception has occurred, use %tb to see the full traceback.\n", lastLine(exception)]);
}

/** For a text that is not Python: the place in it; the frames as well where running code came upon it. */
export function syntaxErrorOutput(exception: PySyntaxErrorException, sources: SourceProvider, mode?: string): ErrorOutput {
	if (exception.traceback !== null) return errorOutput(exception, sources, mode);
	return output(exception, [`${[...syntaxPlace(exception, sources), lastLine(exception)].join("\n")}\n`]);
}

function output(exception: PyBaseException, traceback: readonly string[]): ErrorOutput {
	return { type: "error", ename: typeName(exception.type), evalue: messageOf(exception), traceback };
}

function lastLine(exception: PyBaseException): string {
	const message = isSyntaxErrorException(exception) && exception.msg !== null ? fieldText(exception.msg) : messageOf(exception);
	return `${red(typeName(exception.type))}${red(":")} ${message ?? ""}`;
}

function fieldText(value: PyObject | null): string | null {
	return value !== null && isStr(value) ? value.value : null;
}

function fieldNumber(value: PyObject | null): number {
	return value !== null && isInt(value) ? Number(value.value) : 0;
}

/** The file, and the line with carets under what is wrong. */
function syntaxPlace(exception: PySyntaxErrorException, sources: SourceProvider): string[] {
	const filename = fieldText(exception.filename) ?? "<unknown>";
	const lineno = fieldNumber(exception.lineno);
	const label = sources.cellLabel(filename);
	const where = label === null ? `File ${filename}:${lineno}` : `${label}, line ${lineno}`;
	return [`  ${green(where)}`, ...caretLines(exception, lineno)];
}

function caretLines(exception: PySyntaxErrorException, lineno: number): string[] {
	const text = fieldText(exception.text)?.trimEnd();
	if (text === undefined) return [];
	const shown = text.trimStart();
	const offset = fieldNumber(exception.offset);
	const endOffset = fieldNumber(exception.endOffset);
	const start = offset - 1 - (text.length - shown.length);
	const length = fieldNumber(exception.endLineno) === lineno && endOffset > offset ? endOffset - offset : 1;
	const lines = [`    ${shown}`];
	if (offset > 0 && start >= 0) lines.push(`    ${" ".repeat(start)}${"^".repeat(length)}`);
	return lines;
}

function typeName(type: PyType): string {
	return type.heap?.name.value ?? type.name;
}

function messageOf(exception: PyBaseException): string {
	const since = mark();
	try {
		const text = str(exception);
		const value = text.value;
		decref(text);
		return value;
	} catch (thrown) {
		caught(thrown, since);
		clearException();
		return "<exception str() failed>";
	}
}

/** The parts for the exception and, before them, for what it was raised from or while. */
function chain(exception: PyBaseException, sources: SourceProvider, mode: Mode, seen: Set<PyBaseException>): string[] {
	seen.add(exception);
	const place = isSyntaxErrorException(exception) ? [`${syntaxPlace(exception, sources).join("\n")}`] : [];
	const own = [header(exception), ...frames(exception, sources, mode), ...place, lastLine(exception)];
	const cause = exception.cause as PyBaseException | null;
	const earlier = cause ?? (exception.suppressContext ? null : exception.context);
	if (earlier === null || seen.has(earlier)) return own;
	const link =
		cause !== null
			? "\nThe above exception was the direct cause of the following exception:\n"
			: "\nDuring handling of the above exception, another exception occurred:\n";
	return [...chain(earlier, sources, mode, seen), link, ...own];
}

function header(exception: PyBaseException): string {
	const name = typeName(exception.type);
	const title = "Traceback (most recent call last)";
	return `${red(name)}${title.padStart(WIDTH - name.length)}`;
}

function frames(exception: PyBaseException, sources: SourceProvider, mode: Mode): string[] {
	const entries: { text: string; key: string }[] = [];
	let entry = exception.traceback !== null && isTraceback(exception.traceback) ? exception.traceback : null;
	for (; entry !== null; entry = entry.next) if (!sources.isHidden(filenameOf(entry))) entries.push(frameText(entry, sources, mode));
	return foldRepeats(entries);
}

function filenameOf(entry: PyTraceback): string {
	return entry.frame.frame.code.filename.value;
}

function frameText(entry: PyTraceback, sources: SourceProvider, mode: Mode): { text: string; key: string } {
	const code = entry.frame.frame.code;
	const filename = filenameOf(entry);
	const line = tracebackLine(entry) ?? 0;
	const label = sources.cellLabel(filename);
	const where = label === null ? `File ${green(`${filename}:${line}`)}` : `${label}${green(`, line ${line}`)}`;
	const inside = code.name.value === "<module>" ? "" : `, in ${code.qualname.value}${parameterNames(code)}`;
	const around = mode === "Plain" ? 0 : 1;
	const context = contextLines(sources.lines(filename), code, line, around * CONTEXT_BEFORE, around * CONTEXT_AFTER);
	return { text: `${where}${inside}\n${context}`, key: `${code.qualname.value} at line ${line}` };
}

function parameterNames(code: PyCode): string {
	const names = code.code.localsplusnames;
	const positional = names.slice(0, code.argcount + code.kwonlyargcount);
	let next = positional.length;
	const parts = [...positional];
	if ((code.code.flags & CO_VARARGS) !== 0) parts.push(`*${names[next++]}`);
	if ((code.code.flags & CO_VARKEYWORDS) !== 0) parts.push(`**${names[next]}`);
	return `(${parts.join(", ")})`;
}

/** The lines around `line`, numbered, an arrow at it; those of one function start at its own first line. */
function contextLines(lines: readonly string[] | null, code: PyCode, line: number, before: number, after: number): string {
	if (lines === null) return "";
	const first = Math.max(code.name.value === "<module>" ? 1 : code.code.firstlineno, line - before);
	const last = Math.min(lines.length, line + after);
	const shown: string[] = [];
	for (let n = first; n <= last; n++) {
		const text = lines[n - 1] ?? "";
		if (n > line && text.trim() === "") break;
		shown.push(n === line ? `${green(`----> ${n} `.padStart(8))}${text}` : `${green(String(n).padStart(7))} ${text}`);
	}
	return `${shown.join("\n")}\n`;
}

/** More than a few equal frames in a row are told by their number. */
function foldRepeats(entries: readonly { text: string; key: string }[]): string[] {
	const out: string[] = [];
	for (let i = 0; i < entries.length; ) {
		let end = i;
		while (end < entries.length && entries[end]!.key === entries[i]!.key) end++;
		const run = entries.slice(i, end).map((entry) => entry.text);
		if (run.length <= 4) out.push(...run);
		else out.push(run[0]!, run[1]!, `    [... skipping similar frames: ${entries[i]!.key} (${run.length - 3} times)]\n`, run.at(-1)!);
		i = end;
	}
	return out;
}
