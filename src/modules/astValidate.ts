// Whether a tree that a program has put together can be compiled: contexts, lengths, positions. The parser's own trees need
// no look. Read `validateTree` first. Mirrors the validator of Python/ast.c, with its messages.

import { enterRecursiveCall, leaveRecursiveCall } from "../objects/abstract.ts";
import { typeError, valueError } from "../objects/errors.ts";
import type { MutableNode } from "./astFromObject.ts";

type Node = MutableNode;
type Context = "Load" | "Store" | "Del";

/** Raises ValueError or TypeError. */
export function validateTree(tree: Node): void {
	switch (tree._class) {
		case "Module":
		case "Interactive":
			return stmts(list(tree, "body"));
		case "Expression":
			return expr(tree["body"], "Load");
		case "FunctionType":
			exprs(list(tree, "argtypes"), "Load");
			return expr(tree["returns"], "Load");
	}
}

function list(node: Node, field: string): readonly (Node | null)[] {
	return node[field] as (Node | null)[];
}

function nonEmpty(node: Node, field: string): readonly (Node | null)[] {
	const items = list(node, field);
	return items.length === 0 ? valueError(`empty ${field} on ${node._class}`) : items;
}

function positions(node: Node): void {
	const { lineno, end_lineno, col_offset, end_col_offset } = node as unknown as { [name: string]: number };
	if (lineno > end_lineno) valueError(`AST node line range (${lineno}, ${end_lineno}) is not valid`);
	if ((lineno < 0 && end_lineno !== lineno) || (col_offset < 0 && col_offset !== end_col_offset))
		valueError(`AST node column range (${col_offset}, ${end_col_offset}) for line range (${lineno}, ${end_lineno}) is not valid`);
	if (lineno === end_lineno && col_offset > end_col_offset)
		valueError(`line ${lineno}, column ${col_offset}-${end_col_offset} is not a valid range`);
}

function name(text: unknown): void {
	if (text === "None" || text === "True" || text === "False") valueError(`identifier field can't represent '${text}' constant`);
}

function stmts(items: readonly (Node | null)[]): void {
	for (const item of items) stmt(item ?? valueError("None disallowed in statement list"));
}

function body(node: Node): void {
	stmts(nonEmpty(node, "body"));
}

function exprs(items: readonly (Node | null)[], context: Context, nullable = false): void {
	for (const item of items) {
		if (item !== null) expr(item, context);
		else if (!nullable) valueError("None disallowed in expression list");
	}
}

function optional(node: unknown, context: Context = "Load"): void {
	if (node !== null) expr(node, context);
}

function targets(node: Node, field: string, context: Context): void {
	exprs(nonEmpty(node, field), context);
}

function args(node: Node): void {
	for (const arg of list(node, "posonlyargs")) argument(arg!);
	for (const arg of list(node, "args")) argument(arg!);
	if (node["vararg"] !== null) optional((node["vararg"] as Node)["annotation"]);
	for (const arg of list(node, "kwonlyargs")) argument(arg!);
	if (node["kwarg"] !== null) optional((node["kwarg"] as Node)["annotation"]);
	if (list(node, "defaults").length > list(node, "posonlyargs").length + list(node, "args").length)
		valueError("more positional defaults than args on arguments");
	if (list(node, "kw_defaults").length !== list(node, "kwonlyargs").length)
		valueError("length of kwonlyargs is not the same as kw_defaults on arguments");
	exprs(list(node, "defaults"), "Load");
	exprs(list(node, "kw_defaults"), "Load", true);
}

function argument(arg: Node): void {
	positions(arg);
	optional(arg["annotation"]);
}

function keywords(node: Node): void {
	for (const keyword of list(node, "keywords")) expr(keyword!["value"], "Load");
}

function generators(node: Node): void {
	const items = list(node, "generators");
	if (items.length === 0) valueError("comprehension with no generators");
	for (const item of items) {
		expr(item!["target"], "Store");
		expr(item!["iter"], "Load");
		exprs(list(item!, "ifs"), "Load");
	}
}

interface Literal {
	readonly type: string;
	readonly name?: string;
	readonly items?: readonly Literal[];
}

function constant(value: Literal): void {
	if (value.type === "invalid") typeError(`got an invalid type in Constant: ${value.name}`);
	value.items?.forEach(constant);
}

function contextOf(node: Node): Context | null {
	switch (node._class) {
		case "Attribute":
		case "Subscript":
		case "Starred":
		case "List":
		case "Tuple":
			return node["ctx"] as Context;
		case "Name":
			name(node["id"]);
			return node["ctx"] as Context;
		default:
			return null;
	}
}

function expr(value: unknown, context: Context): void {
	const node = value as Node;
	positions(node);
	const actual = contextOf(node);
	if (actual === null && context !== "Load") valueError(`expression which can't be assigned to in ${context} context`);
	if (actual !== null && actual !== context) valueError(`expression must have ${context} context but has ${actual} instead`);
	enterRecursiveCall(" during compilation");
	exprParts(node, context);
	leaveRecursiveCall();
}

/** The fields of the kinds whose parts are all values that are read. */
const PARTS: { readonly [kind: string]: readonly string[] } = {
	BinOp: ["left", "right"],
	UnaryOp: ["operand"],
	IfExp: ["test", "body", "orelse"],
	Set: ["elts"],
	Yield: ["value"],
	YieldFrom: ["value"],
	Await: ["value"],
	FormattedValue: ["value", "format_spec"],
	Interpolation: ["value", "format_spec"],
	JoinedStr: ["values"],
	TemplateStr: ["values"],
	Attribute: ["value"],
	Subscript: ["slice", "value"],
	Slice: ["lower", "upper", "step"],
};

function exprParts(node: Node, context: Context): void {
	switch (node._class) {
		case "BoolOp":
			if (list(node, "values").length < 2) valueError("BoolOp with less than 2 values");
			return exprs(list(node, "values"), "Load");
		case "Lambda":
			args(node["args"] as Node);
			return expr(node["body"], "Load");
		case "Dict":
			if (list(node, "keys").length !== list(node, "values").length) valueError("Dict doesn't have the same number of keys as values");
			exprs(list(node, "keys"), "Load", true);
			return exprs(list(node, "values"), "Load");
		case "ListComp":
		case "SetComp":
		case "GeneratorExp":
			generators(node);
			return expr(node["elt"], "Load");
		case "DictComp":
			generators(node);
			expr(node["key"], "Load");
			return expr(node["value"], "Load");
		case "Compare":
			return compare(node);
		case "Call":
			expr(node["func"], "Load");
			exprs(list(node, "args"), "Load");
			return keywords(node);
		case "Constant":
			return constant(node["value"] as Literal);
		case "Starred":
			return expr(node["value"], context);
		case "List":
		case "Tuple":
			return exprs(list(node, "elts"), context);
		case "NamedExpr":
			if ((node["target"] as Node)._class !== "Name") typeError("NamedExpr target must be a Name");
			return expr(node["value"], "Load");
		default:
			for (const field of PARTS[node._class] ?? []) part(node[field]);
	}
}

function part(value: unknown): void {
	if (Array.isArray(value)) exprs(value as Node[], "Load");
	else optional(value);
}

function compare(node: Node): void {
	const comparators = list(node, "comparators");
	if (comparators.length === 0) valueError("Compare with no comparators");
	if (comparators.length !== list(node, "ops").length) valueError("Compare has a different number of comparators and operands");
	exprs(comparators, "Load");
	expr(node["left"], "Load");
}

function stmt(node: Node): void {
	positions(node);
	enterRecursiveCall(" during compilation");
	stmtParts(node);
	leaveRecursiveCall();
}

function stmtParts(node: Node): void {
	switch (node._class) {
		case "FunctionDef":
		case "AsyncFunctionDef":
			body(node);
			typeParams(node);
			args(node["args"] as Node);
			exprs(list(node, "decorator_list"), "Load");
			return optional(node["returns"]);
		case "ClassDef":
			body(node);
			typeParams(node);
			exprs(list(node, "bases"), "Load");
			keywords(node);
			return exprs(list(node, "decorator_list"), "Load");
		case "Return":
			return optional(node["value"]);
		case "Delete":
			return targets(node, "targets", "Del");
		case "Assign":
			targets(node, "targets", "Store");
			return expr(node["value"], "Load");
		case "AugAssign":
			expr(node["target"], "Store");
			return expr(node["value"], "Load");
		case "AnnAssign":
			if ((node["target"] as Node)._class !== "Name" && node["simple"] !== 0) typeError("AnnAssign with simple non-Name target");
			expr(node["target"], "Store");
			optional(node["value"]);
			return expr(node["annotation"], "Load");
		case "TypeAlias":
			if ((node["name"] as Node)._class !== "Name") typeError("TypeAlias with non-Name name");
			expr(node["name"], "Store");
			typeParams(node);
			return expr(node["value"], "Load");
		case "For":
		case "AsyncFor":
			expr(node["target"], "Store");
			expr(node["iter"], "Load");
			body(node);
			return stmts(list(node, "orelse"));
		case "While":
		case "If":
			expr(node["test"], "Load");
			body(node);
			return stmts(list(node, "orelse"));
		case "With":
		case "AsyncWith":
			for (const item of nonEmpty(node, "items")) {
				expr(item!["context_expr"], "Load");
				optional(item!["optional_vars"], "Store");
			}
			return body(node);
		case "Match":
			expr(node["subject"], "Load");
			for (const item of nonEmpty(node, "cases")) matchCase(item!);
			return;
		default:
			return plainParts(node);
	}
}

function plainParts(node: Node): void {
	switch (node._class) {
		case "Raise":
			optional(node["exc"]);
			if (node["exc"] === null && node["cause"] !== null) valueError("Raise with cause but no exception");
			return optional(node["cause"]);
		case "Try":
		case "TryStar":
			return tryStatement(node);
		case "Assert":
			expr(node["test"], "Load");
			return optional(node["msg"]);
		case "Import":
		case "Global":
		case "Nonlocal":
			nonEmpty(node, "names");
			return;
		case "ImportFrom":
			if (((node["level"] as number | null) ?? 0) < 0) valueError("Negative ImportFrom level");
			nonEmpty(node, "names");
			return;
		case "Expr":
			return expr(node["value"], "Load");
	}
}

function tryStatement(node: Node): void {
	body(node);
	const handlers = list(node, "handlers");
	if (handlers.length === 0 && list(node, "finalbody").length === 0) valueError(`${node._class} has neither except handlers nor finalbody`);
	if (handlers.length === 0 && list(node, "orelse").length > 0) valueError(`${node._class} has orelse but no except handlers`);
	for (const handler of handlers) {
		positions(handler!);
		optional(handler!["type"]);
		body(handler!);
	}
	stmts(list(node, "finalbody"));
	stmts(list(node, "orelse"));
}

function typeParams(node: Node): void {
	for (const param of list(node, "type_params")) {
		positions(param!);
		name(param!["name"]);
		optional(param!["bound"] ?? null);
		optional(param!["default_value"]);
	}
}

function matchCase(node: Node): void {
	pattern(node["pattern"] as Node, false);
	optional(node["guard"]);
	body(node);
}

/** What a pattern may bind. */
function capture(text: unknown): void {
	if (text === "_") valueError("can't capture name '_' in patterns");
	name(text);
}

function patterns(items: readonly (Node | null)[], starOk: boolean): void {
	for (const item of items) pattern(item!, starOk);
}

function pattern(node: Node, starOk: boolean): void {
	positions(node);
	enterRecursiveCall(" during compilation");
	patternParts(node, starOk);
	leaveRecursiveCall();
}

function patternParts(node: Node, starOk: boolean): void {
	switch (node._class) {
		case "MatchValue":
			return patternValue(node["value"] as Node);
		case "MatchSingleton":
			if (!["None", "bool"].includes((node["value"] as Literal).type)) valueError("MatchSingleton can only contain True, False and None");
			return;
		case "MatchSequence":
			return patterns(list(node, "patterns"), true);
		case "MatchMapping":
			if (list(node, "keys").length !== list(node, "patterns").length)
				valueError("MatchMapping doesn't have the same number of keys as patterns");
			if (node["rest"] !== null) capture(node["rest"]);
			for (const key of list(node, "keys")) {
				const literal = key!._class === "Constant" ? (key!["value"] as Literal).type : "";
				if (literal !== "None" && literal !== "bool") patternValue(key!);
			}
			return patterns(list(node, "patterns"), false);
		case "MatchClass":
			return matchClass(node);
		case "MatchStar":
			if (!starOk) valueError("can't use MatchStar here");
			if (node["name"] !== null) capture(node["name"]);
			return;
		case "MatchAs":
			if (node["name"] !== null) capture(node["name"]);
			if (node["pattern"] === null) return;
			if (node["name"] === null) valueError("MatchAs must specify a target name if a pattern is given");
			return pattern(node["pattern"] as Node, false);
		case "MatchOr":
			if (list(node, "patterns").length < 2) valueError("MatchOr requires at least 2 patterns");
			return patterns(list(node, "patterns"), false);
	}
}

function matchClass(node: Node): void {
	if (list(node, "kwd_attrs").length !== list(node, "kwd_patterns").length)
		valueError("MatchClass doesn't have the same number of keyword attributes as patterns");
	expr(node["cls"], "Load");
	let cls = node["cls"] as Node;
	while (cls._class === "Attribute") cls = cls["value"] as Node;
	if (cls._class !== "Name") valueError("MatchClass cls field can only contain Name or Attribute nodes.");
	for (const attr of node["kwd_attrs"] as readonly string[]) name(attr);
	patterns(list(node, "patterns"), false);
	patterns(list(node, "kwd_patterns"), false);
}

function isNumber(node: Node, imaginary: boolean): boolean {
	const literal = node._class === "UnaryOp" && node["op"] === "USub" ? (node["operand"] as Node) : node;
	if (literal._class !== "Constant") return false;
	const { type } = literal["value"] as Literal;
	return imaginary
		? type === "complex" && literal === node
		: type === "int" || type === "float" || (type === "complex" && literal !== node);
}

function patternValue(node: Node): void {
	expr(node, "Load");
	switch (node._class) {
		case "Constant":
			if (["int", "float", "complex", "str", "bytes"].includes((node["value"] as Literal).type)) return;
			return valueError("unexpected constant inside of a literal pattern");
		case "Attribute":
		case "JoinedStr":
		case "TemplateStr":
			return;
		case "UnaryOp":
			if (isNumber(node, false)) return;
			break;
		case "BinOp":
			if (["Add", "Sub"].includes(node["op"] as string) && isNumber(node["left"] as Node, false) && isNumber(node["right"] as Node, true))
				return;
	}
	valueError("patterns may only match literals and attribute lookups");
}
