// Dominators of the graph of owned references: the object through which every way from the roots to another one leads. What
// an object dominates would die with it: its retained size. Read `Dominators` first. By the iterative algorithm of Cooper,
// Harvey and Kennedy ("A Simple, Fast Dominance Algorithm").

import { type Graph, isObject } from "./graph.ts";
import { sizeOfNode } from "./sizes.ts";

const NONE = -1;

export class Dominators {
	/** By node: its immediate dominator's number; its own for a place outside of objects, NONE if nothing reaches it. */
	readonly dominator: Int32Array;
	/** By node: the bytes of all that it dominates, itself included. */
	readonly retained: Float64Array;
	/** The nodes that can be reached, each before those it dominates. */
	readonly order: Int32Array;

	/** The places outside of objects are the roots, as if one node held them all. */
	constructor(graph: Graph) {
		const count = graph.nodes.length;
		this.order = reversePostorder(graph);
		const position = new Int32Array(count).fill(NONE);
		this.order.forEach((node, i) => {
			position[node] = i;
		});
		this.dominator = solve(graph, this.order, position);
		this.retained = Float64Array.from(graph.nodes, sizeOfNode);
		for (let i = this.order.length - 1; i >= 0; i--) {
			const node = this.order[i]!;
			const above = this.dominator[node]!;
			if (above !== node && above >= 0) this.retained[above]! += this.retained[node]!;
		}
	}
}

/** Depth-first from all roots, without recursion. */
function reversePostorder(graph: Graph): Int32Array {
	const seen = new Uint8Array(graph.nodes.length);
	const done: number[] = [];
	for (let root = 0; root < graph.nodes.length; root++) {
		if (isObject(graph.nodes[root]!) || seen[root] !== 0) continue;
		visitFrom(graph, root, seen, done);
	}
	return Int32Array.from(done.reverse());
}

function visitFrom(graph: Graph, root: number, seen: Uint8Array, done: number[]): void {
	const stack: { node: number; targets: number[] }[] = [];
	const enter = (node: number): void => {
		seen[node] = 1;
		const targets: number[] = [];
		graph.forEachOwned(node, (target) => targets.push(target));
		stack.push({ node, targets });
	};
	enter(root);
	while (stack.length > 0) {
		const { node, targets } = stack.at(-1)!;
		const target = targets.pop();
		if (target === undefined) {
			done.push(node);
			stack.pop();
		} else if (seen[target] === 0) enter(target);
	}
}

/** Above all roots there is one more node, whose number is the number of nodes. */
function solve(graph: Graph, order: Int32Array, position: Int32Array): Int32Array {
	const top = graph.nodes.length;
	const dominator = new Int32Array(top + 1).fill(NONE);
	dominator[top] = top;
	const rank = (node: number): number => (node === top ? NONE : position[node]!);
	const common = (first: number, second: number): number => {
		let a = first;
		let b = second;
		while (a !== b) {
			while (rank(a) > rank(b)) a = dominator[a]!;
			while (rank(b) > rank(a)) b = dominator[b]!;
		}
		return a;
	};
	for (const node of order) if (!isObject(graph.nodes[node]!)) dominator[node] = top;
	const predecessors = predecessorsOf(graph, order);
	for (let changed = true; changed; ) {
		changed = false;
		for (const node of order) {
			if (!isObject(graph.nodes[node]!)) continue;
			let best = NONE;
			for (const from of predecessors[node]!) if (dominator[from] !== NONE) best = best === NONE ? from : common(from, best);
			if (best !== dominator[node]) {
				dominator[node] = best;
				changed = true;
			}
		}
	}
	// A root's dominator is itself; so is what several roots hold its own.
	for (const node of order) if (dominator[node] === top) dominator[node] = node;
	return dominator.subarray(0, top);
}

function predecessorsOf(graph: Graph, order: Int32Array): number[][] {
	const predecessors: number[][] = graph.nodes.map(() => []);
	for (const node of order) graph.forEachOwned(node, (target) => predecessors[target]!.push(node));
	return predecessors;
}
