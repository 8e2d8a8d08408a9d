// A heap snapshot is whole: as many nodes and edges as it says, edges grouped by their node and leading to nodes, ids odd and
// different; and Python's objects are in it with their references.

import { expect, test } from "vitest";
import { takeGraph } from "../../../src/ledger/graph.ts";
import { heapSnapshot } from "../../../src/ledger/heapsnapshot.ts";
import { Names } from "../../../src/ledger/names.ts";
import { createRuntime } from "../../../src/runtime/runtime.ts";

interface Snapshot {
	snapshot: { meta: { node_fields: string[]; edge_types: [string[], string, string] }; node_count: number; edge_count: number };
	nodes: number[];
	edges: number[];
	strings: string[];
}

test("nodes and edges are as the format wants them", () => {
	const runtime = createRuntime();
	runtime.runProgram(
		"import _weakref\nclass Node: pass\nfirst = Node()\nfirst.next = Node()\nlist_ = [first]\nref = _weakref.ref(first)\n",
		"<test>",
	);
	const { snapshot, nodes, edges, strings } = JSON.parse(heapSnapshot(takeGraph(), new Names())) as Snapshot;
	const width = snapshot.meta.node_fields.length;
	expect(nodes.length).toBe(snapshot.node_count * width);
	expect(edges.length).toBe(snapshot.edge_count * 3);
	const ids = new Set<number>();
	let edgeCount = 0;
	for (let at = 0; at < nodes.length; at += width) {
		expect(strings[nodes[at + 1]!]).toBeDefined();
		expect(nodes[at + 2]! % 2).toBe(1);
		ids.add(nodes[at + 2]!);
		edgeCount += nodes[at + 4]!;
	}
	expect(ids.size).toBe(snapshot.node_count);
	expect(edgeCount).toBe(snapshot.edge_count);
	for (let at = 2; at < edges.length; at += 3) expect(edges[at]! % width === 0 && edges[at]! < nodes.length).toBe(true);
	expect(edgesOf("Node")).toContain("property next Node");
	expect(edgesOf("ReferenceType")).toEqual([]);
	expect(edgesOf("weakref")).toContain("weak referent Node");

	/** Edges out of the nodes of a name, in words. */
	function edgesOf(name: string): string[] {
		const found: string[] = [];
		let edge = 0;
		for (let at = 0; at < nodes.length; at += width) {
			const end = edge + 3 * nodes[at + 4]!;
			for (; edge < end; edge += 3) {
				if (strings[nodes[at + 1]!] !== name) continue;
				const type = snapshot.meta.edge_types[0][edges[edge]!]!;
				found.push(`${type} ${type === "element" ? edges[edge + 1] : strings[edges[edge + 1]!]} ${strings[nodes[edges[edge + 2]! + 1]!]}`);
			}
		}
		return found;
	}
});
