// `decref dis FILE`: a program's bytecode with the effect of each instruction on counts. Read `disassemble` first.

import { annotatedDis, InstructionCounts, isProgramFile, names, Recorder } from "../ledger/index.ts";
import { type RunCode, runCompiled } from "../runtime/index.ts";
import { parseCommand } from "./commandLine.ts";
import { readBytes, UserError } from "./files.ts";
import { UsageError } from "./options.ts";
import { startRuntime } from "./place.ts";

export const DIS_HELP = `usage: decref dis [--run] FILE [arg] ...

Shows FILE's bytecode as dis.dis does, and beside each instruction what it does to counts.

  --run      runs FILE first, and shows what each instruction did: how often it ran, which objects gained or lost
             references. What the program prints goes to standard error.
`;

/** Runs the command with the arguments after `dis`; the exit code. Throws UsageError and UserError. */
export function disassemble(argv: readonly string[]): number {
	const line = parseCommand({ name: "dis", help: DIS_HELP, flags: ["--run"], values: [] }, argv);
	if (line === null) return 0;
	const [path, ...args] = line.rest;
	if (path === undefined) throw new UsageError('which program? try "decref dis -h"');
	if (path.endsWith(".ipynb")) throw new UserError(`${path}: dis is for programs, not for notebooks`);
	const bytes = readBytes(path);
	const runtime = startRuntime(path, args);
	const recorder = new Recorder(names, isProgramFile, "all");
	const counts = line.flags.has("--run") ? new InstructionCounts(recorder, names, isProgramFile) : null;
	const run: RunCode = (program) => {
		if (counts === null) return 0;
		recorder.start();
		counts.start();
		const exitCode = program();
		counts.stop();
		return exitCode;
	};
	return runCompiled(runtime, bytes, path, run, (code) => process.stdout.write(annotatedDis(code, counts)));
}
