// What makes a statement complete, and what Tab offers.

import { expect, test } from "vitest";
import { commandState } from "../../../src/runtime/codeop.ts";
import { complete } from "../../../src/runtime/completion.ts";
import { createRuntime } from "../../../src/runtime/index.ts";

// The answers are those of codeop.compile_command in CPython 3.14.
test.each([
	["x = 1", "complete"],
	["", "complete"],
	["# nothing", "complete"],
	["f(", "incomplete"],
	["'''a", "incomplete"],
	["x = \\", "incomplete"],
	["if 1:", "incomplete"],
	["if 1:\n  x", "incomplete"],
	["if 1:\n  x\n", "complete"],
	["class A: pass", "incomplete"],
	["@f", "incomplete"],
	["a b", "wrong"],
	["if.", "wrong"],
	["'abc", "wrong"],
	["if 1:\nx", "wrong"],
	[")", "wrong"],
])("%j is %s", (text, state) => {
	expect(commandState(text)).toBe(state);
});

const runtime = createRuntime();
runtime.runProgram(
	[
		"class Thing:",
		"    def method(self): pass",
		"    @property",
		"    def trap(self): raise SystemExit",
		"    def __init__(self): self.inner = self; self.value = 1",
		"thing = Thing()",
		"other = Thing()",
		"other.__dict__",
		"def thirsty(): pass",
	].join("\n"),
	"<test>",
);

test.each<[string, string[]]>([
	["thi", ["thing", "thirsty("]],
	["x = thing.me", ["method("]],
	["thing.inner.inner.va", ["value"]],
	["other.", ["inner", "method(", "trap", "value"]],
	["thing.trap.", []],
	["Thing.m", ["method("]],
	["whi", ["while "]],
	["els", ["else:"]],
	["isinst", ["isinstance("]],
	["thing.__cla", ["__class__"]],
	["f().va", []],
	["nowhere.x", []],
])("%j may become %j", (text, candidates) => {
	expect(complete(text, runtime.mainDict).candidates).toEqual(candidates);
});
