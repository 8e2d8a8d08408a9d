// What codegen hands over to flowgraph and assembly for one code object: the instruction sequence with the names and
// counts gathered on the way. Mirrors `_PyCompile_CodeUnitMetadata` (Include/internal/pycore_compile.h).

import type { CodeConstant } from "./code.ts";
import type { InstructionSequence } from "./instructionSequence.ts";

export interface CodeUnit {
	readonly instructions: InstructionSequence;
	readonly name: string;
	readonly qualname: string;
	readonly filename: string;
	readonly firstlineno: number;
	/** `co_flags` as the code object will have them. */
	readonly flags: number;
	/** Without the positional-only ones, which assembly adds. */
	readonly argcount: number;
	readonly posonlyargcount: number;
	readonly kwonlyargcount: number;
	/** Each in order of index; free variables are numbered after the cells. */
	readonly varnames: readonly string[];
	readonly cellvars: readonly string[];
	readonly freevars: readonly string[];
	/** Locals of inlined comprehensions, which a frame hides outside of them (CO_FAST_HIDDEN). */
	readonly fastHidden: ReadonlySet<string>;
	readonly names: readonly string[];
	/** May grow while the graph is optimised (folding); unused ones are removed there. */
	readonly consts: CodeConstant[];
	/** One per compile: merges equal constants to one object across all code objects. */
	readonly constCache: Map<string, CodeConstant>;
}
