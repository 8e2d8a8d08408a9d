// The graph explains every count: the owned edges into each object are as many as its header says, at any instruction; and
// every one of them has words. The program holds objects in frames, generators, closures, tracebacks and dying containers.

import { expect, test } from "vitest";
import { IMMORTAL_REFCNT } from "../../../src/heap/header.ts";
import { isObject, OWNED, takeGraph } from "../../../src/ledger/graph.ts";
import { Holders } from "../../../src/ledger/holders.ts";
import { Names } from "../../../src/ledger/names.ts";
import { createRuntime } from "../../../src/runtime/runtime.ts";
import { observe } from "../../../src/vm/observe.ts";

const PROGRAM = `
class Node:
    def __init__(self, value):
        self.value = value
    def __del__(self):
        seen.append(self.value)

seen = []

def make(x, y=Node(0)):
    def inner():
        yield x
        yield from [y, x]
    return inner

for generator in [make(Node(i))() for i in range(3)]:
    print(next(generator).value, [n.value for n in generator])
    try:
        with memoryview(b"x") as view:
            raise ValueError(Node(7), view)
    except* ValueError as group:
        kept = group
del kept, generator
tree = Node([Node([Node(1), {"a": Node(2)}]), (Node(3), {4})])
del tree
print(sorted(seen, key=str))
`;

/** Every so many instructions. */
const EVERY = 23;

test("owned edges add up to the counts, and each has words", () => {
	const names = new Names();
	let instructions = 0;
	let looks = 0;
	const wrong: string[] = [];
	const look = (): void => {
		if (instructions++ % EVERY !== 0) return;
		looks++;
		const graph = takeGraph();
		const holders = new Holders(graph, names);
		const sums = new Map<object, number>();
		for (let i = 0; i < graph.edgeCount; i++) {
			const edge = graph.edge(i);
			if (edge.hold === OWNED) sums.set(edge.to, (sums.get(edge.to) ?? 0) + 1);
			if (holders.describe(edge).text === "") wrong.push(`no words for ${edge.slot}`);
		}
		for (const node of graph.nodes)
			if (isObject(node) && node.refcnt !== IMMORTAL_REFCNT && node.refcnt !== (sums.get(node) ?? 0))
				wrong.push(`${names.of(node)}: count ${node.refcnt}, edges ${sums.get(node) ?? 0}`);
	};
	const runtime = createRuntime();
	observe(look);
	runtime.runProgram(PROGRAM, "<graph>");
	observe(null);
	expect(looks).toBeGreaterThan(20);
	expect(wrong).toEqual([]);
});
