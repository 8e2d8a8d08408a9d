// Modules: a namespace with a name. Owns its dictionary.
// Mirrors Objects/moduleobject.c; the repr is that of importlib._bootstrap._module_repr.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, dropKeeping, hold } from "../heap/handles.ts";
import { type Own, own, type Visit, standAlone } from "../heap/header.ts";
import { decrefEach, free, incref, release, xdecref, xrelease } from "../heap/refcount.ts";
import { clearWeakrefs, type WeakReference } from "../heap/weakref.ts";
import { getAttr, lookupAttr } from "./abstractAttr.ts";
import { callNoArgs, callOneArg, isCallable } from "./abstractCall.ts";
import { isTrue, repr, str } from "./abstractObject.ts";
import { mappingList, sequenceList } from "./abstractSequence.ts";
import { def, type Parameter } from "./args.ts";
import { bindNew } from "./conversions.ts";
import { dictDeleteStr, dictGetStr, dictSetStr, isDict, newDict, type PyDict } from "./dict.ts";
import { typeError } from "./errors.ts";
import { genericLookup, raiseAttributeError } from "./genericAttr.ts";
import { newInt } from "./int.ts";
import { defineType, isInstanceOf, PyGCObject, type PyObject, type PyType, TPFLAGS_BASETYPE, TPFLAGS_HAVE_GC } from "./object.ts";
import { newNone, None } from "./singletons.ts";
import { internStr, isStr, newStr, type PyStr } from "./str.ts";
import type { PyTuple } from "./tuple.ts";

const NO_STATE: PyObject[] = [];

export class PyModule extends PyGCObject {
	static {
		standAlone(PyModule);
	}

	/** Owned. */
	dict: PyDict;
	/** What a native module's state owns: its heap types, those too that have no name in the module. Owned. */
	state: PyObject[];
	weakrefs: WeakReference[] | null;

	constructor(type: PyType, dict: Own<PyDict>) {
		super(type);
		this.dict = dict;
		this.state = NO_STATE;
		this.weakrefs = null;
	}
}

/** A module with `__name__` and the other names that every module has, all None. */
export function newModule(name: string): Own<PyModule> {
	const module = moduleAlloc(ModuleType);
	const text = hold(newStr(name), "name of the module");
	initDict(module.dict, text, None);
	return dropKeeping(text, module);
}

export function isModule(object: PyObject): object is PyModule {
	return isInstanceOf(object, ModuleType);
}

function moduleAlloc(type: PyType): Own<PyModule> {
	const module = new PyModule(type, newDict());
	track(module);
	return own(module);
}

function initDict(dict: PyDict, name: PyObject, doc: PyObject): void {
	dictSetStr(dict, internStr("__name__"), name);
	dictSetStr(dict, internStr("__doc__"), doc);
	for (const each of ["__package__", "__loader__", "__spec__"]) dictSetStr(dict, internStr(each), None);
}

function moduleDealloc(self: PyModule): void {
	untrack(self);
	if (self.weakrefs !== null) clearWeakrefs(self);
	free(self);
	xrelease(self.dict);
	for (let i = self.state.length - 1; i >= 0; i--) release(self.state[i]!);
}

/** Gives the module's state another reference. Steals it. */
export function addToState(module: PyModule, object: Own<PyObject>): void {
	if (module.state === NO_STATE) module.state = [];
	module.state.push(object);
}

function moduleTraverse(self: PyModule, visit: Visit): void {
	for (const object of self.state) visit(object, "state");
	if (self.dict !== null) visit(self.dict, "__dict__");
}

function moduleClear(self: PyModule): void {
	const { dict, state } = self;
	self.state = NO_STATE;
	decrefEach(state);
	self.dict = null as unknown as PyDict;
	xdecref(dict);
}

const PARAMETERS: readonly Parameter[] = [
	{ name: "name", required: true, kind: "either" },
	{ name: "doc", required: false, kind: "either" },
];

function moduleInit(self: PyModule, args: PyTuple, kwargs: PyDict | null): void {
	const [name, doc] = bindNew("module", PARAMETERS, args, kwargs);
	if (!isStr(name!)) typeError(`module() argument 'name' must be str, not ${name === None ? "None" : name!.type.name}`);
	initDict(self.dict, name!, doc ?? None);
}

/** Attributes of the module, then what its `__getattr__` says. */
export function moduleGetattro(self: PyModule, name: PyStr): Own<PyObject> {
	return moduleLookup(self, name) ?? raiseAttributeError(self, name, missingText(self, name));
}

/** The same, but null if there is neither. */
export function moduleLookup(self: PyModule, name: PyStr): Own<PyObject> | null {
	const found = genericLookup(self, name);
	if (found !== null) return found;
	const getattr = dictGetStr(self.dict, internStr("__getattr__"));
	if (getattr === null) return null;
	hold(incref(getattr), "__getattr__ of the module");
	return dropKeeping(getattr, callOneArg(getattr, name));
}

function missingText(self: PyModule, name: PyStr): string {
	const own = dictGetStr(self.dict, internStr("__name__"));
	if (own === null || !isStr(own)) return `module has no attribute '${name.value}'`;
	const spec = dictGetStr(self.dict, internStr("__spec__"));
	if (spec !== null && spec !== None && isInitializing(spec)) {
		return `partially initialized module '${own.value}'${fromFile(spec)} has no attribute '${name.value}' (most likely due to a circular import)`;
	}
	return `module '${own.value}' has no attribute '${name.value}'`;
}

/** `spec._initializing`: while the module's code runs for the first time. */
function isInitializing(spec: PyObject): boolean {
	const value = lookupAttr(spec, internStr("_initializing"));
	if (value === null) return false;
	hold(value, "_initializing");
	const truth = isTrue(value);
	drop(value);
	return truth;
}

/** " from " and the file that the module comes from; empty if it comes from none. Source: _get_file_origin_from_spec. */
function fromFile(spec: PyObject): string {
	const located = lookupAttr(spec, internStr("has_location"));
	if (located === null) return "";
	hold(located, "has_location");
	const hasLocation = isTrue(located);
	drop(located);
	return hasLocation ? ` from ${attributeText(spec, "origin", true)}` : "";
}

function moduleRepr(self: PyModule): Own<PyObject> {
	const spec = dictGetStr(self.dict, internStr("__spec__"));
	return newStr(spec !== null && spec !== None ? reprBySpec(spec) : reprByAttributes(self));
}

function reprBySpec(spec: PyObject): string {
	const name = attributeText(spec, "name", true) ?? "'?'";
	const origin = attributeText(spec, "origin", false);
	if (origin === null) {
		const namespace = namespacePath(spec);
		if (namespace !== null) return `<module ${name} (namespace) from ${namespace}>`;
		const loader = attributeText(spec, "loader", true);
		return loader === null ? `<module ${name}>` : `<module ${name} (${loader})>`;
	}
	const located = lookupAttr(spec, internStr("has_location"));
	if (located === null) return `<module ${name} (${origin})>`;
	hold(located, "has_location");
	const hasLocation = isTrue(located);
	drop(located);
	return hasLocation ? `<module ${name} from ${attributeText(spec, "origin", true)}>` : `<module ${name} (${origin})>`;
}

/** The directories of a namespace package; null for anything else. */
function namespacePath(spec: PyObject): string | null {
	const loader = lookupAttr(spec, internStr("loader"));
	if (loader === null) return null;
	hold(loader, "loader");
	const path = loader.type.name === "NamespaceLoader" ? hold(getAttr(loader, internStr("_path")), "_path") : null;
	const list = path === null ? null : hold(sequenceList(path), "directories");
	const text = list === null ? null : textOf(incref(list), true);
	for (const object of [list, path, loader]) if (object !== null) drop(object);
	return text;
}

function reprByAttributes(self: PyModule): string {
	const name = dictText(self, "__name__") ?? "'?'";
	const file = dictGetStr(self.dict, internStr("__file__"));
	if (file !== null) return `<module ${name} from ${dictText(self, "__file__")}>`;
	const loader = dictText(self, "__loader__");
	return loader === null ? `<module ${name}>` : `<module ${name} (${loader})>`;
}

/** The repr of a name of the module; null for None or nothing. */
function dictText(self: PyModule, name: string): string | null {
	const value = dictGetStr(self.dict, internStr(name));
	return value === null || value === None ? null : textOf(incref(value), true);
}

function attributeText(object: PyObject, name: string, quoted: boolean): string | null {
	const value = lookupAttr(object, internStr(name));
	return value === null || value === None ? null : textOf(value, quoted);
}

/** Steals the value. */
function textOf(value: Own<PyObject>, quoted: boolean): string {
	hold(value, "attribute of the module");
	const shown = hold(quoted ? repr(value) : str(value), "text");
	const text = shown.value;
	drop(shown);
	drop(value);
	return text;
}

function moduleDir(self: PyModule): Own<PyObject> {
	const dict = lookupAttr(self, internStr("__dict__"));
	if (dict === null) return typeError("<module>.__dict__ is not a dictionary");
	hold(dict, "__dict__");
	if (!isDict(dict)) return typeError("<module>.__dict__ is not a dictionary");
	const own = dictGetStr(dict, internStr("__dir__"));
	return dropKeeping(dict, own !== null ? callNoArgs(own) : mappingList(dict, "keys"));
}

const ANNOTATIONS = "__annotations__";
const ANNOTATE = "__annotate__";

function getAnnotations(self: PyModule): Own<PyObject> {
	const known = dictGetStr(self.dict, internStr(ANNOTATIONS));
	if (known !== null) return incref(known);
	const spec = dictGetStr(self.dict, internStr("__spec__"));
	const isPartial = spec !== null && isInitializing(spec);
	const annotate = dictGetStr(self.dict, internStr(ANNOTATE));
	const made = hold(annotate !== null && isCallable(annotate) ? annotationsBy(annotate) : own(newDict() as PyObject), "annotations");
	// The rest of the module's code may bring more.
	if (!isPartial) dictSetStr(self.dict, internStr(ANNOTATIONS), made);
	return dropKeeping(made, incref(made));
}

function annotationsBy(annotate: PyObject): Own<PyObject> {
	const format = hold(newInt(1), "format");
	const made = dropKeeping(format, callOneArg(annotate, format));
	if (isDict(made)) return made;
	hold(made, "result of __annotate__");
	return typeError(`__annotate__ returned non-dict of type '${made.type.name}'`);
}

function setAnnotations(self: PyModule, value: PyObject | null): void {
	if (value !== null) dictSetStr(self.dict, internStr(ANNOTATIONS), value);
	else if (!dictDeleteStr(self.dict, internStr(ANNOTATIONS))) raiseAttributeError(self, internStr(ANNOTATIONS), ANNOTATIONS);
	dictDeleteStr(self.dict, internStr(ANNOTATE));
}

function getAnnotate(self: PyModule): Own<PyObject> {
	const known = dictGetStr(self.dict, internStr(ANNOTATE));
	if (known !== null) return incref(known);
	dictSetStr(self.dict, internStr(ANNOTATE), None);
	return newNone();
}

function setAnnotate(self: PyModule, value: PyObject | null): void {
	if (value === null) return typeError("cannot delete __annotate__ attribute");
	if (value !== None && !isCallable(value)) typeError("__annotate__ must be callable or None");
	dictSetStr(self.dict, internStr(ANNOTATE), value);
	if (value !== None) dictDeleteStr(self.dict, internStr(ANNOTATIONS));
}

export const ModuleType = defineType({
	name: "module",
	doc: "module(name, doc=None)\n--\n\nA namespace, most often made by an import.",
	basicsize: 56,
	weakrefOffset: 40,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE,
	weakrefable: true,
	hasDict: true,
	alloc: moduleAlloc,
	new: (type: PyType) => type.alloc!(type),
	init: moduleInit,
	dealloc: moduleDealloc,
	traverse: moduleTraverse,
	clear: moduleClear,
	repr: moduleRepr,
	getattro: moduleGetattro,
	methods: [def("__dir__", "($self, /)", "__dir__() -> list\nspecialized dir() implementation", moduleDir)],
	members: [{ name: "__dict__", field: "dict", readonly: true }],
	getset: [
		{ name: ANNOTATIONS, get: getAnnotations, set: setAnnotations },
		{ name: ANNOTATE, get: getAnnotate, set: setAnnotate },
	],
});
