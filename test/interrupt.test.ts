// Ctrl-C: a signal reaches a program that never comes to rest, raises KeyboardInterrupt there, and ends the process as CPython
// does. The limit is generous, since tests run beside one another; what counts is that it doesn't wait for the program.

import { execFileSync, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const cli = join(import.meta.dirname, "../dist/cli.js");
const LIMIT = 3000;

/** A standard input from which nothing comes: a pipe, since Node itself would give a socket. */
let silence: number;
const folder = mkdtempSync(join(tmpdir(), "decref-interrupt-"));
beforeAll(() => {
	execFileSync("mkfifo", [join(folder, "silence")]);
	silence = openSync(join(folder, "silence"), "r+");
});
afterAll(() => {
	closeSync(silence);
	rmSync(folder, { recursive: true });
});

interface Interrupted {
	readonly stdout: string;
	readonly stderr: string;
	readonly signal: NodeJS.Signals | null;
	readonly exitCode: number | null;
	/** Milliseconds from the last signal to the end. */
	readonly delay: number;
}

/** Runs a program, and sends SIGINT whenever it prints "ready". */
function interrupt(program: string): Promise<Interrupted> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, ["--stack-size=5500", cli, "-c", program], {
			stdio: [silence, "pipe", "pipe"],
		});
		const output = { stdout: "", stderr: "" };
		let sent = 0;
		let ready = 0;
		child.stderr!.setEncoding("utf8").on("data", (text) => (output.stderr += text));
		child.stdout!.setEncoding("utf8").on("data", (text: string) => {
			output.stdout += text;
			const times = output.stdout.split("ready").length - 1;
			for (; ready < times; ready++) {
				setTimeout(() => {
					sent = performance.now();
					child.kill("SIGINT");
				}, 100);
			}
		});
		child.on("error", reject).on("close", (exitCode, signal) => resolve({ ...output, exitCode, signal, delay: performance.now() - sent }));
	});
}

describe.runIf(process.platform === "linux")("Ctrl-C", () => {
	test.concurrent.each([
		["a tight loop", "print('ready', flush=True)\nwhile True: pass"],
		["calls", "def f(n): return n if n < 2 else f(n - 1) + f(n - 2)\nprint('ready', flush=True)\nf(50)"],
		["time.sleep", "import time\nprint('ready', flush=True)\ntime.sleep(60)"],
		["input()", "input('ready')"],
		["a generator", "print('ready', flush=True)\nsum(1 for _ in iter(int, 1))"],
	])("%s", async (_name, program) => {
		const run = await interrupt(program);
		expect(run.signal).toBe("SIGINT");
		expect(run.stderr).toMatch(/^Traceback \(most recent call last\):\n {2}File "<string>", line \d+, in <module>\n/);
		expect(run.stderr.endsWith("\nKeyboardInterrupt\n")).toBe(true);
		expect(run.delay).toBeLessThan(LIMIT);
	});

	test.concurrent("can be caught, and comes again", async () => {
		const program = [
			"import time",
			"for i in range(2):",
			"    try:",
			"        print('ready', flush=True)",
			"        while i == 0: pass",
			"        time.sleep(60)",
			"    except KeyboardInterrupt as e:",
			"        print('caught', repr(e))",
			"time.sleep(0.2)",
			"print('slept')",
		].join("\n");
		const run = await interrupt(program);
		expect(run).toMatchObject({ exitCode: 0, stderr: "" });
		expect(run.stdout).toBe("ready\ncaught KeyboardInterrupt()\nready\ncaught KeyboardInterrupt()\nslept\n");
	});

	test.concurrent("finally runs, and a program may exit as it likes", async () => {
		const run = await interrupt("import sys\ntry:\n    print('ready', flush=True)\n    while True: pass\nfinally:\n    sys.exit(3)");
		expect(run).toMatchObject({ exitCode: 3, signal: null });
	});
});
