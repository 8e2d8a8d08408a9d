// `decref dis FILE`: a program's bytecode with the effect of each instruction on counts. Read `disassemble` first.

import { annotatedDis, disassembly, type DisReport, InstructionCounts, isProgramFile, names, Recorder } from "../ledger/index.ts";
import { disHtml } from "../view/disHtml.ts";
import { type RunCode, runCompiled } from "../runtime/index.ts";
import { parseCommand } from "./commandLine.ts";
import { expectWritable, readProgram, UserError, writeOutput } from "./files.ts";
import { UsageError } from "./options.ts";
import { startRuntime } from "./place.ts";

export const DIS_HELP = `usage: decref dis [option] ... FILE [arg] ...

Shows FILE's bytecode as dis.dis does, and beside each instruction what it does to counts.

  --run      runs FILE first, and shows what each instruction did: how often it ran, which objects gained or lost
             references. What the program prints goes to standard error.
  --json     the same as JSON
  --html OUT the same as one HTML file
`;

/** Runs the command with the arguments after `dis`; the exit code. Throws UsageError and UserError. */
export function disassemble(argv: readonly string[]): number {
	const line = parseCommand({ name: "dis", help: DIS_HELP, flags: ["--run", "--json"], values: ["--html"] }, argv);
	if (line === null) return 0;
	const [path, ...args] = line.rest;
	if (path === undefined) throw new UsageError('which program? try "decref dis -h"');
	if (path.endsWith(".ipynb")) throw new UserError(`${path}: dis is for programs, not for notebooks`);
	const bytes = readProgram(path);
	const html = line.values.get("--html") ?? null;
	if (html !== null) expectWritable(html);
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
	return runCompiled(runtime, bytes, path, run, (code) => {
		const report: DisReport = { command: "dis", file: path, code: disassembly(code, counts) };
		if (html !== null) writeOutput(html, disHtml(report, runtime.sourceLines(path) ?? []));
		if (line.flags.has("--json")) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
		else process.stdout.write(html === null ? annotatedDis(code, counts) : `written to ${html}\n`);
	});
}
