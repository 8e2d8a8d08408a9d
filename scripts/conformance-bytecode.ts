// Compares the code objects of every file of the standard library with the oracle's: bytecode, constants, names, flags,
// stack size, exception table, line table, recursively, at optimisation levels 0 and 2. A filter in the arguments chooses files.
// Prints the first difference of each file that differs, then the counts and the time taken by our compiler.

import { compile } from "../src/compile/index.ts";
import { opname } from "../src/compile/opcode.ts";
import { parse } from "../src/syntax/parser.ts";
import { decodeSource } from "../src/syntax/source.ts";
import { type CodeJson, type ConstantJson, codeJson, PYTHON_CODE_JSON } from "./oracle/codeJson.ts";
import { libraryAnswers, libraryFiles } from "./oracle/stdlib.ts";

const LEVELS = [0, 2];

const body = `
def answer_for(level):
    try: return code_json(compile(source, name, "exec", dont_inherit=True, optimize=level))
    except SyntaxError as e: return None
answer = [answer_for(level) for level in ${JSON.stringify(LEVELS)}]
`;

/** Null when equal. */
function difference(ours: CodeJson, theirs: CodeJson): string | null {
	for (const [i, constant] of ours.consts.entries()) {
		const inner = constantDifference(constant, theirs.consts[i]);
		if (inner !== null) return inner;
	}
	for (const field of Object.keys(theirs) as (keyof CodeJson)[]) {
		const [a, b] = [JSON.stringify(ours[field]), JSON.stringify(theirs[field])];
		if (a === b) continue;
		if (field === "consts") return `  ${ours.qualname} (line ${ours.firstlineno}): consts\n${constsDifference(ours.consts, theirs.consts)}`;
		return `  ${ours.qualname} (line ${ours.firstlineno}): ${field}\n    ours:   ${a}\n    theirs: ${b}${disDifference(ours, theirs, field)}`;
	}
	return null;
}

function constsDifference(ours: ConstantJson[], theirs: ConstantJson[]): string {
	const length = Math.max(ours.length, theirs.length);
	const [a, b] = [ours, theirs].map((list) => list.map((constant) => JSON.stringify(constant)));
	const i = Array.from({ length }, (_, index) => index).find((index) => a[index] !== b[index])!;
	return `    ours [${i}]:   ${a[i]}\n    theirs [${i}]: ${b[i]}`;
}

function constantDifference(ours: ConstantJson, theirs: ConstantJson | undefined): string | null {
	if (ours[0] === "code" && theirs?.[0] === "code") return difference(ours[1] as CodeJson, theirs[1] as CodeJson);
	return null;
}

/** The first instruction that differs, with some before it. */
function disDifference(ours: CodeJson, theirs: CodeJson, field: string): string {
	if (field !== "code") return "";
	const [a, b] = [ours, theirs].map((json) => instructions(Buffer.from(json.code, "hex")));
	let i = 0;
	while (a[i] === b[i]) i++;
	const before = a.slice(Math.max(0, i - 4), i).map((line) => `      ${line}\n`);
	return `\n${before.join("")}    ours:   ${a[i]}\n    theirs: ${b[i]}`;
}

function instructions(code: Uint8Array): string[] {
	return Array.from({ length: code.length / 2 }, (_, i) => `${i * 2} ${opname[code[2 * i]]} ${code[2 * i + 1]}`);
}

let milliseconds = 0;

function compare(source: string, name: string, optimize: number, expected: CodeJson): string | null {
	try {
		const tree = parse(source, name, "exec");
		const start = performance.now();
		const code = compile(tree, name, { optimize });
		milliseconds += performance.now() - start;
		return difference(codeJson(code), expected);
	} catch (error) {
		return `  ${(error as Error).stack ?? JSON.stringify(error)}`;
	}
}

const answers = await libraryAnswers("decref-oracle-bytecode", PYTHON_CODE_JSON, body);
const files = libraryFiles(process.argv[2]);
const equal = LEVELS.map(() => 0);
for (const { name, source } of files) {
	const expected = answers(name) as CodeJson[];
	const text = decodeSource(source, name);
	for (const [i, level] of LEVELS.entries()) {
		const found = compare(text, name, level, expected[i]);
		if (found === null) equal[i]++;
		else console.log(`${name} at level ${level}\n${found}`);
	}
}
for (const [i, level] of LEVELS.entries()) console.log(`level ${level}: ${equal[i]} of ${files.length} files equal`);
console.log(`compiled in ${(milliseconds / 1000).toFixed(1)} s`);
