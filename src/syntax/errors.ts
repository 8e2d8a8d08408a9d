// What a source can do wrong, as CPython reports it. PySyntaxError is plain data that the parser throws; the vm turns it
// into the Python exception of its `kind`. Offsets count code points from 1, as in `SyntaxError.offset`; 0 and -1 have
// CPython's special meanings there. Mirrors `_PyPegen_raise_error_known_location` (Parser/pegen_errors.c).

export type SyntaxErrorKind =
	| "SyntaxError"
	| "IndentationError"
	| "TabError"
	| "_IncompleteInputError"
	| "MemoryError"
	| "ValueError"
	| "UnicodeDecodeError"
	| "RecursionError"
	| "SystemError";

/** `SyntaxError._metadata`: what the traceback needs to try out keywords in place of names. */
export interface SyntaxErrorMetadata {
	/** Where the last good compound statement starts; 0 and 0 if there is none. */
	readonly line: number;
	readonly column: number;
	readonly source: string;
}

/** DIFFERS: where CPython gives no place, its numbers are 0 or -1 here, not None. */
export class PySyntaxError {
	readonly kind: SyntaxErrorKind;
	readonly message: string;
	readonly filename: string;
	/** The exception's `args` have the file's name, not only its attribute. */
	isFileInArguments = true;
	readonly lineno: number;
	readonly offset: number;
	readonly endLineno: number;
	readonly endOffset: number;
	/** The line that the error stands in, or null where CPython gives None. */
	readonly text: string | null;
	metadata: SyntaxErrorMetadata | null = null;

	constructor(
		kind: SyntaxErrorKind,
		message: string,
		filename: string,
		lineno: number,
		offset: number,
		endLineno: number,
		endOffset: number,
		text: string | null,
	) {
		this.kind = kind;
		this.message = message;
		this.filename = filename;
		this.lineno = lineno;
		this.offset = offset;
		this.endLineno = endLineno;
		this.endOffset = endOffset;
		this.text = text;
	}
}

/** A SyntaxWarning, in source order. `offset` counts code points from 1. */
export interface SyntaxWarning {
	message: string;
	lineno: number;
	offset: number;
	endLineno: number;
	endOffset: number;
	/** What the SyntaxError says that a filter makes of it, if not the same. */
	errorMessage?: string;
	/** The line it stands in; absent from the compiler's. */
	text?: string;
}

/** The line `lineno` (from 1) of `source` without its newline; past the end, the empty string. */
export function sourceLine(source: string, lineno: number): string {
	let start = 0;
	for (let line = 1; line < lineno; line++) {
		const newline = source.indexOf("\n", start);
		if (newline < 0) break;
		start = newline + 1;
	}
	const end = source.indexOf("\n", start);
	return end < 0 ? source.slice(start) : source.slice(start, end);
}

/** Code points in the first `bytes` UTF-8 bytes of `text`; a character that straddles the limit counts. */
export function codePointsInBytes(text: string, bytes: number): number {
	let seen = 0;
	let points = 0;
	for (let i = 0; i < text.length && seen < bytes; i++, points++) {
		const c = text.charCodeAt(i);
		if (c < 0x80) seen++;
		else if (c < 0x800) seen += 2;
		else if (c >= 0xd800 && c < 0xdc00) {
			seen += 4;
			i++;
		} else seen += 3;
	}
	return points + Math.max(0, bytes - seen);
}

/** Code points in a UTF-16 string. */
export function codePointLength(text: string): number {
	let count = text.length;
	for (let i = 0; i < text.length; i++) {
		const c = text.charCodeAt(i);
		if (c >= 0xd800 && c < 0xdc00) {
			count--;
			i++;
		}
	}
	return count;
}
