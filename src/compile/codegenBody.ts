// The body of a module or class: docstring, statements, annotations. Mirrors `codegen_body` and `_PyCodegen_Module`
// (Python/codegen.c).

import type { stmt } from "../syntax/ast.ts";
import { emitDeferredAnnotations } from "./codegenAnnotations.ts";
import type { Compiler } from "./compiler.ts";
import { cleanDoc, docstringOf } from "./docstring.ts";
import { type Location, locationOf, NO_LOCATION } from "./instructionSequence.ts";
import * as op from "./opcode.ts";

export function emitModule(c: Compiler, body: readonly stmt[], isInteractive: boolean): void {
	const loc = body.length > 0 ? locationOf(body[0]) : { lineno: 1, endLineno: 1, colOffset: 0, endColOffset: 0 };
	if (c.entry.hasConditionalAnnotations) {
		c.op(op.BUILD_SET, 0, loc);
		c.globalName(op.STORE_NAME, "__conditional_annotations__", loc);
	}
	emitBody(c, body, loc, isInteractive);
}

/** At the prompt a lone string is an expression like any other. */
export function emitBody(c: Compiler, body: readonly stmt[], loc: Location, isInteractive: boolean): void {
	if (c.usesFutureAnnotations && c.entry.annotationsUsed) c.op(op.SETUP_ANNOTATIONS, 0, loc);
	const [first] = body;
	if (first === undefined) return;
	const docstring = !isInteractive && c.entry.hasDocstring ? docstringOf(body) : null;
	if (docstring !== null && first._class === "Expr") {
		c.loadStr(cleanDoc(docstring), locationOf(first.value));
		c.nameOp("__doc__", "Store", NO_LOCATION);
	}
	c.body(docstring === null ? body : body.slice(1));
	if (!c.usesFutureAnnotations) emitDeferredAnnotations(c, loc);
}
