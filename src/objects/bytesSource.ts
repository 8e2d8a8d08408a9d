// Getting bytes from objects: buffers, iterables of ints, and the arguments of bytes methods. Read `collectBytes` first.
// Mirrors PyBytes_FromObject (Objects/bytesobject.c) and the buffer arguments of Python/getargs.c.

import { drop, hold, mark } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { callBoundSpecial, getIter, indexAsNumber, isIndex, iterNext } from "./abstract.ts";
import { isByteArray } from "./bytearray.ts";
import { BytesType, isBytes, newBytes, newFreshBytes, type PyBytes } from "./bytes.ts";
import { caught, clearException, exceptionMatches, raiseError, typeError, valueError } from "./errors.ts";
import { ListType, type PyList } from "./list.ts";
import { isContiguous, isMemoryView } from "./memoryview.ts";
import type { PyObject } from "./object.ts";
import { internStr, isStr } from "./str.ts";
import { type PyTuple, TupleType } from "./tuple.ts";

/** The bytes of an object with a buffer, or null. Not copied. */
export function bufferOf(object: PyObject): Uint8Array | null {
	if (isBytes(object) || isByteArray(object)) return object.value;
	return object.type.getBuffer === null ? null : object.type.getBuffer(object);
}

/** Raises TypeError without a buffer. Not copied: valid until Python code runs. */
export function requireBuffer(object: PyObject): Uint8Array {
	return bufferOf(object) ?? typeError(`a bytes-like object is required, not '${object.type.name}'`);
}

/** As `requireBuffer`, for who takes no memory with gaps (PyBUF_SIMPLE). Raises BufferError. */
export function plainBuffer(object: PyObject): Uint8Array {
	if (isMemoryView(object) && !isContiguous(object, false)) raiseError("BufferError", "memoryview: underlying buffer is not C-contiguous");
	return requireBuffer(object);
}

/** An int argument that must be a byte. */
export function byteArgument(object: PyObject): number {
	const value = indexAsNumber(object, null);
	return value < 0 || value > 255 ? valueError("byte must be in range(0, 256)") : value;
}

/** Grows as it is filled. */
class ByteCollector {
	private bytes = new Uint8Array(64);
	private length = 0;

	add(byte: number): void {
		if (this.length === this.bytes.length) {
			const grown = new Uint8Array(this.length * 2);
			grown.set(this.bytes);
			this.bytes = grown;
		}
		this.bytes[this.length++] = byte;
	}

	finish(): Uint8Array {
		return this.bytes.slice(0, this.length);
	}
}

/** The bytes that an iterable of ints yields. `range` is the message for one out of range. May run Python code. */
export function collectBytes(iterable: PyObject, range: string, iteratorOf = getIter): Uint8Array {
	const collector = new ByteCollector();
	eachByte(iterable, range, (byte) => collector.add(byte), iteratorOf);
	return collector.finish();
}

/** As `collectBytes`, but each byte is passed on before the next one is asked for. */
export function eachByte(iterable: PyObject, range: string, use: (byte: number) => void, iteratorOf = getIter): void {
	const take = (item: Own<PyObject>): void => {
		hold(item, "byte");
		const value = indexAsNumber(item, null);
		if (value < 0 || value > 255) valueError(range);
		use(value);
		drop(item);
	};
	if (iterable.type === ListType || iterable.type === TupleType) {
		const sequence = iterable as PyList | PyTuple;
		// What `__index__` runs may change the list.
		for (let i = 0; i < sequence.items.length; i++) take(incref(sequence.items[i]!));
		return;
	}
	const iterator = hold(iteratorOf(iterable), "iterator of the bytes");
	for (let item = iterNext(iterator); item !== null; item = iterNext(iterator)) take(item);
	drop(iterator);
}

/** As `collectBytes`; a TypeError from asking for the iterator becomes one with the given message. */
export function collectBytesOr(iterable: PyObject, range: string, message: string): Uint8Array {
	return collectBytes(iterable, range, (object) => iteratorOr(object, message));
}

/** The iterator, or a TypeError with the given message. */
export function iteratorOr(iterable: PyObject, message: string): Own<PyObject> {
	const since = mark();
	try {
		return getIter(iterable);
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("TypeError")) throw thrown;
		clearException();
		return typeError(message);
	}
}

const BYTES_RANGE = "bytes must be in range(0, 256)";

/** `PyObject_Bytes`: by `__bytes__`, buffer or iteration; an exact bytes object itself. */
export function bytesFromObject(object: PyObject): Own<PyBytes> {
	if (object.type === BytesType) return incref(object as PyBytes);
	return bytesBySpecial(object) ?? bytesWithoutSpecial(object);
}

/** The result of `__bytes__`, or null without one. */
export function bytesBySpecial(object: PyObject): Own<PyBytes> | null {
	const result = callBoundSpecial(object, internStr("__bytes__"));
	if (result === null || isBytes(result)) return result as Own<PyBytes> | null;
	hold(result, "result of __bytes__");
	return typeError(`__bytes__ returned non-bytes (type ${result.type.name})`);
}

/** `PyBytes_FromObject`. */
export function bytesWithoutSpecial(object: PyObject): Own<PyBytes> {
	const buffer = bufferOf(object);
	if (buffer !== null) return newFreshBytes(buffer.slice());
	const message = `cannot convert '${object.type.name}' object to bytes`;
	if (isStr(object)) return typeError(message);
	return newBytes(collectBytesOr(object, BYTES_RANGE, message));
}

/** The count of zeros that `bytes(object)` asks for, or null if the object is no int. Raises ValueError, OverflowError. */
export function zeroCount(object: PyObject): number | null {
	if (!isIndex(object)) return null;
	const since = mark();
	let count: number;
	try {
		count = indexAsNumber(object, "OverflowError");
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("TypeError")) throw thrown;
		clearException();
		return null;
	}
	if (count < 0) valueError("negative count");
	return count;
}
