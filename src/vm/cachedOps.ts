// The whole of the instructions of which the loop itself does only the commonest case, and what they share.
//
// The loop is small on purpose: V8 takes long to optimise it, and starts anew whenever it sees a kind of object
// there for the first time. So whatever depends on the kinds of its inputs is here, each operation a function that V8
// optimises apart. An operation finds its inputs on the frame's stack; `frame.pc` is its instruction. It returns nothing
// when it is done, how far to go on when it jumps, or one of the numbers below. Read `binaryOperation` first.
// Mirrors Python/bytecodes.c.

import type { Own } from "../heap/header.ts";
import { decref, incref } from "../heap/hotCount.ts";
import { decrefBoth, increfPlain, isPlain } from "../heap/refcount.ts";
import { callPositional, type MethodDef } from "../objects/args.ts";
import { binaryOp, contains, getIter, isTrue, iterNext, richCompare, setItem } from "../objects/abstract.ts";
import { False, True } from "../objects/bool.ts";
import { PyBuiltinFunction } from "../objects/builtinFunction.ts";
import type { PyCell } from "../objects/cell.ts";
import { MethodDescrType, PyMethodDescr } from "../objects/descrMethod.ts";
import { sharedKeysOf } from "../objects/dictkeys.ts";
import { DictType, dictGet, dictSet, PyDict } from "../objects/dict.ts";
import { setError, setException } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import { dropFloat, dropNumber, FloatType, newFloat, PyFloat } from "../objects/float.ts";
import { EXECUTING, PyGenerator } from "../objects/generator.ts";
import { CoroutineType, GeneratorType } from "../objects/generatorTypes.ts";
import { dropInt, IntType, newInt, PyInt } from "../objects/int.ts";
import { type Frame, OWNED_NUMBER, type Slots } from "../objects/interpreterFrame.ts";
import { type InstanceFields, PyInstance } from "../objects/instance.ts";
import { ListType, listAppendSteal, newList, PyList } from "../objects/list.ts";
import type { CompareOp, PyObject, PyType } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { interpreter, thread } from "../objects/state.ts";
import { newTuple, PyTuple, TupleType } from "../objects/tuple.ts";
import { compareNumbers } from "../objects/tupleMethods.ts";
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
import { callFunctionEx, callKeywords, callSlow } from "./calls.ts";
import { doRaise, leaveFrame, raiseStackOverflow } from "./exceptions.ts";
import type { InlineCache } from "./inlineCache.ts";
import { loadGlobalSlow, unboundCell, unboundLocal } from "./names.ts";
import { endTurn } from "./scheduler.ts";
import { sendSlow } from "./slowAsync.ts";
import { closeInputs, popOwned, push, replaceInputs, replaceTopFirst, takeInputs } from "./stack.ts";
import { unpackIterable } from "./unpack.ts";

/** No jump goes back farther; what is less means one of the following. */
export const FARTHEST_BACK = -0x20000000;
/** The loop is to go on with the frame that is now the thread's. */
export const SWITCHED = FARTHEST_BACK - 1;
/** An exception is in flight, from this instruction. */
export const RAISED = FARTHEST_BACK - 2;
/** An exception is in flight again: this frame is in its traceback already. */
export const RERAISED = FARTHEST_BACK - 3;
/** The loop is to be left and entered again with the thread's frame: see AGAIN in interpreter.ts. */
export const REENTER = FARTHEST_BACK - 4;

export type Operation = (frame: Frame, oparg: number) => number | void;

/** Links the frame of a call; its result is for `offset` code units after the running instruction. */
export function enterCall(frame: Frame, next: Frame, offset: number): number {
	frame.returnOffset = offset;
	next.previous = frame;
	thread.frame = next;
	if (++thread.recursionDepth > interpreter.recursionLimit) overflowInNewFrame();
	return SWITCHED;
}

/** Ends the frame that was just linked: the call is one too deep. The error is the caller's. */
export function overflowInNewFrame(): never {
	leaveFrame(thread.frame as Frame);
	return raiseStackOverflow();
}

/** Links a suspended generator's frame above `frame`, with the value (stolen) that its yield gives. */
export function enterGenerator(frame: Frame, generator: PyGenerator, value: Own<PyObject>, offset: number): number {
	const next = generator.frame;
	next.stack[next.sp] = value;
	next.marks[next.sp++] = 1;
	generator.state = EXECUTING;
	generator.previous = thread.excInfo;
	thread.excInfo = generator;
	next.entry = false;
	return enterCall(frame, next, offset);
}

// Locals and cells

function storeFast(frame: Frame, local: number): void {
	const { stack, marks } = frame;
	const i = frame.base + local;
	const old = stack[i];
	const owned = marks[i];
	const top = --frame.sp;
	stack[i] = stack[top];
	marks[i] = marks[top];
	marks[top] = 0;
	if (owned !== 0) decref(old!);
}

export function storeFastStoreFast(frame: Frame, oparg: number): void {
	storeFast(frame, oparg >> 4);
	storeFast(frame, oparg & 15);
}

export function loadFastAndClear(frame: Frame, oparg: number): void {
	const { stack, marks } = frame;
	const i = frame.base + oparg;
	stack[frame.sp] = stack[i];
	marks[frame.sp++] = marks[i];
	stack[i] = null;
	marks[i] = 0;
}

export function deleteFast(frame: Frame, n: number): void {
	const { stack, marks, base } = frame;
	const old = stack[base + n];
	if (old === null) unboundLocal(frame, n);
	const owned = marks[base + n];
	stack[base + n] = null;
	marks[base + n] = 0;
	if (owned !== 0) decref(old!);
}

export function loadDeref(frame: Frame, oparg: number): void {
	const object = (frame.stack[frame.base + oparg] as PyCell).contents;
	if (object === null) return unboundCell(frame, oparg);
	push(frame, incref(object));
}

export function storeDeref(frame: Frame, oparg: number): void {
	const cell = frame.stack[frame.base + oparg] as PyCell;
	const old = cell.contents;
	cell.contents = popOwned(frame);
	if (old !== null) decref(old);
}

export function copyFreeVars(frame: Frame, oparg: number): void {
	const { stack, marks } = frame;
	const cells = frame.func!.closure!.items;
	const first = frame.base + frame.code.nlocalsplus - oparg;
	for (let i = 0; i < oparg; i++) {
		stack[first + i] = incref(cells[i]);
		marks[first + i] = 1;
	}
}

export function loadGlobal(frame: Frame, oparg: number): void {
	const found = incref(loadGlobalSlow(frame, frame.code.caches, frame.pc, oparg >> 1));
	push(frame, found as Own<PyObject>);
	if ((oparg & 1) !== 0) push(frame, null);
}

// Truth and operators

export function toBool(frame: Frame): void {
	const { stack, marks, sp } = frame;
	const object = stack[sp - 1]!;
	stack[sp - 1] = isTrue(object) ? True : False;
	if (marks[sp - 1] !== 0) {
		marks[sp - 1] = 0;
		decref(object);
	}
}

export function isOperation(frame: Frame, oparg: number): void {
	const { stack, sp } = frame;
	const result = (stack[sp - 2] === stack[sp - 1]) !== (oparg === 1);
	closeInputs(frame, 2);
	pushBool(frame, result);
}

function pushBool(frame: Frame, truth: boolean): void {
	frame.stack[frame.sp] = truth ? True : False;
	frame.marks[frame.sp++] = 0;
}

/** The operators' numbers: in place ones are 13 more. */
const ADD = 0;
const AND = 1;
const FLOOR_DIVIDE = 2;
const LSHIFT = 3;
const MULTIPLY = 5;
const REMAINDER = 6;
const OR = 7;
const RSHIFT = 9;
const SUBTRACT = 10;
const TRUE_DIVIDE = 11;
const XOR = 12;
const INPLACE = 13;
const SUBSCR = 26;

/** BINARY_OP: (left, right -- res) */
export function binaryOperation(frame: Frame, oparg: number): number | void {
	const { stack, sp } = frame;
	const left = stack[sp - 2]!;
	const right = stack[sp - 1]!;
	if (oparg === SUBSCR) return subscript(frame, left, right);
	if (left instanceof PyFloat) {
		if (right instanceof PyFloat && left.type === FloatType && right.type === FloatType && floatOperation(frame, oparg, left, right))
			return;
	} else if (left instanceof PyInt) {
		if (right instanceof PyInt && left.type === IntType && right.type === IntType && intOperation(frame, oparg, left, right)) return;
	}
	replaceInputs(frame, 2, binaryOp(oparg, left, right));
}

/** False if it takes more than numbers: bigints, division by zero, an uncommon operator. */
function intOperation(frame: Frame, oparg: number, left: PyInt, right: PyInt): boolean {
	const a = left.value;
	const b = right.value;
	if (typeof a !== "number" || typeof b !== "number") return false;
	const value = intResult(oparg, a, b);
	if (!(value >= -9007199254740991 && value <= 9007199254740991)) return false;
	const { stack, marks } = frame;
	const i = --frame.sp;
	if (marks[i] !== 0) dropInt(right);
	if (marks[i - 1] !== 0) dropInt(left);
	stack[i - 1] = newInt(value);
	marks[i - 1] = OWNED_NUMBER;
	return true;
}

/** BINARY_OP of two safe integers: the exact result, or one that is no safe integer. */
export function intResult(oparg: number, a: number, b: number): number {
	const operator = oparg >= INPLACE ? oparg - INPLACE : oparg;
	switch (operator) {
		case ADD:
			return a + b;
		case SUBTRACT:
			return a - b;
		case MULTIPLY:
			return a * b + 0;
		case FLOOR_DIVIDE:
			return b > 0 && a >= 0 ? Math.floor(a / b) : Number.NaN;
		case REMAINDER:
			return b > 0 && a >= 0 ? a % b : Number.NaN;
		case RSHIFT:
			return (a | 0) === a && b >= 0 && b < 32 ? a >> b : Number.NaN;
		case LSHIFT:
			return (a | 0) === a && b >= 0 && b < 22 ? a * (1 << b) : Number.NaN;
	}
	if ((a | 0) !== a || (b | 0) !== b) return Number.NaN;
	switch (operator) {
		case AND:
			return a & b;
		case OR:
			return a | b;
		case XOR:
			return a ^ b;
	}
	return Number.NaN;
}

function floatOperation(frame: Frame, oparg: number, left: PyFloat, right: PyFloat): boolean {
	const a = left.value;
	const b = right.value;
	let value: number;
	switch (oparg >= INPLACE ? oparg - INPLACE : oparg) {
		case ADD:
			value = a + b;
			break;
		case SUBTRACT:
			value = a - b;
			break;
		case MULTIPLY:
			value = a * b;
			break;
		case TRUE_DIVIDE:
			if (b === 0) return false;
			value = a / b;
			break;
		default:
			return false;
	}
	const { stack, marks } = frame;
	const i = --frame.sp;
	if (marks[i] !== 0) dropFloat(right);
	if (marks[i - 1] !== 0) dropFloat(left);
	stack[i - 1] = newFloat(value);
	marks[i - 1] = OWNED_NUMBER;
	return true;
}

/** Pushes an item of a container. FAST: numbers are counted apart. */
function pushItem({ stack, marks }: Frame, i: number, item: PyObject): void {
	const number = item instanceof PyInt || item instanceof PyFloat;
	stack[i] = number ? increfPlain(item) : incref(item);
	marks[i] = number && isPlain(item) ? OWNED_NUMBER : 1;
}

function subscript(frame: Frame, container: PyObject, key: PyObject): number | void {
	let found: PyObject | null = null;
	if ((container instanceof PyList && container.type === ListType) || (container instanceof PyTuple && container.type === TupleType)) {
		if (key instanceof PyInt && key.type === IntType) {
			const { items } = container;
			const index = key.value as number;
			if (index >= 0 && index < items.length) found = items[index];
			else if (index < 0 && index >= -items.length) found = items[items.length + (index as number)];
			if (found !== null) return replaceSubscript(frame, found);
			if (typeof key.value !== "number") return replaceInputs(frame, 2, binaryOp(SUBSCR, container, key));
			setError("IndexError", `${container.type.name} index out of range`);
			return RAISED;
		}
	} else if (container instanceof PyDict && container.type === DictType) {
		found = dictGet(container, key);
		if (found === null) {
			setError("KeyError", key);
			return RAISED;
		}
	} else if (container instanceof PyInstance) {
		const next = specialSubscript(frame, frame.code.caches, frame.pc);
		if (next !== null) return enterCall(frame, next, 6);
	}
	replaceInputs(frame, 2, found !== null ? incref(found) : binaryOp(SUBSCR, container, key));
}

/** The item of a sequence in the place of sequence and index, which may die then. */
function replaceSubscript(frame: Frame, item: PyObject): void {
	const { stack, marks } = frame;
	const i = frame.sp - 2;
	const container = stack[i]!;
	const owned = marks[i];
	pushItem(frame, i, item);
	if (owned !== 0) decref(container);
	if (marks[i + 1] !== 0) dropInt(stack[i + 1] as PyInt);
	frame.sp = i + 1;
}

/** COMPARE_OP: (left, right -- res) */
export function compareOperation(frame: Frame, oparg: number): void {
	const { stack, marks, sp } = frame;
	const left = stack[sp - 2]!;
	const right = stack[sp - 1]!;
	const op = (oparg >> 5) as CompareOp;
	if (left instanceof PyFloat) {
		// FAST: a variable for each kind: V8 learns of a field by variable and name, and `value` is stored differently.
		const a: PyFloat = left;
		if (right instanceof PyFloat) {
			const b: PyFloat = right;
			if (a.type === FloatType && b.type === FloatType) return pushComparison(frame, a, b, compareNumbers(a.value, b.value, op));
		}
	} else if (left instanceof PyInt && right instanceof PyInt && left.type === IntType && right.type === IntType) {
		return pushComparison(frame, left, right, compareNumbers(left.value as number, right.value as number, op));
	}
	replaceTopFirst(frame, 2, richCompare(left, right, op));
	if ((oparg & 16) === 0) return;
	const object = stack[sp - 2]!;
	if (object === True || object === False) return;
	stack[sp - 2] = isTrue(object) ? True : False;
	marks[sp - 2] = 0;
	decref(object);
}

/** The truth in the place of two numbers. */
function pushComparison(frame: Frame, left: PyObject, right: PyObject, truth: boolean): void {
	const { stack, marks } = frame;
	const i = --frame.sp;
	if (marks[i] !== 0) dropNumber(right);
	if (marks[i - 1] !== 0) dropNumber(left);
	stack[i - 1] = truth ? True : False;
	marks[i - 1] = 0;
}

export function containsOperation(frame: Frame, oparg: number): void {
	const { stack, sp } = frame;
	const found = contains(stack[sp - 1]!, stack[sp - 2]!);
	closeInputs(frame, 2);
	pushBool(frame, found !== (oparg === 1));
}

/** STORE_SUBSCR: (value, container, key -- ) */
export function storeSubscript(frame: Frame): void {
	const { stack, marks, sp } = frame;
	const container = stack[sp - 2]!;
	const key = stack[sp - 1]!;
	if (container instanceof PyList && key instanceof PyInt && container.type === ListType && key.type === IntType) {
		const { items } = container;
		const index = key.value as number;
		if (index >= 0 && index < items.length) {
			const value = stack[sp - 3]!;
			if (marks[sp - 3] === 0) incref(value);
			marks[sp - 3] = 0;
			const old = items[index];
			items[index] = value;
			closeInputs(frame, 2);
			frame.sp = sp - 3;
			decref(old);
			return;
		}
	}
	if (container instanceof PyDict && container.type === DictType) dictSet(container, key, stack[sp - 3]!);
	else setItem(container, key, stack[sp - 3]!);
	closeInputs(frame, 3);
}

// Attributes

/** What the instruction's cache knows of the owner, or null. */
function cachedAttr(cache: InlineCache, owner: PyObject): PyObject | null {
	switch (cache.kind) {
		case ATTR_INSTANCE_VALUE: {
			const { values } = owner as InstanceFields & PyObject;
			return values === null ? null : values[cache.index];
		}
		case ATTR_METHOD:
		case ATTR_CLASS_VALUE: {
			const instance = owner as InstanceFields & PyObject;
			return instance.values !== null && sharedKeysOf(instance).nentries === cache.version2 ? cache.object : null;
		}
		case ATTR_METHOD_PLAIN:
			return cache.object;
		case ATTR_MODULE: {
			const { dict } = owner as PyObject & { dict: PyDict };
			return dict.keys.version === cache.version2 ? dict.entries[cache.index] : null;
		}
		case ATTR_OF_TYPE:
			return (owner as PyType).versionTag === cache.version2 ? cache.object : null;
		case ATTR_SLOT:
			return ((owner as InstanceFields & PyObject).slots as Slots)[cache.index];
	}
	return null;
}

/** LOAD_ATTR: (owner -- attr, self_or_null[oparg&1]) */
export function loadAttr(frame: Frame, oparg: number): number | void {
	const { stack, marks, pc } = frame;
	const { caches } = frame.code;
	const top = frame.sp - 1;
	const owner = stack[top]!;
	const cache = caches[pc] as InlineCache | null;
	const attr = cache !== null && cache.version === owner.type.versionTag ? cachedAttr(cache, owner) : null;
	if (attr === null) {
		const next = loadAttrSlow(frame, caches, pc, oparg);
		return next === null ? undefined : enterCall(frame, next, 10);
	}
	const owned = marks[top];
	stack[top] = incref(attr);
	marks[top] = 1;
	if ((oparg & 1) !== 0) {
		const method = cache!.kind === ATTR_METHOD || cache!.kind === ATTR_METHOD_PLAIN;
		stack[top + 1] = method ? owner : null;
		marks[top + 1] = method ? owned : 0;
		frame.sp = top + 2;
		if (method) return;
	}
	if (owned !== 0) decref(owner);
}

/** STORE_ATTR: (value, owner -- ) */
export function storeAttr(frame: Frame, oparg: number): void {
	const { stack, marks, sp } = frame;
	const { caches } = frame.code;
	const owner = stack[sp - 1] as PyObject & InstanceFields;
	const cache = caches[frame.pc] as InlineCache | null;
	if (cache !== null && cache.version === owner.type.versionTag) {
		if (cache.kind === ATTR_SLOT) return storeSlot(frame, owner, cache.index);
		const { values } = owner;
		if (cache.kind === ATTR_INSTANCE_VALUE && values !== null && owner.dict === null) {
			const old = values[cache.index];
			const value = stack[sp - 2]!;
			if (marks[sp - 2] === 0) incref(value);
			values[cache.index] = value;
			if (old === null) owner.order = owner.order!.add(cache.index);
			frame.sp = sp - 2;
			if (marks[sp - 1] !== 0) {
				if (old !== null && owner.refcnt === 1) return decrefBoth(owner, old);
				decref(owner);
			}
			if (old !== null) decref(old);
			return;
		}
	}
	if (storeAttrSlow(frame, caches, frame.pc, oparg)) closeInputs(frame, 2);
	else storeAttr(frame, oparg);
}

/** The instance ends before what was in its slot. Source: STORE_ATTR_SLOT. */
function storeSlot(frame: Frame, owner: PyObject & InstanceFields, index: number): void {
	const { stack, marks, sp } = frame;
	const slots = owner.slots as Slots;
	const old = slots[index];
	const value = stack[sp - 2]!;
	if (marks[sp - 2] === 0) incref(value);
	slots[index] = value;
	frame.sp = sp - 2;
	if (marks[sp - 1] !== 0) {
		if (old !== null && owner.refcnt === 1) return decrefBoth(owner, old);
		decref(owner);
	}
	if (old !== null) decref(old);
}

// Containers and iteration

export function buildTuple(frame: Frame, oparg: number): void {
	push(frame, newTuple(takeInputs(frame, oparg)));
}

export function buildList(frame: Frame, oparg: number): void {
	push(frame, newList(takeInputs(frame, oparg)));
}

export function appendToList(frame: Frame, oparg: number): void {
	const object = popOwned(frame);
	listAppendSteal(frame.stack[frame.sp - oparg] as PyList, object);
}

export function unpackSequence(frame: Frame, oparg: number): void {
	const sequence = frame.stack[frame.sp - 1]!;
	const exact = (sequence instanceof PyTuple && sequence.type === TupleType) || (sequence instanceof PyList && sequence.type === ListType);
	if (!exact || sequence.items.length !== oparg) return unpackIterable(frame, oparg);
	const { items } = sequence;
	let i = frame.sp - 1;
	const owned = frame.marks[i];
	for (let n = oparg - 1; n >= 0; n--) pushItem(frame, i++, items[n]);
	frame.sp = i;
	if (owned !== 0) decref(sequence);
}

export function getIterator(frame: Frame): void {
	const { stack, marks, sp } = frame;
	const iterable = stack[sp - 1]!;
	const iterator = getIter(iterable);
	const owned = marks[sp - 1];
	stack[sp - 1] = iterator;
	marks[sp - 1] = 1;
	if (owned !== 0) decref(iterable);
}

/** FOR_ITER: (iter -- iter, next); jumps at the end. */
export function forIter(frame: Frame, oparg: number): number | void {
	const iterator = frame.stack[frame.sp - 1]!;
	if (iterator instanceof PyGenerator && iterator.type === GeneratorType && iterator.state < EXECUTING)
		return enterGenerator(frame, iterator, None as unknown as Own<PyObject>, 2 + oparg);
	const next = iterNext(iterator);
	if (next === null) return 3 + oparg;
	push(frame, next);
}

/** SEND: (receiver, value -- receiver, retval); jumps at the end. */
export function send(frame: Frame, oparg: number): number | void {
	const receiver = frame.stack[frame.sp - 2];
	if (receiver instanceof PyGenerator && (receiver.type === GeneratorType || receiver.type === CoroutineType) && receiver.state < EXECUTING)
		return enterGenerator(frame, receiver, popOwned(frame), 2 + oparg);
	return sendSlow(frame) ? undefined : 2 + oparg;
}

// Calls

/** CALL: (callable, self_or_null, args[oparg] -- res) */
export function callOperation(frame: Frame, oparg: number): number | void {
	if (!callNative(frame, oparg)) {
		const next = callSlow(frame, frame.code.caches, oparg);
		if (next !== null) return enterCall(frame, next, 4);
	}
	afterCall();
}

/** What became due meanwhile is done when the call is complete. */
function afterCall(): void {
	if (breaker.any) handlePending();
}

/** Natives that take what is on the stack as it is. */
function callNative(frame: Frame, oparg: number): boolean {
	const { stack, sp } = frame;
	const callable = stack[sp - oparg - 2]!;
	const self = stack[sp - oparg - 1];
	let def: MethodDef;
	let bound: PyObject | null;
	if (callable instanceof PyMethodDescr) {
		if (callable.type !== MethodDescrType || self === null || self.type !== callable.objclass) return false;
		({ def } = callable);
		bound = self;
	} else {
		if (!(callable instanceof PyBuiltinFunction) || self !== null) return false;
		({ def } = callable);
		bound = callable.self;
	}
	let result: Own<PyObject> | null = null;
	if (def.kind === "o") {
		if (oparg === 1) result = def.impl(bound, stack[sp - 1]);
	} else if (def.kind === "noargs") {
		if (oparg === 0) result = def.impl(bound);
	} else if (def.kind === "bound") {
		result = callPositional(def, bound, stack, sp - oparg, oparg);
	}
	if (result === null) return false;
	replaceTopFirst(frame, oparg + 2, result);
	return true;
}

export function callKw(frame: Frame, oparg: number): number | void {
	const next = callKeywords(frame, oparg);
	return next !== null ? enterCall(frame, next, 4) : afterCall();
}

export function callEx(frame: Frame): number | void {
	const next = callFunctionEx(frame);
	return next !== null ? enterCall(frame, next, 1) : afterCall();
}

// Jumps at which something else may be due

export function resume(frame: Frame, oparg: number): void {
	if (breaker.any) breaker.ticks--;
	if ((oparg & 3) < 2) atSafePoint(frame, 1);
}

export function jumpBackward(frame: Frame, oparg: number): number {
	if (breaker.any) breaker.ticks--;
	const target = frame.pc + 2 - oparg;
	atSafePoint(frame, 2 - oparg);
	frame.pc = target;
	return REENTER;
}

/** Does what is due; at the end of the thread's turn the frame will go on `distance` farther. */
function atSafePoint(frame: Frame, distance: number): void {
	handlePending();
	if (!breaker.turnOver) return;
	frame.pc += distance;
	endTurn();
}

// Exceptions

export function raiseVarargs(frame: Frame, oparg: number): number {
	const cause = oparg === 2 ? popOwned(frame) : null;
	const exception = oparg > 0 ? popOwned(frame) : null;
	return doRaise(exception, cause) ? RERAISED : RAISED;
}

export function reraise(frame: Frame, oparg: number): number {
	const exception = popOwned(frame) as Own<PyBaseException>;
	if (oparg !== 0) frame.pc = (frame.stack[frame.sp - oparg] as PyInt).value as number;
	setException(exception);
	return RERAISED;
}
