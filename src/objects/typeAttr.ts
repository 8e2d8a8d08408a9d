// Attribute access on classes: the metaclass's data descriptors, then the class and its bases, then the rest of the
// metaclass. Setting keeps caches and slots true. Read `typeGetattroOrNull` and `typeSetattro` first.
// Mirrors type_getattro and type_setattro (Objects/typeobject.c).

import { drop, dropKeeping, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { repr } from "./abstractObject.ts";
import { dictDeleteStr, dictGetStr, dictSetStr } from "./dict.ts";
import { typeError } from "./errors.ts";
import { raiseAttributeError } from "./genericAttr.ts";
import { ObjectType, type PyObject, type PyType, TPFLAGS_IMMUTABLETYPE } from "./object.ts";
import { internInPlace, isStr, type PyStr } from "./str.ts";
import { typeLookup, typeModified } from "./typeCache.ts";
import { updateSlotsOf } from "./typeSlots.ts";

export function typeGetattro(type: PyType, name: PyStr): Own<PyObject> {
	if (!isStr(name)) typeError(`attribute name must be string, not '${(name as PyObject).type.name}'`);
	return typeGetattroOrNull(type, name) ?? noTypeAttribute(type, name);
}

/** As the slot, but null where there is no such attribute. */
export function typeGetattroOrNull(type: PyType, name: PyStr): Own<PyObject> | null {
	const metatype = type.type;
	const metaAttribute = typeLookup(metatype, name);
	const metaGet = metaAttribute === null ? null : metaAttribute.type.descrGet;
	if (metaGet !== null && metaAttribute!.type.descrSet !== null) return bind(metaAttribute!, type, metatype);
	const attribute = typeLookup(type, name);
	if (attribute !== null) return attribute.type.descrGet === null ? incref(attribute) : bind(attribute, null, type);
	if (metaGet !== null) return bind(metaAttribute!, type, metatype);
	return metaAttribute === null ? null : incref(metaAttribute);
}

function bind(descr: PyObject, object: PyObject | null, type: PyType): Own<PyObject> {
	hold(incref(descr), "descriptor");
	return dropKeeping(descr, descr.type.descrGet!(descr, object, type));
}

function noTypeAttribute(type: PyType, name: PyStr): never {
	return raiseAttributeError(type, name, `type object '${type.name}' has no attribute '${name.value}'`);
}

/** `value` null deletes. */
export function typeSetattro(type: PyType, name: PyStr, value: PyObject | null): void {
	if (!isStr(name)) typeError(`attribute name must be string, not '${(name as PyObject).type.name}'`);
	if ((type.typeFlags & TPFLAGS_IMMUTABLETYPE) !== 0) {
		const shown = hold(repr(name), "attribute name");
		typeError(`cannot set ${shown.value} attribute of immutable type '${type.name}'`);
	}
	const key = hold(internInPlace(incref(name)), "attribute name");
	const descr = typeLookup(type.type, key);
	if (descr !== null && descr.type.descrSet !== null) {
		hold(incref(descr), "descriptor");
		descr.type.descrSet(descr, type, value);
		drop(descr);
	} else {
		setTypeAttribute(type, key, value);
	}
	drop(key);
}

/** Changes the class's own dictionary. The old value dies when everything is consistent again. */
export function setTypeAttribute(type: PyType, name: PyStr, value: PyObject | null): void {
	const dict = type.dict!;
	const old = dictGetStr(dict, name);
	if (old !== null) hold(incref(old), "replaced attribute");
	if (value !== null) dictSetStr(dict, name, value);
	else if (!dictDeleteStr(dict, name)) noTypeAttribute(type, name);
	typeModified(type);
	if (isSpecialName(name.value)) updateSlotsOf(type, name);
	if (isDescriptorName(name.value)) descriptorsChanged();
	if (old !== null) drop(old);
}

/** Caches may say that a class's attribute is no descriptor: not so any more, in whatever class it is. */
export function descriptorsChanged(): void {
	typeModified(ObjectType);
}

function isDescriptorName(name: string): boolean {
	return name === "__get__" || name === "__set__" || name === "__delete__";
}

function isSpecialName(name: string): boolean {
	return name.length > 4 && name.startsWith("__") && name.endsWith("__");
}
