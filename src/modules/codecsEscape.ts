// Escapes as encodings: unicode_escape, raw_unicode_escape, and the escapes of bytes literals (escape_encode and
// escape_decode). Read `unicodeEscapeDecode` first. Mirrors Objects/unicodeobject.c and _PyBytes_DecodeEscape.

import { decodeError } from "../objects/codecErrors.ts";
import { valueError } from "../objects/errors.ts";
import { escapePoint } from "../objects/strRepr.ts";
import { characterNamed } from "../objects/unicodeData.ts";
import { warn } from "../objects/warnings.ts";

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

const NAMED: { [character: string]: string } = { "\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\" };

export function unicodeEscapeEncode(text: string): Uint8Array {
	let result = "";
	for (const character of text) {
		if (character >= " " && character < "\x7f" && character !== "\\") result += character;
		else result += NAMED[character] ?? escapePoint(character.codePointAt(0)!);
	}
	return latin1(result);
}

export function rawUnicodeEscapeEncode(text: string): Uint8Array {
	let result = "";
	for (const character of text) {
		const point = character.codePointAt(0)!;
		result += point < 256 ? character : escapePoint(point);
	}
	return latin1(result);
}

const SIMPLE: { [letter: string]: string } = {
	"\n": "",
	"\\": "\\",
	"'": "'",
	'"': '"',
	b: "\b",
	f: "\f",
	t: "\t",
	n: "\n",
	r: "\r",
	v: "\v",
	a: "\x07",
};
const DIGITS: { [letter: string]: number } = { x: 2, u: 4, U: 8 };
const TRUNCATED: { [letter: string]: string } = {
	x: "truncated \\xXX escape",
	u: "truncated \\uXXXX escape",
	U: "truncated \\UXXXXXXXX escape",
};
const HEX = /^[0-9a-fA-F]+/;

interface Decoded {
	readonly text: string;
	/** How many bytes were used. */
	readonly used: number;
}

/** An escape at `start` (its backslash): its text and end, or its fault. */
type Escape =
	| { readonly text: string; readonly end: number }
	| { readonly fault: string; readonly end: number; readonly unfinished: boolean };

/** `final` false leaves an escape that is not complete for the next time. */
export function unicodeEscapeDecode(bytes: Uint8Array, errors: string, final: boolean): Decoded {
	return decodeEscapes(bytes, errors, final, "unicodeescape", readEscape);
}

export function rawUnicodeEscapeDecode(bytes: Uint8Array, errors: string, final: boolean): Decoded {
	return decodeEscapes(bytes, errors, final, "rawunicodeescape", readRawEscape);
}

function decodeEscapes(
	bytes: Uint8Array,
	errors: string,
	final: boolean,
	name: string,
	read: (text: string, start: number) => Escape,
): Decoded {
	const source = String.fromCharCode(...bytes);
	let text = "";
	for (let i = 0; i < source.length; ) {
		if (source[i] !== "\\") {
			text += source[i++];
			continue;
		}
		const escape = read(source, i);
		if ("text" in escape) {
			text += escape.text;
			i = escape.end;
			continue;
		}
		if (!final && escape.unfinished) return { text, used: i };
		const replacement = decodeError(bytes, i, escape.end, name, escape.fault, errors);
		text += replacement.text;
		i = replacement.position;
	}
	return { text, used: source.length };
}

function readEscape(source: string, start: number): Escape {
	const letter = source[start + 1];
	if (letter === undefined) return { fault: "\\ at end of string", end: start + 1, unfinished: true };
	const simple = SIMPLE[letter];
	if (simple !== undefined) return { text: simple, end: start + 2 };
	if (letter in DIGITS) return readHex(source, start, letter);
	const octal = /^[0-7]{1,3}/.exec(source.slice(start + 1, start + 4));
	if (octal !== null) return { text: String.fromCharCode(Number.parseInt(octal[0], 8)), end: start + 1 + octal[0].length };
	if (letter === "N") return readName(source, start);
	warn("DeprecationWarning", `"\\${letter}" is an invalid escape sequence. Such sequences will not work in the future. `);
	return { text: `\\${letter}`, end: start + 2 };
}

function readHex(source: string, start: number, letter: string): Escape {
	const count = DIGITS[letter];
	const digits = HEX.exec(source.slice(start + 2, start + 2 + count))?.[0] ?? "";
	const end = start + 2 + digits.length;
	if (digits.length < count) return { fault: TRUNCATED[letter], end, unfinished: end === source.length };
	const point = Number.parseInt(digits, 16);
	if (point > 0x10ffff) return { fault: "illegal Unicode character", end, unfinished: false };
	return { text: String.fromCodePoint(point), end };
}

function readName(source: string, start: number): Escape {
	const name = /^\{([^}]+)\}/.exec(source.slice(start + 2));
	if (name === null) {
		const unfinished = start + 2 === source.length || /^\{[^}]*$/.test(source.slice(start + 2));
		const end = unfinished ? source.length : start + (source[start + 2] === "{" ? 3 : 2);
		return { fault: "malformed \\N character escape", end, unfinished };
	}
	const end = start + 2 + name[0].length;
	const text = characterNamed(name[1], false);
	return text === null ? { fault: "unknown Unicode character name", end, unfinished: false } : { text, end };
}

/** Only \u and \U count; after an even number of backslashes. */
function readRawEscape(source: string, start: number): Escape {
	const letter = source[start + 1];
	if (letter === undefined) return { text: "\\", end: start + 1 };
	if (letter !== "u" && letter !== "U") return { text: source.slice(start, start + 2), end: start + 2 };
	const escape = readHex(source, start, letter);
	return "fault" in escape && escape.fault.startsWith("illegal") ? { ...escape, fault: "\\Uxxxxxxxx out of range" } : escape;
}

/** As bytes are written in a literal with single quotes. */
export function escapeEncode(bytes: Uint8Array): Uint8Array {
	let result = "";
	for (const byte of bytes) {
		const character = String.fromCharCode(byte);
		if (character === "'") result += "\\'";
		else if (byte >= 32 && byte < 127 && byte !== 92) result += character;
		else result += NAMED[character] ?? `\\x${byte.toString(16).padStart(2, "0")}`;
	}
	return latin1(result);
}

/** Raises ValueError. */
export function escapeDecode(bytes: Uint8Array, errors: string): Uint8Array {
	const source = String.fromCharCode(...bytes);
	let result = "";
	for (let i = 0; i < source.length; ) {
		if (source[i] !== "\\") {
			result += source[i++];
			continue;
		}
		const [text, end] = byteEscape(source, i, errors);
		result += text;
		i = end;
	}
	return latin1(result);
}

function byteEscape(source: string, start: number, errors: string): [string, number] {
	const letter = source[start + 1];
	if (letter === undefined) return valueError("Trailing \\ in string");
	const simple = SIMPLE[letter];
	if (simple !== undefined) return [simple, start + 2];
	const octal = /^[0-7]{1,3}/.exec(source.slice(start + 1, start + 4));
	if (octal !== null) return [String.fromCharCode(Number.parseInt(octal[0], 8) & 255), start + 1 + octal[0].length];
	if (letter !== "x") {
		warn("DeprecationWarning", `b"\\${letter}" is an invalid escape sequence. Such sequences will not work in the future. `);
		return [`\\${letter}`, start + 2];
	}
	const digits = HEX.exec(source.slice(start + 2, start + 4))?.[0] ?? "";
	if (digits.length === 2) return [String.fromCharCode(Number.parseInt(digits, 16)), start + 4];
	const end = start + 2 + digits.length;
	if (errors === "ignore") return ["", end];
	if (errors === "replace") return ["?", end];
	if (errors !== "strict") return valueError(`decoding error; unknown error handling code: ${errors}`);
	return valueError(`invalid \\x escape at position ${start}`);
}
