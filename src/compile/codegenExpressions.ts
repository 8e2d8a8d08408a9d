// Expressions: operators, displays, strings, attributes, subscripts, conditions. Each leaves its value on the stack.
// Calls, comprehensions and functions have files of their own. Read `emitExpression` first. Mirrors
// `codegen_visit_expr` (Python/codegen.c).

import type * as ast from "../syntax/ast.ts";
import { type Constant, NONE } from "../syntax/constant.ts";
import { AWAIT_EXPRESSION, awaitTop, yieldFrom, yieldTop } from "./codegenBlocks.ts";
import { emitCall } from "./codegenCalls.ts";
import { checkSubscript } from "./codegenChecks.ts";
import { emitComprehension } from "./codegenComprehensions.ts";
import { emitCompare, jumpIf } from "./codegenConditions.ts";
import { emitLambda } from "./codegenFunctions.ts";
import { emitSequence, STACK_USE_GUIDELINE } from "./codegenSequences.ts";
import { canOptimizeSuper, loadSuperArguments, superAttr } from "./codegenSuper.ts";
import type { Compiler } from "./compiler.ts";
import { sliceConstant } from "./constants.ts";
import { attributeLocation, type Location, locationOf, NO_LOCATION } from "./instructionSequence.ts";
import * as op from "./opcode.ts";

export function emitExpression(c: Compiler, e: ast.expr): void {
	const loc = locationOf(e);
	switch (e._class) {
		case "NamedExpr":
			c.expr(e.value);
			c.op(op.COPY, 1, loc);
			c.expr(e.target);
			return;
		case "BoolOp":
			emitBoolOp(c, e);
			return;
		case "BinOp":
			c.expr(e.left);
			c.expr(e.right);
			c.op(op.BINARY_OP, BINARY_OPARGS[e.op], loc);
			return;
		case "UnaryOp":
			emitUnaryOp(c, e);
			return;
		case "Lambda":
			emitLambda(c, e);
			return;
		case "IfExp":
			emitIfExp(c, e);
			return;
		case "Dict":
			emitDict(c, e);
			return;
		case "Set":
			emitSequence(c, e.elts, "set", loc);
			return;
		case "List":
		case "Tuple":
			emitListOrTuple(c, e);
			return;
		case "GeneratorExp":
		case "ListComp":
		case "SetComp":
		case "DictComp":
			emitComprehension(c, e);
			return;
		case "Yield":
			if (!c.entry.isFunctionLike) c.fail("'yield' outside function", loc);
			if (e.value !== null) c.expr(e.value);
			else c.loadConst(NONE, loc);
			yieldTop(c, loc);
			return;
		case "YieldFrom":
			emitYieldFrom(c, e);
			return;
		case "Await":
			c.expr(e.value);
			awaitTop(c, AWAIT_EXPRESSION, loc);
			return;
		case "Compare":
			emitCompare(c, e);
			return;
		case "Call":
			emitCall(c, e);
			return;
		case "Constant":
			c.loadConst(e.value, loc);
			return;
		case "JoinedStr":
			emitJoinedStr(c, e);
			return;
		case "TemplateStr":
			emitTemplateStr(c, e);
			return;
		case "FormattedValue":
			emitFormattedValue(c, e);
			return;
		case "Interpolation":
			emitInterpolation(c, e);
			return;
		case "Attribute":
			emitAttribute(c, e);
			return;
		case "Subscript":
			emitSubscript(c, e);
			return;
		case "Starred":
			c.fail(e.ctx === "Store" ? "starred assignment target must be in a list or tuple" : "can't use starred expression here", loc);
			return;
		case "Slice":
			emitSlice(c, e);
			return;
		case "Name":
			c.nameOp(e.id, e.ctx, loc);
			return;
	}
}

export const BINARY_OPARGS: { readonly [O in ast.operator]: number } = {
	Add: op.NB_ADD,
	Sub: op.NB_SUBTRACT,
	Mult: op.NB_MULTIPLY,
	MatMult: op.NB_MATRIX_MULTIPLY,
	Div: op.NB_TRUE_DIVIDE,
	Mod: op.NB_REMAINDER,
	Pow: op.NB_POWER,
	LShift: op.NB_LSHIFT,
	RShift: op.NB_RSHIFT,
	BitOr: op.NB_OR,
	BitXor: op.NB_XOR,
	BitAnd: op.NB_AND,
	FloorDiv: op.NB_FLOOR_DIVIDE,
};

function emitUnaryOp(c: Compiler, e: ast.UnaryOp): void {
	const loc = locationOf(e);
	c.expr(e.operand);
	switch (e.op) {
		case "UAdd":
			c.op(op.CALL_INTRINSIC_1, op.INTRINSIC_UNARY_POSITIVE, loc);
			return;
		case "Not":
			c.op(op.TO_BOOL, 0, loc);
			c.op(op.UNARY_NOT, 0, loc);
			return;
		case "Invert":
			c.op(op.UNARY_INVERT, 0, loc);
			return;
		case "USub":
			c.op(op.UNARY_NEGATIVE, 0, loc);
			return;
	}
}

function emitBoolOp(c: Compiler, e: ast.BoolOp): void {
	const loc = locationOf(e);
	const jump = e.op === "And" ? op.JUMP_IF_FALSE : op.JUMP_IF_TRUE;
	const end = c.newLabel();
	e.values.forEach((value, i) => {
		if (i > 0) {
			c.op(jump, end, loc);
			c.op(op.POP_TOP, 0, loc);
		}
		c.expr(value);
	});
	c.useLabel(end);
}

function emitIfExp(c: Compiler, e: ast.IfExp): void {
	const end = c.newLabel();
	const next = c.newLabel();
	jumpIf(c, e.test, next, false, locationOf(e));
	c.expr(e.body);
	c.op(op.JUMP_NO_INTERRUPT, end, NO_LOCATION);
	c.useLabel(next);
	c.expr(e.orelse);
	c.useLabel(end);
}

function emitYieldFrom(c: Compiler, e: ast.YieldFrom): void {
	const loc = locationOf(e);
	if (!c.entry.isFunctionLike) c.fail("'yield from' outside function", loc);
	if (c.unit.scopeType === "asyncFunction") c.fail("'yield from' inside async function", loc);
	c.expr(e.value);
	c.op(op.GET_YIELD_FROM_ITER, 0, loc);
	c.loadConst(NONE, loc);
	yieldFrom(c, false, loc);
}

// Displays

function emitListOrTuple(c: Compiler, e: ast.List | ast.Tuple): void {
	const loc = locationOf(e);
	if (e.ctx === "Load") {
		emitSequence(c, e.elts, e._class === "List" ? "list" : "tuple", loc);
		return;
	}
	if (e.ctx === "Store") emitUnpack(c, e.elts, loc);
	for (const elt of e.elts) c.expr(e.ctx === "Store" && elt._class === "Starred" ? elt.value : elt);
}

const MAX_TARGETS_BEFORE_STAR = 1 << 8;
const MAX_TARGETS_AFTER_STAR = 0x7fffffff >> 8;

function emitUnpack(c: Compiler, elts: readonly ast.expr[], loc: Location): void {
	const star = elts.findIndex((elt) => elt._class === "Starred");
	if (star < 0) {
		c.op(op.UNPACK_SEQUENCE, elts.length, loc);
		return;
	}
	const after = elts.length - star - 1;
	if (star >= MAX_TARGETS_BEFORE_STAR || after >= MAX_TARGETS_AFTER_STAR) {
		c.fail("too many expressions in star-unpacking assignment", loc);
	}
	c.op(op.UNPACK_EX, star + (after << 8), loc);
	if (elts.slice(star + 1).some((elt) => elt._class === "Starred")) c.fail("multiple starred expressions in assignment", loc);
}

/** `**mapping` splits a display; long runs of items are split so that the stack stays small. */
function emitDict(c: Compiler, e: ast.Dict): void {
	const loc = locationOf(e);
	let hasDict = false;
	let pending = 0;
	const flush = (end: number): void => {
		emitDictItems(c, e, end - pending, end);
		if (hasDict) c.op(op.DICT_UPDATE, 1, loc);
		hasDict = true;
		pending = 0;
	};
	e.keys.forEach((key, i) => {
		if (key === null) {
			if (pending > 0) flush(i);
			if (!hasDict) c.op(op.BUILD_MAP, 0, loc);
			hasDict = true;
			c.expr(e.values[i]);
			c.op(op.DICT_UPDATE, 1, loc);
		} else {
			pending++;
			if ((pending - 1) * 2 > STACK_USE_GUIDELINE) flush(i + 1);
		}
	});
	if (pending > 0) flush(e.keys.length);
	if (!hasDict) c.op(op.BUILD_MAP, 0, loc);
}

function emitDictItems(c: Compiler, e: ast.Dict, begin: number, end: number): void {
	const loc = locationOf(e);
	const isBig = (end - begin) * 2 > STACK_USE_GUIDELINE;
	if (isBig) c.op(op.BUILD_MAP, 0, loc);
	for (let i = begin; i < end; i++) {
		c.expr(e.keys[i]!);
		c.expr(e.values[i]);
		if (isBig) c.op(op.MAP_ADD, 1, loc);
	}
	if (!isBig) c.op(op.BUILD_MAP, end - begin, loc);
}

// Strings

function emitJoinedStr(c: Compiler, e: ast.JoinedStr): void {
	const loc = locationOf(e);
	const count = e.values.length;
	if (count > STACK_USE_GUIDELINE) {
		c.loadStr("", loc);
		c.loadAttr("join", loc, true);
		c.op(op.BUILD_LIST, 0, loc);
		for (const value of e.values) {
			c.expr(value);
			c.op(op.LIST_APPEND, 1, loc);
		}
		c.op(op.CALL, 1, loc);
		return;
	}
	for (const value of e.values) c.expr(value);
	if (count > 1) c.op(op.BUILD_STRING, count, loc);
	else if (count === 0) c.loadStr("", loc);
}

/** CONVERT_VALUE's argument for `!s`, `!r`, `!a`. */
function conversionCode(conversion: number): number {
	return " sra".indexOf(String.fromCharCode(conversion));
}

function emitFormattedValue(c: Compiler, e: ast.FormattedValue): void {
	const loc = locationOf(e);
	c.expr(e.value);
	if (e.conversion !== -1) c.op(op.CONVERT_VALUE, conversionCode(e.conversion), loc);
	if (e.format_spec !== null) {
		c.expr(e.format_spec);
		c.op(op.FORMAT_WITH_SPEC, 0, loc);
	} else {
		c.op(op.FORMAT_SIMPLE, 0, loc);
	}
}

/** All strings first, one more than there are interpolations, then the interpolations. */
function emitTemplateStr(c: Compiler, e: ast.TemplateStr): void {
	const loc = locationOf(e);
	const interpolations = e.values.filter((value) => value._class === "Interpolation");
	let needsString = true;
	for (const value of e.values) {
		if (value._class !== "Interpolation") c.expr(value);
		else if (needsString) c.loadStr("", loc);
		needsString = value._class === "Interpolation";
	}
	if (needsString) c.loadStr("", loc);
	c.op(op.BUILD_TUPLE, countStrings(e.values), loc);
	for (const interpolation of interpolations) c.expr(interpolation);
	c.op(op.BUILD_TUPLE, interpolations.length, loc);
	c.op(op.BUILD_TEMPLATE, 0, loc);
}

function countStrings(values: readonly ast.expr[]): number {
	let count = 0;
	let needsString = true;
	for (const value of values) {
		const isInterpolation = value._class === "Interpolation";
		if (!isInterpolation || needsString) count++;
		needsString = isInterpolation;
	}
	return needsString ? count + 1 : count;
}

function emitInterpolation(c: Compiler, e: ast.Interpolation): void {
	const loc = locationOf(e);
	c.expr(e.value);
	c.loadConst(e.str, loc);
	let oparg = 2;
	if (e.format_spec !== null) {
		oparg++;
		c.expr(e.format_spec);
	}
	if (e.conversion !== -1) oparg |= conversionCode(e.conversion) << 2;
	c.op(op.BUILD_INTERPOLATION, oparg, loc);
}

// Attributes and subscripts

function emitAttribute(c: Compiler, e: ast.Attribute): void {
	const loc = locationOf(e);
	if (e.ctx === "Load" && canOptimizeSuper(c, e)) {
		loadSuperArguments(c, e.value);
		superAttr(c, e, e.value, false);
		c.op(op.NOP, 0, attributeLocation(loc, e));
		return;
	}
	c.noteStaticAttribute(e);
	c.expr(e.value);
	const attrLoc = attributeLocation(loc, e);
	if (e.ctx === "Load") c.loadAttr(e.attr, attrLoc);
	else c.globalName(e.ctx === "Store" ? op.STORE_ATTR : op.DELETE_ATTR, e.attr, attrLoc);
}

function emitSubscript(c: Compiler, e: ast.Subscript): void {
	const loc = locationOf(e);
	if (e.ctx === "Load") checkSubscript(c, e);
	c.expr(e.value);
	if (isTwoPartSlice(e.slice) && e.ctx !== "Del") {
		emitTwoPartSlice(c, e.slice);
		c.op(e.ctx === "Load" ? op.BINARY_SLICE : op.STORE_SLICE, 0, loc);
		return;
	}
	c.expr(e.slice);
	if (e.ctx === "Load") c.op(op.BINARY_OP, op.NB_SUBSCR, loc);
	else c.op(e.ctx === "Store" ? op.STORE_SUBSCR : op.DELETE_SUBSCR, 0, loc);
}

function constantPart(part: ast.expr | null): Constant | null {
	if (part === null) return NONE;
	return part._class === "Constant" ? part.value : null;
}

function constantSlice(s: ast.Slice): Constant | null {
	const start = constantPart(s.lower);
	const stop = constantPart(s.upper);
	const step = constantPart(s.step);
	return start !== null && stop !== null && step !== null ? sliceConstant(start, stop, step) : null;
}

/** `a[i:j]` with a variable part needs no slice object. */
export function isTwoPartSlice(slice: ast.expr): slice is ast.Slice {
	return slice._class === "Slice" && slice.step === null && constantSlice(slice) === null;
}

export function emitTwoPartSlice(c: Compiler, s: ast.Slice): void {
	for (const part of [s.lower, s.upper]) {
		if (part !== null) c.expr(part);
		else c.loadConst(NONE, locationOf(s));
	}
}

function emitSlice(c: Compiler, s: ast.Slice): void {
	const constant = constantSlice(s);
	if (constant !== null) {
		c.loadConst(constant, locationOf(s));
		return;
	}
	emitTwoPartSlice(c, s);
	if (s.step !== null) c.expr(s.step);
	c.op(op.BUILD_SLICE, s.step !== null ? 3 : 2, locationOf(s));
}
