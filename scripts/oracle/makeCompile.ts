// Asks the oracle for the code objects of the programs in test/unit/compile/programs.txt (separated by lines of "====")
// and of the expressions in expressions.txt (one a line), with the text of `dis.dis`, and writes its answers to the .json
// files beside them. Run it after adding to either.

import { readFileSync, writeFileSync } from "node:fs";
import { PYTHON_CODE_JSON } from "./codeJson.ts";
import { startOracle } from "./pyodide.ts";

const folder = new URL("../../test/unit/compile/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), "utf8").replace(/\n$/, "");
const programs = read("programs.txt").split("\n====\n");
const expressions = read("expressions.txt").split("\n");

const collect = `
${PYTHON_CODE_JSON}
import dis, io, re, warnings
warnings.simplefilter("ignore")
def listing(code):
    out = io.StringIO()
    dis.dis(code, file=out)
    return re.sub("at 0x[0-9a-f]+, file", "at 0x..., file", out.getvalue())
def answer(source, mode):
    try: code = compile(source, "program.py", mode, dont_inherit=True)
    except SyntaxError as e: raise Exception(source) from e
    return dict(source=source, code=code_json(code), dis=listing(code))
with open("/host/programs.json") as f: programs, expressions = json.load(f)
print(json.dumps([[answer(p, "exec") for p in programs], [answer(e, "eval") for e in expressions]]))
`;

const oracle = await startOracle();
const exchange = "/tmp/decref-oracle-compile";
oracle.mount(exchange, "/host");
writeFileSync(`${exchange}/programs.json`, JSON.stringify([programs, expressions]));
const answers: unknown[][] = JSON.parse(oracle.run(collect));
for (const [i, name] of ["programs.json", "expressions.json"].entries()) {
	const lines = answers[i]!.map((answer) => JSON.stringify(answer));
	writeFileSync(new URL(name, folder), `[\n${lines.join(",\n")}\n]\n`);
	console.log(`${name}: ${lines.length}`);
}
