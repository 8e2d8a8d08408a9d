// Backslash escapes of string and bytes literals. A str comes out as UTF-16 text in which an escaped surrogate stays as it
// is; bytes come out one per unit. Problems are returned, not thrown: the parser knows the position to report.
// Mirrors `_PyUnicode_DecodeUnicodeEscapeInternal2` and `_PyBytes_DecodeEscape2` (Objects/unicodeobject.c, bytesobject.c)
// and `warn_invalid_escape_sequence` (Parser/string_parser.c).

import { isHexDigit } from "./characters.ts";

/** The text that a `\N{name}` stands for; null when there is no such character. */
export type NameLookup = (name: string) => string | null;

export interface Decoded {
	text: string;
	/** The first escape that isn't one, with its backslash; "" if there is none. */
	invalidEscape: string;
	/** Offset of that backslash in the body. */
	invalidAt: number;
	/** CPython's message of a UnicodeDecodeError or ValueError with its "(unicode error) " prefix, or "". */
	error: string;
}

const SIMPLE: { readonly [letter: string]: string } = {
	"\n": "",
	"\\": "\\",
	"'": "'",
	'"': '"',
	a: "\x07",
	b: "\b",
	f: "\f",
	n: "\n",
	r: "\r",
	t: "\t",
	v: "\v",
};

export function invalidEscapeMessages(escape: string): { message: string; errorMessage: string } {
	const what = `"${escape}" is an invalid ${escape.length > 2 ? "octal escape sequence" : "escape sequence"}.`;
	const advice = `Did you mean "\\${escape}"? A raw string is also an option.`;
	return { message: `${what} Such sequences will not work in the future. ${advice}`, errorMessage: `${what} ${advice}` };
}

const HEX_LENGTHS: { readonly [letter: string]: number } = { x: 2, u: 4, U: 8 };

/** Decodes the text between the quotes of a str literal. */
export function decodeStr(body: string, lookup: NameLookup | undefined): Decoded {
	const out: Decoded = { text: "", invalidEscape: "", invalidAt: 0, error: "" };
	let from = 0;
	for (;;) {
		const at = body.indexOf("\\", from);
		if (at < 0) break;
		out.text += body.slice(from, at);
		const letter = body[at + 1] ?? "";
		const simple = SIMPLE[letter];
		if (simple !== undefined) {
			out.text += simple;
			from = at + 2;
		} else if (letter >= "0" && letter <= "7") {
			from = decodeOctal(body, at, out);
		} else if (letter === "x" || letter === "u" || letter === "U") {
			from = decodeHex(body, at, HEX_LENGTHS[letter]!, out);
		} else if (letter === "N") {
			from = decodeNamed(body, at, lookup, out);
		} else {
			noteInvalid(out, `\\${letter}`, at);
			out.text += "\\";
			from = at + 1;
		}
		if (out.error !== "") return out;
	}
	out.text += body.slice(from);
	return out;
}

/** A backslash at the end or before a non-ASCII character passes without a warning. */
function noteInvalid(out: Decoded, escape: string, at: number): void {
	if (out.invalidEscape !== "" || escape.length === 1 || escape[1]! >= "\x80") return;
	out.invalidEscape = escape;
	out.invalidAt = at;
}

/** Up to three octal digits at the backslash `at`; above 0o377 only the low bits of a byte would fit, hence the warning. */
function decodeOctal(body: string, at: number, out: Decoded): number {
	let end = at + 2;
	while (end < at + 4 && body[end]! >= "0" && body[end]! <= "7") end++;
	const value = Number.parseInt(body.slice(at + 1, end), 8);
	if (value > 0o377) noteInvalid(out, body.slice(at, end), at);
	out.text += String.fromCharCode(value);
	return end;
}

function decodeHex(body: string, at: number, length: number, out: Decoded): number {
	let end = at + 2;
	while (end < at + 2 + length && end < body.length && isHexDigit(body.charCodeAt(end))) end++;
	if (end < at + 2 + length) {
		const form = { 2: "\\xXX", 4: "\\uXXXX", 8: "\\UXXXXXXXX" }[length]!;
		return failUnicode(body, at, end, `truncated ${form} escape`, out);
	}
	const value = Number.parseInt(body.slice(at + 2, end), 16);
	if (value > 0x10ffff) return failUnicode(body, at, end, "illegal Unicode character", out);
	out.text += String.fromCodePoint(value);
	return end;
}

function decodeNamed(body: string, at: number, lookup: NameLookup | undefined, out: Decoded): number {
	const close = body[at + 2] === "{" ? body.indexOf("}", at + 3) : -1;
	if (close < 0 || close === at + 3) {
		const end = body[at + 2] === "{" ? (close < 0 ? body.length : close) : at + 2;
		return failUnicode(body, at, end, "malformed \\N character escape", out);
	}
	const found = lookup?.(body.slice(at + 3, close)) ?? null;
	if (found === null) return failUnicode(body, at, close + 1, "unknown Unicode character name", out);
	out.text += found;
	return close + 1;
}

/** Positions in the message are bytes of the text that CPython decodes: there a non-ASCII character is `\UXXXXXXXX`. */
function failUnicode(body: string, from: number, to: number, problem: string, out: Decoded): number {
	const start = escapedLength(body.slice(0, from));
	const end = start + escapedLength(body.slice(from, to)) - 1;
	const where = start === end ? `can't decode byte 0x5c in position ${start}` : `can't decode bytes in position ${start}-${end}`;
	out.error = `(unicode error) 'unicodeescape' codec ${where}: ${problem}`;
	return to;
}

function escapedLength(text: string): number {
	let length = 0;
	for (const character of text) length += character < "\x80" ? 1 : 10;
	return length;
}

/** Decodes the text between the quotes of a bytes literal, which is ASCII. */
export function decodeBytes(body: string): Decoded {
	const out: Decoded = { text: "", invalidEscape: "", invalidAt: 0, error: "" };
	let from = 0;
	for (;;) {
		const at = body.indexOf("\\", from);
		if (at < 0) break;
		out.text += body.slice(from, at);
		const letter = body[at + 1] ?? "";
		const simple = SIMPLE[letter];
		if (simple !== undefined) {
			out.text += simple;
			from = at + 2;
		} else if (letter >= "0" && letter <= "7") {
			from = decodeOctal(body, at, out);
		} else if (letter === "x") {
			if (!isHexDigit(body.charCodeAt(at + 2)) || !isHexDigit(body.charCodeAt(at + 3))) {
				out.error = `(value error) invalid \\x escape at position ${at}`;
				return out;
			}
			out.text += String.fromCharCode(Number.parseInt(body.slice(at + 2, at + 4), 16));
			from = at + 4;
		} else {
			noteInvalid(out, `\\${letter}`, at);
			out.text += "\\";
			from = at + 1;
		}
	}
	out.text += body.slice(from);
	return out;
}
