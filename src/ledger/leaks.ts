// What stays alive though a person would not expect it: objects that no name reaches, or that only a cache, a traceback, a
// notebook's history or a cycle keeps. Grouped by what keeps them, with the usual remedy.
//
// The graph is searched from all roots twice: once by every reference, once without those that keep things behind a
// program's back (`Keeper`). What only the first search reaches is kept by such a reference: the nearest one on the way. What
// neither reaches waits for the collector. Read `findLeaks` first.

import type { HeapObject } from "../heap/header.ts";
import { Dominators } from "./dominators.ts";
import { type Edge, FRAME_SLOT, type Graph, isObject, RunningFrame } from "./graph.ts";
import { type Holder, Holders } from "./holders.ts";
import { type Names, typeNameOf } from "./names.ts";
import { sizeOfNode } from "./sizes.ts";
import type { PyObject } from "../objects/object.ts";
import { isFrame } from "../objects/frame.ts";

export type Pattern = "cycle" | "traceback" | "cache" | "history" | "exit" | "name";

export interface LeakGroup {
	readonly pattern: Pattern;
	/** What keeps the objects, in words. */
	readonly by: string;
	readonly remedy: string;
	/** How many objects of each type, most first. */
	readonly types: readonly { readonly name: string; readonly count: number }[];
	readonly count: number;
	/** Bytes that would be freed with the group. */
	readonly retained: number;
	/** Up to three of them by name, with the way to a root. */
	readonly examples: readonly { readonly name: string; readonly holder: Holder | null }[];
}

const REMEDIES: { readonly [pattern in Pattern]: string } = {
	cycle:
		"break the cycle: make one of its references weak (weakref.ref), or delete one when it is no longer needed; gc.collect() frees what is there now",
	traceback:
		"the exception keeps every frame that it passed, with its locals: `del` the name that holds it when it is handled, or call traceback.clear_frames(error.__traceback__)",
	cache:
		"give the cache a maxsize, call its cache_clear(), or keep the results in a weakref.WeakValueDictionary; on a method the cache keeps every `self`",
	history:
		"end the line with `;` or print the value, `del Out[n]`, or run %reset -f out: the notebook keeps each result as Out[n], _n and _",
	exit: "atexit.unregister() what is no longer needed, or register something that refers to it weakly",
	name: "a name leads to it: delete the name, or take it out of the container",
};

/** A reference that keeps things alive behind a program's back, and of which kind; null for an ordinary one. */
function keeperOf(edge: Edge): Pattern | null {
	const { from, slot } = edge;
	if (!isObject(from)) return from instanceof RunningFrame ? null : from.name === "atexit" ? "exit" : null;
	const owner = from as PyObject;
	if (isFrame(owner) && slot === FRAME_SLOT) return "traceback";
	if (owner.type.name.endsWith("_lru_cache_wrapper") && (slot === "cache" || slot.includes("remembered"))) return "cache";
	return null;
}

/** Groups what of `objects` is kept so; with `everything`, also what names reach. The largest first. */
export function findLeaks(graph: Graph, names: Names, objects: readonly HeapObject[], everything: boolean): LeakGroup[] {
	const holders = new Holders(graph, names);
	const isHistory = (edge: Edge): boolean => mayBeHistory(edge) && holders.describe(edge).kind === "history";
	const keeper = (edge: Edge): Pattern | null => keeperOf(edge) ?? (isHistory(edge) ? "history" : null);
	const keepers = new Map<number, Pattern>();
	for (let i = 0; i < graph.edgeCount; i++) {
		const pattern = keeper(graph.edge(i));
		if (pattern !== null) keepers.set(i, pattern);
	}
	const plainly = reach(graph, (edge) => !keepers.has(edge));
	const groups = new Map<string, Group>();
	for (const object of objects) {
		if (!graph.has(object)) continue;
		const number = graph.numberOf(object);
		if (plainly.has(number) && !everything) continue;
		const kept = plainly.has(number) ? nameGroup(graph, holders, object) : hiddenGroup(graph, holders, keepers, object);
		const key = `${kept.pattern} ${kept.by}`;
		const group = groups.get(key) ?? { ...kept, objects: [] };
		groups.set(key, group);
		group.objects.push(object);
	}
	const dominators = new Dominators(graph);
	return [...groups.values()]
		.map((group) => finish(graph, holders, names, dominators, group))
		.sort((a, b) => b.retained - a.retained || b.count - a.count);
}

interface Kept {
	readonly pattern: Pattern;
	readonly by: string;
}

interface Group extends Kept {
	readonly objects: HeapObject[];
}

/** FAST: only these slots can be a history's. */
function mayBeHistory({ slot }: Edge): boolean {
	return slot === "value" || slot === "attribute";
}

/** The nodes that the roots reach by the edges that `follow` admits. */
function reach(graph: Graph, follow: (edge: number) => boolean): Set<number> {
	const seen = new Set<number>();
	const waiting: number[] = [];
	graph.nodes.forEach((node, number) => {
		if (isObject(node)) return;
		seen.add(number);
		waiting.push(number);
	});
	while (waiting.length > 0) {
		graph.forEachOwned(waiting.pop()!, (target, edge) => {
			if (seen.has(target) || !follow(edge)) return;
			seen.add(target);
			waiting.push(target);
		});
	}
	return seen;
}

/** By the nearest keeper on the way from the object to a root. */
function hiddenGroup(graph: Graph, holders: Holders, keepers: ReadonlyMap<number, Pattern>, object: HeapObject): Kept {
	for (let at: HeapObject = object; ; ) {
		const number = graph.wayNumber(at);
		if (number < 0) return { pattern: "cycle", by: "nothing but one another: they wait for the cyclic collector" };
		const edge = graph.edge(number);
		const pattern = keepers.get(number);
		if (pattern !== undefined) return { pattern, by: generalised(holders.describe(edge).text) };
		if (!isObject(edge.from)) return { pattern: "name", by: generalised(holders.describe(edge).text) };
		at = edge.from;
	}
}

function nameGroup(graph: Graph, holders: Holders, object: HeapObject): Kept {
	const way = graph.wayTo(object);
	if (way === null) return { pattern: "cycle", by: "nothing" };
	const texts: string[] = [];
	for (let edge: Edge | null = way; edge !== null && texts.length < LONGEST; ) {
		const { text, next } = holders.describe(edge);
		texts.push(generalised(text));
		edge = next === null ? null : graph.wayTo(next);
	}
	return { pattern: "name", by: texts.join(", which is ") };
}

/** So many steps of a way tell where an object belongs. */
const LONGEST = 4;

/** The same words for all objects that are held alike: "element of list" for "element 3 of list#4". */
function generalised(text: string): string {
	return text
		.replace(/^element \d+/, "element")
		.replace(/^value under .* of /, "value of ")
		.replace(/`Out\[\d+\]`|global `_+\d*`|IPython's hidden `[^`]*`|.*of IPython's .*/, "the notebook's history")
		.replace(/#\d+/g, "")
		.replace(/ \(line \d+\)/, "");
}

function finish(graph: Graph, holders: Holders, names: Names, { dominator, retained }: Dominators, group: Group): LeakGroup {
	const members = new Set(group.objects.map((object) => graph.numberOf(object)));
	const isInside = (number: number): boolean => {
		for (let above = dominator[number]!; above >= 0 && above !== number; number = above, above = dominator[number]!)
			if (members.has(above)) return true;
		return false;
	};
	const counts = new Map<string, number>();
	let bytes = 0;
	for (const object of group.objects) {
		const name = typeNameOf(object.type as PyObject["type"]);
		counts.set(name, (counts.get(name) ?? 0) + 1);
		if (!isInside(graph.numberOf(object))) bytes += retained[graph.numberOf(object)]!;
	}
	if (group.pattern === "cycle") bytes = sizeOfGarbage(graph, group.objects);
	const types = [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
	const examples = group.objects.slice(0, 3).map((object) => ({ name: names.of(object), holder: holders.of(object)[0] ?? null }));
	return {
		pattern: group.pattern,
		by: group.by,
		remedy: REMEDIES[group.pattern],
		types,
		count: group.objects.length,
		retained: bytes,
		examples,
	};
}

/** What unreachable objects keep alive: they and all that only they lead to. */
function sizeOfGarbage(graph: Graph, objects: readonly HeapObject[]): number {
	const alive = reach(graph, () => true);
	const garbage = new Set(objects.map((object) => graph.numberOf(object)));
	for (const number of garbage) graph.forEachOwned(number, (target) => void (alive.has(target) || garbage.add(target)));
	let bytes = 0;
	for (const number of garbage) bytes += sizeOfNode(graph.nodes[number]!);
	return bytes;
}
