// Generators, coroutines and asynchronous generators: one struct around a suspended frame.
//
// The generator contains its frame, which has slots of its own; while suspended, every slot is an owned reference.
// `resume` runs it on (an exception in flight is thrown into it); the interpreter also resumes frames by itself, without
// coming through here. What only asynchronous generators have is in asyncGenerator.ts. Read `resume`,
// `throwInto` (generatorThrow.ts) and `closeGenerator` (generatorClose.ts) first. Mirrors Objects/genobject.c.

import { addressOf } from "../heap/address.ts";
import { track, untrack } from "../heap/gc/tracking.ts";
import type { Own, Visit } from "../heap/header.ts";
import { own, standAlone } from "../heap/header.ts";
import { free, incref, release, xdecref, xrelease } from "../heap/refcount.ts";
import { clearWeakrefs, type WeakReference } from "../heap/weakref.ts";
import { finalizeFromDealloc } from "./instance.ts";
import { newBool } from "./bool.ts";
import type { PyCode } from "./code.ts";
import { errorHooks, PYTHON_EXCEPTION, raise, raiseError, runtimeError, typeError, valueError } from "./errors.ts";
import type { PyBaseException } from "./exception.ts";
import { newStopIteration } from "./exceptionsRaise.ts";
import { drop, hold } from "../heap/handles.ts";
import { frameObjectOf, clearFrame } from "./frame.ts";
import { type Frame, visitFrame } from "./interpreterFrame.ts";
import { PyGCObject, type GetSetDef, type PyObject, type PyType } from "./object.ts";
import { None } from "./singletons.ts";
import { type ExcInfo, thread } from "./state.ts";
import { isStr, newStr, type PyStr } from "./str.ts";
import { vmHooks } from "./vmHooks.ts";

export const CREATED = -3;
export const SUSPENDED = -2;
export const SUSPENDED_YIELD_FROM = -1;
export const EXECUTING = 0;
export const COMPLETED = 1;
export const CLEARED = 4;

export class PyGenerator extends PyGCObject implements ExcInfo {
	static {
		standAlone(PyGenerator);
	}

	readonly frame: Frame;
	/** The frame's, which the generator keeps until it dies. */
	readonly code: PyCode;
	name: PyStr;
	qualname: PyStr;
	state: number;
	/** The generator's entry in the chain of handled exceptions (`gi_exc_state`). */
	value: PyBaseException | null;
	previous: ExcInfo | null;
	/** Coroutines: where they were made, if tracked; asynchronous generators: the finalizer hook. */
	originOrFinalizer: PyObject | null;
	hooksInited: boolean;
	/** Asynchronous generators: aclose() or athrow() has begun; asend() and the like are running. */
	closed: boolean;
	runningAsync: boolean;
	weakrefs: WeakReference[] | null;

	constructor(type: PyType, frame: Frame, name: PyStr, qualname: PyStr) {
		super(type);
		this.frame = frame;
		this.code = frame.code;
		this.name = incref(name);
		this.qualname = incref(qualname);
		this.state = CREATED;
		this.value = null;
		this.previous = null;
		this.originOrFinalizer = null;
		this.hooksInited = false;
		this.closed = false;
		this.runningAsync = false;
		this.weakrefs = null;
	}

	isSuspended(): boolean {
		return this.state === SUSPENDED || this.state === SUSPENDED_YIELD_FROM;
	}

	isFinished(): boolean {
		return this.state >= COMPLETED;
	}
}

/** "generator", "coroutine" or "async generator", as messages say. */
export function generatorKind(generator: PyGenerator): string {
	return generator.type.name === "async_generator" ? "async generator" : generator.type.name;
}

const isCoroutine = (generator: PyGenerator): boolean => generator.type.name === "coroutine";
const isAsyncGenerator = (generator: PyGenerator): boolean => generator.type.name === "async_generator";

export function newGenerator(type: PyType, frame: Frame, name: PyStr, qualname: PyStr): Own<PyGenerator> {
	const generator = new PyGenerator(type, frame, name, qualname);
	frame.generator = generator;
	track(generator);
	return own(generator);
}

/**
 * Runs a generator on. `value` (borrowed) is what its `yield` gives, null for iteration. With `throwing` the exception
 * in flight is raised there. Returns what it yields; when it ends, null for None if `value` is null, else the value
 * returned: see `state`. `closing`: an exhausted coroutine is no error. Source: gen_send_ex2.
 */
export function resume(generator: PyGenerator, value: PyObject | null, throwing: boolean, closing: boolean): Own<PyObject> | null {
	const { frame } = generator;
	if (generator.state === CREATED && value !== null && value !== None)
		typeError(`can't send non-None value to a just-started ${generatorKind(generator)}`);
	if (generator.state === EXECUTING) valueError(`${generatorKind(generator)} already executing`);
	if (generator.isFinished()) return resumeFinished(generator, value, throwing, closing);
	frame.stack[frame.sp] = value === null ? None : incref(value);
	frame.marks[frame.sp++] = 1;
	generator.previous = thread.excInfo;
	thread.excInfo = generator;
	if (throwing && generator.value !== null) errorHooks.setContext(thread.currentException!);
	generator.state = EXECUTING;
	const result = vmHooks.runGeneratorFrame(frame, throwing);
	if (generator.isSuspended() || result !== None || value !== null || isAsyncGenerator(generator)) return result;
	return null;
}

function resumeFinished(generator: PyGenerator, value: PyObject | null, throwing: boolean, closing: boolean): Own<PyObject> | null {
	if (isCoroutine(generator) && !closing) runtimeError("cannot reuse already awaited coroutine");
	if (throwing) throw PYTHON_EXCEPTION;
	return value === null ? null : own(None);
}

/** As `resume`, but its end raises StopIteration (StopAsyncIteration). Source: gen_send_ex. */
export function resumeOrStop(generator: PyGenerator, value: PyObject | null, throwing: boolean, closing: boolean): Own<PyObject> {
	const result = resume(generator, value, throwing, closing);
	if (result !== null && generator.isSuspended()) return result;
	return raiseEnd(generator, result);
}

function raiseEnd(generator: PyGenerator, result: Own<PyObject> | null): never {
	if (isAsyncGenerator(generator)) raiseError("StopAsyncIteration");
	if (result === null || result === None) raiseError("StopIteration");
	const exception = newStopIteration(hold(result as Own<PyObject>, "value that the generator returned"));
	drop(result);
	return raise(exception);
}

/** The `iternext` slot: null at the end, unless a value was returned, which only StopIteration can carry. */
export function generatorNext(generator: PyGenerator): Own<PyObject> | null {
	const result = resume(generator, null, false, false);
	if (result === null || generator.isSuspended()) return result;
	if (result === None) return null;
	return raiseEnd(generator, result);
}

/** What the generator delegates to with `yield from` or `await`, as a new reference, or null. Source: _PyGen_yf. */
export function delegate(generator: PyGenerator): Own<PyObject> | null {
	if (generator.state !== SUSPENDED_YIELD_FROM) return null;
	return incref(generator.frame.stack[generator.frame.sp - 1]!);
}

/** Ends the generator's frame: its locals die. Runs Python code. Source: gen_clear_frame. */
export function clearGeneratorFrame(generator: PyGenerator): void {
	generator.state = CLEARED;
	const { frame } = generator;
	frame.previous = null;
	clearFrame(frame);
}

const RESUME = 128;
/** Bit of RESUME's argument: the outermost `try`, which every generator has for StopIteration, is the only one. */
const RESUME_DEPTH1 = 4;

/** Whether it waits where GeneratorExit would meet no handler: then closing it is no more than clearing its frame. */
export function waitsOutsideOfTry({ frame }: PyGenerator): boolean {
	const resume = frame.code.plainInstructions()[frame.pc];
	return (resume & 0xff) === RESUME && ((resume >> 8) & RESUME_DEPTH1) !== 0 && !vmHooks.unwindingIsWatched();
}

/** Its frame is given up with the rest, so that a chain of generators of any length dies without nesting. */
function diesWithoutClosing(self: PyGenerator): boolean {
	if (self.type.name !== "generator") return false;
	return self.state === CREATED || (self.state === SUSPENDED && waitsOutsideOfTry(self));
}

export function generatorDealloc(self: PyGenerator): void {
	untrack(self);
	clearWeakrefs(self);
	if (!diesWithoutClosing(self) && finalizeFromDealloc(self)) return;
	free(self);
	release(self.qualname);
	release(self.name);
	release(self.code);
	releaseFrame(self);
	xrelease(self.originOrFinalizer);
}

function releaseFrame(self: PyGenerator): void {
	if (self.state === CLEARED) return;
	self.state = CLEARED;
	const { frame, value } = self;
	// It waits in the handler of an exception if it would not end when it was closed.
	self.value = null;
	xrelease(value);
	const object = frame.frameObject;
	if (object !== null && object.refcnt > 1) {
		clearFrame(frame);
		return;
	}
	xrelease(frame.func);
	xrelease(frame.locals);
	for (let i = frame.base; i < frame.sp; i++) if (frame.stack[i] !== null) release(frame.stack[i]!);
	frame.sp = frame.base;
	frame.frameObject = null;
	frame.func = null;
	frame.locals = null;
	xrelease(object);
}

export function generatorTraverse(self: PyGenerator, visit: Visit): void {
	visit(self.name, "attribute", "__name__");
	visit(self.qualname, "attribute", "__qualname__");
	if (self.originOrFinalizer !== null) visit(self.originOrFinalizer, "origin or finalizer");
	if (self.state !== CLEARED) visitFrame(self.frame, visit, ` of ${self.qualname.value}`);
	else visit(self.code, "code");
	if (self.value !== null) visit(self.value, "exception being handled");
}

/** The frame's object, which CPython's traversal leaves out; a running frame's exception is visited with the thread's chain. */
export function generatorTraverseRest(self: PyGenerator, visit: Visit): void {
	if (self.frame.frameObject !== null) visit(self.frame.frameObject, "frame object");
}

export function generatorRepr(self: PyGenerator): Own<PyObject> {
	return newStr(`<${self.type.name} object ${self.qualname.value} at 0x${addressOf(self).toString(16)}>`);
}

export function generatorBlockSize(self: PyGenerator): number {
	return 16 + 152 + 8 * self.code.frameSize;
}

function setName(field: "name" | "qualname"): (self: PyGenerator, value: PyObject | null) => void {
	return (self, value) => {
		if (value === null || !isStr(value)) return typeError(`__${field}__ must be set to a string object`);
		const old = self[field];
		self[field] = incref(value);
		xdecref(old);
	};
}

/** The attributes that the three kinds share, under their prefix: `gi`, `cr` or `ag`. */
export function generatorGetset(prefix: "gi" | "cr" | "ag"): GetSetDef[] {
	const kind = { gi: "generator", cr: "coroutine", ag: "async generator" }[prefix];
	const delegated = { gi: "gi_yieldfrom", cr: "cr_await", ag: "ag_await" }[prefix];
	const running = { name: `${prefix}_running`, get: (self: PyGenerator) => newBool(self.state === EXECUTING) };
	return [
		...(prefix === "ag" ? [] : [running]),
		{ name: "__name__", get: (self: PyGenerator) => incref(self.name), set: setName("name"), doc: `The name of the ${kind}.` },
		{
			name: "__qualname__",
			get: (self: PyGenerator) => incref(self.qualname),
			set: setName("qualname"),
			doc: `The name of the ${kind} with the names of what is around it.`,
		},
		{ name: delegated, get: (self: PyGenerator) => delegate(self) ?? own(None), doc: "What it waits for, or None." },
		{
			name: `${prefix}_frame`,
			get: (self: PyGenerator) => (self.isFinished() ? own(None) : incref(frameObjectOf(self.frame))),
			audited: true,
		},
		{ name: `${prefix}_suspended`, get: (self: PyGenerator) => newBool(self.isSuspended()) },
		{ name: `${prefix}_code`, get: (self: PyGenerator) => incref(self.code), audited: true },
	];
}
