// Unpacking of iterables: `a, b = x` and `a, *b = x`. Mirrors _PyEval_UnpackIterableStackRef (Python/ceval.c).

import { drop, hold, mark, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref } from "../heap/refcount.ts";
import { getIter, hasLength, iterNext, length, sequenceList } from "../objects/abstract.ts";
import { caught, clearException, exceptionMatches, typeError, valueError } from "../objects/errors.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import type { PyList } from "../objects/list.ts";
import type { PyObject } from "../objects/object.ts";
import { popOwned, push } from "./stack.ts";
import { ListType } from "../objects/list.ts";
import { TupleType } from "../objects/tuple.ts";
import { DictType } from "../objects/dict.ts";

/** UNPACK_SEQUENCE: (seq -- items[oparg]), the first on top. */
export function unpackIterable(frame: Frame, oparg: number): void {
	const sequence = hold(popOwned(frame), "sequence to unpack");
	const iterator = hold(iteratorToUnpack(sequence), "iterator to unpack");
	const items = takeItems(iterator, oparg, -1);
	checkExhausted(sequence, iterator, oparg);
	pushTaken(frame, items);
	drop(iterator);
	drop(sequence);
}

/** UNPACK_EX: (seq -- before[oparg & 0xFF], list, after[oparg >> 8]), the first on top. */
export function unpackEx(frame: Frame, oparg: number): void {
	const before = oparg & 0xff;
	const after = oparg >> 8;
	const sequence = hold(popOwned(frame), "sequence to unpack");
	const iterator = hold(iteratorToUnpack(sequence), "iterator to unpack");
	const items = takeItems(iterator, before, after);
	const rest = hold(sequenceList(iterator), "starred list");
	if (rest.items.length < after)
		valueError(`not enough values to unpack (expected at least ${before + after}, got ${before + rest.items.length})`);
	const tail = splitTail(rest, after);
	for (let i = tail.length - 1; i >= 0; i--) push(frame, tail[i]);
	push(frame, take(rest) as unknown as Own<PyObject>);
	pushTaken(frame, items);
	drop(iterator);
	drop(sequence);
}

function splitTail(list: PyList, count: number): Own<PyObject>[] {
	const tail = list.items.splice(list.items.length - count, count) as Own<PyObject>[];
	return tail;
}

function iteratorToUnpack(sequence: PyObject): Own<PyObject> {
	const since = mark();
	try {
		return getIter(sequence);
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("TypeError") || sequence.type.iter !== null || sequence.type.sqItem !== null) throw thrown;
		clearException();
		return typeError(`cannot unpack non-iterable ${sequence.type.name} object`);
	}
}

/** The next `count` values, which stay held, the last on top. `after` -1: there is no starred target. */
function takeItems(iterator: PyObject, count: number, after: number): Own<PyObject>[] {
	const items: Own<PyObject>[] = [];
	for (let i = 0; i < count; i++) {
		const item = iterNext(iterator);
		if (item === null) {
			valueError(
				after < 0
					? `not enough values to unpack (expected ${count}, got ${i})`
					: `not enough values to unpack (expected at least ${count + after}, got ${i})`,
			);
		}
		items.push(hold(item!, "unpacked value") as Own<PyObject>);
	}
	return items;
}

function checkExhausted(sequence: PyObject, iterator: PyObject, count: number): void {
	const extra = iterNext(iterator);
	if (extra === null) return;
	decref(extra);
	const type = sequence.type;
	const sized = type === ListType || type === TupleType || type === DictType;
	if (!sized || !hasLength(sequence)) valueError(`too many values to unpack (expected ${count})`);
	const n = length(sequence);
	valueError(n > count ? `too many values to unpack (expected ${count}, got ${n})` : `too many values to unpack (expected ${count})`);
}

/** Moves held values to the stack: the last of them is taken first, so the first ends on top. */
function pushTaken(frame: Frame, items: Own<PyObject>[]): void {
	for (let i = items.length - 1; i >= 0; i--) push(frame, take(items[i]) as Own<PyObject>);
}
