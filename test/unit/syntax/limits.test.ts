// Deep and long sources: nothing may overflow JavaScript's stack, and the error pass may not explode. The limits are CPython's
// where it has one.

import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compile/index.ts";
import type * as ast from "../../../src/syntax/ast.ts";
import { PySyntaxError } from "../../../src/syntax/errors.ts";
import { parse } from "../../../src/syntax/parser.ts";

function outcome(source: string, onWarning?: () => void): string {
	try {
		parse(source, "<test>", "exec", onWarning === undefined ? {} : { onWarning });
		return "parsed";
	} catch (error) {
		if (!(error instanceof PySyntaxError)) throw error;
		return `${error.kind}: ${error.message}`;
	}
}

describe("limits", () => {
	it.each([
		["200 brackets", `${"(".repeat(200)}${")".repeat(200)}`],
		["operators in a row", `${"a + ".repeat(50000)}b`],
		["attributes in a row", `x${".a".repeat(50000)}`],
		["a chain of elif", `if a: b\n${"elif a: b\n".repeat(5000)}`],
		["conditional expressions", `${"a if b else ".repeat(5000)}c`],
		["signs", `${"-".repeat(5000)}1`],
		["strings", "'a' ".repeat(5000)],
		["99 blocks", `${Array.from({ length: 99 }, (_, i) => `${" ".repeat(i)}if a:\n`).join("")}${" ".repeat(99)}b`],
	])("parses %s", (_, source) => expect(outcome(source)).toBe("parsed"));

	it.each([
		["201 brackets", "(".repeat(201), "SyntaxError: too many nested parentheses"],
		["lambdas", `${"lambda: ".repeat(5000)}1`, "MemoryError: Parser stack overflowed - Python source too complex to parse"],
		["signs", `${"-".repeat(50000)}1`, "MemoryError: Parser stack overflowed - Python source too complex to parse"],
		["strings in strings", `${"f'{".repeat(160)}a`, "SyntaxError: too many nested f-strings or t-strings"],
	])("refuses too many %s", (_, source, message) => expect(outcome(source)).toBe(message));

	it("refuses 100 blocks", () => {
		const source = Array.from({ length: 100 }, (_, i) => `${" ".repeat(i)}if a:\n`).join("");
		expect(outcome(`${source}${" ".repeat(100)}b`)).toBe("IndentationError: too many levels of indentation");
	});

	it.each([
		["(", ")"],
		["[", "]"],
		["{", "}"],
		["f(", ")"],
		["f(a, b=", ")"],
		["{a: ", "}"],
		["(lambda x: ", ")"],
		["(a if b else ", ")"],
	])("explains an error under 90 of %s", (open, close) => {
		const source = `${open.repeat(90)}b c${close.repeat(90)}`;
		expect(outcome(source)).toBe("SyntaxError: invalid syntax. Perhaps you forgot a comma?");
	});

	// Each took a quarter of a minute or more while something in it was quadratic.
	it.each([
		["statements in a line", `${"x=1;".repeat(80_000)}b c`, "SyntaxError: invalid syntax"],
		["invalid escapes in a line", `${"'\\d';".repeat(40_000)}b c`, "SyntaxError: invalid syntax"],
		["elements", `[${"a, ".repeat(15_000)}b c]`, "SyntaxError: invalid syntax. Perhaps you forgot a comma?"],
		["lines", `${"x = 1\n".repeat(80_000)}b c`, "SyntaxError: invalid syntax"],
		[
			"elif",
			`if a: b\n${"elif a: b\n".repeat(100_000)}elif a b\n`,
			"MemoryError: Parser stack overflowed - Python source too complex to parse",
		],
	])("explains an error after many %s in time", (_, source, message) => {
		expect(outcome(source, () => {})).toBe(message);
	});

	it.each([
		["keywords", `f(${Array.from({ length: 40_000 }, (_, i) => `a${i}=1`).join(",")})`],
		["type parameters", `def f[${Array.from({ length: 40_000 }, (_, i) => `a${i}`).join(",")}](): pass`],
	])("compiles many %s in time", (_, source) => {
		expect(compile(parse(source, "<test>", "exec"), "<test>", { warn: () => {} }).name).toBe("<module>");
	});

	it("looks at a comment once after a single statement", () => {
		expect(() => parse(`a\n${"#".repeat(5000)}\nb`, "<test>", "single")).toThrow();
		expect(parse(`a\n\n${"#".repeat(5000)}\n  # c`, "<test>", "single").body).toHaveLength(1);
	});

	it("builds trees from the inside for prefix operators", () => {
		let node = (parse(`${"not ".repeat(1000)}a`, "<test>", "exec").body[0] as ast.Expr).value;
		let depth = 0;
		for (; node._class === "UnaryOp"; node = node.operand) depth++;
		expect(depth).toBe(1000);
	});
});
