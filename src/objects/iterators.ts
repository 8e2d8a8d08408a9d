// Iterators over lists and tuples, over anything with `__getitem__`, and over the results of a callable.
//
// Each drops what it iterates over when it is exhausted, and is then exhausted for good. Read `listNext` first.
// Mirrors Objects/iterobject.c and the iterators in Objects/listobject.c and Objects/tupleobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { dropKeeping, hold, mark, take } from "../heap/handles.ts";
import { type Own, own, type Visit, standAlone } from "../heap/header.ts";
import { decref, decrefBoth, free, incref, xrelease } from "../heap/refcount.ts";
import { callNoArgs, getItem, hasLength, indexAsNumber, length, richCompareBool, sequenceGetItem } from "./abstract.ts";
import { selfIter } from "./abstractAttr.ts";
import { def, type MethodDef } from "./args.ts";
import { getBuiltin } from "./builtin.ts";
import { caught, clearException, exceptionMatches, overflowError } from "./errors.ts";
import { intToBigInt, newInt, type PyInt } from "./int.ts";
import { newList, type PyList } from "./list.ts";
import { defineType, Py_EQ, PyGCObject, type PyObject, type PyType, TPFLAGS_HAVE_GC } from "./object.ts";
import { newNone, newNotImplemented } from "./singletons.ts";
import { emptyTuple, newTrackedTuple, type PyTuple } from "./tuple.ts";

/** list_iterator and list_reverseiterator. */
export class PyListIterator extends PyGCObject {
	static {
		standAlone(PyListIterator);
	}

	/** The next index. */
	index: number;
	/** Owned; null once exhausted. */
	list: PyList | null;

	constructor(type: PyType, index: number, list: Own<PyList>) {
		super(type);
		this.index = index;
		this.list = list;
	}
}

export class PyTupleIterator extends PyGCObject {
	static {
		standAlone(PyTupleIterator);
	}

	index: number;
	/** Owned; null once exhausted. */
	tuple: PyTuple | null;

	constructor(type: PyType, tuple: Own<PyTuple>) {
		super(type);
		this.index = 0;
		this.tuple = tuple;
	}
}

export class PySeqIterator extends PyGCObject {
	index: number;
	/** The index, where it is too large for a number; `index` is then one that no sequence has. */
	far: bigint | null;
	/** Owned; null once exhausted. */
	sequence: PyObject | null;

	constructor(type: PyType, sequence: Own<PyObject>) {
		super(type);
		this.index = 0;
		this.far = null;
		this.sequence = sequence;
	}
}

export class PyCallableIterator extends PyGCObject {
	/** Owned, both; null once exhausted. */
	callable: PyObject | null;
	sentinel: PyObject | null;

	constructor(type: PyType, callable: Own<PyObject>, sentinel: Own<PyObject>) {
		super(type);
		this.callable = callable;
		this.sentinel = sentinel;
	}
}

export function newListIterator(list: PyList): Own<PyListIterator> {
	const iterator = new PyListIterator(ListIteratorType, 0, incref(list));
	track(iterator);
	return own(iterator);
}

export function newListReverseIterator(list: PyList): Own<PyListIterator> {
	const iterator = new PyListIterator(ListReverseIteratorType, list.items.length - 1, incref(list));
	track(iterator);
	return own(iterator);
}

export function newTupleIterator(tuple: PyTuple): Own<PyTupleIterator> {
	const iterator = new PyTupleIterator(TupleIteratorType, incref(tuple));
	track(iterator);
	return own(iterator);
}

/** Iterates by `__getitem__` with 0, 1, 2 …; borrows the sequence. */
export function newSeqIterator(sequence: PyObject): Own<PySeqIterator> {
	const iterator = new PySeqIterator(SeqIteratorType, incref(sequence));
	track(iterator);
	return own(iterator);
}

/** `iter(callable, sentinel)`; borrows both. */
export function newCallableIterator(callable: PyObject, sentinel: PyObject): Own<PyCallableIterator> {
	const iterator = new PyCallableIterator(CallableIteratorType, incref(callable), incref(sentinel));
	track(iterator);
	return own(iterator);
}

function listNext(self: PyListIterator): Own<PyObject> | null {
	const list = self.list;
	if (list === null) return null;
	const item = list.items[self.index];
	if (item !== undefined) {
		self.index++;
		return incref(item);
	}
	return finishList(self, list);
}

/** One that came to the list's start keeps the list; only one whose list has become shorter than its place gives it up. */
function listPrevious(self: PyListIterator): Own<PyObject> | null {
	const list = self.list;
	if (list === null || self.index < 0) return null;
	const item = list.items[self.index];
	if (item !== undefined) {
		self.index--;
		return incref(item);
	}
	self.index = -1;
	return finishList(self, list);
}

function finishList(self: PyListIterator, list: PyList): null {
	self.list = null;
	decref(list);
	return null;
}

function tupleNext(self: PyTupleIterator): Own<PyObject> | null {
	const tuple = self.tuple;
	if (tuple === null) return null;
	const item = tuple.items[self.index];
	if (item !== undefined) {
		self.index++;
		return incref(item);
	}
	self.tuple = null;
	decref(tuple);
	return null;
}

function seqNext(self: PySeqIterator): Own<PyObject> | null {
	const sequence = self.sequence;
	if (sequence === null) return null;
	const since = mark();
	try {
		const item = self.index < Number.MAX_SAFE_INTEGER ? sequenceGetItem(sequence, self.index) : farItem(self, sequence);
		self.index++;
		return item;
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("IndexError") && !exceptionMatches("StopIteration")) throw thrown;
		clearException();
		self.sequence = null;
		decref(sequence);
		return null;
	}
}

const MAX_INDEX = 2n ** 63n - 1n;

function farItem(self: PySeqIterator, sequence: PyObject): Own<PyObject> {
	const index = self.far ?? BigInt(self.index);
	if (index >= MAX_INDEX) overflowError("iter index too large");
	const key = hold(newInt(index), "index");
	const item = dropKeeping(key, getItem(sequence, key));
	self.far = index + 1n;
	return item;
}

function setSeqIndex(self: PySeqIterator, state: PyObject): Own<PyObject> {
	const index = indexAsNumber(state, "OverflowError");
	if (self.sequence === null) return newNone();
	self.index = Math.max(index, 0);
	self.far = self.index >= Number.MAX_SAFE_INTEGER ? intToBigInt(state as PyInt) : null;
	return newNone();
}

function callableNext(self: PyCallableIterator): Own<PyObject> | null {
	if (self.callable === null) return null;
	const result = resultOfCall(self);
	if (result !== null && self.sentinel !== null) {
		hold(result, "result of the callable");
		const atEnd = richCompareBool(self.sentinel, result, Py_EQ);
		take(result);
		if (!atEnd) return result;
	}
	if (result !== null) decref(result);
	finishCallable(self);
	return null;
}

/** What the callable returns, or null if it raises StopIteration. */
function resultOfCall(self: PyCallableIterator): Own<PyObject> | null {
	const since = mark();
	try {
		return callNoArgs(self.callable!);
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("StopIteration")) throw thrown;
		clearException();
		return null;
	}
}

function finishCallable(self: PyCallableIterator): void {
	const { callable, sentinel } = self;
	self.callable = null;
	self.sentinel = null;
	if (callable !== null && sentinel !== null) decrefBoth(callable, sentinel);
}

// Pickling, length hints

/** What an iterator goes through and where it is; looked at after the builtin was found, which may run Python code. */
interface Place {
	readonly over: PyObject | null;
	readonly index: number | bigint;
}

/** `(iter, (o,), index)`, or for an exhausted iterator `(iter, (empty,))`. */
function reduced(builtin: "iter" | "reversed", place: () => Place, empty: () => Own<PyObject>): Own<PyObject> {
	const callable = hold(getBuiltin(builtin), builtin);
	const { over, index } = place();
	take(callable);
	if (over === null) return newTrackedTuple([own(callable), newTrackedTuple([empty()])]);
	return newTrackedTuple([own(callable), newTrackedTuple([incref(over)]), newInt(index)]);
}

const emptyList = (): Own<PyObject> => newList([]);
const noItems = (): Own<PyObject> => own(emptyTuple);

function setIndex(self: { index: number }, state: PyObject, over: PyObject | null, most: number): Own<PyObject> {
	const index = indexAsNumber(state, "OverflowError");
	if (over !== null) self.index = Math.min(Math.max(index, 0), most);
	return newNone();
}

function setReverseIndex(self: PyListIterator, state: PyObject): Own<PyObject> {
	const index = indexAsNumber(state, "OverflowError");
	if (self.list !== null) self.index = Math.min(Math.max(index, -1), self.list.items.length - 1);
	return newNone();
}

function seqLengthHint(self: PySeqIterator): Own<PyObject> {
	if (self.sequence === null) return newInt(0);
	if (!hasLength(self.sequence)) return newNotImplemented();
	return newInt(Math.max(length(self.sequence) - self.index, 0));
}

const HINT = "Private method returning an estimate of len(list(it)).";
const REDUCE = "Return state information for pickling.";
const SETSTATE = "Set state information for unpickling.";

function methods(
	hint: ((self: any) => Own<PyObject>) | null,
	reduce: (self: any) => Own<PyObject>,
	setState: ((self: any, state: PyObject) => Own<PyObject>) | null,
): MethodDef[] {
	const table = [def("__reduce__", "($self, /)", REDUCE, reduce)];
	if (hint !== null) table.unshift(def("__length_hint__", "($self, /)", HINT, hint));
	if (setState !== null) table.push(def("__setstate__", "($self, object, /)", SETSTATE, setState));
	return table;
}

// Death

function listIteratorDealloc(self: PyListIterator): void {
	untrack(self);
	free(self);
	xrelease(self.list);
}

function listIteratorTraverse(self: PyListIterator, visit: Visit): void {
	if (self.list !== null) visit(self.list, "list iterated over");
}

function tupleIteratorDealloc(self: PyTupleIterator): void {
	untrack(self);
	free(self);
	xrelease(self.tuple);
}

function tupleIteratorTraverse(self: PyTupleIterator, visit: Visit): void {
	if (self.tuple !== null) visit(self.tuple, "tuple iterated over");
}

function seqIteratorDealloc(self: PySeqIterator): void {
	untrack(self);
	free(self);
	xrelease(self.sequence);
}

function seqIteratorTraverse(self: PySeqIterator, visit: Visit): void {
	if (self.sequence !== null) visit(self.sequence, "sequence iterated over");
}

function callableIteratorDealloc(self: PyCallableIterator): void {
	untrack(self);
	free(self);
	xrelease(self.sentinel);
	xrelease(self.callable);
}

function callableIteratorTraverse(self: PyCallableIterator, visit: Visit): void {
	if (self.callable !== null) visit(self.callable, "callable iterated over");
	if (self.sentinel !== null) visit(self.sentinel, "sentinel");
}

export const ListIteratorType: PyType = defineType({
	name: "list_iterator",
	flags: TPFLAGS_HAVE_GC,
	basicsize: 32,
	freelistSize: 10,
	dealloc: listIteratorDealloc,
	traverse: listIteratorTraverse,
	iter: selfIter,
	iternext: listNext,
	methods: methods(
		(self: PyListIterator) => newInt(self.list === null ? 0 : Math.max(self.list.items.length - self.index, 0)),
		(self: PyListIterator) => reduced("iter", () => ({ over: self.list, index: self.index }), emptyList),
		(self: PyListIterator, state) => setIndex(self, state, self.list, self.list === null ? 0 : self.list.items.length),
	),
});

export const ListReverseIteratorType: PyType = defineType({
	name: "list_reverseiterator",
	flags: TPFLAGS_HAVE_GC,
	basicsize: 32,
	dealloc: listIteratorDealloc,
	traverse: listIteratorTraverse,
	iter: selfIter,
	iternext: listPrevious,
	methods: methods(
		(self: PyListIterator) => newInt(self.list === null || self.list.items.length <= self.index ? 0 : self.index + 1),
		(self: PyListIterator) => reduced("reversed", () => ({ over: self.index < 0 ? null : self.list, index: self.index }), emptyList),
		setReverseIndex,
	),
});

export const TupleIteratorType: PyType = defineType({
	name: "tuple_iterator",
	flags: TPFLAGS_HAVE_GC,
	basicsize: 32,
	freelistSize: 10,
	dealloc: tupleIteratorDealloc,
	traverse: tupleIteratorTraverse,
	iter: selfIter,
	iternext: tupleNext,
	methods: methods(
		(self: PyTupleIterator) => newInt(self.tuple === null ? 0 : self.tuple.items.length - self.index),
		(self: PyTupleIterator) => reduced("iter", () => ({ over: self.tuple, index: self.index }), noItems),
		(self: PyTupleIterator, state) => setIndex(self, state, self.tuple, self.tuple === null ? 0 : self.tuple.items.length),
	),
});

export const SeqIteratorType: PyType = defineType({
	name: "iterator",
	flags: TPFLAGS_HAVE_GC,
	basicsize: 32,
	dealloc: seqIteratorDealloc,
	traverse: seqIteratorTraverse,
	iter: selfIter,
	iternext: seqNext,
	methods: methods(
		seqLengthHint,
		(self: PySeqIterator) => reduced("iter", () => ({ over: self.sequence, index: self.far ?? self.index }), noItems),
		setSeqIndex,
	),
});

export const CallableIteratorType: PyType = defineType({
	name: "callable_iterator",
	flags: TPFLAGS_HAVE_GC,
	basicsize: 32,
	dealloc: callableIteratorDealloc,
	traverse: callableIteratorTraverse,
	iter: selfIter,
	iternext: callableNext,
	methods: methods(null, callableReduce, null),
});

function callableReduce(self: PyCallableIterator): Own<PyObject> {
	const callable = hold(getBuiltin("iter"), "iter");
	const { callable: over, sentinel } = self;
	take(callable);
	if (over === null || sentinel === null) return newTrackedTuple([own(callable), newTrackedTuple([noItems()])]);
	return newTrackedTuple([own(callable), newTrackedTuple([incref(over), incref(sentinel)])]);
}
