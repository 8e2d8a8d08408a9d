// The module `_ast`: the classes of the syntax tree, made from a table. compile() makes trees of them (astTree.ts), but
// does not yet take them.
// Mirrors Python/Python-ast.c.

import { registerRoots } from "../heap/audit.ts";
import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, hold, take } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { free, incref, xdecref, xrelease } from "../heap/refcount.ts";
import { callNoArgs, callTuple, lookupAttr, sequenceTuple, setAttr } from "../objects/abstract.ts";
import { def } from "../objects/args.ts";
import { dictItemsInOrder, dictSetStr, newDict, type PyDict } from "../objects/dict.ts";
import { typeError } from "../objects/errors.ts";
import { typeShortName } from "../objects/exceptions.ts";
import { newGenericAlias } from "../objects/genericalias.ts";
import { IntType, newInt } from "../objects/int.ts";
import { ListType, newList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import {
	defineType,
	ObjectType,
	PyGCObject,
	type PyObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_HAVE_GC,
	TypeType,
} from "../objects/object.ts";
import { None, NoneType } from "../objects/singletons.ts";
import { internStr, newStr, type PyStr, StrType } from "../objects/str.ts";
import { emptyTuple, newTuple, type PyTuple, tupleOf } from "../objects/tuple.ts";
import { unionOf } from "../objects/union.ts";
import { type FieldKind, type NodeSpec, nodeSpecs } from "./astNodes.ts";
import { addType, buildModule, setOwned } from "./define.ts";
import { dictAttribute } from "./ioBase.ts";

export class PyAST extends PyGCObject {
	dict: PyDict | null;

	constructor(type: PyType) {
		super(type);
		this.dict = null;
	}
}

/** The node classes by name. Owned. */
const classes = new Map<string, PyType>();
/** How the fields of each class, by its name, are filled in when they are left out. */
const kinds = new Map<string, ReadonlyMap<string, FieldKind>>();

registerRoots("types of _ast", (visit) => {
	for (const [name, type] of classes) if (type !== ASTType) visit(type, name);
});

/** The names in the class attribute `_fields`. */
function fieldsOf(self: PyObject): PyStr[] {
	const fields = lookupAttr(self.type, internStr("_fields"));
	if (fields === null) return [];
	hold(fields, "_fields");
	const tuple = hold(sequenceTuple(fields), "_fields") as PyTuple;
	const names = [...tuple.items] as PyStr[];
	drop(tuple);
	drop(fields);
	return names;
}

function init(self: PyAST, args: PyTuple, kwargs: PyDict | null): void {
	const fields = fieldsOf(self);
	const name = typeShortName(self.type);
	if (args.items.length > fields.length) {
		typeError(`${name} constructor takes at most ${fields.length} positional argument${fields.length === 1 ? "" : "s"}`);
	}
	args.items.forEach((value, i) => setAttr(self, fields[i]!, value));
	const given = new Set(fields.slice(0, args.items.length).map((field) => field.value));
	for (const [key, value] of kwargs === null ? [] : dictItemsInOrder(kwargs)) {
		if (given.has((key as PyStr).value)) typeError(`${name} got multiple values for argument '${(key as PyStr).value}'`);
		given.add((key as PyStr).value);
		setAttr(self, key as PyStr, value);
	}
	for (const field of fields) if (!given.has(field.value)) setDefault(self, field, name);
}

function setDefault(self: PyAST, field: PyStr, className: string): void {
	const kind = kinds.get(className)?.get(field.value) ?? "required";
	if (kind === "required" || kind === "optional") return;
	const value = hold(kind === "list" ? newList([]) : callNoArgs(classes.get("Load")!), "default value of a field");
	setAttr(self, field, value);
	drop(value);
}

export const ASTType: PyType = defineType({
	name: "ast.AST",
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE,
	basicsize: 24,
	doc: "A node of a syntax tree.",
	hasDict: true,
	alloc: (type) => own(new PyAST(type)),
	new: (type) => {
		const self = type.alloc!(type) as Own<PyAST>;
		track(self);
		return self;
	},
	init,
	dealloc: (self: PyAST) => {
		untrack(self);
		free(self);
		xrelease(self.dict);
	},
	traverse: (self: PyAST, visit: Visit) => {
		if (self.dict !== null) visit(self.dict, "attribute", "__dict__");
	},
	clear: (self: PyAST) => {
		const { dict } = self;
		self.dict = null;
		xdecref(dict);
	},
	methods: [def("__reduce__", "($self, /)", null, (self: PyAST) => tupleOf(self.type, emptyTuple, self.dict ?? None))],
	getset: [dictAttribute],
});

const strings = (names: readonly string[]): Own<PyObject> => newTuple(names.map((name) => incref(internStr(name) as PyObject)));

function makeClass(spec: NodeSpec): void {
	const dict = hold(newDict(), `namespace of ${spec.name}`);
	const names = spec.fields.map((field) => field.name);
	setOwned(dict, "_fields", strings(names));
	setOwned(dict, "__match_args__", strings(names));
	if (spec.attributes !== null) setOwned(dict, "_attributes", strings(spec.attributes));
	setOwned(dict, "__module__", newStr("ast"));
	dictSetStr(dict, internStr("__doc__"), None);
	for (const { name, kind } of spec.fields) if (kind === "optional") dictSetStr(dict, internStr(name), None);
	for (const name of spec.attributes ?? []) if (name.startsWith("end_")) dictSetStr(dict, internStr(name), None);
	const bases = hold(tupleOf(classes.get(spec.base)!), "bases");
	const args = hold(tupleOf(internStr(spec.name), bases, dict), "arguments of type");
	classes.set(spec.name, callTuple(TypeType, args, null) as Own<PyType>);
	kinds.set(spec.name, new Map(spec.fields.map((field) => [field.name, field.kind])));
	for (const o of [args, bases, dict]) drop(o);
}

function prepareBase(): void {
	classes.set("AST", ASTType);
	for (const name of ["_fields", "__match_args__", "_attributes"]) dictSetStr(ASTType.dict!, internStr(name), emptyTuple);
}

const FLAGS = { PyCF_ONLY_AST: 0x400, PyCF_TYPE_COMMENTS: 0x1000, PyCF_ALLOW_TOP_LEVEL_AWAIT: 0x2000, PyCF_OPTIMIZED_AST: 0x8400 };

function makeClasses(): void {
	if (classes.size > 0) return;
	prepareBase();
	const specs = nodeSpecs();
	for (const spec of specs) makeClass(spec);
	for (const spec of specs) if (spec.fields.length > 0) setFieldTypes(spec);
}

const PLAIN_TYPES: { readonly [name: string]: () => PyType } = {
	identifier: () => StrType,
	string: () => StrType,
	int: () => IntType,
	constant: () => ObjectType,
};

/** `_field_types`: `list[expr]`, `str | None` and the like. */
function setFieldTypes(spec: NodeSpec): void {
	const types = hold(newDict(), "_field_types");
	for (const { name, kind, type } of spec.fields) {
		const plain = PLAIN_TYPES[type]?.() ?? classes.get(type)!;
		setOwned(
			types,
			name,
			kind === "list" ? newGenericAlias(ListType, plain) : kind === "optional" ? unionOf([plain, NoneType]) : incref(plain),
		);
	}
	dictSetStr(classes.get(spec.name)!.dict!, internStr("_field_types"), types);
	drop(types);
}

/** A node class by name. Borrowed. */
export function nodeClass(name: string): PyType {
	makeClasses();
	return classes.get(name)!;
}

export function initAst(): Own<PyModule> {
	const module = hold(buildModule("_ast", "The classes of the syntax tree.", []), "module _ast");
	makeClasses();
	addType(module, ASTType);
	for (const [name, type] of classes) if (type !== ASTType) setOwned(module.dict!, name, incref(type));
	for (const [name, value] of Object.entries(FLAGS)) setOwned(module.dict!, name, newInt(value));
	return take(module);
}
