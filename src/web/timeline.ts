// A run as the page keeps it: the steps, what was alive after each, and the life of every object.
//
// The state after a step is made from a whole state some steps before and the changes since, so that any step of twenty
// thousand is there at once. What a change left as it was is the same JavaScript object in both states. Read `Timeline.stateAt`.

import type { HolderText, SceneFrame, SceneObject } from "../ledger/index.ts";
import { without } from "../ledger/recording.ts";
import type { WebChange, WebStep } from "./protocol.ts";

/** An object that is alive after a step. */
export interface Living {
	readonly name: string;
	readonly count: number;
	readonly holders: readonly HolderText[];
	/** Null if there were too many objects to look into all. */
	readonly object: SceneObject | null;
}

export interface State {
	/** In order of birth. */
	readonly objects: ReadonlyMap<string, Living>;
	readonly frames: readonly SceneFrame[];
}

export interface Life {
	readonly name: string;
	readonly type: string;
	readonly born: number;
	/** The step in which it died; null if it has not. */
	died: number | null;
	/** Why. */
	death: string | null;
	/** The counts: after which step, and how many. */
	readonly counts: [step: number, count: number][];
	/** The steps that changed its count or holders. */
	readonly steps: number[];
}

const STEPS_PER_STATE = 64;
const NOTHING: State = { objects: new Map(), frames: [] };

export class Timeline {
	readonly steps: WebStep[] = [];
	/** By name, in order of birth. */
	readonly lives = new Map<string, Life>();
	/** By cell, the steps in which it has shown something. */
	private readonly showing = new Map<number, number[]>();
	/** The state before step `STEPS_PER_STATE * i`. */
	private readonly states: State[] = [];
	private last: State = NOTHING;
	private memo: { readonly at: number; readonly state: State } = { at: -1, state: NOTHING };

	add(steps: readonly WebStep[]): void {
		for (const step of steps) {
			if (this.steps.length % STEPS_PER_STATE === 0) this.states.push(this.last);
			const number = this.steps.push(step) - 1;
			this.last = after(this.last, step);
			for (const change of step.changes) this.note(number, change, this.last);
			if (step.outputs.length > 0) this.noteOutput(step.cell, number);
		}
	}

	private note(step: number, { name, before, after: count, death }: WebChange, state: State): void {
		let life = this.lives.get(name);
		if (life === undefined) {
			const type = state.objects.get(name)?.object?.type ?? typeOf(name);
			life = { name, type, born: before === null ? step : 0, died: null, death: null, counts: [], steps: [] };
			if (before !== null) life.counts.push([0, before]);
			this.lives.set(name, life);
		}
		life.steps.push(step);
		if (count !== null) life.counts.push([step, count]);
		else {
			life.died = step;
			life.death = death;
		}
	}

	/** What was alive after a step; -1 for before the first. */
	stateAt(step: number): State {
		if (step < 0 || this.steps.length === 0) return NOTHING;
		const at = Math.min(step, this.steps.length - 1);
		if (at === this.steps.length - 1) return this.last;
		let from = Math.floor(at / STEPS_PER_STATE) * STEPS_PER_STATE;
		let state = this.states[from / STEPS_PER_STATE]!;
		if (this.memo.at >= from && this.memo.at <= at) {
			from = this.memo.at + 1;
			({ state } = this.memo);
		}
		for (let i = from; i <= at; i++) state = after(state, this.steps[i]!);
		this.memo = { at, state };
		return state;
	}

	private noteOutput(cell: number, step: number): void {
		const steps = this.showing.get(cell);
		if (steps === undefined) this.showing.set(cell, [step]);
		else steps.push(step);
	}

	/** How many steps of a cell have shown something up to a step. */
	showingAt(step: number, cell: number): number {
		const steps = this.showing.get(cell) ?? [];
		let low = 0;
		for (let high = steps.length; low < high; ) {
			const middle = (low + high) >> 1;
			if (steps[middle]! <= step) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	/** What those have shown. */
	outputsAt(step: number, cell: number): WebStep["outputs"] {
		const steps = this.showing.get(cell) ?? [];
		return steps.slice(0, this.showingAt(step, cell)).flatMap((i) => this.steps[i]!.outputs);
	}
}

function typeOf(name: string): string {
	return /^\w+ `/.test(name) ? name.replace(/ .*$/, "") : name.replace(/#\d+$/, "");
}

function after(state: State, { changes, objects, frames }: WebStep): State {
	if (changes.length === 0 && objects.length === 0 && frames === null) return state;
	const next = changes.length === 0 && objects.length === 0 ? state.objects : new Map(state.objects);
	if (next instanceof Map) {
		for (const { name, after: count, gained, lost } of changes) {
			if (count === null) next.delete(name);
			else {
				const known = next.get(name);
				next.set(name, { name, count, holders: [...without(known?.holders ?? [], lost), ...gained], object: known?.object ?? null });
			}
		}
		for (const object of objects) {
			const known = next.get(object.name);
			if (known !== undefined) next.set(object.name, { ...known, object });
		}
	}
	return { objects: next, frames: frames ?? state.frames };
}
