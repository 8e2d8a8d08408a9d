// The eval breaker: a flag that the interpreter looks at on function entry, on backward jumps and after native calls, so
// that collections, handlers of signals and deadlines happen between instructions. Read `handlePending` first.
// Mirrors Python/ceval_gil.c (_Py_HandlePending).

import { memoryHooks, takeMemoryError } from "../heap/meter.ts";
import { raiseError } from "../objects/errors.ts";
import { threads } from "../objects/threads.ts";

/** What is due; looked at as a whole through `any`. */
export const breaker = {
	any: false,
	collection: false,
	/** A signal has come (signals.ts). */
	signal: false,
	memory: false,
	/** Called at each safe point while set: for deadlines and step limits. It may throw a Python exception. */
	hook: null as (() => void) | null,
	/** Counted down at calls and jumps back: `tick` at its end, and the loop is entered anew (AGAIN in interpreter.ts). */
	ticks: 0,
	/** How many calls and jumps back the running thread had left at the last `tick`; while there is one thread, no limit. */
	turn: Number.POSITIVE_INFINITY,
	/** Another thread may go on now. */
	turnOver: false,
	/** Called every few milliseconds while a program runs, to see what has come from outside. */
	poll: null as (() => void) | null,
};

/** Between two looks outside: at first few, since nobody knows how long a loop's body takes. */
let interval = 16;
let lastTick = 0;

/** FAST: a look takes 50 ns. More than 1024 turns would leave a loop deaf when its body becomes slow. */
const MOST_TURNS = 1024;

/** So many calls and jumps back the loop runs at a time. */
const MOST_AT_ONCE = 32;

/** What `ticks` began with, and 1. */
let granted = 0;
/** How many calls and jumps back there are left until the next look outside. */
let beforeLook = 0;

function grant(): void {
	granted = Math.max(1, Math.min(MOST_AT_ONCE, interval, breaker.turn));
	breaker.ticks = granted - 1;
}

/** The running thread has so many calls and jumps back from now on. */
export function grantTurn(turn: number): void {
	breaker.turn = turn;
	breaker.turnOver = false;
	grant();
}

function tick(): void {
	const passed = granted - 1 - breaker.ticks;
	breaker.turn -= passed;
	if (breaker.turn <= 0) breaker.turnOver = true;
	beforeLook -= passed;
	if (beforeLook <= 0) lookOutside();
	grant();
}

/** Calls `poll` every few milliseconds. */
function lookOutside(): void {
	const { poll } = breaker;
	if (poll === null) return;
	const now = Date.now();
	const passed = now - lastTick;
	lastTick = now;
	if (passed < 2) interval = Math.min(interval * 2, MOST_TURNS);
	else if (passed > 8) interval = Math.max(interval >> 3, 1);
	beforeLook = interval;
	poll();
}

const polls: (() => void)[] = [];

/** Has `poll` called every few milliseconds from now on. */
export function addPoll(poll: () => void): void {
	polls.push(poll);
	breaker.poll = (): void => {
		for (const each of polls) each();
	};
	grantTurn(breaker.turn);
}

/** Connected by the collector, and by signals.ts. */
export const breakerHooks = {
	collect: (): void => {},
	handleSignals: (): void => {},
};

export function requestCollection(): void {
	breaker.collection = true;
	breaker.any = true;
}

/** Handlers of signals are called at the next safe point. */
export function requestSignals(): void {
	breaker.signal = true;
	breaker.any = true;
}

/** MemoryError at the next safe point. */
memoryHooks.schedule = (): void => {
	breaker.memory = true;
	breaker.any = true;
};

export function setStepHook(hook: (() => void) | null): void {
	breaker.hook = hook;
	breaker.any = hook !== null || breaker.collection || breaker.signal;
}

/** Does what is due. Runs Python code; raises what handlers of signals raise. */
export function handlePending(): void {
	if (breaker.ticks < 0) tick();
	breaker.any = breaker.hook !== null;
	if (breaker.memory) {
		breaker.memory = false;
		if (breaker.collection || breaker.signal) breaker.any = true;
		if (takeMemoryError()) raiseError("MemoryError");
	}
	if (breaker.signal) {
		if (breaker.collection) breaker.any = true;
		if (threads.current === threads.main) {
			breaker.signal = false;
			breakerHooks.handleSignals();
		} else {
			breaker.any = true;
			breaker.turnOver = true;
		}
	}
	if (breaker.collection) {
		breaker.collection = false;
		breakerHooks.collect();
	}
	breaker.hook?.();
}
