// The cyclic collector: generational, three generations, as CPython 3.13 and 3.14.5 have it.
//
// A collection merges the younger generations into the one collected, finds what nothing outside refers to, ends the weak
// references to it and runs their callbacks, runs finalizers, looks again what is still unreachable, and clears that.
// Every list keeps CPython's order, because finalizers can tell. Whatever the collector owns while Python code runs is on
// the handle stack. Read `collectMain` first. Mirrors gc_collect_main (Python/gc.c).

import { clearFreelists } from "../address.ts";
import { registerRoots } from "../audit.ts";
import { drop, hold } from "../handles.ts";
import { COLLECTING, FINALIZED, type GCObject, own, type Visit } from "../header.ts";
import { incref } from "../refcount.ts";
import { type Weakrefable, WeakReference, weakrefHooks } from "../weakref.ts";
import { deduceUnreachable } from "./reachability.ts";
import { collector, countOf, DEBUG_COLLECTABLE, DEBUG_SAVEALL, DEBUG_STATS, gcHooks, setCount, updateLimit } from "./state.ts";
import { CALLBACKS, DOOMED, type Generation, generations, moveTo, SEEN, OLDEST } from "./tracking.ts";

/** `gc.collect(generation)`: returns how many unreachable objects there were. 0 if a collection is under way. Runs Python code. */
export function collect(generation: number): number {
	return begin(generation, true);
}

/** As `collect` of everything, without the functions in gc.callbacks: at the end of the interpreter. */
export function collectAtShutdown(): number {
	return begin(OLDEST, false);
}

/** The automatic collection that `heap.schedule` asked for; at safe points of the vm only. Runs Python code. */
export function runScheduled(): void {
	collector.scheduled = false;
	if (collector.collecting) return;
	const generation = selectGeneration();
	if (generation >= 0) begin(generation, true);
}

/** The oldest generation whose count is above its threshold; a full collection only when it is worth it. -1 for none. */
function selectGeneration(): number {
	for (let i = OLDEST; i >= 0; i--) {
		if (countOf(i) <= collector.thresholds[i]!) continue;
		if (i === OLDEST && collector.longLivedPending < collector.longLivedTotal / 4) continue;
		return i;
	}
	return -1;
}

function begin(generation: number, notify: boolean): number {
	if (collector.collecting) return 0;
	collector.collecting = true;
	updateLimit();
	if (notify) gcHooks.notify("start", generation, 0, 0);
	const started = (collector.debug & DEBUG_STATS) !== 0 ? reportStart(generation) : 0;
	const collected = collectMain(generation);
	if ((collector.debug & DEBUG_STATS) !== 0) reportEnd(collected, started);
	const stats = collector.stats[generation]!;
	stats.collections++;
	stats.collected += collected;
	if (notify) gcHooks.notify("stop", generation, collected, 0);
	collector.collecting = false;
	updateLimit();
	return collected;
}

function collectMain(generation: number): number {
	updateCounts(generation);
	const young = mergeYounger(generation);
	const old = generation < OLDEST ? generations[generation + 1]! : young;
	const unreachable = generations[DOOMED]!;
	untrackTuples(young);
	deduceUnreachable(young, unreachable);
	promote(generation, young, old);
	if ((collector.debug & DEBUG_COLLECTABLE) !== 0) reportCollectable(unreachable);
	const freedReferences = handleWeakrefCallbacks(unreachable, old);
	finalizeGarbage(unreachable);
	handleResurrectedObjects(unreachable, old);
	clearWeakrefsToGarbage(unreachable);
	const found = unreachable.size;
	collector.generation = generation;
	collector.clearing = found;
	deleteGarbage(unreachable, old);
	collector.clearing = 0;
	if (generation === OLDEST) forgetFreelists();
	return freedReferences + found;
}

function updateCounts(generation: number): void {
	if (generation < OLDEST) setCount(generation + 1, countOf(generation + 1) + 1);
	for (let i = 0; i <= generation; i++) setCount(i, 0);
}

/** The list to collect: the generation with all younger ones behind what it had. */
function mergeYounger(generation: number): Generation {
	const list = generations[generation]!;
	for (let i = 0; i < generation; i++) list.merge(generations[i]!);
	return list;
}

/** Tuples of untracked objects need not be tracked. */
function untrackTuples(list: Generation): void {
	for (const object of list.snapshot()) if (gcHooks.needsNoTracking(object)) list.remove(object);
}

/** The survivors grow older. */
function promote(generation: number, young: Generation, old: Generation): void {
	if (young !== old) {
		if (generation === OLDEST - 1) collector.longLivedPending += young.size;
		old.merge(young);
	} else {
		collector.longLivedPending = 0;
		collector.longLivedTotal = young.size;
	}
}

/** A weak reference is dead from now on; its callback stays. */
function endReference(ref: WeakReference): void {
	const referent = ref.referent;
	if (referent === null) return;
	const list = referent.weakrefs!;
	list.splice(list.indexOf(ref), 1);
	if (list.length === 0) referent.weakrefs = null;
	ref.referent = null;
}

/**
 * Ends all weak references to garbage, and runs the callbacks of those that are not garbage themselves. Returns how many
 * of these references died with that.
 */
function handleWeakrefCallbacks(unreachable: Generation, old: Generation): number {
	const due = generations[CALLBACKS]!;
	for (const object of unreachable.objects()) {
		if (object instanceof WeakReference) endReference(object);
		const referent = object as unknown as Weakrefable;
		while (referent.weakrefs != null && referent.weakrefs.length > 0) {
			const ref = referent.weakrefs[0]!;
			endReference(ref);
			if (ref.callback === null || (ref.flags & COLLECTING) !== 0) continue;
			incref(ref);
			moveTo(ref, due);
		}
	}
	return invokeCallbacks(due, old);
}

function invokeCallbacks(due: Generation, old: Generation): number {
	let freed = 0;
	for (let ref = due.first(); ref !== null; ref = due.first()) {
		const reference = ref as WeakReference;
		currentReference = hold(own(reference), "weak reference whose callback is due");
		weakrefHooks.invokeCallback(reference.callback!, reference);
		drop(reference);
		currentReference = null;
		if (due.first() === reference) moveTo(reference, old);
		else freed++;
	}
	return freed;
}

/** The reference to each weak reference whose turn has not come; the one whose turn it is is on the handle stack. */
function visitDue(visit: Visit): void {
	const running = currentReference;
	for (const ref of generations[CALLBACKS]!.objects()) if (ref !== running) visit(ref, "weak reference whose callback is due");
}

registerRoots("garbage collector", visitDue);

let currentReference: WeakReference | null = null;

/** Runs each finalizer that has not run yet, in list order. */
function finalizeGarbage(unreachable: Generation): void {
	const seen = generations[SEEN]!;
	for (let object = unreachable.first(); object !== null; object = unreachable.first()) {
		moveTo(object, seen);
		const finalize = object.type.finalize;
		if (finalize === null || (object.flags & FINALIZED) !== 0) continue;
		object.flags |= FINALIZED;
		hold(incref(object), "object being finalized by the collector");
		finalize(object);
		drop(object);
	}
	unreachable.merge(seen);
}

/** What finalizers have made reachable again, and all it reaches, goes on living in the old generation. */
function handleResurrectedObjects(unreachable: Generation, old: Generation): void {
	const resurrected = generations[SEEN]!;
	for (const object of unreachable.objects()) object.flags &= ~COLLECTING;
	resurrected.merge(unreachable);
	deduceUnreachable(resurrected, unreachable);
	old.merge(resurrected);
}

/** No Python code may reach what is about to be cleared: ends the weak references that finalizers have made. */
function clearWeakrefsToGarbage(unreachable: Generation): void {
	for (const object of unreachable.objects()) {
		if (object instanceof WeakReference) endReference(object);
		const referent = object as unknown as Weakrefable;
		while (referent.weakrefs != null && referent.weakrefs.length > 0) endReference(referent.weakrefs[0]!);
	}
}

/** Breaks the cycles: clears object after object; what survives that goes to the old generation. */
function deleteGarbage(unreachable: Generation, old: Generation): void {
	for (let object = unreachable.first(); object !== null; object = unreachable.first()) {
		if ((collector.debug & DEBUG_SAVEALL) !== 0) gcHooks.saveGarbage(object);
		else clearObject(object);
		if (unreachable.first() !== object) continue;
		object.flags &= ~COLLECTING;
		moveTo(object, old);
	}
}

function clearObject(object: GCObject): void {
	const clear = object.type.clear;
	if (clear === null) return;
	hold(incref(object), "object being cleared by the collector");
	clear(object);
	drop(object);
}

function forgetFreelists(): void {
	clearFreelists();
	for (const forget of freelistOwners) forget();
}

/** Empty their record of what freelists hold; each layer that keeps one adds a function. */
export const freelistOwners: (() => void)[] = [];

function reportStart(generation: number): number {
	const sizes = [0, 1, 2].map((i) => ` ${generations[i]!.size}`).join("");
	gcHooks.write(`gc: collecting generation ${generation}...\n`);
	gcHooks.write(`gc: objects in each generation:${sizes}\ngc: objects in permanent generation: ${generations[3]!.size}\n`);
	return Date.now();
}

function reportEnd(collected: number, started: number): void {
	gcHooks.write(`gc: done, ${collected} unreachable, 0 uncollectable, ${((Date.now() - started) / 1000).toFixed(4)}s elapsed\n`);
}

function reportCollectable(unreachable: Generation): void {
	for (const object of unreachable.objects()) gcHooks.write(`gc: collectable <${object.type.name} 0x${object.address.toString(16)}>\n`);
}
