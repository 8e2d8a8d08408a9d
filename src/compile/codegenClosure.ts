// Making a function from a code object, with the cells that it closes over. Mirrors `codegen_make_closure`
// (Python/codegen.c).

import { PySyntaxError } from "../syntax/errors.ts";
import { reprConstant } from "../syntax/literals.ts";
import { CO_FAST_FREE, type Code } from "./code.ts";
import type { Compiler } from "./compiler.ts";
import type { Location } from "./instructionSequence.ts";
import * as op from "./opcode.ts";
import { CELL } from "./symtable.ts";

/** Arguments of SET_FUNCTION_ATTRIBUTE; ORed, the attributes whose values are on the stack. */
export const FUNCTION_DEFAULTS = 0x01;
export const FUNCTION_KWDEFAULTS = 0x02;
export const FUNCTION_ANNOTATIONS = 0x04;
export const FUNCTION_CLOSURE = 0x08;
export const FUNCTION_ANNOTATE = 0x10;

/** In the order in which they are taken off the stack. */
const ATTRIBUTES = [FUNCTION_CLOSURE, FUNCTION_ANNOTATIONS, FUNCTION_ANNOTATE, FUNCTION_KWDEFAULTS, FUNCTION_DEFAULTS];

/** CPython fails likewise: a generator expression within a comprehension in a class body can't reach `__class__`. */
function failLookup(c: Compiler, name: string, code: Code, free: readonly string[]): never {
	const freevars = reprConstant({ type: "tuple", items: free.map((value) => ({ type: "str", value })) });
	const where = `with reftype=${c.refType(name)} failed in ${c.unit.name}; freevars of code ${code.name}: ${freevars}`;
	const message = `compiler_lookup_arg(name=${reprConstant({ type: "str", value: name })}) ${where}`;
	throw new PySyntaxError("SystemError", message, c.options.filename, 0, 0, 0, 0, null);
}

export function makeClosure(c: Compiler, code: Code, attributes: number, loc: Location): void {
	const free = code.localsplusnames.filter((_, i) => code.localspluskinds[i] & CO_FAST_FREE);
	for (const name of free) {
		const { cellvars, freevars } = c.unit;
		const index = (c.refType(name) === CELL ? cellvars : freevars).get(name);
		if (index === undefined) failLookup(c, name, code, free);
		c.op(op.LOAD_CLOSURE, index, loc);
	}
	if (free.length > 0) c.op(op.BUILD_TUPLE, free.length, loc);
	c.loadConst({ type: "code", code }, loc);
	c.op(op.MAKE_FUNCTION, 0, loc);
	const all = attributes | (free.length > 0 ? FUNCTION_CLOSURE : 0);
	for (const attribute of ATTRIBUTES) if (all & attribute) c.op(op.SET_FUNCTION_ATTRIBUTE, attribute, loc);
}
