// Running a program or a notebook up to a place where a question is asked. What it prints goes to standard error, since
// standard output is for the answer. Read `runToPlace` first.

import { dirname, resolve } from "node:path";
import { type HeapObject, isProgramFile, names, Recorder } from "../ledger/index.ts";
import type { NotebookDocument } from "../notebook/document.ts";
import { Shell } from "../notebook/shell.ts";
import { createRuntime, ProgramWatch, type Frame, type Runtime, runUntil } from "../runtime/index.ts";
import { readNotebook, readProgram, UserError } from "./files.ts";
import { nodeHost, type Streams, writeAll } from "./nodeHost.ts";
import { type Options, parseOptions, UsageError } from "./options.ts";
import { runtimeOptions } from "./settings.ts";

export interface Place {
	readonly path: string;
	/** A line, or a notebook's code cell; null for the end. */
	readonly line: number | null;
	/** How often the line must be reached. */
	readonly hit: number;
	/** The program's own arguments. */
	readonly args: readonly string[];
}

/** The program at its place. */
export interface AtPlace {
	readonly runtime: Runtime;
	readonly recorder: Recorder;
	/** The running call, or null at the end of the program. */
	readonly frame: Frame | null;
	/** "at shop.py:12" */
	readonly where: string;
	/** What the followed name was bound to last; the object may be dead. */
	readonly last: HeapObject | null;
}

/** As if nothing but the program were on the command line. */
export function defaultOptions(): Options {
	const request = parseOptions(["-"]);
	if (!("run" in request)) throw new UsageError("no program");
	return request.run;
}

const aside: Streams = { writeStdout: (bytes) => writeAll(2, bytes), writeStderr: (bytes) => writeAll(2, bytes) };

/** A runtime for a file, whose folder is first in `sys.path`. */
export function startRuntime(path: string, args: readonly string[], streams: Streams = aside): Runtime {
	const host = nodeHost([path, ...args], streams, true);
	return createRuntime({ ...runtimeOptions(defaultOptions(), host), path: [dirname(resolve(path))] });
}

/**
 * Runs to the place, asks there, and returns the answer. `follow`: a name whose former objects may be asked for. `from`: the
 * recorder forgets what was born before that line is reached for the first time; 0 for nothing. Throws UserError.
 */
export function runToPlace<T>(place: Place, follow: string | null, ask: (at: AtPlace) => T, from = 0): T {
	const bytes = readProgram(place.path);
	const notebook = readNotebook(place.path, bytes);
	const runtime = startRuntime(place.path, place.args);
	const recorder = new Recorder(names, isProgramFile, follow === null ? "none" : "followed");
	recorder.start();
	const began = { program: false };
	const isOwn = (file: string): boolean => {
		began.program ||= file === place.path;
		return isProgramFile(file);
	};
	const followed = new ProgramWatch(follow ?? "", isOwn, (object) => recorder.follow(object));
	const at = (frame: Frame | null, where: string): T => {
		if (notebook === null && !began.program) throw new UserError(`${place.path} is no Python program: nothing of it was run`);
		if (from > 0 && !followed.reached) throw new UserError(`line ${from} of ${place.path} was not reached`);
		return ask({ runtime, recorder, frame, where, last: followed.last });
	};
	if (from > 0) followed.atFirst({ filename: place.path, line: from, act: () => recorder.beginAnew() });
	return notebook === null ? askProgram(place, runtime, bytes, followed, at) : askNotebook(place, runtime, notebook, followed, at);
}

type Ask<T> = (frame: Frame | null, where: string) => T;

function askProgram<T>({ path, line, hit }: Place, runtime: Runtime, bytes: Uint8Array, followed: ProgramWatch, at: Ask<T>): T {
	if (line === null) {
		let exitCode = 0;
		runUntil(followed, null, () => void (exitCode = runtime.runProgram(bytes, path)));
		return at(null, endOf(path, exitCode, runtime.interrupted));
	}
	const lines = linesOf(bytes);
	if (line > lines) throw new UserError(`${path} has ${lines} lines, and no line ${line}`);
	const answers: T[] = [];
	const look = (frame: Frame): void => void answers.push(at(frame, `at ${path}:${line}`));
	const reached = runUntil(followed, { filename: path, line, hit, look }, () => void runtime.runProgram(bytes, path));
	if (!reached) throw new UserError(`line ${line} of ${path} was not reached${hit > 1 ? ` ${hit} times` : ""}`);
	return answers[0]!;
}

const NEWLINE = 10;

function linesOf(bytes: Uint8Array): number {
	const ends = bytes.reduce((sum, byte) => sum + (byte === NEWLINE ? 1 : 0), 0);
	return bytes.at(-1) === NEWLINE ? ends : ends + 1;
}

function endOf(path: string, exitCode: number, interrupted: boolean): string {
	if (interrupted) return `where ${path} was interrupted`;
	return `at the end of ${path}${exitCode === 0 ? "" : ` (exit code ${exitCode})`}`;
}

function askNotebook<T>({ path, line }: Place, runtime: Runtime, document: NotebookDocument, followed: ProgramWatch, at: Ask<T>): T {
	const shell = new Shell(runtime, () => {});
	const cells = document.cells.filter((cell) => cell.type === "code" && cell.source.trim() !== "");
	const last = line ?? cells.length;
	if (last > cells.length) throw new UserError(`${path} has ${cells.length} code cells, and no cell ${last}`);
	runUntil(followed, null, () => {
		for (const cell of cells.slice(0, last)) shell.runCell(cell.source);
	});
	return at(null, last === 0 ? `at the end of ${path}` : `after cell ${last} of ${path}`);
}
