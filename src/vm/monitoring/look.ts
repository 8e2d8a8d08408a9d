// What happens at an instruction that is looked at: its line, the instruction, and the event that is its own.
//
// `look` tells the tools, and returns the instruction to go on with. An instruction whose events come amid its work (a call
// of a native function, a jump, the end of a loop) is carried out here, and `frame.pc` then stands after it. A callback may
// move `frame.pc` itself, by setting f_lineno. Read `look` first. Mirrors the INSTRUMENTED_* instructions of
// Python/bytecodes.c.

import {
	CALL,
	CALL_FUNCTION_EX,
	CALL_KW,
	cacheEntries,
	END_ASYNC_FOR,
	FOR_ITER,
	JUMP_BACKWARD,
	JUMP_FORWARD,
	LOAD_SUPER_ATTR,
	NOT_TAKEN,
	POP_ITER,
	POP_JUMP_IF_FALSE,
	POP_JUMP_IF_NONE,
	POP_JUMP_IF_NOT_NONE,
	POP_JUMP_IF_TRUE,
	RESUME,
	RETURN_VALUE,
	SEND,
	YIELD_VALUE,
	END_FOR,
	END_SEND,
} from "../../compile/opcode.ts";
import { drop, hold, mark } from "../../heap/handles.ts";
import type { Own } from "../../heap/header.ts";
import { own } from "../../heap/header.ts";
import { callMethod, isIterator } from "../../objects/abstract.ts";
import {
	caught,
	clearException,
	errorHooks,
	exceptionMatches,
	exceptionTypes,
	setException,
	systemError,
	typeError,
} from "../../objects/errors.ts";
import { givenExceptionMatches } from "../../objects/exceptions.ts";
import { newStopIteration } from "../../objects/exceptionsRaise.ts";
import { traceHooks } from "../../objects/frame.ts";
import { fetchStopIterationValue } from "../../objects/generatorClose.ts";
import { CoroutineType, GeneratorType } from "../../objects/generatorTypes.ts";
import { EXECUTING, type PyGenerator } from "../../objects/generator.ts";
import { newInt } from "../../objects/int.ts";
import type { Frame } from "../../objects/interpreterFrame.ts";
import type { PyObject } from "../../objects/object.ts";
import { None } from "../../objects/singletons.ts";
import { False, True } from "../../objects/bool.ts";
import { internStr } from "../../objects/str.ts";
import { vmHooks } from "../../objects/vmHooks.ts";
import { breaker, handlePending } from "../breaker.ts";
import { OBSERVE, observer } from "../observe.ts";
import { close, peek, push, replaceInputs } from "../stack.ts";
import { observedCall, observedCallEx, observedSuper } from "./calls.ts";
import { fire, fireException, fireInstruction, fireLine } from "./fire.ts";
import { type CodeMonitoring, instrument, isWatched } from "./instrument.ts";
import { setLine } from "./jump.ts";
import { setOpcodeTrace, traceLine } from "./legacy.ts";
import {
	BRANCH_LEFT,
	BRANCH_RIGHT,
	EXCEPTION_HANDLED,
	JUMP_EVENT,
	monitoring,
	PY_RESUME,
	PY_RETURN,
	PY_START,
	PY_THROW,
	PY_UNWIND,
	PY_YIELD,
	RAISE,
	RERAISE_EVENT,
	STOP_ITERATION,
	SYS_TRACE_ID,
} from "./state.ts";

/** Fills `observer` in; called once when the runtime starts. */
export function initMonitoring(): void {
	traceHooks.setLine = setLine;
	traceHooks.setOpcodeTrace = setOpcodeTrace;
	vmHooks.unwindingIsWatched = () => monitoring.tools[PY_UNWIND] !== 0;
	observer.look = look;
	observer.prepare = instrument;
	observer.raised = raised;
	observer.handled = handled;
	observer.left = left;
	observer.thrown = (frame) => {
		instrument(frame.code);
		if (monitoring.tools[PY_THROW] !== 0) quietly(() => fireException(frame, PY_THROW, frame.pc, 2 * frame.pc));
	};
}

function look(frame: Frame): number {
	if (isWatched(frame.code, frame.pc)) observer.watch!(frame);
	const data = frame.code.monitoring as CodeMonitoring | null;
	const { pc } = frame;
	const word = data === null ? frame.code.instructions[pc]! : data.plain[pc];
	// Code made by hand has the number of what leads here where an instruction should be.
	if (data === null || (word & 255) === OBSERVE) return systemError(`unknown opcode ${word & 255}`);
	if (monitoring.tracing > 0) {
		frame.observed = pc;
		return word;
	}
	let previous = frame.observed;
	if (data.lineTools[pc] !== 0) {
		lookAtLine(frame, data, pc, previous);
		if (frame.pc !== pc) return moved(frame);
		previous = pc;
	}
	if (data.instructionTools[pc] !== 0) {
		fireInstruction(frame.code, pc, data.instructionTools[pc]);
		previous = pc;
	}
	frame.observed = pc;
	if (data.tools[pc] !== 0) return lookAtEvent(frame, word, previous);
	if (monitoring.tools[RAISE] !== 0) return lookAtIteration(frame, word, false);
	return word;
}

/** A callback has set f_lineno: the instruction there counts as the one before, so that its line isn't told again. */
function moved(frame: Frame): number {
	frame.observed = frame.pc;
	return frame.code.instructions[frame.pc];
}

/** Goes on at `unit`. */
function goTo(frame: Frame, unit: number): number {
	frame.pc = unit;
	return frame.code.instructions[unit];
}

function lookAtLine(frame: Frame, data: CodeMonitoring, pc: number, previous: number): void {
	const { lines } = data.lines!;
	const line = lines[pc];
	if (lines[previous] === line && (data.plain[previous] & 255) !== RESUME) return;
	let tools = data.lineTools[pc];
	if (((tools >> SYS_TRACE_ID) & 1) !== 0) {
		traceLine(frame, line);
		tools &= ~(1 << SYS_TRACE_ID);
	}
	if (tools !== 0) fireLine(frame.code, pc, line, tools);
}

function lookAtEvent(frame: Frame, word: number, previous: number): number {
	const { pc } = frame;
	const oparg = word >> 8;
	switch (word & 255) {
		case RESUME:
			if ((oparg & 3) < 2 && breaker.any) handlePending();
			fire(frame, oparg > 0 ? PY_RESUME : PY_START, pc, 2 * pc, []);
			break;
		case RETURN_VALUE:
			fire(frame, PY_RETURN, pc, 2 * pc, [peek(frame, 1)]);
			break;
		case YIELD_VALUE:
			fire(frame, PY_YIELD, pc, 2 * pc, [peek(frame, 1)]);
			break;
		case CALL:
		case CALL_KW:
			return observedCall(frame, word);
		case CALL_FUNCTION_EX:
			return observedCallEx(frame);
		case LOAD_SUPER_ATTR:
			return observedSuper(frame, oparg);
		case JUMP_FORWARD:
			return jump(frame, JUMP_EVENT, pc, pc + 1 + oparg);
		case JUMP_BACKWARD:
			if (breaker.any) handlePending();
			return jump(frame, JUMP_EVENT, pc, pc + 2 - oparg);
		case POP_JUMP_IF_FALSE:
		case POP_JUMP_IF_TRUE:
		case POP_JUMP_IF_NONE:
		case POP_JUMP_IF_NOT_NONE:
			return conditionalJump(frame, word);
		case NOT_TAKEN:
			return jump(frame, BRANCH_LEFT, previous, pc + 1);
		case POP_ITER:
			fireJump(frame, BRANCH_RIGHT, previous, pc + 1);
			break;
		case FOR_ITER:
			return lookAtIteration(frame, word, true);
		case END_FOR:
		case END_SEND:
			stopIteration(frame, pc);
			break;
		case END_ASYNC_FOR:
			return endAsyncFor(frame, word);
	}
	return frame.pc === pc ? word : moved(frame);
}

/** Tells of a jump from `source` to `target` at the instruction that is being executed. */
function fireJump(frame: Frame, event: number, source: number, target: number): void {
	const to = hold(newInt(2 * target), "target of a monitored jump");
	fire(frame, event, frame.pc, 2 * source, [to]);
	drop(to);
}

function jump(frame: Frame, event: number, source: number, target: number): number {
	const { pc } = frame;
	fireJump(frame, event, source, target);
	return frame.pc === pc ? goTo(frame, target) : moved(frame);
}

/** What is not taken goes on with NOT_TAKEN, whose event it is. */
function conditionalJump(frame: Frame, word: number): number {
	if (!jumps(word & 255, peek(frame, 1))) return word;
	close(frame);
	return jump(frame, BRANCH_RIGHT, frame.pc, frame.pc + 2 + (word >> 8));
}

function jumps(op: number, value: PyObject): boolean {
	switch (op) {
		case POP_JUMP_IF_FALSE:
			return value === False;
		case POP_JUMP_IF_TRUE:
			return value === True;
		default:
			return (value === None) === (op === POP_JUMP_IF_NONE);
	}
}

/** Iterations whose end is an exception that nobody else sees. */
function lookAtIteration(frame: Frame, word: number, branch: boolean): number {
	if ((word & 255) === FOR_ITER) return forIter(frame, word, branch);
	return (word & 255) === SEND ? send(frame, word) : word;
}

function isEnterable(object: PyObject): boolean {
	return (object.type === GeneratorType || object.type === CoroutineType) && (object as PyGenerator).state < EXECUTING;
}

/** FOR_ITER: (iter -- iter, next). Where the instruction itself is looked at it isn't specialised, and enters no generator. */
function forIter(frame: Frame, word: number, branch: boolean): number {
	const { pc, code } = frame;
	const iterator = peek(frame, 1);
	const { lineTools, instructionTools } = code.monitoring as CodeMonitoring;
	if (!branch && iterator.type === GeneratorType && isEnterable(iterator) && (lineTools[pc] | instructionTools[pc]) === 0) return word;
	const next = nextOf(frame, iterator);
	if (next === null) return goTo(frame, pc + 3 + (word >> 8));
	push(frame, next);
	return branch ? jump(frame, BRANCH_LEFT, pc, pc + 2) : goTo(frame, pc + 2);
}

function nextOf(frame: Frame, iterator: PyObject): Own<PyObject> | null {
	const { iternext } = iterator.type;
	if (iternext === null) return typeError(`'for' requires an object with __iter__ method, got ${iterator.type.name}`);
	const since = mark();
	try {
		return iternext(iterator);
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("StopIteration")) throw thrown;
		quietly(() => fireException(frame, RAISE, frame.pc, 2 * frame.pc));
		clearException();
		return null;
	}
}

/** SEND to what is no suspended generator: (receiver, value -- receiver, retval). */
function send(frame: Frame, word: number): number {
	const { pc } = frame;
	const receiver = peek(frame, 2);
	if (isEnterable(receiver)) return word;
	const since = mark();
	let result: Own<PyObject> | null;
	try {
		const value = peek(frame, 1);
		const plain = value === None && isIterator(receiver);
		result = plain ? receiver.type.iternext!(receiver) : callMethod(receiver, internStr("send"), [value]);
	} catch (thrown) {
		caught(thrown, since);
		if (exceptionMatches("StopIteration")) quietly(() => fireException(frame, RAISE, pc, 2 * pc));
		replaceInputs(frame, 1, fetchStopIterationValue(thrown));
		return goTo(frame, pc + 2 + (word >> 8));
	}
	replaceInputs(frame, 1, result ?? own(None));
	return goTo(frame, result === null ? pc + 2 + (word >> 8) : pc + 2);
}

/** END_FOR and END_SEND after a generator that the loop had entered: its end was no exception, but is told as one. */
function stopIteration(frame: Frame, pc: number): void {
	const receiver = peek(frame, 2);
	if (receiver.type !== GeneratorType && receiver.type !== CoroutineType) return;
	const exception = newStopIteration(peek(frame, 1));
	errorHooks.setContext(exception);
	setException(exception);
	fireException(frame, STOP_ITERATION, pc, 2 * pc);
	clearException();
}

function endAsyncFor(frame: Frame, word: number): number {
	const { pc } = frame;
	if (!givenExceptionMatches(peek(frame, 1), exceptionTypes.StopAsyncIteration!)) return word;
	fireJump(frame, BRANCH_RIGHT, pc + 1 - (word >> 8), pc + 1);
	return frame.pc === pc ? word : moved(frame);
}

/** A callback's exception takes the place of the one that it was told of. */
function quietly(body: () => void): boolean {
	const since = mark();
	try {
		body();
		return true;
	} catch (thrown) {
		caught(thrown, since);
		return false;
	}
}

/** CPython gives the unit before the next instruction: the last cache of one that raises, the one before a call that does. */
function raiseOffset(frame: Frame, unit: number, first: boolean, again: boolean): number {
	if (!first) return 2 * (unit - 1);
	return 2 * (again ? unit : unit + cacheEntries[frame.code.plainInstructions()[unit] & 255]);
}

function raised(frame: Frame, unit: number, first: boolean, again: boolean): void {
	const event = again ? RERAISE_EVENT : RAISE;
	if (monitoring.tools[event] !== 0) quietly(() => fireException(frame, event, unit, raiseOffset(frame, unit, first, again)));
}

function left(frame: Frame, unit: number, first: boolean, again: boolean): void {
	if (monitoring.tools[PY_UNWIND] !== 0) quietly(() => fireException(frame, PY_UNWIND, unit, raiseOffset(frame, unit, first, again)));
}

function handled(frame: Frame): boolean {
	if (monitoring.tools[EXCEPTION_HANDLED] === 0) return true;
	return quietly(() => fire(frame, EXCEPTION_HANDLED, frame.pc, 2 * frame.pc, [peek(frame, 1)]));
}
