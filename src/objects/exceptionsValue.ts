// Built-in exceptions that carry one or more values as attributes: StopIteration, SystemExit, KeyError, ImportError,
// NameError and AttributeError. Also the helpers with which native code raises them with those attributes set.
// Mirrors the corresponding parts of Objects/exceptions.c.

import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { drop, hold } from "../heap/handles.ts";
import { incref, xdecref } from "../heap/refcount.ts";
import { repr } from "./abstract.ts";
import { bindArguments, def, type Parameter } from "./args.ts";
import { dictCopy, dictItemsInOrder, dictSetStr, newDict, type PyDict } from "./dict.ts";
import { PyBaseException } from "./exception.ts";
import { BASE_EXCEPTION_SIZE, BaseExceptionType, baseExceptionInit, baseExceptionStr, defineException, structSlots } from "./exceptions.ts";
import type { PyObject, PyType } from "./object.ts";
import { newNone, None } from "./singletons.ts";
import { internStr, StrType } from "./str.ts";
import { type PyTuple, tupleOf } from "./tuple.ts";

export const ExceptionType = defineException("Exception", BaseExceptionType, "Common base class for all non-exit exceptions.");

/** Replaces an owned, nullable field; borrows the value. May run Python code. */
export function setField(self: any, field: string, value: PyObject | null): void {
	const old = self[field] as PyObject | null;
	self[field] = value === null ? null : incref(value);
	xdecref(old);
}

export class PyStopIteration extends PyBaseException {
	value: PyObject | null;
	constructor(type: PyType) {
		super(type);
		this.value = null;
	}
}

function stopIterationInit(self: PyStopIteration, args: PyTuple, kwargs: PyDict | null): void {
	baseExceptionInit(self, args, kwargs);
	setField(self, "value", args.items[0] ?? None);
}

export const StopIterationType = defineException("StopIteration", ExceptionType, "Signal the end from iterator.__next__().", {
	basicsize: BASE_EXCEPTION_SIZE + 8,
	alloc: (type) => own(new PyStopIteration(type)),
	new: null,
	init: stopIterationInit,
	...structSlots([["value", "value"]]),
	members: [{ name: "value", field: "value", optional: true, doc: "generator return value" }],
});

export class PySystemExit extends PyBaseException {
	code: PyObject | null;
	constructor(type: PyType) {
		super(type);
		this.code = null;
	}
}

function systemExitInit(self: PySystemExit, args: PyTuple, kwargs: PyDict | null): void {
	baseExceptionInit(self, args, kwargs);
	if (args.items.length > 0) setField(self, "code", args.items.length === 1 ? args.items[0]! : args);
}

export const SystemExitType = defineException("SystemExit", BaseExceptionType, "Request to exit from the interpreter.", {
	basicsize: BASE_EXCEPTION_SIZE + 8,
	alloc: (type) => own(new PySystemExit(type)),
	new: null,
	init: systemExitInit,
	...structSlots([["code", "code"]]),
	members: [{ name: "code", field: "code", optional: true, doc: "exception code" }],
});

export const LookupErrorType = defineException("LookupError", ExceptionType, "Base class for lookup errors.");

export const KeyErrorType = defineException("KeyError", LookupErrorType, "Mapping key not found.", {
	new: null,
	str: (self: PyBaseException) => (self.args!.items.length === 1 ? repr(self.args!.items[0]!) : baseExceptionStr(self)),
});

function keywordOnly(...names: readonly string[]): readonly Parameter[] {
	return names.map((name) => ({ name, required: false, kind: "keyword" }));
}

/** Binds only the keywords of a constructor call. Results borrowed. */
function bindKeywords(name: string, parameters: readonly Parameter[], kwargs: PyDict | null): (PyObject | null)[] {
	if (kwargs === null) return parameters.map(() => null);
	const items = dictItemsInOrder(kwargs);
	const names = hold(tupleOf(...items.map(([key]) => key)), "keyword names");
	const bound = bindArguments(
		name,
		parameters,
		items.map(([, value]) => value),
		names,
	);
	drop(names);
	return bound;
}

export class PyImportError extends PyBaseException {
	msg: PyObject | null;
	name: PyObject | null;
	path: PyObject | null;
	nameFrom: PyObject | null;
	constructor(type: PyType) {
		super(type);
		this.msg = null;
		this.name = null;
		this.path = null;
		this.nameFrom = null;
	}
}

const importErrorKeywords = keywordOnly("name", "path", "name_from");

function importErrorInit(self: PyImportError, args: PyTuple, kwargs: PyDict | null): void {
	baseExceptionInit(self, args, null);
	const [name, path, nameFrom] = bindKeywords("ImportError", importErrorKeywords, kwargs);
	setField(self, "name", name!);
	setField(self, "path", path!);
	setField(self, "nameFrom", nameFrom!);
	setField(self, "msg", args.items.length === 1 ? args.items[0]! : null);
}

function importErrorStr(self: PyImportError): Own<PyObject> {
	if (self.msg !== null && self.msg.type === StrType) return incref(self.msg);
	return baseExceptionStr(self);
}

/** The instance's dictionary with the given fields added; null if there is nothing. New. */
function stateWith(self: PyBaseException, entries: readonly (readonly [string, PyObject | null])[]): Own<PyDict> | null {
	const present = entries.filter(([, value]) => value !== null);
	if (present.length === 0) return self.dict === null ? null : incref(self.dict);
	const state = self.dict === null ? newDict() : dictCopy(self.dict);
	for (const [key, value] of present) dictSetStr(state, internStr(key), value!);
	return state;
}

function reduceWith(self: PyBaseException, state: Own<PyDict> | null, always: boolean): Own<PyObject> {
	if (state === null) return always ? tupleOf(self.type, self.args!, None) : tupleOf(self.type, self.args!);
	hold(state, "state of the exception");
	const reduced = tupleOf(self.type, self.args!, state);
	drop(state);
	return reduced;
}

function importErrorReduce(self: PyImportError): Own<PyObject> {
	return reduceWith(
		self,
		stateWith(self, [
			["name", self.name],
			["path", self.path],
			["name_from", self.nameFrom],
		]),
		false,
	);
}

export const ImportErrorType = defineException("ImportError", ExceptionType, "Import can't find module, or can't find name in module.", {
	basicsize: BASE_EXCEPTION_SIZE + 32,
	alloc: (type) => own(new PyImportError(type)),
	new: null,
	init: importErrorInit,
	str: importErrorStr,
	...structSlots([
		["msg", "msg"],
		["name", "name"],
		["path", "path"],
		["nameFrom", "name_from"],
	]),
	methods: [def("__reduce__", "($self, /)", null, importErrorReduce)],
	members: [
		{ name: "msg", field: "msg", optional: true, doc: "exception message" },
		{ name: "name", field: "name", optional: true, doc: "module name" },
		{ name: "path", field: "path", optional: true, doc: "module path" },
		{ name: "name_from", field: "nameFrom", optional: true, doc: "name imported from module" },
	],
});

export class PyNameError extends PyBaseException {
	name: PyObject | null;
	constructor(type: PyType) {
		super(type);
		this.name = null;
	}
}

const nameErrorKeywords = keywordOnly("name");

function nameErrorInit(self: PyNameError, args: PyTuple, kwargs: PyDict | null): void {
	baseExceptionInit(self, args, null);
	setField(self, "name", bindKeywords("NameError", nameErrorKeywords, kwargs)[0]!);
}

export const NameErrorType = defineException("NameError", ExceptionType, "Name not found globally.", {
	basicsize: BASE_EXCEPTION_SIZE + 8,
	alloc: (type) => own(new PyNameError(type)),
	new: null,
	init: nameErrorInit,
	...structSlots([["name", "name"]]),
	members: [{ name: "name", field: "name", optional: true, doc: "name" }],
});

export class PyAttributeError extends PyBaseException {
	obj: PyObject | null;
	name: PyObject | null;
	constructor(type: PyType) {
		super(type);
		this.obj = null;
		this.name = null;
	}
}

const attributeErrorKeywords = keywordOnly("name", "obj");

function attributeErrorInit(self: PyAttributeError, args: PyTuple, kwargs: PyDict | null): void {
	baseExceptionInit(self, args, null);
	const [name, obj] = bindKeywords("AttributeError", attributeErrorKeywords, kwargs);
	setField(self, "name", name!);
	setField(self, "obj", obj!);
}

function attributeErrorGetState(self: PyAttributeError): Own<PyObject> {
	return (
		stateWith(self, [
			["name", self.name],
			["args", self.name === null ? null : self.args],
		]) ?? newNone()
	);
}

function attributeErrorReduce(self: PyAttributeError): Own<PyObject> {
	return reduceWith(
		self,
		stateWith(self, [
			["name", self.name],
			["args", self.name === null ? null : self.args],
		]),
		true,
	);
}

export const AttributeErrorType = defineException("AttributeError", ExceptionType, "Attribute not found.", {
	basicsize: BASE_EXCEPTION_SIZE + 16,
	alloc: (type) => own(new PyAttributeError(type)),
	new: null,
	init: attributeErrorInit,
	...structSlots([
		["obj", "obj"],
		["name", "name"],
	]),
	methods: [def("__getstate__", "($self, /)", null, attributeErrorGetState), def("__reduce__", "($self, /)", null, attributeErrorReduce)],
	members: [
		{ name: "name", field: "name", optional: true, doc: "attribute name" },
		{ name: "obj", field: "obj", optional: true, doc: "object" },
	],
});
