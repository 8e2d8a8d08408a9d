// The collector's settings and figures, and what it needs from the layers above.
//
// Generation 0's count is `heap.youngCount` (allocations less frees); counts of the others are collections of the one
// below. While collections are off, running or without threshold, `heap.youngLimit` is infinite, so that an allocation
// costs one comparison. Read `collector` first. Mirrors struct _gc_runtime_state (generational, as in 3.13 and 3.14.5).

import { type HeapObject, heap } from "../header.ts";

export const DEBUG_STATS = 1;
export const DEBUG_COLLECTABLE = 2;
export const DEBUG_UNCOLLECTABLE = 4;
export const DEBUG_SAVEALL = 32;
/** What gc.DEBUG_LEAK stands for. */
export const DEBUG_LEAK = DEBUG_COLLECTABLE | DEBUG_UNCOLLECTABLE | DEBUG_SAVEALL;

export interface GenerationStats {
	collections: number;
	collected: number;
	uncollectable: number;
}

const newStats = (): GenerationStats => ({ collections: 0, collected: 0, uncollectable: 0 });

class Collector {
	enabled = true;
	/** A collection is under way: no other begins. */
	collecting = false;
	/** The generation that is, or was last, collected. */
	generation = 0;
	/** While garbage is being cleared: how many objects there were of it. */
	clearing = 0;
	/** An automatic collection is due at the next safe point. */
	scheduled = false;
	debug = 0;
	readonly thresholds: [number, number, number] = [2000, 10, 10];
	/** Collections of generation 0 and of generation 1 since the next older one was collected. */
	readonly counts: [number, number] = [0, 0];
	/** Objects that survived generation 1 since the last full collection, and objects that survived that. */
	longLivedPending = 0;
	longLivedTotal = 0;
	readonly stats: readonly [GenerationStats, GenerationStats, GenerationStats] = [newStats(), newStats(), newStats()];
}

/** The one collector of this realm. */
export const collector = new Collector();

/** To be called when what `heap.youngLimit` depends on has changed. */
export function updateLimit(): void {
	const { enabled, collecting, thresholds } = collector;
	heap.youngLimit = enabled && !collecting && thresholds[0] > 0 ? thresholds[0] : Number.POSITIVE_INFINITY;
}

export function enable(): void {
	collector.enabled = true;
	updateLimit();
}

export function disable(): void {
	collector.enabled = false;
	updateLimit();
}

/** A generation's count as gc.get_count() shows it. */
export function countOf(generation: number): number {
	return generation === 0 ? heap.youngCount : collector.counts[generation - 1]!;
}

export function setCount(generation: number, count: number): void {
	if (generation === 0) heap.youngCount = count;
	else collector.counts[generation - 1] = count;
}

/** What the layers above provide. */
export const gcHooks = {
	/** Has the vm run `runScheduled` at its next safe point. */
	schedule: (): void => {},
	/** Whether an exception is in flight: then no collection is scheduled. */
	exceptionInFlight: (): boolean => false,
	/** Whether nothing in a container that can't change needs tracking: exact tuples of untracked objects. */
	needsNoTracking: (_object: HeapObject): boolean => false,
	/** Runs the functions in gc.callbacks. */
	notify: (_phase: "start" | "stop", _generation: number, _collected: number, _uncollectable: number): void => {},
	/** Keeps an object in gc.garbage. */
	saveGarbage: (_object: HeapObject): void => {},
	/** Writes debugging output to sys.stderr. */
	write: (_text: string): void => {},
};

heap.schedule = (): void => {
	if (gcHooks.exceptionInFlight()) return;
	collector.scheduled = true;
	gcHooks.schedule();
};
