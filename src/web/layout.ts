// Where objects stand in the picture: an object gets a place at its birth, beside what holds it, and keeps it until it dies.
//
// Frames stand in the first column; what their variables hold in the next; what these hold in the one after. A place is used again
// only by objects that are born after the death of the one that had it. All sizes are known without a browser: rows of fixed
// height. Read `Layout.place` first.

import type { SceneFrame, SceneObject, SceneSlot } from "../ledger/index.ts";
import type { Life, State, Timeline } from "./timeline.ts";

export const ROW = 22;
export const HEAD = 28;
export const BOX_WIDTH = 190;
export const FRAME_WIDTH = 230;
const COLUMN = BOX_WIDTH + 70;
const FIRST = FRAME_WIDTH + 90;
const GAP = 16;
/** A column that is full goes on in the next. */
const TALL = 1800;
/** So many slots of an object are shown until it is unfolded. */
export const MOST_ROWS = 8;

export interface Place {
	readonly x: number;
	readonly y: number;
	readonly height: number;
}

interface Taken extends Place {
	readonly life: Life;
}

function rowsOf(object: SceneObject | null): number {
	if (object === null) return 0;
	return Math.min(object.slots.length, MOST_ROWS) + (object.length > MOST_ROWS ? 1 : 0);
}

export function boxHeight(rows: number): number {
	return HEAD + Math.max(rows, 0) * ROW + (rows > 0 ? 6 : 0);
}

/** Frames from the top, with the height of each. */
export function framePlaces(frames: readonly SceneFrame[]): Place[] {
	let y = 0;
	return frames.map((frame) => {
		const height = frameHeight(frame);
		const place = { x: 0, y, height };
		y += height + GAP;
		return place;
	});
}

/** Head, variables, and a line before the evaluation stack. */
function frameHeight({ variables, stack }: SceneFrame): number {
	return boxHeight(Math.max(variables.length, 1)) + (stack.length > 0 ? ROW * (stack.length + 1) : 0);
}

/** Where the middle of a frame's row is, from the frame's top; rows of the stack come after those of the variables. */
export function frameRowY(frame: SceneFrame, row: number, ofStack: boolean): number {
	if (!ofStack) return HEAD + row * ROW + ROW / 2;
	return boxHeight(Math.max(frame.variables.length, 1)) + ROW + row * ROW + ROW / 2;
}

export class Layout {
	private readonly timeline: Timeline;
	readonly places = new Map<string, Place>();
	private readonly columns: Taken[][] = [];
	private done = 0;

	constructor(timeline: Timeline) {
		this.timeline = timeline;
	}

	/** Gives a place to all that was born in the steps that came since the last call. */
	place(): void {
		const { steps } = this.timeline;
		const tallest = this.tallest();
		for (; this.done < steps.length; this.done++) {
			const born = steps[this.done]!.changes.filter(({ name, after }) => after !== null && !this.places.has(name));
			if (born.length === 0) continue;
			const state = this.timeline.stateAt(this.done);
			const parents = parentsOf(state, new Set(born.map(({ name }) => name)));
			// What is held by something new comes after it.
			let waiting = born.map(({ name }) => name);
			for (let tries = 0; waiting.length > 0; tries++) {
				const later: string[] = [];
				for (const name of waiting) {
					const parent = parents.get(name);
					if (parent?.owner !== undefined && !this.places.has(parent.owner) && tries < 8) later.push(name);
					else this.placeOne(name, parent ?? null, tallest.get(name) ?? 0);
				}
				waiting = later;
			}
		}
	}

	/** The most rows that each of the objects not yet placed comes to have, as far as is known. */
	private tallest(): Map<string, number> {
		const rows = new Map<string, number>();
		const { steps } = this.timeline;
		for (let i = this.done; i < steps.length; i++)
			for (const object of steps[i]!.objects) rows.set(object.name, Math.max(rows.get(object.name) ?? 0, rowsOf(object)));
		return rows;
	}

	private placeOne(name: string, parent: Parent | null, rows: number): void {
		const life = this.timeline.lives.get(name)!;
		const height = boxHeight(rows);
		const owner = parent?.owner === undefined ? undefined : this.places.get(parent.owner);
		const wished = owner === undefined ? (parent?.y ?? 0) : owner.y;
		let column = owner === undefined ? 0 : Math.round((owner.x - FIRST) / COLUMN) + 1;
		for (let tries = 0; ; tries++, column++) {
			const y = this.free(column, wished, height, life);
			if (y + height > TALL && tries < 12) continue;
			const place = { x: FIRST + column * COLUMN, y, height };
			this.places.set(name, place);
			this.columns[column]!.push({ ...place, life });
			return;
		}
	}

	/** The first height at or below the wished one where nothing stands that lives at the same time. */
	private free(column: number, wished: number, height: number, life: Life): number {
		this.columns[column] ??= [];
		const inTheWay = this.columns[column]
			.filter(({ life: other }) => other.died === null || other.died >= life.born)
			.sort((a, b) => a.y - b.y);
		let y = wished;
		for (const other of inTheWay) {
			if (other.y + other.height + GAP <= y) continue;
			if (y + height + GAP <= other.y) break;
			y = other.y + other.height + GAP;
		}
		return y;
	}
}

/** What holds a new object: another object, or a frame's variable at a height. */
interface Parent {
	readonly owner?: string;
	readonly y?: number;
}

function parentsOf({ objects, frames }: State, wanted: ReadonlySet<string>): Map<string, Parent> {
	const parents = new Map<string, Parent>();
	const enter = ({ value, hold }: SceneSlot, parent: Parent): void => {
		if (hold !== "weak" && "ref" in value && wanted.has(value.ref) && !parents.has(value.ref)) parents.set(value.ref, parent);
	};
	const tops = framePlaces(frames);
	frames.forEach((frame, f) => {
		frame.variables.forEach((slot, i) => enter(slot, { y: tops[f]!.y + frameRowY(frame, i, false) - HEAD / 2 }));
		frame.stack.forEach((slot, i) => enter(slot, { y: tops[f]!.y + frameRowY(frame, i, true) - HEAD / 2 }));
	});
	for (const { name, object } of objects.values())
		for (const slot of object?.slots ?? []) {
			enter(slot, { owner: name });
			if (slot.key !== undefined) enter({ ...slot, value: slot.key }, { owner: name });
		}
	return parents;
}
