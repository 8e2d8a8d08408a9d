// collections.defaultdict: a dictionary that makes missing values by calling a function. Mirrors
// Modules/_collectionsmodule.c.

import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { incref, xrelease } from "../heap/refcount.ts";
import { callMethod, callNoArgs, callTuple, getIter, isCallable, reprEnter, reprLeave } from "../objects/abstract.ts";
import { genericGetAttr } from "../objects/genericAttr.ts";
import { def } from "../objects/args.ts";
import { dictMerge, dictSetDefault, DictType, isDict, PyDict } from "../objects/dict.ts";
import { dictInit } from "../objects/dictMethods.ts";
import { keyError, typeError } from "../objects/errors.ts";
import { reprText, typeShortName } from "../objects/exceptions.ts";
import { newGenericAlias } from "../objects/genericalias.ts";
import {
	defineType,
	isInstanceOf,
	type PyObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_DICT_SUBCLASS,
	TPFLAGS_HAVE_GC,
	TPFLAGS_MAPPING,
	ownType,
} from "../objects/object.ts";
import { newNotImplemented, None } from "../objects/singletons.ts";
import { internStr, newStr } from "../objects/str.ts";
import { emptyTuple, newTuple, type PyTuple, tupleOf } from "../objects/tuple.ts";
import { replaceField } from "./ownedSlots.ts";

const FLAGS = TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE | TPFLAGS_DICT_SUBCLASS | TPFLAGS_MAPPING;

class PyDefaultDict extends PyDict {
	defaultFactory: PyObject | null;

	constructor(type: PyType) {
		super(type);
		ownType(type);
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
	if (self.defaultFactory === null || self.defaultFactory === None) return keyError(key);
	const value = hold(callNoArgs(self.defaultFactory), "default value");
	// The function may have set the key: then what it set stays.
	return dropKeeping(value, dictSetDefault(self, key, value));
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
		const factory = self.defaultFactory;
		self.defaultFactory = null;
		DictType.dealloc(self);
		// What is released last dies first.
		xrelease(factory);
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
