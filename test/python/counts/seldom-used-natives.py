# Native code that other programs hardly reach, with objects whose counts and deaths show whether it counts right.
import codecs, collections, functools, gc, itertools, operator, sys, types, weakref

R = sys.getrefcount

class Thing:
    def __init__(self, name): self.name = name
    def __repr__(self): return f"<{self.name}>"
    def __del__(self): print("  del", self.name)

def section(name): print("--", name)

def show(label, f):
    try: value = f()
    except BaseException as e: value = f"{type(e).__name__}: {e}"
    print(label, value)

section("tracebacks made by hand")
def fail(): raise ValueError("v")
try: fail()
except ValueError as e: tb = e.__traceback__
counts = R(tb), R(tb.tb_frame)
made = types.TracebackType(tb, tb.tb_frame, tb.tb_lasti, tb.tb_lineno)
print(R(tb) - counts[0], R(tb.tb_frame) - counts[1], made.tb_next is tb)
made.tb_next = None
print(R(tb) - counts[0])
show("loop", lambda: setattr(tb, "tb_next", tb))
show("next", lambda: types.TracebackType(1, tb.tb_frame, 1, 1))
del made, tb

section("functions made by hand")
def outer():
    x = Thing("cell")
    def inner(a, b=Thing("default"), *, k=Thing("kw")): return x, a, b, k
    return inner
f = outer()
name = "".join(["ma", "de"])
n = R(name), R(f.__code__), R(f.__defaults__), R(f.__closure__), R(f.__kwdefaults__)
g = types.FunctionType(f.__code__, globals(), name, f.__defaults__, f.__closure__, f.__kwdefaults__)
print(*(b - a for a, b in zip(n, (R(name), R(f.__code__), R(f.__defaults__), R(f.__closure__), R(f.__kwdefaults__)))))
print(g.__name__, g(1))
g.__defaults__ = (Thing("new default"),)
g.__kwdefaults__ = {"k": Thing("new kw")}
print(g(1))
del g.__defaults__
g.__kwdefaults__ = None
g.__code__ = f.__code__
g.__annotations__ = {"a": Thing("annotation")}
g.__dict__ = {"d": Thing("in dict")}
g.__doc__ = Thing("doc")
g.__type_params__ = (Thing("type param"),)
g.__name__, g.__qualname__ = "x" * 3, "y" * 3
del g
del f
show("closure", lambda: types.FunctionType(outer.__code__.co_consts[2] if isinstance(outer.__code__.co_consts[2], types.CodeType) else outer.__code__, {}, closure=(1,)))

section("code replaced")
def h(a, b): return a, b
names = tuple("".join(["n", str(i)]) for i in range(2))
n = R(names)
code = h.__code__.replace(co_varnames=names, co_consts=(None, "const" * 2), co_names=("".join(["na", "me"]),))
print(code.co_varnames, code.co_consts, code.co_names, R(names) - n)
print(hash(code) == hash(h.__code__), code == h.__code__, code == code.replace())
del code
print(R(names) - n)

section("containers")
d = collections.deque([Thing("d0"), Thing("d1")], 5)
d.insert(0, Thing("first")); d.insert(9, Thing("last")); d.insert(2, Thing("middle"))
show("full", lambda: d.insert(1, Thing("too many")))
d.rotate(2); print(d)
del d[1]
d[0] = Thing("replaced")
d.extendleft([Thing("left")]); print(d)
print(d.count(1), d.index(d[2]), d.copy() == d)
print([type(x).__name__ for x in d.__reduce__()])
d.remove(d[1])
print(d.pop(), d.popleft())
it = iter(d); next(it); print(it.__reduce__()[1][1]); del it
d *= 2; print(len(d))
d.clear()
class S(set): pass
s = S([1]); s.attr = Thing("set attr")
r = s.__reduce__(); print(r); del r, s
print({2}.__reduce__(), frozenset([3]).__reduce__())
print(iter(b"ab").__reduce__(), iter(bytearray(b"c")).__reduce__())
for make in (lambda: iter(b"a"), lambda: iter(bytearray(b"a")), lambda: iter([1]), lambda: iter((1,)), lambda: iter("a"), lambda: iter(range(1)),
             lambda: iter({1: 2}), lambda: iter({1}), lambda: enumerate([1]), lambda: reversed([1]), lambda: zip([1]), lambda: map(str, [1]), lambda: filter(None, [1]),
             lambda: iter(int, 0)):
    it = make(); a = it.__reduce__(); list(it); print(a, it.__reduce__() if type(it).__name__ not in ("enumerate", "zip", "map", "filter") else "")
del it, a

section("tee and groups")
a, b = itertools.tee(iter([Thing("t0"), Thing("t1"), Thing("t2")]))
print(next(a), next(a))
c = b.__copy__()
data = [x for x in gc.get_referents(a) if type(x).__name__ == "_tee_dataobject"]
print(len(data), [x for x in gc.get_referents(data[0]) if isinstance(x, Thing)])
del data, a
print(next(b)); del b
print(list(c)); del c
for k, group in itertools.groupby([Thing("g1"), Thing("g2")], key=lambda t: t.name[0]): print(k, next(group))
del k, group
print(list(itertools.zip_longest([Thing("z")], [1, 2], fillvalue=Thing("fill"))))
p = itertools.pairwise([Thing("p0"), Thing("p1"), Thing("p2")]); x = next(p); y = next(p); print(x, y); del x, y, p
print(list(itertools.batched([Thing("b0"), Thing("b1"), Thing("b2")], 2)))
c = itertools.cycle([Thing("c")]); next(c); next(c); del c
print(next(itertools.permutations([Thing("perm"), 1])), next(itertools.product([Thing("prod")], repeat=2)))
print(list(itertools.accumulate([1, 2], initial=0)), list(itertools.islice([Thing("sl"), 1, 2], 0, None, 2)))
print(list(itertools.starmap(lambda x: x, [(Thing("star"),)])), list(itertools.compress([Thing("yes"), Thing("no")], [1, 0])))
it = itertools.chain.from_iterable([[Thing("ch0")], [Thing("ch1")]]); next(it); del it
it = itertools.dropwhile(lambda t: t.name == "dw0", [Thing("dw0"), Thing("dw1")]); print(next(it)); del it
it = itertools.filterfalse(lambda t: False, [Thing("ff")]); print(next(it)); del it
it = itertools.repeat(Thing("rep"), 2); print(next(it), it.__length_hint__()); del it

section("coroutines")
async def co(x): return x
w = co(Thing("arg")).__await__()
print(gc.get_referents(w)[0].__name__)
show("throw", lambda: w.throw(KeyError, KeyError("k")))
del w
w = co(Thing("arg2")).__await__(); w.close(); del w
@types.coroutine
def gen(x): yield x; return x
async def waits(x): return await gen(x)
w = waits(Thing("awaited")); print(w.send(None), w.cr_await.__name__); w.close(); del w
async def agen(x):
    try: yield x
    finally: print("  agen ends")
ag = agen(Thing("agen")); step = ag.asend(None)
show("send", lambda: step.send(None)); del step
show("aclose", lambda: ag.aclose().send(None)); del ag

section("codecs")
class Raises(Exception): pass
keep = []
def handler(e): keep.append(type(e).__name__); return ("".join(["<", str(e.start), ">"]), e.end)
codecs.register_error("test.mine", handler)
n = R(handler)
print("a\xe9b".encode("ascii", "test.mine"), b"a\xffb".decode("ascii", "test.mine"), "\u20ac".encode("latin-1", "test.mine"), R(handler) - n)
def bad(e): raise Raises(Thing("in error"))
codecs.register_error("test.bad", bad)
show("bad", lambda: "\xe9".encode("ascii", "test.bad"))
codecs.register_error("test.odd", lambda e: Thing("odd"))
show("odd", lambda: "\xe9".encode("ascii", "test.odd"))
show("lookup", lambda: codecs.lookup_error("test.none"))
e = UnicodeDecodeError("".join(["co", "dec"]), b"\xff" * 2, 0, 1, "".join(["rea", "son"])); e.object = b"x" * 3; e.reason = "r" * 2; print(e); del e

section("unraisable")
class Broken:
    def __del__(self): raise ValueError(Thing("message"))
seen = []
sys.unraisablehook = lambda u: seen.append((u.exc_type.__name__, type(u.exc_value).__name__, u.err_msg and u.err_msg.split(" at")[0], u.object and type(u.object).__name__))
b = Broken(); del b
class Sub(Thing): pass
t = Thing("referent"); w = weakref.ref(t, lambda r: 1 / 0); del t
print(seen); del seen
sys.unraisablehook = sys.__unraisablehook__

section("partials, caches, descriptors")
p = functools.partial(lambda *a, **k: (a, k), Thing("pa"), k=Thing("pk"))
q = functools.partial(p, 2, j=3); print(q(4)); print(q.func is p.func, len(q.__reduce__()[2]))
q.__setstate__((print, (Thing("state"),), {}, None)); del q, p
@functools.lru_cache(maxsize=1)
def cached(x): return [x]
cached(1); cached(2); cached(2); print(cached.cache_info()); cached.cache_clear(); del cached
@functools.lru_cache(maxsize=None)
def cached(x, y=None): return Thing(x)
cached("u1"); cached("u2", y=1); cached("u1"); del cached
class P:
    p = property(lambda s: Thing("got"), lambda s, v: None, lambda s: print("deleted"), "".join(["do", "c"]))
    @classmethod
    def c(cls): return cls
    s = staticmethod(Thing)
P().p; P().p = Thing("set"); del P().p
q = P.__dict__["p"].setter(lambda s, v: print("other", v)); q.__set__(None, Thing("other")); del q
print(P.__dict__["c"].__func__.__name__, P.__dict__["s"].__wrapped__ is Thing, P.__dict__["s"]("static"))
m = P().c; print(m.__self__ is P, m == P.c, hash(m) == hash(P.c)); del m
print(operator.itemgetter(0, 1)([Thing("ig0"), Thing("ig1"), 2]), operator.attrgetter("name", "__class__.__name__")(Thing("ag")))
print(operator.methodcaller("m", Thing("mc"), k=1).__reduce__()[1] is not None)
a = list[int]; print(a.__reduce__(), (a | None).__args__, a.__origin__, dict[str, Thing].__parameters__); del a
n = types.SimpleNamespace(a=Thing("ns")); n.b = n; print(n == n, n.__reduce__()[2] is not None); del n; print(gc.collect() > 0)
mp = types.MappingProxyType({"k": Thing("mp")}); print(mp | {"j": 1}, mp.copy()["k"]); del mp
cell = types.CellType(Thing("in cell")); cell.cell_contents = Thing("new in cell"); del cell.cell_contents; print(cell == types.CellType()); del cell
s = slice(Thing("sl0"), None, Thing("sl1")); print(s.__reduce__()[0], s.indices if False else s.start); del s
print(sys.exc_info(), sys.intern("".join(["int", "erned"])))

section("typing objects")
type Alias[T] = list[T]
print(Alias.__value__, Alias[int], Alias.__type_params__, Alias.__reduce__() if hasattr(Alias, "__reduce__") else None)
def generic[T: (int, str), *Ts, **P](x: T): return x
for t in generic.__type_params__: print(t, getattr(t, "__constraints__", None))
t = t"a{Thing('interp')!r:>{3}}b"
print(t.strings, t.interpolations[0].expression, (t + t"c{1}").values); del t
print("end")
