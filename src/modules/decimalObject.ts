// The struct of a Decimal, and conversions to and from other Python objects. Read `exactFrom` first. Mirrors the conversions
// of Modules/_decimal/_decimal.c.

import { drop, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { call } from "../objects/abstract.ts";
import { overflowError, typeError, valueError } from "../objects/errors.ts";
import { isFloat, type PyFloat } from "../objects/float.ts";
import { floatRatio } from "../objects/floatArithmetic.ts";
import { hashBigInt } from "../objects/hash.ts";
import { intAsNumber, intToBigInt, isInt, newInt, type PyInt } from "../objects/int.ts";
import { isList } from "../objects/list.ts";
import { type Hash, isInstanceOf, type PyObject, PyGCTypeOwner, type PyType } from "../objects/object.ts";
import { isStr, newStr } from "../objects/str.ts";
import { isTuple, newTuple, type PyTuple } from "../objects/tuple.ts";
import { decimalToAscii, isSpace, trimSpaces } from "../objects/unicode.ts";
import { currentContext, floatOperation, type PyContext } from "./decimalContext.ts";
import {
	applySettings,
	CLAMPED,
	CONVERSION_SYNTAX,
	type Decimal,
	ERRORS,
	FINITE,
	finalize,
	finite,
	INEXACT,
	INFINITE,
	INVALID_OPERATION,
	infinity,
	integerOf,
	isNaNumber,
	maxSettings,
	numeral,
	parseNumeral,
	powerOfTen,
	quietNaN,
	ROUND_HALF_EVEN,
	ROUNDED,
	SIGNALING_NAN,
	type Settings,
	type Status,
	zero,
} from "./decimalNumber.ts";
import { toIntegral } from "./decimalShape.ts";
import { addStatus, decimalModule } from "./decimalState.ts";
import { allocate } from "./ownedSlots.ts";

export class PyDecimal extends PyGCTypeOwner {
	value: Decimal;
	/** Null until computed. */
	hashed: Hash | null;

	constructor(type: PyType) {
		super(type);
		this.value = zero;
		this.hashed = null;
	}
}

/** Filled by decimalType.ts. */
export const decimalTypes = { decimal: null as unknown as PyType };

export const isDecimalObject = (object: PyObject): object is PyDecimal => isInstanceOf(object, decimalTypes.decimal);

export function newDecimal(value: Decimal, type: PyType = decimalTypes.decimal): Own<PyDecimal> {
	const object = allocate<PyDecimal>(type);
	object.value = value;
	return object;
}

/** The result of an operation in a context, or the exception that the context traps. */
export function finish(context: PyContext, value: Decimal, st: Status): Own<PyObject> {
	addStatus(context.core, st.status);
	return newDecimal(value);
}

/** What only an exact conversion may give: anything rounded is invalid. */
function exactly(context: PyContext, value: Decimal, st: Status): Decimal {
	const inexact = (st.status & (INEXACT | ROUNDED | CLAMPED)) !== 0;
	addStatus(context.core, (inexact ? st.status | INVALID_OPERATION : st.status) & ERRORS);
	return inexact ? quietNaN : value;
}

/** A text as the numeral that it may be: digits of all scripts as ASCII ones. */
function numeralText(text: string, strip: boolean): string {
	const ascii = decimalToAscii(strip ? trimSpaces(text).replaceAll("_", "") : text);
	return strip ? ascii : [...ascii].map((c) => (isSpace(c) ? " " : c)).join("");
}

function fromInteger(value: bigint, s: Settings, st: Status): Decimal {
	return finalize(value < 0n ? 1 : 0, value < 0n ? -value : value, 0, s, st);
}

/** A float's value; every finite float has one. */
export function fromDouble(value: number): Decimal {
	if (Number.isNaN(value)) return quietNaN;
	const sign = value < 0 || Object.is(value, -0) ? 1 : 0;
	if (!Number.isFinite(value)) return infinity(sign);
	const [numerator, denominator] = floatRatio(Math.abs(value)).map(BigInt) as [bigint, bigint];
	const halvings = denominator.toString(2).length - 1;
	return finite(sign, numerator * 5n ** BigInt(halvings), -halvings);
}

/** An int's or float's exact value. Raises TypeError. */
export function fromFloatOrInt(value: PyObject, context: PyContext): Decimal {
	if (isInt(value)) return integerExactly(value as PyInt, context);
	return isFloat(value) ? fromDouble((value as PyFloat).value) : typeError("argument must be int or float");
}

function integerExactly(value: PyInt, context: PyContext): Decimal {
	const st: Status = { status: 0 };
	return exactly(context, fromInteger(intToBigInt(value), maxSettings, st), st);
}

const LETTERS: { readonly [letter: string]: string } = { F: "Inf", n: "NaN", N: "sNaN" };

/** The numeral of a tuple or list of sign, digits and exponent. Raises ValueError. */
function tupleNumeral(value: PyObject): string {
	const items = (value as PyTuple).items;
	if (items.length !== 3) valueError("argument must be a sequence of length 3");
	const [sign, digits, exponent] = items as readonly PyObject[] as readonly [PyObject, PyObject, PyObject];
	const signText = "sign must be an integer with the value 0 or 1";
	if (!isInt(sign)) valueError(signText);
	const signValue = intAsNumber(sign as PyInt);
	if (signValue !== 0 && signValue !== 1) valueError(signText);
	const lead = signValue === 1 ? "-" : "";
	if (isStr(exponent)) {
		const special = LETTERS[exponent.value] ?? valueError("string argument in the third position must be 'F', 'n' or 'N'");
		const payload = coefficientText(digits);
		return lead + special + (special === "Inf" ? "" : payload);
	}
	if (!isInt(exponent)) valueError("exponent must be an integer");
	const power = intAsNumber(exponent as PyInt);
	return `${lead}${coefficientText(digits) || "0"}E${BigInt(power)}`;
}

function coefficientText(digits: PyObject): string {
	const message = "coefficient must be a tuple of digits";
	if (!isTuple(digits) && !isList(digits)) valueError(message);
	let text = "";
	for (const digit of (digits as PyTuple).items) {
		if (!isInt(digit)) valueError(message);
		const value = intAsNumber(digit as PyInt);
		if (value < 0 || value > 9) valueError(message);
		text += value;
	}
	return text;
}

/** Whatever the constructor takes but Decimals, exactly. Raises TypeError, ValueError and what the context traps. */
export function exactFrom(value: PyObject, context: PyContext): Decimal {
	const st: Status = { status: 0 };
	if (isStr(value)) return exactly(context, parseNumeral(numeralText(value.value, true), maxSettings, st), st);
	if (isInt(value)) return integerExactly(value as PyInt, context);
	if (isTuple(value) || isList(value)) return exactly(context, parseNumeral(tupleNumeral(value), maxSettings, st), st);
	if (isFloat(value)) {
		floatOperation(context);
		return fromDouble((value as PyFloat).value);
	}
	return notSupported(value);
}

/** What `Context.create_decimal` takes, rounded to the context. */
export function roundedFrom(value: PyObject, context: PyContext): Own<PyObject> {
	const st: Status = { status: 0 };
	const { core } = context;
	if (isDecimalObject(value)) return createFromDecimal(value.value, context, st);
	if (isStr(value)) return finish(context, parseNumeral(numeralText(value.value, false), core, st), st);
	if (isInt(value)) return finish(context, fromInteger(intToBigInt(value as PyInt), core, st), st);
	if (isTuple(value) || isList(value)) return finish(context, parseNumeral(tupleNumeral(value), core, st), st);
	if (isFloat(value)) {
		floatOperation(context);
		return finish(context, applySettings(fromDouble((value as PyFloat).value), core, st), st);
	}
	return notSupported(value);
}

function createFromDecimal(value: Decimal, context: PyContext, st: Status): Own<PyObject> {
	const { core } = context;
	if (isNaNumber(value) && value.digits > core.prec - core.clamp) {
		addStatus(core, CONVERSION_SYNTAX);
		return newDecimal(quietNaN);
	}
	return finish(context, applySettings(value, core, st), st);
}

function notSupported(value: PyObject): never {
	return typeError(`conversion from ${value.type.name} to Decimal is not supported`);
}

/** An operand's value, or null for what is neither Decimal nor int. */
export function operand(value: PyObject, context: PyContext): Decimal | null {
	if (isDecimalObject(value)) return value.value;
	return isInt(value) ? integerExactly(value as PyInt, context) : null;
}

/** As `operand`. Raises TypeError. */
export function requireOperand(value: PyObject, context: PyContext): Decimal {
	return operand(value, context) ?? notSupported(value);
}

/** The whole number next to a value. Raises ValueError, OverflowError. */
export function asInteger(value: Decimal, rounding: number): Own<PyInt> {
	if (isNaNumber(value)) return valueError("cannot convert NaN to integer");
	if (value.kind === INFINITE) return overflowError("cannot convert Infinity to integer");
	const whole = integerOf(toIntegral(value, true, { ...maxSettings, rounding }, { status: 0 }));
	return newInt(value.sign === 1 ? -whole : whole);
}

export const roundHalfEven = (value: Decimal): Own<PyInt> => asInteger(value, ROUND_HALF_EVEN);

export function asIntegerRatio(value: Decimal): Own<PyObject> {
	if (isNaNumber(value)) return valueError("cannot convert NaN to integer ratio");
	if (value.kind === INFINITE) return overflowError("cannot convert Infinity to integer ratio");
	const signed = value.sign === 1 ? -value.coefficient : value.coefficient;
	if (value.exponent >= 0) return newTuple([newInt(signed * powerOfTen(value.exponent)), newInt(1)]);
	const denominator = powerOfTen(-value.exponent);
	const common = greatestDivisor(value.coefficient, denominator);
	return newTuple([newInt(signed / common), newInt(denominator / common)]);
}

function greatestDivisor(a: bigint, b: bigint): bigint {
	let [x, y] = [a, b];
	while (y !== 0n) [x, y] = [y, x % y];
	return x;
}

export function asTuple(value: Decimal): Own<PyObject> {
	const text = value.kind === INFINITE ? "0" : value.kind === FINITE || value.digits > 0 ? value.coefficient.toString() : "";
	const exponent =
		value.kind === FINITE ? newInt(value.exponent) : newStr(value.kind === INFINITE ? "F" : value.kind === SIGNALING_NAN ? "N" : "n");
	const digits = newTuple([...text].map((digit) => newInt(Number(digit)) as Own<PyObject>));
	const sign = newInt(value.sign);
	hold(digits, "digits");
	hold(exponent as Own<PyObject>, "exponent");
	const result = call(decimalModule.tupleType!, [sign, digits, exponent as PyObject]);
	drop(exponent as PyObject);
	drop(digits);
	return result;
}

const PRIME = (1n << 61n) - 1n;
/** Ten times this is 1 modulo the prime. */
const INVERSE_OF_TEN = 2075258708292324556n;

/** Equal to the hash of every equal number of another type. */
export function hashNumber(value: Decimal): Hash {
	if (value.kind === INFINITE) return value.sign === 1 ? -314159 : 314159;
	const power = powerModuloPrime(value.exponent >= 0 ? 10n : INVERSE_OF_TEN, BigInt(Math.abs(value.exponent)));
	const hash = ((value.coefficient % PRIME) * power) % PRIME;
	return hashBigInt(value.sign === 1 ? -hash : hash);
}

function powerModuloPrime(base: bigint, exponent: bigint): bigint {
	let result = 1n;
	let square = base;
	for (let rest = exponent; rest > 0n; rest >>= 1n) {
		if ((rest & 1n) === 1n) result = (result * square) % PRIME;
		square = (square * square) % PRIME;
	}
	return result;
}

export const textOfDecimal = (value: Decimal): string => numeral(value, false, currentContext().core.capitals === 1 ? "E" : "e");
