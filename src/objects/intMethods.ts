// Methods and attributes of ints. Read `toBytes` and `roundInt` first. Mirrors the methods of Objects/longobject.c.

import { drop, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { callOneArg, isTrue } from "./abstract.ts";
import { def, type MethodDef } from "./args.ts";
import { newBool } from "./bool.ts";
import { newFreshBytes, type PyBytes } from "./bytes.ts";
import { bytesFromObject } from "./bytesSource.ts";
import { integerArgument, sizeArgument, strArgument, withMemory } from "./conversions.ts";
import { overflowError, valueError } from "./errors.ts";
import { formatIntegerObject } from "./format.ts";
import { IntType, newInt, type PyInt } from "./int.ts";
import { bigDivmod, bitCount, bitLength, type Integer } from "./intArithmetic.ts";
import type { GetSetDef, PyObject, PyType } from "./object.ts";
import { None } from "./singletons.ts";
import { newTuple } from "./tuple.ts";

/** The int itself if exact, else an exact int of its value. */
export function exactInt(self: PyInt): Own<PyInt> {
	return self.type === IntType ? incref(self) : newInt(self.value);
}

/** Whether `byteorder` says little; null is the default, big. */
function isLittleEndian(name: string, byteorder: PyObject | null): boolean {
	if (byteorder === null) return false;
	const order = strArgument(name, "argument 'byteorder'", byteorder).value;
	if (order !== "little" && order !== "big") valueError("byteorder must be either 'little' or 'big'");
	return order === "little";
}

function toBytes(self: PyInt, length: PyObject | null, byteorder: PyObject | null, signed: PyObject | null): Own<PyBytes> {
	const size = sizeArgument(length, 1);
	const little = isLittleEndian("to_bytes", byteorder);
	const isSigned = signed !== null && isTrue(signed);
	if (size < 0) valueError("length argument must be non-negative");
	checkFits(self.value, size, isSigned);
	const bytes = withMemory(() => twosComplement(self.value, size));
	return newFreshBytes(little ? bytes.reverse() : bytes);
}

function checkFits(value: Integer, size: number, signed: boolean): void {
	if (value < 0 && !signed) overflowError("can't convert negative int to unsigned");
	const bits = signed ? bitLength(value < 0 ? -BigInt(value) - 1n : value) + (value === 0 ? 0 : 1) : bitLength(value);
	if (bits > size * 8) overflowError("int too big to convert");
}

/** Big-endian bytes of a value that fits. */
function twosComplement(value: Integer, size: number): Uint8Array {
	const bytes = new Uint8Array(size);
	if (typeof value === "number" && value >= 0) {
		for (let i = size - 1, rest = value; i >= 0 && rest > 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest % 256;
		return bytes;
	}
	const hex = BigInt.asUintN(size * 8, BigInt(value))
		.toString(16)
		.padStart(size * 2, "0");
	for (let i = 0; i < size; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
	return bytes;
}

/** The value of bytes, as `int.from_bytes` reads them. */
export function integerFromBytes(source: Uint8Array, little: boolean, signed: boolean): Integer {
	if (source.length === 0) return 0;
	const bytes = little ? source.slice().reverse() : source;
	if (bytes.length <= 6 && !(signed && bytes[0] >= 128)) return bytes.reduce((value, byte) => value * 256 + byte, 0);
	let hex = "0x";
	for (const byte of bytes) hex += byte.toString(16).padStart(2, "0");
	const value = BigInt(hex);
	return signed ? BigInt.asIntN(bytes.length * 8, value) : value;
}

function fromBytes(type: PyType, source: PyObject, byteorder: PyObject | null, signed: PyObject | null): Own<PyObject> {
	const little = isLittleEndian("from_bytes", byteorder);
	const isSigned = signed !== null && isTrue(signed);
	const bytes = hold(bytesFromObject(source), "bytes of the int");
	const int = newInt(integerFromBytes(bytes.value, little, isSigned));
	drop(bytes);
	if (type === IntType) return int;
	hold(int, "int of the bytes");
	const result = callOneArg(type, int);
	drop(int);
	return result;
}

function roundInt(self: PyInt, ndigits: PyObject | null): Own<PyInt> {
	if (ndigits === null || ndigits === None) return exactInt(self);
	const digits = integerArgument(ndigits);
	if (digits >= 0) return exactInt(self);
	const places = Number(-digits);
	if (places > bitLength(self.value) * 0.302 + 2) return newInt(0);
	const unit = 10n ** BigInt(places);
	const value = BigInt(self.value);
	const [quotient, rest] = bigDivmod(value, unit);
	const up = rest * 2n > unit || (rest * 2n === unit && quotient % 2n !== 0n);
	return newInt((up ? quotient + 1n : quotient) * unit);
}

function intRatio(self: PyInt): Own<PyObject> {
	return newTuple([exactInt(self), newInt(1)]);
}

/** Number of 30-bit digits of CPython's representation. */
export function intDigitCount(value: Integer): number {
	if (typeof value === "number" && value < 0x40000000 && value > -0x40000000) return 1;
	return Math.ceil(bitLength(value) / 30);
}

export function intSize(self: PyInt): number {
	return self.type.basicsize + 4 * intDigitCount(self.value);
}

export const intMethods: readonly MethodDef[] = [
	def("conjugate", "($self, /)", "Returns the int itself: its imaginary part is zero.", exactInt),
	def("bit_length", "($self, /)", "Returns how many bits the magnitude needs.", (self: PyInt) => newInt(bitLength(self.value))),
	def("bit_count", "($self, /)", "Returns how many bits of the magnitude are one.", (self: PyInt) => newInt(bitCount(self.value))),
	def("to_bytes", "($self, /, length=1, byteorder='big', *, signed=False)", "Returns the int as an array of bytes.", toBytes),
	def(
		"from_bytes",
		"($type, /, bytes, byteorder='big', *, signed=False)",
		"Returns the int that an array of bytes stands for.",
		fromBytes,
		"class",
	),
	def("as_integer_ratio", "($self, /)", "Returns a pair of ints whose ratio is the int: itself and one.", intRatio),
	def("__trunc__", "($self, /)", "Returns the int itself.", exactInt),
	def("__floor__", "($self, /)", "Returns the int itself.", exactInt),
	def("__ceil__", "($self, /)", "Returns the int itself.", exactInt),
	def("__round__", "($self, ndigits=None, /)", "Rounds to a power of ten, half to even, when ndigits is negative.", roundInt),
	def("__getnewargs__", "($self, /)", null, (self: PyInt) => newTuple([newInt(self.value)])),
	def("__format__", "($self, format_spec, /)", "Formats by a format specification.", formatIntegerObject),
	def("__sizeof__", "($self, /)", "Returns the size in memory in bytes.", (self: PyInt) => newInt(intSize(self))),
	def("is_integer", "($self, /)", "Returns True.", () => newBool(true)),
];

export const intGetset: readonly GetSetDef[] = [
	{ name: "real", get: exactInt, doc: "The real part of a complex number." },
	{ name: "imag", get: () => newInt(0), doc: "The imaginary part of a complex number." },
	{ name: "numerator", get: exactInt, doc: "The numerator of a rational number in lowest terms." },
	{ name: "denominator", get: () => newInt(1), doc: "The denominator of a rational number in lowest terms." },
];
