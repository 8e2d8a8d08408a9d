// Hash functions on 32-bit words: MD5, SHA-1, SHA-224 and SHA-256, and what all hash functions share. Bytes are hashed as they come,
// a block at a time. The constants are those of RFC 1321 and FIPS 180-4, computed where they come from a formula. Read
// `Hasher` first.

import { integerSquareRoot } from "../objects/intArithmetic.ts";

/** A hash under way. */
export abstract class Hasher {
	readonly blockSize: number;
	protected readonly block: Uint8Array;
	protected readonly view: DataView;
	/** How many bytes of the block are filled, and how many came in all. */
	protected filled = 0;
	protected total = 0;

	constructor(blockSize: number) {
		this.blockSize = blockSize;
		this.block = new Uint8Array(blockSize);
		this.view = new DataView(this.block.buffer);
	}

	/** Takes up the full block. */
	protected abstract compress(): void;

	/** A hash in the same state. */
	abstract copy(): Hasher;

	/** The hash of what has come; after that no more can come. `length` for functions that give any number of bytes. */
	abstract finish(length?: number): Uint8Array;

	update(bytes: Uint8Array): void {
		this.total += bytes.length;
		for (let position = 0; position < bytes.length; ) {
			if (this.mustCompressFirst()) this.compressFull();
			const part = bytes.subarray(position, position + this.blockSize - this.filled);
			this.block.set(part, this.filled);
			this.filled += part.length;
			position += part.length;
			if (this.filled === this.blockSize && this.compressesAtOnce) this.compressFull();
		}
	}

	/** Otherwise a full block waits until more comes, since the last one is special. */
	protected readonly compressesAtOnce: boolean = true;

	private mustCompressFirst(): boolean {
		return this.filled === this.blockSize;
	}

	private compressFull(): void {
		this.compress();
		this.filled = 0;
	}

	protected copyTo<T extends Hasher>(other: T): T {
		other.block.set(this.block);
		other.filled = this.filled;
		other.total = this.total;
		return other;
	}

	/** A one bit, zeros, and the count of bits in the block's last bytes, which are `countSize` many. */
	protected pad(countSize: number, littleEndian: boolean): void {
		const { block, view, blockSize } = this;
		block[this.filled++] = 0x80;
		if (this.filled > blockSize - countSize) {
			block.fill(0, this.filled);
			this.compress();
			this.filled = 0;
		}
		block.fill(0, this.filled);
		view.setBigUint64(littleEndian ? blockSize - countSize : blockSize - 8, BigInt(this.total) * 8n, littleEndian);
		this.compress();
	}
}

const rotate = (x: number, n: number): number => (x << n) | (x >>> (32 - n));

/** Of each of MD5's 64 steps: the sine as an integer. */
let sines: Int32Array | null = null;
const MD5_TURNS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

export class Md5 extends Hasher {
	private readonly state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);

	constructor() {
		super(64);
		sines ??= Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32));
	}

	copy(): Md5 {
		const other = this.copyTo(new Md5());
		other.state.set(this.state);
		return other;
	}

	protected compress(): void {
		const { state, view } = this;
		let [a, b, c, d] = state as unknown as [number, number, number, number];
		for (let i = 0; i < 64; i++) {
			const round = i >> 4;
			let mixed: number;
			let word: number;
			if (round === 0) [mixed, word] = [(b & c) | (~b & d), i];
			else if (round === 1) [mixed, word] = [(d & b) | (~d & c), (5 * i + 1) & 15];
			else if (round === 2) [mixed, word] = [b ^ c ^ d, (3 * i + 5) & 15];
			else [mixed, word] = [c ^ (b | ~d), (7 * i) & 15];
			const sum = (a + mixed + sines![i]! + view.getInt32(4 * word, true)) | 0;
			a = d;
			d = c;
			c = b;
			b = (b + rotate(sum, MD5_TURNS[4 * round + (i & 3)]!)) | 0;
		}
		state[0]! += a;
		state[1]! += b;
		state[2]! += c;
		state[3]! += d;
	}

	finish(): Uint8Array {
		this.pad(8, true);
		return wordsAsBytes(this.state, true);
	}
}

function wordsAsBytes(words: Int32Array, littleEndian: boolean): Uint8Array {
	const bytes = new Uint8Array(words.length * 4);
	const view = new DataView(bytes.buffer);
	words.forEach((word, i) => view.setInt32(4 * i, word, littleEndian));
	return bytes;
}

export class Sha1 extends Hasher {
	private readonly state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
	private readonly words = new Int32Array(80);

	constructor() {
		super(64);
	}

	copy(): Sha1 {
		const other = this.copyTo(new Sha1());
		other.state.set(this.state);
		return other;
	}

	protected compress(): void {
		const { state, view, words } = this;
		for (let i = 0; i < 16; i++) words[i] = view.getInt32(4 * i);
		for (let i = 16; i < 80; i++) words[i] = rotate(words[i - 3]! ^ words[i - 8]! ^ words[i - 14]! ^ words[i - 16]!, 1);
		let [a, b, c, d, e] = state as unknown as [number, number, number, number, number];
		for (let i = 0; i < 80; i++) {
			let mixed: number;
			if (i < 20) mixed = ((b & c) | (~b & d)) + 0x5a827999;
			else if (i < 40) mixed = (b ^ c ^ d) + 0x6ed9eba1;
			else if (i < 60) mixed = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
			else mixed = (b ^ c ^ d) + 0xca62c1d6;
			const next = (rotate(a, 5) + mixed + e + words[i]!) | 0;
			e = d;
			d = c;
			c = rotate(b, 30);
			b = a;
			a = next;
		}
		state[0]! += a;
		state[1]! += b;
		state[2]! += c;
		state[3]! += d;
		state[4]! += e;
	}

	finish(): Uint8Array {
		this.pad(8, false);
		return wordsAsBytes(this.state, false);
	}
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

/** The first 64 bits of the fractions of roots of primes; 32-bit functions use their upper halves. */
const fraction = (value: bigint): bigint => BigInt.asUintN(64, value);
export const squareRootBits = (count: number): bigint[] => primes(count).map((p) => fraction(integerSquareRoot(p << 128n)));
export const cubeRootBits = (count: number): bigint[] => primes(count).map((p) => fraction(cubeRoot(p << 192n)));
export const upper = (value: bigint): number => Number(value >> 32n) | 0;
export const lower = (value: bigint): number => Number(value & 0xffffffffn) | 0;

let roundConstants: Int32Array | null = null;

/** SHA-224 begins with the lower halves of the 9th to 16th prime's root. */
export class Sha256 extends Hasher {
	private readonly state: Int32Array;
	private readonly words = new Int32Array(64);
	private readonly digestSize: number;

	constructor(digestSize: number) {
		super(64);
		this.digestSize = digestSize;
		roundConstants ??= Int32Array.from(cubeRootBits(64), upper);
		this.state = Int32Array.from(digestSize === 28 ? squareRootBits(16).slice(8).map(lower) : squareRootBits(8).map(upper));
	}

	copy(): Sha256 {
		const other = this.copyTo(new Sha256(this.digestSize));
		other.state.set(this.state);
		return other;
	}

	protected compress(): void {
		const { state, view, words } = this;
		for (let i = 0; i < 16; i++) words[i] = view.getInt32(4 * i);
		for (let i = 16; i < 64; i++) {
			const [early, late] = [words[i - 15]!, words[i - 2]!];
			const sigma0 = rotate(early, 25) ^ rotate(early, 14) ^ (early >>> 3);
			const sigma1 = rotate(late, 15) ^ rotate(late, 13) ^ (late >>> 10);
			words[i] = (words[i - 16]! + sigma0 + words[i - 7]! + sigma1) | 0;
		}
		let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
		for (let i = 0; i < 64; i++) {
			const sum1 = rotate(e, 26) ^ rotate(e, 21) ^ rotate(e, 7);
			const t1 = (h + sum1 + ((e & f) ^ (~e & g)) + roundConstants![i]! + words[i]!) | 0;
			const sum0 = rotate(a, 30) ^ rotate(a, 19) ^ rotate(a, 10);
			const t2 = (sum0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
			h = g;
			g = f;
			f = e;
			e = (d + t1) | 0;
			d = c;
			c = b;
			b = a;
			a = (t1 + t2) | 0;
		}
		[a, b, c, d, e, f, g, h].forEach((value, i) => {
			state[i]! += value;
		});
	}

	finish(): Uint8Array {
		this.pad(8, false);
		return wordsAsBytes(this.state, false).slice(0, this.digestSize);
	}
}
