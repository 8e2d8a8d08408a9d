// Connects the standard library to the archives that lie beside the command. They are opened when a module of the
// library is first imported; a program without imports pays nothing. Read `useBuiltLibrary` first.

import { openSync, readSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Archive, packedLibrary, standardLibrary, unicodeSource } from "../runtime/index.ts";
import { UserError } from "./files.ts";

export function useBuiltLibrary(): void {
	let source: Archive | null = null;
	standardLibrary.provider = packedLibrary({
		code: () => openArchive("stdlib.bin"),
		source: () => (source ??= openArchive("stdlib-source.bin")),
		inflate: (bytes) => zlib().inflateRawSync(bytes),
	});
	let unicode: Archive | null = null;
	unicodeSource.read = (name) => {
		unicode ??= openArchive("unicode.bin");
		return zlib().inflateRawSync(unicode.read(name)!).toString();
	};
}

/** Loaded when needed: only a traceback needs it. */
function zlib(): typeof import("node:zlib") {
	return createRequire(import.meta.url)("node:zlib");
}

/** One of the archives that lie beside the command. Throws UserError. */
export function openArchive(name: string): Archive {
	const path = fileURLToPath(new URL(name, import.meta.url));
	try {
		return openFile(path);
	} catch (error) {
		throw new UserError(`the standard library can't be read (${(error as Error).message}); install decref again, or run "npm run build"`);
	}
}

function openFile(path: string): Archive {
	const fd = openSync(path, "r");
	return new Archive((offset, length) => {
		const bytes = new Uint8Array(length);
		for (let at = 0; at < length; ) {
			const count = readSync(fd, bytes, at, length - at, offset + at);
			if (count === 0) throw new Error(`${path} ends too early`);
			at += count;
		}
		return bytes;
	});
}
