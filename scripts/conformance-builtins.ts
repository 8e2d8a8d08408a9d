// Compares the built-in functions, types and modules with the oracle's: their names, kinds, signatures, documentation and
// what calling them wrongly says, as scripts/oracle/builtins.py describes them. Prints the differences by type, then the
// count. A filter in the arguments chooses by the beginning of the name: `int. sys.` Read `main` at the end first.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startOracle } from "./oracle/pyodide.ts";

/**
 * What differs for a reason, by the beginning of `where fact`. The oracle is a WebAssembly build within Pyodide: what it has
 * or lacks because of that is judged by CPython on Linux x86-64, which a native 3.13 shows.
 */
const LEFT_OUT: readonly (readonly [pattern: RegExp, reason: string])[] = [
	[/^builtins\t\._$/, "the interactive interpreter's last value"],
	[/^(builtins\t\.)?___EvalCodeResultException/, "Pyodide's"],
	[/^sys(\t)?\._emscripten_info|^emscripten_info/, "of Emscripten"],
	[/^sys(\t)?\.(ps1|ps2|last_\w+|__interactivehook__)/, "of the interactive mode"],
	[/^sys(\t)?\.(getdlopenflags|setdlopenflags|_home|_framework)/, "of dynamic linking, and of other platforms"],
	[/^sys\.excepthook\t/, "replaced by Pyodide; sys.__excepthook__ is compared by the test programs"],
	[/^time\.sleep\t/, "replaced by Pyodide with a Python function; on Linux it is native, as here"],
	[/^time(\t)?\.(thread_time|thread_time_ns|tzset)/, "Linux has them, the WebAssembly build does not"],
	[
		/^BaseExceptionGroup(\t(dir )?\.?|\.)__repr__/,
		"3.14 has it since a release after the oracle's 3.14.2, as 3.14.10's test_exception_group shows",
	],
	[
		/^weakref\.Weak(Key|Value)Dictionary\tdir __(annotate_func|annotations_cache)__/,
		"made in collections.abc.MutableMapping when somebody asks for its annotations, as Pyodide's own start does",
	],
];

type Description = ReadonlyMap<string, string>;

const script = join(import.meta.dirname, "oracle/builtins.py");
const filters = process.argv.slice(2);

function parse(output: string): Description {
	const facts = new Map<string, string>();
	for (const line of output.split("\n")) {
		if (!line.startsWith("@@")) continue;
		const [where, fact, value] = line.slice(2).split("\t") as [string, string, string];
		facts.set(`${where}\t${fact}`, value.replace(/0x[0-9a-f]{5,}/g, "0x…").replaceAll("pyodide.ffi.", ""));
	}
	return facts;
}

function ours(): Description {
	const tsx = join(import.meta.dirname, "../node_modules/tsx/dist/cli.mjs");
	const run = spawnSync(process.execPath, [tsx, join(import.meta.dirname, "run.ts"), script], { encoding: "utf8", maxBuffer: 1 << 28 });
	if (run.status !== 0) throw new Error(run.stderr);
	return parse(run.stdout);
}

const theirs = async (): Promise<Description> => parse((await startOracle()).run(readFileSync(script, "utf8")));

function groupOf(key: string): string {
	const where = key.split("\t")[0]!;
	return where.split(".").slice(0, -1).join(".") || where;
}

const isLeftOut = (key: string): boolean => LEFT_OUT.some(([pattern]) => pattern.test(key));

function differences(want: Description, got: Description): Map<string, string[]> {
	const groups = new Map<string, string[]>();
	for (const key of new Set([...want.keys(), ...got.keys()])) {
		if (want.get(key) === got.get(key) || isLeftOut(key)) continue;
		if (filters.length > 0 && !filters.some((filter) => key.startsWith(filter))) continue;
		const group = groupOf(key);
		if (!groups.has(group)) groups.set(group, []);
		groups
			.get(group)!
			.push(`  ${key.replace("\t", "  ")}\n      want ${want.get(key) ?? "nothing"}\n      got  ${got.get(key) ?? "nothing"}`);
	}
	return groups;
}

const found = differences(await theirs(), ours());
let count = 0;
for (const [group, lines] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
	console.log(`${group}: ${lines.length}\n${lines.join("\n")}`);
	count += lines.length;
}
console.log(`${count} differences in ${found.size} groups`);
