// collections.defaultdict and OrderedDict, both dictionaries with more methods. Mirrors Modules/_collectionsmodule.c and
// Objects/odictobject.c.
// DIFFERS: the views and iterators of an OrderedDict are dict's own, so their names say dict.

import { untrack } from "../heap/gc/tracking.ts";
import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { incref, xdecref } from "../heap/refcount.ts";
import {
	callMethod,
	callNoArgs,
	callOneArg,
	callTuple,
	getIter,
	getOptionalItem,
	isCallable,
	isTrue,
	iterNext,
	repr,
	reprEnter,
	reprLeave,
	richCompareBool,
	setItem,
} from "../objects/abstract.ts";
import { genericGetAttr } from "../objects/genericAttr.ts";
import { hashNotImplemented } from "../objects/abstractObject.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import {
	dictContains,
	dictDelete,
	dictItemsInOrder,
	dictLength,
	dictMerge,
	dictPop,
	dictSet,
	DictType,
	isDict,
	newDict,
	PyDict,
} from "../objects/dict.ts";
import { dictInit, dictRichcompare } from "../objects/dictMethods.ts";
import { DICT_KEYS, newDictReverseIterator } from "../objects/dictviews.ts";
import { keyError, raiseError, typeError } from "../objects/errors.ts";
import { reprText, typeShortName } from "../objects/exceptions.ts";
import { newGenericAlias } from "../objects/genericalias.ts";
import {
	type CompareOp,
	defineType,
	isInstanceOf,
	type PyObject,
	type PyType,
	Py_EQ,
	Py_NE,
	TPFLAGS_BASETYPE,
	TPFLAGS_DICT_SUBCLASS,
	TPFLAGS_HAVE_GC,
	TPFLAGS_MAPPING,
} from "../objects/object.ts";
import { newNotImplemented, None } from "../objects/singletons.ts";
import { internStr, newStr } from "../objects/str.ts";
import { emptyTuple, newTuple, type PyTuple, tupleOf } from "../objects/tuple.ts";
import { dictAttribute } from "./ioBase.ts";
import { replaceField } from "./ownedSlots.ts";

const FLAGS = TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE | TPFLAGS_DICT_SUBCLASS | TPFLAGS_MAPPING;

class PyDefaultDict extends PyDict {
	defaultFactory: PyObject | null;

	constructor(type: PyType) {
		super(type);
		this.defaultFactory = null;
	}
}

function defaultDictInit(self: PyDefaultDict, args: PyTuple, kwargs: PyDict | null): void {
	const factory = args.items[0] ?? null;
	if (factory !== null && factory !== None && !isCallable(factory)) typeError("first argument must be callable or None");
	const rest = hold(newTuple(args.items.slice(1).map((arg) => incref(arg))), "arguments of dict");
	replaceField(self, "defaultFactory", factory === null || factory === None ? null : incref(factory));
	dictInit(self, rest, kwargs);
	drop(rest);
}

function missing(self: PyDefaultDict, key: PyObject): Own<PyObject> {
	if (self.defaultFactory === null) return keyError(key);
	const value = hold(callNoArgs(self.defaultFactory), "default value");
	setItem(self, key, value);
	return take(value);
}

/** `type(self)(factory, self)`. */
function copyDefaultDict(self: PyDefaultDict): Own<PyObject> {
	const args = hold(tupleOf(self.defaultFactory ?? None, self), "arguments");
	return dropKeeping(args, callTuple(self.type, args, null));
}

function defaultDictRepr(self: PyDefaultDict): Own<PyObject> {
	const base = hold(DictType.repr!(self), "repr of the dictionary") as unknown as { value: string } & PyObject;
	const factory = factoryText(self);
	const text = `${typeShortName(self.type)}(${factory}, ${base.value})`;
	drop(base);
	return newStr(text);
}

function factoryText(self: PyDefaultDict): string {
	if (self.defaultFactory === null) return "None";
	if (reprEnter(self.defaultFactory)) return "...";
	try {
		return reprText(self.defaultFactory);
	} finally {
		reprLeave(self.defaultFactory);
	}
}

function reduceDefaultDict(self: PyDefaultDict): Own<PyObject> {
	const args = hold(self.defaultFactory === null ? own(emptyTuple) : tupleOf(self.defaultFactory), "arguments");
	const items = hold(callMethod(self, internStr("items"), []), "items");
	const iterator = hold(getIter(items), "items");
	const reduced = tupleOf(self.type, args, None, None, iterator);
	for (const o of [iterator, items, args]) drop(o);
	return reduced;
}

function defaultDictOr(left: PyObject, right: PyObject): Own<PyObject> {
	const isLeft = isInstanceOf(left, DefaultDictType);
	const self = (isLeft ? left : right) as PyDefaultDict;
	if (!isDict(isLeft ? right : left)) return newNotImplemented();
	const args = hold(tupleOf(self.defaultFactory ?? None, left), "arguments");
	const merged = hold(callTuple(self.type, args, null), "merged dictionary");
	dictMerge(merged as PyDict, right, 1);
	take(merged);
	return dropKeeping(args, own(merged));
}

export const DefaultDictType: PyType = defineType({
	name: "collections.defaultdict",
	heapType: true,
	getattro: genericGetAttr,
	base: DictType,
	flags: FLAGS,
	basicsize: 56,
	doc: "A dictionary that makes missing values by a function.",
	alloc: (type) => own(new PyDefaultDict(type)),
	init: defaultDictInit,
	dealloc: (self: PyDefaultDict) => {
		untrack(self);
		const factory = self.defaultFactory;
		self.defaultFactory = null;
		xdecref(factory);
		DictType.dealloc(self);
	},
	traverse: (self: PyDefaultDict, visit: Visit) => {
		if (self.defaultFactory !== null) visit(self.defaultFactory, "attribute", "default_factory");
		DictType.traverse!(self, visit);
	},
	clear: (self: PyDefaultDict) => {
		replaceField(self, "defaultFactory", null);
		DictType.clear!(self);
	},
	repr: defaultDictRepr,
	nbOr: defaultDictOr,
	methods: [
		def("__missing__", "($self, object, /)", "Makes the value of a missing key.", missing),
		def("copy", "($self, /)", "A copy.", copyDefaultDict),
		def("__copy__", "($self, /)", "A copy.", copyDefaultDict),
		def("__reduce__", "($self, /)", "Tells how to make the dictionary again.", reduceDefaultDict),
		def("__class_getitem__", "($type, object, /)", "See PEP 585", (cls, item) => newGenericAlias(cls, item), "class"),
	],
	members: [
		{ name: "default_factory", field: "defaultFactory", optional: true, doc: "Factory for default value called by __missing__()." },
	],
});

class PyOrderedDict extends PyDict {
	dict: PyDict | null;

	constructor(type: PyType) {
		super(type);
		this.dict = null;
	}
}

function endKey(self: PyOrderedDict, last: boolean): PyObject {
	const items = dictItemsInOrder(self);
	if (items.length === 0) raiseError("KeyError", "dictionary is empty");
	return items[last ? items.length - 1 : 0]![0];
}

function popItem(self: PyOrderedDict, last: PyObject | null): Own<PyObject> {
	const key = hold(incref(endKey(self, last === null || isTrue(last))), "key");
	const value = dictPop(self, key);
	return newTuple([take(key), value!]);
}

/** Takes the item out and puts it in again at the end; for the front, all others behind it. */
function moveToEnd(self: PyOrderedDict, key: PyObject, last: PyObject | null): Own<PyObject> {
	const toEnd = last === null || isTrue(last);
	if (!dictContains(self, key)) keyError(key);
	const items = dictItemsInOrder(self);
	const moved = items.find(([k]) => k === key) ?? items.find(([k]) => richCompareBool(k, key, Py_EQ))!;
	const again = toEnd ? [moved] : [moved, ...items.filter((item) => item !== moved)];
	const held = again.map(([k, v]) => [hold(incref(k), "key"), hold(incref(v), "value")] as const);
	for (const [k] of held) dictDelete(self, k);
	for (const [k, v] of held) dictSet(self, k, v);
	for (const [k, v] of held.reverse()) {
		drop(v);
		drop(k);
	}
	return incref(None);
}

function pop(self: PyOrderedDict, key: PyObject, otherwise: PyObject | null): Own<PyObject> {
	const value = dictPop(self, key);
	if (value !== null) return value;
	if (otherwise !== null) return incref(otherwise);
	const missingMethod = self.type === OrderedDictType ? null : getOptionalMissing(self, key);
	return missingMethod ?? keyError(key);
}

function getOptionalMissing(self: PyOrderedDict, key: PyObject): Own<PyObject> | null {
	return self.type.mro!.items.some(
		(t) => t !== OrderedDictType && t !== DictType && dictContains((t as PyType).dict!, internStr("__missing__")),
	)
		? callMethod(self, internStr("__missing__"), [key])
		: null;
}

function copyOrderedDict(self: PyOrderedDict): Own<PyObject> {
	const copy = hold(callNoArgs(self.type), "copy");
	for (const [key, value] of dictItemsInOrder(self)) setItem(copy, key, value);
	return take(copy) as Own<PyObject>;
}

function orderedRepr(self: PyOrderedDict): Own<PyObject> {
	if (dictLength(self) === 0) return newStr(`${typeShortName(self.type)}()`);
	if (reprEnter(self)) return newStr("...");
	try {
		const plain = hold(newDict(), "items");
		dictMerge(plain, self, 1);
		const text = hold(repr(plain), "repr");
		const result = newStr(`${typeShortName(self.type)}(${text.value})`);
		drop(text);
		drop(plain);
		return result;
	} finally {
		reprLeave(self);
	}
}

/** Two OrderedDicts are equal if they are so in order too. */
function orderedCompare(self: PyOrderedDict, other: PyObject, op: CompareOp): Own<PyObject> {
	if (op !== Py_EQ && op !== Py_NE) return newNotImplemented();
	if (!isDict(other)) return newNotImplemented();
	const answer = hold(dictRichcompare(self, other, Py_EQ), "answer");
	let equal = isTrue(answer);
	drop(answer);
	if (equal && isInstanceOf(other, OrderedDictType)) equal = sameOrder(self, other as PyDict);
	return newBool(equal === (op === Py_EQ));
}

function sameOrder(a: PyDict, b: PyDict): boolean {
	const left = dictItemsInOrder(a);
	const right = dictItemsInOrder(b);
	return left.every(([key], i) => i < right.length && richCompareBool(key, right[i]![0], Py_EQ));
}

function reduceOrdered(self: PyOrderedDict): Own<PyObject> {
	const items = hold(callMethod(self, internStr("items"), []), "items");
	const iterator = hold(getIter(items), "items");
	const reduced = tupleOf(self.type, emptyTuple, self.dict ?? None, None, iterator);
	drop(iterator);
	drop(items);
	return reduced;
}

function orderedOr(left: PyObject, right: PyObject): Own<PyObject> {
	if (!isDict(left) || !isDict(right)) return newNotImplemented();
	const type = isInstanceOf(left, OrderedDictType) ? left.type : right.type;
	const merged = hold(callOneArg(type, left), "merged dictionary");
	dictMerge(merged as PyDict, right, 1);
	return take(merged) as Own<PyObject>;
}

function setDefault(self: PyOrderedDict, key: PyObject, otherwise: PyObject | null): Own<PyObject> {
	const known = getOptionalItem(self, key);
	if (known !== null) return known;
	setItem(self, key, otherwise ?? None);
	return incref(otherwise ?? None);
}

function fromKeys(type: PyType, iterable: PyObject, value: PyObject | null): Own<PyObject> {
	const made = hold(callNoArgs(type), "new dictionary");
	const iterator = hold(getIter(iterable), "iterator of the keys");
	for (let key = iterNext(iterator); key !== null; key = iterNext(iterator)) {
		hold(key, "key");
		setItem(made, key, value ?? None);
		drop(key);
	}
	drop(iterator);
	return take(made) as Own<PyObject>;
}

const orderedMethods: readonly MethodDef[] = [
	def("popitem", "($self, /, last=True)", "Takes the last item, or the first.", popItem),
	def("move_to_end", "($self, /, key, last=True)", "Moves an item to the end, or to the front.", moveToEnd),
	def("pop", "($self, /, key, default=<unrepresentable>)", "Takes a value by its key.", pop),
	def("setdefault", "($self, /, key, default=None)", "A value, put in if it is missing.", setDefault),
	def("copy", "($self, /)", "A copy.", copyOrderedDict),
	def("__reversed__", "($self, /)", "An iterator from the last key to the first.", (self: PyOrderedDict) =>
		newDictReverseIterator(self, DICT_KEYS),
	),
	def("__reduce__", "($self, /)", "Tells how to make the dictionary again.", reduceOrdered),
	def("fromkeys", "($type, /, iterable, value=None)", "A dictionary with these keys and one value.", fromKeys, "class"),
];

export const OrderedDictType: PyType = defineType({
	name: "collections.OrderedDict",
	base: DictType,
	flags: FLAGS,
	basicsize: 112,
	doc: "A dictionary that knows its order.",
	hasDict: true,
	alloc: (type) => own(new PyOrderedDict(type)),
	dealloc: (self: PyOrderedDict) => {
		untrack(self);
		const { dict } = self;
		self.dict = null;
		xdecref(dict);
		DictType.dealloc(self);
	},
	traverse: (self: PyOrderedDict, visit: Visit) => {
		if (self.dict !== null) visit(self.dict, "attribute", "__dict__");
		DictType.traverse!(self, visit);
	},
	clear: (self: PyOrderedDict) => {
		replaceField(self, "dict", null);
		DictType.clear!(self);
	},
	repr: orderedRepr,
	richcompare: orderedCompare,
	hash: hashNotImplemented,
	nbOr: orderedOr,
	methods: orderedMethods,
	getset: [dictAttribute],
});
