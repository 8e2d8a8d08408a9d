// Annotations (PEP 649): those of a function, class or module are evaluated by one function `__annotate__(format)`, made
// here; with `from __future__ import annotations` they are stored as text at once. Read `emitFunctionAnnotations` and
// `emitDeferredAnnotations`. Mirrors the annotation parts of Python/codegen.c.

import type { AnnAssign, AsyncFunctionDef, expr, FunctionDef, Name } from "../syntax/ast.ts";
import type { Code } from "./code.ts";
import { FUNCTION_ANNOTATE, makeClosure } from "./codegenClosure.ts";
import { compareOp } from "./codegenConditions.ts";
import type { Compiler, ScopeOptions } from "./compiler.ts";
import { type Location, locationOf } from "./instructionSequence.ts";
import * as op from "./opcode.ts";
import type { BlockKey } from "./symtable.ts";
import { unparse } from "./unparse.ts";

/** annotationlib.Format.VALUE_WITH_FAKE_GLOBALS: the highest format that the compiled function answers. */
const HIGHEST_FORMAT = 2;

/** Starts a function of the parameter `format`, which refuses other formats than values. */
export function enterAnnotationsScope(c: Compiler, name: string, key: BlockKey, loc: Location, options: ScopeOptions = {}): void {
	c.enterScope(name, "annotations", key, loc.lineno, { ...options, counts: { posonlyargcount: 1 } });
	const body = c.newLabel();
	c.op(op.LOAD_FAST, 0, loc);
	c.loadInt(HIGHEST_FORMAT, loc);
	compareOp(c, "Gt", loc);
	c.op(op.POP_JUMP_IF_FALSE, body, loc);
	c.op(op.LOAD_COMMON_CONSTANT, op.CONSTANT_NOTIMPLEMENTEDERROR, loc);
	c.op(op.RAISE_VARARGS, 1, loc);
	c.useLabel(body);
}

function exitAnnotationsScope(c: Compiler, loc: Location): void {
	c.op(op.RETURN_VALUE, 0, loc);
	makeClosure(c, withFormatParameter(c.exitScope(true)), 0, loc);
}

/** The parameter is called `.format` while an annotation may use the name `format`. */
function withFormatParameter(code: Code): Code {
	return { ...code, localsplusnames: ["format", ...code.localsplusnames.slice(1)] };
}

/** Returns the bit that says whether `__annotate__` is on the stack. */
export function emitFunctionAnnotations(c: Compiler, s: FunctionDef | AsyncFunctionDef): number {
	const { args } = s;
	if (!c.options.symtable.lookup(args).annotationsUsed) return 0;
	const loc = locationOf(s);
	enterAnnotationsScope(c, "__annotate__", args, loc);
	const parameters = [...args.args, ...args.posonlyargs, args.vararg, ...args.kwonlyargs, args.kwarg];
	let count = 0;
	for (const parameter of parameters) if (parameter !== null) count += emitAnnotation(c, parameter.arg, parameter.annotation, loc);
	count += emitAnnotation(c, "return", s.returns, loc);
	c.op(op.BUILD_MAP, count, loc);
	exitAnnotationsScope(c, loc);
	return FUNCTION_ANNOTATE;
}

/** Pushes name and value; returns the number of pairs, 0 or 1. */
function emitAnnotation(c: Compiler, name: string, annotation: expr | null, loc: Location): number {
	if (annotation === null) return 0;
	c.loadStr(c.maybeMangle(name), loc);
	if (c.usesFutureAnnotations) {
		c.loadStr(unparse(annotation), locationOf(annotation));
	} else if (annotation._class === "Starred") {
		// `*args: *Ts` means `[value] = [*Ts]`.
		c.expr(annotation.value);
		c.op(op.UNPACK_SEQUENCE, 1, loc);
	} else {
		c.expr(annotation);
	}
	return 1;
}

/** A module's or class's `__annotate__`, from the annotated names met in its body. */
export function emitDeferredAnnotations(c: Compiler, loc: Location): void {
	if (c.unit.deferredAnnotations.length === 0) return;
	const emit = (): void => {
		const { deferredAnnotations, entry, scopeType } = c.unit;
		enterAnnotationsScope(c, "__annotate__", entry, loc, { entry: entry.annotationBlock! });
		c.op(op.BUILD_MAP, 0, loc);
		for (const { statement, index } of deferredAnnotations) emitDeferred(c, statement, index, scopeType === "class", loc);
		exitAnnotationsScope(c, loc);
		c.nameOp(entry.type === "class" ? "__annotate_func__" : "__annotate__", "Store", loc);
	};
	// A module's must be there before its first statement runs.
	if (c.unit.scopeType === "module") c.withAnnotationsSequence(emit);
	else emit();
}

function emitDeferred(c: Compiler, s: AnnAssign, index: number, isClass: boolean, bodyLoc: Location): void {
	const loc = locationOf(s);
	const notSet = c.newLabel();
	if (index !== -1) {
		c.loadInt(index, loc);
		if (isClass) c.nameIn(c.unit.freevars, op.LOAD_DEREF, "__conditional_annotations__", loc);
		else c.globalName(op.LOAD_GLOBAL, "__conditional_annotations__", loc);
		c.op(op.CONTAINS_OP, 0, loc);
		c.op(op.POP_JUMP_IF_FALSE, notSet, loc);
	}
	c.expr(s.annotation);
	c.op(op.COPY, 2, loc);
	c.loadStr(c.mangle((s.target as Name).id), loc);
	c.op(op.STORE_SUBSCR, 0, bodyLoc);
	c.useLabel(notSet);
}

export function emitAnnAssign(c: Compiler, s: AnnAssign): void {
	const { target } = s;
	if (s.value !== null) {
		c.expr(s.value);
		c.expr(target);
	}
	const hasNamespace = c.unit.scopeType === "module" || c.unit.scopeType === "class";
	if (target._class === "Name") {
		if (s.simple && hasNamespace) emitNamedAnnotation(c, s, target);
	} else if (s.value === null) {
		emitCheckedTarget(c, target);
	}
}

function emitNamedAnnotation(c: Compiler, s: AnnAssign, target: Name): void {
	const loc = locationOf(s);
	if (c.usesFutureAnnotations) {
		c.loadStr(unparse(s.annotation), locationOf(s.annotation));
		c.globalName(op.LOAD_NAME, "__annotations__", loc);
		c.loadStr(c.maybeMangle(target.id), loc);
		c.op(op.STORE_SUBSCR, 0, loc);
		return;
	}
	const index = c.deferAnnotation(s);
	if (index === null) return;
	if (c.unit.scopeType === "class") c.nameIn(c.unit.cellvars, op.LOAD_DEREF, "__conditional_annotations__", loc);
	else c.globalName(op.LOAD_NAME, "__conditional_annotations__", loc);
	c.loadInt(index, loc);
	c.op(op.SET_ADD, 1, loc);
	c.op(op.POP_TOP, 0, loc);
}

/** Nothing is stored, but `a.b: int` and `a[i]: int` still evaluate `a` and `i`. */
function emitCheckedTarget(c: Compiler, target: expr): void {
	if (target._class === "Attribute") {
		emitDiscarded(c, target.value);
	} else if (target._class === "Subscript") {
		emitDiscarded(c, target.value);
		emitCheckedSubscript(c, target.slice);
	}
}

function emitCheckedSubscript(c: Compiler, e: expr): void {
	if (e._class === "Slice") {
		for (const part of [e.lower, e.upper, e.step]) if (part !== null) emitDiscarded(c, part);
	} else if (e._class === "Tuple") {
		for (const elt of e.elts) emitCheckedSubscript(c, elt);
	} else {
		emitDiscarded(c, e);
	}
}

function emitDiscarded(c: Compiler, e: expr): void {
	c.expr(e);
	c.op(op.POP_TOP, 0, locationOf(e));
}
