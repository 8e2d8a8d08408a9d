// Floats as decimal text and back, exactly: the shortest repr, any number of digits rounded half to even, and parsing.
//
// Works on JavaScript numbers only. V8's own conversions are used where they are exact; they round ties away from zero, so
// ties and long expansions go through BigInt. Read `doubleToString` first. Mirrors Python/dtoa.c and Python/pystrtod.c.

import { splitDouble } from "./hash.ts";
import { decimalToAscii, trimSpaces } from "./unicode.ts";

/** `repr` of a float. */
export function floatRepr(value: number): string {
	const magnitude = Math.abs(value);
	if (magnitude >= 1e-4 && magnitude < 1e16) {
		const text = String(value);
		return Number.isInteger(value) ? `${text}.0` : text;
	}
	if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
	if (magnitude === Number.POSITIVE_INFINITY) return value > 0 ? "inf" : "-inf";
	if (Number.isNaN(value)) return "nan";
	return exponentText(value.toExponential());
}

/** JavaScript writes exponents without padding, Python with two digits at least. */
function exponentText(text: string): string {
	const e = text.indexOf("e");
	return text.length - e === 3 ? `${text.slice(0, e + 2)}0${text.slice(e + 2)}` : text;
}

export interface Digits {
	/** Significant digits, without leading zeros (but "0" for zero). */
	readonly digits: string;
	/** Where the point stands: value = 0.digits · 10^point. */
	readonly point: number;
}

/** The shortest digits that read back as `magnitude`. */
export function shortestDigits(magnitude: number): Digits {
	if (magnitude === 0) return { digits: "0", point: 1 };
	const text = magnitude.toExponential();
	const e = text.indexOf("e");
	return { digits: text.slice(0, e).replace(".", ""), point: Number(text.slice(e + 1)) + 1 };
}

/** Exactly `count` (≥ 1) significant digits, rounded half to even. */
export function significantDigits(magnitude: number, count: number): Digits {
	if (magnitude === 0) return { digits: "0".repeat(count), point: 1 };
	if (count < 15 && !endsInTie(magnitude, count)) {
		const text = magnitude.toExponential(count - 1);
		const e = text.indexOf("e");
		return { digits: text.slice(0, e).replace(".", ""), point: Number(text.slice(e + 1)) + 1 };
	}
	return exactSignificantDigits(magnitude, count);
}

/** Whether the value may lie just between two decimals of `count` digits: then its expansion is short and ends in 5. */
function endsInTie(magnitude: number, count: number): boolean {
	const { digits } = shortestDigits(magnitude);
	return digits.length === count + 1 && digits.endsWith("5");
}

function exactSignificantDigits(magnitude: number, count: number): Digits {
	const point = shortestDigits(magnitude).point;
	let digits = scaledInteger(magnitude, count - point).toString();
	// The shortest digits may have been rounded up to a power of ten: then the first digit is one place lower.
	if (/^10*$/.test(digits) || digits.length < count) {
		const finer = scaledInteger(magnitude, count - point + 1).toString();
		if (finer.length === count) return { digits: finer, point: point - 1 };
	}
	if (digits.length === count) return { digits, point };
	digits = digits.slice(0, count);
	return { digits, point: point + 1 };
}

/** The digits of magnitude · 10^places rounded half to even, as an integer. */
export function scaledInteger(magnitude: number, places: number): bigint {
	const { mantissa, exponent } = splitDouble(magnitude);
	let numerator = mantissa;
	let denominator = 1n;
	if (places >= 0) numerator *= 10n ** BigInt(places);
	else denominator = 10n ** BigInt(-places);
	if (exponent >= 0) numerator <<= BigInt(exponent);
	else denominator <<= BigInt(-exponent);
	return divideHalfEven(numerator, denominator);
}

/** Quotient of non-negative integers, rounded half to even. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
	const quotient = numerator / denominator;
	const twice = (numerator - quotient * denominator) * 2n;
	if (twice < denominator || (twice === denominator && (quotient & 1n) === 0n)) return quotient;
	return quotient + 1n;
}

/** The magnitude with exactly `places` digits after the point, rounded half to even. */
export function fixedText(magnitude: number, places: number): string {
	if (places <= 100 && magnitude < 1e21) {
		const doubled = magnitude * 2 ** (places + 1);
		if (doubled > Number.MAX_SAFE_INTEGER || doubled % 2 !== 1) return magnitude.toFixed(places);
	}
	// No double has digits beyond the 1074th.
	const exactPlaces = Math.min(places, 1074);
	const digits = scaledInteger(magnitude, exactPlaces)
		.toString()
		.padStart(exactPlaces + 1, "0");
	if (places === 0) return digits;
	return `${digits.slice(0, digits.length - exactPlaces)}.${digits.slice(digits.length - exactPlaces)}${"0".repeat(places - exactPlaces)}`;
}

export type FloatCode = "e" | "f" | "g" | "r";

/**
 * Text of a value as `PyOS_double_to_string` makes it: sign only when negative. `alternate` keeps the point and trailing
 * zeros, `addPoint` appends ".0" to what looks like an integer. For code "r" the precision does not count.
 */
export function doubleToString(value: number, code: FloatCode, precision: number, alternate = false, addPoint = false): string {
	if (Number.isNaN(value)) return "nan";
	const sign = value < 0 || Object.is(value, -0) ? "-" : "";
	const magnitude = Math.abs(value);
	if (magnitude === Number.POSITIVE_INFINITY) return `${sign}inf`;
	return sign + magnitudeText(magnitude, code, precision, alternate, addPoint);
}

function magnitudeText(magnitude: number, code: FloatCode, precision: number, alternate: boolean, addPoint: boolean): string {
	if (code === "f") {
		const text = fixedText(magnitude, precision);
		return precision === 0 && alternate ? `${text}.` : text;
	}
	if (code === "e") {
		const all = withZeros(magnitude, precision + 1);
		return scientific(all.digits, all.point, alternate);
	}
	if (code === "r") return general(shortestDigits(magnitude), 16, 0, alternate, addPoint);
	const count = precision === 0 ? 1 : precision;
	return general(withZeros(magnitude, count), count - (addPoint ? 1 : 0), count, alternate, addPoint);
}

/** No double has more than 767 significant digits. */
function withZeros(magnitude: number, count: number): Digits {
	if (count <= 800) return significantDigits(magnitude, count);
	const { digits, point } = significantDigits(magnitude, 800);
	return { digits: digits.padEnd(count, "0"), point };
}

function scientific(digits: string, point: number, alternate: boolean): string {
	const exponent = point - 1;
	const fraction = digits.length > 1 || alternate ? `.${digits.slice(1)}` : "";
	return `${digits[0]}${fraction}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** Plain notation for exponents from −4 to below `limit`, scientific beyond. */
function general(all: Digits, limit: number, count: number, alternate: boolean, addPoint: boolean): string {
	let digits = all.digits;
	const point = all.point;
	if (!alternate) digits = digits.replace(/(?<=.)0+$/, "");
	else digits = digits.padEnd(count, "0");
	if (point <= -4 || point > limit) return scientific(digits, point, alternate);
	if (point <= 0) return `0.${"0".repeat(-point)}${digits}`;
	const whole = digits.slice(0, point).padEnd(point, "0");
	const fraction = digits.slice(point);
	if (fraction !== "") return `${whole}.${fraction}`;
	if (addPoint) return `${whole}.0`;
	return alternate ? `${whole}.` : whole;
}

const NUMBER = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/;
const SPECIAL = /^([+-]?)(?:(inf(?:inity)?)|nan)$/i;

/** The value of a float's text, spaces around it allowed; null if it is none. */
export function parseFloatText(source: string): number | null {
	const text = trimSpaces(decimalToAscii(source));
	if (NUMBER.test(text)) return Number(text.includes("_") ? text.replaceAll("_", "") : text);
	const special = SPECIAL.exec(text);
	if (special === null) return null;
	if (special[2] === undefined) return Number.NaN;
	return special[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
