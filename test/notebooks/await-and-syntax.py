# %%
import sys
async def co(x):
    return x * 2
await co(21)
# %%
r = await co(3)
r
# %%
class Aw:
    def __await__(self):
        return 7
        yield
await Aw()
# %%
async def agen():
    for i in range(3):
        yield i
[i async for i in agen()]
# %%
async for i in agen():
    print(i)
# %%
class ACM:
    async def __aenter__(self):
        print("aenter"); return self
    async def __aexit__(self, *a):
        print("aexit", a[0])
async with ACM() as m:
    print(type(m).__name__)
# %%
async def bad():
    raise ValueError("in coroutine")
await bad()
# %%
co(1)
# %%
del _
# %%
c = co(5)
c
# %%
c.close()
# %%
x = (1 +
# %%
s = "abc
# %%
t = """abc
# %%
def f():
# %%
for i in range(3):
    if i:
# %%
f(
# %%
a = [1,
# %%
print("x"
print("y")
# %%
  indented = 1
  indented
# %%
if True:
x = 1
# %%
	tab = 1
    mixed = 2
# %%
>>> 1 + 1
2
# %%
>>> for i in range(2):
...     print(i)
# %%
In [1]: 5 + 5
# %%
x = 5; x;
# %%
x = 5; x
# %%
x;  # comment
# %%
"a string"; 
# %%
1,
# %%
x: int = 3
# %%
(y := 10)
# %%
lambda: 0
# %%
[lambda x: x, print, len, int, type, object]
# %%
{"f": co, "c": Aw}
# %%
import types
types.ModuleType("m"), types.MappingProxyType({1: 2}), types.SimpleNamespace(a=1, b=[1])
# %%
{1: "a" * 40, 2: "b" * 40}
# %%
{"nested": {"deep": {"deeper": ["x" * 30, "y" * 30, "z" * 30]}}}
# %%
set(range(50))
# %%
{"b", "a", "c"}, {3, "a"}, frozenset(), set()
# %%
(1,), (), [()], [[]]
# %%
class L(list): pass
class D(dict): pass
class T(tuple): pass
class S(set): pass
L([1]), D(a=1), T((1, 2)), S({1})
# %%
class LR(list):
    def __repr__(self): return "LR!"
LR([1])
# %%
list(range(1100))
# %%
a = [1]; a.append(a); a
# %%
d = {}; d["d"] = d; d
# %%
super(L, L())
# %%
class MyErr(Exception):
    def __str__(self): return "custom str"
MyErr(1)
# %%
raise MyErr(1)
# %%
type("Dyn", (), {})
# %%
1e100, float("nan"), -0.0, 1.0, 10**30, True, None
# %%
"tab\t", 'quote"s', "it's", "uni\u00e9\u4e2d", b"bytes\x00"
# %%
import collections
collections.ChainMap({1: 2}), collections.OrderedDict(), collections.Counter(), collections.deque([1, 2]), collections.defaultdict(int)
# %%
collections.UserList([1]), collections.UserDict(a=1), collections.UserString("s")
# %%
import pathlib
pathlib.PurePosixPath("/a/b")
# %%
import enum
class Color(enum.Flag):
    R = 1
    G = 2
Color.R | Color.G, list(Color)
# %%
import datetime
datetime.timedelta(days=1), datetime.date(2024, 1, 2)
# %%
range(5), slice(1, 2), ..., NotImplemented, memoryview(b"a"), iter([]), zip(), map(str, []), enumerate([])
# %%
int | str, list[int], type(None)
