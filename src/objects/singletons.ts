// `None`, `NotImplemented` and `Ellipsis`: three immortal objects, one of a type each.
// Invariant: each type has exactly one instance. Mirrors the end of Objects/object.c and Objects/sliceobject.c (Ellipsis).

import { type Own, own } from "../heap/header.ts";
import { immortalize } from "../heap/refcount.ts";
import { def } from "./args.ts";
import { typeError } from "./errors.ts";
import { defineType, ObjectType, type PyObject, PyPlainObject, type PyType } from "./object.ts";
import { dictLength, type PyDict } from "./dict.ts";
import { newStr } from "./str.ts";
import type { PyTuple } from "./tuple.ts";

class PySingleton extends PyPlainObject {}

/** `type(None)()` and the like: takes no arguments and returns the one instance. */
function singletonNew(the: () => PyObject) {
	return (type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> => {
		if (args.items.length > 0 || (kwargs !== null && dictLength(kwargs) > 0))
			typeError(`${type === EllipsisType ? "EllipsisType" : type.name} takes no arguments`);
		return own(the());
	};
}

/** What `hash(None)` is since 3.12: the same in every process. */
const NONE_HASH = 0xfca86420;

export const NoneType = defineType({
	name: "NoneType",
	doc: "NoneType()\n--\n\nThe type of the None singleton.",
	basicsize: 16,
	dealloc: () => {},
	new: singletonNew(() => None),
	repr: () => newStr("None"),
	hash: () => NONE_HASH,
	// Of its own in CPython, though object's.
	richcompare: (self, other, op) => ObjectType.richcompare!(self, other, op),
	nbBool: () => false,
});

export const NotImplementedType = defineType({
	name: "NotImplementedType",
	doc: "NotImplementedType()\n--\n\nThe type of the NotImplemented singleton.",
	basicsize: 16,
	dealloc: () => {},
	new: singletonNew(() => NotImplemented),
	repr: () => newStr("NotImplemented"),
	nbBool: () => typeError("NotImplemented should not be used in a boolean context"),
	methods: [def("__reduce__", "($self, /)", null, () => newStr("NotImplemented"))],
});

export const EllipsisType = defineType({
	name: "ellipsis",
	doc: "ellipsis()\n--\n\nThe type of the Ellipsis singleton.",
	basicsize: 16,
	dealloc: () => {},
	new: singletonNew(() => Ellipsis),
	repr: () => newStr("Ellipsis"),
	methods: [def("__reduce__", "($self, /)", null, () => newStr("Ellipsis"))],
});

export const None: PyObject = immortalize(new PySingleton(NoneType));
export const NotImplemented: PyObject = immortalize(new PySingleton(NotImplementedType));
export const Ellipsis: PyObject = immortalize(new PySingleton(EllipsisType));

export function newNone(): Own<PyObject> {
	return own(None);
}

export function newNotImplemented(): Own<PyObject> {
	return own(NotImplemented);
}
