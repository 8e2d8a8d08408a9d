// Starting threads, and waiting for their end: `_ThreadHandle`, start_new_thread, start_joinable_thread, _shutdown.
//
// A thread whose function is Python's begins as a frame, with no native code below it; so it can be put off at any safe
// point. Function and arguments are owned until it has ended. Read `start` and `enterFunction` first. Mirrors
// Modules/_threadmodule.c (ThreadHandle_start, thread_run).

import { allocate, ownedSlots } from "./ownedSlots.ts";
import { registerRoots } from "../heap/audit.ts";
import { mark } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, decrefEach, incref, xincref } from "../heap/refcount.ts";
import { asDouble, callTuple, indexAsNumber } from "../objects/abstract.ts";
import { isCallable } from "../objects/abstractCall.ts";
import { def, defRaw, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { dictItemsInOrder, isDict, type PyDict } from "../objects/dict.ts";
import { caught, clearException, exceptionMatches, raiseError, runtimeError, typeError, writeUnraisable } from "../objects/errors.ts";
import { reprText } from "../objects/exceptions.ts";
import { FunctionType, type PyFunction } from "../objects/function.ts";
import { isInt, newInt } from "../objects/int.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import { MethodType, type PyMethod } from "../objects/method.ts";
import { defineType, type PyObject, PyGCTypeOwner, type PyType, TPFLAGS_HAVE_GC } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { thread } from "../objects/state.ts";
import { newStr } from "../objects/str.ts";
import { addThread, type ThreadRecord, threads } from "../objects/threads.ts";
import { emptyTuple, isTuple, newTuple, type PyTuple } from "../objects/tuple.ts";
import { enterFrame } from "../vm/interpreter.ts";
import { block, registerBlocking, scheduler, startThread, takeResult, Wait, wake } from "../vm/scheduler.ts";
import { MOST_SECONDS } from "./threadLocks.ts";

const NOT_STARTED = 0;
const RUNNING = 1;
const DONE = 2;

/** What stands for a thread that may be waited for. */
class PyThreadHandle extends PyGCTypeOwner {
	state: number;
	/** 0 before the thread is started. */
	ident: number;
	/** Those that wait for its end. */
	joiners: ThreadRecord[];

	constructor(type: PyType) {
		super(type);
		this.state = NOT_STARTED;
		this.ident = 0;
		this.joiners = [];
	}
}

/** What a thread is started with. Owned. */
interface Boot {
	readonly func: PyObject;
	readonly args: PyTuple;
	readonly kwargs: PyDict | null;
	readonly handle: PyThreadHandle;
	/** Arguments, and then values and names of keyword arguments, of a call with keywords, as _PyStack_UnpackDict counts them. */
	unpacked: Own<PyObject>[];
}

const boots = new Map<ThreadRecord, Boot>();
registerRoots("started threads", (visit) => {
	for (const [record, { func, args, kwargs, handle, unpacked }] of boots) {
		const where = ` of ${record.name}`;
		visit(func, `function${where}`);
		visit(args, `arguments${where}`);
		if (kwargs !== null) visit(kwargs, `keyword arguments${where}`);
		visit(handle, `handle${where}`);
		for (const object of unpacked) visit(object, `argument of the call${where}`);
	}
});

/** All arguments borrowed. */
function start(func: PyObject, args: PyTuple, kwargs: PyDict | null, handle: PyThreadHandle, daemon: boolean): void {
	if (scheduler.frozen) raiseError("PythonFinalizationError", "can't create new thread at interpreter shutdown");
	if (handle.state !== NOT_STARTED) runtimeError("thread already started");
	const record = addThread();
	record.daemon = daemon;
	boots.set(record, { func: incref(func), args: incref(args), kwargs: xincref(kwargs), handle: incref(handle), unpacked: [] });
	handle.state = RUNNING;
	handle.ident = record.ident;
	record.begin = () => begin(boots.get(record)!);
	record.end = (result) => end(record, result);
	record.whenEnded = () => ended(record, handle);
	startThread(record);
}

/** Links the frame of a Python function, or calls what is none; its result is left to the scheduler. True if there is a frame. */
function begin(boot: Boot): boolean {
	const { func, args, kwargs } = boot;
	const since = mark();
	try {
		if (func.type === FunctionType) return enterFunction(func as PyFunction, null, boot);
		if (func.type === MethodType && (func as PyMethod).func.type === FunctionType) {
			const method = func as PyMethod;
			return enterFunction(method.func as PyFunction, method.self, boot);
		}
		scheduler.result = callTuple(func, args, kwargs);
	} catch (thrown) {
		caught(thrown, since);
	}
	return false;
}

function enterFunction(func: PyFunction, self: PyObject | null, boot: Boot): boolean {
	const { args, kwargs } = boot;
	const items = kwargs === null ? [] : dictItemsInOrder(kwargs);
	let kwnames: PyTuple | null = null;
	let given = args.items;
	if (items.length > 0) {
		given = [...given, ...items.map(([, value]) => value)];
		kwnames = newTuple(items.map(([key]) => incref(key)));
		boot.unpacked = [...given.map((object) => incref(object)), kwnames as Own<PyTuple>];
	}
	const frame: Frame = enterFrame(func, self === null ? given : [self, ...given], kwnames, null);
	frame.entry = true;
	thread.recursionDepth++;
	return true;
}

/** The thread's function has returned, or raised if the result is null. Runs Python code. Source: thread_run. */
function end(record: ThreadRecord, result: Own<PyObject> | null): void {
	const { func, args, kwargs, unpacked } = boots.get(record)!;
	scheduler.result = result;
	decrefEach(unpacked.splice(0));
	if (takeResult() !== null) decref(result!);
	else if (exceptionMatches("SystemExit")) clearException();
	else writeUnraisable(`Exception ignored in thread started by ${reprText(func)}`);
	handles.push(boots.get(record)!.handle);
	boots.delete(record);
	decrefEach([func, args, kwargs]);
}

/** Handles of threads whose state is being cleared. Owned. */
const handles: PyThreadHandle[] = [];
registerRoots("ending threads", (visit) => {
	for (const handle of handles) visit(handle, "handle of an ending thread");
});

function ended(record: ThreadRecord, handle: PyThreadHandle): void {
	setDone(handle);
	if (!record.daemon && !mustWaitForOthers()) for (const waiter of atShutdown.splice(0)) wake(waiter);
	handles.splice(handles.indexOf(handle), 1);
	decref(handle);
}

function setDone(handle: PyThreadHandle): void {
	handle.state = DONE;
	for (const joiner of handle.joiners.splice(0)) wake(joiner);
}

function requireStarted(self: PyThreadHandle): void {
	if (self.state === NOT_STARTED) runtimeError("thread not started");
}

function join(self: PyThreadHandle, args: readonly PyObject[]): Own<PyObject> {
	if (args.length > 1) typeError(`join() takes at most 1 argument (${args.length} given)`);
	const timeout = args[0] ?? None;
	const seconds = timeout === None ? -1 : asDouble(timeout);
	if (seconds > MOST_SECONDS) raiseError("OverflowError", "timestamp too large to convert to C PyTime_t");
	requireStarted(self);
	const { current } = threads;
	if (self.state === RUNNING && self.ident === current.ident) runtimeError("Cannot join current thread");
	if (self.state === DONE || seconds === 0) return newNone();
	const wait = new Wait(
		() => `the end of ${threads.all.find(({ ident }) => ident === self.ident)?.name ?? "a thread"}`,
		seconds < 0 ? Number.POSITIVE_INFINITY : seconds,
		newNone,
	);
	wait.cancel = () => {
		const i = self.joiners.indexOf(current);
		if (i >= 0) self.joiners.splice(i, 1);
	};
	self.joiners.push(current);
	return block(self, wait);
}

const joinMethod = defRaw("join", null, "Waits for the end of the thread.", (self, args, kwnames) => {
	if (kwnames !== null) typeError("_ThreadHandle.join() takes no keyword arguments");
	return join(self as PyThreadHandle, args);
});

export const ThreadHandleType: PyType = defineType({
	name: "_thread._ThreadHandle",
	basicsize: 24,
	heapType: true,
	withoutModule: true,
	flags: TPFLAGS_HAVE_GC,
	alloc: (type) => own(new PyThreadHandle(type)),
	new: (type) => allocate(type),
	...ownedSlots([]),
	repr: (self: PyThreadHandle) => newStr(`<_thread._ThreadHandle object: ident=${self.ident}>`),
	methods: [
		def("is_done", "($self, /)", "Whether the thread has ended.", (self: PyThreadHandle) => newBool(self.state === DONE)),
		joinMethod,
		def("_set_done", "($self, /)", "Marks the thread as ended.", (self: PyThreadHandle) => {
			requireStarted(self);
			setDone(self);
			return newNone();
		}),
	],
	getset: [{ name: "ident", get: (self: PyThreadHandle) => newInt(self.ident) }],
});

function makeThreadHandle(_module: PyObject, ident: PyObject): Own<PyObject> {
	if (!isInt(ident)) typeError("ident must be an integer");
	const handle = allocate<PyThreadHandle>(ThreadHandleType);
	handle.ident = indexAsNumber(ident, "OverflowError");
	handle.state = RUNNING;
	return handle;
}

function startNewThread(_module: PyObject, func: PyObject, args: PyObject, kwargs: PyObject | null): Own<PyObject> {
	if (!isCallable(func)) typeError("first arg must be callable");
	if (!isTuple(args)) typeError("2nd arg must be a tuple");
	if (kwargs !== null && !isDict(kwargs)) typeError("optional 3rd arg must be a dictionary");
	const handle = allocate<PyThreadHandle>(ThreadHandleType);
	start(func, args as unknown as PyTuple, kwargs as PyDict | null, handle, true);
	const ident = newInt(handle.ident);
	decref(handle);
	return ident;
}

function startJoinableThread(_module: PyObject, func: PyObject, handle: PyObject | null, daemon: PyObject | null): Own<PyObject> {
	if (!isCallable(func)) typeError("thread function must be callable");
	if (handle !== null && handle !== None && handle.type !== ThreadHandleType) typeError("'handle' must be a _ThreadHandle");
	const given = handle === null || handle === None ? allocate<PyThreadHandle>(ThreadHandleType) : incref(handle as PyThreadHandle);
	const isDaemon = daemon === null || (daemon as { value?: unknown }).value !== 0;
	const since = mark();
	try {
		start(func, emptyTuple, null, given as PyThreadHandle, isDaemon);
	} catch (thrown) {
		caught(thrown, since);
		decref(given);
		throw thrown;
	}
	return given;
}

// The end of the interpreter waits for threads that are not daemons.

const atShutdown: ThreadRecord[] = [];

function mustWaitForOthers(): boolean {
	return threads.all.some((record) => record !== threads.main && record !== threads.current && !record.daemon && !record.ended);
}

function shutdown(module: PyObject): Own<PyObject> {
	if (!mustWaitForOthers()) return newNone();
	const { current } = threads;
	const wait = new Wait(() => "the end of all threads that are not daemons", Number.POSITIVE_INFINITY, newNone);
	wait.cancel = () => {
		const i = atShutdown.indexOf(current);
		if (i >= 0) atShutdown.splice(i, 1);
	};
	atShutdown.push(current);
	return block(module, wait);
}

const shutdownFunction = def("_shutdown", "($module, /)", "Waits for all threads that are not daemons.", shutdown);
registerBlocking([joinMethod, shutdownFunction]);

const START_NEW = "($module, function, args, kwargs={}, /)";

export const startFunctions: readonly MethodDef[] = [
	def("start_new_thread", START_NEW, "Starts a thread and returns its identity.", startNewThread),
	def("start_new", START_NEW, "An older name of start_new_thread().", startNewThread),
	def(
		"start_joinable_thread",
		"($module, /, function, handle=None, daemon=True)",
		"Starts a thread and returns its handle.",
		startJoinableThread,
	),
	def("_make_thread_handle", "($module, ident, /)", "A handle of a thread that was not started by Python.", makeThreadHandle),
	shutdownFunction,
];
