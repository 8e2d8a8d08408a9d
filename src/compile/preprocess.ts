// Rewrites the tree before the symbol table is built: `__debug__` becomes a constant, `"%s" % (x,)` an f-string, signed
// and complex numbers in patterns one constant, and at -OO docstrings go. Warns of a `return`, `break` or `continue` that
// leaves a `finally`. Changes the tree in place. Read `preprocess` first. Mirrors Python/ast_preprocess.c.

import { type AST, type arg, type BinOp, type expr, FIELDS, type mod, type stmt } from "../syntax/ast.ts";
import { type Constant, FALSE, TRUE } from "../syntax/constant.ts";
import { docstringOf } from "./docstring.ts";
import { syntaxWarning, type WarningHandler } from "./errors.ts";
import { CO_FUTURE_ANNOTATIONS } from "./flags.ts";
import { formatAsJoinedStr } from "./formatString.ts";
import { locationOf } from "./instructionSequence.ts";

export interface PreprocessOptions {
	readonly optimize: number;
	/** CO_FUTURE_* and PyCF_* bits. */
	readonly features: number;
	readonly warn: WarningHandler;
}

export function preprocess(tree: mod, options: PreprocessOptions): void {
	const pass = new Preprocessor(options);
	if (tree._class === "Module") pass.body(tree.body);
	else if (tree._class !== "FunctionType") pass.children(tree);
}

/** What leaves a `finally` depends on the innermost of these. */
type ControlFlow = "finally" | "function" | "loop";

class Preprocessor {
	readonly #options: PreprocessOptions;
	readonly #context: ControlFlow[] = [];

	constructor(options: PreprocessOptions) {
		this.#options = options;
	}

	body(statements: stmt[]): void {
		let hasDocstring = docstringOf(statements) !== null;
		if (hasDocstring && this.#options.optimize >= 2) {
			removeDocstring(statements);
			hasDocstring = false;
		}
		this.#statements(statements);
		if (!hasDocstring) hideDocstring(statements);
	}

	statement(s: stmt): void {
		switch (s._class) {
			case "FunctionDef":
			case "AsyncFunctionDef":
				for (const param of s.type_params) this.children(param);
				this.children(s.args);
				this.#within("function", () => this.body(s.body));
				this.#expressions(s.decorator_list);
				if (!this.#annotationsAreText && s.returns !== null) s.returns = this.expression(s.returns);
				return;
			case "ClassDef":
				for (const param of s.type_params) this.children(param);
				this.#expressions(s.bases);
				for (const keyword of s.keywords) this.children(keyword);
				this.body(s.body);
				this.#expressions(s.decorator_list);
				return;
			case "AnnAssign":
				s.target = this.expression(s.target);
				if (!this.#annotationsAreText) s.annotation = this.expression(s.annotation);
				if (s.value !== null) s.value = this.expression(s.value);
				return;
			case "For":
			case "AsyncFor":
				s.target = this.expression(s.target);
				s.iter = this.expression(s.iter);
				this.#within("loop", () => this.#statements(s.body));
				this.#statements(s.orelse);
				return;
			case "While":
				s.test = this.expression(s.test);
				this.#within("loop", () => this.#statements(s.body));
				this.#statements(s.orelse);
				return;
			case "Try":
			case "TryStar":
				this.#statements(s.body);
				for (const handler of s.handlers) this.children(handler);
				this.#statements(s.orelse);
				this.#within("finally", () => this.#statements(s.finalbody));
				return;
			case "Return":
				this.#checkExit(s, "return", "function");
				this.children(s);
				return;
			case "Break":
				this.#checkExit(s, "break", "loop");
				return;
			case "Continue":
				this.#checkExit(s, "continue", "loop");
				return;
			default:
				this.children(s);
				return;
		}
	}

	expression(e: expr): expr {
		if (e._class === "Constant") return e;
		if (e._class === "Name") {
			if (e.ctx !== "Load" || e.id !== "__debug__") return e;
			return constantAt(e, this.#options.optimize === 0 ? TRUE : FALSE);
		}
		this.children(e);
		return e._class === "BinOp" ? foldFormat(e) : e;
	}

	/** Every child, whatever the node is, is put in its place again. */
	children(node: AST): void {
		const record = node as unknown as { [field: string]: unknown };
		for (const field of FIELDS[node._class]) {
			const value = record[field];
			if (Array.isArray(value)) {
				for (let i = 0; i < value.length; i++) if (isNode(value[i])) value[i] = this.#child(value[i]);
			} else if (isNode(value)) {
				record[field] = this.#child(value);
			}
		}
	}

	#child(node: AST): AST {
		switch (node._class) {
			case "arg":
				this.#arg(node);
				return node;
			case "MatchValue":
				node.value = foldPatternConstant(node.value);
				return node;
			case "MatchMapping":
				node.keys = node.keys.map(foldPatternConstant);
				for (const pattern of node.patterns) this.#child(pattern);
				return node;
			default:
				if (STATEMENTS.has(node._class)) this.statement(node as stmt);
				else if ("lineno" in node && !NOT_EXPRESSIONS.has(node._class)) return this.expression(node as expr);
				else this.children(node);
				return node;
		}
	}

	#arg(node: arg): void {
		if (!this.#annotationsAreText && node.annotation !== null) node.annotation = this.expression(node.annotation);
	}

	#statements(list: readonly stmt[]): void {
		for (const s of list) this.statement(s);
	}

	#expressions(list: expr[]): void {
		for (let i = 0; i < list.length; i++) list[i] = this.expression(list[i]);
	}

	get #annotationsAreText(): boolean {
		return (this.#options.features & CO_FUTURE_ANNOTATIONS) !== 0;
	}

	#within(context: ControlFlow, visit: () => void): void {
		this.#context.push(context);
		visit();
		this.#context.pop();
	}

	/** A function or loop that starts within the `finally` ends there, too. */
	#checkExit(s: stmt, keyword: string, harmless: ControlFlow): void {
		const innermost = this.#context[this.#context.length - 1];
		if (innermost !== "finally" || innermost === harmless) return;
		this.#options.warn(syntaxWarning(`'${keyword}' in a 'finally' block`, locationOf(s)));
	}
}

const STATEMENTS = new Set(
	(
		"FunctionDef AsyncFunctionDef ClassDef Return Delete Assign TypeAlias AugAssign AnnAssign For AsyncFor While If With " +
		"AsyncWith Match Raise Try TryStar Assert Import ImportFrom Global Nonlocal Expr Pass Break Continue"
	).split(" "),
);
const NOT_EXPRESSIONS = new Set(
	(
		"ExceptHandler alias keyword MatchSingleton MatchSequence MatchClass MatchStar MatchAs MatchOr " + "TypeVar ParamSpec TypeVarTuple"
	).split(" "),
);

function isNode(value: unknown): value is AST {
	return typeof value === "object" && value !== null && "_class" in value;
}

function constantAt(e: expr, value: Constant): expr {
	const { lineno, col_offset, end_lineno, end_col_offset } = e;
	return { _class: "Constant", value, kind: null, lineno, col_offset, end_lineno, end_col_offset };
}

function removeDocstring(statements: stmt[]): void {
	const { lineno, col_offset } = statements[0];
	// A body must not become empty.
	if (statements.length > 1) statements.shift();
	else statements[0] = { _class: "Pass", lineno, col_offset, end_lineno: lineno, end_col_offset: col_offset + "pass".length };
}

/** A string that only now comes first is no docstring. */
function hideDocstring(statements: stmt[]): void {
	const first = statements[0];
	if (docstringOf(statements) === null || first._class !== "Expr") return;
	const { lineno, col_offset, end_lineno, end_col_offset } = first;
	first.value = { _class: "JoinedStr", values: [first.value], lineno, col_offset, end_lineno, end_col_offset };
}

function foldFormat(e: BinOp): expr {
	if (e.op !== "Mod" || e.left._class !== "Constant" || e.right._class !== "Tuple") return e;
	const { value } = e.left;
	if (value.type !== "str" || e.right.elts.some((elt) => elt._class === "Starred")) return e;
	return formatAsJoinedStr(e, value.value, e.right.elts) ?? e;
}

/** Patterns allow `-1`, `1+2j`, `-1-2j`; nothing else is computed here. */
function foldPatternConstant(e: expr): expr {
	if (e._class === "UnaryOp" && e.op === "USub" && e.operand._class === "Constant") {
		return constantAt(e, negate(e.operand.value));
	}
	if (e._class === "BinOp" && (e.op === "Add" || e.op === "Sub") && e.right._class === "Constant") {
		e.left = foldPatternConstant(e.left);
		if (e.left._class === "Constant") return constantAt(e, addImaginary(e.left.value, e.op, e.right.value));
	}
	return e;
}

function negate(value: Constant): Constant {
	switch (value.type) {
		case "int":
			return { type: "int", value: -value.value };
		case "float":
			return { type: "float", value: -value.value };
		case "complex":
			return { type: "complex", real: -value.real, imag: -value.imag };
		default:
			throw new Error(`bad constant in a pattern: -${value.type}`);
	}
}

/** In 3.14 a real operand takes part without an imaginary part of its own, so that `0 - 0j` keeps the sign of its zero. */
function addImaginary(left: Constant, op: "Add" | "Sub", right: Constant): Constant {
	if (right.type !== "complex" || (left.type !== "int" && left.type !== "float")) {
		throw new Error(`bad constant in a pattern: ${left.type} ${op} ${right.type}`);
	}
	const real = Number(left.value);
	if (op === "Add") return { type: "complex", real: real + right.real, imag: right.imag };
	return { type: "complex", real: real - right.real, imag: -right.imag };
}
