// Views of an OrderedDict and its one kind of iterator.
//
// An iterator goes by the key that comes next, which it owns, not by the node: so it notices when that is gone. It stops
// for good when the order has changed. Views are dict's own but for iteration. Read `nextKey` first.
// Mirrors the last part of Objects/odictobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, hold, take } from "../heap/handles.ts";
import { type Own, own, type Visit } from "../heap/header.ts";
import { free, incref, xdecref, xincref, xrelease } from "../heap/refcount.ts";
import { sequenceList } from "./abstract.ts";
import { selfIter } from "./abstractAttr.ts";
import { def } from "./args.ts";
import { getBuiltin } from "./builtin.ts";
import { dictGet } from "./dict.ts";
import {
	DICT_ITEMS,
	DICT_KEYS,
	DICT_VALUES,
	DictItemsType,
	DictKeysType,
	DictValuesType,
	newDictViewOf,
	type PyDictView,
	reusePair,
	type ViewKind,
} from "./dictviews.ts";
import { keyError, runtimeError } from "./errors.ts";
import { defineType, PyGCObject, type PyObject, type PyType, TPFLAGS_HAVE_GC } from "./object.ts";
import { findNode, type PyOrderedDict } from "./orderedDict.ts";
import { None } from "./singletons.ts";
import { newTrackedTuple, type PyTuple, tupleOf } from "./tuple.ts";

class PyOrderedIterator extends PyGCObject {
	readonly kind: ViewKind;
	readonly backwards: boolean;
	/** Owned; null once finished by an error or a step past the end. */
	dict: PyOrderedDict | null;
	/** Size and state of the dictionary at the start; the size is -1 after it was found changed. */
	size: number;
	state: number;
	/** The key that comes next. Owned. */
	current: PyObject | null;
	/** The tuple of the items before, for use again. Owned. */
	result: PyTuple | null;

	constructor(
		dict: Own<PyOrderedDict> | null,
		kind: ViewKind,
		backwards: boolean,
		size: number,
		state: number,
		current: Own<PyObject> | null,
	) {
		super(OrderedIteratorType);
		this.kind = kind;
		this.backwards = backwards;
		this.dict = dict;
		this.size = size;
		this.state = state;
		this.current = current;
		this.result = kind === DICT_ITEMS ? tupleOf(None, None) : null;
	}
}

export function newOrderedIterator(dict: PyOrderedDict, kind: ViewKind, backwards: boolean): Own<PyObject> {
	const first = (backwards ? dict.last : dict.first)?.key ?? null;
	const iterator = new PyOrderedIterator(incref(dict), kind, backwards, dict.used, dict.state, xincref(first));
	track(iterator);
	return own(iterator);
}

function finish(self: PyOrderedIterator): void {
	const { dict } = self;
	self.dict = null;
	xdecref(dict);
}

function forgetCurrent(self: PyOrderedIterator): void {
	const { current } = self;
	self.current = null;
	xdecref(current);
}

function checkUnchanged(self: PyOrderedIterator, dict: PyOrderedDict): void {
	if (dict.state !== self.state) {
		finish(self);
		runtimeError("OrderedDict mutated during iteration");
	}
	if (dict.used !== self.size) {
		self.size = -1;
		runtimeError("OrderedDict changed size during iteration");
	}
}

function nextKey(self: PyOrderedIterator): Own<PyObject> | null {
	const { dict, current } = self;
	if (dict === null) return null;
	if (current === null) {
		finish(self);
		return null;
	}
	checkUnchanged(self, dict);
	const node = findNode(dict, current);
	if (node === null) return lostKey(self, current);
	self.current = xincref((self.backwards ? node.previous : node.next)?.key ?? null);
	return own(current);
}

function lostKey(self: PyOrderedIterator, key: PyObject): never {
	hold(incref(key), "key that is gone");
	forgetCurrent(self);
	return keyError(key);
}

function next(self: PyOrderedIterator): Own<PyObject> | null {
	const key = nextKey(self);
	if (key === null || self.kind === DICT_KEYS) return key;
	hold(key, "next key");
	const value = hold(valueOrFinish(self, key), "next value");
	if (self.kind === DICT_VALUES) {
		take(value);
		drop(key);
		return own(value);
	}
	take(value);
	take(key);
	return self.result!.refcnt === 1 ? reusePair(self.result!, key, own(value)) : newTrackedTuple([key, own(value)]);
}

function valueOrFinish(self: PyOrderedIterator, key: PyObject): Own<PyObject> {
	const value = dictGet(self.dict!, key);
	if (value !== null) return incref(value);
	forgetCurrent(self);
	finish(self);
	return keyError(key);
}

/** The iterator as a call of `iter` on a list of what is left. */
function reduce(self: PyOrderedIterator): Own<PyObject> {
	const rest = hold(listOfRest(self), "what is left");
	const iter = getBuiltin("iter");
	return newTrackedTuple([iter, newTrackedTuple([take(rest)])]);
}

function listOfRest(self: PyOrderedIterator): Own<PyObject> {
	const { kind, backwards, size, state } = self;
	const copy = new PyOrderedIterator(xincref(self.dict), kind, backwards, size, state, xincref(self.current));
	track(copy);
	hold(own(copy), "copy of an iterator");
	const list = sequenceList(copy);
	drop(copy);
	return list;
}

export const OrderedIteratorType: PyType = defineType({
	name: "odict_iterator",
	flags: TPFLAGS_HAVE_GC,
	basicsize: 64,
	dealloc(self: PyOrderedIterator) {
		untrack(self);
		free(self);
		xrelease(self.result);
		xrelease(self.current);
		xrelease(self.dict);
	},
	traverse(self: PyOrderedIterator, visit: Visit) {
		if (self.dict !== null) visit(self.dict, "dict iterated over");
		if (self.current !== null) visit(self.current, "next key");
		if (self.result !== null) visit(self.result, "result tuple for use again");
	},
	iter: selfIter,
	iternext: next,
	methods: [def("__reduce__", "($self, /)", "Tells how to make the iterator again.", reduce)],
});

function viewType(name: string, base: PyType): PyType {
	return defineType({
		name,
		base,
		basicsize: 24,
		iter: (self: PyDictView) => newOrderedIterator(self.dict as PyOrderedDict, self.kind, false),
		methods: [
			def("__reversed__", "($self, /)", null, (self: PyDictView) => newOrderedIterator(self.dict as PyOrderedDict, self.kind, true)),
		],
	});
}

export const OrderedKeysType: PyType = viewType("odict_keys", DictKeysType);
export const OrderedValuesType: PyType = viewType("odict_values", DictValuesType);
export const OrderedItemsType: PyType = viewType("odict_items", DictItemsType);

export function newOrderedView(dict: PyOrderedDict, kind: ViewKind): Own<PyObject> {
	return newDictViewOf([OrderedKeysType, OrderedValuesType, OrderedItemsType][kind]!, dict, kind);
}
