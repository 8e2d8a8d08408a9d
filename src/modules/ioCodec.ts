// Text to bytes and back, for files: UTF-8, ASCII and Latin-1 with the usual error handlers here, all other encodings by the
// codecs that `codecs` knows. Read `encodeText` first.

import { drop, hold } from "../heap/handles.ts";
import { newBytes, type PyBytes } from "../objects/bytes.ts";
import { decodeBytes as decodeByName, encodeStr } from "../objects/codecs.ts";
import { raise } from "../objects/errors.ts";
import { newUnicodeDecodeError, newUnicodeEncodeError } from "../objects/exceptionsRaise.ts";
import { newStr, type PyStr } from "../objects/str.ts";
import { checkTextEncoding } from "./codecRegistry.ts";

type Codec = "utf-8" | "ascii" | "latin-1";

/** Null for an encoding that others must know. */
function codecOf(encoding: string): Codec | null {
	const name = encoding.toLowerCase().replace(/[_ ]/g, "-");
	if (["utf-8", "utf8", "u8", "utf", "cp65001"].includes(name)) return "utf-8";
	if (["ascii", "us-ascii", "646"].includes(name)) return "ascii";
	if (["latin-1", "latin1", "iso-8859-1", "iso8859-1", "8859", "l1"].includes(name)) return "latin-1";
	return null;
}

/** Whether each line of a file can be decoded for itself. */
export const decodesByLine = (encoding: string): boolean => codecOf(encoding) !== null;

/** Raises LookupError for an encoding that nobody knows, or that is none of text. */
export function checkEncoding(encoding: string): void {
	if (codecOf(encoding) === null) checkTextEncoding(encoding);
}

/** The encoding of what does not begin a file: without a mark of the byte order. */
export function continuedEncoding(encoding: string): string {
	const name = encoding.toLowerCase().replace(/[^a-z0-9]/g, "");
	return { utf16: "utf-16-le", utf32: "utf-32-le", utf8sig: "utf-8" }[name] ?? encoding;
}

function encodeByName(text: string, encoding: string, errors: string): Uint8Array {
	const given = hold(newStr(text), "text to be encoded");
	const bytes = hold(encodeStr(given, encoding, errors), "encoded text") as unknown as PyBytes;
	const { value } = bytes;
	drop(bytes);
	drop(given);
	return value;
}

const LIMITS = { "utf-8": 0x110000, ascii: 0x80, "latin-1": 0x100 };
const PLAIN = /^[\0-\x7f]*$/;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** The bytes of a text. Raises UnicodeEncodeError as `errors` demands. */
export function encodeText(text: string, encoding: string, errors: string): Uint8Array {
	const codec = codecOf(encoding);
	if (codec === null) return encodeByName(text, encoding, errors);
	if (codec === "utf-8" && !LONE_SURROGATE.test(text)) return new TextEncoder().encode(text);
	if (PLAIN.test(text)) return Uint8Array.from(text, (c) => c.charCodeAt(0));
	const bytes: number[] = [];
	let index = 0;
	for (const character of text) {
		const point = character.codePointAt(0)!;
		const surrogate = point >= 0xd800 && point < 0xe000;
		if (point >= LIMITS[codec] || (codec === "utf-8" && surrogate)) bytes.push(...handleEncode(text, index, point, codec, errors));
		else if (codec === "utf-8") bytes.push(...new TextEncoder().encode(character));
		else bytes.push(point);
		index++;
	}
	return Uint8Array.from(bytes);
}

function handleEncode(text: string, index: number, point: number, codec: Codec, errors: string): Iterable<number> {
	const ascii = (s: string): Uint8Array => new TextEncoder().encode(s);
	switch (errors) {
		case "ignore":
			return [];
		case "replace":
			return [63];
		case "backslashreplace":
			return ascii(escape(point));
		case "xmlcharrefreplace":
			return ascii(`&#${point};`);
		case "surrogateescape":
			if (point >= 0xdc80 && point <= 0xdcff) return [point - 0xdc00];
			break;
		case "surrogatepass":
			if (codec === "utf-8") return [0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63)];
			break;
	}
	const reason = codec === "utf-8" ? "surrogates not allowed" : `ordinal not in range(${LIMITS[codec]})`;
	return raise(newUnicodeEncodeError(codec, newStr(text), index, index + 1, reason));
}

function escape(point: number): string {
	if (point <= 0xff) return `\\x${point.toString(16).padStart(2, "0")}`;
	return point <= 0xffff ? `\\u${point.toString(16).padStart(4, "0")}` : `\\U${point.toString(16).padStart(8, "0")}`;
}

/** The text of bytes. Raises UnicodeDecodeError as `errors` demands. */
export function decodeBytes(bytes: Uint8Array, encoding: string, errors: string): string {
	const codec = codecOf(encoding);
	if (codec === null) return decodeNamed(bytes, encoding, errors);
	if (codec === "utf-8") return decodeUtf8(bytes, errors);
	let text = "";
	bytes.forEach((byte, i) => {
		text += codec === "ascii" && byte > 0x7f ? handleDecode(bytes, i, codec, errors) : String.fromCharCode(byte);
	});
	return text;
}

function decodeNamed(bytes: Uint8Array, encoding: string, errors: string): string {
	const decoded = hold(decodeByName(bytes, encoding, errors), "decoded text");
	const text = (decoded as PyStr).value;
	drop(decoded);
	return text;
}

function decodeUtf8(bytes: Uint8Array, errors: string): string {
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		// How many bytes are replaced together is the codec's business.
		if (errors === "replace" || errors === "backslashreplace") return decodeNamed(bytes, "utf-8", errors);
		return decodeUtf8Slowly(bytes, errors);
	}
}

/** Length of the valid UTF-8 sequence at `i`, or 0. */
function sequenceLength(bytes: Uint8Array, i: number): number {
	const first = bytes[i]!;
	if (first < 0x80) return 1;
	const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
	if (length === 0 || i + length > bytes.length) return 0;
	try {
		new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(i, i + length));
		return length;
	} catch {
		return 0;
	}
}

function decodeUtf8Slowly(bytes: Uint8Array, errors: string): string {
	let text = "";
	for (let i = 0; i < bytes.length; ) {
		const length = sequenceLength(bytes, i);
		text +=
			length === 0
				? handleDecode(bytes, i, "utf-8", errors)
				: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(i, i + length));
		i += length || 1;
	}
	return text;
}

function handleDecode(bytes: Uint8Array, index: number, codec: Codec, errors: string): string {
	const byte = bytes[index]!;
	switch (errors) {
		case "ignore":
			return "";
		case "replace":
			return "\ufffd";
		case "backslashreplace":
			return `\\x${byte.toString(16).padStart(2, "0")}`;
		case "surrogateescape":
			return String.fromCharCode(0xdc00 + byte);
	}
	const start =
		byte >= 0xc2 && byte < 0xf5
			? index + 1 < bytes.length
				? "invalid continuation byte"
				: "unexpected end of data"
			: "invalid start byte";
	const reason = codec === "ascii" ? "ordinal not in range(128)" : start;
	return raise(newUnicodeDecodeError(codec, newBytes(bytes.slice()), index, index + 1, reason));
}
