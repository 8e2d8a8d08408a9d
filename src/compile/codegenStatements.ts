// Statements: assignments, imports, loops, conditions and the small ones. `try`, `with`, `match`, functions and classes have files
// of their own. Read `emitStatement` first. Mirrors `codegen_visit_stmt` (Python/codegen.c).

import type * as ast from "../syntax/ast.ts";
import { NONE } from "../syntax/constant.ts";
import { emitAnnAssign } from "./codegenAnnotations.ts";
import { emitBreak, emitContinue, emitReturn, yieldFrom } from "./codegenBlocks.ts";
import { emitClass } from "./codegenClasses.ts";
import { jumpIf } from "./codegenConditions.ts";
import { BINARY_OPARGS, emitTwoPartSlice, isTwoPartSlice } from "./codegenExpressions.ts";
import { emitFunction } from "./codegenFunctions.ts";
import { emitMatch } from "./codegenPatterns.ts";
import { emitTry, emitWith } from "./codegenTry.ts";
import { emitTypeAlias } from "./codegenTypeParams.ts";
import type { Compiler } from "./compiler.ts";
import { attributeLocation, type Location, locationOf, NO_LOCATION } from "./instructionSequence.ts";
import * as op from "./opcode.ts";

type Compound = ast.For | ast.AsyncFor | ast.While | ast.If | ast.Match | ast.Try | ast.TryStar | ast.With | ast.AsyncWith;

export function emitStatement(c: Compiler, s: ast.stmt): void {
	const loc = locationOf(s);
	switch (s._class) {
		case "FunctionDef":
		case "AsyncFunctionDef":
			emitFunction(c, s);
			return;
		case "ClassDef":
			emitClass(c, s);
			return;
		case "TypeAlias":
			emitTypeAlias(c, s);
			return;
		case "Return":
			emitReturn(c, s);
			return;
		case "Delete":
			for (const target of s.targets) c.expr(target);
			return;
		case "Assign":
			emitAssign(c, s);
			return;
		case "AugAssign":
			emitAugAssign(c, s);
			return;
		case "AnnAssign":
			emitAnnAssign(c, s);
			return;
		case "Raise":
			emitRaise(c, s);
			return;
		case "Assert":
			emitAssert(c, s);
			return;
		case "Import":
			emitImport(c, s);
			return;
		case "ImportFrom":
			emitImportFrom(c, s);
			return;
		case "Global":
		case "Nonlocal":
			return;
		case "Expr":
			emitExpressionStatement(c, s.value, loc);
			return;
		case "Pass":
			c.op(op.NOP, 0, loc);
			return;
		case "Break":
			emitBreak(c, loc);
			return;
		case "Continue":
			emitContinue(c, loc);
			return;
		default:
			c.unit.inConditionalBlock++;
			emitCompound(c, s);
			c.unit.inConditionalBlock--;
	}
}

function emitCompound(c: Compiler, s: Compound): void {
	switch (s._class) {
		case "For":
			emitFor(c, s);
			return;
		case "AsyncFor":
			emitAsyncFor(c, s);
			return;
		case "While":
			emitWhile(c, s);
			return;
		case "If":
			emitIf(c, s);
			return;
		case "Match":
			emitMatch(c, s);
			return;
		case "Try":
		case "TryStar":
			emitTry(c, s);
			return;
		case "With":
		case "AsyncWith":
			emitWith(c, s);
			return;
	}
}

function emitExpressionStatement(c: Compiler, value: ast.expr, loc: Location): void {
	if (c.isInteractiveTopLevel) {
		c.expr(value);
		c.op(op.CALL_INTRINSIC_1, op.INTRINSIC_PRINT, loc);
		c.op(op.POP_TOP, 0, NO_LOCATION);
		return;
	}
	if (value._class === "Constant") {
		c.op(op.NOP, 0, loc);
		return;
	}
	c.expr(value);
	c.op(op.POP_TOP, 0, NO_LOCATION);
}

function emitAssign(c: Compiler, s: ast.Assign): void {
	c.expr(s.value);
	s.targets.forEach((target, i) => {
		if (i < s.targets.length - 1) c.op(op.COPY, 1, locationOf(s));
		c.expr(target);
	});
}

/** The target's parts are evaluated once and stay on the stack for the store. */
function emitAugAssign(c: Compiler, s: ast.AugAssign): void {
	const { target } = s;
	const loc = locationOf(target);
	emitAugLoad(c, target, loc);
	c.expr(s.value);
	c.op(op.BINARY_OP, BINARY_OPARGS[s.op] + op.NB_INPLACE_ADD, locationOf(s));
	emitAugStore(c, target, loc);
}

function emitAugLoad(c: Compiler, target: ast.expr, loc: Location): void {
	if (target._class === "Name") {
		c.nameOp(target.id, "Load", loc);
	} else if (target._class === "Attribute") {
		c.expr(target.value);
		c.op(op.COPY, 1, loc);
		c.loadAttr(target.attr, attributeLocation(loc, target));
	} else if (target._class === "Subscript") {
		c.expr(target.value);
		const isSlice = isTwoPartSlice(target.slice);
		if (isTwoPartSlice(target.slice)) emitTwoPartSlice(c, target.slice);
		else c.expr(target.slice);
		const parts = isSlice ? 3 : 2;
		for (let i = 0; i < parts; i++) c.op(op.COPY, parts, loc);
		if (isSlice) c.op(op.BINARY_SLICE, 0, loc);
		else c.op(op.BINARY_OP, op.NB_SUBSCR, loc);
	} else {
		throw new Error(`invalid node type (${target._class}) for augmented assignment`);
	}
}

function emitAugStore(c: Compiler, target: ast.expr, loc: Location): void {
	if (target._class === "Name") {
		c.nameOp(target.id, "Store", loc);
	} else if (target._class === "Attribute") {
		const attrLoc = attributeLocation(loc, target);
		c.op(op.SWAP, 2, attrLoc);
		c.globalName(op.STORE_ATTR, target.attr, attrLoc);
	} else if (target._class === "Subscript") {
		const isSlice = isTwoPartSlice(target.slice);
		for (let depth = isSlice ? 4 : 3; depth > 1; depth--) c.op(op.SWAP, depth, loc);
		c.op(isSlice ? op.STORE_SLICE : op.STORE_SUBSCR, 0, loc);
	}
}

function emitRaise(c: Compiler, s: ast.Raise): void {
	if (s.exc !== null) c.expr(s.exc);
	if (s.exc !== null && s.cause !== null) c.expr(s.cause);
	c.op(op.RAISE_VARARGS, s.exc === null ? 0 : s.cause === null ? 1 : 2, locationOf(s));
}

function emitAssert(c: Compiler, s: ast.Assert): void {
	const loc = locationOf(s);
	const { test } = s;
	const isTuple = test._class === "Tuple" && test.elts.length > 0;
	const isConstantTuple = test._class === "Constant" && test.value.type === "tuple" && test.value.items.length > 0;
	if (isTuple || isConstantTuple) c.warn("assertion is always true, perhaps remove parentheses?", loc);
	if (c.options.optimize > 0) return;
	const end = c.newLabel();
	jumpIf(c, test, end, true, loc);
	c.op(op.LOAD_COMMON_CONSTANT, op.CONSTANT_ASSERTIONERROR, loc);
	if (s.msg !== null) {
		c.expr(s.msg);
		c.op(op.CALL, 0, loc);
	}
	c.op(op.RAISE_VARARGS, 1, locationOf(test));
	c.useLabel(end);
}

function emitImport(c: Compiler, s: ast.Import): void {
	const loc = locationOf(s);
	for (const alias of s.names) {
		c.loadInt(0, loc);
		c.loadConst(NONE, loc);
		c.globalName(op.IMPORT_NAME, alias.name, loc);
		const parts = alias.name.split(".");
		if (alias.asname === null) c.nameOp(parts[0], "Store", loc);
		else emitImportAs(c, parts.slice(1), alias.asname, loc);
	}
}

/** `import a.b.c as d`: IMPORT_NAME gave `a`, from which the rest is taken step by step. */
function emitImportAs(c: Compiler, parts: readonly string[], asname: string, loc: Location): void {
	parts.forEach((part, i) => {
		if (i > 0) {
			c.op(op.SWAP, 2, loc);
			c.op(op.POP_TOP, 0, loc);
		}
		c.op(op.IMPORT_FROM, c.nameIndex(part), loc);
	});
	c.nameOp(asname, "Store", loc);
	if (parts.length > 0) c.op(op.POP_TOP, 0, loc);
}

function emitImportFrom(c: Compiler, s: ast.ImportFrom): void {
	const loc = locationOf(s);
	c.loadInt(s.level ?? 0, loc);
	const names = s.names.map((alias) => alias.name);
	c.loadStrTuple(names, loc);
	c.globalName(op.IMPORT_NAME, s.module ?? "", loc);
	if (names[0] === "*") {
		c.op(op.CALL_INTRINSIC_1, op.INTRINSIC_IMPORT_STAR, loc);
		c.op(op.POP_TOP, 0, NO_LOCATION);
		return;
	}
	for (const alias of s.names) {
		c.globalName(op.IMPORT_FROM, alias.name, loc);
		c.nameOp(alias.asname ?? alias.name, "Store", loc);
	}
	c.op(op.POP_TOP, 0, loc);
}

function emitIf(c: Compiler, s: ast.If): void {
	const end = c.newLabel();
	const next = s.orelse.length > 0 ? c.newLabel() : end;
	jumpIf(c, s.test, next, false, locationOf(s));
	c.body(s.body);
	if (s.orelse.length > 0) {
		c.op(op.JUMP_NO_INTERRUPT, end, NO_LOCATION);
		c.useLabel(next);
		c.body(s.orelse);
	}
	c.useLabel(end);
}

function emitWhile(c: Compiler, s: ast.While): void {
	const loc = locationOf(s);
	const loop = c.newLabel();
	const end = c.newLabel();
	const anchor = c.newLabel();
	c.useLabel(loop);
	c.pushBlock({ type: "whileLoop", loc, start: loop, exit: end });
	jumpIf(c, s.test, anchor, false, loc);
	c.body(s.body);
	c.op(op.JUMP, loop, NO_LOCATION);
	c.popBlock();
	c.useLabel(anchor);
	c.body(s.orelse);
	c.useLabel(end);
}

function emitFor(c: Compiler, s: ast.For): void {
	const iterLoc = locationOf(s.iter);
	const start = c.newLabel();
	const cleanup = c.newLabel();
	const end = c.newLabel();
	c.pushBlock({ type: "forLoop", loc: locationOf(s), start, exit: end });
	c.expr(s.iter);
	c.op(op.GET_ITER, 0, iterLoc);
	c.useLabel(start);
	c.op(op.FOR_ITER, cleanup, iterLoc);
	// Without it a target on a line of its own would not be seen when tracing.
	c.op(op.NOP, 0, locationOf(s.target));
	c.expr(s.target);
	c.body(s.body);
	c.op(op.JUMP, start, NO_LOCATION);
	c.useLabel(cleanup);
	c.op(op.END_FOR, 0, NO_LOCATION);
	c.op(op.POP_ITER, 0, NO_LOCATION);
	c.popBlock();
	c.body(s.orelse);
	c.useLabel(end);
}

function emitAsyncFor(c: Compiler, s: ast.AsyncFor): void {
	const loc = locationOf(s);
	const start = c.newLabel();
	const send = c.newLabel();
	const except = c.newLabel();
	const end = c.newLabel();
	c.expr(s.iter);
	c.op(op.GET_AITER, 0, locationOf(s.iter));
	c.useLabel(start);
	c.pushBlock({ type: "asyncForLoop", loc, start, exit: end });
	c.op(op.SETUP_FINALLY, except, loc);
	c.op(op.GET_ANEXT, 0, loc);
	c.loadConst(NONE, loc);
	c.useLabel(send);
	yieldFrom(c, true, loc);
	c.op(op.POP_BLOCK, 0, loc);
	c.op(op.NOT_TAKEN, 0, loc);
	c.expr(s.target);
	c.body(s.body);
	c.op(op.JUMP, start, NO_LOCATION);
	c.popBlock();
	c.useLabel(except);
	c.op(op.END_ASYNC_FOR, send, locationOf(s.iter));
	c.body(s.orelse);
	c.useLabel(end);
}
