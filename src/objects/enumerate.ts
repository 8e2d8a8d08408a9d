// enumerate.
//
// enumerate hands out one tuple again and again as long as nobody but itself holds it. Read `enumerateNext` first.
// Mirrors Objects/enumobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { hold, take } from "../heap/handles.ts";
import { type Own, own, type Visit } from "../heap/header.ts";
import { decref, free, incref, xrelease } from "../heap/refcount.ts";
import { getIter, forwardNext, numberIndex } from "./abstract.ts";
import { selfIter } from "./abstractAttr.ts";
import { def } from "./args.ts";
import { dictItemsInOrder, type PyDict } from "./dict.ts";
import { reusePair } from "./dictviews.ts";
import { typeError } from "./errors.ts";
import { newGenericAlias } from "./genericalias.ts";
import { newInt } from "./int.ts";
import { defineType, PyGCObject, type PyObject, type PyType, TPFLAGS_BASETYPE, TPFLAGS_HAVE_GC } from "./object.ts";
import { None } from "./singletons.ts";
import type { PyStr } from "./str.ts";
import { newTrackedTuple, type PyTuple, tupleOf } from "./tuple.ts";

export { PyReversed, ReversedType } from "./reversed.ts";

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
	const item = forwardNext(self.iterator!);
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
	doc: "enumerate(iterable, start=0)\n--\n\nAn iterator over pairs of a running number, from start, and the values of an iterable.",
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
