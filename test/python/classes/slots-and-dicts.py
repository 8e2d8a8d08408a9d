# Attributes: instance dictionaries, slots, class attributes, order, __dict__ as a mapping; subclasses of built-in types.

import sys

R = sys.getrefcount


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("  dead", self.n)

    def __repr__(self):
        return f"D({self.n})"


class P:
    shared = D("class attribute")

    def __init__(self):
        self.b = D("b")
        self.a = D("a")


p = P()
print(list(vars(p)), R(p.a), R(P.shared), R(p.__dict__))
p.c = p.shared = D("c and shared")
print(list(p.__dict__), R(p.c))
del p.shared
print(p.shared)
d = p.__dict__
d["x"] = D("x via dict")
print(p.x, R(d))
del p.b
p.b = D("b again")
print(list(d))
p = None
print("dict lives on")
d = None
P.shared = None
q = P()
q.__dict__ = {"z": D("new dict")}
print(vars(q), hasattr(q, "a"))
q.__dict__ = {}
q.__dict__["k"] = 1
print(q.k, vars(q))
for bad in ("q.__dict__ = 5", "del q.__dict__", "q.__dict__['nope']", "P.__dict__['x'] = 1", "vars(5)", "q.__slots__"):
    try:
        exec(bad)
        print(bad, "ok")
    except Exception as e:
        print(bad, "!!", type(e).__name__, e)
q = None


class Many:
    pass


m = Many()
for i in range(40):
    setattr(m, f"attr{i:02}", i)
print(len(vars(m)), m.attr00, m.attr39)
for i in range(0, 40, 3):
    delattr(m, f"attr{i:02}")
print(sorted(vars(m))[:3], len(vars(m)))


class S:
    __slots__ = ("y", "x", "__weakref__")

    def __init__(self):
        self.x = D("slot x")


s = S()
print(R(s.x), hasattr(s, "y"), S.x.__get__(s) is s.x, type(S.x).__name__, repr(S.y).split(" at")[0])
for bad in ("s.y", "s.z = 1", "del s.y", "s.__dict__", "S.x.__set__(5, 1)", "S.y.__get__(5)", "vars(s)"):
    try:
        exec(bad)
    except Exception as e:
        print(bad, "!!", type(e).__name__, e)
s.y = D("slot y")
s.x = D("slot x again")
s = None


class T(S):
    __slots__ = ("z",)


class U(T):
    pass


u = U()
u.z, u.extra = D("slot z"), D("in dict")
print(vars(u), U.__slots__ if "__slots__" in vars(U) else "no slots")
u = None
for bad in ("class B1(int):\n __slots__ = ('a',)", "class B2:\n __slots__ = ('a',)\n a = 1", "class B3:\n __slots__ = 5", "class B4:\n __slots__ = ('1a',)", "class B5(S, M2): pass", "class B6:\n __slots__ = (1,)", "class B7(tuple):\n __slots__ = ('a',)", "class B8:\n __slots__ = ['__dict__', '__dict__']"):

    class M2:
        __slots__ = ("q",)

    try:
        exec(bad)
        print(bad, "ok")
    except Exception as e:
        print(bad, "!!", type(e).__name__, e)


class MyList(list):
    def __init__(self, *args):
        super().__init__(args)
        self.extra = D("extra of list")

    def append(self, x):
        print("append", R(x))
        super().append(x)


l = MyList(1, 2)
l.append(D("in my list"))
print(len(l), l[:2], type(l[:2]).__name__, type(l + [1]).__name__, l == [1, 2, l[2]])
l = None


class MyDict(dict):
    def __getitem__(self, k):
        return "own " + str(k)


md = MyDict(a=D("in my dict"))
print(md["x"], md.get("a"), dict.__getitem__(md, "a"), "%(foo)s" % md, {**md})
md.attr = D("attr of my dict")
md = None


class MyTuple(tuple):
    def __new__(cls, *args):
        return super().__new__(cls, args)


mt = MyTuple(D("in my tuple"), 2)
mt.attr = D("attr of my tuple")
print(len(mt), mt[1], mt + (3,) == tuple(mt) + (3,), type(mt[:]).__name__)
mt = None


class MyInt(int):
    def __new__(cls, v, d):
        self = super().__new__(cls, v)
        self.d = d
        return self


mi = MyInt(5, D("attr of my int"))
print(mi, mi + 1, type(mi * 1).__name__, mi.d, R(mi))
mi = None


class MyStr(str):
    def upper(self):
        return "mine " + super().upper()


ms = MyStr("abc")
ms.d = D("attr of my str")
print(ms, ms.upper(), ms[0], type(ms[:]).__name__, ms == "abc", {ms: 1}["abc"], f"{ms!r}", "".join([ms]) is ms, str(ms) is ms, type(str(ms)).__name__)
ms = None


class MySet(set):
    pass


x = MySet([1, 2])
x.d = D("attr of my set")
print(x, x | {3}, type(x | {3}).__name__, type(x.copy()).__name__)
x = None


class MyExc(Exception):
    pass


try:
    raise MyExc(D("in args")) from ValueError("cause")
except MyExc as e:
    e.d = D("attr of exception")
    print(repr(e), e.__cause__)
print("end")
