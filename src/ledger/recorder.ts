// What happens to objects while a program runs: births, which give them their numbers, and deaths with their causes.
//
// Nothing of this is noted unless somebody records. Births and deaths come from the heap's watch; an object that dies because
// its owner dies has the owner's cause. Births and deaths that nobody will ask for leave no note. Adds no reference. Read `Recorder` first.

import { CALL, CALL_KW, IMPORT_FROM, IMPORT_NAME, numPopped } from "../compile/opcode.ts";
import { gcHooks } from "../heap/gc/state.ts";
import { type AllocationWatch, heap, type HeapObject, TPFLAGS_HAVE_GC } from "../heap/header.ts";
import type { PyCode } from "../objects/code.ts";
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
	readonly death: Death;
}

/** A death under way. */
interface Dying {
	readonly object: HeapObject;
	readonly frame: unknown;
	/** The dying object that held it. */
	readonly owner: Dying | null;
	/** Found out when somebody wants to know, while the frame is still at the instruction. */
	cause: Cause | null;
}

/** A run of the cyclic collector. */
export interface Collection {
	readonly generation: number;
	/** Objects found unreachable, and cleared. */
	readonly found: number;
}

interface CollectionWatch {
	take(): readonly Collection[];
	stop(): void;
}

function watchCollections(): CollectionWatch {
	const { notify } = gcHooks;
	let noted: Collection[] = [];
	gcHooks.notify = (phase, generation, collected, uncollectable) => {
		if (phase === "stop") noted.push({ generation, found: collected });
		notify(phase, generation, collected, uncollectable);
	};
	const take = (): readonly Collection[] => {
		const taken = noted;
		noted = [];
		return taken;
	};
	return { take, stop: () => void (gcHooks.notify = notify) };
}

/** Which deaths are noted: of all the program's objects, of those that are followed, or none. */
export type Deaths = "all" | "followed" | "none";

export class Recorder implements AllocationWatch {
	private readonly names: Names;
	/** Whether a birth in that file is one of the program, and gets its number at once. */
	private readonly isOwn: (filename: string) => boolean;
	private readonly deaths: Deaths;
	/** The program's objects that live, oldest first. */
	readonly own = new Set<HeapObject>();
	private readonly followed = new Map<HeapObject, Death | null>();
	/** Those that have died since `takeDead` was called. */
	private dead: DeadObject[] = [];
	/** FAST: what was asked last is mostly asked again. */
	private lastCode: PyCode | null = null;
	private lastIsOwn = false;
	private collections: CollectionWatch | null = null;
	/** Owners below what they take along. What was resurrected stays until something below it is freed. */
	private readonly dying: Dying[] = [];

	constructor(names: Names, isOwn: (filename: string) => boolean, deaths: Deaths) {
		this.names = names;
		this.isOwn = isOwn;
		this.deaths = deaths;
	}

	start(): void {
		heap.watchAllocations(this);
		this.collections = watchCollections();
	}

	stop(): void {
		heap.unwatchAllocations(this);
		this.collections?.stop();
	}

	/** The collections since the last call. */
	takeCollections(): readonly Collection[] {
		return this.collections?.take() ?? [];
	}

	/** From now on the object's death is noted. */
	follow(object: HeapObject): void {
		if (!this.followed.has(object)) this.followed.set(object, null);
	}

	born(object: HeapObject): void {
		if (!isNoted(object)) return;
		const frame = thread.frame as Frame | null;
		if (frame === null || !this.isOwnCode(frame.code) || isMachinery(frame)) return;
		this.names.noteBirth(object);
		this.own.add(object);
	}

	private isOwnCode(code: PyCode): boolean {
		if (code === this.lastCode) return this.lastIsOwn;
		this.lastCode = code;
		this.lastIsOwn = this.isOwn(code.filename.value);
		return this.lastIsOwn;
	}

	dies(object: HeapObject): void {
		if (this.deaths === "none" || (this.deaths === "followed" && this.followed.size === 0) || !isNoted(object)) return;
		const { frame } = thread;
		const below = this.dying.at(-1);
		// An owner that is being torn down has a count of 0, and no Python code runs between its death and this one.
		const owner = below !== undefined && below.object.refcnt === 0 && below.frame === frame ? below : null;
		const entry: Dying = { object, frame, owner, cause: null };
		this.dying.push(entry);
		if (this.wants(object)) entry.cause = causeOf(entry);
	}

	private wants(object: HeapObject): boolean {
		return this.deaths === "all" ? this.own.has(object) : this.followed.has(object);
	}

	freed(object: HeapObject): void {
		if (!isNoted(object)) return;
		if (this.dying.length === 0) {
			if (this.own.delete(object)) this.names.forget(object);
			return;
		}
		const at = this.dying.findLastIndex((entry) => entry.object === object);
		const entry = this.dying[at];
		if (entry !== undefined) this.dying.length = at;
		const wanted = entry !== undefined && this.wants(object);
		if (wanted && this.followed.has(object)) this.followed.set(object, this.deathBy(entry));
		if (wanted && this.deaths === "all") this.dead.push({ object, death: this.deathBy(entry) });
		if (!this.own.delete(object) || wanted) return;
		// FAST: nobody will ask for its name.
		this.names.forget(object);
	}

	private deathBy(entry: Dying): Death {
		return { cause: causeOf(entry), owner: entry.owner === null ? null : this.names.of(ownerToName(entry.owner)) };
	}

	/** The deaths since the last call, in their order. */
	takeDead(): readonly DeadObject[] {
		const { dead } = this;
		this.dead = [];
		return dead;
	}

	/** The program's objects that finalizers have kept alive since the last call. */
	takeResurrected(): readonly HeapObject[] {
		// Whoever dropped the last reference goes on, and the object is still there: its finalizer is done.
		const { frame } = thread;
		const kept = this.dying.filter((entry) => entry.object.refcnt > 0 && entry.frame === frame);
		if (kept.length === 0) return [];
		this.dying.splice(0, this.dying.length, ...this.dying.filter((entry) => !kept.includes(entry)));
		return kept.map(({ object }) => object).filter((object) => this.own.has(object));
	}

	/** How an object that is followed died; null for one that lives, or died before that. */
	deathOf(object: HeapObject): Death | null {
		return this.followed.get(object) ?? null;
	}
}

/** What gave up the last reference to the first of the owners that die. */
function causeOf(entry: Dying): Cause {
	entry.cause ??= entry.owner === null ? causeNow() : causeOf(entry.owner);
	return entry.cause;
}

/** A tuple is told by what held it: the arguments of an exception, say. */
function ownerToName({ object, owner }: Dying): HeapObject {
	return owner !== null && object.type.name === "tuple" ? ownerToName(owner) : object;
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
