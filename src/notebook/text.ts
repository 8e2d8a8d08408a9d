// Notebooks written as plain text: the percent format (`# %%` before each cell) and pasted cells (`In [n]:`).
//
// Both are recognised line by line; what stands before the first mark of a percent file is a cell of its own.
// Sources: Jupytext's percent format; the text that Jupyter and IPython show and people paste.

import type { stmt } from "../syntax/ast.ts";
import { PySyntaxError } from "../syntax/errors.ts";
import { parse } from "../syntax/parser.ts";
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
 * Cells pasted from Jupyter or IPython: each `In [n]:` starts one, `Out[n]:` ends it. What a cell printed may stand
 * between: it is told from code by IPython's `...:` marks where there are any, else by what is not Python.
 */
export function readPasted(text: string, name: string): NotebookDocument {
	const cells = promptedCells(text);
	const terminal = cells.some((cell) => cell.lines.some((line) => CONTINUATION.test(line)));
	const withResults = cells.some((cell) => cell.hasResult);
	const sources = cells.map((cell) =>
		trimBlankLines(terminal ? markedLines(cell.lines) : withoutOutput(cell.lines, withResults && !cell.hasResult)),
	);
	return { name, cells: sources.filter((source) => source !== "").map((source) => ({ type: "code", source, raw: null })), raw: null };
}

interface PromptedCell {
	/** From its prompt to the next one. */
	readonly lines: string[];
	/** `Out[n]:` follows it. */
	hasResult: boolean;
}

function promptedCells(text: string): PromptedCell[] {
	const cells: PromptedCell[] = [];
	let lines: string[] | null = null;
	for (const line of normalLines(text)) {
		if (IN_PROMPT.test(line)) {
			lines = [line.replace(IN_PROMPT, "")];
			cells.push({ lines, hasResult: false });
		} else if (OUT_PROMPT.test(line)) {
			if (lines !== null) cells.at(-1)!.hasResult = true;
			lines = null;
		} else {
			lines?.push(line);
		}
	}
	return cells;
}

/** The prompt's line and those marked as its continuation. */
function markedLines(lines: readonly string[]): string[] {
	const end = lines.findIndex((line, i) => i > 0 && !CONTINUATION.test(line));
	return lines.slice(0, end < 0 ? lines.length : end).map((line) => line.replace(CONTINUATION, ""));
}

/**
 * The longest beginning that is Python, without bare values at its end: nobody writes them, but programs print them.
 * `noResult`: the text shows other cells' results and none for this one, so that a name at its end was printed, too.
 */
function withoutOutput(lines: readonly string[], noResult: boolean): readonly string[] {
	for (let end = lines.length; end > 0; end--) {
		const statements = parsed(lines.slice(0, end).join("\n"));
		if (statements === null) continue;
		while (statements.length > 1 && isBareValue(statements.at(-1)!, noResult)) statements.pop();
		return statements.length === 0 ? lines : lines.slice(0, statements.at(-1)!.end_lineno);
	}
	return lines;
}

function parsed(source: string): stmt[] | null {
	try {
		return parse(`${source}\n`, "<pasted>", "exec").body;
	} catch (error) {
		if (error instanceof PySyntaxError) return null;
		throw error;
	}
}

function isBareValue(statement: stmt, names: boolean): boolean {
	if (statement._class !== "Expr") return false;
	const { value } = statement;
	if (value._class === "Name") return names;
	return value._class === "Constant"
		? value.value.type !== "str"
		: value._class === "Tuple" && value.elts.every((e) => e._class === "Constant");
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
