// Hash functions under way, as modules/hashObjects.ts uses them: those of the library, MD5 to SHA-3, behind one interface. BLAKE2
// is in hashBlake2.ts, since its parameters for hashing in trees are not in the library. Read `Hasher` first.

import { md5, sha1 } from "@noble/hashes/legacy.js";
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { Keccak } from "@noble/hashes/sha3.js";

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
