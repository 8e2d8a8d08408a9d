// "invalid syntax. Did you mean 'while'?": tries keywords in place of names near the error, and keeps the first with
// which the statement compiles. Mirrors TracebackException._find_keyword_typos (Lib/traceback.py) and
// difflib.get_close_matches.

import type { PySyntaxErrorException } from "../objects/exceptionsSyntax.ts";
import { isInt, type PyInt } from "../objects/int.ts";
import type { PyObject } from "../objects/object.ts";
import { isStr, type PyStr } from "../objects/str.ts";
import { isTuple } from "../objects/tuple.ts";
import { moduleHooks } from "./hooks.ts";
import { dedent, splitLines } from "./tracebackLines.ts";
import { nearestName } from "./tracebackSuggest.ts";
import type { SyntaxErrorView } from "./tracebackSyntax.ts";

const KEYWORDS = [
	"False",
	"None",
	"True",
	"and",
	"as",
	"assert",
	"async",
	"await",
	"break",
	"class",
	"continue",
	"def",
	"del",
	"elif",
	"else",
	"except",
	"finally",
	"for",
	"from",
	"global",
	"if",
	"import",
	"in",
	"is",
	"lambda",
	"nonlocal",
	"not",
	"or",
	"pass",
	"raise",
	"return",
	"try",
	"while",
	"with",
	"yield",
];
const MOST_NAMES = 10;
const MOST_MATCHES = 3;
const LONGEST_SOURCE = 1024;

/** Length of all matching blocks of two sequences, found as difflib finds them: longest first, then on both sides. */
function matchingLength(a: string, b: string): number {
	let best = { i: 0, j: 0, size: 0 };
	for (let i = 0; i < a.length; i++) {
		for (let j = 0; j < b.length; j++) {
			let size = 0;
			while (i + size < a.length && j + size < b.length && a[i + size] === b[j + size]) size++;
			if (size > best.size) best = { i, j, size };
		}
	}
	if (best.size === 0) return 0;
	const { i, j, size } = best;
	return size + matchingLength(a.slice(0, i), b.slice(0, j)) + matchingLength(a.slice(i + size), b.slice(j + size));
}

/** The keywords that resemble a name most, best first. */
function closeKeywords(name: string): string[] {
	const scored = KEYWORDS.map((word): [number, string] => [(2 * matchingLength(word, name)) / (word.length + name.length), word]);
	const near = scored.filter(([score]) => score >= 0.5);
	return near
		.sort((x, y) => y[0] - x[0] || (x[1] < y[1] ? 1 : -1))
		.slice(0, MOST_MATCHES)
		.map(([, word]) => word);
}

interface NameToken {
	readonly text: string;
	/** From 0. */
	readonly line: number;
	readonly start: number;
	readonly end: number;
}

/** The names in a piece of source, strings and comments left out. */
function namesIn(lines: readonly string[]): NameToken[] {
	const names: NameToken[] = [];
	const token = /#.*|("""|''')|"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|[\p{ID_Start}_][\p{ID_Continue}]*|\d[\w.]*/gu;
	lines.forEach((text, line) => {
		for (const match of text.matchAll(token)) {
			if (!/^[\p{ID_Start}_]/u.test(match[0])) continue;
			names.push({ text: match[0], line, start: match.index, end: match.index + match[0].length });
		}
	});
	return names;
}

/** `_metadata`: first line of the statement, column, and the source; null if there is none. */
function metadata(error: PySyntaxErrorException): { line: number; source: string } | null {
	const value = error.metadata;
	if (value === null || !isTuple(value) || value.items.length !== 3) return null;
	const [line, , source] = value.items as [PyObject, PyObject, PyObject];
	if (!isInt(line) || !isStr(source)) return null;
	return { line: Number((line as PyInt).value), source: (source as PyStr).value };
}

/** Changes what is shown if a keyword in place of a name near the error makes the statement compile. */
export function keywordTypo(error: PySyntaxErrorException, view: SyntaxErrorView): void {
	if (view.message !== "invalid syntax" && !view.message.includes("Perhaps you forgot a comma")) return;
	const known = metadata(error);
	if (known === null) return;
	const all = splitLines(known.source);
	const code = dedent(all.slice(known.line > 0 ? known.line - 1 : 0, view.lineno ?? 0).join("\n"));
	if (code.length > LONGEST_SOURCE) return;
	const lines = splitLines(code);
	const names = namesIn(lines).filter((token) => !KEYWORDS.includes(token.text));
	for (const token of names.slice(0, MOST_NAMES)) if (tryKeywords(lines, token, view)) return;
}

function tryKeywords(lines: readonly string[], token: NameToken, view: SyntaxErrorView): boolean {
	const nearest = nearestName(KEYWORDS, token.text);
	const matches = [...(nearest === null ? [] : [nearest]), ...closeKeywords(token.text)].slice(0, MOST_MATCHES);
	for (const keyword of matches) {
		if (keyword === token.text) continue;
		const changed = [...lines];
		const line = lines[token.line]!;
		changed[token.line] = line.slice(0, token.start) + keyword + line.slice(token.end);
		if (!moduleHooks.isPossibleCommand(changed.join("\n"))) continue;
		view.text = `${line}\n`;
		view.offset = token.start + 1;
		view.endOffset = token.end + 1;
		view.lineno = token.line + 1;
		view.endLineno = token.line + 1;
		view.message = `invalid syntax. Did you mean '${keyword}'?`;
		return true;
	}
	return false;
}
