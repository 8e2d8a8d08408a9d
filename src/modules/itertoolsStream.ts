// Iterators that pass items on one by one: chain, count, cycle, repeat, islice, starmap, takewhile, dropwhile,
// filterfalse, compress, accumulate. Each is a struct, a `new` and a `next`. Mirrors Modules/itertoolsmodule.c.

import { drop, dropKeeping, hold, mark, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import {
	binaryOp,
	call,
	callOneArg,
	callTuple,
	getIter,
	indexAsNumber,
	numberIndex,
	isTrue,
	forwardNext,
	iterNext,
	selfIter,
	sequenceTuple,
} from "../objects/abstract.ts";
import { genericGetAttr } from "../objects/genericAttr.ts";
import { def } from "../objects/args.ts";
import { BoolType } from "../objects/bool.ts";
import { dictLength, type PyDict } from "../objects/dict.ts";
import { caught, typeError, valueError } from "../objects/errors.ts";
import { reprText, typeShortName } from "../objects/exceptions.ts";
import { newGenericAlias } from "../objects/genericalias.ts";
import { intToBigInt, isInt, newInt, type PyInt } from "../objects/int.ts";
import { exactInt } from "../objects/intMethods.ts";
import { listAppendSteal, newList, type PyList } from "../objects/list.ts";
import {
	defineType,
	ObjectType,
	type PyGCObject,
	PyGCTypeOwner,
	type PyObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_HAVE_GC,
	type TypeSpec,
} from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { newStr } from "../objects/str.ts";
import { isTuple, type PyTuple } from "../objects/tuple.ts";
import { bindSlotArguments, eitherParameters } from "./define.ts";
import { allocate, type OwnedFields, keptSlots, replaceField } from "./ownedSlots.ts";

const NB_ADD = 0;

/** What all iterator types of this module share. Source: their slots have no `Py_tp_clear`. */
export function itertool<T extends PyGCObject>(
	name: string,
	struct: new (type: PyType) => T,
	fields: OwnedFields,
	doc: string | null,
	make: (type: PyType, args: PyTuple, kwargs: PyDict | null) => Own<PyObject>,
	next: (self: T) => Own<PyObject> | null,
	more: Partial<TypeSpec> = {},
): PyType {
	return defineType({
		name: `itertools.${name}`,
		heapType: true,
		getattro: genericGetAttr,
		flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE,
		basicsize: structSizes[name]!,
		doc: doc === null ? null : withSignature(name, doc),
		alloc: (type) => own(new struct(type)),
		new: make,
		...keptSlots(fields),
		iter: selfIter,
		iternext: next,
		...more,
	});
}

/** 64-bit sizes of the structs. */
export const structSizes: Readonly<Record<string, number>> = {
	accumulate: 56,
	batched: 40,
	chain: 32,
	combinations: 56,
	combinations_with_replacement: 56,
	compress: 32,
	count: 40,
	cycle: 48,
	dropwhile: 40,
	filterfalse: 32,
	groupby: 72,
	_grouper: 32,
	islice: 56,
	pairwise: 40,
	permutations: 64,
	product: 48,
	repeat: 32,
	starmap: 32,
	takewhile: 40,
	zip_longest: 56,
};

/** What each type is called with. CPython tells none for repeat and islice. */
const SIGNATURES: Readonly<Record<string, string>> = {
	count: "(start=0, step=1)",
	cycle: "(iterable, /)",
	accumulate: "(iterable, func=None, *, initial=None)",
	chain: "(*iterables)",
	compress: "(data, selectors)",
	dropwhile: "(predicate, iterable, /)",
	takewhile: "(predicate, iterable, /)",
	filterfalse: "(function, iterable, /)",
	groupby: "(iterable, key=None)",
	starmap: "(function, iterable, /)",
	zip_longest: "(*iterables, fillvalue=None)",
	product: "(*iterables, repeat=1)",
	permutations: "(iterable, r=None)",
	combinations: "(iterable, r)",
	combinations_with_replacement: "(iterable, r)",
	pairwise: "(iterable, /)",
	batched: "(iterable, n, *, strict=False)",
};

/** The documentation with the signature before it, as `__text_signature__` finds it. */
export function withSignature(name: string, doc: string): string {
	const signature = SIGNATURES[name];
	return signature === undefined ? doc : `${name}${signature}\n--\n\n${doc}`;
}

/** Keywords are for a subclass's own `__init__`. */
function refuseKeywords(name: string, type: PyType, kwargs: PyDict | null): void {
	if (type.init === ObjectType.init && kwargs !== null && dictLength(kwargs) > 0) typeError(`${name}() takes no keyword arguments`);
}

/** Exactly so many positional arguments. Raises TypeError. */
export function positionalOnly(name: string, type: PyType, args: PyTuple, kwargs: PyDict | null, least: number, most = least): void {
	refuseKeywords(name, type, kwargs);
	const given = args.items.length;
	if (given >= least && given <= most) return;
	const bound = least === most ? "" : given < least ? "at least " : "at most ";
	const wanted = given < least ? least : most;
	typeError(`${name} expected ${bound}${wanted} argument${wanted === 1 ? "" : "s"}, got ${given}`);
}

/** Whether `predicate(item)` is true; the item is held by the caller. */
function test(predicate: PyObject, item: PyObject): boolean {
	if (predicate === None || predicate === BoolType) return isTrue(item);
	const answer = hold(callOneArg(predicate, item), "answer of the predicate");
	const truth = isTrue(answer);
	drop(answer);
	return truth;
}

class PyChain extends PyGCTypeOwner {
	source: PyObject | null = null;
	active: PyObject | null = null;
}

function newChain(type: PyType, source: Own<PyObject>): Own<PyObject> {
	const self = allocate<PyChain>(type);
	self.source = source;
	return self;
}

function chainNext(self: PyChain): Own<PyObject> | null {
	while (self.source !== null) {
		if (self.active === null && !nextSource(self)) return null;
		const item = iterNext(self.active!);
		if (item !== null) return item;
		replaceField(self, "active", null);
	}
	return null;
}

function nextSource(self: PyChain): boolean {
	const iterable = iterNext(self.source!);
	if (iterable === null) {
		replaceField(self, "source", null);
		return false;
	}
	hold(iterable, "iterable of the chain");
	const since = mark();
	try {
		self.active = getIter(iterable);
	} catch (thrown) {
		caught(thrown, since);
		replaceField(self, "source", null);
		throw thrown;
	}
	drop(iterable);
	return true;
}

export const ChainType = itertool(
	"chain",
	PyChain,
	[
		["active", "iterator in use"],
		["source", "iterables to come"],
	],
	"One iterable after the other.",
	(type, args, kwargs) => {
		refuseKeywords("chain", type, kwargs);
		return newChain(type, getIter(args));
	},
	chainNext,
	{
		methods: [
			def(
				"from_iterable",
				"($type, iterable, /)",
				"A chain of the iterables in an iterable.",
				(type, iterable) => newChain(type, getIter(iterable)),
				"class",
			),
			def("__class_getitem__", "($type, object, /)", "See PEP 585", (cls, item) => newGenericAlias(cls, item), "class"),
		],
	},
);

class PyCount extends PyGCTypeOwner {
	value: PyObject | null = null;
	step: PyObject | null = null;
}

const countParameters = eitherParameters(["start", "step"], 0);

function isNumber(o: PyObject): boolean {
	const t = o.type;
	return t.nbIndex !== null || t.nbInt !== null || t.nbFloat !== null || t.name === "complex";
}

/** Fits into Py_ssize_t. */
function isMachineInt(o: PyObject): boolean {
	if (!isInt(o)) return false;
	const { value } = o;
	return value >= -(2n ** 63n) && value < 2n ** 63n;
}

function newCount(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const [start, step] = bindSlotArguments("count", countParameters, args, kwargs);
	if ((start !== null && !isNumber(start!)) || (step !== null && !isNumber(step!))) typeError("a number is required");
	const self = allocate<PyCount>(type);
	// CPython counts in machine words then: what kind of int it starts from is forgotten.
	const isPlain = (start === null || isMachineInt(start!)) && (step === null || (isInt(step!) && (step as PyInt).value === 1));
	self.value = start === null ? newInt(0) : isPlain ? exactInt(start as PyInt) : incref(start!);
	self.step = step === null || isPlain ? newInt(1) : incref(step!);
	return self;
}

function countNext(self: PyCount): Own<PyObject> {
	const value = hold(own(self.value!), "value");
	self.value = incref(value);
	const next = binaryOp(NB_ADD, value, self.step!);
	replaceField(self, "value", next);
	return take(value);
}

function countRepr(self: PyCount): Own<PyObject> {
	const isOne = isInt(self.step!) && (self.step as PyInt).value === 1;
	return newStr(`${typeShortName(self.type)}(${reprText(self.value!)}${isOne ? "" : `, ${reprText(self.step!)}`})`);
}

export const CountType = itertool(
	"count",
	PyCount,
	[
		["value", "next value"],
		["step", "step"],
	],
	"Numbers in even steps, without end.",
	newCount,
	countNext,
	{
		repr: countRepr,
	},
);

class PyCycle extends PyGCTypeOwner {
	iterator: PyObject | null = null;
	saved: PyList | null = null;
	index = 0;
}

function cycleNext(self: PyCycle): Own<PyObject> | null {
	if (self.iterator !== null) {
		const item = iterNext(self.iterator);
		if (item !== null) {
			listAppendSteal(self.saved!, incref(item as PyObject));
			return item;
		}
		replaceField(self, "iterator", null);
	}
	const { items } = self.saved!;
	if (items.length === 0) return null;
	const item = items[self.index]!;
	self.index = (self.index + 1) % items.length;
	return incref(item);
}

export const CycleType = itertool(
	"cycle",
	PyCycle,
	[
		["iterator", "iterator"],
		["saved", "items seen"],
	],
	"The items over and over.",
	(type, args, kwargs) => {
		positionalOnly("cycle", type, args, kwargs, 1);
		const iterator = hold(getIter(args.items[0]!), "iterator");
		const self = allocate<PyCycle>(type);
		self.saved = newList([]);
		self.iterator = take(iterator);
		return self;
	},
	cycleNext,
);

class PyRepeat extends PyGCTypeOwner {
	element: PyObject | null = null;
	/** -1: without end. */
	remaining = -1;
}

const repeatParameters = eitherParameters(["object", "times"], 1);

function repeatHint(self: PyRepeat): Own<PyObject> {
	return self.remaining < 0 ? typeError("len() of unsized object") : newInt(self.remaining);
}

export const RepeatType = itertool(
	"repeat",
	PyRepeat,
	[["element", "object repeated"]],
	"One object again and again.",
	(type, args, kwargs) => {
		const [element, times] = bindSlotArguments("repeat", repeatParameters, args, kwargs);
		const count = times === null ? -1 : Math.max(0, indexAsNumber(times!, "OverflowError"));
		const self = allocate<PyRepeat>(type);
		self.element = incref(element!);
		self.remaining = count;
		return self;
	},
	(self: PyRepeat) => {
		if (self.remaining === 0) return null;
		if (self.remaining > 0) self.remaining--;
		return incref(self.element!);
	},
	{
		repr: (self: PyRepeat) =>
			newStr(`${typeShortName(self.type)}(${reprText(self.element!)}${self.remaining < 0 ? "" : `, ${self.remaining}`})`),
		methods: [def("__length_hint__", "($self, /)", "How many items are left.", repeatHint)],
	},
);

class PyIslice extends PyGCTypeOwner {
	iterator: PyObject | null = null;
	/** Number of the next item to be given, or the end if there is none. */
	next = 0;
	/** -1 for none. */
	stop = -1;
	step = 1;
	/** Items taken from the iterator. */
	count = 0;
}

const ISLICE_INDEX = "must be None or an integer: 0 <= x <= sys.maxsize.";

/** sys.maxsize. */
const MAX_INDEX = 2n ** 63n - 1n;

function sliceIndex(value: PyObject | undefined, otherwise: number, complaint: string): number {
	if (value === undefined || value === None) return otherwise;
	if (value.type.nbIndex === null) valueError(complaint);
	const index = hold(numberIndex(value), "index");
	const exact = intToBigInt(index);
	drop(index);
	return exact < 0n || exact > MAX_INDEX ? valueError(complaint) : Number(exact);
}

function newIslice(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	positionalOnly("islice", type, args, kwargs, 2, 4);
	const [iterable, first, second, third] = args.items as [PyObject, PyObject, PyObject?, PyObject?];
	const onlyStop = args.items.length === 2;
	const stop = sliceIndex(
		onlyStop ? first : second,
		-1,
		onlyStop ? `Stop argument for islice() ${ISLICE_INDEX}` : `Indices for islice() ${ISLICE_INDEX}`,
	);
	const start = onlyStop ? 0 : sliceIndex(first, 0, `Indices for islice() ${ISLICE_INDEX}`);
	const step = sliceIndex(third, 1, "Step for islice() must be a positive integer or None.");
	if (step < 1) valueError("Step for islice() must be a positive integer or None.");
	const iterator = hold(getIter(iterable), "iterator");
	const self = allocate<PyIslice>(type);
	self.iterator = take(iterator);
	self.next = start;
	self.stop = stop;
	self.step = step;
	return self;
}

function isliceNext(self: PyIslice): Own<PyObject> | null {
	if (self.iterator === null) return null;
	const item = skipTo(self) ? forwardNext(self.iterator) : null;
	if (item === null) {
		replaceField(self, "iterator", null);
		return null;
	}
	self.count++;
	const next = self.next + self.step;
	self.next = self.stop !== -1 && next > self.stop ? self.stop : next;
	return item;
}

/** Drops items up to the next one that is wanted; false if there is none. */
function skipTo(self: PyIslice): boolean {
	while (self.count < self.next) {
		const item = forwardNext(self.iterator!);
		if (item === null) return false;
		decref(item);
		self.count++;
	}
	return self.stop === -1 || self.count < self.stop;
}

export const IsliceType = itertool("islice", PyIslice, [["iterator", "iterator"]], "Some of the items, by number.", newIslice, isliceNext);

/** Struct of the iterators that apply a function to the items of one iterator. */
class PyFiltering extends PyGCTypeOwner {
	fn: PyObject | null = null;
	iterator: PyObject | null = null;
	/** takewhile: over. dropwhile: begun. */
	done = false;
}

const filteringFields: OwnedFields = [
	["fn", "function"],
	["iterator", "iterator"],
];

function filtering(name: string, doc: string, next: (self: PyFiltering) => Own<PyObject> | null): PyType {
	const make = (type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> => {
		positionalOnly(name, type, args, kwargs, 2);
		const iterator = hold(getIter(args.items[1]!), "iterator");
		const self = allocate<PyFiltering>(type);
		self.fn = incref(args.items[0]!);
		self.iterator = take(iterator);
		return self;
	};
	return itertool(name, PyFiltering, filteringFields, doc, make, next);
}

export const StarmapType = filtering("starmap", "The function's results for each tuple of arguments.", (self) => {
	const item = forwardNext(self.iterator!);
	if (item === null) return null;
	hold(item, "arguments");
	const args = isTuple(item) ? item : hold(sequenceTuple(item), "argument tuple");
	const result = callTuple(self.fn!, args as PyTuple, null);
	return dropKeeping(item, isTuple(item) ? result : dropKeeping(args, result));
});

export const TakeWhileType = filtering("takewhile", "The items before the first for which the predicate is false.", (self) => {
	if (self.done) return null;
	const item = forwardNext(self.iterator!);
	if (item === null) return null;
	hold(item, "item");
	if (test(self.fn!, item)) return take(item);
	drop(item);
	self.done = true;
	return null;
});

export const DropWhileType = filtering("dropwhile", "The items from the first on for which the predicate is false.", (self) => {
	for (;;) {
		const item = forwardNext(self.iterator!);
		if (item === null || self.done) return item;
		hold(item, "item");
		if (!test(self.fn!, item)) {
			self.done = true;
			return take(item);
		}
		drop(item);
	}
});

export const FilterFalseType = filtering("filterfalse", "The items for which the predicate is false.", (self) => {
	for (;;) {
		const item = forwardNext(self.iterator!);
		if (item === null) return null;
		hold(item, "item");
		if (!test(self.fn!, item)) return take(item);
		drop(item);
	}
});

class PyCompress extends PyGCTypeOwner {
	data: PyObject | null = null;
	selectors: PyObject | null = null;
}

const compressParameters = eitherParameters(["data", "selectors"], 2);

function compressNext(self: PyCompress): Own<PyObject> | null {
	for (;;) {
		const item = forwardNext(self.data!);
		if (item === null) return null;
		hold(item, "item");
		const selector = forwardNext(self.selectors!);
		if (selector === null) {
			drop(item);
			return null;
		}
		hold(selector, "selector");
		const wanted = isTrue(selector);
		drop(selector);
		if (wanted) return take(item);
		drop(item);
	}
}

export const CompressType = itertool(
	"compress",
	PyCompress,
	[
		["data", "iterator of the data"],
		["selectors", "iterator of the selectors"],
	],
	"The items whose selector is true.",
	(type, args, kwargs) => {
		const [data, selectors] = bindSlotArguments("compress", compressParameters, args, kwargs) as [PyObject, PyObject];
		const items = hold(getIter(data), "iterator of the data");
		const choices = hold(getIter(selectors), "iterator of the selectors");
		const self = allocate<PyCompress>(type);
		self.selectors = take(choices);
		self.data = take(items);
		return self;
	},
	compressNext,
);

class PyAccumulate extends PyGCTypeOwner {
	total: PyObject | null = null;
	iterator: PyObject | null = null;
	fn: PyObject | null = null;
	initial: PyObject | null = null;
}

const accumulateParameters = [...eitherParameters(["iterable", "func"], 1), { name: "initial", required: false, kind: "keyword" } as const];

function accumulateNext(self: PyAccumulate): Own<PyObject> | null {
	if (self.initial !== null) {
		self.total = self.initial;
		self.initial = null;
		return incref(self.total);
	}
	const value = forwardNext(self.iterator!);
	if (value === null) return null;
	if (self.total === null) {
		self.total = incref(value as PyObject);
		return value;
	}
	hold(value, "item");
	const total = self.fn === null ? binaryOp(NB_ADD, self.total, value) : call(self.fn, [self.total, value]);
	hold(dropKeeping(value, total), "new total");
	replaceField(self, "total", incref(total as PyObject));
	return take(total);
}

export const AccumulateType = itertool(
	"accumulate",
	PyAccumulate,
	[
		["fn", "function"],
		["iterator", "iterator"],
		["total", "total so far"],
		["initial", "initial value"],
	],
	"The sums so far, or what a function makes of them.",
	(type, args, kwargs) => {
		const [iterable, fn, initial] = bindSlotArguments("accumulate", accumulateParameters, args, kwargs);
		const iterator = hold(getIter(iterable!), "iterator");
		const self = allocate<PyAccumulate>(type);
		self.fn = fn === null || fn === None ? null : incref(fn!);
		self.initial = initial === null || initial === None ? null : incref(initial!);
		self.iterator = take(iterator);
		return self;
	},
	accumulateNext,
);
