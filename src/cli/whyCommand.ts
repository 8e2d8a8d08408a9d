// `decref why FILE[:LINE] EXPRESSION`: runs a program up to a line and says who holds an object there.
//
// The answer goes to standard output, what the program prints to standard error. Exit code 0 if the object is alive, 1 if
// it is dead, 2 if the question makes no sense. Read `why` first.

import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { deathText, explain, explanationJson, explanationText, type HeapObject, isAlive, names, Recorder } from "../ledger/index.ts";
import { Shell } from "../notebook/shell.ts";
import type { NotebookDocument } from "../notebook/document.ts";
import { createRuntime, FollowedName, type Found, lookUp, type Runtime, runUntil } from "../runtime/index.ts";
import { readBytes, readNotebook, UserError } from "./files.ts";
import { nodeHost, type Streams, writeAll } from "./nodeHost.ts";
import { parseOptions, UsageError } from "./options.ts";
import { runtimeOptions } from "./settings.ts";

export const WHY_HELP = `usage: decref why [--json] [--hit N] FILE[:LINE] EXPRESSION [arg] ...

Runs FILE until LINE is about to be executed (to its end, if there is no LINE) and says who holds the object that
EXPRESSION means there: each reference, and the way from it to a root. In a notebook LINE is the number of a cell, and the
question is asked after that cell. What the program prints goes to standard error.

  --json     the answer as JSON
  --hit N    stop when LINE is reached for the N-th time

Exit status: 0 the object is alive, 1 it is dead, 2 the question can't be answered.
`;

interface Question {
	readonly path: string;
	/** A line, or a notebook's cell; null for the end. */
	readonly line: number | null;
	readonly hit: number;
	readonly expression: string;
	readonly args: readonly string[];
	readonly json: boolean;
}

/** Runs the command with the arguments after `why`; the exit code. Throws UsageError and UserError. */
export function why(argv: readonly string[]): number {
	if (argv.includes("-h") || argv.includes("--help")) {
		process.stdout.write(WHY_HELP);
		return 0;
	}
	const question = parseQuestion(argv);
	const bytes = readBytes(question.path);
	const notebook = readNotebook(question.path, bytes);
	return notebook === null ? askProgram(question, bytes) : askNotebook(question, notebook);
}

function parseQuestion(argv: readonly string[]): Question {
	const rest = [...argv];
	let json = false;
	let hit = 1;
	while (rest[0]?.startsWith("--")) {
		const option = rest.shift()!;
		if (option === "--json") json = true;
		else if (option === "--hit") hit = positive(rest.shift(), "--hit");
		else throw new UsageError(`unknown option ${option}; try "decref why -h"`);
	}
	const [place, expression, ...args] = rest;
	if (place === undefined) throw new UsageError('which program? try "decref why -h"');
	if (expression === undefined) throw new UsageError(`which object of ${place}? give a name or an expression`);
	return { ...parsePlace(place), hit, expression, args, json };
}

function parsePlace(place: string): { path: string; line: number | null } {
	const match = /^(.*):(\d+)$/.exec(place);
	if (match === null || existsSync(place)) return { path: place, line: null };
	return { path: match[1]!, line: positive(match[2], "the line") };
}

function positive(text: string | undefined, what: string): number {
	if (text === undefined || !/^[1-9]\d*$/.test(text)) throw new UsageError(`${what} must be a number from 1 on`);
	return Number(text);
}

/** The program's output is not the answer: all of it goes to standard error. */
const aside: Streams = { writeStdout: (bytes) => writeAll(2, bytes), writeStderr: (bytes) => writeAll(2, bytes) };

function startRuntime({ path, args }: Question): Runtime {
	const request = parseOptions(["-"]);
	if (!("run" in request)) throw new UsageError("no program");
	const host = nodeHost([path, ...args], aside, true);
	return createRuntime({ ...runtimeOptions(request.run, host), path: [dirname(resolve(path))] });
}

function askProgram(question: Question, bytes: Uint8Array): number {
	const { path, line, hit, expression } = question;
	const runtime = startRuntime(question);
	const recorder = record((filename) => !filename.startsWith(runtime.libraryPath));
	const followed = new FollowedName(expression.trim(), path);
	let exitCode = 0;
	const stop = line === null ? null : { line, hit };
	const reached = runUntil(runtime, bytes, path, followed, stop, (frame) => {
		exitCode = answer(question, lookUp(runtime, frame, expression), `at ${path}:${line}`, recorder, followed.last);
	});
	if (!reached) throw new UserError(`line ${line} of ${path} was not reached${hit > 1 ? ` ${hit} times` : ""}`);
	return stop === null ? answer(question, lookUp(runtime, null, expression), `at the end of ${path}`, recorder, followed.last) : exitCode;
}

function record(isOwn: (filename: string) => boolean): Recorder {
	const recorder = new Recorder(names, isOwn);
	recorder.start();
	return recorder;
}

function askNotebook(question: Question, document: NotebookDocument): number {
	const runtime = startRuntime(question);
	const recorder = record((filename) => !filename.startsWith(runtime.libraryPath));
	const shell = new Shell(runtime, () => {});
	const cells = document.cells.filter((cell) => cell.type === "code" && cell.source.trim() !== "");
	const last = question.line ?? cells.length;
	if (last > cells.length) throw new UserError(`${question.path} has ${cells.length} code cells, and no cell ${last}`);
	for (const cell of cells.slice(0, last)) shell.runCell(cell.source);
	return answer(question, lookUp(runtime, null, question.expression), `after cell ${last} of ${question.path}`, recorder, null);
}

/** `last`: what the name was bound to before, as far as it is known. */
function answer(question: Question, found: Found, where: string, recorder: Recorder, last: HeapObject | null): number {
	const { expression } = question;
	switch (found.kind) {
		case "object":
			tellAlive(question, where, `\`${expression}\` is`, found.object);
			return 0;
		case "temporary":
			throw new UserError(`${where}, \`${expression}\` makes a new ${found.typeName}, which nothing else holds`);
		case "unbound":
			return last === null ? unbound(expression, where, found.bound) : tellFormer(question, where, recorder, last);
		case "error":
			throw new UserError(`${where}, \`${expression}\` raises ${found.text}`);
	}
}

function unbound(expression: string, where: string, bound: readonly string[]): never {
	throw new UserError(`${where}, the name \`${expression}\` is not bound; bound are: ${bound.join(", ") || "no names"}`);
}

function tellAlive(question: Question, where: string, is: string, object: HeapObject): void {
	const explanation = explain(object);
	const { expression } = question;
	if (question.json) tell(JSON.stringify({ expression, where, alive: true, ...explanationJson(explanation) }, null, 2));
	else tell(`${where}, ${is} ${explanation.name}\n${explanationText(explanation)}`);
}

/** The name is bound no more: what became of the object that it named last. */
function tellFormer(question: Question, where: string, recorder: Recorder, last: HeapObject): number {
	const { expression } = question;
	const death = recorder.deathOf(last);
	if (isAlive(last)) {
		tellAlive(question, where, `\`${expression}\` is not bound any more; it was`, last);
		return 0;
	}
	const name = names.of(last);
	if (death === null) throw new UserError(`${where}, ${name} is dead; how it died is not known`);
	if (question.json) tell(JSON.stringify({ expression, where, alive: false, name, ...death }, null, 2));
	else tell(`${where}, \`${expression}\` is not bound any more\n${deathText(name, death)}`);
	return 1;
}

function tell(text: string): void {
	process.stdout.write(`${text}\n`);
}
