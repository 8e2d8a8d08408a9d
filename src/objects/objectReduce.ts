// `object.__reduce_ex__` and `__getstate__`: how objects are copied and pickled when their class says nothing.
// The functions that rebuild them are in Python's module copyreg. Mirrors reduce_newobj, object_getstate_default and
// their helpers (Objects/typeobject.c).

import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import { type Own, own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { getAttr, lookupAttr, lookupSpecial } from "./abstractAttr.ts";
import { call, callMethod, callNoArgs, callOneArg } from "./abstractCall.ts";
import { indexAsNumber } from "./abstractNumber.ts";
import { getIter } from "./abstractIter.ts";
import { getBuiltin } from "./builtin.ts";
import { dictGetStr, dictLength, dictSet, isDict, newDict, type PyDict } from "./dict.ts";
import { runtimeError, typeError, valueError } from "./errors.ts";
import { objectDict } from "./instanceAttr.ts";
import type { InlineDict } from "./instanceDict.ts";
import { newInt } from "./int.ts";
import { isList, type PyList } from "./list.ts";
import { ObjectType, type PyObject, type PyType, TPFLAGS_INLINE_VALUES, TPFLAGS_MANAGED_DICT } from "./object.ts";
import { newNone, None } from "./singletons.ts";
import { internStr, type PyStr } from "./str.ts";
import { isTuple, newTuple, type PyTuple, tupleOf } from "./tuple.ts";
import { typeLookup } from "./typeCache.ts";

/** Calls a function of copyreg, importing it if need be. */
function callCopyreg(name: string, args: readonly PyObject[]): Own<PyObject> {
	const fn = hold(copyregFunction(name), name);
	return dropKeeping(fn, call(fn, args));
}

function copyregFunction(name: string): Own<PyObject> {
	const importer = hold(getBuiltin("__import__"), "__import__");
	const module = hold(callOneArg(importer, internStr("copyreg")), "copyreg");
	const fn = getAttr(module, internStr(name));
	return dropKeeping(importer, dropKeeping(module, fn));
}

/** `__reduce__` if the class overrides it, else as the protocol wants. */
export function objectReduceEx(self: PyObject, protocol: PyObject): Own<PyObject> {
	const reduce = lookupAttr(self, internStr("__reduce__"));
	if (reduce !== null) {
		hold(reduce, "__reduce__");
		const overridden = typeLookup(self.type, internStr("__reduce__")) !== typeLookup(ObjectType, internStr("__reduce__"));
		if (overridden) return dropKeeping(reduce, callNoArgs(reduce));
		drop(reduce);
	}
	return commonReduce(self, indexAsNumber(protocol, "OverflowError"));
}

export function objectReduce(self: PyObject): Own<PyObject> {
	return commonReduce(self, 0);
}

function commonReduce(self: PyObject, protocol: number): Own<PyObject> {
	if (protocol >= 2) return reduceNewobj(self);
	const number = hold(newInt(protocol), "protocol");
	return dropKeeping(number, callCopyreg("_reduce_ex", [self, number]));
}

/** `(copyreg.__newobj__, (cls, *args), state, listitems, dictitems)`. */
function reduceNewobj(self: PyObject): Own<PyObject> {
	const cls = self.type;
	if (cls.new === null) typeError(`cannot pickle '${cls.name}' object`);
	const args = newArguments(self);
	const positional = hold(args.positional ?? newNone(), "arguments of __new__");
	const keywords = hold(args.keywords ?? newNone(), "keyword arguments of __new__");
	const hasArgs = args.positional !== null;
	const plain = args.keywords === null || dictLength(args.keywords) === 0;
	const maker = hold(copyregFunction(plain ? "__newobj__" : "__newobj_ex__"), "maker");
	const items = hasArgs ? args.positional!.items : [];
	const makerArgs = hold(plain ? tupleOf(cls, ...items) : tupleOf(cls, positional, keywords), "arguments of the maker");
	const state = hold(getState(self, !(hasArgs || isList(self) || isDict(self))), "state");
	const listItems = hold(isList(self) ? getIter(self) : newNone(), "list items");
	const dictItems = hold(isDict(self) ? dictItemsIterator(self) : newNone(), "dict items");
	const result = tupleOf(maker, makerArgs, state, listItems, dictItems);
	for (const held of [dictItems, listItems, state, makerArgs, maker, keywords, positional]) dropKeeping(held, result);
	return result;
}

function dictItemsIterator(self: PyObject): Own<PyObject> {
	const items = hold(callMethod(self, internStr("items")), "items");
	return dropKeeping(items, getIter(items));
}

interface NewArguments {
	readonly positional: Own<PyTuple> | null;
	readonly keywords: Own<PyDict> | null;
}

/** What `__getnewargs_ex__` or `__getnewargs__` says. Source: _PyObject_GetNewArguments. */
function newArguments(self: PyObject): NewArguments {
	const ex = lookupSpecial(self, internStr("__getnewargs_ex__"));
	if (ex !== null) {
		hold(ex, "__getnewargs_ex__");
		const both = dropKeeping(ex, callNoArgs(ex));
		hold(both, "result of __getnewargs_ex__");
		if (!isTuple(both)) typeError(`__getnewargs_ex__ should return a tuple, not '${both.type.name}'`);
		return splitArguments(both as PyObject as PyTuple);
	}
	const plain = lookupSpecial(self, internStr("__getnewargs__"));
	if (plain === null) return { positional: null, keywords: null };
	hold(plain, "__getnewargs__");
	const positional = dropKeeping(plain, callNoArgs(plain));
	if (isTuple(positional)) return { positional: positional as Own<PyTuple>, keywords: null };
	hold(positional, "result of __getnewargs__");
	return typeError(`__getnewargs__ should return a tuple, not '${positional.type.name}'`);
}

function splitArguments(both: PyTuple): NewArguments {
	if (both.items.length !== 2) valueError(`__getnewargs_ex__ should return a tuple of length 2, not ${both.items.length}`);
	const [positional, keywords] = both.items;
	if (!isTuple(positional))
		return typeError(`first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '${positional.type.name}'`);
	if (!isDict(keywords))
		return typeError(`second item of the tuple returned by __getnewargs_ex__ must be a dict, not '${keywords.type.name}'`);
	const result = { positional: incref(positional), keywords: incref(keywords) };
	drop(both);
	return result;
}

export function objectGetstate(self: PyObject): Own<PyObject> {
	return defaultState(self, false);
}

export function getState(self: PyObject, required: boolean): Own<PyObject> {
	const name = internStr("__getstate__");
	if (typeLookup(self.type, name) === typeLookup(ObjectType, name)) return defaultState(self, required);
	return callMethod(self, name);
}

/** The instance dictionary, or None if empty; with a dictionary of the slots, if there are any, as a pair. */
function defaultState(self: PyObject, required: boolean): Own<PyObject> {
	const type = self.type;
	if (required && type.itemsize > 0) typeError(`cannot pickle ${type.name} objects`);
	const dict = attributesOrNull(self);
	const state = hold(dict === null ? newNone() : own(incref(dict) as PyObject), "instance dictionary");
	const names = hold(slotNames(type), "names of the slots");
	if (required && !canBePickled(type, names)) typeError(`cannot pickle '${type.name}' object`);
	const slots = names === None ? null : slotValues(self, names as PyList);
	if (slots === null) {
		drop(names);
		return take(state);
	}
	const pair = newTuple([incref(state), slots]);
	return dropKeeping(state, dropKeeping(names, pair));
}

/** The instance's dictionary unless it is empty; borrowed. */
function attributesOrNull(self: PyObject): PyDict | null {
	if ((self.type.typeFlags & TPFLAGS_MANAGED_DICT) !== 0) {
		const { values, dict } = self as InlineDict;
		if (
			dict === null &&
			((self.type.typeFlags & TPFLAGS_INLINE_VALUES) === 0 || values === null || values.every((value) => value === null))
		)
			return null;
	}
	const dict = objectDict(self);
	return dict === null || dictLength(dict) === 0 ? null : dict;
}

/** Only the dictionary, weak references and known slots may stand in the struct beyond `object`. */
function canBePickled(type: PyType, names: PyObject): boolean {
	const slots = names === None ? 0 : (names as PyList).items.length;
	return type.basicsize <= ObjectType.basicsize + (type.hasDict ? 8 : 0) + 8 * slots + (type.weakrefable && type.heap === null ? 8 : 0);
}

/** The class's `__slotnames__`, else `copyreg._slotnames(cls)`: a list or None. */
function slotNames(type: PyType): Own<PyObject> {
	const known = dictGetStr(type.dict!, internStr("__slotnames__"));
	if (known !== null) {
		if (known !== None && !isList(known)) typeError(`${type.name}.__slotnames__ should be a list or None, not ${known.type.name}`);
		return incref(known);
	}
	if (type.heap === null || !hasAnySlots(type)) return newNone();
	const made = callCopyreg("_slotnames", [type]);
	if (made === None || isList(made)) return made;
	hold(made, "names of the slots");
	return typeError("copyreg._slotnames didn't return a list or None");
}

function hasAnySlots(type: PyType): boolean {
	return (type.mro!.items as PyType[]).some((t) => t.heap !== null && t.heap.slots !== null);
}

function slotValues(self: PyObject, names: PyList): Own<PyObject> | null {
	const slots = hold(newDict(), "values of the slots");
	const count = names.items.length;
	for (let i = 0; i < count; i++) {
		const name = hold(incref(names.items[i]), "name of a slot") as PyStr;
		const value = lookupAttr(self, name);
		if (value !== null) {
			hold(value, "value of a slot");
			dictSet(slots, name, value);
			drop(value);
		}
		drop(name);
		if (names.items.length !== count) runtimeError("__slotsname__ changed size during iteration");
	}
	take(slots);
	if (dictLength(slots) > 0) return own(slots);
	decref(slots);
	return null;
}
