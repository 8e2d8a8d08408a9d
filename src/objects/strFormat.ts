// str.format and str.format_map: the markup of replacement fields, and how fields become objects and text.
// Read `nextMarkup` and `buildText` first. Mirrors Objects/stringlib/unicode_format.h.

import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import { own, type Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { ascii, format, getAttr, getItem, isSequence, repr, sequenceGetItem, str } from "./abstract.ts";
import { indexError, keyError, valueError } from "./errors.ts";
import { IntType, newInt, type PyInt } from "./int.ts";
import { integerText } from "./intText.ts";
import type { PyObject } from "./object.ts";
import { internInPlace, newStr, type PyStr } from "./str.ts";
import { TextWriter } from "./textWriter.ts";
import type { PyTuple } from "./tuple.ts";
import { decimalValue } from "./unicode.ts";

/** One piece of literal text and the field after it, if any. */
export interface Markup {
	readonly literal: string;
	readonly field: FieldMarkup | null;
}

export interface FieldMarkup {
	readonly name: string;
	/** "" for none. */
	readonly conversion: string;
	readonly spec: string;
	/** Whether the specification has fields itself. */
	readonly nested: boolean;
}

/** Reads markup from a text; `position` counts UTF-16 units. */
export class MarkupReader {
	private readonly text: string;
	private position = 0;

	constructor(text: string) {
		this.text = text;
	}

	get atEnd(): boolean {
		return this.position >= this.text.length;
	}

	/** The next piece. Raises ValueError. */
	next(): Markup {
		const text = this.text;
		const start = this.position;
		while (!this.atEnd && text[this.position] !== "{" && text[this.position] !== "}") this.position++;
		if (this.atEnd) return { literal: text.slice(start), field: null };
		const brace = text[this.position++];
		const doubled = text[this.position] === brace;
		if (brace === "}" && !doubled) valueError("Single '}' encountered in format string");
		if (this.atEnd) valueError("Single '{' encountered in format string");
		if (doubled) return { literal: text.slice(start, this.position++), field: null };
		return { literal: text.slice(start, this.position - 1), field: this.field() };
	}

	private field(): FieldMarkup {
		const text = this.text;
		const start = this.position;
		const end = this.fieldNameEnd();
		const name = text.slice(start, this.position - 1);
		if (end === "}") return { name, conversion: "", spec: "", nested: false };
		if (end !== ":" && end !== "!") valueError("expected '}' before end of string");
		let conversion = "";
		if (end === "!") {
			conversion = this.conversion();
			if (text[this.position] === "}") {
				this.position++;
				return { name, conversion, spec: "", nested: false };
			}
			if (!this.atEnd && text[this.position++] !== ":") valueError("expected ':' after conversion specifier");
		}
		return { name, conversion, ...this.spec() };
	}

	/** Moves past the character that ends the field name, and returns it. */
	private fieldNameEnd(): string {
		let c = "";
		while (!this.atEnd) {
			c = this.text[this.position++];
			if (c === "{") valueError("unexpected '{' in field name");
			if (c === "}" || c === ":" || c === "!") return c;
			if (c === "[") while (!this.atEnd && this.text[this.position] !== "]") this.position++;
		}
		return "";
	}

	private conversion(): string {
		if (this.atEnd) valueError("end of string while looking for conversion specifier");
		const conversion = String.fromCodePoint(this.text.codePointAt(this.position)!);
		this.position += conversion.length;
		return conversion;
	}

	private spec(): { spec: string; nested: boolean } {
		const start = this.position;
		let nested = false;
		for (let depth = 1; !this.atEnd; ) {
			const c = this.text[this.position++];
			if (c === "{") {
				nested = true;
				depth++;
			} else if (c === "}" && --depth === 0) return { spec: this.text.slice(start, this.position - 1), nested };
		}
		return valueError("unmatched '{' in format spec");
	}
}

const AUTOMATIC = 1;
const MANUAL = 2;

/** Where fields take their values from, and how they have been numbered so far. */
interface FieldSource {
	/** Positional arguments; null for format_map. */
	readonly args: readonly PyObject[] | null;
	readonly names: readonly PyStr[];
	readonly values: readonly PyObject[];
	readonly mapping: PyObject | null;
	numbering: 0 | typeof AUTOMATIC | typeof MANUAL;
	next: number;
}

/** `text.format(*args, **kwargs)` as a vectorcall. */
export function strFormatMethod(self: PyStr, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyStr> {
	if (!hasMarkup(self)) return incref(self);
	const names = kwnames === null ? [] : (kwnames.items as PyObject[] as PyStr[]);
	const positional = args.slice(0, args.length - names.length);
	const values = args.slice(args.length - names.length);
	return buildText(self.value, { args: positional, names, values, mapping: null, numbering: 0, next: 0 }, 2);
}

function hasMarkup(text: PyStr): boolean {
	return text.value === "" || /[{}]/.test(text.value);
}

export function strFormatMap(self: PyStr, mapping: PyObject): Own<PyStr> {
	if (!hasMarkup(self)) return incref(self);
	return buildText(self.value, { args: null, names: [], values: [], mapping, numbering: 0, next: 0 }, 2);
}

/** `depth` is how many levels of nested specifications may still come. */
function buildText(text: string, source: FieldSource, depth: number): Own<PyStr> {
	if (depth <= 0) valueError("Max string recursion exceeded");
	const reader = new MarkupReader(text);
	const writer = new TextWriter();
	while (!reader.atEnd) {
		const { literal, field } = reader.next();
		writer.write(literal);
		if (field !== null) writer.writeOwned(renderField(field, source, depth), reader.atEnd);
	}
	return writer.finish();
}

function renderField(field: FieldMarkup, source: FieldSource, depth: number): Own<PyStr> {
	let value: PyObject = hold(fieldObject(field.name, source), "value of the field");
	if (field.conversion !== "") value = hold(dropKeeping(value, convert(value, field.conversion)), "converted value of the field");
	if (value.type === IntType && field.spec === "") return dropKeeping(value, newStr(integerText((value as PyInt).value)));
	const spec = field.nested ? buildText(field.spec, source, depth - 1) : newStr(field.spec);
	hold(spec, "format specification");
	const result = dropKeeping(spec, format(value, spec));
	return dropKeeping(value, result);
}

function convert(value: PyObject, conversion: string): Own<PyObject> {
	if (conversion === "r") return repr(value);
	if (conversion === "s") return str(value);
	if (conversion === "a") return ascii(value);
	const shown = conversion > " " && conversion < "\x7f" ? conversion : `\\x${conversion.codePointAt(0)!.toString(16)}`;
	return valueError(`Unknown conversion specifier ${shown}`);
}

/** The value of decimal digits, or −1 if the text is not all digits. Raises ValueError for too many. */
export function fieldIndex(text: string): number {
	let value = 0;
	for (const character of text) {
		const digit = decimalValue(character);
		if (digit < 0) return -1;
		value = value * 10 + digit;
		if (value > Number.MAX_SAFE_INTEGER) valueError("Too many decimal digits in format string");
	}
	return text === "" ? -1 : value;
}

/** Splits "a.b[c]" into "a" and the rest. */
export function splitFieldName(name: string): [first: string, rest: string] {
	const end = name.search(/[.[]/);
	return end < 0 ? [name, ""] : [name.slice(0, end), name.slice(end)];
}

export interface FieldStep {
	readonly attribute: boolean;
	readonly name: string;
	/** −1 unless an item's name is a number. */
	readonly index: number;
}

/** The first step of the rest of a field name, and what comes after it. Raises ValueError. */
export function nextStep(rest: string): [step: FieldStep, rest: string] {
	const attribute = rest[0] === ".";
	if (!attribute && rest[0] !== "[") valueError("Only '.' or '[' may follow ']' in format field specifier");
	let end: number;
	if (attribute) {
		const found = rest.slice(1).search(/[.[]/);
		end = found < 0 ? rest.length : found + 1;
	} else {
		end = rest.indexOf("]");
		if (end < 0) valueError("Missing ']' in format string");
	}
	const name = rest.slice(1, end);
	const index = attribute ? -1 : fieldIndex(name);
	if (name === "") valueError("Empty attribute in format string");
	return [{ attribute, name, index }, rest.slice(attribute ? end : end + 1)];
}

function fieldObject(name: string, source: FieldSource): Own<PyObject> {
	const [first, steps] = splitFieldName(name);
	let value: PyObject = hold(firstObject(first, source), "value of the field");
	for (let rest = steps; rest !== ""; ) {
		const [step, after] = nextStep(rest);
		value = hold(dropKeeping(value, takeStep(value, step)), "value of the field");
		rest = after;
	}
	return take(value);
}

function firstObject(first: string, source: FieldSource): Own<PyObject> {
	let index = fieldIndex(first);
	if (first === "" || index >= 0) {
		checkNumbering(source, first === "" ? AUTOMATIC : MANUAL);
		if (first === "") index = source.next++;
		if (source.args === null) valueError("Format string contains positional fields");
		const value = source.args![index];
		if (value === undefined) indexError(`Replacement index ${index} out of range for positional args tuple`);
		return incref(value);
	}
	const key = hold(newStr(first), "field name");
	if (source.mapping !== null) return dropKeeping(key, getItem(source.mapping, key));
	const at = source.names.findIndex((keyword) => keyword.value === first);
	if (at < 0) keyError(key);
	drop(key);
	return incref(source.values[at]);
}

function checkNumbering(source: FieldSource, kind: 1 | 2): void {
	if (source.numbering === 0) source.numbering = kind;
	if (source.numbering === kind) return;
	if (source.numbering === MANUAL) valueError("cannot switch from manual field specification to automatic field numbering");
	valueError("cannot switch from automatic field numbering to manual field specification");
}

function takeStep(value: PyObject, step: FieldStep): Own<PyObject> {
	if (step.attribute) {
		const name = hold(internInPlace(newStr(step.name)), "attribute name");
		return dropKeeping(name, getAttr(value, name));
	}
	if (step.index >= 0 && isSequence(value)) return sequenceGetItem(value, step.index);
	const key = hold(step.index >= 0 ? own<PyObject>(newInt(step.index)) : newStr(step.name), "item name");
	return dropKeeping(key, getItem(value, key));
}
