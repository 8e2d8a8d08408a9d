// Exact real arithmetic behind math: sums, products and roots computed in whole numbers and rounded once.
// A finite double is mantissa · 2^exponent; numbers are brought to a common exponent first.

import { splitDouble } from "../objects/hash.ts";
import { integerSquareRoot, trueDivide } from "../objects/intArithmetic.ts";

/** The smallest exponent of a double: every finite one is a whole multiple of 2^-1074. */
const LEAST = -1074;

/** A finite double times 2^1074. */
export function scaled(x: number): bigint {
	const { mantissa, exponent } = splitDouble(Math.abs(x));
	const value = mantissa << BigInt(exponent - LEAST);
	return x < 0 ? -value : value;
}

/** x·y + z for finite doubles, rounded once. */
export function fusedMultiplyAdd(x: number, y: number, z: number): number {
	const exact = scaled(x) * scaled(y) + (scaled(z) << BigInt(-LEAST));
	if (exact === 0n) return x * y + z;
	return toNearest(exact, 2 * LEAST);
}

/** value · 2^exponent for a negative exponent, rounded once, half to even; infinite if too large. */
export function toNearest(value: bigint, exponent: number): number {
	const magnitude = value < 0n ? -value : value;
	const bits = magnitude.toString(2).length;
	if (bits + exponent > 1024) return value < 0n ? -Number.POSITIVE_INFINITY : Number.POSITIVE_INFINITY;
	const result = nearlyTooLarge(magnitude, exponent, bits) ? Number.POSITIVE_INFINITY : trueDivide(magnitude, 1n << BigInt(-exponent));
	return value < 0n ? -result : result;
}

/** Whether rounding reaches 2^1024. */
function nearlyTooLarge(magnitude: bigint, exponent: number, bits: number): boolean {
	return bits + exponent === 1024 && bits > 54 && magnitude >> BigInt(bits - 54) === (1n << 54n) - 1n;
}

/** The square root of the sum of squares of finite doubles, rounded once. */
export function exactNorm(values: readonly number[]): number {
	const most = Math.max(...values.map(Math.abs));
	if (values.length === 0 || most === 0) return 0;
	const shift = Math.floor(Math.log2(most));
	let total = 0n;
	for (const value of values) total += scaled(value) ** 2n;
	const wanted = 2 * (120 - shift) + 2 * LEAST;
	const radicand = wanted >= 0 ? total << BigInt(wanted) : total >> BigInt(-wanted);
	const root = integerSquareRoot(radicand);
	const sticky = root * root === radicand ? root : root | 1n;
	const exponent = shift - 120;
	return exponent < 0 ? toNearest(sticky, exponent) : Number(sticky << BigInt(exponent));
}
