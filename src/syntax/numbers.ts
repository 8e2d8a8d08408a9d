// Numeric literals: where one ends, what is wrong with it, and its value. `scanNumber` is called by the tokenizer at a
// digit or at a point before a digit; `numberValue` by the parser. CPython reads one character too far and backs up, and its
// error columns depend on that: an error stands after the last character that was not given back.
// Mirrors the number part of `tok_get_normal_mode` (Parser/lexer/lexer.c) and `parsenumber` (Parser/pegen.c).

import { isDigit, isHexDigit, isIdentifierPart } from "./characters.ts";
import type { Constant } from "./constant.ts";
import type { Tokenizer } from "./tokenizer.ts";

const UNDERSCORE = 95;
const POINT = 46;

/** Lower case of an ASCII letter; other units may change, but not into a letter. */
function lower(c: number): number {
	return c | 32;
}

/** Moves past the literal at `t.position`. False: `t` has failed. */
export function scanNumber(t: Tokenizer): boolean {
	const source = t.source;
	const first = source.charCodeAt(t.position);
	if (first !== 48) return first === POINT ? scanFraction(t, t.position + 1) : scanDecimal(t);
	switch (lower(source.charCodeAt(t.position + 1))) {
		case 120:
			return scanRadix(t, "hexadecimal", isHexDigit);
		case 111:
			return scanRadix(t, "octal", (c) => c >= 48 && c < 56);
		case 98:
			return scanRadix(t, "binary", (c) => c === 48 || c === 49);
		default:
			return scanZeros(t);
	}
}

function scanRadix(t: Tokenizer, kind: string, isOwnDigit: (c: number) => boolean): boolean {
	const source = t.source;
	let p = t.position + 2;
	do {
		if (source.charCodeAt(p) === UNDERSCORE) p++;
		const c = source.charCodeAt(p);
		if (!isOwnDigit(c)) {
			if (isDigit(c)) return t.fail(`invalid digit '${source[p]}' in ${kind} literal`, p + 1);
			return t.fail(`invalid ${kind} literal`, p);
		}
		do p++;
		while (isOwnDigit(source.charCodeAt(p)));
	} while (source.charCodeAt(p) === UNDERSCORE);
	if (isDigit(source.charCodeAt(p))) return t.fail(`invalid digit '${source[p]}' in ${kind} literal`, p + 1);
	return finish(t, p, kind);
}

/** A literal that starts with 0 and no radix: zeros only, or the integer part of a float. */
function scanZeros(t: Tokenizer): boolean {
	const source = t.source;
	const start = t.position;
	let p = start + 1;
	for (;;) {
		if (source.charCodeAt(p) === UNDERSCORE) {
			p++;
			if (!isDigit(source.charCodeAt(p))) return t.fail("invalid decimal literal", p);
		}
		if (source.charCodeAt(p) !== 48) break;
		p++;
	}
	const zerosEnd = p + 1;
	const hasOtherDigit = isDigit(source.charCodeAt(p));
	if (hasOtherDigit) {
		p = scanDigits(t, p);
		if (p < 0) return false;
	}
	const c = source.charCodeAt(p);
	if (c === POINT) return scanFraction(t, p + 1);
	if (lower(c) === 101) return scanExponent(t, p);
	if (lower(c) === 106) return finish(t, p + 1, "imaginary");
	if (hasOtherDigit) {
		const message = "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
		return t.failAt(message, p, start + 1 - t.columnBase, zerosEnd - t.columnBase);
	}
	return finish(t, p, "decimal");
}

/** Past digits with single underscores between them, from a digit; -1 when `t` has failed. */
function scanDigits(t: Tokenizer, from: number): number {
	const source = t.source;
	let p = from;
	for (;;) {
		while (isDigit(source.charCodeAt(p))) p++;
		if (source.charCodeAt(p) !== UNDERSCORE) return p;
		p++;
		if (!isDigit(source.charCodeAt(p))) {
			t.fail("invalid decimal literal", p);
			return -1;
		}
	}
}

function scanDecimal(t: Tokenizer): boolean {
	const p = scanDigits(t, t.position);
	if (p < 0) return false;
	const c = t.source.charCodeAt(p);
	if (c === POINT) return scanFraction(t, p + 1);
	if (lower(c) === 101) return scanExponent(t, p);
	if (lower(c) === 106) return finish(t, p + 1, "imaginary");
	return finish(t, p, "decimal");
}

/** `from`: after the point. */
function scanFraction(t: Tokenizer, from: number): boolean {
	let p = from;
	if (isDigit(t.source.charCodeAt(p))) {
		p = scanDigits(t, p);
		if (p < 0) return false;
	}
	const c = t.source.charCodeAt(p);
	if (lower(c) === 101) return scanExponent(t, p);
	if (lower(c) === 106) return finish(t, p + 1, "imaginary");
	return finish(t, p, "decimal");
}

/** `at`: the letter e. Without digits the literal ends before it, as in `1else`. */
function scanExponent(t: Tokenizer, at: number): boolean {
	const source = t.source;
	let p = at + 1;
	const sign = source.charCodeAt(p);
	if (sign === 43 || sign === 45) {
		p++;
		if (!isDigit(source.charCodeAt(p))) return t.fail("invalid decimal literal", p);
	} else if (!isDigit(sign)) {
		return finish(t, at, "decimal");
	}
	p = scanDigits(t, p);
	if (p < 0) return false;
	if (lower(source.charCodeAt(p)) === 106) return finish(t, p + 1, "imaginary");
	return finish(t, p, "decimal");
}

/** Keywords that may touch a number, with a warning: the letters after the first, by the first. */
const TOUCHING: { readonly [first: string]: RegExp } = { a: /nd/y, e: /lse/y, f: /or/y, i: /[fns]/y, o: /r/y, n: /ot/y };

function finish(t: Tokenizer, end: number, kind: string): boolean {
	const c = t.source.charCodeAt(end);
	if (c < 128 && isIdentifierPart(c)) {
		if (!isTouchingKeyword(t.source, end)) return t.fail(`invalid ${kind} literal`, end);
		t.warn({ message: `invalid ${kind} literal` }, end);
	}
	t.position = end;
	return true;
}

function isTouchingKeyword(source: string, at: number): boolean {
	const rest = TOUCHING[source[at]!];
	if (rest === undefined) return false;
	rest.lastIndex = at + 1;
	if (!rest.test(source)) return false;
	return source[at] === "i" || !isIdentifierPart(source.charCodeAt(rest.lastIndex));
}

/** `sys.int_info.default_max_str_digits`: CPython refuses to read longer decimal literals. */
export const MAX_DECIMAL_DIGITS = 4300;

/** How long a decimal literal may be, 0 for any length; `digits` is set by whoever has `sys.set_int_max_str_digits`. */
export const literalLimit = { digits: (): number => MAX_DECIMAL_DIGITS };

/** The value of a NUMBER's text; a string is CPython's message about one that is too long. */
export function numberValue(text: string): Constant | string {
	const small = smallDecimal(text);
	if (small >= 0) return { type: "int", value: BigInt(small) };
	const digits = text.includes("_") ? text.replaceAll("_", "") : text;
	const last = lower(digits.charCodeAt(digits.length - 1));
	const isRadix = digits.charCodeAt(0) === 48 && /^0[xob]/i.test(digits);
	if (isRadix) return { type: "int", value: BigInt(digits.toLowerCase()) };
	if (last === 106) return { type: "complex", real: 0, imag: Number(digits.slice(0, -1)) };
	if (/[.eE]/.test(digits)) return { type: "float", value: Number(digits) };
	const limit = literalLimit.digits();
	if (limit > 0 && digits.length > limit) return tooManyDigits(digits.length, limit);
	return { type: "int", value: BigInt(digits) };
}

/** The value of a few decimal digits; -1 for anything else. */
function smallDecimal(text: string): number {
	if (text.length > 9) return -1;
	let value = 0;
	for (let i = 0; i < text.length; i++) {
		const c = text.charCodeAt(i);
		if (!isDigit(c)) return -1;
		value = value * 10 + c - 48;
	}
	return value;
}

function tooManyDigits(count: number, limit: number): string {
	return `Exceeds the limit (${limit} digits) for integer string conversion: value has ${count} digits; use sys.set_int_max_str_digits() to increase the limit`;
}
