// docs/differences.md says what is in test/differences, and what the programs there print is still as it says. What CPython
// is said to print is looked at where ORACLE_PYTHON names a native one: the oracle has neither other programs nor network.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { decref } from "./support/command.ts";
import { differencesPage, readDifferences } from "./support/differences.ts";

const native = process.env["ORACLE_PYTHON"];
const page = join(import.meta.dirname, "../docs/differences.md");
const shown = [...readDifferences("known"), ...readDifferences("not-yet")].flatMap(({ name, shown }) =>
	shown === null ? [] : [{ name, ...shown }],
);

test("the page is made from the programs", () => {
	if (process.env["UPDATE"] === "1") writeFileSync(page, differencesPage());
	expect(readFileSync(page, "utf8")).toBe(differencesPage());
});

describe.concurrent.each(shown)("$name", ({ program, cpython, decref: ours }) => {
	test("prints what it is said to, and not what CPython prints", async () => {
		const run = await decref(["-c", program], { env: { DECREF_DEBUG: "audit" } });
		expect(run).toEqual({ stdout: ours, stderr: "", exitCode: 0 });
		expect(ours).not.toBe(cpython);
	});

	test.skipIf(native === undefined)("is what CPython prints", () => {
		expect(execFileSync(native!, ["-c", program], { encoding: "utf8" })).toBe(cpython);
	});
});
