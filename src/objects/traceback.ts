// Traceback objects: one per frame that an exception passed through, outermost first.
// Owns the next traceback and the frame. Read `addTraceback` first. Mirrors Python/traceback.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { dropKeeping, hold } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, free, incref, release, xincref, xrelease } from "../heap/refcount.ts";
import { isFrame, type PyFrame } from "./frame.ts";
import { bindArguments, def, type Parameter } from "./args.ts";
import { dictItemsInOrder, dictLength, type PyDict } from "./dict.ts";
import { typeError, valueError } from "./errors.ts";
import { indexAsNumber } from "./abstract.ts";
import { newInt } from "./int.ts";
import { newList } from "./list.ts";
import { defineType, type PyObject, PyGCObject, type PyType, TPFLAGS_HAVE_GC } from "./object.ts";
import { None } from "./singletons.ts";
import { newStr } from "./str.ts";
import { newTuple, type PyTuple } from "./tuple.ts";

export class PyTraceback extends PyGCObject {
	/** The frame further in, where the exception came from. */
	next: PyTraceback | null;
	frame: PyFrame;
	/** Byte offset of the instruction. */
	lasti: number;
	/** -1 until somebody asks: then computed from `lasti`. */
	lineno: number;

	constructor(next: Own<PyTraceback> | null, frame: Own<PyFrame>, lasti: number, lineno: number) {
		super(TracebackType);
		this.next = next;
		this.frame = frame;
		this.lasti = lasti;
		this.lineno = lineno;
	}
}

/** Steals `next` and `frame`. */
export function newTraceback(next: Own<PyTraceback> | null, frame: Own<PyFrame>, lasti: number, lineno: number): Own<PyTraceback> {
	const traceback = new PyTraceback(next, frame, lasti, lineno);
	track(traceback);
	return own(traceback);
}

export function isTraceback(object: PyObject): object is PyTraceback {
	return object.type === TracebackType;
}

/** The line in which the exception passed, or null if the instruction has none. */
export function tracebackLine(traceback: PyTraceback): number | null {
	return traceback.lineno >= 0 ? traceback.lineno : traceback.frame.frame.code.lineAt(traceback.lasti >> 1);
}

function tracebackDealloc(self: PyTraceback): void {
	untrack(self);
	free(self);
	release(self.frame);
	xrelease(self.next);
}

function tracebackTraverse(self: PyTraceback, visit: Visit): void {
	if (self.next !== null) visit(self.next, "attribute", "tb_next");
	visit(self.frame, "attribute", "tb_frame");
}

function tracebackClear(self: PyTraceback): void {
	const next = self.next;
	self.next = null;
	if (next !== null) decref(next);
	// The frame stays: a traceback without frame is no valid object. Its own clearing breaks the cycle.
}

const PARAMETERS: readonly Parameter[] = [
	{ name: "tb_next", required: true, kind: "either" },
	{ name: "tb_frame", required: true, kind: "either" },
	{ name: "tb_lasti", required: true, kind: "either" },
	{ name: "tb_lineno", required: true, kind: "either" },
];

function tracebackVectorcall(_type: PyType, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const [next, frame, lasti, lineno] = bindArguments("traceback", PARAMETERS, args, kwnames) as PyObject[];
	if (!isFrame(frame)) typeError(`traceback() argument 'tb_frame' must be frame, not ${frame.type.name}`);
	const offset = indexAsNumber(lasti, "OverflowError");
	const line = indexAsNumber(lineno, "OverflowError");
	if (next !== None && !isTraceback(next)) typeError(`expected traceback object or None, got '${next.type.name}'`);
	return newTraceback(next === None ? null : incref(next as PyTraceback), incref(frame as PyFrame), offset, line);
}

function setNext(self: PyTraceback, value: PyObject | null): void {
	if (value === null) typeError("can't delete tb_next attribute");
	const next = value === None ? null : value!;
	if (next !== null && !isTraceback(next)) typeError(`expected traceback object, got '${next.type.name}'`);
	for (let cursor = next as PyTraceback | null; cursor !== null; cursor = cursor.next)
		if (cursor === self) valueError("traceback loop detected");
	const old = self.next;
	self.next = xincref(next as PyTraceback | null);
	if (old !== null) decref(old);
}

export const TracebackType = defineType({
	name: "traceback",
	flags: TPFLAGS_HAVE_GC,
	basicsize: 40,
	doc: "traceback(tb_next, tb_frame, tb_lasti, tb_lineno)\n--\n\nOne step of the way that an exception took.",
	dealloc: tracebackDealloc,
	traverse: tracebackTraverse,
	clear: tracebackClear,
	new: (type, args, kwargs) => tracebackNew(type, args, kwargs),
	typeVectorcall: tracebackVectorcall,
	methods: [
		def("__dir__", "($self, /)", null, () => newList(["tb_frame", "tb_next", "tb_lasti", "tb_lineno"].map((name) => newStr(name)))),
	],
	getset: [
		{ name: "tb_next", get: (self: PyTraceback) => incref(self.next ?? None) as Own<PyObject>, set: setNext },
		{ name: "tb_lineno", get: (self: PyTraceback) => lineObject(tracebackLine(self)) },
	],
	members: [
		{ name: "tb_frame", field: "frame", readonly: true, audited: true },
		{ name: "tb_lasti", field: "lasti", readonly: true },
	],
});

function lineObject(line: number | null): Own<PyObject> {
	return line === null ? own(None) : newInt(line);
}

function tracebackNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	if (kwargs === null || dictLength(kwargs) === 0) return tracebackVectorcall(type, args.items, null);
	const items = dictItemsInOrder(kwargs);
	const kwnames = hold(newTuple(items.map(([key]) => incref(key))), "names of keyword arguments");
	return dropKeeping(kwnames, tracebackVectorcall(type, [...args.items, ...items.map(([, value]) => value)], kwnames));
}
