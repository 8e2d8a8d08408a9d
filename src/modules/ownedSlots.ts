// The slots of simple collectable structs: a list of owned, nullable fields says it all.

import { track, untrack } from "../heap/gc/tracking.ts";
import type { Own, Visit } from "../heap/header.ts";
import { free, xdecref, xrelease } from "../heap/refcount.ts";
import { clearWeakrefs, type Weakrefable } from "../heap/weakref.ts";
import type { GCObject } from "../heap/header.ts";
import type { PyObject, PyType, TypeSpec } from "../objects/object.ts";

/** Names of fields in the order in which CPython visits and drops them, each with what it is to a person. */
export type OwnedFields = readonly (readonly [field: string, slot: string])[];

/**
 * `dealloc` and `traverse` for the given fields: without `clear`, so that the collector cannot break a cycle here. With
 * `weakrefs` the struct has a `weakrefs` field too.
 */
export function keptSlots(fields: OwnedFields, weakrefs = false): Pick<TypeSpec, "dealloc" | "traverse"> {
	return {
		dealloc(self: any) {
			untrack(self);
			if (weakrefs) clearWeakrefs(self as Weakrefable);
			free(self);
			for (let i = fields.length - 1; i >= 0; i--) xrelease(self[fields[i]![0]]);
		},
		traverse(self: any, visit: Visit) {
			for (const [field, slot] of fields) if (self[field] !== null) visit(self[field], slot);
		},
	};
}

/** The same and `clear`. */
export function ownedSlots(fields: OwnedFields, weakrefs = false): Pick<TypeSpec, "dealloc" | "traverse" | "clear"> {
	return {
		...keptSlots(fields, weakrefs),
		clear(self: any) {
			for (const [field] of fields) {
				const old = self[field] as PyObject | null;
				self[field] = null;
				xdecref(old);
			}
		},
	};
}

/** A new object of a native struct or of a subclass, fields at their defaults, tracked. */
export function allocate<T extends GCObject & PyObject>(type: PyType): Own<T> {
	const self = type.alloc!(type) as unknown as Own<T>;
	track(self);
	return self;
}

/** Sets an owned field. Steals the value; may run Python code. */
export function replaceField(self: any, field: string, value: Own<PyObject> | null): void {
	const old = self[field] as PyObject | null;
	self[field] = value;
	xdecref(old);
}
