// sum, min, max, sorted, all, any: the builtins that run through an iterable. Mirrors Python/bltinmodule.c.

import { drop, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, decrefBoth, incref } from "../heap/refcount.ts";
import { binaryOp, callMethod, callOneArg, getIter, isTrue, iterNext, richCompareBool, sequenceList } from "../objects/abstract.ts";
import { bindArguments, def, defRaw, type MethodDef, type Parameter } from "../objects/args.ts";
import { BoolType, newBool } from "../objects/bool.ts";
import { ComplexType, newComplex, type PyComplex } from "../objects/complex.ts";
import { typeError, valueError } from "../objects/errors.ts";
import { FloatType, newFloat, type PyFloat } from "../objects/float.ts";
import { IntType, intAsDouble, isInt, newInt, type PyInt } from "../objects/int.ts";
import { type CompareOp, isSubtype, type PyObject, Py_GT, Py_LT } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { internStr, isStr } from "../objects/str.ts";
import { BytesType } from "../objects/bytes.ts";
import { ByteArrayType } from "../objects/bytearray.ts";
import type { PyTuple } from "../objects/tuple.ts";

const NB_ADD = 0;

/** A sum of doubles with the rounding errors collected apart (Neumaier). */
class CompensatedSum {
	high: number;
	low = 0;

	constructor(start: number) {
		this.high = start;
	}

	add(x: number): void {
		const t = this.high + x;
		if (Math.abs(this.high) >= Math.abs(x)) this.low += this.high - t + x;
		else this.low += x - t + this.high;
		this.high = t;
	}

	total(): number {
		return this.low !== 0 && Number.isFinite(this.low) ? this.high + this.low : this.high;
	}
}

function checkStart(start: PyObject): void {
	if (isStr(start)) typeError("sum() can't sum strings [use ''.join(seq) instead]");
	if (isSubtype(start.type, BytesType)) typeError("sum() can't sum bytes [use b''.join(seq) instead]");
	if (isSubtype(start.type, ByteArrayType)) typeError("sum() can't sum bytearray [use b''.join(seq) instead]");
}

/**
 * Adds up items as long as they fit the kind of sum under way (exact ints, then floats, then complex numbers), and goes on
 * with `+` from the first that does not.
 */
function sum(_module: PyObject, iterable: PyObject, start: PyObject | null): Own<PyObject> {
	const iterator = hold(getIter(iterable), "iterator of sum()");
	if (start !== null) checkStart(start);
	let result: Own<PyObject> = start === null ? newInt(0) : incref(start);
	for (const phase of [sumInts, sumFloats, sumComplex]) {
		const reached = phase(iterator, result);
		if (reached === null) continue;
		result = reached.result;
		if (reached.done) {
			drop(iterator);
			return result;
		}
	}
	return sumObjects(iterator, result);
}

interface Reached {
	readonly result: Own<PyObject>;
	readonly done: boolean;
}

function sumObjects(iterator: PyObject, start: Own<PyObject>): Own<PyObject> {
	let result = start;
	for (;;) {
		hold(result, "sum so far");
		const item = iterNext(iterator);
		if (item === null) break;
		result = addHeld(result, item);
	}
	take(result);
	drop(iterator);
	return result;
}

/** `held + item`; gives up both, the first of which is the handle held last. */
function addHeld(held: PyObject, item: Own<PyObject>): Own<PyObject> {
	hold(item, "item of sum()");
	const sum = binaryOp(NB_ADD, held, item);
	take(item);
	take(held);
	hold(sum, "sum so far");
	decrefBoth(held, item);
	return take(sum);
}

function sumInts(iterator: PyObject, start: Own<PyObject>): Reached | null {
	if (start.type !== IntType) return null;
	let total = (start as unknown as PyInt).value;
	decref(start);
	for (;;) {
		const item = iterNext(iterator);
		if (item === null) return { result: newInt(total), done: true };
		const value = item.type === IntType || item.type === BoolType ? (item as unknown as PyInt).value : null;
		const next = value === null || typeof total === "bigint" || typeof value === "bigint" ? null : total + value;
		if (next === null || !Number.isSafeInteger(next)) return { result: addHeld(hold(newInt(total), "sum so far"), item), done: false };
		total = next;
		decref(item);
	}
}

function sumFloats(iterator: PyObject, start: Own<PyObject>): Reached | null {
	if (start.type !== FloatType) return null;
	const total = new CompensatedSum((start as unknown as PyFloat).value);
	decref(start);
	for (;;) {
		const item = iterNext(iterator);
		if (item === null) return { result: newFloat(total.total()), done: true };
		if (item.type === FloatType) total.add((item as unknown as PyFloat).value);
		else if (isInt(item)) addInt(total, item);
		else return { result: addHeld(hold(newFloat(total.total()), "sum so far"), item), done: false };
		decref(item);
	}
}

/** Raises OverflowError for an int beyond the doubles. */
function addInt(total: CompensatedSum, item: Own<PyObject>): void {
	hold(item, "item of sum()");
	total.add(intAsDouble(item as unknown as PyInt));
	take(item);
}

function sumComplex(iterator: PyObject, start: Own<PyObject>): Reached | null {
	if (start.type !== ComplexType) return null;
	const first = start as unknown as PyComplex;
	const real = new CompensatedSum(first.real);
	const imag = new CompensatedSum(first.imag);
	decref(start);
	for (;;) {
		const item = iterNext(iterator);
		if (item === null) return { result: newComplex(real.total(), imag.total()), done: true };
		if (item.type === ComplexType) {
			real.add((item as unknown as PyComplex).real);
			imag.add((item as unknown as PyComplex).imag);
		} else if (isInt(item)) addInt(real, item);
		else if (item.type === FloatType) real.add((item as unknown as PyFloat).value);
		else return { result: addHeld(hold(newComplex(real.total(), imag.total()), "sum so far"), item), done: false };
		decref(item);
	}
}

const extremeParameters: readonly Parameter[] = [
	{ name: "key", required: false, kind: "keyword" },
	{ name: "default", required: false, kind: "keyword" },
];

const NO_KEYWORDS: readonly null[] = [null, null];

function extreme(name: string, op: CompareOp, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const count = args.length - (kwnames === null ? 0 : kwnames.items.length);
	if (count === 0) typeError(`${name} expected at least 1 argument, got 0`);
	const [key, otherwise] = kwnames === null ? NO_KEYWORDS : bindArguments(name, extremeParameters, args.slice(count), kwnames);
	const keyFunction = key === null || key === None ? null : key!;
	if (count === 2 && kwnames === null && args[0]!.type === IntType && args[1]!.type === IntType) {
		const [a, b] = args as unknown as [PyInt, PyInt];
		return incref((op === Py_GT ? b.value > a.value : b.value < a.value) ? b : a);
	}
	if (count > 1) {
		if (otherwise !== null) typeError(`Cannot specify a default for ${name}() with multiple positional arguments`);
		let i = 0;
		return best(() => (i < count ? incref(args[i++]!) : null), keyFunction, op)!;
	}
	const iterator = hold(getIter(args[0]!), `iterator of ${name}()`);
	const found = best(() => iterNext(iterator), keyFunction, op);
	drop(iterator);
	if (found !== null) return found;
	return otherwise !== null ? incref(otherwise!) : valueError(`${name}() iterable argument is empty`);
}

/** The first item whose key is the extreme; null if there are no items. New. */
function best(next: () => Own<PyObject> | null, key: PyObject | null, op: CompareOp): Own<PyObject> | null {
	let bestItem: PyObject | null = null;
	let bestKey: PyObject | null = null;
	for (let item = next(); item !== null; item = next()) {
		hold(item, "item");
		const value = hold(key === null ? incref(item as PyObject) : callOneArg(key, item), "key of the item");
		if (bestItem === null) {
			bestItem = item;
			bestKey = value;
		} else if (richCompareBool(value, bestKey!, op)) {
			replaceBest(bestItem, bestKey!, item, value);
			bestItem = item;
			bestKey = value;
		} else {
			take(value);
			drop(item);
			decref(value);
		}
	}
	if (bestItem === null) return null;
	drop(bestKey!);
	return take(bestItem) as Own<PyObject>;
}

function replaceBest(oldItem: PyObject, oldKey: PyObject, item: PyObject, key: PyObject): void {
	for (const o of [key, item, oldKey, oldItem]) take(o);
	hold(own(item), "best item");
	hold(own(key), "key of the best item");
	hold(own(oldItem), "item");
	decref(oldKey);
	drop(oldItem);
}

function sorted(_module: PyObject, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const positional = args.length - (kwnames === null ? 0 : kwnames.items.length);
	if (positional !== 1) typeError(`sorted expected 1 argument, got ${positional}`);
	const list = hold(sequenceList(args[0]!), "list being sorted");
	decref(callMethod(list, internStr("sort"), args.slice(1), kwnames));
	return take(list);
}

/** Whether an item decides the matter: its truth is `wanted`. */
function someItem(iterable: PyObject, wanted: boolean): boolean {
	const iterator = hold(getIter(iterable), "iterator");
	for (let item = iterNext(iterator); item !== null; item = iterNext(iterator)) {
		hold(item, "item");
		const truth = isTrue(item);
		drop(item);
		if (truth !== wanted) continue;
		drop(iterator);
		return true;
	}
	drop(iterator);
	return false;
}

export const aggregateFunctions: readonly MethodDef[] = [
	def("all", "($module, iterable, /)", "True if no item is false.", (_m, iterable) => newBool(!someItem(iterable, false))),
	def("any", "($module, iterable, /)", "True if an item is true.", (_m, iterable) => newBool(someItem(iterable, true))),
	defRaw(
		"max",
		null,
		"max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\nThe largest item, or the largest argument.",
		(_m, args, kwnames) => extreme("max", Py_GT, args, kwnames),
	),
	defRaw(
		"min",
		null,
		"min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\nThe smallest item, or the smallest argument.",
		(_m, args, kwnames) => extreme("min", Py_LT, args, kwnames),
	),
	defRaw("sorted", "($module, iterable, /, *, key=None, reverse=False)", "A new sorted list of the items.", sorted),
	def("sum", "($module, iterable, /, start=0)", "The sum of the items and the start value.", sum),
];
