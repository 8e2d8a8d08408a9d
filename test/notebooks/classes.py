# %%
class Base:
    registry = []
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        Base.registry.append(cls.__name__)
    def __new__(cls, *a):
        print("new", cls.__name__)
        return super().__new__(cls)
    def __init__(self, v=0):
        print("init", v)
        self.v = v
    def __eq__(self, o): return isinstance(o, Base) and self.v == o.v
    def __hash__(self): return hash(self.v)
    def __lt__(self, o): return self.v < o.v
    def __add__(self, o): return type(self)(self.v + o.v)
    def __len__(self): return self.v
    def __getitem__(self, i): return i * self.v
    def __contains__(self, x): return x == self.v
    def __bool__(self): return True
    def __call__(self, *a): return a
    def __iter__(self): return iter(range(self.v))
class Derived(Base):
    def __repr__(self): return f"Derived({self.v})"
Base.registry
# %%
d = Derived(2); e = Derived(3)
d + e
# %%
d == Derived(2), d in {d}, d < e, len(d), d[5], 2 in d, d(1), list(d)
# %%
Derived.__mro__
# %%
Derived.mro()
# %%
vars(d), d.__dict__, Derived.__name__, Derived.__bases__
# %%
class Descriptor:
    def __set_name__(self, owner, name): self.name = name; print("set_name", name)
    def __get__(self, obj, owner=None):
        if obj is None: return self
        return obj.__dict__.get(self.name, "unset")
    def __set__(self, obj, value): obj.__dict__[self.name] = value
    def __delete__(self, obj): del obj.__dict__[self.name]; print("deleted")
class WithDesc:
    attr = Descriptor()
w = WithDesc()
w.attr
# %%
w.attr = 5; w.attr
# %%
del w.attr
# %%
WithDesc.attr
# %%
class Temp:
    def __init__(self): self._c = 0
    @property
    def f(self): return self._c * 9 / 5 + 32
    @f.setter
    def f(self, v): self._c = (v - 32) * 5 / 9
t = Temp(); t.f = 212; t._c
# %%
t.g
# %%
class RO:
    @property
    def x(self): return 1
RO().x = 2
# %%
class Meta(type):
    def __new__(m, name, bases, ns):
        print("creating", name)
        return super().__new__(m, name, bases, ns)
    def __call__(cls, *a):
        print("instantiating", cls.__name__)
        return super().__call__(*a)
class WithMeta(metaclass=Meta): pass
WithMeta()
# %%
from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
Shape()
# %%
class Sq(Shape):
    def area(self): return 4
Sq().area(), isinstance(Sq(), Shape)
# %%
class Singleton:
    _inst = None
    def __new__(cls):
        if cls._inst is None: cls._inst = super().__new__(cls)
        return cls._inst
Singleton() is Singleton()
# %%
class A:
    def who(self): return "A"
class B(A):
    def who(self): return "B" + super().who()
class C(A):
    def who(self): return "C" + super().who()
class D(B, C): pass
D().who(), [k.__name__ for k in D.__mro__]
# %%
class Bad(A, object, B): pass
# %%
from enum import Enum, IntEnum, auto
class Color(Enum):
    RED = auto()
    GREEN = auto()
Color.RED, Color["GREEN"], Color(1), list(Color)
# %%
Color.BLUE
# %%
from collections import namedtuple
P = namedtuple("P", "x y", defaults=[0])
p = P(1); p, p._replace(x=5), p._asdict(), P._fields
# %%
p.x = 3
# %%
from dataclasses import dataclass, field, asdict, replace
@dataclass(order=True)
class Item:
    name: str
    price: float = 0.0
    tags: list[str] = field(default_factory=list, compare=False)
    def __post_init__(self): print("post", self.name)
i = Item("a", 1.5, ["x"])
i
# %%
asdict(i), replace(i, name="b") > i, i == Item("a", 1.5)
# %%
Item()
# %%
@dataclass
class Wrong:
    x: list = []
# %%
Item.__init__
# %%
Item
# %%
import typing
class Proto(typing.Protocol):
    def run(self) -> int: ...
T = typing.TypeVar("T")
class Box(typing.Generic[T]):
    def __init__(self, v: T): self.v = v
Box[int], Box[int](1).v, typing.Optional[int], list[int], int | None
# %%
def typed(a: int, b: "str" = "x") -> list[int]: ...
typed.__annotations__
# %%
typed
# %%
class Lazy:
    def __getattr__(self, n):
        if n.startswith("_"): raise AttributeError(n)
        return f"lazy {n}"
Lazy().foo
# %%
Lazy()
# %%
class Point:
    __slots__ = ["x", "y"]
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
match Point(1, 2):
    case Point(0, _): print("zero")
    case Point(x, y): print("point", x, y)
# %%
Point(1, 2).z = 3
# %%
Point(1, 2)
# %%
match {"kind": "a", "n": [1, 2, 3]}:
    case {"kind": k, "n": [first, *rest]}: print(k, first, rest)
# %%
type("New", (Base,), {"z": 1})
# %%
object.__repr__(d)[:20]
# %%
class Str(str): pass
Str("x"), repr(Str("y"))
# %%
class Int(int):
    def __repr__(self): return "Int!"
[Int(3)], Int(3) + 1
# %%
class WithStr:
    def __str__(self): return "str form"
WithStr(), str(WithStr())
# %%
print(WithStr())
# %%
dir(WithStr)[-3:]
# %%
getattr(d, "nope", "default"), hasattr(d, "v"), setattr(d, "v", 9), d.v
# %%
callable(d), callable(5), id(d) == id(d)
# %%
help(Temp.f)
