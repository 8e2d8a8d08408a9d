// `__dict__` and `__weakref__` of instances, as the descriptors that each class has for them.
// Mirrors subtype_getsets and PyObject_GenericGetDict/SetDict.

import type { Own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { weakrefsOf } from "../heap/weakref.ts";
import { dictGetStr, isDict, type PyDict } from "./dict.ts";
import { attributeError, typeError } from "./errors.ts";
import { genericGetDict } from "./genericAttr.ts";
import { type InlineDict, materializeDict, setManagedDict } from "./instanceDict.ts";
import { type GetSetDef, type PyObject, type PyType, TPFLAGS_MANAGED_DICT } from "./object.ts";
import { newNone } from "./singletons.ts";
import { internStr } from "./str.ts";

/** The object's dictionary, made if need be; borrowed. Null if its type gives it none. */
export function objectDict(self: PyObject): PyDict | null {
	const type = self.type;
	if ((type.typeFlags & TPFLAGS_MANAGED_DICT) !== 0) return materializeDict(self as InlineDict);
	return type.hasDict ? genericGetDict(self) : null;
}

/** The `__dict__` descriptor of a native base that gives instances their dictionary: it decides what is allowed. */
function nativeDescriptor(self: PyObject): PyObject | null {
	for (let type: PyType | null = self.type; type !== null; type = type.base) {
		if (type.heap === null && type.hasDict) return dictGetStr(type.dict!, internStr("__dict__"));
	}
	return null;
}

function getInstanceDict(self: PyObject): Own<PyObject> {
	const native = nativeDescriptor(self);
	return native === null ? getDict(self) : native.type.descrGet!(native, self, self.type);
}

function setInstanceDict(self: PyObject, value: PyObject | null): void {
	const native = nativeDescriptor(self);
	if (native === null) return setDict(self, value);
	if (native.type.descrSet === null) typeError(`this __dict__ descriptor does not support '${self.type.name}' objects`);
	native.type.descrSet(native, self, value);
}

function getDict(self: PyObject): Own<PyObject> {
	const dict = objectDict(self);
	return dict === null ? attributeError("This object has no __dict__") : incref(dict);
}

/** Null deletes: the instance starts anew with an empty dictionary. */
function setDict(self: PyObject, value: PyObject | null): void {
	if (value !== null && !isDict(value)) typeError(`__dict__ must be set to a dictionary, not a '${value.type.name}'`);
	if ((self.type.typeFlags & TPFLAGS_MANAGED_DICT) !== 0) return setManagedDict(self as InlineDict, value as PyDict | null);
	const holder = self as PyObject & { dict: PyDict | null };
	if (value === null) typeError("cannot delete __dict__");
	const old = holder.dict;
	holder.dict = incref(value as PyDict);
	if (old !== null) decref(old);
}

export const instanceDictGetSet: GetSetDef = {
	name: "__dict__",
	get: getInstanceDict,
	set: setInstanceDict,
	doc: "dictionary for instance variables",
};

/** For native types with a `dict` field. */
export function genericDictGetSet(): GetSetDef {
	return { name: "__dict__", get: getDict, set: setDict };
}

function getWeakref(self: PyObject): Own<PyObject> {
	const first = weakrefsOf(self)[0];
	return first === undefined ? newNone() : (incref(first) as unknown as Own<PyObject>);
}

export const instanceWeakrefGetSet: GetSetDef = {
	name: "__weakref__",
	get: getWeakref,
	doc: "list of weak references to the object",
};
