// Elements of memory in the struct module's native formats, one character each. Read `unpackElement` first.
// Mirrors unpack_single and pack_single of Objects/memoryobject.c.

import { drop, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { asDouble, isIndex, isTrue, numberIndex } from "./abstract.ts";
import { newBool } from "./bool.ts";
import { isBytes, newBytes } from "./bytes.ts";
import { notImplementedError, overflowError, typeError, valueError } from "./errors.ts";
import { isFloat, newFloat } from "./float.ts";
import { halfBits, halfValue } from "./halfFloat.ts";
import { newInt } from "./int.ts";
import { integerFromBytes } from "./intMethods.ts";
import type { PyObject } from "./object.ts";

const SIZES: { [code: string]: number } = {
	c: 1,
	b: 1,
	B: 1,
	"?": 1,
	h: 2,
	H: 2,
	e: 2,
	i: 4,
	I: 4,
	f: 4,
	l: 8,
	L: 8,
	q: 8,
	Q: 8,
	n: 8,
	N: 8,
	d: 8,
	P: 8,
};

/** Bytes of an element, or 0 for a format that is not native. "@" before the character is allowed. */
export function elementSize(format: string): number {
	const code = format.startsWith("@") ? format.slice(1) : format;
	return code.length === 1 ? (SIZES[code] ?? 0) : 0;
}

/** The character of a format. */
export function formatCode(format: string): string {
	return format.startsWith("@") ? format.slice(1) : format;
}

/** The element that the bytes are in a format. Raises NotImplementedError for a format that is not native. */
export function unpackElement(bytes: Uint8Array, format: string): Own<PyObject> {
	const code = formatCode(format);
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	switch (code) {
		case "B":
			return newInt(bytes[0]);
		case "b":
		case "h":
		case "i":
		case "l":
		case "q":
		case "n":
			return newInt(integerFromBytes(bytes, true, true));
		case "H":
		case "I":
		case "L":
		case "Q":
		case "N":
		case "P":
			return newInt(integerFromBytes(bytes, true, false));
		case "f":
			return newFloat(view.getFloat32(0, true));
		case "d":
			return newFloat(view.getFloat64(0, true));
		case "e":
			return newFloat(halfValue(view.getUint16(0, true)));
		case "?":
			return newBool(bytes[0] !== 0);
		case "c":
			return newBytes(bytes.slice());
		default:
			return notImplementedError(`memoryview: format ${format} not supported`);
	}
}

/** Writes an element. Raises TypeError and ValueError; may run Python code. */
export function packElement(bytes: Uint8Array, format: string, value: PyObject): void {
	const code = formatCode(format);
	switch (code) {
		case "e":
		case "f":
		case "d":
			return packFloat(bytes, code, value, format);
		case "?":
			bytes[0] = isTrue(value) ? 1 : 0;
			return;
		case "c":
			if (!isBytes(value)) return wrongType(format);
			if (value.value.length !== 1) wrongValue(format);
			bytes[0] = value.value[0];
			return;
	}
	if (!(code in SIZES)) return notImplementedError(`memoryview: format ${format} not supported`);
	packInteger(bytes, format, value, "bhilqn".includes(code));
}

function packFloat(bytes: Uint8Array, code: string, value: PyObject, format: string): void {
	if (!isFloat(value) && value.type.nbFloat === null && value.type.nbIndex === null) wrongType(format);
	const number = asDouble(value);
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (code === "e") view.setUint16(0, halfBits(number) ?? overflowError("float too large to pack with e format"), true);
	else if (code === "f") view.setFloat32(0, number, true);
	else view.setFloat64(0, number, true);
}

function packInteger(bytes: Uint8Array, format: string, value: PyObject, signed: boolean): void {
	if (!isIndex(value)) wrongType(format);
	const int = hold(numberIndex(value), "element");
	const bits = bytes.length * 8;
	const big = BigInt(int.value);
	drop(int);
	if ((signed ? BigInt.asIntN(bits, big) : BigInt.asUintN(bits, big)) !== big) wrongValue(format);
	let rest = BigInt.asUintN(bits, big);
	for (let i = 0; i < bytes.length; i++, rest >>= 8n) bytes[i] = Number(rest & 255n);
}

function wrongType(format: string): never {
	return typeError(`memoryview: invalid type for format '${format}'`);
}

function wrongValue(format: string): never {
	return valueError(`memoryview: invalid value for format '${format}'`);
}
