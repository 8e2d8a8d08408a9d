// Passes over local variables: where one may be unbound, LOAD_FAST becomes LOAD_FAST_CHECK; neighbouring loads and stores
// on one line become one instruction. The first 64 locals are followed through the whole graph, the others within a block.
// Read `addChecksForLoadsOfUninitializedVariables`. Mirrors the functions of these names in Python/flowgraph.c.

import { type BasicBlock, type CfgInstruction, clearVisited, isJump } from "./flowgraphBlock.ts";
import { removeRedundantNops } from "./flowgraphCleanup.ts";
import {
	DELETE_FAST,
	LOAD_FAST,
	LOAD_FAST_AND_CLEAR,
	LOAD_FAST_CHECK,
	LOAD_FAST_LOAD_FAST,
	NOP,
	STORE_FAST,
	STORE_FAST_LOAD_FAST,
	STORE_FAST_MAYBE_NULL,
	STORE_FAST_STORE_FAST,
} from "./opcode.ts";

/** Locals whose state is passed from block to block. */
const TRACKED = 64;

/** Bits `from` to `to` - 1 of a 32-bit word; numbers beyond its ends count as its ends. */
function bits(from: number, to: number): number {
	let mask = 0;
	for (let i = Math.max(from, 0); i < Math.min(to, 32); i++) mask |= 1 << i;
	return mask;
}

export function addChecksForLoadsOfUninitializedVariables(entry: BasicBlock, nlocals: number, nparams: number): void {
	if (nlocals === 0) return;
	if (nlocals > TRACKED) fastScanManyLocals(entry, nlocals);
	clearVisited(entry);
	const stack: BasicBlock[] = [];
	maybePush(entry, bits(nparams, nlocals), bits(nparams - 32, nlocals - 32), stack);
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) scanBlockForLocals(b, stack);
	for (let b = stack.pop(); b !== undefined; b = stack.pop()) {
		b.visited = false;
		scanBlockForLocals(b, stack);
	}
}

/** Queues the block if more of its locals may be unbound than was known; `visited` means queued. */
function maybePush(block: BasicBlock, low: number, high: number, stack: BasicBlock[]): void {
	const newLow = block.unsafeLow | low;
	const newHigh = block.unsafeHigh | high;
	if (newLow === block.unsafeLow && newHigh === block.unsafeHigh) return;
	block.unsafeLow = newLow;
	block.unsafeHigh = newHigh;
	if (block.visited) return;
	block.visited = true;
	stack.push(block);
}

function scanBlockForLocals(block: BasicBlock, stack: BasicBlock[]): void {
	let low = block.unsafeLow;
	let high = block.unsafeHigh;
	for (const instruction of block.instructions) {
		const { oparg, except } = instruction;
		if (except !== null) maybePush(except, low, high, stack);
		if (oparg >= TRACKED) continue;
		const bit = 1 << (oparg & 31);
		const unsafe = ((oparg < 32 ? low : high) & bit) !== 0;
		const after = isUnsafeAfter(instruction, unsafe);
		if (after === unsafe) continue;
		if (oparg < 32) low ^= bit;
		else high ^= bit;
	}
	if (block.next !== null && block.hasFallthrough()) maybePush(block.next, low, high, stack);
	const last = block.last();
	if (last !== undefined && isJump(last)) maybePush(last.target as BasicBlock, low, high, stack);
}

/** Whether the local may be unbound after the instruction; checks the load when it may be unbound before. */
function isUnsafeAfter(instruction: CfgInstruction, unsafe: boolean): boolean {
	switch (instruction.opcode) {
		case DELETE_FAST:
		case LOAD_FAST_AND_CLEAR:
		case STORE_FAST_MAYBE_NULL:
			return true;
		case LOAD_FAST:
			if (unsafe) instruction.opcode = LOAD_FAST_CHECK;
			return false;
		case STORE_FAST:
		case LOAD_FAST_CHECK:
			return false;
		default:
			return unsafe;
	}
}

/** Locals from the 65th on: known to be bound only after a load or store in the same block. */
function fastScanManyLocals(entry: BasicBlock, nlocals: number): void {
	/** The number of the block in which the local is known to be bound. */
	const boundIn = new Int32Array(nlocals);
	let blockNumber = 0;
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
		blockNumber++;
		for (const instruction of b.instructions) {
			const { oparg } = instruction;
			if (oparg < TRACKED || oparg >= nlocals) continue;
			const unsafe = boundIn[oparg] !== blockNumber;
			if (isUnsafeAfter(instruction, unsafe) !== unsafe) boundIn[oparg] = unsafe ? blockNumber : 0;
		}
	}
}

export function insertSuperinstructions(entry: BasicBlock): void {
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
		const { instructions } = b;
		for (let i = 0; i + 1 < instructions.length; i++) {
			const joined = superinstruction(instructions[i].opcode, instructions[i + 1].opcode);
			if (joined !== 0) join(instructions[i], instructions[i + 1], joined);
		}
	}
	removeRedundantNops(entry);
}

function superinstruction(first: number, second: number): number {
	if (first === LOAD_FAST) return second === LOAD_FAST ? LOAD_FAST_LOAD_FAST : 0;
	if (first !== STORE_FAST) return 0;
	if (second === LOAD_FAST) return STORE_FAST_LOAD_FAST;
	return second === STORE_FAST ? STORE_FAST_STORE_FAST : 0;
}

/** Both arguments must fit four bits each, and both instructions must be on one line (or on none). */
function join(first: CfgInstruction, second: CfgInstruction, opcode: number): void {
	const line1 = first.loc.lineno;
	const line2 = second.loc.lineno;
	if (line1 >= 0 && line2 >= 0 && line1 !== line2) return;
	if (first.oparg >= 16 || second.oparg >= 16) return;
	first.set(opcode, (first.oparg << 4) | second.oparg);
	second.set(NOP);
}
