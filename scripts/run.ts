// Runs a Python program from the sources, for development: `npx tsx scripts/run.ts [--audit] [--stress] [--trace] FILE.py [arg] …`.
// The standard library is compiled on the fly. --audit checks every count at the end, --stress after every instruction.

import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { nodeHost, standardStreams } from "../src/cli/nodeHost.ts";
import { createRuntime } from "../src/runtime/runtime.ts";
import { useDevelopmentLibrary } from "./developmentLibrary.ts";

const args = process.argv.slice(2);
const switches = new Set<string>();
while (args[0]?.startsWith("--")) switches.add(args.shift()!.slice(2));
const file = args[0];
if (file === undefined) throw new Error("which program?");
useDevelopmentLibrary();
const runtime = createRuntime({ host: nodeHost(args, standardStreams), debug: switches, path: [dirname(resolve(file))] });
const source = readFileSync(file);

function run(): number {
	if (!switches.has("audit")) return runtime.runMain(source, file!);
	const code = runtime.runProgram(source, file!);
	const { born, died, alive, differences } = runtime.census();
	process.stderr.write(`born ${born}, died ${died}, alive ${alive}; ${differences.length} counts not explained\n`);
	for (const difference of differences.slice(0, 20)) process.stderr.write(`${difference}\n`);
	return code;
}

process.exitCode = run();
