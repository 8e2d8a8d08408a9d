// The module `_sha2`: SHA-224, 256, 384 and 512 (FIPS 180-4). Constants are the first bits of roots of primes, computed.
// Mirrors the interface of Modules/sha2module.c.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBytes } from "../objects/bytes.ts";
import { newInt } from "../objects/int.ts";
import { integerSquareRoot } from "../objects/intArithmetic.ts";
import type { PyModule } from "../objects/module.ts";
import { defineType, type PyObject, PyPlainObject, type PyType, TPFLAGS_DISALLOW_INSTANTIATION } from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { newStr } from "../objects/str.ts";
import { addType, buildModule } from "./define.ts";
import { bytesOfArgument } from "./ioBytes.ts";

interface Variant {
	readonly name: string;
	/** Bits of a word: 32 or 64. */
	readonly bits: number;
	readonly digestSize: number;
	readonly initial: readonly bigint[];
}

function primes(count: number): bigint[] {
	const found: bigint[] = [];
	for (let n = 2n; found.length < count; n++) if (found.every((p) => n % p !== 0n)) found.push(n);
	return found;
}

function cubeRoot(n: bigint): bigint {
	let low = 0n;
	let high = 1n << BigInt(Math.ceil(n.toString(2).length / 3) + 1);
	while (low < high) {
		const middle = (low + high + 1n) >> 1n;
		if (middle ** 3n <= n) low = middle;
		else high = middle - 1n;
	}
	return low;
}

const fraction = (value: bigint, bits: number): bigint => BigInt.asUintN(bits, value);
const squareFraction = (p: bigint, bits: number): bigint => fraction(integerSquareRoot(p << BigInt(2 * bits)), bits);
const cubeFraction = (p: bigint, bits: number): bigint => fraction(cubeRoot(p << BigInt(3 * bits)), bits);

/** For SHA-224 the second halves of 64-bit fractions, of the 9th to 16th prime. */
function initialValues(name: string): bigint[] {
	const first = primes(16);
	switch (name) {
		case "sha256":
			return first.slice(0, 8).map((p) => squareFraction(p, 32));
		case "sha224":
			return first.slice(8).map((p) => BigInt.asUintN(32, squareFraction(p, 64)));
		case "sha384":
			return first.slice(8).map((p) => squareFraction(p, 64));
		default:
			return first.slice(0, 8).map((p) => squareFraction(p, 64));
	}
}

const variants = new Map<string, Variant>();

function variant(name: string): Variant {
	let v = variants.get(name);
	if (v === undefined) {
		v = {
			name,
			bits: name === "sha224" || name === "sha256" ? 32 : 64,
			digestSize: Number(name.slice(3)) / 8,
			initial: initialValues(name),
		};
		variants.set(name, v);
	}
	return v;
}

const constants = new Map<number, readonly bigint[]>();

function roundConstants(bits: number): readonly bigint[] {
	let k = constants.get(bits);
	if (k === undefined) constants.set(bits, (k = primes(bits === 32 ? 64 : 80).map((p) => cubeFraction(p, bits))));
	return k;
}

/** Rotations of the four functions: two sums, two sigmas (whose third is a shift). */
const ROTATIONS: { readonly [bits: number]: readonly (readonly number[])[] } = {
	32: [
		[2, 13, 22],
		[6, 11, 25],
		[7, 18, 3],
		[17, 19, 10],
	],
	64: [
		[28, 34, 39],
		[14, 18, 41],
		[1, 8, 7],
		[19, 61, 6],
	],
};

function compress(hash: bigint[], block: Uint8Array, bits: number): void {
	const wide = BigInt(bits);
	const mask = (1n << wide) - 1n;
	const rotate = (x: bigint, n: number): bigint => ((x >> BigInt(n)) | (x << (wide - BigInt(n)))) & mask;
	const [sum0, sum1, sigma0, sigma1] = ROTATIONS[bits]!.map(([a, b, c], i) =>
		i < 2 ? (x: bigint) => rotate(x, a!) ^ rotate(x, b!) ^ rotate(x, c!) : (x: bigint) => rotate(x, a!) ^ rotate(x, b!) ^ (x >> BigInt(c!)),
	) as [(x: bigint) => bigint, (x: bigint) => bigint, (x: bigint) => bigint, (x: bigint) => bigint];
	const k = roundConstants(bits);
	const words = schedule(block, bits, k.length, sigma0, sigma1, mask);
	let [a, b, c, d, e, f, g, h] = hash as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
	for (let i = 0; i < k.length; i++) {
		const t1 = h + sum1(e) + ((e & f) ^ (~e & mask & g)) + k[i]! + words[i]!;
		const t2 = sum0(a) + ((a & b) ^ (a & c) ^ (b & c));
		[h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) & mask, c, b, a, (t1 + t2) & mask];
	}
	[a, b, c, d, e, f, g, h].forEach((value, i) => {
		hash[i] = (hash[i]! + value) & mask;
	});
}

function schedule(
	block: Uint8Array,
	bits: number,
	rounds: number,
	sigma0: (x: bigint) => bigint,
	sigma1: (x: bigint) => bigint,
	mask: bigint,
): bigint[] {
	const size = bits / 8;
	const words: bigint[] = [];
	for (let i = 0; i < 16; i++) {
		let word = 0n;
		for (const byte of block.subarray(i * size, (i + 1) * size)) word = (word << 8n) | BigInt(byte);
		words.push(word);
	}
	for (let i = 16; i < rounds; i++) words.push((sigma1(words[i - 2]!) + words[i - 7]! + sigma0(words[i - 15]!) + words[i - 16]!) & mask);
	return words;
}

function digest(v: Variant, data: Uint8Array): Uint8Array {
	const block = v.bits * 2;
	const lengthSize = v.bits / 4;
	const padded = new Uint8Array(Math.ceil((data.length + 1 + lengthSize) / block) * block);
	padded.set(data);
	padded[data.length] = 0x80;
	new DataView(padded.buffer).setBigUint64(padded.length - 8, BigInt(data.length) * 8n);
	const hash = [...v.initial];
	for (let i = 0; i < padded.length; i += block) compress(hash, padded.subarray(i, i + block), v.bits);
	const result = new Uint8Array((8 * v.bits) / 8);
	hash.forEach((word, i) => {
		for (let j = 0; j < v.bits / 8; j++) result[i * (v.bits / 8) + j] = Number((word >> BigInt(v.bits - 8 - 8 * j)) & 0xffn);
	});
	return result.slice(0, v.digestSize);
}

/** Keeps what has been fed in; hashed when asked for. */
class PyHash extends PyPlainObject {
	variant: Variant;
	data: Uint8Array;

	constructor(v: Variant, data: Uint8Array) {
		super(HashType);
		this.variant = v;
		this.data = data;
	}
}

function update(self: PyHash, more: PyObject): Own<PyObject> {
	const bytes = bytesOfArgument(more);
	const joined = new Uint8Array(self.data.length + bytes.length);
	joined.set(self.data);
	joined.set(bytes, self.data.length);
	self.data = joined;
	return newNone();
}

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

const HashType: PyType = defineType({
	name: "_sha2.SHA2Type",
	flags: TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 128,
	doc: "A hash under way.",
	methods: [
		def("update", "($self, obj, /)", "Feeds in more bytes.", update),
		def("digest", "($self, /)", "The hash as bytes.", (self: PyHash) => newBytes(digest(self.variant, self.data))),
		def("hexdigest", "($self, /)", "The hash in hexadecimal digits.", (self: PyHash) => newStr(hexOf(digest(self.variant, self.data)))),
		def("copy", "($self, /)", "A copy.", (self: PyHash) => own(new PyHash(self.variant, self.data))),
	],
	getset: [
		{ name: "name", get: (self: PyHash) => newStr(self.variant.name) },
		{ name: "digest_size", get: (self: PyHash) => newInt(self.variant.digestSize) },
		{ name: "block_size", get: (self: PyHash) => newInt(self.variant.bits * 2) },
	],
});

const functions: readonly MethodDef[] = ["sha224", "sha256", "sha384", "sha512"].map((name) =>
	def(
		name,
		"($module, /, data=b'', *, usedforsecurity=True, string=None)",
		"A new hash.",
		(_m: PyObject, data: PyObject | null, _secure: unknown, text: PyObject | null) => {
			const given = data ?? text;
			return own(new PyHash(variant(name), given === null ? new Uint8Array(0) : bytesOfArgument(given).slice()));
		},
	),
);

export function initSha2(): Own<PyModule> {
	const module = hold(buildModule("_sha2", "SHA-2 hashes.", functions), "module _sha2");
	addType(module, HashType);
	return take(module);
}
