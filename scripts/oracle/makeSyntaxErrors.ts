// Asks the oracle what is wrong with each program of test/unit/syntax/invalidPrograms.txt (separated by lines of "====")
// and writes its answers to invalidPrograms.json beside it: message, position and text of the SyntaxError of
// `ast.parse`, or null for a program that parses. Run it after adding programs.

import { readFileSync, writeFileSync } from "node:fs";
import { startOracle } from "./pyodide.ts";

const folder = new URL("../../test/unit/syntax/", import.meta.url);
const programs = readFileSync(new URL("invalidPrograms.txt", folder), "utf8").replace(/\n$/, "").split("\n====\n");

const collect = `
import ast, json, warnings
warnings.simplefilter("ignore")
def describe(source):
    try: ast.parse(source)
    except SyntaxError as e:
        return dict(kind=type(e).__name__, message=e.msg, lineno=e.lineno, offset=e.offset, endLineno=e.end_lineno, endOffset=e.end_offset, text=e.text)
    except Exception as e: return dict(kind=type(e).__name__, message=str(e))
with open("/host/programs.json") as f: programs = json.load(f)
print(json.dumps([dict(source=p, error=describe(p)) for p in programs]))
`;

const oracle = await startOracle();
const exchange = "/tmp/decref-oracle-errors";
oracle.mount(exchange, "/host");
writeFileSync(`${exchange}/programs.json`, JSON.stringify(programs));
const answers: unknown[] = JSON.parse(oracle.run(collect));
const lines = answers.map((answer) => JSON.stringify(answer));
writeFileSync(new URL("invalidPrograms.json", folder), `[\n${lines.join(",\n")}\n]\n`);
console.log(`${answers.length} programs`);
