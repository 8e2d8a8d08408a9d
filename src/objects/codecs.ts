// The encodings that are built in: UTF-8, Latin-1, ASCII, UTF-16, UTF-32. Others are looked up by the module `_codecs`,
// which connects `codecHooks`. Read `encodeStr` and `decodeBytes` first. Mirrors the codecs of Objects/unicodeobject.c.

import type { Own } from "../heap/header.ts";
import { newBytes } from "./bytes.ts";
import { decodeError, encodeError, isSurrogate, raiseEncodeError } from "./codecErrors.ts";
import { decodeUtf16, decodeUtf32 } from "./codecsWide.ts";
import { raiseError } from "./errors.ts";
import type { PyObject } from "./object.ts";
import { newStr, type PyStr } from "./str.ts";
import { isAscii, latin1Text } from "./unicode.ts";

/** For encodings that are not built in; both return what the codec returned, checked to be bytes or str. */
export const codecHooks = {
	encode: (_text: PyStr, encoding: string, _errors: string): Own<PyObject> => unknownEncoding(encoding),
	decode: (_bytes: Uint8Array, encoding: string, _errors: string): Own<PyObject> => unknownEncoding(encoding),
};

export function unknownEncoding(encoding: string): never {
	return raiseError("LookupError", `unknown encoding: ${encoding}`);
}

/** One of the built-in codecs' names, or null. */
export function builtinEncoding(name: string): string | null {
	const plain = name.toLowerCase().replace(/[^a-z0-9.]+/g, "_");
	return ALIASES[plain] ?? null;
}

const ALIASES: { [plain: string]: string } = {
	utf_8: "utf-8",
	utf8: "utf-8",
	u8: "utf-8",
	cp65001: "utf-8",
	latin_1: "latin-1",
	latin1: "latin-1",
	latin: "latin-1",
	l1: "latin-1",
	iso_8859_1: "latin-1",
	iso8859_1: "latin-1",
	"8859": "latin-1",
	ascii: "ascii",
	us_ascii: "ascii",
	"646": "ascii",
	utf_16: "utf-16",
	utf16: "utf-16",
	utf_16_le: "utf-16-le",
	utf_16le: "utf-16-le",
	utf_16_be: "utf-16-be",
	utf_16be: "utf-16-be",
	utf_32: "utf-32",
	utf32: "utf-32",
	utf_32_le: "utf-32-le",
	utf_32le: "utf-32-le",
	utf_32_be: "utf-32-be",
	utf_32be: "utf-32-be",
};

/** How an encoding spells code points. */
export interface Encoder {
	readonly name: string;
	readonly reason: string;
	fits(point: number): boolean;
	put(point: number, out: number[]): void;
}

const SURROGATES = "surrogates not allowed";

/** Strs beyond ASCII that keep their UTF-8 form since somebody asked for it: it counts in their size. */
const withUtf8 = new WeakSet<PyStr>();

/** Has a text keep its UTF-8 form. Raises UnicodeEncodeError if it has none. Source: PyUnicode_AsUTF8. */
export function requireUtf8(text: PyStr): void {
	if (isAscii(text.value)) return;
	const found = /[\ud800-\udfff]+/u.exec(text.value);
	if (found === null) return void withUtf8.add(text);
	const start = Array.from(text.value.slice(0, found.index)).length;
	raiseEncodeError(text, start, start + found[0].length, "utf-8", SURROGATES);
}

/** How many bytes of UTF-8 a str keeps beside its characters, with the zero at their end. */
export function keptUtf8(text: PyStr): number {
	return withUtf8.has(text) ? new TextEncoder().encode(text.value).length + 1 : 0;
}

const notSurrogate = (point: number): boolean => !isSurrogate(point);

export const ENCODERS: { [name: string]: Encoder } = {
	ascii: { name: "ascii", reason: "ordinal not in range(128)", fits: (point) => point < 128, put: (point, out) => out.push(point) },
	"latin-1": { name: "latin-1", reason: "ordinal not in range(256)", fits: (point) => point < 256, put: (point, out) => out.push(point) },
	"utf-8": { name: "utf-8", reason: SURROGATES, fits: notSurrogate, put: putUtf8 },
	"utf-16": { name: "utf-16", reason: SURROGATES, fits: notSurrogate, put: (point, out) => putUtf16(point, out, false) },
	"utf-16-le": { name: "utf-16-le", reason: SURROGATES, fits: notSurrogate, put: (point, out) => putUtf16(point, out, false) },
	"utf-16-be": { name: "utf-16-be", reason: SURROGATES, fits: notSurrogate, put: (point, out) => putUtf16(point, out, true) },
	"utf-32": { name: "utf-32", reason: SURROGATES, fits: notSurrogate, put: (point, out) => putUtf32(point, out, false) },
	"utf-32-le": { name: "utf-32-le", reason: SURROGATES, fits: notSurrogate, put: (point, out) => putUtf32(point, out, false) },
	"utf-32-be": { name: "utf-32-be", reason: SURROGATES, fits: notSurrogate, put: (point, out) => putUtf32(point, out, true) },
};

function putUtf8(p: number, out: number[]): void {
	if (p < 0x80) out.push(p);
	else if (p < 0x800) out.push(0xc0 | (p >> 6), 0x80 | (p & 63));
	else if (p < 0x10000) out.push(0xe0 | (p >> 12), 0x80 | ((p >> 6) & 63), 0x80 | (p & 63));
	else out.push(0xf0 | (p >> 18), 0x80 | ((p >> 12) & 63), 0x80 | ((p >> 6) & 63), 0x80 | (p & 63));
}

function putUtf16(point: number, out: number[], big: boolean): void {
	for (const unit of point > 0xffff ? [0xd800 + ((point - 0x10000) >> 10), 0xdc00 + (point & 0x3ff)] : [point]) {
		if (big) out.push(unit >> 8, unit & 255);
		else out.push(unit & 255, unit >> 8);
	}
}

function putUtf32(point: number, out: number[], big: boolean): void {
	if (big) out.push(0, point >> 16, (point >> 8) & 255, point & 255);
	else out.push(point & 255, (point >> 8) & 255, point >> 16, 0);
}

const utf8Encoder = new TextEncoder();
const LONE_SURROGATE = /\p{Cs}/u;

/** `text.encode(encoding, errors)`. May call an error handler. Raises UnicodeEncodeError, LookupError. */
export function encodeStr(text: PyStr, encoding: string, errors: string): Own<PyObject> {
	const name = builtinEncoding(encoding);
	return name === null ? codecHooks.encode(text, encoding, errors) : newBytes(encodeBuiltin(text, name, errors));
}

/** By the name of a built-in codec. */
export function encodeBuiltin(text: PyStr, name: string, errors: string): Uint8Array {
	const value = text.value;
	if (name === "utf-8" && !LONE_SURROGATE.test(value)) return utf8Encoder.encode(value);
	if ((name === "ascii" || name === "latin-1") && isAscii(value)) return utf8Encoder.encode(value);
	return encodePoints(text, ENCODERS[name], errors, name === "utf-16" ? [0xff, 0xfe] : name === "utf-32" ? [0xff, 0xfe, 0, 0] : []);
}

/** Encodes code point by code point, after the bytes that `out` starts with. May call an error handler. */
export function encodePoints(text: PyStr, encoder: Encoder, errors: string, out: number[]): Uint8Array {
	const points = Array.from(text.value, (character) => character.codePointAt(0)!);
	for (let i = 0; i < points.length; ) {
		if (encoder.fits(points[i])) {
			encoder.put(points[i++], out);
			continue;
		}
		let end = i + 1;
		while (end < points.length && !encoder.fits(points[end])) end++;
		i = putReplacement(text, points, i, end, encoder, errors, out);
	}
	return Uint8Array.from(out);
}

/** Returns where to go on. */
function putReplacement(
	text: PyStr,
	points: readonly number[],
	start: number,
	end: number,
	encoder: Encoder,
	errors: string,
	out: number[],
): number {
	const replacement = encodeError(text, points, start, end, encoder.name, encoder.reason, errors);
	if (replacement.bytes !== null) out.push(...replacement.bytes);
	for (const character of replacement.text) {
		const point = character.codePointAt(0)!;
		if (!encoder.fits(point)) raiseEncodeError(text, start, end, encoder.name, encoder.reason);
		encoder.put(point, out);
	}
	return replacement.position;
}

/** `bytes.decode(encoding, errors)`. May call an error handler. Raises UnicodeDecodeError, LookupError. */
export function decodeBytes(bytes: Uint8Array, encoding: string, errors: string): Own<PyObject> {
	const name = builtinEncoding(encoding);
	return name === null ? codecHooks.decode(bytes, encoding, errors) : newStr(decodeBuiltin(bytes, name, errors));
}

/** By the name of a built-in codec. */
export function decodeBuiltin(bytes: Uint8Array, name: string, errors: string): string {
	switch (name) {
		case "utf-8":
			return decodeUtf8(bytes, errors);
		case "latin-1":
			return latin1Text(bytes);
		case "ascii":
			return decodeAscii(bytes, errors);
		case "utf-16":
		case "utf-16-le":
		case "utf-16-be":
			return decodeUtf16(bytes, name, errors);
		default:
			return decodeUtf32(bytes, name, errors);
	}
}

function decodeAscii(bytes: Uint8Array, errors: string): string {
	const bad = bytes.findIndex((byte) => byte >= 128);
	if (bad < 0) return latin1Text(bytes);
	let text = latin1Text(bytes.subarray(0, bad));
	for (let i = bad; i < bytes.length; ) {
		if (bytes[i] < 128) {
			text += String.fromCharCode(bytes[i++]);
			continue;
		}
		const replacement = decodeError(bytes, i, i + 1, "ascii", "ordinal not in range(128)", errors);
		text += replacement.text;
		i = replacement.position;
	}
	return text;
}

const utf8Decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function decodeUtf8(bytes: Uint8Array, errors: string): string {
	try {
		return utf8Decoder.decode(bytes);
	} catch {
		return decodeUtf8Slowly(bytes, errors);
	}
}

function decodeUtf8Slowly(bytes: Uint8Array, errors: string): string {
	let text = "";
	for (let i = 0; i < bytes.length; ) {
		const length = sequenceLength(bytes, i);
		if (length > 0) {
			text += utf8Decoder.decode(bytes.subarray(i, i + length));
			i += length;
			continue;
		}
		const [end, reason] = utf8Fault(bytes, i);
		const replacement = decodeError(bytes, i, end, "utf-8", reason, errors);
		text += replacement.text;
		i = replacement.position;
	}
	return text;
}

/** Bytes of the valid sequence at `i`, or 0. */
function sequenceLength(bytes: Uint8Array, i: number): number {
	const need = neededLength(bytes[i]);
	if (need === 0 || i + need > bytes.length) return 0;
	for (let k = 1; k < need; k++) if (!continues(bytes, i, k)) return 0;
	return need;
}

/** Length that a first byte announces; 0 for none. */
function neededLength(first: number): number {
	if (first < 0x80) return 1;
	if (first < 0xc2) return 0;
	if (first < 0xe0) return 2;
	if (first < 0xf0) return 3;
	return first < 0xf5 ? 4 : 0;
}

/** Whether the k-th byte of the sequence at `i` is a fitting continuation. */
function continues(bytes: Uint8Array, i: number, k: number): boolean {
	const byte = bytes[i + k];
	if ((byte & 0xc0) !== 0x80) return false;
	if (k > 1) return true;
	const first = bytes[i];
	if (first === 0xe0) return byte >= 0xa0;
	if (first === 0xed) return byte < 0xa0;
	if (first === 0xf0) return byte >= 0x90;
	return first !== 0xf4 || byte < 0x90;
}

/** Where the faulty bytes at `i` end, and what is wrong with them. */
function utf8Fault(bytes: Uint8Array, i: number): [number, string] {
	const need = neededLength(bytes[i]);
	if (need === 0) return [i + 1, "invalid start byte"];
	for (let k = 1; k < need; k++) {
		if (i + k >= bytes.length) return [bytes.length, "unexpected end of data"];
		if (!continues(bytes, i, k)) return [i + k, "invalid continuation byte"];
	}
	return [i + need, "invalid continuation byte"];
}
