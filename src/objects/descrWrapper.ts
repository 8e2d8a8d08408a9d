// wrapper_descriptor (a native slot as it stands in a type's dictionary: `int.__add__`) and method-wrapper (the same,
// bound: `(1).__add__`). Both are called with an argument tuple.
// Mirrors the wrapper parts of Objects/descrobject.c.

import { addressForHash } from "../heap/address.ts";
import { track, untrack } from "../heap/gc/tracking.ts";
import { dropKeeping, hold } from "../heap/handles.ts";
import { type Own, own, type Visit } from "../heap/header.ts";
import { free, incref, release } from "../heap/refcount.ts";
import { addressText } from "./addressText.ts";
import { def } from "./args.ts";
import { newBool } from "./bool.ts";
import { getBuiltin } from "./builtin.ts";
import {
	descrCheck,
	descrDealloc,
	descrGetset,
	descrMembers,
	descrQualname,
	descrReduceMethod,
	descrRepr,
	descrTraverse,
	descrTraverseRest,
} from "./descr.ts";
import { PyDescr } from "./descrStruct.ts";
import { dictLength, type PyDict } from "./dict.ts";
import { typeError } from "./errors.ts";
import {
	type CompareOp,
	defineType,
	type Hash,
	isSubtype,
	PyGCObject,
	type PyObject,
	type PyType,
	Py_EQ,
	Py_NE,
	TPFLAGS_HAVE_GC,
	TPFLAGS_METHOD_DESCRIPTOR,
} from "./object.ts";
import { newNotImplemented } from "./singletons.ts";
import { internStr, newStr } from "./str.ts";
import { newTuple, type PyTuple, tupleOf } from "./tuple.ts";
import type { SlotDef } from "./typeSlots.ts";

export class PyWrapperDescr extends PyDescr {
	readonly base: SlotDef;
	/** The slot's function. */
	readonly wrapped: any;

	constructor(objclass: PyType, base: SlotDef, wrapped: unknown) {
		super(WrapperDescrType, objclass, internStr(base.name));
		this.base = base;
		this.wrapped = wrapped;
	}
}

export function newWrapperDescr(objclass: PyType, base: SlotDef, wrapped: unknown): Own<PyWrapperDescr> {
	const descr = new PyWrapperDescr(objclass, base, wrapped);
	track(descr);
	return own(descr);
}

function rawCall(descr: PyWrapperDescr, self: PyObject, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const { base, wrapped } = descr;
	if (!base.keywords && kwargs !== null && dictLength(kwargs) > 0) typeError(`wrapper ${base.name}() takes no keyword arguments`);
	return base.wrapper!(self, args, wrapped, kwargs);
}

function wrapperCall(descr: PyWrapperDescr, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const self = args.items[0];
	const { name, objclass } = descr;
	if (self === undefined) return typeError(`descriptor '${name.value}' of '${objclass.name}' object needs an argument`);
	if (!isSubtype(self.type, objclass)) {
		return typeError(`descriptor '${name.value}' requires a '${objclass.name}' object but received a '${self.type.name}'`);
	}
	const rest = hold(newTuple(args.items.slice(1).map((arg) => incref(arg))), "arguments after self");
	return dropKeeping(rest, rawCall(descr, self, rest, kwargs));
}

export const WrapperDescrType = defineType({
	name: "wrapper_descriptor",
	basicsize: 56,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_METHOD_DESCRIPTOR,
	dealloc: descrDealloc,
	traverse: descrTraverse,
	traverseRest: descrTraverseRest,
	repr: descrRepr("slot wrapper"),
	call: wrapperCall,
	descrGet: (self: PyWrapperDescr, object: PyObject | null) => {
		if (object === null) return incref(self);
		descrCheck(self, object);
		return newMethodWrapper(self, object);
	},
	methods: [descrReduceMethod()],
	members: descrMembers(),
	getset: descrGetset(
		(self: PyWrapperDescr) => self.base.doc,
		(self: PyWrapperDescr) => self.base.signature,
	),
});

export class PyMethodWrapper extends PyGCObject {
	/** Owned. */
	readonly descr: PyWrapperDescr;
	/** Owned. */
	readonly self: PyObject;

	constructor(descr: Own<PyWrapperDescr>, self: Own<PyObject>) {
		super(MethodWrapperType);
		this.descr = descr;
		this.self = self;
	}
}

/** Borrows both. */
export function newMethodWrapper(descr: PyWrapperDescr, self: PyObject): Own<PyMethodWrapper> {
	const wrapper = new PyMethodWrapper(incref(descr), incref(self));
	track(wrapper);
	return own(wrapper);
}

function wrapperDealloc(self: PyMethodWrapper): void {
	untrack(self);
	free(self);
	release(self.self);
	release(self.descr);
}

function wrapperRichcompare(a: PyObject, b: PyObject, op: CompareOp): Own<PyObject> {
	if ((op !== Py_EQ && op !== Py_NE) || !(a instanceof PyMethodWrapper) || !(b instanceof PyMethodWrapper)) return newNotImplemented();
	const equal = a.descr === b.descr && a.self === b.self;
	return newBool(equal === (op === Py_EQ));
}

function wrapperHash(self: PyMethodWrapper): Hash {
	return Math.floor(addressForHash(self.self) / 16) + Math.floor(addressForHash(self.descr) / 16);
}

function wrapperReduce(self: PyMethodWrapper): Own<PyObject> {
	const getattr = hold(getBuiltin("getattr"), "getattr");
	return dropKeeping(getattr, newTuple([incref(getattr), tupleOf(self.self, self.descr.name)]));
}

export const MethodWrapperType = defineType({
	name: "method-wrapper",
	basicsize: 32,
	flags: TPFLAGS_HAVE_GC,
	dealloc: wrapperDealloc,
	traverse: (self: PyMethodWrapper, visit: Visit) => {
		visit(self.descr, "slot wrapper");
		visit(self.self, "attribute", "__self__");
	},
	repr: (self: PyMethodWrapper) =>
		newStr(`<method-wrapper '${self.descr.name.value}' of ${self.self.type.name} object at ${addressText(self.self)}>`),
	hash: wrapperHash,
	call: (self: PyMethodWrapper, args: PyTuple, kwargs: PyDict | null) => rawCall(self.descr, self.self, args, kwargs),
	richcompare: wrapperRichcompare,
	methods: [def("__reduce__", "($self, /)", null, wrapperReduce)],
	members: [{ name: "__self__", field: "self", readonly: true }],
	getset: [
		{ name: "__objclass__", get: (self: PyMethodWrapper) => incref(self.descr.objclass) },
		{ name: "__name__", get: (self: PyMethodWrapper) => incref(self.descr.name) },
		{ name: "__qualname__", get: (self: PyMethodWrapper) => descrQualname(self.descr) },
		{ name: "__doc__", get: (self: PyMethodWrapper) => newStr(self.descr.base.doc) },
		{ name: "__text_signature__", get: (self: PyMethodWrapper) => newStr(self.descr.base.signature) },
	],
});
