// str.maketrans and str.translate. Read `translate` first. Mirrors unicode_maketrans_impl and _PyUnicode_TranslateCharmap.

import { drop, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref } from "../heap/refcount.ts";
import { getItem } from "./abstract.ts";
import { type PyDict, dictItemsInOrder, DictType, dictSet, newDict } from "./dict.ts";
import { typeError, unless, valueError } from "./errors.ts";
import { isInt, newInt } from "./int.ts";
import type { PyObject } from "./object.ts";
import { strArgument } from "./conversions.ts";
import { None } from "./singletons.ts";
import { isStr, newStr, type PyStr, strLength } from "./str.ts";
import { pointsOf } from "./strIndex.ts";

/** Sets `table[ord(character)] = value`, borrowing the value. */
function setOrdinal(table: PyDict, character: string, value: PyObject): void {
	const ordinal = hold(newInt(character.codePointAt(0)!), "ordinal");
	dictSet(table, ordinal, value);
	drop(ordinal);
}

/** `str.maketrans(x)`, `(x, y)` or `(x, y, z)`. */
export function makeTranslation(_self: unknown, x: PyObject, y: PyObject | null, z: PyObject | null): Own<PyDict> {
	if (y !== null) strArgument("maketrans", "argument 2", y);
	if (z !== null) strArgument("maketrans", "argument 3", z);
	const table = hold(newDict(), "translation table");
	if (y !== null) fillFromTexts(table, x, y, z);
	else fillFromDict(table, x);
	return take(table);
}

function fillFromTexts(table: PyDict, x: PyObject, y: PyObject, z: PyObject | null): void {
	if (!isStr(x)) return typeError("first maketrans argument must be a string if there is a second argument");
	if (!isStr(y)) return typeError(`maketrans() argument 2 must be str, not ${y === None ? "None" : y.type.name}`);
	if (strLength(x) !== strLength(y)) valueError("the first two maketrans arguments must have equal length");
	const to = pointsOf(y.value).slice();
	Array.from(x.value).forEach((character, i) => {
		const value = hold(newInt(to[i].codePointAt(0)!), "replacement");
		setOrdinal(table, character, value);
		drop(value);
	});
	if (z === null) return;
	if (!isStr(z)) return typeError(`maketrans() argument 3 must be str, not ${z === None ? "None" : z.type.name}`);
	for (const character of z.value) setOrdinal(table, character, None);
}

function fillFromDict(table: PyDict, x: PyObject): void {
	if (x.type !== DictType) typeError("if you give only one argument to maketrans it must be a dict");
	for (const [key, value] of dictItemsInOrder(x as PyDict)) {
		if (isStr(key)) {
			if (strLength(key) !== 1) valueError("string keys in translate table must be of length 1");
			setOrdinal(table, key.value, value);
		} else if (isInt(key)) {
			dictSet(table, key, value);
		} else typeError("keys in translate table must be strings or integers");
	}
}

/** `self.translate(table)`: the table maps ordinals by `__getitem__`; LookupError leaves a character as it is. */
export function translate(self: PyStr, table: PyObject): Own<PyStr> {
	const known = new Map<string, string>();
	let result = "";
	for (const character of self.value) {
		let replacement = known.get(character);
		if (replacement === undefined) known.set(character, (replacement = translateCharacter(character, table)));
		result += replacement;
	}
	return newStr(result);
}

function translateCharacter(character: string, table: PyObject): string {
	const ordinal = hold(newInt(character.codePointAt(0)!), "ordinal");
	const found = unless("LookupError", () => getItem(table, ordinal), null);
	if (found === null) {
		drop(ordinal);
		return character;
	}
	hold(found, "replacement");
	const text = replacementText(found);
	decref(take(found));
	drop(ordinal);
	return text;
}

function replacementText(found: PyObject): string {
	if (found === None) return "";
	if (isStr(found)) return found.value;
	if (!isInt(found)) return typeError("character mapping must return integer, None or str");
	if (found.value < 0 || found.value > 0x10ffff) return valueError("character mapping must be in range(0x110000)");
	return String.fromCodePoint(Number(found.value));
}
