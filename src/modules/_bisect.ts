// The module `_bisect`: where an item belongs in a sorted sequence, and its insertion there. Invariant of the search: what is left of
// `low` belongs before the item, what is at `high` or beyond it after. Read `bisect` first. Mirrors Modules/_bisectmodule.c.

import { decref, incref } from "../heap/refcount.ts";
import { drop, dropKeeping, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { callMethod, callOneArg, isIndex, length, richCompareBool } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { sizeArgument } from "../objects/conversions.ts";
import { typeError, valueError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import { ListType, listInsert, type PyList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import { type PyObject, Py_LT } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { internStr } from "../objects/str.ts";
import { buildModule } from "./define.ts";

type Bound = PyObject | null;

const isGiven = (value: Bound): value is PyObject => value !== null && value !== None;

function checkIndexable(sequence: PyObject): void {
	const { type } = sequence;
	if (type.sqItem !== null) return;
	typeError(type.mpSubscript !== null ? `${type.name} is not a sequence` : `'${type.name}' object does not support indexing`);
}

function limitArgument(hi: PyObject): number {
	return isIndex(hi) ? sizeArgument(hi) : typeError(`argument should be integer or None, not '${hi.type.name}'`);
}

/** Before (`isLeft`) or behind the items equal to the given one. `key` is applied to the sequence's items only. May run Python code. */
function bisect(sequence: PyObject, item: PyObject, lo: Bound, hi: Bound, key: Bound, isLeft: boolean): number {
	let low = sizeArgument(lo);
	const limit = isGiven(hi) ? limitArgument(hi) : -1;
	if (low < 0) valueError("lo must be non-negative");
	let high = limit === -1 ? length(sequence) : limit;
	checkIndexable(sequence);
	while (low < high) {
		const middle = Math.floor((low + high) / 2);
		const other = hold(keyOf(sequence.type.sqItem!(sequence, middle), key), "item of the sequence");
		const isLess = isLeft ? richCompareBool(other, item, Py_LT) : richCompareBool(item, other, Py_LT);
		drop(other);
		if (isLess === isLeft) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Steals the item. */
function keyOf(item: Own<PyObject>, key: Bound): Own<PyObject> {
	if (!isGiven(key)) return item;
	hold(item, "item of the sequence");
	return dropKeeping(item, callOneArg(key, item));
}

function search(isLeft: boolean) {
	return (_module: PyObject, sequence: PyObject, item: PyObject, lo: Bound, hi: Bound, key: Bound): Own<PyObject> =>
		newInt(bisect(sequence, item, lo, hi, key, isLeft));
}

function insort(isLeft: boolean) {
	return (_module: PyObject, sequence: PyObject, item: PyObject, lo: Bound, hi: Bound, key: Bound): Own<PyObject> => {
		const sought = hold(keyOf(incref(item), key), "key of the item");
		const index = bisect(sequence, sought, lo, hi, key, isLeft);
		drop(sought);
		insert(sequence, index, item);
		return newNone();
	};
}

function insert(sequence: PyObject, index: number, item: PyObject): void {
	if (sequence.type === ListType) return listInsert(sequence as PyList, index, item);
	const where = hold(newInt(index), "index");
	decref(callMethod(sequence, internStr("insert"), [where, item]));
	drop(where);
}

const SIGNATURE = "($module, /, a, x, lo=0, hi=None, *, key=None)";

const functions: readonly MethodDef[] = [
	def("bisect_right", SIGNATURE, "The index behind the items equal to x.", search(false)),
	def("bisect_left", SIGNATURE, "The index before the items equal to x.", search(true)),
	def("insort_right", SIGNATURE, "Inserts x behind the items equal to it.", insort(false)),
	def("insort_left", SIGNATURE, "Inserts x before the items equal to it.", insort(true)),
];

export function initBisect(): Own<PyModule> {
	return buildModule("_bisect", "Search in sorted sequences.", functions);
}
