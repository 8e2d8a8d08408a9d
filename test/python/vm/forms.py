# Generators, exceptions, calls, unpacking, matching, classes, with and async: one line of output per form.
import sys
def show(f, *a):
    try: print(f.__name__, "->", f(*a))
    except BaseException as e: print(f.__name__, "!!", type(e).__name__, e)
# generators
def g1():
    try:
        x = yield 1
        print("got", x)
        yield 2
    except ValueError as e:
        print("caught", e); yield 99
    finally: print("fin")
g = g1(); print(next(g), g.send("a")); 
try: g.throw(ValueError("v"))
except StopIteration: print("stop")
g = g1(); next(g); print(g.throw(ValueError("q"))); print(g.gi_running, g.gi_suspended, g.gi_frame is not None); g.close(); print(g.gi_frame)
def g2():
    r = yield from g1()
    print("r", r); return 7
def drive():
    g = g2(); out=[]
    try:
        out.append(next(g)); out.append(g.send(5)); out.append(next(g))
    except StopIteration as e: out.append(("stop", e.value))
    return out
show(drive)
def g3():
    yield 1
    raise StopIteration("x")
def t():
    return list(g3())
show(t)
def t():
    g = g1(); next(g); next(g); 
    return g.throw(KeyError, "k")
show(t)
def t():
    def gg(): yield
    g = gg()
    g.send(1)
show(t)
def t():
    def gg():
        next(me)
        yield
    me = gg(); next(me)
show(t)
def gclose():
    try: yield 1
    except GeneratorExit: yield 2
def t():
    g = gclose(); next(g); g.close()
show(t)
def t():
    def gg():
        try: yield 1
        except GeneratorExit: return 5
    g = gg(); next(g); return g.close()
show(t)
# exceptions
def t():
    try:
        try: 1/0
        except ZeroDivisionError as e: raise KeyError("k") from e
    except KeyError as k: return repr(k.__cause__), k.__context__ is k.__cause__, k.__suppress_context__
show(t)
def t():
    try:
        try: 1/0
        finally: [][1]
    except IndexError as e: return repr(e.__context__)
show(t)
def t():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
        finally: print("f", i)
    else: print("no")
    return "done"
show(t)
def t():
    try: return 1
    finally: return 2
show(t)
def t(): raise
show(t)
def t(): raise 5
show(t)
def t(): raise ValueError from 5
show(t)
def t():
    try: raise ValueError
    except 5: pass
show(t)
def t():
    try: raise ExceptionGroup("eg", [ValueError(1), TypeError(2), KeyError(3)])
    except* ValueError as e: print("V", e.exceptions)
    except* TypeError as e: print("T", e.exceptions)
show(t)
def t():
    try: raise ValueError(1)
    except* ValueError as e: print("V", repr(e))
show(t)
def t(): x; x = 1
show(t)
def t():
    def inner(): return y
    inner(); y = 1
show(t)
def t(): return undefined_name
show(t)
def t():
    del qq
    qq = 1
show(t)
# calls
def f(a, b=2, /, c=3, *d, e, f=6, **g): return a, b, c, d, e, f, g
show(lambda: f(1, e=5))
show(lambda: f(1, 2, 3, 4, 5, e=6, z=7, a=8))
show(lambda: f())
show(lambda: f(1))
show(lambda: f(1, b=3, e=1))
def h(a, b, c): pass
show(lambda: h(1)); show(lambda: h(1, 2, 3, 4)); show(lambda: h(1, 2, 3, d=4)); show(lambda: h(1, 2, b=3)); show(lambda: h(*5)); show(lambda: h(**5)); show(lambda: h(**{1: 2}))
def h2(a, *, k, l): pass
show(lambda: h2(1)); show(lambda: h2(1, 2, k=3)); show(lambda: h2())
def h3(a, b=1): pass
show(lambda: h3(1, 2, 3)); show(lambda: h3())
show(lambda: (lambda: 1)(2))
show(lambda: 5())
class A:
    def m(self, x): return x
show(lambda: A().m()); show(lambda: A().m(1, 2)); show(lambda: A(1)); show(lambda: A.m(1))
class B:
    def __init__(self, x): return 5
def t():
    for i in range(3): 
        try: B(1)
        except TypeError as e: print(e)
show(t)
# unpack
def t(): a, b = 1, 2, 3
show(t)
def t(): a, b = (1,)
show(t)
def t(): a, *b, c = (1,)
show(t)
def t(): a, b = 5
show(t)
def t(): a, b = {1: 2, 3: 4, 5: 6}
show(t)
# match
def m(x):
    match x:
        case 0: return "zero"
        case [a]: return "one", a
        case [a, *r, b]: return "seq", a, r, b
        case {"k": v, **rest}: return "map", v, rest
        case str(s): return "str", s
        case int() | float(): return "num"
        case P(x=1, y=yy): return "P1", yy
        case P(xx, yy): return "P", xx, yy
        case None: return "none"
        case _: return "other"
class P:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x = x; self.y = y
for v in (0, [1], [1, 2, 3], {"k": 1, "z": 2}, "hey", 5, 2.5, P(1, 2), P(3, 4), None, object): print(m(v))
# class features
class Meta(type):
    def __call__(cls, *a): print("meta call"); return super().__call__(*a)
    def __prepare__(name, bases, **k): print("prepare", name, k); return {}
class K(metaclass=Meta):
    def __init_subclass__(cls, **k): print("init_subclass", k)
    def __new__(cls, *a): print("new"); return super().__new__(cls)
    def __init__(self, *a): print("init")
    def __class_getitem__(cls, i): return i
print(K[3]); K()
class K2(K): pass
class D:
    def __set_name__(self, o, n): print("set_name", o.__name__, n)
    def __get__(self, i, o): return "got"
    def __set__(self, i, v): print("set", v)
class E: d = D(); x: int = 5
e = E(); print(e.d); e.d = 5
print(E.__annotations__, E.__annotate__(1))
def ann(a: int, b: "str" = 1) -> float: pass
print(ann.__annotations__)
# super, closures
class X:
    def f(self): return "X"
    @classmethod
    def c(cls): return cls.__name__
class Y(X):
    def f(self): return super().f() + "Y"
    @classmethod
    def c(cls): return super().c() + "!"
    @property
    def p(self): return super().f()
for _ in range(3): print(Y().f(), Y.c(), Y().p)
def counter():
    n = 0
    def inc():
        nonlocal n; n += 1; return n
    return inc
c = counter(); c(); print(c(), c.__closure__[0].cell_contents)
print([f() for f in [lambda i=i: i for i in range(3)]], [[y for y in range(x)] for x in range(3)], {x: y for x, y in zip("ab", "cd")}, {x % 2 for x in range(5)})
# with
class CM:
    def __init__(self, n, s=False): self.n = n; self.s = s
    def __enter__(self): print("enter", self.n); return self
    def __exit__(self, *a): print("exit", self.n, a[0] and a[0].__name__); return self.s
with CM(1) as a, CM(2, True) as b: raise ValueError
print("after")
def t():
    with CM(3): return "ret"
show(t)
def t():
    with 5: pass
show(t)
# async
async def ag():
    for i in range(3): yield i
async def co():
    out = []
    async for x in ag(): out.append(x)
    out += [y async for y in ag()]
    return out
def run(c):
    try:
        while True: c.send(None)
    except StopIteration as e: return e.value
print(run(co()))
class AW:
    def __await__(self): yield 1; return 2
async def co2(): return await AW()
c = co2(); print(c.send(None)); 
try: c.send(None)
except StopIteration as e: print("v", e.value)
async def acm():
    class C:
        async def __aenter__(self): return 1
        async def __aexit__(self, *a): return True
    async with C() as x: print("x", x); raise KeyError
    return "ok"
print(run(acm()))
# misc
print(f"{3!r:>5}|{'a':^5}|{3.14159:.2f}|{1000:,}")
x = [1, 2, 3]; x[1:2] = [9, 9]; del x[0]; print(x)
a = b = []; a += [1]; print(b, a is b)
print(1 < 2 < 3, 1 < 3 < 2, not 1, 1 and 0, 0 or 5)
print(*[1, 2], *(3,), sep="-")
i = 0
while i < 3: i += 1
else: print("else", i)
assert i == 3, "no"
try: assert i == 4, "msg"
except AssertionError as e: print("assert", e)
global_x = 1
def gl():
    global global_x; global_x = 2
gl(); print(global_x)
print((lambda *a, **k: (a, k))(1, z=2))
import sys as op

