// Gives every instruction that ends a frame or polls for signals a line. Such blocks without one (the implicit
// `return None`, the jump back of a loop) are copied until each has one predecessor, whose line they take.
// Read `resolveLineNumbers`. Mirrors duplicate_exits_without_lineno and propagate_line_numbers in Python/flowgraph.c.

import { appendInstructions, BasicBlock, isJump, maxLabel, nextNonemptyBlock } from "./flowgraphBlock.ts";
import { type Location, NO_LOCATION } from "./instructionSequence.ts";
import { CALL, CALL_FUNCTION_EX, CALL_KW, JUMP, JUMP_BACKWARD, RESUME } from "./opcode.ts";

/** The instructions that look for signals and other requests to stop. */
function hasEvalBreak(block: BasicBlock): boolean {
	for (const { opcode } of block.instructions) {
		switch (opcode) {
			case CALL:
			case CALL_KW:
			case CALL_FUNCTION_EX:
			case JUMP:
			case JUMP_BACKWARD:
			case RESUME:
				return true;
		}
	}
	return false;
}

function isExitOrEvalCheckWithoutLineno(block: BasicBlock): boolean {
	return (block.exitsScope() || hasEvalBreak(block)) && block.hasNoLineno();
}

export function resolveLineNumbers(entry: BasicBlock): void {
	duplicateExitsWithoutLineno(entry);
	propagateLineNumbers(entry);
}

function duplicateExitsWithoutLineno(entry: BasicBlock): void {
	let label = maxLabel(entry) + 1;
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
		const last = b.last();
		if (last === undefined || !isJump(last)) continue;
		const target = nextNonemptyBlock(last.target);
		if (target === null || target.predecessors <= 1 || !isExitOrEvalCheckWithoutLineno(target)) continue;
		const copy = new BasicBlock();
		appendInstructions(copy, target);
		copy.instructions[0].loc = last.loc;
		last.target = copy;
		target.predecessors--;
		copy.predecessors = 1;
		copy.next = target.next;
		copy.label = label++;
		target.next = copy;
	}
	// what is left is reached by falling through from one block only
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
		const last = b.last();
		if (last === undefined || b.next === null || !b.hasFallthrough()) continue;
		if (isExitOrEvalCheckWithoutLineno(b.next)) b.next.instructions[0].loc = last.loc;
	}
}

function takeLocation(block: BasicBlock, loc: Location): void {
	if (block.predecessors !== 1 || block.instructions.length === 0) return;
	const first = block.instructions[0];
	if (first.loc.lineno === NO_LOCATION.lineno) first.loc = loc;
}

/** An instruction without a place takes that of the one before it; a block with one predecessor, that of the predecessor's last. */
function propagateLineNumbers(entry: BasicBlock): void {
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
		const last = b.last();
		if (last === undefined) continue;
		let previous = NO_LOCATION;
		for (const instruction of b.instructions) {
			if (instruction.loc.lineno === NO_LOCATION.lineno) instruction.loc = previous;
			else previous = instruction.loc;
		}
		if (b.next !== null && b.hasFallthrough()) takeLocation(b.next, previous);
		if (isJump(last)) takeLocation(last.target as BasicBlock, previous);
	}
}
