// zip, map and filter.
//
// zip fills one tuple again and again as long as nobody but itself holds it. Arguments and items on their way are on the
// handle stack. Read `zipNext` first. Mirrors Python/bltinmodule.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import { type Own, own, type Visit, standAlone } from "../heap/header.ts";
import { decref, decrefEach, free, incref, xrelease } from "../heap/refcount.ts";
import { call, callOneArg, getIter, isTrue, forwardNext, iterNext } from "./abstract.ts";
import { selfIter } from "./abstractAttr.ts";
import { makeTpCall } from "./abstractCall.ts";
import { checkPositional, def, unexpectedKeyword } from "./args.ts";
import { BoolType, True } from "./bool.ts";
import { dictItemsInOrder, type PyDict } from "./dict.ts";
import { recycleTuple } from "./dictviews.ts";
import { typeError, valueError } from "./errors.ts";
import { defineType, PyGCObject, type PyObject, type PyType, TPFLAGS_BASETYPE, TPFLAGS_HAVE_GC, type VectorcallFunc } from "./object.ts";
import { newNone, None } from "./singletons.ts";
import type { PyStr } from "./str.ts";
import { newTrackedTuple, type PyTuple } from "./tuple.ts";

export class PyZip extends PyGCObject {
	static {
		standAlone(PyZip);
	}

	/** Owned. */
	iterators: PyTuple | null;
	/** The tuple handed out last. Owned. */
	result: PyTuple | null;
	strict: boolean;

	constructor(type: PyType) {
		super(type);
		this.iterators = null;
		this.result = null;
		this.strict = false;
	}
}

export class PyMap extends PyGCObject {
	static {
		standAlone(PyMap);
	}

	/** Owned. */
	iterators: PyTuple | null;
	/** Owned. */
	func: PyObject | null;
	strict: boolean;

	constructor(type: PyType) {
		super(type);
		this.iterators = null;
		this.func = null;
		this.strict = false;
	}
}

export class PyFilter extends PyGCObject {
	/** Owned. */
	func: PyObject | null;
	/** Owned. */
	iterator: PyObject | null;

	constructor(type: PyType) {
		super(type);
		this.func = null;
		this.iterator = null;
	}
}

/** The value of `strict` among the keyword arguments; no other is allowed. */
function strictOf(name: string, keywords: readonly (readonly [string, PyObject])[]): boolean {
	let strict = false;
	for (const [keyword, value] of keywords) {
		if (keyword !== "strict") unexpectedKeyword(name, ["strict"], keyword);
		hold(incref(value), "value of strict");
		strict = isTrue(value);
		drop(value);
	}
	return strict;
}

type Keywords = readonly (readonly [string, PyObject])[];
type Make = (type: PyType, args: readonly PyObject[], keywords: Keywords) => Own<PyObject>;

/** The keyword arguments of a `new` slot. */
function keywordsOfDict(kwargs: PyDict | null): Keywords {
	return kwargs === null ? [] : dictItemsInOrder(kwargs).map(([name, value]) => [(name as PyStr).value, value] as const);
}

/** A call with keyword arguments goes by an argument tuple all the same. */
function vectorcallOf(make: Make): VectorcallFunc {
	return (type, args, kwnames) => (kwnames === null || kwnames.items.length === 0 ? make(type, args, []) : makeTpCall(type, args, kwnames));
}

/** A tuple of iterators over the arguments. */
function iteratorsOf(args: readonly PyObject[]): Own<PyTuple> {
	const iterators = args.map((arg) => hold(getIter(arg), "iterator being prepared"));
	for (let i = iterators.length - 1; i >= 0; i--) take(iterators[i]!);
	return newTrackedTuple(iterators as Own<PyObject>[]);
}

/** Raises ValueError: iterator `i` was exhausted before or after those in front of it. */
function unequal(name: string, i: number, how: "shorter" | "longer"): never {
	return valueError(`${name}() argument ${i + 1} is ${how} than argument${i === 1 ? " " : "s 1-"}${i}`);
}

/** With `strict`, after iterator `ended` was the first to be exhausted: all must be. */
function checkStrict(name: string, iterators: PyTuple, ended: number): null {
	if (ended > 0) unequal(name, ended, "shorter");
	for (let i = 1; i < iterators.items.length; i++) {
		const item = iterNext(iterators.items[i]!);
		if (item === null) continue;
		decref(item);
		unequal(name, i, "longer");
	}
	return null;
}

// zip

function makeZip(type: PyType, args: readonly PyObject[], keywords: Keywords): Own<PyObject> {
	const strict = strictOf("zip", keywords);
	const iterators = iteratorsOf(args);
	const self = type === ZipType ? own(new PyZip(type)) : (type.alloc!(type) as Own<PyZip>);
	self.iterators = iterators;
	self.result = newTrackedTuple(args.map(newNone));
	self.strict = strict;
	track(self);
	return self;
}

function zipNext(self: PyZip): Own<PyObject> | null {
	const iterators = self.iterators!;
	const n = iterators.items.length;
	if (n === 0) return null;
	return self.result!.refcnt === 1 ? zipReusing(self, iterators, self.result!, n) : zipNew(self, iterators, n);
}

function nextOf(self: PyZip, iterator: PyObject): Own<PyObject> | null {
	return self.strict ? iterNext(iterator) : forwardNext(iterator);
}

function zipReusing(self: PyZip, iterators: PyTuple, result: PyTuple, n: number): Own<PyObject> | null {
	hold(incref(result), "result tuple of zip");
	for (let i = 0; i < n; i++) {
		const item = nextOf(self, iterators.items[i]!);
		if (item === null) {
			drop(result);
			return self.strict ? checkStrict("zip", iterators, i) : null;
		}
		const old = result.items[i]!;
		result.items[i] = item;
		decref(old);
	}
	recycleTuple(result);
	return take(result);
}

function zipNew(self: PyZip, iterators: PyTuple, n: number): Own<PyObject> | null {
	const items: PyObject[] = [];
	for (let i = 0; i < n; i++) {
		const item = nextOf(self, iterators.items[i]!);
		if (item === null) {
			while (items.length > 0) drop(items.pop()!);
			return self.strict ? checkStrict("zip", iterators, i) : null;
		}
		items.push(hold(item, "item of zip"));
	}
	for (let i = n - 1; i >= 0; i--) take(items[i]!);
	return newTrackedTuple(items as Own<PyObject>[]);
}

function zipReduce(self: PyZip): Own<PyObject> {
	const parts: Own<PyObject>[] = [incref(self.type), incref(self.iterators!)];
	if (self.strict) parts.push(incref(True));
	return newTrackedTuple(parts);
}

function setStrict(self: PyZip | PyMap, state: PyObject): Own<PyObject> {
	self.strict = isTrue(state);
	return newNone();
}

function zipDealloc(self: PyZip): void {
	untrack(self);
	free(self);
	xrelease(self.result);
	xrelease(self.iterators);
}

function zipTraverse(self: PyZip, visit: Visit): void {
	if (self.iterators !== null) visit(self.iterators, "iterators zipped");
	if (self.result !== null) visit(self.result, "result tuple for use again");
}

export const ZipType: PyType = defineType({
	name: "zip",
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE,
	doc: "zip(*iterables, strict=False)\n--\n\nAn iterator over tuples of one value of each iterable, until the shortest is exhausted; with strict, all must end together.",
	basicsize: 48,
	alloc: (type) => own(new PyZip(type)),
	new: (type, args, kwargs) => makeZip(type, args.items, keywordsOfDict(kwargs)),
	dealloc: zipDealloc,
	traverse: zipTraverse,
	iter: selfIter,
	iternext: zipNext,
	methods: [
		def("__reduce__", "($self, /)", "Return state information for pickling.", zipReduce),
		def("__setstate__", "($self, object, /)", "Set state information for unpickling.", setStrict),
	],
});

// map

function makeMap(type: PyType, args: readonly PyObject[], keywords: Keywords): Own<PyObject> {
	const strict = strictOf("map", keywords);
	if (args.length < 2) typeError("map() must have at least two arguments.");
	const iterators = iteratorsOf(args.slice(1));
	const self = type === MapType ? own(new PyMap(type)) : (type.alloc!(type) as Own<PyMap>);
	self.iterators = iterators;
	self.func = incref(args[0]!);
	self.strict = strict;
	track(self);
	return self;
}

function mapNext(self: PyMap): Own<PyObject> | null {
	const iterators = self.iterators!;
	const args: PyObject[] = [];
	for (const iterator of iterators.items) {
		// A StopIteration that is passed on would hide that the others haven't ended.
		const value = self.strict ? iterNext(iterator) : forwardNext(iterator);
		if (value === null) return mapEnded(self, iterators, args);
		args.push(hold(value, "argument of map"));
	}
	const result = call(self.func!, args);
	return giveUpArguments(args, result);
}

/** Gives up the arguments, first to last, under a result that is handed on. */
function giveUpArguments(args: readonly PyObject[], result: Own<PyObject>): Own<PyObject> {
	if (args.length === 1) return dropKeeping(args[0]!, result);
	for (let i = args.length - 1; i >= 0; i--) take(args[i]!);
	hold(result, "result of map");
	decrefEach(args);
	return take(result);
}

function mapEnded(self: PyMap, iterators: PyTuple, args: readonly PyObject[]): null {
	if (self.strict) checkStrict("map", iterators, args.length);
	for (let i = args.length - 1; i >= 0; i--) take(args[i]!);
	decrefEach(args);
	return null;
}

function mapReduce(self: PyMap): Own<PyObject> {
	const args = [incref(self.func!), ...self.iterators!.items.map(incref)];
	const parts: Own<PyObject>[] = [incref(self.type), newTrackedTuple(args)];
	if (self.strict) parts.push(incref(True));
	return newTrackedTuple(parts);
}

function mapDealloc(self: PyMap): void {
	untrack(self);
	free(self);
	xrelease(self.func);
	xrelease(self.iterators);
}

function mapTraverse(self: PyMap, visit: Visit): void {
	if (self.iterators !== null) visit(self.iterators, "iterators mapped");
	if (self.func !== null) visit(self.func, "function mapped");
}

export const MapType: PyType = defineType({
	name: "map",
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE,
	doc: "map(function, iterable, /, *iterables, strict=False)\n--\n\nAn iterator over what func gives for one value of each iterable, until the shortest is exhausted; with strict, all must end together.",
	basicsize: 40,
	alloc: (type) => own(new PyMap(type)),
	new: (type, args, kwargs) => makeMap(type, args.items, keywordsOfDict(kwargs)),
	typeVectorcall: vectorcallOf(makeMap),
	dealloc: mapDealloc,
	traverse: mapTraverse,
	iter: selfIter,
	iternext: mapNext,
	methods: [
		def("__reduce__", "($self, /)", "Return state information for pickling.", mapReduce),
		def("__setstate__", "($self, object, /)", "Set state information for unpickling.", setStrict),
	],
});

// filter

function makeFilter(type: PyType, args: readonly PyObject[], keywords: Keywords): Own<PyObject> {
	if ((type === FilterType || type.init === FilterType.init) && keywords.length > 0) typeError("filter() takes no keyword arguments");
	checkPositional("filter", args.length, 2, 2);
	const iterator = getIter(args[1]!);
	const self = type === FilterType ? own(new PyFilter(type)) : (type.alloc!(type) as Own<PyFilter>);
	self.func = incref(args[0]!);
	self.iterator = iterator;
	track(self);
	return self;
}

function filterNext(self: PyFilter): Own<PyObject> | null {
	for (;;) {
		const item = forwardNext(self.iterator!);
		if (item === null) return null;
		hold(item, "item of filter");
		if (passes(self.func!, item)) return take(item);
		drop(item);
	}
}

function passes(func: PyObject, item: PyObject): boolean {
	if (func === None || func === BoolType) return isTrue(item);
	const answer = hold(callOneArg(func, item), "answer of the filter function");
	const truth = isTrue(answer);
	drop(answer);
	return truth;
}

function filterReduce(self: PyFilter): Own<PyObject> {
	return newTrackedTuple([incref(self.type), newTrackedTuple([incref(self.func!), incref(self.iterator!)])]);
}

function filterDealloc(self: PyFilter): void {
	untrack(self);
	free(self);
	xrelease(self.iterator);
	xrelease(self.func);
}

function filterTraverse(self: PyFilter, visit: Visit): void {
	if (self.iterator !== null) visit(self.iterator, "iterator filtered");
	if (self.func !== null) visit(self.func, "filter function");
}

export const FilterType: PyType = defineType({
	name: "filter",
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE,
	doc: "filter(function, iterable, /)\n--\n\nAn iterator over the values for which function is true; with None, over those that are true themselves.",
	basicsize: 32,
	alloc: (type) => own(new PyFilter(type)),
	new: (type, args, kwargs) => makeFilter(type, args.items, keywordsOfDict(kwargs)),
	typeVectorcall: vectorcallOf(makeFilter),
	dealloc: filterDealloc,
	traverse: filterTraverse,
	iter: selfIter,
	iternext: filterNext,
	methods: [def("__reduce__", "($self, /)", "Return state information for pickling.", filterReduce)],
});
