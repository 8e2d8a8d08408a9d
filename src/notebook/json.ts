// JSON and Python's values, one from the other: what a program displays, what it asks to be told.
//
// Runs Python code only for the text of what is no JSON. Read `jsonFrom` first.

import { drop, hold, take } from "../heap/handles.ts";
import { type Own, own } from "../heap/header.ts";
import { repr, sequenceList } from "../objects/abstract.ts";
import { False, newBool, True } from "../objects/bool.ts";
import { isBytes } from "../objects/bytes.ts";
import { dictItemsInOrder, dictSetStr, isDict, newDict } from "../objects/dict.ts";
import { isFloat, newFloat } from "../objects/float.ts";
import { isInt, newInt } from "../objects/int.ts";
import { isList, listAppend, newList } from "../objects/list.ts";
import type { PyObject } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { isStr, newStr } from "../objects/str.ts";
import { isTuple } from "../objects/tuple.ts";
import type { Json } from "./document.ts";

/** Bytes become base64, as Jupyter sends pictures; what is no JSON becomes its repr. Borrows it. */
export function jsonFrom(object: PyObject): Json {
	if (object === None) return null;
	if (object === (True as PyObject)) return true;
	if (object === (False as PyObject)) return false;
	if (isStr(object)) return object.value;
	if (isInt(object)) return Number(object.value);
	if (isFloat(object)) return Number.isFinite(object.value) ? object.value : String(object.value);
	if (isBytes(object)) return base64(object.value);
	if (isList(object) || isTuple(object)) return object.items.map(jsonFrom);
	if (isDict(object)) return Object.fromEntries(dictItemsInOrder(object).map(([key, value]) => [textOf(key), jsonFrom(value)]));
	return textOf(object);
}

function textOf(object: PyObject): string {
	if (isStr(object)) return object.value;
	const text = hold(repr(object), "text of what is no JSON");
	const { value } = text;
	drop(text);
	return value;
}

export function base64(bytes: Uint8Array): string {
	let text = "";
	for (const byte of bytes) text += String.fromCharCode(byte);
	return btoa(text);
}

/** New. */
export function toPython(json: Json): Own<PyObject> {
	if (json === null) return own(None);
	if (typeof json === "boolean") return newBool(json);
	if (typeof json === "string") return newStr(json);
	if (typeof json === "number") return Number.isInteger(json) ? newInt(json) : newFloat(json);
	return Array.isArray(json) ? toList(json) : toDict(json);
}

function toList(items: readonly Json[]): Own<PyObject> {
	const list = hold(newList([]), "list made of JSON");
	for (const item of items) {
		const value = hold(toPython(item), "item");
		listAppend(list, value);
		drop(value);
	}
	return take(list);
}

export function toDict(entries: { readonly [key: string]: Json }): Own<PyObject> {
	const dict = hold(newDict(), "dictionary made of JSON");
	for (const [key, item] of Object.entries(entries)) {
		const [name, value] = [hold(newStr(key), "key"), hold(toPython(item), "value")];
		dictSetStr(dict, name, value);
		drop(value);
		drop(name);
	}
	return take(dict);
}

/** The names in a list, tuple or set; null for None. May run Python code and raise. */
export function namesFrom(object: PyObject): ReadonlySet<string> | null {
	if (object === None) return null;
	const list = hold(sequenceList(object), "names");
	const names = new Set(list.items.map(textOf));
	drop(list);
	return names;
}
