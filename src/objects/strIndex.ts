// Code points of a str by number: items, slices, and conversion between code points and UTF-16 units.
//
// In a string without surrogate pairs both count alike, and everything is a JavaScript slice. For others the code points
// of the string used last are kept as an array, so that a loop over indices is not quadratic. Read `strSubscript` first.
// Mirrors unicode_subscript and PyUnicode_Substring of Objects/unicodeobject.c.

import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { indexAsNumber, isIndex } from "./abstract.ts";
import { indexError, typeError } from "./errors.ts";
import { isInt } from "./int.ts";
import type { PyObject } from "./object.ts";
import { isSlice, type PySlice, sliceIndices } from "./slice.ts";
import { countPoints, newCharacter, newFreshStr, newStr, type PyStr, StrType, strIsFlat, strLength } from "./str.ts";

let lastText = "";
let lastPoints: readonly string[] = [];

/** The code points of a text as an array of strings. */
export function pointsOf(text: string): readonly string[] {
	if (text !== lastText) {
		lastPoints = Array.from(text);
		lastText = text;
	}
	return lastPoints;
}

/** The str itself as an exact str: as a new reference if it is one. */
export function exactStr(self: PyStr): Own<PyStr> {
	return self.type === StrType ? incref(self) : newStr(self.value);
}

/** The character at an index that may be negative. Raises IndexError. */
export function strItem(self: PyStr, index: number): Own<PyStr> {
	const length = strLength(self);
	if (index < 0 || index >= length) indexError("string index out of range");
	if (length === self.value.length) return newCharacter(self.value.charCodeAt(index));
	return newStr(pointsOf(self.value)[index]);
}

/** Code points `start` to `end`. */
export function strSubstring(self: PyStr, start: number, end: number): Own<PyStr> {
	if (start === 0 && end >= strLength(self)) return exactStr(self);
	if (start >= end) return newStr("");
	return newStr(sliceText(self, start, end));
}

/** Code points `start` to `end` as text. */
export function sliceText(self: PyStr, start: number, end: number): string {
	return strIsFlat(self) ? self.value.slice(start, end) : pointsOf(self.value).slice(start, end).join("");
}

export function strSubscript(self: PyStr, key: PyObject): Own<PyObject> {
	if (isInt(key) || isIndex(key)) {
		const index = indexAsNumber(key, "IndexError");
		return strItem(self, index < 0 ? index + strLength(self) : index);
	}
	if (isSlice(key)) return strSlice(self, key);
	return typeError(`string indices must be integers, not '${key.type.name}'`);
}

function strSlice(self: PyStr, key: PySlice): Own<PyStr> {
	const { start, step, length } = sliceIndices(key, strLength(self));
	if (length <= 0) return newStr("");
	if (step === 1) return strSubstring(self, start, start + length);
	const points = strIsFlat(self) ? self.value : pointsOf(self.value);
	let result = "";
	for (let i = 0, at = start; i < length; i++, at += step) result += points[at];
	return newFreshStr(result);
}

/** The unit where a code point starts. */
export function unitOffset(self: PyStr, point: number): number {
	if (strIsFlat(self)) return point;
	let units = 0;
	for (let i = 0; i < point && units < self.value.length; i++) units += self.value.codePointAt(units)! > 0xffff ? 2 : 1;
	return units;
}

/** The number of code points before a unit. */
export function pointOffset(self: PyStr, unit: number): number {
	return strIsFlat(self) ? unit : countPoints(self.value.slice(0, unit));
}
