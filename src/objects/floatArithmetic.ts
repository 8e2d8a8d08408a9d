// Arithmetic of floats on JavaScript numbers where Python's rules differ from JavaScript's: floor division, remainder,
// power, rounding to decimals, comparison with ints, conversion to exact ratios. Runs no Python code.
// Read `floatDivmod` first. Mirrors Objects/floatobject.c.

import type { Own } from "../heap/header.ts";
import { complexPower } from "./complexArithmetic.ts";
import { newComplex } from "./complex.ts";
import { cPow } from "./doubleDouble.ts";
import { overflowError, raiseError, valueError, zeroDivisionError } from "./errors.ts";
import { newFloat } from "./float.ts";
import { fixedText, scaledInteger } from "./floatText.ts";
import { splitDouble } from "./hash.ts";
import { newInt } from "./int.ts";
import type { Integer } from "./intArithmetic.ts";
import type { PyObject } from "./object.ts";
import { hold } from "../heap/handles.ts";

export function copySign(value: number, sign: number): number {
	return sign < 0 || Object.is(sign, -0) ? -Math.abs(value) : Math.abs(value);
}

/** Quotient rounded down and the rest with the divisor's sign, each as close as doubles allow. Raises ZeroDivisionError. */
export function floatDivmod(x: number, y: number): [number, number] {
	if (y === 0) zeroDivisionError("division by zero");
	let rest = x % y;
	let quotient = (x - rest) / y;
	if (rest === 0) rest = copySign(0, y);
	else if (y < 0 !== rest < 0) {
		rest += y;
		quotient -= 1;
	}
	if (quotient === 0) return [copySign(0, x / y), rest];
	let floor = Math.floor(quotient);
	if (quotient - floor > 0.5) floor += 1;
	return [floor, rest];
}

export function floatRemainder(x: number, y: number): number {
	if (y === 0) zeroDivisionError("division by zero");
	const rest = x % y;
	if (rest === 0) return copySign(0, y);
	return y < 0 !== rest < 0 ? rest + y : rest;
}

/** x ** y: a float, or a complex for a fractional power of a negative number. Raises ZeroDivisionError, OverflowError. */
export function floatPower(x: number, y: number): Own<PyObject> {
	if (x === 0 && y < 0 && y !== -Infinity) zeroDivisionError("zero to a negative power");
	if (x < 0 && Number.isFinite(x) && Number.isFinite(y) && !Number.isInteger(y)) {
		const [real, imag] = complexPower(x, 0, y, 0);
		return newComplex(real, imag);
	}
	const result = cPow(x, y);
	if (!Number.isFinite(result) && Number.isFinite(x) && Number.isFinite(y)) rangeError();
	return newFloat(result);
}

/** C's ERANGE as OverflowError: two arguments. */
export function rangeError(): never {
	return raiseError("OverflowError", hold(newInt(34), "errno"), "Numerical result out of range");
}

/** Beyond these numbers of decimals a double is as it is, or rounds to zero. */
const MOST_DIGITS = 323;
const LEAST_DIGITS = -308;

/** round(x, digits), half to even of the exact value. Raises OverflowError. */
export function roundFloat(x: number, digits: number): number {
	if (!Number.isFinite(x) || digits > MOST_DIGITS) return x;
	if (digits < LEAST_DIGITS) return x * 0;
	const magnitude = Math.abs(x);
	const text = digits >= 0 ? fixedText(magnitude, digits) : `${scaledInteger(magnitude, digits)}e${-digits}`;
	const rounded = Number(text);
	if (rounded === Number.POSITIVE_INFINITY) overflowError("rounded value too large to represent");
	return copySign(rounded, x);
}

/** round(x): the nearest integer, ties to even, of a finite value. */
export function roundToInteger(x: number): number {
	const floor = Math.floor(x);
	const rest = x - floor;
	if (rest < 0.5 || (rest === 0.5 && floor % 2 === 0)) return floor;
	return floor + 1;
}

/** The integral part as an integer. Raises OverflowError and ValueError. */
export function floatToInteger(x: number): Integer {
	if (Number.isSafeInteger(x)) return x + 0;
	if (Number.isNaN(x)) valueError("cannot convert float NaN to integer");
	if (!Number.isFinite(x)) overflowError("cannot convert float infinity to integer");
	const whole = Math.trunc(x);
	return Number.isSafeInteger(whole) ? whole + 0 : BigInt(whole);
}

/** Numerator and denominator in lowest terms. Raises OverflowError and ValueError. */
export function floatRatio(x: number): [Integer, Integer] {
	if (Number.isNaN(x)) valueError("cannot convert NaN to integer ratio");
	if (!Number.isFinite(x)) overflowError("cannot convert Infinity to integer ratio");
	let { mantissa, exponent } = splitDouble(Math.abs(x));
	if (mantissa === 0n) return [0, 1];
	for (; exponent < 0 && (mantissa & 1n) === 0n; exponent++) mantissa >>= 1n;
	const signed = x < 0 ? -mantissa : mantissa;
	return exponent >= 0 ? [signed << BigInt(exponent), 1] : [signed, 1n << BigInt(-exponent)];
}

/** Order of a float and an int, exactly; NaN for NaN. JavaScript compares numbers with bigints by value. */
export function compareFloatInteger(x: number, y: Integer): number {
	if (Number.isNaN(x)) return Number.NaN;
	return x < y ? -1 : x > y ? 1 : 0;
}
