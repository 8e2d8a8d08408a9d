// The opcodes that co_branches knows are the compiler's.

import { expect, test } from "vitest";
import * as opcodes from "../../../src/compile/opcode.ts";
import { BRANCH_OPCODES, branchesOf } from "../../../src/objects/codeBranches.ts";

test("opcodes are the compiler's", () => {
	for (const [name, number] of Object.entries(BRANCH_OPCODES))
		expect((opcodes as unknown as Record<string, number>)[name], name).toBe(number);
});

test("an extended argument belongs to the jump after it", () => {
	const { EXTENDED_ARG, POP_JUMP_IF_TRUE, CACHE } = BRANCH_OPCODES;
	const code = Uint8Array.of(EXTENDED_ARG, 1, POP_JUMP_IF_TRUE, 2, CACHE, 0, 28, 0, 27, 0);
	expect([...{ [Symbol.iterator]: () => branchesOf(code) }]).toEqual([[2, 8, 6 + 2 * 258]]);
});
