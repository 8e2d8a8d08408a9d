// `type`: calling a class, its repr, its methods, and the life of class objects.
//
// A heap type owns its base, bases, mro, dictionary and names; static ones are immortal and never torn down.
// As the mro contains the class itself, a class dies by the cyclic collector. Read `typeCall` first.
// Mirrors PyType_Type (Objects/typeobject.c); attributes: typeGetSet.ts, creation: typeNew.ts.

import { untrack } from "../heap/gc/tracking.ts";
import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { free, incref, release, xdecref, xrelease } from "../heap/refcount.ts";
import { clearWeakrefs } from "../heap/weakref.ts";
import { makeTpCall } from "./abstractCall.ts";
import { realIsInstance, realIsSubclass } from "./abstractClass.ts";
import { def, defRaw, noKeywords } from "./args.ts";
import { newBool } from "./bool.ts";
import { dictClear, dictLength, dictUpdate, newDict, type PyDict } from "./dict.ts";
import { releaseSharedKeys, type SharedKeys } from "./dictkeys.ts";
import { lookupAttr } from "./abstractAttr.ts";
import { typeError } from "./errors.ts";
import { newInt } from "./int.ts";
import { newList } from "./list.ts";
import { unmake } from "./heapTypes.ts";
import {
	type HeapTypeData,
	isInstanceOf,
	ObjectType,
	type PyObject,
	type PyType,
	type SpecTypeData,
	specifyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_HAVE_GC,
	TPFLAGS_HAVE_VECTORCALL,
	TPFLAGS_TYPE_SUBCLASS,
	TypeType,
} from "./object.ts";
import { mappingList } from "./abstractSequence.ts";
import { internStr, newStr } from "./str.ts";
import { isTuple, type PyTuple } from "./tuple.ts";
import { typeGetattro, typeSetattro } from "./typeAttr.ts";
import { typeModified } from "./typeCache.ts";
import { typeGetset, typeMembers } from "./typeGetSet.ts";
import { c3Order } from "./typeMro.ts";
import { fullTypeName } from "./typeNames.ts";
import { typeNew } from "./typeNew.ts";
import { removeSubclass } from "./typeReady.ts";
import { typeOr } from "./union.ts";

function hasKeywords(kwargs: PyDict | null): boolean {
	return kwargs !== null && dictLength(kwargs) > 0;
}

/** `C(*args)`: `__new__`, then `__init__` if the result is an instance of C. */
function typeCall(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	if (type === TypeType) {
		if (args.items.length === 1 && !hasKeywords(kwargs)) return incref(args.items[0].type);
		if (args.items.length !== 3) typeError("type() takes 1 or 3 arguments");
	}
	if (type.new === null) typeError(`cannot create '${type.name}' instances`);
	const object = type.new(type, args, kwargs);
	if (!isInstanceOf(object, type)) return object;
	const init = object.type.init;
	if (init === null) return object;
	hold(object, "new instance");
	init(object, args, kwargs);
	return take(object);
}

/** Types with a `typeVectorcall` of their own are called without an argument tuple. */
function typeVectorcall(type: PyType, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	return type.typeVectorcall !== null ? type.typeVectorcall(type, args, kwnames) : makeTpCall(type, args, kwnames);
}

/** `type(x)`. */
function typeOfVectorcall(type: PyType, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const positional = args.length - (kwnames === null ? 0 : kwnames.items.length);
	if (type !== TypeType || positional !== 1) return makeTpCall(type, args, kwnames);
	noKeywords("type", kwnames);
	return incref(args[0].type);
}

function typeInit(_self: PyType, args: PyTuple, kwargs: PyDict | null): void {
	const count = args.items.length;
	if (count === 1 && hasKeywords(kwargs)) typeError("type.__init__() takes no keyword arguments");
	if (count !== 1 && count !== 3) typeError("type.__init__() takes 1 or 3 arguments");
}

function typeRepr(self: PyType): Own<PyObject> {
	return newStr(`<class '${fullTypeName(self)}'>`);
}

function typeDealloc(self: PyType): void {
	untrack(self);
	removeSubclass(self);
	if (self.weakrefs !== null) clearWeakrefs(self);
	free(self);
	if (self.heap !== null) releaseHeapData(self.heap);
	else releaseSpecData(self.fromSpec!);
	xrelease(self.mro);
	xrelease(self.bases);
	xrelease(self.ownDict);
	xrelease(self.base);
	if (self.fromSpec !== null) unmake(self);
}

function releaseHeapData({ module, cachedKeys, slots, qualname, name }: HeapTypeData): void {
	xrelease(module);
	if (cachedKeys !== null) releaseSharedKeys(cachedKeys as SharedKeys);
	xrelease(slots);
	release(qualname);
	release(name);
}

function releaseSpecData({ module, name }: SpecTypeData): void {
	xrelease(module);
	release(name);
	release(name);
}

/** As CPython's: dictionary, mro, bases, base. Static types are not for the collector. */
function typeTraverse(self: PyType, visit: Visit): void {
	if (heapData(self) !== null) visitFields(self, visit);
}

/** What the type has as a heap type; null for a static one. */
function heapData(self: PyType): HeapTypeData | SpecTypeData | null {
	return self.heap ?? self.fromSpec;
}

function visitFields(self: PyType, visit: Visit): void {
	if (self.ownDict !== null) visit(self.ownDict, "attributes");
	if (self.mro !== null) visit(self.mro, "mro");
	if (self.bases !== null) visit(self.bases, "bases");
	if (self.base !== null) visit(self.base, "base");
	const module = heapData(self)?.module ?? null;
	if (module !== null) visit(module, "module");
}

function typeTraverseRest(self: PyType, visit: Visit): void {
	const data = heapData(self);
	if (data === null) return visitFields(self, visit);
	visit(data.name, "name");
	visit(self.heap?.qualname ?? data.name, "qualified name");
	if (self.heap !== null && self.heap.slots !== null) visit(self.heap.slots, "names of the slots");
}

function typeClear(self: PyType): void {
	const data = heapData(self);
	if (data === null) return;
	typeModified(self);
	self.unfilled = false;
	if (self.ownDict !== null) dictClear(self.ownDict);
	const { mro } = self;
	const { module } = data;
	data.module = null;
	xdecref(module);
	self.mro = null;
	xdecref(mro);
}

function typeMroMethod(self: PyType): Own<PyObject> {
	return newList(c3Order(self).map((type) => incref(type)));
}

function typeSubclasses(self: PyType): Own<PyObject> {
	return newList([...(self.subclasses ?? [])].filter((type) => type.refcnt > 0).map((type) => incref(type)));
}

/** The names of the class's and its bases' dictionaries. */
function typeDir(self: PyType): Own<PyObject> {
	const names = hold(newDict(), "names");
	mergeClassDict(names, self);
	return dropKeeping(names, mappingList(names, "keys"));
}

/** Adds the attributes of a class and its bases, bases last. For `dir`. Source: merge_class_dict. */
export function mergeClassDict(names: PyDict, cls: PyObject): void {
	const dict = lookupAttr(cls, internStr("__dict__"));
	if (dict !== null) {
		hold(dict, "__dict__");
		dictUpdate(names, dict);
		drop(dict);
	}
	const bases = lookupAttr(cls, internStr("__bases__"));
	if (bases === null) return;
	hold(bases, "__bases__");
	if (isTuple(bases)) for (const base of bases.items) mergeClassDict(names, base);
	drop(bases);
}

const HEAP_TYPE_SIZE = 936;
const STATIC_TYPE_SIZE = 416;
const SHARED_KEYS_SIZE = 768;

function typeSizeof(self: PyType): Own<PyObject> {
	if (heapData(self) === null) return newInt(STATIC_TYPE_SIZE);
	return newInt(HEAP_TYPE_SIZE + (self.heap === null || self.heap.cachedKeys === null ? 0 : SHARED_KEYS_SIZE));
}

specifyType(TypeType, {
	name: "type",
	base: ObjectType,
	doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
	basicsize: HEAP_TYPE_SIZE,
	dictOffset: 264,
	weakrefOffset: 368,
	itemsize: 40,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE | TPFLAGS_TYPE_SUBCLASS | TPFLAGS_HAVE_VECTORCALL,
	weakrefable: true,
	hasDict: true,
	dealloc: typeDealloc,
	traverse: typeTraverse,
	traverseRest: typeTraverseRest,
	clear: typeClear,
	new: typeNew,
	init: typeInit,
	call: typeCall,
	vectorcall: typeVectorcall,
	typeVectorcall: typeOfVectorcall,
	repr: typeRepr,
	getattro: typeGetattro,
	setattro: typeSetattro,
	nbOr: (a: PyObject, b: PyObject) => typeOr(a, b),
	methods: [
		def("mro", "($self, /)", "Return a type's method resolution order.", typeMroMethod),
		def("__subclasses__", "($self, /)", "Return a list of immediate subclasses.", typeSubclasses),
		defRaw("__prepare__", "($cls, name, bases, /, **kwds)", "Create the namespace for the class statement", () => newDict(), "class"),
		def("__instancecheck__", "($self, instance, /)", "Check if an object is an instance.", (self, object) =>
			newBool(realIsInstance(object, self)),
		),
		def("__subclasscheck__", "($self, subclass, /)", "Check if a class is a subclass.", (self, cls) => newBool(realIsSubclass(cls, self))),
		def("__dir__", "($self, /)", "Specialized __dir__ implementation for types.", typeDir),
		def("__sizeof__", "($self, /)", "Return memory consumption of the type object.", typeSizeof),
	],
	members: typeMembers(),
	getset: typeGetset(),
});

export { typeLookup, typeModified } from "./typeCache.ts";
export { typeReady } from "./typeReady.ts";
export { typeNew };
