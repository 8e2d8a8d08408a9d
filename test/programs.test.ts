// Every program under test/python, run by the built command: standard output, exit code and last error line are the
// oracle's, as stored; afterwards the audit explains every count (DECREF_DEBUG=audit makes a fault of it). And its code
// objects are the oracle's.

import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { codeJson } from "../scripts/oracle/codeJson.ts";
import { compile } from "../src/compile/index.ts";
import { PySyntaxError } from "../src/syntax/errors.ts";
import { parse } from "../src/syntax/parser.ts";
import { decref } from "./support/command.ts";
import { codeDigest, comparableLines, type ExpectedProgram, hashOf, lastLine, pathOf, programs, readExpected } from "./support/expected.ts";

describe.concurrent.each(programs())("%s", (program) => {
	test("does what the oracle does", async () => {
		const expected = readExpected<ExpectedProgram>(program);
		expect(expected, "no stored result; run: npm run oracle").not.toBeNull();
		expect(hashOf(program), "the program changed; run: npm run oracle").toBe(expected!.program);
		const path = pathOf(program);
		const run = await decref([path], { cwd: dirname(path), env: { DECREF_DEBUG: "audit" } });
		expect({ stdout: comparableLines(run.stdout), exitCode: run.exitCode, lastErrorLine: lastLine(run.stderr) }).toEqual({
			stdout: expected!.stdout,
			exitCode: expected!.exitCode,
			lastErrorLine: expected!.lastErrorLine,
		});
	});

	test("compiles to the oracle's code objects", () => {
		const expected = readExpected<ExpectedProgram>(program);
		expect(digestOf(program)).toBe(expected!.code);
	});
});

function digestOf(program: string): string | null {
	const path = pathOf(program);
	try {
		return codeDigest(codeJson(compile(parse(readFileSync(path, "utf8"), basename(path), "exec"), basename(path))));
	} catch (error) {
		if (error instanceof PySyntaxError) return null;
		throw error;
	}
}
