// `try`, `except`, `except*`, `finally` and `with`. Every statement emits its body twice or more: once for the way out that
// went well, once for exceptions. Read `emitTryFinally` first. Mirrors `codegen_try_*` and `codegen_with*`
// (Python/codegen.c).

import type { AsyncWith, ExceptHandler, Try, TryStar, With, withitem } from "../syntax/ast.ts";
import { AWAIT_AENTER, AWAIT_AEXIT, awaitTop, callExitWithNones, forgetName, popExceptAndReraise } from "./codegenBlocks.ts";
import type { Compiler } from "./compiler.ts";
import { NO_LABEL } from "./compilerUnit.ts";
import { locationOf, NO_LOCATION } from "./instructionSequence.ts";
import * as op from "./opcode.ts";

export function emitTry(c: Compiler, s: Try | TryStar): void {
	const emitHandlers = s._class === "Try" ? emitTryExcept : emitTryStarExcept;
	if (s.finalbody.length > 0) emitTryFinally(c, s, emitHandlers as (c: Compiler, s: Try | TryStar) => void);
	else (emitHandlers as (c: Compiler, s: Try | TryStar) => void)(c, s);
}

function emitTryFinally(c: Compiler, s: Try | TryStar, emitHandlers: (c: Compiler, s: Try | TryStar) => void): void {
	const loc = locationOf(s);
	const body = c.newLabel();
	const end = c.newLabel();
	const exit = c.newLabel();
	const cleanup = c.newLabel();
	c.op(op.SETUP_FINALLY, end, loc);
	c.useLabel(body);
	c.pushBlock({ type: "finallyTry", loc, start: body, exit: end, finalbody: s.finalbody });
	if (s.handlers.length > 0) emitHandlers(c, s);
	else c.body(s.body);
	c.op(op.POP_BLOCK, 0, NO_LOCATION);
	c.popBlock();
	c.body(s.finalbody);
	c.op(op.JUMP_NO_INTERRUPT, exit, NO_LOCATION);

	c.useLabel(end);
	c.op(op.SETUP_CLEANUP, cleanup, NO_LOCATION);
	c.op(op.PUSH_EXC_INFO, 0, NO_LOCATION);
	c.pushBlock({ type: "finallyEnd", loc: NO_LOCATION, start: end, exit: NO_LABEL });
	c.body(s.finalbody);
	c.popBlock();
	c.op(op.RERAISE, 0, NO_LOCATION);
	c.useLabel(cleanup);
	popExceptAndReraise(c, NO_LOCATION);
	c.useLabel(exit);
}

function emitTryExcept(c: Compiler, s: Try): void {
	const loc = locationOf(s);
	const body = c.newLabel();
	const except = c.newLabel();
	const end = c.newLabel();
	const cleanup = c.newLabel();
	c.op(op.SETUP_FINALLY, except, loc);
	c.useLabel(body);
	c.pushBlock({ type: "tryExcept", loc, start: body, exit: NO_LABEL });
	c.body(s.body);
	c.popBlock();
	c.op(op.POP_BLOCK, 0, NO_LOCATION);
	c.body(s.orelse);
	c.op(op.JUMP_NO_INTERRUPT, end, NO_LOCATION);

	c.useLabel(except);
	c.op(op.SETUP_CLEANUP, cleanup, NO_LOCATION);
	c.op(op.PUSH_EXC_INFO, 0, NO_LOCATION);
	c.pushBlock({ type: "exceptionHandler", loc, start: NO_LABEL, exit: NO_LABEL });
	for (const [i, handler] of s.handlers.entries()) emitHandler(c, handler, i === s.handlers.length - 1, end);
	c.popBlock();
	c.op(op.RERAISE, 0, NO_LOCATION);
	c.useLabel(cleanup);
	popExceptAndReraise(c, NO_LOCATION);
	c.useLabel(end);
}

function emitHandler(c: Compiler, handler: ExceptHandler, isLast: boolean, end: number): void {
	const loc = locationOf(handler);
	if (handler.type === null && !isLast) c.fail("default 'except:' must be last", loc);
	const next = c.newLabel();
	if (handler.type !== null) {
		c.expr(handler.type);
		c.op(op.CHECK_EXC_MATCH, 0, loc);
		c.op(op.POP_JUMP_IF_FALSE, next, loc);
	}
	if (handler.name === null) emitPlainHandlerBody(c, handler, end);
	else emitNamedHandlerBody(c, handler, handler.name, end);
	c.useLabel(next);
}

function emitPlainHandlerBody(c: Compiler, handler: ExceptHandler, end: number): void {
	const loc = locationOf(handler);
	const body = c.newLabel();
	c.op(op.POP_TOP, 0, loc);
	c.useLabel(body);
	c.pushBlock({ type: "handlerCleanup", loc, start: body, exit: NO_LABEL });
	c.body(handler.body);
	c.popBlock();
	c.op(op.POP_BLOCK, 0, NO_LOCATION);
	c.op(op.POP_EXCEPT, 0, NO_LOCATION);
	c.op(op.JUMP_NO_INTERRUPT, end, NO_LOCATION);
}

/** The name is unbound at the end of the handler, however that ends. */
function emitNamedHandlerBody(c: Compiler, handler: ExceptHandler, name: string, end: number): void {
	const loc = locationOf(handler);
	const cleanupEnd = c.newLabel();
	const body = c.newLabel();
	c.nameOp(name, "Store", loc);
	c.op(op.SETUP_CLEANUP, cleanupEnd, loc);
	c.useLabel(body);
	c.pushBlock({ type: "handlerCleanup", loc, start: body, exit: NO_LABEL, name });
	c.body(handler.body);
	c.popBlock();
	c.op(op.POP_BLOCK, 0, NO_LOCATION);
	c.op(op.POP_BLOCK, 0, NO_LOCATION);
	c.op(op.POP_EXCEPT, 0, NO_LOCATION);
	forgetName(c, name, NO_LOCATION);
	c.op(op.JUMP_NO_INTERRUPT, end, NO_LOCATION);
	c.useLabel(cleanupEnd);
	forgetName(c, name, NO_LOCATION);
	c.op(op.RERAISE, 1, NO_LOCATION);
}

/**
 * Each `except*` takes its part of the group and leaves the rest to the next one; what the handlers raise is collected in
 * a list, and raised at the end with what nobody took: `[orig, raised, rest]` is the stack between two handlers.
 */
function emitTryStarExcept(c: Compiler, s: TryStar): void {
	const loc = locationOf(s);
	const body = c.newLabel();
	const except = c.newLabel();
	const orelse = c.newLabel();
	const end = c.newLabel();
	const cleanup = c.newLabel();
	const reraiseStar = c.newLabel();
	c.op(op.SETUP_FINALLY, except, loc);
	c.useLabel(body);
	c.pushBlock({ type: "tryExcept", loc, start: body, exit: NO_LABEL });
	c.body(s.body);
	c.popBlock();
	c.op(op.POP_BLOCK, 0, NO_LOCATION);
	c.op(op.JUMP_NO_INTERRUPT, orelse, NO_LOCATION);

	c.useLabel(except);
	c.op(op.SETUP_CLEANUP, cleanup, NO_LOCATION);
	c.op(op.PUSH_EXC_INFO, 0, NO_LOCATION);
	c.pushBlock({ type: "exceptionGroupHandler", loc, start: NO_LABEL, exit: NO_LABEL });
	s.handlers.forEach((handler, i) => {
		if (i === 0) {
			c.op(op.BUILD_LIST, 0, locationOf(handler));
			c.op(op.COPY, 2, locationOf(handler));
		}
		emitStarHandler(c, handler);
	});
	// Nobody took the rest; it may be None.
	c.op(op.LIST_APPEND, 1, NO_LOCATION);
	c.op(op.JUMP_NO_INTERRUPT, reraiseStar, NO_LOCATION);
	c.popBlock();
	emitReraiseStar(c, reraiseStar, end);
	c.useLabel(cleanup);
	popExceptAndReraise(c, NO_LOCATION);
	c.useLabel(orelse);
	c.body(s.orelse);
	c.useLabel(end);
}

function emitStarHandler(c: Compiler, handler: ExceptHandler): void {
	const loc = locationOf(handler);
	const next = c.newLabel();
	const nextWithError = c.newLabel();
	const noMatch = c.newLabel();
	if (handler.type !== null) {
		c.expr(handler.type);
		c.op(op.CHECK_EG_MATCH, 0, loc);
		c.op(op.COPY, 1, loc);
		c.op(op.POP_JUMP_IF_NONE, noMatch, loc);
	}
	const cleanupEnd = c.newLabel();
	const body = c.newLabel();
	const { name } = handler;
	if (name !== null) c.nameOp(name, "Store", loc);
	else c.op(op.POP_TOP, 0, loc);
	c.op(op.SETUP_CLEANUP, cleanupEnd, loc);
	c.useLabel(body);
	c.pushBlock({ type: "handlerCleanup", loc, start: body, exit: NO_LABEL, name });
	c.body(handler.body);
	c.popBlock();
	c.op(op.POP_BLOCK, 0, NO_LOCATION);
	if (name !== null) forgetName(c, name, NO_LOCATION);
	c.op(op.JUMP_NO_INTERRUPT, next, NO_LOCATION);

	c.useLabel(cleanupEnd);
	if (name !== null) forgetName(c, name, NO_LOCATION);
	c.op(op.LIST_APPEND, 3, NO_LOCATION);
	c.op(op.POP_TOP, 0, NO_LOCATION);
	c.op(op.JUMP_NO_INTERRUPT, nextWithError, NO_LOCATION);

	c.useLabel(next);
	c.op(op.NOP, 0, NO_LOCATION);
	c.op(op.JUMP_NO_INTERRUPT, nextWithError, NO_LOCATION);
	c.useLabel(noMatch);
	c.op(op.POP_TOP, 0, loc);
	c.useLabel(nextWithError);
}

function emitReraiseStar(c: Compiler, reraiseStar: number, end: number): void {
	const reraise = c.newLabel();
	c.useLabel(reraiseStar);
	c.op(op.CALL_INTRINSIC_2, op.INTRINSIC_PREP_RERAISE_STAR, NO_LOCATION);
	c.op(op.COPY, 1, NO_LOCATION);
	c.op(op.POP_JUMP_IF_NOT_NONE, reraise, NO_LOCATION);
	c.op(op.POP_TOP, 0, NO_LOCATION);
	c.op(op.POP_BLOCK, 0, NO_LOCATION);
	c.op(op.POP_EXCEPT, 0, NO_LOCATION);
	c.op(op.JUMP_NO_INTERRUPT, end, NO_LOCATION);
	c.useLabel(reraise);
	c.op(op.POP_BLOCK, 0, NO_LOCATION);
	c.op(op.SWAP, 2, NO_LOCATION);
	c.op(op.POP_EXCEPT, 0, NO_LOCATION);
	c.op(op.RERAISE, 0, NO_LOCATION);
}

/** Several items are nested statements. */
export function emitWith(c: Compiler, s: With | AsyncWith, position = 0): void {
	const item = s.items[position];
	const isAsync = s._class === "AsyncWith";
	const loc = locationOf(item.context_expr);
	const block = c.newLabel();
	const final = c.newLabel();
	const exit = c.newLabel();
	const cleanup = c.newLabel();
	emitEnter(c, item, isAsync);
	c.op(op.SETUP_WITH, final, loc);
	c.useLabel(block);
	c.pushBlock({ type: isAsync ? "asyncWith" : "with", loc, start: block, exit: final });
	if (item.optional_vars !== null) c.expr(item.optional_vars);
	else c.op(op.POP_TOP, 0, loc);
	if (position + 1 === s.items.length) c.body(s.body);
	else emitWith(c, s, position + 1);
	c.popBlock();
	c.op(op.POP_BLOCK, 0, isAsync ? loc : NO_LOCATION);
	callExitWithNones(c, loc);
	if (isAsync) awaitTop(c, AWAIT_AEXIT, loc);
	c.op(op.POP_TOP, 0, loc);
	c.op(op.JUMP, exit, loc);

	c.useLabel(final);
	c.op(op.SETUP_CLEANUP, cleanup, loc);
	c.op(op.PUSH_EXC_INFO, 0, loc);
	c.op(op.WITH_EXCEPT_START, 0, loc);
	if (isAsync) awaitTop(c, AWAIT_AEXIT, loc);
	emitWithExceptFinish(c, cleanup);
	c.useLabel(exit);
}

/** `( -- exit, exit_self, value )` */
function emitEnter(c: Compiler, item: withitem, isAsync: boolean): void {
	const loc = locationOf(item.context_expr);
	c.expr(item.context_expr);
	c.op(op.COPY, 1, loc);
	c.op(op.LOAD_SPECIAL, isAsync ? op.SPECIAL___AEXIT__ : op.SPECIAL___EXIT__, loc);
	c.op(op.SWAP, 2, loc);
	c.op(op.SWAP, 3, loc);
	c.op(op.LOAD_SPECIAL, isAsync ? op.SPECIAL___AENTER__ : op.SPECIAL___ENTER__, loc);
	c.op(op.CALL, 0, loc);
	if (isAsync) awaitTop(c, AWAIT_AENTER, loc);
}

/** After `__exit__` was called with the exception: its result says whether to go on. */
function emitWithExceptFinish(c: Compiler, cleanup: number): void {
	const suppress = c.newLabel();
	const exit = c.newLabel();
	c.op(op.TO_BOOL, 0, NO_LOCATION);
	c.op(op.POP_JUMP_IF_TRUE, suppress, NO_LOCATION);
	c.op(op.RERAISE, 2, NO_LOCATION);
	c.useLabel(suppress);
	c.op(op.POP_TOP, 0, NO_LOCATION);
	c.op(op.POP_BLOCK, 0, NO_LOCATION);
	c.op(op.POP_EXCEPT, 0, NO_LOCATION);
	for (let i = 0; i < 3; i++) c.op(op.POP_TOP, 0, NO_LOCATION);
	c.op(op.JUMP_NO_INTERRUPT, exit, NO_LOCATION);
	c.useLabel(cleanup);
	popExceptAndReraise(c, NO_LOCATION);
	c.useLabel(exit);
}
