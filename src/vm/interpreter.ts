// The interpreter: one loop over the instructions of 3.14's bytecode, which runs Python calls without nesting.
//
// V8 makes a loop fast only if the hot instructions are in it, and only if it is small. So the loop does the commonest
// case of the hottest instructions; everything else is a function in the table of slowOps.ts, which handles each
// instruction whole. The file has more than 800 lines because this loop is one function, which V8 compiles as one: what
// moves into another costs a call for each instruction, and the loop's variables no longer stay in registers.
//
// What has to do with counts goes through `incref` and `decref`, so that V8 learns the kinds of objects once and not at
// each place; and `instanceof` stands before what reads a field, since it needs no such learning. Opcodes are written as
// numbers with their names beside them: as literals close together they make the `switch` a jump table (a test holds them
// equal to the opcode table).
//
// Rules: a stack slot's mark says whether the frame owns the reference in it; 3 says that it is to an int or a float
// besides. `frame.pc` is the current instruction; `frame.sp` must be up to date whenever anything runs that can run Python
// code, raise, or look. Inputs stay on the stack while an operation works on them, and die in CPython's order. Read `run`
// first. Mirrors Python/bytecodes.c.

import { hold, mark, take } from "../heap/handles.ts";
import { DEAD_REFCNT, heap, IMMORTAL_REFCNT, type Own } from "../heap/header.ts";
import { decref, incref, meetKinds } from "../heap/hotCount.ts";
import { increfPlain, isPlain } from "../heap/refcount.ts";
import { CO_OPTIMIZED } from "../objects/code.ts";
import { False, True } from "../objects/bool.ts";
import type { PyCell } from "../objects/cell.ts";
import type { PyDict } from "../objects/dict.ts";
import { sharedKeysOf } from "../objects/dictkeys.ts";
import { caught, PYTHON_EXCEPTION, typeError } from "../objects/errors.ts";
import { dropFloat, dropNumber, FloatType, newFloat, PyFloat } from "../objects/float.ts";
import { PyFunction } from "../objects/function.ts";
import { EXECUTING, newGenerator, PyGenerator, SUSPENDED } from "../objects/generator.ts";
import { CoroutineType, GeneratorType } from "../objects/generatorTypes.ts";
import { PyInstance } from "../objects/instance.ts";
import { dropInt, IntType, newInt, PyInt } from "../objects/int.ts";
import { type Frame, makeFrameStrong, moveFrame, newOwnFrame, OWNED_BY_GENERATOR, type Slots } from "../objects/interpreterFrame.ts";
import { ListIteratorType, PyListIterator } from "../objects/iterators.ts";
import { ListType, PyList } from "../objects/list.ts";
import { ObjectType, type PyObject } from "../objects/object.ts";
import { PyRangeIterator } from "../objects/range.ts";
import { None } from "../objects/singletons.ts";
import { enlargeNativeLimit, interpreter, thread } from "../objects/state.ts";
import { type ThreadRecord, threads } from "../objects/threads.ts";
import { newStr } from "../objects/str.ts";
import { PyTuple, TupleType } from "../objects/tuple.ts";
import { vmHooks } from "../objects/vmHooks.ts";
import { ATTR_INSTANCE_VALUE, ATTR_METHOD, ATTR_SLOT } from "./attributes.ts";
import { breaker } from "./breaker.ts";
import { enterCall, enterGenerator, FARTHEST_BACK, REENTER, RERAISED, SWITCHED } from "./cachedOps.ts";
import { bindNew, callHooks } from "./calls.ts";
import { leaveFrame, raiseStackOverflow, unwind } from "./exceptions.ts";
import { returnForwarded } from "./forward.ts";
import { clearAndPop, clearGeneratorRun, popFrame, pushFrame } from "./frames.ts";
import type { InlineCache } from "./inlineCache.ts";
import { observer } from "./observe.ts";
import { generatorTypeOf, trackOrigin } from "./slowAsync.ts";
import { ABANDON, abandon, leaveForeign, runs, schedulerHooks, SWITCH, switchAway, takeResult, waitedFor } from "./scheduler.ts";
import { operations, width } from "./slowOps.ts";
import { stackBytes } from "./stackSize.ts";

/**
 * Runs `entry` (linked to its caller, current) to its end: returns what it returns or yields. Raises by throwing when the
 * exception leaves it; the frame is gone then, unless a generator owns it. Meanwhile other threads may run.
 */
export function run(entry: Frame): Own<PyObject> {
	const since = mark();
	entry.entry = true;
	const depth = thread.nativeDepth;
	thread.nativeDepth = depth + RUN_UNITS;
	thread.recursionDepth++;
	if (thread.recursionDepth > interpreter.recursionLimit || (thread.nativeDepth > interpreter.nativeLimit && !enlargeNativeLimit()))
		return tooDeep(depth);
	const owner = threads.current;
	const level = runs.push(owner);
	const result = runFrames(entry, owner, since, level);
	runs.pop();
	thread.nativeDepth = depth;
	if (result === null) throw PYTHON_EXCEPTION;
	return result;
}

/**
 * Runs frames from `frame` on (null: `takeResult` has something already), until what `owner` waits for has ended: returns
 * what that returned, or null if an exception is in flight.
 */
function runFrames(frame: Frame | null, owner: ThreadRecord, since: number, level: number): Own<PyObject> | null {
	const depth = thread.nativeDepth;
	for (;;) {
		let result: Own<PyObject> | null;
		try {
			result = frame === null ? takeResult() : interpret(frame);
			if (result === AGAIN) {
				frame = thread.frame as Frame;
				continue;
			}
			if (threads.current === owner) return result;
			frame = leaveForeign(result);
		} catch (thrown) {
			frame = recover(thrown, since, level);
			thread.nativeDepth = depth;
			if (frame === null && threads.current === owner) return takeResult();
		}
	}
}

/** What one nested run takes of the interpreter's `nativeLimit`: its own frames and those of the natives around it. */
const RUN_UNITS = 6;

function tooDeep(depth: number): never {
	thread.nativeDepth = depth;
	leaveFrame(thread.frame as Frame);
	return raiseStackOverflow();
}

/**
 * What was thrown in native code becomes a search for a handler, or a switch of threads: the frame to go on with, or null
 * if a frame that native code waits for has ended (`takeResult`).
 */
function recover(thrown: unknown, since: number, level: number): Frame | null {
	if (thrown !== PYTHON_EXCEPTION) {
		const above = runs.splice(level);
		if (thrown === SWITCH) return switchAway(since);
		if (thrown === ABANDON) return abandon(since, above);
		// No regular expression: to compile one takes stack that there is not.
		if (!(thrown instanceof RangeError && thrown.message.includes("call stack"))) throw thrown;
		forgetRuns();
		overflowed();
	}
	caught(PYTHON_EXCEPTION, since);
	return unwind((thread.frame as Frame).pc, false);
}

/** Frames of runs that JavaScript has ended already (its stack overflowed) are left like any other. */
function forgetRuns(): void {
	let gone = -waitedFor(threads.current);
	for (let frame = thread.frame as Frame | null; frame !== null; frame = frame.previous) if (frame.entry) gone++;
	for (let frame = thread.frame as Frame | null; frame !== null && gone > 0; frame = frame.previous) {
		if (!frame.entry) continue;
		frame.entry = false;
		gone--;
	}
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
	changeOnce();
	meetUsualKinds();
	interpreter.measureStack = stackBytes;
	vmHooks.callFunction = callFunction;
	vmHooks.runGeneratorFrame = runGeneratorFrame;
	callHooks.enterFrame = enterFrame;
	schedulerHooks.runFrames = runFrames;
}

/** FAST: V8 takes a field that never changed for a constant, and optimises the loop anew (a tenth of a second) when it does. */
function changeOnce(): void {
	for (const value of [true, false]) {
		breaker.any = value;
		observer.active = value;
		heap.observeAddresses(value);
	}
	const { excInfo } = thread;
	thread.excInfo = thread as unknown as typeof excInfo;
	thread.excInfo = excInfo;
}

/** Objects of the commonest kinds, which are gone again afterwards and left no memory on a freelist. */
function meetUsualKinds(): void {
	const { youngCount } = heap;
	const mortal = [newInt(2n ** 70n), newInt(1000), newFloat(0.5), newStr("usual")];
	const instance = new PyInstance(ObjectType);
	meetKinds([instance, ...mortal, None, True]);
	for (const object of mortal) decref(object);
	instance.refcnt = DEAD_REFCNT;
	heap.deaths++;
	heap.youngCount = youngCount;
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
export function enterFrame(func: PyFunction, args: readonly PyObject[], kwnames: PyTuple | null, locals: PyObject | null): Frame {
	const code = func.code;
	const frame = pushFrame(incref(func), true, code);
	const { stack, marks, base } = frame;
	for (let i = base; i < frame.sp; i++) {
		stack[i] = null;
		marks[i] = 0;
	}
	if (locals !== null) frame.locals = incref(locals);
	else if ((code.codeFlags & CO_OPTIMIZED) === 0) frame.locals = incref(func.globals);
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
	const next = unwind(frame.pc - 1, false);
	if (next === null) throw PYTHON_EXCEPTION;
	thread.recursionDepth--;
	return run(next);
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
	if (type === CoroutineType) trackOrigin(generator, frame.previous);
	return generator;
}

/** The parts of RETURN_VALUE that most calls need not: generators, frame objects, `__init__`, namespaces. */
function endFrame(frame: Frame, value: Own<PyObject>): Own<PyObject> {
	const { instance } = frame;
	if (frame.forward !== null) return returnForwarded(frame, value, clearAndPop);
	if (instance !== null) thread.recursionDepth--;
	if (instance !== null && value === None && frame.frameObject === null && frame.locals === null) {
		frame.instance = null;
		endCall(frame, instance as Own<PyObject>);
		return instance as Own<PyObject>;
	}
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

/** RETURN_VALUE of an ordinary call: locals die, last one first, the frame is given back. */
function endCall(frame: Frame, value: Own<PyObject>): void {
	const { stack, marks, base } = frame;
	const func = frame.func!;
	for (let i = frame.sp - 1; i >= base; i--) {
		if (marks[i] === 0) continue;
		const object = stack[i]!;
		if (marks[i] === 3) {
			marks[i] = 0;
			dropNumber(object);
			continue;
		}
		if (object.refcnt === 1 && !isPlain(object)) return endSlowly(frame, i + 1, value);
		marks[i] = 0;
		decref(object);
	}
	if (frame.ownsFunc && func.refcnt === 1) return endSlowly(frame, base, value);
	frame.sp = base;
	frame.func = null;
	if (frame.ownsFunc) func.refcnt--;
	popFrame(frame);
}

/** When something dies with the frame, the value and what is left of the frame are accounted for meanwhile. */
function endSlowly(frame: Frame, sp: number, value: Own<PyObject>): void {
	frame.sp = sp;
	hold(value, "return value");
	clearAndPop(frame);
	take(value);
}

/**
 * What `interpret` returns to be called again, with the thread's frame: no object of the program's. FAST: V8 optimises a loop that is
 * running apart from the function as a whole, and worse, because it knows nothing of the variables. So the loop
 * is left every now and then (`breaker.ticks`), and what goes on is the function.
 */
const AGAIN = {} as Own<PyObject>;

/**
 * The loop. Runs from `frame` on until an entry frame returns or yields; null when an exception left the entry
 * frame (it is in flight). Throws what native code throws. An instruction that is not done here leaves by `break slow`.
 */
function interpret(frame: Frame): Own<PyObject> | null {
	let stack: Slots = frame.stack;
	let { marks, base, code } = frame;
	let consts = code.consts.items;
	// This may make the next two.
	if (observer.active) observer.prepare(code);
	let caches = code.caches as (InlineCache | null)[];
	let { instructions } = code;
	let { sp, pc } = frame;
	let word = instructions[pc];
	// FAST: one loop, not one for frames around one for instructions: V8 would optimise the inner one twice.
	for (;;) {
		const oparg = word >> 8;
		// biome-ignore lint/suspicious/noConfusingLabels: what goes on with another frame comes last
		frames: {
			// biome-ignore lint/suspicious/noConfusingLabels: what is not done in the switch goes on after it
			slow: {
				let number = 0;
				// biome-ignore lint/suspicious/noConfusingLabels: the same for what has only to push an int
				int: {
					switch (word & 255) {
						case 0: // CACHE
						case 17: // RESERVED
						case 27: // NOP
						case 28: // NOT_TAKEN
						case 69: // EXTENDED_ARG: folded into the next instruction
							pc++;
							break;
						case 127: {
							// OBSERVE: stands where an instruction does while somebody looks at it (observe.ts)
							frame.sp = sp;
							word = observer.look(frame);
							pc = frame.pc;
							sp = frame.sp;
							continue;
						}
						case 128: // RESUME
							if (breaker.any || --breaker.ticks < 0) break slow;
							pc++;
							break;
						case 84: {
							// LOAD_FAST: the copy of a borrowed reference is borrowed too (PyStackRef_DUP)
							const object = stack[base + oparg]!;
							const owned = marks[base + oparg];
							if (owned === 3) increfPlain(object);
							else if (owned !== 0) incref(object);
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
							if (ownsFirst !== 0) incref(first);
							stack[sp] = first;
							marks[sp++] = ownsFirst;
							const second = stack[base + (oparg & 15)]!;
							const ownsSecond = marks[base + (oparg & 15)];
							if (ownsSecond !== 0) incref(second);
							stack[sp] = second;
							marks[sp++] = ownsSecond;
							pc++;
							break;
						}
						case 83: {
							// LOAD_DEREF
							const object = (stack[base + oparg] as PyCell).contents;
							if (object === null) break slow;
							stack[sp] = incref(object);
							marks[sp++] = 1;
							pc++;
							break;
						}
						case 82: // LOAD_CONST
							stack[sp] = incref(consts[oparg]);
							marks[sp++] = 1;
							pc++;
							break;
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
							if (owned === 3) {
								dropNumber(old!);
							} else if (owned !== 0) {
								frame.sp = sp;
								decref(old!);
							}
							pc++;
							break;
						}
						case 114: // STORE_FAST_STORE_FAST
							for (let shift = 4; shift >= 0; shift -= 4) {
								const local = base + ((oparg >> shift) & 15);
								const old = stack[local];
								const owned = marks[local];
								stack[local] = stack[--sp];
								marks[local] = marks[sp];
								if (owned === 3) {
									dropNumber(old!);
								} else if (owned !== 0) {
									frame.sp = sp;
									decref(old!);
								}
							}
							pc++;
							break;
						case 113: {
							// STORE_FAST_LOAD_FAST
							const local = base + (oparg >> 4);
							const old = stack[local];
							const owned = marks[local];
							stack[local] = stack[sp - 1];
							marks[local] = marks[sp - 1];
							const object = stack[base + (oparg & 15)]!;
							const copied = marks[base + (oparg & 15)];
							stack[sp - 1] = object;
							marks[sp - 1] = copied;
							if (copied === 3) increfPlain(object);
							else if (copied !== 0) incref(object);
							if (owned === 3) {
								dropNumber(old!);
							} else if (owned !== 0) {
								frame.sp = sp;
								decref(old!);
							}
							pc++;
							break;
						}
						case 9: // END_FOR
						case 30: // POP_ITER
						case 31: // POP_TOP
							if (marks[--sp] === 3) {
								dropNumber(stack[sp]!);
							} else if (marks[sp] !== 0) {
								frame.sp = sp;
								decref(stack[sp]!);
							}
							pc++;
							break;
						case 59: {
							// COPY
							const object = stack[sp - oparg];
							const owned = marks[sp - oparg];
							if (owned !== 0) incref(object!);
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
							if (breaker.any || --breaker.ticks < 0) break slow;
							pc += 2 - oparg;
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
							if (object === None) {
								stack[sp - 1] = False;
							} else if (object !== True && object !== False) {
								if (!(object instanceof PyInt) || object.type !== IntType) break slow;
								stack[sp - 1] = object.value !== 0 ? True : False;
								if (marks[sp - 1] !== 0) dropInt(object);
								marks[sp - 1] = 0;
							}
							pc += 4;
							break;
						}
						case 42: // UNARY_NOT
							stack[sp - 1] = stack[sp - 1] === False ? True : False;
							marks[sp - 1] = 0;
							pc++;
							break;
						case 44: {
							// BINARY_OP
							const left = stack[sp - 2]!;
							const right = stack[sp - 1]!;
							if (left instanceof PyInt) {
								// FAST: variables of the branch's own, for V8 learns of a field by variable and name.
								const int: PyInt = left;
								if (!(right instanceof PyInt)) break slow;
								const second: PyInt = right;
								if (int.type !== IntType || second.type !== IntType) break slow;
								const a = int.value;
								const b = second.value;
								if (typeof a !== "number" || typeof b !== "number") break slow;
								if (oparg === 0 || oparg === 13) number = a + b;
								else if (oparg === 10 || oparg === 23) number = a - b;
								else if (oparg === 5 || oparg === 18) number = a * b + 0;
								else if (!(a >= 0 && b > 0)) break slow;
								else if (oparg === 6 || oparg === 19) number = a % b;
								else if (oparg === 2 || oparg === 15) number = Math.floor(a / b);
								else if (oparg === 1 && a <= 0x7fffffff && b <= 0x7fffffff) number = a & b;
								else break slow;
								if (!(number >= -9007199254740991 && number <= 9007199254740991)) break slow;
								if (marks[--sp] !== 0) dropInt(second);
								if (marks[--sp] !== 0) dropInt(int);
								pc += 6;
								break int;
							}
							if (left instanceof PyFloat) {
								const float: PyFloat = left;
								if (!(right instanceof PyFloat)) break slow;
								const second: PyFloat = right;
								if (float.type !== FloatType || second.type !== FloatType) break slow;
								const a = float.value;
								const b = second.value;
								if (oparg === 0 || oparg === 13) number = a + b;
								else if (oparg === 10 || oparg === 23) number = a - b;
								else if (oparg === 5 || oparg === 18) number = a * b;
								else break slow;
								if (marks[--sp] !== 0) dropFloat(second);
								if (marks[sp - 1] !== 0) dropFloat(float);
								stack[sp - 1] = newFloat(number);
								marks[sp - 1] = 3;
							} else {
								// The item of a list that goes on living
								if (oparg !== 26 || !(left instanceof PyList) || !(right instanceof PyInt)) break slow;
								const { items, type } = left;
								const key: PyInt = right;
								if (type !== ListType || key.type !== IntType) break slow;
								const index = key.value as number;
								if (!(index >= 0 && index < items.length)) break slow;
								const item = items[index];
								if (marks[sp - 2] !== 0) {
									const n = left.refcnt;
									if (n === 1 || n === IMMORTAL_REFCNT) break slow;
									left.refcnt = n - 1;
								}
								if (marks[--sp] !== 0) dropInt(key);
								const plain = item instanceof PyFloat && item.type === FloatType;
								stack[sp - 1] = plain ? increfPlain(item) : incref(item);
								marks[sp - 1] = plain ? 3 : 1;
							}
							pc += 6;
							break;
						}
						case 56: {
							// COMPARE_OP
							const left = stack[sp - 2]!;
							const right = stack[sp - 1]!;
							if (!(left instanceof PyInt) || !(right instanceof PyInt) || left.type !== IntType || right.type !== IntType) break slow;
							const a = left.value;
							const b = right.value;
							if (typeof a !== "number" || typeof b !== "number") break slow;
							const operator = oparg >> 5;
							const truth =
								operator < 2
									? a < b || (operator === 1 && a === b)
									: operator < 4
										? (a === b) === (operator === 2)
										: a > b || (operator === 5 && a === b);
							if (marks[--sp] !== 0) dropInt(right);
							if (marks[sp - 1] !== 0) dropInt(left);
							pc += 2;
							const next = instructions[pc];
							if ((next & 255) === 100) {
								// POP_JUMP_IF_FALSE follows mostly: FAST: at once.
								sp--;
								pc += truth ? 2 : 2 + (next >> 8);
							} else {
								stack[sp - 1] = truth ? True : False;
								marks[sp - 1] = 0;
							}
							break;
						}
						case 92: {
							// LOAD_GLOBAL
							const cache = caches[pc];
							if (cache === null || cache.version !== frame.globals.keys.version) break slow;
							let object: PyObject | null = null;
							if (cache.kind === 1) object = frame.globals.entries[cache.index];
							else if (cache.version2 === (frame.builtins as PyDict).keys?.version)
								object = (frame.builtins as PyDict).entries[cache.index];
							if (object === null) break slow;
							stack[sp] = incref(object);
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
							if (!(owner instanceof PyInstance) || cache === null || cache.version !== owner.type.versionTag) break slow;
							if (cache.kind !== ATTR_METHOD && (oparg & 1) === 0) {
								const places = cache.kind === ATTR_INSTANCE_VALUE ? owner.values : cache.kind === ATTR_SLOT ? owner.slots : null;
								const attr = places === null ? null : places[cache.index];
								if (attr === null) break slow;
								stack[sp - 1] = incref(attr);
								if (marks[sp - 1] !== 0) {
									frame.sp = sp;
									decref(owner);
								}
								marks[sp - 1] = 1;
							} else if (cache.kind === ATTR_METHOD) {
								if (owner.values === null || sharedKeysOf(owner).nentries !== cache.version2) break slow;
								stack[sp - 1] = incref(cache.object!);
								stack[sp] = owner;
								marks[sp] = marks[sp - 1];
								marks[sp++ - 1] = 1;
							} else break slow;
							pc += 10;
							break;
						}
						case 110: {
							// STORE_ATTR
							const owner = stack[sp - 1]!;
							const cache = caches[pc];
							if (!(owner instanceof PyInstance) || cache === null || cache.version !== owner.type.versionTag) break slow;
							const { kind, index } = cache;
							const places = kind === ATTR_SLOT ? owner.slots : kind === ATTR_INSTANCE_VALUE && owner.dict === null ? owner.values : null;
							if (places === null) break slow;
							const old = places[index];
							if (old !== null && marks[sp - 1] !== 0) break slow;
							const value = stack[sp - 2]!;
							if (marks[sp - 2] === 0) incref(value);
							places[index] = value;
							sp -= 2;
							frame.sp = sp;
							if (old === null) {
								if (kind === ATTR_INSTANCE_VALUE) owner.order = owner.order!.add(index);
								if (marks[sp + 1] !== 0) decref(owner);
							} else {
								decref(old);
							}
							pc += 5;
							break;
						}
						case 38: {
							// STORE_SUBSCR, of a borrowed list
							const list = stack[sp - 2]!;
							const key = stack[sp - 1]!;
							if (!(list instanceof PyList) || !(key instanceof PyInt) || marks[sp - 2] !== 0) break slow;
							if (list.type !== ListType || key.type !== IntType) break slow;
							const { items } = list;
							const index = key.value as number;
							if (!(index >= 0 && index < items.length)) break slow;
							const value = stack[sp - 3]!;
							if (marks[sp - 3] === 0) incref(value);
							const old = items[index];
							items[index] = value;
							if (marks[sp - 1] !== 0) dropInt(key);
							sp -= 3;
							frame.sp = sp;
							decref(old);
							pc += 2;
							break;
						}
						case 119: {
							// UNPACK_SEQUENCE, of a tuple that goes on living
							const tuple = stack[sp - 1];
							if (!(tuple instanceof PyTuple) || tuple.type !== TupleType || tuple.items.length !== oparg) break slow;
							if (marks[sp - 1] !== 0) {
								const n = tuple.refcnt;
								if (n === 1 || n === IMMORTAL_REFCNT) break slow;
								tuple.refcnt = n - 1;
							}
							sp--;
							for (let i = oparg - 1; i >= 0; i--) {
								stack[sp] = incref(tuple.items[i]);
								marks[sp++] = 1;
							}
							pc += 2;
							break;
						}
						case 70: {
							// FOR_ITER
							const iterator = stack[sp - 1]!;
							if (iterator instanceof PyRangeIterator) {
								if (iterator.remaining <= 0) break slow;
								number = iterator.next;
								iterator.next = number + iterator.step;
								iterator.remaining--;
								pc += 2;
								break int;
							} else if (iterator instanceof PyGenerator && iterator.type === GeneratorType && iterator.state < EXECUTING) {
								frame.sp = sp;
								enterGenerator(frame, iterator, None as unknown as Own<PyObject>, 2 + oparg);
								frame = iterator.frame;
								break frames;
							} else if (iterator instanceof PyListIterator) {
								const { list, index } = iterator;
								if (iterator.type !== ListIteratorType || list === null || index >= list.items.length) break slow;
								iterator.index = index + 1;
								stack[sp] = incref(list.items[index]);
							} else break slow;
							marks[sp++] = 1;
							pc += 2;
							break;
						}
						case 52: {
							// CALL
							const func = stack[sp - oparg - 2];
							if (!(func instanceof PyFunction)) break slow;
							const target = func.code;
							const count = stack[sp - oparg - 1] === null ? oparg : oparg + 1;
							if (target.simpleArgs !== count) break slow;
							const next = pushFrame(func, marks[sp - oparg - 2] !== 0, target);
							const targets = next.stack;
							const targetMarks = next.marks;
							let to = next.base;
							for (let from = sp - count; from < sp; from++) {
								targets[to] = stack[from];
								targetMarks[to++] = marks[from];
							}
							for (; to < next.sp; to++) {
								targets[to] = null;
								targetMarks[to] = 0;
							}
							frame.sp = sp - oparg - 2;
							enterCall(frame, next, 4);
							frame = next;
							break frames;
						}
						case 35: {
							// RETURN_VALUE
							let value = stack[--sp]! as Own<PyObject>;
							if (marks[sp] === 0) incref(value);
							marks[sp] = 0;
							const ending = frame;
							const caller = ending.previous;
							ending.sp = sp;
							thread.frame = caller;
							thread.recursionDepth--;
							if (ending.owner === OWNED_BY_GENERATOR || ending.frameObject !== null || ending.instance !== null || ending.locals !== null)
								value = endFrame(ending, value);
							else endCall(ending, value);
							if (ending.entry) return value;
							frame = caller!;
							frame.stack[frame.sp] = value;
							frame.marks[frame.sp++] = 1;
							frame.pc += frame.returnOffset;
							break frames;
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
							break frames;
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
							break frames;
						}
						default:
							break slow;
					}
					word = instructions[pc];
					frame.pc = pc;
					continue;
				}
				stack[sp] = newInt(number);
				marks[sp++] = 3;
				word = instructions[pc];
				frame.pc = pc;
				continue;
			}
			frame.sp = sp;
			const result = operations[word & 255](frame, oparg);
			if (result === undefined) {
				pc += width[word & 255];
			} else if (result >= FARTHEST_BACK) {
				pc += result;
			} else {
				if (result === REENTER) return AGAIN;
				const next: Frame | null = result === SWITCHED ? (thread.frame as Frame) : unwind(pc, result === RERAISED);
				if (next === null) return null;
				frame = next;
				break frames;
			}
			sp = frame.sp;
			word = instructions[pc];
			frame.pc = pc;
			continue;
		}
		({ stack, marks, base, code, sp, pc } = frame);
		consts = code.consts.items;
		if (observer.active) observer.prepare(code);
		caches = code.caches as (InlineCache | null)[];
		instructions = code.instructions;
		word = instructions[pc];
	}
}
