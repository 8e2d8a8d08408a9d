# Which AttributeErrors hold the object (obj) and the name, by every way of getting, setting and deleting.

import sys
import types


class P:
    cls = 1

    @property
    def bad(self):
        raise AttributeError("own text")

    @property
    def named(self):
        raise AttributeError("own text", name="other", obj=5)

    @property
    def ro(self):
        return 1

    def method(self):
        pass


class G:
    def __getattr__(self, name):
        raise AttributeError("from getattr " + name)


class GA:
    def __getattribute__(self, name):
        raise AttributeError("from getattribute " + name)


class S:
    __slots__ = ("a",)


class Setter:
    def __setattr__(self, name, value):
        raise AttributeError("from setattr")

    def __delattr__(self, name):
        raise AttributeError("from delattr")


class Meta(type):
    @property
    def mp(cls):
        raise AttributeError("metaclass property")


class WithMeta(metaclass=Meta):
    pass


class L(list):
    pass


class Desc:
    def __get__(self, o, t=None):
        raise AttributeError("descriptor get")

    def __set__(self, o, v):
        raise AttributeError("descriptor set")


class HasDesc:
    d = Desc()


m = types.ModuleType("m")
for make, use in (
    ("P()", "o.nope"),
    ("P()", "o.bad"),
    ("P()", "o.named"),
    ("P()", "o.ro = 1"),
    ("P()", "del o.ro"),
    ("P()", "del o.nope"),
    ("P()", "del o.cls"),
    ("P()", "o.__dict__; del o.nope"),
    ("P()", "o.__dict__ = {}; del o.nope"),
    ("P()", "getattr(o, 'nope')"),
    ("P()", "getattr(o, 'bad')"),
    ("P()", "delattr(o, 'nope')"),
    ("P()", "object.__getattribute__(o, 'nope')"),
    ("P()", "object.__getattribute__(o, 'bad')"),
    ("P()", "object.__delattr__(o, 'nope')"),
    ("P()", "o.method.nope"),
    ("P()", "o.method.nope = 1"),
    ("P()", "del o.method.nope"),
    ("P()", "o.method()"),
    ("P()", "o.nope()"),
    ("P()", "o.bad()"),
    ("P()", "o.nope += 1"),
    ("P()", "super(P, o).nope"),
    ("P()", "vars(o).nope"),
    ("P", "o.nope"),
    ("P", "del o.nope"),
    ("P", "o.bad.nope"),
    ("G()", "o.nope"),
    ("G()", "getattr(o, 'nope')"),
    ("G()", "o.nope()"),
    ("GA()", "o.nope"),
    ("GA()", "o.nope()"),
    ("S()", "o.a"),
    ("S()", "o.b"),
    ("S()", "o.b = 1"),
    ("S()", "del o.a"),
    ("S()", "del o.b"),
    ("S()", "o.__dict__"),
    ("S", "o.b"),
    ("Setter()", "o.x = 1"),
    ("Setter()", "del o.x"),
    ("WithMeta", "o.mp"),
    ("WithMeta", "o.nope"),
    ("L()", "o.nope"),
    ("L()", "del o.nope"),
    ("L()", "o.append = 1; del o.append, o.append"),
    ("[]", "o.nope"),
    ("[]", "o.nope = 1"),
    ("[]", "del o.nope"),
    ("[]", "o.append = 1"),
    ("[]", "del o.append"),
    ("5", "o.real = 1"),
    ("None", "o.nope"),
    ("HasDesc()", "o.d"),
    ("HasDesc()", "o.d = 1"),
    ("HasDesc()", "del o.d"),
    ("len", "o.nope"),
    ("len", "o.nope = 1"),
    ("len", "o.__name__ = 1"),
    ("lambda: 0", "o.nope"),
    ("lambda: 0", "del o.nope"),
    ("m", "o.nope"),
    ("m", "del o.nope"),
    ("m", "o.__dict__ = 1"),
    ("sys", "o.nope"),
    ("Exception()", "o.nope"),
    ("Exception()", "del o.nope"),
    ("(i for i in ())", "o.nope"),
    ("(i for i in ())", "o.gi_frame = 1"),
    ("object()", "o.nope"),
    ("object()", "o.nope = 1"),
    ("object()", "del o.nope"),
    ("int", "o.nope"),
    ("types.SimpleNamespace()", "o.nope"),
    ("types.SimpleNamespace()", "del o.nope"),
):
    o = eval(make)
    try:
        exec(use)
        print(make, use, "no error")
    except AttributeError as e:
        print(f"{make}: {use}: {e.name!r} {'o' if e.obj is o else type(e.obj).__name__}: {str(e).split(' at 0x')[0]}")
    except Exception as e:
        print(f"{make}: {use}: {type(e).__name__} {str(e)}")
o = P()
for i in range(5):
    for use in ("o.nope", "o.bad", "del o.nope", "o.method.x", "o.nope()"):
        try:
            exec(use)
        except AttributeError as e:
            print(use, e.name, e.obj is o, sys.getrefcount(o))
