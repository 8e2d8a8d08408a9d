// Output that cannot be written: a full device, a reader that is gone. What a program and its user hear of it, and the exit
// code, are CPython's (its output, recorded by hand; 3.14 says "while flushing" where 3.13 said "on").

import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const cli = join(import.meta.dirname, "../dist/cli.js");

interface Result {
	readonly stderr: string;
	readonly exitCode: string;
}

/** Runs a program in a shell, its output going where `to` says. */
function run(program: string, to: string, ...options: string[]): Promise<Result> {
	const { PYTHONUNBUFFERED: _, ...env } = process.env;
	return new Promise((resolve, reject) => {
		const script = `{ "$@"; echo "exit $?" >&2; } ${to}`;
		const child = spawn("sh", ["-c", script, "sh", process.execPath, "--stack-size=5500", cli, ...options, "-c", program], {
			env,
			stdio: ["ignore", "ignore", "pipe"],
		});
		let text = "";
		child.stderr.setEncoding("utf8").on("data", (part) => (text += part));
		child.on("error", reject).on("close", () => {
			const [, stderr, exitCode] = /^(.*)exit (\d+)\n$/s.exec(text)!;
			resolve({ stderr: stderr!, exitCode: exitCode! });
		});
	});
}

const NO_SPACE = "OSError: [Errno 28] No space left on device\n";
const IGNORED = "Exception ignored while flushing sys.stdout:\n";
const FULL = "> /dev/full";

describe.runIf(process.platform === "linux")("lost output", () => {
	test.concurrent("is told at the end", async () => {
		expect(await run("print(1)", FULL)).toEqual({ stderr: IGNORED + NO_SPACE, exitCode: "120" });
	});

	test.concurrent("is more important than the program's own exit code", async () => {
		expect(await run("print(1); raise SystemExit(3)", FULL)).toEqual({ stderr: IGNORED + NO_SPACE, exitCode: "120" });
	});

	test.concurrent("is raised by a flush, and is still to be written", async () => {
		const { stderr, exitCode } = await run("print(1); import sys; sys.stdout.flush()", FULL);
		expect(stderr).toMatch(/^Traceback .*sys\.stdout\.flush\(\)\n/s);
		expect(stderr.endsWith(NO_SPACE + IGNORED + NO_SPACE)).toBe(true);
		expect(exitCode).toBe("120");
	});

	test.concurrent("can be caught", async () => {
		const program = "import sys\nprint(1)\ntry: sys.stdout.flush()\nexcept OSError as error: print(error.errno, file=sys.stderr)";
		expect(await run(program, FULL)).toEqual({ stderr: `28\n${IGNORED}${NO_SPACE}`, exitCode: "120" });
	});

	test.concurrent("is raised at once where nothing is buffered", async () => {
		const { stderr, exitCode } = await run("print(1)", FULL, "-u");
		expect(stderr).toMatch(/^Traceback .*print\(1\)\n.*No space left on device\n$/s);
		expect(exitCode).toBe("1");
	});

	test.concurrent("of os.write is raised there", async () => {
		const { stderr, exitCode } = await run("import os; os.write(1, b'x')", FULL);
		expect(stderr.endsWith(NO_SPACE)).toBe(true);
		expect(exitCode).toBe("1");
	});

	test.concurrent("to a pipe whose reader is gone is a BrokenPipeError", async () => {
		const { stderr, exitCode } = await run("import time; time.sleep(0.2); print(1)", "| true");
		expect(stderr).toBe(`${IGNORED}BrokenPipeError: [Errno 32] Broken pipe\n`);
		expect(exitCode).toBe("120");
	});

	test.concurrent("ends a program that prints without end", async () => {
		const { stderr, exitCode } = await run("while True: print('x' * 1000)", "| head -1");
		expect(stderr).toContain("BrokenPipeError: [Errno 32] Broken pipe\n");
		expect(exitCode).toBe("120");
	});
});
