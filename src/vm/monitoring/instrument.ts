// Which instructions of a code object are looked at, and for which tools.
//
// A code object's `CodeMonitoring` says for every unit which tools want the event of the instruction there, its line and
// the instruction as such. `instrument` brings it up to date with what is monitored everywhere and locally, and overwrites
// the instructions concerned by OBSERVE. Invariant: an instruction is overwritten exactly if `wanted` says so. Read
// `instrument` first. Mirrors _Py_Instrument and its helpers (Python/instrumentation.c).

import {
	CALL,
	CALL_FUNCTION_EX,
	CALL_KW,
	cacheEntries,
	END_ASYNC_FOR,
	END_FOR,
	END_SEND,
	FOR_ITER,
	JUMP_BACKWARD,
	JUMP_FORWARD,
	LOAD_SUPER_ATTR,
	NOT_TAKEN,
	POP_ITER,
	POP_JUMP_IF_FALSE,
	POP_JUMP_IF_NONE,
	POP_JUMP_IF_NOT_NONE,
	POP_JUMP_IF_TRUE,
	RESUME,
	RETURN_VALUE,
	YIELD_VALUE,
} from "../../compile/opcode.ts";
import type { PyCode } from "../../objects/code.ts";
import type { Frame } from "../../objects/interpreterFrame.ts";
import { thread } from "../../objects/state.ts";
import { OBSERVE, observer } from "../observe.ts";
import { type LineTable, lineTable } from "./lines.ts";
import {
	BRANCH_LEFT,
	BRANCH_RIGHT,
	CALL_EVENT,
	INSTRUCTION,
	JUMP_EVENT,
	LINE,
	LOCAL_EVENTS,
	monitoring,
	PY_RESUME,
	PY_RETURN,
	PY_START,
	PY_YIELD,
	RAISE,
	STOP_ITERATION,
} from "./state.ts";

export class CodeMonitoring {
	/** The compiler's instructions. */
	readonly plain: Int32Array;
	/** For each local event the tools that want it in this code. */
	readonly local = new Uint8Array(LOCAL_EVENTS);
	/** Those, and the tools that wanted it everywhere when this was brought up to date. */
	readonly active = new Uint8Array(LOCAL_EVENTS);
	/** By unit: tools that want the event of the instruction, its line, the instruction. */
	readonly tools: Uint8Array;
	readonly lineTools: Uint8Array;
	readonly instructionTools: Uint8Array;
	lines: LineTable | null = null;
	version = 0;
	/** Every instruction is looked at, because events depend on the one before. */
	all = false;

	constructor(plain: Int32Array) {
		this.plain = plain;
		this.tools = new Uint8Array(plain.length);
		this.lineTools = new Uint8Array(plain.length);
		this.instructionTools = new Uint8Array(plain.length);
	}
}

/** All code that is, or may be, overwritten somewhere. */
const instrumented = new Set<PyCode>();

const eventOf = new Int8Array(256).fill(-1);
eventOf[RETURN_VALUE] = PY_RETURN;
eventOf[YIELD_VALUE] = PY_YIELD;
for (const op of [CALL, CALL_KW, CALL_FUNCTION_EX, LOAD_SUPER_ATTR]) eventOf[op] = CALL_EVENT;
for (const op of [JUMP_FORWARD, JUMP_BACKWARD]) eventOf[op] = JUMP_EVENT;
for (const op of [POP_JUMP_IF_FALSE, POP_JUMP_IF_TRUE, POP_JUMP_IF_NONE, POP_JUMP_IF_NOT_NONE, POP_ITER, END_ASYNC_FOR])
	eventOf[op] = BRANCH_RIGHT;
for (const op of [FOR_ITER, NOT_TAKEN]) eventOf[op] = BRANCH_LEFT;
for (const op of [END_FOR, END_SEND]) eventOf[op] = STOP_ITERATION;

/** The local event of an instruction, or -1. */
export function eventOfInstruction(word: number): number {
	const op = word & 255;
	if (op === RESUME) return word >> 8 > 0 ? PY_RESUME : PY_START;
	return eventOf[op];
}

export function dataOf(code: PyCode): CodeMonitoring {
	code.monitoring ??= new CodeMonitoring(code.plainInstructions());
	return code.monitoring as CodeMonitoring;
}

/** Brings a code object up to date. */
export function instrument(code: PyCode): void {
	const data = dataOf(code);
	if (data.version === monitoring.version) return;
	const restarted = monitoring.lastRestart > data.version;
	data.version = monitoring.version;
	instrumented.add(code);
	const added = new Uint8Array(LOCAL_EVENTS);
	const removed = new Uint8Array(LOCAL_EVENTS);
	for (let event = 0; event < LOCAL_EVENTS; event++) {
		const wanted = monitoring.tools[event] | data.local[event];
		const had = data.active[event];
		removed[event] = restarted ? had : had & ~wanted;
		added[event] = restarted ? wanted : wanted & ~had;
		data.active[event] = wanted;
	}
	data.all = data.active[LINE] !== 0 || data.active[BRANCH_LEFT] !== 0 || data.active[BRANCH_RIGHT] !== 0 || monitoring.tools[RAISE] !== 0;
	if (data.active[LINE] !== 0) data.lines = lineTable(code);
	updateTools(code, data, added, removed);
}

function updateTools(code: PyCode, data: CodeMonitoring, added: Uint8Array, removed: Uint8Array): void {
	const { plain, tools, lineTools, instructionTools, lines } = data;
	for (let i = code.firstTraceable; i < plain.length; i += 1 + cacheEntries[plain[i] & 255]) {
		const event = eventOfInstruction(plain[i]);
		if (event >= 0) tools[i] = (tools[i] & ~removed[event]) | added[event];
		lineTools[i] &= ~removed[LINE];
		if (lines !== null && lines.starts[i] !== 0) lineTools[i] |= added[LINE];
		const op = plain[i] & 255;
		if (op !== RESUME && op !== END_FOR) instructionTools[i] = (instructionTools[i] & ~removed[INSTRUCTION]) | added[INSTRUCTION];
		overwrite(code, data, i);
	}
}

function wanted(code: PyCode, data: CodeMonitoring, i: number): boolean {
	return isWatched(code, i) || data.all || (data.tools[i] | data.lineTools[i] | data.instructionTools[i]) !== 0;
}

/** Whether somebody of decref's own looks there. */
export function isWatched(code: PyCode, unit: number): boolean {
	return observer.watch !== null && observer.wants(code, unit);
}

function overwrite(code: PyCode, data: CodeMonitoring, i: number): void {
	code.decode();
	if (wanted(code, data, i)) code.instructions[i] = OBSERVE;
	else if (code.instructions[i] === OBSERVE) code.instructions[i] = data.plain[i];
}

/** Ends an event at a place for some tools. */
export function removeTools(code: PyCode, unit: number, event: number, tools: number): void {
	const data = dataOf(code);
	const of = event === LINE ? data.lineTools : event === INSTRUCTION ? data.instructionTools : data.tools;
	of[unit] &= ~tools;
	overwrite(code, data, unit);
}

/** After a change of what is monitored everywhere. */
export function instrumentAll(): void {
	monitoring.version++;
	const active = monitoring.tools.some((tools) => tools !== 0);
	observer.active = active || observer.watch !== null;
	for (let frame = thread.frame as Frame | null; frame !== null; frame = frame.previous) instrumentRunning(frame);
	if (active) return;
	for (const code of instrumented) {
		instrument(code);
		if (!dataOf(code).local.some((tools) => tools !== 0)) instrumented.delete(code);
	}
}

function instrumentRunning(frame: Frame): void {
	instrument(frame.code);
	frame.observed = frame.pc;
}

/** After a change of what is monitored in one code object. */
export function instrumentLocally(code: PyCode): void {
	dataOf(code).version = Math.min(dataOf(code).version, monitoring.version - 1);
	instrument(code);
	for (let frame = thread.frame as Frame | null; frame !== null; frame = frame.previous) if (frame.code === code) instrumentRunning(frame);
}

/** Ends a tool's local events everywhere. */
export function clearLocalEvents(tool: number): void {
	for (const code of instrumented) {
		const { local } = dataOf(code);
		for (let event = 0; event < LOCAL_EVENTS; event++) local[event] &= ~(1 << tool);
		instrumentLocally(code);
	}
}
