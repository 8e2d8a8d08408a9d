// Fact B8: Long chains of every kind of object die without overflowing any stack, and the counts are right afterwards. No oracle can say
// what is expected: 3.14's ends the process at some thousand links. `decref test/support/longChains.py 1000000` does a million.

import { join } from "node:path";
import { expect, test } from "vitest";
import { decref } from "./support/command.ts";

const LINKS = 20_000;

test("long chains die", async () => {
	const program = join(import.meta.dirname, "support/longChains.py");
	const { stdout, stderr, exitCode } = await decref([program, String(LINKS)], { env: { DECREF_DEBUG: "audit,leaks" }, timeout: 240_000 });
	expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
	const lines = stdout.trimEnd().split("\n");
	expect(lines.filter((line) => / 0$/.test(line)).length).toBe(29);
	expect(lines).toContain(`instance with __del__ ${LINKS}`);
	expect(lines.slice(-2)).toEqual([`${LINKS + 1} ${LINKS + 1}`, `${LINKS + 1} ${LINKS + 1}`]);
});
