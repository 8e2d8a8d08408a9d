// `object`: what every object can do unless its type says otherwise.
// Mirrors PyBaseObject_Type (Objects/typeobject.c); pickling support is in objectReduce.ts.

import { addressForHash } from "../heap/address.ts";
import { track } from "../heap/gc/tracking.ts";
import { drop, dropKeeping, hold } from "../heap/handles.ts";
import { type Own, own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { lookupAttr } from "./abstractAttr.ts";
import { isTrue, str } from "./abstractObject.ts";
import { mappingList, sequenceList } from "./abstractSequence.ts";
import { addressText } from "./addressText.ts";
import { def } from "./args.ts";
import { newBool } from "./bool.ts";
import { dictCopy, dictLength, isDict, newDict, type PyDict } from "./dict.ts";
import { typeError } from "./errors.ts";
import { genericGetAttr, genericSetAttr } from "./genericAttr.ts";
import { objectDealloc, instanceAlloc } from "./instance.ts";
import { newInt } from "./int.ts";
import {
	type CompareOp,
	ObjectType,
	PyGCTypeOwner,
	PyPlainTypeOwner,
	type PyObject,
	type PyType,
	Py_EQ,
	Py_NE,
	specifyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_HAVE_GC,
	TPFLAGS_IS_ABSTRACT,
} from "./object.ts";
import { objectGetstate, objectReduce, objectReduceEx } from "./objectReduce.ts";
import { newNone, newNotImplemented, None, NotImplemented } from "./singletons.ts";
import { internStr, isStr, newStr, type PyStr } from "./str.ts";
import type { PyTuple } from "./tuple.ts";
import { setClass } from "./typeAssign.ts";
import { mergeClassDict } from "./type.ts";
import { typeModuleText, typeQualname } from "./typeNames.ts";
import { listSort } from "./list.ts";

class PyPlainInstance extends PyPlainTypeOwner {}

class PyCollectedInstance extends PyGCTypeOwner {}

/** The `alloc` slot: of an instance of a Python class, of `object` itself, or of a native type that adds no fields. */
function objectAlloc(type: PyType): Own<PyObject> {
	if (type.heap !== null) return instanceAlloc(type);
	if ((type.typeFlags & TPFLAGS_HAVE_GC) === 0) return own(new PyPlainInstance(type));
	const self = new PyCollectedInstance(type);
	track(self);
	return own(self);
}

function hasArguments(args: PyTuple, kwargs: PyDict | null): boolean {
	return args.items.length > 0 || (kwargs !== null && dictLength(kwargs) > 0);
}

/** Arguments are refused unless the class overrides just the other one of `__new__` and `__init__`. */
export function objectNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	if (hasArguments(args, kwargs)) {
		if (type.new !== objectNew) typeError("object.__new__() takes exactly one argument (the type to instantiate)");
		if (type.init === objectInit) typeError(`${type.name}() takes no arguments`);
	}
	if ((type.typeFlags & TPFLAGS_IS_ABSTRACT) !== 0) refuseAbstract(type);
	return type.alloc!(type);
}

export function objectInit(self: PyObject, args: PyTuple, kwargs: PyDict | null): void {
	if (!hasArguments(args, kwargs)) return;
	const type = self.type;
	if (type.init !== objectInit) typeError("object.__init__() takes exactly one argument (the instance to initialize)");
	if (type.new === objectNew) typeError(`${type.name}.__init__() takes exactly one argument (the instance to initialize)`);
}

function refuseAbstract(type: PyType): never {
	const methods = hold(lookupAttr(type, internStr("__abstractmethods__")) ?? newNone(), "abstract methods");
	const sorted = hold(sequenceList(methods), "sorted abstract methods");
	listSort(sorted, null, false);
	const names = sorted.items.map((name) => (isStr(name) ? name.value : ""));
	const text = `'${names.join("', '")}'`;
	return typeError(
		`Can't instantiate abstract class ${type.name} without an implementation for abstract method${names.length === 1 ? "" : "s"} ${text}`,
	);
}

function objectRepr(self: PyObject): Own<PyObject> {
	const module = typeModuleText(self.type);
	const name = module === null || module === "builtins" ? self.type.name : `${module}.${typeQualname(self.type)}`;
	return newStr(`<${name} object at ${addressText(self)}>`);
}

/** `object.__hash__`: by identity. */
export function objectHash(self: PyObject): number {
	return Math.floor(addressForHash(self) / 16);
}

function objectRichcompare(self: PyObject, other: PyObject, op: CompareOp): Own<PyObject> {
	if (op === Py_EQ) return self === other ? newBool(true) : newNotImplemented();
	if (op !== Py_NE || self.type.richcompare === null) return newNotImplemented();
	const equal = self.type.richcompare(self, other, Py_EQ);
	if (equal === NotImplemented) return equal;
	hold(equal, "result of __eq__");
	return dropKeeping(equal, newBool(!isTrue(equal)));
}

function objectFormat(self: PyObject, spec: PyObject): Own<PyObject> {
	if (!isStr(spec)) return typeError(`__format__() argument must be str, not ${spec === None ? "None" : spec.type.name}`);
	if (spec.value !== "") typeError(`unsupported format string passed to ${self.type.name}.__format__`);
	return str(self);
}

/** `Py_SIZE`. */
function itemCount(self: PyObject): number {
	for (let type: PyType | null = self.type; type !== null; type = type.base) {
		const count = type.spec?.itemCount;
		if (count !== undefined) return count(self);
	}
	return 0;
}

function objectSizeof(self: PyObject): Own<PyObject> {
	const { basicsize, itemsize } = self.type;
	return newInt(itemsize === 0 ? basicsize : basicsize + itemsize * itemCount(self));
}

function objectDir(self: PyObject): Own<PyObject> {
	const own = lookupAttr(self, internStr("__dict__"));
	if (own !== null) hold(own, "__dict__");
	const names = own !== null && isDict(own) ? dictCopy(own) : newDict();
	if (own !== null) dropKeeping(own, names);
	hold(names, "names");
	const cls = lookupAttr(self, internStr("__class__"));
	if (cls !== null) {
		hold(cls, "__class__");
		mergeClassDict(names, cls);
		drop(cls);
	}
	return dropKeeping(names, mappingList(names, "keys"));
}

specifyType(ObjectType, {
	name: "object",
	doc: "object()\n--\n\nThe base class of the class hierarchy.",
	basicsize: 16,
	flags: TPFLAGS_BASETYPE,
	dealloc: objectDealloc,
	alloc: objectAlloc,
	new: objectNew,
	init: objectInit,
	repr: objectRepr,
	hash: objectHash,
	// Not `repr`: that the result is no text is the error of who asked for a str.
	str: (self: PyObject) => (self.type.repr ?? objectRepr)(self),
	getattro: genericGetAttr as (self: PyObject, name: PyStr) => Own<PyObject>,
	setattro: genericSetAttr,
	richcompare: objectRichcompare,
	methods: [
		def("__reduce_ex__", "($self, protocol, /)", "Helper for pickle.", objectReduceEx),
		def("__reduce__", "($self, /)", "Helper for pickle.", objectReduce),
		def("__getstate__", "($self, /)", "Helper for pickle.", objectGetstate),
		def(
			"__subclasshook__",
			"($type, object, /)",
			"Abstract classes can override this to customize issubclass().",
			() => newNotImplemented(),
			"class",
		),
		def("__init_subclass__", "($type, /)", "This method is called when a class is subclassed.", () => newNone(), "class"),
		def("__format__", "($self, format_spec, /)", "Default object formatter.", objectFormat),
		def("__sizeof__", "($self, /)", "Size of object in memory, in bytes.", objectSizeof),
		def("__dir__", "($self, /)", "Default dir() implementation.", objectDir),
	],
	getset: [{ name: "__class__", get: (self: PyObject) => incref(self.type), set: setClass, doc: "the object's class" }],
});
