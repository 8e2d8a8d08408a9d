// Comprehensions. Generator expressions are functions; the others run in place (PEP 709): their variables borrow places
// among the locals around them, whose values wait on the stack meanwhile. Read `emitComprehension` first. Mirrors
// `codegen_comprehension` (Python/codegen.c) and the inlined scopes of Python/compile.c.

import type { comprehension, DictComp, expr, GeneratorExp, ListComp, SetComp } from "../syntax/ast.ts";
import { NONE } from "../syntax/constant.ts";
import { AWAIT_EXPRESSION, awaitTop, yieldFrom, yieldTop } from "./codegenBlocks.ts";
import { makeClosure } from "./codegenClosure.ts";
import { jumpIf } from "./codegenConditions.ts";
import { wrapInStopIterationHandler } from "./codegenFunctions.ts";
import type { Compiler } from "./compiler.ts";
import { NO_LABEL } from "./compilerUnit.ts";
import { type Location, locationOf, NO_LOCATION } from "./instructionSequence.ts";
import * as op from "./opcode.ts";
import { CELL, DEF_LOCAL, DEF_NONLOCAL, FREE, type SymtableEntry, scopeOf } from "./symtable.ts";

type Comprehension = ListComp | SetComp | DictComp | GeneratorExp;

const BUILD = { ListComp: op.BUILD_LIST, SetComp: op.BUILD_SET, DictComp: op.BUILD_MAP };
const NAMES = { ListComp: "<listcomp>", SetComp: "<setcomp>", DictComp: "<dictcomp>", GeneratorExp: "<genexpr>" };

export function emitComprehension(c: Compiler, e: Comprehension): void {
	const entry = c.options.symtable.lookup(e);
	if (entry.compInlined && e._class !== "GeneratorExp") emitInlined(c, e, entry);
	else emitAsFunction(c, e, entry.coroutine);
}

/** `( -- iterator )`: the outermost iterable is evaluated outside of the comprehension's scope. */
function emitOutermostIterator(c: Compiler, e: Comprehension): void {
	const [outermost] = e.generators;
	c.expr(outermost.iter);
	c.op(outermost.is_async ? op.GET_AITER : op.GET_ITER, 0, locationOf(outermost.iter));
}

function emitInlined(c: Compiler, e: Exclude<Comprehension, GeneratorExp>, entry: SymtableEntry): void {
	const loc = locationOf(e);
	emitOutermostIterator(c, e);
	const inClass = c.entry.type === "class" && c.unit.inInlinedComp === 0;
	const restoreScopes = useInnerScopes(c, entry, inClass);
	const pushed = pushLocals(c, entry, loc);
	let cleanup = NO_LABEL;
	if (pushed.length > 0) {
		// The iterator goes back to the top; this also reverses the values, which popping reverses again.
		c.op(op.SWAP, pushed.length + 1, loc);
		cleanup = c.newLabel();
		c.op(op.SETUP_FINALLY, cleanup, loc);
	}
	c.op(BUILD[e._class], 0, loc);
	c.op(op.SWAP, 2, loc);
	emitGenerators(c, e, loc, true);
	if (pushed.length > 0) popLocals(c, pushed, cleanup, loc);
	restoreScopes();
}

/** Names get the scopes that they have inside. The function returned brings the outer ones back. */
function useInnerScopes(c: Compiler, comp: SymtableEntry, inClass: boolean): () => void {
	const { unit } = c;
	const outer = unit.entry;
	const saved: [name: string, symbol: number][] = [];
	const hidden: string[] = [];
	unit.inInlinedComp++;
	for (const [name, symbol] of comp.symbols) {
		const scope = scopeOf(symbol);
		const outSymbol = outer.getSymbol(name);
		const outScope = scopeOf(outSymbol);
		// What is free inside is handled as outside; a cell inside that is free outside works as free.
		const differs = scope !== outScope && scope !== FREE && !(scope === CELL && outScope === FREE);
		if (differs || inClass) {
			outer.symbols.set(name, symbol);
			saved.push([name, outSymbol]);
		}
		if (!(inClass || isBound(symbol)) || outer.isFunctionLike || unit.fastHidden.get(name)) continue;
		unit.fastHidden.set(name, true);
		hidden.push(name);
	}
	return () => {
		unit.inInlinedComp--;
		for (const [name, symbol] of saved) outer.symbols.set(name, symbol);
		for (const name of hidden) unit.fastHidden.set(name, false);
	};
}

/** Bound in the comprehension, so that the outer value must be kept apart. */
function isBound(symbol: number): boolean {
	return (symbol & DEF_LOCAL) !== 0 && (symbol & DEF_NONLOCAL) === 0;
}

/** Pushes the outer values (or cells, or NULL) of the comprehension's variables; returns their names. */
function pushLocals(c: Compiler, comp: SymtableEntry, loc: Location): string[] {
	const pushed: string[] = [];
	for (const [name, symbol] of comp.symbols) {
		if (!isBound(symbol)) continue;
		c.nameIn(c.unit.varnames, op.LOAD_FAST_AND_CLEAR, name, loc);
		if (scopeOf(symbol) === CELL) {
			const isFree = c.entry.getScope(name) === FREE;
			c.nameIn(isFree ? c.unit.freevars : c.unit.cellvars, op.MAKE_CELL, name, loc);
		}
		pushed.push(name);
	}
	return pushed;
}

function popLocals(c: Compiler, pushed: readonly string[], cleanup: number, loc: Location): void {
	const end = c.newLabel();
	c.op(op.POP_BLOCK, 0, NO_LOCATION);
	c.op(op.JUMP_NO_INTERRUPT, end, NO_LOCATION);
	c.useLabel(cleanup);
	// The unfinished result lies under the exception.
	c.op(op.SWAP, 2, NO_LOCATION);
	c.op(op.POP_TOP, 0, NO_LOCATION);
	restoreLocals(c, pushed, loc);
	c.op(op.RERAISE, 0, NO_LOCATION);
	c.useLabel(end);
	restoreLocals(c, pushed, loc);
}

function restoreLocals(c: Compiler, pushed: readonly string[], loc: Location): void {
	c.op(op.SWAP, pushed.length + 1, loc);
	for (const name of [...pushed].reverse()) c.nameIn(c.unit.varnames, op.STORE_FAST_MAYBE_NULL, name, loc);
}

function emitAsFunction(c: Compiler, e: Comprehension, isCoroutine: boolean): void {
	const loc = locationOf(e);
	const isGenerator = e._class === "GeneratorExp";
	c.enterScope(NAMES[e._class], "comprehension", e, e.lineno, { counts: { argcount: 1 } });
	if (!isGenerator) c.op(BUILD[e._class], 0, loc);
	emitGenerators(c, e, loc, false);
	if (isGenerator) wrapInStopIterationHandler(c);
	else c.op(op.RETURN_VALUE, 0, loc);
	const code = c.exitScope(true);
	makeClosure(c, code, 0, loc);
	emitOutermostIterator(c, e);
	c.op(op.CALL, 0, loc);
	if (isCoroutine && !isGenerator) awaitTop(c, AWAIT_EXPRESSION, loc);
}

/** One walk through the clauses of a comprehension. */
interface Walk {
	readonly e: Comprehension;
	readonly loc: Location;
	/** The first iterator is on the stack, not in the parameter `.0`. */
	readonly isIteratorOnStack: boolean;
}

function emitGenerators(c: Compiler, e: Comprehension, loc: Location, isIteratorOnStack: boolean): void {
	emitClause(c, { e, loc, isIteratorOnStack }, 0, 0);
}

/** `depth`: how many iterators lie above the result. */
function emitClause(c: Compiler, walk: Walk, index: number, depth: number): void {
	const clause = walk.e.generators[index];
	if (clause.is_async) emitAsyncClause(c, walk, clause, index, depth);
	else emitSyncClause(c, walk, clause, index, depth);
}

function emitSyncClause(c: Compiler, walk: Walk, clause: comprehension, index: number, depth: number): void {
	const { loc } = walk;
	const iterLoc = locationOf(clause.iter);
	const start = c.newLabel();
	const ifCleanup = c.newLabel();
	const anchor = c.newLabel();
	let isLoop = true;
	if (index === 0) {
		if (!walk.isIteratorOnStack) c.op(op.LOAD_FAST, 0, loc);
	} else {
		// `for y in [f(x)]` is an assignment.
		const only = singleElement(clause.iter);
		isLoop = only === null;
		c.expr(only ?? clause.iter);
		if (isLoop) c.op(op.GET_ITER, 0, iterLoc);
	}
	if (isLoop) {
		c.useLabel(start);
		c.op(op.FOR_ITER, anchor, iterLoc);
	}
	c.expr(clause.target);
	const elementLoc = emitClauseBody(c, walk, clause, index, isLoop ? depth + 1 : depth, ifCleanup);
	if (!isLoop) return;
	c.op(op.JUMP, start, elementLoc);
	c.useLabel(anchor);
	c.op(op.END_FOR, 0, NO_LOCATION);
	c.op(op.POP_ITER, 0, NO_LOCATION);
}

function singleElement(iter: expr): expr | null {
	if (iter._class !== "List" && iter._class !== "Tuple") return null;
	return iter.elts.length === 1 && iter.elts[0]._class !== "Starred" ? iter.elts[0] : null;
}

function emitAsyncClause(c: Compiler, walk: Walk, clause: comprehension, index: number, depth: number): void {
	const { loc } = walk;
	const start = c.newLabel();
	const send = c.newLabel();
	const except = c.newLabel();
	const ifCleanup = c.newLabel();
	if (index > 0) {
		c.expr(clause.iter);
		c.op(op.GET_AITER, 0, locationOf(clause.iter));
	} else if (!walk.isIteratorOnStack) {
		c.op(op.LOAD_FAST, 0, loc);
	}
	c.useLabel(start);
	c.pushBlock({ type: "asyncComprehensionGenerator", loc, start, exit: NO_LABEL });
	c.op(op.SETUP_FINALLY, except, loc);
	c.op(op.GET_ANEXT, 0, loc);
	c.loadConst(NONE, loc);
	c.useLabel(send);
	yieldFrom(c, true, loc);
	c.op(op.POP_BLOCK, 0, loc);
	c.expr(clause.target);
	const elementLoc = emitClauseBody(c, walk, clause, index, depth + 1, ifCleanup);
	c.op(op.JUMP, start, elementLoc);
	c.popBlock();
	c.useLabel(except);
	c.op(op.END_ASYNC_FOR, send, loc);
}

/** Conditions, then the next clause or the element. Returns the location of the jump back. */
function emitClauseBody(c: Compiler, walk: Walk, clause: comprehension, index: number, depth: number, ifCleanup: number): Location {
	for (const condition of clause.ifs) jumpIf(c, condition, ifCleanup, false, walk.loc);
	const { e } = walk;
	let loc = locationOf(e._class === "DictComp" ? e.key : e.elt);
	if (index + 1 < e.generators.length) emitClause(c, walk, index + 1, depth);
	else loc = emitElement(c, e, depth);
	c.useLabel(ifCleanup);
	return loc;
}

function emitElement(c: Compiler, e: Comprehension, depth: number): Location {
	if (e._class === "DictComp") {
		c.expr(e.key);
		c.expr(e.value);
		const loc = { ...locationOf(e.key), endLineno: e.value.end_lineno, endColOffset: e.value.end_col_offset };
		c.op(op.MAP_ADD, depth + 1, loc);
		return loc;
	}
	const loc = locationOf(e.elt);
	c.expr(e.elt);
	if (e._class === "GeneratorExp") {
		yieldTop(c, loc);
		c.op(op.POP_TOP, 0, loc);
	} else {
		c.op(e._class === "ListComp" ? op.LIST_APPEND : op.SET_ADD, depth + 1, loc);
	}
	return loc;
}
