// Counting for the interpreter's operations: `incref` and `decref` of refcount.ts once more, as functions of their own.
//
// FAST: V8 learns per function which kinds of objects it sees, and looks a field up in a table once they are too many: ten
// times slower. The functions of refcount.ts see all kinds while the runtime starts; these only see what programs
// work with, after they have met the usual kinds in the order of frequency (`meetKinds`). How many kinds V8 tells
// apart before it gives up is set by cli/codeCache.ts. Read `meetKinds` first.

import { type HeapObject, IMMORTAL_REFCNT, type Own } from "./header.ts";
import { deallocate } from "./refcount.ts";

/** Returns the object as an owned reference. Runs no Python code. */
export function incref<T extends HeapObject>(object: T): Own<T> {
	const n = object.refcnt;
	if (n < IMMORTAL_REFCNT) object.refcnt = n + 1;
	return object as Own<T>;
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

/** Shows V8 the kinds of objects that are to be counted fast, the commonest first. */
export function meetKinds(objects: readonly HeapObject[]): void {
	for (let i = 0; i < 40; i++) {
		for (const object of objects) {
			incref(object);
			decref(object);
		}
	}
}
