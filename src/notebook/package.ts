// The package `IPython` that a notebook's program can import: our own Python texts, compiled when they are imported.
//
// They lie, as it were, in the standard library's folder for other people's packages; a program's own package of that name
// goes before them. Read `connectPackage` first.

import { drop, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { dictSetStr } from "../objects/dict.ts";
import type { PyModule } from "../objects/module.ts";
import { internStr } from "../objects/str.ts";
import { extendImports, type FoundModule } from "../runtime/extendImports.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { BOOT_FILENAME } from "./python/boot.ts";
import { modules } from "./python/index.ts";

const FOLDER = "/usr/lib/python3.14/site-packages/";

/** Whether a file name is one of the notebook's own code, whose frames are of no interest. */
export function isOwnFile(filename: string): boolean {
	return filename === BOOT_FILENAME || (filename.startsWith(FOLDER) && find(moduleName(filename)) !== null);
}

function moduleName(filename: string): string {
	return filename
		.slice(FOLDER.length)
		.replace(/(?:\/__init__)?\.py$/, "")
		.replaceAll("/", ".");
}

function find(name: string): string | null {
	return Object.hasOwn(modules, name) ? modules[name]! : null;
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
	const source = find(name);
	if (source === null) return null;
	const isPackage = Object.keys(modules).some((other) => other.startsWith(`${name}.`));
	const folder = FOLDER + name.replaceAll(".", "/");
	const origin = isPackage ? `${folder}/__init__.py` : `${folder}.py`;
	const code = (): ReturnType<Runtime["compile"]> => {
		runtime.registerSource(origin, source);
		return runtime.compile(source, origin, "exec");
	};
	return { native: null, code, origin, isPackage, path: isPackage ? [folder] : null };
}
