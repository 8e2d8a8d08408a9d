// The module `time`: calendars in the host's local time zone; the clocks are in timeClocks.ts. Read `breakDown` and
// `fieldsOf` first. Mirrors Modules/timemodule.c.

import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { asDouble, callMethod, getAttr } from "../objects/abstract.ts";
import { inArgumentTuple } from "../objects/abstractCall.ts";
import { checkPositional, def, defVarargs, type MethodDef } from "../objects/args.ts";
import { integerArgument, parsedInt } from "../objects/conversions.ts";
import type { PyDict } from "../objects/dict.ts";
import { overflowError, raiseError, typeError, valueError } from "../objects/errors.ts";
import { isFloat, newFloat } from "../objects/float.ts";
import { isInt, newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { internStr, isStr, newStr, type PyStr } from "../objects/str.ts";
import { newStructSeq, newStructSeqType } from "../objects/structseq.ts";
import { isTuple, newTuple, type PyTuple } from "../objects/tuple.ts";
import { addType, buildModule, defParsed, setOwned, typeName } from "./define.ts";
import { moduleHooks } from "./hooks.ts";
import { host } from "./host.ts";
import { takeUpZone, zoneAt, type ZoneTime } from "./timeZone.ts";
import { CLOCK_NUMBERS, clocks } from "./timeClocks.ts";
import { type BrokenDownTime, formatTime, MONTHS, WEEKDAYS } from "./timeFormat.ts";

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

const DAY = 86400n;
const EVALUE = 75;
/** Days from 1970-03-01, where the counting of `civil` begins, in a cycle of 400 years. */
const DAYS_TO_MARCH_0 = 719468n;
const CYCLE = 146097n;

const floorDiv = (a: bigint, b: bigint): bigint => a / b - (a % b < 0n ? 1n : 0n);

/** Year, month (from 1) and day of a number of days since 1970. */
function civil(days: bigint): { year: bigint; month: number; day: number } {
	const z = days + DAYS_TO_MARCH_0;
	const cycle = floorDiv(z, CYCLE);
	const ofCycle = Number(z - cycle * CYCLE);
	const ofYear = Math.floor((ofCycle - Math.floor(ofCycle / 1460) + Math.floor(ofCycle / 36524) - Math.floor(ofCycle / 146096)) / 365);
	const day = ofCycle - (365 * ofYear + Math.floor(ofYear / 4) - Math.floor(ofYear / 100));
	const march = Math.floor((5 * day + 2) / 153);
	const month = march < 10 ? march + 3 : march - 9;
	return { year: BigInt(ofYear) + cycle * 400n + (month <= 2 ? 1n : 0n), month, day: day - Math.floor((153 * march + 2) / 5) + 1 };
}

const isLeap = (year: bigint): boolean => year % 4n === 0n && (year % 100n !== 0n || year % 400n === 0n);
const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** The calendar in which `seconds` since 1970, shifted by `offset`, is read. Raises OSError if the year is no C int. */
function breakDown(seconds: bigint, offset: number, zone: string, isDst: number): BrokenDownTime {
	const local = seconds + BigInt(offset);
	const days = floorDiv(local, DAY);
	const ofDay = Number(local - days * DAY);
	const { year, month, day } = civil(days);
	if (BigInt.asIntN(32, year - 1900n) !== year - 1900n) raiseError("OSError", newInt(EVALUE), "Value too large for defined data type");
	return {
		year: Number(BigInt.asIntN(32, year)),
		month,
		day,
		hour: Math.floor(ofDay / 3600),
		minute: Math.floor(ofDay / 60) % 60,
		second: ofDay % 60,
		weekday: Number((((days + 3n) % 7n) + 7n) % 7n),
		yearDay: DAYS_BEFORE[month - 1]! + day + (month > 2 && isLeap(year) ? 1 : 0),
		isDst,
		zone,
		offset,
	};
}

const LARGEST_TIME = 2n ** 63n;

/** Whole seconds since 1970 from an argument; now if there is none. */
function secondsOf(value: PyObject | null): bigint {
	if (value === null || value === None) return host().now() / 1000000000n;
	if (isFloat(value)) {
		const seconds = asDouble(value);
		if (Number.isNaN(seconds)) valueError("Invalid value NaN (not a number)");
		if (!Number.isFinite(seconds) || Math.abs(seconds) >= 2 ** 63) overflowError("timestamp out of range for platform time_t");
		return BigInt(Math.floor(seconds));
	}
	const seconds = BigInt(integerArgument(value));
	if (seconds >= LARGEST_TIME || seconds < -LARGEST_TIME) overflowError("timestamp out of range for platform time_t");
	return seconds;
}

const universal = (seconds: bigint): BrokenDownTime => breakDown(seconds, 0, "UTC", 0);

function local(seconds: bigint): BrokenDownTime {
	const { offset, name, isDst } = zoneAt(Number(seconds));
	return breakDown(seconds, offset, name, isDst ? 1 : 0);
}

/** The fields of a time tuple, converted as CPython converts them: a plain tuple has nine. */
function fieldsOf(value: PyObject, who: string): BrokenDownTime {
	if (!isTuple(value)) typeError("Tuple or struct_time argument required");
	const items = (value as PyTuple).items;
	if (items.length !== VISIBLE) typeError(`${who}(): illegal time tuple argument`);
	const [year, month, day, hour, minute, second, weekday, yearDay, isDst] = items.map(parsedInt);
	if (year < -0x80000000 + 1900) overflowError("year out of range");
	const broken = { year, month, day, hour, minute, second, weekday, yearDay, isDst, zone: "UTC", offset: 0 };
	return value.type === structTimeType ? { ...broken, ...zoneOf(value as PyTuple) } : { ...broken, ...zoneOfFields(broken) };
}

/** The hidden fields of a struct_time. */
function zoneOf(value: PyObject): { zone: string; offset: number } {
	const zone = hold(getAttr(value, internStr("tm_zone")), "zone");
	const offset = hold(getAttr(value, internStr("tm_gmtoff")), "offset");
	const result = { zone: isStr(zone) ? zone.value : zoneAt(0).name, offset: isInt(offset) ? Number(offset.value) : 0 };
	drop(offset);
	drop(zone);
	return result;
}

/** A plain tuple is local time: summer or winter as it says. */
function zoneOfFields({ isDst }: BrokenDownTime): { zone: string; offset: number } {
	const [standard, saving] = yearZones();
	const { name, offset } = isDst > 0 ? saving : standard;
	return { zone: name, offset };
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
	const guess = wall - zoneAt(wall).offset;
	return newFloat(wall - zoneAt(guess).offset);
}

function strftime(_module: PyObject, format: PyObject, value: PyObject | null): Own<PyObject> {
	if (!isStr(format)) typeError(`strftime() argument 1 must be str, not ${typeName(format)}`);
	return newStr(formatTime((format as PyStr).value, timeArgument(value, "strftime")));
}

/** Python code does it: the function `_strptime_time`, called with the same arguments. */
const strptime = inArgumentTuple((_module, args) => {
	const parser = hold(moduleHooks.importModule(internStr("_strptime"), null, null, None, 0), "module _strptime");
	return dropKeeping(parser, callMethod(parser, internStr("_strptime_time"), args));
});

const unpacked = (name: string) => (given: number, least: number, most: number) => checkPositional(name, given, least, most);

const functions: readonly MethodDef[] = [
	...clocks,
	defParsed("gmtime", [0, 1], "A moment as struct_time in UTC.", (_m, s) => newStructTime(universal(secondsOf(s)))),
	defParsed("localtime", [0, 1], "A moment as struct_time in local time.", (_m, s) => newStructTime(local(secondsOf(s)))),
	def("mktime", "($self, object, /)", "The seconds since 1970 of a local time.", mktime),
	defParsed("asctime", [0, 1], "A time as text.", (_m, t) => newStr(asText(timeArgument(t, "asctime"))), unpacked("asctime")),
	defParsed("ctime", [0, 1], "A moment in local time as text.", (_m, s) => newStr(asText(local(secondsOf(s))))),
	defParsed("strftime", [1, 2], "A time as text, by a format.", strftime),
	defVarargs("strptime", null, "A time from text, by a format.", (module, args) => strptime(module, args, null)),
	def("tzset", "($self, /)", "Takes up a change of the time zone in the environment.", (module) => {
		setZones((module as PyModule).dict);
		return newNone();
	}),
];

/** The zone's standard time and its daylight saving time, this year. */
function yearZones(): readonly [standard: ZoneTime, saving: ZoneTime] {
	const year = new Date(Number(host().now() / 1000000n)).getUTCFullYear();
	const [january, july] = [0, 6].map((month) => zoneAt(Date.UTC(year, month, 1) / 1000)) as [ZoneTime, ZoneTime];
	return january.isDst ? [july, january] : [january, july];
}

function setZones(dict: PyDict): void {
	takeUpZone();
	const [standard, saving] = yearZones();
	setOwned(dict, "timezone", newInt(-standard.offset));
	setOwned(dict, "altzone", newInt(-saving.offset));
	setOwned(dict, "daylight", newInt(standard.offset === saving.offset ? 0 : 1));
	setOwned(dict, "tzname", newTuple([newStr(standard.name), newStr(saving.name)]));
}

export function initTime(): Own<PyModule> {
	const module = hold(buildModule("time", "Clocks and calendars.", functions), "module time");
	const dict = module.dict!;
	setZones(dict);
	setOwned(dict, "_STRUCT_TM_ITEMS", newInt(11));
	addType(module, structTime());
	for (const [name, number] of Object.entries(CLOCK_NUMBERS)) setOwned(dict, name, newInt(number));
	return take(module);
}
