// Runs one Python program in the oracle, as `python FILE` would, and prints what it did as JSON. One process a program:
// interned strings, type caches and specialised code of an earlier program must not be there. The program is a file that
// CPython reads and runs itself: while it runs, the syntax tree holds its literals.

import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { loadPyodide } from "pyodide";
import { PYTHON_CODE_JSON } from "./codeJson.ts";

export interface ProgramRun {
	readonly version: string;
	readonly stdout: string;
	readonly stderr: string;
	readonly exitCode: number;
	/** The module's code object with all nested ones (codeJson.ts), or null if the program is not Python. */
	readonly code: unknown;
}

const driver = `
def run(path):
    import sys, __main__, _testcapi
    sys.argv = [path]
    names = __main__.__dict__
    for name in [n for n in names if not n.startswith('__')]:
        del names[name]
    try:
        _testcapi.run_fileexflags(path, 257, names, names, 1, 0, 0)
    except SystemExit as exit:
        return exit.code if isinstance(exit.code, int) else 0 if exit.code is None else (print(exit.code, file=sys.stderr), 1)[1]
    except BaseException as error:
        trace = error.__traceback__.tb_next
        sys.excepthook(type(error), error.with_traceback(trace), trace)
        return 1
    finally:
        sys.stdout.flush(); sys.stderr.flush()
    return 0
run
`;

const codeOf = `
def code_of(source, path):
    try: return json.dumps(code_json(compile(source, path, 'exec')))
    except SyntaxError: return 'null'
code_of
`;

/** The files of the program's own folder from which it imports. */
function modulesBeside(source: string): string[] {
	return [...source.matchAll(/^from (\w+) import /gm)].map(([, name]) => join(dirname(path), `${name}.py`)).filter(existsSync);
}

const path = process.argv[2]!;
const output = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
const python = await loadPyodide();
const capture = (name: "stdout" | "stderr") => ({
	write: (bytes: Uint8Array): number => {
		output[name].push(bytes.slice());
		return bytes.length;
	},
});
python.setStdout(capture("stdout"));
python.setStderr(capture("stderr"));
const text = (name: "stdout" | "stderr"): string => Buffer.concat(output[name]).toString();
const source = readFileSync(path, "utf8");
python.FS.writeFile(basename(path), source);
for (const module of modulesBeside(source)) python.FS.writeFile(basename(module), readFileSync(module, "utf8"));
const exitCode: number = python.runPython(driver)(basename(path));
const [stdout, stderr] = [text("stdout"), text("stderr")];
const code = JSON.parse(python.runPython(PYTHON_CODE_JSON + codeOf)(source, basename(path)));
const version = python.runPython("import platform; platform.python_version()");
process.stdout.write(JSON.stringify({ version, stdout, stderr, exitCode, code } satisfies ProgramRun), () => process.exit(0));
