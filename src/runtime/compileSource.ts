// From text to code objects: parser, compiler and materialising in one step, their errors as Python exceptions.
// Mirrors Py_CompileStringObject (Python/pythonrun.c).

import type { WarningHandler } from "../compile/errors.ts";
import { compile, symbolTable } from "../compile/index.ts";
import type { SymtableEntry } from "../compile/symtable.ts";
import { drop, dropKeeping, hold, mark } from "../heap/handles.ts";
import { own, type Own } from "../heap/header.ts";
import { decref } from "../heap/refcount.ts";
import type { PyCode } from "../objects/code.ts";
import { str } from "../objects/abstract.ts";
import { decodeBytes } from "../objects/codecs.ts";
import { caught, clearException, exceptionMatches, fetchException, raise, raiseError } from "../objects/errors.ts";
import type { PyObject } from "../objects/object.ts";
import { newSyntaxError } from "../objects/exceptionsRaise.ts";
import { isSyntaxErrorException } from "../objects/exceptionsSyntax.ts";
import { newInt } from "../objects/int.ts";
import { newStr, type PyStr } from "../objects/str.ts";
import { newTuple } from "../objects/tuple.ts";
import { warnExplicitNative } from "../modules/_warnings.ts";
import type { CompileMode } from "../modules/hooks.ts";
import { CO_FUTURE_BARRY_AS_BDFL } from "../compile/flags.ts";
import { futureFeatures } from "../compile/future.ts";
import { preprocess } from "../compile/preprocess.ts";
import type { mod } from "../syntax/ast.ts";
import { type ParseOptions, parse } from "../syntax/parser.ts";
import { PySyntaxError } from "../syntax/errors.ts";
import { decodeSource } from "../syntax/source.ts";
import { codeFromData } from "../vm/materialize.ts";

export interface SourceOptions {
	readonly flags?: number;
	readonly optimize?: number;
	readonly warn?: WarningHandler;
}

const PyCF_DONT_IMPLY_DEDENT = 0x200;
const PyCF_TYPE_COMMENTS = 0x1000;
const PyCF_ALLOW_INCOMPLETE_INPUT = 0x4000;
const PyCF_OPTIMIZED_AST = 0x8400;

/** What compiler flags say to the parser. */
function parseOptions(flags: number, warn: WarningHandler): ParseOptions {
	return {
		onWarning: warn,
		allowIncompleteInput: (flags & PyCF_ALLOW_INCOMPLETE_INPUT) !== 0,
		typeComments: (flags & PyCF_TYPE_COMMENTS) !== 0,
		isBarry: (flags & CO_FUTURE_BARRY_AS_BDFL) !== 0,
		dontImplyDedent: (flags & PyCF_DONT_IMPLY_DEDENT) !== 0,
	};
}

/** Compiles text to a code object. New. Raises SyntaxError and its kin. */
export function compileSource(source: string, filename: string, mode: CompileMode, options: SourceOptions = {}): Own<PyCode> {
	return asPythonErrors(() => {
		const { flags = 0, optimize = 0, warn = syntaxWarnings(filename) } = options;
		const tree = parse(source, filename, mode, parseOptions(flags, warn));
		return codeFromData(compile(tree, filename, { flags, optimize, warn }));
	});
}

/** Compiles a tree, which is used up, to a code object. New. */
export function compileTree(tree: mod, filename: string, { flags = 0, optimize = 0 }: SourceOptions): Own<PyCode> {
	const warn = syntaxWarnings(filename);
	return asPythonErrors(() => codeFromData(compile(tree, filename, { flags, optimize, warn })));
}

/** The tree of a text; with PyCF_OPTIMIZED_AST as the compiler goes on with it. */
export function parseTree(source: string, filename: string, mode: CompileMode, { flags = 0, optimize = 0 }: SourceOptions): mod {
	const warn = syntaxWarnings(filename);
	return asPythonErrors(() => {
		const tree = parse(source, filename, mode, parseOptions(flags, warn));
		return optimizeTree(tree, filename, { flags, optimize });
	});
}

/** The outermost block of a text's symbol table. Raises SyntaxError and its kin. */
export function symbolTableOf(source: string, filename: string, mode: CompileMode): SymtableEntry {
	return asPythonErrors(() => symbolTable(parse(source, filename, mode, parseOptions(0, syntaxWarnings(filename))), filename));
}

/** Folds a tree's constants, in place, if PyCF_OPTIMIZED_AST asks for it. */
export function optimizeTree(tree: mod, filename: string, { flags = 0, optimize = 0 }: SourceOptions): mod {
	if ((flags & PyCF_OPTIMIZED_AST) !== PyCF_OPTIMIZED_AST) return tree;
	const { features } = futureFeatures(tree, filename, flags);
	preprocess(tree, { optimize, features, warn: () => {} });
	return tree;
}

/**
 * Compiles text and gives the code to `run`, which borrows it. Meanwhile the literals of the text count once more: in
 * CPython the syntax tree, which is freed only after the run, holds them. Source: pyrun_file and run_mod.
 */
export function runSource<T extends PyObject>(
	source: string,
	filename: string,
	mode: CompileMode,
	options: SourceOptions,
	run: (code: PyCode) => Own<T>,
): Own<T> {
	const literals = new Map<unknown, PyObject>();
	const code = asPythonErrors(() => {
		const warn = options.warn ?? syntaxWarnings(filename);
		const tree = parse(source, filename, mode, parseOptions(options.flags ?? 0, warn));
		const kept = new Set<unknown>();
		collectLiterals(tree, kept);
		const compiled = codeFromData(compile(tree, filename, { flags: options.flags ?? 0, optimize: options.optimize ?? 0, warn }), literals);
		for (const [constant, object] of literals) if (!kept.has(constant)) decref(object);
		for (const constant of literals.keys()) if (!kept.has(constant)) literals.delete(constant);
		return compiled;
	});
	const held = [...literals.values()];
	for (const object of held) hold(own(object), "syntax tree of the running program");
	hold(code, "code of the running program");
	const result = run(code);
	dropKeeping(code, result);
	for (let i = held.length - 1; i >= 0; i--) dropKeeping(held[i], result);
	return result;
}

/** The values of the tree's constants, as plain data. Not recursive: a tree may be deeper than the stack. */
function collectLiterals(tree: unknown, found: Set<unknown>): void {
	const pending = [tree];
	while (pending.length > 0) {
		const node = pending.pop();
		if (typeof node !== "object" || node === null) continue;
		if ("_class" in node && node._class === "Constant") found.add((node as unknown as { value: unknown }).value);
		else for (const child of Object.values(node)) pending.push(child);
	}
}

/** Issues what the parser and the compiler warn of as SyntaxWarning; where the filters make an error of it, a SyntaxError. */
export function syntaxWarnings(filename: string): WarningHandler {
	return (warning) => {
		const since = mark();
		try {
			warnExplicitNative("SyntaxWarning", warning.message, filename, warning.lineno);
		} catch (thrown) {
			caught(thrown, since);
			if (!exceptionMatches("SyntaxWarning")) throw thrown;
			clearException();
			const { message, errorMessage = message, lineno, offset, endLineno, endOffset, text = null } = warning;
			throw new PySyntaxError("SyntaxError", errorMessage, filename, lineno, offset, endLineno, endOffset, text);
		}
	};
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

/** The text of a source in bytes, by its mark and coding comment. Raises SyntaxError. May run Python code: a codec. */
export function decodeText(bytes: Uint8Array, filename: string, isText = false): string {
	return asPythonErrors(() => decodeSource(bytes, filename, (encoding) => decodeByCodec(bytes, encoding, filename), isText));
}

/** The text of a source that is given to compile(), or of a module. Raises SyntaxError. May run Python code: a codec. */
export function decodeBytesOfSource(bytes: Uint8Array, filename: string): string {
	if (bytes.includes(0)) raiseError("SyntaxError", "source code string cannot contain null bytes");
	return decodeText(bytes, filename, true);
}

/** Throws PySyntaxError, also for want of such a codec. */
function decodeByCodec(bytes: Uint8Array, encoding: string, filename: string): string {
	const since = mark();
	try {
		const text = decodeBytes(bytes, encoding, "strict") as Own<PyStr>;
		const { value } = text;
		decref(text);
		return value;
	} catch (thrown) {
		caught(thrown, since);
		const exception = fetchException();
		hold(exception, "exception of a codec");
		const message = messageOf(exception);
		drop(exception);
		throw new PySyntaxError("SyntaxError", message, filename, 0, -1, 0, -1, null);
	}
}

function messageOf(exception: PyObject): string {
	const text = str(exception);
	const { value } = text;
	decref(text);
	return value;
}

const PLACED: ReadonlySet<string> = new Set(["SyntaxError", "IndentationError", "TabError", "_IncompleteInputError"]);

/** Raises the exception that the parser or the compiler described. */
export function raiseSyntaxError(error: PySyntaxError): never {
	// Those that are no SyntaxError have no place.
	if (!PLACED.has(error.kind)) return raiseError(error.kind, error.message);
	const exception = newSyntaxError(error, error.kind);
	if (error.metadata !== null && isSyntaxErrorException(exception)) {
		const { line, column, source } = error.metadata;
		exception.metadata = newTuple([newInt(line), newInt(column), newStr(source)]);
	}
	return raise(exception);
}
