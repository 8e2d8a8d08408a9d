// aiter and anext. Mirrors Python/bltinmodule.c and the awaitable of `anext(it, default)` in Objects/iterobject.c.

import { hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { typeError } from "../objects/errors.ts";
import type { PyObject } from "../objects/object.ts";
import { newAnextAwaitable } from "../objects/anextAwaitable.ts";

function aiter(_module: PyObject, iterable: PyObject): Own<PyObject> {
	const slot = iterable.type.amAiter;
	if (slot === null) return typeError(`'${iterable.type.name}' object is not an async iterable`);
	const iterator = slot(iterable);
	if (iterator.type.amAnext !== null) return iterator;
	hold(iterator, "result of __aiter__");
	return typeError(`aiter() returned not an async iterator of type '${iterator.type.name}'`);
}

function anext(_module: PyObject, iterator: PyObject, otherwise: PyObject | null): Own<PyObject> {
	const slot = iterator.type.amAnext;
	if (slot === null) return typeError(`'${iterator.type.name}' object is not an async iterator`);
	const awaitable = slot(iterator);
	if (otherwise === null) return awaitable;
	return newAnextAwaitable(awaitable, otherwise);
}

export const asyncFunctions: readonly MethodDef[] = [
	def("aiter", "($module, async_iterable, /)", "The asynchronous iterator of an asynchronous iterable.", aiter),
	def("anext", "($module, aiterator, default=<unrepresentable>, /)", "An awaitable for the asynchronous iterator's next item.", anext),
];
