// The standard library: modules compiled at build time (dist/stdlib.bin), or during development compiled from the sources
// that the package pyodide carries. Connected by whoever can read files; without that there is no standard library.
// Read `StandardLibrary.find` first.

import type { FoundModule } from "../vm/finder.ts";
import { codeFromData } from "../vm/materialize.ts";
import type { Code } from "../objects/codeData.ts";
import type { Own } from "../heap/header.ts";
import type { PyCode } from "../objects/code.ts";

/** A module of the library as its source gives it. */
export interface LibraryModule {
	readonly isPackage: boolean;
	/** Compiled data; made or read when needed. */
	code(): Code;
	source(): string | null;
}

class StandardLibrary {
	/** What `__file__` of its modules begins with. */
	readonly path = "/usr/lib/python3.14";
	/** Gives a module by dotted name. */
	provider: (name: string) => LibraryModule | null = () => null;

	find(name: string): FoundModule | null {
		const module = this.provider(name);
		if (module === null) return null;
		const folder = `${this.path}/${name.replaceAll(".", "/")}`;
		const code = (): Own<PyCode> => codeFromData(module.code());
		return { native: null, code, origin: module.isPackage ? `${folder}/__init__.py` : `${folder}.py`, isPackage: module.isPackage, path: module.isPackage ? [folder] : null };
	}

	/** The text of one of its files, for tracebacks; null if it is none of them. */
	sourceText(filename: string): string | null {
		if (!filename.startsWith(`${this.path}/`) || !filename.endsWith(".py")) return null;
		const relative = filename.slice(this.path.length + 1, -3).replace(/\/__init__$/, "");
		return this.provider(relative.replaceAll("/", "."))?.source() ?? null;
	}

	fileName(name: string, isPackage: boolean): string {
		const folder = `${this.path}/${name.replaceAll(".", "/")}`;
		return isPackage ? `${folder}/__init__.py` : `${folder}.py`;
	}
}

export const standardLibrary = new StandardLibrary();
