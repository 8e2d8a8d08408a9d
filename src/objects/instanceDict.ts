// Attribute values of instances: inline on the keys that a class shares, or in a dictionary, or both at once.
//
// An instance starts with inline values. Asking for `__dict__` makes a dictionary that works on the same array (it has
// the instance as `owner`); when the class's keys are full, or `__dict__` is replaced, the values leave the instance
// for good (`values` null). Values die in the order of the class's keys. `order`, beside the values, says in which
// order they were set, which is what `__dict__` lists. Read `instanceSetAttr` first. Mirrors the part of
// Objects/dictobject.c on PyDictValues and managed dictionaries.

import type { Visit } from "../heap/header.ts";
import { decref, decrefEach, incref, release } from "../heap/refcount.ts";
import { dictDelete, dictGet, dictGetStr, dictSetStr, newSplitDict, type PyDict } from "./dict.ts";
import { blankValues, type InsertionOrder, insertSharedKey, lookupStr, type SharedKeys } from "./dictkeys.ts";
import type { PyObject } from "./object.ts";
import { type PyStr, StrType } from "./str.ts";

/** An instance of a class with a managed dictionary. */
export interface InlineDict extends PyObject {
	/** Owned; as long as the keys allow. Null when the values are elsewhere. */
	values: (PyObject | null)[] | null;
	/** The order in which they were set; null when `values` is. */
	order: InsertionOrder | null;
	/** Owned; null until somebody asks for it. */
	dict: PyDict | null;
}

export function sharedKeysOf(instance: PyObject): SharedKeys {
	return instance.type.heap!.cachedKeys as SharedKeys;
}

/** Gives a new instance room for its attributes. Each instance leaves one free place fewer in the class's keys. */
export function initInlineValues(instance: InlineDict): void {
	const keys = sharedKeysOf(instance);
	if (keys.usable > 1) keys.usable--;
	instance.values = blankValues(keys);
	instance.order = keys.root;
}

/** Borrowed, or null. Runs no Python code unless the dictionary holds odd keys. */
export function instanceGetAttr(instance: InlineDict, name: PyStr): PyObject | null {
	const values = instance.values;
	if (values !== null) {
		if (name.type !== StrType) return dictGet(materializeDict(instance), name);
		const ix = lookupStr(sharedKeysOf(instance), name);
		return ix < 0 ? null : values[ix]!;
	}
	const dict = instance.dict;
	return dict === null ? null : dictGetStr(dict, name);
}

/** Counts the value; null deletes. False if there was nothing to delete. Runs Python code if the old value dies. */
export function instanceSetAttr(instance: InlineDict, name: PyStr, value: PyObject | null): boolean {
	if (instance.values === null) return setInDict(instance, name, value);
	const ix = name.type === StrType ? insertSharedKey(sharedKeysOf(instance), name) : -1;
	return ix < 0 ? setInDict(instance, name, value) : setInline(instance, ix, value);
}

export function instanceDelAttr(instance: InlineDict, name: PyStr): boolean {
	return instanceSetAttr(instance, name, null);
}

/** Sets the inline value at an index of the shared keys; null deletes it, false if it was not there. */
export function setInline(instance: InlineDict, ix: number, value: PyObject | null): boolean {
	const values = instance.values!;
	const old = values[ix]!;
	if (value === null) {
		if (old === null) return false;
		values[ix] = null;
		instance.order = instance.order!.remove(ix);
		if (instance.dict !== null) instance.dict.used--;
		decref(old);
		return true;
	}
	values[ix] = incref(value);
	if (old !== null) {
		decref(old);
		return true;
	}
	instance.order = instance.order!.add(ix);
	if (instance.dict !== null) instance.dict.used++;
	return true;
}

function setInDict(instance: InlineDict, name: PyStr, value: PyObject | null): boolean {
	const dict = materializeDict(instance);
	if (value === null) return dictDelete(dict, name);
	dictSetStr(dict, name, value);
	return true;
}

/** The instance's dictionary, made if need be; borrowed. */
export function materializeDict(instance: InlineDict): PyDict {
	if (instance.dict !== null) return instance.dict;
	const keys = sharedKeysOf(instance);
	const values = instance.values;
	if (values === null) return (instance.dict = newSplitDict(keys, blankValues(keys), keys.root!));
	const dict = newSplitDict(keys, values, instance.order!);
	dict.owner = instance;
	dict.entryOrder = null;
	return (instance.dict = dict);
}

/** `__dict__ = dict`; null deletes. Counts the new one; the old attributes may die, which runs Python code. */
export function setManagedDict(instance: InlineDict, dict: PyDict | null): void {
	const old = instance.dict;
	if (old !== null) detach(instance, old);
	const values = instance.values;
	if (values !== null) {
		instance.values = null;
		instance.order = null;
	}
	instance.dict = dict === null ? null : incref(dict);
	if (old !== null) decref(old);
	if (values !== null) decrefEach(values);
}

/** Lets the dictionary keep the values that it shared with the instance. */
function detach(instance: InlineDict, dict: PyDict): void {
	if (dict.owner !== instance) return;
	dict.entryOrder = instance.order;
	dict.owner = null;
	instance.values = null;
	instance.order = null;
}

/** For `clear`: gives up attributes and dictionary. Runs Python code. Source: PyObject_ClearManagedDict. */
export function clearManagedDict(instance: InlineDict): void {
	setManagedDict(instance, null);
}

/** The same for `dealloc`: releases them, to die in order when their turn comes. */
export function releaseManagedDict(instance: InlineDict): void {
	const dict = instance.dict;
	if (dict !== null) {
		detach(instance, dict);
		instance.dict = null;
		release(dict);
	}
	const values = instance.values;
	if (values === null) return;
	instance.values = null;
	instance.order = null;
	for (let ix = values.length - 1; ix >= 0; ix--) if (values[ix] !== null) release(values[ix]!);
}

/** What tp_traverse visits: the inline values or, when there are none, the dictionary. */
export function visitManagedDict(instance: InlineDict, visit: Visit): void {
	const values = instance.values;
	if (values === null) {
		if (instance.dict !== null) visit(instance.dict, "__dict__");
		return;
	}
	const names = sharedKeysOf(instance).keys;
	for (let ix = 0; ix < values.length; ix++) if (values[ix] !== null) visit(values[ix]!, "attribute", names[ix]);
}

/** What `visitManagedDict` leaves out, for `traverseRest`. */
export function visitManagedDictRest(instance: InlineDict, visit: Visit): void {
	if (instance.values !== null && instance.dict !== null) visit(instance.dict, "__dict__");
}
