// Runs a program on a host that has no files: `node --import tsx inMemory.ts PROGRAM.py`. What the audit can't explain goes to stderr.

import { readFileSync, writeSync } from "node:fs";
import { useDevelopmentLibrary } from "../../scripts/developmentLibrary.ts";
import { createRuntime, emptyHost, type Host } from "../../src/runtime/index.ts";

const still = new Int32Array(new SharedArrayBuffer(4));

const host: Host = {
	...emptyHost,
	writeStdout: (bytes) => void writeSync(1, bytes),
	writeStderr: (bytes) => void writeSync(2, bytes),
	now: () => BigInt(Date.now()) * 1_000_000n,
	monotonic: () => process.hrtime.bigint(),
	sleep: (milliseconds) => void Atomics.wait(still, 0, 0, milliseconds),
	cwd: () => "/tmp/empty",
};

useDevelopmentLibrary();
const program = process.argv[2]!;
const runtime = createRuntime({ host });
process.exitCode = runtime.runProgram(readFileSync(program), program);
for (const difference of runtime.census().differences) console.error(difference);
