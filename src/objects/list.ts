// Lists: the struct, its growth, and the operations that others use. What lists can do beyond is in listMethods.ts.
//
// `allocated` is the capacity that CPython's list would have: `sys.getsizeof` shows it, and every change of length goes
// through `resized` to keep it right. Items that leave are given up last to first. Read `resized` and `assignSlice`
// first. Mirrors Objects/listobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, hold } from "../heap/handles.ts";
import { heap, type Own, own, type Visit, standAlone } from "../heap/header.ts";
import { requestMemoryError } from "../heap/meter.ts";
import { decref, decrefEach, decrefEachBackwards, free, incref, release } from "../heap/refcount.ts";
import { getIter, iterNext, lengthHint } from "./abstract.ts";
import { hashNotImplemented } from "./abstractObject.ts";
import { dictKeyAt, dictNext, dictValueAt, DictType, type PyDict } from "./dict.ts";
import { DICT_ITEMS, DICT_VALUES, type PyDictView, viewKind } from "./dictviews.ts";
import { newListIterator } from "./iterators.ts";
import {
	listAssignSubscript,
	listConcat,
	listContains,
	listInit,
	listInplaceConcat,
	listInplaceRepeat,
	listItem,
	listMethods,
	listNew,
	listRepeat,
	listRepr,
	listRichcompare,
	listSubscript,
	listVectorcall,
} from "./listMethods.ts";
import { sortList } from "./listSort.ts";
import { MAX_ITEMS, reserveItems } from "./memory.ts";
import {
	defineType,
	PyGCObject,
	type PyObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_HAVE_GC,
	TPFLAGS_LIST_SUBCLASS,
	TPFLAGS_MATCH_SELF,
	TPFLAGS_SEQUENCE,
} from "./object.ts";
import { indexError } from "./errors.ts";
import { isExactAnySet, setKeyAt, setNext } from "./set.ts";
import { newTuple, type PyTuple, tupleOf, TupleType } from "./tuple.ts";

export class PyList extends PyGCObject {
	static {
		standAlone(PyList);
	}

	/** Owned. */
	items: PyObject[];
	/** Slots that CPython's list would have; -1 while it is being sorted. */
	allocated: number;

	constructor(type: PyType, items: PyObject[]) {
		super(type);
		this.items = items;
		this.allocated = items.length;
	}
}

export function isList(o: PyObject): o is PyList {
	return o.type === ListType || (o.type.typeFlags & TPFLAGS_LIST_SUBCLASS) !== 0;
}

/** Steals the array and its references. */
export function newList(items: Own<PyObject>[]): Own<PyList> {
	const list = new PyList(ListType, items);
	track(list);
	return own(list);
}

/** To be called when the length has changed: list_resize's rule, `length` being the old one. */
export function resized(l: PyList, length: number): void {
	const size = l.items.length;
	const allocated = l.allocated;
	if (allocated >= size && size >= allocated >> 1) return;
	let grown = (size + (size >> 3) + 6) & ~3;
	if (size - length > grown - size) grown = (size + 3) & ~3;
	l.allocated = size === 0 ? 0 : grown;
	noteSize(l);
}

/** The array has been allocated anew. */
function noteSize(l: PyList): void {
	heap.resized(l);
	if (l.allocated > MAX_ITEMS) requestMemoryError();
}

/** Makes room as extending by `n` does, whether or not so many come. */
function reserve(l: PyList, n: number): void {
	const length = l.items.length;
	reserveItems(length + n);
	if (l.allocated === 0) {
		l.allocated = (n + 1) & ~1;
		noteSize(l);
		return;
	}
	const size = length + n;
	if (l.allocated >= size && size >= l.allocated >> 1) return;
	let grown = (size + (size >> 3) + 6) & ~3;
	if (n > grown - size) grown = (size + 3) & ~3;
	l.allocated = grown;
	noteSize(l);
}

export function listAppend(l: PyList, o: PyObject): void {
	listAppendSteal(l, incref(o));
}

/** Steals `o`. */
export function listAppendSteal(l: PyList, o: Own<PyObject>): void {
	const n = l.items.push(o);
	if (l.allocated < n) resized(l, n - 1);
}

/** As list.insert: the index is clamped. */
export function listInsert(l: PyList, index: number, o: PyObject): void {
	const n = l.items.length;
	const at = index < 0 ? Math.max(index + n, 0) : Math.min(index, n);
	l.items.splice(at, 0, incref(o));
	resized(l, n);
}

/** Replaces the item at an index that is in range; steals the new one. The old one's death may run Python code. */
export function listSetItemSteal(l: PyList, index: number, o: Own<PyObject>): void {
	const old = l.items[index];
	if (old === undefined) {
		decref(o);
		indexError("list assignment index out of range");
	}
	l.items[index] = o;
	decref(old);
}

/** Extends by the elements of any iterable. May run Python code and raise. */
export function listExtend(l: PyList, iterable: PyObject): void {
	const type = iterable.type;
	if ((iterable as PyObject) === l) {
		extendByArray(l, l.items.slice());
	} else if (type === ListType || type === TupleType) {
		extendByArray(l, (iterable as PyList | PyTuple).items);
	} else if (isExactAnySet(iterable)) {
		for (let pos = setNext(iterable, 0); pos >= 0; pos = setNext(iterable, pos + 1)) l.items.push(incref(setKeyAt(iterable, pos)));
		resized(l, l.items.length - iterable.used);
	} else if (type === DictType) {
		extendByDict(l, iterable as PyDict, 0);
	} else if (viewKind(iterable) >= 0) {
		extendByDict(l, (iterable as PyDictView).dict!, viewKind(iterable));
	} else {
		extendByIterator(l, iterable);
	}
}

function extendByArray(l: PyList, items: readonly PyObject[]): void {
	const n = items.length;
	if (n === 0) return;
	const length = l.items.length;
	reserveItems(length + n);
	for (let i = 0; i < n; i++) l.items.push(incref(items[i]!));
	if (l.allocated === 0) {
		l.allocated = (n + 1) & ~1;
		noteSize(l);
	} else resized(l, length);
}

function extendByDict(l: PyList, dict: PyDict, kind: number): void {
	const length = l.items.length;
	for (let pos = dictNext(dict, 0); pos >= 0; pos = dictNext(dict, pos + 1)) {
		if (kind === DICT_ITEMS) l.items.push(tupleOf(dictKeyAt(dict, pos), dictValueAt(dict, pos)));
		else l.items.push(incref(kind === DICT_VALUES ? dictValueAt(dict, pos) : dictKeyAt(dict, pos)));
	}
	resized(l, length);
}

/** PY_SSIZE_T_MAX, as near as a number comes to it. */
const MAX_SSIZE = 2 ** 63;

function extendByIterator(l: PyList, iterable: PyObject): void {
	const iterator = hold(getIter(iterable), "iterator of the items");
	const n = lengthHint(iterable, 8);
	// A hint that cannot be true is not believed.
	const isPossible = l.items.length <= MAX_SSIZE - n;
	if (isPossible && (n > 0 || l.allocated !== 0)) reserve(l, n);
	for (let item = iterNext(iterator); item !== null; item = iterNext(iterator)) listAppendSteal(l, item);
	if (l.items.length < l.allocated) resized(l, l.items.length);
	drop(iterator);
}

/** Empties the list, then gives up the items. Runs Python code. */
export function listClear(l: PyList): void {
	const items = l.items;
	// Less than none is allocated while the list is being sorted.
	if (items.length === 0 && l.allocated <= 0) return;
	l.items = [];
	l.allocated = 0;
	heap.resized(l);
	decrefEachBackwards(items);
}

/** `l[low:high] = items`, the bounds clamped; counts the new items. `items` must not be the list's own array. */
export function assignSlice(l: PyList, low: number, high: number, items: readonly PyObject[]): void {
	const length = l.items.length;
	const from = Math.min(Math.max(low, 0), length);
	const to = Math.min(Math.max(high, from), length);
	if (length + items.length === to - from) {
		listClear(l);
		return;
	}
	for (const item of items) incref(item);
	const removed = replaceItems(l, from, to, items);
	if (items.length !== to - from) resized(l, length);
	decrefEachBackwards(removed);
}

function replaceItems(l: PyList, from: number, to: number, items: readonly PyObject[]): PyObject[] {
	if (items.length < 10000) return l.items.splice(from, to - from, ...items);
	const old = l.items;
	l.items = old.slice(0, from).concat(items, old.slice(to));
	return old.slice(from, to);
}

/** Takes the items at `indices`, ascending, out and gives them up in that order. */
export function deleteItems(l: PyList, start: number, step: number, count: number): void {
	const length = l.items.length;
	const removed: PyObject[] = [];
	const kept = l.items.slice(0, start);
	for (let i = start; i < length; i++) {
		if (removed.length < count && (i - start) % step === 0) removed.push(l.items[i]!);
		else kept.push(l.items[i]!);
	}
	l.items = kept;
	resized(l, length);
	decrefEach(removed);
}

/** Takes out the item at an index that is in range; the caller owns it. */
export function listPopAt(l: PyList, index: number): Own<PyObject> {
	const items = l.items;
	const n = items.length;
	const item = index === n - 1 ? items.pop()! : items.splice(index, 1)[0]!;
	resized(l, n);
	return own(item);
}

/** `list.sort(key=key, reverse=reverse)`; key null or a callable. Runs Python code and may raise. */
export function listSort(l: PyList, key: PyObject | null, reverse: boolean): void {
	sortList(l, key, reverse);
}

export function listAsTuple(l: PyList): Own<PyTuple> {
	return newTuple(l.items.map(incref));
}

function listDealloc(self: PyList): void {
	untrack(self);
	free(self);
	for (const item of self.items) release(item);
}

function listTraverse(self: PyList, visit: Visit): void {
	for (let i = self.items.length - 1; i >= 0; i--) visit(self.items[i]!, "element", i);
}

export const ListType: PyType = defineType({
	name: "list",
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE | TPFLAGS_LIST_SUBCLASS | TPFLAGS_MATCH_SELF | TPFLAGS_SEQUENCE,
	doc: "list(iterable=(), /)\n--\n\nA mutable sequence.\n\nWithout argument an empty list, else one of the values of the iterable.",
	basicsize: 40,
	freelistSize: 80,
	alloc: (type) => own(new PyList(type, [])),
	new: listNew,
	init: listInit,
	typeVectorcall: listVectorcall,
	bufferSize: (self: PyList) => 8 * Math.max(self.allocated, 0),
	dealloc: listDealloc,
	traverse: listTraverse,
	clear: listClear,
	repr: listRepr,
	hash: hashNotImplemented,
	richcompare: listRichcompare,
	iter: newListIterator,
	sqLength: (self: PyList) => self.items.length,
	sqConcat: listConcat,
	sqRepeat: listRepeat,
	sqItem: listItem,
	sqAssItem: (self: PyList, index: number, value: PyObject | null): void => {
		if (value !== null) listSetItemSteal(self, index, incref(value));
		else if (index < 0 || index >= self.items.length) indexError("list assignment index out of range");
		else assignSlice(self, index, index + 1, []);
	},
	sqContains: listContains,
	sqInplaceConcat: listInplaceConcat,
	sqInplaceRepeat: listInplaceRepeat,
	mpLength: (self: PyList) => self.items.length,
	mpSubscript: listSubscript,
	mpAssSubscript: listAssignSubscript,
	methods: listMethods(),
});
