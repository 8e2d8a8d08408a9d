// Source lines for tracebacks: of files through the host, of cells and commands as they were registered.

import type { Host } from "../modules/host.ts";
import { readInArchive } from "../modules/zipArchive.ts";
import { decodeSource } from "../syntax/source.ts";

export class Sources {
	private readonly host: Host;
	private readonly registered = new Map<string, readonly string[]>();
	/** Files once read; null for what is no file. */
	private readonly files = new Map<string, readonly string[] | null>();
	/** Sources that come with the runtime, such as the standard library's. */
	private readonly library: (filename: string) => string | null;

	constructor(host: Host, library: (filename: string) => string | null) {
		this.host = host;
		this.library = library;
	}

	register(filename: string, source: string): void {
		this.registered.set(filename, source.split("\n"));
	}

	/** Without line ends; null if there is no such source. */
	lines(filename: string): readonly string[] | null {
		const known = this.registered.get(filename);
		if (known !== undefined) return known;
		if (filename.startsWith("<")) return null;
		let lines = this.files.get(filename);
		if (lines === undefined) this.files.set(filename, (lines = this.readLines(filename)));
		return lines;
	}

	/** `lineno` from 1. */
	line(filename: string, lineno: number): string | null {
		return this.lines(filename)?.[lineno - 1] ?? null;
	}

	/** A file's text, or null. Not a Python file's error, should it be badly encoded: then there is no line to show. */
	text(filename: string): string | null {
		const fromLibrary = this.library(filename);
		if (fromLibrary !== null) return fromLibrary;
		const bytes = this.read(filename);
		if (bytes === null) return null;
		try {
			return decodeSource(bytes, filename);
		} catch {
			return null;
		}
	}

	/** A file as it is; of the library, whose files are only texts here, encoded. */
	bytes(filename: string): Uint8Array | null {
		const fromLibrary = this.library(filename);
		return fromLibrary === null ? this.read(filename) : new TextEncoder().encode(fromLibrary);
	}

	/** Of a file or of what is in a zip archive. */
	private read(path: string): Uint8Array | null {
		return this.host.readFile(path) ?? readInArchive(path, this.host);
	}

	private readLines(filename: string): readonly string[] | null {
		return this.text(filename)?.split("\n") ?? null;
	}
}
