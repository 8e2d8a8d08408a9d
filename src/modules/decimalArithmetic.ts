// Adding, multiplying, dividing and comparing decimal numbers, as the General Decimal Arithmetic specification has it. An
// operation computes exactly, or with a digit that stands for all that follow, and then rounds once. Read `add` first.
// Mirrors Modules/_decimal/libmpdec/mpdecimal.c.

import {
	adjusted,
	applySettings,
	CLAMPED,
	type Decimal,
	DIVISION_BY_ZERO,
	DIVISION_IMPOSSIBLE,
	DIVISION_UNDEFINED,
	etiny,
	FINITE,
	finalize,
	finite,
	INFINITE,
	INVALID_OPERATION,
	infinity,
	invalid,
	isNaNumber,
	isZero,
	maxSettings,
	powerOfTen,
	QUIET_NAN,
	ROUND_FLOOR,
	SIGNALING_NAN,
	type Settings,
	type Status,
	withSign,
} from "./decimalNumber.ts";

/** The NaN that operands make of a result, or null: the first signaling one, else the first quiet one. */
export function nanOf(operands: readonly Decimal[], s: Settings, st: Status): Decimal | null {
	const signaling = operands.find((a) => a.kind === SIGNALING_NAN);
	if (signaling !== undefined) {
		st.status |= INVALID_OPERATION;
		return applySettings({ ...signaling, kind: QUIET_NAN }, s, st);
	}
	const quiet = operands.find((a) => a.kind === QUIET_NAN);
	return quiet === undefined ? null : applySettings(quiet, s, st);
}

/** `a + b`; with `flip` 1 `a - b`. */
export function add(a: Decimal, b: Decimal, s: Settings, st: Status, flip = 0): Decimal {
	const bSign = b.sign ^ flip;
	if (a.kind !== FINITE || b.kind !== FINITE) {
		const nan = nanOf([a, b], s, st);
		if (nan !== null) return nan;
		if (a.kind === INFINITE) return b.kind === INFINITE && a.sign !== bSign ? invalid(st) : a;
		return infinity(bSign);
	}
	if (a.exponent === b.exponent) return sum(a.sign, a.coefficient, bSign, b.coefficient, a.exponent, s, st);
	return addUnaligned(a, withSign(b, bSign), s, st);
}

export const subtract = (a: Decimal, b: Decimal, s: Settings, st: Status): Decimal => add(a, b, s, st, 1);

function sum(aSign: number, a: bigint, bSign: number, b: bigint, exponent: number, s: Settings, st: Status): Decimal {
	const total = (aSign === 1 ? -a : a) + (bSign === 1 ? -b : b);
	if (total === 0n) {
		const sign = aSign === bSign ? aSign : s.rounding === ROUND_FLOOR ? 1 : 0;
		return finalize(sign, 0n, exponent, s, st);
	}
	return finalize(total < 0n ? 1 : 0, total < 0n ? -total : total, exponent, s, st);
}

/** A small number that is far below the large one's digits counts only by its sign. */
function addUnaligned(a: Decimal, b: Decimal, s: Settings, st: Status): Decimal {
	const [large, given] = a.exponent > b.exponent ? [a, b] : [b, a];
	let small = given;
	if (large.coefficient !== 0n) {
		const edge = large.exponent - 1 + (large.digits > s.prec ? 0 : large.digits - s.prec - 1);
		if (adjusted(small) < edge) small = finite(small.sign, small.coefficient === 0n ? 0n : 1n, edge);
	}
	if (large.coefficient === 0n) return sum(large.sign, 0n, small.sign, small.coefficient, small.exponent, s, st);
	const coefficient = large.coefficient * powerOfTen(large.exponent - small.exponent);
	return sum(large.sign, coefficient, small.sign, small.coefficient, small.exponent, s, st);
}

export function multiply(a: Decimal, b: Decimal, s: Settings, st: Status): Decimal {
	const sign = a.sign ^ b.sign;
	if (a.kind !== FINITE || b.kind !== FINITE) {
		const nan = nanOf([a, b], s, st);
		if (nan !== null) return nan;
		return isZero(a) || isZero(b) ? invalid(st) : infinity(sign);
	}
	return finalize(sign, a.coefficient * b.coefficient, a.exponent + b.exponent, s, st);
}

/** `a * b + c`, rounded once. */
export function fma(a: Decimal, b: Decimal, c: Decimal, s: Settings, st: Status): Decimal {
	const nan = nanOf([a, b, c], s, st);
	if (nan !== null) return nan;
	const product = multiply(a, b, maxSettings, st);
	return isNaNumber(product) ? product : add(product, c, s, st);
}

/** The quotient of numbers that are not both finite and nonzero, or null. Whole quotients have the exponent 0. */
function specialQuotient(a: Decimal, b: Decimal, whole: boolean, s: Settings, st: Status): Decimal | null {
	const sign = a.sign ^ b.sign;
	if (a.kind !== FINITE || b.kind !== FINITE) {
		const nan = nanOf([a, b], s, st);
		if (nan !== null) return nan;
		if (a.kind === INFINITE) return b.kind === INFINITE ? invalid(st) : infinity(sign);
		if (whole) return finite(sign, 0n, 0);
		st.status |= CLAMPED;
		return finite(sign, 0n, etiny(s));
	}
	if (b.coefficient !== 0n) return null;
	if (a.coefficient === 0n) return invalid(st, DIVISION_UNDEFINED);
	st.status |= DIVISION_BY_ZERO;
	return infinity(sign);
}

export function divide(a: Decimal, b: Decimal, s: Settings, st: Status): Decimal {
	const special = specialQuotient(a, b, false, s, st);
	if (special !== null) return special;
	const sign = a.sign ^ b.sign;
	const ideal = a.exponent - b.exponent;
	if (a.coefficient === 0n) return finalize(sign, 0n, ideal, s, st);
	const shift = b.digits - a.digits + s.prec + 1;
	const numerator = shift > 0 ? a.coefficient * powerOfTen(shift) : a.coefficient;
	const denominator = shift < 0 ? b.coefficient * powerOfTen(-shift) : b.coefficient;
	let quotient = numerator / denominator;
	let exponent = ideal - shift;
	if (quotient * denominator !== numerator) {
		// A last digit that no rounding takes for exact or for a half.
		if (quotient % 5n === 0n) quotient += 1n;
	} else {
		for (; exponent < ideal && quotient % 10n === 0n; exponent++) quotient /= 10n;
	}
	return finalize(sign, quotient, exponent, s, st);
}

interface Division {
	readonly quotient: Decimal;
	readonly remainder: Decimal;
}

/** Whole quotient and remainder of finite numbers, the divisor not zero; null if the quotient has too many digits. */
function wholeDivision(a: Decimal, b: Decimal, s: Settings): Division | null {
	const sign = a.sign ^ b.sign;
	const exponent = Math.min(a.exponent, b.exponent);
	if (a.coefficient === 0n) return { quotient: finite(sign, 0n, 0), remainder: finite(a.sign, 0n, exponent) };
	const distance = adjusted(a) - adjusted(b);
	if (distance < 0) {
		const coefficient = a.exponent > exponent ? a.coefficient * powerOfTen(a.exponent - exponent) : a.coefficient;
		return { quotient: finite(sign, 0n, 0), remainder: finite(a.sign, coefficient, exponent) };
	}
	if (distance > s.prec) return null;
	const left = a.coefficient * powerOfTen(a.exponent - exponent);
	const right = b.coefficient * powerOfTen(b.exponent - exponent);
	const quotient = finite(sign, left / right, 0);
	if (quotient.digits > s.prec) return null;
	return { quotient, remainder: finite(a.sign, left % right, exponent) };
}

export function divideInteger(a: Decimal, b: Decimal, s: Settings, st: Status): Decimal {
	const special = specialQuotient(a, b, true, s, st);
	if (special !== null) return special;
	const division = wholeDivision(a, b, s);
	return division === null ? invalid(st, DIVISION_IMPOSSIBLE) : applySettings(division.quotient, s, st);
}

/** The remainder of numbers that are not both finite with a divisor other than 0, or null. */
function specialRemainder(a: Decimal, b: Decimal, s: Settings, st: Status): Decimal | null {
	const nan = nanOf([a, b], s, st);
	if (nan !== null) return nan;
	if (a.kind === INFINITE) return invalid(st);
	if (b.kind === INFINITE) return applySettings(a, s, st);
	if (b.coefficient !== 0n) return null;
	return invalid(st, a.coefficient === 0n ? DIVISION_UNDEFINED : INVALID_OPERATION);
}

export function remainder(a: Decimal, b: Decimal, s: Settings, st: Status): Decimal {
	const special = specialRemainder(a, b, s, st);
	if (special !== null) return special;
	const division = wholeDivision(a, b, s);
	return division === null ? invalid(st, DIVISION_IMPOSSIBLE) : applySettings(division.remainder, s, st);
}

/** The remainder from the nearest whole quotient, which is even where two are as near. */
export function remainderNear(a: Decimal, b: Decimal, s: Settings, st: Status): Decimal {
	const special = specialRemainder(a, b, s, st);
	if (special !== null) return special;
	const exponent = Math.min(a.exponent, b.exponent);
	if (a.coefficient === 0n) return finalize(a.sign, 0n, exponent, s, st);
	const distance = adjusted(a) - adjusted(b);
	if (distance > s.prec) return invalid(st, DIVISION_IMPOSSIBLE);
	const left = a.coefficient * powerOfTen(a.exponent - exponent);
	if (distance <= -2) return finalize(a.sign, left, exponent, s, st);
	const right = b.coefficient * powerOfTen(b.exponent - exponent);
	let quotient = left / right;
	let rest = left - quotient * right;
	if (2n * rest > right || (2n * rest === right && (quotient & 1n) === 1n)) {
		quotient += 1n;
		rest -= right;
	}
	if (quotient >= powerOfTen(s.prec)) return invalid(st, DIVISION_IMPOSSIBLE);
	return finalize(rest < 0n ? 1 - a.sign : a.sign, rest < 0n ? -rest : rest, exponent, s, st);
}

export function divmod(a: Decimal, b: Decimal, s: Settings, st: Status): [Decimal, Decimal] {
	const nan = nanOf([a, b], s, st);
	if (nan !== null) return [nan, nan];
	const sign = a.sign ^ b.sign;
	if (a.kind === INFINITE) return [b.kind === INFINITE ? invalid(st) : infinity(sign), invalid(st)];
	if (b.kind === INFINITE) return [finite(sign, 0n, 0), applySettings(a, s, st)];
	if (b.coefficient === 0n) {
		if (a.coefficient === 0n) return [invalid(st, DIVISION_UNDEFINED), invalid(st, DIVISION_UNDEFINED)];
		st.status |= DIVISION_BY_ZERO;
		return [infinity(sign), invalid(st)];
	}
	const division = wholeDivision(a, b, s);
	if (division === null) return [invalid(st, DIVISION_IMPOSSIBLE), invalid(st, DIVISION_IMPOSSIBLE)];
	return [applySettings(division.quotient, s, st), applySettings(division.remainder, s, st)];
}

/** -1, 0 or 1 for numbers without regard to their signs, none NaN. */
export function compareMagnitudes(a: Decimal, b: Decimal): number {
	if (a.kind === INFINITE || b.kind === INFINITE) return (a.kind === INFINITE ? 1 : 0) - (b.kind === INFINITE ? 1 : 0);
	if (a.coefficient === 0n || b.coefficient === 0n) return (a.coefficient === 0n ? 0 : 1) - (b.coefficient === 0n ? 0 : 1);
	const tops = adjusted(a) - adjusted(b);
	if (tops !== 0) return tops < 0 ? -1 : 1;
	const exponent = Math.min(a.exponent, b.exponent);
	const left = a.coefficient * powerOfTen(a.exponent - exponent);
	const right = b.coefficient * powerOfTen(b.exponent - exponent);
	return left < right ? -1 : left > right ? 1 : 0;
}

/** -1, 0 or 1 for numbers that are no NaNs. */
export function compareNumbers(a: Decimal, b: Decimal): number {
	if (isZero(a) && isZero(b)) return 0;
	if (isZero(a)) return b.sign === 1 ? 1 : -1;
	if (isZero(b) || a.sign !== b.sign) return a.sign === 1 ? -1 : 1;
	const order = compareMagnitudes(a, b);
	return a.sign === 1 ? -order : order;
}

const orderOf = (order: number): Decimal => finite(order < 0 ? 1 : 0, order === 0 ? 0n : 1n, 0);

export function compare(a: Decimal, b: Decimal, s: Settings, st: Status): Decimal {
	return nanOf([a, b], s, st) ?? orderOf(compareNumbers(a, b));
}

/** As `compare`, but every NaN is invalid. */
export function compareSignal(a: Decimal, b: Decimal, s: Settings, st: Status): Decimal {
	const nan = nanOf([a, b], s, st);
	if (nan === null) return orderOf(compareNumbers(a, b));
	st.status |= INVALID_OPERATION;
	return nan;
}

/** -1, 0 or 1 in the order of all representations. */
export function totalOrder(a: Decimal, b: Decimal): number {
	if (a.sign !== b.sign) return a.sign === 1 ? -1 : 1;
	const order = totalOrderOfMagnitudes(a, b);
	return a.sign === 1 ? -order : order;
}

/** Signaling NaNs lie below quiet ones, and both above all numbers. */
const nanRank = (a: Decimal): number => (a.kind === QUIET_NAN ? 2 : a.kind === SIGNALING_NAN ? 1 : 0);

function totalOrderOfMagnitudes(a: Decimal, b: Decimal): number {
	const ranks = nanRank(a) - nanRank(b);
	if (ranks !== 0) return Math.sign(ranks);
	if (nanRank(a) !== 0) return a.coefficient < b.coefficient ? -1 : a.coefficient > b.coefficient ? 1 : 0;
	const order = compareMagnitudes(a, b);
	return order !== 0 || a.kind === INFINITE ? order : Math.sign(a.exponent - b.exponent);
}

export const compareTotal = (a: Decimal, b: Decimal): Decimal => orderOf(totalOrder(a, b));
export const compareTotalMagnitude = (a: Decimal, b: Decimal): Decimal => orderOf(totalOrderOfMagnitudes(a, b));

/** `max`, `min`, `max_mag` and `min_mag`: a quiet NaN gives way to a number. */
export function extreme(want: 1 | -1, byMagnitude: boolean): (a: Decimal, b: Decimal, s: Settings, st: Status) => Decimal {
	return (a, b, s, st) => {
		if (a.kind === QUIET_NAN && !isNaNumber(b)) return applySettings(b, s, st);
		if (b.kind === QUIET_NAN && !isNaNumber(a)) return applySettings(a, s, st);
		const nan = nanOf([a, b], s, st);
		if (nan !== null) return nan;
		const order = (byMagnitude ? compareMagnitudes(a, b) : 0) || compareNumbers(a, b) || totalOrder(a, b);
		return applySettings(order * want >= 0 ? a : b, s, st);
	};
}
