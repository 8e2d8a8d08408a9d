// Decimal numbers as plain values: a sign, a coefficient and an exponent of ten, or a special value. What rounds a result to a
// context, and what reads and writes numerals. Nothing here knows of Python objects but through the errors that it raises.
//
// Invariant: a finite number's `digits` is the count of its coefficient's digits (1 for 0), that of a NaN the count of its
// payload's digits (0 for none). Read `finalize` first. Mirrors Modules/_decimal/libmpdec/mpdecimal.c.

import { raiseError } from "../objects/errors.ts";

export const FINITE = 0;
export const INFINITE = 1;
export const QUIET_NAN = 2;
export const SIGNALING_NAN = 3;

/** Immutable. */
export interface Decimal {
	readonly kind: 0 | 1 | 2 | 3;
	readonly sign: 0 | 1;
	readonly coefficient: bigint;
	readonly digits: number;
	readonly exponent: number;
}

/** What can happen to an operation: libmpdec's bits. */
export const CLAMPED = 0x1;
export const CONVERSION_SYNTAX = 0x2;
export const DIVISION_BY_ZERO = 0x4;
export const DIVISION_IMPOSSIBLE = 0x8;
export const DIVISION_UNDEFINED = 0x10;
export const FPU_ERROR = 0x20;
export const INEXACT = 0x40;
export const INVALID_CONTEXT = 0x80;
export const INVALID_OPERATION = 0x100;
export const MALLOC_ERROR = 0x200;
export const FLOAT_OPERATION = 0x400;
export const OVERFLOW = 0x800;
export const ROUNDED = 0x1000;
export const SUBNORMAL = 0x2000;
export const UNDERFLOW = 0x4000;
/** What the signal InvalidOperation stands for. */
export const IEEE_INVALID =
	CONVERSION_SYNTAX | DIVISION_IMPOSSIBLE | DIVISION_UNDEFINED | FPU_ERROR | INVALID_CONTEXT | INVALID_OPERATION | MALLOC_ERROR;
export const ERRORS = IEEE_INVALID | DIVISION_BY_ZERO;

export const ROUND_UP = 0;
export const ROUND_DOWN = 1;
export const ROUND_CEILING = 2;
export const ROUND_FLOOR = 3;
export const ROUND_HALF_UP = 4;
export const ROUND_HALF_DOWN = 5;
export const ROUND_HALF_EVEN = 6;
export const ROUND_05UP = 7;
export const ROUNDINGS: readonly string[] = [
	"ROUND_UP",
	"ROUND_DOWN",
	"ROUND_CEILING",
	"ROUND_FLOOR",
	"ROUND_HALF_UP",
	"ROUND_HALF_DOWN",
	"ROUND_HALF_EVEN",
	"ROUND_05UP",
];

export interface Settings {
	prec: number;
	emax: number;
	emin: number;
	rounding: number;
	/** 0 or 1. */
	clamp: number;
}

/** Where an operation notes what happened. */
export interface Status {
	status: number;
}

/** 64-bit libmpdec's limits; as doubles they are one more, which no number comes near: see `checkExponent`. */
export const MAX_EMAX = 999999999999999999n;
export const MAX_PREC = MAX_EMAX;

/** For what must be exact. */
export const maxSettings: Settings = {
	prec: Number(MAX_PREC),
	emax: Number(MAX_EMAX),
	emin: -Number(MAX_EMAX),
	rounding: ROUND_HALF_EVEN,
	clamp: 0,
};

export const etiny = (s: Settings): number => s.emin - s.prec + 1;
export const etop = (s: Settings): number => s.emax - s.prec + 1;

const powers: bigint[] = [1n];
const MOST_POWERS = 600;
/** More digits no bigint has. */
const MOST_DIGITS = 300_000_000;

/** 10 to a power of at least 0. Raises MemoryError. */
export function powerOfTen(n: number): bigint {
	if (n < MOST_POWERS) {
		for (let i = powers.length; i <= n; i++) powers.push(powers[i - 1]! * 10n);
		return powers[n]!;
	}
	if (n > MOST_DIGITS) return raiseError("MemoryError");
	return 10n ** BigInt(n);
}

const LOG10_2 = Math.log10(2);

/** How many decimal digits a number of at least 0 has. */
export function countDigits(n: bigint): number {
	if (n < 10n) return 1;
	if (n < 1_000_000_000_000_000n) {
		let count = 1;
		for (let rest = Number(n); rest >= 10; rest /= 10) count++;
		return count;
	}
	// Bits give the count but for one.
	const hex = n.toString(16);
	const bits = hex.length * 4 - (Math.clz32(Number.parseInt(hex[0]!, 16)) - 28);
	const guess = Math.floor((bits - 1) * LOG10_2) + 1;
	return n >= powerOfTen(guess) ? guess + 1 : guess;
}

export function finite(sign: number, coefficient: bigint, exponent: number): Decimal {
	return { kind: FINITE, sign: sign as 0 | 1, coefficient, digits: countDigits(coefficient), exponent };
}

export function infinity(sign: number): Decimal {
	return { kind: INFINITE, sign: sign as 0 | 1, coefficient: 0n, digits: 0, exponent: 0 };
}

export const quietNaN: Decimal = { kind: QUIET_NAN, sign: 0, coefficient: 0n, digits: 0, exponent: 0 };

export function nanWith(kind: 2 | 3, sign: number, payload: bigint): Decimal {
	return { kind, sign: sign as 0 | 1, coefficient: payload, digits: payload === 0n ? 0 : countDigits(payload), exponent: 0 };
}

export const one: Decimal = finite(0, 1n, 0);
export const zero: Decimal = finite(0, 0n, 0);

export const withSign = (a: Decimal, sign: number): Decimal => (a.sign === sign ? a : { ...a, sign: sign as 0 | 1 });
export const isNaNumber = (a: Decimal): boolean => a.kind >= QUIET_NAN;
export const isFinite = (a: Decimal): boolean => a.kind === FINITE;
export const isZero = (a: Decimal): boolean => a.kind === FINITE && a.coefficient === 0n;
/** The exponent of the first digit. */
export const adjusted = (a: Decimal): number => a.exponent + a.digits - 1;

/** An operation that has no result. */
export function invalid(st: Status, why: number = INVALID_OPERATION): Decimal {
	st.status |= why;
	return quietNaN;
}

/** Whether the number is an integer, whatever its exponent. */
export function isIntegral(a: Decimal): boolean {
	if (a.kind !== FINITE) return false;
	if (a.exponent >= 0 || a.coefficient === 0n) return true;
	return -a.exponent < a.digits && a.coefficient % powerOfTen(-a.exponent) === 0n;
}

/** The integer that the number is, if `isIntegral`; without sign. */
export function integerOf(a: Decimal): bigint {
	if (a.coefficient === 0n) return 0n;
	return a.exponent >= 0 ? a.coefficient * powerOfTen(a.exponent) : a.coefficient / powerOfTen(-a.exponent);
}

/** Whether dropping `rest` of `unit` from a number that ends in the digit of `kept` rounds away from zero. */
function roundsUp(rounding: number, sign: number, kept: bigint, rest: bigint, unit: bigint): boolean {
	switch (rounding) {
		case ROUND_UP:
			return true;
		case ROUND_DOWN:
			return false;
		case ROUND_CEILING:
			return sign === 0;
		case ROUND_FLOOR:
			return sign === 1;
		case ROUND_HALF_UP:
			return rest * 2n >= unit;
		case ROUND_HALF_DOWN:
			return rest * 2n > unit;
		case ROUND_HALF_EVEN: {
			const double = rest * 2n;
			return double > unit || (double === unit && (kept & 1n) === 1n);
		}
		default:
			return kept % 5n === 0n;
	}
}

/** Drops the last digits of a coefficient and rounds; notes Rounded, and Inexact if they were not zeros. */
export function dropDigits(coefficient: bigint, count: number, sign: number, rounding: number, st: Status): bigint {
	st.status |= ROUNDED;
	if (coefficient === 0n) return 0n;
	// More digits than there are make a small part of a unit.
	const [kept, rest, unit] = split(coefficient, count);
	if (rest === 0n) return kept;
	st.status |= INEXACT;
	return roundsUp(rounding, sign, kept, rest, unit) ? kept + 1n : kept;
}

function split(coefficient: bigint, count: number): [bigint, bigint, bigint] {
	if (count > countDigits(coefficient) + 1) return [0n, 1n, 10n];
	const unit = powerOfTen(count);
	const kept = coefficient / unit;
	return [kept, coefficient - kept * unit, unit];
}

/** What a result too large for its context becomes. */
function overflowed(sign: number, s: Settings, st: Status): Decimal {
	st.status |= OVERFLOW | INEXACT | ROUNDED;
	const { rounding } = s;
	const cutOff =
		rounding === ROUND_DOWN ||
		rounding === ROUND_05UP ||
		(rounding === ROUND_CEILING && sign === 1) ||
		(rounding === ROUND_FLOOR && sign === 0);
	return cutOff ? largest(sign, s) : infinity(sign);
}

/** The largest finite number of a context. */
export function largest(sign: number, s: Settings): Decimal {
	return finite(sign, powerOfTen(s.prec) - 1n, etop(s));
}

/** Rounds a finite result to its context and notes what happened. Raises NotImplementedError for exponents beyond 2^53. */
export function finalize(sign: number, coefficient: bigint, exponent: number, s: Settings, st: Status): Decimal {
	const digits = countDigits(coefficient);
	const top = exponent + digits - 1;
	// FAST: most results need nothing.
	if (digits <= s.prec && top <= s.emax && top >= s.emin && s.clamp === 0 && exponent >= -LARGEST && exponent <= LARGEST)
		return { kind: FINITE, sign: sign as 0 | 1, coefficient, digits, exponent };
	return finalizeSlowly(sign, coefficient, digits, exponent, s, st);
}

function finalizeSlowly(sign: number, coefficient: bigint, digits: number, exponent: number, s: Settings, st: Status): Decimal {
	const top = exponent + digits - 1;
	if (coefficient === 0n) return clampZero(sign, exponent, s, st);
	if (top > s.emax) return overflowed(sign, s, st);
	if (s.clamp === 1 && exponent > etop(s)) {
		st.status |= top < s.emin ? CLAMPED | SUBNORMAL : CLAMPED;
		const shift = exponent - etop(s);
		return checkExponent(finite(sign, coefficient * powerOfTen(shift), exponent - shift));
	}
	if (top < s.emin) {
		st.status |= SUBNORMAL;
		const least = etiny(s);
		if (exponent >= least) return checkExponent(finite(sign, coefficient, exponent));
		return underflowed(sign, coefficient, exponent, least, s, st);
	}
	if (digits <= s.prec) return checkExponent(finite(sign, coefficient, exponent));
	return roundToPrecision(sign, coefficient, digits - s.prec, exponent, s, st);
}

function clampZero(sign: number, exponent: number, s: Settings, st: Status): Decimal {
	const least = etiny(s);
	const most = s.clamp === 1 ? etop(s) : s.emax;
	const clamped = Math.max(least, Math.min(most, exponent));
	if (clamped !== exponent) st.status |= CLAMPED;
	return checkExponent(finite(sign, 0n, clamped));
}

function underflowed(sign: number, coefficient: bigint, exponent: number, least: number, s: Settings, st: Status): Decimal {
	const own: Status = { status: 0 };
	const kept = dropDigits(coefficient, least - exponent, sign, s.rounding, own);
	st.status |= own.status;
	if ((own.status & INEXACT) !== 0) st.status |= UNDERFLOW;
	if (kept === 0n) st.status |= CLAMPED;
	return checkExponent(finite(sign, kept, least));
}

function roundToPrecision(sign: number, coefficient: bigint, excess: number, exponent: number, s: Settings, st: Status): Decimal {
	let kept = dropDigits(coefficient, excess, sign, s.rounding, st);
	let raised = exponent + excess;
	if (kept === powerOfTen(s.prec)) {
		kept /= 10n;
		raised++;
		if (raised + s.prec - 1 > s.emax) return overflowed(sign, s, st);
	}
	return checkExponent(finite(sign, kept, raised));
}

const LARGEST = Number.MAX_SAFE_INTEGER;

/** Exponents are JavaScript numbers: those that are not exact are refused. */
export function checkExponent(a: Decimal): Decimal {
	if (a.exponent > LARGEST || a.exponent < -LARGEST) raiseError("NotImplementedError", "decimal exponents beyond 2**53");
	return a;
}

/** Applies a context to any number. */
export function applySettings(a: Decimal, s: Settings, st: Status): Decimal {
	if (a.kind === FINITE) return finalize(a.sign, a.coefficient, a.exponent, s, st);
	return a.kind === INFINITE ? a : fixNaN(a, s);
}

/** The payload of a NaN keeps its last digits. */
function fixNaN(a: Decimal, s: Settings): Decimal {
	const most = s.prec - s.clamp;
	return a.digits <= most ? a : nanWith(a.kind as 2 | 3, a.sign, a.coefficient % powerOfTen(most));
}

const NUMERAL = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d+))?$/;
const SPECIAL = /^([+-]?)(?:(inf(?:inity)?)|(s?)nan(\d*))$/i;

/** The number of an ASCII numeral, rounded to a context. A text that is none is invalid. */
export function parseNumeral(text: string, s: Settings, st: Status): Decimal {
	const match = NUMERAL.exec(text);
	if (match === null) return parseSpecial(text, s, st);
	const [, sign, whole, part, fraction, power] = match;
	const digits = (whole ?? "") + (part ?? fraction ?? "");
	const exponent = (power === undefined ? 0 : Number(power)) - (part ?? fraction ?? "").length;
	return finalize(sign === "-" ? 1 : 0, BigInt(digits), exponent, s, st);
}

function parseSpecial(text: string, s: Settings, st: Status): Decimal {
	const match = SPECIAL.exec(text);
	if (match === null) return invalid(st, CONVERSION_SYNTAX);
	const sign = match[1] === "-" ? 1 : 0;
	if (match[2] !== undefined) return infinity(sign);
	const payload = match[4]!.replace(/^0+/, "");
	if (payload.length > s.prec - s.clamp) return invalid(st, CONVERSION_SYNTAX);
	return nanWith(match[3] === "" ? QUIET_NAN : SIGNALING_NAN, sign, payload === "" ? 0n : BigInt(payload));
}

/** The text in scientific notation, or with an exponent that is a multiple of three. `e` is "e" or "E". */
export function numeral(a: Decimal, engineering: boolean, e: string): string {
	const sign = a.sign === 1 ? "-" : "";
	if (a.kind !== FINITE) return sign + specialText(a);
	const digits = a.coefficient.toString();
	const leftmost = a.exponent + a.digits;
	let point = 1;
	if (a.exponent <= 0 && leftmost > -6) point = leftmost;
	else if (engineering) point = a.coefficient === 0n ? ((((leftmost + 1) % 3) + 3) % 3) - 1 : ((((leftmost - 1) % 3) + 3) % 3) + 1;
	const power = leftmost - point;
	return sign + withPoint(digits, point) + (power === 0 ? "" : `${e}${power > 0 ? "+" : ""}${power}`);
}

function specialText(a: Decimal): string {
	if (a.kind === INFINITE) return "Infinity";
	return `${a.kind === SIGNALING_NAN ? "s" : ""}NaN${a.digits === 0 ? "" : a.coefficient}`;
}

function withPoint(digits: string, point: number): string {
	if (point <= 0) return `0.${"0".repeat(-point)}${digits}`;
	if (point >= digits.length) return digits + "0".repeat(point - digits.length);
	return `${digits.slice(0, point)}.${digits.slice(point)}`;
}
