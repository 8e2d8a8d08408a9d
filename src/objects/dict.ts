// Dictionaries: the struct, looking up, storing, removing, merging.
//
// `entries[ix]` is the value of `keys.keys[ix]`. A split dictionary shares its keys with the other instances of a class, and
// while it has an `owner` its values are that instance's own (instanceDict.ts). The methods are in dictMethods.ts.
// Unless said otherwise a function borrows its arguments; every one that hashes or compares a key which is not an exact
// string may run Python code and raise. Read `dictSet` and `dictDelete` first. Mirrors Objects/dictobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import { heap, type Own, own, type Visit, standAlone } from "../heap/header.ts";
import { decref, decrefBoth, decrefEach, free, incref, release } from "../heap/refcount.ts";
import { getItem, getIter, iterNext, mappingList } from "./abstract.ts";
import { hashNotImplemented } from "./abstractObject.ts";
import {
	addEntry,
	cloneKeys,
	type DictKeys,
	EMPTY_KEYS,
	estimateLog2KeysSize,
	GENERAL,
	hashAt,
	type InsertionOrder,
	insertSharedKey,
	keysSize,
	keysVersion,
	LOG_MINSIZE,
	log2KeysSize,
	lookup,
	lookupSmallInt,
	lookupStr,
	newKeys,
	releaseSharedKeys,
	removeEntry,
	retainSharedKeys,
	SPLIT,
	sharedCapacity,
	truncateEntries,
	UNDECIDED,
	UNICODE,
	usableFraction,
} from "./dictkeys.ts";
import {
	dictInit,
	dictIter,
	dictMethods,
	dictNew,
	dictOr,
	dictInplaceOr,
	dictRepr,
	dictRichcompare,
	dictSubscript,
	dictVectorcall,
} from "./dictMethods.ts";
import { keyError, runtimeError } from "./errors.ts";
import { hashElement } from "./hashElement.ts";
import { IntType, type PyInt } from "./int.ts";
import type { InlineDict } from "./instanceDict.ts";
import {
	defineType,
	type Hash,
	PyGCObject,
	type PyObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_DICT_SUBCLASS,
	TPFLAGS_HAVE_GC,
	TPFLAGS_MAPPING,
	TPFLAGS_MATCH_SELF,
} from "./object.ts";
import { type PyStr, StrType, strHash } from "./str.ts";

type Values = (PyObject | null)[];

const NO_VALUES: Values = [];

export class PyDict extends PyGCObject {
	static {
		standAlone(PyDict);
	}

	keys: DictKeys;
	/** The values. Owned, unless there is an `owner`. */
	entries: Values;
	used: number;
	/** The instance whose attribute values these are; borrowed, it owns this dictionary. */
	owner: InlineDict | null;
	/** For split keys without owner: in which order the values were set. */
	entryOrder: InsertionOrder | null;

	constructor(type: PyType) {
		super(type);
		this.keys = EMPTY_KEYS;
		this.entries = NO_VALUES;
		this.used = 0;
		this.owner = null;
		this.entryOrder = null;
	}
}

export function isDict(o: PyObject): o is PyDict {
	return o.type === DictType || (o.type.typeFlags & TPFLAGS_DICT_SUBCLASS) !== 0;
}

export function newDict(): Own<PyDict> {
	const dict = new PyDict(DictType);
	track(dict);
	return own(dict);
}

/** An empty dictionary with room for `n` entries. */
export function newPresizedDict(n: number, unicode: boolean): Own<PyDict> {
	const dict = newDict();
	if (n > 5) dict.keys = newKeys(unicode ? UNICODE : GENERAL, Math.min(17, estimateLog2KeysSize(n)));
	if (n > 5) dict.entries = [];
	return dict;
}

/** A dictionary on the keys of a class. */
export function newSplitDict(keys: DictKeys, values: Values, order: InsertionOrder): Own<PyDict> {
	const dict = new PyDict(DictType);
	dict.keys = retainSharedKeys(keys);
	dict.entries = values;
	dict.entryOrder = order;
	dict.used = order.size;
	track(dict);
	return own(dict);
}

/** The order of a split dictionary's values. */
export function dictOrder(d: PyDict): InsertionOrder {
	return d.owner !== null ? d.owner.order! : d.entryOrder!;
}

export function setDictOrder(d: PyDict, order: InsertionOrder): void {
	if (d.owner !== null) d.owner.order = order;
	else d.entryOrder = order;
}

/** The key's hash; for the unhashable the TypeError that speaks of a dict key. */
export function hashKey(key: PyObject): Hash {
	if (key.type === StrType) return (key as PyStr).hash !== -1 ? (key as PyStr).hash : strHash(key as PyStr);
	return hashElement(key, "a dict key");
}

// Looking up

export function dictLength(d: PyDict): number {
	return d.used;
}

/** Index of the key's entry if that has a value, or -1. */
function find(d: PyDict, key: PyObject, hash: Hash): number {
	const ix = lookup(d, key, hash);
	return ix >= 0 && d.entries[ix] !== null ? ix : -1;
}

/** Borrowed, or null. */
export function dictGet(d: PyDict, key: PyObject): PyObject | null {
	if (key.type === IntType) {
		const quick = lookupSmallInt(d.keys, key as PyInt);
		if (quick !== UNDECIDED) return quick < 0 ? null : d.entries[quick]!;
	}
	const ix = lookup(d, key, hashKey(key));
	return ix < 0 ? null : d.entries[ix]!;
}

/** As `dictGet` for a key whose hash is known. */
export function dictGetKnownHash(d: PyDict, key: PyObject, hash: Hash): PyObject | null {
	const ix = lookup(d, key, hash);
	return ix < 0 ? null : d.entries[ix]!;
}

/** Borrowed, or null. Runs no Python code when all keys are exact strings. */
export function dictGetStr(d: PyDict, name: PyStr): PyObject | null {
	const table = d.keys;
	const ix = table.kind !== GENERAL && name.type === StrType ? lookupStr(table, name) : lookup(d, name, hashKey(name));
	return ix < 0 ? null : d.entries[ix]!;
}

export function dictContains(d: PyDict, key: PyObject): boolean {
	return find(d, key, hashKey(key)) >= 0;
}

export function dictContainsKnownHash(d: PyDict, key: PyObject, hash: Hash): boolean {
	return find(d, key, hash) >= 0;
}

// Storing

/** Counts key and value. */
export function dictSet(d: PyDict, key: PyObject, value: PyObject): void {
	dictSetTake2(d, incref(key), incref(value));
}

/** Counts name and value. Runs no Python code when all keys are exact strings, but for the death of the old value. */
export function dictSetStr(d: PyDict, name: PyStr, value: PyObject): void {
	dictSetTake2(d, incref(name), incref(value));
}

/** Steals key and value, on failure too. */
export function dictSetTake2(d: PyDict, key: Own<PyObject>, value: Own<PyObject>): void {
	const table = d.keys;
	if (key.type === StrType && table.kind !== GENERAL) {
		store(d, lookupStr(table, key as Own<PyStr>), key, hashKey(key), value);
		return;
	}
	if (key.type === IntType) {
		const quick = lookupSmallInt(table, key as PyObject as PyInt);
		if (quick !== UNDECIDED) {
			store(d, quick, key, (key as PyObject as PyInt).value, value);
			return;
		}
	}
	hold(key, "key being stored");
	hold(value, "value being stored");
	const hash = hashKey(key);
	insertHeld(d, key, hash, value);
}

/** As `dictSet` for a key whose hash is known. */
export function dictSetKnownHash(d: PyDict, key: PyObject, hash: Hash, value: PyObject): void {
	hold(incref(key), "key being stored");
	hold(incref(value), "value being stored");
	insertHeld(d, key, hash, value);
}

/** Takes key and value from the handles, where they are the last: `insertdict`. */
function insertHeld(d: PyDict, key: PyObject, hash: Hash, value: PyObject): void {
	if (d.keys.kind !== GENERAL && d.keys !== EMPTY_KEYS && key.type !== StrType) dictResize(d, log2KeysSize(d.used * 3), false);
	const ix = d.keys === EMPTY_KEYS ? -1 : lookup(d, key, hash);
	take(value);
	take(key);
	store(d, ix, key, hash, value);
}

/** Puts a value where a lookup pointed; steals key and value. */
function store(d: PyDict, ix: number, key: PyObject, hash: Hash, value: PyObject): void {
	if (ix < 0) {
		insertNew(d, key, hash, value);
		return;
	}
	const old = d.entries[ix]!;
	d.entries[ix] = value;
	if (old === null) {
		setDictOrder(d, dictOrder(d).add(ix));
		d.used++;
		decref(key);
	} else if (old.refcnt > 1) {
		decref(old);
		decref(key);
	} else {
		decrefBoth(old, key);
	}
}

function insertNew(d: PyDict, key: PyObject, hash: Hash, value: PyObject): void {
	if (d.keys === EMPTY_KEYS) {
		d.keys = newKeys(key.type === StrType ? UNICODE : GENERAL, LOG_MINSIZE);
		d.entries = [];
	} else if (d.keys.usable <= 0) {
		dictResize(d, log2KeysSize(d.used * 3), true);
	}
	const ix = addEntry(d.keys, key, hash);
	if (d.keys.kind === SPLIT) {
		d.entries[ix] = value;
		setDictOrder(d, dictOrder(d).add(ix));
	} else {
		d.entries.push(value);
	}
	d.used++;
}

/** Moves everything to a table of another size; split ones become combined. */
export function dictResize(d: PyDict, log2size: number, unicode: boolean): void {
	const old = d.keys;
	const table = newKeys(unicode && old.kind !== GENERAL ? UNICODE : GENERAL, log2size);
	const values: Values = [];
	if (old.kind === SPLIT) {
		for (const ix of dictOrder(d).indices()) moveEntry(table, values, incref(old.keys[ix]!), hashAt(old, ix), d.entries[ix]!);
	} else {
		for (let ix = 0; ix < d.entries.length; ix++) {
			if (d.entries[ix] !== null) moveEntry(table, values, old.keys[ix]!, hashAt(old, ix), d.entries[ix]!);
		}
	}
	d.keys = table;
	heap.resized(d);
	d.entries = values;
	if (old.kind === SPLIT) leaveSharedKeys(d, old);
}

function moveEntry(table: DictKeys, values: Values, key: PyObject, hash: Hash, value: PyObject): void {
	addEntry(table, key, hash);
	values.push(value);
}

/** After the values have gone elsewhere: the owner, if any, has none any more. */
function leaveSharedKeys(d: PyDict, keys: DictKeys): void {
	const owner = d.owner;
	if (owner !== null) {
		owner.values = null;
		owner.order = null;
		d.owner = null;
	}
	d.entryOrder = null;
	releaseSharedKeys(keys);
}

/** `d.setdefault(key, value)`: a new reference to what is there afterwards. */
export function dictSetDefault(d: PyDict, key: PyObject, value: PyObject): Own<PyObject> {
	const hash = hashKey(key);
	if (d.keys.kind !== GENERAL && d.keys !== EMPTY_KEYS && key.type !== StrType) dictResize(d, log2KeysSize(d.used * 3), false);
	if (d.keys.kind === SPLIT) insertSharedKey(d.keys, key as PyStr);
	const ix = d.keys === EMPTY_KEYS ? -1 : lookup(d, key, hash);
	const there = ix < 0 ? null : d.entries[ix]!;
	if (there !== null) return incref(there);
	store(d, ix, incref(key), hash, incref(value));
	return incref(value);
}

// Removing

/** False if the key was not there: raises no KeyError. */
export function dictDelete(d: PyDict, key: PyObject): boolean {
	return dictDeleteKnownHash(d, key, hashKey(key));
}

export function dictDeleteKnownHash(d: PyDict, key: PyObject, hash: Hash): boolean {
	const ix = find(d, key, hash);
	if (ix < 0) return false;
	deleteEntry(d, ix);
	return true;
}

export function dictDeleteStr(d: PyDict, name: PyStr): boolean {
	return dictDelete(d, name);
}

/** Takes an entry out; gives up its key, then its value. */
function deleteEntry(d: PyDict, ix: number): void {
	const value = d.entries[ix]!;
	d.used--;
	d.entries[ix] = null;
	if (d.keys.kind === SPLIT) {
		setDictOrder(d, dictOrder(d).remove(ix));
		decref(value);
		return;
	}
	decrefBoth(removeEntry(d.keys, ix), value);
}

/** Takes the value out; null if the key is not there. */
export function dictPop(d: PyDict, key: PyObject): Own<PyObject> | null {
	return d.used === 0 ? null : dictPopKnownHash(d, key, hashKey(key));
}

export function dictPopKnownHash(d: PyDict, key: PyObject, hash: Hash): Own<PyObject> | null {
	const ix = d.used === 0 ? -1 : find(d, key, hash);
	if (ix < 0) return null;
	const value = hold(incref(d.entries[ix]!), "value taken out of a dict");
	deleteEntry(d, ix);
	return take(value);
}

/** Takes out the entry that was inserted last, both now the caller's; null when empty. */
export function dictPopItem(d: PyDict): [Own<PyObject>, Own<PyObject>] | null {
	if (d.used === 0) return null;
	if (d.keys.kind === SPLIT) dictResize(d, d.keys.log2size, true);
	const table = d.keys;
	let ix = table.nentries - 1;
	while (d.entries[ix] === null) ix--;
	const value = d.entries[ix]!;
	const key = removeEntry(table, ix);
	truncateEntries(table, ix);
	d.entries.length = ix;
	d.used--;
	return [own(key), own(value)];
}

/** Empties the dictionary before anything in it is given up. Runs Python code. */
export function dictClear(d: PyDict): void {
	const { keys, entries: values } = d;
	if (keys === EMPTY_KEYS) return;
	d.used = 0;
	if (d.owner !== null) {
		d.entries = d.owner.values = new Array<null>(values.length).fill(null);
		d.owner.order = keys.root;
		decrefEach(values);
		return;
	}
	d.keys = EMPTY_KEYS;
	d.entries = NO_VALUES;
	d.entryOrder = null;
	if (keys.kind === SPLIT) {
		decrefEach(values);
		releaseSharedKeys(keys);
	} else {
		decrefEach(keyValuePairs(keys, values));
	}
}

function keyValuePairs(keys: DictKeys, values: Values): Values {
	const all: Values = [];
	for (let ix = 0; ix < values.length; ix++) all.push(keys.keys[ix]!, values[ix]!);
	return all;
}

// Iterating

/** How many positions `dictNext` runs through. */
function positions(d: PyDict): number {
	return d.keys.kind === SPLIT ? d.used : d.entries.length;
}

/** The position at or after `pos` of an entry, or -1: `for (let i = dictNext(d, 0); i >= 0; i = dictNext(d, i + 1))`. */
export function dictNext(d: PyDict, pos: number): number {
	const n = positions(d);
	if (d.keys.kind !== SPLIT) while (pos < n && d.entries[pos] === null) pos++;
	return pos < n ? pos : -1;
}

/** The position at or before `pos` of an entry, or -1. */
export function dictPrevious(d: PyDict, pos: number): number {
	if (pos >= positions(d)) return -1;
	if (d.keys.kind !== SPLIT) while (pos >= 0 && d.entries[pos] === null) pos--;
	return pos;
}

/** The last position, removed entries included: where backward iteration starts. */
export function dictLastPosition(d: PyDict): number {
	return positions(d) - 1;
}

function entryAt(d: PyDict, pos: number): number {
	return d.keys.kind === SPLIT ? dictOrder(d).indices()[pos]! : pos;
}

/** Borrowed. */
export function dictKeyAt(d: PyDict, pos: number): PyObject {
	return d.keys.keys[entryAt(d, pos)]!;
}

/** Borrowed. */
export function dictValueAt(d: PyDict, pos: number): PyObject {
	return d.entries[entryAt(d, pos)]!;
}

export function dictHashAt(d: PyDict, pos: number): Hash {
	return hashAt(d.keys, entryAt(d, pos));
}

/** Whether the table is one for exact strs only; if not, all keys may be strs nevertheless. */
export function dictHasStrKeys(d: PyDict): boolean {
	return d.keys.kind !== GENERAL;
}

/** Keys and values in order, borrowed; for natives that run no Python code meanwhile. */
export function dictItemsInOrder(d: PyDict): [PyObject, PyObject][] {
	const items: [PyObject, PyObject][] = [];
	for (let pos = dictNext(d, 0); pos >= 0; pos = dictNext(d, pos + 1)) items.push([dictKeyAt(d, pos), dictValueAt(d, pos)]);
	return items;
}

// Copying and merging

export function dictCopy(d: PyDict): Own<PyDict> {
	if (d.used === 0) return newDict();
	if (d.keys.kind === SPLIT) return newSplitDict(d.keys, d.entries.map(increfValue), dictOrder(d));
	const copy = newDict();
	if (d.type.iter === dictIter && d.used >= Math.floor((d.keys.nentries * 2) / 3)) {
		cloneInto(copy, d);
		return copy;
	}
	hold(copy, "copy of a dict");
	dictMerge(copy, d, 1);
	return take(copy);
}

function increfValue(value: PyObject | null): PyObject | null {
	return value === null ? null : incref(value);
}

function cloneInto(target: PyDict, d: PyDict): void {
	target.keys = cloneKeys(d.keys);
	target.entries = d.entries.map(increfValue);
	target.used = d.used;
}

/** `override`: 0 keeps what is there, 1 replaces, 2 raises KeyError for a key that is there. */
export function dictMerge(d: PyDict, mapping: PyObject, override: 0 | 1 | 2): void {
	if (isDict(mapping) && mapping.type.iter === dictIter) mergeDict(d, mapping, override);
	else mergeMapping(d, mapping, override);
}

function mergeDict(d: PyDict, other: PyDict, override: 0 | 1 | 2): void {
	if (other === d || other.used === 0) return;
	if (d.used === 0 && d.keys.kind !== SPLIT && isClean(other)) {
		const old = d.keys === EMPTY_KEYS ? null : keyValuePairs(d.keys, d.entries);
		cloneInto(d, other);
		if (old !== null) decrefEach(old);
		return;
	}
	if (usableFraction(d.keys === EMPTY_KEYS ? 1 : 2 ** d.keys.log2size) < other.used) {
		dictResize(d, estimateLog2KeysSize(d.used + other.used), other.keys.kind !== GENERAL);
	}
	mergeEntries(d, other, d.used === 0 ? 1 : override);
}

/** Whether the table of a dictionary is worth copying as it is: no holes, not too large. */
function isClean(d: PyDict): boolean {
	const { kind, nentries, log2size } = d.keys;
	if (kind === SPLIT || d.used !== nentries) return false;
	return log2size === LOG_MINSIZE || usableFraction(2 ** (log2size - 1)) < d.used;
}

function mergeEntries(d: PyDict, other: PyDict, override: 0 | 1 | 2): void {
	const size = other.used;
	for (let pos = dictNext(other, 0); pos >= 0; pos = dictNext(other, pos + 1)) {
		const key = hold(incref(dictKeyAt(other, pos)), "key being merged");
		const value = hold(incref(dictValueAt(other, pos)), "value being merged");
		const hash = dictHashAt(other, pos);
		if (override === 1 || find(d, key, hash) < 0) dictSetKnownHash(d, key, hash, value);
		else if (override === 2) keyError(key);
		drop(value);
		drop(key);
		if (other.used !== size) runtimeError("dict mutated during update");
	}
}

function mergeMapping(d: PyDict, mapping: PyObject, override: 0 | 1 | 2): void {
	const keys = hold(mappingList(mapping, "keys"), "keys of a mapping");
	const iterator = hold(dropKeeping(keys, getIter(keys)), "iterator over the keys of a mapping");
	for (let key = iterNext(iterator); key !== null; key = iterNext(iterator)) {
		hold(key, "key being merged");
		if (override === 1 || !dictContains(d, key)) {
			const value = hold(getItem(mapping, key), "value being merged");
			dictSet(d, key, value);
			decrefBoth(key, take(value)); // the key first, as in dict_merge
			take(key);
			continue;
		}
		if (override === 2) keyError(key);
		drop(key);
	}
	drop(iterator);
}

/** `d.update(mapping)` for a mapping (has `keys`). */
export function dictUpdate(d: PyDict, mapping: PyObject): void {
	dictMerge(d, mapping, 1);
}

// Caches of the vm

/** Nonzero as long as the layout of the keys is the same; 0 when there can be no version. */
export function dictKeysVersion(d: PyDict): number {
	return d.keys === EMPTY_KEYS ? 0 : keysVersion(d.keys);
}

/** Index of a string key in the entries, or -1: stays right while `dictKeysVersion` stays the same. */
export function dictIndexOfStr(d: PyDict, name: PyStr): number {
	return d.keys.kind === GENERAL ? -1 : lookupStr(d.keys, name);
}

/** Borrowed; null if there is no value at this index (any more). */
export function dictValueAtIndex(d: PyDict, ix: number): PyObject | null {
	return d.entries[ix]!;
}

/** Counts the new value, gives up the old one (may run Python code). The entry must have a value. */
export function dictSetValueAtIndex(d: PyDict, ix: number, value: PyObject): void {
	const old = d.entries[ix]!;
	d.entries[ix] = incref(value);
	decref(old);
}

/** `sys.getsizeof` without the collector's header. */
export function dictSizeof(d: PyDict): number {
	let size = d.type.basicsize;
	if (d.keys.kind === SPLIT) size += 8 * sharedCapacity(d.keys);
	else if (d.keys !== EMPTY_KEYS) size += keysSize(d.keys);
	return size;
}

// Slots

function dictDealloc(self: PyDict): void {
	untrack(self);
	const { keys, entries: values } = self;
	free(self);
	if (keys.kind === SPLIT) {
		releaseSharedKeys(keys);
		for (let ix = values.length - 1; ix >= 0; ix--) if (values[ix] !== null) release(values[ix]!);
		return;
	}
	for (let ix = values.length - 1; ix >= 0; ix--) {
		if (values[ix] === null) continue;
		release(values[ix]!);
		release(keys.keys[ix]!);
	}
}

function dictTraverse(self: PyDict, visit: Visit): void {
	if (self.owner !== null) return;
	const { keys, entries: values } = self;
	for (let ix = 0; ix < values.length; ix++) {
		const value = values[ix]!;
		if (value === null) continue;
		visit(value, "value", keys.keys[ix]);
		if (keys.kind === GENERAL) visit(keys.keys[ix]!, "key");
	}
}

function dictTraverseRest(self: PyDict, visit: Visit): void {
	if (self.keys.kind !== UNICODE) return;
	for (const key of self.keys.keys) if (key !== null) visit(key, "key");
}

export const DictType: PyType = defineType({
	name: "dict",
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE | TPFLAGS_DICT_SUBCLASS | TPFLAGS_MATCH_SELF | TPFLAGS_MAPPING,
	doc: "A mapping of hashable keys to values, in order of insertion.",
	basicsize: 48,
	freelistSize: 80,
	alloc: (type) => own(new PyDict(type)),
	new: dictNew,
	init: dictInit,
	typeVectorcall: dictVectorcall,
	bufferSize: (self: PyDict) => dictSizeof(self) - self.type.basicsize,
	dealloc: dictDealloc,
	traverse: dictTraverse,
	traverseRest: dictTraverseRest,
	clear: dictClear,
	hash: hashNotImplemented,
	repr: dictRepr,
	richcompare: dictRichcompare,
	iter: dictIter,
	nbOr: dictOr,
	nbInplaceOr: dictInplaceOr,
	sqContains: dictContains,
	mpLength: dictLength,
	mpSubscript: dictSubscript,
	mpAssSubscript: (self: PyDict, key: PyObject, value: PyObject | null): void => {
		if (value !== null) dictSet(self, key, value);
		else if (!dictDelete(self, key)) keyError(key);
	},
	methods: dictMethods(),
});
