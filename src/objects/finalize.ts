// Running a finalizer: once in an object's life, before anything of it is torn down.
// Mirrors PyObject_CallFinalizer and PyObject_CallFinalizerFromDealloc (Objects/object.c).

import { FINALIZED, type GCObject } from "../heap/header.ts";
import { track } from "../heap/gc/tracking.ts";
import type { PyObject } from "./object.ts";

/** Runs the type's `finalize` unless it has run. The caller owns a reference. Runs Python code, never raises. */
export function callFinalizer(object: PyObject & GCObject): void {
	const finalize = object.type.finalize;
	if (finalize === null || (object.flags & FINALIZED) !== 0) return;
	finalize(object);
	object.flags |= FINALIZED;
}

/**
 * For `dealloc`, on an object of count 0: runs the finalizer, with a count of 1 meanwhile. True if the object is alive
 * again: then it is tracked again, and `dealloc` must return at once.
 */
export function callFinalizerFromDealloc(object: PyObject & GCObject): boolean {
	if (object.type.finalize === null || (object.flags & FINALIZED) !== 0) return false;
	object.refcnt = 1;
	callFinalizer(object);
	object.refcnt--;
	if (object.refcnt === 0) return false;
	track(object);
	return true;
}
