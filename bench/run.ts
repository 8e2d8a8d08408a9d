// `npm run bench [-- filter …]`: how long the programs of bench/programs take in decref, as multiples of other Pythons.
//
// decref is the built command, with the flags of its first line; the oracle is CPython 3.14 as WebAssembly, all programs in one process; native
// Pythons are those that PYTHON names (paths, separated by colons). Every program runs REPEATS times in a row in its process and
// measures itself, so that starting up does not count, and gives a check value, which must be everywhere the same. "first" is
// the first of these runs, with all that is compiled on the way, and "warm" the median of the last half. Rounds are interleaved,
// medians compared; ROUNDS says how many. On a busy machine BENCH_CLOCK=process_time helps: it counts the work of all
// threads of the process. ORACLE=0 leaves the oracle out. DECREF names another build. Read `measure` first.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { startOracle } from "../scripts/oracle/pyodide.ts";

const folder = join(import.meta.dirname, "programs");
const driver = join(import.meta.dirname, "driver.py");
const command = process.env["DECREF"] ?? join(import.meta.dirname, "../dist/cli.js");
const rounds = Number(process.env["ROUNDS"] ?? 3);
const repeats = Number(process.env["REPEATS"] ?? 6);
const filters = process.argv.slice(2);

interface Runner {
	readonly name: string;
	/** What the driver prints: the times and the check value. */
	run(path: string): string;
}

interface Times {
	readonly first: number;
	readonly warm: number;
}

function spawned(name: string, file: string, args: readonly string[]): Runner {
	return { name, run: (path) => execFileSync(file, [...args, driver, path, `${repeats}`], { encoding: "utf8" }) };
}

/** The oracle's own process_time is the wall clock; this one is the process's. */
const ORACLE_CLOCK = "import time, js; time.process_time = lambda: (lambda u: (u.user + u.system) / 1e6)(js.process.cpuUsage())";

async function oracle(): Promise<Runner> {
	const { python, run, mount } = await startOracle();
	const clock = process.env["BENCH_CLOCK"] ?? "perf_counter";
	mount(folder, "/programs");
	python.runPython(ORACLE_CLOCK);
	const start = `import os, sys; os.environ["BENCH_CLOCK"] = ${JSON.stringify(clock)}`;
	const text = readFileSync(driver, "utf8");
	return {
		name: "pyodide",
		run: (path) => run(`${start}; sys.argv = ["", "/programs/${basename(path)}", "${repeats}"]\n${text}`),
	};
}

async function runners(): Promise<Runner[]> {
	const natives = (process.env["PYTHON"] ?? "").split(":").filter((path) => path !== "");
	const others = natives.map((path) => spawned(basename(path), path, []));
	if (process.env["ORACLE"] !== "0") others.push(await oracle());
	return [spawned("decref", process.execPath, [...commandFlags(), command]), ...others];
}

/** The flags for V8 in the command's first line, with which it starts when it is called by its name. */
function commandFlags(): string[] {
	return readFileSync(command, "utf8").split("\n", 1)[0]!.match(/--\S+/g) ?? [];
}

/** A program can say, with the reason, that the oracle fails at it. */
function isFor(path: string, runner: Runner): boolean {
	return runner.name !== "pyodide" || !readFileSync(path, "utf8").includes("# Not for the oracle:");
}

/** What each runner takes for a program: medians over the rounds, NaN if it can't run it. */
function measure(path: string, all: readonly Runner[]): Times[] {
	const times: Times[][] = all.map(() => []);
	let check: string | null = null;
	for (let round = 0; round < rounds; round++) {
		all.forEach((runner, i) => {
			if (!isFor(path, runner)) return;
			const words = runner.run(path).trim().split(" ");
			const seconds = words.splice(0, repeats).map(Number);
			check ??= words.join(" ");
			if (check !== words.join(" ")) throw new Error(`${basename(path)}: ${runner.name} computes ${words.join(" ")}, not ${check}`);
			times[i]!.push({ first: seconds[0]!, warm: median(seconds.slice(repeats >> 1)) });
		});
	}
	return times.map((of) => ({ first: median(of.map((t) => t.first)), warm: median(of.map((t) => t.warm)) }));
}

function median(values: readonly number[]): number {
	if (values.length === 0) return Number.NaN;
	const sorted = values.slice().sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function row(name: string, cells: readonly string[]): void {
	console.log(name.padEnd(16) + cells.map((cell) => cell.padStart(18)).join(""));
}

function ratio(value: number): string {
	return Number.isNaN(value) ? "-" : value.toFixed(2);
}

/** decref's times in seconds, and as multiples of the others'. */
function cells(times: readonly Times[]): string[] {
	return ([(t) => t.warm, (t) => t.first] as ((t: Times) => number)[]).flatMap((of) =>
		times.map((other, i) => (i === 0 ? `${of(other).toFixed(3)} s` : ratio(of(times[0]!) / of(other)))),
	);
}

const all = await runners();
const programs = readdirSync(folder).filter(
	(name) => name.endsWith(".py") && (filters.length === 0 || filters.some((f) => name.includes(f))),
);
const others = all.slice(1).map((runner) => runner.name);
const ratios: Times[][] = all.map(() => []);
row("", ["warm: decref", ...others.map((name) => `x ${name}`), "first: decref", ...others.map((name) => `x ${name}`)]);
for (const program of programs) {
	const times = measure(join(folder, program), all);
	row(program.slice(0, -3), cells(times));
	times.forEach((t, i) => void ratios[i]!.push({ first: times[0]!.first / t.first, warm: times[0]!.warm / t.warm }));
}

function mean(values: readonly number[]): string {
	const known = values.filter((value) => !Number.isNaN(value));
	return Math.exp(known.reduce((sum, value) => sum + Math.log(value), 0) / known.length).toFixed(2);
}

console.log(`\ngeometric means of ${programs.length} programs`);
all.slice(1).forEach((runner, i) => {
	const of = ratios[i + 1]!;
	console.log(`  decref / ${runner.name}: ${mean(of.map((r) => r.warm))} warm, ${mean(of.map((r) => r.first))} in the first run`);
});
