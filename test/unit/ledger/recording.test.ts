// A recording is true: after each step its state is what the heap has, and it is the same whether one comes to it forwards,
// backwards, or by jumping there.

import { expect, test } from "vitest";
import type { HeapObject } from "../../../src/heap/header.ts";
import { Names } from "../../../src/ledger/names.ts";
import { Recorder } from "../../../src/ledger/recorder.ts";
import { apply, type RecordedObject, Recording, revert } from "../../../src/ledger/recording.ts";
import { isOfInterest, type Step, StepRecorder } from "../../../src/ledger/steps.ts";
import { createRuntime } from "../../../src/runtime/runtime.ts";

const PROGRAM = `
class Node:
    def __init__(self, value, other=None):
        self.value = value
        self.other = other

nodes = []
def fill(n):
    for i in range(n):
        node = Node(i, nodes[-1] if nodes else None)
        nodes.append(node)
        if i % 3 == 0:
            node.me = node
        if len(nodes) > 20:
            nodes.pop(0).other = None
fill(120)
swap = nodes[0]
nodes[0], nodes[1] = nodes[1], nodes[0]
del swap
def steps():
    yield nodes[2]
    yield nodes[3]
for node in steps():
    last = node
nodes.clear()
`;

type Flat = [string, number, string[]][];

const flat = (state: ReadonlyMap<string, RecordedObject>): Flat =>
	[...state.values()]
		.map(({ name, count, holders }): [string, number, string[]] => [name, count, holders.map(({ text }) => text).sort()])
		.sort();

test("states forwards, backwards and by seeking are those of the heap", () => {
	const names = new Names();
	const recording = new Recording();
	const recorder = new Recorder(names, (filename) => filename === "<recorded>", "all");
	const seen: Flat[] = [];
	const counts: [string, number][][] = [];
	const forwards = new Map<string, RecordedObject>();
	const onStep = (step: Step): void => {
		recording.add(step);
		for (const change of step.changes) apply(forwards, change);
		seen.push(flat(forwards));
		const alive = [...recorder.own.keys()].filter((object: HeapObject) => object.refcnt > 0 && isOfInterest(object));
		counts.push(alive.map((object): [string, number] => [names.of(object), object.refcnt]).sort());
	};
	const runtime = createRuntime();
	const steps = new StepRecorder(recorder, names, {
		owners: [runtime.main, runtime.mainDict],
		isOwn: (name) => name === "<recorded>",
		onStep,
	});
	recorder.start();
	steps.start();
	expect(runtime.runProgram(PROGRAM, "<recorded>")).toBe(0);
	steps.stop();
	recorder.stop();
	expect(recording.length).toBeGreaterThan(600);
	const holders = (state: Flat): [string, number][] => state.map(([name, count]) => [name, count]);
	const backwards = new Map(recording.stateAt(recording.length - 1));
	for (let i = recording.length - 1; i >= 0; i--) {
		expect(flat(recording.stateAt(i))).toEqual(seen[i]);
		expect(flat(backwards)).toEqual(seen[i]);
		expect(holders(seen[i]!)).toEqual(counts[i]);
		for (const [, count, texts] of seen[i]!) expect(texts.length).toBe(count);
		for (const change of [...recording.step(i).changes].reverse()) revert(backwards, change);
	}
	expect(recording.stateAt(-1).size).toBe(0);
});

test("a window keeps the last steps, and their states", () => {
	const step = (i: number): Step => ({
		file: "f",
		line: i,
		where: "<module>",
		depth: 0,
		instruction: null,
		changes: [{ name: `C#${i}`, before: null, after: 1, gained: [], lost: [], death: null, passing: false, resurrected: false }],
		counted: [],
		collections: [],
	});
	const recording = new Recording(300);
	for (let i = 0; i < 2000; i++) recording.add(step(i));
	expect(recording.length).toBeGreaterThanOrEqual(300);
	expect(recording.dropped + recording.length).toBe(2000);
	expect(recording.step(0).line).toBe(recording.dropped);
	expect(recording.stateAt(0).size).toBe(recording.dropped + 1);
	expect(recording.stateAt(recording.length - 1).size).toBe(2000);
});
