// mappingproxy: a read-only view of a mapping, as `C.__dict__` is one of a class's dictionary.
// Owns the mapping. Mirrors mappingproxy of Objects/descrobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { dropKeeping, hold } from "../heap/handles.ts";
import { type Own, own, type Visit } from "../heap/header.ts";
import { free, incref, release } from "../heap/refcount.ts";
import { callMethod } from "./abstractCall.ts";
import { getIter } from "./abstractIter.ts";
import { binaryOp, NB_OR } from "./abstractNumber.ts";
import { hash, repr, richCompare, str } from "./abstractObject.ts";
import { contains, getItem, isMapping, length } from "./abstractSequence.ts";
import { def, type Parameter } from "./args.ts";
import { bindNew } from "./conversions.ts";
import type { PyDict } from "./dict.ts";
import { typeError } from "./errors.ts";
import { newGenericAlias } from "./genericalias.ts";
import {
	type CompareOp,
	defineType,
	PyGCObject,
	type PyObject,
	type PyType,
	TPFLAGS_HAVE_GC,
	TPFLAGS_LIST_SUBCLASS,
	TPFLAGS_MAPPING,
	TPFLAGS_TUPLE_SUBCLASS,
} from "./object.ts";
import { None } from "./singletons.ts";
import { internStr, newStr } from "./str.ts";
import type { PyTuple } from "./tuple.ts";

export class PyMappingProxy extends PyGCObject {
	/** Owned. */
	readonly mapping: PyObject;

	constructor(mapping: Own<PyObject>) {
		super(MappingProxyType);
		this.mapping = mapping;
	}
}

/** Borrows the mapping. */
export function newMappingProxy(mapping: PyObject): Own<PyMappingProxy> {
	const proxy = new PyMappingProxy(incref(mapping));
	track(proxy);
	return own(proxy);
}

const PARAMETERS: readonly Parameter[] = [{ name: "mapping", required: true, kind: "either" }];

function proxyNew(_type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const [mapping] = bindNew("mappingproxy", PARAMETERS, args, kwargs) as [PyObject];
	if (!isMapping(mapping) || (mapping.type.typeFlags & (TPFLAGS_LIST_SUBCLASS | TPFLAGS_TUPLE_SUBCLASS)) !== 0) {
		typeError(`mappingproxy() argument must be a mapping, not ${mapping.type.name}`);
	}
	return newMappingProxy(mapping);
}

function proxyDealloc(self: PyMappingProxy): void {
	untrack(self);
	free(self);
	release(self.mapping);
}

function proxyRepr(self: PyMappingProxy): Own<PyObject> {
	const shown = hold(repr(self.mapping), "repr of the mapping");
	return dropKeeping(shown, newStr(`mappingproxy(${shown.value})`));
}

/** `|` works on the mappings behind proxies. */
function proxyOr(left: PyObject, right: PyObject): Own<PyObject> {
	return binaryOp(NB_OR, unwrap(left), unwrap(right));
}

function unwrap(object: PyObject): PyObject {
	return object.type === MappingProxyType ? (object as PyMappingProxy).mapping : object;
}

/** A method that calls the mapping's. */
function delegate(name: string, doc: string) {
	return def(name, "($self, /)", doc, (self: PyMappingProxy, ...args: (PyObject | null)[]) =>
		callMethod(
			self.mapping,
			internStr(name),
			args.filter((arg) => arg !== null),
		),
	);
}

export const MappingProxyType = defineType({
	name: "mappingproxy",
	doc: "mappingproxy(mapping)\n--\n\nRead-only proxy of a mapping.",
	basicsize: 24,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_MAPPING,
	new: proxyNew,
	dealloc: proxyDealloc,
	traverse: (self: PyMappingProxy, visit: Visit) => visit(self.mapping, "mapping"),
	repr: proxyRepr,
	str: (self: PyMappingProxy) => str(self.mapping),
	hash: (self: PyMappingProxy) => hash(self.mapping),
	richcompare: (self: PyMappingProxy, other: PyObject, op: CompareOp) => richCompare(self.mapping, unwrap(other), op),
	iter: (self: PyMappingProxy) => getIter(self.mapping),
	nbOr: proxyOr,
	nbInplaceOr: (self: PyObject) => typeError(`'|=' is not supported by ${self.type.name}; use '|' instead`),
	mpLength: (self: PyMappingProxy) => length(self.mapping),
	mpSubscript: (self: PyMappingProxy, key: PyObject) => getItem(self.mapping, key),
	sqContains: (self: PyMappingProxy, key: PyObject) => contains(self.mapping, key),
	methods: [
		def(
			"get",
			"($self, key, default=None, /)",
			"Return the value for key if key is in the mapping, else default.",
			(self: PyMappingProxy, key, otherwise) => callMethod(self.mapping, internStr("get"), [key, otherwise ?? None]),
		),
		delegate("keys", "The keys of the mapping."),
		delegate("values", "The values of the mapping."),
		delegate("items", "The items of the mapping."),
		delegate("copy", "A shallow copy of the mapping."),
		def("__class_getitem__", "($type, object, /)", "See PEP 585", (cls, item) => newGenericAlias(cls, item), "class"),
		delegate("__reversed__", "An iterator over the keys, last first."),
	],
});
