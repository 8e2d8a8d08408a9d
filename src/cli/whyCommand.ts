// `decref why FILE[:LINE] EXPRESSION`: runs a program up to a line and says who holds an object there.
//
// The answer goes to standard output, what the program prints to standard error. Exit code 0 if the object is alive, 1 if
// it is dead, 2 if the question makes no sense. Read `why` first.

import { deathText, explain, explanationJson, explanationText, type HeapObject, isAlive, names, type WhyReport } from "../ledger/index.ts";
import { lookUp } from "../runtime/index.ts";
import { whyHtml } from "../view/whyHtml.ts";
import { numberOption, parseCommand, parsePlace } from "./commandLine.ts";
import { expectWritable, UserError, writeOutput } from "./files.ts";
import { UsageError } from "./options.ts";
import { type AtPlace, runToPlace } from "./place.ts";

export const WHY_HELP = `usage: decref why [option] ... FILE[:LINE] EXPRESSION [arg] ...

Runs FILE until LINE is about to be executed (to its end, if there is no LINE) and says who holds the object that
EXPRESSION means there: each reference, and the way from it to a root. In a notebook LINE is the number of a cell, and the
question is asked after that cell. What the program prints goes to standard error.

  --hit N      stop when LINE is reached for the N-th time
  --json       the answer as JSON
  --html OUT   the answer as one HTML file

Exit status: 0 the object is alive, 1 it is dead, 2 the question can't be answered.
`;

interface Question {
	readonly expression: string;
	readonly path: string;
	/** Where it is asked; null at the end. */
	readonly line: number | null;
	readonly json: boolean;
	readonly html: string | null;
}

/** Runs the command with the arguments after `why`; the exit code. Throws UsageError and UserError. */
export function why(argv: readonly string[]): number {
	const line = parseCommand({ name: "why", help: WHY_HELP, flags: ["--json"], values: ["--hit", "--html"] }, argv);
	if (line === null) return 0;
	const [place, expression, ...args] = line.rest;
	if (place === undefined) throw new UsageError('which program? try "decref why -h"');
	if (expression === undefined) throw new UsageError(`which object of ${place}? give a name or an expression`);
	const { path, line: number } = parsePlace(place);
	const html = line.values.get("--html") ?? null;
	if (html !== null) expectWritable(html);
	const question = { expression: expression.trim(), path, line: number, json: line.flags.has("--json"), html };
	const at = { path, line: number, hit: numberOption(line, "--hit", 1), args };
	return runToPlace(at, question.expression, (reached) => answer(question, reached));
}

function answer(question: Question, at: AtPlace): number {
	const { expression } = question;
	const { where, last } = at;
	const found = lookUp(at.runtime, at.frame, expression);
	switch (found.kind) {
		case "object":
			return tellAlive(question, at, found.object, true);
		case "temporary":
			throw new UserError(`${where}, \`${expression}\` makes a new ${found.typeName}, which nothing else holds`);
		case "unbound":
			return last === null ? unbound(expression, where, found.bound) : tellFormer(question, at, last);
		case "error":
			throw new UserError(`${where}, \`${expression}\` raises ${found.text}`);
	}
}

function unbound(expression: string, where: string, bound: readonly string[]): never {
	const others = bound.length === 0 ? ", and no other is" : `; bound are: ${bound.join(", ")}`;
	throw new UserError(`${where}, the name \`${expression}\` is not bound${others}`);
}

function tellAlive(question: Question, at: AtPlace, object: HeapObject, bound: boolean): number {
	const explanation = explain(object);
	const { expression } = question;
	const { where } = at;
	const is = bound ? "is" : "is not bound any more; it was";
	const text = `${where}, \`${expression}\` ${is} ${explanation.name}\n${explanationText(explanation)}`;
	tell(question, at, { command: "why", expression, where, bound, alive: true, ...explanationJson(explanation) }, text);
	return 0;
}

/** The name is bound no more: what became of the object that it named last. */
function tellFormer(question: Question, at: AtPlace, last: HeapObject): number {
	if (isAlive(last)) return tellAlive(question, at, last, false);
	const { expression } = question;
	const { where } = at;
	const death = at.recorder.deathOf(last);
	const name = names.of(last);
	if (death === null) throw new UserError(`${where}, ${name} is dead; how it died is not known`);
	const text = `${where}, \`${expression}\` is not bound any more\n${deathText(name, death)}`;
	tell(question, at, { command: "why", expression, where, bound: false, alive: false, name, ...death }, text);
	return 1;
}

function tell({ path, line, json, html }: Question, { runtime, frame }: AtPlace, report: WhyReport, text: string): void {
	if (html !== null) writeOutput(html, whyHtml(report, runtime.sourceLines(path) ?? [], frame === null ? null : line));
	process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : html === null ? `${text}\n` : `written to ${html}\n`);
}
