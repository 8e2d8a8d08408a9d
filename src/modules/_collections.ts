// The module `_collections`. deque is in collectionsDeque.ts, defaultdict in collectionsDict.ts.
// Mirrors Modules/_collectionsmodule.c.

import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { binaryOp, call, getIter, getOptionalItem, hash, indexAsNumber, iterNext, lookupAttr, setItem } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { dictGetKnownHash, dictLength, dictSetKnownHash, DictType, isDict, type PyDict } from "../objects/dict.ts";
import { attributeError, indexError, typeError } from "../objects/errors.ts";
import { reprText } from "../objects/exceptions.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import { defineType, PyGCTypeOwner, type PyObject, type PyType, TPFLAGS_HAVE_GC } from "../objects/object.ts";
import { OrderedDictType } from "../objects/orderedDict.ts";
import { newNone, None } from "../objects/singletons.ts";
import { internStr, newStr } from "../objects/str.ts";
import { isTuple, newTuple, type PyTuple, tupleOf } from "../objects/tuple.ts";
import { typeLookup } from "../objects/typeCache.ts";
import { DefaultDictType } from "./collectionsDict.ts";
import { DequeIteratorType, DequeReverseIteratorType, DequeType } from "./collectionsDeque.ts";
import { addType, buildModule } from "./define.ts";
import { allocate, ownedSlots } from "./ownedSlots.ts";

const NB_ADD = 0;

/** Counts items into a mapping: straight into a dictionary whose `get` and `__setitem__` are dict's own. */
function countElements(_module: PyObject, mapping: PyObject, iterable: PyObject): Own<PyObject> {
	const iterator = hold(getIter(iterable), "iterator of the items");
	const plain = isDict(mapping) && hasOwn(mapping, "get") && hasOwn(mapping, "__setitem__");
	const get = plain ? null : lookupAttr(mapping, internStr("get"));
	if (get !== null) hold(get, "method get");
	for (let item = iterNext(iterator); item !== null; item = iterNext(iterator)) {
		hold(item, "item");
		if (plain) countInDict(mapping as PyDict, item);
		else countByMethods(mapping, get, item);
		drop(item);
	}
	if (get !== null) drop(get);
	drop(iterator);
	return newNone();
}

/** Whether a dictionary's class has this method from dict. */
function hasOwn(mapping: PyObject, name: string): boolean {
	return typeLookup(mapping.type, internStr(name)) === typeLookup(DictType, internStr(name));
}

function countInDict(dict: PyDict, item: PyObject): void {
	const itsHash = hash(item);
	const old = dictGetKnownHash(dict, item, itsHash);
	const count = hold(old === null ? newInt(1) : plusOne(old), "count");
	dictSetKnownHash(dict, item, itsHash, count);
	drop(count);
}

function plusOne(count: PyObject): Own<PyObject> {
	return binaryOp(NB_ADD, count, newInt(1));
}

function countByMethods(mapping: PyObject, get: PyObject | null, item: PyObject): void {
	const old = hold(get === null ? (getOptionalItem(mapping, item) ?? newInt(0)) : call(get, [item, newInt(0)]), "old count");
	const count = hold(plusOne(old), "count");
	setItem(mapping, item, count);
	drop(count);
	drop(old);
}

/** A named tuple's field: fetches by number. */
class PyTupleGetter extends PyGCTypeOwner {
	index: number;
	doc: PyObject | null;

	constructor(type: PyType) {
		super(type);
		this.index = 0;
		this.doc = null;
	}
}

function getterNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	if (kwargs !== null && dictLength(kwargs) > 0) typeError("_tuplegetter() takes no keyword arguments");
	if (args.items.length !== 2) typeError(`_tuplegetter expected 2 arguments, got ${args.items.length}`);
	const self = allocate<PyTupleGetter>(type);
	self.index = indexAsNumber(args.items[0]!, "OverflowError");
	self.doc = incref(args.items[1]!);
	return self;
}

function getterGet(self: PyTupleGetter, object: PyObject | null): Own<PyObject> {
	if (object === null || object === None) return incref(self as PyObject);
	if (!isTuple(object))
		typeError(`descriptor for index '${self.index}' for tuple subclasses doesn't apply to '${object.type.name}' object`);
	const { items } = object as PyTuple;
	return self.index < items.length ? incref(items[self.index]!) : indexError("tuple index out of range");
}

const TupleGetterType: PyType = defineType({
	name: "collections._tuplegetter",
	heapType: true,
	flags: TPFLAGS_HAVE_GC,
	basicsize: 32,
	alloc: (type) => own(new PyTupleGetter(type)),
	new: getterNew,
	...ownedSlots([["doc", "documentation"]]),
	descrGet: getterGet,
	descrSet: (_self, _object, value) => attributeError(value === null ? "can't delete attribute" : "can't set attribute"),
	repr: (self: PyTupleGetter) => {
		const args = hold(newTuple([newInt(self.index), incref(self.doc!)]), "arguments");
		const text = newStr(`_tuplegetter${reprText(args)}`);
		return dropKeeping(args, text);
	},
	methods: [
		def("__reduce__", "($self, /)", null, (self: PyTupleGetter) => {
			const args = hold(newTuple([newInt(self.index), incref(self.doc!)]), "arguments");
			return dropKeeping(args, tupleOf(self.type, args));
		}),
	],
	members: [{ name: "__doc__", field: "doc" }],
});

const functions: readonly MethodDef[] = [
	def("_count_elements", "($module, mapping, iterable, /)", "Counts the items of an iterable.", countElements),
];

export function initCollections(): Own<PyModule> {
	const module = hold(buildModule("_collections", "High performance data structures.", functions), "module _collections");
	for (const type of [DequeType, DefaultDictType, OrderedDictType, DequeIteratorType, DequeReverseIteratorType, TupleGetterType])
		addType(module, type);
	return take(module);
}
