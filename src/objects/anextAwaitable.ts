// The awaitable of `anext(iterator, default)`: as the iterator's own, but it ends with the default where that raises
// StopAsyncIteration. Owns the wrapped awaitable and the default. Mirrors anextawaitable in Objects/iterobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { dropKeeping, hold, mark } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { free, incref, release } from "../heap/refcount.ts";
import { callMethod, selfIter } from "./abstract.ts";
import { def, defRaw, type MethodDef, noKeywords } from "./args.ts";
import { awaitableIterator } from "./awaitable.ts";
import { caught, clearException, exceptionMatches, raise } from "./errors.ts";
import { newStopIteration } from "./exceptionsRaise.ts";
import { defineType, PyGCObject, type PyObject, TPFLAGS_HAVE_GC } from "./object.ts";
import { internStr } from "./str.ts";

class PyAnextAwaitable extends PyGCObject {
	wrapped: PyObject;
	defaultValue: PyObject;

	constructor(wrapped: Own<PyObject>, defaultValue: Own<PyObject>) {
		super(AnextAwaitableType);
		this.wrapped = wrapped;
		this.defaultValue = defaultValue;
	}
}

/** Steals the awaitable, borrows the default. */
export function newAnextAwaitable(wrapped: Own<PyObject>, defaultValue: PyObject): Own<PyObject> {
	const self = new PyAnextAwaitable(wrapped, incref(defaultValue));
	track(self);
	return own(self);
}

function dealloc(self: PyAnextAwaitable): void {
	untrack(self);
	free(self);
	release(self.defaultValue);
	release(self.wrapped);
}

function traverse(self: PyAnextAwaitable, visit: Visit): void {
	visit(self.wrapped, "awaitable of __anext__");
	visit(self.defaultValue, "default");
}

/** The iterator by which the wrapped awaitable is driven: a coroutine's is its own `__await__`. New. */
function wrappedIterator(self: PyAnextAwaitable): Own<PyObject> {
	const iterator = awaitableIterator(self.wrapped);
	if (iterator.type.iternext !== null) return iterator;
	hold(iterator, "coroutine of __anext__");
	return dropKeeping(iterator, iterator.type.amAwait!(iterator));
}

/** Runs a step; StopAsyncIteration becomes StopIteration with the default. */
function step(self: PyAnextAwaitable, body: (iterator: PyObject) => Own<PyObject> | null): Own<PyObject> | null {
	const since = mark();
	try {
		const iterator = hold(wrappedIterator(self), "iterator of the awaitable");
		return dropKeeping(iterator, body(iterator));
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("StopAsyncIteration")) throw thrown;
		clearException();
		return raise(newStopIteration(self.defaultValue));
	}
}

function forward(name: string, args: readonly PyObject[]): (iterator: PyObject) => Own<PyObject> {
	return (iterator) => callMethod(iterator, internStr(name), args);
}

const methods: readonly MethodDef[] = [
	def("send", "($self, object, /)", "Sends a value into the awaitable.", (self, value) => step(self, forward("send", [value]))!),
	defRaw("throw", null, "Raises an exception in the awaitable.", (self, args, kwnames) => {
		noKeywords("throw", kwnames);
		return step(self, forward("throw", args))!;
	}),
	def("close", "($self, /)", "Ends the awaitable.", (self) => step(self, forward("close", []))!),
];

export const AnextAwaitableType = defineType({
	name: "anext_awaitable",
	flags: TPFLAGS_HAVE_GC,
	basicsize: 32,
	dealloc,
	traverse,
	iter: selfIter,
	amAwait: selfIter,
	iternext: (self: PyAnextAwaitable) => step(self, (iterator) => iterator.type.iternext!(iterator)),
	methods,
});
