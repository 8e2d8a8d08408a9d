# Frames, code objects, functions, scopes, imports, async generators, type parameters.
import sys
R = sys.getrefcount
def show(f, *a):
    try: print(f.__name__, "->", f(*a))
    except BaseException as e: print(f.__name__, "!!", type(e).__name__, e)
# frames
def f(a, b=2, *c, d=4, **e):
    x = 1
    fr = sys._getframe()
    print(fr.f_lineno, fr.f_code.co_name, sorted(fr.f_locals), fr.f_back.f_code.co_name, fr.f_lasti > 0, fr.f_globals is globals())
    l = fr.f_locals
    l['x'] = 55; l['newvar'] = 9
    print(x, l['newvar'], 'x' in l, 'zz' in l, len(l), list(l)[:3], l.get('zz', 'dflt'))
    print(locals() == dict(l), type(l).__name__)
    try: del l['x']
    except ValueError as ex: print(ex)
    try: l['q']
    except KeyError as ex: print('KeyError', ex)
    return fr
fr = f(1, 2, 3, z=5)
print(fr.f_back is not None, fr.f_lineno, fr.f_locals['c'], fr.f_locals['e'])
try: fr.clear(); print(dict(fr.f_locals))
except RuntimeError as e: print(e)
try: sys._getframe().clear()
except RuntimeError as e: print(e)
def tb():
    def inner(): 1/0
    try: inner()
    except ZeroDivisionError as e:
        t = e.__traceback__
        out = []
        while t: out.append((t.tb_frame.f_code.co_name, t.tb_lineno - tb.__code__.co_firstlineno, t.tb_lasti >= 0)); t = t.tb_next
        return out
print(tb())
# code objects
c = f.__code__
print(c.co_argcount, c.co_kwonlyargcount, c.co_posonlyargcount, c.co_nlocals, c.co_varnames, c.co_names, c.co_freevars, c.co_cellvars, c.co_flags, c.co_name, c.co_qualname, c.co_firstlineno)
print(len(c.co_code) > 0, [x for x in c.co_lines()][:3], list(c.co_positions())[:3])
c2 = c.replace(co_name="other"); print(c2.co_name, c2 == c, c2 is c, hash(c) == hash(c.replace()))
print(compile("1+1", "fn", "eval").co_consts, eval(compile("1+1", "fn", "eval")))
# functions
def g(a: int, b: str = "x", *, k: float = 1.0) -> list: "doc"
print(g.__name__, g.__qualname__, g.__doc__, g.__defaults__, g.__kwdefaults__, g.__annotations__, g.__module__, g.__closure__, g.__dict__, g.__type_params__)
g.attr = 5; print(g.__dict__, g.attr)
g.__defaults__ = (9,); g.__name__ = "gg"; print(g.__defaults__, g.__name__, g.__qualname__)
show(lambda: setattr(g, '__defaults__', 5)); show(lambda: setattr(g, '__code__', 5)); show(lambda: setattr(g, '__name__', 5)); show(lambda: delattr(g, '__name__')); show(lambda: setattr(g, '__kwdefaults__', 5)); show(lambda: setattr(g, '__closure__', None))
def h(): return 1
def h2(): return 2
h.__code__ = h2.__code__; print(h())
import types
ft = types.FunctionType(h.__code__, globals(), "nm"); print(ft(), ft.__name__)
show(lambda: types.FunctionType(5, {})); show(lambda: types.FunctionType(h.__code__, 5))
def clo():
    x = 5
    def i(): return x
    return i
i = clo(); print(i.__code__.co_freevars, i.__closure__[0].cell_contents)
show(lambda: types.FunctionType(i.__code__, globals())); print(types.FunctionType(i.__code__, globals(), closure=i.__closure__)())
# class body scoping
x = "global"
def outer():
    x = "outer"
    class C:
        print(x)
        x = "class"
        print(x)
        def m(self): return x
        y = [x for _ in range(1)]
    return C().m(), C.y
print(outer())
def outer2():
    z = 3
    class D:
        z = z if False else 4
        def get(self): return __class__
    return D.z, D().get() is D
show(outer2)
# exec/eval
ns = {}
exec("a = 1\ndef q(): return a", ns); print(ns['a'], ns['q'](), sorted(k for k in ns if k != '__builtins__'))
print(eval("a + b", {"a": 1}, {"b": 2}))
def ex():
    y = 1
    exec("y = 2; w = 3")
    return y, 'w' in locals()
print(ex())
show(lambda: eval("1 +"))
show(lambda: exec("x = = 1"))
# annotations lazily
class An:
    a: undefined_thing
    b: int = 3
show(lambda: An.__annotations__)
undefined_thing = 7
print(An.__annotations__)
def fa(x: later, y: "s"): pass
show(lambda: fa.__annotations__); later = int; print(fa.__annotations__)
# imports
import collections.abc as cabc
from types import SimpleNamespace as SN, ModuleType
print(cabc.__name__, SN(a=1), ModuleType.__name__)
show(lambda: __import__("nonexistent_mod"))
def imp(): import types.nope
show(imp)
def imp(): from . import x
show(imp)
try: exec("from types import *", ns); print("SimpleNamespace" in ns)
except Exception as e: print(e)
# dict/set displays etc.
a = [1, 2]; b = {"k": 1}
print([*a, *a, 3], {*a, 4}, {**b, "z": 2, **{"k": 5}}, (*a,), f"{a!r} {b['k']:>{3}} {'nested ' + f'{1 + 1}'}")
print([(i, j) for i in range(3) for j in range(i)], {i: j for i, j in enumerate("ab")}, list(x for x in a if x > 1))
def dflt(x=[], *, y={}): x.append(1); return x, y
print(dflt(), dflt(), dflt.__defaults__)
lst = [[1, 2], [3, 4]]
for (p, q), r in zip(lst, "xy"): print(p, q, r)
(a1, *b1), c1 = [1, 2, 3], 4; print(a1, b1, c1)
d = {}; d["x"], d["y"] = 1, 2; print(d)
class O: pass
o = O(); o.a, o.b = 1, 2; o.a += 5; print(o.a, o.__dict__)
l = [1, 2, 3, 4, 5]; l[::2] = [9, 9, 9]; print(l, l[-1], l[1:-1], l[::-1]); del l[1:3]; print(l)
print(1 if a else 2, a and b, a or b, not a, a is a, a is not b, 1 in a, 3 not in a, -5 // 2, 5 % -3, 2 ** -1, ~5, +5, 7 @ 2 if False else 1)
n = 5; n <<= 2; n |= 1; n ^= 3; n //= 2; n **= 2; n %= 7; print(n)
print((lambda x, y=2, *z, k=3, **w: (x, y, z, k, w))(1, 2, 3, k=4, q=5))
def deco(arg):
    def d(f): print("deco", arg, f.__name__); return f
    return d
@deco(1)
@deco(2)
def decorated(): pass
@deco("cls")
class DC: pass
# walrus, chained, while-else, nested try
if (w := 5) > 3: print(w)
print([y := 1, y ** 2], y)
def nest():
    for i in range(3):
        try:
            try:
                if i == 0: raise KeyError(i)
                if i == 1: return "ret"
            finally: print("inner", i)
        except KeyError as e: print("KE", e)
        else: print("else")
        finally: print("outer", i)
print(nest())
# generators with exceptions context
def gctx():
    try: raise ValueError("in gen")
    except ValueError:
        yield sys.exc_info()[0].__name__
        yield sys.exc_info()[0].__name__
gg = gctx()
try: raise KeyError("outer")
except KeyError:
    print(next(gg), sys.exc_info()[0].__name__, next(gg), sys.exc_info()[0].__name__)
print(sys.exc_info())
# async comprehension, async with errors
import types as T
@T.coroutine
def yielder(v): r = yield v; return r
async def amain():
    async def agen():
        for i in range(3):
            await yielder(i); yield i
    r = [x async for x in agen() if x]
    ag = agen(); first = await anext(ag); await ag.aclose()
    try: await anext(ag)
    except StopAsyncIteration: r.append("stop")
    ag = agen(); await ag.asend(None)
    try: await ag.athrow(ValueError("thrown"))
    except ValueError as e: r.append(str(e))
    return r, first, await anext(agen(), "d")
def run(c):
    v = None; log = []
    try:
        while True: log.append(c.send(v)); v = "r"
    except StopIteration as e: return e.value, log
print(run(amain()))
async def bad():
    async with 5: pass
show(lambda: run(bad()))
async def bad():
    async for x in 5: pass
show(lambda: run(bad()))
async def bad(): await 5
show(lambda: run(bad()))
async def bad():
    with AC(): pass
class AC:
    async def __aenter__(self): pass
    async def __aexit__(self, *a): pass
show(lambda: run(bad()))
co = bad(); co.close(); print(co.cr_running, co.cr_frame, co.cr_await)
show(lambda: co.send(None))
# refcounts in odd places
class Z: pass
def rr():
    z = Z(); y = z
    out = [R(z)]
    def in_(p): return R(p)
    out += [in_(z), in_(Z()), (lambda q: R(q))(z)]
    for k in (z,): out.append(R(k))
    out.append([R(m) for m in [z]][0])
    t = (z, z); out.append(R(z)); del t
    out.append(R(z))
    return out
print(rr(), rr())
# type params
def tp[T](x: T) -> T: return x
class TP[T, *Ts, **P]: pass
type Alias[K] = dict[K, int]
print(tp.__type_params__, TP.__type_params__, Alias.__value__, Alias, tp(3))
name = "World"; tt = t"Hello {name!r:>10} x"; print(type(tt).__name__, tt.strings, tt.values, tt.interpolations[0].conversion)
