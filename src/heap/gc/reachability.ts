// Which of the candidates nothing outside refers to: counts are copied, references among candidates are subtracted, and
// what keeps none, and is not reached from one that does, is unreachable.
//
// Runs no Python code, so lists may be out of order meanwhile. An object that is first taken for unreachable and then
// reached goes to the end of the list of the reachable ones: the order that CPython's collector leaves.
// FAST: an object is touched three times only, each time for all that is to be done with it: this is what a collection's time goes
// into. Read `deduceUnreachable` first. Mirrors deduce_unreachable and its parts (Python/gc.c), and untrack_tuples and gc_list_merge.

import { COLLECTING, type GCObject, GENERATION_MASK, HeapFault, type HeapObject, IMMORTAL_REFCNT, UNREACHABLE } from "../header.ts";
import { gcHooks } from "./state.ts";
import type { Generation } from "./tracking.ts";

/** Candidates that are known or assumed reachable; it grows while it is scanned. */
let queue: GCObject[] = [];
/** Those taken for unreachable; null where one was reached after all. `gcIndex` is the place here. */
let unreachable: (GCObject | null)[] = [];

/**
 * Takes all objects out of the lists `from`, in order. What is unreachable is put into `to` with COLLECTING set, the rest
 * goes to the end of `survivors`, and is counted. With `tidy`, tuples that need not be tracked are untracked
 * before, and immortal objects always.
 */
export function deduceUnreachable(from: readonly Generation[], survivors: Generation, to: Generation, tidy: boolean): number {
	queue = updateRefs(from, tidy);
	unreachable = [];
	subtractRefs(queue);
	const survived = moveUnreachable(survivors);
	for (const object of unreachable) {
		if (object === null) continue;
		object.flags &= ~UNREACHABLE;
		to.append(object);
	}
	queue = [];
	unreachable = [];
	return survived;
}

/** Notes each candidate's count; what the lists hold, as one array. */
function updateRefs(from: readonly Generation[], tidy: boolean): GCObject[] {
	const [first, ...others] = from.map((list) => list.takeSlots());
	const candidates = first as GCObject[];
	let kept = noteCounts(first!, candidates, 0, tidy);
	candidates.length = kept;
	for (const slots of others) kept = noteCounts(slots, candidates, kept, tidy);
	return candidates;
}

function noteCounts(slots: readonly (GCObject | null)[], candidates: GCObject[], kept: number, tidy: boolean): number {
	for (let i = 0; i < slots.length; i++) {
		const object = slots[i]!;
		if (object === null) continue;
		const n = object.refcnt;
		if (n === IMMORTAL_REFCNT || (tidy && gcHooks.needsNoTracking(object))) {
			object.gcIndex = -1;
			continue;
		}
		if (n <= 0) throw new HeapFault(`a ${object.type.name} with count ${n} is tracked`);
		object.gcRefs = n;
		object.flags |= COLLECTING;
		candidates[kept++] = object;
	}
	return kept;
}

/** Takes off the references from candidates to candidates. */
function subtractRefs(candidates: readonly GCObject[]): void {
	for (let i = 0; i < candidates.length; i++) {
		const object = candidates[i]!;
		object.type.traverse?.(object, visitDecref);
	}
}

function visitDecref(ref: HeapObject): void {
	if ((ref.flags & COLLECTING) !== 0) (ref as GCObject).gcRefs--;
}

function moveUnreachable(survivors: Generation): number {
	const slots = survivors.slots;
	const before = slots.length;
	for (let i = 0; i < queue.length; i++) {
		const object = queue[i]!;
		const refs = object.gcRefs;
		if (refs > 0) {
			object.type.traverse?.(object, visitReachable);
			object.gcIndex = slots.length;
			object.flags = (object.flags & ~(GENERATION_MASK | COLLECTING)) | survivors.number;
			slots.push(object);
		} else if (refs < 0) {
			throw new HeapFault(`a ${object.type.name} has more holders than its count ${object.refcnt} says`);
		} else {
			object.flags |= UNREACHABLE;
			object.gcIndex = unreachable.length;
			unreachable.push(object);
		}
	}
	const survived = slots.length - before;
	survivors.size += survived;
	return survived;
}

function visitReachable(ref: HeapObject): void {
	const { flags } = ref;
	if ((flags & COLLECTING) === 0) return;
	const object = ref as GCObject;
	if ((flags & UNREACHABLE) !== 0) {
		unreachable[object.gcIndex] = null;
		object.flags = flags & ~UNREACHABLE;
		object.gcRefs = 1;
		queue.push(object);
	} else if (object.gcRefs === 0) {
		object.gcRefs = 1;
	}
}
