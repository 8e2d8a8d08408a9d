// Packages without `__init__.py`, from a host with files in memory; and lengths that only a 64-bit CPython gives (the oracle
// has 32). What is expected is what a native CPython 3.13 printed for the same files.

import { expect, test } from "vitest";
import { emptyHost } from "../../../src/modules/host.ts";
import { useDevelopmentLibrary } from "../../../scripts/developmentLibrary.ts";
import { createRuntime } from "../../../src/runtime/runtime.ts";

const FILES: { readonly [path: string]: string } = {
	"/one/space/mod.py": "x = 1\n",
	"/one/space/sub/deep.py": "from .. import mod\nfrom ..other import z\ny = mod.x + z\n",
	"/two/space/other.py": "z = 2\n",
	"/two/plain/__init__.py": "",
};

const PROGRAM = `
import sys
sys.path[:0] = ["/one", "/two"]
import space
print(space, list(space.__path__), space.__spec__.origin, space.__file__)
import space.sub.deep
print(space.sub.deep.y)
for statement in ("import space.nope", "from space import nope", "import space.mod.q", "import plain.nope"):
    try: exec(statement)
    except ImportError as error: print(type(error).__name__, error)
print(len(range(2**53 + 1)), len(range(2**63 - 1)), range(2**62 + 1).__len__())
class Long:
    def __len__(self): return 2**62 + 1
print(len(Long()))
try: len(range(2**63))
except OverflowError as error: print(error)
`;

const EXPECTED = `<module 'space' (namespace) from ['/one/space', '/two/space']> ['/one/space', '/two/space'] None None
3
ModuleNotFoundError No module named 'space.nope'
ImportError cannot import name 'nope' from 'space' (unknown location)
ModuleNotFoundError No module named 'space.mod.q'; 'space.mod' is not a package
ModuleNotFoundError No module named 'plain.nope'
9007199254740993 9223372036854775807 4611686018427387905
4611686018427387905
Python int too large to convert to C ssize_t
`;

test("packages without __init__.py, lengths beyond 2**53", () => {
	useDevelopmentLibrary();
	let out = "";
	const runtime = createRuntime({
		host: {
			...emptyHost,
			writeStdout: (bytes) => {
				out += new TextDecoder().decode(bytes);
			},
			readFile: (path) => (FILES[path] === undefined ? null : new TextEncoder().encode(FILES[path])),
			isDirectory: (path) => Object.keys(FILES).some((file) => file.startsWith(`${path}/`)),
		},
	});
	const status = runtime.runProgram(PROGRAM, "<test>");
	expect(out).toBe(EXPECTED);
	expect(status).toBe(0);
	expect(runtime.census().differences).toEqual([]);
});
