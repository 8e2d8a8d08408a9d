// Patterns of the match statement. Read `patterns` first; `closedPattern` decides by its first token what a pattern is.
// Mirrors the section on patterns of Grammar/python.gram.

import type * as ast from "./ast.ts";
import { type Constant, FALSE, NONE, TRUE } from "./constant.ts";
import * as N from "./nodes.ts";
import { ExpressionParser } from "./parserExpressions.ts";
import { strings } from "./parserStrings.ts";
import * as T from "./tokens.ts";

function singleton(kind: number): Constant | null {
	return kind === T.KW_NONE ? NONE : kind === T.KW_TRUE ? TRUE : kind === T.KW_FALSE ? FALSE : null;
}

export class PatternParser extends ExpressionParser {
	/** patterns: what stands after `case`; a sequence may go without brackets. */
	patterns(): ast.pattern {
		const s = this.i;
		const first = this.maybeStarPattern();
		if (this.kinds[this.i] !== T.COMMA) {
			if (first._class === "MatchStar") this.fail();
			return first;
		}
		const patterns = [first];
		while (this.accept(T.COMMA)) {
			const kind = this.kinds[this.i];
			if (kind === T.COLON || kind === T.KW_IF) break;
			patterns.push(this.maybeStarPattern());
		}
		return N.MatchSequence(this.t, s, this.i - 1, patterns);
	}

	private maybeStarPattern(): ast.pattern {
		const s = this.i;
		if (!this.accept(T.STAR)) return this.pattern();
		const name = this.captureName();
		return N.MatchStar(this.t, s, this.i - 1, name === "_" ? null : name);
	}

	/** A NAME that isn't the start of something longer. */
	private captureName(): string {
		const name = this.identifier();
		const kind = this.kinds[this.i];
		if (name !== "_" && (kind === T.DOT || kind === T.LPAR || kind === T.EQUAL)) this.fail();
		return name;
	}

	private pattern(): ast.pattern {
		const s = this.i;
		const pattern = this.orPattern();
		if (!this.accept(T.KW_AS)) return pattern;
		const name = this.captureName();
		if (name === "_") this.fail();
		return N.MatchAs(this.t, s, this.i - 1, pattern, name);
	}

	private orPattern(): ast.pattern {
		const s = this.i;
		const first = this.closedPattern();
		if (this.kinds[this.i] !== T.VBAR) return first;
		const patterns = [first];
		while (this.accept(T.VBAR)) patterns.push(this.closedPattern());
		return N.MatchOr(this.t, s, this.i - 1, patterns);
	}

	private closedPattern(): ast.pattern {
		const s = this.i;
		const kind = this.kinds[s]!;
		switch (kind) {
			case T.NAME:
				return this.namePattern();
			case T.LPAR:
				return this.groupOrSequence();
			case T.LSQB: {
				this.i++;
				const patterns = this.sequenceItems(T.RSQB);
				return N.MatchSequence(this.t, s, this.i - 1, patterns);
			}
			case T.LBRACE:
				return this.mappingPattern();
			default: {
				const value = singleton(kind);
				if (value !== null) {
					this.i++;
					return N.MatchSingleton(this.t, s, s, value);
				}
				const literal = this.literal();
				return N.MatchValue(this.t, s, this.i - 1, literal);
			}
		}
	}

	/** A number with sign, a complex number, or strings. */
	private literal(): ast.expr {
		const s = this.i;
		const kind = this.kinds[s];
		if (kind === T.STRING || kind === T.FSTRING_START || kind === T.TSTRING_START) return strings(this);
		const left = this.signedNumber();
		const sign = this.kinds[this.i];
		if (sign !== T.PLUS && sign !== T.MINUS) return left;
		const real = left._class === "UnaryOp" ? (left.operand as ast.Constant) : (left as ast.Constant);
		this.i++;
		const imaginary = this.number();
		if (real.value.type === "complex" || imaginary.value.type !== "complex") this.fail();
		return N.BinOp(this.t, s, this.i - 1, left, sign === T.PLUS ? "Add" : "Sub", imaginary);
	}

	private signedNumber(): ast.expr {
		const s = this.i;
		const isNegative = this.accept(T.MINUS);
		const number = this.number();
		return isNegative ? N.UnaryOp(this.t, s, this.i - 1, "USub", number) : number;
	}

	/** Capture, wildcard, dotted value, or class. */
	private namePattern(): ast.pattern {
		const s = this.i;
		if (this.atWord("_")) {
			this.i++;
			return N.MatchAs(this.t, s, s, null, null);
		}
		const value = this.nameOrAttribute();
		if (this.kinds[this.i] === T.LPAR) return this.classPattern(s, value);
		if (value._class === "Attribute") {
			if (this.kinds[this.i] === T.EQUAL) this.fail();
			return N.MatchValue(this.t, s, this.i - 1, value);
		}
		if (this.kinds[this.i] === T.EQUAL) this.fail();
		return N.MatchAs(this.t, s, s, null, (value as ast.Name).id);
	}

	private nameOrAttribute(): ast.expr {
		const s = this.i;
		let node: ast.expr = N.Name(this.t, s, s, this.identifier(), "Load");
		while (this.accept(T.DOT)) {
			const attr = this.identifier();
			node = N.Attribute(this.t, s, this.i - 1, node, attr, "Load");
		}
		return node;
	}

	private groupOrSequence(): ast.pattern {
		const s = this.i++;
		if (this.accept(T.RPAR)) return N.MatchSequence(this.t, s, s + 1, []);
		const first = this.maybeStarPattern();
		if (this.kinds[this.i] === T.RPAR && first._class !== "MatchStar") {
			this.i++;
			return first;
		}
		const patterns = [first];
		this.expect(T.COMMA);
		patterns.push(...this.sequenceItems(T.RPAR));
		return N.MatchSequence(this.t, s, this.i - 1, patterns);
	}

	/** Patterns with commas, to past the bracket `close`. */
	private sequenceItems(close: number): ast.pattern[] {
		const patterns: ast.pattern[] = [];
		while (this.kinds[this.i] !== close) {
			patterns.push(this.maybeStarPattern());
			if (!this.accept(T.COMMA)) break;
		}
		this.expect(close);
		return patterns;
	}

	private mappingPattern(): ast.pattern {
		const s = this.i++;
		const keys: ast.expr[] = [];
		const patterns: ast.pattern[] = [];
		let rest: string | null = null;
		while (this.kinds[this.i] !== T.RBRACE) {
			if (this.accept(T.DOUBLESTAR)) {
				rest = this.captureName();
				if (rest === "_") this.fail();
				this.accept(T.COMMA);
				break;
			}
			keys.push(this.mappingKey());
			this.expect(T.COLON);
			patterns.push(this.pattern());
			if (!this.accept(T.COMMA)) break;
		}
		this.expect(T.RBRACE);
		return N.MatchMapping(this.t, s, this.i - 1, keys, patterns, rest);
	}

	private mappingKey(): ast.expr {
		const s = this.i;
		const value = singleton(this.kinds[s]!);
		if (value !== null) {
			this.i++;
			return N.Constant(this.t, s, s, value, null);
		}
		if (this.kinds[s] !== T.NAME) return this.literal();
		const key = this.nameOrAttribute();
		if (key._class !== "Attribute") this.fail();
		return key;
	}

	private classPattern(s: number, cls: ast.expr): ast.pattern {
		this.i++;
		const patterns: ast.pattern[] = [];
		const names: string[] = [];
		const named: ast.pattern[] = [];
		while (this.kinds[this.i] !== T.RPAR) {
			if (this.kinds[this.i] === T.NAME && this.kinds[this.i + 1] === T.EQUAL) {
				names.push(this.identifier());
				this.i++;
				named.push(this.pattern());
			} else {
				if (names.length > 0) this.fail();
				patterns.push(this.pattern());
			}
			if (!this.accept(T.COMMA)) break;
		}
		this.expect(T.RPAR);
		return N.MatchClass(this.t, s, this.i - 1, cls, patterns, names, named);
	}
}
