// Operators, and conversions to numbers.
//
// An operator asks the left operand, then the right; the right one first if its type is a subclass of the left one's and
// has the slot anew. In-place ones ask for the in-place slot before. Numbers of operations are those of BINARY_OP's
// argument. Read `binaryOp` and `binaryOp1` first. Mirrors the number part of Objects/abstract.c.

import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import { HeapFault, type Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { getItem } from "./abstractSequence.ts";
import { repr } from "./abstractObject.ts";
import { raiseError, typeError, valueError } from "./errors.ts";
import { FloatType, isFloat, newFloat, type PyFloat } from "./float.ts";
import { parseFloatText } from "./floatText.ts";
import { intAsDouble, IntType, isInt, newInt, type PyInt } from "./int.ts";
import { intFromBytesText, intFromStr } from "./intText.ts";
import { type BinaryFunc, isSubtype, type PyObject, type PyType, type TernaryFunc } from "./object.ts";
import { None, NotImplemented } from "./singletons.ts";
import { isStr } from "./str.ts";
import { warn } from "./warnings.ts";

export const NB_ADD = 0;
export const NB_AND = 1;
export const NB_MULTIPLY = 5;
export const NB_REMAINDER = 6;
export const NB_OR = 7;
export const NB_POWER = 8;
export const NB_SUBTRACT = 10;
export const NB_INPLACE_ADD = 13;
export const NB_INPLACE_MULTIPLY = 18;
export const NB_INPLACE_POWER = 21;
export const NB_SUBSCR = 26;

/**
 * `a op b`, by BINARY_OP's number: 0 to 12 plain, 13 to 25 in place. Borrows; may run Python code.
 * FAST: every slot is read by name; by a computed key V8 looks it up in a table, which costs as much as the operation.
 */
export function binaryOp(op: number, a: PyObject, b: PyObject): Own<PyObject> {
	const type = a.type;
	switch (op) {
		case NB_SUBSCR:
			return getItem(a, b);
		case NB_ADD:
			return add(a, b);
		case NB_INPLACE_ADD:
			return inplaceAdd(a, b);
		case NB_MULTIPLY:
			return multiply(a, b);
		case NB_INPLACE_MULTIPLY:
			return inplaceMultiply(a, b);
		case NB_POWER:
			return power(a, b, None);
		case NB_INPLACE_POWER:
			return inplacePower(a, b, None);
		case 1:
			return or(binaryOp1(a, b, type.nbAnd, b.type.nbAnd), a, b, "&");
		case 14:
			return or(inplace(a, b, type.nbInplaceAnd) ?? binaryOp1(a, b, a.type.nbAnd, b.type.nbAnd), a, b, "&=");
		case 2:
			return or(binaryOp1(a, b, type.nbFloorDivide, b.type.nbFloorDivide), a, b, "//");
		case 15:
			return or(inplace(a, b, type.nbInplaceFloorDivide) ?? binaryOp1(a, b, a.type.nbFloorDivide, b.type.nbFloorDivide), a, b, "//=");
		case 3:
			return or(binaryOp1(a, b, type.nbLshift, b.type.nbLshift), a, b, "<<");
		case 16:
			return or(inplace(a, b, type.nbInplaceLshift) ?? binaryOp1(a, b, a.type.nbLshift, b.type.nbLshift), a, b, "<<=");
		case 4:
			return or(binaryOp1(a, b, type.nbMatrixMultiply, b.type.nbMatrixMultiply), a, b, "@");
		case 17:
			return or(
				inplace(a, b, type.nbInplaceMatrixMultiply) ?? binaryOp1(a, b, a.type.nbMatrixMultiply, b.type.nbMatrixMultiply),
				a,
				b,
				"@=",
			);
		case 6:
			return or(binaryOp1(a, b, type.nbRemainder, b.type.nbRemainder), a, b, "%");
		case 19:
			return or(inplace(a, b, type.nbInplaceRemainder) ?? binaryOp1(a, b, a.type.nbRemainder, b.type.nbRemainder), a, b, "%=");
		case 7:
			return or(binaryOp1(a, b, type.nbOr, b.type.nbOr), a, b, "|");
		case 20:
			return or(inplace(a, b, type.nbInplaceOr) ?? binaryOp1(a, b, a.type.nbOr, b.type.nbOr), a, b, "|=");
		case 9:
			return or(binaryOp1(a, b, type.nbRshift, b.type.nbRshift), a, b, ">>");
		case 22:
			return or(inplace(a, b, type.nbInplaceRshift) ?? binaryOp1(a, b, a.type.nbRshift, b.type.nbRshift), a, b, ">>=");
		case 10:
			return or(binaryOp1(a, b, type.nbSubtract, b.type.nbSubtract), a, b, "-");
		case 23:
			return or(inplace(a, b, type.nbInplaceSubtract) ?? binaryOp1(a, b, a.type.nbSubtract, b.type.nbSubtract), a, b, "-=");
		case 11:
			return or(binaryOp1(a, b, type.nbTrueDivide, b.type.nbTrueDivide), a, b, "/");
		case 24:
			return or(inplace(a, b, type.nbInplaceTrueDivide) ?? binaryOp1(a, b, a.type.nbTrueDivide, b.type.nbTrueDivide), a, b, "/=");
		case 12:
			return or(binaryOp1(a, b, type.nbXor, b.type.nbXor), a, b, "^");
		case 25:
			return or(inplace(a, b, type.nbInplaceXor) ?? binaryOp1(a, b, a.type.nbXor, b.type.nbXor), a, b, "^=");
	}
	throw new HeapFault(`there is no binary operation ${op}`);
}

/** The result, or the TypeError for operands that don't know the operation. */
function or(result: Own<PyObject>, a: PyObject, b: PyObject, symbol: string): Own<PyObject> {
	return result === NotImplemented ? unsupported(a, b, symbol) : result;
}

/** Asks both operands, which have these slots; NotImplemented (immortal) if neither can. */
export function binaryOp1(a: PyObject, b: PyObject, left: BinaryFunc | null, slot: BinaryFunc | null): Own<PyObject> {
	let right = b.type === a.type || slot === left ? null : slot;
	if (left !== null) {
		if (right !== null && isSubtype(b.type, a.type)) {
			const result = right(a, b);
			if (result !== NotImplemented) return result;
			right = null;
		}
		const result = left(a, b);
		if (result !== NotImplemented) return result;
	}
	return right === null ? (NotImplemented as Own<PyObject>) : right(a, b);
}

/** Asks the left operand's in-place slot; null if the plain operation is to be tried. */
export function inplace(a: PyObject, b: PyObject, slot: BinaryFunc | null): Own<PyObject> | null {
	if (slot === null) return null;
	const result = slot(a, b);
	return result === NotImplemented ? null : result;
}

function unsupported(a: PyObject, b: PyObject, symbol: string): never {
	if (symbol === ">>" && a.type.name === "builtin_function_or_method" && (a as unknown as { def: { name: string } }).def.name === "print") {
		return typeError(
			`unsupported operand type(s) for >>: '${a.type.name}' and '${b.type.name}'. Did you mean "print(<message>, file=<output_stream>)"?`,
		);
	}
	return typeError(`unsupported operand type(s) for ${symbol}: '${a.type.name}' and '${b.type.name}'`);
}

function add(a: PyObject, b: PyObject): Own<PyObject> {
	const result = binaryOp1(a, b, a.type.nbAdd, b.type.nbAdd);
	if (result !== NotImplemented) return result;
	const concat = a.type.sqConcat;
	return concat !== null ? concat(a, b) : unsupported(a, b, "+");
}

function inplaceAdd(a: PyObject, b: PyObject): Own<PyObject> {
	const result = inplace(a, b, a.type.nbInplaceAdd) ?? binaryOp1(a, b, a.type.nbAdd, b.type.nbAdd);
	if (result !== NotImplemented) return result;
	const concat = a.type.sqInplaceConcat ?? a.type.sqConcat;
	return concat !== null ? concat(a, b) : unsupported(a, b, "+=");
}

function multiply(a: PyObject, b: PyObject): Own<PyObject> {
	const result = binaryOp1(a, b, a.type.nbMultiply, b.type.nbMultiply);
	if (result !== NotImplemented) return result;
	if (a.type.sqRepeat !== null) return a.type.sqRepeat(a, repeatCount(b));
	if (b.type.sqRepeat !== null) return b.type.sqRepeat(b, repeatCount(a));
	return unsupported(a, b, "*");
}

function inplaceMultiply(a: PyObject, b: PyObject): Own<PyObject> {
	const result = inplace(a, b, a.type.nbInplaceMultiply) ?? binaryOp1(a, b, a.type.nbMultiply, b.type.nbMultiply);
	if (result !== NotImplemented) return result;
	const repeat = a.type.sqInplaceRepeat ?? a.type.sqRepeat;
	if (repeat !== null) return repeat(a, repeatCount(b));
	if (!hasSequenceSlots(a.type) && b.type.sqRepeat !== null) return b.type.sqRepeat(b, repeatCount(a));
	return unsupported(a, b, "*=");
}

/** Every Python class has room for them, whether filled or not. */
function hasSequenceSlots(type: PyType): boolean {
	return type.heap !== null || type.sqLength !== null || type.sqItem !== null || type.sqContains !== null;
}

function repeatCount(count: PyObject): number {
	if (!isIndex(count)) typeError(`can't multiply sequence by non-int of type '${count.type.name}'`);
	return indexAsNumber(count, "OverflowError");
}

export function divmod(a: PyObject, b: PyObject): Own<PyObject> {
	const result = binaryOp1(a, b, a.type.nbDivmod, b.type.nbDivmod);
	return result === NotImplemented ? unsupported(a, b, "divmod()") : result;
}

/** `pow(a, b, mod)`; `mod` None for `a ** b`. */
export function power(a: PyObject, b: PyObject, mod: PyObject): Own<PyObject> {
	const result = ternaryOp1(a, b, mod);
	return result === NotImplemented ? unsupportedPower(a, b, mod, "** or pow()") : result;
}

export function inplacePower(a: PyObject, b: PyObject, mod: PyObject): Own<PyObject> {
	const own = a.type.nbInplacePower;
	if (own !== null) {
		const result = own(a, b, mod);
		if (result !== NotImplemented) return result;
	}
	const result = ternaryOp1(a, b, mod);
	return result === NotImplemented ? unsupportedPower(a, b, mod, "**=") : result;
}

function ternaryOp1(a: PyObject, b: PyObject, mod: PyObject): Own<PyObject> {
	const left: TernaryFunc | null = a.type.nbPower;
	let right: TernaryFunc | null = b.type === a.type ? null : b.type.nbPower;
	if (right === left) right = null;
	if (left !== null) {
		if (right !== null && isSubtype(b.type, a.type)) {
			const result = right(a, b, mod);
			if (result !== NotImplemented) return result;
			right = null;
		}
		const result = left(a, b, mod);
		if (result !== NotImplemented) return result;
	}
	if (right !== null) {
		const result = right(a, b, mod);
		if (result !== NotImplemented) return result;
	}
	const third = mod.type.nbPower;
	return third === null || third === left || third === right ? (NotImplemented as Own<PyObject>) : third(a, b, mod);
}

function unsupportedPower(a: PyObject, b: PyObject, mod: PyObject, symbol: string): never {
	if (mod === None) return unsupported(a, b, symbol);
	return typeError(`unsupported operand type(s) for ${symbol}: '${a.type.name}', '${b.type.name}', '${mod.type.name}'`);
}

function unary(object: PyObject, slot: "nbNegative" | "nbPositive" | "nbInvert" | "nbAbsolute", name: string): Own<PyObject> {
	const own = object.type[slot];
	return own !== null ? own(object) : typeError(`bad operand type for ${name}: '${object.type.name}'`);
}

export const unaryNegative = (object: PyObject): Own<PyObject> => unary(object, "nbNegative", "unary -");
export const unaryPositive = (object: PyObject): Own<PyObject> => unary(object, "nbPositive", "unary +");
export const unaryInvert = (object: PyObject): Own<PyObject> => unary(object, "nbInvert", "unary ~");
export const absolute = (object: PyObject): Own<PyObject> => unary(object, "nbAbsolute", "abs()");

/** `PyIndex_Check`. */
export function isIndex(object: PyObject): boolean {
	return object.type.nbIndex !== null;
}

/** `operator.index(o)`: an int (possibly of a subclass). Source: _PyNumber_Index. */
export function numberIndex(object: PyObject): Own<PyInt> {
	if (isInt(object)) return incref(object);
	const slot = object.type.nbIndex;
	if (slot === null) return typeError(`'${object.type.name}' object cannot be interpreted as an integer`);
	return checkedInt(slot(object), "__index__");
}

/** What `__index__` or `__int__` returned must be an int; of a subclass only with a warning. */
function checkedInt(result: Own<PyObject>, method: string): Own<PyInt> {
	if (result.type === IntType) return result as Own<PyInt>;
	hold(result, `result of ${method}`);
	const what = `${method} returned non-int (type ${result.type.name})`;
	if (!isInt(result)) typeError(what);
	warn(
		"DeprecationWarning",
		`${what}.  The ability to return an instance of a strict subclass of int is deprecated, and may be removed in a future version of Python.`,
	);
	return take(result) as Own<PyObject> as Own<PyInt>;
}

/**
 * The value as a C ssize_t, nearest double beyond 2^53. Out of range: clamped if `overflow` is null, else the named
 * exception is raised. Source: PyNumber_AsSsize_t.
 */
export function indexAsNumber(object: PyObject, overflow: string | null): number {
	if (object.type === IntType) return clampIndex((object as PyInt).value, object, overflow);
	const index = numberIndex(object);
	hold(index, "index");
	const value = clampIndex(index.value, object, overflow);
	drop(index);
	return value;
}

const SSIZE_MAX = 2n ** 63n - 1n;

function clampIndex(value: number | bigint, object: PyObject, overflow: string | null): number {
	if (typeof value === "number") return value;
	if (value <= SSIZE_MAX && value >= -SSIZE_MAX - 1n) return Number(value);
	if (overflow === null) return value < 0 ? -Number(SSIZE_MAX) : Number(SSIZE_MAX);
	return raiseError(overflow, `cannot fit '${object.type.name}' into an index-sized integer`);
}

/** `int(o)`, always of exact type unless `o` is one. Source: PyNumber_Long. */
export function numberLong(object: PyObject): Own<PyInt> {
	const type = object.type;
	if (type === IntType) return incref(object as PyInt);
	if (type.nbInt !== null) return exactInt(checkedInt(type.nbInt(object), "__int__"));
	if (type.nbIndex !== null) return exactInt(numberIndex(object));
	if (isStr(object)) return intFromStr(object, 10);
	if (type.getBuffer !== null) return intFromBytesText(type.getBuffer(object), 10);
	return typeError(`int() argument must be a string, a bytes-like object or a real number, not '${type.name}'`);
}

/** Steals an int and returns one of exact type and the same value. */
function exactInt(int: Own<PyInt>): Own<PyInt> {
	if (int.type === IntType) return int;
	hold(int, "int of a subclass");
	return dropKeeping(int, newInt(int.value));
}

/** `float(o)`. Source: PyNumber_Float. */
export function numberFloat(object: PyObject): Own<PyFloat> {
	const type = object.type;
	if (type === FloatType) return incref(object as PyFloat);
	if (type.nbFloat !== null) return checkedFloat(type.nbFloat(object), type);
	if (type.nbIndex !== null) {
		const index = hold(numberIndex(object), "index");
		return dropKeeping(index, newFloat(intAsDouble(index)));
	}
	if (isFloat(object)) return newFloat(object.value);
	return floatFromText(object);
}

function checkedFloat(result: Own<PyObject>, type: PyType): Own<PyFloat> {
	if (result.type === FloatType) return result as Own<PyFloat>;
	hold(result, "result of __float__");
	const what = `${type.name}.__float__ returned non-float (type ${result.type.name})`;
	if (!isFloat(result)) typeError(what);
	warn(
		"DeprecationWarning",
		`${what}.  The ability to return an instance of a strict subclass of float is deprecated, and may be removed in a future version of Python.`,
	);
	return dropKeeping(result, newFloat((result as PyObject as PyFloat).value));
}

/** `float(text)`. Source: PyFloat_FromString. */
function floatFromText(object: PyObject): Own<PyFloat> {
	const text = textOfNumber(object);
	const value = text === null ? null : parseFloatText(text);
	if (value !== null) return newFloat(value);
	const shown = hold(repr(object), "repr of the text");
	return valueError(`could not convert string to float: ${shown.value}`);
}

/** Null for bytes that are not all ASCII. */
function textOfNumber(object: PyObject): string | null {
	if (isStr(object)) return object.value;
	if (object.type.getBuffer !== null) return asciiText(object.type.getBuffer(object));
	return typeError(`float() argument must be a string or a real number, not '${object.type.name}'`);
}

function asciiText(bytes: Uint8Array): string | null {
	return bytes.some((byte) => byte > 127) ? null : new TextDecoder().decode(bytes);
}

/** Any number as a double: `PyFloat_AsDouble`. */
export function asDouble(object: PyObject): number {
	if (isFloat(object)) return object.value;
	if (object.type.nbFloat === null && object.type.nbIndex === null) return typeError(`must be real number, not ${object.type.name}`);
	const float = hold(numberFloat(object), "float");
	const value = float.value;
	drop(float);
	return value;
}
