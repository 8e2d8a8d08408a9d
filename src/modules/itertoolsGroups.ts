// Iterators that put items together or share them: pairwise, zip_longest, batched, groupby, tee.
// Mirrors Modules/itertoolsmodule.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, decrefEach, free, incref, release, xincref, xrelease } from "../heap/refcount.ts";
import type { WeakReference } from "../heap/weakref.ts";
import { callOneArg, getIter, indexAsNumber, isTrue, forwardNext, iterNext, richCompareBool, selfIter } from "../objects/abstract.ts";
import { genericGetAttr } from "../objects/genericAttr.ts";
import { def, type Parameter } from "../objects/args.ts";
import { badArgument } from "../objects/conversions.ts";
import { dictGetStr, dictLength, type PyDict } from "../objects/dict.ts";
import { recycleTuple } from "../objects/dictviews.ts";
import { runtimeError, typeError, valueError } from "../objects/errors.ts";
import { isList } from "../objects/list.ts";
import { defineType, isInstanceOf, PyGCTypeOwner, type PyObject, type PyType, Py_EQ, TPFLAGS_HAVE_GC } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { internStr } from "../objects/str.ts";
import { newTuple, type PyTuple, tupleOf } from "../objects/tuple.ts";
import { bindSlotArguments, eitherParameters } from "./define.ts";
import { itertool, positionalOnly } from "./itertoolsStream.ts";
import { allocate, ownedSlots, replaceField } from "./ownedSlots.ts";

class PyPairwise extends PyGCTypeOwner {
	iterator: PyObject | null = null;
	old: PyObject | null = null;
	result: PyTuple | null = null;
}

function pairwiseNext(self: PyPairwise): Own<PyObject> | null {
	const { iterator } = self;
	if (iterator === null) return null;
	hold(incref(iterator), "iterator");
	if (self.old === null) replaceField(self, "old", forwardNext(iterator));
	if (self.old === null) return endPairwise(self, iterator);
	const old = hold(incref(self.old), "first of the pair");
	const fresh = forwardNext(iterator);
	if (fresh === null) {
		drop(old);
		return endPairwise(self, iterator);
	}
	hold(fresh, "second of the pair");
	const pair = fillPair(self, old, fresh);
	replaceField(self, "old", incref(fresh as PyObject));
	return dropKeeping(iterator, dropKeeping(old, dropKeeping(fresh, pair)));
}

function endPairwise(self: PyPairwise, held: PyObject): null {
	replaceField(self, "iterator", null);
	replaceField(self, "old", null);
	drop(held);
	return null;
}

/** The pair as a tuple: the last one if nobody else has it. New. Borrows. */
function fillPair(self: PyPairwise, first: PyObject, second: PyObject): Own<PyObject> {
	const result = self.result!;
	if (result.refcnt !== 1) return tupleOf(first, second);
	return fillTuple(result, [first, second]);
}

/** Puts items into a tuple that only its maker has. New. */
function fillTuple(result: PyTuple, values: readonly PyObject[]): Own<PyObject> {
	const owned = hold(incref(result), "result");
	const items = result.items as PyObject[];
	values.forEach((value, i) => {
		const old = items[i]!;
		items[i] = incref(value);
		decref(old);
	});
	recycleTuple(result);
	return take(owned) as Own<PyObject>;
}

export const PairwiseType = itertool(
	"pairwise",
	PyPairwise,
	[
		["iterator", "iterator"],
		["old", "first of the next pair"],
		["result", "last result"],
	],
	"Each item with the one after it.",
	(type, args, kwargs) => {
		positionalOnly("pairwise", type, args, kwargs, 1);
		const iterator = hold(getIter(args.items[0]!), "iterator");
		const self = allocate<PyPairwise>(type);
		self.result = tupleOf(None, None);
		self.iterator = take(iterator);
		return self;
	},
	pairwiseNext,
);

class PyZipLongest extends PyGCTypeOwner {
	/** Null for one that has ended. */
	iterators: (PyObject | null)[] = [];
	active = 0;
	result: PyTuple | null = null;
	fillvalue: PyObject | null = null;
}

function newZipLongest(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const given = kwargs === null ? 0 : dictLength(kwargs);
	const fillvalue = given === 0 ? null : dictGetStr(kwargs!, internStr("fillvalue"));
	if (given > (fillvalue === null ? 0 : 1)) typeError("zip_longest() got an unexpected keyword argument");
	const iterators = args.items.map((iterable) => hold(getIter(iterable), "iterator"));
	const self = allocate<PyZipLongest>(type);
	for (const iterator of [...iterators].reverse()) take(iterator);
	self.iterators = iterators;
	self.active = iterators.length;
	self.result = newTuple(iterators.map(() => own(None)));
	self.fillvalue = incref(fillvalue ?? None);
	return self;
}

function zipLongestNext(self: PyZipLongest): Own<PyObject> | null {
	if (self.active === 0 || self.iterators.length === 0) return null;
	const values: PyObject[] = [];
	for (let i = 0; i < self.iterators.length; i++) {
		const value = nextOrFill(self, i);
		if (value === null) {
			for (const held of values.reverse()) drop(held);
			return null;
		}
		values.push(hold(value, "item"));
	}
	const result = self.result!.refcnt === 1 ? fillTuple(self.result!, values) : tupleOf(...values);
	return [...values].reverse().reduce<Own<PyObject>>((kept, value) => dropKeeping(value, kept), result);
}

/** The next item of an iterator, or the fill value; null when the last iterator has ended. */
function nextOrFill(self: PyZipLongest, i: number): Own<PyObject> | null {
	const iterator = self.iterators[i]!;
	if (iterator === null) return incref(self.fillvalue!);
	const item = iterNext(iterator);
	if (item !== null) return item;
	self.active--;
	if (self.active === 0) return null;
	const fill = hold(incref(self.fillvalue!), "fill value");
	self.iterators[i] = null;
	decref(iterator);
	return take(fill);
}

export const ZipLongestType: PyType = itertool(
	"zip_longest",
	PyZipLongest,
	[],
	"Items in parallel, as long as any iterable has some.",
	newZipLongest,
	zipLongestNext,
	{
		dealloc: (self: PyZipLongest) => {
			untrack(self);
			free(self);
			xrelease(self.fillvalue);
			xrelease(self.result);
			for (const iterator of [...self.iterators].reverse()) xrelease(iterator);
		},
		traverse: (self: PyZipLongest, visit: Visit) => {
			self.iterators.forEach((iterator, i) => {
				if (iterator !== null) visit(iterator, "iterator", i);
			});
			if (self.result !== null) visit(self.result, "last result");
			if (self.fillvalue !== null) visit(self.fillvalue, "fill value");
		},
	},
);

class PyBatched extends PyGCTypeOwner {
	iterator: PyObject | null = null;
	size = 0;
	strict = false;
}

const batchedParameters: readonly Parameter[] = [
	...eitherParameters(["iterable", "n"], 2),
	{ name: "strict", required: false, kind: "keyword" },
];

function batchedNext(self: PyBatched): Own<PyObject> | null {
	const { iterator } = self;
	if (iterator === null) return null;
	const items: PyObject[] = [];
	while (items.length < self.size) {
		const item = iterNext(iterator);
		if (item === null) break;
		items.push(hold(item, "item of the batch"));
	}
	const complete = items.length === self.size;
	if (!complete) replaceField(self, "iterator", null);
	if (!complete && items.length > 0 && self.strict) valueError("batched(): incomplete batch");
	for (const item of [...items].reverse()) take(item);
	return items.length === 0 ? null : newTuple(items.map((item) => own(item)));
}

export const BatchedType = itertool(
	"batched",
	PyBatched,
	[["iterator", "iterator"]],
	"Tuples of n items each.",
	(type, args, kwargs) => {
		const [iterable, n, strict] = bindSlotArguments("batched", batchedParameters, args, kwargs);
		const size = indexAsNumber(n!, "OverflowError");
		const isStrict = strict !== null && isTrue(strict!);
		if (size < 1) valueError("n must be at least one");
		const iterator = hold(getIter(iterable!), "iterator");
		const self = allocate<PyBatched>(type);
		self.iterator = take(iterator);
		self.size = size;
		self.strict = isStrict;
		return self;
	},
	batchedNext,
);

class PyGroupby extends PyGCTypeOwner {
	iterator: PyObject | null = null;
	keyFunction: PyObject | null = null;
	targetKey: PyObject | null = null;
	currentKey: PyObject | null = null;
	currentValue: PyObject | null = null;
	/** The group given out last: an older one has ended. Borrowed. */
	currentGrouper: PyGrouper | null = null;
}

const groupbyParameters = eitherParameters(["iterable", "key"], 1);

/** Takes the next item and its key; false at the end. */
function step(self: PyGroupby): boolean {
	const value = iterNext(self.iterator!);
	if (value === null) return false;
	hold(value, "item");
	const key = self.keyFunction === null || self.keyFunction === None ? incref(value as PyObject) : callOneArg(self.keyFunction, value);
	take(value);
	const oldValue = self.currentValue;
	self.currentValue = value;
	const oldKey = self.currentKey;
	self.currentKey = key;
	decrefEach([oldValue, oldKey]);
	return true;
}

function sameKey(a: PyObject, b: PyObject): boolean {
	hold(incref(a), "key of the group");
	hold(incref(b), "key of the item");
	const same = richCompareBool(a, b, Py_EQ);
	drop(b);
	drop(a);
	return same;
}

function groupbyNext(self: PyGroupby): Own<PyObject> | null {
	self.currentGrouper = null;
	for (;;) {
		if (self.currentKey !== null) {
			if (self.targetKey === null) break;
			if (!sameKey(self.targetKey, self.currentKey)) break;
		}
		if (!step(self)) return null;
	}
	replaceField(self, "targetKey", incref(self.currentKey!));
	const grouper = hold(newGrouper(self, self.targetKey!), "group");
	const result = tupleOf(self.currentKey!, grouper);
	return dropKeeping(grouper, result);
}

export const GroupbyType: PyType = itertool(
	"groupby",
	PyGroupby,
	[
		["iterator", "iterator"],
		["keyFunction", "key function"],
		["targetKey", "key of the group"],
		["currentKey", "key of the next item"],
		["currentValue", "next item"],
	],
	"Runs of items with the same key.",
	(type, args, kwargs) => {
		const [iterable, key] = bindSlotArguments("groupby", groupbyParameters, args, kwargs);
		const iterator = hold(getIter(iterable!), "iterator");
		const self = allocate<PyGroupby>(type);
		self.keyFunction = incref(key ?? None);
		self.iterator = take(iterator);
		return self;
	},
	groupbyNext,
);

/** One group: yields from its parent as long as the key stays. */
class PyGrouper extends PyGCTypeOwner {
	parent: PyGroupby | null = null;
	targetKey: PyObject | null = null;
}

function newGrouper(parent: PyGroupby, key: PyObject): Own<PyGrouper> {
	const self = allocate<PyGrouper>(GrouperType);
	self.parent = incref(parent);
	self.targetKey = incref(key);
	parent.currentGrouper = self;
	return self;
}

function grouperNext(self: PyGrouper): Own<PyObject> | null {
	const parent = self.parent!;
	if (parent.currentGrouper !== self) return null;
	if (parent.currentValue === null && !step(parent)) return null;
	if (!sameKey(self.targetKey!, parent.currentKey!)) return null;
	const value = own(parent.currentValue!);
	const key = parent.currentKey;
	parent.currentValue = null;
	parent.currentKey = null;
	if (key === null) return value;
	hold(value, "item of the group");
	decref(key);
	return take(value);
}

export const GrouperType: PyType = itertool(
	"_grouper",
	PyGrouper,
	[
		["parent", "groupby"],
		["targetKey", "key of the group"],
	],
	null,
	(type, args, kwargs) => {
		positionalOnly("_grouper", type, args, kwargs, 2);
		const [parent, key] = args.items as [PyObject, PyObject];
		if (!isInstanceOf(parent, GroupbyType)) badArgument("_grouper", "argument 1", "itertools.groupby", parent);
		return newGrouper(parent as PyGroupby, key);
	},
	grouperNext,
	{ flags: TPFLAGS_HAVE_GC },
);

/** How many items one link of a tee's chain holds. */
const LINK_SIZE = 57;

/** Items already taken from the shared iterator. Owned: iterator, values, next. */
class PyTeeData extends PyGCTypeOwner {
	iterator: PyObject | null = null;
	values: PyObject[] = [];
	nextLink: PyTeeData | null = null;
	running = false;
}

/** Frees a long chain of links without nesting. */
function teeDataDealloc(self: PyTeeData): void {
	untrack(self);
	free(self);
	xrelease(self.nextLink);
	for (let i = self.values.length - 1; i >= 0; i--) release(self.values[i]!);
	xrelease(self.iterator);
}

export const TeeDataType: PyType = defineType({
	name: "itertools._tee_dataobject",
	heapType: true,
	getattro: genericGetAttr,
	flags: TPFLAGS_HAVE_GC,
	basicsize: 504,
	doc: "What the iterators of a tee share.",
	alloc: (type) => own(new PyTeeData(type)),
	new: newTeeDataOf,
	dealloc: teeDataDealloc,
	traverse: (self: PyTeeData, visit: Visit) => {
		if (self.iterator !== null) visit(self.iterator, "iterator");
		self.values.forEach((value, i) => visit(value, "value", i));
		if (self.nextLink !== null) visit(self.nextLink, "next link");
	},
	clear: (self: PyTeeData) => {
		const { iterator, values, nextLink } = self;
		self.iterator = null;
		self.values = [];
		self.nextLink = null;
		decrefEach([iterator, ...values, nextLink]);
	},
});

function newTeeData(iterator: PyObject): Own<PyTeeData> {
	const self = new PyTeeData(TeeDataType);
	self.iterator = incref(iterator);
	track(self);
	return own(self);
}

/** As unpickling calls it: an iterator, the items taken from it, and the next link if there is no room for more. */
function newTeeDataOf(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	positionalOnly("teedataobject", type, args, kwargs, 3);
	const [iterator, values, nextLink] = args.items as [PyObject, PyObject, PyObject];
	if (!isList(values)) return badArgument("teedataobject", "argument 2", "list", values);
	const { length } = values.items;
	const fits = nextLink === None ? length <= LINK_SIZE : length === LINK_SIZE && nextLink.type === TeeDataType;
	if (!fits) valueError("Invalid arguments");
	const self = newTeeData(iterator);
	self.values = values.items.map((item) => incref(item));
	self.nextLink = nextLink === None ? null : incref(nextLink as PyTeeData);
	return self;
}

class PyTee extends PyGCTypeOwner {
	data: PyTeeData | null = null;
	index = 0;
	weakrefs: WeakReference[] | null = null;
}

/** A tee over an iterator; of a tee, a copy at the same place. Borrows. */
export function newTee(iterator: PyObject): Own<PyObject> {
	const self = new PyTee(TeeType);
	if (iterator.type === TeeType) {
		const other = iterator as PyTee;
		self.data = xincref(other.data);
		self.index = other.index;
	} else self.data = newTeeData(iterator);
	track(self);
	return own(self);
}

function itemOf(data: PyTeeData, i: number): Own<PyObject> | null {
	if (i < data.values.length) return incref(data.values[i]!);
	if (data.running) runtimeError("cannot re-enter the tee iterator");
	data.running = true;
	let value: Own<PyObject> | null;
	try {
		value = iterNext(data.iterator!);
	} finally {
		data.running = false;
	}
	if (value === null) return null;
	data.values.push(value);
	return incref(value as PyObject);
}

function teeNext(self: PyTee): Own<PyObject> | null {
	if (self.index >= LINK_SIZE) {
		const data = self.data!;
		data.nextLink ??= newTeeData(data.iterator!);
		self.index = 0;
		replaceField(self, "data", incref(data.nextLink as PyObject));
	}
	const item = itemOf(self.data!, self.index);
	if (item !== null) self.index++;
	return item;
}

export const TeeType: PyType = defineType({
	name: "itertools._tee",
	heapType: true,
	flags: TPFLAGS_HAVE_GC,
	basicsize: 48,
	weakrefOffset: 32,
	doc: "_tee(iterable, /)\n--\n\nOne of several iterators over the same items.",
	weakrefable: true,
	alloc: (type) => own(new PyTee(type)),
	new: (type, args, kwargs) => {
		positionalOnly("_tee", type, args, kwargs, 1);
		const iterator = hold(getIter(args.items[0]!), "iterator");
		return dropKeeping(iterator, newTee(iterator));
	},
	...ownedSlots([["data", "shared items"]], true),
	iter: selfIter,
	iternext: teeNext,
	methods: [def("__copy__", "($self, /)", "An iterator at the same place.", (self: PyTee) => newTee(self))],
});
