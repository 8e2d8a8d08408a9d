// What objects take, in CPython's 64-bit figures, while there is a limit to it; and the request for MemoryError.
//
// The meter is told of births, of deaths and of tables that grow, and keeps the sum of what is alive. A large request
// is refused before it is made (`Meter.hasRoom`, asked by objects/memory.ts). A small one is made: then MemoryError is due,
// which the next safe point raises, or the next turn of a native loop. Once it was raised a program has some memory to
// handle it with; when it has freed enough, the limit is the old one again. Read `Meter` first.

import { type AllocationWatch, type HeapObject, heap } from "./header.ts";

/** Bytes beyond the limit for who handles MemoryError, each time that it was raised; and in all. */
const GRACE = 1 << 14;
const MOST_GRACE = 1 << 20;
/** Turns of native loops between two looks at what only the machine knows. */
const TURNS = 1 << 14;

export const memory = {
	/** A MemoryError is due. */
	due: false,
	/** Counted down by native loops: `memoryHooks.pending` below 0. */
	turns: TURNS,
	meter: null as Meter | null,
};

/** Filled in by the layers above. */
export const memoryHooks = {
	/** Has the vm raise MemoryError at its next safe point. */
	schedule: (): void => {},
	/** Bytes that an object takes, with its tables. */
	sizeOf: (_object: HeapObject): number => 0,
	/** Whether the machine is about to run out of memory. */
	isShort: (): boolean => false,
};

/** MemoryError is to be raised as soon as that can be done. */
export function requestMemoryError(): void {
	memory.due = true;
	memory.turns = 0;
	memoryHooks.schedule();
}

/** True once for each request: the caller raises MemoryError. */
export function takeMemoryError(): boolean {
	memory.turns = TURNS;
	if (!memory.due) return false;
	memory.due = false;
	const { meter } = memory;
	if (meter !== null && !meter.isDue()) return false;
	meter?.raised();
	return true;
}

/** As `takeMemoryError`, after a look at the machine. */
export function isMemoryShort(): boolean {
	return takeMemoryError() || memoryHooks.isShort();
}

export class Meter implements AllocationWatch {
	private readonly limit: number;
	/** Above this sum MemoryError is requested. */
	private threshold: number;
	private total = 0;
	/** A MemoryError is due because of the sum. */
	private exceeded = false;
	private readonly sizes = new Map<HeapObject, number>();
	/** Born, its fields perhaps not set yet: measured when the next one is born. */
	private fresh: HeapObject | null = null;

	constructor(limit: number) {
		this.limit = limit;
		this.threshold = limit;
	}

	born(object: HeapObject): void {
		this.settle();
		this.fresh = object;
	}

	freed(object: HeapObject): void {
		if (this.fresh === object) {
			this.fresh = null;
			return;
		}
		const size = this.sizes.get(object);
		if (size === undefined) return;
		this.sizes.delete(object);
		this.total -= size;
		if (this.total <= this.limit - GRACE) this.threshold = this.limit;
	}

	resized(object: HeapObject): void {
		const before = this.sizes.get(object);
		if (before !== undefined) this.note(object, before);
	}

	/** Bytes of what is alive. */
	current(): number {
		this.settle();
		return this.total;
	}

	/** Whether a block of so many bytes may be allocated. */
	hasRoom(bytes: number): boolean {
		return this.current() + bytes <= this.threshold;
	}

	/** Whether the MemoryError that is due should still be raised: what was too much may have died since. */
	isDue(): boolean {
		if (!this.exceeded) return true; // it was asked for by others
		this.exceeded = false;
		return this.current() > this.threshold;
	}

	/** MemoryError was raised: who handles it needs memory. */
	raised(): void {
		this.threshold = Math.min(Math.max(this.total, this.limit) + GRACE, this.limit + MOST_GRACE);
	}

	private settle(): void {
		const object = this.fresh;
		this.fresh = null;
		if (object !== null && object.refcnt > 0) this.note(object, 0);
	}

	private note(object: HeapObject, before: number): void {
		const size = memoryHooks.sizeOf(object);
		this.sizes.set(object, size);
		this.total += size - before;
		if (this.total <= this.threshold || memory.due) return;
		this.exceeded = true;
		requestMemoryError();
	}
}

/** From now on objects may take so many bytes beyond what they take already; null ends the limit. */
export function limitMemory(bytes: number | null): void {
	if (memory.meter !== null) heap.unwatchAllocations(memory.meter);
	memory.due = false;
	memory.meter = bytes === null ? null : new Meter(bytes);
	if (memory.meter !== null) heap.watchAllocations(memory.meter);
}
