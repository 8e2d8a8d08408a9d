# Finalizers, weak-reference callbacks, comparisons and hashes that do what they should not: the heap stays sound.
import gc, sys, weakref
from collections import OrderedDict, deque

sys.unraisablehook = lambda u: print("unraisable:", type(u.exc_value).__name__, u.exc_value, "|", u.err_msg and u.err_msg.split(" <")[0])


class Noisy:
    def __init__(self, name, at_death=None):
        self.name, self.at_death = name, at_death

    def __del__(self):
        print("del", self.name)
        if self.at_death:
            self.at_death(self)


print("-- raises, resurrects, deletes others, collects")
kept = []
pool = {}
pool["a"] = Noisy("a", lambda self: 1 / 0)
pool["b"] = Noisy("b", lambda self: kept.append(self))
pool["c"] = Noisy("c", lambda self: pool.clear())
pool["d"] = Noisy("d", lambda self: print("collected", gc.collect()))
del pool["a"]
del pool["b"]
print(len(kept), kept[0].name)
kept.clear()
del pool["c"]
print(len(pool))
cycle = Noisy("cycle", lambda self: print("collected", gc.collect()))
cycle.me = cycle
del cycle
print("unreachable", gc.collect())

print("-- a container is changed during its own death")


class Filler:
    def __init__(self, target, fill):
        self.target, self.fill = weakref.ref(target) if not isinstance(target, (list, dict)) else (lambda: target), fill

    def __del__(self):
        self.fill(self.target())


class L(list): pass
class D(dict): pass
class S(set): pass
class Q(deque): pass
class O(OrderedDict): pass


for make, fill in (
    (L, lambda c: print("seen", type(c).__name__, c if c is None else len(c))),
    (Q, lambda c: print("seen", type(c).__name__, c if c is None else len(c))),
):
    c = make()
    c.append(Filler(c, fill))
    c.append(1)
    del c
for clear in ("clear", "slice", "pop"):
    l = [1, 2]
    l.insert(1, Filler(l, lambda c: c.extend("xyz")))
    if clear == "clear": l.clear()
    elif clear == "slice": l[0:2] = []
    else: l.pop(1)
    print(clear, l)
d = {}
d["k"] = Filler(d, lambda c: c.update(x=1, y=2))
d.clear()
print(d)
d = {}
d["k"] = Filler(d, lambda c: c.clear())
d["k"] = 5
print(d)
s = S()
s.add(Filler(s, lambda c: c.add("late")))
s.clear()
print(sorted(s))
q = Q()
q.append(Filler(q, lambda c: c.append("late")))
q.clear()
print(list(q))
o = O()
o["k"] = Filler(o, lambda c: c.__setitem__("late", 1))
o.clear()
print(list(o))

print("-- callbacks that raise, or drop their dictionary's last reference")


class Target: pass


t = Target()
r = weakref.ref(t, lambda ref: 1 / 0)
del t
print(r())
holder = {"w": weakref.WeakValueDictionary()}
t, u = Target(), Target()
holder["w"]["t"], holder["w"]["u"] = t, u
finish = weakref.ref(t, lambda ref: holder.clear())
del t
print(holder)
del u
holder["w"] = weakref.WeakKeyDictionary()
t = Target()
again = weakref.ref(t, lambda ref: holder.clear())
holder["w"][t] = [1]
del t
print(holder)


class Cb:
    def __init__(self): self.refs = []
    def __call__(self, ref):
        print("callback", len(self.refs))
        self.refs.clear()


cb = Cb()
t = Target()
cb.refs += [weakref.ref(t, cb), weakref.ref(t, cb), weakref.ref(t)]
del t
print(len(cb.refs))

print("-- __eq__ and __hash__ that drop what is compared")


class Eq:
    def __init__(self, name, act): self.name, self.act = name, act
    def __hash__(self): return 1
    def __eq__(self, other):
        self.act()
        return False


for name, use in (
    ("remove", lambda l: l.remove(3)),
    ("index", lambda l: l.index(3)),
    ("count", lambda l: l.count(3)),
    ("contains", lambda l: 3 in l),
    ("compare", lambda l: l == [3, 3, 3]),
):
    l = []
    l += [Eq("e", l.clear), Eq("f", l.clear), 7]
    try:
        print(name, use(l), l)
    except ValueError as e:
        print(name, type(e).__name__, l)
l = []
l += [Eq("e", lambda: None) for _ in range(4)]


class Lt:
    def __init__(self, n): self.n = n
    def __lt__(self, other):
        l.clear()
        return self.n < other.n


l[:] = [Lt(3), Lt(1), Lt(2)]
try:
    l.sort()
except ValueError as e:
    print(e, len(l))
d = {}
d[Eq("k", lambda: d.clear())] = "value"
print(d.get(Eq("other", lambda: None)), d)
d[Eq("k", lambda: d.clear())] = "value"
try:
    d[Eq("x", lambda: None)] = "new"
    print(len(d))
except RuntimeError as e:
    print(e)
s = set()
s.add(Eq("k", lambda: s.clear()))
print(Eq("other", lambda: None) in s, len(s))
s.add(Eq("k", lambda: s.clear()))
s.add(Eq("l", lambda: None))
print(len(s))
q = deque()
q += [Eq("e", lambda: q.clear()), 2, 3]
for use in (lambda: 3 in q, lambda: q.remove(3), lambda: q.index(3), lambda: q.count(3)):
    q.clear()
    q += [Eq("e", lambda: q.clear()), 2, 3]
    try:
        print(use(), len(q))
    except (RuntimeError, IndexError, ValueError) as e:
        print(type(e).__name__, e, len(q))
o = OrderedDict()
o[Eq("k", lambda: o.clear())] = 1
print(o.get(Eq("other", lambda: None)), len(o))
box = [None]
box[0] = (Eq("e", lambda: box.clear()), 2)
print(box[0] == (1, 2), box)


class H:
    def __hash__(self):
        d.clear()
        return 5


d = {1: 2}
d[H()] = 3
print(len(d))

print("-- generators closed while they run")


def closes_itself():
    try:
        g.close()
    except ValueError as e:
        print(e)
    yield 1


g = closes_itself()
print(next(g))
g.close()


def drops_itself():
    global g
    try:
        del g
        yield 1
        yield 2
    finally:
        print("finally")


g = drops_itself()
print(next(g))
gc.collect()


def in_finalizer():
    try:
        yield 1
    finally:
        try:
            it.close()
        except ValueError as e:
            print(e)


it = in_finalizer()
next(it)
it.close()
it = in_finalizer()
next(it)
del it
print("end", gc.collect() >= 0)
