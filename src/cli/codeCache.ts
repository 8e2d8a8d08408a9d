// The command's script, run with V8's compiled code of an earlier run.
//
// A cache belongs to one build (V8 itself compares only the length of the text), one version of Node and one set of
// flags; all three are in its name, and V8 refuses one that doesn't fit. The build makes the usual ones, a run makes one that
// is missing. Caches lie beside the command and nowhere else, since they are executed. Read `runCommand` first.

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

/** So many sets of flags keep a cache. */
const MOST_CACHES = 8;

/**
 * FAST: so many kinds of objects V8 tells apart where a field is read, before it looks the field up in a table: with its usual
 * four, counting references takes a fifth of all time. More make optimising longer.
 */
const KINDS = "--max-valid-polymorphic-map-count=32";

/**
 * FAST: room for the small functions that the interpreter's loop calls, counting above all; V8's usual 920 is for smaller loops.
 * Warm programs are 3 % faster than with 1300, the first tenths of a second 6 % slower, since V8 compiles the loop longer; with 4000
 * it takes twice as long.
 */
const INLINED = "--max-inlined-bytecode-size-cumulative=2200";

/**
 * FAST: so much a function runs (in bytes of V8's bytecode) before it is optimised; V8's usual 135168 is for programs whose functions
 * see the same kinds of objects all the time. Ours see most of theirs only after a while, and what was optimised too early is
 * thrown away: importing asyncio takes twice as long then.
 */
const BUDGET = "--interrupt-budget=500000";

/** The bundle's value: the command as a function of what a module has from its surroundings. */
type Command = (require: NodeJS.Require, url: string) => void;

/** Runs the command beside `url`, and leaves a cache for the next run if there was none. */
export function runCommand(url: string, build: string): void {
	const { script, fresh, cache } = loadCommand(url, build);
	start(script, url);
	if (fresh) saveCache(script, cache);
}

interface LoadedCommand {
	readonly script: Script;
	/** Whether V8 had no compiled code of it. */
	readonly fresh: boolean;
	/** Where the compiled code lies. */
	readonly cache: string;
}

export function loadCommand(url: string, build: string): LoadedCommand {
	const filename = fileURLToPath(new URL("command.js", url));
	const cache = fileURLToPath(new URL(`cache/${cacheName(build)}`, url));
	setFlagsFromString(KINDS);
	setFlagsFromString(INLINED);
	setFlagsFromString(BUDGET);
	const cachedData = readCache(cache);
	// The bundle is ASCII: read as such it need not be decoded.
	const script = new Script(readFileSync(filename, "latin1"), { filename, ...(cachedData === null ? {} : { cachedData }) });
	return { script, fresh: cachedData === null || script.cachedDataRejected === true, cache };
}

export function start(script: Script, url: string): void {
	const command = script.runInThisContext() as Command;
	command(createRequire(url), url);
}

function cacheName(build: string): string {
	const flags = [...process.execArgv, process.env["NODE_OPTIONS"] ?? ""].join(" ");
	return `${build}-${process.version}-${process.arch}-${hash(flags)}`;
}

/** FNV-1a, 32 bit. */
function hash(text: string): string {
	let result = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) result = Math.imul(result ^ text.charCodeAt(i), 0x01000193) >>> 0;
	return result.toString(16);
}

function readCache(path: string): Buffer | null {
	try {
		return readFileSync(path);
	} catch {
		return null;
	}
}

/** Writes it in one step. An installation that may not be written to does without. */
export function saveCache(script: Script, path: string): void {
	const folder = path.slice(0, Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")));
	try {
		mkdirSync(folder, { recursive: true });
		if (readdirSync(folder).length < MOST_CACHES || existsSync(path)) writeInOneStep(path, script.createCachedData());
	} catch {
		// The next start is slower, no more.
	}
}

function writeInOneStep(path: string, bytes: Uint8Array): void {
	const temporary = `${path}.${process.pid}.tmp`;
	try {
		writeFileSync(temporary, bytes);
		renameSync(temporary, path);
	} catch (error) {
		rmSync(temporary, { force: true });
		throw error;
	}
}
