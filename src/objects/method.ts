// The bound method: a function together with the object it was found on. Owns both.
// Mirrors Objects/classobject.c (method; instancemethod has no use without C).

import type { Own, Visit } from "../heap/header.ts";
import { own, standAlone } from "../heap/header.ts";
import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, dropKeeping, hold } from "../heap/handles.ts";
import { free, incref, release } from "../heap/refcount.ts";
import { clearWeakrefs, type WeakReference } from "../heap/weakref.ts";
import { addressForHash } from "../heap/address.ts";
import { call, callPrepend, getAttr, hash, lookupAttr, repr, richCompareBool } from "./abstract.ts";
import { checkPositional, def } from "./args.ts";
import { newBool } from "./bool.ts";
import { getBuiltin } from "./builtin.ts";
import { dictLength, type PyDict } from "./dict.ts";
import { typeError } from "./errors.ts";
import { genericSetAttr } from "./genericAttr.ts";
import {
	type CompareOp,
	defineType,
	type Hash,
	PyGCObject,
	type PyObject,
	type PyType,
	Py_EQ,
	Py_NE,
	TPFLAGS_HAVE_GC,
	TPFLAGS_HAVE_VECTORCALL,
} from "./object.ts";
import { newNotImplemented, None } from "./singletons.ts";
import { internStr, isStr, newStr, type PyStr } from "./str.ts";
import { newTuple, type PyTuple, tupleOf } from "./tuple.ts";
import { typeLookup } from "./typeCache.ts";

export class PyMethod extends PyGCObject {
	static {
		standAlone(PyMethod);
	}

	/** Owned. */
	func: PyObject;
	/** Owned. */
	self: PyObject;
	weakrefs: WeakReference[] | null;

	constructor(func: Own<PyObject>, self: Own<PyObject>) {
		super(MethodType);
		this.func = func;
		this.self = self;
		this.weakrefs = null;
	}
}

/** Borrows both. */
export function newMethod(func: PyObject, self: PyObject): Own<PyMethod> {
	const method = new PyMethod(incref(func), incref(self));
	track(method);
	return own(method);
}

export function isMethod(object: PyObject): object is PyMethod {
	return object.type === MethodType;
}

function methodDealloc(self: PyMethod): void {
	untrack(self);
	if (self.weakrefs !== null) clearWeakrefs(self);
	free(self);
	release(self.self);
	release(self.func);
}

function methodVectorcall(self: PyMethod, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	return call(self.func, [self.self, ...args], kwnames);
}

function methodCall(self: PyMethod, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	return callPrepend(self.func, self.self, args, kwargs);
}

function methodNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	if (kwargs !== null && dictLength(kwargs) > 0) typeError(`${type.name}() takes no keyword arguments`);
	checkPositional("method", args.items.length, 2, 2);
	const [func, self] = args.items;
	if (func.type.call === null && func.type.vectorcall === null) typeError("first argument must be callable");
	if (self === None) typeError("instance must not be None");
	return newMethod(func, self);
}

/** Attributes of the method type itself first, then those of the function. */
function methodGetattro(self: PyMethod, name: PyStr): Own<PyObject> {
	const descr = typeLookup(MethodType, name);
	if (descr === null) return getAttr(self.func, name);
	const get = descr.type.descrGet;
	return get === null ? incref(descr) : get(descr, self, self.type);
}

function methodRichcompare(self: PyMethod, other: PyObject, op: CompareOp): Own<PyObject> {
	if ((op !== Py_EQ && op !== Py_NE) || !isMethod(self) || !isMethod(other)) return newNotImplemented();
	const equal = richCompareBool(self.func, other.func, Py_EQ) && self.self === other.self;
	return newBool(equal === (op === Py_EQ));
}

function methodHash(self: PyMethod): Hash {
	const bound = Math.floor(addressForHash(self.self) / 16);
	const func = hash(self.func);
	const mixed = BigInt.asIntN(64, BigInt(bound) ^ BigInt(func));
	return mixed === -1n ? -2 : mixed >= -0x1fffffffffffffn && mixed <= 0x1fffffffffffffn ? Number(mixed) : mixed;
}

function methodRepr(self: PyMethod): Own<PyObject> {
	const name = nameOf(self.func);
	const object = hold(repr(self.self), "repr of the bound object");
	const text = `<bound method ${name} of ${object.value}>`;
	drop(object);
	return newStr(text);
}

function nameOf(func: PyObject): string {
	for (const attribute of ["__qualname__", "__name__"]) {
		const found = lookupAttr(func, internStr(attribute));
		if (found === null) continue;
		hold(found, "name of the method");
		const text = isStr(found) ? found.value : null;
		drop(found);
		return text ?? "?";
	}
	return "?";
}

function methodReduce(self: PyMethod): Own<PyObject> {
	const name = hold(getAttr(self.func, internStr("__name__")), "name of the method");
	const getattr = hold(getBuiltin("getattr"), "getattr");
	const result = newTuple([incref(getattr), tupleOf(self.self, name)]);
	return dropKeeping(name, dropKeeping(getattr, result));
}

export const MethodType = defineType({
	name: "method",
	doc: "method(function, instance, /)\n--\n\nA function bound to an instance.",
	basicsize: 48,
	weakrefOffset: 32,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_HAVE_VECTORCALL,
	freelistSize: 20,
	weakrefable: true,
	dealloc: methodDealloc,
	traverse: (self: PyMethod, visit: Visit) => {
		visit(self.func, "attribute", "__func__");
		visit(self.self, "attribute", "__self__");
	},
	new: methodNew,
	repr: methodRepr,
	hash: methodHash,
	call: methodCall,
	vectorcall: methodVectorcall,
	getattro: methodGetattro,
	setattro: genericSetAttr,
	richcompare: methodRichcompare,
	descrGet: (self: PyMethod) => incref(self),
	methods: [def("__reduce__", "($self, /)", null, methodReduce)],
	members: [
		{ name: "__func__", field: "func", readonly: true, doc: "The function that is bound." },
		{ name: "__self__", field: "self", readonly: true, doc: "The instance to which the function is bound." },
	],
	getset: [{ name: "__doc__", get: (self: PyMethod) => getAttr(self.func, internStr("__doc__")) }],
});
