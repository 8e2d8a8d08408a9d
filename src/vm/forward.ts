// Natives that do nothing but call something else: functools.partial and Context.run.
//
// Called from an instruction, with a Python function at the end of the chain, they need no nested run: the function's frame
// is entered, and `Frame.forward` says what the natives do when it has ended. So no native code lies between, and threads
// can be switched in it. The inputs of the call stay on the caller's stack meanwhile, as they do in CPython.
// Read `enterForwarded` first.

import { hold, mark, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import type { MethodDef } from "../objects/args.ts";
import { PyBuiltinFunction } from "../objects/builtinFunction.ts";
import { PyMethodDescr } from "../objects/descrMethod.ts";
import { caught } from "../objects/errors.ts";
import { FunctionType, type PyFunction } from "../objects/function.ts";
import type { Forward, Frame } from "../objects/interpreterFrame.ts";
import { MethodType, type PyMethod } from "../objects/method.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import type { PyStr } from "../objects/str.ts";
import { newTuple, type PyTuple } from "../objects/tuple.ts";
import { closeInputs } from "./stack.ts";

/** A call, all borrowed. */
export interface Call {
	readonly callee: PyObject;
	readonly args: readonly PyObject[];
	readonly keywords: readonly (readonly [PyStr, PyObject])[];
	/** What the native does before and after, if anything. */
	readonly enter?: () => void;
	readonly leave?: () => void;
}

/** The call that a native makes of one of itself; null if it has more to do. */
export type Forwarder = (self: PyObject, call: Call) => Call | null;

const byDefinition = new Map<MethodDef, Forwarder>();
const byType = new Map<PyType, Forwarder>();

export function registerForwarder(what: { readonly method: MethodDef } | { readonly type: PyType }, forwarder: Forwarder): void {
	if ("method" in what) byDefinition.set(what.method, forwarder);
	else byType.set(what.type, forwarder);
}

/** FAST: most natives do not. */
export function mayForward(callee: PyObject): boolean {
	if (callee instanceof PyBuiltinFunction || callee instanceof PyMethodDescr) return byDefinition.has(callee.def);
	return byType.has(callee.type);
}

const GENERATOR_FLAGS = 0x20 | 0x80 | 0x200;
const FARTHEST = 20;

/** Follows a call to the Python function; null if there is none at its end, or nothing on the way. */
function follow(first: Call): Call[] | null {
	const steps: Call[] = [];
	for (let call: Call = first; steps.length < FARTHEST; steps.push(call)) {
		const { callee } = call;
		if (callee.type === FunctionType)
			return steps.length > 0 && ((callee as PyFunction).code.codeFlags & GENERATOR_FLAGS) === 0 ? steps : null;
		const next = step(call);
		if (next === null) return null;
		call = next;
	}
	return null;
}

function step(call: Call): Call | null {
	const { callee, args, keywords } = call;
	if (callee instanceof PyBuiltinFunction) return callee.self === null ? null : (byDefinition.get(callee.def)?.(callee.self, call) ?? null);
	if (callee instanceof PyMethodDescr) {
		const forwarder = byDefinition.get(callee.def);
		if (forwarder === undefined || args.length === 0 || args[0].type !== callee.objclass) return null;
		return forwarder(args[0], { callee, args: args.slice(1), keywords });
	}
	if (callee.type === MethodType) {
		const method = callee as PyMethod;
		return { callee: method.func, args: [method.self, ...args], keywords };
	}
	return byType.get(callee.type)?.(callee, call) ?? null;
}

/** Enters the frame of the function that the call leads to in the end; null if it has to be called in the usual way. */
export function enterForwarded(
	inputs: number,
	call: Call,
	enterFrame: (func: PyFunction, args: readonly PyObject[], kwnames: PyTuple | null) => Frame,
): Frame | null {
	const steps = follow(call);
	if (steps === null) return null;
	const last = steps.at(-1)!;
	const forward: Forward = { inputs, leave: [] };
	const since = mark();
	let frame: Frame;
	try {
		for (const { enter, leave } of steps) {
			enter?.();
			if (leave !== undefined) forward.leave.unshift(leave);
		}
		frame = bind(last, enterFrame);
	} catch (thrown) {
		caught(thrown, since);
		for (const leave of forward.leave) leave();
		throw thrown;
	}
	frame.forward = forward;
	frame.instance = None;
	return frame;
}

function bind(
	{ callee, args, keywords }: Call,
	enterFrame: (func: PyFunction, args: readonly PyObject[], kwnames: PyTuple | null) => Frame,
): Frame {
	if (keywords.length === 0) return enterFrame(callee as PyFunction, args, null);
	const names = hold(newTuple(keywords.map(([name]) => incref(name))), "keyword names of the call");
	const frame = enterFrame(callee as PyFunction, [...args, ...keywords.map(([, value]) => value)], names);
	decref(take(names));
	return frame;
}

/**
 * The frame of a forwarded call has ended, by an exception or with a result that the caller holds: `clear` ends it, then
 * the natives end. Runs Python code.
 */
export function endForwarded(frame: Frame, clear: (frame: Frame) => void): Forward {
	const forward = frame.forward!;
	frame.forward = null;
	frame.instance = null;
	clear(frame);
	for (const leave of forward.leave) leave();
	return forward;
}

/** The result (stolen) of a forwarded call; its inputs leave the caller's stack. */
export function returnForwarded(frame: Frame, value: Own<PyObject>, clear: (frame: Frame) => void): Own<PyObject> {
	const caller = frame.previous!;
	hold(value, "return value");
	const { inputs } = endForwarded(frame, clear);
	closeInputs(caller, inputs);
	return take(value);
}
