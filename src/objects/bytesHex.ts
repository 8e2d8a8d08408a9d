// Bytes as hexadecimal text and back: hex and fromhex of bytes, bytearray and memoryview. Read `hexText` first.
// Mirrors Python/pystrhex.c and _PyBytes_FromHex.

import { length } from "./abstract.ts";
import { isBytes } from "./bytes.ts";
import { bufferOf } from "./bytesSource.ts";
import { cIntArgument } from "./conversions.ts";
import { typeError, valueError } from "./errors.ts";
import type { PyObject } from "./object.ts";
import { isStr } from "./str.ts";
import { latin1Text } from "./unicode.ts";

/** `hex(sep, bytes_per_sep)` with its arguments as given. */
export function hexText(bytes: Uint8Array, sep: PyObject | null, perSep: PyObject | null): string {
	const group = cIntArgument(perSep, 1);
	const separator = sep === null ? "" : separatorText(sep);
	const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"));
	if (separator === "" || group === 0) return digits.join("");
	return group > 0 ? fromRight(digits, group, separator) : fromLeft(digits, -group, separator);
}

function separatorText(sep: PyObject): string {
	if (length(sep) !== 1) valueError("sep must be length 1.");
	const bytes = isBytes(sep) ? sep.value : null;
	if (bytes === null && !isStr(sep)) return typeError("sep must be str or bytes.");
	const text = isStr(sep) ? sep.value : latin1Text(bytes!);
	return text > "\x7f" ? valueError("sep must be ASCII.") : text;
}

/** Groups counted from the right. */
function fromRight(digits: readonly string[], group: number, separator: string): string {
	const first = digits.length % group;
	const groups = first === 0 ? [] : [digits.slice(0, first).join("")];
	for (let i = first; i < digits.length; i += group) groups.push(digits.slice(i, i + group).join(""));
	return groups.join(separator);
}

function fromLeft(digits: readonly string[], group: number, separator: string): string {
	const groups: string[] = [];
	for (let i = 0; i < digits.length; i += group) groups.push(digits.slice(i, i + group).join(""));
	return groups.join(separator);
}

/** The bytes of hexadecimal text, spaces between pairs allowed. Raises TypeError and ValueError. */
export function parseHex(source: PyObject): Uint8Array {
	const bytes = isStr(source) ? null : bufferOf(source);
	if (bytes === null && !isStr(source)) return typeError(`fromhex() argument must be str or bytes-like, not ${source.type.name}`);
	return parseHexText(isStr(source) ? source.value : latin1Text(bytes!));
}

const DIGIT = /^[0-9a-fA-F]$/;

function parseHexText(text: string): Uint8Array {
	const out: number[] = [];
	for (let i = 0; i < text.length; ) {
		if (/^[ \t-\r]$/.test(text[i])) {
			i++;
			continue;
		}
		if (!DIGIT.test(text[i])) badDigit(i);
		if (i + 1 === text.length) valueError("fromhex() arg must contain an even number of hexadecimal digits");
		if (!DIGIT.test(text[i + 1])) badDigit(i + 1);
		out.push(Number.parseInt(text.slice(i, i + 2), 16));
		i += 2;
	}
	return Uint8Array.from(out);
}

function badDigit(at: number): never {
	return valueError(`non-hexadecimal number found in fromhex() arg at position ${at}`);
}
