// Reading what the user names on the command line, and saying in one line what is wrong with it.

import { closeSync, openSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { type NotebookDocument, NotebookError } from "../notebook/document.ts";
import { notebookLanguage, readIpynb } from "../notebook/ipynb.ts";
import { isPasted, isPercentFormat, readPasted, readPercent } from "../notebook/text.ts";

/** Something that the user can mend: one line, exit code 2. */
export class UserError extends Error {
	override name = "UserError";
}

const REASONS: { readonly [code: string]: string } = {
	ENOENT: "[Errno 2] No such file or directory",
	EACCES: "[Errno 13] Permission denied",
	EISDIR: "[Errno 21] Is a directory",
	ENOTDIR: "[Errno 20] Not a directory",
	ELOOP: "[Errno 40] Too many levels of symbolic links",
	ENAMETOOLONG: "[Errno 36] File name too long",
};

/** No for a path through a file as well. */
export function isFolder(path: string): boolean {
	try {
		return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
	} catch {
		return false;
	}
}

/** By its first bytes, which may be the line that says who runs it. */
export function isZip(bytes: Uint8Array): boolean {
	const start = bytes[0] === 0x23 && bytes[1] === 0x21 ? bytes.indexOf(10) + 1 : 0;
	return [0x50, 0x4b, 3, 4].every((byte, i) => bytes[start + i] === byte);
}

/** A file's bytes. Throws UserError. */
export function readBytes(path: string): Uint8Array {
	try {
		if (statSync(path).isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
		return readFileSync(path);
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code ?? "";
		throw new UserError(`can't open file '${path}': ${REASONS[code] ?? (error as Error).message}`);
	}
}

/** The bytes of a program or notebook that is to be asked about. Throws UserError. */
export function readProgram(path: string): Uint8Array {
	const bytes = readBytes(path);
	if (bytes.includes(0)) throw new UserError(`${path}: a binary file is no program`);
	return bytes;
}

/** To be called before a long run whose result is to be written: throws UserError if it can't be. Makes the file. */
export function expectWritable(path: string): void {
	writing(path, () => closeSync(openSync(path, "a")));
}

/** Writes what was asked for. Throws UserError. */
export function writeOutput(path: string, text: string): void {
	writing(path, () => writeFileSync(path, text));
}

function writing(path: string, write: () => void): void {
	try {
		write();
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code ?? "";
		throw new UserError(`can't write '${path}': ${REASONS[code] ?? (error as Error).message}`);
	}
}

/** The bytes as UTF-8. Throws UserError naming the first byte that isn't. */
export function decodeUtf8(bytes: Uint8Array, name: string): string {
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		const line = firstBadLine(bytes);
		throw new UserError(`${name}: not UTF-8 text (line ${line})`);
	}
}

function firstBadLine(bytes: Uint8Array): number {
	let line = 1;
	for (let start = 0; start < bytes.length; line++) {
		const newline = bytes.indexOf(10, start);
		const end = newline < 0 ? bytes.length : newline + 1;
		try {
			new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(start, end));
		} catch {
			return line;
		}
		start = end;
	}
	return line;
}

/** The notebook that a file is, or null if it is a plain program. Throws UserError. */
export function readNotebook(path: string, bytes: Uint8Array): NotebookDocument | null {
	const name = basename(path);
	if (path.endsWith(".ipynb")) return readIpynbFile(decodeUtf8(bytes, name), name);
	if (path.endsWith(".py")) {
		const text = new TextDecoder().decode(bytes);
		return isPercentFormat(text) ? readPercent(decodeUtf8(bytes, name), name) : null;
	}
	const text = new TextDecoder().decode(bytes);
	return isPasted(text) ? readPasted(decodeUtf8(bytes, name), name) : null;
}

function readIpynbFile(text: string, name: string): NotebookDocument {
	try {
		const notebook = readIpynb(text, name);
		const language = notebookLanguage(notebook.raw);
		if (language !== null && !/^i?python3?$/i.test(language)) throw new UserError(`${name}: a notebook in ${language}, not in Python`);
		return notebook;
	} catch (error) {
		if (error instanceof NotebookError) throw new UserError(error.message);
		throw error;
	}
}
