// What the oracle said of a test program or notebook, as it is stored beside it (`name.expected.json`), and how it is
// compared: line by line, addresses replaced.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Json, JsonObject, MimeBundle, Output } from "../../src/notebook/document.ts";

interface Stored {
	/** Which CPython (and IPython) gave this. */
	readonly oracle: string;
	/** SHA-256 of what was run. */
	readonly program: string;
}

export interface ExpectedProgram extends Stored {
	readonly exitCode: number;
	readonly lastErrorLine: string;
	readonly stdout: readonly string[];
	/** SHA-256 of the program's code objects (scripts/oracle/codeJson.ts) as JSON; null if it is not Python. */
	readonly code: string | null;
}

/** The outputs of each code cell, in comparable form. */
export interface ExpectedNotebook extends Stored {
	readonly cells: readonly (readonly ComparableOutput[])[];
}

export type ComparableOutput =
	| { readonly stream: string; readonly text: readonly string[] }
	| ({ readonly result: readonly string[] } & Rich)
	| ({ readonly display: readonly string[] } & Rich)
	| { readonly error: string; readonly value: string };

/** What an output has beside text. */
interface Rich {
	/** By media type. */
	readonly rich?: JsonObject;
	readonly metadata?: JsonObject;
}

const test = join(import.meta.dirname, "..");
const root = join(test, "..");

/** Programs under test/python and notebooks under test/notebooks, as paths below test/. */
export const programs = (): string[] => filesBelow("python");
export const notebooks = (): string[] => filesBelow("notebooks");

/** The page's lessons, as paths below the project's root; what is stored of them is below test/. */
export const lessons = (): string[] =>
	readdirSync(join(root, "lessons"))
		.map((name) => `lessons/${name}`)
		.sort();

function filesBelow(folder: string): string[] {
	return readdirSync(join(test, folder), { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && /\.(py|ipynb)$/.test(entry.name))
		.map((entry) => relative(test, join(entry.parentPath, entry.name)))
		.sort();
}

export function pathOf(program: string): string {
	return join(program.startsWith("lessons/") ? root : test, program);
}

function expectedPath(program: string): string {
	return join(test, program).replace(/\.\w+$/, ".expected.json");
}

export function hashOf(program: string): string {
	return createHash("sha256")
		.update(readFileSync(pathOf(program)))
		.digest("hex");
}

/** The digest of code objects in the form of scripts/oracle/codeJson.ts. */
export function codeDigest(code: unknown): string {
	return createHash("sha256").update(JSON.stringify(code)).digest("hex");
}

export function readExpected<T extends Stored>(program: string): T | null {
	const path = expectedPath(program);
	return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as T) : null;
}

export function writeExpected(program: string, expected: ExpectedProgram | ExpectedNotebook): void {
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

export function comparableOutput(output: Output): ComparableOutput {
	switch (output.type) {
		case "stream":
			return { stream: output.name, text: comparableLines(output.text) };
		case "execute_result":
			return { result: plainText(output.data["text/plain"] ?? ""), ...rich(output) };
		case "display_data":
			return { display: plainText(output.data["text/plain"] ?? ""), ...rich(output) };
		case "error":
			return { error: output.ename, value: output.evalue.replace(/<ipython-input-(\d+)-[0-9a-f]+>/g, "<ipython-input-$1>") };
	}
}

function rich({ data, metadata }: { readonly data: MimeBundle; readonly metadata?: JsonObject }): Rich {
	const others = Object.entries(data)
		.filter(([type]) => type !== "text/plain")
		.map(([type, value]) => [type, Array.isArray(value) && !type.endsWith("json") ? value.join("") : value] as const)
		.sort(([a], [b]) => (a < b ? -1 : 1));
	return {
		...(others.length === 0 ? {} : { rich: Object.fromEntries(others) }),
		...(Object.keys(metadata ?? {}).length === 0 ? {} : { metadata: metadata! }),
	};
}

function plainText(text: Json): string[] {
	return comparableLines([text].flat().join(""));
}
