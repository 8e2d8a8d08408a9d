// Methods and slots of dict that are not storage: construction, repr, comparison, union, update, fromkeys.
// The tables are in functions, so that dict.ts can call them while it is being loaded. Mirrors Objects/dictobject.c.

import { track } from "../heap/gc/tracking.ts";
import { drop, hold, mark, take } from "../heap/handles.ts";
import { allocatePastFreelist, type Own } from "../heap/header.ts";
import { decref, decrefBoth, incref } from "../heap/refcount.ts";
import {
	callMethod,
	callNoArgs,
	callOneArg,
	getIter,
	iterNext,
	lookupAttr,
	lookupSpecial,
	repr,
	reprEnter,
	reprLeave,
	richCompareBool,
	sequenceFast,
	setItem,
} from "./abstract.ts";
import { inArgumentTuple } from "./abstractCall.ts";
import { checkPositional, def, defRaw, type MethodDef } from "./args.ts";
import { newBool } from "./bool.ts";
import {
	DictType,
	dictClear,
	dictContains,
	dictCopy,
	dictGet,
	dictGetKnownHash,
	dictHashAt,
	dictKeyAt,
	dictMerge,
	dictNext,
	dictPop,
	dictPopItem,
	dictResize,
	dictSet,
	dictSetDefault,
	dictSetKnownHash,
	dictSizeof,
	dictValueAt,
	isDict,
	newDict,
	type PyDict,
} from "./dict.ts";
import { estimateLog2KeysSize, GENERAL } from "./dictkeys.ts";
import { DICT_ITEMS, DICT_KEYS, DICT_VALUES, newDictIterator, newDictReverseIterator, newDictView } from "./dictviews.ts";
import { caught, exceptionMatches, fetchException, keyError, raiseError, reraise, valueError } from "./errors.ts";
import { newGenericAlias } from "./genericalias.ts";
import { newInt } from "./int.ts";
import type { PyList } from "./list.ts";
import { type CompareOp, Py_EQ, Py_NE, type PyObject, type PyType } from "./object.ts";
import { isExactAnySet, type PySet, setHashAt, setKeyAt, setNext } from "./set.ts";
import { newNone, newNotImplemented, None } from "./singletons.ts";
import { internStr, newStr, type PyStr } from "./str.ts";
import { newTrackedTuple, type PyTuple } from "./tuple.ts";

export function dictNew(type: PyType, _args: PyTuple | null, _kwargs: PyDict | null): Own<PyDict> {
	if (type === DictType) return allocatePastFreelist(type, newDict);
	const dict = type.alloc!(type) as Own<PyDict>;
	track(dict);
	return dict;
}

export function dictInit(self: PyDict, args: PyTuple, kwargs: PyDict | null): void {
	updateCommon(self, args.items, kwargs, "dict");
}

/** `dict(x, **kwargs)` without an argument tuple. */
export function dictVectorcall(type: PyType, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyDict> {
	const positional = args.length - (kwnames === null ? 0 : kwnames.items.length);
	checkPositional("dict", positional, 0, 1);
	const dict = hold(dictNew(type, null, null), "dict being made");
	if (positional === 1) updateArgument(dict, args[0]!);
	if (kwnames !== null) kwnames.items.forEach((name, i) => dictSet(dict, name, args[positional + i]!));
	return take(dict);
}

function updateCommon(self: PyDict, args: readonly PyObject[], kwargs: PyDict | null, name: string): void {
	checkPositional(name, args.length, 0, 1);
	if (args.length === 1) updateArgument(self, args[0]!);
	if (kwargs !== null) dictMerge(self, kwargs, 1);
}

/** Enters a mapping or an iterable of pairs: `dict_update_arg`. */
export function updateArgument(self: PyDict, arg: PyObject): void {
	if (arg.type === DictType) return dictMerge(self, arg, 1);
	const keys = lookupAttr(arg, internStr("keys"));
	if (keys === null) return mergePairs(self, arg);
	decref(keys);
	dictMerge(self, arg, 1);
}

/** Enters pairs from an iterable: `PyDict_MergeFromSeq2`. */
function mergePairs(self: PyDict, pairs: PyObject): void {
	const iterator = hold(getIter(pairs), "iterator over pairs");
	let i = 0;
	for (let item = iterNext(iterator); item !== null; item = iterNext(iterator)) {
		hold(item, "pair");
		const fast = hold(pairOf(item, i), "pair as a sequence");
		enterPair(self, fast, i);
		drop(fast);
		drop(item);
		i++;
	}
	drop(iterator);
}

function pairOf(item: PyObject, i: number): Own<PyList | PyTuple> {
	const since = mark();
	try {
		return sequenceFast(item, "object is not iterable");
	} catch (thrown) {
		caught(thrown, since);
		if (!exceptionMatches("TypeError")) throw thrown;
		return reraiseWithNote(`Cannot convert dictionary update sequence element #${i} to a sequence`);
	}
}

/** Adds a note to the exception in flight and raises it again. */
function reraiseWithNote(text: string): never {
	const exception = hold(fetchException(), "exception that gets a note");
	const note = hold(newStr(text), "note");
	decref(callMethod(exception, internStr("add_note"), [note]));
	drop(note);
	return reraise(take(exception));
}

function enterPair(self: PyDict, pair: PyList | PyTuple, i: number): void {
	const n = pair.items.length;
	if (n !== 2) valueError(`dictionary update sequence element #${i} has length ${n}; 2 is required`);
	const key = hold(incref(pair.items[0]!), "key of a pair");
	const value = hold(incref(pair.items[1]!), "value of a pair");
	dictSet(self, key, value);
	take(value);
	take(key);
	decrefBoth(key, value);
}

export function dictSubscript(self: PyDict, key: PyObject): Own<PyObject> {
	const value = dictGet(self, key);
	if (value !== null) return incref(value);
	if (self.type !== DictType) {
		const missing = lookupSpecial(self, internStr("__missing__"));
		if (missing !== null) {
			hold(missing, "__missing__");
			const result = callOneArg(missing, key);
			hold(result, "result of __missing__");
			take(result);
			take(missing);
			decref(missing);
			return result;
		}
	}
	return keyError(key);
}

export function dictIter(self: PyDict): Own<PyObject> {
	return newDictIterator(self, DICT_KEYS);
}

export function dictRepr(self: PyDict): Own<PyObject> {
	if (reprEnter(self)) return newStr("{...}");
	try {
		return newStr(`{${entriesText(self)}}`);
	} finally {
		reprLeave(self);
	}
}

function entriesText(self: PyDict): string {
	let text = "";
	for (let pos = dictNext(self, 0); pos >= 0; pos = dictNext(self, pos + 1)) {
		const key = hold(incref(dictKeyAt(self, pos)), "key whose repr is due");
		const value = hold(incref(dictValueAt(self, pos)), "value whose repr is due");
		text += `${text === "" ? "" : ", "}${reprText(key)}: ${reprText(value)}`;
		take(value);
		take(key);
		decrefBoth(key, value);
	}
	return text;
}

/** The text of an object's repr. */
export function reprText(object: PyObject): string {
	const result = repr(object) as Own<PyStr>;
	const text = result.value;
	decref(result);
	return text;
}

export function dictRichcompare(self: PyObject, other: PyObject, op: CompareOp): Own<PyObject> {
	if (!isDict(self) || !isDict(other) || (op !== Py_EQ && op !== Py_NE)) return newNotImplemented();
	return newBool(dictEqual(self, other) === (op === Py_EQ));
}

function dictEqual(a: PyDict, b: PyDict): boolean {
	if (a.used !== b.used) return false;
	for (let pos = dictNext(a, 0); pos >= 0; pos = dictNext(a, pos + 1)) {
		const value = hold(incref(dictValueAt(a, pos)), "value compared");
		const key = hold(incref(dictKeyAt(a, pos)), "key compared");
		const other = dictGetKnownHash(b, key, dictHashAt(a, pos));
		const equal = other !== null && valuesEqual(value, other);
		drop(key);
		drop(value);
		if (!equal) return false;
	}
	return true;
}

function valuesEqual(value: PyObject, other: PyObject): boolean {
	hold(incref(other), "value compared with");
	const equal = richCompareBool(value, other, Py_EQ);
	drop(other);
	return equal;
}

export function dictOr(self: PyObject, other: PyObject): Own<PyObject> {
	if (!isDict(self) || !isDict(other)) return newNotImplemented();
	const union = hold(dictCopy(self), "union of dicts");
	updateArgument(union, other);
	return take(union);
}

export function dictInplaceOr(self: PyDict, other: PyObject): Own<PyObject> {
	updateArgument(self, other);
	return incref(self);
}

/** `cls.fromkeys(iterable, value)`. Source: _PyDict_FromKeys. */
export function fromKeys(cls: PyObject, iterable: PyObject, value: PyObject): Own<PyObject> {
	const dict = hold(callNoArgs(cls), "dict being made");
	if (dict.type !== DictType) {
		forEach(iterable, (key) => setItem(dict, key, value));
	} else if (iterable.type === DictType) {
		fromKeysOfDict(dict as PyDict, iterable as PyDict, value);
	} else if (isExactAnySet(iterable)) {
		fromKeysOfSet(dict as PyDict, iterable, value);
	} else {
		forEach(iterable, (key) => dictSet(dict as PyDict, key, value));
	}
	return take(dict);
}

function forEach(iterable: PyObject, body: (item: PyObject) => void): void {
	const iterator = hold(getIter(iterable), "iterator over keys");
	for (let item = iterNext(iterator); item !== null; item = iterNext(iterator)) {
		hold(item, "key");
		body(item);
		drop(item);
	}
	drop(iterator);
}

/** A table for so many keys, but none smaller than it has: a class's `__new__` may have given it many. */
function makeRoom(dict: PyDict, count: number, unicode: boolean): void {
	dictResize(dict, Math.max(estimateLog2KeysSize(count), dict.keys.log2size), unicode);
}

function fromKeysOfDict(dict: PyDict, source: PyDict, value: PyObject): void {
	makeRoom(dict, source.used, source.keys.kind !== GENERAL);
	for (let pos = dictNext(source, 0); pos >= 0; pos = dictNext(source, pos + 1)) {
		dictSetKnownHash(dict, dictKeyAt(source, pos), dictHashAt(source, pos), value);
	}
}

function fromKeysOfSet(dict: PyDict, source: PySet, value: PyObject): void {
	makeRoom(dict, source.used, false);
	for (let pos = setNext(source, 0); pos >= 0; pos = setNext(source, pos + 1)) {
		dictSetKnownHash(dict, setKeyAt(source, pos), setHashAt(source, pos), value);
	}
}

function popMethod(self: PyDict, key: PyObject, otherwise: PyObject | null): Own<PyObject> {
	const value = dictPop(self, key);
	if (value !== null) return value;
	return otherwise === null ? keyError(key) : incref(otherwise);
}

function popItemMethod(self: PyDict): Own<PyObject> {
	const item = dictPopItem(self);
	return item === null ? raiseError("KeyError", "popitem(): dictionary is empty") : newTrackedTuple(item);
}

function updateMethod(self: PyDict, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const positional = args.length - (kwnames === null ? 0 : kwnames.items.length);
	checkPositional("update", positional, 0, 1);
	if (positional === 1) updateArgument(self, args[0]!);
	if (kwnames !== null) mergeKeywords(self, args, kwnames, positional);
	return newNone();
}

function mergeKeywords(self: PyDict, args: readonly PyObject[], kwnames: PyTuple, positional: number): void {
	const keywords = hold(newDict(), "keyword arguments");
	kwnames.items.forEach((name, i) => dictSet(keywords, name, args[positional + i]!));
	dictMerge(self, keywords, 1);
	drop(keywords);
}

export function dictMethods(): MethodDef[] {
	return [
		def("__contains__", "($self, key, /)", "True if the dictionary has the key.", (self, key) => newBool(dictContains(self, key))),
		def("__getitem__", "($self, key, /)", "Return self[key].", dictSubscript),
		def("__sizeof__", "($self, /)", "Return the size of the dict in memory.", (self) => newInt(dictSizeof(self))),
		def("get", "($self, key, default=None, /)", "The value for the key, or default.", (self, key, otherwise) =>
			incref(dictGet(self, key) ?? otherwise ?? None),
		),
		def(
			"setdefault",
			"($self, key, default=None, /)",
			"The value for the key, which is set to default first if missing.",
			(self, key, value) => dictSetDefault(self, key, value ?? None),
		),
		def(
			"pop",
			"($self, key, default=<unrepresentable>, /)",
			"Remove the key and return its value, or default if it is missing.",
			popMethod,
		),
		def("popitem", "($self, /)", "Remove and return the pair that was inserted last.", popItemMethod),
		def("keys", "($self, /)", "A view of the keys.", (self) => newDictView(self, DICT_KEYS)),
		def("items", "($self, /)", "A view of the pairs of key and value.", (self) => newDictView(self, DICT_ITEMS)),
		def("values", "($self, /)", "A view of the values.", (self) => newDictView(self, DICT_VALUES)),
		defRaw(
			"update",
			null,
			"Enter the entries of a mapping or of an iterable of pairs, then the keyword arguments.",
			inArgumentTuple(updateMethod),
		),
		def(
			"fromkeys",
			"($type, iterable, value=None, /)",
			"A new dictionary with the keys of iterable and one value.",
			(cls, iterable, value) => fromKeys(cls, iterable, value ?? None),
			"class",
		),
		def("clear", "($self, /)", "Remove all entries.", (self) => (dictClear(self), newNone())),
		def("copy", "($self, /)", "A shallow copy.", dictCopy),
		def("__reversed__", "($self, /)", "An iterator over the keys, last inserted first.", (self) => newDictReverseIterator(self, DICT_KEYS)),
		def("__class_getitem__", "($type, object, /)", "See PEP 585", (cls, item) => newGenericAlias(cls, item), "class"),
	];
}
