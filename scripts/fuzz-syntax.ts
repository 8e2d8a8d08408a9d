// Mutates pieces of the standard library and the programs of test/unit/syntax, and compares what the parser makes of them
// with the oracle: the tree, or the error with all its attributes. `npx tsx scripts/fuzz-syntax.ts [seed] [count]`
// prints the seed, each difference, and a count. With a third argument `alone` it asks no oracle: it also changes bytes,
// compiles what parses, and prints what escapes as anything but a Python exception, or takes longer than a second.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { strFromU8, unzipSync } from "fflate";
import { compile } from "../src/compile/index.ts";
import { dump } from "../src/syntax/dump.ts";
import { PySyntaxError } from "../src/syntax/errors.ts";
import { parse } from "../src/syntax/parser.ts";
import { decodeSource } from "../src/syntax/source.ts";
import { startOracle } from "./oracle/pyodide.ts";

const WORDS =
	`€ ² ª ﬁ “ \\ ub"x" b"é" r"\\" f"{ f"""{ """ t"{ }} {{ {a!r} {a:>{b}} {a=} 0_ 0777 1e 1_ 0b2 1if *a **a a=1 a:=1 '\\x4' f'{a!x}' b'a' if elif
 else: for in is not and or lambda def class return yield await async with as try: except finally: while pass break import from raise del global assert
 match case type _ None print = == := + - * ** / @ ( ) [ ] { } , : ; . ... -> ! $ # é ' "`.split(/\s+/);
const SPACES = ["\n", "\n    ", "\n  ", "\n\t", "  ", "\t", "\r\n", "\f", "\xa0", "\\\n", " #é\n", "\u200b"];
const TOKEN = /\w+|\s+|"[^"\n]*"|'[^'\n]*'|[^\w\s]/gu;

const seed = Number(process.argv[2] ?? Date.now() % 100000);
const count = Number(process.argv[3] ?? 3000);
let state = seed + 1;

/** A number from 0 to below `limit` (a linear congruential generator, so that a seed gives the same programs again). */
function random(limit: number): number {
	state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
	return Math.floor((state / 2 ** 32) * limit);
}

function pick<Item>(items: readonly Item[]): Item {
	return items[random(items.length)]!;
}

function mutate(source: string): string {
	const tokens = source.match(TOKEN) ?? [];
	for (let changes = pick([1, 1, 1, 2, 3]); changes > 0 && tokens.length > 0; changes--) {
		const i = random(tokens.length);
		const kind = random(10);
		if (kind < 3) tokens.splice(i, 1);
		else if (kind < 5) tokens.splice(i, 0, pick(tokens));
		else if (kind < 8) tokens.splice(i, 0, random(3) === 0 ? pick(SPACES) : pick(WORDS));
		else if (kind < 9) tokens[i] = pick(WORDS);
		else tokens.splice(random(tokens.length), 0, ...tokens.splice(i, 1));
	}
	return tokens.join("");
}

/** An endless supply. */
function* programs(): Generator<string> {
	const folder = new URL("../test/unit/syntax/programs/", import.meta.url);
	const known = ["valid", "invalid"].flatMap((name) => readFileSync(new URL(`${name}.txt`, folder), "utf8").split("\n====\n"));
	const files = Object.entries(unzipSync(readFileSync(new URL("../node_modules/pyodide/python_stdlib.zip", import.meta.url))))
		.filter(([name]) => name.endsWith(".py") && !name.includes("encodings"))
		.map(([, bytes]) => strFromU8(bytes).split("\n"));
	const piece = (): string => {
		const lines = pick(files);
		const start = random(lines.length);
		const part = lines.slice(start, start + pick([1, 2, 3, 5, 8, 15, 30]));
		const indent = Math.min(...part.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length), 80);
		return part.map((line) => line.slice(indent)).join("\n");
	};
	for (;;) {
		const program = random(2) === 0 ? pick(known) : piece();
		yield mutate(random(8) === 0 ? program.replace(/\n(?=\S)/g, "; ") : program);
	}
}

const describePrograms = `
import ast, hashlib, json, warnings
warnings.simplefilter("ignore")
def describe(source):
    try: tree = ast.parse(source)
    except SyntaxError as e: return json.dumps([type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text], ensure_ascii=False)
    except Exception as e: return json.dumps([type(e).__name__])
    return hashlib.sha1(ast.dump(tree, include_attributes=True).encode("utf-8", "surrogatepass")).hexdigest()
with open("/host/programs.json") as f: programs = json.load(f)
with open("/host/answers.json", "w") as f: json.dump([describe(p) for p in programs], f)
`;

function describe(source: string): string {
	try {
		return createHash("sha1")
			.update(dump(parse(source, "<unknown>", "exec")))
			.digest("hex");
	} catch (error) {
		if (!(error instanceof PySyntaxError)) return String((error as Error).stack);
		const { kind, message, lineno, offset, endLineno, endOffset, text } = error;
		return kind === "MemoryError" ? `["${kind}"]` : JSON.stringify([kind, message, lineno, offset, endLineno, endOffset, text]);
	}
}

/** The same text for the same list, however the two languages escape characters. */
function normal(text: string): string {
	return text.startsWith("[") ? JSON.stringify(JSON.parse(text)) : text;
}

async function compare(): Promise<void> {
	const sources: string[] = [];
	// The names of characters and the features of __future__ are not the parser's business.
	for (const program of programs()) {
		if (sources.length === count) break;
		if (!/\\N|\0|\\u[dD]8|__future__/.test(program)) sources.push(program);
	}
	const exchange = "/tmp/decref-oracle-fuzz";
	const oracle = await startOracle();
	oracle.mount(exchange, "/host");
	writeFileSync(`${exchange}/programs.json`, JSON.stringify(sources));
	oracle.run(describePrograms);
	const answers: string[] = JSON.parse(readFileSync(`${exchange}/answers.json`, "utf8"));
	let equal = 0;
	sources.forEach((source, i) => {
		const ours = normal(describe(source));
		if (ours === normal(answers[i]!)) equal++;
		else console.log(`${JSON.stringify(source)}\n  ours:   ${ours}\n  theirs: ${answers[i]}`);
	});
	console.log(`seed ${seed}: ${equal} of ${count} equal`);
}

/** Changes, takes out or puts in some bytes. */
function mutateBytes(source: string): Uint8Array {
	const bytes = [...Buffer.from(source)];
	for (let changes = random(4); changes > 0 && bytes.length > 0; changes--) {
		const at = random(bytes.length);
		const byte = pick([0, 9, 10, 12, 13, 34, 39, 40, 92, 123, 125, 0x80, 0xc3, 0xe2, 0xed, 0xf0, 0xff, random(256)]);
		bytes.splice(at, random(2), ...(random(3) === 0 ? [] : [byte]));
	}
	return Uint8Array.from(bytes);
}

function survive(): void {
	let [done, escaped, valid] = [0, 0, 0];
	for (const program of programs()) {
		if (done % 20_000 === 0) console.log(`${done} inputs, ${escaped} escaped`);
		if (done++ === count) break;
		const bytes = random(3) === 0 ? mutateBytes(program) : Buffer.from(program);
		const mode = pick(["exec", "exec", "exec", "exec", "single", "eval"] as const);
		const begun = performance.now();
		try {
			compile(parse(decodeSource(bytes, "<fuzz>"), "<fuzz>", mode as "exec"), "<fuzz>", { warn: () => {} });
			valid++;
		} catch (error) {
			if (error instanceof PySyntaxError) continue;
			escaped++;
			console.log(`${mode} ${JSON.stringify(Buffer.from(bytes).toString("latin1"))}\n  ${String((error as Error).stack)}`);
		} finally {
			const took = performance.now() - begun;
			if (took > 1000) console.log(`${took} ms for ${JSON.stringify(Buffer.from(bytes).toString("latin1"))}`);
		}
	}
	console.log(`seed ${seed}: ${count} inputs, ${valid} of them valid, ${escaped} escaped`);
}

if (process.argv[4] === "alone") survive();
else await compare();
