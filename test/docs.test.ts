// The examples in the documentation: each `python` block that a `text` block follows prints what that says.

import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { decref } from "./support/command.ts";

const root = join(import.meta.dirname, "..");
const pages = [
	"README.md",
	"ARCHITECTURE.md",
	...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((name) => join("docs", name)),
];
const examples = pages
	.filter((page) => page.endsWith(".md"))
	.flatMap((page) => {
		const blocks = readFileSync(join(root, page), "utf8").matchAll(/```python\n(.*?)```\n+```text\n(.*?)```/gs);
		return [...blocks].map(([, program, output], i) => ({ name: `${relative(".", page)} ${i + 1}`, program: program!, output: output! }));
	});

describe.concurrent.each(examples)("$name", ({ program, output }) => {
	test("prints what it says", async () => {
		expect(await decref(["-c", program], { env: { DECREF_DEBUG: "audit" } })).toEqual({ stdout: output, stderr: "", exitCode: 0 });
	});
});
