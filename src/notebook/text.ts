// Notebooks written as plain text: the percent format (`# %%` before each cell) and pasted cells (`In [n]:`).
//
// Both are recognised line by line; what stands before the first mark of a percent file is a cell of its own.
// Sources: Jupytext's percent format; the text that Jupyter and IPython show and people paste.

import type { Cell, CellType, NotebookDocument } from "./document.ts";

const PERCENT = /^#\s*%%(?:\s+.*?)?\s*(?:\[(markdown|md|raw)\])?(?:\s.*)?$/;
const IN_PROMPT = /^\s*In\s*\[\s*(?:\d+|\*)?\s*\]\s*:[ \t]?/;
const OUT_PROMPT = /^\s*Out\s*\[\s*\d+\s*\]\s*:/;
const CONTINUATION = /^\s*\.{3,}:[ \t]?/;

/** Whether a Python file is a notebook in percent format. */
export function isPercentFormat(text: string): boolean {
	return text.split("\n").some((line) => PERCENT.test(line));
}

/** Whether a text is pasted notebook cells. */
export function isPasted(text: string): boolean {
	return text.split("\n").some((line) => IN_PROMPT.test(line));
}

export function readPercent(text: string, name: string): NotebookDocument {
	const cells: Cell[] = [];
	let type: CellType = "code";
	let lines: string[] = [];
	const finish = (): void => {
		const source = trimBlankLines(type === "code" ? lines : lines.map(uncomment));
		if (source !== "") cells.push({ type, source, raw: null });
	};
	for (const line of normalLines(text)) {
		const mark = PERCENT.exec(line);
		if (mark === null) {
			lines.push(line);
			continue;
		}
		finish();
		type = mark[1] === undefined ? "code" : mark[1] === "raw" ? "raw" : "markdown";
		lines = [];
	}
	finish();
	return { name, cells, raw: null };
}

/** Markdown and raw cells stand in comments, or in one triple-quoted string. */
function uncomment(line: string): string {
	return /^("""|''')\s*$/.test(line) ? "" : line.replace(/^# ?/, "");
}

/**
 * Cells pasted from Jupyter or IPython: each `In [n]:` starts one, and what follows an empty line and `Out[n]:` is
 * output. Printed output without a mark cannot be told from code, so that a cell ends at `Out` or at the next `In`.
 */
export function readPasted(text: string, name: string): NotebookDocument {
	const cells: Cell[] = [];
	let lines: string[] | null = null;
	const finish = (): void => {
		const source = lines === null ? "" : trimBlankLines(dropContinuations(lines));
		if (source !== "") cells.push({ type: "code", source, raw: null });
	};
	for (const line of normalLines(text)) {
		if (IN_PROMPT.test(line)) {
			finish();
			lines = [line.replace(IN_PROMPT, "")];
		} else if (OUT_PROMPT.test(line)) {
			finish();
			lines = null;
		} else {
			lines?.push(line);
		}
	}
	finish();
	return { name, cells, raw: null };
}

/** IPython's `   ...: ` marks, where a cell has them, say which lines belong to it. */
function dropContinuations(lines: readonly string[]): string[] {
	if (!lines.some((line) => CONTINUATION.test(line))) return [...lines];
	const code = [lines[0]!];
	for (const line of lines.slice(1)) {
		if (!CONTINUATION.test(line)) break;
		code.push(line.replace(CONTINUATION, ""));
	}
	return code;
}

function normalLines(text: string): string[] {
	return text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
}

function trimBlankLines(lines: readonly string[]): string {
	let start = 0;
	let end = lines.length;
	while (start < end && lines[start]!.trim() === "") start++;
	while (end > start && lines[end - 1]!.trim() === "") end--;
	return lines.slice(start, end).join("\n");
}
