// The module `_signal`: handlers by number. A handler is called at a safe point of the interpreter after its signal has come
// (vm/signals.ts); for each signal that Python code handles or that is to be ignored the host is told to listen, any other
// does what the system does with it. What is for other processes or threads is not there. Read `signal` and `deliver`
// first. Mirrors Modules/signalmodule.c for Linux.

import { registerRoots } from "../heap/audit.ts";
import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { call, indexAsNumber } from "../objects/abstract.ts";
import { isCallable } from "../objects/abstractCall.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { isBuiltinFunction } from "../objects/builtinFunction.ts";
import { dictGetStr } from "../objects/dict.ts";
import { exceptionTypes, overflowError, raiseError, typeError, valueError } from "../objects/errors.ts";
import { raiseOSError } from "../objects/exceptionsRaise.ts";
import { newFloat } from "../objects/float.ts";
import { currentFrame, frameObjectOf } from "../objects/frame.ts";
import { isInt, newInt, type PyInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { newFrozenset } from "../objects/set.ts";
import { newNone, None } from "../objects/singletons.ts";
import { internStr, newStr } from "../objects/str.ts";
import { newTuple } from "../objects/tuple.ts";
import { handledByProgram, handleSignals, SIGINT, signalHooks, tripSignal } from "../vm/signals.ts";
import { readiness, sendByte } from "./_socket.ts";
import { buildModule, newExceptionType, setOwned } from "./define.ts";
import { descriptors, withFiles } from "./fileSystem.ts";
import { FileError, O_NONBLOCK } from "./fileTypes.ts";
import { host } from "./host.ts";
import { setTimer, type TimerState, timerState, waitForSignal } from "./signalTimers.ts";
import { nanosecondsOf } from "./timeClocks.ts";

export const NSIG = 65;
const ITIMER_REAL = 0;
const SIG_DFL = 0;
const SIG_IGN = 1;
const NUMBERS: { readonly [name: string]: number } = {
	NSIG,
	SIG_BLOCK: 0,
	SIG_UNBLOCK: 1,
	SIG_SETMASK: 2,
	SIGHUP: 1,
	SIGINT,
	SIGQUIT: 3,
	SIGILL: 4,
	SIGTRAP: 5,
	SIGIOT: 6,
	SIGABRT: 6,
	SIGFPE: 8,
	SIGKILL: 9,
	SIGBUS: 7,
	SIGSEGV: 11,
	SIGSYS: 31,
	SIGPIPE: 13,
	SIGALRM: 14,
	SIGTERM: 15,
	SIGUSR1: 10,
	SIGUSR2: 12,
	SIGCLD: 17,
	SIGCHLD: 17,
	SIGPWR: 30,
	SIGIO: 29,
	SIGURG: 23,
	SIGWINCH: 28,
	SIGPOLL: 29,
	SIGSTOP: 19,
	SIGTSTP: 20,
	SIGCONT: 18,
	SIGTTIN: 21,
	SIGTTOU: 22,
	SIGVTALRM: 26,
	SIGPROF: 27,
	SIGXCPU: 24,
	SIGXFSZ: 25,
	SIGRTMIN: 34,
	SIGRTMAX: 64,
	SIGSTKFLT: 16,
	ITIMER_REAL,
	ITIMER_VIRTUAL: 1,
	ITIMER_PROF: 2,
	SIG_DFL,
	SIG_IGN,
};

/** What the system calls each signal, from 1 on. */
const DESCRIPTIONS = [
	"Hangup",
	"Interrupt",
	"Quit",
	"Illegal instruction",
	"Trace/breakpoint trap",
	"Aborted",
	"Bus error",
	"Floating point exception",
	"Killed",
	"User defined signal 1",
	"Segmentation fault",
	"User defined signal 2",
	"Broken pipe",
	"Alarm clock",
	"Terminated",
	"Stack fault",
	"Child exited",
	"Continued",
	"Stopped (signal)",
	"Stopped",
	"Stopped (tty input)",
	"Stopped (tty output)",
	"Urgent I/O condition",
	"CPU time limit exceeded",
	"File size limit exceeded",
	"Virtual timer expired",
	"Profiling timer expired",
	"Window changed",
	"I/O possible",
	"Power failure",
	"Bad system call",
];
/** glibc keeps these two for itself. */
const RESERVED: ReadonlySet<number> = new Set([32, 33]);

/** By number; owned. None for the reserved ones. */
const handlers: PyObject[] = [];

/** Owned. */
let itimerError: PyType | null = null;

registerRoots("module _signal", (visit) => {
	handlers.forEach((handler, i) => visit(handler, "handler of signal", i));
	if (itimerError !== null) visit(itimerError, "ItimerError");
});

function signalNumber(value: PyObject): number {
	const number = indexAsNumber(value, "OverflowError");
	return number < 1 || number >= NSIG ? valueError("signal number out of range") : number;
}

const IGNORED_BY_PYTHON: ReadonlySet<number> = new Set([NUMBERS.SIGPIPE!, NUMBERS.SIGXFSZ!]);

function initialHandler(number: number, defaultInt: PyObject): PyObject {
	if (number === SIGINT) return incref(defaultInt);
	return RESERVED.has(number) ? newNone() : newInt(IGNORED_BY_PYTHON.has(number) ? SIG_IGN : SIG_DFL);
}

function isConstant(handler: PyObject, value: number): boolean {
	return isInt(handler) && (handler as PyInt).value === value;
}

function signal(_module: PyObject, signalnum: PyObject, handler: PyObject): Own<PyObject> {
	const number = indexAsNumber(signalnum, "OverflowError");
	if (!isCallable(handler) && !isConstant(handler, SIG_DFL) && !isConstant(handler, SIG_IGN))
		typeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
	if (number < 1 || number >= NSIG) valueError("signal number out of range");
	if (refusesHandlers(number)) raiseOSError(22, "Invalid argument");
	const old = handlers[number]!;
	handlers[number] = incref(handler);
	signalHooks.listen(number, !isConstant(handler, SIG_DFL) || watchers.has(number));
	if (isUnhandled(handler) || isDefaultInt(handler)) handledByProgram.delete(number);
	else handledByProgram.add(number);
	return own(old);
}

const isDefaultInt = (handler: PyObject): boolean => isBuiltinFunction(handler) && handler.def.name === "default_int_handler";

/** Whether a signal is left to the system, or to nobody. */
const isUnhandled = (handler: PyObject): boolean => handler === None || isConstant(handler, SIG_IGN) || isConstant(handler, SIG_DFL);

/** Someone who wants to know of a signal when it comes, before its handler is called: the module faulthandler. */
interface Watcher {
	readonly act: () => void;
	/** Whether the signal then goes on to whom it would have gone to. */
	readonly chain: boolean;
}

const watchers = new Map<number, Watcher>();

export const signalWatch = {
	/** A signal will end the process. */
	beforeEnd: (_signum: number): void => {},
	watch(signum: number, act: () => void, chain: boolean): void {
		watchers.set(signum, { act, chain });
		signalHooks.listen(signum, true);
		signalHooks.deliver = deliver;
		signalHooks.noted = noteSignal;
	},
	unwatch(signum: number): void {
		watchers.delete(signum);
		signalHooks.listen(signum, !isLeftToSystem(signum));
	},
};

/** SIGKILL, SIGSTOP and those that the C library keeps. */
export function refusesHandlers(number: number): boolean {
	return number === NUMBERS.SIGKILL || number === NUMBERS.SIGSTOP || RESERVED.has(number);
}

/** Whether the system does with a signal what it does by itself. The module may not be there yet. */
function isLeftToSystem(number: number): boolean {
	const handler = handlers[number];
	if (handler === undefined) return number !== SIGINT && !IGNORED_BY_PYTHON.has(number);
	return handler === None || isConstant(handler, SIG_DFL);
}

function isIgnored(number: number): boolean {
	const handler = handlers[number];
	return handler === undefined ? IGNORED_BY_PYTHON.has(number) : isConstant(handler, SIG_IGN);
}

/** Ends the process, or whatever the system does with the signal. */
export function sendToSystem(number: number): void {
	signalWatch.beforeEnd(number);
	if (watchers.has(number)) signalHooks.listen(number, false);
	host().raiseSignal(number);
}

/** Calls a signal's handler with the number and the current frame; false if there is none. Runs Python code and raises what it raises. */
function deliver(number: number): boolean {
	const watcher = watchers.get(number);
	if (watcher !== undefined && !watcher.chain) return false;
	if (watcher !== undefined && isLeftToSystem(number)) sendToSystem(number);
	const handler = handlers[number];
	if (handler === undefined) return number === SIGINT ? raiseError("KeyboardInterrupt") : false;
	if (isUnhandled(handler)) return false;
	hold(incref(handler), "signal handler");
	const frame = currentFrame();
	const given = hold(newInt(number), "signal number");
	const result = call(handler, [given, frame === null ? None : frameObjectOf(frame)]);
	decref(take(given));
	decref(take(handler));
	decref(result);
	return true;
}

/** Sends a signal to the program; what the system does with it by itself is done at once. */
function send(number: number): void {
	if (watchers.has(number)) tripSignal(number);
	else if (isLeftToSystem(number)) sendToSystem(number);
	else if (!isIgnored(number)) tripSignal(number);
}

/** `raise_signal`, and `os.kill` for this process: the handler has been called when it returns. */
export function sendSignal(signum: PyObject): void {
	const number = indexAsNumber(signum, "OverflowError");
	if (number < 0 || number >= NSIG) raiseOSError(22, "Invalid argument");
	if (number === 0) return;
	send(number);
	handleSignals();
}

/** The socket that is told of signals, by their number as a byte; -1 for none. */
let wakeupDescriptor = -1;

function setWakeupFd(_module: PyObject, fd: PyObject): Own<PyObject> {
	const descriptor = indexAsNumber(fd, "OverflowError");
	if (descriptor !== -1 && readiness(descriptor) === null) {
		const { flags } = withFiles((_, open) => open.at(descriptor));
		if ((flags & O_NONBLOCK) === 0) valueError(`the fd ${descriptor} must be in non-blocking mode`);
	}
	const old = wakeupDescriptor;
	wakeupDescriptor = descriptor;
	return newInt(old);
}

function noteSignal(number: number): void {
	const watcher = watchers.get(number);
	watcher?.act();
	if (watcher?.chain === false || wakeupDescriptor < 0 || isUnhandled(handlers[number] ?? None)) return;
	if (sendByte(wakeupDescriptor, number)) return;
	try {
		descriptors().write(wakeupDescriptor, Uint8Array.of(number));
	} catch (error) {
		// DIFFERS: CPython warns if the pipe is full.
		if (!(error instanceof FileError)) throw error;
	}
}

function alarm(_module: PyObject, seconds: PyObject): Own<PyObject> {
	const number = indexAsNumber(seconds, "OverflowError");
	if (number < -(2 ** 31) || number >= 2 ** 31) overflowError("Python int too large to convert to C int");
	const { left } = timerState(ITIMER_REAL)!;
	// A negative number is taken for an unsigned one.
	setTimer(ITIMER_REAL, number >>> 0, 0, send);
	return newInt(left > 0 ? Math.max(1, Math.round(left)) : 0);
}

function newTimerTuple({ left, interval }: TimerState): Own<PyObject> {
	return newTuple([newFloat(left) as Own<PyObject>, newFloat(interval) as Own<PyObject>]);
}

/** A timer by its number. Raises ItimerError. */
function timerOf(which: PyObject): { readonly number: number; readonly state: TimerState } {
	const number = indexAsNumber(which, "OverflowError");
	return { number, state: timerState(number) ?? raiseItimerError() };
}

function raiseItimerError(): never {
	raiseError(itimerError!, newInt(22), newStr("Invalid argument"));
}

const secondsOf = (value: PyObject): number => Number(nanosecondsOf(value)) / 1e9;

function setitimer(_module: PyObject, which: PyObject, seconds: PyObject, interval: PyObject | null): Own<PyObject> {
	const [value, again] = [secondsOf(seconds), interval === null ? 0 : secondsOf(interval)];
	const { number, state } = timerOf(which);
	if (value < 0 || again < 0) raiseItimerError();
	setTimer(number, value, again, send);
	return newTimerTuple(state);
}

const functions: readonly MethodDef[] = [
	def("default_int_handler", "($module, signalnum, frame, /)", "Raises KeyboardInterrupt: Python's handler of SIGINT.", () =>
		raiseError("KeyboardInterrupt"),
	),
	def("alarm", "($module, seconds, /)", "Asks for SIGALRM after so many seconds.", alarm),
	def("setitimer", "($module, which, seconds, interval=0.0, /)", "Sets a timer and returns what was left of it.", setitimer),
	def("getitimer", "($module, which, /)", "What is left of a timer.", (_, which) => newTimerTuple(timerOf(which).state)),
	def("signal", "($module, signalnum, handler, /)", "Sets the handler of a signal and returns the one before.", signal),
	def("raise_signal", "($module, signalnum, /)", "Sends a signal to this process.", (_, signalnum) => {
		sendSignal(signalnum);
		return newNone();
	}),
	def("strsignal", "($module, signalnum, /)", "The system's description of a signal, or None.", (_, signalnum) => {
		const number = signalNumber(signalnum);
		if (number >= NUMBERS.SIGRTMIN!) return newStr(`Real-time signal ${number - NUMBERS.SIGRTMIN!}`);
		const text = DESCRIPTIONS[number - 1];
		return text === undefined ? newNone() : newStr(text);
	}),
	def("getsignal", "($module, signalnum, /)", "The handler of a signal.", (_, signalnum) => incref(handlers[signalNumber(signalnum)]!)),
	def("set_wakeup_fd", "($module, fd, /, *, warn_on_full_buffer=True)", "Names a socket to be told of signals.", setWakeupFd),
	def("siginterrupt", "($module, signalnum, flag, /)", "Whether a signal interrupts system calls.", (_, signalnum) => {
		signalNumber(signalnum);
		return newNone();
	}),
	def("pause", "($module, /)", "Waits for a signal.", () => {
		waitForSignal();
		return newNone();
	}),
	def("valid_signals", "($module, /)", "The numbers of all signals there are.", () => {
		const numbers = Array.from({ length: NSIG - 1 }, (_, i) => i + 1).filter((number) => !RESERVED.has(number));
		return newFrozenset(numbers.map((number) => newInt(number) as Own<PyObject>));
	}),
];

export function initSignal(): Own<PyModule> {
	const module = hold(buildModule("_signal", "Handlers of signals.", functions), "module _signal");
	for (const [name, number] of Object.entries(NUMBERS)) setOwned(module.dict!, name, newInt(number));
	itimerError = newExceptionType("signal.itimer_error", exceptionTypes.OSError);
	setOwned(module.dict!, "ItimerError", incref(itimerError));
	const defaultInt = dictGetStr(module.dict!, internStr("default_int_handler"))!;
	for (let number = 0; number < NSIG; number++) handlers[number] ??= initialHandler(number, defaultInt);
	signalHooks.deliver = deliver;
	signalHooks.noted = noteSignal;
	return take(module);
}
