// How long an import takes: `npx tsx bench/imports.ts [module …]`. Each module is imported in a fresh process, RUNS times
// (5 unless told); the table gives the median in milliseconds, how many modules came with it, and the same for the native
// Pythons that PYTHON names (paths, separated by colons). Without names: what people import most. Read `measure` first.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";

const cli = join(import.meta.dirname, "../dist/cli.js");
const flags = readFileSync(cli, "utf8").split("\n", 1)[0]!.match(/--\S+/g) ?? [];
const runs = Number(process.env["RUNS"] ?? 5);

const USUAL = `abc argparse ast asyncio bisect calendar collections contextlib copy csv dataclasses datetime decimal difflib dis
doctest enum fractions functools gc hashlib heapq inspect io itertools json linecache logging math operator os.path pathlib pickle
pprint queue random re reprlib sched secrets statistics string struct sys tempfile textwrap threading time timeit traceback
tracemalloc types typing unittest uuid warnings weakref zlib zoneinfo`.split(/\s+/);

interface Import {
	readonly milliseconds: number;
	/** Modules that were not there before. */
	readonly modules: number;
}

/** Imports a module in processes of its own. */
function measure(file: string, args: readonly string[], module: string): Import {
	const program = `import sys, time; n = len(sys.modules); t = time.perf_counter(); import ${module}; print(time.perf_counter() - t, len(sys.modules) - n)`;
	const all = Array.from({ length: runs }, () => {
		const [seconds, modules] = execFileSync(file, [...args, "-c", program], { encoding: "utf8" })
			.split(" ")
			.map(Number);
		return { milliseconds: seconds! * 1000, modules: modules! };
	});
	return all.sort((a, b) => a.milliseconds - b.milliseconds)[runs >> 1]!;
}

const natives = (process.env["PYTHON"] ?? "").split(":").filter((path) => path !== "");
const pythons = [
	{ name: "decref", file: process.execPath, args: [...flags, cli] },
	...natives.map((file) => ({ name: basename(file), file, args: [] })),
];
const named = process.argv.slice(2);

console.log("module".padEnd(14) + pythons.map(({ name }) => `${name.padStart(12)}  modules`).join(""));
for (const module of named.length > 0 ? named : USUAL) {
	const cells = pythons.map(({ file, args }) => {
		const { milliseconds, modules } = measure(file, args, module);
		return `${`${milliseconds.toFixed(1)} ms`.padStart(12)}${String(modules).padStart(9)}`;
	});
	console.log(module.padEnd(14) + cells.join(""));
}
