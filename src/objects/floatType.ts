// The type float: construction, operators, methods. Read `floatNew` and `operands` first. Mirrors Objects/floatobject.c.

import { hold, take } from "../heap/handles.ts";
import { own, type Own } from "../heap/header.ts";
import { decref, free, incref } from "../heap/refcount.ts";
import { callOneArg, numberFloat } from "./abstract.ts";
import { addressOf } from "../heap/address.ts";
import { checkPositional, def, type MethodDef, noKeywords } from "./args.ts";
import { newBool } from "./bool.ts";
import { argumentCount, integerArgument, newOfType, sameIfExact, strArgument } from "./conversions.ts";
import type { PyDict } from "./dict.ts";
import { typeError, valueError, zeroDivisionError } from "./errors.ts";
import { FloatType, isFloat, newFloat, PyFloat } from "./float.ts";
import {
	compareFloatInteger,
	floatDivmod,
	floatPower,
	floatRatio,
	floatRemainder,
	floatToInteger,
	roundFloat,
	roundToInteger,
} from "./floatArithmetic.ts";
import { floatHex, parseHexFloat } from "./floatHex.ts";
import { floatRepr } from "./floatText.ts";
import { formatFloatObject } from "./format.ts";
import { hashDouble } from "./hash.ts";
import { intAsDouble, isInt, newInt, type PyInt } from "./int.ts";
import { orderSatisfies } from "./intType.ts";
import { type CompareOp, type GetSetDef, type Hash, type PyObject, type PyType, specifyType, type UnaryFunc } from "./object.ts";
import { None, newNotImplemented } from "./singletons.ts";
import { newStr, type PyStr } from "./str.ts";
import { newTuple, type PyTuple } from "./tuple.ts";
import { isStr } from "./str.ts";

function floatNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyFloat> {
	if (type === FloatType || type.init === FloatType.init) {
		if (argumentCount(args, kwargs) > args.items.length) typeError("float() takes no keyword arguments");
	}
	checkPositional("float", args.items.length, 0, 1);
	return floatOfType(type, args.items[0] ?? null);
}

function floatVectorcall(type: PyType, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyFloat> {
	noKeywords("float", kwnames);
	checkPositional("float", args.length, 0, 1);
	return floatOfType(type, args[0] ?? null);
}

function floatOfType(type: PyType, x: PyObject | null): Own<PyFloat> {
	const exact = x === null ? newFloat(0) : numberFloat(x);
	if (type === FloatType) return exact;
	hold(exact, "value of the new float");
	const object = newOfType<PyFloat>(type);
	object.value = exact.value;
	decref(take(exact));
	return object;
}

/** A float or int operand as a double; null for anything else. Raises OverflowError for a huge int. */
function operand(object: PyObject): number | null {
	if (object.type === FloatType) return (object as PyFloat).value;
	if (isInt(object)) return intAsDouble(object);
	return isFloat(object) ? object.value : null;
}

function floatAdd(a: PyObject, b: PyObject): Own<PyObject> {
	const x = operand(a);
	const y = x === null ? null : operand(b);
	return y === null ? newNotImplemented() : newFloat(x! + y);
}

function floatSubtract(a: PyObject, b: PyObject): Own<PyObject> {
	const x = operand(a);
	const y = x === null ? null : operand(b);
	return y === null ? newNotImplemented() : newFloat(x! - y);
}

function floatMultiply(a: PyObject, b: PyObject): Own<PyObject> {
	const x = operand(a);
	const y = x === null ? null : operand(b);
	return y === null ? newNotImplemented() : newFloat(x! * y);
}

function floatTrueDivide(a: PyObject, b: PyObject): Own<PyObject> {
	const x = operand(a);
	const y = x === null ? null : operand(b);
	if (y === null) return newNotImplemented();
	if (y === 0) zeroDivisionError("division by zero");
	return newFloat(x! / y);
}

function floatFloorDivide(a: PyObject, b: PyObject): Own<PyObject> {
	const x = operand(a);
	const y = x === null ? null : operand(b);
	return y === null ? newNotImplemented() : newFloat(floatDivmod(x!, y)[0]);
}

function floatRem(a: PyObject, b: PyObject): Own<PyObject> {
	const x = operand(a);
	const y = x === null ? null : operand(b);
	return y === null ? newNotImplemented() : newFloat(floatRemainder(x!, y));
}

function floatDivmodObjects(a: PyObject, b: PyObject): Own<PyObject> {
	const x = operand(a);
	const y = x === null ? null : operand(b);
	if (y === null) return newNotImplemented();
	const [quotient, rest] = floatDivmod(x!, y);
	return newTuple([newFloat(quotient), newFloat(rest)]);
}

function floatPow(a: PyObject, b: PyObject, modulus: PyObject): Own<PyObject> {
	if (modulus !== None) typeError("pow() 3rd argument not allowed unless all arguments are integers");
	const x = operand(a);
	const y = x === null ? null : operand(b);
	return y === null ? newNotImplemented() : floatPower(x!, y);
}

function floatRichcompare(self: PyFloat, other: PyObject, op: CompareOp): Own<PyObject> {
	const x = self.value;
	let order: number;
	if (isFloat(other)) order = x < other.value ? -1 : x > other.value ? 1 : x === other.value ? 0 : Number.NaN;
	else if (isInt(other)) order = compareFloatInteger(x, other.value);
	else return newNotImplemented();
	return newBool(orderSatisfies(order, op));
}

function floatHash(self: PyFloat): Hash {
	return Number.isNaN(self.value) ? addressOf(self) / 16 : hashDouble(self.value);
}

export function exactFloat(self: PyFloat): Own<PyFloat> {
	return sameIfExact(self, FloatType) ?? newFloat(self.value);
}

function floatInt(self: PyFloat): Own<PyInt> {
	return newInt(floatToInteger(self.value));
}

function floatRound(self: PyFloat, ndigits: PyObject | null): Own<PyObject> {
	if (ndigits === null || ndigits === None) {
		const x = self.value;
		return newInt(floatToInteger(Number.isFinite(x) ? roundToInteger(x) : x));
	}
	const digits = integerArgument(ndigits);
	return newFloat(roundFloat(self.value, Number(digits)));
}

function floatAsRatio(self: PyFloat): Own<PyObject> {
	const [numerator, denominator] = floatRatio(self.value);
	return newTuple([newInt(numerator), newInt(denominator)]);
}

/** Wraps a result for a class method of a subclass. */
function ofClass(type: PyType, value: Own<PyFloat>): Own<PyObject> {
	if (type === FloatType) return value;
	hold(value, "float for the subclass");
	const result = callOneArg(type, value);
	decref(take(value));
	return result;
}

function fromHex(type: PyType, text: PyObject): Own<PyObject> {
	if (!isStr(text)) typeError("bad argument type for built-in operation");
	return ofClass(type, newFloat(parseHexFloat((text as PyStr).value)));
}

function fromNumber(type: PyType, number: PyObject): Own<PyObject> {
	if (number.type === FloatType && type === FloatType) return incref(number);
	if (number.type.nbFloat === null && number.type.nbIndex === null) typeError(`must be real number, not ${number.type.name}`);
	return ofClass(type, numberFloat(number));
}

function getFormat(_type: PyType, typestr: PyObject): Own<PyStr> {
	const name = strArgument("__getformat__", "argument", typestr).value;
	if (name !== "double" && name !== "float") valueError("__getformat__() argument 1 must be 'double' or 'float'");
	return newStr("IEEE, little-endian");
}

const methods: readonly MethodDef[] = [
	def("from_number", "($type, number, /)", "Makes a float of a real number.", fromNumber, "class"),
	def("conjugate", "($self, /)", "Returns the float itself: its imaginary part is zero.", exactFloat),
	def("__trunc__", "($self, /)", "Returns the integral part as an int.", floatInt),
	def("__floor__", "($self, /)", "Returns the largest int that is not greater.", (self: PyFloat) =>
		newInt(floatToInteger(Math.floor(self.value))),
	),
	def("__ceil__", "($self, /)", "Returns the smallest int that is not less.", (self: PyFloat) =>
		newInt(floatToInteger(Math.ceil(self.value))),
	),
	def("__round__", "($self, ndigits=None, /)", "Rounds half to even, to an int or to a number of decimals.", floatRound),
	def("as_integer_ratio", "($self, /)", "Returns a pair of ints whose ratio is the float exactly.", floatAsRatio),
	def("fromhex", "($type, string, /)", "Makes a float of hexadecimal text.", fromHex, "class"),
	def("hex", "($self, /)", "Returns the float as hexadecimal text.", (self: PyFloat) => newStr(floatHex(self.value))),
	def("is_integer", "($self, /)", "Returns whether the float is an integer.", (self: PyFloat) => newBool(Number.isInteger(self.value))),
	def("__getnewargs__", "($self, /)", null, (self: PyFloat) => newTuple([newFloat(self.value)])),
	def("__getformat__", "($type, typestr, /)", "Tells how the platform stores doubles.", getFormat, "class"),
	def("__format__", "($self, format_spec, /)", "Formats by a format specification.", formatFloatObject),
];

const getset: readonly GetSetDef[] = [
	{ name: "real", get: exactFloat as UnaryFunc, doc: "The real part of a complex number." },
	{ name: "imag", get: () => newFloat(0), doc: "The imaginary part of a complex number." },
];

specifyType(FloatType, {
	...FloatType.spec!,
	doc: "float(x=0, /)\n--\n\nA number with a fraction, as a 64-bit binary float.",
	alloc: (type) => own(new PyFloat(type)),
	new: floatNew,
	typeVectorcall: floatVectorcall,
	dealloc: free,
	repr: (self: PyFloat) => newStr(floatRepr(self.value)),
	hash: floatHash,
	richcompare: floatRichcompare,
	nbAdd: floatAdd,
	nbSubtract: floatSubtract,
	nbMultiply: floatMultiply,
	nbRemainder: floatRem,
	nbDivmod: floatDivmodObjects,
	nbPower: floatPow,
	nbNegative: (self: PyFloat) => newFloat(-self.value),
	nbPositive: exactFloat,
	nbAbsolute: (self: PyFloat) => newFloat(Math.abs(self.value)),
	nbBool: (self: PyFloat) => self.value !== 0,
	nbInt: floatInt,
	nbFloat: exactFloat,
	nbFloorDivide: floatFloorDivide,
	nbTrueDivide: floatTrueDivide,
	methods,
	getset,
});
