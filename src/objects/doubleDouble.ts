// Powers, exponentials, logarithms and hypotenuses rounded as a good C library rounds them.
//
// V8's Math functions are off by one unit in the last place in several percent of cases, and a program that prints
// 1.05 ** 10 shows it. Here values are pairs of doubles whose sum is the value to about 100 bits, so that the one final
// rounding is right except when the exact result lies within 2^-100 of a tie. Read `cPow` first.
// DIFFERS: glibc itself is not correctly rounded everywhere (about one result in a thousand).

import { scaleByPower } from "./intArithmetic.ts";

/** A value as an unevaluated sum; `low` is at most half a unit in the last place of `high`. */
export interface Pair {
	readonly high: number;
	readonly low: number;
}

const SPLITTER = 134217729;

function pair(high: number, low: number): Pair {
	return { high, low };
}

/** a + b exactly, when |a| ≥ |b| or a is 0. */
function quickSum(a: number, b: number): Pair {
	const sum = a + b;
	return pair(sum, b - (sum - a));
}

export function twoSum(a: number, b: number): Pair {
	const sum = a + b;
	const part = sum - a;
	return pair(sum, a - (sum - part) + (b - part));
}

/** a · b exactly, for operands that are neither huge nor tiny. */
export function twoProduct(a: number, b: number): Pair {
	const product = a * b;
	const scaledA = SPLITTER * a;
	const highA = scaledA - (scaledA - a);
	const lowA = a - highA;
	const scaledB = SPLITTER * b;
	const highB = scaledB - (scaledB - b);
	const lowB = b - highB;
	return pair(product, highA * highB - product + highA * lowB + lowA * highB + lowA * lowB);
}

export function addPairs(a: Pair, b: Pair): Pair {
	const high = twoSum(a.high, b.high);
	const low = twoSum(a.low, b.low);
	const middle = quickSum(high.high, high.low + low.high);
	return quickSum(middle.high, middle.low + low.low);
}

export function multiplyPairs(a: Pair, b: Pair): Pair {
	const product = twoProduct(a.high, b.high);
	return quickSum(product.high, product.low + (a.high * b.low + a.low * b.high));
}

export function scalePair(a: Pair, factor: number): Pair {
	const product = twoProduct(a.high, factor);
	return quickSum(product.high, product.low + a.low * factor);
}

export function dividePairs(a: Pair, b: Pair): Pair {
	const first = a.high / b.high;
	let rest = addPairs(a, scalePair(b, -first));
	const second = rest.high / b.high;
	rest = addPairs(rest, scalePair(b, -second));
	const sum = quickSum(first, second);
	return addPairs(sum, pair(rest.high / b.high, 0));
}

// biome-ignore lint/suspicious/noApproximativeNumericConstant: the two halves belong together.
const LN2: Pair = pair(0.6931471805599453, 2.3190468138462996e-17);
/** ln 2 beyond the pair: for products with large exponents. */
const LN2_REST = 5.707708438416212e-34;
const HALVINGS = 6;
const TERMS = 13;
const INVERSE_FACTORIALS: readonly Pair[] = inverseFactorials();

function inverseFactorials(): Pair[] {
	const result = [pair(1, 0)];
	for (let n = 1, factorial = 1; n <= TERMS; n++) {
		factorial *= n;
		result.push(dividePairs(pair(1, 0), pair(factorial, 0)));
	}
	return result;
}

/** e^x − 1 for |x| ≤ 0.36. */
function smallExpm1(x: Pair): Pair {
	const reduced = pair(x.high / 2 ** HALVINGS, x.low / 2 ** HALVINGS);
	let sum = INVERSE_FACTORIALS[TERMS];
	for (let n = TERMS - 1; n > 0; n--) sum = addPairs(multiplyPairs(sum, reduced), INVERSE_FACTORIALS[n]);
	sum = multiplyPairs(sum, reduced);
	for (let i = 0; i < HALVINGS; i++) sum = addPairs(scalePair(sum, 2), multiplyPairs(sum, sum));
	return sum;
}

/** e^x as mantissa · 2^exponent. */
function expPair(x: Pair): { mantissa: Pair; exponent: number } {
	const exponent = Math.round(x.high / LN2.high);
	const reduced = addPairs(addPairs(x, scalePair(LN2, -exponent)), pair(-exponent * LN2_REST, 0));
	return { mantissa: addPairs(pair(1, 0), smallExpm1(reduced)), exponent };
}

/** Natural logarithm of a positive finite double. */
export function logPair(x: number): Pair {
	let mantissa = x;
	let exponent = 0;
	if (x < 2.2250738585072014e-308) {
		mantissa *= 2 ** 54;
		exponent = -54;
	}
	const binary = Math.floor(Math.log2(mantissa) + 0.5);
	mantissa = scaleByPower(mantissa, -binary);
	exponent += binary;
	const whole = addPairs(scalePair(LN2, exponent), pair(exponent * LN2_REST, 0));
	return addPairs(whole, mantissaLog(mantissa));
}

/** Logarithm of a number near 1 by one step of Newton's method from the approximate one. */
function mantissaLog(mantissa: number): Pair {
	const guess = Math.log(mantissa);
	const rest = addPairs(scalePair(addPairs(pair(1, 0), smallExpm1(pair(-guess, 0))), mantissa), pair(-1, 0));
	const square = multiplyPairs(rest, rest);
	return addPairs(pair(guess, 0), addPairs(rest, scalePair(square, -0.5)));
}

const LARGEST_WHOLE = 1024;

/** C's pow(x, y): what Python's float power computes with. */
export function cPow(x: number, y: number): number {
	if (x === 1 || y === 0) return 1;
	if (x === -1 && Math.abs(y) === Number.POSITIVE_INFINITY) return 1;
	const quick = x ** y;
	// Zeros, infinities, NaN: V8 has these right, the rest is computed anew.
	if (x === 0 || !Number.isFinite(x) || !Number.isFinite(y) || Number.isNaN(quick)) return quick;
	const magnitude = Math.abs(x);
	if (y === 0.5 && x > 0) return Math.sqrt(x);
	const size = Math.abs(Math.log2(magnitude) * y);
	if (size > 1100) return quick;
	const value =
		Number.isInteger(2 * y) && Math.abs(y) <= LARGEST_WHOLE && size < 900 && Math.abs(Math.log2(magnitude)) < 450
			? halvesPower(magnitude, y)
			: realPower(magnitude, y);
	return quick < 0 || (x < 0 && Number.isInteger(y) && Math.abs(y) % 2 === 1) ? -value : value;
}

/** By multiplication, and a square root for the odd half: exact where the result ends within 106 bits. */
function halvesPower(x: number, y: number): number {
	const size = Math.abs(y);
	let result = Number.isInteger(y) ? pair(1, 0) : rootPair(x);
	let base = pair(x, 0);
	for (let rest = Math.floor(size); rest > 0; ) {
		if (rest % 2 === 1) result = multiplyPairs(result, base);
		rest = Math.floor(rest / 2);
		if (rest > 0) base = multiplyPairs(base, base);
	}
	return y < 0 ? dividePairs(pair(1, 0), result).high : result.high;
}

/** The square root, by one step of Newton's method from the double nearest to it. */
function rootPair(x: number): Pair {
	const root = Math.sqrt(x);
	const square = twoProduct(root, root);
	return quickSum(root, (x - square.high - square.low) / (2 * root));
}

function realPower(x: number, y: number): number {
	const { mantissa, exponent } = expPair(scalePair(logPair(x), y));
	return scaleByPower(mantissa.high, exponent);
}

/** C's exp(x). */
export function cExp(x: number): number {
	if (!(Math.abs(x) < 745)) return Math.exp(x);
	if (Math.abs(x) < 1e-300) return 1;
	const { mantissa, exponent } = expPair(pair(x, 0));
	return scaleByPower(mantissa.high, exponent);
}

/** C's log(x). */
export function cLog(x: number): number {
	return x > 0 && x < Number.POSITIVE_INFINITY && x !== 1 ? logPair(x).high : Math.log(x);
}

/** C's log2(x). */
export function cLog2(x: number): number {
	return x > 0 && x < Number.POSITIVE_INFINITY && x !== 1 ? dividePairs(logPair(x), LN2).high : Math.log2(x);
}

/** C's hypot(x, y). */
export function cHypot(x: number, y: number): number {
	const a = Math.abs(x);
	const b = Math.abs(y);
	if (a === Number.POSITIVE_INFINITY || b === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
	if (Number.isNaN(a) || Number.isNaN(b) || a === 0 || b === 0) return a + b;
	const shift = Math.floor(Math.log2(Math.max(a, b)));
	const small = scaleByPower(a, -shift);
	const other = scaleByPower(b, -shift);
	const squares = addPairs(twoProduct(small, small), twoProduct(other, other));
	const root = Math.sqrt(squares.high);
	const rest = addPairs(squares, scalePair(twoProduct(root, root), -1));
	return scaleByPower(root + rest.high / (2 * root), shift);
}
