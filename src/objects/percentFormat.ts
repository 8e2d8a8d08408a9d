// Formatting with %, for str and for bytes. Bytes are worked on as text of one character per byte.
//
// A specifier is: "%", key in parentheses, flags, width, precision, a length letter without meaning, and the code.
// Read `percentFormat` first. Mirrors PyUnicode_Format (Objects/unicode_format.c) and _PyBytes_FormatEx.

import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { ascii, asDouble, getItem, isMapping, numberIndex, numberLong, repr, str } from "./abstract.ts";
import { isByteArray } from "./bytearray.ts";
import { isBytes, newBytes } from "./bytes.ts";
import { withMemory } from "./conversions.ts";
import { overflowError, typeError, unless, valueError } from "./errors.ts";
import { checkTextLength } from "./memory.ts";
import { isFloat } from "./float.ts";
import { doubleToString, type FloatCode } from "./floatText.ts";
import { firstPoints } from "./formatNumber.ts";
import { IntType, intAsCInt, isInt, type PyInt } from "./int.ts";
import { integerText as decimalText, integerInBase } from "./intText.ts";
import type { PyObject } from "./object.ts";
import { percentBytes } from "./percentBytes.ts";
import { fullyQualifiedName } from "./typeNames.ts";
import { countPoints, isStr, newStr, type PyStr } from "./str.ts";
import { TextWriter } from "./textWriter.ts";
import { isTuple } from "./tuple.ts";
import { latin1Text } from "./unicode.ts";

interface Specifier {
	left: boolean;
	plus: boolean;
	blank: boolean;
	alternate: boolean;
	zero: boolean;
	/** −1 for none. */
	width: number;
	/** −1 for none. */
	precision: number;
	code: string;
}

/** A piece of output: a whole str (new reference) or text. */
type Piece = Own<PyStr> | string;

class PercentFormatter {
	private readonly format: string;
	private readonly bytes: boolean;
	private position = 0;
	/** What the specifiers take: the items of a tuple, or one object. */
	private items: readonly PyObject[];
	private readonly mapping: PyObject | null;
	private taken = 0;
	readonly writer = new TextWriter();

	constructor(format: string, args: PyObject, bytes: boolean) {
		this.format = format;
		this.bytes = bytes;
		this.items = isTuple(args) ? args.items : [args];
		this.mapping = isMapping(args) && !isTuple(args) && !isStr(args) && !(bytes && (isBytes(args) || isByteArray(args))) ? args : null;
	}

	run(): void {
		while (this.position < this.format.length) {
			const percent = this.format.indexOf("%", this.position);
			this.writer.write(this.format.slice(this.position, percent < 0 ? undefined : percent));
			if (percent < 0) break;
			this.position = percent + 1;
			this.specifier();
		}
		if (this.taken < this.items.length && this.mapping === null) {
			typeError(`not all arguments converted during ${this.bytes ? "bytes" : "string"} formatting`);
		}
	}

	/** Formats one specifier, from after its "%". */
	private specifier(): void {
		if (this.peek() === "%") {
			this.position++;
			this.writer.write("%");
			return;
		}
		let keyed: PyObject | null = null;
		if (this.peek() === "(") keyed = this.key();
		const spec = this.read();
		const value = this.next();
		const piece = this.convert(value, spec);
		if (keyed !== null) this.endKey(keyed, piece);
		else this.put(piece);
	}

	private put(piece: Piece): void {
		if (typeof piece === "string") this.writer.write(piece);
		else this.writer.writeOwned(piece, this.position === this.format.length);
	}

	/** The mapping's value, held: from now on the only argument. */
	private key(): PyObject {
		const start = ++this.position;
		if (this.mapping === null) typeError("format requires a mapping");
		for (let depth = 1; depth > 0; ) {
			const c = this.take("incomplete format key");
			if (c === "(") depth++;
			else if (c === ")") depth--;
		}
		const text = this.format.slice(start, this.position - 1);
		const key = hold<PyObject>(this.bytes ? newBytes(latin1Bytes(text)) : newStr(text), "key of the specifier");
		const value = hold(dropKeeping(key, getItem(this.mapping!, key)), "value of the specifier");
		this.items = [value];
		this.taken = 0;
		return value;
	}

	private endKey(value: PyObject, piece: Piece): void {
		if (typeof piece === "string") {
			drop(value);
			this.writer.write(piece);
		} else this.writer.writeOwned(dropKeeping(value, piece), this.position === this.format.length);
		// A later specifier without key takes what the last one with a key left: the value itself is gone.
		this.items = [this.mapping!];
		this.taken = this.items.length;
	}

	private peek(): string {
		return this.format[this.position] ?? "";
	}

	/** Takes one character. Raises ValueError at the end. */
	private take(message: string): string {
		if (this.position >= this.format.length) valueError(message);
		const point = this.format.codePointAt(this.position)!;
		this.position += point > 0xffff ? 2 : 1;
		return String.fromCodePoint(point);
	}

	/** The next argument. Borrowed. */
	private next(): PyObject {
		if (this.taken >= this.items.length) typeError("not enough arguments for format string");
		return this.items[this.taken++];
	}

	private read(): Specifier {
		const spec: Specifier = { left: false, plus: false, blank: false, alternate: false, zero: false, width: -1, precision: -1, code: "" };
		this.flags(spec);
		spec.width = this.size("width too big");
		if (spec.width < -1) {
			spec.left = true;
			spec.width = -spec.width;
		}
		if (this.peek() === ".") {
			this.position++;
			spec.precision = Math.max(this.size("precision too big"), 0);
		}
		if (this.peek() !== "" && "hlL".includes(this.peek())) this.position++;
		spec.code = this.take("incomplete format");
		return spec;
	}

	private flags(spec: Specifier): void {
		for (;;) {
			switch (this.peek()) {
				case "-":
					spec.left = true;
					break;
				case "+":
					spec.plus = true;
					break;
				case " ":
					spec.blank = true;
					break;
				case "#":
					spec.alternate = true;
					break;
				case "0":
					spec.zero = true;
					break;
				default:
					return;
			}
			this.position++;
		}
	}

	/** Digits or an argument; −1 for none. A width of −1 by argument means 1, left. */
	private size(tooBig: string): number {
		if (this.peek() === "*") {
			this.position++;
			const value = this.next();
			if (!isInt(value)) return typeError("* wants int");
			const size = tooBig.startsWith("width") ? sizeOf(value) : intAsCInt(value);
			return size === -1 && tooBig.startsWith("width") ? LEFT_ONE : size;
		}
		let size = -1;
		for (let c = this.peek(); c >= "0" && c <= "9"; c = this.peek()) {
			size = Math.max(size, 0) * 10 + Number(c);
			if (size > (tooBig.startsWith("width") ? Number.MAX_SAFE_INTEGER : 0x7fffffff)) valueError(tooBig);
			this.position++;
		}
		return size;
	}

	private convert(value: PyObject, spec: Specifier): Piece {
		const { code } = spec;
		switch (code) {
			case "d":
			case "i":
			case "u":
			case "o":
			case "x":
			case "X":
				return layOut(signed(integerText(value, spec), spec), spec);
			case "e":
			case "E":
			case "f":
			case "F":
			case "g":
			case "G":
				return layOut(signed(floatText(value, spec, this.bytes), spec), spec);
			case "c":
				return layOut(plain(this.bytes ? percentBytes.character(value) : character(value)), { ...spec, zero: false });
		}
		const text = this.bytes ? this.bytesText(value, spec) : this.strText(value, spec);
		if (text !== null) return text;
		const shown = code >= "\x1f" && code < "\x7f" ? code : "?";
		const index = countPoints(this.format.slice(0, this.position - code.length));
		return valueError(`unsupported format character '${shown}' (0x${code.codePointAt(0)!.toString(16)}) at index ${index}`);
	}

	private strText(value: PyObject, spec: Specifier): Piece | null {
		const convert = spec.code === "s" ? str : spec.code === "r" ? repr : spec.code === "a" ? ascii : null;
		if (convert === null) return null;
		if (spec.code === "s" && value.type === IntType) return layOutText(decimalText((value as PyInt).value), spec);
		const text = convert(value);
		if (spec.width === -1 && spec.precision === -1) return text;
		hold(text, "converted argument");
		const shown = layOutText(text.value, spec);
		if (shown === text.value) return take(text);
		drop(text);
		return shown;
	}

	private bytesText(value: PyObject, spec: Specifier): Piece | null {
		if (!"sbra".includes(spec.code)) return null;
		const text = spec.code === "s" || spec.code === "b" ? percentBytes.text(value) : asciiOf(value);
		return layOutText(text, spec);
	}
}

/** Text cut to the precision and padded with spaces. */
function layOutText(text: string, spec: Specifier): string {
	return layOut(plain(spec.precision >= 0 ? firstPoints(text, spec.precision) : text), { ...spec, zero: false });
}

const LEFT_ONE = -1.5;

function sizeOf(value: PyInt): number {
	const size = value.value;
	if (typeof size === "bigint") overflowError("Python int too large to convert to C ssize_t");
	return Number(size);
}

function asciiOf(value: PyObject): string {
	const text = hold(ascii(value), "ascii text");
	const result = text.value;
	drop(text);
	return result;
}

function latin1Bytes(text: string): Uint8Array {
	return Uint8Array.from(text, (c) => c.charCodeAt(0));
}

/** The parts of a converted argument. */
interface Parts {
	readonly sign: string;
	/** "0x" and the like. */
	readonly prefix: string;
	readonly body: string;
}

const plain = (body: string): Parts => ({ sign: "", prefix: "", body });

/** Splits sign and prefix off a number's text. */
function signed(text: string, spec: Specifier): Parts {
	const negative = text.startsWith("-");
	const rest = negative ? text.slice(1) : text;
	const sign = negative ? "-" : spec.plus ? "+" : spec.blank ? " " : "";
	const prefixed = spec.alternate && "oxX".includes(spec.code);
	return { sign, prefix: prefixed ? rest.slice(0, 2) : "", body: prefixed ? rest.slice(2) : rest };
}

function layOut(parts: Parts, spec: Specifier): string {
	const { sign, prefix, body } = parts;
	const width = spec.width === LEFT_ONE ? 1 : Math.abs(Math.trunc(spec.width));
	const missing = spec.width === -1 ? 0 : width - sign.length - prefix.length - countPoints(body);
	if (missing <= 0) return sign + prefix + body;
	checkTextLength(missing);
	if (spec.left) return sign + prefix + body + " ".repeat(missing);
	if (spec.zero) return sign + prefix + "0".repeat(missing) + body;
	return " ".repeat(missing) + sign + prefix + body;
}

const BASES: { [code: string]: number } = { o: 8, x: 16, X: 16 };

/** Text of an integer with sign and, for the alternate form, prefix; at least `precision` digits. */
function integerText(value: PyObject, spec: Specifier): string {
	const int = hold(integerOf(value, spec.code), "integer to format");
	const text = integerInBase(int.value, BASES[spec.code] ?? 10, false);
	drop(int);
	const negative = text.startsWith("-");
	const digits = (negative ? text.slice(1) : text).padStart(spec.precision, "0");
	const prefix = spec.alternate && spec.code in BASES ? (spec.code === "o" ? "0o" : "0x") : "";
	const shown = `${negative ? "-" : ""}${prefix}${digits}`;
	return spec.code === "X" ? shown.toUpperCase() : shown;
}

function integerOf(value: PyObject, code: string): Own<PyInt> {
	if (isInt(value)) return numberIndex(value);
	const whole = code in BASES;
	const type = value.type;
	const isNumber = type.nbIndex !== null || type.nbInt !== null || type.nbFloat !== null || isFloat(value);
	const int = isNumber ? unless("TypeError", () => (whole ? numberIndex(value) : numberLong(value)), null) : null;
	return int ?? typeError(`%${code} format: ${whole ? "an integer" : "a real number"} is required, not ${type.name}`);
}

function floatText(value: PyObject, spec: Specifier, bytes: boolean): string {
	const number = bytes ? percentBytes.double(value) : asDouble(value);
	const lower = spec.code.toLowerCase();
	const text = doubleToString(number, lower as FloatCode, spec.precision < 0 ? 6 : spec.precision, spec.alternate);
	return spec.code === lower ? text : text.toUpperCase();
}

function character(value: PyObject): string {
	if (isStr(value)) {
		const length = countPoints(value.value);
		if (length === 1) return value.value;
		return typeError(`%c requires an int or a unicode character, not a string of length ${length}`);
	}
	const int = unless("TypeError", () => numberIndex(value), null);
	if (int === null) return typeError(`%c requires an int or a unicode character, not ${fullyQualifiedName(value.type)}`);
	hold(int, "character code");
	const point = int.value;
	if (point < 0 || point > 0x10ffff) overflowError("%c arg not in range(0x110000)");
	drop(int);
	return String.fromCodePoint(Number(point));
}

/** `format % args`. May run Python code. Raises TypeError, ValueError, KeyError and what conversions raise. */
export function strPercent(format: PyStr, args: PyObject): Own<PyStr> {
	const formatter = new PercentFormatter(format.value, args, false);
	withMemory(() => formatter.run());
	return format.value !== "" && !format.value.includes("%") ? incref(format) : formatter.writer.finish();
}

/** The bytes of `format % args`. */
export function bytesPercent(format: Uint8Array, args: PyObject): Uint8Array {
	const formatter = new PercentFormatter(latin1Text(format), args, true);
	withMemory(() => formatter.run());
	const text = hold(formatter.writer.finish(), "formatted bytes");
	const result = latin1Bytes(text.value);
	drop(text);
	return result;
}
