// getset_descriptor (computed attributes of native types, `__dict__`, `__weakref__`) and member_descriptor (fields of
// native structs, and `__slots__`).
//
// A slot's descriptor has a place (`slot`) in the instances' array of slots, a native one the name of a field.
// Mirrors the getset and member parts of Objects/descrobject.c, and Python/structmember.c.

import { track } from "../heap/gc/tracking.ts";
import { type Own, own, standAlone } from "../heap/header.ts";
import { incref, xdecref } from "../heap/refcount.ts";
import { isTrue } from "./abstractObject.ts";
import { auditEvent } from "./auditEvents.ts";
import { BoolType, newBool } from "./bool.ts";
import {
	descrCheck,
	descrDealloc,
	descrGetset,
	descrMembers,
	descrReduceMethod,
	descrRepr,
	descrTraverse,
	descrTraverseRest,
} from "./descr.ts";
import { PyDescr } from "./descrStruct.ts";
import { attributeError, typeError } from "./errors.ts";
import { intAsNumber, isInt, newInt } from "./int.ts";
import { defineType, type GetSetDef, isInstanceOf, type MemberDef, type PyObject, type PyType, TPFLAGS_HAVE_GC } from "./object.ts";
import { newNone } from "./singletons.ts";
import { internStr, newStr, type PyStr } from "./str.ts";
import { fullyQualifiedName } from "./typeNames.ts";

export class PyGetSetDescr extends PyDescr {
	static {
		standAlone(PyGetSetDescr);
	}

	readonly def: GetSetDef;

	constructor(objclass: PyType, def: GetSetDef) {
		super(GetSetDescrType, objclass, internStr(def.name));
		this.def = def;
	}
}

export function newGetSetDescr(objclass: PyType, def: GetSetDef): Own<PyGetSetDescr> {
	const descr = new PyGetSetDescr(objclass, def);
	track(descr);
	return own(descr);
}

function auditRead(object: PyObject, name: PyStr): void {
	auditEvent("object.__getattr__", () => [incref(object), incref(name as PyObject)]);
}

function getsetGet(self: PyGetSetDescr, object: PyObject | null): Own<PyObject> {
	if (object === null) return incref(self);
	if (!isInstanceOf(object, self.objclass)) descrCheck(self, object);
	if (self.def.audited === true) auditRead(object, self.name);
	if (self.def.get === null) return attributeError(`attribute '${self.name.value}' of '${self.objclass.name}' objects is not readable`);
	return self.def.get(object);
}

function getsetSet(self: PyGetSetDescr, object: PyObject, value: PyObject | null): void {
	descrCheck(self, object);
	const set = self.def.set;
	if (set == null) attributeError(`attribute '${self.name.value}' of '${self.objclass.name}' objects is not writable`);
	set(object, value);
}

export const GetSetDescrType = defineType({
	name: "getset_descriptor",
	basicsize: 48,
	flags: TPFLAGS_HAVE_GC,
	dealloc: descrDealloc,
	traverse: descrTraverse,
	traverseRest: descrTraverseRest,
	repr: descrRepr("attribute"),
	descrGet: getsetGet,
	descrSet: getsetSet,
	members: descrMembers(),
	getset: descrGetset((self: PyGetSetDescr) => self.def.doc ?? null),
});

/** An instance with `__slots__`. */
interface WithSlots extends PyObject {
	slots: (PyObject | null)[];
}

export class PyMemberDescr extends PyDescr {
	static {
		standAlone(PyMemberDescr);
	}

	/** Null for a slot. */
	readonly def: MemberDef | null;
	/** Place in the instances' slots, or -1. */
	readonly slot: number;

	constructor(objclass: PyType, name: PyStr, def: MemberDef | null, slot: number) {
		super(MemberDescrType, objclass, name);
		this.def = def;
		this.slot = slot;
	}
}

export function newMemberDescr(objclass: PyType, def: MemberDef): Own<PyMemberDescr> {
	const descr = new PyMemberDescr(objclass, internStr(def.name), def, -1);
	track(descr);
	return own(descr);
}

/** The descriptor of a name in `__slots__`. */
export function newSlotDescr(objclass: PyType, name: PyStr, slot: number): Own<PyMemberDescr> {
	const descr = new PyMemberDescr(objclass, name, null, slot);
	track(descr);
	return own(descr);
}

function memberGet(self: PyMemberDescr, object: PyObject | null): Own<PyObject> {
	if (object === null) return incref(self);
	if (!isInstanceOf(object, self.objclass)) descrCheck(self, object);
	if (self.slot >= 0) {
		const value = (object as WithSlots).slots[self.slot];
		return value !== null ? incref(value) : missing(self, object);
	}
	const { get, field, audited } = self.def!;
	if (audited === true) auditRead(object, self.name);
	return get !== undefined ? get(object) : fieldAsObject((object as any)[field!], self, object);
}

function missing(self: PyMemberDescr, object: PyObject): never {
	return attributeError(`'${fullyQualifiedName(object.type)}' object has no attribute '${self.name.value}'`);
}

function fieldAsObject(value: unknown, self: PyMemberDescr, object: PyObject): Own<PyObject> {
	switch (typeof value) {
		case "number":
		case "bigint":
			return newInt(value);
		case "boolean":
			return newBool(value);
		case "string":
			return newStr(value);
	}
	if (value === null || value === undefined) return self.def!.optional === true ? newNone() : missing(self, object);
	return incref(value as PyObject);
}

function memberSet(self: PyMemberDescr, object: PyObject, value: PyObject | null): void {
	descrCheck(self, object);
	if (self.slot >= 0) {
		const slots = (object as WithSlots).slots;
		const old = slots[self.slot];
		if (value === null && old === null) attributeError(self.name.value);
		slots[self.slot] = value === null ? null : incref(value);
		xdecref(old);
	} else {
		setField(self.def!, object as any, value, self);
	}
}

function setField(def: MemberDef, object: any, value: PyObject | null, self: PyMemberDescr): void {
	if (def.readonly === true || def.get !== undefined) attributeError("readonly attribute");
	const field = def.field!;
	const old: unknown = object[field];
	if (typeof old === "boolean" || typeof old === "number" || typeof old === "string") {
		object[field] = plainValue(value, typeof old as "boolean" | "number" | "string");
		return;
	}
	if (value === null && old === null && def.optional !== true) attributeError(self.name.value);
	object[field] = value === null ? null : incref(value);
	xdecref(old as PyObject | null);
}

function plainValue(value: PyObject | null, kind: "boolean" | "number" | "string"): boolean | number {
	if (value === null) return typeError("can't delete numeric/char attribute");
	if (kind === "string") return typeError("readonly attribute");
	if (kind === "number") return isInt(value) ? intAsNumber(value) : typeError("an integer is required");
	if (value.type !== BoolType) typeError("attribute value type must be bool");
	return isTrue(value);
}

export const MemberDescrType = defineType({
	name: "member_descriptor",
	basicsize: 48,
	flags: TPFLAGS_HAVE_GC,
	dealloc: descrDealloc,
	traverse: descrTraverse,
	traverseRest: descrTraverseRest,
	repr: descrRepr("member"),
	descrGet: memberGet,
	descrSet: memberSet,
	methods: [descrReduceMethod()],
	members: descrMembers(),
	getset: descrGetset((self: PyMemberDescr) => self.def?.doc ?? null),
});
