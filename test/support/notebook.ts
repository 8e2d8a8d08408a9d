// Running a notebook by the built command and reading what its cells show, in the form in which expectations are stored.

import { readFileSync } from "node:fs";
import type { Output } from "../../src/notebook/document.ts";
import { decref } from "./command.ts";
import { type ComparableOutput, comparableOutput } from "./expected.ts";

interface WrittenCell {
	readonly cell_type: string;
	readonly outputs: readonly { readonly output_type: string; readonly [key: string]: unknown }[];
}

/** nbformat's output as ours. */
function readOutput(written: WrittenCell["outputs"][number]): ComparableOutput {
	const text = [written["text"] ?? ""].flat().join("");
	return comparableOutput({ ...written, type: written.output_type, text } as unknown as Output);
}

/** Runs all cells, errors or not, and writes the executed notebook to `output`. The outputs are those of the code cells, in order. */
export async function runNotebook(path: string, output: string): Promise<{ stdout: string; stderr: string; cells: ComparableOutput[][] }> {
	const { stdout, stderr } = await decref(["--allow-errors", "-o", output, path]);
	const cells = (JSON.parse(readFileSync(output, "utf8")).cells as WrittenCell[]).filter((cell) => cell.cell_type === "code");
	return { stdout, stderr, cells: cells.map((cell) => cell.outputs.map(readOutput)) };
}
