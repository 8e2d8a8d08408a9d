// The first pass of the symbol table over expressions, patterns and type parameters. Comprehensions and lambdas open
// blocks here, and assignment expressions bind in a block further out. Read `visitExpression` first. Mirrors
// `symtable_visit_expr` (Python/symtable.c).

import type * as ast from "../syntax/ast.ts";
import { locationOf } from "./instructionSequence.ts";
import { type ComprehensionType, DEF_COMP_ITER, DEF_GLOBAL, DEF_LOCAL, DEF_NONLOCAL, DEF_PARAM, DEF_TYPE_PARAM, USE } from "./symtable.ts";
import type { SymtableBuilder } from "./symtableBuilder.ts";

type Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp;

function visitAll(b: SymtableBuilder, list: readonly (ast.expr | null)[]): void {
	for (const e of list) visitOptional(b, e);
}

function visitOptional(b: SymtableBuilder, e: ast.expr | null): void {
	if (e !== null) visitExpression(b, e);
}

export function visitExpression(b: SymtableBuilder, e: ast.expr): void {
	switch (e._class) {
		case "NamedExpr":
			visitNamedExpr(b, e);
			return;
		case "BoolOp":
		case "JoinedStr":
		case "TemplateStr":
			visitAll(b, e.values);
			return;
		case "BinOp":
			visitExpression(b, e.left);
			visitExpression(b, e.right);
			return;
		case "UnaryOp":
			visitExpression(b, e.operand);
			return;
		case "Lambda":
			visitLambda(b, e);
			return;
		case "IfExp":
			visitAll(b, [e.test, e.body, e.orelse]);
			return;
		case "Dict":
			visitAll(b, e.keys);
			visitAll(b, e.values);
			return;
		case "Set":
		case "List":
		case "Tuple":
			visitAll(b, e.elts);
			return;
		case "GeneratorExp":
		case "ListComp":
		case "SetComp":
			visitComprehension(b, e, e.elt, null);
			return;
		case "DictComp":
			visitComprehension(b, e, e.key, e.value);
			return;
		case "Yield":
		case "YieldFrom":
			visitYield(b, e);
			return;
		case "Await":
			visitAwait(b, e);
			return;
		case "Compare":
			visitExpression(b, e.left);
			visitAll(b, e.comparators);
			return;
		case "Call":
			visitExpression(b, e.func);
			visitAll(b, e.args);
			visitKeywords(b, e.keywords);
			return;
		case "FormattedValue":
		case "Interpolation":
			visitExpression(b, e.value);
			visitOptional(b, e.format_spec);
			return;
		case "Constant":
			return;
		case "Attribute":
			b.checkName(e.attr, locationOf(e), e.ctx);
			visitExpression(b, e.value);
			return;
		case "Subscript":
			visitExpression(b, e.value);
			visitExpression(b, e.slice);
			return;
		case "Starred":
			visitExpression(b, e.value);
			return;
		case "Slice":
			visitAll(b, [e.lower, e.upper, e.step]);
			return;
		case "Name":
			visitName(b, e);
			return;
	}
}

function visitName(b: SymtableBuilder, e: ast.Name): void {
	if (b.current.inUnevaluatedAnnotation) return;
	b.addDef(e.id, e.ctx === "Load" ? USE : DEF_LOCAL, locationOf(e), e.ctx);
	// A bare `super` may be called without arguments, and then needs the class.
	if (e.ctx === "Load" && b.current.isFunctionLike && e.id === "super") b.addDef("__class__", USE, locationOf(e));
}

export function visitKeywords(b: SymtableBuilder, keywords: readonly ast.keyword[]): void {
	for (const keyword of keywords) if (keyword.arg !== null) b.checkName(keyword.arg, locationOf(keyword), "Store");
	for (const keyword of keywords) visitExpression(b, keyword.value);
}

function visitLambda(b: SymtableBuilder, e: ast.Lambda): void {
	visitAll(b, e.args.defaults);
	visitAll(b, e.args.kw_defaults);
	b.enter("lambda", "function", e, locationOf(e));
	visitArguments(b, e.args);
	visitExpression(b, e.body);
	b.exit();
}

/** Declares the parameters in the function's own block. */
export function visitArguments(b: SymtableBuilder, args: ast.arguments): void {
	for (const arg of [...args.posonlyargs, ...args.args, ...args.kwonlyargs]) b.addDef(arg.arg, DEF_PARAM, locationOf(arg));
	if (args.vararg !== null) {
		b.addDef(args.vararg.arg, DEF_PARAM, locationOf(args.vararg));
		b.current.varargs = true;
	}
	if (args.kwarg !== null) {
		b.addDef(args.kwarg.arg, DEF_PARAM, locationOf(args.kwarg));
		b.current.varkeywords = true;
	}
}

function visitYield(b: SymtableBuilder, e: ast.Yield | ast.YieldFrom): void {
	rejectInAnnotation(b, "yield expression", e);
	visitOptional(b, e.value);
	b.current.generator = true;
	const { comprehension } = b.current;
	if (comprehension === null) return;
	const kind = comprehension === "generator" ? "generator expression" : `${comprehension} comprehension`;
	b.fail(`'yield' inside ${kind}`, locationOf(e));
}

function visitAwait(b: SymtableBuilder, e: ast.Await): void {
	rejectInAnnotation(b, "await expression", e);
	if (!b.allowsTopLevelAwait()) {
		if (!b.current.isFunctionLike) b.fail("'await' outside function", locationOf(e));
		if (!b.isAsyncFunction() && b.current.comprehension === null) b.fail("'await' outside async function", locationOf(e));
	}
	visitExpression(b, e.value);
	b.current.coroutine = true;
}

function rejectInAnnotation(b: SymtableBuilder, what: string, e: ast.expr): void {
	const where = {
		annotation: "an annotation",
		typeVariable: b.current.scopeInfo ?? "",
		typeAlias: "a type alias",
		typeParameters: "the definition of a generic",
		function: null,
		class: null,
		module: null,
	}[b.current.type];
	if (where !== null) b.fail(`${what} cannot be used within ${where}`, locationOf(e));
}

function visitNamedExpr(b: SymtableBuilder, e: ast.NamedExpr): void {
	rejectInAnnotation(b, "named expression", e);
	if (b.current.compIterExpr > 0) {
		b.fail("assignment expression cannot be used in a comprehension iterable expression", locationOf(e));
	}
	if (b.current.comprehension !== null) bindOutsideComprehension(b, e.target as ast.Name);
	visitExpression(b, e.value);
	visitExpression(b, e.target);
}

const NAMED_EXPR_PLACES = {
	class: "cannot be used in a class body",
	typeParameters: "cannot be used within the definition of a generic",
	typeAlias: "cannot be used in a type alias",
	typeVariable: "cannot be used in a TypeVar bound",
};

/** Inside a comprehension `:=` binds in the nearest block that is none. */
function bindOutsideComprehension(b: SymtableBuilder, target: ast.Name): void {
	const loc = locationOf(target);
	for (let i = b.stack.length - 1; i >= 0; i--) {
		const entry = b.stack[i];
		const known = b.lookup(entry, target.id);
		if (entry.comprehension !== null) {
			if (known & DEF_COMP_ITER && known & DEF_LOCAL) {
				b.fail(`assignment expression cannot rebind comprehension iteration variable '${target.id}'`, loc);
			}
		} else if (entry.type === "function" || entry.type === "module") {
			const isGlobal = entry.type === "module" || (known & DEF_GLOBAL) !== 0;
			b.addDef(target.id, isGlobal ? DEF_GLOBAL : DEF_NONLOCAL, loc);
			b.recordDirective(target.id, loc);
			b.addDefTo(entry, target.id, entry.type === "module" ? DEF_GLOBAL : DEF_LOCAL, loc);
			return;
		} else if (entry.type !== "annotation") {
			b.fail(`assignment expression within a comprehension ${NAMED_EXPR_PLACES[entry.type]}`, loc);
		}
	}
	throw new Error("no block for an assignment expression");
}

const COMPREHENSION_TYPES: { readonly [C in Comprehension["_class"]]: ComprehensionType } = {
	ListComp: "list",
	SetComp: "set",
	DictComp: "dict",
	GeneratorExp: "generator",
};

function visitComprehension(b: SymtableBuilder, e: Comprehension, element: ast.expr, value: ast.expr | null): void {
	const [outermost, ...rest] = e.generators;
	b.current.compIterExpr++;
	visitExpression(b, outermost.iter);
	b.current.compIterExpr--;
	const type = COMPREHENSION_TYPES[e._class];
	const entry = b.enter(type === "generator" ? "genexpr" : `${type}comp`, "function", e, locationOf(e));
	entry.comprehension = type;
	if (outermost.is_async) entry.coroutine = true;
	b.addDef(".0", DEF_PARAM, entry.loc);
	visitTarget(b, outermost.target);
	visitAll(b, outermost.ifs);
	for (const clause of rest) visitClause(b, clause);
	visitOptional(b, value);
	visitExpression(b, element);
	entry.generator = type === "generator";
	b.exit();
	if (entry.coroutine && !entry.generator) requireAsyncContext(b, e);
}

function visitTarget(b: SymtableBuilder, target: ast.expr): void {
	const entry = b.current;
	entry.compIterTarget = true;
	visitExpression(b, target);
	entry.compIterTarget = false;
}

function visitClause(b: SymtableBuilder, clause: ast.comprehension): void {
	visitTarget(b, clause.target);
	b.current.compIterExpr++;
	visitExpression(b, clause.iter);
	b.current.compIterExpr--;
	visitAll(b, clause.ifs);
	if (clause.is_async) b.current.coroutine = true;
}

/** An asynchronous comprehension makes the block around it asynchronous. */
function requireAsyncContext(b: SymtableBuilder, e: Comprehension): void {
	if (!b.isAsyncFunction() && b.current.comprehension === null && !b.allowsTopLevelAwait()) {
		b.fail("asynchronous comprehension outside of an asynchronous function", locationOf(e));
	}
	b.current.coroutine = true;
}

export function visitTypeParam(b: SymtableBuilder, param: ast.type_param): void {
	b.addDef(param.name, DEF_TYPE_PARAM | DEF_LOCAL, locationOf(param));
	if (param._class === "TypeVar") {
		const { bound } = param;
		visitTypeVariable(b, bound, param, bound?._class === "Tuple" ? "a TypeVar constraint" : "a TypeVar bound", false);
	}
	visitTypeVariable(b, param.default_value, param, `a ${param._class} default`, param._class === "TypeVar");
}

/** `isDefault` chooses the second key, because the first one is the bound's. */
function visitTypeVariable(b: SymtableBuilder, e: ast.expr | null, param: ast.type_param, info: string, isDefault: boolean): void {
	if (param.name === "__classdict__") {
		b.fail(`reserved name '${param.name}' cannot be used for type parameter`, locationOf(param));
	}
	if (e === null) return;
	const inClass = b.current.canSeeClassScope;
	const entry = b.enter(param.name, "typeVariable", param, locationOf(e), isDefault);
	if (inClass) b.seeClassScope(locationOf(e));
	entry.scopeInfo = info;
	visitExpression(b, e);
	b.exit();
}

export function visitPattern(b: SymtableBuilder, p: ast.pattern): void {
	switch (p._class) {
		case "MatchValue":
			visitExpression(b, p.value);
			return;
		case "MatchSingleton":
			return;
		case "MatchSequence":
		case "MatchOr":
			visitPatterns(b, p.patterns);
			return;
		case "MatchStar":
			bindPattern(b, p, p.name);
			return;
		case "MatchMapping":
			visitAll(b, p.keys);
			visitPatterns(b, p.patterns);
			bindPattern(b, p, p.rest);
			return;
		case "MatchClass":
			visitExpression(b, p.cls);
			visitPatterns(b, p.patterns);
			for (const [i, attr] of p.kwd_attrs.entries()) b.checkName(attr, locationOf(p.kwd_patterns[i]), "Store");
			visitPatterns(b, p.kwd_patterns);
			return;
		case "MatchAs":
			if (p.pattern !== null) visitPattern(b, p.pattern);
			bindPattern(b, p, p.name);
			return;
	}
}

function visitPatterns(b: SymtableBuilder, patterns: readonly ast.pattern[]): void {
	for (const pattern of patterns) visitPattern(b, pattern);
}

function bindPattern(b: SymtableBuilder, p: ast.pattern, name: string | null): void {
	if (name !== null) b.addDef(name, DEF_LOCAL, locationOf(p));
}
