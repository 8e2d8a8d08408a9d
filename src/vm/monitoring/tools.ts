// Switching events on and off, everywhere or in one code object. Mirrors _PyMonitoring_SetEvents and its neighbours
// (Python/instrumentation.c).

import { decref } from "../../heap/refcount.ts";
import type { PyCode } from "../../objects/code.ts";
import { systemError, valueError } from "../../objects/errors.ts";
import { clearLocalEvents, dataOf, instrumentAll, instrumentLocally } from "./instrument.ts";
import { ALL_EVENTS, LOCAL_EVENTS, monitoring, SYS_PROFILE_ID, UNGROUPED_EVENTS } from "./state.ts";

function checkTool(tool: number): void {
	if (tool < SYS_PROFILE_ID && monitoring.names[tool] === null) valueError(`tool ${tool} is not in use`);
}

function setBits(of: Uint8Array, tool: number, events: number): void {
	for (let event = 0; event < of.length; event++) {
		const on = (events >> event) & 1;
		of[event] = (of[event] & ~(1 << tool)) | (on << tool);
	}
}

function bitsOf(of: Uint8Array, tool: number, count: number): number {
	let events = 0;
	for (let event = 0; event < count; event++) if (((of[event] >> tool) & 1) !== 0) events |= 1 << event;
	return events;
}

export function getEvents(tool: number): number {
	return bitsOf(monitoring.tools, tool, UNGROUPED_EVENTS);
}

/** Raises ValueError if the tool isn't in use. */
export function setEvents(tool: number, events: number): void {
	checkTool(tool);
	if (getEvents(tool) === events) return;
	setBits(monitoring.tools, tool, events);
	instrumentAll();
}

export function getLocalEvents(code: PyCode, tool: number): number {
	return code.monitoring === null ? 0 : bitsOf(dataOf(code).local, tool, LOCAL_EVENTS);
}

export function setLocalEvents(code: PyCode, tool: number, events: number): void {
	if (2 * code.firstTraceable >= code.code.code.length) systemError(`cannot instrument shim code object '${code.name.value}'`);
	checkTool(tool);
	if (getLocalEvents(code, tool) === events) return;
	setBits(dataOf(code).local, tool, events);
	instrumentLocally(code);
}

/** Gives back what callbacks have disabled. */
export function restartEvents(): void {
	monitoring.lastRestart = ++monitoring.version;
	instrumentAll();
}

/** Ends all events of a tool and forgets its callbacks. Runs Python code. */
export function clearTool(tool: number): void {
	for (let event = 0; event < ALL_EVENTS; event++) {
		const callback = monitoring.callbacks[tool][event];
		monitoring.callbacks[tool][event] = null;
		monitoring.forBranch[tool][event] = false;
		if (callback !== null) decref(callback);
	}
	setEvents(tool, 0);
	clearLocalEvents(tool);
}
