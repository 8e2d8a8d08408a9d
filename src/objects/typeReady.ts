// Completing a type: its dictionary from the specification, its mro, and the slots it inherits.
//
// Slots are inherited along the whole mro; from a base only those that the base itself did not inherit from its own base,
// so that the nearest definition wins. Static types get wrappers for the slots they fill themselves.
// Read `typeReady` first. Mirrors PyType_Ready, inherit_slots, inherit_special (Objects/typeobject.c).

import { belated, putOffUntilSeen } from "../heap/gc/belated.ts";
import type { Own } from "../heap/header.ts";
import { decref, incref, xdecref } from "../heap/refcount.ts";
import { hashNotImplemented } from "./abstractObject.ts";
import { newBuiltinFunction } from "./builtinFunction.ts";
import { newGetSetDescr, newMemberDescr } from "./descrMember.ts";
import { newMethodDescr } from "./descrMethod.ts";
import type { MethodDef } from "./args.ts";
import { newStaticMethod } from "./classmethod.ts";
import { dictGetStr, dictSetStr, newDict } from "./dict.ts";
import { dictFill } from "./dictFill.ts";
import {
	ObjectType,
	type PyObject,
	type PyType,
	type Slots,
	SLOT_NAMES,
	SLOTS_APART,
	staticTypes,
	TPFLAGS_BASE_EXC_SUBCLASS,
	TPFLAGS_BYTES_SUBCLASS,
	TPFLAGS_DICT_SUBCLASS,
	TPFLAGS_DISALLOW_INSTANTIATION,
	TPFLAGS_HAVE_GC,
	TPFLAGS_HAVE_VECTORCALL,
	TPFLAGS_LIST_SUBCLASS,
	TPFLAGS_LONG_SUBCLASS,
	TPFLAGS_MANAGED_DICT,
	TPFLAGS_MANAGED_WEAKREF,
	TPFLAGS_MAPPING,
	TPFLAGS_MATCH_SELF,
	TPFLAGS_METHOD_DESCRIPTOR,
	TPFLAGS_READY,
	TPFLAGS_SEQUENCE,
	TPFLAGS_TUPLE_SUBCLASS,
	TPFLAGS_TYPE_SUBCLASS,
	TPFLAGS_UNICODE_SUBCLASS,
	typeHooks,
} from "./object.ts";
import { None } from "./singletons.ts";
import { internStr, newStr } from "./str.ts";
import { newTuple, tupleOf } from "./tuple.ts";
import { computeMro } from "./typeMro.ts";
import { typeModuleText } from "./typeNames.ts";
import { newNewWrapper } from "./typeNewWrapper.ts";
import { addOperators, type Attributes } from "./typeSlots.ts";

const FAST_SUBCLASS =
	TPFLAGS_LONG_SUBCLASS |
	TPFLAGS_LIST_SUBCLASS |
	TPFLAGS_TUPLE_SUBCLASS |
	TPFLAGS_BYTES_SUBCLASS |
	TPFLAGS_UNICODE_SUBCLASS |
	TPFLAGS_DICT_SUBCLASS |
	TPFLAGS_BASE_EXC_SUBCLASS |
	TPFLAGS_TYPE_SUBCLASS;

/** Completes a type; static types complete their bases first. Heap types come with bases and dictionary. */
export function typeReady(type: PyType): void {
	if ((type.typeFlags & TPFLAGS_READY) !== 0) return;
	const base = type.base;
	if (base !== null && base.heap === null && base.spec?.heapType !== true) typeReady(base);
	if (type.heap === null) fillStaticType(type, base);
	if (type.mro === null) setMro(type);
	setNew(type, base);
	inherit(type);
	setHash(type);
	addSubclass(type);
	type.typeFlags |= TPFLAGS_READY;
}

/** A custom `mro()` may have set it in between, by an assignment to `__bases__`. */
export function setMro(type: PyType): void {
	const mro = computeMro(type);
	if (type.mro === null) type.mro = mro;
	else decref(mro);
}

function fillStaticType(type: PyType, base: PyType | null): void {
	if (base !== null && (type.typeFlags & FAST_SUBCLASS) === 0) type.typeFlags |= base.typeFlags & FAST_SUBCLASS;
	type.bases = base === null ? newTuple([]) : tupleOf(base);
	type.ownDict = newDict();
	type.unfilled = true;
	type.mro = tupleOf(...staticMro(type));
}

/** Fills the dictionary of a static type as if that had been done at start. */
function fillDict(type: PyType): void {
	type.unfilled = false;
	belated(() => dictFill(type.ownDict!, attributesOf(type)));
}

/** Fills the dictionaries that nobody has asked for yet. */
function fillDicts(): void {
	for (const type of staticTypes) if (type.unfilled) fillDict(type);
}

/** What the dictionary of a native type is to hold, in order. FAST: entered in one go, since there are thousands at every start. */
function attributesOf(type: PyType): Attributes {
	const attributes: Attributes = new Map();
	const addNew = (name: string, make: () => Own<PyObject>): void => {
		if (!attributes.has(name)) attributes.set(name, make());
	};
	const { methods, members, getset, doc, heapType } = type.spec!;
	if (type.spec!.new != null) attributes.set("__new__", newNewWrapper(type));
	addOperators(type, attributes);
	for (const method of methods ?? []) setMethod(attributes, type, method);
	for (const member of members ?? []) addNew(member.name, () => newMemberDescr(type, member));
	for (const attribute of getset ?? []) addNew(attribute.name, () => newGetSetDescr(type, attribute));
	if (heapType === true) addNew("__module__", () => newStr(typeModuleText(type)!));
	addNew("__doc__", () => (doc == null ? incref(None) : newStr(docText(doc))));
	if (withoutHash.has(type)) addNew("__hash__", () => incref(None));
	for (const name of type.spec!.hides ?? []) hide(attributes, name);
	return attributes;
}

function hide(attributes: Attributes, name: string): void {
	const hidden = attributes.get(name) ?? null;
	attributes.delete(name);
	xdecref(hidden);
}

function staticMro(type: PyType): PyType[] {
	const mro: PyType[] = [];
	for (let t: PyType | null = type; t !== null; t = t.base) mro.push(t);
	return mro;
}

/** A native docstring may begin with a signature, which `__doc__` does not show. */
export function docText(doc: string): string {
	const end = doc.indexOf("\n--\n\n");
	return end < 0 ? doc : doc.slice(end + 5);
}

/** Methods replace the wrapper of a slot of the same name. */
function setMethod(attributes: Attributes, type: PyType, method: MethodDef): void {
	const replaced = attributes.get(method.name);
	attributes.set(method.name, method.binding === "static" ? staticFunction(type, method) : newMethodDescr(type, method));
	xdecref(replaced ?? null);
}

function staticFunction(type: PyType, method: MethodDef): Own<PyObject> {
	const fn = newBuiltinFunction(method, type, null);
	const wrapped = newStaticMethod(fn);
	decref(fn);
	return wrapped;
}

function setNew(type: PyType, base: PyType | null): void {
	if (type.new !== null) return;
	if (base === ObjectType && type.heap === null && type.spec?.heapType !== true) type.typeFlags |= TPFLAGS_DISALLOW_INSTANTIATION;
	else if ((type.typeFlags & TPFLAGS_DISALLOW_INSTANTIATION) === 0 && base !== null) type.new = base.new;
}

function inherit(type: PyType): void {
	const base = type.base;
	if (base === null) return;
	inheritSpecial(type, base);
	if (type.heap !== null && type.bases!.items.length === 1 && type.mro!.items[1] === base) {
		inheritAll(type, base);
		return inheritPatternFlags(type, base);
	}
	const chain = type.mro!.items as PyType[];
	for (let i = 1; i < chain.length; i++) {
		inheritSlots(type, chain[i]);
		inheritPatternFlags(type, chain[i]);
	}
}

/** What comes from the base that gives the layout. */
function inheritSpecial(type: PyType, base: PyType): void {
	if (
		(type.typeFlags & TPFLAGS_HAVE_GC) === 0 &&
		(base.typeFlags & TPFLAGS_HAVE_GC) !== 0 &&
		type.traverse === null &&
		type.clear === null
	) {
		type.typeFlags |= TPFLAGS_HAVE_GC;
		type.traverse = base.traverse;
		type.traverseRest = base.traverseRest;
		type.clear = base.clear;
	}
	// A native struct contains its base's, and so what the base's traverse leaves out.
	if (type.heap === null) type.traverseRest ??= base.traverseRest;
	if (type.basicsize === 0) type.basicsize = base.basicsize;
	if (type.itemsize === 0) type.itemsize = base.itemsize;
	type.weakrefable ||= base.weakrefable;
	type.hasDict ||= base.hasDict;
	type.typeFlags |= base.typeFlags & (TPFLAGS_MANAGED_DICT | TPFLAGS_MANAGED_WEAKREF);
	if ((type.typeFlags & FAST_SUBCLASS) === 0) type.typeFlags |= base.typeFlags & FAST_SUBCLASS;
	if ((base.typeFlags & TPFLAGS_MATCH_SELF) !== 0) type.typeFlags |= TPFLAGS_MATCH_SELF;
}

function inheritPatternFlags(type: PyType, base: PyType): void {
	if ((type.typeFlags & (TPFLAGS_SEQUENCE | TPFLAGS_MAPPING)) === 0)
		type.typeFlags |= base.typeFlags & (TPFLAGS_SEQUENCE | TPFLAGS_MAPPING);
}

const ORDINARY: readonly (keyof Slots)[] = SLOT_NAMES.filter((slot) => !SLOTS_APART.has(slot));

/** By static type, which of its slots are not its base's: few, and for ever the same. */
const ownSlotsOf = new Map<PyType, readonly (keyof Slots)[]>();

function ownSlots(type: PyType): readonly (keyof Slots)[] {
	const known = ownSlotsOf.get(type);
	if (known !== undefined) return known;
	const { base } = type;
	const slots = ORDINARY.filter((slot) => type[slot] !== null && (base === null || type[slot] !== base[slot]));
	if (type.heap === null && (type.typeFlags & TPFLAGS_READY) !== 0) ownSlotsOf.set(type, slots);
	return slots;
}

function inheritSlots(type: PyType, base: PyType): void {
	const own = type as any;
	for (const slot of ownSlots(base)) if (own[slot] === null) own[slot] = base[slot];
	inheritApart(type, base);
}

/** The slots that have rules of their own. */
function inheritApart(type: PyType, base: PyType): void {
	type.dealloc ??= base.dealloc;
	type.getBuffer ??= base.getBuffer;
	type.releaseBuffer ??= base.releaseBuffer;
	inheritCall(type, base);
	if (type.richcompare === null && type.hash === null && !overridesHash(type)) {
		type.richcompare = base.richcompare;
		type.hash = base.hash;
	}
	if (type.descrGet === null) inheritDescrGet(type, base);
}

/** From a single base, which has everything that can be inherited. FAST: a loop over the ordinary slots takes five times as long. */
function inheritAll(type: PyType, base: PyType): void {
	type.finalize ??= base.finalize;
	type.alloc ??= base.alloc;
	type.init ??= base.init;
	type.repr ??= base.repr;
	type.str ??= base.str;
	type.getattro ??= base.getattro;
	type.setattro ??= base.setattro;
	type.iter ??= base.iter;
	type.iternext ??= base.iternext;
	type.descrSet ??= base.descrSet;
	type.amAwait ??= base.amAwait;
	type.amAiter ??= base.amAiter;
	type.amAnext ??= base.amAnext;
	type.nbAdd ??= base.nbAdd;
	type.nbSubtract ??= base.nbSubtract;
	type.nbMultiply ??= base.nbMultiply;
	type.nbRemainder ??= base.nbRemainder;
	type.nbDivmod ??= base.nbDivmod;
	type.nbPower ??= base.nbPower;
	type.nbNegative ??= base.nbNegative;
	type.nbPositive ??= base.nbPositive;
	type.nbAbsolute ??= base.nbAbsolute;
	type.nbBool ??= base.nbBool;
	type.nbInvert ??= base.nbInvert;
	type.nbLshift ??= base.nbLshift;
	type.nbRshift ??= base.nbRshift;
	type.nbAnd ??= base.nbAnd;
	type.nbXor ??= base.nbXor;
	type.nbOr ??= base.nbOr;
	type.nbInt ??= base.nbInt;
	type.nbFloat ??= base.nbFloat;
	type.nbInplaceAdd ??= base.nbInplaceAdd;
	type.nbInplaceSubtract ??= base.nbInplaceSubtract;
	type.nbInplaceMultiply ??= base.nbInplaceMultiply;
	type.nbInplaceRemainder ??= base.nbInplaceRemainder;
	type.nbInplacePower ??= base.nbInplacePower;
	type.nbInplaceLshift ??= base.nbInplaceLshift;
	type.nbInplaceRshift ??= base.nbInplaceRshift;
	type.nbInplaceAnd ??= base.nbInplaceAnd;
	type.nbInplaceXor ??= base.nbInplaceXor;
	type.nbInplaceOr ??= base.nbInplaceOr;
	type.nbFloorDivide ??= base.nbFloorDivide;
	type.nbTrueDivide ??= base.nbTrueDivide;
	type.nbInplaceFloorDivide ??= base.nbInplaceFloorDivide;
	type.nbInplaceTrueDivide ??= base.nbInplaceTrueDivide;
	type.nbIndex ??= base.nbIndex;
	type.nbMatrixMultiply ??= base.nbMatrixMultiply;
	type.nbInplaceMatrixMultiply ??= base.nbInplaceMatrixMultiply;
	type.sqLength ??= base.sqLength;
	type.sqConcat ??= base.sqConcat;
	type.sqRepeat ??= base.sqRepeat;
	type.sqItem ??= base.sqItem;
	type.sqAssItem ??= base.sqAssItem;
	type.sqContains ??= base.sqContains;
	type.sqInplaceConcat ??= base.sqInplaceConcat;
	type.sqInplaceRepeat ??= base.sqInplaceRepeat;
	type.mpLength ??= base.mpLength;
	type.mpSubscript ??= base.mpSubscript;
	type.mpAssSubscript ??= base.mpAssSubscript;
	inheritApart(type, base);
}

function inheritCall(type: PyType, base: PyType): void {
	if (type.vectorcall === null && type.call === null) {
		type.vectorcall = base.vectorcall;
		type.typeFlags |= base.typeFlags & TPFLAGS_HAVE_VECTORCALL;
	}
	type.call ??= base.call;
}

function inheritDescrGet(type: PyType, base: PyType): void {
	type.descrGet = base.descrGet;
	if (type.heap === null && type.descrGet !== null) type.typeFlags |= base.typeFlags & TPFLAGS_METHOD_DESCRIPTOR;
}

function overridesHash(type: PyType): boolean {
	return defines(type, "__eq__") || defines(type, "__hash__");
}

/** Whether the type's own dictionary has the name, but for the wrappers of slots, if it is a static one. */
function defines(type: PyType, name: string): boolean {
	if (type.heap !== null) return dictGetStr(type.dict!, internStr(name)) !== null;
	const { methods, members, getset } = type.spec!;
	return [methods, members, getset].some((list) => list?.some((d) => d.name === name) === true);
}

/** Static types that got `__hash__ = None`. */
const withoutHash = new Set<PyType>();

/** A type that compares but doesn't hash is not hashable. */
function setHash(type: PyType): void {
	if (type.hash !== null || defines(type, "__hash__")) return;
	type.hash = hashNotImplemented;
	if (type.heap === null) withoutHash.add(type);
	else dictSetStr(type.dict!, internStr("__hash__"), None);
}

/** Notes the type with its bases, so that they can tell it of changes. */
export function addSubclass(type: PyType): void {
	for (const base of type.bases!.items as PyType[]) {
		base.subclasses ??= new Set();
		base.subclasses.add(type);
	}
}

export function removeSubclass(type: PyType): void {
	for (const base of (type.bases?.items ?? []) as PyType[]) base.subclasses?.delete(type);
}

/** Completes every static type there is. */
export function readyStaticTypes(): void {
	typeHooks.fill = fillDict;
	putOffUntilSeen(fillDicts);
	for (const type of staticTypes) typeReady(type);
}
