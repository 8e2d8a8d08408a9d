// `npm run conformance library [filter]`: imports every module of the standard library that pyodide ships, each in a fresh process of
// the built command, and tells which fail and why, beside what the oracle says to the same. Modules that decref leaves out on
// purpose are counted apart. What takes long is listed at the end. Read `main` at the end first.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { startOracle } from "./oracle/pyodide.ts";
import { isLeftOut } from "./build-stdlib.ts";
import { readArchive } from "./developmentLibrary.ts";

/** What is not imported: programs, and what an import alone would do something with. */
const NOT_IMPORTED = /(^|\.)__main__$|^(antigravity|_pyodide|pyodide|site-packages|_sysconfigdata.*)(\.|$)/;
const PARALLEL = 2;
const SLOW = 300;
const LIMIT = 60_000;

const cli = process.env["DECREF_CLI"] ?? join(import.meta.dirname, "../dist/cli.js");
const filters = process.argv.slice(2);

interface Answer {
	/** The last line of the error, or null. */
	readonly error: string | null;
	readonly milliseconds: number;
}

function moduleNames(): string[] {
	const names = Object.keys(readArchive()).map((path) => path.replace(/(\/__init__)?\.py$/, "").replaceAll("/", "."));
	return names
		.filter((name) => !NOT_IMPORTED.test(name) && (filters.length === 0 || filters.some((filter) => name.startsWith(filter))))
		.sort();
}

function importByDecref(name: string): Promise<Answer> {
	const began = performance.now();
	const child = spawn(process.execPath, ["--stack-size=5500", cli, "-c", `import ${name}`], { stdio: ["ignore", "ignore", "pipe"] });
	const timer = setTimeout(() => child.kill(), LIMIT);
	let errors = "";
	child.stderr.on("data", (text: Buffer) => {
		errors += text.toString();
	});
	return new Promise((resolve) => {
		child.on("close", (code) => {
			clearTimeout(timer);
			const milliseconds = performance.now() - began;
			const last = errors.trimEnd().split("\n").at(-1) ?? "";
			resolve({ error: code === 0 ? null : last || `ended with ${code ?? "a signal"}`, milliseconds });
		});
	});
}

const ASK = `
import importlib, json
def answer(name):
    try: importlib.import_module(name)
    except BaseException as e: return f"{type(e).__name__}: {e}"
print("@@" + json.dumps({name: answer(name) for name in NAMES}))
`;

async function importByOracle(names: readonly string[]): Promise<{ readonly [name: string]: string | null }> {
	const oracle = await startOracle();
	const output = oracle.run(`NAMES = ${JSON.stringify(names)}\n${ASK}`);
	return JSON.parse(output.slice(output.lastIndexOf("@@") + 2));
}

async function importAll(names: readonly string[]): Promise<Map<string, Answer>> {
	const answers = new Map<string, Answer>();
	const waiting = [...names];
	const work = async (): Promise<void> => {
		for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) answers.set(name, await importByDecref(name));
	};
	await Promise.all(Array.from({ length: PARALLEL }, work));
	return answers;
}

async function main(): Promise<void> {
	const names = moduleNames();
	const ours = await importAll(names);
	const failed = names.filter((name) => ours.get(name)!.error !== null);
	const theirs = failed.length === 0 ? {} : await importByOracle(failed);
	const onPurpose = failed.filter((name) => isLeftOut(name) || ours.get(name)!.error!.includes("(decref leaves it out: "));
	const faults = failed.filter((name) => !onPurpose.includes(name) && theirs[name] === null);
	for (const name of failed) {
		const oracle = theirs[name] === null ? "imported" : theirs[name];
		console.log(`${faults.includes(name) ? "FAULT  " : ""}${name}\n    decref: ${ours.get(name)!.error}\n    oracle: ${oracle}`);
	}
	const slow = names
		.filter((name) => ours.get(name)!.milliseconds > SLOW)
		.sort((a, b) => ours.get(b)!.milliseconds - ours.get(a)!.milliseconds);
	if (slow.length > 0)
		console.log(
			`slowest: ${slow
				.slice(0, 10)
				.map((name) => `${name} ${Math.round(ours.get(name)!.milliseconds)} ms`)
				.join(", ")}`,
		);
	const rest = failed.length - faults.length - onPurpose.length;
	console.log(
		`${names.length - failed.length} of ${names.length} imported; ${faults.length} faults, ${onPurpose.length} left out on purpose, ${rest} that the oracle can't import either`,
	);
	if (faults.length > 0) process.exitCode = 1;
}

await main();
