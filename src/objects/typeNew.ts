// Making a class: what `type(name, bases, namespace, **keywords)` and so every `class` statement does.
//
// The steps are CPython's, because each may run Python code that sees what the steps before have done: choose metaclass
// and layout, make the type, fill its dictionary, complete it, then `__set_name__` of the attributes and
// `__init_subclass__` of the parent. `__slots__` are in typeSlotNames.ts. Read `typeNew` and `buildType` first.
// Mirrors type_new and what it calls (Objects/typeobject.c).

import { track } from "../heap/gc/tracking.ts";
import { drop, dropKeeping, hold, mark, take } from "../heap/handles.ts";
import { type Own, own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { getAttr, lookupAttr, lookupSpecialMethod, methodIsUnbound } from "./abstractAttr.ts";
import { call, callItems, callMethod } from "./abstractCall.ts";
import { isType } from "./abstractClass.ts";
import { repr } from "./abstractObject.ts";
import { cellSet, isCell } from "./cell.ts";
import { newClassMethod, newStaticMethod } from "./classmethod.ts";
import { newGetSetDescr } from "./descrMember.ts";
import { requireUtf8 } from "./codecs.ts";
import {
	dictCopy,
	dictDeleteStr,
	dictGetStr,
	dictHasStrKeys,
	dictItemsInOrder,
	dictLength,
	dictNext,
	dictSetStr,
	dictValueAt,
	isDict,
	type PyDict,
} from "./dict.ts";
import { newSharedKeys } from "./dictkeys.ts";
import { caught, fetchException, reraise, typeError, valueError } from "./errors.ts";
import { isFunction } from "./function.ts";
import {
	instanceAlloc,
	instanceBlockSize,
	nativeBase,
	subtypeAlloc,
	subtypeClear,
	subtypeDealloc,
	subtypeTraverse,
	subtypeTraverseRest,
} from "./instance.ts";
import { instanceDictGetSet, instanceWeakrefGetSet } from "./instanceAttr.ts";
import type { Frame } from "./interpreterFrame.ts";
import {
	ObjectType,
	type PyObject,
	PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_HAVE_GC,
	TPFLAGS_HEAPTYPE,
	TPFLAGS_INLINE_VALUES,
	TPFLAGS_MANAGED_DICT,
	TPFLAGS_MANAGED_WEAKREF,
} from "./object.ts";
import { None } from "./singletons.ts";
import { thread } from "./state.ts";
import { internStr, isStr, newStr, type PyStr } from "./str.ts";
import { warn } from "./warnings.ts";
import { newSuper } from "./super.ts";
import { isTuple, type PyTuple, tupleOf } from "./tuple.ts";
import { typeLookup } from "./typeCache.ts";
import { bestBase, calculateMetaclass } from "./typeMro.ts";
import { setMro, typeReady } from "./typeReady.ts";
import { addSlotDescriptors, noSlots, type SlotPlan, slotPlan } from "./typeSlotNames.ts";
import { setSlotsOfNewClass } from "./typeSlots.ts";

/** `type.__new__`. All borrowed. */
export function typeNew(metatype: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	if (args.items.length !== 3) typeError(`type.__new__() takes exactly 3 arguments (${args.items.length} given)`);
	const [name, bases, namespace] = args.items;
	if (!isStr(name)) return typeError(`type.__new__() argument 1 must be str, not ${name.type.name}`);
	if (!isTuple(bases)) return typeError(`type.__new__() argument 2 must be tuple, not ${bases.type.name}`);
	if (!isDict(namespace)) return typeError(`type.__new__() argument 3 must be dict, not ${namespace.type.name}`);
	const winner = bases.items.length === 0 ? metatype : chooseMetaclass(metatype, bases);
	if (winner !== metatype && winner.new !== typeNew) return winner.new!(winner, args, kwargs);
	return newClass(winner, name, bases, namespace, kwargs);
}

function chooseMetaclass(metatype: PyType, bases: PyTuple): PyType {
	for (const base of bases.items) {
		if (isType(base)) continue;
		const entries = lookupAttr(base, internStr("__mro_entries__"));
		if (entries === null) continue;
		hold(entries, "__mro_entries__");
		typeError("type() doesn't support MRO entry resolution; use types.new_class()");
	}
	return calculateMetaclass(metatype, bases.items);
}

function newClass(metatype: PyType, name: PyStr, bases: PyTuple, namespace: PyDict, kwargs: PyDict | null): Own<PyType> {
	const ownBases = hold(bases.items.length === 0 ? tupleOf(ObjectType) : incref(bases), "bases");
	const base = bestBase(ownBases.items);
	const dict = hold(dictCopy(namespace), "namespace of the class");
	const declared = dictGetStr(dict, internStr("__slots__"));
	const plan = declared === null ? noSlots(base) : slotPlan(name, base, ownBases, dict, declared);
	if (plan.names !== null) hold(own(plan.names), "__slots__");
	const type = hold(buildType(metatype, name, base, ownBases, dict, plan), "new class");
	setAttributes(type, dict, plan);
	typeReady(type);
	setSlotsOfNewClass(type);
	warnOfKeys(type);
	setNames(type);
	initSubclass(type, kwargs);
	take(type);
	if (plan.names !== null) dropKeeping(plan.names, type);
	return dropKeeping(ownBases, dropKeeping(dict, own(type)));
}

/** The type object, with its layout; its dictionary is not complete yet. Borrows all. */
function buildType(metatype: PyType, name: PyStr, base: PyType, bases: PyTuple, dict: PyDict, plan: SlotPlan): Own<PyType> {
	requireUtf8(name);
	if (name.value.includes("\0")) valueError("type name must not contain null characters");
	const type = new PyType(metatype, name.value);
	incref(metatype);
	type.typeFlags = TPFLAGS_HEAPTYPE | TPFLAGS_BASETYPE | TPFLAGS_HAVE_GC;
	type.base = incref(base);
	type.bases = incref(bases);
	type.ownDict = incref(dict);
	const slotCount = (base.heap?.slotCount ?? 0) + (plan.names?.items.length ?? 0);
	type.basicsize = base.basicsize + 8 * (plan.names?.items.length ?? 0);
	type.itemsize = base.itemsize;
	type.heap = {
		name: incref(name),
		qualname: incref(name),
		slots: plan.names === null ? null : incref(plan.names),
		slotCount,
		cachedKeys: null,
		module: null,
	};
	setInstanceSlots(type, base);
	track(type);
	return own(type);
}

/** Birth, traversal and death of the instances. */
function setInstanceSlots(type: PyType, base: PyType): void {
	type.dealloc = subtypeDealloc;
	type.traverse = subtypeTraverse;
	type.traverseRest = subtypeTraverseRest;
	type.clear = subtypeClear;
	type.blockSize = instanceBlockSize;
	const native = nativeBase(base);
	if (native.alloc === ObjectType.alloc) type.alloc = instanceAlloc;
	else if (native.alloc !== null) type.alloc = subtypeAlloc;
}

/** What the namespace says about the class itself, and what a class has anyway. */
function setAttributes(type: PyType, dict: PyDict, plan: SlotPlan): void {
	setQualname(type, dict);
	setModule(dict);
	const doc = dictGetStr(dict, internStr("__doc__"));
	if (doc !== null && isStr(doc)) {
		requireUtf8(doc);
		type.doc = doc.value;
	}
	wrapFunction(dict, "__new__", newStaticMethod);
	wrapFunction(dict, "__init_subclass__", newClassMethod);
	wrapFunction(dict, "__class_getitem__", newClassMethod);
	setCell(dict, "__classcell__", type);
	setCell(dict, "__classdictcell__", dict);
	// Before anything in the namespace refers to the class: one without an order of bases dies at once.
	setMro(type);
	addSlotDescriptors(type, dict, plan);
	if (plan.addDict) {
		type.typeFlags |= TPFLAGS_MANAGED_DICT;
		addOwned(dict, "__dict__", newGetSetDescr(type, instanceDictGetSet));
	}
	if (plan.addWeak) {
		type.typeFlags |= TPFLAGS_MANAGED_WEAKREF;
		type.weakrefable = true;
		addOwned(dict, "__weakref__", newGetSetDescr(type, instanceWeakrefGetSet));
	}
	if (dictGetStr(dict, internStr("__doc__")) === null) dictSetStr(dict, internStr("__doc__"), None);
	setSharedKeys(type, dict);
}

function addOwned(dict: PyDict, name: string, value: Own<PyObject>): void {
	const key = internStr(name);
	if (dictGetStr(dict, key) === null) dictSetStr(dict, key, value);
	decref(value);
}

function setQualname(type: PyType, dict: PyDict): void {
	const name = internStr("__qualname__");
	const qualname = dictGetStr(dict, name);
	if (qualname === null) return;
	if (!isStr(qualname)) typeError(`type __qualname__ must be a str, not ${qualname.type.name}`);
	const old = type.heap!.qualname;
	type.heap!.qualname = incref(qualname as PyStr);
	decref(old);
	dictDeleteStr(dict, name);
}

/** `__module__` is the `__name__` of the code that makes the class. */
function setModule(dict: PyDict): void {
	const key = internStr("__module__");
	const frame = thread.frame as Frame | null;
	if (frame === null || dictGetStr(dict, key) !== null) return;
	const name = dictGetStr(frame.globals, internStr("__name__"));
	if (name !== null) dictSetStr(dict, key, name);
}

/** Plain functions of these names are made class or static methods. */
function wrapFunction(dict: PyDict, name: string, wrap: (fn: PyObject) => Own<PyObject>): void {
	const key = internStr(name);
	const fn = dictGetStr(dict, key);
	if (fn === null || !isFunction(fn)) return;
	const wrapped = hold(wrap(fn), name);
	dictSetStr(dict, key, wrapped);
	drop(wrapped);
}

/** The cell through which the class's methods know it (`__class__`) is filled. */
function setCell(dict: PyDict, name: string, contents: PyObject): void {
	const key = internStr(name);
	const cell = dictGetStr(dict, key);
	if (cell === null) return;
	if (!isCell(cell)) {
		const shown = hold(repr(cell.type), "repr of the type");
		typeError(`${name} must be a nonlocal cell, not ${shown.value}`);
	} else {
		cellSet(cell, incref(contents));
		dictDeleteStr(dict, key);
	}
}

/** The keys that instances share, begun with the attributes that the class's functions assign. */
function setSharedKeys(type: PyType, dict: PyDict): void {
	const managed = ((type.typeFlags | type.base!.typeFlags) & TPFLAGS_MANAGED_DICT) !== 0;
	if (!managed) return;
	const attributes = dictGetStr(dict, internStr("__static_attributes__"));
	type.heap!.cachedKeys = newSharedKeys(attributes !== null && isTuple(attributes) ? attributes.items : null);
	if (type.itemsize === 0) type.typeFlags |= TPFLAGS_INLINE_VALUES;
}

/** Looking up an attribute may then call a key's `__eq__`. May raise, if a filter makes an error of the warning. */
function warnOfKeys(type: PyType): void {
	const dict = type.dict!;
	if (dictHasStrKeys(dict) || dictItemsInOrder(dict).every(([key]) => isStr(key))) return;
	warn("RuntimeWarning", `non-string key in the __dict__ of class ${type.name}`);
}

/** Tells each attribute with `__set_name__` its name. Source: type_new_set_names. */
function setNames(type: PyType): void {
	if (!someWantsName(type.dict!)) return;
	const name = internStr("__set_name__");
	const copy = hold(dictCopy(type.dict!), "attributes of the new class");
	for (const [key, value] of dictItemsInOrder(copy)) {
		if (!wantsName(value)) continue;
		const method = lookupSpecialMethod(value, name);
		if (method !== null) setName(type, key, value, method, methodIsUnbound);
	}
	drop(copy);
}

/** FAST: most attributes of a class are functions, so that the type is the one before. */
function someWantsName(dict: PyDict): boolean {
	let before: PyType | null = null;
	for (let i = dictNext(dict, 0); i >= 0; i = dictNext(dict, i + 1)) {
		const value = dictValueAt(dict, i);
		if (value.type === before) continue;
		if (wantsName(value)) return true;
		before = value.type;
	}
	return false;
}

function wantsName(value: PyObject): boolean {
	return typeLookup(value.type, internStr("__set_name__")) !== null;
}

function setName(type: PyType, key: PyObject, value: PyObject, method: Own<PyObject>, unbound: boolean): void {
	const since = mark();
	hold(method, "__set_name__");
	try {
		const result = hold(call(method, unbound ? [value, type, key] : [type, key], null), "result of __set_name__");
		drop(result);
	} catch (thrown) {
		caught(thrown, since);
		noteFailure(type, key, value);
	}
	drop(method);
}

/** Adds to the exception in flight whose `__set_name__` it comes from, and raises it again. */
function noteFailure(type: PyType, key: PyObject, value: PyObject): never {
	const exception = hold(fetchException(), "exception of __set_name__");
	const shown = hold(repr(key), "repr of the name");
	const note = hold(newStr(`Error calling __set_name__ on '${value.type.name}' instance ${shown.value} in '${type.name}'`), "note");
	drop(hold(callMethod(exception, internStr("add_note"), [note]), "result of add_note"));
	drop(note);
	drop(shown);
	return reraise(take(exception));
}

/** `super(type, type).__init_subclass__(**kwargs)`. */
function initSubclass(type: PyType, kwargs: PyDict | null): void {
	const parent = hold(newSuper(type, type), "super object");
	const method = hold(getAttr(parent, internStr("__init_subclass__")), "__init_subclass__");
	const given = kwargs !== null && dictLength(kwargs) > 0 ? kwargs : null;
	drop(hold(callItems(method, [], given), "result of __init_subclass__"));
	drop(method);
	drop(parent);
}
