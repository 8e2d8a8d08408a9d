// Generators and coroutines seen from the instructions: delegation, `await`, `async for`.
// Read `sendSlow` first. Mirrors SEND and its neighbours in Python/bytecodes.c, _PyEval_GetAwaitable and
// _PyCoro_GetAwaitableIter (Objects/genobject.c).

import { drop, dropKeeping, hold, mark } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { callMethod, getIter, isIterator } from "../objects/abstract.ts";
import { AsyncGeneratorType } from "../objects/asyncGenerator.ts";
import { awaitableIterator, isIterableCoroutine } from "../objects/awaitable.ts";
import { caught, errorHooks, exceptionTypes, fetchException, raise, raiseError, setException, typeError } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import { givenExceptionMatches, setCause, setContextOf } from "../objects/exceptions.ts";
import { stopIterationValue } from "../objects/exceptionsRaise.ts";
import { delegate, type PyGenerator } from "../objects/generator.ts";
import { fetchStopIterationValue } from "../objects/generatorClose.ts";
import { CoroutineType, GeneratorType } from "../objects/generatorTypes.ts";
import { firstComplete } from "../objects/frame.ts";
import { type Frame, frameLine } from "../objects/interpreterFrame.ts";
import { newInt } from "../objects/int.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { interpreter } from "../objects/state.ts";
import { internStr } from "../objects/str.ts";
import { newTuple } from "../objects/tuple.ts";
import { RERAISED } from "./cachedOps.ts";
import { closeInputs, peek, push, replaceInputs } from "./stack.ts";

const CO_COROUTINE = 0x80;
const CO_ITERABLE_COROUTINE = 0x100;
const CO_ASYNC_GENERATOR = 0x200;

export function generatorTypeOf(codeFlags: number): PyType {
	if ((codeFlags & CO_COROUTINE) !== 0) return CoroutineType;
	return (codeFlags & CO_ASYNC_GENERATOR) !== 0 ? AsyncGeneratorType : GeneratorType;
}

/** Notes where a coroutine was made, as far as sys.set_coroutine_origin_tracking_depth asks for it. Source: compute_cr_origin. */
export function trackOrigin(coroutine: PyGenerator, caller: Frame | null): void {
	const depth = interpreter.coroutineOriginDepth;
	if (depth === 0) return;
	const places: Own<PyObject>[] = [];
	for (let frame = firstComplete(caller); frame !== null && places.length < depth; frame = firstComplete(frame.previous)) {
		places.push(newTuple([incref(frame.code.filename), newInt(frameLine(frame) ?? 0), incref(frame.code.name)]));
	}
	coroutine.originOrFinalizer = newTuple(places);
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
	hold(awaitable, "result of __anext__");
	const since = mark();
	try {
		return dropKeeping(awaitable, awaitableIterator(awaitable));
	} catch (thrown) {
		caught(thrown, since);
		const cause = hold(fetchException(), "why the object can't be awaited");
		const error = errorHooks.create(exceptionTypes.TypeError!, [
			`'async for' received an invalid object from __anext__: ${awaitable.type.name}`,
		]);
		setCause(error, cause);
		setContextOf(error, cause);
		drop(cause);
		drop(awaitable);
		return raise(error);
	}
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
