// Compiles CPython's pure-Python standard library, which the development dependency `pyodide` carries, into the archives
// that the command reads: stdlib.bin (code) and stdlib-source.bin (text for tracebacks), with Python's licence.
//
// Read `buildStdlib` first. The formats are src/runtime/archive.ts's and codeArchive.ts's.

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "fflate";
import { compile } from "../src/compile/index.ts";
import { packArchive } from "../src/runtime/archive.ts";
import { encodeCode } from "../src/runtime/codeArchiveWriter.ts";
import { packageEntry } from "../src/runtime/packedLibrary.ts";
import { standardLibrary } from "../src/runtime/stdlib.ts";
import { parse } from "../src/syntax/parser.ts";
import { decodeSource } from "../src/syntax/source.ts";
import { ownPython, readArchive } from "./developmentLibrary.ts";

/** Top-level modules and packages that are left out, and why. */
const LEFT_OUT: { readonly [name: string]: string } = {
	_pyodide: "Pyodide's own",
	pyodide: "Pyodide's own",
	_ssl: "Pyodide's stand-in for a native module",
	ssl: "Pyodide's stand-in for the library's module",
	webbrowser: "Pyodide's stand-in for the library's module",
	"_sysconfigdata__emscripten_wasm32-emscripten": "describes how Pyodide was built",
	"site-packages": "holds no modules",
	__hello__: "a test of frozen modules",
	__phello__: "a test of frozen modules",
	_pyrepl: "CPython's own terminal session, all but its pager; needs termios",
	ctypes: "calls native libraries; a small one of decref's own is in its place",
	multiprocessing: "needs processes that share memory",
	sqlite3: "needs the native SQLite",
};

/** What stays of them: ctypes is decref's own; `help()` pages its text with it, and pdb, which doctest imports, measures text. */
const KEPT: readonly string[] = ["ctypes", "_pyrepl", "_pyrepl.pager", "_pyrepl.utils", "_pyrepl.types", "_pyrepl.trace"];

/** Whether the archives lack a module of CPython's library on purpose. */
export function isLeftOut(name: string): boolean {
	return name.split(".")[0]! in LEFT_OUT && !KEPT.includes(name);
}

const ARCHIVES = ["stdlib.bin", "stdlib-source.bin"] as const;
/** Holds what the archives were made from, as a hash. */
const KEY = "stdlib.key";

/** Writes the archives into a folder; takes those of an earlier build, in `before`, if they would come out the same. */
export async function buildStdlib(folder: string, before: string | null = null): Promise<void> {
	const key = hashOfSources();
	if (before !== null && readKey(before) === key) for (const name of ARCHIVES) copyFileSync(join(before, name), join(folder, name));
	else writeArchives(folder);
	writeFileSync(join(folder, KEY), key);
	writeLicence(folder);
}

/** Of all that has a part in the archives' content. */
function hashOfSources(): string {
	const root = join(import.meta.dirname, "..");
	const hash = createHash("sha256").update(readFileSync(join(root, "node_modules/pyodide/package.json")));
	for (const folder of ["src/syntax", "src/compile", "src/runtime", "scripts"]) {
		const names = readdirSync(join(root, folder)).filter((name) => !/runtime|scripts/.test(folder) || /archive|librar|stdlib/i.test(name));
		for (const name of names.filter((name) => name.endsWith(".ts")).sort())
			hash.update(name).update(readFileSync(join(root, folder, name)));
	}
	for (const path of readdirSync(ownPython, { recursive: true, encoding: "utf8" }).sort())
		if (path.endsWith(".py")) hash.update(path).update(readFileSync(join(ownPython, path)));
	return hash.digest("hex");
}

function readKey(folder: string): string | null {
	const path = join(folder, KEY);
	return existsSync(path) ? readFileSync(path, "utf8") : null;
}

function writeArchives(folder: string): void {
	const code = new Map<string, Uint8Array>();
	const sources = new Map<string, Uint8Array>();
	for (const [path, bytes] of Object.entries(readArchive())) {
		const { name, isPackage } = moduleOf(path);
		if (isLeftOut(name)) continue;
		const entry = isPackage ? packageEntry(name) : name;
		const filename = standardLibrary.fileName(name, isPackage);
		const text = decodeSource(bytes, filename);
		code.set(entry, encodeCode(compile(parse(text, filename, "exec"), filename)));
		sources.set(entry, deflateSync(new TextEncoder().encode(text)));
	}
	writeFileSync(join(folder, ARCHIVES[0]), packArchive(code));
	writeFileSync(join(folder, ARCHIVES[1]), packArchive(sources));
}

function moduleOf(path: string): { name: string; isPackage: boolean } {
	const isPackage = path.endsWith("/__init__.py");
	const stem = path.slice(0, isPackage ? -"/__init__.py".length : -".py".length);
	return { name: stem.replaceAll("/", "."), isPackage };
}

function writeLicence(folder: string): void {
	const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "../node_modules/pyodide/package.json"), "utf8"));
	const notice = [
		"stdlib.bin and stdlib-source.bin hold the pure-Python standard library of CPython 3.14, copyright the Python Software",
		`Foundation, as the npm package pyodide ${version} ships it: the first compiled by decref, the second as text. It is`,
		"licensed under the PSF License Agreement, whose text is in LICENSE-python.txt.",
		"",
		"Left out:",
		...Object.entries(LEFT_OUT).map(([name, reason]) => `  ${name}: ${reason}`),
		"",
	];
	writeFileSync(join(folder, "NOTICE-stdlib.txt"), notice.join("\n"));
	copyFileSync(join(import.meta.dirname, "LICENSE-python.txt"), join(folder, "LICENSE-python.txt"));
}
