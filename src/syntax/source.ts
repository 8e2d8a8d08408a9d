// Source bytes to text, as CPython reads a file: byte order mark, the coding comment of PEP 263 in the first two lines,
// one kind of line end. Read `decodeSource` first. Mirrors `check_coding_spec` and `decode_str` (Parser/tokenizer/helpers.c,
// string_tokenizer.c) and `translate_newlines`.

import { codePointLength, PySyntaxError } from "./errors.ts";

const CODING = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;

/** A line with nothing but space or a comment, after which the coding comment may still come. */
const BLANK = /^[ \t\f]*(?:#.*)?$/;

/** Text with "\n" as its only line end; with `isFile`, its last line is ended too. */
export function normalizeNewlines(text: string, isFile: boolean): string {
	const unified = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
	return isFile && unified !== "" && !unified.endsWith("\n") ? `${unified}\n` : unified;
}

/** Decodes bytes in an encoding that this file doesn't know; null: it doesn't exist. May throw PySyntaxError. */
export type Codec = (name: string, bytes: Uint8Array) => string | null;

/**
 * Throws PySyntaxError for an unknown or contradictory encoding, and for bytes that it doesn't allow. With `isText` (for
 * what compile() was given) the arguments of an error with a line don't name the file: CPython adds the name afterwards.
 */
export function decodeSource(bytes: Uint8Array, filename: string, codec?: Codec, isText = false): string {
	const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
	const body = hasMark ? bytes.subarray(3) : bytes;
	const cookie = findCookie(body);
	const encoding = cookie === null ? "utf-8" : normalizeEncoding(cookie.name);
	// CPython knows the mark's encoding by one name only.
	if (hasMark && (encoding !== "utf-8" || /^utf8/i.test(cookie?.name ?? ""))) throw markError(cookie!, filename, isText);
	switch (encoding) {
		case "utf-8":
			return decodeUtf8(body, filename, isText);
		case "iso-8859-1":
			return decodeLatin1(body);
		case "ascii":
			return decodeAscii(body, filename);
		default: {
			const text = codec?.(encoding, body) ?? null;
			if (text === null) throw encodingError(`unknown encoding: ${encoding}`, filename);
			return text;
		}
	}
}

function markError({ name, line, text }: Cookie, filename: string, isText: boolean): PySyntaxError {
	const normal = normalizeEncoding(name);
	const encoding = normal === "iso-8859-1" ? normal : name;
	const error = new PySyntaxError("SyntaxError", `encoding problem: ${encoding} with BOM`, filename, line, 0, line, text.length, text);
	error.isFileInArguments = !isText;
	return error;
}

function encodingError(message: string, filename: string): PySyntaxError {
	return new PySyntaxError("SyntaxError", message, filename, 0, -1, 0, -1, null);
}

interface Cookie {
	/** As it is written. */
	name: string;
	line: number;
	/** The comment's line. */
	text: string;
}

/** The coding comment. */
function findCookie(bytes: Uint8Array): Cookie | null {
	let start = 0;
	for (let line = 0; line < 2; line++) {
		let end = start;
		while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end++;
		const text = decodeLatin1(bytes.subarray(start, end));
		const match = CODING.exec(text);
		if (match !== null) return { name: match[1]!, line: line + 1, text };
		if (!BLANK.test(text)) return null;
		start = bytes[end] === 13 && bytes[end + 1] === 10 ? end + 2 : end + 1;
	}
	return null;
}

function normalizeEncoding(name: string): string {
	const normal = name.toLowerCase().replaceAll("_", "-").slice(0, 12);
	if (normal === "utf-8" || normal.startsWith("utf-8-") || normal === "utf8") return "utf-8";
	if (/^(?:latin-1|latin1|iso-8859-1|iso8859-1|iso-latin-1|l1)(?:-|$)/.test(normal)) return "iso-8859-1";
	if (normal === "ascii" || normal === "us-ascii") return "ascii";
	return normal;
}

function decodeLatin1(bytes: Uint8Array): string {
	let text = "";
	for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
	return text;
}

function decodeAscii(bytes: Uint8Array, filename: string): string {
	const at = bytes.findIndex((byte) => byte >= 0x80);
	if (at < 0) return decodeLatin1(bytes);
	const hex = bytes[at]!.toString(16);
	throw encodingError(`'ascii' codec can't decode byte 0x${hex} in position ${at}: ordinal not in range(128)`, filename);
}

function decodeUtf8(bytes: Uint8Array, filename: string, isText: boolean): string {
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		throw invalidUtf8(bytes, filename, isText);
	}
}

/** Length of the well-formed sequence at `i`; 0 if there is none. */
function sequenceLength(bytes: Uint8Array, i: number): number {
	const first = bytes[i]!;
	if (first < 0x80) return 1;
	const length = first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
	for (let k = 1; k < length; k++) if ((bytes[i + k] ?? 0) >> 6 !== 2) return 0;
	const second = bytes[i + 1]!;
	if ((first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f)) return 0;
	if ((first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f)) return 0;
	return length;
}

function invalidUtf8(bytes: Uint8Array, filename: string, isText: boolean): PySyntaxError {
	let line = 1;
	let lineStart = 0;
	let i = 0;
	while (i < bytes.length) {
		const length = sequenceLength(bytes, i);
		if (length === 0) break;
		if (bytes[i] === 10) {
			line++;
			lineStart = i + 1;
		}
		i += length;
	}
	const hex = (bytes[i] ?? 0).toString(16).padStart(2, "0");
	const before = new TextDecoder().decode(bytes.subarray(lineStart, i));
	const offset = codePointLength(before) + 1;
	const nextLine = bytes.indexOf(10, i);
	const text = new TextDecoder().decode(bytes.subarray(lineStart, nextLine < 0 ? bytes.length : nextLine));
	const where = isText ? "" : ` in file ${filename}`;
	const message = `Non-UTF-8 code starting with '\\x${hex}'${where} on line ${line}, but no encoding declared; see https://peps.python.org/pep-0263/ for details`;
	const error = new PySyntaxError("SyntaxError", message, filename, line, offset, line, offset, text);
	error.isFileInArguments = !isText;
	return error;
}
