// Text to tokens. `tokenize` runs over the whole source once; it never needs the parser, because the bodies of f- and
// t-strings are told apart by brackets alone (see formatted.ts). It stops at the first error, which is kept and takes
// effect when the parser reaches it: an ERRORTOKEN ends the list then. Read `run` first.
// Mirrors Parser/lexer/lexer.c; tokens' positions are those of `initialize_token` in Parser/pegen.c.

import { CLASSES, codePointName, IDENTIFIER_PART, isIdentifierPart, isPrintable, scanIdentifier } from "./characters.ts";
import { codePointLength, codePointsInBytes, PySyntaxError, type SyntaxErrorKind, type SyntaxWarning, sourceLine } from "./errors.ts";
import { invalidEscapeMessages } from "./escapes.ts";
import { closeFormattedBracket, type FormattedMode, markFormattedPunctuation, scanFormatted, startFormatted } from "./formatted.ts";
import { scanNumber } from "./numbers.ts";
import * as T from "./tokens.ts";

const MAX_INDENT = 100;
const MAX_LEVEL = 200;
const TAB_SIZE = 8;
/** Any order of the letters b, f, r, t, u is read as a prefix; most are errors then. */
const LONGEST_PREFIX = 5;

const NEWLINE = 10;
const SPACE = 32;
const TAB = 9;
const FORM_FEED = 12;
const DOUBLE_QUOTE = 34;
const HASH = 35;
const QUOTE = 39;
const BACKSLASH = 92;

const TYPE_COMMENT_START = /#[ \t]*type:[ \t]*/y;
const TYPE_IGNORE_WORD = /ignore(?![0-9A-Za-z\x80-\uffff])/y;

/** Why tokenizing ended early. `isRaised`: CPython raises at once; otherwise only when the parser reaches the token. */
export interface TokenizerFailure {
	error: PySyntaxError;
	isRaised: boolean;
	/** The source ended inside a bracket or after a backslash. */
	isEndOfFile: boolean;
}

/** A bracket that is open: its character and where it stands. */
export interface OpenBracket {
	character: number;
	line: number;
	column: number;
}

export class Tokenizer {
	/** The source and a final NUL, so that reading one unit past the end is a number. */
	readonly source: string;
	readonly length: number;
	readonly filename: string;
	readonly tokens: T.TokenList;
	/** Innermost last. */
	readonly brackets: OpenBracket[] = [];
	/** Innermost f- or t-string last. */
	readonly modes: FormattedMode[] = [];
	readonly warnings: SyntaxWarning[] = [];
	position = 0;
	line = 1;
	lineStart = 0;
	/** Start of the line that CPython's buffer starts with: the first of a token or of lines joined by backslashes. */
	private bufferStart = 0;
	/** Byte column of a unit = its offset - columnBase; moves when a non-ASCII character has been passed. */
	columnBase = 0;
	failure: TokenizerFailure | null = null;
	private readonly isAscii: boolean;
	private isAtLineStart = true;
	/** The current line has no code: its newline is no token. */
	private isBlankLine = false;
	private readonly indents: number[] = [0];
	private readonly alternateIndents: number[] = [0];

	/** Mode "single": the end of the source ends the line, and, unless told otherwise, all blocks. */
	private readonly isSingle: boolean;
	private readonly impliesDedent: boolean;
	private readonly readsTypeComments: boolean;
	/** As the module `tokenize` reads: closing brackets need no opening one. */
	private readonly looseBrackets: boolean;

	/** `source` has "\n" as its only line end and no NUL. */
	constructor(source: string, filename: string, isSingle = false, impliesDedent = true, readsTypeComments = false, looseBrackets = false) {
		this.looseBrackets = looseBrackets;
		this.isSingle = isSingle;
		this.impliesDedent = impliesDedent;
		this.readsTypeComments = readsTypeComments;
		this.source = `${source}\0`;
		this.length = source.length;
		this.filename = filename;
		this.tokens = new T.TokenList(this.source);
		this.isAscii = !/[^\x00-\x7f]/.test(source);
	}

	/** Fills `tokens` up to ENDMARKER or ERRORTOKEN. */
	run(): void {
		for (;;) {
			const mode = this.modes.length === 0 ? undefined : this.modes[this.modes.length - 1]!;
			if (mode !== undefined && !mode.isInExpression) {
				if (!scanFormatted(this, mode)) break;
			} else if (!this.scanRegular(mode)) {
				break;
			}
		}
		if (this.failure !== null) this.addMarker(T.ERRORTOKEN);
	}

	/** Adds the next token or tokens; false at the end and on failure. */
	private scanRegular(mode: FormattedMode | undefined): boolean {
		if (this.isAtLineStart && !this.scanIndentation()) return false;
		const source = this.source;
		let p = this.position;
		let c = source.charCodeAt(p);
		while (c === SPACE || c === TAB || c === FORM_FEED) c = source.charCodeAt(++p);
		// A NEWLINE token starts where the comment before it does.
		const lineEndColumn = p - this.columnBase;
		if (c === HASH) {
			if (this.readsTypeComments && this.scanTypeComment(p)) return true;
			p = this.skipComment(p);
			c = source.charCodeAt(p);
		}
		this.position = p;
		if (c >= 128 || (CLASSES[c]! & IDENTIFIER_PART) !== 0) return c >= 48 && c <= 57 ? this.scanNumberToken() : this.scanName();
		switch (c) {
			case NEWLINE:
				return this.scanNewline(lineEndColumn);
			case DOUBLE_QUOTE:
			case QUOTE:
				return this.scanString(p);
			case BACKSLASH:
				return this.passContinuation();
			case 0:
				return this.scanEnd();
			case 46: {
				const next = source.charCodeAt(p + 1);
				if (next >= 48 && next <= 57) return this.scanNumberToken();
				this.addOnLine(next === 46 && source.charCodeAt(p + 2) === 46 ? T.ELLIPSIS : T.DOT, p);
				return true;
			}
			default:
				return this.scanOperator(c, mode);
		}
	}

	/** Measures the new line's indentation; blank lines leave it alone. */
	private scanIndentation(): boolean {
		this.isAtLineStart = false;
		const source = this.source;
		let column = 0;
		let alternate = 0;
		let continued = 0;
		let p = this.position;
		for (;;) {
			const c = source.charCodeAt(p);
			if (c === SPACE) {
				column++;
				alternate++;
			} else if (c === TAB) {
				column = (Math.trunc(column / TAB_SIZE) + 1) * TAB_SIZE;
				alternate++;
			} else if (c === FORM_FEED) {
				column = 0;
				alternate = 0;
			} else if (c === BACKSLASH) {
				continued = continued || column;
				this.position = p;
				if (!this.passContinuation()) return false;
				p = this.position;
				this.bufferStart = p;
				continue;
			} else {
				break;
			}
			p++;
		}
		this.position = p;
		const c = source.charCodeAt(p);
		if (c === HASH || c === NEWLINE) {
			this.isBlankLine = true;
			return true;
		}
		this.isBlankLine = false;
		if (this.brackets.length > 0) return true;
		return this.applyIndentation(continued || column, continued || alternate);
	}

	private applyIndentation(column: number, alternate: number): boolean {
		const indents = this.indents;
		const current = indents[indents.length - 1]!;
		if (column === current) {
			if (alternate !== this.alternateIndents[indents.length - 1]) return this.failTabs();
			return true;
		}
		if (column > current) {
			if (indents.length >= MAX_INDENT) return this.failLater("IndentationError", "too many levels of indentation", this.lineEnd(), 1, 0);
			if (alternate <= this.alternateIndents[indents.length - 1]!) return this.failTabs();
			indents.push(column);
			this.alternateIndents.push(alternate);
			this.addMarker(T.INDENT);
			return true;
		}
		let dedents = 0;
		while (indents.length > 1 && column < indents[indents.length - 1]!) {
			indents.pop();
			this.alternateIndents.pop();
			dedents++;
		}
		if (column !== indents[indents.length - 1]) {
			const end = this.lineEnd();
			const offset = codePointLength(this.source.slice(this.lineStart, end));
			return this.failLater("IndentationError", "unindent does not match any outer indentation level", end, offset, -1);
		}
		if (alternate !== this.alternateIndents[indents.length - 1]) return this.failTabs();
		while (dedents-- > 0) this.addMarker(T.DEDENT);
		return true;
	}

	private addMarker(kind: number): void {
		const p = this.position;
		const line = p < this.length ? this.line : this.lastLine();
		this.tokens.add(kind, p, p, line, -1, line, -1);
	}

	/** Past the comment at `p`, to its newline or the end of the source. */
	private skipComment(p: number): number {
		let end = this.source.indexOf("\n", p);
		if (end < 0) end = this.length;
		if (!this.isAscii) this.widen(p, end);
		return end;
	}

	/** Takes the comment at `p` as a type comment; false, and nothing done, if it is another. */
	private scanTypeComment(p: number): boolean {
		TYPE_COMMENT_START.lastIndex = p;
		if (!TYPE_COMMENT_START.test(this.source) || TYPE_COMMENT_START.lastIndex === this.length) return false;
		const start = TYPE_COMMENT_START.lastIndex;
		TYPE_IGNORE_WORD.lastIndex = start;
		if (TYPE_IGNORE_WORD.test(this.source)) {
			this.addTypeIgnore(p, TYPE_IGNORE_WORD.lastIndex);
			return true;
		}
		const column = start - this.columnBase;
		this.position = this.skipComment(start);
		this.add(T.TYPE_COMMENT, start, this.line, column);
		// The line end after it counts, even where the comment stands alone.
		this.isBlankLine = false;
		return true;
	}

	/** Alone on its line, the comment takes the line end with it. */
	private addTypeIgnore(hash: number, start: number): void {
		const end = this.skipComment(hash);
		const takesLineEnd = this.isBlankLine && end < this.length;
		this.position = takesLineEnd ? end + 1 : end;
		this.tokens.typeIgnores.push({ lineno: this.line, tag: this.source.slice(start, this.position) });
		if (!takesLineEnd) return;
		this.isAtLineStart = true;
		this.startLine(this.position);
		this.bufferStart = this.position;
	}

	/** Accounts for the non-ASCII characters of the current line between two offsets. */
	widen(from: number, to: number): void {
		if (this.isAscii) return;
		let extra = 0;
		for (let i = from; i < to; i++) {
			const c = this.source.charCodeAt(i);
			if (c < 0x80) continue;
			extra += c < 0x800 || (c >= 0xd800 && c < 0xe000) ? 1 : 2;
		}
		this.columnBase -= extra;
	}

	/** Notes that a new line starts at `p`. */
	startLine(p: number): void {
		this.line++;
		this.lineStart = p;
		this.columnBase = p;
	}

	/** Adds a token from `start` to `position` that began at the given line and byte column and ends on the current line. */
	add(kind: number, start: number, line: number, column: number): void {
		this.tokens.add(kind, start, this.position, line, column, this.line, this.position - this.columnBase);
	}

	/** Adds an ASCII token from `position`, of the length of its kind's spelling. */
	private addOnLine(kind: number, start: number): void {
		this.position = start + (kind === T.ELLIPSIS ? 3 : 1);
		this.add(kind, start, this.line, start - this.columnBase);
	}

	private scanNumberToken(): boolean {
		const start = this.position;
		const column = start - this.columnBase;
		if (!scanNumber(this)) return false;
		this.tokens.add(T.NUMBER, start, this.position, this.line, column, this.line, this.position - this.columnBase);
		return true;
	}

	private scanNewline(column: number): boolean {
		const p = this.position;
		if (!this.isBlankLine && this.brackets.length === 0) {
			this.tokens.add(T.NEWLINE, p, p, this.line, column, this.line, p - this.columnBase + 1);
		}
		this.isAtLineStart = true;
		this.position = p + 1;
		this.startLine(p + 1);
		this.bufferStart = p + 1;
		return true;
	}

	private scanEnd(): boolean {
		if (this.brackets.length > 0) return this.failEndOfFile();
		if (this.isSingle) this.endSingle();
		this.addMarker(T.ENDMARKER);
		return false;
	}

	/** Makes up the line end and the dedents that an interactive statement lacks. */
	private endSingle(): void {
		if (this.tokens.count === 0) return;
		this.addMarker(T.NEWLINE);
		if (this.indents.length === 1 || !this.impliesDedent) return;
		while (this.indents.pop() !== 0) this.addMarker(T.DEDENT);
		this.addMarker(T.NEWLINE);
	}

	/** A name, a keyword, or the prefix of a string. */
	private scanName(): boolean {
		const source = this.source;
		const start = this.position;
		let p = start;
		let c = source.charCodeAt(p);
		while (c < 128 && (CLASSES[c]! & IDENTIFIER_PART) !== 0) c = source.charCodeAt(++p);
		if ((c === QUOTE || c === DOUBLE_QUOTE) && p - start <= LONGEST_PREFIX) {
			const prefix = scanPrefix(source, start);
			if (prefix === p) return this.scanPrefixed(start, p);
		}
		if (c >= 128) return this.scanUnicodeName(start, p);
		this.position = p;
		const length = p - start;
		let kind = T.NAME;
		if (length >= 2 && length <= 8) kind = T.KEYWORDS.get(source.slice(start, p)) ?? T.NAME;
		const column = start - this.columnBase;
		this.tokens.add(kind, start, p, this.line, column, this.line, column + length);
		return true;
	}

	private scanUnicodeName(start: number, from: number): boolean {
		let p = from;
		while (isIdentifierPart(this.source.charCodeAt(p))) p++;
		const text = this.source.slice(start, p);
		const invalid = scanIdentifier(text);
		if (invalid >= 0) {
			const character = String.fromCodePoint(text.codePointAt(invalid)!);
			const isLast = invalid + character.length >= text.length;
			const end = isLast ? p : start + invalid + character.length;
			if (isPrintable(character)) return this.fail(`invalid character '${character}' (${codePointName(character)})`, end);
			return this.fail(`invalid non-printable character ${codePointName(character)}`, end);
		}
		const column = start - this.columnBase;
		this.position = p;
		this.widen(start, p);
		this.tokens.texts.set(this.tokens.count, text.normalize("NFKC"));
		this.add(T.NAME, start, this.line, column);
		return true;
	}

	private scanPrefixed(start: number, quote: number): boolean {
		const prefix = this.source.slice(start, quote).toLowerCase();
		const conflict = prefixConflict(prefix);
		if (conflict !== null) {
			const column = start - this.columnBase;
			return this.failAt(
				`'${conflict[0]}' and '${conflict[1]}' prefixes are incompatible`,
				quote + 1,
				column + 1,
				column + 1 + prefix.length,
			);
		}
		if (prefix.includes("f") || prefix.includes("t")) return startFormatted(this, start, quote, prefix);
		return this.scanString(start, quote);
	}

	/** The STRING from `start` (its prefix) whose first quote is at `quote`. */
	private scanString(start: number, quote = start): boolean {
		const source = this.source;
		const mark = source.charCodeAt(quote);
		const isTriple = source.charCodeAt(quote + 1) === mark && source.charCodeAt(quote + 2) === mark;
		const line = this.line;
		const lineStart = this.lineStart;
		const column = start - this.columnBase;
		let p = quote + (isTriple ? 3 : 1);
		let hasEscapedQuote = false;
		for (;;) {
			const c = source.charCodeAt(p);
			if (c === mark) {
				if (!isTriple) break;
				if (source.charCodeAt(p + 1) === mark && source.charCodeAt(p + 2) === mark) {
					p += 2;
					break;
				}
			} else if (c === BACKSLASH) {
				p++;
				const escaped = source.charCodeAt(p);
				if (escaped === mark) hasEscapedQuote = true;
				if (escaped === NEWLINE) this.startLine(p + 1);
				if (p >= this.length) p--;
			} else if (c === NEWLINE) {
				if (!isTriple) return this.failUnterminated(start, line, lineStart, mark, false, hasEscapedQuote, false);
				this.startLine(p + 1);
			} else if (c === 0 && p >= this.length) {
				return this.failUnterminated(start, line, lineStart, mark, isTriple, hasEscapedQuote, true);
			}
			p++;
		}
		this.position = p + 1;
		if (!this.isAscii) this.widen(Math.max(start, this.lineStart), p);
		this.add(T.STRING, start, line, column);
		return true;
	}

	private failUnterminated(
		start: number,
		line: number,
		lineStart: number,
		mark: number,
		isTriple: boolean,
		hasEscapedQuote: boolean,
		isAtEnd: boolean,
	): false {
		const detected = this.lastLine();
		this.line = line;
		this.lineStart = lineStart;
		const mode = this.modes[this.modes.length - 1];
		if (mode !== undefined && mode.quote === mark && mode.quoteSize === (isTriple ? 3 : 1)) {
			return this.fail(`${mode.isTemplate ? "t" : "f"}-string: expecting '}'`, start + 1);
		}
		const hint = hasEscapedQuote && !isTriple ? "; perhaps you escaped the end quote?" : "";
		this.fail(`unterminated ${isTriple ? "triple-quoted " : ""}string literal (detected at line ${detected})${hint}`, start + 1);
		this.failure!.isEndOfFile = isAtEnd;
		return false;
	}

	/** The number of the line that was read last: an empty one at the end of the source doesn't count. */
	lastLine(): number {
		if (this.length === 0) return 0;
		return this.lineStart >= this.length && this.line > 1 ? this.line - 1 : this.line;
	}

	/** Past the backslash at `position` and its newline. */
	private passContinuation(): boolean {
		const p = this.position + 1;
		if (this.source.charCodeAt(p) !== NEWLINE) {
			return this.failLater(
				"SyntaxError",
				"unexpected character after line continuation character",
				p,
				this.continuationOffset(Math.min(p + 1, this.length)),
				0,
			);
		}
		this.startLine(p + 1);
		this.position = p + 1;
		if (p + 1 >= this.length) return this.failEndOfFile();
		return true;
	}

	/** CPython counts from the start of its buffer, which may be an earlier line, but not past the end of this one. */
	private continuationOffset(end: number): number {
		const text = this.source.slice(this.lineStart, this.lineEnd());
		if (this.bufferStart === this.lineStart)
			return Math.min(codePointLength(this.source.slice(this.lineStart, end)), codePointLength(text) + 1);
		const bytes = new TextEncoder().encode(this.source.slice(this.bufferStart, end)).length;
		return Math.min(codePointsInBytes(text, bytes), codePointLength(text) + 1);
	}

	private scanOperator(c: number, mode: FormattedMode | undefined): boolean {
		const source = this.source;
		const start = this.position;
		if (mode !== undefined && (c === 58 || c === 125 || c === 33 || c === 123)) {
			const isSpecStart = markFormattedPunctuation(this, mode, c);
			if (isSpecStart) {
				this.addOnLine(T.COLON, start);
				return true;
			}
		}
		const two = TWO_CHARACTERS[c];
		if (two !== undefined) {
			const kind = two[source[start + 1]!];
			if (kind !== undefined) return this.addLongOperator(kind, start);
		}
		if (c === 40 || c === 91 || c === 123) {
			if (this.brackets.length >= MAX_LEVEL) return this.fail("too many nested parentheses", start + 1);
			this.brackets.push({ character: c, line: this.line, column: start - this.columnBase });
			if (mode !== undefined) mode.depth++;
		} else if (c === 41 || c === 93 || c === 125) {
			if (!this.closeBracket(c, mode)) return false;
		}
		const kind = ONE_CHARACTER[c]!;
		if (kind === 0) return this.failCharacter(c, start);
		if (c === 61 && mode !== undefined && mode.depth - mode.expressionDepth === 1) mode.isDebug = true;
		this.addOnLine(kind, start);
		return true;
	}

	private addLongOperator(two: number, start: number): boolean {
		let kind = two;
		let length = 2;
		if (this.source.charCodeAt(start + 2) === 61) {
			if (kind >= T.DOUBLESTAR && kind <= T.RIGHTSHIFT) {
				kind += T.DOUBLESTAREQUAL - T.DOUBLESTAR;
				length = 3;
			}
		}
		this.position = start + length;
		const column = start - this.columnBase;
		this.tokens.add(kind, start, this.position, this.line, column, this.line, column + length);
		return true;
	}

	private closeBracket(c: number, mode: FormattedMode | undefined): boolean {
		const after = this.position + 1;
		const character = String.fromCharCode(c);
		const prefix = mode?.isTemplate ? "t" : "f";
		if (mode !== undefined && mode.depth === 0 && c === 125) return this.fail(`${prefix}-string: single '}' is not allowed`, after);
		const open = this.brackets.pop();
		if (open === undefined) return this.looseBrackets || this.fail(`unmatched '${character}'`, after);
		const isMatch = open.character === (c === 41 ? 40 : c - 2);
		if (!isMatch && !this.looseBrackets) {
			if (mode !== undefined && open.character === 123 && mode.depth - 1 === mode.expressionDepth) {
				return this.fail(`${prefix}-string: unmatched '${character}'`, after);
			}
			const opening = String.fromCharCode(open.character);
			const where = open.line === this.line ? "" : ` on line ${open.line}`;
			return this.fail(`closing parenthesis '${character}' does not match opening parenthesis '${opening}'${where}`, after);
		}
		if (mode === undefined) return true;
		return closeFormattedBracket(this, mode, c);
	}

	private failCharacter(c: number, start: number): boolean {
		if (c < 32 || c === 127) return this.fail(`invalid non-printable character ${codePointName(String.fromCharCode(c))}`, start + 1);
		this.addOnLine(T.OTHER, start);
		return true;
	}

	private lineEnd(): number {
		const end = this.source.indexOf("\n", this.position);
		return end < 0 ? this.length : end + 1;
	}

	/** Fails with CPython's columns for an error raised at once: at the last character before `end`. */
	fail(message: string, end: number): false {
		const offset = codePointLength(this.source.slice(this.lineStart, end));
		return this.failAt(message, end, offset, offset);
	}

	failAt(message: string, end: number, offset: number, endOffset: number): false {
		this.position = end;
		const text = sourceLine(this.source.slice(this.lineStart, this.length), 1);
		const error = new PySyntaxError("SyntaxError", message, this.filename, this.line, offset, this.line, endOffset, text);
		this.failure = { error, isRaised: true, isEndOfFile: false };
		return false;
	}

	private failTabs(): false {
		return this.failLater("TabError", "inconsistent use of tabs and spaces in indentation", this.lineEnd(), 1, 0);
	}

	private failLater(kind: SyntaxErrorKind, message: string, end: number, offset: number, endOffset: number): false {
		const lineEnd = this.lineEnd();
		this.position = end;
		const text = this.source.slice(this.lineStart, lineEnd);
		const error = new PySyntaxError(kind, message, this.filename, this.line, offset, this.line, endOffset, text);
		this.failure = { error, isRaised: false, isEndOfFile: false };
		return false;
	}

	private failEndOfFile(): false {
		const error = this.unclosedBracketError() ?? this.endOfFileError();
		this.failure = { error, isRaised: false, isEndOfFile: true };
		return false;
	}

	private endOfFileError(): PySyntaxError {
		const line = this.lastLine();
		const text = `${sourceLine(this.source.slice(0, this.length), line)}\n`;
		return new PySyntaxError("SyntaxError", "unexpected EOF while parsing", this.filename, line, codePointLength(text), line, -1, text);
	}

	/** CPython's complaint about the innermost bracket that is still open, or null. */
	unclosedBracketError(): PySyntaxError | null {
		const open = this.brackets[this.brackets.length - 1];
		if (open === undefined) return null;
		const line = sourceLine(this.source.slice(0, this.length), open.line);
		const offset = codePointLength(byteSlice(line, open.column)) + 1;
		// The tokenizer's own line is shown with its newline.
		const text = open.line >= this.lastLine() && this.source[this.length - 1] === "\n" ? `${line}\n` : line;
		const message = `'${String.fromCharCode(open.character)}' was never closed`;
		return new PySyntaxError("SyntaxError", message, this.filename, open.line, offset, open.line, 0, text);
	}

	/** `at`: the offset of the character after the backslash. */
	warnEscape(character: string, at: number): void {
		this.warn(invalidEscapeMessages(`\\${character}`), at);
	}

	/** `at`: the unit after the last one that the warning is about. */
	warn(messages: { readonly message: string; readonly errorMessage?: string }, at: number): void {
		const offset = codePointLength(this.source.slice(this.lineStart, at));
		const text = messages.errorMessage === undefined ? { text: "" } : {};
		this.warnings.push({ ...messages, ...text, lineno: this.line, offset, endLineno: this.line, endOffset: offset });
	}
}

function byteSlice(text: string, bytes: number): string {
	let seen = 0;
	let i = 0;
	while (i < text.length && seen < bytes) {
		const c = text.codePointAt(i)!;
		seen += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
		i += c < 0x10000 ? 1 : 2;
	}
	return text.slice(0, i);
}

/** Past the letters of a string prefix, in the orders that CPython's loop takes them. */
function scanPrefix(source: string, start: number): number {
	let seen = "";
	let p = start;
	for (; ; p++) {
		const c = source[p]!.toLowerCase();
		if (!"brutf".includes(c) || seen.includes(c)) return p;
		seen += c;
	}
}

/** The first two letters of a prefix that don't go together, in CPython's order of checks; null for a good prefix. */
function prefixConflict(prefix: string): string | null {
	for (const pair of ["ub", "ur", "uf", "ut", "bf", "bt", "ft"]) if (prefix.includes(pair[0]!) && prefix.includes(pair[1]!)) return pair;
	return null;
}

const ONE_CHARACTER = new Uint8Array(128);
const TWO_CHARACTERS: ({ [second: string]: number } | undefined)[] = new Array(128).fill(undefined);
for (const [text, kind] of T.OPERATORS) {
	if (text.length === 1) ONE_CHARACTER[text.charCodeAt(0)] = kind;
	if (text.length === 2) {
		const first = text.charCodeAt(0);
		TWO_CHARACTERS[first] = { ...TWO_CHARACTERS[first], [text[1]!]: kind };
	}
}
// The old spelling of `!=`, which only a joke of the `__future__` module accepts.
TWO_CHARACTERS[60] = { ...TWO_CHARACTERS[60], ">": T.NOTEQUAL };
