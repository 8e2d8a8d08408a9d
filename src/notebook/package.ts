// The package `IPython` that a notebook's program can import: our own Python texts, compiled when they are imported.
//
// They lie, as it were, in the standard library's folder for other people's packages; a program's own package of that name
// goes before them. Read `connectPackage` first.

import type { Code } from "../compile/index.ts";
import { drop, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { dictSetStr } from "../objects/dict.ts";
import type { PyModule } from "../objects/module.ts";
import { internStr } from "../objects/str.ts";
import { extendImports, type FoundModule } from "../runtime/extendImports.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { BOOT, BOOT_FILENAME } from "./python/boot.ts";
import { modules } from "./python/index.ts";

const FOLDER = "/usr/lib/python3.14/site-packages/";

/** The name of the boot code among the precompiled texts. */
export const BOOT_NAME = "_notebook";

/** Compiled texts, by name; connected by whoever can read files. Without, they are compiled when they are needed. */
export const precompiled = { find: (_name: string): Code | null => null };

interface OwnText {
	readonly name: string;
	readonly filename: string;
	readonly source: string;
}

/** All of the notebook's own Python code. */
export function ownTexts(): OwnText[] {
	const texts = Object.entries(modules).map(([name, source]) => ({ name, filename: filenameOf(name), source }));
	return [{ name: BOOT_NAME, filename: BOOT_FILENAME, source: BOOT }, ...texts];
}

/** Whether a file name is one of the notebook's own code, whose frames are of no interest. */
export function isOwnFile(filename: string): boolean {
	return filename === BOOT_FILENAME || (filename.startsWith(FOLDER) && Object.keys(modules).some((name) => filenameOf(name) === filename));
}

function isPackage(name: string): boolean {
	return Object.keys(modules).some((other) => other.startsWith(`${name}.`));
}

function filenameOf(name: string): string {
	const path = FOLDER + name.replaceAll(".", "/");
	return isPackage(name) ? `${path}/__init__.py` : `${path}.py`;
}

/** Lets the program import the package, and the package the module `_notebook`. */
export function connectPackage(runtime: Runtime, notebook: PyModule): void {
	extendImports({
		native: (name) => (name === "_notebook" ? (): Own<PyModule> => incref(notebook) : null),
		standard: (name, found) => {
			if (found === null) return ownModule(runtime, name);
			return name === "linecache" ? withCellSources(runtime, notebook, found) : found;
		},
	});
}

/** What runs as the module `linecache`: its own code, and then the cells so far are entered. */
const LINECACHE =
	"import _notebook\nexec(_notebook.linecache_code)\ncache.update(_notebook.SOURCES)\ndel _notebook.linecache_code, _notebook\n";

/** Lets `inspect` and `traceback` find the source lines of cells from the moment that they can ask. */
function withCellSources(runtime: Runtime, notebook: PyModule, found: FoundModule): FoundModule {
	const code = (): ReturnType<Runtime["compile"]> => {
		const own = hold(found.code!(), "code of linecache");
		dictSetStr(notebook.dict!, internStr("linecache_code"), own);
		drop(own);
		return runtime.compile(LINECACHE, BOOT_FILENAME, "exec");
	};
	return { ...found, code };
}

function ownModule(runtime: Runtime, name: string): FoundModule | null {
	if (!Object.hasOwn(modules, name)) return null;
	const source = modules[name]!;
	const origin = filenameOf(name);
	const code = (): ReturnType<Runtime["compile"]> => {
		runtime.registerSource(origin, source);
		const data = precompiled.find(name);
		return data === null ? runtime.compile(source, origin, "exec") : runtime.codeFromData(data);
	};
	return { native: null, code, origin, isPackage: isPackage(name), path: isPackage(name) ? [FOLDER + name.replaceAll(".", "/")] : null };
}
