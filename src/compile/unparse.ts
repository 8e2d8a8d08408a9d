// The source text of an expression, for annotations under `from __future__ import annotations`. Parentheses only where
// precedence asks for them. Read `Unparser.text` first. Mirrors Python/ast_unparse.c.

import type * as ast from "../syntax/ast.ts";
import type { Constant } from "../syntax/constant.ts";
import { reprConstant } from "../syntax/literals.ts";

/** Precedences, weakest first. */
const TUPLE = 0;
const TEST = 1;
const OR = 2;
const AND = 3;
const NOT = 4;
const CMP = 5;
const EXPR = 6;
const BOR = 6;
const BXOR = 7;
const BAND = 8;
const SHIFT = 9;
const ARITH = 10;
const TERM = 11;
const FACTOR = 12;
const POWER = 13;
const AWAIT = 14;
const ATOM = 15;

const BINARY: { readonly [O in ast.operator]: readonly [text: string, level: number] } = {
	Add: [" + ", ARITH],
	Sub: [" - ", ARITH],
	Mult: [" * ", TERM],
	MatMult: [" @ ", TERM],
	Div: [" / ", TERM],
	Mod: [" % ", TERM],
	LShift: [" << ", SHIFT],
	RShift: [" >> ", SHIFT],
	BitOr: [" | ", BOR],
	BitXor: [" ^ ", BXOR],
	BitAnd: [" & ", BAND],
	FloorDiv: [" // ", TERM],
	Pow: [" ** ", POWER],
};

const UNARY: { readonly [O in ast.unaryop]: readonly [text: string, level: number] } = {
	Invert: ["~", FACTOR],
	Not: ["not ", NOT],
	UAdd: ["+", FACTOR],
	USub: ["-", FACTOR],
};

const COMPARISONS: { readonly [O in ast.cmpop]: string } = {
	Eq: " == ",
	NotEq: " != ",
	Lt: " < ",
	LtE: " <= ",
	Gt: " > ",
	GtE: " >= ",
	Is: " is ",
	IsNot: " is not ",
	In: " in ",
	NotIn: " not in ",
};

export function unparse(e: ast.expr): string {
	return text(e, TEST);
}

function paren(needed: boolean, inner: string): string {
	return needed ? `(${inner})` : inner;
}

function list(elements: readonly ast.expr[], level: number): string {
	return elements.map((e) => text(e, level)).join(", ");
}

/** `level`: what binds weaker than this gets parentheses. */
function text(e: ast.expr, level: number): string {
	switch (e._class) {
		case "BoolOp": {
			const own = e.op === "And" ? AND : OR;
			return paren(level > own, e.values.map((value) => text(value, own + 1)).join(e.op === "And" ? " and " : " or "));
		}
		case "BinOp": {
			const [operator, own] = BINARY[e.op];
			const isRight = e.op === "Pow";
			return paren(level > own, text(e.left, isRight ? own + 1 : own) + operator + text(e.right, isRight ? own : own + 1));
		}
		case "UnaryOp": {
			const [operator, own] = UNARY[e.op];
			return paren(level > own, operator + text(e.operand, own));
		}
		case "Lambda":
			return paren(level > TEST, lambdaText(e));
		case "IfExp":
			return paren(level > TEST, `${text(e.body, TEST + 1)} if ${text(e.test, TEST + 1)} else ${text(e.orelse, TEST)}`);
		case "Dict":
			return `{${e.values.map((value, i) => dictItem(e.keys[i], value)).join(", ")}}`;
		case "Set":
			return `{${list(e.elts, TEST)}}`;
		case "GeneratorExp":
			return `(${text(e.elt, TEST)}${generators(e.generators)})`;
		case "ListComp":
			return `[${text(e.elt, TEST)}${generators(e.generators)}]`;
		case "SetComp":
			return `{${text(e.elt, TEST)}${generators(e.generators)}}`;
		case "DictComp":
			return `{${text(e.key, TEST)}: ${text(e.value, TEST)}${generators(e.generators)}}`;
		case "Yield":
			return e.value === null ? "(yield)" : `(yield ${text(e.value, TEST)})`;
		case "YieldFrom":
			return `(yield from ${text(e.value, TEST)})`;
		case "Await":
			return paren(level > AWAIT, `await ${text(e.value, ATOM)}`);
		case "Compare":
			return paren(
				level > CMP,
				text(e.left, CMP + 1) + e.ops.map((operator, i) => COMPARISONS[operator] + text(e.comparators[i], CMP + 1)).join(""),
			);
		case "Call":
			return callText(e);
		case "Constant":
			return (e.kind ?? "") + constantText(e.value);
		case "JoinedStr":
		case "TemplateStr":
		case "FormattedValue":
		case "Interpolation":
			return stringText(e);
		case "Attribute": {
			// `1.real` would be read as a float.
			const isInt = e.value._class === "Constant" && e.value.value.type === "int";
			return `${text(e.value, ATOM)}${isInt ? " ." : "."}${e.attr}`;
		}
		case "Starred":
			return `*${text(e.value, EXPR)}`;
		case "Name":
			return e.id;
		case "Slice":
			return sliceText(e);
		case "Subscript":
			return `${text(e.value, ATOM)}[${text(e.slice, TUPLE)}]`;
		case "List":
			return `[${list(e.elts, TEST)}]`;
		case "Tuple":
			if (e.elts.length === 0) return "()";
			return paren(level > TUPLE, list(e.elts, TEST) + (e.elts.length === 1 ? "," : ""));
		case "NamedExpr":
			return paren(level > TUPLE, `${text(e.target, ATOM)} := ${text(e.value, ATOM)}`);
	}
}

function dictItem(key: ast.expr | null, value: ast.expr): string {
	return key === null ? `**${text(value, EXPR)}` : `${text(key, TEST)}: ${text(value, TEST)}`;
}

function generators(clauses: readonly ast.comprehension[]): string {
	return clauses
		.map((clause) => {
			const head = `${clause.is_async ? " async for " : " for "}${text(clause.target, TUPLE)} in ${text(clause.iter, TEST + 1)}`;
			return head + clause.ifs.map((condition) => ` if ${text(condition, TEST + 1)}`).join("");
		})
		.join("");
}

function lambdaText(e: ast.Lambda): string {
	// CPython leaves the space out when there are only keyword-only or starred parameters.
	const positional = e.args.posonlyargs.length + e.args.args.length;
	return `${positional > 0 ? "lambda " : "lambda"}${argumentsText(e.args)}: ${text(e.body, TEST)}`;
}

function argumentsText(args: ast.arguments): string {
	const parts: string[] = [];
	const positional = [...args.posonlyargs, ...args.args];
	positional.forEach((parameter, i) => {
		const value = args.defaults[i - positional.length + args.defaults.length];
		parts.push(parameterText(parameter, value ?? null));
		if (i + 1 === args.posonlyargs.length) parts.push("/");
	});
	if (args.vararg !== null) parts.push(`*${parameterText(args.vararg, null)}`);
	else if (args.kwonlyargs.length > 0) parts.push("*");
	for (const [i, parameter] of args.kwonlyargs.entries()) parts.push(parameterText(parameter, args.kw_defaults[i]));
	if (args.kwarg !== null) parts.push(`**${parameterText(args.kwarg, null)}`);
	return parts.join(", ");
}

function parameterText(parameter: ast.arg, value: ast.expr | null): string {
	const annotation = parameter.annotation === null ? "" : `: ${text(parameter.annotation, TEST)}`;
	return parameter.arg + annotation + (value === null ? "" : `=${text(value, TEST)}`);
}

function callText(e: ast.Call): string {
	const func = text(e.func, ATOM);
	const [only] = e.args;
	if (e.args.length === 1 && e.keywords.length === 0 && only._class === "GeneratorExp") return func + text(only, TEST);
	const keywords = e.keywords.map((key) => `${key.arg === null ? "**" : `${key.arg}=`}${text(key.value, TEST)}`);
	return `${func}(${[...e.args.map((arg) => text(arg, TEST)), ...keywords].join(", ")})`;
}

function sliceText(e: ast.Slice): string {
	const part = (bound: ast.expr | null): string => (bound === null ? "" : text(bound, TEST));
	return `${part(e.lower)}:${part(e.upper)}${e.step === null ? "" : `:${text(e.step, TEST)}`}`;
}

function constantText(value: Constant): string {
	if (value.type === "Ellipsis") return "...";
	if (value.type === "tuple") return `(${value.items.map(constantText).join(", ")}${value.items.length === 1 ? "," : ""})`;
	const repr = reprConstant(value);
	return value.type === "float" || value.type === "complex" ? repr.replaceAll("inf", "1e309") : repr;
}

type StringNode = ast.JoinedStr | ast.TemplateStr | ast.FormattedValue | ast.Interpolation;

/** The parts of the string are joined and then written as one literal. */
function stringText(e: StringNode): string {
	if (e._class === "JoinedStr" || e._class === "TemplateStr") {
		const body = e.values.map(stringElement).join("");
		return (e._class === "JoinedStr" ? "f" : "t") + reprConstant({ type: "str", value: body });
	}
	return (e._class === "FormattedValue" ? "f" : "t") + reprConstant({ type: "str", value: stringElement(e) });
}

function stringElement(e: ast.expr): string {
	switch (e._class) {
		case "Constant":
			return e.value.type === "str" ? e.value.value.replaceAll("{", "{{").replaceAll("}", "}}") : constantText(e.value);
		case "JoinedStr":
		case "TemplateStr":
			return e.values.map(stringElement).join("");
		case "FormattedValue":
			return replacementField(text(e.value, TEST + 1), e);
		case "Interpolation":
			return replacementField(e.str.type === "str" ? e.str.value : "", e);
		default:
			throw new Error(`unknown expression kind inside f-string: ${e._class}`);
	}
}

function replacementField(inner: string, e: ast.FormattedValue | ast.Interpolation): string {
	const open = inner.startsWith("{") ? "{ " : "{";
	const conversion = e.conversion >= 0 ? `!${String.fromCharCode(e.conversion)}` : "";
	return `${open}${inner}${conversion}${e.format_spec === null ? "" : `:${stringElement(e.format_spec)}`}}`;
}
