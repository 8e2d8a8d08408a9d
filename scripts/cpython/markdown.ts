// The results of CPython's tests as a page: a section for each release whose tests were run, with a row for each module. What is run
// again replaces its row. Read `writeRow` first.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { MODULES } from "./modules.ts";

/** Of one module: tests that ran, passed, failed, that left-out.txt names, that skip themselves. */
export interface Row {
	readonly module: string;
	readonly numbers: readonly number[];
}

const INTRODUCTION = `# CPython's own tests

CPython's test files say more exactly than anything else how it behaves. decref runs them as they are, with CPython's own \`unittest\`
and \`test.support\`, where a CPython (its folder \`Lib/test\`) is at hand; they are not part of this repository:

    npm run conformance cpython -- --lib DIR [module …]

**Run** is what ran, **left out** what [left-out.txt](../scripts/cpython/left-out.txt) names one by one with its reason, **skipped** what a
test skips of its own accord, mostly because it asks for a part of CPython's C API, another system or more memory. The oracle is CPython
3.14.2: a test of another release that fails on CPython 3.14.2 is left out.

With \`--markdown docs/cpython-tests.md --release NAME\` the command writes its results here.
`;

const HEADING = "## The tests of CPython ";
const COLUMNS = ["run", "passed", "failed", "left out", "skipped"];

type Rows = Map<string, readonly number[]>;

export function writeRow(file: string, release: string, { module, numbers }: Row): void {
	const sections = existsSync(file) ? readSections(readFileSync(file, "utf8")) : new Map<string, Rows>();
	const own = sections.get(release) ?? new Map();
	sections.set(release, own);
	own.set(module, numbers);
	const newestFirst = [...sections].sort(([a], [b]) => b.localeCompare(a, "en", { numeric: true }));
	writeFileSync(file, [INTRODUCTION, ...newestFirst.map(([name, own]) => `${HEADING}${name}\n\n${table(own)}\n`)].join("\n"));
}

function readSections(text: string): Map<string, Rows> {
	const parts = text.split(HEADING).slice(1);
	return new Map(parts.map((part) => [part.slice(0, part.indexOf("\n")), readRows(part)]));
}

function readRows(section: string): Rows {
	const rows = [...section.matchAll(/^\| (test_\w+) \| ([\d |]+) \|$/gm)];
	return new Map(rows.map(([, module, numbers]) => [module!, numbers!.split(" | ").map(Number)]));
}

function table(rows: Rows): string {
	const order = [...rows].sort(([a], [b]) => MODULES.indexOf(a) - MODULES.indexOf(b));
	const sums = COLUMNS.map((_, i) => order.reduce((sum, [, numbers]) => sum + numbers[i]!, 0));
	const lines = [
		["module", ...COLUMNS],
		["---", ...COLUMNS.map(() => "---:")],
		...order.map(([module, numbers]) => [module, ...numbers]),
		[`**${order.length} modules**`, ...sums],
	];
	return lines.map((line) => `| ${line.join(" | ")} |`).join("\n");
}
