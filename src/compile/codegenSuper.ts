// `super().name` and `super(C, self).name` without making the super object. Mirrors `can_optimize_super_call`
// (Python/codegen.c).

import type { Attribute, Call, expr } from "../syntax/ast.ts";
import type { Compiler } from "./compiler.ts";
import { indexOf } from "./compilerUnit.ts";
import { locationOf } from "./instructionSequence.ts";
import * as op from "./opcode.ts";
import { FREE, GLOBAL_IMPLICIT, SCOPE_UNKNOWN } from "./symtable.ts";

type SuperAttribute = Attribute & { readonly value: Call };

/** True when `super` can only be the builtin, as far as the source shows, and its arguments are at hand. */
export function canOptimizeSuper(c: Compiler, e: Attribute): e is SuperAttribute {
	const call = e.value;
	if (call._class !== "Call" || call.func._class !== "Name" || call.func.id !== "super") return false;
	if (e.attr === "__class__" || call.keywords.length > 0) return false;
	if (c.entry.getScope("super") !== GLOBAL_IMPLICIT || c.options.symtable.top.getScope("super") !== SCOPE_UNKNOWN) return false;
	if (call.args.length === 2) return call.args.every((arg: expr) => arg._class !== "Starred");
	if (call.args.length !== 0) return false;
	const { argcount, posonlyargcount } = c.unit.counts;
	return argcount + posonlyargcount > 0 && c.refType("__class__") === FREE;
}

/** `( -- super, class, self )` */
export function loadSuperArguments(c: Compiler, call: Call): void {
	const loc = locationOf(call);
	c.nameOp("super", "Load", locationOf(call.func));
	if (call.args.length === 2) {
		for (const arg of call.args) c.expr(arg);
		return;
	}
	c.nameOp("__class__", "Load", loc);
	const [self] = c.unit.varnames.keys();
	c.nameOp(self, "Load", loc);
}

/** The lowest bit of the argument asks for a method, the next one says that `super` had two arguments. */
export function superAttr(c: Compiler, e: Attribute, call: Call, isMethod: boolean): void {
	const index = indexOf(c.unit.names, c.maybeMangle(e.attr));
	c.op(op.LOAD_SUPER_ATTR, (index << 2) | (call.args.length > 0 ? 2 : 0) | (isMethod ? 1 : 0), locationOf(e));
}
