// Compiles the notebook's own Python code (src/notebook/python) into the archive that the command reads, notebook.bin, so that
// a notebook starts without compiling. Read `buildNotebook` first. The format is src/runtime/archive.ts's and codeArchive.ts's.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "../src/compile/index.ts";
import { ownTexts } from "../src/notebook/package.ts";
import { packArchive } from "../src/runtime/archive.ts";
import { encodeCode } from "../src/runtime/codeArchiveWriter.ts";
import { parse } from "../src/syntax/parser.ts";

export function buildNotebook(folder: string): void {
	const code = new Map<string, Uint8Array>();
	for (const { name, filename, source } of ownTexts()) code.set(name, encodeCode(compile(parse(source, filename, "exec"), filename)));
	writeFileSync(join(folder, "notebook.bin"), packArchive(code));
}
