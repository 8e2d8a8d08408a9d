// The control-flow graph: basic blocks in the order in which they are laid out (`next`), each with its instructions; how
// it is built from a flat sequence, and the small questions every pass asks. Invariant: a jump or an exit is the last
// instruction of its block; a block falls through to `next` unless it ends so. Read `cfgFromInstructionSequence` first.
// Mirrors the first part of Python/flowgraph.c.

import { type InstructionSequence, type Location, NO_LOCATION } from "./instructionSequence.ts";
import { ANNOTATIONS_PLACEHOLDER, FLAG_ALWAYS, FLAG_EXC, FLAG_EXIT, FLAG_JUMP, NOP, opcodeFlags } from "./opcode.ts";

export class CfgInstruction {
	opcode: number;
	oparg: number;
	loc: Location;
	/** Where it jumps, or the handler it sets up. */
	target: BasicBlock | null = null;
	/** The handler that runs when it raises. */
	except: BasicBlock | null = null;

	constructor(opcode: number, oparg: number, loc: Location) {
		this.opcode = opcode;
		this.oparg = oparg;
		this.loc = loc;
	}

	set(opcode: number, oparg = 0): void {
		this.opcode = opcode;
		this.oparg = oparg;
	}

	clone(): CfgInstruction {
		const copy = new CfgInstruction(this.opcode, this.oparg, this.loc);
		copy.target = this.target;
		copy.except = this.except;
		return copy;
	}
}

/** No depth is known yet: smaller than any real one. */
export const UNKNOWN_DEPTH = -0x40000000;

export class BasicBlock {
	instructions: CfgInstruction[] = [];
	next: BasicBlock | null = null;
	/** -1: nothing jumps here. */
	label = -1;
	predecessors = 0;
	/** Depth of the stack at its entry. */
	startdepth = UNKNOWN_DEPTH;
	/** The handlers in force at its entry, outermost first; only while they are being worked out. */
	exceptStack: (BasicBlock | null)[] | null = null;
	/** As a handler, it gets the index of the raising instruction pushed below the exception. */
	preserveLasti = false;
	exceptHandler = false;
	cold = false;
	warm = false;
	visited = false;
	/**
	 * Handlers of instructions that were removed from the end, by index. CPython doesn't clear the room it gets back, and what
	 * it appends there (a threaded jump, NOT_TAKEN) takes over the old handler: the exception table shows it.
	 */
	private staleExcepts: (BasicBlock | null)[] | null = null;
	/** Locals 0 to 31 and 32 to 63 that may be unbound at its entry. */
	unsafeLow = 0;
	unsafeHigh = 0;

	add(opcode: number, oparg: number, loc: Location): CfgInstruction {
		const instruction = new CfgInstruction(opcode, oparg, loc);
		if (this.staleExcepts !== null) instruction.except = this.staleExcepts[this.instructions.length] ?? null;
		this.instructions.push(instruction);
		return instruction;
	}

	/** Removes what comes after the first `length` instructions. */
	truncate(length: number): void {
		const { instructions } = this;
		for (let i = length; i < instructions.length; i++) {
			const { except } = instructions[i];
			if (except === null && this.staleExcepts === null) continue;
			this.staleExcepts ??= [];
			this.staleExcepts[i] = except;
		}
		instructions.length = length;
	}

	addJump(opcode: number, target: BasicBlock, loc: Location): void {
		this.add(opcode, target.label, loc).target = target;
	}

	last(): CfgInstruction | undefined {
		return this.instructions[this.instructions.length - 1];
	}

	hasFallthrough(): boolean {
		const { instructions } = this;
		const { length } = instructions;
		return length === 0 || (opcodeFlags[instructions[length - 1].opcode] & (FLAG_EXIT | FLAG_ALWAYS)) === 0;
	}

	exitsScope(): boolean {
		const last = this.last();
		return last !== undefined && (opcodeFlags[last.opcode] & FLAG_EXIT) !== 0;
	}

	hasNoLineno(): boolean {
		for (const instruction of this.instructions) if (instruction.loc.lineno >= 0) return false;
		return true;
	}
}

export interface Cfg {
	readonly entry: BasicBlock;
}

export function isJump(instruction: CfgInstruction): boolean {
	return (opcodeFlags[instruction.opcode] & FLAG_JUMP) !== 0;
}

/** A malformed graph: always our bug. */
export class CompilerFault extends Error {}

export function nextNonemptyBlock(block: BasicBlock | null): BasicBlock | null {
	let b = block;
	while (b !== null && b.instructions.length === 0) b = b.next;
	return b;
}

/** All blocks unvisited again. */
export function clearVisited(entry: BasicBlock): void {
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) b.visited = false;
}

export function maxLabel(entry: BasicBlock): number {
	let label = -1;
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) if (b.label > label) label = b.label;
	return label;
}

/** Appends copies, so that the two blocks can change apart. */
export function appendInstructions(to: BasicBlock, from: BasicBlock): void {
	for (const instruction of from.instructions) to.instructions.push(instruction.clone());
}

/** Takes blocks one by one as code is appended: a label or what follows a jump or an exit begins a new one. */
class CfgBuilder {
	readonly entry = new BasicBlock();
	private current = this.entry;
	private label = -1;

	useLabel(label: number): void {
		this.label = label;
		this.maybeStartNewBlock();
	}

	add(opcode: number, oparg: number, loc: Location): void {
		this.maybeStartNewBlock();
		this.current.add(opcode, oparg, loc);
	}

	private maybeStartNewBlock(): void {
		if (!this.currentIsTerminated()) return;
		const block = new BasicBlock();
		block.label = this.label;
		this.label = -1;
		this.current.next = block;
		this.current = block;
	}

	private currentIsTerminated(): boolean {
		const last = this.current.last();
		if (last !== undefined && (opcodeFlags[last.opcode] & (FLAG_JUMP | FLAG_EXIT)) !== 0) return true;
		if (this.label < 0) return false;
		if (last !== undefined || this.current.label >= 0) return true;
		this.current.label = this.label;
		this.label = -1;
		return false;
	}
}

const TARGET_FLAGS = FLAG_JUMP | FLAG_EXC;

/** Builds the graph; a block's label is the index of its first instruction, and so is each jump's `oparg`. */
export function cfgFromInstructionSequence(sequence: InstructionSequence): Cfg {
	const { instructions, labels } = sequence;
	const isTarget = new Uint8Array(instructions.length);
	for (const { opcode, oparg } of instructions) if ((opcodeFlags[opcode] & TARGET_FLAGS) !== 0) isTarget[labels[oparg]] = 1;
	const builder = new CfgBuilder();
	for (let i = 0; i < instructions.length; i++) {
		const { opcode, oparg, loc } = instructions[i];
		if (opcode === ANNOTATIONS_PLACEHOLDER) {
			for (const a of sequence.annotationsCode?.instructions ?? []) builder.add(a.opcode, a.oparg, a.loc);
			continue;
		}
		if (isTarget[i] === 1) builder.useLabel(i);
		builder.add(opcode, (opcodeFlags[opcode] & TARGET_FLAGS) !== 0 ? labels[oparg] : oparg, loc);
	}
	return { entry: builder.entry };
}

/** Gives each jump and block set-up the block that carries its label. */
export function translateJumpLabelsToTargets(entry: BasicBlock): void {
	const blocks = new Map<number, BasicBlock>();
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) if (b.label >= 0) blocks.set(b.label, b);
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
		for (const instruction of b.instructions) {
			if ((opcodeFlags[instruction.opcode] & TARGET_FLAGS) === 0) continue;
			const target = blocks.get(instruction.oparg);
			if (target === undefined) throw new CompilerFault(`no block has label ${instruction.oparg}`);
			instruction.target = target;
		}
	}
}

/** Raises a fault where a jump or an exit isn't the last instruction of its block. */
export function checkCfg(entry: BasicBlock): void {
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
		for (let i = 0; i < b.instructions.length - 1; i++) {
			if ((opcodeFlags[b.instructions[i].opcode] & (FLAG_JUMP | FLAG_EXIT)) !== 0) throw new CompilerFault("malformed control flow graph");
		}
	}
}

/** Turns instructions into NOPs without a place, to be removed later. */
export function nopOut(instructions: readonly CfgInstruction[]): void {
	for (const instruction of instructions) {
		instruction.set(NOP);
		instruction.loc = NO_LOCATION;
	}
}
