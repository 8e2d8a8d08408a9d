// Looking up an attribute on a type, and the cache that makes it fast.
//
// The cache is one table for all types, addressed by the type's version tag and the name's hash. It owns the names (which
// shows in the counts of names made at run time) but not what was found: an entry is valid while its version is the
// type's, and `typeModified`, which everybody calls who changes a type's dictionary, mro or slots, takes the version away
// from the type and all its subclasses.
// Invariant: a type with a version has bases with versions. Read `typeLookup` first.
// Mirrors _PyType_Lookup, assign_version_tag and PyType_Modified (Objects/typeobject.c).

import { registerRoots } from "../heap/audit.ts";
import { decref, incref } from "../heap/refcount.ts";
import { dictGetStr } from "./dict.ts";
import type { PyObject, PyType } from "./object.ts";
import { type PyStr, strHash, StrType } from "./str.ts";

const SIZE = 4096;
const MASK = SIZE - 1;
const LONGEST_NAME = 100;
const versions = new Int32Array(SIZE);
const names: (PyStr | null)[] = new Array(SIZE).fill(null);
const values: (PyObject | null)[] = new Array(SIZE).fill(null);
let nextVersion = 1;

/** The attribute that the type or the first of its mro has under this name, borrowed; null if none. Runs no Python code. */
export function typeLookup(type: PyType, name: PyStr): PyObject | null {
	const version = type.versionTag;
	const i = (name.hash ^ (version * 7)) & MASK;
	if (versions[i] === version && names[i] === name && version !== 0) return values[i];
	return lookupAndRemember(type, name);
}

/** The place is that of the version before: on a type without one an entry is made that nobody will find, as in CPython. */
function lookupAndRemember(type: PyType, name: PyStr): PyObject | null {
	const found = findNameInMro(type, name);
	if (name.type !== StrType || name.value.length > LONGEST_NAME) return found;
	const i = (strHash(name) ^ (type.versionTag * 7)) & MASK;
	if (type.versionTag === 0 && !assignVersionTag(type)) return found;
	versions[i] = type.versionTag;
	values[i] = found;
	const old = names[i];
	if (old !== name) {
		names[i] = incref(name);
		if (old !== null) decref(old);
	}
	return found;
}

/** As `typeLookup`, past the cache. */
export function findNameInMro(type: PyType, name: PyStr): PyObject | null {
	const mro = type.mro;
	if (mro === null) return null;
	const items = mro.items as PyType[];
	for (let i = 0; i < items.length; i++) {
		const item = items[i];
		// FAST: `dict` only where it has to be filled.
		const found = dictGetStr((item.unfilled ? item.dict : item.ownDict)!, name);
		if (found !== null) return found;
	}
	return null;
}

/** Gives the type a version on which caches can depend; false while the type is not complete. */
export function assignVersionTag(type: PyType): boolean {
	if (type.versionTag !== 0) return true;
	if (type.mro === null || type.bases === null || uncached.has(type)) return false;
	for (const base of type.bases.items as PyType[]) if (!assignVersionTag(base)) return false;
	type.versionTag = nextVersion++;
	return true;
}

const uncached = new WeakSet<PyType>();

/** For a type whose mro a metaclass decides: it may name classes that do not know it as their subclass. Source: type_mro_modified. */
export function neverCache(type: PyType): void {
	typeModified(type);
	uncached.add(type);
}

/** Ends the validity of everything cached about the type and its subclasses. Runs no Python code. */
export function typeModified(type: PyType): void {
	if (type.versionTag === 0) return;
	if (type.subclasses !== null) for (const subclass of type.subclasses) typeModified(subclass);
	type.versionTag = 0;
}

/** Empties the table, so that a dead program's names can go. Runs no Python code. */
export function clearTypeCache(): void {
	versions.fill(0);
	values.fill(null);
	for (let i = 0; i < SIZE; i++) {
		const name = names[i];
		names[i] = null;
		if (name !== null) decref(name);
	}
}

registerRoots("type attribute cache", (visit) => {
	for (const name of names) if (name !== null) visit(name, "attribute name");
});
