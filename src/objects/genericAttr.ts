// Attribute access as `object` does it: data descriptors of the type, then the instance's own attributes, then what
// else the type has. The hottest path of the runtime, after the vm's inline caches: it allocates nothing itself.
// Read `genericLookup` first. Mirrors PyObject_GenericGetAttr and PyObject_GenericSetAttr (Objects/object.c).

import { dropKeeping, drop, hold } from "../heap/handles.ts";
import { type Own, own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { newDict, type PyDict, dictDeleteStr, dictGetStr, dictSetStr } from "./dict.ts";
import { GENERAL, type InlineDict, instanceGetAttr, instanceSetAttr } from "./dictkeys.ts";
import { attributeError, errorHooks, exceptionTypes, raise, typeError } from "./errors.ts";
import type { PyAttributeError } from "./exceptionsValue.ts";
import { type PyObject, TPFLAGS_INLINE_VALUES, TPFLAGS_MANAGED_DICT, TPFLAGS_METHOD_DESCRIPTOR } from "./object.ts";
import { isStr, type PyStr } from "./str.ts";
import { typeLookup } from "./typeCache.ts";

/** An object whose type has `hasDict`. */
interface WithDict extends PyObject {
	dict: PyDict | null;
}

export function genericGetAttr(self: PyObject, name: PyStr): Own<PyObject> {
	if (!isStr(name)) typeError(`attribute name must be string, not '${(name as PyObject).type.name}'`);
	return genericLookup(self, name) ?? noAttribute(self, name);
}

/** As `genericGetAttr`, but null where there is no such attribute. A descriptor's AttributeError is still raised. */
export function genericLookup(self: PyObject, name: PyStr): Own<PyObject> | null {
	const type = self.type;
	const descr = typeLookup(type, name);
	if (descr !== null && descr.type.descrGet !== null && descr.type.descrSet !== null) return callDescrGet(descr, self);
	if (descr !== null && hasOddDict(self)) {
		hold(incref(descr), "descriptor");
		return dropKeeping(descr, lookupAfterData(self, name, descr));
	}
	return lookupAfterData(self, name, descr);
}

function lookupAfterData(self: PyObject, name: PyStr, descr: PyObject | null): Own<PyObject> | null {
	const own = instanceAttribute(self, name);
	if (own !== null) return incref(own);
	if (descr === null) return null;
	return descr.type.descrGet === null ? incref(descr) : callDescrGet(descr, self);
}

/** Whether looking into the object's dictionary may run Python code, namely the comparison of keys that are no strings. */
export function hasOddDict(self: PyObject): boolean {
	if ((self.type.typeFlags & TPFLAGS_MANAGED_DICT) === 0 && !self.type.hasDict) return false;
	const dict = (self as WithDict).dict;
	return dict !== null && dict !== undefined && dict.keys.kind === GENERAL;
}

/** The object's own attribute, of its dictionary or inline; borrowed. */
function instanceAttribute(self: PyObject, name: PyStr): PyObject | null {
	const type = self.type;
	if ((type.typeFlags & TPFLAGS_MANAGED_DICT) !== 0) return instanceGetAttr(self as InlineDict, name);
	if (!type.hasDict) return null;
	const dict = (self as WithDict).dict;
	return dict === null ? null : dictGetStr(dict, name);
}

/** Binds a descriptor found on the type; it stays alive meanwhile. */
function callDescrGet(descr: PyObject, self: PyObject): Own<PyObject> {
	const get = descr.type.descrGet!;
	if ((descr.type.typeFlags & TPFLAGS_METHOD_DESCRIPTOR) !== 0) return get(descr, self, self.type);
	hold(incref(descr), "descriptor");
	return dropKeeping(descr, get(descr, self, self.type));
}

/** `value` null deletes. Source: _PyObject_GenericSetAttrWithDict. */
export function genericSetAttr(self: PyObject, name: PyStr, value: PyObject | null): void {
	const type = self.type;
	if (!isStr(name)) typeError(`attribute name must be string, not '${(name as PyObject).type.name}'`);
	const descr = typeLookup(type, name);
	const set = descr === null ? null : descr.type.descrSet;
	if (set !== null) {
		hold(incref(descr!), "descriptor");
		set(descr, self, value);
		drop(descr!);
	} else if ((type.typeFlags & TPFLAGS_MANAGED_DICT) !== 0) {
		if (!instanceSetAttr(self as InlineDict, name, value)) nothingToDelete(self as InlineDict, name);
	} else if (type.hasDict) {
		setInDict(self as WithDict, name, value);
	} else {
		cannotSet(self, name, descr);
	}
}

/** Only a dictionary, also one that took the place of values, leads to an error that knows its object. Source: _PyObject_StoreInstanceAttribute. */
function nothingToDelete(self: InlineDict, name: PyStr): never {
	if ((self.type.typeFlags & TPFLAGS_INLINE_VALUES) === 0 || self.values === null) noAttribute(self, name);
	return attributeError(`'${self.type.name}' object has no attribute '${name.value}'`);
}

/** Also a deletion makes the dictionary, though there is nothing in it to delete. Source: _PyObjectDict_SetItem. */
function setInDict(self: WithDict, name: PyStr, value: PyObject | null): void {
	const dict = (self.dict ??= newDict());
	if (value !== null) dictSetStr(dict, name, value);
	else if (!dictDeleteStr(dict, name)) noAttribute(self, name);
}

function cannotSet(self: PyObject, name: PyStr, descr: PyObject | null): never {
	const type = self.type;
	if (descr !== null) return attributeError(`'${type.name}' object attribute '${name.value}' is read-only`);
	const reason = type.setattro === genericSetAttr ? " and no __dict__ for setting new attributes" : "";
	return raiseAttributeError(self, name, `'${type.name}' object has no attribute '${name.value}'${reason}`);
}

/** Raises the AttributeError of a missing attribute. */
export function noAttribute(self: PyObject, name: PyStr): never {
	return raiseAttributeError(self, name, `'${self.type.name}' object has no attribute '${name.value}'`);
}

/** Raises AttributeError with its `name` and `obj`, from which suggestions are made. */
export function raiseAttributeError(self: PyObject, name: PyStr, message: string): never {
	const exception = errorHooks.create(exceptionTypes.AttributeError!, [message]) as Own<PyAttributeError>;
	exception.name = incref(name);
	exception.obj = incref(self);
	raise(own(exception));
}

/** `__dict__` of an object whose type has a `dict` field: made if need be. Borrowed. Source: PyObject_GenericGetDict. */
export function genericGetDict(self: PyObject): PyDict {
	const object = self as WithDict;
	object.dict ??= newDict();
	return object.dict;
}
