// Says what is wrong with a source that the fast parser refused, in CPython's words: a first pass of the plain grammar finds
// how far the source can be read, a second one with the error rules looks for a better message. Read `explain` first.
// Mirrors `_PyPegen_run_parser` (Parser/pegen.c) and `_Pypegen_set_syntax_error` (Parser/pegen_errors.c).

import { ErrorActions } from "./errorActions.ts";
import { grammarText } from "./errorGrammar.ts";
import { ErrorMachine } from "./errorMachine.ts";
import { type Rule, readGrammar } from "./errorNotation.ts";
import { PySyntaxError } from "./errors.ts";
import type { NameLookup } from "./escapes.ts";
import type { GoodStatements } from "./parserStatements.ts";
import type { Tokenizer } from "./tokenizer.ts";
import * as T from "./tokens.ts";

let rules: Map<string, Rule> | null = null;

const START_RULES = { exec: "file", eval: "eval", single: "single", func_type: "funcType" } as const;

export interface ExplainOptions {
	mode: keyof typeof START_RULES;
	good: GoodStatements;
	allowIncompleteInput: boolean;
	lookup: NameLookup | undefined;
	/** `from __future__ import barry_as_FLUFL` holds. */
	isBarry: boolean;
}

/** The error in a source; null if the grammar accepts it after all (a difference between the two parsers). */
export function explain(tokenizer: Tokenizer, options: ExplainOptions): PySyntaxError | null {
	rules ??= readGrammar(grammarText());
	const rule = rules.get(START_RULES[options.mode])!;
	const actions = new ErrorActions(tokenizer, options.lookup);
	actions.isBarry = options.isBarry;
	const machine = new ErrorMachine(tokenizer, actions);
	actions.machine = machine;
	machine.good = options.good;
	const early = runPass(machine, rule, false);
	if (early === null) return null;
	if (options.allowIncompleteInput && isAtEnd(tokenizer, machine))
		return caught<never>(() => actions.raiseLast("incomplete input", "_IncompleteInputError"));
	const lastToken = machine.filled - 1;
	const found = early ?? runPass(machine, rule, true);
	const error =
		found instanceof PySyntaxError ? preferTokenizerError(tokenizer, machine, found) : generic(tokenizer, machine, actions, lastToken);
	// CPython forgets the statements of the first pass.
	const { lastLine, lastColumn } = options.good;
	const source = tokenizer.source.slice(0, tokenizer.length);
	error.metadata = early === undefined ? { line: lastLine, column: lastColumn, source } : { line: 0, column: 0, source };
	return error;
}

/** The error that was thrown; undefined if the grammar doesn't match, null if it does. */
function runPass(machine: ErrorMachine, rule: Rule, isExplaining: boolean): PySyntaxError | undefined | null {
	machine.startPass(isExplaining);
	return caught(() => (typeof machine.run(rule) === "symbol" ? undefined : null));
}

function caught<Value>(run: () => Value): Value | PySyntaxError {
	try {
		return run();
	} catch (error) {
		if (error instanceof PySyntaxError) return error;
		throw error;
	}
}

/** The tokenizer has read all of the source; not so when it stopped for another reason than its end. */
function isAtEnd(tokenizer: Tokenizer, machine: ErrorMachine): boolean {
	const i = machine.filled - 1;
	if (tokenizer.tokens.kind[i] === T.ERRORTOKEN) return tokenizer.failure!.isEndOfFile;
	return tokenizer.tokens.end[i]! >= tokenizer.length;
}

/** The error that mode "single" gives for what follows its statement, whose last token is `last`; null if that is nothing. */
export function leftover(tokenizer: Tokenizer, last: number): PySyntaxError | null {
	// A comment goes to its line's end, whatever follows: otherwise a row of "#" could be read in 2**n ways.
	if (/^(?:[ \t\n\f]|#[^\n]*(?:\n|$))*$/.test(tokenizer.source.slice(tokenizer.tokens.end[last], tokenizer.length))) return null;
	const actions = new ErrorActions(tokenizer, undefined);
	actions.machine = new ErrorMachine(tokenizer, actions);
	actions.machine.filled = last + 1;
	return caught<never>(() => actions.raiseLast("multiple statements found while compiling a single statement"));
}

/** No error rule matched: "invalid syntax" where the first pass stopped. */
function generic(tokenizer: Tokenizer, machine: ErrorMachine, actions: ErrorActions, i: number): PySyntaxError {
	const kind = tokenizer.tokens.kind[i];
	const error = caught(() => {
		if (kind === T.INDENT) actions.raiseLast("unexpected indent", "IndentationError");
		if (kind === T.DEDENT) actions.raiseLast("unexpected unindent", "IndentationError");
		actions.raiseRange(i, i, "invalid syntax");
	});
	if (kind === T.INDENT || kind === T.DEDENT) return error;
	return preferTokenizerError(tokenizer, machine, error);
}

/** The rest of the source is tokenized too: what is wrong there goes first, unless an f-string is open; a bracket only if it stands further up. */
function preferTokenizerError(tokenizer: Tokenizer, machine: ErrorMachine, error: PySyntaxError): PySyntaxError {
	const failure = tokenizer.failure;
	if (failure === null || failure.error === error || tokenizer.modes.length > 0) return error;
	if (failure.isRaised) return failure.error;
	const open = tokenizer.brackets[tokenizer.brackets.length - 1];
	const line = tokenizer.tokens.line[machine.filled - 1]!;
	if (open !== undefined && line > open.line) return tokenizer.unclosedBracketError()!;
	return error;
}
