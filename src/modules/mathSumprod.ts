// math.sumprod: as long as it can, it adds up products of small ints as ints, then those of floats in threefold precision, and all
// others by `+` and `*`. What came before a change of ways is added to the total then. Read `sumprod` first.
// Mirrors math_sumprod_impl and its double and triple lengths (Modules/mathmodule.c; Ogita, Rump and Oishi's algorithm 5.10).

import { dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { binaryOp, getIter, iterNext } from "../objects/abstract.ts";
import { BoolType } from "../objects/bool.ts";
import { valueError } from "../objects/errors.ts";
import { FloatType, newFloat, type PyFloat } from "../objects/float.ts";
import { IntType, newInt, type PyInt } from "../objects/int.ts";
import type { PyObject } from "../objects/object.ts";
import { fusedMultiplyAdd } from "./mathExact.ts";

const NB_ADD = 0;
const NB_MULTIPLY = 5;

/** A double and what rounding took from it. */
type Pair = readonly [high: number, low: number];

function sum(a: number, b: number): Pair {
	const x = a + b;
	const z = x - a;
	return [x, a - (x - z) + (b - z)];
}

/** 2^27 + 1, by which a double splits into halves. */
const SPLITTER = 134217729;
/** Between these sizes the halves of the factors neither overflow nor lose bits of the product. */
const LARGE = 2 ** 490;
const SMALL = 2 ** -900;

/** FAST: `fusedMultiplyAdd` reckons with bigints. */
function product(x: number, y: number): Pair {
	const z = x * y;
	if (z === 0 && (x === 0 || y === 0)) return [z, 0];
	if (Math.abs(x) > LARGE || Math.abs(y) > LARGE || Math.abs(z) < SMALL || !Number.isFinite(z)) {
		return [z, Number.isFinite(z) ? fusedMultiplyAdd(x, y, -z) : Number.NaN];
	}
	const [a, b] = [SPLITTER * x, SPLITTER * y];
	const [x1, y1] = [a - (a - x), b - (b - y)];
	const [x2, y2] = [x - x1, y - y1];
	return [z, x2 * y2 - (z - x1 * y1 - x2 * y1 - x1 * y2)];
}

interface Triple {
	readonly high: number;
	readonly low: number;
	readonly tiny: number;
}

const ZERO: Triple = { high: 0, low: 0, tiny: 0 };

function addProduct(x: number, y: number, total: Triple): Triple {
	const [high, low] = product(x, y);
	const [sumHigh, sumLow] = sum(total.high, high);
	const [r1High, r1Low] = sum(total.low, low);
	const [r2High, r2Low] = sum(r1High, sumLow);
	return { high: sumHigh, low: r2High, tiny: total.tiny + r1Low + r2Low };
}

function rounded({ high, low, tiny }: Triple): number {
	const [lastHigh, lastLow] = sum(low, tiny);
	const [totalHigh, totalLow] = sum(high, lastHigh);
	return totalHigh + (lastLow + totalLow);
}

/** A C long: of an int and nothing else. */
function longOf(o: PyObject): bigint | null {
	if (o.type !== IntType) return null;
	const value = BigInt((o as PyInt).value);
	return fitsLong(value) ? value : null;
}

const fitsLong = (value: bigint): boolean => BigInt.asIntN(64, value) === value;

/** Both as doubles, if at least one is a float and the other a float, int or bool. */
function doublesOf(p: PyObject, q: PyObject): readonly [number, number] | null {
	if (p.type !== FloatType && q.type !== FloatType) return null;
	const [x, y] = [doubleOf(p), doubleOf(q)];
	return x === null || y === null ? null : [x, y];
}

function doubleOf(o: PyObject): number | null {
	if (o.type === FloatType) return (o as PyFloat).value;
	if (o.type !== IntType && o.type !== BoolType) return null;
	const value = Number((o as PyInt).value);
	return Number.isFinite(value) ? value : null;
}

/** What has been added up in one of the ways, null while nothing has; and whether that way is still open. */
class Sums {
	ints: bigint | null = null;
	floats: Triple | null = null;
	takesInts = true;
	takesFloats = true;

	addInts(p: PyObject, q: PyObject): boolean {
		const [x, y] = [longOf(p), longOf(q)];
		if (x === null || y === null || !fitsLong(x * y) || !fitsLong((this.ints ?? 0n) + x * y)) return false;
		this.ints = (this.ints ?? 0n) + x * y;
		return true;
	}

	addFloats(p: PyObject, q: PyObject): boolean {
		const pair = doublesOf(p, q);
		const total = pair === null ? null : addProduct(pair[0], pair[1], this.floats ?? ZERO);
		if (total === null || !Number.isFinite(total.high)) return false;
		this.floats = total;
		return true;
	}

	/** False if the pair can go neither way. A way that it couldn't go is closed. */
	add(p: PyObject, q: PyObject): boolean {
		this.takesInts &&= this.addInts(p, q);
		if (this.takesInts) return true;
		this.takesFloats &&= this.addFloats(p, q);
		return this.takesFloats;
	}

	/** What was added as ints, which begins anew. New. */
	takeInts(): Own<PyObject> | null {
		const { ints } = this;
		this.ints = null;
		return ints === null ? null : newInt(ints);
	}

	takeFloats(): Own<PyObject> | null {
		const { floats } = this;
		this.floats = null;
		return floats === null ? null : newFloat(rounded(floats));
	}
}

/** `total + term`; gives up both, the first of which is the handle held last. Held in its place. */
function addTo(total: PyObject, term: Own<PyObject> | null): PyObject {
	if (term === null) return total;
	hold(term, "term of sumprod()");
	return hold(dropKeeping(total, dropKeeping(term, binaryOp(NB_ADD, total, term))), "sum so far");
}

/** The next of both, owned; null at the end of both. Raises ValueError. */
function nextPair(left: PyObject, right: PyObject): readonly [Own<PyObject>, Own<PyObject>] | null {
	const x = iterNext(left);
	if (x !== null) hold(x, "factor");
	const y = iterNext(right);
	if (y !== null) hold(y, "factor");
	if (x === null && y === null) return null;
	if (x === null || y === null) return valueError("Inputs are not the same length");
	take(y);
	take(x);
	return [x, y];
}

export function sumprod(_module: PyObject, p: PyObject, q: PyObject): Own<PyObject> {
	const left = hold(getIter(p), "iterator of sumprod()");
	const right = hold(getIter(q), "iterator of sumprod()");
	const sums = new Sums();
	let total: PyObject = hold(newInt(0) as Own<PyObject>, "sum so far");
	for (let pair = nextPair(left, right); pair !== null; pair = nextPair(left, right)) {
		const x = hold(pair[0], "factor");
		const y = hold(pair[1], "factor");
		const isAdded = sums.add(x, y);
		const term = isAdded ? null : binaryOp(NB_MULTIPLY, x, y);
		const product = dropKeeping(x, dropKeeping(y, term));
		if (!sums.takesInts) total = addTo(total, sums.takeInts());
		if (!sums.takesFloats) total = addTo(total, sums.takeFloats());
		total = addTo(total, product);
	}
	total = addTo(total, sums.takeInts());
	total = addTo(total, sums.takeFloats());
	return dropKeeping(left, dropKeeping(right, take(total) as Own<PyObject>));
}
