// strftime in the C locale, with glibc's flags (%-d, %_d, %05Y, %^a, %#Z) and modifiers (%Ey, %Od). Read `expand` first.
// Mirrors what glibc makes of each directive.

export interface BrokenDownTime {
	readonly year: number;
	/** From 1. */
	readonly month: number;
	readonly day: number;
	readonly hour: number;
	readonly minute: number;
	readonly second: number;
	/** Monday is 0. */
	readonly weekday: number;
	/** From 1. */
	readonly yearDay: number;
	/** 1, 0, or -1 for unknown. */
	readonly isDst: number;
	readonly zone: string;
	/** Seconds east of UTC. */
	readonly offset: number;
}

export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
export const MONTHS = [
	"January",
	"February",
	"March",
	"April",
	"May",
	"June",
	"July",
	"August",
	"September",
	"October",
	"November",
	"December",
];

/** A number that a directive stands for: at least so many digits, filled up with zeros or blanks. */
interface Digits {
	readonly value: number;
	readonly digits: number;
	readonly fill: "0" | " ";
}

const number = (value: number, digits = 2, fill: "0" | " " = "0"): Digits => ({ value, digits, fill });

/** Year and number of the ISO week. */
function isoWeek(t: BrokenDownTime): { year: number; week: number } {
	const week = Math.floor((t.yearDay - 1 - t.weekday + 10) / 7);
	if (week < 1) return { year: t.year - 1, week: weeksIn(t.year - 1) };
	return week > weeksIn(t.year) ? { year: t.year + 1, week: 1 } : { year: t.year, week };
}

function weeksIn(year: number): number {
	const day = (y: number): number => (((y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)) % 7) + 7) % 7;
	return day(year) === 4 || day(year - 1) === 3 ? 53 : 52;
}

function offsetText(offset: number): string {
	const minutes = Math.floor(Math.abs(offset) / 60);
	const digits = String(Math.floor(minutes / 60) * 100 + (minutes % 60)).padStart(4, "0");
	return `${offset < 0 ? "-" : "+"}${digits}`;
}

/** Seconds since 1970 of a local time. Days are counted by the Gregorian calendar for every year. */
function timestamp(t: BrokenDownTime): number {
	const date = new Date(0);
	date.setUTCFullYear(t.year, t.month - 1, t.day);
	date.setUTCHours(t.hour, t.minute, t.second);
	return date.getTime() / 1000 - t.offset;
}

const COMPOSED: { readonly [code: string]: string } = {
	c: "%a %b %e %H:%M:%S %Y",
	D: "%m/%d/%y",
	x: "%m/%d/%y",
	F: "%Y-%m-%d",
	r: "%I:%M:%S %p",
	R: "%H:%M",
	T: "%H:%M:%S",
	X: "%H:%M:%S",
};

const TEXTS: { readonly [code: string]: (t: BrokenDownTime) => string } = {
	a: (t) => WEEKDAYS[t.weekday]!.slice(0, 3),
	A: (t) => WEEKDAYS[t.weekday]!,
	b: (t) => MONTHS[t.month - 1]!.slice(0, 3),
	h: (t) => MONTHS[t.month - 1]!.slice(0, 3),
	B: (t) => MONTHS[t.month - 1]!,
	n: () => "\n",
	p: (t) => (t.hour < 12 ? "AM" : "PM"),
	P: (t) => (t.hour < 12 ? "am" : "pm"),
	t: () => "\t",
	z: (t) => (t.isDst < 0 ? "" : offsetText(t.offset)),
	Z: (t) => t.zone,
	"%": () => "%",
};

const hour12 = (t: BrokenDownTime): number => (t.hour % 12 === 0 ? 12 : t.hour % 12);
const sunday = (t: BrokenDownTime): number => (t.weekday + 1) % 7;
const modulo = (n: number, m: number): number => ((n % m) + m) % m;

const NUMBERS: { readonly [code: string]: (t: BrokenDownTime) => Digits } = {
	C: (t) => number(Math.floor(t.year / 100), 1),
	d: (t) => number(t.day),
	e: (t) => number(t.day, 2, " "),
	g: (t) => number(modulo(isoWeek(t).year, 100)),
	G: (t) => number(isoWeek(t).year, 1),
	H: (t) => number(t.hour),
	I: (t) => number(hour12(t)),
	j: (t) => number(t.yearDay, 3),
	k: (t) => number(t.hour, 2, " "),
	l: (t) => number(hour12(t), 2, " "),
	m: (t) => number(t.month),
	M: (t) => number(t.minute),
	s: (t) => number(timestamp(t), 1),
	S: (t) => number(t.second),
	u: (t) => number(t.weekday + 1, 1),
	U: (t) => number(Math.floor((t.yearDay - 1 + 7 - sunday(t)) / 7)),
	V: (t) => number(isoWeek(t).week),
	w: (t) => number(sunday(t), 1),
	W: (t) => number(Math.floor((t.yearDay - 1 + 7 - t.weekday) / 7)),
	y: (t) => number(modulo(t.year, 100)),
	Y: (t) => number(t.year, 1),
};

/** Where `E` and `O` are of use. */
const ALTERNATIVE: { readonly [modifier: string]: string } = { E: "cCxXyY", O: "bBdeHIkljmMSuUVwWy" };

function numberText({ value, digits, fill }: Digits, flag: string, width: number): string {
	const sign = value < 0 ? "-" : "";
	const plain = String(Math.abs(value));
	if (flag === "-") return sign + plain;
	const size = Math.max(width, digits) - sign.length;
	return (flag === "_" ? " " : flag === "0" ? "0" : fill) === " "
		? (sign + plain).padStart(size + sign.length)
		: sign + plain.padStart(size, "0");
}

function caseOf(text: string, flags: string, code: string): string {
	if (flags.includes("#")) return code === "Z" || code === "p" ? text.toLowerCase() : text.toUpperCase();
	return flags.includes("^") ? text.toUpperCase() : text;
}

function expand(whole: string, flags: string, width: string, modifier: string, code: string, t: BrokenDownTime): string {
	if (modifier !== "" && !ALTERNATIVE[modifier]!.includes(code)) return whole;
	const flag = flags.match(/.*([-_0])/)?.[1] ?? "";
	const least = Number(width);
	const digits = NUMBERS[code];
	if (digits !== undefined) return numberText(digits(t), flag, least);
	const composed = COMPOSED[code];
	const text = composed !== undefined ? formatTime(composed, t) : TEXTS[code]?.(t);
	if (text === undefined) return whole;
	return caseOf(text, flags, code).padStart(least, flag === "0" ? "0" : " ");
}

/** Directives that C does not know stay as they are. */
export function formatTime(format: string, t: BrokenDownTime): string {
	return format.replace(/%([-_0^#]*)(\d*)([EO]?)([\s\S])/g, (whole, flags: string, width: string, modifier: string, code: string) =>
		expand(whole, flags, width, modifier, code, t),
	);
}
