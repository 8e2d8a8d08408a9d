// An expression back to text, with as few parentheses as needed: annotations that `from __future__ import annotations`
// turns into strings. `text` gives an expression the precedence of its surroundings, and puts parentheses around what binds
// less. Mirrors Python/ast_unparse.c, whose spacing and quoting it must repeat, not those of `ast.unparse`.

import type * as ast from "./ast.ts";
import type { Constant } from "./constant.ts";
import { reprConstant, reprStr } from "./literals.ts";

const TUPLE = 0;
const TEST = 1;
const OR = 2;
const AND = 3;
const NOT = 4;
const COMPARE = 5;
const EXPRESSION = 6;
const BIT_XOR = 7;
const BIT_AND = 8;
const SHIFT = 9;
const SUM = 10;
const TERM = 11;
const FACTOR = 12;
const POWER = 13;
const AWAIT = 14;
const ATOM = 15;

const BINARY: { readonly [operator in ast.operator]: readonly [sign: string, precedence: number] } = {
	Add: ["+", SUM],
	Sub: ["-", SUM],
	Mult: ["*", TERM],
	MatMult: ["@", TERM],
	Div: ["/", TERM],
	Mod: ["%", TERM],
	FloorDiv: ["//", TERM],
	LShift: ["<<", SHIFT],
	RShift: [">>", SHIFT],
	BitOr: ["|", EXPRESSION],
	BitXor: ["^", BIT_XOR],
	BitAnd: ["&", BIT_AND],
	Pow: ["**", POWER],
};

const UNARY: { readonly [operator in ast.unaryop]: readonly [sign: string, precedence: number] } = {
	Invert: ["~", FACTOR],
	Not: ["not ", NOT],
	UAdd: ["+", FACTOR],
	USub: ["-", FACTOR],
};

const COMPARISONS: { readonly [operator in ast.cmpop]: string } = {
	Eq: "==",
	NotEq: "!=",
	Lt: "<",
	LtE: "<=",
	Gt: ">",
	GtE: ">=",
	Is: "is",
	IsNot: "is not",
	In: "in",
	NotIn: "not in",
};

export function unparse(node: ast.expr): string {
	return text(node, TEST);
}

function parenthesized(body: string, isNeeded: boolean): string {
	return isNeeded ? `(${body})` : body;
}

function list(nodes: readonly ast.expr[]): string {
	return nodes.map((node) => text(node, TEST)).join(", ");
}

function text(e: ast.expr, level: number): string {
	switch (e._class) {
		case "BoolOp": {
			const [word, precedence] = e.op === "And" ? [" and ", AND] : [" or ", OR];
			return parenthesized(e.values.map((value) => text(value, precedence + 1)).join(word), level > precedence);
		}
		case "BinOp":
			return binary(e, level);
		case "UnaryOp": {
			const [sign, precedence] = UNARY[e.op];
			return parenthesized(sign + text(e.operand, precedence), level > precedence);
		}
		case "Lambda": {
			const { args, posonlyargs } = e.args;
			const word = args.length + posonlyargs.length > 0 ? "lambda " : "lambda";
			return parenthesized(`${word}${parameters(e.args)}: ${text(e.body, TEST)}`, level > TEST);
		}
		case "IfExp":
			return parenthesized(`${text(e.body, TEST + 1)} if ${text(e.test, TEST + 1)} else ${text(e.orelse, TEST)}`, level > TEST);
		case "Compare":
			return parenthesized(comparison(e), level > COMPARE);
		case "Await":
			return parenthesized(`await ${text(e.value, ATOM)}`, level > AWAIT);
		case "NamedExpr":
			return parenthesized(`${text(e.target, ATOM)} := ${text(e.value, ATOM)}`, level > TUPLE);
		case "Tuple":
			if (e.elts.length === 0) return "()";
			return parenthesized(list(e.elts) + (e.elts.length === 1 ? "," : ""), level > TUPLE);
		default:
			return enclosed(e);
	}
}

/** Expressions that never need parentheses. */
function enclosed(e: ast.expr): string {
	switch (e._class) {
		case "Dict":
			return `{${e.values.map((value, i) => dictItem(e.keys[i]!, value)).join(", ")}}`;
		case "Set":
			return `{${list(e.elts)}}`;
		case "List":
			return `[${list(e.elts)}]`;
		case "GeneratorExp":
			return generator(e);
		case "ListComp":
			return `[${text(e.elt, TEST)}${clauses(e.generators)}]`;
		case "SetComp":
			return `{${text(e.elt, TEST)}${clauses(e.generators)}}`;
		case "DictComp":
			return `{${text(e.key, TEST)}: ${text(e.value, TEST)}${clauses(e.generators)}}`;
		case "Yield":
			return e.value === null ? "(yield)" : `(yield ${text(e.value, TEST)})`;
		case "YieldFrom":
			return `(yield from ${text(e.value, TEST)})`;
		case "Call":
			return call(e);
		case "Attribute":
			return attribute(e);
		case "Subscript":
			return `${text(e.value, ATOM)}[${text(e.slice, TUPLE)}]`;
		case "Starred":
			return `*${text(e.value, EXPRESSION)}`;
		case "Slice":
			return slice(e);
		case "Name":
			return e.id;
		case "Constant":
			return (e.kind ?? "") + constant(e.value);
		default:
			return formatted(e, false);
	}
}

function binary(e: ast.BinOp, level: number): string {
	const [sign, precedence] = BINARY[e.op];
	const isRight = e.op === "Pow";
	const left = text(e.left, precedence + (isRight ? 1 : 0));
	const right = text(e.right, precedence + (isRight ? 0 : 1));
	return parenthesized(`${left} ${sign} ${right}`, level > precedence);
}

function comparison(e: ast.Compare): string {
	const rest = e.comparators.map((comparator, i) => ` ${COMPARISONS[e.ops[i]!]} ${text(comparator, COMPARE + 1)}`);
	return text(e.left, COMPARE + 1) + rest.join("");
}

function parameter(arg: ast.arg, value: ast.expr | null | undefined): string {
	const annotation = arg.annotation === null ? "" : `: ${text(arg.annotation, TEST)}`;
	return arg.arg + annotation + (value === null || value === undefined ? "" : `=${text(value, TEST)}`);
}

function parameters(args: ast.arguments): string {
	const positional = [...args.posonlyargs, ...args.args];
	const withoutDefault = positional.length - args.defaults.length;
	const parts = positional.map((arg, i) => parameter(arg, args.defaults[i - withoutDefault]));
	if (args.posonlyargs.length > 0) parts.splice(args.posonlyargs.length, 0, "/");
	if (args.vararg !== null || args.kwonlyargs.length > 0) parts.push(`*${args.vararg === null ? "" : parameter(args.vararg, null)}`);
	args.kwonlyargs.forEach((arg, i) => {
		parts.push(parameter(arg, args.kw_defaults[i]));
	});
	if (args.kwarg !== null) parts.push(`**${parameter(args.kwarg, null)}`);
	return parts.join(", ");
}

function dictItem(key: ast.expr | null, value: ast.expr): string {
	return key === null ? `**${text(value, EXPRESSION)}` : `${text(key, TEST)}: ${text(value, TEST)}`;
}

function generator(e: ast.GeneratorExp): string {
	return `(${text(e.elt, TEST)}${clauses(e.generators)})`;
}

function clauses(generators: readonly ast.comprehension[]): string {
	return generators.map(clause).join("");
}

function clause({ target, iter, ifs, is_async }: ast.comprehension): string {
	const conditions = ifs.map((condition) => ` if ${text(condition, TEST + 1)}`).join("");
	return `${is_async === 1 ? " async for " : " for "}${text(target, TUPLE)} in ${text(iter, TEST + 1)}${conditions}`;
}

function call(e: ast.Call): string {
	const func = text(e.func, ATOM);
	const only = e.args[0];
	if (e.args.length === 1 && e.keywords.length === 0 && only!._class === "GeneratorExp") return func + generator(only);
	const keywords = e.keywords.map(({ arg, value }) => `${arg === null ? "**" : `${arg}=`}${text(value, TEST)}`);
	return `${func}(${[...e.args.map((arg) => text(arg, TEST)), ...keywords].join(", ")})`;
}

function attribute(e: ast.Attribute): string {
	// `1.real` would be a float.
	const needsSpace = e.value._class === "Constant" && e.value.value.type === "int";
	return `${text(e.value, ATOM)}${needsSpace ? " " : ""}.${e.attr}`;
}

function slice({ lower, upper, step }: ast.Slice): string {
	const bound = (node: ast.expr | null): string => (node === null ? "" : text(node, TEST));
	return `${bound(lower)}:${bound(upper)}${step === null ? "" : `:${text(step, TEST)}`}`;
}

function constant(value: Constant): string {
	if (value.type === "Ellipsis") return "...";
	if (value.type === "tuple") return `(${value.items.map(constant).join(", ")}${value.items.length === 1 ? "," : ""})`;
	const repr = reprConstant(value);
	return value.type === "float" || value.type === "complex" ? repr.replaceAll("inf", "1e309") : repr;
}

/** f-strings and t-strings, and their parts; a format specification is written without prefix and quotes. */
function formatted(e: ast.expr, isFormatSpec: boolean): string {
	switch (e._class) {
		case "JoinedStr":
		case "TemplateStr": {
			const body = e.values.map((value) => formatted(value, isFormatSpec)).join("");
			if (isFormatSpec) return body;
			return (e._class === "JoinedStr" ? "f" : "t") + reprStr(body);
		}
		case "Constant":
			return e.value.type === "str" ? e.value.value.replaceAll("{", "{{").replaceAll("}", "}}") : "";
		case "FormattedValue":
			return field(text(e.value, TEST + 1), e.conversion, e.format_spec);
		case "Interpolation":
			return field(e.str.type === "str" ? e.str.value : text(e.value, TEST + 1), e.conversion, e.format_spec);
		default:
			return text(e, TEST);
	}
}

function field(value: string, conversion: number, spec: ast.expr | null): string {
	const open = value.startsWith("{") ? "{ " : "{";
	const mark = conversion > 0 ? `!${String.fromCharCode(conversion)}` : "";
	return `${open}${value}${mark}${spec === null ? "" : `:${formatted(spec, true)}`}}`;
}
