// The frame of a running or suspended call: locals, cells and evaluation stack in one stretch of slots, each slot with
// a mark that says whether the frame owns the reference in it.
//
// Invariant: for a slot below `sp`, `marks[i]` is not 0 exactly when `stack[i]` is an owned reference; a null slot is
// marked 0. The usual mark of an owned one is 1; OWNED_NUMBER where it is known to be an int or a float. Ordinary calls lie on the thread's shared slots, a generator has slots of its own, on which no slot is
// borrowed while it is suspended. Frames of finished calls are used again (`spare`). Read `Frame` and `clearFrame`
// first. Mirrors _PyInterpreterFrame (Include/internal/pycore_interpframe.h) and Python/frame.c.

import type { Own, Visit } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import type { PyCode } from "./code.ts";
import type { PyDict } from "./dict.ts";
import type { PyFrame } from "./frame.ts";
import type { PyFunction } from "./function.ts";
import type { PyGenerator } from "./generator.ts";
import type { PyObject } from "./object.ts";
import type { FrameLike } from "./state.ts";

/** A mark. FAST: V8 counts these references without looking up what kind of object it is, in a third of the time. */
export const OWNED_NUMBER = 3;

export const OWNED_BY_THREAD = 0;
export const OWNED_BY_GENERATOR = 1;
export const OWNED_BY_FRAME_OBJECT = 2;

export type Slots = (PyObject | null)[];

/** What is left to do, when the frame has ended, for natives that lay between it and its caller. */
export interface Forward {
	/** How many inputs of the call are on the caller's stack still. */
	readonly inputs: number;
	/** What they do then. */
	readonly leave: (() => void)[];
}

export class Frame implements FrameLike {
	/** The caller; for a suspended generator null. */
	previous: Frame | null = null;
	/** Owned. */
	code: PyCode = null as unknown as PyCode;
	/** Owned if `ownsFunc`: like an argument, a called function may be borrowed from the caller's local. Null for code run without one. */
	func: PyFunction | null = null;
	ownsFunc = false;
	/** Borrowed from the function, or kept alive by the caller of `evalCode`. */
	globals: PyDict = null as unknown as PyDict;
	builtins: PyObject = null as unknown as PyObject;
	/** The namespace of module and class code; null where locals are slots. Owned. */
	locals: PyObject | null = null;
	/** Made when somebody asks for it. Owned. */
	frameObject: PyFrame | null = null;
	stack: Slots = [];
	marks: Uint8Array = EMPTY_MARKS;
	/** First slot of the locals. */
	base = 0;
	/** First free slot. Up to date whenever other code than the interpreter's loop runs. */
	sp = 0;
	/** Index of the instruction that is being executed, or was executed last, in code units. */
	pc = 0;
	/** The instruction before that, as far as somebody looks (vm/observe.ts). */
	observed = 0;
	/** How far after `pc` to go on when the frame above returns a value. */
	returnOffset = 0;
	owner = OWNED_BY_THREAD;
	/** Whether a native caller waits for the result: the interpreter's loop ends with this frame. */
	entry = false;
	/** The generator whose body this is. Borrowed: the generator contains the frame. */
	generator: PyGenerator | null = null;
	/** For an `__init__` entered from a call of its class: the new instance, which is the call's result. Owned. */
	instance: PyObject | null = null;
	/** For a frame that was entered through natives which only call it (vm/forward.ts): `instance` is None then. */
	forward: Forward | null = null;
	/** The next in the list of frames that wait to be used again. */
	spare: Frame | null = null;
}

const EMPTY_MARKS = new Uint8Array(0);

let blank: Slots = [null];

/** FAST: so many empty slots, by copying: V8's array has no holes then, and all frames' slots are one kind of array to it. */
export function emptySlots(count: number): Slots {
	while (blank.length < count) blank = blank.concat(blank);
	return blank.slice(0, count);
}

/** A frame with slots of its own, for a generator or for a frame object that outlives its call. */
export function newOwnFrame(size: number): Frame {
	const frame = new Frame();
	frame.stack = emptySlots(size);
	frame.marks = new Uint8Array(size);
	return frame;
}

/** Makes every borrowed slot an owned one: what the frame refers to must live as long as it, not as its caller. */
export function makeFrameStrong(frame: Frame): void {
	const { stack, marks, sp } = frame;
	for (let i = frame.base; i < sp; i++) {
		if (marks[i] !== 0 || stack[i] === null) continue;
		incref(stack[i]!);
		marks[i] = 1;
	}
	if (!frame.ownsFunc && frame.func !== null) {
		incref(frame.func);
		frame.ownsFunc = true;
	}
}

/** Copies slots and contents to `target`, which takes the references over. */
export function moveFrame(frame: Frame, target: Frame): void {
	const size = frame.sp - frame.base;
	for (let i = 0; i < size; i++) {
		target.stack[i] = frame.stack[frame.base + i];
		target.marks[i] = frame.marks[frame.base + i];
		frame.stack[frame.base + i] = null;
		frame.marks[frame.base + i] = 0;
	}
	target.base = 0;
	target.sp = size;
	target.code = frame.code;
	target.func = frame.func;
	target.ownsFunc = frame.ownsFunc;
	target.globals = frame.globals;
	target.builtins = frame.builtins;
	target.locals = frame.locals;
	target.frameObject = frame.frameObject;
	target.pc = frame.pc;
	target.instance = frame.instance;
	frame.func = null;
	frame.ownsFunc = false;
	frame.locals = null;
	frame.frameObject = null;
	frame.instance = null;
}

/** Gives up locals and stack, last slot first. Runs Python code. */
export function clearFrameSlots(frame: Frame): void {
	const { stack, marks, base } = frame;
	let i = frame.sp;
	while (i > base) {
		i--;
		frame.sp = i;
		const object = stack[i];
		stack[i] = null;
		if (marks[i] !== 0) {
			marks[i] = 0;
			decref(object!);
		}
	}
}

/** Visits the references that the frame owns. `exact`: only those of CPython's _PyFrame_Traverse. */
export function visitFrame(frame: Frame, visit: Visit, where: string): void {
	const { stack, marks, base, sp, code } = frame;
	if (frame.locals !== null) visit(frame.locals, `namespace${where}`);
	if (frame.func !== null && frame.ownsFunc) visit(frame.func, `function${where}`);
	visit(code, `code${where}`);
	const names = code.localsplusnames;
	for (let i = base; i < sp; i++) {
		if (marks[i] === 0) continue;
		const n = i - base;
		visit(
			stack[i]!,
			n < names.length ? `local ${names[n].value}${where}` : `stack slot${where}`,
			n < names.length ? undefined : n - names.length,
		);
	}
}

/** The line of the instruction that the frame is at, or null if it has none. */
export function frameLine(frame: Frame): number | null {
	return frame.code.lineAt(frame.pc);
}

/** Takes over an owned object as the value of a local slot; the old value dies afterwards. May run Python code. */
export function setLocal(frame: Frame, n: number, value: Own<PyObject> | null): void {
	const i = frame.base + n;
	const old = frame.stack[i];
	const owned = frame.marks[i];
	frame.stack[i] = value;
	frame.marks[i] = value === null ? 0 : 1;
	if (owned !== 0) decref(old!);
}
