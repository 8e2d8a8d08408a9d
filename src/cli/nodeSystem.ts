// What the operating system says of itself, by Node. Its module `os` is loaded when somebody asks.

import { createRequire } from "node:module";
import type { SystemInfo } from "../runtime/index.ts";

const system = (): typeof import("node:os") => createRequire(import.meta.url)("node:os") as typeof import("node:os");

function terminalSize(descriptor: number): { columns: number; lines: number } | undefined {
	const stream = [process.stdin, process.stdout, process.stderr][descriptor] as NodeJS.WriteStream | undefined;
	if (stream?.isTTY !== true) return undefined;
	// Input knows no size, but is as a rule the same terminal.
	const { columns = process.stdout.columns ?? process.stderr.columns, rows = process.stdout.rows ?? process.stderr.rows } = stream;
	return columns === undefined || rows === undefined ? undefined : { columns, lines: rows };
}

export const nodeSystem: SystemInfo = {
	uname: () => {
		const { hostname, release, version, machine } = system();
		return { nodename: hostname(), release: release(), version: version(), machine: machine() };
	},
	loadAverages: () => system().loadavg() as [number, number, number],
	memory: () => ({ total: system().totalmem(), free: system().freemem() }),
	terminalSize,
	exit: (status) => process.exit(status & 0xff),
};
