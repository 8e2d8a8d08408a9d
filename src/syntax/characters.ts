// Character classes of the tokenizer, and what Unicode says about identifiers. ASCII is answered from a table, the rest
// by the regular expressions of the JavaScript engine. Mirrors the macros at the top of Parser/lexer/lexer.c and
// `_PyUnicode_ScanIdentifier`, `_PyUnicode_IsPrintable` (Objects/unicodeobject.c, Objects/unicodectype.c).

export const IDENTIFIER_PART = 1;
export const DIGIT = 2;
export const HEX_DIGIT = 4;

/** Bits by UTF-16 unit below 128. */
export const CLASSES: Uint8Array = (() => {
	const table = new Uint8Array(128);
	const mark = (from: string, to: string, bits: number): void => {
		for (let c = from.charCodeAt(0); c <= to.charCodeAt(0); c++) table[c] = table[c]! | bits;
	};
	mark("a", "z", IDENTIFIER_PART);
	mark("A", "Z", IDENTIFIER_PART);
	mark("_", "_", IDENTIFIER_PART);
	mark("0", "9", IDENTIFIER_PART | DIGIT | HEX_DIGIT);
	mark("a", "f", HEX_DIGIT);
	mark("A", "F", HEX_DIGIT);
	return table;
})();

export function isDigit(c: number): boolean {
	return c >= 48 && c <= 57;
}

export function isHexDigit(c: number): boolean {
	return c < 128 && (CLASSES[c]! & HEX_DIGIT) !== 0;
}

/** Any non-ASCII unit may be part of an identifier until `scanIdentifier` has looked at it. */
export function isIdentifierPart(c: number): boolean {
	return c >= 128 || (CLASSES[c]! & IDENTIFIER_PART) !== 0;
}

/** Made when needed: that takes half a millisecond. */
let expressions: { readonly start: RegExp; readonly rest: RegExp } | null = null;

/** UTF-16 offset of the first character that may not stand there, or -1 when `text` is an identifier. */
export function scanIdentifier(text: string): number {
	expressions ??= { start: /^[\p{XID_Start}_]/u, rest: /^\p{XID_Continue}/u };
	const { start, rest } = expressions;
	let offset = 0;
	for (const character of text) {
		if (!(offset === 0 ? start : rest).test(character)) return offset;
		offset += character.length;
	}
	return -1;
}

let unprintable: RegExp | null = null;

export function isPrintable(character: string): boolean {
	unprintable ??= /^[\p{C}\p{Z}]/u;
	return character === " " || !unprintable.test(character);
}

/** `U+00A0`, with at least four digits. */
export function codePointName(character: string): string {
	return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
}
