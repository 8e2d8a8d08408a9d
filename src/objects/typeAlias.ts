// TypeAliasType: what `type A[T] = …` makes. The value is evaluated when somebody asks. Mirrors Objects/typevarobject.c.

import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, hold } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { free, incref, xdecref, xrelease } from "../heap/refcount.ts";
import { bindArguments, def, type Parameter } from "./args.ts";
import { dictGetStr, dictItemsInOrder, type PyDict } from "./dict.ts";
import { reprText } from "./exceptions.ts";
import { typeError } from "./errors.ts";
import { currentFrame } from "./frame.ts";
import { newGenericAlias } from "./genericalias.ts";
import { defineType, PyGCObject, type PyObject, type PyType, TPFLAGS_HAVE_GC } from "./object.ts";
import { None } from "./singletons.ts";
import { internStr, isStr } from "./str.ts";
import { emptyTuple, isTuple, newTuple, type PyTuple, tupleOf } from "./tuple.ts";
import { defaultOfParameter, evaluated, iterateUnpacked, newConstantEvaluator, noDefault, TypeVarTupleType, unpackOf } from "./typevar.ts";
import { typeOr } from "./union.ts";

const OWNED = ["name", "typeParams", "evaluateValue", "value", "module"] as const;

/** All references owned. */
export class PyTypeAlias extends PyGCObject {
	name: PyObject | null;
	typeParams: PyObject | null;
	evaluateValue: PyObject | null;
	value: PyObject | null;
	module: PyObject | null;

	constructor(type: PyType) {
		super(type);
		this.name = null;
		this.typeParams = null;
		this.evaluateValue = null;
		this.value = null;
		this.module = null;
	}
}

/** Of the statement: name, type parameters (or None), and the function that evaluates the value. Borrows. */
export function typeAliasFromParts(parts: PyTuple): Own<PyObject> {
	const [name, params, evaluate] = parts.items as [PyObject, PyObject, PyObject];
	const self = new PyTypeAlias(TypeAliasTypeType);
	self.name = incref(name);
	self.typeParams = params === None ? null : incref(params);
	self.evaluateValue = incref(evaluate);
	track(self);
	return own(self);
}

const PARAMETERS: readonly Parameter[] = [
	{ name: "name", required: true, kind: "either" },
	{ name: "value", required: true, kind: "either" },
	{ name: "type_params", required: false, kind: "keyword" },
];

function aliasNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	const items = kwargs === null ? [] : dictItemsInOrder(kwargs);
	const names = hold(tupleOf(...items.map(([key]) => key)), "keyword names");
	const [name, value, params] = bindArguments("typealias", PARAMETERS, [...args.items, ...items.map(([, v]) => v)], names) as [
		PyObject,
		PyObject,
		PyObject | null,
	];
	drop(names);
	if (!isStr(name)) typeError(`typealias() argument 'name' must be str, not ${name === None ? "None" : name.type.name}`);
	if (params !== null && !isTuple(params)) typeError("type_params must be a tuple");
	if (params !== null) checkDefaults(params as PyTuple);
	const self = new PyTypeAlias(type);
	self.name = incref(name);
	self.value = incref(value);
	self.typeParams = params === null || (params as PyTuple).items.length === 0 ? null : incref(params);
	const frame = currentFrame();
	const module = frame === null ? null : dictGetStr(frame.globals, internStr("__name__"));
	self.module = module === null ? null : incref(module);
	track(self);
	return own(self);
}

/** Parameters with a default come last. */
function checkDefaults(parameters: PyTuple): void {
	let seen = false;
	for (const parameter of parameters.items) {
		const value = hold(defaultOfParameter(parameter), "default of a type parameter");
		if (value !== noDefault()) seen = true;
		else if (seen) typeError(`non-default type parameter '${reprText(parameter)}' follows default type parameter`);
		drop(value);
	}
}

function moduleOf(self: PyTypeAlias): Own<PyObject> {
	if (self.module !== null) return incref(self.module);
	const globals = (self.evaluateValue as unknown as { globals?: PyDict } | null)?.globals;
	const name = globals === undefined ? null : dictGetStr(globals, internStr("__name__"));
	return incref(name ?? None);
}

/** The type parameters; with `unpack` a TypeVarTuple stands unpacked. New. */
function parameters(self: PyTypeAlias, unpack: boolean): Own<PyObject> {
	if (self.typeParams === null) return own(emptyTuple);
	if (!unpack) return incref(self.typeParams);
	return newTuple((self.typeParams as PyTuple).items.map((p) => (p.type === TypeVarTupleType ? unpackOf(p) : incref(p))));
}

function subscript(self: PyTypeAlias, item: PyObject): Own<PyObject> {
	if (self.typeParams === null) typeError("Only generic type aliases are subscriptable");
	return newGenericAlias(self, item);
}

export const TypeAliasTypeType: PyType = defineType({
	name: "typing.TypeAliasType",
	flags: TPFLAGS_HAVE_GC,
	basicsize: 56,
	doc: "A type alias.",
	new: aliasNew,
	dealloc: (self: PyTypeAlias) => {
		untrack(self);
		free(self);
		for (let i = OWNED.length - 1; i >= 0; i--) xrelease(self[OWNED[i]!]);
	},
	traverse: (self: PyTypeAlias, visit: Visit) => {
		for (const field of OWNED) if (self[field] !== null) visit(self[field]!, "attribute", field);
	},
	clear: (self: PyTypeAlias) => {
		for (const field of ["typeParams", "evaluateValue", "value", "module"] as const) {
			const old = self[field];
			self[field] = null;
			xdecref(old);
		}
	},
	repr: (self: PyTypeAlias) => incref(self.name!),
	nbOr: typeOr,
	iter: iterateUnpacked,
	mpSubscript: subscript,
	methods: [def("__reduce__", "($self, /)", null, (self: PyTypeAlias) => incref(self.name!))],
	getset: [
		{ name: "__value__", get: (self: PyTypeAlias) => evaluated(self, "value", "evaluateValue", () => None) },
		{
			name: "evaluate_value",
			get: (self: PyTypeAlias) => (self.evaluateValue !== null ? incref(self.evaluateValue) : newConstantEvaluator(self.value!)),
		},
		{ name: "__parameters__", get: (self: PyTypeAlias) => parameters(self, true) },
		{ name: "__type_params__", get: (self: PyTypeAlias) => parameters(self, false) },
		{ name: "__module__", get: moduleOf },
	],
	members: [{ name: "__name__", field: "name", readonly: true }],
});
