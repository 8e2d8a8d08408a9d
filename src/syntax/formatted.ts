// The bodies of f-strings and t-strings, which the tokenizer cuts into START, MIDDLE, expression tokens and END. A string
// that is open is a `FormattedMode` on `Tokenizer.modes`; while its `isInExpression` is false its text is scanned here,
// otherwise `Tokenizer.run` goes on as in ordinary code. `depth` counts brackets opened inside the string,
// `expressionDepth` the replacement fields being read, less one (so -1: none). Read `scanFormatted` first.
// Mirrors `tok_get_fstring_mode` and `set_ftstring_expr` in Parser/lexer/lexer.c.

import type { Tokenizer } from "./tokenizer.ts";
import * as T from "./tokens.ts";

const MAX_STRING_LEVEL = 150;
const MAX_FIELD_NESTING = 3;

const NEWLINE = 10;
const LEFT_BRACE = 123;
const RIGHT_BRACE = 125;
const BACKSLASH = 92;

export interface FormattedMode {
	isTemplate: boolean;
	isRaw: boolean;
	quote: number;
	quoteSize: number;
	/** Where the string starts (its prefix), for the error about a missing end. */
	start: number;
	startLine: number;
	startLineStart: number;
	isInExpression: boolean;
	isInFormatSpec: boolean;
	/** An `=` ended the current expression. */
	isDebug: boolean;
	depth: number;
	expressionDepth: number;
	/** The current field's text, for `=` and templates; the end is -1 until it is known. */
	fieldStart: number;
	fieldEnd: number;
}

export function startFormatted(t: Tokenizer, start: number, quote: number, prefix: string): boolean {
	const source = t.source;
	const mark = source.charCodeAt(quote);
	const isTriple = source.charCodeAt(quote + 1) === mark && source.charCodeAt(quote + 2) === mark;
	const quoteSize = isTriple ? 3 : 1;
	t.position = quote + quoteSize;
	if (t.modes.length + 1 >= MAX_STRING_LEVEL) return t.fail("too many nested f-strings or t-strings", t.position);
	const isTemplate = prefix.includes("t");
	t.modes.push({
		isTemplate,
		isRaw: prefix.includes("r"),
		quote: mark,
		quoteSize,
		start,
		startLine: t.line,
		startLineStart: t.lineStart,
		isInExpression: false,
		isInFormatSpec: false,
		isDebug: false,
		depth: 0,
		expressionDepth: -1,
		fieldStart: 0,
		fieldEnd: -1,
	});
	t.add(isTemplate ? T.TSTRING_START : T.FSTRING_START, start, t.line, start - t.columnBase);
	return true;
}

/** Adds the END, or a MIDDLE, or enters the expression at a brace. False: `t` has failed. */
export function scanFormatted(t: Tokenizer, mode: FormattedMode): boolean {
	const source = t.source;
	const p = t.position;
	if (source.charCodeAt(p) === LEFT_BRACE && source.charCodeAt(p + 1) !== LEFT_BRACE) return enterField(t, mode);
	if (isClosingQuote(source, p, mode)) {
		t.position = p + mode.quoteSize;
		t.modes.pop();
		t.add(mode.isTemplate ? T.TSTRING_END : T.FSTRING_END, p, t.line, p - t.columnBase);
		return true;
	}
	return scanMiddle(t, mode);
}

function isClosingQuote(source: string, p: number, mode: FormattedMode): boolean {
	const mark = mode.quote;
	if (source.charCodeAt(p) !== mark) return false;
	return mode.quoteSize === 1 || (source.charCodeAt(p + 1) === mark && source.charCodeAt(p + 2) === mark);
}

function enterField(t: Tokenizer, mode: FormattedMode): boolean {
	mode.expressionDepth++;
	if (mode.expressionDepth >= MAX_FIELD_NESTING) return t.fail(`${letter(mode)}-string: expressions nested too deeply`, t.position);
	mode.isInExpression = true;
	return true;
}

function letter(mode: FormattedMode): string {
	return mode.isTemplate ? "t" : "f";
}

/** The text up to a field, a doubled brace, the end of a format specification, or the closing quote. */
function scanMiddle(t: Tokenizer, mode: FormattedMode): boolean {
	const source = t.source;
	const start = t.position;
	const line = t.line;
	const column = start - t.columnBase;
	let lineFrom = start;
	let isNamedEscape = false;
	let p = start;
	/** Ends the token before `end` and goes on at `next`, which is where its last column stands. */
	const finish = (end: number, next: number): boolean => {
		t.widen(lineFrom, end);
		t.position = next;
		t.tokens.add(mode.isTemplate ? T.TSTRING_MIDDLE : T.FSTRING_MIDDLE, start, end, line, column, t.line, next - t.columnBase);
		return true;
	};
	for (;;) {
		const c = source.charCodeAt(p);
		if (isClosingQuote(source, p, mode)) return finish(p, p);
		const isInSpec = mode.isInFormatSpec && mode.expressionDepth >= 0;
		if ((c === 0 && p >= t.length) || (c === NEWLINE && mode.quoteSize === 1)) {
			if (isInSpec && c === NEWLINE) {
				return t.fail(
					`${letter(mode)}-string: newlines are not allowed in format specifiers for single quoted ${letter(mode)}-strings`,
					p + 1,
				);
			}
			return failUnterminated(t, mode);
		}
		if (c === LEFT_BRACE) {
			mode.fieldStart = p + 1;
			mode.fieldEnd = -1;
			if (source.charCodeAt(p + 1) === LEFT_BRACE && !isInSpec) return finish(p + 1, p + 2);
			t.position = p;
			if (!enterField(t, mode)) return false;
			mode.isInFormatSpec = false;
			return finish(p, p);
		}
		if (c === RIGHT_BRACE) {
			if (isNamedEscape) return finish(p + 1, p + 1);
			if (source.charCodeAt(p + 1) === RIGHT_BRACE && !isInSpec && mode.depth === 0) return finish(p + 1, p + 2);
			mode.isInExpression = true;
			mode.isInFormatSpec = false;
			return finish(p, p);
		}
		if (c === NEWLINE) {
			t.startLine(p + 1);
			lineFrom = p + 1;
		} else if (c === BACKSLASH) {
			const next = source.charCodeAt(p + 1);
			if (next === LEFT_BRACE || next === RIGHT_BRACE) {
				if (!mode.isRaw) t.warnEscape(source[p + 1]!, p + 1);
			} else if (next === 78 && !mode.isRaw && source.charCodeAt(p + 2) === LEFT_BRACE) {
				isNamedEscape = true;
				p += 2;
			} else if (next === NEWLINE) {
				t.startLine(p + 2);
				lineFrom = p + 2;
				p++;
			} else if (p + 1 < t.length) {
				p++;
			}
		}
		p++;
	}
}

function failUnterminated(t: Tokenizer, mode: FormattedMode): false {
	const detected = t.lastLine();
	t.line = mode.startLine;
	t.lineStart = mode.startLineStart;
	const kind = mode.quoteSize === 3 ? "triple-quoted " : "";
	t.fail(`unterminated ${kind}${letter(mode)}-string literal (detected at line ${detected})`, mode.start + 1);
	t.failure!.isEndOfFile = mode.quoteSize === 3;
	return false;
}

/**
 * Bookkeeping for one of `{ } ! :` at `t.position`: where the field's text starts and ends, and the text itself for the
 * token about to be added. True: a colon that starts a format specification.
 */
export function markFormattedPunctuation(t: Tokenizer, mode: FormattedMode, c: number): boolean {
	const p = t.position;
	if (c === 33 && t.source.charCodeAt(p + 1) === 61) return false;
	const cursor = mode.depth - (c === LEFT_BRACE ? 0 : 1);
	if (cursor === 0 || (cursor === 1 && (mode.isDebug || mode.isInFormatSpec))) {
		if (c === LEFT_BRACE) {
			mode.fieldStart = p + 1;
			mode.fieldEnd = -1;
		} else {
			if (mode.fieldEnd === -1) mode.fieldEnd = p;
			if (mode.isDebug || mode.isTemplate)
				t.tokens.texts.set(t.tokens.count, stripComments(t.source.slice(mode.fieldStart, mode.fieldEnd)));
		}
	}
	if (c !== 58 || cursor !== mode.expressionDepth) return false;
	mode.isInExpression = false;
	mode.isInFormatSpec = true;
	return true;
}

/** A closing bracket `c` that matched inside the string. */
export function closeFormattedBracket(t: Tokenizer, mode: FormattedMode, c: number): boolean {
	mode.depth--;
	if (mode.depth < 0) return t.fail(`${letter(mode)}-string: unmatched '${String.fromCharCode(c)}'`, t.position + 1);
	if (c === RIGHT_BRACE && mode.depth === mode.expressionDepth) {
		mode.expressionDepth--;
		mode.isInExpression = false;
		mode.isInFormatSpec = false;
		mode.isDebug = false;
	}
	return true;
}

/** The field's text without comments; a `#` inside a string is none. */
function stripComments(text: string): string {
	if (!text.includes("#")) return text;
	let out = "";
	let quote = "";
	for (let i = 0; i < text.length; i++) {
		const c = text[i]!;
		if (c === '"' || c === "'") {
			if (quote === "") quote = c;
			else if (quote === c) quote = "";
		} else if (c === "#" && quote === "") {
			while (i < text.length && text[i] !== "\n") i++;
			if (i < text.length) out += "\n";
			continue;
		}
		out += c;
	}
	return out;
}
