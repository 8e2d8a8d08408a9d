// Calls that the interpreter's loop does not make itself: bound methods, keywords, starred arguments, classes, natives.
//
// A call of Python code returns the frame to enter, with the inputs moved into it; any other call leaves its result in
// the place of the inputs and returns null. Read `callSlow` first. Mirrors the CALL family of Python/bytecodes.c.

import { drop, hold, mark } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, incref } from "../heap/hotCount.ts";
import { call, callTuple, lookupAttr, sequenceTuple, str } from "../objects/abstract.ts";
import { dictItemsInOrder, dictKeyAt, dictLength, dictNext, dictValueAt, type PyDict } from "../objects/dict.ts";
import { caught, PYTHON_EXCEPTION, typeError } from "../objects/errors.ts";
import { strText } from "../objects/exceptions.ts";
import { FunctionType, type PyFunction } from "../objects/function.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import { MethodType, type PyMethod } from "../objects/method.ts";
import { ObjectType, type PyObject, type PyType, TPFLAGS_IS_ABSTRACT, TypeType } from "../objects/object.ts";
import { thread } from "../objects/state.ts";
import { internStr, isStr, type PyStr } from "../objects/str.ts";
import { newTuple, type PyTuple, TupleType } from "../objects/tuple.ts";
import { assignVersionTag, typeLookup } from "../objects/typeCache.ts";
import { clearLocals, isSimple } from "./attributes.ts";
import { type Arguments, bindFrame } from "./bindArguments.ts";
import { type Call, enterForwarded, mayForward } from "./forward.ts";
import { abandonFrame, pushCall, pushFrame } from "./frames.ts";
import { cacheAt } from "./inlineCache.ts";
import { replaceTopFirst } from "./stack.ts";

/** Binds arguments in a new frame, which is not linked yet; ends the frame if that raises. */
export function bindNew(frame: Frame, func: PyFunction, from: Arguments): void {
	const since = mark();
	try {
		bindFrame(frame, func, from);
	} catch (thrown) {
		caught(thrown, since);
		abandonFrame(frame, () => closeSources(from));
		throw PYTHON_EXCEPTION;
	}
}

/** Arguments that did not get into the frame die before those that did, last first. */
function closeSources({ slots, marks, at, count }: Arguments): void {
	if (marks === null) return;
	for (let i = at + count - 1; i >= at; i--) {
		if (marks[i] === 0) continue;
		marks[i] = 0;
		decref(slots[i]!);
	}
}

/** CALL: (callable, self_or_null, args[oparg] -- res) */
export function callSlow(frame: Frame, caches: unknown[], oparg: number): Frame | null {
	const at = frame.sp - oparg - 2;
	let callable = frame.stack[at]!;
	if (callable.type === MethodType && frame.stack[at + 1] === null) {
		expandMethod(frame, at);
		callable = frame.stack[at]!;
	}
	if (callable.type === FunctionType) return enterFunction(frame, at, oparg, null);
	if (callable.type === TypeType) {
		if (oparg === 0 && makesPlainly(callable as PyType)) {
			replaceTopFirst(frame, 2, (callable as PyType).alloc!(callable as PyType));
			return null;
		}
		const next = enterInit(frame, caches, at, oparg);
		if (next !== null) return next;
	}
	const from = frame.stack[at + 1] === null ? at + 2 : at + 1;
	const args = frame.stack.slice(from, frame.sp) as PyObject[];
	const next = forward(callable, oparg + 2, args, []);
	if (next === null) replaceTopFirst(frame, oparg + 2, call(callable, args, null));
	return next;
}

export const callHooks = {
	/** Set by the interpreter. */
	enterFrame: (_func: PyFunction, _args: readonly PyObject[], _kwnames: PyTuple | null, _locals: PyObject | null): Frame => {
		throw new Error("the interpreter is not connected");
	},
};

const enterFrame = (func: PyFunction, args: readonly PyObject[], kwnames: PyTuple | null): Frame =>
	callHooks.enterFrame(func, args, kwnames, null);

/** The frame of a Python function that a native one only leads to. */
function forward(callee: PyObject, inputs: number, args: readonly PyObject[], keywords: Call["keywords"]): Frame | null {
	return mayForward(callee) ? enterForwarded(inputs, { callee, args, keywords }, enterFrame) : null;
}

/** Puts a bound method's function and object in the places of callable and self. */
export function expandMethod(frame: Frame, at: number): void {
	const { stack, marks } = frame;
	const method = stack[at] as PyMethod;
	const owned = marks[at];
	stack[at + 1] = incref(method.self);
	marks[at + 1] = 1;
	stack[at] = incref(method.func);
	marks[at] = 1;
	if (owned !== 0) decref(method);
}

/** Moves function and arguments into a new frame; `count` without self. */
function enterFunction(frame: Frame, at: number, count: number, kwnames: PyTuple | null): Frame {
	const { stack, marks } = frame;
	const func = stack[at] as PyFunction;
	const next = pushCall(func, marks[at] !== 0, func.code);
	marks[at] = 0;
	const self = stack[at + 1] === null ? 0 : 1;
	if (kwnames === null && func.code.simpleArgs === count + self) {
		moveArguments(frame, next, at + 2 - self);
		frame.sp = at;
		return next;
	}
	clearLocals(next, 0);
	bindNew(next, func, { slots: stack, marks, at: at + 2 - self, count: count + self, kwnames });
	for (let i = frame.sp - 1; i > at; i--) {
		if (marks[i] === 0) continue;
		frame.sp = i;
		marks[i] = 0;
		decref(stack[i]!);
	}
	frame.sp = at;
	return next;
}

/** Moves arguments that go one to one to parameters, those from `at` on; the other locals are unbound. */
function moveArguments({ stack, marks, sp }: Frame, next: Frame, at: number): void {
	const targets = next.stack;
	const targetMarks = next.marks;
	let to = next.base;
	for (let i = at; i < sp; i++) {
		targets[to] = stack[i];
		targetMarks[to++] = marks[i];
		marks[i] = 0;
	}
	clearLocals(next, sp - at);
}

/** FAST: whether a call of the class without arguments does nothing but make an instance. */
function makesPlainly(type: PyType): boolean {
	return type.new === ObjectType.new && type.init === ObjectType.init && type.heap !== null && (type.typeFlags & TPFLAGS_IS_ABSTRACT) === 0;
}

/** A call of a class with a Python `__init__`, once the instruction is specialised: the frame of `__init__`. */
function enterInit(frame: Frame, caches: unknown[], at: number, oparg: number): Frame | null {
	const { stack, marks } = frame;
	if (stack[at + 1] !== null) return null;
	const type = stack[at] as PyType;
	const cache = cacheAt(caches, frame.pc);
	if (cache.version !== type.versionTag || cache.object === null) {
		if (!cache.due()) return null;
		const init = simpleInit(type);
		if (init === null) {
			cache.failed();
			return null;
		}
		cache.succeeded();
		cache.version = type.versionTag;
		cache.object = init;
	}
	const init = cache.object as PyFunction;
	const instance = type.alloc!(type);
	// The class's place holds the function, and self the instance: as strong references of the new frame.
	const owned = marks[at];
	stack[at] = incref(init);
	marks[at] = 1;
	stack[at + 1] = incref(instance);
	marks[at + 1] = 1;
	if (owned !== 0) decref(type);
	const next = pushInstanceFrame(frame, at, oparg, instance);
	// CPython has a frame more here, which looks at what `__init__` returns.
	thread.recursionDepth++;
	return next;
}

function pushInstanceFrame(frame: Frame, at: number, oparg: number, instance: Own<PyObject>): Frame {
	const { stack, marks } = frame;
	const init = stack[at] as PyFunction;
	const next = pushFrame(init, true, init.code);
	marks[at] = 0;
	next.instance = instance;
	if (init.code.simpleArgs === oparg + 1) {
		moveArguments(frame, next, at + 1);
		frame.sp = at;
		return next;
	}
	clearLocals(next, 0);
	bindNew(next, init, { slots: stack, marks, at: at + 1, count: oparg + 1, kwnames: null });
	frame.sp = at;
	return next;
}

/** The class's `__init__` if calls of it can be entered directly. Source: get_init_for_simple_managed_python_class. */
function simpleInit(type: PyType): PyFunction | null {
	if (type.heap === null || type.new !== ObjectType.new || !assignVersionTag(type)) return null;
	const init = typeLookup(type, internStr("__init__"));
	return init !== null && init.type === FunctionType && isSimple((init as PyFunction).code) ? (init as PyFunction) : null;
}

/** CALL_KW: (callable, self_or_null, args[oparg], kwnames -- res) */
export function callKeywords(frame: Frame, oparg: number): Frame | null {
	const at = frame.sp - oparg - 3;
	if (frame.stack[at]!.type === MethodType && frame.stack[at + 1] === null) expandMethod(frame, at);
	const callable = frame.stack[at]!;
	const kwnames = frame.stack[frame.sp - 1] as PyTuple;
	if (callable.type === FunctionType) return enterFunction(frame, at, oparg, kwnames);
	const from = frame.stack[at + 1] === null ? at + 2 : at + 1;
	const args = frame.stack.slice(from, frame.sp - 1) as PyObject[];
	const positional = args.length - kwnames.items.length;
	const next = mayForward(callable)
		? forward(
				callable,
				oparg + 3,
				args.slice(0, positional),
				kwnames.items.map((name, i) => [name as PyStr, args[positional + i]]),
			)
		: null;
	if (next === null) replaceTopFirst(frame, oparg + 3, call(callable, args, kwnames));
	return next;
}

/** CALL_FUNCTION_EX: (func, null, callargs, kwargs_or_null -- res) */
export function callFunctionEx(frame: Frame): Frame | null {
	const at = frame.sp - 4;
	const { stack } = frame;
	const func = stack[at]!;
	if (stack[at + 2]!.type !== TupleType) argumentsToTuple(frame, at);
	const args = stack[at + 2] as PyTuple;
	const kwargs = stack[at + 3] as PyDict | null;
	if (func.type === FunctionType) return enterWithTuple(frame, at, args, kwargs);
	const items = kwargs === null || !mayForward(func) ? [] : dictItemsInOrder(kwargs);
	const next = items.every(([key]) => isStr(key)) ? forward(func, 4, args.items, items as [PyStr, PyObject][]) : null;
	if (next === null) replaceTopFirst(frame, 4, callTuple(func, args, kwargs));
	return next;
}

export function argumentsToTuple(frame: Frame, at: number): void {
	const given = frame.stack[at + 2]!;
	if (given.type.iter === null && given.type.sqItem === null) {
		typeError(`${functionText(frame.stack[at]!)} argument after * must be an iterable, not ${given.type.name}`);
	}
	const tuple = sequenceTuple(given);
	const owned = frame.marks[at + 2];
	frame.stack[at + 2] = tuple;
	frame.marks[at + 2] = 1;
	if (owned !== 0) decref(given);
}

/** The arguments become strong references of the new frame; tuple and dictionary go before it runs, or when it cannot. */
function enterWithTuple(frame: Frame, at: number, args: PyTuple, kwargs: PyDict | null): Frame {
	const { stack, marks } = frame;
	const func = stack[at] as PyFunction;
	let slots: readonly PyObject[] = args.items;
	let kwnames: Own<PyTuple> | null = null;
	if (kwargs !== null && dictLength(kwargs) > 0) {
		const [names, values] = keywordsOf(frame, at, kwargs);
		kwnames = newTuple(names);
		slots = args.items.concat(values);
	}
	// The names lie on the stack meanwhile, in the unused place, so that they are accounted for.
	stack[at + 1] = kwnames;
	marks[at + 1] = kwnames === null ? 0 : 1;
	const next = pushCall(func, marks[at] !== 0, func.code);
	marks[at] = 0;
	clearLocals(next, 0);
	try {
		bindNew(next, func, { slots: slots as PyObject[], marks: null, at: 0, count: slots.length, kwnames });
	} finally {
		for (let i = at + 1; i < at + 4; i++) closeAt(frame, i);
		frame.sp = at;
	}
	return next;
}

/** Names, owned, and borrowed values of `**kwargs`, in order. Raises TypeError: the call's inputs have gone then, lowest first. */
function keywordsOf(frame: Frame, at: number, kwargs: PyDict): [Own<PyObject>[], PyObject[]] {
	const names: Own<PyObject>[] = [];
	const values: PyObject[] = [];
	for (let pos = dictNext(kwargs, 0); pos >= 0; pos = dictNext(kwargs, pos + 1)) {
		const name = dictKeyAt(kwargs, pos);
		if (!isStr(name)) return refuseKeyword(frame, at);
		names.push(name as PyObject as Own<PyObject>);
		values.push(dictValueAt(kwargs, pos));
	}
	for (const name of names) incref(name);
	return [names, values];
}

/** Source: the end of _PyEvalFramePushAndInit_Ex. */
function refuseKeyword(frame: Frame, at: number): never {
	const since = mark();
	try {
		typeError("keywords must be strings");
	} catch (thrown) {
		caught(thrown, since);
	}
	for (let i = at; i < at + 4; i++) closeAt(frame, i);
	frame.sp = at;
	throw PYTHON_EXCEPTION;
}

/** Gives up a slot amid the stack. */
function closeAt({ stack, marks }: Frame, i: number): void {
	if (marks[i] === 0) return;
	marks[i] = 0;
	decref(stack[i]!);
}

/** How messages name a callable: `module.name()`. May run Python code. Source: _PyObject_FunctionStr. */
export function functionText(callable: PyObject): string {
	const qualname = lookupAttr(callable, internStr("__qualname__"));
	if (qualname === null) return strText(callable);
	hold(qualname, "name of the callable");
	const module = lookupAttr(callable, internStr("__module__"));
	if (module !== null) hold(module, "module of the callable");
	let text = `${strText(qualname)}()`;
	if (module !== null && isStr(module) && (module as PyStr).value !== "builtins") text = `${(module as PyStr).value}.${text}`;
	if (module !== null) drop(module);
	drop(qualname);
	return text;
}

/** The error of `**mapping` in a call. Source: _PyEval_FormatKwargsError. */
export function keywordsError(
	callable: PyObject,
	update: PyObject,
	thrown: unknown,
	matches: (name: string) => boolean,
	key: () => PyObject | null,
): never {
	if (matches("AttributeError")) return typeError(`${functionText(callable)} argument after ** must be a mapping, not ${update.type.name}`);
	if (!matches("KeyError")) throw thrown;
	const name = key();
	if (name === null) throw thrown;
	const shown = hold(str(name), "name of the keyword");
	return typeError(`${functionText(callable)} got multiple values for keyword argument '${shown.value}'`);
}
