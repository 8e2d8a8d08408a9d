// The module `binascii`: bytes as hexadecimal, base64 and uuencoded text, and check sums. Quoted-printable text is in binasciiQuoted.ts.
// Read `decodeBase64` first. Mirrors Modules/binascii.c.

import { registerRoots } from "../heap/audit.ts";
import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { indexAsNumber, isTrue, length, numberIndex } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { isBytes, newFreshBytes } from "../objects/bytes.ts";
import { bufferOf, plainBuffer } from "../objects/bytesSource.ts";
import { exceptionTypes, raiseError, typeError, valueError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { isContiguous, isMemoryView } from "../objects/memoryview.ts";
import { isStr } from "../objects/str.ts";
import { decodeQuoted, encodeQuoted } from "./binasciiQuoted.ts";
import { buildModule, newExceptionType, setOwned } from "./define.ts";

/** `binascii.Error` and `binascii.Incomplete`; owned, made with the module. */
let errorType: PyType | null = null;
let incompleteType: PyType | null = null;

registerRoots("module binascii", (visit) => {
	if (errorType !== null) visit(errorType, "binascii.Error");
	if (incompleteType !== null) visit(incompleteType, "binascii.Incomplete");
});

function fail(message: string): never {
	return raiseError(errorType!, message);
}

const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const EQUALS = 61;

/** The bytes of a str of ASCII characters or of a buffer. Raises ValueError, TypeError. */
function asciiBytes(value: PyObject): Uint8Array {
	if (isStr(value)) {
		const text = value.value;
		if (/[^\x00-\x7f]/.test(text)) valueError("string argument should contain only ASCII characters");
		return Uint8Array.from(text, (c) => c.charCodeAt(0));
	}
	const bytes = isMemoryView(value) && !isContiguous(value, false) ? null : bufferOf(value);
	return bytes ?? typeError(`argument should be bytes, buffer or ASCII string, not '${value.type.name}'`);
}

const hexDigits = "0123456789abcdef";

function hexlify(_module: PyObject, data: PyObject, sep: PyObject | null, bytesPerSep: PyObject | null): Own<PyObject> {
	const bytes = plainBuffer(data);
	const group = bytesPerSep === null ? 1 : indexAsNumber(bytesPerSep, "OverflowError");
	const separator = sep === null ? null : separatorOf(sep);
	const out: number[] = [];
	bytes.forEach((byte, i) => {
		if (separator !== null && i > 0 && startsGroup(i, bytes.length, group)) out.push(separator);
		out.push(hexDigits.charCodeAt(byte >> 4), hexDigits.charCodeAt(byte & 15));
	});
	return newFreshBytes(Uint8Array.from(out));
}

function separatorOf(sep: PyObject): number {
	if (length(sep) !== 1) valueError("sep must be length 1.");
	if (isBytes(sep)) return sep.value[0]!;
	if (!isStr(sep)) return typeError("sep must be str or bytes.");
	const character = sep.value.codePointAt(0)!;
	return character > 255 ? valueError("sep must be ASCII.") : character;
}

/** Groups count from the right for a positive size, from the left for a negative one. */
function startsGroup(i: number, length: number, group: number): boolean {
	if (group === 0) return false;
	return (group > 0 ? length - i : i) % Math.abs(group) === 0;
}

function hexDigit(c: number): number {
	if (c >= 48 && c <= 57) return c - 48;
	const lower = c | 32;
	return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

function unhexlify(_module: PyObject, hexstr: PyObject): Own<PyObject> {
	const digits = asciiBytes(hexstr);
	if (digits.length % 2 !== 0) fail("Odd-length string");
	const out = new Uint8Array(digits.length / 2);
	for (let i = 0; i < out.length; i++) {
		const [high, low] = [hexDigit(digits[2 * i]!), hexDigit(digits[2 * i + 1]!)];
		if (high < 0 || low < 0) fail("Non-hexadecimal digit found");
		out[i] = high * 16 + low;
	}
	return newFreshBytes(out);
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const sextets = new Int8Array(256).fill(-1);
for (let i = 0; i < 64; i++) sextets[alphabet.charCodeAt(i)] = i;

/** Characters outside of the alphabet are passed over, or refused in strict mode. Raises binascii.Error. */
function decodeBase64(source: Uint8Array, strict: boolean): number[] {
	const out: number[] = [];
	let place = 0;
	let left = 0;
	let padding = 0;
	if (strict && source[0] === EQUALS) fail("Leading padding not allowed");
	for (let i = 0; i < source.length; i++) {
		const c = source[i]!;
		if (c === EQUALS) {
			padding++;
			if (place >= 2 && place + padding >= 4) {
				if (strict && i + 1 < source.length) fail("Excess data after padding");
				return out;
			}
			if (strict && place === 0) fail(i === 0 ? "Leading padding not allowed" : "Excess padding not allowed");
			continue;
		}
		const sextet = sextets[c]!;
		if (sextet < 0) {
			if (strict) fail("Only base64 data is allowed");
			continue;
		}
		if (strict && padding > 0) fail("Discontinuous padding not allowed");
		padding = 0;
		if (place > 0) out.push((((left << 6) | sextet) >> (place === 1 ? 4 : place === 2 ? 2 : 0)) & 255);
		left = sextet & (place === 1 ? 15 : place === 2 ? 3 : 63);
		place = (place + 1) % 4;
	}
	if (place === 1) {
		const count = Math.floor(out.length / 3) * 4 + 1;
		fail(`Invalid base64-encoded string: number of data characters (${count}) cannot be 1 more than a multiple of 4`);
	}
	return place === 0 ? out : fail("Incorrect padding");
}

function encodeBase64(bytes: Uint8Array, newline: boolean): Uint8Array {
	let text = "";
	for (let i = 0; i < bytes.length; i += 3) {
		const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
		const count = Math.min(bytes.length - i, 3);
		for (let k = 0; k < 4; k++) text += k <= count ? alphabet[(group >> (18 - 6 * k)) & 63] : "=";
	}
	return Uint8Array.from(newline ? `${text}\n` : text, (c) => c.charCodeAt(0));
}

const crcTable = new Uint32Array(256);
for (let n = 0; n < 256; n++) {
	let c = n;
	for (let k = 0; k < 8; k++) c = (c & 1) !== 0 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
	crcTable[n] = c;
}

export function crc32(_module: PyObject, data: PyObject, start: PyObject | null): Own<PyObject> {
	let crc = ~(start === null ? 0 : lowBits(start, 32));
	for (const byte of plainBuffer(data)) crc = crcTable[(crc ^ byte) & 255]! ^ (crc >>> 8);
	return newInt(~crc >>> 0);
}

export function lowBits(value: PyObject, bits: number): number {
	const int = numberIndex(value);
	const low = Number(BigInt.asUintN(bits, BigInt(int.value)));
	decref(int);
	return low;
}

function crcHqx(_module: PyObject, data: PyObject, start: PyObject): Own<PyObject> {
	let crc = lowBits(start, 16);
	for (const byte of plainBuffer(data)) {
		crc ^= byte << 8;
		for (let k = 0; k < 8; k++) crc = (crc & 0x8000) !== 0 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
	}
	return newInt(crc);
}

function decodeUu(_module: PyObject, data: PyObject): Own<PyObject> {
	const source = asciiBytes(data);
	const count = ((source[0] ?? 0) - SPACE) & 63;
	const out: number[] = [];
	let left = 0;
	let bits = 0;
	let i = 1;
	for (; out.length < count; i++) {
		const c = source[i];
		const isEnd = c === undefined || c === NEWLINE || c === RETURN;
		if (!isEnd && (c < SPACE || c > SPACE + 64)) fail("Illegal char");
		left = (left << 6) | (isEnd ? 0 : (c - SPACE) & 63);
		bits += 6;
		if (bits < 8) continue;
		bits -= 8;
		out.push((left >> bits) & 255);
		left &= (1 << bits) - 1;
	}
	for (const c of source.subarray(i)) if (c !== SPACE && c !== SPACE + 64 && c !== NEWLINE && c !== RETURN) fail("Trailing garbage");
	return newFreshBytes(Uint8Array.from(out));
}

function encodeUu(_module: PyObject, data: PyObject, backtick: PyObject | null): Own<PyObject> {
	const bytes = plainBuffer(data);
	if (bytes.length > 45) fail("At most 45 bytes at once");
	const zero = backtick !== null && isTrue(backtick) ? 96 : SPACE;
	const put = (sextet: number): number => (sextet === 0 ? zero : sextet + SPACE);
	const out = [put(bytes.length)];
	for (let i = 0; i < bytes.length; i += 3) {
		const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
		for (let k = 0; k < 4; k++) out.push(put((group >> (18 - 6 * k)) & 63));
	}
	return newFreshBytes(Uint8Array.from([...out, NEWLINE]));
}

function encodeQp(_module: PyObject, data: PyObject, ...flags: (PyObject | null)[]): Own<PyObject> {
	const [quoteTabs, isText, header] = flags.map((flag, i) => (flag === null ? i === 1 : isTrue(flag))) as [boolean, boolean, boolean];
	return newFreshBytes(encodeQuoted(plainBuffer(data), { quoteTabs, isText, header }));
}

const functions: readonly MethodDef[] = [
	def("a2b_uu", "($module, data, /)", "Decodes a line of uuencoded data.", decodeUu),
	def("b2a_uu", "($module, data, /, *, backtick=False)", "Uuencodes a line of data.", encodeUu),
	def("a2b_base64", "($module, data, /, *, strict_mode=False)", "Decodes base64.", (_, data, strict) =>
		newFreshBytes(Uint8Array.from(decodeBase64(asciiBytes(data), strict !== null && isTrue(strict)))),
	),
	def("b2a_base64", "($module, data, /, *, newline=True)", "Encodes as one line of base64.", (_, data, newline) =>
		newFreshBytes(encodeBase64(plainBuffer(data), newline === null || isTrue(newline))),
	),
	def("a2b_hex", "($module, hexstr, /)", "The bytes that hexadecimal digits stand for.", unhexlify),
	def("b2a_hex", "($module, /, data, sep=<unrepresentable>, bytes_per_sep=1)", "Hexadecimal digits of bytes.", hexlify),
	def("hexlify", "($module, /, data, sep=<unrepresentable>, bytes_per_sep=1)", "Hexadecimal digits of bytes.", hexlify),
	def("unhexlify", "($module, hexstr, /)", "The bytes that hexadecimal digits stand for.", unhexlify),
	def("a2b_qp", "($module, /, data, header=False)", "Decodes quoted-printable text.", (_, data, header) =>
		newFreshBytes(decodeQuoted(asciiBytes(data), header !== null && isTrue(header), hexDigit)),
	),
	def("b2a_qp", "($module, /, data, quotetabs=False, istext=True, header=False)", "Encodes as quoted-printable text.", encodeQp),
	def("crc32", "($module, data, crc=0, /)", "The CRC-32 check sum.", crc32),
	def("crc_hqx", "($module, data, crc, /)", "The CRC-CCITT check sum.", crcHqx),
];

export function initBinascii(): Own<PyModule> {
	const module = hold(buildModule("binascii", "Bytes as text and back.", functions), "module binascii");
	errorType ??= newExceptionType("binascii.Error", exceptionTypes.ValueError);
	incompleteType ??= newExceptionType("binascii.Incomplete");
	setOwned(module.dict!, "Error", incref(errorType));
	setOwned(module.dict!, "Incomplete", incref(incompleteType));
	return take(module);
}
