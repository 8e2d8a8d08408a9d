// Every program under test/python, run by the built command: standard output, exit code and last error line are the
// oracle's, as stored. Meanwhile and afterwards the audit explains every count: after each of some thousand instructions and
// then after some (npm run stress does it after all). And its code objects are the oracle's.

import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { codeJson } from "../scripts/oracle/codeJson.ts";
import { compile } from "../src/compile/index.ts";
import { PySyntaxError } from "../src/syntax/errors.ts";
import { parse } from "../src/syntax/parser.ts";
import { decref } from "./support/command.ts";
import { FADING_STRESS, withoutSummary } from "./support/stress.ts";
import { codeDigest, comparableLines, type ExpectedProgram, hashOf, lastLine, pathOf, programs, readExpected } from "./support/expected.ts";

describe.concurrent.each(programs())("%s", (program) => {
	test("does what the oracle does", async () => {
		const expected = readExpected<ExpectedProgram>(program);
		expect(expected, "no stored result; run: npm run oracle").not.toBeNull();
		expect(hashOf(program), "the program changed; run: npm run oracle").toBe(expected!.program);
		const path = pathOf(program);
		const run = await decref([path], { cwd: dirname(path), env: FADING_STRESS });
		const { instructions, rest } = withoutSummary(run.stderr);
		expect({ stdout: comparableLines(run.stdout), exitCode: run.exitCode, lastErrorLine: lastLine(rest) }).toEqual({
			stdout: expected!.stdout,
			exitCode: expected!.exitCode,
			lastErrorLine: expected!.lastErrorLine,
		});
		expect(instructions, "no audit was made").toBeGreaterThan(0);
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
