// The compiler's front half on the whole language: scopes, annotations, type parameters, comprehensions, patterns, clean-up
// code, and what it refuses or warns of, against the answers of CPython 3.14 that scripts/oracle/makeLanguage.ts has stored.

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type CodeJson, codeJson } from "../../../scripts/oracle/codeJson.ts";
import { compile } from "../../../src/compile/index.ts";
import { PySyntaxError } from "../../../src/syntax/errors.ts";
import { type ParseMode, parse } from "../../../src/syntax/parser.ts";

interface Answer {
	source: string;
	options: { mode: ParseMode; flags: number; optimize: number };
	code?: CodeJson;
	error?: (string | number)[];
	warnings: [message: string, lineno: number][];
}

const answers: Answer[] = JSON.parse(readFileSync(new URL("language.json", import.meta.url), "utf8"));

function ours({ source, options }: Answer): Pick<Answer, "code" | "error" | "warnings"> {
	const { mode, flags, optimize } = options;
	const warnings: Answer["warnings"] = [];
	try {
		const tree = parse(source, "program.py", mode);
		const code = compile(tree, "program.py", { flags, optimize, warn: ({ message, lineno }) => warnings.push([message, lineno]) });
		return { code: codeJson(code), warnings };
	} catch (error) {
		if (!(error instanceof PySyntaxError)) throw error;
		const { kind, message, lineno, offset, endLineno, endOffset } = error;
		return { error: [kind, message, lineno, offset, endLineno, endOffset], warnings };
	}
}

for (const answer of answers) {
	const { source, options: _, ...expected } = answer;
	it(source.replaceAll("\n", " / ").slice(0, 90), () => expect(ours(answer)).toEqual(expected));
}
