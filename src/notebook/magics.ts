// IPython's magics that make sense here: %time, %timeit, %who, %whos, %reset, %xdel, %run. Any other, and `!command`
// and `object?`, is refused in plain words, never ignored.
//
// Read `runMagic` first. Mirrors IPython's magics/execution.py and magics/namespace.py in what they print.

import { drop, hold } from "../heap/handles.ts";
import { decref } from "../heap/refcount.ts";
import type { PyCode } from "../objects/code.ts";
import { dictClear, dictContains, dictDeleteStr, dictGetStr, dictItemsInOrder } from "../objects/dict.ts";
import { type PyObject, PyType } from "../objects/object.ts";
import { internStr, isStr } from "../objects/str.ts";
import { str } from "../objects/abstract.ts";
import type { Step } from "./cellSource.ts";
import { CellLiterals } from "./literals.ts";
import type { Shell } from "./shell.ts";

type Magic = (shell: Shell, argument: string) => boolean;

/** Runs of %timeit. */
const RUNS = 7;

const LINE_MAGICS: { readonly [name: string]: Magic } = { time, timeit, who, whos, reset, xdel, run };
const CELL_MAGICS: { readonly [name: string]: Magic } = { time, timeit };

/** Runs a step that is not Python. Whether all went well. */
export function runMagic(shell: Shell, step: Exclude<Step, { kind: "statement" }>): boolean {
	switch (step.kind) {
		case "magic":
			return (LINE_MAGICS[step.name] ?? unknown("Line", `%${step.name}`))(shell, step.argument);
		case "cell magic":
			return (CELL_MAGICS[step.name] ?? unknown("Cell", `%%${step.name}`))(
				shell,
				step.argument === "" ? step.body : `${step.argument}\n${step.body}`,
			);
		case "shell":
			return refuse(shell, `"!${step.command}": decref runs no system commands`);
		case "help":
			return refuse(shell, `"${step.subject}?": help is not available; try help(${step.subject}) or print(${step.subject}.__doc__)`);
	}
}

function refuse(shell: Shell, message: string): false {
	shell.write("stderr", `UsageError: ${message}\n`);
	return false;
}

function unknown(kind: string, name: string): Magic {
	return (shell) => refuse(shell, `${kind} magic function \`${name}\` not found.`);
}

type Statement = Extract<Step, { kind: "statement" }>;

/** The code's statements, or null where it is not plain Python (shown as an error). */
function statementsOf(shell: Shell, code: string, filename: string): Statement[] | null {
	const steps = shell.read(code, filename);
	if (steps === null) return null;
	const statements = steps.filter((step) => step.kind === "statement");
	if (statements.length === steps.length) return statements;
	refuse(shell, "a magic cannot be used inside another");
	return null;
}

/** Calls `body` with the code of the statements; whether they could be compiled and `body` says yes. */
function withCode(
	shell: Shell,
	source: string,
	filename: string,
	displayed: boolean,
	body: (codes: readonly PyCode[]) => boolean,
): boolean {
	const statements = statementsOf(shell, source, filename);
	if (statements === null) return false;
	const literals = new CellLiterals();
	const codes: PyCode[] = [];
	for (const { node, displayed: last } of statements) {
		const code = shell.compile(node, displayed && last, filename, literals);
		if (code !== null) codes.push(hold(code, "code of a magic's statement"));
	}
	const done = codes.length === statements.length && body(codes);
	for (const code of codes.reverse()) drop(code);
	literals.release();
	return done;
}

function time(shell: Shell, source: string): boolean {
	return withCode(shell, source, "<timed exec>", true, (codes) => {
		const { host } = shell.runtime;
		const [wall, processor] = [host.monotonic(), host.processTime()];
		const done = codes.every((code) => shell.runCode(code));
		const used = duration(Number(host.processTime() - processor) / 1e9);
		const passed = duration(Number(host.monotonic() - wall) / 1e9);
		shell.runtime.flushStandardStreams();
		shell.write("stdout", `CPU times: user ${used}, sys: 0 ns, total: ${used}\nWall time: ${passed}\n`);
		return done;
	});
}

/** Seven runs of as many loops as take at least 0.2 s together, as IPython's %timeit. */
function timeit(shell: Shell, source: string): boolean {
	return withCode(shell, source, "<magic-timeit>", false, (codes) => {
		const once = (): boolean => codes.every((code) => shell.runCode(code));
		let loops = 1;
		let seconds = timed(shell, once, loops);
		for (; seconds !== null && seconds < 0.2; seconds = timed(shell, once, loops)) loops *= 10;
		if (seconds === null) return false;
		const times = [seconds / loops];
		while (times.length < RUNS) times.push(timed(shell, once, loops)! / loops);
		shell.write("stdout", `${timesText(times, loops)}\n`);
		return true;
	});
}

function timesText(times: readonly number[], loops: number): string {
	const mean = times.reduce((a, b) => a + b, 0) / RUNS;
	const deviation = Math.sqrt(times.reduce((sum, t) => sum + (t - mean) ** 2, 0) / RUNS);
	const each = `${loops.toLocaleString("en-US")} loop${loops === 1 ? "" : "s"} each`;
	return `${duration(mean)} ± ${duration(deviation)} per loop (mean ± std. dev. of ${RUNS} runs, ${each})`;
}

function timed(shell: Shell, once: () => boolean, loops: number): number | null {
	const start = shell.runtime.host.monotonic();
	for (let i = 0; i < loops; i++) if (!once()) return null;
	return Number(shell.runtime.host.monotonic() - start) / 1e9;
}

/** Three significant digits in the unit that suits. */
function duration(seconds: number): string {
	const units = ["s", "ms", "µs", "ns"];
	let value = seconds;
	let unit = 0;
	while (unit < 3 && value < 1 && value > 0) {
		value *= 1000;
		unit++;
	}
	return value === 0 ? "0 ns" : `${Number(value.toPrecision(3))} ${units[unit]}`;
}

/** The user's own names: not IPython's, not those that start with an underscore. */
function userNames(shell: Shell): string[] {
	const { user, hidden } = shell.namespace;
	return dictItemsInOrder(user)
		.filter(([key]) => isStr(key) && !key.value.startsWith("_") && !dictContains(hidden, key))
		.map(([key]) => (isStr(key) ? key.value : ""))
		.sort();
}

function who(shell: Shell): boolean {
	const names = userNames(shell);
	shell.write("stdout", names.length === 0 ? "Interactive namespace is empty.\n" : `${names.join("\t ")}\t \n`);
	return true;
}

function whos(shell: Shell): boolean {
	const names = userNames(shell);
	if (names.length === 0) return who(shell);
	const rows = names.map((name) => {
		const value = dictGetStr(shell.namespace.user, internStr(name))!;
		return { name, type: value.type.heap?.name.value ?? value.type.name, info: info(value) };
	});
	const nameWidth = Math.max(8, ...rows.map((row) => row.name.length));
	const typeWidth = Math.max(4, ...rows.map((row) => row.type.length));
	const header = `${"Variable".padEnd(nameWidth)}   ${"Type".padEnd(typeWidth)}    Data/Info`;
	const lines = rows.map((row) => `${row.name.padEnd(nameWidth)}   ${row.type.padEnd(typeWidth)}    ${row.info}`);
	shell.write("stdout", `${[header, "-".repeat(header.length), ...lines].join("\n")}\n`);
	return true;
}

/** A container's size, or the value's text in short. */
function info(value: PyObject): string {
	const size = value.type.mpLength ?? value.type.sqLength;
	if (size !== null && !isStr(value) && !(value instanceof PyType)) return `n=${size(value)}`;
	const text = str(value);
	const line = text.value.replace(/\n/g, "\\n");
	decref(text);
	return line.length > 75 ? `${line.slice(0, 25)}<...>${line.slice(-25)}` : line;
}

function reset(shell: Shell, argument: string): boolean {
	if (!argument.split(/\s+/).includes("-f"))
		return refuse(shell, "%reset asks for confirmation, which is not possible here; use %reset -f");
	for (const name of userNames(shell)) dictDeleteStr(shell.namespace.user, internStr(name));
	dictClear(shell.namespace.outputs);
	return true;
}

function xdel(shell: Shell, argument: string): boolean {
	const name = argument.replace(/^-n\s+/, "");
	const value = dictGetStr(shell.namespace.user, internStr(name));
	if (value === null) return refuse(shell, `%xdel: name '${name}' is not defined`);
	shell.namespace.forget(value);
	return true;
}

function run(shell: Shell, argument: string): boolean {
	const bytes = shell.runtime.host.readFile(argument);
	if (bytes === null) return refuse(shell, `%run: file "${argument}" not found`);
	const source = new TextDecoder().decode(bytes);
	shell.runtime.registerSource(argument, source);
	return withCode(shell, source, argument, false, (codes) => codes.every((code) => shell.runCode(code)));
}
