import typing
T = typing.TypeVar("T")
class Box(typing.Generic[T]):
    def __init__(self, v): self.v = v
    def __del__(self): print("del", self.v)
class Sub(Box[int]):
    __slots__ = ("z",)
class Pr(typing.Protocol):
    def f(self): ...
class Impl(Pr):
    def f(self): return 1
b = Box[str]("x"); s = Sub(2); s.z = s
print(b.v, b.__orig_class__, Impl().f(), s.__dict__)
import sys, gc
print(sys.getrefcount(b))
class W(typing.Generic[T], dict): pass
w = W(a=1); print(w)
del b, s, w
gc.collect()
class G2[K]:
    def __init__(self, k: K): self.k = k
g = G2[int](1); print(g.k, G2.__mro__)
try: typing.Generic()
except TypeError as e: print(e)
class TD(typing.TypedDict): x: int
print(TD(x=1))
