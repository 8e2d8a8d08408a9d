// Whether a text is Python, for an editor that marks what is not. Read `sourceProblem`.

import { compile, PYCF_ALLOW_TOP_LEVEL_AWAIT } from "../compile/index.ts";
import { PySyntaxError } from "../syntax/errors.ts";
import { parse } from "../syntax/parser.ts";

/** Lines from 1, columns in characters from 0; the end is not part of it. */
export interface SourceProblem {
	readonly message: string;
	readonly line: number;
	readonly column: number;
	readonly endLine: number;
	readonly endColumn: number;
}

/** The first thing that keeps the text from being compiled, or null. Runs nothing. `isCell`: one may await in it. */
export function sourceProblem(text: string, isCell: boolean): SourceProblem | null {
	try {
		compile(parse(text, "<text>", "exec"), "<text>", { flags: isCell ? PYCF_ALLOW_TOP_LEVEL_AWAIT : 0 });
		return null;
	} catch (thrown) {
		if (!(thrown instanceof PySyntaxError)) throw thrown;
		const { message, lineno, offset, endLineno, endOffset } = thrown;
		const line = Math.max(lineno, 1);
		const column = Math.max(offset - 1, 0);
		return { message, line, column, endLine: Math.max(endLineno, line), endColumn: Math.max(endOffset - 1, column) };
	}
}
