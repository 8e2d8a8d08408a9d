// What the interpreter monitors as a whole: events, tools and their callbacks (PEP 669).
//
// Tools 0 to 5 belong to programs; 6 and 7 are sys.setprofile and sys.settrace, whose callbacks are native (legacy.ts).
// All references here are owned; the audit visits them as roots. Read `monitoring` first. Mirrors
// Include/cpython/monitoring.h and the monitors of PyInterpreterState.

import { registerRoots } from "../../heap/audit.ts";
import { immortalize } from "../../heap/refcount.ts";
import { ObjectType, PyPlainObject, type PyObject } from "../../objects/object.ts";

export const PY_START = 0;
export const PY_RESUME = 1;
export const PY_RETURN = 2;
export const PY_YIELD = 3;
export const CALL_EVENT = 4;
export const LINE = 5;
export const INSTRUCTION = 6;
export const JUMP_EVENT = 7;
export const BRANCH_LEFT = 8;
export const BRANCH_RIGHT = 9;
export const STOP_ITERATION = 10;
export const RAISE = 11;
export const EXCEPTION_HANDLED = 12;
export const PY_UNWIND = 13;
export const PY_THROW = 14;
export const RERAISE_EVENT = 15;
export const C_RETURN = 16;
export const C_RAISE = 17;
export const BRANCH = 18;

export const eventNames: readonly string[] = [
	"PY_START",
	"PY_RESUME",
	"PY_RETURN",
	"PY_YIELD",
	"CALL",
	"LINE",
	"INSTRUCTION",
	"JUMP",
	"BRANCH_LEFT",
	"BRANCH_RIGHT",
	"STOP_ITERATION",
	"RAISE",
	"EXCEPTION_HANDLED",
	"PY_UNWIND",
	"PY_THROW",
	"RERAISE",
	"C_RETURN",
	"C_RAISE",
	"BRANCH",
];

export const ALL_EVENTS = 19;
/** Events that are switched on singly: C_RETURN and C_RAISE come with CALL, BRANCH stands for two others. */
export const UNGROUPED_EVENTS = 16;
/** Events that belong to an instruction: only these can be local to a code object or disabled at a place. */
export const LOCAL_EVENTS = 11;

export const TOOL_IDS = 8;
export const SYS_PROFILE_ID = 6;
export const SYS_TRACE_ID = 7;

/** A native callback: the arguments (borrowed) after the code and the place. True asks to disable the event there. May raise. */
export type NativeCallback = (args: readonly PyObject[]) => boolean;

const perTool = <T>(length: number): (T | null)[][] => Array.from({ length: TOOL_IDS }, () => new Array<T | null>(length).fill(null));

export const monitoring = {
	/** For each event the bits of the tools that want it everywhere. */
	tools: new Uint8Array(UNGROUPED_EVENTS),
	callbacks: perTool<PyObject>(ALL_EVENTS),
	/** Whether the callback was registered for BRANCH, and so gets both its halves. */
	forBranch: perTool<boolean>(ALL_EVENTS),
	native: perTool<NativeCallback>(ALL_EVENTS),
	names: new Array<PyObject | null>(TOOL_IDS).fill(null),
	/** Changes with what is monitored everywhere; code objects note which one they are prepared for. */
	version: 1,
	/** Code prepared before this version gets back what was disabled. */
	lastRestart: 0,
	/** Above zero while a callback runs: then there are no events. */
	tracing: 0,
	/** The event whose callback runs, or -1. */
	event: -1,
};

registerRoots("monitoring", (visit) => {
	monitoring.callbacks.forEach((callbacks, tool) =>
		callbacks.forEach((callback, event) => {
			if (callback !== null) visit(callback, `callback of tool ${tool} for ${eventNames[event]}`);
		}),
	);
	monitoring.names.forEach((name, tool) => {
		if (name !== null) visit(name, `name of tool ${tool}`);
	});
});

class PyMarker extends PyPlainObject {}

/** What a callback returns to hear no more of its event at this place. */
export const DISABLE: PyObject = immortalize(new PyMarker(ObjectType));
/** Stands for the argument of a call that has none. */
export const MISSING: PyObject = immortalize(new PyMarker(ObjectType));
