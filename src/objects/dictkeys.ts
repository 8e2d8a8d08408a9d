// The hash table under dictionaries: an index by hash into entries that stand in order of insertion.
//
// Keys (and hashes, unless all keys are exact strings) are in arrays here; the values are in the dictionary or, under
// the same numbers, in an instance. A table of kind SPLIT is shared by the instances of a class and only ever grows.
// Tables of eight slots have no index until a key is removed: probing finds equal hashes in order of insertion till then.
// Invariant: `indices`, when there, is exactly CPython's. Read `lookupStr` and `lookup` first. Mirrors Objects/dictobject.c.

import { registerRoots } from "../heap/audit.ts";
import { drop, hold } from "../heap/handles.ts";
import type { Visit } from "../heap/header.ts";
import { incref, decrefEach } from "../heap/refcount.ts";
import { richCompareBool } from "./abstract.ts";
import type { PyDict } from "./dict.ts";
import { IntType, type PyInt } from "./int.ts";
import { type Hash, Py_EQ, type PyObject } from "./object.ts";
import { type PyStr, StrType, strHash } from "./str.ts";

export * from "./instanceDict.ts";

export const GENERAL = 0;
/** All keys are exact strings. */
export const UNICODE = 1;
/** As UNICODE, and shared: each user has its own values. */
export const SPLIT = 2;
export type KeysKind = typeof GENERAL | typeof UNICODE | typeof SPLIT;

const EMPTY = -1;
const DUMMY = -2;
export const LOG_MINSIZE = 3;
const SHARED_KEYS_MAX_SIZE = 30;
const SHARED_KEYS_LOG_SIZE = 6;

/** The order in which attributes of an instance were set: a path in a tree that all instances with the same keys share. */
export class InsertionOrder {
	readonly parent: InsertionOrder | null;
	/** Index of the attribute that was set last; -1 at the root. */
	readonly index: number;
	readonly size: number;
	private readonly children: (InsertionOrder | undefined)[] = [];
	private path: readonly number[] | null = null;

	constructor(parent: InsertionOrder | null, index: number) {
		this.parent = parent;
		this.index = index;
		this.size = parent === null ? 0 : parent.size + 1;
	}

	add(index: number): InsertionOrder {
		return (this.children[index] ??= new InsertionOrder(this, index));
	}

	remove(index: number): InsertionOrder {
		if (this.index === index) return this.parent!;
		return this.parent!.remove(index).add(this.index);
	}

	/** All indices, first set first. */
	indices(): readonly number[] {
		if (this.path !== null) return this.path;
		const path: number[] = [];
		for (let order: InsertionOrder = this; order.parent !== null; order = order.parent) path.push(order.index);
		return (this.path = path.reverse());
	}
}

const NO_BLANK: null[] = [];

export class DictKeys {
	kind: KeysKind;
	log2size: number;
	/** How many entries may still be added before the table must grow. */
	usable: number;
	/** Entries ever added, removed ones (null) included: the length of `keys`. */
	nentries: number;
	/** Nonzero while a cache relies on the layout. */
	version: number;
	/** Users of a SPLIT table: its class and the dictionaries on it. */
	refcnt: number;
	indices: Int8Array | Int16Array | Int32Array | null;
	/** Owned. */
	keys: (PyObject | null)[];
	hashes: Hash[] | null;
	/** Where paths of insertion orders start, for a SPLIT table. */
	readonly root: InsertionOrder | null;
	/** As many nulls as the next instance gets: copied, which is quicker than to fill. */
	blank: null[];

	constructor(kind: KeysKind, log2size: number, usable: number) {
		this.kind = kind;
		this.log2size = log2size;
		this.usable = usable;
		this.nentries = 0;
		this.version = 0;
		this.refcnt = 1;
		this.indices = log2size > LOG_MINSIZE ? newIndices(log2size) : null;
		this.keys = [];
		this.hashes = kind === GENERAL ? [] : null;
		this.root = kind === SPLIT ? new InsertionOrder(null, -1) : null;
		this.blank = NO_BLANK;
	}
}

export type SharedKeys = DictKeys;

function newIndices(log2size: number): Int8Array | Int16Array | Int32Array {
	const size = 2 ** log2size;
	if (log2size < 8) return new Int8Array(size).fill(EMPTY);
	if (log2size < 16) return new Int16Array(size).fill(EMPTY);
	return new Int32Array(size).fill(EMPTY);
}

/** What every empty dictionary starts with. Never inserted into. */
export const EMPTY_KEYS = new DictKeys(UNICODE, 0, 0);

export function usableFraction(size: number): number {
	return Math.floor((size * 2) / 3);
}

/** Exponent of a table of at least `minsize` slots; as in CPython not always of the smallest (16 for 3, but 8 for 8). */
export function log2KeysSize(minsize: number): number {
	return 32 - Math.clz32(((minsize | 8) - 1) | 7);
}

/** As above, for `n` entries to fit. */
export function estimateLog2KeysSize(n: number): number {
	return log2KeysSize(Math.floor((n * 3 + 1) / 2));
}

export function newKeys(kind: typeof GENERAL | typeof UNICODE, log2size: number): DictKeys {
	return new DictKeys(kind, log2size, usableFraction(2 ** log2size));
}

/** Bytes of the table in 64-bit CPython. */
export function keysSize(table: DictKeys): number {
	const size = 2 ** table.log2size;
	const width = table.log2size < 8 ? 1 : table.log2size < 16 ? 2 : 4;
	return 32 + size * width + usableFraction(size) * (table.kind === GENERAL ? 24 : 16);
}

/** The hash that an entry was stored with. */
export function hashAt(table: DictKeys, ix: number): Hash {
	return table.hashes !== null ? table.hashes[ix]! : strHashOf(table.keys[ix] as PyStr);
}

function strHashOf(key: PyStr): number {
	const hash = key.hash;
	return hash !== -1 ? hash : strHash(key);
}

/** Low and high half of a hash as CPython's 64-bit unsigned number. */
export function lowHalf(hash: Hash): number {
	return typeof hash === "number" ? hash | 0 : Number(BigInt.asIntN(32, hash));
}
export function highHalf(hash: Hash): number {
	if (typeof hash === "number") return hash >= 0 && hash <= 0x7fffffff ? 0 : Math.floor(hash / 4294967296) | 0;
	return Number(BigInt.asIntN(32, hash >> 32n));
}

/** Index of the entry of an exact string in a table of strings, or -1. Runs no Python code. */
export function lookupStr(table: DictKeys, key: PyStr): number {
	if (table.indices === null) return scanStr(table, key);
	const { indices, keys } = table;
	const mask = indices.length - 1;
	const hash = strHashOf(key);
	let perturb = hash;
	let i = hash & mask;
	for (;;) {
		const ix = indices[i]!;
		if (ix >= 0) {
			const found = keys[ix] as PyStr;
			if (found === key || (found.hash === hash && found.value === key.value)) return ix;
		} else if (ix === EMPTY) {
			return -1;
		}
		perturb >>>= 5;
		i = (i * 5 + perturb + 1) & mask;
	}
}

function scanStr(table: DictKeys, key: PyStr): number {
	const keys = table.keys;
	const n = keys.length;
	for (let ix = 0; ix < n; ix++) if (keys[ix] === key) return ix;
	const hash = strHashOf(key);
	for (let ix = 0; ix < n; ix++) {
		const found = keys[ix] as PyStr | null;
		if (found !== null && found.hash === hash && found.value === key.value) return ix;
	}
	return -1;
}

/** The table changed during a comparison. */
const RESTART = -3;
/** The quick search can't tell. */
export const UNDECIDED = -4;

/**
 * FAST: as `lookup` for an exact int from 0 to 2^31 − 1, where no key has to be asked whether it is equal; else UNDECIDED.
 * Runs no Python code.
 */
export function lookupSmallInt(table: DictKeys, key: PyInt): number {
	const { indices, hashes } = table;
	const value = key.value;
	if (indices === null || hashes === null || typeof value !== "number" || value < 0 || value > 0x7fffffff) return UNDECIDED;
	const keys = table.keys;
	const mask = indices.length - 1;
	let perturb = value;
	let i = value & mask;
	for (;;) {
		const ix = indices[i]!;
		if (ix >= 0) {
			const found = keys[ix]!;
			if (found === key) return ix;
			if (hashes[ix] === value) {
				if (found.type !== IntType) return UNDECIDED;
				if ((found as PyInt).value === value) return ix;
			}
		} else if (ix === EMPTY) {
			return -1;
		}
		perturb >>>= 5;
		i = (i * 5 + perturb + 1) & mask;
	}
}

/** Index of the key's entry in the dictionary, or -1. May run `__eq__` of the key or of keys there, and raise. */
export function lookup(dict: PyDict, key: PyObject, hash: Hash): number {
	for (;;) {
		const table = dict.keys;
		if (table.kind !== GENERAL && key.type === StrType) return lookupStr(table, key as PyStr);
		const ix = table.indices === null ? scan(dict, table, key, hash) : probe(dict, table, key, hash);
		if (ix !== RESTART) return ix;
	}
}

function scan(dict: PyDict, table: DictKeys, key: PyObject, hash: Hash): number {
	for (let ix = 0; ix < table.keys.length; ix++) {
		const found = table.keys[ix];
		if (found === null) continue;
		if (found === key) return ix;
		if (hashAt(table, ix) !== hash) continue;
		const equal = compareKeys(dict, table, ix, found, key);
		if (equal !== 0) return equal > 0 ? ix : RESTART;
	}
	return -1;
}

function probe(dict: PyDict, table: DictKeys, key: PyObject, hash: Hash): number {
	const { indices, keys, hashes } = table;
	const mask = indices!.length - 1;
	let low = lowHalf(hash);
	let high = highHalf(hash);
	let i = low & mask;
	for (;;) {
		const ix = indices![i]!;
		if (ix >= 0) {
			const found = keys[ix]!;
			if (found === key) return ix;
			if ((hashes !== null ? hashes[ix] : (found as PyStr).hash) === hash) {
				const equal = compareKeys(dict, table, ix, found, key);
				if (equal !== 0) return equal > 0 ? ix : RESTART;
			}
		} else if (ix === EMPTY) {
			return -1;
		}
		low = (low >>> 5) | (high << 27);
		high >>>= 5;
		i = (i * 5 + low + 1) & mask;
	}
}

/** 1 equal, 0 not, -1 when the comparison changed the dictionary. The key in the table is kept alive meanwhile. */
function compareKeys(dict: PyDict, table: DictKeys, ix: number, found: PyObject, key: PyObject): -1 | 0 | 1 {
	const type = found.type;
	if (type === key.type && (type === StrType || type === IntType)) {
		return (found as PyInt | PyStr).value === (key as PyInt | PyStr).value ? 1 : 0;
	}
	hold(incref(found), "key compared with");
	const equal = richCompareBool(found, key, Py_EQ);
	drop(found);
	if (dict.keys !== table || table.keys[ix] !== found) return -1;
	return equal ? 1 : 0;
}

/** Adds an entry that is known not to be there and to fit. Steals the key. */
export function addEntry(table: DictKeys, key: PyObject, hash: Hash): number {
	const ix = table.nentries++;
	if (table.indices !== null) table.indices[emptySlot(table.indices, hash)] = ix;
	table.keys.push(key);
	if (table.hashes !== null) table.hashes.push(hash);
	table.usable--;
	table.version = 0;
	return ix;
}

function emptySlot(indices: Int8Array | Int16Array | Int32Array, hash: Hash): number {
	const mask = indices.length - 1;
	let low = lowHalf(hash);
	let i = low & mask;
	if (indices[i]! < 0) return i;
	let high = highHalf(hash);
	while (indices[i]! >= 0) {
		low = (low >>> 5) | (high << 27);
		high >>>= 5;
		i = (i * 5 + low + 1) & mask;
	}
	return i;
}

/** Takes an entry out and returns its key, now the caller's. */
export function removeEntry(table: DictKeys, ix: number): PyObject {
	const indices = (table.indices ??= indexEntries(table));
	const key = table.keys[ix]!;
	indices[slotOf(indices, hashAt(table, ix), ix)] = DUMMY;
	table.keys[ix] = null;
	if (table.hashes !== null) table.hashes[ix] = 0;
	table.version = 0;
	return key;
}

function indexEntries(table: DictKeys): Int8Array | Int16Array | Int32Array {
	const indices = newIndices(table.log2size);
	for (let ix = 0; ix < table.nentries; ix++) indices[emptySlot(indices, hashAt(table, ix))] = ix;
	return indices;
}

function slotOf(indices: Int8Array | Int16Array | Int32Array, hash: Hash, ix: number): number {
	const mask = indices.length - 1;
	let low = lowHalf(hash);
	let high = highHalf(hash);
	let i = low & mask;
	while (indices[i] !== ix) {
		low = (low >>> 5) | (high << 27);
		high >>>= 5;
		i = (i * 5 + low + 1) & mask;
	}
	return i;
}

/** Forgets the entries from `n` on, all of which have been removed. */
export function truncateEntries(table: DictKeys, n: number): void {
	table.nentries = n;
	table.keys.length = n;
	if (table.hashes !== null) table.hashes.length = n;
}

/** A copy of a combined table that has no removed entries; counts the keys. */
export function cloneKeys(table: DictKeys): DictKeys {
	const copy = new DictKeys(table.kind, table.log2size, table.usable);
	copy.nentries = table.nentries;
	if (table.indices !== null) copy.indices = table.indices.slice();
	for (const key of table.keys) copy.keys.push(key === null ? null : incref(key));
	if (table.hashes !== null) copy.hashes = table.hashes.slice();
	return copy;
}

let nextVersion = 1;

/** A number that stays while the layout of the keys does. */
export function keysVersion(table: DictKeys): number {
	return table.version !== 0 ? table.version : (table.version = nextVersion++);
}

const sharedTables = new Set<SharedKeys>();

/** The keys for the instances of a new class; `attributes`, its `__static_attributes__`, are entered at once. Borrows them. */
export function newSharedKeys(attributes: readonly PyObject[] | null): SharedKeys {
	const table = new DictKeys(SPLIT, SHARED_KEYS_LOG_SIZE, SHARED_KEYS_MAX_SIZE);
	sharedTables.add(table);
	for (const name of attributes ?? []) if (name.type === StrType) insertSharedKey(table, name as PyStr);
	return table;
}

export function retainSharedKeys(table: SharedKeys): SharedKeys {
	table.refcnt++;
	return table;
}

/** Gives up a use of shared keys; with the last one the names are given up. */
export function releaseSharedKeys(table: SharedKeys): void {
	if (--table.refcnt > 0) return;
	sharedTables.delete(table);
	decrefEach(table.keys);
}

/** How many values a user of the table needs room for. */
export function sharedCapacity(table: SharedKeys): number {
	return table.nentries + table.usable;
}

/** Room for the values of one more user. */
export function blankValues(table: SharedKeys): (PyObject | null)[] {
	const capacity = sharedCapacity(table);
	if (table.blank.length !== capacity) table.blank = new Array<null>(capacity).fill(null);
	return table.blank.slice();
}

/** Index of the name, entered now if there is still room; otherwise -1. */
export function insertSharedKey(table: SharedKeys, name: PyStr): number {
	const ix = lookupStr(table, name);
	if (ix >= 0 || table.usable <= 0) return ix;
	return addEntry(table, incref(name), strHashOf(name));
}

function visitSharedTables(visit: Visit): void {
	for (const table of sharedTables) for (const key of table.keys) visit(key!, "attribute name in the keys of a class");
}

registerRoots("shared keys", visitSharedTables);
