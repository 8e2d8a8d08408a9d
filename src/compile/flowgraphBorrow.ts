// Which loads of a local need not own what they push: LOAD_FAST becomes LOAD_FAST_BORROW when the value is consumed while
// the local surely still holds it. This decides reference counts that programs see. Within a block the stack is simulated
// with, for each value, the instruction that loaded it and the local it came from. A load must own its value when that (a)
// outlives the block on the stack, (b) is on the stack while its local is overwritten or deleted, or (c) is itself stored
// in a local. Only blocks that normal flow reaches are looked at: in handlers every load owns. A load of two locals borrows
// both or none. Read `simulate`. Mirrors optimize_load_fast in Python/flowgraph.c.

import { type BasicBlock, clearVisited } from "./flowgraphBlock.ts";
import {
	CHECK_EXC_MATCH,
	COPY,
	DELETE_FAST,
	DICT_MERGE,
	DICT_UPDATE,
	END_SEND,
	FOR_ITER,
	FORMAT_SIMPLE,
	GET_ANEXT,
	GET_LEN,
	GET_YIELD_FROM_ITER,
	hasTarget,
	IMPORT_FROM,
	isBlockPush,
	LIST_APPEND,
	LIST_EXTEND,
	LOAD_ATTR,
	LOAD_FAST,
	LOAD_FAST_AND_CLEAR,
	LOAD_FAST_BORROW,
	LOAD_FAST_BORROW_LOAD_FAST_BORROW,
	LOAD_FAST_LOAD_FAST,
	LOAD_SPECIAL,
	LOAD_SUPER_ATTR,
	MAP_ADD,
	MATCH_KEYS,
	MATCH_MAPPING,
	MATCH_SEQUENCE,
	numPopped,
	numPushed,
	PUSH_EXC_INFO,
	RERAISE,
	SEND,
	SET_ADD,
	SET_FUNCTION_ATTRIBUTE,
	SET_UPDATE,
	STORE_FAST,
	STORE_FAST_LOAD_FAST,
	STORE_FAST_STORE_FAST,
	SWAP,
	stackEffect,
	WITH_EXCEPT_START,
} from "./opcode.ts";

/** No instruction of this block pushed it. */
const UNKNOWN = -1;
const NOT_LOCAL = -1;

/** The simulated stack: for each value, which instruction pushed it and from which local. */
class RefStack {
	size = 0;
	/** Index of the pushing instruction in its block. */
	private readonly instrs: number[] = [];
	private readonly locals: number[] = [];
	/** By local: no value of it stands below this on the stack but those that must own already. Keeps `kill` from looking at all. */
	private readonly lowest = new Map<number, number>();
	/** Of each instruction of the block: must own what it loads. */
	private mustOwn = new Uint8Array(64);

	/** Begins a block of `count` instructions at a stack of `depth` values. */
	reset(depth: number, count: number): void {
		if (count > this.mustOwn.length) this.mustOwn = new Uint8Array(2 * count);
		this.mustOwn.fill(0, 0, count);
		this.size = 0;
		this.lowest.clear();
		this.pushUntracked(UNKNOWN, depth);
	}

	push(instr: number, local: number): void {
		this.instrs[this.size] = instr;
		this.locals[this.size] = local;
		this.noteLowest(this.size++);
	}

	private noteLowest(at: number): void {
		const local = this.locals[at]!;
		if (local !== NOT_LOCAL && at < (this.lowest.get(local) ?? Number.POSITIVE_INFINITY)) this.lowest.set(local, at);
	}

	pushUntracked(instr: number, count: number): void {
		for (let i = 0; i < count; i++) this.push(instr, NOT_LOCAL);
	}

	pop(count: number): void {
		this.size -= count;
	}

	/** 1 is the top. */
	copy(depth: number): void {
		this.push(this.instrs[this.size - depth], this.locals[this.size - depth]);
	}

	swap(depth: number): void {
		const { instrs, locals } = this;
		const top = this.size - 1;
		const other = this.size - depth;
		[instrs[top], instrs[other]] = [instrs[other], instrs[top]];
		[locals[top], locals[other]] = [locals[other], locals[top]];
		this.noteLowest(other);
	}

	/** Takes `popped` values from under the top one and puts `pushedBelow` untracked ones there. */
	replaceBelowTop(instr: number, popped: number, pushedBelow: number): void {
		const top = this.size - 1;
		const topInstr = this.instrs[top];
		const topLocal = this.locals[top];
		this.size -= 1 + popped;
		this.pushUntracked(instr, pushedBelow);
		this.push(topInstr, topLocal);
	}

	/** The local loses its value: what was loaded from it and is still on the stack must own. */
	kill(local: number): void {
		const from = this.lowest.get(local) ?? this.size;
		for (let i = from; i < this.size; i++) if (this.locals[i] === local) this.own(this.instrs[i]);
		this.lowest.delete(local);
	}

	/** The top value moves into the local. */
	store(local: number): void {
		this.size--;
		this.kill(local);
		this.own(this.instrs[this.size]);
	}

	ownAllLeft(): void {
		for (let i = 0; i < this.size; i++) this.own(this.instrs[i]);
	}

	owns(instr: number): boolean {
		return this.mustOwn[instr] !== 0;
	}

	private own(instr: number): void {
		if (instr >= 0) this.mustOwn[instr] = 1;
	}
}

export function optimizeLoadFast(entry: BasicBlock): void {
	clearVisited(entry);
	entry.startdepth = 0;
	entry.visited = true;
	const refs = new RefStack();
	const todo = [entry];
	for (let block = todo.pop(); block !== undefined; block = todo.pop()) {
		refs.reset(block.startdepth, block.instructions.length);
		for (let i = 0; i < block.instructions.length; i++) simulate(block, i, refs, todo);
		if (block.next !== null && block.instructions.length > 0 && block.hasFallthrough()) pushBlock(block.next, todo);
		refs.ownAllLeft();
		borrowLoads(block, refs);
	}
}

function pushBlock(block: BasicBlock, todo: BasicBlock[]): void {
	if (block.visited) return;
	block.visited = true;
	todo.push(block);
}

function borrowLoads(block: BasicBlock, refs: RefStack): void {
	const { instructions } = block;
	for (let i = 0; i < instructions.length; i++) {
		const instruction = instructions[i];
		if (instruction.opcode === LOAD_FAST && !refs.owns(i)) instruction.opcode = LOAD_FAST_BORROW;
		else if (instruction.opcode === LOAD_FAST_LOAD_FAST && !refs.owns(i)) instruction.opcode = LOAD_FAST_BORROW_LOAD_FAST_BORROW;
	}
}

/** What instruction `i` does to the simulated stack; queues the block it may jump to. */
function simulate(block: BasicBlock, i: number, refs: RefStack, todo: BasicBlock[]): void {
	const instruction = block.instructions[i];
	const { opcode, oparg } = instruction;
	switch (opcode) {
		case LOAD_FAST:
			refs.push(i, oparg);
			break;
		case LOAD_FAST_AND_CLEAR:
			refs.kill(oparg);
			refs.push(i, oparg);
			break;
		case LOAD_FAST_LOAD_FAST:
			refs.push(i, oparg >> 4);
			refs.push(i, oparg & 15);
			break;
		case STORE_FAST:
			refs.store(oparg);
			break;
		case STORE_FAST_LOAD_FAST:
			refs.store(oparg >> 4);
			refs.push(i, oparg & 15);
			break;
		case STORE_FAST_STORE_FAST:
			refs.store(oparg >> 4);
			refs.store(oparg & 15);
			break;
		case DELETE_FAST:
			refs.kill(oparg);
			break;
		case COPY:
			refs.copy(oparg);
			break;
		case SWAP:
			refs.swap(oparg);
			break;
		default:
			if (hasTarget(opcode)) pushBlock(instruction.target as BasicBlock, todo);
			if (!isBlockPush(opcode)) simulateOther(i, opcode, oparg, refs);
	}
}

function simulateOther(i: number, opcode: number, oparg: number, refs: RefStack): void {
	switch (opcode) {
		// these leave all their inputs where they are
		case FORMAT_SIMPLE:
		case GET_ANEXT:
		case GET_LEN:
		case GET_YIELD_FROM_ITER:
		case IMPORT_FROM:
		case MATCH_KEYS:
		case MATCH_MAPPING:
		case MATCH_SEQUENCE:
		case WITH_EXCEPT_START: {
			const net = stackEffect(opcode, oparg);
			// CPython counts what these push as pushed by instruction 0, which therefore owns if that outlives the block
			for (let j = 0; j < net; j++) refs.pushUntracked(j, 1);
			break;
		}
		// these take some of their inputs and push nothing
		case DICT_MERGE:
		case DICT_UPDATE:
		case LIST_APPEND:
		case LIST_EXTEND:
		case MAP_ADD:
		case RERAISE:
		case SET_ADD:
		case SET_UPDATE:
			refs.pop(-stackEffect(opcode, oparg));
			break;
		// the top value stays, or comes back on top
		case END_SEND:
		case SET_FUNCTION_ATTRIBUTE:
			refs.replaceBelowTop(i, 1, 0);
			break;
		case LOAD_SPECIAL:
		case PUSH_EXC_INFO:
			refs.replaceBelowTop(i, 0, 1);
			break;
		case LOAD_ATTR:
			if ((oparg & 1) !== 0) refs.replaceBelowTop(i, 0, 1);
			else replaceTop(refs, i, 1);
			break;
		case LOAD_SUPER_ATTR:
			if ((oparg & 1) !== 0) refs.replaceBelowTop(i, 2, 1);
			else replaceTop(refs, i, 3);
			break;
		case CHECK_EXC_MATCH:
		case SEND:
			replaceTop(refs, i, 1);
			break;
		case FOR_ITER:
			refs.pushUntracked(i, 1);
			break;
		default:
			refs.pop(numPopped(opcode, oparg));
			refs.pushUntracked(i, numPushed(opcode, oparg));
	}
}

/** Takes the top `popped` values and pushes one that isn't tracked. */
function replaceTop(refs: RefStack, i: number, popped: number): void {
	refs.pop(popped);
	refs.pushUntracked(i, 1);
}
