// The module `_tracemalloc`: where each object was allocated, while tracing is on.
//
// An object's traceback is taken at its birth as codes and places, and turned into lines when somebody asks. Its size is
// that of CPython's memory block for it; a list's array and a dict's table count as a second block with the same
// traceback. What is alive is measured anew at each question, so that growth shows. The peak is the highest total at
// any birth or question. Read `Tracer` first. Mirrors Python/tracemalloc.c.

import { hold, take } from "../heap/handles.ts";
import type { HeapObject, Own } from "../heap/header.ts";
import { heap } from "../heap/header.ts";
import { incref, isImmortal } from "../heap/refcount.ts";
import { def, type MethodDef } from "../objects/args.ts";
import type { PyCode } from "../objects/code.ts";
import { indexAsNumber } from "../objects/abstract.ts";
import { newBool } from "../objects/bool.ts";
import { valueError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import { newList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { thread } from "../objects/state.ts";
import { newStr } from "../objects/str.ts";
import { newTuple } from "../objects/tuple.ts";
import { buildModule } from "./define.ts";

const MOST_FRAMES = 65535;
/** What CPython keeps for each trace, in bytes. */
const TRACE_SIZE = 64;

interface Trace {
	/** Innermost first. The codes are kept by JavaScript only. */
	readonly codes: readonly PyCode[];
	readonly places: readonly number[];
	/** How many frames there were. */
	readonly depth: number;
	/** The object's own block came from a freelist: it was allocated long ago, and only what else it takes counts. */
	readonly kept: boolean;
	/** As last measured; 0 before. */
	size: number;
}

class Tracer {
	limit = 1;
	readonly traces = new Map<HeapObject, Trace>();
	/** Bytes of all traces as last measured. */
	private total = 0;
	peak = 0;
	/** Born since the last measurement. */
	private fresh: HeapObject[] = [];
	/** While the module itself makes objects, which are nobody's. */
	paused = false;

	born(object: HeapObject): void {
		if (this.paused) return;
		if (this.fresh.length > 0) this.measureFresh();
		this.traces.set(object, takeTrace(this.limit, object.type.freelistLength > 0));
		this.fresh.push(object);
	}

	freed(object: HeapObject): void {
		const trace = this.traces.get(object);
		if (trace === undefined) return;
		this.total -= trace.size;
		this.traces.delete(object);
	}

	resized(object: HeapObject): void {
		if (this.fresh.length === 0 && this.traces.has(object)) this.measure(object);
	}

	private measureFresh(): void {
		for (const object of this.fresh) this.measure(object);
		this.fresh = [];
		this.peak = Math.max(this.peak, this.total);
	}

	private measure(object: HeapObject): void {
		const trace = this.traces.get(object);
		if (trace === undefined) return;
		// What the runtime makes once and for all is there from the start in CPython.
		if (isImmortal(object)) return this.freed(object);
		const { own, buffer } = blocksOf(object as PyObject, trace);
		const size = own + buffer;
		this.total += size - trace.size;
		trace.size = size;
	}

	/** The bytes of everything traced. */
	current(): number {
		this.fresh = [];
		for (const object of this.traces.keys()) this.measure(object);
		this.peak = Math.max(this.peak, this.total);
		return this.total;
	}
}

function blocksOf(object: PyObject, trace: Trace): { own: number; buffer: number } {
	return { own: trace.kept ? 0 : object.type.blockSize(object), buffer: object.type.extraBytesOf(object) };
}

function takeTrace(limit: number, kept: boolean): Trace {
	const codes: PyCode[] = [];
	const places: number[] = [];
	let depth = 0;
	for (let frame = thread.frame as Frame | null; frame !== null; frame = frame.previous) {
		depth++;
		if (codes.length >= limit) continue;
		codes.push(frame.code);
		places.push(frame.pc);
	}
	return { codes, places, depth: Math.min(depth, MOST_FRAMES), kept, size: 0 };
}

let tracer: Tracer | null = null;

/** Runs `make` with its objects left out of the traces. */
function untraced<T>(make: () => T): T {
	if (tracer === null) return make();
	tracer.paused = true;
	const result = make();
	tracer.paused = false;
	return result;
}

/** A tuple of (filename, line) pairs, innermost first. New. */
function tracebackTuple(trace: Trace): Own<PyObject> {
	if (trace.codes.length === 0) return newTuple([newTuple([newStr("<unknown>"), newInt(0)])]);
	return newTuple(trace.codes.map((code, i) => newTuple([incref(code.filename), newInt(code.lineAt(trace.places[i]!) ?? 0)])));
}

function start(_module: PyObject, nframe: PyObject | null): Own<PyObject> {
	const limit = nframe === null ? 1 : indexAsNumber(nframe, "OverflowError");
	if (limit < 1 || limit > MOST_FRAMES) valueError(`the number of frames must be in range [1; ${MOST_FRAMES}]`);
	if (tracer !== null) return newNone();
	tracer = new Tracer();
	tracer.limit = limit;
	heap.watchAllocations(tracer);
	return newNone();
}

function stop(): Own<PyObject> {
	if (tracer !== null) heap.unwatchAllocations(tracer);
	tracer = null;
	return newNone();
}

function getTraces(): Own<PyObject> {
	return untraced(() => {
		const list = hold(newList([]), "list of traces");
		if (tracer === null) return take(list);
		tracer.current();
		for (const [object, trace] of tracer.traces) {
			const { own, buffer } = blocksOf(object as PyObject, trace);
			for (const size of [own, buffer]) if (size > 0) list.items.push(traceTuple(trace, size));
		}
		list.allocated = list.items.length;
		return take(list);
	});
}

/** `(domain, size, traceback, total number of frames)`. New. */
function traceTuple(trace: Trace, size: number): Own<PyObject> {
	return newTuple([newInt(0), newInt(size), tracebackTuple(trace), newInt(trace.depth)]);
}

function getObjectTraceback(_module: PyObject, object: PyObject): Own<PyObject> {
	const trace = tracer?.traces.get(object);
	return trace === undefined ? newNone() : untraced(() => tracebackTuple(trace));
}

function getTracedMemory(): Own<PyObject> {
	if (tracer === null) return newTuple([newInt(0), newInt(0)]);
	const current = tracer.current();
	const { peak } = tracer;
	return newTuple([newInt(current), newInt(peak)]);
}

const functions: readonly MethodDef[] = [
	def("is_tracing", "($module, /)", "Whether allocations are traced.", () => newBool(tracer !== null)),
	def("clear_traces", "($module, /)", "Forgets what has been allocated so far.", () => {
		if (tracer !== null) {
			const { limit } = tracer;
			heap.unwatchAllocations(tracer);
			tracer = new Tracer();
			tracer.limit = limit;
			heap.watchAllocations(tracer);
		}
		return newNone();
	}),
	def("_get_traces", "($module, /)", "A list of (domain, size, traceback, total frames), one for each block.", getTraces),
	def("_get_object_traceback", "($module, obj, /)", "Where an object was allocated, or None.", getObjectTraceback),
	def("start", "($module, nframe=1, /)", "Begins to trace, with that many frames for each block.", start),
	def("stop", "($module, /)", "Ends tracing and forgets all traces.", stop),
	def("get_traceback_limit", "($module, /)", "How many frames a trace has at most.", () => newInt(tracer?.limit ?? 1)),
	def("get_tracemalloc_memory", "($module, /)", "Bytes that the traces themselves take in CPython.", () =>
		newInt((tracer?.traces.size ?? 0) * TRACE_SIZE),
	),
	def("get_traced_memory", "($module, /)", "Bytes traced now, and at the most.", getTracedMemory),
	def("reset_peak", "($module, /)", "Lets the peak begin at what is traced now.", () => {
		if (tracer !== null) tracer.peak = tracer.current();
		return newNone();
	}),
];

export function initTracemalloc(): Own<PyModule> {
	return buildModule("_tracemalloc", "Traces of allocated memory blocks.", functions);
}
