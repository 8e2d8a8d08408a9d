// Every program under test/python, run by the built command: standard output, exit code and last error line are the
// oracle's, as stored; afterwards the audit explains every count (DECREF_DEBUG=audit makes a fault of it).

import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { comparableLines, hashOf, lastLine, programFolder, programs, readExpected } from "./support/expected.ts";

const cli = join(import.meta.dirname, "../dist/cli.js");

describe.concurrent.each(programs())("%s", (program) => {
	test("does what the oracle does", () => {
		const expected = readExpected(program);
		expect(expected, "no stored result; run: npm run oracle").not.toBeNull();
		expect(hashOf(program), "the program changed; run: npm run oracle").toBe(expected!.program);
		const path = join(programFolder, program);
		const run = spawnSync(process.execPath, [cli, path], { cwd: dirname(path), encoding: "utf8", env: { ...process.env, DECREF_DEBUG: "audit" } });
		expect({ stdout: comparableLines(run.stdout), exitCode: run.status, lastErrorLine: lastLine(run.stderr) }).toEqual({
			stdout: expected!.stdout,
			exitCode: expected!.exitCode,
			lastErrorLine: expected!.lastErrorLine,
		});
	});
});
