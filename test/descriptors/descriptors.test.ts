// Descriptors, pipes, select and directories by descriptor, as a native CPython 3.13 has them: what it prints is stored beside
// each program (`python3.13 -X utf8 NAME.py` in an empty directory, standard input empty), since the oracle numbers errors
// otherwise and has neither threads nor signals. On the real file system by the built command, and in memory by the library (inMemory.ts).

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decref } from "../support/command.ts";

const LIMIT = 60_000;
const PROGRAMS = ["descriptors", "directories", "pipes", "selecting"];
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
