// Recursion of every kind, in Python and through natives, ends in RecursionError and leaves every count explained.
// The oracle cannot say: its own stack is too small. That each of these raises is CPython's documented behaviour.

import { expect, test } from "vitest";
import { emptyHost } from "../../../src/modules/host.ts";
import { createRuntime } from "../../../src/runtime/runtime.ts";

const PROGRAM = `
class A:
    def __getattr__(self, n): return getattr(self, n + "x")
    def __repr__(self): return repr(self)
    def __eq__(self, o): return self == o
    def __len__(self): return len(self)
    def __iter__(self): return iter(self)
    def __hash__(self): return hash(self)
    def __call__(self): return self()
    def __add__(self, o): return self + o
    def __str__(self): return str(self)
    def __bool__(self): return bool(self)
    def __getitem__(self, i): return self[i]
    def __contains__(self, o): return o in self
class C:
    def __init__(self): C()
class D:
    def __new__(cls): return D()
a = A()
def m(n): return list(map(m, [n]))
def s(x): return sorted([x], key=s)
def gen(n): yield from gen(n + 1)
def ex(): exec("ex()")
nested = []
for i in range(10000): nested = [nested]
def depth():
    d = 0
    def g():
        nonlocal d
        d += 1
        g()
    try: g()
    except RecursionError as e: return d, str(e)
print(depth())
for f in (lambda: a.q, lambda: repr(a), lambda: a == a, lambda: len(a), lambda: iter(a), lambda: hash(a), a, lambda: a + a,
          lambda: str(a), lambda: bool(a), lambda: a[0], lambda: 1 in a, lambda: m(1), lambda: s(1), lambda: repr(nested),
          lambda: nested == [nested], lambda: next(gen(0)), C, D, ex):
    try: f()
    except RecursionError: print("RecursionError")
print(depth())
`;

test("recursion ends in RecursionError", () => {
	let output = "";
	const runtime = createRuntime({ host: { ...emptyHost, writeStdout: (bytes) => (output += new TextDecoder().decode(bytes)) } });
	expect(runtime.runProgram(PROGRAM, "<test>")).toBe(0);
	const deepest = "(998, 'maximum recursion depth exceeded')";
	expect(output.trim().split("\n")).toEqual([deepest, ...new Array(20).fill("RecursionError"), deepest]);
	expect(runtime.census().differences).toEqual([]);
});
