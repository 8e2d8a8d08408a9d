// The struct of an int, the small ints that are always there, and conversions between ints and JavaScript numbers.
//
// Invariant: `value` is a JavaScript number while it is a safe integer (and then never -0), else a bigint. The small ints
// −5 to 256 exist once and are immortal. This file imports only leaves, so that every other file can use it while modules
// are being loaded; what ints can do is in intType.ts. Read `newInt` first. Mirrors Objects/longobject.c.

import type { Own } from "../heap/header.ts";
import { born, DEAD_REFCNT, heap, IMMORTAL_REFCNT, own, standAlone } from "../heap/header.ts";
import { deallocate, immortalize } from "../heap/refcount.ts";
import { overflowError, typeError } from "./errors.ts";
import {
	defineType,
	PyPlainObject,
	type PyObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_LONG_SUBCLASS,
	TPFLAGS_MATCH_SELF,
} from "./object.ts";

export class PyInt extends PyPlainObject {
	static {
		standAlone(PyInt);
	}

	value: number | bigint;

	constructor(type: PyType, value: number | bigint = 0) {
		super(type);
		this.value = value;
	}
}

export const IntType: PyType = defineType({
	name: "int",
	flags: TPFLAGS_BASETYPE | TPFLAGS_LONG_SUBCLASS | TPFLAGS_MATCH_SELF,
	basicsize: 24,
	itemsize: 4,
});

// FAST: had V8 seen small values first, then a fraction or a large one, it would box every value from then on, and start anew
// at the first bigint. Seeing a bigint first it takes the field as it is.
heap.births--;
new PyInt(IntType, 0n);

const SMALLEST = -5;
const LARGEST_SMALL = 256;
const SAFE = Number.MAX_SAFE_INTEGER;
const smallInts: readonly PyInt[] = Array.from({ length: LARGEST_SMALL - SMALLEST + 1 }, (_, i) =>
	immortalize(new PyInt(IntType, i + SMALLEST)),
);

/** The int of an integral value. A number beyond the safe integers is taken to be exact. */
export function newInt(value: number | bigint): Own<PyInt> {
	if (typeof value === "number") {
		if (value <= LARGEST_SMALL && value >= SMALLEST) return smallInts[value - SMALLEST] as Own<PyInt>;
		if (value <= SAFE && value >= -SAFE) return spareCount > 0 ? useSpare(value) : (new PyInt(IntType, value) as Own<PyInt>);
		return own(new PyInt(IntType, BigInt(value)));
	}
	return newIntFromBigInt(value);
}

/**
 * FAST: structs of dead ints, to be used again. They need not be allocated, and soon lie where V8 puts what is old, so that a
 * reference to them is stored without a note for V8's collector. The first `spareCount` are dead and no one else's.
 */
const spares: PyInt[] = Array.from({ length: 100 }, () => smallInts[0]);
let spareCount = 0;

function useSpare(value: number): Own<PyInt> {
	const int = spares[--spareCount];
	int.refcnt = 1;
	int.value = value;
	born(int);
	return int as Own<PyInt>;
}

/** As `decref`, for an exact int whose holder is the vm: nobody looks at it any more when it is dead. */
export function dropInt(int: PyInt): void {
	const n = int.refcnt;
	if (n > 1) {
		if (n < IMMORTAL_REFCNT) int.refcnt = n - 1;
	} else if (heap.addressesObserved) {
		deallocate(int);
	} else {
		heap.deaths++;
		int.refcnt = DEAD_REFCNT;
		// A bigint would keep its memory.
		if (spareCount < spares.length && typeof int.value === "number") spares[spareCount++] = int;
	}
}

const SAFE_BIGINT = BigInt(SAFE);

function newIntFromBigInt(value: bigint): Own<PyInt> {
	if (value <= SAFE_BIGINT && value >= -SAFE_BIGINT) return newInt(Number(value));
	return own(new PyInt(IntType, value));
}

/** A value in the form that the struct wants. */
export function normalizeInteger(value: number | bigint): number | bigint {
	if (typeof value === "number") return value <= SAFE && value >= -SAFE ? value + 0 : BigInt(value);
	return value <= SAFE_BIGINT && value >= -SAFE_BIGINT ? Number(value) : value;
}

/** Whether the object is an int, bool or of a subclass. */
export function isInt(object: PyObject): object is PyInt {
	return (object.type.typeFlags & TPFLAGS_LONG_SUBCLASS) !== 0;
}

export function intToBigInt(int: PyInt): bigint {
	return BigInt(int.value);
}

const SSIZE_MAX = 2n ** 63n - 1n;

/**
 * The value as a C ssize_t. Between 2^53 and 2^63 the result is the nearest double: such a size fails later anyway.
 * Raises OverflowError beyond.
 */
export function intAsNumber(int: PyInt): number {
	const value = int.value;
	if (typeof value === "number") return value;
	if (value > SSIZE_MAX || value < -SSIZE_MAX - 1n) overflowError("Python int too large to convert to C ssize_t");
	return Number(value);
}

/** The value as a C int. Raises OverflowError. */
export function intAsCInt(int: PyInt): number {
	const value = int.value;
	if (value > 0x7fffffff || value < -0x80000000) overflowError("Python int too large to convert to C int");
	return Number(value);
}

/** The value as a double, rounded half to even. Raises OverflowError. */
export function intAsDouble(int: PyInt): number {
	const value = int.value;
	if (typeof value === "number") return value;
	const double = Number(value);
	if (!Number.isFinite(double)) overflowError("int too large to convert to float");
	return double;
}

/** Raises TypeError unless the object is an int. */
export function requireInt(object: PyObject): PyInt {
	if (!isInt(object)) typeError("an integer is required");
	return object as PyInt;
}
