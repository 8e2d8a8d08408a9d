// `decref why FILE[:LINE] EXPRESSION`: runs a program up to a line and says who holds an object there.
//
// The answer goes to standard output, what the program prints to standard error. Exit code 0 if the object is alive, 1 if
// it is dead, 2 if the question makes no sense. Read `why` first.

import { deathText, explain, explanationJson, explanationText, type HeapObject, isAlive, names } from "../ledger/index.ts";
import { lookUp } from "../runtime/index.ts";
import { numberOption, parseCommand, parsePlace } from "./commandLine.ts";
import { UserError } from "./files.ts";
import { UsageError } from "./options.ts";
import { type AtPlace, runToPlace } from "./place.ts";

export const WHY_HELP = `usage: decref why [--json] [--hit N] FILE[:LINE] EXPRESSION [arg] ...

Runs FILE until LINE is about to be executed (to its end, if there is no LINE) and says who holds the object that
EXPRESSION means there: each reference, and the way from it to a root. In a notebook LINE is the number of a cell, and the
question is asked after that cell. What the program prints goes to standard error.

  --json     the answer as JSON
  --hit N    stop when LINE is reached for the N-th time

Exit status: 0 the object is alive, 1 it is dead, 2 the question can't be answered.
`;

interface Question {
	readonly expression: string;
	readonly json: boolean;
}

/** Runs the command with the arguments after `why`; the exit code. Throws UsageError and UserError. */
export function why(argv: readonly string[]): number {
	const line = parseCommand({ name: "why", help: WHY_HELP, flags: ["--json"], values: ["--hit"] }, argv);
	if (line === null) return 0;
	const [place, expression, ...args] = line.rest;
	if (place === undefined) throw new UsageError('which program? try "decref why -h"');
	if (expression === undefined) throw new UsageError(`which object of ${place}? give a name or an expression`);
	const question = { expression, json: line.flags.has("--json") };
	return runToPlace({ ...parsePlace(place), hit: numberOption(line, "--hit", 1), args }, expression.trim(), (at) => answer(question, at));
}

function answer(question: Question, at: AtPlace): number {
	const { expression } = question;
	const { where, last } = at;
	const found = lookUp(at.runtime, at.frame, expression);
	switch (found.kind) {
		case "object":
			tellAlive(question, where, `\`${expression}\` is`, found.object);
			return 0;
		case "temporary":
			throw new UserError(`${where}, \`${expression}\` makes a new ${found.typeName}, which nothing else holds`);
		case "unbound":
			return last === null ? unbound(expression, where, found.bound) : tellFormer(question, at, last);
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
function tellFormer(question: Question, { where, recorder }: AtPlace, last: HeapObject): number {
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
