// Starts the oracle: CPython 3.14 as WebAssembly, with its output captured. A start takes about three seconds, so ask it
// many questions at once.

import { mkdirSync } from "node:fs";
import { loadPyodide, type PyodideAPI } from "pyodide";

export interface Oracle {
	python: PyodideAPI;
	/** Runs a program and returns what it printed; a Python exception becomes a JavaScript error. */
	run(program: string): string;
	/** Makes a folder of this machine visible to Python as `inside`. */
	mount(folder: string, inside: string): void;
}

export async function startOracle(): Promise<Oracle> {
	let output: string[] = [];
	const write = (line: string): void => {
		output.push(`${line}\n`);
	};
	const python = await loadPyodide({ stdout: write, stderr: write });
	return {
		python,
		run(program) {
			output = [];
			python.runPython(program);
			return output.join("");
		},
		mount(folder, inside) {
			mkdirSync(folder, { recursive: true });
			python.mountNodeFS(inside, folder);
		},
	};
}
