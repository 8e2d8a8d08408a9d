// What 3.14 does since a release after the oracle's 3.14.2. The expectations are those of 3.14.10's own tests (test_listcomps,
// test_type_annotations, test_memoryview).

import { expect, test } from "vitest";
import { emptyHost } from "../../../src/modules/host.ts";
import { createRuntime } from "../../../src/runtime/runtime.ts";

let output = "";
const write = (bytes: Uint8Array) => {
	output += new TextDecoder().decode(bytes);
};
const runtime = createRuntime({ host: { ...emptyHost, writeStdout: write, writeStderr: write } });

/** What the program prints; every count is explained after it. */
function outputOf(source: string): string[] {
	output = "";
	runtime.runMain(source, "<test>");
	expect(runtime.census().differences).toEqual([]);
	return output.trimEnd().split("\n");
}

test("a function within a comprehension in a class body reaches the class's cells", () => {
	const program = `
class A:
    own = [lambda: __class__ for _ in [1]]
    nested = [[lambda: [__class__ for _ in [1]] for _ in [1]] for _ in [1]]
    names = [(lambda: __classdict__)() for _ in [1]]
print(A.own[0]() is A, A.nested[0][0]()[0] is A, "names" in A.names[0])

def early(source):
    try:
        exec("class B:\\n    x = 1\\n    y = " + source)
    except NameError as error:
        print(error)
early("[__class__ for _ in [1]]")
early("[__classdict__ for _ in [1]]")
early("[(lambda: __class__)() for _ in [1]]")
`;
	expect(outputOf(program)).toEqual([
		"True True True",
		"name '__class__' is not defined",
		"name '__classdict__' is not defined",
		"cannot access free variable '__class__' where it is not associated with a value in enclosing scope",
	]);
});

test("an annotation may be called __classdict__", () => {
	expect(outputOf("class A:\n    __classdict__: int\nprint(A.__annotations__)")).toEqual(["{'__classdict__': <class 'int'>}"]);
});

test("memory of the format ? is equal when its truths are", () => {
	const program = `
a = memoryview(b"\\0\\2\\0").cast("?")
print(a.tolist(), a == memoryview(b"\\0\\4\\0").cast("?"), a == memoryview(b"\\1\\4\\0").cast("?"))
print(memoryview(bytes(range(256))).cast("?").tolist() == [False] + [True] * 255)
`;
	expect(outputOf(program)).toEqual(["[False, True, False] True False", "True"]);
});

test("memory can't be released while its hash or hexadecimal text is made", () => {
	const program = `
class Hashed(bytearray):
    def __hash__(self):
        view.release()
        return 123
class Separator(bytes):
    def __len__(self):
        view.release()
        return 1
def attempt(f):
    try:
        f()
    except BufferError as error:
        print(error)
view = memoryview(Hashed(b"abc")).toreadonly()
attempt(lambda: hash(view))
view = memoryview(bytearray(b"abc"))
attempt(lambda: view.hex(Separator(b":")))
print(view.hex(":"))
`;
	expect(outputOf(program)).toEqual(["memoryview has 1 exported buffer", "memoryview has 1 exported buffer", "61:62:63"]);
});
