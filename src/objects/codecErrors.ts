// What happens to characters and bytes that an encoding does not have: the error handlers, built in or registered.
//
// Positions are code points (encoding) or bytes (decoding). A handler gives a replacement and the position to go on at.
// Handlers of the built-in names work without an exception object; others are called with one. Read `encodeError` first.
// Mirrors Python/codecs.c.

import { registerRoots } from "../heap/audit.ts";
import { hold, mark, take, unwind } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { callOneArg } from "./abstract.ts";
import { isBytes, newBytes } from "./bytes.ts";
import { errorHooks, exceptionTypes, indexError, raise, raiseError, typeError } from "./errors.ts";
import type { PyBaseException } from "./exception.ts";
import { intAsNumber, isInt, newInt } from "./int.ts";
import type { PyObject } from "./object.ts";
import { isStr, type PyStr } from "./str.ts";
import { escapePoint } from "./strRepr.ts";
import { isTuple } from "./tuple.ts";
import { characterName } from "./unicodeData.ts";

/** What stands for a stretch that could not be encoded (text or bytes) or decoded (text). */
export interface Replacement {
	readonly text: string;
	readonly bytes: Uint8Array | null;
	readonly position: number;
}

/** `codecs.register_error`'s table, by name. Owns its handlers. */
const registered = new Map<string, PyObject>();
registerRoots("codec error handlers", (visit) => {
	for (const [name, handler] of registered) visit(handler, "error handler", name);
});

/** The names whose handlers are built in. */
export const BUILTIN_HANDLERS: readonly string[] = [
	"strict",
	"ignore",
	"replace",
	"xmlcharrefreplace",
	"backslashreplace",
	"namereplace",
	"surrogatepass",
	"surrogateescape",
];

/** Borrows the handler. */
export function registerErrorHandler(name: string, handler: PyObject): void {
	const old = registered.get(name);
	registered.set(name, incref(handler));
	if (old !== undefined) decref(old);
}

export function unregisterErrorHandler(name: string): boolean {
	const old = registered.get(name);
	registered.delete(name);
	if (old !== undefined) decref(old);
	return old !== undefined;
}

/** Borrowed, or null. */
export function registeredErrorHandler(name: string): PyObject | null {
	return registered.get(name) ?? null;
}

const strictly = (text: string, position: number): Replacement => ({ text, bytes: null, position });

/** For code points `start` to `end` of `source`, which `encoding` does not have. Raises UnicodeEncodeError or what the handler does. */
export function encodeError(
	source: PyStr,
	points: readonly number[],
	start: number,
	end: number,
	encoding: string,
	reason: string,
	errors: string,
): Replacement {
	if (!registered.has(errors)) {
		const bad = points.slice(start, end);
		switch (errors) {
			case "strict":
				return raiseEncodeError(source, start, end, encoding, reason);
			case "ignore":
				return strictly("", end);
			case "replace":
				return strictly("?".repeat(end - start), end);
			case "backslashreplace":
				return strictly(bad.map(escapePoint).join(""), end);
			case "xmlcharrefreplace":
				return strictly(bad.map((point) => `&#${point};`).join(""), end);
			case "namereplace":
				return strictly(bad.map(nameEscape).join(""), end);
			case "surrogateescape":
				if (bad.every((point) => point >= 0xdc80 && point <= 0xdcff))
					return { text: "", bytes: Uint8Array.from(bad, (p) => p - 0xdc00), position: end };
				return raiseEncodeError(source, start, end, encoding, reason);
			case "surrogatepass":
				if (bad.every(isSurrogate)) return surrogatePass(bad, end, encoding) ?? raiseEncodeError(source, start, end, encoding, reason);
				return raiseEncodeError(source, start, end, encoding, reason);
		}
	}
	const exception = encodeException(source, start, end, encoding, reason);
	return callHandler(errors, exception, points.length, true);
}

/** `\N{name}`, or for want of a name a number. Source: PyCodec_NameReplaceErrors. */
function nameEscape(point: number): string {
	const name = characterName(point);
	return name === null ? escapePoint(point) : `\\N{${name}}`;
}

export function isSurrogate(point: number): boolean {
	return point >= 0xd800 && point <= 0xdfff;
}

/** Surrogates as the encoding would spell them if they were characters. */
function surrogatePass(points: readonly number[], position: number, encoding: string): Replacement | null {
	const out: number[] = [];
	const kind = encoding.toLowerCase().replaceAll("_", "-");
	for (const p of points) {
		if (kind === "utf-8" || kind === "utf8") out.push(0xe0 | (p >> 12), 0x80 | ((p >> 6) & 0x3f), 0x80 | (p & 0x3f));
		else if (kind === "utf-16" || kind === "utf-16-le") out.push(p & 255, p >> 8);
		else if (kind === "utf-16-be") out.push(p >> 8, p & 255);
		else if (kind === "utf-32" || kind === "utf-32-le") out.push(p & 255, p >> 8, 0, 0);
		else if (kind === "utf-32-be") out.push(0, 0, p >> 8, p & 255);
		else return null;
	}
	return { text: "", bytes: Uint8Array.from(out), position };
}

function encodeException(source: PyStr, start: number, end: number, encoding: string, reason: string): Own<PyBaseException> {
	const since = mark();
	const args = [encoding, source, hold(newInt(start), "start"), hold(newInt(end), "end"), reason];
	const exception = errorHooks.create(exceptionTypes["UnicodeEncodeError"], args);
	unwind(since);
	return exception;
}

export function raiseEncodeError(source: PyStr, start: number, end: number, encoding: string, reason: string): never {
	return raise(encodeException(source, start, end, encoding, reason));
}

function decodeException(bytes: Uint8Array, start: number, end: number, encoding: string, reason: string): Own<PyBaseException> {
	const since = mark();
	const object = hold(newBytes(bytes.slice()), "bytes that cannot be decoded");
	const args = [encoding, object, hold(newInt(start), "start"), hold(newInt(end), "end"), reason];
	const exception = errorHooks.create(exceptionTypes["UnicodeDecodeError"], args);
	unwind(since);
	return exception;
}

/** For bytes `start` to `end`, which are no text in `encoding`. Raises UnicodeDecodeError or what the handler does. */
export function decodeError(bytes: Uint8Array, start: number, end: number, encoding: string, reason: string, errors: string): Replacement {
	if (!registered.has(errors)) {
		switch (errors) {
			case "strict":
				return raise(decodeException(bytes, start, end, encoding, reason));
			case "ignore":
				return strictly("", end);
			case "replace":
				return strictly("\ufffd", end);
			case "backslashreplace":
				return strictly(Array.from(bytes.subarray(start, end), escapePoint).join(""), end);
			case "surrogateescape":
				return escapeBytes(bytes, start, end) ?? raise(decodeException(bytes, start, end, encoding, reason));
			case "surrogatepass":
				return passSurrogate(bytes, start, encoding) ?? raise(decodeException(bytes, start, end, encoding, reason));
		}
	}
	return callHandler(errors, decodeException(bytes, start, end, encoding, reason), bytes.length, false);
}

/** Bytes from 128 on as lone surrogates, four at most. */
function escapeBytes(bytes: Uint8Array, start: number, end: number): Replacement | null {
	let text = "";
	let position = start;
	while (position < end && position < start + 4 && bytes[position] >= 128) text += String.fromCharCode(0xdc00 + bytes[position++]);
	return position === start ? null : strictly(text, position);
}

function passSurrogate(bytes: Uint8Array, start: number, encoding: string): Replacement | null {
	const kind = encoding.toLowerCase();
	const [a, b, c, d] = bytes.subarray(start, start + 4);
	let point = -1;
	let size = 2;
	if (kind === "utf-8" && (a & 0xf0) === 0xe0 && (b & 0xc0) === 0x80 && (c & 0xc0) === 0x80) {
		point = ((a & 15) << 12) | ((b & 63) << 6) | (c & 63);
		size = 3;
	} else if (kind === "utf-16-le" || kind === "utf-16") point = a | (b << 8);
	else if (kind === "utf-16-be") point = (a << 8) | b;
	else if (kind.startsWith("utf-32")) {
		size = 4;
		point = kind.endsWith("be") ? ((a << 24) | (b << 16) | (c << 8) | d) >>> 0 : (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;
	}
	return isSurrogate(point) && start + size <= bytes.length ? strictly(String.fromCharCode(point), start + size) : null;
}

/** Steals the exception. `length` bounds the position that the handler may return. */
function callHandler(errors: string, exception: Own<PyBaseException>, length: number, encoding: boolean): Replacement {
	hold(exception, "exception for the error handler");
	const handler = registered.get(errors);
	if (handler === undefined) {
		if (BUILTIN_HANDLERS.includes(errors)) return typeError(`don't know how to handle ${exception.type.name} in error callback`);
		return raiseError("LookupError", `unknown error handler name '${errors}'`);
	}
	const result = hold(callOneArg(handler, exception), "result of the error handler");
	const replacement = readResult(result, length, encoding);
	decref(take(result));
	decref(take(exception));
	return replacement;
}

function readResult(result: PyObject, length: number, encoding: boolean): Replacement {
	const wanted = encoding
		? "encoding error handler must return (str/bytes, int) tuple"
		: "decoding error handler must return (str, int) tuple";
	if (!isTuple(result) || result.items.length !== 2) return typeError(wanted);
	const [what, where] = result.items;
	if (!(isStr(what) || (encoding && isBytes(what))) || !isInt(where)) return typeError(wanted);
	let position = intAsNumber(where);
	if (position < 0) position += length;
	if (position < 0 || position > length) return indexError(`position ${intAsNumber(where)} from error handler out of bounds`);
	return isStr(what) ? strictly(what.value, position) : { text: "", bytes: (what as { value: Uint8Array } & PyObject).value, position };
}
