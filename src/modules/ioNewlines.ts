// Ends of lines in text files: "\n", "\r" and "\r\n", and the `newline` argument that says which of them count.
// Mirrors Modules/_io/textio.c.

import type { Own } from "../heap/header.ts";
import type { PyObject } from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { newStr } from "../objects/str.ts";
import { newTuple } from "../objects/tuple.ts";

/** Text as written to a file with this `newline`. On Linux None leaves "\n" as it is. */
export function translateWrite(text: string, newline: string | null): string {
	return newline === null || newline === "" || newline === "\n" ? text : text.replaceAll("\n", newline);
}

/** Text as read from a file with this `newline`. */
export function translateRead(text: string, newline: string | null): string {
	return newline === null && text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

const ANY_LINE = /[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g;

/** The lines of a text, ends included, as `newline` divides them. */
export function splitLines(text: string, newline: string | null): string[] {
	if (newline === "") return text.match(ANY_LINE) ?? [];
	const end = newline ?? "\n";
	const lines: string[] = [];
	for (let start = 0; start < text.length; ) {
		const at = text.indexOf(end, start);
		const next = at < 0 ? text.length : at + end.length;
		lines.push(text.slice(start, next));
		start = next;
	}
	return lines;
}

export const SEEN_RETURN = 1;
export const SEEN_NEWLINE = 2;
export const SEEN_BOTH = 4;

/** Which ends of lines a text has, as bits. */
export function newlineKinds(text: string): number {
	let kinds = /\r\n/.test(text) ? SEEN_BOTH : 0;
	if (/\r(?!\n)/.test(text)) kinds |= SEEN_RETURN;
	if (/(?<!\r)\n/.test(text)) kinds |= SEEN_NEWLINE;
	return kinds;
}

/** What `newlines` tells: None, the one kind that was seen, or a tuple of all. New. */
export function newlinesObject(kinds: number): Own<PyObject> {
	const texts = ["\r", "\n", "\r\n"].filter((_, i) => (kinds & (1 << i)) !== 0);
	if (texts.length === 0) return newNone();
	return texts.length === 1 ? newStr(texts[0]!) : newTuple(texts.map((text) => newStr(text) as Own<PyObject>));
}
