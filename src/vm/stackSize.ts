// How much of JavaScript's stack there is: recursion is bounded by it, so that it never overflows.

/** What a call of `dig` takes, arguments included: measured as node's --stack-size by the calls that fit. */
const BYTES_PER_CALL = 4130;

const padding: readonly number[] = new Array(500).fill(0);
let calls = 0;

// biome-ignore lint/complexity/useArrowFunction: measured as a function. Its arguments only take room: a rest parameter would make an array of them.
const dig = function (): number {
	calls++;
	return dig(...padding) + calls;
} as (...padding: readonly number[]) => number;

/** An estimate, from calling until the stack ends. */
export function stackBytes(): number {
	calls = 0;
	try {
		dig();
	} catch {
		// The end of the stack: what was to be found.
	}
	return calls * BYTES_PER_CALL;
}
