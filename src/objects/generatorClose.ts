// Ending generators: close(), throw(), and what happens when one dies unfinished.
//
// close() raises GeneratorExit where the generator stands; one that waits outside of any `try` is only cleared. throw()
// goes to whatever the generator delegates to, innermost first. Read `closeGenerator` and `throwInto` first.
// Mirrors gen_close, _gen_throw and _PyGen_Finalize (Objects/genobject.c).

import { withoutException } from "./warnings.ts";
import { drop, hold, mark, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { call, callNoArgs, callOneArg, callTuple, lookupAttr } from "./abstract.ts";
import {
	caught,
	clearException,
	errorHooks,
	exceptionMatches,
	exceptionTypes,
	fetchException,
	runtimeError,
	setException,
	typeError,
	writeUnraisable,
} from "./errors.ts";
import type { PyBaseException } from "./exception.ts";
import { givenExceptionMatches, isException, isExceptionClass, reprText, setTraceback } from "./exceptions.ts";
import { stopIterationValue } from "./exceptionsRaise.ts";
import {
	clearGeneratorFrame,
	COMPLETED,
	CREATED,
	delegate,
	EXECUTING,
	generatorKind,
	type PyGenerator,
	resumeOrStop,
	waitsOutsideOfTry,
} from "./generator.ts";
import { isInstanceOf, type PyObject } from "./object.ts";
import { None } from "./singletons.ts";
import { type FrameLike, thread } from "./state.ts";
import { internStr } from "./str.ts";
import { isTraceback } from "./traceback.ts";
import { isTuple } from "./tuple.ts";

const CO_COROUTINE = 0x80;

export function isGeneratorExecuting(generator: PyGenerator): boolean {
	return generator.state === EXECUTING;
}

export const closeHooks = {
	/** Warns that a coroutine was never awaited; the warnings machinery sets it. */
	warnUnawaited: (_coroutine: PyGenerator): void => {},
	/** Whether one that has not begun keeps what it was called with, as up to 3.14.2: for comparisons with such a CPython. */
	keepsFrameOfUnstarted: false,
};

function isGeneratorLike(object: PyObject): object is PyGenerator {
	return object.type.name === "generator" || object.type.name === "coroutine";
}

/** Runs `body` with the generator marked as running and, if `link`, its frame on the stack of frames. */
function whileExecuting<T>(generator: PyGenerator, link: boolean, body: () => T): T {
	const { state, frame } = generator;
	const previous = thread.frame;
	generator.state = EXECUTING;
	if (link) {
		frame.previous = previous as typeof frame;
		thread.frame = frame as FrameLike;
	}
	try {
		return body();
	} finally {
		generator.state = state;
		if (link) {
			frame.previous = null;
			thread.frame = previous;
		}
	}
}

/** Closes what a generator delegates to: another generator, or anything with a `close`. */
function closeIterator(iterator: PyObject): void {
	if (isGeneratorLike(iterator)) {
		decref(closeGenerator(iterator));
		return;
	}
	const since = mark();
	let close: Own<PyObject> | null = null;
	try {
		close = lookupAttr(iterator, internStr("close"));
	} catch (thrown) {
		caught(thrown, since);
		writeUnraisable(null, iterator);
	}
	if (close === null) return;
	hold(close, "close method");
	decref(callNoArgs(close));
	drop(close);
}

/** False if closing it raised: then that exception is in flight. */
function closeDelegate(generator: PyGenerator): boolean {
	const iterator = delegate(generator);
	if (iterator === null) return true;
	hold(iterator, "what the generator delegates to");
	const since = mark();
	try {
		whileExecuting(generator, false, () => closeIterator(iterator));
	} catch (thrown) {
		caught(thrown, since);
		drop(iterator);
		return false;
	}
	drop(iterator);
	return true;
}

/** `close()`: returns what the generator returned, or None. Runs Python code. Source: gen_close. */
export function closeGenerator(generator: PyGenerator): Own<PyObject> {
	if (generator.state === CREATED) {
		if (closeHooks.keepsFrameOfUnstarted) generator.state = COMPLETED;
		else clearGeneratorFrame(generator);
		return own(None);
	}
	if (generator.isFinished()) return own(None);
	const closed = closeDelegate(generator);
	if (closed && waitsOutsideOfTry(generator)) {
		generator.state = COMPLETED;
		clearGeneratorFrame(generator);
		return own(None);
	}
	if (closed) setNewException("GeneratorExit");
	return finishClose(generator);
}

function setNewException(name: string): void {
	const exception = errorHooks.create(exceptionTypes[name]!, []);
	errorHooks.setContext(exception);
	setException(exception);
}

function finishClose(generator: PyGenerator): Own<PyObject> {
	const since = mark();
	let value: Own<PyObject>;
	try {
		value = resumeOrStop(generator, None, true, true);
	} catch (thrown) {
		caught(thrown, since);
		if (exceptionMatches("GeneratorExit")) {
			clearException();
			return own(None);
		}
		return fetchStopIterationValue(thrown);
	}
	decref(value);
	return runtimeError(`${generatorKind(generator)} ignored GeneratorExit`);
}

/** If a StopIteration is in flight, its value, and it is no longer in flight; otherwise goes on throwing. */
export function fetchStopIterationValue(thrown: unknown): Own<PyObject> {
	if (!exceptionMatches("StopIteration")) throw thrown;
	const exception = fetchException();
	const value = stopIterationValue(exception);
	decref(exception);
	return value;
}

/** `throw()`, all borrowed. Source: _gen_throw. */
export function throwInto(
	generator: PyGenerator,
	closeOnExit: boolean,
	type: PyObject,
	value: PyObject | null,
	traceback: PyObject | null,
): Own<PyObject> {
	const iterator = delegate(generator);
	if (iterator === null) return throwHere(generator, type, value, traceback);
	hold(iterator, "what the generator delegates to");
	if (closeOnExit && givenExceptionMatches(type, exceptionTypes.GeneratorExit!)) {
		const closed = closeDelegate(generator);
		drop(iterator);
		return closed ? throwHere(generator, type, value, traceback) : resumeOrStop(generator, None, true, false);
	}
	const method = isGeneratorLike(iterator) ? null : lookupAttr(iterator, internStr("throw"));
	if (method === null && !isGeneratorLike(iterator)) {
		drop(iterator);
		return throwHere(generator, type, value, traceback);
	}
	if (method !== null) hold(method, "throw method");
	const since = mark();
	let result: Own<PyObject>;
	try {
		result = whileExecuting(generator, true, () =>
			method === null
				? throwInto(iterator as unknown as PyGenerator, closeOnExit, type, value, traceback)
				: call(method, throwArguments(type, value, traceback)),
		);
	} catch (thrown) {
		caught(thrown, since);
		if (method !== null) drop(method);
		drop(iterator);
		return resumeOrStop(generator, None, true, false);
	}
	if (method !== null) drop(method);
	drop(iterator);
	return result;
}

function throwArguments(type: PyObject, value: PyObject | null, traceback: PyObject | null): PyObject[] {
	if (value === null) return [type];
	return traceback === null ? [type, value] : [type, value, traceback];
}

function throwHere(generator: PyGenerator, type: PyObject, value: PyObject | null, traceback: PyObject | null): Own<PyObject> {
	const given = traceback === None ? null : traceback;
	if (given !== null && !isTraceback(given)) typeError("throw() third argument must be a traceback object");
	const exception = normalizeThrown(type, value);
	if (given !== null) {
		hold(exception, "exception to be thrown");
		setTraceback(exception, given);
		take(exception);
	}
	setException(exception);
	return resumeOrStop(generator, None, true, false);
}

/** The instance that `throw(type, value)` means. */
function normalizeThrown(type: PyObject, value: PyObject | null): Own<PyBaseException> {
	if (isException(type)) {
		if (value !== null && value !== None) typeError("instance exception may not have a separate value");
		return incref(type);
	}
	if (!isExceptionClass(type))
		return typeError(`exceptions must be classes or instances deriving from BaseException, not ${type.type.name}`);
	if (value !== null && isInstanceOf(value, type)) return incref(value as PyBaseException);
	return made(type, value);
}

/** A new instance; where that fails, the exception is the failure's. Runs Python code, never raises. */
function made(type: PyObject, value: PyObject | null): Own<PyBaseException> {
	const since = mark();
	try {
		const instance =
			value === null || value === None ? callNoArgs(type) : isTuple(value) ? callTuple(type, value, null) : callOneArg(type, value);
		if (isException(instance)) return instance as Own<PyBaseException>;
		hold(instance, "result of an exception class");
		return typeError(`calling ${reprText(type)} should have returned an instance of BaseException, not ${instance.type.name}`);
	} catch (thrown) {
		caught(thrown, since);
		return fetchException();
	}
}

/** The `finalize` slot of all three kinds: never raises. Source: _PyGen_Finalize. */
export function finalizeGenerator(generator: PyGenerator): void {
	if (generator.isFinished()) return;
	const pending = thread.currentException;
	thread.currentException = null;
	if (pending !== null) hold(own(pending), "exception in flight");
	const since = mark();
	try {
		endUnfinished(generator);
	} catch (thrown) {
		caught(thrown, since);
		writeUnraisable(`Exception ignored while closing generator ${reprQuietly(generator)}`, null);
	}
	if (pending !== null) thread.currentException = take(pending);
}

/** A coroutine whose body never began is not closed: nothing in it could run. */
function warnUnawaited(coroutine: PyGenerator): void {
	withoutException(
		() => closeHooks.warnUnawaited(coroutine),
		() => `Exception ignored while finalizing coroutine ${reprText(coroutine)}`,
	);
}

function endUnfinished(generator: PyGenerator): void {
	const hook = generator.type.name === "async_generator" ? generator.originOrFinalizer : null;
	if (hook !== null && !generator.closed) decref(callOneArg(hook, generator));
	else if ((generator.code.codeFlags & CO_COROUTINE) !== 0 && generator.state === CREATED) warnUnawaited(generator);
	else decref(closeGenerator(generator));
}

/** The repr while an exception is in flight, which stays so. */
function reprQuietly(generator: PyGenerator): string {
	const exception = hold(fetchException(), "exception to be reported");
	const text = reprText(generator);
	setException(take(exception));
	return text;
}
