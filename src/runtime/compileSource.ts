// From text to code objects: parser, compiler and materialising in one step, their errors as Python exceptions.
// Mirrors Py_CompileStringObject (Python/pythonrun.c).

import type { WarningHandler } from "../compile/errors.ts";
import { compile } from "../compile/index.ts";
import type { Own } from "../heap/header.ts";
import type { PyCode } from "../objects/code.ts";
import { raise } from "../objects/errors.ts";
import { newSyntaxError } from "../objects/exceptionsRaise.ts";
import type { CompileMode } from "../modules/hooks.ts";
import { parse } from "../syntax/parser.ts";
import { PySyntaxError } from "../syntax/errors.ts";
import { codeFromData } from "../vm/materialize.ts";

export interface SourceOptions {
	readonly flags?: number;
	readonly optimize?: number;
	readonly warn?: WarningHandler;
}

/** Compiles text to a code object. New. Raises SyntaxError and its kin. */
export function compileSource(source: string, filename: string, mode: CompileMode, options: SourceOptions = {}): Own<PyCode> {
	return asPythonErrors(() => {
		const warn = options.warn ?? (() => {});
		const tree = parse(source, filename, mode, { onWarning: warn });
		return codeFromData(compile(tree, filename, { flags: options.flags ?? 0, optimize: options.optimize ?? 0, warn }));
	});
}

/** Runs `body`; a PySyntaxError that it throws is raised as the Python exception. */
export function asPythonErrors<T>(body: () => T): T {
	try {
		return body();
	} catch (error) {
		if (!(error instanceof PySyntaxError)) throw error;
		return raiseSyntaxError(error);
	}
}

/** Raises the exception that the parser or the compiler described. */
export function raiseSyntaxError(error: PySyntaxError): never {
	const { message, filename, lineno, offset, endLineno, endOffset, text } = error;
	return raise(newSyntaxError({ message, filename, lineno, offset, endLineno, endOffset, text }, error.kind));
}
