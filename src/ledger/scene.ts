// What a picture of memory shows after a step: the frames with their variables and evaluation stacks, and the program's objects
// with what lies in their slots. Only what is other than before is told.
//
// Walks the program's own objects by `traverse`, frames and the module's namespace; runs no Python code, adds no reference,
// keeps no object alive that has died. Read `SceneRecorder.look` first.

import { type HeapObject, IMMORTAL_REFCNT, type Visit } from "../heap/header.ts";
import { WeakReference } from "../heap/weakref.ts";
import { PyCell } from "../objects/cell.ts";
import type { PyCode } from "../objects/code.ts";
import { dictItemsInOrder, isDict, PyDict } from "../objects/dict.ts";
import { isFunction } from "../objects/function.ts";
import { EXECUTING, PyGenerator } from "../objects/generator.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import type { PyObject } from "../objects/object.ts";
import { thread } from "../objects/state.ts";
import { isStr } from "../objects/str.ts";
import { waitingText } from "./consumerText.ts";
import { frameOf } from "./graph.ts";
import { moduleOfType, type Names, typeNameOf } from "./names.ts";
import { sizeOf } from "./sizes.ts";
import { consumerOf } from "./stackSlots.ts";
import { valueText } from "./valueText.ts";

/** What lies in a slot: an object of the picture by its name, or what else it is in a few characters. */
export type SceneValue = { readonly ref: string } | { readonly text: string };

/** How a reference is held: see graph.ts. */
export type SceneHold = "owned" | "borrowed" | "weak";

export interface SceneSlot {
	/** The variable, attribute, index; empty where a slot has none. */
	readonly label: string;
	/** A dict's key that is an object of the picture. */
	readonly key?: SceneValue;
	readonly value: SceneValue;
	readonly hold: SceneHold;
}

export interface SceneObject {
	readonly name: string;
	readonly type: string;
	/** That of its type. */
	readonly module: string;
	/** Bytes. */
	readonly size: number;
	/** The first of its slots. */
	readonly slots: readonly SceneSlot[];
	/** How many there are. */
	readonly length: number;
}

export interface SceneFrame {
	/** The function, or `<module>` for the program's globals. */
	readonly title: string;
	/** The line that it is at; null for globals of which no code runs. */
	readonly line: number | null;
	readonly variables: readonly SceneSlot[];
	/** The evaluation stack, bottom first; a slot's label tells what it waits for. */
	readonly stack: readonly SceneSlot[];
}

export interface Scene {
	/** Outermost first; null if they are as before. */
	readonly frames: readonly SceneFrame[] | null;
	/** Those that are new, and those with other slots than before. */
	readonly objects: readonly SceneObject[];
}

/** Of longer containers only so many slots are told. */
const MOST_SLOTS = 60;
const MOST_VARIABLES = 200;
const MOST_FRAMES = 40;
/** Of more objects only so many are in the picture. */
const MOST_OBJECTS = 3000;

/** Slots that every object of a kind has, and that no person asks for. */
const UNTOLD: ReadonlySet<string> = new Set(["type", "shared keys", "code", "function", "builtins", "globals"]);

/** What the compiler puts into the namespace of a class body. */
const OF_CLASS_BODIES = /^__(module|qualname|firstlineno|static_attributes|classcell|classdict|conditional_annotations)__$/;

/** Of a function a picture shows what may keep the program's objects alive. */
const TOLD_OF_FUNCTIONS: ReadonlySet<unknown> = new Set(["__closure__", "__defaults__", "__kwdefaults__"]);

export interface SceneOptions {
	/** The program's objects that live, oldest first. */
	readonly own: ReadonlyMap<HeapObject, unknown>;
	readonly names: Names;
	/** The program's namespace. */
	readonly globals: PyDict;
	readonly isOwn: (filename: string) => boolean;
	/** Whether an object is in the picture. */
	readonly shows: (object: HeapObject) => boolean;
	/** Whether a global is worth showing: always, only for an object of the picture (then behind the others), or never. */
	readonly showsGlobal: (name: string) => "always" | "objects" | "never";
	/** The global whose dictionary is shown as if its values were globals: a notebook's `Out`. */
	readonly unfolded?: string;
}

let seen: HeapObject[] = [];
const note: Visit = (ref) => {
	seen.push(ref);
};

let before: readonly HeapObject[] = [];
let at = 0;
let isSame = true;
const compare: Visit = (ref) => {
	if (before[at++] !== ref) isSame = false;
};

export class SceneRecorder {
	private readonly options: SceneOptions;
	/** What each object of the picture referred to when it was told of; of weak references also whether the referent lived. */
	private readonly told = new Map<HeapObject, readonly HeapObject[]>();
	/** Referents that died have taken their arrows along: the weak references to them are told again. */
	private weakTargets: ReadonlyMap<HeapObject, HeapObject> = new Map();
	private frames = "";

	constructor(options: SceneOptions) {
		this.options = options;
	}

	/** What is other than at the last call. */
	look(): Scene {
		const objects: SceneObject[] = [];
		const weak = this.findWeak();
		let count = 0;
		for (const object of this.options.own.keys()) {
			if (object.refcnt <= 0 || object.refcnt === IMMORTAL_REFCNT || !this.options.shows(object)) continue;
			if (++count > MOST_OBJECTS) break;
			const sameWeak = weak.get(object) === this.weakTargets.get(object);
			// What a generator holds is told of its frame while that runs.
			if (!this.isAsTold(object) || !sameWeak || object instanceof PyGenerator) this.tell(object, weak, objects);
		}
		this.weakTargets = weak;
		for (const object of this.told.keys()) if (object.refcnt <= 0) this.told.delete(object);
		const frames = this.framesNow();
		const text = JSON.stringify(frames);
		const same = text === this.frames;
		this.frames = text;
		return { frames: same ? null : frames, objects };
	}

	/** The weak references among the program's objects, each with its referent. */
	private findWeak(): ReadonlyMap<HeapObject, HeapObject> {
		const found = new Map<HeapObject, HeapObject>();
		for (const object of this.options.own.keys()) {
			if (!(object instanceof WeakReference) || object.referent === null || object.referent.refcnt <= 0) continue;
			found.set(object, object.referent);
		}
		return found;
	}

	private isAsTold(object: HeapObject): boolean {
		const told = this.told.get(object);
		if (told === undefined) return false;
		before = told;
		at = 0;
		isSame = true;
		object.type.traverse?.(object, compare);
		object.type.traverseRest?.(object, compare);
		return isSame && at === told.length;
	}

	private tell(object: HeapObject, weak: ReadonlyMap<HeapObject, HeapObject>, objects: SceneObject[]): void {
		seen = [];
		object.type.traverse?.(object, note);
		object.type.traverseRest?.(object, note);
		this.told.set(object, seen);
		const slots = this.slotsOf(object);
		const referent = weak.get(object);
		if (referent !== undefined) slots.unshift({ label: "referent", value: this.value(referent), hold: "weak" });
		else if (object instanceof WeakReference && object.referent === null)
			slots.unshift({ label: "referent", value: { text: "dead" }, hold: "weak" });
		objects.push({
			name: this.options.names.of(object),
			type: typeNameOf((object as PyObject).type),
			module: moduleOfType((object as PyObject).type),
			size: sizeOf(object),
			slots: slots.slice(0, MOST_SLOTS),
			length: slots.length,
		});
	}

	private slotsOf(object: HeapObject): SceneSlot[] {
		const frame = frameOf(object);
		if (frame !== null) return object instanceof PyGenerator && object.state === EXECUTING ? [] : this.variables(frame);
		if (object instanceof PyDict) return this.entries(object);
		const slots: SceneSlot[] = [];
		const isOfFunction = isFunction(object as PyObject);
		const visit: Visit = (ref, slot, key) => {
			if (slot === "key" || UNTOLD.has(slot)) return;
			if (slot === "attribute" && isOfFunction && !TOLD_OF_FUNCTIONS.has(key)) return;
			if (slot === "__dict__" && isDict(ref as PyObject) && !this.isInPicture(ref)) slots.push(...this.entries(ref as PyDict));
			else slots.push({ label: labelOf(slot, key), value: this.value(ref), hold: "owned" });
		};
		object.type.traverse?.(object, visit);
		object.type.traverseRest?.(object, visit);
		// Lists are walked from their end.
		return typeof slots[0]?.label === "string" && /^\d+$/.test(slots[0].label)
			? slots.sort((a, b) => Number(a.label) - Number(b.label))
			: slots;
	}

	private entries(dict: PyDict): SceneSlot[] {
		return dictItemsInOrder(dict).map(([key, value]) => {
			const slot = { label: isStr(key) ? `'${key.value}'` : valueText(key), value: this.value(value), hold: "owned" as const };
			return this.isInPicture(key) ? { ...slot, key: this.value(key) } : slot;
		});
	}

	private isInPicture(object: HeapObject): boolean {
		return object.refcnt !== IMMORTAL_REFCNT && this.options.own.has(object) && this.options.shows(object);
	}

	private value(object: HeapObject): SceneValue {
		return this.isInPicture(object) ? { ref: this.options.names.of(object) } : { text: valueText(object) };
	}

	private framesNow(): SceneFrame[] {
		const calls: Frame[] = [];
		const innerOf = new Map<Frame, Frame>();
		let inner: Frame | null = null;
		for (let frame = thread.frame as Frame | null; frame !== null; frame = frame.previous) {
			if (inner !== null) innerOf.set(frame, inner);
			inner = frame;
			if (this.options.isOwn(frame.code.filename.value)) calls.unshift(frame);
		}
		const shown = calls.slice(-MOST_FRAMES);
		const ofModule = shown.filter((frame) => frame.locals === this.options.globals);
		const functions = shown.filter((frame) => frame.locals !== this.options.globals);
		const line = ofModule.at(-1) === undefined ? null : (ofModule.at(-1)!.code.lineAt(ofModule.at(-1)!.pc) ?? null);
		return [
			{
				title: "<module>",
				line,
				variables: this.globals(),
				stack: ofModule.flatMap((frame) => this.stackOf(frame, innerOf.get(frame) ?? null)),
			},
			...functions.map((frame) => ({
				title: frame.code.qualname.value,
				line: frame.code.lineAt(frame.pc) ?? null,
				variables: this.variables(frame),
				stack: this.stackOf(frame, innerOf.get(frame) ?? null),
			})),
		];
	}

	private globals(): SceneSlot[] {
		const always: SceneSlot[] = [];
		const behind: SceneSlot[] = [];
		for (const [key, value] of dictItemsInOrder(this.options.globals)) {
			if (!isStr(key)) continue;
			const label = key.value;
			if (label === this.options.unfolded && isDict(value))
				behind.push(...this.entries(value as unknown as PyDict).map((slot) => ({ ...slot, label: `${label}[${slot.label}]` })));
			else if (this.options.showsGlobal(label) !== "never")
				(this.options.showsGlobal(label) === "always" ? always : behind).push({ label, value: this.value(value), hold: "owned" });
		}
		return [...always, ...behind.filter(({ value }) => "ref" in value)].slice(0, MOST_VARIABLES);
	}

	/** Locals in slots, or those of a class body. */
	private variables(frame: Frame): SceneSlot[] {
		const { code, stack, base, marks } = frame;
		if (frame.locals !== null && isDict(frame.locals))
			return this.entries(frame.locals as PyDict)
				.map(withoutQuotes)
				.filter(({ label }) => !OF_CLASS_BODIES.test(label));
		const slots: SceneSlot[] = [];
		for (let i = 0; i < code.nlocalsplus; i++) {
			const held = stack[base + i] as PyObject | null;
			// A cell of the library's code is no object of the picture: what lies in it is shown in its place.
			const value = held instanceof PyCell && !this.isInPicture(held) ? (held.contents as PyObject | null) : held;
			if (value === null || value === undefined) continue;
			slots.push({ label: nameOf(code, i), value: this.value(value), hold: marks[base + i] === 0 ? "borrowed" : "owned" });
		}
		return slots;
	}

	private stackOf(frame: Frame, inner: Frame | null): SceneSlot[] {
		const slots: SceneSlot[] = [];
		const bottom = frame.base + frame.code.nlocalsplus;
		for (let i = bottom; i < frame.sp; i++) {
			const value = frame.stack[i] as PyObject | null;
			if (value === null || value === undefined) continue;
			const label = waitingText(frame, consumerOf(frame, inner, i - bottom));
			slots.push({ label, value: this.value(value), hold: frame.marks[i] === 0 ? "borrowed" : "owned" });
		}
		return slots;
	}
}

function nameOf(code: PyCode, i: number): string {
	return code.localsplusnames[i]?.value ?? "";
}

function withoutQuotes(slot: SceneSlot): SceneSlot {
	return { ...slot, label: slot.label.replace(/^'(.*)'$/, "$1") };
}

function labelOf(slot: string, key: unknown): string {
	if (key !== undefined && key !== null) {
		if (typeof key === "string" || typeof key === "number") return String(key);
		return isStr(key as PyObject) ? (key as { value: string }).value : valueText(key as HeapObject);
	}
	return slot === "element" ? "" : slot.replace(/^attribute /, "");
}
