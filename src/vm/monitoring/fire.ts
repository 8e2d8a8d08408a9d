// Telling the tools of an event. Read `fire` first. Mirrors call_instrumentation_vector and its callers
// (Python/instrumentation.c).

import { drop, hold, mark, take } from "../../heap/handles.ts";
import { decref } from "../../heap/refcount.ts";
import { call } from "../../objects/abstract.ts";
import { caught, fetchException, setException, valueError } from "../../objects/errors.ts";
import type { PyCode } from "../../objects/code.ts";
import type { Frame } from "../../objects/interpreterFrame.ts";
import { newInt } from "../../objects/int.ts";
import type { PyObject } from "../../objects/object.ts";
import { cacheEntries, FOR_ITER } from "../../compile/opcode.ts";
import { dataOf, eventOfInstruction, removeTools } from "./instrument.ts";
import {
	BRANCH_LEFT,
	BRANCH_RIGHT,
	C_RAISE,
	C_RETURN,
	CALL_EVENT,
	DISABLE,
	eventNames,
	INSTRUCTION,
	LINE,
	LOCAL_EVENTS,
	monitoring,
} from "./state.ts";

/**
 * Tells the tools of an event of the instruction at `unit` of the frame. The arguments (borrowed) after the code are `offset`,
 * in bytes, and `rest`. Runs Python code. Raises what a callback raises.
 */
export function fire(frame: Frame, event: number, unit: number, offset: number, rest: readonly PyObject[]): void {
	if (monitoring.tracing > 0) return;
	const { code } = frame;
	const tools = toolsFor(code, unit, event);
	if (tools === 0) return;
	const place = hold(newInt(offset), "place of a monitored event");
	for (const tool of toolsOf(tools)) {
		if (!callOne([code, place, ...rest], tool, event)) continue;
		if (event >= LOCAL_EVENTS) refuseDisable(tool, event);
		if (monitoring.forBranch[tool][event] === true) disableBranch(code, unit, tool);
		else removeTools(code, unit, event, 1 << tool);
	}
	drop(place);
}

function toolsFor(code: PyCode, unit: number, event: number): number {
	const of = event === C_RETURN || event === C_RAISE ? CALL_EVENT : event;
	if (of >= LOCAL_EVENTS) return monitoring.tools[of];
	return dataOf(code).tools[unit];
}

/** The tools of a set, highest first. */
function toolsOf(tools: number): number[] {
	const result: number[] = [];
	for (let tool = 7; tool >= 0; tool--) if (((tools >> tool) & 1) !== 0) result.push(tool);
	return result;
}

function refuseDisable(tool: number, event: number): never {
	const callback = monitoring.callbacks[tool][event];
	monitoring.callbacks[tool][event] = null;
	if (callback !== null) decref(callback);
	return valueError(`Cannot disable ${eventNames[event]} events. Callback removed.`);
}

/** A callback for BRANCH disables both ways that the branch at (or before) `unit` can take. */
function disableBranch(code: PyCode, unit: number, tool: number): void {
	const { plain } = dataOf(code);
	const event = eventOfInstruction(plain[unit]);
	removeTools(code, unit, event, 1 << tool);
	const word = plain[unit];
	const after = unit + 1 + cacheEntries[word & 255];
	if ((word & 255) === FOR_ITER) removeTools(code, after + (word >> 8) + 1, BRANCH_RIGHT, 1 << tool);
	else if (event === BRANCH_RIGHT && after < plain.length && eventOfInstruction(plain[after]) === BRANCH_LEFT)
		removeTools(code, after, BRANCH_LEFT, 1 << tool);
	else if (event === BRANCH_LEFT && unit >= 2 && eventOfInstruction(plain[unit - 2]) === BRANCH_RIGHT)
		removeTools(code, unit - 2, BRANCH_RIGHT, 1 << tool);
}

/** Calls one tool's callback, if it has one. Whether it asks to disable the event. */
function callOne(args: readonly PyObject[], tool: number, event: number): boolean {
	const native = monitoring.native[tool][event];
	const callback = monitoring.callbacks[tool][event];
	if (native === null && callback === null) return false;
	return duringEvent(event, () => (native !== null ? native(args) : callPython(callback!, args)));
}

function callPython(callback: PyObject, args: readonly PyObject[]): boolean {
	const result = call(callback, args, null);
	decref(result);
	return result === DISABLE;
}

/** Runs `body` as a callback: without events of its own. */
export function duringEvent<T>(event: number, body: () => T): T {
	const before = monitoring.event;
	monitoring.event = event;
	monitoring.tracing++;
	try {
		return body();
	} finally {
		monitoring.tracing--;
		monitoring.event = before;
	}
}

/** As `fire`, with the exception in flight as last argument; it stays in flight, unless a callback raises. */
export function fireException(frame: Frame, event: number, unit: number, offset: number): void {
	if (monitoring.tracing > 0 || toolsFor(frame.code, unit, event) === 0) return;
	const exception = hold(fetchException(), "exception that is told to the tools");
	const since = mark();
	try {
		fire(frame, event, unit, offset, [exception]);
	} catch (thrown) {
		caught(thrown, since);
		drop(exception);
		throw thrown;
	}
	setException(take(exception));
}

/** As `fire`, while an exception is in flight that is no argument. */
export function fireAside(frame: Frame, event: number, unit: number, offset: number, rest: readonly PyObject[]): void {
	const exception = hold(fetchException(), "exception in flight");
	const since = mark();
	try {
		fire(frame, event, unit, offset, rest);
	} catch (thrown) {
		caught(thrown, since);
		drop(exception);
		throw thrown;
	}
	setException(take(exception));
}

/** The line event, for the tools given: `line` is its argument instead of a place. */
export function fireLine(code: PyCode, unit: number, line: number, tools: number): void {
	const number = hold(newInt(line), "line of a monitored event");
	for (const tool of toolsOf(tools)) if (callOne([code, number], tool, LINE)) removeTools(code, unit, LINE, 1 << tool);
	drop(number);
}

export function fireInstruction(code: PyCode, unit: number, tools: number): void {
	const place = hold(newInt(2 * unit), "place of a monitored event");
	for (const tool of toolsOf(tools)) if (callOne([code, place], tool, INSTRUCTION)) removeTools(code, unit, INSTRUCTION, 1 << tool);
	drop(place);
}
