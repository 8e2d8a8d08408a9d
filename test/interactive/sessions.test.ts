// The interactive mode on a pipe, byte for byte: results, prompts, tracebacks, exit codes.
//
// sessions.json was made by CPython 3.13.0's `python -i`, which does not differ from 3.14's in what is asked here. The
// numbers in names of statements (`<stdin-3>`) are left out, where 3.14 has changed how they are written.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { decref } from "../support/command.ts";

interface Session {
	readonly name: string;
	readonly args: readonly string[];
	readonly input: string;
	readonly stdout: string;
	readonly stderr: string;
	readonly exitCode: number;
}

const sessions: readonly Session[] = JSON.parse(readFileSync(join(import.meta.dirname, "sessions.json"), "utf8"));

const unnumbered = (text: string): string => text.replace(/<stdin-\d+>/g, "<stdin>").replace(/0x[0-9a-f]+/g, "0x…");

describe("python -i", () => {
	test.concurrent.each(sessions)("$name", async ({ args, input, stdout, stderr, exitCode }) => {
		const run = await decref(args, { input });
		expect(unnumbered(run.stderr)).toBe(stderr);
		expect(unnumbered(run.stdout)).toBe(stdout);
		// Node's child process has no exit code when a signal ended it.
		expect(run.exitCode).toBe(exitCode < 0 ? null : exitCode);
	});
});

describe("decref's own", () => {
	test.concurrent("the banner names the version, -q leaves it out", async () => {
		expect((await decref(["-i"])).stderr).toMatch(/^decref \d+\.\d+\.\d+ \(Python 3\.14\.\d+\) on Node v.*\n.*"help".*\n>>> \n$/);
		expect((await decref(["-iq"])).stderr).toBe(">>> \n");
	});

	test.concurrent("?name says who holds an object", async () => {
		const run = await decref(["-iq"], { input: "a = [object()]\n?a[0]\na[0]?\n?nope\n?\n'?'\n" });
		const answer = "object#1 has 1 reference:\n  element 0 of list#1, which is global `a`\n";
		expect(run.stdout).toMatch(/^object#1[\s\S]*object#1[\s\S]*the name `nope` is not bound\n\?x or x\?[\s\S]*'\?'\n$/);
		expect(run.stdout.startsWith(answer + answer)).toBe(true);
	});

	test.concurrent("every count holds at the end of a session", async () => {
		const input = "x = [1]\n1/0\ndef f(): return f\n\nf()\na b\n_\nimport sys\nsys.last_exc\n";
		const run = await decref(["-iq"], { input, env: { DECREF_DEBUG: "audit" } });
		expect(run).toMatchObject({ exitCode: 0 });
		expect(run.stderr).not.toContain("internal error");
	});
});
