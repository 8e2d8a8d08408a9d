// The module `itertools`. The iterators are in itertoolsStream.ts (one item after another), itertoolsGroups.ts (groupby,
// tee, zip_longest …) and itertoolsCombinations.ts. Mirrors Modules/itertoolsmodule.c.

import { drop, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { callNoArgs, getIter, indexAsNumber, lookupAttr } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { valueError } from "../objects/errors.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { internStr } from "../objects/str.ts";
import { newTuple } from "../objects/tuple.ts";
import { addType, buildModule } from "./define.ts";
import { CombinationsType, CombinationsWithReplacementType, PermutationsType, ProductType } from "./itertoolsCombinations.ts";
import { BatchedType, GroupbyType, GrouperType, newTee, PairwiseType, TeeDataType, TeeType, ZipLongestType } from "./itertoolsGroups.ts";
import {
	AccumulateType,
	ChainType,
	CompressType,
	CountType,
	CycleType,
	DropWhileType,
	FilterFalseType,
	IsliceType,
	RepeatType,
	StarmapType,
	TakeWhileType,
} from "./itertoolsStream.ts";

/** n independent iterators over one: copies of the first, which is a tee itself or knows how to copy itself. */
function tee(_module: PyObject, iterable: PyObject, n: PyObject | null): Own<PyObject> {
	const count = n === null ? 2 : indexAsNumber(n, "OverflowError");
	if (count < 0) valueError("n must be >= 0");
	if (count === 0) return newTuple([]);
	const iterator = hold(getIter(iterable), "iterator");
	const copier = lookupAttr(iterator, internStr("__copy__"));
	if (copier === null) {
		const first = hold(newTee(iterator), "tee");
		const result = hold(copies(first, count), "tees");
		return finish([iterator, first], result);
	}
	hold(copier, "method __copy__");
	const items: Own<PyObject>[] = [incref(iterator)];
	for (let i = 1; i < count; i++) items.push(callNoArgs(copier));
	const result = hold(newTuple(items), "tees");
	return finish([iterator, copier], result);
}

function copies(first: PyObject, count: number): Own<PyObject> {
	const items: Own<PyObject>[] = [incref(first)];
	for (let i = 1; i < count; i++) items.push(newTee(first));
	return newTuple(items);
}

function finish(held: readonly PyObject[], result: PyObject): Own<PyObject> {
	const owned = take(result);
	for (const o of [...held].reverse()) drop(o);
	return owned;
}

const functions: readonly MethodDef[] = [def("tee", "($module, iterable, n=2, /)", "Independent iterators over one iterable.", tee)];

export function initItertools(): Own<PyModule> {
	const module = hold(buildModule("itertools", "Iterators as building blocks.", functions), "module itertools");
	for (const type of [
		AccumulateType,
		BatchedType,
		ChainType,
		CombinationsType,
		CombinationsWithReplacementType,
		CompressType,
		CountType,
		CycleType,
		DropWhileType,
		FilterFalseType,
		GroupbyType,
		GrouperType,
		IsliceType,
		PairwiseType,
		PermutationsType,
		ProductType,
		RepeatType,
		StarmapType,
		TakeWhileType,
		TeeType,
		TeeDataType,
		ZipLongestType,
	]) {
		addType(module, type);
	}
	return take(module);
}
