// Hashes of numbers and of text, and the 64-bit arithmetic they need.
//
// Numbers of all types that are equal hash alike: the value modulo the prime 2^61 − 1. A hash is a JavaScript number where
// that is safe and a bigint otherwise; −1 never is a hash. Read `hashInteger` first. Mirrors Python/pyhash.c (strings use
// an own function, since CPython's is seeded at random anyway).

import type { Hash } from "./object.ts";

const BITS = 61n;
const MODULUS = (1n << BITS) - 1n;
const INFINITY_HASH = 314159;
export const IMAGINARY_MULTIPLIER = 1000003n;

/** A hash in the form of `Hash`, from any signed 64-bit value. */
export function normalizeHash(value: bigint): Hash {
	if (value >= -9007199254740991n && value <= 9007199254740991n) {
		const small = Number(value);
		return small === -1 ? -2 : small;
	}
	return value;
}

/** The low 64 bits as a signed value. */
export function toSigned64(value: bigint): bigint {
	return BigInt.asIntN(64, value);
}

export function hashInteger(value: number | bigint): Hash {
	if (typeof value === "number") return value === -1 ? -2 : value;
	return hashBigInt(value);
}

export function hashBigInt(value: bigint): Hash {
	const magnitude = value < 0n ? -value : value;
	const rest = magnitude % MODULUS;
	return normalizeHash(value < 0n ? -rest : rest);
}

const scratch = new DataView(new ArrayBuffer(8));

/** The hash of a number that is not NaN (for NaN: 0; a float object then hashes by its address). */
export function hashDouble(value: number): Hash {
	if (Number.isInteger(value)) return Number.isSafeInteger(value) ? hashInteger(value + 0) : hashBigInt(BigInt(value));
	if (!Number.isFinite(value)) return Number.isNaN(value) ? 0 : value > 0 ? INFINITY_HASH : -INFINITY_HASH;
	const { mantissa, exponent } = splitDouble(Math.abs(value));
	const turn = BigInt((((exponent % 61) + 61) % 61) | 0);
	const hash = ((mantissa << turn) & MODULUS) | (mantissa >> (BITS - turn));
	return normalizeHash(value < 0 ? -hash : hash);
}

/** |value| = mantissa · 2^exponent exactly, for a finite value. */
export function splitDouble(value: number): { mantissa: bigint; exponent: number } {
	scratch.setFloat64(0, value);
	const bits = scratch.getBigUint64(0);
	const biased = Number((bits >> 52n) & 0x7ffn);
	const fraction = bits & 0xfffffffffffffn;
	return biased === 0 ? { mantissa: fraction, exponent: -1074 } : { mantissa: fraction | (1n << 52n), exponent: biased - 1075 };
}

/** The hash of a text's UTF-16 units: 30 bits, never negative. Bytes with the same values hash alike. */
export function hashUnits(text: string): number {
	let hash = 0x2f0b4c47;
	for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
	return finishHash(hash, text.length);
}

export function hashBytes(bytes: Uint8Array): number {
	let hash = 0x2f0b4c47;
	for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
	return finishHash(hash, bytes.length);
}

function finishHash(hash: number, length: number): number {
	if (length === 0) return 0;
	const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
	return (mixed ^ (mixed >>> 13)) & 0x3fffffff;
}
