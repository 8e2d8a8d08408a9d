// Asynchronous generators: what they have beyond generator.ts: hooks, and the awaitables that asend(), athrow() and
// aclose() return.
//
// A value that the generator yields travels out wrapped, so that it is told from what its awaits yield; the awaitable
// unwraps it and ends with it as StopIteration. Read `unwrapResult`, `asendSend` and `athrowSend` first. Mirrors the
// second half of Objects/genobject.c.

import { newBool } from "./bool.ts";
import { reprText } from "./exceptions.ts";
import { finalizeFromDealloc } from "./instance.ts";
import { warnWhileFinalizing } from "./warnings.ts";
import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, dropKeeping, hold, mark } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, free, incref, release, xincref, xrelease } from "../heap/refcount.ts";
import { callOneArg, selfIter } from "./abstract.ts";
import { checkPositional, def, defRaw, noKeywords } from "./args.ts";
import { caught, clearException, exceptionMatches, exceptionTypes, raise, raiseError, runtimeError } from "./errors.ts";
import { newStopIteration } from "./exceptionsRaise.ts";
import { finalizeGenerator, throwInto } from "./generatorClose.ts";
import {
	generatorBlockSize,
	generatorDealloc,
	generatorGetset,
	generatorRepr,
	generatorTraverse,
	generatorTraverseRest,
	type PyGenerator,
	resumeOrStop,
} from "./generator.ts";
import { warnOfSignature } from "./generatorTypes.ts";
import { genericAlias } from "./genericalias.ts";
import { newInt } from "./int.ts";
import { defineType, PyGCObject, type PyObject, type PyType, TPFLAGS_DISALLOW_INSTANTIATION, TPFLAGS_HAVE_GC } from "./object.ts";
import { None } from "./singletons.ts";
import { newTuple, type PyTuple } from "./tuple.ts";

/** Not yet awaited; iterating; done. */
const INIT = 0;
const ITER = 1;
const CLOSED = 2;

/** `sys.set_asyncgen_hooks`. Owned by the thread. */
export const asyncGeneratorHooks: { firstiter: PyObject | null; finalizer: PyObject | null } = { firstiter: null, finalizer: null };

class PyWrappedValue extends PyGCObject {
	readonly value: PyObject;

	constructor(value: PyObject) {
		super(WrappedValueType);
		this.value = incref(value);
	}
}

/** INTRINSIC_ASYNC_GEN_WRAP. Borrows. */
export function wrapAsyncGeneratorValue(value: PyObject): Own<PyObject> {
	const wrapped = new PyWrappedValue(value);
	track(wrapped);
	return own(wrapped);
}

class PyAsyncGenAwaitable extends PyGCObject {
	readonly generator: PyGenerator;
	/** asend: the value to send; athrow: its arguments, null for aclose. */
	readonly value: PyObject | null;
	state: number;

	constructor(type: PyType, generator: PyGenerator, value: PyObject | null) {
		super(type);
		this.generator = incref(generator);
		this.value = xincref(value);
		this.state = INIT;
	}
}

function newAwaitable(type: PyType, generator: PyGenerator, value: PyObject | null): Own<PyObject> {
	initHooks(generator);
	const awaitable = new PyAsyncGenAwaitable(type, generator, value);
	track(awaitable);
	return own(awaitable);
}

/** Before the first iteration: notes the finalizer hook and calls the firstiter hook. Runs Python code. */
function initHooks(generator: PyGenerator): void {
	if (generator.hooksInited) return;
	generator.hooksInited = true;
	const { firstiter, finalizer } = asyncGeneratorHooks;
	if (finalizer !== null) generator.originOrFinalizer = incref(finalizer);
	if (firstiter === null) return;
	hold(incref(firstiter), "firstiter hook");
	const result = callOneArg(firstiter, generator);
	drop(firstiter);
	decref(result);
}

/** A plain result passes; a wrapped one ends the awaitable: StopIteration with the value. Steals. Source: async_gen_unwrap_value. */
function unwrapResult(generator: PyGenerator, result: Own<PyObject>): Own<PyObject> {
	if (!(result instanceof PyWrappedValue)) return result;
	hold(result as unknown as Own<PyObject>, "value that the generator yielded");
	const exception = newStopIteration(result.value);
	drop(result);
	generator.runningAsync = false;
	return raise(exception);
}

/** What follows when resuming the generator raised: its end closes it. */
function noteEnd(generator: PyGenerator): void {
	if (exceptionMatches("StopAsyncIteration") || exceptionMatches("GeneratorExit")) generator.closed = true;
	generator.runningAsync = false;
}

/** Runs one step of the generator, and unwraps what comes out. */
function step(generator: PyGenerator, body: () => Own<PyObject>): Own<PyObject> {
	const since = mark();
	let result: Own<PyObject>;
	try {
		result = body();
	} catch (thrown) {
		caught(thrown, since);
		noteEnd(generator);
		throw thrown;
	}
	return unwrapResult(generator, result);
}

/** Marks the awaitable as ended when its step raises. */
function ending<T>(self: PyAsyncGenAwaitable, body: () => T): T {
	const since = mark();
	try {
		return body();
	} catch (thrown) {
		caught(thrown, since);
		self.state = CLOSED;
		throw thrown;
	}
}

function checkNotUsed(self: PyAsyncGenAwaitable): void {
	if (self.state === CLOSED)
		runtimeError(`cannot reuse already awaited ${self.type === AsendType ? "__anext__()/asend()" : "aclose()/athrow()"}`);
}

/** Starts: the generator must not be running for another awaitable. */
function begin(self: PyAsyncGenAwaitable, what: string): void {
	if (self.generator.runningAsync) {
		self.state = CLOSED;
		runtimeError(`${what}: asynchronous generator is already running`);
	}
	self.state = ITER;
	self.generator.runningAsync = true;
}

function asendSend(self: PyAsyncGenAwaitable, arg: PyObject): Own<PyObject> {
	checkNotUsed(self);
	let value = arg;
	if (self.state === INIT) {
		begin(self, "anext()");
		if (arg === None && self.value !== null) value = self.value;
	}
	return ending(self, () => step(self.generator, () => resumeOrStop(self.generator, value, false, false)));
}

function asendThrow(self: PyAsyncGenAwaitable, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	noKeywords(`${self.type.name}.throw`, kwnames);
	checkPositional("throw", args.length, 1, 3);
	if (args.length > 1) warnOfSignature("throw");
	checkNotUsed(self);
	if (self.state === INIT) begin(self, "anext()");
	return ending(self, () => step(self.generator, () => throwInto(self.generator, false, args[0], args[1] ?? null, args[2] ?? null)));
}

/** close() of an awaitable: throws GeneratorExit into it; ends it. */
function closeAwaitable(
	self: PyAsyncGenAwaitable,
	throwMethod: (self: PyAsyncGenAwaitable, args: readonly PyObject[], kwnames: null) => Own<PyObject>,
): Own<PyObject> {
	if (self.state === CLOSED) return own(None);
	const since = mark();
	let result: Own<PyObject>;
	try {
		result = throwMethod(self, [exceptionTypes.GeneratorExit!], null);
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("StopIteration") && !exceptionMatches("StopAsyncIteration") && !exceptionMatches("GeneratorExit")) throw thrown;
		clearException();
		return own(None);
	}
	decref(result);
	return runtimeError("coroutine ignored GeneratorExit");
}

function athrowSend(self: PyAsyncGenAwaitable, arg: PyObject): Own<PyObject> {
	const { generator } = self;
	checkNotUsed(self);
	if (generator.isFinished()) {
		self.state = CLOSED;
		raiseError("StopIteration");
	}
	if (self.state === INIT) return athrowStart(self, arg);
	return athrowContinue(self, () => resumeOrStop(generator, arg, false, false));
}

function athrowStart(self: PyAsyncGenAwaitable, arg: PyObject): Own<PyObject> {
	const { generator } = self;
	if (generator.runningAsync) {
		self.state = CLOSED;
		runtimeError(
			self.value === null ? "aclose(): asynchronous generator is already running" : "athrow(): asynchronous generator is already running",
		);
	}
	if (generator.closed) {
		self.state = CLOSED;
		raiseError("StopAsyncIteration");
	}
	if (arg !== None) runtimeError("can't send non-None value to a just-started coroutine");
	self.state = ITER;
	generator.runningAsync = true;
	if (self.value === null) {
		generator.closed = true;
		return acloseStep(self, () => throwInto(generator, false, exceptionTypes.GeneratorExit!, null, null));
	}
	const { items } = self.value as unknown as PyTuple;
	checkPositional("athrow", items.length, 1, 3);
	const [type, value, traceback] = items;
	return checkAthrow(self, () => step(generator, () => throwInto(generator, false, type, value ?? null, traceback ?? null)));
}

function athrowContinue(self: PyAsyncGenAwaitable, body: () => Own<PyObject>): Own<PyObject> {
	if (self.value !== null) return checkAthrow(self, () => step(self.generator, body));
	return acloseStep(self, body);
}

/** A step of athrow(): what ends it ends the awaitable. */
function checkAthrow(self: PyAsyncGenAwaitable, body: () => Own<PyObject>): Own<PyObject> {
	const since = mark();
	try {
		return body();
	} catch (thrown) {
		caught(thrown, since);
		self.generator.runningAsync = false;
		self.state = CLOSED;
		throw thrown;
	}
}

/** A step of aclose(): the generator's end is success, a yielded value an error. */
function acloseStep(self: PyAsyncGenAwaitable, body: () => Own<PyObject>): Own<PyObject> {
	const { generator } = self;
	const since = mark();
	let result: Own<PyObject>;
	try {
		result = body();
	} catch (thrown) {
		caught(thrown, since);
		generator.runningAsync = false;
		self.state = CLOSED;
		if (!exceptionMatches("StopAsyncIteration") && !exceptionMatches("GeneratorExit")) throw thrown;
		clearException();
		return raiseError("StopIteration");
	}
	if (!(result instanceof PyWrappedValue)) return result;
	decref(result as unknown as PyObject);
	generator.runningAsync = false;
	self.state = CLOSED;
	return runtimeError("async generator ignored GeneratorExit");
}

function athrowThrow(self: PyAsyncGenAwaitable, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	noKeywords(`${self.type.name}.throw`, kwnames);
	checkPositional("throw", args.length, 1, 3);
	if (args.length > 1) warnOfSignature("throw");
	checkNotUsed(self);
	if (self.state === INIT) {
		begin(self, self.value === null ? "aclose()" : "athrow()");
	}
	return athrowContinue(self, () => throwInto(self.generator, false, args[0], args[1] ?? null, args[2] ?? null));
}

/** Warns of one that nobody awaited. */
function finalizeAwaitable(self: PyAsyncGenAwaitable): void {
	if (self.state !== INIT) return;
	const { generator } = self;
	const method = self.type === AsendType ? "asend" : self.value === null ? "aclose" : "athrow";
	warnWhileFinalizing(
		"RuntimeWarning",
		`coroutine method '${method}' of ${reprText(generator.qualname)} was never awaited`,
		generator,
		() => `Exception ignored while finalizing async generator ${reprText(generator)}`,
	);
}

const awaitableSlots = (name: string) => ({
	name,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 40,
	finalize: finalizeAwaitable,
	dealloc: (self: PyAsyncGenAwaitable) => {
		if (self.state === INIT && finalizeFromDealloc(self)) return;
		untrack(self);
		free(self);
		xrelease(self.value);
		release(self.generator);
	},
	traverse: (self: PyAsyncGenAwaitable, visit: Visit) => {
		visit(self.generator, "asynchronous generator");
		if (self.value !== null) visit(self.value, "value to send");
	},
	iter: (self: PyObject) => selfIter(self),
	amAwait: (self: PyObject) => selfIter(self),
});

const AsendType = defineType({
	...awaitableSlots("async_generator_asend"),
	freelistSize: 80,
	iternext: (self: PyAsyncGenAwaitable) => asendSend(self, None),
	methods: [
		def("send", "($self, object, /)", "Resumes with a value.", asendSend),
		defRaw("throw", null, "Raises an exception inside.", asendThrow),
		def("close", "($self, /)", "Ends the awaitable.", (self: PyAsyncGenAwaitable) => closeAwaitable(self, asendThrow)),
	],
});

const AthrowType = defineType({
	...awaitableSlots("async_generator_athrow"),
	iternext: (self: PyAsyncGenAwaitable) => athrowSend(self, None),
	methods: [
		def("send", "($self, object, /)", "Resumes with a value.", athrowSend),
		defRaw("throw", null, "Raises an exception inside.", athrowThrow),
		def("close", "($self, /)", "Ends the awaitable.", (self: PyAsyncGenAwaitable) => closeAwaitable(self, athrowThrow)),
	],
});

const WrappedValueType = defineType({
	name: "async_generator_wrapped_value",
	flags: TPFLAGS_HAVE_GC | TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 24,
	freelistSize: 80,
	dealloc: (self: PyWrappedValue) => {
		untrack(self);
		free(self);
		release(self.value);
	},
	traverse: (self: PyWrappedValue, visit) => visit(self.value, "value"),
});

export const AsyncGeneratorType = defineType({
	name: "async_generator",
	flags: TPFLAGS_HAVE_GC | TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 152,
	weakrefOffset: 16,
	itemsize: 8,
	weakrefable: true,
	dealloc: generatorDealloc,
	traverse: generatorTraverse,
	traverseRest: generatorTraverseRest,
	finalize: finalizeGenerator,
	blockSize: generatorBlockSize,
	repr: generatorRepr,
	amAiter: (self: PyObject) => selfIter(self),
	amAnext: (self: PyGenerator) => newAwaitable(AsendType, self, null),
	methods: [
		def("asend", "($self, object, /)", "An awaitable that resumes with a value.", (self: PyGenerator, value: PyObject) =>
			newAwaitable(AsendType, self, value),
		),
		defRaw("athrow", null, "An awaitable that raises an exception inside.", (self: PyGenerator, args, kwnames) =>
			athrowMethod(self, args, kwnames),
		),
		def("aclose", "($self, /)", "An awaitable that ends the generator.", (self: PyGenerator) => newAwaitable(AthrowType, self, null)),
		def("__sizeof__", "($self, /)", "Size in bytes.", (self: PyGenerator) => newInt(generatorBlockSize(self) - 16)),
		def("__class_getitem__", "($type, object, /)", "See PEP 585", (cls: PyObject, item: PyObject) => genericAlias(cls, item), "class"),
	],
	getset: generatorGetset("ag"),
	members: [{ name: "ag_running", get: (self: PyGenerator) => newBool(self.runningAsync) }],
});

function athrowMethod(self: PyGenerator, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	noKeywords("athrow", kwnames);
	if (args.length > 1) warnOfSignature("athrow");
	const tuple = hold(newTuple(args.map((arg) => incref(arg))), "arguments of athrow");
	return dropKeeping(tuple, newAwaitable(AthrowType, self, tuple));
}
