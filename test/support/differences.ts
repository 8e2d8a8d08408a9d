// What differs from CPython: the files of test/differences, from which docs/differences.md is made.
//
// A file's first comment is a title and, after a blank one, a text. Where a program can show the difference, it follows,
// with what CPython prints and what decref prints in comments behind it. Read `readDifferences` first.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Difference {
	readonly name: string;
	readonly title: string;
	readonly text: string;
	/** Null where no program of a few lines shows it. */
	readonly shown: { readonly program: string; readonly cpython: string; readonly decref: string } | null;
}

const folder = join(import.meta.dirname, "../differences");

/** Those of a folder, in the order of their numbers. */
export function readDifferences(kind: "known" | "not-yet"): Difference[] {
	return readdirSync(join(folder, kind))
		.sort()
		.map((name) => parse(`${kind}/${name}`, readFileSync(join(folder, kind, name), "utf8")));
}

function parse(name: string, source: string): Difference {
	const [head, title, text, rest] = /^# (.+)\n#\n((?:# .*\n)+)(?:\n([\s\S]*))?$/.exec(source) ?? [];
	if (head === undefined) throw new Error(`test/differences/${name}: a title and a text are to come first`);
	return { name, title: title!, text: uncomment(text!), shown: rest === undefined ? null : parseProgram(name, rest) };
}

function parseProgram(name: string, source: string): NonNullable<Difference["shown"]> {
	const [whole, program, cpython, decref] = /^([\s\S]*\n)\n# CPython:\n((?:#.*\n)*?)# decref:\n((?:#.*\n)*)$/.exec(source) ?? [];
	if (whole === undefined) throw new Error(`test/differences/${name}: "# CPython:" and "# decref:" are to come last`);
	return { program: program!, cpython: uncomment(cpython!), decref: uncomment(decref!) };
}

function uncomment(lines: string): string {
	return lines.replace(/^# ?/gm, "");
}

/** The page of all differences. */
export function differencesPage(): string {
	return `# Known differences from CPython 3.14

What a program can see that is not as in 64-bit CPython 3.14.5. This page is made from test/differences by
\`UPDATE=1 npx vitest run test/differences\`; a test runs each program and compares.

${readDifferences("known").map(entry).join("\n")}
## Not there yet

Each fails with a clear error, never with a wrong result.

${readDifferences("not-yet").map(entry).join("\n")}`;
}

function entry({ title, text, shown }: Difference): string {
	const example =
		shown === null
			? ""
			: `\n\`\`\`py\n${shown.program}\`\`\`\n\n| CPython | decref |\n| --- | --- |\n| ${cell(shown.cpython)} | ${cell(shown.decref)} |\n`;
	return `### ${title}\n\n${text}${example}`;
}

function cell(output: string): string {
	return output
		.trimEnd()
		.split("\n")
		.map((line) => `\`${line.replaceAll("|", "\\|")}\``)
		.join("<br>");
}
