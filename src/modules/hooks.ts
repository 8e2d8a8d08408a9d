// What native modules need of the machine: compiling, running, importing. The runtime fills it in when it starts, since
// the modules lie below it. Everything not yet connected says so.

import type { Own } from "../heap/header.ts";
import type { PyDict } from "../objects/dict.ts";
import type { PyFunction } from "../objects/function.ts";
import type { PyObject } from "../objects/object.ts";

function unconnected(what: string): never {
	throw new Error(`${what} is not connected`);
}

export type CompileMode = "exec" | "eval" | "single" | "func_type";

export interface CompileOptions {
	readonly filename: string;
	readonly mode: CompileMode;
	/** CO_FUTURE_* and PyCF_* bits: the caller's, merged with those that the running code passes on. */
	readonly flags: number;
	/** -1 for the interpreter's own level. */
	readonly optimize: number;
}

/** A node of CPython's syntax tree (src/syntax/ast.ts), as far as carets need it. Columns count UTF-8 bytes. */
export interface SyntaxNode {
	readonly _class: string;
	readonly lineno: number;
	readonly col_offset: number;
	readonly end_lineno: number;
	readonly end_col_offset: number;
}

/** The tokens of a text as the module tokenize shows them. Columns count code points. */
export interface TokenRows {
	readonly tokens: readonly {
		readonly type: number;
		readonly text: string;
		readonly line: number;
		readonly column: number;
		readonly endLine: number;
		readonly endColumn: number;
		readonly lines: string;
	}[];
	/** Raises the SyntaxError that ends them, if one does. */
	fail(): void;
}

/** A block of the compiler's symbol table (src/compile/symtable.ts), finished. */
export interface SymbolBlock {
	readonly name: string;
	readonly type: "function" | "class" | "module" | "annotation" | "typeVariable" | "typeAlias" | "typeParameters";
	readonly loc: { readonly lineno: number };
	/** Flags and scope of each name, in CPython's numbers. */
	readonly symbols: ReadonlyMap<string, number>;
	readonly varnames: readonly string[];
	readonly children: readonly SymbolBlock[];
	readonly annotationBlock: SymbolBlock | null;
	readonly nested: boolean;
}

export const moduleHooks = {
	/** The tokens of a text; with `extra`, comments and empty lines too. */
	tokenize: (_text: string, _extra: boolean): TokenRows => unconnected("tokenize"),
	/** The text of a source in bytes, by its mark and coding comment; raises SyntaxError. */
	decodeSource: (_bytes: Uint8Array, _filename: string): string => unconnected("compile()"),
	/** Compiles text to a code object; raises SyntaxError. */
	compile: (_source: string, _options: CompileOptions): Own<PyObject> => unconnected("compile()"),
	/** Compiles text and runs it, while its syntax tree still holds the literals: what exec() and eval() do with text. */
	runText: (_source: string, _options: CompileOptions, _globals: PyDict, _locals: PyObject): Own<PyObject> => unconnected("exec()"),
	/** Parses text to the parser's own tree; raises SyntaxError. */
	parseTree: (_source: string, _options: CompileOptions): object => unconnected("compile()"),
	/** The symbol table of a text: its outermost block; raises SyntaxError. */
	symbolTable: (_source: string, _filename: string, _mode: CompileMode): SymbolBlock => unconnected("symtable()"),
	/** Folds constants of a tree in place, if the flags ask for it. */
	optimizeTree: (_tree: object, _options: CompileOptions): object => unconnected("compile()"),
	/** Runs the compiler's code; what it throws for a wrong program is raised as SyntaxError. */
	raisingSyntaxErrors: <T>(_body: () => T): T => unconnected("the compiler"),
	/** Compiles a tree, which is used up. */
	compileTree: (_tree: object, _options: CompileOptions): Own<PyObject> => unconnected("compile()"),
	/** Compiler flags that the running frame's code passes on to what it compiles (PyEval_MergeCompilerFlags). */
	inheritedFlags: (): number => 0,
	/** `locals()` of the running frame: a new dictionary for a function, else the namespace itself. */
	currentLocals: (): Own<PyObject> => unconnected("locals()"),
	/** Runs the function of a class statement in the given namespace; gives the `__class__` cell or None. */
	runClassBody: (_body: PyFunction, _namespace: PyObject): Own<PyObject> => unconnected("__build_class__()"),
	/** `__import__`. All borrowed. */
	importModule: (
		_name: PyObject,
		_globals: PyDict | null,
		_locals: PyObject | null,
		_fromlist: PyObject | null,
		_level: number,
	): Own<PyObject> => unconnected("__import__()"),
	/** How an instruction of the compiler's changes the stack's depth; null for one that there is not, or not with this argument. */
	stackEffect: (_opcode: number, _oparg: number, _jump: boolean): number | null => unconnected("stack_effect()"),
	/** The line of a source, without its newline, as the traceback shows it; null if there is none. */
	sourceLine: (_filename: string, _lineno: number): string | null => null,
	/** The statements of a text, or null if it has a syntax error: `ast.parse(text).body`. */
	parseModule: (_text: string): readonly SyntaxNode[] | null => null,
	/** Whether a text is a command, complete or to be continued, without syntax error: `codeop.compile_command`. */
	isPossibleCommand: (_text: string): boolean => false,
};
