# weakref.ref and proxy: calls, comparison, callbacks and their order, counts.

import gc
import sys
import weakref

R = sys.getrefcount
gc.collect()
gc.disable()


class C:
    def __init__(self, n=0):
        self.n = n

    def __repr__(self):
        return f"C({self.n})"

    def __del__(self):
        print("  del", self.n)

    def method(self):
        return self.n

    def __len__(self):
        return 3

    def __getitem__(self, i):
        return i

    def __add__(self, o):
        return ("add", o)

    def __call__(self, *a):
        return a


c = C(1)
r = weakref.ref(c)
print(r() is c, R(c), R(r), weakref.getweakrefcount(c), weakref.getweakrefs(c) == [r])
print(weakref.ref(c) is r, weakref.ref(c, None) is r, weakref.ref(c, print) is r, R(r))
print(r == weakref.ref(c, print), hash(r) == hash(c), r != 5, r.__callback__, weakref.ref(c, len).__callback__)
try:
    r < r
except TypeError as e:
    print(e)
print(repr(r).split(" at ")[0], repr(r).split("; ")[1].split(" at")[0])
log = []
refs = [weakref.ref(c, lambda x, i=i: log.append((i, x() is None))) for i in range(3)]
print(len({r, *refs}), refs[0] == refs[1], refs[0] is refs[1])
del refs[1]
c = None
print(log, r(), refs[0](), repr(r).split("; ")[1])
print(r == r, r == refs[0], hash(r) == hash(r))
x = C(2)
r2 = weakref.ref(x)
del x
try:
    hash(r2)
except TypeError as e:
    print(e)
for bad in (5, "s", [], {}, (), None, object(), 1.5, range(3), b"x"):
    try:
        weakref.ref(bad)
    except TypeError as e:
        print(e)
for good in (C, len, lambda: 0, set(), frozenset([1]), (i for i in ()), type, sys, C(3).method, memoryview(b"x")):
    print(type(good).__name__, type(weakref.ref(good)).__name__)
for bad in ("weakref.ref()", "weakref.ref(C, 1, 2)", "weakref.ref(C, callback=5)", "r(1)", "r.x"):
    try:
        eval(bad)
    except Exception as e:
        print(bad, "!!", type(e).__name__, e)

p = C(4)
proxy = weakref.proxy(p)
print(proxy.n, proxy.method(), len(proxy), proxy[7], proxy + 1, proxy(1, 2), type(proxy).__name__, isinstance(proxy, C), R(p))
proxy.n = 5
print(p.n, bool(proxy), proxy == p, proxy is p, repr(proxy) == repr(p), str(proxy))
print(weakref.proxy(p) is proxy, type(weakref.proxy(set())).__name__)
del proxy.n
try:
    proxy.n
except AttributeError as e:
    print(e)
p.n = 4
try:
    hash(proxy)
except TypeError as e:
    print(e)
p = None
for use in ("proxy.n", "proxy.n = 1", "len(proxy)", "proxy + 1", "proxy()", "bool(proxy)", "str(proxy)", "proxy[0]", "for i in proxy: pass"):
    try:
        exec(use)
    except ReferenceError as e:
        print(use, "!!", e)
print(type(proxy).__name__)

print("callback deletes other object")
a, b = C("a"), C("b")


def kill_b(ref):
    global b
    print("callback", ref() is None)
    b = None
    print("b gone")


ra = weakref.ref(a, kill_b)
rb = weakref.ref(b, lambda r: print("rb callback"))
a = None
print("callback that dies before")
d = C("d")
rd = weakref.ref(d, lambda r: print("never"))
del rd
del d


class Ref(weakref.ref):
    __slots__ = ("key",)

    def __new__(cls, ob, callback=None, key=None):
        self = super().__new__(cls, ob, callback)
        self.key = key
        return self

    def __init__(self, ob, callback=None, key=None):
        super().__init__(ob, callback)


e = C("e")
re = Ref(e, lambda r: print("Ref callback", r.key), key="K")
print(re.key, re() is e, re is Ref(e), weakref.getweakrefcount(e))
e = None
print("cycle and callbacks")


class Node:
    pass


n = Node()
n.me = n
n.d = C("in cycle")
outside = weakref.ref(n, lambda r: print("outside callback"))
n.inside = weakref.ref(n, lambda r: print("never, dies with the cycle"))
n = None
print("collect", gc.collect(), outside())
f = C("f")
rf = weakref.ref(f)
l = [f, f]
print(R(f), rf() is f, R(f))
f = None
strong = rf()
print(R(strong))
l.clear()
strong = None
print(rf())
