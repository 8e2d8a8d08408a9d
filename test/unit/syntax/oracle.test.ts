// Programs whose outcome in CPython 3.14 is stored in expected/: trees, errors, warnings, and annotations as text.
// The expectations were made by scripts/oracle/makeSyntaxExpectations.ts.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type * as ast from "../../../src/syntax/ast.ts";
import { dump } from "../../../src/syntax/dump.ts";
import { PySyntaxError } from "../../../src/syntax/errors.ts";
import { type ParseMode, type ParseOptions, parse } from "../../../src/syntax/parser.ts";
import { unparse } from "../../../src/syntax/unparse.ts";

interface Reported {
	kind: string;
	message: string;
	lineno: number;
	offset: number;
	endLineno: number;
	endOffset: number;
	text: string | null;
}

const characters: { [name: string]: string } = { BULLET: "•" };
const unicodeName = (name: string): string | null => characters[name] ?? null;

function expected<Answer>(name: string): Answer[] {
	return JSON.parse(readFileSync(new URL(`expected/${name}.json`, import.meta.url), "utf8"));
}

/** The tree as text, or the error as plain data. */
function outcome(source: string, mode: ParseMode, options: ParseOptions = {}): string | Reported {
	try {
		return dump(parse(source, "<unknown>", mode, { unicodeName, ...options }));
	} catch (error) {
		if (!(error instanceof PySyntaxError)) throw error;
		const { kind, message, lineno, offset, endLineno, endOffset, text } = error;
		return { kind, message, lineno, offset, endLineno, endOffset, text };
	}
}

describe("trees of valid programs", () => {
	for (const { source, dump } of expected<{ source: string; dump: string }>("valid")) {
		it(JSON.stringify(source), () => expect(outcome(source, "exec")).toBe(dump));
	}
});

describe("errors of invalid programs", () => {
	for (const { source, error } of expected<{ source: string; error: Reported | null }>("invalid")) {
		it(JSON.stringify(source), () => {
			const actual = outcome(source, "exec");
			expect(typeof actual === "string" ? null : actual).toEqual(error);
		});
	}
});

describe("modes and incomplete input", () => {
	type Answer = { mode: ParseMode; isIncomplete: boolean; isOpen: boolean; source: string; outcome: string | Reported };
	for (const { mode, isIncomplete, isOpen, source, outcome: theirs } of expected<Answer>("modes")) {
		const flags = `${isIncomplete ? " incomplete" : ""}${isOpen ? " open" : ""}`;
		it(`${mode}${flags} ${JSON.stringify(source)}`, () => {
			expect(outcome(source, mode, { allowIncompleteInput: isIncomplete, dontImplyDedent: isOpen })).toEqual(theirs);
		});
	}
});

describe("expressions as text", () => {
	for (const { source, text } of expected<{ source: string; text: string }>("expressions")) {
		it(source, () => {
			const { body } = parse(`x: (${source}\n)`, "<unknown>", "exec", { unicodeName });
			expect(unparse((body[0] as ast.AnnAssign).annotation)).toBe(text);
		});
	}
});

describe("warnings", () => {
	for (const { source, warnings } of expected<{ source: string; warnings: [message: string, line: number][] }>("warnings")) {
		it(JSON.stringify(source), () => {
			const caught: [string, number][] = [];
			outcome(source, "exec", { onWarning: ({ message, lineno }) => caught.push([message, lineno]) });
			expect(caught).toEqual(warnings);
		});
	}
});
