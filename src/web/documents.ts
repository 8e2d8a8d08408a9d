// What a person edits: a program or a notebook. Reading and writing files of both kinds, and links that hold a whole
// program. Read `Document` and `openFile` first.

import { deflateSync, inflateSync } from "fflate";
import { type Json, type JsonObject, mayRaise, NotebookError, type Output } from "../notebook/document.ts";
import { readIpynb, writeIpynb } from "../notebook/ipynb.ts";

export interface Question {
	readonly question: string;
	readonly hint: string | null;
	readonly because: string | null;
}

export interface Cell {
	/** Names the cell as long as the page is open. */
	readonly id: number;
	readonly type: "code" | "markdown" | "raw";
	readonly source: string;
	readonly raw: JsonObject | null;
	readonly question: Question | null;
	/** It is meant to raise: the cells after it run all the same. */
	readonly mayRaise: boolean;
}

export interface Document {
	readonly kind: "program" | "notebook";
	/** The file's name. */
	readonly name: string;
	readonly cells: readonly Cell[];
	readonly raw: JsonObject | null;
}

export const LARGEST_FILE = 50_000_000;
const PYTHON_VERSION = "3.14.5";

let lastId = 0;

export function newCell(type: Cell["type"], source = "", raw: JsonObject | null = null): Cell {
	return { id: ++lastId, type, source, raw, question: questionOf(raw), mayRaise: mayRaise(raw) };
}

export function newProgram(source = "", name = "program.py"): Document {
	return { kind: "program", name, cells: [newCell("code", source)], raw: null };
}

export function newNotebook(): Document {
	return { kind: "notebook", name: "notebook.ipynb", cells: [newCell("code")], raw: null };
}

function questionOf(raw: JsonObject | null): Question | null {
	const own = ((raw?.["metadata"] as JsonObject | undefined)?.["decref"] ?? null) as { [key: string]: Json } | null;
	const text = (key: string): string | null => (typeof own?.[key] === "string" ? (own[key] as string) : null);
	const question = text("question");
	return question === null ? null : { question, hint: text("hint"), because: text("because") };
}

/** A file by its name and text. Throws NotebookError, whose message says what is wrong. */
export function openFile(name: string, text: string): Document {
	const isNotebook = /\.ipynb$/i.test(name) || (!/\.py$/i.test(name) && /^\s*\{/.test(text) && text.includes('"nbformat"'));
	if (!isNotebook) return newProgram(text.replace(/\r\n?/g, "\n").replace(/^\uFEFF/, ""), name);
	const { cells, raw } = readIpynb(text, name);
	return { kind: "notebook", name, raw, cells: cells.map((cell) => newCell(cell.type, cell.source, cell.raw)) };
}

/** What a cell has shown, for the file. */
export interface CellOutputs {
	readonly executionCount: number;
	readonly outputs: readonly Output[];
}

/** The document as the text of a file. */
export function fileText(document: Document, outputs: (cell: Cell) => CellOutputs | null): string {
	if (document.kind === "program") return document.cells[0]?.source ?? "";
	return writeIpynb(document, document.cells.map(outputs), PYTHON_VERSION);
}

/** What travels in a link: the kind, the name, and the cells. */
type Packed = { readonly k: "p" | "n"; readonly n: string; readonly c: readonly (readonly [type: "c" | "m" | "r", source: string])[] };

/** The whole document as the part of an address behind `#`. */
export function toFragment({ kind, name, cells }: Document): string {
	const packed: Packed = {
		k: kind === "program" ? "p" : "n",
		n: name,
		c: cells.map(({ type, source }) => [type[0] as "c" | "m" | "r", source]),
	};
	const bytes = deflateSync(new TextEncoder().encode(JSON.stringify(packed)), { level: 9 });
	return `p=${toBase64(bytes)}`;
}

/** The document in such a part; null if there is none in it. Throws NotebookError if it is damaged. */
export function fromFragment(fragment: string): Document | null {
	const match = /^#?p=([\w-]*)$/.exec(fragment);
	if (match === null) return null;
	try {
		const packed = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(inflateSync(fromBase64(match[1]!)))) as Packed;
		const types = { c: "code", m: "markdown", r: "raw" } as const;
		const cells = packed.c.map(([type, source]) => {
			if (!(type in types) || typeof source !== "string") throw new Error("no cell");
			return newCell(types[type], source);
		});
		if (cells.length === 0) throw new Error("no cells");
		return { kind: packed.k === "n" ? "notebook" : "program", name: String(packed.n), cells, raw: null };
	} catch {
		throw new NotebookError("the link is damaged");
	}
}

function toBase64(bytes: Uint8Array): string {
	let binary = "";
	for (const byte of bytes) binary += String.fromCharCode(byte);
	return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function fromBase64(text: string): Uint8Array {
	return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
}
