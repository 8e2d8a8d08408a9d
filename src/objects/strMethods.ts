// The other methods of str: encode, join, padding, translate, format. Read `strJoin` first.
// Mirrors the methods of Objects/unicodeobject.c.

import { dropKeeping, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { fastItems, inArgumentTuple, sequenceFast } from "./abstract.ts";
import { def, defRaw, type MethodDef } from "./args.ts";
import { encodeStr, keptUtf8 } from "./codecs.ts";
import { cIntArgument, defOld, sizeArgument, strArgument, withMemory } from "./conversions.ts";
import { overflowError, typeError } from "./errors.ts";
import { formatStrObject } from "./format.ts";
import { newInt } from "./int.ts";
import { checkTextLength } from "./memory.ts";
import type { PyObject } from "./object.ts";
import { isStr, newFreshStr, newStr, type PyStr, StrType, strLength } from "./str.ts";
import { strFormatMethod, strFormatMap } from "./strFormat.ts";
import { exactStr } from "./strIndex.ts";
import { makeTranslation, translate } from "./strTranslate.ts";
import { centerPadding, expandTabs, zeroFill } from "./textAlgorithms.ts";
import { newTuple } from "./tuple.ts";
import { isAscii } from "./unicode.ts";

function encode(self: PyStr, encoding: PyObject | null, errors: PyObject | null): Own<PyObject> {
	const name = encoding === null ? "utf-8" : strArgument("encode", "argument 'encoding'", encoding).value;
	const handling = errors === null ? "strict" : strArgument("encode", "argument 'errors'", errors).value;
	return encodeStr(self, name, handling);
}

/** `separator.join(iterable)`. A single exact str is returned itself. Source: PyUnicode_Join. */
export function strJoin(separator: PyStr, iterable: PyObject): Own<PyStr> {
	const fast = hold(sequenceFast(iterable, "can only join an iterable"), "items to join");
	const items = fastItems(fast);
	const only = items.length === 1 ? items[0] : null;
	if (only !== null && only.type === StrType) return dropKeeping(fast, incref(only as PyStr));
	const result = newFreshStr(joinTexts(separator.value, items));
	return dropKeeping(fast, result);
}

function joinTexts(separator: string, items: readonly PyObject[]): string {
	const texts: string[] = [];
	let length = 0;
	for (let i = 0; i < items.length; i++) {
		const item = items[i];
		if (!isStr(item)) return typeError(`sequence item ${i}: expected str instance, ${item.type.name} found`);
		texts.push(item.value);
		length += item.value.length + separator.length;
	}
	checkTextLength(length);
	return texts.join(separator);
}

function fillArgument(fill: PyObject | null): string {
	if (fill === null) return " ";
	if (!isStr(fill)) return typeError(`The fill character must be a unicode character, not ${fill.type.name}`);
	if (strLength(fill) !== 1) typeError("The fill character must be exactly one character long");
	return fill.value;
}

type Padder = (self: PyStr, width: PyObject, fill: PyObject | null) => Own<PyStr>;

/** A method that pads; `share` divides the width between left and right. */
function padder(share: (length: number, width: number) => [number, number]): Padder {
	return (self, width, fill) => {
		const total = sizeArgument(width);
		const character = fillArgument(fill);
		const length = strLength(self);
		if (total <= length) return exactStr(self);
		if (total >= 2 ** 63 - 1) overflowError("padded string is too long");
		checkTextLength(total * character.length);
		const [left, right] = share(length, total);
		return newStr(character.repeat(left) + self.value + character.repeat(right));
	};
}

function zfill(self: PyStr, width: PyObject): Own<PyStr> {
	const missing = sizeArgument(width) - strLength(self);
	if (missing <= 0) return exactStr(self);
	checkTextLength(missing);
	return newStr(zeroFill(self.value, missing));
}

function strExpandTabs(self: PyStr, tabsize: PyObject | null): Own<PyStr> {
	const size = cIntArgument(tabsize, 8);
	if (!self.value.includes("\t")) return exactStr(self);
	return newStr(withMemory(() => expandTabs(self.value, size)));
}

/** CPython's size of the object with a text of this kind, in bytes. */
export function strSize(self: PyStr): number {
	const width = widthOf(self);
	const ascii = width === 0;
	const length = strLength(self);
	const compact = self.type === StrType;
	const header = compact ? (ascii ? 40 : 56) : self.type.basicsize;
	// Single latin-1 characters come with their UTF-8 form.
	const utf8 = compact && length === 1 && width === 1 ? 3 : keptUtf8(self);
	return header + Math.max(width, 1) * (length + 1) + utf8;
}

/** Bytes that each character takes; 0 for one byte where all characters are ASCII. */
type Width = 0 | 1 | 2 | 4;

/** FAST: of long strs that were put together, whose text V8 has not yet copied into one piece. */
const widths = new WeakMap<PyStr, Width>();
const LONG = 1024;

function widthOf(self: PyStr): Width {
	const { value } = self;
	const known = value.length < LONG ? undefined : widths.get(self);
	if (known !== undefined) return known;
	if (isAscii(value)) return 0;
	if (strLength(self) !== value.length) return 4;
	return /[^\0-\xff]/.test(value) ? 2 : 1;
}

/** The str is `a + b`: its size is known without looking at its text. */
export function noteConcatenation(self: PyStr, a: PyStr, b: PyStr): void {
	const next = b.value.charCodeAt(0);
	// Two halves of one character may have met.
	if (self.value.length < LONG || (next >= 0xdc00 && next < 0xe000)) return;
	const width = Math.max(widthOf(a), widthOf(b)) as Width;
	widths.set(self, width);
	self.points = width === 4 ? strLength(a) + strLength(b) : self.value.length;
}

export const strMethods: readonly MethodDef[] = [
	def("encode", "($self, /, encoding='utf-8', errors='strict')", "Returns the str as bytes in an encoding.", encode),
	def("join", "($self, iterable, /)", "Returns the items of an iterable of strs, put together with the str between them.", strJoin),
	def("center", "($self, width, fillchar=' ', /)", "Returns a copy padded on both sides.", padder(centerPadding)),
	def("expandtabs", "($self, /, tabsize=8)", "Returns a copy with tabs replaced by spaces.", strExpandTabs),
	def(
		"ljust",
		"($self, width, fillchar=' ', /)",
		"Returns a copy padded on the right.",
		padder((length, width) => [0, width - length]),
	),
	def(
		"rjust",
		"($self, width, fillchar=' ', /)",
		"Returns a copy padded on the left.",
		padder((length, width) => [width - length, 0]),
	),
	def("translate", "($self, table, /)", "Returns a copy with characters replaced by a table of ordinals.", translate),
	def("zfill", "($self, width, /)", "Returns a copy padded on the left with zeros, after a sign.", zfill),
	defRaw("format", "($self, /, *args, **kwargs)", "Returns a copy with replacement fields filled in.", inArgumentTuple(strFormatMethod)),
	def("format_map", "($self, mapping, /)", "Returns a copy with replacement fields filled in from a mapping.", strFormatMap),
	def("__format__", "($self, format_spec, /)", "Formats by a format specification.", formatStrObject),
	defOld(
		"maketrans",
		"(x, y=<unrepresentable>, z=<unrepresentable>, /)",
		"(x, y=None, z=None, /)",
		"Makes a table for translate.",
		makeTranslation,
		"static",
	),
	def("__sizeof__", "($self, /)", "Returns the size in memory in bytes.", (self: PyStr) => newInt(strSize(self))),
	def("__getnewargs__", "($self, /)", null, (self: PyStr) => newTuple([newStr(self.value)])),
];
