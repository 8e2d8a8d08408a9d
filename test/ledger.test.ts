// What decref says of holders and deaths, as texts that a person has read: test/golden/ledger. A program prints its own
// questions, or has them in comments: `# why: name name:LINE …` for runs of `decref why`, `# trace: OPTIONS` and `# leaks: OPTIONS`, `# dis: OPTIONS` for
// runs of these commands. `UPDATE=1` renews the texts.

import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decref } from "./support/command.ts";

const folder = join(import.meta.dirname, "golden/ledger");
const programs = readdirSync(folder).filter((name) => name.endsWith(".py"));

/** The command lines that the program's comments ask for, less the program's name; null for a plain run. */
function commandsFor(program: string): ((file: string) => string[])[] | null {
	const text = readFileSync(join(folder, program), "utf8");
	const questions = /^# why: (.*)$/m.exec(text)?.[1]?.split(" ") ?? [];
	const others = [...text.matchAll(/^# (trace|leaks|dis): *(.*)$/gm)].map((match) => [
		match[1]!,
		...match[2]!.split(" ").filter((word) => word !== ""),
	]);
	const commands = [
		...questions.map((question) => {
			const [expression = "", line] = question.split(":");
			return (file: string): string[] => ["why", line === undefined ? file : `${file}:${line}`, expression];
		}),
		...others.map((words) => (file: string): string[] => [...words, file]),
	];
	return commands.length === 0 ? null : commands;
}

async function answers(program: string): Promise<string> {
	const parts: string[] = [];
	for (const command of commandsFor(program) ?? [(file: string): string[] => [file]]) {
		const args = command(program);
		const { stdout, stderr, exitCode } = await decref(args, { cwd: folder });
		parts.push(`$ decref ${args.join(" ")}\n${stdout}${stderr}exit code ${exitCode}\n`);
	}
	return parts.join("\n");
}

test.each(programs)("%s", async (program) => {
	const golden = join(folder, program.replace(/\.py$/, ".txt"));
	const text = await answers(program);
	if (process.env["UPDATE"] === "1") writeFileSync(golden, text);
	expect(text).toBe(readFileSync(golden, "utf8"));
});

test("notes of a notebook's cells: outputs that any Jupyter shows", async () => {
	const output = join(mkdtempSync(join(tmpdir(), "decref-notes-")), "out.ipynb");
	const { exitCode } = await decref(["--notes", "-o", output, join(import.meta.dirname, "../examples/memory-management.ipynb")]);
	expect(exitCode).toBe(0);
	const { cells } = JSON.parse(readFileSync(output, "utf8")) as { cells: { outputs?: NoteOutput[] }[] };
	const notes = cells.flatMap(({ outputs = [] }, i) =>
		outputs.filter(({ metadata }) => metadata?.decref?.note === true).map(({ data }) => ({ cell: i + 1, ...data })),
	);
	for (const note of notes) expect([note["text/html"]].flat().join("")).toMatch(/^<details [\s\S]*<\/details>$/);
	const golden = join(folder, "notes-of-the-example.txt");
	const text = notes.map((note) => `cell ${note.cell}: ${[note["text/plain"]].flat().join("")}\n`).join("");
	if (process.env["UPDATE"] === "1") writeFileSync(golden, text);
	expect(text).toBe(readFileSync(golden, "utf8"));
});

interface NoteOutput {
	readonly metadata?: { readonly decref?: { readonly note?: boolean } };
	readonly data: { readonly "text/plain": string | string[]; readonly "text/html": string | string[] };
}
