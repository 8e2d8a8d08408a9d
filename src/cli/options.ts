// The command line, with python's own grammar: `decref [option] … [-c cmd | -m mod | file | -] [arg] …`.
//
// `-c` and `-m` end the option list and what follows the file belongs to the program; short flags combine (`-iq`), an
// option's value follows at once or as next argument. decref's own long options stand before the file as well.
// Read `parseOptions` first. Source: Modules/getopt and `python --help`.

export type Source =
	| { readonly kind: "command"; readonly text: string }
	| { readonly kind: "module"; readonly name: string }
	| { readonly kind: "file"; readonly path: string }
	/** `dash`: it was named by "-". */
	| { readonly kind: "stdin"; readonly dash?: boolean };

export interface Options {
	readonly source: Source;
	/** `sys.argv` without its first element. */
	readonly args: readonly string[];
	readonly optimize: number;
	readonly quiet: boolean;
	readonly verbose: boolean;
	readonly unbuffered: boolean;
	readonly isolated: boolean;
	readonly ignoreEnvironment: boolean;
	readonly interactive: boolean;
	readonly noSite: boolean;
	readonly dontWriteBytecode: boolean;
	/** -P: the program's folder is not put on sys.path. */
	readonly safePath: boolean;
	readonly noUserSite: boolean;
	/** How often -b was given. */
	readonly bytesWarning: number;
	/** -x: the program's first line is not Python. */
	readonly skipFirstLine: boolean;
	readonly debug: boolean;
	/** -R: PYTHONHASHSEED isn't looked at. */
	readonly randomHashes: boolean;
	readonly warnings: readonly string[];
	readonly xoptions: ReadonlyMap<string, string | true>;
	/** `-o FILE`, `--output FILE`: where the executed notebook goes. */
	readonly output: string | null;
	readonly allowErrors: boolean;
	/** `--notes`: each cell of a notebook gets a note of what it created and freed. */
	readonly notes: boolean;
	/** Bytes; null for no limit. */
	readonly maxMemory: number | null;
	/** Seconds; null for no limit. */
	readonly maxTime: number | null;
}

/** What to do instead of running a program. */
export type Request = { readonly show: "help" | "version" | "long version" } | { readonly run: Options };

/** A command line that makes no sense: one line, exit code 2. */
export class UsageError extends Error {
	override name = "UsageError";
}

/** Settings with which python ends before it has begun: exit code 1. */
export class FatalError extends Error {
	override name = "FatalError";
}

const FLAGS_WITH_VALUE = "cmWXo";
const FLAGS = "bBdEiIOPqRsSuvx?hV";

interface Draft {
	source: Source | null;
	rest: string[];
	flags: Map<string, number>;
	warnings: string[];
	xoptions: Map<string, string | true>;
	output: string | null;
	allowErrors: boolean;
	notes: boolean;
	maxMemory: number | null;
	maxTime: number | null;
	show: "help" | "version" | "long version" | null;
}

/** Understands the arguments after the program's name. Throws UsageError. */
export function parseOptions(argv: readonly string[]): Request {
	const draft: Draft = {
		source: null,
		rest: [...argv],
		flags: new Map(),
		warnings: [],
		xoptions: new Map(),
		output: null,
		allowErrors: false,
		notes: false,
		maxMemory: null,
		maxTime: null,
		show: null,
	};
	while (draft.source === null && draft.show === null && draft.rest.length > 0) parseOne(draft);
	if (draft.show !== null) return { show: draft.show };
	return { run: finish(draft) };
}

function parseOne(draft: Draft): void {
	const argument = draft.rest.shift()!;
	if (argument === "-") draft.source = { kind: "stdin", dash: true };
	else if (argument === "--") draft.source = draft.rest.length > 0 ? { kind: "file", path: draft.rest.shift()! } : { kind: "stdin" };
	else if (argument.startsWith("--")) parseLong(draft, argument);
	else if (argument.startsWith("-")) parseShort(draft, argument);
	else draft.source = { kind: "file", path: argument };
}

function parseLong(draft: Draft, argument: string): void {
	const equals = argument.indexOf("=");
	const name = equals < 0 ? argument : argument.slice(0, equals);
	const value = (): string => (equals < 0 ? nextArgument(draft, name) : argument.slice(equals + 1));
	switch (name) {
		case "--help":
		case "--help-all":
			draft.show = "help";
			return;
		case "--version":
			draft.show = "version";
			return;
		case "--output":
			draft.output = value();
			return;
		case "--notes":
			draft.notes = true;
			return;
		case "--allow-errors":
			draft.allowErrors = true;
			return;
		case "--max-memory":
			draft.maxMemory = memorySize(value());
			return;
		case "--max-time":
			draft.maxTime = seconds(value());
			return;
		default:
			throw new UsageError(`unknown option ${name}; try "decref -h"`);
	}
}

const UNITS: { readonly [suffix: string]: number } = { "": 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };

/** "64M" and the like. */
function memorySize(text: string): number {
	const [, digits, suffix] = /^(\d+(?:\.\d+)?)([KMG]?)(?:i?B)?$/i.exec(text) ?? [];
	const bytes = Math.floor(Number(digits) * UNITS[(suffix ?? "").toUpperCase()]!);
	if (!(bytes > 0)) throw new UsageError(`--max-memory takes a number of bytes, as in 64M (also K, G), not "${text}"`);
	return bytes;
}

function seconds(text: string): number {
	const number = /^\d+(\.\d+)?s?$/.test(text) ? Number.parseFloat(text) : 0;
	if (!(number > 0)) throw new UsageError(`--max-time takes a number of seconds, not "${text}"`);
	return number;
}

function nextArgument(draft: Draft, option: string): string {
	const value = draft.rest.shift();
	if (value === undefined) throw new UsageError(`argument expected for the ${option} option; try "decref -h"`);
	return value;
}

function parseShort(draft: Draft, argument: string): void {
	for (let i = 1; i < argument.length; i++) {
		const flag = argument[i]!;
		if (FLAGS_WITH_VALUE.includes(flag)) {
			const attached = argument.slice(i + 1);
			setValue(draft, flag, attached !== "" ? attached : nextArgument(draft, `-${flag}`));
			return;
		}
		if (!FLAGS.includes(flag)) throw new UsageError(`unknown option -${flag}; try "decref -h"`);
		draft.flags.set(flag, (draft.flags.get(flag) ?? 0) + 1);
		if (flag === "h" || flag === "?") draft.show = "help";
		if (flag === "V") draft.show = draft.flags.get("V")! > 1 || argument.includes("VV") ? "long version" : "version";
	}
}

function setValue(draft: Draft, flag: string, value: string): void {
	switch (flag) {
		case "c":
			draft.source = { kind: "command", text: `${value}\n` };
			return;
		case "m":
			draft.source = { kind: "module", name: value };
			return;
		case "W":
			draft.warnings.push(value);
			return;
		case "o":
			draft.output = value;
			return;
		case "X": {
			const equals = value.indexOf("=");
			draft.xoptions.set(equals < 0 ? value : value.slice(0, equals), equals < 0 ? true : value.slice(equals + 1));
		}
	}
}

function finish(draft: Draft): Options {
	const has = (flag: string): boolean => draft.flags.has(flag);
	return {
		source: draft.source ?? { kind: "stdin" },
		args: draft.rest,
		optimize: Math.min(draft.flags.get("O") ?? 0, 2),
		quiet: has("q"),
		verbose: has("v"),
		unbuffered: has("u"),
		isolated: has("I"),
		ignoreEnvironment: has("E") || has("I"),
		interactive: has("i"),
		noSite: has("S"),
		dontWriteBytecode: has("B"),
		safePath: has("P") || has("I"),
		noUserSite: has("s") || has("I"),
		bytesWarning: Math.min(draft.flags.get("b") ?? 0, 2),
		skipFirstLine: has("x"),
		debug: has("d"),
		randomHashes: has("R"),
		warnings: draft.warnings,
		xoptions: draft.xoptions,
		output: draft.output,
		allowErrors: draft.allowErrors,
		notes: draft.notes,
		maxMemory: draft.maxMemory,
		maxTime: draft.maxTime,
	};
}

export const HELP = `usage: decref [option] ... [-c cmd | -m mod | file | -] [arg] ...

Runs Python programs and notebooks with CPython 3.14's exact reference counts.

  file.ipynb           run a notebook and print its cells
  file.py              run a script (a notebook where it has "# %%" marks)
  file.txt             run pasted notebook cells ("In [n]:" lines)
  folder, file.zip     run its __main__.py
  -c cmd               run the program given as text (ends the options)
  -m mod               run a module by its name, the library's or one's own (ends the options)
  -                    run the program read from standard input
  (nothing)            at a terminal: the interactive prompt, where "?x" says who holds x

Watching (each command has its own -h):
  view [FILE]          a page in the browser: run it and see its memory, forwards and backwards in time

Questions:
  why FILE[:LINE] EXPRESSION
                       who holds an object at a line, or why it is dead
  trace FILE           each executed line with the counts that it changes
  leaks FILE           what is alive at the end by way of a cycle, a cache, a traceback …
  dis FILE             bytecode, with what each instruction does to counts
  snapshot FILE[:LINE] -o OUT
                       the objects as .heapsnapshot (Chrome's DevTools), .json or .dot

Notebooks:
  -o FILE, --output FILE
                       write the executed notebook, outputs included
  --allow-errors       go on with the next cell after an error (as after a cell tagged raises-exception)
  --notes              after each cell, what it created, what it freed and why

Limits:
  --max-memory BYTES   what the program's objects may take, in CPython's figures
                       (suffixes K, M, G); more raises MemoryError
  --max-time SECONDS   how long the program may run: then KeyboardInterrupt, and
                       soon after the end, exit status 124

As in python:
  -h, -?, --help       show this and exit
  -V, --version        show the version and exit; -VV says more
  -E                   ignore environment variables whose name begins with PYTHON
  -I                   isolated: -E, -P and -s at once
  -i                   the prompt after the program; also where standard input is no terminal
  -q                   no banner before the prompt
  -O, -OO              leave out assert statements; -OO docstrings as well
  -W arg, -X opt       warning filter; implementation option
  -b, -bb              warn when bytes and str are compared or mixed up; -bb raises
  -P                   don't put the program's folder on sys.path
  -S                   leave out exit, help and what else the module site adds
  -u                   write output at once
  -v                   tell of each import
  -x                   skip the program's first line
  -B -d -R -s          accepted for compatibility

Environment: NO_COLOR, FORCE_COLOR, PYTHON_COLORS; PYTHONPATH, PYTHONINSPECT, PYTHONSTARTUP,
PYTHONOPTIMIZE, PYTHONSAFEPATH, PYTHONUNBUFFERED, PYTHONVERBOSE, PYTHONWARNINGS, PYTHONDONTWRITEBYTECODE, PYTHONHASHSEED (no effect: hashes
are the same in every run); DECREF_HISTORY or PYTHON_HISTORY (the prompt's history, else ~/.decref_history); DECREF_DEBUG=audit,stress.
Exit status: that of python, 2 for a command line or a file that makes no sense.
`;
