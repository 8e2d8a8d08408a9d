// The places of decref's sources where counting can be broken, and the bundle in which each can be.
//
// All mutants are in one bundle: every place asks `__m(number)` whether it is the broken one. The bundle's value is one
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
}

/** What is changed: `pattern` in code, replaced so that `__m(n)` decides. */
const PLACES: readonly { readonly kind: string; readonly pattern: RegExp; readonly change: (n: number, match: string) => string }[] = [
	{ kind: "not counted", pattern: /\bx?incref(?:Plain)?(?=\()/g, change: (n, name) => `(__m(${n}) ? __same : ${name})` },
	{
		kind: "not given up",
		pattern: /\b(?:x?decref(?:Each|EachBackwards|Both|First)?|dropPlain)(?=\()/g,
		change: (n, name) => `(__m(${n}) ? __nothing : ${name})`,
	},
	{ kind: "not released", pattern: /\bx?release(?=\()/g, change: (n, name) => `(__m(${n}) ? __nothing : ${name})` },
	{ kind: "not dropped", pattern: /\bdrop(?=\()/g, change: (n) => `(__m(${n}) ? __take : drop)` },
	{ kind: "not dropped", pattern: /\bdropKeeping(?=\()/g, change: (n) => `(__m(${n}) ? __keep : dropKeeping)` },
	{ kind: "not visited", pattern: /\bvisit(?=\()/g, change: (n) => `(__m(${n}) ? __nothing : visit)` },
	{ kind: "not tracked", pattern: /\btrack(?=\()/g, change: (n) => `(__m(${n}) ? __nothing : track)` },
	{ kind: "not untracked", pattern: /\buntrack(?=\()/g, change: (n) => `(__m(${n}) ? __nothing : untrack)` },
	{ kind: "not cleared", pattern: /\bclear: (?=\w+,)/g, change: (n) => `clear: __m(${n}) ? null : ` },
	{ kind: "marked as borrowed", pattern: /\bmarks\[[^\]=]+\] = 1(?=;)/g, change: (n, text) => text.replace(/1$/, `__m(${n}) ? 0 : 1`) },
	{ kind: "mark left", pattern: /\bmarks\[[^\]=]+\] = 0(?=;)/g, change: (n, text) => `__m(${n}) || (${text})` },
	{ kind: "not counted", pattern: /\b\w+\.refcnt\+\+(?=;)/g, change: (n, text) => `__m(${n}) || ${text}` },
	{ kind: "not given up", pattern: /\b\w+\.refcnt--(?=;)/g, change: (n, text) => `__m(${n}) || ${text}` },
	{ kind: "not counted", pattern: /\.refcnt = n \+ 1(?=;)/g, change: (n) => `.refcnt = __m(${n}) ? n : n + 1` },
	{ kind: "not given up", pattern: /\.refcnt = n - 1(?=;)/g, change: (n) => `.refcnt = __m(${n}) ? n : n - 1` },
];

export const KINDS: readonly string[] = [...new Set(PLACES.map(({ kind }) => kind))];

/** What proves must not be broken, and decref itself would be every mutant at once. */
const TOOLS = /^heap\/(audit|auditLedger|handles|refcount|header|address)\.ts$/;

export const places: Place[] = [];
const sameKeys = new Map<string, number>();

/** The source with every place guarded. */
function guarded(source: string, file: string): string {
	const lines = source.split("\n");
	return lines.map((line, i) => (isCode(line) ? guardedLine(line, file, i + 1) : line)).join("\n");
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
			if (/(\bfunction |\.|["'`])$/.test(whole.slice(0, at)) || whole.slice(0, at).includes("//")) return match;
			const text = line.trim();
			places.push({ kind, file, line: number, text, key: keyOf(`${file} ${kind}: ${text}`) });
			return change(places.length - 1, match);
		});
	}
	return result;
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

const BANNER = `(function (require, commandUrl, __m, exports) {
const module = { exports };
let __takeHandle;
const connect = (take) => (__takeHandle = take);
const __same = (x) => x;
const __nothing = () => {};
const __take = (x) => __takeHandle(x);
const __keep = (x, result) => (__takeHandle(x), result);
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
