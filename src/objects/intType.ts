// The type int: construction, operators, and the slots. Read `intNew` first. Mirrors Objects/longobject.c.

import { hold, take } from "../heap/handles.ts";
import { own, type Own } from "../heap/header.ts";
import { decref, free } from "../heap/refcount.ts";
import { indexAsNumber, numberLong } from "./abstract.ts";
import { bindArguments, checkPositional, def, type Parameter } from "./args.ts";
import { newBool } from "./bool.ts";
import { bindNew, newOfType } from "./conversions.ts";
import { isBytes } from "./bytes.ts";
import { isByteArray } from "./bytearray.ts";
import { typeError, valueError } from "./errors.ts";
import { newFloat, type PyFloat } from "./float.ts";
import { floatPower } from "./floatArithmetic.ts";
import { hashInteger } from "./hash.ts";
import { IntType, intAsDouble, isInt, newInt, PyInt } from "./int.ts";
import * as arithmetic from "./intArithmetic.ts";
import { exactInt, intGetset, intMethods, intSize } from "./intMethods.ts";
import { integerText, intFromBytesText, intFromStr } from "./intText.ts";
import type { PyDict } from "./dict.ts";
import { type CompareOp, type Hash, type PyObject, type PyType, Py_EQ, Py_GE, Py_GT, Py_LE, Py_LT, specifyType } from "./object.ts";
import { None, newNotImplemented } from "./singletons.ts";
import { isStr, newFreshStr, type PyStr } from "./str.ts";
import { newTuple, type PyTuple } from "./tuple.ts";

const PARAMETERS: readonly Parameter[] = def("int", "(x, /, base=10)", null, own as never).parameters.map((p) => ({
	...p,
	required: false,
}));

function intNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyInt> {
	const [x, base] = bindNew("int", PARAMETERS, args, kwargs);
	return intOfType(type, x, base);
}

/** `int(...)` without an argument tuple. */
function intVectorcall(type: PyType, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyInt> {
	if (kwnames === null && args.length === 1 && type === IntType) return numberLong(args[0]);
	if (kwnames === null) checkPositional("int", args.length, 0, 2);
	const [x, base] = bindArguments("int", PARAMETERS, args, kwnames);
	return intOfType(type, x, base);
}

function intOfType(type: PyType, x: PyObject | null, base: PyObject | null): Own<PyInt> {
	const exact = intFromArguments(x, base);
	if (type === IntType) return exact;
	hold(exact, "value of the new int");
	const object = newOfType<PyInt>(type);
	object.value = exact.value;
	decref(take(exact));
	return object;
}

function intFromArguments(x: PyObject | null, base: PyObject | null): Own<PyInt> {
	if (x === null) {
		if (base !== null) typeError("int() missing string argument");
		return newInt(0);
	}
	if (base === null) return numberLong(x);
	const radix = indexAsNumber(base, null);
	if ((radix !== 0 && radix < 2) || radix > 36) valueError("int() base must be >= 2 and <= 36, or 0");
	if (isStr(x)) return intFromStr(x, radix);
	if (isBytes(x) || isByteArray(x)) return intFromBytesText(x.value, radix);
	return typeError("int() can't convert non-string with explicit base");
}

function intAdd(a: PyObject, b: PyObject): Own<PyObject> {
	return isInt(a) && isInt(b) ? newInt(arithmetic.add(a.value, b.value)) : newNotImplemented();
}

function intSubtract(a: PyObject, b: PyObject): Own<PyObject> {
	return isInt(a) && isInt(b) ? newInt(arithmetic.subtract(a.value, b.value)) : newNotImplemented();
}

function intMultiply(a: PyObject, b: PyObject): Own<PyObject> {
	return isInt(a) && isInt(b) ? newInt(arithmetic.multiply(a.value, b.value)) : newNotImplemented();
}

function intFloorDivide(a: PyObject, b: PyObject): Own<PyObject> {
	return isInt(a) && isInt(b) ? newInt(arithmetic.floorDivide(a.value, b.value)) : newNotImplemented();
}

function intRemainder(a: PyObject, b: PyObject): Own<PyObject> {
	return isInt(a) && isInt(b) ? newInt(arithmetic.modulo(a.value, b.value)) : newNotImplemented();
}

function intDivmod(a: PyObject, b: PyObject): Own<PyObject> {
	if (!isInt(a) || !isInt(b)) return newNotImplemented();
	const quotient = newInt(arithmetic.floorDivide(a.value, b.value));
	return newTuple([quotient, newInt(arithmetic.modulo(a.value, b.value))]);
}

function intTrueDivide(a: PyObject, b: PyObject): Own<PyObject> {
	return isInt(a) && isInt(b) ? newFloat(arithmetic.trueDivide(a.value, b.value)) : newNotImplemented();
}

function intPower(a: PyObject, b: PyObject, modulus: PyObject): Own<PyObject> {
	if (!isInt(a) || !isInt(b)) return newNotImplemented();
	if (modulus === None) {
		if (b.value < 0) return floatPower(intAsDouble(a), intAsDouble(b));
		return newInt(arithmetic.power(a.value, b.value));
	}
	if (!isInt(modulus)) return newNotImplemented();
	return newInt(arithmetic.powerModulo(a.value, b.value, modulus.value));
}

function intLshift(a: PyObject, b: PyObject): Own<PyObject> {
	return isInt(a) && isInt(b) ? newInt(arithmetic.shiftLeft(a.value, b.value)) : newNotImplemented();
}

function intRshift(a: PyObject, b: PyObject): Own<PyObject> {
	return isInt(a) && isInt(b) ? newInt(arithmetic.shiftRight(a.value, b.value)) : newNotImplemented();
}

function intAnd(a: PyObject, b: PyObject): Own<PyObject> {
	return isInt(a) && isInt(b) ? newInt(arithmetic.bitwise(a.value, "&", b.value)) : newNotImplemented();
}

function intXor(a: PyObject, b: PyObject): Own<PyObject> {
	return isInt(a) && isInt(b) ? newInt(arithmetic.bitwise(a.value, "^", b.value)) : newNotImplemented();
}

function intOr(a: PyObject, b: PyObject): Own<PyObject> {
	return isInt(a) && isInt(b) ? newInt(arithmetic.bitwise(a.value, "|", b.value)) : newNotImplemented();
}

/** Whether an order of two values (negative, zero, positive) satisfies a comparison. */
export function orderSatisfies(order: number, op: CompareOp): boolean {
	switch (op) {
		case Py_LT:
			return order < 0;
		case Py_LE:
			return order <= 0;
		case Py_EQ:
			return order === 0;
		case Py_GT:
			return order > 0;
		case Py_GE:
			return order >= 0;
		default:
			return order !== 0;
	}
}

function intRichcompare(a: PyObject, b: PyObject, op: CompareOp): Own<PyObject> {
	if (!isInt(a) || !isInt(b)) return newNotImplemented();
	return newBool(orderSatisfies(arithmetic.compare(a.value, b.value), op));
}

function intNegative(self: PyInt): Own<PyInt> {
	return newInt(arithmetic.negate(self.value));
}

function intAbsolute(self: PyInt): Own<PyInt> {
	return self.value < 0 ? intNegative(self) : exactInt(self);
}

function intInvert(self: PyInt): Own<PyInt> {
	return newInt(arithmetic.invert(self.value));
}

function intBool(self: PyInt): boolean {
	return self.value !== 0;
}

function intFloat(self: PyInt): Own<PyFloat> {
	return newFloat(intAsDouble(self));
}

function intHash(self: PyInt): Hash {
	return hashInteger(self.value);
}

export function intRepr(self: PyInt): Own<PyStr> {
	return newFreshStr(integerText(self.value));
}

specifyType(IntType, {
	...IntType.spec!,
	doc: "An integer of any size.",
	alloc: (type) => own(new PyInt(type)),
	new: intNew,
	typeVectorcall: intVectorcall,
	dealloc: free,
	blockSize: (self: PyInt) => Math.max(32, intSize(self)),
	freelistSize: 100,
	repr: intRepr,
	hash: intHash,
	richcompare: intRichcompare,
	nbAdd: intAdd,
	nbSubtract: intSubtract,
	nbMultiply: intMultiply,
	nbRemainder: intRemainder,
	nbDivmod: intDivmod,
	nbPower: intPower,
	nbNegative: intNegative,
	nbPositive: exactInt,
	nbAbsolute: intAbsolute,
	nbBool: intBool,
	nbInvert: intInvert,
	nbLshift: intLshift,
	nbRshift: intRshift,
	nbAnd: intAnd,
	nbXor: intXor,
	nbOr: intOr,
	nbInt: exactInt,
	nbFloat: intFloat,
	nbFloorDivide: intFloorDivide,
	nbTrueDivide: intTrueDivide,
	nbIndex: exactInt,
	methods: intMethods,
	getset: intGetset,
});
