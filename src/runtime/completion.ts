// What the word before the cursor may become: keywords, names of `__main__` and builtins, attributes of what a dotted name
// means. Runs no Python code: it looks into dictionaries, and where the way leads through a property or the like it ends.
// Read `complete` first. Mirrors, in purpose, Lib/rlcompleter.py.

import { isType } from "../objects/abstractClass.ts";
import { dictGetStr, dictItemsInOrder, type PyDict } from "../objects/dict.ts";
import { type InlineDict, instanceGetAttr, sharedKeysOf } from "../objects/instanceDict.ts";
import { isModule } from "../objects/module.ts";
import { type PyObject, type PyType, TPFLAGS_MANAGED_DICT } from "../objects/object.ts";
import { interpreter } from "../objects/state.ts";
import { internStr, isStr, type PyStr } from "../objects/str.ts";
import { findNameInMro } from "../objects/typeCache.ts";

const KEYWORDS =
	"False None True and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try type while with yield".split(
		" ",
	);
/** They stand alone: no space follows. */
const ALONE: ReadonlySet<string> = new Set(["False", "None", "True", "break", "continue", "pass", "else", "finally", "try"]);
const WITH_COLON: ReadonlySet<string> = new Set(["else", "finally", "try"]);

export interface Completion {
	/** How many UTF-16 units before the cursor each candidate replaces. */
	readonly length: number;
	/** Sorted. */
	readonly candidates: readonly string[];
}

const DOTTED = /(?:[\p{ID_Start}_][\p{ID_Continue}]*\s*\.\s*)*(?:[\p{ID_Start}_][\p{ID_Continue}]*)?$/u;

/** The candidates for the end of `text`, with `globals` as the program's names. */
export function complete(text: string, globals: PyDict): Completion {
	const word = DOTTED.exec(text)![0];
	// An attribute of something that is no name: a call, a literal, a subscript.
	if (
		/[.\p{ID_Continue})\]"']$/u.test(text.slice(0, text.length - word.length).trimEnd()) &&
		/\.\s*$/.test(text.slice(0, text.length - word.length))
	)
		return { length: 0, candidates: [] };
	const parts = word.split(".").map((part) => part.trim());
	const prefix = parts.pop()!;
	const candidates = parts.length === 0 ? names(prefix, globals) : attributes(parts, prefix, globals);
	return { length: prefix.length, candidates: [...new Set(candidates)].sort() };
}

function names(prefix: string, globals: PyDict): string[] {
	const keywords = KEYWORDS.filter((word) => word.startsWith(prefix)).map((word) =>
		WITH_COLON.has(word) ? `${word}:` : ALONE.has(word) ? word : `${word} `,
	);
	return [...keywords, ...entries(globals, prefix), ...(interpreter.builtins === null ? [] : entries(interpreter.builtins, prefix))];
}

/** Names in a dictionary that begin so, with "(" behind what can be called. Private ones only where they are asked for. */
function entries(dict: PyDict, prefix: string): string[] {
	return dictItemsInOrder(dict).flatMap(([key, value]) => (isStr(key) ? candidate((key as PyStr).value, value, prefix) : []));
}

function candidate(name: string, value: PyObject, prefix: string): string[] {
	if (!name.startsWith(prefix) || (name.startsWith("_") && !prefix.startsWith("_"))) return [];
	return [isFunctionLike(value) ? `${name}(` : name];
}

function isFunctionLike(value: PyObject): boolean {
	return isType(value) || value.type.call !== null;
}

function attributes(path: readonly string[], prefix: string, globals: PyDict): string[] {
	const object = follow(path, globals);
	if (object === null) return [];
	const own = ownAttributes(object).flatMap(([name, value]) => candidate(name, value, prefix));
	if (isType(object)) return [...own, ...inherited(object, prefix), ...(prefix.startsWith("_") ? inherited(object.type, prefix) : [])];
	if (isModule(object)) return own;
	return [...own, ...inherited(object.type, prefix)];
}

/** Of a class and its bases. */
function inherited(type: PyType, prefix: string): string[] {
	return (type.mro?.items ?? []).flatMap((base) => entries((base as PyType).dict!, prefix));
}

/** What a dotted name means. Borrowed; null where only running code would tell. */
function follow([first, ...rest]: readonly string[], globals: PyDict): PyObject | null {
	const key = internStr(first!);
	let object = dictGetStr(globals, key) ?? (interpreter.builtins === null ? null : dictGetStr(interpreter.builtins, key));
	for (const name of rest) object = object === null ? null : attribute(object, name);
	return object;
}

function attribute(object: PyObject, name: string): PyObject | null {
	const key = internStr(name);
	const ofType = findNameInMro(isType(object) ? object : object.type, key);
	if (isType(object)) return ofType;
	// A data descriptor goes before the instance's own.
	if (ofType !== null && ofType.type.descrSet !== null) return null;
	const own = ownAttributes(object).find(([own]) => own === name)?.[1];
	return own ?? (ofType !== null && ofType.type.descrGet === null ? ofType : null);
}

/** What the object's own dictionary holds, without making one. */
function ownAttributes(object: PyObject): [string, PyObject][] {
	if (isType(object)) return [];
	if (isModule(object)) return object.dict === null ? [] : textItems(object.dict);
	if ((object.type.typeFlags & TPFLAGS_MANAGED_DICT) !== 0) return inlineAttributes(object as InlineDict);
	const { dict } = object as PyObject & { dict?: PyDict | null };
	return object.type.hasDict && dict !== undefined && dict !== null ? textItems(dict) : [];
}

function inlineAttributes(object: InlineDict): [string, PyObject][] {
	if (object.values === null) return object.dict === null ? [] : textItems(object.dict);
	return sharedKeysOf(object).keys.flatMap((key): [string, PyObject][] => {
		const value = key === null ? null : instanceGetAttr(object, key as PyStr);
		return value === null ? [] : [[(key as PyStr).value, value]];
	});
}

function textItems(dict: PyDict): [string, PyObject][] {
	return dictItemsInOrder(dict).flatMap(([key, value]): [string, PyObject][] => (isStr(key) ? [[(key as PyStr).value, value]] : []));
}
