// String literals in a row: plain ones are decoded, f-strings and t-strings become JoinedStr and TemplateStr, neighbours are
// joined. Read `strings` first. Constants of an f-string are joined across its borders, empty ones vanish.
// Mirrors Parser/string_parser.c and the string part of Parser/action_helpers.c.

import type * as ast from "./ast.ts";
import type { Constant } from "./constant.ts";
import { type Decoded, decodeBytes, decodeStr } from "./escapes.ts";
import * as N from "./nodes.ts";
import type { InvalidEscape, ParserCore } from "./parserCore.ts";
import * as T from "./tokens.ts";

/** What this file needs of the expression parser. */
export interface StringParser extends ParserCore {
	annotatedRhs(): ast.expr;
}

/** An f-string's `=` puts its text before the field, so a field is one or two values. */
type Values = ast.expr[];

/** strings: everything that is concatenated implicitly. */
export function strings(p: StringParser): ast.expr {
	const s = p.i;
	const kind = p.kinds[s];
	if (kind === T.STRING && !isStringStart(p.kinds[s + 1]!)) return stringToken(p);
	if (kind === T.TSTRING_START) return templates(p);
	let isFormatted = false;
	let bytes = 0;
	const parts: ast.expr[] = [];
	const literals: ast.Constant[] = [];
	for (;;) {
		const next = p.kinds[p.i];
		if (next === T.STRING) {
			const literal = stringToken(p);
			if (literal.value.type === "bytes") bytes++;
			literals.push(literal);
			parts.push(literal);
		} else if (next === T.FSTRING_START) {
			isFormatted = true;
			formattedString(p, T.FSTRING_MIDDLE, T.FSTRING_END, false, parts);
		} else {
			break;
		}
	}
	const e = p.i - 1;
	if (p.kinds[p.i] === T.TSTRING_START || (bytes > 0 && (isFormatted || bytes < literals.length))) p.fail();
	if (bytes > 0) return N.Constant(p.t, s, e, joinBytes(literals), literals[0]!.kind);
	const values = joinConstants(parts, isFormatted);
	return isFormatted ? N.JoinedStr(p.t, s, e, values) : values[0]!;
}

function isStringStart(kind: number): boolean {
	return kind === T.STRING || kind === T.FSTRING_START || kind === T.TSTRING_START;
}

function templates(p: StringParser): ast.expr {
	const s = p.i;
	const parts: ast.expr[] = [];
	while (p.kinds[p.i] === T.TSTRING_START) formattedString(p, T.TSTRING_MIDDLE, T.TSTRING_END, true, parts);
	if (isStringStart(p.kinds[p.i]!)) p.fail();
	return N.TemplateStr(p.t, s, p.i - 1, joinConstants(parts, true));
}

function joinBytes(literals: ast.Constant[]): Constant {
	const parts = literals.map((literal) => (literal.value as Extract<Constant, { type: "bytes" }>).value);
	const value = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		value.set(part, at);
		at += part.length;
	}
	return { type: "bytes", value };
}

function textOf(node: ast.expr): string | null {
	return node._class === "Constant" && node.value.type === "str" ? node.value.value : null;
}

/** Joins neighbouring constants; in an f- or t-string empty ones are left out. The kind (u"") is the first one's. */
function joinConstants(parts: ast.expr[], isFormatted: boolean): ast.expr[] {
	const out: ast.expr[] = [];
	for (let i = 0; i < parts.length; i++) {
		const first = parts[i]!;
		let text = textOf(first);
		if (text === null) {
			out.push(first);
			continue;
		}
		let last = first;
		for (; i + 1 < parts.length; i++) {
			const more = textOf(parts[i + 1]!);
			if (more === null) break;
			text += more;
			last = parts[i + 1]!;
		}
		if (text === "" && isFormatted) continue;
		out.push(last === first ? first : spanned(first as ast.Constant, last, text));
	}
	return out;
}

function spanned(first: ast.Constant, last: ast.expr, text: string): ast.Constant {
	const { lineno, col_offset } = first;
	const { end_lineno, end_col_offset } = last;
	return { _class: "Constant", value: { type: "str", value: text }, kind: first.kind, lineno, col_offset, end_lineno, end_col_offset };
}

/** One STRING token. */
function stringToken(p: ParserCore): ast.Constant {
	const i = p.i++;
	const source = p.t.source;
	let start = p.t.start[i]!;
	let end = p.t.end[i]!;
	let isRaw = false;
	let isBytes = false;
	const kind = source.charCodeAt(start) === 117 ? "u" : null;
	let quote = source.charCodeAt(start);
	while (quote !== 34 && quote !== 39) {
		const letter = quote | 32;
		if (letter === 98) isBytes = true;
		else if (letter === 114) isRaw = true;
		quote = source.charCodeAt(++start);
	}
	const size = end - start >= 6 && source.charCodeAt(start + 1) === quote && source.charCodeAt(start + 2) === quote ? 3 : 1;
	start += size;
	end -= size;
	const body = source.slice(start, end);
	return N.Constant(
		p.t,
		i,
		i,
		isBytes ? bytesValue(p, body, isRaw, start, i) : { type: "str", value: strValue(p, body, isRaw, start, i) },
		kind,
	);
}

function bytesValue(p: ParserCore, body: string, isRaw: boolean, start: number, token: number): Constant {
	if (/[^\x00-\x7f]/.test(body)) p.fail();
	const text = isRaw || !body.includes("\\") ? body : checked(p, decodeBytes(body), body, start, token);
	const value = new Uint8Array(text.length);
	for (let i = 0; i < text.length; i++) value[i] = text.charCodeAt(i);
	return { type: "bytes", value };
}

function strValue(p: ParserCore, body: string, isRaw: boolean, start: number, token: number): string {
	return isRaw || !body.includes("\\") ? body : checked(p, decodeStr(body, p.lookup), body, start, token);
}

/** `start`: offset of the decoded body in the source; a warning counts lines from `token`. */
function checked(p: ParserCore, decoded: Decoded, body: string, start: number, token: number): string {
	if (decoded.error !== "") p.fail();
	const escape = decoded.invalidEscape;
	// The tokenizer has warned of braces in f-strings already.
	const isReported = p.kinds[token] !== T.STRING && (escape === "\\{" || escape === "\\}");
	if (escape === "" || isReported) return decoded.text;
	const lines = body.slice(0, decoded.invalidAt).split("\n").length - 1;
	p.invalidEscapes.push({ escape, at: start + decoded.invalidAt, line: p.t.line[token]! + lines });
	return decoded.text;
}

/** fstring or tstring: adds its constants and fields to `parts`. */
function formattedString(p: StringParser, middle: number, end: number, isTemplate: boolean, parts: Values): void {
	const s = p.i++;
	const isRaw = /[rR]/.test(p.t.text(s));
	const own: InvalidEscape[] = [];
	for (;;) {
		const kind = p.kinds[p.i];
		if (kind === middle) {
			const token = p.i;
			const count = p.invalidEscapes.length;
			parts.push(middleConstant(p, isRaw));
			// CPython counts the lines of a part from the end of the whole string.
			for (const escape of p.invalidEscapes.slice(count)) own.push({ ...escape, line: escape.line - p.t.line[token]! });
			p.invalidEscapes.length = count;
		} else if (kind === T.LBRACE) {
			replacementField(p, middle, isTemplate, isRaw, parts);
		} else {
			break;
		}
	}
	p.expect(end);
	for (const escape of own) p.invalidEscapes.push({ ...escape, line: escape.line + p.t.line[p.i - 1]! });
}

function middleConstant(p: ParserCore, isRaw: boolean): ast.Constant {
	const i = p.i++;
	const value = strValue(p, p.t.text(i), isRaw, p.t.start[i]!, i);
	return N.Constant(p.t, i, i, { type: "str", value }, null);
}

const CONVERSIONS = "sra";
const NO_CONVERSION = -1;
const REPR = "r".charCodeAt(0);

/** Adds the field that starts at the brace; with `=`, its text before it. */
function replacementField(p: StringParser, middle: number, isTemplate: boolean, isRaw: boolean, parts: Values): void {
	const t = p.t;
	const s = p.i++;
	const value = p.annotatedRhs();
	const isDebug = p.accept(T.EQUAL);
	const afterValue = p.i;
	let conversion = p.kinds[afterValue] === T.EXCLAMATION ? conversionCharacter(p) : NO_CONVERSION;
	const colon = p.i;
	const spec = p.accept(T.COLON) ? formatSpec(p, colon, middle, isRaw) : null;
	p.expect(T.RBRACE);
	const text = t.texts.get(afterValue) ?? "";
	if (isDebug) {
		if (conversion === NO_CONVERSION && spec === null) conversion = REPR;
		parts.push(debugText(t, s, afterValue, text));
	}
	const e = p.i - 1;
	if (isTemplate) parts.push(N.Interpolation(t, s, e, value, { type: "str", value: stripEnd(text) }, conversion, spec));
	else parts.push(N.FormattedValue(t, s, e, value, conversion, spec));
}

/** The text of a field with `=`: from after its brace to the token that ends it. */
function debugText(t: T.TokenList, brace: number, end: number, value: string): ast.Constant {
	const node = N.Constant(t, brace, brace, { type: "str", value }, null);
	node.col_offset++;
	node.end_lineno = t.line[end]!;
	node.end_col_offset = t.column[end]!;
	return node;
}

/** The expression's text without the space and the `=` after it. */
function stripEnd(text: string): string {
	return text.replace(/[=\s]+$/u, "");
}

function conversionCharacter(p: ParserCore): number {
	const mark = p.i++;
	const i = p.i;
	const name = p.identifier();
	if (p.t.start[i] !== p.t.end[mark] || name.length !== 1 || !CONVERSIONS.includes(name)) p.fail();
	return name.charCodeAt(0);
}

/** What follows the colon at token `s`; a JoinedStr even when it is plain text. */
function formatSpec(p: StringParser, s: number, middle: number, isRaw: boolean): ast.expr {
	const parts: Values = [];
	for (;;) {
		const kind = p.kinds[p.i];
		if (kind === middle) parts.push(middleConstant(p, isRaw));
		else if (kind === T.LBRACE) replacementField(p, middle, false, isRaw, parts);
		else break;
	}
	return N.JoinedStr(p.t, s, p.i - 1, joinConstants(parts, true));
}
