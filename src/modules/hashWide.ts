// Hash functions on 64-bit words, each kept as two 32-bit halves: SHA-384 and SHA-512 (FIPS 180-4), SHA-3 and SHAKE (FIPS 202).
// Read `Sha512` first; BLAKE2 is in hashBlake2.ts.

import { cubeRootBits, Hasher, lower, squareRootBits, upper } from "./hashFunctions.ts";

const carry = (low: number): number => Math.floor(low / 2 ** 32);

/** The upper half of a word rotated to the right; with its arguments in the other order, the lower half. */
const turn = (high: number, low: number, n: number): number =>
	n < 32 ? (high >>> n) | (low << (32 - n)) : n === 32 ? low : (low >>> (n - 32)) | (high << (64 - n));

interface Constants {
	readonly high: Int32Array;
	readonly low: Int32Array;
}

const halves = (words: readonly bigint[]): Constants => ({ high: Int32Array.from(words, upper), low: Int32Array.from(words, lower) });

let roundConstants: Constants | null = null;

export class Sha512 extends Hasher {
	private readonly high: Int32Array;
	private readonly low: Int32Array;
	private readonly wordsHigh = new Int32Array(80);
	private readonly wordsLow = new Int32Array(80);
	private readonly digestSize: number;

	constructor(digestSize: number) {
		super(128);
		this.digestSize = digestSize;
		roundConstants ??= halves(cubeRootBits(80));
		const initial = digestSize === 48 ? squareRootBits(16).slice(8) : squareRootBits(8);
		({ high: this.high, low: this.low } = halves(initial) as { high: Int32Array; low: Int32Array });
	}

	copy(): Sha512 {
		const other = this.copyTo(new Sha512(this.digestSize));
		other.high.set(this.high);
		other.low.set(this.low);
		return other;
	}

	private schedule(): void {
		const { view, wordsHigh: H, wordsLow: L } = this;
		for (let i = 0; i < 16; i++) {
			H[i] = view.getInt32(8 * i);
			L[i] = view.getInt32(8 * i + 4);
		}
		for (let i = 16; i < 80; i++) {
			const [eh, el, lh, ll] = [H[i - 15]!, L[i - 15]!, H[i - 2]!, L[i - 2]!];
			const early = turn(eh, el, 1) ^ turn(eh, el, 8) ^ (eh >>> 7);
			const earlyLow = turn(el, eh, 1) ^ turn(el, eh, 8) ^ ((el >>> 7) | (eh << 25));
			const late = turn(lh, ll, 19) ^ turn(lh, ll, 61) ^ (lh >>> 6);
			const lateLow = turn(ll, lh, 19) ^ turn(ll, lh, 61) ^ ((ll >>> 6) | (lh << 26));
			const low = (earlyLow >>> 0) + (lateLow >>> 0) + (L[i - 7]! >>> 0) + (L[i - 16]! >>> 0);
			L[i] = low;
			H[i] = early + late + H[i - 7]! + H[i - 16]! + carry(low);
		}
	}

	/** The eight words of the state are shifted by one place in each round. */
	protected compress(): void {
		this.schedule();
		const { high, low, wordsHigh, wordsLow } = this;
		const { high: kh, low: kl } = roundConstants!;
		const h = Int32Array.from(high);
		const l = Int32Array.from(low);
		for (let i = 0; i < 80; i++) {
			const [eh, el, ah, al] = [h[4]!, l[4]!, h[0]!, l[0]!];
			const sum1 = turn(eh, el, 14) ^ turn(eh, el, 18) ^ turn(eh, el, 41);
			const sum1Low = turn(el, eh, 14) ^ turn(el, eh, 18) ^ turn(el, eh, 41);
			const choice = (eh & h[5]!) ^ (~eh & h[6]!);
			const choiceLow = (el & l[5]!) ^ (~el & l[6]!);
			const t1Low = (l[7]! >>> 0) + (sum1Low >>> 0) + (choiceLow >>> 0) + (kl[i]! >>> 0) + (wordsLow[i]! >>> 0);
			const t1 = (h[7]! + sum1 + choice + kh[i]! + wordsHigh[i]! + carry(t1Low)) | 0;
			const sum0 = turn(ah, al, 28) ^ turn(ah, al, 34) ^ turn(ah, al, 39);
			const sum0Low = turn(al, ah, 28) ^ turn(al, ah, 34) ^ turn(al, ah, 39);
			const majority = (ah & h[1]!) ^ (ah & h[2]!) ^ (h[1]! & h[2]!);
			const majorityLow = (al & l[1]!) ^ (al & l[2]!) ^ (l[1]! & l[2]!);
			const [dh, dl] = [h[3]!, l[3]!];
			h.copyWithin(1, 0, 7);
			l.copyWithin(1, 0, 7);
			const eLow = (dl >>> 0) + (t1Low >>> 0);
			l[4] = eLow;
			h[4] = dh + t1 + carry(eLow);
			const aLow = (t1Low >>> 0) + (sum0Low >>> 0) + (majorityLow >>> 0);
			l[0] = aLow;
			h[0] = t1 + sum0 + majority + carry(aLow);
		}
		for (let i = 0; i < 8; i++) {
			const sum = (low[i]! >>> 0) + (l[i]! >>> 0);
			low[i] = sum;
			high[i]! += h[i]! + carry(sum);
		}
	}

	finish(): Uint8Array {
		this.pad(16, false);
		const bytes = new Uint8Array(64);
		const view = new DataView(bytes.buffer);
		for (let i = 0; i < 8; i++) {
			view.setInt32(8 * i, this.high[i]!);
			view.setInt32(8 * i + 4, this.low[i]!);
		}
		return bytes.slice(0, this.digestSize);
	}
}

/** Of Keccak's 25 lanes, from lane 1 on: where each one goes, and by how many bits it is turned. */
const path: { readonly lane: number; readonly turn: number }[] = [];
let iota: Constants | null = null;

function prepareKeccak(): void {
	if (iota !== null) return;
	let [x, y] = [1, 0];
	for (let t = 0; t < 24; t++) {
		[x, y] = [y, (2 * x + 3 * y) % 5];
		path.push({ lane: x + 5 * y, turn: (((t + 1) * (t + 2)) / 2) % 64 });
	}
	iota = halves(Array.from({ length: 24 }, (_, round) => iotaConstant(round)));
}

/** Bits of a shift register, at the places 2^j - 1. */
function iotaConstant(round: number): bigint {
	let constant = 0n;
	let register = 1;
	for (let t = 0; t < 7 * round; t++) register = nextRegister(register);
	for (let j = 0; j < 7; j++) {
		if ((register & 1) === 1) constant |= 1n << BigInt(2 ** j - 1);
		register = nextRegister(register);
	}
	return constant;
}

const nextRegister = (register: number): number => ((register << 1) ^ ((register >> 7) * 0x171)) & 0xff;

function keccak(high: Int32Array, low: Int32Array): void {
	const parityHigh = new Int32Array(5);
	const parityLow = new Int32Array(5);
	for (let round = 0; round < 24; round++) {
		for (let x = 0; x < 5; x++) {
			parityHigh[x] = high[x]! ^ high[x + 5]! ^ high[x + 10]! ^ high[x + 15]! ^ high[x + 20]!;
			parityLow[x] = low[x]! ^ low[x + 5]! ^ low[x + 10]! ^ low[x + 15]! ^ low[x + 20]!;
		}
		for (let x = 0; x < 5; x++) {
			const [before, after] = [(x + 4) % 5, (x + 1) % 5];
			const h = parityHigh[before]! ^ turn(parityHigh[after]!, parityLow[after]!, 63);
			const l = parityLow[before]! ^ turn(parityLow[after]!, parityHigh[after]!, 63);
			for (let lane = x; lane < 25; lane += 5) {
				high[lane]! ^= h;
				low[lane]! ^= l;
			}
		}
		permute(high, low);
		mixRows(high, low);
		high[0]! ^= iota!.high[round]!;
		low[0]! ^= iota!.low[round]!;
	}
}

function permute(high: Int32Array, low: Int32Array): void {
	let [h, l] = [high[1]!, low[1]!];
	for (const { lane, turn: left } of path) {
		const [nextHigh, nextLow] = [high[lane]!, low[lane]!];
		const right = (64 - left) % 64;
		high[lane] = right === 0 ? h : turn(h, l, right);
		low[lane] = right === 0 ? l : turn(l, h, right);
		[h, l] = [nextHigh, nextLow];
	}
}

function mixRows(high: Int32Array, low: Int32Array): void {
	for (const half of [high, low]) {
		for (let row = 0; row < 25; row += 5) {
			const [a, b, c, d, e] = [half[row]!, half[row + 1]!, half[row + 2]!, half[row + 3]!, half[row + 4]!];
			half[row] = a ^ (~b & c);
			half[row + 1] = b ^ (~c & d);
			half[row + 2] = c ^ (~d & e);
			half[row + 3] = d ^ (~e & a);
			half[row + 4] = e ^ (~a & b);
		}
	}
}

/** A sponge: SHA-3 with the suffix 6, SHAKE with 31. */
export class Keccak extends Hasher {
	private readonly high = new Int32Array(25);
	private readonly low = new Int32Array(25);
	private readonly digestSize: number;
	private readonly suffix: number;

	constructor(rate: number, digestSize: number, suffix: number) {
		super(rate);
		this.digestSize = digestSize;
		this.suffix = suffix;
		prepareKeccak();
	}

	copy(): Keccak {
		const other = this.copyTo(new Keccak(this.blockSize, this.digestSize, this.suffix));
		other.high.set(this.high);
		other.low.set(this.low);
		return other;
	}

	protected compress(): void {
		const { view, high, low, blockSize } = this;
		for (let i = 0; i < blockSize / 8; i++) {
			low[i]! ^= view.getInt32(8 * i, true);
			high[i]! ^= view.getInt32(8 * i + 4, true);
		}
		keccak(high, low);
	}

	finish(length = this.digestSize): Uint8Array {
		const { block, blockSize } = this;
		block.fill(0, this.filled);
		block[this.filled]! ^= this.suffix;
		block[blockSize - 1]! ^= 0x80;
		this.compress();
		const bytes = new Uint8Array(Math.ceil(length / blockSize) * blockSize);
		const view = new DataView(bytes.buffer);
		for (let start = 0; start < length; start += blockSize) {
			if (start > 0) keccak(this.high, this.low);
			for (let i = 0; i < blockSize / 8; i++) {
				view.setInt32(start + 8 * i, this.low[i]!, true);
				view.setInt32(start + 8 * i + 4, this.high[i]!, true);
			}
		}
		return bytes.slice(0, length);
	}
}
