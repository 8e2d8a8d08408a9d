// Views of a dictionary (keys, values, items), their iterators in both directions, and their set operations.
//
// An iterator notes the size at its start: a change of size is an error at the next step, which leaves it finished for
// good. The items iterator uses its result tuple again when nobody else has kept it. Read `next` first.
// Mirrors the last part of Objects/dictobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, hold, take } from "../heap/handles.ts";
import { type Own, own, type Visit, standAlone } from "../heap/header.ts";
import { decref, decrefBoth, free, incref, xrelease, xincref } from "../heap/refcount.ts";
import {
	callMethod,
	contains,
	getIter,
	hash as hashObject,
	iterNext,
	length,
	reprEnter,
	reprLeave,
	richCompareBool,
	sequenceList,
} from "./abstract.ts";
import { hashNotImplemented } from "./abstractObject.ts";
import { selfIter } from "./abstractAttr.ts";
import { def, type MethodDef } from "./args.ts";
import { newBool } from "./bool.ts";
import { getBuiltin } from "./builtin.ts";
import {
	dictContains,
	dictGet,
	dictGetKnownHash,
	dictHashAt,
	dictKeyAt,
	dictLastPosition,
	dictNext,
	dictPrevious,
	dictValueAt,
	type PyDict,
} from "./dict.ts";
import { reprText } from "./dictMethods.ts";
import { runtimeError } from "./errors.ts";
import { newInt } from "./int.ts";
import { newMappingProxy } from "./mappingproxy.ts";
import {
	type CompareOp,
	defineType,
	type GetSetDef,
	isInstanceOf,
	PyGCObject,
	type PyObject,
	type PyType,
	type TypeSpec,
	TPFLAGS_HAVE_GC,
} from "./object.ts";
import { isAnySet, newSet, type PySet, SetType, setAddKnownHash, setUpdate } from "./set.ts";
import { newNotImplemented, None } from "./singletons.ts";
import { internStr, newStr } from "./str.ts";
import { newTrackedTuple, type PyTuple, tupleOf } from "./tuple.ts";

export const DICT_KEYS = 0;
export const DICT_VALUES = 1;
export const DICT_ITEMS = 2;
export type ViewKind = typeof DICT_KEYS | typeof DICT_VALUES | typeof DICT_ITEMS;

export class PyDictView extends PyGCObject {
	static {
		standAlone(PyDictView);
	}

	/** Owned. */
	dict: PyDict | null;
	readonly kind: ViewKind;

	constructor(type: PyType, dict: Own<PyDict>, kind: ViewKind) {
		super(type);
		this.dict = dict;
		this.kind = kind;
	}
}

export class PyDictIterator extends PyGCObject {
	static {
		standAlone(PyDictIterator);
	}

	readonly kind: ViewKind;
	/** Owned; null once exhausted. */
	dict: PyDict | null;
	/** Size of the dictionary at the start, -1 after it was found changed. */
	used: number;
	position: number;
	/** How many entries are still expected. */
	remaining: number;
	/** The tuple of the items before, for use again. Owned. */
	result: PyTuple | null;

	constructor(type: PyType, dict: Own<PyDict> | null, kind: ViewKind, position: number) {
		super(type);
		this.kind = kind;
		this.dict = dict;
		this.used = dict === null ? 0 : dict.used;
		this.position = position;
		this.remaining = this.used;
		this.result = kind === DICT_ITEMS ? tupleOf(None, None) : null;
	}
}

/** Kind of an exact view, or -1. */
export function viewKind(o: PyObject): number {
	const type = o.type;
	return type === DictKeysType || type === DictValuesType || type === DictItemsType ? (o as PyDictView).kind : -1;
}

export function newDictView(dict: PyDict, kind: ViewKind): Own<PyDictView> {
	return newDictViewOf([DictKeysType, DictValuesType, DictItemsType][kind]!, dict, kind);
}

export function newDictViewOf(type: PyType, dict: PyDict, kind: ViewKind): Own<PyDictView> {
	const view = new PyDictView(type, incref(dict), kind);
	track(view);
	return own(view);
}

export function newDictIterator(dict: PyDict, kind: ViewKind): Own<PyDictIterator> {
	const type = kind === DICT_KEYS ? DictKeyIteratorType : kind === DICT_VALUES ? DictValueIteratorType : DictItemIteratorType;
	const iterator = new PyDictIterator(type, incref(dict), kind, 0);
	track(iterator);
	return own(iterator);
}

export function newDictReverseIterator(dict: PyDict, kind: ViewKind): Own<PyDictIterator> {
	const type = [DictReverseKeyIteratorType, DictReverseValueIteratorType, DictReverseItemIteratorType][kind]!;
	const iterator = new PyDictIterator(type, incref(dict), kind, dictLastPosition(dict));
	track(iterator);
	return own(iterator);
}

// Iterators

function next(self: PyDictIterator): Own<PyObject> | null {
	const dict = checkedDict(self);
	if (dict === null) return null;
	const pos = dictNext(dict, self.position);
	if (pos < 0) return finish(self);
	if (self.remaining === 0) changedKeys(self);
	self.position = pos + 1;
	self.remaining--;
	return entry(self, dict, pos);
}

function previous(self: PyDictIterator): Own<PyObject> | null {
	const dict = checkedDict(self);
	if (dict === null) return null;
	const pos = dictPrevious(dict, self.position);
	if (pos < 0) return finish(self);
	if (self.remaining === 0) changedKeys(self);
	self.position = pos - 1;
	self.remaining--;
	return entry(self, dict, pos);
}

function changedKeys(self: PyDictIterator): never {
	finish(self);
	runtimeError("dictionary keys changed during iteration");
}

function checkedDict(self: PyDictIterator): PyDict | null {
	const dict = self.dict;
	if (dict !== null && dict.used !== self.used) {
		self.used = -1;
		runtimeError("dictionary changed size during iteration");
	}
	return dict;
}

function finish(self: PyDictIterator): null {
	const dict = self.dict!;
	self.dict = null;
	decref(dict);
	return null;
}

function entry(self: PyDictIterator, dict: PyDict, pos: number): Own<PyObject> {
	if (self.kind === DICT_KEYS) return incref(dictKeyAt(dict, pos));
	if (self.kind === DICT_VALUES) return incref(dictValueAt(dict, pos));
	const key = incref(dictKeyAt(dict, pos));
	const value = incref(dictValueAt(dict, pos));
	const result = self.result!;
	if (result.refcnt !== 1) return newTrackedTuple([key, value]);
	return reusePair(result, key, value);
}

/** Puts a new pair into a tuple that only its iterator holds; the tuple is returned as a new reference. Steals both. */
export function reusePair(result: PyTuple, first: Own<PyObject>, second: Own<PyObject>): Own<PyTuple> {
	const items = result.items;
	const [oldFirst, oldSecond] = items as [PyObject, PyObject];
	incref(result);
	items[0] = first;
	items[1] = second;
	decrefBoth(oldFirst, oldSecond);
	recycleTuple(result);
	return own(result);
}

/** A tuple used again: its hash is forgotten and it is tracked, whatever it holds. */
export function recycleTuple(tuple: PyTuple): void {
	tuple.hash = null;
	track(tuple);
}

function iteratorDealloc(self: PyDictIterator): void {
	untrack(self);
	free(self);
	xrelease(self.result);
	xrelease(self.dict);
}

function iteratorTraverse(self: PyDictIterator, visit: Visit): void {
	if (self.dict !== null) visit(self.dict, "dict iterated over");
	if (self.result !== null) visit(self.result, "result tuple for use again");
}

/** The iterator as a call of `iter` on a list of what is left. */
function iteratorReduce(self: PyDictIterator): Own<PyObject> {
	const iter = hold(getBuiltin("iter"), "iter");
	const copy = new PyDictIterator(self.type, xincref(self.dict), self.kind, self.position);
	copy.used = self.used;
	copy.remaining = self.remaining;
	// Never tracked: in CPython it is no object at all.
	hold(own(copy), "copy of an iterator");
	const rest = sequenceList(copy);
	drop(copy);
	const args = newTrackedTuple([rest]);
	take(iter);
	return newTrackedTuple([own(iter), args]);
}

function iteratorMethods(): MethodDef[] {
	return [
		def("__length_hint__", "($self, /)", "Private method returning an estimate of len(list(it)).", (self: PyDictIterator) =>
			newInt(self.dict !== null && self.dict.used === self.used ? self.remaining : 0),
		),
		def("__reduce__", "($self, /)", "Return state information for pickling.", iteratorReduce),
	];
}

function iteratorSpec(name: string, step: (self: PyDictIterator) => Own<PyObject> | null): TypeSpec {
	return {
		name,
		flags: TPFLAGS_HAVE_GC,
		basicsize: 56,
		dealloc: iteratorDealloc,
		traverse: iteratorTraverse,
		iter: selfIter,
		iternext: step,
		methods: iteratorMethods(),
	};
}

export const DictKeyIteratorType: PyType = defineType(iteratorSpec("dict_keyiterator", next));
export const DictValueIteratorType: PyType = defineType(iteratorSpec("dict_valueiterator", next));
export const DictItemIteratorType: PyType = defineType(iteratorSpec("dict_itemiterator", next));
export const DictReverseKeyIteratorType: PyType = defineType(iteratorSpec("dict_reversekeyiterator", previous));
export const DictReverseValueIteratorType: PyType = defineType(iteratorSpec("dict_reversevalueiterator", previous));
export const DictReverseItemIteratorType: PyType = defineType(iteratorSpec("dict_reverseitemiterator", previous));

// Views

function viewLength(self: PyDictView): number {
	return self.dict === null ? 0 : self.dict.used;
}

function viewContains(self: PyDictView, item: PyObject): boolean {
	const dict = self.dict;
	if (dict === null) return false;
	return self.kind === DICT_KEYS ? dictContains(dict, item) : itemsContain(dict, item);
}

function itemsContain(dict: PyDict, item: PyObject): boolean {
	if (!isPair(item)) return false;
	const found = dictGet(dict, item.items[0]!);
	if (found === null) return false;
	hold(incref(found), "value found");
	const equal = richCompareBool(found, item.items[1]!, 2);
	drop(found);
	return equal;
}

function isPair(o: PyObject): o is PyTuple {
	return "items" in o && (o.type.typeFlags & (1 << 26)) !== 0 && (o as PyTuple).items.length === 2;
}

function viewRepr(self: PyDictView): Own<PyObject> {
	if (reprEnter(self)) return newStr("...");
	try {
		const items = hold(sequenceList(self), "items of a view");
		const text = reprText(items);
		drop(items);
		return newStr(`${self.type.name}(${text})`);
	} finally {
		reprLeave(self);
	}
}

function isDictView(o: PyObject): o is PyDictView {
	return isInstanceOf(o, DictKeysType) || isInstanceOf(o, DictItemsType);
}

/** Whether every element of `a` is in `b`. */
function allIn(a: PyObject, b: PyObject): boolean {
	const iterator = hold(getIter(a), "iterator of a view");
	for (let item = iterNext(iterator); item !== null; item = iterNext(iterator)) {
		hold(item, "element looked for");
		const found = contains(b, item);
		drop(item);
		if (found) continue;
		drop(iterator);
		return false;
	}
	drop(iterator);
	return true;
}

function viewRichcompare(self: PyDictView, other: PyObject, op: CompareOp): Own<PyObject> {
	if (!isAnySet(other) && !isDictView(other)) return newNotImplemented();
	return newBool(compareViews(self, other, length(self), length(other), op));
}

function compareViews(self: PyObject, other: PyObject, mine: number, theirs: number, op: CompareOp): boolean {
	switch (op) {
		case 0:
			return mine < theirs && allIn(self, other);
		case 1:
			return mine <= theirs && allIn(self, other);
		case 2:
			return mine === theirs && allIn(self, other);
		case 3:
			return !(mine === theirs && allIn(self, other));
		case 4:
			return mine > theirs && allIn(other, self);
		case 5:
			return mine >= theirs && allIn(other, self);
	}
}

/** The left operand of a set operation as a set, changed by `change`. */
function asChangedSet(left: PyObject, change: (set: PySet) => void): Own<PyObject> {
	const set = hold(newSet(left), "result of a set operation");
	change(set);
	return take(set);
}

function viewSubtract(left: PyObject, right: PyObject): Own<PyObject> {
	return asChangedSet(left, (set) => callAndForget(set, "difference_update", right));
}

function callAndForget(set: PyObject, name: string, argument: PyObject): void {
	decref(callMethod(set, internStr(name), [argument]));
}

/** Source: _PyDictView_Intersect. */
function viewAnd(left: PyObject, right: PyObject): Own<PyObject> {
	const [view, other] = isDictView(left) ? [left, right] : [right, left];
	const size = length(view);
	if (other.type === SetType && size <= length(other)) return callMethod(other, internStr("intersection"), [view]);
	return isDictView(other) && length(other) > size ? intersect(other, view) : intersect(view as PyDictView, other);
}

/** The elements of `other` that are in the view. */
function intersect(view: PyDictView, other: PyObject): Own<PyObject> {
	const result = hold(newSet(null), "intersection");
	const iterator = hold(getIter(other), "iterator of the other operand");
	for (let item = iterNext(iterator); item !== null; item = iterNext(iterator)) {
		hold(item, "element looked for");
		if (viewContains(view, item)) setUpdateOne(result, item);
		drop(item);
	}
	drop(iterator);
	return take(result);
}

function setUpdateOne(set: PySet, item: PyObject): void {
	setAddKnownHash(set, item, hashObject(item));
}

function viewOr(left: PyObject, right: PyObject): Own<PyObject> {
	return asChangedSet(left, (set) => setUpdate(set, right));
}

function viewXor(left: PyObject, right: PyObject): Own<PyObject> {
	if (isInstanceOf(left, DictItemsType) && isInstanceOf(right, DictItemsType))
		return itemsXor((left as PyDictView).dict!, (right as PyDictView).dict!);
	return asChangedSet(left, (set) => callAndForget(set, "symmetric_difference_update", right));
}

/** The pairs that are in one of two dictionaries only. Source: dictitems_xor. */
function itemsXor(first: PyDict, second: PyDict): Own<PyObject> {
	const [small, large] = first.used > second.used ? [second, first] : [first, second];
	const rest = hold(newSet(null), "pairs of one operand only");
	for (let pos = dictNext(large, 0); pos >= 0; pos = dictNext(large, pos + 1)) addUnlessShared(rest, large, pos, small, false);
	for (let pos = dictNext(small, 0); pos >= 0; pos = dictNext(small, pos + 1)) addUnlessShared(rest, small, pos, large, true);
	return take(rest);
}

function addUnlessShared(rest: PySet, dict: PyDict, pos: number, other: PyDict, _second: boolean): void {
	const key = hold(incref(dictKeyAt(dict, pos)), "key");
	const value = hold(incref(dictValueAt(dict, pos)), "value");
	const found = dictGetKnownHash(other, key, dictHashAt(dict, pos));
	if (found === null || !sameValue(value, found)) {
		const pair = hold(tupleOf(key, value), "pair");
		setUpdateOne(rest, pair);
		drop(pair);
	}
	drop(value);
	drop(key);
}

function sameValue(value: PyObject, found: PyObject): boolean {
	hold(incref(found), "value compared with");
	const equal = richCompareBool(value, found, 2);
	drop(found);
	return equal;
}

function isDisjoint(self: PyDictView, other: PyObject): Own<PyObject> {
	if ((self as PyObject) === other) return newBool(viewLength(self) === 0);
	let left: PyObject = self;
	let right = other;
	if ((isAnySet(other) || isDictView(other)) && length(other) > viewLength(self)) [left, right] = [other, self];
	const iterator = hold(getIter(right), "iterator of the other operand");
	for (let item = iterNext(iterator); item !== null; item = iterNext(iterator)) {
		hold(item, "element looked for");
		const found = contains(left, item);
		drop(item);
		if (!found) continue;
		drop(iterator);
		return newBool(false);
	}
	drop(iterator);
	return newBool(true);
}

function viewDealloc(self: PyDictView): void {
	untrack(self);
	free(self);
	xrelease(self.dict);
}

function viewTraverse(self: PyDictView, visit: Visit): void {
	if (self.dict !== null) visit(self.dict, "dict viewed");
}

function viewMethods(setLike: boolean): MethodDef[] {
	const methods = [
		def("__reversed__", "($self, /)", "An iterator over the view, last first.", (self: PyDictView) =>
			newDictReverseIterator(self.dict!, self.kind),
		),
	];
	if (setLike)
		methods.unshift(def("isdisjoint", "($self, object, /)", "Whether the view and an iterable have nothing in common.", isDisjoint));
	return methods;
}

function viewGetset(): GetSetDef[] {
	return [{ name: "mapping", get: (self: PyDictView) => newMappingProxy(self.dict!), doc: "dictionary that this view refers to" }];
}

function viewSpec(name: string): TypeSpec {
	return {
		name,
		flags: TPFLAGS_HAVE_GC,
		basicsize: 24,
		dealloc: viewDealloc,
		traverse: viewTraverse,
		repr: viewRepr,
		iter: (self: PyDictView) => newDictIterator(self.dict!, self.kind),
		sqLength: viewLength,
		getset: viewGetset(),
	};
}

function setLikeSpec(name: string): TypeSpec {
	return {
		...viewSpec(name),
		hash: hashNotImplemented,
		sqContains: viewContains,
		richcompare: viewRichcompare,
		nbSubtract: viewSubtract,
		nbAnd: viewAnd,
		nbOr: viewOr,
		nbXor: viewXor,
		methods: viewMethods(true),
	};
}

export const DictKeysType: PyType = defineType(setLikeSpec("dict_keys"));
export const DictItemsType: PyType = defineType(setLikeSpec("dict_items"));
export const DictValuesType: PyType = defineType({ ...viewSpec("dict_values"), methods: viewMethods(false) });
