// Changing what an object or a class is: assignment to `__class__` and to `__bases__`.
// Allowed only where the layout of instances stays the same. Read `setClass` and `setBases` first.
// Mirrors object_set_class, type_set_bases, compatible_for_assignment, mro_hierarchy (Objects/typeobject.c).

import { descriptorsChanged } from "./typeAttr.ts";
import { auditSet } from "./auditEvents.ts";
import { drop, dropKeeping, hold, mark, take } from "../heap/handles.ts";
import { own } from "../heap/header.ts";
import { decref, decrefBoth, decrefEach, incref, xdecref } from "../heap/refcount.ts";
import { isType } from "./abstractClass.ts";
import { richCompareBool } from "./abstractObject.ts";
import { caught, typeError } from "./errors.ts";
import { type InlineDict, materializeDict, setManagedDict } from "./instanceDict.ts";
import {
	isSubtype,
	type PyObject,
	type PyType,
	Py_EQ,
	TPFLAGS_HAVE_GC,
	TPFLAGS_IMMUTABLETYPE,
	TPFLAGS_INLINE_VALUES,
	TPFLAGS_MANAGED_DICT,
	TPFLAGS_MANAGED_WEAKREF,
} from "./object.ts";
import { isTuple, type PyTuple } from "./tuple.ts";
import { typeModified } from "./typeCache.ts";
import { bestBase, computeMro } from "./typeMro.ts";
import { addSubclass } from "./typeReady.ts";
import { fixupSlotDispatchers } from "./typeSlots.ts";

/** `object.__class__ = value`. */
export function setClass(self: PyObject, value: PyObject | null): void {
	if (value === null) return typeError("can't delete __class__ attribute");
	if (!isType(value)) return typeError(`__class__ must be set to a class, not '${value.type.name}' object`);
	auditSet(self, "__class__", value);
	const old = self.type;
	const bothModules = isModuleType(old) && isModuleType(value);
	if (!bothModules && ((old.typeFlags | value.typeFlags) & TPFLAGS_IMMUTABLETYPE) !== 0) {
		typeError("__class__ assignment only supported for mutable types or ModuleType subclasses");
	}
	checkCompatible(old, value, "__class__");
	if ((old.typeFlags & TPFLAGS_INLINE_VALUES) !== 0) moveValuesToDict(self as InlineDict);
	incref(value);
	self.type = value;
	if (value.descrGet !== old.descrGet || value.descrSet !== old.descrSet) descriptorsChanged();
	decref(old);
}

/** The values leave the instance for a dictionary of their own: the new class has other keys. */
function moveValuesToDict(self: InlineDict): void {
	const dict = materializeDict(self);
	incref(dict);
	setManagedDict(self, dict);
	decref(dict);
}

function isModuleType(type: PyType): boolean {
	for (let t: PyType | null = type; t !== null; t = t.base) if (t.name === "module" && t.heap === null) return true;
	return false;
}

const LAYOUT_FLAGS = TPFLAGS_HAVE_GC | TPFLAGS_INLINE_VALUES | TPFLAGS_MANAGED_DICT | TPFLAGS_MANAGED_WEAKREF;

function checkCompatible(old: PyType, value: PyType, attribute: string): void {
	if (((old.typeFlags ^ value.typeFlags) & LAYOUT_FLAGS) === 0 && sameLayout(old, value)) return;
	const what = ((old.visibleFlags ^ value.visibleFlags) & TPFLAGS_HAVE_GC) !== 0 ? "deallocator" : "object layout";
	typeError(`${attribute} assignment: '${value.name}' ${what} differs from '${old.name}'`);
}

function sameLayout(a: PyType, b: PyType): boolean {
	const first = layoutBase(a);
	const second = layoutBase(b);
	return first === second || (first.base === second.base && sameSlotsAdded(first, second));
}

/** The type or base that last changed the layout. */
function layoutBase(type: PyType): PyType {
	let t = type;
	while (t.base !== null && isLike(t, t.base)) t = t.base;
	return t;
}

function isLike(child: PyType, parent: PyType): boolean {
	if (child.basicsize !== parent.basicsize || child.itemsize !== parent.itemsize) return false;
	if (child.hasDict !== parent.hasDict || child.weakrefable !== parent.weakrefable) return false;
	return child.heap !== null && ((child.typeFlags ^ parent.typeFlags) & LAYOUT_FLAGS) === 0;
}

function sameSlotsAdded(a: PyType, b: PyType): boolean {
	if (a.basicsize !== b.basicsize || a.heap === null || b.heap === null) return false;
	const first = a.heap.slots;
	const second = b.heap.slots;
	if (first === null || second === null) return (first?.items.length ?? 0) === (second?.items.length ?? 0);
	return richCompareBool(first, second, Py_EQ);
}

/** `type.__bases__ = value`; the caller has checked that the type is mutable. Raises TypeError. */
export function setBases(type: PyType, value: PyObject): void {
	if (!isTuple(value)) return typeError(`can only assign tuple to ${type.name}.__bases__, not ${value.type.name}`);
	if (value.items.length === 0) typeError(`can only assign non-empty tuple to ${type.name}.__bases__, not ()`);
	for (const base of value.items) {
		if (!isType(base)) return typeError(`${type.name}.__bases__ must be tuple of classes, not '${base.type.name}'`);
		if (isSubtype(base, type) || (base.mro !== null && derives(base, type))) typeError("a __bases__ item causes an inheritance cycle");
	}
	const base = bestBase(value.items);
	checkCompatible(type.base!, base, "__bases__");
	replaceBases(type, value, base);
}

/** By the chain of layout bases, which is up to date also while an mro is being computed. */
function derives(type: PyType, base: PyType): boolean {
	for (let t: PyType | null = type; t !== null; t = t.base) if (t === base) return true;
	return false;
}

/** A class that got a new mro: the new one, and the old one, which is owned here. */
interface Changed {
	readonly type: PyType;
	readonly mro: PyTuple;
	readonly old: PyTuple | null;
}

/** A custom `mro()` may assign to `__bases__` again: then the inner assignment holds, and this one does nothing more. */
function replaceBases(type: PyType, bases: PyTuple, base: PyType): void {
	const oldBases = hold(own(type.bases!), "old bases");
	const oldBase = hold(own(type.base!), "old base");
	type.bases = incref(bases);
	type.base = incref(base);
	const since = mark();
	const changed: Changed[] = [];
	try {
		updateMros(type, changed);
	} catch (thrown) {
		caught(thrown, since);
		restore(type, bases, changed, oldBases, oldBase);
		throw thrown;
	}
	decrefEach(changed.map(({ old }) => old));
	if (type.bases === bases) {
		for (const each of oldBases.items as PyType[]) each.subclasses?.delete(type);
		addSubclass(type);
		updateAllSlots(type);
		descriptorsChanged();
	}
	drop(oldBase);
	drop(oldBases);
}

/** Gives the class and its subclasses new mros. Source: mro_hierarchy. */
function updateMros(type: PyType, changed: Changed[]): void {
	const old = type.mro;
	if (old !== null) hold(incref(old), "old mro");
	const mro = computeMro(type);
	const again = type.mro !== old;
	if (old !== null) dropKeeping(old, mro);
	if (again) return decref(mro);
	changed.push({ type, mro, old });
	type.mro = mro;
	typeModified(type);
	for (const subclass of [...(type.subclasses ?? [])]) updateMros(subclass, changed);
}

/** Undoes what an assignment to `__bases__` did before it failed, except where an inner one has done more since. */
function restore(type: PyType, bases: PyTuple, changed: readonly Changed[], oldBases: PyTuple, oldBase: PyType): void {
	for (const { type: cls, mro, old } of [...changed].reverse()) {
		if (cls.mro === mro) {
			cls.mro = old;
			typeModified(cls);
			decref(mro);
		} else {
			xdecref(old);
		}
	}
	const failedBase = type.base!;
	take(oldBase);
	take(oldBases);
	if (type.bases === bases) {
		type.bases = oldBases;
		type.base = oldBase;
		decrefBoth(bases, failedBase);
	} else {
		decrefBoth(oldBases, oldBase);
	}
}

function updateAllSlots(type: PyType): void {
	typeModified(type);
	fixupSlotDispatchers(type);
	for (const subclass of type.subclasses ?? []) updateAllSlots(subclass);
}
