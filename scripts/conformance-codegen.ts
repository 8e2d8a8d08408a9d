// Compares what codegen makes of every file of the standard library, before any optimisation, with the oracle's
// `_testinternalcapi.compiler_codegen`: opcodes, arguments (jumps as indexes), positions, nested code. A filter in the
// arguments chooses files. Prints the first difference of each file that differs, then the count.

import { optimizeAndAssemble } from "../src/compile/assemble.ts";
import { generate } from "../src/compile/codegen.ts";
import { futureFeatures } from "../src/compile/future.ts";
import type { InstructionSequence } from "../src/compile/instructionSequence.ts";
import { hasArg, hasTarget, opname } from "../src/compile/opcode.ts";
import { preprocess } from "../src/compile/preprocess.ts";
import { buildSymtable } from "../src/compile/symtableBuild.ts";
import { parse } from "../src/syntax/parser.ts";
import { decodeSource } from "../src/syntax/source.ts";
import { libraryAnswers, libraryFiles } from "./oracle/stdlib.ts";

/** Opcode, argument or null, lineno, end_lineno, col_offset, end_col_offset. */
type Row = (number | null)[];
type Listing = [rows: Row[], nested: Listing[]];

// The oracle's sequences are kept: freeing one that has annotations corrupts its memory.
const prelude = `
import ast, _testinternalcapi
kept = []
def listing(seq): return [seq.get_instructions(), [listing(n) for n in seq.get_nested()]]
`;
const body = `
try:
    seq = _testinternalcapi.compiler_codegen(ast.parse(source), name, 0, 0)[0]
    kept.append(seq)
    answer = listing(seq)
except SyntaxError as e:
    answer = None
`;

function listing(sequence: InstructionSequence): Listing {
	const rows = sequence.instructions.map(({ opcode, oparg, loc }): Row => {
		const arg = hasTarget(opcode) ? sequence.labels[oparg] : oparg;
		return [opcode, hasArg(opcode) || hasTarget(opcode) ? arg : null, loc.lineno, loc.endLineno, loc.colOffset, loc.endColOffset];
	});
	return [rows, sequence.nested.map(listing)];
}

function ours(source: string, filename: string): Listing {
	const tree = parse(source, filename, "exec");
	const future = futureFeatures(tree, filename, 0);
	const warn = (): void => {};
	preprocess(tree, { optimize: 0, features: future.features, warn });
	const symtable = buildSymtable(tree, filename, future);
	const compiler = generate(tree, { filename, optimize: 0, future, symtable, warn, assemble: optimizeAndAssemble });
	return listing(compiler.finishUnit(true).instructions);
}

const show = (row: Row | undefined): string => (row === undefined ? "nothing" : `${opname[row[0]!]} ${row.slice(1).join(" ")}`);

/** Null when equal. */
function difference(a: Listing, b: Listing, path: string): string | null {
	const length = Math.max(a[0].length, b[0].length);
	for (let i = 0; i < length; i++) {
		if (show(a[0][i]) === show(b[0][i])) continue;
		const before = a[0].slice(Math.max(0, i - 3), i).map((row) => `      ${show(row)}\n`);
		return `  ${path}, instruction ${i}\n${before.join("")}    ours:   ${show(a[0][i])}\n    theirs: ${show(b[0][i])}`;
	}
	if (a[1].length !== b[1].length) return `  ${path}: ${a[1].length} nested, theirs ${b[1].length}`;
	for (let i = 0; i < a[1].length; i++) {
		const inner = difference(a[1][i], b[1][i], `${path}/${i}`);
		if (inner !== null) return inner;
	}
	return null;
}

function compare(source: string, name: string, expected: Listing): string | null {
	try {
		return difference(ours(source, name), expected, "module");
	} catch (error) {
		return `  ${(error as Error).stack ?? JSON.stringify(error)}`;
	}
}

const answers = await libraryAnswers("decref-oracle-codegen", prelude, body);
const files = libraryFiles(process.argv[2]);
let equal = 0;
for (const { name, source } of files) {
	const found = compare(decodeSource(source, name), name, answers(name) as Listing);
	if (found === null) equal++;
	else console.log(`${name}\n${found}`);
}
console.log(`${equal} of ${files.length} files equal`);
