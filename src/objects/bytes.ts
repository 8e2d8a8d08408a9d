// The struct of a bytes object and the ones that exist once: b'' and the single bytes, immortal. What bytes can do is in
// bytesType.ts. Invariant: the array of an exact bytes object never changes. Mirrors Objects/bytesobject.c.

import { own, type Own, standAlone } from "../heap/header.ts";
import { immortalize } from "../heap/refcount.ts";
import { hashBytes } from "./hash.ts";
import {
	defineType,
	type PyObject,
	PyPlainObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_BYTES_SUBCLASS,
	TPFLAGS_MATCH_SELF,
} from "./object.ts";

export class PyBytes extends PyPlainObject {
	static {
		standAlone(PyBytes);
	}

	value: Uint8Array;
	/** −1 until computed. */
	hash: number;

	constructor(type: PyType, value: Uint8Array = NOTHING) {
		super(type);
		this.value = value;
		this.hash = -1;
	}
}

const NOTHING = new Uint8Array(0);

export const BytesType: PyType = defineType({
	name: "bytes",
	flags: TPFLAGS_BASETYPE | TPFLAGS_BYTES_SUBCLASS | TPFLAGS_MATCH_SELF,
	basicsize: 33,
	itemsize: 1,
	itemCount: (self: PyBytes) => self.value.length,
});

export const emptyBytes: PyBytes = immortalize(new PyBytes(BytesType, NOTHING));
/** Those of one byte, made when they are first needed. */
const singleBytes: (PyBytes | null)[] = new Array(256).fill(null);

function singleByte(value: number): PyBytes {
	return (singleBytes[value] ??= immortalize(new PyBytes(BytesType, Uint8Array.of(value))));
}

/** Takes over the array, which must not change from now on. */
export function newBytes(value: Uint8Array): Own<PyBytes> {
	if (value.length === 0) return own(emptyBytes);
	if (value.length === 1) return own(singleByte(value[0]));
	return own(new PyBytes(BytesType, value));
}

/** As `newBytes`, but a new object even for a single byte: where CPython fills a block that it has allocated. */
export function newFreshBytes(value: Uint8Array): Own<PyBytes> {
	return value.length === 0 ? own(emptyBytes) : own(new PyBytes(BytesType, value));
}

export function isBytes(object: PyObject): object is PyBytes {
	return (object.type.typeFlags & TPFLAGS_BYTES_SUBCLASS) !== 0;
}

export function bytesHash(bytes: PyBytes): number {
	return bytes.hash >= 0 ? bytes.hash : (bytes.hash = hashBytes(bytes.value));
}
