# Generators: next, send, throw, close, return values, yield from, and what their frames hold.

import sys

R = sys.getrefcount


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("  dead", self.n)


def gen(a):
    b = D("b")
    print("started", R(a), R(b))
    try:
        got = yield 1
        print("got", got)
        got = yield D("yielded")
        print("got", got and got.n)
        del got
        yield a
    except ValueError as e:
        print("caught", e)
        yield "after throw"
    finally:
        print("finally")
    return "result"


a = D("a")
g = gen(a)
print(R(a), g.gi_running, g.gi_suspended, g.gi_frame.f_lineno is not None, g.gi_yieldfrom, g.__name__, g.__qualname__, R(g))
try:
    g.send(1)
except TypeError as e:
    print(e)
print(next(g), g.gi_suspended, R(a))
print(g.send("hello").n)
print(g.send(D("sent")) is a)
try:
    next(g)
except StopIteration as e:
    print("stop", e.value, R(a), g.gi_frame, g.gi_suspended)
for _ in range(2):
    try:
        print(next(g))
    except StopIteration as e:
        print("again", e.value)
g = gen(a)
next(g)
print(g.throw(ValueError("thrown")))
g.close()
print(R(a))
g = gen(a)
next(g)
try:
    g.throw(KeyError("through"))
except KeyError as e:
    print(repr(e), R(a))
g = gen(a)
try:
    g.throw(KeyError("not started"))
except KeyError as e:
    print(repr(e), g.gi_frame)
g = gen(a)
g.close()
print(list(g))
g = gen(a)
next(g)
print("close:", g.close())
g = gen(a)
next(g)
del g
print("deleted while suspended")


def refuses():
    while True:
        try:
            yield 1
        except GeneratorExit:
            print("refusing")


g = refuses()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)
g.gi_frame
try:
    g.throw(StopIteration("x"))
except RuntimeError as e:
    print(e, repr(e.__cause__))


def returns_on_close():
    try:
        yield 1
    except GeneratorExit:
        return "closed value"


g = returns_on_close()
next(g)
print(g.close())


def stops():
    yield 1
    raise StopIteration("inside")


g = stops()
next(g)
try:
    next(g)
except RuntimeError as e:
    print(e, repr(e.__cause__))


def inner(n):
    d = D(f"inner {n}")
    try:
        x = yield n
        while x:
            x = yield x * 2
    except ValueError as e:
        print("inner caught", e)
        yield "recovered"
    finally:
        print("inner finally")
    return f"result of {n}"


def outer():
    r1 = yield from inner(1)
    print("r1", r1)
    r2 = yield from inner(2)
    print("r2", r2)
    r3 = yield from [10, 20]
    print("r3", r3)
    return r1, r2


g = outer()
print(next(g), g.gi_yieldfrom.__name__, g.send(5), g.send(6), g.send(None), R(g.gi_yieldfrom))
print(g.throw(ValueError("into inner")))
print(next(g), g.gi_yieldfrom)
print(list(g))
g = outer()
next(g)
g.close()
print("closed both")
for bad in ("def f(): yield from 5\nnext(f())", "next(outer().send)", "g.send()", "g.throw()", "g.throw(5)", "g.throw(ValueError, 'a', 5)", "outer().throw(ValueError)", "[].send(1)", "list(5 for x in 5)", "g.gi_frame = 1", "type(g)()"):
    try:
        exec(bad, {"outer": outer, "g": g})
        print(bad, "ok")
    except Exception as e:
        print(bad, "!!", type(e).__name__, e)


def running():
    try:
        next(me)
    except ValueError as e:
        print(e)
    yield me.gi_running


me = running()
print(next(me))
del me
print("expressions")
e = (D(i) for i in range(3))
print(next(e).n, R(e))
print([d.n for d in e])
e = (x for x in [D("in list"), D("second")])
v = next(e)
print(v.n, R(v))
e = None
print("generator gone")
v = None
e = (lambda d: (d.n for _ in range(2)))(D("captured"))
print(next(e))
del e
print(sum(x * y for x in range(3) for y in range(x)), list(y for x in "ab" if x != "b" for y in (x, x)), dict((k, 1) for k in "ab"), any(x for x in (0, 1)), tuple(i async for i in []) if False else ())
a = None
it = iter(gen(D("iterated")))
for x in it:
    break
print("broke")
it = None
x = None


def two():
    yield 1
    yield 2


p, q = two()
print(p, q)
try:
    p, q, r = two()
except ValueError as e:
    print(e)
try:
    (p,) = two()
except ValueError as e:
    print(e)
print([*two(), *two()], max(two()), dict.fromkeys(two()), list(zip(two(), two())), 2 in two())
g = two()
print(next(g), list(g), list(g), next(g, "default"))
