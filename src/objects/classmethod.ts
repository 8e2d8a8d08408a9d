// `classmethod` and `staticmethod`: they bind a function to the class, or not at all.
// Each owns the function and, once used, a dictionary. Mirrors the end of Objects/funcobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { dropKeeping, hold } from "../heap/handles.ts";
import { type Own, own, type Visit } from "../heap/header.ts";
import { decrefEach, free, incref, xdecref, xrelease } from "../heap/refcount.ts";
import { getAttr, lookupAttr, setAttr } from "./abstractAttr.ts";
import { callTuple } from "./abstractCall.ts";
import { isTrue, repr } from "./abstractObject.ts";
import { checkPositional, def } from "./args.ts";
import { newBool } from "./bool.ts";
import { dictDeleteStr, dictGetStr, dictLength, dictSetStr, newDict, type PyDict } from "./dict.ts";
import { runtimeError, typeError } from "./errors.ts";
import { noAttribute } from "./genericAttr.ts";
import { newGenericAlias } from "./genericalias.ts";
import { genericDictGetSet } from "./instanceAttr.ts";
import { newMethod } from "./method.ts";
import {
	defineType,
	type GetSetDef,
	type MemberDef,
	PyGCObject,
	type PyObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_HAVE_GC,
} from "./object.ts";
import { None } from "./singletons.ts";
import { internStr, newStr } from "./str.ts";
import type { PyTuple } from "./tuple.ts";

export class PyFunctionWrapper extends PyGCObject {
	/** None until `__init__`; null once the collector has cleared it. Owned. */
	callable: PyObject | null;
	/** Owned. */
	dict: PyDict | null;

	constructor(type: PyType) {
		super(type);
		this.callable = None;
		this.dict = null;
	}
}

function alloc(type: PyType): Own<PyObject> {
	const self = new PyFunctionWrapper(type);
	track(self);
	return own(self);
}

/** Borrows the function; copies nothing from it, as PyClassMethod_New. */
export function newClassMethod(fn: PyObject): Own<PyObject> {
	const self = alloc(ClassMethodType) as Own<PyFunctionWrapper>;
	self.callable = incref(fn);
	return self;
}

export function newStaticMethod(fn: PyObject): Own<PyObject> {
	const self = alloc(StaticMethodType) as Own<PyFunctionWrapper>;
	self.callable = incref(fn);
	return self;
}

function dealloc(self: PyFunctionWrapper): void {
	untrack(self);
	free(self);
	xrelease(self.dict);
	xrelease(self.callable);
}

function traverse(self: PyFunctionWrapper, visit: Visit): void {
	if (self.callable !== null) visit(self.callable, "attribute", "__func__");
	if (self.dict !== null) visit(self.dict, "__dict__");
}

function clear(self: PyFunctionWrapper): void {
	const { callable, dict } = self;
	self.dict = null;
	self.callable = null;
	decrefEach([dict, callable]);
}

const COPIED = ["__module__", "__name__", "__qualname__", "__doc__"];

function initWrapper(name: string) {
	return (self: PyFunctionWrapper, args: PyTuple, kwargs: PyDict | null): void => {
		if (kwargs !== null && dictLength(kwargs) > 0) typeError(`${name}() takes no keyword arguments`);
		checkPositional(name, args.items.length, 1, 1);
		const old = self.callable;
		self.callable = incref(args.items[0]);
		xdecref(old);
		for (const attribute of COPIED) copyAttribute(self, args.items[0], attribute);
	};
}

/** Sets the wrapper's attribute to the function's, if it has it. Source: functools_copy_attr. */
function copyAttribute(self: PyFunctionWrapper, fn: PyObject, attribute: string): void {
	const name = internStr(attribute);
	const value = lookupAttr(fn, name);
	if (value === null) return;
	hold(value, attribute);
	setAttr(self, name, value);
	dropKeeping(value, null);
}

function reprWrapper(name: string) {
	return (self: PyFunctionWrapper): Own<PyObject> => {
		if (self.callable === null) return newStr(`<${name}(<NULL>)>`);
		const shown = hold(repr(self.callable), "repr of the function");
		return dropKeeping(shown, newStr(`<${name}(${shown.value})>`));
	};
}

const members: readonly MemberDef[] = [
	{ name: "__func__", field: "callable", readonly: true, optional: true },
	{ name: "__wrapped__", field: "callable", readonly: true, optional: true },
];

function isAbstract(self: PyFunctionWrapper): Own<PyObject> {
	return newBool(self.callable !== null && isAbstractObject(self.callable));
}

/** Whether the object says `__isabstractmethod__`. Runs Python code. Source: _PyObject_IsAbstract. */
export function isAbstractObject(object: PyObject): boolean {
	const found = lookupAttr(object, internStr("__isabstractmethod__"));
	if (found === null) return false;
	hold(found, "__isabstractmethod__");
	const answer = isTrue(found);
	dropKeeping(found, null);
	return answer;
}

/** An attribute that is the function's until it is set on the wrapper. */
function delegated(name: string): GetSetDef {
	const key = (): ReturnType<typeof internStr> => internStr(name);
	return {
		name,
		get: (self: PyFunctionWrapper) => {
			self.dict ??= newDict();
			const known = dictGetStr(self.dict, key());
			if (known !== null) return incref(known);
			if (self.callable === null) return noAttribute(self, key());
			const value = hold(getAttr(self.callable, key()), name);
			dictSetStr(self.dict, key(), value);
			return dropKeeping(value, incref(value));
		},
		set: (self: PyFunctionWrapper, value) => {
			self.dict ??= newDict();
			if (value !== null) dictSetStr(self.dict, key(), value);
			else if (!dictDeleteStr(self.dict, key())) noAttribute(self, key());
		},
	};
}

const getset: readonly GetSetDef[] = [
	{ name: "__isabstractmethod__", get: isAbstract },
	genericDictGetSet(),
	delegated("__annotations__"),
	delegated("__annotate__"),
];

const classGetItem = def("__class_getitem__", "($type, object, /)", null, (cls, item) => newGenericAlias(cls, item), "class");

function bindClass(self: PyFunctionWrapper, object: PyObject | null, type: PyObject | null): Own<PyObject> {
	if (self.callable === null) runtimeError("uninitialized classmethod object");
	return newMethod(self.callable, type ?? object!.type);
}

export const ClassMethodType = defineType({
	name: "classmethod",
	doc: "classmethod(function, /)\n--\n\nConvert a function to be a class method.",
	basicsize: 32,
	dictOffset: 24,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE,
	hasDict: true,
	alloc,
	new: (type: PyType) => type.alloc!(type),
	init: initWrapper("classmethod"),
	dealloc,
	traverse,
	clear,
	repr: reprWrapper("classmethod"),
	descrGet: bindClass,
	methods: [classGetItem],
	members,
	getset,
});

export const StaticMethodType = defineType({
	name: "staticmethod",
	doc: "staticmethod(function, /)\n--\n\nConvert a function to be a static method.",
	basicsize: 32,
	dictOffset: 24,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE,
	hasDict: true,
	alloc,
	new: (type: PyType) => type.alloc!(type),
	init: initWrapper("staticmethod"),
	dealloc,
	traverse,
	clear,
	repr: reprWrapper("staticmethod"),
	call: (self: PyFunctionWrapper, args: PyTuple, kwargs: PyDict | null) =>
		self.callable === null ? runtimeError("uninitialized staticmethod object") : callTuple(self.callable, args, kwargs),
	descrGet: (self: PyFunctionWrapper) =>
		self.callable === null ? runtimeError("uninitialized staticmethod object") : incref(self.callable),
	methods: [classGetItem],
	members,
	getset,
});
