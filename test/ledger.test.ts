// What decref says of holders and deaths, as texts that a person has read: test/golden/ledger
// and test/golden/questions. A program prints its own
// questions, or has them in comments: `# why: name name:LINE …` for runs of `decref why`, `# trace: OPTIONS` and `# leaks: OPTIONS`, `# dis: OPTIONS` for
// runs of these commands. `UPDATE=1` renews the texts.

import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { decref } from "./support/command.ts";

const golden = join(import.meta.dirname, "golden");
const programs = ["ledger", "questions"].flatMap((area) =>
	readdirSync(join(golden, area))
		.filter((name) => name.endsWith(".py"))
		.map((name) => `${area}/${name}`),
);

/** The command lines that the program's comments ask for, less the program's name; null for a plain run. */
function commandsFor(program: string): ((file: string) => string[])[] | null {
	const text = readFileSync(join(golden, program), "utf8");
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
		const args = command(basename(program));
		const { stdout, stderr, exitCode } = await decref(args, { cwd: dirname(join(golden, program)) });
		parts.push(`$ decref ${args.join(" ")}\n${stdout}${stderr}exit code ${exitCode}\n`);
	}
	return parts.join("\n");
}

/** Compares a text with what is stored, or stores it. */
function expectStored(path: string, text: string): void {
	if (process.env["UPDATE"] === "1") writeFileSync(path, text);
	expect(text).toBe(readFileSync(path, "utf8"));
}

test.concurrent.each(programs)("%s", async (program) => {
	expectStored(join(golden, program.replace(/\.py$/, ".txt")), await answers(program));
});

test("docs/questions.md has the questions, with their answers", () => {
	const questions = programs.filter((program) => program.startsWith("questions/")).map((program) => join(golden, program));
	const parts = questions.map((path) => {
		const lines = readFileSync(path, "utf8").split("\n");
		const program = lines.join("\n").trim();
		const answer = readFileSync(path.replace(/\.py$/, ".txt"), "utf8")
			.replace(/exit code \d\n/g, "")
			.trim();
		return `## ${lines[0]!.slice(2)}\n\n\`\`\`py\n${program}\n\`\`\`\n\n\`\`\`\n${answer}\n\`\`\`\n`;
	});
	const intro =
		"# Questions that people ask, and one command that answers each\n\nThe programs are in `test/golden/questions`; this page is made from them by `UPDATE=1 npm test ledger`.";
	expectStored(join(import.meta.dirname, "../docs/questions.md"), `${[intro, ...parts].join("\n\n")}`);
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
	const text = notes.map((note) => `cell ${note.cell}: ${[note["text/plain"]].flat().join("")}\n`).join("");
	expectStored(join(golden, "ledger/notes-of-the-example.txt"), text);
});

interface NoteOutput {
	readonly metadata?: { readonly decref?: { readonly note?: boolean } };
	readonly data: { readonly "text/plain": string | string[]; readonly "text/html": string | string[] };
}

describe("questions that make no sense", () => {
	const program = "deaths.py";
	test.concurrent.each([
		[["why"], "which program"],
		[["why", program], "which object"],
		[["why", "nothing.py", "x"], "No such file"],
		[["why", `${program}:999`, "x"], "deaths.py has 35 lines, and no line 999"],
		[["why", `${program}:1`, "x"], "line 1 of deaths.py was not reached"],
		[["leaks", "deaths.txt"], "deaths.txt is no Python program"],
		[["leaks", process.execPath], "a binary file is no program"],
		[["why", program, "nobody"], "the name `nobody` is not bound; bound are: gc, C, "],
		[["why", program, "1 +"], "`1 +` raises SyntaxError: invalid syntax"],
		[["why", "--depth", program, "x"], "unknown option --depth"],
		[["trace"], "which program"],
		[["trace", "--html", "/nowhere/x.html", program], "can't write '/nowhere/x.html'"],
		[["leaks", "--from", "0", program], "--from must be a number from 1 on"],
		[["snapshot", program], "where to?"],
		[["snapshot", "-o", "x.txt", program], "the ending must be one of"],
		[["dis", "nothing.py"], "No such file"],
	])("%j", async (args, message) => {
		const { stdout, stderr, exitCode } = await decref(args, { cwd: join(golden, "ledger") });
		expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 2 });
		expect(stderr).toContain(`decref: `);
		expect(stderr).toContain(message);
	});
});
