# del in all its forms, unbound names, global and nonlocal, and the messages for each mistake.

import sys


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("  dead", self.n)


a, b, c = D("a"), D("b"), D("c")
del b, (a, c)
for name in "abc":
    try:
        eval(name)
    except NameError as e:
        print(e, e.name)
try:
    del a
except NameError as e:
    print(e)


def local():
    x = D("x")
    y = x
    del x
    print("still", sys.getrefcount(y))
    try:
        x
    except UnboundLocalError as e:
        print(type(e).__name__, e)
    try:
        del x
    except UnboundLocalError as e:
        print(e)
    del y
    print("after del y")
    x = D("again")
    return "result"


print(local())


def maybe(flag):
    if flag:
        v = 1
    return v


print(maybe(True))
try:
    maybe(False)
except UnboundLocalError as e:
    print(e)


def before():
    print(later)
    later = 1


try:
    before()
except UnboundLocalError as e:
    print(e)


def cell():
    x = D("cell")

    def inner():
        return x.n

    def unbind():
        nonlocal x
        del x

    print(inner())
    unbind()
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    try:
        x
    except UnboundLocalError as e:
        print(type(e).__name__, e)
    try:
        unbind()
    except NameError as e:
        print(type(e).__name__, e)
    x = D("cell again")
    print(inner(), sys.getrefcount(x))


cell()


def counter():
    count = 0

    def bump(by=1):
        nonlocal count
        count += by
        return count

    return bump


one, two = counter(), counter()
print(one(), one(5), two(), one.__closure__[0].cell_contents)

g = D("global")


def rebind():
    global g, h
    g = D("new global")
    h = D("made by function")


rebind()
print(g.n, h.n)
del g, h


class C:
    x = D("class attribute")
    y = x
    del x
    print(sys.getrefcount(y), "y" in locals(), "x" in locals())
    try:
        x
    except NameError as e:
        print(e)
    for i in range(2):
        pass
    del i
    z = [i for i in range(3)]


print(sorted(n for n in vars(C) if not n.startswith("__")))
del C.y
try:
    del C.y
except AttributeError as e:
    print(e)
try:
    C.nope
except AttributeError as e:
    print(e)
o = C()
o.attr = D("instance attribute")
del o.attr
try:
    del o.attr
except AttributeError as e:
    print(e)
try:
    o.attr
except AttributeError as e:
    print(e, e.name, e.obj is o)
del o
d = {"k": D("value")}
l = [D(0), D(1), D(2), D(3)]
del d["k"], l[1], l[-1]
for bad in ("del d['k']", "del l[9]", "del 5 .real", "del (1).x", "del len", "del None.x", "del l.append"):
    try:
        exec(bad)
    except Exception as e:
        print(bad, "!!", type(e).__name__, e)
for bad in ("del 5", "del f()", "del x + 1", "del (a, 1)", "del None", "del *a", "x = 1; global x", "def f(): nonlocal q", "def f(x): global x", "nonlocal z", "def f():\n x = 1\n global x"):
    try:
        compile(bad, "<bad>", "exec")
    except SyntaxError as e:
        print(repr(bad), e.msg, e.lineno, e.offset)
del l[:]
try:
    undefined_thing
except NameError as e:
    print(e)
try:
    prin("x")
except NameError as e:
    print(e)
len = 5
del len
print(len([1]))


def shadow():
    print = sys.stdout.write
    print("shadowed\n")


shadow()
exec("q = 1", ns := {})
print([k for k in ns], ns["q"])
del ns
print("end")
