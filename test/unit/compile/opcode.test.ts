// The table of opcodes: its derived parts agree with each other. That it agrees with CPython is shown by the programs of
// conformance.test.ts; the effects below are `dis.stack_effect` of CPython 3.14.2.

import { expect, test } from "vitest";
import * as opcode from "../../../src/compile/opcode.ts";
import { OPCODE_TABLE } from "../../../src/compile/opcodeTable.ts";

test("each constant has its row's number", () => {
	for (const [number, name] of OPCODE_TABLE) expect([name, (opcode as Record<string, unknown>)[name]]).toEqual([name, number]);
	expect(new Set(OPCODE_TABLE.map(([number]) => number)).size).toBe(OPCODE_TABLE.length);
});

test("names and numbers are each other's inverse", () => {
	expect(opcode.opname[opcode.LOAD_FAST_BORROW]).toBe("LOAD_FAST_BORROW");
	expect(opcode.opmap["JUMP_BACKWARD"]).toBe(75);
	expect(opcode.opname[200]).toBe("<200>");
});

test.each([
	["LOAD_ATTR", 1, 1],
	["LOAD_ATTR", 2, 0],
	["LOAD_GLOBAL", 3, 2],
	["LOAD_SUPER_ATTR", 1, -1],
	["CALL", 5, -6],
	["CALL_KW", 5, -7],
	["CALL_FUNCTION_EX", 0, -3],
	["BUILD_MAP", 3, -5],
	["BUILD_SLICE", 3, -2],
	["BUILD_INTERPOLATION", 3, -2],
	["UNPACK_EX", 0x203, 5],
	["UNPACK_SEQUENCE", 4, 3],
	["COPY", 3, 1],
	["SWAP", 3, 0],
	["LIST_APPEND", 2, -1],
	["MAP_ADD", 2, -2],
	["DICT_MERGE", 1, -1],
	["WITH_EXCEPT_START", 0, 1],
	["END_ASYNC_FOR", 0, -2],
	["RERAISE", 1, -1],
	["FOR_ITER", 0, 1],
	["SETUP_CLEANUP", 0, 0],
])("%s %i changes the depth by %i", (name, oparg, change) => {
	expect(opcode.stackEffect(opcode.opmap[name]!, oparg)).toBe(change);
});

test("a block set-up pushes for its handler only", () => {
	expect(opcode.stackEffect(opcode.SETUP_CLEANUP, 0, true)).toBe(2);
	expect(opcode.stackEffect(opcode.SETUP_FINALLY, 0, true)).toBe(1);
	expect(opcode.stackEffect(opcode.SETUP_WITH, 0, true)).toBe(1);
});

test("properties", () => {
	expect([opcode.hasJump(opcode.FOR_ITER), opcode.hasJump(opcode.SETUP_WITH), opcode.hasTarget(opcode.SETUP_WITH)]).toEqual([
		true,
		false,
		true,
	]);
	expect([
		opcode.isScopeExit(opcode.RERAISE),
		opcode.isUnconditionalJump(opcode.JUMP),
		opcode.isConditionalJump(opcode.POP_JUMP_IF_NONE),
	]).toEqual([true, true, true]);
	expect(opcode.cacheEntries[opcode.LOAD_ATTR]).toBe(9);
});
