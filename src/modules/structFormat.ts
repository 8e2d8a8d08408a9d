// The formats of the struct module: a format's text to fields at offsets, and values to bytes and back.
//
// Read `parseFormat` first. Mirrors the tables and the prepare_s of Modules/_struct.c, with the sizes of 64-bit Linux.

import { drop, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { asDouble, callOneArg, isIndex, isTrue, numberIndex } from "../objects/abstract.ts";
import { newBool } from "../objects/bool.ts";
import { isByteArray } from "../objects/bytearray.ts";
import { isBytes, newBytes } from "../objects/bytes.ts";
import { ComplexType, newComplex, type PyComplex } from "../objects/complex.ts";
import { overflowError, raiseError, unless } from "../objects/errors.ts";
import { newFloat } from "../objects/float.ts";
import { halfBits, halfValue } from "../objects/halfFloat.ts";
import { newInt, type PyInt } from "../objects/int.ts";
import { integerFromBytes } from "../objects/intMethods.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { isStr } from "../objects/str.ts";

/** `struct.error`, owned; made with the module. */
export const structError = { type: null as PyType | null };

export function fail(message: string): never {
	return raiseError(structError.type!, message);
}

/** One value: how it is written and where. */
export interface Field {
	readonly code: string;
	readonly offset: number;
	readonly size: number;
}

/** As many values as a character of the format stands for, the first of which is the field. */
interface Run {
	readonly field: Field;
	readonly count: number;
}

export interface Layout {
	readonly runs: readonly Run[];
	/** All of them, in order; null where they are too many to keep. */
	readonly fields: readonly Field[] | null;
	/** How many values there are. */
	readonly length: number;
	readonly size: number;
	/** The same where a double would round it. */
	readonly exactSize: bigint;
	readonly little: boolean;
}

const NATIVE: { readonly [code: string]: number } = {
	x: 1,
	b: 1,
	B: 1,
	c: 1,
	s: 1,
	p: 1,
	"?": 1,
	h: 2,
	H: 2,
	i: 4,
	I: 4,
	l: 8,
	L: 8,
	n: 8,
	N: 8,
	q: 8,
	Q: 8,
	e: 2,
	f: 4,
	d: 8,
	F: 8,
	D: 16,
	P: 8,
};
const STANDARD: { readonly [code: string]: number } = { ...NATIVE, l: 4, L: 4, n: 0, N: 0, P: 0 };
/** What a native value is aligned to, where that isn't its size. */
const ALIGNMENT: { readonly [code: string]: number } = { F: 4, D: 8 };

/** A Py_ssize_t. */
export const LARGEST = 2n ** 63n - 1n;

/** Raises struct.error. */
export function parseFormat(format: string): Layout {
	const order = "@=<>!".includes(format[0] ?? " ") ? format[0]! : "";
	const native = order === "" || order === "@";
	const sizes = native ? NATIVE : STANDARD;
	const runs: Run[] = [];
	let size = 0n;
	for (let i = order.length; i < format.length; i++) {
		if (/\s/.test(format[i]!)) continue;
		const digits = /^\d+/.exec(format.slice(i))?.[0] ?? "";
		i += digits.length;
		if (digits !== "" && i >= format.length) fail("repeat count given without format specifier");
		const code = format[i]!;
		const each = sizes[code] ?? 0;
		const count = digits === "" ? 1n : BigInt(digits);
		if (count > LARGEST) fail("total struct size too long");
		if (each === 0) fail("bad char in struct format");
		size = native ? aligned(size, BigInt(ALIGNMENT[code] ?? each)) : size;
		const end = size + count * BigInt(each);
		if (end > LARGEST) fail("total struct size too long");
		addRun(runs, code, Number(size), each, Number(count));
		size = end;
	}
	const length = runs.reduce((sum, { count }) => sum + count, 0);
	const fields = length > MOST_KEPT ? null : [...expanded(runs)];
	return { runs, fields, length, size: Number(size), exactSize: size, little: order !== ">" && order !== "!" };
}

function aligned(offset: bigint, to: bigint): bigint {
	return ((offset + to - 1n) / to) * to;
}

function addRun(runs: Run[], code: string, offset: number, each: number, count: number): void {
	if (code === "x") return;
	if (code === "s" || code === "p") runs.push({ field: { code, offset, size: count }, count: 1 });
	else if (count > 0) runs.push({ field: { code, offset, size: each }, count });
}

/** FAST: most formats have few values, and are used again. */
const MOST_KEPT = 1000;

/** The fields in order. */
export const fieldsOf = ({ runs, fields }: Layout): Iterable<Field> => fields ?? expanded(runs);

function* expanded(runs: readonly Run[]): Generator<Field> {
	for (const { field, count } of runs) {
		if (count === 1) yield field;
		else for (let i = 0; i < count; i++) yield { ...field, offset: field.offset + i * field.size };
	}
}

/** Writes a value. Raises struct.error; may run Python code. */
export function packField(view: DataView, field: Field, little: boolean, value: PyObject): void {
	const { code, offset, size } = field;
	switch (code) {
		case "s":
		case "p":
			return packBytes(view, field, value);
		case "c":
			if (!isBytes(value) || value.value.length !== 1) fail("char format requires a bytes object of length 1");
			return view.setUint8(offset, value.value[0]!);
		case "?":
			return view.setUint8(offset, isTrue(value) ? 1 : 0);
		case "e":
			return view.setUint16(offset, halfBits(realOf(value)) ?? tooLarge(code), little);
		case "f":
			return packSingle(view, offset, little, realOf(value), code);
		case "d":
			return view.setFloat64(offset, realOf(value), little);
		case "F":
		case "D":
			return packComplex(view, field, little, value);
		default:
			return packInteger(view, code, offset, size, little, value);
	}
}

function realOf(value: PyObject): number {
	if (value.type.nbFloat === null && value.type.nbIndex === null) fail("required argument is not a float");
	return asDouble(value);
}

function tooLarge(code: string): never {
	return overflowError(`float too large to pack with ${code} format`);
}

function packSingle(view: DataView, offset: number, little: boolean, value: number, code: string): void {
	if (Number.isFinite(value) && !Number.isFinite(Math.fround(value))) tooLarge(code);
	view.setFloat32(offset, value, little);
}

function packComplex(view: DataView, { code, offset, size }: Field, little: boolean, value: PyObject): void {
	complexParts(value).forEach((part, i) => {
		if (code === "F") packSingle(view, offset + i * (size / 2), little, part, "f");
		else view.setFloat64(offset + i * (size / 2), part, little);
	});
}

function complexParts(value: PyObject): readonly [number, number] {
	if (isStr(value)) fail("required argument is not a complex");
	const number = hold(
		unless("TypeError", () => callOneArg(ComplexType, value), null) ?? fail("required argument is not a complex"),
		"complex",
	);
	const { real, imag } = number as PyComplex;
	drop(number);
	return [real, imag];
}

function packBytes(view: DataView, { code, offset, size }: Field, value: PyObject): void {
	if (!isBytes(value) && !isByteArray(value)) fail(`argument for '${code}' must be a bytes object`);
	const target = new Uint8Array(view.buffer, view.byteOffset + offset, size);
	if (code === "s") target.set(value.value.subarray(0, size));
	else if (size > 0) {
		const count = Math.min(value.value.length, size - 1);
		target.set(value.value.subarray(0, count), 1);
		target[0] = Math.min(count, 255);
	}
}

function packInteger(view: DataView, code: string, offset: number, size: number, little: boolean, value: PyObject): void {
	if (!isIndex(value)) fail("required argument is not an integer");
	const int = hold(numberIndex(value), "integer to pack");
	const big = BigInt((int as PyInt).value);
	drop(int);
	const signed = "bhilqn".includes(code);
	const bits = BigInt(size * 8);
	const [least, most] = signed ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
	if (big < least || big > most) {
		if (code === "P") overflowError("int too large to convert");
		fail(`'${code}' format requires ${least} <= number <= ${most}`);
	}
	let rest = BigInt.asUintN(size * 8, big);
	for (let i = 0; i < size; i++, rest >>= 8n) view.setUint8(offset + (little ? i : size - 1 - i), Number(rest & 255n));
}

/** The value of a field. New. */
export function unpackField(bytes: Uint8Array, field: Field, little: boolean): Own<PyObject> {
	const { code, offset, size } = field;
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	switch (code) {
		case "s":
		case "c":
			return newBytes(bytes.slice(offset, offset + size));
		case "p":
			return newBytes(bytes.slice(offset + 1, offset + 1 + Math.min(bytes[offset] ?? 0, Math.max(size - 1, 0))));
		case "?":
			return newBool(bytes[offset] !== 0);
		case "e":
			return newFloat(halfValue(view.getUint16(offset, little)));
		case "f":
			return newFloat(view.getFloat32(offset, little));
		case "d":
			return newFloat(view.getFloat64(offset, little));
		case "F":
			return newComplex(view.getFloat32(offset, little), view.getFloat32(offset + 4, little));
		case "D":
			return newComplex(view.getFloat64(offset, little), view.getFloat64(offset + 8, little));
		default:
			return newInt(integerFromBytes(bytes.subarray(offset, offset + size), little, "bhilqn".includes(code)));
	}
}
