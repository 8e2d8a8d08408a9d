// A program or a notebook under the eye of the page: runs it with everything recorded, and reports the steps.
//
// Lives in the worker, knows nothing of browsers: the worker gives it a host and a way to report. One session per realm, as
// there is one runtime. Read `Session.runProgram` and `Session.runCell` first.

import {
	deathText,
	explainStep,
	type HeapObject,
	isOfInterest,
	isSpecialMethod,
	names,
	Recorder,
	SceneRecorder,
	StepRecorder,
	type TraceStep,
} from "../ledger/index.ts";
import type { Output } from "../notebook/document.ts";
import { Shell } from "../notebook/shell.ts";
import { sourceProblem } from "../notebook/sourceProblem.ts";
import { createRuntime, type Host, HeapFault, type Runtime, TimeLimit } from "../runtime/index.ts";
import type { End, Report, Settings, WebChange, WebStep } from "./protocol.ts";

/** Beyond these there is more than a person can look at, and than a page should keep. */
const MOST_STEPS = 20_000;
const MOST_OBJECTS = 3_000;

/** Steps are reported together, that many or after that many milliseconds. */
const STEPS_PER_REPORT = 200;
const REPORT_EVERY = 50;

export interface SessionOptions {
	readonly notebook: boolean;
	/** The program's file name, which it sees as `__file__`. */
	readonly name: string;
	readonly settings: Settings;
	/** Without the streams, which are the session's. */
	readonly host: Omit<Host, "writeStdout" | "writeStderr">;
	readonly report: (report: Report) => void;
	readonly now: () => number;
}

export class Session {
	private readonly options: SessionOptions;
	private readonly runtime: Runtime;
	private readonly shell: Shell | null;
	private readonly recorder: Recorder;
	private readonly scene: SceneRecorder;
	/** Null when recording has ended. */
	private steps: StepRecorder | null;
	private cell = 0;
	/** By In[…]: which cell it was. */
	private readonly cells = new Map<number, number>();
	private recorded = 0;
	private waiting: WebStep[] = [];
	private outputs: Output[] = [];
	private lastReport = 0;
	/** The line of the last step, where a program may have failed. */
	private lastLine: number | null = null;

	constructor(options: SessionOptions) {
		this.options = options;
		const { settings, notebook } = options;
		const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
		const write = (name: "stdout" | "stderr", bytes: Uint8Array): void =>
			this.printed(name, decoders[name].decode(bytes, { stream: true }));
		this.runtime = createRuntime({
			host: {
				...options.host,
				writeStdout: (bytes) => write("stdout", bytes),
				writeStderr: (bytes) => write("stderr", bytes),
			},
			maxMemory: settings.maxMemory,
			maxTime: settings.maxTime,
		});
		// The library runs texts of its own under the name <string>: what a person sees in the editor is the program.
		const isOwn = (file: string): boolean => file === options.name || file.startsWith("<ipython-input-");
		this.recorder = new Recorder(names, isOwn, "all");
		this.recorder.start();
		this.shell = notebook ? new Shell(this.runtime, (output) => this.output(output)) : null;
		this.scene = new SceneRecorder({
			own: this.recorder.own,
			names,
			globals: this.runtime.mainDict,
			isOwn,
			shows: isShown,
			...(notebook ? { showsGlobal: showsInNotebook, unfolded: "Out" } : { showsGlobal: showsOrdinary }),
		});
		this.steps = new StepRecorder(this.recorder, names, {
			owners: [this.runtime.main, this.runtime.mainDict],
			isOwn,
			onStep: (step) => this.onStep(step),
			shows: isShown,
			instructions: settings.instructions,
			...(settings.instructions ? {} : { over: isSpecialMethod }),
			most: { objects: MOST_OBJECTS, reached: () => this.endRecording("objects") },
		});
		this.steps.start();
	}

	/** Runs the program to its end, and the interpreter's: the last step is what dies there. */
	runProgram(source: string): void {
		this.report(() => {
			const exitCode = this.runtime.runProgram(source, this.options.name);
			this.steps?.finishLine();
			const { lastLine } = this;
			const { timedOut } = this.runtime;
			this.steps?.beginStretch("");
			const finalCode = this.runtime.end(exitCode);
			this.steps?.finishLine();
			if (timedOut) return { how: "time" };
			return finalCode === 0 ? { how: "done" } : { how: "failed", line: lastLine };
		}, null);
	}

	runCell(cell: number, source: string): void {
		const shell = this.shell!;
		this.cell = cell;
		const count = shell.nextCount;
		this.cells.set(count, cell);
		this.runtime.renewTime();
		this.report(() => {
			const run = shell.runCell(source);
			this.steps?.finishLine();
			return run.failed ? { how: "failed", line: this.lastLine } : { how: "done" };
		}, count);
	}

	/** Tells whether a text is Python, without running it. */
	check(cell: number, source: string): void {
		const problem = sourceProblem(this.shell?.transform(source) ?? source, this.shell !== null);
		this.options.report({ kind: "checked", cell, problem });
	}

	private report(run: () => End, executionCount: number | null): void {
		const end = this.guarded(run);
		this.flush();
		this.options.report({ kind: "ended", cell: this.cell, end, executionCount });
	}

	private guarded(run: () => End): End {
		try {
			return run();
		} catch (thrown) {
			if (thrown instanceof TimeLimit) return { how: "time" };
			const text =
				thrown instanceof HeapFault ? thrown.message : thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
			return { how: "fault", text };
		}
	}

	private printed(name: "stdout" | "stderr", text: string): void {
		if (text === "") return;
		if (this.shell !== null) this.shell.write(name, text);
		else this.output({ type: "stream", name, text });
	}

	private output(output: Output): void {
		const last = this.outputs.at(-1);
		if (output.type === "stream" && last?.type === "stream" && last.name === output.name) last.text += output.text;
		else this.outputs.push(output.type === "stream" ? { ...output } : output);
		if (this.steps === null && this.isDue()) this.flush();
	}

	private onStep(step: TraceStep): void {
		this.runtime.flushQuietly();
		const { frames, objects } = this.scene.look();
		const line = this.lineOf(step);
		if (line !== null) this.lastLine = line;
		const changes = step.changes.filter((change) => !isFleeting(change));
		this.waiting.push({
			cell: this.cellOf(step.file),
			line,
			where: step.where,
			instruction: step.instruction === null ? null : { ...step.instruction },
			changes: changes.map(changeOf),
			told: explainStep({ ...step, changes: changes.filter(({ passing }) => !passing) }),
			collected: step.collections,
			frames,
			objects,
			outputs: this.takeOutputs(),
		});
		if (++this.recorded >= MOST_STEPS) this.endRecording("steps");
		else if (this.waiting.length >= STEPS_PER_REPORT || this.isDue()) this.flush();
	}

	private takeOutputs(): Output[] {
		const { outputs } = this;
		this.outputs = [];
		return outputs;
	}

	private lineOf({ file, line }: TraceStep): number | null {
		if (line === 0) return null;
		return file === this.options.name || this.inOf(file) !== null ? line : null;
	}

	private inOf(file: string): number | null {
		const match = /^<ipython-input-(\d+)-/.exec(file);
		return match === null ? null : Number(match[1]);
	}

	private cellOf(file: string): number {
		const count = this.inOf(file);
		return (count === null ? undefined : this.cells.get(count)) ?? this.cell;
	}

	private endRecording(why: "steps" | "objects"): void {
		this.steps?.stop();
		this.steps = null;
		this.recorder.stop();
		this.flush();
		this.options.report({ kind: "unrecorded", why });
	}

	private isDue(): boolean {
		return this.options.now() - this.lastReport >= REPORT_EVERY;
	}

	private flush(): void {
		this.lastReport = this.options.now();
		if (this.waiting.length > 0) this.options.report({ kind: "steps", steps: this.waiting });
		this.waiting = [];
		if (this.outputs.length > 0) this.options.report({ kind: "outputs", cell: this.cell, outputs: this.takeOutputs() });
	}
}

/**
 * What the command's trace shows; and what else may stand between a variable and an object: tuples, cells, iterators, functions
 * with a closure.
 */
function isShown(object: HeapObject): boolean {
	if (object.type.name === "function") return (object as HeapObject & { readonly closure: unknown }).closure !== null;
	return ALSO_SHOWN.test(object.type.name) || isOfInterest(object);
}

const ALSO_SHOWN = /^(tuple|cell|\w*iterator)$/;

/** A tuple of arguments or the like, which came and went within the step. */
function isFleeting({ name, before, after }: TraceStep["changes"][number]): boolean {
	return before === null && after === null && name.startsWith("tuple#");
}

type Shown = "always" | "objects" | "never";

function showsOrdinary(name: string): Shown {
	return /^__\w+__$/.test(name) ? "never" : "always";
}

const MACHINERY: ReadonlySet<string> = new Set(["In", "get_ipython", "exit", "quit", "open", "_ih", "_oh", "_dh"]);

/** Of IPython's own names only those that keep results, where they keep an object alive. */
function showsInNotebook(name: string): Shown {
	if (MACHINERY.has(name) || /^_i+\d*$/.test(name)) return "never";
	return /^_(\d+|_{0,2})$/.test(name) ? "objects" : showsOrdinary(name);
}

function changeOf({ name, before, after, gained, lost, death, passing, resurrected }: TraceStep["changes"][number]): WebChange {
	return {
		name,
		before,
		after,
		gained,
		lost,
		death: death === null ? null : deathText(name, death),
		byCollector: death?.cause.byCollector ?? false,
		passing,
		resurrected,
	};
}
