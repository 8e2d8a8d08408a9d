// The standard library's sources as a test corpus, with one stored answer of the oracle for each file. Answers are made once
// for all files and kept in the system's temporary folder; delete the folder to make them anew.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { unzipSync } from "fflate";
import { startOracle } from "./pyodide.ts";

export interface LibraryFile {
	readonly name: string;
	readonly source: Uint8Array;
}

/** Every .py file whose name contains `filter`. */
export function libraryFiles(filter = ""): LibraryFile[] {
	const zip = new URL("../../node_modules/pyodide/python_stdlib.zip", import.meta.url);
	const files = Object.entries(unzipSync(readFileSync(zip)));
	return files.filter(([name]) => name.endsWith(".py") && name.includes(filter)).map(([name, source]) => ({ name, source }));
}

/** The body of a Python loop over the files: `source` is given, `answer` is to be set to what json can write. */
const loop = (body: string): string => `
import sys, json, zipfile, zlib, warnings
warnings.simplefilter("ignore")
sys.setrecursionlimit(10000)
archive = zipfile.ZipFile([p for p in sys.path if p.endswith(".zip")][0])
for name in archive.namelist():
    if not name.endswith(".py"): continue
    source = archive.read(name)
${body.replace(/^/gm, "    ")}
    with open("/host/" + name.replace("/", "@") + ".z", "wb") as f: f.write(zlib.compress(json.dumps(answer).encode(), 1))
`;

/** Lets the oracle answer for all files, unless it did before. Returns the answer for a file by its name. */
export async function libraryAnswers(folderName: string, prelude: string, body: string): Promise<(name: string) => unknown> {
	const folder = join(tmpdir(), folderName);
	if (!existsSync(join(folder, "complete"))) {
		const oracle = await startOracle();
		oracle.mount(folder, "/host");
		oracle.run(`${prelude}\n${loop(body)}`);
		writeFileSync(join(folder, "complete"), "");
	}
	return (name) => JSON.parse(inflateSync(readFileSync(join(folder, `${name.replaceAll("/", "@")}.z`))).toString());
}
