// Tuples: the struct, its constructors, slots and type. The methods are in tupleMethods.ts.
//
// Invariant: `items` never changes once anybody else has seen the tuple (a builder with the only reference may fill it).
// Made from an array of objects of kinds that the collector does not know, a tuple is not tracked; made in other ways
// it is, until a collection finds that it need not be. Read `newTuple` first. Mirrors Objects/tupleobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { type Own, own, type Visit, standAlone } from "../heap/header.ts";
import { free, immortalize, incref, release } from "../heap/refcount.ts";
import { countTupleBirth } from "./collectorHooks.ts";
import {
	defineType,
	type Hash,
	PyGCObject,
	type PyObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_HAVE_GC,
	TPFLAGS_MATCH_SELF,
	TPFLAGS_SEQUENCE,
	TPFLAGS_TUPLE_SUBCLASS,
} from "./object.ts";
import { newTupleIterator } from "./iterators.ts";
import {
	tupleConcat,
	tupleContains,
	tupleHash,
	tupleItem,
	tupleMethods,
	tupleNew,
	tupleRepeat,
	tupleRepr,
	tupleRichcompare,
	tupleSubscript,
	tupleVectorcall,
} from "./tupleMethods.ts";

export class PyTuple extends PyGCObject {
	static {
		standAlone(PyTuple);
	}

	/** Owned. */
	readonly items: PyObject[];
	/** The hash once computed. */
	hash: Hash | null;

	constructor(type: PyType, items: PyObject[]) {
		super(type);
		this.items = items;
		this.hash = null;
		if (type.freelistLength < 0) countTupleBirth(items.length);
	}
}

/** Steals the array and its references. Tracked if an item is of a kind that the collector knows, be the item known to it or not. */
export function newTuple(items: Own<PyObject>[]): Own<PyTuple> {
	if (items.length === 0) return own(emptyTuple);
	const tuple = new PyTuple(TupleType, items);
	for (const item of items) {
		if ((item.type.typeFlags & TPFLAGS_HAVE_GC) === 0) continue;
		track(tuple);
		break;
	}
	return own(tuple);
}

/** As `newTuple`, but tracked whatever is in it: what PyTuple_New makes. */
export function newTrackedTuple(items: Own<PyObject>[]): Own<PyTuple> {
	if (items.length === 0) return own(emptyTuple);
	const tuple = new PyTuple(TupleType, items);
	track(tuple);
	return own(tuple);
}

/** A tuple of the given objects, which it borrows and counts. */
export function tupleOf(...items: PyObject[]): Own<PyTuple> {
	for (const item of items) incref(item);
	return newTuple(items as Own<PyObject>[]);
}

export function isTuple(o: PyObject): o is PyTuple {
	return o.type === TupleType || (o.type.typeFlags & TPFLAGS_TUPLE_SUBCLASS) !== 0;
}

function tupleDealloc(self: PyTuple): void {
	untrack(self);
	free(self);
	for (const item of self.items) release(item);
}

/** Last to first, as tuple_traverse. */
function tupleTraverse(self: PyTuple, visit: Visit): void {
	for (let i = self.items.length - 1; i >= 0; i--) visit(self.items[i]!, "element", i);
}

export const TupleType: PyType = defineType({
	name: "tuple",
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE | TPFLAGS_TUPLE_SUBCLASS | TPFLAGS_MATCH_SELF | TPFLAGS_SEQUENCE,
	doc: "tuple(iterable=(), /)\n--\n\nAn immutable sequence.\n\nWithout argument an empty tuple, else the values of the iterable; a tuple itself is returned as it is.",
	basicsize: 32,
	itemsize: 8,
	itemCount: (self: PyTuple) => self.items.length,
	freelistSize: 2000,
	blockSize: (self: PyTuple) => self.type.basicsize + 8 * self.items.length + 16,
	alloc: (type) => own(new PyTuple(type, [])),
	new: tupleNew,
	typeVectorcall: tupleVectorcall,
	dealloc: tupleDealloc,
	traverse: tupleTraverse,
	repr: tupleRepr,
	hash: tupleHash,
	richcompare: tupleRichcompare,
	iter: newTupleIterator,
	sqLength: (self: PyTuple) => self.items.length,
	sqConcat: tupleConcat,
	sqRepeat: tupleRepeat,
	sqItem: tupleItem,
	sqContains: tupleContains,
	mpLength: (self: PyTuple) => self.items.length,
	mpSubscript: tupleSubscript,
	methods: tupleMethods(),
});

TupleType.freelistLength = -1;

/** The one empty tuple. */
export const emptyTuple: PyTuple = immortalize(new PyTuple(TupleType, []));
