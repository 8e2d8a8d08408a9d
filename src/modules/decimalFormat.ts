// `format(Decimal, spec)`: the mini-language of formats for decimal numbers, which are rounded as decimal numbers and not as floats.
// Read `formatDecimal` first. Mirrors mpd_qformat_spec of Modules/_decimal/libmpdec/io.c, and Lib/_pydecimal.py for what that
// leaves to it.

import { valueError } from "../objects/errors.ts";
import {
	type Decimal,
	dropDigits,
	FINITE,
	finite,
	isZero,
	numeral,
	powerOfTen,
	type Settings,
	type Status,
	withSign,
} from "./decimalNumber.ts";

interface Spec {
	readonly fill: string;
	readonly align: string;
	readonly sign: string;
	readonly noNegativeZero: boolean;
	readonly alternate: boolean;
	readonly zeros: boolean;
	readonly width: number;
	readonly separator: string;
	/** -1 for none. */
	readonly precision: number;
	readonly fractionSeparator: string;
	/** "" for none. */
	readonly type: string;
}

/** What a locale, or the caller, puts in place of point and separator. */
export interface Punctuation {
	readonly point: string;
	readonly separator: string;
	readonly grouping: readonly number[];
}

const PATTERN = /^(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(?=[\d,_])(\d+)?([,_])?)?([eEfFgGn%])?$/su;

function parseSpec(text: string): Spec {
	const match = PATTERN.exec(text);
	if (match === null) return valueError(`Invalid format specifier: ${text}`);
	const [, fill, align, sign, z, alternate, zeros, width, separator, precision, fractionSeparator, type] = match;
	if (zeros !== undefined) {
		if (fill !== undefined) valueError(`Fill character conflicts with '0' in format specifier: ${text}`);
		if (align !== undefined) valueError(`Alignment conflicts with '0' in format specifier: ${text}`);
	}
	if (type === "n" && separator !== undefined)
		valueError(`Explicit thousands separator conflicts with 'n' type in format specifier: ${text}`);
	const digits = precision === undefined ? -1 : Number(precision);
	return {
		fill: fill ?? " ",
		align: align ?? ">",
		sign: sign ?? "-",
		noNegativeZero: z !== undefined,
		alternate: alternate !== undefined,
		zeros: zeros !== undefined,
		width: Number(width ?? 0),
		separator: separator ?? "",
		precision: digits === 0 && (type === undefined || "gGn".includes(type)) ? 1 : digits,
		fractionSeparator: fractionSeparator ?? "",
		type: type ?? "",
	};
}

const UNKNOWN: Status = { status: 0 };

/** To so many significant digits. */
function roundTo(a: Decimal, digits: number, rounding: number): Decimal {
	if (a.coefficient === 0n || a.digits <= digits) return a;
	const excess = a.digits - digits;
	const kept = finite(a.sign, dropDigits(a.coefficient, excess, a.sign, rounding, UNKNOWN), a.exponent + excess);
	return kept.digits > digits ? finite(a.sign, kept.coefficient / 10n, kept.exponent + 1) : kept;
}

/** To an exponent. */
function rescale(a: Decimal, exponent: number, rounding: number): Decimal {
	const shift = a.exponent - exponent;
	if (a.coefficient === 0n) return finite(a.sign, 0n, exponent);
	if (shift >= 0) return finite(a.sign, a.coefficient * powerOfTen(shift), exponent);
	return finite(a.sign, dropDigits(a.coefficient, -shift, a.sign, rounding, UNKNOWN), exponent);
}

/** With exactly so many digits, for scientific notation. */
function padTo(a: Decimal, digits: number, rounding: number): Decimal {
	if (a.coefficient === 0n) return a;
	return a.digits >= digits ? roundTo(a, digits, rounding) : rescale(a, a.exponent - (digits - a.digits), rounding);
}

function roundFor(a: Decimal, type: string, precision: number, rounding: number): Decimal {
	const fixed = "fF%".includes(type);
	let result = a;
	if (precision >= 0) {
		if (fixed) result = rescale(a, -precision, rounding);
		else result = "eE".includes(type) ? padTo(a, precision + 1, rounding) : roundTo(a, precision, rounding);
	}
	return isZero(result) && result.exponent > 0 && fixed ? rescale(result, 0, rounding) : result;
}

/** Where the point stands among the digits. */
function pointOf(a: Decimal, type: string, precision: number): number {
	const leftDigits = a.exponent + a.digits;
	if ("eE".includes(type)) return isZero(a) && precision >= 0 ? 1 - precision : 1;
	if ("fF%".includes(type)) return leftDigits;
	return a.exponent <= 0 && leftDigits > -6 ? leftDigits : 1;
}

const plain: Punctuation = { point: ".", separator: "", grouping: [3, 0] };

export function formatDecimal(given: Decimal, text: string, s: Settings, capitals: boolean, override: Punctuation | null): string {
	const spec = parseSpec(text);
	if (given.kind !== FINITE) return formatSpecial(given, spec);
	const type = spec.type === "" ? (capitals ? "G" : "g") : spec.type === "n" ? "g" : spec.type;
	const punctuation = override ?? { ...plain, separator: spec.separator };
	const a = roundFor(type === "%" ? { ...given, exponent: given.exponent + 2 } : given, type, spec.precision, s.rounding);
	const point = pointOf(a, type, spec.precision);
	const digits = a.coefficient.toString();
	const whole = point < 0 ? "0" : point > digits.length ? digits + "0".repeat(point - digits.length) : digits.slice(0, point) || "0";
	const fraction = point < 0 ? "0".repeat(-point) + digits : digits.slice(Math.min(point, digits.length));
	const power = a.exponent + a.digits - point;
	const sign = signOf(spec.noNegativeZero && isZero(a) ? withSign(a, 0) : a, spec);
	return layOut(sign, whole, fractionText(fraction, power, type, spec, punctuation), spec, punctuation);
}

function fractionText(fraction: string, power: number, type: string, spec: Spec, punctuation: Punctuation): string {
	const grouped = spec.fractionSeparator === "" ? fraction : fraction.replace(/...(?=.)/g, `$&${spec.fractionSeparator}`);
	let text = fraction !== "" || spec.alternate ? punctuation.point + grouped : "";
	if (power !== 0 || "eE".includes(type)) text += `${type === "E" || type === "G" ? "E" : "e"}${power < 0 ? "" : "+"}${power}`;
	return type === "%" ? `${text}%` : text;
}

const signOf = (a: Decimal, spec: Spec): string => (a.sign === 1 ? "-" : spec.sign === "-" ? "" : spec.sign);

function layOut(sign: string, whole: string, fraction: string, spec: Spec, punctuation: Punctuation): string {
	const least = spec.zeros ? spec.width - fraction.length - sign.length : 0;
	return pad(sign, groupWhole(whole, least, punctuation) + fraction, spec);
}

/** Digits in groups from the right, filled with zeros to at least `least` characters. */
function groupWhole(digits: string, least: number, { separator, grouping }: Punctuation): string {
	if (separator === "") return digits.padStart(least, "0");
	const groups: string[] = [];
	let [rest, left] = [digits, least];
	for (let i = 0; ; i++) {
		const size = groupSize(grouping, i);
		const length = Math.min(size, Math.max(rest.length, left, 1));
		groups.unshift(rest.slice(-length).padStart(length, "0"));
		rest = rest.length > length ? rest.slice(0, -length) : "";
		left -= length;
		if (rest === "" && left <= 0) return groups.join(separator);
		left -= separator.length;
	}
}

/** The last size repeats where a 0 follows it; where nothing or 127 does, there are no more groups. */
function groupSize(grouping: readonly number[], i: number): number {
	const size = grouping[i];
	if (size === 127 || (size === undefined && grouping.at(-1) !== 0)) return Number.POSITIVE_INFINITY;
	return size === 0 || size === undefined ? (grouping.at(-2) ?? Number.POSITIVE_INFINITY) : size;
}

function formatSpecial(a: Decimal, spec: Spec): string {
	const body = numeral(withSign(a, 0), false, "E");
	return pad(signOf(a, spec), spec.type === "%" ? `${body}%` : body, spec.zeros ? { ...spec, zeros: false } : spec);
}

function pad(sign: string, body: string, spec: Spec): string {
	const missing = spec.width - sign.length - [...body].length;
	if (missing <= 0) return sign + body;
	const fill = (count: number): string => spec.fill.repeat(count);
	switch (spec.align) {
		case "<":
			return sign + body + fill(missing);
		case "=":
			return sign + fill(missing) + body;
		case "^":
			return fill(missing >> 1) + sign + body + fill(missing - (missing >> 1));
		default:
			return fill(missing) + sign + body;
	}
}
