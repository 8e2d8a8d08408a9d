# The gc module: collect, tracking, referents, referrers, callbacks, freeze, debug flags, and cycles of all kinds.

import gc
import sys
import weakref

gc.collect()
gc.disable()


class D:
    def __init__(self, n, **kw):
        self.n = n
        self.__dict__.update(kw)

    def __del__(self):
        print("  dead", self.n)


print(gc.isenabled(), gc.get_debug(), gc.garbage, len(gc.get_count()), len(gc.get_threshold()))
print([gc.is_tracked(o) for o in (1, "a", 1.5, None, b"", (), [], {}, set(), D, len, sys, (1, 2), ([],), lambda: 0, object(), range(3), iter([]))])
l = [D("list")]
l.append(l)
del l
print("list cycle", gc.collect())
d = {"d": D("dict")}
d["self"] = d
d = None
print("dict cycle", gc.collect())
a, b = D("a"), D("b")
a.other, b.other = b, a
ra, rb = weakref.ref(a), weakref.ref(b, lambda r: print("callback b"))
del a, b
print("pair", gc.collect(), ra(), rb())
t = ([],)
t[0].append(t)
t = None
print("tuple", gc.collect())


def f():
    def g():
        return g, d

    d = D("closure")


f()
print("closure", gc.collect())


def gen():
    me = yield
    d = D("generator")
    yield me, d


g = gen()
next(g)
g.send(g)
del g
print("generator", gc.collect())


class K:
    def m(self):
        pass


K.d = D("class")
k = K()
k.bound = k.m
del k
print("bound method", gc.collect())
del K
print("class", gc.collect())
try:
    e = ValueError()
    e.d = D("exception")
    raise e
except ValueError as x:
    y = x
    y.me = y
del e, y
print("exception", gc.collect())
i = iter([])
l = [i, D("iterator")]
l[0] = iter(l)
l = i = None
print("iterator", gc.collect())
s = {D("set")}
for q in s:
    q.s = s
del s, q
print("set", gc.collect())
c = D("child")
p = D("parent", c=c, me=None)
p.me = p
print("not yet", gc.collect())
del p
print("child kept", gc.collect(), sys.getrefcount(c))
del c


class R:
    saved = []

    def __del__(self):
        print("resurrecting")
        R.saved.append(self)


r = R()
r.me = r
r.d = D("held by resurrected")
del r
print("resurrected", gc.collect(), len(R.saved), gc.is_finalized(R.saved[0]))
R.saved.clear()
print("second time", gc.collect())
print("referents", [type(o).__name__ for o in gc.get_referents([1, "a"], {"k": 2.5})], gc.get_referents(5), gc.get_referents((1, 2)))
x = []
y, z = [x], {"x": x}
print("referrers", [type(o).__name__ for o in gc.get_referrers(x) if o is not globals()], gc.get_referrers(y) == [globals()])
events = []
gc.callbacks.append(lambda phase, info: events.append((phase, sorted(info))))
gc.collect()
gc.callbacks.clear()
print(events)
for bad in ("gc.collect(3)", "gc.collect(-1)", "gc.collect('a')", "gc.set_threshold()", "gc.set_threshold('a')", "gc.get_objects(5)", "gc.is_tracked()", "gc.set_debug('x')"):
    try:
        eval(bad)
    except Exception as e:
        print(bad, "!!", type(e).__name__, e)
gc.enable()
print(gc.isenabled(), gc.is_finalized(5), gc.is_tracked(x))
gc.disable()
m = [D("m1"), D("m2"), D("m3")]
for o in m:
    o.all = m
del m, o
print("order", gc.collect())
n1, n2, n3 = D("n1"), D("n2"), D("n3")
n1.next, n2.next, n3.next = n2, n3, n1
n3.leaf = D("leaf")
for n in (n3, n1, n2):
    weakref.finalize(n, print, "finalize", n.n)
del n, n1, n2, n3
print("ring", gc.collect())
gc.set_debug(gc.DEBUG_SAVEALL)
w = []
w.append(w)
del w
print(gc.collect(), gc.garbage == [gc.garbage[0]] if gc.garbage else None)
gc.set_debug(0)
gc.garbage[0].clear()
gc.garbage.clear()
print(gc.collect())
