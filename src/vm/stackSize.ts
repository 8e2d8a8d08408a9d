// How much of JavaScript's stack there is: recursion is bounded by it, so that it never overflows.

import { NATIVE_UNIT, thread } from "../objects/state.ts";

/** What a call of `dig` takes, arguments included: measured as node's --stack-size by the calls that fit. */
const BYTES_PER_CALL = 4130;

const padding: readonly number[] = new Array(500).fill(0);
let calls = 0;
let most = 0;

// biome-ignore lint/complexity/useArrowFunction: measured as a function. Its arguments only take room: a rest parameter would make an array of them.
const dig = function (): number {
	if (++calls > most) return 0;
	return dig(...padding) + calls;
} as (...padding: readonly number[]) => number;

/** What the operating system gives the thread in all; set by who knows. */
export const systemStack = { bytes: (): number => Number.POSITIVE_INFINITY };

/** Room for what is no JavaScript: V8 itself, and what the process was started with. */
const RESERVE = 1 << 20;

/** An estimate, from calling until the stack ends, or the system's would. */
export function stackBytes(): number {
	calls = 0;
	most = Math.max(0, (systemStack.bytes() - RESERVE - thread.nativeDepth * NATIVE_UNIT) / BYTES_PER_CALL);
	try {
		dig();
	} catch {
		// The end of the stack: what was to be found.
	}
	return calls * BYTES_PER_CALL;
}
