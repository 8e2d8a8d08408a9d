// Weak references: each object's list of them, and what becomes of it when the object dies.
//
// Order of a list is CPython's: the canonical reference and the canonical proxy (both without callback, reused) come
// first, then the others, newest first. Invariant: `ref.referent === o` exactly when `ref` is in `o.weakrefs`.
// Read `clearWeakrefs` first. Mirrors Objects/weakrefobject.c.

import { GCObject, HeapFault, type HeapObject, type HeapType, type Own, own } from "./header.ts";
import { hold, mark, unwind } from "./handles.ts";
import { decref, incref, xdecref } from "./refcount.ts";

/** An object that can be referred to weakly; which types can, the type says (`type.weakrefable`). */
export interface Weakrefable extends HeapObject {
	weakrefs: WeakReference[] | null;
}

/** `weakref.ref`, its subclasses and proxies. Owns its callback, not its referent. */
export class WeakReference extends GCObject {
	referent: Weakrefable | null;
	callback: HeapObject | null;
	/** The referent's hash, once it was asked for while it lived. */
	hash: number | bigint | null;

	constructor(type: HeapType, referent: Weakrefable, callback: Own | null) {
		super(type);
		this.referent = referent;
		this.callback = callback;
		this.hash = null;
	}
}

/** Objects of count 0 that still own contents while Python code runs, as callbacks do. The audit walks them. */
export const dying: HeapObject[] = [];

/** For `dealloc`: gives up a reference at once, while the dying object still owns the others. May run Python code. */
export function xdecrefFirst(object: HeapObject, ref: HeapObject | null): void {
	if (ref === null) return;
	dying.push(object);
	decref(ref);
	dying.pop();
}

/** Calls `callback(ref)` and reports what it raises as unraisable. The objects layer sets it. */
export const weakrefHooks = {
	invokeCallback: (_callback: HeapObject, _ref: WeakReference): void => {
		throw new HeapFault("weak reference callbacks are not connected");
	},
};

/** The live weak references to an object, in list order. Borrowed. */
export function weakrefsOf(object: HeapObject): readonly WeakReference[] {
	return (object as Weakrefable).weakrefs ?? [];
}

/** Enters a new reference in its referent's list. `canonical` is its place among the reused ones: 0, 1, or -1 for none. */
export function insertWeakref(ref: WeakReference, canonical: -1 | 0 | 1, canonicals: number): void {
	const referent = ref.referent!;
	const list = (referent.weakrefs ??= []);
	list.splice(canonical < 0 ? canonicals : canonical, 0, ref);
}

/** Takes a reference out of its referent's list and returns its callback, now the caller's. Runs no Python code. */
export function detachWeakref(ref: WeakReference): Own | null {
	const referent = ref.referent;
	if (referent !== null) {
		const list = referent.weakrefs!;
		list.splice(list.indexOf(ref), 1);
		if (list.length === 0) referent.weakrefs = null;
		ref.referent = null;
	}
	const callback = ref.callback;
	ref.callback = null;
	return callback === null ? null : own(callback);
}

/** As `detachWeakref`, and gives up the callback: its death may run Python code. */
export function clearWeakref(ref: WeakReference): void {
	xdecref(detachWeakref(ref));
}

/**
 * Ends all weak references to a dying object: every one is dead before the first callback runs; callbacks run in list
 * order, each with its reference as argument. Runs Python code; never raises. Source: PyObject_ClearWeakRefs.
 */
export function clearWeakrefs(object: Weakrefable): void {
	const list = object.weakrefs;
	if (list === null) return;
	object.weakrefs = null;
	const start = mark();
	const due: [HeapObject, WeakReference][] = [];
	for (const ref of list) {
		ref.referent = null;
		const callback = ref.callback;
		if (callback === null) continue;
		ref.callback = null;
		if (ref.refcnt > 0) {
			hold(incref(ref), "weak reference whose callback is due");
			due.push([hold(own(callback), "weak reference callback"), ref]);
		} else {
			xdecref(callback);
		}
	}
	if (due.length > 0) {
		dying.push(object);
		for (const [callback, ref] of due) weakrefHooks.invokeCallback(callback, ref);
		dying.pop();
	}
	unwind(start);
}
