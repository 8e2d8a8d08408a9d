// What happens to objects while a program runs: births, which give them their numbers, and deaths with their causes.
//
// Nothing of this is noted unless somebody records. Births and deaths come from the heap's watch; an object that dies because
// its owner dies has the owner's cause. Notes are kept with the dead object itself, so that they last as long as somebody
// still can ask for it. Adds no reference. Read `Recorder` first.

import { type AllocationWatch, heap, type HeapObject, TPFLAGS_HAVE_GC } from "../heap/header.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import { thread } from "../objects/state.ts";
import { type Cause, causeNow } from "./causes.ts";
import type { Names } from "./names.ts";

export interface Death {
	readonly cause: Cause;
	/** The object whose death took this one along; null if the program itself gave up the last reference. */
	readonly owner: string | null;
}

/** A death under way. */
interface Dying {
	readonly object: HeapObject;
	readonly frame: unknown;
	readonly death: Death;
}

export class Recorder implements AllocationWatch {
	private readonly names: Names;
	/** Whether a birth in that file is one of the program, and gets its number at once. */
	private readonly isOwn: (filename: string) => boolean;
	private readonly deaths = new WeakMap<HeapObject, Death>();
	/** Owners below what they take along. What was resurrected stays until something below it is freed. */
	private readonly dying: Dying[] = [];

	constructor(names: Names, isOwn: (filename: string) => boolean) {
		this.names = names;
		this.isOwn = isOwn;
	}

	start(): void {
		heap.watchAllocations(this);
	}

	stop(): void {
		heap.unwatchAllocations(this);
	}

	born(object: HeapObject): void {
		if (!isNoted(object)) return;
		const frame = thread.frame as Frame | null;
		if (frame !== null && this.isOwn(frame.code.filename.value)) this.names.noteBirth(object);
	}

	dies(object: HeapObject): void {
		if (!isNoted(object)) return;
		const { frame } = thread;
		const below = this.dying.at(-1);
		// An owner that is being torn down has a count of 0, and no Python code runs between its death and this one.
		const taken = below !== undefined && below.object.refcnt === 0 && below.frame === frame;
		const death = taken ? { cause: below.death.cause, owner: this.names.of(below.object) } : { cause: causeNow(), owner: null };
		this.dying.push({ object, frame, death });
	}

	freed(object: HeapObject): void {
		if (!isNoted(object)) return;
		const at = this.dying.findLastIndex((entry) => entry.object === object);
		if (at < 0) return;
		this.deaths.set(object, this.dying[at]!.death);
		this.dying.length = at;
	}

	/** How the object died; null for one that lives, or died before the recording. */
	deathOf(object: HeapObject): Death | null {
		return this.deaths.get(object) ?? null;
	}
}

function isNoted(object: HeapObject): boolean {
	return (object.type.typeFlags & TPFLAGS_HAVE_GC) !== 0;
}

/** "C#1 died at line 9: global `c` was deleted; it was the last reference." */
export function deathText(name: string, { cause, owner }: Death): string {
	const at = cause.line === null ? "" : ` at line ${cause.line}`;
	if (owner !== null) return `${name} died${at} with ${owner}, which held it: ${cause.text}.`;
	return `${name} died${at}: ${cause.text}${cause.byCollector ? "" : "; it was the last reference"}.`;
}
