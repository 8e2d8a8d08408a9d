# An instance of typing.Generic itself is collected like any other object that owns its type.
import gc, sys, typing, pickle, copy
G = typing.Generic
x = G()
print(gc.is_tracked(x), sys.getrefcount(x), [t.__name__ for t in gc.get_referents(x)], x in gc.get_objects())
class C[T]: pass
class S[T]: __slots__ = ()
class L[T](list): pass
class P(typing.Protocol): pass
for c in (C, S, L):
    o = c()
    print(c.__name__, gc.is_tracked(o), [t.__name__ for t in gc.get_referents(o)], bin(c.__flags__ & (1 << 14)), c.__dictoffset__, c.__base__)
print(bin(G.__flags__ & (1 << 14)), G.__base__)
for a, b in ((C, S), (S, C), (C, G), (S, G), (G, C), (P, C)):
    o = a.__new__(a)
    try: o.__class__ = b; print("now", type(o).__name__)
    except TypeError as e: print(e)
n = len(gc.get_objects())
l = [G() for i in range(10)]
print(len(gc.get_objects()) - n)
del l, x
print(gc.collect() >= 0)
class D[T]:
    def __del__(self): print("del", sys.getrefcount(self))
d = D()
d.me = d
del d
print(gc.collect())
try: G(1)
except TypeError as e: print(e)
