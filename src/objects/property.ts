// `property`: attribute access as calls of functions.
// Owns its functions, documentation and name. Mirrors property of Objects/descrobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, hold, mark } from "../heap/handles.ts";
import { type Own, own, type Visit, standAlone } from "../heap/header.ts";
import { free, incref, xdecref, xincref, xrelease } from "../heap/refcount.ts";
import { lookupAttr, setAttr } from "./abstractAttr.ts";
import { call, callOneArg } from "./abstractCall.ts";
import { repr } from "./abstractObject.ts";
import { def, defVarargs, type Parameter } from "./args.ts";
import { newBool } from "./bool.ts";
import { isAbstractObject } from "./classmethod.ts";
import { bindNew } from "./conversions.ts";
import type { PyDict } from "./dict.ts";
import { attributeError, caught, clearException, exceptionMatches, typeError } from "./errors.ts";
import { noAttribute } from "./genericAttr.ts";
import { defineType, isInstanceOf, PyGCObject, type PyObject, type PyType, TPFLAGS_BASETYPE, TPFLAGS_HAVE_GC } from "./object.ts";
import { newNone, None } from "./singletons.ts";
import { internStr } from "./str.ts";
import type { PyTuple } from "./tuple.ts";
import { typeQualname } from "./typeNames.ts";

export class PyProperty extends PyGCObject {
	static {
		standAlone(PyProperty);
	}

	/** All owned. */
	fget: PyObject | null;
	fset: PyObject | null;
	fdel: PyObject | null;
	doc: PyObject | null;
	name: PyObject | null;
	/** Whether `doc` is the getter's. */
	getterDoc: boolean;

	constructor(type: PyType) {
		super(type);
		this.fget = null;
		this.fset = null;
		this.fdel = null;
		this.doc = null;
		this.name = null;
		this.getterDoc = false;
	}
}

function alloc(type: PyType): Own<PyObject> {
	const self = new PyProperty(type);
	track(self);
	return own(self);
}

function dealloc(self: PyProperty): void {
	untrack(self);
	free(self);
	xrelease(self.name);
	xrelease(self.doc);
	xrelease(self.fdel);
	xrelease(self.fset);
	xrelease(self.fget);
}

function traverse(self: PyProperty, visit: Visit): void {
	const { fget, fset, fdel, doc, name } = self;
	if (fget !== null) visit(fget, "attribute", "fget");
	if (fset !== null) visit(fset, "attribute", "fset");
	if (fdel !== null) visit(fdel, "attribute", "fdel");
	if (doc !== null) visit(doc, "attribute", "__doc__");
	if (name !== null) visit(name, "attribute", "__name__");
}

const PARAMETERS: readonly Parameter[] = ["fget", "fset", "fdel", "doc"].map((name) => ({
	name,
	required: false,
	kind: "either" as const,
}));

function given(value: PyObject | null): Own<PyObject> | null {
	return value === null || value === None ? null : incref(value);
}

function propertyInit(self: PyProperty, args: PyTuple, kwargs: PyDict | null): void {
	const [fget, fset, fdel, doc] = bindNew("property", PARAMETERS, args, kwargs);
	const old = [self.fget, self.fset, self.fdel, self.doc, self.name];
	self.fget = given(fget);
	self.fset = given(fset);
	self.fdel = given(fdel);
	self.doc = null;
	self.name = null;
	self.getterDoc = false;
	old.forEach(xdecref);
	setDoc(self, given(doc));
}

/** The documentation is the given one, or the getter's. A subclass keeps it in the instance. Steals. */
function setDoc(self: PyProperty, givenDoc: Own<PyObject> | null): void {
	let doc = givenDoc;
	if (doc === null && self.fget !== null) {
		doc = lookupAttr(self.fget, internStr("__doc__"));
		if (doc === None) doc = null;
		if (doc !== null) self.getterDoc = true;
	}
	if (self.type === PropertyType) {
		self.doc = doc;
		return;
	}
	const value = hold(doc ?? newNone(), "documentation");
	setInstanceDoc(self, value);
	drop(value);
}

/** A subclass without room for it loses its documentation silently, but not the getter's. */
function setInstanceDoc(self: PyProperty, doc: PyObject): void {
	const since = mark();
	try {
		setAttr(self, internStr("__doc__"), doc);
	} catch (thrown) {
		caught(thrown, since);
		if (self.getterDoc || !exceptionMatches("AttributeError")) throw thrown;
		clearException();
	}
}

/** "property 'x' of 'C' object", as far as names are known. */
function described(self: PyProperty, object: PyObject): string {
	const name = nameOrNull(self);
	const owner = `'${typeQualname(object.type)}' object`;
	if (name === null) return `property of ${owner}`;
	hold(name, "name of the property");
	const shown = hold(repr(name), "repr of the name");
	const text = `property ${shown.value} of ${owner}`;
	drop(shown);
	drop(name);
	return text;
}

function nameOrNull(self: PyProperty): Own<PyObject> | null {
	if (self.name !== null) return incref(self.name);
	return self.fget === null ? null : lookupAttr(self.fget, internStr("__name__"));
}

function propertyGet(self: PyProperty, object: PyObject | null): Own<PyObject> {
	if (object === null || object === None) return incref(self);
	if (self.fget === null) return attributeError(`${described(self, object)} has no getter`);
	return callOneArg(self.fget, object);
}

function propertySet(self: PyProperty, object: PyObject, value: PyObject | null): void {
	const fn = value === null ? self.fdel : self.fset;
	if (fn === null) attributeError(`${described(self, object)} has no ${value === null ? "deleter" : "setter"}`);
	const result = hold(call(fn, value === null ? [object] : [object, value]), "result of the accessor");
	drop(result);
}

function chosen(replacement: PyObject | null, old: PyObject | null): PyObject {
	return replacement !== null && replacement !== None ? replacement : (old ?? None);
}

/** A copy of the property, of the same class, with one function replaced. */
function copyWith(self: PyProperty, fget: PyObject | null, fset: PyObject | null, fdel: PyObject | null): Own<PyObject> {
	const get = chosen(fget, self.fget);
	const doc = self.getterDoc && get !== None ? None : (self.doc ?? None);
	const copy = call(self.type, [get, chosen(fset, self.fset), chosen(fdel, self.fdel), doc]);
	if (isInstanceOf(copy, PropertyType)) (copy as PyObject as PyProperty).name = xincref(self.name);
	return copy;
}

function setName(self: PyProperty, args: readonly PyObject[]): Own<PyObject> {
	if (args.length !== 2) typeError(`__set_name__() takes 2 positional arguments but ${args.length} were given`);
	const name = args[1];
	const old = self.name;
	self.name = incref(name);
	xdecref(old);
	return newNone();
}

function isAbstract(self: PyProperty): Own<PyObject> {
	return newBool([self.fget, self.fset, self.fdel].some((fn) => fn !== null && isAbstractObject(fn)));
}

export const PropertyType = defineType({
	name: "property",
	doc: "property(fget=None, fset=None, fdel=None, doc=None)\n--\n\nAn attribute whose access calls functions.",
	basicsize: 64,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE,
	alloc,
	new: (type: PyType) => type.alloc!(type),
	init: propertyInit,
	dealloc,
	traverse,
	clear: (self: PyProperty) => {
		const doc = self.doc;
		self.doc = null;
		xdecref(doc);
	},
	descrGet: propertyGet,
	descrSet: propertySet,
	methods: [
		def("getter", "($self, object, /)", "Descriptor to obtain a copy of the property with a different getter.", (self, fn) =>
			copyWith(self, fn, null, null),
		),
		def("setter", "($self, object, /)", "Descriptor to obtain a copy of the property with a different setter.", (self, fn) =>
			copyWith(self, null, fn, null),
		),
		def("deleter", "($self, object, /)", "Descriptor to obtain a copy of the property with a different deleter.", (self, fn) =>
			copyWith(self, null, null, fn),
		),
		defVarargs("__set_name__", "($self, owner, name, /)", "Called when the property is assigned to a class attribute.", setName),
	],
	members: [
		{ name: "fget", field: "fget", readonly: true, optional: true },
		{ name: "fset", field: "fset", readonly: true, optional: true },
		{ name: "fdel", field: "fdel", readonly: true, optional: true },
		{ name: "__doc__", field: "doc", optional: true },
	],
	getset: [
		{
			name: "__name__",
			get: (self: PyProperty) => nameOrNull(self) ?? noAttribute(self, internStr("__name__")),
			set: (self: PyProperty, value) => {
				const old = self.name;
				self.name = xincref(value);
				xdecref(old);
			},
		},
		{ name: "__isabstractmethod__", get: isAbstract },
	],
});
