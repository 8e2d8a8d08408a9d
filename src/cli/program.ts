// Running a program and, where it is asked for, the interactive mode: alone, or after the program. The order of things is
// that of pymain_run_python (Modules/main.c). Read `runProgram` first.

import { createRuntime, type Host, InteractiveSession, type Runtime, version } from "../runtime/index.ts";
import { endByInterrupt } from "./signals.ts";
import { isTerminal, nodeHost, standardStreams } from "./nodeHost.ts";
import type { Options } from "./options.ts";
import { interactiveInput } from "./prompt.ts";
import { environmentVariable, runtimeOptions, searchPath } from "./settings.ts";

/** The exit code of `timeout`. */
export const TIME_IS_UP = 124;

export interface Program {
	/** Null to begin with the prompt at once; a module is run by its name. */
	readonly source: string | Uint8Array | { readonly module: string } | null;
	readonly filename: string;
	/** `sys.argv[0]`. */
	readonly argv0: string;
	/** The first entry of `sys.path`. */
	readonly folder: string;
}

/** Whether standard input is a person, or is to be taken for one. */
export function isInteractive(options: Options): boolean {
	return options.interactive || isTerminal(0);
}

/** The exit code. */
export function runProgram(options: Options, program: Program): number {
	const host = nodeHost([program.argv0, ...options.args], standardStreams, true);
	const executable = process.argv[1] ?? "";
	const runtime = createRuntime({ ...runtimeOptions(options, host), path: searchPath(options, program.folder), executable });
	const exitCode = runtime.end(runAll(runtime, host, options, program));
	if (runtime.timedOut) return TIME_IS_UP;
	if (runtime.interrupted) endByInterrupt();
	return exitCode;
}

function runAll(runtime: Runtime, host: Host, options: Options, { source, filename }: Program): number {
	if (source === null) {
		if (!options.quiet) showBanner(host);
		const exitCode = runStartup(runtime, host, options);
		return exitCode ?? runSession(runtime, host, options);
	}
	const inspects = options.interactive || environmentVariable(options, "PYTHONINSPECT") !== undefined;
	const isModule = typeof source === "object" && "module" in source;
	const exitCode = isModule
		? runtime.runModule(source.module, inspects)
		: runtime.runProgram(options.skipFirstLine && !filename.startsWith("<") ? withoutFirstLine(source) : source, filename, inspects);
	if (!inspects || !isInteractive(options)) return exitCode;
	runtime.interrupted = false;
	return runSession(runtime, host, options);
}

/** Its line end stays, so that the lines keep their numbers. */
function withoutFirstLine(source: string | Uint8Array): string | Uint8Array {
	const end = typeof source === "string" ? source.indexOf("\n") : source.indexOf(10);
	return end < 0 ? "" : typeof source === "string" ? source.slice(end) : source.subarray(end);
}

function runSession(runtime: Runtime, host: Host, options: Options): number {
	runtime.callInteractiveHook();
	return new InteractiveSession(runtime, interactiveInput(runtime, host, options.ignoreEnvironment)).run();
}

function showBanner(host: Host): void {
	const lines = [
		`decref ${version.decref} (Python ${version.python}) on Node ${process.version}`,
		'Type "help", "copyright", "credits" or "license" for more information, "?x" to see who holds x.',
	];
	host.writeStderr(new TextEncoder().encode(`${lines.join("\n")}\n`));
}

/** PYTHONSTARTUP. The exit code if it exits, else null. */
function runStartup(runtime: Runtime, host: Host, options: Options): number | null {
	const path = environmentVariable(options, "PYTHONSTARTUP");
	if (path === undefined) return null;
	const source = host.readFile(path);
	if (source === null) {
		const text = `Could not open PYTHONSTARTUP\nFileNotFoundError: [Errno 2] No such file or directory: '${path}'\n`;
		host.writeStderr(new TextEncoder().encode(text));
		return null;
	}
	return runtime.runStartup(source, path);
}
