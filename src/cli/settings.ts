// What the environment and the options say together: colour, debug switches, the runtime's options.

import { delimiter, resolve } from "node:path";
import type { Host, RuntimeOptions } from "../runtime/index.ts";
import { FatalError, type Options } from "./options.ts";

/** One that is set and not empty; those that begin with PYTHON only if they are not to be ignored. */
export function environmentVariable(options: Options, name: string): string | undefined {
	if (options.ignoreEnvironment && name.startsWith("PYTHON")) return undefined;
	const value = process.env[name];
	return value === "" ? undefined : value;
}

/** Python's rules: PYTHON_COLORS, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal. */
export function usesColour(options: Options, terminal: boolean): boolean {
	const python = environmentVariable(options, "PYTHON_COLORS");
	if (python === "0") return false;
	if (python === "1") return true;
	if (environmentVariable(options, "NO_COLOR") !== undefined) return false;
	if (environmentVariable(options, "FORCE_COLOR") !== undefined) return true;
	return terminal && process.env["TERM"] !== "dumb";
}

/** The switches in DECREF_DEBUG. */
export function debugSwitches(): ReadonlySet<string> {
	return new Set((process.env["DECREF_DEBUG"] ?? "").split(",").filter((word) => word !== ""));
}

export function runtimeOptions(options: Options, host: Host): RuntimeOptions {
	const { warnings, xoptions } = options;
	return {
		host,
		debug: debugSwitches(),
		optimize: Math.min(Math.max(options.optimize, environmentNumber(options, "PYTHONOPTIMIZE")), 2),
		warnings: [...environmentWarnings(options), ...warnings, ...bytesWarnings(options)],
		xoptions,
		flags: flagsOf(options),
		...(options.maxMemory === null ? {} : { maxMemory: options.maxMemory }),
		...(options.maxTime === null ? {} : { maxTime: options.maxTime }),
	};
}

/** PYTHONWARNINGS, which -W comes after. */
function environmentWarnings(options: Options): string[] {
	return (environmentVariable(options, "PYTHONWARNINGS") ?? "").split(",").filter((filter) => filter !== "");
}

/** The filter that -b adds. */
function bytesWarnings({ bytesWarning }: Options): string[] {
	return bytesWarning === 0 ? [] : [`${bytesWarning > 1 ? "error" : "default"}::BytesWarning`];
}

/** A variable that works as a flag given so often; what is no number counts as one. */
function environmentNumber(options: Options, name: string): number {
	const value = environmentVariable(options, name);
	if (value === undefined) return 0;
	return /^\d+$/.test(value) ? Number(value) : 1;
}

/** The first entries of `sys.path`: the program's folder, and PYTHONPATH. */
export function searchPath(options: Options, folder: string): string[] {
	const isSafe = options.safePath || environmentVariable(options, "PYTHONSAFEPATH") !== undefined;
	const more = environmentVariable(options, "PYTHONPATH")?.split(delimiter) ?? [];
	return [...(isSafe ? [] : [folder]), ...more.map((entry) => resolve(entry))];
}

function flagsOf(options: Options): { [name: string]: number | boolean } {
	const either = (flag: boolean, name: string): number => Math.max(Number(flag), environmentNumber(options, name));
	return {
		debug: Number(options.debug),
		inspect: either(options.interactive, "PYTHONINSPECT"),
		quiet: Number(options.quiet),
		verbose: either(options.verbose, "PYTHONVERBOSE"),
		bytes_warning: options.bytesWarning,
		no_user_site: Number(options.noUserSite),
		safe_path: options.safePath || environmentVariable(options, "PYTHONSAFEPATH") !== undefined,
		unbuffered: options.unbuffered || environmentVariable(options, "PYTHONUNBUFFERED") !== undefined,
		isolated: Number(options.isolated),
		ignore_environment: Number(options.ignoreEnvironment),
		interactive: Number(options.interactive),
		no_site: Number(options.noSite),
		dont_write_bytecode: either(options.dontWriteBytecode, "PYTHONDONTWRITEBYTECODE"),
		hash_randomization: randomizesHashes(options),
	};
}

/** What `sys.flags` says of hashes, which are the same in every run here. Throws FatalError for a seed that is none. */
function randomizesHashes(options: Options): number {
	const seed = options.randomHashes ? undefined : environmentVariable(options, "PYTHONHASHSEED");
	if (seed === undefined || seed === "random") return 1;
	// As strtoul reads it: white space in front, and a plus sign.
	const number = /^\s*\+?\d+$/.test(seed) ? Number(seed) : -1;
	if (number < 0 || number > 0xffffffff) {
		const rule = 'PYTHONHASHSEED must be "random" or an integer in range [0; 4294967295]';
		throw new FatalError(`Fatal Python error: config_init_hash_seed: ${rule}\nPython runtime state: preinitialized\n`);
	}
	return number === 0 ? 0 : 1;
}
