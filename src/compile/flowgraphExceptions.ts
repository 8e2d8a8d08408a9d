// Which handler is in force at each instruction. Codegen brackets a protected region with SETUP_* and POP_BLOCK; here the
// brackets are followed along the flow and each instruction gets its handler (`except`), from which the exception table
// is made. Read `labelExceptionTargets`. Mirrors mark_except_handlers and label_exception_targets in Python/flowgraph.c.

import { type BasicBlock, type CfgInstruction, clearVisited, isJump } from "./flowgraphBlock.ts";
import { isBlockPush, NOP, POP_BLOCK, RESUME, SETUP_CLEANUP, SETUP_WITH, YIELD_VALUE } from "./opcode.ts";

/** RESUME's argument: how the frame is (re-)entered, and a bit for "one handler around the yield". */
const RESUME_AT_FUNC_START = 0;
const RESUME_OPARG_DEPTH1_MASK = 4;

export function markExceptHandlers(entry: BasicBlock): void {
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
		for (const instruction of b.instructions) {
			if (isBlockPush(instruction.opcode) && instruction.target !== null) instruction.target.exceptHandler = true;
		}
	}
}

/** Index 0 holds null: no handler. So the depth is the length less one. */
type ExceptStack = (BasicBlock | null)[];

export function labelExceptionTargets(entry: BasicBlock): void {
	clearVisited(entry);
	entry.visited = true;
	entry.exceptStack = [null];
	const todo = [entry];
	for (let block = todo.pop(); block !== undefined; block = todo.pop()) labelBlock(block, todo);
}

function visit(block: BasicBlock, stack: ExceptStack, todo: BasicBlock[]): void {
	block.exceptStack = stack;
	block.visited = true;
	todo.push(block);
}

function labelBlock(block: BasicBlock, todo: BasicBlock[]): void {
	const stack = block.exceptStack as ExceptStack;
	block.exceptStack = null;
	let handler = stack[stack.length - 1];
	let lastYieldDepth = -1;
	for (const instruction of block.instructions) {
		const { opcode } = instruction;
		if (isBlockPush(opcode)) {
			handler = pushExceptBlock(stack, instruction, todo);
		} else if (opcode === POP_BLOCK) {
			stack.pop();
			handler = stack[stack.length - 1];
			instruction.set(NOP);
		} else {
			instruction.except = handler;
			if (opcode === YIELD_VALUE) {
				lastYieldDepth = stack.length - 1;
			} else if (opcode === RESUME && instruction.oparg !== RESUME_AT_FUNC_START) {
				if (lastYieldDepth === 1) instruction.oparg |= RESUME_OPARG_DEPTH1_MASK;
				lastYieldDepth = -1;
			} else if (isJump(instruction)) {
				const target = instruction.target as BasicBlock;
				if (!target.visited) visit(target, stack.slice(), todo);
			}
		}
	}
	const { next } = block;
	if (next !== null && block.hasFallthrough() && !next.visited) visit(next, stack, todo);
}

function pushExceptBlock(stack: ExceptStack, setup: CfgInstruction, todo: BasicBlock[]): BasicBlock {
	const target = setup.target as BasicBlock;
	if (!target.visited) visit(target, stack.slice(), todo);
	if (setup.opcode === SETUP_WITH || setup.opcode === SETUP_CLEANUP) target.preserveLasti = true;
	stack.push(target);
	return target;
}
