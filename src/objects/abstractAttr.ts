// Attributes of any object: get, look up without raising, set, and find a method without making a bound one.
// Read `lookupAttr` and `getMethod` first. Mirrors PyObject_GetAttr, PyObject_GetOptionalAttr and _PyObject_GetMethod
// (Objects/object.c), _PyObject_LookupSpecial (Objects/typeobject.c).

import { dropKeeping, hold, mark } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { dictGetStr, type PyDict } from "./dict.ts";
import { type InlineDict, instanceGetAttr } from "./dictkeys.ts";
import { caught, clearException, exceptionMatches, typeError } from "./errors.ts";
import { setAttributeErrorContext } from "./exceptionsRaise.ts";
import { genericGetAttr, genericLookup, hasOddDict, noAttribute, raiseAttributeError } from "./genericAttr.ts";
import { moduleGetattro, moduleLookup, type PyModule } from "./module.ts";
import { type PyObject, type PyType, TPFLAGS_MANAGED_DICT, TPFLAGS_METHOD_DESCRIPTOR, TypeType } from "./object.ts";
import { internInPlace, internStr, isStr, type PyStr } from "./str.ts";
import { typeLookup } from "./typeCache.ts";
import { typeGetattroOrNull } from "./typeAttr.ts";

/** Any object's attribute. Raises AttributeError; may run Python code. */
export function getAttr(object: PyObject, name: PyStr): Own<PyObject> {
	const type = object.type;
	if (!isStr(name)) typeError(`attribute name must be string, not '${(name as PyObject).type.name}'`);
	const get = type.getattro;
	if (get === null) return raiseAttributeError(object, name, `'${type.name}' object has no attribute '${name.value}'`);
	const since = mark();
	try {
		if (get === genericGetAttr) return genericLookup(object, name) ?? noAttribute(object, name);
		return get(object, name);
	} catch (thrown) {
		caught(thrown, since);
		setAttributeErrorContext(object, name);
		throw thrown;
	}
}

export function getAttrString(object: PyObject, name: string): Own<PyObject> {
	return getAttr(object, internStr(name));
}

/** As `getAttr`, but null instead of AttributeError; where the type is generic nothing is raised in between. */
export function lookupAttr(object: PyObject, name: PyStr): Own<PyObject> | null {
	const since = mark();
	try {
		return rawLookup(object, name);
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("AttributeError")) throw thrown;
		clearException();
		return null;
	}
}

function rawLookup(object: PyObject, name: PyStr): Own<PyObject> | null {
	const type = object.type;
	if (!isStr(name)) typeError(`attribute name must be string, not '${(name as PyObject).type.name}'`);
	if (type.getattro === genericGetAttr) return genericLookup(object, name);
	if (type.getattro === TypeType.getattro) return typeGetattroOrNull(object as PyType, name);
	if (type.getattro === moduleGetattro) return moduleLookup(object as PyModule, name);
	return type.getattro === null ? null : type.getattro(object, name);
}

export function hasAttr(object: PyObject, name: PyStr): boolean {
	const found = lookupAttr(object, name);
	if (found === null) return false;
	hold(found, "attribute");
	dropKeeping(found, null);
	return true;
}

/** Sets, or with `value` null deletes. Borrows all. The name gets interned, as CPython does it. */
export function setAttr(object: PyObject, name: PyStr, value: PyObject | null): void {
	const type = object.type;
	if (!isStr(name)) typeError(`attribute name must be string, not '${(name as PyObject).type.name}'`);
	const set = type.setattro;
	if (set === null) {
		const what = type.getattro === null ? "no" : "only read-only";
		typeError(`'${type.name}' object has ${what} attributes (${value === null ? "del" : "assign to"} .${name.value})`);
	}
	if (name.interned !== 0) return set(object, name, value);
	const interned = hold(internInPlace(incref(name)), "attribute name");
	set(object, interned, value);
	dropKeeping(interned, null);
}

export function delAttr(object: PyObject, name: PyStr): void {
	setAttr(object, name, null);
}

/** Whether what `getMethod` or `lookupSpecialMethod` returned last is to be called with the object as first argument. */
export let methodIsUnbound = false;

/**
 * The attribute for a call `object.name(…)`: a method as it is on the type (`methodIsUnbound` true), or the attribute.
 * Raises AttributeError. Source: _PyObject_GetMethod.
 */
export function getMethod(object: PyObject, name: PyStr): Own<PyObject> {
	const type = object.type;
	if (type.getattro !== genericGetAttr) return bound(getAttr(object, name));
	const descr = typeLookup(type, name);
	const isMethod = descr !== null && (descr.type.typeFlags & TPFLAGS_METHOD_DESCRIPTOR) !== 0;
	if (!isMethod && descr !== null && descr.type.descrGet !== null && descr.type.descrSet !== null)
		return bound(genericGetAttr(object, name));
	if (descr !== null && hasOddDict(object)) return bound(genericGetAttr(object, name));
	const attribute = ownAttribute(object, name);
	if (attribute !== null) return bound(incref(attribute));
	if (isMethod) {
		const method = incref(descr);
		methodIsUnbound = true;
		return method;
	}
	if (descr === null) return noAttribute(object, name);
	if (descr.type.descrGet === null) return bound(incref(descr));
	hold(incref(descr), "descriptor");
	return bound(dropKeeping(descr, descr.type.descrGet(descr, object, type)));
}

function bound(attribute: Own<PyObject>): Own<PyObject> {
	methodIsUnbound = false;
	return attribute;
}

function ownAttribute(object: PyObject, name: PyStr): PyObject | null {
	const type = object.type;
	if ((type.typeFlags & TPFLAGS_MANAGED_DICT) !== 0) return instanceGetAttr(object as InlineDict, name);
	if (!type.hasDict) return null;
	const dict = (object as PyObject & { dict: PyDict | null }).dict;
	return dict === null ? null : dictGetStr(dict, name);
}

/**
 * A special method, looked up on the type only; null if there is none. A method comes unbound (`methodIsUnbound`).
 * Source: _PyObject_LookupSpecialMethod.
 */
export function lookupSpecialMethod(object: PyObject, name: PyStr): Own<PyObject> | null {
	const found = typeLookup(object.type, name);
	if (found === null) return null;
	if ((found.type.typeFlags & TPFLAGS_METHOD_DESCRIPTOR) !== 0) {
		methodIsUnbound = true;
		return incref(found);
	}
	return bound(bindSpecial(found, object));
}

/** A special method, looked up on the type only and bound to the object; null if there is none. Source: _PyObject_LookupSpecial. */
export function lookupSpecial(object: PyObject, name: PyStr): Own<PyObject> | null {
	const found = typeLookup(object.type, name);
	return found === null ? null : bindSpecial(found, object);
}

function bindSpecial(found: PyObject, object: PyObject): Own<PyObject> {
	const get = found.type.descrGet;
	if (get === null) return incref(found);
	hold(incref(found), "special method");
	return dropKeeping(found, get(found, object, object.type));
}

export function typeOf(object: PyObject): PyType {
	return object.type;
}

/** For types whose iterator is the object itself. */
export function selfIter(self: PyObject): Own<PyObject> {
	return incref(self);
}
