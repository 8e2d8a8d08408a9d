// Programs nested deeper than any stack: the error that CPython gives for them, and every count explained after it. That
// compile() raises so is what a native CPython 3.13 showed for the same sources.

import { expect, test } from "vitest";
import { emptyHost } from "../../../src/modules/host.ts";
import { createRuntime } from "../../../src/runtime/runtime.ts";

const LEVELS = 100_000;

test("a program of 100,000 nested levels ends in RecursionError", () => {
	let errors = "";
	const runtime = createRuntime({ host: { ...emptyHost, writeStderr: (bytes) => (errors += new TextDecoder().decode(bytes)) } });
	for (const source of [`x${".a".repeat(LEVELS)}`, `1${"+1".repeat(LEVELS)}`, `x${"[0]".repeat(LEVELS)}`]) {
		errors = "";
		expect(runtime.runMain(source, "<test>")).toBe(1);
		expect(errors.trimEnd().split("\n").at(-1)).toBe("RecursionError: maximum recursion depth exceeded during compilation");
	}
	expect(runtime.census().differences).toEqual([]);
});
