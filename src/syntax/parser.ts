// The entry of the syntax layer: `parse` gives CPython's syntax tree for a source, or throws PySyntaxError. The fast parser
// (parserCore.ts and the files that build on it) either accepts or fails without a word; only then the error pass runs.
// Mirrors `_PyPegen_run_parser_from_string` and `_PyPegen_run_parser` (Parser/pegen.c).

import type * as ast from "./ast.ts";
import { explain, leftover } from "./errorPass.ts";
import { codePointLength, PySyntaxError, sourceLine, type SyntaxWarning } from "./errors.ts";
import { invalidEscapeMessages, type NameLookup } from "./escapes.ts";
import { FAILURE, type InvalidEscape, TOO_DEEP } from "./parserCore.ts";
import { goodStatements, StatementParser } from "./parserStatements.ts";
import { normalizeNewlines } from "./source.ts";
import { Tokenizer } from "./tokenizer.ts";

export type ParseMode = "exec" | "eval" | "single" | "func_type";

export interface ParseOptions {
	/** PyCF_ALLOW_INCOMPLETE_INPUT: a source that only lacks its end raises `_IncompleteInputError`. */
	allowIncompleteInput?: boolean;
	/** PyCF_DONT_IMPLY_DEDENT: in mode "single", the end of the source doesn't end a block. */
	dontImplyDedent?: boolean;
	/** PyCF_TYPE_COMMENTS: comments that begin with `type:` go into the tree. */
	typeComments?: boolean;
	/** CO_FUTURE_BARRY_AS_BDFL: `<>` instead of `!=`. */
	isBarry?: boolean;
	/** Resolves `\N{name}`, in place of `characterNames`. */
	unicodeName?: NameLookup;
	/** Called for each SyntaxWarning, in source order, once the source has been parsed or has failed. */
	onWarning?: (warning: SyntaxWarning) => void;
}

/** Resolves `\N{name}`; without it every name is unknown. `lookup` is set by whoever has the names. */
export const characterNames: { lookup: NameLookup | undefined } = { lookup: undefined };

/** `source`: text as `decodeSource` gives it; line ends needn't be normalised. Throws PySyntaxError. */
export function parse(source: string, filename: string, mode: "exec", options?: ParseOptions): ast.Module;
export function parse(source: string, filename: string, mode: "eval", options?: ParseOptions): ast.Expression;
export function parse(source: string, filename: string, mode: "single", options?: ParseOptions): ast.Interactive;
export function parse(source: string, filename: string, mode: "func_type", options?: ParseOptions): ast.FunctionType;
export function parse(source: string, filename: string, mode: ParseMode, options?: ParseOptions): ast.mod;
export function parse(source: string, filename: string, mode: ParseMode, options: ParseOptions = {}): ast.mod {
	if (source.includes("\0"))
		throw new PySyntaxError("SyntaxError", "source code string cannot contain null bytes", filename, 0, 0, 0, 0, null);
	const tokenizer = new Tokenizer(
		normalizeNewlines(source, mode === "exec"),
		filename,
		mode === "single",
		options.dontImplyDedent !== true,
		options.typeComments === true,
	);
	tokenizer.run();
	const parser = new StatementParser(tokenizer.tokens, options.unicodeName ?? characterNames.lookup);
	parser.isBarry = options.isBarry === true;
	try {
		const tree = run(parser, mode);
		const error = mode === "single" ? leftover(tokenizer, parser.i - 1) : null;
		if (error !== null) throw error;
		if (options.onWarning !== undefined) reportWarnings(tokenizer, parser, options.onWarning);
		return tree;
	} catch (failure) {
		if (failure === TOO_DEEP || failure instanceof RangeError) throw tooDeep(filename);
		if (failure !== FAILURE) throw failure;
	}
	if (options.onWarning !== undefined) reportWarnings(tokenizer, parser, options.onWarning);
	throw explained(tokenizer, parser, mode, options);
}

function run(parser: StatementParser, mode: ParseMode): ast.mod {
	if (mode === "exec") return parser.module();
	if (mode === "func_type") return parser.funcType();
	return mode === "eval" ? parser.evalInput() : parser.interactive();
}

/** Tokenizer's and parser's warnings up to where the parser is, in the order of their lines. */
function reportWarnings(tokenizer: Tokenizer, parser: StatementParser, report: (warning: SyntaxWarning) => void): void {
	const lastLine = tokenizer.tokens.line[Math.max(0, parser.i - 1)]!;
	const all = tokenizer.warnings.filter((warning) => warning.lineno <= lastLine);
	const columns = new ColumnCounter(tokenizer.source);
	for (const invalid of parser.invalidEscapes) all.push(escapeWarning(columns, invalid));
	all.sort((a, b) => a.lineno - b.lineno || a.offset - b.offset);
	for (const warning of all) report({ ...warning, text: sourceLine(tokenizer.source, warning.lineno) + (warning.text ?? "\n") });
}

function escapeWarning(columns: ColumnCounter, { escape, at, line }: InvalidEscape): SyntaxWarning {
	const offset = columns.codePointsBefore(at) + 1;
	return { ...invalidEscapeMessages(escape), lineno: line, offset, endLineno: line, endOffset: offset + 2 };
}

/** Tells columns of places in a source; those that ascend in a line take time for the line once. */
class ColumnCounter {
	private readonly source: string;
	private last = 0;
	private column = 0;

	constructor(source: string) {
		this.source = source;
	}

	/** Code points from the start of the line to `at`. */
	codePointsBefore(at: number): number {
		const from = at >= this.last ? this.last : 0;
		const newline = this.source.slice(from, at).lastIndexOf("\n");
		const base = newline < 0 && from > 0 ? this.column : 0;
		this.column = base + codePointLength(this.source.slice(newline < 0 ? from : from + newline + 1, at));
		this.last = at;
		return this.column;
	}
}

function tooDeep(filename: string): PySyntaxError {
	return new PySyntaxError("MemoryError", "Parser stack overflowed - Python source too complex to parse", filename, 0, 0, 0, 0, null);
}

function explained(tokenizer: Tokenizer, parser: StatementParser, mode: ParseMode, options: ParseOptions): PySyntaxError {
	const allowIncompleteInput = options.allowIncompleteInput ?? false;
	const lookup = options.unicodeName ?? characterNames.lookup;
	const { isBarry } = parser;
	try {
		const good = goodStatements(tokenizer.tokens, mode, lookup);
		const error = explain(tokenizer, { mode, good, allowIncompleteInput, lookup, isBarry });
		if (error !== null) return error;
	} catch (failure) {
		if (failure === TOO_DEEP || failure instanceof RangeError) return tooDeep(tokenizer.filename);
		throw failure;
	}
	const i = parser.i;
	throw new Error(`the two parsers disagree at token ${i}, line ${tokenizer.tokens.line[i]} of ${tokenizer.filename}`);
}
