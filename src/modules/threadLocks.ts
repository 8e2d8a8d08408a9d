// Locks: `_thread.lock` and `_thread.RLock`. A lock that is released goes at once to the thread that has waited longest.
// Read `acquire` and `handOn` first. Mirrors Modules/_threadmodule.c and Python/lock.c.

import { addressOf } from "../heap/address.ts";
import { untrack } from "../heap/gc/tracking.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { free } from "../heap/refcount.ts";
import { clearWeakrefs, type WeakReference } from "../heap/weakref.ts";
import { asDouble, indexAsNumber, isTrue } from "../objects/abstract.ts";
import { def, defRaw, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { overflowError, runtimeError, typeError, valueError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import { defineType, type PyObject, PyGCTypeOwner, type PyType, TPFLAGS_BASETYPE, TPFLAGS_HAVE_GC } from "../objects/object.ts";
import { newNone } from "../objects/singletons.ts";
import { newStr } from "../objects/str.ts";
import { type ThreadRecord, threads } from "../objects/threads.ts";
import { isTuple, newTuple } from "../objects/tuple.ts";
import { allocate } from "./ownedSlots.ts";
import { block, mayWake, registerBlocking, Wait, wake } from "../vm/scheduler.ts";

/** What `timeout` may be at most, in seconds: `TIMEOUT_MAX`. */
export const MOST_SECONDS = 9223372036;

/** lock: `depth` 0 or 1; RLock: how often its owner has taken it. */
class PyLock extends PyGCTypeOwner {
	depth: number;
	/** Identity of the thread that has an RLock. */
	owner: number;
	/** Longest first. */
	waiters: ThreadRecord[];
	weakrefs: WeakReference[] | null;

	constructor(type: PyType) {
		super(type);
		this.depth = 0;
		this.owner = 0;
		this.waiters = [];
		this.weakrefs = null;
	}
}

/** Seconds to wait for at most: Infinity for ever, 0 not at all. Source: lock_acquire_parse_timeout. */
export function secondsToWait(blocking: PyObject | null, timeout: PyObject | null): number {
	const seconds = timeout === null ? -1 : asDouble(timeout);
	const blocks = blocking === null || isTrue(blocking);
	if (Number.isNaN(seconds)) valueError("Invalid value NaN (not a number)");
	if (Math.abs(seconds) >= 2 ** 63 / 1e9) overflowError("timestamp out of range for platform time_t");
	if (!blocks && seconds !== -1) valueError("can't specify a timeout for a non-blocking call");
	if (seconds < 0 && seconds !== -1) valueError("timeout value must be a non-negative number");
	if (!blocks) return 0;
	if (seconds === -1) return Number.POSITIVE_INFINITY;
	if (seconds > MOST_SECONDS) overflowError("timeout value is too large");
	return seconds;
}

/** Takes the lock for the running thread, or waits; `finish` gives the result when it has it, or has not got it. */
function take(self: PyLock, depth: number, seconds: number, finish: (taken: boolean) => Own<PyObject>): Own<PyObject> {
	const { current } = threads;
	if (self.depth === 0) {
		self.depth = depth;
		self.owner = current.ident;
		return finish(true);
	}
	if (seconds === 0) return finish(false);
	const wait = new Wait(
		() => describe(self),
		seconds,
		(granted) => {
			if (granted) self.depth = depth;
			return finish(granted);
		},
	);
	wait.cancel = () => {
		const i = self.waiters.indexOf(current);
		if (i >= 0) self.waiters.splice(i, 1);
		if (wait.granted) handOn(self);
	};
	self.waiters.push(current);
	return block(self, wait);
}

function describe(self: PyLock): string {
	if (self.type !== RLockType) return "a lock";
	const owner = threads.all.find(({ ident }) => ident === self.owner);
	return `an RLock of ${owner === undefined ? "a thread that has ended" : owner.name}`;
}

/** The lock is free; whoever has waited longest gets it. */
function handOn(self: PyLock): void {
	self.depth = 0;
	self.owner = 0;
	const next = self.waiters.findIndex(mayWake);
	if (next < 0) return;
	const [record] = self.waiters.splice(next, 1);
	self.depth = 1;
	self.owner = record.ident;
	wake(record);
}

function acquireLock(self: PyLock, blocking: PyObject | null, timeout: PyObject | null): Own<PyObject> {
	return take(self, 1, secondsToWait(blocking, timeout), newBool);
}

function releaseLock(self: PyLock): Own<PyObject> {
	if (self.depth === 0) runtimeError("release unlocked lock");
	handOn(self);
	return newNone();
}

const isOwned = (self: PyLock): boolean => self.depth > 0 && self.owner === threads.current.ident;

function acquireRLock(self: PyLock, blocking: PyObject | null, timeout: PyObject | null): Own<PyObject> {
	const seconds = secondsToWait(blocking, timeout);
	if (!isOwned(self)) return take(self, 1, seconds, newBool);
	self.depth++;
	return newBool(true);
}

function releaseRLock(self: PyLock): Own<PyObject> {
	if (!isOwned(self)) runtimeError("cannot release un-acquired lock");
	if (--self.depth === 0) handOn(self);
	return newNone();
}

function releaseSave(self: PyLock): Own<PyObject> {
	if (self.depth === 0) runtimeError("cannot release un-acquired lock");
	const saved = newTuple([newInt(self.depth), newInt(self.owner)]);
	handOn(self);
	return saved;
}

function acquireRestore(self: PyLock, saved: PyObject): Own<PyObject> {
	if (!isTuple(saved)) typeError(`_acquire_restore() argument 1 must be 2-item tuple, not ${saved.type.name}`);
	const { items } = saved as unknown as { readonly items: readonly PyObject[] };
	if (items.length !== 2) typeError(`_acquire_restore() argument 1 must be tuple of length 2, not ${items.length}`);
	const depth = indexAsNumber(items[0], "OverflowError");
	const owner = indexAsNumber(items[1], "OverflowError");
	return take(self, depth, Number.POSITIVE_INFINITY, () => {
		self.owner = owner;
		return newNone();
	});
}

/** In a child process the lock would be free. */
function reset(self: PyLock): Own<PyObject> {
	self.depth = 0;
	self.owner = 0;
	return newNone();
}

const ACQUIRE = "($self, /, blocking=True, timeout=-1)";

type Acquire = (self: PyLock, blocking: PyObject | null, timeout: PyObject | null) => Own<PyObject>;

function lockMethods(acquire: Acquire, release: (self: PyLock) => Own<PyObject>): readonly MethodDef[] {
	const waits = [
		def("acquire", ACQUIRE, "Takes the lock.", acquire),
		def("__enter__", "($self, /)", "Takes the lock.", (self: PyLock) => acquire(self, null, null)),
	];
	registerBlocking(waits);
	return [
		...waits,
		def("release", "($self, /)", "Frees the lock.", release),
		defRaw("__exit__", "($self, /, *exc_info)", "Frees the lock.", release),
		def("locked", "($self, /)", "Whether the lock is taken.", (self: PyLock) => newBool(self.depth > 0)),
		def("_at_fork_reinit", "($self, /)", null, reset),
	];
}

const olderNames: readonly MethodDef[] = [
	def("acquire_lock", ACQUIRE, "An older name of acquire().", acquireLock),
	def("release_lock", "($self, /)", "An older name of release().", releaseLock),
	def("locked_lock", "($self, /)", "An older name of locked().", (self: PyLock) => newBool(self.depth > 0)),
];

function dealloc(self: PyLock): void {
	untrack(self);
	clearWeakrefs(self);
	free(self);
}

const stateText = (self: PyLock): string => `${self.depth > 0 ? "locked" : "unlocked"} ${self.type.name} object`;
const at = (self: PyLock): string => `at 0x${addressOf(self).toString(16)}`;

export const LockType = defineType({
	name: "_thread.lock",
	heapType: true,
	flags: TPFLAGS_HAVE_GC,
	basicsize: 24,
	doc: "lock()\n--\n\nA lock.",
	weakrefable: true,
	weakrefOffset: -32,
	alloc: (type) => own(new PyLock(type)),
	new: (type, args, kwargs) => {
		const given = args.items.length + (kwargs === null ? 0 : kwargs.used);
		if (given > 0) typeError(`lock expected 0 arguments, got ${given}`);
		return allocate(type);
	},
	dealloc,
	repr: (self: PyLock) => newStr(`<${stateText(self)} ${at(self)}>`),
	methods: [...lockMethods(acquireLock, releaseLock), ...olderNames],
});

const restore = def("_acquire_restore", "($self, state, /)", null, acquireRestore);
registerBlocking([restore, olderNames[0]]);

export const RLockType: PyType = defineType({
	name: "_thread.RLock",
	heapType: true,
	withoutModule: true,
	flags: TPFLAGS_BASETYPE | TPFLAGS_HAVE_GC,
	basicsize: 48,
	doc: "A lock that its owner may take again.",
	weakrefable: true,
	alloc: (type) => own(new PyLock(type)),
	new: (type) => allocate(type),
	dealloc,
	repr: (self: PyLock) => newStr(`<${stateText(self)} owner=${self.owner} count=${self.depth} ${at(self)}>`),
	methods: [
		...lockMethods(acquireRLock, releaseRLock),
		def("_is_owned", "($self, /)", null, (self: PyLock) => newBool(isOwned(self))),
		def("_recursion_count", "($self, /)", null, (self: PyLock) => newInt(isOwned(self) ? self.depth : 0)),
		def("_release_save", "($self, /)", null, releaseSave),
		restore,
	],
});
