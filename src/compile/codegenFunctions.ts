// Functions and lambdas: defaults, annotations, the body's code object, the closure around it, and the scope for type
// parameters of a generic one. Read `emitFunction` first. Mirrors `codegen_function` and `codegen_make_closure`
// (Python/codegen.c).

import type { arguments as Arguments, AsyncFunctionDef, arg, expr, FunctionDef, Lambda } from "../syntax/ast.ts";
import { NONE } from "../syntax/constant.ts";
import { emitFunctionAnnotations } from "./codegenAnnotations.ts";
import { FUNCTION_DEFAULTS, FUNCTION_KWDEFAULTS, makeClosure } from "./codegenClosure.ts";
import { emitTypeParams } from "./codegenTypeParams.ts";
import type { Compiler } from "./compiler.ts";
import { type ArgumentCounts, NO_LABEL } from "./compilerUnit.ts";
import { cleanDoc, docstringOf } from "./docstring.ts";
import { type Location, locationOf, NO_LOCATION } from "./instructionSequence.ts";
import * as op from "./opcode.ts";

type Def = FunctionDef | AsyncFunctionDef;

/** A decorated definition starts at its first decorator. */
export function firstLineOf(s: { readonly lineno: number; readonly decorator_list: readonly expr[] }): number {
	return s.decorator_list[0]?.lineno ?? s.lineno;
}

export function applyDecorators(c: Compiler, decorators: readonly expr[]): void {
	for (const decorator of [...decorators].reverse()) c.op(op.CALL, 0, locationOf(decorator));
}

export function emitFunction(c: Compiler, s: Def): void {
	const loc = locationOf(s);
	for (const decorator of s.decorator_list) c.expr(decorator);
	const attributes = emitDefaults(c, s.args, loc);
	if (s.type_params.length > 0) emitGenericFunction(c, s, attributes);
	else emitAnnotatedFunction(c, s, attributes);
	applyDecorators(c, s.decorator_list);
	c.nameOp(s.name, "Store", loc);
}

function emitAnnotatedFunction(c: Compiler, s: Def, attributes: number): void {
	const annotate = emitFunctionAnnotations(c, s);
	emitFunctionBody(c, s, attributes | annotate);
}

/** Type parameters live in a function around the function, which is called at once; defaults are handed to it. */
function emitGenericFunction(c: Compiler, s: Def, attributes: number): void {
	const loc = locationOf(s);
	const argcount = (attributes & FUNCTION_DEFAULTS ? 1 : 0) + (attributes & FUNCTION_KWDEFAULTS ? 1 : 0);
	if (argcount === 2) c.op(op.SWAP, 2, loc);
	c.enterScope(`<generic parameters of ${s.name}>`, "annotations", s.type_params, firstLineOf(s), { counts: { argcount } });
	emitTypeParams(c, s.type_params);
	for (let i = 0; i < argcount; i++) c.op(op.LOAD_FAST, i, loc);
	emitAnnotatedFunction(c, s, attributes);
	c.op(op.SWAP, 2, loc);
	c.op(op.CALL_INTRINSIC_2, op.INTRINSIC_SET_FUNCTION_TYPE_PARAMS, loc);
	const code = c.exitScope(false);
	makeClosure(c, code, 0, loc);
	if (argcount > 0) c.op(op.SWAP, argcount + 1, loc);
	else c.op(op.PUSH_NULL, 0, loc);
	c.op(op.CALL, Math.max(argcount - 1, 0), loc);
}

function countsOf(args: Arguments): ArgumentCounts {
	return { argcount: args.args.length, posonlyargcount: args.posonlyargs.length, kwonlyargcount: args.kwonlyargs.length };
}

function emitFunctionBody(c: Compiler, s: Def, attributes: number): void {
	const scopeType = s._class === "AsyncFunctionDef" ? "asyncFunction" : "function";
	c.enterScope(s.name, scopeType, s, firstLineOf(s), { counts: countsOf(s.args) });
	// CO_HAS_DOCSTRING says that it is the first constant.
	const docstring = c.entry.hasDocstring ? docstringOf(s.body) : null;
	if (docstring !== null) c.addConst({ type: "str", value: cleanDoc(docstring) });
	const body = docstring === null ? s.body : s.body.slice(1);
	if (c.entry.coroutine || c.entry.generator) {
		const start = c.newLabel();
		c.useLabel(start);
		c.pushBlock({ type: "stopIteration", loc: NO_LOCATION, start, exit: NO_LABEL });
		c.body(body);
		wrapInStopIterationHandler(c);
		c.popBlock();
	} else {
		c.body(body);
	}
	const code = c.exitScope(true);
	makeClosure(c, code, attributes, locationOf(s));
}

/** A StopIteration that escapes from a generator becomes a RuntimeError (PEP 479). */
export function wrapInStopIterationHandler(c: Compiler): void {
	const handler = c.newLabel();
	c.unit.instructions.insert(0, op.SETUP_CLEANUP, handler, NO_LOCATION);
	c.loadConst(NONE, NO_LOCATION);
	c.op(op.RETURN_VALUE, 0, NO_LOCATION);
	c.useLabel(handler);
	c.op(op.CALL_INTRINSIC_1, op.INTRINSIC_STOPITERATION_ERROR, NO_LOCATION);
	c.op(op.RERAISE, 1, NO_LOCATION);
}

/** Pushes what there is of a tuple and a dict of defaults; returns the bits that name them. */
function emitDefaults(c: Compiler, args: Arguments, loc: Location): number {
	let attributes = 0;
	if (args.defaults.length > 0) {
		for (const value of args.defaults) c.expr(value);
		c.op(op.BUILD_TUPLE, args.defaults.length, loc);
		attributes |= FUNCTION_DEFAULTS;
	}
	if (emitKeywordDefaults(c, args.kwonlyargs, args.kw_defaults, loc) > 0) attributes |= FUNCTION_KWDEFAULTS;
	return attributes;
}

function emitKeywordDefaults(c: Compiler, parameters: readonly arg[], defaults: readonly (expr | null)[], loc: Location): number {
	let count = 0;
	for (const [i, parameter] of parameters.entries()) {
		const value = defaults[i];
		if (value === null) continue;
		count++;
		c.loadStr(c.maybeMangle(parameter.arg), loc);
		c.expr(value);
	}
	if (count > 0) c.op(op.BUILD_MAP, count, loc);
	return count;
}

export function emitLambda(c: Compiler, e: Lambda): void {
	const loc = locationOf(e);
	const attributes = emitDefaults(c, e.args, loc);
	c.enterScope("<lambda>", "lambda", e, e.lineno, { counts: countsOf(e.args) });
	c.expr(e.body);
	const isGenerator = c.entry.generator;
	if (!isGenerator) c.op(op.RETURN_VALUE, 0, locationOf(e.body));
	const code = c.exitScope(!isGenerator);
	makeClosure(c, code, attributes, loc);
}
