// Threads, in the built command, audited. `tools.native313.txt` is the output of a native CPython 3.13: those programs print the
// same whoever runs when. What order.py prints is decref's own promise: the same order in every run.

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decref } from "../support/command.ts";

const LIMIT = 60_000;
const program = (name: string): string => join(import.meta.dirname, `${name}.py`);
const run = (name: string, debug = "audit") => decref([program(name)], { env: { DECREF_DEBUG: debug } });

test(
	"locks, queues, executors, thread-local objects, exceptions, counts: as CPython",
	async () => {
		const { stdout, stderr, exitCode } = await run("tools");
		expect(stdout).toBe(readFileSync(join(import.meta.dirname, "tools.native313.txt"), "utf8"));
		expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
	},
	LIMIT,
);

test(
	"what threads own, as CPython: arguments, handles, local attributes, exceptions",
	async () => {
		const { stdout, exitCode } = await run("owned");
		expect(stdout).toBe(readFileSync(join(import.meta.dirname, "owned.native313.txt"), "utf8"));
		expect(exitCode).toBe(0);
	},
	LIMIT,
);

test(
	"the order of threads is the same in every run, audited or not",
	async () => {
		const [first, second] = [await run("order"), await run("order", "")];
		expect(first.stdout).toBe(readFileSync(join(import.meta.dirname, "order.txt"), "utf8"));
		expect(second.stdout).toBe(first.stdout);
	},
	LIMIT,
);

test(
	"a deadlock is told, with every thread and what it waits for",
	async () => {
		const { stderr, stdout, exitCode } = await run("deadlock");
		expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 1 });
		expect(stderr).toContain("RuntimeError: deadlock: every thread waits for ever\nMainThread waits for the end of one, most recent");
		expect(stderr).toMatch(/one waits for an RLock of two, most recent call first:\n {2}File ".*deadlock.py", line 9 in cross/);
		expect(stderr).toContain("two (daemon) waits for a lock, most recent");
	},
	LIMIT,
);

test(
	"native code that has to return before that of another thread below it",
	async () => {
		const { stdout, exitCode } = await run("between");
		expect(stdout).toBe(
			"deadlock: first cannot return into native code before that of second, which waits, has returned (see docs/threads.md)\n[1]\n",
		);
		expect(exitCode).toBe(1);
	},
	LIMIT,
);

test.runIf(process.platform === "linux")(
	"Ctrl-C reaches the main thread while it waits, and while another runs",
	async () => {
		const cli = process.env["DECREF_CLI"] ?? join(import.meta.dirname, "../../dist/cli.js");
		const child = spawn(process.execPath, ["--stack-size=5500", cli, program("interrupted")], { stdio: ["pipe", "pipe", "inherit"] });
		let output = "";
		child.stdout.setEncoding("utf8").on("data", (text: string) => {
			output += text;
			if (text.includes("ready")) setTimeout(() => child.kill("SIGINT"), 200);
		});
		const exitCode = await new Promise((resolve) => child.on("close", resolve));
		expect(output.split("\n")).toEqual(["ready", "interrupted in <module> MainThread", "worker ends", "ready", "interrupted again", ""]);
		expect(exitCode).toBe(0);
	},
	LIMIT,
);
