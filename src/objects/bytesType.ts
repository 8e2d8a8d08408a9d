// The type bytes: construction, slots and its own methods. Read `bytesNew` first. Mirrors Objects/bytesobject.c.

import { interpreter } from "./state.ts";
import { warn } from "./warnings.ts";
import { dropKeeping, hold, take } from "../heap/handles.ts";
import { own, type Own } from "../heap/header.ts";
import { decref, free, incref } from "../heap/refcount.ts";
import { callOneArg, indexAsNumber, isIndex } from "./abstract.ts";
import { def, type MethodDef, type Parameter } from "./args.ts";
import { newBool } from "./bool.ts";
import { BytesType, bytesHash, isBytes, newBytes, newFreshBytes, PyBytes } from "./bytes.ts";
import { hexText, parseHex } from "./bytesHex.ts";
import { bytesIter } from "./bytesIterator.ts";
import { bytesContains, type BytesLike, newArray, sharedBytesMethods } from "./bytesMethods.ts";
import { bufferOf, bytesBySpecial, bytesWithoutSpecial, zeroCount } from "./bytesSource.ts";
import { decodeBytes, encodeStr } from "./codecs.ts";
import { bindNew, newOfType, strArgument } from "./conversions.ts";
import type { PyDict } from "./dict.ts";
import { indexError, typeError } from "./errors.ts";
import { isInt, newInt } from "./int.ts";
import { orderSatisfies } from "./intType.ts";
import { type CompareOp, type Hash, type PyObject, type PyType, specifyType, Py_EQ, Py_NE } from "./object.ts";
import { bytesPercent } from "./percentFormat.ts";
import { newNotImplemented } from "./singletons.ts";
import { isSlice, type PySlice, sliceIndices } from "./slice.ts";
import { isStr, newStr, type PyStr } from "./str.ts";
import { reprBytes } from "./strRepr.ts";
import { newTuple, type PyTuple } from "./tuple.ts";

export const BYTES_PARAMETERS: readonly Parameter[] = def(
	"bytes",
	"(source=b'', encoding='utf-8', errors='strict')",
	null,
	own as never,
).parameters;

function bytesNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const [source, encoding, errors] = bindNew("bytes", BYTES_PARAMETERS, args, kwargs);
	const exact = bytesOfArguments(source, encoding, errors);
	if (type === BytesType) return exact;
	hold(exact, "value of the new bytes");
	const object = newOfType<PyBytes>(type);
	object.value = exact.value;
	decref(take(exact));
	return object;
}

function bytesOfArguments(source: PyObject | null, encoding: PyObject | null, errors: PyObject | null): Own<PyBytes> {
	if (encoding !== null || errors !== null) return encodedArgument("bytes", source, encoding, errors) as Own<PyBytes>;
	if (source === null) return newBytes(new Uint8Array(0));
	const special = bytesBySpecial(source);
	if (special !== null) return special;
	if (isStr(source)) return typeError("string argument without an encoding");
	const count = zeroCount(source);
	if (count === null) return bytesWithoutSpecial(source);
	return newFreshBytes(newArray(count));
}

/** `bytes(text, encoding, errors)`. Raises TypeError unless the source is a str with an encoding. */
export function encodedArgument(name: string, source: PyObject | null, encoding: PyObject | null, errors: PyObject | null): Own<PyObject> {
	const given = encoding === null ? null : strArgument(name, "argument 'encoding'", encoding).value;
	const handling = errors === null ? "strict" : strArgument(name, "argument 'errors'", errors).value;
	if (source === null || !isStr(source)) return typeError(`${encoding !== null ? "encoding" : "errors"} without a string argument`);
	return given === null ? typeError("string argument without an encoding") : encodeStr(source, given, handling);
}

/** `a + b`: any bytes-like object on the right. */
function bytesConcat(a: PyBytes, b: PyObject): Own<PyObject> {
	const right = bufferOf(b);
	if (right === null) return typeError(`can't concat ${b.type.name} to ${a.type.name}`);
	if (a.value.length === 0 && b.type === BytesType) return incref(b);
	if (right.length === 0 && a.type === BytesType) return incref(a);
	return newBytes(concatBytes(a.value, right));
}

export function concatBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
	const result = newArray(a.length + b.length);
	result.set(a);
	result.set(b, a.length);
	return result;
}

export function repeatBytes(bytes: Uint8Array, count: number): Uint8Array {
	const times = Math.max(count, 0);
	const result = newArray(bytes.length * times);
	if (bytes.length > 0) for (let i = 0; i < times; i++) result.set(bytes, i * bytes.length);
	return result;
}

function bytesRepeat(self: PyBytes, count: number): Own<PyObject> {
	return count === 1 && self.type === BytesType ? incref(self) : newBytes(repeatBytes(self.value, count));
}

function bytesItem(self: PyBytes, index: number): Own<PyObject> {
	const byte = self.value[index];
	return byte === undefined ? indexError("index out of range") : newInt(byte);
}

function bytesSubscript(self: PyBytes, key: PyObject): Own<PyObject> {
	if (isInt(key) || isIndex(key)) {
		const index = indexAsNumber(key, "IndexError");
		return bytesItem(self, index < 0 ? index + self.value.length : index);
	}
	if (!isSlice(key)) return typeError(`byte indices must be integers or slices, not ${key.type.name}`);
	const bytes = sliceOfBytes(self.value, key);
	return bytes.length === self.value.length && self.type === BytesType && bytes === self.value ? incref(self) : newBytes(bytes);
}

/** The bytes of a slice: a copy, or the array itself if all of it in order. */
export function sliceOfBytes(bytes: Uint8Array, key: PySlice): Uint8Array {
	const { start, step, length } = sliceIndices(key, bytes.length);
	if (step === 1) return start === 0 && length === bytes.length ? bytes : bytes.slice(start, start + Math.max(length, 0));
	const result = new Uint8Array(Math.max(length, 0));
	for (let i = 0, at = start; i < length; i++, at += step) result[i] = bytes[at];
	return result;
}

/** Order of bytes: negative, zero, positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
	const length = Math.min(a.length, b.length);
	for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i] - b[i];
	return a.length - b.length;
}

function bytesRichcompare(a: PyObject, b: PyObject, op: CompareOp): Own<PyObject> {
	if (!isBytes(a) || !isBytes(b)) {
		if (interpreter.bytesWarning) warnOfComparison(a, b, op, "bytes");
		return newNotImplemented();
	}
	return newBool(orderSatisfies(compareBytes(a.value, b.value), op));
}

/** Under python's -b. `name` is that of the type that compares. */
export function warnOfComparison(a: PyObject, b: PyObject, op: CompareOp, name: "bytes" | "bytearray"): void {
	if (op !== Py_EQ && op !== Py_NE) return;
	if (isStr(a) || isStr(b)) warn("BytesWarning", `Comparison between ${name} and string`);
	else if (name === "bytes" && (isInt(a) || isInt(b))) warn("BytesWarning", "Comparison between bytes and int");
}

export function bytesHashSlot(self: PyBytes): Hash {
	return bytesHash(self);
}

function bytesRemainder(format: PyObject, args: PyObject): Own<PyObject> {
	return isBytes(format) ? newBytes(bytesPercent(format.value, args)) : newNotImplemented();
}

function bytesStr(self: PyBytes): Own<PyStr> {
	if (interpreter.bytesWarning) warn("BytesWarning", "str() on a bytes instance");
	return bytesRepr(self);
}

function bytesRepr(self: PyBytes): Own<PyStr> {
	return newStr(`b${reprBytes(self.value)}`);
}

/** `decode` of bytes and bytearray. */
export function decodeMethod(self: BytesLike, encoding: PyObject | null, errors: PyObject | null): Own<PyObject> {
	const name = encoding === null ? "utf-8" : strArgument("decode", "argument 'encoding'", encoding).value;
	const handling = errors === null ? "strict" : strArgument("decode", "argument 'errors'", errors).value;
	return self.value.length === 0 ? newStr("") : decodeBytes(self.value, name, handling);
}

/** Makes the result of a class method an instance of the class. */
function fromHex(type: PyType, text: PyObject): Own<PyObject> {
	const exact = newBytes(parseHex(text));
	if (type === BytesType) return exact;
	hold(exact, "bytes for the subclass");
	return dropKeeping(exact, callOneArg(type, exact));
}

const methods: readonly MethodDef[] = [
	def("__getnewargs__", "($self, /)", null, (self: PyBytes) => newTuple([newBytes(self.value)])),
	def("__bytes__", "($self, /)", "Returns the object as exact bytes.", (self: PyBytes) =>
		self.type === BytesType ? incref(self) : newBytes(self.value),
	),
	def("decode", "($self, /, encoding='utf-8', errors='strict')", "Returns the text that the bytes stand for in an encoding.", decodeMethod),
	def("fromhex", "($type, string, /)", "Makes bytes of hexadecimal text.", fromHex, "class"),
	def("hex", "($self, /, sep=<unrepresentable>, bytes_per_sep=1)", "Returns the bytes as hexadecimal text.", (self: PyBytes, sep, per) =>
		newStr(hexText(self.value, sep, per)),
	),
	...sharedBytesMethods,
];

specifyType(BytesType, {
	...BytesType.spec!,
	doc: [
		"bytes([source[, encoding[, errors]]]) -> bytes",
		"",
		"An immutable sequence of bytes: a text in an encoding, the bytes of a buffer or of an iterable of ints,",
		"or as many zeros as an int says.",
	].join("\n"),
	alloc: (type) => own(new PyBytes(type)),
	new: bytesNew,
	dealloc: free,
	blockSize: (self: PyBytes) => self.type.basicsize + self.value.length,
	repr: bytesRepr,
	str: bytesStr,
	hash: bytesHashSlot,
	richcompare: bytesRichcompare,
	iter: bytesIter,
	nbRemainder: bytesRemainder,
	sqLength: (self: PyBytes) => self.value.length,
	sqConcat: bytesConcat,
	sqRepeat: bytesRepeat,
	sqItem: bytesItem,
	sqContains: bytesContains,
	mpLength: (self: PyBytes) => self.value.length,
	mpSubscript: bytesSubscript,
	getBuffer: (self: PyBytes) => self.value,
	methods,
});
