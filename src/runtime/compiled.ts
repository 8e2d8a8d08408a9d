// Running a program whose code object somebody wants to look at.

import { hold, drop, mark } from "../heap/handles.ts";
import { printException } from "../modules/sysHooks.ts";
import type { PyCode } from "../objects/code.ts";
import { caught, fetchException } from "../objects/errors.ts";
import { decodeText } from "./compileSource.ts";
import type { Runtime } from "./runtime.ts";

/** Carries out a program, or not; gives its exit code. */
export type RunCode = (program: () => number) => number;

/** Compiles a program, has `run` carry it out, then shows its code object. The exit code; 1 if it is no Python. */
export function runCompiled(runtime: Runtime, source: Uint8Array, filename: string, run: RunCode, show: (code: PyCode) => void): number {
	const since = mark();
	try {
		const text = decodeText(source, filename);
		runtime.registerSource(filename, text);
		const code = hold(runtime.compile(text, filename, "exec"), "code to be shown");
		const exitCode = run(() => runtime.runCode(code));
		show(code);
		drop(code);
		return exitCode;
	} catch (thrown) {
		caught(thrown, since);
		const exception = fetchException();
		printException(exception);
		runtime.flushStandardStreams();
		return 1;
	}
}
