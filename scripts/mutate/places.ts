// The places of decref's sources where counting can be broken, and the bundle in which each can be.
//
// All mutants are in one bundle: every place asks by its number whether it is the broken one. The bundle's value is one
// function; each call of it is a decref of its own, so that one process can try many mutants without starting anew. Read
// `PLACES` and `makeBundle` first.

import { copyFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { build, type Plugin } from "esbuild";

const root = join(import.meta.dirname, "../..");

export interface Place {
	readonly kind: string;
	readonly file: string;
	readonly line: number;
	readonly text: string;
	/** Names the place while its line stays what it is, wherever that moves to. */
	readonly key: string;
	/** By its words only an immortal object comes by, whose count nobody keeps: broken or not is the same. */
	readonly immortal: boolean;
}

/**
 * What is changed: `pattern` in code, replaced so that number `n` decides. `__f(n, broken, real)` is the function that is
 * called there, `__v(n, broken, real)` the value that is stored, `__c(n, clear)` the type's slot.
 */
const PLACES: readonly { readonly kind: string; readonly pattern: RegExp; readonly change: (n: number, match: string) => string }[] = [
	{ kind: "not counted", pattern: /\bx?incref(?:Plain)?(?=\()/g, change: (n, name) => `__f(${n}, __same, ${name})` },
	{
		kind: "not given up",
		pattern: /\b(?:x?decref(?:Each|EachBackwards|Both|First)?|dropPlain)(?=\()/g,
		change: (n, name) => `__f(${n}, __nothing, ${name})`,
	},
	{ kind: "not released", pattern: /\bx?release(?=\()/g, change: (n, name) => `__f(${n}, __nothing, ${name})` },
	{ kind: "not dropped", pattern: /\bdrop(?=\()/g, change: (n) => `__f(${n}, __take, drop)` },
	{ kind: "not dropped", pattern: /\bdropKeeping(?=\()/g, change: (n) => `__f(${n}, __keep, dropKeeping)` },
	{ kind: "not visited", pattern: /\bvisit(?=\()/g, change: (n) => `__f(${n}, __unvisited, visit)` },
	{ kind: "not tracked", pattern: /\btrack(?=\()/g, change: (n) => `__f(${n}, __untracked, track)` },
	{ kind: "not untracked", pattern: /\buntrack(?=\()/g, change: (n) => `__f(${n}, __left, untrack)` },
	{ kind: "not cleared", pattern: /\bclear: \w+(?=,)/g, change: (n, text) => `clear: __c(${n}, ${text.slice(7)})` },
	{ kind: "not cleared", pattern: /\bclear: \(self.*(?=,$)/g, change: (n, text) => `clear: __c(${n}, ${text.slice(7)})` },
	{ kind: "not cleared", pattern: /\bclear: \(self.*\{$/g, change: (n, text) => `clear: __c(${n}, ${text.slice(7)}` },
	{ kind: "marked as borrowed", pattern: /\bmarks\[[^\]=]+\] = 1(?=;)/g, change: (n, text) => text.replace(/1$/, `__v(${n}, 0, 1)`) },
	{
		kind: "marked as owned",
		pattern: /\bmarks\[[^\]=]*\+\+[^\]=]*\] = 0(?=;)/g,
		change: (n, text) => text.replace(/0$/, `__v(${n}, 1, 0)`),
	},
	{
		kind: "mark left",
		pattern: /\bmarks\[[^\]=+]+(?:\+ [^\]=+]+)?\] = 0(?=;)/g,
		change: (n, text) => text.replace(/0$/, `__v(${n}, ${text.slice(0, -4)}, 0)`),
	},
	{ kind: "not counted", pattern: /\b\w+\.refcnt\+\+(?=;)/g, change: (n, text) => `${text.slice(0, -2)} += __v(${n}, 0, 1)` },
	{ kind: "not given up", pattern: /\b\w+\.refcnt--(?=;)/g, change: (n, text) => `${text.slice(0, -2)} -= __v(${n}, 0, 1)` },
	{ kind: "not counted", pattern: /\.refcnt = n \+ 1(?=;)/g, change: (n) => `.refcnt = n + __v(${n}, 0, 1)` },
	{ kind: "not given up", pattern: /\.refcnt = n - 1(?=;)/g, change: (n) => `.refcnt = n - __v(${n}, 0, 1)` },
];

/** Arguments that are immortal whatever runs. */
const IMMORTAL =
	/^\(((hold\()?internStr\(.*|(None|NotImplemented|Ellipsis|True|False|empty(Str|Tuple|Bytes)|[A-Z]\w*Type|exceptionTypes\.\w+!?)( as [\w<>]+)?[,)].*|[^()]*(\([^()]*\)[^()]*)*\? (True|False|None) : (True|False|None)\).*)$/;

export const KINDS: readonly string[] = [...new Set(PLACES.map(({ kind }) => kind))];

/** What proves must not be broken, and decref itself would be every mutant at once. */
const TOOLS = /^heap\/(audit|auditLedger|handles|refcount|header|address)\.ts$/;

export const places: Place[] = [];
const sameKeys = new Map<string, number>();

/** The source with every place guarded. */
function guarded(source: string, file: string): string {
	const lines = source.split("\n");
	lines.forEach((line, i) => {
		if (!isCode(line)) return;
		lines[i] = guardedLine(line, file, i + 1);
		if (/\bclear: __c\(.*\{$/.test(lines[i])) closeAfterBlock(lines, i);
	});
	return lines.join("\n");
}

/** The function that begins in the line is an argument. */
function closeAfterBlock(lines: string[], i: number): void {
	const end = `${/^\t*/.exec(lines[i]!)![0]}},`;
	lines[lines.indexOf(end, i)] = end.replace("},", "}),");
}

function isCode(line: string): boolean {
	return !/^\s*(\/\/|\*|\/\*|import\b|export (\*|type|\{)|export (const )?(function|interface|class)\b.*\{$|function\b|private \w+\(|\w+\(.*\): .*\{$)/.test(
		line,
	);
}

function guardedLine(line: string, file: string, number: number): string {
	let result = line;
	for (const { kind, pattern, change } of PLACES) {
		result = result.replace(pattern, (match, at: number, whole: string) => {
			if (/(\bfunction |\.|["'`])$/.test(whole.slice(0, at)) && !match.startsWith(".")) return match;
			if (whole.slice(0, at).includes("//") || isInText(whole, at)) return match;
			const text = line.trim();
			const immortal = IMMORTAL.test(whole.slice(at + match.length));
			places.push({ kind, file, line: number, text, key: keyOf(`${file} ${kind}: ${text}`), immortal });
			return change(places.length - 1, match);
		});
	}
	return result;
}

/** Whether the place lies between quotation marks. */
function isInText(line: string, at: number): boolean {
	return (line.slice(0, at).split('"').length & 1) === 0;
}

function keyOf(name: string): string {
	const before = sameKeys.get(name) ?? 0;
	sameKeys.set(name, before + 1);
	return `${name} #${before}`;
}

/** The sources with their guards, by file: numbered in the same order each time. */
const texts = new Map<string, string>();

function guardAll(): void {
	for (const folder of ["heap", "modules", "objects", "vm"]) {
		const names = readdirSync(join(root, "src", folder), { recursive: true }) as string[];
		for (const name of names.filter((name) => name.endsWith(".ts")).sort()) {
			const file = `${folder}/${name}`;
			const source = readFileSync(join(root, "src", file), "utf8");
			texts.set(file, TOOLS.test(file) ? source : guarded(source, file));
		}
	}
}

const guards: Plugin = {
	name: "guards",
	setup({ onLoad }) {
		onLoad({ filter: /\/src\/(objects|vm|modules|heap)\/.*\.ts$/ }, ({ path }) => {
			return { contents: texts.get(relative(join(root, "src"), path))!, loader: "ts" };
		});
	},
};

/** Runs a program, and catches what it writes. */
const ENTRY = `
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { take } from "./src/heap/handles.ts";
import { useBuiltLibrary } from "./src/cli/library.ts";
import { nodeHost } from "./src/cli/nodeHost.ts";
import { createRuntime } from "./src/runtime/index.ts";
connect(take);
export function run(path, words) {
	const outcome = { stdout: "", stderr: "", exitCode: 70 };
	const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
	const write = (name) => (bytes) => { if (outcome[name].length < 4e6) outcome[name] += decoders[name].decode(bytes, { stream: true }); };
	try {
		useBuiltLibrary();
		const host = nodeHost([path], { writeStdout: write("stdout"), writeStderr: write("stderr") }, true);
		const runtime = createRuntime({ host, debug: new Set(words), path: [dirname(path)] });
		outcome.exitCode = runtime.runMain(readFileSync(path), path);
		if (runtime.interrupted) outcome.exitCode = null;
	} catch (error) {
		outcome.stderr += error.message;
	}
	return outcome;
}
`;

/**
 * `__m`: the mutant's number, and `come(n, matters)` if what comes by is to be noted. Breaking a place matters if it changes
 * anything for what comes by: an immortal object is not counted anyhow, and what is not tracked cannot be untracked.
 */
const BANNER = `(function (require, commandUrl, __m, exports) {
const module = { exports };
let __takeHandle;
const connect = (take) => (__takeHandle = take);
const __isMortal = (x) => x !== null && (Array.isArray(x) ? x.some(__isMortal) : x.refcnt !== 0x3fffffff);
const __same = (x) => x;
const __nothing = () => {};
const __unvisited = () => {};
const __untracked = () => {};
const __left = () => {};
const __take = (x) => __takeHandle(x);
const __keep = (x, result) => (__takeHandle(x), result);
const __matters = (broken, x, y) =>
	broken === __untracked ? x.gcIndex < 0 : broken === __left ? x.gcIndex >= 0 : __isMortal(x) || (broken === __nothing && y !== undefined && __isMortal(y));
const __number = __m.mutant;
const __come = __m.come;
const __f = __come ? (n, broken, real) => (x, y, z) => (__come(n, __matters(broken, x, y)), real(x, y, z)) : (n, broken, real) => (n === __number ? broken : real);
const __v = __come ? (n, broken, real) => (__come(n, broken !== real), real) : (n, broken, real) => (n === __number ? broken : real);
const __c = __come ? (n, clear) => (self) => (__come(n, true), clear(self)) : (n, clear) => (n === __number ? null : clear);
`;

/** Makes the bundle and what lies beside it in the folder; fills `places`. */
export async function makeBundle(folder: string): Promise<void> {
	mkdirSync(folder, { recursive: true });
	guardAll();
	await build({
		stdin: { contents: ENTRY, resolveDir: root, loader: "ts" },
		bundle: true,
		format: "cjs",
		platform: "node",
		target: "node20",
		charset: "ascii",
		outfile: join(folder, "mutants.js"),
		define: { "import.meta.url": "commandUrl" },
		banner: { js: BANNER },
		footer: { js: "Object.assign(exports, module.exports);\n})" },
		plugins: [guards],
		logLevel: "warning",
		absWorkingDir: root,
	});
	for (const name of ["stdlib.bin", "stdlib-source.bin", "unicode.bin"]) copyFileSync(join(root, "dist", name), join(folder, name));
}
