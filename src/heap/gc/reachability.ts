// Which of the candidates nothing outside refers to: counts are copied, references among candidates are subtracted, and
// what keeps none, and is not reached from one that does, is unreachable.
//
// Runs no Python code, so lists may be out of order meanwhile. An object that is first taken for unreachable and then
// reached goes to the end of the list of the reachable ones: the order that CPython's collector leaves.
// Read `deduceUnreachable` first. Mirrors deduce_unreachable and its parts (Python/gc.c).

import { COLLECTING, type GCObject, HeapFault, type HeapObject, IMMORTAL_REFCNT, isGC, UNREACHABLE } from "../header.ts";
import type { Generation } from "./tracking.ts";

/** Candidates that are known or assumed reachable, in order; it grows while it is scanned. */
let reachable: GCObject[] = [];
/** Those taken for unreachable; null where one was reached after all. `gcIndex` is the place here. */
let unreachable: (GCObject | null)[] = [];

/**
 * Splits what is in `base`: what is reachable stays there, what is not is appended to `to` with COLLECTING set. Immortal
 * objects are untracked.
 */
export function deduceUnreachable(base: Generation, to: Generation): void {
	const candidates = updateRefs(base.takeAll());
	subtractRefs(candidates);
	moveUnreachable(candidates);
	base.appendAll(reachable);
	for (const object of unreachable) {
		if (object === null) continue;
		object.flags &= ~UNREACHABLE;
		to.append(object);
	}
	reachable = [];
	unreachable = [];
}

/** Notes each candidate's count; the array becomes that of the candidates. */
function updateRefs(objects: GCObject[]): GCObject[] {
	let kept = 0;
	for (const object of objects) {
		if (object.refcnt === IMMORTAL_REFCNT) {
			object.gcIndex = -1;
			continue;
		}
		if (object.refcnt <= 0) throw new HeapFault(`a ${object.type.name} with count ${object.refcnt} is tracked`);
		object.gcRefs = object.refcnt;
		object.flags |= COLLECTING;
		objects[kept++] = object;
	}
	objects.length = kept;
	return objects;
}

/** Takes off the references from candidates to candidates. */
function subtractRefs(candidates: readonly GCObject[]): void {
	for (const object of candidates) object.type.traverse?.(object, visitDecref);
}

function visitDecref(ref: HeapObject): void {
	if ((ref.flags & COLLECTING) !== 0 && isGC(ref)) ref.gcRefs--;
}

function moveUnreachable(candidates: GCObject[]): void {
	const queue = candidates;
	reachable = [];
	unreachable = [];
	pendingReachable = queue;
	for (let i = 0; i < queue.length; i++) {
		const object = queue[i]!;
		if (object.gcRefs < 0) throw new HeapFault(`a ${object.type.name} has more holders than its count ${object.refcnt} says`);
		if (object.gcRefs > 0) {
			object.type.traverse?.(object, visitReachable);
			object.flags &= ~COLLECTING;
			reachable.push(object);
		} else {
			object.flags |= UNREACHABLE;
			object.gcIndex = unreachable.length;
			unreachable.push(object);
		}
	}
	pendingReachable = [];
}

/** The list that `moveUnreachable` is going through. */
let pendingReachable: GCObject[] = [];

function visitReachable(ref: HeapObject): void {
	if ((ref.flags & COLLECTING) === 0 || !isGC(ref)) return;
	if ((ref.flags & UNREACHABLE) !== 0) {
		unreachable[ref.gcIndex] = null;
		ref.flags &= ~UNREACHABLE;
		ref.gcRefs = 1;
		pendingReachable.push(ref);
	} else if (ref.gcRefs === 0) {
		ref.gcRefs = 1;
	}
}
