// functools._lru_cache_wrapper: a function with a memory. Results stand in links, which the dictionary `cache` owns; a
// bounded cache strings its links on a ring from the least to the most recently used. Read `bounded` first.
// Mirrors Modules/_functoolsmodule.c.

import { untrack } from "../heap/gc/tracking.ts";
import { dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, decrefEach, free, incref, xrelease } from "../heap/refcount.ts";
import { clearWeakrefs, type WeakReference } from "../heap/weakref.ts";
import { call, callItems, callTuple, getAttr, hash, indexAsNumber, isCallable, isTrue } from "../objects/abstract.ts";
import { def, type MethodDef, withoutSignature } from "../objects/args.ts";
import { dictClear, dictGet, dictItemsInOrder, dictLength, dictPop, dictSet, newDict, type PyDict } from "../objects/dict.ts";
import { typeError } from "../objects/errors.ts";
import { IntType, newInt } from "../objects/int.ts";
import { newMethod } from "../objects/method.ts";
import {
	defineType,
	PyGCTypeOwner,
	type PyObject,
	PyPlainObject,
	PyPlainTypeOwner,
	type PyType,
	TPFLAGS_DISALLOW_INSTANTIATION,
	TPFLAGS_HAVE_GC,
	TPFLAGS_METHOD_DESCRIPTOR,
} from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { internStr, StrType } from "../objects/str.ts";
import { newTuple, type PyTuple } from "../objects/tuple.ts";
import { bindSlotArguments, eitherParameters } from "./define.ts";
import { dictAttribute } from "./ioBase.ts";
import { allocate } from "./ownedSlots.ts";

/** A remembered result. Owns key and result; neighbours are borrowed. */
class PyLink extends PyPlainTypeOwner {
	key: PyObject;
	result: PyObject;
	previous: PyLink | null;
	next: PyLink | null;
	/** In the ring of a cache, which then visits what the link owns: a link is itself no collectable object. */
	inRing: boolean;

	constructor(key: Own<PyObject>, result: Own<PyObject>) {
		super(LinkType);
		this.key = key;
		this.result = result;
		this.previous = null;
		this.next = null;
		this.inRing = false;
	}
}

export const LinkType: PyType = defineType({
	name: "functools._lru_list_elem",
	heapType: true,
	flags: TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 56,
	dealloc: (self: PyLink) => {
		free(self);
		xrelease(self.result);
		xrelease(self.key);
	},
	visitsType: "itself",
	traverseRest: (self: PyLink, visit) => {
		if (self.inRing) return;
		visit(self.type, "type");
		visit(self.key, "key of a result");
		visit(self.result, "result that was remembered");
	},
});

class PyLruCache extends PyGCTypeOwner {
	/** Least recently used link, and most recently used; null while there are none. Borrowed. */
	oldest: PyLink | null;
	newest: PyLink | null;
	cache: PyDict | null;
	fn: PyObject | null;
	cacheInfoType: PyObject | null;
	/** Separates positional from keyword arguments in a key: `functools.partial`'s kind of unique object. */
	keywordMark: PyObject | null;
	dict: PyDict | null;
	weakrefs: WeakReference[] | null;
	typed: boolean;
	/** -1: unbounded. */
	maxsize: number;
	hits: number;
	misses: number;

	constructor(type: PyType) {
		super(type);
		this.oldest = null;
		this.newest = null;
		this.cache = null;
		this.fn = null;
		this.cacheInfoType = null;
		this.keywordMark = null;
		this.dict = null;
		this.weakrefs = null;
		this.typed = false;
		this.maxsize = -1;
		this.hits = 0;
		this.misses = 0;
	}
}

const parameters = eitherParameters(["user_function", "maxsize", "typed", "cache_info_type"], 4);

function cacheNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const [fn, maxsize, typed, infoType] = bindSlotArguments("lru_cache", parameters, args, kwargs) as [
		PyObject,
		PyObject,
		PyObject,
		PyObject,
	];
	if (!isCallable(fn)) typeError("the first argument must be callable");
	const bound = maxsizeOf(maxsize);
	const isTyped = isTrue(typed);
	const self = allocate<PyLruCache>(type);
	self.cache = newDict();
	self.fn = incref(fn);
	self.cacheInfoType = incref(infoType);
	self.keywordMark = own(new PyMark(MarkType));
	self.typed = isTyped;
	self.maxsize = bound;
	return self;
}

class PyMark extends PyPlainObject {}
const MarkType = defineType({
	name: "object",
	flags: TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 16,
	dealloc: (self: PyMark) => free(self),
});

function maxsizeOf(value: PyObject): number {
	if (value === None) return -1;
	if (value.type.nbIndex === null) typeError("maxsize should be integer or None");
	return Math.max(0, indexAsNumber(value, "OverflowError"));
}

/** The key of a call: the argument itself if it is the only one and an int or str, else the argument tuple or one made of it. New. */
function makeKey(self: PyLruCache, tuple: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const keywords = kwargs === null ? [] : dictItemsInOrder(kwargs);
	const args = tuple.items;
	if (!self.typed && keywords.length === 0) {
		const only = args.length === 1 ? args[0]! : null;
		return only !== null && (only.type === IntType || only.type === StrType) ? incref(only) : incref(tuple);
	}
	const items = args.map((arg) => incref(arg) as Own<PyObject>);
	if (keywords.length > 0) {
		items.push(incref(self.keywordMark!));
		for (const [name, value] of keywords) items.push(incref(name), incref(value));
	}
	if (self.typed) for (const value of [...args, ...keywords.map(([, v]) => v)]) items.push(incref(value.type as PyObject));
	return newTuple(items);
}

function callFunction(self: PyLruCache, args: readonly PyObject[], kwargs: PyDict | null): Own<PyObject> {
	return kwargs === null || dictLength(kwargs) === 0 ? call(self.fn!, args) : callItems(self.fn!, args, kwargs);
}

function cacheCall(self: PyLruCache, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	if (self.maxsize === 0) {
		self.misses++;
		return callFunction(self, args.items, kwargs);
	}
	const key = hold(makeKey(self, args, kwargs), "key of the call");
	hash(key);
	const result = self.maxsize < 0 ? unbounded(self, key, args.items, kwargs) : bounded(self, key, args.items, kwargs);
	return dropKeeping(key, result);
}

function unbounded(self: PyLruCache, key: PyObject, args: readonly PyObject[], kwargs: PyDict | null): Own<PyObject> {
	const known = dictGet(self.cache!, key);
	if (known !== null) {
		self.hits++;
		return incref(known);
	}
	self.misses++;
	const result = hold(callFunction(self, args, kwargs), "result");
	dictSet(self.cache!, key, result);
	return take(result);
}

function unlink(self: PyLruCache, link: PyLink): void {
	if (link.previous === null) self.oldest = link.next;
	else link.previous.next = link.next;
	if (link.next === null) self.newest = link.previous;
	else link.next.previous = link.previous;
	link.previous = null;
	link.next = null;
	link.inRing = false;
}

function append(self: PyLruCache, link: PyLink): void {
	link.inRing = true;
	link.previous = self.newest;
	if (self.newest === null) self.oldest = link;
	else self.newest.next = link;
	self.newest = link;
}

/** A call may change the cache, so everything is looked up again after it. */
function bounded(self: PyLruCache, key: PyObject, args: readonly PyObject[], kwargs: PyDict | null): Own<PyObject> {
	const known = dictGet(self.cache!, key) as PyLink | null;
	if (known !== null) {
		unlink(self, known);
		append(self, known);
		self.hits++;
		return incref(known.result);
	}
	self.misses++;
	const result = hold(callFunction(self, args, kwargs), "result");
	if (dictGet(self.cache!, key) === null) remember(self, key, result);
	return take(result);
}

function remember(self: PyLruCache, key: PyObject, result: PyObject): void {
	const dropped = dictLength(self.cache!) < self.maxsize || self.oldest === null ? null : forgetOldest(self);
	if (dropped !== null) hold(dropped, "forgotten result");
	const link = hold(own(new PyLink(incref(key), incref(result))), "new result");
	dictSet(self.cache!, key, link);
	append(self, link);
	decref(take(link));
	if (dropped !== null) decref(take(dropped));
}

function forgetOldest(self: PyLruCache): Own<PyLink> | null {
	const link = self.oldest!;
	unlink(self, link);
	return dictPop(self.cache!, link.key) as Own<PyLink> | null;
}

function visitLinks(self: PyLruCache, visit: Visit): void {
	for (let link = self.oldest; link !== null; link = link.next) {
		visit(link.key, "key of a remembered call");
		visit(link.result, "remembered result");
		visit(link.type, "type of a link");
	}
}

function traverse(self: PyLruCache, visit: Visit): void {
	visitLinks(self, visit);
	if (self.cache !== null) visit(self.cache, "cache");
	if (self.fn !== null) visit(self.fn, "attribute", "__wrapped__");
	if (self.keywordMark !== null) visit(self.keywordMark, "keyword mark");
	if (self.cacheInfoType !== null) visit(self.cacheInfoType, "type of cache_info()");
	if (self.dict !== null) visit(self.dict, "attribute", "__dict__");
}

/** Takes the ring apart; the dictionary still owns the links. */
function forgetRing(self: PyLruCache): void {
	for (let link = self.oldest; link !== null; ) {
		const { next } = link;
		link.previous = null;
		link.next = null;
		link.inRing = false;
		link = next;
	}
	self.oldest = null;
	self.newest = null;
}

function dealloc(self: PyLruCache): void {
	untrack(self);
	clearWeakrefs(self);
	forgetRing(self);
	free(self);
	for (const field of [self.dict, self.cacheInfoType, self.keywordMark, self.fn, self.cache]) xrelease(field);
}

function clear(self: PyLruCache): void {
	forgetRing(self);
	const { cache, fn, keywordMark, cacheInfoType, dict } = self;
	self.cache = null;
	self.fn = null;
	self.keywordMark = null;
	self.cacheInfoType = null;
	self.dict = null;
	decrefEach([cache, fn, keywordMark, cacheInfoType, dict]);
}

function cacheInfo(self: PyLruCache): Own<PyObject> {
	const size = self.maxsize < 0 ? newNone() : newInt(self.maxsize);
	const args = hold(newTuple([newInt(self.hits), newInt(self.misses), size, newInt(dictLength(self.cache!))]), "arguments of cache_info");
	return dropKeeping(args, callTuple(self.cacheInfoType!, args, null));
}

function cacheClear(self: PyLruCache): Own<PyObject> {
	forgetRing(self);
	self.hits = 0;
	self.misses = 0;
	dictClear(self.cache!);
	return newNone();
}

const methods: readonly MethodDef[] = [
	def("cache_info", "($self, /)", "Hits, misses and size of the cache.", cacheInfo),
	def("cache_clear", "($self, /)", "Forgets all results.", cacheClear),
	def("__reduce__", "($self, /)", null, (self) => getAttr(self, internStr("__qualname__"))),
	withoutSignature(def("__copy__", "($self, /)", null, (self) => incref(self as PyObject))),
	withoutSignature(def("__deepcopy__", "($self, memo, /)", null, (self) => incref(self as PyObject))),
];

export const LruCacheType: PyType = defineType({
	name: "functools._lru_cache_wrapper",
	heapType: true,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_METHOD_DESCRIPTOR,
	basicsize: 152,
	dictOffset: 136,
	doc: "A function with a cache.",
	weakrefable: true,
	hasDict: true,
	alloc: (type) => own(new PyLruCache(type)),
	new: cacheNew,
	dealloc,
	traverse,
	clear,
	call: cacheCall,
	descrGet: (self: PyLruCache, object) => (object === null || object === None ? incref(self as PyObject) : newMethod(self, object)),
	methods,
	getset: [dictAttribute],
});
