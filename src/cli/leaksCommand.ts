// `decref leaks FILE`: what is alive at the end of a program, or born between two lines and alive at the second, and what
// keeps it. Read `leaks` first.
//
// Exit code 0 if there is nothing to tell, 1 if there is, 2 if the question can't be answered.

import { findLeaks, type HeapObject, holderText, isOfInterest, type LeakGroup, leaksJson, names, takeGraph } from "../ledger/index.ts";
import { numberOption, parseCommand } from "./commandLine.ts";
import { leaksHtml } from "../view/leaksHtml.ts";
import { expectWritable, writeOutput } from "./files.ts";
import { UsageError } from "./options.ts";
import { type AtPlace, runToPlace } from "./place.ts";

export const LEAKS_HELP = `usage: decref leaks [option] ... FILE [arg] ...

Runs FILE, a program or a notebook, and says which of its objects are alive at the end though no name leads to them, or
only by way of a cache, a traceback, an exit function or the notebook's history: grouped by what keeps them, the largest
first, each with the usual remedy.

  --from LINE --to LINE   instead: all objects that were born after LINE was first reached and are alive when the second
                          is, whatever keeps them; --to alone counts from the start
  --hit N                 the second line is meant when it is reached for the N-th time
  --all                   objects that names lead to as well
  --json                  the groups as JSON
  --html OUT              the groups as one HTML file

Exit status: 0 nothing to tell, 1 something, 2 the question can't be answered.
`;

/** Runs the command with the arguments after `leaks`; the exit code. Throws UsageError and UserError. */
export function leaks(argv: readonly string[]): number {
	const values = ["--from", "--to", "--hit", "--html"];
	const line = parseCommand({ name: "leaks", help: LEAKS_HELP, flags: ["--all", "--json"], values }, argv);
	if (line === null) return 0;
	const [path, ...args] = line.rest;
	if (path === undefined) throw new UsageError('which program? try "decref leaks -h"');
	const from = numberOption(line, "--from", 0);
	const to = line.values.has("--to") ? numberOption(line, "--to", 0) : null;
	const between = from > 0 || to !== null;
	const place = { path, line: to, hit: numberOption(line, "--hit", 1), args };
	const html = line.values.get("--html") ?? null;
	if (html !== null) expectWritable(html);
	const request = { everything: line.flags.has("--all") || between, json: line.flags.has("--json"), html };
	return runToPlace(place, null, (at) => answer(at, request), from);
}

interface Request {
	readonly everything: boolean;
	readonly json: boolean;
	readonly html: string | null;
}

function answer({ recorder, where }: AtPlace, { everything, json, html }: Request): number {
	const objects = [...recorder.own.keys()].filter((object: HeapObject) => object.refcnt > 0 && isOfInterest(object));
	const groups = findLeaks(takeGraph(), names, objects, everything);
	const found = leaksJson(where, objects.length, groups);
	if (html !== null) writeOutput(html, leaksHtml(found));
	if (json) process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
	else process.stdout.write(html === null ? report(where, objects.length, groups) : `written to ${html}\n`);
	return groups.length === 0 ? 0 : 1;
}

const number = (n: number): string => n.toLocaleString("en-US");

function report(where: string, alive: number, groups: readonly LeakGroup[]): string {
	const kept = groups.reduce((sum, { count }) => sum + count, 0);
	if (groups.length === 0)
		return `${where}, ${alive === 1 ? "a name leads to the program's only object" : `names lead to all of the program's ${number(alive)} objects`}\n`;
	const lines = [`${where}, ${alive === 1 ? "the program's only object" : `${number(kept)} of the program's ${number(alive)} objects`}:`];
	for (const group of groups) lines.push("", ...groupLines(group));
	return `${lines.join("\n")}\n`;
}

function groupLines({ by, types, retained, examples, remedy, pattern }: LeakGroup): string[] {
	const counts = types.slice(0, 5).map(({ name, count }) => `${number(count)} × ${name}`);
	if (types.length > 5) counts.push(`${types.length - 5} other types`);
	const lines = [`${counts.join(", ")}: ${number(retained)} bytes`, `  kept by ${by}`];
	for (const { name, holder } of examples) lines.push(`  ${name}${holder === null ? "" : `: ${holderText(holder)}`}`);
	if (pattern !== "name") lines.push(`  remedy: ${remedy}`);
	return lines;
}
