// reversed: what `__reversed__` returns, or an iterator by falling index.
// Read `makeReversed` first. Mirrors the second half of Objects/enumobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { dropKeeping, hold, mark } from "../heap/handles.ts";
import { type Own, own, type Visit } from "../heap/header.ts";
import { decref, free, incref, xrelease } from "../heap/refcount.ts";
import { callNoArgs, indexAsNumber, isSequence, length, lookupSpecial, sequenceGetItem } from "./abstract.ts";
import { selfIter } from "./abstractAttr.ts";
import { checkPositional, def } from "./args.ts";
import type { PyDict } from "./dict.ts";
import { caught, clearException, exceptionMatches, typeError } from "./errors.ts";
import { newInt } from "./int.ts";
import { defineType, PyGCObject, type PyObject, type PyType, TPFLAGS_BASETYPE, TPFLAGS_HAVE_GC } from "./object.ts";
import { newNone, None } from "./singletons.ts";
import { internStr } from "./str.ts";
import { newTrackedTuple, type PyTuple } from "./tuple.ts";

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
	if ((type === ReversedType || type.init === ReversedType.init) && kwargs !== null && kwargs.used > 0)
		typeError("reversed() takes no keyword arguments");
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
	doc: "reversed(sequence, /)\n--\n\nReturn a reverse iterator over the values of the given sequence.",
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
