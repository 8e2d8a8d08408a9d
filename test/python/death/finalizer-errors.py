# __del__ that raises, resurrects, deletes, prints, or looks around. What it raises goes to sys.unraisablehook.

import gc
import sys
import weakref

gc.disable()


def hook(u):
    print("unraisable:", u.exc_type.__name__, u.exc_value, "|", u.err_msg and u.err_msg.split(" at 0x")[0].split("<function ")[-1], "|", u.object)


sys.unraisablehook = hook


class Raises:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n)
        raise ValueError(self.n)


r = Raises(1)
del r
l = [Raises(2), Raises(3)]
l = None
print("after list")


def f():
    x = Raises(4)
    try:
        raise KeyError("active")
    except KeyError as e:
        x = None
        print("still handling", repr(e), sys.exception() is e)
    return 1 / 0 if False else "done"


print(f())
try:
    y = Raises(5)
    y.z = Raises(6)
    raise IndexError("outer")
except IndexError as e:
    del y
    print(repr(e), e.__context__)


class Resurrects:
    keep = []

    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n, len(self.keep))
        self.keep.append(self)


a = Resurrects("a")
w = weakref.ref(a, lambda r: print("callback"))
del a
print(w() is Resurrects.keep[0], sys.getrefcount(Resurrects.keep[0]))
Resurrects.keep.clear()
print(w())
b = Resurrects("b")
b.child = Resurrects("child")
b = None
print([k.n for k in Resurrects.keep])
Resurrects.keep[0].child = None
print([k.n for k in Resurrects.keep])
Resurrects.keep.clear()


class NoInit:
    def __init__(self):
        self.ok = False
        raise RuntimeError("init failed")

    def __del__(self):
        print("del of half made", self.__dict__)


try:
    NoInit()
except RuntimeError as e:
    print(e)
print("after init")


class Slots:
    __slots__ = ("a", "b")

    def __del__(self):
        print("slots", self.a, hasattr(self, "b"))


s = Slots()
s.a = 5
del s
class Missing:
    __slots__ = ("a",)

    def __del__(self):
        self.a


m = Missing()
del m


class Deletes:
    def __del__(self):
        global other
        print("deleting other")
        other = None


class Plain:
    def __del__(self):
        print("plain dead")


other = Plain()
d = Deletes()
d = None


class Creates:
    depth = 0

    def __del__(self):
        if Creates.depth < 3:
            Creates.depth += 1
            print("create", Creates.depth)
            Creates()
        print("leave")


Creates()


class Base:
    def __del__(self):
        print("base del")


class Derived(Base):
    def __del__(self):
        print("derived del")
        super().__del__()


class Removed(Base):
    pass


Derived()
x = Removed()
del Base.__del__
del x
print("no finalizer any more")
Removed.__del__ = lambda self: print("added later")
Removed()
i = Removed()
i.__del__ = lambda: print("never called from the instance")
del i


class Property:
    @property
    def p(self):
        raise AttributeError("p")

    def __del__(self):
        self.p


Property()


class Callable:
    def __call__(self, *args):
        print("called with", args)


class Special:
    __del__ = Callable()


Special()


class Static:
    @staticmethod
    def __del__():
        print("static del")


class Class:
    @classmethod
    def __del__(cls):
        print("class del", cls.__name__)


Static()
Class()


class Wrong:
    __del__ = 5


Wrong()


def bad_callback(r):
    raise ValueError("callback")


p = Plain()
w1 = weakref.ref(p, bad_callback)
w2 = weakref.ref(p, lambda r: print("second callback"))
del p
sys.unraisablehook = sys.__unraisablehook__
Raises(7)
print("end")
