// The clocks of the module `time`: reading them, by name and by Linux's number, and waiting. Setting one is refused.
// Read `CLOCK_READERS` first. Mirrors the clock part of Modules/timemodule.c and Python/pytime.c.

import { dropKeeping, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { asDouble } from "../objects/abstract.ts";
import { checkParsed, def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { integerArgument, parsedInt } from "../objects/conversions.ts";
import { newDict } from "../objects/dict.ts";
import { overflowError, raiseError, typeError, valueError } from "../objects/errors.ts";
import { typeShortName } from "../objects/exceptions.ts";
import { isFloat, newFloat } from "../objects/float.ts";
import { isInt, newInt, type PyInt } from "../objects/int.ts";
import { newNamespace } from "../objects/namespace.ts";
import type { PyObject } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { isStr, newStr, type PyStr } from "../objects/str.ts";
import { fullyQualifiedName } from "../objects/typeNames.ts";
import { defParsed, setOwned, typeName } from "./define.ts";
import { threads } from "../objects/threads.ts";
import { block, registerBlocking, Wait } from "../vm/scheduler.ts";
import { host } from "./host.ts";
import { waitFor } from "./signalTimers.ts";
const NANOSECONDS = 1e9;
const inSeconds = (nanoseconds: bigint): number => Number(nanoseconds / 1000000000n) + Number(nanoseconds % 1000000000n) / NANOSECONDS;

type Clock = "time" | "monotonic" | "perf_counter" | "process_time" | "thread_time";

function read(clock: Clock): bigint {
	if (clock === "time") return host().now();
	return clock === "monotonic" || clock === "perf_counter" ? host().monotonic() : host().processTime();
}

const CLOCKS: readonly Clock[] = ["time", "monotonic", "perf_counter", "process_time", "thread_time"];

const clockFunctions: readonly MethodDef[] = CLOCKS.flatMap((clock) => [
	def(clock, "($self, /)", `The clock ${clock}, in seconds.`, () => newFloat(inSeconds(read(clock)))),
	def(`${clock}_ns`, "($self, /)", `The clock ${clock}, in nanoseconds.`, () => newInt(read(clock))),
]);

const LARGEST_TIME = 2n ** 63n;

/** An interval in nanoseconds, rounded down. Raises TypeError, ValueError, OverflowError. */
export function nanosecondsOf(value: PyObject): bigint {
	if (isFloat(value)) {
		const seconds = asDouble(value);
		if (Number.isNaN(seconds)) valueError("Invalid value NaN (not a number)");
		if (!(Math.abs(seconds * NANOSECONDS) < 2 ** 63)) overflowError("timestamp out of range for platform time_t");
		return BigInt(Math.floor(seconds * NANOSECONDS));
	}
	if (!isInt(value) && value.type.nbIndex === null)
		typeError(`'${fullyQualifiedName(value.type)}' object cannot be interpreted as an integer or float`);
	const nanoseconds = BigInt(integerArgument(value)) * 1000000000n;
	if (nanoseconds >= LARGEST_TIME || nanoseconds < -LARGEST_TIME) overflowError("timestamp too large to convert to C PyTime_t");
	return nanoseconds;
}

function sleep(module: PyObject, duration: PyObject): Own<PyObject> {
	const nanoseconds = nanosecondsOf(duration);
	if (nanoseconds < 0n) valueError("sleep length must be non-negative");
	if (threads.all.length > 1) {
		const wait = new Wait(
			() => "the end of a sleep",
			Number(nanoseconds) / 1e9,
			() => incref(None),
		);
		wait.isSleep = true;
		return block(module, wait);
	}
	waitFor(Number(nanoseconds) / 1e6);
	return incref(None);
}

const sleepFunction = def("sleep", "($self, object, /)", "Waits.", sleep);
registerBlocking([sleepFunction]);

const INFO: { readonly [name: string]: { readonly implementation: string; readonly monotonic: boolean; readonly adjustable: boolean } } = {
	time: { implementation: "clock_gettime(CLOCK_REALTIME)", monotonic: false, adjustable: true },
	monotonic: { implementation: "clock_gettime(CLOCK_MONOTONIC)", monotonic: true, adjustable: false },
	perf_counter: { implementation: "clock_gettime(CLOCK_MONOTONIC)", monotonic: true, adjustable: false },
	process_time: { implementation: "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", monotonic: true, adjustable: false },
	thread_time: { implementation: "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", monotonic: true, adjustable: false },
};

function getClockInfo(_module: PyObject, name: PyObject): Own<PyObject> {
	if (!isStr(name)) typeError(`get_clock_info() argument 1 must be str, not ${typeName(name)}`);
	const info = INFO[(name as PyStr).value];
	if (info === undefined) return valueError("unknown clock");
	const dict = hold(newDict(), "clock info");
	setOwned(dict, "implementation", newStr(info.implementation));
	setOwned(dict, "monotonic", newBool(info.monotonic));
	setOwned(dict, "adjustable", newBool(info.adjustable));
	setOwned(dict, "resolution", newFloat(1e-9));
	return dropKeeping(dict, newNamespace(dict));
}

type Time = () => bigint;

/** By Linux's numbers. Raw, coarse and boot time are the monotonic clock's here, and a thread's time the process's. */
const CLOCK_READERS: { readonly [id: number]: Time } = {
	0: () => host().now(),
	1: () => host().monotonic(),
	2: () => host().processTime(),
	3: () => host().processTime(),
	4: () => host().monotonic(),
	5: () => host().now(),
	6: () => host().monotonic(),
	7: () => host().monotonic(),
	11: () => host().now(),
};
const COARSE = [5, 6];
const EINVAL = 22;
const EPERM = 1;

/** The number that Linux gives the processor time of a thread: ours has the process's number. */
const THREAD_CLOCK = (~1 << 3) | 6;

function readerOf(id: number): Time {
	const reader = id === THREAD_CLOCK ? CLOCK_READERS[2] : CLOCK_READERS[id];
	return reader ?? raiseError("OSError", newInt(EINVAL), "Invalid argument");
}

/** Any failure to convert is a TypeError with this text. */
function clockId(value: PyObject): number {
	const number = isInt(value) ? value.value : Number.NaN;
	if (typeof number !== "number" || (number | 0) !== number) return typeError(`clk_id should be integer, not ${typeShortName(value.type)}`);
	return number;
}

function clockGetres(_module: PyObject, value: PyObject): Own<PyObject> {
	const id = parsedInt(value);
	readerOf(id);
	return newFloat(COARSE.includes(id) ? 0.004 : 1e-9);
}

/** Nobody but the host may set a clock, and it does not. */
function refuseToSet(id: number): never {
	if (id !== 0) raiseError("OSError", newInt(EINVAL), "Invalid argument");
	return raiseError("OSError", newInt(EPERM), "Operation not permitted");
}

function clockSettime(_module: PyObject, id: PyObject, value: PyObject): Own<PyObject> {
	const number = parsedInt(id);
	nanosecondsOf(value);
	return refuseToSet(number);
}

function clockSettimeNs(_module: PyObject, id: PyObject, value: PyObject): Own<PyObject> {
	const number = parsedInt(id);
	if (!isInt(value)) typeError(`expect int, got ${typeShortName(value.type)}`);
	const nanoseconds = BigInt((value as PyInt).value);
	if (nanoseconds >= LARGEST_TIME || nanoseconds < -LARGEST_TIME) overflowError("timestamp too large to convert to C PyTime_t");
	return refuseToSet(number);
}

const ESRCH = 3;

function pthreadGetcpuclockid(_module: PyObject, value: PyObject): Own<PyObject> {
	const identity = integerArgument(value);
	if (!threads.all.some(({ ident }) => ident === identity)) raiseError("OSError", newInt(ESRCH), "No such process");
	return newInt(THREAD_CLOCK);
}

export const CLOCK_NUMBERS = {
	CLOCK_REALTIME: 0,
	CLOCK_MONOTONIC: 1,
	CLOCK_PROCESS_CPUTIME_ID: 2,
	CLOCK_THREAD_CPUTIME_ID: 3,
	CLOCK_MONOTONIC_RAW: 4,
	CLOCK_BOOTTIME: 7,
	CLOCK_TAI: 11,
};

export const clocks: readonly MethodDef[] = [
	...clockFunctions,
	sleepFunction,
	defParsed("get_clock_info", [1, 1], "What is known of a clock.", getClockInfo),
	def("clock_gettime", "($module, clk_id, /)", "A clock by number, in seconds.", (_m, id) => newFloat(inSeconds(readerOf(clockId(id))()))),
	def("clock_gettime_ns", "($module, clk_id, /)", "A clock by number, in nanoseconds.", (_m, id) => newInt(readerOf(clockId(id))())),
	defParsed("clock_getres", [1, 1], "How fine a clock by number is, in seconds.", clockGetres),
	defParsed("clock_settime", [2, 2], "Sets a clock by number, in seconds.", clockSettime),
	defParsed("clock_settime_ns", [2, 2], "Sets a clock by number, in nanoseconds.", clockSettimeNs, (...counts) =>
		checkParsed("clock_settime", ...counts),
	),
	defParsed("pthread_getcpuclockid", [1, 1], "The number of the clock of a thread's processor time.", pthreadGetcpuclockid),
];
