// A program's run line by line, or instruction by instruction: after each, which counts have changed, who holds now and who no longer.
//
// Between two lines only the program's own objects are looked at: those whose count has changed are asked for their holders,
// by a walk over frames, roots and what the program has made; if that does not explain a count, by a walk over everything.
// Read `StepRecorder` first.

import { CALL } from "../compile/opcode.ts";
import { type HeapObject, type HeapType, IMMORTAL_REFCNT } from "../heap/header.ts";
import { isType } from "../objects/abstractClass.ts";
import type { PyCode } from "../objects/code.ts";
import { isFunction } from "../objects/function.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import { isModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { TPFLAGS_HEAPTYPE } from "../objects/object.ts";
import { lineTable } from "../vm/monitoring/lines.ts";
import { observe, observer, type Wants } from "../vm/observe.ts";
import { explain } from "./explain.ts";
import { OWNED, takeGraph, takeReferencesTo, WEAK } from "./graph.ts";
import { Holders, type HolderText } from "./holders.ts";
import { instructionAt, type StepInstruction } from "./instructions.ts";
import { callableText, type Names } from "./names.ts";
import type { Collection, Death, Recorder } from "./recorder.ts";
import { without } from "./recording.ts";

/** What became of one object in a step. */
export interface Change {
	readonly name: string;
	/** Null before its birth. */
	readonly before: number | null;
	/** Null after its death. */
	readonly after: number | null;
	/** Holders in words. */
	readonly gained: readonly HolderText[];
	readonly lost: readonly HolderText[];
	readonly death: Death | null;
	/** Nothing but values of calls under way, on evaluation stacks, came or went: seldom worth telling. */
	readonly passing: boolean;
	/** Its finalizer kept it alive. */
	readonly resurrected: boolean;
}

/** What a call to `sys.getrefcount` was about to see. */
export interface Counted {
	readonly name: string;
	/** What the call returns; null for an immortal object. */
	readonly count: number | null;
	/** The references that it counts, its own argument among them. */
	readonly holders: readonly HolderText[];
	/** References that it does not count: borrowed ones. */
	readonly uncounted: readonly HolderText[];
}

/** One executed line, or one instruction of it. */
export interface Step {
	readonly file: string;
	readonly line: number;
	/** The function, or `<module>`. */
	readonly where: string;
	/** How many calls of the program enclose it. */
	readonly depth: number;
	/** Which of the line's instructions it was; null if the step is the whole line. */
	readonly instruction: StepInstruction | null;
	readonly changes: readonly Change[];
	/** The calls to `sys.getrefcount` in it. */
	readonly counted: readonly Counted[];
	/** The runs of the cyclic collector in it. */
	readonly collections: readonly Collection[];
}

interface Known {
	readonly count: number;
	readonly holders: readonly HolderText[];
}

/** With so few objects all of them are asked at every line, so that a change of holders shows even where counts stay. */
const FEW = 300;

/** Types whose objects a person seldom thinks of; with their numbers they would drown the others. */
const QUIET: ReadonlySet<string> = new Set(
	"tuple cell frame traceback code method builtin_function_or_method getset_descriptor member_descriptor wrapper_descriptor method-wrapper".split(
		" ",
	),
);

/** Whether a person would like to hear of the object: instances, containers, generators; not classes, functions, internals. */
export function isOfInterest(object: HeapObject): boolean {
	const { type } = object;
	let answer = interesting.get(type);
	if (answer === undefined) interesting.set(type, (answer = isInteresting(object as PyObject)));
	return answer;
}

/** FAST: by type, since it is asked of every object at every step. */
const interesting = new WeakMap<HeapType, boolean>();

function isInteresting(object: PyObject): boolean {
	const { type } = object;
	if ((type.typeFlags & TPFLAGS_HEAPTYPE) !== 0 && !isType(object)) return true;
	return !QUIET.has(type.name) && !type.name.endsWith("iterator") && !isType(object) && !isFunction(object) && !isModule(object);
}

export interface StepOptions {
	/** Objects that are not the program's own, and yet owners of its objects: its module and its namespace. */
	readonly owners: readonly HeapObject[];
	/** Whether a file is the program's. */
	readonly isOwn: (filename: string) => boolean;
	readonly onStep: (step: Step) => void;
	/** Whether an object is to be told of. */
	readonly shows?: (object: HeapObject) => boolean;
	/** Code whose lines are part of the calling line. */
	readonly over?: (code: PyCode) => boolean;
	/** A step for each instruction. */
	readonly instructions?: boolean;
	/** Of so many objects of the program the recording ends, and that is told. */
	readonly most?: { readonly objects: number; readonly reached: () => void };
}

/** Methods that Python calls by itself, such as `__init__` and `__del__`. */
export function isSpecialMethod(code: PyCode): boolean {
	return /^__\w+__$/.test(code.name.value);
}

export class StepRecorder {
	private readonly recorder: Recorder;
	private readonly names: Names;
	private readonly isOwn: (filename: string) => boolean;
	private readonly shows: (object: HeapObject) => boolean;
	private readonly onStep: (step: Step) => void;
	private readonly over: (code: PyCode) => boolean;
	private readonly instructions: boolean;
	private readonly most: StepOptions["most"];
	private readonly known = new Map<HeapObject, Known>();
	/** The line that is being executed. */
	private current: Omit<Step, "changes" | "counted" | "collections"> | null = null;
	private counted: Counted[] = [];
	/** The holders so far that were values on an evaluation stack. */
	private readonly waiting = new Set<string>();
	private readonly owners: readonly HeapObject[];

	constructor(recorder: Recorder, names: Names, options: StepOptions) {
		this.recorder = recorder;
		this.names = names;
		this.owners = options.owners;
		this.isOwn = options.isOwn;
		this.onStep = options.onStep;
		this.shows = options.shows ?? isOfInterest;
		this.over = options.over ?? (() => false);
		this.instructions = options.instructions ?? false;
		this.most = options.most;
	}

	/** Begins to look at lines; before the program runs. */
	start(): void {
		// How it is with what lives already.
		this.changes();
		const mine = (code: PyCode, unit: number): boolean =>
			this.isOwn(code.filename.value) && (this.beginsStep(code, unit) || isCall(code, unit));
		const { watch, wants } = observer;
		if (watch === null) observe((frame) => this.at(frame), mine);
		// A program that is traced may record itself.
		else
			observe(
				(frame) => this.atBoth(frame, wants, watch, mine),
				(code, unit) => wants(code, unit) || mine(code, unit),
			);
	}

	private atBoth(frame: Frame, wants: Wants, watch: (frame: Frame) => void, mine: Wants): void {
		if (wants(frame.code, frame.pc)) watch(frame);
		if (mine(frame.code, frame.pc)) this.at(frame);
	}

	private beginsStep(code: PyCode, unit: number): boolean {
		return (this.instructions || beginsLine(code, unit)) && !this.over(code);
	}

	/** Instead of `start`: a stretch of the program that counts as one line begins. `finishLine` ends it. */
	beginStretch(file: string): void {
		this.current = { file, line: 0, where: "<module>", depth: 0, instruction: null };
	}

	/** Ends: tells of the last line. */
	stop(): void {
		observe(null);
		this.finishLine();
	}

	private at(frame: Frame): void {
		if (this.beginsStep(frame.code, frame.pc)) this.beginStep(frame);
		if (isCall(frame.code, frame.pc)) this.atCall(frame);
	}

	/** `sys.getrefcount(x)` is about to be called: what it will count. */
	private atCall({ stack, sp, base, code }: Frame): void {
		const bottom = sp - CALL_INPUTS;
		if (bottom < base + code.nlocalsplus) return;
		const callable = stack[bottom];
		const object = stack[sp - 1] as PyObject | null;
		if (callable == null || object === null || callableText(callable) !== "sys.getrefcount") return;
		const { name, count, holders } = explain(object);
		const texts = (owned: boolean): HolderText[] =>
			holders.filter(({ hold }) => hold !== WEAK && (hold === OWNED) === owned).map(({ kind, text }) => ({ kind, text }));
		this.counted.push({ name, count, holders: texts(true), uncounted: texts(false) });
	}

	private beginStep(frame: Frame): void {
		this.finishLine();
		const { code, pc } = frame;
		const instruction = this.instructions ? instructionAt(code, pc) : null;
		const place = { file: code.filename.value, line: code.lineAt(pc) ?? 0, where: code.qualname.value };
		this.current = { ...place, depth: this.depthOf(frame), instruction };
	}

	/** The line that was being executed has ended, or a call in it begins. */
	finishLine(): void {
		if (this.current === null) return;
		if (this.most !== undefined && this.recorder.own.size > this.most.objects) {
			this.current = null;
			this.most.reached();
			return;
		}
		const step = { ...this.current, changes: this.changes(), counted: this.counted, collections: this.recorder.takeCollections() };
		this.current = null;
		this.counted = [];
		this.onStep(step);
	}

	/** Tells of what the line that is being executed has changed so far, as a step of its own. */
	settle(): void {
		const { current } = this;
		this.finishLine();
		this.current = current;
	}

	private depthOf(frame: Frame): number {
		let depth = 0;
		for (let outer = frame.previous; outer !== null; outer = outer.previous) if (this.isOwn(outer.code.filename.value)) depth++;
		return depth;
	}

	/** Births, then changes, then deaths. */
	private changes(): Change[] {
		const deaths: Change[] = [];
		for (const { object, name, death } of this.recorder.takeDead()) {
			const known = this.known.get(object);
			this.known.delete(object);
			if (!this.shows(object)) continue;
			const before = known?.count ?? null;
			deaths.push({
				name,
				before,
				after: null,
				gained: [],
				lost: known?.holders ?? [],
				death,
				passing: false,
				resurrected: false,
			});
		}
		const asked = this.asked();
		const changes = asked.length > 0 ? this.ask(asked) : [];
		return [...changes.filter(({ before }) => before === null), ...changes.filter(({ before }) => before !== null), ...deaths];
	}

	/** The objects whose holders may be others than before. */
	private asked(): HeapObject[] {
		const shown: HeapObject[] = [];
		for (const object of this.recorder.own.keys())
			if (object.refcnt > 0 && object.refcnt !== IMMORTAL_REFCNT && this.shows(object)) shown.push(object);
		return shown.length <= FEW ? shown : shown.filter((object) => this.known.get(object)?.count !== object.refcnt);
	}

	private ask(objects: readonly HeapObject[]): Change[] {
		const changes: Change[] = [];
		const kept = new Set(this.recorder.takeResurrected());
		let holders = new Holders(takeReferencesTo(objects, [...this.owners, ...this.recorder.own.keys()]), this.names, false);
		if (objects.some((object) => holders.ownedBy(object).length !== object.refcnt)) holders = new Holders(takeGraph(), this.names, false);
		for (const object of objects) {
			const before = this.known.get(object) ?? null;
			const now = holders.ownedBy(object);
			this.known.set(object, { count: object.refcnt, holders: now });
			const gained = without(now, before?.holders ?? []);
			const lost = without(before?.holders ?? [], now);
			for (const { kind, text } of now) if (kind === "stack") this.waiting.add(text);
			const resurrected = kept.has(object);
			if (before !== null && gained.length === 0 && lost.length === 0 && !resurrected) continue;
			const passing = !resurrected && this.isPassing(before?.count ?? null, object.refcnt, [...gained, ...lost]);
			changes.push({
				name: this.names.of(object),
				before: before?.count ?? null,
				after: object.refcnt,
				gained,
				lost,
				death: null,
				passing,
				resurrected,
			});
		}
		return changes;
	}

	/** Instruction by instruction, the values of calls under way are what it is about; only that they wait for something else is not. */
	private isPassing(before: number | null, after: number, changed: readonly HolderText[]): boolean {
		if (before === null || (this.instructions && before !== after)) return false;
		return changed.every(({ text }) => this.waiting.has(text));
	}
}

/** The inputs of a call with one argument: callable, self or NULL, the argument. */
const CALL_INPUTS = 3;

function isCall(code: PyCode, unit: number): boolean {
	const word = code.plainInstructions()[unit]!;
	return (word & 255) === CALL && word >> 8 === 1;
}

function beginsLine(code: PyCode, unit: number): boolean {
	return lineTable(code).starts[unit] !== 0;
}
