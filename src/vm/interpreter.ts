// The interpreter: one loop over the instructions of 3.14's bytecode, which runs Python calls without nesting.
//
// This file is long because V8 makes a loop fast only if the hot instructions are in it; everything rarer is a function in
// slowOps.ts and is called through a table. Opcodes are written as numbers with their names beside them: as literals
// they make the `switch` a jump table (a test holds them equal to the opcode table).
// Rules: a stack slot's mark says whether the frame owns the reference in it. `frame.pc` is the current instruction;
// `frame.sp` must be up to date whenever anything runs that can run Python code, raise, or look. Inputs stay on the stack
// while an operation works on them, and die in CPython's order. Read `run` first. Mirrors Python/bytecodes.c.

import { hold, mark, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { DEAD_REFCNT, heap, IMMORTAL_REFCNT } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { binaryOp, contains, getIter, isTrue, iterNext, richCompare, setItem } from "../objects/abstract.ts";
import { False, True } from "../objects/bool.ts";
import { BuiltinFunctionType, type PyBuiltinFunction } from "../objects/builtinFunction.ts";
import type { PyCell } from "../objects/cell.ts";
import { MethodDescrType, type PyMethodDescr } from "../objects/descrMethod.ts";
import { DictType, dictGet, dictSet, type PyDict } from "../objects/dict.ts";
import { caught, PYTHON_EXCEPTION, setException, typeError } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import { FloatType, newFloat, type PyFloat } from "../objects/float.ts";
import { FunctionType, type PyFunction } from "../objects/function.ts";
import { EXECUTING, newGenerator, type PyGenerator, SUSPENDED } from "../objects/generator.ts";
import { CoroutineType, GeneratorType } from "../objects/generatorTypes.ts";
import { IntType, newInt, type PyInt } from "../objects/int.ts";
import { type Frame, makeFrameStrong, moveFrame, newOwnFrame, OWNED_BY_GENERATOR, type Slots } from "../objects/interpreterFrame.ts";
import { ListIteratorType, type PyListIterator } from "../objects/iterators.ts";
import { ListType, listAppendSteal, newList, type PyList } from "../objects/list.ts";
import type { CompareOp, PyObject } from "../objects/object.ts";
import { type PyRangeIterator, RangeIteratorType } from "../objects/range.ts";
import { None } from "../objects/singletons.ts";
import { enlargeNativeLimit, interpreter, thread } from "../objects/state.ts";
import { newTuple, type PyTuple, TupleType } from "../objects/tuple.ts";
import { vmHooks } from "../objects/vmHooks.ts";
import {
	ATTR_CLASS_VALUE,
	ATTR_INSTANCE_VALUE,
	ATTR_METHOD,
	ATTR_METHOD_PLAIN,
	ATTR_MODULE,
	ATTR_OF_TYPE,
	ATTR_SLOT,
	loadAttrSlow,
	specialSubscript,
	storeAttrSlow,
} from "./attributes.ts";
import { breaker, handlePending } from "./breaker.ts";
import { bindNew, callFunctionEx, callKeywords, callSlow } from "./calls.ts";
import { doRaise, leaveFrame, raiseStackOverflow, unwind } from "./exceptions.ts";
import { clearAndPop, clearGeneratorRun, popFrame, pushFrame } from "./frames.ts";
import type { InlineCache } from "./inlineCache.ts";
import { loadGlobalSlow, unboundLocal } from "./names.ts";
import { observer } from "./observe.ts";
import { generatorTypeOf, sendSlow, trackOrigin } from "./slowAsync.ts";
import { RERAISED, slowOps, slowWidth } from "./slowOps.ts";
import { stackBytes } from "./stackSize.ts";
import { close, closeInputs, popOwned, replaceInputs, replaceTopFirst, takeInputs } from "./stack.ts";

/** An int or float has nothing that its death could tell anybody: no call through its type. */
function dropInt(object: PyObject): void {
	const n = object.refcnt;
	if (n > 1) {
		if (n < IMMORTAL_REFCNT) object.refcnt = n - 1;
	} else if (heap.addressesObserved) {
		decref(object);
	} else {
		heap.deaths++;
		object.refcnt = DEAD_REFCNT;
	}
}

/**
 * Runs `entry` (linked to its caller, current) to its end: returns what it returns or yields. Raises by throwing when the
 * exception leaves it; the frame is gone then, unless a generator owns it.
 */
export function run(entry: Frame): Own<PyObject> {
	const since = mark();
	entry.entry = true;
	const depth = thread.nativeDepth;
	thread.nativeDepth = depth + RUN_UNITS;
	thread.recursionDepth++;
	if (thread.recursionDepth > interpreter.recursionLimit || (thread.nativeDepth > interpreter.nativeLimit && !enlargeNativeLimit()))
		return tooDeep(depth);
	let frame: Frame | null = entry;
	while (frame !== null) {
		try {
			const result = interpret(frame, entry);
			if (result === null) break;
			thread.nativeDepth = depth;
			return result;
		} catch (thrown) {
			frame = recover(thrown, since, entry);
			thread.nativeDepth = depth + RUN_UNITS;
		}
	}
	thread.nativeDepth = depth;
	throw PYTHON_EXCEPTION;
}

/** What one nested run takes of the interpreter's `nativeLimit`: its own frames and those of the natives around it. */
const RUN_UNITS = 6;

function tooDeep(depth: number): never {
	thread.nativeDepth = depth;
	leaveFrame(thread.frame as Frame);
	return raiseStackOverflow();
}

/**
 * What was thrown in native code becomes a search for a handler: the frame to go on with, or null. Frames above that
 * belong to runs which JavaScript has ended already (its stack overflowed) are left on the way.
 */
function recover(thrown: unknown, since: number, entry: Frame): Frame | null {
	if (thrown !== PYTHON_EXCEPTION) {
		// No regular expression: to compile one takes stack that there is not.
		if (!(thrown instanceof RangeError && thrown.message.includes("call stack"))) throw thrown;
		overflowed();
	}
	caught(PYTHON_EXCEPTION, since);
	return unwind((thread.frame as Frame).pc, false, entry);
}

/** JavaScript's stack is at its end, earlier than measured: the state of what was under way is lost, but the program goes on. */
function overflowed(): void {
	try {
		raiseStackOverflow();
	} catch (thrown) {
		if (thrown !== PYTHON_EXCEPTION) throw thrown;
	}
}

/** The ints that LOAD_SMALL_INT names; immortal. */
const smallInts: PyObject[] = [];

/** Called once when the runtime starts. */
export function initInterpreter(): void {
	for (let i = 0; i < 256; i++) smallInts.push(newInt(i));
	interpreter.measureStack = stackBytes;
	vmHooks.callFunction = callFunction;
	vmHooks.runGeneratorFrame = runGeneratorFrame;
}

/** A call from native code: arguments borrowed. Source: _PyFunction_Vectorcall. */
function callFunction(func: PyFunction, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	return run(enterFrame(func, args, kwnames, null));
}

/** As `callFunction`, with a namespace for the locals: module and class bodies. Borrows it. */
export function runWithLocals(func: PyFunction, locals: PyObject): Own<PyObject> {
	return run(enterFrame(func, [], null, locals));
}

/** A linked frame with its arguments bound. */
function enterFrame(func: PyFunction, args: readonly PyObject[], kwnames: PyTuple | null, locals: PyObject | null): Frame {
	const code = func.code;
	const frame = pushFrame(incref(func), true, code);
	const { stack, marks, base } = frame;
	for (let i = base; i < frame.sp; i++) {
		stack[i] = null;
		marks[i] = 0;
	}
	if (locals !== null) frame.locals = incref(locals);
	if (kwnames === null && code.argcount === args.length && (code.codeFlags & 12) === 0 && code.kwonlyargcount === 0) {
		for (let i = 0; i < args.length; i++) {
			stack[base + i] = incref(args[i]);
			marks[base + i] = 1;
		}
	} else {
		bindNew(frame, func, { slots: args as PyObject[], marks: null, at: 0, count: args.length, kwnames });
	}
	frame.previous = thread.frame as Frame | null;
	thread.frame = frame;
	return frame;
}

/** Runs a suspended generator's frame. Source: _PyEval_EvalFrame with throwflag. */
function runGeneratorFrame(frame: Frame, throwing: boolean): Own<PyObject> {
	frame.previous = thread.frame as Frame | null;
	thread.frame = frame;
	if (!throwing) return run(frame);
	frame.entry = true;
	thread.recursionDepth++;
	if (observer.active) observer.thrown(frame);
	// The instruction that yielded is before the one to go on with; its handler counts.
	const next = unwind(frame.pc - 1, false, frame);
	if (next === null) throw PYTHON_EXCEPTION;
	thread.recursionDepth--;
	return run(next);
}

/** Links a suspended generator's frame above `frame`, with the value (stolen; null for None) that its yield gives. */
function enterGenerator(frame: Frame, generator: PyGenerator, value: Own<PyObject> | null): Frame {
	const next = generator.frame;
	next.stack[next.sp] = value ?? None;
	next.marks[next.sp++] = 1;
	generator.state = EXECUTING;
	generator.previous = thread.excInfo;
	thread.excInfo = generator;
	next.previous = frame;
	next.entry = false;
	thread.frame = next;
	if (++thread.recursionDepth > interpreter.recursionLimit) overflowInNewFrame();
	return next;
}

function isPlainGenerator(object: PyObject): boolean {
	return object.type === GeneratorType || object.type === CoroutineType;
}

/** Turns the frame of a call into a generator's. Its slots move; borrowed ones become strong. Source: RETURN_GENERATOR. */
function makeGenerator(frame: Frame): Own<PyGenerator> {
	const func = frame.func!;
	const { codeFlags } = frame.code;
	const own = newOwnFrame(frame.code.frameSize);
	makeFrameStrong(frame);
	const type = generatorTypeOf(codeFlags);
	incref(frame.code);
	moveFrame(frame, own);
	own.owner = OWNED_BY_GENERATOR;
	own.pc++;
	const generator = newGenerator(type, own, func.name, func.qualname);
	if (own.frameObject !== null) own.frameObject.frame = own;
	if (type === CoroutineType) trackOrigin(generator);
	return generator;
}

function storeFast(frame: Frame, local: number): void {
	const { stack, marks } = frame;
	const old = stack[local];
	const owned = marks[local];
	const top = --frame.sp;
	stack[local] = stack[top];
	marks[local] = marks[top];
	marks[top] = 0;
	if (owned !== 0) decref(old!);
}

function deleteFast(frame: Frame, n: number): void {
	const { stack, marks, base } = frame;
	const old = stack[base + n];
	if (old === null) unboundLocal(frame, n);
	const owned = marks[base + n];
	stack[base + n] = null;
	marks[base + n] = 0;
	if (owned !== 0) decref(old!);
}

/** The parts of RETURN_VALUE that most calls need not: generators, frame objects, `__init__`, namespaces. */
function endFrame(frame: Frame, value: Own<PyObject>): Own<PyObject> {
	const { instance } = frame;
	hold(value, "return value");
	if (frame.owner === OWNED_BY_GENERATOR) {
		clearGeneratorRun(frame);
		return take(value);
	}
	if (instance === null) {
		clearAndPop(frame);
		return take(value);
	}
	frame.instance = null;
	hold(instance as Own<PyObject>, "new instance");
	clearAndPop(frame);
	if (value !== None) typeError(`__init__() should return None, not '${value.type.name}'`);
	take(instance);
	take(value);
	return instance as Own<PyObject>;
}

/** Ends a frame that has the last reference to its function: the function dies while the frame still owns the code. */
function endWithFunction(frame: Frame, value: Own<PyObject>): void {
	hold(value, "return value");
	clearAndPop(frame);
	take(value);
}

/** Ends the frame that was just linked: the call is one too deep. The error is the caller's. */
function overflowInNewFrame(): never {
	leaveFrame(thread.frame as Frame);
	return raiseStackOverflow();
}

function pendingAfterCall(frame: Frame, sp: number): void {
	frame.sp = sp;
	handlePending();
}

/**
 * The loop. Runs from `frame` on until the entry frame below it returns or yields; null when an exception left the entry
 * frame (it is in flight). Throws what native code throws.
 */
function interpret(frame: Frame, entry: Frame): Own<PyObject> | null {
	frames: for (;;) {
		const stack: Slots = frame.stack;
		const marks = frame.marks;
		const base = frame.base;
		const code = frame.code;
		const consts = code.consts.items;
		const caches = code.caches as (InlineCache | null)[];
		if (observer.active) observer.prepare(code);
		const instructions = code.instructions;
		let sp = frame.sp;
		let pc = frame.pc;
		let word = instructions[pc];
		for (;;) {
			const oparg = word >> 8;
			switch (word & 255) {
				case 0: // CACHE
				case 17: // RESERVED
				case 27: // NOP
				case 28: // NOT_TAKEN
				case 69: // EXTENDED_ARG: folded into the next instruction
					pc++;
					break;
				case 250: {
					// OBSERVE: stands where an instruction does while somebody looks at it (observe.ts)
					frame.sp = sp;
					word = observer.look(frame);
					pc = frame.pc;
					sp = frame.sp;
					continue;
				}
				case 128: // RESUME
					if (breaker.any && (oparg & 3) < 2) {
						frame.sp = sp;
						handlePending();
					}
					pc++;
					break;
				case 84: {
					// LOAD_FAST: the copy of a borrowed reference is borrowed too (PyStackRef_DUP)
					const object = stack[base + oparg]!;
					const owned = marks[base + oparg];
					if (owned !== 0) {
						const n = object.refcnt;
						if (n !== 0x3fffffff) object.refcnt = n + 1;
					}
					stack[sp] = object;
					marks[sp++] = owned;
					pc++;
					break;
				}
				case 86: // LOAD_FAST_BORROW
					stack[sp] = stack[base + oparg];
					marks[sp++] = 0;
					pc++;
					break;
				case 87: // LOAD_FAST_BORROW_LOAD_FAST_BORROW
					stack[sp] = stack[base + (oparg >> 4)];
					marks[sp++] = 0;
					stack[sp] = stack[base + (oparg & 15)];
					marks[sp++] = 0;
					pc++;
					break;
				case 89: {
					// LOAD_FAST_LOAD_FAST
					const first = stack[base + (oparg >> 4)]!;
					const ownsFirst = marks[base + (oparg >> 4)];
					if (ownsFirst !== 0 && first.refcnt !== 0x3fffffff) first.refcnt++;
					stack[sp] = first;
					marks[sp++] = ownsFirst;
					const second = stack[base + (oparg & 15)]!;
					const ownsSecond = marks[base + (oparg & 15)];
					if (ownsSecond !== 0 && second.refcnt !== 0x3fffffff) second.refcnt++;
					stack[sp] = second;
					marks[sp++] = ownsSecond;
					pc++;
					break;
				}
				case 85: // LOAD_FAST_AND_CLEAR
					stack[sp] = stack[base + oparg];
					marks[sp++] = marks[base + oparg];
					stack[base + oparg] = null;
					marks[base + oparg] = 0;
					pc++;
					break;
				case 82: {
					// LOAD_CONST
					const object = consts[oparg];
					const n = object.refcnt;
					if (n !== 0x3fffffff) object.refcnt = n + 1;
					stack[sp] = object;
					marks[sp++] = 1;
					pc++;
					break;
				}
				case 94: // LOAD_SMALL_INT
					stack[sp] = smallInts[oparg];
					marks[sp++] = 0;
					pc++;
					break;
				case 33: // PUSH_NULL
					stack[sp] = null;
					marks[sp++] = 0;
					pc++;
					break;
				case 112: {
					// STORE_FAST
					const old = stack[base + oparg];
					const owned = marks[base + oparg];
					stack[base + oparg] = stack[--sp];
					marks[base + oparg] = marks[sp];
					if (owned !== 0) {
						const n = old!.refcnt;
						if (n > 1) {
							if (n !== 0x3fffffff) old!.refcnt = n - 1;
						} else if (old!.type === IntType) {
							dropInt(old!);
						} else {
							frame.sp = sp;
							decref(old!);
						}
					}
					pc++;
					break;
				}
				case 113: {
					// STORE_FAST_LOAD_FAST
					const local = base + (oparg >> 4);
					const old = stack[local];
					const owned = marks[local];
					stack[local] = stack[sp - 1];
					marks[local] = marks[sp - 1];
					const object = stack[base + (oparg & 15)]!;
					const copied = marks[base + (oparg & 15)];
					if (copied !== 0 && object.refcnt !== 0x3fffffff) object.refcnt++;
					stack[sp - 1] = object;
					marks[sp - 1] = copied;
					if (owned !== 0) {
						frame.sp = sp;
						decref(old!);
					}
					pc++;
					break;
				}
				case 114: {
					// STORE_FAST_STORE_FAST
					frame.sp = sp;
					storeFast(frame, base + (oparg >> 4));
					storeFast(frame, base + (oparg & 15));
					sp -= 2;
					pc++;
					break;
				}
				case 63: // DELETE_FAST
					frame.sp = sp;
					deleteFast(frame, oparg);
					pc++;
					break;
				case 9: // END_FOR
				case 30: // POP_ITER
				case 31: // POP_TOP
					if (marks[--sp] !== 0) {
						const object = stack[sp]!;
						const n = object.refcnt;
						if (n > 1) {
							if (n !== 0x3fffffff) object.refcnt = n - 1;
						} else {
							frame.sp = sp;
							decref(object);
						}
					}
					pc++;
					break;
				case 59: {
					// COPY
					const object = stack[sp - oparg];
					const owned = marks[sp - oparg];
					if (owned !== 0 && object!.refcnt !== 0x3fffffff) object!.refcnt++;
					stack[sp] = object;
					marks[sp++] = owned;
					pc++;
					break;
				}
				case 117: {
					// SWAP
					const object = stack[sp - 1];
					const owned = marks[sp - 1];
					stack[sp - 1] = stack[sp - oparg];
					marks[sp - 1] = marks[sp - oparg];
					stack[sp - oparg] = object;
					marks[sp - oparg] = owned;
					pc++;
					break;
				}
				case 77: // JUMP_FORWARD
					pc += 1 + oparg;
					break;
				case 75: // JUMP_BACKWARD
					pc += 2 - oparg;
					if (breaker.any) {
						frame.sp = sp;
						handlePending();
					}
					break;
				case 76: // JUMP_BACKWARD_NO_INTERRUPT
					pc += 1 - oparg;
					break;
				case 100: // POP_JUMP_IF_FALSE
					pc += stack[--sp] === False ? 2 + oparg : 2;
					break;
				case 103: // POP_JUMP_IF_TRUE
					pc += stack[--sp] === True ? 2 + oparg : 2;
					break;
				case 101: // POP_JUMP_IF_NONE
				case 102: {
					// POP_JUMP_IF_NOT_NONE
					const object = stack[--sp]!;
					pc += (object === None) === ((word & 255) === 101) ? 2 + oparg : 2;
					if (marks[sp] !== 0 && object !== None) {
						frame.sp = sp;
						decref(object);
					}
					break;
				}
				case 39: {
					// TO_BOOL
					const object = stack[sp - 1]!;
					if (object !== True && object !== False) {
						let truth: boolean;
						if (object === None) truth = false;
						else if (object.type === IntType) truth = (object as PyInt).value !== 0;
						else {
							frame.sp = sp;
							truth = isTrue(object);
						}
						stack[sp - 1] = truth ? True : False;
						if (marks[sp - 1] !== 0) {
							marks[sp - 1] = 0;
							frame.sp = sp;
							decref(object);
						}
					}
					pc += 4;
					break;
				}
				case 42: // UNARY_NOT
					stack[sp - 1] = stack[sp - 1] === False ? True : False;
					marks[sp - 1] = 0;
					pc++;
					break;
				case 74: {
					// IS_OP
					const result = (stack[sp - 2] === stack[sp - 1]) !== (oparg === 1) ? True : False;
					frame.sp = sp;
					closeInputs(frame, 2);
					stack[sp - 2] = result;
					marks[sp - 2] = 0;
					sp--;
					pc++;
					break;
				}
				case 44: {
					// BINARY_OP
					const left = stack[sp - 2]!;
					const right = stack[sp - 1]!;
					const type = left.type;
					if (type === IntType && right.type === IntType) {
						const a = (left as PyInt).value;
						const b = (right as PyInt).value;
						if (typeof a === "number" && typeof b === "number") {
							let value: number;
							switch (oparg) {
								case 0: // +
								case 13: // +=
									value = a + b;
									break;
								case 10: // -
								case 23: // -=
									value = a - b;
									break;
								case 5: // *
								case 18: // *=
									value = a * b + 0;
									break;
								case 1: // &
								case 14: // &=
									value = (a | 0) === a && (b | 0) === b ? a & b : Number.NaN;
									break;
								case 2: // //
								case 15: // //=
									value = b > 0 && a >= 0 ? Math.floor(a / b) : Number.NaN;
									break;
								case 6: // %
								case 19: // %=
									value = b > 0 && a >= 0 ? a % b : Number.NaN;
									break;
								default:
									value = Number.NaN;
							}
							if (value >= -9007199254740991 && value <= 9007199254740991) {
								const result = newInt(value);
								if (marks[sp - 1] !== 0) {
									if (right.refcnt > 1) {
										if (right.refcnt !== 0x3fffffff) right.refcnt--;
									} else dropInt(right);
								}
								if (marks[sp - 2] !== 0) {
									if (left.refcnt > 1) {
										if (left.refcnt !== 0x3fffffff) left.refcnt--;
									} else dropInt(left);
								}
								stack[sp - 2] = result;
								marks[sp - 2] = 1;
								sp--;
								pc += 6;
								break;
							}
						}
					} else if (type === FloatType && right.type === FloatType) {
						const a = (left as PyFloat).value;
						const b = (right as PyFloat).value;
						let done = true;
						let value = 0;
						switch (oparg) {
							case 0:
							case 13:
								value = a + b;
								break;
							case 10:
							case 23:
								value = a - b;
								break;
							case 5:
							case 18:
								value = a * b;
								break;
							case 11:
							case 24:
								if (b === 0) done = false;
								else value = a / b;
								break;
							default:
								done = false;
						}
						if (done) {
							const result = newFloat(value);
							if (marks[sp - 1] !== 0) dropInt(right);
							if (marks[sp - 2] !== 0) dropInt(left);
							stack[sp - 2] = result;
							marks[sp - 2] = 1;
							sp--;
							pc += 6;
							break;
						}
					} else if (oparg === 26) {
						let result: PyObject | null = null;
						if ((type === ListType || type === TupleType) && right.type === IntType) {
							const items = (left as PyList).items;
							const index = (right as PyInt).value as number;
							if (index >= 0 && index < items.length) result = items[index];
						} else if (type === DictType) {
							frame.sp = sp;
							result = dictGet(left as PyDict, right);
						} else if (type.heap !== null) {
							frame.sp = sp;
							const next = specialSubscript(frame, caches, pc);
							if (next !== null) {
								frame.returnOffset = 6;
								next.previous = frame;
								thread.frame = next;
								if (++thread.recursionDepth > interpreter.recursionLimit) overflowInNewFrame();
								frame = next;
								continue frames;
							}
						}
						if (result !== null) {
							if (result.refcnt !== 0x3fffffff) result.refcnt++;
							frame.sp = sp;
							replaceInputs(frame, 2, result as Own<PyObject>);
							sp--;
							pc += 6;
							break;
						}
					}
					frame.sp = sp;
					replaceInputs(frame, 2, binaryOp(oparg, left, right));
					sp--;
					pc += 6;
					break;
				}
				case 56: {
					// COMPARE_OP
					const left = stack[sp - 2]!;
					const right = stack[sp - 1]!;
					let result: PyObject;
					if ((left.type === IntType && right.type === IntType) || (left.type === FloatType && right.type === FloatType)) {
						const a = (left as PyFloat).value;
						const b = (right as PyFloat).value;
						let truth: boolean;
						switch (oparg >> 5) {
							case 0:
								truth = a < b;
								break;
							case 1:
								truth = a <= b;
								break;
							case 2:
								truth = a === b;
								break;
							case 3:
								truth = a !== b;
								break;
							case 4:
								truth = a > b;
								break;
							default:
								truth = a >= b;
						}
						result = truth ? True : False;
						if (marks[sp - 1] !== 0) {
							if (right.refcnt > 1) {
								if (right.refcnt !== 0x3fffffff) right.refcnt--;
							} else decref(right);
						}
						if (marks[sp - 2] !== 0) {
							if (left.refcnt > 1) {
								if (left.refcnt !== 0x3fffffff) left.refcnt--;
							} else decref(left);
						}
						sp--;
						stack[sp - 1] = result;
						marks[sp - 1] = 0;
					} else {
						frame.sp = sp;
						replaceTopFirst(frame, 2, richCompare(left, right, (oparg >> 5) as CompareOp));
						sp--;
						if ((oparg & 16) !== 0) {
							const object = stack[sp - 1]!;
							if (object !== True && object !== False) {
								stack[sp - 1] = isTrue(object) ? True : False;
								marks[sp - 1] = 0;
								decref(object);
							}
						}
					}
					pc += 2;
					break;
				}
				case 57: {
					// CONTAINS_OP
					frame.sp = sp;
					const found = contains(stack[sp - 1]!, stack[sp - 2]!);
					closeInputs(frame, 2);
					stack[sp - 2] = found !== (oparg === 1) ? True : False;
					marks[sp - 2] = 0;
					sp--;
					pc += 2;
					break;
				}
				case 92: {
					// LOAD_GLOBAL
					const cache = caches[pc];
					let object: PyObject | null = null;
					if (cache !== null && cache.version === frame.globals.keys.version) {
						if (cache.kind === 1) object = frame.globals.entries[cache.index];
						else if (cache.version2 === (frame.builtins as PyDict).keys?.version) object = (frame.builtins as PyDict).entries[cache.index];
					}
					if (object === null) {
						frame.sp = sp;
						object = loadGlobalSlow(frame, caches, pc, oparg >> 1);
					}
					if (object.refcnt !== 0x3fffffff) object.refcnt++;
					stack[sp] = object;
					marks[sp++] = 1;
					if ((oparg & 1) !== 0) {
						stack[sp] = null;
						marks[sp++] = 0;
					}
					pc += 5;
					break;
				}
				case 80: {
					// LOAD_ATTR
					const owner = stack[sp - 1]!;
					const cache = caches[pc];
					let attr: PyObject | null = null;
					let method = false;
					if (cache !== null && cache.version === owner.type.versionTag) {
						switch (cache.kind) {
							case ATTR_INSTANCE_VALUE: {
								const values = (owner as any).values as Slots | null;
								if (values !== null) attr = values[cache.index];
								break;
							}
							case ATTR_METHOD: {
								const values = (owner as any).values as Slots | null;
								if (values !== null && (owner.type.heap!.cachedKeys as any).nentries === cache.version2) {
									attr = cache.object;
									method = true;
								}
								break;
							}
							case ATTR_METHOD_PLAIN:
								attr = cache.object;
								method = true;
								break;
							case ATTR_CLASS_VALUE: {
								const values = (owner as any).values as Slots | null;
								if (values !== null && (owner.type.heap!.cachedKeys as any).nentries === cache.version2) attr = cache.object;
								break;
							}
							case ATTR_MODULE: {
								const dict = (owner as any).dict as PyDict;
								if (dict.keys.version === cache.version2) attr = dict.entries[cache.index];
								break;
							}
							case ATTR_OF_TYPE:
								if ((owner as any).versionTag === cache.version2) attr = cache.object;
								break;
							case ATTR_SLOT:
								attr = ((owner as any).slots as Slots)[cache.index];
								break;
						}
					}
					if (attr === null) {
						frame.sp = sp;
						const next = loadAttrSlow(frame, caches, pc, oparg);
						if (next !== null) {
							frame.returnOffset = 10;
							next.previous = frame;
							thread.frame = next;
							if (++thread.recursionDepth > interpreter.recursionLimit) overflowInNewFrame();
							frame = next;
							continue frames;
						}
						sp = frame.sp;
						pc += 10;
						break;
					}
					if (attr.refcnt !== 0x3fffffff) attr.refcnt++;
					const owned = marks[sp - 1];
					stack[sp - 1] = attr;
					marks[sp - 1] = 1;
					if ((oparg & 1) !== 0) {
						if (method) {
							stack[sp] = owner;
							marks[sp++] = owned;
							pc += 10;
							break;
						}
						stack[sp] = null;
						marks[sp++] = 0;
					}
					if (owned !== 0) {
						const n = owner.refcnt;
						if (n > 1) {
							if (n !== 0x3fffffff) owner.refcnt = n - 1;
						} else {
							frame.sp = sp;
							decref(owner);
						}
					}
					pc += 10;
					break;
				}
				case 110: {
					// STORE_ATTR
					const owner = stack[sp - 1]!;
					const cache = caches[pc];
					if (cache !== null && cache.version === owner.type.versionTag) {
						const instance = owner as any;
						const values = instance.values as Slots | null;
						if (values !== null && instance.dict === null) {
							const old = values[cache.index];
							const value = stack[sp - 2]!;
							if (marks[sp - 2] === 0 && value.refcnt !== 0x3fffffff) value.refcnt++;
							values[cache.index] = value;
							if (old === null) instance.order = instance.order.add(cache.index);
							const owned = marks[sp - 1];
							sp -= 2;
							if (owned !== 0) {
								if (owner.refcnt > 1) {
									if (owner.refcnt !== 0x3fffffff) owner.refcnt--;
								} else {
									frame.sp = sp;
									decref(owner);
								}
							}
							if (old !== null) {
								if (old.refcnt > 1) {
									if (old.refcnt !== 0x3fffffff) old.refcnt--;
								} else {
									frame.sp = sp;
									decref(old);
								}
							}
							pc += 5;
							break;
						}
					}
					frame.sp = sp;
					storeAttrSlow(frame, caches, pc, oparg);
					close(frame);
					close(frame);
					sp -= 2;
					pc += 5;
					break;
				}
				case 38: {
					// STORE_SUBSCR
					const container = stack[sp - 2]!;
					const key = stack[sp - 1]!;
					frame.sp = sp;
					if (container.type === ListType && key.type === IntType) {
						const items = (container as PyList).items;
						const index = (key as PyInt).value as number;
						if (index >= 0 && index < items.length) {
							const value = stack[sp - 3]!;
							if (marks[sp - 3] === 0) incref(value);
							marks[sp - 3] = 0;
							const old = items[index];
							items[index] = value;
							close(frame);
							close(frame);
							sp -= 3;
							frame.sp = sp;
							decref(old);
							pc += 2;
							break;
						}
					}
					if (container.type === DictType) dictSet(container as PyDict, key, stack[sp - 3]!);
					else setItem(container, key, stack[sp - 3]!);
					close(frame);
					close(frame);
					close(frame);
					sp -= 3;
					pc += 2;
					break;
				}
				case 83: {
					// LOAD_DEREF
					const object = (stack[base + oparg] as PyCell).contents;
					if (object === null) {
						frame.sp = sp;
						slowOps[83]!(frame, oparg);
					} else {
						if (object.refcnt !== 0x3fffffff) object.refcnt++;
						stack[sp] = object;
						marks[sp++] = 1;
					}
					pc++;
					break;
				}
				case 111: {
					// STORE_DEREF
					const cell = stack[base + oparg] as PyCell;
					const old = cell.contents;
					const object = stack[--sp]!;
					if (marks[sp] === 0 && object.refcnt !== 0x3fffffff) object.refcnt++;
					cell.contents = object;
					if (old !== null) {
						frame.sp = sp;
						decref(old);
					}
					pc++;
					break;
				}
				case 60: {
					// COPY_FREE_VARS
					const cells = frame.func!.closure!.items;
					const first = base + code.nlocalsplus - oparg;
					for (let i = 0; i < oparg; i++) {
						const cell = cells[i];
						if (cell.refcnt !== 0x3fffffff) cell.refcnt++;
						stack[first + i] = cell;
						marks[first + i] = 1;
					}
					pc++;
					break;
				}
				case 51: {
					// BUILD_TUPLE
					frame.sp = sp;
					const tuple = newTuple(takeInputs(frame, oparg));
					sp = frame.sp;
					stack[sp] = tuple;
					marks[sp++] = 1;
					pc++;
					break;
				}
				case 46: {
					// BUILD_LIST
					frame.sp = sp;
					const list = newList(takeInputs(frame, oparg));
					sp = frame.sp;
					stack[sp] = list;
					marks[sp++] = 1;
					pc++;
					break;
				}
				case 78: {
					// LIST_APPEND
					const object = stack[--sp]!;
					if (marks[sp] === 0) incref(object);
					listAppendSteal(stack[sp - oparg] as PyList, object as Own<PyObject>);
					pc++;
					break;
				}
				case 119: {
					// UNPACK_SEQUENCE
					const sequence = stack[sp - 1]!;
					if ((sequence.type === TupleType || sequence.type === ListType) && (sequence as PyTuple).items.length === oparg) {
						const items = (sequence as PyTuple).items;
						const owned = marks[--sp];
						for (let i = oparg - 1; i >= 0; i--) {
							const item = items[i];
							if (item.refcnt !== 0x3fffffff) item.refcnt++;
							stack[sp] = item;
							marks[sp++] = 1;
						}
						if (owned !== 0) {
							frame.sp = sp;
							decref(sequence);
						}
					} else {
						frame.sp = sp;
						slowOps[119]!(frame, oparg);
						sp = frame.sp;
					}
					pc += 2;
					break;
				}
				case 16: {
					// GET_ITER
					const iterable = stack[sp - 1]!;
					frame.sp = sp;
					const iterator = getIter(iterable);
					const owned = marks[sp - 1];
					stack[sp - 1] = iterator;
					marks[sp - 1] = 1;
					if (owned !== 0) decref(iterable);
					pc++;
					break;
				}
				case 70: {
					// FOR_ITER
					const iterator = stack[sp - 1]!;
					const type = iterator.type;
					let next: PyObject | null;
					if (type === RangeIteratorType) {
						const range = iterator as PyRangeIterator;
						if (range.remaining > 0) {
							const value = range.next;
							range.next = value + range.step;
							range.remaining--;
							next = newInt(value);
						} else next = null;
					} else if (
						type === ListIteratorType &&
						(iterator as PyListIterator).list !== null &&
						(iterator as PyListIterator).index < (iterator as PyListIterator).list!.items.length
					) {
						next = (iterator as PyListIterator).list!.items[(iterator as PyListIterator).index++];
						if (next.refcnt !== 0x3fffffff) next.refcnt++;
					} else if (type === GeneratorType && (iterator as PyGenerator).state < EXECUTING) {
						frame.sp = sp;
						frame.returnOffset = 2 + oparg;
						frame = enterGenerator(frame, iterator as PyGenerator, null);
						continue frames;
					} else {
						frame.sp = sp;
						next = iterNext(iterator);
					}
					if (next === null) {
						pc += 3 + oparg;
					} else {
						stack[sp] = next;
						marks[sp++] = 1;
						pc += 2;
					}
					break;
				}
				case 52: {
					// CALL
					const callable = stack[sp - oparg - 2]!;
					const type = callable.type;
					if (type === FunctionType) {
						const func = callable as PyFunction;
						const target = func.code;
						const self = stack[sp - oparg - 1];
						const count = self === null ? oparg : oparg + 1;
						if (target.argcount === count && (target.codeFlags & 12) === 0 && target.kwonlyargcount === 0) {
							const next = pushFrame(func, marks[sp - oparg - 2] !== 0, target);
							const from = sp - count;
							const targets = next.stack;
							const targetMarks = next.marks;
							const to = next.base;
							for (let i = 0; i < count; i++) {
								targets[to + i] = stack[from + i];
								targetMarks[to + i] = marks[from + i];
							}
							for (let i = to + count; i < next.sp; i++) {
								targets[i] = null;
								targetMarks[i] = 0;
							}
							frame.sp = sp - oparg - 2;
							frame.returnOffset = 4;
							next.previous = frame;
							thread.frame = next;
							if (++thread.recursionDepth > interpreter.recursionLimit) overflowInNewFrame();
							frame = next;
							continue frames;
						}
					} else if (type === BuiltinFunctionType) {
						const def = (callable as PyBuiltinFunction).def;
						if (stack[sp - oparg - 1] === null) {
							if (oparg === 1 && def.kind === "o") {
								frame.sp = sp;
								const result = def.impl((callable as PyBuiltinFunction).self, stack[sp - 1]);
								replaceTopFirst(frame, 3, result);
								sp -= 2;
								pc += 4;
								if (breaker.any) pendingAfterCall(frame, sp);
								break;
							}
						}
					} else if (type === MethodDescrType) {
						const self = stack[sp - oparg - 1];
						const descr = callable as PyMethodDescr;
						if (self !== null && self.type === descr.objclass) {
							const def = descr.def;
							if (oparg === 1 && def.kind === "o") {
								frame.sp = sp;
								const result = def.impl(self, stack[sp - 1]);
								replaceTopFirst(frame, 3, result);
								sp -= 2;
								pc += 4;
								if (breaker.any) pendingAfterCall(frame, sp);
								break;
							}
							if (oparg === 0 && def.kind === "noargs") {
								frame.sp = sp;
								const result = def.impl(self);
								replaceTopFirst(frame, 2, result);
								sp -= 1;
								pc += 4;
								if (breaker.any) pendingAfterCall(frame, sp);
								break;
							}
						}
					}
					frame.sp = sp;
					const next = callSlow(frame, caches, oparg);
					if (next !== null) {
						frame.returnOffset = 4;
						next.previous = frame;
						thread.frame = next;
						if (++thread.recursionDepth > interpreter.recursionLimit) overflowInNewFrame();
						frame = next;
						continue frames;
					}
					sp = frame.sp;
					pc += 4;
					if (breaker.any) pendingAfterCall(frame, sp);
					break;
				}
				case 4: // CALL_FUNCTION_EX
				case 55: {
					// CALL_KW
					frame.sp = sp;
					const next = (word & 255) === 55 ? callKeywords(frame, oparg) : callFunctionEx(frame);
					const width = (word & 255) === 55 ? 4 : 1;
					if (next !== null) {
						frame.returnOffset = width;
						next.previous = frame;
						thread.frame = next;
						if (++thread.recursionDepth > interpreter.recursionLimit) overflowInNewFrame();
						frame = next;
						continue frames;
					}
					sp = frame.sp;
					if (breaker.any) pendingAfterCall(frame, sp);
					pc += width;
					break;
				}
				case 35: {
					// RETURN_VALUE
					let value = stack[--sp]!;
					if (marks[sp] === 0) {
						if (value.refcnt !== 0x3fffffff) value.refcnt++;
					} else marks[sp] = 0;
					const ending = frame;
					const caller = ending.previous;
					ending.sp = sp;
					thread.frame = caller;
					thread.recursionDepth--;
					if (ending.owner === OWNED_BY_GENERATOR || ending.frameObject !== null || ending.instance !== null || ending.locals !== null) {
						value = endFrame(ending, value as Own<PyObject>);
						if (ending.entry) return value as Own<PyObject>;
					} else {
						let i = sp;
						while (i > base) {
							i--;
							if (marks[i] !== 0) {
								const object = stack[i]!;
								const n = object.refcnt;
								if (n > 1) {
									if (n !== 0x3fffffff) object.refcnt = n - 1;
									marks[i] = 0;
								} else if (object.type === IntType) {
									marks[i] = 0;
									dropInt(object);
								} else {
									ending.sp = i + 1;
									hold(value as Own<PyObject>, "return value");
									clearAndPop(ending);
									take(value);
									i = -1;
									break;
								}
							}
						}
						if (i >= 0) {
							ending.sp = base;
							const func = ending.func!;
							if (ending.ownsFunc && func.refcnt === 1) {
								endWithFunction(ending, value as Own<PyObject>);
							} else {
								ending.func = null;
								if (ending.ownsFunc) func.refcnt--;
								popFrame(ending);
							}
						}
						if (ending.entry) return value as Own<PyObject>;
					}
					frame = caller!;
					frame.stack[frame.sp] = value;
					frame.marks[frame.sp++] = 1;
					frame.pc += frame.returnOffset;
					continue frames;
				}
				case 34: {
					// RETURN_GENERATOR
					frame.sp = sp;
					const generator = makeGenerator(frame);
					const caller = frame.previous;
					const { entry } = frame;
					thread.frame = caller;
					thread.recursionDepth--;
					popFrame(frame);
					if (entry) return generator;
					frame = caller!;
					frame.stack[frame.sp] = generator;
					frame.marks[frame.sp++] = 1;
					frame.pc += frame.returnOffset;
					continue frames;
				}
				case 120: {
					// YIELD_VALUE
					const value = stack[--sp]!;
					if (marks[sp] === 0) incref(value);
					marks[sp] = 0;
					const generator = frame.generator!;
					generator.state = SUSPENDED + oparg;
					thread.excInfo = generator.previous!;
					generator.previous = null;
					frame.sp = sp;
					frame.pc = pc + 1;
					const caller = frame.previous;
					const { entry } = frame;
					frame.previous = null;
					thread.frame = caller;
					thread.recursionDepth--;
					if (entry) return value as Own<PyObject>;
					frame = caller!;
					frame.stack[frame.sp] = value;
					frame.marks[frame.sp++] = 1;
					frame.pc += 2;
					continue frames;
				}
				case 106: {
					// SEND
					const receiver = stack[sp - 2]!;
					frame.sp = sp;
					if ((receiver as PyGenerator).state < EXECUTING && isPlainGenerator(receiver)) {
						const value = popOwned(frame);
						frame.returnOffset = 2 + oparg;
						frame = enterGenerator(frame, receiver as PyGenerator, value);
						continue frames;
					}
					pc += sendSlow(frame) ? 2 : 2 + oparg;
					break;
				}
				case 104: {
					// RAISE_VARARGS
					frame.sp = sp;
					const cause = oparg === 2 ? popOwned(frame) : null;
					const exception = oparg > 0 ? popOwned(frame) : null;
					const next = unwind(pc, doRaise(exception, cause), entry);
					if (next === null) return null;
					frame = next;
					continue frames;
				}
				case 105: {
					// RERAISE
					frame.sp = sp;
					const exception = popOwned(frame) as Own<PyBaseException>;
					if (oparg !== 0) frame.pc = (stack[sp - 1 - oparg] as PyInt).value as number;
					setException(exception);
					const next = unwind(pc, true, entry);
					if (next === null) return null;
					frame = next;
					continue frames;
				}
				case 7: // CLEANUP_THROW
				case 68: {
					// END_ASYNC_FOR
					frame.sp = sp;
					if (slowOps[word & 255]!(frame, oparg) === RERAISED) {
						const next = unwind(pc, true, entry);
						if (next === null) return null;
						frame = next;
						continue frames;
					}
					sp = frame.sp;
					pc++;
					break;
				}
				default: {
					frame.sp = sp;
					slowOps[word & 255]!(frame, oparg);
					sp = frame.sp;
					pc += slowWidth[word & 255];
				}
			}
			word = instructions[pc];
			frame.pc = pc;
		}
	}
}
