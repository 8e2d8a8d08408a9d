// The standard library as it is published: an archive of compiled modules, and one of their texts for tracebacks.
//
// Entries have the module's dotted name, a package's with a slash behind it. Portable: who can read files opens the
// archives (src/cli/library.ts). Read `packedLibrary` first.

import type { Archive } from "./archive.ts";
import { loadCode } from "./loadCode.ts";
import type { LibraryModule } from "./stdlib.ts";

export interface PackedLibrary {
	/** `encodeCode`'s bytes. Opened when a module is first looked for. */
	code(): Archive;
	/** UTF-8 texts, deflated. Opened when a text is first asked for; null if there is none. */
	source(): Archive | null;
	inflate(bytes: Uint8Array): Uint8Array;
}

/** What `standardLibrary.provider` is to be. */
export function packedLibrary(library: PackedLibrary): (name: string) => LibraryModule | null {
	let code: Archive | null = null;
	return (name) => {
		code ??= library.code();
		if (name.includes("/")) return null;
		for (const entry of [name, packageEntry(name)]) if (code.has(entry)) return libraryModule(library, code, entry);
		return null;
	};
}

export function packageEntry(name: string): string {
	return `${name}/`;
}

function libraryModule(library: PackedLibrary, code: Archive, entry: string): LibraryModule {
	const source = (): string | null => {
		const bytes = library.source()?.read(entry) ?? null;
		return bytes === null ? null : new TextDecoder().decode(library.inflate(bytes));
	};
	return { isPackage: entry.endsWith("/"), code: () => loadCode(code.read(entry)!), source };
}
