// The traceback of a failed cell as IPython shows it: each frame with its lines around the one that failed.
//
// Reads the exception's own structures; runs Python code only for `str(exception)`. Read `errorOutput` first. Looks as
// the output of IPython.core.ultratb in Jupyter (context mode), with its colours as ANSI sequences.

import { mark } from "../heap/handles.ts";
import { decref } from "../heap/refcount.ts";
import { str } from "../objects/abstract.ts";
import { CO_VARARGS, CO_VARKEYWORDS, type PyCode } from "../objects/code.ts";
import { caught, clearException, exceptionTypes } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import { isSubtype, type PyType } from "../objects/object.ts";
import { isTraceback, type PyTraceback, tracebackLine } from "../objects/traceback.ts";
import type { PySyntaxError } from "../syntax/errors.ts";
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

/** What a cell's output says of an exception. Borrows it. */
export function errorOutput(exception: PyBaseException, sources: SourceProvider): ErrorOutput {
	const ename = typeName(exception.type);
	const evalue = messageOf(exception);
	return { type: "error", ename, evalue, traceback: [red(RULE), ...chain(exception, sources, new Set())] };
}

/** The output for a cell that is not Python. */
export function syntaxErrorOutput(error: PySyntaxError, sources: SourceProvider): ErrorOutput {
	const label = sources.cellLabel(error.filename);
	const where = label === null ? `File ${error.filename}:${error.lineno}` : `${label}, line ${error.lineno}`;
	const lines = [`  ${green(where)}`];
	if (error.text !== null) lines.push(...caretLines(error));
	lines.push(`${red(error.kind)}${red(":")} ${error.message}`);
	return {
		type: "error",
		ename: error.kind,
		evalue: `${error.message} (${error.filename}, line ${error.lineno})`,
		traceback: [`${lines.join("\n")}\n`],
	};
}

function caretLines(error: PySyntaxError): string[] {
	const text = error.text!.trimEnd();
	const shown = text.trimStart();
	const start = error.offset - 1 - (text.length - shown.length);
	const length = error.endLineno === error.lineno && error.endOffset > error.offset ? error.endOffset - error.offset : 1;
	const lines = [`    ${shown}`];
	if (error.offset > 0 && start >= 0) lines.push(`    ${" ".repeat(start)}${"^".repeat(length)}`);
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
function chain(exception: PyBaseException, sources: SourceProvider, seen: Set<PyBaseException>): string[] {
	seen.add(exception);
	const own = [header(exception), ...frames(exception, sources), `${red(typeName(exception.type))}: ${messageOf(exception)}`];
	const cause = exception.cause as PyBaseException | null;
	const earlier = cause ?? (exception.suppressContext ? null : exception.context);
	if (earlier === null || seen.has(earlier)) return own;
	const link =
		cause !== null
			? "\nThe above exception was the direct cause of the following exception:\n"
			: "\nDuring handling of the above exception, another exception occurred:\n";
	return [...chain(earlier, sources, seen), link, ...own];
}

function header(exception: PyBaseException): string {
	const name = typeName(exception.type);
	const title = "Traceback (most recent call last)";
	return `${red(name)}${title.padStart(WIDTH - name.length)}`;
}

function frames(exception: PyBaseException, sources: SourceProvider): string[] {
	const entries: { text: string; key: string }[] = [];
	let entry = exception.traceback !== null && isTraceback(exception.traceback) ? exception.traceback : null;
	for (; entry !== null; entry = entry.next) if (!sources.isHidden(filenameOf(entry))) entries.push(frameText(entry, sources));
	return foldRepeats(entries);
}

function filenameOf(entry: PyTraceback): string {
	return entry.frame.frame.code.filename.value;
}

function frameText(entry: PyTraceback, sources: SourceProvider): { text: string; key: string } {
	const code = entry.frame.frame.code;
	const filename = filenameOf(entry);
	const line = tracebackLine(entry) ?? 0;
	const label = sources.cellLabel(filename);
	const where = label === null ? `File ${green(`${filename}:${line}`)}` : `${label}${green(`, line ${line}`)}`;
	const inside = code.name.value === "<module>" ? "" : `, in ${code.qualname.value}${parameterNames(code)}`;
	const context = contextLines(sources.lines(filename), code, line);
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
function contextLines(lines: readonly string[] | null, code: PyCode, line: number): string {
	if (lines === null) return "";
	const first = Math.max(code.name.value === "<module>" ? 1 : code.code.firstlineno, line - CONTEXT_BEFORE);
	const last = Math.min(lines.length, line + CONTEXT_AFTER);
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

/** Whether the exception asks to end the program. */
export function isSystemExit(exception: PyBaseException): boolean {
	return isSubtype(exception.type, exceptionTypes["SystemExit"]!);
}
