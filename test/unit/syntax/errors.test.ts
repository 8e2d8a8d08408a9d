// What is wrong with each of more than a thousand programs, compared with CPython 3.14's own answers, which
// scripts/oracle/makeSyntaxErrors.ts has stored in invalidPrograms.json.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PySyntaxError } from "../../../src/syntax/errors.ts";
import { parse } from "../../../src/syntax/parser.ts";

interface Answer {
	source: string;
	error: { kind: string; message: string; lineno: number; offset: number; endLineno: number; endOffset: number; text: string | null } | null;
}

const answers: Answer[] = JSON.parse(readFileSync(new URL("invalidPrograms.json", import.meta.url), "utf8"));

function errorOf(source: string): Answer["error"] {
	try {
		parse(source, "<unknown>", "exec");
		return null;
	} catch (error) {
		if (!(error instanceof PySyntaxError)) throw error;
		const { kind, message, lineno, offset, endLineno, endOffset, text } = error;
		return { kind, message, lineno, offset, endLineno, endOffset, text };
	}
}

describe("errors of invalid programs", () => {
	it("has the oracle's answers", () => {
		expect(answers.length).toBeGreaterThan(1000);
	});

	for (const { source, error } of answers) {
		it(JSON.stringify(source), () => {
			expect(errorOf(source)).toEqual(error);
		});
	}
});
