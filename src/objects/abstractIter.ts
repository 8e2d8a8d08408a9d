// Iteration of any object, and the estimate of how much will come. Mirrors PyObject_GetIter, PyIter_Next and
// PyObject_LengthHint (Objects/abstract.c).

import { drop, hold, mark } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { memory } from "../heap/meter.ts";
import { callSpecial } from "./abstractCall.ts";
import { hasLength, isSequence, length } from "./abstractSequence.ts";
import { caught, clearException, exceptionMatches, typeError, valueError } from "./errors.ts";
import { checkMemory } from "./memory.ts";
import { intAsNumber, isInt } from "./int.ts";
import { newSeqIterator } from "./iterators.ts";
import type { PyObject } from "./object.ts";
import { NotImplemented } from "./singletons.ts";
import { internStr } from "./str.ts";

/** `iter(o)`. Raises TypeError. */
export function getIter(object: PyObject): Own<PyObject> {
	const slot = object.type.iter;
	if (slot === null) {
		if (isSequence(object)) return newSeqIterator(object);
		return typeError(`'${object.type.name}' object is not iterable`);
	}
	const iterator = slot(object);
	if (isIterator(iterator)) return iterator;
	hold(iterator, "result of __iter__");
	return typeError(`iter() returned non-iterator of type '${iterator.type.name}'`);
}

/** Whether the object has a next value to ask for. Source: PyIter_Check. */
export function isIterator(object: PyObject): boolean {
	const next = object.type.iternext;
	return next !== null && next !== nextNotImplemented;
}

/** The `iternext` slot of a class that says `__next__ = None` or lost the method. */
export function nextNotImplemented(self: PyObject): never {
	return typeError(`'${self.type.name}' object is not iterable`);
}

/** The next value of an iterator, or null at the end; a StopIteration, whatever its value, is the end. Source: PyIter_Next. */
export function iterNext(iterator: PyObject): Own<PyObject> | null {
	const next = iterator.type.iternext;
	if (next === null) typeError(`'${iterator.type.name}' object is not an iterator`);
	if (--memory.turns < 0) checkMemory();
	const since = mark();
	try {
		return next(iterator);
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("StopIteration")) throw thrown;
		clearException();
		return null;
	}
}

/**
 * The next value for an iterator that is made of another: a StopIteration with a value is raised, and so goes on to who asks.
 * `iterator` is one that iter() gave.
 */
export function forwardNext(iterator: PyObject): Own<PyObject> | null {
	return iterator.type.iternext!(iterator);
}

/** How many values the object will probably yield: its length, else what `__length_hint__` says, else `otherwise`. */
export function lengthHint(object: PyObject, otherwise: number): number {
	if (hasLength(object)) {
		const known = lengthOrNull(object);
		if (known !== null) return known;
	}
	const hint = hintOf(object);
	if (hint === null || hint === NotImplemented) return otherwise;
	hold(hint, "length hint");
	if (!isInt(hint)) typeError(`__length_hint__ must be an integer, not ${hint.type.name}`);
	const value = intAsNumber(hint);
	drop(hint);
	return value >= 0 ? value : valueError("__length_hint__() should return >= 0");
}

function lengthOrNull(object: PyObject): number | null {
	return withoutTypeError(() => length(object));
}

function hintOf(object: PyObject): Own<PyObject> | null {
	return withoutTypeError(() => callSpecial(object, internStr("__length_hint__")));
}

/** A TypeError means that the object can't say. */
function withoutTypeError<T>(ask: () => T): T | null {
	const since = mark();
	try {
		return ask();
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("TypeError")) throw thrown;
		clearException();
		return null;
	}
}
