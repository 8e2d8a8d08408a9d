// `npx tsx scripts/fuzz.ts [--seed N] [--programs M] [--batch K]`: runs random programs in the oracle and here, compares what
// they print, and reduces a program that differs to few lines. Also a count that the audit can't explain is a difference.
//
// Both sides run one Python text, which runs the programs of a batch one after the other, each in a namespace of its own.
// The runtime is started in a process of its own per batch, so that a fault ends only that. Read `main` below first.

import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { heapProgram, PRELUDE } from "../test/fuzz/heapPrograms.ts";
import { startOracle } from "./oracle/pyodide.ts";

const root = join(import.meta.dirname, "..");
const cache = join(root, "node_modules/.cache/decref-fuzz");
const runner = join(cache, "run.mjs");
const MARK = "=== program";

const option = (name: string, otherwise: number): number => {
	const at = process.argv.indexOf(`--${name}`);
	return at < 0 ? otherwise : Number(process.argv[at + 1]);
};

/** Runs each text of `programs` with its output marked; the last line says that all is done. */
function driver(programs: readonly string[]): string {
	return `
import sys, gc, weakref, warnings
warnings.simplefilter("ignore")
gc.disable()
gc.collect()
gc.freeze()
sys.unraisablehook = lambda u: print("unraisable", u.exc_type.__name__, u.exc_value, str(u.err_msg).split(" at 0x")[0])
prelude = compile(${JSON.stringify(PRELUDE)}, "<prelude>", "exec")
def run(source):
    namespace = {"__name__": "fuzz", "sys": sys, "gc": gc, "weakref": weakref, "w0": None, "w1": None, "w2": None}
    exec(prelude, namespace)
    try:
        exec(compile(source, "<fuzz>", "exec"), namespace)
    except BaseException as e:
        print("uncaught", type(e).__name__, str(e).split(" at 0x")[0])
    print("end")
    namespace["fuel"][0] = 100
    for name in ("a", "b", "c", "d", "e", "h", "err"): namespace.pop(name, None)
    print("names gone")
    namespace.clear()
    print("namespace gone")
    gc.collect()
for number, source in enumerate(${JSON.stringify(programs)}):
    gc.collect()
    print("${MARK}", number)
    run(source)
gc.collect()
print("${MARK} none")
`;
}

/** The output of each program; null where there is none because an earlier one ended the process. */
function perProgram(output: string, count: number): (string | null)[] {
	const parts = output.split(new RegExp(`^${MARK} .*\n`, "m")).slice(1);
	return Array.from({ length: count }, (_, i) => (i < parts.length - 1 ? parts[i]!.replace(/0x[0-9a-f]{4,}/g, "0x…") : null));
}

interface Here {
	readonly outputs: (string | null)[];
	/** What ended the process, or what the audit said; empty when all is well. */
	readonly complaint: string;
	/** The program that was running when the process ended, or -1. */
	readonly ended: number;
}

async function runHere(programs: readonly string[]): Promise<Here> {
	const file = join(cache, `batch-${process.pid}.py`);
	writeFileSync(file, driver(programs));
	const args = ["--enable-source-maps", runner, "--audit", file];
	const run = await promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 28, timeout: 120_000 }).catch((error) => error);
	const outputs = perProgram(String(run.stdout), programs.length);
	const started = String(run.stdout).split(`${MARK} `).length - 2;
	const ended = String(run.stdout).includes(`${MARK} none`) ? -1 : Math.max(0, started);
	const complaint =
		ended >= 0
			? String(run.stderr).slice(0, 1500)
			: / 0 counts not explained/.test(String(run.stderr))
				? ""
				: String(run.stderr).slice(0, 1500);
	return { outputs, complaint, ended };
}

mkdirSync(cache, { recursive: true });
await build({
	entryPoints: [join(root, "scripts/run.ts")],
	bundle: true,
	format: "esm",
	platform: "node",
	packages: "external",
	sourcemap: true,
	outfile: runner,
	logLevel: "warning",
});
const oracle = await startOracle();

interface Verdict {
	readonly theirs: string;
	readonly ours: string;
	readonly complaint: string;
}

/** What differs for each program; null where nothing does. */
async function judge(programs: readonly string[]): Promise<(Verdict | null)[]> {
	// The oracle is a 32-bit build: it reports other counts of immortal objects.
	const output = oracle.run(driver(programs)).replace(/\b(1879048192|1342177280)\b/g, "3221225472");
	const theirs = perProgram(output, programs.length);
	const verdicts: (Verdict | null)[] = [];
	while (verdicts.length < programs.length) {
		const from = verdicts.length;
		const here = await runHere(programs.slice(from));
		const until = here.ended < 0 ? programs.length : from + here.ended + 1;
		for (let i = from; i < until; i++) {
			const ours = here.outputs[i - from] ?? null;
			const complaint = ours === null ? here.complaint : "";
			verdicts.push(ours !== null && ours === theirs[i] ? null : { theirs: theirs[i] ?? "", ours: ours ?? "", complaint });
		}
		if (here.ended < 0 && here.complaint !== "") await blame(programs, verdicts, from, here.complaint);
	}
	return verdicts;
}

/** Finds the programs after which the audit complains, by halves. */
async function blame(programs: readonly string[], verdicts: (Verdict | null)[], from: number, complaint: string): Promise<void> {
	if (programs.length - from === 1) {
		verdicts[from] ??= { theirs: "", ours: "", complaint };
		return;
	}
	const middle = from + Math.ceil((programs.length - from) / 2);
	for (const [start, end] of [
		[from, middle],
		[middle, programs.length],
	] as const) {
		const half = programs.slice(start, end);
		const here = await runHere(half);
		if (here.ended >= 0 || here.complaint === "") continue;
		const inner: (Verdict | null)[] = half.map(() => null);
		await blame(half, inner, 0, here.complaint);
		inner.forEach((verdict, i) => (verdicts[start + i] ??= verdict));
	}
}

/** The program without line `at` and what is nested in it; an empty body gets `pass`. */
function without(lines: readonly string[], at: number): string[] {
	const depth = (line: string): number => line.length - line.trimStart().length;
	let end = at + 1;
	while (end < lines.length && depth(lines[end]!) > depth(lines[at]!)) end++;
	const rest = [...lines.slice(0, at), ...lines.slice(end)];
	const before = lines[at - 1];
	if (lines[at]!.trim() === "tick()") return [...lines]; // without it calls need not end
	const isEmpty =
		at > 0 &&
		before!.trimEnd().endsWith(":") &&
		depth(before!) < depth(lines[at]!) &&
		(rest[at] === undefined || depth(rest[at]!) <= depth(before!));
	return isEmpty ? [...rest.slice(0, at), `${" ".repeat(depth(lines[at]!))}pass`, ...rest.slice(at)] : rest;
}

/** Takes lines away as long as the difference stays. */
async function reduce(program: string): Promise<string> {
	let lines = program.trimEnd().split("\n");
	for (let round = 0; round < 40; round++) {
		const candidates = lines
			.map((_, i) => without(lines, i))
			.concat(lines.flatMap((line, i) => (line.trim().endsWith(":") ? [dedented(lines, i)] : [])));
		const smaller = candidates.filter((c) => c.length <= lines.length && c.join("\n") !== lines.join("\n"));
		const verdicts = await judge(smaller.map((c) => `${c.join("\n")}\n`));
		const good = smaller.filter(
			(_, i) => verdicts[i] !== null && !verdicts[i]!.theirs.includes("SyntaxError") && !verdicts[i]!.theirs.includes("IndentationError"),
		);
		if (good.length === 0) break;
		lines = good.reduce((best, c) => (c.length < best.length ? c : best));
	}
	return `${lines.join("\n")}\n`;
}

/** The program with the body of line `at` in its place. */
function dedented(lines: readonly string[], at: number): string[] {
	const depth = (line: string): number => line.length - line.trimStart().length;
	let end = at + 1;
	while (end < lines.length && depth(lines[end]!) > depth(lines[at]!)) end++;
	return [...lines.slice(0, at), ...lines.slice(at + 1, end).map((line) => line.slice(4)), ...lines.slice(end)];
}

function firstDifference({ theirs, ours, complaint }: Verdict): string {
	const [a, b] = [theirs.split("\n"), ours.split("\n")];
	const at = a.findIndex((line, i) => line !== b[i]);
	const place =
		at < 0 ? "" : `line ${at + 1}\n  oracle: ${a.slice(at, at + 3).join(" | ")}\n  decref: ${b.slice(at, at + 3).join(" | ")}\n`;
	return place + (complaint === "" ? "" : `  ${complaint}\n`);
}

const seed = option("seed", 1);
const count = option("programs", 200);
const size = option("batch", 50);
const most = option("reduce", 5);
let same = 0;
let reduced = 0;
for (let start = seed; start < seed + count; start += size) {
	const seeds = Array.from({ length: Math.min(size, seed + count - start) }, (_, i) => start + i);
	const programs = seeds.map(heapProgram);
	const verdicts = await judge(programs);
	for (const [i, verdict] of verdicts.entries()) {
		if (verdict === null) same++;
		else {
			console.log(`seed ${seeds[i]} differs: ${firstDifference(verdict)}`);
			if (reduced++ >= most) continue;
			const small = await reduce(programs[i]!);
			const [again] = await judge([small]);
			console.log(`${small}${again === null || again === undefined ? "(differs only in company)" : firstDifference(again)}\n`);
		}
	}
	console.log(`seeds ${seeds[0]} to ${seeds.at(-1)}: ${same} programs without difference so far`);
}
process.exit(same === count ? 0 : 1);
