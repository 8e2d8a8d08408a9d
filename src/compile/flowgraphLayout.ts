// Passes that fix the final order and form: cold blocks (handlers and what only they reach) go to the end, pseudo
// instructions become real ones, conditional jumps go forward only, and the depth of the stack is found.
// Each function stands for itself; `flowgraph.ts` gives their order. Mirrors functions of these names in Python/flowgraph.c.

import { BasicBlock, CfgInstruction, CompilerFault, clearVisited, isJump, maxLabel, UNKNOWN_DEPTH } from "./flowgraphBlock.ts";
import { removeRedundantNopsAndJumps } from "./flowgraphCleanup.ts";
import { NO_LOCATION } from "./instructionSequence.ts";
import {
	COPY,
	END_ASYNC_FOR,
	hasTarget,
	isBlockPush,
	isConditionalJump,
	isScopeExit,
	isUnconditionalJump,
	JUMP,
	JUMP_IF_FALSE,
	JUMP_IF_TRUE,
	JUMP_NO_INTERRUPT,
	LOAD_CLOSURE,
	LOAD_FAST,
	NOP,
	NOT_TAKEN,
	POP_JUMP_IF_FALSE,
	POP_JUMP_IF_NONE,
	POP_JUMP_IF_NOT_NONE,
	POP_JUMP_IF_TRUE,
	STORE_FAST,
	STORE_FAST_MAYBE_NULL,
	stackEffect,
	TO_BOOL,
} from "./opcode.ts";

/** Warm: reached by normal flow. */
function markWarm(entry: BasicBlock): void {
	clearVisited(entry);
	entry.visited = true;
	const stack = [entry];
	const visit = (block: BasicBlock): void => {
		if (block.visited) return;
		block.visited = true;
		stack.push(block);
	};
	for (let b = stack.pop(); b !== undefined; b = stack.pop()) {
		b.warm = true;
		if (b.next !== null && b.hasFallthrough()) visit(b.next);
		for (const instruction of b.instructions) if (isJump(instruction)) visit(instruction.target as BasicBlock);
	}
}

/** Cold: a handler, or reached from one but not by normal flow. */
function markCold(entry: BasicBlock): void {
	markWarm(entry);
	clearVisited(entry);
	const stack: BasicBlock[] = [];
	const visit = (block: BasicBlock): void => {
		if (block.visited || block.warm) return;
		block.visited = true;
		stack.push(block);
	};
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) if (b.exceptHandler) visit(b);
	for (let b = stack.pop(); b !== undefined; b = stack.pop()) {
		b.cold = true;
		if (b.next !== null && b.hasFallthrough()) visit(b.next);
		const last = b.last();
		if (last !== undefined && isJump(last)) visit(last.target as BasicBlock);
	}
}

/** A cold block that falls into a warm one will be moved away from it: it gets a jump. */
function makeFallthroughsExplicit(entry: BasicBlock): void {
	let label = maxLabel(entry) + 1;
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
		const next: BasicBlock | null = b.next;
		if (!b.cold || next === null || !next.warm || !b.hasFallthrough()) continue;
		if (next.label < 0) next.label = label++;
		const jump = new BasicBlock();
		jump.addJump(JUMP_NO_INTERRUPT, next, NO_LOCATION);
		jump.cold = true;
		jump.next = next;
		jump.predecessors = 1;
		b.next = jump;
	}
}

export function pushColdBlocksToEnd(entry: BasicBlock): void {
	if (entry.next === null) return;
	markCold(entry);
	makeFallthroughsExplicit(entry);
	let warmEnd = entry;
	let coldStart: BasicBlock | null = null;
	let coldEnd: BasicBlock | null = null;
	for (let b: BasicBlock | null = entry.next; b !== null; b = b.next) {
		if (!b.cold) {
			warmEnd.next = b;
			warmEnd = b;
			continue;
		}
		if (coldEnd === null) coldStart = b;
		else coldEnd.next = b;
		coldEnd = b;
	}
	warmEnd.next = coldStart;
	if (coldEnd === null) return;
	coldEnd.next = null;
	removeRedundantNopsAndJumps(entry);
}

/** JUMP_IF_* keeps the value: COPY 1, TO_BOOL, POP_JUMP_IF_*. */
export function convertPseudoConditionalJumps(entry: BasicBlock): void {
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
		const last = b.last();
		if (last === undefined || (last.opcode !== JUMP_IF_FALSE && last.opcode !== JUMP_IF_TRUE)) continue;
		last.opcode = last.opcode === JUMP_IF_FALSE ? POP_JUMP_IF_FALSE : POP_JUMP_IF_TRUE;
		b.instructions.pop();
		const copy = new CfgInstruction(COPY, 1, last.loc);
		const toBool = new CfgInstruction(TO_BOOL, 0, last.loc);
		copy.except = toBool.except = last.except;
		b.instructions.push(copy, toBool, last);
	}
}

/** The largest depth of the stack; sets each reachable block's `startdepth`. */
export function calculateStackdepth(entry: BasicBlock): number {
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) b.startdepth = UNKNOWN_DEPTH;
	const stack: BasicBlock[] = [];
	const push = (block: BasicBlock, depth: number): void => {
		if (block.startdepth >= 0 && block.startdepth !== depth) throw new CompilerFault("inconsistent stack depth");
		if (block.startdepth >= 0) return;
		block.startdepth = depth;
		stack.push(block);
	};
	push(entry, 0);
	let max = 0;
	for (let b = stack.pop(); b !== undefined; b = stack.pop()) max = Math.max(max, blockDepth(b, push));
	return max;
}

/** The largest depth before any instruction of the block, and what it means for the blocks that come after. */
function blockDepth(block: BasicBlock, push: (block: BasicBlock, depth: number) => void): number {
	let depth = block.startdepth;
	let max = 0;
	for (const { opcode, oparg, target } of block.instructions) {
		if (depth > max) max = depth;
		if (hasTarget(opcode) && opcode !== END_ASYNC_FOR) push(target as BasicBlock, depth + stackEffect(opcode, oparg, true));
		depth += stackEffect(opcode, oparg);
		if (depth < 0) throw new CompilerFault("stack underflow");
		if (isUnconditionalJump(opcode) || isScopeExit(opcode)) return max;
	}
	if (block.next !== null) push(block.next, depth);
	return max;
}

export function convertPseudoOps(entry: BasicBlock): void {
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
		for (const instruction of b.instructions) {
			if (isBlockPush(instruction.opcode)) {
				instruction.set(NOP);
				instruction.target = null;
			} else if (instruction.opcode === LOAD_CLOSURE) instruction.opcode = LOAD_FAST;
			else if (instruction.opcode === STORE_FAST_MAYBE_NULL) instruction.opcode = STORE_FAST;
		}
	}
	removeRedundantNopsAndJumps(entry);
}

const REVERSED: { readonly [opcode: number]: number } = {
	[POP_JUMP_IF_FALSE]: POP_JUMP_IF_TRUE,
	[POP_JUMP_IF_TRUE]: POP_JUMP_IF_FALSE,
	[POP_JUMP_IF_NONE]: POP_JUMP_IF_NOT_NONE,
	[POP_JUMP_IF_NOT_NONE]: POP_JUMP_IF_NONE,
};

/** A conditional jump is followed by NOT_TAKEN; one that would go back is reversed and skips a jump that goes back. */
export function normalizeJumps(entry: BasicBlock): void {
	clearVisited(entry);
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
		b.visited = true;
		const last = b.last();
		if (last === undefined || !isConditionalJump(last.opcode)) continue;
		const target = last.target as BasicBlock;
		if (!target.visited) {
			b.add(NOT_TAKEN, 0, last.loc);
			continue;
		}
		const back = new BasicBlock();
		back.add(NOT_TAKEN, 0, last.loc);
		back.addJump(JUMP, target, last.loc);
		back.startdepth = target.startdepth;
		back.cold = b.cold;
		back.next = b.next;
		last.opcode = REVERSED[last.opcode];
		last.target = b.next;
		b.next = back;
	}
}
