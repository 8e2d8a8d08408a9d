// The proof that counts are right: walks everything, adds up the owned references, and compares with the headers.
//
// The walk starts at the roots that the layers above have registered, at handles, at what waits to be released, and at
// every tracked object. There is no bucket for the unexplained: each difference is reported with the holders that were
// found. Adds no reference, runs no Python code. Read `audit` first.

import { makeAllThatWasPutOff } from "./gc/belated.ts";
import { generations } from "./gc/tracking.ts";
import { visitHeld } from "./handles.ts";
import { DEAD_REFCNT, HeapFault, type HeapObject, heap, IMMORTAL_REFCNT, type Visit } from "./header.ts";
import { visitPending } from "./refcount.ts";
import { dying } from "./weakref.ts";

/** Visits the references that something outside of all objects owns, such as a frame stack or the table of modules. */
export type VisitRoots = (visit: Visit) => void;

/** By name. A name registered again replaces what was there. */
export const rootSets = new Map<string, VisitRoots>([
	["native code", visitHeld],
	["deallocation", visitPending],
]);

/** Registers a source of owned references under the name that the audit and the ledger give it. */
export function registerRoots(name: string, visitRoots: VisitRoots): void {
	rootSets.set(name, visitRoots);
}

export interface Difference {
	readonly object: HeapObject;
	/** What the header says. */
	readonly count: number;
	/** What the walk found. */
	readonly explained: number;
	readonly holders: readonly Holder[];
}

/** One owned reference: from an object, or from a set of roots, by a slot. */
export interface Holder {
	readonly owner: HeapObject | string;
	readonly slot: string;
	readonly key: unknown;
}

/** Calls `see` for each owned reference there is, with its owner. */
export function walkReferences(see: (ref: HeapObject, owner: HeapObject | string, slot: string, key: unknown) => void): Set<HeapObject> {
	makeAllThatWasPutOff();
	const seen = new Set<HeapObject>();
	const waiting: HeapObject[] = [];
	let owner: HeapObject | string = "";
	const visit: Visit = (ref, slot, key) => {
		see(ref, owner, slot, key);
		reach(ref);
	};
	const reach = (object: HeapObject): void => {
		if (seen.has(object)) return;
		seen.add(object);
		waiting.push(object);
	};
	for (const [name, visitRoots] of rootSets) {
		owner = name;
		visitRoots(visit);
	}
	for (const object of dying) reach(object);
	for (const generation of generations) for (const object of generation.objects()) reach(object);
	while (waiting.length > 0) {
		const object = waiting.pop()!;
		owner = object;
		object.type.traverse?.(object, visit);
		object.type.traverseRest?.(object, visit);
	}
	return seen;
}

/** The objects whose count is not the number of owned references to them. Empty when all is well. */
export function audit(): Difference[] {
	const explained = new Map<HeapObject, number>();
	const seen = walkReferences((ref) => {
		if (ref.refcnt !== IMMORTAL_REFCNT) explained.set(ref, (explained.get(ref) ?? 0) + 1);
	});
	const wrong = new Set<HeapObject>();
	for (const object of seen) {
		if (object.refcnt === IMMORTAL_REFCNT) continue;
		if (object.refcnt !== (explained.get(object) ?? 0)) wrong.add(object);
	}
	return wrong.size === 0 ? [] : describe(wrong);
}

/** How many objects live that no walk comes to: nothing refers to them, or something that is no root. */
export function countLost(): number {
	let reached = 0;
	for (const object of walkReferences(() => {})) if (object.refcnt > 0 && object.refcnt !== IMMORTAL_REFCNT) reached++;
	return heap.births - heap.deaths + heap.belated - reached;
}

export interface Inventory {
	/** Owned references to mortal objects. */
	readonly references: number;
	/** Mortal objects by the name of their type. */
	readonly kinds: { readonly [type: string]: number };
	/** References by who holds them: "type of the holder: slot". */
	readonly holders: { readonly [holder: string]: number };
}

/** What there is. */
export function inventory(): Inventory {
	let references = 0;
	const kinds: { [type: string]: number } = {};
	const holders: { [holder: string]: number } = {};
	const seen = walkReferences((ref, owner, slot) => {
		if (ref.refcnt === IMMORTAL_REFCNT) return;
		references++;
		const holder = `${typeof owner === "string" ? owner : owner.type.name}: ${slot}`;
		holders[holder] = (holders[holder] ?? 0) + 1;
	});
	for (const { refcnt, type } of seen) if (refcnt > 0 && refcnt !== IMMORTAL_REFCNT) kinds[type.name] = (kinds[type.name] ?? 0) + 1;
	return { references, kinds, holders };
}

function describe(wrong: Set<HeapObject>): Difference[] {
	const holders = new Map<HeapObject, Holder[]>();
	for (const object of wrong) holders.set(object, []);
	walkReferences((ref, owner, slot, key) => holders.get(ref)?.push({ owner, slot, key }));
	return [...wrong].map((object) => ({
		object,
		count: object.refcnt,
		explained: holders.get(object)!.length,
		holders: holders.get(object)!,
	}));
}

/** Throws a HeapFault that lists the differences, if there are any. */
export function assertAudit(when: string): void {
	assertNone(audit(), when);
}

export function assertNone(differences: readonly Difference[], when: string): void {
	if (differences.length === 0) return;
	const shown = differences.slice(0, 20).map(differenceText);
	throw new HeapFault(`${when}: ${differences.length} objects have a wrong count\n${shown.join("\n")}`);
}

function differenceText(difference: Difference): string {
	const { object, count, explained, holders } = difference;
	const state = count === DEAD_REFCNT ? "freed" : `count ${count}`;
	const list = holders.map((h) => `    ${typeof h.owner === "string" ? h.owner : h.owner.type.name}: ${h.slot}${keyText(h.key)}`);
	return [`  ${object.type.name} ${describeObject.short(object)}: ${state}, explained ${explained}`, ...list].join("\n");
}

/** A difference in one line. */
export function differenceLine({ object, count, explained }: Difference): string {
	return `${object.type.name} ${describeObject.short(object)}: count ${count}, explained ${explained}`;
}

function keyText(key: unknown): string {
	if (key === undefined || key === null) return "";
	return ` ${typeof key === "object" ? describeObject.short(key as HeapObject) : String(key)}`;
}

/** A short text for an object that runs no Python code; the objects layer puts a better one here. */
export const describeObject = { short: (object: HeapObject): string => `<${object.type.name}>` };
