// What a text will import, guessed from it: the page fetches that before it runs.

import { expect, test } from "vitest";
import { closureOf, importsOf } from "../../../src/web/imports.ts";

test("statements of all forms", () => {
	const text = `
import os.path, json as j  # comment
from collections import (deque,
    abc as a)
try:
    import fast
except ImportError:
    from . import slow, other
from ..up.there import thing
def f():
    import too.deep
if True:
    import chosen
x = "import nothing"
`;
	const found = importsOf(text, "pkg.sub");
	for (const name of [
		"os",
		"os.path",
		"json",
		"collections",
		"collections.deque",
		"collections.abc",
		"fast",
		"pkg.sub.slow",
		"pkg.sub.other",
		"pkg.up.there",
	])
		expect(found).toContain(name);
	for (const name of ["too", "too.deep", "nothing", "j", "a"]) expect(found).not.toContain(name);
	expect(importsOf("print(1)")).toEqual([]);
});

test("what is imported in turn, in a circle too", () => {
	const index = { a: [0, "b"], b: [1, "b.c", "a"], "b.c": [0], d: [0] } as const;
	expect([...closureOf(["a", "unknown"], index as never)].sort()).toEqual(["a", "b", "b.c"]);
});
