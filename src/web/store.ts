// The page's state, as signals, and what a person can do with it. Components read signals and call these functions; nothing here
// knows how the page looks. Read `run` and `goTo` first.

import { batch, computed, type Signal, signal } from "@preact/signals";
import type { SceneHold } from "../ledger/index.ts";
import type { Output } from "../notebook/document.ts";
import type { SourceProblem } from "../notebook/sourceProblem.ts";
import { type Cell, type Document, newCell, newProgram } from "./documents.ts";
import { Engine, type Setup } from "./engine.ts";
import { Layout } from "./layout.ts";
import type { Report, Settings } from "./protocol.ts";
import { texts } from "./texts.ts";
import { Timeline } from "./timeline.ts";

/** What became of a cell. */
export interface CellState {
	readonly state: "waiting" | "running" | "done" | "failed";
	readonly executionCount: number | null;
}

export const EXAMPLE = `class Node:
    def __init__(self, name):
        self.name = name
        self.next = None

    def __del__(self):
        print(self.name, "is gone")

a = Node("first")
b = Node("second")
a.next = b
nodes = [a, b]
del b
nodes.clear()
alias = a
del a
alias = None
`;

export const doc = signal<Document>(newProgram(EXAMPLE));
export const settings = signal<Settings>({ instructions: false, input: "", maxMemory: 512 * 2 ** 20, maxTime: 20 });
export const running = signal(false);
/** What a person should know now. */
export const notice = signal<{ readonly text: string; readonly tone: "plain" | "good" | "bad" } | null>(null);
export const cellStates = signal<ReadonlyMap<number, CellState>>(new Map());
export const problems = signal<ReadonlyMap<number, SourceProblem>>(new Map());
/** Outputs that came after recording had ended. */
const lateOutputs = signal<ReadonlyMap<number, readonly Output[]>>(new Map());
/** Answers to questions, by cell. */
export const answers = signal<ReadonlyMap<number, string>>(new Map());
export const selected = signal<string | null>(null);
/** The reference that was pointed at, whose target is selected then. */
export const pointed = signal<Pointed | null>(null);
/** Boxes that show all of their slots, and those that show none. */
export const unfolded = signal<ReadonlySet<string>>(new Set());
export const folded = signal<ReadonlySet<string>>(new Set());

export interface Pointed {
	/** What refers: "a of globals". */
	readonly from: string;
	readonly to: string;
	readonly hold: SceneHold;
}

/** Adds a name, or takes it out. */
export function toggle(set: Signal<ReadonlySet<string>>, name: string): void {
	const next = new Set(set.value);
	if (!next.delete(name)) next.add(name);
	set.value = next;
}

/** Changes with each report: the timeline itself is always the same object during a run. */
const version = signal(0);
let timelineNow = new Timeline();
let layoutNow = new Layout(timelineNow);
/** How many reports of late outputs there were. */
let lateReports = 0;
/** How often recording has begun anew. */
let runs = 0;
/** The ids of the cells, by the number that the worker knows. */
let cellIds: number[] = [];

/** Who calls these in a component is drawn again when something is added. */
export function timeline(): Timeline {
	void version.value;
	return timelineNow;
}

export function layout(): Layout {
	void version.value;
	return layoutNow;
}

export const stepCount = computed(() => timeline().steps.length);
/** The step that is shown, -1 if there is none. */
export const now = signal(-1);
export const state = computed(() => timeline().stateAt(now.value));
export const step = computed(() => timeline().steps[now.value] ?? null);
/** Whether the shown step moves with what is recorded. */
let following = true;

/** Which cell's id a step belongs to. */
export function cellOfStep(cell: number): number {
	return doc.value.kind === "program" ? doc.value.cells[0]!.id : (cellIds[cell] ?? -1);
}

/** The number by which the worker knows a cell; it may have run several times. */
function numberOf(id: number): number {
	void version.value;
	return doc.value.kind === "program" ? 0 : cellIds.lastIndexOf(id);
}

function lateOutputsOf(id: number): readonly Output[] {
	return now.value >= stepCount.value - 1 ? (lateOutputs.value.get(id) ?? []) : [];
}

/** What a cell has shown up to the step that is shown. */
export function outputsOf(id: number): readonly Output[] {
	const number = numberOf(id);
	return number < 0 ? [] : joined([...timeline().outputsAt(now.value, number), ...lateOutputsOf(id)]);
}

/** Changes when that does. FAST: asked for every cell at every step. */
export function outputsKey(id: number): string {
	const number = numberOf(id);
	if (number < 0) return "";
	return `${runs} ${number} ${timeline().showingAt(now.value, number)} ${lateOutputsOf(id).length > 0 ? lateReports : 0}`;
}

/** Of what comes after recording has ended, the end is kept: a program may print for hours. */
const MOST_OUTPUTS = 100;
const LONGEST_OUTPUT = 200_000;

function shortened(output: Output): Output {
	if (output.type !== "stream" || output.text.length <= LONGEST_OUTPUT) return output;
	return { ...output, text: `…${output.text.slice(-LONGEST_OUTPUT)}` };
}

/** Pieces of one stream as one. */
function joined(outputs: readonly Output[]): Output[] {
	const result: Output[] = [];
	for (const output of outputs) {
		const last = result.at(-1);
		if (output.type === "stream" && last?.type === "stream" && last.name === output.name)
			result[result.length - 1] = { ...last, text: last.text + output.text };
		else result.push(output);
	}
	return result;
}

const engine = new Engine(onReport);

function setup(): Setup {
	return { notebook: doc.value.kind === "notebook", name: doc.value.name, settings: settings.value };
}

function forget(): void {
	timelineNow = new Timeline();
	layoutNow = new Layout(timelineNow);
	cellIds = [];
	runs++;
	batch(() => {
		now.value = -1;
		version.value++;
		selected.value = null;
		unfolded.value = new Set();
		folded.value = new Set();
		cellStates.value = new Map();
		lateOutputs.value = new Map();
	});
	following = true;
}

let queue: number[] = [];

/** Runs the program, or all cells anew. */
export function run(): void {
	if (running.value) return;
	forget();
	engine.start(setup());
	notice.value = null;
	if (doc.value.kind === "program") {
		running.value = true;
		setCell(doc.value.cells[0]!.id, { state: "running", executionCount: null });
		engine.send({ kind: "program", source: doc.value.cells[0]!.source });
	} else runCells(doc.value.cells.filter(isRunnable).map(({ id }) => id));
}

function isRunnable({ type, source }: Cell): boolean {
	return type === "code" && source.trim() !== "";
}

/** Runs one cell after what ran before. */
export function runCell(id: number): void {
	if (doc.value.kind === "program") run();
	else if (!running.value) runCells([id]);
}

function runCells(ids: readonly number[]): void {
	if (!engine.isStarted) engine.start(setup());
	queue = [...ids];
	for (const id of ids) setCell(id, { state: "waiting", executionCount: null });
	runNext();
}

function runNext(): void {
	const id = queue.shift();
	const cell = doc.value.cells.find((each) => each.id === id);
	if (id === undefined || cell === undefined) {
		running.value = false;
		prepareSoon();
		return;
	}
	running.value = true;
	following = true;
	setCell(id, { state: "running", executionCount: null });
	const number = cellIds.push(id) - 1;
	version.value++;
	engine.send({ kind: "cell", cell: number, source: cell.source });
}

function setCell(id: number, cell: CellState): void {
	cellStates.value = new Map(cellStates.value).set(id, cell);
}

/** Ends what runs, at once. What was recorded stays. */
export function stop(): void {
	if (!running.value) return;
	engine.stop();
	queue = [];
	running.value = false;
	cellStates.value = new Map(
		[...cellStates.value].map(([id, cell]) => [id, cell.state === "done" ? cell : { ...cell, state: "failed" as const }]),
	);
	notice.value = { text: texts.stopped, tone: "plain" };
	prepareSoon();
}

/** A notebook begins anew: its objects and what was recorded go. */
export function restart(): void {
	engine.stop();
	queue = [];
	running.value = false;
	forget();
	notice.value = null;
	prepareSoon();
}

function onReport(report: Report): void {
	switch (report.kind) {
		case "ready":
			return;
		case "steps":
			timelineNow.add(report.steps);
			layoutNow.place();
			batch(() => {
				version.value++;
				if (following) now.value = lastToShow();
			});
			return;
		case "outputs": {
			const id = cellOfStep(report.cell);
			lateReports++;
			const all = joined([...(lateOutputs.value.get(id) ?? []), ...report.outputs]);
			lateOutputs.value = new Map(lateOutputs.value).set(id, all.slice(-MOST_OUTPUTS).map(shortened));
			return;
		}
		case "unrecorded":
			notice.value = { text: texts.unrecorded[report.why], tone: "plain" };
			return;
		case "checked": {
			const next = new Map(problems.value);
			if (report.problem === null) next.delete(report.cell);
			else next.set(report.cell, report.problem);
			problems.value = next;
			return;
		}
		case "ended":
			ended(report);
	}
}

/** The last step in which the program was still there: the interpreter's end shows nothing but its absence. */
function lastToShow(): number {
	const { steps } = timelineNow;
	const last = steps.length - 1;
	return doc.value.kind === "program" && last > 0 && steps[last]!.line === null ? last - 1 : last;
}

function ended({ cell, end, executionCount }: Extract<Report, { kind: "ended" }>): void {
	setCell(cellOfStep(cell), { state: end.how === "done" ? "done" : "failed", executionCount });
	if (end.how === "fault") notice.value = { text: texts.fault(end.text), tone: "bad" };
	else if (end.how === "time") notice.value = { text: texts.timeOver, tone: "bad" };
	else if (doc.value.kind === "program" && notice.value === null)
		notice.value = end.how === "done" ? { text: texts.done, tone: "good" } : { text: texts.failed, tone: "bad" };
	const mayGoOn = end.how === "failed" && doc.value.cells.some(({ id, mayRaise }) => mayRaise && id === cellOfStep(cell));
	if (end.how !== "done" && !mayGoOn) {
		for (const id of queue) cellStates.value = without(cellStates.value, id);
		queue = [];
	}
	if (doc.value.kind === "program" || end.how === "fault") {
		engine.stop();
		running.value = false;
		prepareSoon();
	} else runNext();
}

function without<V>(map: ReadonlyMap<number, V>, key: number): ReadonlyMap<number, V> {
	const next = new Map(map);
	next.delete(key);
	return next;
}

/** Shows a step. */
export function goTo(to: number): void {
	const last = stepCount.value - 1;
	now.value = last < 0 ? -1 : Math.max(0, Math.min(last, to));
	following = now.value === last;
}

/** Whether one goes from line to line although instructions were recorded. */
export const byLine = signal(false);

/** Whether steps are instructions. */
export const hasInstructions = computed(() => timeline().steps.some(({ instruction }) => instruction !== null));

/** The step to go to from the one that is shown, in a direction. */
export function neighbour(direction: 1 | -1): number {
	const { steps } = timeline();
	if (!byLine.value || !hasInstructions.value) return now.value + direction;
	const key = (i: number): string => `${steps[i]?.cell} ${steps[i]?.line} ${steps[i]?.where}`;
	// The last instruction of the next line, or of the one before.
	let at = now.value;
	if (direction === -1) {
		while (at > 0 && key(at) === key(now.value)) at--;
		return at;
	}
	at = Math.min(at + 1, steps.length - 1);
	while (at < steps.length - 1 && key(at + 1) === key(at)) at++;
	return at;
}

let timer: ReturnType<typeof setInterval> | null = null;
export const playing = signal(false);

export function play(): void {
	if (playing.value) {
		clearInterval(timer!);
		playing.value = false;
		return;
	}
	if (stepCount.value === 0) return;
	if (now.value >= stepCount.value - 1) goTo(0);
	playing.value = true;
	const slow = matchMedia("(prefers-reduced-motion: reduce)").matches;
	timer = setInterval(() => (now.value >= stepCount.value - 1 ? play() : goTo(neighbour(1))), slow ? 1500 : 700);
}

/** The cell's text has been edited. */
export function edit(id: number, source: string): void {
	const cells = doc.value.cells.map((cell) => (cell.id === id ? { ...cell, source } : cell));
	doc.value = { ...doc.value, cells };
	checkSoon(id);
}

let checking: ReturnType<typeof setTimeout> | undefined;

function checkSoon(id: number): void {
	clearTimeout(checking);
	checking = setTimeout(() => {
		const cell = doc.value.cells.find((each) => each.id === id);
		if (cell !== undefined && cell.type === "code" && !running.value) engine.check(id, cell.source);
	}, 400);
}

export function addCell(after: number | null, type: "code" | "markdown"): void {
	const { cells } = doc.value;
	const at = after === null ? cells.length : cells.findIndex(({ id }) => id === after) + 1;
	doc.value = { ...doc.value, cells: [...cells.slice(0, at), newCell(type), ...cells.slice(at)] };
}

export function deleteCell(id: number): void {
	const cells = doc.value.cells.filter((cell) => cell.id !== id);
	doc.value = { ...doc.value, cells: cells.length === 0 ? [newCell("code")] : cells };
}

/** Takes another document in hand. */
export function show(document: Document): void {
	engine.stop();
	queue = [];
	running.value = false;
	batch(() => {
		forget();
		problems.value = new Map();
		answers.value = new Map();
		notice.value = null;
		doc.value = document;
	});
	prepareSoon();
}

let preparing: ReturnType<typeof setTimeout> | undefined;

/** Not in the midst of typing or drawing. */
export function prepareSoon(): void {
	clearTimeout(preparing);
	preparing = setTimeout(() => {
		if (!running.value) engine.prepare(setup());
	}, 100);
}
