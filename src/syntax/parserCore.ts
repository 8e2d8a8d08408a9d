// What all parts of the parser share: the current token, matching, failure, and the turning of expressions into targets.
// The parser accepts exactly what CPython's grammar accepts but explains nothing: where it can't go on it throws FAILURE, and
// the error pass (invalid.ts) reads the source again to say what is wrong. So no message is made here.

import type * as ast from "./ast.ts";
import type { NameLookup } from "./escapes.ts";
import * as T from "./tokens.ts";

/** Thrown where the source leaves the grammar. */
export const FAILURE = { name: "syntax failure" };
/** Thrown when expressions nest too deeply for the JavaScript stack. */
export const TOO_DEEP = { name: "nesting too deep" };

/** CPython's parser may be some 6000 rules deep. Brackets have a limit of their own in the tokenizer. */
export const MAX_DEPTH = 5968;

export interface InvalidEscape {
	escape: string;
	/** Offset of the backslash in the source. */
	at: number;
	/** The line that CPython names, which for an f-string is not always the line of the backslash. */
	line: number;
}

export class ParserCore {
	readonly t: T.TokenList;
	readonly kinds: Uint8Array;
	/** Index of the next token. */
	i = 0;
	protected depth = 0;
	/** `from __future__ import barry_as_FLUFL` was seen: `<>` instead of `!=`. */
	isBarry = false;
	readonly lookup: NameLookup | undefined;
	/** The escapes that aren't any, the first of each literal. */
	readonly invalidEscapes: InvalidEscape[] = [];

	constructor(tokens: T.TokenList, lookup: NameLookup | undefined) {
		this.t = tokens;
		this.kinds = tokens.kind;
		this.lookup = lookup;
	}

	fail(): never {
		throw FAILURE;
	}

	expect(kind: number): void {
		if (this.kinds[this.i] !== kind) this.fail();
		this.i++;
	}

	accept(kind: number): boolean {
		if (this.kinds[this.i] !== kind) return false;
		this.i++;
		return true;
	}

	/** Consumes a NAME and gives its identifier. */
	identifier(): string {
		const i = this.i;
		if (this.kinds[i] !== T.NAME) this.fail();
		this.i = i + 1;
		return this.t.text(i);
	}

	/** Consumes a type comment, if one stands here. */
	typeComment(): string | null {
		if (this.kinds[this.i] !== T.TYPE_COMMENT) return null;
		return this.t.text(this.i++);
	}

	/** The next token is the soft keyword `word`. */
	atWord(word: string): boolean {
		const i = this.i;
		const t = this.t;
		return this.kinds[i] === T.NAME && t.end[i]! - t.start[i]! === word.length && t.source.startsWith(word, t.start[i]!);
	}

	/** The last token consumed that isn't a line end or an indentation: where a statement ends. */
	lastToken(): number {
		let e = this.i - 1;
		for (
			let kind = this.kinds[e]!;
			kind === T.NEWLINE || kind === T.INDENT || kind === T.DEDENT || kind === T.ENDMARKER;
			kind = this.kinds[e]!
		)
			e--;
		return e;
	}

	/** Notes that a construct nests which costs `levels` of the depth; `this.depth` is to be taken back by as much. */
	enter(levels: number): void {
		this.depth += levels;
		if (this.depth > MAX_DEPTH) throw TOO_DEEP;
	}

	/** Makes `node` an assignment target in place, or fails. `isStarAllowed`: at the top, in a tuple or a list. */
	toTarget(node: ast.expr, isStarAllowed: boolean): ast.expr {
		switch (node._class) {
			case "Name":
			case "Attribute":
			case "Subscript":
				node.ctx = "Store";
				return node;
			case "Tuple":
			case "List":
				node.ctx = "Store";
				for (const element of node.elts) this.toTarget(element, true);
				return node;
			case "Starred":
				if (!isStarAllowed) this.fail();
				node.ctx = "Store";
				this.toTarget(node.value, false);
				return node;
			default:
				return this.fail();
		}
	}

	/** Makes `node` the target of a `del` in place, or fails. */
	toDeleted(node: ast.expr): ast.expr {
		switch (node._class) {
			case "Name":
			case "Attribute":
			case "Subscript":
				node.ctx = "Del";
				return node;
			case "Tuple":
			case "List":
				node.ctx = "Del";
				for (const element of node.elts) this.toDeleted(element);
				return node;
			default:
				return this.fail();
		}
	}
}
