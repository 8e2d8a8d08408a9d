// Programs and notebooks in links and files: what goes in comes out, and damage is told, not shown.

import fc from "fast-check";
import { expect, test } from "vitest";
import { NotebookError } from "../../../src/notebook/document.ts";
import { type Document, fileText, fromFragment, newCell, newProgram, openFile, toFragment } from "../../../src/web/documents.ts";

const plain = ({ kind, name, cells }: Document): unknown => [kind, name, cells.map(({ type, source }) => [type, source])];

test("a link gives back the whole document", () => {
	const cell = fc.tuple(fc.constantFrom("code" as const, "markdown" as const), fc.string({ unit: "grapheme" }));
	fc.assert(
		fc.property(
			fc.constantFrom("program" as const, "notebook" as const),
			fc.string(),
			fc.array(cell, { minLength: 1 }),
			(kind, name, cells) => {
				const document: Document = { kind, name, cells: cells.map(([type, source]) => newCell(type, source)), raw: null };
				expect(plain(fromFragment(`#${toFragment(document)}`)!)).toEqual(plain(document));
			},
		),
	);
});

test("a damaged link is an error, another fragment is none of ours", () => {
	const link = `#${toFragment(newProgram("print('hello, world')\n".repeat(5)))}`;
	for (const damaged of ["#p=", "#p=AAAA", link.slice(0, 10), `${link.slice(0, 20)}xx${link.slice(24)}`])
		expect(() => fromFragment(damaged), damaged).toThrow(NotebookError);
	for (const other of ["", "#", "#section", "#p=ü"]) expect(fromFragment(other)).toBe(null);
});

test("files: a program's lines, a notebook's metadata, a notebook under another name", () => {
	const program = openFile("a.py", "\uFEFFx = 1\r\ny = 2\r\n");
	expect(fileText(program, () => null)).toBe("x = 1\ny = 2\n");
	const text = JSON.stringify({
		nbformat: 4,
		nbformat_minor: 5,
		metadata: { mine: [1] },
		cells: [
			{ cell_type: "markdown", metadata: {}, source: ["# T"], id: "a" },
			{
				cell_type: "code",
				metadata: { tags: ["raises-exception"], decref: { question: "What?", because: "So." } },
				source: "1/0",
				outputs: [],
				execution_count: null,
				id: "b",
			},
		],
	});
	const notebook = openFile("lesson.txt", text);
	expect(plain(notebook)).toEqual([
		"notebook",
		"lesson.txt",
		[
			["markdown", "# T"],
			["code", "1/0"],
		],
	]);
	expect(notebook.cells[1]).toMatchObject({ mayRaise: true, question: { question: "What?", hint: null, because: "So." } });
	const saved = JSON.parse(
		fileText(notebook, (cell) =>
			cell.type === "code" ? { executionCount: 3, outputs: [{ type: "stream", name: "stdout", text: "hi\n" }] } : null,
		),
	);
	expect(saved.metadata.mine).toEqual([1]);
	expect(saved.cells[1]).toMatchObject({ execution_count: 3, outputs: [{ name: "stdout", output_type: "stream", text: ["hi\n"] }] });
	expect(() => openFile("bad.ipynb", "{")).toThrow(NotebookError);
});
