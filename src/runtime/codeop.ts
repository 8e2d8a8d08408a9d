// Whether a text is a statement, the beginning of one, or neither: what the module codeop finds out by compiling.
// Mirrors _maybe_compile (Lib/codeop.py).

import { PySyntaxError } from "../syntax/errors.ts";
import { parse } from "../syntax/parser.ts";

const BLANK = /^(?:[ \t\f]*(?:#.*)?\r?\n?)*$/;

/** `text` as a person has typed it so far, without its last newline: a block ends with an empty line. */
export function commandState(text: string): "complete" | "incomplete" | "wrong" {
	if (BLANK.test(text)) return "complete";
	if (errorKind(text) === null) return "complete";
	const kind = errorKind(`${text}\n`);
	return kind === null || kind === "_IncompleteInputError" ? "incomplete" : "wrong";
}

/** What the parser says of a text that may go on; null if it is a statement. */
function errorKind(text: string): string | null {
	try {
		parse(text, "<stdin>", "single", { allowIncompleteInput: true, dontImplyDedent: true, onWarning: () => {} });
		return null;
	} catch (error) {
		if (error instanceof PySyntaxError) return error.kind;
		throw error;
	}
}
