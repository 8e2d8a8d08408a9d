// From Python's tree to the compiler's: what compile() makes of an `ast` object before the tree is validated
// (astValidate.ts). Driven by the table of node classes. Borrows its objects; may run Python code, since attributes are
// read as such. Read `treeFromObject` first. Mirrors PyAST_obj2mod and the obj2ast functions of Python/Python-ast.c.

import { drop, hold } from "../heap/handles.ts";
import { incref } from "../heap/refcount.ts";
import { enterRecursiveCall, isInstance, leaveRecursiveCall, lookupAttr } from "../objects/abstract.ts";
import { BoolType, True } from "../objects/bool.ts";
import { BytesType, type PyBytes } from "../objects/bytes.ts";
import { ComplexType, type PyComplex } from "../objects/complex.ts";
import { runtimeError, typeError, valueError } from "../objects/errors.ts";
import { reprText, typeShortName } from "../objects/exceptions.ts";
import { FloatType, type PyFloat } from "../objects/float.ts";
import { intToBigInt, IntType, isInt, type PyInt } from "../objects/int.ts";
import { isList, type PyList } from "../objects/list.ts";
import type { PyObject } from "../objects/object.ts";
import { FrozensetType, type PySet, setKeyAt, setNext } from "../objects/set.ts";
import { Ellipsis, None } from "../objects/singletons.ts";
import { internStr, type PyStr, StrType } from "../objects/str.ts";
import { type PyTuple, TupleType } from "../objects/tuple.ts";
import { nodeClass } from "./_ast.ts";
import { type FieldSpec, type NodeSpec, nodeSpecs } from "./astNodes.ts";
import type { CompileMode } from "./hooks.ts";

/** A node of src/syntax/ast.ts being made. */
export interface MutableNode {
	readonly _class: string;
	[field: string]: unknown;
}

interface Grammar {
	readonly byName: ReadonlyMap<string, NodeSpec>;
	/** The classes of each sum type, in order. */
	readonly alternatives: ReadonlyMap<string, readonly NodeSpec[]>;
}

let known: Grammar | null = null;

function grammar(): Grammar {
	if (known !== null) return known;
	const specs = nodeSpecs();
	const alternatives = new Map<string, NodeSpec[]>();
	for (const spec of specs) {
		if (spec.base === "AST") continue;
		if (!alternatives.has(spec.base)) alternatives.set(spec.base, []);
		alternatives.get(spec.base)!.push(spec);
	}
	known = { byName: new Map(specs.map((spec) => [spec.name, spec])), alternatives };
	return known;
}

const ROOTS: { readonly [mode in CompileMode]: string } = {
	exec: "Module",
	eval: "Expression",
	single: "Interactive",
	func_type: "FunctionType",
};

/** The tree of a module, expression or interactive input. Raises TypeError and ValueError. */
export function treeFromObject(object: PyObject, mode: CompileMode): MutableNode {
	const name = ROOTS[mode];
	if (!isInstance(object, nodeClass(name))) typeError(`expected ${name} node, got ${typeShortName(object.type)}`);
	return sumNode(object, "mod") as MutableNode;
}

/** A node of a sum type: its class decides. An operator or context gives its name. Null for None. */
function sumNode(object: PyObject, type: string): MutableNode | string | null {
	if (object === None) return null;
	const { byName, alternatives } = grammar();
	const base = byName.get(type)!;
	const positions = base.attributes === null ? {} : readPositions(object, type);
	for (const spec of alternatives.get(type)!) {
		if (!isInstance(object, nodeClass(spec.name))) continue;
		if (isNamed(type)) return spec.name;
		return readFields(object, spec, positions);
	}
	return typeError(`expected some sort of ${type}, but got ${reprText(object)}`);
}

/** Types whose values are no nodes in the compiler's tree, but names. */
function isNamed(type: string): boolean {
	return type === "expr_context" || type === "boolop" || type === "operator" || type === "unaryop" || type === "cmpop";
}

function productNode(object: PyObject, spec: NodeSpec): MutableNode {
	const node = readFields(object, spec, {});
	if (spec.attributes !== null) Object.assign(node, readPositions(object, spec.name));
	return node;
}

function readFields(object: PyObject, spec: NodeSpec, positions: object): MutableNode {
	enterRecursiveCall(` while traversing '${spec.base === "AST" ? spec.name : spec.base}' node`);
	const node: MutableNode = { _class: spec.name, ...positions };
	for (const field of spec.fields) node[field.name] = readField(object, spec.name, field);
	for (const field of spec.fields) {
		if (field.kind !== "list" && field.kind !== "optional" && node[field.name] === null)
			valueError(`field '${field.name}' is required for ${spec.name}`);
	}
	leaveRecursiveCall();
	return node;
}

function readField(object: PyObject, className: string, field: FieldSpec): unknown {
	const value = lookupAttr(object, internStr(field.name));
	if (value === null) {
		if (field.kind === "list") return [];
		return field.kind === "optional" ? null : typeError(`required field "${field.name}" missing from ${className}`);
	}
	hold(value, `field ${field.name}`);
	const result = field.kind === "list" ? readList(value, className, field) : readValue(value, field);
	drop(value);
	return result;
}

function readList(value: PyObject, className: string, field: FieldSpec): unknown[] {
	if (!isList(value)) return typeError(`${className} field "${field.name}" must be a list, not a ${typeShortName(value.type)}`);
	const { items } = value as PyList;
	const length = items.length;
	const result: unknown[] = [];
	for (let i = 0; i < length; i++) {
		const item = hold(incref(items[i]), "item of a list of nodes");
		result.push(readValue(item, field));
		drop(item);
		if ((value as PyList).items.length !== length) runtimeError(`${className} field "${field.name}" changed size during iteration`);
	}
	return result;
}

function readValue(value: PyObject, field: FieldSpec): unknown {
	switch (field.type) {
		case "constant":
			return constantOf(value);
		case "int":
			if (value === None && field.kind === "optional") return null;
			return readInt(value);
		case "identifier":
			if (value === None) return null;
			return value.type === StrType ? (value as PyStr).value : typeError("AST identifier must be of type str");
		case "string":
			if (value === None && field.kind === "optional") return null;
			if (value.type === BytesType) return new TextDecoder("latin1").decode((value as PyBytes).value);
			return value.type === StrType ? (value as PyStr).value : typeError("AST string must be of type str");
		default: {
			const spec = grammar().byName.get(field.type)!;
			if (grammar().alternatives.has(field.type)) return sumNode(value, field.type);
			return value === None && field.kind === "optional" ? null : productNode(value, spec);
		}
	}
}

function readInt(value: PyObject): number {
	if (!isInt(value)) return valueError(`invalid integer value: ${reprText(value)}`);
	return Number((value as PyInt).value);
}

/** Lines and columns; the end is the start where it isn't given. */
function readPositions(object: PyObject, className: string): object {
	const required = (name: string): number => optional(name) ?? typeError(`required field "${name}" missing from ${className}`);
	const optional = (name: string): number | null => {
		const value = lookupAttr(object, internStr(name));
		if (value === null) return null;
		hold(value, name);
		const number = value === None && name.startsWith("end_") ? null : readInt(value);
		drop(value);
		return number;
	};
	const lineno = required("lineno");
	const col_offset = required("col_offset");
	return { lineno, col_offset, end_lineno: optional("end_lineno") ?? lineno, end_col_offset: optional("end_col_offset") ?? col_offset };
}

/** A constant as plain data; what can be none keeps its type's name for the validator. */
export function constantOf(value: PyObject): object {
	if (value === None) return { type: "None" };
	if (value === Ellipsis) return { type: "Ellipsis" };
	switch (value.type) {
		case BoolType:
			return { type: "bool", value: value === True };
		case IntType:
			return { type: "int", value: intToBigInt(value as PyInt) };
		case FloatType:
			return { type: "float", value: (value as PyFloat).value };
		case ComplexType:
			return { type: "complex", real: (value as PyComplex).real, imag: (value as PyComplex).imag };
		case StrType:
			return { type: "str", value: (value as PyStr).value };
		case BytesType:
			return { type: "bytes", value: (value as PyBytes).value };
		case TupleType:
			return { type: "tuple", items: (value as PyTuple).items.map(constantOf) };
		case FrozensetType:
			return { type: "frozenset", items: elements(value as PySet).map(constantOf) };
		default:
			return { type: "invalid", name: typeShortName(value.type) };
	}
}

function elements(set: PySet): PyObject[] {
	const result: PyObject[] = [];
	for (let pos = setNext(set, 0); pos >= 0; pos = setNext(set, pos + 1)) result.push(setKeyAt(set, pos));
	return result;
}
