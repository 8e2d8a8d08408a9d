// What native modules need of the machine: compiling, running, importing. The runtime fills it in when it starts, since
// the modules lie below it. Everything not yet connected says so.

import type { Own } from "../heap/header.ts";
import type { PyDict } from "../objects/dict.ts";
import type { PyFunction } from "../objects/function.ts";
import type { PyObject } from "../objects/object.ts";

function unconnected(what: string): never {
	throw new Error(`${what} is not connected`);
}

export type CompileMode = "exec" | "eval" | "single";

export interface CompileOptions {
	readonly filename: string;
	readonly mode: CompileMode;
	/** CO_FUTURE_* and PyCF_* bits: the caller's, merged with those that the running code passes on. */
	readonly flags: number;
	/** -1 for the interpreter's own level. */
	readonly optimize: number;
}

/** A traceback entry's instruction: lines from 1, columns in code points from 0, null where the code has none. */
export interface Positions {
	readonly lineno: number | null;
	readonly endLineno: number | null;
	readonly column: number | null;
	readonly endColumn: number | null;
}

/** A piece of a syntax tree, as far as carets need it: CPython's AST node names and positions (columns in UTF-8 bytes). */
export interface SegmentNode {
	readonly kind: string;
	readonly lineno: number;
	readonly endLineno: number;
	readonly colOffset: number;
	readonly endColOffset: number;
	/** BinOp: left, right. Subscript: value. Call: func. */
	readonly left: SegmentNode | null;
	readonly right: SegmentNode | null;
}

export const moduleHooks = {
	/** Compiles text to a code object; raises SyntaxError. */
	compile: (_source: string, _options: CompileOptions): Own<PyObject> => unconnected("compile()"),
	/** Compiler flags that the running frame's code passes on to what it compiles (PyEval_MergeCompilerFlags). */
	inheritedFlags: (): number => 0,
	/** `locals()` of the running frame: a new dictionary for a function, else the namespace itself. */
	currentLocals: (): Own<PyObject> => unconnected("locals()"),
	/** Runs the function of a class statement in the given namespace; gives the `__class__` cell or None. */
	runClassBody: (_body: PyFunction, _namespace: PyObject): Own<PyObject> => unconnected("__build_class__()"),
	/** `__import__`. All borrowed. */
	importModule: (_name: PyObject, _globals: PyDict | null, _locals: PyObject | null, _fromlist: PyObject | null, _level: number): Own<PyObject> =>
		unconnected("__import__()"),
	/** The line of a source, without its newline, as the traceback shows it; null if there is none. */
	sourceLine: (_filename: string, _lineno: number): string | null => null,
	/** The single expression statement that a text consists of, or null if it is something else. */
	parseSegment: (_text: string): SegmentNode | null => null,
	/** Whether the text compiles, or else the message of its SyntaxError: used for keyword suggestions. */
	tryCompile: (_text: string): boolean => false,
};
