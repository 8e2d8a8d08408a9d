// `npm run mutate -- [--in FOLDER] [--mutants M --seed N] [--again] [--jobs J] [--minutes T]`: proves that the tests notice
// broken counting. Each mutant is decref with one place changed: a reference not counted, not given up, not visited, marked
// wrongly, a container not tracked or not cleared. It dies if a test program, under the audit, ends differently from what is
// stored. Without `--mutants` every place is tried in turn; `--again` tries only those that did not die the last time.
//
// A first run of each program notes which places it comes by; a mutant has to survive only the programs that come by its
// place: first with the audit at the end, then with the audit after the instructions. Survivors and places that no
// program comes by are listed: each is a missing test, or changes nothing. Needs a build. Read `tryMutant` first.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { comparableLines, type ExpectedProgram, hashOf, lastLine, pathOf, programs, readExpected } from "../test/support/expected.ts";
import { withoutSummary } from "../test/support/stress.ts";
import { KINDS, makeBundle, places } from "./mutate/places.ts";
import { type Outcome, Worker } from "./mutate/workers.ts";

const folder = process.env["DECREF_MUTANTS"] ?? join(tmpdir(), "decref-mutants");
const bundle = join(folder, "mutants.js");
const memory = join(folder, "results.json");

const AUDIT_AT_END = ["audit", "leaks"];
const AUDIT_OFTEN = ["stress", "fading", "leaks"];

/** How the run differs from what is stored; empty if it does not. */
function difference(program: string, outcome: Outcome): string {
	const expected = readExpected<ExpectedProgram>(program)!;
	if (outcome.exitCode === null) return "no end";
	if (outcome.exitCode === 70) return "fault";
	if (outcome.exitCode !== expected.exitCode) return "exit code";
	if (comparableLines(outcome.stdout).join("\n") !== expected.stdout.join("\n")) return "output";
	return lastLine(withoutSummary(outcome.stderr).rest) === expected.lastErrorLine ? "" : "error text";
}

interface Quick {
	readonly program: string;
	/** Under the audit at the end; and under the audit after the instructions. */
	readonly seconds: number;
	readonly often: number;
	/** How often it comes by each place. */
	readonly hits: ReadonlyMap<number, number>;
}

/** Runs a program without a mutant; null if it takes long or is not to be compared. */
async function survey(program: string, worker: Worker): Promise<Quick | null> {
	const expected = readExpected<ExpectedProgram>(program);
	if (expected === null || expected.program !== hashOf(program)) return null;
	const path = pathOf(program);
	const noted = await worker.run({ path, words: AUDIT_AT_END, mutant: -1, survey: true }, SLOWEST * 20);
	const often = await worker.run({ path, words: AUDIT_OFTEN, mutant: -1, survey: false }, SLOWEST * 20);
	const differs = [noted, often].map((outcome) => difference(program, outcome)).find((text) => text !== "");
	if (differs !== undefined) console.log(`\n${program} does not serve: ${differs}\n${often.stderr.slice(-300)}`);
	if (differs !== undefined) return null;
	return { program, seconds: noted.seconds, often: often.seconds, hits: new Map(noted.hits) };
}

/** The programs that come by the place; those that come by it most often, for the time that they take, first. */
function inOrderOfPromise(quick: readonly Quick[], number: number): readonly Quick[] {
	const promise = ({ hits, often }: Quick): number => Math.sqrt(hits.get(number)!) / often;
	return quick.filter(({ hits }) => hits.has(number)).sort((a, b) => promise(b) - promise(a));
}

type Surveys = { [key: string]: (Omit<Quick, "hits"> & { readonly hits: readonly (readonly [number, number])[] }) | null };

interface Result {
	readonly key: string;
	/** What gave it away, and where; null for a survivor. */
	readonly killed: string | null;
	/** Programs that come by the place. */
	readonly programs: number;
}

async function tryMutant(number: number, quick: readonly Quick[], worker: Worker): Promise<Result> {
	const coming = inOrderOfPromise(quick, number);
	const { key } = places[number]!;
	const killedBy = async (among: readonly Quick[], words: readonly string[], seconds: (q: Quick) => number): Promise<string | null> => {
		let budget = BUDGET;
		for (const q of among) {
			if ((budget -= seconds(q)) < 0) break;
			const outcome = await worker.run({ path: pathOf(q.program), words, mutant: number, survey: false }, seconds(q) * 8 + 15);
			const how = difference(q.program, outcome);
			if (how !== "") return `${how} in ${q.program}`;
		}
		return null;
	};
	const killed =
		(await killedBy(coming.slice(0, 2), AUDIT_AT_END, (q) => q.seconds)) ??
		(await killedBy(coming, AUDIT_OFTEN, (q) => q.often)) ??
		(await killedBy(coming.slice(2), AUDIT_AT_END, (q) => q.seconds));
	return { key, killed, programs: coming.length };
}

/** Runs `task` for all items, some at a time, until time is up. */
async function each<T>(items: readonly T[], task: (item: T, worker: Worker) => Promise<void>): Promise<void> {
	const waiting = [...items];
	const work = async (): Promise<void> => {
		const worker = new Worker(bundle);
		for (let item = waiting.shift(); item !== undefined && performance.now() < END; item = waiting.shift()) await task(item, worker);
		worker.end();
	};
	await Promise.all(Array.from({ length: JOBS }, work));
}

function draw(seed: number, count: number, from: readonly number[]): number[] {
	let state = seed;
	const random = (n: number): number => (state = (state * 48271 + 11) % 2147483647) % n;
	const rest = [...from];
	const drawn: number[] = [];
	while (drawn.length < count && rest.length > 0) drawn.push(rest.splice(random(rest.length), 1)[0]!);
	return drawn;
}

const option = (name: string, otherwise: number): number => {
	const at = process.argv.indexOf(`--${name}`);
	return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const JOBS = option("jobs", Math.min(2, availableParallelism()));
const END = option("minutes", Number.POSITIVE_INFINITY) * 60_000;
/** Seconds of the processor that a program may take to be among those that are run for every mutant. */
const SLOWEST = option("slowest", 8);
/** Seconds that the programs of one round may take for one mutant. */
const BUDGET = option("budget", 4);

await makeBundle(folder);
const within = process.argv.includes("--in") ? process.argv[process.argv.indexOf("--in") + 1]! : "";
const known = new Map<string, Result>(
	existsSync(memory) ? (JSON.parse(readFileSync(memory, "utf8")) as Result[]).map((r) => [r.key, r]) : [],
);
const isDone = (n: number): boolean => process.argv.includes("--again") && known.get(places[n]!.key)?.killed != null;
const eligible = places.map((_, i) => i).filter((i) => places[i]!.file.startsWith(within));
const chosen = process.argv.includes("--mutants") ? draw(option("seed", 1), option("mutants", 100), eligible) : eligible;
const toTry = chosen.filter((i) => !isDone(i));
console.log(`${places.length} places in all, ${chosen.length} chosen, ${toTry.length} to try`);

const quick: Quick[] = [];
const surveys = join(folder, "survey.json");
/** Surveys of an earlier run hold for the same bundle. */
const remembered: Surveys = existsSync(surveys) ? (JSON.parse(readFileSync(surveys, "utf8")) as Surveys) : {};
const bundleHash = createHash("sha256").update(readFileSync(bundle)).digest("hex");
await each(programs(), async (program, worker) => {
	const key = `${bundleHash} ${hashOf(program)} ${program}`;
	const before = remembered[key];
	const surveyed = before === undefined ? await survey(program, worker) : before && { ...before, hits: new Map(before.hits) };
	remembered[key] = surveyed && { ...surveyed, hits: [...surveyed.hits] };
	if (before === undefined) writeFileSync(surveys, JSON.stringify(remembered));
	if (surveyed !== null && surveyed.often <= SLOWEST) quick.push(surveyed);
	process.stdout.write(surveyed === null ? "-" : ".");
});
const reached = new Set(quick.flatMap(({ hits }) => [...hits.keys()]));
console.log(`\n${quick.length} programs of ${programs().length} serve; they come by ${reached.size} places`);

let tried = 0;
await each(toTry, async (number, worker) => {
	const result = await tryMutant(number, quick, worker);
	known.set(result.key, result);
	if (++tried % 20 === 0) save();
	const { file, line, kind, text } = places[number]!;
	const fate = result.killed ?? (result.programs === 0 ? "NOT REACHED" : `SURVIVES ${result.programs} programs: ${text}`);
	console.log(`${tried}: ${kind} at ${file}:${line} (${number}): ${fate}`);
});
save();

function save(): void {
	writeFileSync(memory, JSON.stringify([...known.values()], null, "\t"));
}

const judged = chosen.filter((i) => known.has(places[i]!.key));
const resultOf = (i: number): Result => known.get(places[i]!.key)!;
const killed = judged.filter((i) => resultOf(i).killed !== null);
const survivors = judged.filter((i) => resultOf(i).killed === null && resultOf(i).programs > 0);
const unreached = judged.filter((i) => resultOf(i).killed === null && resultOf(i).programs === 0);
const percent = (part: number, whole: number): string => `${part} of ${whole} (${whole === 0 ? 0 : ((100 * part) / whole).toFixed(1)} %)`;
for (const [title, list] of [
	["survivors", survivors],
	["not reached by any program", unreached],
] as const) {
	console.log(`\n${title}: ${list.length}`);
	for (const i of list) console.log(`  ${places[i]!.file}:${places[i]!.line} ${places[i]!.kind}: ${places[i]!.text}`);
}
console.log("\nkind                  killed of those reached");
for (const kind of KINDS) {
	const of = [...killed, ...survivors].filter((i) => places[i]!.kind === kind);
	if (of.length > 0) console.log(`${kind.padEnd(20)}  ${percent(of.filter((i) => resultOf(i).killed !== null).length, of.length)}`);
}
console.log(`${judged.length} of ${places.length} places judged, ${unreached.length} not reached by any program`);
console.log(
	`killed ${percent(killed.length, judged.length)}; of those reached ${percent(killed.length, killed.length + survivors.length)}`,
);
process.exit();
