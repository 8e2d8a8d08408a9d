// The module `itertools`. The iterators are in itertoolsStream.ts (one item after another), itertoolsGroups.ts (groupby,
// tee, zip_longest …) and itertoolsCombinations.ts. Mirrors Modules/itertoolsmodule.c.

import { drop, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { getIter, indexAsNumber } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { valueError } from "../objects/errors.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
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

/** n independent iterators over one; those of a tee go on where it stands. */
function tee(_module: PyObject, iterable: PyObject, n: PyObject | null): Own<PyObject> {
	const count = n === null ? 2 : indexAsNumber(n, "OverflowError");
	if (count < 0) valueError("n must be >= 0");
	if (count === 0) return newTuple([]);
	const iterator = hold(getIter(iterable), "iterator");
	const first = newTee(iterator);
	drop(iterator);
	const items = [first];
	while (items.length < count) items.push(newTee(first));
	return newTuple(items);
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
