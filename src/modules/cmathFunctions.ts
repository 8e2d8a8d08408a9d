// The functions of one complex number. Each is built so that neither squares nor differences of nearly equal numbers lose it: huge
// arguments are scaled down first, tiny ones up. Functions of the circle are those of the hyperbola turned by a right angle. Infinite
// and NaN arguments are looked up (cmathSpecial.ts). Read `complexSqrt`, then `complexAsinh`. Mirrors Modules/cmathmodule.c.

import { type Parts, signed } from "../objects/complexArithmetic.ts";
import { cExp, cHypot, cLog } from "../objects/doubleDouble.ts";
import { cAsinh, cAtan2, cCos, cCosh, cSin, cSinh, cTan } from "../objects/doubleDoubleTrig.ts";
import { overflowError } from "../objects/errors.ts";
import { domainError, specialTables, specialValue } from "./cmathSpecial.ts";

const INFINITY = Number.POSITIVE_INFINITY;
const SMALLEST_NORMAL = 2 ** -1022;
const LARGE = Number.MAX_VALUE / 4;
const SQRT_LARGE = Math.sqrt(LARGE);
const LOG_LARGE = Math.log(LARGE);
const SQRT_SMALLEST = Math.sqrt(SMALLEST_NORMAL);
const LN2 = Math.LN2;
const LN10 = Math.LN10;

export type ComplexFunction = (x: number, y: number) => Parts;

const isFinitePair = (x: number, y: number): boolean => Number.isFinite(x) && Number.isFinite(y);
const isLarge = (x: number, y: number): boolean => Math.abs(x) > LARGE || Math.abs(y) > LARGE;

/** Raises OverflowError for a part that is infinite. */
function checkRange(x: number, y: number): Parts {
	return Math.abs(x) === INFINITY || Math.abs(y) === INFINITY ? overflowError("math range error") : [x, y];
}

/** f(z) as -i·g(i·z). */
function turnedBack(g: ComplexFunction): ComplexFunction {
	return (x, y) => {
		const [a, b] = g(-y, x);
		return [b, -a];
	};
}

/** The logarithm of the magnitude of a number too large for its magnitude to be formed, and twice that number's. */
function logOfTwice(x: number, y: number): number {
	return cLog(cHypot(x / 2, y / 2)) + LN2 * 2;
}

export function complexSqrt(x: number, y: number): Parts {
	if (!isFinitePair(x, y)) return specialValue(specialTables.sqrt, x, y);
	if (x === 0 && y === 0) return [0, y];
	const [width, height] = [Math.abs(x), Math.abs(y)];
	const s = rootOfHalfSum(width, height);
	const d = height / (2 * s);
	return x >= 0 ? [s, signed(d, y)] : [d, signed(s, y)];
}

/** √((width + hypotenuse)/2). */
function rootOfHalfSum(width: number, height: number): number {
	if (width < SMALLEST_NORMAL && height < SMALLEST_NORMAL) {
		const scaled = width * 2 ** 53;
		return Math.sqrt(scaled + cHypot(scaled, height * 2 ** 53)) * 2 ** -27;
	}
	const eighth = width / 8;
	return 2 * Math.sqrt(eighth + cHypot(eighth, height / 8));
}

export function complexAcos(x: number, y: number): Parts {
	if (!isFinitePair(x, y)) return specialValue(specialTables.acos, x, y);
	if (isLarge(x, y)) return [cAtan2(Math.abs(y), x), signed(logOfTwice(x, y), -y)];
	const [a, b] = complexSqrt(1 - x, -y);
	const [c, d] = complexSqrt(1 + x, y);
	return [2 * cAtan2(a, c), cAsinh(c * b - d * a)];
}

export function complexAcosh(x: number, y: number): Parts {
	if (!isFinitePair(x, y)) return specialValue(specialTables.acosh, x, y);
	if (isLarge(x, y)) return [logOfTwice(x, y), cAtan2(y, x)];
	const [a, b] = complexSqrt(x - 1, y);
	const [c, d] = complexSqrt(x + 1, y);
	return [cAsinh(a * c + b * d), 2 * cAtan2(b, c)];
}

export function complexAsinh(x: number, y: number): Parts {
	if (!isFinitePair(x, y)) return specialValue(specialTables.asinh, x, y);
	if (isLarge(x, y)) return [signed(logOfTwice(x, y), x), cAtan2(y, Math.abs(x))];
	const [a, b] = complexSqrt(1 + y, -x);
	const [c, d] = complexSqrt(1 - y, x);
	return [cAsinh(a * d - c * b), cAtan2(y, a * c - b * d)];
}

/** An odd function: only the right half plane is worked out. Raises ValueError at ±1. */
export function complexAtanh(x: number, y: number): Parts {
	if (!isFinitePair(x, y)) return specialValue(specialTables.atanh, x, y);
	if (x < 0 || Object.is(x, -0)) {
		const [a, b] = complexAtanh(-x, -y);
		return [-a, -b];
	}
	const height = Math.abs(y);
	if (x > SQRT_LARGE || height > SQRT_LARGE) {
		const h = cHypot(x / 2, y / 2);
		return [x / 4 / h / h, signed(Math.PI / 2, y)];
	}
	if (x === 1 && height < SQRT_SMALLEST) {
		if (height === 0) domainError();
		return [-cLog(Math.sqrt(height) / Math.sqrt(cHypot(height, 2))), signed(cAtan2(2, -height) / 2, y)];
	}
	return [Math.log1p((4 * x) / ((1 - x) * (1 - x) + height * height)) / 4, -cAtan2(-2 * y, (1 - x) * (1 + x) - height * height) / 2];
}

export function complexCosh(x: number, y: number): Parts {
	if (!isFinitePair(x, y)) {
		if (!isRay(x, y)) return specialValue(specialTables.cosh, x, y);
		return [signed(INFINITY, cCos(y)), signed(INFINITY, x < 0 ? -cSin(y) : cSin(y))];
	}
	if (Math.abs(x) <= LOG_LARGE) return checkRange(cCos(y) * cCosh(x), cSin(y) * cSinh(x));
	const less = x - signed(1, x);
	return checkRange(cCos(y) * cCosh(less) * Math.E, cSin(y) * cSinh(less) * Math.E);
}

export function complexSinh(x: number, y: number): Parts {
	if (!isFinitePair(x, y)) {
		if (!isRay(x, y)) return specialValue(specialTables.sinh, x, y);
		return [signed(INFINITY, x < 0 ? -cCos(y) : cCos(y)), signed(INFINITY, cSin(y))];
	}
	if (Math.abs(x) <= LOG_LARGE) return checkRange(cCos(y) * cSinh(x), cSin(y) * cCosh(x));
	const less = x - signed(1, x);
	return checkRange(cCos(y) * cSinh(less) * Math.E, cSin(y) * cCosh(less) * Math.E);
}

/** An infinite real part with a direction: the table knows no angles. */
function isRay(x: number, y: number): boolean {
	return Math.abs(x) === INFINITY && Number.isFinite(y) && y !== 0;
}

export function complexTanh(x: number, y: number): Parts {
	if (!isFinitePair(x, y)) {
		if (!isRay(x, y)) return specialValue(specialTables.tanh, x, y);
		return [signed(1, x), signed(0, 2 * cSin(y) * cCos(y))];
	}
	if (Math.abs(x) > LOG_LARGE) return [signed(1, x), 4 * cSin(y) * cCos(y) * cExp(-2 * Math.abs(x))];
	const tx = Math.tanh(x);
	const ty = cTan(y);
	const sech = 1 / cCosh(x);
	const denominator = 1 + tx * ty * (tx * ty);
	return [(tx * (1 + ty * ty)) / denominator, (ty / denominator) * sech * sech];
}

export function complexExp(x: number, y: number): Parts {
	if (!isFinitePair(x, y)) {
		if (!isRay(x, y)) return specialValue(specialTables.exp, x, y);
		const size = x > 0 ? INFINITY : 0;
		return [signed(size, cCos(y)), signed(size, cSin(y))];
	}
	if (x <= LOG_LARGE) return checkRange(cExp(x) * cCos(y), cExp(x) * cSin(y));
	return checkRange(cExp(x - 1) * cCos(y) * Math.E, cExp(x - 1) * cSin(y) * Math.E);
}

/** Raises ValueError for 0. */
export function complexLog(x: number, y: number): Parts {
	return x === 0 && y === 0 ? domainError() : logOrPole(x, y);
}

/** As `complexLog`, but 0 has the logarithm -∞. */
export function logOrPole(x: number, y: number): Parts {
	if (!isFinitePair(x, y)) return specialValue(specialTables.log, x, y);
	return [logOfMagnitude(Math.abs(x), Math.abs(y)), cAtan2(y, x)];
}

function logOfMagnitude(width: number, height: number): number {
	if (width > LARGE || height > LARGE) return cLog(cHypot(width / 2, height / 2)) + LN2;
	if (width < SMALLEST_NORMAL && height < SMALLEST_NORMAL) {
		if (width === 0 && height === 0) return -INFINITY;
		return cLog(cHypot(width * 2 ** 53, height * 2 ** 53)) - 53 * LN2;
	}
	const h = cHypot(width, height);
	if (h < 0.71 || h > 1.73) return cLog(h);
	const more = Math.max(width, height);
	const less = Math.min(width, height);
	return Math.log1p((more - 1) * (more + 1) + less * less) / 2;
}

export function complexLog10(x: number, y: number): Parts {
	const [real, imag] = complexLog(x, y);
	return [real / LN10, imag / LN10];
}

/** The number of a length and an angle. Raises ValueError for an infinite angle. */
export function fromPolar(r: number, phi: number): Parts {
	if (!isFinitePair(r, phi)) {
		if (!isRay(r, phi)) return specialValue(specialTables.rect, r, phi);
		return [signed(INFINITY, r < 0 ? -cCos(phi) : cCos(phi)), signed(INFINITY, r < 0 ? -cSin(phi) : cSin(phi))];
	}
	return phi === 0 ? [r, r * phi] : [r * cCos(phi), r * cSin(phi)];
}

export const complexAsin = turnedBack(complexAsinh);
export const complexAtan = turnedBack(complexAtanh);
export const complexSin = turnedBack(complexSinh);
export const complexTan = turnedBack(complexTanh);
/** cos z is cosh(i·z). */
export const complexCos: ComplexFunction = (x, y) => complexCosh(-y, x);
