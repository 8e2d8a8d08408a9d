// The module `_random`: the Mersenne Twister MT19937. Mirrors Modules/_randommodule.c.

import { drop, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { hash, numberIndex } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { overflowError, raiseError, typeError, valueError } from "../objects/errors.ts";
import { newFloat } from "../objects/float.ts";
import { isInt, newInt, type PyInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import { defineType, type PyObject, PyPlainTypeOwner, type PyType, TPFLAGS_BASETYPE } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { isTuple, newTuple, type PyTuple } from "../objects/tuple.ts";
import { addType, buildModule } from "./define.ts";
import { host } from "./host.ts";

const N = 624;
const M = 397;
const UPPER = 0x80000000;
const LOWER = 0x7fffffff;

class PyRandom extends PyPlainTypeOwner {
	state: Uint32Array;
	/** Next word to be given out; N when new ones must be made. */
	index: number;

	constructor(type: PyType) {
		super(type);
		this.state = new Uint32Array(N);
		this.index = N;
	}
}

function initByNumber(self: PyRandom, seed: number): void {
	const { state } = self;
	state[0] = seed;
	for (let i = 1; i < N; i++) {
		const previous = state[i - 1]! ^ (state[i - 1]! >>> 30);
		state[i] = Math.imul(1812433253, previous) + i;
	}
	self.index = N;
}

function initByArray(self: PyRandom, key: readonly number[]): void {
	initByNumber(self, 19650218);
	const { state } = self;
	let i = 1;
	let j = 0;
	const next = (): void => {
		if (++i < N) return;
		state[0] = state[N - 1]!;
		i = 1;
	};
	const mixed = (factor: number): number => state[i]! ^ Math.imul(state[i - 1]! ^ (state[i - 1]! >>> 30), factor);
	for (let k = Math.max(N, key.length); k > 0; k--) {
		state[i] = mixed(1664525) + key[j]! + j;
		next();
		j = (j + 1) % key.length;
	}
	for (let k = N - 1; k > 0; k--) {
		state[i] = mixed(1566083941) - i;
		next();
	}
	state[0] = 0x80000000;
}

function generate({ state }: PyRandom): void {
	for (let k = 0; k < N; k++) {
		const y = (state[k]! & UPPER) | (state[(k + 1) % N]! & LOWER);
		state[k] = state[(k + M) % N]! ^ (y >>> 1) ^ ((y & 1) === 0 ? 0 : 0x9908b0df);
	}
}

/** The next 32 random bits. */
function nextWord(self: PyRandom): number {
	if (self.index >= N) {
		generate(self);
		self.index = 0;
	}
	let y = self.state[self.index++]!;
	y ^= y >>> 11;
	y ^= (y << 7) & 0x9d2c5680;
	y ^= (y << 15) & 0xefc60000;
	return (y ^ (y >>> 18)) >>> 0;
}

function random(self: PyRandom): Own<PyObject> {
	const a = nextWord(self) >>> 5;
	const b = nextWord(self) >>> 6;
	return newFloat((a * 67108864 + b) / 9007199254740992);
}

/** 32-bit words of a whole number, lowest first; one at least. */
function wordsOf(value: bigint): number[] {
	const words: number[] = [];
	for (let rest = value; rest > 0n; rest >>= 32n) words.push(Number(rest & 0xffffffffn));
	return words.length === 0 ? [0] : words;
}

function seed(self: PyRandom, value: PyObject | null): Own<PyObject> {
	if (value === null || value === None) {
		const bytes = host().randomBytes(N * 4);
		initByArray(self, [...new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + N * 4))]);
		return newNone();
	}
	const number = isInt(value) ? BigInt((value as PyInt).value) : BigInt.asUintN(64, BigInt(hash(value)));
	initByArray(self, wordsOf(number < 0n ? -number : number));
	return newNone();
}

function getstate(self: PyRandom): Own<PyObject> {
	return newTuple([...self.state, self.index].map((word) => newInt(word) as Own<PyObject>));
}

function setstate(self: PyRandom, state: PyObject): Own<PyObject> {
	if (!isTuple(state)) typeError("state vector must be a tuple");
	const { items } = state as PyTuple;
	if (items.length !== N + 1) valueError("state vector is the wrong size");
	const words = items.map((item) => {
		if (!isInt(item)) typeError("an integer is required");
		return Number((item as PyInt).value);
	});
	if (words.slice(0, N).some((word) => word < 0 || word > 0xffffffff)) overflowError("Python int too large to convert to C unsigned long");
	const index = words[N]!;
	if (index < 0 || index > N) valueError("invalid state");
	self.state = Uint32Array.from(words.slice(0, N));
	self.index = index;
	return newNone();
}

function getrandbits(self: PyRandom, k: PyObject): Own<PyObject> {
	const bits = bitCount(k);
	if (bits === 0) return newInt(0);
	if (bits <= 32) return newInt(nextWord(self) >>> (32 - bits));
	if (bits >= LARGEST_BITS) raiseError("MemoryError");
	// Lowest word first; as text, so that the time goes with the size.
	const words: string[] = [];
	for (let left = bits; left > 0; left -= 32) {
		const word = nextWord(self);
		words.push((left < 32 ? word >>> (32 - left) : word).toString(16).padStart(8, "0"));
	}
	return newInt(BigInt(`0x${words.reverse().join("")}`));
}

/** What a BigInt holds. */
const LARGEST_BITS = 2 ** 30;

/** As a C uint64_t. */
function bitCount(given: PyObject): number {
	const index = hold(numberIndex(given), "number of bits");
	if (index.value < 0) valueError("Cannot convert negative int");
	if (index.value >= 2n ** 64n) overflowError("Python int too large for C uint64_t");
	const bits = Number(index.value);
	drop(index);
	return bits;
}

const methods: readonly MethodDef[] = [
	def("random", "($self, /)", "A float from 0 up to but not including 1.", random),
	def("seed", "($self, n=None, /)", "Begins anew, from a number or from the system's randomness.", seed),
	def("getstate", "($self, /)", "The generator's state.", getstate),
	def("setstate", "($self, state, /)", "Puts a state back.", setstate),
	def("getrandbits", "($self, k, /)", "A whole number of k random bits.", getrandbits),
];

const RandomType: PyType = defineType({
	name: "_random.Random",
	heapType: true,
	mutable: true,
	flags: TPFLAGS_BASETYPE,
	basicsize: 2520,
	doc: "A generator of random numbers.",
	alloc: (type) => own(new PyRandom(type)),
	new: (type) => type.alloc!(type),
	init: (self: PyRandom, args) => {
		if (args.items.length > 1) typeError(`Random() takes at most 1 argument (${args.items.length} given)`);
		const done = hold(seed(self, args.items[0] ?? null), "result of seed()");
		drop(done);
	},
	methods,
});

export function initRandom(): Own<PyModule> {
	const module = hold(buildModule("_random", "The Mersenne Twister.", []), "module _random");
	addType(module, RandomType);
	return take(module);
}
