// Which addresses are used again, as a native 64-bit CPython with pymalloc has it (FACTS D).

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decref } from "../support/command.ts";

test("addresses are reused as in 64-bit CPython", async () => {
	const { stdout } = await decref([join(import.meta.dirname, "reuse.py")]);
	expect(stdout).toBe(readFileSync(join(import.meta.dirname, "reuse.native313.txt"), "utf8"));
});
