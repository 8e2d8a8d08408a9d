// The carets under a traceback's source line: which characters get `^`, which `~`. The text under an instruction is
// parsed again to find its operator or its brackets. Read `sourceAndCarets` first. Mirrors
// StackSummary.format_frame_summary and _extract_caret_anchors_from_line_segment (Lib/traceback.py).

import { moduleHooks, type SyntaxNode } from "./hooks.ts";
import { characterOffset, dedent, displayWidth, indent, splitLines } from "./tracebackLines.ts";

/** Lines from 0 within the shown ones, columns in code points: what lies between gets `^`, the rest `~`. */
interface Anchors {
	readonly leftLine: number;
	readonly leftColumn: number;
	readonly rightLine: number;
	readonly rightColumn: number;
}

interface Place {
	readonly line: number;
	readonly column: number;
}

type Lines = readonly (readonly string[])[];

const points = (line: string): string[] => Array.from(line);

/** The first place at or after the given one that has a character; null past the end. */
function validPlace(lines: Lines, { line, column }: Place): Place | null {
	let l = line;
	let c = column;
	while (l < lines.length && c >= lines[l]!.length) {
		c = 0;
		l++;
	}
	return l < lines.length ? { line: l, column: c } : null;
}

/** The first place from here on whose character satisfies `stop`; comments and continuations are skipped. */
function advanceUntil(lines: Lines, from: Place | null, stop: (character: string) => boolean): Place | null {
	let place = from;
	while (place !== null) {
		const character = lines[place.line]![place.column]!;
		if (character === "\\" || character === "#") place = validPlace(lines, { line: place.line + 1, column: 0 });
		else if (stop(character)) return place;
		else place = validPlace(lines, { line: place.line, column: place.column + 1 });
	}
	return null;
}

/** Where a node of the segment ends; the segment was parsed with one line before it. */
function endOf(lines: Lines, node: SyntaxNode): Place {
	const line = node.end_lineno - 2;
	return { line, column: characterOffset(lines[line]!, node.end_col_offset) };
}

function anchorsOf(segment: string): Anchors | null {
	const body = moduleHooks.parseModule(`(\n${segment}\n)`);
	if (body === null || body.length !== 1 || body[0]!._class !== "Expr") return null;
	const lines = splitLines(segment).map(points);
	const expression = (body[0] as SyntaxNode & { value: any }).value;
	switch (expression._class) {
		case "BinOp":
			return operatorAnchors(lines, expression.left, expression.right);
		case "Subscript":
			return bracketAnchors(lines, expression.value, expression, "[");
		case "Call":
			return bracketAnchors(lines, expression.func, expression, "(");
		default:
			return null;
	}
}

const isSpace = (character: string): boolean => /\s/.test(character);

function operatorAnchors(lines: Lines, left: SyntaxNode, right: SyntaxNode): Anchors | null {
	const start = advanceUntil(lines, validPlace(lines, endOf(lines, left)), (c) => !isSpace(c) && c !== ")");
	if (start === null) return null;
	const { line, column } = start;
	const rightLine = right.lineno - 2;
	const next = lines[line]![column + 1];
	const inOperator = rightLine > line || column + 1 < characterOffset(lines[rightLine]!, right.col_offset);
	const two = next !== undefined && inOperator && !isSpace(next) && next !== "\\" && next !== "#";
	return { leftLine: line, leftColumn: column, rightLine: line, rightColumn: column + (two ? 2 : 1) };
}

function bracketAnchors(lines: Lines, before: SyntaxNode, whole: SyntaxNode, bracket: string): Anchors | null {
	const left = advanceUntil(lines, validPlace(lines, endOf(lines, before)), (c) => c === bracket);
	if (left === null) return null;
	const right = endOf(lines, whole);
	return { leftLine: left.line, leftColumn: left.column, rightLine: right.line, rightColumn: right.column };
}

/** Whether the marked text is the whole value of `return f(…)` or `x = …(…)`: then carets would say nothing. */
function isPlainCall(lines: Lines, start: number, end: number): boolean | null {
	const body = moduleHooks.parseModule(lines.map((line) => line.join("")).join("\n"));
	if (body === null) return null;
	if (body.length === 0) return true;
	const value = calledValue(body[0] as any);
	if (value === null) return false;
	return value.lineno === 1 && value.end_lineno === lines.length && value.col_offset === start && value.end_col_offset === end;
}

function calledValue(statement: any): SyntaxNode | null {
	const { value } = statement;
	if (value?._class !== "Call") return null;
	if (statement._class === "Return" && value.func._class === "Name") return value;
	if (statement._class === "Assign" && statement.targets.length === 1 && statement.targets[0]._class === "Name") return value;
	return null;
}

function showCarets(lines: Lines, start: number, end: number, anchors: Anchors | null): boolean {
	if (isPlainCall(lines, start, end) === true) return false;
	if (anchors !== null) return true;
	const before = lines[0]!.slice(0, start).join("").trim();
	const after = lines.at(-1)!.slice(end).join("").trim();
	return before !== "" || after !== "";
}

function safeAnchors(segment: string): Anchors | null {
	try {
		return anchorsOf(segment);
	} catch (error) {
		if (error instanceof TypeError) return null;
		throw error;
	}
}

/** Which lines are shown: first, last, and those around the anchors. */
function significantLines(count: number, anchors: Anchors | null): number[] {
	const wanted = new Set([0, count - 1]);
	if (anchors !== null) {
		for (const line of [anchors.leftLine, anchors.rightLine]) for (const near of [line - 1, line, line + 1]) wanted.add(near);
	}
	return [...wanted].filter((line) => line >= 0 && line < count).sort((a, b) => a - b);
}

interface Marked {
	readonly lines: Lines;
	/** Display columns where the instruction starts (first line) and ends (last line). */
	readonly start: number;
	readonly end: number;
	readonly carets: boolean;
	/** In display columns. */
	readonly anchors: Anchors | null;
}

function withOffsets(lines: Lines, anchors: Anchors | null, start: number): Anchors | null {
	if (anchors === null) return null;
	const column = (line: number, offset: number): number => displayWidth(lines[line]!, offset + (line === 0 ? start : 0));
	return {
		...anchors,
		leftColumn: column(anchors.leftLine, anchors.leftColumn),
		rightColumn: column(anchors.rightLine, anchors.rightColumn),
	};
}

function isBetween({ leftLine, leftColumn, rightLine, rightColumn }: Anchors, line: number, column: number): boolean {
	const afterLeft = line > leftLine || (line === leftLine && column >= leftColumn);
	return afterLeft && (line < rightLine || (line === rightLine && column < rightColumn));
}

function caretLine({ lines, start, end, anchors }: Marked, line: number): string {
	const text = lines[line]!;
	const spaces = text.findIndex((c) => !isSpace(c));
	const count = line === lines.length - 1 ? end : displayWidth(text);
	let carets = "";
	for (let column = 0; column < count; column++) {
		if (column < (spaces < 0 ? text.length : spaces) || (line === 0 && column < start)) carets += " ";
		else if (anchors === null || isBetween(anchors, line, column)) carets += "^";
		else carets += "~";
	}
	return carets;
}

/** One shown line, with its carets below. */
function markedLine(marked: Marked, line: number): string {
	const text = `${marked.lines[line]!.join("")}\n`;
	return marked.carets ? `${text}${caretLine(marked, line)}\n` : text;
}

function render(marked: Marked, shown: readonly number[]): string {
	let text = "";
	shown.forEach((line, i) => {
		const skipped = i === 0 ? 0 : line - shown[i - 1]! - 1;
		if (skipped === 1) text += markedLine(marked, line - 1);
		else if (skipped > 1) text += `...<${skipped} lines>...\n`;
		text += markedLine(marked, line);
	});
	return text;
}

/**
 * The source lines of an instruction with carets, indented by four. `source` holds its lines as they stand in the file,
 * right-stripped; columns are UTF-8 bytes in the first and in the last of them.
 */
export function sourceAndCarets(source: readonly string[], column: number, endColumn: number): string {
	const dedented = splitLines(dedent(`${source.join("\n")}\n`)).slice(0, source.length);
	const lines = dedented.map(points);
	const first = points(source[0]!);
	const removed = first.length - lines[0]!.length;
	const start = Math.max(0, characterOffset(first, column) - removed);
	const end = Math.max(0, characterOffset(points(source.at(-1)!), endColumn) - removed);
	const whole = lines.map((line) => line.join("")).join("\n");
	const all = points(whole);
	const segment = all.slice(start, all.length - (lines.at(-1)!.length - end)).join("");
	const anchors = safeAnchors(segment);
	const marked: Marked = {
		lines,
		start: displayWidth(lines[0]!, start),
		end: displayWidth(lines.at(-1)!, end),
		carets: showCarets(lines, start, end, anchors),
		anchors: withOffsets(lines, anchors, start),
	};
	return indent(dedent(render(marked, significantLines(lines.length, anchors))), "    ");
}
