// `npm run oracle [-- --force] [filter …]`: runs the programs under test/python and the notebooks under test/notebooks in
// the oracle and stores what they do beside them (of the lessons under lessons/, below test/lessons). What was stored for the same text is left alone unless forced.

import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import {
	codeDigest,
	comparableLines,
	comparableOutput,
	type ExpectedNotebook,
	type ExpectedProgram,
	hashOf,
	lastLine,
	lessons,
	notebooks,
	pathOf,
	programs,
	readExpected,
	writeExpected,
} from "../test/support/expected.ts";
import type { NotebookRun } from "./oracle/runNotebook.ts";
import type { ProgramRun } from "./oracle/runProgram.ts";

const PARALLEL = 2;
const tsx = join(import.meta.dirname, "../node_modules/tsx/dist/cli.mjs");

const args = process.argv.slice(2);
const force = args.includes("--force");
const filters = args.filter((arg) => !arg.startsWith("--"));

async function runScript<T>(script: string, program: string, ...rest: readonly string[]): Promise<T> {
	const path = join(import.meta.dirname, "oracle", script);
	const { stdout } = await promisify(execFile)(process.execPath, [tsx, path, pathOf(program), ...rest], { maxBuffer: 1 << 28 });
	return JSON.parse(stdout) as T;
}

/** The counts that this 32-bit oracle reports for immortal objects, as the number that a 64-bit CPython reports. */
function as64Bit(output: string): string {
	return output.replace(/\b(1879048192|1342177280)\b/g, "3221225472");
}

/**
 * What the oracle cannot tell, a native CPython says (ORACLE_PYTHON names it): the oracle never ends its main module, has
 * pointers of 32 bits and no pymalloc, and a collector that 3.14.5 took out again. A program's first lines say so; a lesson
 * is about sizes or it is not.
 */
function isForNative(program: string): boolean {
	const text = readFileSync(pathOf(program), "utf8");
	if (program.startsWith("lessons/")) return text.includes("getsizeof");
	return program.includes("/shutdown/") || /^# .*Asked of a native CPython/m.test(text);
}

function nativePython(): string {
	const python = process.env["ORACLE_PYTHON"];
	if (python === undefined) throw new Error("set ORACLE_PYTHON to a native CPython 3.13 or later");
	return python;
}

async function runNatively(program: string): Promise<ProgramRun> {
	const python = nativePython();
	const { code } = await runScript<ProgramRun>("runProgram.ts", program);
	const version = await promisify(execFile)(python, ["-c", "import platform; print(platform.python_version(), end='')"]);
	const path = pathOf(program);
	const run = spawnSync(python, [path], { cwd: dirname(path), encoding: "utf8", env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" } });
	return { version: version.stdout, stdout: run.stdout, stderr: run.stderr, exitCode: run.status ?? 1, code };
}

async function askProgram(program: string): Promise<string> {
	const run = await (isForNative(program) ? runNatively(program) : runScript<ProgramRun>("runProgram.ts", program));
	writeExpected(program, {
		oracle: `CPython ${run.version}`,
		program: hashOf(program),
		exitCode: run.exitCode,
		lastErrorLine: lastLine(run.stderr),
		stdout: comparableLines(as64Bit(run.stdout)),
		code: run.code === null ? null : codeDigest(run.code),
	} satisfies ExpectedProgram);
	return `${comparableLines(run.stdout).length} lines${run.exitCode === 0 ? "" : `, exit code ${run.exitCode}: ${lastLine(run.stderr)}`}`;
}

async function askNotebook(notebook: string): Promise<string> {
	const run = await runScript<NotebookRun>("runNotebook.ts", notebook, ...(isForNative(notebook) ? [nativePython()] : []));
	const cells = run.cells.map((outputs) => outputs.map(comparableOutput));
	writeExpected(notebook, { oracle: run.version, program: hashOf(notebook), cells } satisfies ExpectedNotebook);
	return `${cells.length} cells`;
}

/** The oracle's process dies on very deep recursion; nothing is stored then. */
async function ask(program: string): Promise<void> {
	try {
		console.log(`${program}: ${await (/^(notebooks|lessons)\//.test(program) ? askNotebook : askProgram)(program)}`);
	} catch (error) {
		console.log(`${program}: the oracle itself failed, nothing stored: ${(error as Error).message.split("\n").slice(0, 3).join(" ")}`);
		process.exitCode = 1;
	}
}

const isWanted = (program: string): boolean => filters.length === 0 || filters.some((filter) => program.includes(filter));

function isStale(program: string): boolean {
	const stored = readExpected<ExpectedProgram>(program);
	return force || stored?.program !== hashOf(program) || (program.startsWith("python/") && stored.code === undefined);
}

const waiting = [...programs(), ...notebooks(), ...lessons()].filter((program) => isWanted(program) && isStale(program));
await Promise.all(
	Array.from({ length: PARALLEL }, async () => {
		for (let program = waiting.shift(); program !== undefined; program = waiting.shift()) await ask(program);
	}),
);
