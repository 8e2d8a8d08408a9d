// Notebooks written as plain text: the percent format (`# %%` before each cell) and pasted cells (`In [n]:`).
//
// Both are recognised line by line; what stands before the first mark of a percent file is a cell of its own.
// Sources: Jupytext's percent format; the text that Jupyter and IPython show and people paste.

import type { Compare, expr, stmt } from "../syntax/ast.ts";
import { PySyntaxError } from "../syntax/errors.ts";
import { parse } from "../syntax/parser.ts";
import type { Cell, CellType, NotebookDocument } from "./document.ts";
import { transformLines } from "./inputTransform.ts";

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
	const sources = terminal ? cells.map((cell) => markedLines(cell.lines)) : withoutOutputs(cells);
	const trimmed = sources.map(trimBlankLines).filter((source) => source !== "");
	return { name, cells: trimmed.map((source) => ({ type: "code", source, raw: null })), raw: null };
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

function withoutOutputs(cells: readonly PromptedCell[]): (readonly string[])[] {
	const withResults = cells.some((cell) => cell.hasResult);
	const code = cells.map((cell) => longestCode(beforeError(cell.lines)));
	const bound = new Set<string>();
	for (const { statements } of code) collectBound(statements, bound);
	return code.map(({ lines, statements }, i) =>
		withoutPrinted(lines, statements, { bound, noResult: withResults && !cells[i]!.hasResult }),
	);
}

const ERROR =
	/^(-{30,}|\s*(Cell |Input )?In \[\d+\].*line \d+|\s*File .*line \d+|\w*Traceback \(most recent call last\).*|[\w.]+ {5,}Traceback \(.*)\s*$/;

/** The lines before those that show an error. */
function beforeError(lines: readonly string[]): readonly string[] {
	const error = lines.findIndex((line, i) => i > 0 && ERROR.test(line));
	return error < 0 ? lines : lines.slice(0, error);
}

interface PastedCode {
	readonly lines: readonly string[];
	readonly statements: stmt[];
}

/** The longest beginning that is Python or magics; all lines where there is none. */
function longestCode(lines: readonly string[]): PastedCode {
	const skipped = /^%%(time|timeit|capture|prun)\b/.test(lines[0] ?? "") ? 1 : 0;
	for (let end = lines.length; end > skipped; end--) {
		const statements = parsed(lines.slice(skipped, end), skipped);
		if (statements !== null && statements.length > 0) return { lines: lines.slice(0, end), statements };
	}
	return { lines, statements: [] };
}

/** The statements, or null if the lines are not Python. `skipped` lines stand before them. */
function parsed(lines: readonly string[], skipped: number): stmt[] | null {
	if (lines.some((line) => /\?\s*$/.test(line) && /[^\s\w.?%]/.test(line) && !line.includes("#"))) return null;
	try {
		return parse("\n".repeat(skipped) + transformLines(lines).join("\n") + "\n", "<pasted>", "exec").body;
	} catch (error) {
		if (error instanceof PySyntaxError) return null;
		throw error;
	}
}

interface Context {
	/** Names that some cell binds. */
	readonly bound: ReadonlySet<string>;
	/** The text shows other cells' results and none for this one, so that a name at its end was printed. */
	readonly noResult: boolean;
}

/** Takes off what parses at the end but nobody writes, while programs print it: bare values, and names that nothing binds. */
function withoutPrinted(lines: readonly string[], statements: readonly stmt[], context: Context): readonly string[] {
	let count = statements.length;
	while (count > 1 && isPrinted(statements[count - 1]!, context)) count--;
	return count === statements.length ? lines : lines.slice(0, statements[count - 1]!.end_lineno);
}

function isPrinted(statement: stmt, { bound, noResult }: Context): boolean {
	if (statement._class === "Delete") return statement.targets.every((target) => target._class === "Name" && !bound.has(target.id));
	if (statement._class !== "Expr") return false;
	const { value } = statement;
	if (value._class === "Name") return noResult || (!bound.has(value.id) && !/^(_|In$|Out$|exit$|quit$)/.test(value.id));
	if (value._class === "Compare") return [value.left, ...value.comparators].every(isWord) && unboundName(value, bound);
	return isLiteral(value) && (noResult || value._class !== "Constant" || value.value.type !== "str");
}

function isWord(value: expr): boolean {
	return value._class === "Name" || value._class === "Constant";
}

/** Whether a comparison, such as "x is gone", has a name that nothing binds. */
function unboundName({ left, comparators }: Compare, bound: ReadonlySet<string>): boolean {
	return [left, ...comparators].some((value) => value._class === "Name" && !bound.has(value.id) && !BUILTIN.test(value.id));
}

/** Names that a program compares and doesn't bind. */
const BUILTIN =
	/^(_+\d*|int|float|complex|bool|str|bytes|bytearray|list|tuple|dict|set|frozenset|type|object|len|print|range|id|NotImplemented|Ellipsis)$/;

function isLiteral(value: expr): boolean {
	switch (value._class) {
		case "Constant":
			return true;
		case "UnaryOp":
			return isLiteral(value.operand);
		case "Tuple":
		case "List":
		case "Set":
			return value.elts.every(isLiteral);
		case "Dict":
			return [...value.keys, ...value.values].every((item) => item !== null && isLiteral(item));
		default:
			return false;
	}
}

function collectBound(node: unknown, bound: Set<string>): void {
	if (typeof node !== "object" || node === null) return;
	if (Array.isArray(node)) for (const item of node) collectBound(item, bound);
	else {
		const { _class, ctx, id, name, asname, arg } = node as { [field: string]: unknown };
		if (_class === "Name" && ctx === "Store") bound.add(String(id));
		for (const binding of [name, asname, arg]) if (typeof binding === "string") bound.add(binding.split(".")[0]!);
		for (const child of Object.values(node)) collectBound(child, bound);
	}
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
