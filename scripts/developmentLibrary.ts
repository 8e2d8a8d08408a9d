// The standard library from the sources that the development dependency `pyodide` carries, compiled when imported.
// For Node only, and for development: what is published reads dist/stdlib.bin instead. Read `useDevelopmentLibrary`.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflateSync, strFromU8, strToU8, unzipSync } from "fflate";
import { compile } from "../src/compile/index.ts";
import { unicodeSource } from "../src/objects/unicodeData.ts";
import { type Archive, archiveInMemory } from "../src/runtime/archive.ts";
import { type LibraryModule, standardLibrary } from "../src/runtime/stdlib.ts";
import { parse } from "../src/syntax/parser.ts";
import { decodeSource } from "../src/syntax/source.ts";
import { codeFromData } from "../src/vm/materialize.ts";

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
	unicodeSource.read = readUnicode;
}

let unicode: Archive | null = null;

/** The tables of characters are made once. */
function readUnicode(name: string): string {
	const cache = join(dirname(fileURLToPath(import.meta.resolve("pyodide/package.json"))), "../.cache/decref-unicode");
	const file = join(cache, "unicode.bin");
	if (!existsSync(file)) {
		const root = join(cache, "../../..");
		spawnSync(process.execPath, [join(root, "node_modules/tsx/dist/cli.mjs"), join(root, "scripts/build-unicode.ts"), cache]);
	}
	unicode ??= archiveInMemory(readFileSync(file));
	return strFromU8(inflateSync(unicode.read(name)!));
}

/** What CPython's build notes down for `sysconfig`, as far as it says something of decref; `help()` needs the module. */
const SYSCONFIG = `build_time_vars = {
    "prefix": "/usr",
    "exec_prefix": "/usr",
    "installed_base": "/usr",
    "installed_platbase": "/usr",
    "platlibdir": "lib",
    "TZPATH": "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo",
    "VERSION": "3.14",
    "Py_DEBUG": 0,
    "Py_GIL_DISABLED": 0,
    "WITH_PYMALLOC": 1,
    "WITH_DOC_STRINGS": 1,
}
`;

/** The archive of sources; only Python files. */
export function readArchive(): Files {
	const path = fileURLToPath(import.meta.resolve("pyodide/python_stdlib.zip"));
	const files = unzipSync(readFileSync(path), { filter: (file) => file.name.endsWith(".py") });
	return { ...withoutHints(files), ...ownFiles(), "_sysconfigdata__linux_x86_64-linux-gnu.py": strToU8(SYSCONFIG) };
}

/** Pyodide tells in CPython's message what to do in Pyodide. */
function withoutHints(files: Files): Files {
	const name = "zoneinfo/_common.py";
	const text = strFromU8(files[name]!);
	return {
		...files,
		[name]: strToU8(text.replace(/ {8}import sys\n {8}if "tzdata" not in sys\.modules:\n(?:.*\n)*?.*before you use zoneinfo\."\)\n/, "")),
	};
}

/** Python files that stand in for native modules of CPython: decref's own, in src/runtime/python. */
export const ownPython = join(import.meta.dirname, "../src/runtime/python");

function ownFiles(): Files {
	const paths = readdirSync(ownPython, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".py"));
	return Object.fromEntries(paths.map((path) => [path, new Uint8Array(readFileSync(join(ownPython, path)))]));
}

function libraryModule(name: string, bytes: Uint8Array, isPackage: boolean): LibraryModule {
	const filename = standardLibrary.fileName(name, isPackage);
	const source = (): string => decodeSource(bytes, filename);
	return { isPackage, source, code: () => codeFromData(compile(parse(source(), filename, "exec"), filename)) };
}
