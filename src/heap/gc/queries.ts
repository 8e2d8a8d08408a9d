// What Python's gc module lets a program see and set beyond collecting: lists of objects, referrers, referents, freezing.
// Nothing here runs Python code; results are borrowed. Read `objectsOf` first. Mirrors Python/gc.c, Modules/gcmodule.c.

import { FINALIZED, type GCObject, type HeapObject, isGC } from "../header.ts";
import { makeAllThatWasPutOff } from "./belated.ts";
import { collector, setCount } from "./state.ts";
import { generations, OLDEST, PERMANENT } from "./tracking.ts";

/** The tracked objects of a generation, or of all three; in list order. */
export function objectsOf(generation: number | null): GCObject[] {
	makeAllThatWasPutOff();
	if (generation !== null) return [...generations[generation]!.objects()];
	return [0, 1, 2].flatMap((i) => [...generations[i]!.objects()]);
}

/** The tracked objects that refer to any of the targets, oldest generation last. */
export function referrersOf(targets: ReadonlySet<HeapObject>): GCObject[] {
	return objectsOf(null).filter((object) => refersTo(object, targets));
}

function refersTo(object: GCObject, targets: ReadonlySet<HeapObject>): boolean {
	let found = false;
	object.type.traverse?.(object, (ref) => {
		found ||= targets.has(ref);
	});
	return found;
}

/** What an object refers to, as far as the collector can see, in order and with repetitions. */
export function referentsOf(object: HeapObject): HeapObject[] {
	const referents: HeapObject[] = [];
	if (isGC(object)) object.type.traverse?.(object, (ref) => referents.push(ref));
	return referents;
}

export function isFinalized(object: HeapObject): boolean {
	return isGC(object) && (object.flags & FINALIZED) !== 0;
}

/** Puts everything that is tracked out of the collector's reach. */
export function freeze(): void {
	makeAllThatWasPutOff();
	for (let i = 0; i <= OLDEST; i++) {
		generations[PERMANENT]!.merge(generations[i]!);
		setCount(i, 0);
	}
}

export function unfreeze(): void {
	generations[OLDEST]!.merge(generations[PERMANENT]!);
}

export function frozenCount(): number {
	return generations[PERMANENT]!.size;
}

/** What exists when a program starts is old: it counts as the survivors of a full collection. */
export function promoteAll(): void {
	for (let i = 0; i <= OLDEST; i++) {
		if (i < OLDEST) generations[OLDEST]!.merge(generations[i]!);
		setCount(i, 0);
	}
	collector.longLivedTotal = generations[OLDEST]!.size;
}
