// Methods and slots of OrderedDict that are not the list itself: construction and update by way of `__setitem__`, pop, copy,
// comparison, repr. The table is in a function, so that orderedDict.ts can call it while it is being loaded.
// Read `updateArgument` and `popKnownHash` first. Mirrors Objects/odictobject.c.

import { track } from "../heap/gc/tracking.ts";
import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import { type Own, own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import {
	callMethod,
	callNoArgs,
	callOneArg,
	contains,
	getItem,
	getIter,
	hash as hashObject,
	isTrue,
	iterNext,
	lookupAttr,
	reprEnter,
	reprLeave,
	richCompareBool,
	setItem,
} from "./abstract.ts";
import { keywordDict } from "./abstractCall.ts";
import { def, defRaw, type MethodDef } from "./args.ts";
import { newBool } from "./bool.ts";
import { dictCopy, dictGet, dictItemsInOrder, dictLength, dictPopKnownHash, dictSizeof, DictType, isDict, type PyDict } from "./dict.ts";
import { dictRichcompare, fromKeys, reprText } from "./dictMethods.ts";
import { DICT_ITEMS, DICT_KEYS, DICT_VALUES } from "./dictviews.ts";
import { keyError, raiseError, runtimeError, typeError, valueError } from "./errors.ts";
import { typeShortName } from "./exceptions.ts";
import { newInt } from "./int.ts";
import { newList, type PyList } from "./list.ts";
import { type CompareOp, type Hash, Py_EQ, Py_NE, type PyObject } from "./object.ts";
import { getState } from "./objectReduce.ts";
import {
	addFirst,
	addLast,
	clearNode,
	findNode,
	findNodeKnownHash,
	isOrderedDict,
	listSizeof,
	orderedClear,
	OrderedDictType,
	orderedSetItem,
	orderedSetKnownHash,
	PyOrderedDict,
	unlink,
	valueOf,
} from "./orderedDict.ts";
import { newOrderedIterator, newOrderedView } from "./orderedDictViews.ts";
import { newNone, newNotImplemented, None } from "./singletons.ts";
import { internStr, newStr } from "./str.ts";
import { emptyTuple, newTrackedTuple, type PyTuple, tupleOf } from "./tuple.ts";

// Update: everything goes through `__setitem__`

/** A new list of a dictionary's pairs. */
function pairsOf(dict: PyDict): Own<PyList> {
	return newList(dictItemsInOrder(dict).map(([key, value]) => newTrackedTuple([incref(key), incref(value)])));
}

function addPairs(self: PyObject, pairs: PyObject): void {
	const iterator = hold(getIter(pairs), "iterator over pairs");
	for (let pair = iterNext(iterator); pair !== null; pair = iterNext(iterator)) {
		hold(pair, "pair");
		addPair(self, pair);
		drop(pair);
	}
	drop(iterator);
}

function addPair(self: PyObject, pair: PyObject): void {
	const parts = hold(getIter(pair), "iterator over a pair");
	const key = hold(iterNext(parts) ?? valueError("need more than 0 values to unpack"), "key of a pair");
	const value = hold(iterNext(parts) ?? valueError("need more than 1 value to unpack"), "value of a pair");
	const third = iterNext(parts);
	if (third !== null) {
		hold(third, "third value");
		valueError("too many values to unpack (expected 2)");
	}
	setItem(self, key, value);
	for (const o of [value, key, parts]) drop(o);
}

function addByKeys(self: PyObject, mapping: PyObject, keysMethod: Own<PyObject>): void {
	hold(keysMethod, "method keys");
	const keys = hold(dropKeeping(keysMethod, callNoArgs(keysMethod)), "keys");
	const iterator = hold(dropKeeping(keys, getIter(keys)), "iterator over the keys");
	for (let key = iterNext(iterator); key !== null; key = iterNext(iterator)) {
		hold(key, "key");
		const value = hold(getItem(mapping, key), "value");
		setItem(self, key, value);
		drop(value);
		drop(key);
	}
	drop(iterator);
}

function addPairsAndDrop(self: PyObject, pairs: Own<PyObject>): void {
	hold(pairs, "pairs");
	addPairs(self, pairs);
	drop(pairs);
}

/** Enters a dictionary, something with `keys`, something with `items`, or an iterable of pairs. Source: mutablemapping_update_arg. */
function updateArgument(self: PyObject, arg: PyObject): void {
	if (arg.type === DictType) return addPairsAndDrop(self, pairsOf(arg as PyDict));
	const keys = lookupAttr(arg, internStr("keys"));
	if (keys !== null) return addByKeys(self, arg, keys);
	const items = lookupAttr(arg, internStr("items"));
	if (items === null) return addPairs(self, arg);
	hold(items, "method items");
	addPairsAndDrop(self, dropKeeping(items, callNoArgs(items)));
}

function updateWith(self: PyObject, args: readonly PyObject[], kwargs: PyDict | null): void {
	if (args.length > 1) typeError(`update() takes at most 1 positional argument (${args.length} given)`);
	if (args.length === 1) {
		const other = hold(incref(args[0]!), "argument of update");
		updateArgument(self, other);
		drop(other);
	}
	if (kwargs !== null && dictLength(kwargs) > 0) addPairsAndDrop(self, pairsOf(kwargs));
}

/** The arguments wait in a tuple and a dictionary, as for every function that CPython gives both. */
function updateMethod(self: PyObject, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const keywords = kwnames === null ? 0 : kwnames.items.length;
	const positional = args.length - keywords;
	const tuple = hold(tupleOf(...args.slice(0, positional)), "arguments");
	const kwargs = keywords === 0 ? null : hold(keywordDict(args, kwnames!, positional), "keyword arguments");
	updateWith(self, tuple.items, kwargs);
	if (kwargs !== null) drop(kwargs);
	drop(tuple);
	return newNone();
}

export function orderedInit(self: PyOrderedDict, args: PyTuple, kwargs: PyDict | null): void {
	if (args.items.length > 1) typeError(`expected at most 1 argument, got ${args.items.length}`);
	updateWith(self, args.items, kwargs);
}

export function orderedOr(left: PyObject, right: PyObject): Own<PyObject> {
	const [self, other] = isOrderedDict(left) ? [left, right] : [right, left];
	if (!isDict(other)) return newNotImplemented();
	const union = hold(callOneArg(self.type, left), "union of dictionaries");
	updateArgument(union, right);
	return take(union);
}

export function orderedInplaceOr(self: PyOrderedDict, other: PyObject): Own<PyObject> {
	updateArgument(self, other);
	return incref(self);
}

// Items

/** Skips `__missing__`; takes the node out first. Source: _odict_popkey_hash. */
function popKnownHash(self: PyOrderedDict, key: PyObject, hash: Hash, otherwise: PyObject | null): Own<PyObject> {
	const node = findNodeKnownHash(self, key, hash);
	if (node === null) return otherwise === null ? keyError(key) : incref(otherwise);
	clearNode(self, node, key, hash);
	return dictPopKnownHash(self, key, hash) ?? keyError(key);
}

function popItem(self: PyOrderedDict, last: PyObject | null): Own<PyObject> {
	const fromEnd = last === null || isTrue(last);
	const node = fromEnd ? self.last : self.first;
	if (node === null) return raiseError("KeyError", "dictionary is empty");
	const key = hold(incref(node.key), "key taken out");
	const value = popKnownHash(self, key, node.hash, null);
	return newTrackedTuple([take(key), value]);
}

function setDefault(self: PyOrderedDict, key: PyObject, otherwise: PyObject | null): Own<PyObject> {
	const value = otherwise ?? None;
	if (self.type === OrderedDictType) {
		const known = dictGet(self, key);
		if (known !== null) return incref(known);
		orderedSetItem(self, key, value);
		return incref(value);
	}
	if (contains(self, key)) return getItem(self, key);
	setItem(self, key, value);
	return incref(value);
}

function moveToEnd(self: PyOrderedDict, key: PyObject, last: PyObject | null): Own<PyObject> {
	const toEnd = last === null || isTrue(last);
	const there = toEnd ? self.last : self.first;
	if (there === null) return keyError(key);
	if (key === there.key) return newNone();
	const node = findNode(self, key);
	if (node === null) return keyError(key);
	if (node !== (toEnd ? self.last : self.first)) {
		unlink(self, node);
		if (toEnd) addLast(self, node);
		else addFirst(self, node);
	}
	return newNone();
}

function newOrderedDict(): Own<PyOrderedDict> {
	const made = new PyOrderedDict(OrderedDictType);
	track(made);
	return own(made);
}

function copy(self: PyOrderedDict): Own<PyObject> {
	const exact = self.type === OrderedDictType;
	const made = hold(exact ? newOrderedDict() : callNoArgs(self.type), "copy");
	const { state } = self;
	for (let node = self.first; node !== null; node = node.next) {
		const key = hold(incref(node.key), "key");
		const value = hold(exact ? incref(valueOf(self, key)) : getItem(self, key), "value");
		if (exact) orderedSetKnownHash(made as PyOrderedDict, key, node.hash, value);
		else setItem(made, key, value);
		drop(value);
		drop(key);
		if (self.state !== state) runtimeError("OrderedDict mutated during iteration");
	}
	return take(made) as Own<PyObject>;
}

/** By the items of a plain dictionary made of it. */
export function orderedRepr(self: PyOrderedDict): Own<PyObject> {
	const name = typeShortName(self.type);
	if (dictLength(self) === 0) return newStr(`${name}()`);
	if (reprEnter(self)) return newStr("...");
	try {
		const plain = hold<PyObject>(self.type === OrderedDictType ? dictCopy(self) : callOneArg(DictType, self), "items");
		const text = reprText(plain);
		drop(plain);
		return newStr(`${name}(${text})`);
	} finally {
		reprLeave(self);
	}
}

/** Two OrderedDicts are equal if they are so in order too. */
export function orderedCompare(self: PyObject, other: PyObject, op: CompareOp): Own<PyObject> {
	if (!isOrderedDict(self) || !isDict(other) || (op !== Py_EQ && op !== Py_NE)) return newNotImplemented();
	const answer = hold(dictRichcompare(self, other, Py_EQ), "answer");
	const equal = isTrue(answer);
	drop(answer);
	return newBool((equal && (!isOrderedDict(other) || sameOrder(self, other))) === (op === Py_EQ));
}

function sameOrder(a: PyOrderedDict, b: PyOrderedDict): boolean {
	const before = { a: a.state, b: b.state, usedOfA: a.used, usedOfB: b.used };
	let left = a.first;
	let right = b.first;
	for (; left !== null && right !== null; left = left.next, right = right.next) {
		const first = hold(incref(left.key), "key of the left operand");
		const second = hold(incref(right.key), "key of the right operand");
		const equal = richCompareBool(first, second, Py_EQ);
		drop(second);
		drop(first);
		if (a.state !== before.a || b.state !== before.b) runtimeError("OrderedDict mutated during iteration");
		if (a.used !== before.usedOfA || b.used !== before.usedOfB) runtimeError("OrderedDict changed size during iteration");
		if (!equal) return false;
	}
	return left === right;
}

function reduce(self: PyOrderedDict): Own<PyObject> {
	const state = hold(getState(self, false), "state");
	const items = hold(callMethod(self, internStr("items"), []), "items");
	const iterator = hold(dropKeeping(items, getIter(items)), "iterator over the items");
	const reduced = tupleOf(self.type, emptyTuple, state, None, iterator);
	drop(iterator);
	drop(state);
	return reduced;
}

export function orderedIter(self: PyOrderedDict): Own<PyObject> {
	return newOrderedIterator(self, DICT_KEYS, false);
}

export function orderedMethods(): MethodDef[] {
	return [
		def("fromkeys", "($type, /, iterable, value=None)", "A dictionary with these keys and one value.", fromKeysMethod, "class"),
		def("__sizeof__", "($self, /)", null, (self: PyOrderedDict) => newInt(dictSizeof(self) + listSizeof(self))),
		def("__reduce__", "($self, /)", "Tells how to make the dictionary again.", reduce),
		def("setdefault", "($self, /, key, default=None)", "A value, put in if it is missing.", setDefault),
		def("pop", "($self, /, key, default=<unrepresentable>)", "Takes a value by its key.", (self, key, otherwise) =>
			popKnownHash(self, key, hashObject(key), otherwise),
		),
		def("popitem", "($self, /, last=True)", "Takes the last item, or the first.", popItem),
		def("keys", "($self, /)", null, (self) => newOrderedView(self, DICT_KEYS)),
		def("values", "($self, /)", null, (self) => newOrderedView(self, DICT_VALUES)),
		def("items", "($self, /)", null, (self) => newOrderedView(self, DICT_ITEMS)),
		defRaw("update", null, null, updateMethod),
		def("clear", "($self, /)", "Removes all items.", (self) => (orderedClear(self), newNone())),
		def("copy", "($self, /)", "A copy.", copy),
		def("__reversed__", "($self, /)", "An iterator from the last key to the first.", (self: PyOrderedDict) =>
			newOrderedIterator(self, DICT_KEYS, true),
		),
		def("move_to_end", "($self, /, key, last=True)", "Moves an item to the end, or to the front.", moveToEnd),
	];
}

function fromKeysMethod(type: PyObject, iterable: PyObject, value: PyObject | null): Own<PyObject> {
	return fromKeys(type, iterable, value ?? None);
}
