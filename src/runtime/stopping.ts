// Stopping a program at a line, and finding there the object that a person names.
//
// The line is watched at its first instructions only, so that the program runs at its usual speed elsewhere. Read
// `runUntil` and `lookUp` first.

import { STORE_DEREF, STORE_FAST, STORE_FAST_LOAD_FAST, STORE_FAST_STORE_FAST, STORE_GLOBAL, STORE_NAME } from "../compile/opcode.ts";
import { dropKeeping, hold, mark } from "../heap/handles.ts";
import type { HeapObject } from "../heap/header.ts";
import { decref } from "../heap/refcount.ts";
import { formatExceptionOnly } from "../modules/tracebackText.ts";
import { PyCell } from "../objects/cell.ts";
import type { PyCode } from "../objects/code.ts";
import { dictGetStr, dictItemsInOrder, isDict, type PyDict } from "../objects/dict.ts";
import { caught, fetchException } from "../objects/errors.ts";
import { localsOf } from "../objects/frame.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import type { PyObject } from "../objects/object.ts";
import { interpreter } from "../objects/state.ts";
import { internStr, isStr } from "../objects/str.ts";
import { vmHooks } from "../objects/vmHooks.ts";
import { lineTable } from "../vm/monitoring/lines.ts";
import { observe } from "../vm/observe.ts";
import type { Runtime } from "./runtime.ts";

/** Ends a program from outside, past all its handlers. */
class ProgramStopped extends Error {
	override name = "ProgramStopped";
}

/** Where a program is to be stopped: before the line is executed for the `hit`-th time, counted from 1. `look` is called there. */
export interface StopLine {
	readonly filename: string;
	readonly line: number;
	readonly hit: number;
	readonly look: (frame: Frame) => void;
}

/** What is to be done when a line is about to be executed for the first time. */
export interface FirstTime {
	readonly filename: string;
	readonly line: number;
	readonly act: () => void;
}

/** Follows a program on its way: the assignments to a name in its files, and the first time at a line. */
export class ProgramWatch {
	readonly name: string;
	private readonly isOwn: (filename: string) => boolean;
	private readonly onBound: (object: HeapObject) => void;
	/** What the name was bound to last, if it was; the object may be dead. */
	last: HeapObject | null = null;

	/** `onBound` is told of each object that the name is about to be bound to. */
	constructor(name: string, isOwn: (filename: string) => boolean, onBound: (object: HeapObject) => void) {
		this.name = name;
		this.isOwn = isOwn;
		this.onBound = onBound;
	}

	private firstTime: FirstTime | null = null;
	/** Whether the program has come to that line. */
	reached = false;

	/** One line may be waited for. */
	atFirst(firstTime: FirstTime): void {
		this.firstTime = firstTime;
	}

	private isFirstTime(code: PyCode, unit: number): boolean {
		return this.firstTime !== null && code.filename.value === this.firstTime.filename && isStart(code, unit, this.firstTime.line);
	}

	/** Whether the instruction at the unit is to be looked at. */
	wants(code: PyCode, unit: number): boolean {
		return this.isFirstTime(code, unit) || this.isAssignment(code, unit);
	}

	private isAssignment(code: PyCode, unit: number): boolean {
		return this.isOwn(code.filename.value) && this.depthOfValue(code, unit) > 0;
	}

	/** Before the frame's instruction, which is wanted. */
	note(frame: Frame): void {
		const { firstTime } = this;
		if (firstTime !== null && !this.reached && this.isFirstTime(frame.code, frame.pc)) {
			this.reached = true;
			firstTime.act();
		}
		if (!this.isAssignment(frame.code, frame.pc)) return;
		this.last = frame.stack[frame.sp - this.depthOfValue(frame.code, frame.pc)] ?? null;
		if (this.last !== null) this.onBound(this.last);
	}

	/** How deep under the stack's top the value lies that will be bound to the name; 0 if none will. */
	private depthOfValue(code: PyCode, unit: number): number {
		const word = code.plainInstructions()[unit]!;
		const oparg = word >> 8;
		const isLocal = (i: number): boolean => code.localsplusnames[i]?.value === this.name;
		switch (word & 255) {
			case STORE_NAME:
			case STORE_GLOBAL:
				return code.names[oparg]?.value === this.name ? 1 : 0;
			case STORE_FAST:
			case STORE_DEREF:
				return isLocal(oparg) ? 1 : 0;
			case STORE_FAST_LOAD_FAST:
				return isLocal(oparg >> 4) ? 1 : 0;
			case STORE_FAST_STORE_FAST:
				return isLocal(oparg >> 4) ? 1 : isLocal(oparg & 15) ? 2 : 0;
			default:
				return 0;
		}
	}
}

/**
 * Does what `run` does, a program's run, up to the line, where `stop.look` is called and the program ended; without `stop`,
 * to its end. Whether it came there. `follow` is told of assignments on the way.
 */
export function runUntil(follow: ProgramWatch, stop: StopLine | null, run: () => void): boolean {
	let hits = 0;
	const isLine = (code: PyCode, unit: number): boolean =>
		stop !== null && code.filename.value === stop.filename && isStart(code, unit, stop.line);
	observe(
		(frame) => {
			if (isLine(frame.code, frame.pc) && ++hits === stop!.hit) {
				stop!.look(frame);
				throw new ProgramStopped();
			}
			if (follow.wants(frame.code, frame.pc)) follow.note(frame);
		},
		(code, unit) => isLine(code, unit) || follow.wants(code, unit),
	);
	try {
		run();
		return stop === null;
	} catch (thrown) {
		if (thrown instanceof ProgramStopped) return true;
		throw thrown;
	} finally {
		observe(null);
	}
}

function isStart(code: PyCode, unit: number, line: number): boolean {
	const { starts, lines } = lineTable(code);
	return starts[unit] !== 0 && lines[unit] === line;
}

/** What an expression means at a place. */
export type Found =
	| { readonly kind: "object"; readonly object: PyObject }
	/** The name is not bound; these are, nearest scope first. */
	| { readonly kind: "unbound"; readonly bound: readonly string[] }
	/** A new object, which ended with the question. */
	| { readonly kind: "temporary"; readonly typeName: string }
	/** What the expression raised. */
	| { readonly kind: "error"; readonly text: string };

const NAME = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;

/** Finds the object that an expression means in a frame, or among the globals. A name alone runs no Python code. */
export function lookUp(runtime: Runtime, frame: Frame | null, expression: string): Found {
	const name = expression.trim().normalize("NFKC");
	if (!NAME.test(name)) return evaluate(runtime, frame, expression);
	const object = lookUpName(runtime, frame, name);
	return object !== null ? { kind: "object", object } : { kind: "unbound", bound: boundNames(runtime, frame) };
}

function lookUpName(runtime: Runtime, frame: Frame | null, name: string): PyObject | null {
	const key = internStr(name);
	const local = frame === null ? null : localNamed(frame, name);
	if (local !== null) return local;
	return dictGetStr(frame?.globals ?? runtime.mainDict, key) ?? dictGetStr(interpreter.builtins!, key);
}

/** Borrowed. */
function localNamed(frame: Frame, name: string): PyObject | null {
	if (frame.locals !== null && isDict(frame.locals)) return dictGetStr(frame.locals as PyDict, internStr(name));
	const slot = frame.code.localsplusnames.findIndex((local) => local.value === name);
	if (slot < 0) return null;
	const value = frame.stack[frame.base + slot] as PyObject | null;
	return value instanceof PyCell ? value.contents : value;
}

function boundNames(runtime: Runtime, frame: Frame | null): string[] {
	const names: string[] = [];
	if (frame !== null && frame.locals === null)
		for (const { value } of frame.code.localsplusnames) if (localNamed(frame, value) !== null) names.push(value);
	for (const [key] of dictItemsInOrder(frame?.globals ?? runtime.mainDict)) {
		const text = isStr(key) ? (key as { value: string } & PyObject).value : "";
		if (!/^__.*__$/.test(text) && text !== "") names.push(text);
	}
	return names;
}

/** Runs Python code: the expression's. */
function evaluate(runtime: Runtime, frame: Frame | null, expression: string): Found {
	const since = mark();
	try {
		const globals = frame?.globals ?? runtime.mainDict;
		const code = hold(runtime.compile(expression.trim(), "<question>", "eval"), "code of the question");
		const locals = frame === null ? null : hold(localsOf(frame), "locals for the question");
		const result = vmHooks.evalCode(code, globals, locals, null);
		if (locals !== null) dropKeeping(locals, result);
		dropKeeping(code, result);
		const { name } = result.type;
		const lives = result.refcnt > 1;
		decref(result);
		return lives ? { kind: "object", object: result } : { kind: "temporary", typeName: name };
	} catch (thrown) {
		caught(thrown, since);
		const exception = fetchException();
		const text = formatExceptionOnly(exception).trimEnd().split("\n").at(-1)!.trim();
		decref(exception);
		return { kind: "error", text };
	}
}
