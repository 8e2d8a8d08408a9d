// `npm run mutate -- [--seed N] [--mutants M] [--jobs J] [--in FOLDER]`: proves that the tests notice broken counting. Each
// mutant is decref with one place changed: a reference not counted, not given up, not visited, marked wrongly, a container
// not tracked. It dies if a test program, under the audit, ends differently from what is stored.
//
// All mutants are in one build: every place asks `__m(number)` whether it is the broken one (environment DECREF_MUTANT). A
// first run of each program notes which places it comes by; a mutant has to survive only the programs that come by its
// place. Survivors and places that no program comes by are listed: each is a missing test, or changes nothing.
// Read `PLACES` and `tryMutant` first.

import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, relative } from "node:path";
import { build, type Plugin } from "esbuild";
import { comparableLines, type ExpectedProgram, hashOf, lastLine, pathOf, programs, readExpected } from "../test/support/expected.ts";
import { FADING_STRESS, withoutSummary } from "../test/support/stress.ts";

const root = join(import.meta.dirname, "..");
const cache = join(root, "node_modules/.cache/decref-mutate");
const bundle = join(cache, "command.mjs");

interface Place {
	readonly kind: string;
	readonly file: string;
	readonly line: number;
	readonly text: string;
}

/** What is changed: `pattern` in code, replaced so that `__m(n)` decides. */
const PLACES: readonly { readonly kind: string; readonly pattern: RegExp; readonly change: (n: number, match: string) => string }[] = [
	{ kind: "not counted", pattern: /\bx?incref(?=\()/g, change: (n, name) => `(__m(${n}) ? __same : ${name})` },
	{
		kind: "not given up",
		pattern: /\bx?decref(?:Each|EachBackwards|Both|First)?(?=\()/g,
		change: (n, name) => `(__m(${n}) ? __nothing : ${name})`,
	},
	{ kind: "not released", pattern: /\bx?release(?=\()/g, change: (n, name) => `(__m(${n}) ? __nothing : ${name})` },
	{ kind: "not dropped", pattern: /\bdrop(?=\()/g, change: (n) => `(__m(${n}) ? __take : drop)` },
	{ kind: "not visited", pattern: /\bvisit(?=\()/g, change: (n) => `(__m(${n}) ? __nothing : visit)` },
	{ kind: "not tracked", pattern: /\btrack(?=\()/g, change: (n) => `(__m(${n}) ? __nothing : track)` },
	{ kind: "not untracked", pattern: /\buntrack(?=\()/g, change: (n) => `(__m(${n}) ? __nothing : untrack)` },
	{ kind: "not cleared", pattern: /\bclear: (?=\w+,)/g, change: (n) => `clear: __m(${n}) ? null : ` },
	{ kind: "marked as borrowed", pattern: /\bmarks\[[^\]=]+\] = 1(?=;)/g, change: (n, text) => text.replace(/1$/, `__m(${n}) ? 0 : 1`) },
	{ kind: "mark left", pattern: /\bmarks\[[^\]=]+\] = 0(?=;)/g, change: (n, text) => `__m(${n}) || (${text})` },
	{ kind: "not counted", pattern: /\b\w+\.refcnt\+\+(?=;)/g, change: (n, text) => `__m(${n}) || ${text}` },
	{ kind: "not given up", pattern: /\b\w+\.refcnt--(?=;)/g, change: (n, text) => `__m(${n}) || ${text}` },
	{ kind: "not counted", pattern: /\.refcnt = n \+ 1(?=;)/g, change: (n) => `.refcnt = __m(${n}) ? n : n + 1` },
	{ kind: "not given up", pattern: /\.refcnt = n - 1(?=;)/g, change: (n) => `.refcnt = __m(${n}) ? n : n - 1` },
];

const places: Place[] = [];

/** The source with every place guarded. */
function guarded(source: string, file: string): string {
	const lines = source.split("\n");
	return lines.map((line, i) => (isCode(line) ? guardedLine(line, file, i + 1) : line)).join("\n");
}

function isCode(line: string): boolean {
	return !/^\s*(\/\/|\*|\/\*|import\b|export (\*|type|\{)|export (const )?(function|interface|class)\b.*\{$|function\b|private \w+\(|\w+\(.*\): .*\{$)/.test(
		line,
	);
}

function guardedLine(line: string, file: string, number: number): string {
	let result = line;
	for (const { kind, pattern, change } of PLACES) {
		result = result.replace(pattern, (match, at: number, whole: string) => {
			if (/(\bfunction |\.|["'`])$/.test(whole.slice(0, at)) || whole.slice(0, at).includes("//")) return match;
			places.push({ kind, file, line: number, text: line.trim() });
			return change(places.length - 1, match);
		});
	}
	return result;
}

const guards: Plugin = {
	name: "guards",
	setup({ onLoad }) {
		onLoad({ filter: /\/src\/(objects|vm|modules|heap)\/.*\.ts$/ }, ({ path }) => {
			const file = relative(join(root, "src"), path);
			// What proves must not be broken, and decref itself would be every mutant at once.
			const isTool = /^heap\/(audit|auditLedger|handles|refcount|header|address)\.ts$/.test(file);
			const source = readFileSync(path, "utf8");
			return { contents: isTool ? source : guarded(source, file), loader: "ts" };
		});
	},
};

/** In front of the bundle: which mutant it is; with DECREF_HITS, places come by are noted and written at the end. */
const BANNER = `
import { createRequire as __createRequire } from "node:module";
const __mutant = Number(process.env.DECREF_MUTANT ?? -1);
const __hits = process.env.DECREF_HITS === undefined ? null : new Set();
const __m = __hits === null ? (n) => n === __mutant : (n) => (__hits.add(n), false);
if (__hits !== null) process.on("exit", () => process.getBuiltinModule("node:fs").writeFileSync(process.env.DECREF_HITS, JSON.stringify({ hits: [...__hits], cpu: process.cpuUsage().user / 1e6 })));
const __same = (x) => x;
const __nothing = () => {};
const __take = (x) => globalThis.__takeHandle(x);
`;

async function makeBundle(): Promise<void> {
	mkdirSync(cache, { recursive: true });
	await build({
		stdin: {
			contents: `import { take } from "./src/heap/handles.ts"; globalThis.__takeHandle = take; await import("./src/cli/bin.ts"); process.exit();`,
			resolveDir: root,
			loader: "ts",
		},
		bundle: true,
		format: "esm",
		platform: "node",
		target: "node20",
		outfile: bundle,
		banner: { js: BANNER },
		plugins: [guards],
		logLevel: "warning",
		absWorkingDir: root,
	});
	for (const name of ["stdlib.bin", "stdlib-source.bin", "unicode.bin"]) copyFileSync(join(root, "dist", name), join(cache, name));
}

interface Outcome {
	readonly stdout: string;
	readonly stderr: string;
	readonly exitCode: number | null;
	readonly seconds: number;
}

function run(program: string, env: NodeJS.ProcessEnv, limit: number): Promise<Outcome> {
	const path = pathOf(program);
	const start = performance.now();
	return new Promise((resolve) => {
		const child = spawn(process.execPath, ["--stack-size=5500", bundle, path], {
			cwd: dirname(path),
			env: { ...process.env, DECREF_DEBUG: `${FADING_STRESS.DECREF_DEBUG},leaks`, ...env },
			timeout: Math.round(limit * 1000),
			killSignal: "SIGKILL",
		});
		const output = { stdout: "", stderr: "" };
		for (const name of ["stdout", "stderr"] as const) child[name].setEncoding("utf8").on("data", (text) => (output[name] += text));
		child.stdin.end();
		child.on("close", (exitCode) => resolve({ ...output, exitCode, seconds: (performance.now() - start) / 1000 }));
	});
}

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
	readonly seconds: number;
	readonly hits: ReadonlySet<number>;
}

/** Runs a program without a mutant; null if it takes long or is not to be compared. */
async function survey(program: string): Promise<Quick | null> {
	const expected = readExpected<ExpectedProgram>(program);
	if (expected === null || expected.program !== hashOf(program)) return null;
	const file = join(cache, `hits-${program.replaceAll("/", "-")}.json`);
	const outcome = await run(program, { DECREF_HITS: file }, SLOWEST * 20);
	const differs = difference(program, outcome);
	if (differs !== "") console.log(`\n${program} does not serve: ${differs}`);
	if (differs !== "") return null;
	const { hits, cpu } = JSON.parse(readFileSync(file, "utf8")) as { hits: number[]; cpu: number };
	return cpu > SLOWEST ? null : { program, seconds: outcome.seconds, hits: new Set(hits) };
}

interface Result {
	readonly number: number;
	/** What gave it away, and where; null for a survivor. */
	readonly killed: string | null;
	/** Programs that come by the place. */
	readonly programs: number;
}

async function tryMutant(number: number, quick: readonly Quick[]): Promise<Result> {
	const coming = quick.filter(({ hits }) => hits.has(number));
	for (const { program, seconds } of spread(coming)) {
		const outcome = await run(program, { DECREF_MUTANT: String(number) }, seconds * 10 + 20);
		const how = difference(program, outcome);
		if (how !== "") return { number, killed: `${how} in ${program}`, programs: coming.length };
	}
	return { number, killed: null, programs: coming.length };
}

/** The smallest programs, and some of the others. */
function spread(coming: readonly Quick[]): readonly Quick[] {
	const small = coming.slice(0, Math.ceil(MOST_PROGRAMS / 2));
	const others = coming.slice(small.length);
	const step = Math.max(1, others.length / (MOST_PROGRAMS - small.length));
	return [
		...small,
		...Array.from({ length: MOST_PROGRAMS - small.length }, (_, i) => others[Math.floor(i * step)]).filter((q) => q !== undefined),
	];
}

/** Runs `task` for all items, some at a time. */
async function each<T>(items: readonly T[], task: (item: T) => Promise<void>): Promise<void> {
	const waiting = [...items];
	const work = async (): Promise<void> => {
		for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await task(item);
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
/** Seconds of the processor that a program may take to be among those that are run for every mutant. */
const SLOWEST = option("slowest", 5);
/** Programs that a mutant has to survive. */
const MOST_PROGRAMS = option("programs", 12);

await makeBundle();
const folder = process.argv.includes("--in") ? process.argv[process.argv.indexOf("--in") + 1]! : "";
const only = option("only", -1);
const eligible = places.map((_, i) => i).filter((i) => places[i]!.file.startsWith(folder) && (only < 0 || i === only));
console.log(`${places.length} places in all, ${eligible.length} to draw from`);
const quick: Quick[] = [];
await each(programs(), async (program) => {
	const surveyed = await survey(program);
	if (surveyed !== null) quick.push(surveyed);
	process.stdout.write(surveyed === null ? "-" : ".");
});
// Small programs first: what they come by, they are mostly about.
quick.sort((a, b) => a.seconds - b.seconds || (a.program < b.program ? -1 : 1));
console.log(
	`\n${quick.length} programs of ${programs().length} serve; they come by ${new Set(quick.flatMap(({ hits }) => [...hits])).size} places`,
);

const results: Result[] = [];
await each(draw(option("seed", 1), option("mutants", 100), eligible), async (number) => {
	const result = await tryMutant(number, quick);
	results.push(result);
	const { file, line, kind } = places[number]!;
	const fate = result.killed ?? (result.programs === 0 ? "NOT REACHED" : `SURVIVES ${result.programs} programs`);
	console.log(`${results.length}: ${kind} at ${file}:${line} (${number}): ${fate}`);
});

const killed = results.filter((result) => result.killed !== null).length;
const survivors = results.filter((result) => result.killed === null && result.programs > 0);
const unreached = results.filter((result) => result.killed === null && result.programs === 0);
const percent = (part: number, whole: number): string => `${part} of ${whole} (${whole === 0 ? 0 : Math.round((100 * part) / whole)} %)`;
for (const [title, list] of [
	["survivors", survivors],
	["not reached by any program", unreached],
] as const) {
	console.log(`\n${title}: ${list.length}`);
	for (const { number } of list)
		console.log(`  ${places[number]!.file}:${places[number]!.line} ${places[number]!.kind}: ${places[number]!.text}`);
}
console.log("\nkind                  killed");
for (const kind of new Set(PLACES.map((place) => place.kind))) {
	const of = results.filter(({ number }) => places[number]!.kind === kind);
	if (of.length > 0) console.log(`${kind.padEnd(20)}  ${percent(of.filter((result) => result.killed !== null).length, of.length)}`);
}
console.log(`killed ${percent(killed, results.length)}; of those reached ${percent(killed, killed + survivors.length)}`);
writeFileSync(
	join(cache, "results.json"),
	JSON.stringify(
		results.map((result) => ({ ...result, ...places[result.number]! })),
		null,
		"\t",
	),
);
