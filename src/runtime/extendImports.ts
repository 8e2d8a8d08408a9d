// What a front end may add to the modules that a program can import, such as a notebook's package IPython.

import type { Own } from "../heap/header.ts";
import type { PyObject } from "../objects/object.ts";
import { type FoundModule, importHooks } from "../vm/finder.ts";

export type { FoundModule } from "../vm/finder.ts";

export interface ImportExtension {
	/** Makes a native module of that name, or null if it is not the front end's. */
	readonly native: (name: string) => (() => Own<PyObject>) | null;
	/** What the name means beside the standard library, which has `found` or nothing. */
	readonly standard: (name: string, found: FoundModule | null) => FoundModule | null;
}

/** Puts a front end's modules among the native ones and behind those of the standard library. */
export function extendImports(extension: ImportExtension): void {
	const { native, standard } = importHooks;
	importHooks.native = (name) => extension.native(name) ?? native(name);
	importHooks.standard = (name) => extension.standard(name, standard(name));
}
