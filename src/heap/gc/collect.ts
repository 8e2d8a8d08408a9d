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
	const old = generations[Math.min(generation + 1, OLDEST)]!;
	const unreachable = generations[DOOMED]!;
	promoted(generation, deduceUnreachable(mergeYounger(generation), old, unreachable, true));
	if ((collector.debug & DEBUG_COLLECTABLE) !== 0) reportCollectable(unreachable);
	const ended = unreachable.size > 0 && endReferences(unreachable);
	const freedReferences = ended ? invokeCallbacks(old) : 0;
	const finalized = finalizeGarbage(unreachable);
	// If no Python code has run, another look would find the same.
	if (ended || finalized) {
		deduceUnreachable([unreachable], old, unreachable, false);
		clearWeakrefsToGarbage(unreachable);
	}
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

/** The lists to collect: that of the generation, and those of the younger ones. */
function mergeYounger(generation: number): Generation[] {
	return [generations[generation]!, ...generations.slice(0, generation)];
}

/** So many survivors have grown older. */
function promoted(generation: number, survived: number): void {
	if (generation < OLDEST) {
		if (generation === OLDEST - 1) collector.longLivedPending += survived;
	} else {
		collector.longLivedPending = 0;
		collector.longLivedTotal = survived;
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

function hasWeakrefs(object: Weakrefable): object is Weakrefable & { readonly weakrefs: WeakReference[] } {
	return object.weakrefs !== null && object.weakrefs !== undefined && object.weakrefs.length > 0;
}

/**
 * Ends all weak references to garbage. Those that are not garbage themselves and have callbacks are put into the list of callbacks due,
 * with a reference to each. True if there are any. Source: handle_weakref_callbacks, with the next function.
 */
function endReferences(unreachable: Generation): boolean {
	const due = generations[CALLBACKS]!;
	const { slots } = unreachable;
	for (let i = 0; i < slots.length; i++) {
		const object = slots[i]!;
		if (object instanceof WeakReference) endReference(object);
		if (object.type.weakrefable !== true) continue;
		const referent = object as unknown as Weakrefable;
		while (hasWeakrefs(referent)) {
			const ref = referent.weakrefs[0]!;
			endReference(ref);
			if (ref.callback === null || (ref.flags & COLLECTING) !== 0) continue;
			incref(ref);
			moveTo(ref, due);
		}
	}
	return due.size > 0;
}

/** Runs the callbacks that are due; returns how many of their references died with that. */
function invokeCallbacks(old: Generation): number {
	const due = generations[CALLBACKS]!;
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

function isToFinalize(object: GCObject): boolean {
	return object.type.finalize !== null && (object.flags & FINALIZED) === 0;
}

/** Runs each finalizer that has not run yet, in list order. False if there is none. */
function finalizeGarbage(unreachable: Generation): boolean {
	if (!unreachable.some(isToFinalize)) return false;
	const seen = generations[SEEN]!;
	for (let object = unreachable.first(); object !== null; object = unreachable.first()) {
		moveTo(object, seen);
		if (!isToFinalize(object)) continue;
		object.flags |= FINALIZED;
		hold(incref(object), "object being finalized by the collector");
		object.type.finalize!(object);
		drop(object);
	}
	unreachable.merge(seen);
	return true;
}

/** No Python code may reach what is about to be cleared: ends the weak references that finalizers have made. */
function clearWeakrefsToGarbage(unreachable: Generation): void {
	for (const object of unreachable.objects()) {
		if (object instanceof WeakReference) endReference(object);
		if (object.type.weakrefable !== true) continue;
		const referent = object as unknown as Weakrefable;
		while (hasWeakrefs(referent)) endReference(referent.weakrefs[0]!);
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
