// Floats as hexadecimal text, exactly: float.hex and float.fromhex, on JavaScript values. Read `parseHexFloat` first.
// Mirrors float_hex and float_fromhex of Objects/floatobject.c.

import { overflowError, valueError } from "./errors.ts";
import { splitDouble } from "./hash.ts";
import { scaleByPower } from "./intArithmetic.ts";
import { floatRepr } from "./floatText.ts";

export function floatHex(value: number): string {
	if (!Number.isFinite(value)) return floatRepr(value);
	const sign = value < 0 || Object.is(value, -0) ? "-" : "";
	if (value === 0) return `${sign}0x0.0p+0`;
	const { mantissa, exponent } = splitDouble(Math.abs(value));
	const digits = mantissa.toString(16).padStart(14, "0");
	const power = exponent + 52;
	return `${sign}0x${digits[0]}.${digits.slice(1)}p${power < 0 ? "-" : "+"}${Math.abs(power)}`;
}

const HEX_FLOAT =
	/^[ \t-\r]*([+-]?)(?:(inf(?:inity)?)|(nan)|(?:0x)?(?:([0-9a-f]+)\.?([0-9a-f]*)|\.([0-9a-f]+))(?:p([+-]?[0-9]+))?)[ \t-\r]*$/i;

/** Raises ValueError and OverflowError. */
export function parseHexFloat(text: string): number {
	const match = HEX_FLOAT.exec(text);
	if (match === null) return valueError("invalid hexadecimal floating-point string");
	const [, sign, infinity, nan, whole = "", fraction = match[6] ?? "", , exponent = "0"] = match;
	const magnitude =
		infinity !== undefined ? Number.POSITIVE_INFINITY : nan !== undefined ? Number.NaN : hexMagnitude(whole, fraction, exponent);
	return sign === "-" ? -magnitude : magnitude;
}

function hexMagnitude(whole: string, fraction: string, exponentText: string): number {
	const mantissa = BigInt(`0x0${whole}${fraction}`);
	if (mantissa === 0n) return 0;
	const exponent = BigInt(exponentText) - BigInt(4 * fraction.length);
	const bits = mantissa.toString(2).length;
	const top = exponent + BigInt(bits);
	if (top > 1024n) hexOverflow();
	if (top < -1075n) return 0;
	const value = roundedScale(mantissa, bits, Number(exponent));
	if (value === Number.POSITIVE_INFINITY) hexOverflow();
	return value;
}

/** mantissa · 2^exponent, rounded half to even where its double ends. */
function roundedScale(mantissa: bigint, bits: number, exponent: number): number {
	const lowest = Math.max(exponent + bits - 53, -1074);
	const shift = BigInt(lowest - exponent);
	if (shift <= 0n) return scaleByPower(Number(mantissa), exponent);
	let rounded = mantissa >> shift;
	const rest = mantissa - (rounded << shift);
	const half = 1n << (shift - 1n);
	if (rest > half || (rest === half && (rounded & 1n) === 1n)) rounded += 1n;
	return scaleByPower(Number(rounded), lowest);
}

function hexOverflow(): never {
	return overflowError("hexadecimal value too large to represent as a float");
}
