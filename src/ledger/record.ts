// `decref.record()` and `decref.events(x)`: from within a program, what became of an object since recording began, line by line.
//
// There is one recording. It lasts until the program ends. Read `record` and `eventsOf` first.

import { type HeapObject, TPFLAGS_HAVE_GC } from "../heap/header.ts";
import { instrumentAll } from "../vm/monitoring/instrument.ts";
import { names } from "./explain.ts";
import { isObject, takeGraph } from "./graph.ts";
import { Recorder } from "./recorder.ts";
import { Recording } from "./recording.ts";
import { isOfInterest, isSpecialMethod, type Step, StepRecorder } from "./steps.ts";
import { changeText } from "./stepText.ts";

/** Steps that are kept. */
const WINDOW = 100_000;

let recording: Recording | null = null;
let steps: StepRecorder | null = null;

/**
 * Begins to record, line by line or instruction by instruction; does nothing if that has been done. `owners`: the program's
 * module and namespace.
 */
export function record(owners: readonly HeapObject[], isOwn: (filename: string) => boolean, instructions: boolean): void {
	if (recording !== null) return;
	const kept = new Recording(WINDOW);
	recording = kept;
	const recorder = new Recorder(names, isOwn, "all");
	recorder.start();
	for (const object of objectsOf(owners)) recorder.adopt(object);
	const onStep = (step: Step): void => kept.add(step);
	steps = new StepRecorder(recorder, names, { owners, isOwn, onStep, over: isSpecialMethod, instructions });
	steps.start();
	instrumentAll();
}

/** What the program has made so far: what its namespace leads to, past no class, function or module. */
function objectsOf(owners: readonly HeapObject[]): Set<HeapObject> {
	const graph = takeGraph();
	const seen = new Set<HeapObject>(owners.filter((owner) => graph.has(owner)));
	for (const object of seen)
		graph.forEachOwned(graph.numberOf(object), (target) => {
			const node = graph.nodes[target]!;
			if (isObject(node) && isOfInterest(node) && isCollectable(node)) seen.add(node);
		});
	for (const owner of owners) seen.delete(owner);
	return seen;
}

function isCollectable({ type }: HeapObject): boolean {
	return (type.typeFlags & TPFLAGS_HAVE_GC) !== 0;
}

/** What happened to an object since then: "line 12: C#1  1 → 2  + global `alias`". Null if nothing is recorded. */
export function eventsOf(object: HeapObject): string[] | null {
	if (recording === null) return null;
	steps!.settle();
	const name = names.of(object);
	const texts: string[] = [];
	for (let i = 0; i < recording.length; i++) {
		const { line, instruction, changes } = recording.step(i);
		for (const change of changes) {
			if (change.name !== name || change.passing) continue;
			const by = instruction === null ? "" : `, ${instruction.opcode}${instruction.argument === "" ? "" : ` ${instruction.argument}`}`;
			texts.push(
				`line ${line}${by}: ${changeText(change)
					.map(({ text }) => text)
					.join("")}`,
			);
		}
	}
	return texts;
}
