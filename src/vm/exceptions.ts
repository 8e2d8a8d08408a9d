// Exceptions in the interpreter: raising, the way from a raising instruction to its handler, tracebacks, matching.
//
// An exception in flight stands in `thread.currentException`. `unwind` looks for a handler in the running frame, then
// in its callers up to the one that native code waits for; frames that are left die on the way. Within the
// interpreter nothing is thrown in JavaScript. Read `unwind` first. Mirrors exception_unwind and exit_unwind of
// Python/bytecodes.c, do_raise of Python/ceval.c and PyTraceBack_Here of Python/traceback.c.

import { drop, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { callNoArgs } from "../objects/abstract.ts";
import { errorHooks, fetchException, raiseError, setException, typeError } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import { handledException, isException, isExceptionClass, reprText, setCause } from "../objects/exceptions.ts";
import { frameObjectOf, isIncomplete } from "../objects/frame.ts";
import { newInt } from "../objects/int.ts";
import { type Frame, OWNED_BY_GENERATOR } from "../objects/interpreterFrame.ts";
import { type PyObject, TPFLAGS_TUPLE_SUBCLASS } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { thread } from "../objects/state.ts";
import { newTraceback, type PyTraceback } from "../objects/traceback.ts";
import type { PyTuple } from "../objects/tuple.ts";
import { handlerFor, handlerTable } from "./exceptionTable.ts";
import { endForwarded } from "./forward.ts";
import { clearAndPop, clearGeneratorRun } from "./frames.ts";
import { observer } from "./observe.ts";

/** Adds the frame to the traceback of the exception in flight. */
export function addTraceback(frame: Frame): void {
	if (isIncomplete(frame)) return;
	const exception = thread.currentException!;
	const next = exception.traceback as PyTraceback | null;
	exception.traceback = newTraceback(next === null ? null : own(next), incref(frameObjectOf(frame)), 2 * frame.pc, -1);
}

/** Pops the values above `depth`. Runs Python code. */
function popTo(frame: Frame, depth: number): void {
	const { stack, marks } = frame;
	while (frame.sp > depth) {
		const i = --frame.sp;
		if (marks[i] !== 0) decref(stack[i]!);
	}
}

/**
 * Finds the handler for the exception in flight, which was raised by the instruction at `unit` of the running frame.
 * Returns the frame to go on with, at its `pc`; null if a frame that native code waits for has been left.
 * `traced`: the frame is in the traceback already.
 */
export function unwind(unit: number, traced: boolean): Frame | null {
	let frame = thread.frame as Frame;
	let first = true;
	for (;;) {
		if (!traced) addTraceback(frame);
		if (observer.active) observer.raised(frame, unit, first, traced);
		for (let refused = -1; enterHandler(frame, unit); unit = frame.pc - 1) {
			if (!observer.active || observer.handled(frame)) return frame;
			// DIFFERS: where a handler leads to itself CPython goes on until it crashes.
			if (frame.pc === refused) break;
			refused = frame.pc;
		}
		popTo(frame, frame.base + frame.code.nlocalsplus);
		if (observer.active) observer.left(frame, unit, first, traced);
		const { entry } = frame;
		const caller = leaveFrame(frame);
		if (entry) return null;
		frame = caller!;
		unit = frame.pc;
		traced = false;
		first = false;
	}
}

function enterHandler(frame: Frame, unit: number): boolean {
	const table = handlerTable(frame.code);
	const i = handlerFor(table, unit);
	if (i < 0) return false;
	const { stack, marks } = frame;
	popTo(frame, frame.base + frame.code.nlocalsplus + (table[i + 3] >> 1));
	if ((table[i + 3] & 1) !== 0) {
		stack[frame.sp] = newInt(frame.pc);
		marks[frame.sp++] = 1;
	}
	stack[frame.sp] = fetchException();
	marks[frame.sp++] = 1;
	frame.observed = frame.pc;
	frame.pc = table[i + 2];
	return true;
}

/** Unlinks and clears the running frame; returns the one below. Runs Python code. */
export function leaveFrame(frame: Frame): Frame | null {
	const caller = frame.previous;
	thread.frame = caller;
	thread.recursionDepth -= frame.instance === null || frame.forward !== null ? 1 : 2;
	if (frame.forward !== null) endForwarded(frame, clearAndPop);
	else if (frame.owner === OWNED_BY_GENERATOR) clearGeneratorRun(frame);
	else clearAndPop(frame);
	return caller;
}

/** `raise`, `raise x`, `raise x from y`: puts the exception in flight. Steals both. True for a bare `raise`. Source: do_raise. */
export function doRaise(exception: Own<PyObject> | null, cause: Own<PyObject> | null): boolean {
	if (exception === null) {
		const handled = handledException();
		if (handled === null) raiseError("RuntimeError", "No active exception to reraise");
		setException(incref(handled));
		return true;
	}
	if (cause !== null) hold(cause, "cause of the exception being raised");
	hold(exception, "exception being raised");
	const value = hold(instantiate(exception), "exception being raised");
	if (cause !== null) attachCause(value, cause);
	errorHooks.setContext(value);
	take(value);
	drop(exception);
	if (cause !== null) drop(cause);
	setException(value as Own<PyBaseException>);
	return false;
}

function instantiate(exception: PyObject): Own<PyBaseException> {
	if (isException(exception)) return incref(exception);
	if (!isExceptionClass(exception)) return typeError("exceptions must derive from BaseException");
	const value = callNoArgs(exception);
	if (isException(value)) return value as Own<PyBaseException>;
	hold(value, "result of an exception class");
	return typeError(`calling ${reprText(exception)} should have returned an instance of BaseException, not ${reprText(value.type)}`);
}

function attachCause(exception: PyBaseException, cause: PyObject): void {
	if (cause === None) return setCause(exception, null);
	const instance = hold(causeOf(cause), "cause of the exception being raised");
	setCause(exception, instance);
	drop(instance);
}

function causeOf(cause: PyObject): Own<PyObject> {
	if (isException(cause)) return incref(cause);
	if (!isExceptionClass(cause)) return typeError("exception causes must derive from BaseException");
	const made = callNoArgs(cause);
	if (isException(made)) return made;
	hold(made, "result of an exception class");
	return typeError(`calling ${reprText(cause)} should have returned an instance of BaseException, not ${reprText(made.type)}`);
}

/** Raises TypeError unless `except` can catch this: a class of exceptions or a tuple of them. */
export function checkExceptType(type: PyObject): void {
	const ok =
		(type.type.typeFlags & TPFLAGS_TUPLE_SUBCLASS) !== 0 ? (type as PyTuple).items.every(isExceptionClass) : isExceptionClass(type);
	if (!ok) typeError("catching classes that do not inherit from BaseException is not allowed");
}

/** What a native's JavaScript stack overflow becomes. */
export function raiseStackOverflow(): never {
	return raiseError("RecursionError", "maximum recursion depth exceeded");
}
