// Arithmetic of complex numbers on pairs of JavaScript numbers, with the rules of C99's Annex G for infinities and 3.14's
// rules for mixing with real numbers (which do not become complex first). Read `complexProduct` and `complexPower` first.
// Mirrors Objects/complexobject.c.

import { cExp, cHypot, cLog, cPow } from "./doubleDouble.ts";
import { cAtan2, cCos, cSin } from "./doubleDoubleTrig.ts";
import { overflowError, zeroDivisionError } from "./errors.ts";

export type Parts = [real: number, imag: number];

const isInfinite = (x: number): boolean => x === Number.POSITIVE_INFINITY || x === Number.NEGATIVE_INFINITY;
export const signed = (value: number, sign: number): number => (sign < 0 || Object.is(sign, -0) ? -value : value);
/** An infinity as a unit of its sign, anything finite as a zero of its sign. */
const boxed = (x: number): number => signed(isInfinite(x) ? 1 : 0, x);
const zeroIfNaN = (x: number): number => (Number.isNaN(x) ? signed(0, x) : x);

export function complexProduct(a: number, b: number, c: number, d: number): Parts {
	const real = a * c - b * d;
	const imag = a * d + b * c;
	return Number.isNaN(real) && Number.isNaN(imag) ? recoverInfinity(a, b, c, d, real, imag) : [real, imag];
}

/** A product with an infinite factor is infinite even where its parts came out as NaN. */
function recoverInfinity(a: number, b: number, c: number, d: number, real: number, imag: number): Parts {
	let recalculate = false;
	if (isInfinite(a) || isInfinite(b)) {
		[a, b, c, d] = [boxed(a), boxed(b), zeroIfNaN(c), zeroIfNaN(d)];
		recalculate = true;
	}
	if (isInfinite(c) || isInfinite(d)) {
		[a, b, c, d] = [zeroIfNaN(a), zeroIfNaN(b), boxed(c), boxed(d)];
		recalculate = true;
	}
	if (!recalculate && (isInfinite(a * c) || isInfinite(b * d) || isInfinite(a * d) || isInfinite(b * c))) {
		[a, b, c, d] = [zeroIfNaN(a), zeroIfNaN(b), zeroIfNaN(c), zeroIfNaN(d)];
		recalculate = true;
	}
	if (!recalculate) return [real, imag];
	return [Number.POSITIVE_INFINITY * (a * c - b * d), Number.POSITIVE_INFINITY * (a * d + b * c)];
}

/** Raises ZeroDivisionError. */
export function complexQuotient(a: number, b: number, c: number, d: number): Parts {
	if (c === 0 && d === 0) zeroDivisionError("division by zero");
	const [real, imag] = smithQuotient(a, b, c, d);
	if (!Number.isNaN(real) || !Number.isNaN(imag)) return [real, imag];
	if ((isInfinite(a) || isInfinite(b)) && Number.isFinite(c) && Number.isFinite(d)) {
		const x = boxed(a);
		const y = boxed(b);
		return [Number.POSITIVE_INFINITY * (x * c + y * d), Number.POSITIVE_INFINITY * (y * c - x * d)];
	}
	if ((isInfinite(c) || isInfinite(d)) && Number.isFinite(a) && Number.isFinite(b)) {
		const x = boxed(c);
		const y = boxed(d);
		return [0 * (a * x + b * y), 0 * (b * x - a * y)];
	}
	return [real, imag];
}

/** Divides by the larger part first, so that nothing overflows on the way. */
function smithQuotient(a: number, b: number, c: number, d: number): Parts {
	if (Math.abs(c) >= Math.abs(d)) {
		const ratio = d / c;
		const denominator = c + d * ratio;
		return [(a + b * ratio) / denominator, (b - a * ratio) / denominator];
	}
	if (Math.abs(d) >= Math.abs(c)) {
		const ratio = c / d;
		const denominator = c * ratio + d;
		return [(a * ratio + b) / denominator, (b * ratio - a) / denominator];
	}
	return [Number.NaN, Number.NaN];
}

/** A real divided by a complex. Raises ZeroDivisionError. */
export function realByComplex(a: number, c: number, d: number): Parts {
	if (c === 0 && d === 0) zeroDivisionError("division by zero");
	const [real, imag] = smithRealQuotient(a, c, d);
	if (Number.isNaN(real) && Number.isNaN(imag) && Number.isFinite(a) && (isInfinite(c) || isInfinite(d))) {
		return [0 * (a * boxed(c)), 0 * (-a * boxed(d))];
	}
	return [real, imag];
}

function smithRealQuotient(a: number, c: number, d: number): Parts {
	if (Math.abs(c) >= Math.abs(d)) {
		const ratio = d / c;
		const denominator = c + d * ratio;
		return [a / denominator, (-a * ratio) / denominator];
	}
	if (Math.abs(d) >= Math.abs(c)) {
		const ratio = c / d;
		const denominator = c * ratio + d;
		return [(a * ratio) / denominator, -a / denominator];
	}
	return [Number.NaN, Number.NaN];
}

const LARGEST_WHOLE = 100;

/** Raises ZeroDivisionError and OverflowError. */
export function complexPower(a: number, b: number, c: number, d: number): Parts {
	if (c === 0 && d === 0) return [1, 0];
	let result: Parts;
	if (a === 0 && b === 0) {
		if (d !== 0 || c < 0) zeroDivisionError("zero to a negative or complex power");
		return [0, 0];
	}
	if (d === 0 && c === Math.floor(c) && Math.abs(c) <= LARGEST_WHOLE) result = wholePower(a, b, c);
	else result = polarPower(a, b, c, d);
	if (isInfinite(result[0]) || isInfinite(result[1])) overflowError("complex exponentiation");
	return result;
}

function wholePower(a: number, b: number, n: number): Parts {
	const [real, imag] = unsignedPower(a, b, Math.abs(n));
	return n >= 0 ? [real, imag] : complexQuotient(1, 0, real, imag);
}

function unsignedPower(a: number, b: number, n: number): Parts {
	let result: Parts = [1, 0];
	let base: Parts = [a, b];
	for (let mask = 1; mask > 0 && n >= mask; mask <<= 1) {
		if (n & mask) result = complexProduct(result[0], result[1], base[0], base[1]);
		base = complexProduct(base[0], base[1], base[0], base[1]);
	}
	return result;
}

function polarPower(a: number, b: number, c: number, d: number): Parts {
	const magnitude = cHypot(a, b);
	let length = cPow(magnitude, c);
	const angle = cAtan2(b, a);
	let phase = angle * c;
	if (d !== 0) {
		length *= cExp(-angle * d);
		phase += d * cLog(magnitude);
	}
	return [length * cCos(phase), length * cSin(phase)];
}

/** Raises OverflowError for a finite number whose magnitude is too large. */
export function complexMagnitude(a: number, b: number): number {
	const result = cHypot(a, b);
	if (isInfinite(result) && Number.isFinite(a) && Number.isFinite(b)) overflowError("absolute value too large");
	return result;
}
