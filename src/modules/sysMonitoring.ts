// The module `sys.monitoring` (PEP 669): tools, events and callbacks. What it switches is in vm/monitoring.
// Mirrors the module at the end of Python/instrumentation.c.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { indexAsNumber } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { isCode } from "../objects/code.ts";
import { newDict } from "../objects/dict.ts";
import { overflowError, typeError, valueError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import { newNamespace } from "../objects/namespace.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { isStr } from "../objects/str.ts";
import {
	ALL_EVENTS,
	BRANCH,
	BRANCH_LEFT,
	BRANCH_RIGHT,
	C_RAISE,
	C_RETURN,
	CALL_EVENT,
	DISABLE,
	eventNames,
	LOCAL_EVENTS,
	MISSING,
	monitoring,
	SYS_PROFILE_ID,
	UNGROUPED_EVENTS,
} from "../vm/monitoring/state.ts";
import { clearTool, getEvents, getLocalEvents, restartEvents, setEvents, setLocalEvents } from "../vm/monitoring/tools.ts";
import { buildModule, setOwned } from "./define.ts";

/** As a C int. */
function cInt(value: PyObject): number {
	const number = indexAsNumber(value, "OverflowError");
	return (number | 0) === number ? number : overflowError("Python int too large to convert to C int");
}

function toolArgument(value: PyObject): number {
	const tool = cInt(value);
	return tool < 0 || tool >= SYS_PROFILE_ID ? valueError(`invalid tool ${tool} (must be between 0 and 5)`) : tool;
}

function useTool(_module: PyObject, id: PyObject, name: PyObject): Own<PyObject> {
	const tool = toolArgument(id);
	if (!isStr(name)) return valueError("tool name must be a str");
	if (monitoring.names[tool] !== null) return valueError(`tool ${tool} is already in use`);
	monitoring.names[tool] = incref(name);
	return newNone();
}

function clearToolId(_module: PyObject, id: PyObject): Own<PyObject> {
	const tool = toolArgument(id);
	if (monitoring.names[tool] !== null) clearTool(tool);
	return newNone();
}

function freeTool(_module: PyObject, id: PyObject): Own<PyObject> {
	const tool = toolArgument(id);
	const name = monitoring.names[tool];
	if (name === null) return newNone();
	clearTool(tool);
	monitoring.names[tool] = null;
	decref(name);
	return newNone();
}

function registerCallback(_module: PyObject, id: PyObject, event: PyObject, func: PyObject): Own<PyObject> {
	const tool = toolArgument(id);
	const bits = cInt(event);
	if (popCount(bits) !== 1) return valueError("The callback can only be set for one event at a time");
	const number = 31 - Math.clz32(bits);
	if (number >= ALL_EVENTS) return valueError(`invalid event ${bits}`);
	if (number !== BRANCH) return register(tool, number, func, false);
	decref(register(tool, BRANCH_RIGHT, func, true));
	return register(tool, BRANCH_LEFT, func, true);
}

function popCount(bits: number): number {
	let count = 0;
	for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
	return count;
}

/** Gives the callback that there was, or None. */
function register(tool: number, event: number, func: PyObject, forBranch: boolean): Own<PyObject> {
	const old = monitoring.callbacks[tool][event];
	monitoring.callbacks[tool][event] = func === None ? null : incref(func);
	monitoring.forBranch[tool][event] = forBranch;
	return (old as Own<PyObject> | null) ?? newNone();
}

const C_EVENTS = (1 << C_RETURN) | (1 << C_RAISE);
const CALL_EVENTS = C_EVENTS | (1 << CALL_EVENT);

/** The events that are switched singly, for a set as a program gives it. `limit` is that of valid sets. */
function eventSet(value: number, limit: number, what: string): number {
	if ((value & C_EVENTS) !== 0 && (value & CALL_EVENTS) !== CALL_EVENTS)
		return valueError("cannot set C_RETURN or C_RAISE events independently");
	let events = value & ~C_EVENTS;
	if ((events & (1 << BRANCH)) !== 0) events = (events & ~(1 << BRANCH)) | (1 << BRANCH_LEFT) | (1 << BRANCH_RIGHT);
	return events < 0 || events >= limit ? valueError(`invalid ${what} 0x${(events >>> 0).toString(16)}`) : events;
}

function setGlobalEvents(_module: PyObject, id: PyObject, set: PyObject): Own<PyObject> {
	const tool = toolArgument(id);
	const given = cInt(set);
	if (given < 0 || given >= 1 << ALL_EVENTS) valueError(`invalid event set 0x${(given >>> 0).toString(16)}`);
	setEvents(tool, eventSet(given, 1 << ALL_EVENTS, "event set"));
	return newNone();
}

function setEventsIn(_module: PyObject, id: PyObject, code: PyObject, set: PyObject): Own<PyObject> {
	const [tool, events] = [cInt(id), cInt(set)];
	if (!isCode(code)) return typeError("code must be a code object");
	if (tool < 0 || tool >= SYS_PROFILE_ID) valueError(`invalid tool ${tool} (must be between 0 and 5)`);
	setLocalEvents(code, tool, eventSet(events, 1 << LOCAL_EVENTS, "local event set"));
	return newNone();
}

function getEventsIn(_module: PyObject, id: PyObject, code: PyObject): Own<PyObject> {
	const tool = cInt(id);
	if (!isCode(code)) return typeError("code must be a code object");
	if (tool < 0 || tool >= SYS_PROFILE_ID) valueError(`invalid tool ${tool} (must be between 0 and 5)`);
	return newInt(getLocalEvents(code, tool));
}

function allEvents(): Own<PyObject> {
	const dict = hold(newDict(), "dictionary of events");
	for (let event = 0; event < UNGROUPED_EVENTS; event++) {
		const tools = monitoring.tools[event];
		if (tools !== 0) setOwned(dict, eventNames[event], newInt(tools));
	}
	return take(dict);
}

const functions: readonly MethodDef[] = [
	def("use_tool_id", "($module, tool_id, name, /)", null, useTool),
	def("clear_tool_id", "($module, tool_id, /)", null, clearToolId),
	def("free_tool_id", "($module, tool_id, /)", null, freeTool),
	def("get_tool", "($module, tool_id, /)", null, (_m, id: PyObject) => incref(monitoring.names[toolArgument(id)] ?? None)),
	def("register_callback", "($module, tool_id, event, func, /)", null, registerCallback),
	def("get_events", "($module, tool_id, /)", null, (_m, id: PyObject) => newInt(getEvents(toolArgument(id)))),
	def("set_events", "($module, tool_id, event_set, /)", null, setGlobalEvents),
	def("get_local_events", "($module, tool_id, code, /)", null, getEventsIn),
	def("set_local_events", "($module, tool_id, code, event_set, /)", null, setEventsIn),
	def("restart_events", "($module, /)", null, () => {
		restartEvents();
		return newNone();
	}),
	def("_all_events", "($module, /)", null, allEvents),
];

const TOOLS = { DEBUGGER_ID: 0, COVERAGE_ID: 1, PROFILER_ID: 2, OPTIMIZER_ID: 5 };

export function newMonitoringModule(): Own<PyModule> {
	const module = hold(buildModule("sys.monitoring", null, functions), "module sys.monitoring");
	const dict = module.dict!;
	setOwned(dict, "DISABLE", incref(DISABLE));
	setOwned(dict, "MISSING", incref(MISSING));
	const names = hold(newDict(), "names of events");
	eventNames.forEach((name, event) => setOwned(names, name, newInt(1 << event)));
	setOwned(names, "NO_EVENTS", newInt(0));
	setOwned(dict, "events", newNamespace(names));
	decref(take(names));
	for (const [name, id] of Object.entries(TOOLS)) setOwned(dict, name, newInt(id));
	return take(module);
}
