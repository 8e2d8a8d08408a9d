// What sets can do: construction, comparison, union and the other operations, and their methods; the iterator.
//
// An element that is looked for in another set is kept alive meanwhile. The tables are in functions, so that set.ts can
// call them while it is being loaded. Mirrors Objects/setobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, dropKeeping, hold, mark, take } from "../heap/handles.ts";
import { type Own, own, type Visit } from "../heap/header.ts";
import { decref, free, incref, xrelease, xincref } from "../heap/refcount.ts";
import { getIter, hash, iterNext, reprEnter, reprLeave, sequenceList } from "./abstract.ts";
import { selfIter } from "./abstractAttr.ts";
import { checkPositional, def, defRaw, type MethodDef, noKeywords } from "./args.ts";
import { newBool } from "./bool.ts";
import { getBuiltin } from "./builtin.ts";
import { dictContainsKnownHash, dictHashAt, dictKeyAt, dictNext, DictType, type PyDict } from "./dict.ts";
import { reprText } from "./dictMethods.ts";
import { caught, clearException, exceptionMatches, keyError, raiseError, runtimeError, typeError } from "./errors.ts";
import { newGenericAlias } from "./genericalias.ts";
import { normalizeHash } from "./hash.ts";
import { newInt } from "./int.ts";
import { type CompareOp, defineType, type Hash, PyGCObject, type PyObject, type PyType, TPFLAGS_HAVE_GC } from "./object.ts";
import { getState } from "./objectReduce.ts";
import {
	FrozensetType,
	isAnySet,
	makeSet,
	type PySet,
	removeAt,
	resize,
	setAdd,
	setAddKnownHash,
	setClear,
	setContains,
	setContainsKnownHash,
	setDiscard,
	setDiscardKnownHash,
	setHashAt,
	setKeyAt,
	setNext,
	setSizeof,
	SetType,
	setUpdate,
} from "./set.ts";
import { newNone, newNotImplemented } from "./singletons.ts";
import { newStr } from "./str.ts";
import { newTrackedTuple, type PyTuple } from "./tuple.ts";

// Construction

export function setNew(type: PyType, _args: PyTuple | null, _kwargs: PyDict | null): Own<PySet> {
	return makeSet(type, null);
}

export function setInit(self: PySet, args: PyTuple, kwargs: PyDict | null): void {
	if (kwargs !== null && kwargs.used > 0) typeError("set() takes no keyword arguments");
	checkPositional(self.type.name, args.items.length, 0, 1);
	if (self.fill > 0) setClear(self);
	self.hash = null;
	if (args.items.length === 1) setUpdate(self, args.items[0]!);
}

export function setVectorcall(type: PyType, args: readonly PyObject[], kwnames: PyTuple | null): Own<PySet> {
	noKeywords("set", kwnames);
	checkPositional("set", args.length, 0, 1);
	return makeSet(type, args[0] ?? null);
}

export function frozensetNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PySet> {
	if ((type === FrozensetType || type.init === FrozensetType.init) && kwargs !== null && kwargs.used > 0)
		typeError("frozenset() takes no keyword arguments");
	checkPositional(type.name, args.items.length, 0, 1);
	return makeFrozenset(type, args.items[0] ?? null);
}

export function frozensetVectorcall(type: PyType, args: readonly PyObject[], kwnames: PyTuple | null): Own<PySet> {
	noKeywords("frozenset", kwnames);
	checkPositional("frozenset", args.length, 0, 1);
	return makeFrozenset(type, args[0] ?? null);
}

function makeFrozenset(type: PyType, iterable: PyObject | null): Own<PySet> {
	if (type === FrozensetType && iterable !== null && iterable.type === FrozensetType) return incref(iterable as PySet);
	return makeSet(type, iterable);
}

/** set or frozenset, whichever the type is or derives from. */
function baseOf(self: PySet): PyType {
	if (self.type === SetType || self.type === FrozensetType) return self.type;
	return self.type.mro?.items.includes(FrozensetType) ? FrozensetType : SetType;
}

function copySet(self: PySet): Own<PySet> {
	return makeSet(baseOf(self), self);
}

// repr, hash, comparison

export function setRepr(self: PySet): Own<PyObject> {
	const name = self.type.name;
	if (reprEnter(self)) return newStr(`${name}(...)`);
	try {
		if (self.used === 0) return newStr(`${name}()`);
		const elements = hold(sequenceList(self), "elements whose repr is due");
		const text = reprText(elements).slice(1, -1);
		drop(elements);
		return newStr(self.type === SetType ? `{${text}}` : `${name}({${text}})`);
	} finally {
		reprLeave(self);
	}
}

const MASK_64 = (1n << 64n) - 1n;

function shuffleBits(hash: bigint): bigint {
	return (((hash ^ 89869747n ^ (hash << 16n)) & MASK_64) * 3644798167n) & MASK_64;
}

export function frozensetHash(self: PySet): Hash {
	if (self.hash !== null) return self.hash;
	let hash = 0n;
	for (let pos = setNext(self, 0); pos >= 0; pos = setNext(self, pos + 1))
		hash ^= shuffleBits(BigInt.asUintN(64, BigInt(setHashAt(self, pos))));
	hash ^= ((BigInt(self.used) + 1n) * 1927868237n) & MASK_64;
	hash ^= (hash >> 11n) ^ (hash >> 25n);
	hash = (hash * 69069n + 907133923n) & MASK_64;
	return (self.hash = hash === MASK_64 ? 590923713 : normalizeHash(BigInt.asIntN(64, hash)));
}

export function setRichcompare(self: PySet, other: PyObject, op: CompareOp): Own<PyObject> {
	if (!isAnySet(other)) return newNotImplemented();
	return newBool(compareSets(self, other, op));
}

function compareSets(self: PySet, other: PySet, op: CompareOp): boolean {
	switch (op) {
		case 0:
			return self.used < other.used && isSubset(self, other);
		case 1:
			return isSubset(self, other);
		case 2:
			return setsEqual(self, other);
		case 3:
			return !setsEqual(self, other);
		case 4:
			return self.used > other.used && isSubset(other, self);
		case 5:
			return isSubset(other, self);
	}
}

function setsEqual(self: PySet, other: PySet): boolean {
	if (self.used !== other.used) return false;
	if (self.hash !== null && other.hash !== null && self.hash !== other.hash) return false;
	return isSubset(self, other);
}

function isSubset(self: PySet, other: PySet): boolean {
	if (self.used > other.used) return false;
	return everyEntry(self, (key, hash) => setContainsKnownHash(other, key, hash));
}

/** Whether `test` holds for all elements; each is kept alive meanwhile. */
function everyEntry(s: PySet, test: (key: PyObject, hash: Hash) => boolean): boolean {
	for (let pos = setNext(s, 0); pos >= 0; pos = setNext(s, pos + 1)) {
		const key = hold(incref(setKeyAt(s, pos)), "element");
		const passed = test(key, setHashAt(s, pos));
		drop(key);
		if (!passed) return false;
	}
	return true;
}

/** Calls `body` for the values of an iterable until it returns false. */
function forEachOf(iterable: PyObject, body: (item: PyObject) => boolean): void {
	const iterator = hold(getIter(iterable), "iterator of the elements");
	for (let item = iterNext(iterator); item !== null; item = iterNext(iterator)) {
		hold(item, "element");
		const goOn = body(item);
		drop(item);
		if (!goOn) break;
	}
	drop(iterator);
}

// Looking for something; a set that is not hashable is looked for as a frozenset

export function setContainsSlot(self: PySet, key: PyObject): boolean {
	return withFrozenKey(self, key, setContains);
}

function withFrozenKey<T>(self: PySet, key: PyObject, search: (s: PySet, key: PyObject) => T): T {
	const since = mark();
	try {
		return search(self, key);
	} catch (thrown) {
		caught(thrown, since);
		if (!isAnySet(key) || !exceptionMatches("TypeError")) throw thrown;
		clearException();
	}
	const frozen = hold(makeSet(FrozensetType, key), "set as a frozenset");
	const result = search(self, frozen);
	drop(frozen);
	return result;
}

function removeMethod(self: PySet, key: PyObject): Own<PyObject> {
	return withFrozenKey(self, key, setDiscard) ? newNone() : keyError(key);
}

function popMethod(self: PySet): Own<PyObject> {
	if (self.used === 0) return raiseError("KeyError", "pop from an empty set");
	let place = self.finger & self.mask;
	while (self.keys[place] === null) place = place < self.mask ? place + 1 : 0;
	self.finger = place + 1;
	return own(removeAt(self, place));
}

// Operations

function union(self: PySet, others: readonly PyObject[]): Own<PySet> {
	const result = hold(copySet(self), "union");
	for (const other of others) if (other !== self) setUpdate(result, other);
	return take(result);
}

function intersection(self: PySet, other: PyObject): Own<PySet> {
	if (self === other) return copySet(self);
	const result = hold(makeSet(baseOf(self), null), "intersection");
	if (isAnySet(other)) {
		const [small, large] = other.used > self.used ? [self, other] : [other, self];
		everyEntry(small, (key, hash) => {
			if (setContainsKnownHash(large, key, hash)) setAddKnownHash(result, key, hash);
			return true;
		});
	} else {
		forEachOf(other, (key) => {
			const code = hash(key);
			if (!setContainsKnownHash(self, key, code)) return true;
			setAddKnownHash(result, key, code);
			return result.used < self.used;
		});
	}
	return take(result);
}

function intersectionOf(self: PySet, others: readonly PyObject[]): Own<PySet> {
	if (others.length === 0) return copySet(self);
	let result: Own<PySet> = incref(self);
	for (const other of others) {
		hold(result, "intersection so far");
		result = dropKeeping(result, intersection(result, other));
	}
	return result;
}

/** Exchanges what two sets contain. */
function swapBodies(a: PySet, b: PySet): void {
	const { keys, hashes, mask, fill, used } = a;
	a.keys = b.keys;
	a.hashes = b.hashes;
	a.mask = b.mask;
	a.fill = b.fill;
	a.used = b.used;
	Object.assign(b, { keys, hashes, mask, fill, used });
	a.hash = null;
	b.hash = null;
}

function intersectionUpdate(self: PySet, others: readonly PyObject[]): void {
	const result = intersectionOf(self, others);
	swapBodies(self, result);
	decref(result);
}

function differenceUpdate(self: PySet, other: PyObject): void {
	if (self === other) return setClear(self);
	if (isAnySet(other)) {
		everyEntry(other, (key, hash) => {
			setDiscardKnownHash(self, key, hash);
			return true;
		});
	} else {
		forEachOf(other, (key) => {
			setDiscard(self, key);
			return true;
		});
	}
	if (self.fill - self.used > self.mask / 5) rebuild(self);
}

/** Gets rid of the places of removed elements once there are many. Source: set_table_resize in set_difference_update. */
function rebuild(self: PySet): void {
	resize(self, self.used > 50000 ? self.used * 2 : self.used * 4);
}

function difference(self: PySet, other: PyObject): Own<PySet> {
	const size = isAnySet(other) ? other.used : other.type === DictType ? (other as PyDict).used : -1;
	if (size < 0 || self.used >> 2 > size) {
		const copy = hold(copySet(self), "difference");
		differenceUpdate(copy, other);
		return take(copy);
	}
	const result = hold(makeSet(baseOf(self), null), "difference");
	everyEntry(self, (key, hash) => {
		const there = isAnySet(other) ? setContainsKnownHash(other, key, hash) : dictContainsKnownHash(other as PyDict, key, hash);
		if (!there) setAddKnownHash(result, key, hash);
		return true;
	});
	return take(result);
}

function differenceOf(self: PySet, others: readonly PyObject[]): Own<PySet> {
	if (others.length === 0) return copySet(self);
	const result = hold(difference(self, others[0]!), "difference");
	for (const other of others.slice(1)) differenceUpdate(result, other);
	return take(result);
}

function symmetricDifferenceUpdate(self: PySet, other: PyObject): void {
	if (self === other) return setClear(self);
	if (other.type === DictType) {
		toggleKeys(self, other as PyDict);
	} else if (isAnySet(other)) {
		toggleElements(self, other);
	} else {
		const set = hold(makeSet(baseOf(self), other), "other operand as a set");
		toggleElements(self, set);
		drop(set);
	}
}

function toggle(self: PySet, key: PyObject, hash: Hash): void {
	if (!setDiscardKnownHash(self, key, hash)) setAddKnownHash(self, key, hash);
}

function toggleElements(self: PySet, other: PySet): void {
	everyEntry(other, (key, hash) => {
		toggle(self, key, hash);
		return true;
	});
}

function toggleKeys(self: PySet, dict: PyDict): void {
	for (let pos = dictNext(dict, 0); pos >= 0; pos = dictNext(dict, pos + 1)) {
		const key = hold(incref(dictKeyAt(dict, pos)), "element");
		toggle(self, key, dictHashAt(dict, pos));
		drop(key);
	}
}

function symmetricDifference(self: PySet, other: PyObject): Own<PySet> {
	const result = hold(makeSet(baseOf(self), other), "symmetric difference");
	symmetricDifferenceUpdate(result, self);
	return take(result);
}

function isSubsetMethod(self: PySet, other: PyObject): Own<PyObject> {
	if (isAnySet(other)) return newBool(isSubset(self, other));
	const common = intersection(self, other);
	const result = common.used === self.used;
	decref(common);
	return newBool(result);
}

function isSupersetMethod(self: PySet, other: PyObject): Own<PyObject> {
	if (isAnySet(other)) return newBool(isSubset(other, self));
	let all = true;
	forEachOf(other, (key) => (all = setContains(self, key)));
	return newBool(all);
}

function isDisjointMethod(self: PySet, other: PyObject): Own<PyObject> {
	if (self === other) return newBool(self.used === 0);
	if (isAnySet(other)) {
		const [small, large] = other.used > self.used ? [self, other] : [other, self];
		return newBool(everyEntry(small, (key, hash) => !setContainsKnownHash(large, key, hash)));
	}
	let disjoint = true;
	forEachOf(other, (key) => (disjoint = !setContains(self, key)));
	return newBool(disjoint);
}

// Operators

export function setOr(a: PyObject, b: PyObject): Own<PyObject> {
	return isAnySet(a) && isAnySet(b) ? union(a, [b]) : newNotImplemented();
}
export function setAnd(a: PyObject, b: PyObject): Own<PyObject> {
	return isAnySet(a) && isAnySet(b) ? intersection(a, b) : newNotImplemented();
}
export function setXor(a: PyObject, b: PyObject): Own<PyObject> {
	return isAnySet(a) && isAnySet(b) ? symmetricDifference(a, b) : newNotImplemented();
}
export function setSubtract(a: PyObject, b: PyObject): Own<PyObject> {
	return isAnySet(a) && isAnySet(b) ? difference(a, b) : newNotImplemented();
}
export function setInplaceOr(a: PySet, b: PyObject): Own<PyObject> {
	if (!isAnySet(b)) return newNotImplemented();
	setUpdate(a, b);
	return incref(a);
}
export function setInplaceAnd(a: PySet, b: PyObject): Own<PyObject> {
	if (!isAnySet(b)) return newNotImplemented();
	intersectionUpdate(a, [b]);
	return incref(a);
}
export function setInplaceXor(a: PySet, b: PyObject): Own<PyObject> {
	if (!isAnySet(b)) return newNotImplemented();
	symmetricDifferenceUpdate(a, b);
	return incref(a);
}
export function setInplaceSubtract(a: PySet, b: PyObject): Own<PyObject> {
	if (!isAnySet(b)) return newNotImplemented();
	differenceUpdate(a, b);
	return incref(a);
}

// Method tables

/** A method that takes any number of positional arguments. */
function variadic(name: string, doc: string, impl: (self: PySet, others: readonly PyObject[]) => Own<PyObject>): MethodDef {
	return defRaw(name, "($self, /, *others)", doc, (self: PySet, args, kwnames) => {
		noKeywords(`${self.type === FrozensetType ? "frozenset" : "set"}.${name}`, kwnames);
		return impl(self, args);
	});
}

function reduceMethod(self: PySet): Own<PyObject> {
	const elements = hold(sequenceList(self), "elements");
	const state = getState(self, false);
	take(elements);
	return newTrackedTuple([incref(self.type), newTrackedTuple([own(elements)]), state]);
}

function copyMethod(self: PySet): Own<PyObject> {
	return self.type === FrozensetType ? incref(self) : copySet(self);
}

function commonMethods(): MethodDef[] {
	return [
		def("__contains__", "($self, object, /)", "x.__contains__(y) <==> y in x.", (self, key) => newBool(setContainsSlot(self, key))),
		def("copy", "($self, /)", "A shallow copy.", copyMethod),
		variadic("difference", "A new set of the elements that are in none of the others.", differenceOf),
		variadic("intersection", "A new set of the elements that are in all of the others.", intersectionOf),
		def("isdisjoint", "($self, other, /)", "Whether the two have no element in common.", isDisjointMethod),
		def("issubset", "($self, other, /)", "Whether the other contains this set.", isSubsetMethod),
		def("issuperset", "($self, other, /)", "Whether this set contains the other.", isSupersetMethod),
		def("symmetric_difference", "($self, other, /)", "A new set of the elements that are in just one of the two.", symmetricDifference),
		variadic("union", "A new set of the elements of this and all others.", union),
		def("__reduce__", "($self, /)", "Return state information for pickling.", reduceMethod),
		def("__sizeof__", "($self, /)", "S.__sizeof__() -> size of S in memory, in bytes.", (self) => newInt(setSizeof(self))),
		def("__class_getitem__", "($type, object, /)", "See PEP 585", (cls, item) => newGenericAlias(cls, item), "class"),
	];
}

export function frozensetMethods(): MethodDef[] {
	return commonMethods();
}

export function setMethods(): MethodDef[] {
	const forAll =
		(change: (self: PySet, other: PyObject) => void) =>
		(self: PySet, others: readonly PyObject[]): Own<PyObject> => {
			for (const other of others) change(self, other);
			return newNone();
		};
	return [
		...commonMethods(),
		def("add", "($self, object, /)", "Add an element; no effect if it is there.", (self, key) => (setAdd(self, key), newNone())),
		def("clear", "($self, /)", "Remove all elements.", (self) => (setClear(self), newNone())),
		def(
			"discard",
			"($self, object, /)",
			"Remove an element if it is there.",
			(self, key) => (withFrozenKey(self, key, setDiscard), newNone()),
		),
		def("remove", "($self, object, /)", "Remove an element. Raises KeyError if it is not there.", removeMethod),
		def("pop", "($self, /)", "Remove and return an element. Raises KeyError if there is none.", popMethod),
		variadic("difference_update", "Remove the elements of all others.", forAll(differenceUpdate)),
		variadic(
			"intersection_update",
			"Keep only the elements that are in all others.",
			(self, others) => (intersectionUpdate(self, others), newNone()),
		),
		def(
			"symmetric_difference_update",
			"($self, other, /)",
			"Keep the elements that are in just one of the two.",
			(self, other) => (symmetricDifferenceUpdate(self, other), newNone()),
		),
		variadic("update", "Add the elements of all others.", forAll(setUpdate)),
	];
}

// The iterator

export class PySetIterator extends PyGCObject {
	/** Owned; null once exhausted. */
	set: PySet | null;
	/** Size at the start, -1 after it was found changed. */
	used: number;
	position: number;
	remaining: number;

	constructor(type: PyType, set: Own<PySet> | null) {
		super(type);
		this.set = set;
		this.used = set === null ? 0 : set.used;
		this.position = 0;
		this.remaining = this.used;
	}
}

export function newSetIterator(set: PySet): Own<PySetIterator> {
	const iterator = new PySetIterator(SetIteratorType, incref(set));
	track(iterator);
	return own(iterator);
}

function setIteratorNext(self: PySetIterator): Own<PyObject> | null {
	const set = self.set;
	if (set === null) return null;
	if (self.used !== set.used) {
		self.used = -1;
		runtimeError("Set changed size during iteration");
	}
	const pos = setNext(set, self.position);
	if (pos >= 0) {
		self.position = pos + 1;
		self.remaining--;
		return incref(setKeyAt(set, pos));
	}
	self.set = null;
	decref(set);
	return null;
}

function setIteratorReduce(self: PySetIterator): Own<PyObject> {
	const copy = new PySetIterator(self.type, xincref(self.set));
	copy.used = self.used;
	copy.position = self.position;
	copy.remaining = self.remaining;
	track(copy);
	hold(own(copy), "copy of an iterator");
	const rest = dropKeeping(copy, sequenceList(copy));
	return newTrackedTuple([getBuiltin("iter"), newTrackedTuple([rest])]);
}

function setIteratorDealloc(self: PySetIterator): void {
	untrack(self);
	free(self);
	xrelease(self.set);
}

function setIteratorTraverse(self: PySetIterator, visit: Visit): void {
	if (self.set !== null) visit(self.set, "set iterated over");
}

export const SetIteratorType: PyType = defineType({
	name: "set_iterator",
	flags: TPFLAGS_HAVE_GC,
	basicsize: 48,
	dealloc: setIteratorDealloc,
	traverse: setIteratorTraverse,
	iter: selfIter,
	iternext: setIteratorNext,
	methods: [
		def("__length_hint__", "($self, /)", "Private method returning an estimate of len(list(it)).", (self: PySetIterator) =>
			newInt(self.set !== null && self.set.used === self.used ? self.remaining : 0),
		),
		def("__reduce__", "($self, /)", "Return state information for pickling.", setIteratorReduce),
	],
});
