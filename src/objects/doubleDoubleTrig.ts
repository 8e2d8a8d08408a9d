// Sines, cosines, tangents and their inverses rounded as a good C library rounds them, in the arithmetic of
// doubleDouble.ts. Read `reduceAngle` and `cSin` first. Mirrors what glibc's libm promises.

import { addPairs, cExp, cLog, dividePairs, multiplyPairs, type Pair, scalePair, twoProduct, twoSum } from "./doubleDouble.ts";
import { splitDouble } from "./hash.ts";

const pair = (high: number, low = 0): Pair => ({ high, low });
const negate = (a: Pair): Pair => pair(-a.high, -a.low);
const subtract = (a: Pair, b: Pair): Pair => addPairs(a, negate(b));

/** π/2 in three parts, each the nearest double to what the ones before leave. */
const HALF_PI: readonly number[] = [1.5707963267948966, 6.123233995736766e-17, -1.4973849048591833e-33];
/** Beyond this the parts of π/2 are not enough. */
const LARGEST_SIMPLE = 2 ** 20;

/** x = quarter · π/2 + rest, with |rest| ≤ π/4 or just above; quarter modulo 4. */
function reduceAngle(x: number): { quarter: number; rest: Pair } {
	if (Math.abs(x) <= 0.7853981633974483) return { quarter: 0, rest: pair(x) };
	if (Math.abs(x) > LARGEST_SIMPLE) return reduceLargeAngle(x);
	const k = Math.round(x / HALF_PI[0]);
	const first = twoProduct(k, HALF_PI[0]);
	let rest = addPairs(twoSum(x, -first.high), pair(-first.low));
	rest = addPairs(rest, negate(twoProduct(k, HALF_PI[1])));
	rest = addPairs(rest, pair(-k * HALF_PI[2]));
	return { quarter: ((k % 4) + 4) % 4, rest };
}

const PI_BITS = 1400;
let halfPi: bigint | null = null;

/** π/2 · 2^PI_BITS, by Machin's formula. */
function halfPiInteger(): bigint {
	if (halfPi !== null) return halfPi;
	const one = 1n << BigInt(PI_BITS + 32);
	const arctan = (inverse: bigint): bigint => {
		let sum = 0n;
		for (let power = one / inverse, n = 1n, sign = 1n; power > 0n; power /= inverse * inverse, n += 2n, sign = -sign)
			sum += (sign * power) / n;
		return sum;
	};
	halfPi = (2n * (4n * arctan(5n) - arctan(239n))) >> 32n;
	return halfPi;
}

/** The same with integers, exact for any double. */
function reduceLargeAngle(x: number): { quarter: number; rest: Pair } {
	const { mantissa, exponent } = splitDouble(Math.abs(x));
	const scaled = exponent >= 0 ? mantissa << BigInt(exponent + PI_BITS) : (mantissa << BigInt(PI_BITS)) >> BigInt(-exponent);
	const unit = halfPiInteger();
	let quarter = scaled / unit;
	let left = scaled - quarter * unit;
	if (left * 2n > unit) {
		quarter += 1n;
		left -= unit;
	}
	const rest = fractionPair(left);
	const turn = Number(quarter & 3n);
	return x < 0 ? { quarter: (4 - turn) % 4, rest: negate(rest) } : { quarter: turn, rest };
}

/** value / 2^PI_BITS as a pair. */
function fractionPair(value: bigint): Pair {
	const kept = value >> BigInt(PI_BITS - 200);
	const high = Number(kept);
	const low = Number(kept - BigInt(high));
	return pair(high * 2 ** -200, low * 2 ** -200);
}

/** An even number of terms, enough for π/4. */
const TERMS = 28;
/** 1/n! with the signs that the series of sine and cosine have. */
const SERIES: readonly Pair[] = seriesTerms();

function seriesTerms(): Pair[] {
	const terms: Pair[] = [pair(1)];
	let factorial = pair(1);
	for (let n = 1; n <= TERMS; n++) {
		factorial = scalePair(factorial, n);
		const inverse = dividePairs(pair(1), factorial);
		terms.push((n >> 1) % 2 === 1 ? negate(inverse) : inverse);
	}
	return terms;
}

/** Sine (`start` 1) or cosine (`start` 0) of a small angle by its series. */
function series(x: Pair, start: 0 | 1): Pair {
	const square = multiplyPairs(x, x);
	let sum = pair(0);
	for (let n = TERMS - start; n >= start; n -= 2) sum = addPairs(multiplyPairs(sum, square), SERIES[n]);
	return start === 1 ? multiplyPairs(sum, x) : sum;
}

/** Sine and cosine of a double. */
function sineAndCosine(x: number): [Pair, Pair] {
	const { quarter, rest } = reduceAngle(x);
	const sine = series(rest, 1);
	const cosine = series(rest, 0);
	switch (quarter) {
		case 0:
			return [sine, cosine];
		case 1:
			return [cosine, negate(sine)];
		case 2:
			return [negate(sine), negate(cosine)];
		default:
			return [negate(cosine), sine];
	}
}

const TINY = 2 ** -400;

/** C's sin(x). */
export function cSin(x: number): number {
	return Number.isFinite(x) && Math.abs(x) > TINY ? sineAndCosine(x)[0].high : Math.sin(x);
}

/** C's cos(x). */
export function cCos(x: number): number {
	return Number.isFinite(x) && Math.abs(x) > TINY ? sineAndCosine(x)[1].high : Math.cos(x);
}

/** C's tan(x). */
export function cTan(x: number): number {
	if (!Number.isFinite(x) || Math.abs(x) <= TINY) return Math.tan(x);
	const [sine, cosine] = sineAndCosine(x);
	return dividePairs(sine, cosine).high;
}

/** The angle of a point, by one step of Newton's method from the approximate one. */
function anglePair(y: Pair, x: Pair): number {
	const guess = Math.atan2(y.high, x.high);
	const [sine, cosine] = sineAndCosine(guess);
	const across = subtract(multiplyPairs(y, cosine), multiplyPairs(x, sine));
	const along = addPairs(multiplyPairs(x, cosine), multiplyPairs(y, sine));
	return guess + across.high / along.high;
}

const HUGE = 2 ** 400;

/** Whether numbers can be multiplied in pairs without loss. */
function isModerate(x: number): boolean {
	return Math.abs(x) > TINY && Math.abs(x) < HUGE;
}

/** C's atan(x). */
export function cAtan(x: number): number {
	return isModerate(x) ? anglePair(pair(x), pair(1)) : Math.atan(x);
}

/** C's atan2(y, x). */
export function cAtan2(y: number, x: number): number {
	return isModerate(x) && isModerate(y) && isModerate(y / x) ? anglePair(pair(y), pair(x)) : Math.atan2(y, x);
}

/** √(1 − x²) for |x| < 1. */
function otherLeg(x: number): Pair {
	const square = multiplyPairs(twoSum(1, -x), twoSum(1, x));
	const root = Math.sqrt(square.high);
	const rest = subtract(square, twoProduct(root, root));
	return addPairs(pair(root), pair(rest.high / (2 * root)));
}

/** C's asin(x). */
export function cAsin(x: number): number {
	return Math.abs(x) < 1 && isModerate(x) ? anglePair(pair(x), otherLeg(x)) : Math.asin(x);
}

/** C's acos(x). */
export function cAcos(x: number): number {
	return Math.abs(x) < 1 && isModerate(x) ? anglePair(otherLeg(x), pair(x)) : Math.acos(x);
}

const LN_2 = Math.LN2;
/** Beyond this e^-x no longer counts beside e^x. */
const ONE_SIDED = 22;
const LARGEST_EXP = 709.7822265625;

/** C's cosh(x): by exp, as C libraries compute it, not in pairs. */
export function cCosh(x: number): number {
	const magnitude = Math.abs(x);
	if (magnitude < LN_2 / 2) {
		const t = Math.expm1(magnitude);
		return magnitude < 2 ** -55 ? 1 : 1 + (t * t) / (1 + t + (1 + t));
	}
	if (magnitude < ONE_SIDED) {
		const t = cExp(magnitude);
		return 0.5 * t + 0.5 / t;
	}
	if (magnitude <= LARGEST_EXP) return 0.5 * cExp(magnitude);
	return Math.cosh(x);
}

/** C's sinh(x), likewise. */
export function cSinh(x: number): number {
	const magnitude = Math.abs(x);
	if (!(magnitude < LARGEST_EXP) || magnitude < 2 ** -28) return Math.sinh(x);
	const half = x < 0 ? -0.5 : 0.5;
	if (magnitude >= ONE_SIDED) return half * cExp(magnitude);
	const t = Math.expm1(magnitude);
	return magnitude < 1 ? half * (2 * t - (t * t) / (t + 1)) : half * (t + t / (t + 1));
}

/** From here on x² + 1 is x² in doubles. */
const LARGE = 2 ** 28;

/** C's acosh(x). */
export function cAcosh(x: number): number {
	if (!(x > 1) || x === Number.POSITIVE_INFINITY) return Math.acosh(x);
	if (x > LARGE) return cLog(x) + LN_2;
	if (x > 2) return cLog(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
	const t = x - 1;
	return Math.log1p(t + Math.sqrt(2 * t + t * t));
}

/** C's asinh(x). */
export function cAsinh(x: number): number {
	const magnitude = Math.abs(x);
	if (!(magnitude < Number.POSITIVE_INFINITY) || magnitude < 2 ** -28) return Math.asinh(x);
	const square = magnitude * magnitude;
	let result: number;
	if (magnitude > LARGE) result = cLog(magnitude) + LN_2;
	else if (magnitude > 2) result = cLog(2 * magnitude + 1 / (Math.sqrt(square + 1) + magnitude));
	else result = Math.log1p(magnitude + square / (1 + Math.sqrt(1 + square)));
	return x < 0 ? -result : result;
}
