# %%
class A: pass
a = A()
a
# %%
print(a)
print(repr(a), str(a))
# %%
A
# %%
class B:
    def __repr__(self): return "B()"
B()
# %%
[a, B(), A, 1, 2.5, "text", None, True]
# %%
{'a': [1] * 30, 'b': {3, 1, 2}, 'c': "x" * 70}
# %%
def func(x, y=1, *args, z, w=2, **kw): pass
func
# %%
lambda x: x
# %%
len
# %%
(1,)
# %%
set(), frozenset({1}), {1: 2}, (), [], ""
# %%
ValueError("x", 2)
# %%
5;
# %%
5 # a comment; with a semicolon
# %%
None
# %%
_
# %%
_, __, ___
# %%
In[3], Out[3], _3, _i3
# %%
list(range(1200))
# %%
"a string\nwith a new line"
# %%
class P:
    def __repr__(self): return "first\nsecond"
[P(), P()]
# %%
import math
math, math.pi, math.sqrt
# %%
a.method = A.__init__
range(10), slice(1, 2), Ellipsis, NotImplemented, b"bytes", 1 + 2j
# %%
{"key": {"nested": {"deep": ["a long string that takes space", "another long string that takes space"]}}}
# %%
type(a), int, type, Exception, ZeroDivisionError()
# %%
[[a], (B(), [B()]), {B(): B()}]
# %%
l = [1]; l.append(l); l
# %%
d = {}; d['self'] = d; d
# %%
super(A, a)
