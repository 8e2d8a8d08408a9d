// Setting `f_lineno`: moving a running frame to another line, from a callback that is told of a line.
//
// What lies on the evaluation stack at each instruction is followed through the code as kinds of values; a jump is possible
// to where the stack is the same or shorter. A stack is written as a string, a character per value, its top last. Read
// `setLine` first. Mirrors frame_lineno_set and mark_stacks (Objects/frameobject.c).

import {
	COPY,
	cacheEntries,
	END_ASYNC_FOR,
	EXTENDED_ARG,
	FOR_ITER,
	GET_AITER,
	GET_ITER,
	JUMP_BACKWARD,
	JUMP_BACKWARD_NO_INTERRUPT,
	JUMP_FORWARD,
	LOAD_ATTR,
	LOAD_GLOBAL,
	POP_EXCEPT,
	POP_JUMP_IF_FALSE,
	POP_JUMP_IF_NONE,
	POP_JUMP_IF_NOT_NONE,
	POP_JUMP_IF_TRUE,
	PUSH_EXC_INFO,
	PUSH_NULL,
	RAISE_VARARGS,
	RERAISE,
	RETURN_VALUE,
	SEND,
	SWAP,
	stackEffect,
} from "../../compile/opcode.ts";
import type { PyCode } from "../../objects/code.ts";
import { attributeError, valueError } from "../../objects/errors.ts";
import type { PyBaseException } from "../../objects/exception.ts";
import type { PyFrame } from "../../objects/frame.ts";
import { decref, incref, xdecref } from "../../heap/refcount.ts";
import { IntType, type PyInt } from "../../objects/int.ts";
import { type Frame, OWNED_BY_GENERATOR } from "../../objects/interpreterFrame.ts";
import type { PyObject } from "../../objects/object.ts";
import { None } from "../../objects/singletons.ts";
import { thread } from "../../objects/state.ts";
import { warn } from "../../objects/warnings.ts";
import { handlerTable } from "../exceptionTable.ts";
import { close } from "../stack.ts";
import { BRANCH_LEFT, BRANCH_RIGHT, C_RETURN, CALL_EVENT, JUMP_EVENT, LINE, monitoring, PY_RESUME, PY_START, PY_YIELD } from "./state.ts";

// Kinds of values, in the order in which CPython compares stacks.
const ITERATOR = "1";
const EXCEPT = "2";
const OBJECT = "3";
const NULL = "4";
const LASTI = "5";

/** Stacks that nothing is known of. */
const UNINITIALIZED = "unreachable";
const OVERFLOWED = "too deep";
const MOST_ENTRIES = 20;

function isKnown(stack: string): boolean {
	return stack !== UNINITIALIZED && stack !== OVERFLOWED;
}

function pushed(stack: string, kind: string): string {
	if (!isKnown(stack)) return stack;
	return stack.length >= MOST_ENTRIES ? OVERFLOWED : stack + kind;
}

function popped(stack: string, count = 1): string {
	return isKnown(stack) ? stack.slice(0, Math.max(0, stack.length - count)) : stack;
}

function swapped(stack: string, n: number): string {
	if (!isKnown(stack) || n > stack.length) return stack;
	const at = stack.length - n;
	return stack.slice(0, at) + stack.slice(-1) + stack.slice(at + 1, -1) + stack[at];
}

/** The stack before each instruction. */
function markStacks(code: PyCode): string[] {
	const plain = code.plainInstructions();
	const stacks = new Array<string>(plain.length).fill(UNINITIALIZED);
	stacks[0] = "";
	for (let again = true; again; ) {
		again = scanInstructions(plain, stacks);
		if (markHandlers(code, stacks)) again = true;
	}
	return stacks;
}

/** One pass. Whether a jump back has led to where nothing was known. */
function scanInstructions(plain: Int32Array, stacks: string[]): boolean {
	let again = false;
	for (let i = 0; i < plain.length; ) {
		const stack = stacks[i];
		while ((plain[i] & 255) === EXTENDED_ARG) stacks[++i] = stack;
		const next = i + 1 + cacheEntries[plain[i] & 255];
		if (stack !== UNINITIALIZED && follow(plain[i], i, next, stack, stacks)) again = true;
		i = next;
	}
	return again;
}

/** What an instruction makes of the stack. Whether it jumps back to where nothing was known. */
function follow(word: number, i: number, next: number, stack: string, stacks: string[]): boolean {
	const op = word & 255;
	const oparg = word >> 8;
	const goOn = (after: string): boolean => {
		if (next < stacks.length) stacks[next] = after;
		return false;
	};
	switch (op) {
		case POP_JUMP_IF_FALSE:
		case POP_JUMP_IF_TRUE:
		case POP_JUMP_IF_NONE:
		case POP_JUMP_IF_NOT_NONE:
			stacks[next + oparg] = popped(stack);
			return goOn(popped(stack));
		case SEND:
			stacks[next + oparg] = stack;
			return goOn(stack);
		case JUMP_BACKWARD:
		case JUMP_BACKWARD_NO_INTERRUPT: {
			const target = next - oparg;
			const unknown = stacks[target] === UNINITIALIZED && target < i;
			stacks[target] = stack;
			return unknown;
		}
		case JUMP_FORWARD:
			stacks[next + oparg] = stack;
			return false;
		case GET_ITER:
		case GET_AITER:
			return goOn(pushed(popped(stack), ITERATOR));
		case FOR_ITER:
			stacks[next + oparg] = pushed(stack, OBJECT);
			return goOn(pushed(stack, OBJECT));
		case END_ASYNC_FOR:
			return goOn(popped(stack, 2));
		case PUSH_EXC_INFO:
			return goOn(pushed(stack, EXCEPT));
		case POP_EXCEPT:
			return goOn(popped(stack));
		case RETURN_VALUE:
		case RAISE_VARARGS:
		case RERAISE:
			return false;
		case PUSH_NULL:
			return goOn(pushed(stack, NULL));
		case LOAD_GLOBAL:
			return goOn((oparg & 1) !== 0 ? pushed(pushed(stack, OBJECT), NULL) : pushed(stack, OBJECT));
		case LOAD_ATTR:
			return goOn((oparg & 1) !== 0 ? pushed(pushed(popped(stack), OBJECT), NULL) : stack);
		case SWAP:
			return goOn(swapped(stack, oparg));
		case COPY:
			return goOn(isKnown(stack) ? pushed(stack, stack.at(-oparg) ?? OBJECT) : stack);
		default:
			return goOn(changed(stack, stackEffect(op, oparg)));
	}
}

function changed(stack: string, effect: number): string {
	if (effect < 0) return popped(stack, -effect);
	let result = stack;
	for (let n = 0; n < effect; n++) result = pushed(result, OBJECT);
	return result;
}

/** Whether a handler has become reachable. */
function markHandlers(code: PyCode, stacks: string[]): boolean {
	const table = handlerTable(code);
	let found = false;
	for (let i = 0; i < table.length; i += 4) {
		const [start, , target, depth] = table.subarray(i, i + 4);
		if (stacks[start] === UNINITIALIZED || stacks[target] !== UNINITIALIZED) continue;
		found = true;
		const kept = isKnown(stacks[start]) ? stacks[start].slice(0, depth >> 1) : stacks[start];
		stacks[target] = pushed((depth & 1) !== 0 ? pushed(kept, LASTI) : kept, EXCEPT);
	}
	return found;
}

function compatibleKind(from: string, to: string | undefined): boolean {
	if (to === OBJECT) return from !== NULL;
	return to === NULL || from === to;
}

/** As CPython compares them: by length, then by kinds. */
function isHigher(a: string, b: string): boolean {
	return a.length !== b.length ? a.length > b.length : a > b;
}

function compatible(from: string, to: string): boolean {
	if (!isKnown(from) || !isKnown(to)) return false;
	let stack = from;
	while (isHigher(stack, to)) stack = popped(stack);
	if (stack.length !== to.length) return false;
	for (let i = 0; i < stack.length; i++) if (!compatibleKind(stack[i], to[i])) return false;
	return true;
}

function explain(to: string): string {
	if (to === OVERFLOWED) return "stack is too deep to analyze";
	if (to === UNINITIALIZED) return "can't jump into an exception handler, or code may be unreachable";
	switch (to.at(-1)) {
		case EXCEPT:
			return "can't jump into an 'except' block as there's no exception";
		case LASTI:
			return "can't jump into a re-raising block as there's no location";
		case ITERATOR:
			return "can't jump into the body of a for loop";
		default:
			return "incompatible stacks";
	}
}

/** Raises ValueError where the event that is being told forbids a jump. */
function checkEvent(): void {
	switch (monitoring.event) {
		case -1:
			return valueError("f_lineno can only be set in a trace function");
		case PY_RESUME:
		case JUMP_EVENT:
		case BRANCH_LEFT:
		case BRANCH_RIGHT:
		case LINE:
		case PY_YIELD:
			return;
		case PY_START:
			return valueError("can't jump from the 'call' trace event of a new frame");
		case CALL_EVENT:
		case C_RETURN:
			return valueError("can't jump during a call");
		default:
			return valueError("can only jump from a 'line' trace event");
	}
}

/** The first units of lines, and the lines. */
function lineStarts(code: PyCode): Map<number, number> {
	const starts = new Map<number, number>();
	let last = -1;
	for (const { start, line } of code.allLocations()) {
		if (line === null || line === last) continue;
		starts.set(start, line);
		last = line;
	}
	return starts;
}

interface Target {
	readonly unit: number;
	readonly stack: string;
}

function findTarget(line: number, stacks: readonly string[], from: string, starts: Map<number, number>): Target {
	let best: Target | null = null;
	let message = "cannot find bytecode for specified line";
	let explained = false;
	for (const [unit, at] of starts) {
		if (at !== line) continue;
		const stack = stacks[unit];
		if (compatible(from, stack)) {
			if (best === null || isHigher(stack, best.stack)) best = { unit, stack };
		} else if (best === null && !explained) {
			if (from === OVERFLOWED) message = "stack to deep to analyze";
			else if (from === UNINITIALIZED) message = "can't jump from unreachable code";
			else {
				message = explain(stack);
				explained = true;
			}
		}
	}
	return best ?? valueError(message);
}

/** Binds None where nothing is bound: the code may rely on a variable there. */
function bindUnbound(frame: Frame): void {
	const { stack, base, code } = frame;
	const unbound: number[] = [];
	for (let i = base; i < base + code.nlocalsplus; i++) if (stack[i] === null) unbound.push(i);
	if (unbound.length === 0) return;
	warn("RuntimeWarning", `assigning None to ${unbound.length} unbound local${unbound.length === 1 ? "" : "s"}`);
	for (const i of unbound) if (stack[i] === null) stack[i] = None;
}

/** Gives up the values above the target's stack; the exceptions being handled among them end. */
function shorten(frame: Frame, from: string, to: string): void {
	for (let stack = from; isHigher(stack, to); stack = popped(stack)) {
		if (stack.at(-1) === EXCEPT) {
			const i = --frame.sp;
			const exception = frame.stack[i]!;
			const owned = frame.marks[i] !== 0;
			frame.marks[i] = 0;
			const old = thread.excInfo.value;
			if (exception === None) thread.excInfo.value = null;
			else thread.excInfo.value = (owned ? exception : incref(exception)) as unknown as PyBaseException;
			if (exception === None && owned) decref(exception);
			xdecref(old);
		} else close(frame);
	}
}

/** `frame.f_lineno = line`. Runs Python code. */
export function setLine(self: PyFrame, value: PyObject | null): void {
	if (value === null) return attributeError("cannot delete attribute");
	if (value.type !== IntType) return valueError("lineno must be an integer");
	const { frame } = self;
	const { code } = frame;
	const suspended = frame.owner === OWNED_BY_GENERATOR && frame.generator!.isSuspended();
	checkEvent();
	const wanted = (value as PyInt).value;
	if (typeof wanted === "bigint" || (wanted | 0) !== wanted) return valueError("lineno out of range");
	if (wanted < code.code.firstlineno) return valueError(`line ${wanted} comes before the current code block`);
	const starts = lineStarts(code);
	const line = Math.min(...[...starts.values()].filter((start) => start >= wanted));
	if (line === Number.POSITIVE_INFINITY) return valueError(`line ${wanted} comes after the current code block`);
	const stacks = markStacks(code);
	const from = stacks[frame.pc];
	const target = findTarget(line, stacks, from, starts);
	bindUnbound(frame);
	shorten(frame, suspended ? popped(from) : from, target.stack);
	self.lineno = 0;
	frame.pc = target.unit;
}
