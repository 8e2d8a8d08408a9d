// The last stage of the compiler: from the final instructions to a code object. Jumps become distances (which decides how
// many EXTENDED_ARG there are), instructions become bytes with room for the inline caches, locations and handlers become
// tables. Read `optimizeAndAssemble`, the back half's entry. Mirrors Python/assemble.c and
// optimize_and_assemble_code_unit in Python/compile.c.

import {
	CO_FAST_ARG_KW,
	CO_FAST_ARG_POS,
	CO_FAST_ARG_VAR,
	CO_FAST_CELL,
	CO_FAST_FREE,
	CO_FAST_HIDDEN,
	CO_FAST_LOCAL,
	type Code,
} from "./code.ts";
import { mergeConstants } from "./constants.ts";
import { writeExceptionEntry } from "./exceptiontable.ts";
import { CO_VARARGS, CO_VARKEYWORDS } from "./flags.ts";
import { type FinalInstruction, type FinalInstructions, optimizeCodeUnit, toFinalInstructions } from "./flowgraph.ts";
import { cfgFromInstructionSequence } from "./flowgraphBlock.ts";
import { type Location, NEXT_LOCATION, NO_LOCATION } from "./instructionSequence.ts";
import { ByteWriter, LocationWriter } from "./linetable.ts";
import {
	cacheEntries,
	END_ASYNC_FOR,
	EXTENDED_ARG,
	hasJump,
	isTerminator,
	JUMP,
	JUMP_BACKWARD,
	JUMP_BACKWARD_NO_INTERRUPT,
	JUMP_FORWARD,
	JUMP_NO_INTERRUPT,
} from "./opcode.ts";
import type { CodeUnit } from "./unit.ts";

/** END_ASYNC_FOR's argument leads back to END_SEND; the SEND loop in front of it takes so many code units. */
const END_SEND_OFFSET = 5;

/** Uses the unit up: its constants and instructions change. */
export function optimizeAndAssemble(unit: CodeUnit): Code {
	const cfg = cfgFromInstructionSequence(unit.instructions);
	const nparams =
		unit.posonlyargcount +
		unit.argcount +
		unit.kwonlyargcount +
		Number((unit.flags & CO_VARARGS) !== 0) +
		Number((unit.flags & CO_VARKEYWORDS) !== 0);
	optimizeCodeUnit(cfg, unit.consts, unit.constCache, unit.varnames.length, nparams);
	return assemble(unit, toFinalInstructions(cfg, unit));
}

/** Makes the code object from final instructions. */
export function assemble(unit: CodeUnit, { instructions, stackdepth }: FinalInstructions): Code {
	resolveUnconditionalJumps(instructions);
	const offsets = resolveJumpOffsets(instructions);
	resolveNextLocations(instructions);
	const { names, kinds } = localsplusInfo(unit);
	return {
		argcount: unit.posonlyargcount + unit.argcount,
		posonlyargcount: unit.posonlyargcount,
		kwonlyargcount: unit.kwonlyargcount,
		// a frame always has room for one value
		stacksize: Math.max(stackdepth, 1),
		flags: unit.flags,
		code: emit(instructions, offsets),
		consts: mergeConstants(unit.constCache, unit.consts),
		names: unit.names,
		localsplusnames: names,
		localspluskinds: kinds,
		filename: unit.filename,
		name: unit.name,
		qualname: unit.qualname,
		firstlineno: unit.firstlineno,
		linetable: emitLocations(instructions, offsets, unit.firstlineno),
		exceptiontable: emitHandlers(instructions, offsets),
	};
}

function resolveUnconditionalJumps(instructions: readonly FinalInstruction[]): void {
	for (let i = 0; i < instructions.length; i++) {
		const instruction = instructions[i];
		const forward = instruction.oparg > i;
		if (instruction.opcode === JUMP) instruction.opcode = forward ? JUMP_FORWARD : JUMP_BACKWARD;
		else if (instruction.opcode === JUMP_NO_INTERRUPT) instruction.opcode = forward ? JUMP_FORWARD : JUMP_BACKWARD_NO_INTERRUPT;
	}
}

/** In code units, EXTENDED_ARG and caches included. */
function instructionSize({ opcode, oparg }: FinalInstruction): number {
	return 1 + extendedArgs(oparg) + cacheEntries[opcode];
}

function extendedArgs(oparg: number): number {
	if (oparg <= 0xff) return 0;
	if (oparg <= 0xffff) return 1;
	return oparg <= 0xffffff ? 2 : 3;
}

/**
 * Turns each jump's target into a distance. Gives the offset of each instruction and, last, of the end. A jump that needs
 * EXTENDED_ARG moves what follows it, so it is done again until nothing moves.
 */
function resolveJumpOffsets(instructions: readonly FinalInstruction[]): Int32Array {
	const jumps: number[] = [];
	for (let i = 0; i < instructions.length; i++) if (hasJump(instructions[i].opcode)) jumps.push(i);
	const targets = jumps.map((i) => instructions[i].oparg);
	const offsets = new Int32Array(instructions.length + 1);
	for (let moved = true; moved; ) {
		for (let i = 0; i < instructions.length; i++) offsets[i + 1] = offsets[i] + instructionSize(instructions[i]);
		moved = false;
		for (let j = 0; j < jumps.length; j++) {
			const jump = instructions[jumps[j]];
			const size = offsets[jumps[j] + 1] - offsets[jumps[j]];
			jump.oparg = jumpDistance(jump.opcode, offsets[jumps[j] + 1], offsets[targets[j]]);
			if (instructionSize(jump) !== size) moved = true;
		}
	}
	return offsets;
}

/** From `from`, the offset after the jump, to `to`. */
function jumpDistance(opcode: number, from: number, to: number): number {
	if (opcode === END_ASYNC_FOR) return from - to - END_SEND_OFFSET;
	return to < from ? from - to : to - from;
}

function emit(instructions: readonly FinalInstruction[], offsets: Int32Array): Uint8Array {
	const code = new Uint8Array(2 * offsets[instructions.length]);
	for (let i = 0; i < instructions.length; i++) {
		const { opcode, oparg } = instructions[i];
		let at = 2 * offsets[i];
		for (let n = extendedArgs(oparg); n > 0; n--) {
			code[at++] = EXTENDED_ARG;
			code[at++] = (oparg >> (8 * n)) & 0xff;
		}
		code[at++] = opcode;
		code[at] = oparg & 0xff;
	}
	return code;
}

function sameLocation(a: Location, b: Location): boolean {
	return (
		a === b || (a.lineno === b.lineno && a.endLineno === b.endLineno && a.colOffset === b.colOffset && a.endColOffset === b.endColOffset)
	);
}

function resolveNextLocations(instructions: readonly FinalInstruction[]): void {
	for (let i = instructions.length - 1; i >= 0; i--) {
		const instruction = instructions[i];
		if (instruction.loc.lineno !== NEXT_LOCATION.lineno) continue;
		instruction.loc = isTerminator(instruction.opcode) ? NO_LOCATION : instructions[i + 1].loc;
	}
}

function emitLocations(instructions: readonly FinalInstruction[], offsets: Int32Array, firstlineno: number): Uint8Array {
	const writer = new LocationWriter(firstlineno);
	let start = 0;
	for (let i = 1; i <= instructions.length; i++) {
		if (i < instructions.length && sameLocation(instructions[start].loc, instructions[i].loc)) continue;
		writer.add(instructions[start].loc, offsets[i] - offsets[start]);
		start = i;
	}
	return writer.finish();
}

function emitHandlers(instructions: readonly FinalInstruction[], offsets: Int32Array): Uint8Array {
	const out = new ByteWriter();
	let start = 0;
	for (let i = 1; i <= instructions.length; i++) {
		const { handler, handlerDepth, preserveLasti } = instructions[start];
		if (i < instructions.length && instructions[i].handler === handler) continue;
		const entry = { start: offsets[start], end: offsets[i], target: offsets[handler], depth: handlerDepth, lasti: preserveLasti };
		if (handler >= 0) writeExceptionEntry(out, entry);
		start = i;
	}
	return out.finish();
}

/** Names and kinds of locals, cells that are no locals, and free variables. */
function localsplusInfo(unit: CodeUnit): { names: string[]; kinds: Uint8Array } {
	const locals = new Set(unit.varnames);
	const cells = new Set(unit.cellvars);
	const ownCells = unit.cellvars.filter((name) => !locals.has(name));
	const names = [...unit.varnames, ...ownCells, ...unit.freevars];
	const kinds = new Uint8Array(names.length);
	const argumentKinds = kindsOfArguments(unit);
	for (let i = 0; i < names.length; i++) {
		if (i < unit.varnames.length) {
			const hidden = unit.fastHidden.has(names[i]) ? CO_FAST_HIDDEN : 0;
			kinds[i] = CO_FAST_LOCAL | (argumentKinds[i] ?? 0) | hidden | (cells.has(names[i]) ? CO_FAST_CELL : 0);
		} else kinds[i] = i < unit.varnames.length + ownCells.length ? CO_FAST_CELL : CO_FAST_FREE;
	}
	return { names, kinds };
}

/** CO_FAST_ARG_* of the leading locals, which are the arguments. */
function kindsOfArguments(unit: CodeUnit): number[] {
	const kinds: number[] = [];
	const add = (count: number, kind: number): void => {
		for (let i = 0; i < count; i++) kinds.push(kind);
	};
	add(unit.posonlyargcount, CO_FAST_ARG_POS);
	add(unit.argcount, CO_FAST_ARG_POS | CO_FAST_ARG_KW);
	add(unit.kwonlyargcount, CO_FAST_ARG_KW);
	if ((unit.flags & CO_VARARGS) !== 0) add(1, CO_FAST_ARG_VAR | CO_FAST_ARG_POS);
	if ((unit.flags & CO_VARKEYWORDS) !== 0) add(1, CO_FAST_ARG_VAR | CO_FAST_ARG_KW);
	return kinds;
}
