// The type Decimal: its operators, comparisons and what only it has of methods. Read `binary` first. Mirrors
// Modules/_decimal/_decimal.c.

import { genericGetAttr } from "../objects/genericAttr.ts";
import { drop, dropKeeping, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { addressOf } from "../heap/address.ts";
import { incref } from "../heap/refcount.ts";
import { callOneArg, getAttr, isInstance } from "../objects/abstract.ts";
import { checkParsed, def, defVarargs } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { isComplex, newComplex } from "../objects/complex.ts";
import { dictGetStr, isDict, type PyDict } from "../objects/dict.ts";
import { typeError, valueError } from "../objects/errors.ts";
import { isFloat, newFloat } from "../objects/float.ts";
import { parseFloatText } from "../objects/floatText.ts";
import { normalizeHash } from "../objects/hash.ts";
import { intAsNumber, isInt, newInt, type PyInt } from "../objects/int.ts";
import { orderSatisfies } from "../objects/intType.ts";
import {
	type BinaryFunc,
	type CompareOp,
	defineType,
	type PyObject,
	type PyType,
	Py_EQ,
	Py_NE,
	type Hash,
	TPFLAGS_BASETYPE,
	TPFLAGS_HAVE_GC,
} from "../objects/object.ts";
import { newNotImplemented, None } from "../objects/singletons.ts";
import { internStr, isStr, newStr, type PyStr } from "../objects/str.ts";
import { newTuple, type PyTuple } from "../objects/tuple.ts";
import * as arithmetic from "./decimalArithmetic.ts";
import { contextArgument, currentContext, floatOperation, type PyContext } from "./decimalContext.ts";
import { formatDecimal, type Punctuation } from "./decimalFormat.ts";
import * as functions from "./decimalFunctions.ts";
import { decimalMethods, divmodTuple, TEN, ZERO } from "./decimalMethods.ts";
import {
	adjusted,
	type Decimal,
	FINITE,
	finite,
	FLOAT_OPERATION,
	INVALID_OPERATION,
	isNaNumber,
	isZero,
	maxSettings,
	numeral,
	ROUND_CEILING,
	ROUND_DOWN,
	ROUND_FLOOR,
	type Settings,
	SIGNALING_NAN,
	type Status,
	withSign,
} from "./decimalNumber.ts";
import {
	asInteger,
	asIntegerRatio,
	asTuple,
	decimalTypes,
	exactFrom,
	finish,
	fromDouble,
	fromFloatOrInt,
	hashNumber,
	isDecimalObject,
	newDecimal,
	operand,
	PyDecimal,
	requireOperand,
	roundHalfEven,
	textOfDecimal,
} from "./decimalObject.ts";
import * as shape from "./decimalShape.ts";
import { addStatus, decimalModule } from "./decimalState.ts";
import { ownedSlots } from "./ownedSlots.ts";
import { parseSlotArguments } from "./parseArguments.ts";

type Binary = (a: Decimal, b: Decimal, s: Settings, st: Status) => Decimal;

/** An operator between Decimals and ints. */
function operator(op: (context: PyContext, a: Decimal, b: Decimal) => Own<PyObject>): BinaryFunc {
	return (left: PyObject, right: PyObject) => {
		const context = currentContext();
		const a = operand(left, context);
		const b = a === null ? null : operand(right, context);
		return b === null ? newNotImplemented() : op(context, a!, b);
	};
}

function binary(op: Binary): BinaryFunc {
	return operator((context, a, b) => {
		const st: Status = { status: 0 };
		return finish(context, op(a, b, context.core, st), st);
	});
}

function unary(op: (a: Decimal, s: Settings, st: Status) => Decimal): (self: PyDecimal) => Own<PyObject> {
	return (self) => {
		const context = currentContext();
		const st: Status = { status: 0 };
		return finish(context, op(self.value, context.core, st), st);
	};
}

function power(base: PyObject, exponent: PyObject, modulo: PyObject): Own<PyObject> {
	const context = currentContext();
	const a = operand(base, context);
	const b = a === null ? null : operand(exponent, context);
	if (b === null) return newNotImplemented();
	const st: Status = { status: 0 };
	if (modulo === None) return finish(context, functions.power(a!, b, context.core, st), st);
	const m = operand(modulo, context);
	if (m === null) return newNotImplemented();
	return finish(context, functions.powerModulo(a!, b, m, context.core, st), st);
}

/** Both sides of a comparison; null for what can't be compared. */
function comparands(self: PyDecimal, other: PyObject, op: CompareOp, context: PyContext): [Decimal, Decimal] | null {
	const plain = operand(other, context);
	if (plain !== null) return [self.value, plain];
	const isEquality = op === Py_EQ || op === Py_NE;
	if (isComplex(other)) {
		if (!isEquality || other.imag !== 0) return null;
		context.core.status |= FLOAT_OPERATION;
		return [self.value, fromDouble(other.real)];
	}
	if (isFloat(other)) {
		if (isEquality) context.core.status |= FLOAT_OPERATION;
		else floatOperation(context);
		return [self.value, fromFloatOrInt(other, context)];
	}
	return isInstance(other, decimalModule.rational!) ? crossMultiplied(self.value, other, context) : null;
}

/** A fraction's denominator goes to the other side. */
function crossMultiplied(a: Decimal, fraction: PyObject, context: PyContext): [Decimal, Decimal] {
	const part = (name: string): Decimal => {
		const value = hold(getAttr(fraction, internStr(name)), name);
		if (!isInt(value)) typeError(`${name} must be an integer`);
		const result = requireOperand(value, context);
		drop(value);
		return result;
	};
	const denominator = part("denominator");
	const left = a.kind === FINITE ? arithmetic.multiply(a, denominator, maxSettings, { status: 0 }) : a;
	return [left, part("numerator")];
}

function richCompare(self: PyDecimal, other: PyObject, op: CompareOp): Own<PyObject> {
	const context = currentContext();
	const sides = comparands(self, other, op, context);
	if (sides === null) return newNotImplemented();
	const [a, b] = sides;
	if (!isNaNumber(a) && !isNaNumber(b)) return newBool(orderSatisfies(arithmetic.compareNumbers(a, b), op));
	if (a.kind === SIGNALING_NAN || b.kind === SIGNALING_NAN || (op !== Py_EQ && op !== Py_NE)) addStatus(context.core, INVALID_OPERATION);
	return newBool(op === Py_NE);
}

function hash(self: PyDecimal): Hash {
	if (self.hashed !== null) return self.hashed;
	const { value } = self;
	if (value.kind === SIGNALING_NAN) return typeError("Cannot hash a signaling NaN value") as never;
	self.hashed = isNaNumber(value) ? normalizeHash(BigInt(addressOf(self)) >> 4n) : hashNumber(value);
	return self.hashed;
}

function asDouble(value: Decimal): number {
	if (value.kind === SIGNALING_NAN) return valueError("cannot convert signaling NaN to float");
	if (isNaNumber(value)) return Number.NaN;
	return parseFloatText(numeral(value, false, "e"))!;
}

/** The type's own object of an exact value. */
function decimalNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const [value, given] = parseSlotArguments(["value", "context"], 0, args, kwargs);
	const context = contextArgument(given!);
	if (value === null) return newDecimal(ZERO, type);
	if (!isDecimalObject(value!)) return newDecimal(exactFrom(value!, context), type);
	return type === DecimalType && value!.type === DecimalType ? incref(value as PyObject) : newDecimal((value as PyDecimal).value, type);
}

/** For class methods: of the class that was asked. */
function ofClass(cls: PyObject, result: Own<PyObject>): Own<PyObject> {
	if (cls === DecimalType) return result;
	hold(result, "number");
	const object = callOneArg(cls, result);
	return dropKeeping(result, object);
}

function fromNumber(cls: PyObject, value: PyObject): Own<PyObject> {
	const context = currentContext();
	if (isDecimalObject(value)) return ofClass(cls, value.type === DecimalType ? incref(value as PyObject) : newDecimal(value.value));
	if (!isInt(value) && !isFloat(value)) typeError(`conversion from ${value.type.name} to Decimal is not supported`);
	if (isFloat(value)) floatOperation(context);
	return ofClass(cls, newDecimal(fromFloatOrInt(value, context)));
}

function round(self: PyDecimal, args: readonly PyObject[]): Own<PyObject> {
	checkParsed(null, args.length, 0, 1);
	if (args.length === 0) return roundHalfEven(self.value);
	const places = args[0]!;
	if (!isInt(places)) typeError("optional arg must be an integer");
	const exponent = -intAsNumber(places as PyInt);
	const context = currentContext();
	const st: Status = { status: 0 };
	return finish(context, shape.quantize(self.value, finite(0, 1n, exponent), context.core, st), st);
}

/** What the second argument of `__format__` may put in place of the usual punctuation. */
function punctuationOf(dict: PyDict): Punctuation {
	const text = (name: string): string => {
		const value = dictGetStr(dict, internStr(name));
		return value !== null && isStr(value) ? value.value : valueError("invalid override dict");
	};
	const [point, separator, grouping] = [text("decimal_point"), text("thousands_sep"), text("grouping")];
	return { point, separator, grouping: Array.from(grouping, (c) => c.charCodeAt(0)).concat(0) };
}

function format(self: PyDecimal, args: readonly PyObject[]): Own<PyObject> {
	checkParsed(null, args.length, 1, 2);
	const [spec, override] = args;
	if (!isStr(spec!)) typeError("format arg must be str");
	if (override !== undefined && !isDict(override)) typeError("optional argument must be a dict");
	const { core } = currentContext();
	const punctuation = override === undefined ? null : punctuationOf(override as PyDict);
	return newStr(formatDecimal(self.value, (spec as PyStr).value, core, core.capitals === 1, punctuation));
}

/** A word of libmpdec holds 19 digits; four words lie in the object itself. */
function extraBytes(self: PyDecimal): number {
	const words = Math.ceil(self.value.digits / 19);
	return words > 4 ? 8 * words : 0;
}

decimalMethods.push(
	def("is_canonical", "($self, /)", "True.", () => newBool(true)),
	def("adjusted", "($self, /)", "The exponent of the first digit.", (self: PyDecimal) =>
		newInt(self.value.kind === FINITE ? (isZero(self.value) ? self.value.exponent : adjusted(self.value)) : 0),
	),
	def("canonical", "($self, /)", "The number.", (self: PyDecimal) => incref(self as PyObject)),
	def("conjugate", "($self, /)", "The number.", (self: PyDecimal) => incref(self as PyObject)),
	def("radix", "($self, /)", "10.", () => newDecimal(TEN)),
	def("copy_abs", "($self, /)", "The number without its sign.", (self: PyDecimal) => newDecimal(withSign(self.value, 0))),
	def("copy_negate", "($self, /)", "The number with the other sign.", (self: PyDecimal) =>
		newDecimal(withSign(self.value, 1 - self.value.sign)),
	),
	def("from_float", "($type, f, /)", "The exact number of a float.", fromFloatMethod, "class"),
	def("from_number", "($type, number, /)", "The exact number of a real number.", fromNumber, "class"),
	def("as_tuple", "($self, /)", "Sign, digits and exponent.", (self: PyDecimal) => asTuple(self.value)),
	def("as_integer_ratio", "($self, /)", "Two integers with the number as their quotient.", (self: PyDecimal) => asIntegerRatio(self.value)),
	def("__copy__", "($self, /)", null, (self: PyDecimal) => incref(self as PyObject)),
	def("__deepcopy__", "($self, object, /)", null, (self: PyDecimal) => incref(self as PyObject)),
	defVarargs("__format__", null, null, format),
	def("__reduce__", "($self, /)", null, (self: PyDecimal) => {
		const text = newStr(textOfDecimal(self.value));
		return newTuple([incref(self.type as PyObject), newTuple([text as Own<PyObject>])]);
	}),
	defVarargs("__round__", null, null, round),
	def("__ceil__", "($self, /)", null, (self: PyDecimal) => asInteger(self.value, ROUND_CEILING)),
	def("__floor__", "($self, /)", null, (self: PyDecimal) => asInteger(self.value, ROUND_FLOOR)),
	def("__trunc__", "($self, /)", null, (self: PyDecimal) => asInteger(self.value, ROUND_DOWN)),
	def("__complex__", "($self, /)", null, (self: PyDecimal) => newComplex(asDouble(self.value), 0)),
	def("__sizeof__", "($self, /)", null, (self: PyDecimal) => newInt(self.type.basicsize + extraBytes(self))),
);

function fromFloatMethod(cls: PyObject, value: PyObject): Own<PyObject> {
	return ofClass(cls, newDecimal(fromFloatOrInt(value, currentContext())));
}

export const DecimalType: PyType = defineType({
	name: "decimal.Decimal",
	heapType: true,
	getattro: genericGetAttr,
	flags: TPFLAGS_BASETYPE | TPFLAGS_HAVE_GC,
	basicsize: 104,
	bufferSize: extraBytes,
	doc: "Decimal(value='0', context=None)\n--\n\nA decimal number.",
	alloc: (type) => own(new PyDecimal(type)),
	...ownedSlots([]),
	new: decimalNew,
	repr: (self: PyDecimal) => newStr(`Decimal('${textOfDecimal(self.value)}')`),
	str: (self: PyDecimal) => newStr(textOfDecimal(self.value)),
	hash,
	richcompare: richCompare,
	nbAdd: binary((a, b, s, st) => arithmetic.add(a, b, s, st)),
	nbSubtract: binary(arithmetic.subtract),
	nbMultiply: binary(arithmetic.multiply),
	nbRemainder: binary(arithmetic.remainder),
	nbTrueDivide: binary(arithmetic.divide),
	nbFloorDivide: binary(arithmetic.divideInteger),
	nbDivmod: operator(divmodTuple),
	nbPower: power,
	nbNegative: unary((a, s, st) => shape.signed(a, 1 - a.sign, s, st)),
	nbPositive: unary((a, s, st) => shape.signed(a, a.sign, s, st)),
	nbAbsolute: unary(shape.absolute),
	nbBool: (self: PyDecimal) => !isZero(self.value),
	nbInt: (self: PyDecimal) => asInteger(self.value, ROUND_DOWN),
	nbFloat: (self: PyDecimal) => newFloat(asDouble(self.value)),
	methods: decimalMethods,
	getset: [
		{ name: "real", get: sameSelf },
		{ name: "imag", get: () => newDecimal(ZERO) },
	],
});

function sameSelf(self: PyDecimal): Own<PyObject> {
	return incref(self as PyObject);
}
decimalTypes.decimal = DecimalType;
