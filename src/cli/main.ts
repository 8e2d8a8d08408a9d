// The command `decref`. Read `main` first.
//
// Errors of the user are one line and exit code 2; Python's own go by its rules; no JavaScript error reaches the user
// unexplained: an internal one says that it is ours.

import { readFileSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { isPasted, readPasted } from "../notebook/text.ts";
import { FileError, HeapFault, TimeLimit, version } from "../runtime/index.ts";
import { disassemble } from "./disCommand.ts";
import { decodeUtf8, isFolder, isZip, readBytes, readNotebook, UserError } from "./files.ts";
import { leaks } from "./leaksCommand.ts";
import { BrokenPipe } from "./nodeHost.ts";
import { runNotebook } from "./notebookCommand.ts";
import { FatalError, HELP, type Options, parseOptions, UsageError } from "./options.ts";
import { isInteractive, runProgram, TIME_IS_UP } from "./program.ts";
import { snapshot } from "./snapshotCommand.ts";
import { trace } from "./traceCommand.ts";
import { view } from "./viewCommand.ts";
import { why } from "./whyCommand.ts";

/** What the first argument may ask for instead of running a program. A file of that name is `./why`. */
const commands: ReadonlyMap<string, (argv: readonly string[]) => number> = new Map([
	["dis", disassemble],
	["leaks", leaks],
	["snapshot", snapshot],
	["why", why],
	["trace", trace],
	["view", view],
]);

/** python's exit code where standard output cannot be written. */
const OUTPUT_IS_LOST = 120;

/** Runs the command; the exit code. */
export function main(argv: readonly string[]): number {
	try {
		const command = commands.get(argv[0] ?? "");
		if (command !== undefined) return command(argv.slice(1));
		const request = parseOptions(argv);
		if ("run" in request) return run(request.run);
		process.stdout.write(request.show === "help" ? HELP : `${versionText(request.show === "long version")}\n`);
		return 0;
	} catch (error) {
		return explain(error);
	}
}

function versionText(long: boolean): string {
	return long
		? `decref ${version.decref} (Python ${version.python}) on Node ${process.version}`
		: `decref ${version.decref} (Python ${version.python})`;
}

function explain(error: unknown): number {
	if (error instanceof UsageError || error instanceof UserError) {
		process.stderr.write(`decref: ${error.message}\n`);
		return 2;
	}
	if (error instanceof FatalError) {
		process.stderr.write(`${error.message}\n`);
		return 1;
	}
	if (error instanceof BrokenPipe || error instanceof FileError) return OUTPUT_IS_LOST;
	if (error instanceof TimeLimit) {
		process.stderr.write("decref: the program did not end in its time\n");
		return TIME_IS_UP;
	}
	const text = error instanceof HeapFault ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
	process.stderr.write(`decref: internal error, please report it:\n${text}\n`);
	return 70;
}

function run(options: Options): number {
	switch (options.source.kind) {
		case "command":
			return runProgram(options, { source: options.source.text, filename: "<string>", argv0: "-c", folder: "" });
		case "module":
			return runProgram(options, { source: { module: options.source.name }, filename: "", argv0: "-m", folder: process.cwd() });
		case "stdin":
			return runStdin(options, options.source.dash === true ? "-" : "");
		case "file":
			return runFile(options, options.source.path);
	}
}

function runFile(options: Options, path: string): number {
	// As in python: a folder or a zip archive is run by its __main__.py.
	if (isFolder(path)) return runProgram(options, { source: { module: "__main__" }, filename: "", argv0: path, folder: resolve(path) });
	const bytes = readBytes(path);
	if (isZip(bytes) && options.output === null)
		return runProgram(options, { source: { module: "__main__" }, filename: "", argv0: path, folder: resolve(path) });
	const notebook = readNotebook(path, bytes);
	if (notebook !== null) return runNotebook(notebook, withTrailingOptions(options));
	if (options.output !== null) throw new UserError(`${path}: -o is for notebooks`);
	return runProgram(options, { source: bytes, filename: absolute(path), argv0: path, folder: dirname(resolve(path)) });
}

/** As python makes it for `__file__`: nothing but a leading "./" is mended. */
function absolute(path: string): string {
	return isAbsolute(path) ? path : join(process.cwd(), "/").concat(path.replace(/^\.\//, ""));
}

/** A notebook takes no arguments, so that its options may follow it. */
function withTrailingOptions(options: Options): Options {
	if (options.args.length === 0) return options;
	const trailing = parseOptions([...options.args, "-"]);
	if (!("run" in trailing) || trailing.run.source.kind !== "stdin") throw new UsageError("a notebook takes no arguments");
	return {
		...options,
		output: trailing.run.output ?? options.output,
		allowErrors: options.allowErrors || trailing.run.allowErrors,
		notes: options.notes || trailing.run.notes,
	};
}

function runStdin(options: Options, argv0: string): number {
	const program = { filename: "<stdin>", argv0, folder: "" };
	if (isInteractive(options)) return runProgram(options, { ...program, source: null });
	const bytes = readFileSync(0);
	const text = new TextDecoder().decode(bytes);
	if (isPasted(text)) return runNotebook(readPasted(decodeUtf8(bytes, "standard input"), "standard input"), options);
	return runProgram(options, { ...program, source: bytes });
}
