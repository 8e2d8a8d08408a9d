// Descriptors, pipes, select, directories by descriptor and faulthandler, as a native CPython 3.13 has them: what it prints is stored beside
// each program (`python3.13 -X utf8 NAME.py` in an empty directory, standard input empty), since the oracle numbers errors
// otherwise and has neither threads nor signals. On the real file system by the built command, and in memory by the library (inMemory.ts).

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decref } from "../support/command.ts";

const LIMIT = 60_000;
const PROGRAMS = ["descriptors", "directories", "pipes", "selecting", "faults", "details", "texts"];
const path = (name: string): string => join(import.meta.dirname, name);
const expected = (name: string): string => readFileSync(path(`${name}.native313.txt`), "utf8");

test.each(PROGRAMS)(
	"%s, with the system's files",
	async (name) => {
		const directory = mkdtempSync(join(tmpdir(), "decref-descriptors-"));
		try {
			const { stdout, stderr, exitCode } = await decref([path(`${name}.py`)], { cwd: directory, env: { DECREF_DEBUG: "audit" } });
			expect(stdout).toBe(expected(name));
			expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
		} finally {
			rmSync(directory, { recursive: true });
		}
	},
	LIMIT,
);

test.each(PROGRAMS)(
	"%s, in memory",
	(name) => {
		const args = ["--import", "tsx", path("inMemory.ts"), path(`${name}.py`)];
		const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: LIMIT });
		expect(stdout).toBe(expected(name));
		expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
	},
	LIMIT,
);

test(
	"the stacks before the end: of a program that takes too long, and one that aborts",
	async () => {
		const late =
			"import faulthandler, time\nfaulthandler.dump_traceback_later(0.1, exit=True)\ntry: time.sleep(9)\nfinally: print('never')";
		const timed = await decref(["-c", late]);
		expect({ stdout: timed.stdout, exitCode: timed.exitCode }).toEqual({ stdout: "", exitCode: 1 });
		expect(timed.stderr).toMatch(
			/^Timeout \(0:00:00.100000\)!\nThread 0x\w+ \[python\] \(most recent call first\):\n {2}File "<string>", line 3 in <module>\n$/,
		);
		const aborted = await decref(["-c", "import faulthandler, os\nfaulthandler.enable()\nos.abort()"]);
		expect(aborted.exitCode).toBeNull();
		expect(aborted.stderr).toMatch(
			/^Fatal Python error: Aborted\n\nCurrent thread 0x\w+ \[python\] \(most recent call first\):\n {2}File "<string>", line 3 in <module>\n/,
		);
	},
	LIMIT,
);
