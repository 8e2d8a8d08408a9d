// The evaluation stack as operations outside of the loop see it: pushing, popping, and giving up an instruction's inputs
// in CPython's order. The loop itself does this inline. Read `replaceInputs` first. Mirrors Python/ceval_macros.h and the
// order that Tools/cases_generator gives to DECREF_INPUTS.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, incref } from "../heap/hotCount.ts";
import { isPlain } from "../heap/refcount.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import type { PyObject } from "../objects/object.ts";

/** Steals; null pushes NULL. */
export function push(frame: Frame, object: Own<PyObject> | null): void {
	frame.stack[frame.sp] = object;
	frame.marks[frame.sp++] = object === null ? 0 : 1;
}

/** The n-th value from the top, 1 being the top itself. Borrowed. */
export function peek(frame: Frame, n: number): PyObject {
	return frame.stack[frame.sp - n]!;
}

/** Takes the top as an owned reference. */
export function popOwned(frame: Frame): Own<PyObject> {
	const i = --frame.sp;
	const object = frame.stack[i]!;
	if (frame.marks[i] === 0) incref(object);
	frame.marks[i] = 0;
	return object as Own<PyObject>;
}

/** Gives up the top. Runs Python code. */
export function close(frame: Frame): void {
	const i = --frame.sp;
	if (frame.marks[i] !== 0) {
		frame.marks[i] = 0;
		decref(frame.stack[i]!);
	}
}

/** Gives up `n` inputs, top first. Runs Python code. */
export function closeInputs(frame: Frame, n: number): void {
	while (n-- > 0) close(frame);
}

/** Puts a result (stolen) in the place of `n` inputs: the lowest goes first, then the others from the top. */
export function replaceInputs(frame: Frame, n: number, result: Own<PyObject> | null): void {
	const lowest = frame.sp - n;
	const { stack, marks } = frame;
	const object = stack[lowest];
	const owned = marks[lowest];
	stack[lowest] = result;
	marks[lowest] = result === null ? 0 : 1;
	if (owned !== 0) decref(object!);
	while (frame.sp > lowest + 1) close(frame);
}

/** Puts a result (stolen) in the place of `n` inputs, which go from the top down. */
export function replaceTopFirst(frame: Frame, n: number, result: Own<PyObject>): void {
	const { stack, marks } = frame;
	const lowest = frame.sp - n;
	for (let i = frame.sp - 1; i >= lowest; i--) {
		if (marks[i] === 0) continue;
		const object = stack[i]!;
		if (object.refcnt === 1 && !isPlain(object)) return replaceHeld(frame, i + 1, lowest, result);
		marks[i] = 0;
		decref(object);
	}
	stack[lowest] = result;
	marks[lowest] = 1;
	frame.sp = lowest + 1;
}

/** When an input dies, the result is accounted for meanwhile. */
function replaceHeld(frame: Frame, sp: number, lowest: number, result: Own<PyObject>): void {
	frame.sp = sp;
	hold(result, "result of the instruction");
	closeInputs(frame, sp - lowest);
	push(frame, take(result));
}

/** The top `n` values, deepest first, as owned references; they leave the stack. */
export function takeInputs(frame: Frame, n: number): Own<PyObject>[] {
	const { stack, marks } = frame;
	const from = frame.sp - n;
	// FAST: a slice has no holes.
	const items = stack.slice(from, frame.sp) as Own<PyObject>[];
	for (let i = 0; i < n; i++) {
		if (marks[from + i] === 0) incref(items[i]);
		marks[from + i] = 0;
	}
	frame.sp = from;
	return items;
}

/** The top `n` values, deepest first, borrowed; they stay on the stack. */
export function peekInputs(frame: Frame, n: number): PyObject[] {
	return frame.stack.slice(frame.sp - n, frame.sp) as PyObject[];
}
