// BLAKE2b and BLAKE2s (RFC 7693) with all their parameters: key, salt, person, and those of hashing in trees. Words of 64 bits
// are kept as two halves. Read `Blake2` first.

import { integerSquareRoot } from "../objects/intArithmetic.ts";
import type { Hasher } from "./hashFunctions.ts";

/** In which order each round takes the message's words. */
const ORDER: readonly (readonly number[])[] = [
	"0123456789abcdef",
	"ea489fd61c02b753",
	"b8c052fdae367194",
	"7931dcbe265a40f8",
	"905724afe1bc683d",
	"2c6a0b834d75fe19",
	"c51fed4a0763928b",
	"db7ec13950f4862a",
	"6fe9b308c2d714a5",
	"a2847615fb9e3cd0",
].map((digits) => Array.from(digits, (digit) => Number.parseInt(digit, 16)));

/** Columns, then diagonals, of the four by four words. */
const QUARTETS: readonly (readonly number[])[] = [
	[0, 4, 8, 12],
	[1, 5, 9, 13],
	[2, 6, 10, 14],
	[3, 7, 11, 15],
	[0, 5, 10, 15],
	[1, 6, 11, 12],
	[2, 7, 8, 13],
	[3, 4, 9, 14],
];

let knownRoots: readonly bigint[] | null = null;

/** What SHA-512 begins with, the first 64 bits of the fractions of the first primes' square roots; BLAKE2s takes the upper halves. */
function roots(): readonly bigint[] {
	knownRoots ??= [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n].map((prime) => BigInt.asUintN(64, integerSquareRoot(prime << 128n)));
	return knownRoots;
}

const upper = (value: bigint): number => Number(value >> 32n) | 0;
const lower = (value: bigint): number => Number(value & 0xffffffffn) | 0;

export interface Parameters {
	readonly digestSize: number;
	readonly key: Uint8Array;
	readonly salt: Uint8Array;
	readonly person: Uint8Array;
	readonly fanout: number;
	readonly depth: number;
	readonly leafSize: number;
	readonly nodeOffset: bigint;
	readonly nodeDepth: number;
	readonly innerSize: number;
	readonly lastNode: boolean;
}

/** The parameters as the block of bytes that the state begins with. */
function parameterBlock(p: Parameters, wide: boolean): DataView {
	const block = new Uint8Array(wide ? 64 : 32);
	const view = new DataView(block.buffer);
	block.set([p.digestSize, p.key.length, p.fanout, p.depth]);
	view.setUint32(4, p.leafSize, true);
	view.setBigUint64(8, p.nodeOffset, true);
	block.set([p.nodeDepth, p.innerSize], wide ? 16 : 14);
	block.set(p.salt, wide ? 32 : 16);
	block.set(p.person, wide ? 48 : 24);
	return view;
}

export class Blake2 implements Hasher {
	readonly parameters: Parameters;
	readonly blockSize: number;
	/** What has come since the last full block; a full one waits until more comes, since the last one is special. */
	private readonly block: Uint8Array;
	private readonly view: DataView;
	private filled = 0;
	private readonly wide: boolean;
	private readonly low: Int32Array;
	/** Unused for BLAKE2s. */
	private readonly high: Int32Array;
	private taken = 0;
	private last = false;

	constructor(parameters: Parameters, wide: boolean) {
		this.blockSize = wide ? 128 : 64;
		this.block = new Uint8Array(this.blockSize);
		this.view = new DataView(this.block.buffer);
		this.parameters = parameters;
		this.wide = wide;
		const view = parameterBlock(parameters, wide);
		if (wide) {
			this.low = Int32Array.from(roots(), (root, i) => lower(root) ^ view.getInt32(8 * i, true));
			this.high = Int32Array.from(roots(), (root, i) => upper(root) ^ view.getInt32(8 * i + 4, true));
		} else {
			this.low = Int32Array.from(roots(), (root, i) => upper(root) ^ view.getInt32(4 * i, true));
			this.high = new Int32Array(0);
		}
		if (parameters.key.length > 0) {
			const block = new Uint8Array(this.blockSize);
			block.set(parameters.key);
			this.update(block);
		}
	}

	update(bytes: Uint8Array): void {
		for (let position = 0; position < bytes.length; ) {
			if (this.filled === this.blockSize) {
				this.compress();
				this.filled = 0;
			}
			const part = bytes.subarray(position, position + this.blockSize - this.filled);
			this.block.set(part, this.filled);
			this.filled += part.length;
			position += part.length;
		}
	}

	copy(): Blake2 {
		const other = new Blake2(this.parameters, this.wide);
		other.block.set(this.block);
		other.filled = this.filled;
		other.low.set(this.low);
		other.high.set(this.high);
		other.taken = this.taken;
		return other;
	}

	private compress(): void {
		this.taken += this.filled;
		if (this.wide) this.compressWide();
		else this.compressNarrow();
	}

	private compressNarrow(): void {
		const { low, view } = this;
		const v = new Int32Array(16);
		v.set(low);
		v.set(roots().map(upper), 8);
		v[12]! ^= this.taken;
		v[13]! ^= Math.floor(this.taken / 2 ** 32);
		if (this.last) v[14] = ~v[14]!;
		if (this.last && this.parameters.lastNode) v[15] = ~v[15]!;
		for (let round = 0; round < 10; round++) {
			const order = ORDER[round]!;
			QUARTETS.forEach(([a, b, c, d], i) => {
				const x = view.getInt32(4 * order[2 * i]!, true);
				mixNarrow(v, a!, b!, c!, d!, x, 16, 12);
				mixNarrow(v, a!, b!, c!, d!, view.getInt32(4 * order[2 * i + 1]!, true), 8, 7);
			});
		}
		for (let i = 0; i < 8; i++) low[i]! ^= v[i]! ^ v[i + 8]!;
	}

	private compressWide(): void {
		const { low, high, view } = this;
		const l = new Int32Array(16);
		const h = new Int32Array(16);
		l.set(low);
		h.set(high);
		l.set(roots().map(lower), 8);
		h.set(roots().map(upper), 8);
		l[12]! ^= this.taken;
		h[12]! ^= Math.floor(this.taken / 2 ** 32);
		if (this.last) invert(l, h, 14);
		if (this.last && this.parameters.lastNode) invert(l, h, 15);
		for (let round = 0; round < 12; round++) {
			const order = ORDER[round % 10]!;
			QUARTETS.forEach(([a, b, c, d], i) => {
				const [x, y] = [8 * order[2 * i]!, 8 * order[2 * i + 1]!];
				mixWide(l, h, a!, b!, c!, d!, view.getInt32(x, true), view.getInt32(x + 4, true), 32, 24);
				mixWide(l, h, a!, b!, c!, d!, view.getInt32(y, true), view.getInt32(y + 4, true), 16, 63);
			});
		}
		for (let i = 0; i < 8; i++) {
			low[i]! ^= l[i]! ^ l[i + 8]!;
			high[i]! ^= h[i]! ^ h[i + 8]!;
		}
	}

	finish(): Uint8Array {
		this.block.fill(0, this.filled);
		this.last = true;
		this.compress();
		const size = this.wide ? 8 : 4;
		const bytes = new Uint8Array(8 * size);
		const view = new DataView(bytes.buffer);
		for (let i = 0; i < 8; i++) {
			view.setInt32(size * i, this.low[i]!, true);
			if (this.wide) view.setInt32(8 * i + 4, this.high[i]!, true);
		}
		return bytes.slice(0, this.parameters.digestSize);
	}
}

function invert(l: Int32Array, h: Int32Array, i: number): void {
	l[i] = ~l[i]!;
	h[i] = ~h[i]!;
}

/** Half of the mixing of four words with one of the message. */
function mixNarrow(v: Int32Array, a: number, b: number, c: number, d: number, word: number, first: number, second: number): void {
	v[a] = v[a]! + v[b]! + word;
	const mixed = v[d]! ^ v[a]!;
	v[d] = (mixed >>> first) | (mixed << (32 - first));
	v[c] = v[c]! + v[d]!;
	const other = v[b]! ^ v[c]!;
	v[b] = (other >>> second) | (other << (32 - second));
}

function mixWide(
	l: Int32Array,
	h: Int32Array,
	a: number,
	b: number,
	c: number,
	d: number,
	low: number,
	high: number,
	first: number,
	second: number,
): void {
	const sum = (l[a]! >>> 0) + (l[b]! >>> 0) + (low >>> 0);
	l[a] = sum;
	h[a] = h[a]! + h[b]! + high + Math.floor(sum / 2 ** 32);
	turnInto(l, h, d, l[d]! ^ l[a]!, h[d]! ^ h[a]!, first);
	const other = (l[c]! >>> 0) + (l[d]! >>> 0);
	l[c] = other;
	h[c] = h[c]! + h[d]! + Math.floor(other / 2 ** 32);
	turnInto(l, h, b, l[b]! ^ l[c]!, h[b]! ^ h[c]!, second);
}

/** Sets a word to one turned to the right. */
function turnInto(l: Int32Array, h: Int32Array, i: number, low: number, high: number, n: number): void {
	if (n < 32) {
		h[i] = (high >>> n) | (low << (32 - n));
		l[i] = (low >>> n) | (high << (32 - n));
	} else if (n === 32) {
		h[i] = low;
		l[i] = high;
	} else {
		h[i] = (low >>> (n - 32)) | (high << (64 - n));
		l[i] = (high >>> (n - 32)) | (low << (64 - n));
	}
}
