// A recording: what each executed line has changed, so that the state after any of them can be told, forwards and backwards.
//
// States are kept as differences (`Change`) with a whole state every so many steps. Only so many steps are kept, the last
// ones; what came before them is in the first state. Owns no object: names, counts and words. Read `Recording.stateAt` first.

import type { HolderText } from "./holders.ts";
import type { Change, Step } from "./steps.ts";

/** An object that is alive after a step. */
export interface RecordedObject {
	readonly name: string;
	readonly count: number;
	readonly holders: readonly HolderText[];
}

/** By name, in order of birth. */
export type State = ReadonlyMap<string, RecordedObject>;

const STEPS_PER_STATE = 256;

export class Recording {
	/** The steps that are kept. */
	private readonly steps: Step[] = [];
	/** The state before step `STEPS_PER_STATE * i` of those that are kept. */
	private readonly states: State[] = [];
	/** The state after the last step. */
	private current = new Map<string, RecordedObject>();
	/** Steps that came before those that are kept. */
	dropped = 0;
	private readonly window: number;

	/** Keeps the last `window` steps at least. */
	constructor(window = Number.POSITIVE_INFINITY) {
		this.window = window;
	}

	add(step: Step): void {
		if (this.steps.length % STEPS_PER_STATE === 0) this.states.push(new Map(this.current));
		this.steps.push(step);
		for (const change of step.changes) apply(this.current, change);
		if (this.steps.length < this.window + STEPS_PER_STATE) return;
		this.steps.splice(0, STEPS_PER_STATE);
		this.states.shift();
		this.dropped += STEPS_PER_STATE;
	}

	/** How many steps are kept. */
	get length(): number {
		return this.steps.length;
	}

	step(i: number): Step {
		return this.steps[i]!;
	}

	/** What was alive after step `i` of those that are kept, -1 for before the first. */
	stateAt(i: number): State {
		if (i < -1 || i >= this.steps.length) throw new RangeError(`there is no step ${i} of ${this.steps.length}`);
		const from = Math.floor(Math.max(i, 0) / STEPS_PER_STATE);
		const state = new Map(this.states[from] ?? []);
		for (let at = from * STEPS_PER_STATE; at <= i; at++) for (const change of this.steps[at]!.changes) apply(state, change);
		return state;
	}
}

/** Forwards: enters a change into a state. */
export function apply(state: Map<string, RecordedObject>, { name, after, gained, lost }: Change): void {
	if (after === null) {
		state.delete(name);
		return;
	}
	const before = state.get(name)?.holders ?? [];
	state.set(name, { name, count: after, holders: [...without(before, lost), ...gained] });
}

/** Backwards: takes a change out of a state again. */
export function revert(state: Map<string, RecordedObject>, { name, before, gained, lost }: Change): void {
	if (before === null) {
		state.delete(name);
		return;
	}
	const after = state.get(name)?.holders ?? [];
	state.set(name, { name, count: before, holders: [...without(after, gained), ...lost] });
}

/** `all` less what is in `gone`, with repetitions. */
export function without(all: readonly HolderText[], gone: readonly HolderText[]): HolderText[] {
	if (gone.length === 0) return [...all];
	const rest = gone.map(({ text }) => text);
	return all.filter(({ text }) => {
		const at = rest.indexOf(text);
		if (at >= 0) rest.splice(at, 1);
		return at < 0;
	});
}
