// Which objects the cyclic collector knows, by generation, in the order in which they came.
//
// A generation is an array with holes: an object knows its place, leaving makes a hole, and holes are squeezed out
// when they outnumber the objects. Order is CPython's list order (finalizers run in it), and both entering and leaving
// cost a store. Invariant: `lists[g][o.gcIndex] === o` exactly for tracked `o` of generation g; permanent is 3.
// Mirrors _PyObject_GC_TRACK and the gc_list functions of Python/gc.c.

import { type GCObject, GENERATION_MASK, isGC, type HeapObject } from "../header.ts";

/** The oldest generation that is collected. */
export const OLDEST = 2;
export const PERMANENT = 3;
/** Lists that exist during a collection: what it is going to destroy, and two for objects that it has dealt with. */
export const DOOMED = 4;
export const SEEN = 5;
export const CALLBACKS = 6;

export class Generation {
	readonly number: number;
	slots: (GCObject | null)[] = [];
	/** Objects in it; `slots` may be longer. */
	size = 0;
	/** There are only holes before this place. */
	private front = 0;

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
		// What is being destroyed goes from the front anyway.
		if (slots.length > 64 && slots.length > 2 * this.size && this.number !== DOOMED) this.squeeze();
	}

	*objects(): Generator<GCObject> {
		for (const object of this.slots) if (object !== null) yield object;
	}

	/** Whether a test holds of one of its objects. */
	some(test: (object: GCObject) => boolean): boolean {
		return this.slots.some((object) => object !== null && test(object));
	}

	/** What is in it now, in order: for loops in which it changes. */
	snapshot(): GCObject[] {
		return this.size === this.slots.length ? (this.slots.slice() as GCObject[]) : this.slots.filter((object) => object !== null);
	}

	/** The object that is in it longest, or null. */
	first(): GCObject | null {
		const slots = this.slots;
		let front = Math.min(this.front, slots.length);
		while (front < slots.length && slots[front] === null) front++;
		this.front = front;
		return slots[front] ?? null;
	}

	/** Takes everything out, in order. The objects stay tracked only if they are put into a list at once. */
	takeAll(): GCObject[] {
		const all = this.size === this.slots.length ? (this.slots as GCObject[]) : this.slots.filter((object) => object !== null);
		this.slots = [];
		this.size = 0;
		this.front = 0;
		return all;
	}

	/** As `takeAll`, with null in places. */
	takeSlots(): (GCObject | null)[] {
		const slots = this.slots;
		this.slots = [];
		this.size = 0;
		this.front = 0;
		return slots;
	}

	/** Appends objects that are in no list; takes the array over. */
	appendAll(objects: GCObject[]): void {
		if (this.slots.length > 0) {
			for (const object of objects) this.append(object);
			return;
		}
		this.slots = objects;
		this.size = objects.length;
		for (let i = 0; i < objects.length; i++) {
			const object = objects[i]!;
			object.gcIndex = i;
			object.flags = (object.flags & ~GENERATION_MASK) | this.number;
		}
	}

	/** Appends all that is in another list, which is empty afterwards. */
	merge(from: Generation): void {
		this.appendAll(from.takeAll());
	}

	private squeeze(): void {
		this.slots = this.slots.filter((object) => object !== null);
		this.front = 0;
		for (let i = 0; i < this.slots.length; i++) this.slots[i]!.gcIndex = i;
	}
}

/** By number: generations 0 to 2, the permanent list, and those of a running collection. */
export const generations: readonly Generation[] = [0, 1, 2, PERMANENT, DOOMED, SEEN, CALLBACKS].map((number) => new Generation(number));
const young = generations[0]!;

/** Moves a tracked object to the end of another list. */
export function moveTo(object: GCObject, to: Generation): void {
	generations[object.flags & GENERATION_MASK]!.remove(object);
	to.append(object);
}

/** Makes the collector consider the object; it must be fully built. Idempotent. */
export function track(object: GCObject): void {
	if (object.gcIndex < 0) young.append(object);
}

/** To be called first in the `dealloc` of every collectable type. Idempotent. */
export function untrack(object: GCObject): void {
	if (object.gcIndex >= 0) generations[object.flags & GENERATION_MASK]!.remove(object);
}

/** How many objects are tracked, frozen ones too. */
export function trackedCount(): number {
	return generations.reduce((sum, { size }) => sum + size, 0);
}

export function isTracked(object: HeapObject): boolean {
	return isGC(object) && object.gcIndex >= 0;
}
