// Asks the oracle about the programs in test/unit/syntax/programs and writes its answers to test/unit/syntax/expected:
//   invalid.txt      SyntaxErrors of `ast.parse`, with all their attributes
//   valid.txt        `ast.dump(…, include_attributes=True)`
//   modes.txt        either, in the modes eval, single and exec, with the flags for incomplete input; one JSON list a line
//   expressions.txt  annotations made into strings, one expression a line
//   warnings.txt     SyntaxWarnings with their lines
// Programs are separated by lines of "====". Run it after adding programs.

import { readFileSync, writeFileSync } from "node:fs";
import { startOracle } from "./pyodide.ts";

const folder = new URL("../../test/unit/syntax/", import.meta.url);

function read(name: string, separator: string): string[] {
	return readFileSync(new URL(`programs/${name}.txt`, folder), "utf8")
		.replace(/\n$/, "")
		.split(separator);
}

const collect = `
import ast, json, warnings
INCOMPLETE, DONT_IMPLY_DEDENT = 0x4000, 0x200
def outcome(source, mode="exec", flags=0):
    try: return ast.dump(compile(source, "<unknown>", mode, ast.PyCF_ONLY_AST | flags), include_attributes=True)
    except SyntaxError as e:
        return dict(kind=type(e).__name__, message=e.msg, lineno=e.lineno, offset=e.offset, endLineno=e.end_lineno, endOffset=e.end_offset, text=e.text)
    except MemoryError as e: return dict(kind="MemoryError", message=str(e))
def annotation(source):
    names = {}
    exec(compile("from __future__ import annotations\\nx: (" + source + "\\n)", "", "exec"), names)
    return names["__annotations__"]["x"]
def warned(source):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        outcome(source)
    return [[str(w.message), w.lineno] for w in caught]
with open("/host/questions.json") as f: questions = json.load(f)
warnings.simplefilter("ignore")
answers = dict(
    invalid=[dict(source=s, error=outcome(s)) for s in questions["invalid"]],
    valid=[dict(source=s, dump=outcome(s)) for s in questions["valid"]],
    modes=[dict(mode=m, isIncomplete=i, isOpen=o, source=s, outcome=outcome(s, m, (INCOMPLETE if i else 0) | (DONT_IMPLY_DEDENT if o else 0))) for m, i, o, s in questions["modes"]],
    expressions=[dict(source=s, text=annotation(s)) for s in questions["expressions"]],
    warnings=[dict(source=s, warnings=warned(s)) for s in questions["warnings"]],
)
for answer in answers["invalid"]:
    if isinstance(answer["error"], str): answer["error"] = None
print(json.dumps(answers))
`;

const oracle = await startOracle();
const exchange = "/tmp/decref-oracle-syntax";
oracle.mount(exchange, "/host");
const questions = {
	invalid: read("invalid", "\n====\n"),
	valid: read("valid", "\n====\n"),
	modes: read("modes", "\n").map((line) => JSON.parse(line)),
	expressions: read("expressions", "\n"),
	warnings: read("warnings", "\n====\n"),
};
writeFileSync(`${exchange}/questions.json`, JSON.stringify(questions));
const answers: { [name: string]: unknown[] } = JSON.parse(oracle.run(collect));
for (const [name, list] of Object.entries(answers)) {
	writeFileSync(new URL(`expected/${name}.json`, folder), `[\n${list.map((answer) => JSON.stringify(answer)).join(",\n")}\n]\n`);
	console.log(`${name}: ${list.length}`);
}
