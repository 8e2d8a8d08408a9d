// `npm run fuzz -- [heap] [--seed N] [--programs M] [--batch K] [--reduce L]`, or with `--seeds A,B,…` in place of seed and
// programs: runs random programs in the oracle and here, compares what they print, and reduces the first L that differ to
// few lines. A seed makes its program again; `--show` prints it. ORACLE_PYTHON may name a native CPython 3.13 (see
// fuzz/judge.ts). Read `main` first.

import { heapProgram, PRELUDE } from "../test/fuzz/heapPrograms.ts";
import { firstDifference, Judge } from "./fuzz/judge.ts";
import { languageProgram } from "./fuzz/language.ts";
import { LANGUAGE_PRELUDE } from "./fuzz/prelude.ts";
import { reduce } from "./fuzz/reduce.ts";

const KINDS = {
	language: { make: languageProgram, prelude: LANGUAGE_PRELUDE },
	heap: { make: heapProgram, prelude: PRELUDE },
} as const;

const option = (name: string, otherwise: number): number => {
	const at = process.argv.indexOf(`--${name}`);
	return at < 0 ? otherwise : Number(process.argv[at + 1]);
};

async function main(): Promise<boolean> {
	const { make, prelude } = KINDS[process.argv.includes("heap") ? "heap" : "language"];
	const listed = process.argv.includes("--seeds") ? process.argv[process.argv.indexOf("--seeds") + 1]!.split(",").map(Number) : null;
	const first = option("seed", 1);
	const all = listed ?? Array.from({ length: option("programs", 200) }, (_, i) => first + i);
	const size = option("batch", 50);
	if (process.argv.includes("--show")) {
		process.stdout.write(make(all[0]!));
		return true;
	}
	const judge = await Judge.start(prelude);
	let same = 0;
	let unjudged = 0;
	const others = (): string =>
		(unjudged === 0 ? "" : `, ${unjudged} not judged`) +
		(judge.byOracle === 0 ? "" : `, ${judge.byOracle} of them but for the oracle's 32 bits and addresses`) +
		(judge.asNative === 0 ? "" : `, ${judge.asNative} of them as a native CPython only`);
	let toReduce = option("reduce", 5);
	for (let start = 0; start < all.length; start += size) {
		const seeds = all.slice(start, start + size);
		const programs = seeds.map(make);
		judge.renewOracle();
		const verdicts = await judge.judge(programs);
		const unknown = new Set(judge.unjudged);
		for (const [i, verdict] of verdicts.entries()) {
			if (unknown.has(i)) {
				unjudged++;
				console.log(`seed ${seeds[i]} is not judged: it ends the oracle`);
				continue;
			}
			if (verdict === null) {
				same++;
				continue;
			}
			console.log(`seed ${seeds[i]} differs: ${firstDifference(verdict)}`);
			if (toReduce-- > 0) await printReduced(programs[i]!, judge);
		}
		console.log(`seeds ${seeds[0]} to ${seeds.at(-1)}: ${same} programs without difference so far${others()}`);
	}
	return same + unjudged === all.length;
}

async function printReduced(program: string, judge: Judge): Promise<void> {
	const small = await reduce(program, (programs) => judge.judge(programs));
	const [again] = await judge.judge([small]);
	console.log(`${small}${again === null || again === undefined ? "(differs only in company)" : firstDifference(again)}\n`);
}

process.exit((await main()) ? 0 : 1);
