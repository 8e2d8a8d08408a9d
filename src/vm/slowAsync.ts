// Generators and coroutines seen from the instructions: delegation, `await`, `async for`.
// Read `sendSlow` first. Mirrors SEND and its neighbours in Python/bytecodes.c, _PyEval_GetAwaitable and
// _PyCoro_GetAwaitableIter (Objects/genobject.c).

import { dropKeeping, hold, mark } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { callMethod, getIter, isIterator } from "../objects/abstract.ts";
import { AsyncGeneratorType } from "../objects/asyncGenerator.ts";
import { caught, exceptionMatches, exceptionTypes, raiseError, setException, typeError } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import { givenExceptionMatches } from "../objects/exceptions.ts";
import { stopIterationValue } from "../objects/exceptionsRaise.ts";
import { delegate, type PyGenerator } from "../objects/generator.ts";
import { fetchStopIterationValue } from "../objects/generatorClose.ts";
import { CoroutineType, GeneratorType } from "../objects/generatorTypes.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { internStr } from "../objects/str.ts";
import { RERAISED } from "./cachedOps.ts";
import { closeInputs, peek, push, replaceInputs } from "./stack.ts";

const CO_COROUTINE = 0x80;
const CO_ITERABLE_COROUTINE = 0x100;
const CO_ASYNC_GENERATOR = 0x200;

export function generatorTypeOf(codeFlags: number): PyType {
	if ((codeFlags & CO_COROUTINE) !== 0) return CoroutineType;
	return (codeFlags & CO_ASYNC_GENERATOR) !== 0 ? AsyncGeneratorType : GeneratorType;
}

export const originHooks = {
	/** Notes where a coroutine was made, if sys.set_coroutine_origin_tracking_depth asks for it. */
	track: (_coroutine: PyGenerator): void => {},
};

export function trackOrigin(coroutine: PyGenerator): void {
	originHooks.track(coroutine);
}

/** SEND to what is no suspended generator: (receiver, value -- receiver, retval). False when the receiver has ended. */
export function sendSlow(frame: Frame): boolean {
	const receiver = peek(frame, 2);
	const value = peek(frame, 1);
	const since = mark();
	let result: Own<PyObject> | null;
	let ended = false;
	try {
		if (value === None && isIterator(receiver)) {
			result = receiver.type.iternext!(receiver);
			if (result === null) {
				ended = true;
				result = own(None);
			}
		} else {
			result = callMethod(receiver, internStr("send"), [value]);
		}
	} catch (thrown) {
		caught(thrown, since);
		result = fetchStopIterationValue(thrown);
		ended = true;
	}
	replaceInputs(frame, 1, result);
	return !ended;
}

/** END_SEND: (receiver, value -- value) */
export function endSend(frame: Frame): void {
	const { stack, marks } = frame;
	const top = --frame.sp;
	const receiver = stack[top - 1]!;
	const owned = marks[top - 1];
	stack[top - 1] = stack[top];
	marks[top - 1] = marks[top];
	if (owned !== 0) decref(receiver);
}

/** CLEANUP_THROW: (sub_iter, last_sent_val, exc_value -- none, value), or raises again. */
export function cleanupThrow(frame: Frame): number | void {
	const exception = peek(frame, 1) as unknown as PyBaseException;
	if (!givenExceptionMatches(exception, exceptionTypes.StopIteration!)) {
		setException(incref(exception));
		return RERAISED;
	}
	const value = hold(stopIterationValue(exception), "value of StopIteration");
	closeInputs(frame, 3);
	push(frame, own(None));
	push(frame, dropKeeping(value, incref(value)));
}

/** END_ASYNC_FOR: (awaitable, exc -- ), or raises again. */
export function endAsyncFor(frame: Frame): number | void {
	const exception = peek(frame, 1);
	if (!givenExceptionMatches(exception, exceptionTypes.StopAsyncIteration!)) {
		setException(incref(exception) as unknown as Own<PyBaseException>);
		return RERAISED;
	}
	closeInputs(frame, 2);
}

/** GET_YIELD_FROM_ITER: (iterable -- iter) */
export function getYieldFromIter(frame: Frame): void {
	const iterable = peek(frame, 1);
	if (iterable.type === GeneratorType) return;
	if (iterable.type === CoroutineType) {
		if ((frame.code.codeFlags & (CO_COROUTINE | CO_ITERABLE_COROUTINE)) !== 0) return;
		typeError("cannot 'yield from' a coroutine object in a non-coroutine generator");
	}
	replaceInputs(frame, 1, getIter(iterable));
}

/** GET_AITER: (obj -- iter) */
export function getAiter(frame: Frame): void {
	const object = peek(frame, 1);
	const getter = object.type.amAiter;
	if (getter === null) return typeError(`'async for' requires an object with __aiter__ method, got ${object.type.name}`);
	replaceInputs(frame, 1, getter(object));
	const iterator = peek(frame, 1);
	if (iterator.type.amAnext === null) {
		typeError(`'async for' received an object from __aiter__ that does not implement __anext__: ${iterator.type.name}`);
	}
}

/** GET_ANEXT: (aiter -- aiter, awaitable) */
export function getAnext(frame: Frame): void {
	const iterator = peek(frame, 1);
	const next = iterator.type.amAnext;
	if (next === null) return typeError(`'async for' requires an iterator with __anext__ method, got ${iterator.type.name}`);
	const awaitable = next(iterator);
	if (iterator.type === AsyncGeneratorType) return push(frame, awaitable);
	push(frame, awaitableOfAnext(awaitable));
}

function awaitableOfAnext(awaitable: Own<PyObject>): Own<PyObject> {
	const since = mark();
	hold(awaitable, "result of __anext__");
	try {
		return dropKeeping(awaitable, awaitableIterator(awaitable));
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("TypeError")) throw thrown;
		return raiseError("TypeError", "'async for' received an invalid object from __anext__");
	}
}

/** The iterator that `await object` drives. New. Raises TypeError. */
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

function isIterableCoroutine(object: PyObject): boolean {
	return object.type === GeneratorType && ((object as PyGenerator).code.codeFlags & CO_ITERABLE_COROUTINE) !== 0;
}

/** GET_AWAITABLE: (iterable -- iter); oparg 1: of `__aenter__`, 2: of `__aexit__`. */
export function getAwaitable(frame: Frame, oparg: number): void {
	const object = peek(frame, 1);
	const getter = object.type.amAwait;
	if (getter === null && object.type !== CoroutineType && !isIterableCoroutine(object) && oparg > 0) {
		typeError(
			`'async with' received an object from ${oparg === 1 ? "__aenter__" : "__aexit__"} that does not implement __await__: ${object.type.name}`,
		);
	}
	const iterator = awaitableIterator(object);
	if (iterator.type === CoroutineType) {
		const awaited = delegate(iterator as unknown as PyGenerator);
		if (awaited !== null) {
			decref(awaited);
			hold(iterator, "coroutine");
			raiseError("RuntimeError", "coroutine is being awaited already");
		}
	}
	replaceInputs(frame, 1, iterator);
}
