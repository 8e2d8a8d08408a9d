// types.SimpleNamespace: an object with nothing but attributes. Owns its dictionary.
// Mirrors Objects/namespaceobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, hold, take } from "../heap/handles.ts";
import { type Own, own, type Visit } from "../heap/header.ts";
import { free, incref, xdecref, xrelease } from "../heap/refcount.ts";
import { call, callOneArg } from "./abstractCall.ts";
import { repr, richCompare } from "./abstractObject.ts";
import { checkPositional, def, defRaw } from "./args.ts";
import { DictType, dictItemsInOrder, dictSet, dictUpdate, isDict, newDict, type PyDict } from "./dict.ts";
import { typeError } from "./errors.ts";
import {
	type CompareOp,
	defineType,
	isInstanceOf,
	PyGCObject,
	type PyObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_HAVE_GC,
} from "./object.ts";
import { reprEnter, reprLeave } from "./recursion.ts";
import { newNotImplemented } from "./singletons.ts";
import { isStr, newStr } from "./str.ts";
import { emptyTuple, newTuple, type PyTuple } from "./tuple.ts";
import { typeShortName } from "./typeNames.ts";
import { fullyQualifiedName } from "./typeNames.ts";

export class PyNamespace extends PyGCObject {
	/** Owned. */
	dict: PyDict;

	constructor(type: PyType, dict: Own<PyDict>) {
		super(type);
		this.dict = dict;
	}
}

function alloc(type: PyType): Own<PyNamespace> {
	const self = new PyNamespace(type, newDict());
	track(self);
	return own(self);
}

/** A namespace with the attributes of a dict, which it copies. */
export function newNamespace(attributes: PyDict | null): Own<PyNamespace> {
	const self = hold(alloc(NamespaceType), "new namespace");
	if (attributes !== null) dictUpdate(self.dict, attributes);
	return take(self);
}

function namespaceInit(self: PyNamespace, args: PyTuple, kwargs: PyDict | null): void {
	checkPositional(typeShortName(self.type), args.items.length, 0, 1);
	const source = args.items[0];
	if (source !== undefined) {
		const mapping = hold(isDict(source) ? incref(source) : dictFrom(source), "attributes");
		requireNames(mapping);
		dictUpdate(self.dict, mapping);
		drop(mapping);
	}
	if (kwargs === null) return;
	requireNames(kwargs);
	dictUpdate(self.dict, kwargs);
}

function dictFrom(source: PyObject): Own<PyDict> {
	return callOneArg(DictType, source) as Own<PyObject> as Own<PyDict>;
}

function requireNames(dict: PyDict): void {
	if (!dictItemsInOrder(dict).every(([key]) => isStr(key))) typeError("keywords must be strings");
}

function namespaceRepr(self: PyNamespace): Own<PyObject> {
	const name = self.type === NamespaceType ? "namespace" : self.type.name;
	if (reprEnter(self)) return newStr(`${name}(...)`);
	try {
		return newStr(`${name}(${attributeTexts(self).join(", ")})`);
	} finally {
		reprLeave(self);
	}
}

function attributeTexts(self: PyNamespace): string[] {
	const texts: string[] = [];
	for (const [key, value] of dictItemsInOrder(self.dict)) {
		if (!isStr(key) || key.value === "") continue;
		hold(incref(value), "attribute");
		const shown = hold(repr(value), "repr of the attribute");
		texts.push(`${key.value}=${shown.value}`);
		drop(shown);
		drop(value);
	}
	return texts;
}

function isNamespace(object: PyObject): object is PyNamespace {
	return isInstanceOf(object, NamespaceType);
}

function namespaceRichcompare(self: PyObject, other: PyObject, op: CompareOp): Own<PyObject> {
	if (!isNamespace(self) || !isNamespace(other)) return newNotImplemented();
	return richCompare(self.dict, other.dict, op);
}

/** A copy with some attributes replaced: `copy.replace`. */
function namespaceReplace(self: PyNamespace, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const keywords = kwnames === null ? 0 : kwnames.items.length;
	if (args.length > keywords) typeError("__replace__() takes no positional arguments");
	const copy = hold(call(self.type, []), "copy of the namespace");
	if (!isNamespace(copy))
		return typeError(`expect ${NamespaceType.name} type, but ${fullyQualifiedName(self.type)}() returned '${copy.type.name}' object`);
	dictUpdate(copy.dict, self.dict);
	kwnames?.items.forEach((name, i) => dictSet(copy.dict, name, args[i]));
	return take(copy as PyObject);
}

export const NamespaceType = defineType({
	name: "types.SimpleNamespace",
	doc: "SimpleNamespace(mapping_or_iterable=(), /, **kwargs)\n--\n\nA simple attribute-based namespace.",
	basicsize: 24,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE,
	hasDict: true,
	alloc,
	new: (type: PyType) => type.alloc!(type),
	init: namespaceInit,
	dealloc: (self: PyNamespace) => {
		untrack(self);
		free(self);
		xrelease(self.dict);
	},
	traverse: (self: PyNamespace, visit: Visit) => {
		if (self.dict !== null) visit(self.dict, "__dict__");
	},
	clear: (self: PyNamespace) => {
		const { dict } = self;
		self.dict = null as unknown as PyDict;
		xdecref(dict);
	},
	repr: namespaceRepr,
	richcompare: namespaceRichcompare,
	methods: [
		def("__reduce__", "($self, /)", "Return state information for pickling", (self: PyNamespace) =>
			newTuple([incref(self.type), own(emptyTuple), incref(self.dict)]),
		),
		defRaw(
			"__replace__",
			"($self, /, **changes)",
			"Return a copy of the namespace object with new values for the specified attributes.",
			namespaceReplace,
		),
	],
	members: [{ name: "__dict__", field: "dict", readonly: true }],
});
