// `npm run oracle [-- --force] [filter …]`: runs the programs under test/python in the oracle and stores what they do
// beside them. Programs whose stored result is of the same text are left alone unless forced.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { comparableLines, hashOf, lastLine, programFolder, programs, readExpected, writeExpected } from "../test/support/expected.ts";
import type { ProgramRun } from "./oracle/runProgram.ts";

const PARALLEL = 2;
const tsx = join(import.meta.dirname, "../node_modules/tsx/dist/cli.mjs");
const runProgram = join(import.meta.dirname, "oracle/runProgram.ts");

const args = process.argv.slice(2);
const force = args.includes("--force");
const filters = args.filter((arg) => !arg.startsWith("--"));

function isStale(program: string): boolean {
	return force || readExpected(program)?.program !== hashOf(program);
}

async function ask(program: string): Promise<void> {
	const run = await runInOracle(program);
	if (run === null) {
		console.log(`${program}: the oracle itself failed; nothing stored`);
		process.exitCode = 1;
		return;
	}
	writeExpected(program, {
		oracle: `CPython ${run.version}`,
		program: hashOf(program),
		exitCode: run.exitCode,
		lastErrorLine: lastLine(run.stderr),
		stdout: comparableLines(run.stdout),
	});
	console.log(`${program}: ${comparableLines(run.stdout).length} lines${run.exitCode === 0 ? "" : `, exit code ${run.exitCode}: ${lastLine(run.stderr)}`}`);
}

/** Null when the oracle's process dies, as it does on very deep recursion. */
async function runInOracle(program: string): Promise<ProgramRun | null> {
	try {
		const { stdout } = await promisify(execFile)(process.execPath, [tsx, runProgram, join(programFolder, program)], { maxBuffer: 1 << 28 });
		return JSON.parse(stdout) as ProgramRun;
	} catch {
		return null;
	}
}

const waiting = programs().filter((program) => (filters.length === 0 || filters.some((f) => program.includes(f))) && isStale(program));
await Promise.all(
	Array.from({ length: PARALLEL }, async () => {
		for (let program = waiting.shift(); program !== undefined; program = waiting.shift()) await ask(program);
	}),
);
