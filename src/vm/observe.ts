// Looking at instructions while they run: for traces, the audit after each step, the ledger, and monitoring. While nobody
// looks it costs nothing.
//
// An instruction that somebody looks at is overwritten in `PyCode.instructions` by OBSERVE (127), in place, so that running
// frames notice at once. The loop then calls `observer.look`, and goes on with the instruction that it returns. While
// `observer.active`, a frame's code is prepared when the loop enters or comes back to it. monitoring/ fills in the
// rest. Read `observer` first. Mirrors, in purpose, Python/instrumentation.c.

import type { PyCode } from "../objects/code.ts";
import type { Frame } from "../objects/interpreterFrame.ts";

export const OBSERVE = 127;

export type Wants = (code: PyCode, unit: number) => boolean;

function everywhere(): boolean {
	return true;
}

export const observer = {
	/** Whether any code may have to be prepared, or any exception to be told. */
	active: false,
	/** Called before each instruction that `wants` names. */
	watch: null as ((frame: Frame) => void) | null,
	/** Whether `watch` is to be called at the code unit of a code object. It must always say the same. */
	wants: everywhere as Wants,
	/** Before the instruction at `frame.pc`: what to execute at `frame.pc`, which may be another one now. May raise. */
	look: (frame: Frame): number => {
		observer.watch?.(frame);
		return frame.code.plainInstructions()[frame.pc];
	},
	/** Overwrites what is to be looked at in the code. */
	prepare: (code: PyCode): void => {
		code.decode();
		if (code.instructions[0] !== OBSERVE) code.instructions.fill(OBSERVE);
	},
	/**
	 * An exception is in flight in the frame, from the instruction at `unit`, or (if not `first`) from the call there.
	 * `again`: it was raised again. What is in flight afterwards counts.
	 */
	raised: (_frame: Frame, _unit: number, _first: boolean, _again: boolean): void => {},
	/** The frame has found its handler, at `frame.pc`. False if that raised something else. */
	handled: (_frame: Frame): boolean => true,
	/** The exception in flight leaves the frame. */
	left: (_frame: Frame, _unit: number, _first: boolean, _again: boolean): void => {},
	/** The exception in flight is thrown into the frame of a generator. */
	thrown: (_frame: Frame): void => {},
};

/** Calls `watch` before each instruction that is wanted, from now on; null ends it. To be called before the program begins. */
export function observe(watch: ((frame: Frame) => void) | null, wants: Wants = everywhere): void {
	observer.watch = watch;
	observer.wants = wants;
	if (watch !== null) observer.active = true;
}
