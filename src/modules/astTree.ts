// From the parser's tree to Python's: what compile() gives with PyCF_ONLY_AST, and so ast.parse(). Operators and contexts
// are one object each, as in CPython. Mirrors the obj2ast functions of Python/Python-ast.c.

import { registerRoots } from "../heap/audit.ts";
import { hold, take } from "../heap/handles.ts";
import { track } from "../heap/gc/tracking.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { newBool } from "../objects/bool.ts";
import { newBytes } from "../objects/bytes.ts";
import { newComplex } from "../objects/complex.ts";
import { dictSetStr, newDict } from "../objects/dict.ts";
import { newFloat } from "../objects/float.ts";
import { newInt } from "../objects/int.ts";
import { newList } from "../objects/list.ts";
import type { PyObject } from "../objects/object.ts";
import { Ellipsis, newNone } from "../objects/singletons.ts";
import { internInPlace, internStr, newStr } from "../objects/str.ts";
import { newTuple } from "../objects/tuple.ts";
import { nodeClass, type PyAST } from "./_ast.ts";
import { nodeSpecs } from "./astNodes.ts";

/** A node of src/syntax/ast.ts: its class, fields and position. */
interface TreeNode {
	readonly _class: string;
	readonly [field: string]: unknown;
}

/** A literal's value (src/syntax/constant.ts). */
interface Literal {
	readonly type: string;
	readonly value?: any;
	readonly real?: number;
	readonly imag?: number;
	readonly items?: readonly Literal[];
}

const POSITION = ["lineno", "col_offset", "end_lineno", "end_col_offset"];
/** Fields whose strings name an operator or a context. */
const NAMED = new Set(["ctx", "op", "ops"]);

const singletons = new Map<string, PyObject>();
registerRoots("operators of _ast", (visit) => {
	for (const [name, node] of singletons) visit(node, name);
});

let fields: ReadonlyMap<string, readonly string[]> | null = null;

function fieldsOf(name: string): readonly string[] {
	fields ??= new Map(nodeSpecs().map((spec) => [spec.name, spec.fields.map((field) => field.name)]));
	return fields.get(name) ?? [];
}

function newNode(name: string): Own<PyAST> {
	const type = nodeClass(name);
	const node = type.alloc!(type) as Own<PyAST>;
	node.dict ??= newDict();
	track(node);
	return node;
}

function named(name: string): Own<PyObject> {
	let node = singletons.get(name);
	if (node === undefined) singletons.set(name, (node = newNode(name)));
	return incref(node);
}

/** Sets an attribute. Steals the value. */
function put(node: PyAST, name: string, value: Own<PyObject>): void {
	hold(value, name);
	dictSetStr(node.dict!, internStr(name), value);
	decref(take(value));
}

/** The Python object of a node. New. Runs no Python code. */
export function treeObject(tree: object): Own<PyObject> {
	const node = tree as TreeNode;
	const object = hold(newNode(node._class), `node ${node._class}`);
	for (const field of fieldsOf(node._class)) put(object, field, fieldObject(field, node[field]));
	if (typeof node.lineno === "number") for (const name of POSITION) put(object, name, newInt(node[name] as number));
	return take(object);
}

function fieldObject(field: string, value: unknown): Own<PyObject> {
	if (value === null || value === undefined) return newNone();
	if (Array.isArray(value)) return listOf(field, value);
	if (typeof value === "string") return NAMED.has(field) ? named(value) : internInPlace(newStr(value));
	if (typeof value === "number") return newInt(value);
	if (typeof value === "boolean") return newInt(value ? 1 : 0);
	return "_class" in (value as object) ? treeObject(value as object) : literalObject(value as Literal);
}

function listOf(field: string, values: readonly unknown[]): Own<PyObject> {
	const items = values.map((value) => hold(fieldObject(field, value), "item"));
	for (const item of [...items].reverse()) take(item);
	return newList(items.map((item) => own(item)));
}

function literalObject(literal: Literal): Own<PyObject> {
	switch (literal.type) {
		case "None":
			return newNone();
		case "Ellipsis":
			return incref(Ellipsis);
		case "bool":
			return newBool(literal.value);
		case "int":
			return newInt(literal.value);
		case "float":
			return newFloat(literal.value);
		case "complex":
			return newComplex(literal.real!, literal.imag!);
		case "bytes":
			return newBytes(literal.value);
		case "tuple":
			return newTuple(literal.items!.map(literalObject));
		default:
			return newStr(literal.value);
	}
}
