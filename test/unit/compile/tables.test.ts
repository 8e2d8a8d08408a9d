// The location and exception tables: what is written is read back, for any values; and the helpers that read code objects.

import fc from "fast-check";
import { expect, test } from "vitest";
import { decode, handlerFor, instructionAt, instructionsOf, jumpTarget, lineOf, positionsOf } from "../../../src/compile/decode.ts";
import { decodeExceptiontable, type ExceptionEntry, writeExceptionEntry } from "../../../src/compile/exceptiontable.ts";
import { type Code, compile } from "../../../src/compile/index.ts";
import type { Location } from "../../../src/compile/instructionSequence.ts";
import { ByteWriter, decodeLinetable, LocationWriter } from "../../../src/compile/linetable.ts";
import { EXTENDED_ARG, opmap, opname } from "../../../src/compile/opcode.ts";
import { parse } from "../../../src/syntax/parser.ts";

const column = fc.oneof(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 5000 }));

const location: fc.Arbitrary<Location> = fc.oneof(
	fc.constant({ lineno: -1, endLineno: -1, colOffset: -1, endColOffset: -1 }),
	fc.integer({ min: 1, max: 40000 }).map((line) => ({ lineno: line, endLineno: line, colOffset: -1, endColOffset: -1 })),
	fc
		.tuple(fc.integer({ min: 1, max: 40000 }), fc.oneof(fc.constant(0), fc.nat(3000)), column, column)
		.map(([line, more, colOffset, endColOffset]) => ({ lineno: line, endLineno: line + more, colOffset, endColOffset })),
);

test("locations are read back as they were written", () => {
	const entries = fc.array(fc.tuple(location, fc.integer({ min: 1, max: 30 })), { maxLength: 20 });
	fc.assert(
		fc.property(entries, fc.integer({ min: 1, max: 1000 }), (list, firstlineno) => {
			const writer = new LocationWriter(firstlineno);
			for (const [loc, size] of list) writer.add(loc, size);
			const expected = list.flatMap(([loc, size]) => new Array<Location>(size).fill(loc));
			const table = decodeLinetable(writer.finish(), firstlineno, expected.length);
			const found = expected.map((_, i) => ({
				lineno: table.lineno[i],
				endLineno: table.endLineno[i],
				colOffset: table.colOffset[i],
				endColOffset: table.endColOffset[i],
			}));
			expect(found).toEqual(expected);
		}),
	);
});

test("exception entries are read back as they were written", () => {
	const entry: fc.Arbitrary<ExceptionEntry> = fc
		.tuple(fc.nat(1 << 20), fc.integer({ min: 1, max: 1 << 18 }), fc.nat(1 << 26), fc.nat(200), fc.boolean())
		.map(([start, length, target, depth, lasti]) => ({ start, end: start + length, target, depth, lasti }));
	fc.assert(
		fc.property(fc.array(entry), (entries) => {
			const out = new ByteWriter();
			for (const e of entries) writeExceptionEntry(out, e);
			expect(decodeExceptiontable(out.finish())).toEqual(entries);
		}),
	);
});

function functionIn(source: string): Code {
	const found = compile(parse(source, "f.py", "exec"), "f.py").consts[0]!;
	if (found.type !== "code") throw new Error("no function");
	return found.code;
}

const guarded = functionIn(`def f(x):
    try:
        g(x)
    except E:
        pass
`);

test("an offset in a cache belongs to its instruction", () => {
	const call = [...instructionsOf(guarded)].find(({ opcode }) => opcode === opmap["CALL"])!;
	expect(instructionAt(guarded, call.offset + 4)).toEqual(call);
	expect([lineOf(guarded, call.offset), lineOf(guarded, call.offset + 6)]).toEqual([3, 3]);
	expect(positionsOf(guarded, call.offset)).toEqual({ lineno: 3, endLineno: 3, colOffset: 8, endColOffset: 12 });
});

test("a raising instruction has its handler, a handler's own code the clean-up", () => {
	const call = [...instructionsOf(guarded)].find(({ opcode }) => opcode === opmap["CALL"])!;
	const handler = handlerFor(guarded, call.offset)!;
	expect(opname[instructionAt(guarded, 2 * handler.target).opcode]).toBe("PUSH_EXC_INFO");
	expect([handler.depth, handler.lasti]).toEqual([0, false]);
	expect(handlerFor(guarded, 2 * handler.target)).toMatchObject({ depth: 1, lasti: true });
	expect(handlerFor(guarded, 0)).toBeNull();
	expect(decode(guarded)).toBe(decode(guarded));
});

test("arguments beyond a byte, and jumps over them", () => {
	const body = Array.from({ length: 300 }, (_, i) => `        a = ${i + 1000}\n`).join("");
	const code = functionIn(`def f(x):\n    while x:\n${body}    return x\n`);
	const instructions = [...instructionsOf(code)];
	const large = instructions.filter(({ opcode }) => opname[opcode] === "LOAD_CONST").at(-1)!;
	expect(large.startOffset).toBe(large.offset - 2);
	expect(code.consts[large.oparg]).toEqual({ type: "int", value: 1299n });
	const offsets = new Set(instructions.map(({ startOffset }) => startOffset));
	const targets = instructions.map(jumpTarget).filter((target) => target !== null);
	expect(targets.length).toBeGreaterThan(1);
	for (const target of targets) expect(offsets.has(target)).toBe(true);
	expect(instructions.some(({ opcode }) => opcode === EXTENDED_ARG)).toBe(true);
});
