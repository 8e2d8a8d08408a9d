// The examples in the documentation: each `python` block that a `text` block follows prints what that says, and each
// `console` block is a command with its output (`UPDATE=1` renews it; to be read before it is committed).

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
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

const sessions = pages.filter((page) => page.endsWith(".md")).filter((page) => /```console\n/.test(readFileSync(join(root, page), "utf8")));

test.each(sessions)("the commands in %s", async (page) => {
	let text = readFileSync(join(root, page), "utf8");
	const shown = [...text.matchAll(/```console\n\$ decref (.*)\n([\s\S]*?)```/g)];
	for (const [block, command, output] of shown) {
		const { stdout, stderr } = await decref(command!.split(" "), { cwd: root });
		if (process.env["UPDATE"] === "1") text = text.replace(block, () => `\`\`\`console\n$ decref ${command}\n${stdout}\`\`\``);
		else expect(output).toBe(stdout);
		expect(stderr).not.toMatch(/^decref:/m);
	}
	if (process.env["UPDATE"] === "1") writeFileSync(join(root, page), text);
});
