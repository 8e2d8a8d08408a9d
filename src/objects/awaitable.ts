// What `await` drives: the iterator of an awaitable. Mirrors _PyCoro_GetAwaitableIter (Objects/genobject.c).

import { hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { isIterator } from "./abstract.ts";
import { typeError } from "./errors.ts";
import type { PyGenerator } from "./generator.ts";
import { CoroutineType, GeneratorType } from "./generatorTypes.ts";
import type { PyObject } from "./object.ts";

const CO_ITERABLE_COROUTINE = 0x100;

/** The iterator that `await object` drives: a coroutine, a generator made one, or what `__await__` gives. New. Raises TypeError. */
export function awaitableIterator(object: PyObject): Own<PyObject> {
	if (object.type === CoroutineType || isIterableCoroutine(object)) return incref(object);
	const getter = object.type.amAwait;
	if (getter === null) return typeError(`'${object.type.name}' object can't be awaited`);
	const iterator = getter(object);
	if (iterator.type !== CoroutineType && !isIterableCoroutine(iterator) && isIterator(iterator)) return iterator;
	hold(iterator, "result of __await__");
	if (iterator.type === CoroutineType || isIterableCoroutine(iterator)) return typeError("__await__() returned a coroutine");
	return typeError(`__await__() returned non-iterator of type '${iterator.type.name}'`);
}

export function isIterableCoroutine(object: PyObject): boolean {
	return object.type === GeneratorType && ((object as PyGenerator).code.codeFlags & CO_ITERABLE_COROUTINE) !== 0;
}
