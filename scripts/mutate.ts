// `npm run mutate -- [--in FOLDER] [--at PLACE,…] [--mutants M --seed N] [--known] [--again] [--programs FILTER,…] [--jobs J] [--minutes T]`:
// proves that the tests notice broken counting. Each mutant is decref with one place changed: a reference not counted, not
// given up, not visited, marked wrongly, a container not tracked or not cleared. It dies if a test program, under the audit,
// ends differently from what is stored. Without `--mutants` every place is tried in turn; `--again` tries only those that did
// not die the last time, `--at` only those whose `file:line` begins so, `--known` only those of earlier runs. `--programs` runs
// only the programs whose names contain one of the filters; what none of these kills stays judged as it was.
//
// A first run of each program notes which places it comes by, and whether with anything for which it matters that the place
// is broken: an immortal object is not counted anyhow. A mutant has to survive only the programs in which it matters: with
// the audit at the end, then with the audit after the instructions. What is not killed is listed: survivors; places by which
// every program comes in vain or none comes at all, each a missing test; and places that say themselves that only immortal
// objects come by. Needs a build. Read `tryMutant` first.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { comparableLines, type ExpectedProgram, hashOf, lastLine, pathOf, programs, readExpected } from "../test/support/expected.ts";
import { withoutSummary } from "../test/support/stress.ts";
import { KINDS, makeBundle, type Place, places } from "./mutate/places.ts";
import { SAME, type Same } from "./mutate/same.ts";
import { type Outcome, Worker } from "./mutate/workers.ts";

const folder = process.env["DECREF_MUTANTS"] ?? join(tmpdir(), "decref-mutants");
const bundle = join(folder, "mutants.js");
const memory = join(folder, "results.json");

const AUDIT_AT_END = ["audit", "leaks"];
const AUDIT_OFTEN = ["stress", "fading", "leaks"];

/** Programs of other tests that store their output as text. */
const OTHERS: { readonly [program: string]: string } = {
	"addresses/reuse.py": "addresses/reuse.native313.txt",
	"asyncio/basics.py": "asyncio/basics.native313.txt",
	"threads/order.py": "threads/order.txt",
	"threads/owned.py": "threads/owned.native313.txt",
	"threads/tools.py": "threads/tools.native313.txt",
};
const allPrograms = (): string[] =>
	[...Object.keys(OTHERS), ...programs()].filter((name) => named("programs", (word) => name.includes(word)));

type Expected = Pick<ExpectedProgram, "exitCode" | "stdout"> & { readonly lastErrorLine: string | null };

/** What is stored for a program; null if that is for an older text of it. */
function expectedOf(program: string): Expected | null {
	const other = OTHERS[program];
	if (other !== undefined) return { exitCode: 0, stdout: comparableLines(readFileSync(pathOf(other), "utf8")), lastErrorLine: null };
	const stored = readExpected<ExpectedProgram>(program);
	return stored?.program === hashOf(program) ? stored : null;
}

/** How the run differs from what is stored; empty if it does not. */
function difference(program: string, outcome: Outcome): string {
	const expected = expectedOf(program)!;
	if (outcome.exitCode === null) return "no end";
	if (outcome.exitCode === 70) return "fault";
	if (outcome.exitCode !== expected.exitCode) return "exit code";
	if (comparableLines(outcome.stdout).join("\n") !== expected.stdout.join("\n")) return "output";
	if (expected.lastErrorLine === null) return "";
	return lastLine(withoutSummary(outcome.stderr).rest) === expected.lastErrorLine ? "" : "error text";
}

interface Quick {
	readonly program: string;
	/** Under the audit at the end. */
	readonly seconds: number;
	/** Under the audit after the instructions; undefined as long as nobody asked, null if it does not serve. */
	often?: number | null;
	/** How often it comes by each place with something for which it matters. */
	readonly hits: ReadonlyMap<number, number>;
}

/** Runs a program without a mutant; null if it takes long or is not to be compared. */
async function survey(program: string, worker: Worker): Promise<Quick | null> {
	if (expectedOf(program) === null) return null;
	const timed = await worker.run({ path: pathOf(program), words: AUDIT_AT_END, mutant: -1, survey: false }, SLOWEST * 20);
	if (timed.seconds > SLOWEST) return null;
	const noted = await worker.run({ path: pathOf(program), words: AUDIT_AT_END, mutant: -1, survey: true }, SLOWEST * 20);
	for (const outcome of [noted, timed]) {
		const differs = difference(program, outcome);
		if (differs === "") continue;
		console.log(`\n${program} does not serve: ${differs}\n${outcome.stderr.slice(-300)}`);
		return null;
	}
	return { program, seconds: timed.seconds, hits: new Map(noted.hits) };
}

/** How long the program takes under the audit after the instructions. */
async function secondsOften(q: Quick, worker: Worker): Promise<number | null> {
	if (q.often !== undefined) return q.often;
	const outcome = await worker.run({ path: pathOf(q.program), words: AUDIT_OFTEN, mutant: -1, survey: false }, SLOWEST * 20);
	const differs = difference(q.program, outcome);
	if (differs !== "") console.log(`\n${q.program} does not serve under stress: ${differs}\n${outcome.stderr.slice(-300)}`);
	return (q.often = differs === "" ? outcome.seconds : null);
}

/** How many mutants of each kind a program has killed so far. */
function kills(program: string, kind: string): number {
	return killers.get(`${kind} in ${program}`) ?? 0;
}

/** Those in which the place matters; first those in which it does most often, and that kill most of its kind, for their time. */
function inOrderOfPromise(quick: readonly Quick[], number: number): readonly Quick[] {
	const { kind } = places[number]!;
	const promise = ({ program, hits, seconds }: Quick): number => (hits.get(number)! ** 0.25 * (1 + kills(program, kind)) ** 0.5) / seconds;
	return quick.filter(({ hits }) => (hits.get(number) ?? 0) > 0).sort((a, b) => promise(b) - promise(a));
}

/** The programs that do most different things, for the time that they take: first those that come by others of the file. */
function liveliest(quick: readonly Quick[], file: string): readonly Quick[] {
	const near = ({ hits }: Quick): number => [...hits.keys()].filter((n) => places[n]!.file === file).length;
	const promise = new Map(quick.map((q) => [q, ((1 + near(q)) ** 2 * q.hits.size) / q.seconds]));
	return [...quick].sort((a, b) => promise.get(b)! - promise.get(a)!);
}

type Surveys = { [key: string]: (Omit<Quick, "hits"> & { readonly hits: readonly (readonly [number, number])[] }) | null };

interface Result {
	readonly key: string;
	/** What gave it away, and where; null for a survivor. */
	readonly killed: string | null;
	/** Programs that come by the place, and those in which that matters. */
	readonly come: number;
	readonly programs: number;
}

async function tryMutant(number: number, quick: readonly Quick[], worker: Worker): Promise<Result> {
	const { key } = places[number]!;
	const come = quick.filter(({ hits }) => hits.has(number)).length;
	const promising = inOrderOfPromise(quick, number);
	const tryOne = async (q: Quick, words: readonly string[], seconds: number): Promise<string | null> => {
		const outcome = await worker.run({ path: pathOf(q.program), words, mutant: number, survey: false }, seconds * 8 + 15);
		const how = difference(q.program, outcome);
		return how === "" ? null : `${how} in ${q.program}`;
	};
	const atEnd = async (among: readonly Quick[]): Promise<string | null> => {
		let budget = BUDGET;
		for (const q of among) {
			if ((budget -= q.seconds) < 0) break;
			const killed = await tryOne(q, AUDIT_AT_END, q.seconds);
			if (killed !== null) return killed;
		}
		return null;
	};
	const often = async (among: readonly Quick[]): Promise<string | null> => {
		let budget = BUDGET;
		for (const q of among) {
			const seconds = await secondsOften(q, worker);
			if (seconds === null || seconds > SLOWEST) continue;
			if ((budget -= seconds) < 0) break;
			const killed = await tryOne(q, AUDIT_OFTEN, seconds);
			if (killed !== null) return killed;
		}
		return null;
	};
	// What only an audit in the midst visits, no survey comes by.
	const toAudit = promising.length === 0 && places[number]!.kind === "not visited" ? liveliest(quick, places[number]!.file) : promising;
	const killed = (await atEnd(promising.slice(0, 3))) ?? (await often(toAudit)) ?? (await atEnd(promising.slice(3)));
	return { key, killed, come, programs: promising.length };
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

/** The place that a person has read; -1 if it has gone. */
function placeOf({ file, after, code }: Same): number {
	const line = readFileSync(join(import.meta.dirname, "../src", file), "utf8")
		.split("\n")
		.findIndex((text) => text.includes(after));
	return line < 0 ? -1 : places.findIndex((place) => place.file === file && place.text === code && place.line > line + 1);
}

/** `word` is the beginning of a file's name, or one with a line. */
function isAt({ file, line }: Place, word: string): boolean {
	return word.includes(":") ? `${file}:${line}` === word : file.startsWith(word);
}

function draw(seed: number, count: number, from: readonly number[]): number[] {
	let state = seed;
	const random = (n: number): number => (state = (state * 48271 + 11) % 2147483647) % n;
	const rest = [...from];
	const drawn: number[] = [];
	while (drawn.length < count && rest.length > 0) drawn.push(rest.splice(random(rest.length), 1)[0]!);
	return drawn;
}

/** Whether one of the words after an option fits; true without the option. */
function named(name: string, fits: (word: string) => boolean): boolean {
	const at = process.argv.indexOf(`--${name}`);
	return at < 0 || process.argv[at + 1]!.split(",").some(fits);
}

const option = (name: string, otherwise: number): number => {
	const at = process.argv.indexOf(`--${name}`);
	return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const JOBS = option("jobs", Math.min(2, availableParallelism()));
const END = option("minutes", Number.POSITIVE_INFINITY) * 60_000;
/** Seconds of the processor that a program may take to be among those that are run for every mutant. */
const SLOWEST = option("slowest", 5);
/** Seconds that the programs of one round may take for one mutant. */
const BUDGET = option("budget", 4);

await makeBundle(folder);
const within = process.argv.includes("--in") ? process.argv[process.argv.indexOf("--in") + 1]! : "";
const known = new Map<string, Result>(
	existsSync(memory) ? (JSON.parse(readFileSync(memory, "utf8")) as Result[]).map((r) => [r.key, r]) : [],
);
const killers = new Map<string, number>();
function noteKill({ key, killed }: Result): void {
	const kind = KINDS.find((name) => key.includes(` ${name}: `));
	if (killed === null || kind === undefined) return;
	const name = `${kind} in ${killed.slice(killed.lastIndexOf(" in ") + 4)}`;
	killers.set(name, (killers.get(name) ?? 0) + 1);
}
known.forEach(noteKill);
const isDone = (n: number): boolean => process.argv.includes("--again") && known.get(places[n]!.key)?.killed != null;
const eligible = places.map((_, i) => i).filter((i) => places[i]!.file.startsWith(within));
const drawn = process.argv.includes("--known")
	? eligible.filter((i) => known.has(places[i]!.key))
	: process.argv.includes("--mutants")
		? draw(option("seed", 1), option("mutants", 100), eligible)
		: eligible;
const chosen = drawn.filter((i) => named("at", (word) => isAt(places[i]!, word)));
/** What has never been tried comes first. */
const toTry = chosen.filter((i) => !isDone(i)).sort((a, b) => Number(known.has(places[a]!.key)) - Number(known.has(places[b]!.key)));
console.log(`${places.length} places in all, ${chosen.length} chosen, ${toTry.length} to try`);

const quick: Quick[] = [];
const surveys = join(folder, "survey.json");
/** Surveys of an earlier run hold for the same bundle. */
const remembered: Surveys = existsSync(surveys) ? (JSON.parse(readFileSync(surveys, "utf8")) as Surveys) : {};
const bundleHash = createHash("sha256").update(readFileSync(bundle)).digest("hex");
const surveyKey = (program: string): string => `${bundleHash} ${hashOf(program)} ${program}`;
await each(allPrograms(), async (program, worker) => {
	const key = surveyKey(program);
	const before = remembered[key];
	const surveyed = before === undefined ? await survey(program, worker) : before && { ...before, hits: new Map(before.hits) };
	remembered[key] = surveyed && { ...surveyed, hits: [...surveyed.hits] };
	if (before === undefined) writeFileSync(surveys, JSON.stringify(remembered));
	if (surveyed !== null) quick.push(surveyed);
	process.stdout.write(surveyed === null ? "-" : ".");
});
const reached = new Set(quick.flatMap(({ hits }) => [...hits.keys()]));
const mattering = new Set(quick.flatMap(({ hits }) => [...hits].filter(([, count]) => count > 0).map(([n]) => n)));
console.log(
	`\n${quick.length} programs of ${allPrograms().length} serve; they come by ${reached.size} places, it matters at ${mattering.size}`,
);

let tried = 0;
await each(toTry, async (number, worker) => {
	const result = await tryMutant(number, quick, worker);
	const before = known.get(result.key);
	if (result.killed !== null || before === undefined || !process.argv.includes("--programs")) known.set(result.key, result);
	noteKill(result);
	if (++tried % 20 === 0) save();
	const { file, line, kind, text } = places[number]!;
	const fate = result.killed ?? `${fateOf(result)} ${text}`;
	console.log(`${tried}: ${kind} at ${file}:${line} (${number}): ${fate}`);
});
save();

function save(): void {
	writeFileSync(memory, JSON.stringify([...known.values()], null, "\t"));
	for (const q of quick) Object.assign(remembered[surveyKey(q.program)]!, { often: q.often });
	writeFileSync(surveys, JSON.stringify(remembered));
}

/** Of a mutant that was not killed. */
function fateOf({ programs, come }: Result): string {
	if (programs > 0) return `SURVIVES ${programs} programs:`;
	return come > 0 ? `CAME BY IN VAIN in ${come} programs:` : "NOT REACHED:";
}

const judged = chosen.filter((i) => known.has(places[i]!.key));
const resultOf = (i: number): Result => known.get(places[i]!.key)!;
const killed = judged.filter((i) => resultOf(i).killed !== null);
const alive = judged.filter((i) => resultOf(i).killed === null);
const reasons = new Map(SAME.map((same) => [placeOf(same), same.reason]));
if (reasons.has(-1)) console.log("mutate/same.ts names a place that is not there");
const isSame = (i: number): boolean => reasons.has(i) || (resultOf(i).programs === 0 && places[i]!.immortal);
const survivors = alive.filter((i) => resultOf(i).programs > 0 && !isSame(i));
const same = alive.filter((i) => isSame(i));
const vain = alive.filter((i) => resultOf(i).programs === 0 && resultOf(i).come > 0 && !isSame(i));
const unreached = alive.filter((i) => resultOf(i).come === 0 && !isSame(i));
function reasonOf(i: number): string {
	return isSame(i) ? ` (${reasons.get(i) ?? "only immortal objects come by"})` : "";
}

const percent = (part: number, whole: number): string => `${part} of ${whole} (${whole === 0 ? 0 : ((100 * part) / whole).toFixed(1)} %)`;
for (const [title, list] of [
	["survivors", survivors],
	["come by in vain", vain],
	["not reached by any program", unreached],
	["the same if broken", same],
	["killed, though mutate/same.ts says that they are the same", killed.filter((i) => reasons.has(i))],
] as const) {
	console.log(`\n${title}: ${list.length}`);
	for (const i of list) console.log(`  ${places[i]!.file}:${places[i]!.line} ${places[i]!.kind}: ${places[i]!.text}${reasonOf(i)}`);
}
console.log("\nkind                  killed of those reached");
for (const kind of KINDS) {
	const of = [...killed, ...survivors, ...vain].filter((i) => places[i]!.kind === kind);
	if (of.length > 0) console.log(`${kind.padEnd(20)}  ${percent(of.filter((i) => resultOf(i).killed !== null).length, of.length)}`);
}
console.log(`${judged.length} of ${places.length} places judged, ${unreached.length} not reached by any program`);
console.log(`${same.length} are the same if broken; of the others are killed ${percent(killed.length, judged.length - same.length)}`);
console.log(`of those reached ${percent(killed.length, killed.length + survivors.length + vain.length)}`);
console.log(`of those where it matters ${percent(killed.length, killed.length + survivors.length)}`);
process.exit();
