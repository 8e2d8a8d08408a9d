// The results of CPython's tests as a page: one section for each release whose tests were run, which replaces the section that the
// page has of that release. Read `writeSection` first.

import { existsSync, readFileSync, writeFileSync } from "node:fs";

export interface Row {
	readonly module: string;
	/** Tests that ran, that passed, that failed. */
	readonly numbers: readonly [run: number, passed: number, failed: number];
	/** One reason for each test that left-out.txt names. */
	readonly leftOut: readonly string[];
	/** One for each that skips itself. */
	readonly skipped: readonly string[];
}

const INTRODUCTION = `# CPython's own tests

CPython's test files say more exactly than anything else how it behaves. decref runs them as they are, with CPython's own \`unittest\`
and \`test.support\`, where a CPython (its folder \`Lib/test\`) is at hand; they are not part of this repository:

    npm run conformance cpython -- --lib DIR [module …]

**Run** is what ran, **left out** what [left-out.txt](../scripts/cpython/left-out.txt) names one by one with its reason, **skipped** what a
test skips of its own accord, mostly because it asks for a part of CPython's C API, another system or more memory. The oracle is CPython
3.14.2: where a test of an earlier or later release expects something else, and CPython 3.14.2 fails it too, decref does as 3.14.2.

With \`--markdown docs/cpython-tests.md --release NAME\` the command writes the section of a release anew.
`;

const HEADING = "## The tests of CPython ";

/** The release's number decides the order: later ones first. */
export function writeSection(file: string, release: string, rows: readonly Row[]): void {
	const sections = new Map<string, string>();
	if (existsSync(file)) {
		for (const part of readFileSync(file, "utf8").split(HEADING).slice(1)) sections.set(part.slice(0, part.indexOf("\n")), part.trimEnd());
	}
	sections.set(release, `${release}\n\n${table(rows)}\n\n${reasons(rows)}`);
	const newestFirst = [...sections].sort(([a], [b]) => b.localeCompare(a, "en", { numeric: true }));
	writeFileSync(file, `${[INTRODUCTION, ...newestFirst.map(([, text]) => `${HEADING}${text}\n`)].join("\n")}`);
}

function table(rows: readonly Row[]): string {
	const cells = rows.map(({ module, numbers, leftOut, skipped }) => [module, ...numbers, leftOut.length, skipped.length]);
	const sum = [`**${rows.length} modules**`, ...[1, 2, 3, 4, 5].map((i) => cells.reduce((total, row) => total + Number(row[i]), 0))];
	const lines = [["module", "run", "passed", "failed", "left out", "skipped"], ["---", ...Array<string>(5).fill("---:")], ...cells, sum];
	return lines.map((line) => `| ${line.join(" | ")} |`).join("\n");
}

function reasons(rows: readonly Row[]): string {
	const leftOut = counted(rows.flatMap((row) => row.leftOut));
	const skipped = counted(rows.flatMap((row) => row.skipped));
	return [
		`Left out:\n\n${leftOut}`,
		`The most frequent reasons of what skips itself:\n\n${skipped.split("\n").slice(0, 12).join("\n")}`,
	].join("\n\n");
}

/** A list of the different reasons, the most frequent first. */
function counted(list: readonly string[]): string {
	const times = new Map<string, number>();
	for (const reason of list) times.set(reason, (times.get(reason) ?? 0) + 1);
	const sorted = [...times].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
	return sorted.map(([reason, n]) => `- ${n}: ${reason.replace(/^in 3\.14's tests[:,] /, "").replaceAll("\n", " ")}`).join("\n");
}
