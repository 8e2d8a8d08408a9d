# An exhausted iterator over a list from its end keeps the list; other iterators give up what they went over.
import sys, functools, gc
class L(list):
    def __del__(self): print("del L")
def it(name, g, *f):
    print(name)
    for x in g: pass
    del x
    print("done", name)
a = [L()]; r = reversed(a); del a
for x in r: pass
del x; print("exhausted"); print(r.__reduce__()[0].__name__, r.__length_hint__()); del r
a = [L()]; r = reversed(a); del a
list(r); print("listed"); del r
a = [L()]; r = reversed(a); del a
functools.reduce(lambda a, b: 1, r, None); print("reduced"); del r
a = [None, L()]; r = reversed(a); del a
next(r); next(r); print("twice", next(r, 1)); del r
a = [None, L()]; r = reversed(a); del a[1:]; print(next(r, 2)); print(sys.getrefcount(a)); del a, r
a = (None, L()); r = iter(a); del a
list(r); print("tuple"); del r
a = (None, L()); r = reversed(a); del a
list(r); print("rtuple"); del r
a = [None, L()]; r = iter(a); del a
list(r); print("list"); del r
for make in (lambda x: iter({1: x}), lambda x: iter({1: x}.items()), lambda x: reversed({1: x}), lambda x: iter({x.__class__: x}.values()), lambda x: enumerate([x]), lambda x: zip([x]), lambda x: map(id, [x]), lambda x: filter(None, [x, 1]), lambda x: iter("a")):
    r = make(L()); list(r); print("done", type(r).__name__); del r
def pack(*a, **k): return a, k
r = reversed([None, L()])
if functools.reduce(pack, r, None): print("x")
print(16)
a = [1, 2, 3]; r = reversed(a); print(r.__reduce__()[1:]); list(r); print(r.__reduce__()[1:])
r.__setstate__(1); print(list(r)); r.__setstate__(99); print(next(r), r.__reduce__()[1:]); a.clear(); print(r.__reduce__()[1:], r.__length_hint__(), next(r, 0), r.__reduce__()[1:]); a += [1, 2]; r.__setstate__(1); print(list(r))
