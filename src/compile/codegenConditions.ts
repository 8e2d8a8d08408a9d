// Comparisons, and conditional jumps that follow the structure of a condition instead of computing its value. Read
// `jumpIf` first. Mirrors `codegen_jump_if` and `codegen_compare` (Python/codegen.c).

import type * as ast from "../syntax/ast.ts";
import { checkCompare } from "./codegenChecks.ts";
import type { Compiler } from "./compiler.ts";
import { type Location, locationOf, NO_LOCATION } from "./instructionSequence.ts";
import * as op from "./opcode.ts";

/** The rich comparison in the upper bits of COMPARE_OP's argument, and the mask of outcomes that make it true. */
const COMPARE_OPARGS: { readonly [O in ast.cmpop]?: number } = {
	Lt: (0 << 5) | 2,
	LtE: (1 << 5) | 2 | 8,
	Eq: (2 << 5) | 8,
	NotEq: (3 << 5) | 1 | 2 | 4,
	Gt: (4 << 5) | 4,
	GtE: (5 << 5) | 4 | 8,
};

export function compareOp(c: Compiler, operator: ast.cmpop, loc: Location): void {
	switch (operator) {
		case "Is":
		case "IsNot":
			c.op(op.IS_OP, operator === "IsNot" ? 1 : 0, loc);
			return;
		case "In":
		case "NotIn":
			c.op(op.CONTAINS_OP, operator === "NotIn" ? 1 : 0, loc);
			return;
		default:
			c.op(op.COMPARE_OP, COMPARE_OPARGS[operator]!, loc);
			return;
	}
}

/** `a < b < c` evaluates `b` once: a copy of it stays below the result of each comparison but the last. */
export function emitCompare(c: Compiler, e: ast.Compare): void {
	const loc = locationOf(e);
	checkCompare(c, e);
	c.expr(e.left);
	const last = e.ops.length - 1;
	if (last === 0) {
		c.expr(e.comparators[0]);
		compareOp(c, e.ops[0], loc);
		return;
	}
	const cleanup = c.newLabel();
	for (let i = 0; i < last; i++) {
		emitChainLink(c, e, i);
		c.op(op.COPY, 1, loc);
		c.op(op.TO_BOOL, 0, loc);
		c.op(op.POP_JUMP_IF_FALSE, cleanup, loc);
		c.op(op.POP_TOP, 0, loc);
	}
	c.expr(e.comparators[last]);
	compareOp(c, e.ops[last], loc);
	const end = c.newLabel();
	c.op(op.JUMP_NO_INTERRUPT, end, NO_LOCATION);
	c.useLabel(cleanup);
	c.op(op.SWAP, 2, loc);
	c.op(op.POP_TOP, 0, loc);
	c.useLabel(end);
}

function emitChainLink(c: Compiler, e: ast.Compare, i: number): void {
	const loc = locationOf(e);
	c.expr(e.comparators[i]);
	c.op(op.SWAP, 2, loc);
	c.op(op.COPY, 2, loc);
	compareOp(c, e.ops[i], loc);
}

/** Jumps to `next` if the truth of `e` is `condition`; `( -- )`. */
export function jumpIf(c: Compiler, e: ast.expr, next: number, condition: boolean, loc: Location): void {
	switch (e._class) {
		case "UnaryOp":
			if (e.op === "Not") {
				jumpIf(c, e.operand, next, !condition, loc);
				return;
			}
			break;
		case "BoolOp":
			jumpIfBoolOp(c, e, next, condition, loc);
			return;
		case "IfExp":
			jumpIfIfExp(c, e, next, condition, loc);
			return;
		case "Compare":
			if (e.ops.length > 1) {
				jumpIfChain(c, e, next, condition);
				return;
			}
			break;
	}
	c.expr(e);
	c.op(op.TO_BOOL, 0, locationOf(e));
	c.op(condition ? op.POP_JUMP_IF_TRUE : op.POP_JUMP_IF_FALSE, next, locationOf(e));
}

function jumpIfBoolOp(c: Compiler, e: ast.BoolOp, next: number, condition: boolean, loc: Location): void {
	// The value that decides the operation before its end: true for `or`.
	const deciding = e.op === "Or";
	const short = deciding === condition ? next : c.newLabel();
	const last = e.values.length - 1;
	for (const value of e.values.slice(0, last)) jumpIf(c, value, short, deciding, loc);
	jumpIf(c, e.values[last], next, condition, loc);
	if (short !== next) c.useLabel(short);
}

function jumpIfIfExp(c: Compiler, e: ast.IfExp, next: number, condition: boolean, loc: Location): void {
	const end = c.newLabel();
	const orelse = c.newLabel();
	jumpIf(c, e.test, orelse, false, loc);
	jumpIf(c, e.body, next, condition, loc);
	c.op(op.JUMP_NO_INTERRUPT, end, NO_LOCATION);
	c.useLabel(orelse);
	jumpIf(c, e.orelse, next, condition, loc);
	c.useLabel(end);
}

function jumpIfChain(c: Compiler, e: ast.Compare, next: number, condition: boolean): void {
	const loc = locationOf(e);
	const last = e.ops.length - 1;
	checkCompare(c, e);
	const cleanup = c.newLabel();
	c.expr(e.left);
	for (let i = 0; i < last; i++) {
		emitChainLink(c, e, i);
		c.op(op.TO_BOOL, 0, loc);
		c.op(op.POP_JUMP_IF_FALSE, cleanup, loc);
	}
	c.expr(e.comparators[last]);
	compareOp(c, e.ops[last], loc);
	c.op(op.TO_BOOL, 0, loc);
	c.op(condition ? op.POP_JUMP_IF_TRUE : op.POP_JUMP_IF_FALSE, next, loc);
	const end = c.newLabel();
	c.op(op.JUMP_NO_INTERRUPT, end, NO_LOCATION);
	c.useLabel(cleanup);
	c.op(op.POP_TOP, 0, loc);
	if (!condition) c.op(op.JUMP_NO_INTERRUPT, next, NO_LOCATION);
	c.useLabel(end);
}
