// `decref snapshot FILE[:LINE] -o OUT`: the objects of a program at a line, as a file for other tools. Read `snapshot` first.

import { dotText, heapSnapshot, isOfInterest, names, partOf, type SnapshotReport, svgText, takeGraph } from "../ledger/index.ts";
import { snapshotHtml } from "../view/snapshotHtml.ts";
import { numberOption, parseCommand, parsePlace } from "./commandLine.ts";
import { expectWritable, writeOutput } from "./files.ts";
import { UsageError } from "./options.ts";
import { type AtPlace, runToPlace } from "./place.ts";

export const SNAPSHOT_HELP = `usage: decref snapshot [option] ... FILE[:LINE] [arg] ...

Runs FILE until LINE is about to be executed (a notebook: until that cell has run; without LINE: to the end) and writes what
is alive there.

  -o OUT, --output OUT   where to; the ending tells the form:
                           .heapsnapshot  everything, for the Memory panel of Chrome's DevTools
                           .json          the program's own objects, with sizes and references
                           .svg           the same as a picture
                           .dot           the same as a graph for Graphviz
                           .html          the same as a page, with the picture
  --html OUT, --json     the page to OUT; the JSON to standard output
  --hit N                when LINE is reached for the N-th time
  --all                  not .heapsnapshot: with classes, functions, tuples and so on
`;

type Form = (at: AtPlace, all: boolean) => string;

function reportOf({ recorder, where }: AtPlace, all: boolean): SnapshotReport {
	const shown = [...recorder.own.keys()].filter((object) => object.refcnt > 0 && (all || isOfInterest(object)));
	return { command: "snapshot", where, ...partOf(takeGraph(), names, shown) };
}

const jsonOf: Form = (at, all) => `${JSON.stringify(reportOf(at, all), null, 2)}\n`;

const FORMS: { readonly [ending: string]: Form } = {
	".heapsnapshot": () => heapSnapshot(takeGraph(), names),
	".json": jsonOf,
	".svg": (at, all) => svgText(reportOf(at, all)),
	".dot": (at, all) => dotText(reportOf(at, all)),
	".html": (at, all) => snapshotHtml(reportOf(at, all)),
};

/** Runs the command with the arguments after `snapshot`; the exit code. Throws UsageError and UserError. */
export function snapshot(argv: readonly string[]): number {
	const values = ["--output", "--html", "--hit"];
	const line = parseCommand(
		{ name: "snapshot", help: SNAPSHOT_HELP, flags: ["--all", "--json"], values, short: { "-o": "--output" } },
		argv,
	);
	if (line === null) return 0;
	const [place, ...args] = line.rest;
	if (place === undefined) throw new UsageError('which program? try "decref snapshot -h"');
	const json = line.flags.has("--json");
	const outputs = [line.values.get("--output"), line.values.get("--html")].filter((output) => output !== undefined);
	if (outputs.length === 0 && !json) throw new UsageError(`where to? give -o FILE with one of the endings ${Object.keys(FORMS).join(" ")}`);
	const forms = outputs.map((output) => ({ output, form: output === line.values.get("--html") ? FORMS[".html"]! : formOf(output) }));
	for (const output of outputs) expectWritable(output);
	const { path, line: number } = parsePlace(place);
	return runToPlace({ path, line: number, hit: numberOption(line, "--hit", 1), args }, null, (at) => {
		const all = line.flags.has("--all");
		for (const { output, form } of forms) writeOutput(output, form(at, all));
		if (json) process.stdout.write(jsonOf(at, all));
		else process.stdout.write(`written to ${outputs.join(" and ")}\n`);
		return 0;
	});
}

function formOf(output: string): Form {
	const form = FORMS[/\.[^./]*$/.exec(output)?.[0] ?? ""];
	if (form === undefined) throw new UsageError(`${output}: the ending must be one of ${Object.keys(FORMS).join(" ")}`);
	return form;
}
