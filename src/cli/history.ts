// The lines typed at the prompt, kept in a file from one session to the next. Nothing that goes wrong with the file matters.

import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** So many lines are remembered; the file may hold twice as many until it is next read. */
const MOST_LINES = 1000;

export function historyFile(env: NodeJS.ProcessEnv, ignorePython: boolean): string {
	return env["DECREF_HISTORY"] || (ignorePython ? "" : env["PYTHON_HISTORY"]) || join(homedir(), ".decref_history");
}

export class History {
	readonly lines: string[];
	private readonly path: string;

	constructor(path: string) {
		this.path = path;
		this.lines = this.load();
	}

	private load(): string[] {
		const lines = quietly(() => readFileSync(this.path, "utf8").split("\n"), []).filter((line) => line !== "");
		const kept = lines.slice(-MOST_LINES);
		if (lines.length > 2 * MOST_LINES) quietly(() => writeFileSync(this.path, `${kept.join("\n")}\n`, { mode: 0o600 }), undefined);
		return kept;
	}

	/** Blank lines, and one that repeats the last, are left out. */
	add(line: string): void {
		if (line.trim() === "" || line === this.lines.at(-1)) return;
		this.lines.push(line);
		if (this.lines.length > MOST_LINES) this.lines.shift();
		quietly(() => appendFileSync(this.path, `${line}\n`, { mode: 0o600 }), undefined);
	}
}

function quietly<T>(body: () => T, otherwise: T): T {
	try {
		return body();
	} catch {
		return otherwise;
	}
}
