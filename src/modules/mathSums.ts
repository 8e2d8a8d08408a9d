// The functions of math that run over several numbers: fsum, prod, dist, hypot. Mirrors Modules/mathmodule.c.

import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { asDouble, binaryOp, getIter, iterNext, sequenceTuple } from "../objects/abstract.ts";
import { def, defRaw, type MethodDef, noKeywords } from "../objects/args.ts";
import { overflowError, valueError } from "../objects/errors.ts";
import { newFloat } from "../objects/float.ts";
import { newInt } from "../objects/int.ts";
import type { PyObject } from "../objects/object.ts";
import { isTuple, type PyTuple } from "../objects/tuple.ts";
import { exactNorm } from "./mathExact.ts";
import { sumprod } from "./mathSumprod.ts";

const NB_MULTIPLY = 5;

/** Adds to a sum kept as non-overlapping parts, smallest first. */
function addPart(parts: number[], value: number): number {
	let x = value;
	let kept = 0;
	for (const part of parts) {
		let y = part;
		if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
		const high = x + y;
		const low = y - (high - x);
		if (low !== 0) parts[kept++] = low;
		x = high;
	}
	parts.length = kept;
	return x;
}

/** The parts rounded to one double, half to even. */
function roundParts(parts: readonly number[]): number {
	let n = parts.length;
	if (n === 0) return 0;
	let high = parts[--n]!;
	let low = 0;
	while (n > 0) {
		const x = high;
		const y = parts[--n]!;
		high = x + y;
		low = y - (high - x);
		if (low !== 0) break;
	}
	if (n > 0 && ((low < 0 && parts[n - 1]! < 0) || (low > 0 && parts[n - 1]! > 0))) {
		const doubled = low * 2;
		const x = high + doubled;
		if (doubled === x - high) high = x;
	}
	return high;
}

/** Special values are summed apart. */
interface Specials {
	total: number;
	infinities: number;
}

function fsum(_module: PyObject, iterable: PyObject): Own<PyObject> {
	const iterator = hold(getIter(iterable), "iterator of fsum()");
	const parts: number[] = [];
	const special: Specials = { total: 0, infinities: 0 };
	for (let item = iterNext(iterator); item !== null; item = iterNext(iterator)) {
		hold(item, "item of fsum()");
		const value = asDouble(item);
		drop(item);
		const x = addPart(parts, value);
		if (Number.isFinite(x)) {
			if (x !== 0) parts.push(x);
		} else addSpecial(special, value, parts);
	}
	drop(iterator);
	if (special.total === 0) return newFloat(roundParts(parts));
	if (Number.isNaN(special.infinities)) valueError("-inf + inf in fsum");
	return newFloat(special.total);
}

function addSpecial(special: Specials, value: number, parts: number[]): void {
	if (Number.isFinite(value)) overflowError("intermediate overflow in fsum");
	if (!Number.isNaN(value)) special.infinities += value;
	special.total += value;
	parts.length = 0;
}

function prod(_module: PyObject, iterable: PyObject, start: PyObject | null): Own<PyObject> {
	const iterator = hold(getIter(iterable), "iterator of prod()");
	let result = start === null ? newInt(1) : incref(start as PyObject);
	for (;;) {
		hold(result as Own<PyObject>, "product so far");
		const item = iterNext(iterator);
		if (item === null) break;
		result = multiplyHeld(result, item);
	}
	take(result);
	return dropKeeping(iterator, result);
}

/** `held * item`; gives up both, the first of which is the handle held last. */
function multiplyHeld(held: PyObject, item: Own<PyObject>): Own<PyObject> {
	hold(item, "item of prod()");
	const product = binaryOp(NB_MULTIPLY, held, item);
	return dropKeeping(held, dropKeeping(item, product));
}

/** The Euclidean length of a vector. */
function norm(values: readonly number[]): number {
	if (values.some((x) => Math.abs(x) === Number.POSITIVE_INFINITY)) return Number.POSITIVE_INFINITY;
	if (values.some(Number.isNaN)) return Number.NaN;
	return values.length === 1 ? Math.abs(values[0]!) : exactNorm(values);
}

function hypot(_module: PyObject, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	noKeywords("math.hypot", kwnames);
	return newFloat(norm(args.map(asDouble)));
}

function point(o: PyObject): Own<PyTuple> {
	return isTuple(o) ? incref(o as PyTuple) : sequenceTuple(o);
}

function dist(_module: PyObject, p: PyObject, q: PyObject): Own<PyObject> {
	const from = hold(point(p), "first point") as PyTuple;
	const to = hold(point(q), "second point") as PyTuple;
	if (from.items.length !== to.items.length) valueError("both points must have the same number of dimensions");
	const length = norm(from.items.map((x, i) => Math.abs(asDouble(x) - asDouble(to.items[i]!))));
	drop(to);
	drop(from);
	return newFloat(length);
}

export const sumFunctions: readonly MethodDef[] = [
	def("fsum", "($module, seq, /)", "The sum without loss of precision.", fsum),
	def("prod", "($module, iterable, /, *, start=1)", "The product of the items.", prod),
	def("sumprod", "($module, p, q, /)", "The sum of the products of items in pairs.", sumprod),
	def("dist", "($module, p, q, /)", "The distance of two points.", dist),
	defRaw("hypot", "($module, /, *coordinates)", "The length of a vector.", hypot),
];
