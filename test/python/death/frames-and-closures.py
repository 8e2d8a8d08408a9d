# Locals, arguments, cells and frames: who dies when a call ends, a closure goes, a frame object is kept.

import gc
import sys

R = sys.getrefcount
gc.collect()
gc.disable()


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("  dead", self.n)


def args(a, b=None, *c, d=None, **e):
    x = D("x")
    print("in args", R(a), R(x))


args(D("a"), D("b"), D("c1"), D("c2"), d=D("d"), e1=D("e1"), e2=D("e2"))
print("next")


def rebind(a):
    a = D("new a")
    print("old a?")
    a = None
    b = D("b")
    del b
    print("leaving")


rebind(D("old a"))


def make(n):
    captured = D(f"captured {n}")
    other = D(f"other {n}")

    def inner():
        return captured.n, R(captured)

    def second():
        nonlocal captured
        captured = D(f"replaced {n}")

    return inner, second


one, two = make(1)
print(one(), R(one), R(one.__closure__), R(one.__closure__[0]))
two()
print(one())
del one
print("two holds it")
del two


def loop_closures():
    fs = []
    for i in range(3):
        d = D(f"loop {i}")
        fs.append(lambda d=d: d.n)
    return fs


fs = loop_closures()
print([f() for f in fs])
fs.pop(0)
fs.clear()


def late():
    return [lambda: i for i in range(3)]


print([f() for f in late()])


def recursive():
    d = D("recursive closure")

    def me():
        return me, d

    return None


recursive()
print("cycle, waiting for gc")
print(gc.collect())


def frame_kept():
    v = D("frame local")
    return sys._getframe()


f = frame_kept()
print(f.f_code.co_name, f.f_locals["v"].n, R(f))
print(f.f_locals.keys() if False else sorted(f.f_locals))
f.clear()
print("cleared", f.f_locals)
f = None


def locals_dict():
    v = D("via locals")
    l = locals()
    print(sorted(l), R(v), l is locals())
    l["v"] = None
    print(R(v))


locals_dict()


def frame_in_own_local():
    v = D("with frame cycle")
    frame = sys._getframe()


frame_in_own_local()
print("cycle")
print(gc.collect())


def write_through():
    v = D("before")
    frame = sys._getframe()
    frame.f_locals["v"] = D("after")
    print(v.n, R(v))
    frame.f_locals["extra"] = 1
    print(frame.f_locals["extra"], "extra" in locals())
    del frame


write_through()


def deep(n, keep):
    d = D(f"deep {n}")
    if n:
        return deep(n - 1, keep)
    return keep


deep(2, D("argument"))


class Cell:
    def method(self):
        def inner():
            return self

        return inner


m = Cell().method()
print(type(m()).__name__, R(m()))
m = None


def try_finally():
    a = D("a")
    try:
        b = D("b")
        return D("result")
    finally:
        c = D("c")
        print("finally")


try_finally()


def generator_args(a, b):
    yield a.n
    yield b.n


g = generator_args(D("ga"), D("gb"))
print("made")
print(next(g), R(g.gi_frame), g.gi_frame.f_locals["b"].n)
g.close()
print("closed", g.gi_frame)
g = generator_args(D("gc"), D("gd"))
del g
print("never started")


def default_factory():
    d = D("default value")

    def f(x=d):
        return x

    return f


f = default_factory()
print(R(f()))
f.__defaults__ = None
print("defaults gone")
f = None


def star(*args, **kwargs):
    del args
    print("args gone")
    kwargs.clear()
    print("kwargs cleared")


star(D("s1"), D("s2"), k=D("sk"))


def exec_scope():
    ns = {"D": D}
    exec("v = D('in exec')\ndef f(): return v.n", ns)
    print(ns["f"]())
    ns.clear()
    print("namespace cleared")


exec_scope()
gc.collect()
print("end")
