// How long the built command takes to start, beside bare Node: `npx tsx bench/startup.ts [runs]`. Prints, for each
// program, the median and the least wall time and the median of its ratio to the `node -e 0` that ran just before it
// (pairs, because a machine's speed drifts). Read `measure` first.

import { spawnSync } from "node:child_process";
import { join } from "node:path";

const cli = join(import.meta.dirname, "../dist/cli.js");

const programs: readonly (readonly [name: string, args: readonly string[]])[] = [
	["print", ["-c", "print(1)"]],
	["weakref", ["-c", "import weakref"]],
	["dataclasses", ["-c", "import dataclasses"]],
	["traceback", ["-c", "import tomllib; tomllib.loads('a')"]],
	["notebook", [join(import.meta.dirname, "../examples/memory-management.ipynb")]],
];

function milliseconds(args: readonly string[]): number {
	const start = performance.now();
	spawnSync(process.execPath, args, { stdio: "ignore", env: { ...process.env, NODE_OPTIONS: "" } });
	return performance.now() - start;
}

function median(values: readonly number[]): number {
	return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

function measure(name: string, args: readonly string[], runs: number): void {
	milliseconds(args);
	const pairs = Array.from({ length: runs }, () => [milliseconds(["-e", "0"]), milliseconds(args)] as const);
	const times = pairs.map(([, time]) => time);
	const ratio = median(pairs.map(([bare, time]) => time / bare));
	console.log(
		`${name.padEnd(12)} ${median(times).toFixed(0).padStart(5)} ms  least ${Math.min(...times)
			.toFixed(0)
			.padStart(4)} ms  ${ratio.toFixed(2)} × bare Node`,
	);
}

const runs = Number(process.argv[2] ?? 15);
for (const [name, args] of programs) measure(name, [cli, ...args], runs);
