// The first pass of the symbol table: walks the tree, opens a block for each scope and notes what each name is used for.
// Raises the SyntaxErrors that need no knowledge of other scopes. The order of visits is CPython's, because the order
// of names and children decides the order of local variables. Expressions are in symtableExpressions.ts. Read
// `visitStatement` first. Mirrors `symtable_visit_stmt` (Python/symtable.c).

import type * as ast from "../syntax/ast.ts";
import { docstringOf } from "./docstring.ts";
import { CO_FUTURE_ANNOTATIONS } from "./flags.ts";
import type { FutureFeatures } from "./future.ts";
import { locationOf } from "./instructionSequence.ts";
import { DEF_ANNOT, DEF_GLOBAL, DEF_IMPORT, DEF_LOCAL, DEF_NONLOCAL, DEF_PARAM, type Symtable, USE } from "./symtable.ts";
import { analyzeSymtable } from "./symtableAnalyze.ts";
import { SymtableBuilder } from "./symtableBuilder.ts";
import { visitArguments, visitExpression, visitKeywords, visitPattern, visitTypeParam } from "./symtableExpressions.ts";

export function buildSymtable(tree: ast.mod, filename: string, future: FutureFeatures): Symtable {
	const builder = new SymtableBuilder(tree, filename, future);
	switch (tree._class) {
		case "Module":
			builder.current.hasDocstring = docstringOf(tree.body) !== null;
			visitBody(builder, tree.body);
			break;
		case "Interactive":
			visitBody(builder, tree.body);
			break;
		case "Expression":
			visitExpression(builder, tree.body);
			break;
		case "FunctionType":
			throw new Error("this compiler does not handle FunctionTypes");
	}
	analyzeSymtable(builder.table.top, filename);
	return builder.table;
}

export function visitBody(b: SymtableBuilder, body: readonly ast.stmt[]): void {
	for (const statement of body) visitStatement(b, statement);
}

function visitExpressions(b: SymtableBuilder, list: readonly (ast.expr | null)[]): void {
	for (const e of list) visitOptional(b, e);
}

function visitOptional(b: SymtableBuilder, e: ast.expr | null): void {
	if (e !== null) visitExpression(b, e);
}

export function visitStatement(b: SymtableBuilder, s: ast.stmt): void {
	switch (s._class) {
		case "FunctionDef":
		case "AsyncFunctionDef":
			visitFunction(b, s);
			return;
		case "ClassDef":
			visitClass(b, s);
			return;
		case "TypeAlias":
			visitTypeAlias(b, s);
			return;
		case "Return":
			if (s.value === null) return;
			visitExpression(b, s.value);
			b.current.returnsValue = true;
			return;
		case "Delete":
			visitExpressions(b, s.targets);
			return;
		case "Assign":
			visitExpressions(b, s.targets);
			visitExpression(b, s.value);
			return;
		case "AnnAssign":
			visitAnnAssign(b, s);
			return;
		case "AugAssign":
			visitExpression(b, s.target);
			visitExpression(b, s.value);
			return;
		case "Raise":
			if (s.exc === null) return;
			visitExpression(b, s.exc);
			visitOptional(b, s.cause);
			return;
		case "Assert":
			visitExpression(b, s.test);
			visitOptional(b, s.msg);
			return;
		case "Import":
			visitAliases(b, s.names);
			return;
		case "ImportFrom":
			visitAliases(b, s.names);
			checkFutureImport(b, s);
			return;
		case "Global":
		case "Nonlocal":
			visitDirective(b, s);
			return;
		case "Expr":
			visitExpression(b, s.value);
			return;
		case "Pass":
		case "Break":
		case "Continue":
			return;
		default:
			visitCompound(b, s);
			return;
	}
}

type Compound = ast.For | ast.AsyncFor | ast.While | ast.If | ast.Match | ast.Try | ast.TryStar | ast.With | ast.AsyncWith;

/** Statements whose bodies may not run: an annotation there is conditional. */
function visitCompound(b: SymtableBuilder, s: Compound): void {
	switch (s._class) {
		case "AsyncFor":
		case "For":
			if (s._class === "AsyncFor") requireCoroutine(b, s, "'async for' outside async function");
			visitExpression(b, s.target);
			visitExpression(b, s.iter);
			conditionally(b, () => {
				visitBody(b, s.body);
				visitBody(b, s.orelse);
			});
			return;
		case "While":
		case "If":
			visitExpression(b, s.test);
			conditionally(b, () => {
				visitBody(b, s.body);
				visitBody(b, s.orelse);
			});
			return;
		case "Match":
			visitExpression(b, s.subject);
			conditionally(b, () => {
				for (const matchCase of s.cases) visitMatchCase(b, matchCase);
			});
			return;
		case "Try":
		case "TryStar":
			conditionally(b, () => visitTry(b, s));
			return;
		case "AsyncWith":
		case "With":
			if (s._class === "AsyncWith") requireCoroutine(b, s, "'async with' outside async function");
			conditionally(b, () => {
				for (const item of s.items) {
					visitExpression(b, item.context_expr);
					visitOptional(b, item.optional_vars);
				}
				visitBody(b, s.body);
			});
			return;
	}
}

function conditionally(b: SymtableBuilder, visit: () => void): void {
	const entry = b.current;
	const outer = entry.inConditionalBlock;
	entry.inConditionalBlock = true;
	visit();
	entry.inConditionalBlock = outer;
}

function requireCoroutine(b: SymtableBuilder, s: ast.stmt, message: string): void {
	if (b.allowsTopLevelAwait()) b.current.coroutine = true;
	if (!b.current.coroutine) b.fail(message, locationOf(s));
}

function visitMatchCase(b: SymtableBuilder, matchCase: ast.match_case): void {
	visitPattern(b, matchCase.pattern);
	visitOptional(b, matchCase.guard);
	visitBody(b, matchCase.body);
}

function visitTry(b: SymtableBuilder, s: ast.Try | ast.TryStar): void {
	visitBody(b, s.body);
	for (const handler of s.handlers) {
		visitOptional(b, handler.type);
		if (handler.name !== null) b.addDef(handler.name, DEF_LOCAL, locationOf(handler));
		visitBody(b, handler.body);
	}
	visitBody(b, s.orelse);
	visitBody(b, s.finalbody);
}

function visitFunction(b: SymtableBuilder, s: ast.FunctionDef | ast.AsyncFunctionDef): void {
	const loc = locationOf(s);
	b.addDef(s.name, DEF_LOCAL, loc);
	visitExpressions(b, s.args.defaults);
	visitExpressions(b, s.args.kw_defaults);
	visitExpressions(b, s.decorator_list);
	const isGeneric = s.type_params.length > 0;
	if (isGeneric) {
		// CPython declares `.defaults` whether there are any or not.
		b.enterTypeParameters(
			s.name,
			s.type_params,
			loc,
			false,
			true,
			s.args.kw_defaults.some((d) => d !== null),
		);
		for (const param of s.type_params) visitTypeParam(b, param);
	}
	const entry = b.newBlock(s.name, "function", s, loc);
	entry.hasDocstring = docstringOf(s.body) !== null;
	visitSignature(b, s);
	b.enterExisting(entry);
	if (s._class === "AsyncFunctionDef") entry.coroutine = true;
	visitArguments(b, s.args);
	visitBody(b, s.body);
	b.exit();
	if (isGeneric) b.exit();
}

/** The annotations of a function, in a block of their own. */
function visitSignature(b: SymtableBuilder, s: ast.FunctionDef | ast.AsyncFunctionDef): void {
	const loc = locationOf(s);
	const seesClass = b.current.canSeeClassScope || b.current.type === "class";
	const { args } = s;
	const entry = b.enter("__annotate__", "annotation", args, loc);
	if (seesClass) b.seeClassScope(loc);
	const annotated = [...args.posonlyargs, ...args.args, args.vararg, args.kwarg, ...args.kwonlyargs];
	for (const annotation of [...annotated.map((arg) => arg?.annotation ?? null), s.returns]) {
		if (annotation === null) continue;
		entry.annotationsUsed = true;
		visitExpression(b, annotation);
	}
	b.exit();
}

function visitClass(b: SymtableBuilder, s: ast.ClassDef): void {
	const loc = locationOf(s);
	b.addDef(s.name, DEF_LOCAL, loc);
	visitExpressions(b, s.decorator_list);
	const outerPrivate = b.privateName;
	const isGeneric = s.type_params.length > 0;
	if (isGeneric) {
		b.enterTypeParameters(s.name, s.type_params, loc, true, false, false);
		b.privateName = s.name;
		b.current.mangledNames = new Set();
		for (const param of s.type_params) visitTypeParam(b, param);
	}
	visitExpressions(b, s.bases);
	visitKeywords(b, s.keywords);
	const entry = b.enter(s.name, "class", s, loc);
	b.privateName = s.name;
	if (isGeneric) {
		b.addDef("__type_params__", DEF_LOCAL, loc);
		b.addDef(".type_params", USE, loc);
	}
	entry.hasDocstring = docstringOf(s.body) !== null;
	visitBody(b, s.body);
	b.exit();
	if (isGeneric) b.exit();
	b.privateName = outerPrivate;
}

function visitTypeAlias(b: SymtableBuilder, s: ast.TypeAlias): void {
	visitExpression(b, s.name);
	const { id } = s.name as ast.Name;
	const loc = locationOf(s);
	const inClass = b.current.type === "class";
	const isGeneric = s.type_params.length > 0;
	if (isGeneric) {
		b.enterTypeParameters(id, s.type_params, loc, false, false, false);
		for (const param of s.type_params) visitTypeParam(b, param);
	}
	b.enter(id, "typeAlias", s, loc);
	if (inClass) b.seeClassScope(locationOf(s.value));
	visitExpression(b, s.value);
	b.exit();
	if (isGeneric) b.exit();
}

function visitAnnAssign(b: SymtableBuilder, s: ast.AnnAssign): void {
	b.current.annotationsUsed = true;
	const { target } = s;
	if (target._class === "Name") {
		const known = b.lookup(b.current, target.id);
		if (known & (DEF_GLOBAL | DEF_NONLOCAL) && b.current !== b.table.top && s.simple) {
			b.fail(`annotated name '${target.id}' can't be ${known & DEF_GLOBAL ? "global" : "nonlocal"}`, locationOf(s));
		}
		if (s.simple) b.addDef(target.id, DEF_ANNOT | DEF_LOCAL, locationOf(target));
		else if (s.value !== null) b.addDef(target.id, DEF_LOCAL, locationOf(target));
	} else {
		visitExpression(b, target);
	}
	visitAnnotation(b, s.annotation);
	visitOptional(b, s.value);
}

/** All annotations of a module or class body share one block. */
function visitAnnotation(b: SymtableBuilder, annotation: ast.expr): void {
	const parent = b.current;
	const loc = locationOf(annotation);
	const isUnevaluated = parent.type === "function";
	// A module's `__annotate__` may be called before the module has run to its end.
	const isConditional = parent.type === "module" || (parent.type === "class" && parent.inConditionalBlock);
	if (isConditional && !parent.hasConditionalAnnotations) {
		parent.hasConditionalAnnotations = true;
		b.addDef("__conditional_annotations__", USE, loc);
	}
	if (parent.annotationBlock === null) {
		parent.annotationBlock = b.enter("__annotate__", "annotation", annotation, loc);
		if (parent.type === "class" && !(b.future.features & CO_FUTURE_ANNOTATIONS)) b.seeClassScope(loc);
	} else {
		b.enterExisting(parent.annotationBlock, true);
	}
	if (isUnevaluated) b.current.inUnevaluatedAnnotation = true;
	visitExpression(b, annotation);
	if (isUnevaluated) b.current.inUnevaluatedAnnotation = false;
	b.exit();
}

function visitDirective(b: SymtableBuilder, s: ast.Global | ast.Nonlocal): void {
	const kind = s._class === "Global" ? "global" : "nonlocal";
	const loc = locationOf(s);
	for (const name of s.names) {
		const known = b.lookup(b.current, name);
		if (known & DEF_PARAM) b.fail(`name '${name}' is parameter and ${kind}`, loc);
		if (known & USE) b.fail(`name '${name}' is used prior to ${kind} declaration`, loc);
		if (known & DEF_ANNOT) b.fail(`annotated name '${name}' can't be ${kind}`, loc);
		if (known & DEF_LOCAL) b.fail(`name '${name}' is assigned to before ${kind} declaration`, loc);
		b.addDef(name, kind === "global" ? DEF_GLOBAL : DEF_NONLOCAL, loc);
		b.recordDirective(name, loc);
	}
}

function visitAliases(b: SymtableBuilder, aliases: readonly ast.alias[]): void {
	for (const alias of aliases) {
		const name = alias.asname ?? alias.name;
		if (name !== "*") b.addDef(name.split(".", 1)[0], DEF_IMPORT, locationOf(alias));
		else if (b.current.type !== "module") b.fail("import * only allowed at module level", locationOf(alias));
	}
}

function checkFutureImport(b: SymtableBuilder, s: ast.ImportFrom): void {
	if (s.module !== "__future__" || s.level !== 0) return;
	const last = b.future.location;
	const isLate = s.lineno > last.lineno || (s.lineno === last.endLineno && s.col_offset > last.endColOffset);
	if (isLate) b.fail("from __future__ imports must occur at the beginning of the file", locationOf(s));
}
