// Runs one Python file as the fuzzer wants it: with the library's archives that lie beside the bundle of this script, the
// program's output on stdout, and on stderr how many counts the audit can't explain. Bundled by judge.ts.

import { readFileSync } from "node:fs";
import { useBuiltLibrary } from "../../src/cli/library.ts";
import { nodeHost, standardStreams } from "../../src/cli/nodeHost.ts";
import { createRuntime } from "../../src/runtime/runtime.ts";

const file = process.argv[2]!;
useBuiltLibrary();
const runtime = createRuntime({ host: nodeHost([file], standardStreams) });
try {
	process.exitCode = runtime.runProgram(readFileSync(file), file);
	const { differences } = runtime.census();
	process.stderr.write(`${differences.length} counts not explained\n${differences.slice(0, 20).join("\n")}\n`);
} catch (error) {
	// What the program has printed so far comes before the fault.
	runtime.flushStandardStreams();
	throw error;
}
