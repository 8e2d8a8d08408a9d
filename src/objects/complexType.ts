// The type complex: construction from numbers and text, operators, methods. Read `complexNew` first.
// Mirrors Objects/complexobject.c.

import { drop, hold, take } from "../heap/handles.ts";
import { own, type Own } from "../heap/header.ts";
import { decref, free } from "../heap/refcount.ts";
import { asDouble, callOneArg, callBoundSpecial, numberFloat } from "./abstract.ts";
import { def, type MethodDef, unexpectedKeyword } from "./args.ts";
import { newBool } from "./bool.ts";
import { ComplexType, isComplex, newComplex, PyComplex } from "./complex.ts";
import { complexMagnitude, complexPower, complexProduct, complexQuotient, type Parts, realByComplex } from "./complexArithmetic.ts";
import { argumentCount, newOfType, sameIfExact } from "./conversions.ts";
import { type PyDict, dictItemsInOrder, dictLength } from "./dict.ts";
import { typeError, valueError } from "./errors.ts";
import { isFloat, newFloat } from "./float.ts";
import { compareFloatInteger } from "./floatArithmetic.ts";
import { doubleToString, parseFloatText } from "./floatText.ts";
import { formatComplexObject } from "./format.ts";
import { hashDouble, IMAGINARY_MULTIPLIER, normalizeHash, toSigned64 } from "./hash.ts";
import { intAsDouble, isInt } from "./int.ts";
import { type CompareOp, type Hash, type PyObject, type PyType, Py_EQ, Py_NE, specifyType } from "./object.ts";
import { None, newNotImplemented } from "./singletons.ts";
import { internStr, isStr, newStr, type PyStr } from "./str.ts";
import { reprText } from "./strRepr.ts";
import { newTuple, type PyTuple } from "./tuple.ts";
import { fullyQualifiedName } from "./typeNames.ts";
import { decimalToAscii, trimSpaces } from "./unicode.ts";
import { warn } from "./warnings.ts";
import { addressOf } from "../heap/address.ts";
import type { MemberDef } from "./object.ts";

function complexNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyComplex> {
	const [real, imag] = bindParts(args, kwargs);
	// Only a single positional argument can be text.
	if (argumentCount(args, kwargs) === args.items.length && imag === null) return complexOfOne(type, real);
	return complexOfTwo(type, real, imag);
}

function bindParts(args: PyTuple, kwargs: PyDict | null): [PyObject | null, PyObject | null] {
	const count = argumentCount(args, kwargs);
	if (count > 2) typeError(`complex() takes at most 2 arguments (${count} given)`);
	const parts: [PyObject | null, PyObject | null] = [args.items[0] ?? null, args.items[1] ?? null];
	if (kwargs !== null && dictLength(kwargs) > 0) {
		for (const [key, value] of dictItemsInOrder(kwargs)) {
			const name = (key as PyStr).value;
			const place = ["real", "imag"].indexOf(name);
			if (place < 0) unexpectedKeyword("complex", ["real", "imag"], name);
			if (parts[place] !== null) typeError(`argument for complex() given by name ('${name}') and position (${place + 1})`);
			parts[place] = value;
		}
	}
	return parts;
}

/** A complex of the exact type or a subtype. */
function complexOfType(type: PyType, real: number, imag: number): Own<PyComplex> {
	if (type === ComplexType) return newComplex(real, imag);
	const object = newOfType<PyComplex>(type);
	object.real = real;
	object.imag = imag;
	return object;
}

/** `complex(x)`. */
function complexOfOne(type: PyType, x: PyObject | null): Own<PyComplex> {
	if (x === null) return complexOfType(type, 0, 0);
	if (x.type === ComplexType && type === ComplexType) return sameIfExact(x as PyComplex, ComplexType)!;
	if (isStr(x)) {
		checkUnderscores(x);
		const [real, imag] = parseComplex(x.value);
		return complexOfType(type, real, imag);
	}
	const parts = partsBySpecial(x);
	if (parts !== null) return complexOfType(type, parts[0], parts[1]);
	if (isComplex(x)) return complexOfType(type, x.real, x.imag);
	if (!isRealLike(x)) typeError(`complex() argument must be a string or a number, not ${fullyQualifiedName(x.type)}`);
	return complexOfType(type, asDouble(x), 0);
}

function isRealLike(x: PyObject): boolean {
	return isFloat(x) || x.type.nbFloat !== null || x.type.nbIndex !== null;
}

/** The parts of what `__complex__` returns; null where there is none, or x is exact. */
export function partsBySpecial(x: PyObject): Parts | null {
	if (x.type === ComplexType) return [(x as PyComplex).real, (x as PyComplex).imag];
	const result = callBoundSpecial(x, internStr("__complex__"));
	if (result === null) return null;
	hold(result, "result of __complex__");
	if (!isComplex(result)) typeError(`__complex__ returned non-complex (type ${result.type.name})`);
	if (result.type !== ComplexType) {
		warn(
			"DeprecationWarning",
			`__complex__ returned non-complex (type ${result.type.name}).  The ability to return an instance of a strict subclass of complex is deprecated, and may be removed in a future version of Python.`,
		);
	}
	const { real, imag } = result as unknown as PyComplex;
	drop(result);
	return [real, imag];
}

/** `complex(real, imag)`: complex parts count with a deprecation warning. */
function complexOfTwo(type: PyType, real: PyObject | null, imag: PyObject | null): Own<PyComplex> {
	const special = real === null ? null : partsBySpecial(real);
	if (real !== null && special === null && !isComplex(real) && !isRealLike(real)) typeError(notReal(real, "real"));
	if (imag !== null && !isComplex(imag) && !isRealLike(imag)) typeError(notReal(imag, "imag"));
	const first = real === null ? null : (special ?? ownParts(real));
	if (first !== null && !isRealLike(real!)) warn("DeprecationWarning", notReal(real!, "real"));
	const firstReal = real === null ? 0 : first === null ? asDouble(real) : first[0];
	const second = imag === null ? null : ownParts(imag);
	if (second !== null) warn("DeprecationWarning", notReal(imag!, "imag"));
	const secondReal = imag === null ? 0 : second === null ? asDouble(imag) : second[0];
	return complexOfType(
		type,
		second === null ? firstReal : firstReal - second[1],
		first === null ? secondReal : imag === null ? first[1] : secondReal + first[1],
	);
}

/** The parts of a complex; null for any other number. */
function ownParts(x: PyObject): Parts | null {
	return isComplex(x) ? [x.real, x.imag] : null;
}

function notReal(x: PyObject, name: string): string {
	return `complex() argument '${name}' must be a real number, not ${fullyQualifiedName(x.type)}`;
}

const NUMBER = "(?:\\d+(?:_\\d+)*\\.?(?:\\d+(?:_\\d+)*)?|\\.\\d+(?:_\\d+)*)(?:[eE][+-]?\\d+(?:_\\d+)*)?|inf(?:inity)?|nan";
const REAL_ONLY = new RegExp(`^[+-]?(?:${NUMBER})$`, "i");
const IMAGINARY_ONLY = new RegExp(`^([+-]?(?:${NUMBER})?)j$`, "i");
const BOTH = new RegExp(`^([+-]?(?:${NUMBER}))([+-](?:${NUMBER})?)j$`, "i");

/** Raises ValueError for an underscore that is not between digits. */
function checkUnderscores(text: PyStr): void {
	if (!/(?:^|[^0-9])_|_(?:[^0-9]|$)/.test(decimalToAscii(text.value))) return;
	valueError(`could not convert string to complex: ${reprText(text.value)}`);
}

/** The parts of a text such as "(1+2j)". Raises ValueError. */
export function parseComplex(source: string): Parts {
	let text = trimSpaces(decimalToAscii(source));
	if (text.startsWith("(")) {
		if (!text.endsWith(")")) malformed();
		text = trimSpaces(text.slice(1, -1));
	}
	if (REAL_ONLY.test(text)) return [parseFloatText(text)!, 0];
	const both = BOTH.exec(text);
	if (both !== null) return [parseFloatText(both[1])!, imaginary(both[2])];
	const only = IMAGINARY_ONLY.exec(text);
	return only !== null ? [0, imaginary(only[1])] : malformed();
}

function imaginary(text: string): number {
	if (text === "" || text === "+") return 1;
	return text === "-" ? -1 : parseFloatText(text)!;
}

function malformed(): never {
	return valueError("complex() arg is a malformed string");
}

function complexRepr(self: PyComplex): Own<PyStr> {
	const imag = `${doubleToString(self.imag, "r", 0)}j`;
	if (Object.is(self.real, 0)) return newStr(imag);
	return newStr(`(${doubleToString(self.real, "r", 0)}${/^[-]/.test(imag) ? "" : "+"}${imag})`);
}

function complexHash(self: PyComplex): Hash {
	const real = BigInt(partHash(self.real, self));
	const imag = BigInt(partHash(self.imag, self));
	return normalizeHash(toSigned64(real + IMAGINARY_MULTIPLIER * imag));
}

function partHash(part: number, self: PyComplex): Hash {
	return Number.isNaN(part) ? addressOf(self) / 16 : hashDouble(part);
}

/** A real operand as a double, or null. Raises OverflowError for a huge int. */
function realOperand(object: PyObject): number | null {
	if (isInt(object)) return intAsDouble(object);
	return isFloat(object) ? object.value : null;
}

function complexAdd(a: PyObject, b: PyObject): Own<PyObject> {
	if (isComplex(a)) {
		if (isComplex(b)) return newComplex(a.real + b.real, a.imag + b.imag);
		const y = realOperand(b);
		return y === null ? newNotImplemented() : newComplex(a.real + y, a.imag);
	}
	const x = realOperand(a);
	return x === null ? newNotImplemented() : newComplex(x + (b as PyComplex).real, (b as PyComplex).imag);
}

function complexSubtract(a: PyObject, b: PyObject): Own<PyObject> {
	if (isComplex(a)) {
		if (isComplex(b)) return newComplex(a.real - b.real, a.imag - b.imag);
		const y = realOperand(b);
		return y === null ? newNotImplemented() : newComplex(a.real - y, a.imag);
	}
	const x = realOperand(a);
	return x === null ? newNotImplemented() : newComplex(x - (b as PyComplex).real, -(b as PyComplex).imag);
}

function complexMultiply(a: PyObject, b: PyObject): Own<PyObject> {
	if (isComplex(a) && isComplex(b)) return newComplex(...complexProduct(a.real, a.imag, b.real, b.imag));
	const number = (isComplex(a) ? a : b) as PyComplex;
	const factor = realOperand(isComplex(a) ? b : a);
	return factor === null ? newNotImplemented() : newComplex(number.real * factor, number.imag * factor);
}

function complexTrueDivide(a: PyObject, b: PyObject): Own<PyObject> {
	if (isComplex(a)) {
		if (isComplex(b)) return newComplex(...complexQuotient(a.real, a.imag, b.real, b.imag));
		const y = realOperand(b);
		if (y === null) return newNotImplemented();
		return y === 0 ? newComplex(...complexQuotient(a.real, a.imag, 0, 0)) : newComplex(a.real / y, a.imag / y);
	}
	const x = realOperand(a);
	return x === null ? newNotImplemented() : newComplex(...realByComplex(x, (b as PyComplex).real, (b as PyComplex).imag));
}

/** Any operand as parts, or null. */
function anyOperand(object: PyObject): Parts | null {
	if (isComplex(object)) return [object.real, object.imag];
	const real = realOperand(object);
	return real === null ? null : [real, 0];
}

function complexPow(a: PyObject, b: PyObject, modulus: PyObject): Own<PyObject> {
	const base = anyOperand(a);
	const exponent = base === null ? null : anyOperand(b);
	if (exponent === null) return newNotImplemented();
	if (modulus !== None) valueError("complex modulo");
	return newComplex(...complexPower(base![0], base![1], exponent[0], exponent[1]));
}

function complexRichcompare(self: PyComplex, other: PyObject, op: CompareOp): Own<PyObject> {
	if (op !== Py_EQ && op !== Py_NE) return newNotImplemented();
	let equal: boolean;
	if (isComplex(other)) equal = self.real === other.real && self.imag === other.imag;
	else if (isInt(other)) equal = self.imag === 0 && compareFloatInteger(self.real, other.value) === 0;
	else if (isFloat(other)) equal = self.imag === 0 && self.real === other.value;
	else return newNotImplemented();
	return newBool(equal === (op === Py_EQ));
}

function exactComplex(self: PyComplex): Own<PyComplex> {
	return sameIfExact(self, ComplexType) ?? newComplex(self.real, self.imag);
}

function fromNumber(type: PyType, number: PyObject): Own<PyObject> {
	if (number.type === ComplexType && type === ComplexType) return exactComplex(number as PyComplex);
	const parts = partsBySpecial(number);
	if (parts === null && !isComplex(number) && !isRealLike(number)) typeError(`must be real number, not ${number.type.name}`);
	const [real, imag] = parts ?? (isComplex(number) ? [number.real, number.imag] : [realOf(number), 0]);
	const value = newComplex(real, imag);
	if (type === ComplexType) return value;
	hold(value, "complex for the subclass");
	const result = callOneArg(type, value);
	decref(take(value));
	return result;
}

function realOf(number: PyObject): number {
	const float = hold(numberFloat(number), "float of the number");
	const value = float.value;
	drop(float);
	return value;
}

const methods: readonly MethodDef[] = [
	def("from_number", "($type, number, /)", "Makes a complex number of a number.", fromNumber, "class"),
	def("conjugate", "($self, /)", "Returns the number with its imaginary part negated.", (self: PyComplex) =>
		newComplex(self.real, -self.imag),
	),
	def("__complex__", "($self, /)", "Returns the number as an exact complex.", exactComplex),
	def("__getnewargs__", "($self, /)", null, (self: PyComplex) => newTuple([newFloat(self.real), newFloat(self.imag)])),
	def("__format__", "($self, format_spec, /)", "Formats by a format specification.", formatComplexObject),
];

const members: readonly MemberDef[] = [
	{ name: "real", get: (self: PyComplex) => newFloat(self.real), doc: "the real part of a complex number" },
	{ name: "imag", get: (self: PyComplex) => newFloat(self.imag), doc: "the imaginary part of a complex number" },
];

specifyType(ComplexType, {
	...ComplexType.spec!,
	doc: "complex(real=0, imag=0)\n--\n\nA complex number of a real and an imaginary part.",
	alloc: (type) => own(new PyComplex(type)),
	new: complexNew,
	dealloc: free,
	repr: complexRepr,
	hash: complexHash,
	richcompare: complexRichcompare,
	nbAdd: complexAdd,
	nbSubtract: complexSubtract,
	nbMultiply: complexMultiply,
	nbPower: complexPow,
	nbNegative: (self: PyComplex) => newComplex(-self.real, -self.imag),
	nbPositive: exactComplex,
	nbAbsolute: (self: PyComplex) => newFloat(complexMagnitude(self.real, self.imag)),
	nbBool: (self: PyComplex) => self.real !== 0 || self.imag !== 0,
	nbTrueDivide: complexTrueDivide,
	methods,
	members,
});
