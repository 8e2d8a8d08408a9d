// asyncio on the loop's own wake-up pair and on time, compared with a native CPython: the oracle's asyncio needs a page.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decref } from "../support/command.ts";

test("asyncio.run", async () => {
	const run = await decref([join(import.meta.dirname, "basics.py")], { env: { DECREF_DEBUG: "audit" } });
	expect(run.stdout).toBe(readFileSync(join(import.meta.dirname, "basics.native313.txt"), "utf8"));
});
