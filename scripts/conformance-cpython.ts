// `npm run conformance cpython -- --lib DIR [--match PART] [--skipped] [--limit SECONDS] [--verbose] [--markdown FILE [--release NAME]]
// [module …]`: runs CPython's own test files, found in DIR/test, with CPython's own unittest and test.support on the built command, each module in a fresh process, and
// prints what failed and a table. All the modules of cpython/modules.ts if none is named. A test that takes longer than the limit, or
// ends the process, fails, and the rest of its module goes on in another process. --skipped runs instead only the tests that
// cpython/left-out.txt names, and tells which of them pass. --markdown puts the rows of the table into a page. Read `judge` first.

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { type Row, writeRow } from "./cpython/markdown.ts";
import { MODULES } from "./cpython/modules.ts";

/** What run.py says. */
type Event =
	| { readonly event: "module"; readonly tests: number; readonly unused: readonly string[] }
	| { readonly event: "module skipped" | "broken"; readonly text: string }
	| { readonly event: "start"; readonly test: string }
	| { readonly event: "says"; readonly test: string; readonly outcome: Outcome; readonly text: string }
	| { readonly event: "end"; readonly test: string; readonly seconds: number }
	| { readonly event: "finished" };
type Outcome = "passed" | "failed" | "error" | "skipped";

interface Verdict {
	outcome: Outcome;
	/** Why it was skipped, or what went wrong. */
	text: string;
}

interface Judgement {
	readonly module: string;
	readonly verdicts: Map<string, Verdict>;
	readonly unused: string[];
	/** The reasons that left-out.txt has for tests of the module. */
	readonly leftOut: ReadonlySet<string>;
	seconds: number;
}

const args = process.argv.slice(2);
const option = (name: string): string | null => {
	const at = args.indexOf(`--${name}`);
	return at < 0 ? null : (args.splice(at, 2)[1] ?? null);
};
const flag = (name: string): boolean => {
	const at = args.indexOf(`--${name}`);
	return at >= 0 && args.splice(at, 1).length > 0;
};
const lib = option("lib");
const match = option("match");
const markdown = option("markdown");
const release = option("release");
const limit = Number(option("limit") ?? 120) * 1000;
const [onlySkipped, verbose] = [flag("skipped"), flag("verbose")];
const modules = args.length > 0 ? args : MODULES;
const folder = join(import.meta.dirname, "cpython");
const cli = process.env["DECREF_CLI"] ?? join(import.meta.dirname, "../dist/cli.js");
const live = process.stderr.isTTY;

/** 3.14's own tests came with annotationlib. */
const areNewer = lib !== null && existsSync(join(lib, "test/test_annotationlib.py"));

/** Whether what a reason of left-out.txt stands for is about the copies that are run: 3.13's do not know how 3.14 behaves. */
const concerns = (reason: string): boolean => !reason.startsWith(areNewer ? "3.14" : "in 3.14's tests");

/** The module's part of left-out.txt: why a test that matches a pattern is not run. */
function skipsOf(module: string): { [pattern: string]: string } {
	const skips: { [pattern: string]: string } = {};
	let reason = "";
	for (const line of readFileSync(join(folder, "left-out.txt"), "utf8").split("\n")) {
		if (line.startsWith(`\t${module}.`) && concerns(reason)) skips[line.slice(module.length + 2)] = reason;
		else if (!/^[#\t]|^$/.test(line)) reason = line;
	}
	return skips;
}

function start(module: string, done: readonly string[], cwd: string): ChildProcess {
	const request = { module, done, match: match === null ? [] : [match], skip: skipsOf(module), only_skipped: onlySkipped };
	const command = ["--stack-size=5500", cli, join(folder, "run.py"), resolve(lib!), JSON.stringify(request)];
	const env = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, PYTHON_COLORS: undefined, TERM: "dumb" };
	return spawn(process.execPath, command, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
}

/** Runs the tests of a module that have no verdict yet, until the process ends. True if all have one now. */
function runRest(judgement: Judgement, cwd: string): Promise<boolean> {
	const { module, verdicts } = judgement;
	const child = start(module, [...verdicts.keys()], cwd);
	let running: string | null = null;
	let whole = false;
	let said = "";
	let timer = setTimeout(() => child.kill("SIGKILL"), limit);
	const progress = (text: string): void => void (live && process.stderr.write(`\r\x1b[K${text}`));
	const restart = (): void => {
		clearTimeout(timer);
		timer = setTimeout(() => child.kill("SIGKILL"), limit);
	};
	const take: { [E in Event["event"]]: (event: Extract<Event, { event: E }>) => void } = {
		module: (event) => void judgement.unused.splice(0, Infinity, ...event.unused),
		"module skipped": ({ text }) => void (verdicts.set("(whole module)", { outcome: "skipped", text }), (whole = true)),
		broken: ({ text }) => void (verdicts.set("(whole module)", { outcome: "error", text }), (whole = true)),
		start: ({ test }) => {
			running = test;
			restart();
			progress(`${module}  ${verdicts.size} ${test}`);
		},
		says: ({ test, outcome, text }) => {
			const before = verdicts.get(test);
			if (before === undefined || before.outcome === "skipped") verdicts.set(test, { outcome, text });
			else before.text += text;
		},
		end: ({ test }) => {
			if (!verdicts.has(test)) verdicts.set(test, { outcome: "passed", text: "" });
			running = null;
		},
		finished: () => void (whole = true),
	} as const;
	child.stderr!.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-4000)));
	createInterface({ input: child.stdout! }).on("line", (line) => {
		if (!line.startsWith("\x1e")) return;
		const event = JSON.parse(line.slice(1)) as Event;
		(take[event.event] as (event: Event) => void)(event);
	});
	return new Promise((settle) =>
		child.on("close", (code, signal) => {
			clearTimeout(timer);
			progress("");
			const why = signal === "SIGKILL" ? `took more than ${limit / 1000} s` : `the process ended: ${signal ?? code}\n${said}`;
			if (!whole) verdicts.set(running ?? "(whole module)", { outcome: "error", text: why });
			settle(whole || running === null);
		}),
	);
}

async function judge(module: string): Promise<Judgement> {
	const judgement: Judgement = { module, verdicts: new Map(), unused: [], leftOut: new Set(Object.values(skipsOf(module))), seconds: 0 };
	const cwd = mkdtempSync(join(tmpdir(), "decref-cpython-"));
	const began = performance.now();
	while (!(await runRest(judgement, cwd)));
	judgement.seconds = (performance.now() - began) / 1000;
	rmSync(cwd, { recursive: true, force: true });
	return judgement;
}

const count = ({ verdicts }: Judgement, outcome: Outcome): number => [...verdicts.values()].filter((v) => v.outcome === outcome).length;
const lastLine = (text: string): string => text.trimEnd().split("\n").at(-1)!;
const row = (name: string, numbers: readonly (string | number)[]): string =>
	name.padEnd(24) + numbers.map((number) => String(number).padStart(9)).join("");

function numbersOf(judgement: Judgement): number[] {
	const [passed, failed, error, skipped] = (["passed", "failed", "error", "skipped"] as const).map((outcome) => count(judgement, outcome));
	return [judgement.verdicts.size - skipped!, passed!, failed!, error!, skipped!, Math.round(judgement.seconds)];
}

function printTrouble({ module, verdicts, unused }: Judgement): void {
	for (const [test, { outcome, text }] of verdicts) {
		if (outcome !== "failed" && outcome !== "error") continue;
		console.log(`  ${outcome} ${module}.${test}: ${verbose ? `\n${text}` : lastLine(text)}`);
	}
	if (onlySkipped) for (const [test, { outcome }] of verdicts) if (outcome === "passed") console.log(`  passes now: ${module}.${test}`);
	if (match === null) for (const pattern of unused) console.log(`  no such test is left to leave out: ${module}.${pattern}`);
}

function printReasons(judgements: readonly Judgement[]): void {
	const reasons = new Map<string, number>();
	for (const { verdicts } of judgements) {
		for (const { outcome, text } of verdicts.values()) if (outcome === "skipped") reasons.set(text, (reasons.get(text) ?? 0) + 1);
	}
	for (const [reason, times] of [...reasons].sort(([, a], [, b]) => b - a)) console.log(`${String(times).padStart(5)} skipped: ${reason}`);
}

/** What left-out.txt names, and what the tests skip of their own accord, apart. */
function rowOf(judgement: Judgement): Row {
	const [run, passed, failed, errors] = numbersOf(judgement) as [number, number, number, number, number, number];
	const skipped = [...judgement.verdicts.values()].filter(({ outcome }) => outcome === "skipped").map(({ text }) => text);
	const leftOut = skipped.filter((reason) => judgement.leftOut.has(reason)).length;
	return { module: judgement.module, numbers: [run, passed, failed + errors, leftOut, skipped.length - leftOut] };
}

if (lib === null) throw new Error("--lib DIR: the folder of a CPython's library, with `test` in it");
const header = row("", ["run", "passed", "failed", "errors", "skipped", "seconds"]);
const judgements: Judgement[] = [];
console.log(header);
for (const module of modules) {
	const judgement = await judge(module);
	judgements.push(judgement);
	console.log(row(module, numbersOf(judgement)));
	printTrouble(judgement);
	if (markdown !== null) writeRow(markdown, release ?? (areNewer ? "3.14" : "3.13"), rowOf(judgement));
}
const sums = judgements.map(numbersOf).reduce((sum, numbers) => sum.map((n, i) => n + numbers[i]!), [0, 0, 0, 0, 0, 0]);
console.log(`${header}\n${row(`${judgements.length} modules`, sums)}`);
printReasons(judgements);
process.exitCode = sums[2]! + sums[3]! === 0 ? 0 : 1;
