// What the oracle said of a test program, as it is stored beside it (`name.expected.json`), and how it is compared.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

export interface Expected {
	/** Which CPython gave this. */
	readonly oracle: string;
	/** SHA-256 of the program that was run. */
	readonly program: string;
	readonly exitCode: number;
	readonly lastErrorLine: string;
	/** Lines, addresses replaced. */
	readonly stdout: readonly string[];
}

export const programFolder = join(import.meta.dirname, "../python");

/** All test programs, by path below test/python. */
export function programs(): string[] {
	return readdirSync(programFolder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith(".py"))
		.map((entry) => relative(programFolder, join(entry.parentPath, entry.name)))
		.sort();
}

export function expectedPath(program: string): string {
	return join(programFolder, program.replace(/\.py$/, ".expected.json"));
}

export function hashOf(program: string): string {
	return createHash("sha256").update(readFileSync(join(programFolder, program))).digest("hex");
}

export function readExpected(program: string): Expected | null {
	const path = expectedPath(program);
	return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Expected) : null;
}

export function writeExpected(program: string, expected: Expected): void {
	writeFileSync(expectedPath(program), `${JSON.stringify(expected, null, "\t")}\n`);
}

/** An output's lines; addresses differ from run to run and are replaced. */
export function comparableLines(output: string): string[] {
	const lines = output.replace(/0x[0-9a-f]{4,}/g, "0x…").split("\n");
	if (lines.at(-1) === "") lines.pop();
	return lines;
}

export function lastLine(output: string): string {
	return comparableLines(output).at(-1) ?? "";
}
