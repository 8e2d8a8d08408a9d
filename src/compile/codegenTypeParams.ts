// Type parameters (PEP 695) and `type` statements: each bound, default and alias value is evaluated lazily by a function of
// its own. Read `emitTypeParams` first. Mirrors `codegen_type_params` and `codegen_typealias` (Python/codegen.c).

import type { expr, Name, TypeAlias, type_param } from "../syntax/ast.ts";
import { type Constant, NONE } from "../syntax/constant.ts";
import { enterAnnotationsScope } from "./codegenAnnotations.ts";
import { FUNCTION_DEFAULTS, makeClosure } from "./codegenClosure.ts";
import type { Compiler } from "./compiler.ts";
import { locationOf } from "./instructionSequence.ts";
import * as op from "./opcode.ts";

/** The default of the parameter `.format`: VALUE. */
const FORMAT_DEFAULTS: Constant = { type: "tuple", items: [{ type: "int", value: 1n }] };

const INTRINSICS = {
	TypeVar: op.INTRINSIC_TYPEVAR,
	TypeVarTuple: op.INTRINSIC_TYPEVARTUPLE,
	ParamSpec: op.INTRINSIC_PARAMSPEC,
};

/** Binds each parameter; leaves a tuple of all of them. */
export function emitTypeParams(c: Compiler, params: readonly type_param[]): void {
	let hasDefault = false;
	for (const param of params) {
		const loc = locationOf(param);
		c.loadStr(param.name, loc);
		emitBound(c, param);
		if (param.default_value !== null) {
			hasDefault = true;
			emitLazy(c, param, param.default_value, param._class === "TypeVar", param._class === "TypeVarTuple");
			c.op(op.CALL_INTRINSIC_2, op.INTRINSIC_SET_TYPEPARAM_DEFAULT, loc);
		} else if (hasDefault) {
			c.fail(`non-default type parameter '${param.name}' follows default type parameter`, loc);
		}
		c.op(op.COPY, 1, loc);
		c.nameOp(param.name, "Store", loc);
	}
	c.op(op.BUILD_TUPLE, params.length, locationOf(params[0]));
}

function emitBound(c: Compiler, param: type_param): void {
	const loc = locationOf(param);
	if (param._class !== "TypeVar" || param.bound === null) {
		c.op(op.CALL_INTRINSIC_1, INTRINSICS[param._class], loc);
		return;
	}
	emitLazy(c, param, param.bound, false, false);
	const isConstrained = param.bound._class === "Tuple";
	c.op(op.CALL_INTRINSIC_2, isConstrained ? op.INTRINSIC_TYPEVAR_WITH_CONSTRAINTS : op.INTRINSIC_TYPEVAR_WITH_BOUND, loc);
}

function emitLazy(c: Compiler, param: type_param, e: expr, isDefault: boolean, allowStarred: boolean): void {
	const loc = locationOf(e);
	c.loadConst(FORMAT_DEFAULTS, loc);
	enterAnnotationsScope(c, param.name, param, loc, { isDefault });
	if (allowStarred && e._class === "Starred") {
		c.expr(e.value);
		c.op(op.UNPACK_SEQUENCE, 1, loc);
	} else {
		c.expr(e);
	}
	c.op(op.RETURN_VALUE, 0, loc);
	const code = c.exitScope(true);
	makeClosure(c, code, FUNCTION_DEFAULTS, loc);
}

export function emitTypeAlias(c: Compiler, s: TypeAlias): void {
	const loc = locationOf(s);
	const { id } = s.name as Name;
	if (s.type_params.length > 0) {
		c.enterScope(`<generic parameters of ${id}>`, "annotations", s.type_params, s.lineno);
		c.loadStr(id, loc);
		emitTypeParams(c, s.type_params);
		emitTypeAliasBody(c, s, id);
		const code = c.exitScope(false);
		makeClosure(c, code, 0, loc);
		c.op(op.PUSH_NULL, 0, loc);
		c.op(op.CALL, 0, loc);
	} else {
		c.loadStr(id, loc);
		c.loadConst(NONE, loc);
		emitTypeAliasBody(c, s, id);
	}
	c.nameOp(id, "Store", loc);
}

function emitTypeAliasBody(c: Compiler, s: TypeAlias, name: string): void {
	const loc = locationOf(s);
	c.loadConst(FORMAT_DEFAULTS, loc);
	enterAnnotationsScope(c, name, s, loc);
	c.expr(s.value);
	c.op(op.RETURN_VALUE, 0, loc);
	const code = c.exitScope(false);
	makeClosure(c, code, FUNCTION_DEFAULTS, loc);
	c.op(op.BUILD_TUPLE, 3, loc);
	c.op(op.CALL_INTRINSIC_1, op.INTRINSIC_TYPEALIAS, loc);
}
