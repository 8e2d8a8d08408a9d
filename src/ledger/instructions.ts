// The instruction that a step of a recording is about, where a recording goes instruction by instruction.
// Read `instructionAt`.

import { argumentText } from "../compile/dis.ts";
import { opname } from "../compile/opcode.ts";
import type { PyCode } from "../objects/code.ts";
import type { Code } from "../objects/codeData.ts";
import { type Span, spanAt } from "./spans.ts";

export interface StepInstruction {
	/** In bytes, as in `f_lasti`. */
	readonly offset: number;
	readonly opcode: string;
	/** What the argument stands for: a name, a constant, an operator; or its number. Empty where there is none. */
	readonly argument: string;
	readonly span: Span | null;
}

const known = new WeakMap<Code, (StepInstruction | undefined)[]>();

/** The instruction at a code unit. */
export function instructionAt(object: PyCode, unit: number): StepInstruction {
	const { code } = object;
	let all = known.get(code);
	if (all === undefined) known.set(code, (all = []));
	const instruction = all[unit];
	if (instruction !== undefined) return instruction;
	const op = object.plainInstructions()[unit]! & 255;
	return (all[unit] = { offset: 2 * unit, opcode: opname[op]!, argument: argumentText(code, 2 * unit), span: spanAt(object, unit) });
}
