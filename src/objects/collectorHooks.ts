// Connects the collector with what only this layer knows: tuples, the exception in flight, and how many dead objects the
// freelists keep (generation 0's count depends on it). Takes effect when it is imported.
// Mirrors _PyTuple_MaybeUntrack (Objects/tupleobject.c) and the limits in pycore_freelist_state.h.

import { freelistOwners } from "../heap/gc/collect.ts";
import { gcHooks } from "../heap/gc/state.ts";
import { isTracked } from "../heap/gc/tracking.ts";
import { type HeapObject, heap, isGC } from "../heap/header.ts";
import { staticTypes } from "./object.ts";
import { thread } from "./state.ts";
import { type PyTuple, TupleType } from "./tuple.ts";

/** Tuples of up to this length have freelists, one for each length. */
const LONGEST_KEPT = 20;
const KEPT_PER_LENGTH = 2000;
const keptTuples = new Int32Array(LONGEST_KEPT + 1);

/** Counts the birth of an exact tuple, unless a freelist serves it. */
export function countTupleBirth(length: number): void {
	if (length > 0 && length <= LONGEST_KEPT && keptTuples[length]! > 0) keptTuples[length]!--;
	else heap.countAllocation();
}

heap.keepsSized = (object: HeapObject): boolean => {
	const length = (object as PyTuple).items.length;
	if (length === 0 || length > LONGEST_KEPT || keptTuples[length]! >= KEPT_PER_LENGTH) return false;
	keptTuples[length]!++;
	return true;
};

freelistOwners.push(() => {
	keptTuples.fill(0);
	for (const type of staticTypes) if (type.freelistLength > 0) type.freelistLength = 0;
});

gcHooks.exceptionInFlight = () => thread.currentException !== null;

gcHooks.needsNoTracking = (object: HeapObject): boolean => {
	if (object.type !== TupleType) return false;
	for (const item of (object as PyTuple).items) {
		if (item.type === TupleType ? isTracked(item) : isGC(item)) return false;
	}
	return true;
};
