# %% [markdown]
# # Who keeps my object alive?
# %%
import sys, gc, weakref, copy, functools, contextlib
from dataclasses import dataclass
gc.collect(); None
# %%
class Tracked:
    alive = 0
    def __init__(self, name):
        self.name = name
        Tracked.alive += 1
    def __del__(self):
        Tracked.alive -= 1
        print(f"<{self.name} dies>")
    def __repr__(self):
        return f"Tracked({self.name!r})"
# %%
t = Tracked("t")
sys.getrefcount(t)
# %%
t
# %%
sys.getrefcount(t)
# %%
len(gc.get_referrers(t))
# %%
sum(1 for r in gc.get_referrers(t) if r is globals())
# %%
t
# %%
sys.getrefcount(t)
# %%
def default(arg=[]):
    arg.append(len(arg))
    return arg
default(), default(), default()
# %%
default.__defaults__
# %%
def make():
    value = Tracked("closed over")
    def get(): return value
    def drop():
        nonlocal value
        value = None
    return get, drop
get, drop = make()
get()
# %%
drop()
# %%
_ = __ = ___ = None
# %%
Out.clear()
# %%
%reset -f out
# %%
Tracked.alive
# %%
@functools.lru_cache(maxsize=2)
def cached(n):
    return Tracked(f"cached {n}")
cached(1); cached(2); cached(1)
cached.cache_info()
# %%
cached(3); None
# %%
cached.cache_clear()
# %%
a = [1, [2, 3]]
b = copy.copy(a)
c = copy.deepcopy(a)
a[1].append(4)
a, b, c
# %%
a[1] is b[1], a[1] is c[1]
# %%
class Parent:
    def __init__(self): self.children = []
class Child:
    def __init__(self, parent):
        self.parent = weakref.ref(parent)
        parent.children.append(self)
p = Parent()
c1 = Child(p)
c1.parent() is p
# %%
del p
c1.parent()
# %%
f = weakref.finalize(c1, print, "finalized", sep=": ")
f.alive
# %%
del c1
f.alive
# %%
x = Tracked("x")
y = x
del x
# %%
y = None
# %%
l = [Tracked(i) for i in range(3)]
l.pop()
# %%
del l[0]
# %%
l.clear()
# %%
with contextlib.suppress(ZeroDivisionError):
    k = Tracked("in with")
    1/0
k
# %%
@contextlib.contextmanager
def managed():
    r = Tracked("resource")
    print("enter")
    try:
        yield r
    finally:
        print("exit")
with managed() as m:
    print(m, sys.getrefcount(m))
# %%
del m
# %%
def gen():
    t = Tracked("in gen")
    yield t.name
    yield 2
g = gen()
next(g)
# %%
g.close()
# %%
g
# %%
def fails():
    loc = Tracked("local of fails")
    raise KeyError("oops")
fails()
# %%
%tb
# %%
1
# %%
try:
    fails()
except KeyError as e:
    saved = e
saved
# %%
saved.__traceback__ = None
# %%
saved.__traceback__
# %%
@dataclass
class P:
    x: int
    y: float = 0.0
    tags: list = None
P(1), P(1, 2.0, ["a"])
# %%
@dataclass(frozen=True, slots=True, order=True)
class Q:
    a: int
q = Q(1)
q.a = 5
# %%
q.__dict__
# %%
class Slots:
    __slots__ = ("a", "b", "__weakref__")
s = Slots(); s.a = 1
s.c = 2
# %%
hasattr(s, "__dict__"), s.a
# %%
w = weakref.WeakSet([s]); len(w)
# %%
del s
len(w)
# %%
weakref.WeakKeyDictionary()
# %%
r = weakref.ref(int)
r
# %%
weakref.ref(5)
# %%
proxy = weakref.proxy(P)
proxy
# %%
obj = P(1)
pr = weakref.proxy(obj)
pr, pr.x
# %%
pr
# %%
del obj
# %%
%reset -f out
# %%
pr.x
