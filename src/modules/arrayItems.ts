// The kinds of items that an array can have: how an item is read and written, and which objects it is made of. A kind's `convert` checks
// an object and may run Python code; `write` then only stores. Read `kinds` first. Mirrors the descriptors of Modules/arraymodule.c.

import type { Own } from "../heap/header.ts";
import { asDouble } from "../objects/abstract.ts";
import { integerArgument, parsedInt } from "../objects/conversions.ts";
import { overflowError, typeError, valueError } from "../objects/errors.ts";
import { newFloat } from "../objects/float.ts";
import { newInt } from "../objects/int.ts";
import type { PyObject } from "../objects/object.ts";
import { isStr, newCharacter, strLength } from "../objects/str.ts";

export type ItemValue = number | bigint;

export interface ItemKind {
	readonly code: string;
	readonly size: number;
	/** What memoryview calls it. */
	readonly format: string;
	/** Number that pickles call the machine format by (`mformat_code`). */
	readonly machineFormat: number;
	readonly isText: boolean;
	/** Whether an int, and whether it has a sign. */
	readonly isInteger: boolean;
	readonly isSigned: boolean;
	readonly read: (view: DataView, at: number) => ItemValue;
	readonly write: (view: DataView, at: number, value: ItemValue) => void;
	readonly toObject: (value: ItemValue) => Own<PyObject>;
	/** Raises TypeError and OverflowError; may run Python code. */
	readonly convert: (object: PyObject) => ItemValue;
}

const LONG_MAX = 2n ** 63n - 1n;

/** The value of an int argument that C reads as a long. */
function longArgument(object: PyObject): ItemValue {
	const value = integerArgument(object);
	return value > LONG_MAX || value < -LONG_MAX - 1n ? overflowError("Python int too large to convert to C long") : value;
}

/** A check of a range; `type` is what its messages call it. */
function inRange(least: number, most: number, type: string): (object: PyObject, value?: ItemValue) => ItemValue {
	return (object, value = longArgument(object)) => {
		if (value < least) overflowError(`${type} is less than minimum`);
		return value > most ? overflowError(`${type} is greater than maximum`) : value;
	};
}

const asByte = inRange(0, 255, "unsigned byte integer");
const asShort = inRange(-0x8000, 0x7fff, "signed short integer");
const asSignedChar = inRange(-128, 127, "signed char");
const asUnsignedShort = inRange(0, 0xffff, "unsigned short");

function unsignedLong(object: PyObject): ItemValue {
	const value = integerArgument(object);
	if (value < 0) overflowError("can't convert negative value to unsigned int");
	return value >= 2n ** 64n ? overflowError("Python int too large to convert to C unsigned long") : value;
}

function unsignedInt(object: PyObject): ItemValue {
	const value = unsignedLong(object);
	return value > 0xffffffff ? overflowError("unsigned int is greater than maximum") : value;
}

function longLong(object: PyObject): ItemValue {
	const value = integerArgument(object);
	return value > LONG_MAX || value < -LONG_MAX - 1n ? overflowError("int too big to convert") : value;
}

function unsignedLongLong(object: PyObject): ItemValue {
	const value = integerArgument(object);
	if (value < 0) overflowError("can't convert negative int to unsigned");
	return value >= 2n ** 64n ? overflowError("int too big to convert") : value;
}

function character(object: PyObject): ItemValue {
	if (!isStr(object)) return typeError(`array item must be a unicode character, not ${object.type.name}`);
	const length = strLength(object);
	return length === 1
		? object.value.codePointAt(0)!
		: typeError(`array item must be a unicode character, not a string of length ${length}`);
}

/** Raises ValueError for what is no code point: bytes can put anything into an array. */
export function checkCharacter(value: ItemValue): void {
	if (value < 0 || value > 0x10ffff) valueError("chr() arg not in range(0x110000)");
}

function characterObject(value: ItemValue): Own<PyObject> {
	checkCharacter(value);
	return newCharacter(Number(value));
}

type Access = Pick<ItemKind, "size" | "read" | "write">;

const int8: Access = { size: 1, read: (v, at) => v.getInt8(at), write: (v, at, x) => v.setInt8(at, Number(x)) };
const uint8: Access = { size: 1, read: (v, at) => v.getUint8(at), write: (v, at, x) => v.setUint8(at, Number(x)) };
const int16: Access = { size: 2, read: (v, at) => v.getInt16(at, true), write: (v, at, x) => v.setInt16(at, Number(x), true) };
const uint16: Access = { size: 2, read: (v, at) => v.getUint16(at, true), write: (v, at, x) => v.setUint16(at, Number(x), true) };
const int32: Access = { size: 4, read: (v, at) => v.getInt32(at, true), write: (v, at, x) => v.setInt32(at, Number(x), true) };
const uint32: Access = { size: 4, read: (v, at) => v.getUint32(at, true), write: (v, at, x) => v.setUint32(at, Number(x), true) };
const int64: Access = { size: 8, read: (v, at) => v.getBigInt64(at, true), write: (v, at, x) => v.setBigInt64(at, BigInt(x), true) };
const uint64: Access = { size: 8, read: (v, at) => v.getBigUint64(at, true), write: (v, at, x) => v.setBigUint64(at, BigInt(x), true) };
const float32: Access = { size: 4, read: (v, at) => v.getFloat32(at, true), write: (v, at, x) => v.setFloat32(at, Number(x), true) };
const float64: Access = { size: 8, read: (v, at) => v.getFloat64(at, true), write: (v, at, x) => v.setFloat64(at, Number(x), true) };

function integer(code: string, access: Access, machineFormat: number, convert: ItemKind["convert"]): ItemKind {
	const isSigned = code >= "a";
	return { code, ...access, format: code, machineFormat, isText: false, isInteger: true, isSigned, toObject: newInt, convert };
}

function float(code: string, access: Access, machineFormat: number): ItemKind {
	const toObject = (value: ItemValue): Own<PyObject> => newFloat(value as number);
	return { code, ...access, format: code, machineFormat, isText: false, isInteger: false, isSigned: false, toObject, convert: asDouble };
}

/** A wchar_t has a sign on Linux, a Py_UCS4 none. */
function text(code: string, access: Access): ItemKind {
	const common = { isText: true, isInteger: false, isSigned: false };
	return { code, ...access, format: "w", machineFormat: 20, ...common, toObject: characterObject, convert: character };
}

/** In the order of `array.typecodes`. */
export const kinds: readonly ItemKind[] = [
	integer("b", int8, 1, (object) => asSignedChar(object, asShort(object))),
	integer("B", uint8, 0, (object) => asByte(object)),
	text("u", int32),
	text("w", uint32),
	integer("h", int16, 4, (object) => asShort(object)),
	integer("H", uint16, 2, (object) => asUnsignedShort(object, parsedInt(object))),
	integer("i", int32, 8, parsedInt),
	integer("I", uint32, 6, unsignedInt),
	integer("l", int64, 12, longArgument),
	integer("L", uint64, 10, unsignedLong),
	integer("q", int64, 12, longLong),
	integer("Q", uint64, 10, unsignedLongLong),
	float("f", float32, 14),
	float("d", float64, 16),
];

export function kindOfCode(code: string): ItemKind | null {
	return kinds.find((kind) => kind.code === code) ?? null;
}
