// Sequences and mappings: length, items, membership, and turning any iterable into a list or tuple.
// Read `getItem` first. Mirrors the sequence and mapping parts of Objects/abstract.c.

import { drop, dropKeeping, hold, mark, take } from "../heap/handles.ts";
import { type Own, own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { callMethod, callOneArg } from "./abstractCall.ts";
import { getIter, iterNext } from "./abstractIter.ts";
import { lookupAttr } from "./abstractAttr.ts";
import { indexAsNumber, isIndex } from "./abstractNumber.ts";
import { richCompareBool } from "./abstractObject.ts";
import { caught, clearException, exceptionMatches, typeError, valueError } from "./errors.ts";
import { newGenericAlias } from "./genericalias.ts";
import { ListType, listAppendSteal, listAsTuple, listExtend, newList, type PyList } from "./list.ts";
import { type PyObject, Py_EQ, type PyType, TPFLAGS_DICT_SUBCLASS, TPFLAGS_TYPE_SUBCLASS, TypeType } from "./object.ts";
import { None } from "./singletons.ts";
import { internStr } from "./str.ts";
import { type PyTuple, TupleType, newTrackedTuple } from "./tuple.ts";

export function hasLength(object: PyObject): boolean {
	return object.type.sqLength !== null || object.type.mpLength !== null;
}

/** `PySequence_Check`: has items by number, and is no dict. */
export function isSequence(object: PyObject): boolean {
	return object.type.sqItem !== null && (object.type.typeFlags & TPFLAGS_DICT_SUBCLASS) === 0;
}

/** `PyMapping_Check`. */
export function isMapping(object: PyObject): boolean {
	return object.type.mpSubscript !== null;
}

/** The exact value of a length beyond 2**53, left here by whoever gives it as a number. */
export const longLength = { value: 0n };

/** `len(o)`. Beyond 2**53 inexact; `longLength` then has it. */
export function length(object: PyObject): number {
	const type = object.type;
	if (type.sqLength !== null) return type.sqLength(object);
	if (type.mpLength !== null) return type.mpLength(object);
	return typeError(`object of type '${type.name}' has no len()`);
}

/** `o[key]`. */
export function getItem(object: PyObject, key: PyObject): Own<PyObject> {
	const type = object.type;
	if (type.mpSubscript !== null) return type.mpSubscript(object, key);
	if (type.sqItem !== null) {
		if (!isIndex(key)) typeError(`sequence index must be integer, not '${key.type.name}'`);
		return sequenceGetItem(object, indexAsNumber(key, "IndexError"));
	}
	if ((type.typeFlags & TPFLAGS_TYPE_SUBCLASS) !== 0) return classGetItem(object as PyType, key);
	return typeError(`'${type.name}' object is not subscriptable`);
}

/** `cls[key]`: by `__class_getitem__`; for `type` itself a generic alias. */
function classGetItem(cls: PyType, key: PyObject): Own<PyObject> {
	if (cls === TypeType) return newGenericAlias(cls, key);
	const method = lookupAttr(cls, internStr("__class_getitem__"));
	if (method !== null && method !== None) {
		hold(method, "__class_getitem__");
		return dropKeeping(method, callOneArg(method, key));
	}
	return typeError(`type '${cls.name}' is not subscriptable`);
}

/** The item at an index; a negative one counts from the end if the length is known. Source: PySequence_GetItem. */
export function sequenceGetItem(object: PyObject, index: number): Own<PyObject> {
	const type = object.type;
	if (type.sqItem !== null) return type.sqItem(object, index < 0 && type.sqLength !== null ? index + type.sqLength(object) : index);
	const reason = type.mpSubscript !== null ? "is not a sequence" : "does not support indexing";
	return typeError(`'${type.name}' object ${reason}`);
}

/** `o[key] = value`. */
export function setItem(object: PyObject, key: PyObject, value: PyObject): void {
	assignItem(object, key, value, "does not support item assignment");
}

/** `del o[key]`. */
export function delItem(object: PyObject, key: PyObject): void {
	const { heap, sqItem, sqLength, sqContains } = object.type;
	const isSequence = (heap !== null || sqItem !== null || sqLength !== null || sqContains !== null) && isIndex(key);
	assignItem(object, key, null, isSequence ? "doesn't support item deletion" : "does not support item deletion");
}

function assignItem(object: PyObject, key: PyObject, value: PyObject | null, refusal: string): void {
	const type = object.type;
	if (type.mpAssSubscript !== null) return type.mpAssSubscript(object, key, value);
	if (type.sqAssItem === null) return typeError(`'${type.name}' object ${refusal}`);
	if (!isIndex(key)) typeError(`sequence index must be integer, not '${key.type.name}'`);
	const index = indexAsNumber(key, "IndexError");
	type.sqAssItem(object, index < 0 && type.sqLength !== null ? index + type.sqLength(object) : index, value);
}

/** `item in container`. */
export function contains(container: PyObject, item: PyObject): boolean {
	const slot = container.type.sqContains;
	return slot !== null ? slot(container, item) : iterationFinds(container, item);
}

export function iterationFinds(container: PyObject, item: PyObject): boolean {
	const iterator = hold(iterFor(container, "argument of type '%' is not a container or iterable"), "iterator of the search");
	for (let value = iterNext(iterator); value !== null; value = iterNext(iterator)) {
		hold(value, "item compared");
		const found = richCompareBool(value, item, Py_EQ);
		drop(value);
		if (!found) continue;
		drop(iterator);
		return true;
	}
	drop(iterator);
	return false;
}

/** An iterator of the object; a TypeError is replaced by `message` with the type's name for its %. */
function iterFor(object: PyObject, message: string): Own<PyObject> {
	const since = mark();
	try {
		return getIter(object);
	} catch (thrown) {
		caught(thrown, since);
		if (exceptionMatches("TypeError")) typeError(message.replace("%", object.type.name));
		throw thrown;
	}
}

/** How many items equal `value`: `operator.countOf`. */
export function sequenceCount(object: PyObject, value: PyObject): number {
	const iterator = hold(iterFor(object, "argument of type '%' is not iterable"), "iterator of the count");
	let count = 0;
	for (let item = iterNext(iterator); item !== null; item = iterNext(iterator)) {
		hold(item, "item compared");
		if (richCompareBool(item, value, Py_EQ)) count++;
		drop(item);
	}
	drop(iterator);
	return count;
}

/** Place of the first item that equals `value`: `operator.indexOf`. */
export function sequenceIndex(object: PyObject, value: PyObject): number {
	const iterator = hold(iterFor(object, "argument of type '%' is not iterable"), "iterator of the search");
	for (let index = 0, item = iterNext(iterator); item !== null; item = iterNext(iterator), index++) {
		hold(item, "item compared");
		const found = richCompareBool(item, value, Py_EQ);
		drop(item);
		if (!found) continue;
		drop(iterator);
		return index;
	}
	return valueError("sequence.index(x): x not in sequence");
}

/** `list(o)`. */
export function sequenceList(object: PyObject): Own<PyList> {
	const list = hold(newList([]), "new list");
	listExtend(list, object);
	return take(list);
}

/** `tuple(o)`; an exact tuple is returned itself. */
export function sequenceTuple(object: PyObject): Own<PyTuple> {
	if (object.type === TupleType) return incref(object as PyTuple);
	if (object.type === ListType) return listAsTuple(object as PyList);
	const iterator = hold(getIter(object), "iterator of the items");
	const list = hold(newList([]), "items");
	for (let item = iterNext(iterator); item !== null; item = iterNext(iterator)) listAppendSteal(list, item);
	return dropKeeping(iterator, dropKeeping(list, newTrackedTuple(list.items.map(incref))));
}

/** The object itself if it is a list or tuple, else a list of its items; TypeError has the given message. */
export function sequenceFast(object: PyObject, message: string): Own<PyList | PyTuple> {
	if (object.type === ListType || object.type === TupleType) return incref(object as PyList | PyTuple);
	const iterator = hold(iterFor(object, message), "iterator of the items");
	return dropKeeping(iterator, own(sequenceList(iterator) as PyList | PyTuple));
}

/** The items of what `sequenceFast` returned; borrowed. */
export function fastItems(fast: PyList | PyTuple): readonly PyObject[] {
	return fast.items;
}

/** `o.keys()` and the like of any mapping, as a list. Source: method_output_as_list. */
export function mappingList(object: PyObject, method: "keys" | "values" | "items"): Own<PyList> {
	const view = hold(callMethod(object, internStr(method)), "view");
	const iterator = hold(iterOfView(object, view, method), "iterator of the view");
	return dropKeeping(view, dropKeeping(iterator, sequenceList(iterator)));
}

function iterOfView(object: PyObject, view: PyObject, method: string): Own<PyObject> {
	return iterFor(view, `${object.type.name}.${method}() returned a non-iterable (type %)`);
}

/** `o[key]`, or null instead of KeyError. Source: PyMapping_GetOptionalItem. */
export function getOptionalItem(object: PyObject, key: PyObject): Own<PyObject> | null {
	const since = mark();
	try {
		return getItem(object, key);
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("KeyError")) throw thrown;
		clearException();
		return null;
	}
}
