// The optimiser's view of constants: what a load pushes, adding a folded value to the list, and every folding of
// instructions that load constants (operators, tuples, lists and sets that are only iterated or searched), plus tests
// and jumps on a known value. What is saved becomes NOPs. Read `optimizeLoadConst` and the `fold…` functions, which
// `flowgraphPeephole.ts` calls. Mirrors the constant part of Python/flowgraph.c.

import type { Constant } from "../syntax/constant.ts";
import type { CodeConstant } from "./code.ts";
import { mergeConstant } from "./constants.ts";
import { type BasicBlock, type CfgInstruction, nopOut } from "./flowgraphBlock.ts";
import { evalBinop, evalUnaryop, isTrue, uniqueItems } from "./foldConstants.ts";
import {
	BUILD_LIST,
	BUILD_TUPLE,
	CONTAINS_OP,
	COPY,
	GET_ITER,
	IS_OP,
	JUMP,
	JUMP_IF_FALSE,
	JUMP_IF_TRUE,
	LIST_APPEND,
	LIST_EXTEND,
	LOAD_CONST,
	LOAD_SMALL_INT,
	NOP,
	POP_JUMP_IF_FALSE,
	POP_JUMP_IF_NONE,
	POP_JUMP_IF_NOT_NONE,
	POP_JUMP_IF_TRUE,
	SET_UPDATE,
	TO_BOOL,
} from "./opcode.ts";

/** A collection of more items is built at run time. */
const MAX_FOLDED_ITEMS = 30;
/** A list or set display of fewer constants is built item by item. */
const MIN_CONST_SEQUENCE_SIZE = 3;

/** The constants of one code object while it is optimised. */
export class ConstList {
	readonly consts: CodeConstant[];
	private readonly cache: Map<string, CodeConstant>;
	private indices: Map<CodeConstant, number> | null = null;

	constructor(consts: CodeConstant[], cache: Map<string, CodeConstant>) {
		this.consts = consts;
		this.cache = cache;
	}

	/** What LOAD_CONST or LOAD_SMALL_INT pushes. */
	value(opcode: number, oparg: number): CodeConstant {
		return opcode === LOAD_SMALL_INT ? { type: "int", value: BigInt(oparg) } : this.consts[oparg];
	}

	/** The index of the constant, which is appended if it is new. */
	add(constant: CodeConstant): number {
		this.indices ??= this.indexAll();
		const merged = mergeConstant(this.cache, constant, false);
		const known = this.indices.get(merged);
		if (known !== undefined) return known;
		this.indices.set(merged, this.consts.length);
		return this.consts.push(merged) - 1;
	}

	private indexAll(): Map<CodeConstant, number> {
		const indices = new Map<CodeConstant, number>();
		for (let i = this.consts.length - 1; i >= 0; i--) indices.set(this.consts[i], i);
		return indices;
	}
}

export function loadsConst(opcode: number): boolean {
	return opcode === LOAD_CONST || opcode === LOAD_SMALL_INT;
}

function makeLoadSmallInt(instruction: CfgInstruction, constant: CodeConstant): boolean {
	if (constant.type !== "int" || constant.value < 0n || constant.value > 255n) return false;
	instruction.set(LOAD_SMALL_INT, Number(constant.value));
	return true;
}

function makeLoadConst(instruction: CfgInstruction, constant: CodeConstant, consts: ConstList): void {
	if (!makeLoadSmallInt(instruction, constant)) instruction.set(LOAD_CONST, consts.add(constant));
}

/** The `size` loads of constants that end at index `start`, NOPs between them left aside; null if there aren't so many. */
function constLoadsBefore(block: BasicBlock, start: number, size: number): CfgInstruction[] | null {
	const found: CfgInstruction[] = [];
	for (let i = start; i >= 0 && found.length < size; i--) {
		const instruction = block.instructions[i];
		if (instruction.opcode === NOP) continue;
		if (!loadsConst(instruction.opcode)) return null;
		found.push(instruction);
	}
	return found.length === size ? found.reverse() : null;
}

function valuesOf(loads: readonly CfgInstruction[], consts: ConstList): Constant[] {
	return loads.map((load) => consts.value(load.opcode, load.oparg) as Constant);
}

/** The instruction at `index` is BUILD_TUPLE. */
export function foldTupleOfConstants(block: BasicBlock, index: number, consts: ConstList): void {
	const instruction = block.instructions[index];
	if (instruction.oparg > MAX_FOLDED_ITEMS) return;
	const loads = constLoadsBefore(block, index - 1, instruction.oparg);
	if (loads === null) return;
	const items = valuesOf(loads, consts);
	nopOut(loads);
	makeLoadConst(instruction, { type: "tuple", items }, consts);
}

/** The instruction at `index` turns a list into a tuple: folds BUILD_LIST 0, then a load and LIST_APPEND 1 each. */
export function foldListToTuple(block: BasicBlock, index: number, consts: ConstList): void {
	const used: CfgInstruction[] = [];
	let expectAppend = true;
	for (let i = index - 1; i >= 0; i--) {
		const instruction = block.instructions[i];
		const { opcode, oparg } = instruction;
		if (opcode === NOP) continue;
		used.push(instruction);
		if (opcode === BUILD_LIST && oparg === 0) {
			if (!expectAppend) return;
			const items = valuesOf(used.filter((load) => loadsConst(load.opcode)).reverse(), consts);
			nopOut(used);
			makeLoadConst(block.instructions[index], { type: "tuple", items }, consts);
			return;
		}
		if (expectAppend ? opcode !== LIST_APPEND || oparg !== 1 : !loadsConst(opcode)) return;
		expectAppend = !expectAppend;
	}
}

/**
 * The instruction at `index` is BUILD_LIST or BUILD_SET. If it is only iterated or searched, it becomes a constant tuple
 * or frozenset (a list of other things: a tuple); else a display of constants is extended from one constant.
 */
export function optimizeListsAndSets(block: BasicBlock, index: number, nextOpcode: number, consts: ConstList): void {
	const instruction = block.instructions[index];
	const { opcode, oparg: size } = instruction;
	const containsOrIter = nextOpcode === GET_ITER || nextOpcode === CONTAINS_OP;
	if (size > MAX_FOLDED_ITEMS || (size < MIN_CONST_SEQUENCE_SIZE && !containsOrIter)) return;
	const loads = constLoadsBefore(block, index - 1, size);
	if (loads === null) {
		if (containsOrIter && opcode === BUILD_LIST) instruction.set(BUILD_TUPLE, size);
		return;
	}
	const items = valuesOf(loads, consts);
	const constant: Constant = opcode === BUILD_LIST ? { type: "tuple", items } : { type: "frozenset", items: uniqueItems(items) };
	const constIndex = consts.add(constant);
	nopOut(loads);
	if (containsOrIter) {
		instruction.set(LOAD_CONST, constIndex);
		return;
	}
	block.instructions[index - 2].loc = instruction.loc;
	block.instructions[index - 2].set(opcode, 0);
	block.instructions[index - 1].set(LOAD_CONST, constIndex);
	instruction.set(opcode === BUILD_LIST ? LIST_EXTEND : SET_UPDATE, 1);
}

export function foldConstBinop(block: BasicBlock, index: number, consts: ConstList): void {
	const loads = constLoadsBefore(block, index - 1, 2);
	if (loads === null) return;
	const [left, right] = valuesOf(loads, consts);
	const result = evalBinop(left, block.instructions[index].oparg, right);
	if (result === null) return;
	nopOut(loads);
	makeLoadConst(block.instructions[index], result, consts);
}

/** The instruction at `index` is UNARY_* or the intrinsic for unary plus. */
export function foldConstUnaryop(block: BasicBlock, index: number, consts: ConstList): void {
	const loads = constLoadsBefore(block, index - 1, 1);
	if (loads === null) return;
	const result = evalUnaryop(valuesOf(loads, consts)[0], block.instructions[index].opcode);
	if (result === null) return;
	nopOut(loads);
	makeLoadConst(block.instructions[index], result, consts);
}

export function optimizeLoadConst(entry: BasicBlock, consts: ConstList): void {
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) optimizeLoadConstInBlock(b, consts);
}

/** Small ints get their own load; a test, a jump or an `is None` on a constant is decided. */
function optimizeLoadConstInBlock(block: BasicBlock, consts: ConstList): void {
	const { instructions } = block;
	let opcode = 0;
	let oparg = 0;
	for (let i = 0; i < instructions.length; i++) {
		const instruction = instructions[i];
		if (instruction.opcode === LOAD_CONST) makeLoadSmallInt(instruction, consts.consts[instruction.oparg]);
		const isCopyOfConst = opcode === LOAD_CONST && instruction.opcode === COPY && instruction.oparg === 1;
		if (!isCopyOfConst) ({ opcode, oparg } = instruction);
		if (loadsConst(opcode) && i + 1 < instructions.length) useConstant(block, i, consts.value(opcode, oparg), consts);
	}
}

/** The instruction at `index` pushes `constant`. */
function useConstant(block: BasicBlock, index: number, constant: CodeConstant, consts: ConstList): void {
	const instruction = block.instructions[index];
	const following = block.instructions[index + 1];
	switch (following.opcode) {
		case POP_JUMP_IF_FALSE:
		case POP_JUMP_IF_TRUE:
			instruction.set(NOP);
			decideJump(following, isTrue(constant) === (following.opcode === POP_JUMP_IF_TRUE));
			break;
		case JUMP_IF_FALSE:
		case JUMP_IF_TRUE:
			decideJump(following, isTrue(constant) === (following.opcode === JUMP_IF_TRUE));
			break;
		case IS_OP:
			if (constant.type === "None") foldIsNone(block, index);
			break;
		case TO_BOOL:
			instruction.set(NOP);
			following.set(LOAD_CONST, consts.add({ type: "bool", value: isTrue(constant) }));
			break;
	}
}

function decideJump(jump: CfgInstruction, taken: boolean): void {
	if (taken) jump.opcode = JUMP;
	else jump.set(NOP);
}

/** LOAD_CONST None, IS_OP, perhaps TO_BOOL, then a jump: one jump does it all. */
function foldIsNone(block: BasicBlock, index: number): void {
	const { instructions } = block;
	const isInstruction = instructions[index + 1];
	let jump = instructions[index + 2];
	if (jump === undefined) return;
	if (jump.opcode === TO_BOOL) {
		jump.set(NOP);
		jump = instructions[index + 3];
		if (jump === undefined) return;
	}
	let invert = isInstruction.oparg !== 0;
	if (jump.opcode === POP_JUMP_IF_FALSE) invert = !invert;
	else if (jump.opcode !== POP_JUMP_IF_TRUE) return;
	instructions[index].set(NOP);
	isInstruction.set(NOP);
	jump.opcode = invert ? POP_JUMP_IF_NOT_NONE : POP_JUMP_IF_NONE;
}

/** Drops the constants no instruction loads, but for the first, which may be the docstring. */
export function removeUnusedConsts(entry: BasicBlock, consts: CodeConstant[]): void {
	if (consts.length === 0) return;
	const used = new Uint8Array(consts.length);
	used[0] = 1;
	forEachLoadConst(entry, (load) => {
		used[load.oparg] = 1;
	});
	const newIndex = new Int32Array(consts.length);
	let count = 0;
	for (let i = 0; i < consts.length; i++) {
		if (used[i] === 0) continue;
		consts[count] = consts[i];
		newIndex[i] = count++;
	}
	if (count === consts.length) return;
	consts.length = count;
	forEachLoadConst(entry, (load) => {
		load.oparg = newIndex[load.oparg];
	});
}

function forEachLoadConst(entry: BasicBlock, visit: (load: CfgInstruction) => void): void {
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
		for (const instruction of b.instructions) if (instruction.opcode === LOAD_CONST) visit(instruction);
	}
}
