// The module `time`, over the host's clocks and its local time zone. Mirrors Modules/timemodule.c.

import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { asDouble, indexAsNumber, numberIndex } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { newDict } from "../objects/dict.ts";
import { overflowError, raiseError, typeError, valueError } from "../objects/errors.ts";
import { isFloat, newFloat } from "../objects/float.ts";
import { isInt, newInt, type PyInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import { newNamespace } from "../objects/namespace.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { isStr, newStr, type PyStr } from "../objects/str.ts";
import { newStructSeq, newStructSeqType } from "../objects/structseq.ts";
import { isTuple, newTuple, type PyTuple } from "../objects/tuple.ts";
import { buildModule, setOwned, typeName } from "./define.ts";
import { host } from "./host.ts";
import { type BrokenDownTime, formatTime, MONTHS, WEEKDAYS } from "./timeFormat.ts";

const NANOSECONDS = 1e9;
const inSeconds = (nanoseconds: bigint): number => Number(nanoseconds / 1000000000n) + Number(nanoseconds % 1000000000n) / NANOSECONDS;

type Clock = "time" | "monotonic" | "perf_counter" | "process_time" | "thread_time";

function read(clock: Clock): bigint {
	if (clock === "time") return host().now();
	return clock === "monotonic" || clock === "perf_counter" ? host().monotonic() : host().processTime();
}

const CLOCKS: readonly Clock[] = ["time", "monotonic", "perf_counter", "process_time", "thread_time"];

const clockFunctions: readonly MethodDef[] = CLOCKS.flatMap((clock) => [
	def(clock, "($module, /)", `The clock ${clock}, in seconds.`, () => newFloat(inSeconds(read(clock)))),
	def(`${clock}_ns`, "($module, /)", `The clock ${clock}, in nanoseconds.`, () => newInt(read(clock))),
]);

let structTimeType: PyType | null = null;
const FIELD_NAMES = [
	"tm_year",
	"tm_mon",
	"tm_mday",
	"tm_hour",
	"tm_min",
	"tm_sec",
	"tm_wday",
	"tm_yday",
	"tm_isdst",
	"tm_zone",
	"tm_gmtoff",
];
const VISIBLE = 9;

/** Borrowed. */
function structTime(): PyType {
	structTimeType ??= newStructSeqType(
		"time.struct_time",
		"A moment by calendar and clock.",
		FIELD_NAMES.map((name) => ({ name, doc: `The field ${name} of a moment.` })),
		VISIBLE,
		true,
	);
	return structTimeType;
}

/** `weekday` as struct_time counts: Monday is 0. */
function newStructTime(t: BrokenDownTime): Own<PyObject> {
	const numbers = [t.year, t.month, t.day, t.hour, t.minute, t.second, t.weekday, t.yearDay, t.isDst].map(
		(n) => newInt(n) as Own<PyObject>,
	);
	return newStructSeq(structTime(), [...numbers, newStr(t.zone), newInt(t.offset)]);
}

/** The calendar in which `seconds` since 1970, shifted by `offset`, is read. */
function breakDown(seconds: number, offset: number, zone: string, isDst: number): BrokenDownTime {
	const date = new Date((seconds + offset) * 1000);
	if (Number.isNaN(date.getTime())) overflowError("timestamp out of range for platform time_t");
	const year = date.getUTCFullYear();
	const firstDay = new Date(0);
	firstDay.setUTCFullYear(year, 0, 1);
	return {
		year,
		month: date.getUTCMonth() + 1,
		day: date.getUTCDate(),
		hour: date.getUTCHours(),
		minute: date.getUTCMinutes(),
		second: date.getUTCSeconds(),
		weekday: (date.getUTCDay() + 6) % 7,
		yearDay: Math.floor((date.getTime() - firstDay.getTime()) / 86400000) + 1,
		isDst,
		zone,
		offset,
	};
}

/** Whole seconds since 1970 from an argument; now if there is none. */
function secondsOf(value: PyObject | null): number {
	if (value === null || value === None) return Math.floor(inSeconds(host().now()));
	if (isFloat(value)) {
		const seconds = asDouble(value);
		if (Number.isNaN(seconds)) valueError("Invalid value NaN (not a number)");
		if (!Number.isFinite(seconds) || Math.abs(seconds) >= 2 ** 63) overflowError("timestamp out of range for platform time_t");
		return Math.floor(seconds);
	}
	const index = hold(numberIndex(value), "seconds");
	const seconds = Number((index as PyInt).value);
	drop(index);
	return seconds;
}

const universal = (seconds: number): BrokenDownTime => breakDown(seconds, 0, "UTC", 0);

function local(seconds: number): BrokenDownTime {
	const { offset, name, isDst } = host().timeZone(seconds);
	return breakDown(seconds, offset, name, isDst ? 1 : 0);
}

/** The fields of a time tuple, checked as CPython checks them. */
function fieldsOf(value: PyObject, who: string): BrokenDownTime {
	if (!isTuple(value)) typeError("Tuple or struct_time argument required");
	const items = (value as PyTuple).items;
	if (items.length < VISIBLE || items.slice(0, VISIBLE).some((item) => !isInt(item))) typeError(`${who}(): illegal time tuple argument`);
	const [year, month, day, hour, minute, second, weekday, yearDay, isDst] = items
		.slice(0, VISIBLE)
		.map((item) => Number((item as PyInt).value)) as [number, number, number, number, number, number, number, number, number];
	const zone = items[VISIBLE] !== undefined && isStr(items[VISIBLE]!) ? (items[VISIBLE] as PyStr).value : "UTC";
	const offset = items[VISIBLE + 1] !== undefined && isInt(items[VISIBLE + 1]!) ? Number((items[VISIBLE + 1] as PyInt).value) : 0;
	return { year, month, day, hour, minute, second, weekday, yearDay, isDst, zone, offset };
}

/** Replaces 0 by the least allowed value and refuses what is out of range. */
function checkRanges(t: BrokenDownTime): BrokenDownTime {
	const month = t.month === 0 ? 1 : t.month;
	const day = t.day === 0 ? 1 : t.day;
	const yearDay = t.yearDay === 0 ? 1 : t.yearDay;
	const weekday = ((t.weekday % 7) + 7) % 7;
	const checks: readonly [number, number, number, string][] = [
		[month, 1, 12, "month"],
		[day, 1, 31, "day of month"],
		[t.hour, 0, 23, "hour"],
		[t.minute, 0, 59, "minute"],
		[t.second, 0, 61, "seconds"],
		[yearDay, 1, 366, "day of year"],
	];
	for (const [value, least, most, what] of checks) if (value < least || value > most) valueError(`${what} out of range`);
	if (t.weekday < -1) valueError("day of week out of range");
	return { ...t, month, day, yearDay, weekday };
}

function timeArgument(value: PyObject | null, who: string): BrokenDownTime {
	return value === null ? local(secondsOf(null)) : checkRanges(fieldsOf(value, who));
}

function asText(t: BrokenDownTime): string {
	const two = (n: number): string => String(n).padStart(2, "0");
	return `${WEEKDAYS[t.weekday]!.slice(0, 3)} ${MONTHS[t.month - 1]!.slice(0, 3)} ${String(t.day).padStart(2)} ${two(t.hour)}:${two(t.minute)}:${two(t.second)} ${t.year}`;
}

function mktime(_module: PyObject, value: PyObject): Own<PyObject> {
	const t = fieldsOf(value, "mktime");
	const date = new Date(0);
	date.setUTCFullYear(t.year, t.month - 1, t.day);
	date.setUTCHours(t.hour, t.minute, t.second);
	const wall = date.getTime() / 1000;
	if (Number.isNaN(wall)) overflowError("mktime argument out of range");
	const guess = wall - host().timeZone(wall).offset;
	return newFloat(wall - host().timeZone(guess).offset);
}

function strftime(_module: PyObject, format: PyObject, value: PyObject | null): Own<PyObject> {
	if (!isStr(format)) typeError(`strftime() argument 1 must be str, not ${typeName(format)}`);
	return newStr(formatTime((format as PyStr).value, timeArgument(value, "strftime")));
}

function sleep(_module: PyObject, duration: PyObject): Own<PyObject> {
	const seconds = asDouble(duration);
	if (Number.isNaN(seconds)) valueError("Invalid value NaN (not a number)");
	if (seconds < 0) valueError("sleep length must be non-negative");
	host().sleep(seconds * 1000);
	return incref(None);
}

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

function clockGettime(id: PyObject): bigint {
	const number = indexAsNumber(id, "OverflowError");
	if (number === 0) return host().now();
	if (number === 1 || number === 4 || number === 7) return host().monotonic();
	if (number === 2 || number === 3) return host().processTime();
	return raiseError("OSError", newInt(22), "Invalid argument");
}

const functions: readonly MethodDef[] = [
	...clockFunctions,
	def("sleep", "($module, seconds, /)", "Waits.", sleep),
	def("gmtime", "($module, seconds=None, /)", "A moment as struct_time in UTC.", (_m, s) => newStructTime(universal(secondsOf(s)))),
	def("localtime", "($module, seconds=None, /)", "A moment as struct_time in local time.", (_m, s) => newStructTime(local(secondsOf(s)))),
	def("mktime", "($module, time_tuple, /)", "The seconds since 1970 of a local time.", mktime),
	def("asctime", "($module, time_tuple=<unrepresentable>, /)", "A time as text.", (_m, t) => newStr(asText(timeArgument(t, "asctime")))),
	def("ctime", "($module, seconds=None, /)", "A moment in local time as text.", (_m, s) => newStr(asText(local(secondsOf(s))))),
	def("strftime", "($module, format, time_tuple=<unrepresentable>, /)", "A time as text, by a format.", strftime),
	def("get_clock_info", "($module, name, /)", "What is known of a clock.", getClockInfo),
	def("clock_gettime", "($module, clk_id, /)", "A clock by number, in seconds.", (_m, id) => newFloat(inSeconds(clockGettime(id)))),
	def("clock_gettime_ns", "($module, clk_id, /)", "A clock by number, in nanoseconds.", (_m, id) => newInt(clockGettime(id))),
];

const CLOCK_NUMBERS = {
	CLOCK_REALTIME: 0,
	CLOCK_MONOTONIC: 1,
	CLOCK_PROCESS_CPUTIME_ID: 2,
	CLOCK_THREAD_CPUTIME_ID: 3,
	CLOCK_MONOTONIC_RAW: 4,
	CLOCK_BOOTTIME: 7,
};

export function initTime(): Own<PyModule> {
	const module = hold(buildModule("time", "Clocks and calendars.", functions), "module time");
	const dict = module.dict!;
	const year = new Date(Number(host().now() / 1000000n)).getUTCFullYear();
	const [winter, summer] = [0, 6].map((month) => host().timeZone(Date.UTC(year, month, 1) / 1000)) as [
		ReturnType<typeof zone>,
		ReturnType<typeof zone>,
	];
	const [standard, saving] = winter.isDst ? [summer, winter] : [winter, summer];
	setOwned(dict, "timezone", newInt(-standard.offset));
	setOwned(dict, "altzone", newInt(-saving.offset));
	setOwned(dict, "daylight", newInt(standard.offset === saving.offset ? 0 : 1));
	setOwned(dict, "tzname", newTuple([newStr(standard.name), newStr(saving.name)]));
	setOwned(dict, "_STRUCT_TM_ITEMS", newInt(11));
	setOwned(dict, "struct_time", incref(structTime()));
	for (const [name, number] of Object.entries(CLOCK_NUMBERS)) setOwned(dict, name, newInt(number));
	return take(module);
}

function zone(seconds: number) {
	return host().timeZone(seconds);
}
