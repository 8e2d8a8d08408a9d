// The loop writes opcodes as numbers (a literal makes the switch a jump table) with their names beside them: they must be
// the table's, and every instruction that the compiler can emit must be handled exactly once.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MIN_PSEUDO_OPCODE, opname } from "../../../src/compile/opcode.ts";
import { OPCODE_TABLE } from "../../../src/compile/opcodeTable.ts";

const folder = join(import.meta.dirname, "../../../src/vm");
const loop = readFileSync(join(folder, "interpreter.ts"), "utf8");
const slow = readFileSync(join(folder, "slowOps.ts"), "utf8");

/** `[number, name]` of each match. */
function named(text: string, pattern: RegExp): [number, string][] {
	return [...text.matchAll(pattern)].map((m) => [Number(m[1]), m[2]!]);
}

const inLoop = named(loop, /^\t+case (\d+):(?: \{)?\s+\/\/ ([A-Z_0-9]+)/gm);
const inTable = named(slow, /^\t\[(\d+), .*\], \/\/ ([A-Z_0-9]+)/gm);

test("numbers and names agree with the opcode table", () => {
	const wrong = [...inLoop, ...inTable].filter(([number, name]) => number !== 127 && opname[number] !== name);
	expect(wrong).toEqual([]);
	expect(inLoop.length).toBeGreaterThan(30);
	expect(inTable.length).toBeGreaterThan(50);
});

test("every real instruction is handled", () => {
	const handled = new Set([...inLoop, ...inTable].map(([number]) => number));
	// Only frames that CPython makes for itself hold these two.
	const never = ["INTERPRETER_EXIT", "EXIT_INIT_CHECK"];
	const missing = OPCODE_TABLE.filter(([number, name]) => number < MIN_PSEUDO_OPCODE && !handled.has(number) && !never.includes(name));
	expect(missing.map(([, name]) => name)).toEqual([]);
});
