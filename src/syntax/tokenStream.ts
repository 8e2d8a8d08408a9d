// The tokens of a source as the tokenize module shows them: with comments and the line ends that mean nothing, with the
// text of each token and the lines it stands in, columns in code points.
//
// The tokenizer passes over comments and empty lines; they are found again in the gaps between its tokens. DIFFERS: what the
// parser's tokenizer refuses as a token ("1a", ")" alone) is an error here too. Read `tokenStream` first. Mirrors
// Python/Python-tokenize.c and Lib/tokenize.py's documentation.

import { codePointLength, type PySyntaxError } from "./errors.ts";
import { Tokenizer } from "./tokenizer.ts";
import * as T from "./tokens.ts";

/** Numbers of the module `token`. */
const OP = 55;
const COMMENT = 65;
const NL = 66;
const FIRST_FORMATTED = 59;

export interface StreamToken {
	readonly type: number;
	readonly text: string;
	readonly line: number;
	readonly column: number;
	readonly endLine: number;
	readonly endColumn: number;
	/** The physical lines. */
	readonly lines: string;
}

export interface TokenStream {
	readonly tokens: readonly StreamToken[];
	/** What ends the stream in place of ENDMARKER; `isEndOfFile`: the source ends inside a bracket or after a backslash. */
	readonly error: PySyntaxError | null;
	readonly isEndOfFile: boolean;
}

/** In the order of the module `token`, from LPAR on. */
const EXACT =
	"( ) [ ] : , ; + - * / | & < > = . % { } == != <= >= ~ ^ << >> ** += -= *= /= %= &= |= ^= <<= >>= **= // //= @ @= -> ... := !".split(" ");
const LPAR = 7;

/** All tokens of a text with any line ends; with `extra`, comments and empty lines too, and all operators as OP. */
export function tokenStream(text: string, filename: string, extra: boolean): TokenStream {
	return new Stream(text, filename, extra).run();
}

class Stream {
	private readonly source: string;
	/** The lines as they were, ends included. */
	private readonly rawLines: readonly string[];
	private readonly lineStarts: readonly number[];
	private readonly filename: string;
	private readonly extra: boolean;
	private readonly out: StreamToken[] = [];
	/** Up to here the source is in tokens. */
	private position = 0;

	constructor(text: string, filename: string, extra: boolean) {
		this.rawLines = text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
		this.source = text.replace(/\r\n?/g, "\n");
		const starts = [0];
		for (let i = this.source.indexOf("\n"); i >= 0; i = this.source.indexOf("\n", i + 1)) starts.push(i + 1);
		this.lineStarts = starts;
		this.filename = filename;
		this.extra = extra;
	}

	run(): TokenStream {
		const ended = this.source === "" || this.source.endsWith("\n");
		const tokenizer = new Tokenizer(ended ? this.source : `${this.source}\n`, this.filename, false, true, false, this.extra);
		tokenizer.run();
		const { tokens, failure } = tokenizer;
		for (let i = 0; i < tokens.count && tokens.kind[i] !== T.ERRORTOKEN; i++) this.add(tokens, i);
		return { tokens: this.out, error: failure?.error ?? null, isEndOfFile: failure?.isEndOfFile ?? false };
	}

	private add(tokens: T.TokenList, i: number): void {
		const kind = tokens.kind[i]!;
		const [start, end] = [tokens.start[i]!, tokens.end[i]!];
		this.passGap(Math.min(start, this.source.length));
		switch (kind) {
			case T.NEWLINE:
				return this.addNewline(start);
			case T.INDENT:
				return this.addText(kind, this.lineStarts[this.lineOf(start) - 1]!, start);
			case T.DEDENT:
				return start >= this.source.length ? this.addEnd(kind) : this.addText(kind, start, start);
			case T.ENDMARKER:
				return this.addEnd(kind);
			default:
				this.addKind(kind, start, end);
		}
	}

	private addKind(kind: number, start: number, end: number): void {
		if (kind === T.FSTRING_MIDDLE || kind === T.TSTRING_MIDDLE) return this.addMiddle(kind, start, end);
		if (kind >= T.FSTRING_START && kind <= T.TSTRING_END) this.addText(FIRST_FORMATTED + kind - T.FSTRING_START, start, end);
		else if (kind >= T.KW_FALSE) this.addText(T.NAME, start, end);
		else if (kind >= T.LPAR || kind === T.OTHER) this.addText(this.operatorType(start, end), start, end);
		else this.addText(kind, start, end);
		this.position = end;
	}

	private operatorType(start: number, end: number): number {
		const exact = this.extra ? -1 : EXACT.indexOf(this.source.slice(start, end));
		return exact < 0 ? OP : LPAR + exact;
	}

	/** A doubled brace ends a piece, which shows one of the two. */
	private addMiddle(kind: number, start: number, end: number): void {
		const type = FIRST_FORMATTED + kind - T.FSTRING_START;
		let from = start;
		for (let p = start; p < end - 1; p++) {
			const c = this.source[p];
			if ((c !== "{" && c !== "}") || this.source[p + 1] !== c) continue;
			this.addText(type, from, p + 1);
			p++;
			from = p + 1;
		}
		if (from < end || from === start) this.addText(type, from, end);
		this.position = end;
	}

	/** Comments and line ends between two tokens. */
	private passGap(end: number): void {
		while (this.position < end) {
			const c = this.source[this.position]!;
			if (c === "#") {
				const stop = this.source.indexOf("\n", this.position);
				this.addComment(stop < 0 ? this.source.length : stop);
			} else if (c === "\\" && this.source[this.position + 1] === "\n") this.position += 2;
			else if (c === "\n") this.addLineEnd(NL);
			else this.position++;
		}
	}

	private addComment(end: number): void {
		if (this.extra) this.addText(COMMENT, this.position, end);
		this.position = end;
	}

	private addNewline(at: number): void {
		this.position = Math.min(at, this.source.length);
		if (this.position < this.source.length) return this.addLineEnd(T.NEWLINE);
		// The end that the source lacks.
		const line = this.lineOf(at);
		const column = this.columnOf(at, line);
		this.out.push({ type: T.NEWLINE, text: "", line, column, endLine: line, endColumn: column + 1, lines: "" });
	}

	private addLineEnd(type: number): void {
		const line = this.lineOf(this.position);
		const column = this.columnOf(this.position, line);
		const raw = this.rawLines[line - 1] ?? "\n";
		const text = /\r?\n$|\r$/.exec(raw)?.[0] ?? "\n";
		if (type === T.NEWLINE || this.extra)
			this.out.push({ type, text, line, column, endLine: line, endColumn: column + text.length, lines: raw });
		this.position++;
	}

	private addEnd(type: number): void {
		const line = this.source === "" ? 1 : this.rawLines.length + 1;
		this.out.push({ type, text: "", line, column: 0, endLine: line, endColumn: 0, lines: "" });
	}

	private addText(type: number, start: number, end: number): void {
		const line = this.lineOf(start);
		const endLine = this.lineOf(end);
		const [column, endColumn] = [this.columnOf(start, line), this.columnOf(end, endLine)];
		const lines = this.rawLines.slice(line - 1, endLine).join("");
		this.out.push({ type, text: this.source.slice(start, end), line, column, endLine, endColumn, lines });
	}

	private lineOf(offset: number): number {
		let low = 0;
		let high = this.lineStarts.length;
		while (high - low > 1) {
			const middle = (low + high) >> 1;
			if (this.lineStarts[middle]! <= offset) low = middle;
			else high = middle;
		}
		return low + 1;
	}

	private columnOf(offset: number, line: number): number {
		return codePointLength(this.source.slice(this.lineStarts[line - 1], offset));
	}
}
