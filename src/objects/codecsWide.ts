// Decoding UTF-16 and UTF-32 in either byte order, with or without a byte order mark. Read `decodeUtf16` first.
// Mirrors PyUnicode_DecodeUTF16Stateful and PyUnicode_DecodeUTF32Stateful of Objects/unicodeobject.c.

import { decodeError, isSurrogate } from "./codecErrors.ts";

/** `name` is "utf-16" (byte order by mark, else little), "utf-16-le" or "utf-16-be". */
export function decodeUtf16(bytes: Uint8Array, name: string, errors: string): string {
	let big = name.endsWith("be");
	let i = 0;
	if (name === "utf-16" && bytes.length >= 2) {
		const mark = (bytes[0] << 8) | bytes[1];
		if (mark === 0xfeff || mark === 0xfffe) i = 2;
		big = mark === 0xfeff;
	}
	const shown = big ? "utf-16-be" : "utf-16-le";
	const unitAt = (at: number): number => (big ? (bytes[at] << 8) | bytes[at + 1] : bytes[at] | (bytes[at + 1] << 8));
	let text = "";
	while (i < bytes.length) {
		const fault = utf16Fault(bytes, i, unitAt);
		if (fault === null) {
			const unit = unitAt(i);
			text += String.fromCharCode(unit);
			i += 2;
			if (unit >= 0xd800 && unit < 0xdc00) {
				text += String.fromCharCode(unitAt(i));
				i += 2;
			}
			continue;
		}
		const replacement = decodeError(bytes, i, fault[0], shown, fault[1], errors);
		text += replacement.text;
		i = replacement.position;
	}
	return text;
}

/** Null if a character starts at `i`; else where the fault ends and what it is. */
function utf16Fault(bytes: Uint8Array, i: number, unitAt: (at: number) => number): [number, string] | null {
	if (i + 2 > bytes.length) return [bytes.length, "truncated data"];
	const unit = unitAt(i);
	if (!isSurrogate(unit)) return null;
	if (unit >= 0xdc00) return [i + 2, "illegal encoding"];
	if (i + 4 > bytes.length) return [bytes.length, "unexpected end of data"];
	const next = unitAt(i + 2);
	return next >= 0xdc00 && next <= 0xdfff ? null : [i + 2, "illegal UTF-16 surrogate"];
}

/** `name` is "utf-32" (byte order by mark, else little), "utf-32-le" or "utf-32-be". */
export function decodeUtf32(bytes: Uint8Array, name: string, errors: string): string {
	let big = name.endsWith("be");
	let i = 0;
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (name === "utf-32" && bytes.length >= 4) {
		const mark = view.getUint32(0, true);
		if (mark === 0xfeff || mark === 0xfffe0000) i = 4;
		big = mark === 0xfffe0000;
	}
	const shown = big ? "utf-32-be" : "utf-32-le";
	let text = "";
	while (i < bytes.length) {
		const fault = utf32Fault(view, i, big);
		if (fault === null) {
			text += String.fromCodePoint(view.getUint32(i, !big));
			i += 4;
			continue;
		}
		const replacement = decodeError(bytes, i, fault[0], shown, fault[1], errors);
		text += replacement.text;
		i = replacement.position;
	}
	return text;
}

function utf32Fault(view: DataView, i: number, big: boolean): [number, string] | null {
	if (i + 4 > view.byteLength) return [view.byteLength, "truncated data"];
	const point = view.getUint32(i, !big);
	if (isSurrogate(point)) return [i + 4, "code point in surrogate code point range(0xd800, 0xe000)"];
	return point > 0x10ffff ? [i + 4, "code point not in range(0x110000)"] : null;
}
