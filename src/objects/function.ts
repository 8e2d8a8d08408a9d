// Python functions: a code object bound to globals, defaults and a closure.
//
// All fields are owned references. A call runs in the interpreter (vmHooks.callFunction), or, from Python code, by a
// frame pushed without a native call. Annotations are made lazily by `__annotate__` (PEP 649). Read `newFunction`
// first. Mirrors Objects/funcobject.c.

import { auditSet } from "./auditEvents.ts";
import { addressOf } from "../heap/address.ts";
import { track, untrack } from "../heap/gc/tracking.ts";
import { dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { own, standAlone } from "../heap/header.ts";
import { free, incref, release, xdecref, xincref, xrelease } from "../heap/refcount.ts";
import { clearWeakrefs, type WeakReference } from "../heap/weakref.ts";
import { callItems, callOneArg } from "./abstract.ts";
import { bindArguments, type Parameter } from "./args.ts";
import { isCell } from "./cell.ts";
import { CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR, isCode, type PyCode } from "./code.ts";
import { dictGetStr, dictItemsInOrder, dictLength, isDict, newDict, type PyDict } from "./dict.ts";
import { typeError, valueError } from "./errors.ts";
import { newInt } from "./int.ts";
import { newMethod } from "./method.ts";
import {
	defineType,
	PyGCObject,
	type PyObject,
	type PyType,
	TPFLAGS_HAVE_GC,
	TPFLAGS_HAVE_VECTORCALL,
	TPFLAGS_METHOD_DESCRIPTOR,
} from "./object.ts";
import { None } from "./singletons.ts";
import { internStr, isStr, newStr, type PyStr } from "./str.ts";
import { emptyTuple, isTuple, newTuple, type PyTuple } from "./tuple.ts";
import { warn } from "./warnings.ts";
import { vmHooks } from "./vmHooks.ts";

export class PyFunction extends PyGCObject {
	static {
		standAlone(PyFunction);
	}

	code: PyCode;
	globals: PyDict;
	/** Usually a dictionary. */
	builtins: PyObject;
	name: PyStr;
	qualname: PyStr;
	defaults: PyTuple | null;
	kwdefaults: PyDict | null;
	closure: PyTuple | null;
	/** Null once it was deleted: then `__doc__` is None. */
	doc: PyObject | null;
	dict: PyDict | null;
	module: PyObject | null;
	annotations: PyObject | null;
	annotate: PyObject | null;
	typeParams: PyObject | null;
	weakrefs: WeakReference[] | null;
	/** Changes when something changes that the interpreter's caches depend on: code, defaults, keyword defaults. */
	version: number;

	constructor(code: PyCode, globals: PyDict, builtins: PyObject, name: PyStr, qualname: PyStr, doc: PyObject, module: PyObject | null) {
		super(FunctionType);
		this.code = incref(code);
		this.globals = incref(globals);
		this.builtins = incref(builtins);
		this.name = incref(name);
		this.qualname = incref(qualname);
		this.defaults = null;
		this.kwdefaults = null;
		this.closure = null;
		this.doc = incref(doc);
		this.dict = null;
		this.module = xincref(module);
		this.annotations = null;
		this.annotate = null;
		this.typeParams = null;
		this.weakrefs = null;
		this.version = 0;
	}
}

const CO_HAS_DOCSTRING = 0x4000000;

/** A function with the code's own names; borrows its arguments. `builtins` null: found through the globals. */
export function newFunction(code: PyCode, globals: PyDict, qualname: PyStr | null = null): Own<PyFunction> {
	const doc = (code.codeFlags & CO_HAS_DOCSTRING) !== 0 ? code.consts.items[0] : None;
	const module = dictGetStr(globals, internStr("__name__"));
	const func = new PyFunction(code, globals, builtinsOf(globals), code.name, qualname ?? code.qualname, doc, module);
	track(func);
	return own(func);
}

/** The builtins namespace that code with these globals uses. Borrowed. */
export function builtinsOf(globals: PyDict): PyObject {
	const found = dictGetStr(globals, internStr("__builtins__"));
	if (found === null) return functionHooks.defaultBuiltins();
	return functionHooks.namespaceOf(found);
}

/** Connected by the runtime and by module.ts: which cannot be imported from here without a cycle at load time. */
export const functionHooks = {
	defaultBuiltins: (): PyObject => {
		throw new Error("builtins are not connected");
	},
	/** A module's dictionary, or the object itself. Borrowed. */
	namespaceOf: (object: PyObject): PyObject => object,
};

export function isFunction(object: PyObject): object is PyFunction {
	return object.type === FunctionType;
}

function functionDealloc(self: PyFunction): void {
	untrack(self);
	clearWeakrefs(self);
	free(self);
	releaseAll(self);
}

/** The reverse of func_clear's order, then name, qualified name and code, which come last there. */
function releaseAll(self: PyFunction): void {
	release(self.qualname);
	release(self.name);
	release(self.code);
	xrelease(self.typeParams);
	xrelease(self.annotate);
	xrelease(self.annotations);
	xrelease(self.closure);
	xrelease(self.dict);
	xrelease(self.doc);
	xrelease(self.kwdefaults);
	xrelease(self.defaults);
	xrelease(self.module);
	release(self.builtins);
	release(self.globals);
}

function functionTraverse(self: PyFunction, visit: Visit): void {
	visit(self.code, "attribute", "__code__");
	visit(self.globals, "attribute", "__globals__");
	visit(self.builtins, "attribute", "__builtins__");
	if (self.module !== null) visit(self.module, "attribute", "__module__");
	if (self.defaults !== null) visit(self.defaults, "attribute", "__defaults__");
	if (self.kwdefaults !== null) visit(self.kwdefaults, "attribute", "__kwdefaults__");
	if (self.doc !== null) visit(self.doc, "attribute", "__doc__");
	visit(self.name, "attribute", "__name__");
	if (self.dict !== null) visit(self.dict, "attribute", "__dict__");
	if (self.closure !== null) visit(self.closure, "attribute", "__closure__");
	if (self.annotations !== null) visit(self.annotations, "attribute", "__annotations__");
	if (self.annotate !== null) visit(self.annotate, "attribute", "__annotate__");
	if (self.typeParams !== null) visit(self.typeParams, "attribute", "__type_params__");
	visit(self.qualname, "attribute", "__qualname__");
}

/** Keeps what a function cannot be without: its names become the empty string, its code stays. */
function functionClear(self: PyFunction): void {
	self.version++;
	const { module, defaults, kwdefaults, dict, closure, annotations, annotate, typeParams, name, qualname, doc } = self;
	self.module = null;
	self.defaults = null;
	self.kwdefaults = null;
	self.dict = null;
	self.closure = null;
	self.annotations = null;
	self.annotate = null;
	self.typeParams = null;
	self.doc = None;
	self.name = internStr("");
	self.qualname = internStr("");
	for (const object of [module, defaults, kwdefaults, doc, dict, closure, annotations, annotate, typeParams, name, qualname])
		xdecref(object);
}

function functionRepr(self: PyFunction): Own<PyObject> {
	return newStr(`<function ${self.qualname.value} at 0x${addressOf(self).toString(16)}>`);
}

const PARAMETERS: readonly Parameter[] = ["code", "globals", "name", "argdefs", "closure", "kwdefaults"].map((name, i) => ({
	name,
	required: i < 2,
	kind: "either",
}));

function functionVectorcall(_type: PyType, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	const [code, globals, name, defaults, closure, kwdefaults] = bindArguments("function", PARAMETERS, args, kwnames);
	if (!isCode(code!)) return typeError(`function() argument 'code' must be code, not ${code === None ? "None" : code!.type.name}`);
	if (!isDict(globals!)) return typeError(`function() argument 'globals' must be dict, not ${globals!.type.name}`);
	if (name !== null && name !== None && !isStr(name)) typeError("arg 3 (name) must be None or string");
	if (defaults !== null && defaults !== None && !isTuple(defaults)) typeError("arg 4 (defaults) must be None or tuple");
	const cells = checkClosure(code, closure);
	if (kwdefaults !== null && kwdefaults !== None && !isDict(kwdefaults)) typeError("arg 6 (kwdefaults) must be None or dict");
	const func = newFunction(code, globals);
	if (name !== null && name !== None) setOwned(func, "name", incref(name));
	if (defaults !== null && defaults !== None) func.defaults = incref(defaults as PyTuple);
	if (kwdefaults !== null && kwdefaults !== None) func.kwdefaults = incref(kwdefaults as PyDict);
	if (cells !== null) func.closure = incref(cells);
	return func;
}

function checkClosure(code: PyCode, closure: PyObject | null): PyTuple | null {
	if (closure === null || !isTuple(closure)) {
		if (code.nfree > 0 && closure === null) typeError("arg 5 (closure) must be tuple");
		if (closure !== null && closure !== None) typeError("arg 5 (closure) must be None or tuple");
		if (code.nfree > 0) typeError("arg 5 (closure) must be tuple");
		return null;
	}
	const given = closure.items.length;
	if (given !== code.nfree) valueError(`${code.name.value} requires closure of length ${code.nfree}, not ${given}`);
	for (const item of closure.items) if (!isCell(item)) typeError(`arg 5 (closure) expected cell, found ${item.type.name}`);
	return given > 0 ? closure : null;
}

type OwnedField =
	| "name"
	| "qualname"
	| "defaults"
	| "kwdefaults"
	| "annotations"
	| "annotate"
	| "typeParams"
	| "code"
	| "dict"
	| "doc"
	| "module";

function setOwned(self: PyFunction, field: OwnedField, value: Own<PyObject> | null): void {
	const old = self[field];
	(self as any)[field] = value;
	xdecref(old);
}

function setName(field: "name" | "qualname"): (self: PyFunction, value: PyObject | null) => void {
	return (self, value) => {
		if (value === null || !isStr(value)) return typeError(`__${field}__ must be set to a string object`);
		setOwned(self, field, incref(value));
	};
}

function setCode(self: PyFunction, value: PyObject | null): void {
	if (value === null || !isCode(value)) return typeError("__code__ must be set to a code object");
	auditSet(self, "__code__", value);
	const cells = self.closure === null ? 0 : self.closure.items.length;
	if (value.nfree !== cells) valueError(`${self.name.value}() requires a code object with ${cells} free vars, not ${value.nfree}`);
	if (kindOf(value) !== kindOf(self.code))
		warn("DeprecationWarning", "Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)");
	self.version++;
	setOwned(self, "code", incref(value));
}

/** What makes a call a generator, a coroutine or an asynchronous generator. */
function kindOf(code: PyCode): number {
	return code.codeFlags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR);
}

function setDefaults(self: PyFunction, value: PyObject | null): void {
	const defaults = value === None ? null : value;
	if (defaults !== null && !isTuple(defaults)) typeError("__defaults__ must be set to a tuple object");
	auditSet(self, "__defaults__", defaults);
	self.version++;
	setOwned(self, "defaults", xincref(defaults));
}

function setKwdefaults(self: PyFunction, value: PyObject | null): void {
	const defaults = value === None ? null : value;
	if (defaults !== null && !isDict(defaults)) typeError("__kwdefaults__ must be set to a dict object");
	auditSet(self, "__kwdefaults__", defaults);
	self.version++;
	setOwned(self, "kwdefaults", xincref(defaults));
}

function getAnnotate(self: PyFunction): Own<PyObject> {
	return incref(self.annotate ?? None);
}

function setAnnotate(self: PyFunction, value: PyObject | null): void {
	if (value === null) return typeError("__annotate__ cannot be deleted");
	if (value === None) {
		setOwned(self, "annotate", own(None));
		return;
	}
	if (value.type.call === null && value.type.vectorcall === null) typeError("__annotate__ must be callable or None");
	setOwned(self, "annotate", incref(value));
	setOwned(self, "annotations", null);
}

/** The annotations dictionary: computed by `__annotate__(1)` the first time. Runs Python code. */
function getAnnotations(self: PyFunction): Own<PyObject> {
	if (self.annotations === null) self.annotations = computeAnnotations(self);
	return incref(self.annotations);
}

function computeAnnotations(self: PyFunction): Own<PyObject> {
	const annotate = self.annotate;
	if (annotate === null || (annotate.type.call === null && annotate.type.vectorcall === null)) return newDict();
	const one = newInt(1);
	const result = hold(callOneArg(annotate, one), "result of __annotate__");
	if (!isDict(result)) typeError(`__annotate__ returned non-dict of type '${result.type.name}'`);
	return take(result) as Own<PyObject>;
}

function setAnnotations(self: PyFunction, value: PyObject | null): void {
	const annotations = value === None ? null : value;
	if (annotations !== null && !isDict(annotations)) typeError("__annotations__ must be set to a dict object");
	setOwned(self, "annotations", xincref(annotations));
	setOwned(self, "annotate", null);
}

function getDict(self: PyFunction): Own<PyObject> {
	self.dict ??= newDict();
	return incref(self.dict);
}

function setDict(self: PyFunction, value: PyObject | null): void {
	if (value === null) return typeError("cannot delete __dict__");
	if (!isDict(value)) return typeError(`__dict__ must be set to a dictionary, not a '${value.type.name}'`);
	setOwned(self, "dict", incref(value));
}

function setTypeParams(self: PyFunction, value: PyObject | null): void {
	if (value === null || !isTuple(value)) return typeError("__type_params__ must be set to a tuple");
	setOwned(self, "typeParams", incref(value));
}

/** `INTRINSIC_SET_FUNCTION_TYPE_PARAMS`: borrows both, returns the function anew. */
export function setFunctionTypeParams(func: PyFunction, params: PyObject): Own<PyObject> {
	setOwned(func, "typeParams", incref(params));
	return incref(func);
}

function functionDescrGet(self: PyFunction, object: PyObject | null, _type: PyObject | null): Own<PyObject> {
	return object === null || object === None ? incref(self) : newMethod(self, object);
}

export const FunctionType = defineType({
	name: "function",
	flags: TPFLAGS_HAVE_GC | TPFLAGS_HAVE_VECTORCALL | TPFLAGS_METHOD_DESCRIPTOR,
	basicsize: 152,
	dictOffset: 88,
	weakrefOffset: 96,
	doc: "function(code, globals, name=None, argdefs=None, closure=None,\n         kwdefaults=None)\n--\n\nMakes a function of a code object and its global variables.",
	weakrefable: true,
	hasDict: true,
	dealloc: functionDealloc,
	traverse: functionTraverse,
	clear: functionClear,
	repr: functionRepr,
	call: (self: PyFunction, args: PyTuple, kwargs: PyDict | null) => callItems(self, args.items, kwargs),
	vectorcall: (self: PyFunction, args, kwnames) => vmHooks.callFunction(self, args, kwnames),
	typeVectorcall: functionVectorcall,
	new: (type, args, kwargs) => functionNew(type, args, kwargs),
	descrGet: functionDescrGet,
	getset: [
		{ name: "__code__", get: (self: PyFunction) => incref(self.code), set: setCode, audited: true },
		{ name: "__defaults__", get: (self: PyFunction) => incref(self.defaults ?? None), set: setDefaults, audited: true },
		{ name: "__kwdefaults__", get: (self: PyFunction) => incref(self.kwdefaults ?? None), set: setKwdefaults, audited: true },
		{ name: "__annotations__", get: getAnnotations, set: setAnnotations, doc: "The annotations of parameters and result, a dictionary." },
		{ name: "__annotate__", get: getAnnotate, set: setAnnotate, doc: "The function that makes the annotations, or None." },
		{ name: "__dict__", get: getDict, set: setDict },
		{ name: "__name__", get: (self: PyFunction) => incref(self.name), set: setName("name") },
		{ name: "__qualname__", get: (self: PyFunction) => incref(self.qualname), set: setName("qualname") },
		{
			name: "__type_params__",
			get: (self: PyFunction) => incref(self.typeParams ?? emptyTuple),
			set: setTypeParams,
			doc: "The type parameters that were declared.",
		},
	],
	members: [
		{ name: "__closure__", field: "closure", readonly: true, optional: true },
		{ name: "__doc__", field: "doc", optional: true },
		{ name: "__globals__", field: "globals", readonly: true },
		{ name: "__module__", field: "module", optional: true },
		{ name: "__builtins__", field: "builtins", readonly: true },
	],
});

function functionNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	if (kwargs === null || dictLength(kwargs) === 0) return functionVectorcall(type, args.items, null);
	const items = dictItemsInOrder(kwargs);
	const kwnames = hold(newTuple(items.map(([key]) => incref(key))), "names of keyword arguments");
	return dropKeeping(kwnames, functionVectorcall(type, [...args.items, ...items.map(([, value]) => value)], kwnames));
}
