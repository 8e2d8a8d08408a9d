// The audit at one look after another, at a small part of the full walk's price.
//
// The ledger knows every object in reach: the references that it owns, and how many references to it that explains. A
// look visits all roots, and all objects that are new or changed lately; it enters what differs and judges every count
// that it comes across. Objects that have not changed for long are quiet: they are visited in turn, and all of them as
// soon as any count is not explained. So a fault shows at once, unless it lies among quiet objects alone: then after
// `TURNS` looks at most. `exact` has no quiet objects. One fault the full walk can't see: an object that lives on though
// nothing refers to it any more. `check` proves by a full walk that the ledger is right. Read `look` first.

import { audit, type Difference, rootSets } from "./audit.ts";
import { generations } from "./gc/tracking.ts";
import { type GCObject, HeapFault, type HeapObject, type HeapType, heap, IMMORTAL_REFCNT, type Visit } from "./header.ts";
import { dying } from "./weakref.ts";

/** After so many looks the ledger is compared with a full walk and made anew. */
const LOOKS_PER_WALK = 16384;
/** Quiet is what has not changed for so many looks; it is visited in one of `TURNS` looks. */
const QUIET_AFTER = 128;
const TURNS = 64;
/** Every so many looks the quiet objects are told from the others. */
const SORT_EVERY = 64;
/** `start` of an object that owns nothing. */
const NONE = -1;

type Traverse = (object: any, visit: Visit) => void;
const visitNothing: Traverse = () => {};

/** The references visited last. */
let now: HeapObject[] = [];
const note: Visit = (ref) => {
	now.push(ref);
};

/** The references that were there, compared with those that are visited. */
let then: readonly HeapObject[] = [];
let at = 0;
let isSame = true;
const compare: Visit = (ref) => {
	if (then[at++] !== ref) isSame = false;
};

export class Ledger {
	private readonly exact: boolean;
	private looks = 0;
	/** How many objects all looks have visited: what they cost. */
	visits = 0;
	private readonly roots = new Map<string, HeapObject[]>();

	/** The objects in reach, each at its number; null where one died. */
	private objects: (HeapObject | null)[] = [];
	private numbers = new Map<HeapObject, number>();
	/** Numbers to be used again: now, and after the next sorting. */
	private vacant: number[] = [];
	private vacated: number[] = [];
	/** By number: the owned references to the object; IMMORTAL_REFCNT if it is immortal. */
	private explained: number[] = [];
	/** By number: where in `refs` those that it owns begin, or NONE, and how many they are. */
	private start: number[] = [];
	private length: number[] = [];
	private refs: HeapObject[] = [];
	/** By number: the type at the last visit, and its functions. FAST: reading them from types of every shape is slow. */
	private types: HeapType[] = [];
	private traverse: Traverse[] = [];
	private traverseRest: Traverse[] = [];
	/** By number: at which look it changed last. */
	private changed: number[] = [];

	/** Numbers of the objects to visit at every look, and of the others. A woken one stays in `quiet` till sorted. */
	private restless: number[] = [];
	private quiet: number[] = [];
	private turn = 0;
	/** Numbers of the objects to judge in this look, some of them twice. */
	private readonly suspects: number[] = [];
	/** Numbers of the objects that came into reach, and are still to be walked. */
	private readonly found: number[] = [];

	/** To see whether anything may have been tracked since. */
	private births = -1;
	private lists: (readonly unknown[] | null)[] = [];
	private readonly listLengths: number[] = [];

	/** `exact`: visits everything at every look. */
	constructor(exact: boolean) {
		this.exact = exact;
	}

	/** The objects whose count is wrong. Empty when all is well. */
	look(): Difference[] {
		if (this.looks++ === 0) return this.check();
		this.suspects.length = 0;
		this.visit(this.restless, 0, this.restless.length);
		this.visitInTurn();
		this.enterRoots();
		this.enterTracked();
		if (this.judge().size > 0) {
			const wrong = this.visitQuiet();
			if (wrong.length > 0) return wrong;
		}
		if (this.looks % LOOKS_PER_WALK === 0) return this.check();
		if (this.looks % SORT_EVERY === 0) this.sort();
		return [];
	}

	/** As `look`, with a full walk. The ledger begins anew, and must come to the same. */
	check(): Difference[] {
		const differences = audit();
		if (differences.length > 0) return differences;
		// The audit has made what was put off till then.
		this.visit(this.restless, 0, this.restless.length);
		if (this.numbers.size > 0) this.enterTracked();
		const unknown = this.visitQuiet();
		if (unknown.length > 0) return unknown;
		const { numbers, explained, changed } = this;
		this.clear();
		this.enterRoots();
		this.enterTracked();
		this.walkFound();
		for (const [object, number] of this.numbers) {
			const before = numbers.get(object);
			this.changed[number] = before === undefined ? (this.looks === 1 ? -QUIET_AFTER : this.looks) : changed[before]!;
			if (before !== undefined && explained[before] !== this.explained[number])
				throw new HeapFault(
					`the ledger explained ${explained[before]} references to a ${object.type.name} that has ${this.explained[number]}`,
				);
		}
		this.sort();
		return [];
	}

	private visitQuiet(): Difference[] {
		this.visit(this.quiet, 0, this.quiet.length);
		const wrong = this.judge();
		return wrong.size === 0 ? [] : this.describe(wrong);
	}

	private clear(): void {
		this.roots.clear();
		this.objects = [];
		this.numbers = new Map();
		this.vacant = [];
		this.vacated = [];
		this.explained = [];
		this.start = [];
		this.length = [];
		this.refs = [];
		this.types = [];
		this.traverse = [];
		this.traverseRest = [];
		this.changed = [];
		this.restless = [];
		this.quiet = [];
		this.births = -1;
		this.lists = [];
	}

	/** Notes the objects whose count is not the explained one, and enters changes of what objects own. */
	private visit(numbers: readonly number[], from: number, to: number): void {
		const { objects, explained, start, length, types, traverse, traverseRest, suspects } = this;
		this.visits += to - from;
		for (let i = from; i < to; i++) {
			const number = numbers[i]!;
			const object = objects[number]!;
			if (object === null) continue;
			const n = object.refcnt;
			if (n !== explained[number] || n <= 0) suspects.push(number);
			if (start[number] === NONE || (n <= 0 && isGone(object))) continue;
			then = this.refs;
			at = start[number]!;
			isSame = true;
			if (object.type !== types[number]) this.noteType(number, object.type);
			traverse[number]!(object, compare);
			traverseRest[number]!(object, compare);
			if (!isSame || at !== start[number]! + length[number]!) this.walk(number);
		}
	}

	private visitInTurn(): void {
		const { quiet } = this;
		if (this.turn >= quiet.length) this.turn = 0;
		const end = Math.min(this.turn + Math.ceil(quiet.length / TURNS), quiet.length);
		this.visit(quiet, this.turn, end);
		this.turn = end;
	}

	/** Visits an object's references and enters them in the place of the former ones. */
	private walk(number: number): void {
		const object = this.objects[number]!;
		this.wake(number);
		this.noteType(number, object.type);
		now = [];
		this.traverse[number]!(object, note);
		this.traverseRest[number]!(object, note);
		this.replace(number, now);
	}

	private noteType(number: number, type: HeapType): void {
		this.types[number] = type;
		this.traverse[number] = type.traverse ?? visitNothing;
		this.traverseRest[number] = type.traverseRest ?? visitNothing;
	}

	private replace(number: number, refs: readonly HeapObject[]): void {
		const start = this.start[number]!;
		const length = this.length[number]!;
		this.applyChange(this.refs.slice(start, start + length), refs);
		if (refs.length > length) {
			this.start[number] = this.refs.length;
			for (const ref of refs) this.refs.push(ref);
		} else {
			for (let i = 0; i < refs.length; i++) this.refs[start + i] = refs[i]!;
		}
		this.length[number] = refs.length;
	}

	/** Takes off what was and adds what is, apart from what is the same at the beginning and at the end. */
	private applyChange(before: readonly HeapObject[], after: readonly HeapObject[]): void {
		let from = 0;
		while (from < before.length && from < after.length && before[from] === after[from]) from++;
		let end = before.length;
		let newEnd = after.length;
		while (end > from && newEnd > from && before[end - 1] === after[newEnd - 1]) {
			end--;
			newEnd--;
		}
		for (let i = from; i < newEnd; i++) this.add(after[i]!, 1);
		for (let i = from; i < end; i++) this.add(before[i]!, -1);
	}

	private add(ref: HeapObject, change: 1 | -1): void {
		const number = this.enter(ref);
		if (number === NONE || this.explained[number] === IMMORTAL_REFCNT) return;
		this.explained[number]! += change;
		this.wake(number);
		this.suspects.push(number);
	}

	private wake(number: number): void {
		if (this.changed[number]! <= this.looks - QUIET_AFTER) this.restless.push(number);
		this.changed[number] = this.looks;
	}

	/** The number of an object, which it gets if it is new; NONE for an immortal one that owns nothing. */
	private enter(object: HeapObject): number {
		const known = this.numbers.get(object);
		if (known !== undefined) return known;
		const { type } = object;
		const immortal = object.refcnt === IMMORTAL_REFCNT;
		const owns = type.traverse !== null || type.traverseRest !== null;
		if (immortal && !owns) return NONE;
		const number = this.vacant.pop() ?? this.objects.length;
		this.objects[number] = object;
		this.numbers.set(object, number);
		this.explained[number] = immortal ? IMMORTAL_REFCNT : 0;
		this.start[number] = owns ? this.refs.length : NONE;
		this.length[number] = 0;
		this.noteType(number, type);
		this.changed[number] = this.looks;
		this.restless.push(number);
		this.suspects.push(number);
		if (owns) this.found.push(number);
		return number;
	}

	private enterRoots(): void {
		for (const [name, before] of this.roots) {
			if (rootSets.has(name)) continue;
			this.applyChange(before, []);
			this.roots.delete(name);
		}
		for (const [name, visitRoots] of rootSets) {
			const before = this.roots.get(name) ?? [];
			then = before;
			at = 0;
			isSame = true;
			visitRoots(compare);
			if (isSame && at === before.length) continue;
			now = [];
			visitRoots(note);
			this.roots.set(name, now);
			this.applyChange(before, now);
		}
		for (const object of dying) this.enter(object);
	}

	/** Objects that nothing refers to are in reach if the collector knows them. */
	private enterTracked(): void {
		for (let g = 0; g < generations.length; g++) {
			const { slots } = generations[g]!;
			if ((g > 0 || this.births === heap.births) && this.lists[g] === slots && this.listLengths[g] === slots.length) continue;
			this.lists[g] = slots;
			this.listLengths[g] = slots.length;
			for (const object of slots) if (object !== null) this.enter(object);
		}
		this.births = heap.births;
	}

	private walkFound(): void {
		while (this.found.length > 0) this.walk(this.found.pop()!);
	}

	/** The suspects that are guilty. What dead ones owned is taken off, and they leave the ledger. */
	private judge(): Set<number> {
		const { suspects, objects, explained } = this;
		this.walkFound();
		for (let i = 0; i < suspects.length; i++) {
			const number = suspects[i]!;
			const object = objects[number]!;
			if (object === null || object.refcnt > 0 || this.length[number] === 0 || !isGone(object)) continue;
			this.replace(number, []);
		}
		const wrong = new Set<number>();
		for (const number of suspects) {
			const object = objects[number]!;
			if (object === null) continue;
			if (object.refcnt === IMMORTAL_REFCNT) explained[number] = IMMORTAL_REFCNT;
			else if (object.refcnt <= 0 && explained[number] === 0 && isGone(object)) this.forget(number);
			else if (object.refcnt !== explained[number]) wrong.add(number);
		}
		return wrong;
	}

	private forget(number: number): void {
		this.numbers.delete(this.objects[number]!);
		this.objects[number] = null;
		this.vacated.push(number);
	}

	/** Tells the quiet objects from the restless. */
	private sort(): void {
		const before = this.looks - QUIET_AFTER;
		const isQuiet = (number: number): boolean => !this.exact && this.changed[number]! <= before;
		const known = (number: number): boolean => this.objects[number] !== null;
		const restless = [...new Set(this.restless)].filter(known);
		this.quiet = this.quiet.filter((number) => known(number) && isQuiet(number)).concat(restless.filter(isQuiet));
		this.restless = restless.filter((number) => !isQuiet(number));
		this.vacant.push(...this.vacated);
		this.vacated = [];
	}

	/** What the full walk says; or what it can't see. */
	private describe(wrong: ReadonlySet<number>): Difference[] {
		const differences = audit();
		if (differences.length > 0) return differences;
		return [...wrong].map((number) => {
			const object = this.objects[number]!;
			return { object, count: object.refcnt, explained: this.explained[number]!, holders: [] };
		});
	}
}

/** Of count 0, and its contents are no longer its own. */
function isGone(object: HeapObject): boolean {
	return !((object as GCObject).gcIndex >= 0) && !dying.includes(object);
}
