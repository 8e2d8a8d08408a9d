// Asks the oracle what becomes of each program in test/unit/compile/language.txt (separated by lines of "===="): its code
// object or SyntaxError, and the warnings; and writes the answers to language.json beside it. A first line "# options: {…}"
// gives `mode`, `flags`, `optimize`. Run it after adding to the file.

import { readFileSync, writeFileSync } from "node:fs";
import { PYTHON_CODE_JSON } from "./codeJson.ts";
import { startOracle } from "./pyodide.ts";

const folder = new URL("../../test/unit/compile/", import.meta.url);
const programs = readFileSync(new URL("language.txt", folder), "utf8").replace(/\n$/, "").split("\n====\n");

const collect = `
${PYTHON_CODE_JSON}
import warnings
def answer(source):
    head = source.partition("\\n")[0]
    options = dict(mode="exec", flags=0, optimize=0)
    if head.startswith("# options: "): options |= json.loads(head.removeprefix("# options: "))
    result = dict(source=source, options=options)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try: result["code"] = code_json(compile(source, "program.py", dont_inherit=True, **options))
        except SyntaxError as e: result["error"] = [type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset]
    result["warnings"] = [[str(w.message), w.lineno] for w in caught]
    return result
with open("/host/language.json") as f: programs = json.load(f)
print(json.dumps([answer(p) for p in programs]))
`;

const oracle = await startOracle();
const exchange = "/tmp/decref-oracle-compile";
oracle.mount(exchange, "/host");
writeFileSync(`${exchange}/language.json`, JSON.stringify(programs));
const answers: unknown[] = JSON.parse(oracle.run(collect));
writeFileSync(new URL("language.json", folder), `[\n${answers.map((answer) => JSON.stringify(answer)).join(",\n")}\n]\n`);
console.log(`${answers.length} programs`);
