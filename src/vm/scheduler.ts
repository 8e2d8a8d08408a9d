// Which thread runs: the queue of those that can, and those that wait for something.
//
// Frames are objects of the heap, so whichever loop of the interpreter is uppermost on JavaScript's stack runs the frames
// of any thread. Only where native code waits for a frame's result (a nested run, interpreter.ts) that code must be
// uppermost to go on: a thread whose frame has ended too early waits for it (RETURNING). So, between natives, `run` is
// left only while the thread is current that began it. A switch is a JavaScript throw of SWITCH out of an instruction,
// which `run` catches. The order is deterministic: first in, first out; a turn is a number of calls and jumps back.
// Read `dispatch`, `choose` and `block` first. Mirrors Python/ceval_gil.c and Python/parking_lot.c in purpose.

import { mark, setAside } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { registerRoots } from "../heap/audit.ts";
import type { MethodDef } from "../objects/args.ts";
import { PyBuiltinFunction } from "../objects/builtinFunction.ts";
import { PyMethodDescr } from "../objects/descrMethod.ts";
import { caught, PYTHON_EXCEPTION, runtimeError } from "../objects/errors.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import type { PyObject } from "../objects/object.ts";
import { thread } from "../objects/state.ts";
import {
	clearThread,
	IN_CALL,
	IN_FRAME,
	IN_NATIVE,
	NEW,
	removeThread,
	RETURNING,
	switchTo,
	type ThreadRecord,
	threads,
	type Waiting,
} from "../objects/threads.ts";
import { breaker, grantTurn, handlePending } from "./breaker.ts";
import { deadlockText, inversionText } from "./deadlock.ts";
import { unwind } from "./exceptions.ts";
import { handledByProgram, signalsDue } from "./signals.ts";
import { replaceTopFirst } from "./stack.ts";

/** Thrown to leave an instruction when another thread is to go on. */
export const SWITCH: unique symbol = Symbol("switch of threads");
/** Thrown through native code of a daemon thread that will never go on. */
export const ABANDON: unique symbol = Symbol("end of a daemon thread");

/** The threads whose native code waits for the nested runs of the interpreter, outermost first. */
export const runs: ThreadRecord[] = [];

/** Those that can go on, next one first. */
const queue: ThreadRecord[] = [];
/** Those that wait, longest first. */
const waiting = new Set<ThreadRecord>();

export const schedulerHooks = {
	/** Milliseconds of a clock that never goes back. */
	now: (): number => 0,
	/** Blocks for so many milliseconds; ends early when interrupted. */
	sleep: (_milliseconds: number): void => {},
	/** Whether a signal will come by itself. */
	timersRun: (): boolean => false,
	/** Runs frames from `frame` on until `owner` is current and what it waits for has come. */
	runFrames: (_frame: Frame | null, _owner: ThreadRecord, _since: number, _level: number): Own<PyObject> | null => null,
};

export const scheduler = {
	/** Calls and jumps back in one turn. */
	turn: 10000,
	/** What the frame returned that has ended; null if an exception is in flight. Owned. */
	result: null as Own<PyObject> | null,
	/** At the end of the interpreter: no other thread than the main one goes on. */
	frozen: false,
	deadlocked: false,
};

registerRoots("result of a thread", (visit) => {
	if (scheduler.result !== null) visit(scheduler.result, "result of a frame");
});

export function takeResult(): Own<PyObject> | null {
	const { result } = scheduler;
	scheduler.result = null;
	return result;
}

/** Something that a native waits for. */
export class Wait implements Waiting {
	/** When to give up, by `schedulerHooks.now`. */
	readonly deadline: number;
	/** The same by the scheduler's own clock, which stands still while threads run: so the order depends on no delay. */
	readonly order: number;
	readonly describe: () => string;
	/** What has come: set by who calls `wake`. */
	granted = false;
	/** Why it can't go on, for people. */
	failure: string | null = null;
	interrupted = false;
	/** Nothing is waited for but time. */
	isSleep = false;
	/** Whether it is over, for what happens outside; asked every few milliseconds. */
	poll: (() => boolean) | null = null;
	/** For an instruction that is executed again when the wait is over: called then. */
	leave: (() => void) | null = null;
	/** Takes the thread out of the list of those that wait for the same. */
	cancel: () => void = () => {};
	/** The result of the native. May raise. */
	finish: (granted: boolean) => Own<PyObject>;

	constructor(describe: () => string, seconds: number, finish: (granted: boolean) => Own<PyObject>) {
		this.describe = describe;
		this.deadline = seconds === Number.POSITIVE_INFINITY ? seconds : schedulerHooks.now() + seconds * 1000;
		this.order = sleptTime + seconds;
		this.finish = finish;
	}
}

/** Seconds by the scheduler's own clock: the times that threads have waited for, one after another. */
let sleptTime = 0;

/**
 * A thread whose time is over goes on when no other can, in the order of the times; but it is late by no more than so many
 * milliseconds. So the order depends on the speed of the machine only where threads compute for longer.
 */
const TOLERANCE = 250;

const waitOf = (record: ThreadRecord): Wait => record.waiting as Wait;

/** Natives that may wait, so that a call of them can be put off. */
const blocking = new Set<MethodDef>();

export function registerBlocking(defs: readonly MethodDef[]): void {
	for (const def of defs) blocking.add(def);
}

/** Begins a thread, which waits for its turn. */
export function startThread(record: ThreadRecord): void {
	queue.push(record);
	if (breaker.turn === Number.POSITIVE_INFINITY) grantTurn(scheduler.turn);
}

/** What the thread waited for has come. */
export function wake(record: ThreadRecord): void {
	waitOf(record).granted = true;
	if (waiting.delete(record)) queue.push(record);
}

/** Whether a thread that waits may be given what it waits for. */
export function mayWake(record: ThreadRecord): boolean {
	return !scheduler.frozen || record === threads.main;
}

/**
 * Waits, while other threads run. `self`: the object whose method is being executed. Returns the native's result, or
 * throws SWITCH: the native is not to be called again then, its call gets the result.
 */
export function block(self: PyObject, wait: Wait): Own<PyObject> {
	const { current } = threads;
	current.waiting = wait;
	if (scheduler.frozen || threads.all.length === 1) return waitAlone(current, wait);
	if (isCalledDirectly(self)) throw SWITCH;
	return mayNap(current, wait) ? waitAlone(current, wait) : waitInNative(current, wait);
}

/** Milliseconds of a sleep that native code may take while nobody else runs, and how many of them one call of it may take. */
const NAP = 10;
const NAPS = 20;

/** A short sleep below native code is slept at once: then nothing is put above that code, which might have to wait for it. */
function mayNap(current: ThreadRecord, wait: Wait): boolean {
	if (!wait.isSleep || wait.deadline - schedulerHooks.now() > NAP) return false;
	let entry = thread.frame as Frame | null;
	while (entry !== null && !entry.entry) entry = entry.previous;
	if (current.napper !== entry) {
		current.napper = entry;
		current.naps = 0;
	}
	return ++current.naps <= NAPS;
}

/** Waits before an instruction, which is executed again afterwards. */
export function putOff(wait: Wait): never {
	threads.current.waiting = wait;
	throw SWITCH;
}

/** Lets others run first, if there are any: as a `sleep(0)` does. */
export function othersCanRun(): boolean {
	wakeDue(false);
	return queue.some(isEligible);
}

/** Whether the instruction that the frame is at is a call of a method that may wait, of this object. */
function isCalledDirectly(self: PyObject): boolean {
	const frame = thread.frame as Frame | null;
	if (frame === null || runs.length === 0) return false;
	const at = calleeAt(frame);
	if (at < 0) return false;
	const callee = frame.stack[at];
	if (callee instanceof PyBuiltinFunction) return callee.self === self && blocking.has(callee.def);
	return callee instanceof PyMethodDescr && blocking.has(callee.def) && frame.stack[at + 1] === self;
}

const CALL = 52;
const CALL_KW = 55;
const CALL_FUNCTION_EX = 4;

/** Inputs of the call that the frame is at; 0 if it is at none. */
function inputsOfCall(frame: Frame): number {
	const word = frame.code.plainInstructions()[frame.pc];
	const oparg = word >> 8;
	if ((word & 255) === CALL) return oparg + 2;
	if ((word & 255) === CALL_KW) return oparg + 3;
	return (word & 255) === CALL_FUNCTION_EX ? 4 : 0;
}

function calleeAt(frame: Frame): number {
	const inputs = inputsOfCall(frame);
	return inputs === 0 ? -1 : frame.sp - inputs;
}

// Waiting

/** Milliseconds between two looks at what has come from outside. */
const SLICE = 20;
const SHORT_SLICE = 5;

/** The only thread waits; a handler of a signal may start another. */
function waitAlone(current: ThreadRecord, wait: Wait): Own<PyObject> {
	while (!isOver(wait)) {
		if (threads.all.length > 1 && !scheduler.frozen && !wait.isSleep) return waitInNative(current, wait);
		if (!idle([current])) {
			wait.failure = deadlockText();
			scheduler.deadlocked = true;
			break;
		}
		if (breaker.signal) wait.interrupted = true;
		if (breaker.signal && !attend(current, wait)) throw PYTHON_EXCEPTION;
	}
	return finishWait(current, wait);
}

/** Others run above the native code that waits, until it is its turn again. */
function waitInNative(current: ThreadRecord, wait: Wait): Own<PyObject> {
	const level = runs.push(current);
	const { nativeDepth } = thread;
	do {
		current.resume = IN_NATIVE;
		current.level = level;
		suspend(current, wait);
		schedulerHooks.runFrames(dispatch(), current, mark(), level);
		runs.length = level;
		thread.nativeDepth = nativeDepth;
	} while (wait.interrupted && attend(current, wait) && !isOver(wait));
	runs.length = level - 1;
	if (current.waiting === null) throw PYTHON_EXCEPTION;
	return finishWait(current, wait);
}

function suspend(current: ThreadRecord, wait: Wait): void {
	if (wait.granted) queue.push(current);
	else waiting.add(current);
}

/** What is due for the main thread while it waits: signal handlers. False if that raised; the wait is off then. */
function attend(current: ThreadRecord, wait: Wait): boolean {
	wait.interrupted = false;
	const since = mark();
	try {
		handlePending();
		// A handler may have waited for something itself.
		current.waiting = wait;
		return true;
	} catch (thrown) {
		caught(thrown, since);
		wait.cancel();
		current.waiting = null;
		return false;
	}
}

function isOver(wait: Wait): boolean {
	return wait.granted || wait.failure !== null || schedulerHooks.now() >= wait.deadline || (wait.poll?.() ?? false);
}

/** The result of the native whose wait is over. */
function finishWait(current: ThreadRecord, wait: Wait): Own<PyObject> {
	current.waiting = null;
	if (!wait.granted) wait.cancel();
	if (wait.failure !== null) runtimeError(wait.failure);
	return wait.finish(wait.granted);
}

// Switching

/** To be called at the end of a turn; throws SWITCH if another thread can run. */
export function endTurn(): void {
	breaker.turnOver = false;
	const { current } = threads;
	if (!mustYield(current)) {
		grantTurn(threads.all.length === 1 ? Number.POSITIVE_INFINITY : scheduler.turn);
		return;
	}
	current.patience = 0;
	throw SWITCH;
}

/** Calls and jumps back that a thread has while native code lies between: most such calls end soon. */
const PATIENCE = 200_000;

function mustYield(current: ThreadRecord): boolean {
	if (breaker.signal && current !== threads.main && isEligible(threads.main)) return true;
	if (!othersCanRun()) return false;
	if (!isInNative(current)) return true;
	current.patience += scheduler.turn;
	return current.patience >= PATIENCE;
}

/** Whether native code lies between the thread's first frame and the loop that runs it. */
export function isInNative(record: ThreadRecord): boolean {
	return runsOf(record) > (record === threads.main ? 1 : 0);
}

function runsOf(record: ThreadRecord): number {
	let count = 0;
	for (const owner of runs) if (owner === record) count++;
	return count;
}

/** How many frames of the thread somebody waits for: native code, or the scheduler for the first one. */
export function waitedFor(record: ThreadRecord): number {
	return runsOf(record) + (record.beganWithFrame ? 1 : 0);
}

/** After SWITCH: the running thread is put off, and another goes on. As `dispatch`. */
export function switchAway(since: number): Frame | null {
	const { current } = threads;
	const wait = current.waiting as Wait | null;
	if (mark() > since) caught(PYTHON_EXCEPTION, since);
	if (wait === null) {
		current.resume = IN_FRAME;
		queue.push(current);
	} else {
		current.resume = IN_CALL;
		suspend(current, wait);
	}
	return dispatch();
}

/**
 * A frame for which native code waits has ended, but of another thread than the one that the uppermost run belongs to;
 * or that was the thread's first. As `dispatch`.
 */
export function leaveForeign(result: Own<PyObject> | null): Frame | null {
	const { current } = threads;
	const level = runs.lastIndexOf(current) + 1;
	if (level === 0) finishThread(current, result);
	else {
		current.resume = RETURNING;
		current.level = level;
		current.result = result;
		queue.push(current);
	}
	return dispatch();
}

function finishThread(current: ThreadRecord, result: Own<PyObject> | null): void {
	current.end!(result);
	clearThread();
	removeThread(current);
	current.ended = true;
	current.whenEnded?.();
}

/**
 * Lets the next thread go on. Returns its frame; or null if the run that is uppermost is over: then its thread is current,
 * and `takeResult` gives what the frame returned.
 */
export function dispatch(): Frame | null {
	for (;;) {
		const next = choose();
		switchTo(next);
		grantTurn(threads.all.length === 1 ? Number.POSITIVE_INFINITY : scheduler.turn);
		const { resume } = next;
		next.resume = IN_FRAME;
		if (resume === IN_FRAME) return thread.frame as Frame;
		if (resume === IN_NATIVE) return null;
		if (resume === RETURNING) {
			scheduler.result = next.result;
			next.result = null;
			return null;
		}
		if (resume === NEW ? begin(next) : endCall(next)) return thread.frame as Frame;
	}
}

/** False if the thread has ended already. */
function begin(record: ThreadRecord): boolean {
	record.beganWithFrame = record.begin!();
	if (record.beganWithFrame) return true;
	finishThread(record, takeResult());
	return false;
}

/** The call that waited gets its result. False if the thread is to be left at once. */
function endCall(record: ThreadRecord): boolean {
	const frame = thread.frame as Frame;
	const wait = waitOf(record);
	const since = mark();
	try {
		if (wait.interrupted && !attend(record, wait)) throw PYTHON_EXCEPTION;
		if (!isOver(wait)) {
			record.resume = IN_CALL;
			suspend(record, wait);
			return false;
		}
		if (wait.leave !== null) {
			record.waiting = null;
			wait.leave();
			if (wait.failure !== null) runtimeError(wait.failure);
			return true;
		}
		replaceTopFirst(frame, inputsOfCall(frame), finishWait(record, wait));
		if (breaker.any) handlePending();
		frame.pc += (frame.code.plainInstructions()[frame.pc] & 255) === CALL_FUNCTION_EX ? 1 : 4;
		return true;
	} catch (thrown) {
		caught(thrown, since);
	}
	if (unwind(frame.pc, false) !== null) return true;
	return endRun(record);
}

/** An exception has left a frame that native code waits for, while that is not known to be uppermost. */
function endRun(record: ThreadRecord): boolean {
	const level = runs.lastIndexOf(record) + 1;
	if (level === 0) finishThread(record, null);
	else {
		record.resume = RETURNING;
		record.level = level;
		queue.unshift(record);
	}
	return false;
}

/** Whether the thread can go on now, if it is not waiting: its native code, if it returns there, must be uppermost. */
function isEligible(record: ThreadRecord): boolean {
	if (scheduler.frozen && record !== threads.main) return false;
	return (record.resume !== RETURNING && record.resume !== IN_NATIVE) || record.level === runs.length;
}

/** The next thread; waits until there is one. */
function choose(): ThreadRecord {
	for (let isIdle = false; ; isIdle = true) {
		wakeDue(isIdle);
		attendMain();
		const i = queue.findIndex(isEligible);
		if (i >= 0) return queue.splice(i, 1)[0];
		if (!isIdle) continue;
		abandonDaemons();
		if (!idle(waiting)) failOne();
	}
}

/** Those whose time is over can go on, if no other can: in their order; and those for which something has come. */
function wakeDue(isIdle: boolean): void {
	if (waiting.size === 0) return;
	const now = schedulerHooks.now();
	let waitsForEarlier = false;
	for (const record of inOrder(waiting)) {
		const wait = waitOf(record);
		const late = now - wait.deadline;
		const due: boolean = late > TOLERANCE || (late >= 0 && isIdle && !waitsForEarlier);
		waitsForEarlier ||= !due;
		if (!due && !(wait.poll?.() ?? false)) continue;
		if (due) sleptTime = Math.max(sleptTime, wait.order);
		waiting.delete(record);
		queue.push(record);
	}
}

function inOrder(records: Iterable<ThreadRecord>): ThreadRecord[] {
	return [...records].sort((a, b) => waitOf(a).order - waitOf(b).order || 0);
}

/** What comes from outside is for the main thread, even while it waits. */
function attendMain(): void {
	const { main } = threads;
	if (!breaker.signal) return;
	if (waiting.delete(main)) {
		waitOf(main).interrupted = true;
		queue.unshift(main);
	} else if (queue.includes(main)) {
		queue.splice(queue.indexOf(main), 1);
		queue.unshift(main);
	}
}

/** Sleeps until something may have happened. False if nothing can happen any more. */
function idle(records: Iterable<ThreadRecord>): boolean {
	const able = inOrder(records).filter((record) => !scheduler.frozen || record === threads.main);
	const until = able.length === 0 ? Number.POSITIVE_INFINITY : waitOf(able[0]).deadline;
	const polled = able.some((record) => waitOf(record).poll !== null);
	if (until === Number.POSITIVE_INFINITY && !polled && handledByProgram.size === 0 && !schedulerHooks.timersRun()) return false;
	const left = Math.max(0, until - schedulerHooks.now());
	schedulerHooks.sleep(Math.min(left, polled ? SHORT_SLICE : SLICE));
	signalsDue();
	return true;
}

/** The main thread's first frame has ended, and native code of a daemon thread lies above: that never goes on. */
function abandonDaemons(): void {
	const { main } = threads;
	const owner = runs.at(-1)!;
	if (main.resume !== RETURNING || runsOf(main) !== 1 || !queue.includes(main) || !owner.daemon) return;
	throw ABANDON;
}

/** After ABANDON, in the run below: what the native code held stays held for ever. As `dispatch`. */
export function abandon(since: number, abandoned: readonly ThreadRecord[]): Frame | null {
	setAside(since, "held by a daemon thread that never ends");
	for (const record of abandoned) {
		waiting.delete(record);
		const i = queue.indexOf(record);
		if (i >= 0) queue.splice(i, 1);
	}
	return dispatch();
}

/**
 * No thread can go on. If all wait for ever, the main thread's wait fails, if that can go on; otherwise that of the thread
 * whose native code is uppermost, so that it makes room.
 */
function failOne(): void {
	const { main } = threads;
	const owner = runs.at(-1) ?? main;
	const victim = queue.length === 0 && waiting.has(main) && isEligible(main) ? main : owner;
	if (!waiting.delete(victim)) throw new Error("no thread can go on");
	scheduler.deadlocked = true;
	waitOf(victim).failure = queue.length === 0 ? deadlockText() : inversionText(victim, queue);
	queue.push(victim);
}
