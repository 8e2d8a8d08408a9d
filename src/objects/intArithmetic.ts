// Arithmetic on the values of ints: numbers while safe integers, bigints beyond; results may come in either form.
//
// Each function tries numbers first and allocates a bigint only when the result may be unsafe. Raises Python exceptions
// (ZeroDivisionError, ValueError, OverflowError, MemoryError), runs no Python code. Read `multiply` first, it shows the
// pattern. Mirrors the operators of Objects/longobject.c.

import { memory } from "../heap/meter.ts";
import { reserveBytes } from "./memory.ts";
import { raiseError, overflowError, valueError, zeroDivisionError } from "./errors.ts";

export type Integer = number | bigint;

const SAFE = Number.MAX_SAFE_INTEGER;
/** V8 holds no larger integers. */
const LARGEST_BITS = 2 ** 30;

/** Whether a floating-point result of operations on safe integers is exact. */
function isSafe(value: number): boolean {
	return value <= SAFE && value >= -SAFE;
}

function tooLarge(): never {
	return raiseError("MemoryError");
}

/** CPython's digits have 30 bits, in 4 bytes. Raises MemoryError. */
function reserveBits(bits: number): void {
	if (bits >= LARGEST_BITS) tooLarge();
	reserveBytes((bits / 30) * 4);
}

export function add(a: Integer, b: Integer): Integer {
	if (typeof a === "number" && typeof b === "number") {
		const sum = a + b;
		if (isSafe(sum)) return sum;
	}
	return BigInt(a) + BigInt(b);
}

export function subtract(a: Integer, b: Integer): Integer {
	if (typeof a === "number" && typeof b === "number") {
		const difference = a - b;
		if (isSafe(difference)) return difference;
	}
	return BigInt(a) - BigInt(b);
}

export function multiply(a: Integer, b: Integer): Integer {
	if (typeof a === "number" && typeof b === "number") {
		const product = a * b;
		if (isSafe(product)) return product;
	}
	if (memory.meter !== null) reserveBits(bitLength(a) + bitLength(b));
	try {
		return BigInt(a) * BigInt(b);
	} catch {
		return tooLarge();
	}
}

export function floorDivide(a: Integer, b: Integer): Integer {
	// The quotient of safe integers is never rounded across an integer.
	if (typeof a === "number" && typeof b === "number" && b !== 0) return Math.floor(a / b);
	return bigDivmod(BigInt(a), BigInt(b))[0];
}

export function modulo(a: Integer, b: Integer): Integer {
	if (typeof a === "number" && typeof b === "number" && b !== 0) {
		const rest = a % b;
		return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
	}
	return bigDivmod(BigInt(a), BigInt(b))[1];
}

/** Quotient rounded down and the rest, which has the divisor's sign. */
export function bigDivmod(a: bigint, b: bigint): [bigint, bigint] {
	if (b === 0n) zeroDivisionError("division by zero");
	const quotient = a / b;
	const rest = a - quotient * b;
	return rest !== 0n && rest < 0n !== b < 0n ? [quotient - 1n, rest + b] : [quotient, rest];
}

export function negate(a: Integer): Integer {
	return typeof a === "number" ? 0 - a : -a;
}

export function isNegative(a: Integer): boolean {
	return a < 0;
}

/** Order of two values: negative, zero or positive. Mixed comparison is exact in JavaScript. */
export function compare(a: Integer, b: Integer): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** Number of bits of the magnitude. */
export function bitLength(value: Integer): number {
	if (typeof value === "number") {
		const magnitude = Math.abs(value);
		if (magnitude <= 0xffffffff) return 32 - Math.clz32(magnitude);
		return 64 - Math.clz32(Math.floor(magnitude / 0x100000000));
	}
	const hex = (value < 0n ? -value : value).toString(16);
	return hex.length * 4 - (Math.clz32(Number.parseInt(hex[0], 16)) - 28);
}

/** Number of one bits of the magnitude. */
export function bitCount(value: Integer): number {
	let count = 0;
	for (const digit of (value < 0 ? negate(value) : value).toString(2)) if (digit === "1") count++;
	return count;
}

const HIGH = 0x100000000;

export type BitOperator = "&" | "|" | "^";

/** Bits of two's complements of any width. */
export function bitwise(a: Integer, operator: BitOperator, b: Integer): Integer {
	if (typeof a === "number" && typeof b === "number") {
		if ((a | 0) === a && (b | 0) === b) return bits32(a, operator, b);
		const high = bits32(Math.floor(a / HIGH), operator, Math.floor(b / HIGH));
		const low = bits32(a | 0, operator, b | 0) >>> 0;
		const result = high * HIGH + low;
		if (isSafe(result)) return result;
	}
	return bitsBig(BigInt(a), operator, BigInt(b));
}

function bits32(a: number, operator: BitOperator, b: number): number {
	if (operator === "&") return a & b;
	return operator === "|" ? a | b : a ^ b;
}

function bitsBig(a: bigint, operator: BitOperator, b: bigint): bigint {
	if (operator === "&") return a & b;
	return operator === "|" ? a | b : a ^ b;
}

export function invert(a: Integer): Integer {
	return subtract(-1, a);
}

export function shiftLeft(a: Integer, count: Integer): Integer {
	if (count < 0) valueError("negative shift count");
	if (a === 0) return 0;
	if (typeof count === "bigint") overflowError("too many digits in integer");
	if (typeof a === "number" && (count as number) < 53) {
		const result = a * 2 ** (count as number);
		if (isSafe(result)) return result;
	}
	reserveBits(bitLength(a) + Number(count));
	return BigInt(a) << BigInt(count);
}

export function shiftRight(a: Integer, count: Integer): Integer {
	if (count < 0) valueError("negative shift count");
	if (typeof a === "number") return count > 53 ? (a < 0 ? -1 : 0) : Math.floor(a / 2 ** Number(count));
	if (typeof count === "bigint" || count >= LARGEST_BITS) return a < 0n ? -1 : 0;
	return a >> BigInt(count);
}

/** a ** b for b ≥ 0. */
export function power(a: Integer, b: Integer): Integer {
	if (typeof a === "number" && typeof b === "number") {
		const small = smallPower(a, b);
		if (isSafe(small)) return small;
	}
	if (a === 0 || a === 1) return b === 0 ? 1 : a;
	if (a === -1) return BigInt(b) % 2n === 0n ? 1 : -1;
	reserveBits((bitLength(a) - 1) * Number(b));
	try {
		return BigInt(a) ** BigInt(b);
	} catch {
		return tooLarge();
	}
}

/** Exact while every product is safe; otherwise NaN or unsafe. */
function smallPower(a: number, b: number): number {
	let result = 1;
	let base = a;
	for (let rest = b; ; ) {
		if (rest % 2 === 1) result *= base;
		if (!isSafe(result)) return Number.NaN;
		rest = Math.floor(rest / 2);
		if (rest === 0) return result;
		base *= base;
		if (!isSafe(base)) return Number.NaN;
	}
}

/** pow(a, b, m) for any sign of each. Raises ValueError for m = 0 and for a without inverse. */
export function powerModulo(a: Integer, b: Integer, m: Integer): Integer {
	let modulus = BigInt(m);
	if (modulus === 0n) valueError("pow() 3rd argument cannot be 0");
	const negative = modulus < 0n;
	if (negative) modulus = -modulus;
	if (modulus === 1n) return 0;
	let base = bigDivmod(BigInt(a), modulus)[1];
	let exponent = BigInt(b);
	if (exponent < 0n) {
		base = inverse(base, modulus);
		exponent = -exponent;
	}
	const result =
		modulus < 0x4000000n ? BigInt(smallPowerModulo(Number(base), exponent, Number(modulus))) : bigPowerModulo(base, exponent, modulus);
	return negative && result !== 0n ? result - modulus : result;
}

function smallPowerModulo(start: number, exponent: bigint, modulus: number): number {
	let result = 1;
	let base = start;
	for (const bit of [...exponent.toString(2)].reverse()) {
		if (bit === "1") result = (result * base) % modulus;
		base = (base * base) % modulus;
	}
	return result;
}

function bigPowerModulo(base: bigint, exponent: bigint, modulus: bigint): bigint {
	let result = 1n;
	for (const bit of exponent.toString(2)) {
		result = (result * result) % modulus;
		if (bit === "1") result = (result * base) % modulus;
	}
	return result;
}

function inverse(a: bigint, n: bigint): bigint {
	let [x, y] = [a, n];
	let [b, c] = [1n, 0n];
	while (y !== 0n) {
		const quotient = x / y;
		[x, y] = [y, x - quotient * y];
		[b, c] = [c, b - quotient * c];
	}
	if (x !== 1n) valueError("base is not invertible for the given modulus");
	return bigDivmod(b, n)[1];
}

/** a / b rounded once, half to even. Raises ZeroDivisionError and OverflowError. */
export function trueDivide(a: Integer, b: Integer): number {
	if (b === 0) zeroDivisionError("division by zero");
	if (typeof a === "number" && typeof b === "number") return a / b;
	const negative = a < 0 !== b < 0;
	const quotient = divideMagnitudes(BigInt(a < 0 ? negate(a) : a), BigInt(b < 0 ? negate(b) : b));
	if (quotient === Number.POSITIVE_INFINITY) overflowError("integer division result too large for a float");
	return negative ? -quotient : quotient;
}

const MANTISSA_BITS = 53;
const LEAST_EXPONENT = -1021;

/** The quotient is taken to 55 bits at least, with the lost rest as a sticky bit, and then rounded where its double ends. */
function divideMagnitudes(a: bigint, b: bigint): number {
	if (a === 0n) return 0;
	const difference = bitLength(a) - bitLength(b);
	if (difference > 1024) return Number.POSITIVE_INFINITY;
	if (difference < LEAST_EXPONENT - MANTISSA_BITS - 1) return 0;
	const shift = Math.max(difference, LEAST_EXPONENT) - MANTISSA_BITS - 2;
	const numerator = shift < 0 ? a << BigInt(-shift) : a;
	const denominator = shift > 0 ? b << BigInt(shift) : b;
	const quotient = numerator / denominator;
	const exact = quotient * denominator === numerator;
	const extra = BigInt(Math.max(bitLength(quotient), LEAST_EXPONENT - shift) - MANTISSA_BITS);
	const rounded = roundBits(exact ? quotient : quotient | 1n, extra);
	return scaleByPower(Number(rounded), shift);
}

/** Rounds the lowest `extra` bits (at least one) away, half to even. */
function roundBits(value: bigint, extra: bigint): bigint {
	const unit = 1n << extra;
	const rest = value & (unit - 1n);
	const half = unit >> 1n;
	const floor = value - rest;
	return rest > half || (rest === half && (floor & unit) !== 0n) ? floor + unit : floor;
}

/** value · 2^exponent when the result is exact; in steps, since the power itself may be out of range. */
export function scaleByPower(value: number, exponent: number): number {
	let result = value;
	let rest = exponent;
	for (; rest > 1000; rest -= 1000) result *= 2 ** 1000;
	for (; rest < -1000; rest += 1000) result *= 2 ** -1000;
	return result * 2 ** rest;
}

/** The value as a double, rounded half to even; infinite when too large. */
export function toDouble(value: Integer): number {
	return Number(value);
}

/** The greatest integer whose square is at most n, for n ≥ 0. */
export function integerSquareRoot(n: bigint): bigint {
	if (n < 2n) return n;
	let x = 1n << BigInt(Math.ceil(bitLength(n) / 2));
	for (;;) {
		const next = (x + n / x) >> 1n;
		if (next >= x) return x;
		x = next;
	}
}
