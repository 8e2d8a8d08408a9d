// The local time zone: what the variable TZ says when the program begins or calls tzset(), by a file of the system's database or by the
// rules of POSIX; where it says nothing, what the host says. Read `takeUpZone` first. Does what tzset() of the C library does, with
// the files of RFC 9636.

import { variable } from "./environment.ts";
import { host } from "./host.ts";

/** What holds at a moment: seconds east of UTC, the abbreviation, whether it is daylight saving time. */
export interface ZoneTime {
	readonly offset: number;
	readonly name: string;
	readonly isDst: boolean;
}

/** From seconds since 1970. */
type Zone = (seconds: number) => ZoneTime;

const DAY = 86400;
const DATABASE = "/usr/share/zoneinfo";
const SYSTEM_ZONE = "/etc/localtime";

let taken: Zone | null = null;

export function zoneAt(seconds: number): ZoneTime {
	return taken !== null ? taken(seconds) : host().timeZone(seconds);
}

export function takeUpZone(): void {
	const wanted = variable("TZ");
	const begun = host().env["TZ"] ?? null;
	if (wanted === null) taken = begun === null ? null : (zoneOfFile(SYSTEM_ZONE) ?? universal("UTC"));
	else taken = zoneNamed(wanted.replace(/^:/, "")) ?? (wanted === begun ? null : universal(wanted));
}

/** What the C library takes for a zone that it does not know. */
function universal(name: string): Zone {
	const time = { offset: 0, name: /^[A-Za-z]{3,}/.exec(name)?.[0] ?? "", isDst: false };
	return () => time;
}

function zoneNamed(name: string): Zone | null {
	if (name === "") return universal("UTC");
	return zoneOfFile(name.startsWith("/") ? name : `${DATABASE}/${name}`) ?? zoneOfRules(name);
}

// Rules

const NAME = "([A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)";
const CLOCK = "([+-]?\\d{1,3}(?::\\d{1,2}(?::\\d{1,2})?)?)";
const DATE = `,(M\\d+\\.\\d\\.\\d|J?\\d+)(?:/${CLOCK})?`;
const RULES = new RegExp(`^${NAME}${CLOCK}(?:${NAME}${CLOCK}?(?:${DATE}${DATE})?)?$`);
const USUAL = ["M3.2.0", undefined, "M11.1.0", undefined] as const;

/** A zone by the rules of POSIX, such as `CET-1CEST,M3.5.0,M10.5.0/3`; null for another text. */
function zoneOfRules(text: string): Zone | null {
	const found = RULES.exec(text);
	if (found === null) return null;
	const [, standardName, standardClock, savingName, savingClock, ...given] = found as (string | undefined)[];
	const standard = { offset: -clockSeconds(standardClock!), name: bare(standardName!), isDst: false };
	if (savingName === undefined) return () => standard;
	const offset = savingClock === undefined ? standard.offset + 3600 : -clockSeconds(savingClock);
	const saving = { offset, name: bare(savingName), isDst: true };
	const [begin, beginClock, end, endClock] = given[0] === undefined ? USUAL : given;
	return (seconds) => {
		// Years before 1970 have the days of 1970 for the C library.
		const year = Math.max(new Date((seconds + standard.offset) * 1000).getUTCFullYear(), 1970);
		const from = yearDay(begin!, year) + clockSeconds(beginClock ?? "2") - standard.offset;
		const to = yearDay(end!, year) + clockSeconds(endClock ?? "2") - saving.offset;
		const isSaving = from < to ? seconds >= from && seconds < to : seconds >= from || seconds < to;
		return isSaving ? saving : standard;
	};
}

const bare = (name: string): string => name.replace(/^<|>$/g, "");

function clockSeconds(text: string): number {
	const [hours, minutes = 0, seconds = 0] = text.replace(/^[+-]/, "").split(":").map(Number) as [number, number?, number?];
	const value = hours * 3600 + minutes * 60 + seconds;
	return text.startsWith("-") ? -value : value;
}

/** Midnight of a rule's day: `Mmonth.week.weekday` (week 5 is the last), `Jday` without leap days from 1, or a day from 0. */
function yearDay(rule: string, year: number): number {
	const start = Date.UTC(year, 0, 1) / 1000;
	const isLeap = Date.UTC(year, 1, 29) !== Date.UTC(year, 2, 1);
	if (rule.startsWith("J")) {
		const day = Number(rule.slice(1));
		return start + (day - 1 + (isLeap && day >= 60 ? 1 : 0)) * DAY;
	}
	if (!rule.startsWith("M")) return start + Number(rule) * DAY;
	const [month, week, weekday] = rule.slice(1).split(".").map(Number) as [number, number, number];
	const first = new Date(Date.UTC(year, month - 1, 1));
	const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
	let day = ((weekday - first.getUTCDay() + 7) % 7) + (week - 1) * 7;
	while (day >= days) day -= 7;
	return first.getTime() / 1000 + day * DAY;
}

// Files

const HEADER = 44;

/** The counts of a header, in its order, and where its data ends if times take `width` bytes. */
function readHeader(view: DataView, at: number, width: number) {
	const [isUtc, isStandard, leaps, times, types, characters] = [0, 1, 2, 3, 4, 5].map((i) => view.getUint32(at + 20 + 4 * i));
	const end = at + HEADER + times * (width + 1) + types * 6 + characters + leaps * (width + 4) + isStandard + isUtc;
	return { times, types, characters, end };
}

function zoneOfFile(path: string): Zone | null {
	const bytes = host().readFile(path);
	if (bytes === null || bytes.length < HEADER || String.fromCharCode(...bytes.subarray(0, 4)) !== "TZif") return null;
	// Version 1 has no times beyond 2038 and no rules.
	return bytes[4] === 0 ? null : readZone(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function readZone(bytes: Uint8Array, view: DataView): Zone | null {
	const begin = readHeader(view, 0, 4).end;
	const { times, types, characters, end } = readHeader(view, begin, 8);
	if (end > bytes.length || types === 0) return null;
	const moments = Array.from({ length: times }, (_, i) => Number(view.getBigInt64(begin + HEADER + 8 * i)));
	const kinds = bytes.subarray(begin + HEADER + 8 * times, begin + HEADER + 9 * times);
	const typesAt = begin + HEADER + 9 * times;
	const names = String.fromCharCode(...bytes.subarray(typesAt + 6 * types, typesAt + 6 * types + characters));
	const all = Array.from({ length: types }, (_, i): ZoneTime => {
		const at = typesAt + 6 * i;
		const name = names.slice(view.getUint8(at + 5)).split("\0", 1)[0]!;
		return { offset: view.getInt32(at), name, isDst: view.getUint8(at + 4) !== 0 };
	});
	const later = zoneOfRules(String.fromCharCode(...bytes.subarray(end)).trim());
	return (seconds) => {
		const before = countUpTo(moments, seconds);
		if (before === times && later !== null) return later(seconds);
		return before === 0 ? all[0]! : all[kinds[before - 1]!]!;
	};
}

/** How many of the sorted moments are not after one. */
function countUpTo(moments: readonly number[], seconds: number): number {
	let [low, high] = [0, moments.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (moments[middle]! <= seconds) low = middle + 1;
		else high = middle;
	}
	return low;
}
