// Formatting of values by a parsed specification: ints, floats, complex numbers and strings, as JavaScript strings.
//
// A number is laid out as: padding, sign, prefix, inner padding, digits in groups, point, fraction, rest, padding.
// Read `layOut` first. Mirrors Python/formatter_unicode.c.

import { overflowError, valueError } from "./errors.ts";
import { checkTextLength } from "./memory.ts";
import { doubleToString, type FloatCode } from "./floatText.ts";
import { type FormatSpec, parseSpec, unknownType } from "./formatSpec.ts";
import type { Integer } from "./intArithmetic.ts";
import { integerInBase } from "./intText.ts";
import { countPoints } from "./str.ts";

/** The parts of a number's text. */
interface NumberParts {
	readonly negative: boolean;
	readonly prefix: string;
	readonly digits: string;
	/** "." or "". */
	readonly point: string;
	readonly fraction: string;
	/** Exponent, "%", or a whole text like "inf". */
	readonly rest: string;
}

/** Puts a number's parts together with sign, groups and padding. */
function layOut(parts: NumberParts, spec: FormatSpec): string {
	const sign = parts.negative ? "-" : spec.sign === "+" || spec.sign === " " ? spec.sign : "";
	const fraction = groupFraction(parts.fraction, spec.fractionGrouping);
	const tail = parts.point + fraction + parts.rest;
	const fixedLength = sign.length + parts.prefix.length + countPoints(tail);
	const minimum = spec.fill === "0" && spec.align === "=" ? spec.width - fixedLength : 0;
	const digits = parts.digits === "" ? "" : groupDigits(parts.digits, minimum, spec.grouping, spec.groupSize);
	const missing = spec.width - fixedLength - countPoints(digits);
	if (missing <= 0) return sign + parts.prefix + digits + tail;
	const body = parts.prefix + (spec.align === "=" ? pad(spec.fill, missing) : "") + digits + tail;
	return align(sign + body, spec.align === "=" ? 0 : missing, spec.align, spec.fill);
}

function pad(fill: string, count: number): string {
	checkTextLength(count);
	return fill.repeat(count);
}

/** Adds `missing` fill characters on the side that the alignment says. */
function align(text: string, missing: number, side: string, fill: string): string {
	if (missing <= 0) return text;
	if (side === "<") return text + pad(fill, missing);
	if (side === "^") return pad(fill, missing >> 1) + text + pad(fill, missing - (missing >> 1));
	return pad(fill, missing) + text;
}

/** Digits in groups from the right, filled with zeros, separators included, to at least `minimum` characters. */
function groupDigits(digits: string, minimum: number, separator: string, size: number): string {
	if (separator === "") return digits.padStart(minimum, "0");
	const groups: string[] = [];
	let left = minimum;
	for (let rest = digits; ; ) {
		const length = Math.min(size, Math.max(rest.length, left, 1));
		groups.unshift(rest.slice(-length).padStart(length, "0"));
		rest = rest.length > length ? rest.slice(0, -length) : "";
		left -= length;
		if (rest === "" && left <= 0) return groups.join(separator);
		left -= 1;
	}
}

/** Digits after the point in groups of three from the left. */
function groupFraction(digits: string, separator: string): string {
	return separator === "" ? digits : digits.replace(/...(?=.)/g, `$&${separator}`);
}

/** `format(int, spec)`; `typeName` for messages. Raises ValueError, OverflowError. */
export function formatInteger(value: Integer, text: string, typeName: string): string {
	const spec = parseSpec(text, typeName, "d", ">");
	switch (spec.type) {
		case "b":
		case "c":
		case "d":
		case "o":
		case "x":
		case "X":
		case "n":
			return formatWhole(value, spec);
		case "e":
		case "E":
		case "f":
		case "F":
		case "g":
		case "G":
		case "%":
			return formatDouble(doubleOf(value), spec);
		default:
			return unknownType(spec.type, typeName);
	}
}

function doubleOf(value: Integer): number {
	const double = Number(value);
	return Number.isFinite(double) ? double : overflowError("int too large to convert to float");
}

const BASES: { [type: string]: number } = { b: 2, o: 8, x: 16, X: 16, d: 10, n: 10 };
const PREFIXES: { [type: string]: string } = { b: "0b", o: "0o", x: "0x", X: "0X" };

function formatWhole(value: Integer, spec: FormatSpec): string {
	if (spec.precision !== -1) valueError("Precision not allowed in integer format specifier");
	if (spec.noNegativeZero) valueError("Negative zero coercion (z) not allowed in integer format specifier");
	if (spec.type === "c") return formatCharacter(value, spec);
	const text = integerInBase(value, BASES[spec.type], false);
	const negative = text.startsWith("-");
	const digits = negative ? text.slice(1) : text;
	const prefix = spec.alternate ? (PREFIXES[spec.type] ?? "") : "";
	return layOut({ negative, prefix, digits: spec.type === "X" ? digits.toUpperCase() : digits, point: "", fraction: "", rest: "" }, spec);
}

function formatCharacter(value: Integer, spec: FormatSpec): string {
	if (spec.sign !== "") valueError("Sign not allowed with integer format specifier 'c'");
	if (spec.alternate) valueError("Alternate form (#) not allowed with integer format specifier 'c'");
	if (typeof value === "bigint" && BigInt.asIntN(64, value) !== value) overflowError("Python int too large to convert to C long");
	if (value < 0 || value > 0x10ffff) overflowError("%c arg not in range(0x110000)");
	return layOut({ negative: false, prefix: "", digits: "", point: "", fraction: "", rest: String.fromCodePoint(Number(value)) }, spec);
}

/** `format(float, spec)`. Raises ValueError. */
export function formatFloat(value: number, text: string, typeName: string): string {
	const spec = parseSpec(text, typeName, "", ">");
	if (spec.type !== "" && !"eEfFgGn%".includes(spec.type)) unknownType(spec.type, typeName);
	return formatDouble(value, spec);
}

function formatDouble(value: number, spec: FormatSpec): string {
	return layOut(doubleParts(value, spec), spec);
}

const DEFAULT_PRECISION = 6;
const LARGEST_PRECISION = 2147483647;

function doubleParts(value: number, spec: FormatSpec): NumberParts {
	if (spec.precision > LARGEST_PRECISION) valueError("precision too big");
	const percent = spec.type === "%";
	const text = doubleText(percent ? value * 100 : value, spec);
	const negative = text.startsWith("-") && !(spec.noNegativeZero && isZeroText(text));
	const magnitude = text.startsWith("-") ? text.slice(1) : text;
	const match = /^(\d*)(\.?)(\d*)(.*)$/.exec(magnitude)!;
	return { negative, prefix: "", digits: match[1], point: match[2], fraction: match[3], rest: match[4] + (percent ? "%" : "") };
}

/** Whether a text that starts with a minus sign stands for zero. */
function isZeroText(text: string): boolean {
	return /^-[0.]+(?:[eE].*)?$/.test(text);
}

function doubleText(value: number, spec: FormatSpec): string {
	const type = spec.type === "n" ? "g" : spec.type === "%" ? "f" : spec.type;
	if (type === "") {
		const code = spec.precision < 0 ? "r" : "g";
		return doubleToString(value, code, Math.max(spec.precision, 0), spec.alternate, true);
	}
	const precision = spec.precision < 0 ? DEFAULT_PRECISION : spec.precision;
	const lower = type.toLowerCase();
	const text = doubleToString(value, lower as FloatCode, precision, spec.alternate);
	return type === lower ? text : text.toUpperCase();
}

/** `format(complex, spec)`. Raises ValueError. */
export function formatComplex(real: number, imag: number, text: string, typeName: string): string {
	const spec = parseSpec(text, typeName, "", ">");
	if (spec.type !== "" && !"eEfFgGn".includes(spec.type)) unknownType(spec.type, typeName);
	if (spec.fill === "0") valueError("Zero padding is not allowed in complex format specifier");
	if (spec.align === "=") valueError("'=' alignment flag is not allowed in complex format specifier");
	const part: FormatSpec = { ...spec, width: -1, align: "<", fill: " " };
	const skipReal = spec.type === "" && Object.is(real, 0);
	const first = skipReal ? "" : layOut(complexPart(real, part), part);
	const second = `${layOut(complexPart(imag, part), { ...part, sign: skipReal ? spec.sign : "+" })}j`;
	const whole = spec.type === "" && !skipReal ? `(${first}${second})` : first + second;
	return align(whole, spec.width - whole.length, spec.align, spec.fill);
}

/** Without type a part is written as repr does, but without ".0". */
function complexPart(value: number, spec: FormatSpec): NumberParts {
	if (spec.type !== "") return doubleParts(value, spec);
	const code = spec.precision < 0 ? "r" : "g";
	const text = doubleToString(value, code, Math.max(spec.precision, 0), spec.alternate);
	const negative = text.startsWith("-") && !(spec.noNegativeZero && isZeroText(text));
	const match = /^-?(\d*)(\.?)(\d*)(.*)$/.exec(text)!;
	return { negative, prefix: "", digits: match[1], point: match[2], fraction: match[3], rest: match[4] };
}

/** `format(str, spec)`. Raises ValueError. */
export function formatString(value: string, text: string, typeName: string): string {
	const spec = parseSpec(text, typeName, "s", "<");
	if (spec.type !== "s") unknownType(spec.type, typeName);
	if (spec.sign === " ") valueError("Space not allowed in string format specifier");
	if (spec.sign !== "") valueError("Sign not allowed in string format specifier");
	if (spec.noNegativeZero) valueError("Negative zero coercion (z) not allowed in string format specifier");
	if (spec.alternate) valueError("Alternate form (#) not allowed in string format specifier");
	if (spec.align === "=") valueError("'=' alignment not allowed in string format specifier");
	const shown = spec.precision >= 0 && spec.precision < value.length ? firstPoints(value, spec.precision) : value;
	return align(shown, spec.width - countPoints(shown), spec.align, spec.fill);
}

/** The first `count` code points. */
export function firstPoints(text: string, count: number): string {
	let end = 0;
	for (let i = 0; i < count && end < text.length; i++) end += text.codePointAt(end)! > 0xffff ? 2 : 1;
	return text.slice(0, end);
}
