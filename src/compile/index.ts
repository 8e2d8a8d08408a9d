// The compiler's public face: syntax tree in, code object out. Stages: preprocessing, `from __future__`, symbol table,
// codegen, and for each code object flowgraph and assembly. Mirrors `_PyAST_Compile` (Python/compile.c).

import type { mod } from "../syntax/ast.ts";
import { PySyntaxError } from "../syntax/errors.ts";
import { optimizeAndAssemble } from "./assemble.ts";
import type { Code } from "./code.ts";
import { generate } from "./codegen.ts";
import type { WarningHandler } from "./errors.ts";
import { futureFeatures } from "./future.ts";
import { preprocess } from "./preprocess.ts";
import type { SymtableEntry } from "./symtable.ts";
import { buildSymtable } from "./symtableBuild.ts";

export type { Code, CodeConstant } from "./code.ts";
export { PYCF_ALLOW_TOP_LEVEL_AWAIT } from "./flags.ts";

export interface CompileOptions {
	/** 0: all; 1: no assertions, `__debug__` is false; 2: no docstrings either. */
	readonly optimize?: number;
	/** CO_FUTURE_* bits to inherit, and PYCF_ALLOW_TOP_LEVEL_AWAIT. */
	readonly flags?: number;
	/** Receives each SyntaxWarning. It may throw to end the compilation. */
	readonly warn?: WarningHandler;
}

/** Uses the tree up: it is changed in place. Throws PySyntaxError. */
export function compile(tree: mod, filename: string, options: CompileOptions = {}): Code {
	return withinStack(filename, () => compileTree(tree, filename, options));
}

/** The symbol table alone, of the tree as it was written: the outermost block. Throws PySyntaxError. */
export function symbolTable(tree: mod, filename: string): SymtableEntry {
	return withinStack(filename, () => buildSymtable(tree, filename, futureFeatures(tree, filename, 0)).top);
}

function withinStack<T>(filename: string, body: () => T): T {
	try {
		return body();
	} catch (error) {
		// The tree is nested deeper than the host's stack.
		if (!(error instanceof RangeError)) throw error;
		throw new PySyntaxError("RecursionError", "maximum recursion depth exceeded during compilation", filename, 0, 0, 0, 0, null);
	}
}

function compileTree(tree: mod, filename: string, options: CompileOptions): Code {
	const { optimize = 0, flags = 0, warn = () => {} } = options;
	const future = futureFeatures(tree, filename, flags);
	preprocess(tree, { optimize, features: future.features, warn });
	const symtable = buildSymtable(tree, filename, future);
	const compiler = generate(tree, { filename, optimize, future, symtable, warn, assemble: optimizeAndAssemble });
	return compiler.exitScope(tree._class !== "Expression");
}
