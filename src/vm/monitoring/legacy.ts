// sys.settrace and sys.setprofile, made of monitoring: two tools whose callbacks turn events into the older ones.
//
// The trace function is called for new frames, and returns the one that hears of that frame's lines (`f_trace`). An
// exception out of either ends tracing. Read `setTrace` and `traceTrampoline` first. Mirrors Python/legacy_tracing.c and
// the trampolines of Python/sysmodule.c.

import { registerRoots } from "../../heap/audit.ts";
import { drop, hold, mark } from "../../heap/handles.ts";
import type { Own, Visit } from "../../heap/header.ts";
import { decref, incref, xdecref } from "../../heap/refcount.ts";
import { call } from "../../objects/abstract.ts";
import { BuiltinFunctionType } from "../../objects/builtinFunction.ts";
import type { PyCode } from "../../objects/code.ts";
import { MethodDescrType } from "../../objects/descrMethod.ts";
import { caught, PYTHON_EXCEPTION, systemError } from "../../objects/errors.ts";
import type { PyBaseException } from "../../objects/exception.ts";
import { currentFrame, frameObjectOf, type PyFrame } from "../../objects/frame.ts";
import type { PyInt } from "../../objects/int.ts";
import type { Frame } from "../../objects/interpreterFrame.ts";
import type { PyObject } from "../../objects/object.ts";
import { None } from "../../objects/singletons.ts";
import { internStr } from "../../objects/str.ts";
import { registerPerThread, type ThreadRecord, threads } from "../../objects/threads.ts";
import { tupleOf } from "../../objects/tuple.ts";
import { duringEvent } from "./fire.ts";
import { lineTable } from "./lines.ts";
import {
	C_RAISE,
	C_RETURN,
	CALL_EVENT,
	INSTRUCTION,
	JUMP_EVENT,
	LINE,
	MISSING,
	monitoring,
	type NativeCallback,
	PY_RESUME,
	PY_RETURN,
	PY_START,
	PY_THROW,
	PY_UNWIND,
	PY_YIELD,
	RAISE,
	STOP_ITERATION,
	SYS_PROFILE_ID,
	SYS_TRACE_ID,
} from "./state.ts";
import { getLocalEvents, setEvents, setLocalEvents } from "./tools.ts";

interface Functions {
	trace: PyObject | null;
	profile: PyObject | null;
}

/** The functions that the running thread gave to sys.settrace and sys.setprofile. Owned. */
export const legacy: Functions = { trace: null, profile: null };

/** Of a thread that does not run. */
interface Saved extends Functions {
	readonly tracing: number;
}

const NOTHING: Saved = Object.freeze({ trace: null, profile: null, tracing: 0 });

function visitFunctions({ trace, profile }: Functions, visit: Visit): void {
	if (trace !== null) visit(trace, "trace function");
	if (profile !== null) visit(profile, "profile function");
}

registerRoots("tracing", (visit) => visitFunctions(legacy, visit));

const savedAt = registerPerThread<Saved>({
	fresh: () => NOTHING,
	get: () => {
		const { trace, profile } = legacy;
		const { tracing } = monitoring;
		return trace === null && profile === null && tracing === 0 ? NOTHING : { trace, profile, tracing };
	},
	set: ({ trace, profile, tracing }) => {
		legacy.trace = trace;
		legacy.profile = profile;
		monitoring.tracing = tracing;
	},
	visit: visitFunctions,
	clear: () => {
		if (legacy.profile !== null) setProfile(null);
		if (legacy.trace !== null) setTrace(null);
	},
});

const otherThreads = (): ThreadRecord[] => threads.all.filter((record) => record !== threads.current);
const functionOf = (record: ThreadRecord, which: keyof Functions): PyObject | null => (record.saved[savedAt] as Saved)[which];

/** The events that a tool needs for its function in the running thread and for those in others. */
function eventsFor(which: keyof Functions, events: number): number {
	return legacy[which] !== null || otherThreads().some((record) => functionOf(record, which) !== null) ? events : 0;
}

/** Sets the function of every other thread. Borrows. Runs Python code. */
export function setInOtherThreads(which: keyof Functions, func: PyObject | null): void {
	for (const record of otherThreads()) {
		const old = functionOf(record, which);
		record.saved[savedAt] = { ...(record.saved[savedAt] as Saved), [which]: func === null ? null : incref(func) };
		xdecref(old);
	}
}

const bits = (...events: number[]): number => events.reduce((all, event) => all | (1 << event), 0);
const COMMON = bits(PY_START, PY_RESUME, PY_RETURN, PY_YIELD, PY_UNWIND, PY_THROW);
const TRACE_EVENTS = COMMON | bits(RAISE, LINE, JUMP_EVENT, STOP_ITERATION);
const PROFILE_EVENTS = COMMON | bits(CALL_EVENT);

function runningFrame(what: string): PyFrame {
	const frame = currentFrame();
	return frame === null ? systemError(`Missing frame when calling ${what} function.`) : frameObjectOf(frame);
}

/** Calls a trace or profile function. New. */
function callFunction(callback: PyObject, frame: PyFrame, what: string, argument: PyObject | null): Own<PyObject> {
	return call(callback, [frame, internStr(what), argument ?? None], null);
}

function traceTrampoline(frame: PyFrame, what: string, argument: PyObject | null): void {
	const callback = what === "call" ? legacy.trace : frame.trace;
	if (callback === null) return;
	const since = mark();
	let result: Own<PyObject>;
	try {
		result = callFunction(callback, frame, what, argument);
	} catch (thrown) {
		caught(thrown, since);
		setTrace(null);
		setLocalTrace(frame, null);
		throw PYTHON_EXCEPTION;
	}
	if (result === None) decref(result);
	else setLocalTrace(frame, result);
}

/** Steals the function. */
function setLocalTrace(frame: PyFrame, trace: Own<PyObject> | null): void {
	const old = frame.trace;
	frame.trace = trace;
	xdecref(old);
}

function callTrace(what: string, argument: PyObject | null): boolean {
	if (legacy.trace === null) return false;
	const frame = runningFrame("trace");
	if (frame.traceOpcodes) setOpcodeTrace(frame, true);
	traceIn(frame, 0, what, argument);
	return false;
}

function traceIn(frame: PyFrame, line: number, what: string, argument: PyObject | null): void {
	hold(incref(frame), "frame that is traced");
	if (line !== 0) frame.lineno = line;
	try {
		traceTrampoline(frame, what, argument);
	} finally {
		frame.lineno = 0;
	}
	drop(frame);
}

/** A new line in a frame, told directly. */
export function traceLine(frame: Frame, line: number): void {
	if (legacy.trace === null) return;
	const object = frameObjectOf(frame);
	if (object.traceLines) duringEvent(LINE, () => traceIn(object, line, "line", null));
}

/** Lines are told by `traceLine`, but a jump back within its line counts as the line once more. */
function traceJump([code, source, target]: readonly PyObject[]): boolean {
	if (legacy.trace === null) return false;
	const from = ((source as PyInt).value as number) / 2;
	const to = ((target as PyInt).value as number) / 2;
	if (to > from) return true;
	const { lines } = lineTable(code as PyCode);
	if (lines[to] !== lines[from]) return true;
	const frame = runningFrame("trace");
	if (frame.traceLines && lines[to] >= 0) traceIn(frame, lines[to], "line", null);
	return false;
}

function traceException(args: readonly PyObject[]): boolean {
	const exception = args[2] as unknown as PyBaseException;
	const tuple = hold(tupleOf(exception.type, exception, exception.traceback ?? None), "argument of the trace function");
	const result = callTrace("exception", tuple);
	drop(tuple);
	return result;
}

function traceInstruction(): boolean {
	const frame = runningFrame("trace");
	if (legacy.trace === null || !frame.traceOpcodes) setOpcodeTrace(frame, false);
	else traceIn(frame, 0, "opcode", null);
	return false;
}

/** Switches the instruction event on or off in the frame's code. */
export function setOpcodeTrace(frame: PyFrame, on: boolean): void {
	const { code } = frame.frame;
	const events = getLocalEvents(code, SYS_TRACE_ID);
	setLocalEvents(code, SYS_TRACE_ID, on ? events | bits(INSTRUCTION) : events & ~bits(INSTRUCTION));
}

function callProfile(what: string, argument: PyObject | null): boolean {
	if (legacy.profile === null) return false;
	const frame = hold(incref(runningFrame("profile")), "frame that is profiled");
	const since = mark();
	try {
		decref(callFunction(legacy.profile, frame, what, argument));
	} catch (thrown) {
		caught(thrown, since);
		setProfile(null);
		throw PYTHON_EXCEPTION;
	}
	drop(frame);
	return false;
}

/** Calls of native functions; a method descriptor is told as the bound method. */
const profileNative =
	(what: string): NativeCallback =>
	(args) => {
		const callable = args[2];
		if (callable.type === BuiltinFunctionType) return callProfile(what, callable);
		if (callable.type !== MethodDescrType || args[3] === MISSING) return false;
		const method = hold(callable.type.descrGet!(callable, args[3], args[3].type), "method that is profiled");
		callProfile(what, method);
		drop(method);
		return false;
	};

function install(tool: number, callbacks: readonly (readonly [number, NativeCallback])[]): void {
	for (const [event, callback] of callbacks) monitoring.native[tool][event] = callback;
}

function installTrace(): void {
	install(SYS_TRACE_ID, [
		[PY_START, () => callTrace("call", null)],
		[PY_RESUME, () => callTrace("call", null)],
		[PY_THROW, () => callTrace("call", null)],
		[PY_RETURN, (args) => callTrace("return", args[2])],
		[PY_YIELD, (args) => callTrace("return", args[2])],
		[PY_UNWIND, () => callTrace("return", null)],
		[RAISE, traceException],
		[STOP_ITERATION, traceException],
		[JUMP_EVENT, traceJump],
		[INSTRUCTION, traceInstruction],
	]);
}

function installProfile(): void {
	install(SYS_PROFILE_ID, [
		[PY_START, () => callProfile("call", null)],
		[PY_RESUME, () => callProfile("call", null)],
		[PY_THROW, () => callProfile("call", null)],
		[PY_RETURN, (args) => callProfile("return", args[2])],
		[PY_YIELD, (args) => callProfile("return", args[2])],
		[PY_UNWIND, () => callProfile("return", null)],
		[CALL_EVENT, profileNative("c_call")],
		[C_RETURN, profileNative("c_return")],
		[C_RAISE, profileNative("c_exception")],
	]);
}

/** `sys.settrace`; null ends it. Borrows. Runs Python code. */
export function setTrace(func: PyObject | null): void {
	installTrace();
	const old = legacy.trace;
	legacy.trace = func === null ? null : incref(func);
	xdecref(old);
	const frame = func === null ? null : currentFrame();
	if (frame !== null && frameObjectOf(frame).traceOpcodes) setOpcodeTrace(frameObjectOf(frame), true);
	setEvents(SYS_TRACE_ID, eventsFor("trace", TRACE_EVENTS));
}

/** `sys.setprofile`; null ends it. Borrows. Runs Python code. */
export function setProfile(func: PyObject | null): void {
	installProfile();
	const old = legacy.profile;
	legacy.profile = func === null ? null : incref(func);
	xdecref(old);
	setEvents(SYS_PROFILE_ID, eventsFor("profile", PROFILE_EVENTS));
}
