// Frame blocks and what leaves them: `return`, `break`, `continue`, with the clean-up of every `finally`, `with`, `except` and
// loop on the way; and the small sequences that several statements share. Read `unwindBlocks` first. Mirrors
// `codegen_unwind_fblock` and its users (Python/codegen.c).

import type { Return } from "../syntax/ast.ts";
import { NONE } from "../syntax/constant.ts";
import type { Compiler } from "./compiler.ts";
import { type FrameBlock, NO_LABEL } from "./compilerUnit.ts";
import { type Location, locationOf, NO_LOCATION } from "./instructionSequence.ts";
import * as op from "./opcode.ts";

/** Arguments of RESUME: what the frame comes back from. */
export const RESUME_AFTER_YIELD = 1;
const RESUME_AFTER_YIELD_FROM = 2;
const RESUME_AFTER_AWAIT = 3;

/** Arguments of GET_AWAITABLE: what made the awaitable, for messages. */
export const AWAIT_EXPRESSION = 0;
export const AWAIT_AENTER = 1;
export const AWAIT_AEXIT = 2;

export function callExitWithNones(c: Compiler, loc: Location): void {
	for (let i = 0; i < 3; i++) c.loadConst(NONE, loc);
	c.op(op.CALL, 3, loc);
}

/** Drives the awaitable that is on the stack: `( awaitable -- result )`. */
export function awaitTop(c: Compiler, kind: number, loc: Location): void {
	c.op(op.GET_AWAITABLE, kind, loc);
	c.loadConst(NONE, loc);
	yieldFrom(c, true, loc);
}

/** `( receiver, value -- result )`: sends to the receiver and yields what it yields until it returns. */
export function yieldFrom(c: Compiler, isAwait: boolean, loc: Location): void {
	const send = c.newLabel();
	const fail = c.newLabel();
	const exit = c.newLabel();
	c.useLabel(send);
	c.op(op.SEND, exit, loc);
	// YIELD_VALUE raises only when `throw` or `close` was called.
	c.op(op.SETUP_FINALLY, fail, loc);
	c.op(op.YIELD_VALUE, 1, loc);
	c.op(op.POP_BLOCK, 0, NO_LOCATION);
	c.op(op.RESUME, isAwait ? RESUME_AFTER_AWAIT : RESUME_AFTER_YIELD_FROM, loc);
	c.op(op.JUMP_NO_INTERRUPT, send, loc);
	c.useLabel(fail);
	c.op(op.CLEANUP_THROW, 0, loc);
	c.useLabel(exit);
	c.op(op.END_SEND, 0, loc);
}

/** `yield` of the value on the stack. */
export function yieldTop(c: Compiler, loc: Location): void {
	if (c.entry.generator && c.entry.coroutine) c.op(op.CALL_INTRINSIC_1, op.INTRINSIC_ASYNC_GEN_WRAP, loc);
	c.op(op.YIELD_VALUE, 0, loc);
	c.op(op.RESUME, RESUME_AFTER_YIELD, loc);
}

/** `( exc_info, lasti, exc -- )`: the end of a handler that failed itself. */
export function popExceptAndReraise(c: Compiler, loc: Location): void {
	c.op(op.COPY, 3, loc);
	c.op(op.POP_EXCEPT, 0, loc);
	c.op(op.RERAISE, 1, loc);
}

/** Pops what lies under the value to be returned, if there is one. */
function popBelow(c: Compiler, preserveTop: boolean, loc: Location): void {
	if (preserveTop) c.op(op.SWAP, 2, loc);
	c.op(op.POP_TOP, 0, loc);
}

/**
 * Emits what leaving one block takes. Returns the location for what follows: after a `finally` or `with` the jump itself
 * must not show as a line of its own.
 */
function unwindBlock(c: Compiler, block: FrameBlock, preserveTop: boolean, loc: Location): Location {
	switch (block.type) {
		case "whileLoop":
		case "exceptionHandler":
		case "exceptionGroupHandler":
		case "asyncComprehensionGenerator":
		case "stopIteration":
			return loc;
		case "forLoop":
		case "asyncForLoop":
		case "popValue":
			popBelow(c, preserveTop, loc);
			return loc;
		case "tryExcept":
			c.op(op.POP_BLOCK, 0, loc);
			return loc;
		case "finallyTry":
			return unwindFinally(c, block, preserveTop, loc);
		case "finallyEnd":
			popBelow(c, preserveTop, loc);
			if (preserveTop) c.op(op.SWAP, 2, loc);
			c.op(op.POP_BLOCK, 0, loc);
			c.op(op.POP_EXCEPT, 0, loc);
			return loc;
		case "with":
		case "asyncWith":
			return unwindWith(c, block, preserveTop);
		case "handlerCleanup":
			unwindHandler(c, block, preserveTop, loc);
			return loc;
	}
}

function unwindFinally(c: Compiler, block: FrameBlock, preserveTop: boolean, loc: Location): Location {
	c.op(op.POP_BLOCK, 0, loc);
	if (preserveTop) c.pushBlock({ type: "popValue", loc, start: NO_LABEL, exit: NO_LABEL });
	c.body(block.finalbody ?? []);
	if (preserveTop) c.popBlock();
	return NO_LOCATION;
}

function unwindWith(c: Compiler, block: FrameBlock, preserveTop: boolean): Location {
	const { loc } = block;
	c.op(op.POP_BLOCK, 0, loc);
	if (preserveTop) {
		c.op(op.SWAP, 3, loc);
		c.op(op.SWAP, 2, loc);
	}
	callExitWithNones(c, loc);
	if (block.type === "asyncWith") awaitTop(c, AWAIT_AEXIT, loc);
	c.op(op.POP_TOP, 0, loc);
	return NO_LOCATION;
}

function unwindHandler(c: Compiler, block: FrameBlock, preserveTop: boolean, loc: Location): void {
	const name = block.name ?? null;
	if (name !== null) c.op(op.POP_BLOCK, 0, loc);
	if (preserveTop) c.op(op.SWAP, 2, loc);
	c.op(op.POP_BLOCK, 0, loc);
	c.op(op.POP_EXCEPT, 0, loc);
	if (name !== null) forgetName(c, name, loc);
}

/** `name = None; del name`, which works whether or not the body deleted it. */
export function forgetName(c: Compiler, name: string, loc: Location): void {
	c.loadConst(NONE, loc);
	c.nameOp(name, "Store", loc);
	c.nameOp(name, "Del", loc);
}

interface Unwound {
	readonly loc: Location;
	/** The loop at which the unwinding stopped. */
	readonly loop: FrameBlock | null;
}

/** Leaves all blocks, or with `toLoop` those inside of the innermost loop. The blocks are in force again afterwards. */
function unwindBlocks(c: Compiler, preserveTop: boolean, toLoop: boolean, loc: Location): Unwound {
	const top = c.topBlock;
	if (top === undefined) return { loc, loop: null };
	if (top.type === "exceptionGroupHandler") c.fail("'break', 'continue' and 'return' cannot appear in an except* block", loc);
	if (toLoop && isLoop(top)) return { loc, loop: top };
	// While its clean-up is emitted, the block itself is not there.
	c.popBlock();
	const after = unwindBlock(c, top, preserveTop, loc);
	const result = unwindBlocks(c, preserveTop, toLoop, after);
	c.pushBlock(top);
	return result;
}

function isLoop(block: FrameBlock): boolean {
	return block.type === "whileLoop" || block.type === "forLoop" || block.type === "asyncForLoop";
}

export function emitReturn(c: Compiler, s: Return): void {
	const { value } = s;
	let loc = locationOf(s);
	if (!c.entry.isFunctionLike) c.fail("'return' outside function", loc);
	if (value !== null && c.entry.coroutine && c.entry.generator) c.fail("'return' with value in async generator", loc);
	const constant = value?._class === "Constant" ? value : null;
	const preserveTop = value !== null && constant === null;
	if (preserveTop) {
		c.expr(value);
	} else if (constant !== null) {
		loc = locationOf(constant);
		c.op(op.NOP, 0, loc);
	}
	if (value === null || value.lineno !== s.lineno) {
		loc = locationOf(s);
		c.op(op.NOP, 0, loc);
	}
	loc = unwindBlocks(c, preserveTop, false, loc).loc;
	if (!preserveTop) c.loadConst(constant?.value ?? NONE, loc);
	c.op(op.RETURN_VALUE, 0, loc);
}

export function emitBreak(c: Compiler, origin: Location): void {
	c.op(op.NOP, 0, origin);
	const { loc, loop } = unwindBlocks(c, false, true, origin);
	if (loop === null) c.fail("'break' outside loop", origin);
	const after = unwindBlock(c, loop, false, loc);
	c.op(op.JUMP, loop.exit, after);
}

export function emitContinue(c: Compiler, origin: Location): void {
	c.op(op.NOP, 0, origin);
	const { loc, loop } = unwindBlocks(c, false, true, origin);
	if (loop === null) c.fail("'continue' not properly in loop", origin);
	c.op(op.JUMP, loop.start, loc);
}
