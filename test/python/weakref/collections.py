# WeakValueDictionary, WeakKeyDictionary, WeakSet, WeakMethod and finalize.

import gc
import sys
import weakref

R = sys.getrefcount
gc.disable()


class C:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f"C({self.n})"

    def __del__(self):
        print("  del", self.n)

    def m(self):
        return self.n


v = weakref.WeakValueDictionary()
a, b = C("a"), C("b")
v["a"], v["b"] = a, b
print(len(v), v["a"], R(a), sorted(v), dict(v) == {"a": a, "b": b}, "a" in v)
a = None
print(len(v), list(v.items()), v.get("a"), v.get("a", 5))
try:
    v["a"]
except KeyError as e:
    print("KeyError", e)
v["temp"] = C("temp")
print(len(v))
print(v.setdefault("b", C("unused")), v.pop("b"), len(v))
b = None
k = weakref.WeakKeyDictionary()
x, y = C("x"), C("y")
k[x], k[y] = 1, [2]
print(len(k), k[x], x in k, R(x), sorted(k.values(), key=str))
del x
print(len(k), [key.n for key in k])
k[y] = y
del y
print("key kept by its own value", len(k))
k.clear()
s = weakref.WeakSet()
p, q = C("p"), C("q")
s.add(p), s.add(q), s.add(p)
print(len(s), p in s, sorted(c.n for c in s), R(p))
p = None
print(len(s), 5 in s)
s.discard(q)
print(len(s))
q = None
o = C("o")
wm = weakref.WeakMethod(o.m)
print(wm()(), R(o), wm() == o.m)
o = None
print(wm())
f = C("f")
fin = weakref.finalize(f, print, "finalized", 1, kw := 2)
print(fin.alive, fin.peek()[1:], R(f))
f = None
print(fin.alive, fin.peek(), fin())
g = C("g")
fg = weakref.finalize(g, lambda x: print("called by hand") or x, "result")
print(fg(), fg(), fg.alive)
g = None
h = C("h")
fh = weakref.finalize(h, print, "never")
fh.detach()
h = None
i = C("i")
fi1 = weakref.finalize(i, print, "first made")
fi2 = weakref.finalize(i, print, "second made")
i = None
d = {}
j = C("j")
d[weakref.ref(j)] = "by reference"
print(d[weakref.ref(j)])
j = None
print(len(d))
it = weakref.WeakValueDictionary()
keep = [C(n) for n in range(4)]
for c in keep:
    it[c.n] = c
del c
for key in it:
    print(key, end=" ")
print()
keep.pop(1)
print(sorted(it.keys()))
keep.clear()
print(len(it))
