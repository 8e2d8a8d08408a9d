// `npm run stress [-- filter …] [--jobs N] [--limit SECONDS] [--all]`: runs every program under test/python and every
// notebook under test/notebooks and examples/ with the audit after each instruction, and holds its output against what is
// stored. Ends with a table. A fault is run again with the exact audit, which names the very instruction.
//
// The few that execute millions of instructions are audited after every N-th, as `INTERVALS` and the table say; `--all`
// audits those after each, too. With `--collect` there is no audit but at the end: instead all is collected at every safe
// point, which must not show but in what `SEES_COLLECTIONS` names; what takes too long for that is run again with fewer and
// fewer collections, and the table says so (`--fading`: at once so; `--all`: never). Needs the built command (npm run build). Read `runOne` first.

import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { type CommandRun, decref } from "../test/support/command.ts";
import { comparableLines, type ExpectedProgram, lastLine, notebooks, pathOf, programs, readExpected } from "../test/support/expected.ts";
import { exactEnvironment, stressEnvironment, withoutSummary } from "../test/support/stress.ts";

/** Instructions from one audit to the next, where one after each would take an hour. */
const INTERVALS: Readonly<Record<string, number>> = {
	"python/containers/set-order-and-sort.py": 1000,
	"python/containers/sort-by-numbers.py": 1000,
};

/** Programs whose output tells of collections, and how. With `--collect` they are left out. */
const SEES_COLLECTIONS: Readonly<Record<string, string>> = {
	"python/builtins/functions.py": "a class, which only the collector frees, has an object that says when it dies",
	"python/classes/inheritance.py": "prints what gc.collect() found",
	"python/counts/mortal-modules-a.py": "prints whether gc.collect() found anything",
	"python/counts/mortal-types-b.py": "a class that only the collector frees is still among the subclasses",
	"python/death/finalizers-and-weakrefs.py": "prints what gc.collect() found",
	"python/death/frames-and-closures.py": "prints what gc.collect() found",
	"python/death/hostile-finalizers.py": "objects of a cycle say when they die",
	"python/death/order.py": "objects of a cycle say when they die",
	"python/facts/b-death.py": "objects of a cycle say when they die",
	"python/facts/c-collector.py": "prints what gc.collect() found",
	"python/facts/c-generations.py": "prints when the collector ran",
	"python/facts/d-addresses.py": "a collection empties the freelists",
	"python/facts/d-freelists.py": "a collection empties the freelists",
	"python/facts/f-main-without-functions.py": "objects of a cycle say when they die",
	"python/fuzz-found/instances-of-generic.py": "looks for an object among all, which come in the order of their generations",
	"python/fuzz-found/tracked-tuples.py": "a collection untracks tuples",
	"python/identity/ids-and-reuse.py": "a collection empties the freelists",
	"python/identity/tracking-interning-weakrefability.py": "prints when the collector ran",
	"python/modules/building-blocks.py": "prints which collections ran",
	"python/modules/gc-module.py": "prints what gc.collect() found",
};

interface Result {
	readonly name: string;
	/** Empty if the audit held and the output is what is stored. */
	readonly complaint: string;
	readonly interval: number;
	readonly instructions: number;
	readonly seconds: number;
	/** Collected at fewer and fewer safe points. */
	readonly fading: boolean;
}

const examples = (): string[] => readdirSync(join(import.meta.dirname, "../examples")).filter((name) => name.endsWith(".ipynb"));

const args = process.argv.slice(2);
const option = (name: string, otherwise: number): number => {
	const at = args.indexOf(`--${name}`);
	return at < 0 ? otherwise : Number(args.splice(at, 2)[1]);
};
const jobs = option("jobs", Math.min(2, availableParallelism()));
const limit = option("limit", 900);
const all = args.includes("--all");
const collects = args.includes("--collect");
const onlyFading = args.includes("--fading");
const filters = args.filter((arg) => !arg.startsWith("--"));
const names = [...programs(), ...notebooks(), ...examples().map((name) => `../examples/${name}`)].filter(
	(name) => isWanted(name) && !(collects && leftOut(name)),
);

function isWanted(name: string): boolean {
	return filters.length === 0 || filters.some((filter) => name.includes(filter));
}

/** Names the reason. */
function leftOut(name: string): boolean {
	const reason = SEES_COLLECTIONS[name];
	if (reason !== undefined) console.log(`left out  ${name}: ${reason}`);
	return reason !== undefined;
}

async function runOne(name: string): Promise<Result> {
	const interval = all ? 1 : (INTERVALS[name] ?? 1);
	const start = performance.now();
	const { run, fading } = collects ? await collected(name) : { run: await stressed(name, stressEnvironment(interval)), fading: false };
	const seconds = (performance.now() - start) / 1000;
	const { instructions, rest } = withoutSummary(run.stderr);
	let complaint = complaintOf(name, { ...run, stderr: rest });
	const [, number] = /\(instruction (\d+)\)/.exec(run.stderr) ?? [];
	if (run.exitCode === 70 && number !== undefined) complaint += await exactly(name, run, Number(number));
	return { name, complaint, interval, instructions, seconds, fading };
}

/** A program that does not end in time is run again, with fewer and fewer collections. */
async function collected(name: string): Promise<{ readonly run: CommandRun; readonly fading: boolean }> {
	const run = all || !onlyFading ? await stressed(name, { DECREF_DEBUG: "collect,audit,leaks" }) : null;
	if (run !== null && (run.exitCode !== null || all)) return { run, fading: false };
	return { run: await stressed(name, { DECREF_DEBUG: "collect,fading,audit,leaks" }), fading: true };
}

/** What the exact audit says, if that is something else. */
async function exactly(name: string, { stderr }: CommandRun, instructions: number): Promise<string> {
	const again = await stressed(name, exactEnvironment(instructions));
	return again.stderr === stderr ? "" : `\nexactly:\n${again.stderr}`;
}

function stressed(name: string, env: NodeJS.ProcessEnv): Promise<CommandRun> {
	const path = pathOf(name);
	const options = name.startsWith("python/") ? [path] : ["--allow-errors", path];
	return decref(options, { cwd: dirname(path), env, timeout: limit * 1000 });
}

function complaintOf(name: string, run: CommandRun): string {
	if (run.exitCode === null) return `ended after ${limit} s`;
	if (run.exitCode === 70) return run.stderr;
	if (!name.startsWith("python/")) return run.stdout.includes("every count is explained") ? "" : `${run.stdout.slice(-500)}${run.stderr}`;
	const expected = readExpected<ExpectedProgram>(name);
	if (expected === null) return "no stored result; run: npm run oracle";
	const [ours, theirs] = [comparableLines(run.stdout), expected.stdout];
	const at = [...ours, ...theirs].findIndex((_, i) => ours[i] !== theirs[i]);
	if (at >= 0) return `line ${at + 1} is ${JSON.stringify(ours[at])}, not ${JSON.stringify(theirs[at])}`;
	if (run.exitCode !== expected.exitCode) return `exit code ${run.exitCode}, not ${expected.exitCode}`;
	return lastLine(run.stderr) === expected.lastErrorLine ? "" : `ends with "${lastLine(run.stderr)}"`;
}

const results: Result[] = [];
const waiting = [...names];

async function work(): Promise<void> {
	for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
		const result = await runOne(name);
		results.push(result);
		const mark = result.complaint === "" ? "holds" : "FAULT";
		console.log(`${results.length}/${names.length} ${mark} ${result.seconds.toFixed(1).padStart(6)} s  ${name}`);
		if (result.complaint !== "") console.log(result.complaint.replace(/^/gm, "    "));
	}
}

await Promise.all(Array.from({ length: jobs }, work));
const failed = results.filter((result) => result.complaint !== "");
results.sort((a, b) => b.seconds - a.seconds);
console.log("\n   seconds  instructions  audited");
for (const { name, seconds, instructions, interval, complaint, fading } of results) {
	const every = collects ? (fading ? "end, fading" : "at the end") : interval === 1 ? "each" : `every ${interval}th`;
	console.log(
		`${seconds.toFixed(1).padStart(10)} ${String(instructions).padStart(13)}  ${every.padEnd(12)} ${name}${complaint === "" ? "" : "  FAULT"}`,
	);
}
const total = results.reduce((sum, result) => sum + result.seconds, 0);
console.log(`${results.length - failed.length} of ${results.length} hold; ${total.toFixed(0)} s of runs`);
process.exitCode = failed.length === 0 ? 0 : 1;
