// collections.deque: items[start .. items.length) of an array, so that both ends are cheap. `state` changes with every
// change of length: iterators notice. Read `append` first. Mirrors Modules/_collectionsmodule.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { heap, own } from "../heap/header.ts";
import { decref, decrefEach, free, incref, release, xrelease } from "../heap/refcount.ts";
import { clearWeakrefs, type WeakReference } from "../heap/weakref.ts";
import {
	callOneArg,
	getIter,
	indexAsNumber,
	iterNext,
	reprEnter,
	reprLeave,
	richCompare,
	richCompareBool,
	selfIter,
} from "../objects/abstract.ts";
import { genericGetAttr } from "../objects/genericAttr.ts";
import { hashNotImplemented } from "../objects/abstractObject.ts";
import { checkParsed, def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { defOld, sizeArgument } from "../objects/conversions.ts";
import { reserveItems } from "../objects/memory.ts";
import type { PyDict } from "../objects/dict.ts";
import { indexError, runtimeError, typeError, valueError } from "../objects/errors.ts";
import { reprText, typeShortName } from "../objects/exceptions.ts";
import { newGenericAlias } from "../objects/genericalias.ts";
import { intAsNumber, isInt, newInt, type PyInt } from "../objects/int.ts";
import { getState } from "../objects/objectReduce.ts";
import { newList } from "../objects/list.ts";
import {
	type CompareOp,
	defineType,
	isInstanceOf,
	PyGCTypeOwner,
	type PyObject,
	type PyType,
	Py_EQ,
	Py_GE,
	Py_GT,
	Py_LE,
	Py_LT,
	Py_NE,
	TPFLAGS_BASETYPE,
	TPFLAGS_HAVE_GC,
	TPFLAGS_SEQUENCE,
} from "../objects/object.ts";
import { newNone, newNotImplemented, None } from "../objects/singletons.ts";
import { newStr } from "../objects/str.ts";
import { emptyTuple, type PyTuple, newTuple, tupleOf } from "../objects/tuple.ts";
import { bindSlotArguments, eitherParameters, typeName } from "./define.ts";
import { allocate } from "./ownedSlots.ts";

export class PyDeque extends PyGCTypeOwner {
	/** Places before `start` are null. */
	items: (PyObject | null)[];
	start: number;
	/** Where in CPython the first item lies in its block (`leftindex`): the size goes by it. */
	leftIndex: number;
	/** -1 for none; a bigint where a number would not be exact. */
	maxlen: number | bigint;
	state: number;
	weakrefs: WeakReference[] | null;

	constructor(type: PyType) {
		super(type);
		this.items = [];
		this.start = 0;
		this.leftIndex = CENTER;
		this.maxlen = -1;
		this.state = 0;
		this.weakrefs = null;
	}
}

const BLOCK = 64;
/** Where the first item of an empty deque is to lie. */
const CENTER = 32;

const size = (self: PyDeque): number => self.items.length - self.start;

/** The items in order, borrowed. */
function itemsOf(self: PyDeque): PyObject[] {
	return self.items.slice(self.start) as PyObject[];
}

/** Steals the item. May run Python code (an item that falls off). */
function append(self: PyDeque, item: Own<PyObject>): void {
	self.items.push(item);
	if (self.items.length % BLOCK === 0) heap.resized(self);
	self.state++;
	if (self.maxlen >= 0 && size(self) > self.maxlen) decref(popLeft(self));
}

function appendLeft(self: PyDeque, item: Own<PyObject>): void {
	if (self.start === 0) makeRoom(self);
	self.items[--self.start] = item;
	self.state++;
	self.leftIndex = (self.leftIndex + BLOCK - 1) % BLOCK;
	if (self.maxlen >= 0 && size(self) > self.maxlen) decref(popRight(self));
}

function makeRoom(self: PyDeque): void {
	const room = Math.max(8, self.items.length);
	self.items = [...new Array<null>(room).fill(null), ...self.items];
	self.start = room;
}

function popLeft(self: PyDeque): Own<PyObject> {
	const item = self.items[self.start]!;
	self.items[self.start++] = null;
	self.state++;
	self.leftIndex = (self.leftIndex + 1) % BLOCK;
	recenter(self);
	if (self.start > 32 && self.start * 2 > self.items.length) {
		self.items = self.items.slice(self.start);
		self.start = 0;
	}
	return own(item);
}

function popRight(self: PyDeque): Own<PyObject> {
	self.state++;
	const item = self.items.pop()!;
	recenter(self);
	return own(item);
}

/** An empty deque at the edge of its block begins again in the middle. */
function recenter(self: PyDeque): void {
	if (self.leftIndex === 0 && size(self) === 0) self.leftIndex = CENTER;
}

function requireItems(self: PyDeque): void {
	if (size(self) === 0) indexError("pop from an empty deque");
}

function extend(self: PyDeque, iterable: PyObject, add: (self: PyDeque, item: Own<PyObject>) => void): void {
	if (iterable === self) {
		const copy = hold(newList(itemsOf(self).map((item) => incref(item))), "copy of the deque");
		extend(self, copy, add);
		drop(copy);
		return;
	}
	const iterator = hold(getIter(iterable), "iterator");
	// An empty deque leaves no room at the end that is not going to grow.
	if (size(self) === 0) self.leftIndex = add === append ? 1 : BLOCK - 1;
	for (let item = iterNext(iterator); item !== null; item = iterNext(iterator)) add(self, item);
	drop(iterator);
}

/** Items die left to right. */
function clear(self: PyDeque): void {
	if (size(self) === 0) return;
	const items = itemsOf(self);
	self.items = [];
	self.start = 0;
	self.leftIndex = CENTER;
	self.state++;
	decrefEach(items);
}

const parameters = eitherParameters(["iterable", "maxlen"], 0);

function init(self: PyDeque, args: PyTuple, kwargs: PyDict | null): void {
	const [iterable, maxlen] = bindSlotArguments("deque", parameters, args, kwargs);
	self.maxlen = maxlen === null || maxlen === None ? -1 : checkedMaxlen(maxlen!);
	if (size(self) > 0) clear(self);
	if (iterable !== null) extend(self, iterable!, append);
}

function checkedMaxlen(given: PyObject): number | bigint {
	if (!isInt(given)) typeError("an integer is required");
	const { value } = given as PyInt;
	if (intAsNumber(given as PyInt) < 0) valueError("maxlen must be non-negative");
	return value;
}

function dealloc(self: PyDeque): void {
	untrack(self);
	clearWeakrefs(self);
	free(self);
	for (let i = self.items.length - 1; i >= self.start; i--) release(self.items[i]!);
}

function traverse(self: PyDeque, visit: Visit): void {
	for (let i = self.start; i < self.items.length; i++) visit(self.items[i]!, "element", i - self.start);
}

/** A new deque of the same kind (by its class) with these items. Borrows. */
function sameKind(self: PyDeque, items: readonly PyObject[]): Own<PyDeque> {
	if (self.type !== DequeType) return sameKindByCall(self, items);
	const copy = allocate<PyDeque>(DequeType);
	copy.maxlen = self.maxlen;
	hold(copy, "copy of the deque");
	if (items.length > 1) copy.leftIndex = 1;
	for (const item of items) append(copy, incref(item));
	return take(copy);
}

function sameKindByCall(self: PyDeque, items: readonly PyObject[]): Own<PyDeque> {
	const list = hold(newList(items.map((item) => incref(item))), "items");
	const made = self.maxlen < 0 ? callOneArg(self.type, list) : callWithMaxlen(self, list);
	if (!isInstanceOf(made, DequeType)) {
		hold(made, "copy");
		typeError(`${self.type.name}() must return a deque, not ${made.type.name}`);
	}
	return dropKeeping(list, made as Own<PyDeque>);
}

function callWithMaxlen(self: PyDeque, list: PyObject): Own<PyObject> {
	const args = hold(newTuple([incref(list as PyObject), newInt(self.maxlen)]), "arguments");
	return dropKeeping(args, self.type.type.call!(self.type, args, null));
}

function rotate(self: PyDeque, count: number): void {
	const length = size(self);
	if (length <= 1) return;
	const steps = ((count % length) + length) % length;
	const items = itemsOf(self);
	self.items = [...items.slice(length - steps), ...items.slice(0, length - steps)];
	self.start = 0;
	self.leftIndex = rotated(self.leftIndex, length, count);
	self.state++;
}

/** `leftIndex` after a rotation, which CPython does the shorter way round. */
function rotated(leftIndex: number, length: number, count: number): number {
	if (length <= 1) return leftIndex;
	const half = length >> 1;
	let steps = count;
	if (steps > half || steps < -half) {
		steps = ((steps % length) + length) % length;
		if (steps > half) steps -= length;
	}
	return (((leftIndex - steps) % BLOCK) + BLOCK) % BLOCK;
}

function checkUnchanged(self: PyDeque, state: number): void {
	if (self.state !== state) runtimeError("deque mutated during iteration");
}

/** Whether an item equals a value; the deque must not change meanwhile. */
function equals(self: PyDeque, i: number, value: PyObject): boolean {
	const { state } = self;
	const item = hold(incref(self.items[self.start + i]!), "element");
	const equal = richCompareBool(item, value, Py_EQ);
	drop(item);
	checkUnchanged(self, state);
	return equal;
}

function find(self: PyDeque, value: PyObject, from: number, to: number): number {
	for (let i = from; i < to && i < size(self); i++) if (equals(self, i, value)) return i;
	return -1;
}

function clampIndex(self: PyDeque, value: PyObject | null, otherwise: number): number {
	if (value === null) return otherwise;
	if (value.type.nbIndex === null) typeError("slice indices must be integers or have an __index__ method");
	const index = indexAsNumber(value, null);
	return index < 0 ? Math.max(0, index + size(self)) : index;
}

function index(self: PyDeque, value: PyObject, start: PyObject | null, stop: PyObject | null): Own<PyObject> {
	const from = clampIndex(self, start, 0);
	const found = find(self, value, from, Math.min(clampIndex(self, stop, size(self)), size(self)));
	return found >= 0 ? newInt(found) : valueError("deque.index(x): x not in deque");
}

function remove(self: PyDeque, value: PyObject): Own<PyObject> {
	const { length } = itemsOf(self);
	for (let i = 0; i < length; i++) {
		const { state } = self;
		const item = hold(incref(self.items[self.start + i]!), "element");
		const equal = richCompareBool(item, value, Py_EQ);
		drop(item);
		if (self.state !== state) indexError("deque mutated during iteration");
		if (!equal) continue;
		removeAt(self, i);
		return newNone();
	}
	return valueError("deque.remove(x): x not in deque");
}

function removeAt(self: PyDeque, i: number): void {
	const length = size(self);
	const [removed] = self.items.splice(self.start + i, 1);
	// CPython rotates the item to the left end, and back.
	self.leftIndex = rotated((rotated(self.leftIndex, length, -i) + 1) % BLOCK, length - 1, i);
	recenter(self);
	self.state++;
	decref(removed!);
}

function insert(self: PyDeque, where: PyObject, item: PyObject): Own<PyObject> {
	const given = indexAsNumber(where, null);
	const length = size(self);
	if (self.maxlen >= 0 && length === self.maxlen) indexError("deque already at its maximum size");
	const at = given < 0 ? Math.max(0, given + length) : Math.min(given, length);
	if (given >= length) append(self, incref(item));
	else if (at === 0) appendLeft(self, incref(item));
	else {
		const before = rotated(self.leftIndex, length, -given);
		self.leftIndex = rotated(given < 0 ? before : (before + BLOCK - 1) % BLOCK, length + 1, given);
		self.items.splice(self.start + at, 0, incref(item));
		self.state++;
	}
	return newNone();
}

function checkIndex(self: PyDeque, i: number, what = "deque index out of range"): void {
	if (i < 0 || i >= size(self)) indexError(what);
}

function setItem(self: PyDeque, i: number, value: PyObject | null): void {
	checkIndex(self, i);
	if (value === null) return removeAt(self, i);
	const old = self.items[self.start + i]!;
	self.items[self.start + i] = incref(value);
	decref(old);
}

function repr(self: PyDeque): Own<PyObject> {
	if (reprEnter(self)) return newStr("[...]");
	try {
		const list = hold(newList(itemsOf(self).map((item) => incref(item))), "items");
		const text = reprText(list);
		drop(list);
		const bound = self.maxlen >= 0 ? `, maxlen=${self.maxlen}` : "";
		return newStr(`${typeShortName(self.type)}(${text}${bound})`);
	} finally {
		reprLeave(self);
	}
}

const LENGTH_ANSWERS: { readonly [op: number]: (a: number, b: number) => boolean } = {
	[Py_LT]: (a, b) => a < b,
	[Py_LE]: (a, b) => a <= b,
	[Py_EQ]: (a, b) => a === b,
	[Py_NE]: (a, b) => a !== b,
	[Py_GT]: (a, b) => a > b,
	[Py_GE]: (a, b) => a >= b,
};

function compare(self: PyDeque, other: PyObject, op: CompareOp): Own<PyObject> {
	if (!isInstanceOf(other, DequeType)) return newNotImplemented();
	const right = other as PyDeque;
	if (op === Py_EQ && self === right) return newBool(true);
	if (op === Py_NE && self === right) return newBool(false);
	if (size(self) !== size(right) && (op === Py_EQ || op === Py_NE)) return newBool(op === Py_NE);
	const a = hold(newList(itemsOf(self).map((item) => incref(item))), "left items");
	const b = hold(newList(itemsOf(right).map((item) => incref(item))), "right items");
	const differ = a.items.findIndex((item, i) => i < b.items.length && !richCompareBool(item, b.items[i]!, Py_EQ));
	const answer =
		differ >= 0 ? elementAnswer(a.items[differ]!, b.items[differ]!, op) : newBool(LENGTH_ANSWERS[op]!(a.items.length, b.items.length));
	return dropKeeping(a, dropKeeping(b, answer));
}

function elementAnswer(x: PyObject, y: PyObject, op: CompareOp): Own<PyObject> {
	if (op === Py_EQ) return newBool(false);
	return op === Py_NE ? newBool(true) : richCompare(x, y, op);
}

function concat(self: PyDeque, other: PyObject): Own<PyObject> {
	if (!isInstanceOf(other, DequeType)) typeError(`can only concatenate deque (not "${other.type.name}") to deque`);
	const copy = hold(sameKind(self, itemsOf(self)), "sum of deques");
	extend(copy, other, append);
	return take(copy);
}

/** As many of the repeated items as fit. */
function repeated(self: PyDeque, count: number): PyObject[] {
	const items = itemsOf(self);
	reserveItems(items.length * count);
	const all: PyObject[] = [];
	for (let i = 0; i < count; i++) all.push(...items);
	return all;
}

function inplaceRepeat(self: PyDeque, count: number): Own<PyObject> {
	if (count <= 0) clear(self);
	else for (const item of repeated(self, count - 1)) append(self, incref(item));
	return incref(self as PyObject);
}

class PyDequeIterator extends PyGCTypeOwner {
	deque: PyDeque | null;
	position: number;
	state: number;
	remaining: number;
	backwards: boolean;

	constructor(type: PyType, deque: PyDeque) {
		super(type);
		this.deque = incref(deque);
		this.position = 0;
		this.state = deque.state;
		this.remaining = size(deque);
		this.backwards = type === DequeReverseIteratorType;
	}
}

function newIterator(type: PyType, deque: PyDeque): Own<PyObject> {
	const iterator = new PyDequeIterator(type, deque);
	track(iterator);
	return own(iterator);
}

function next(self: PyDequeIterator): Own<PyObject> | null {
	const { deque } = self;
	if (deque === null) return null;
	if (self.state !== deque.state) {
		self.remaining = 0;
		runtimeError("deque mutated during iteration");
	}
	if (self.remaining === 0) return null;
	const i = self.backwards ? deque.items.length - 1 - self.position : deque.start + self.position;
	self.position++;
	self.remaining--;
	return incref(deque.items[i]!);
}

/** `type(deque, index=0)`: an iterator that has gone so many steps. */
function iteratorNew(type: PyType, args: PyTuple): Own<PyObject> {
	const [deque, index] = args.items;
	checkParsed(null, args.items.length, 1, 2);
	if (!isInstanceOf(deque!, DequeType)) typeError(`argument 1 must be collections.deque, not ${typeName(deque!)}`);
	const steps = index === undefined ? 0 : sizeArgument(index);
	const iterator = hold(newIterator(type, deque as PyDeque), "iterator");
	for (let i = 0; i < steps; i++) {
		const item = next(iterator as PyDequeIterator);
		if (item === null) break;
		decref(item);
	}
	return take(iterator);
}

function iteratorReduce(self: PyDequeIterator): Own<PyObject> {
	const done = hold(newInt(size(self.deque!) - self.remaining), "steps done");
	const args = hold(tupleOf(self.deque!, done), "arguments");
	return dropKeeping(done, dropKeeping(args, tupleOf(self.type, args)));
}

function iteratorSpec(name: string) {
	return {
		name,
		heapType: true,
		getattro: genericGetAttr,
		flags: TPFLAGS_HAVE_GC,
		basicsize: 56,
		dealloc: (self: PyDequeIterator) => {
			untrack(self);
			free(self);
			xrelease(self.deque);
		},
		traverse: (self: PyDequeIterator, visit: Visit) => {
			if (self.deque !== null) visit(self.deque, "deque iterated over");
		},
		iter: selfIter,
		iternext: next,
		new: iteratorNew,
		methods: [
			def("__length_hint__", "($self, /)", "How many items are left.", (self: PyDequeIterator) => newInt(self.remaining)),
			def("__reduce__", "($self, /)", "Tells how to make the iterator again.", iteratorReduce),
		],
	};
}

export const DequeIteratorType: PyType = defineType(iteratorSpec("collections._deque_iterator"));
export const DequeReverseIteratorType: PyType = defineType(iteratorSpec("collections._deque_reverse_iterator"));

/** 64-bit CPython keeps items in blocks of 64, one at least. */
function sizeofDeque(self: PyDeque): Own<PyObject> {
	return newInt(self.type.basicsize + blockBytes(self));
}

function blockBytes(self: PyDeque): number {
	return 528 * Math.ceil((self.leftIndex + size(self)) / BLOCK);
}

function reduce(self: PyDeque): Own<PyObject> {
	const state = hold(getState(self, false), "state");
	const iterator = hold(getIter(self), "items");
	const args = hold(self.maxlen < 0 ? own(emptyTuple) : newTuple([own(emptyTuple), newInt(self.maxlen)]), "arguments");
	const reduced = tupleOf(self.type, args, state, iterator);
	drop(args);
	drop(iterator);
	drop(state);
	return reduced;
}

const done = (_nothing: void): Own<PyObject> => newNone();

const methods: readonly MethodDef[] = [
	def("append", "($self, item, /)", "Adds an item at the right end.", (self: PyDeque, item) =>
		done(append(self, incref(item as PyObject))),
	),
	def("appendleft", "($self, item, /)", "Adds an item at the left end.", (self: PyDeque, item) =>
		done(appendLeft(self, incref(item as PyObject))),
	),
	def("clear", "($self, /)", "Removes all items.", (self: PyDeque) => done(clear(self))),
	def("copy", "($self, /)", "A copy.", (self: PyDeque) => sameKind(self, itemsOf(self))),
	def("__copy__", "($self, /)", "A copy.", (self: PyDeque) => sameKind(self, itemsOf(self))),
	def("count", "($self, value, /)", "How often a value occurs.", (self: PyDeque, value) => {
		let count = 0;
		for (let i = 0; i < size(self); i++) if (equals(self, i, value)) count++;
		return newInt(count);
	}),
	def("extend", "($self, iterable, /)", "Adds items at the right end.", (self: PyDeque, items) => done(extend(self, items, append))),
	def("extendleft", "($self, iterable, /)", "Adds items at the left end, one by one.", (self: PyDeque, items) =>
		done(extend(self, items, appendLeft)),
	),
	defOld("index", "($self, value, [start, [stop]])", "($self, value, start=0, stop=sys.maxsize, /)", "Where a value first occurs.", index),
	def("insert", "($self, index, value, /)", "Inserts an item.", insert),
	def("pop", "($self, /)", "Takes the rightmost item.", (self: PyDeque) => {
		requireItems(self);
		return popRight(self);
	}),
	def("popleft", "($self, /)", "Takes the leftmost item.", (self: PyDeque) => {
		requireItems(self);
		return popLeft(self);
	}),
	def("remove", "($self, value, /)", "Removes the first occurrence of a value.", remove),
	def("reverse", "($self, /)", "Reverses the order.", (self: PyDeque) => {
		self.items = itemsOf(self).reverse();
		self.start = 0;
		return newNone();
	}),
	def("rotate", "($self, n=1, /)", "Moves the items n steps to the right.", (self: PyDeque, n) =>
		done(rotate(self, n === null ? 1 : indexAsNumber(n, "IndexError"))),
	),
	def("__reversed__", "($self, /)", "An iterator from right to left.", (self: PyDeque) => newIterator(DequeReverseIteratorType, self)),
	def("__reduce__", "($self, /)", "Tells how to make the deque again.", reduce),
	def("__sizeof__", "($self, /)", "Size in bytes.", sizeofDeque),
	def("__class_getitem__", "($type, object, /)", "See PEP 585", (cls, item) => newGenericAlias(cls, item), "class"),
];

export const DequeType: PyType = defineType({
	name: "collections.deque",
	heapType: true,
	getattro: genericGetAttr,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE | TPFLAGS_SEQUENCE,
	basicsize: 216,
	bufferSize: blockBytes,
	doc: "deque([iterable[, maxlen]])\n--\n\nA list-like sequence with fast ends.",
	weakrefable: true,
	alloc: (type) => own(new PyDeque(type)),
	new: (type) => allocate<PyDeque>(type),
	init,
	dealloc,
	traverse,
	clear,
	repr,
	richcompare: compare,
	hash: hashNotImplemented,
	iter: (self: PyDeque) => newIterator(DequeIteratorType, self),
	sqLength: size,
	sqConcat: concat,
	sqRepeat: (self: PyDeque, count: number) => sameKind(self, repeated(self, Math.max(0, count))),
	sqItem: (self: PyDeque, i: number) => {
		checkIndex(self, i);
		return incref(self.items[self.start + i]!);
	},
	sqAssItem: setItem,
	sqContains: (self: PyDeque, value: PyObject) => find(self, value, 0, size(self)) >= 0,
	sqInplaceConcat: (self: PyDeque, other: PyObject) => {
		extend(self, other, append);
		return incref(self as PyObject);
	},
	sqInplaceRepeat: inplaceRepeat,
	methods,
	getset: [
		{
			name: "maxlen",
			get: (self: PyDeque) => (self.maxlen < 0 ? newNone() : newInt(self.maxlen)),
			doc: "The most items that it holds, or None.",
		},
	],
});
