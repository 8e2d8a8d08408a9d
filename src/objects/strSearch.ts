// Methods of str that look for parts: find, count, startswith, replace, split, partition, strip and their kin.
// Indices of arguments and results are code points; the search itself runs on UTF-16 units. Read `bounds` first.
// Mirrors the methods of Objects/unicodeobject.c.

import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { isTrue } from "./abstract.ts";
import { def, type MethodDef } from "./args.ts";
import { newBool } from "./bool.ts";
import { defOld, searchBounds, sizeArgument, strArgument, withMemory } from "./conversions.ts";
import { typeError, valueError } from "./errors.ts";
import { newInt } from "./int.ts";
import { listAppendSteal, newList, type PyList } from "./list.ts";
import type { PyObject } from "./object.ts";
import { None } from "./singletons.ts";
import { emptyStr, isStr, newFreshStr, newStr, type PyStr, StrType, strIsFlat, strLength } from "./str.ts";
import { exactStr, pointOffset, unitOffset } from "./strIndex.ts";
import {
	countIn,
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
} from "./textAlgorithms.ts";
import { isTuple, newTrackedTuple } from "./tuple.ts";
import { isSpaceUnit } from "./unicode.ts";

/** `start` and `end` arguments as units. The start may be beyond the end. */
function bounds(self: PyStr, start: PyObject | null, end: PyObject | null): [number, number] {
	if (start === null && end === null) return [0, self.value.length];
	const [first, last] = searchBounds(start, end, strLength(self));
	if (strIsFlat(self) || first > last) return [first, last];
	return [unitOffset(self, first), unitOffset(self, last)];
}

type Finder = (text: string, part: string, start: number, end: number) => number;

/** Code point index, or −1. */
function search(self: PyStr, sub: PyObject, start: PyObject | null, end: PyObject | null, name: string, find: Finder): number {
	const part = strArgument(name, "argument 1", sub).value;
	const [first, last] = bounds(self, start, end);
	const found = find(self.value, part, first, last);
	return found < 0 ? -1 : pointOffset(self, found);
}

type Search = (self: PyStr, sub: PyObject, start: PyObject | null, end: PyObject | null) => Own<PyObject>;

function finder(name: string, find: Finder): Search {
	return (self, sub, start, end) => newInt(search(self, sub, start, end, name, find));
}

function indexer(name: string, find: Finder): Search {
	return (self, sub, start, end) => {
		const found = search(self, sub, start, end, name, find);
		return found < 0 ? valueError("substring not found") : newInt(found);
	};
}

function strCount(self: PyStr, sub: PyObject, start: PyObject | null, end: PyObject | null): Own<PyObject> {
	const part = strArgument("count", "argument 1", sub).value;
	if (part !== "") {
		const [first, last] = bounds(self, start, end);
		return newInt(countIn(self.value, part, first, last));
	}
	const [first, last] = searchBounds(start, end, strLength(self));
	return newInt(first > last ? 0 : last - first + 1);
}

export function strContains(self: PyStr, item: PyObject): boolean {
	if (!isStr(item)) typeError(`'in <string>' requires string as left operand, not ${item.type.name}`);
	return indexIn(self.value, (item as PyStr).value) >= 0;
}

/** Whether the text between bounds starts or ends with one of the given parts. */
function affix(name: "startswith" | "endswith"): Search {
	const atEnd = name === "endswith";
	const matches = (self: PyStr, part: PyStr, first: number, last: number): boolean => {
		const length = part.value.length;
		if (first > last || last - first < length) return false;
		return atEnd ? self.value.endsWith(part.value, last) : self.value.startsWith(part.value, first);
	};
	return (self, sub, start, end) => {
		const [first, last] = bounds(self, start, end);
		if (isStr(sub)) return newBool(matches(self, sub, first, last));
		if (!isTuple(sub)) return typeError(`${name} first arg must be str or a tuple of str, not ${sub.type.name}`);
		for (const part of sub.items) {
			if (!isStr(part)) return typeError(`tuple for ${name} must only contain str, not ${part.type.name}`);
			if (matches(self, part, first, last)) return newBool(true);
		}
		return newBool(false);
	};
}

function removePrefix(self: PyStr, prefix: PyObject): Own<PyStr> {
	const part = strArgument("removeprefix", "argument", prefix).value;
	return part !== "" && self.value.startsWith(part) ? newStr(self.value.slice(part.length)) : exactStr(self);
}

function removeSuffix(self: PyStr, suffix: PyObject): Own<PyStr> {
	const part = strArgument("removesuffix", "argument", suffix).value;
	return part !== "" && self.value.endsWith(part) ? newStr(self.value.slice(0, -part.length)) : exactStr(self);
}

function strReplace(self: PyStr, old: PyObject, replacement: PyObject, count: PyObject | null): Own<PyStr> {
	const from = strArgument("replace", "argument 1", old).value;
	const to = strArgument("replace", "argument 2", replacement).value;
	const most = sizeArgument(count, -1);
	if (most === 0 || from === to || (from !== "" && indexIn(self.value, from) < 0)) return exactStr(self);
	return newFreshStr(withMemory(() => replaceIn(self.value, from, to, most)));
}

/** How many places a new list of parts has before it must grow. */
const PREALLOCATED = 12;

/** A list of new strs, allocated as split's is. */
export function listOfParts(parts: readonly string[], most: number): Own<PyList> {
	const places = most < 0 || most >= PREALLOCATED ? PREALLOCATED : most + 1;
	const list = newList(parts.slice(0, places).map(newStr));
	list.allocated = places;
	for (let i = places; i < parts.length; i++) listAppendSteal(list, newStr(parts[i]));
	return list;
}

function separatorArgument(sep: PyObject | null): string | null {
	if (sep === null || sep === None) return null;
	if (!isStr(sep)) typeError(`must be str or None, not ${sep.type.name}`);
	const text = (sep as PyStr).value;
	return text === "" ? valueError("empty separator") : text;
}

function strSplit(self: PyStr, sep: PyObject | null, maxsplit: PyObject | null): Own<PyList> {
	const most = sizeArgument(maxsplit, -1);
	const separator = separatorArgument(sep);
	const parts = separator === null ? splitSpaces(self.value, most, isSpaceUnit) : splitBy(self.value, separator, most);
	if (separator === null && most === 0) return listOfParts(parts, most);
	return partsOrSelf(self, parts, mostSplits(self, separator, most));
}

function strRsplit(self: PyStr, sep: PyObject | null, maxsplit: PyObject | null): Own<PyList> {
	const most = sizeArgument(maxsplit, -1);
	const separator = separatorArgument(sep);
	const parts = separator === null ? rsplitSpaces(self.value, most, isSpaceUnit) : rsplitBy(self.value, separator, most);
	if (separator === null && most === 0) return listOfParts(parts, most);
	return partsOrSelf(self, parts, mostSplits(self, separator, most));
}

/** The number of splits that a text of this length allows: what the new list is allocated by. */
function mostSplits(self: PyStr, separator: string | null, most: number): number {
	if (most >= 0) return most;
	const length = strLength(self);
	return separator === null ? Math.trunc((length - 1) / 2) + 1 : Math.trunc(length / separator.length) + 1;
}

/** When nothing was split off, the one part is the str itself. */
function partsOrSelf(self: PyStr, parts: readonly string[], most: number): Own<PyList> {
	if (parts.length !== 1 || parts[0] !== self.value || self.type !== StrType) return listOfParts(parts, most);
	const list = newList([incref(self)]);
	list.allocated = most < 0 || most >= PREALLOCATED ? PREALLOCATED : most + 1;
	return list;
}

function isLineBreak(unit: number): boolean {
	return (unit >= 10 && unit <= 13) || (unit >= 28 && unit <= 30) || unit === 0x85 || unit === 0x2028 || unit === 0x2029;
}

function strSplitlines(self: PyStr, keepends: PyObject | null): Own<PyList> {
	const lines = splitLines(self.value, keepends !== null && isTrue(keepends), isLineBreak);
	const list = newList([]);
	if (lines.length === 1 && lines[0] === self.value && self.type === StrType) listAppendSteal(list, incref(self));
	else for (const line of lines) listAppendSteal(list, newStr(line));
	return list;
}

function partitioner(find: (text: string, part: string) => number, last: boolean): (self: PyStr, sep: PyObject) => Own<PyObject> {
	return (self, sep) => {
		if (!isStr(sep)) return typeError(`must be str, not ${sep.type.name}`);
		if (sep.value === "") return valueError("empty separator");
		const at = find(self.value, sep.value);
		if (at < 0)
			return newTrackedTuple(
				last ? [incref(emptyStr), incref(emptyStr), incref(self)] : [incref(self), incref(emptyStr), incref(emptyStr)],
			);
		return newTrackedTuple([newStr(self.value.slice(0, at)), incref(sep), newStr(self.value.slice(at + sep.value.length))]);
	};
}

function stripper(name: string, sides: number): (self: PyStr, chars: PyObject | null) => Own<PyStr> {
	return (self, chars) => {
		const [start, end] =
			chars === null || chars === None ? stripBounds(self.value, sides, isSpaceUnit) : stripChars(self, chars, name, sides);
		return start === 0 && end === self.value.length ? exactStr(self) : newStr(self.value.slice(start, end));
	};
}

function stripChars(self: PyStr, chars: PyObject, name: string, sides: number): [number, number] {
	if (!isStr(chars)) return typeError(`${name} arg must be None or str`);
	const set = chars.value;
	if (strIsFlat(self) && strIsFlat(chars)) return stripBounds(self.value, sides, (unit) => set.includes(String.fromCharCode(unit)));
	return stripPoints([...self.value], new Set(set), sides);
}

/** The same by code points; start and end in units. */
function stripPoints(points: string[], set: ReadonlySet<string>, sides: number): [number, number] {
	let first = 0;
	let last = points.length;
	if ((sides & STRIP_LEFT) !== 0) while (first < last && set.has(points[first])) first++;
	if ((sides & STRIP_RIGHT) !== 0) while (last > first && set.has(points[last - 1])) last--;
	const start = points.slice(0, first).join("").length;
	return [start, start + points.slice(first, last).join("").length];
}

const BOUNDED = "sub[, start[, end]], /)";
const BOUNDED_PLAIN = "($self, sub, start=None, end=None, /)";

export const strSearchMethods: readonly MethodDef[] = [
	def("replace", "($self, old, new, /, count=-1)", "Returns a copy with occurrences of a part replaced.", strReplace),
	def("split", "($self, /, sep=None, maxsplit=-1)", "Returns a list of the parts between separators.", strSplit),
	def("rsplit", "($self, /, sep=None, maxsplit=-1)", "Returns a list of the parts between separators, splitting from the end.", strRsplit),
	defOld("count", `($self, ${BOUNDED}`, BOUNDED_PLAIN, "Returns how often a part occurs without overlapping.", strCount),
	defOld("find", `($self, ${BOUNDED}`, BOUNDED_PLAIN, "Returns the lowest index of a part, or -1.", finder("find", findIn)),
	def("partition", "($self, sep, /)", "Splits at the first separator into three parts.", partitioner(indexIn, false)),
	defOld(
		"index",
		`($self, ${BOUNDED}`,
		BOUNDED_PLAIN,
		"Returns the lowest index of a part; raises ValueError without one.",
		indexer("index", findIn),
	),
	def("lstrip", "($self, chars=None, /)", "Returns a copy without leading spaces or given characters.", stripper("lstrip", STRIP_LEFT)),
	defOld("rfind", `($self, ${BOUNDED}`, BOUNDED_PLAIN, "Returns the highest index of a part, or -1.", finder("rfind", rfindIn)),
	defOld(
		"rindex",
		`($self, ${BOUNDED}`,
		BOUNDED_PLAIN,
		"Returns the highest index of a part; raises ValueError without one.",
		indexer("rindex", rfindIn),
	),
	def("rstrip", "($self, chars=None, /)", "Returns a copy without trailing spaces or given characters.", stripper("rstrip", STRIP_RIGHT)),
	def(
		"rpartition",
		"($self, sep, /)",
		"Splits at the last separator into three parts.",
		partitioner((text, part) => text.lastIndexOf(part), true),
	),
	def("splitlines", "($self, /, keepends=False)", "Returns a list of the lines.", strSplitlines),
	def("strip", "($self, chars=None, /)", "Returns a copy without spaces or given characters at both ends.", stripper("strip", STRIP_BOTH)),
	defOld(
		"startswith",
		"($self, prefix[, start[, end]], /)",
		"($self, prefix, start=None, end=None, /)",
		"Returns whether the str starts with a part or one of a tuple of parts.",
		affix("startswith"),
	),
	defOld(
		"endswith",
		"($self, suffix[, start[, end]], /)",
		"($self, suffix, start=None, end=None, /)",
		"Returns whether the str ends with a part or one of a tuple of parts.",
		affix("endswith"),
	),
	def("removeprefix", "($self, prefix, /)", "Returns a copy without a prefix, if it is there.", removePrefix),
	def("removesuffix", "($self, suffix, /)", "Returns a copy without a suffix, if it is there.", removeSuffix),
];
