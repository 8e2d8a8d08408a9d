// `with decref.expect(alive=…, freed=…):` for tests of one's own code: what the block creates must be alive or freed at its
// end as stated; else AssertionError, which names each survivor and who holds it. Read `exitExpectation` first.
//
// The expectation owns the dictionaries that it was given, and nothing that the block creates.

import { track, untrack } from "../heap/gc/tracking.ts";
import type { HeapObject, Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { free, incref, xincref, xrelease } from "../heap/refcount.ts";
import { isType } from "../objects/abstractClass.ts";
import { def } from "../objects/args.ts";
import { False } from "../objects/bool.ts";
import { dictItemsInOrder, isDict } from "../objects/dict.ts";
import { exceptionTypes, raiseError, typeError } from "../objects/errors.ts";
import { isInt } from "../objects/int.ts";
import {
	defineType,
	isSubtype,
	PyGCObject,
	type PyObject,
	type PyType,
	TPFLAGS_DISALLOW_INSTANTIATION,
	TPFLAGS_HAVE_GC,
} from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { typeReady } from "../objects/typeReady.ts";
import { explain, holderText, isAlive, names } from "./explain.ts";
import { OWNED } from "./graph.ts";
import { typeNameOf } from "./names.ts";
import { Recorder } from "./recorder.ts";
import { isOfInterest } from "./steps.ts";

class PyExpectation extends PyGCObject {
	/** What was stated: a number, or a dictionary from types to numbers. Owned. */
	readonly alive: PyObject | null;
	readonly freed: PyObject | null;
	readonly recorder: Recorder;

	constructor(alive: PyObject | null, freed: PyObject | null, recorder: Recorder) {
		super(expectationType!);
		this.alive = xincref(alive);
		this.freed = xincref(freed);
		this.recorder = recorder;
	}
}

let expectationType: PyType | null = null;

function makeType(): void {
	expectationType = defineType({
		name: "decref.Expectation",
		doc: "What a block creates must be alive or freed at its end as stated.",
		flags: TPFLAGS_DISALLOW_INSTANTIATION | TPFLAGS_HAVE_GC,
		basicsize: 40,
		dealloc: (self: PyExpectation) => {
			untrack(self);
			self.recorder.stop();
			free(self);
			xrelease(self.freed);
			xrelease(self.alive);
		},
		traverse: (self: PyExpectation, visit: Visit) => {
			if (self.alive !== null) visit(self.alive, "attribute", "alive");
			if (self.freed !== null) visit(self.freed, "attribute", "freed");
		},
		methods: [
			def("__enter__", "($self, /)", "Begin.", enterExpectation),
			def("__exit__", "($self, /, type, value, traceback)", "Compare; raise AssertionError if it is otherwise.", exitExpectation),
		],
	});
	typeReady(expectationType);
}

/** `decref.expect(alive=None, freed=None)`. Borrows; `isOwn` tells the program's files. New. Raises TypeError. */
export function newExpectation(alive: PyObject | null, freed: PyObject | null, isOwn: (filename: string) => boolean): Own<PyObject> {
	if (expectationType === null) makeType();
	const stated = [alive, freed].map((value, i) => checked(value, ["alive", "freed"][i]!));
	const self = new PyExpectation(stated[0]!, stated[1]!, new Recorder(names, isOwn, "all"));
	track(self);
	return own(self);
}

function checked(value: PyObject | null, name: string): PyObject | null {
	if (value === null || value === None) return null;
	const good = isInt(value) || (isDict(value) && dictItemsInOrder(value).every(([key, n]) => isType(key) && isInt(n)));
	return good ? value : typeError(`${name} must be an int or a dict of types and ints, not '${value.type.name}'`);
}

function enterExpectation(self: PyExpectation): Own<PyObject> {
	self.recorder.start();
	return incref(self as PyObject);
}

/** Leaves an exception of the block alone. Raises AssertionError. */
function exitExpectation(self: PyExpectation, type: PyObject): Own<PyObject> {
	const { recorder } = self;
	recorder.stop();
	const alive = [...recorder.own.keys()].filter((object) => isAlive(object) && isOfInterest(object));
	const freed = recorder
		.takeDead()
		.map(({ object }) => object)
		.filter(isOfInterest);
	recorder.own.clear();
	if (type === None) {
		const wrong = [...differences(self.alive, alive, "alive"), ...differences(self.freed, freed, "freed")];
		if (wrong.length > 0) raiseError(exceptionTypes.AssertionError!, wrong.join("\n"));
	}
	return incref(False as PyObject);
}

function differences(stated: PyObject | null, objects: readonly HeapObject[], state: "alive" | "freed"): string[] {
	if (stated === null) return [];
	if (isInt(stated)) return compare(Number(stated.value), objects, "object", state);
	if (!isDict(stated)) return [];
	return dictItemsInOrder(stated).flatMap(([type, n]) => {
		const ofType = objects.filter((object) => isSubtype(object.type as PyType, type as PyType));
		return compare(Number((n as PyObject & { value: number | bigint }).value), ofType, typeNameOf(type as PyType), state);
	});
}

function compare(stated: number, objects: readonly HeapObject[], what: string, state: "alive" | "freed"): string[] {
	if (objects.length === stated) return [];
	const text = `expected ${stated} × ${what} ${state}, found ${objects.length}`;
	return [state === "freed" ? text : [text, ...objects.slice(0, MANY).map(survivorText)].join("\n")];
}

/** So many survivors are named. */
const MANY = 5;

function survivorText(object: HeapObject): string {
	const { name, holders } = explain(object);
	const owned = holders.filter(({ hold }) => hold === OWNED);
	return `  ${name} is alive: ${owned.map(holderText).join("; ")}`;
}
