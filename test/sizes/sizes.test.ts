// Fact E1: `sys.getsizeof` of objects of every built-in kind. The oracle is a 32-bit build: its sizes are no model. A native
// CPython 3.13 is (sizes.native313.txt is what it printed for sizes.py), with the structs that 3.14 has changed; each
// change below was seen as four bytes for eight in the oracle, or follows from the struct (FACTS E1).

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decref } from "../support/command.ts";

/** Labels, what 3.14 adds to the size of 3.13, and why. */
const CHANGES: readonly (readonly [labels: RegExp, bytes: number, why: string])[] = [
	[/^(tuple |inst I|I\(123\)|namedtuple|version_info|hash_info)/, 8, "a tuple keeps its hash"],
	[/^class [ABQ]$/, 8, "a heap type has one more field"],
	[/^(func|lambda)$/, 8, "a function has __annotate__ cached apart"],
	[/^map2?$/, 8, "map knows whether it is strict"],
	[/^(gen2?|genexp|coro|asyncgen)$/, 8, "a frame keeps its stack pointer as a pointer"],
	[/^frame/, 16, "the same, and a frame object its overwritten locals"],
	[/^partial$/, 16, "placeholders"],
	[/^union$/, 24, "hashable and unhashable parts apart, weak references"],
	[/^itertools tee$/, 8, "a tee knows that it is running"],
	[/^exc SyntaxError$/, 8, "_metadata"],
	[/^flags$/, 24, "a tuple keeps its hash; two more flags"],
	[/^StringIO$/, -48, "its writer lies apart"],
];

function rows(text: string): [label: string, size: number][] {
	return text
		.trim()
		.split("\n")
		.map((line) => {
			const [label, size] = line.split("\t");
			return [label!, Number(size)];
		});
}

function changed(label: string, size: number): number {
	return size + (CHANGES.find(([labels]) => labels.test(label))?.[1] ?? 0);
}

test("sizes are those of 64-bit CPython 3.14", async () => {
	const native = rows(readFileSync(join(import.meta.dirname, "sizes.native313.txt"), "utf8"));
	const run = await decref(["-W", "ignore", join(import.meta.dirname, "sizes.py")], { env: { DECREF_DEBUG: "audit" } });
	expect(run.stderr).toBe("");
	expect(native.length).toBeGreaterThan(400);
	expect(rows(run.stdout)).toEqual(native.map(([label, size]) => [label, changed(label, size)]));
	for (const [labels, , why] of CHANGES)
		expect(
			native.filter(([label]) => labels.test(label)),
			why,
		).not.toEqual([]);
});
