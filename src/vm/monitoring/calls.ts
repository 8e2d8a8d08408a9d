// Calls that are looked at: what is called and its first argument are told before, and for what is no Python function
// whether it returned or raised afterwards, while the arguments still live. Each function returns the instruction to
// go on with. Read `observedCall` first. Mirrors INSTRUMENTED_CALL and its neighbours (Python/bytecodes.c).

import { CALL_KW } from "../../compile/opcode.ts";
import { hold, mark, take } from "../../heap/handles.ts";
import type { Own } from "../../heap/header.ts";
import { call, callTuple, getAttr } from "../../objects/abstract.ts";
import type { PyDict } from "../../objects/dict.ts";
import { caught, PYTHON_EXCEPTION } from "../../objects/errors.ts";
import { FunctionType } from "../../objects/function.ts";
import type { Frame } from "../../objects/interpreterFrame.ts";
import { MethodType } from "../../objects/method.ts";
import type { PyObject } from "../../objects/object.ts";
import { type PyTuple, TupleType } from "../../objects/tuple.ts";
import { breaker, handlePending } from "../breaker.ts";
import { argumentsToTuple, expandMethod } from "../calls.ts";
import { peek, push, replaceInputs, replaceTopFirst } from "../stack.ts";
import { fire, fireAside } from "./fire.ts";
import { C_RAISE, C_RETURN, CALL_EVENT, MISSING } from "./state.ts";

/** CALL and CALL_KW: (callable, self_or_null, args[oparg], kwnames if CALL_KW -- res) */
export function observedCall(frame: Frame, word: number): number {
	const oparg = word >> 8;
	const keywords = (word & 255) === CALL_KW ? 1 : 0;
	const at = frame.sp - oparg - 2 - keywords;
	const { stack } = frame;
	if (stack[at]!.type === MethodType && stack[at + 1] === null) expandMethod(frame, at);
	const callable = stack[at]!;
	const first = stack[at + 1] ?? (oparg > 0 ? stack[at + 2]! : MISSING);
	tellCall(frame, callable, first);
	if (callable.type === FunctionType) return word;
	const args = stack.slice(stack[at + 1] === null ? at + 2 : at + 1, frame.sp - keywords) as PyObject[];
	const kwnames = keywords === 1 ? (peek(frame, 1) as PyTuple) : null;
	const result = tellingResult(frame, callable, first, () => call(callable, args, kwnames));
	replaceTopFirst(frame, oparg + 2 + keywords, result);
	return goOn(frame, 4);
}

/** CALL_FUNCTION_EX: (func, null, callargs, kwargs_or_null -- res). Enters no function in the same run of the loop. */
export function observedCallEx(frame: Frame): number {
	const at = frame.sp - 4;
	const { stack } = frame;
	if (stack[at + 2]!.type !== TupleType) argumentsToTuple(frame, at);
	const callable = stack[at]!;
	const args = stack[at + 2] as PyTuple;
	const kwargs = stack[at + 3] as PyDict | null;
	const first = args.items[0] ?? MISSING;
	tellCall(frame, callable, first);
	const run = (): Own<PyObject> => callTuple(callable, args, kwargs);
	const isPython = callable.type === FunctionType || callable.type === MethodType;
	replaceTopFirst(frame, 4, isPython ? run() : tellingResult(frame, callable, first, run));
	return goOn(frame, 1);
}

/** LOAD_SUPER_ATTR: (global_super, class, self -- attr, self_or_null[oparg & 1]) */
export function observedSuper(frame: Frame, oparg: number): number {
	const callable = peek(frame, 3);
	const args = (oparg & 2) !== 0 ? [peek(frame, 2), peek(frame, 1)] : [];
	const first = args[0] ?? MISSING;
	tellCall(frame, callable, first);
	replaceInputs(
		frame,
		3,
		tellingResult(frame, callable, first, () => call(callable, args, null)),
	);
	replaceInputs(frame, 1, getAttr(peek(frame, 1), frame.code.names[oparg >> 2]));
	if ((oparg & 1) !== 0) push(frame, null);
	frame.pc += 2;
	return frame.code.instructions[frame.pc];
}

function tellCall(frame: Frame, callable: PyObject, first: PyObject): void {
	fire(frame, CALL_EVENT, frame.pc, 2 * frame.pc, [callable, first]);
}

/** Runs a native call and tells how it ended. */
function tellingResult(frame: Frame, callable: PyObject, first: PyObject, run: () => Own<PyObject>): Own<PyObject> {
	const { pc } = frame;
	const since = mark();
	let result: PyObject;
	try {
		result = hold(run(), "result of a monitored call");
	} catch (thrown) {
		caught(thrown, since);
		fireAside(frame, C_RAISE, pc, 2 * pc, [callable, first]);
		throw PYTHON_EXCEPTION;
	}
	fire(frame, C_RETURN, pc, 2 * pc, [callable, first]);
	return take(result);
}

function goOn(frame: Frame, width: number): number {
	if (breaker.any) handlePending();
	frame.pc += width;
	return frame.code.instructions[frame.pc];
}
