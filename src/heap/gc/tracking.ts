// Which objects the cyclic collector knows, by generation, in the order in which they came.
//
// A generation is an array with holes: an object knows its place, leaving makes a hole, and holes are squeezed out
// when they outnumber the objects. Order is CPython's list order (finalizers run in it), and both entering and leaving
// cost a store. Invariant: `lists[g][o.gcIndex] === o` exactly for tracked `o` of generation g; permanent is 3.
// Mirrors _PyObject_GC_TRACK and the gc_list functions of Python/gc.c.

import { type GCObject, GENERATION_MASK, isGC, type HeapObject } from "../header.ts";

export const PERMANENT = 3;

export class Generation {
	readonly number: number;
	slots: (GCObject | null)[] = [];
	/** Objects in it; `slots` may be longer. */
	size = 0;

	constructor(number: number) {
		this.number = number;
	}

	append(object: GCObject): void {
		object.gcIndex = this.slots.length;
		object.flags = (object.flags & ~GENERATION_MASK) | this.number;
		this.slots.push(object);
		this.size++;
	}

	remove(object: GCObject): void {
		const slots = this.slots;
		slots[object.gcIndex] = null;
		object.gcIndex = -1;
		this.size--;
		while (slots.length > 0 && slots[slots.length - 1] === null) slots.pop();
		if (slots.length > 64 && slots.length > 2 * this.size) this.squeeze();
	}

	*objects(): Generator<GCObject> {
		for (const object of this.slots) if (object !== null) yield object;
	}

	private squeeze(): void {
		this.slots = this.slots.filter((object) => object !== null);
		for (let i = 0; i < this.slots.length; i++) this.slots[i]!.gcIndex = i;
	}
}

export const generations = [new Generation(0), new Generation(1), new Generation(2), new Generation(PERMANENT)] as const;
const young = generations[0];

/** Makes the collector consider the object; it must be fully built. Idempotent. */
export function track(object: GCObject): void {
	if (object.gcIndex < 0) young.append(object);
}

/** To be called first in the `dealloc` of every collectable type. Idempotent. */
export function untrack(object: GCObject): void {
	if (object.gcIndex >= 0) generations[object.flags & GENERATION_MASK]!.remove(object);
}

export function isTracked(object: HeapObject): boolean {
	return isGC(object) && object.gcIndex >= 0;
}
