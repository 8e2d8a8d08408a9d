// The standard library: modules compiled at build time (dist/stdlib.bin), or during development compiled from the sources
// that the package pyodide carries. Connected by whoever can read files; without that there is no standard library.
// Read `StandardLibrary.find` first.

import type { FoundModule } from "../vm/finder.ts";
import { compileSource } from "./compileSource.ts";
import type { Own } from "../heap/header.ts";
import type { PyCode } from "../objects/code.ts";

/** A module of the library as its source gives it. */
export interface LibraryModule {
	readonly isPackage: boolean;
	/** New. Made or read when needed. */
	code(): Own<PyCode>;
	source(): string | null;
}

class StandardLibrary {
	/** What `__file__` of its modules begins with. */
	readonly path = "/usr/lib/python3.14";
	/** Gives a module by dotted name. */
	provider: (name: string) => LibraryModule | null = () => null;

	/** `optimize` as python's -O: the library is packed without, and compiled anew from its text otherwise. */
	find(name: string, optimize = 0): FoundModule | null {
		const module = this.provider(name);
		if (module === null) return null;
		const folder = `${this.path}/${name.replaceAll(".", "/")}`;
		const code = (): Own<PyCode> => (optimize > 0 ? this.compileAnew(name, module, optimize) : null) ?? module.code();
		return {
			native: null,
			code,
			origin: module.isPackage ? `${folder}/__init__.py` : `${folder}.py`,
			isPackage: module.isPackage,
			path: module.isPackage ? [folder] : null,
		};
	}

	/** Null if there is no text. */
	private compileAnew(name: string, module: LibraryModule, optimize: number): Own<PyCode> | null {
		const source = module.source();
		return source === null ? null : compileSource(source, this.fileName(name, module.isPackage), "exec", { optimize });
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
