// enumerate and reversed.
//
// enumerate hands out one tuple again and again as long as nobody but itself holds it. Read `enumerateNext` first.
// Mirrors Objects/enumobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { dropKeeping, hold, mark, take } from "../heap/handles.ts";
import { type Own, own, type Visit } from "../heap/header.ts";
import { decref, free, incref, xrelease } from "../heap/refcount.ts";
import { callNoArgs, getIter, isSequence, iterNext, length, lookupSpecial, numberIndex, selfIter, sequenceGetItem, indexAsNumber } from "./abstract.ts";
import { checkPositional, def } from "./args.ts";
import { dictItemsInOrder, type PyDict } from "./dict.ts";
import { reusePair } from "./dictviews.ts";
import { caught, clearException, exceptionMatches, typeError } from "./errors.ts";
import { newGenericAlias } from "./genericalias.ts";
import { newInt } from "./int.ts";
import { defineType, PyGCObject, type PyObject, type PyType, TPFLAGS_BASETYPE, TPFLAGS_HAVE_GC } from "./object.ts";
import { newNone, None } from "./singletons.ts";
import { internStr, type PyStr } from "./str.ts";
import { newTrackedTuple, type PyTuple, tupleOf } from "./tuple.ts";

export class PyEnumerate extends PyGCObject {
	index: number | bigint;
	/** Owned. */
	iterator: PyObject | null;
	/** The tuple handed out last. Owned. */
	result: PyTuple | null;

	constructor(type: PyType) {
		super(type);
		this.index = 0;
		this.iterator = null;
		this.result = null;
	}
}

function makeEnumerate(type: PyType, iterable: PyObject, start: PyObject | null): Own<PyEnumerate> {
	const self = type === EnumerateType ? own(new PyEnumerate(type)) : (type.alloc!(type) as Own<PyEnumerate>);
	track(self);
	hold(self, "enumerate being made");
	if (start !== null) {
		const int = numberIndex(start);
		self.index = int.value;
		decref(int);
	}
	self.iterator = getIter(iterable);
	self.result = tupleOf(None, None);
	return take(self);
}

function enumerateNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const names: string[] = [];
	const values: PyObject[] = [...args.items];
	for (const [name, value] of kwargs === null ? [] : dictItemsInOrder(kwargs)) {
		names.push((name as PyStr).value);
		values.push(value);
	}
	const [iterable, start] = bindEnumerate(values, names);
	return makeEnumerate(type, iterable, start);
}

function enumerateVectorcall(type: PyType, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const names = kwnames === null ? [] : kwnames.items.map((name) => (name as PyStr).value);
	const [iterable, start] = bindEnumerate(args, names);
	return makeEnumerate(type, iterable, start);
}

/** Source: enumerate_vectorcall. */
function bindEnumerate(args: readonly PyObject[], names: readonly string[]): [PyObject, PyObject | null] {
	const positional = args.length - names.length;
	if (positional === 1 && names.length === 1) {
		checkKeyword(names[0]!, "start");
		return [args[0]!, args[1]!];
	}
	if (positional === 1 && names.length === 0) return [args[0]!, null];
	if (positional === 2 && names.length === 0) return [args[0]!, args[1]!];
	if (positional === 0 && names.length === 1) {
		checkKeyword(names[0]!, "iterable");
		return [args[0]!, null];
	}
	if (positional === 0 && names.length === 2) {
		const first = names[0] === "iterable" ? 0 : 1;
		checkKeyword(names[first]!, "iterable");
		checkKeyword(names[1 - first]!, "start");
		return [args[first]!, args[1 - first]!];
	}
	if (args.length === 0) return typeError("enumerate() missing required argument 'iterable'");
	return typeError(`enumerate() takes at most 2 arguments (${args.length} given)`);
}

function checkKeyword(given: string, expected: string): void {
	if (given !== expected) typeError(`'${given}' is an invalid keyword argument for enumerate()`);
}

function enumerateNext(self: PyEnumerate): Own<PyObject> | null {
	const item = iterNext(self.iterator!);
	if (item === null) return null;
	const result = self.result!;
	const index = newInt(self.index);
	self.index = typeof self.index === "number" && self.index < Number.MAX_SAFE_INTEGER ? self.index + 1 : BigInt(self.index) + 1n;
	return result.refcnt === 1 ? reusePair(result, index, item) : newTrackedTuple([index, item]);
}

function enumerateReduce(self: PyEnumerate): Own<PyObject> {
	return newTrackedTuple([incref(self.type), newTrackedTuple([incref(self.iterator!), newInt(self.index)])]);
}

function enumerateDealloc(self: PyEnumerate): void {
	untrack(self);
	free(self);
	xrelease(self.result);
	xrelease(self.iterator);
}

function enumerateTraverse(self: PyEnumerate, visit: Visit): void {
	if (self.iterator !== null) visit(self.iterator, "iterator enumerated");
	if (self.result !== null) visit(self.result, "result tuple for use again");
}

export const EnumerateType: PyType = defineType({
	name: "enumerate",
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE,
	doc: "An iterator over pairs of a running number, from start, and the values of an iterable.",
	basicsize: 56,
	alloc: (type) => own(new PyEnumerate(type)),
	new: enumerateNew,
	typeVectorcall: enumerateVectorcall,
	dealloc: enumerateDealloc,
	traverse: enumerateTraverse,
	iter: selfIter,
	iternext: enumerateNext,
	methods: [
		def("__reduce__", "($self, /)", "Return state information for pickling.", enumerateReduce),
		def("__class_getitem__", "($type, object, /)", "See PEP 585", (cls, item) => newGenericAlias(cls, item), "class"),
	],
});

export class PyReversed extends PyGCObject {
	/** The next index; -1 once exhausted. */
	index: number;
	/** Owned; null once exhausted. */
	sequence: PyObject | null;

	constructor(type: PyType) {
		super(type);
		this.index = -1;
		this.sequence = null;
	}
}

/** What `__reversed__` returns, else an iterator by index. Source: reversed_new_impl. */
function makeReversed(type: PyType, sequence: PyObject): Own<PyObject> {
	const method = lookupSpecial(sequence, internStr("__reversed__"));
	if (method === None) return typeError(`'${sequence.type.name}' object is not reversible`);
	if (method !== null) {
		hold(method, "__reversed__");
		return dropKeeping(method, callNoArgs(method));
	}
	if (!isSequence(sequence)) return typeError(`'${sequence.type.name}' object is not reversible`);
	const n = length(sequence);
	const self = type === ReversedType ? own(new PyReversed(type)) : (type.alloc!(type) as Own<PyReversed>);
	self.index = n - 1;
	self.sequence = incref(sequence);
	track(self);
	return self;
}

function reversedNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	if ((type === ReversedType || type.init === ReversedType.init) && kwargs !== null && kwargs.used > 0) typeError("reversed() takes no keyword arguments");
	checkPositional("reversed", args.items.length, 1, 1);
	return makeReversed(type, args.items[0]!);
}

function reversedVectorcall(type: PyType, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	if (kwnames !== null && kwnames.items.length > 0) typeError("reversed() takes no keyword arguments");
	checkPositional("reversed", args.length, 1, 1);
	return makeReversed(type, args[0]!);
}

function reversedNext(self: PyReversed): Own<PyObject> | null {
	if (self.index >= 0) {
		const item = itemOrEnd(self);
		if (item !== null) {
			self.index--;
			return item;
		}
	}
	finishReversed(self);
	return null;
}

/** The item at the index, or null if the sequence has become shorter. Any other exception ends the iterator. */
function itemOrEnd(self: PyReversed): Own<PyObject> | null {
	const since = mark();
	try {
		return sequenceGetItem(self.sequence!, self.index);
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("IndexError") && !exceptionMatches("StopIteration")) {
			finishReversed(self);
			throw thrown;
		}
		clearException();
		return null;
	}
}

function finishReversed(self: PyReversed): void {
	self.index = -1;
	const sequence = self.sequence;
	self.sequence = null;
	if (sequence !== null) decref(sequence);
}

function reversedLengthHint(self: PyReversed): Own<PyObject> {
	if (self.sequence === null) return newInt(0);
	const n = length(self.sequence);
	return newInt(n < self.index + 1 ? 0 : self.index + 1);
}

function reversedReduce(self: PyReversed): Own<PyObject> {
	if (self.sequence === null) return newTrackedTuple([incref(self.type), newTrackedTuple([newTrackedTuple([])])]);
	return newTrackedTuple([incref(self.type), newTrackedTuple([incref(self.sequence)]), newInt(self.index)]);
}

function reversedSetState(self: PyReversed, state: PyObject): Own<PyObject> {
	const index = indexAsNumber(state, "OverflowError");
	if (self.sequence !== null) self.index = Math.min(Math.max(index, -1), length(self.sequence) - 1);
	return newNone();
}

function reversedDealloc(self: PyReversed): void {
	untrack(self);
	free(self);
	xrelease(self.sequence);
}

function reversedTraverse(self: PyReversed, visit: Visit): void {
	if (self.sequence !== null) visit(self.sequence, "sequence iterated over");
}

export const ReversedType: PyType = defineType({
	name: "reversed",
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE,
	doc: "Return a reverse iterator over the values of the given sequence.",
	basicsize: 32,
	alloc: (type) => own(new PyReversed(type)),
	new: reversedNew,
	typeVectorcall: reversedVectorcall,
	dealloc: reversedDealloc,
	traverse: reversedTraverse,
	iter: selfIter,
	iternext: reversedNext,
	methods: [
		def("__length_hint__", "($self, /)", "Private method returning an estimate of len(list(it)).", reversedLengthHint),
		def("__reduce__", "($self, /)", "Return state information for pickling.", reversedReduce),
		def("__setstate__", "($self, object, /)", "Set state information for unpickling.", reversedSetState),
	],
});
