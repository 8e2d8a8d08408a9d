// The eval breaker: a flag that the interpreter looks at on function entry, on backward jumps and after native calls, so
// that collections, interrupts and deadlines happen between instructions. Read `handlePending` first.
// Mirrors Python/ceval_gil.c (_Py_HandlePending).

import { raiseError } from "../objects/errors.ts";

/** What is due; looked at as a whole through `any`. */
export const breaker = {
	any: false,
	collection: false,
	interrupt: false,
	/** Called at each safe point while set: for deadlines and step limits. It may throw a Python exception. */
	hook: null as (() => void) | null,
};

/** Connected by the collector. */
export const breakerHooks = {
	collect: (): void => {},
};

export function requestCollection(): void {
	breaker.collection = true;
	breaker.any = true;
}

/** KeyboardInterrupt at the next safe point. */
export function requestInterrupt(): void {
	breaker.interrupt = true;
	breaker.any = true;
}

export function setStepHook(hook: (() => void) | null): void {
	breaker.hook = hook;
	breaker.any = hook !== null || breaker.collection || breaker.interrupt;
}

/** Does what is due. Runs Python code; raises KeyboardInterrupt. */
export function handlePending(): void {
	breaker.any = breaker.hook !== null;
	if (breaker.interrupt) {
		breaker.interrupt = false;
		if (breaker.collection) breaker.any = true;
		raiseError("KeyboardInterrupt");
	}
	if (breaker.collection) {
		breaker.collection = false;
		breakerHooks.collect();
	}
	breaker.hook?.();
}
