// A disassembly with what each instruction does to counts beside it: by its kind, or as it was in an actual run.

import { dis } from "../compile/dis.ts";
import { type PyCode, isCode } from "../objects/code.ts";
import type { Code } from "../objects/codeData.ts";
import { effectOf } from "./effects.ts";
import type { InstructionCounts } from "./instructionCounts.ts";

/** The code object and those in its constants. `counts`: what an actual run did. */
export function annotatedDis(code: PyCode, counts: InstructionCounts | null): string {
	const objects = new Map<Code, PyCode>();
	collect(code, objects);
	return dis(code.code, {
		note: (data, unit) => {
			if (counts !== null) return counts.textOf(data, unit);
			const object = objects.get(data)!;
			const word = object.plainInstructions()[unit]!;
			return effectOf(word & 255, word >> 8, object);
		},
	});
}

function collect(code: PyCode, objects: Map<Code, PyCode>): void {
	objects.set(code.code, code);
	for (const constant of code.consts.items) if (isCode(constant)) collect(constant, objects);
}
