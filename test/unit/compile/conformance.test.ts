// The whole compiler on small programs, one for each thing that is easy to get wrong, against CPython 3.14's own code objects
// and `dis` texts, which scripts/oracle/makeCompile.ts has stored beside the programs.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type CodeJson, codeJson } from "../../../scripts/oracle/codeJson.ts";
import { dis } from "../../../src/compile/dis.ts";
import { type Code, compile } from "../../../src/compile/index.ts";
import { parse } from "../../../src/syntax/parser.ts";

interface Answer {
	source: string;
	code: CodeJson;
	dis: string;
}

const read = (name: string): Answer[] => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));

function compileText(source: string, mode: "exec" | "eval"): Code {
	return compile(parse(source, "program.py", mode), "program.py");
}

function itCompiles(answers: Answer[], mode: "exec" | "eval"): void {
	for (const { source, code, dis: listing } of answers) {
		it(source.split("\n", 3).join(" / "), () => {
			const ours = compileText(source, mode);
			expect(dis(ours)).toBe(listing);
			expect(codeJson(ours)).toEqual(code);
		});
	}
}

describe("programs", () => itCompiles(read("programs.json"), "exec"));

describe("constant expressions", () => itCompiles(read("expressions.json"), "eval"));
