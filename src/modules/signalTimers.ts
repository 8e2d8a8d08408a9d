// The three interval timers of a process, which send SIGALRM, SIGVTALRM and SIGPROF, and waiting that signals interrupt. There
// is no timer of the system behind them: they are looked at every few milliseconds while the program runs, and when a wait
// would go past them. DIFFERS: both clocks of processor time are the whole process's, time in the system included. Read
// `checkTimers` and `waitFor` first. Mirrors setitimer(2), and pysleep of Modules/timemodule.c.

import { addPoll } from "../vm/breaker.ts";
import { handleSignals, signalsDue } from "../vm/signals.ts";
import { host } from "./host.ts";

interface Timer {
	readonly signum: number;
	readonly now: () => number;
	/** When it goes off next, in seconds of its clock; Infinity if it is not set. */
	due: number;
	/** Seconds from one time to the next; 0: only once. */
	interval: number;
}

const realTime = (): number => Number(host().monotonic()) / 1e9;
const processorTime = (): number => Number(host().processTime()) / 1e9;

const newTimer = (signum: number, now: () => number): Timer => ({ signum, now, due: Number.POSITIVE_INFINITY, interval: 0 });

/** By ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF. */
const timers: readonly Timer[] = [newTimer(14, realTime), newTimer(26, processorTime), newTimer(27, processorTime)];

/** What `setitimer` tells: seconds left, and from one time to the next. */
export interface TimerState {
	readonly left: number;
	readonly interval: number;
}

export function timerState(which: number): TimerState | null {
	const timer = timers[which];
	if (timer === undefined) return null;
	return { left: timer.due === Number.POSITIVE_INFINITY ? 0 : Math.max(timer.due - timer.now(), 1e-6), interval: timer.interval };
}

/** `seconds` 0 stops the timer. `send`: what sends a signal to the process. */
export function setTimer(which: number, seconds: number, interval: number, send: (signum: number) => void): void {
	const timer = timers[which]!;
	timer.due = seconds === 0 ? Number.POSITIVE_INFINITY : timer.now() + seconds;
	timer.interval = seconds === 0 ? 0 : interval;
	if (!isChecked) addPoll(() => checkTimers(send));
	isChecked = true;
}

let isChecked = false;

/** What is to be done at a time, without a signal: by whoever watches the program. It runs no Python code. */
const watchdog = { due: Number.POSITIVE_INFINITY, action: (): void => {} };
let isWatched = false;

export const monotonicSeconds = realTime;

/** Has `action` called at a time of `monotonicSeconds`, instead of what was to be called before; never at Infinity. */
export function setWatchdog(due: number, action: () => void): void {
	watchdog.due = due;
	watchdog.action = action;
	if (!isWatched && due !== Number.POSITIVE_INFINITY) {
		addPoll(checkWatchdog);
		isWatched = true;
	}
}

function checkWatchdog(): void {
	if (watchdog.due === Number.POSITIVE_INFINITY || realTime() < watchdog.due) return;
	watchdog.due = Number.POSITIVE_INFINITY;
	watchdog.action();
}

function checkTimers(send: (signum: number) => void): void {
	for (const timer of timers) {
		if (timer.due === Number.POSITIVE_INFINITY) continue;
		const late = timer.now() - timer.due;
		if (late < 0) continue;
		timer.due = timer.interval === 0 ? Number.POSITIVE_INFINITY : timer.due + timer.interval * (1 + Math.floor(late / timer.interval));
		send(timer.signum);
	}
}

/** Whether a timer will send a signal while the program waits. */
export function timersRun(): boolean {
	return timers[0]!.due !== Number.POSITIVE_INFINITY;
}

/** Milliseconds to the next SIGALRM, or the watchdog. The other timers stand still while the program waits. */
function untilAlarm(): number {
	return Math.max(0, (Math.min(timers[0]!.due, watchdog.due) - realTime()) * 1000);
}

/** Blocks for so many milliseconds; handlers of signals are called meanwhile, and what they raise ends it. */
export function waitFor(milliseconds: number): void {
	const end = realTime() + milliseconds / 1000;
	for (let left = milliseconds; left > 0; left = (end - realTime()) * 1000) {
		const alarm = untilAlarm();
		host().sleep(Math.min(left, alarm));
		if (signalsDue()) handleSignals();
		else if (alarm > left) return;
	}
}

/** Blocks until the handler of a signal has been called. */
export function waitForSignal(): void {
	do {
		while (!signalsDue()) host().sleep(untilAlarm());
	} while (!handleSignals());
}
