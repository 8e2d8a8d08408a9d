// What happens to objects while a program runs: births, which give them their numbers, and deaths with their causes.
//
// Nothing of this is noted unless somebody records. Births and deaths come from the heap's watch; an object that dies because
// its owner dies has the owner's cause. Births and deaths that nobody will ask for leave no note. Adds no reference. Read `Recorder` first.

import { CO_OPTIMIZED } from "../compile/flags.ts";
import { CALL, CALL_KW, IMPORT_FROM, IMPORT_NAME, MAKE_CELL, numPopped } from "../compile/opcode.ts";
import { gcHooks } from "../heap/gc/state.ts";
import { type LifeWatch, heap, type HeapObject, TPFLAGS_HAVE_GC } from "../heap/header.ts";
import { PyBuiltinFunction } from "../objects/builtinFunction.ts";
import type { PyCode } from "../objects/code.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import { thread } from "../objects/state.ts";
import { type Cause, causeNow } from "./causes.ts";
import type { Names } from "./names.ts";

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

/** A death under way, or done and not yet told. */
interface Dying {
	readonly object: HeapObject;
	/** Its place among all deaths. */
	readonly place: number;
	/** Its number at birth; 0 if it is not one of the program's. */
	readonly number: number;
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

export class Recorder implements LifeWatch {
	private readonly names: Names;
	/** Whether a birth in that file is one of the program, and gets its number at once. */
	private readonly isOwn: (filename: string) => boolean;
	private readonly deaths: Deaths;
	/** The program's objects that live, oldest first, with the numbers that they got at birth. */
	readonly own = new Map<HeapObject, number>();
	private readonly followed = new Map<HeapObject, Death | null>();
	/** Those that have died since `takeDead` was called. */
	private dead: Dying[] = [];
	private place = 0;
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
		this.names.addBirths(this.own);
		heap.watchLives(this);
		this.collections = watchCollections();
	}

	stop(): void {
		heap.unwatchLives(this);
		this.names.removeBirths(this.own);
		this.collections?.stop();
	}

	/** An object that was born before the recorder started counts as the program's from now on. */
	adopt(object: HeapObject): void {
		this.names.of(object);
		this.own.set(object, ADOPTED);
	}

	/** What was born so far is no longer looked at. */
	beginAnew(): void {
		for (const object of this.own.keys()) this.names.of(object);
		this.own.clear();
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
		this.own.set(object, this.names.numberAtBirth(object));
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
		const { dying } = this;
		const below = dying.length > 0 ? dying[dying.length - 1]! : null;
		// An owner that is being torn down has a count of 0, and no Python code runs between its death and this one.
		const owner = below !== null && below.object.refcnt === 0 && below.frame === frame ? below : null;
		const entry: Dying = { object, place: this.place++, number: this.own.get(object) ?? 0, frame, owner, cause: null };
		dying.push(entry);
		if (this.wants(entry)) entry.cause = causeOf(entry);
	}

	private wants({ object, number }: Dying): boolean {
		return this.deaths === "all" ? number > 0 : this.followed.has(object);
	}

	freed(object: HeapObject): void {
		if (!isNoted(object)) return;
		const entry = this.ended(object);
		if (entry !== null && this.wants(entry)) {
			if (this.followed.has(object)) this.noteFollowed(entry);
			if (this.deaths === "all") this.dead.push(entry);
		}
		if (entry === null || entry.number > 0) this.own.delete(object);
	}

	private noteFollowed(entry: Dying): void {
		// It keeps its name: somebody will ask for it.
		this.names.of(entry.object);
		this.followed.set(entry.object, this.told(entry).death);
	}

	/** Takes the object's entry from those under way, and what was resurrected above it. */
	private ended(object: HeapObject): Dying | null {
		const { dying } = this;
		for (let i = dying.length - 1; i >= 0; i--) {
			const entry = dying[i]!;
			if (entry.object !== object) continue;
			if (i === dying.length - 1) dying.pop();
			else dying.length = i;
			return entry;
		}
		return null;
	}

	private told(entry: Dying): DeadObject {
		const { owner } = entry;
		const cause = causeOf(entry);
		return {
			object: entry.object,
			name: this.nameOf(entry),
			death: { cause, owner: owner === null ? null : this.nameOf(entryToName(owner)) },
		};
	}

	private nameOf({ object, number }: Dying): string {
		return this.names.ofDead(object, number);
	}

	/** The deaths since the last call, in the order in which they began. */
	takeDead(): readonly DeadObject[] {
		const { dead } = this;
		if (dead.length === 0) return [];
		this.dead = [];
		return dead.sort((a, b) => a.place - b.place).map((entry) => this.told(entry));
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

/** In place of a number at birth: it has its name. */
const ADOPTED = 1;

const UNNAMED: ReadonlySet<string> = new Set(["tuple", "frame", "traceback", "cell"]);

/** What gave up the last reference to the first of the owners that die. */
function causeOf(entry: Dying): Cause {
	entry.cause ??= entry.owner === null ? causeNow() : causeOf(entry.owner);
	return entry.cause;
}

/** What a person seldom thinks of is told by what held it: the arguments of an exception, and its traceback's frames. */
function entryToName(entry: Dying): Dying {
	return entry.owner !== null && UNNAMED.has(entry.object.type.name) ? entryToName(entry.owner) : entry;
}

/** Whether what the frame's instruction makes belongs to an import or to the making of a class, and is not the program's. */
function isMachinery({ code, pc, stack, sp }: Frame): boolean {
	const word = pc < 0 ? 0 : code.plainInstructions()[pc]!;
	const op = word & 255;
	if (op === IMPORT_NAME || op === IMPORT_FROM) return true;
	// `__class__` and `__classdict__`: what else is not in slots has no cells.
	if (op === MAKE_CELL) return (code.codeFlags & CO_OPTIMIZED) === 0;
	if (op !== CALL && op !== CALL_KW) return false;
	const callable = stack[sp - numPopped(op, word >> 8)];
	return callable instanceof PyBuiltinFunction && callable.def.name === "__build_class__";
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
