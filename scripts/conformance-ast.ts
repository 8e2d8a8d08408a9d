// Compares the syntax trees of the whole standard library with the oracle's: `ast.dump(…, include_attributes=True)` of
// every .py file in pyodide's python_stdlib.zip. The oracle's dumps are made once and kept in the system's temporary folder.
// Prints the first difference of each file that differs, then the count and the speed.

import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { strFromU8, unzipSync } from "fflate";
import { dump } from "../src/syntax/dump.ts";
import { PySyntaxError } from "../src/syntax/errors.ts";
import { parse } from "../src/syntax/parser.ts";
import { decodeSource } from "../src/syntax/source.ts";
import { startOracle } from "./oracle/pyodide.ts";

const folder = join(tmpdir(), "decref-oracle-ast");
const zipPath = new URL("../node_modules/pyodide/python_stdlib.zip", import.meta.url);

const makeDumps = `
import ast, glob, sys, unicodedata, warnings, zipfile, zlib, os, re
warnings.simplefilter("ignore")
sys.setrecursionlimit(10000)
archive = zipfile.ZipFile([p for p in sys.path if p.endswith(".zip")][0])
names = set()
for name in archive.namelist():
    if not name.endswith(".py"): continue
    source = archive.read(name)
    names.update(re.findall(rb"\\\\N\\{([^}]+)\\}", source))
    try: text = ast.dump(ast.parse(source), include_attributes=True)
    except SyntaxError as e: text = "SyntaxError " + e.msg
    with open("/host/" + name.replace("/", "@") + ".z", "wb") as f: f.write(zlib.compress(text.encode("utf-8", "surrogatepass"), 1))
def look(name):
    try: return unicodedata.lookup(name)
    except KeyError: return None
import json
with open("/host/names.json", "w") as f: json.dump({n.decode(): look(n.decode()) for n in names if look(n.decode())}, f)
`;

if (!existsSync(join(folder, "names.json"))) {
	const oracle = await startOracle();
	oracle.mount(folder, "/host");
	oracle.run(makeDumps);
}
const names: Record<string, string> = JSON.parse(readFileSync(join(folder, "names.json"), "utf8"));

function ours(bytes: Uint8Array, name: string): string {
	try {
		return dump(parse(decodeSource(bytes, name), name, "exec", { unicodeName: (n) => names[n] ?? null }));
	} catch (error) {
		if (error instanceof PySyntaxError) return `SyntaxError ${error.message} (${error.lineno}, ${error.offset})`;
		return `internal error ${(error as Error).stack}`;
	}
}

function firstDifference(left: string, right: string): string {
	let i = 0;
	while (i < left.length && left[i] === right[i]) i++;
	return `  ours:   …${left.slice(Math.max(0, i - 120), i + 120)}\n  theirs: …${right.slice(Math.max(0, i - 120), i + 120)}`;
}

const only = process.argv[2];
let matched = 0;
let count = 0;
let bytesParsed = 0;
let milliseconds = 0;
for (const [name, bytes] of Object.entries(unzipSync(readFileSync(zipPath)))) {
	if (!name.endsWith(".py") || (only !== undefined && !name.includes(only))) continue;
	count++;
	const expected = strFromU8(inflateSync(readFileSync(join(folder, `${name.replaceAll("/", "@")}.z`))));
	const actual = ours(bytes, name);
	if (actual === expected) matched++;
	else console.log(`${name}\n${firstDifference(actual, expected)}`);
	const start = performance.now();
	try {
		parse(decodeSource(bytes, name), name, "exec");
		milliseconds += performance.now() - start;
		bytesParsed += bytes.length;
	} catch {
		// Only files that parse count for the speed.
	}
}
console.log(
	`${matched} of ${count} equal; ${(bytesParsed / 1e6).toFixed(1)} MB parsed at ${(bytesParsed / 1e3 / milliseconds).toFixed(2)} MB/s`,
);
