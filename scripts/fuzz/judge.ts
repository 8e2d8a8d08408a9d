// Runs programs in the oracle and here, and says what differs. Both sides run one Python text, which runs the programs of a
// batch one after the other, each in a namespace of its own. Here a process of its own runs a batch, beside the oracle and so
// that a fault ends only that. Each program ends with two audits here, one while its objects live and one when they are gone:
// also a count that an audit can't explain is a difference. Read `Judge.judge` first.
//
// What dies within one run of the collector, dies in an order that the oracle has from another collector: what is printed
// there is compared without regard to order, or with a native CPython 3.13 if there is one. That one also tells what differs
// only because the oracle is a 32-bit build (hashes of tuples, the largest index).

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { buildStdlib } from "../build-stdlib.ts";
import { buildUnicode } from "../build-unicode.ts";
import { type Oracle, startOracle } from "../oracle/pyodide.ts";

const root = join(import.meta.dirname, "../..");
const cache = join(root, "node_modules/.cache/decref-fuzz");
const [batchFile, outputFile, errorFile] = ["py", "out", "err"].map((end) => join(cache, `batch-${process.pid}.${end}`)) as [
	string,
	string,
	string,
];
/** Milliseconds for a batch, on a busy machine. */
const TIMEOUT = 900_000;
const MARK = "=== program";
/** What stands before each difference that an audit finds, and after which its number is. */
const AUDIT = "=== audit";

/** What differs for a program. */
export interface Verdict {
	readonly theirs: string;
	readonly ours: string;
	/** What ended the process, or what the audit said. */
	readonly complaint: string;
}

interface Here {
	/** What each program printed; null from the one on that ended the process. */
	readonly outputs: readonly (string | null)[];
	/** What the audits said after each of them; empty when all is well. */
	readonly faults: readonly string[];
	/** What ended the process, or what the audit at the end of all said; empty when all is well. */
	readonly complaint: string;
}

/**
 * Runs each text of `programs` with its output marked; the last line says that all is done. Only here there is a module
 * `_audit`. An audit prints at its end even if all is well, so that one that did not run is noticed.
 */
function driver(prelude: string, programs: readonly string[]): string {
	return `
import sys, gc, weakref, warnings, traceback, linecache, functools, itertools, operator, math, collections, types, copy
try: from _audit import audit
except ImportError: look = lambda when: None
else:
    def look(when):
        differences = audit()
        for difference in differences: print("${AUDIT}", when, difference)
        print("${AUDIT}", when, len(differences), "counts not explained")
warnings.simplefilter("ignore")
gc.disable()
gc.collect()
gc.freeze()
class Collector:
    def collect(*args):
        print("{gc")
        try: return gc.collect()
        finally: print("gc}")
    def __getattr__(self, name): return getattr(gc, name)
sys.unraisablehook = lambda u: print("unraisable", u.exc_type.__name__, u.exc_value, str(u.err_msg).split(" at 0x")[0])
prelude = compile(${JSON.stringify(prelude)}, "<prelude>", "exec")
collector = Collector()
modules = {m.__name__: m for m in (sys, weakref, traceback, functools, itertools, operator, math, collections, types, copy)}
def run(number, source):
    namespace = {"__name__": "fuzz", "gc": collector, "w0": None, "w1": None, "w2": None, **modules}
    exec(prelude, namespace)
    name = f"<fuzz {number}>"
    linecache.cache[name] = len(source), None, source.splitlines(True), name
    try:
        exec(compile(source, name, "exec"), namespace)
    except BaseException as e:
        e.__traceback__ = e.__traceback__ and e.__traceback__.tb_next
        print("uncaught", "".join(traceback.format_exception(e)).replace("\\0", "NUL"))
    del linecache.cache[name]
    look("at the end")
    print("end")
    namespace["fuel"][0] = 100
    for name in list(namespace)[::-1]:
        if len(name) <= 2: namespace.pop(name, None)
    print("names gone")
    print("{gc")
    namespace.clear()
    gc.collect()
    print("gc}")
    del namespace
    look("after the end")
for number, source in enumerate(${JSON.stringify(programs).replace(/\\u2028|\u2028/g, "\\u2028")}):
    gc.collect()
    print("${MARK}", number)
    run(number, source)
gc.collect()
print("${MARK} none")
`;
}

/** What stands after each program's mark; null where there is none because an earlier one ended the process. */
function perProgram(output: string, count: number): (string | null)[] {
	const parts = output.split(new RegExp(`^${MARK} .*\n`, "m")).slice(1);
	return Array.from({ length: count }, (_, i) => (i < parts.length - 1 ? parts[i]! : null));
}

const AUDIT_LINES = new RegExp(`^${AUDIT}.*\n`, "gm");

/** What the two audits of a program have found; empty when all is well. */
function auditFaults(output: string): string {
	const lines = output.match(AUDIT_LINES) ?? [];
	const isWell = lines.length === 2 && lines.every((line) => line.endsWith(" 0 counts not explained\n"));
	return isWell ? "" : `audits: ${lines.join("")}`;
}

/** Addresses and the batch's numbering are left out; the oracle is a 32-bit build with other counts of immortal objects. */
function comparable(output: string): string {
	return (
		output
			.replace(AUDIT_LINES, "")
			.replace(/0x[0-9a-f]{4,}/g, "0x…")
			// The length, or the end, of a text with an address in it.
			.replace(/of length \d{2,} found/g, "of length … found")
			.replace(/: '[0-9a-f]{1,12}>'/g, ": '…>'")
			// The oracle has two frames of its own below the program's.
			.replace(/line repeated \d+ more times/g, "line repeated … more times")
			.replace(/<fuzz \d+>/g, "<fuzz>")
			// Frames of the library: its place differs, and who shows its lines.
			.replace(/^( *)File "\/(?:lib|usr\/lib)\/python.*\n(?:\1 .*\n)*/gm, "")
			.replace(/\b(1879048192|1342177280)\b/g, "3221225472")
	);
}

const COLLECTIONS = /^\{gc\n([\s\S]*?)^gc\}/gm;

/** The lines within `{gc` and `gc}` in order of the alphabet. */
function withoutOrder(output: string): string {
	return output.replace(
		COLLECTIONS,
		(_, inner: string) =>
			`{gc\n${inner
				.split(/(?<=\n)/)
				.sort()
				.join("")}gc}`,
	);
}

/** What the oracle says of an index that has no room in 32 bits. */
const TOO_LARGE = /cannot fit 'int' into an index-sized integer|int too large to convert to C ssize_t/;

/** Whether the first thing that differs is such an index: what comes after it is another program there. */
function differsByIndex(theirs: string, ours: string): boolean {
	const [a, b] = [theirs.split("\n"), ours.split("\n")];
	const at = a.findIndex((line, i) => line !== b[i]);
	const shown = a.slice(at, at + INDEX_LINES).join("\n");
	return at >= 0 && TOO_LARGE.test(shown) && !TOO_LARGE.test(b.slice(at, at + INDEX_LINES).join("\n"));
}

/** So many lines a traceback has at most, with what dies before it. */
const INDEX_LINES = 16;

/** Objects in a set, hashed by their addresses: the set's order is another there, and theirs when they die. */
const SET_OF_OBJECTS = /\{[^{}:]*\b[DESX]\(/;

function sameLines(theirs: string, ours: string): boolean {
	return theirs.split("\n").sort().join("\n") === ours.split("\n").sort().join("\n");
}

/** The lines within `{gc` and `gc}` in their order, without counts and the words of unraisable errors. */
function deaths(output: string): string {
	return [...output.matchAll(COLLECTIONS)].map(([, inner]) => inner!.replace(/ \d+$|(?<=^unraisable) .*/gm, "")).join("--\n");
}

export class Judge {
	/** Null before it is needed. */
	private oracle: Oracle | null = null;
	/** Places of the programs in the last batch of which nothing is known, since they end the oracle itself. */
	unjudged: readonly number[] = [];
	/** How many programs, of all, differed from the oracle and not from the native CPython. */
	asNative = 0;
	/** How many differed by what the oracle is: its 32 bits, its addresses. */
	byOracle = 0;
	private readonly runner: string;
	private readonly native: string | undefined;
	private readonly prelude: string;

	private constructor(runner: string, prelude: string) {
		this.runner = runner;
		this.native = process.env["ORACLE_PYTHON"];
		this.prelude = prelude;
	}

	/** Programs find the names of `prelude` in their namespace. */
	static async start(prelude: string): Promise<Judge> {
		mkdirSync(cache, { recursive: true });
		const runner = join(cache, `run-${process.pid}.mjs`);
		process.once("exit", () => {
			for (const file of [runner, `${runner}.map`, batchFile, outputFile, errorFile]) rmSync(file, { force: true });
		});
		await buildStdlib(cache, cache);
		await buildUnicode(cache, cache);
		await build({
			entryPoints: [join(import.meta.dirname, "run.ts")],
			bundle: true,
			format: "esm",
			platform: "node",
			sourcemap: true,
			outfile: runner,
			logLevel: "warning",
		});
		return new Judge(runner, prelude);
	}

	/** Starts the oracle anew for the next batch. Here each has its own process, and some of what one keeps lasts as long as it, such as immortal strings. */
	renewOracle(): void {
		this.oracle = null;
	}

	/** What differs for each program; null where nothing does, and for those in `unjudged`. */
	async judge(programs: readonly string[]): Promise<(Verdict | null)[]> {
		const begun = this.runHere(programs);
		const theirs = await this.ask(programs);
		this.unjudged = theirs.flatMap((output, i) => (output === null ? [i] : []));
		const verdicts: (Verdict | null)[] = [];
		for (let here = await begun; ; here = await this.runHere(programs.slice(verdicts.length))) {
			for (const [i, ours] of here.outputs.entries()) {
				const place = verdicts.length;
				const complaint = ours === null ? here.complaint : here.faults[i]!;
				verdicts.push(theirs[place] === null ? null : this.compare(programs[place]!, theirs[place]!, ours, complaint));
				if (ours === null) break;
			}
			if (verdicts.length === programs.length) {
				if (here.complaint !== "") verdicts[programs.length - 1] ??= { theirs: "", ours: "", complaint: here.complaint };
				return verdicts;
			}
		}
	}

	/** What the oracle prints for each program; null for one that ends the oracle, which is then started again. */
	private async ask(programs: readonly string[]): Promise<(string | null)[]> {
		try {
			this.oracle ??= await startOracle();
			const outputs = perProgram(this.oracle.run(driver(this.prelude, programs)), programs.length);
			if (!outputs.includes(null) || programs.length === 1) return outputs.map((output) => output && comparable(output));
		} catch {
			this.oracle = null;
			if (programs.length === 1) return [null];
		}
		const middle = programs.length >> 1;
		return [...(await this.ask(programs.slice(0, middle))), ...(await this.ask(programs.slice(middle)))];
	}

	private compare(program: string, theirs: string, ours: string | null, complaint: string): Verdict | null {
		if (ours === null || complaint !== "") return { theirs, ours: ours ?? "", complaint };
		if (ours === theirs) return null;
		const [a, b] = [withoutOrder(theirs), withoutOrder(ours)];
		const third = this.native === undefined ? null : this.askNative(this.native, program);
		if (a !== b) {
			if (differsByIndex(a, b) || (SET_OF_OBJECTS.test(program) && sameLines(a, b))) {
				this.byOracle++;
				return null;
			}
			if (third === null || withoutOrder(third) !== b) return { theirs: a, ours: b, complaint };
			this.asNative++;
			return null;
		}
		// Where 3.13 prints something else altogether it can't tell.
		if (third === null || deaths(withoutOrder(third)) !== deaths(b)) return null;
		const [order, here] = [deaths(third), deaths(ours)];
		return order === here ? null : { theirs: order, ours: here, complaint: "(deaths by the collector, as a native 3.13 has them)" };
	}

	private askNative(native: string, program: string): string | null {
		const run = spawnSync(native, ["-"], { input: driver(this.prelude, [program]), encoding: "utf8" });
		const output = perProgram(run.stdout, 1)[0];
		return output === null || output === undefined ? null : comparable(output);
	}

	/** The process writes to files: nobody reads a pipe while the oracle runs. */
	private async runHere(programs: readonly string[]): Promise<Here> {
		writeFileSync(batchFile, driver(this.prelude, programs));
		const args = ["--stack-size=5500", "--enable-source-maps", this.runner, batchFile];
		const files = [openSync(outputFile, "w"), openSync(errorFile, "w")] as const;
		const run = spawn(process.execPath, args, { stdio: ["ignore", ...files], timeout: TIMEOUT });
		await once(run, "close");
		for (const file of files) closeSync(file);
		const [stdout, stderr] = [readFileSync(outputFile, "utf8"), readFileSync(errorFile, "utf8")];
		const outputs = perProgram(stdout, programs.length);
		const isWell = stdout.includes(`${MARK} none`) && /^0 counts not explained/m.test(stderr);
		return {
			outputs: outputs.map((output) => output && comparable(output)),
			faults: outputs.map((output) => (output === null ? "" : auditFaults(output))),
			complaint: isWell ? "" : `${stderr.slice(0, 1500)}${run.killed ? "(took too long)" : ""}`,
		};
	}
}

/** The first lines that differ, for people. */
export function firstDifference({ theirs, ours, complaint }: Verdict): string {
	const [a, b] = [theirs.split("\n"), ours.split("\n")];
	const at = a.findIndex((line, i) => line !== b[i]);
	const some = (lines: string[]): string => lines.slice(at, at + 4).join("\n          ");
	const place = at < 0 ? "" : `line ${at + 1}\n  oracle: ${some(a)}\n  decref: ${some(b)}\n`;
	return place + (complaint === "" ? "" : `  ${complaint}\n`);
}
