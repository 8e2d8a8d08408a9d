// The compiler's first product: a flat list of instructions whose jumps name labels. Codegen appends to it; the
// control-flow graph is built from it. Owns nothing but its arrays. Mirrors Python/instruction_sequence.c.

import type { Attribute, Position } from "../syntax/ast.ts";

/** A span of source: lines from 1, columns in UTF-8 bytes from 0, -1 where unknown. */
export interface Location {
	readonly lineno: number;
	readonly endLineno: number;
	readonly colOffset: number;
	readonly endColOffset: number;
}

/** Where a node of the syntax tree stands. */
export function locationOf(node: Position): Location {
	return { lineno: node.lineno, endLineno: node.end_lineno, colOffset: node.col_offset, endColOffset: node.end_col_offset };
}

/** Where a loaded or called attribute stands: at its name, if the expression spans several lines. */
export function attributeLocation(loc: Location, e: Attribute): Location {
	if (loc.lineno === e.end_lineno) return loc;
	const lineno = e.end_lineno;
	// CPython counts characters here, not bytes.
	const length = [...e.attr].length;
	const isPlausible = length <= e.end_col_offset;
	const colOffset = isPlausible ? e.end_col_offset - length : -1;
	const endLineno = Math.max(lineno, loc.endLineno);
	const end = isPlausible ? loc.endColOffset : -1;
	return { lineno, endLineno, colOffset, endColOffset: lineno === endLineno ? Math.max(colOffset, end) : end };
}

export const NO_LOCATION: Location = { lineno: -1, endLineno: -1, colOffset: -1, endColOffset: -1 };
/** For instructions that take the location of what follows them (CPython's NEXT_LOCATION, lineno -2). */
export const NEXT_LOCATION: Location = { lineno: -2, endLineno: -2, colOffset: -2, endColOffset: -2 };

export interface Instruction {
	opcode: number;
	/** For a jump or block set-up, the label's id until `applyLabelMap` turns it into an instruction's index. */
	oparg: number;
	loc: Location;
}

export class InstructionSequence {
	readonly instructions: Instruction[] = [];
	/** Label id → index into `instructions`. */
	readonly labels: number[] = [];
	/** Sequences of nested code objects, as `_testinternalcapi.compiler_codegen` shows them. */
	readonly nested: InstructionSequence[] = [];
	/** Annotations compiled apart, spliced in for ANNOTATIONS_PLACEHOLDER. */
	annotationsCode: InstructionSequence | null = null;

	newLabel(): number {
		this.labels.push(-1);
		return this.labels.length - 1;
	}

	useLabel(label: number): void {
		this.labels[label] = this.instructions.length;
	}

	add(opcode: number, oparg: number, loc: Location): void {
		this.instructions.push({ opcode, oparg, loc });
	}

	/** Inserts before `index`, moving the labels that point at it or beyond. */
	insert(index: number, opcode: number, oparg: number, loc: Location): void {
		this.instructions.splice(index, 0, { opcode, oparg, loc });
		for (let label = 0; label < this.labels.length; label++) if (this.labels[label] >= index) this.labels[label]++;
	}
}
