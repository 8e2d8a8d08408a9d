// The built command from outside: exit codes, standard input, arguments, and what it says of bad input.

import { strToU8, zipSync } from "fflate";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { decref } from "./support/command.ts";

const folder = mkdtempSync(join(tmpdir(), "decref-command-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
	const path = join(folder, name);
	writeFileSync(path, content);
	return path;
}

const cell = (source: string): object => ({ cell_type: "code", execution_count: null, metadata: {}, outputs: [], source });
const notebook = (...sources: string[]): string =>
	JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells: sources.map(cell) });

describe("programs", () => {
	test.concurrent.each([
		["print(1)", 0, "1\n"],
		["import sys; sys.exit(3)", 3, ""],
		["import sys; sys.exit('message')", 1, ""],
		["import sys; print('x', file=sys.stderr)", 0, ""],
		["1/0", 1, ""],
		["x = = 1", 1, ""],
		["import sys; print(sys.argv)", 0, "['-c']\n"],
	])("-c %s", async (program, exitCode, stdout) => {
		expect(await decref(["-c", program])).toMatchObject({ exitCode, stdout });
	});

	test.concurrent.each([
		["0", "0\n"],
		["+7", "1\n"],
		["random", "1\n"],
	])("PYTHONHASHSEED=%s", async (seed, stdout) => {
		const env = { PYTHONHASHSEED: seed };
		expect(await decref(["-c", "import sys; print(sys.flags.hash_randomization)"], { env })).toMatchObject({ exitCode: 0, stdout });
	});

	test.concurrent.each(["x", "-1", "4294967296"])("PYTHONHASHSEED=%s is refused, unless -R or -E says otherwise", async (seed) => {
		const env = { PYTHONHASHSEED: seed };
		const rule = 'config_init_hash_seed: PYTHONHASHSEED must be "random" or an integer in range [0; 4294967295]';
		const stderr = `Fatal Python error: ${rule}\nPython runtime state: preinitialized\n\n`;
		expect(await decref(["-c", "print(1)"], { env })).toEqual({ exitCode: 1, stdout: "", stderr });
		for (const flag of ["-R", "-E"]) expect(await decref([flag, "-c", "print(1)"], { env })).toMatchObject({ exitCode: 0 });
	});

	test.concurrent("arguments after the file are the program's", async () => {
		const path = file("args.py", "import sys\nprint(sys.argv[1:], __name__)\n");
		expect((await decref([path, "-c", "--allow-errors", "x"])).stdout).toBe("['-c', '--allow-errors', 'x'] __main__\n");
	});

	test.concurrent("a program may come from standard input", async () => {
		expect(await decref(["-"], { input: "print('from stdin')\n" })).toMatchObject({ exitCode: 0, stdout: "from stdin\n" });
	});

	test.concurrent("an uncaught exception looks as in CPython", async () => {
		const path = file("fails.py", "def f(x):\n    return 1 / x\nf(0)\n");
		const { stderr, exitCode } = await decref([path], { cwd: folder });
		expect(exitCode).toBe(1);
		expect(stderr).toBe(
			[
				"Traceback (most recent call last):",
				`  File "${path}", line 3, in <module>`,
				"    f(0)",
				"    ~^^^",
				`  File "${path}", line 2, in f`,
				"    return 1 / x",
				"           ~~^~~",
				"ZeroDivisionError: division by zero",
				"",
			].join("\n"),
		);
	});

	test.concurrent("a program that prints its own end prints it", async () => {
		const { stdout } = await decref(["-c", "class A:\n  def __del__(self): print('gone')\na = A()\nprint('end')"]);
		expect(stdout).toBe("end\ngone\n");
	});
});

describe("python's options", () => {
	const flags = "import sys; f = sys.flags; print(f.inspect, f.optimize, f.safe_path, f.no_user_site, f.dont_write_bytecode)";
	// Made with CPython 3.13.0.
	test.concurrent.each<[string[], NodeJS.ProcessEnv, string]>([
		[["-c", flags], {}, "0 0 False 0 0\n"],
		[["-OPsBc", flags], {}, "0 1 True 1 1\n"],
		[["-Ic", flags], { PYTHONOPTIMIZE: "2" }, "0 0 True 1 0\n"],
		[["-c", flags], { PYTHONOPTIMIZE: "2", PYTHONSAFEPATH: "1", PYTHONDONTWRITEBYTECODE: "yes", PYTHONINSPECT: "x" }, "1 2 True 0 1\n"],
		[["-Pc", "import sys; print(sys.path[:2])"], { PYTHONPATH: "/a:/b" }, "['/a', '/b']\n"],
		[["-c", "import sys; print(sys.path[:2])"], { PYTHONPATH: "/a" }, "['', '/a']\n"],
		[["-uc", "import os, sys; sys.stdout.write('a'); print(sys.stdout.write_through)"], {}, "aTrue\n"],
		[["-Sc", "import builtins; print(hasattr(builtins, 'exit'))"], {}, "False\n"],
		[["-bbc", "try: b'' == ''\nexcept BytesWarning as e: print(e)"], {}, "Comparison between bytes and string\n"],
		[["-bbc", "try: str(b'')\nexcept BytesWarning as e: print(e)"], {}, "str() on a bytes instance\n"],
		[["-bbc", "try: bytearray() != ''\nexcept BytesWarning as e: print(e)"], {}, "Comparison between bytearray and string\n"],
	])("%j %j", async (args, env, stdout) => {
		expect(await decref(args, { env: { PYTHONDONTWRITEBYTECODE: undefined, ...env } })).toMatchObject({ stdout, stderr: "", exitCode: 0 });
	});

	test.concurrent("-x skips the first line, lines keep their numbers", async () => {
		const run = await decref(["-x", file("skipped.py", "@echo off (\nprint('ran')\n1/0\n")]);
		expect(run).toMatchObject({ stdout: "ran\n", exitCode: 1 });
		expect(run.stderr).toContain('skipped.py", line 3, in <module>\n    1/0\n');
	});

	test.concurrent("-v tells of imports", async () => {
		const { stderr } = await decref(["-vc", "import this_is_missing_or_not, math"]);
		expect(stderr).toContain("ModuleNotFoundError");
		expect((await decref(["-vc", "import math, keyword"])).stderr).toMatch(
			/^import 'math' # <class '_frozen_importlib.BuiltinImporter'>\nimport 'keyword' # <_frozen_importlib_external.SourceFileLoader object at 0x[0-9a-f]+>\n$/,
		);
	});

	test.concurrent("a program's __file__ is absolute, its argument as it was given", async () => {
		file("where.py", "import sys\nprint(__file__, sys.argv)");
		expect((await decref(["./where.py"], { cwd: folder })).stdout).toBe(`${folder}/where.py ['./where.py']\n`);
	});
});

describe("modules", () => {
	const packed = join(folder, "packed");
	mkdirSync(packed);
	writeFileSync(join(packed, "__init__.py"), "");
	writeFileSync(join(packed, "__main__.py"), "import sys\nfrom .other import name\nprint(name, sys.argv[1:], __package__)\n");
	writeFileSync(join(packed, "other.py"), "name = __loader__.get_source(__spec__.name).split()[0]\n");
	const plain = join(folder, "plain");
	mkdirSync(plain);
	writeFileSync(join(plain, "__main__.py"), "import sys, beside\nprint(sys.argv, __name__, beside.__spec__.loader.is_package('beside'))\n");
	writeFileSync(join(plain, "beside.py"), "");

	test.concurrent.each<[string[], string]>([
		[["-m", "packed", "-x", "y"], "name ['-x', 'y'] packed\n"],
		[["-m", "packed.other"], ""],
		[["-m", "json.tool", "--compact", "data.json"], '{"a":[1,2]}\n'],
		[["plain", "-q"], "['plain', '-q'] __main__ False\n"],
	])("%j", async (args, stdout) => {
		writeFileSync(join(folder, "data.json"), '{"a": [1, 2]}');
		expect(await decref(args, { cwd: folder })).toMatchObject({ stdout, stderr: "", exitCode: 0 });
	});

	test.concurrent.each([
		[["-m", "nope"], "No module named nope"],
		[["-m", "packed.nope"], "No module named packed.nope"],
		[["-m", "json.decoder.x"], "Error while finding module specification for 'json.decoder.x' (ModuleNotFoundError: "],
	])("%j", async (args, message) => {
		const run = await decref(args, { cwd: folder });
		expect(run).toMatchObject({ exitCode: 1, stdout: "" });
		expect(run.stderr).toContain(`: ${message}`);
		expect(run.stderr.trimEnd().split("\n")).toHaveLength(1);
	});
});

describe("notebooks", () => {
	test.concurrent("an error ends the run, and the written file has it", async () => {
		const output = join(folder, "failed.ipynb");
		const run = await decref(["-o", output, file("fail.ipynb", notebook("print('a')", "1/0", "print('never')"))]);
		expect(run.exitCode).toBe(1);
		expect(run.stdout).toContain("ZeroDivisionError: division by zero");
		expect(run.stdout).not.toContain("never\n");
		const { cells } = JSON.parse(readFileSync(output, "utf8"));
		expect(cells.map((c: { execution_count: number | null }) => c.execution_count)).toEqual([1, 2, null]);
		expect(cells[1].outputs[0]).toMatchObject({ output_type: "error", ename: "ZeroDivisionError", evalue: "division by zero" });
	});

	test.concurrent("--allow-errors goes on", async () => {
		const run = await decref(["--allow-errors", file("allowed.ipynb", notebook("1/0", "print('after')"))]);
		expect(run.stdout).toContain("\nafter\n");
		expect(run.exitCode).toBe(1);
	});

	test.concurrent("colour on request only", async () => {
		const path = file("colour.ipynb", notebook("1"));
		expect((await decref([path])).stdout).not.toContain("\x1b[");
		expect((await decref([path], { env: { FORCE_COLOR: "1" } })).stdout).toContain("\x1b[");
		expect((await decref([path], { env: { FORCE_COLOR: "1", NO_COLOR: "1" } })).stdout).not.toContain("\x1b[");
	});

	test.concurrent("pasted cells from standard input", async () => {
		const run = await decref(["-"], { input: "In [1]:\nx = 2\n\nIn [2]:\nx + 1\nOut[2]:\n3\n" });
		expect(run.stdout).toContain("Out[2]: 3\n");
	});
});

describe("zip archives", () => {
	const files = { "__main__.py": "import pack.part, sys\nprint(pack.part.x, __name__, sys.argv[1:])\n1/0\n", "pack/part.py": "x = 7\n" };

	test.concurrent.each([0, 6] as const)("are run by their __main__.py, compressed at level %i", async (level) => {
		const archive = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])), { level });
		const path = file(`level${level}.zip`, archive);
		const run = await decref([path, "a"]);
		expect(run.stdout).toBe("7 __main__ ['a']\n");
		expect(run.stderr).toContain(`  File "${path}/__main__.py", line 3, in <module>\n    1/0\n`);
	});

	test.concurrent("with a line before them that says who runs them", async () => {
		const archive = zipSync({ "__main__.py": strToU8("print(__file__)") });
		const path = file("app.pyz", new Uint8Array([...strToU8("#!/usr/bin/env decref\n"), ...archive]));
		expect((await decref([path])).stdout).toBe(`${path}/__main__.py\n`);
	});
});

test.concurrent("-X importtime", async () => {
	const run = await decref(["-X", "importtime", "-c", "import bisect"]);
	expect(run.stderr).toMatch(/^import time: self \[us\] \| cumulative \| imported package\n/);
	expect(run.stderr).toMatch(/^import time: +\d+ \| +\d+ \| {3}_bisect\nimport time: +\d+ \| +\d+ \| bisect$/m);
});

describe("bad input is one clear line, exit code 2, and no file is touched", () => {
	test.concurrent.each<[string, string | Uint8Array | null, string]>([
		["missing.ipynb", null, "can't open file"],
		["list.ipynb", "[]", "not a notebook"],
		["broken.ipynb", '{"nbformat": 4', "not valid JSON"],
		["newer.ipynb", '{"nbformat": 5, "cells": []}', "newer"],
		["latin.ipynb", new Uint8Array([0x7b, 0xe9, 0x7d]), "not UTF-8"],
		["program.zip", "PK\x03\x04rest", "zip"],
		["other.ipynb", '{"nbformat": 4, "metadata": {"language_info": {"name": "R"}}, "cells": []}', "not in Python"],
	])("%s", async (name, content, message) => {
		const path = content === null ? join(folder, name) : file(name, content);
		const output = join(folder, `out-${name}`);
		const run = await decref(["-o", output, path]);
		expect(run).toMatchObject({ exitCode: 2, stdout: "" });
		expect(run.stderr).toContain(message);
		expect(run.stderr.trimEnd().split("\n")).toHaveLength(1);
		expect(existsSync(output)).toBe(false);
	});

	test.concurrent("a directory without a program", async () => {
		const run = await decref([mkdtempSync(join(folder, "empty-"))]);
		expect(run.exitCode).toBe(1);
		expect(run.stderr).toMatch(/^.*: can't find '__main__' module in '.*empty-.*'\n$/);
	});

	test.concurrent("a module that decref leaves out", async () => {
		const run = await decref(["-c", "import sqlite3.dbapi2"]);
		expect(run.exitCode).toBe(1);
		expect(run.stderr).toContain("ModuleNotFoundError: No module named 'sqlite3' (decref leaves it out: it needs a C library)\n");
	});

	test.concurrent("a cell that is not Python: its number, the caret, no file", async () => {
		const output = join(folder, "syntax-out.ipynb");
		const run = await decref(["-o", output, file("syntax.ipynb", notebook("a = 1", "a = = 2"))]);
		expect(run.exitCode).toBe(1);
		expect(run.stdout).toContain("  Cell In[2], line 1\n    a = = 2\n        ^\nSyntaxError: invalid syntax\n");
		expect(existsSync(output)).toBe(false);
	});

	test.concurrent("an output that cannot be written", async () => {
		const run = await decref(["-o", join(folder, "no/such/folder/x.ipynb"), file("fine.ipynb", notebook("1"))]);
		expect(run.exitCode).toBe(2);
		expect(run.stderr).toContain("can't write");
	});
});

describe("options of the commands that ask questions", () => {
	const path = file("asked.py", "import sys\nx = [sys.argv[1:]]\n");

	test.concurrent("may stand before the file, or after it", async () => {
		const before = await decref(["why", "--json", path, "x"]);
		expect(JSON.parse(before.stdout)).toMatchObject({ command: "why" });
		expect(await decref(["why", path, "x", "--json"])).toEqual(before);
	});

	test.concurrent("a snapshot's output may be named last", async () => {
		const output = join(folder, "asked.json");
		expect(await decref(["snapshot", path, "-o", output])).toMatchObject({ exitCode: 0, stderr: "" });
		expect(JSON.parse(readFileSync(output, "utf8"))).toMatchObject({ command: "snapshot" });
	});

	test.concurrent("what they do not know after the file is the program's, and all after --", async () => {
		const program = file("arguments.py", "import sys\nprint(sys.argv[1:])\n");
		const { stderr } = await decref(["why", program, "sys", "a", "-v", "--", "--json"]);
		expect(stderr).toBe("['a', '-v', '--json']\n");
	});

	test.concurrent("what they do not know before it is an error", async () => {
		expect(await decref(["leaks", "--nothing", path])).toMatchObject({
			exitCode: 2,
			stderr: 'decref: unknown option --nothing; try "decref leaks -h"\n',
		});
	});
});

test("__conditional_annotations__ that is no set is a TypeError; CPython 3.14.2 ends there", async () => {
	const { stderr, exitCode } = await decref(["-c", "__conditional_annotations__ = []\nx: int"]);
	expect(stderr.trimEnd().split("\n").at(-1)).toBe("TypeError: expected a set, not 'list'");
	expect(exitCode).toBe(1);
});
