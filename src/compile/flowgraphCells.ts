// Puts locals, cells and free variables into one numbering (localsplus): an argument that is a cell keeps its local slot,
// other cells come after the locals, free variables last. Adds what a frame does first: COPY_FREE_VARS, MAKE_CELL for each
// cell, and for a generator RETURN_GENERATOR. Read `prepareLocalsplus`. Mirrors that function in Python/flowgraph.c.

import { CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR } from "./flags.ts";
import { type BasicBlock, CfgInstruction } from "./flowgraphBlock.ts";
import { type Location, NO_LOCATION } from "./instructionSequence.ts";
import {
	COPY_FREE_VARS,
	DELETE_DEREF,
	LOAD_CLOSURE,
	LOAD_DEREF,
	LOAD_FROM_DICT_OR_DEREF,
	MAKE_CELL,
	POP_TOP,
	RETURN_GENERATOR,
	STORE_DEREF,
} from "./opcode.ts";
import type { CodeUnit } from "./unit.ts";

type Variables = Pick<CodeUnit, "varnames" | "cellvars" | "freevars" | "flags" | "firstlineno">;

export function prepareLocalsplus(unit: Variables, entry: BasicBlock): void {
	const slots = cellSlots(unit);
	entry.instructions.unshift(...prefixInstructions(unit, slots));
	closeGaps(slots, unit.varnames.length);
	fixCellOffsets(entry, slots);
}

/** For each cell and free variable its slot, counted as if none shared the slot of a local, but for those that do. */
function cellSlots({ varnames, cellvars, freevars }: Variables): Int32Array {
	const slots = new Int32Array(cellvars.length + freevars.length);
	const localIndex = new Map(varnames.map((name, i) => [name, i]));
	for (let i = 0; i < slots.length; i++) slots[i] = varnames.length + i;
	for (let i = 0; i < cellvars.length; i++) slots[i] = localIndex.get(cellvars[i]) ?? slots[i];
	return slots;
}

/** MAKE_CELL's arguments are still indices into cells and free variables, in the order of their slots. */
function prefixInstructions(unit: Variables, slots: Int32Array): CfgInstruction[] {
	const prefix: CfgInstruction[] = [];
	if (unit.freevars.length > 0) prefix.push(new CfgInstruction(COPY_FREE_VARS, unit.freevars.length, NO_LOCATION));
	const cells = unit.cellvars.map((_, i) => i).sort((a, b) => slots[a] - slots[b]);
	for (const cell of cells) prefix.push(new CfgInstruction(MAKE_CELL, cell, NO_LOCATION));
	if ((unit.flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)) !== 0) {
		const loc: Location = { lineno: unit.firstlineno, endLineno: unit.firstlineno, colOffset: -1, endColOffset: -1 };
		prefix.push(new CfgInstruction(RETURN_GENERATOR, 0, loc), new CfgInstruction(POP_TOP, 0, loc));
	}
	return prefix;
}

/** A cell that shares a local's slot leaves its own empty: those after it move down. */
function closeGaps(slots: Int32Array, nlocals: number): void {
	let dropped = 0;
	for (let i = 0; i < slots.length; i++) {
		if (slots[i] === i + nlocals) slots[i] -= dropped;
		else dropped++;
	}
}

function fixCellOffsets(entry: BasicBlock, slots: Int32Array): void {
	if (slots.length === 0) return;
	for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
		for (const instruction of b.instructions) {
			switch (instruction.opcode) {
				case MAKE_CELL:
				case LOAD_CLOSURE:
				case LOAD_DEREF:
				case STORE_DEREF:
				case DELETE_DEREF:
				case LOAD_FROM_DICT_OR_DEREF:
					instruction.oparg = slots[instruction.oparg];
			}
		}
	}
}
