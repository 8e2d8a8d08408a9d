// The program's own part of the graph, as data, in Graphviz' language and as SVG: every object once, every reference an arrow of
// its kind, objects in columns by their distance from a root.

import { expect, test } from "vitest";
import { takeGraph } from "../../../src/ledger/graph.ts";
import { Names } from "../../../src/ledger/names.ts";
import { dotText, partOf } from "../../../src/ledger/picture.ts";
import { Recorder } from "../../../src/ledger/recorder.ts";
import { isOfInterest } from "../../../src/ledger/steps.ts";
import { svgText } from "../../../src/ledger/svg.ts";
import { createRuntime } from "../../../src/runtime/runtime.ts";

const PROGRAM = `
import _weakref
class Node: pass
first = Node()
first.next = Node()
first.next.back = first
held = [first.next, "<&>"]
ref = _weakref.ref(first)
`;

test("objects and references", () => {
	const names = new Names();
	const recorder = new Recorder(names, (filename) => filename === "<pictured>", "none");
	const runtime = createRuntime();
	recorder.start();
	expect(runtime.runProgram(PROGRAM, "<pictured>")).toBe(0);
	const picture = partOf(takeGraph(), names, [...recorder.own.keys()].filter(isOfInterest));
	recorder.stop();
	expect(picture.objects.map(({ name, count }) => [name, count])).toEqual([
		["Node#1", 2],
		["Node#2", 2],
		["list#1", 1],
		["weakref#1", 1],
	]);
	const references = picture.references.map(({ from, to, reference }) => `${from} ${reference} ${to}`).sort();
	expect(references).toEqual([
		"Node#1 owned Node#2",
		"Node#2 owned Node#1",
		"list#1 owned Node#2",
		"null owned Node#1",
		"null owned list#1",
		"null owned weakref#1",
		"weakref#1 weak Node#1",
	]);
	const dot = dotText(picture);
	expect(dot).toContain('"list#1" -> "Node#2" [style=solid, label="element 0"]');
	expect(dot).toContain('"weakref#1" -> "Node#1" [style=dotted');
	const svg = svgText(picture);
	expect(svg.match(/<rect /g)).toHaveLength(4);
	expect(svg.match(/<path class=/g)).toHaveLength(7);
	expect(svg.match(/class="weak"/g)).toHaveLength(1);
});
