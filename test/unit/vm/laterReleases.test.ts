// What 3.14 does since a release after the oracle's 3.14.2. The expectations are those of 3.14.10's own tests (test_listcomps,
// test_type_annotations, test_memoryview, test_bytes, test_array, test_struct, test_dict, test_defaultdict, test_ordered_dict,
// test_functools, test_genericalias, test_exception_group, test_descr, test_abc, test_tuple, test_type_aliases, test_generators).

import { expect, test } from "vitest";
import { emptyHost } from "../../../src/modules/host.ts";
import { useDevelopmentLibrary } from "../../../scripts/developmentLibrary.ts";
import { createRuntime } from "../../../src/runtime/runtime.ts";

useDevelopmentLibrary();

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

/** Runs a call for the type of what it raises. */
const ATTEMPT = `
def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as error:
        print(type(error).__name__)
`;

test("a bytearray can't be resized by what it asks for what to search, to join or to show", () => {
	const program = `${ATTEMPT}
class Evil:
    def __init__(self, array):
        self.array = array
    def __buffer__(self, flags):
        self.array.clear()
        return memoryview(self.array)
    def __index__(self):
        self.array.clear()
        return 65
for name in "find", "count", "index", "rfind", "rindex", "split", "rsplit", "__contains__":
    array = bytearray(b"A")
    attempt(getattr(array, name), Evil(array))
class Separator(bytes):
    def __len__(self):
        array.clear()
        return 1
attempt(array.hex, Separator(b":"))
class Shown:
    def __repr__(self):
        array.clear()
        return "E"
array = bytearray(b"%a end")
attempt(array.__mod__, Shown())
print(array)
array.clear()
`;
	expect(outputOf(program)).toEqual([...Array(10).fill("BufferError"), "bytearray(b'%a end')"]);
});

test("what is joined or appended may change meanwhile", () => {
	const program = `${ATTEMPT}
class Item:
    def __init__(self, action):
        self.action = action
    def __buffer__(self, flags):
        self.action()
        return memoryview(b"xyz")
for separator in b"", bytearray(b"::"):
    items = [b"a", Item(lambda: items.clear()), b"c"]
    attempt(separator.join, items)
    items = [b"a", Item(lambda: items.__setitem__(1, b"z")), b"c"]
    attempt(separator.join, items)
for action in bytearray.clear, lambda a: a.__delitem__(slice(2, None)), lambda a: a.extend(b"yy"):
    array = bytearray(b"1234")
    array.extend(Item(lambda: action(array)))
    print(array)
for source in [256] * 9, (1, 2, 1 << 100):
    array = bytearray(b"abc")
    attempt(array.__init__, source)
    print(array)
`;
	expect(outputOf(program)).toEqual([
		...["RuntimeError", "b'axyzc'", "RuntimeError", "bytearray(b'a::xyz::c')"],
		...["bytearray(b'xyz')", "bytearray(b'12xyz')", "bytearray(b'1234xyzyy')"],
		...["ValueError", "bytearray(b'')", "ValueError", "bytearray(b'')"],
	]);
});

test("an item of an array is set only where there still is one", () => {
	const program = `${ATTEMPT}
import array
class Index:
    def __index__(self):
        victim.clear()
        return 0
    def __float__(self):
        victim.clear()
        return 0.0
for code in "bBhHilqILQfd":
    victim = array.array(code, [1, 2, 3])
    attempt(victim.__setitem__, 1, Index())
    assert len(victim) == 0
`;
	expect(outputOf(program)).toEqual(Array(12).fill("IndexError"));
});

test("a struct that was not initialised says so", () => {
	const program = `${ATTEMPT}
import struct
half = struct.Struct.__new__(struct.Struct)
for name in "iter_unpack", "unpack", "unpack_from":
    attempt(getattr(half, name), b" ")
attempt(half.pack, 1)
attempt(half.pack_into, bytearray(1), 1)
attempt(getattr, half, "format")
attempt(half.__sizeof__)
attempt(repr, half)
print(half.size)
`;
	expect(outputOf(program)).toEqual([...Array(8).fill("RuntimeError"), "-1"]);
});

test("dictionaries that change while they are gone through, copied or filled", () => {
	const program = `${ATTEMPT}
from collections import OrderedDict, defaultdict
d = dict.fromkeys(range(10))
for i in range(7):
    del d[i]
iterators = reversed(d), reversed(d.keys()), reversed(d.values()), reversed(d.items())
for it in iterators:
    next(it)
d.clear()
d.update(dict.fromkeys(range(10)))
for i in range(3, 10):
    del d[i]
for it in iterators:
    attempt(list, it)
class Cleared(OrderedDict):
    def __getitem__(self, key):
        cleared.clear()
        return "v"
cleared = Cleared([(1, 1), (2, 2)])
attempt(cleared.copy)
def make():
    made.append(1)
    count = len(made)
    if count == 1:
        both["key"]
    return count
made = []
both = defaultdict(make)
print(both["key"], both)
`;
	const factory = /^2 defaultdict\(<function make at 0x[0-9a-f]+>, \{'key': 2\}\)$/;
	const lines = outputOf(program);
	expect(lines.slice(0, 5)).toEqual(Array(5).fill("RuntimeError"));
	expect(lines[5]).toMatch(factory);
});

test("what is shown stays as it was when its showing began", () => {
	const program = `${ATTEMPT}
import functools
from types import GenericAlias
class Trigger:
    def __repr__(self):
        partial.__setstate__((print, (None,), {"k": None}, None))
        return "Trigger"
partial = functools.partial(len, Trigger(), None, a=1)
print(partial)
class Empties:
    def __repr__(self):
        arguments.clear()
        return "x"
arguments = [Empties(), 1]
attempt(repr, GenericAlias(int, arguments))
given = [ValueError(1), TypeError(2)]
group = ExceptionGroup("g", given)
given.clear()
print(repr(group), group.args)
group.args = ()
print(repr(group), repr(BaseExceptionGroup("g", (KeyboardInterrupt(),))))
class Sequence(list):
    def __repr__(self):
        return "shown " + str(len(self))
given = Sequence([ValueError()])
group = ExceptionGroup("g", given)
given.clear()
print(repr(group))
class Unshown(list):
    __repr__ = None
attempt(ExceptionGroup, "g", Unshown([ValueError()]))
`;
	expect(outputOf(program)).toEqual([
		"functools.partial(<built-in function len>, Trigger, None, a=1)",
		"IndexError",
		"ExceptionGroup('g', [ValueError(1), TypeError(2)]) ('g', [])",
		"ExceptionGroup('g', (ValueError(1), TypeError(2))) BaseExceptionGroup('g', (KeyboardInterrupt(),))",
		"ExceptionGroup('g', shown 1)",
		"TypeError",
	]);
});

test("class and static methods that were not initialised are of None", () => {
	const program = `
for kind in classmethod, staticmethod:
    class Own(kind):
        def __init__(self, f):
            pass
    print(Own(len), Own(len).__func__, Own(len).__wrapped__)
`;
	expect(outputOf(program)).toEqual(["<classmethod(None)> None None", "<staticmethod(None)> None None"]);
});

test("an abstract class asks the type of what has no class, and keeps it alive", () => {
	const program = `
import abc, weakref
class NoClass:
    def __getattribute__(self, name):
        if name == "__class__":
            raise AttributeError(name)
        return super().__getattribute__(name)
class A(metaclass=abc.ABCMeta):
    pass
print(isinstance(NoClass(), A))
A.register(NoClass)
print(isinstance(NoClass(), A))
class Original:
    def __getattribute__(self, name):
        return int if name == "__class__" else object.__getattribute__(self, name)
class Replacement:
    pass
instance, original = Original(), weakref.ref(Original)
del Original
class Meta(abc.ABCMeta):
    def __subclasscheck__(cls, candidate):
        if candidate is int:
            instance.__class__ = Replacement
            print(original() is not None)
        return False
class Interface(metaclass=Meta):
    pass
print(isinstance(instance, Interface))
`;
	expect(outputOf(program)).toEqual(["False", "True", "True", "False"]);
});

test("the hash of tuples nested deep is refused", () => {
	const program = `
t = ()
for _ in range(500_000):
    t = (t,)
try:
    hash(t)
except RecursionError as error:
    print(error)
`;
	expect(outputOf(program)).toEqual(["maximum recursion depth exceeded while hashing a tuple"]);
});

test("a type alias that is evaluated within its evaluation drops the first value", () => {
	const program = `
import weakref
class Value:
    pass
made = []
def compute():
    value = Value()
    made.append(weakref.ref(value))
    if len(made) == 1:
        Alias.__value__
    return value
type Alias = compute()
print(Alias.__value__ is made[0](), made[1]())
`;
	expect(outputOf(program)).toEqual(["True None"]);
});

test("a generator's frame that has ended keeps no caller's", () => {
	const program = `
def generator():
    yield
def outer():
    g = generator()
    frame = g.gi_frame
    return frame.f_back, next(g), frame.f_back, next(g, None), frame.f_back
print(outer())

class D:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print("dead", self.name)
class Await:
    def __await__(self):
        yield
async def inner(d):
    try:
        await Await()
    except ValueError:
        return 1
async def nested():
    local = D("local of the caller")
    return await inner(D("argument"))
c = nested()
c.send(None)
try:
    c.throw(ValueError("held by the caller, with the frame of what was called"))
except StopIteration as end:
    print(end.value)
`;
	expect(outputOf(program)).toEqual(["(None, None, None, None, None)", "dead local of the caller", "dead argument", "1"]);
});
