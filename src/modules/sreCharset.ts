// Character classes of compiled patterns: categories, case, and the sets inside `[...]`. A class is a test, asked once per
// character: the answers are kept in tables of 256, made when a character of theirs first comes. Read `CharSet` first.
// Mirrors Modules/_sre/sre_lib.h (SRE(charset)) and _sre.c.

import { isSpaceUnit } from "../objects/unicode.ts";

const FAILURE = 0;
const CATEGORY = 8;
const CHARSET = 9;
const BIGCHARSET = 10;
const LITERAL = 16;
const NEGATE = 21;
const RANGE = 22;
const RANGE_UNI_IGNORE = 42;

export type Predicate = (point: number) => boolean;

const character = (point: number): string => String.fromCodePoint(point);
const isDigit: Predicate = (c) => c >= 48 && c <= 57;
const isSpace: Predicate = (c) => c === 32 || (c >= 9 && c <= 13);
const isWord: Predicate = (c) => isDigit(c) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95;
const isLinebreak: Predicate = (c) => c === 10;
const isUnicodeDigit: Predicate = (c) => (c < 128 ? isDigit(c) : /\p{Nd}/u.test(character(c)));
const isUnicodeWord: Predicate = (c) => (c < 128 ? isWord(c) : /[\p{L}\p{N}]/u.test(character(c)));
const isUnicodeLinebreak: Predicate = (c) => (c >= 10 && c <= 13) || (c >= 28 && c <= 30) || c === 0x85 || c === 0x2028 || c === 0x2029;
const not =
	(p: Predicate): Predicate =>
	(c) =>
		!p(c);

/** By CATEGORY code: each category and its opposite. */
const POSITIVE = [isDigit, isSpace, isWord, isLinebreak, isWord, isUnicodeDigit, isSpaceUnit, isUnicodeWord, isUnicodeLinebreak];
export const CATEGORIES: readonly Predicate[] = POSITIVE.flatMap((p) => [p, not(p)]);

export { isLinebreak, isUnicodeWord, isWord };

export function asciiLower(c: number): number {
	return c >= 65 && c <= 90 ? c + 32 : c;
}

/** The lower-case character of a character, the first if there are several. */
export function unicodeLower(c: number): number {
	if (c < 128) return asciiLower(c);
	return character(c).toLowerCase().codePointAt(0)!;
}

export function unicodeUpper(c: number): number {
	return character(c).toUpperCase().codePointAt(0)!;
}

interface Part {
	readonly test: Predicate;
	/** Index of the next part. */
	readonly next: number;
}

function bitAt(code: ArrayLike<number>, at: number, bit: number): boolean {
	return (code[at + (bit >> 5)]! & (1 << (bit & 31))) !== 0;
}

/** 256 block numbers, four to a word, then blocks of 256 bits. */
function bigCharset(code: ArrayLike<number>, at: number): Predicate {
	return (c) => {
		if (c > 0xffff) return false;
		const block = (code[at + (c >> 10)]! >> (((c >> 8) & 3) * 8)) & 0xff;
		return bitAt(code, at + 64 + block * 8, c & 255);
	};
}

function partAt(code: ArrayLike<number>, i: number): Part {
	const first = code[i + 1]!;
	switch (code[i]) {
		case LITERAL:
			return { test: (c) => c === first, next: i + 2 };
		case CATEGORY:
			return { test: CATEGORIES[first]!, next: i + 2 };
		case RANGE:
			return { test: (c) => c >= first && c <= code[i + 2]!, next: i + 3 };
		case RANGE_UNI_IGNORE: {
			const last = code[i + 2]!;
			return { test: (c) => (c >= first && c <= last) || (unicodeUpper(c) >= first && unicodeUpper(c) <= last), next: i + 3 };
		}
		case CHARSET:
			return { test: (c) => c < 256 && bitAt(code, i + 1, c), next: i + 9 };
		case BIGCHARSET:
			return { test: bigCharset(code, i + 2), next: i + 2 + 64 + first * 8 };
		default:
			throw new Error(`unknown part ${code[i]} of a character set`);
	}
}

/** The test of the set that begins at `code[start]`; its parts are tried in order, NEGATE turns the answer of those after it around. */
export function charsetAt(code: ArrayLike<number>, start: number): Predicate {
	const parts: { test: Predicate; answer: boolean }[] = [];
	let answer = true;
	let i = start;
	while (code[i] !== FAILURE) {
		if (code[i] === NEGATE) {
			answer = !answer;
			i++;
			continue;
		}
		const part = partAt(code, i);
		parts.push({ test: part.test, answer });
		i = part.next;
	}
	return (c) => {
		for (const part of parts) if (part.test(c)) return part.answer;
		return !answer;
	};
}

const BLOCK = 256;

/** The characters that pass a test. */
export class CharSet {
	/** By character: whether it passes, for the first 256. */
	readonly table: Uint8Array;
	private readonly test: Predicate;
	/** The tables of later blocks, by number. */
	private readonly blocks: Uint8Array[] = [];

	constructor(test: Predicate) {
		this.test = test;
		this.table = this.block(0);
	}

	has(c: number): boolean {
		return c < BLOCK ? this.table[c] === 1 : this.hasFar(c);
	}

	/** `has` for a character beyond the first table. */
	hasFar(c: number): boolean {
		const table = (this.blocks[c >> 8] ??= this.block(c >> 8));
		return table[c & 0xff] === 1;
	}

	private block(number: number): Uint8Array {
		const table = new Uint8Array(BLOCK);
		for (let i = 0; i < BLOCK; i++) if (this.test(number * BLOCK + i)) table[i] = 1;
		return table;
	}
}
