// `--max-memory` and `--max-time`: the request that passes the limit raises MemoryError, the heap is sound afterwards, and the
// program may go on; a program that does not end is interrupted, and ended if that does not help. Also V8's own limit.

import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { decref } from "./support/command.ts";

const AUDIT = { DECREF_DEBUG: "audit,leaks" };
const LIMIT = 240_000;

async function run(program: string, ...options: string[]): Promise<{ lines: string[]; exitCode: number | null; stderr: string }> {
	const { stdout, stderr, exitCode } = await decref([...options, "-c", program], { env: AUDIT, timeout: LIMIT });
	return { lines: stdout.trimEnd().split("\n"), exitCode, stderr };
}

/** Tries each expression, and says what became of it. */
const ATTEMPTS = `
def attempt(make):
    try:
        made = make()
        return "made"
    except MemoryError as error:
        return type(error).__name__
`;

describe.concurrent("--max-memory", () => {
	test("refuses what is too large before it is made", async () => {
		const texts = [
			"b'x' * 10**7",
			"[0] * 10**7",
			"(0,) * 10**7",
			"'a' * 10**10",
			"10 ** 10**8",
			"1 << 10**8",
			"list(range(10**7))",
			"bytearray(10**7)",
			"'%99999999d' % 3",
			"f'{1:>99999999}'",
			"'a'.ljust(10**8)",
			"('a' * 10**4).replace('a', 'b' * 10**4)",
		];
		const program = `${ATTEMPTS}${texts.map((text) => `print(attempt(lambda: ${text}))`).join("\n")}\nprint(len("a" * 10**6))`;
		const { lines, exitCode } = await run(program, "--max-memory", "5M");
		expect(lines).toEqual([...texts.map(() => "MemoryError"), "1000000"]);
		expect(exitCode).toBe(0);
	});

	test("ends what grows step by step, natives and Python alike", async () => {
		const program = `${ATTEMPTS}
import itertools
class Node:
    def __init__(self, next): self.next = next
def chain():
    node = None
    while True: node = Node(node)
def table():
    d = {}
    while True: d[len(d)] = str(len(d))
def text():
    s = ""
    while True: s += "abcdefghij" * 100
makes = [chain, table, text, lambda: [[] for _ in itertools.count()], lambda: list(itertools.count()), lambda: set(itertools.count(1.5)),
    lambda: dict.fromkeys(itertools.count(2**70)), lambda: "".join(map(str, itertools.count())), lambda: sorted(map(str, itertools.count()))]
for make in makes: print(attempt(make))
print(sum(len(str(i)) for i in range(1000)))
`;
		const { lines, exitCode } = await run(program, "--max-memory", "3M");
		expect(lines).toEqual([...Array.from({ length: 9 }, () => "MemoryError"), "2890"]);
		expect(exitCode).toBe(0);
	});

	test(
		"leaves no count wrong, wherever MemoryError strikes",
		async () => {
			const program = `
import collections, copy, functools, itertools, json
class P:
    def __init__(self, n): self.n = n; self.kids = []
    def __eq__(self, other): return isinstance(other, P) and self.n == other.n
    def __hash__(self): return hash(self.n)
    def __repr__(self): return f"P({self.n!r}, {self.kids!r})"
def work(n):
    kept = []
    for i in itertools.count():
        kept.append(copy.deepcopy({"a": [i, (i, str(i))], i: {1.5 * i, b"%d" % i}}))
        kept.append(json.loads(json.dumps({str(k): [k, k / 7, None, "x" * k] for k in range(n)})))
        kept.append(sorted([P(-k) for k in range(n)], key=lambda p: (p.n, [p])))
        kept.append(collections.OrderedDict(collections.Counter(map(str, range(i % 50)))))
        kept.append(list(zip(map(P, range(n)), itertools.permutations(range(4)), strict=False)))
        kept.append(functools.reduce(lambda a, b: a + [b], range(n), []))
        kept.append("".join(f"{k:>10}{k!r}" for k in range(n)).encode().split(b"1"))
        kept.append({k: v for k, v in enumerate(set(range(i % 100)) ^ {P(1), P(2)})})
        kept.append([*kept[-1].items(), *map(repr, kept[:3])])
        kept.append(type("T", (), {f"a{k}": k for k in range(n)}))
        kept.append((x for x in kept)); next(kept[-1])
for n in (3, 10, 30):
    try: work(n)
    except MemoryError: print("caught")
`;
			for (const limit of ["2222K", "3M"]) {
				const { lines, exitCode, stderr } = await run(program, "--max-memory", limit);
				expect({ lines, exitCode, stderr }).toEqual({ lines: ["caught", "caught", "caught"], exitCode: 0, stderr: "" });
			}
		},
		LIMIT,
	);

	test("tells of a MemoryError that nobody catches", async () => {
		const { stderr, exitCode } = await run("x = []\nwhile True: x.append([])", "--max-memory=1M");
		expect(stderr.trimEnd().split("\n").at(-1)).toBe("MemoryError");
		expect(exitCode).toBe(1);
	});
});

test(
	"What V8 can't hold raises MemoryError",
	async () => {
		const program = `${ATTEMPTS}
for make in (lambda: "a" * 2**30, lambda: [None] * 2**31, lambda: b"a" * 2**40, lambda: 1 << 2**31): print(attempt(make))
def grow():
    kept = []
    while True: kept.append([kept])
print(attempt(grow))
`;
		const cli = join(import.meta.dirname, "../dist/cli.js");
		const { execFileSync } = await import("node:child_process");
		const stdout = execFileSync(process.execPath, ["--stack-size=5500", "--max-old-space-size=150", cli, "-c", program], {
			encoding: "utf8",
		});
		expect(stdout.trimEnd().split("\n")).toEqual(Array.from({ length: 5 }, () => "MemoryError"));
	},
	LIMIT,
);

describe.concurrent("--max-time", () => {
	test("interrupts a program, which can tidy up", async () => {
		const { lines, exitCode, stderr } = await run("try:\n    while True: pass\nfinally: print('tidied up')", "--max-time", "0.3");
		expect({ lines, exitCode }).toEqual({ lines: ["tidied up"], exitCode: 124 });
		expect(stderr).toContain("KeyboardInterrupt");
	});

	test.each([
		["a finalizer that never returns", "class C:\n    def __del__(self):\n        while True: pass\nC()\nwhile True: C()"],
		[
			"a finalizer at the end",
			"class C:\n    def __del__(self):\n        while True:\n            try:\n                while True: pass\n            except BaseException: pass\nc = C()",
		],
		["a loop that catches everything", "while True:\n    try:\n        while True: pass\n    except BaseException: pass"],
		["a native loop", "import itertools\nwhile True:\n    try: any(itertools.repeat(0))\n    except BaseException: pass"],
	])(
		"ends %s",
		async (_, program) => {
			const { exitCode } = await run(program, "--max-time=0.3");
			expect(exitCode).toBe(124);
		},
		LIMIT,
	);
});
