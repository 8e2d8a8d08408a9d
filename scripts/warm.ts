// Runs the built command on a few programs and keeps V8's compiled code of what they used. Bundled into dist/ and
// run by the build, once for each set of flags. Read src/cli/codeCache.ts first.

import { loadCommand, saveCache, start } from "../src/cli/codeCache.ts";

declare const BUILD_ID: string;

/** So that importing what is imported most compiles nothing. */
const IMPORTS = `import argparse, asyncio, contextlib, datetime, decimal, inspect, json, logging, os, pathlib, random, string, tempfile
import textwrap, threading, time, traceback, unittest`;

/** What most programs do, library and errors included. */
const PROGRAM = `
import abc, collections, dataclasses, enum, functools, gc, itertools, re, sys, typing, weakref

class Node:
    "A node."
    def __init__(self, value, *children, **options):
        self.value, self.children, self.options = value, [*children], options
    def __repr__(self):
        return f"Node({self.value!r})"
    def __del__(self):
        print("gone", self.value)

@dataclasses.dataclass
class Point:
    x: int = 0
    y: float = 1.5

def numbers(n):
    for i in range(n):
        yield i * 2.5 if i % 2 else -i ** 3

a = Node("a", Node(1), key=None)
a.self = a
r = weakref.ref(a)
print(sys.getrefcount(a), id(a) == id(r()), a, Point(1), [*numbers(5)], {k: v for k, v in zip("ab", (1, 2))}, {1, 2} | {3})
del a
print(gc.collect(), r())
print(sorted("text".split("x"), key=len), "%5.2f|{:>10}".format(1) % 2.5, "é".encode(), b"ab"[0], 10**30, 1e100, 3 + 4j)
try:
    try:
        [][0]
    except IndexError as error:
        raise KeyError("k") from error
except KeyError as error:
    print(repr(error), error.__cause__)
match {"a": [1, 2]}:
    case {"a": [x, *rest]}:
        print(x, rest)
print(re.sub(r"(\\w+) (\\w+)", r"\\2 \\1", "hello world"), functools.reduce(lambda x, y: x + y, range(5)), collections.Counter("abca"))
undefined_name
`;

const url = new URL("cli.js", import.meta.url).href;
const { script, cache } = loadCommand(url, BUILD_ID);
for (const args of [["examples/memory-management.ipynb"], ["-c", PROGRAM], ["-c", IMPORTS], ["-c", "print(1)"]]) {
	process.argv.splice(2, process.argv.length, ...args);
	start(script, url);
}
process.exitCode = 0;
saveCache(script, cache);
