// The module `_ast`: the classes of the syntax tree, made from a table. compile() makes trees of them (astTree.ts) and
// takes them (astFromObject.ts).
// Mirrors Python/Python-ast.c.

import { bringToLife } from "../objects/heapTypes.ts";
import { registerRoots } from "../heap/audit.ts";
import { track, untrack } from "../heap/gc/tracking.ts";
import { drop, hold, take } from "../heap/handles.ts";
import type { Own, Visit } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { free, incref, xdecref, xrelease } from "../heap/refcount.ts";
import { callNoArgs, callTuple, getAttr, lookupAttr, reprEnter, reprLeave, sequenceTuple, setAttr } from "../objects/abstract.ts";
import { def } from "../objects/args.ts";
import { dictGetStr, dictItemsInOrder, dictSetStr, isDict, newDict, type PyDict } from "../objects/dict.ts";
import { typeError } from "../objects/errors.ts";
import { reprText, typeShortName } from "../objects/exceptions.ts";
import { GenericAliasType, newGenericAlias } from "../objects/genericalias.ts";
import { IntType, newInt } from "../objects/int.ts";
import { isList, ListType, newList, type PyList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import {
	defineType,
	isSubtype,
	ObjectType,
	PyGCTypeOwner,
	type PyObject,
	type PyType,
	TPFLAGS_BASETYPE,
	TPFLAGS_HAVE_GC,
	TypeType,
} from "../objects/object.ts";
import { None, NoneType } from "../objects/singletons.ts";
import { internStr, newStr, type PyStr, StrType } from "../objects/str.ts";
import { emptyTuple, isTuple, newTuple, type PyTuple, tupleOf } from "../objects/tuple.ts";
import { UnionType, unionOf } from "../objects/union.ts";
import { warn } from "../objects/warnings.ts";
import { type NodeSpec, nodeSpecs } from "./astNodes.ts";
import { buildModule, setOwned } from "./define.ts";
import { dictAttribute } from "./ioBase.ts";

export class PyAST extends PyGCTypeOwner {
	dict: PyDict | null;

	constructor(type: PyType) {
		super(type);
		this.dict = null;
	}
}

/** The node classes by name. Owned. */
const classes = new Map<string, PyType>();

registerRoots("types of _ast", (visit) => {
	for (const [name, type] of classes) visit(type, name);
});

function fieldsOf(self: PyObject): PyStr[] {
	return namesIn(self, "_fields");
}

/** The names in a class attribute. */
function namesIn(self: PyObject, attribute: string): PyStr[] {
	const fields = lookupAttr(self.type, internStr(attribute));
	if (fields === null) return [];
	hold(fields, attribute);
	const tuple = hold(sequenceTuple(fields), attribute) as PyTuple;
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
		const text = (key as PyStr).value;
		if (given.has(text)) typeError(`${name} got multiple values for argument '${text}'`);
		given.add(text);
		if (!fields.some((field) => field.value === text) && !namesIn(self, "_attributes").some((other) => other.value === text)) {
			const end = "Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.";
			warn("DeprecationWarning", `${name}.__init__ got an unexpected keyword argument '${text}'. ${end}`);
		}
		setAttr(self, key as PyStr, value);
	}
	const missing = fields.filter((field) => !given.has(field.value));
	if (missing.length > 0) setDefaults(self, missing, name);
}

const SOON = "This will become an error in Python 3.15.";

/** Lists are empty, contexts Load, what may be None is the class's; of what is left the program is warned. */
function setDefaults(self: PyAST, missing: readonly PyStr[], name: string): void {
	const types = lookupAttr(self.type, internStr("_field_types"));
	if (types === null) return;
	hold(types, "_field_types");
	for (const field of missing) {
		const type = isDict(types) ? dictGetStr(types, field) : null;
		if (type === null) warn("DeprecationWarning", `Field '${field.value}' is missing from ${name}._field_types. ${SOON}`);
		else if (type.type === GenericAliasType) setDefault(self, field, newList([]));
		else if (type === classes.get("expr_context")) setDefault(self, field, callNoArgs(classes.get("Load")!));
		else if (type.type !== UnionType)
			warn("DeprecationWarning", `${name}.__init__ missing 1 required positional argument: '${field.value}'. ${SOON}`);
	}
	drop(types);
}

/** Steals the value. */
function setDefault(self: PyAST, field: PyStr, value: Own<PyObject>): void {
	hold(value, "default value of a field");
	setAttr(self, field, value);
	drop(value);
}

const REPR_DEPTH = 3;

/** Nested nodes as far as the depth goes, of longer lists the first and the last. Source: ast_repr_max_depth. */
function nodeRepr(self: PyObject, depth: number): string {
	const { name } = self.type;
	if (depth <= 0 || reprEnter(self)) return `${name}(...)`;
	const parts = fieldsOf(self).map((field) => {
		const value = hold(getAttr(self, field), "field of a node");
		const text = `${field.value}=${valueRepr(value, depth - 1)}`;
		drop(value);
		return text;
	});
	reprLeave(self);
	return `${name}(${parts.join(", ")})`;
}

function valueRepr(value: PyObject, depth: number): string {
	if (!isList(value) && !isTuple(value)) return isSubtype(value.type, ASTType) ? nodeRepr(value, depth) : reprText(value);
	const [open, close] = isList(value) ? "[]" : "()";
	if (reprEnter(value)) return `${open}...${close}`;
	const { items } = value as PyList;
	const ends = items.length > 1 ? [items[0], items[items.length - 1]] : [...items];
	const texts = ends.map((item) => (isSubtype(item.type, ASTType) ? nodeRepr(item, depth) : reprText(item)));
	reprLeave(value);
	return `${open}${texts.join(items.length > 2 ? ", ..., " : ", ")}${close}`;
}

export const ASTType: PyType = defineType({
	name: "ast.AST",
	heapType: true,
	born: addEmptyFields,
	flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE,
	basicsize: 24,
	doc: "A node of a syntax tree.",
	repr: (self: PyAST) => newStr(nodeRepr(self, REPR_DEPTH)),
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
	for (const o of [args, bases, dict]) drop(o);
}

function addEmptyFields(type: PyType): void {
	for (const name of ["_fields", "__match_args__", "_attributes"]) dictSetStr(type.dict!, internStr(name), emptyTuple);
}

const FLAGS = { PyCF_ONLY_AST: 0x400, PyCF_TYPE_COMMENTS: 0x1000, PyCF_ALLOW_TOP_LEVEL_AWAIT: 0x2000, PyCF_OPTIMIZED_AST: 0x8400 };

function makeClasses(): void {
	if (classes.size > 0) return;
	classes.set("AST", bringToLife(ASTType, null));
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
	for (const [name, type] of classes) setOwned(module.dict!, name, incref(type));
	for (const [name, value] of Object.entries(FLAGS)) setOwned(module.dict!, name, newInt(value));
	return take(module);
}
