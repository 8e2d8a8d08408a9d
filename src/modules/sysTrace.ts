// The functions of `sys` that have to do with tracing: settrace, setprofile and their kin, _current_frames.
// What they do is in vm/monitoring/legacy.ts. Mirrors Python/sysmodule.c.

import { dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { callTuple } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { dictSet, newDict } from "../objects/dict.ts";
import { typeError } from "../objects/errors.ts";
import { firstComplete, frameObjectOf } from "../objects/frame.ts";
import { newInt } from "../objects/int.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import type { PyObject } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { framesOfThreads, handledBy, type ThreadRecord } from "../objects/threads.ts";
import { isTuple } from "../objects/tuple.ts";
import { legacy, setInOtherThreads, setProfile, setTrace } from "../vm/monitoring/legacy.ts";
import { monitoring } from "../vm/monitoring/state.ts";
import { typeName } from "./define.ts";

/** Runs a function with events, though a trace function is running. Source: _PyEval_CallTracing. */
function callTracing(_module: PyObject, func: PyObject, args: PyObject): Own<PyObject> {
	if (!isTuple(args)) return typeError(`call_tracing() argument 2 must be tuple, not ${typeName(args)}`);
	const { tracing } = monitoring;
	monitoring.tracing = 0;
	try {
		return callTuple(func, args, null);
	} finally {
		monitoring.tracing = tracing;
	}
}

/** A dictionary by the identities of threads; `valueOf` gives a borrowed value or null. */
function byThread(valueOf: (record: ThreadRecord, frame: Frame | null) => PyObject | null): Own<PyObject> {
	const dict = hold(newDict(), "dictionary by thread");
	for (const [record, frame] of [...framesOfThreads()].reverse()) {
		const value = valueOf(record, firstComplete(frame as Frame | null));
		if (value === null) continue;
		const ident = hold(newInt(record.ident), "identity of the thread");
		dictSet(dict, ident, value);
		dropKeeping(ident, null);
	}
	return take(dict);
}

function currentFrames(): Own<PyObject> {
	return byThread((_record, frame) => (frame === null ? null : frameObjectOf(frame)));
}

function currentExceptions(): Own<PyObject> {
	return byThread((record) => handledBy(record) ?? None);
}

export const traceFunctions: readonly MethodDef[] = [
	def("settrace", "($module, function, /)", "Sets the function that is called at each call, line, return and exception.", (_m, f) => {
		setTrace(f === None ? null : f);
		return newNone();
	}),
	def("gettrace", "($module, /)", "The function that settrace() set.", () => incref(legacy.trace ?? None)),
	def("setprofile", "($module, function, /)", "Sets the function that is called at each call and return.", (_m, f) => {
		setProfile(f === None ? null : f);
		return newNone();
	}),
	def("getprofile", "($module, /)", "The function that setprofile() set.", () => incref(legacy.profile ?? None)),
	def("_settraceallthreads", "($module, function, /)", "Sets the trace function of every thread.", (_m, f) => {
		setInOtherThreads("trace", f === None ? null : f);
		setTrace(f === None ? null : f);
		return newNone();
	}),
	def("_setprofileallthreads", "($module, function, /)", "Sets the profile function of every thread.", (_m, f) => {
		setInOtherThreads("profile", f === None ? null : f);
		setProfile(f === None ? null : f);
		return newNone();
	}),
	def("call_tracing", "($module, func, args, /)", "Calls a function with tracing on, from a trace function.", callTracing),
	def("_current_frames", "($module, /)", "The frame that each thread is in.", currentFrames),
	def("_current_exceptions", "($module, /)", "The exception that each thread handles.", currentExceptions),
];
