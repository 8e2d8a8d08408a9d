// `decref snapshot FILE[:LINE] -o OUT`: the objects of a program at a line, as a file for other tools. Read `snapshot` first.

import { dotText, heapSnapshot, isOfInterest, names, partOf, svgText, takeGraph } from "../ledger/index.ts";
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
  --hit N                when LINE is reached for the N-th time
  --all                  .json, .svg, .dot: with classes, functions, tuples and so on
`;

type Form = (at: AtPlace, all: boolean) => string;

const picture = ({ recorder }: AtPlace, all: boolean): ReturnType<typeof partOf> =>
	partOf(
		takeGraph(),
		names,
		[...recorder.own.keys()].filter((object) => object.refcnt > 0 && (all || isOfInterest(object))),
	);

const FORMS: { readonly [ending: string]: Form } = {
	".heapsnapshot": () => heapSnapshot(takeGraph(), names),
	".json": (at, all) => `${JSON.stringify({ where: at.where, ...picture(at, all) }, null, 2)}\n`,
	".svg": (at, all) => svgText(picture(at, all)),
	".dot": (at, all) => dotText(picture(at, all)),
};

/** Runs the command with the arguments after `snapshot`; the exit code. Throws UsageError and UserError. */
export function snapshot(argv: readonly string[]): number {
	const values = ["--output", "--hit"];
	const line = parseCommand({ name: "snapshot", help: SNAPSHOT_HELP, flags: ["--all"], values, short: { "-o": "--output" } }, argv);
	if (line === null) return 0;
	const [place, ...args] = line.rest;
	if (place === undefined) throw new UsageError('which program? try "decref snapshot -h"');
	const output = line.values.get("--output");
	if (output === undefined) throw new UsageError("where to? give -o FILE.heapsnapshot, .json, .svg or .dot");
	const form = FORMS[/\.[^./]*$/.exec(output)?.[0] ?? ""];
	if (form === undefined) throw new UsageError(`${output}: the ending must be one of ${Object.keys(FORMS).join(" ")}`);
	expectWritable(output);
	return runToPlace({ ...parsePlace(place), hit: numberOption(line, "--hit", 1), args }, null, (at) => {
		writeOutput(output, form(at, line.flags.has("--all")));
		return 0;
	});
}
