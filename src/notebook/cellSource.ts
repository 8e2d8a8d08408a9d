// The statements of a cell, each of which is compiled and run on its own.
//
// IPython compiles every top-level statement apart, and displays the last one if it is an expression: two equal numbers in
// two statements are two objects. Read `readCell` first. Mirrors `run_ast_nodes` of IPython's interactiveshell.py.

import { compile, PYCF_ALLOW_TOP_LEVEL_AWAIT } from "../compile/index.ts";
import type { stmt } from "../syntax/ast.ts";
import { PySyntaxError, type SyntaxWarning } from "../syntax/errors.ts";
import { parse } from "../syntax/parser.ts";

export interface Statement {
	readonly node: stmt;
	/** The cell's last one, an expression, and no semicolon behind it. */
	readonly displayed: boolean;
}

/** `source`: Python, as transformCell gives it. Throws PySyntaxError. */
export function readCell(source: string, filename: string, onWarning: (warning: SyntaxWarning) => void = () => {}): Statement[] {
	const body = parse(source, filename, "exec", { allowIncompleteInput: true, onWarning }).body;
	const end = body.at(-1);
	const displayed = end?._class === "Expr" && !endsWithSemicolon(source, end);
	return body.map((node) => ({ node, displayed: displayed && node === end }));
}

function endsWithSemicolon(text: string, node: stmt): boolean {
	const rest = text.split("\n").slice(node.end_lineno - 1);
	const bytes = new TextEncoder().encode(rest[0]).slice(node.end_col_offset);
	return /^\s*;/.test([new TextDecoder().decode(bytes), ...rest.slice(1)].join("\n"));
}

const CO_COROUTINE = 0x80;

/** Whether the cell awaits something at its top level, so that its statements are coroutines. */
export function awaits(source: string): boolean {
	if (!/\b(await|async)\b/.test(source)) return false;
	try {
		const code = compile(parse(source, "<>", "exec"), "<>", { flags: PYCF_ALLOW_TOP_LEVEL_AWAIT });
		return (code.flags & CO_COROUTINE) !== 0;
	} catch (error) {
		if (error instanceof PySyntaxError) return false;
		throw error;
	}
}
