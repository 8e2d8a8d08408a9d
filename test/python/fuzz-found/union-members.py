# A union owns its members twice: in order, and as a frozenset of those that have a hash; counts, collections and the calls of
# __hash__ tell. Generic is freed as a collected type is, so an assignment to __bases__ names the layout or the deallocator.
import gc, sys
R=sys.getrefcount
class M(type):
    def __hash__(c): print("hash", c.__name__); return 5
    def __eq__(c, o): print("eq", c.__name__, o.__name__); return c is o
class A(metaclass=M): pass
class B(metaclass=M): pass
u = A | B
print("made"); u2 = A | B | A
print(u == u2, len(u.__args__)); hash(u)
class UM(type):
    __hash__ = None
    def __eq__(c,o): print("ueq"); return c is o
class C(metaclass=UM): pass
class D(metaclass=UM): pass
v = C | D | int | C
print(v.__args__)
try: hash(v)
except TypeError as e: print(e)
w = C | D
try: hash(w)
except TypeError as e: print(e)
try: hash(C | int)
except TypeError as e: print(e)
print(v == (D | C | int), v == w, w == (int|str))
class P: pass
a = R(P); u = P | int; print(R(P) - a); del u; print(R(P)-a)
class Q: pass
gc.collect()
l = []; l.append(l); l.append(int | str | Q); del l; print(gc.collect())
l = [int | str]; l.append(l); print(len(gc.get_referents(l[0]))); print([type(x).__name__ for x in gc.get_referents(l[0])], [type(x).__name__ for x in gc.get_referents(v)])
import typing
from typing import Union
for args in [(), (int,), (int, None), (1, 2), (list[int], [1])]:
    try: print(Union[args])
    except Exception as e: print(type(e).__name__, e)
T = typing.TypeVar("T")
x = list[T] | int | None
print(x.__parameters__, x[str], gc.is_tracked(x))
try: print(x[1])
except Exception as e: print(type(e).__name__, e)
try: print(isinstance(1, int | list[int]))
except Exception as e: print(type(e).__name__, e)
print(isinstance(1, int | str), isinstance(None, int | None), issubclass(int, str|int))
# bases assign
class G1(typing.Generic[T]): pass
class H1: pass
class H2(H1): pass
for c, b in [(H2, (typing.Generic,)), (H2, (int,)), (H2, (list,)), (G1, (int,)), (G1, (H1,)), (H2, (dict, H1)), (H2,(G1,)), (H2, (type,)), (G1, (type,)), (H2, (object,)), (H2,(Exception,)), (H2, (typing.TypeVar,))]:
    try: c.__bases__ = b; print("ok")
    except Exception as e: print(c, b, type(e).__name__, e)
class I1(int): pass
class L1(list): pass
class S1: __slots__ = 'a'
class S2(S1): pass
for c in (I1, L1, S1, S2, G1, H2):
  for b in [(typing.Generic,), (int,), (list,), (object,), (L1,), (I1,), (S1,), (G1,), (H1,)]:
    try: c.__bases__ = b; print("ok", c, b); 
    except Exception as e: print(c, b, type(e).__name__, e)
