// Ints as text and back: every base, underscores, the limit on decimal digits, and int()'s error messages.
// Works on values and JavaScript strings; only the functions that raise touch objects. Read `parseIntegerText` first.
// Mirrors the conversions of Objects/longobject.c.

import { hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { repr } from "./abstract.ts";
import { newBytes } from "./bytes.ts";
import { valueError } from "./errors.ts";
import { newInt, type PyInt } from "./int.ts";
import { bitLength, type Integer, negate } from "./intArithmetic.ts";
import type { PyObject } from "./object.ts";
import type { PyStr } from "./str.ts";
import { decimalToAscii, latin1Text, trimSpaces } from "./unicode.ts";

/** `sys.set_int_max_str_digits`: 0 for no limit. */
export const intLimits = { maxStrDigits: 4300 };
export const DEFAULT_MAX_STR_DIGITS = 4300;
/** The least limit that can be set. */
export const MAX_STR_DIGITS_THRESHOLD = 640;

/** Decimal text. Raises ValueError for too many digits. */
export function integerText(value: Integer): string {
	if (typeof value === "number") return String(value);
	const limit = intLimits.maxStrDigits;
	if (limit > 0 && bitLength(value) > limit * 3.33 + 64) tooManyDigits(limit);
	const text = value.toString();
	if (limit > 0 && text.length - (value < 0n ? 1 : 0) > limit) tooManyDigits(limit);
	return text;
}

function tooManyDigits(limit: number): never {
	return valueError(
		`Exceeds the limit (${limit} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`,
	);
}

const PREFIXES: { [letter: string]: number } = { x: 16, o: 8, b: 2 };

/** The value of a text of ASCII characters, or null if it is none. `base` is 0 or 2 to 36. Raises ValueError for too many digits. */
export function parseIntegerText(source: string, base: number): Integer | null {
	const text = trimSpaces(source);
	const sign = text[0];
	const value = parseMagnitude(sign === "+" || sign === "-" ? text.slice(1) : text, base);
	return value !== null && sign === "-" ? negate(value) : value;
}

function parseMagnitude(text: string, base: number): Integer | null {
	const prefixBase = text[0] === "0" ? (PREFIXES[text[1]?.toLowerCase() ?? ""] ?? 0) : 0;
	if (prefixBase !== 0 && (base === 0 || base === prefixBase)) {
		return parseDigits(text[2] === "_" ? text.slice(3) : text.slice(2), prefixBase);
	}
	if (base !== 0) return parseDigits(text, base);
	const value = parseDigits(text, 10);
	return text[0] === "0" && value !== 0 ? null : value;
}

/** Digits of a base with single underscores between them. */
function parseDigits(text: string, base: number): Integer | null {
	let digits = text;
	if (text.includes("_")) {
		if (text.startsWith("_") || text.endsWith("_") || text.includes("__")) return null;
		digits = text.replaceAll("_", "");
	}
	if (digits.length === 0) return null;
	if (!areDigits(digits, base)) return null;
	if (digits.length * Math.log2(base) <= 53) return Number.parseInt(digits, base);
	if ((base & (base - 1)) !== 0) checkDigits(digits.length);
	return parseLong(digits, base);
}

/** A long text must be found too long in much less time than reading its value takes. */
function areDigits(digits: string, base: number): boolean {
	if (base === 10) return /^[0-9]*$/.test(digits);
	for (let i = 0; i < digits.length; i++) if (digitValue(digits.charCodeAt(i)) >= base) return false;
	return true;
}

function digitValue(unit: number): number {
	if (unit >= 48 && unit <= 57) return unit - 48;
	const lower = unit | 32;
	return lower >= 97 && lower <= 122 ? lower - 87 : 99;
}

function checkDigits(count: number): void {
	const limit = intLimits.maxStrDigits;
	if (limit === 0 || count <= limit) return;
	valueError(
		`Exceeds the limit (${limit} digits) for integer string conversion: value has ${count} digits; use sys.set_int_max_str_digits() to increase the limit`,
	);
}

const LITERAL_PREFIX: { [base: number]: string } = { 2: "0b", 8: "0o", 10: "", 16: "0x" };

function parseLong(digits: string, base: number): bigint {
	const prefix = LITERAL_PREFIX[base];
	if (prefix !== undefined) return BigInt(prefix + digits);
	if (digits.length <= 10) return BigInt(Number.parseInt(digits, base));
	const middle = digits.length >> 1;
	return parseLong(digits.slice(0, middle), base) * BigInt(base) ** BigInt(digits.length - middle) + parseLong(digits.slice(middle), base);
}

/** `int(text, base)`. Raises ValueError. */
export function intFromStr(text: PyStr, base: number): Own<PyInt> {
	const value = parseIntegerText(decimalToAscii(text.value), base);
	return value === null ? invalidLiteral(text, base) : newInt(value);
}

/** `int(bytes, base)`; the message of an error shows bytes, whatever the source was. */
export function intFromBytesText(bytes: Uint8Array, base: number): Own<PyInt> {
	const value = parseIntegerText(latin1Text(bytes), base);
	return value === null ? invalidLiteral(hold(newBytes(bytes), "invalid literal"), base) : newInt(value);
}

function invalidLiteral(source: PyObject, base: number): never {
	const text = hold(repr(source), "repr of the invalid literal");
	return valueError(`invalid literal for int() with base ${base}: ${[...text.value].slice(0, 200).join("")}`);
}

/** Text in base 2, 8, 10 or 16 with sign and, if wanted, prefix: `bin`, `oct`, `hex` and formats. */
export function integerInBase(value: Integer, base: number, prefix: boolean): string {
	if (base === 10) return integerText(value);
	const text = value.toString(base);
	if (!prefix) return text;
	return value < 0 ? `-${LITERAL_PREFIX[base]}${text.slice(1)}` : LITERAL_PREFIX[base] + text;
}
