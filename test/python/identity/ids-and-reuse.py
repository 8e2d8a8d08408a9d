# is, ==, id(): which objects are the same, which id is used again after a death.

import sys


class C:
    pass


class S:
    __slots__ = ("a",)


print("reuse", id([]) == id([]), id({}) == id({}), id(S()) == id(S()), id((1, [])) == id((2, [])), id(1.5 * 2) == id(2.5 * 2), id(object()) == id(object()))
a = []
first = id(a)
del a
b = []
print("list", id(b) == first)
b = S()
first = id(b)
b = None
c = S()
print("instance", id(c) == first)
x, y, z = [], [], []
ids = [id(x), id(y), id(z)]
del x, y, z
p, q, r = [], [], []
print("last freed first", [id(p), id(q), id(r)] == ids[::-1])
print(id(p) != id(q), len({id(o) for o in (p, q, r)}))


class D:
    def __del__(self):
        print("dead")


d = D()
first = id(d)
d = D()
print("rebinding: new before old died", id(d) != first)
d = None
d = D()
print("after the death", type(id(d)).__name__)
del d
print("is", None is None, True is (1 == 1), tuple() is tuple(), chr(97) is chr(97), [] is [], {} is {}, type(5) is int)
i, j = 256, 256
print("small ints", i is j, int("256") is i, int("-5") is int("-5"))
i = int("257")
print("big ints", i is int("257"), i == 257)
f = 1.5
print("floats", f is float("1.5"), f + 0 is f, float(f) is f)
s = "hello world"
t = "".join(["hello", " ", "world"])
print("strings", s is t, s == t, sys.intern(t) is sys.intern(s), str(s) is s, s[:] is s, s + "" is s, s * 1 is s, s.strip() is s, s.replace("z", "y") is s, "%s" % s is s, f"{s}" is s)
one, two, three, four, five = 257, 257, (1, 2), (1, 2), "ab" + "cd"
print("constants", one is two, three is four, five is "".join("abcd"), five == "abcd")


def k1():
    return 1000, "some text", (1, 2, 3)


def k2():
    return 1000, "some text", (1, 2, 3)


print("between functions", [m is n for m, n in zip(k1(), k2())], k1() is k1())
u = (1, [2])
print("tuples", tuple(u) is u, u[:] is u, u + () is u, u * 1 is u, (*u,) is u, u[0:1] is u[0:1])
v = frozenset([1])
print("frozensets", frozenset(v) is v, v.copy() is v, v | set() is v, frozenset() is frozenset())
b = b"bytes"
print("bytes", bytes(b) is b, b[:] is b, b + b"" is b, b[0:1] is b[:1], b.strip() is b)
l = [1, 2]
print("lists", list(l) is l, l[:] is l, l.copy() is l, l.__iadd__([3]) is l, l.sort() is None, sorted(l) is l)


class M:
    def m(self):
        pass

    @staticmethod
    def s():
        pass

    @classmethod
    def c(cls):
        pass

    @property
    def p(self):
        return self


m = M()
print("methods", m.m is m.m, m.m == m.m, id(m.m) == id(m.m), M.m is M.m, m.s is M.s, M.c is M.c, M.c == m.c, m.p is m, hash(m.m) == hash(m.m))
print("types", type(m) is M, m.__class__ is M, type(M) is type, type(type) is type, type(None) is type(None), type(m.m) is type(M().m))
print("functions", k1.__code__ is k1.__code__, k1.__globals__ is globals(), (lambda: 0) is (lambda: 0), globals() is globals(), print is print, len is __builtins__.len if hasattr(__builtins__, "len") else True)


def closure():
    x = []

    def inner():
        return x

    return inner, inner


g, h = closure()
print("closures", g is h, g() is h(), g.__closure__[0] is h.__closure__[0], closure()[0]() is closure()[0]())
print("iterators", iter(l) is iter(l), (it := iter(l)) is iter(it), zip(l) is zip(l), range(3) is range(3), range(3)[:] == range(3))
n = float("nan")
print("nan", n == n, n in [n], [n] == [n], n is n, (n,) == (n,), {n: 1}.get(n), [n].index(n), [n].count(n))
print("bool", True is bool(1), (1 < 2) is True, bool([]) is False, isinstance(True, int))
from copy import copy, deepcopy

o = [1, [2, 3], {"k": (4,)}]
sh, dp = copy(o), deepcopy(o)
print("copies", sh is o, sh[1] is o[1], dp[1] is o[1], dp == o, dp[2]["k"] is o[2]["k"])
cyc = []
cyc.append(cyc)
dc = deepcopy(cyc)
print(dc is cyc, dc[0] is dc)
cyc.clear(), dc.clear()
print("default argument", (lambda a=[]: a)() is (lambda a=[]: a)(), (fn := lambda a=[]: a)() is fn())
print("chained", (aa := []) is aa)
e1 = ValueError()
try:
    raise e1
except ValueError as e2:
    print("exception", e1 is e2, e2.__traceback__ is e1.__traceback__, e1.__traceback__.tb_frame is sys._getframe())
try:
    raise ValueError
except ValueError as e3:
    print(e3 is sys.exception(), e3 is sys.exc_info()[1])
