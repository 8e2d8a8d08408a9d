// The module `_contextvars`: ContextVar, Token, Context. A context holds its values in a table that is never changed in
// place, so that copies are cheap. Each thread has a current context, and those that Context.run() enters. Mirrors
// Python/context.c.

import { registerRoots } from "../heap/audit.ts";
import { untrack } from "../heap/gc/tracking.ts";
import { dropKeeping, hold, mark, take } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { addressOf } from "../heap/address.ts";
import { decref, decrefEach, free, incref, release } from "../heap/refcount.ts";
import { clearWeakrefs, type WeakReference } from "../heap/weakref.ts";
import { call, getIter, hash, richCompareBool } from "../objects/abstract.ts";
import { def, defRaw, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { dictLength, type PyDict } from "../objects/dict.ts";
import { caught, keyError, raiseError, runtimeError, typeError, valueError } from "../objects/errors.ts";
import { reprText } from "../objects/exceptions.ts";
import { newGenericAlias } from "../objects/genericalias.ts";
import { newList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import {
	type CompareOp,
	defineType,
	PyGCObject,
	type PyObject,
	PyPlainObject,
	type PyType,
	Py_EQ,
	Py_NE,
	TPFLAGS_DISALLOW_INSTANTIATION,
	TPFLAGS_HAVE_GC,
} from "../objects/object.ts";
import { newNone, newNotImplemented } from "../objects/singletons.ts";
import { isStr, newStr } from "../objects/str.ts";
import { registerPerThread } from "../objects/threads.ts";
import { type PyTuple, tupleOf } from "../objects/tuple.ts";
import { registerForwarder } from "../vm/forward.ts";
import { addType, bindSlotArguments, buildModule, setOwned } from "./define.ts";
import { allocate, ownedSlots } from "./ownedSlots.ts";

class PyContextVar extends PyGCObject {
	name: PyObject | null;
	defaultValue: PyObject | null;

	constructor(type: PyType) {
		super(type);
		this.name = null;
		this.defaultValue = null;
	}
}

/** Owns the variables and values in `values`. */
class PyContext extends PyGCObject {
	values: Map<PyContextVar, PyObject>;
	entered: boolean;
	weakrefs: WeakReference[] | null;

	constructor(type: PyType) {
		super(type);
		this.values = new Map();
		this.entered = false;
		this.weakrefs = null;
	}
}

/** Contexts that the running thread has entered, innermost last. Owned. */
let entered: PyContext[] = [];
registerRoots("contexts", (visit) => visitEntered(entered, visit));

function visitEntered(contexts: readonly PyContext[], visit: Visit): void {
	for (const context of contexts) visit(context, "entered context");
}

registerPerThread<PyContext[]>({
	fresh: () => [],
	get: () => entered,
	set: (contexts) => {
		entered = contexts;
	},
	visit: visitEntered,
	clear: () => {
		for (let context = entered.pop(); context !== undefined; context = entered.pop()) decref(context);
	},
});

/** The current context, borrowed; made when it is first needed. */
function currentContext(): PyContext {
	if (entered.length === 0) entered.push(newContext(new Map()));
	return entered.at(-1)!;
}

function newContext(values: ReadonlyMap<PyContextVar, PyObject>): Own<PyContext> {
	const self = allocate<PyContext>(ContextType);
	for (const [variable, value] of values) self.values.set(incref(variable), incref(value));
	return self;
}

/** Sets or, with null, removes a value. Borrows. */
function setValue(context: PyContext, variable: PyContextVar, value: PyObject | null): void {
	const old = context.values.get(variable);
	if (value === null) {
		if (old === undefined) return;
		context.values.delete(variable);
		decref(variable);
	} else context.values.set(old === undefined ? incref(variable) : variable, incref(value));
	if (old !== undefined) decref(old);
}

class PyToken extends PyGCObject {
	context: PyContext | null;
	variable: PyContextVar | null;
	oldValue: PyObject | null;
	used: boolean;

	constructor(type: PyType) {
		super(type);
		this.context = null;
		this.variable = null;
		this.oldValue = null;
		this.used = false;
	}
}

class PyMissing extends PyPlainObject {}
const MissingType = defineType({
	name: "Token.MISSING",
	flags: TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 16,
	repr: () => newStr("<Token.MISSING>"),
	dealloc: (self: PyMissing) => free(self),
});
let missing: PyObject | null = null;

/** `Token.MISSING`. Borrowed. */
function missingValue(): PyObject {
	missing ??= new PyMissing(MissingType);
	return missing;
}
registerRoots("Token.MISSING", (visit) => {
	if (missing !== null) visit(missing, "Token.MISSING");
});

const variableParameters = [
	{ name: "name", required: true, kind: "positional" },
	{ name: "default", required: false, kind: "keyword" },
] as const;

function variableNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const [name, otherwise] = bindSlotArguments("ContextVar", variableParameters, args, kwargs);
	if (!isStr(name!)) typeError("context variable name must be a str");
	// The hash is made of it: a subclass of str may have none.
	hash(name!);
	const self = allocate<PyContextVar>(type);
	self.name = incref(name!);
	self.defaultValue = otherwise === null ? null : incref(otherwise!);
	return self;
}

function variableGet(self: PyContextVar, otherwise: PyObject | null): Own<PyObject> {
	const value = currentContext().values.get(self) ?? otherwise ?? self.defaultValue;
	return value === null ? raiseError("LookupError", self) : incref(value);
}

function variableSet(self: PyContextVar, value: PyObject): Own<PyObject> {
	const context = currentContext();
	const token = allocate<PyToken>(TokenType);
	const old = context.values.get(self);
	token.context = incref(context);
	token.variable = incref(self);
	token.oldValue = old === undefined ? null : incref(old);
	hold(token, "token");
	setValue(context, self, value);
	return take(token);
}

function variableReset(self: PyContextVar, token: PyObject): Own<PyObject> {
	if (token.type !== TokenType) typeError(`expected an instance of Token, got ${reprText(token)}`);
	const t = token as PyToken;
	if (t.used) runtimeError(`${reprText(token)} has already been used once`);
	if (t.variable !== self) valueError(`${reprText(token)} was created by a different ContextVar`);
	const context = currentContext();
	if (t.context !== context) valueError(`${reprText(token)} was created in a different Context`);
	t.used = true;
	setValue(context, self, t.oldValue);
	return newNone();
}

const hex = (o: PyObject): string => `0x${addressOf(o).toString(16)}`;
const classItem = def("__class_getitem__", "($type, object, /)", "See PEP 585", (cls, item) => newGenericAlias(cls, item), "class");

const ContextVarType: PyType = defineType({
	name: "_contextvars.ContextVar",
	flags: TPFLAGS_HAVE_GC,
	basicsize: 64,
	doc: "A variable that each context has its own value of.",
	alloc: (type) => own(new PyContextVar(type)),
	new: variableNew,
	...ownedSlots([
		["name", "attribute name"],
		["defaultValue", "default"],
	]),
	repr: (self: PyContextVar) => {
		const otherwise = self.defaultValue === null ? "" : ` default=${reprText(self.defaultValue)}`;
		return newStr(`<ContextVar name=${reprText(self.name!)}${otherwise} at ${hex(self)}>`);
	},
	methods: [
		def("get", "($self, default=<unrepresentable>, /)", "The value in the current context.", variableGet),
		def("set", "($self, value, /)", "Sets the value in the current context.", variableSet),
		def("reset", "($self, token, /)", "Takes back a set().", variableReset),
		classItem,
	],
	members: [{ name: "name", field: "name", readonly: true }],
});

const TokenType: PyType = defineType({
	name: "_contextvars.Token",
	flags: TPFLAGS_HAVE_GC,
	basicsize: 48,
	doc: "What ContextVar.set() gives, for reset().",
	alloc: (type) => own(new PyToken(type)),
	new: () => runtimeError("Tokens can only be created by ContextVars"),
	...ownedSlots([
		["context", "context"],
		["variable", "attribute var"],
		["oldValue", "attribute old_value"],
	]),
	repr: (self: PyToken) => newStr(`<Token${self.used ? " used" : ""} var=${reprText(self.variable!)} at ${hex(self)}>`),
	methods: [
		def("__enter__", "($self, /)", null, (self: PyToken) => incref(self as PyObject)),
		defRaw("__exit__", null, null, (self: PyToken) => variableReset(self.variable!, self)),
		classItem,
	],
	getset: [
		{ name: "var", get: (self: PyToken) => incref(self.variable! as PyObject) },
		{ name: "old_value", get: (self: PyToken) => incref(self.oldValue ?? missingValue()) },
	],
});

function enter(self: PyContext): void {
	if (self.entered) runtimeError(`cannot enter context: ${reprText(self)} is already entered`);
	currentContext();
	entered.push(incref(self));
	self.entered = true;
}

function run(self: PyContext, args: readonly PyObject[], kwnames: PyTuple | null): Own<PyObject> {
	if (args.length === 0) typeError("run() missing 1 required positional argument");
	enter(self);
	const since = mark();
	try {
		return leave(self, call(args[0]!, args.slice(1), kwnames));
	} catch (thrown) {
		caught(thrown, since);
		leave(self, null);
		throw thrown;
	}
}

function leave<T extends Own<PyObject> | null>(self: PyContext, result: T): T {
	entered.pop();
	self.entered = false;
	if (result === null) {
		decref(self);
		return result;
	}
	hold(self as Own<PyContext>, "context that was left");
	return dropKeeping(self, result);
}

function requireVariable(key: PyObject): PyContextVar {
	if (key.type !== ContextVarType) typeError(`a ContextVar key was expected, got ${reprText(key)}`);
	return key as PyContextVar;
}

function contextGet(self: PyContext, key: PyObject, otherwise: PyObject | null): Own<PyObject> {
	const value = self.values.get(requireVariable(key)) ?? otherwise;
	return value === null ? newNone() : incref(value);
}

function contextCompare(self: PyContext, other: PyObject, op: CompareOp): Own<PyObject> {
	if (other.type !== ContextType || (op !== Py_EQ && op !== Py_NE)) return newNotImplemented();
	const right = (other as PyContext).values;
	let equal = self.values.size === right.size;
	for (const [variable, value] of self.values) {
		const there = right.get(variable);
		equal &&= there !== undefined && richCompareBool(value, there, Py_EQ);
	}
	return newBool(equal === (op === Py_EQ));
}

const runMethod = defRaw("run", null, "Calls a function in this context.", run);
registerForwarder({ method: runMethod }, (self, { args, keywords }) => {
	if (args.length === 0) return null;
	const context = self as PyContext;
	return { callee: args[0], args: args.slice(1), keywords, enter: () => enter(context), leave: () => leave(context, null) };
});

const contextMethods: readonly MethodDef[] = [
	runMethod,
	def("copy", "($self, /)", "A copy.", (self: PyContext) => newContext(self.values)),
	def("get", "($self, key, default=None, /)", "A variable's value.", contextGet),
	def("keys", "($self, /)", "The variables.", (self: PyContext) => newList([...self.values.keys()].map((v) => incref(v as PyObject)))),
	def("values", "($self, /)", "The values.", (self: PyContext) => newList([...self.values.values()].map((v) => incref(v)))),
	def("items", "($self, /)", "Variables with their values.", (self: PyContext) =>
		newList([...self.values].map(([k, v]) => tupleOf(k, v) as Own<PyObject>)),
	),
];

const ContextType: PyType = defineType({
	name: "_contextvars.Context",
	flags: TPFLAGS_HAVE_GC,
	basicsize: 48,
	doc: "Values of context variables.",
	weakrefable: true,
	weakrefOffset: 32,
	alloc: (type) => own(new PyContext(type)),
	new: (type, args, kwargs) => {
		if (args.items.length > 0 || (kwargs !== null && dictLength(kwargs) > 0)) typeError("Context() does not accept any arguments");
		return allocate<PyContext>(type);
	},
	dealloc: (self: PyContext) => {
		untrack(self);
		clearWeakrefs(self);
		free(self);
		for (const [variable, value] of [...self.values].reverse()) {
			release(value);
			release(variable);
		}
	},
	traverse: (self: PyContext, visit: Visit) => {
		for (const [variable, value] of self.values) {
			visit(variable, "variable");
			visit(value, "value", variable);
		}
	},
	clear: (self: PyContext) => {
		const { values } = self;
		self.values = new Map();
		decrefEach([...values].flat());
	},
	richcompare: contextCompare,
	hash: (self: PyObject) => typeError(`unhashable type: '${self.type.name}'`),
	iter: (self: PyContext) => {
		const keys = hold(newList([...self.values.keys()].map((v) => incref(v as PyObject))), "variables");
		return dropKeeping(keys, getIter(keys));
	},
	sqContains: (self: PyContext, key: PyObject) => self.values.has(requireVariable(key)),
	mpLength: (self: PyContext) => self.values.size,
	mpSubscript: (self: PyContext, key: PyObject) => {
		const value = self.values.get(requireVariable(key));
		return value === undefined ? keyError(key) : incref(value);
	},
	methods: contextMethods,
});

const functions: readonly MethodDef[] = [
	def("copy_context", "($module, /)", "A copy of the current context.", () => newContext(currentContext().values)),
];

export function initContextvars(): Own<PyModule> {
	const module = hold(buildModule("_contextvars", "Context variables.", functions), "module _contextvars");
	for (const type of [ContextVarType, ContextType, TokenType]) addType(module, type);
	setOwned(TokenType.dict!, "MISSING", incref(missingValue()));
	return take(module);
}

/** For native code: a variable without default. New. */
export function newContextVar(name: string): Own<PyObject> {
	const self = allocate<PyContextVar>(ContextVarType);
	self.name = newStr(name);
	return self;
}

/** A variable's value in the current context, borrowed; null if it has none. */
export function contextVariableGet(variable: PyObject): PyObject | null {
	return currentContext().values.get(variable as PyContextVar) ?? null;
}

/** Sets a variable in the current context. Borrows. */
export function contextVariableSet(variable: PyObject, value: PyObject): void {
	setValue(currentContext(), variable as PyContextVar, value);
}
