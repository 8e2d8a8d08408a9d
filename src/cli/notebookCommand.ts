// `decref FILE.ipynb`: runs a notebook's cells, shows them, writes the executed notebook where one was asked for.
//
// Exit code 0, or 1 when a cell failed. The file is written in one step at the end (a temporary file, renamed), and not
// at all when a cell isn't Python. Read `runNotebook` first.

import { renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { cellNote, isProgramFile, names, Recorder, StepRecorder, type TraceStep } from "../ledger/index.ts";
import { type Cell, type CellRun, mayRaise, type NotebookDocument, type Output } from "../notebook/document.ts";
import { writeIpynb } from "../notebook/ipynb.ts";
import { Shell } from "../notebook/shell.ts";
import { createRuntime, type Runtime } from "../runtime/index.ts";
import { UserError } from "./files.ts";
import { isTerminal, nodeHost, writeAll } from "./nodeHost.ts";
import { NotebookView } from "./notebookView.ts";
import type { Options } from "./options.ts";
import { runtimeOptions, usesColour } from "./settings.ts";

export function runNotebook(document: NotebookDocument, options: Options): number {
	const view = new NotebookView((text) => writeAll(1, new TextEncoder().encode(text)), usesColour(options, isTerminal(1)));
	const output = new OutputDecoder();
	const host = { ...nodeHost([""], output), stdinIsTerminal: () => false, stdoutIsTerminal: () => false };
	const folder = options.source?.kind === "file" ? dirname(resolve(options.source.path)) : process.cwd();
	const runtime = createRuntime({ ...runtimeOptions(options, host), path: [folder] });
	const shell = new Shell(runtime, (shown) => view.output(shown));
	output.shell = shell;
	const notes = options.notes ? new CellNotes(runtime) : null;
	const { runs, failed, syntax } = runCells(document, shell, view, options.allowErrors, notes);
	if (options.output !== null && !syntax) writeAtomically(options.output, writeIpynb(document, runs, runtime.version));
	runtime.audit("at the end of the notebook");
	const sound = report(runtime, view);
	return failed || !sound ? 1 : 0;
}

interface Outcome {
	readonly runs: (CellRun | null)[];
	readonly failed: boolean;
	/** The run ended at a cell that is not Python. */
	readonly syntax: boolean;
}

function runCells(document: NotebookDocument, shell: Shell, view: NotebookView, allowErrors: boolean, notes: CellNotes | null): Outcome {
	const runs: (CellRun | null)[] = document.cells.map(() => null);
	let failed = false;
	for (const [i, cell] of document.cells.entries()) {
		if (cell.type === "markdown") view.markdown(cell.source);
		if (cell.type !== "code" || cell.source.trim() === "") continue;
		view.input(shell.nextCount, cell.source);
		notes?.begin();
		const run = shell.runCell(cell.source);
		const note = notes?.end() ?? null;
		if (note !== null) view.output(note);
		view.endCell();
		runs[i] = note === null ? run : { ...run, outputs: [...run.outputs, note] };
		const isFailure = run.failed && !mayRaise(cell.raw);
		failed ||= isFailure;
		if (isFailure && !allowErrors) {
			view.notRun(codeCells(document.cells.slice(i + 1)), true);
			return { runs, failed, syntax: run.outputs.some((o) => o.type === "error" && isSyntaxError(o.ename)) };
		}
		if (run.exits) {
			view.notRun(codeCells(document.cells.slice(i + 1)), false);
			break;
		}
	}
	return { runs, failed, syntax: false };
}

function codeCells(cells: readonly Cell[]): number {
	return cells.filter((cell) => cell.type === "code" && cell.source.trim() !== "").length;
}

function isSyntaxError(name: string): boolean {
	return ["SyntaxError", "IndentationError", "TabError", "_IncompleteInputError"].includes(name);
}

/** Writes a file so that it is either the old one or the whole new one. Throws UserError. */
function writeAtomically(path: string, text: string): void {
	const temporary = `${path}.${process.pid}.tmp`;
	try {
		writeFileSync(temporary, text);
		renameSync(temporary, path);
	} catch (error) {
		rmSync(temporary, { force: true });
		const reason = /^\w+: ([^,]+)/.exec((error as Error).message)?.[1] ?? (error as Error).message;
		throw new UserError(`can't write '${path}': ${reason}`);
	}
}

/** What each cell created, and what it freed and why, as an output of the cell. */
class CellNotes {
	private readonly steps: StepRecorder;
	private note: Output | null = null;

	constructor(runtime: Runtime) {
		const recorder = new Recorder(names, isProgramFile, "all");
		recorder.start();
		const onStep = (step: TraceStep): void => void (this.note = outputOf(step));
		this.steps = new StepRecorder(recorder, names, { owners: [runtime.main, runtime.mainDict], isOwn: isProgramFile, onStep });
	}

	begin(): void {
		this.steps.beginStretch("");
	}

	end(): Output | null {
		this.steps.finishLine();
		return this.note;
	}
}

function outputOf(step: TraceStep): Output | null {
	const note = cellNote(step);
	if (note === null) return null;
	return {
		type: "display_data",
		data: { "text/plain": note.text, "text/html": note.html },
		metadata: { decref: { note: true } },
		displayId: null,
	};
}

/** The closing line. Whether the audit holds. */
function report(runtime: Runtime, view: NotebookView): boolean {
	const { born, died, alive, differences } = runtime.census();
	const counts = `${born.toLocaleString("en-US")} objects born, ${died.toLocaleString("en-US")} died, ${alive.toLocaleString("en-US")} still alive`;
	const sound = differences.length === 0;
	view.summary(`${counts}; audit: ${sound ? "every count is explained" : `${differences.length} counts are NOT explained`}`, sound);
	for (const difference of differences) view.summary(difference, false);
	return sound;
}

/** Hands the program's bytes to the shell as text, characters kept whole. */
class OutputDecoder {
	shell: Shell | null = null;
	private readonly decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };

	writeStdout = (bytes: Uint8Array): void => this.write("stdout", bytes);
	writeStderr = (bytes: Uint8Array): void => this.write("stderr", bytes);

	private write(name: "stdout" | "stderr", bytes: Uint8Array): void {
		const text = this.decoders[name].decode(bytes, { stream: true });
		if (text !== "") this.shell?.write(name, text);
	}
}
