// What a value on a frame's evaluation stack waits for: the instruction that will take it, and as what.
//
// Nothing is noted while a program runs. The bytecode tells: from the running instruction on, along the way that execution
// takes when nothing jumps, the first instruction that reaches down to the slot is its consumer. The table of opcodes has
// the names of its inputs. Read `consumerOf` first. Mirrors nothing in CPython.

import {
	cacheEntries,
	COPY,
	hasJump,
	isScopeExit,
	isUnconditionalJump,
	JUMP_FORWARD,
	numPopped,
	stackEffect,
	stackEffectText,
	SWAP,
} from "../compile/opcode.ts";
import { EXECUTING } from "../objects/generator.ts";
import { type Frame, OWNED_BY_GENERATOR } from "../objects/interpreterFrame.ts";

/** One input of an instruction: its name in the table, and for `args[oparg]` and the like the place among its kind. */
export interface Input {
	readonly name: string;
	readonly index: number;
}

export interface Consumer {
	/** Code unit of the instruction. */
	readonly unit: number;
	readonly op: number;
	readonly oparg: number;
	readonly input: Input;
	/** The stack's depth below the instruction's inputs: its first input lies there. */
	readonly bottom: number;
	/** Whether the instruction is under way now. */
	readonly running: boolean;
}

/** What becomes of a slot: `depth` counts from the bottom of the evaluation stack. Null if the frame ends before. */
export function consumerOf(frame: Frame, inner: Frame | null, depth: number): Consumer | null {
	const { code } = frame;
	const instructions = code.plainInstructions();
	let { unit, height } = whereFrom(frame, inner);
	let slot = depth;
	for (let steps = 0; steps < instructions.length && unit < instructions.length; steps++) {
		const op = instructions[unit]! & 255;
		const oparg = instructions[unit]! >> 8;
		const bottom = height - numPopped(op, oparg);
		if (slot >= bottom) {
			const moved = passedOver(op, oparg, slot, bottom, height);
			if (moved === null) return { unit, op, oparg, input: inputsOf(op, oparg)[slot - bottom]!, bottom, running: unit === frame.pc };
			slot = moved;
		}
		if (isScopeExit(op)) return null;
		height += stackEffect(op, oparg);
		unit = next(unit, op, oparg);
	}
	return null;
}

/** The instruction at which the stack has its present height: the running one, or the one to go on with after a call. */
function whereFrom(frame: Frame, inner: Frame | null): { unit: number; height: number } {
	const height = frame.sp - frame.base - frame.code.nlocalsplus;
	// A generator that waits: what is sent to it will be pushed.
	if (frame.owner === OWNED_BY_GENERATOR && frame.generator!.state < EXECUTING) return { unit: frame.pc, height: height + 1 };
	// A call of a Python function has taken its inputs; its result will be pushed.
	if (inner !== null && !inner.entry) return { unit: frame.pc + frame.returnOffset, height: height + 1 };
	return { unit: frame.pc, height };
}

/** Where the slot is afterwards, if the instruction does nothing to its value but copy or move it; null if it takes it. */
function passedOver(op: number, oparg: number, slot: number, bottom: number, height: number): number | null {
	if (op === COPY) return slot;
	if (op === SWAP) return slot === bottom ? height - 1 : slot === height - 1 ? bottom : slot;
	return inputsOf(op, oparg)[slot - bottom]!.name === "between" ? slot : null;
}

function next(unit: number, op: number, oparg: number): number {
	const after = unit + 1 + cacheEntries[op]!;
	if (!hasJump(op) || !isUnconditionalJump(op)) return after;
	return op === JUMP_FORWARD ? after + oparg : Math.max(after - oparg, 0);
}

const ITEM = /^(\w+)(?:\[oparg(.*)\])?$/;

/** The inputs of an instruction, deepest first. */
export function inputsOf(op: number, oparg: number): Input[] {
	const text = /^\((.*?)--/.exec(stackEffectText[op]!)![1]!;
	const inputs: Input[] = [];
	for (const item of text.split(",")) {
		const match = ITEM.exec(item.trim());
		if (match === null) continue;
		const count = match[2] === undefined ? 1 : repeated(match[2], oparg);
		for (let index = 0; index < count; index++) inputs.push({ name: match[1]!, index });
	}
	return inputs;
}

function repeated(rest: string, oparg: number): number {
	if (rest === "") return oparg;
	if (rest === "*2") return 2 * oparg;
	if (rest === "&1") return oparg & 1;
	if (rest === "&0xFF") return oparg & 0xff;
	if (rest === ">>8") return oparg >> 8;
	return oparg + Number(rest);
}
