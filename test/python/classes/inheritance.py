# Classes: mro, super, multiple inheritance, __init_subclass__, __set_name__, metaclasses, counts of class objects.

import gc
import sys

R = sys.getrefcount


class A:
    x = 1

    def f(self):
        return "A.f"

    def __repr__(self):
        return f"{type(self).__name__}()"


class B(A):
    def f(self):
        return "B.f " + super().f()


class C(A):
    def f(self):
        return "C.f " + super().f()


class E(B, C):
    def f(self):
        return "E.f " + super().f()


print(E().f(), [c.__name__ for c in E.__mro__], E.__bases__, E.__base__.__name__, B.__subclasses__()[0].__name__)
print(super(B, E()).f(), super(E, E).f(E()), repr(super(B, E())), isinstance(E(), C), issubclass(E, (int, A)))
try:

    class X(A, B):
        pass

except TypeError as e:
    print(e)
print(R(A), R(B), R(E))
e = E()
print(R(E))
e.__class__ = B
print(R(E), R(B), e.f())
del e


class Field:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name, R(owner))
        self.name = name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        return obj.__dict__.get(self.name, "unset")

    def __set__(self, obj, value):
        print("set", self.name, R(obj), R(value))
        obj.__dict__[self.name] = value

    def __delete__(self, obj):
        print("delete", self.name)
        del obj.__dict__[self.name]


class Base:
    registry = []

    def __init_subclass__(cls, tag=None, **kw):
        super().__init_subclass__(**kw)
        print("init_subclass", cls.__name__, tag)
        Base.registry.append(cls)


class Model(Base, tag="T"):
    a = Field()
    b = Field()


m = Model()
print(m.a)
m.a = [1]
print(m.a, vars(m), type(Model.a).__name__)
del m.a
print(m.a)
m.__dict__["a"] = "by dict"
print(m.a)
Base.registry.clear()


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, bases, kw)
        return {"prepared": True}

    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if not k.startswith("__")), kw)
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print("init", cls.__name__, R(cls))
        super().__init__(name, bases, ns)

    def __call__(cls, *args):
        print("call", cls.__name__, args)
        return super().__call__(*args)

    def __getattr__(cls, name):
        return f"meta getattr {name}"

    def __len__(cls):
        return 42

    def __iter__(cls):
        return iter("abc")

    def __instancecheck__(cls, o):
        return o == 5

    @property
    def prop(cls):
        return f"prop of {cls.__name__}"


class WithMeta(metaclass=Meta, option=1):
    def __init__(self, v):
        self.v = v


w = WithMeta(3)
print(w.v, WithMeta.missing, len(WithMeta), list(WithMeta), isinstance(5, WithMeta), isinstance(6, WithMeta), WithMeta.prop, type(WithMeta).__name__, WithMeta.prepared)


class Sub(WithMeta):
    pass


try:
    w.missing
except AttributeError as e:
    print(e)


class OtherMeta(type):
    pass


class O(metaclass=OtherMeta):
    pass


try:

    class Conflict(WithMeta, O):
        pass

except TypeError as e:
    print(e)


class P:
    def __init__(self):
        self._v = 1

    @property
    def v(self):
        "doc of v"
        return self._v

    @v.setter
    def v(self, value):
        self._v = value

    @v.deleter
    def v(self):
        print("deleted")

    @property
    def ro(self):
        return "ro"

    @staticmethod
    def s(x):
        return x

    @classmethod
    def c(cls, x):
        return cls.__name__, x

    def __getattr__(self, name):
        if name.startswith("dyn"):
            return name
        raise AttributeError(f"no {name}")


p = P()
p.v = 5
del p.v
print(p.v, p.ro, p.s(1), P.s(2), p.c(3), P.c(4), p.dynamic, P.v.__doc__, P.v.fget.__name__)
for bad in ("p.ro = 1", "del p.ro", "p.other", "P.nope", "P.v.foo", "P.c.__func__()", "p.s()"):
    try:
        exec(bad)
    except Exception as e:
        print(bad, "!!", type(e).__name__, e)


def deco(tag):
    def wrap(cls):
        print("decorating", cls.__name__, tag, R(cls))
        cls.tag = tag
        return cls

    return wrap


@deco("one")
@deco("two")
class Decorated:
    "its doc"
    y: int = 5
    z: str

    class Inner:
        pass

    def method(self, arg):
        return __class__.__name__


print(Decorated.tag, Decorated.__doc__, Decorated.__qualname__, Decorated.Inner.__qualname__, Decorated().method(1), Decorated.__module__, Decorated.__annotations__)
T = type("T", (A,), {"y": 2, "g": lambda self: self.y})
print(T().g(), T().x, T.__name__, T.__module__, repr(T()))
n = R(object.__subclasses__)
gc.collect()


def temp():
    class Local:
        def __del__(self):
            print("instance dead")

    Local()
    return R(Local)


print(temp())
print("collected", gc.collect())
print(type(A.f).__name__, type(A().f).__name__, A.f is A.f, A().f == A().f, a.f == a.f if (a := A()) else 0, a.f.__self__ is a, a.f.__func__ is A.f)
bound = a.f
print(R(a), R(bound))
del bound
print(R(a))
for bad in ("class Z(A, A): pass", "class Z(int, float): pass", "class Z(len): pass", "class Z(None): pass", "class Z(type(None)): pass", "class Z(**{'x': 1}): pass", "class Z(metaclass=5): pass", "type('Z', (A, object, B), {})", "A.f()", "A().f(1)", "A(1)", "A(x=1)", "object.__new__(5)", "object.__new__(int)", "int.__new__(str)", "A.__new__()", "super(A, 5).f", "super(5)", "A().__init__(1)"):
    try:
        exec(bad)
    except Exception as e:
        print(bad, "!!", type(e).__name__, e)
