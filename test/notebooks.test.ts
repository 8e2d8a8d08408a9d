// Every notebook under test/notebooks, run by the built command: the outputs of each cell are those of real IPython on the
// oracle, as stored (tracebacks by type and message). The audit at the end is the command's own: exit code 1 if it fails.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Output } from "../src/notebook/document.ts";
import { decref } from "./support/command.ts";
import {
	type ComparableOutput,
	comparableOutput,
	type ExpectedNotebook,
	hashOf,
	notebooks,
	pathOf,
	readExpected,
} from "./support/expected.ts";

const folder = mkdtempSync(join(tmpdir(), "decref-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface WrittenCell {
	readonly cell_type: string;
	readonly outputs: readonly { readonly output_type: string; readonly [key: string]: unknown }[];
}

/** nbformat's output as ours. */
function readOutput(written: WrittenCell["outputs"][number]): ComparableOutput {
	const text = [written["text"] ?? ""].flat().join("");
	return comparableOutput({ ...written, type: written.output_type, text } as unknown as Output);
}

describe.concurrent.each(notebooks())("%s", (notebook) => {
	test("shows what IPython shows", async () => {
		const expected = readExpected<ExpectedNotebook>(notebook);
		expect(expected, "no stored result; run: npm run oracle").not.toBeNull();
		expect(hashOf(notebook), "the notebook changed; run: npm run oracle").toBe(expected!.program);
		const output = join(folder, `${notebook.replaceAll("/", "-")}.ipynb`);
		const run = await decref(["--allow-errors", "-o", output, pathOf(notebook)]);
		expect(run.stderr).toBe("");
		expect(run.stdout).toContain("every count is explained");
		const cells = (JSON.parse(readFileSync(output, "utf8")).cells as WrittenCell[]).filter((cell) => cell.cell_type === "code");
		expect(cells.map((cell) => cell.outputs.map(readOutput))).toEqual(expected!.cells);
	});
});
