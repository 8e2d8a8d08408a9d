// From the tree to instructions: joins the parts of codegen. Mirrors `compiler_codegen` (Python/compile.c).

import type { mod } from "../syntax/ast.ts";
import { emitModule } from "./codegenBody.ts";
import { emitExpression } from "./codegenExpressions.ts";
import { emitStatement } from "./codegenStatements.ts";
import { Compiler, type CompilerOptions } from "./compiler.ts";

/** Leaves the module's unit open: `exitScope` or `finishUnit` completes it. */
export function generate(tree: mod, options: Omit<CompilerOptions, "visitors" | "isInteractive">): Compiler {
	const visitors = { expr: emitExpression, stmt: emitStatement };
	const c = new Compiler({ ...options, visitors, isInteractive: tree._class === "Interactive" });
	c.enterScope("<module>", "module", tree, 1);
	switch (tree._class) {
		case "Module":
			emitModule(c, tree.body, false);
			break;
		case "Interactive":
			emitModule(c, tree.body, true);
			break;
		case "Expression":
			c.expr(tree.body);
			break;
		case "FunctionType":
			throw new Error("this compiler does not handle FunctionTypes");
	}
	return c;
}
