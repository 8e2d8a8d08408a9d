// A recorded program as the page gets it: states at any step, the scene's arrows against the counts, places that nobody shares.

import { expect, test } from "vitest";
import { emptyHost } from "../../../src/runtime/index.ts";
import { Layout } from "../../../src/web/layout.ts";
import type { Report, WebStep } from "../../../src/web/protocol.ts";
import { Session } from "../../../src/web/session.ts";
import { type State, Timeline } from "../../../src/web/timeline.ts";

const PROGRAM = `
class Node:
    def __init__(self, value, *rest):
        self.value = value
        self.rest = rest

def build(depth):
    here = Node(depth)
    if depth:
        here.left, here.right = build(depth - 1), build(depth - 1)
    return here

def count(node, seen):
    seen[id(node)] = node
    return 1 + sum(count(child, seen) for child in (getattr(node, "left", None), getattr(node, "right", None)) if child)

tree = build(3)
table = {"tree": tree, 5: [tree, {1, 2}], tree: "a key that is an object"}
count(tree, {})
kept = [tree.left, tree.right]
del tree, table
walk = iter(kept)
first = next(walk)
kept.clear()
first.cycle = first
del first, walk
print("end")
`;

function recorded(): { steps: WebStep[]; others: Report[] } {
	const steps: WebStep[] = [];
	const others: Report[] = [];
	const session = new Session({
		notebook: false,
		name: "program.py",
		settings: { instructions: true, input: "", maxMemory: 1e9, maxTime: 600 },
		host: { ...emptyHost, monotonic: () => BigInt(Math.round(performance.now() * 1e6)) },
		report: (report) => void (report.kind === "steps" ? steps.push(...report.steps) : others.push(report)),
		now: () => performance.now(),
	});
	session.runProgram(PROGRAM);
	return { steps, others };
}

const { steps, others } = recorded();

test("the program ends well, and its output is in the steps", () => {
	expect(others).toEqual([{ kind: "ended", cell: 0, end: { how: "done" }, executionCount: null }]);
	expect(steps.flatMap(({ outputs }) => outputs)).toEqual([{ type: "stream", name: "stdout", text: "end\n" }]);
	expect(steps.length).toBeGreaterThan(500);
});

test("a state is the same from whichever side one comes", () => {
	const timeline = new Timeline();
	timeline.add(steps);
	const inOrder = steps.map((_, i) => timeline.stateAt(i));
	for (const i of [...steps.keys()].reverse()) expect(flat(timeline.stateAt(i))).toEqual(flat(inOrder[i]!));
	const piecewise = new Timeline();
	for (const step of steps) piecewise.add([step]);
	for (const i of [0, 63, 64, 65, steps.length - 1]) expect(flat(piecewise.stateAt(i))).toEqual(flat(inOrder[i]!));
	expect(timeline.stateAt(-1).objects.size).toBe(0);
});

function flat({ objects, frames }: State): unknown {
	return [[...objects], frames];
}

test("an object's count is the number of its holders", () => {
	const timeline = new Timeline();
	timeline.add(steps);
	for (const i of steps.keys())
		for (const { name, count, holders } of timeline.stateAt(i).objects.values()) expect(holders.length, `${name} at step ${i}`).toBe(count);
});

/** Holders that are no object of the picture, and no variable. */
const OUTSIDE =
	/native code under way|^function of|^local `(self|__class\w*)` of|^argument \d+ of the call|^object whose attribute|^`self` of the call/;

test("as many owned arrows lead to an object as it has references, but for what natives hold", () => {
	const timeline = new Timeline();
	timeline.add(steps);
	let exact = 0;
	for (const i of steps.keys()) {
		const { objects, frames } = timeline.stateAt(i);
		const arrows = new Map<string, number>();
		const ofFrames = frames.flatMap(({ variables, stack }) => [...variables, ...stack]);
		for (const { value, key, hold } of [...ofFrames, ...[...objects.values()].flatMap(({ object }) => object?.slots ?? [])]) {
			if (hold !== "owned") continue;
			for (const each of key === undefined ? [value] : [value, key])
				if ("ref" in each) arrows.set(each.ref, (arrows.get(each.ref) ?? 0) + 1);
		}
		for (const { name, count, holders } of objects.values()) {
			const outside = holders.filter(({ text }) => OUTSIDE.test(text)).length;
			const shown = arrows.get(name) ?? 0;
			expect(shown, `${name} at step ${i}`).toBeLessThanOrEqual(count);
			expect(shown + outside, `${name} at step ${i}: ${holders.map(({ text }) => text)}`).toBeGreaterThanOrEqual(count);
			if (outside === 0) exact++;
		}
	}
	expect(exact).toBeGreaterThan(10_000);
});

test("two objects that live at the same time never stand in each other's way, and none moves", () => {
	const timeline = new Timeline();
	const layout = new Layout(timeline);
	const before = new Map<string, unknown>();
	for (let i = 0; i < steps.length; i += 50) {
		timeline.add(steps.slice(i, i + 50));
		layout.place();
		for (const [name, place] of before) expect(layout.places.get(name)).toBe(place);
		for (const [name, place] of layout.places) before.set(name, place);
	}
	for (const i of steps.keys()) {
		const places = [...timeline.stateAt(i).objects.keys()].map((name) => ({ name, ...layout.places.get(name)! }));
		for (const a of places)
			for (const b of places)
				if (a.name < b.name && a.x === b.x)
					expect(a.y + a.height <= b.y || b.y + b.height <= a.y, `${a.name} and ${b.name} at step ${i}`).toBe(true);
	}
});
