// Running the built command in tests.

import { spawn } from "node:child_process";
import { join } from "node:path";

export interface CommandRun {
	readonly stdout: string;
	readonly stderr: string;
	readonly exitCode: number | null;
}

/** As in the command's first line. */
const STACK = "--stack-size=5500";
const cli = process.env["DECREF_CLI"] ?? join(import.meta.dirname, "../../dist/cli.js");

/** Runs `decref args` and waits for its end (at most `timeout` ms). Colour is off unless the environment given asks for it. */
export function decref(
	args: readonly string[],
	options: { cwd?: string; env?: NodeJS.ProcessEnv; input?: string; timeout?: number } = {},
): Promise<CommandRun> {
	return new Promise((resolve, reject) => {
		const env = { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined, PYTHON_COLORS: undefined, ...options.env };
		const child = spawn(process.execPath, [STACK, cli, ...args], { cwd: options.cwd, env, timeout: options.timeout });
		const output = { stdout: "", stderr: "" };
		for (const name of ["stdout", "stderr"] as const) child[name].setEncoding("utf8").on("data", (text) => (output[name] += text));
		child.on("error", reject).on("close", (exitCode) => resolve({ ...output, exitCode }));
		child.stdin.end(options.input ?? "");
	});
}
