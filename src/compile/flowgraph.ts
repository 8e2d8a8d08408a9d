// The optimiser: from a flat instruction sequence by way of the control-flow graph to the final instructions. This file is
// the table of contents: each pass has its own file `flowgraph…`, and their order is part of the result. Read
// `optimizeCodeUnit`, then `toFinalInstructions`. Mirrors _PyCfg_OptimizeCodeUnit and
// _PyCfg_OptimizedCfgToInstructionSequence in Python/flowgraph.c.

import type { CodeConstant } from "./code.ts";
import { type BasicBlock, type Cfg, checkCfg, translateJumpLabelsToTargets } from "./flowgraphBlock.ts";
import { optimizeLoadFast } from "./flowgraphBorrow.ts";
import { prepareLocalsplus } from "./flowgraphCells.ts";
import {
	inlineSmallOrNoLinenoBlocks,
	removeRedundantNopsAndJumps,
	removeRedundantNopsAndPairs,
	removeUnreachable,
} from "./flowgraphCleanup.ts";
import { ConstList, optimizeLoadConst, removeUnusedConsts } from "./flowgraphConstants.ts";
import { labelExceptionTargets, markExceptHandlers } from "./flowgraphExceptions.ts";
import {
	calculateStackdepth,
	convertPseudoConditionalJumps,
	convertPseudoOps,
	normalizeJumps,
	pushColdBlocksToEnd,
} from "./flowgraphLayout.ts";
import { resolveLineNumbers } from "./flowgraphLines.ts";
import { addChecksForLoadsOfUninitializedVariables, insertSuperinstructions } from "./flowgraphLocals.ts";
import { optimizeBasicBlock } from "./flowgraphPeephole.ts";
import type { Location } from "./instructionSequence.ts";
import { hasTarget } from "./opcode.ts";
import type { CodeUnit } from "./unit.ts";

/** `consts` grows and shrinks in place. */
export function optimizeCodeUnit(
	cfg: Cfg,
	consts: CodeConstant[],
	constCache: Map<string, CodeConstant>,
	nlocals: number,
	nparams: number,
): void {
	const { entry } = cfg;
	translateJumpLabelsToTargets(entry);
	markExceptHandlers(entry);
	labelExceptionTargets(entry);
	optimizeCfg(entry, new ConstList(consts, constCache));
	removeUnusedConsts(entry, consts);
	addChecksForLoadsOfUninitializedVariables(entry, nlocals, nparams);
	insertSuperinstructions(entry);
	pushColdBlocksToEnd(entry);
	resolveLineNumbers(entry);
}

function optimizeCfg(entry: BasicBlock, consts: ConstList): void {
	checkCfg(entry);
	inlineSmallOrNoLinenoBlocks(entry);
	removeUnreachable(entry);
	resolveLineNumbers(entry);
	optimizeLoadConst(entry, consts);
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) optimizeBasicBlock(b, consts);
	removeRedundantNopsAndPairs(entry);
	removeUnreachable(entry);
	removeRedundantNopsAndJumps(entry);
}

/** An instruction as the assembler takes it. */
export interface FinalInstruction {
	opcode: number;
	/** For a jump the index of its target among the instructions. */
	oparg: number;
	loc: Location;
	/** Index of the handler's first instruction, -1 for none. */
	readonly handler: number;
	/** Depth of the stack to unwind to, the handler's own values not counted; only with a handler. */
	readonly handlerDepth: number;
	readonly preserveLasti: boolean;
}

export interface FinalInstructions {
	readonly instructions: FinalInstruction[];
	readonly stackdepth: number;
}

export function toFinalInstructions(
	cfg: Cfg,
	unit: Pick<CodeUnit, "varnames" | "cellvars" | "freevars" | "flags" | "firstlineno">,
): FinalInstructions {
	const { entry } = cfg;
	convertPseudoConditionalJumps(entry);
	const stackdepth = calculateStackdepth(entry);
	prepareLocalsplus(unit, entry);
	convertPseudoOps(entry);
	normalizeJumps(entry);
	optimizeLoadFast(entry);
	return { instructions: flatten(entry), stackdepth };
}

/** Lays the blocks out one after another; labels become indices of instructions. */
export function flatten(entry: BasicBlock): FinalInstruction[] {
	let index = 0;
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
		b.label = index;
		index += b.instructions.length;
	}
	const flat: FinalInstruction[] = [];
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
		for (const { opcode, oparg, loc, target, except } of b.instructions) {
			flat.push({
				opcode,
				oparg: target !== null && hasTarget(opcode) ? target.label : oparg,
				loc,
				handler: except === null ? -1 : except.label,
				handlerDepth: except === null ? 0 : except.startdepth - (except.preserveLasti ? 2 : 1),
				preserveLasti: except?.preserveLasti ?? false,
			});
		}
	}
	return flat;
}
