// gamma, lgamma, erf and erfc. The gamma functions follow CPython's own Lanczos sum step by step, so that the last digit
// agrees; erf and erfc are computed to far more digits than a double has and rounded once. Mirrors Modules/mathmodule.c.

import { cExp, cLog, cPow } from "../objects/doubleDouble.ts";
import { scaled, toNearest } from "./mathExact.ts";

const LANCZOS_G = 6.024680040776729583740234375;
const LANCZOS_G_MINUS_HALF = 5.524680040776729583740234375;
const LOG_PI = 1.144729885849400174143427351353058711647;
const NUMERATOR = [
	23531376880.41075968857200767445163675473484680494, 42919803642.649098768957899047001988850926355848959,
	35711959237.355668049440185451547166705960488635843, 17921034426.03720969991975575445893111267140326539,
	6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
	248874557.86205415651146038641322942321632125127801, 31426415.58540019438061423162831820536287468498764,
	2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
	8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
	2.5066282746310002701649081771338373386264310793408,
];
const DENOMINATOR = [0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1];

function lanczosSum(x: number): number {
	let numerator = 0;
	let denominator = 0;
	if (x < 5) {
		for (let i = NUMERATOR.length - 1; i >= 0; i--) {
			numerator = numerator * x + NUMERATOR[i]!;
			denominator = denominator * x + DENOMINATOR[i]!;
		}
	} else {
		for (let i = 0; i < NUMERATOR.length; i++) {
			numerator = numerator / x + NUMERATOR[i]!;
			denominator = denominator / x + DENOMINATOR[i]!;
		}
	}
	return numerator / denominator;
}

/** sin(pi·x), exact at multiples of a half. */
function sinPi(x: number): number {
	const y = Math.abs(x) % 2;
	const sign = x < 0 || Object.is(x, -0) ? -1 : 1;
	switch (Math.round(2 * y)) {
		case 0:
			return sign * Math.sin(Math.PI * y);
		case 1:
			return sign * Math.cos(Math.PI * (y - 0.5));
		case 2:
			return sign * Math.sin(Math.PI * (1 - y));
		case 3:
			return sign * -Math.cos(Math.PI * (y - 1.5));
		default:
			return sign * Math.sin(Math.PI * (y - 2));
	}
}

const LARGEST_FACTORIAL_ARGUMENT = 23;

/** NaN for a pole, infinite for overflow. */
export function gamma(x: number): number {
	if (!Number.isFinite(x)) return x === -Number.POSITIVE_INFINITY ? Number.NaN : x;
	if (x === 0) return Number.NaN;
	if (x === Math.floor(x)) {
		if (x < 0) return Number.NaN;
		if (x <= LARGEST_FACTORIAL_ARGUMENT) return factorial(x - 1);
	}
	const size = Math.abs(x);
	if (size < 1e-20) return 1 / x;
	if (size > 200) return x < 0 ? 0 / sinPi(x) : Number.POSITIVE_INFINITY;
	return lanczosGamma(x, size);
}

function factorial(n: number): number {
	let product = 1;
	for (let i = 2; i <= n; i++) product *= i;
	return product;
}

function lanczosGamma(x: number, size: number): number {
	const y = size + LANCZOS_G_MINUS_HALF;
	const lost = size > LANCZOS_G_MINUS_HALF ? y - size - LANCZOS_G_MINUS_HALF : y - LANCZOS_G_MINUS_HALF - size;
	const z = (lost * LANCZOS_G) / y;
	const inTwo = size >= 140;
	const power = cPow(y, inTwo ? size / 2 - 0.25 : size - 0.5);
	let r: number;
	if (x < 0) {
		r = ((-Math.PI / sinPi(size) / size) * cExp(y)) / lanczosSum(size);
		r -= z * r;
		r /= power;
		return inTwo ? r / power : r;
	}
	r = lanczosSum(size) / cExp(y);
	r += z * r;
	r *= power;
	return inTwo ? r * power : r;
}

/** NaN for a pole, infinite for overflow. */
export function lgamma(x: number): number {
	if (!Number.isFinite(x)) return Number.isNaN(x) ? x : Number.POSITIVE_INFINITY;
	if (x === Math.floor(x) && x <= 2) return x <= 0 ? Number.NaN : 0;
	const size = Math.abs(x);
	if (size < 1e-20) return -cLog(size);
	let r = cLog(lanczosSum(size)) - LANCZOS_G;
	r += (size - 0.5) * (cLog(size + LANCZOS_G - 0.5) - 1);
	if (x < 0) r = LOG_PI - cLog(Math.abs(sinPi(size))) - cLog(size) - r;
	return r;
}

/** Binary places of the fixed-point numbers below. */
const PLACES = 1400;
const ONE = 1n << BigInt(PLACES);
/** Places of a working number whose size is near 1. */
const multiply = (a: bigint, b: bigint): bigint => (a * b) >> BigInt(PLACES);

/** A double as fixed point; the lowest of its bits may fall away. */
function fixed(x: number): bigint {
	return scaled(x) << BigInt(PLACES - 1074);
}

let sqrtPi: bigint | null = null;

/** sqrt(pi) as fixed point; pi by Machin's formula. */
function squareRootOfPi(): bigint {
	if (sqrtPi !== null) return sqrtPi;
	const arctanOfInverse = (n: bigint): bigint => {
		let term = ONE / n;
		let total = term;
		for (let k = 3n, sign = -1n; term !== 0n; k += 2n, sign = -sign) {
			term /= n * n;
			total += (sign * term) / k;
		}
		return total;
	};
	const pi = 16n * arctanOfInverse(5n) - 4n * arctanOfInverse(239n);
	sqrtPi = squareRoot(pi << BigInt(PLACES));
	return sqrtPi;
}

function squareRoot(n: bigint): bigint {
	let x = 1n << BigInt((n.toString(2).length + 1) >> 1);
	for (;;) {
		const next = (x + n / x) >> 1n;
		if (next >= x) return x;
		x = next;
	}
}

/** erf(x) for 0 ≤ x < 28 as fixed point: 2/sqrt(pi) · sum of (-1)^n x^(2n+1) / (n! (2n+1)), which the many places make safe. */
function erfFixed(x: number): bigint {
	const value = fixed(x);
	const square = multiply(value, value);
	let term = value;
	let total = value;
	for (let n = 1n; term !== 0n; n++) {
		term = multiply(term, square) / n;
		total += n % 2n === 1n ? -term / (2n * n + 1n) : term / (2n * n + 1n);
	}
	return (2n * total * ONE) / squareRootOfPi();
}

export function erf(x: number): number {
	if (Number.isNaN(x)) return x;
	if (Math.abs(x) >= 6) return x > 0 ? 1 : -1;
	if (Math.abs(x) < 1e-300) return x * 1.1283791670955126;
	const result = toNearest(erfFixed(Math.abs(x)), -PLACES);
	return x < 0 ? -result : result;
}

export function erfc(x: number): number {
	if (Number.isNaN(x)) return x;
	if (x >= 28) return 0;
	if (x <= -6) return 2;
	const size = erfFixed(Math.abs(x));
	return toNearest(x < 0 ? ONE + size : ONE - size, -PLACES);
}
