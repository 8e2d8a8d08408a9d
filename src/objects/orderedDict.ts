// OrderedDict: a dictionary with a linked list of its keys, which alone decides the order.
//
// Each node owns its key. `nodeAt[ix]` is the node of the dictionary's entry `ix`; it mirrors the table, and is made anew when
// the table's keys are others or of another size than at the last look. Whatever changes the dictionary through `dict`'s own
// methods goes past the list, with CPython's consequences (a key that is not listed is not iterated over).
// `state` changes with every change of the list. Read `orderedSetItem` and `clearNode` first; views and iterators are in
// orderedDictViews.ts, the methods in orderedDictMethods.ts. Mirrors Objects/odictobject.c.

import { untrack } from "../heap/gc/tracking.ts";
import { drop, hold, mark, take } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, decrefEach, incref, release, xdecref } from "../heap/refcount.ts";
import { clearWeakrefs, type WeakReference, xdecrefFirst } from "../heap/weakref.ts";
import { hash as hashObject } from "./abstract.ts";
import { dictClear, dictDeleteKnownHash, dictGet, dictSetKnownHash, DictType, PyDict } from "./dict.ts";
import { type DictKeys, lookup } from "./dictkeys.ts";
import { caught, fetchException, keyError, reraise } from "./errors.ts";
import { genericDictGetSet } from "./instanceAttr.ts";
import {
	defineType,
	type Hash,
	isInstanceOf,
	type PyObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_DICT_SUBCLASS,
	TPFLAGS_HAVE_GC,
	TPFLAGS_MAPPING,
} from "./object.ts";
import {
	orderedCompare,
	orderedInit,
	orderedInplaceOr,
	orderedIter,
	orderedMethods,
	orderedOr,
	orderedRepr,
} from "./orderedDictMethods.ts";

export class OrderedNode {
	/** Owned. */
	readonly key: PyObject;
	readonly hash: Hash;
	next: OrderedNode | null;
	previous: OrderedNode | null;

	constructor(key: Own<PyObject>, hash: Hash) {
		this.key = key;
		this.hash = hash;
		this.next = null;
		this.previous = null;
	}
}

export class PyOrderedDict extends PyDict {
	first: OrderedNode | null;
	last: OrderedNode | null;
	nodeAt: (OrderedNode | null | undefined)[];
	/** The keys that `nodeAt` mirrors, and the size of their table at that time (0: there is no mirror). */
	mirrored: DictKeys | null;
	mirroredSize: number;
	state: number;
	dict: PyDict | null;
	weakrefs: WeakReference[] | null;

	constructor(type: PyType) {
		super(type);
		this.first = null;
		this.last = null;
		this.nodeAt = [];
		this.mirrored = null;
		this.mirroredSize = 0;
		this.state = 0;
		this.dict = null;
		this.weakrefs = null;
	}
}

export const isOrderedDict = (o: PyObject): o is PyOrderedDict => isInstanceOf(o, OrderedDictType);

// The mirror of the table

/** The entry of a key; for one that is not there, where the next new one goes. May run Python code. */
function entryOf(od: PyOrderedDict, key: PyObject, hash: Hash): number {
	const ix = lookup(od, key, hash);
	return ix < 0 ? od.keys.nentries : ix;
}

function remake(od: PyOrderedDict): void {
	const size = 2 ** od.keys.log2size;
	const nodeAt: OrderedNode[] = [];
	for (let node = od.first; node !== null; node = node.next) nodeAt[entryOf(od, node.key, node.hash)] = node;
	od.nodeAt = nodeAt;
	od.mirrored = od.keys;
	od.mirroredSize = size;
}

function mirroredEntryOf(od: PyOrderedDict, key: PyObject, hash: Hash): number {
	if (od.mirrored !== od.keys || od.mirroredSize !== 2 ** od.keys.log2size) remake(od);
	return entryOf(od, key, hash);
}

/** Null if the key has no node. May run Python code. */
export function findNodeKnownHash(od: PyOrderedDict, key: PyObject, hash: Hash): OrderedNode | null {
	if (od.first === null) return null;
	return od.nodeAt[mirroredEntryOf(od, key, hash)] ?? null;
}

export function findNode(od: PyOrderedDict, key: PyObject): OrderedNode | null {
	return od.first === null ? null : findNodeKnownHash(od, key, hashObject(key));
}

// The list

export function addFirst(od: PyOrderedDict, node: OrderedNode): void {
	node.previous = null;
	node.next = od.first;
	if (od.first === null) od.last = node;
	else od.first.previous = node;
	od.first = node;
	od.state++;
}

export function addLast(od: PyOrderedDict, node: OrderedNode): void {
	node.previous = od.last;
	node.next = null;
	if (od.last === null) od.first = node;
	else od.last.next = node;
	od.last = node;
	od.state++;
}

/** Takes a node out of the list; does nothing to one that is out already. */
export function unlink(od: PyOrderedDict, node: OrderedNode): void {
	if (od.first === node) od.first = node.next;
	else if (node.previous !== null) node.previous.next = node.next;
	if (od.last === node) od.last = node.previous;
	else if (node.next !== null) node.next.previous = node.previous;
	node.previous = null;
	node.next = null;
	od.state++;
}

/** Lists a key that the dictionary has, unless it is listed. */
function addNode(od: PyOrderedDict, key: PyObject, hash: Hash): void {
	hold(incref(key), "key being listed");
	const ix = mirroredEntryOf(od, key, hash);
	if (od.nodeAt[ix] != null) return drop(key);
	const node = new OrderedNode(take(key), hash);
	addLast(od, node);
	od.nodeAt[ix] = node;
}

/** Unlists a key before the dictionary's entry goes: collisions may lead elsewhere afterwards. */
export function clearNode(od: PyOrderedDict, known: OrderedNode | null, key: PyObject, hash: Hash): void {
	if (od.first === null) return;
	const ix = mirroredEntryOf(od, key, hash);
	const node = known ?? od.nodeAt[ix] ?? null;
	if (node === null) return;
	od.nodeAt[ix] = null;
	unlink(od, node);
	decref(node.key);
}

/** The listed keys in order, no longer listed: the caller owns them. */
function takeKeys(od: PyOrderedDict): PyObject[] {
	const keys: PyObject[] = [];
	for (let node = od.first; node !== null; node = node.next) keys.push(node.key);
	od.first = null;
	od.last = null;
	od.nodeAt = [];
	od.mirrored = null;
	od.mirroredSize = 0;
	return keys;
}

// Items

/** `od[key] = value` past any `__setitem__`. Borrows. May run Python code. */
export function orderedSetItem(od: PyOrderedDict, key: PyObject, value: PyObject): void {
	orderedSetKnownHash(od, key, hashObject(key), value);
}

/** An entry whose key can't be listed is taken back. */
export function orderedSetKnownHash(od: PyOrderedDict, key: PyObject, hash: Hash, value: PyObject): void {
	dictSetKnownHash(od, key, hash, value);
	const since = mark();
	try {
		addNode(od, key, hash);
	} catch (thrown) {
		caught(thrown, since);
		const exception = hold(fetchException(), "exception while a key was listed");
		dictDeleteKnownHash(od, key, hash);
		reraise(take(exception));
	}
}

function deleteItem(od: PyOrderedDict, key: PyObject): void {
	const hash = hashObject(key);
	clearNode(od, null, key, hash);
	if (!dictDeleteKnownHash(od, key, hash)) keyError(key);
}

/** The value of a listed key, borrowed; KeyError if the dictionary has lost it. */
export function valueOf(od: PyOrderedDict, key: PyObject): PyObject {
	return dictGet(od, key) ?? keyError(key);
}

export function orderedClear(od: PyOrderedDict): void {
	dictClear(od);
	od.state++;
	decrefEach(takeKeys(od));
}

/** `sys.getsizeof` of what comes on top of the dictionary: the mirror and the nodes. */
export function listSizeof(od: PyOrderedDict): number {
	return 8 * od.mirroredSize + (od.first === null ? 0 : 32 * od.used);
}

// Slots

function dealloc(self: PyOrderedDict): void {
	untrack(self);
	const { dict } = self;
	self.dict = null;
	xdecrefFirst(self, dict); // before the weak references, as in odict_dealloc
	clearWeakrefs(self);
	DictType.dealloc(self);
	for (const key of takeKeys(self).reverse()) release(key);
}

function traverse(self: PyOrderedDict, visit: Visit): void {
	if (self.dict !== null) visit(self.dict, "attribute", "__dict__");
	for (let node = self.first; node !== null; node = node.next) visit(node.key, "key in the order");
	DictType.traverse!(self, visit);
}

function clear(self: PyOrderedDict): void {
	const { dict } = self;
	self.dict = null;
	xdecref(dict);
	orderedClear(self);
}

export const OrderedDictType: PyType = defineType({
	name: "collections.OrderedDict",
	base: DictType,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE | TPFLAGS_DICT_SUBCLASS | TPFLAGS_MAPPING,
	basicsize: 112,
	dictOffset: 96,
	doc: "A dictionary that knows its order.",
	weakrefable: true,
	hasDict: true,
	alloc: (type) => own(new PyOrderedDict(type)),
	init: orderedInit,
	dealloc,
	traverse,
	clear,
	repr: orderedRepr,
	richcompare: orderedCompare,
	iter: orderedIter,
	nbOr: orderedOr,
	nbInplaceOr: orderedInplaceOr,
	mpAssSubscript: (self: PyOrderedDict, key: PyObject, value: PyObject | null): void => {
		if (value === null) deleteItem(self, key);
		else orderedSetItem(self, key, value);
	},
	methods: orderedMethods(),
	getset: [genericDictGetSet()],
});
