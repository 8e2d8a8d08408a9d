// functools.partial and its Placeholder. A partial owns its function, positional arguments and keyword dictionary.
// Mirrors Modules/_functoolsmodule.c (3.14).

import { track, untrack } from "../heap/gc/tracking.ts";
import { free, incref } from "../heap/refcount.ts";
import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import type { WeakReference } from "../heap/weakref.ts";
import { call, isCallable, reprEnter, reprLeave, sequenceTuple, str } from "../objects/abstract.ts";
import { genericGetAttr, genericSetAttr } from "../objects/genericAttr.ts";
import { def, type MethodDef } from "../objects/args.ts";
import {
	DictType,
	dictCopy,
	dictItemsInOrder,
	dictKeyAt,
	dictLength,
	dictMerge,
	dictNext,
	dictSet,
	dictValueAt,
	isDict,
	newDict,
	type PyDict,
} from "../objects/dict.ts";
import { typeError } from "../objects/errors.ts";
import { reprText } from "../objects/exceptions.ts";
import { newGenericAlias } from "../objects/genericalias.ts";
import { newMethod } from "../objects/method.ts";
import {
	defineType,
	isInstanceOf,
	PyGCTypeOwner,
	type PyObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_HAVE_GC,
	TPFLAGS_HAVE_VECTORCALL,
} from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { newStr, type PyStr } from "../objects/str.ts";
import { isTuple, newTuple, type PyTuple, tupleOf, TupleType } from "../objects/tuple.ts";
import { registerForwarder } from "../vm/forward.ts";
import { vectorcallMember } from "./define.ts";
import { settableDictAttribute } from "./ioBase.ts";
import { allocate, ownedSlots, replaceField } from "./ownedSlots.ts";
import { fullTypeName } from "../objects/typeNames.ts";

class PyPlaceholder extends PyGCTypeOwner {}

export const PlaceholderType = defineType({
	name: "functools._PlaceholderType",
	heapType: true,
	flags: TPFLAGS_HAVE_GC,
	alloc: (type) => own(new PyPlaceholder(type)),
	dealloc: (self: PyPlaceholder) => {
		untrack(self);
		free(self);
	},
	basicsize: 16,
	doc: "The type of Placeholder.",
	new: (_type, args, kwargs) => {
		if (args.items.length > 0 || (kwargs !== null && dictLength(kwargs) > 0)) typeError("PlaceholderType takes no arguments");
		return incref(Placeholder());
	},
	repr: () => newStr("Placeholder"),
	methods: [def("__reduce__", "($self, /)", null, () => newStr("Placeholder"))],
});

let placeholder: PyObject | null = null;

/** Makes the one Placeholder, which the state of the module owns. */
export function makePlaceholder(): Own<PyObject> {
	const made = own(new PyPlaceholder(PlaceholderType));
	track(made);
	placeholder = made;
	return made;
}

/** Borrowed. */
export function Placeholder(): PyObject {
	return placeholder!;
}

class PyPartial extends PyGCTypeOwner {
	fn: PyObject | null;
	args: PyTuple | null;
	keywords: PyDict | null;
	dict: PyDict | null;
	weakrefs: WeakReference[] | null;

	constructor(type: PyType) {
		super(type);
		this.fn = null;
		this.args = null;
		this.keywords = null;
		this.dict = null;
		this.weakrefs = null;
	}
}

/** Fills the placeholders of `first` from the front of `more`, and appends what is left over. Borrowed. */
function mergeArguments(first: readonly PyObject[], more: readonly PyObject[]): PyObject[] {
	let used = 0;
	const filled = first.map((arg) => (arg === placeholder && used < more.length ? more[used++]! : arg));
	return [...filled, ...more.slice(used)];
}

function partialNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	if (args.items.length === 0) typeError("type 'partial' takes at least one argument");
	const given = args.items[0]!;
	if (!isCallable(given)) typeError("the first argument must be callable");
	const rest = args.items.slice(1);
	if (rest.length > 0 && rest.at(-1) === placeholder) typeError("trailing Placeholders are not allowed");
	if (kwargs !== null && dictItemsInOrder(kwargs).some(([, value]) => value === placeholder))
		typeError("Placeholder cannot be passed as a keyword argument");
	const inner = isInstanceOf(given, PartialType) && (given as PyPartial).dict === null ? (given as PyPartial) : null;
	const all = inner === null ? rest : trimmed(mergeArguments(inner.args!.items, rest));
	const keywords = hold(mergedKeywords(inner === null ? null : inner.keywords!, kwargs), "keyword arguments of the partial");
	const self = allocate<PyPartial>(type);
	self.fn = incref(inner === null ? given : inner.fn!);
	self.args = newTuple(all.map((arg) => incref(arg)));
	self.keywords = take(keywords);
	return self;
}

function trimmed(args: PyObject[]): PyObject[] {
	if (args.length > 0 && args.at(-1) === placeholder) typeError("trailing Placeholders are not allowed");
	return args;
}

function mergedKeywords(first: PyDict | null, second: PyDict | null): Own<PyDict> {
	const merged = first === null ? newDict() : dictCopy(first);
	if (second !== null && dictLength(second) > 0) {
		hold(merged, "keyword arguments");
		dictMerge(merged, second, 1);
		take(merged);
	}
	return merged;
}

function placeholderCount(args: readonly PyObject[]): number {
	return placeholder === null ? 0 : args.filter((arg) => arg === placeholder).length;
}

function partialVectorcall(self: PyPartial, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const count = args.length - (kwnames === null ? 0 : kwnames.items.length);
	const own = self.args!.items;
	const holes = placeholderCount(own);
	if (count < holes) typeError(`missing positional arguments in 'partial' call; expected at least ${holes}, got ${count}`);
	const positional = holes === 0 ? [...own, ...args.slice(0, count)] : mergeArguments(own, args.slice(0, count));
	if (dictLength(self.keywords!) === 0) return call(self.fn!, [...positional, ...args.slice(count)], kwnames);
	return callWithKeywords(self, positional, args.slice(count), kwnames);
}

function callWithKeywords(
	self: PyPartial,
	positional: readonly PyObject[],
	values: readonly PyObject[],
	kwnames: PyTuple | null,
): Own<PyObject> {
	const merged = hold(dictCopy(self.keywords!), "keyword arguments of the call");
	kwnames?.items.forEach((name, i) => dictSet(merged, name, values[i]!));
	const items = dictItemsInOrder(merged);
	const names = hold(tupleOf(...items.map(([name]) => name)), "keyword names of the call");
	const result = call(self.fn!, [...positional, ...items.map(([, value]) => value)], names);
	return dropKeeping(merged, dropKeeping(names, result));
}

function partialCall(self: PyPartial, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const items = kwargs === null ? [] : dictItemsInOrder(kwargs);
	if (items.length === 0) return partialVectorcall(self, args.items, null);
	const names = hold(tupleOf(...items.map(([name]) => name)), "keyword names of the call");
	return dropKeeping(names, partialVectorcall(self, [...args.items, ...items.map(([, value]) => value)], names));
}

function partialRepr(self: PyPartial): Own<PyObject> {
	if (reprEnter(self)) return newStr("...");
	try {
		// What is shown may set the partial to something else.
		const fn = hold(incref(self.fn!), "function shown");
		const args = hold(incref(self.args!), "arguments shown");
		const keywords = hold(incref(self.keywords!), "keyword arguments shown");
		let text = args.items.map((arg) => `, ${reprText(arg)}`).join("");
		for (let i = dictNext(keywords, 0); i >= 0; i = dictNext(keywords, i + 1))
			text += keywordText(dictKeyAt(keywords, i), dictValueAt(keywords, i));
		const result = newStr(`${fullTypeName(self.type)}(${reprText(fn)}${text})`);
		return dropKeeping(fn, dropKeeping(args, dropKeeping(keywords, result)));
	} finally {
		reprLeave(self);
	}
}

/** A name's `__str__` may change the dictionary. */
function keywordText(name: PyObject, value: PyObject): string {
	hold(incref(name), "name shown");
	hold(incref(value), "value shown");
	const text = hold(str(name), "text of a name") as PyStr;
	const shown = `, ${text.value}=${reprText(value)}`;
	for (const o of [text, value, name]) drop(o);
	return shown;
}

function reduce(self: PyPartial): Own<PyObject> {
	const args = hold(tupleOf(self.fn!), "arguments");
	const state = hold(tupleOf(self.fn!, self.args!, self.keywords!, self.dict ?? None), "state");
	const reduced = tupleOf(self.type, args, state);
	drop(state);
	drop(args);
	return reduced;
}

function setState(self: PyPartial, state: PyObject): Own<PyObject> {
	const items = isTuple(state) ? (state as PyTuple).items : [];
	const [fn, args, keywords, dict] = items as [PyObject, PyObject, PyObject, PyObject];
	if (
		items.length !== 4 ||
		!isCallable(fn) ||
		!isTuple(args) ||
		(keywords !== None && !isDict(keywords)) ||
		(dict !== None && !isDict(dict))
	)
		typeError("invalid partial state");
	if ((args as PyTuple).items.at(-1) === placeholder && placeholder !== null) typeError("trailing Placeholders are not allowed");
	replaceField(self, "fn", incref(fn));
	replaceField(self, "args", args.type === TupleType ? incref(args) : sequenceTuple(args));
	replaceField(
		self,
		"keywords",
		keywords === None ? newDict() : keywords.type === DictType ? incref(keywords) : dictCopy(keywords as PyDict),
	);
	replaceField(self, "dict", dict === None ? null : incref(dict));
	return incref(None);
}

const methods: readonly MethodDef[] = [
	def("__reduce__", "($self, /)", null, reduce),
	def("__setstate__", "($self, object, /)", null, setState),
	def("__class_getitem__", "($type, object, /)", "See PEP 585", (cls, item) => newGenericAlias(cls, item), "class"),
];

export const PartialType: PyType = defineType({
	name: "functools.partial",
	heapType: true,
	getattro: genericGetAttr,
	setattro: genericSetAttr,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE | TPFLAGS_HAVE_VECTORCALL,
	basicsize: 80,
	dictOffset: 40,
	weakrefOffset: 48,
	doc: "partial(func, /, *args, **keywords)\n--\n\nA function with some arguments already given.",
	weakrefable: true,
	hasDict: true,
	alloc: (type) => own(new PyPartial(type)),
	new: partialNew,
	...ownedSlots(
		[
			["fn", "function of the partial"],
			["args", "arguments of the partial"],
			["keywords", "keyword arguments of the partial"],
			["dict", "attributes"],
		],
		true,
	),
	vectorcall: partialVectorcall,
	call: partialCall,
	repr: partialRepr,
	descrGet: (self: PyPartial, object) => (object === null || object === None ? incref(self) : newMethod(self, object)),
	methods,
	getset: [settableDictAttribute],
	members: [
		vectorcallMember,
		{ name: "func", field: "fn", readonly: true, doc: "function object to use in future partial calls" },
		{ name: "args", field: "args", readonly: true, doc: "tuple of arguments to future partial calls" },
		{ name: "keywords", field: "keywords", readonly: true, doc: "dictionary of keyword arguments to future partial calls" },
	],
});

registerForwarder({ type: PartialType }, (self, { args, keywords }) => {
	const partial = self as PyPartial;
	const own = partial.args!.items;
	const positional = placeholderCount(own) === 0 ? [...own, ...args] : null;
	if (positional === null) return null;
	const merged = new Map(
		[...dictItemsInOrder(partial.keywords!), ...keywords].map(([name, value]) => [(name as PyStr).value, [name, value]]),
	);
	return { callee: partial.fn!, args: positional, keywords: [...merged.values()] as [PyStr, PyObject][] };
});
