// Connects the notebook's own Python code to the archive in which the build has compiled it. Opened by the first notebook.

import { precompiled } from "../notebook/package.ts";
import { type Archive, decodeCode } from "../runtime/index.ts";
import { openArchive } from "./library.ts";

export function useBuiltNotebook(): void {
	let archive: Archive | null = null;
	precompiled.find = (name) => {
		archive ??= openArchive("notebook.bin");
		const bytes = archive.read(name);
		return bytes === null ? null : decodeCode(bytes);
	};
}
