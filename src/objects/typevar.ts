// Type parameters: TypeVar, ParamSpec, TypeVarTuple, NoDefault and Generic. What is more than storing them is Python code
// in the module `typing`, which these call. Bounds, constraints and defaults written in `def f[T: bound]` are evaluated
// when somebody asks. `type A = …` is in typeAlias.ts. Mirrors Objects/typevarobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { free, immortalize, incref, xdecref, xincref, xrelease } from "../heap/refcount.ts";
import { clearWeakrefs, type WeakReference } from "../heap/weakref.ts";
import { call, callOneArg, getAttr, getItem, getIter, isTrue, length, richCompare, sequenceIndex, sequenceTuple } from "./abstract.ts";
import { bindArguments, def, defRaw, type MethodDef, type Parameter } from "./args.ts";
import { newBool } from "./bool.ts";
import { getBuiltin } from "./builtin.ts";
import { dictGetStr, dictItemsInOrder, dictLength, dictSetStr, newDict, type PyDict } from "./dict.ts";
import { parsedInt } from "./conversions.ts";
import { reprText } from "./exceptions.ts";
import { argumentText } from "./genericParameters.ts";
import { typeError, valueError } from "./errors.ts";
import { currentFrame } from "./frame.ts";
import { newInt } from "./int.ts";
import {
	type CompareOp,
	defineType,
	type GetSetDef,
	type PyGCObject,
	PyGCTypeOwner,
	type PyObject,
	PyPlainObject,
	type PyType,
	Py_EQ,
	Py_NE,
	TPFLAGS_BASETYPE,
	TPFLAGS_DISALLOW_INSTANTIATION,
	TPFLAGS_HAVE_GC,
	TPFLAGS_INLINE_VALUES,
	TPFLAGS_MANAGED_DICT,
	TPFLAGS_MANAGED_WEAKREF,
	type TypeSpec,
} from "./object.ts";
import { newNone, newNotImplemented, None } from "./singletons.ts";
import { internStr, isStr, newStr, type PyStr } from "./str.ts";
import { emptyTuple, isTuple, newTuple, type PyTuple, tupleOf } from "./tuple.ts";
import { typeAliasFromParts } from "./typeAlias.ts";
import { unionOf } from "./union.ts";

class PyNoDefault extends PyPlainObject {}

export const NoDefaultType: PyType = defineType({
	name: "NoDefaultType",
	basicsize: 16,
	doc: "The type of NoDefault.",
	new: (_type, args) => (args.items.length > 0 ? typeError("NoDefaultType takes no arguments") : incref(noDefault())),
	repr: () => newStr("typing.NoDefault"),
	methods: [def("__reduce__", "($self, /)", null, () => newStr("NoDefault"))],
});

let theNoDefault: PyObject | null = null;

/** `typing.NoDefault`, immortal. Borrowed. */
export function noDefault(): PyObject {
	theNoDefault ??= immortalize(new PyNoDefault(NoDefaultType));
	return theNoDefault;
}

const OWNED = ["name", "bound", "evaluateBound", "constraints", "evaluateConstraints", "defaultValue", "evaluateDefault", "dict"] as const;
type OwnedField = (typeof OWNED)[number];

/** All three kinds of parameter. All references owned; `evaluate…` is a function of a format number, until it is used. */
export class PyTypeParameter extends PyGCTypeOwner {
	name: PyObject | null;
	bound: PyObject | null;
	evaluateBound: PyObject | null;
	constraints: PyObject | null;
	evaluateConstraints: PyObject | null;
	defaultValue: PyObject | null;
	evaluateDefault: PyObject | null;
	dict: PyDict | null;
	weakrefs: WeakReference[] | null;
	covariant: boolean;
	contravariant: boolean;
	inferVariance: boolean;

	constructor(type: PyType, name: PyObject) {
		super(type);
		this.name = incref(name);
		this.bound = null;
		this.evaluateBound = null;
		this.constraints = null;
		this.evaluateConstraints = null;
		this.defaultValue = null;
		this.evaluateDefault = null;
		this.dict = null;
		this.weakrefs = null;
		this.covariant = false;
		this.contravariant = false;
		this.inferVariance = false;
	}
}

/** A parameter as the statements make it. Borrows. */
function newParameter(type: PyType, name: PyObject): Own<PyTypeParameter> {
	const self = new PyTypeParameter(type, name);
	self.inferVariance = true;
	track(self);
	return own(self);
}

function dealloc(self: PyTypeParameter): void {
	untrack(self);
	clearWeakrefs(self);
	free(self);
	for (let i = OWNED.length - 1; i >= 0; i--) xrelease(self[OWNED[i]!]);
}

function traverse(self: PyTypeParameter, visit: Visit): void {
	for (const field of OWNED) if (self[field] !== null) visit(self[field]!, "attribute", field);
}

function clear(self: PyTypeParameter): void {
	for (const field of OWNED) {
		if (field === "name") continue;
		const old = self[field];
		self[field] = null;
		xdecref(old);
	}
}

/** Calls a function of the module `typing`. */
export function callTyping(name: string, args: readonly PyObject[]): Own<PyObject> {
	const importer = hold(getBuiltin("__import__"), "__import__");
	const module = hold(callOneArg(importer, internStr("typing")), "module typing");
	const f = hold(getAttr(module, internStr(name)), `typing.${name}`);
	return dropKeeping(importer, dropKeeping(module, dropKeeping(f, call(f, args))));
}

/** The value of a lazily evaluated field; evaluated once. New. */
export function evaluated(self: any, field: string, evaluator: string, otherwise: () => PyObject): Own<PyObject> {
	if (self[field] !== null) return incref(self[field] as PyObject);
	if (self[evaluator] === null) return incref(otherwise());
	const value = callOneArg(self[evaluator], newInt(1));
	// It may have been asked for, and set, while it was evaluated.
	const old = self[field] as PyObject | null;
	self[field] = incref(value);
	xdecref(old);
	return value;
}

const emptyConstraints = (): PyObject => emptyTuple;

function setParameterDict(self: PyTypeParameter, name: string, value: PyObject): void {
	self.dict ??= newDict();
	dictSetStr(self.dict, internStr(name), value);
}

/** `__module__` of the code that calls a constructor. Borrowed, or null. */
function callerModule(): PyObject | null {
	const frame = currentFrame();
	return frame === null ? null : dictGetStr(frame.globals, internStr("__name__"));
}

function variancePrefix(self: PyTypeParameter): string {
	if (self.inferVariance) return "";
	if (self.covariant) return "+";
	return self.contravariant ? "-" : "~";
}

function parameterRepr(self: PyTypeParameter): Own<PyObject> {
	return newStr(variancePrefix(self) + (self.name as PyStr).value);
}

function noSubclassing(self: PyObject): Own<PyObject> {
	return typeError(`Cannot subclass an instance of ${self.type.name.slice(self.type.name.lastIndexOf(".") + 1)}`);
}

function lazy(name: string, field: OwnedField, evaluator: OwnedField, otherwise: () => PyObject): GetSetDef {
	return { name, get: (self: PyTypeParameter) => evaluated(self, field, evaluator, otherwise) };
}

/** `evaluate_bound` and the like: the function, or one that gives the value that is known. */
function evaluatorAttribute(name: string, field: OwnedField, evaluator: OwnedField): GetSetDef {
	return {
		name,
		get: (self: PyTypeParameter) => {
			if (self[evaluator] !== null) return incref(self[evaluator]!);
			return self[field] === null ? newNone() : newConstantEvaluator(self[field]!);
		},
	};
}

class PyConstantEvaluator extends PyGCTypeOwner {
	value: PyObject;

	constructor(value: PyObject) {
		super(ConstantEvaluatorType);
		this.value = incref(value);
	}
}

export function newConstantEvaluator(value: PyObject): Own<PyObject> {
	const self = new PyConstantEvaluator(value);
	track(self);
	return own(self);
}

export const ConstantEvaluatorType: PyType = defineType({
	name: "_typing._ConstEvaluator",
	heapType: true,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_DISALLOW_INSTANTIATION,
	basicsize: 24,
	dealloc: (self: PyConstantEvaluator) => {
		untrack(self);
		free(self);
		xrelease(self.value);
	},
	traverse: (self: PyConstantEvaluator, visit: Visit) => visit(self.value, "value"),
	repr: (self: PyConstantEvaluator) => newStr(`<constevaluator ${reprText(self.value)}>`),
	call: evaluateConstant,
});

const FORMAT_STRING = 4;

/** The value, or its text if that is the format asked for. */
function evaluateConstant({ value }: PyConstantEvaluator, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	if (kwargs !== null && dictLength(kwargs) > 0) typeError("constevaluator.__call__() takes no keyword arguments");
	if (args.items.length !== 1) typeError(`constevaluator.__call__() takes exactly 1 argument (${args.items.length} given)`);
	if (parsedInt(args.items[0]!) !== FORMAT_STRING) return incref(value);
	return newStr(isTuple(value) ? `(${value.items.map(argumentText).join(", ")})` : argumentText(value));
}

const defaultAttribute = lazy("__default__", "defaultValue", "evaluateDefault", noDefault);

/** The default of what must be a type parameter; NoDefault without one. May evaluate it. New. Raises TypeError. */
export function defaultOfParameter(parameter: PyObject): Own<PyObject> {
	if (![TypeVarType, ParamSpecType, TypeVarTupleType].includes(parameter.type)) {
		return typeError(`Expected a type param, got ${reprText(parameter)}`);
	}
	return evaluated(parameter, "defaultValue", "evaluateDefault", noDefault);
}

function hasDefault(self: PyTypeParameter): boolean {
	return self.evaluateDefault !== null || (self.defaultValue !== null && self.defaultValue !== noDefault());
}

const commonMethods: readonly MethodDef[] = [
	def("has_default", "($self, /)", null, (self: PyTypeParameter) => newBool(hasDefault(self))),
	def("__reduce__", "($self, /)", null, (self: PyTypeParameter) => incref(self.name!)),
	def("__mro_entries__", "($self, object, /)", null, noSubclassing),
];

const common: Partial<TypeSpec> = {
	flags: TPFLAGS_HAVE_GC,
	heapType: true,
	shownFlags: TPFLAGS_MANAGED_DICT | TPFLAGS_MANAGED_WEAKREF | TPFLAGS_INLINE_VALUES,
	weakrefable: true,
	hasDict: true,
	dictOffset: -1,
	weakrefOffset: -32,
	dealloc,
	traverse,
	clear,
	repr: parameterRepr,
	nbOr: (left: PyObject, right: PyObject) => unionOf([left, right], true),
};

function keyword(name: string): Parameter {
	return { name, required: false, kind: "keyword" };
}

/** Arguments of a `new` slot: the positional ones, and a bound value for each keyword parameter. Borrowed. */
function splitArguments(who: string, parameters: readonly Parameter[], args: PyTuple, kwargs: PyDict | null): (PyObject | null)[] {
	const items = kwargs === null ? [] : dictItemsInOrder(kwargs);
	const names = hold(tupleOf(...items.map(([name]) => name)), "keyword names");
	const bound = bindArguments(who, parameters, [...args.items, ...items.map(([, value]) => value)], names);
	drop(names);
	return bound;
}

function truth(value: PyObject | null | undefined): boolean {
	return value !== null && value !== undefined && isTrue(value);
}

const NAME: Parameter = { name: "name", required: true, kind: "either" };
const VARIANCE = ["covariant", "contravariant", "infer_variance"].map(keyword);

function checkName(who: string, name: PyObject): void {
	if (!isStr(name)) typeError(`${who}() argument 'name' must be str, not ${name === None ? "None" : name.type.name}`);
}

function setVariance(self: PyTypeParameter, covariant: boolean, contravariant: boolean, infer: boolean): void {
	if (covariant && contravariant) valueError("Bivariant types are not supported.");
	if (infer && (covariant || contravariant)) valueError("Variance cannot be specified with infer_variance.");
	self.covariant = covariant;
	self.contravariant = contravariant;
	self.inferVariance = infer;
}

/** A bound as typing checks it; None means none. New. */
function checkedBound(bound: PyObject | null): Own<PyObject> | null {
	if (bound === null || bound === None) return null;
	const message = hold(newStr("Bound must be a type."), "message of typing._type_check");
	return dropKeeping(message, callTyping("_type_check", [bound, message]));
}

function finish(self: PyTypeParameter, defaultValue: PyObject | null): Own<PyObject> {
	self.defaultValue = xincref(defaultValue);
	setParameterDict(self, "__module__", callerModule() ?? None);
	return take(self);
}

const TYPEVAR_KEYWORDS = ["bound", "default", ...VARIANCE.map((p) => p.name)].map(keyword);

function typeVarNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const [name, ...constraints] = args.items;
	const given = name === undefined ? null : name;
	const first = hold(tupleOf(...(given === null ? [] : [given])), "name");
	const [boundName, bound, defaultValue, covariant, contravariant, infer] = splitArguments(
		"typevar",
		[NAME, ...TYPEVAR_KEYWORDS],
		first,
		kwargs,
	);
	drop(first);
	checkName("typevar", boundName!);
	if (constraints.length === 1) typeError("A single constraint is not allowed");
	const checked = checkedBound(bound!);
	if (checked !== null) hold(checked, "bound");
	if (constraints.length > 0 && checked !== null) typeError("Constraints cannot be combined with bound=...");
	const self = newParameter(type, boundName!);
	if (checked !== null) self.bound = take(checked);
	hold(self, "type variable");
	setVariance(self, truth(covariant), truth(contravariant), truth(infer));
	if (constraints.length > 0) self.constraints = newTuple(constraints.map((c) => incref(c)));
	return finish(self, defaultValue!);
}

/** When a generic gets too few arguments: the default, if it is this parameter's turn. */
function prepareSubst(self: PyTypeParameter, alias: PyObject, args: PyObject): Own<PyObject> {
	const parameters = hold(getAttr(alias, internStr("__parameters__")), "__parameters__");
	const index = sequenceIndex(parameters, self);
	drop(parameters);
	const count = length(args);
	if (index < count) return incref(args);
	if (index > count || !hasDefault(self)) tooFewArguments(alias, count, index + 1);
	const value = hold(evaluated(self, "defaultValue", "evaluateDefault", noDefault), "default");
	const tuple = hold(sequenceTuple(args), "arguments") as PyTuple;
	const extended = newTuple([...tuple.items, value].map((item) => incref(item)));
	return dropKeeping(value, dropKeeping(tuple, extended));
}

function tooFewArguments(alias: PyObject, given: number, least: number): never {
	const shown = hold(alias.type.repr!(alias), "repr") as unknown as PyStr;
	return typeError(`Too few arguments for ${shown.value}; actual ${given}, expected at least ${least}`);
}

export const TypeVarType: PyType = defineType({
	...common,
	name: "typing.TypeVar",
	basicsize: 80,
	doc: "A type variable.",
	new: typeVarNew,
	methods: [
		...commonMethods,
		def("__typing_subst__", "($self, arg, /)", null, (self, arg) => callTyping("_typevar_subst", [self, arg])),
		def("__typing_prepare_subst__", "($self, alias, args, /)", null, prepareSubst),
	],
	getset: [
		lazy("__bound__", "bound", "evaluateBound", () => None),
		lazy("__constraints__", "constraints", "evaluateConstraints", emptyConstraints),
		defaultAttribute,
		evaluatorAttribute("evaluate_bound", "bound", "evaluateBound"),
		evaluatorAttribute("evaluate_constraints", "constraints", "evaluateConstraints"),
		evaluatorAttribute("evaluate_default", "defaultValue", "evaluateDefault"),
	],
	members: [
		{ name: "__name__", field: "name", readonly: true },
		{ name: "__covariant__", field: "covariant", readonly: true },
		{ name: "__contravariant__", field: "contravariant", readonly: true },
		{ name: "__infer_variance__", field: "inferVariance", readonly: true },
	],
});

function paramSpecNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const [name, bound, defaultValue, covariant, contravariant, infer] = splitArguments(
		"paramspec",
		[NAME, ...TYPEVAR_KEYWORDS],
		args,
		kwargs,
	);
	checkName("paramspec", name!);
	const checked = checkedBound(bound!);
	const self = newParameter(type, name!);
	self.bound = checked;
	hold(self, "parameter specification");
	setVariance(self, truth(covariant), truth(contravariant), truth(infer));
	return finish(self, defaultValue!);
}

/** `P.args` and `P.kwargs`. Owns its parameter. */
class PyParamSpecPart extends PyGCTypeOwner {
	origin: PyObject | null;
	weakrefs: WeakReference[] | null;

	constructor(type: PyType) {
		super(type);
		this.origin = null;
		this.weakrefs = null;
	}
}

function newPart(type: PyType, origin: PyObject): Own<PyObject> {
	const self = new PyParamSpecPart(type);
	self.origin = incref(origin);
	track(self);
	return own(self);
}

function partCompare(self: PyParamSpecPart, other: PyObject, op: CompareOp): Own<PyObject> {
	if (other.type !== self.type || (op !== Py_EQ && op !== Py_NE)) return newNotImplemented();
	return richCompare(self.origin!, (other as PyParamSpecPart).origin!, op);
}

function definePart(name: string, suffix: string): PyType {
	return defineType({
		heapType: true,
		name: `typing.${name}`,
		flags: TPFLAGS_HAVE_GC,
		basicsize: 24,
		weakrefOffset: -32,
		weakrefable: true,
		doc: "The positional or the keyword part of a parameter specification.",
		new: (type, args) =>
			args.items.length === 1 ? newPart(type, args.items[0]!) : typeError(`${name}() missing required argument 'origin' (pos 1)`),
		dealloc: (self: PyParamSpecPart) => {
			untrack(self);
			if (self.weakrefs !== null) clearWeakrefs(self);
			free(self);
			xrelease(self.origin);
		},
		traverse: (self: PyParamSpecPart, visit: Visit) => visit(self.origin!, "attribute", "__origin__"),
		repr: (self: PyParamSpecPart) => {
			const { origin } = self;
			return newStr(`${origin instanceof PyTypeParameter ? (origin.name as PyStr).value : "?"}.${suffix}`);
		},
		richcompare: partCompare,
		hash: null,
		members: [{ name: "__origin__", field: "origin", readonly: true }],
		methods: [def("__mro_entries__", "($self, bases, /)", null, noSubclassing)],
	});
}

export const ParamSpecArgsType = definePart("ParamSpecArgs", "args");
export const ParamSpecKwargsType = definePart("ParamSpecKwargs", "kwargs");

export const ParamSpecType: PyType = defineType({
	...common,
	name: "typing.ParamSpec",
	basicsize: 56,
	doc: "A parameter specification.",
	new: paramSpecNew,
	methods: [
		...commonMethods,
		def("__typing_subst__", "($self, arg, /)", null, (self, arg) => callTyping("_paramspec_subst", [self, arg])),
		def("__typing_prepare_subst__", "($self, alias, args, /)", null, (self, alias, args) =>
			callTyping("_paramspec_prepare_subst", [self, alias, args]),
		),
	],
	getset: [
		{ name: "args", get: (self: PyTypeParameter) => newPart(ParamSpecArgsType, self), doc: "Stands for the positional arguments." },
		{ name: "kwargs", get: (self: PyTypeParameter) => newPart(ParamSpecKwargsType, self), doc: "Stands for the keyword arguments." },
		{ ...defaultAttribute, doc: "The default value." },
		evaluatorAttribute("evaluate_default", "defaultValue", "evaluateDefault"),
	],
	members: [
		{ name: "__bound__", field: "bound", readonly: true, optional: true },
		{ name: "__name__", field: "name", readonly: true },
		{ name: "__covariant__", field: "covariant", readonly: true },
		{ name: "__contravariant__", field: "contravariant", readonly: true },
		{ name: "__infer_variance__", field: "inferVariance", readonly: true },
	],
});

function typeVarTupleNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const [name, defaultValue] = splitArguments("typevartuple", [NAME, keyword("default")], args, kwargs);
	checkName("typevartuple", name!);
	return finish(hold(newParameter(type, name!), "type variable tuple"), defaultValue!);
}

/** `typing.Unpack[o]`. New. */
export function unpackOf(o: PyObject): Own<PyObject> {
	const importer = hold(getBuiltin("__import__"), "__import__");
	const module = hold(callOneArg(importer, internStr("typing")), "module typing");
	const unpack = hold(getAttr(module, internStr("Unpack")), "typing.Unpack");
	return dropKeeping(importer, dropKeeping(module, dropKeeping(unpack, getItem(unpack, o))));
}

/** `*Ts`: iterates over one thing, Unpack[Ts]. */
export function iterateUnpacked(self: PyObject): Own<PyObject> {
	const tuple = hold(newTuple([unpackOf(self)]), "unpacked type");
	return dropKeeping(tuple, getIter(tuple));
}

export const TypeVarTupleType: PyType = defineType({
	...common,
	name: "typing.TypeVarTuple",
	basicsize: 40,
	doc: "A tuple of type variables.",
	new: typeVarTupleNew,
	repr: (self: PyTypeParameter) => incref(self.name!),
	nbOr: null,
	iter: iterateUnpacked,
	methods: [
		...commonMethods,
		def("__typing_subst__", "($self, arg, /)", null, () => typeError("Substitution of bare TypeVarTuple is not supported")),
		def("__typing_prepare_subst__", "($self, alias, args, /)", null, (self, alias, args) =>
			callTyping("_typevartuple_prepare_subst", [self, alias, args]),
		),
	],
	getset: [{ ...defaultAttribute, doc: "The default value." }, evaluatorAttribute("evaluate_default", "defaultValue", "evaluateDefault")],
	members: [{ name: "__name__", field: "name", readonly: true }],
});

function forwardToTyping(name: string): (cls: PyObject, args: readonly PyObject[], kwnames: PyTuple | null) => Own<PyObject> {
	return (cls, args, kwnames) => {
		const importer = hold(getBuiltin("__import__"), "__import__");
		const module = hold(callOneArg(importer, internStr("typing")), "module typing");
		const f = hold(getAttr(module, internStr(name)), `typing.${name}`);
		return dropKeeping(importer, dropKeeping(module, dropKeeping(f, call(f, [cls, ...args], kwnames))));
	};
}

/** The types that belong to the interpreter, since type parameters need them. Source: _Py_initialize_generic. */
export const typingTypes = (): readonly PyType[] => [
	GenericType,
	TypeVarType,
	TypeVarTupleType,
	ParamSpecType,
	ParamSpecArgsType,
	ParamSpecKwargsType,
	ConstantEvaluatorType,
];

export const GenericType: PyType = defineType({
	name: "typing.Generic",
	heapType: true,
	mutable: true,
	flags: TPFLAGS_BASETYPE | TPFLAGS_HAVE_GC,
	basicsize: 16,
	doc: "Base of generic classes.",
	dealloc: (self: PyGCObject) => {
		untrack(self);
		free(self);
	},
	// Its type alone, which is immortal here.
	traverse: () => {},
	methods: [
		defRaw("__class_getitem__", null, "Parameterizes a generic class.", forwardToTyping("_generic_class_getitem"), "class"),
		defRaw("__init_subclass__", null, "Sees to the parameters of a subclass.", forwardToTyping("_generic_init_subclass"), "class"),
	],
});

export const makeTypeVar = (name: PyObject): Own<PyObject> => newParameter(TypeVarType, name);
export const makeParamSpec = (name: PyObject): Own<PyObject> => newParameter(ParamSpecType, name);
export const makeTypeVarTuple = (name: PyObject): Own<PyObject> => newParameter(TypeVarTupleType, name);
export const makeTypeAlias = (parts: PyObject): Own<PyObject> => typeAliasFromParts(parts as PyTuple);

export function typeVarWithBound(name: PyObject, evaluate: PyObject): Own<PyObject> {
	const self = newParameter(TypeVarType, name);
	self.evaluateBound = incref(evaluate);
	return self;
}

export function typeVarWithConstraints(name: PyObject, evaluate: PyObject): Own<PyObject> {
	const self = newParameter(TypeVarType, name);
	self.evaluateConstraints = incref(evaluate);
	return self;
}

export function setTypeParamDefault(param: PyObject, evaluate: PyObject): Own<PyObject> {
	// It is new: there is no default yet.
	(param as PyTypeParameter).evaluateDefault = incref(evaluate);
	return incref(param);
}

/** `Generic[params]` for a class with type parameters; a TypeVarTuple among them is unpacked. */
export function subscriptGeneric(params: PyObject): Own<PyObject> {
	const items = (params as PyTuple).items.map((p) => hold(p.type === TypeVarTupleType ? unpackOf(p) : incref(p), "type parameter"));
	for (const item of [...items].reverse()) take(item);
	const unpacked = hold(newTuple(items.map((item) => own(item))), "type parameters");
	return dropKeeping(unpacked, callTyping("_GenericAlias", [GenericType, unpacked]));
}
