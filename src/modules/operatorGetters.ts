// itemgetter, attrgetter and methodcaller: callables that fetch. Mirrors Modules/_operator.c.

import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { callItems, callMethod, callTuple, getAttr, getItem, reprEnter, reprLeave } from "../objects/abstract.ts";
import { genericGetAttr } from "../objects/genericAttr.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { dictItemsInOrder, dictLength, type PyDict } from "../objects/dict.ts";
import { typeError } from "../objects/errors.ts";
import { reprText, typeShortName } from "../objects/exceptions.ts";
import {
	defineType,
	PyGCTypeOwner,
	type PyObject,
	type PyType,
	TPFLAGS_HAVE_GC,
	TPFLAGS_HAVE_VECTORCALL,
	type TypeSpec,
} from "../objects/object.ts";
import { internStr, isStr, newStr, type PyStr } from "../objects/str.ts";
import { newTuple, type PyTuple, tupleOf } from "../objects/tuple.ts";
import { moduleHooks } from "./hooks.ts";
import { vectorcallMember } from "./define.ts";
import { allocate, ownedSlots } from "./ownedSlots.ts";

/** For itemgetter the items, for attrgetter the names, for methodcaller the name and the arguments. */
class PyGetter extends PyGCTypeOwner {
	items: PyTuple | null;
	/** methodcaller's keyword arguments, or null. */
	keywords: PyDict | null;

	constructor(type: PyType) {
		super(type);
		this.items = null;
		this.keywords = null;
	}
}

function hasKeywords(kwargs: PyDict | null): boolean {
	return kwargs !== null && dictLength(kwargs) > 0;
}

function oneArgument(name: string, args: readonly PyObject[], kwnames: PyTuple | null): PyObject {
	if (kwnames !== null && kwnames.items.length > 0) typeError(`${name}() takes no keyword arguments`);
	if (args.length !== 1) typeError(`${name} expected 1 argument, got ${args.length}`);
	return args[0]!;
}

/** One result by itself, several as a tuple. */
function fetchAll(items: readonly PyObject[], fetch: (item: PyObject) => Own<PyObject>): Own<PyObject> {
	if (items.length === 1) return fetch(items[0]!);
	const results = items.map((item) => hold(fetch(item), "value fetched"));
	for (const result of [...results].reverse()) take(result);
	return newTuple(results.map((result) => own(result)));
}

function newGetter(name: string): (type: PyType, args: PyTuple, kwargs: PyDict | null) => Own<PyObject> {
	return (type, args, kwargs) => {
		if (hasKeywords(kwargs)) typeError(`${name}() takes no keyword arguments`);
		if (args.items.length === 0) typeError(`${name} expected 1 argument, got 0`);
		if (name === "attrgetter") for (const item of args.items) if (!isStr(item)) typeError("attribute name must be a string");
		const self = allocate<PyGetter>(type);
		self.items = incref(args);
		return self;
	};
}

function getterRepr(self: PyGetter): Own<PyObject> {
	return reprOf(self, () => self.items!.items.map(reprText));
}

/** What has begun already, and be it the repr of a defaultdict's factory, is not gone into. */
function reprOf(self: PyGetter, parts: () => string[]): Own<PyObject> {
	const name = `operator.${typeShortName(self.type)}`;
	if (reprEnter(self)) return newStr(`${name}(...)`);
	try {
		return newStr(`${name}(${parts().join(", ")})`);
	} finally {
		reprLeave(self);
	}
}

function reduce(self: PyGetter): Own<PyObject> {
	return tupleOf(self.type, self.items!);
}

const reduceMethod: MethodDef = def("__reduce__", "($self, /)", "Tells how to make the object again.", reduce);

const common: Partial<TypeSpec> = {
	heapType: true,
	getattro: genericGetAttr,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_HAVE_VECTORCALL,
	basicsize: 40,
	alloc: (type) => own(new PyGetter(type)),
	...ownedSlots([
		["items", "what is fetched"],
		["keywords", "keyword arguments"],
	]),
	members: [vectorcallMember],
	getset: [{ name: "__text_signature__", get: () => newStr("(obj, /)") }],
};

function callOf(
	vectorcall: (self: PyGetter, args: readonly PyObject[], kwnames: PyTuple | null) => Own<PyObject>,
): Pick<TypeSpec, "call" | "vectorcall"> {
	return {
		vectorcall,
		call: (self: PyGetter, args, kwargs) => {
			if (hasKeywords(kwargs)) typeError(`${typeShortName(self.type)}() takes no keyword arguments`);
			return vectorcall(self, args.items, null);
		},
	};
}

export const ItemGetterType = defineType({
	...common,
	name: "operator.itemgetter",
	basicsize: 48,
	doc: "itemgetter(item, /, *items)\n--\n\nA callable that fetches the given items of its argument.",
	new: newGetter("itemgetter"),
	...callOf((self, args, kwnames) => {
		const object = oneArgument("itemgetter", args, kwnames);
		return fetchAll(self.items!.items, (item) => getItem(object, item));
	}),
	repr: getterRepr,
	methods: [reduceMethod],
});

/** `object.a.b` for the name "a.b". New. */
function dottedAttribute(object: PyObject, name: PyStr): Own<PyObject> {
	if (!name.value.includes(".")) return getAttr(object, name);
	let value: Own<PyObject> = incref(object);
	for (const part of name.value.split(".")) {
		hold(value, "object on the way");
		value = dropKeeping(value, getAttr(value, internStr(part)));
	}
	return value;
}

export const AttrGetterType = defineType({
	...common,
	name: "operator.attrgetter",
	visitsType: "last",
	doc: "attrgetter(attr, /, *attrs)\n--\n\nA callable that fetches the given attributes of its argument.",
	new: newGetter("attrgetter"),
	...callOf((self, args, kwnames) => {
		const object = oneArgument("attrgetter", args, kwnames);
		return fetchAll(self.items!.items, (name) => dottedAttribute(object, name as PyStr));
	}),
	repr: getterRepr,
	methods: [reduceMethod],
});

function newMethodCaller(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	if (args.items.length === 0) typeError("methodcaller needs at least one argument, the method name");
	if (!isStr(args.items[0]!)) typeError("method name must be a string");
	const self = allocate<PyGetter>(type);
	self.items = incref(args);
	self.keywords = hasKeywords(kwargs) ? incref(kwargs!) : null;
	return self;
}

function callMethodOf(self: PyGetter, object: PyObject): Own<PyObject> {
	const [name, ...args] = self.items!.items as [PyStr, ...PyObject[]];
	if (self.keywords === null) return callMethod(object, name, args);
	const method = hold(getAttr(object, name), "method");
	return dropKeeping(method, callItems(method, args, self.keywords));
}

function methodCallerRepr(self: PyGetter): Own<PyObject> {
	const keywords = (): string[] =>
		self.keywords === null ? [] : dictItemsInOrder(self.keywords).map(([key, value]) => `${(key as PyStr).value}=${reprText(value)}`);
	return reprOf(self, () => [...self.items!.items.map(reprText), ...keywords()]);
}

/** With keywords by way of functools.partial, as CPython does it. */
function reduceMethodCaller(self: PyGetter): Own<PyObject> {
	if (self.keywords === null) return reduce(self);
	const functools = hold(moduleHooks.importModule(internStr("functools"), null, null, null, 0), "module functools");
	const partial = hold(getAttr(functools, internStr("partial")), "partial");
	const args = hold(tupleOf(self.type, self.items!.items[0]!), "arguments of partial");
	const constructor = hold(callTuple(partial, args, self.keywords), "constructor");
	const rest = hold(newTuple(self.items!.items.slice(1).map((item) => incref(item))), "arguments");
	const reduced = tupleOf(constructor, rest);
	for (const o of [rest, constructor, args, partial, functools]) drop(o);
	return reduced;
}

export const MethodCallerType = defineType({
	...common,
	name: "operator.methodcaller",
	visitsType: "last",
	basicsize: 64,
	doc: "methodcaller(name, /, *args, **kwargs)\n--\n\nA callable that calls the given method of its argument.",
	new: newMethodCaller,
	...callOf((self, args, kwnames) => callMethodOf(self, oneArgument("methodcaller", args, kwnames))),
	repr: methodCallerRepr,
	methods: [def("__reduce__", "($self, /)", "Tells how to make the object again.", reduceMethodCaller)],
});
