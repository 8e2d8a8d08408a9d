// Writing JSON: the encoder that json.encoder calls, and the texts of strings. Read `writeValue` first. Mirrors the encoder of
// Modules/_json.c.

import { drop, dropKeeping, hold, mark, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { callMethod, callOneArg, indexAsNumber, isTrue, sequenceList } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { False, True } from "../objects/bool.ts";
import { type PyBuiltinFunction, BuiltinFunctionType } from "../objects/builtinFunction.ts";
import { dictKeyAt, dictLength, dictNext, DictType, dictValueAt, isDict, type PyDict } from "../objects/dict.ts";
import { caught, fetchException, reraise, typeError, valueError } from "../objects/errors.ts";
import { reprText } from "../objects/exceptions.ts";
import { floatRepr, isFloat, type PyFloat } from "../objects/float.ts";
import { isInt, type PyInt } from "../objects/int.ts";
import { integerText } from "../objects/intText.ts";
import { isList, listSort, type PyList } from "../objects/list.ts";
import { defineType, PyGCTypeOwner, type PyObject, type PyType, TPFLAGS_HAVE_GC } from "../objects/object.ts";
import { enterRecursiveCall, leaveRecursiveCall } from "../objects/recursion.ts";
import { None } from "../objects/singletons.ts";
import { internStr, isStr, newStr, type PyStr } from "../objects/str.ts";
import { isTuple, newTuple, type PyTuple } from "../objects/tuple.ts";
import { fullyQualifiedName } from "../objects/typeNames.ts";
import { bindSlotArguments, eitherParameters } from "./define.ts";
import { allocate, ownedSlots } from "./ownedSlots.ts";

const SHORT: { readonly [character: string]: string } = {
	'"': '\\"',
	"\\": "\\\\",
	"\n": "\\n",
	"\r": "\\r",
	"\t": "\\t",
	"\f": "\\f",
	"\b": "\\b",
};

const escape = (c: string): string => SHORT[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
const quoted = (text: string): string => `"${text.replace(/["\\\0-\x1f]/g, escape)}"`;
/** Units, not characters: what lies above 0xffff becomes two escapes. */
const quotedAscii = (text: string): string => `"${text.replace(/[^ !#-[\]-~]/g, escape)}"`;

function stringArgument(text: PyObject): string {
	return isStr(text) ? text.value : typeError(`first argument must be a string, not ${text.type.name}`);
}

const encodeAscii: MethodDef = def("encode_basestring_ascii", "($self, object, /)", "A string as JSON of ASCII characters.", (_m, text) =>
	newStr(quotedAscii(stringArgument(text))),
);
const encodePlain: MethodDef = def("encode_basestring", "($self, object, /)", "A string as JSON.", (_m, text) =>
	newStr(quoted(stringArgument(text))),
);

export const encoderFunctions: readonly MethodDef[] = [encodeAscii, encodePlain];

class PyEncoder extends PyGCTypeOwner {
	markers: PyObject | null;
	defaultFunction: PyObject | null;
	encoder: PyObject | null;
	indent: PyObject | null;
	keySeparator: PyObject | null;
	itemSeparator: PyObject | null;
	sortKeys: boolean;
	skipKeys: boolean;
	allowNaN: boolean;
	/** What the encoder does, if it is one of ours. */
	fast: ((text: string) => string) | null;

	constructor(type: PyType) {
		super(type);
		this.markers = null;
		this.defaultFunction = null;
		this.encoder = null;
		this.indent = null;
		this.keySeparator = null;
		this.itemSeparator = null;
		this.sortKeys = false;
		this.skipKeys = false;
		this.allowNaN = true;
		this.fast = null;
	}
}

/** A text being written. */
interface Writer {
	readonly self: PyEncoder;
	text: string;
	readonly keySeparator: string;
	readonly itemSeparator: string;
	/** Null for all in one line. */
	readonly indent: string | null;
	/** Containers that are being written, if circles are to be found. */
	readonly open: Set<PyObject> | null;
}

function stringText(w: Writer, text: PyStr): string {
	const { fast, encoder } = w.self;
	if (fast !== null) return fast(text.value);
	const encoded = hold(callOneArg(encoder!, text), "encoded string");
	if (!isStr(encoded)) typeError(`encoder() must return a string, not ${encoded.type.name}`);
	const { value } = encoded as PyStr;
	drop(encoded);
	return value;
}

function floatText(w: Writer, object: PyFloat): string {
	const { value } = object;
	if (Number.isFinite(value)) return floatRepr(value);
	if (!w.self.allowNaN) valueError(`Out of range float values are not JSON compliant: ${reprText(object)}`);
	return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}

/** The text of what is no container; null for anything else. */
function simpleText(w: Writer, object: PyObject): string | null {
	if (object === None) return "null";
	if (isStr(object)) return stringText(w, object);
	if (object === True) return "true";
	if (object === False) return "false";
	if (isInt(object)) return integerText((object as PyInt).value);
	return isFloat(object) ? floatText(w, object as PyFloat) : null;
}

function writeValue(w: Writer, object: PyObject, level: number): void {
	const text = simpleText(w, object);
	if (text !== null) {
		w.text += text;
		return;
	}
	enterRecursiveCall(" while encoding a JSON object");
	try {
		if (isList(object) || isTuple(object)) writeList(w, object, level);
		else if (isDict(object)) writeDict(w, object, level);
		else writeOther(w, object, level);
	} finally {
		leaveRecursiveCall();
	}
}

/** Runs `body` for a container that is not being written yet; the reference is that of CPython's markers. */
function guarded(w: Writer, object: PyObject, body: () => void): void {
	const { open } = w;
	if (open === null) return body();
	if (open.has(object)) valueError("Circular reference detected");
	open.add(object);
	hold(incref(object), "container being written");
	body();
	open.delete(object);
	drop(object);
}

/** Runs `body`; an exception gets a note that says where it came from, unless that is null. */
function noting(where: () => string | null, body: () => void): void {
	const since = mark();
	try {
		body();
	} catch (thrown) {
		caught(thrown, since);
		const exception = hold(fetchException(), "exception of the value");
		const place = where();
		if (place === null) return reraise(take(exception));
		const note = hold(newStr(`when serializing ${place}`), "note");
		drop(hold(callMethod(exception, internStr("add_note"), [note]), "None"));
		drop(note);
		reraise(take(exception));
	}
}

const newline = (w: Writer, level: number): string => (w.indent === null ? "" : `\n${w.indent.repeat(Math.max(0, level))}`);

function writeList(w: Writer, object: PyObject, level: number): void {
	const { items } = object as PyList | PyTuple;
	if (items.length === 0) {
		w.text += "[]";
		return;
	}
	guarded(w, object, () => {
		const separator = w.itemSeparator + newline(w, level + 1);
		w.text += `[${newline(w, level + 1)}`;
		let i = 0;
		noting(
			() => `${fullyQualifiedName(object.type)} item ${i}`,
			() => {
				for (; i < (object as PyList).items.length; i++) {
					if (i > 0) w.text += separator;
					writeValue(w, (object as PyList).items[i]!, level + 1);
				}
			},
		);
		w.text += `${newline(w, level)}]`;
	});
}

/** The text of a key, or null for one that is skipped. */
function keyText(w: Writer, key: PyObject): string | null {
	if (isStr(key)) return stringText(w, key);
	if (isFloat(key)) return stringOf(w, floatText(w, key));
	if (key === None || isInt(key)) return stringOf(w, simpleText(w, key)!);
	if (w.self.skipKeys) return null;
	return typeError(`keys must be str, int, float, bool or None, not ${key.type.name}`);
}

function stringOf(w: Writer, text: string): string {
	if (w.self.fast !== null) return w.self.fast(text);
	const key = hold(newStr(text), "key");
	const result = stringText(w, key);
	drop(key);
	return result;
}

/** A list of the items of a dictionary that is to be sorted, or that is of a class of its own. New. */
function itemList(w: Writer, object: PyDict): Own<PyList> {
	const view = hold(callMethod(object, internStr("items"), []), "items");
	const list = hold(dropKeeping(view, sequenceList(view)), "list of the items");
	if (w.self.sortKeys) listSort(list, null, false);
	for (const item of list.items) if (!isTuple(item) || item.items.length !== 2) valueError("items must return 2-tuples");
	return take(list);
}

/** `use` may change the dictionary. */
function eachItem(dict: PyDict, use: (key: PyObject, value: PyObject) => void): void {
	for (let pos = dictNext(dict, 0); pos >= 0; pos = dictNext(dict, pos + 1)) {
		const key = hold(incref(dictKeyAt(dict, pos)), "key being written");
		const value = hold(incref(dictValueAt(dict, pos)), "value being written");
		use(key, value);
		drop(value);
		drop(key);
	}
}

/** `use` may change the list, if `items` of a class of its own keeps it. */
function eachPair(list: PyList, use: (key: PyObject, value: PyObject) => void): void {
	for (let i = 0; i < list.items.length; i++) {
		const pair = hold(incref(list.items[i] as PyTuple), "item being written");
		const [key, value] = pair.items as [PyObject, PyObject];
		use(key, value);
		drop(pair);
	}
}

function writeDict(w: Writer, object: PyDict, level: number): void {
	if (dictLength(object) === 0) {
		w.text += "{}";
		return;
	}
	guarded(w, object, () => {
		const list = w.self.sortKeys || object.type !== DictType ? hold(itemList(w, object), "list of the items") : null;
		const begin = newline(w, level + 1);
		let separator = begin;
		w.text += "{";
		let under: PyObject | null = null;
		const writeItem = (key: PyObject, value: PyObject): void => {
			under = null;
			const text = keyText(w, key);
			if (text === null) return;
			w.text += `${separator}${text}${w.keySeparator}`;
			separator = w.itemSeparator + begin;
			under = key;
			writeValue(w, value, level + 1);
		};
		noting(
			() => (under === null ? null : `${fullyQualifiedName(object.type)} item ${reprText(under)}`),
			() => {
				if (list === null) eachItem(object, writeItem);
				else eachPair(list, writeItem);
			},
		);
		if (list !== null) drop(list);
		// The separator is the first one still, if every key was skipped.
		w.text += separator === begin ? "}" : `${newline(w, level)}}`;
	});
}

/** What `default` makes of it is written in its place. */
function writeOther(w: Writer, object: PyObject, level: number): void {
	guarded(w, object, () => {
		const other = hold(callOneArg(w.self.defaultFunction!, object), "result of default()");
		noting(
			() => `${fullyQualifiedName(object.type)} object`,
			() => writeValue(w, other, level),
		);
		drop(other);
	});
}

const PARTS = [
	["markers", "markers"],
	["default", "defaultFunction"],
	["encoder", "encoder"],
	["indent", "indent"],
	["key_separator", "keySeparator"],
	["item_separator", "itemSeparator"],
] as const;

const NEW = eitherParameters([...PARTS.map(([name]) => name), "sort_keys", "skipkeys", "allow_nan"], 9);

function encoderNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const bound = bindSlotArguments("make_encoder", NEW, args, kwargs) as PyObject[];
	const [markers, , encoder, indent, keySeparator, itemSeparator] = bound as [PyObject, PyObject, PyObject, PyObject, PyObject, PyObject];
	if (markers !== None && !isDict(markers)) typeError(`make_encoder() argument 1 must be dict or None, not ${markers.type.name}`);
	if (indent !== None && !isStr(indent)) typeError(`make_encoder() argument 4 must be str or None, not ${indent.type.name}`);
	for (const [i, value] of [keySeparator, itemSeparator].entries())
		if (!isStr(value)) typeError(`make_encoder() argument ${i + 5} must be str, not ${value.type.name}`);
	const [sortKeys, skipKeys, allowNaN] = bound.slice(6).map((flag) => isTrue(flag)) as [boolean, boolean, boolean];
	const self = allocate<PyEncoder>(type);
	PARTS.forEach(([, field], i) => {
		self[field] = incref(bound[i]!);
	});
	Object.assign(self, { sortKeys, skipKeys, allowNaN });
	if (encoder.type === BuiltinFunctionType) {
		const { def: definition } = encoder as PyBuiltinFunction;
		self.fast = definition === encodeAscii ? quotedAscii : definition === encodePlain ? quoted : null;
	}
	return self;
}

const CALL = eitherParameters(["obj", "_current_indent_level"], 2);

function encoderCall(self: PyEncoder, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const [object, level] = bindSlotArguments("_iterencode", CALL, args, kwargs) as [PyObject, PyObject];
	const w: Writer = {
		self,
		text: "",
		keySeparator: (self.keySeparator as PyStr).value,
		itemSeparator: (self.itemSeparator as PyStr).value,
		indent: self.indent === None ? null : (self.indent as PyStr).value,
		open: self.markers === None ? null : new Set(),
	};
	writeValue(w, object, indexAsNumber(level, "OverflowError"));
	return newTuple([newStr(w.text)]);
}

export const EncoderType: PyType = defineType({
	name: "_json.Encoder",
	heapType: true,
	withoutModule: true,
	mutable: true,
	flags: TPFLAGS_HAVE_GC,
	basicsize: 80,
	doc: "Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
	alloc: (type) => own(new PyEncoder(type)),
	new: encoderNew,
	call: encoderCall,
	...ownedSlots(PARTS.map(([name, field]) => [field, `attribute ${name}`] as const)),
	members: [
		...PARTS.map(([name, field]) => ({ name, field, readonly: true })),
		{ name: "sort_keys", field: "sortKeys", readonly: true },
		{ name: "skipkeys", field: "skipKeys", readonly: true },
	],
});
