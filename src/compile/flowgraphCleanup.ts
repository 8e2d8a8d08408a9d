// Passes that take away: unreachable blocks, NOPs that carry no line, jumps to what follows anyway, pairs that cancel out,
// jumps to small exits (which are copied instead). They run between the passes that leave NOPs behind.
// Mirrors remove_* and inline_small_or_no_lineno_blocks in Python/flowgraph.c.

import { appendInstructions, type BasicBlock, type CfgInstruction, isJump, nextNonemptyBlock } from "./flowgraphBlock.ts";
import { COPY, hasTarget, isUnconditionalJump, JUMP, LOAD_CONST, LOAD_SMALL_INT, NOP, POP_TOP } from "./opcode.ts";

/** Counts predecessors and empties the blocks that have none. */
export function removeUnreachable(entry: BasicBlock): void {
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
		b.predecessors = 0;
		b.visited = false;
	}
	entry.predecessors = 1;
	entry.visited = true;
	const stack = [entry];
	for (let b = stack.pop(); b !== undefined; b = stack.pop()) {
		if (b.next !== null && b.hasFallthrough()) reach(b.next, stack);
		for (const instruction of b.instructions) if (hasTarget(instruction.opcode)) reach(instruction.target as BasicBlock, stack);
	}
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
		if (b.predecessors > 0) continue;
		b.truncate(0);
		b.exceptHandler = false;
	}
}

function reach(block: BasicBlock, stack: BasicBlock[]): void {
	block.predecessors++;
	if (block.visited) return;
	block.visited = true;
	stack.push(block);
}

/** A NOP is needed only if it is the sole instruction of its line just there. Its line may move to the next instruction. */
function isRedundantNop(block: BasicBlock, index: number, previousLine: number): boolean {
	const { lineno } = block.instructions[index].loc;
	if (lineno < 0 || lineno === previousLine) return true;
	if (index === block.instructions.length - 1) return lineno === firstLine(nextNonemptyBlock(block.next));
	const following = block.instructions[index + 1];
	if (following.loc.lineno === lineno) return true;
	if (following.loc.lineno >= 0) return false;
	following.loc = block.instructions[index].loc;
	return true;
}

/** The line a block begins with, NOPs that will be removed left aside. */
function firstLine(block: BasicBlock | null): number {
	if (block === null) return -1;
	for (const { opcode, loc } of block.instructions) if (opcode !== NOP || loc.lineno >= 0) return loc.lineno;
	return -1;
}

function removeRedundantNopsInBlock(block: BasicBlock): number {
	const { instructions } = block;
	let dest = 0;
	let previousLine = -1;
	for (let src = 0; src < instructions.length; src++) {
		const instruction = instructions[src];
		if (instruction.opcode === NOP && isRedundantNop(block, src, previousLine)) continue;
		previousLine = instruction.loc.lineno;
		if (dest !== src) instructions[dest] = instruction;
		dest++;
	}
	const removed = instructions.length - dest;
	if (removed > 0) block.truncate(dest);
	return removed;
}

export function removeRedundantNops(entry: BasicBlock): number {
	let changes = 0;
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) changes += removeRedundantNopsInBlock(b);
	return changes;
}

function isRedundantPair(previous: CfgInstruction | null, instruction: CfgInstruction): previous is CfgInstruction {
	if (instruction.opcode !== POP_TOP || previous === null) return false;
	const { opcode, oparg } = previous;
	return opcode === LOAD_CONST || opcode === LOAD_SMALL_INT || (opcode === COPY && oparg === 1);
}

/** Removes a load whose value is popped at once, across blocks as well where the flow is straight. */
export function removeRedundantNopsAndPairs(entry: BasicBlock): void {
	let done = false;
	while (!done) {
		done = true;
		let instruction: CfgInstruction | null = null;
		for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
			removeRedundantNopsInBlock(b);
			if (b.label >= 0) instruction = null;
			for (const current of b.instructions) {
				const previous: CfgInstruction | null = instruction;
				instruction = current;
				if (!isRedundantPair(previous, current)) continue;
				previous.set(NOP);
				current.set(NOP);
				done = false;
			}
			if ((instruction !== null && isJump(instruction)) || !b.hasFallthrough()) instruction = null;
		}
	}
}

function removeRedundantJumps(entry: BasicBlock): number {
	let changes = 0;
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
		const last = b.last();
		if (last === undefined || !isUnconditionalJump(last.opcode)) continue;
		if (nextNonemptyBlock(last.target) !== nextNonemptyBlock(b.next)) continue;
		last.set(NOP);
		changes++;
	}
	return changes;
}

export function removeRedundantNopsAndJumps(entry: BasicBlock): void {
	let changes: number;
	do {
		changes = removeRedundantNops(entry);
		changes += removeRedundantJumps(entry);
	} while (changes > 0);
}

/** A block of at most so many instructions that leaves the code object is copied rather than jumped to. */
const MAX_COPY_SIZE = 4;

function inlineTarget(block: BasicBlock): boolean {
	const last = block.last();
	if (last === undefined || !isUnconditionalJump(last.opcode)) return false;
	const target = last.target as BasicBlock;
	const noLine = target.hasNoLineno() && !target.hasFallthrough();
	if (!noLine && !(target.exitsScope() && target.instructions.length <= MAX_COPY_SIZE)) return false;
	const removed = last.opcode;
	last.set(NOP);
	appendInstructions(block, target);
	const end = block.last() as CfgInstruction;
	// a JUMP polls for signals: the jump that takes its place must do so too
	if (noLine && removed === JUMP && isUnconditionalJump(end.opcode)) end.opcode = JUMP;
	target.predecessors--;
	return true;
}

/** Replaces jumps to small exits, and to blocks of no line, by copies of these. Every change removes a jump, so it ends. */
export function inlineSmallOrNoLinenoBlocks(entry: BasicBlock): void {
	let changes: boolean;
	do {
		changes = false;
		for (let b: BasicBlock | null = entry; b !== null; b = b.next) if (inlineTarget(b)) changes = true;
	} while (changes);
}
