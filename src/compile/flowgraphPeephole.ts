// The peephole optimiser: one walk over a block's instructions, looking at each with the next one and, for a jump, with
// the first one at its target. What becomes superfluous turns into NOPs. Then runs of SWAP are made minimal or are carried
// out by reordering what follows. Read `optimizeBasicBlock`. Mirrors optimize_basic_block, jump_thread, swaptimize and
// apply_static_swaps in Python/flowgraph.c.

import type { BasicBlock, CfgInstruction } from "./flowgraphBlock.ts";
import {
	type ConstList,
	foldConstBinop,
	foldConstUnaryop,
	foldListToTuple,
	foldTupleOfConstants,
	optimizeListsAndSets,
} from "./flowgraphConstants.ts";
import {
	BINARY_OP,
	BUILD_LIST,
	BUILD_SET,
	BUILD_TUPLE,
	CALL_INTRINSIC_1,
	COMPARE_OP,
	CONTAINS_OP,
	GET_ITER,
	INTRINSIC_LIST_TO_TUPLE,
	INTRINSIC_UNARY_POSITIVE,
	IS_OP,
	JUMP,
	JUMP_IF_FALSE,
	JUMP_IF_TRUE,
	JUMP_NO_INTERRUPT,
	LOAD_GLOBAL,
	NOP,
	POP_JUMP_IF_FALSE,
	POP_JUMP_IF_NONE,
	POP_JUMP_IF_NOT_NONE,
	POP_JUMP_IF_TRUE,
	POP_TOP,
	PUSH_NULL,
	STORE_FAST,
	STORE_FAST_MAYBE_NULL,
	SWAP,
	TO_BOOL,
	UNARY_INVERT,
	UNARY_NEGATIVE,
	UNARY_NOT,
	UNPACK_SEQUENCE,
} from "./opcode.ts";

/** COMPARE_OP's bit that asks for a bool. */
const COMPARE_TO_BOOL = 16;

export function optimizeBasicBlock(block: BasicBlock, consts: ConstList): void {
	const { instructions } = block;
	for (let i = 0; i < instructions.length; i++) if (optimizeInstruction(block, i, consts)) i--;
	for (let i = 0; i < instructions.length; i++) {
		if (instructions[i].opcode !== SWAP) continue;
		i = swaptimize(instructions, i);
		applyStaticSwaps(instructions, i);
	}
}

/** Says whether the instruction at `i` must be looked at again. */
function optimizeInstruction(block: BasicBlock, i: number, consts: ConstList): boolean {
	const { instructions } = block;
	const instruction = instructions[i];
	const { opcode } = instruction;
	const next: CfgInstruction | undefined = instructions[i + 1];
	const nextOpcode = next === undefined ? 0 : next.opcode;
	switch (opcode) {
		case BUILD_TUPLE:
			if (!skipUnpacking(instruction, next)) foldTupleOfConstants(block, i, consts);
			return false;
		case BUILD_LIST:
		case BUILD_SET:
			optimizeListsAndSets(block, i, nextOpcode, consts);
			return false;
		case POP_JUMP_IF_NOT_NONE:
		case POP_JUMP_IF_NONE:
		case POP_JUMP_IF_FALSE:
		case POP_JUMP_IF_TRUE:
		case JUMP_IF_FALSE:
		case JUMP_IF_TRUE:
		case JUMP:
		case JUMP_NO_INTERRUPT:
			return optimizeJump(block, instruction);
		case STORE_FAST:
			dropOverwrittenStore(instruction, next);
			return false;
		case SWAP:
			if (instruction.oparg === 1) instruction.set(NOP);
			return false;
		case LOAD_GLOBAL:
			if (nextOpcode === PUSH_NULL && (instruction.oparg & 1) === 0) {
				instruction.oparg |= 1;
				next.set(NOP);
			}
			return false;
		case COMPARE_OP:
			if (nextOpcode === TO_BOOL) moveToNext(instruction, next, COMPARE_OP, instruction.oparg | COMPARE_TO_BOOL);
			return false;
		case CONTAINS_OP:
		case IS_OP:
			if (nextOpcode === TO_BOOL) moveToNext(instruction, next, opcode, instruction.oparg);
			else if (nextOpcode === UNARY_NOT) moveToNext(instruction, next, opcode, instruction.oparg ^ 1);
			return false;
		case TO_BOOL:
			if (nextOpcode === TO_BOOL) instruction.set(NOP);
			return false;
		case UNARY_NOT:
			if (nextOpcode === TO_BOOL) moveToNext(instruction, next, UNARY_NOT, 0);
			else if (nextOpcode === UNARY_NOT) moveToNext(instruction, next, NOP, 0);
			else foldConstUnaryop(block, i, consts);
			return false;
		case UNARY_INVERT:
		case UNARY_NEGATIVE:
			foldConstUnaryop(block, i, consts);
			return false;
		case CALL_INTRINSIC_1:
			optimizeIntrinsic(block, i, nextOpcode, consts);
			return false;
		case BINARY_OP:
			foldConstBinop(block, i, consts);
			return false;
		default:
			return false;
	}
}

function moveToNext(instruction: CfgInstruction, next: CfgInstruction, opcode: number, oparg: number): void {
	instruction.set(NOP);
	next.set(opcode, oparg);
}

/** Building a tuple of one to three items only to unpack it again is a SWAP at most. */
function skipUnpacking(build: CfgInstruction, next: CfgInstruction | undefined): boolean {
	if (next === undefined || next.opcode !== UNPACK_SEQUENCE || build.oparg !== next.oparg) return false;
	const { oparg } = build;
	if (oparg < 1 || oparg > 3) return false;
	build.set(NOP);
	if (oparg === 1) next.set(NOP);
	else next.opcode = SWAP;
	return true;
}

/** Two stores to one local on one line: only the second is seen. */
function dropOverwrittenStore(store: CfgInstruction, next: CfgInstruction | undefined): void {
	if (next === undefined || next.opcode !== STORE_FAST) return;
	if (next.oparg === store.oparg && next.loc.lineno === store.loc.lineno) store.set(POP_TOP);
}

function optimizeIntrinsic(block: BasicBlock, i: number, nextOpcode: number, consts: ConstList): void {
	const instruction = block.instructions[i];
	// Folding replaces the argument, so it is read once.
	const { oparg } = instruction;
	if (oparg === INTRINSIC_UNARY_POSITIVE) foldConstUnaryop(block, i, consts);
	else if (oparg === INTRINSIC_LIST_TO_TUPLE) {
		if (nextOpcode === GET_ITER) instruction.set(NOP);
		else foldListToTuple(block, i, consts);
	}
}

function optimizeJump(block: BasicBlock, jump: CfgInstruction): boolean {
	const targetBlock = jump.target as BasicBlock;
	const target: CfgInstruction | undefined = targetBlock.instructions[0];
	if (target === undefined) return false;
	const { opcode } = jump;
	if (opcode === JUMP || opcode === JUMP_NO_INTERRUPT) {
		if (target.opcode === JUMP) return jumpThread(block, jump, target, JUMP);
		return target.opcode === JUMP_NO_INTERRUPT && jumpThread(block, jump, target, opcode);
	}
	if (target.opcode === JUMP) return jumpThread(block, jump, target, opcode);
	if (opcode !== JUMP_IF_FALSE && opcode !== JUMP_IF_TRUE) return false;
	if (target.opcode === opcode) return jumpThread(block, jump, target, opcode);
	if (target.opcode !== JUMP_IF_FALSE && target.opcode !== JUMP_IF_TRUE) return false;
	// the opposite test of the same value never jumps: go to what follows it
	jump.target = targetBlock.next;
	return true;
}

/** Jumps straight to where the jump at its target goes. */
function jumpThread(block: BasicBlock, jump: CfgInstruction, target: CfgInstruction, opcode: number): boolean {
	if (jump.target === target.target) return false;
	jump.set(NOP);
	block.addJump(opcode, target.target as BasicBlock, target.loc);
	return true;
}

const VISITED = -1;

/** Replaces the run of SWAPs that begins at `start` by the shortest one of the same effect; gives the run's last index. */
function swaptimize(instructions: readonly CfgInstruction[], start: number): number {
	let end = start + 1;
	let depth = instructions[start].oparg;
	let more = false;
	for (; end < instructions.length; end++) {
		const { opcode, oparg } = instructions[end];
		if (opcode === SWAP) {
			depth = Math.max(depth, oparg);
			more = true;
		} else if (opcode !== NOP) break;
	}
	if (!more) return start;
	let current = end - 1;
	for (const oparg of swapsFor(permutation(instructions, start, end, depth))) instructions[current--].set(SWAP, oparg);
	while (current >= start) instructions[current--].set(NOP);
	return end - 1;
}

/** Where each of the top `depth` values comes from after the run, 0 the top. */
function permutation(instructions: readonly CfgInstruction[], start: number, end: number, depth: number): number[] {
	const stack = Array.from({ length: depth }, (_, i) => i);
	for (let i = start; i < end; i++) {
		const { opcode, oparg } = instructions[i];
		if (opcode !== SWAP) continue;
		const top = stack[0];
		stack[0] = stack[oparg - 1];
		stack[oparg - 1] = top;
	}
	return stack;
}

/** The arguments of the SWAPs that make the permutation, last one first: each cycle is walked through the top. */
function swapsFor(stack: number[]): number[] {
	const swaps: number[] = [];
	for (let i = 0; i < stack.length; i++) {
		if (stack[i] === VISITED || stack[i] === i) continue;
		for (let j = i; ; ) {
			if (j !== 0) swaps.push(j + 1);
			const following = stack[j];
			if (following === VISITED) break;
			stack[j] = VISITED;
			j = following;
		}
	}
	return swaps;
}

/** Only touches the top of the stack, pops it, and can't jump or raise. */
function isSwappable(opcode: number): boolean {
	return opcode === STORE_FAST || opcode === STORE_FAST_MAYBE_NULL || opcode === POP_TOP;
}

function storesTo({ opcode, oparg }: CfgInstruction): number {
	return opcode === STORE_FAST || opcode === STORE_FAST_MAYBE_NULL ? oparg : -1;
}

/** The next swappable instruction after `index` (on line `lineno` unless that is negative), NOPs skipped; -1 if none. */
function nextSwappable(instructions: readonly CfgInstruction[], index: number, lineno: number): number {
	for (let i = index + 1; i < instructions.length; i++) {
		const { opcode, loc } = instructions[i];
		if (lineno >= 0 && loc.lineno !== lineno) return -1;
		if (opcode === NOP) continue;
		return isSwappable(opcode) ? i : -1;
	}
	return -1;
}

/** Carries out SWAPs that end at `end` by exchanging the stores and pops that follow them. */
function applyStaticSwaps(instructions: CfgInstruction[], end: number): void {
	for (let i = end; i >= 0; i--) {
		const swap = instructions[i];
		if (swap.opcode !== SWAP) {
			if (swap.opcode === NOP || isSwappable(swap.opcode)) continue;
			return;
		}
		const j = nextSwappable(instructions, i, -1);
		if (j < 0) return;
		const { lineno } = instructions[j].loc;
		let k = j;
		for (let count = swap.oparg - 1; count > 0; count--) {
			k = nextSwappable(instructions, k, lineno);
			if (k < 0) return;
		}
		if (!canExchange(instructions, j, k)) return;
		swap.set(NOP);
		[instructions[j], instructions[k]] = [instructions[k], instructions[j]];
	}
}

/** The order of two stores to one local can't be changed, nor can one be moved across another. */
function canExchange(instructions: readonly CfgInstruction[], j: number, k: number): boolean {
	const storeJ = storesTo(instructions[j]);
	const storeK = storesTo(instructions[k]);
	if (storeJ < 0 && storeK < 0) return true;
	if (storeJ === storeK) return false;
	for (let i = j + 1; i < k; i++) {
		const store = storesTo(instructions[i]);
		if (store >= 0 && (store === storeJ || store === storeK)) return false;
	}
	return true;
}
