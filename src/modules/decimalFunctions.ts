// Square root, exponential, logarithms and powers of decimal numbers. The transcendental ones are computed on integers scaled by a
// power of two, with more and more digits until it is certain how the result rounds. Read `rounded` first.
// What they return is what Modules/_decimal/libmpdec/mpdecimal.c returns; the way to it is another.

import { integerSquareRoot } from "../objects/intArithmetic.ts";
import { compareMagnitudes, compareNumbers, divide, multiply, nanOf } from "./decimalArithmetic.ts";
import {
	adjusted,
	applySettings,
	CLAMPED,
	countDigits,
	type Decimal,
	ERRORS,
	etiny,
	FINITE,
	finalize,
	finite,
	INEXACT,
	INFINITE,
	infinity,
	integerOf,
	invalid,
	isIntegral,
	isZero,
	OVERFLOW,
	maxSettings,
	one,
	powerOfTen,
	quietNaN,
	ROUND_HALF_EVEN,
	ROUNDED,
	type Settings,
	type Status,
	withSign,
} from "./decimalNumber.ts";

const halfEven = (s: Settings): Settings => ({ ...s, rounding: ROUND_HALF_EVEN });

export function squareRoot(a: Decimal, s: Settings, st: Status): Decimal {
	const nan = nanOf([a], s, st);
	if (nan !== null) return nan;
	if (isZero(a)) return finalize(a.sign, 0n, Math.floor(a.exponent / 2), s, st);
	if (a.sign === 1) return invalid(st);
	if (a.kind === INFINITE) return a;
	const ideal = Math.floor(a.exponent / 2);
	// An even exponent, and a root of one digit more than wanted.
	const odd = a.exponent - 2 * ideal;
	const shift = s.prec + 1 - Math.ceil((a.digits + odd) / 2);
	let radicand = odd === 1 ? a.coefficient * 10n : a.coefficient;
	let exact = true;
	if (shift >= 0) radicand *= powerOfTen(2 * shift);
	else {
		const unit = powerOfTen(-2 * shift);
		exact = radicand % unit === 0n;
		radicand /= unit;
	}
	let root = integerSquareRoot(radicand);
	exact &&= root * root === radicand;
	let exponent = ideal - shift;
	if (exact) for (; exponent < ideal && root % 10n === 0n; exponent++) root /= 10n;
	else if (root % 5n === 0n) root += 1n;
	if (exact && exponent > ideal) {
		root *= powerOfTen(exponent - ideal);
		exponent = ideal;
	}
	return finalize(0, root, exponent, halfEven(s), st);
}

/** Natural logarithm of `(x + 1) / (x - 1)`, halved, scaled by 2^bits. */
function arctanhOfInverse(x: bigint, bits: bigint): bigint {
	let power = (1n << bits) / x;
	let sum = power;
	const square = x * x;
	for (let k = 3n; power !== 0n; k += 2n) {
		power /= square;
		sum += power / k;
	}
	return sum;
}

const GUARD = 16;
let knownLog10 = { bits: 0, value: 0n };

/** ln 10 scaled by 2^bits, an ulp or two off. */
function logOfTen(bits: number): bigint {
	if (knownLog10.bits < bits) {
		const wide = BigInt(bits + GUARD);
		const value = 46n * arctanhOfInverse(31n, wide) + 34n * arctanhOfInverse(49n, wide) + 20n * arctanhOfInverse(161n, wide);
		knownLog10 = { bits, value: value >> BigInt(GUARD) };
	}
	return knownLog10.value >> BigInt(knownLog10.bits - bits);
}

/** e^x for |x| < 4, both scaled by 2^bits. */
function exponential(x: bigint, bits: number): bigint {
	const halvings = Math.ceil(Math.sqrt(bits)) >> 1;
	const extra = 2 * halvings + GUARD;
	const wide = BigInt(bits + extra);
	const reduced = (x << BigInt(extra)) >> BigInt(halvings);
	// e^r - 1, whose squarings lose less than those of e^r.
	let term = reduced;
	let sum = reduced;
	for (let k = 2n; term !== 0n && term !== -1n; k++) {
		term = ((term * reduced) >> wide) / k;
		sum += term;
	}
	for (let i = 0; i < halvings; i++) sum = 2n * sum + ((sum * sum) >> wide);
	return ((1n << wide) + sum) >> BigInt(extra);
}

/** ln x for 1/16 < x < 16, both scaled by 2^bits. */
function logarithm(x: bigint, bits: number): bigint {
	const wide = BigInt(bits);
	const near = Math.log(Number((x << 60n) >> wide) / 2 ** 60);
	const start = BigInt(Math.round(near * 2 ** 52)) << (wide - 52n);
	// x = e^start (1 + d) with a tiny d: ln(1 + d) = 2 artanh(d / (2 + d)).
	const d = ((x * exponential(-start, bits)) >> wide) - (1n << wide);
	const ratio = (d << wide) / (2n * (1n << wide) + d);
	const square = (ratio * ratio) >> wide;
	let power = ratio;
	let sum = ratio;
	for (let k = 3n; power !== 0n && power !== -1n; k += 2n) {
		power = (power * square) >> wide;
		sum += power / k;
	}
	return start + 2n * sum;
}

/** A value about 10^exponent times as large, with an error of at most `slack` units. */
interface Approximation {
	readonly value: bigint;
	readonly exponent: number;
}

const SLACK = 10n;

/** Rounds what `approximate` gives for a number of digits, asking for more of them until the rounding is certain. */
function rounded(approximate: (digits: number) => Approximation, s: Settings, st: Status): Decimal {
	for (let extra = 4; ; extra *= 2) {
		const { value, exponent } = approximate(s.prec + extra);
		const sign = value < 0n ? 1 : 0;
		const magnitude = value < 0n ? -value : value;
		const excess = countDigits(magnitude) - s.prec;
		if (excess < 2) continue;
		const half = 5n * powerOfTen(excess - 1);
		const rest = magnitude % half;
		if (rest > SLACK && half - rest > SLACK) return finalize(sign, magnitude, exponent, halfEven(s), st);
	}
}

const bitsFor = (digits: number): number => Math.ceil(digits * 3.3219281) + GUARD;

/** A finite number scaled by 2^bits. */
function scaled(a: Decimal, bits: number): bigint {
	const value = a.exponent >= 0 ? (a.coefficient * powerOfTen(a.exponent)) << BigInt(bits) : scaledFraction(a, bits);
	return a.sign === 1 ? -value : value;
}

function scaledFraction(a: Decimal, bits: number): bigint {
	// What is far below the last bit is none.
	if (-adjusted(a) * 3.3 > bits + 8) return 0n;
	return (a.coefficient << BigInt(bits)) / powerOfTen(-a.exponent);
}

export function exp(a: Decimal, s: Settings, st: Status): Decimal {
	const nan = nanOf([a], s, st);
	if (nan !== null) return nan;
	if (a.kind === INFINITE) return a.sign === 1 ? finite(0, 0n, 0) : a;
	if (a.coefficient === 0n) return one;
	const top = adjusted(a);
	if (top > 20) return a.sign === 1 ? tooSmall(0, halfEven(s), st) : tooLarge(0, halfEven(s), st);
	// e^x is 1 but for what is below the last digit.
	if (top < -s.prec - 1) {
		st.status |= INEXACT | ROUNDED;
		return applySettings(paddedOne(0, s.prec - 1), s, st);
	}
	const size = Math.abs(Number(`${a.coefficient.toString().slice(0, 17)}e${a.exponent + Math.max(0, a.digits - 17)}`));
	const power = (size / Math.LN10) * (a.sign === 1 ? -1 : 1);
	if (power > s.emax + 2) return tooLarge(0, halfEven(s), st);
	if (power < etiny(s) - 2) return tooSmall(0, halfEven(s), st);
	return rounded((digits) => exponentialDigits(a, digits), s, st);
}

/** e^a as so many digits. */
function exponentialDigits(a: Decimal, digits: number): Approximation {
	const bits = bitsFor(digits);
	const wide = bits + Math.max(0, adjusted(a) + 1) * 4;
	const x = scaled(a, wide);
	const ten = logOfTen(wide);
	const power = x / ten;
	const e = exponential((x - power * ten) >> BigInt(wide - bits), bits);
	return { value: (e * powerOfTen(digits)) >> BigInt(bits), exponent: Number(power) - digits };
}

function tooLarge(sign: number, s: Settings, st: Status): Decimal {
	return finalize(sign, 1n, s.emax + 1, s, st);
}

function tooSmall(sign: number, s: Settings, st: Status): Decimal {
	return finalize(sign, 1n, etiny(s) - 1, s, st);
}

/** What both logarithms give for 0, negative numbers and infinity, or null. */
function specialLogarithm(a: Decimal, s: Settings, st: Status): Decimal | null {
	const nan = nanOf([a], s, st);
	if (nan !== null) return nan;
	if (isZero(a)) return infinity(1);
	if (a.sign === 1) return invalid(st);
	return a.kind === INFINITE ? a : null;
}

/** How many digits a logarithm's leading zeros take, for a number near 1. */
function zerosNearOne(a: Decimal): number {
	if (adjusted(a) !== 0 && adjusted(a) !== -1) return 0;
	const unit = powerOfTen(-a.exponent);
	const distance = a.coefficient > unit ? a.coefficient - unit : unit - a.coefficient;
	return Math.max(0, -a.exponent - countDigits(distance) + 1);
}

/** ln a scaled by 2^bits. */
function scaledLogarithm(a: Decimal, bits: number): bigint {
	const top = adjusted(a);
	// The mantissa between 0.3 and 3.
	const lead = Number(a.coefficient.toString().slice(0, 4).padEnd(4, "0")) / 1000;
	const power = lead > 3 ? top + 1 : top;
	const mantissa = scaled(finite(0, a.coefficient, a.exponent - power), bits);
	const shiftBits = Math.ceil(Math.log2(Math.abs(power) + 2)) + 2;
	const tens = (BigInt(power) * logOfTen(bits + shiftBits)) >> BigInt(shiftBits);
	return logarithm(mantissa, bits) + tens;
}

export function naturalLogarithm(a: Decimal, s: Settings, st: Status): Decimal {
	const special = specialLogarithm(a, s, st);
	if (special !== null) return special;
	if (compareMagnitudes(a, one) === 0) return finite(0, 0n, 0);
	const zeros = zerosNearOne(a);
	return rounded(
		(digits) => {
			const bits = bitsFor(digits + zeros);
			return { value: (scaledLogarithm(a, bits) * powerOfTen(digits + zeros)) >> BigInt(bits), exponent: -digits - zeros };
		},
		s,
		st,
	);
}

export function decimalLogarithm(a: Decimal, s: Settings, st: Status): Decimal {
	const special = specialLogarithm(a, s, st);
	if (special !== null) return special;
	const top = adjusted(a);
	if (a.coefficient === powerOfTen(a.digits - 1)) return finalize(top < 0 ? 1 : 0, BigInt(Math.abs(top)), 0, halfEven(s), st);
	const zeros = zerosNearOne(a);
	return rounded(
		(digits) => {
			const bits = bitsFor(digits + zeros) + GUARD;
			const value = (scaledLogarithm(a, bits) * powerOfTen(digits + zeros)) / logOfTen(bits);
			return { value, exponent: -digits - zeros };
		},
		s,
		st,
	);
}

/** `a ** b`. */
export function power(a: Decimal, b: Decimal, s: Settings, st: Status): Decimal {
	const nan = nanOf([a, b], s, st);
	if (nan !== null) return nan;
	const integral = isIntegral(b);
	const sign = a.sign === 1 && integral && isOdd(b) ? 1 : 0;
	if (isZero(a)) {
		if (isZero(b)) return invalid(st);
		return b.sign === 1 ? infinity(sign) : finite(sign, 0n, 0);
	}
	if (a.sign === 1 && !integral) return invalid(st);
	if (b.kind === INFINITE) return powerOfInfinity(a, b, sign, s, st);
	if (a.kind === INFINITE) {
		if (isZero(b)) return withSign(one, sign);
		return b.sign === 1 ? finite(sign, 0n, 0) : infinity(sign);
	}
	if (isZero(b)) return withSign(one, sign);
	if (compareMagnitudes(a, one) === 0) return powerOfOne(a, b, integral, sign, s, st);
	return boundedPower(a, b, sign, s, st) ?? (integral ? integerPower(a, b, sign, s, st) : realPower(a, b, s, st));
}

function isOdd(b: Decimal): boolean {
	return b.exponent <= 0 && (integerOf(b) & 1n) === 1n;
}

/** A 1 with as many zeros behind the point as fit. */
function paddedOne(sign: number, zeros: number): Decimal {
	return finite(sign, powerOfTen(zeros), -zeros);
}

function powerOfInfinity(a: Decimal, b: Decimal, sign: number, s: Settings, st: Status): Decimal {
	const order = a.kind === INFINITE ? 1 : compareMagnitudes(a, one);
	if (order === 0) {
		st.status |= INEXACT | ROUNDED;
		return paddedOne(sign, s.prec - 1);
	}
	return order > 0 === (b.sign === 0) ? infinity(sign) : finite(sign, 0n, 0);
}

function powerOfOne(a: Decimal, b: Decimal, integral: boolean, sign: number, s: Settings, st: Status): Decimal {
	if (!integral) {
		st.status |= INEXACT | ROUNDED;
		return paddedOne(sign, s.prec - 1);
	}
	if (b.sign === 1) return withSign(one, sign);
	const zeros = adjusted(b) > 18 ? Number.POSITIVE_INFINITY : Number(integerOf(b)) * -a.exponent;
	if (zeros > s.prec - 1) st.status |= ROUNDED;
	return paddedOne(sign, Math.min(zeros || 0, s.prec - 1));
}

/** The result of a power whose exponent has so many digits that no context's limits can hold it, or null. Source: _qcheck_pow_bounds. */
function boundedPower(a: Decimal, b: Decimal, sign: number, s: Settings, st: Status): Decimal | null {
	const size = leastLogarithmExponent(a) + adjusted(b);
	const grows = compareMagnitudes(a, one) > 0 === (b.sign === 0);
	const limit = grows ? s.emax : etiny(s);
	if (countDigits(BigInt(Math.abs(limit))) >= size) return null;
	return grows ? tooLarge(sign, s, st) : tooSmall(sign, s, st);
}

/** A lower bound for the exponent of the first digit of log10 |a|. */
function leastLogarithmExponent(a: Decimal): number {
	const top = adjusted(a);
	if (top > 0) return String(top).length - 1;
	if (top < -1) return String(-1 - top).length - 1;
	const unit = powerOfTen(Math.max(0, -a.exponent));
	const distance = a.coefficient > unit ? a.coefficient - unit : unit - a.coefficient;
	return a.exponent + countDigits(distance) - 1 - 2;
}

/** By squarings, each rounded to a few digits more than wanted. */
function integerPower(a: Decimal, b: Decimal, sign: number, s: Settings, st: Status): Decimal {
	const work: Settings = { ...halfEven(s), prec: s.prec + b.digits + b.exponent + 2, clamp: 0 };
	let base = withSign(a, 0);
	if (b.sign === 1) {
		work.prec++;
		const own: Status = { status: 0 };
		base = divide(one, base, work, own);
		st.status |= own.status;
		if ((own.status & ERRORS) !== 0) return quietNaN;
	}
	const own: Status = { status: 0 };
	let result = base;
	for (const bit of integerOf(b).toString(2).slice(1)) {
		result = multiply(result, result, work, own);
		if (bit === "1") result = multiply(result, base, work, own);
		if (result.kind !== FINITE || (own.status & (OVERFLOW | CLAMPED)) !== 0) break;
	}
	st.status |= own.status;
	if (result.kind === INFINITE) return tooLarge(sign, s, st);
	return applySettings(withSign(result, sign), s, st);
}

/** As many digits more as libmpdec takes, so that what it rounds twice is rounded twice here. */
const REAL_POWER_DIGITS = 4 + 19;

function realPower(a: Decimal, b: Decimal, s: Settings, st: Status): Decimal {
	const work: Settings = { ...maxSettings, prec: Math.max(a.digits, s.prec) + REAL_POWER_DIGITS };
	const own: Status = { status: 0 };
	const result = exp(multiply(naturalLogarithm(a, work, own), b, work, own), work, st);
	st.status |= (own.status & ERRORS) | INEXACT | ROUNDED;
	if (result.kind === INFINITE) return tooLarge(0, s, st);
	if (result.kind === FINITE && compareNumbers(result, one) === 0) return paddedOne(0, s.prec - 1);
	return applySettings(result, s, st);
}

/** `a ** b % m` of integers. */
export function powerModulo(a: Decimal, b: Decimal, m: Decimal, s: Settings, st: Status): Decimal {
	const nan = nanOf([a, b, m], s, st);
	if (nan !== null) return nan;
	if (!isIntegral(a) || !isIntegral(b) || !isIntegral(m)) return invalid(st);
	if (isZero(m) || m.digits + m.exponent > s.prec) return invalid(st);
	if ((b.sign === 1 && !isZero(b)) || (isZero(a) && isZero(b))) return invalid(st);
	const sign = a.sign === 1 && isOdd(b) ? 1 : 0;
	const modulus = integerOf(m);
	let base = integerOf(a) % modulus;
	let result = 1n % modulus;
	for (let rest = integerOf(b); rest > 0n; rest >>= 1n) {
		if ((rest & 1n) === 1n) result = (result * base) % modulus;
		base = (base * base) % modulus;
	}
	return finalize(sign, result, 0, s, st);
}
