// product, permutations, combinations, combinations_with_replacement. Each keeps the tuple that it gave out last, and uses
// it again if nobody else does. Mirrors Modules/itertoolsmodule.c.

import { drop, hold, take } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { untrack } from "../heap/gc/tracking.ts";
import { decref, free, incref, release, xrelease } from "../heap/refcount.ts";
import { indexAsNumber, selfIter, sequenceTuple } from "../objects/abstract.ts";
import { genericGetAttr } from "../objects/genericAttr.ts";
import { structSizes, withSignature } from "./itertoolsStream.ts";
import { bindArguments, def, type Parameter } from "../objects/args.ts";
import type { PyDict } from "../objects/dict.ts";
import { recycleTuple } from "../objects/dictviews.ts";
import { typeError, valueError } from "../objects/errors.ts";
import { isInt, newInt } from "../objects/int.ts";
import { defineType, PyGCTypeOwner, type PyObject, type PyType, TPFLAGS_BASETYPE, TPFLAGS_HAVE_GC } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { newTuple, type PyTuple } from "../objects/tuple.ts";
import { bindSlotArguments, eitherParameters, vectorArguments } from "./define.ts";
import { allocate } from "./ownedSlots.ts";

/** Owns the pools and the result. */
class PyCombinations extends PyGCTypeOwner {
	/** product: one per place; the others: one. */
	pools: PyTuple[] = [];
	/** For each place of the result the number of the item in its pool. */
	indices: number[] = [];
	/** permutations only: all numbers, of which the first `size` are the arrangement, and how far each place has come. */
	order: number[] = [];
	cycles: number[] = [];
	size = 0;
	result: PyTuple | null = null;
	stopped = false;
}

/** Brings `indices` to the next arrangement; returns the first place that changed, or -1 at the end. */
type Advance = (self: PyCombinations) => number;

/** The tuple to fill next: the last one if only we have it, else a copy. Borrowed: `self.result`. */
function resultToFill(self: PyCombinations): PyTuple {
	const old = self.result!;
	if (old.refcnt === 1) {
		recycleTuple(old);
		return old;
	}
	self.result = newTuple(old.items.map((item) => incref(item)));
	decref(old);
	return self.result;
}

function itemAt(self: PyCombinations, place: number): PyObject {
	const pool = self.pools.length === 1 ? self.pools[0]! : self.pools[place]!;
	return pool.items[self.indices[place]!]!;
}

function firstResult(self: PyCombinations): Own<PyObject> {
	self.result = newTuple(self.indices.map((_, place) => incref(itemAt(self, place))));
	return incref(self.result as PyObject);
}

function nextOf(advance: Advance): (self: PyCombinations) => Own<PyObject> | null {
	return (self) => {
		if (self.stopped) return null;
		if (self.result === null) return firstResult(self);
		const from = advance(self);
		if (from < 0) {
			self.stopped = true;
			return null;
		}
		return refill(self, from);
	};
}

function refill(self: PyCombinations, from: number): Own<PyObject> {
	const result = hold(incref(resultToFill(self)), "result");
	const items = result.items as PyObject[];
	for (let place = from; place < items.length; place++) {
		const old = items[place]!;
		const item = itemAt(self, place);
		if (item === old) continue;
		items[place] = incref(item);
		decref(old);
	}
	return take(result) as Own<PyObject>;
}

/** The struct, and eight bytes for each number that it keeps. */
function sizeOf(self: PyCombinations): Own<PyObject> {
	return newInt(self.type.basicsize + 8 * (self.indices.length + self.order.length));
}

function combinatoric(
	name: string,
	doc: string,
	make: (type: PyType, args: PyTuple, kwargs: PyDict | null) => Own<PyObject>,
	advance: Advance,
): PyType {
	return defineType({
		name: `itertools.${name}`,
		heapType: true,
		getattro: genericGetAttr,
		flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE,
		basicsize: structSizes[name]!,
		doc: withSignature(name, doc),
		alloc: (type) => own(new PyCombinations(type)),
		new: make,
		dealloc: (self: PyCombinations) => {
			untrack(self);
			free(self);
			xrelease(self.result);
			for (const pool of [...self.pools].reverse()) release(pool);
		},
		traverse: (self: PyCombinations, visit: Visit) => {
			self.pools.forEach((pool, i) => visit(pool, "pool", i));
			if (self.result !== null) visit(self.result, "last result");
		},
		iter: selfIter,
		iternext: nextOf(advance),
		methods: [def("__sizeof__", "($self, /)", "Size in memory, in bytes.", sizeOf)],
	});
}

const repeatParameter: readonly Parameter[] = [{ name: "repeat", required: false, kind: "keyword" }];

function newProduct(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const [items, names] = vectorArguments(args, kwargs);
	if (names !== null) hold(names, "keyword names");
	const [given] = bindArguments("product", repeatParameter, items.slice(args.items.length), names);
	const times = given === null ? 1 : indexAsNumber(given!, "OverflowError");
	if (names !== null) drop(names);
	if (times < 0) valueError("repeat argument cannot be negative");
	const pools = (times === 0 ? [] : args.items).map((iterable) => hold(sequenceTuple(iterable), "pool"));
	const self = allocate<PyCombinations>(type);
	for (const pool of [...pools].reverse()) take(pool);
	for (let i = 0; i < times; i++) self.pools.push(...pools.map((pool) => (i === 0 ? pool : incref(pool))));
	self.indices = self.pools.map(() => 0);
	self.stopped = self.pools.some((pool) => pool.items.length === 0);
	return self;
}

/** Like an odometer: the last place turns fastest. */
function advanceProduct(self: PyCombinations): number {
	for (let place = self.indices.length - 1; place >= 0; place--) {
		const pool = self.pools.length === 1 ? self.pools[0]! : self.pools[place]!;
		if (++self.indices[place]! < pool.items.length) return place;
		self.indices[place] = 0;
	}
	return -1;
}

export const ProductType = combinatoric("product", "All combinations of one item from each iterable.", newProduct, advanceProduct);

const rParameters = eitherParameters(["iterable", "r"], 2);

function newFromPool(
	name: string,
	ready: (self: PyCombinations, n: number, r: number) => void,
	optional = false,
): (type: PyType, args: PyTuple, kwargs: PyDict | null) => Own<PyObject> {
	const parameters = optional ? eitherParameters(["iterable", "r"], 1) : rParameters;
	return (type, args, kwargs) => {
		const [iterable, r] = bindSlotArguments(name, parameters, args, kwargs);
		const pool = hold(sequenceTuple(iterable!), "pool");
		const n = pool.items.length;
		if (optional && r !== null && r !== None && !isInt(r!)) typeError("Expected int as r");
		const size = optional && (r === null || r === None) ? n : indexAsNumber(r!, "OverflowError");
		if (size < 0) valueError("r must be non-negative");
		const self = allocate<PyCombinations>(type);
		self.pools = [take(pool)];
		self.size = size;
		ready(self, n, size);
		return self;
	};
}

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

function advanceCombinations(self: PyCombinations): number {
	const { indices, size } = self;
	const n = self.pools[0]!.items.length;
	let place = size - 1;
	while (place >= 0 && indices[place] === place + n - size) place--;
	if (place < 0) return -1;
	indices[place]!++;
	for (let i = place + 1; i < size; i++) indices[i] = indices[i - 1]! + 1;
	return place;
}

export const CombinationsType = combinatoric(
	"combinations",
	"All choices of r items, in order.",
	newFromPool("combinations", (self, n, r) => {
		self.indices = upTo(r);
		self.stopped = r > n;
	}),
	advanceCombinations,
);

function advanceWithReplacement(self: PyCombinations): number {
	const { indices, size } = self;
	const last = self.pools[0]!.items.length - 1;
	let place = size - 1;
	while (place >= 0 && indices[place] === last) place--;
	if (place < 0) return -1;
	indices.fill(indices[place]! + 1, place);
	return place;
}

export const CombinationsWithReplacementType = combinatoric(
	"combinations_with_replacement",
	"All choices of r items, each as often as wanted.",
	newFromPool("combinations_with_replacement", (self, n, r) => {
		self.indices = upTo(r).fill(0);
		self.stopped = n === 0 && r > 0;
	}),
	advanceWithReplacement,
);

function advancePermutations(self: PyCombinations): number {
	const { order, cycles, size } = self;
	const n = order.length;
	for (let i = size - 1; i >= 0; i--) {
		if (--cycles[i]! === 0) {
			order.push(...order.splice(i, 1));
			cycles[i] = n - i;
		} else {
			const j = n - cycles[i]!;
			[order[i], order[j]] = [order[j]!, order[i]!];
			self.indices = order.slice(0, size);
			return i;
		}
	}
	return -1;
}

export const PermutationsType = combinatoric(
	"permutations",
	"All arrangements of r items.",
	newFromPool(
		"permutations",
		(self, n, r) => {
			self.order = upTo(n);
			self.cycles = upTo(r).map((i) => n - i);
			self.indices = upTo(r);
			self.stopped = r > n;
		},
		true,
	),
	advancePermutations,
);
