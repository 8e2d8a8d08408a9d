// `npm run bench [-- filter …]`: how long the programs of bench/programs take in decref, as multiples of other Pythons.
//
// decref is the built command; the oracle is CPython 3.14 as WebAssembly, all programs in one process per round; native
// Pythons are those that PYTHON names (paths, separated by colons). Every program measures its own work, so that starting
// up does not count, and prints a check value, which must be everywhere the same. Rounds are interleaved, medians
// compared; ROUNDS says how many. On a busy machine BENCH_CLOCK=process_time helps (not with the oracle: ORACLE=0 leaves it
// out). DECREF names another build. Read `measure` first.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { startOracle } from "../scripts/oracle/pyodide.ts";

const folder = join(import.meta.dirname, "programs");
const command = process.env["DECREF"] ?? join(import.meta.dirname, "../dist/cli.js");
const rounds = Number(process.env["ROUNDS"] ?? 5);
const filters = process.argv.slice(2);

interface Runner {
	readonly name: string;
	/** What the program prints: its time and its check value. */
	run(path: string): string;
}

function spawned(name: string, file: string, args: readonly string[]): Runner {
	return { name, run: (path) => execFileSync(file, [...args, path], { encoding: "utf8" }) };
}

async function oracle(): Promise<Runner> {
	const { run } = await startOracle();
	return {
		name: "pyodide",
		run: (path) => run(`exec(compile(${JSON.stringify(readFileSync(path, "utf8"))}, "bench", "exec"), {"__name__": "__main__"})`),
	};
}

async function runners(): Promise<Runner[]> {
	const natives = (process.env["PYTHON"] ?? "").split(":").filter((path) => path !== "");
	const others = natives.map((path) => spawned(basename(path), path, []));
	if (process.env["ORACLE"] !== "0") others.push(await oracle());
	return [spawned("decref", process.execPath, ["--stack-size=3900", command]), ...others];
}

/** Seconds of each round by runner. */
function measure(path: string, all: readonly Runner[]): number[][] {
	const times: number[][] = all.map(() => []);
	let check: string | null = null;
	for (let round = 0; round < rounds; round++) {
		all.forEach((runner, i) => {
			const output = runner.run(path).trim();
			const space = output.indexOf(" ");
			check ??= output.slice(space);
			if (check !== output.slice(space)) throw new Error(`${basename(path)}: ${runner.name} computes${output.slice(space)}, not${check}`);
			times[i]!.push(Number(output.slice(0, space)));
		});
	}
	return times;
}

function median(values: readonly number[]): number {
	const sorted = values.slice().sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function row(name: string, cells: readonly string[]): void {
	console.log(name.padEnd(16) + cells.map((cell) => cell.padStart(16)).join(""));
}

const all = await runners();
const programs = readdirSync(folder).filter(
	(name) => name.endsWith(".py") && (filters.length === 0 || filters.some((f) => name.includes(f))),
);
const logs: number[] = all.map(() => 0);
row("", ["decref", ...all.slice(1).map((runner) => `x ${runner.name}`)]);
for (const program of programs) {
	const medians = measure(join(folder, program), all).map(median);
	row(
		program.slice(0, -3),
		medians.map((m, i) => (i === 0 ? `${m.toFixed(3)} s` : (medians[0]! / m).toFixed(2))),
	);
	medians.forEach((m, i) => (logs[i]! += Math.log(medians[0]! / m)));
}
row(
	"geometric mean",
	logs.map((sum, i) => (i === 0 ? "" : Math.exp(sum / programs.length).toFixed(2))),
);
