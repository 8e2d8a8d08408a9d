// The Python threads of the interpreter: what each keeps while another runs.
//
// One thread runs at a time, and its state is `thread` (state.ts) and what other files keep in variables of theirs.
// A switch saves all that in the record of the thread that stops, and loads it from the record of the one that goes on.
// A file with state per thread says so by `registerPerThread`. Read `ThreadRecord` and `switchTo` first. Mirrors
// PyThreadState and _PyThreadState_Attach (Python/pystate.c).

import { registerRoots } from "../heap/audit.ts";
import type { Own, Visit } from "../heap/header.ts";
import { decref } from "../heap/refcount.ts";
import type { PyBaseException } from "./exception.ts";
import type { PyObject } from "./object.ts";
import { type ExcInfo, type FrameLike, thread } from "./state.ts";

/** State per thread that another file keeps in a variable. */
export interface PerThread<T> {
	/** What a new thread begins with. */
	fresh(): T;
	get(): T;
	set(value: T): void;
	/** Visits the references in a value that is not in use at present. */
	visit?(value: T, visit: Visit): void;
	/** Gives up what the running thread, which ends, still has. Runs Python code. */
	clear?(): void;
}

const registered: PerThread<unknown>[] = [];

/** Returns where in `ThreadRecord.saved` the value is. To be called when the file is loaded. */
export function registerPerThread<T>(state: PerThread<T>): number {
	return registered.push(state as PerThread<unknown>) - 1;
}

/** What a thread that does not run waits for, as the scheduler sees it (vm/scheduler.ts). */
export interface Waiting {
	/** For people: "<locked _thread.lock object at 0x…>". */
	describe(): string;
}

/** The thread is new: nothing of it has run yet. */
export const NEW = 0;
/** It goes on with its frame. */
export const IN_FRAME = 1;
/** It is at a call that waits; the call's result has to be pushed. */
export const IN_CALL = 2;
/** A frame that native code waits for has ended; the native code goes on once it is uppermost on JavaScript's stack. */
export const RETURNING = 3;
/** It is in native code that waits, and goes on once that is uppermost on JavaScript's stack. */
export const IN_NATIVE = 4;

export class ThreadRecord {
	readonly ident: number;
	readonly nativeId: number;
	name: string;
	daemon = false;
	ended = false;
	/** How it goes on when its turn comes. */
	resume = NEW;
	/** For RETURNING and IN_NATIVE: on which level of the nested runs. */
	level = 0;
	/** What the ended frame returned; null if an exception is in flight. Owned. */
	result: Own<PyObject> | null = null;
	waiting: Waiting | null = null;
	/** Runs the thread's first call to its end, or links a frame for it and returns true. */
	begin: (() => boolean) | null = null;
	/** Whether its first frame was entered without native code below. */
	beganWithFrame = false;
	/** What is to happen when it ends, before its state goes. Runs Python code; the result is null if an exception is in flight. */
	end: ((result: Own<PyObject> | null) => void) | null = null;

	/** Called when it has ended and its state is gone. */
	whenEnded: (() => void) | null = null;
	/** Calls and jumps back since it last gave its turn away, as far as they were in native code. */
	patience = 0;
	/** How often it has slept, for a short time, in the nested run that began with this frame. */
	naps = 0;
	napper: FrameLike | null = null;

	// Contents of `thread` while it does not run.
	frame: FrameLike | null = null;
	currentException: PyBaseException | null = null;
	excInfo: ExcInfo = { value: null, previous: null };
	recursionDepth = 0;
	reprStack: PyObject[] = [];
	saved: unknown[] = registered.map((state) => state.fresh());

	constructor(ident: number, nativeId: number, name: string) {
		this.ident = ident;
		this.nativeId = nativeId;
		this.name = name;
	}
}

/** As on Linux: the main thread's, and the others' lie below, a stack's size apart. */
export const MAIN_THREAD = 140000000000000;
const STACK_DISTANCE = 8392704;

const main = new ThreadRecord(MAIN_THREAD, 1, "MainThread");
main.resume = IN_FRAME;

export const threads = {
	main,
	current: main,
	/** All that have not ended, oldest first. */
	all: [main],
};

/** Identities of ended threads: like stacks in glibc, the last one is used again first. */
const freeIdents: number[] = [];
let lastIdent = MAIN_THREAD;
let lastNativeId = 1;

export function addThread(): ThreadRecord {
	let ident = freeIdents.pop();
	if (ident === undefined) {
		lastIdent -= STACK_DISTANCE;
		ident = lastIdent;
	}
	const record = new ThreadRecord(ident, ++lastNativeId, `Thread ${ident}`);
	threads.all.push(record);
	return record;
}

/** The thread is over; its state has been cleared. */
export function removeThread(record: ThreadRecord): void {
	record.ended = true;
	threads.all.splice(threads.all.indexOf(record), 1);
	freeIdents.push(record.ident);
}

/** Makes another thread the one that runs. */
export function switchTo(next: ThreadRecord): void {
	const { current } = threads;
	if (next === current) return;
	current.frame = thread.frame;
	current.currentException = thread.currentException;
	current.excInfo = thread.excInfo;
	current.recursionDepth = thread.recursionDepth;
	current.reprStack = thread.reprStack;
	for (let i = 0; i < registered.length; i++) current.saved[i] = registered[i].get();
	threads.current = next;
	thread.frame = next.frame;
	thread.currentException = next.currentException;
	thread.excInfo = next.excInfo;
	thread.recursionDepth = next.recursionDepth;
	thread.reprStack = next.reprStack;
	for (let i = 0; i < registered.length; i++) registered[i].set(next.saved[i]);
}

/** Gives up what the running thread still has, as it ends. Runs Python code. Source: PyThreadState_Clear. */
export function clearThread(): void {
	const { currentException, excInfo } = thread;
	thread.currentException = null;
	if (currentException !== null) decref(currentException);
	const { value } = excInfo;
	excInfo.value = null;
	if (value !== null) decref(value);
	for (const state of registered) state.clear?.();
}

/** The innermost frame of each thread, oldest thread first. */
export function framesOfThreads(): readonly (readonly [ThreadRecord, FrameLike | null])[] {
	return threads.all.map((record) => [record, record === threads.current ? thread.frame : record.frame]);
}

/** The innermost exception that a thread handles. Borrowed. */
export function handledBy(record: ThreadRecord): PyBaseException | null {
	let item: ExcInfo | null = record === threads.current ? thread.excInfo : record.excInfo;
	while (item !== null && item.value === null) item = item.previous;
	return item === null ? null : item.value;
}

function visitRecord(record: ThreadRecord, visit: Visit): void {
	const where = ` of ${record.name}`;
	if (record.result !== null) visit(record.result, `result that waits for native code${where}`);
	if (record === threads.current) return;
	if (record.currentException !== null) visit(record.currentException, `exception in flight${where}`);
	for (let item: ExcInfo | null = record.excInfo; item !== null; item = item.previous)
		if (item.previous === null && item.value !== null) visit(item.value, `exception being handled${where}`);
	for (const object of record.reprStack) visit(object, `object whose repr is under way${where}`);
	record.saved.forEach((value, i) => registered[i].visit?.(value, visit));
}

registerRoots("threads that wait", (visit) => {
	for (const record of threads.all) visitRecord(record, visit);
});
