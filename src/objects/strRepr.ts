// repr and ascii of strings, on JavaScript strings. Read `reprText` first. Mirrors unicode_repr of Objects/unicodeobject.c.

import { isPrintable } from "./unicode.ts";

const NAMED: { [character: string]: string } = { "\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\" };
// Printable ASCII without quotes and backslash: most strings.
const PLAIN = /^[\x20-\x26\x28-\x5b\x5d-\x7e]*$/;

/** The text in quotes: double ones only if it has single but no double quotes. */
export function reprText(text: string): string {
	if (PLAIN.test(text)) return `'${text}'`;
	const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
	let result = quote;
	for (const character of text) result += reprCharacter(character, quote);
	return result + quote;
}

function reprCharacter(character: string, quote: string): string {
	if (character === quote) return `\\${character}`;
	const named = NAMED[character];
	if (named !== undefined) return named;
	if (character >= " " && character < "\x7f") return character;
	return isPrintable(character) ? character : escapePoint(character.codePointAt(0)!);
}

/** \x, \u or \U, as short as possible. */
export function escapePoint(point: number): string {
	const hex = point.toString(16);
	if (point < 0x100) return `\\x${hex.padStart(2, "0")}`;
	return point < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

/** Everything beyond ASCII escaped. */
export function asciiText(text: string): string {
	return text.replace(/[^\x00-\x7f]/gu, (character) => escapePoint(character.codePointAt(0)!));
}

/** repr of bytes, without the b: one character per byte. */
export function reprBytes(bytes: Uint8Array): string {
	const quote = bytes.includes(39) && !bytes.includes(34) ? 34 : 39;
	let result = String.fromCharCode(quote);
	for (const byte of bytes) result += reprByte(byte, quote);
	return result + String.fromCharCode(quote);
}

function reprByte(byte: number, quote: number): string {
	const character = String.fromCharCode(byte);
	if (byte === quote) return `\\${character}`;
	const named = NAMED[character];
	if (named !== undefined) return named;
	return byte >= 32 && byte < 127 ? character : `\\x${byte.toString(16).padStart(2, "0")}`;
}
