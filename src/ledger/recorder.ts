// What happens to objects while a program runs: births, which give them their numbers, and deaths with their causes.
//
// Nothing of this is noted unless somebody records. Births and deaths come from the heap's watch; an object that dies because
// its owner dies has the owner's cause. Notes are kept with the dead object itself, so that they last as long as somebody
// still can ask for it. Adds no reference. Read `Recorder` first.

import { CALL, CALL_KW, IMPORT_FROM, IMPORT_NAME, numPopped } from "../compile/opcode.ts";
import { type AllocationWatch, heap, type HeapObject, TPFLAGS_HAVE_GC } from "../heap/header.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import { thread } from "../objects/state.ts";
import { type Cause, causeNow } from "./causes.ts";
import { callableText, type Names } from "./names.ts";

export interface Death {
	readonly cause: Cause;
	/** The object whose death took this one along; null if the program itself gave up the last reference. */
	readonly owner: string | null;
}

/** An object of the program that has died. */
export interface DeadObject {
	readonly object: HeapObject;
	readonly name: string;
	readonly death: Death;
}

/** A death under way. */
interface Dying {
	readonly object: HeapObject;
	readonly frame: unknown;
	/** Empty if it is none of the program's own. */
	readonly name: string;
	readonly cause: Cause;
	/** The dying object that held it. */
	readonly owner: HeapObject | null;
	readonly ownerName: string | null;
}

export class Recorder implements AllocationWatch {
	private readonly names: Names;
	/** Whether a birth in that file is one of the program, and gets its number at once. */
	private readonly isOwn: (filename: string) => boolean;
	private readonly deaths = new WeakMap<HeapObject, Dying>();
	/** The program's objects that live, oldest first. */
	readonly own = new Set<HeapObject>();
	/** Those that have died since `takeDead` was called. */
	private dead: DeadObject[] = [];
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
		if (frame === null || !this.isOwn(frame.code.filename.value) || isMachinery(frame)) return;
		this.names.noteBirth(object);
		this.own.add(object);
	}

	dies(object: HeapObject): void {
		if (!isNoted(object)) return;
		const { frame } = thread;
		const below = this.dying.at(-1);
		// An owner that is being torn down has a count of 0, and no Python code runs between its death and this one.
		const taken = below !== undefined && below.object.refcnt === 0 && below.frame === frame;
		const isOwn = this.own.has(object);
		const owner = taken ? ownerToName(below) : null;
		this.dying.push({
			object,
			frame,
			name: isOwn ? this.names.of(object) : "",
			cause: taken ? below.cause : causeNow(),
			owner,
			// FAST, and for the sake of the numbers: what nobody asks for gets no name.
			ownerName: isOwn && owner !== null ? this.names.of(owner) : null,
		});
	}

	freed(object: HeapObject): void {
		if (!isNoted(object)) return;
		const at = this.dying.findLastIndex((entry) => entry.object === object);
		if (at < 0) return;
		const entry = this.dying[at]!;
		this.deaths.set(object, entry);
		this.dying.length = at;
		if (this.own.delete(object)) this.dead.push({ object, name: entry.name, death: this.deathBy(entry) });
	}

	private deathBy({ cause, owner, ownerName }: Dying): Death {
		return { cause, owner: ownerName ?? (owner === null ? null : this.names.of(owner)) };
	}

	/** The deaths since the last call, in their order. */
	takeDead(): readonly DeadObject[] {
		const { dead } = this;
		this.dead = [];
		return dead;
	}

	/** How the object died; null for one that lives, or died before the recording. */
	deathOf(object: HeapObject): Death | null {
		const entry = this.deaths.get(object);
		return entry === undefined ? null : this.deathBy(entry);
	}
}

/** A tuple is told by what held it: the arguments of an exception, say. */
function ownerToName({ object, owner }: Dying): HeapObject {
	return owner !== null && object.type.name === "tuple" ? owner : object;
}

/** Whether what the frame's instruction makes belongs to an import or to the making of a class, and is not the program's. */
function isMachinery({ code, pc, stack, sp }: Frame): boolean {
	const word = pc < 0 ? 0 : code.plainInstructions()[pc]!;
	const op = word & 255;
	if (op === IMPORT_NAME || op === IMPORT_FROM) return true;
	if (op !== CALL && op !== CALL_KW) return false;
	const callable = stack[sp - numPopped(op, word >> 8)];
	return callable != null && callableText(callable) === "__build_class__";
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
