// Reading and writing notebooks in all their forms; no Python runs here.

import { expect, test } from "vitest";
import { NotebookError, type Output } from "../../../src/notebook/document.ts";
import { readIpynb, writeIpynb } from "../../../src/notebook/ipynb.ts";
import { isPasted, isPercentFormat, readPasted, readPercent } from "../../../src/notebook/text.ts";

const notebook = (changes: object = {}): string =>
	JSON.stringify({ nbformat: 4, nbformat_minor: 2, metadata: {}, cells: [code("1 + 1")], ...changes });
const code = (source: string | string[]): object => ({
	cell_type: "code",
	execution_count: 7,
	metadata: {},
	outputs: [{ old: true }],
	source,
});

test("source may be a string or a list of lines", () => {
	const read = readIpynb(notebook({ cells: [code("a\nb"), code(["a\n", "b"])] }), "n.ipynb");
	expect(read.cells.map((cell) => cell.source)).toEqual(["a\nb", "a\nb"]);
});

test.each([
	["", "n.ipynb: not valid JSON (the file is empty)"],
	['{"nbformat": 4,', "n.ipynb: not valid JSON (it ends too soon)"],
	['{"cells": [\n  1,, 2]}', "n.ipynb: not valid JSON (line 2, column 5)"],
	["[]", "n.ipynb: not a notebook (its JSON is not an object)"],
	["{}", 'n.ipynb: not a notebook (no "nbformat" number)'],
	[notebook({ nbformat: 5 }), "n.ipynb: notebook format 5 is newer than decref reads (4)"],
	[notebook({ nbformat: 3 }), "n.ipynb: notebook format 3 is too old"],
	[notebook({ cells: 3 }), "n.ipynb: not a notebook (it has no list of cells)"],
	[notebook({ cells: [{ cell_type: "magic", source: "" }] }), "n.ipynb: cell 1 has an unknown type"],
	[notebook({ cells: [code("x"), { cell_type: "code" }] }), "n.ipynb: cell 2 has no source text"],
])("refuses %s", (text, message) => {
	const read = (): unknown => readIpynb(text, "n.ipynb");
	expect(read).toThrow(NotebookError);
	expect(read).toThrow(message);
});

test("writing keeps what it does not know, drops old outputs and gives valid ids", () => {
	const cells = [
		{ ...code("x"), id: "not valid!", extra: { deep: [1] } },
		{ cell_type: "markdown", metadata: { tag: 1 }, source: "text", attachments: {} },
	];
	const read = readIpynb(notebook({ cells, metadata: { custom: { kept: true } }, top: "kept" }), "n.ipynb");
	const written = JSON.parse(
		writeIpynb(read, [{ executionCount: 3, outputs: [{ type: "stream", name: "stdout", text: "a\nb" }] }, null], "3.14.5"),
	);
	expect(written).toMatchObject({
		nbformat: 4,
		nbformat_minor: 5,
		top: "kept",
		metadata: { custom: { kept: true }, language_info: { version: "3.14.5" } },
	});
	expect(written.cells[0]).toMatchObject({ id: "cell-1", execution_count: 3, extra: { deep: [1] }, source: ["x"] });
	expect(written.cells[0].outputs).toEqual([{ output_type: "stream", name: "stdout", text: ["a\n", "b"] }]);
	expect(written.cells[1]).toEqual({ cell_type: "markdown", id: "cell-2", metadata: { tag: 1 }, source: ["text"], attachments: {} });
});

test("ids are kept where valid and made unique where not", () => {
	const cells = ["same", "same", "cell-2", undefined].map((id) => ({ ...code("x"), id }));
	const read = readIpynb(notebook({ cells }), "n.ipynb");
	const ids = JSON.parse(writeIpynb(read, [], "3.14.5")).cells.map((cell: { id: string }) => cell.id);
	expect(ids[0]).toBe("same");
	expect(new Set(ids).size).toBe(4);
});

test("percent format", () => {
	const text = "import sys\n# %% [markdown]\n# # Title\n# text\n# %% a title\nx = 1\n\n# %%\nprint(x)\n";
	expect(isPercentFormat(text)).toBe(true);
	expect(isPercentFormat("x = 5  # %% of all\n")).toBe(false);
	expect(readPercent(text, "n.py").cells.map(({ type, source }) => [type, source])).toEqual([
		["code", "import sys"],
		["markdown", "# Title\ntext"],
		["code", "x = 1"],
		["code", "print(x)"],
	]);
});

test("cells pasted from Jupyter", () => {
	const text = "In [1]:\nimport sys\nclass A: pass\n\nIn [2]:\na = A()\nprint(1)\nsys.getrefcount(a)\n1\nOut[2]:\n2\nIn [ ]:\n\n";
	expect(isPasted(text)).toBe(true);
	expect(readPasted(text, "n.txt").cells.map((cell) => cell.source)).toEqual([
		"import sys\nclass A: pass",
		"a = A()\nprint(1)\nsys.getrefcount(a)",
	]);
});

test("cells pasted from IPython's terminal", () => {
	const text = "In [1]: def f():\n   ...:     return 1\n   ...:\n\nIn [2]: print(f())\n1\n\nIn [3]: f()\nOut[3]: 1\n";
	expect(readPasted(text, "n.txt").cells.map((cell) => cell.source)).toEqual(["def f():\n    return 1", "print(f())", "f()"]);
});

test("printed output that is no Python ends a pasted cell", () => {
	const text = "In [1]:\nprint('a b')\na b\n\nIn [2]:\nx = 1\n";
	expect(readPasted(text, "n.txt").cells.map((cell) => cell.source)).toEqual(["print('a b')", "x = 1"]);
});

test("a name at the end of a cell without result was printed, if other cells show results", () => {
	const printed = "In [1]:\ndel a\n\nbye\n\nIn [2]:\nb\nOut[2]:\n1\n";
	expect(readPasted(printed, "n.txt").cells.map((cell) => cell.source)).toEqual(["del a", "b"]);
	const code = "In [1]:\na = 1\na\n\nIn [2]:\nb\n";
	expect(readPasted(code, "n.txt").cells.map((cell) => cell.source)).toEqual(["a = 1\na", "b"]);
});

test.each([
	["In [1]: %who\nx\t y\t ", ["%who"]],
	["In [1]: %time f()\nCPU times: user 3 µs\nOut[1]: 5\n\nIn [2]: x\nOut[2]: 1", ["%time f()", "x"]],
	["In [1]: %%time\nfor i in y:\n    pass\nWall time: 3 µs", ["%%time\nfor i in y:\n    pass"]],
	["In [1]:\n1 / 0\n---------------------------------------------\nZeroDivisionError    Traceback (most recent call last)", ["1 / 0"]],
	["In [1]: x = (1 +\n  Cell In [1], line 1\n    x = (1 +\n            ^\nSyntaxError: '(' was never closed", ["x = (1 +"]],
	["In [1]: a = C()\nb = a\ndel a\ndel gone", ["a = C()\nb = a\ndel a"]],
	["In [1]: del x\nf.alive\nfinalized\nOut[1]: False", ["del x\nf.alive"]],
	["In [1]: o = None\no is gone\n\nIn [2]: o is None\nOut[2]: True", ["o = None", "o is None"]],
	["In [1]: print([1, 2])\n[1, 2]\n\nIn [2]: 5\nOut[2]: 5", ["print([1, 2])", "5"]],
])("pasted: %j", (text, sources) => {
	expect(readPasted(text, "p").cells.map((cell) => cell.source)).toEqual(sources);
});

test("data that nbformat allows only as text becomes text", () => {
	const output: Output = {
		type: "display_data",
		data: { "a/b": { k: [1] }, "application/c+json": { k: 1 } },
		metadata: { "a/b": { m: 1 } },
		displayId: null,
	};
	const written = JSON.parse(writeIpynb(readIpynb(notebook(), "n.ipynb"), [{ executionCount: 1, outputs: [output] }], "3.14.5"));
	expect(written.cells[0].outputs[0]).toEqual({
		output_type: "display_data",
		data: { "a/b": ['{"k":[1]}'], "application/c+json": { k: 1 } },
		metadata: { "a/b": { m: 1 } },
	});
});
