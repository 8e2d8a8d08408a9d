// Statements. `statement` decides by the first token; an expression statement turns into an assignment when its operator
// comes. A statement ends at its last token that isn't a line end, which is why `lastToken` is asked and not a node.
// Longer than other files because every method needs the others of its class.
// Mirrors the sections on statements of Grammar/python.gram; a method has its rule's name, without underscores.

import type * as ast from "./ast.ts";
import type { GoodEnds } from "./errorMachine.ts";
import type { NameLookup } from "./escapes.ts";
import * as N from "./nodes.ts";
import { FAILURE, TOO_DEEP } from "./parserCore.ts";
import { PatternParser } from "./parserPatterns.ts";
import * as T from "./tokens.ts";

const AUGMENTED: (ast.operator | undefined)[] = [];
AUGMENTED[T.PLUSEQUAL] = "Add";
AUGMENTED[T.MINEQUAL] = "Sub";
AUGMENTED[T.STAREQUAL] = "Mult";
AUGMENTED[T.SLASHEQUAL] = "Div";
AUGMENTED[T.PERCENTEQUAL] = "Mod";
AUGMENTED[T.ATEQUAL] = "MatMult";
AUGMENTED[T.VBAREQUAL] = "BitOr";
AUGMENTED[T.AMPEREQUAL] = "BitAnd";
AUGMENTED[T.CIRCUMFLEXEQUAL] = "BitXor";
AUGMENTED[T.DOUBLESTAREQUAL] = "Pow";
AUGMENTED[T.DOUBLESLASHEQUAL] = "FloorDiv";
AUGMENTED[T.LEFTSHIFTEQUAL] = "LShift";
AUGMENTED[T.RIGHTSHIFTEQUAL] = "RShift";

interface ElifPart {
	start: number;
	test: ast.expr;
	body: ast.stmt[];
}

export class StatementParser extends PatternParser {
	/** file */
	module(): ast.Module {
		const body: ast.stmt[] = [];
		while (this.kinds[this.i] !== T.ENDMARKER) {
			this.statement(body);
		}
		return { _class: "Module", body, type_ignores: this.t.typeIgnores.map((ignore) => ({ _class: "TypeIgnore", ...ignore })) };
	}

	/** eval */
	evalInput(): ast.Expression {
		const body = this.expressions();
		while (this.accept(T.NEWLINE));
		this.expect(T.ENDMARKER);
		return { _class: "Expression", body };
	}

	/** func_type: the signature that a function's type comment gives. */
	funcType(): ast.FunctionType {
		this.expect(T.LPAR);
		const argtypes = this.kinds[this.i] === T.RPAR ? [] : this.typeExpressions();
		this.expect(T.RPAR);
		this.expect(T.RARROW);
		const returns = this.expression();
		while (this.accept(T.NEWLINE));
		this.expect(T.ENDMARKER);
		return { _class: "FunctionType", argtypes, returns };
	}

	/** type_expressions: the stars leave no trace in the tree. */
	private typeExpressions(): ast.expr[] {
		const types: ast.expr[] = [];
		let last = 0;
		do {
			const star = this.accept(T.STAR) ? 1 : this.accept(T.DOUBLESTAR) ? 2 : 0;
			if (last > 0 && star <= last) this.fail();
			last = star;
			types.push(this.expression());
		} while (this.accept(T.COMMA));
		return types;
	}

	/** interactive: one line, or one compound statement and an empty line. */
	interactive(): ast.Interactive {
		const body: ast.stmt[] = [];
		if (this.accept(T.NEWLINE)) {
			body.push(N.Pass(this.t, this.i - 1, this.i - 1));
			return { _class: "Interactive", body };
		}
		if (this.compoundStmt(body)) this.expect(T.NEWLINE);
		else this.simpleStmts(body);
		return { _class: "Interactive", body };
	}

	protected statement(out: ast.stmt[]): void {
		if (!this.compoundStmt(out)) this.simpleStmts(out);
	}

	/** Adds a compound statement; false if none starts here. */
	protected compoundStmt(out: ast.stmt[]): boolean {
		switch (this.kinds[this.i]) {
			case T.KW_IF:
				out.push(this.ifStmt());
				return true;
			case T.KW_DEF:
				out.push(this.functionDef([], this.i));
				return true;
			case T.KW_CLASS:
				out.push(this.classDef([]));
				return true;
			case T.KW_FOR:
				out.push(this.forStmt(this.i));
				return true;
			case T.KW_WITH:
				out.push(this.withStmt(this.i));
				return true;
			case T.KW_TRY:
				out.push(this.tryStmt());
				return true;
			case T.KW_WHILE:
				out.push(this.whileStmt());
				return true;
			case T.AT:
				out.push(this.decorated());
				return true;
			case T.KW_ASYNC:
				out.push(this.asyncStmt());
				return true;
			case T.NAME:
				if (!this.atWord("match") || !this.isMatchHeader()) return false;
				out.push(this.matchStmt());
				return true;
			default:
				return false;
		}
	}

	/** simple_stmts: to the end of the line. */
	private simpleStmts(out: ast.stmt[]): void {
		do {
			if (this.kinds[this.i] === T.NEWLINE && out.length > 0 && this.kinds[this.i - 1] === T.SEMI) break;
			out.push(this.simpleStmt());
		} while (this.accept(T.SEMI));
		this.expect(T.NEWLINE);
	}

	protected simpleStmt(): ast.stmt {
		const s = this.i;
		switch (this.kinds[s]) {
			case T.KW_RETURN:
				return this.returnStmt();
			case T.KW_IMPORT:
				return this.importName();
			case T.KW_FROM:
				return this.importFrom();
			case T.KW_RAISE:
				return this.raiseStmt();
			case T.KW_PASS:
				this.i++;
				return N.Pass(this.t, s, s);
			case T.KW_BREAK:
				this.i++;
				return N.Break(this.t, s, s);
			case T.KW_CONTINUE:
				this.i++;
				return N.Continue(this.t, s, s);
			case T.KW_DEL:
				return this.delStmt();
			case T.KW_ASSERT:
				return this.assertStmt();
			case T.KW_GLOBAL: {
				const names = this.nameList();
				return N.Global(this.t, s, this.i - 1, names);
			}
			case T.KW_NONLOCAL: {
				const names = this.nameList();
				return N.Nonlocal(this.t, s, this.i - 1, names);
			}
			case T.KW_YIELD: {
				const value = this.yieldExpr();
				return N.Expr(this.t, s, this.i - 1, value);
			}
			case T.NAME:
				if (this.kinds[s + 1] === T.NAME && this.atWord("type")) return this.typeAlias();
				return this.expressionStmt();
			default:
				return this.expressionStmt();
		}
	}

	/** An expression, or an assignment of any kind. */
	private expressionStmt(): ast.stmt {
		const s = this.i;
		const value = this.starExpressions();
		const kind = this.kinds[this.i]!;
		if (kind === T.NEWLINE) return N.Expr(this.t, s, this.i - 1, value);
		if (kind === T.EQUAL) return this.assignment(s, value);
		if (kind === T.COLON) return this.annotatedAssignment(s, value);
		const op = AUGMENTED[kind];
		if (op === undefined) return N.Expr(this.t, s, this.i - 1, value);
		if (value._class !== "Name" && value._class !== "Attribute" && value._class !== "Subscript") this.fail();
		value.ctx = "Store";
		this.i++;
		const right = this.annotatedRhs();
		return N.AugAssign(this.t, s, this.i - 1, value, op, right);
	}

	private assignment(s: number, first: ast.expr): ast.stmt {
		const targets: ast.expr[] = [];
		let value = first;
		while (this.accept(T.EQUAL)) {
			targets.push(this.toTarget(value, true));
			value = this.annotatedRhs();
		}
		const comment = this.typeComment();
		return N.Assign(this.t, s, this.i - 1, targets, value, comment);
	}

	private annotatedAssignment(s: number, target: ast.expr): ast.stmt {
		if (target._class !== "Name" && target._class !== "Attribute" && target._class !== "Subscript") this.fail();
		target.ctx = "Store";
		const simple = target._class === "Name" && this.kinds[s] === T.NAME ? 1 : 0;
		this.i++;
		const annotation = this.expression();
		const value = this.accept(T.EQUAL) ? this.annotatedRhs() : null;
		return N.AnnAssign(this.t, s, this.i - 1, target, annotation, value, simple);
	}

	private atStatementEnd(): boolean {
		const kind = this.kinds[this.i];
		return kind === T.NEWLINE || kind === T.SEMI;
	}

	private returnStmt(): ast.stmt {
		const s = this.i++;
		const value = this.atStatementEnd() ? null : this.starExpressions();
		return N.Return(this.t, s, this.i - 1, value);
	}

	private raiseStmt(): ast.stmt {
		const s = this.i++;
		const exc = this.atStatementEnd() ? null : this.expression();
		const cause = exc !== null && this.accept(T.KW_FROM) ? this.expression() : null;
		return N.Raise(this.t, s, this.i - 1, exc, cause);
	}

	private delStmt(): ast.stmt {
		const s = this.i++;
		const targets: ast.expr[] = [];
		do {
			if (targets.length > 0 && this.atStatementEnd()) break;
			targets.push(this.toDeleted(this.primary()));
		} while (this.accept(T.COMMA));
		if (!this.atStatementEnd()) this.fail();
		return N.Delete(this.t, s, this.i - 1, targets);
	}

	private assertStmt(): ast.stmt {
		const s = this.i++;
		const test = this.expression();
		const msg = this.accept(T.COMMA) ? this.expression() : null;
		return N.Assert(this.t, s, this.i - 1, test, msg);
	}

	/** The names after `global` or `nonlocal`. */
	private nameList(): string[] {
		const names: string[] = [];
		do {
			this.i++;
			names.push(this.identifier());
		} while (this.kinds[this.i] === T.COMMA);
		return names;
	}

	private dottedName(): string {
		let name = this.identifier();
		while (this.accept(T.DOT)) name += `.${this.identifier()}`;
		return name;
	}

	private importName(): ast.stmt {
		const s = this.i++;
		const names: ast.alias[] = [];
		do {
			const start = this.i;
			const name = this.dottedName();
			const asname = this.accept(T.KW_AS) ? this.identifier() : null;
			names.push(N.alias(this.t, start, this.i - 1, name, asname));
		} while (this.accept(T.COMMA));
		return N.Import(this.t, s, this.i - 1, names);
	}

	private importFrom(): ast.stmt {
		const s = this.i++;
		let level = 0;
		for (;;) {
			if (this.accept(T.DOT)) level++;
			else if (this.accept(T.ELLIPSIS)) level += 3;
			else break;
		}
		const module = level > 0 && this.kinds[this.i] === T.KW_IMPORT ? null : this.dottedName();
		this.expect(T.KW_IMPORT);
		const names = this.importFromTargets();
		if (module === "__future__" && level === 0 && names.some((name) => name.name === "barry_as_FLUFL")) this.isBarry = true;
		return N.ImportFrom(this.t, s, this.i - 1, module, names, level);
	}

	private importFromTargets(): ast.alias[] {
		const s = this.i;
		if (this.accept(T.STAR)) return [N.alias(this.t, s, s, "*", null)];
		const isBracketed = this.accept(T.LPAR);
		const names: ast.alias[] = [];
		do {
			if (isBracketed && names.length > 0 && this.kinds[this.i] === T.RPAR) break;
			const start = this.i;
			const name = this.identifier();
			const asname = this.accept(T.KW_AS) ? this.identifier() : null;
			names.push(N.alias(this.t, start, this.i - 1, name, asname));
		} while (this.accept(T.COMMA));
		if (isBracketed) this.expect(T.RPAR);
		return names;
	}

	private typeAlias(): ast.stmt {
		const s = this.i++;
		const nameToken = this.i;
		const name = N.Name(this.t, nameToken, nameToken, this.identifier(), "Store");
		const parameters = this.typeParams();
		this.expect(T.EQUAL);
		const value = this.expression();
		return N.TypeAlias(this.t, s, this.i - 1, name, parameters, value);
	}

	/** type_params, if a bracket opens here. */
	private typeParams(): ast.type_param[] {
		const parameters: ast.type_param[] = [];
		if (!this.accept(T.LSQB)) return parameters;
		do {
			if (parameters.length > 0 && this.kinds[this.i] === T.RSQB) break;
			parameters.push(this.typeParam());
		} while (this.accept(T.COMMA));
		this.expect(T.RSQB);
		return parameters;
	}

	private typeParam(): ast.type_param {
		const s = this.i;
		if (this.accept(T.STAR)) {
			const name = this.identifier();
			const value = this.accept(T.EQUAL) ? this.starExpression() : null;
			return N.TypeVarTuple(this.t, s, this.i - 1, name, value);
		}
		if (this.accept(T.DOUBLESTAR)) {
			const name = this.identifier();
			const value = this.accept(T.EQUAL) ? this.expression() : null;
			return N.ParamSpec(this.t, s, this.i - 1, name, value);
		}
		const name = this.identifier();
		const bound = this.accept(T.COLON) ? this.expression() : null;
		const value = this.accept(T.EQUAL) ? this.expression() : null;
		return N.TypeVar(this.t, s, this.i - 1, name, bound, value);
	}

	/** block, from its colon on. */
	private block(): ast.stmt[] {
		this.expect(T.COLON);
		return this.blockBody();
	}

	private blockBody(): ast.stmt[] {
		const body: ast.stmt[] = [];
		if (!this.accept(T.NEWLINE)) {
			this.simpleStmts(body);
			return body;
		}
		this.expect(T.INDENT);
		do this.statement(body);
		while (this.kinds[this.i] !== T.DEDENT);
		this.i++;
		return body;
	}

	private elseBlock(): ast.stmt[] {
		return this.accept(T.KW_ELSE) ? this.block() : [];
	}

	/** if_stmt with all its elif parts, which are nested from the last one outwards. */
	private ifStmt(): ast.stmt {
		const parts: ElifPart[] = [];
		const depth = this.depth;
		do {
			const start = this.i++;
			const test = this.namedExpression();
			parts.push({ start, test, body: this.block() });
			this.enter(1);
		} while (this.kinds[this.i] === T.KW_ELIF);
		let orelse = this.elseBlock();
		this.depth = depth;
		const e = this.lastToken();
		for (let k = parts.length - 1; k > 0; k--) {
			const part = parts[k]!;
			orelse = [N.If(this.t, part.start, e, part.test, part.body, orelse)];
		}
		const first = parts[0]!;
		return N.If(this.t, first.start, e, first.test, first.body, orelse);
	}

	private whileStmt(): ast.stmt {
		const s = this.i++;
		const test = this.namedExpression();
		const body = this.block();
		const orelse = this.elseBlock();
		return N.While(this.t, s, this.lastToken(), test, body, orelse);
	}

	/** `s`: the first token, which is `async` if that stands before. */
	private forStmt(s: number): ast.stmt {
		const isAsync = this.i !== s;
		this.i++;
		const target = this.starTargets();
		this.expect(T.KW_IN);
		const iter = this.starExpressions();
		this.expect(T.COLON);
		const comment = this.typeComment();
		const body = this.blockBody();
		const orelse = this.elseBlock();
		const build = isAsync ? N.AsyncFor : N.For;
		return build(this.t, s, this.lastToken(), target, iter, body, orelse, comment);
	}

	private asyncStmt(): ast.stmt {
		const s = this.i++;
		switch (this.kinds[this.i]) {
			case T.KW_DEF:
				return this.functionDef([], s);
			case T.KW_FOR:
				return this.forStmt(s);
			case T.KW_WITH:
				return this.withStmt(s);
			default:
				return this.fail();
		}
	}

	private decorated(): ast.stmt {
		const decorators: ast.expr[] = [];
		while (this.accept(T.AT)) {
			decorators.push(this.namedExpression());
			this.expect(T.NEWLINE);
		}
		const s = this.i;
		if (this.kinds[s] === T.KW_CLASS) return this.classDef(decorators);
		if (this.kinds[s] === T.KW_ASYNC) this.i++;
		if (this.kinds[this.i] !== T.KW_DEF) this.fail();
		return this.functionDef(decorators, s);
	}

	private functionDef(decorators: ast.expr[], s: number): ast.stmt {
		const isAsync = this.i !== s;
		this.i++;
		const name = this.identifier();
		const typeParams = this.typeParams();
		this.expect(T.LPAR);
		const args = this.parameters(T.RPAR, true);
		this.expect(T.RPAR);
		const returns = this.accept(T.RARROW) ? this.expression() : null;
		this.expect(T.COLON);
		const comment = this.funcTypeComment();
		const body = this.blockBody();
		const build = isAsync ? N.AsyncFunctionDef : N.FunctionDef;
		return build(this.t, s, this.lastToken(), name, args, body, decorators, returns, comment, typeParams);
	}

	/** func_type_comment: behind the colon, or alone on the line between it and the block. */
	private funcTypeComment(): string | null {
		const i = this.i;
		const [first, second, third, fourth] = [this.kinds[i], this.kinds[i + 1], this.kinds[i + 2], this.kinds[i + 3]];
		if (first === T.NEWLINE && second === T.TYPE_COMMENT && third === T.NEWLINE && fourth === T.INDENT) this.i++;
		return this.typeComment();
	}

	private classDef(decorators: ast.expr[]): ast.stmt {
		const s = this.i++;
		const name = this.identifier();
		const typeParams = this.typeParams();
		const bases: ast.expr[] = [];
		const keywords: ast.keyword[] = [];
		if (this.accept(T.LPAR)) this.callArguments(bases, keywords, -1);
		const body = this.block();
		return N.ClassDef(this.t, s, this.lastToken(), name, bases, keywords, body, decorators, typeParams);
	}

	private withStmt(s: number): ast.stmt {
		const isAsync = this.i !== s;
		this.i++;
		const items = this.bracketedWithItems() ?? this.withItems();
		this.expect(T.COLON);
		const comment = this.typeComment();
		const body = this.blockBody();
		const build = isAsync ? N.AsyncWith : N.With;
		return build(this.t, s, this.lastToken(), items, body, comment);
	}

	private withItems(): ast.withitem[] {
		const items: ast.withitem[] = [];
		do items.push(this.withItem());
		while (this.accept(T.COMMA));
		return items;
	}

	private withItem(): ast.withitem {
		const context = this.expression();
		const target = this.accept(T.KW_AS) ? this.starTarget() : null;
		return { _class: "withitem", context_expr: context, optional_vars: target };
	}

	/** Items in parentheses; null, and nothing consumed, if the parenthesis is part of an expression. */
	private bracketedWithItems(): ast.withitem[] | null {
		const s = this.i;
		if (this.kinds[s] !== T.LPAR || this.kinds[this.matchingBracket(s) + 1] !== T.COLON) return null;
		try {
			this.i++;
			const items: ast.withitem[] = [];
			do {
				if (items.length > 0 && this.kinds[this.i] === T.RPAR) break;
				items.push(this.withItem());
			} while (this.accept(T.COMMA));
			this.expect(T.RPAR);
			if (this.kinds[this.i] === T.COLON) return items;
		} catch (failure) {
			if (failure !== FAILURE) throw failure;
		}
		this.i = s;
		return null;
	}

	/** The token that closes the bracket at token `open`, or the last token. */
	private matchingBracket(open: number): number {
		let level = 0;
		for (let k = open; k < this.t.count; k++) {
			const kind = this.kinds[k]!;
			if (kind < T.LPAR || kind > T.RBRACE) continue;
			// Opening brackets have even kinds.
			level += kind % 2 === 0 ? 1 : -1;
			if (level === 0) return k;
		}
		return this.t.count - 1;
	}

	private tryStmt(): ast.stmt {
		const s = this.i++;
		const body = this.block();
		const handlers: ast.ExceptHandler[] = [];
		const isStar = this.kinds[this.i] === T.KW_EXCEPT && this.kinds[this.i + 1] === T.STAR;
		while (this.kinds[this.i] === T.KW_EXCEPT) handlers.push(this.exceptBlock(isStar));
		const orelse = handlers.length > 0 ? this.elseBlock() : [];
		const finalbody = this.accept(T.KW_FINALLY) ? this.block() : [];
		if (handlers.length === 0 && finalbody.length === 0) this.fail();
		const build = isStar ? N.TryStar : N.Try;
		return build(this.t, s, this.lastToken(), body, handlers, orelse, finalbody);
	}

	private exceptBlock(isStar: boolean): ast.ExceptHandler {
		const s = this.i++;
		if (this.accept(T.STAR) !== isStar) this.fail();
		let type: ast.expr | null = null;
		let name: string | null = null;
		if (isStar || this.kinds[this.i] !== T.COLON) {
			const start = this.i;
			type = this.expressions();
			if (this.kinds[this.i] === T.KW_AS) {
				if (this.isBareTuple(type, start)) this.fail();
				this.i++;
				name = this.identifier();
			}
		}
		const body = this.block();
		return N.ExceptHandler(this.t, s, this.lastToken(), type, name, body);
	}

	/** A tuple whose own parentheses aren't its first token, as in `(a), b`. */
	private isBareTuple(node: ast.expr, start: number): boolean {
		return node._class === "Tuple" && (this.kinds[start] !== T.LPAR || this.matchingBracket(start) !== this.i - 1);
	}

	/** The line ends in a colon and a block follows: with `match` in front nothing else can be meant. */
	private isMatchHeader(): boolean {
		let k = this.i + 1;
		const kind = this.kinds[k];
		if (kind === T.EQUAL || kind === T.DOT || kind === T.NEWLINE || kind === T.COLON || kind === T.COMMA) return false;
		while (this.kinds[k] !== T.NEWLINE && k < this.t.count) k++;
		return this.kinds[k - 1] === T.COLON && this.kinds[k + 1] === T.INDENT;
	}

	private matchStmt(): ast.stmt {
		const s = this.i++;
		const subject = this.subjectExpr();
		this.expect(T.COLON);
		this.expect(T.NEWLINE);
		this.expect(T.INDENT);
		const cases: ast.match_case[] = [];
		do cases.push(this.caseBlock());
		while (this.kinds[this.i] !== T.DEDENT);
		this.i++;
		return N.Match(this.t, s, this.lastToken(), subject, cases);
	}

	private subjectExpr(): ast.expr {
		const s = this.i;
		const first = this.starNamedExpression();
		if (this.kinds[this.i] !== T.COMMA) {
			if (first._class === "Starred") this.fail();
			return first;
		}
		const elts = [first];
		while (this.accept(T.COMMA)) {
			if (this.kinds[this.i] === T.COLON) break;
			elts.push(this.starNamedExpression());
		}
		return N.Tuple(this.t, s, this.i - 1, elts, "Load");
	}

	private caseBlock(): ast.match_case {
		if (!this.atWord("case")) this.fail();
		this.i++;
		const pattern = this.patterns();
		const guard = this.accept(T.KW_IF) ? this.namedExpression() : null;
		const body = this.block();
		return { _class: "match_case", pattern, guard, body };
	}
}

/** What is known of the statements of a source that failed. A statement counts as good if another good one follows in its block, or in its line. */
export interface GoodStatements extends GoodEnds {
	/** Where the last good compound statement starts, functions not counting; 0 and 0 if there is none. */
	lastLine: number;
	lastColumn: number;
}

/** Parses again what failed, to note which statements were good. */
class RecordingParser extends StatementParser {
	readonly ends = new Int32Array(this.t.count + 1);
	readonly simpleEnds = new Int32Array(this.t.count + 2);
	lastLine = 0;
	lastColumn = 0;

	protected override statement(out: ast.stmt[]): void {
		const start = this.i;
		super.statement(out);
		this.ends[start] = this.i;
	}

	protected override simpleStmt(): ast.stmt {
		const start = this.i;
		const statement = super.simpleStmt();
		if (this.kinds[this.i] === T.SEMI) this.simpleEnds[start] = this.i;
		return statement;
	}

	protected override compoundStmt(out: ast.stmt[]): boolean {
		if (!super.compoundStmt(out)) return false;
		const { _class, lineno, col_offset } = out[out.length - 1]!;
		// CPython's error pass takes a function for something else.
		if (_class === "FunctionDef" || _class === "AsyncFunctionDef") return true;
		if (lineno > this.lastLine || (lineno === this.lastLine && col_offset > this.lastColumn)) {
			this.lastLine = lineno;
			this.lastColumn = col_offset;
		}
		return true;
	}
}

/**
 * The error pass needn't read the statements in `ends`; the last good one of a block it must, because of errors such as an
 * `elif` after the `else`.
 */
export function goodStatements(tokens: T.TokenList, mode: string, lookup: NameLookup | undefined): GoodStatements {
	const parser = new RecordingParser(tokens, lookup);
	try {
		if (mode === "exec") parser.module();
		else if (mode === "single") parser.interactive();
	} catch (failure) {
		if (failure !== FAILURE && failure !== TOO_DEEP) throw failure;
	}
	const ends = parser.ends.map((end, _, all) => (end > 0 && all[end]! > 0 ? end : 0));
	const simpleEnds = parser.simpleEnds.map((end, _, all) => (end > 0 && all[end + 1]! > 0 ? end : 0));
	return { ends, simpleEnds, lastLine: parser.lastLine, lastColumn: parser.lastColumn };
}
