// One code object in the making: its instructions, tables of names and constants, and the frame blocks of the statements
// that are open. Mirrors `struct compiler_unit` and `fblockinfo` (Python/compile.c).

import type { AnnAssign, stmt } from "../syntax/ast.ts";
import type { CodeConstant } from "./code.ts";
import { InstructionSequence, type Location } from "./instructionSequence.ts";
import { CELL, compareStrings, DEF_COMP_CELL, DEF_FREE_CLASS, FREE, type SymtableEntry, scopeOf } from "./symtable.ts";

export type ScopeType = "module" | "class" | "function" | "asyncFunction" | "lambda" | "comprehension" | "annotations";

export type FrameBlockType =
	| "whileLoop"
	| "forLoop"
	| "asyncForLoop"
	| "tryExcept"
	| "finallyTry"
	| "finallyEnd"
	| "with"
	| "asyncWith"
	| "handlerCleanup"
	| "popValue"
	| "exceptionHandler"
	| "exceptionGroupHandler"
	| "asyncComprehensionGenerator"
	| "stopIteration";

export interface FrameBlock {
	readonly type: FrameBlockType;
	readonly loc: Location;
	/** Where `continue` goes, for a loop. */
	readonly start: number;
	/** Where `break` goes, for a loop. */
	readonly exit: number;
	/** For finallyTry: the statements to run on leaving. */
	readonly finalbody?: readonly stmt[];
	/** For handlerCleanup: the name that `except … as name` bound. */
	readonly name?: string | null;
}

export const NO_LABEL = -1;

export interface ArgumentCounts {
	readonly argcount?: number;
	readonly posonlyargcount?: number;
	readonly kwonlyargcount?: number;
}

export interface DeferredAnnotation {
	readonly statement: AnnAssign;
	/** Its number in `__conditional_annotations__`; -1 when the statement runs for certain. */
	readonly index: number;
}

/** A name's index in one of a code object's tables. */
export type IndexTable = Map<string, number>;

/** Returns the index of `name`, which is added if it is new. */
export function indexOf(table: IndexTable, name: string): number {
	const known = table.get(name);
	if (known !== undefined) return known;
	table.set(name, table.size);
	return table.size - 1;
}

/** One code object in the making. */
export class Unit {
	readonly entry: SymtableEntry;
	readonly scopeType: ScopeType;
	readonly name: string;
	qualname: string;
	readonly firstlineno: number;
	readonly privateName: string | null;
	readonly counts: Required<ArgumentCounts>;
	readonly consts: CodeConstant[] = [];
	readonly constIndexes = new Map<CodeConstant, number>();
	readonly names: IndexTable = new Map();
	readonly varnames: IndexTable = new Map();
	readonly cellvars: IndexTable;
	/** Numbered after the cells. */
	readonly freevars: IndexTable;
	/** Locals of inlined comprehensions outside of functions; true while they are in force. */
	readonly fastHidden = new Map<string, boolean>();
	readonly frameBlocks: FrameBlock[] = [];
	readonly staticAttributes = new Set<string>();
	readonly deferredAnnotations: DeferredAnnotation[] = [];
	instructions = new InstructionSequence();
	/** The module's own instructions while those of its annotations are made. */
	stashedInstructions: InstructionSequence | null = null;
	nextConditionalAnnotation = 0;
	inInlinedComp = 0;
	inConditionalBlock = 0;

	constructor(
		entry: SymtableEntry,
		scopeType: ScopeType,
		name: string,
		firstlineno: number,
		privateName: string | null,
		counts: ArgumentCounts,
	) {
		this.entry = entry;
		this.scopeType = scopeType;
		this.name = name;
		this.qualname = name;
		this.firstlineno = firstlineno;
		this.privateName = privateName;
		this.counts = { argcount: 0, posonlyargcount: 0, kwonlyargcount: 0, ...counts };
		for (const varname of entry.varnames) indexOf(this.varnames, varname);
		this.cellvars = namesByScope(entry, CELL, DEF_COMP_CELL, 0);
		if (entry.needsClassClosure) indexOf(this.cellvars, "__class__");
		if (entry.needsClassdict) indexOf(this.cellvars, "__classdict__");
		if (entry.hasConditionalAnnotations) indexOf(this.cellvars, "__conditional_annotations__");
		this.freevars = namesByScope(entry, FREE, DEF_FREE_CLASS, this.cellvars.size);
	}
}

/** Sorted, so that indexes do not depend on the order of analysis. */
function namesByScope(entry: SymtableEntry, scope: number, flag: number, offset: number): IndexTable {
	const table: IndexTable = new Map();
	for (const name of [...entry.symbols.keys()].sort(compareStrings)) {
		const symbol = entry.getSymbol(name);
		if (scopeOf(symbol) === scope || symbol & flag) table.set(name, offset + table.size);
	}
	return table;
}
