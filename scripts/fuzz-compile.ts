// Compiles random programs (test/fuzz/pythonPrograms.ts) with both compilers and compares code objects, errors and warnings.
// Arguments: the first seed and the number of programs. Prints seed and first difference of each program that differs; a seed
// makes its program again.

import { compile } from "../src/compile/index.ts";
import { PySyntaxError } from "../src/syntax/errors.ts";
import { parse } from "../src/syntax/parser.ts";
import { randomProgram } from "../test/fuzz/pythonPrograms.ts";
import { codeJson, PYTHON_CODE_JSON } from "./oracle/codeJson.ts";
import { startOracle } from "./oracle/pyodide.ts";

const BATCH = 100;
const firstSeed = Number(process.argv[2] ?? 1);
const count = Number(process.argv[3] ?? 200);

const prelude = `
${PYTHON_CODE_JSON}
import warnings
def answer(source, level):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try: result = code_json(compile(source, "program.py", "exec", dont_inherit=True, optimize=level))
        except SyntaxError as e: result = [e.msg, e.lineno, e.offset]
        except SystemError as e: result = [str(e), 0, 1]
    return [result, [[str(w.message), w.lineno] for w in caught]]
`;

function ours(source: string, optimize: number): unknown {
	const warnings: [string, number][] = [];
	const warn = ({ message, lineno }: { message: string; lineno: number }): void => void warnings.push([message, lineno]);
	try {
		const code = compile(parse(source, "program.py", "exec", { onWarning: warn }), "program.py", { optimize, warn });
		return [codeJson(code), warnings];
	} catch (error) {
		if (!(error instanceof PySyntaxError)) return [String((error as Error).stack), warnings];
		return [[error.message, error.lineno, error.offset], warnings];
	}
}

function firstDifference(a: string, b: string): string {
	let i = 0;
	while (a[i] === b[i]) i++;
	const from = Math.max(0, i - 100);
	return `  ours:   …${a.slice(from, i + 100)}\n  theirs: …${b.slice(from, i + 100)}`;
}

const oracle = await startOracle();
oracle.run(prelude);
let equal = 0;
for (let seed = firstSeed; seed < firstSeed + count; seed += BATCH) {
	const seeds = Array.from({ length: Math.min(BATCH, firstSeed + count - seed) }, (_, i) => seed + i);
	const programs = seeds.map(randomProgram);
	oracle.python.globals.set("programs", JSON.stringify(programs));
	const answers: unknown[] = JSON.parse(oracle.run("print(json.dumps([answer(p, i % 3) for i, p in enumerate(json.loads(programs))]))"));
	for (const [i, program] of programs.entries()) {
		const [a, b] = [JSON.stringify(ours(program, i % 3)), JSON.stringify(answers[i])];
		if (a === b) equal++;
		else console.log(`seed ${seeds[i]}\n${firstDifference(a, b)}`);
	}
}
console.log(`seeds ${firstSeed} to ${firstSeed + count - 1}: ${equal} of ${count} equal`);
