// Looking at every instruction: for traces, the audit after each step, the ledger. While nobody looks it costs nothing.
//
// While `observer.active`, the loop runs a copy of each code object's instructions in which every one is OBSERVE (250):
// it calls `observer.look` and goes on with the original. Turn it on and off with `observe`; frames notice at their
// next switch. Mirrors, in purpose, Python/instrumentation.c.

import type { PyCode } from "../objects/code.ts";
import type { Frame } from "../objects/interpreterFrame.ts";

export const OBSERVE = 250;

export const observer = {
	active: false,
	/** Before the instruction at `frame.pc`. It may throw a Python exception. */
	look: (_frame: Frame): void => {},
};

const observed = new WeakMap<PyCode, Int32Array>();

/** Calls `look` before each instruction from now on; null ends it. */
export function observe(look: ((frame: Frame) => void) | null): void {
	observer.active = look !== null;
	observer.look = look ?? (() => {});
}

export function observedInstructions(code: PyCode): Int32Array {
	let copy = observed.get(code);
	if (copy === undefined) observed.set(code, (copy = new Int32Array(code.instructions.length).fill(OBSERVE)));
	return copy;
}
