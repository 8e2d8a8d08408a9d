// What the rules of errorGrammar.ts do: check literals, decide whether there is an error, and make CPython's error with its
// exact range. Columns of tokens are bytes; `knownLocation` turns them into characters of the line that is shown.
// Read `act` and `knownLocation` first. Mirrors Parser/pegen_errors.c and the error part of Parser/action_helpers.c.

import type { Actions, ErrorMachine, Piece, Result, Value } from "./errorMachine.ts";
import { FAILED } from "./errorMachine.ts";
import type { Action, Alternative } from "./errorNotation.ts";
import { codePointLength, codePointsInBytes, PySyntaxError, type SyntaxErrorKind } from "./errors.ts";
import { decodeBytes, decodeStr, type NameLookup } from "./escapes.ts";
import { numberValue } from "./numbers.ts";
import type { Tokenizer } from "./tokenizer.ts";
import * as T from "./tokens.ts";

type Values = { readonly [label: string]: Value };

/** What a target list is for. */
const ASSIGN = 0;
const DELETE = 1;
const FOR = 2;

export class ErrorActions implements Actions {
	private readonly tokenizer: Tokenizer;
	private readonly t: T.TokenList;
	private readonly lookup: NameLookup | undefined;
	/** Set right after construction: the machine and its actions know each other. */
	machine!: ErrorMachine;
	private levels: Int32Array | null = null;

	/** `<>` is wanted instead of `!=`. */
	isBarry = false;

	constructor(tokenizer: Tokenizer, lookup: NameLookup | undefined) {
		this.tokenizer = tokenizer;
		this.t = tokenizer.tokens;
		this.lookup = lookup;
	}

	tokenizerFailed(): never {
		throw this.tokenizer.failure!.error;
	}

	expected(kind: number, at: number): never {
		for (const [text, operator] of T.OPERATORS) if (operator === kind) this.raiseRange(at, at, `expected '${text}'`);
		throw new RangeError("no such operator");
	}

	act(alternative: Alternative, values: Values, machine: ErrorMachine, start: number): Result {
		const action = alternative.action!;
		if (action.type === "error") return this.raise(action, values);
		const a = values.a ?? null;
		switch (action.name) {
			case "checkNumber":
				return this.checkNumber(a as Piece);
			case "checkString":
				return this.checkString(a as Piece);
			case "checkStrings":
				return this.checkStrings(a as Piece[], start, machine.lastToken(start));
			case "checkFormatted":
				return this.checkFormatted(values, start);
			case "checkFormatSpec":
				return this.checkFormatSpec(a as Piece[], start);
			case "checkConversion":
				return this.checkConversion(a as Piece, values.b as Piece);
			case "checkNotEqual":
				return this.checkNotEqual(a as Piece);
			case "ensureReal":
				if ((a as Piece).type === "complex") this.raiseAt(a as Piece, "real number required in complex literal");
				return a;
			default:
				if ((a as Piece).type !== "complex") this.raiseAt(a as Piece, "imaginary number required in complex literal");
				return a;
		}
	}

	/** check_barry_as_flufl */
	private checkNotEqual(a: Piece): Result {
		const isOld = this.text(a) === "<>";
		if (this.isBarry && !isOld) this.raiseLast("with Barry as BDFL, use '<>' instead of '!='");
		return isOld === this.isBarry ? a : FAILED;
	}

	// ---- literals

	private checkNumber(a: Piece): Piece {
		const value = numberValue(this.text(a));
		if (typeof value !== "string") return { ...a, type: value.type === "complex" ? "complex" : "number" };
		const message = `${value} - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.`;
		throw this.knownLocation("SyntaxError", message, this.t.line[a.start]!, 0, this.t.endLine[a.start]!, 0);
	}

	private checkString(a: Piece): Piece {
		const text = this.text(a);
		const quoteAt = text.search(/["']/);
		const prefix = text.slice(0, quoteAt).toLowerCase();
		const size = text.length - quoteAt >= 6 && text.startsWith(text[quoteAt]!.repeat(3), quoteAt) ? 3 : 1;
		const body = text.slice(quoteAt + size, text.length - size);
		const isBytes = prefix.includes("b");
		if (isBytes && /[^\x00-\x7f]/.test(body)) this.raiseRange(a.start, a.end, "bytes can only contain ASCII literal characters");
		if (!prefix.includes("r")) this.checkDecoded(isBytes ? decodeBytes(body).error : decodeStr(body, this.lookup).error);
		return { ...a, type: isBytes ? "bytes" : "str" };
	}

	private checkDecoded(error: string): void {
		if (error !== "") this.raiseLast(error);
	}

	private checkStrings(parts: Piece[], start: number, end: number): Piece {
		const bytes = parts.filter((part) => part.type === "bytes").length;
		if (bytes > 0 && bytes < parts.length) this.raiseLast("cannot mix bytes and nonbytes literals");
		const isFormatted = parts.some((part) => part.type === "JoinedStr");
		return { type: isFormatted ? "JoinedStr" : parts[0]!.type, start, end, values: null };
	}

	private checkFormatted(values: Values, start: number): Piece {
		const isRaw = /[rR]/.test(this.text(values.a as Piece));
		for (const part of values.b as Piece[])
			if (part.type === "token" && !isRaw) this.checkDecoded(decodeStr(this.text(part), this.lookup).error);
		const end = values.c as Piece;
		return { type: this.t.kind[end.end] === T.FSTRING_END ? "JoinedStr" : "TemplateStr", start, end: end.end, values: null };
	}

	private checkFormatSpec(parts: Piece[], start: number): Piece {
		for (const part of parts) if (part.type === "token") this.checkDecoded(decodeStr(this.text(part), this.lookup).error);
		return { type: "", start, end: start, values: null };
	}

	private checkConversion(mark: Piece, name: Piece): Piece {
		const letter = this.formattedLetter(mark.start);
		if (this.t.end[mark.end] !== this.t.start[name.start]) {
			this.raiseRange(mark.start, name.end, `${letter}-string: conversion type must come right after the exclamation mark`);
		}
		const text = this.t.text(name.start);
		if (!/^[sra]$/.test(text)) this.raiseAt(name, `${letter}-string: invalid conversion character '${text}': expected 's', 'r', or 'a'`);
		return name;
	}

	/** f or t: the kind of string that token `i` is in. */
	private formattedLetter(i: number): string {
		let level = 0;
		for (let k = i; k >= 0; k--) {
			const kind = this.t.kind[k];
			if (kind === T.FSTRING_END || kind === T.TSTRING_END) level++;
			if (kind === T.FSTRING_START || kind === T.TSTRING_START) {
				if (level === 0) return kind === T.FSTRING_START ? "f" : "t";
				level--;
			}
		}
		return "f";
	}

	// ---- errors

	/** Throws the error of an alternative, or gives FAILED if there is none after all. */
	private raise(action: Extract<Action, { type: "error" }>, values: Values): Result {
		const message = this.fill(action.message, values);
		if (action.to === "..") return this.raiseStartingFrom(values[action.from] as Piece, message);
		if (action.to !== "") return this.raiseRange((values[action.from] as Piece).start, (values[action.to] as Piece).end, message);
		const own = values[action.where];
		if (own !== undefined) return this.raiseAt(own as Piece, message);
		switch (action.where) {
			case "last":
				return this.raiseLast(message);
			case "indent":
				return this.raiseLast(message, "IndentationError");
			case "next":
				this.machine.look(this.machine.mark);
				return this.raiseOn(this.machine.mark, message, "SyntaxError");
			default:
				return this.decide(action.where, values, message);
		}
	}

	private decide(name: string, values: Values, message: string): Result {
		const a = values.a as Piece;
		const b = values.b as Piece;
		switch (name) {
			case "assignTarget":
				return this.raiseTarget(a, ASSIGN);
			case "deleteTarget":
				return this.raiseTarget(a, DELETE);
			case "forTarget":
				return this.raiseTarget(a, FOR);
			case "items":
				return this.raiseRange(first(values.a!).start, last(values.a!).end, message);
			case "lastOf":
				return this.raiseRange(last(values.a!).start, b.end, message);
			case "toLastOf":
				return this.raiseRange(a.start, last(values.b!).end, message);
			case "toLastIterable":
				return this.raiseRange(a.start, lastIterable(values.b!).end, message);
			case "typeVarTupleBound":
				return this.raiseStartingFrom(a, `cannot use ${(values.e as Piece).type === "Tuple" ? "constraints" : "bound"} with TypeVarTuple`);
			case "paramSpecBound":
				return this.raiseStartingFrom(a, `cannot use ${(values.e as Piece).type === "Tuple" ? "constraints" : "bound"} with ParamSpec`);
			case "legacyStatement":
				return ["print", "exec"].includes(this.text(a)) ? this.raiseRange(a.start, b.end, message) : FAILED;
			case "missingComma":
				return this.raiseMissingComma(a, b, message);
			case "bareGenerator":
				return this.raiseBareGenerator(a, values.b!, message);
			case "positionalFollows":
				return this.raisePositionalFollows(a);
			default:
				return this.raiseMissingColon(a, message);
		}
	}

	/** Replaces `{a}`, `{line a}` and `{text a}`. */
	private fill(message: string, values: Values): string {
		return message.replace(/\{(?:(line|text) )?([a-z])\}/g, (_, what: string | undefined, label: string) => {
			const piece = values[label] as Piece;
			if (what === "line") return String(this.t.line[piece.start]);
			return what === "text" ? this.text(piece) : expressionName(piece);
		});
	}

	private text(piece: Piece): string {
		return this.t.text(piece.start);
	}

	private raiseTarget(piece: Piece, purpose: number): Result {
		const invalid = invalidTarget(piece, purpose, this.t);
		if (invalid !== null) this.raiseAt(invalid, `cannot ${purpose === DELETE ? "delete" : "assign to"} ${expressionName(invalid)}`);
		return FAILED;
	}

	private raiseMissingComma(a: Piece, b: Piece, message: string): Result {
		if (a.type === "Name" && ["print", "exec"].includes(this.text(a))) return FAILED;
		if (this.level(this.machine.mark - 1) === 0) return FAILED;
		return this.raiseRange(a.start, b.end, message);
	}

	/** How many brackets are open after token `i`. */
	private level(i: number): number {
		if (this.levels === null) {
			this.levels = new Int32Array(this.t.count);
			let level = 0;
			for (let k = 0; k < this.t.count; k++) {
				const kind = this.t.kind[k]!;
				if (kind >= T.LPAR && kind <= T.RBRACE) level += kind % 2 === 0 ? 1 : -1;
				this.levels[k] = level;
			}
		}
		return this.levels[i]!;
	}

	private raiseBareGenerator(args: Piece, clauses: Value, message: string): Result {
		const positional = callArguments(args).filter((argument) => argument.type !== "keyword" && argument.type !== "doubleStarred");
		if (positional.length <= 1) return FAILED;
		return this.raiseRange(positional[positional.length - 1]!.start, lastIterable(clauses).end, message);
	}

	private raisePositionalFollows(args: Piece): Result {
		const hasUnpacking = callArguments(args).some((argument) => argument.type === "doubleStarred");
		return this.raiseLast(`positional argument follows keyword argument${hasUnpacking ? " unpacking" : ""}`);
	}

	private raiseMissingColon(a: Piece, message: string): Result {
		const t = this.t;
		throw this.knownLocation("SyntaxError", message, t.line[a.start]!, t.endColumn[a.end]!, t.endLine[a.end]!, 0);
	}

	// ---- places

	private raiseAt(piece: Piece, message: string): never {
		return this.raiseRange(piece.start, piece.end, message);
	}

	/** From the start of token `from` to the end of token `to`. */
	raiseRange(from: number, to: number, message: string): never {
		const t = this.t;
		throw this.knownLocation("SyntaxError", message, t.line[from]!, t.column[from]! + 1, t.endLine[to]!, t.endColumn[to]! + 1);
	}

	/** From a piece to where the tokenizer stands. */
	private raiseStartingFrom(piece: Piece, message: string): never {
		const t = this.t;
		const lastFilled = this.machine.filled - 1;
		throw this.knownLocation(
			"SyntaxError",
			message,
			t.line[piece.start]!,
			t.column[piece.start]! + 1,
			this.currentLine(lastFilled),
			this.currentColumn(lastFilled),
		);
	}

	/** At the last token that was looked at. */
	raiseLast(message: string, kind: SyntaxErrorKind = "SyntaxError"): never {
		return this.raiseOn(this.machine.filled - 1, message, kind);
	}

	/** At token `i`; one without columns stands where the tokenizer is. */
	private raiseOn(i: number, message: string, kind: SyntaxErrorKind): never {
		const t = this.t;
		const column = t.column[i] === -1 ? this.currentColumn(i) : t.column[i]! + 1;
		const endColumn = t.endColumn[i] === -1 ? -1 : t.endColumn[i]! + 1;
		throw this.knownLocation(kind, message, t.line[i]!, column, t.endLine[i]!, endColumn);
	}

	/** The tokenizer's line after token `i`. */
	private currentLine(i: number): number {
		return this.t.endLine[i]!;
	}

	/** The tokenizer's byte column after token `i`. */
	private currentColumn(i: number): number {
		const t = this.t;
		if (t.endColumn[i] !== -1) return t.endColumn[i]!;
		const source = t.source.slice(0, this.tokenizer.length);
		const lineStart = lineOffset(source, t.line[i]!);
		return utf8Length(source.slice(lineStart, t.end[i]!));
	}

	/** An error at byte columns from 1, turned into characters of the line that CPython shows. */
	knownLocation(kind: SyntaxErrorKind, message: string, line: number, column: number, endLine: number, endColumn: number): PySyntaxError {
		const text = this.shownText(line);
		const offset = this.toCharacters(text, column);
		const endOffset = endColumn > 0 ? this.toCharacters(text, endColumn) : endColumn;
		return new PySyntaxError(kind, message, this.tokenizer.filename, line, offset, endLine, endOffset, text);
	}

	private toCharacters(text: string, column: number): number {
		if (column <= 0) return Math.max(column, 0);
		return Math.min(codePointsInBytes(text, column), codePointLength(text) + 1);
	}

	/** The tokenizer's own line is shown with its newline (and from where a token of many lines starts), others without. */
	private shownText(line: number): string {
		const t = this.t;
		const source = t.source.slice(0, this.tokenizer.length);
		const lastFilled = this.machine.filled - 1;
		if (lastFilled >= 0 && this.currentLine(lastFilled) <= line) {
			const from = lineOffset(source, Math.min(t.line[lastFilled]!, line));
			const end = source.indexOf("\n", lineOffset(source, this.currentLine(lastFilled)));
			return source.slice(from, end < 0 ? source.length : end + 1);
		}
		const from = lineOffset(source, line);
		const end = source.indexOf("\n", from);
		return source.slice(from, end < 0 ? source.length : end);
	}
}

/** Where line `line` (from 1) starts. */
function lineOffset(source: string, line: number): number {
	let offset = 0;
	for (let k = 1; k < line; k++) {
		const newline = source.indexOf("\n", offset);
		if (newline < 0) break;
		offset = newline + 1;
	}
	return offset;
}

function utf8Length(text: string): number {
	return new TextEncoder().encode(text).length;
}

function first(value: Value): Piece {
	return (value as Piece[])[0]!;
}

function last(value: Value): Piece {
	const pieces = value as Piece[];
	return pieces[pieces.length - 1]!;
}

/** The last condition of the last clause, or what that clause iterates over. */
function lastIterable(clauses: Value): Piece {
	const clause = last(clauses);
	const conditions = clause.values!.b as Piece[];
	return conditions.length > 0 ? last(conditions) : (clause.values!.a as Piece);
}

/** All pieces in a value, in order; pairs and lists are opened. */
function flatten(value: Value | undefined, out: Piece[] = []): Piece[] {
	if (value === null || value === undefined) return out;
	if (Array.isArray(value)) for (const item of value) flatten(item, out);
	else if (value.type === "Pair") for (const item of Object.values(value.values!)) flatten(item, out);
	else out.push(value);
	return out;
}

function elements(piece: Piece): Piece[] {
	return flatten(Object.values(piece.values ?? {}));
}

function callArguments(args: Piece): Piece[] {
	return flatten(Object.values(args.values ?? {}));
}

function invalidTarget(piece: Piece, purpose: number, t: T.TokenList): Piece | null {
	switch (piece.type) {
		case "List":
		case "Tuple":
			for (const element of elements(piece)) {
				const invalid = invalidTarget(element, purpose, t);
				if (invalid !== null) return invalid;
			}
			return null;
		case "Starred":
			return purpose === DELETE ? piece : invalidTarget(piece.values!.a as Piece, purpose, t);
		case "Compare": {
			if (purpose !== FOR) return piece;
			const operator = first(piece.values!.b!);
			return t.kind[operator.start] === T.KW_IN ? invalidTarget(piece.values!.a as Piece, purpose, t) : null;
		}
		case "Name":
		case "Subscript":
		case "Attribute":
			return null;
		default:
			return piece;
	}
}

const EXPRESSION_NAMES: { readonly [type: string]: string } = {
	Attribute: "attribute",
	Subscript: "subscript",
	Starred: "starred",
	Name: "name",
	List: "list",
	Tuple: "tuple",
	Lambda: "lambda",
	Call: "function call",
	BoolOp: "expression",
	BinOp: "expression",
	UnaryOp: "expression",
	GeneratorExp: "generator expression",
	Yield: "yield expression",
	Await: "await expression",
	ListComp: "list comprehension",
	SetComp: "set comprehension",
	DictComp: "dict comprehension",
	Dict: "dict literal",
	Set: "set display",
	JoinedStr: "f-string expression",
	TemplateStr: "t-string expression",
	Compare: "comparison",
	IfExp: "conditional expression",
	NamedExpr: "named expression",
	None: "None",
	True: "True",
	False: "False",
	Ellipsis: "ellipsis",
};

function expressionName(piece: Piece): string {
	return EXPRESSION_NAMES[piece.type] ?? "literal";
}
