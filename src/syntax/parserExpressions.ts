// Expressions. One method per precedence level down to `comparison`; binary operators climb a table in `binary`; chains of
// prefix operators are loops, so that they cost no stack. Read `expression` first, then `atom`.
// Longer than other files because every method needs the others of its class.
// Mirrors the section EXPRESSIONS of Grammar/python.gram; a method has its rule's name, without underscores.

import type * as ast from "./ast.ts";
import { ELLIPSIS, FALSE, NONE, TRUE } from "./constant.ts";
import * as N from "./nodes.ts";
import { numberValue } from "./numbers.ts";
import { MAX_DEPTH, ParserCore, TOO_DEEP } from "./parserCore.ts";
import { type StringParser, strings } from "./parserStrings.ts";
import * as T from "./tokens.ts";

/** Precedence of binary operators from `|` (1) to `*` (6); 0: not one. */
const PRECEDENCE = new Uint8Array(128);
const OPERATOR: (ast.operator | undefined)[] = [];
const COMPARISON: (ast.cmpop | undefined)[] = [];

function defineOperator(kind: number, precedence: number, name: ast.operator): void {
	PRECEDENCE[kind] = precedence;
	OPERATOR[kind] = name;
}

defineOperator(T.VBAR, 1, "BitOr");
defineOperator(T.CIRCUMFLEX, 2, "BitXor");
defineOperator(T.AMPER, 3, "BitAnd");
defineOperator(T.LEFTSHIFT, 4, "LShift");
defineOperator(T.RIGHTSHIFT, 4, "RShift");
defineOperator(T.PLUS, 5, "Add");
defineOperator(T.MINUS, 5, "Sub");
defineOperator(T.STAR, 6, "Mult");
defineOperator(T.SLASH, 6, "Div");
defineOperator(T.DOUBLESLASH, 6, "FloorDiv");
defineOperator(T.PERCENT, 6, "Mod");
defineOperator(T.AT, 6, "MatMult");
COMPARISON[T.EQEQUAL] = "Eq";
COMPARISON[T.NOTEQUAL] = "NotEq";
COMPARISON[T.LESS] = "Lt";
COMPARISON[T.LESSEQUAL] = "LtE";
COMPARISON[T.GREATER] = "Gt";
COMPARISON[T.GREATEREQUAL] = "GtE";
COMPARISON[T.KW_IN] = "In";
COMPARISON[T.KW_IS] = "Is";
COMPARISON[T.KW_NOT] = "NotIn";

/** Kinds that can't start an expression but follow one: what ends a comma-separated list without a bracket. */
const ENDS_LIST = new Uint8Array(128);
for (const kind of [T.NEWLINE, T.EQUAL, T.COLON, T.SEMI, T.RPAR, T.RSQB, T.RBRACE, T.ENDMARKER, T.EXCLAMATION, T.KW_IN])
	ENDS_LIST[kind] = 1;
for (let kind: number = T.PLUSEQUAL; kind <= T.RIGHTSHIFTEQUAL; kind++) ENDS_LIST[kind] = 1;

/** DIFFERS: 2 each in CPython; JavaScript's stack allows half as many. */
const POWER_LEVELS = 4;
const LAMBDA_LEVELS = 4;

export class ExpressionParser extends ParserCore implements StringParser {
	/** star_expressions: one expression or a tuple without parentheses. */
	starExpressions(): ast.expr {
		const s = this.i;
		const first = this.starExpression();
		if (this.kinds[this.i] !== T.COMMA) return first;
		const elts = [first];
		while (this.accept(T.COMMA)) {
			if (ENDS_LIST[this.kinds[this.i]!] === 1) break;
			elts.push(this.starExpression());
		}
		return N.Tuple(this.t, s, this.i - 1, elts, "Load");
	}

	starExpression(): ast.expr {
		return this.kinds[this.i] === T.STAR ? this.starredOperand() : this.expression();
	}

	/** `*` and a bitwise_or. */
	private starredOperand(): ast.expr {
		const s = this.i++;
		const value = this.binary(1);
		return N.Starred(this.t, s, this.i - 1, value, "Load");
	}

	/** expressions: as `starExpressions`, without stars. */
	expressions(): ast.expr {
		const s = this.i;
		const first = this.expression();
		if (this.kinds[this.i] !== T.COMMA) return first;
		const elts = [first];
		while (this.accept(T.COMMA)) {
			if (ENDS_LIST[this.kinds[this.i]!] === 1) break;
			elts.push(this.expression());
		}
		return N.Tuple(this.t, s, this.i - 1, elts, "Load");
	}

	/** annotated_rhs: what may stand right of an `=`. */
	annotatedRhs(): ast.expr {
		return this.kinds[this.i] === T.KW_YIELD ? this.yieldExpr() : this.starExpressions();
	}

	yieldExpr(): ast.expr {
		const s = this.i++;
		if (this.accept(T.KW_FROM)) {
			const value = this.expression();
			return N.YieldFrom(this.t, s, this.i - 1, value);
		}
		const value = ENDS_LIST[this.kinds[this.i]!] === 1 ? null : this.starExpressions();
		return N.Yield(this.t, s, this.i - 1, value);
	}

	starNamedExpression(): ast.expr {
		return this.kinds[this.i] === T.STAR ? this.starredOperand() : this.namedExpression();
	}

	namedExpression(): ast.expr {
		const s = this.i;
		if (this.kinds[s] === T.NAME && this.kinds[s + 1] === T.COLONEQUAL) {
			const target = N.Name(this.t, s, s, this.t.text(s), "Store");
			this.i = s + 2;
			const value = this.expression();
			return N.NamedExpr(this.t, s, this.i - 1, target, value);
		}
		const value = this.expression();
		if (this.kinds[this.i] === T.COLONEQUAL) this.fail();
		return value;
	}

	expression(): ast.expr {
		const s = this.i;
		if (this.kinds[s] === T.KW_LAMBDA) return this.lambda();
		const body = this.disjunction();
		return this.kinds[this.i] === T.KW_IF ? this.conditional(s, body) : body;
	}

	/** A chain of conditional expressions from its first `if` on; nested from the last one outwards. */
	private conditional(s: number, first: ast.expr): ast.expr {
		const starts = [s];
		const bodies = [first];
		const tests: ast.expr[] = [];
		while (this.accept(T.KW_IF)) {
			tests.push(this.disjunction());
			this.expect(T.KW_ELSE);
			starts.push(this.i);
			bodies.push(this.kinds[this.i] === T.KW_LAMBDA ? this.lambda() : this.disjunction());
		}
		if (tests.length > MAX_DEPTH) throw TOO_DEEP;
		let node = bodies.pop()!;
		for (let k = tests.length - 1; k >= 0; k--) node = N.IfExp(this.t, starts[k]!, this.i - 1, tests[k]!, bodies[k]!, node);
		return node;
	}

	disjunction(): ast.expr {
		const s = this.i;
		const first = this.conjunction();
		if (this.kinds[this.i] !== T.KW_OR) return first;
		const values = [first];
		while (this.accept(T.KW_OR)) values.push(this.conjunction());
		return N.BoolOp(this.t, s, this.i - 1, "Or", values);
	}

	private conjunction(): ast.expr {
		const s = this.i;
		const first = this.inversion();
		if (this.kinds[this.i] !== T.KW_AND) return first;
		const values = [first];
		while (this.accept(T.KW_AND)) values.push(this.inversion());
		return N.BoolOp(this.t, s, this.i - 1, "And", values);
	}

	private inversion(): ast.expr {
		if (this.kinds[this.i] !== T.KW_NOT) return this.comparison();
		const s = this.i;
		while (this.accept(T.KW_NOT));
		const last = this.i - 1;
		if (last - s >= MAX_DEPTH) throw TOO_DEEP;
		let node = this.comparison();
		for (let k = last; k >= s; k--) node = N.UnaryOp(this.t, k, this.i - 1, "Not", node);
		return node;
	}

	private comparison(): ast.expr {
		const s = this.i;
		const left = this.binary(1);
		if (COMPARISON[this.kinds[this.i]!] === undefined) return left;
		const ops: ast.cmpop[] = [];
		const comparators: ast.expr[] = [];
		for (;;) {
			const op = this.comparisonOperator();
			if (op === null) break;
			ops.push(op);
			comparators.push(this.binary(1));
		}
		if (ops.length === 0) return left;
		return N.Compare(this.t, s, this.i - 1, left, ops, comparators);
	}

	private comparisonOperator(): ast.cmpop | null {
		const kind = this.kinds[this.i]!;
		const op = COMPARISON[kind];
		if (op === undefined) return null;
		if (kind === T.KW_NOT) {
			if (this.kinds[this.i + 1] !== T.KW_IN) return null;
			this.i += 2;
			return op;
		}
		if (kind === T.NOTEQUAL && (this.t.source.charCodeAt(this.t.start[this.i]!) === 60) !== this.isBarry) this.fail();
		this.i++;
		return kind === T.KW_IS && this.accept(T.KW_NOT) ? "IsNot" : op;
	}

	/** Binary operators of at least the given precedence, to the left. */
	binary(minimum: number): ast.expr {
		const s = this.i;
		let left = this.factor();
		for (;;) {
			const kind = this.kinds[this.i]!;
			const precedence = PRECEDENCE[kind]!;
			if (precedence < minimum || precedence === 0) return left;
			this.i++;
			const right = this.binary(precedence + 1);
			left = N.BinOp(this.t, s, this.i - 1, left, OPERATOR[kind]!, right);
		}
	}

	private factor(): ast.expr {
		const kind = this.kinds[this.i]!;
		if (kind !== T.MINUS && kind !== T.PLUS && kind !== T.TILDE) return this.power();
		const s = this.i;
		let next: number = kind;
		while (next === T.MINUS || next === T.PLUS || next === T.TILDE) next = this.kinds[++this.i]!;
		const last = this.i - 1;
		if (last - s >= MAX_DEPTH) throw TOO_DEEP;
		let node = this.power();
		for (let k = last; k >= s; k--) {
			const sign = this.kinds[k];
			node = N.UnaryOp(this.t, k, this.i - 1, sign === T.MINUS ? "USub" : sign === T.PLUS ? "UAdd" : "Invert", node);
		}
		return node;
	}

	private power(): ast.expr {
		const s = this.i;
		const left = this.awaitPrimary();
		if (this.kinds[this.i] !== T.DOUBLESTAR) return left;
		this.i++;
		this.enter(POWER_LEVELS);
		const right = this.factor();
		this.depth -= POWER_LEVELS;
		return N.BinOp(this.t, s, this.i - 1, left, "Pow", right);
	}

	private awaitPrimary(): ast.expr {
		if (this.kinds[this.i] !== T.KW_AWAIT) return this.primary();
		const s = this.i++;
		const value = this.primary();
		return N.Await(this.t, s, this.i - 1, value);
	}

	primary(): ast.expr {
		const s = this.i;
		let node = this.atom();
		for (;;) {
			switch (this.kinds[this.i]) {
				case T.DOT: {
					this.i++;
					const attr = this.identifier();
					node = N.Attribute(this.t, s, this.i - 1, node, attr, "Load");
					break;
				}
				case T.LPAR:
					node = this.call(s, node);
					break;
				case T.LSQB: {
					this.i++;
					const slice = this.slices();
					this.expect(T.RSQB);
					node = N.Subscript(this.t, s, this.i - 1, node, slice, "Load");
					break;
				}
				default:
					return node;
			}
		}
	}

	private atom(): ast.expr {
		const i = this.i;
		switch (this.kinds[i]) {
			case T.NAME:
				this.i = i + 1;
				return N.Name(this.t, i, i, this.t.text(i), "Load");
			case T.NUMBER:
				return this.number();
			case T.STRING:
			case T.FSTRING_START:
			case T.TSTRING_START:
				return strings(this);
			case T.LPAR:
				return this.parenthesis();
			case T.LSQB:
				return this.list();
			case T.LBRACE:
				return this.brace();
			case T.KW_NONE:
				this.i = i + 1;
				return N.Constant(this.t, i, i, NONE, null);
			case T.KW_TRUE:
				this.i = i + 1;
				return N.Constant(this.t, i, i, TRUE, null);
			case T.KW_FALSE:
				this.i = i + 1;
				return N.Constant(this.t, i, i, FALSE, null);
			case T.ELLIPSIS:
				this.i = i + 1;
				return N.Constant(this.t, i, i, ELLIPSIS, null);
			default:
				return this.fail();
		}
	}

	number(): ast.Constant {
		const i = this.i;
		this.expect(T.NUMBER);
		const value = numberValue(this.t.text(i));
		if (typeof value === "string") this.fail();
		return N.Constant(this.t, i, i, value, null);
	}

	/** genexp, tuple or group. */
	private parenthesis(): ast.expr {
		const s = this.i++;
		const kind = this.kinds[this.i];
		if (kind === T.RPAR) {
			this.i++;
			return N.Tuple(this.t, s, s + 1, [], "Load");
		}
		if (kind === T.KW_YIELD) {
			const value = this.yieldExpr();
			this.expect(T.RPAR);
			return value;
		}
		const first = this.starNamedExpression();
		const next = this.kinds[this.i];
		if (next === T.RPAR && first._class !== "Starred") {
			this.i++;
			return first;
		}
		if (next === T.COMMA) {
			const elts = this.restOfElements(first, T.RPAR);
			return N.Tuple(this.t, s, this.i - 1, elts, "Load");
		}
		if (first._class === "Starred" || !this.atComprehension()) this.fail();
		const generators = this.forIfClauses();
		this.expect(T.RPAR);
		return N.GeneratorExp(this.t, s, this.i - 1, first, generators);
	}

	/** The other elements of a bracketed list, from the comma to past the bracket `close`. */
	private restOfElements(first: ast.expr, close: number): ast.expr[] {
		const elts = [first];
		while (this.accept(T.COMMA)) {
			if (this.kinds[this.i] === close) break;
			elts.push(this.starNamedExpression());
		}
		this.expect(close);
		return elts;
	}

	private list(): ast.expr {
		const s = this.i++;
		if (this.accept(T.RSQB)) return N.List(this.t, s, this.i - 1, [], "Load");
		const first = this.starNamedExpression();
		if (first._class !== "Starred" && this.atComprehension()) {
			const generators = this.forIfClauses();
			this.expect(T.RSQB);
			return N.ListComp(this.t, s, this.i - 1, first, generators);
		}
		const elts = this.restOfElements(first, T.RSQB);
		return N.List(this.t, s, this.i - 1, elts, "Load");
	}

	/** dict, set, or a comprehension of either. */
	private brace(): ast.expr {
		const s = this.i++;
		const kind = this.kinds[this.i];
		if (kind === T.RBRACE) {
			this.i++;
			return N.Dict(this.t, s, s + 1, [], []);
		}
		if (kind === T.DOUBLESTAR) return this.dict(s);
		const first = this.starNamedExpression();
		if (this.kinds[this.i] === T.COLON) {
			// A key is an `expression`: no star, no walrus (which in parentheses starts with a bracket).
			if (first._class === "Starred" || (first._class === "NamedExpr" && this.kinds[s + 1] === T.NAME)) this.fail();
			return this.dict(s, first);
		}
		if (first._class !== "Starred" && this.atComprehension()) {
			const generators = this.forIfClauses();
			this.expect(T.RBRACE);
			return N.SetComp(this.t, s, this.i - 1, first, generators);
		}
		const elts = this.restOfElements(first, T.RBRACE);
		return N.Set(this.t, s, this.i - 1, elts);
	}

	/** A dict whose first key may have been read already. */
	private dict(s: number, firstKey?: ast.expr): ast.expr {
		const keys: (ast.expr | null)[] = [];
		const values: ast.expr[] = [];
		let key = firstKey;
		do {
			if (key === undefined && this.kinds[this.i] === T.RBRACE) break;
			if (key === undefined && this.accept(T.DOUBLESTAR)) {
				keys.push(null);
				values.push(this.binary(1));
				continue;
			}
			key ??= this.expression();
			this.expect(T.COLON);
			const value = this.expression();
			if (values.length === 0 && this.atComprehension()) {
				const generators = this.forIfClauses();
				this.expect(T.RBRACE);
				return N.DictComp(this.t, s, this.i - 1, key, value, generators);
			}
			keys.push(key);
			values.push(value);
			key = undefined;
		} while (this.accept(T.COMMA));
		this.expect(T.RBRACE);
		return N.Dict(this.t, s, this.i - 1, keys, values);
	}

	private atComprehension(): boolean {
		const kind = this.kinds[this.i];
		return kind === T.KW_FOR || (kind === T.KW_ASYNC && this.kinds[this.i + 1] === T.KW_FOR);
	}

	private forIfClauses(): ast.comprehension[] {
		const clauses: ast.comprehension[] = [];
		while (this.atComprehension()) {
			const isAsync = this.accept(T.KW_ASYNC) ? 1 : 0;
			this.i++;
			const target = this.starTargets();
			this.expect(T.KW_IN);
			const iter = this.disjunction();
			const ifs: ast.expr[] = [];
			while (this.accept(T.KW_IF)) ifs.push(this.disjunction());
			clauses.push({ _class: "comprehension", target, iter, ifs, is_async: isAsync });
		}
		return clauses;
	}

	/** star_targets where `in` may follow: targets are primaries, so the `in` isn't taken for a comparison. */
	starTargets(): ast.expr {
		const s = this.i;
		const first = this.starTarget();
		if (this.kinds[this.i] !== T.COMMA) return first;
		const elts = [first];
		while (this.accept(T.COMMA)) {
			if (ENDS_LIST[this.kinds[this.i]!] === 1) break;
			elts.push(this.starTarget());
		}
		return N.Tuple(this.t, s, this.i - 1, elts, "Store");
	}

	starTarget(): ast.expr {
		if (this.kinds[this.i] !== T.STAR) return this.toTarget(this.primary(), false);
		const s = this.i++;
		const value = this.toTarget(this.primary(), false);
		return N.Starred(this.t, s, this.i - 1, value, "Store");
	}

	/** slices: between the brackets of a subscript. */
	private slices(): ast.expr {
		const s = this.i;
		const first = this.sliceOrStarred();
		if (this.kinds[this.i] !== T.COMMA && first._class !== "Starred") return first;
		const elts = [first];
		while (this.accept(T.COMMA)) {
			if (this.kinds[this.i] === T.RSQB) break;
			elts.push(this.sliceOrStarred());
		}
		return N.Tuple(this.t, s, this.i - 1, elts, "Load");
	}

	private sliceOrStarred(): ast.expr {
		const s = this.i;
		if (this.kinds[s] === T.STAR) return this.starredArgument();
		let lower: ast.expr | null = null;
		if (this.kinds[s] !== T.COLON) {
			lower = this.namedExpression();
			if (this.kinds[this.i] !== T.COLON) return lower;
			if (lower._class === "NamedExpr" && this.kinds[s] === T.NAME) this.fail();
		}
		this.i++;
		const upper = this.sliceBound();
		const step = this.accept(T.COLON) ? this.sliceBound() : null;
		return N.Slice(this.t, s, this.i - 1, lower, upper, step);
	}

	private sliceBound(): ast.expr | null {
		const kind = this.kinds[this.i];
		return kind === T.COLON || kind === T.COMMA || kind === T.RSQB ? null : this.expression();
	}

	/** `*` and an expression, as in calls and subscripts. */
	private starredArgument(): ast.expr {
		const s = this.i++;
		const value = this.expression();
		return N.Starred(this.t, s, this.i - 1, value, "Load");
	}

	/** The call of `func`, which starts at token `s`; the next token is its parenthesis. */
	private call(s: number, func: ast.expr): ast.expr {
		const open = this.i;
		if (this.kinds[open + 1] === T.RPAR) {
			this.i = open + 2;
			return N.Call(this.t, s, open + 1, func, [], []);
		}
		this.i = open + 1;
		const args: ast.expr[] = [];
		const keywords: ast.keyword[] = [];
		this.callArguments(args, keywords, open);
		return N.Call(this.t, s, this.i - 1, func, args, keywords);
	}

	/** arguments, to past the closing parenthesis. A class's bases are read with `open` = -1: no bare generator expression. */
	callArguments(args: ast.expr[], keywords: ast.keyword[], open: number): void {
		let isAfterUnpacking = false;
		do {
			const s = this.i;
			const kind = this.kinds[s];
			if (kind === T.RPAR) break;
			if (kind === T.STAR) {
				if (isAfterUnpacking) this.fail();
				args.push(this.starredArgument());
			} else if (kind === T.DOUBLESTAR) {
				this.i++;
				isAfterUnpacking = true;
				const value = this.expression();
				keywords.push(N.keyword(this.t, s, this.i - 1, null, value));
			} else if (kind === T.NAME && this.kinds[s + 1] === T.EQUAL) {
				this.i += 2;
				const value = this.expression();
				keywords.push(N.keyword(this.t, s, this.i - 1, this.t.text(s), value));
			} else {
				if (keywords.length > 0) this.fail();
				const value = this.namedExpression();
				if (this.atComprehension()) {
					this.bareGenerator(args, open, value);
					return;
				}
				args.push(value);
			}
		} while (this.accept(T.COMMA));
		this.expect(T.RPAR);
	}

	/** The generator expression that is a call's only argument: its position includes the call's parentheses. */
	private bareGenerator(args: ast.expr[], open: number, element: ast.expr): void {
		if (open < 0 || args.length > 0) this.fail();
		const generators = this.forIfClauses();
		this.expect(T.RPAR);
		args.push(N.GeneratorExp(this.t, open, this.i - 1, element, generators));
	}

	private lambda(): ast.expr {
		const s = this.i++;
		const args = this.parameters(T.COLON, false);
		this.expect(T.COLON);
		this.enter(LAMBDA_LEVELS);
		const body = this.expression();
		this.depth -= LAMBDA_LEVELS;
		return N.Lambda(this.t, s, this.i - 1, args, body);
	}

	/** Parameters up to the token `close` (not consumed), with annotations or, for a lambda, without. */
	parameters(close: number, isAnnotated: boolean): ast.arguments {
		const out: ast.arguments = {
			_class: "arguments",
			posonlyargs: [],
			args: [],
			vararg: null,
			kwonlyargs: [],
			kw_defaults: [],
			kwarg: null,
			defaults: [],
		};
		let isKeywordOnly = false;
		while (this.kinds[this.i] !== close) {
			let last: ast.arg | null = null;
			switch (this.kinds[this.i]) {
				case T.SLASH:
					if (isKeywordOnly || out.posonlyargs.length > 0 || out.args.length === 0) this.fail();
					this.i++;
					out.posonlyargs = out.args;
					out.args = [];
					break;
				case T.STAR:
					if (isKeywordOnly) this.fail();
					isKeywordOnly = true;
					this.i++;
					if (this.kinds[this.i] === T.COMMA) this.bareStar(close);
					else last = out.vararg = this.parameter(isAnnotated, true);
					break;
				case T.DOUBLESTAR:
					this.i++;
					out.kwarg = this.parameter(isAnnotated, false);
					if (this.kinds[this.i] === T.EQUAL) this.fail();
					this.accept(T.COMMA);
					if (isAnnotated) out.kwarg.type_comment = this.typeComment();
					if (this.kinds[this.i] !== close) this.fail();
					return out;
				default:
					last = this.ordinaryParameter(out, isAnnotated, isKeywordOnly);
			}
			const isFollowed = this.accept(T.COMMA);
			if (isAnnotated && last !== null) last.type_comment = this.typeComment();
			if (!isFollowed) break;
		}
		if (this.kinds[this.i] !== close) this.fail();
		return out;
	}

	/** After a bare `*` a named parameter must come. */
	private bareStar(close: number): void {
		const kind = this.kinds[this.i + 1];
		if (kind === close || kind === T.DOUBLESTAR) this.fail();
	}

	private ordinaryParameter(out: ast.arguments, isAnnotated: boolean, isKeywordOnly: boolean): ast.arg {
		const parameter = this.parameter(isAnnotated, false);
		const value = this.accept(T.EQUAL) ? this.expression() : null;
		if (isKeywordOnly) {
			out.kwonlyargs.push(parameter);
			out.kw_defaults.push(value);
			return parameter;
		}
		if (value !== null) out.defaults.push(value);
		else if (out.defaults.length > 0) this.fail();
		out.args.push(parameter);
		return parameter;
	}

	private parameter(isAnnotated: boolean, isStarAllowed: boolean): ast.arg {
		const s = this.i;
		const name = this.identifier();
		let annotation: ast.expr | null = null;
		if (isAnnotated && this.accept(T.COLON)) {
			annotation = isStarAllowed && this.kinds[this.i] === T.STAR ? this.starredOperand() : this.expression();
		}
		return N.arg(this.t, s, this.i - 1, name, annotation, null);
	}
}
