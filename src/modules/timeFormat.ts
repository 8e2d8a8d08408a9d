// strftime in the C locale. Mirrors what glibc makes of each directive.

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

const pad = (n: number, size = 2, fill = "0"): string => String(n).padStart(size, fill);

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
	return `${offset < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60))}${pad(minutes % 60)}`;
}

function directive(code: string, t: BrokenDownTime): string | null {
	const hour12 = t.hour % 12 === 0 ? 12 : t.hour % 12;
	const sunday = (t.weekday + 1) % 7;
	switch (code) {
		case "a":
			return WEEKDAYS[t.weekday]!.slice(0, 3);
		case "A":
			return WEEKDAYS[t.weekday]!;
		case "b":
		case "h":
			return MONTHS[t.month - 1]!.slice(0, 3);
		case "B":
			return MONTHS[t.month - 1]!;
		case "c":
			return formatTime("%a %b %e %H:%M:%S %Y", t);
		case "C":
			return pad(Math.floor(t.year / 100));
		case "d":
			return pad(t.day);
		case "D":
		case "x":
			return formatTime("%m/%d/%y", t);
		case "e":
			return pad(t.day, 2, " ");
		case "F":
			return formatTime("%Y-%m-%d", t);
		case "g":
			return pad(isoWeek(t).year % 100);
		case "G":
			return String(isoWeek(t).year);
		case "H":
			return pad(t.hour);
		case "I":
			return pad(hour12);
		case "j":
			return pad(t.yearDay, 3);
		case "k":
			return pad(t.hour, 2, " ");
		case "l":
			return pad(hour12, 2, " ");
		case "m":
			return pad(t.month);
		case "M":
			return pad(t.minute);
		case "n":
			return "\n";
		case "p":
			return t.hour < 12 ? "AM" : "PM";
		case "P":
			return t.hour < 12 ? "am" : "pm";
		case "r":
			return formatTime("%I:%M:%S %p", t);
		case "R":
			return formatTime("%H:%M", t);
		case "s":
			return String(Date.UTC(t.year, t.month - 1, t.day, t.hour, t.minute, t.second) / 1000 - t.offset);
		case "S":
			return pad(t.second);
		case "t":
			return "\t";
		case "T":
		case "X":
			return formatTime("%H:%M:%S", t);
		case "u":
			return String(t.weekday + 1);
		case "U":
			return pad(Math.floor((t.yearDay - 1 + 7 - sunday) / 7));
		case "V":
			return pad(isoWeek(t).week);
		case "w":
			return String(sunday);
		case "W":
			return pad(Math.floor((t.yearDay - 1 + 7 - t.weekday) / 7));
		case "y":
			return pad(((t.year % 100) + 100) % 100);
		case "Y":
			return String(t.year);
		case "z":
			return t.isDst < 0 ? "" : offsetText(t.offset);
		case "Z":
			return t.zone;
		case "%":
			return "%";
		default:
			return null;
	}
}

/** Directives that C does not know stay as they are. */
export function formatTime(format: string, t: BrokenDownTime): string {
	return format.replace(/%(-?)([\s\S])/g, (whole, dash: string, code: string) => {
		const text = directive(code, t);
		if (text === null) return whole;
		return dash === "" ? text : text.replace(/^[0 ]+(?=.)/, "");
	});
}
