// BaseException: its methods, how exceptions are made, and how they are chained. The other built-in exception types
// build on `exceptionSpec` here; exceptionTypes.ts lists them all.
//
// An exception owns its fields; a type with fields of its own drops them first, then those of BaseException, both in the
// order given. Read `newException` and `setContext` first. Mirrors Objects/exceptions.c and `_PyErr_SetObject`
// (Python/errors.c).

import type { Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { drop, hold, take } from "../heap/handles.ts";
import { decref, free, incref, xdecref, xrelease } from "../heap/refcount.ts";
import { track, untrack } from "../heap/gc/tracking.ts";
import { callOneArg, lookupAttr, repr, sequenceTuple, setAttr, str } from "./abstract.ts";
import { type MethodDef, def } from "./args.ts";
import { dictItemsInOrder, dictLength, isDict, newDict, type PyDict } from "./dict.ts";
import { errorHooks, exceptionTypes, typeError } from "./errors.ts";
import { PyBaseException } from "./exception.ts";
import { isList, listAppend, newList, type PyList } from "./list.ts";
import {
	defineType,
	type GetSetDef,
	type PyObject,
	type PyType,
	TPFLAGS_BASE_EXC_SUBCLASS,
	TPFLAGS_BASETYPE,
	TPFLAGS_HAVE_GC,
	TPFLAGS_TUPLE_SUBCLASS,
	TPFLAGS_TYPE_SUBCLASS,
	TPFLAGS_UNICODE_SUBCLASS,
	type TypeSpec,
} from "./object.ts";
import { newNone, None } from "./singletons.ts";
import { thread } from "./state.ts";
import { internStr, newStr, type PyStr } from "./str.ts";
import { isTraceback } from "./traceback.ts";
import { emptyTuple, newTuple, type PyTuple, tupleOf } from "./tuple.ts";

/** The name a type goes by in a repr: without its module. */
export function typeShortName(type: PyType): string {
	return type.heap !== null ? type.name : type.name.slice(type.name.lastIndexOf(".") + 1);
}

/** `str(o)` as a JavaScript string. May run Python code. */
export function strText(o: PyObject): string {
	const s = str(o);
	const text = s.value;
	decref(s);
	return text;
}

/** `repr(o)` as a JavaScript string. May run Python code. */
export function reprText(o: PyObject): string {
	const s = repr(o);
	const text = s.value;
	decref(s);
	return text;
}

export function isException(o: PyObject): o is PyBaseException {
	return (o.type.typeFlags & TPFLAGS_BASE_EXC_SUBCLASS) !== 0;
}

/** `PyExceptionClass_Check`. */
export function isExceptionClass(o: PyObject): o is PyType {
	return (o.type.typeFlags & TPFLAGS_TYPE_SUBCLASS) !== 0 && ((o as PyType).typeFlags & TPFLAGS_BASE_EXC_SUBCLASS) !== 0;
}

/** Raises TypeError if keyword arguments were given. */
export function rejectKeywords(type: PyType, kwargs: PyDict | null): void {
	if (kwargs !== null && dictLength(kwargs) > 0) typeError(`${type.name}() takes no keyword arguments`);
}

function baseExceptionNew(type: PyType, args: PyTuple, _kwargs: PyDict | null): Own<PyObject> {
	const self = type.alloc!(type) as Own<PyBaseException>;
	self.args = incref(args);
	track(self);
	return self;
}

function baseExceptionInit(self: PyBaseException, args: PyTuple, kwargs: PyDict | null): void {
	rejectKeywords(self.type, kwargs);
	setArgs(self, incref(args));
}

/** Replaces `args`. Steals the tuple; may run Python code. */
export function setArgs(self: PyBaseException, args: Own<PyTuple>): void {
	const old = self.args;
	self.args = args;
	xdecref(old);
}

function baseExceptionVectorcall(type: PyType, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	if (kwnames !== null && kwnames.items.length > 0) typeError(`${type.name}() takes no keyword arguments`);
	const self = type.alloc!(type) as Own<PyBaseException>;
	self.args = argumentTuple(args);
	track(self);
	return self;
}

function argumentTuple(args: readonly PyObject[]): Own<PyTuple> {
	return args.length === 0 ? own(emptyTuple) : newTuple(args.map((a) => incref(a)));
}

function baseExceptionDealloc(self: PyBaseException): void {
	untrack(self);
	free(self);
	releaseBase(self);
}

function releaseBase(self: PyBaseException): void {
	xrelease(self.context);
	xrelease(self.cause);
	xrelease(self.traceback);
	xrelease(self.notes);
	xrelease(self.args);
	xrelease(self.dict);
}

function baseExceptionTraverse(self: PyBaseException, visit: Visit): void {
	if (self.dict !== null) visit(self.dict, "attribute", "__dict__");
	if (self.args !== null) visit(self.args, "attribute", "args");
	if (self.notes !== null) visit(self.notes, "attribute", "notes");
	if (self.traceback !== null) visit(self.traceback, "attribute", "__traceback__");
	if (self.cause !== null) visit(self.cause, "attribute", "__cause__");
	if (self.context !== null) visit(self.context, "attribute", "__context__");
}

function clearField(self: any, field: string): void {
	const old = self[field] as PyObject | null;
	self[field] = null;
	xdecref(old);
}

function baseExceptionClear(self: PyBaseException): void {
	for (const field of ["dict", "args", "notes", "traceback", "cause", "context"]) clearField(self, field);
}

function baseExceptionStr(self: PyBaseException): Own<PyObject> {
	const args = self.args!;
	if (args.items.length === 0) return newStr("");
	return str(args.items.length === 1 ? args.items[0]! : args);
}

function baseExceptionRepr(self: PyBaseException): Own<PyObject> {
	const args = self.args!;
	const name = typeShortName(self.type);
	return newStr(args.items.length === 1 ? `${name}(${reprText(args.items[0]!)})` : name + reprText(args));
}

function withTraceback(self: PyBaseException, traceback: PyObject): Own<PyObject> {
	setTraceback(self, traceback);
	return incref(self);
}

/** `PyException_SetTraceback`: borrows; None clears. */
export function setTraceback(self: PyBaseException, traceback: PyObject): void {
	if (traceback !== None && !isTraceback(traceback)) typeError("__traceback__ must be a traceback or None");
	const old = self.traceback;
	self.traceback = traceback === None ? null : incref(traceback);
	xdecref(old);
}

function addNote(self: PyBaseException, note: PyObject): Own<PyObject> {
	if ((note.type.typeFlags & TPFLAGS_UNICODE_SUBCLASS) === 0) {
		typeError(`add_note() argument must be str, not ${note === None ? "None" : note.type.name}`);
	}
	const name = internStr("__notes__");
	const found = lookupAttr(self, name);
	const notes = hold(found ?? newList([]), "list of notes");
	if (found === null) setAttr(self, name, notes);
	else if (!isList(notes)) typeError("Cannot add note: __notes__ is not a list");
	listAppend(notes as PyList, note);
	drop(notes);
	return newNone();
}

function reduce(self: PyBaseException): Own<PyObject> {
	return self.dict !== null ? tupleOf(self.type, self.args!, self.dict) : tupleOf(self.type, self.args!);
}

function setState(self: PyBaseException, state: PyObject): Own<PyObject> {
	if (state === None) return newNone();
	if (!isDict(state)) typeError("state is not a dictionary");
	for (const [key, value] of dictItemsInOrder(state as PyDict)) {
		hold(incref(key), "key of the state");
		hold(incref(value), "value of the state");
		setAttr(self, key as PyStr, value);
		drop(value);
		drop(key);
	}
	return newNone();
}

function getDict(self: PyBaseException): Own<PyObject> {
	self.dict ??= newDict();
	return incref(self.dict);
}

function setDict(self: PyBaseException, value: PyObject | null): void {
	if (value === null) typeError("cannot delete __dict__");
	if (!isDict(value!)) typeError(`__dict__ must be set to a dictionary, not a '${value!.type.name}'`);
	const old = self.dict;
	self.dict = incref(value as PyDict);
	xdecref(old);
}

function setArgsAttribute(self: PyBaseException, value: PyObject | null): void {
	if (value === null) typeError("args may not be deleted");
	setArgs(self, sequenceTuple(value!));
}

function checkedLink(value: PyObject | null, attribute: string, what: string): PyBaseException | null {
	if (value === null) typeError(`${attribute} may not be deleted`);
	if (value === None) return null;
	if (!isException(value!)) typeError(`exception ${what} must be None or derive from BaseException`);
	return value as PyBaseException;
}

/** `PyException_SetContext`. Borrows, unlike CPython's; may run Python code. */
export function setContextOf(self: PyBaseException, context: PyBaseException | null): void {
	const old = self.context;
	self.context = context === null ? null : incref(context);
	xdecref(old);
}

/** `PyException_SetCause`. Borrows, unlike CPython's; null for no cause. May run Python code. */
export function setCause(self: PyBaseException, cause: PyObject | null): void {
	const old = self.cause;
	self.cause = cause === null ? null : incref(cause);
	self.suppressContext = true;
	xdecref(old);
}

function orNone(value: PyObject | null): Own<PyObject> {
	return value === null ? newNone() : incref(value);
}

const baseMethods: readonly MethodDef[] = [
	def("__reduce__", "($self, /)", null, reduce),
	def("__setstate__", "($self, state, /)", null, setState),
	def("with_traceback", "($self, tb, /)", "Sets __traceback__ and returns the exception.", withTraceback),
	def("add_note", "($self, note, /)", "Adds a note, shown below the message.", addNote),
];

const baseGetSet: readonly GetSetDef[] = [
	{ name: "__dict__", get: getDict, set: setDict },
	{
		name: "args",
		get: (self: PyBaseException) => orNone(self.args),
		set: setArgsAttribute,
	},
	{
		name: "__traceback__",
		get: (self: PyBaseException) => orNone(self.traceback),
		set: (self: PyBaseException, value) => (value === null ? typeError("__traceback__ may not be deleted") : setTraceback(self, value)),
	},
	{
		name: "__context__",
		get: (self: PyBaseException) => orNone(self.context),
		set: (self: PyBaseException, value) => setContextOf(self, checkedLink(value, "__context__", "context")),
	},
	{
		name: "__cause__",
		get: (self: PyBaseException) => orNone(self.cause),
		set: (self: PyBaseException, value) => setCause(self, checkedLink(value, "__cause__", "cause")),
	},
];

const EXCEPTION_FLAGS = TPFLAGS_BASETYPE | TPFLAGS_HAVE_GC | TPFLAGS_BASE_EXC_SUBCLASS;
export const BASE_EXCEPTION_SIZE = 72;

export const BaseExceptionType = defineType({
	name: "BaseException",
	flags: EXCEPTION_FLAGS,
	doc: "Common base class for all exceptions.",
	basicsize: BASE_EXCEPTION_SIZE,
	hasDict: true,
	alloc: (type) => own(new PyBaseException(type)),
	new: baseExceptionNew,
	init: baseExceptionInit,
	typeVectorcall: baseExceptionVectorcall,
	dealloc: baseExceptionDealloc,
	traverse: baseExceptionTraverse,
	clear: baseExceptionClear,
	repr: baseExceptionRepr,
	str: baseExceptionStr,
	methods: baseMethods,
	getset: baseGetSet,
	members: [{ name: "__suppress_context__", field: "suppressContext" }],
});
exceptionTypes.BaseException = BaseExceptionType;

/** The fields of a struct that adds to BaseException's: JavaScript name and, where it differs, the attribute's. */
export type ExceptionFields = readonly (readonly [field: string, attribute: string])[];

/** Slots of an exception type whose struct adds owned, nullable fields, dropped in this order before the base's. */
export function structSlots(fields: ExceptionFields): Pick<TypeSpec, "dealloc" | "traverse" | "clear"> {
	return {
		dealloc(self: any) {
			untrack(self);
			free(self);
			releaseBase(self);
			for (let i = fields.length - 1; i >= 0; i--) xrelease(self[fields[i]![0]]);
		},
		traverse(self: any, visit: Visit) {
			for (const [field, attribute] of fields) if (self[field] !== null) visit(self[field], "attribute", attribute);
			baseExceptionTraverse(self, visit);
		},
		clear(self: any) {
			for (const [field] of fields) clearField(self, field);
			baseExceptionClear(self);
		},
	};
}

/** Defines an exception type; without `struct` it is laid out as its base and made as that is. Only types of plain layout show a `__new__`. */
export function defineException(name: string, base: PyType, doc: string, struct: Partial<TypeSpec> = {}): PyType {
	const type = defineType({
		name,
		base,
		flags: EXCEPTION_FLAGS,
		doc,
		basicsize: base.basicsize,
		hasDict: true,
		alloc: base.alloc!,
		dealloc: base.dealloc,
		traverse: base.traverse,
		clear: base.clear,
		new: base.basicsize === BASE_EXCEPTION_SIZE ? baseExceptionNew : null,
		init: base.init!,
		...(base.typeVectorcall !== null && struct.init === undefined && struct.new === undefined
			? { typeVectorcall: base.typeVectorcall }
			: {}),
		...struct,
	});
	exceptionTypes[name] = type;
	return type;
}

export { baseExceptionInit, baseExceptionNew, baseExceptionStr, EXCEPTION_FLAGS, orNone };

/**
 * Makes `type(*args)` of a built-in exception type. Steals the array and the references in it. Runs Python code only if
 * the type's constructor does.
 */
export function newException(type: PyType, args: Own<PyObject>[]): Own<PyBaseException> {
	const tuple = hold(args.length === 0 ? own(emptyTuple) : newTuple(args), "arguments of a new exception");
	if (type.typeVectorcall === baseExceptionVectorcall) {
		const self = type.alloc!(type) as Own<PyBaseException>;
		self.args = take(tuple);
		track(self);
		return self;
	}
	const self = hold(type.new!(type, tuple, null) as Own<PyBaseException>, "new exception");
	type.init!(self, tuple, null);
	take(self);
	drop(tuple);
	return own(self);
}

/** `_PyErr_GetTopmostException`: the exception that is being handled, borrowed. */
export function handledException(): PyBaseException | null {
	let item = thread.excInfo;
	while (item.value === null && item.previous !== null) item = item.previous;
	return item.value;
}

/**
 * Sets `__context__` of an exception about to be raised to the one being handled, and cuts the chain where it would
 * come back to the new one. May run Python code. Source: `_PyErr_SetObject`.
 */
function setContext(exception: PyBaseException): void {
	const handled = handledException();
	if (handled === null || handled === exception) return;
	hold(incref(handled), "exception being handled");
	cutCycle(handled, exception);
	setContextOf(exception, handled);
	drop(handled);
}

function cutCycle(from: PyBaseException, exception: PyBaseException): void {
	let fast: PyBaseException = from;
	let slow: PyBaseException = from;
	let moveSlow = false;
	for (let context = fast.context; context !== null; context = fast.context) {
		if (context === exception) return setContextOf(fast, null);
		fast = context;
		if (fast === slow) return;
		if (moveSlow) slow = slow.context!;
		moveSlow = !moveSlow;
	}
}

function create(type: PyType, args: readonly (string | PyObject)[]): Own<PyBaseException> {
	const objects = args.map((a) => (typeof a === "string" ? newStr(a) : incref(a)));
	if (type.heap === null) return newException(type, objects);
	return createByCall(type, objects);
}

/** A class written in Python, or ExceptionGroup. */
function createByCall(type: PyType, objects: Own<PyObject>[]): Own<PyBaseException> {
	const args = hold(newTuple(objects), "arguments of a new exception");
	const made = args.items.length === 1 ? callOneArg(type, args.items[0]!) : type.type.call!(type, args, null);
	hold(made, "new exception");
	if (!isException(made)) {
		typeError(`calling ${reprText(type)} should have returned an instance of BaseException, not ${made.type.name}`);
	}
	take(made);
	drop(args);
	return made as Own<PyBaseException>;
}

errorHooks.create = create;
errorHooks.setContext = setContext;

/** `PyErr_GivenExceptionMatches`: `given` an exception or class, `wanted` a class or a (nested) tuple of them. Runs no Python code. */
export function givenExceptionMatches(given: PyObject | null, wanted: PyObject): boolean {
	if (given === null) return false;
	if ((wanted.type.typeFlags & TPFLAGS_TUPLE_SUBCLASS) !== 0) {
		return (wanted as PyTuple).items.some((item) => givenExceptionMatches(given, item));
	}
	const type = isException(given) ? given.type : given;
	if (isExceptionClass(type) && isExceptionClass(wanted)) return type === wanted || type.mro!.items.includes(wanted);
	return type === wanted;
}
