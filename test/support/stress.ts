// The audit after every instruction, as tests and scripts ask for it, and what it says at the end.

/** The environment for an audit after every `interval`-th instruction. */
export function stressEnvironment(interval: number): { DECREF_DEBUG: string } {
	return { DECREF_DEBUG: `stress=${interval},leaks` };
}

/** After each of the first instructions, and then after fewer and fewer: some seconds for a program of any length. */
export const FADING_STRESS = { DECREF_DEBUG: "stress,fading" };

/** To find the very instruction of a fault that showed after so many. */
export function exactEnvironment(instructions: number): { DECREF_DEBUG: string } {
	return { DECREF_DEBUG: `stress,exact,from=${Math.max(0, instructions - 500)}` };
}

/** Takes the audit's closing lines out of standard error. */
export function withoutSummary(stderr: string): { readonly instructions: number; readonly rest: string } {
	const summary = /^decref: audited after (?:\d+ of )?(\d+) instructions .*\n/gm;
	const instructions = Math.max(0, ...[...stderr.matchAll(summary)].map((match) => Number(match[1])));
	return { instructions, rest: stderr.replace(summary, "") };
}
