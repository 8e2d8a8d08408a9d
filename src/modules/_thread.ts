// The module `_thread` for one thread: locks that are free or taken, re-entrant locks, identities. Starting a thread is
// refused. A lock that nobody can release any more would block for ever: that is an error here.
// Mirrors Modules/_threadmodule.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { hold, take } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { addressOf } from "../heap/address.ts";
import { free, incref, xrelease } from "../heap/refcount.ts";
import { clearWeakrefs, type WeakReference } from "../heap/weakref.ts";
import { asDouble, indexAsNumber, isTrue } from "../objects/abstract.ts";
import { def, defRaw, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import type { PyDict } from "../objects/dict.ts";
import { exceptionTypes, raiseError, runtimeError, valueError } from "../objects/errors.ts";
import { newFloat } from "../objects/float.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import { defineType, PyGCObject, type PyObject, PyPlainObject, type PyType, TPFLAGS_BASETYPE, TPFLAGS_HAVE_GC } from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { newStr } from "../objects/str.ts";
import { newTuple } from "../objects/tuple.ts";
import { addType, buildModule, setOwned } from "./define.ts";

export const MAIN_THREAD = 140000000000000;

/** lock: `depth` 0 or 1; RLock: how often the one thread has taken it. */
class PyLock extends PyPlainObject {
	depth: number;
	weakrefs: WeakReference[] | null;

	constructor(type: PyType) {
		super(type);
		this.depth = 0;
		this.weakrefs = null;
	}
}

function wait(blocking: PyObject | null, timeout: PyObject | null): boolean {
	const seconds = timeout === null ? -1 : asDouble(timeout);
	if (blocking !== null && !isTrue(blocking)) {
		if (seconds !== -1) valueError("can't specify a timeout for a non-blocking call");
		return false;
	}
	if (seconds < 0 && seconds !== -1) valueError("timeout value must be a non-negative number");
	if (seconds >= 0) return false;
	return runtimeError("deadlock: the only thread waits for a lock that it holds itself");
}

function acquireLock(self: PyLock, blocking: PyObject | null, timeout: PyObject | null): Own<PyObject> {
	if (self.depth > 0) return newBool(wait(blocking, timeout));
	self.depth = 1;
	return newBool(true);
}

function releaseLock(self: PyLock): Own<PyObject> {
	if (self.depth === 0) runtimeError("release unlocked lock");
	self.depth = 0;
	return newNone();
}

function acquireRLock(self: PyLock): Own<PyObject> {
	self.depth++;
	return newBool(true);
}

function releaseRLock(self: PyLock): Own<PyObject> {
	if (self.depth === 0) runtimeError("cannot release un-acquired lock");
	self.depth--;
	return newNone();
}

function reset(self: PyLock): Own<PyObject> {
	self.depth = 0;
	return newNone();
}

const locked = def("locked", "($self, /)", "Whether the lock is taken.", (self: PyLock) => newBool(self.depth > 0));
const ACQUIRE = "($self, /, blocking=True, timeout=-1)";

function lockMethods(
	acquire: (self: PyLock, blocking: PyObject | null, timeout: PyObject | null) => Own<PyObject>,
	release: (self: PyLock) => Own<PyObject>,
): readonly MethodDef[] {
	return [
		def("acquire", ACQUIRE, "Takes the lock.", acquire),
		def("__enter__", "($self, /)", "Takes the lock.", (self: PyLock) => acquire(self, null, null)),
		def("release", "($self, /)", "Frees the lock.", release),
		defRaw("__exit__", "($self, /, *exc_info)", "Frees the lock.", release),
		locked,
		def("_at_fork_reinit", "($self, /)", null, reset),
	];
}

function dealloc(self: PyLock): void {
	clearWeakrefs(self);
	free(self);
}

function lockRepr(self: PyLock): Own<PyObject> {
	return newStr(`<${self.depth > 0 ? "locked" : "unlocked"} ${self.type.name} object at 0x${addressOf(self).toString(16)}>`);
}

function rlockRepr(self: PyLock): Own<PyObject> {
	const owner = self.depth > 0 ? MAIN_THREAD : 0;
	return newStr(
		`<${self.depth > 0 ? "locked" : "unlocked"} ${self.type.name} object owner=${owner} count=${self.depth} at 0x${addressOf(self).toString(16)}>`,
	);
}

const LockType = defineType({
	name: "_thread.lock",
	basicsize: 24,
	doc: "A lock.",
	weakrefable: true,
	weakrefOffset: -32,
	alloc: (type) => own(new PyLock(type)),
	new: (type) => type.alloc!(type),
	dealloc,
	repr: lockRepr,
	methods: lockMethods(acquireLock, releaseLock),
});

const RLockType = defineType({
	name: "_thread.RLock",
	flags: TPFLAGS_BASETYPE,
	basicsize: 48,
	doc: "A lock that its owner may take again.",
	weakrefable: true,
	alloc: (type) => own(new PyLock(type)),
	new: (type) => type.alloc!(type),
	dealloc,
	repr: rlockRepr,
	methods: [
		...lockMethods(acquireRLock, releaseRLock),
		def("_is_owned", "($self, /)", null, (self: PyLock) => newBool(self.depth > 0)),
		def("_recursion_count", "($self, /)", null, (self: PyLock) => newInt(self.depth)),
		def("_release_save", "($self, /)", null, (self: PyLock) => {
			const { depth } = self;
			self.depth = 0;
			return newTuple([newInt(depth), newInt(MAIN_THREAD)]);
		}),
		def("_acquire_restore", "($self, state, /)", null, (self: PyLock, saved) => {
			self.depth = (saved as { items: { value: number }[] }).items[0]!.value;
			return newNone();
		}),
	],
});

/** `threading.local`: with one thread, an object with attributes. */
class PyLocal extends PyGCObject {
	dict: PyDict | null;
	weakrefs: WeakReference[] | null;

	constructor(type: PyType) {
		super(type);
		this.dict = null;
		this.weakrefs = null;
	}
}

const LocalType = defineType({
	name: "_thread._local",
	flags: TPFLAGS_BASETYPE | TPFLAGS_HAVE_GC,
	basicsize: 56,
	doc: "Attributes that belong to a thread.",
	weakrefable: true,
	weakrefOffset: 32,
	hasDict: true,
	alloc: (type) => own(new PyLocal(type)),
	new: (type) => {
		const self = type.alloc!(type) as Own<PyLocal>;
		track(self);
		return self;
	},
	dealloc: (self: PyLocal) => {
		untrack(self);
		clearWeakrefs(self);
		free(self);
		xrelease(self.dict);
	},
	traverse: (self: PyLocal, visit: Visit) => {
		if (self.dict !== null) visit(self.dict, "attribute", "__dict__");
	},
});

/** What stands for a thread that may be waited for: the main thread, or one that was never started. */
class PyThreadHandle extends PyPlainObject {
	/** 0 before the thread is started. */
	ident: number;

	constructor(type: PyType) {
		super(type);
		this.ident = 0;
	}
}

function requireStarted(self: PyThreadHandle): void {
	if (self.ident === 0) runtimeError("thread not started");
}

const ThreadHandleType = defineType({
	name: "_thread._ThreadHandle",
	basicsize: 24,
	heapType: true,
	alloc: (type) => own(new PyThreadHandle(type)),
	new: (type) => type.alloc!(type),
	dealloc: free,
	repr: (self: PyThreadHandle) => newStr(`<_thread._ThreadHandle object: ident=${self.ident}>`),
	methods: [
		def("is_done", "($self, /)", "Whether the thread has ended.", () => newBool(false)),
		defRaw("join", null, "Waits for the end of the thread.", (self) => {
			requireStarted(self as unknown as PyThreadHandle);
			return runtimeError("Cannot join current thread");
		}),
		def("_set_done", "($self, /)", "Marks the thread as ended.", (self: PyThreadHandle) => {
			requireStarted(self);
			return newNone();
		}),
	],
	getset: [{ name: "ident", get: (self: PyThreadHandle) => newInt(self.ident) }],
});

function makeThreadHandle(_module: PyObject, ident: PyObject): Own<PyObject> {
	const handle = new PyThreadHandle(ThreadHandleType);
	handle.ident = indexAsNumber(ident, "OverflowError");
	return own(handle);
}

const noThreads = (): never => raiseError("RuntimeError", "can't start new thread");

const functions: readonly MethodDef[] = [
	def("get_ident", "($module, /)", "The identity of this thread.", () => newInt(MAIN_THREAD)),
	def("get_native_id", "($module, /)", "The system's number of this thread.", () => newInt(1)),
	def("_get_main_thread_ident", "($module, /)", null, () => newInt(MAIN_THREAD)),
	def("_is_main_interpreter", "($module, /)", null, () => newBool(true)),
	def("_count", "($module, /)", null, () => newInt(0)),
	def("_shutdown", "($module, /)", null, () => newNone()),
	def("allocate_lock", "($module, /)", "A new lock.", () => LockType.alloc!(LockType)),
	def("allocate", "($module, /)", "A new lock.", () => LockType.alloc!(LockType)),
	defRaw("start_new_thread", null, "Starts a thread: not possible here.", noThreads),
	defRaw("start_new", null, "Starts a thread: not possible here.", noThreads),
	defRaw("start_joinable_thread", null, "Starts a thread: not possible here.", noThreads),
	def("_make_thread_handle", "($module, ident, /)", "A handle of a thread that was not started by Python.", makeThreadHandle),
	def("daemon_threads_allowed", "($module, /)", null, () => newBool(true)),
	def("stack_size", "($module, size=0, /)", null, () => newInt(0)),
	def("exit", "($module, /)", null, () => raiseError("SystemExit")),
	def("interrupt_main", "($module, signum=2, /)", null, () => raiseError("KeyboardInterrupt")),
];

export function initThread(): Own<PyModule> {
	const module = hold(buildModule("_thread", "Locks, for one thread.", functions), "module _thread");
	for (const type of [LockType, RLockType, LocalType, ThreadHandleType]) addType(module, type);
	setOwned(module.dict!, "LockType", incref(LockType));
	setOwned(module.dict!, "error", incref(exceptionTypes.RuntimeError!));
	setOwned(module.dict!, "TIMEOUT_MAX", newFloat(9223372036));
	return take(module);
}
