// The command line's grammar: python's.

import { expect, test } from "vitest";
import { type Options, parseOptions, UsageError } from "../../../src/cli/options.ts";

function run(...argv: string[]): Options {
	const request = parseOptions(argv);
	if (!("run" in request)) throw new Error(`shows ${request.show}`);
	return request.run;
}

test("what follows the file belongs to the program", () => {
	expect(run("-u", "prog.py", "-c", "x", "--help")).toMatchObject({
		source: { kind: "file", path: "prog.py" },
		args: ["-c", "x", "--help"],
		unbuffered: true,
	});
});

test("-c ends the options, its text may be attached", () => {
	expect(run("-c", "print(1)", "-V")).toMatchObject({ source: { kind: "command", text: "print(1)\n" }, args: ["-V"] });
	expect(run("-Ocpass", "a")).toMatchObject({ source: { kind: "command", text: "pass\n" }, args: ["a"], optimize: 1 });
});

test("flags combine and count", () => {
	expect(run("-OOqB", "x.py")).toMatchObject({ optimize: 2, quiet: true, dontWriteBytecode: true });
	expect(run("-Xutf8", "-X", "tracemalloc=5", "-Werror", "x.py")).toMatchObject({
		warnings: ["error"],
		xoptions: new Map<string, string | true>([
			["utf8", true],
			["tracemalloc", "5"],
		]),
	});
});

test("- and nothing mean standard input", () => {
	expect(run("-", "a")).toMatchObject({ source: { kind: "stdin" }, args: ["a"] });
	expect(run()).toMatchObject({ source: { kind: "stdin" } });
});

test("-o and --output name the written notebook", () => {
	expect(run("-o", "out.ipynb", "in.ipynb").output).toBe("out.ipynb");
	expect(run("--output=out.ipynb", "--allow-errors", "in.ipynb")).toMatchObject({ output: "out.ipynb", allowErrors: true });
});

test("-h and -V win over what follows", () => {
	expect(parseOptions(["-h", "-c"])).toEqual({ show: "help" });
	expect(parseOptions(["-V"])).toEqual({ show: "version" });
	expect(parseOptions(["-VV"])).toEqual({ show: "long version" });
});

test.each([[["-z"]], [["--nonsense"]], [["-c"]], [["-W"]], [["--output"]]])("refuses %j", (argv) => {
	expect(() => parseOptions(argv)).toThrow(UsageError);
});

test("limits of memory and time have units", () => {
	expect(run("--max-memory", "64M", "--max-time=2.5", "f.py")).toMatchObject({ maxMemory: 64 * 2 ** 20, maxTime: 2.5 });
	expect(run("--max-memory=1000", "f.py")).toMatchObject({ maxMemory: 1000, maxTime: null });
	for (const text of ["", "M", "-1", "5Q", "0"]) expect(() => parseOptions([`--max-memory=${text}`, "f.py"])).toThrow(UsageError);
	for (const text of ["", "soon", "-1", "0"]) expect(() => parseOptions([`--max-time=${text}`, "f.py"])).toThrow(UsageError);
});
