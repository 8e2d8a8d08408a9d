// The format mini-language: parsing a specification such as ">+12,.3f". Widths count code points.
// Read `parseSpec` first. Mirrors parse_internal_render_format_spec of Python/formatter_unicode.c.

import { valueError } from "./errors.ts";
import { decimalValue } from "./unicode.ts";

export interface FormatSpec {
	readonly fill: string;
	/** "" where none was given and the type has no default. */
	readonly align: string;
	readonly alternate: boolean;
	/** "+", "-", " " or "" for none given. */
	readonly sign: string;
	/** `z`: negative zero becomes positive. */
	readonly noNegativeZero: boolean;
	/** −1 for none. */
	readonly width: number;
	/** −1 for none. */
	readonly precision: number;
	/** "," or "_" or "". */
	readonly grouping: string;
	/** Digits per group: 3, or 4 for underscores in binary, octal and hexadecimal. */
	readonly groupSize: number;
	/** Separator within the fraction. */
	readonly fractionGrouping: string;
	readonly type: string;
}

const ALIGNMENTS = "<>=^";
const GROUPED_BY_ANY = "defgEG%F";
const LARGEST = Number.MAX_SAFE_INTEGER;

class SpecReader {
	readonly points: readonly string[];
	position = 0;

	constructor(text: string) {
		this.points = [...text];
	}

	peek(ahead = 0): string {
		return this.points[this.position + ahead] ?? "";
	}

	/** Takes the next character if it is one of `choices`. */
	accept(choices: string): string {
		const c = this.peek();
		if (c === "" || !choices.includes(c)) return "";
		this.position++;
		return c;
	}

	/** A run of decimal digits, or −1 for none. Raises ValueError. */
	integer(): number {
		let value = -1;
		for (;;) {
			const c = this.peek();
			const digit = c === "" ? -1 : decimalValue(c);
			if (digit < 0) return value;
			value = Math.max(value, 0) * 10 + digit;
			if (value > LARGEST) valueError("Too many decimal digits in format string");
			this.position++;
		}
	}

	rest(): number {
		return this.points.length - this.position;
	}
}

/** Raises ValueError. */
export function parseSpec(text: string, typeName: string, defaultType: string, defaultAlign: string): FormatSpec {
	const reader = new SpecReader(text);
	const alignment = readAlignment(reader, defaultAlign);
	const sign = reader.accept(" +-");
	const noNegativeZero = reader.accept("z") !== "";
	const alternate = reader.accept("#") !== "";
	let { fill, align } = alignment;
	if (!alignment.fillGiven && reader.accept("0") !== "") {
		fill = "0";
		if (!alignment.alignGiven && defaultAlign === ">") align = "=";
	}
	const width = reader.integer();
	const grouping = readGrouping(reader);
	const { precision, fractionGrouping } = readPrecision(reader);
	if (reader.rest() > 1) valueError(`Invalid format specifier '${text}' for object of type '${typeName}'`);
	const type = reader.peek() === "" ? defaultType : reader.peek();
	const groupSize = checkGrouping(grouping, type);
	if (fractionGrouping !== "" && type === "n") cannotSpecify(fractionGrouping, type);
	return { fill, align, alternate, sign, noNegativeZero, width, precision, grouping, groupSize, fractionGrouping, type };
}

function readAlignment(reader: SpecReader, defaultAlign: string): { fill: string; align: string; fillGiven: boolean; alignGiven: boolean } {
	const second = reader.peek(1);
	if (second !== "" && ALIGNMENTS.includes(second)) {
		const fill = reader.peek();
		reader.position += 2;
		return { fill, align: second, fillGiven: true, alignGiven: true };
	}
	const align = reader.accept(ALIGNMENTS);
	return { fill: " ", align: align === "" ? defaultAlign : align, fillGiven: false, alignGiven: align !== "" };
}

function readGrouping(reader: SpecReader): string {
	const comma = reader.accept(",");
	const underscore = reader.accept("_");
	if (underscore !== "" && (comma !== "" || reader.peek() === ",")) commaAndUnderscore();
	return comma + underscore;
}

function commaAndUnderscore(): never {
	return valueError("Cannot specify both ',' and '_'.");
}

function readPrecision(reader: SpecReader): { precision: number; fractionGrouping: string } {
	if (reader.accept(".") === "") return { precision: -1, fractionGrouping: "" };
	const precision = reader.integer();
	const fractionGrouping = readGrouping(reader);
	if (precision < 0 && fractionGrouping === "") valueError("Format specifier missing precision");
	return { precision, fractionGrouping };
}

/** Digits per group. Raises ValueError where the type has no groups. */
function checkGrouping(grouping: string, type: string): number {
	if (grouping === "" || type === "" || GROUPED_BY_ANY.includes(type)) return 3;
	if (grouping === "_" && "boxX".includes(type)) return 4;
	return cannotSpecify(grouping, type);
}

function cannotSpecify(grouping: string, type: string): never {
	return valueError(`Cannot specify '${grouping}' with '${shownType(type)}'.`);
}

function shownType(type: string): string {
	return type > " " && type < "\x80" ? type : `\\x${type.codePointAt(0)!.toString(16)}`;
}

/** Raises ValueError for a type code that the object's type does not have. */
export function unknownType(type: string, typeName: string): never {
	return valueError(`Unknown format code '${shownType(type)}' for object of type '${typeName}'`);
}
