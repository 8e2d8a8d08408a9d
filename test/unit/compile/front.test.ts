// The small parts of the compiler's front half, each on its own.

import { describe, expect, it } from "vitest";
import { constantKey, mergeConstant } from "../../../src/compile/constants.ts";
import { cleanDoc } from "../../../src/compile/docstring.ts";
import { compareStrings, mangle } from "../../../src/compile/symtable.ts";
import { unparse } from "../../../src/compile/unparse.ts";
import type { Constant } from "../../../src/syntax/constant.ts";
import { parse } from "../../../src/syntax/parser.ts";

const str = (value: string): Constant => ({ type: "str", value });
const tuple = (...items: Constant[]): Constant => ({ type: "tuple", items });

describe("constants", () => {
	it("are the same only with the same type and the same sign of zero", () => {
		const different: Constant[] = [
			{ type: "int", value: 1n },
			{ type: "float", value: 1 },
			{ type: "bool", value: true },
			{ type: "float", value: 0 },
			{ type: "float", value: -0 },
			{ type: "complex", real: 0, imag: -0 },
			{ type: "complex", real: 0, imag: 0 },
			str("1"),
			{ type: "bytes", value: Uint8Array.of(0x31) },
			tuple(str("a"), str("b")),
			tuple(str("a1:sb")),
			tuple(tuple(str("a")), str("b")),
		];
		expect(new Set(different.map(constantKey)).size).toBe(different.length);
	});

	it("are merged with their items", () => {
		const cache = new Map();
		const item = mergeConstant(cache, str("long enough"));
		const merged = mergeConstant(cache, tuple(str("long enough")));
		expect(merged.type === "tuple" && merged.items[0] === item).toBe(true);
		expect(mergeConstant(cache, tuple(str("long enough")))).toBe(merged);
	});
});

describe("names", () => {
	it("are mangled when they are private", () => {
		const names = ["__x", "__x__", "_x", "__a.b", "__"].map((name) => mangle("__Cls", name));
		expect(names).toEqual(["_Cls__x", "__x__", "_x", "__a.b", "__"]);
		expect(mangle("___", "__x")).toBe("__x");
		expect(mangle(null, "__x")).toBe("__x");
	});

	it("are sorted by code points", () => {
		expect(["\uff21", "𝐱", "b", "ab", "a"].sort(compareStrings)).toEqual(["a", "ab", "b", "\uff21", "𝐱"]);
	});
});

describe("docstrings", () => {
	it("lose the common indentation, but no lines", () => {
		expect(cleanDoc("  first\n\n    second\n\tthird\n   ")).toBe("first\n\nsecond\n    third\n");
		expect(cleanDoc("first\n  \n")).toBe("first\n  \n");
	});
});

describe("annotations as text", () => {
	// Expected: what CPython stores in `__annotations__` under `from __future__ import annotations`.
	const cases: [source: string, text: string][] = [
		["a  or (b and  c)", "a or b and c"],
		["(a or b) and c", "(a or b) and c"],
		["-(-a) ** -b", "-(-a) ** (-b)"],
		["(a, )", "(a,)"],
		["a[b, c:d:e]", "a[b, c:d:e]"],
		["lambda *a: 0", "lambda*a: 0"],
		["(1).real", "1 .real"],
		["f'{a!r:>{b}}{{' 'x'", "f'{a!r:>{b}}{{x'"],
		["f(x for x in y)", "f(x for x in y)"],
		["[*a, {**b}, {}]", "[*a, {**b}, {}]"],
		["1e400", "1e309"],
		["not (a in b)", "not a in b"],
		["t'{a!r:>{b}} {c}'", "t'{a!r:>{b}} {c}'"],
		["f'{ {1:2} }'", "f'{ {1: 2}}'"],
		["a if (b if c else d) else e", "a if (b if c else d) else e"],
		["await_", "await_"],
		["x[a:b, ]", "x[a:b,]"],
		["x[(a,)]", "x[a,]"],
		["lambda: (yield)", "lambda: (yield)"],
		["f'{(lambda: 1)}'", "f'{(lambda: 1)}'"],
		["f'{x:{y}}'", "f'{x:{y}}'"],
		["u'a'", "u'a'"],
		["'a' 'b'", "'ab'"],
		["{1: 2, **a}", "{1: 2, **a}"],
		["x[*a]", "x[*a,]"],
		["-1 ** 2", "-1 ** 2"],
		["2 ** -1", "2 ** (-1)"],
		["~a", "~a"],
		["not a", "not a"],
		["a.b.c", "a.b.c"],
		["1j + 2", "1j + 2"],
		["b'a'", "b'a'"],
		["...", "..."],
		["None", "None"],
		["a @ b % c", "a @ b % c"],
		["(a < b) < c", "(a < b) < c"],
		["(a if b else c) + d", "(a if b else c) + d"],
		["x[lambda: 1]", "x[lambda: 1]"],
		["f'''{a}\n'''", "f'{a}\\n'"],
		["f\"{'a'}\"", "f\"{'a'}\""],
		["f'{a=}'", "f'a={a!r}'"],
	];
	for (const [source, expected] of cases) {
		it(source, () => expect(unparse(parse(source, "s", "eval").body)).toBe(expected));
	}
});
