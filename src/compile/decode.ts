// Reading a code object: which instruction, line, columns and handler belong to an offset. Bytecode and tables are decoded
// once per code object and kept beside it, so that each question is an index into an array. Offsets are in bytes, as in
// `f_lasti` and `tb_lasti`; any offset within an instruction (caches included) will do for lines and handlers.
// Read `decode`. Mirrors what Lib/dis.py, Objects/codeobject.c and get_exception_handler in Python/ceval.c read.

import type { Code } from "./code.ts";
import { decodeExceptiontable, type ExceptionEntry } from "./exceptiontable.ts";
import type { Location } from "./instructionSequence.ts";
import { decodeLinetable, type LocationTable } from "./linetable.ts";
import { cacheEntries, END_ASYNC_FOR, EXTENDED_ARG, hasArg, hasJump, JUMP_BACKWARD, JUMP_BACKWARD_NO_INTERRUPT } from "./opcode.ts";

export interface InstructionView {
	readonly opcode: number;
	/** With what EXTENDED_ARG adds; 0 where the instruction takes none. */
	readonly oparg: number;
	/** Of the instruction itself. */
	readonly offset: number;
	/** Of the first EXTENDED_ARG in front of it, or of the instruction. */
	readonly startOffset: number;
	/** Where the next instruction begins. */
	readonly endOffset: number;
}

/** All arrays have one element per code unit (two bytes). */
export class DecodedCode {
	/** The code unit of the instruction that this one belongs to; an EXTENDED_ARG belongs to itself. */
	readonly owner: Int32Array;
	/** At an instruction's own unit: its full argument. */
	readonly opargs: Int32Array;
	readonly exceptions: readonly ExceptionEntry[];
	private readonly code: Code;
	private locationTable: LocationTable | null = null;
	private handlers: Int32Array | null = null;

	constructor(code: Code) {
		const units = code.code.length >> 1;
		this.code = code;
		this.owner = new Int32Array(units);
		this.opargs = new Int32Array(units);
		this.exceptions = decodeExceptiontable(code.exceptiontable);
		this.readInstructions(code.code, units);
	}

	get locations(): LocationTable {
		this.locationTable ??= decodeLinetable(this.code.linetable, this.code.firstlineno, this.owner.length);
		return this.locationTable;
	}

	/** The entry that protects the unit, or null. */
	handlerAt(unit: number): ExceptionEntry | null {
		if (this.exceptions.length === 0) return null;
		this.handlers ??= this.spreadHandlers();
		const index = this.handlers[unit];
		return index === 0 ? null : this.exceptions[index - 1];
	}

	private readInstructions(bytes: Uint8Array, units: number): void {
		let extended = 0;
		for (let unit = 0; unit < units; ) {
			const opcode = bytes[2 * unit];
			const oparg = extended | bytes[2 * unit + 1];
			const end = Math.min(unit + 1 + cacheEntries[opcode], units);
			this.owner.fill(unit, unit, end);
			this.opargs[unit] = hasArg(opcode) ? oparg : 0;
			extended = opcode === EXTENDED_ARG ? oparg << 8 : 0;
			unit = end;
		}
	}

	/** Index + 1 of the entry for each unit, 0 for none. */
	private spreadHandlers(): Int32Array {
		const spread = new Int32Array(this.owner.length);
		for (let i = this.exceptions.length - 1; i >= 0; i--) spread.fill(i + 1, this.exceptions[i].start, this.exceptions[i].end);
		return spread;
	}
}

const decoded = new WeakMap<Code, DecodedCode>();

export function decode(code: Code): DecodedCode {
	let result = decoded.get(code);
	if (result === undefined) {
		result = new DecodedCode(code);
		decoded.set(code, result);
	}
	return result;
}

/** The instruction at `offset`, or the one whose cache `offset` is in. */
export function instructionAt(code: Code, offset: number): InstructionView {
	const { owner, opargs } = decode(code);
	const bytes = code.code;
	const unit = owner[offset >> 1];
	const opcode = bytes[2 * unit];
	let start = unit;
	while (start > 0 && bytes[2 * (start - 1)] === EXTENDED_ARG && owner[start - 1] === start - 1) start--;
	return { opcode, oparg: opargs[unit], offset: 2 * unit, startOffset: 2 * start, endOffset: 2 * (unit + 1 + cacheEntries[opcode]) };
}

/** In order; EXTENDED_ARG is an instruction too, as in `dis`. */
export function* instructionsOf(code: Code): Generator<InstructionView> {
	const end = code.code.length;
	for (let offset = 0; offset < end; ) {
		const instruction = instructionAt(code, offset);
		yield instruction;
		offset = instruction.endOffset;
	}
}

/** Where a jump leads, as an offset; null for other instructions. END_ASYNC_FOR "jumps" to the END_SEND it ends. */
export function jumpTarget({ opcode, oparg, endOffset }: InstructionView): number | null {
	if (!hasJump(opcode)) return null;
	const back = opcode === JUMP_BACKWARD || opcode === JUMP_BACKWARD_NO_INTERRUPT || opcode === END_ASYNC_FOR;
	return back ? endOffset - 2 * oparg : endOffset + 2 * oparg;
}

/** From 1; -1 where there is none. */
export function lineOf(code: Code, offset: number): number {
	return offset < 0 ? code.firstlineno : decode(code).locations.lineno[offset >> 1];
}

/** Lines from 1, columns in UTF-8 bytes; -1 where there is none. */
export function positionsOf(code: Code, offset: number): Location {
	const { lineno, endLineno, colOffset, endColOffset } = decode(code).locations;
	const unit = offset >> 1;
	return { lineno: lineno[unit], endLineno: endLineno[unit], colOffset: colOffset[unit], endColOffset: endColOffset[unit] };
}

/** What catches an exception raised at `offset`; its fields are in code units. Null: the frame ends. */
export function handlerFor(code: Code, offset: number): ExceptionEntry | null {
	return decode(code).handlerAt(offset >> 1);
}
