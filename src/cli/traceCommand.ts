// `decref trace FILE`: each executed line with the counts that it changed, and why.
//
// A script's output stands between the lines, marked; a notebook is traced cell by cell. Read `trace` first.

import { styleText } from "node:util";
import {
	type Change,
	changeText,
	collectionText,
	countedText,
	explainStep,
	isProgramFile,
	isSpecialMethod,
	names,
	type Piece,
	Recorder,
	StepRecorder,
	type Tone,
	type TraceReport,
	type TraceStep as Step,
} from "../ledger/index.ts";
import type { NotebookDocument, Output } from "../notebook/document.ts";
import { Shell } from "../notebook/shell.ts";
import type { Runtime } from "../runtime/index.ts";
import { type PrintedStep, recordingHtml } from "../view/recordingHtml.ts";
import { numberOption, parseCommand } from "./commandLine.ts";
import { expectWritable, readNotebook, readProgram, writeOutput } from "./files.ts";
import { isTerminal, type Streams, writeAll } from "./nodeHost.ts";
import { UsageError } from "./options.ts";
import { defaultOptions, startRuntime } from "./place.ts";
import { usesColour } from "./settings.ts";

export const TRACE_HELP = `usage: decref trace [option] ... FILE [arg] ...

Runs FILE, a program or a notebook, and shows each executed line with the counts that it changed, and who holds now. What
the program prints stands between the lines, after "»".

  --explain        in sentences, for a beginner; lines that change nothing are left out
  --all            with classes, functions, tuples and other objects that a program makes in passing, and with the lines
                   of methods that Python calls by itself (__init__, __del__)
  --instructions   a step for each instruction, not only for each line
  --object NAME    only the object of that name (C#1), and the lines that change it
  --from LINE, --to LINE
                   only lines from LINE on, or up to it
  --json           each step as a line of JSON
  --html OUT       one HTML file in which the run can be followed forwards and backwards, offline
  --last N         with --html: only the last N steps (100,000 if it is not given)

Exit status: that of the program.
`;

interface Request {
	readonly path: string;
	readonly args: readonly string[];
	readonly explain: boolean;
	readonly all: boolean;
	readonly instructions: boolean;
	readonly json: boolean;
	readonly html: string | null;
	readonly last: number;
	readonly object: string | null;
	readonly from: number;
	readonly to: number;
}

/** Runs the command with the arguments after `trace`; the exit code. Throws UsageError and UserError. */
export function trace(argv: readonly string[]): number {
	const request = parseRequest(argv);
	if (request === null) return 0;
	const bytes = readProgram(request.path);
	if (request.html !== null) expectWritable(request.html);
	const notebook = readNotebook(request.path, bytes);
	return new Tracing(request).run(bytes, notebook);
}

function parseRequest(argv: readonly string[]): Request | null {
	const flags = ["--explain", "--all", "--instructions", "--json"];
	const line = parseCommand({ name: "trace", help: TRACE_HELP, flags, values: ["--object", "--from", "--to", "--html", "--last"] }, argv);
	if (line === null) return null;
	const [path, ...args] = line.rest;
	if (path === undefined) throw new UsageError('which program? try "decref trace -h"');
	return {
		path,
		args,
		explain: line.flags.has("--explain"),
		all: line.flags.has("--all"),
		instructions: line.flags.has("--instructions"),
		json: line.flags.has("--json"),
		html: line.values.get("--html") ?? null,
		last: numberOption(line, "--last", 100_000),
		object: line.values.get("--object") ?? null,
		from: numberOption(line, "--from", 1),
		to: numberOption(line, "--to", Number.POSITIVE_INFINITY),
	};
}

const TONES: { readonly [tone in Tone]: Parameters<typeof styleText>[0] | null } = {
	plain: null,
	dim: "dim",
	born: "green",
	died: "red",
	gained: "green",
	lost: "yellow",
};

/** Where the changes stand beside the source. */
const SOURCE_WIDTH = 44;

/** While a page is made, a terminal shows how far the run is. */
const PROGRESS_EVERY = 500;

const encoder = new TextEncoder();

class Tracing {
	private readonly request: Request;
	private readonly colour: boolean;
	private runtime: Runtime | null = null;
	private sourceOf: (file: string) => readonly string[] | null = () => null;
	/** For --html: the steps, and what was printed in each. */
	private readonly steps: PrintedStep[] = [];
	private dropped = 0;
	/** The line whose instructions are being shown. */
	private lastLine = "";
	/** What the program has printed while the line that is shown next was executed. */
	private output = "";

	constructor(request: Request) {
		this.request = request;
		this.colour = usesColour(defaultOptions(), isTerminal(1));
	}

	run(bytes: Uint8Array, notebook: NotebookDocument | null): number {
		const { path, args } = this.request;
		const decoder = new TextDecoder();
		const streams: Streams = {
			writeStdout: (text) => void (this.output += decoder.decode(text, { stream: true })),
			writeStderr: (text) => {
				this.flushOutput();
				writeAll(2, text);
			},
		};
		const runtime = startRuntime(path, args, streams);
		this.runtime = runtime;
		this.sourceOf = (file) => runtime.sourceLines(file);
		const exitCode = notebook === null ? this.runProgram(runtime, bytes) : this.runNotebook(runtime, notebook);
		if (this.request.html !== null) this.writePage(this.request.html);
		return exitCode;
	}

	private writePage(path: string): void {
		if (process.stderr.isTTY) writeAll(2, encoder.encode("\r\x1b[K"));
		const { steps, dropped, sourceOf } = this;
		writeOutput(path, recordingHtml({ title: this.request.path, steps, dropped, sourceOf }));
		const kept = dropped > 0 ? `the last ${steps.length.toLocaleString("en-US")} of ` : "";
		this.write(`${kept}${(steps.length + dropped).toLocaleString("en-US")} steps written to ${path}\n`);
	}

	private keep(step: Step): void {
		const count = this.steps.length + this.dropped + 1;
		if (count % PROGRESS_EVERY === 0 && process.stderr.isTTY) writeAll(2, encoder.encode(`\r${count.toLocaleString("en-US")} steps`));
		this.steps.push({ ...step, output: this.output });
		this.output = "";
		if (this.steps.length <= this.request.last) return;
		this.steps.shift();
		this.dropped++;
	}

	private recorderFor(runtime: Runtime): StepRecorder {
		const recorder = new Recorder(names, isProgramFile, "all");
		recorder.start();
		return new StepRecorder(recorder, names, {
			owners: [runtime.main, runtime.mainDict],
			isOwn: isProgramFile,
			onStep: (step) => this.show(step),
			instructions: this.request.instructions,
			...(this.request.all ? { shows: () => true } : { over: isSpecialMethod }),
		});
	}

	private runProgram(runtime: Runtime, bytes: Uint8Array): number {
		const steps = this.recorderFor(runtime);
		steps.start();
		const exitCode = runtime.runProgram(bytes, this.request.path);
		steps.stop();
		this.flushOutput();
		return exitCode;
	}

	private runNotebook(runtime: Runtime, document: NotebookDocument): number {
		const steps = this.recorderFor(runtime);
		const shell = new Shell(runtime, (output) => this.showOutput(output));
		steps.start();
		for (const cell of document.cells) {
			if (cell.type !== "code" || cell.source.trim() === "") continue;
			if (!this.request.json && this.request.html === null) this.write(this.paint("dim", `In [${shell.nextCount}]:\n`));
			const run = shell.runCell(cell.source);
			steps.finishLine();
			this.flushOutput();
			if (run.failed) return 1;
			if (run.exits) break;
		}
		steps.stop();
		return 0;
	}

	private showOutput(output: Output): void {
		if (output.type === "stream") this.output += output.text;
		else if (output.type === "error") this.output += `${output.ename}: ${output.evalue}\n`;
		else this.output += `${String(output.data["text/plain"] ?? "")}\n`;
	}

	/** The program's output stands behind the line that printed it. */
	private flushOutput(): void {
		const { output } = this;
		this.output = "";
		if (output === "" || this.request.json) return;
		for (const line of output.replace(/\n$/, "").split("\n")) this.write(`      ${this.paint("dim", "»")} ${line}\n`);
	}

	private show(step: Step): void {
		this.runtime?.flushQuietly();
		if (this.request.html !== null) return this.isWanted(step) ? this.keep(step) : undefined;
		if (this.isWanted(step)) this.showWanted(step);
		this.flushOutput();
	}

	private isWanted({ line, changes }: Step): boolean {
		const { object, from, to } = this.request;
		return line >= from && line <= to && (object === null || changes.some(({ name }) => name === object));
	}

	private showWanted(step: Step): void {
		const { object, json, explain, all } = this.request;
		const isTold = ({ name, passing }: Change): boolean => (object === null || name === object) && (all || !passing);
		const shown = { ...step, changes: step.changes.filter(isTold) };
		if (json) this.write(`${JSON.stringify({ command: "trace", ...shown } satisfies TraceReport)}\n`);
		else if (explain) this.explain(shown);
		else this.table(shown);
	}

	private sourceLine({ file, line }: Step): string {
		return (this.sourceOf(file)?.[line - 1] ?? "").trimEnd();
	}

	/** The line, or the instruction under its line, and beside it what changed. */
	private table(step: Step): void {
		const { instruction } = step;
		if (instruction === null) this.row(String(step.line), this.indented(step, this.sourceLine(step)), step);
		else {
			const line = `${step.file} ${step.line} ${step.where}`;
			if (line !== this.lastLine) this.row(String(step.line), this.indented(step, this.sourceLine(step)), null);
			this.lastLine = line;
			this.row("", `${"│ ".repeat(step.depth)}    ${instruction.opcode} ${instruction.argument}`.trimEnd(), step);
		}
	}

	private indented({ depth }: Step, source: string): string {
		return depth > 0 ? `${"│ ".repeat(depth)}${source.trimStart()}` : source;
	}

	private row(number: string, source: string, step: Step | null): void {
		const shortened = source.length > SOURCE_WIDTH ? `${source.slice(0, SOURCE_WIDTH - 1)}…` : source;
		const pieces =
			step === null ? [] : [...step.counted.map(countedText), ...step.collections.map(collectionText), ...step.changes.map(changeText)];
		const columns = pieces.map((of) => this.piecesText(of));
		const beside = columns.length === 0 ? shortened : `${shortened.padEnd(SOURCE_WIDTH)}  ${columns[0]}`;
		this.write(`${this.paint("dim", number.padStart(5))}  ${beside}\n`);
		for (const column of columns.slice(1)) this.write(`${" ".repeat(7 + SOURCE_WIDTH + 2)}${column}\n`);
	}

	private explain(step: Step): void {
		const sentences = explainStep(step);
		if (sentences.length === 0) return;
		const instruction = step.instruction === null ? "" : `, ${step.instruction.opcode} ${step.instruction.argument}`.trimEnd();
		this.write(`${this.paint("bold", `Line ${step.line}`)}, \`${this.sourceLine(step).trim()}\`${instruction}:\n`);
		for (const sentence of sentences) this.write(`  ${sentence}\n`);
	}

	private piecesText(pieces: readonly Piece[]): string {
		return pieces.map(({ text, tone }) => (TONES[tone] === null ? text : this.paint(TONES[tone], text))).join("");
	}

	private paint(style: Parameters<typeof styleText>[0], text: string): string {
		return this.colour ? styleText(style, text) : text;
	}

	private write(text: string): void {
		writeAll(1, encoder.encode(text));
	}
}
