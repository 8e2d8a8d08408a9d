// The page's lessons: their form, and what their cells print. Each is run by the built command, audit included, and shows
// what real IPython shows on CPython 3.14 (`npm run oracle` stores it under test/lessons). The lesson about sizes is compared
// with a 64-bit CPython 3.13, for the oracle has 32 bits; it uses only what weighs the same in both versions.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type ComparableOutput, type ExpectedNotebook, hashOf, lessons, pathOf, readExpected } from "./support/expected.ts";
import { runNotebook } from "./support/notebook.ts";

interface Question {
	readonly question: string;
	readonly hint?: string;
	/** Shown after the answer. The answer itself is not stored: it is what the cell prints. */
	readonly because: string;
}

interface Cell {
	readonly cell_type: "code" | "markdown";
	readonly id: string;
	readonly metadata: { readonly decref?: Question; readonly tags?: readonly string[] };
	readonly source: readonly string[];
	readonly outputs?: readonly unknown[];
	readonly execution_count?: number | null;
}

interface Notebook {
	readonly cells: readonly Cell[];
	readonly metadata: { readonly decref: { readonly lesson: number; readonly title: string; readonly about: string } };
	readonly nbformat: number;
	readonly nbformat_minor: number;
}

const names = lessons();
const read = (lesson: string): Notebook => JSON.parse(readFileSync(pathOf(lesson), "utf8"));
const codeOf = (lesson: string): Cell[] => read(lesson).cells.filter((cell) => cell.cell_type === "code");
const failsOnPurpose = (cell: Cell): boolean => cell.metadata.tags?.includes("raises-exception") === true;

const folder = mkdtempSync(join(tmpdir(), "decref-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("there are eleven, numbered by their names", () => {
	const numbers = names.map((name) => Number(/^lessons\/(\d\d)-[a-z-]+\.ipynb$/.exec(name)?.[1]));
	expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
	expect(names.map((name) => read(name).metadata.decref.lesson)).toEqual(numbers);
});

describe.each(names)("%s", (lesson) => {
	const { cells, metadata, nbformat, nbformat_minor } = read(lesson);
	const code = codeOf(lesson);
	const questions = code.flatMap((cell) => cell.metadata.decref ?? []);

	test("is a tidy notebook of format 4.5 without outputs", () => {
		const text = readFileSync(pathOf(lesson), "utf8");
		expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 1)}\n`);
		expect([nbformat, nbformat_minor]).toEqual([4, 5]);
		expect(new Set(cells.map((cell) => cell.id)).size).toBe(cells.length);
		for (const cell of code) expect(cell).toMatchObject({ outputs: [], execution_count: null });
	});

	test("begins with its title, and has words before each cell of code", () => {
		expect(cells[0]!.source[0]).toBe(`# ${metadata.decref.title}\n`);
		expect(metadata.decref.about).toMatch(/^[A-Z_].+\.$/);
		cells.forEach((cell, i) => {
			if (cell.cell_type !== "code") return;
			expect(cells[i - 1]!.cell_type).toBe("markdown");
			expect(cells[i - 1]!.source[0]).toMatch(/^## /);
		});
	});

	test("is short, and asks two to four questions", () => {
		expect(code.length).toBeGreaterThanOrEqual(5);
		expect(code.length).toBeLessThanOrEqual(9);
		for (const { source } of code) expect(source.length).toBeLessThanOrEqual(12);
		expect(questions.length).toBeGreaterThanOrEqual(2);
		expect(questions.length).toBeLessThanOrEqual(4);
	});

	test("each question is one, and has its reason", () => {
		for (const { question, hint, because, ...others } of questions) {
			expect(question).toMatch(/\?$/);
			expect(because).toMatch(/\.$/);
			if (hint !== undefined) expect(hint).toMatch(/[.?]$/);
			expect(others).toEqual({});
		}
	});
});

/** What a person is to guess: the lines that a cell prints and shows. */
function answerOf(outputs: readonly ComparableOutput[]): string[] {
	return outputs.flatMap((output) => {
		if ("stream" in output && output.stream === "stdout") return output.text;
		if ("result" in output) return output.result;
		throw new Error(`this cannot be guessed: ${JSON.stringify(output)}`);
	});
}

describe.concurrent.each(names)("%s", (lesson) => {
	test("shows what IPython shows, and what it asks for can be typed", async () => {
		const expected = readExpected<ExpectedNotebook>(lesson);
		expect(expected, "no stored result; run: npm run oracle").not.toBeNull();
		expect(hashOf(lesson), "the lesson changed; run: npm run oracle").toBe(expected!.program);
		const run = await runNotebook(pathOf(lesson), join(folder, lesson.replaceAll("/", "-")));
		expect(run.stderr).toBe("");
		expect(run.stdout).toContain("every count is explained");
		expect(run.cells).toEqual(expected!.cells);
		codeOf(lesson).forEach((cell, i) => {
			expect(run.cells[i]!.some((output) => "error" in output)).toBe(failsOnPurpose(cell));
			if (cell.metadata.decref === undefined) return;
			const answer = answerOf(run.cells[i]!);
			expect(answer.length, cell.metadata.decref.question).toBeGreaterThanOrEqual(1);
			expect(answer.length, cell.metadata.decref.question).toBeLessThanOrEqual(3);
			for (const line of answer) expect(line).toMatch(/^(?!.*0x).{1,40}$/);
		});
	});
});
