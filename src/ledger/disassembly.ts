// A program's bytecode as data: each code object with its instructions, and what each does to counts, or did in a run.
// Read `disassembly` first.

import { instructionsOf } from "../compile/decode.ts";
import { type PyCode, isCode } from "../objects/code.ts";
import { effectOf } from "./effects.ts";
import type { InstructionCounts } from "./instructionCounts.ts";
import { instructionAt } from "./instructions.ts";
import type { DisCode, DisInstruction } from "./reports.ts";

/** The code object and those in its constants. `counts`: what an actual run did. */
export function disassembly(code: PyCode, counts: InstructionCounts | null): DisCode[] {
	const instructions = [...instructionsOf(code.code)].map(({ offset }) => instruction(code, offset / 2, counts));
	const own = { name: code.qualname.value, line: code.code.firstlineno, instructions };
	return [own, ...code.consts.items.flatMap((constant) => (isCode(constant) ? disassembly(constant, counts) : []))];
}

function instruction(code: PyCode, unit: number, counts: InstructionCounts | null): DisInstruction {
	const word = code.plainInstructions()[unit]!;
	const { offset, opcode, argument, span } = instructionAt(code, unit);
	const effect = effectOf(word & 255, word >> 8, code);
	return { offset, line: code.lineAt(unit), span, opcode, argument, effect, run: counts?.at(code.code, unit) ?? null };
}
