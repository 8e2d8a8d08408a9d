// Hash functions under way, as modules/hashObjects.ts uses them: those of the library, MD5 to SHA-3, behind one interface. BLAKE2
// is in hashBlake2.ts, since its parameters for hashing in trees are not in the library. Read `Hasher` first.

import { blake2b, blake2s } from "@noble/hashes/blake2.js";
import { hmac } from "@noble/hashes/hmac.js";
import { md5, ripemd160, sha1 } from "@noble/hashes/legacy.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { scrypt } from "@noble/hashes/scrypt.js";
import { sha224, sha256, sha384, sha512, sha512_224, sha512_256 } from "@noble/hashes/sha2.js";
import { Keccak, sha3_224, sha3_256, sha3_384, sha3_512, shake128, shake256 } from "@noble/hashes/sha3.js";

/** A hash under way. */
export interface Hasher {
	/** In bytes, as `blockSize` attributes tell it. */
	readonly blockSize: number;
	update(bytes: Uint8Array): void;
	/** A hash in the same state. */
	copy(): Hasher;
	/** The hash of what has come; after that no more can come. `length` for functions that give any number of bytes. */
	finish(length?: number): Uint8Array;
}

/** What the library's classes have in common. */
interface State {
	readonly blockLen: number;
	update(bytes: Uint8Array): unknown;
	clone(): State;
	digest(): Uint8Array;
}

class LibraryHasher implements Hasher {
	private readonly state: State;

	constructor(state: State) {
		this.state = state;
	}

	get blockSize(): number {
		return this.state.blockLen;
	}

	update(bytes: Uint8Array): void {
		this.state.update(bytes);
	}

	copy(): Hasher {
		return new LibraryHasher(this.state.clone());
	}

	finish(length?: number): Uint8Array {
		return length === undefined ? this.state.digest() : (this.state as Keccak).xof(length);
	}
}

const FUNCTIONS = { md5, sha1, sha224, sha256, sha384, sha512 } as const;

export function newHasher(name: keyof typeof FUNCTIONS): Hasher {
	return new LibraryHasher(FUNCTIONS[name].create());
}

/** SHA-3, or SHAKE if it gives any number of bytes, which a digest size of 0 says. `suffix` is told from other uses of the sponge. */
export function newSponge(rate: number, suffix: number, digestSize: number): Hasher {
	return new LibraryHasher(new Keccak(rate, suffix, digestSize, digestSize === 0));
}

/** All hash functions without parameters, under the names that OpenSSL's have in Python. */
const PLAIN = {
	...FUNCTIONS,
	sha512_224,
	sha512_256,
	sha3_224,
	sha3_256,
	sha3_384,
	sha3_512,
	shake_128: shake128,
	shake_256: shake256,
	ripemd160,
	blake2b,
	blake2s,
} as const;

export type PlainName = keyof typeof PLAIN;

export const plainNames = Object.keys(PLAIN) as readonly PlainName[];

export const newPlainHasher = (name: PlainName): Hasher => new LibraryHasher(PLAIN[name].create({}));

/** In bytes. */
export const plainDigestSize = (name: PlainName): number => PLAIN[name].outputLen;

/** MD5 and SHA-1 one after the other, as old TLS has it. */
export class Md5Sha1 implements Hasher {
	readonly blockSize = 64;
	private readonly parts: readonly Hasher[];

	constructor(parts: readonly Hasher[] = [newHasher("md5"), newHasher("sha1")]) {
		this.parts = parts;
	}

	update(bytes: Uint8Array): void {
		for (const part of this.parts) part.update(bytes);
	}

	copy(): Hasher {
		return new Md5Sha1(this.parts.map((part) => part.copy()));
	}

	finish(): Uint8Array {
		return Uint8Array.from(this.parts.flatMap((part) => [...part.finish()]));
	}
}

export const newHmac = (name: PlainName, key: Uint8Array): Hasher => new LibraryHasher(hmac.create(PLAIN[name], key));

/** PBKDF2 with HMAC. */
export function passwordKey(name: PlainName, password: Uint8Array, salt: Uint8Array, iterations: number, length: number): Uint8Array {
	return pbkdf2(PLAIN[name], password, salt, { c: iterations, dkLen: length });
}

export interface ScryptCost {
	readonly n: number;
	readonly r: number;
	readonly p: number;
}

export function scryptKey(password: Uint8Array, salt: Uint8Array, { n, r, p }: ScryptCost, length: number): Uint8Array {
	return scrypt(password, salt, { N: n, r, p, dkLen: length, maxmem: Number.MAX_SAFE_INTEGER });
}
