// How a SyntaxError is shown: file and line, the source line, carets below the range. Mirrors
// TracebackException._format_syntax_error (Lib/traceback.py).

import type { PySyntaxErrorException } from "../objects/exceptionsSyntax.ts";
import { isInt, type PyInt } from "../objects/int.ts";
import type { PyObject } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { isStr, type PyStr } from "../objects/str.ts";
import { textOf } from "./define.ts";
import { keywordTypo } from "./tracebackKeywords.ts";

export interface SyntaxErrorView {
	text: string | null;
	/** Null where the attribute is None or no int. */
	lineno: number | null;
	endLineno: number | null;
	offset: number | null;
	endOffset: number | null;
	message: string;
}

function present(value: PyObject | null): PyObject | null {
	return value === null || value === None ? null : value;
}

function numberOf(value: PyObject | null): number | null {
	return value !== null && isInt(value) ? Number((value as PyInt).value) : null;
}

/** Columns in code points, from 0, within the stripped line; the end is exclusive. */
interface CaretRange {
	readonly start: number;
	readonly end: number;
}

function caretRange(view: SyntaxErrorView, shown: readonly string[], spaces: number, offsetGiven: number): CaretRange {
	const length = shown.length;
	const textLength = Array.from(view.text!).length;
	let offset = offsetGiven;
	let end = view.lineno === view.endLineno ? view.endOffset || offset : length + 1;
	if (textLength > 0 && offset > textLength) offset = length + 1;
	if (textLength > 0 && end > textLength) end = length + 1;
	if (offset >= end || end < 0) end = offset + 1;
	return { start: offset - 1 - spaces, end: end - 1 - spaces };
}

function sourceText(view: SyntaxErrorView): string {
	const shown = view.text!.replace(/\n+$/, "");
	const stripped = shown.replace(/^[ \n\f]+/, "");
	if (view.offset === null) return `    ${stripped}\n`;
	const spaces = shown.length - stripped.length;
	const line = Array.from(stripped);
	const { start, end } = caretRange(view, Array.from(shown), spaces, view.offset);
	if (start < 0) return `    ${stripped}\n`;
	const space = line.slice(0, start).map((c) => (/\s/.test(c) ? c : " "));
	return `    ${stripped}\n    ${space.join("")}${"^".repeat(Math.max(0, end - start))}\n`;
}

/** The lines of a SyntaxError, from `File` to the message; `type` is its shown type. May run Python code. */
export function syntaxErrorLines(error: PySyntaxErrorException, type: string): string {
	const filename = present(error.filename);
	const view: SyntaxErrorView = {
		text: error.text !== null && isStr(error.text) ? (error.text as PyStr).value : null,
		lineno: numberOf(present(error.lineno)),
		endLineno: numberOf(present(error.endLineno)),
		offset: numberOf(present(error.offset)),
		endOffset: numberOf(present(error.endOffset)),
		message: present(error.msg) === null ? "<no detail available>" : textOf(error.msg!),
	};
	const place = present(error.lineno);
	let head = "";
	if (place !== null) head = `  File "${filename === null ? "<string>" : textOf(filename) || "<string>"}", line ${textOf(place)}\n`;
	const suffix = place === null && filename !== null ? ` (${textOf(filename)})` : "";
	if (view.text !== null) {
		keywordTypo(error, view);
		head += sourceText(view);
	}
	return `${head}${type}: ${view.message || "<no detail available>"}${suffix}\n`;
}
