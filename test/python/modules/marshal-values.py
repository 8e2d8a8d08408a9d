# marshal: every kind of value in each version, references, what it refuses, and what is wrong with data.
import io
import marshal

shared = ["shared"]
values = [
    None, True, False, ..., StopIteration, 0, -1, 2**31 - 1, -(2**31), 2**31, -(2**100), 3.5, float("inf"), -0.0, 1 + 2j, "", "ascii", "x" * 300,
    "\u00e9\u20ac\U0001f40d", "\ud800", b"", b"bytes", bytearray(b"array"), (), (1, 2), tuple(range(300)), [], [1, [2]], {}, {"a": 1, 2: None},
    set(), {3, 1, 2}, frozenset({"b"}), [shared, shared], (shared, "text", "text"),
]
for value in values:
    data = marshal.dumps(value)
    again = marshal.loads(data)
    print(again == value or repr(again) == repr(value), type(again).__name__, len(data))
for version in range(5):
    print(version, marshal.dumps(["ascii", 1.5, (1,), 2j], version)[:24].hex(" "))
for value in (object(), int, type("Int", (int,), {})(1), lambda: 1):
    try:
        marshal.dumps(value)
    except ValueError as error:
        print(error)
print(marshal.loads(marshal.dumps(slice(1, None, 2))), marshal.loads(marshal.dumps((slice(3), 1))))

pair = marshal.loads(marshal.dumps([shared, shared]))
print(pair[0] is pair[1])
recursive = []
recursive.append(recursive)
again = marshal.loads(marshal.dumps(recursive))
print(again[0] is again)
nested = ([],)
nested[0].append(nested)
again = marshal.loads(marshal.dumps(nested))
print(again[0][0] is again)

for data in (b"", b"i", b"s\5\0\0\0abc", b"?", b"r\0\0\0\0", b"0", b"[\1\0\0\0", b"(\1\0\0\0" + b"0", b"l\1\0\0\0\xff\xff", b"[\xff\xff\xff\xff"):
    try:
        print(marshal.loads(data))
    except (EOFError, TypeError, ValueError) as error:
        print(data, type(error).__name__, error)

code = compile("def f(a, *, b=2):\n    x = [a + b + i for i in range(3)]\n    def g():\n        return x, a\n    return g()\nresult = f(1)", "<code>", "exec")
again = marshal.loads(marshal.dumps(code))
namespace = {}
exec(again, namespace)
print(namespace["result"], again == code, again.co_filename, [c.co_qualname for c in again.co_consts if hasattr(c, "co_code")])
for function, argument in ((marshal.dumps, code), (marshal.loads, marshal.dumps(code))):
    try:
        function(argument, allow_code=False)
    except ValueError as error:
        print(error)

file = io.BytesIO()
for value in (1, "two", [3]):
    marshal.dump(value, file)
file.seek(0)
print([marshal.load(file) for _ in range(3)], marshal.version)
try:
    marshal.load(file)
except EOFError as error:
    print(error)
deep = []
for _ in range(3000):
    deep = [deep]
try:
    marshal.dumps(deep)
except ValueError as error:
    print(error)
