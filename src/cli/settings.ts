// What the environment and the options say together: colour, debug switches, the runtime's options.

import type { Host, RuntimeOptions } from "../runtime/index.ts";
import type { Options } from "./options.ts";

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
	const { optimize, warnings, xoptions } = options;
	return {
		host,
		debug: debugSwitches(),
		optimize,
		warnings: [...environmentWarnings(options), ...warnings],
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

function flagsOf(options: Options): { [name: string]: number } {
	return {
		quiet: Number(options.quiet),
		verbose: Number(options.verbose),
		isolated: Number(options.isolated),
		ignore_environment: Number(options.ignoreEnvironment),
		interactive: Number(options.interactive),
		no_site: Number(options.noSite),
		dont_write_bytecode: Number(options.dontWriteBytecode),
	};
}
