// The type bytearray: construction, changing slots and methods. Read `setSlice` first. Mirrors Objects/bytearrayobject.c.

import { interpreter } from "./state.ts";
import { warn } from "./warnings.ts";
import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import { own, type Own } from "../heap/header.ts";
import { free, incref } from "../heap/refcount.ts";
import { callOneArg, indexAsNumber, isIndex, lengthHint } from "./abstract.ts";
import { def, type MethodDef } from "./args.ts";
import { newBool } from "./bool.ts";
import { releaseBuffer } from "./bufferWrappers.ts";
import { ByteArrayType, checkResizable, isByteArray, newByteArray, PyByteArray, resizeBytearray, whileExported } from "./bytearray.ts";
import { byteArrayIter } from "./bytesIterator.ts";
import { hexText, parseHex } from "./bytesHex.ts";
import { bytesContains, checkSize, newArray, sharedBytesMethods } from "./bytesMethods.ts";
import { bufferOf, byteArgument, collectBytes, collectBytesOr, eachByte, iteratorOr, zeroCount } from "./bytesSource.ts";
import {
	BYTES_PARAMETERS,
	compareBytes,
	concatBytes,
	decodeMethod,
	encodedArgument,
	repeatBytes,
	sliceOfBytes,
	warnOfComparison,
} from "./bytesType.ts";
import { newBytes, type PyBytes } from "./bytes.ts";
import { bindNew, newOfType, sizeArgument } from "./conversions.ts";
import type { PyDict } from "./dict.ts";
import { indexError, raiseError, typeError, valueError } from "./errors.ts";
import { isInt, newInt } from "./int.ts";
import { orderSatisfies } from "./intType.ts";
import { type CompareOp, type PyObject, type PyType, Py_EQ, Py_NE, specifyType } from "./object.ts";
import { getState } from "./objectReduce.ts";
import { bytesPercent } from "./percentFormat.ts";
import { newNone, newNotImplemented } from "./singletons.ts";
import { isSlice, sliceIndices } from "./slice.ts";
import { isStr, newStr, type PyStr } from "./str.ts";
import { reprBytes } from "./strRepr.ts";
import { newTrackedTuple, type PyTuple, TupleType } from "./tuple.ts";
import { ListType } from "./list.ts";
import { latin1Text } from "./unicode.ts";

const BYTE_RANGE = "byte must be in range(0, 256)";

function byteArrayNew(type: PyType): Own<PyByteArray> {
	return type === ByteArrayType ? newByteArray(new Uint8Array(0)) : newOfType<PyByteArray>(type);
}

function byteArrayInit(self: PyByteArray, args: PyTuple, kwargs: PyDict | null): void {
	const [source, encoding, errors] = bindNew("bytearray", BYTES_PARAMETERS, args, kwargs);
	if (self.value.length > 0) resizeBytearray(self, 0);
	const bytes = initialBytes(source, encoding, errors);
	if (bytes !== null) return replaceAll(self, bytes);
	const message = `cannot convert '${source!.type.name}' object to bytearray`;
	const iteratorOf = (object: PyObject): Own<PyObject> => iteratorOr(object, message);
	const isSequence = source!.type === ListType || source!.type === TupleType;
	try {
		eachByte(source!, BYTE_RANGE, (byte) => appendByte(self, byte), iteratorOf);
	} catch (thrown) {
		if (isSequence && self.exports === 0) resizeBytearray(self, 0);
		throw thrown;
	}
}

/** Null if the source must be iterated: what is there already is seen meanwhile. */
function initialBytes(source: PyObject | null, encoding: PyObject | null, errors: PyObject | null): Uint8Array | null {
	if (source === null) {
		if (encoding !== null || errors !== null) typeError(`${encoding !== null ? "encoding" : "errors"} without a string argument`);
		return new Uint8Array(0);
	}
	if (isStr(source) && encoding === null) return typeError("string argument without an encoding");
	if (encoding !== null || errors !== null) {
		const encoded = hold(encodedArgument("bytearray", source, encoding, errors), "encoded text");
		const bytes = (encoded as PyObject as PyBytes).value.slice();
		drop(encoded);
		return bytes;
	}
	const count = zeroCount(source);
	if (count !== null) {
		return newArray(count);
	}
	return bufferOf(source)?.slice() ?? null;
}

function replaceAll(self: PyByteArray, bytes: Uint8Array): void {
	resizeBytearray(self, bytes.length);
	self.value.set(bytes);
}

/** Unlike bytes, an apostrophe has a backslash even between double quotes. */
function byteArrayRepr(self: PyByteArray): Own<PyStr> {
	const name = self.type.name.slice(self.type.name.lastIndexOf(".") + 1);
	const text = reprBytes(self.value);
	return newStr(`${name}(b${text.startsWith('"') ? text.replaceAll("'", "\\'") : text})`);
}

function byteArrayStr(self: PyByteArray): Own<PyStr> {
	if (interpreter.bytesWarning) warn("BytesWarning", "str() on a bytearray instance");
	return byteArrayRepr(self);
}

function richcompare(a: PyObject, b: PyObject, op: CompareOp): Own<PyObject> {
	const left = bufferOf(a);
	const right = bufferOf(b);
	if (left === null || right === null) {
		if (interpreter.bytesWarning) warnOfComparison(a, b, op, "bytearray");
		return newNotImplemented();
	}
	if ((op === Py_EQ || op === Py_NE) && left.length !== right.length) return newBool(op === Py_NE);
	return newBool(orderSatisfies(compareBytes(left, right), op));
}

function concat(a: PyObject, b: PyObject): Own<PyObject> {
	const left = bufferOf(a);
	const right = bufferOf(b);
	if (left === null || right === null) return typeError(`can't concat ${b.type.name} to ${a.type.name}`);
	return newByteArray(concatBytes(left, right));
}

function inplaceConcat(self: PyByteArray, other: PyObject): Own<PyObject> {
	const bytes = bufferOf(other);
	if (bytes === null) return typeError(`can't concat ${other.type.name} to ${self.type.name}`);
	// The buffer of the right side is open meanwhile.
	if (other === self && bytes.length > 0) raiseError("BufferError", "Existing exports of data: object cannot be re-sized");
	append(self, bytes);
	return incref(self);
}

function append(self: PyByteArray, bytes: Uint8Array): void {
	const old = self.value.length;
	checkSize(old + bytes.length);
	resizeBytearray(self, old + bytes.length);
	self.value.set(bytes, old);
}

function appendByte(self: PyByteArray, byte: number): void {
	const old = self.value.length;
	checkSize(old + 1);
	resizeBytearray(self, old + 1);
	self.value[old] = byte;
}

function inplaceRepeat(self: PyByteArray, count: number): Own<PyObject> {
	const repeated = repeatBytes(self.value, count);
	replaceAll(self, repeated);
	return incref(self);
}

function getIndex(self: PyByteArray, index: number): number {
	return index < 0 ? index + self.value.length : index;
}

function item(self: PyByteArray, index: number): Own<PyObject> {
	const byte = self.value[index];
	return byte === undefined ? indexError("bytearray index out of range") : newInt(byte);
}

function subscript(self: PyByteArray, key: PyObject): Own<PyObject> {
	if (isInt(key) || isIndex(key)) return item(self, getIndex(self, indexAsNumber(key, "IndexError")));
	if (!isSlice(key)) return typeError(`bytearray indices must be integers or slices, not ${key.type.name}`);
	const bytes = sliceOfBytes(self.value, key);
	return newByteArray(bytes === self.value ? bytes.slice() : bytes);
}

function assignItem(self: PyByteArray, index: number, value: PyObject | null): void {
	if (index < 0 || index >= self.value.length) indexError("bytearray index out of range");
	if (value === null) return setSlice(self, index, index + 1, new Uint8Array(0));
	const byte = byteArgument(value);
	// The conversion may have run code that made the bytearray shorter.
	if (index >= self.value.length) indexError("bytearray index out of range");
	self.value[index] = byte;
}

function assignSubscript(self: PyByteArray, key: PyObject, value: PyObject | null): void {
	if (isInt(key) || isIndex(key)) return assignItem(self, getIndex(self, indexAsNumber(key, "IndexError")), value);
	if (!isSlice(key)) return typeError(`bytearray indices must be integers or slices, not ${key.type.name}`);
	const bytes = value === null ? new Uint8Array(0) : slicedValue(self, value);
	const { start, stop, step, length } = sliceIndices(key, self.value.length);
	if (step === 1) return setSlice(self, start, Math.max(start, stop), bytes);
	if (bytes.length === 0) return deleteExtended(self, start, step, length);
	if (bytes.length !== length) valueError(`attempt to assign bytes of size ${bytes.length} to extended slice of size ${length}`);
	for (let i = 0, at = start; i < length; i++, at += step) self.value[at] = bytes[i];
}

/** What a slice is assigned from, as bytes. */
function slicedValue(self: PyByteArray, value: PyObject): Uint8Array {
	if (value === self) return self.value.slice();
	if (isByteArray(value)) return value.value;
	const message = "can assign only bytes, buffers, or iterables of ints in range(0, 256)";
	if (isInt(value) || isStr(value)) return typeError(message);
	const buffer = bufferOf(value);
	if (buffer !== null) return buffer.slice();
	return collectBytesOr(value, BYTE_RANGE, `cannot convert '${value.type.name}' object to bytearray`);
}

/** Replaces bytes `start` to `stop`. Raises BufferError if the length changes while there are exports. */
function setSlice(self: PyByteArray, start: number, stop: number, bytes: Uint8Array): void {
	const old = self.value;
	const growth = bytes.length - (stop - start);
	if (growth !== 0) {
		checkResizable(self);
		const tail = old.slice(stop);
		resizeBytearray(self, old.length + growth);
		self.value.set(tail, start + bytes.length);
	}
	self.value.set(bytes, start);
}

function deleteExtended(self: PyByteArray, start: number, step: number, length: number): void {
	checkResizable(self);
	if (length <= 0) return;
	const removed = new Set<number>();
	for (let i = 0, at = start; i < length; i++, at += step) removed.add(at);
	replaceAll(
		self,
		self.value.filter((_, i) => !removed.has(i)),
	);
}

function appendMethod(self: PyByteArray, value: PyObject): Own<PyObject> {
	appendByte(self, byteArgument(value));
	return newNone();
}

/** Asks how many bytes there will be, as CPython does to allocate, before the first is taken. */
function bytesToExtend(iterable: PyObject): Uint8Array {
	return collectBytes(iterable, BYTE_RANGE, (object) => {
		const iterator = hold(iteratorOr(object, `can't extend bytearray with ${object.type.name}`), "iterator of the bytes");
		lengthHint(object, 32);
		return take(iterator);
	});
}

function extendMethod(self: PyByteArray, iterable: PyObject): Own<PyObject> {
	const end = self.value.length;
	const buffer = bufferOf(iterable);
	if (buffer !== null) {
		// Asking for the buffer may have resized the bytearray: what comes goes to where it ended before.
		const at = Math.min(end, self.value.length);
		if (at === self.value.length) append(self, iterable === self ? buffer.slice() : buffer);
		else setSlice(self, at, at, buffer.slice());
	} else if (isStr(iterable)) typeError("expected iterable of integers; got: 'str'");
	else append(self, bytesToExtend(iterable));
	return newNone();
}

function insertMethod(self: PyByteArray, index: PyObject, value: PyObject): Own<PyObject> {
	const where = sizeArgument(index);
	const byte = byteArgument(value);
	const length = self.value.length;
	const at = where < 0 ? Math.max(where + length, 0) : Math.min(where, length);
	setSlice(self, at, at, Uint8Array.of(byte));
	return newNone();
}

function popMethod(self: PyByteArray, index: PyObject | null): Own<PyObject> {
	const where = sizeArgument(index, -1);
	const length = self.value.length;
	if (length === 0) indexError("pop from empty bytearray");
	const at = where < 0 ? where + length : where;
	if (at < 0 || at >= length) indexError("pop index out of range");
	checkResizable(self);
	const byte = self.value[at];
	setSlice(self, at, at + 1, new Uint8Array(0));
	return newInt(byte);
}

function removeMethod(self: PyByteArray, value: PyObject): Own<PyObject> {
	const at = self.value.indexOf(byteArgument(value));
	if (at < 0) valueError("value not found in bytearray");
	setSlice(self, at, at + 1, new Uint8Array(0));
	return newNone();
}

function resizeMethod(self: PyByteArray, size: PyObject): Own<PyObject> {
	const wanted = sizeArgument(size);
	if (wanted < 0) valueError(`Can only resize to positive sizes, got ${wanted}`);
	checkSize(wanted);
	resizeBytearray(self, wanted);
	return newNone();
}

function clearMethod(self: PyByteArray): Own<PyObject> {
	resizeBytearray(self, 0);
	return newNone();
}

function reverseMethod(self: PyByteArray): Own<PyObject> {
	self.value.reverse();
	return newNone();
}

/** `(type, ("latin-1 text", "latin-1"), state)`. */
function reduceMethod(self: PyByteArray): Own<PyObject> {
	const state = getState(self, false);
	const text = newTrackedTuple(self.value.length > 0 ? [newStr(latin1Text(self.value)), newStr("latin-1")] : []);
	return newTrackedTuple([incref(self.type), text, state]);
}

function reduceExMethod(self: PyByteArray, proto: PyObject | null): Own<PyObject> {
	if (proto === null || sizeArgument(proto) < 3) return reduceMethod(self);
	const dict = getState(self, false);
	const args = newTrackedTuple(self.value.length > 0 ? [newBytes(self.value)] : []);
	return newTrackedTuple([incref(self.type), args, dict]);
}

function fromHex(type: PyType, text: PyObject): Own<PyObject> {
	if (type === ByteArrayType) return newByteArray(parseHex(text));
	const exact = newBytes(parseHex(text));
	hold(exact, "bytes for the subclass");
	return dropKeeping(exact, callOneArg(type, exact));
}

function remainder(format: PyObject, args: PyObject): Own<PyObject> {
	return isByteArray(format) ? whileExported(format, () => newByteArray(bytesPercent(format.value, args))) : newNotImplemented();
}

const methods: readonly MethodDef[] = [
	def("__alloc__", "($self, /)", "Returns how many bytes are allocated.", (self: PyByteArray) => newInt(self.allocated)),
	def("__reduce__", "($self, /)", "Returns what pickle needs.", reduceMethod),
	def("__reduce_ex__", "($self, proto=0, /)", "Returns what pickle needs.", reduceExMethod),
	def("__sizeof__", "($self, /)", "Returns the size in memory in bytes.", (self: PyByteArray) =>
		newInt(self.type.basicsize + self.allocated),
	),
	def("append", "($self, item, /)", "Appends a byte.", appendMethod),
	def("clear", "($self, /)", "Removes all bytes.", clearMethod),
	def("copy", "($self, /)", "Returns a copy.", (self: PyByteArray) => newByteArray(self.value.slice())),
	def("decode", "($self, /, encoding='utf-8', errors='strict')", "Returns the text that the bytes stand for in an encoding.", decodeMethod),
	def("extend", "($self, iterable_of_ints, /)", "Appends the bytes of an iterable.", extendMethod),
	def("fromhex", "($type, string, /)", "Makes a bytearray of hexadecimal text.", fromHex, "class"),
	def(
		"hex",
		"($self, /, sep=<unrepresentable>, bytes_per_sep=1)",
		"Returns the bytes as hexadecimal text.",
		(self: PyByteArray, sep, per) => whileExported(self, () => newStr(hexText(self.value, sep, per))),
	),
	def("insert", "($self, index, item, /)", "Inserts a byte before an index.", insertMethod),
	def("pop", "($self, index=-1, /)", "Removes a byte and returns it.", popMethod),
	def("remove", "($self, value, /)", "Removes the first byte of a value.", removeMethod),
	def("resize", "($self, size, /)", "Makes the bytearray longer with zeros, or shorter.", resizeMethod),
	def("reverse", "($self, /)", "Reverses the order of the bytes.", reverseMethod),
	...sharedBytesMethods,
];

specifyType(ByteArrayType, {
	...ByteArrayType.spec!,
	doc: [
		"bytearray([source[, encoding[, errors]]]) -> bytearray",
		"",
		"A sequence of bytes that can be changed: a text in an encoding, the bytes of a buffer or of an iterable of ints,",
		"or as many zeros as an int says.",
	].join("\n"),
	alloc: (type) => own(new PyByteArray(type)),
	new: byteArrayNew,
	init: byteArrayInit,
	dealloc: free,
	repr: byteArrayRepr,
	str: byteArrayStr,
	richcompare,
	iter: byteArrayIter,
	nbRemainder: remainder,
	sqLength: (self: PyByteArray) => self.value.length,
	sqConcat: concat,
	sqRepeat: (self: PyByteArray, count) => newByteArray(repeatBytes(self.value, count)),
	sqItem: item,
	sqAssItem: assignItem,
	sqContains: bytesContains,
	sqInplaceConcat: inplaceConcat,
	sqInplaceRepeat: inplaceRepeat,
	mpLength: (self: PyByteArray) => self.value.length,
	mpSubscript: subscript,
	mpAssSubscript: assignSubscript,
	getBuffer: (self: PyByteArray) => self.value,
	releaseBuffer,
	methods,
});
