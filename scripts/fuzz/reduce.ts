// Makes a program that differs smaller as long as it differs: takes away lines with what is nested in them, then puts a body
// in its statement's place, then puts a part of an expression in its place. Each round judges all candidates of a kind in
// one batch and goes on from the smallest that still differs. Read `reduce` first.

import { parse } from "../../src/syntax/parser.ts";
import type { Verdict } from "./judge.ts";

export type JudgePrograms = (programs: readonly string[]) => Promise<(Verdict | null)[]>;

const ROUNDS = 60;
const BATCH = 80;

/** A smaller program that differs, too. */
export async function reduce(program: string, judge: JudgePrograms): Promise<string> {
	let best = program;
	for (let round = 0; round < ROUNDS; round++) {
		const smaller = (await firstThatDiffers(byLines(best), judge)) ?? (await firstThatDiffers(byExpressions(best), judge));
		if (smaller === null) break;
		best = smaller;
	}
	return best;
}

/** Candidates are judged in batches, smallest first: the first one that differs wins. */
async function firstThatDiffers(candidates: readonly string[], judge: JudgePrograms): Promise<string | null> {
	const sorted = [...new Set(candidates)].filter(isProgram).sort((a, b) => a.length - b.length);
	for (let i = 0; i < sorted.length; i += BATCH) {
		const batch = sorted.slice(i, i + BATCH);
		const verdicts = await judge(batch);
		const at = verdicts.findIndex((verdict) => verdict !== null);
		if (at >= 0) return batch[at]!;
	}
	return null;
}

function isProgram(text: string): boolean {
	try {
		parse(text, "<candidate>", "exec");
		return true;
	} catch {
		return false;
	}
}

const depthOf = (line: string): number => line.length - line.trimStart().length;

/** The end of the statement that begins at line `at`: what is nested in it belongs to it. */
function endOf(lines: readonly string[], at: number): number {
	let end = at + 1;
	while (end < lines.length && depthOf(lines[end]!) > depthOf(lines[at]!)) end++;
	return end;
}

function byLines(program: string): string[] {
	const lines = program.trimEnd().split("\n");
	const candidates: string[][] = [];
	for (let at = 0; at < lines.length; at++) {
		// Without `tick()` calls need not end.
		if (lines[at]!.trim() === "tick()") continue;
		let end = endOf(lines, at);
		for (let statements = 1; statements <= 64; statements *= 2) {
			candidates.push(without(lines, at, end));
			for (let more = statements; more > 0 && end < lines.length && depthOf(lines[end]!) === depthOf(lines[at]!); more--)
				end = endOf(lines, end);
		}
		if (!lines[at]!.trimEnd().endsWith(":")) continue;
		const body = lines.slice(at + 1, endOf(lines, at)).map((line) => line.slice(4));
		candidates.push([...lines.slice(0, at), ...body, ...lines.slice(endOf(lines, at))]);
		// A `try` with its first body alone.
		const next = endOf(lines, at);
		candidates.push([...lines.slice(0, at), ...body, ...lines.slice(next < lines.length ? endOf(lines, next) : next)]);
	}
	return candidates.map((some) => `${some.join("\n")}\n`).filter((text) => text.length < program.length);
}

/** The lines without some; an empty body gets `pass`. */
function without(lines: readonly string[], from: number, to: number): string[] {
	const before = lines[from - 1];
	const margin = " ".repeat(depthOf(lines[from]!));
	const isBodyGone =
		before?.trimEnd().endsWith(":") && depthOf(before) < margin.length && (to >= lines.length || depthOf(lines[to]!) < margin.length);
	return [...lines.slice(0, from), ...(isBodyGone ? [`${margin}pass`] : []), ...lines.slice(to)];
}

interface Span {
	readonly start: number;
	readonly end: number;
}

function byExpressions(program: string): string[] {
	const bytes = Buffer.from(program);
	const starts = [0];
	bytes.forEach((byte, i) => byte === 10 && starts.push(i + 1));
	const found: string[] = [];
	const replace = ({ start, end }: Span, text: Buffer | string): void => {
		const changed = Buffer.concat([bytes.subarray(0, start), Buffer.from(text), bytes.subarray(end)]).toString();
		if (changed.length < program.length) found.push(changed);
	};
	const visit = (node: unknown, outer: Span | null): void => {
		if (typeof node !== "object" || node === null) return;
		if (Array.isArray(node)) {
			for (const child of node) visit(child, outer);
			return;
		}
		const span = spanOf(node as Record<string, unknown>, starts);
		if (span !== null) {
			if (outer !== null) replace(outer, bytes.subarray(span.start, span.end));
			for (const text of ["o0", "0", "None"]) replace(span, text);
		}
		for (const child of Object.values(node)) visit(child, span ?? null);
	};
	visit(parse(program, "<reduced>", "exec"), null);
	return found;
}

/** Where an expression stands, in bytes; null for what is none. */
function spanOf(node: Record<string, unknown>, starts: readonly number[]): Span | null {
	const isStatement = "body" in node && Array.isArray(node["body"]);
	if (typeof node["lineno"] !== "number" || isStatement) return null;
	const { lineno, col_offset, end_lineno, end_col_offset } = node as Record<string, number>;
	return { start: starts[lineno! - 1]! + col_offset!, end: starts[end_lineno! - 1]! + end_col_offset! };
}
