// Functions written in TypeScript as Python sees them: `len`, and a native method bound to its object (`[].append`).
// Owns `self` and the module's name. Mirrors Objects/methodobject.c.

import { addressForHash } from "../heap/address.ts";
import { track, untrack } from "../heap/gc/tracking.ts";
import { dropKeeping, hold } from "../heap/handles.ts";
import { type Own, own, type Visit, standAlone } from "../heap/header.ts";
import { decrefEach, free, incref, xincref, xrelease } from "../heap/refcount.ts";
import { clearWeakrefs, type WeakReference } from "../heap/weakref.ts";
import { addressText } from "./addressText.ts";
import { isType } from "./abstractClass.ts";
import { callItems } from "./abstract.ts";
import { callMethodDef, callPositional, def, type MethodDef } from "./args.ts";
import { newBool } from "./bool.ts";
import { getBuiltin } from "./builtin.ts";
import type { PyDict } from "./dict.ts";
import {
	type CompareOp,
	defineType,
	type Hash,
	PyGCObject,
	type PyObject,
	Py_EQ,
	Py_NE,
	TPFLAGS_HAVE_GC,
	TPFLAGS_HAVE_VECTORCALL,
} from "./object.ts";
import { isModule } from "./module.ts";
import { newNone, newNotImplemented } from "./singletons.ts";
import { newStr, type PyStr } from "./str.ts";
import { newTuple, type PyTuple, tupleOf } from "./tuple.ts";
import { typeQualname } from "./typeNames.ts";

export class PyBuiltinFunction extends PyGCObject {
	static {
		standAlone(PyBuiltinFunction);
	}

	readonly def: MethodDef;
	/** What the function is bound to: an object, a class, or the module it lives in. Owned. */
	self: PyObject | null;
	/** `__module__`. Owned. */
	module: PyObject | null;
	weakrefs: WeakReference[] | null;

	constructor(def: MethodDef, self: Own<PyObject> | null, module: Own<PyObject> | null) {
		super(BuiltinFunctionType);
		this.def = def;
		this.self = self;
		this.module = module;
		this.weakrefs = null;
	}
}

/** Borrows `self` and `moduleName`. */
export function newBuiltinFunction(def: MethodDef, self: PyObject | null, moduleName: PyStr | null): Own<PyBuiltinFunction> {
	const fn = new PyBuiltinFunction(def, xincref(self), xincref(moduleName));
	track(fn);
	return own(fn);
}

export function isBuiltinFunction(object: PyObject): object is PyBuiltinFunction {
	return object.type === BuiltinFunctionType;
}

function builtinDealloc(self: PyBuiltinFunction): void {
	untrack(self);
	if (self.weakrefs !== null) clearWeakrefs(self);
	free(self);
	xrelease(self.module);
	xrelease(self.self);
}

function builtinVectorcall(self: PyBuiltinFunction, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const d = self.def;
	if (d.kind === "raw") return d.impl(self.self, args, kwnames);
	if (kwnames === null) {
		if (args.length === 1 && d.kind === "o") return d.impl(self.self, args[0]);
		if (args.length === 0 && d.kind === "noargs") return d.impl(self.self);
	}
	const result = kwnames === null ? callPositional(d, self.self, args, 0, args.length) : null;
	return result ?? callMethodDef(d, d.kind === "varargs" ? d.name : qualifiedText(self), self.self, args, kwnames);
}

/** The function's name in messages about its arguments: `list.append`, `math.sqrt`, `len`. */
function qualifiedText(self: PyBuiltinFunction): string {
	const name = qualname(self);
	const module = self.module === null ? "builtins" : (self.module as PyStr).value;
	return module === "builtins" ? name : `${module}.${name}`;
}

function qualname(self: PyBuiltinFunction): string {
	const bound = self.self;
	if (bound === null || isModule(bound)) return self.def.name;
	return `${typeQualname(isType(bound) ? bound : bound.type)}.${self.def.name}`;
}

function builtinRepr(self: PyBuiltinFunction): Own<PyObject> {
	const bound = self.self;
	if (bound === null || isModule(bound)) return newStr(`<built-in function ${self.def.name}>`);
	return newStr(`<built-in method ${self.def.name} of ${bound.type.name} object at ${addressText(bound)}>`);
}

function builtinRichcompare(self: PyBuiltinFunction, other: PyObject, op: CompareOp): Own<PyObject> {
	if ((op !== Py_EQ && op !== Py_NE) || !isBuiltinFunction(self) || !isBuiltinFunction(other)) return newNotImplemented();
	const equal = self.self === other.self && self.def === other.def;
	return newBool(equal === (op === Py_EQ));
}

const defNumbers = new WeakMap<MethodDef, number>();
let lastDefNumber = 0;

function builtinHash(self: PyBuiltinFunction): Hash {
	let number = defNumbers.get(self.def);
	if (number === undefined) defNumbers.set(self.def, (number = ++lastDefNumber));
	return (self.self === null ? 0 : Math.floor(addressForHash(self.self) / 16)) + number * 31;
}

/** Of a function of a module its name; of a bound method how to get it again. */
function builtinReduce(self: PyBuiltinFunction): Own<PyObject> {
	if (self.self === null || isModule(self.self)) return newStr(self.def.name);
	const getattr = hold(getBuiltin("getattr"), "getattr");
	const name = hold(newStr(self.def.name), "name of the method");
	const args = tupleOf(self.self, name);
	return dropKeeping(getattr, dropKeeping(name, newTuple([incref(getattr), args])));
}

/** `__self__`: a static method owns its class, but is not bound to it. */
function shownSelf({ self, def }: PyBuiltinFunction): Own<PyObject> {
	return self === null || def.binding === "static" ? newNone() : incref(self);
}

export const BuiltinFunctionType = defineType({
	name: "builtin_function_or_method",
	basicsize: 56,
	weakrefOffset: 40,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_HAVE_VECTORCALL,
	freelistSize: 16,
	weakrefable: true,
	dealloc: builtinDealloc,
	traverse: (self: PyBuiltinFunction, visit: Visit) => {
		if (self.self !== null) visit(self.self, "attribute", "__self__");
		if (self.module !== null) visit(self.module, "attribute", "__module__");
	},
	clear: (self: PyBuiltinFunction) => {
		const { self: bound, module } = self;
		self.self = null;
		self.module = null;
		decrefEach([bound, module]);
	},
	repr: builtinRepr,
	hash: builtinHash,
	call: (self: PyBuiltinFunction, args: PyTuple, kwargs: PyDict | null) => callItems(self, args.items, kwargs),
	vectorcall: builtinVectorcall,
	richcompare: builtinRichcompare,
	methods: [def("__reduce__", "($self, /)", null, builtinReduce)],
	members: [{ name: "__module__", field: "module", optional: true }],
	getset: [
		{ name: "__doc__", get: (self: PyBuiltinFunction) => (self.def.doc === null ? newNone() : newStr(self.def.doc)) },
		{ name: "__name__", get: (self: PyBuiltinFunction) => newStr(self.def.name) },
		{ name: "__qualname__", get: (self: PyBuiltinFunction) => newStr(qualname(self)) },
		{ name: "__self__", get: shownSelf },
		{
			name: "__text_signature__",
			get: (self: PyBuiltinFunction) => (self.def.signature === null ? newNone() : newStr(self.def.signature)),
		},
	],
});
