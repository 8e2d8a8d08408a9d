// Methods that bytes and bytearray share: searching, splitting, padding, case. Results are of the type of `self`.
//
// The work is done on text of one character per byte (textAlgorithms.ts). Read `result` first.
// Mirrors Objects/bytes_methods.c and Objects/stringlib/.

import { drop, dropKeeping, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { fastItems, isIndex, isTrue, sequenceFast } from "./abstract.ts";
import { def, type MethodDef } from "./args.ts";
import { newBool } from "./bool.ts";
import { isByteArray, newByteArray, type PyByteArray, whileExported } from "./bytearray.ts";
import { BytesType, emptyBytes, newBytes, newFreshBytes, type PyBytes } from "./bytes.ts";
import { bufferOf, byteArgument, requireBuffer } from "./bytesSource.ts";
import { cIntArgument, defOld, searchBounds, sizeArgument, typeNameOf, withMemory } from "./conversions.ts";
import { memory } from "../heap/meter.ts";
import { reserveBytes } from "./memory.ts";
import { raiseError, runtimeError, typeError, valueError } from "./errors.ts";
import { IntType, newInt } from "./int.ts";
import { listAppendSteal, newList, type PyList } from "./list.ts";
import type { PyObject } from "./object.ts";
import { None } from "./singletons.ts";
import {
	centerPadding,
	countIn,
	expandTabs,
	findIn,
	indexIn,
	replaceIn,
	rfindIn,
	rsplitBy,
	rsplitSpaces,
	STRIP_BOTH,
	STRIP_LEFT,
	STRIP_RIGHT,
	splitBy,
	splitLines,
	splitSpaces,
	stripBounds,
	zeroFill,
} from "./textAlgorithms.ts";
import { isTuple, newTrackedTuple } from "./tuple.ts";
import { latin1Text } from "./unicode.ts";

export type BytesLike = PyBytes | PyByteArray;

/** One byte per character of a text. */
export function textBytes(text: string): Uint8Array {
	const bytes = new Uint8Array(text.length);
	for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
	return bytes;
}

/** A new object of the kind of `self`. Takes over the array. */
function make(self: BytesLike, value: Uint8Array): Own<PyObject> {
	return isByteArray(self) ? newByteArray(value) : newBytes(value);
}

/** The same, never one of the bytes that exist once: where CPython fills a block that it has allocated. */
function makeFresh(self: BytesLike, value: Uint8Array): Own<PyObject> {
	return isByteArray(self) ? newByteArray(value) : newFreshBytes(value);
}

/** A result that may be unchanged: then bytes are returned themselves, a bytearray as a copy. */
function result(self: BytesLike, value: Uint8Array, unchanged: boolean): Own<PyObject> {
	if (unchanged && self.type === BytesType) return incref(self);
	return make(self, value === self.value ? value.slice() : value);
}

function textOf(self: BytesLike): string {
	return latin1Text(self.value);
}

/** What to search for in `self`: a bytes-like object or a byte, as text. A bytearray cannot be resized by what gives it. */
function partArgument(self: BytesLike, sub: PyObject): string {
	return sub.type === BytesType ? latin1Text((sub as PyBytes).value) : whileExported(self, () => partText(sub));
}

function partText(sub: PyObject): string {
	const buffer = bufferOf(sub);
	if (buffer !== null) return latin1Text(buffer);
	if (!isIndex(sub)) return typeError(`argument should be integer or bytes-like object, not '${sub.type.name}'`);
	return String.fromCharCode(byteArgument(sub));
}

type Finder = (text: string, part: string, start: number, end: number) => number;
type Search = (self: BytesLike, sub: PyObject, start: PyObject | null, end: PyObject | null) => Own<PyObject>;

function search(self: BytesLike, sub: PyObject, start: PyObject | null, end: PyObject | null, find: Finder): number {
	const [first, last] = searchBounds(start, end, self.value.length);
	// FAST: no text of the whole; compiling a regular expression looks for single bytes in a table of 65536.
	if (sub.type === IntType) return searchByte(self.value, byteArgument(sub), first, last, find);
	return find(textOf(self), partArgument(self, sub), first, last);
}

function searchByte(bytes: Uint8Array, byte: number, first: number, last: number, find: Finder): number {
	if (first >= last) return -1;
	const within = bytes.subarray(first, last);
	const found = find === rfindIn ? within.lastIndexOf(byte) : within.indexOf(byte);
	return found < 0 ? -1 : first + found;
}

const finder =
	(find: Finder): Search =>
	(self, sub, start, end) =>
		newInt(search(self, sub, start, end, find));

function indexer(find: Finder): Search {
	return (self, sub, start, end) => {
		const found = search(self, sub, start, end, find);
		return found < 0 ? valueError("subsection not found") : newInt(found);
	};
}

function bytesCount(self: BytesLike, sub: PyObject, start: PyObject | null, end: PyObject | null): Own<PyObject> {
	const [first, last] = searchBounds(start, end, self.value.length);
	const part = partArgument(self, sub);
	if (part === "") return newInt(first > last ? 0 : last - first + 1);
	return newInt(countIn(textOf(self), part, first, last));
}

/** `item in self`. */
export function bytesContains(self: BytesLike, item: PyObject): boolean {
	const part =
		item.type === IntType ? byteArgument(item) : whileExported(self, () => (isIndex(item) ? byteArgument(item) : requireBuffer(item)));
	return typeof part === "number" ? self.value.includes(part) : textOf(self).includes(latin1Text(part));
}

function affix(name: "startswith" | "endswith"): Search {
	const matches = (text: string, part: string, first: number, last: number): boolean => {
		if (first > last || last - first < part.length) return false;
		return name === "endswith" ? text.endsWith(part, last) : text.startsWith(part, first);
	};
	return (self, sub, start, end) => {
		const [first, last] = searchBounds(start, end, self.value.length);
		const text = textOf(self);
		if (isTuple(sub)) return newBool(sub.items.some((part) => matches(text, latin1Text(requireBuffer(part)), first, last)));
		const part = bufferOf(sub);
		if (part === null) return typeError(`${name} first arg must be bytes or a tuple of bytes, not ${sub.type.name}`);
		return newBool(matches(text, latin1Text(part), first, last));
	};
}

function removePrefix(self: BytesLike, prefix: PyObject): Own<PyObject> {
	const part = latin1Text(requireBuffer(prefix));
	const found = part !== "" && textOf(self).startsWith(part);
	return result(self, found ? self.value.slice(part.length) : self.value, !found);
}

function removeSuffix(self: BytesLike, suffix: PyObject): Own<PyObject> {
	const part = latin1Text(requireBuffer(suffix));
	const found = part !== "" && textOf(self).endsWith(part);
	return result(self, found ? self.value.slice(0, self.value.length - part.length) : self.value, !found);
}

function bytesReplace(self: BytesLike, old: PyObject, replacement: PyObject, count: PyObject | null): Own<PyObject> {
	const from = latin1Text(requireBuffer(old));
	const to = latin1Text(requireBuffer(replacement));
	const text = textOf(self);
	const most = sizeArgument(count, -1);
	const replaced = withMemory(() => replaceIn(text, from, to, most));
	return replaced === text ? result(self, self.value, true) : makeFresh(self, textBytes(replaced));
}

function separatorArgument(sep: PyObject | null): string | null {
	if (sep === null || sep === None) return null;
	const text = latin1Text(requireBuffer(sep));
	return text === "" ? valueError("empty separator") : text;
}

const isSpace = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);
const PREALLOCATED = 12;

/** Instead of a number of splits: the list grows from nothing. */
const GROWING = -2;

/** A list of new objects; one that is the whole of bytes is the object itself. */
function listOf(self: BytesLike, parts: readonly string[], most: number): Own<PyList> {
	const whole = parts.length === 1 && parts[0].length === self.value.length && self.type === BytesType;
	const list = newList(whole ? [incref(self)] : []);
	if (most !== GROWING) list.allocated = most < 0 || most >= PREALLOCATED ? PREALLOCATED : most + 1;
	if (!whole) for (const part of parts) listAppendSteal(list, make(self, textBytes(part)));
	return list;
}

function split(self: BytesLike, sep: PyObject | null, maxsplit: PyObject | null): Own<PyList> {
	const most = sizeArgument(maxsplit, -1);
	const separator = whileExported(self, () => separatorArgument(sep));
	const text = textOf(self);
	return listOf(self, separator === null ? splitSpaces(text, most, isSpace) : splitBy(text, separator, most), most);
}

function rsplit(self: BytesLike, sep: PyObject | null, maxsplit: PyObject | null): Own<PyList> {
	const most = sizeArgument(maxsplit, -1);
	const separator = whileExported(self, () => separatorArgument(sep));
	const text = textOf(self);
	return listOf(self, separator === null ? rsplitSpaces(text, most, isSpace) : rsplitBy(text, separator, most), most);
}

function splitlines(self: BytesLike, keepends: PyObject | null): Own<PyList> {
	const lines = splitLines(textOf(self), keepends !== null && isTrue(keepends), (byte) => byte === 10 || byte === 13);
	return listOf(self, lines, GROWING);
}

function partition(self: BytesLike, sep: PyObject, last: boolean): Own<PyObject> {
	const part = latin1Text(requireBuffer(sep));
	if (part === "") valueError("empty separator");
	const text = textOf(self);
	const at = last ? text.lastIndexOf(part) : indexIn(text, part);
	const bytes = self.type === BytesType || !isByteArray(self);
	if (at < 0) {
		const whole = bytes ? incref(self as PyObject) : make(self, self.value.slice());
		const empty = (): Own<PyObject> => (bytes ? incref<PyObject>(emptyBytes) : make(self, new Uint8Array(0)));
		return newTrackedTuple(last ? [empty(), empty(), whole] : [whole, empty(), empty()]);
	}
	const middle = bytes ? incref(sep) : make(self, textBytes(part));
	return newTrackedTuple([make(self, textBytes(text.slice(0, at))), middle, make(self, textBytes(text.slice(at + part.length)))]);
}

function stripper(sides: number): (self: BytesLike, chars: PyObject | null) => Own<PyObject> {
	return (self, chars) => {
		const set = chars === null || chars === None ? null : requireBuffer(chars);
		const [start, end] = stripBounds(textOf(self), sides, set === null ? isSpace : (byte) => set.includes(byte));
		const unchanged = start === 0 && end === self.value.length;
		return result(self, unchanged ? self.value : self.value.slice(start, end), unchanged);
	};
}

function fillArgument(name: string, fill: PyObject | null): string {
	if (fill === null) return " ";
	const bytes = bufferOf(fill);
	if (bytes === null) return typeError(`${name}() argument 2 must be a byte string of length 1, not ${typeNameOf(fill)}`);
	if (bytes.length !== 1) {
		typeError(
			`${name}(): argument 2 must be a byte string of length 1, not a ${isByteArray(fill) ? "bytearray" : "bytes"} object of length ${bytes.length}`,
		);
	}
	return String.fromCharCode(bytes[0]);
}

type Padder = (self: BytesLike, width: PyObject, fill: PyObject | null) => Own<PyObject>;

function padder(name: string, share: (length: number, width: number) => [number, number]): Padder {
	return (self, width, fill) => {
		const total = sizeArgument(width);
		const character = fillArgument(name, fill);
		const length = self.value.length;
		if (total <= length) return result(self, self.value, true);
		checkSize(total);
		const [left, right] = share(length, total);
		return makeFresh(
			self,
			withMemory(() => textBytes(character.repeat(left) + textOf(self) + character.repeat(right))),
		);
	};
}

/** Raises MemoryError for a size that no array has. */
export function checkSize(size: number): void {
	if (size > 0x7fffffff) raiseError("MemoryError");
	if (memory.meter !== null) reserveBytes(size);
}

/** An array of zeros. Raises MemoryError. */
export function newArray(size: number): Uint8Array {
	checkSize(size);
	return withMemory(() => new Uint8Array(size));
}

function zfill(self: BytesLike, width: PyObject): Own<PyObject> {
	const missing = sizeArgument(width) - self.value.length;
	if (missing <= 0) return result(self, self.value, true);
	checkSize(missing);
	return makeFresh(
		self,
		withMemory(() => textBytes(zeroFill(textOf(self), missing))),
	);
}

function bytesExpandTabs(self: BytesLike, tabsize: PyObject | null): Own<PyObject> {
	const size = cIntArgument(tabsize, 8);
	return makeFresh(
		self,
		withMemory(() => textBytes(expandTabs(textOf(self), size))),
	);
}

/** `separator.join(iterable)`. Source: stringlib's bytes_join. */
function join(self: BytesLike, iterable: PyObject): Own<PyObject> {
	return whileExported(self, () => {
		const fast = hold(sequenceFast(iterable, "can only join an iterable"), "items to join");
		const items = fastItems(fast);
		if (items.length === 1 && items[0].type === BytesType && !isByteArray(self)) return dropKeeping(fast, incref(items[0]));
		const joined = joinBytes(self.value, fast);
		return dropKeeping(fast, makeFresh(self, joined));
	});
}

/** The items' buffers are open until all are read; asking for one may run code that changes the sequence. */
function joinBytes(separator: Uint8Array, fast: Parameters<typeof fastItems>[0]): Uint8Array {
	const count = fastItems(fast).length;
	const parts: Uint8Array[] = [];
	for (let i = 0; i < count; i++) {
		const item = hold(incref(fastItems(fast)[i]), "item to join");
		parts.push(bufferOf(item) ?? typeError(`sequence item ${i}: expected a bytes-like object, ${item.type.name} found`));
		drop(item);
		if (fastItems(fast).length !== count) runtimeError("sequence changed size during iteration");
	}
	const length = parts.reduce((sum, part) => sum + part.length, 0) + separator.length * Math.max(parts.length - 1, 0);
	const joined = newArray(length);
	let at = 0;
	parts.forEach((part, i) => {
		if (i > 0) {
			joined.set(separator, at);
			at += separator.length;
		}
		joined.set(part, at);
		at += part.length;
	});
	return joined;
}

function translate(self: BytesLike, table: PyObject, deleteArgument: PyObject | null): Own<PyObject> {
	const map = table === None ? null : requireBuffer(table);
	if (map !== null && map.length !== 256) valueError("translation table must be 256 characters long");
	const removed = deleteArgument === null ? null : requireBuffer(deleteArgument);
	const bytes = self.value.filter((byte) => removed === null || !removed.includes(byte)).map((byte) => (map === null ? byte : map[byte]));
	const unchanged = bytes.length === self.value.length && bytes.every((byte, i) => byte === self.value[i]);
	return unchanged ? result(self, self.value, true) : makeFresh(self, bytes);
}

/** `bytes.maketrans(from, to)`. */
function makeTranslation(_self: unknown, from: PyObject, to: PyObject): Own<PyObject> {
	const source = requireBuffer(from);
	const target = requireBuffer(to);
	if (source.length !== target.length) valueError("maketrans arguments must have same length");
	const table = Uint8Array.from({ length: 256 }, (_, i) => i);
	for (let i = 0; i < source.length; i++) table[source[i]] = target[i];
	return newBytes(table);
}

const isUpper = (byte: number): boolean => byte >= 65 && byte <= 90;
const isLower = (byte: number): boolean => byte >= 97 && byte <= 122;
const isAlpha = (byte: number): boolean => isUpper(byte) || isLower(byte);
const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
const toUpper = (byte: number): number => (isLower(byte) ? byte - 32 : byte);
const toLower = (byte: number): number => (isUpper(byte) ? byte + 32 : byte);

const mapper =
	(map: (byte: number, i: number) => number) =>
	(self: BytesLike): Own<PyObject> =>
		makeFresh(self, self.value.map(map));

function title(self: BytesLike): Own<PyObject> {
	const bytes = self.value;
	return makeFresh(
		self,
		bytes.map((byte, i) => (i > 0 && isAlpha(bytes[i - 1]) ? toLower(byte) : toUpper(byte))),
	);
}

const every =
	(test: (byte: number) => boolean) =>
	(self: BytesLike): Own<PyObject> =>
		newBool(self.value.length > 0 && self.value.every(test));

function cased(test: (byte: number) => boolean): (self: BytesLike) => Own<PyObject> {
	return (self) => newBool(self.value.some(isAlpha) && self.value.every((byte) => !isAlpha(byte) || test(byte)));
}

function isTitle(self: BytesLike): Own<PyObject> {
	const bytes = self.value;
	const fits = bytes.every((byte, i) => !isAlpha(byte) || isUpper(byte) === !(i > 0 && isAlpha(bytes[i - 1])));
	return newBool(fits && bytes.some(isAlpha));
}

const BOUNDED = "($self, sub[, start[, end]], /)";
const BOUNDED_PLAIN = "($self, sub, start=None, end=None, /)";

export const sharedBytesMethods: readonly MethodDef[] = [
	def(
		"capitalize",
		"($self, /)",
		"Returns a copy with the first letter in upper case and the rest in lower case.",
		mapper((byte, i) => (i === 0 ? toUpper(byte) : toLower(byte))),
	),
	def("center", "($self, width, fillchar=b' ', /)", "Returns a copy padded on both sides.", padder("center", centerPadding)),
	defOld("count", BOUNDED, BOUNDED_PLAIN, "Returns how often a part occurs without overlapping.", bytesCount),
	defOld(
		"endswith",
		"($self, suffix[, start[, end]], /)",
		"($self, suffix, start=None, end=None, /)",
		"Returns whether the end is a part or one of a tuple of parts.",
		affix("endswith"),
	),
	def("expandtabs", "($self, /, tabsize=8)", "Returns a copy with tabs replaced by spaces.", bytesExpandTabs),
	defOld("find", BOUNDED, BOUNDED_PLAIN, "Returns the lowest index of a part, or -1.", finder(findIn)),
	defOld("index", BOUNDED, BOUNDED_PLAIN, "Returns the lowest index of a part; raises ValueError without one.", indexer(findIn)),
	def(
		"isalnum",
		"($self, /)",
		"Returns whether there are bytes and all are ASCII letters or digits.",
		every((byte) => isAlpha(byte) || isDigit(byte)),
	),
	def("isalpha", "($self, /)", "Returns whether there are bytes and all are ASCII letters.", every(isAlpha)),
	def("isascii", "($self, /)", "Returns whether all bytes are ASCII.", (self: BytesLike) =>
		newBool(self.value.every((byte) => byte < 128)),
	),
	def("isdigit", "($self, /)", "Returns whether there are bytes and all are ASCII digits.", every(isDigit)),
	def("islower", "($self, /)", "Returns whether there are letters and all are in lower case.", cased(isLower)),
	def("isspace", "($self, /)", "Returns whether there are bytes and all are ASCII spaces.", every(isSpace)),
	def("istitle", "($self, /)", "Returns whether words start in upper case and go on in lower case.", isTitle),
	def("isupper", "($self, /)", "Returns whether there are letters and all are in upper case.", cased(isUpper)),
	def("join", "($self, iterable_of_bytes, /)", "Returns the items of an iterable, put together with the bytes between them.", join),
	def(
		"ljust",
		"($self, width, fillchar=b' ', /)",
		"Returns a copy padded on the right.",
		padder("ljust", (length, width) => [0, width - length]),
	),
	def("lower", "($self, /)", "Returns a copy in lower case.", mapper(toLower)),
	def("lstrip", "($self, bytes=None, /)", "Returns a copy without leading spaces or given bytes.", stripper(STRIP_LEFT)),
	def("maketrans", "(frm, to, /)", "Makes a table for translate.", makeTranslation, "static"),
	def("partition", "($self, sep, /)", "Splits at the first separator into three parts.", (self, sep) => partition(self, sep, false)),
	def("replace", "($self, old, new, count=-1, /)", "Returns a copy with occurrences of a part replaced.", bytesReplace),
	def("removeprefix", "($self, prefix, /)", "Returns a copy without a prefix, if it is there.", removePrefix),
	def("removesuffix", "($self, suffix, /)", "Returns a copy without a suffix, if it is there.", removeSuffix),
	defOld("rfind", BOUNDED, BOUNDED_PLAIN, "Returns the highest index of a part, or -1.", finder(rfindIn)),
	defOld("rindex", BOUNDED, BOUNDED_PLAIN, "Returns the highest index of a part; raises ValueError without one.", indexer(rfindIn)),
	def(
		"rjust",
		"($self, width, fillchar=b' ', /)",
		"Returns a copy padded on the left.",
		padder("rjust", (length, width) => [width - length, 0]),
	),
	def("rpartition", "($self, sep, /)", "Splits at the last separator into three parts.", (self, sep) => partition(self, sep, true)),
	def("rsplit", "($self, /, sep=None, maxsplit=-1)", "Returns a list of the parts between separators, splitting from the end.", rsplit),
	def("rstrip", "($self, bytes=None, /)", "Returns a copy without trailing spaces or given bytes.", stripper(STRIP_RIGHT)),
	def("split", "($self, /, sep=None, maxsplit=-1)", "Returns a list of the parts between separators.", split),
	def("splitlines", "($self, /, keepends=False)", "Returns a list of the lines.", splitlines),
	defOld(
		"startswith",
		"($self, prefix[, start[, end]], /)",
		"($self, prefix, start=None, end=None, /)",
		"Returns whether the start is a part or one of a tuple of parts.",
		affix("startswith"),
	),
	def("strip", "($self, bytes=None, /)", "Returns a copy without spaces or given bytes at both ends.", stripper(STRIP_BOTH)),
	def(
		"swapcase",
		"($self, /)",
		"Returns a copy with upper and lower case exchanged.",
		mapper((byte) => (isUpper(byte) ? byte + 32 : toUpper(byte))),
	),
	def("title", "($self, /)", "Returns a copy in which each word starts in upper case and goes on in lower case.", title),
	def("translate", "($self, table, /, delete=b'')", "Returns a copy with bytes deleted and the others replaced by a table.", translate),
	def("upper", "($self, /)", "Returns a copy in upper case.", mapper(toUpper)),
	def("zfill", "($self, width, /)", "Returns a copy padded on the left with zeros, after a sign.", zfill),
];
