// From a cell's text to the steps of its run: top-level statements, each compiled on its own, and magics.
//
// IPython compiles every top-level statement apart, and displays the last one if it is an expression: two equal numbers in
// two statements are two objects. Magics (`%time …`, `!ls`, `x?`) stand on lines of their own; a cell is searched for
// them only when it isn't Python as it stands. Read `readCell` first. Mirrors IPython's inputtransformer2.py.

import type { Module, stmt } from "../syntax/ast.ts";
import { PySyntaxError } from "../syntax/errors.ts";
import { parse } from "../syntax/parser.ts";

export type Step =
	| { readonly kind: "statement"; readonly node: stmt; readonly displayed: boolean }
	| { readonly kind: "magic"; readonly name: string; readonly argument: string }
	| { readonly kind: "cell magic"; readonly name: string; readonly argument: string; readonly body: string }
	| { readonly kind: "shell"; readonly command: string }
	| { readonly kind: "help"; readonly subject: string };

/** The steps in order. Throws PySyntaxError. */
export function readCell(source: string, filename: string): Step[] {
	const text = dedent(source);
	const cellMagic = /^%%(\w+)[ \t]*(.*)\n?/.exec(text);
	if (cellMagic !== null) {
		return [{ kind: "cell magic", name: cellMagic[1]!, argument: cellMagic[2]!.trim(), body: text.slice(cellMagic[0].length) }];
	}
	try {
		return statements(text, filename, true);
	} catch (error) {
		if (!(error instanceof PySyntaxError) || !text.split("\n").some((line) => magicStep(line) !== null)) throw error;
		return stepsAroundMagics(text, filename);
	}
}

/** Takes the first line's indentation off all lines. */
function dedent(source: string): string {
	const indent = /^[ \t]+/.exec(source)?.[0];
	if (indent === undefined) return source;
	return source
		.split("\n")
		.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
		.join("\n");
}

/** `last`: whether the text ends the cell, so that its last expression is displayed. */
function statements(text: string, filename: string, last: boolean): Step[] {
	const body = (parse(`${text}\n`, filename, "exec") as Module).body;
	const end = body.at(-1);
	const displayed = last && end?._class === "Expr" && !endsWithSemicolon(text, end);
	return body.map((node) => ({ kind: "statement", node, displayed: displayed && node === end }));
}

function endsWithSemicolon(text: string, node: stmt): boolean {
	const rest = text.split("\n").slice(node.end_lineno - 1);
	const bytes = new TextEncoder().encode(rest[0]).slice(node.end_col_offset);
	return /^\s*;/.test([new TextDecoder().decode(bytes), ...rest.slice(1)].join("\n"));
}

/** Parses what stands between magics with all other lines blank, so that line numbers stay the cell's. */
function stepsAroundMagics(text: string, filename: string): Step[] {
	const lines = text.split("\n");
	const steps: Step[] = [];
	let start = 0;
	lines.forEach((line, i) => {
		const magic = magicStep(line);
		if (magic === null) return;
		steps.push(...statements("\n".repeat(start) + lines.slice(start, i).join("\n"), filename, false), magic);
		start = i + 1;
	});
	steps.push(...statements("\n".repeat(start) + lines.slice(start).join("\n"), filename, true));
	return steps;
}

function magicStep(line: string): Step | null {
	const magic = /^%(\w+)[ \t]*(.*)$/.exec(line);
	if (magic !== null) return { kind: "magic", name: magic[1]!, argument: magic[2]!.trim() };
	if (line.startsWith("!")) return { kind: "shell", command: line.slice(1) };
	const help = /^\?{1,2}\s*(\S+)$|^([\w.]+)\?{1,2}$/.exec(line.trimEnd());
	return help === null ? null : { kind: "help", subject: (help[1] ?? help[2])! };
}
