// Classes: the body's code object, the call of `__build_class__`, and the scope for type parameters of a generic one. Read
// `emitClass` first. Mirrors `codegen_class` (Python/codegen.c).

import type { ClassDef } from "../syntax/ast.ts";
import { type Constant, NONE } from "../syntax/constant.ts";
import type { Code } from "./code.ts";
import { emitBody } from "./codegenBody.ts";
import { emitArguments } from "./codegenCalls.ts";
import { makeClosure } from "./codegenClosure.ts";
import { applyDecorators, firstLineOf } from "./codegenFunctions.ts";
import { emitTypeParams } from "./codegenTypeParams.ts";
import type { Compiler } from "./compiler.ts";
import { locationOf, NO_LOCATION } from "./instructionSequence.ts";
import * as op from "./opcode.ts";
import { compareStrings } from "./symtable.ts";

export function emitClass(c: Compiler, s: ClassDef): void {
	const loc = locationOf(s);
	for (const decorator of s.decorator_list) c.expr(decorator);
	if (s.type_params.length > 0) emitGenericClass(c, s);
	else {
		emitBuildClass(c, s);
		emitArguments(c, 2, s.bases, s.keywords, null, loc);
	}
	applyDecorators(c, s.decorator_list);
	c.nameOp(s.name, "Store", loc);
}

/** The class is made within a function that binds the type parameters; `Generic[…]` becomes its last base. */
function emitGenericClass(c: Compiler, s: ClassDef): void {
	const loc = locationOf(s);
	const name = `<generic parameters of ${s.name}>`;
	c.enterScope(name, "annotations", s.type_params, firstLineOf(s), { privateName: s.name });
	emitTypeParams(c, s.type_params);
	c.nameOp(".type_params", "Store", loc);
	emitBuildClass(c, s);
	c.nameOp(".type_params", "Load", loc);
	c.op(op.CALL_INTRINSIC_1, op.INTRINSIC_SUBSCRIPT_GENERIC, loc);
	c.nameOp(".generic_base", "Store", loc);
	emitArguments(c, 2, s.bases, s.keywords, ".generic_base", loc);
	const code = c.exitScope(false);
	makeClosure(c, code, 0, loc);
	c.op(op.PUSH_NULL, 0, loc);
	c.op(op.CALL, 0, loc);
}

/** `( -- build_class, NULL, function, name )` */
function emitBuildClass(c: Compiler, s: ClassDef): void {
	const loc = locationOf(s);
	const code = compileClassBody(c, s);
	c.op(op.LOAD_BUILD_CLASS, 0, loc);
	c.op(op.PUSH_NULL, 0, loc);
	makeClosure(c, code, 0, loc);
	c.loadStr(s.name, loc);
}

function compileClassBody(c: Compiler, s: ClassDef): Code {
	const lineno = firstLineOf(s);
	const loc = { lineno, endLineno: lineno, colOffset: 0, endColOffset: 0 };
	c.enterScope(s.name, "class", s, lineno, { privateName: s.name });
	c.nameOp("__name__", "Load", loc);
	c.nameOp("__module__", "Store", loc);
	c.loadStr(c.unit.qualname, loc);
	c.nameOp("__qualname__", "Store", loc);
	c.loadInt(lineno, loc);
	c.nameOp("__firstlineno__", "Store", loc);
	if (s.type_params.length > 0) {
		c.nameOp(".type_params", "Load", loc);
		c.nameOp("__type_params__", "Store", loc);
	}
	if (c.entry.needsClassdict) {
		c.op(op.LOAD_LOCALS, 0, loc);
		c.nameIn(c.unit.cellvars, op.STORE_DEREF, "__classdict__", loc);
	}
	if (c.entry.hasConditionalAnnotations) {
		c.op(op.BUILD_SET, 0, loc);
		c.nameIn(c.unit.cellvars, op.STORE_DEREF, "__conditional_annotations__", loc);
	}
	emitBody(c, s.body, loc, false);
	emitClassEnd(c);
	return c.exitScope(true);
}

/** Stores what `type.__new__` wants to know, and returns the cell `__class__` if a method uses it. */
function emitClassEnd(c: Compiler): void {
	const attributes = [...c.unit.staticAttributes].sort(compareStrings);
	const items = attributes.map((value): Constant => ({ type: "str", value }));
	c.loadConst({ type: "tuple", items }, NO_LOCATION);
	c.nameOp("__static_attributes__", "Store", NO_LOCATION);
	if (c.entry.needsClassdict) {
		c.op(op.LOAD_CLOSURE, c.unit.cellvars.get("__classdict__")!, NO_LOCATION);
		c.nameOp("__classdictcell__", "Store", NO_LOCATION);
	}
	if (c.entry.needsClassClosure) {
		c.op(op.LOAD_CLOSURE, c.unit.cellvars.get("__class__")!, NO_LOCATION);
		c.op(op.COPY, 1, NO_LOCATION);
		c.nameOp("__classcell__", "Store", NO_LOCATION);
	} else {
		c.loadConst(NONE, NO_LOCATION);
	}
	c.op(op.RETURN_VALUE, 0, NO_LOCATION);
}
