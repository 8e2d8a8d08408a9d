// Operations on decimal numbers that choose another representation or a neighbour: quantize, to_integral, normalize, shift, rotate,
// scaleb, logb, next_*, and the logical operations on coefficients of zeros and ones. Mirrors
// Modules/_decimal/libmpdec/mpdecimal.c.

import { add, compareNumbers, nanOf } from "./decimalArithmetic.ts";
import {
	adjusted,
	applySettings,
	CLAMPED,
	type Decimal,
	DIVISION_BY_ZERO,
	dropDigits,
	etiny,
	etop,
	FINITE,
	finalize,
	finite,
	INEXACT,
	INFINITE,
	infinity,
	invalid,
	isNaNumber,
	isZero,
	largest,
	OVERFLOW,
	powerOfTen,
	ROUND_CEILING,
	ROUND_FLOOR,
	ROUNDED,
	SIGNALING_NAN,
	type Settings,
	type Status,
	SUBNORMAL,
	UNDERFLOW,
	withSign,
} from "./decimalNumber.ts";

/** `a` with the exponent of `b`. */
export function quantize(a: Decimal, b: Decimal, s: Settings, st: Status): Decimal {
	const nan = nanOf([a, b], s, st);
	if (nan !== null) return nan;
	if (a.kind === INFINITE || b.kind === INFINITE) return a.kind === b.kind ? a : invalid(st);
	const { exponent } = b;
	if (exponent > s.emax || exponent < etiny(s)) return invalid(st);
	if (a.coefficient === 0n) return finalize(a.sign, 0n, exponent, s, st);
	const shift = a.exponent - exponent;
	if (a.digits + shift > s.prec) return invalid(st);
	const own: Status = { status: 0 };
	const coefficient = shift >= 0 ? a.coefficient * powerOfTen(shift) : dropDigits(a.coefficient, -shift, a.sign, s.rounding, own);
	const result = finite(a.sign, coefficient, exponent);
	if (adjusted(result) > s.emax || result.digits > s.prec) return invalid(st);
	st.status |= own.status;
	return applySettings(result, s, st);
}

/** An integer; notes nothing if `quiet`. */
export function toIntegral(a: Decimal, quiet: boolean, s: Settings, st: Status): Decimal {
	const nan = nanOf([a], s, st);
	if (nan !== null) return nan;
	if (a.kind === INFINITE || a.exponent >= 0) return a;
	if (a.coefficient === 0n) return finite(a.sign, 0n, 0);
	const noted: Status = quiet ? { status: 0 } : st;
	return finite(a.sign, dropDigits(a.coefficient, -a.exponent, a.sign, s.rounding, noted), 0);
}

/** Without zeros at the end. */
export function reduce(a: Decimal, s: Settings, st: Status): Decimal {
	const nan = nanOf([a], s, st);
	if (nan !== null) return nan;
	if (a.kind === INFINITE) return a;
	const rounded = applySettings(a, s, st);
	if (rounded.kind !== FINITE) return rounded;
	if (rounded.coefficient === 0n) return finite(rounded.sign, 0n, 0);
	const most = s.clamp === 1 ? etop(s) : s.emax;
	let { coefficient, exponent } = rounded;
	for (; exponent < most && coefficient % 10n === 0n; exponent++) coefficient /= 10n;
	return finite(rounded.sign, coefficient, exponent);
}

export function logb(a: Decimal, s: Settings, st: Status): Decimal {
	const nan = nanOf([a], s, st);
	if (nan !== null) return nan;
	if (a.kind === INFINITE) return infinity(0);
	if (a.coefficient === 0n) {
		st.status |= DIVISION_BY_ZERO;
		return infinity(1);
	}
	const top = adjusted(a);
	return finalize(top < 0 ? 1 : 0, BigInt(Math.abs(top)), 0, s, st);
}

/** The whole number that an operand counts with, if its exponent is 0 and it lies within a limit; else null. */
function countOf(b: Decimal, limit: number): number | null {
	if (b.kind !== FINITE || b.exponent !== 0 || b.coefficient > BigInt(limit)) return null;
	return b.sign === 1 ? -Number(b.coefficient) : Number(b.coefficient);
}

export function scaleb(a: Decimal, b: Decimal, s: Settings, st: Status): Decimal {
	const nan = nanOf([a, b], s, st);
	if (nan !== null) return nan;
	const by = countOf(b, 2 * (s.emax + s.prec));
	if (by === null) return invalid(st);
	return a.kind === INFINITE ? a : finalize(a.sign, a.coefficient, a.exponent + by, s, st);
}

/** The last digits of a coefficient, as many as the precision has. */
const capped = (coefficient: bigint, s: Settings): bigint => (s.prec > 1_000_000 ? coefficient : coefficient % powerOfTen(s.prec));

export function shift(a: Decimal, b: Decimal, s: Settings, st: Status): Decimal {
	const nan = nanOf([a, b], s, st);
	if (nan !== null) return nan;
	const by = countOf(b, s.prec);
	if (by === null) return invalid(st);
	if (a.kind === INFINITE) return a;
	if (by < 0) return finite(a.sign, -by >= a.digits ? 0n : capped(a.coefficient, s) / powerOfTen(-by), a.exponent);
	return finite(a.sign, capped(a.coefficient * powerOfTen(by), s), a.exponent);
}

export function rotate(a: Decimal, b: Decimal, s: Settings, st: Status): Decimal {
	const nan = nanOf([a, b], s, st);
	if (nan !== null) return nan;
	const by = countOf(b, s.prec);
	if (by === null) return invalid(st);
	if (a.kind === INFINITE) return a;
	const left = by < 0 ? by + s.prec : by;
	const low = powerOfTen(s.prec - left);
	const coefficient = capped(a.coefficient, s);
	return finite(a.sign, (coefficient % low) * powerOfTen(left) + coefficient / low, a.exponent);
}

/** The neighbour above or below. */
function neighbour(a: Decimal, up: boolean, s: Settings, st: Status): Decimal {
	const nan = nanOf([a], s, st);
	if (nan !== null) return nan;
	const towards = up ? 0 : 1;
	if (a.kind === INFINITE) return a.sign === towards ? a : largest(a.sign, s);
	const work: Settings = { ...s, rounding: up ? ROUND_CEILING : ROUND_FLOOR };
	const own: Status = { status: 0 };
	const rounded = applySettings(a, work, own);
	if ((own.status & INEXACT) !== 0) return rounded;
	return add(a, finite(towards, 1n, etiny(s) - 1), work, own);
}

export const nextPlus = (a: Decimal, s: Settings, st: Status): Decimal => neighbour(a, true, s, st);
export const nextMinus = (a: Decimal, s: Settings, st: Status): Decimal => neighbour(a, false, s, st);

export function nextToward(a: Decimal, b: Decimal, s: Settings, st: Status): Decimal {
	const nan = nanOf([a, b], s, st);
	if (nan !== null) return nan;
	const order = compareNumbers(a, b);
	if (order === 0) return withSign(a, b.sign);
	const result = neighbour(a, order < 0, s, st);
	if (result.kind === INFINITE) st.status |= OVERFLOW | ROUNDED | INEXACT;
	else if (adjusted(result) < s.emin) {
		st.status |= UNDERFLOW | SUBNORMAL | ROUNDED | INEXACT;
		if (result.coefficient === 0n) st.status |= CLAMPED;
	}
	return result;
}

/** The coefficient's last digits as bits, if all its digits are zeros and ones; else null. */
function bitsOf(a: Decimal, s: Settings): bigint | null {
	if (a.kind !== FINITE || a.sign === 1 || a.exponent !== 0) return null;
	const text = a.coefficient.toString();
	return /^[01]+$/.test(text) ? BigInt(`0b${text.slice(-s.prec)}`) : null;
}

const fromBits = (bits: bigint): Decimal => finite(0, BigInt(bits.toString(2)), 0);

export function logical(combine: (a: bigint, b: bigint) => bigint): (a: Decimal, b: Decimal, s: Settings, st: Status) => Decimal {
	return (a, b, s, st) => {
		const [left, right] = [bitsOf(a, s), bitsOf(b, s)];
		return left === null || right === null ? invalid(st) : fromBits(combine(left, right));
	};
}

export function logicalInvert(a: Decimal, s: Settings, st: Status): Decimal {
	const bits = bitsOf(a, s);
	if (bits === null) return invalid(st);
	if (s.prec > 1_000_000_000) powerOfTen(s.prec);
	return fromBits(((1n << BigInt(s.prec)) - 1n) ^ bits);
}

export function isSubnormal(a: Decimal, s: Settings): boolean {
	return a.kind === FINITE && a.coefficient !== 0n && adjusted(a) < s.emin;
}

export function isNormal(a: Decimal, s: Settings): boolean {
	return a.kind === FINITE && a.coefficient !== 0n && adjusted(a) >= s.emin;
}

export function numberClass(a: Decimal, s: Settings): string {
	if (isNaNumber(a)) return a.kind === SIGNALING_NAN ? "sNaN" : "NaN";
	const what = a.kind === INFINITE ? "Infinity" : isZero(a) ? "Zero" : isSubnormal(a, s) ? "Subnormal" : "Normal";
	return (a.sign === 1 ? "-" : "+") + what;
}

export function sameQuantum(a: Decimal, b: Decimal): boolean {
	if (isNaNumber(a) || isNaNumber(b)) return isNaNumber(a) && isNaNumber(b);
	return a.kind === b.kind && a.exponent === b.exponent;
}

/** `+a`, `-a` and `abs(a)`: rounded, and a zero is positive unless rounding goes down. */
export function signed(a: Decimal, sign: number, s: Settings, st: Status): Decimal {
	const nan = nanOf([a], s, st);
	if (nan !== null) return nan;
	const result = isZero(a) ? withSign(a, s.rounding === ROUND_FLOOR ? sign : 0) : withSign(a, sign);
	return applySettings(result, s, st);
}

export function absolute(a: Decimal, s: Settings, st: Status): Decimal {
	return nanOf([a], s, st) ?? applySettings(withSign(a, 0), s, st);
}
