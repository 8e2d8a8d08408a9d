// All references at one moment, as a graph: who refers to whom, by which slot, and whether the reference counts.
//
// Nodes are objects, and the places outside of all objects that own references: running frames, and the named sets of
// roots that the audit knows. Edges are what `traverse` and `traverseRest` visit, and beside these the references that
// CPython does not count: borrowed ones in frames, and weak ones. Taking the graph adds no reference and runs no Python
// code; it is true until the program goes on. Read `takeGraph` first.

import { rootSets } from "../heap/audit.ts";
import { makeAllThatWasPutOff } from "../heap/gc/belated.ts";
import { generations } from "../heap/gc/tracking.ts";
import type { HeapObject } from "../heap/header.ts";
import { dying, weakrefsOf } from "../heap/weakref.ts";
import { dyingFrames, PyFrame } from "../objects/frame.ts";
import { CLEARED, PyGenerator } from "../objects/generator.ts";
import { type Frame, OWNED_BY_FRAME_OBJECT, OWNED_BY_GENERATOR } from "../objects/interpreterFrame.ts";
import { dictGetStr } from "../objects/dict.ts";
import type { PyObject } from "../objects/object.ts";
import { interpreter } from "../objects/state.ts";
import { internStr } from "../objects/str.ts";
import { framesOfThreads, threads } from "../objects/threads.ts";
import { isProgramFile } from "./programFiles.ts";

/** How a reference is held. Only an owned one is part of the count. */
export const OWNED = 0;
export const BORROWED = 1;
export const WEAK = 2;
export type Hold = typeof OWNED | typeof BORROWED | typeof WEAK;

/** The slot of an edge out of a frame's slots; the edge's key is the slot's index from the frame's base. */
export const FRAME_SLOT = "frame slot";
/** The slot of an edge from a weak reference to its referent. */
const WEAK_SLOT = "weak reference";

/** A call that is running: it owns references by its slots. */
export class RunningFrame {
	readonly frame: Frame;
	/** The name of its thread; empty for the thread that is running. */
	readonly thread: string;

	constructor(frame: Frame, thread: string) {
		this.frame = frame;
		this.thread = thread;
	}
}

/** A named set of roots (heap/audit.ts). */
export class RootSet {
	readonly name: string;

	constructor(name: string) {
		this.name = name;
	}
}

export type Node = HeapObject | RunningFrame | RootSet;

export interface Edge {
	readonly from: Node;
	readonly to: HeapObject;
	readonly slot: string;
	/** An index, a name (a str object or a JavaScript string), a dict's key: what `traverse` gives. */
	readonly key: unknown;
	readonly hold: Hold;
}

export function isObject(node: Node): node is HeapObject {
	return !(node instanceof RunningFrame) && !(node instanceof RootSet);
}

/** The frame whose slots belong to the node, if any. */
export function frameOf(node: Node): Frame | null {
	if (node instanceof RunningFrame) return node.frame;
	if (node instanceof PyGenerator) return node.state === CLEARED ? null : node.frame;
	return node instanceof PyFrame && node.frame.owner === OWNED_BY_FRAME_OBJECT ? node.frame : null;
}

export class Graph {
	readonly nodes: Node[] = [];
	/** For each call that is running (or generator that is resumed) and waits for another: the other. */
	readonly innerOf = new Map<Frame, Frame>();
	/** If not null, only references to these are entered. */
	wanted: Set<HeapObject> | null = null;
	private readonly numbers = new Map<Node, number>();
	private readonly from: number[] = [];
	private readonly to: number[] = [];
	private readonly slots: string[] = [];
	private readonly keys: unknown[] = [];
	private readonly holds: Hold[] = [];
	/** By node: where its incoming edges begin in `incomingEdges`. Made on demand. */
	private starts: Int32Array | null = null;
	private incomingEdges: Int32Array | null = null;
	private outStarts: Int32Array | null = null;
	private outgoingEdges: Int32Array | null = null;
	private parents: Int32Array | null = null;

	/** The node's number, entered if it is new. */
	enter(node: Node): number {
		let number = this.numbers.get(node);
		if (number === undefined) {
			number = this.nodes.length;
			this.nodes.push(node);
			this.numbers.set(node, number);
		}
		return number;
	}

	has(node: Node): boolean {
		return this.numbers.has(node);
	}

	add(from: Node, to: HeapObject, slot: string, key: unknown, hold: Hold): void {
		if (this.wanted !== null && !this.wanted.has(to)) return;
		this.from.push(this.enter(from));
		this.to.push(this.enter(to));
		this.slots.push(slot);
		this.keys.push(key);
		this.holds.push(hold);
	}

	get edgeCount(): number {
		return this.from.length;
	}

	edge(i: number): Edge {
		return {
			from: this.nodes[this.from[i]!]!,
			to: this.nodes[this.to[i]!] as HeapObject,
			slot: this.slots[i]!,
			key: this.keys[i],
			hold: this.holds[i]!,
		};
	}

	/** The references to an object, in the order of the walk. Empty for one that the walk did not come to. */
	incoming(object: HeapObject): Edge[] {
		const { starts, incomingEdges } = this.incomingTable();
		return this.edgesAt(object, starts, incomingEdges);
	}

	private incomingTable(): { starts: Int32Array; incomingEdges: Int32Array } {
		if (this.starts === null) [this.starts, this.incomingEdges] = this.group(this.to);
		return { starts: this.starts, incomingEdges: this.incomingEdges! };
	}

	/** What a node refers to. */
	outgoing(node: Node): Edge[] {
		if (this.outStarts === null) [this.outStarts, this.outgoingEdges] = this.group(this.from);
		return this.edgesAt(node, this.outStarts, this.outgoingEdges!);
	}

	private edgesAt(node: Node, starts: Int32Array, edges: Int32Array): Edge[] {
		const number = this.numbers.get(node);
		if (number === undefined) return [];
		return Array.from(edges.subarray(starts[number]!, starts[number + 1]!), (i) => this.edge(i));
	}

	/** The number of a node that the graph has. */
	numberOf(node: Node): number {
		return this.numbers.get(node)!;
	}

	/** Calls `see` with the numbers of the nodes that a node owns references to, and of the edges. */
	forEachOwned(number: number, see: (target: number, edge: number) => void): void {
		if (this.outStarts === null) [this.outStarts, this.outgoingEdges] = this.group(this.from);
		for (let i = this.outStarts[number]!; i < this.outStarts[number + 1]!; i++) {
			const edge = this.outgoingEdges![i]!;
			if (this.holds[edge] === OWNED) see(this.to[edge]!, edge);
		}
	}

	/** Edge numbers sorted by a column of nodes, and where each node's begin. */
	private group(column: readonly number[]): [Int32Array, Int32Array] {
		const starts = new Int32Array(this.nodes.length + 1);
		for (const node of column) starts[node + 1]!++;
		for (let i = 0; i < this.nodes.length; i++) starts[i + 1]! += starts[i]!;
		const next = starts.slice();
		const edges = new Int32Array(column.length);
		for (let i = 0; i < column.length; i++) edges[next[column[i]!]!++] = i;
		return [starts, edges];
	}

	/** The last edge of a shortest way to the object from a root, along owned references; null if there is none. */
	wayTo(object: HeapObject): Edge | null {
		const edge = this.wayNumber(object);
		return edge < 0 ? null : this.edge(edge);
	}

	/** The number of that edge, or -1. */
	wayNumber(object: HeapObject): number {
		this.parents ??= this.searchBreadthFirst();
		const number = this.numbers.get(object);
		return number === undefined ? -1 : this.parents[number]!;
	}

	private searchBreadthFirst(): Int32Array {
		if (this.outStarts === null) [this.outStarts, this.outgoingEdges] = this.group(this.from);
		const parents = new Int32Array(this.nodes.length).fill(-1);
		const isRoot = (number: number): boolean => !isObject(this.nodes[number]!);
		const roots = [...this.nodes.keys()].filter(isRoot);
		const named = roots.filter((number) => this.hasNames(this.nodes[number]!));
		// What the program has a name for is told by that, its own names first; what only a call holds, its function say, by the call;
		// then the rest.
		const main = this.mainNamespace(parents);
		const isOwn = (number: number): boolean => this.isOwnCall(this.nodes[number]!);
		const nearest = [...named.filter(isOwn), ...main, ...named.filter((number) => !isOwn(number))];
		this.spread(nearest, parents, (edge) => !this.isOfCall(edge));
		this.spread(named, parents, () => true);
		this.spread(roots, parents, () => true);
		return parents;
	}

	/** The dictionary of `__main__`, whose way to a root is noted: it is as near as a call. */
	private mainNamespace(parents: Int32Array): number[] {
		const { modules } = interpreter;
		const module = modules === null ? null : (dictGetStr(modules, internStr("__main__")) as (PyObject & { dict?: PyObject }) | null);
		const way = [modules, module, module?.dict];
		for (const object of way) {
			if (object == null || !this.has(object)) return [];
			const from = object === modules ? null : way[way.indexOf(object) - 1]!;
			const { incomingEdges, starts } = this.incomingTable();
			const number = this.numberOf(object);
			const edge = incomingEdges.subarray(starts[number]!, starts[number + 1]!).find((i) => this.comesFrom(i, from));
			if (edge === undefined) return [];
			parents[number] = edge;
		}
		return [this.numberOf(module!.dict!)];
	}

	/** Whether an edge owns, and comes from the object; null: from the interpreter. */
	private comesFrom(edge: number, object: HeapObject | null): boolean {
		const node = this.nodes[this.from[edge]!]!;
		return this.holds[edge] === OWNED && (object === null ? !isObject(node) && this.hasNames(node) : node === object);
	}

	private isOwnCall(node: Node): boolean {
		return node instanceof RunningFrame && isProgramFile(node.frame.code.filename.value);
	}

	/** Whether a place holds the program's variables, or its modules, which do. */
	private hasNames(node: Node): boolean {
		return node instanceof RunningFrame || (node instanceof RootSet && node.name === "interpreter");
	}

	/** Notes the way to all that can be reached by the edges that `follow` admits and has no way yet. */
	private spread(roots: readonly number[], parents: Int32Array, follow: (edge: number) => boolean): void {
		let level: readonly number[] = roots;
		while (level.length > 0) {
			const next: number[] = [];
			for (const number of level) {
				for (let i = this.outStarts![number]!; i < this.outStarts![number + 1]!; i++) {
					const edge = this.outgoingEdges![i]!;
					const target = this.to[edge]!;
					if (this.holds[edge] !== OWNED || parents[target]! >= 0 || !follow(edge)) continue;
					parents[target] = edge;
					next.push(target);
				}
			}
			level = next;
		}
	}

	/** The references of a running call that are not variables. */
	private isOfCall(edge: number): boolean {
		const slot = this.slots[edge]!;
		return this.nodes[this.from[edge]!] instanceof RunningFrame && (slot === "function" || slot === "code");
	}
}

/** The references of this moment. */
export function takeGraph(): Graph {
	makeAllThatWasPutOff();
	const graph = new Graph();
	for (const [place, visitOwned] of runningFrames(graph.innerOf)) walkPlace(graph, place, visitOwned);
	for (const [name, visitRoots] of rootSets) if (name !== "frames") walkPlace(graph, new RootSet(name), visitRoots);
	for (const object of dying) graph.enter(object);
	for (const generation of generations) for (const object of generation.objects()) graph.enter(object);
	for (let i = 0; i < graph.nodes.length; i++) {
		const node = graph.nodes[i]!;
		if (isObject(node)) walkObject(graph, node);
	}
	return graph;
}

/**
 * Only the references to some objects, from `owners` and from places outside of objects; and those to their holders, as far
 * as these need them to be told in words (dictionaries, tuples, cells). What other objects refer to is missing.
 */
export function takeReferencesTo(objects: Iterable<HeapObject>, owners: readonly HeapObject[]): Graph {
	makeAllThatWasPutOff();
	const graph = new Graph();
	graph.wanted = new Set(objects);
	const done = new Set<HeapObject>();
	while (graph.wanted.size > 0) {
		const first = graph.edgeCount;
		for (const [place, visitOwned] of runningFrames(graph.innerOf)) walkPlace(graph, place, visitOwned);
		for (const [name, visitRoots] of rootSets) if (name !== "frames") walkPlace(graph, new RootSet(name), visitRoots);
		for (const object of owners) walkObject(graph, object);
		for (const object of graph.wanted) done.add(object);
		graph.wanted = new Set();
		for (let i = first; i < graph.edgeCount; i++) {
			const { from } = graph.edge(i);
			if (isObject(from) && !done.has(from) && NEEDS_ITS_HOLDER.has(from.type.name)) graph.wanted.add(from);
		}
	}
	graph.wanted = null;
	return graph;
}

const NEEDS_ITS_HOLDER: ReadonlySet<string> = new Set(["dict", "tuple", "cell"]);

type VisitOwned = (visit: (ref: HeapObject, slot: string, key?: unknown) => void) => void;

function walkPlace(graph: Graph, place: RunningFrame | RootSet, visitOwned: VisitOwned): void {
	visitOwned((ref, slot, key) => graph.add(place, ref, slot, key, OWNED));
	if (place instanceof RunningFrame) addFrameSlots(graph, place, place.frame);
}

/** The calls under way in all threads, innermost first. A running generator is an object, and owns its frame itself. */
function* runningFrames(innerOf: Map<Frame, Frame>): Generator<[RunningFrame, VisitOwned]> {
	for (const [record, innermost] of framesOfThreads()) {
		const name = record === threads.current ? "" : record.name;
		let inner: Frame | null = null;
		for (let frame = innermost as Frame | null; frame !== null; frame = frame.previous) {
			const running: Frame = frame;
			if (frame.owner !== OWNED_BY_GENERATOR) yield [new RunningFrame(frame, name), (visit) => visitFrameFields(running, visit)];
			if (inner !== null) innerOf.set(frame, inner);
			inner = frame;
		}
	}
	for (const frame of dyingFrames) {
		const ofGenerator = frame.owner === OWNED_BY_GENERATOR;
		if (!ofGenerator || frame.generator!.state === CLEARED)
			yield [new RunningFrame(frame, ""), (visit) => visitFrameFields(frame, visit, !ofGenerator)];
	}
}

/** A generator that is being cleared still owns its code and frame object itself. */
function visitFrameFields(frame: Frame, visit: (ref: HeapObject, slot: string) => void, whole = true): void {
	if (frame.locals !== null) visit(frame.locals, "namespace");
	if (frame.func !== null && frame.ownsFunc) visit(frame.func, "function");
	if (!whole) return;
	visit(frame.code, "code");
	if (frame.frameObject !== null) visit(frame.frameObject, "frame object");
	if (frame.instance !== null) visit(frame.instance, "new instance");
}

function walkObject(graph: Graph, object: HeapObject): void {
	const frame = frameOf(object);
	const visit = (ref: HeapObject, slot: string, key?: unknown): void => {
		if (frame === null || !isFrameSlot(slot)) graph.add(object, ref, slot, key, OWNED);
	};
	object.type.traverse?.(object, visit);
	object.type.traverseRest?.(object, visit);
	if (frame !== null) addFrameSlots(graph, object, frame);
	for (const ref of weakrefsOf(object)) graph.add(ref, object, WEAK_SLOT, undefined, WEAK);
}

/** What `visitFrame` says of slots; here they come by `addFrameSlots`, the borrowed ones too. */
function isFrameSlot(slot: string): boolean {
	return slot.startsWith("local ") || slot.startsWith("stack slot");
}

function addFrameSlots(graph: Graph, owner: Node, frame: Frame): void {
	for (let i = frame.base; i < frame.sp; i++) {
		const object = frame.stack[i] as PyObject | null;
		if (object !== null) graph.add(owner, object, FRAME_SLOT, i - frame.base, frame.marks[i] !== 0 ? OWNED : BORROWED);
	}
}
