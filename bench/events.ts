// `npx tsx bench/events.ts [filter …]`: what the ledger's events cost. Each program of bench/programs runs in the built library
// with nothing observing, and with every birth and every death recorded with its cause; the quotient of the two is shown.
//
// ROUNDS says how many processes of each kind; the least time of a process's last runs counts, and the median of these.
// Read `measure` first.

import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";

const folder = join(import.meta.dirname, "programs");
const dist = join(import.meta.dirname, "../dist");
const rounds = Number(process.env["ROUNDS"] ?? 3);
const repeats = Number(process.env["REPEATS"] ?? 5);
const filters = process.argv.slice(2);
/** Whoever records takes the deaths now and then. */
const TAKEN_EVERY = 1024;

/** Runs in the other process. */
const SCRIPT = `
import { readFileSync } from "node:fs";
const [library, node, driver, program, repeats, observed] = process.argv.slice(1);
const { createRuntime, names, Recorder } = await import(library);
const { nodeHost, standardStreams, useBuiltLibrary } = await import(node);
useBuiltLibrary();
const runtime = createRuntime({ host: nodeHost([driver, program, repeats], standardStreams) });
if (observed === "observed") {
	const recorder = new Recorder(names, (file) => file === program, "all");
	const { freed } = recorder;
	let deaths = 0;
	recorder.freed = (object) => {
		freed.call(recorder, object);
		if (++deaths % ${TAKEN_EVERY} === 0) recorder.takeDead();
	};
	recorder.start();
}
process.exitCode = runtime.runProgram(readFileSync(driver), driver);
`;

const FLAGS = [
	"--stack-size=5500",
	"--min-semi-space-size=16",
	"--max-valid-polymorphic-map-count=32",
	"--input-type=module",
	"-e",
	SCRIPT,
];

/** The least time of a process's last runs, in seconds. */
function run(program: string, kind: "plain" | "observed"): number {
	const files = ["index.mjs", "node.mjs"].map((name) => join(dist, name));
	const args = [...FLAGS, ...files, join(import.meta.dirname, "driver.py"), program, String(repeats), kind];
	const words = execFileSync(process.execPath, args, { encoding: "utf8", env: { ...process.env, BENCH_CLOCK: "process_time" } }).split(" ");
	return Math.min(...words.slice(repeats >> 1, repeats).map(Number));
}

function median(values: readonly number[]): number {
	return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

/** How many times as long the program takes with events. */
function measure(program: string): number {
	const plain: number[] = [];
	const observed: number[] = [];
	for (let round = 0; round < rounds; round++) {
		plain.push(run(program, "plain"));
		observed.push(run(program, "observed"));
	}
	return median(observed) / median(plain);
}

const programs = readdirSync(folder).filter(
	(name) => name.endsWith(".py") && (filters.length === 0 || filters.some((filter) => name.includes(filter))),
);
const ratios = programs.map((program) => {
	const ratio = measure(join(folder, program));
	console.log(`${basename(program, ".py").padEnd(16)} ${ratio.toFixed(2)} times`);
	return ratio;
});
const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
console.log(`\ngeometric mean ${mean.toFixed(2)}, most ${Math.max(...ratios).toFixed(2)}`);
