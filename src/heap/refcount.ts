// Counting, and death at zero.
//
// A type's `dealloc` never recurses into what the object held. It calls `free(self)` and then `release` for each
// reference, **in the reverse of CPython's order**: releases wait on a stack and are carried out last first, so that
// each death completes, with all its own releases, before the next begins. That is CPython's depth-first order, at
// any depth, without nesting. A waiting reference still counts, as it does in CPython's half-cleared container.
// Read `deallocate` first. Mirrors Py_DECREF and _Py_Dealloc (Objects/object.c) without their trashcan.

import { settleAddresses, freeAddress } from "./address.ts";
import { DEAD_REFCNT, HeapFault, type HeapObject, IMMORTAL_REFCNT, type Own, TPFLAGS_HAVE_GC, type Visit, heap } from "./header.ts";

/** References whose release is due, next one last; an object of count 0 among them waits for its memory to be freed. */
const pending: HeapObject[] = [];

/** Returns the object as an owned reference. Runs no Python code. */
export function incref<T extends HeapObject>(object: T): Own<T> {
	const n = object.refcnt;
	if (n < IMMORTAL_REFCNT) object.refcnt = n + 1;
	return object as Own<T>;
}

export function xincref<T extends HeapObject>(object: T | null): Own<T> | null {
	return object === null ? null : incref(object);
}

/** Gives up an owned reference. May run Python code: finalizers and weak-reference callbacks. Never raises. */
export function decref(object: HeapObject): void {
	const n = object.refcnt;
	if (n > 1) {
		if (n < IMMORTAL_REFCNT) object.refcnt = n - 1;
	} else {
		deallocate(object);
	}
}

export function xdecref(object: HeapObject | null): void {
	if (object !== null) decref(object);
}

/** The count as CPython reports it: an immortal object says 3 << 30. */
export function reportedCount(object: HeapObject): number {
	return object.refcnt === IMMORTAL_REFCNT ? 3221225472 : object.refcnt;
}

/** Makes an object immortal; there is no way back. */
export function immortalize<T extends HeapObject>(object: T): T {
	if (object.refcnt !== IMMORTAL_REFCNT) {
		object.refcnt = IMMORTAL_REFCNT;
		heap.births--;
	}
	return object;
}

export function isImmortal(object: HeapObject): boolean {
	return object.refcnt === IMMORTAL_REFCNT;
}

export function deallocate(object: HeapObject): void {
	if (object.refcnt !== 1) throw new HeapFault(`decref of a ${object.type.name} whose count is ${object.refcnt}`);
	if (heap.observed) heap.lives?.dies(object);
	object.refcnt = 0;
	const { dealloc } = object.type;
	if (dealloc === free) return freeMemory(object);
	const base = pending.length;
	dealloc(object);
	if (pending.length > base) drain(base);
}

/** Whether nothing but memory goes when the object dies: an int, a float. */
export function isPlain(object: HeapObject): boolean {
	return object.type.dealloc === free;
}

/** As `incref`; used only for what is plain, so that V8 knows its kinds. */
export function increfPlain<T extends HeapObject>(object: T): Own<T> {
	const n = object.refcnt;
	if (n < IMMORTAL_REFCNT) object.refcnt = n + 1;
	return object as Own<T>;
}

function step(object: HeapObject): void {
	const n = object.refcnt;
	if (n > 1) {
		if (n < IMMORTAL_REFCNT) object.refcnt = n - 1;
	} else if (n === 1) {
		if (heap.observed) heap.lives?.dies(object);
		object.refcnt = 0;
		object.type.dealloc(object);
	} else if (n === 0) {
		freeMemory(object);
	} else {
		throw new HeapFault(`release of a freed ${object.type.name}`);
	}
}

/** For `dealloc`: gives up a reference that the dying object owned, once this call of `dealloc` has returned. */
export function release(object: HeapObject): void {
	pending.push(object);
}

export function xrelease(object: HeapObject | null): void {
	if (object !== null) pending.push(object);
}

/** For `dealloc`: the object is dead for good. Its memory goes after everything released from now on in this call. */
export function free(object: HeapObject): void {
	if (heap.observed) pending.push(object);
	else freeMemory(object);
}

function freeMemory(object: HeapObject): void {
	heap.deaths++;
	if ((object.type.typeFlags & TPFLAGS_HAVE_GC) !== 0) {
		heap.countFree(object);
		if (heap.observed) heap.lives?.freed(object);
	}
	if (heap.addressesObserved) {
		heap.allocations?.freed(object);
		settleAddresses();
		freeAddress(object);
	}
	object.refcnt = DEAD_REFCNT;
}

/** Tears an object down by `dealloc`; the last of what it owned to go is `last`, which it keeps if it is resurrected. */
export function deallocateBefore(last: HeapObject, object: HeapObject, dealloc: (object: any) => void): void {
	const place = pending.length;
	dealloc(object);
	if (object.refcnt <= 0) pending.splice(place, 0, last);
}

/** Visits what waits to be released: the dying containers still own it. */
export function visitPending(visit: Visit): void {
	for (const object of pending) if (object.refcnt > 0) visit(object, "waiting to be released by its dying owner");
}

/** Gives up many references, first to last, each death complete before the next. The audit knows those that wait. */
export function decrefEach(objects: readonly (HeapObject | null)[]): void {
	const base = pending.length;
	for (let i = objects.length - 1; i >= 0; i--) {
		const object = objects[i]!;
		if (object !== null) pending.push(object);
	}
	drain(base);
}

/** Gives up two references, `second` still counting while `first` dies. */
export function decrefBoth(first: HeapObject, second: HeapObject): void {
	const base = pending.length;
	pending.push(second, first);
	drain(base);
}

/** As `decrefEach`, last to first. */
export function decrefEachBackwards(objects: readonly (HeapObject | null)[]): void {
	const base = pending.length;
	for (const object of objects) if (object !== null) pending.push(object);
	drain(base);
}

function drain(base: number): void {
	while (pending.length > base) step(pending.pop()!);
}
