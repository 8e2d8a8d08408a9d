// method_descriptor and classmethod_descriptor: native methods as they stand in a type's dictionary.
// Called with the object as first argument a method needs no bound function. Read `methodVectorcall` first.
// Mirrors the method parts of Objects/descrobject.c.

import { track } from "../heap/gc/tracking.ts";
import { dropKeeping, hold } from "../heap/handles.ts";
import { type Own, own, standAlone } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { callItems } from "./abstractCall.ts";
import { isType } from "./abstractClass.ts";
import { callMethodDef, callPositional, type MethodDef } from "./args.ts";
import { newBuiltinFunction } from "./builtinFunction.ts";
import {
	descrCheck,
	descrDealloc,
	descrGetset,
	descrMembers,
	descrReduceMethod,
	descrRepr,
	descrTraverse,
	descrTraverseRest,
} from "./descr.ts";
import { PyDescr } from "./descrStruct.ts";
import type { PyDict } from "./dict.ts";
import { typeError } from "./errors.ts";
import {
	defineType,
	isInstanceOf,
	isSubtype,
	type PyObject,
	type PyType,
	TPFLAGS_HAVE_GC,
	TPFLAGS_HAVE_VECTORCALL,
	TPFLAGS_METHOD_DESCRIPTOR,
} from "./object.ts";
import { internStr } from "./str.ts";
import type { PyTuple } from "./tuple.ts";
import { typeQualname } from "./typeNames.ts";

export class PyMethodDescr extends PyDescr {
	static {
		standAlone(PyMethodDescr);
	}

	readonly def: MethodDef;

	constructor(type: PyType, objclass: PyType, def: MethodDef) {
		super(type, objclass, internStr(def.name));
		this.def = def;
	}
}

export function newMethodDescr(objclass: PyType, def: MethodDef): Own<PyMethodDescr> {
	const descr = new PyMethodDescr(def.binding === "class" ? ClassMethodDescrType : MethodDescrType, objclass, def);
	track(descr);
	return own(descr);
}

function methodVectorcall(self: PyMethodDescr, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const object = args[0];
	const d = self.def;
	if (object === undefined || args.length === (kwnames === null ? 0 : kwnames.items.length)) {
		return typeError(`unbound method ${typeQualname(self.objclass)}.${d.name}() needs an argument`);
	}
	if (!isInstanceOf(object, self.objclass)) descrCheck(self, object);
	if (kwnames === null) {
		if (args.length === 2 && d.kind === "o") return d.impl(object, args[1]);
		if (args.length === 1 && d.kind === "noargs") return d.impl(object);
	}
	const result = kwnames === null ? callPositional(d, object, args, 1, args.length - 1) : null;
	if (result !== null) return result;
	return callMethodDef(d, `${typeQualname(self.objclass)}.${d.name}`, object, args.slice(1), kwnames);
}

function methodDescrGet(self: PyMethodDescr, object: PyObject | null): Own<PyObject> {
	if (object === null) return incref(self);
	descrCheck(self, object);
	return newBuiltinFunction(self.def, object, null);
}

const methodGetset = descrGetset(
	(self: PyMethodDescr) => self.def.doc,
	(self: PyMethodDescr) => self.def.signature,
);

export const MethodDescrType = defineType({
	name: "method_descriptor",
	basicsize: 56,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_HAVE_VECTORCALL | TPFLAGS_METHOD_DESCRIPTOR,
	dealloc: descrDealloc,
	traverse: descrTraverse,
	traverseRest: descrTraverseRest,
	repr: descrRepr("method"),
	call: (self: PyMethodDescr, args: PyTuple, kwargs: PyDict | null) => callItems(self, args.items, kwargs),
	vectorcall: methodVectorcall,
	descrGet: methodDescrGet,
	methods: [descrReduceMethod()],
	members: descrMembers(),
	getset: methodGetset,
});

function classmethodDescrGet(self: PyMethodDescr, object: PyObject | null, type: PyObject | null): Own<PyObject> {
	const { objclass, name } = self;
	const owner = type ?? object?.type ?? null;
	if (owner === null) return typeError(`descriptor '${name.value}' for type '${objclass.name}' needs either an object or a type`);
	if (!isType(owner)) {
		return typeError(`descriptor '${name.value}' for type '${objclass.name}' needs a type, not a '${owner.type.name}' as arg 2`);
	}
	if (!isSubtype(owner, objclass)) {
		return typeError(`descriptor '${name.value}' requires a subtype of '${objclass.name}' but received '${owner.name}'`);
	}
	return newBuiltinFunction(self.def, owner, null);
}

function classmethodDescrCall(self: PyMethodDescr, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const owner = args.items[0];
	if (owner === undefined) return typeError(`descriptor '${self.name.value}' of '${self.objclass.name}' object needs an argument`);
	const bound = hold(classmethodDescrGet(self, null, owner), "bound class method");
	return dropKeeping(bound, callItems(bound, args.items.slice(1), kwargs));
}

export const ClassMethodDescrType = defineType({
	name: "classmethod_descriptor",
	basicsize: 56,
	flags: TPFLAGS_HAVE_GC,
	dealloc: descrDealloc,
	traverse: descrTraverse,
	traverseRest: descrTraverseRest,
	repr: descrRepr("method"),
	call: classmethodDescrCall,
	descrGet: classmethodDescrGet,
	members: descrMembers(),
	getset: methodGetset,
});
