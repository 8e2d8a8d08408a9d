// set and frozenset: the hash table, and the operations that others use. What sets can do beyond is in setMethods.ts.
//
// Open addressing: up to ten neighbouring places are looked at, then the probe jumps. `keys` has null for a place never
// used; a place whose key was removed has null and the hash REMOVED, and may be used again.
// The order of iteration is the order of places, which is CPython's. Read `find` and `resize` first.
// Mirrors Objects/setobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, hold, take } from "../heap/handles.ts";
import { heap, type Own, own, type Visit, standAlone } from "../heap/header.ts";
import { decref, decrefEach, free, incref, release } from "../heap/refcount.ts";
import { clearWeakrefs, type WeakReference } from "../heap/weakref.ts";
import { getIter, iterNext, richCompareBool } from "./abstract.ts";
import { hashNotImplemented } from "./abstractObject.ts";
import { dictHashAt, dictKeyAt, dictNext, DictType, type PyDict } from "./dict.ts";
import { highHalf, lowHalf } from "./dictkeys.ts";
import { hashElement } from "./hashElement.ts";
import { IntType, type PyInt } from "./int.ts";
import { MAX_ITEMS, reserveBytes, reserveItems } from "./memory.ts";
import {
	defineType,
	type Hash,
	isSubtype,
	Py_EQ,
	PyGCObject,
	type PyObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_HAVE_GC,
	TPFLAGS_MATCH_SELF,
	type TypeSpec,
} from "./object.ts";
import {
	frozensetHash,
	frozensetNew,
	frozensetMethods,
	frozensetVectorcall,
	newSetIterator,
	setAnd,
	setInit,
	setInplaceAnd,
	setInplaceOr,
	setInplaceSubtract,
	setInplaceXor,
	setMethods,
	setNew,
	setOr,
	setRepr,
	setRichcompare,
	setSubtract,
	setContainsSlot,
	setVectorcall,
	setXor,
} from "./setMethods.ts";
import { type PyStr, StrType } from "./str.ts";

export const MINSIZE = 8;
const LINEAR_PROBES = 9;
/** The hash of a place whose key was removed; no object has it. */
const REMOVED = -1;

export class PySet extends PyGCObject {
	static {
		standAlone(PySet);
	}

	/** Owned. Null and hash 0: never used; null and hash REMOVED: used once. */
	keys: (PyObject | null)[];
	hashes: Hash[];
	mask: number;
	/** Places in use or used once. */
	fill: number;
	used: number;
	/** Where `pop` looks next. */
	finger: number;
	/** A frozenset's, once computed. */
	hash: Hash | null;
	weakrefs: WeakReference[] | null;

	constructor(type: PyType) {
		super(type);
		this.keys = [null, null, null, null, null, null, null, null];
		this.hashes = [0, 0, 0, 0, 0, 0, 0, 0];
		this.mask = MINSIZE - 1;
		this.fill = 0;
		this.used = 0;
		this.finger = 0;
		this.hash = null;
		this.weakrefs = null;
	}
}

/** A set or frozenset, or an instance of a subclass. */
export function isAnySet(o: PyObject): o is PySet {
	const type = o.type;
	return type === SetType || type === FrozensetType || isSubtype(type, SetType) || isSubtype(type, FrozensetType);
}

export function isExactAnySet(o: PyObject): o is PySet {
	return o.type === SetType || o.type === FrozensetType;
}

/** A new instance of a type; `iterable`, unless null, gives the elements. May run Python code and raise. */
export function makeSet(type: PyType, iterable: PyObject | null): Own<PySet> {
	const set = type === SetType || type === FrozensetType ? own(new PySet(type)) : (type.alloc!(type) as Own<PySet>);
	track(set);
	if (iterable === null) return set;
	hold(set, "set being made");
	setUpdate(set, iterable);
	return take(set);
}

export function newSet(iterable: PyObject | null = null): Own<PySet> {
	return makeSet(SetType, iterable);
}

/** Borrows the items. */
export function newFrozenset(items: readonly PyObject[]): Own<PySet> {
	const set = hold(makeSet(FrozensetType, null), "frozenset being made");
	for (const item of items) setAdd(set, item);
	return take(set);
}

/** The hash of something looked for in or put into a set. */
export function hashForSet(key: PyObject): Hash {
	return hashElement(key, "a set element");
}

const NOT_FOUND = -1;

/** The place of a key; if it is not there, where it is to be put when `forInsertion`, else NOT_FOUND. May run `__eq__`. */
function find(s: PySet, key: PyObject, hash: Hash, forInsertion: boolean): number {
	for (;;) {
		const place = probe(s, s.keys, key, hash, forInsertion);
		if (place !== RESTART) return place;
	}
}

const RESTART = -2;
/** Whether the last `find` for insertion came upon the key itself. */
let foundActive = false;

function probe(s: PySet, keys: (PyObject | null)[], key: PyObject, hash: Hash, forInsertion: boolean): number {
	const { hashes, mask } = s;
	let low = lowHalf(hash);
	let high = highHalf(hash);
	let i = low & mask;
	let free = NOT_FOUND;
	for (;;) {
		const last = i + LINEAR_PROBES <= mask ? i + LINEAR_PROBES : i;
		for (let place = i; place <= last; place++) {
			const there = keys[place]!;
			if (there === null) {
				if (hashes[place] === REMOVED) {
					free = place;
					continue;
				}
				foundActive = false;
				return !forInsertion ? NOT_FOUND : free >= 0 ? free : place;
			}
			if (hashes[place] !== hash) continue;
			foundActive = true;
			if (there === key) return place;
			const equal = compareKeys(s, keys, place, there, key, forInsertion);
			if (equal !== 0) return equal > 0 ? place : RESTART;
		}
		low = (low >>> 5) | (high << 27);
		high >>>= 5;
		i = (i * 5 + 1 + low) & mask;
	}
}

/** 1 equal, 0 not, -1 when the comparison changed the set; for an insertion equality counts all the same. */
function compareKeys(
	s: PySet,
	keys: (PyObject | null)[],
	place: number,
	there: PyObject,
	key: PyObject,
	forInsertion: boolean,
): -1 | 0 | 1 {
	const type = there.type;
	if (type === key.type && (type === StrType || type === IntType)) {
		return (there as PyInt | PyStr).value === (key as PyInt | PyStr).value ? 1 : 0;
	}
	hold(incref(there), "element compared with");
	const equal = richCompareBool(there, key, Py_EQ);
	drop(there);
	foundActive = true;
	const changed = s.keys !== keys || keys[place] !== there;
	return changed && !(equal && forInsertion) ? -1 : equal ? 1 : 0;
}

/** Counts the key unless it is there. May run `__eq__`. Source: set_add_entry. */
export function setAddKnownHash(s: PySet, key: PyObject, hash: Hash): void {
	hold(incref(key), "element being added");
	const place = find(s, key, hash, true);
	if (foundActive) {
		drop(key);
		return;
	}
	take(key);
	const wasUsed = s.hashes[place] === REMOVED;
	s.keys[place] = key;
	s.hashes[place] = hash;
	s.used++;
	if (wasUsed) return;
	s.fill++;
	if (s.fill * 5 >= s.mask * 3) resize(s, s.used > 50000 ? s.used * 2 : s.used * 4);
}

/** Counts the key; hashes and compares: may run Python code and raise. */
export function setAdd(s: PySet, key: PyObject): void {
	setAddKnownHash(s, key, hashForSet(key));
}

export function setContainsKnownHash(s: PySet, key: PyObject, hash: Hash): boolean {
	return find(s, key, hash, false) >= 0;
}

export function setContains(s: PySet, key: PyObject): boolean {
	return setContainsKnownHash(s, key, hashForSet(key));
}

/** False if it was not there. The key that was in the set is given up, which may run Python code. */
export function setDiscardKnownHash(s: PySet, key: PyObject, hash: Hash): boolean {
	const place = find(s, key, hash, false);
	if (place < 0) return false;
	decref(removeAt(s, place));
	return true;
}

export function setDiscard(s: PySet, key: PyObject): boolean {
	return setDiscardKnownHash(s, key, hashForSet(key));
}

/** Takes out the key at a place; the caller owns it. */
export function removeAt(s: PySet, place: number): PyObject {
	const key = s.keys[place]!;
	s.keys[place] = null;
	s.hashes[place] = REMOVED;
	s.used--;
	return key;
}

/** Rebuilds the table with more than `minused` places. */
export function resize(s: PySet, minused: number): void {
	let size = MINSIZE;
	while (size <= minused) size *= 2;
	if (size === MINSIZE && s.mask === MINSIZE - 1 && s.fill === s.used) return;
	reserveBytes(16 * size);
	if (size > MAX_ITEMS) reserveItems(size);
	const { keys, hashes } = s;
	s.keys = new Array<null>(size).fill(null);
	s.hashes = new Array<number>(size).fill(0);
	s.mask = size - 1;
	s.fill = s.used;
	for (let i = 0; i < keys.length; i++) if (keys[i] !== null) insertClean(s, keys[i]!, hashes[i]!);
	heap.resized(s);
}

/** Puts a key that is not there into a table without removed places; counts nothing. */
function insertClean(s: PySet, key: PyObject, hash: Hash): void {
	const { keys, mask } = s;
	let low = lowHalf(hash);
	let high = highHalf(hash);
	let i = low & mask;
	for (;;) {
		const last = i + LINEAR_PROBES <= mask ? i + LINEAR_PROBES : i;
		for (let place = i; place <= last; place++) {
			if (keys[place] !== null) continue;
			keys[place] = key;
			s.hashes[place] = hash;
			return;
		}
		low = (low >>> 5) | (high << 27);
		high >>>= 5;
		i = (i * 5 + 1 + low) & mask;
	}
}

/** Adds the elements of any iterable. May run Python code and raise. */
export function setUpdate(s: PySet, iterable: PyObject): void {
	if (isAnySet(iterable)) merge(s, iterable);
	else if (iterable.type === DictType) addKeys(s, iterable as PyDict);
	else addIterated(s, iterable);
}

function merge(s: PySet, other: PySet): void {
	if (other === s || other.used === 0) return;
	if ((s.fill + other.used) * 5 >= s.mask * 3) resize(s, (s.used + other.used) * 2);
	if (s.fill === 0) {
		copyInto(s, other);
		return;
	}
	for (let pos = setNext(other, 0); pos >= 0; pos = setNext(other, pos + 1)) setAddKnownHash(s, other.keys[pos]!, other.hashes[pos]!);
}

/** Fills an empty set: place by place if both tables have the same size and nothing was removed from the other. */
function copyInto(s: PySet, other: PySet): void {
	const { keys } = other;
	const asItIs = s.mask === other.mask && other.fill === other.used;
	for (let i = 0; i < keys.length; i++) {
		if (keys[i] === null) continue;
		incref(keys[i]!);
		if (!asItIs) {
			insertClean(s, keys[i]!, other.hashes[i]!);
			continue;
		}
		s.keys[i] = keys[i]!;
		s.hashes[i] = other.hashes[i]!;
	}
	s.fill = s.used = other.used;
}

function addKeys(s: PySet, dict: PyDict): void {
	if ((s.fill + dict.used) * 5 >= s.mask * 3) resize(s, (s.used + dict.used) * 2);
	for (let pos = dictNext(dict, 0); pos >= 0; pos = dictNext(dict, pos + 1))
		setAddKnownHash(s, dictKeyAt(dict, pos), dictHashAt(dict, pos));
}

function addIterated(s: PySet, iterable: PyObject): void {
	const iterator = hold(getIter(iterable), "iterator of the elements");
	for (let item = iterNext(iterator); item !== null; item = iterNext(iterator)) {
		hold(item, "element");
		setAdd(s, item);
		drop(item);
	}
	drop(iterator);
}

/** Empties the set, then gives up the elements. Runs Python code. */
export function setClear(s: PySet): void {
	const { keys, fill } = s;
	if (fill === 0 && s.mask === MINSIZE - 1) return;
	s.keys = new Array<null>(MINSIZE).fill(null);
	s.hashes = new Array<number>(MINSIZE).fill(0);
	s.mask = MINSIZE - 1;
	s.fill = 0;
	s.used = 0;
	s.hash = null;
	decrefEach(keys);
}

export function setLength(s: PySet): number {
	return s.used;
}

/** The next used position at or after `pos`, or -1. */
export function setNext(s: PySet, pos: number): number {
	const keys = s.keys;
	for (let i = pos; i < keys.length; i++) if (keys[i] !== null) return i;
	return -1;
}

/** Borrowed. */
export function setKeyAt(s: PySet, pos: number): PyObject {
	return s.keys[pos]!;
}

export function setHashAt(s: PySet, pos: number): Hash {
	return s.hashes[pos]!;
}

export function setSizeof(s: PySet): number {
	return s.type.basicsize + (s.mask >= MINSIZE ? (s.mask + 1) * 16 : 0);
}

function setDealloc(self: PySet): void {
	untrack(self);
	clearWeakrefs(self);
	free(self);
	for (let i = self.keys.length - 1; i >= 0; i--) if (self.keys[i] !== null) release(self.keys[i]!);
}

function setTraverse(self: PySet, visit: Visit): void {
	for (const key of self.keys) if (key !== null) visit(key, "element");
}

function commonSpec(): Partial<TypeSpec> {
	return {
		flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE | TPFLAGS_MATCH_SELF,
		basicsize: 200,
		bufferSize: (self: PySet) => setSizeof(self) - self.type.basicsize,
		weakrefable: true,
		alloc: (type) => own(new PySet(type)),
		dealloc: setDealloc,
		traverse: setTraverse,
		clear: setClear,
		repr: setRepr,
		richcompare: setRichcompare,
		iter: newSetIterator,
		sqLength: setLength,
		sqContains: setContainsSlot,
		nbSubtract: setSubtract,
		nbAnd: setAnd,
		nbXor: setXor,
		nbOr: setOr,
	};
}

export const SetType: PyType = defineType({
	...commonSpec(),
	name: "set",
	doc: "set(iterable=(), /)\n--\n\nAn unordered collection of different elements.",
	hash: hashNotImplemented,
	new: setNew,
	init: setInit,
	typeVectorcall: setVectorcall,
	nbInplaceSubtract: setInplaceSubtract,
	nbInplaceAnd: setInplaceAnd,
	nbInplaceXor: setInplaceXor,
	nbInplaceOr: setInplaceOr,
	methods: setMethods(),
});

export const FrozensetType: PyType = defineType({
	...commonSpec(),
	name: "frozenset",
	doc: "frozenset(iterable=(), /)\n--\n\nAn unordered collection of different elements that cannot change.",
	hash: frozensetHash,
	new: frozensetNew,
	typeVectorcall: frozensetVectorcall,
	methods: frozensetMethods(),
});
