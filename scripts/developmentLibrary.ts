// The standard library from the sources that the development dependency `pyodide` carries, compiled when imported.
// For Node only, and for development: what is published reads dist/stdlib.bin instead. Read `useDevelopmentLibrary`.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { unzipSync } from "fflate";
import { compile } from "../src/compile/index.ts";
import { type LibraryModule, standardLibrary } from "../src/runtime/stdlib.ts";
import { parse } from "../src/syntax/parser.ts";
import { decodeSource } from "../src/syntax/source.ts";

type Files = { readonly [path: string]: Uint8Array };

/** Reads the archive the first time a module is asked for. */
export function useDevelopmentLibrary(): void {
	let files: Files | null = null;
	standardLibrary.provider = (name) => {
		files ??= readArchive();
		const path = name.replaceAll(".", "/");
		const pack = files[`${path}/__init__.py`];
		if (pack !== undefined) return libraryModule(name, pack, true);
		const module = files[`${path}.py`];
		return module === undefined ? null : libraryModule(name, module, false);
	};
}

/** The archive of sources; only Python files. */
export function readArchive(): Files {
	const path = fileURLToPath(import.meta.resolve("pyodide/python_stdlib.zip"));
	return unzipSync(readFileSync(path), { filter: (file) => file.name.endsWith(".py") });
}

function libraryModule(name: string, bytes: Uint8Array, isPackage: boolean): LibraryModule {
	const filename = standardLibrary.fileName(name, isPackage);
	const source = (): string => decodeSource(bytes, filename);
	return { isPackage, source, code: () => compile(parse(source(), filename, "exec"), filename) };
}
