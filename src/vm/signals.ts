// Signals between their coming and the call of their handlers: a host trips them at any time, they are handled at the next
// safe point of the interpreter, and by natives that wait. What a signal does is decided by modules/_signal.ts, once the
// program has imported it. Read `handleSignals` first. Mirrors trip_signal and _PyErr_CheckSignalsTstate of Modules/signalmodule.c.

import { raiseError } from "../objects/errors.ts";
import { threads } from "../objects/threads.ts";
import { breaker, breakerHooks, requestSignals } from "./breaker.ts";

export const SIGINT = 2;

/** Those that have come and whose handlers are not called yet. A signal that comes twice meanwhile counts once. */
const tripped = new Set<number>();

/** Signals for which the program has a handler of its own: one may end a wait. */
export const handledByProgram = new Set<number>();

export const signalHooks = {
	/** Calls the handler of a signal; false if there is none. May run Python code and raise. */
	deliver: (signum: number): boolean => (signum === SIGINT ? raiseError("KeyboardInterrupt") : false),
	/** A signal has come, and its handler will be called. */
	noted: (_signum: number): void => {},
	/** Whether the process is to hear of the signal from now on, instead of what the system does with it. */
	listen: (_signum: number, _wanted: boolean): void => {},
};

/** A signal has come: its handler is called at the next safe point. */
export function tripSignal(signum: number): void {
	tripped.add(signum);
	signalHooks.noted(signum);
	requestSignals();
}

/** Looks at what has come from outside, and says whether a handler is to be called. Runs no Python code. */
export function signalsDue(): boolean {
	breaker.poll?.();
	return tripped.size > 0;
}

/**
 * In the main thread: calls the handlers of what has come, in the order of the signals' numbers; whether there was one.
 * What one raises goes on; the others wait. In other threads it does nothing.
 */
export function handleSignals(): boolean {
	if (threads.current !== threads.main) return false;
	let any = false;
	for (const signum of [...tripped].sort((a, b) => a - b)) {
		if (!tripped.delete(signum)) continue;
		if (tripped.size > 0) requestSignals();
		if (signalHooks.deliver(signum)) any = true;
	}
	return any;
}

breakerHooks.handleSignals = handleSignals;
