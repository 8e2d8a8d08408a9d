// Reading and writing `.ipynb`, nbformat 4.0 to 4.5.
//
// Reading checks what decref relies on and says in one line what is wrong; writing gives valid nbformat 4.5 and keeps
// every key it does not know. Read `readIpynb` and `writeIpynb` first. Source: nbformat's v4 JSON schema.

import {
	type Cell,
	type CellRun,
	type CellType,
	type Json,
	type JsonObject,
	NotebookError,
	type NotebookDocument,
	type Output,
} from "./document.ts";
import { jsonErrorOffset } from "./jsonError.ts";

const CELL_TYPES: readonly string[] = ["code", "markdown", "raw"] satisfies CellType[];
const CELL_ID = /^[a-zA-Z0-9-_]{1,64}$/;

function isObject(value: Json | undefined): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads a notebook from the text of an `.ipynb` file. Throws NotebookError. */
export function readIpynb(text: string, name: string): NotebookDocument {
	const raw = parseJson(text, name);
	if (!isObject(raw)) throw new NotebookError(`${name}: not a notebook (its JSON is not an object)`);
	checkFormat(raw, name);
	const cells = raw["cells"];
	if (!Array.isArray(cells)) throw new NotebookError(`${name}: not a notebook (it has no list of cells)`);
	return { name, raw, cells: cells.map((cell, i) => readCell(cell, `${name}: cell ${i + 1}`)) };
}

function parseJson(text: string, name: string): Json {
	const json = text.replace(/^\uFEFF/, "");
	try {
		return JSON.parse(json) as Json;
	} catch {
		throw new NotebookError(`${name}: not valid JSON (${jsonProblem(json)})`);
	}
}

function jsonProblem(text: string): string {
	if (text.trim() === "") return "the file is empty";
	const offset = jsonErrorOffset(text);
	if (offset === text.length) return "it ends too soon";
	const before = text.slice(0, offset).split("\n");
	return `line ${before.length}, column ${before.at(-1)!.length + 1}`;
}

function checkFormat(raw: JsonObject, name: string): void {
	const major = raw["nbformat"];
	if (typeof major !== "number") throw new NotebookError(`${name}: not a notebook (no "nbformat" number)`);
	if (major > 4) throw new NotebookError(`${name}: notebook format ${major} is newer than decref reads (4)`);
	if (major < 4) throw new NotebookError(`${name}: notebook format ${major} is too old; convert it with "jupyter nbconvert --to notebook"`);
}

function readCell(cell: Json, where: string): Cell {
	if (!isObject(cell)) throw new NotebookError(`${where} is not an object`);
	const type = cell["cell_type"];
	if (typeof type !== "string" || !CELL_TYPES.includes(type)) throw new NotebookError(`${where} has an unknown type`);
	return { type: type as CellType, source: readSource(cell["source"], where), raw: cell };
}

function readSource(source: Json | undefined, where: string): string {
	if (typeof source === "string") return source;
	if (Array.isArray(source) && source.every((line) => typeof line === "string")) return source.join("");
	throw new NotebookError(`${where} has no source text`);
}

/** The language that the notebook says it is in, if it says so. */
export function notebookLanguage(raw: JsonObject | null): string | null {
	const metadata = raw?.["metadata"];
	if (!isObject(metadata)) return null;
	const info = isObject(metadata["language_info"]) ? metadata["language_info"]["name"] : undefined;
	const spec = isObject(metadata["kernelspec"]) ? metadata["kernelspec"]["language"] : undefined;
	const language = info ?? spec;
	return typeof language === "string" ? language : null;
}

/**
 * The text of the executed notebook: `runs[i]` belongs to cell i, null for cells that did not run, which then have no
 * outputs and no number. Formatted as nbformat writes: one space of indent, keys sorted, newline at the end.
 */
export function writeIpynb(document: NotebookDocument, runs: readonly (CellRun | null)[], pythonVersion: string): string {
	const used = new Set<string>();
	const notebook: JsonObject = {
		...document.raw,
		nbformat: 4,
		nbformat_minor: Math.max(5, Number(document.raw?.["nbformat_minor"] ?? 5)),
		metadata: writeMetadata(document.raw, pythonVersion),
		cells: document.cells.map((cell, i) => writeCell(cell, i, runs[i] ?? null, used)),
	};
	return `${JSON.stringify(sortKeys(notebook), null, 1)}\n`;
}

function writeMetadata(raw: JsonObject | null, pythonVersion: string): JsonObject {
	const metadata = isObject(raw?.["metadata"]) ? raw["metadata"] : {};
	const info = isObject(metadata["language_info"]) ? metadata["language_info"] : {};
	return {
		...metadata,
		kernelspec: metadata["kernelspec"] ?? { display_name: "Python 3 (decref)", language: "python", name: "decref" },
		language_info: { ...info, name: "python", version: pythonVersion, file_extension: ".py", mimetype: "text/x-python" },
	};
}

function writeCell(cell: Cell, index: number, run: CellRun | null, used: Set<string>): JsonObject {
	const raw = cell.raw ?? {};
	const written: JsonObject = {
		...raw,
		cell_type: cell.type,
		id: uniqueId(raw["id"], index, used),
		metadata: isObject(raw["metadata"]) ? raw["metadata"] : {},
		source: splitLines(cell.source),
	};
	if (cell.type === "code") {
		written["execution_count"] = run?.executionCount ?? null;
		written["outputs"] = run?.outputs.map(writeOutput) ?? [];
	}
	return written;
}

/** The cell's own id where it is valid and unused, else one that is the same in every run. */
function uniqueId(id: Json | undefined, index: number, used: Set<string>): string {
	let unique = typeof id === "string" && CELL_ID.test(id) && !used.has(id) ? id : `cell-${index + 1}`;
	for (let n = 2; used.has(unique); n++) unique = `cell-${index + 1}-${n}`;
	used.add(unique);
	return unique;
}

function writeOutput(output: Output): JsonObject {
	switch (output.type) {
		case "stream":
			return { output_type: "stream", name: output.name, text: splitLines(output.text) };
		case "error":
			return { output_type: "error", ename: output.ename, evalue: output.evalue, traceback: [...output.traceback] };
		case "execute_result":
			return {
				output_type: "execute_result",
				execution_count: output.executionCount,
				data: writeData(output.data),
				metadata: output.metadata,
			};
		case "display_data":
			return { output_type: "display_data", data: writeData(output.data), metadata: output.metadata };
	}
}

function writeData(data: { readonly [mediaType: string]: Json }): JsonObject {
	return Object.fromEntries(Object.entries(data).map(([type, value]) => [type, isJsonType(type) ? value : splitLines(asText(value))]));
}

/** The format allows other things than texts only under media types of JSON. */
function asText(value: Json): string {
	return typeof value === "string" ? value : JSON.stringify(value);
}

function isJsonType(mediaType: string): boolean {
	return mediaType === "application/json" || /^application\/.*\+json$/.test(mediaType);
}

/** A text as the list of its lines, each with its newline, as Jupyter stores texts. */
function splitLines(text: string): string[] {
	return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function sortKeys(value: Json): Json {
	if (Array.isArray(value)) return value.map(sortKeys);
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.keys(value)
			.sort()
			.map((key) => [key, sortKeys(value[key]!)]),
	);
}
