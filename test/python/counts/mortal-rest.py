# What other programs of this kind leave out: attributes found on the way, copies, conversions, iterators at their end, roots of every kind.
import _thread, asyncio, binascii, builtins, codecs, collections, contextvars, copy, functools, gc, io, itertools, operator, struct, sys, types, typing, warnings, weakref, zlib

warnings.simplefilter("ignore")

def big(k=0): return 10**30 + k
def text(x): return "".join([x, "!"])

class Thing:
    def __init__(self, name="thing"): self.name = name
    def __repr__(self): return f"<{self.name}>"

class Index:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n

def show(label, f):
    try: value = f()
    except BaseException as e: value = f"{type(e).__name__}: {e}"
    print(label, value)

def every(title, /, **cases):
    print("--", title)
    for label, f in cases.items(): show(label, f)

def raising(*items):
    yield from items
    raise ValueError(text("end"))

class Bad:
    def __bool__(self): raise ValueError(text("bool"))
    def __lt__(self, other): raise ValueError(text("lt"))
    def __eq__(self, other): raise ValueError(text("eq"))
    def __hash__(self): return 1

class Str(str): pass
class Seq:
    def __init__(self, items): self.items = items
    def __len__(self): return len(self.items)
    def __getitem__(self, i): return self.items[i]
audited = []
hooks = {"on": False}
class Hook:
    def __call__(self, event, args):
        if hooks["on"]: audited.append((event, len(args)))
        return Thing()
sys.addaudithook(Hook())
hooks["on"] = True
def f(a, b=big()): return a
f.__defaults__; f.__code__ = f.__code__.replace(co_name=text("n")); f.__defaults__ = (big(),); f.__kwdefaults__ = {}; del f.__defaults__
exec(compile(text("1 #"), text("file"), "exec"), {}); sys._getframe(); eval(text("2 #"))
hooks["on"] = False
print(sorted({e for e, _ in audited})); audited.clear()

class Data:
    def __get__(self, o, t): return Thing("data")
    def __set__(self, o, v): raise ValueError(text("set"))
class NonData:
    def __get__(self, o, t): return Thing("nondata")
class Meta(type):
    m = Data()
    n = Thing("meta attribute")
    def __getattr__(cls, name): return text(name)
class C(metaclass=Meta):
    d = Data()
    x = NonData()
    mortal = Thing("class attribute")
    def __getattr__(self, name): return Thing(name)
def named(f):
    try: f()
    except OSError as e: return type(e).__name__, e.filename, e.filename2
every("attributes",
    data=lambda: (C().d, C().x, C().mortal, C().zzz, C.m, C.n, C.q, C.x, C.mortal), set=lambda: setattr(C(), "d", 1), name=lambda: getattr(Thing(), text("no")), class_name=lambda: getattr(Thing, text("no")), module_name=lambda: getattr(sys, text("no")), global_name=lambda: eval(text("nope")[:-1], {}), import_name=lambda: exec(f"import {text('nope')[:-1]}"), from_name=lambda: exec(f"from sys import {text('nope')[:-1]}"), suggestions=lambda: Thing().nam, file=lambda: named(lambda: open(text("/nope/file"))), files=lambda: named(lambda: __import__("os").rename(text("/nope/a"), text("/nope/b"))), decode=lambda: bytes([255]).decode("utf-8"), encode=lambda: text("\ud800").encode("utf-8"), key=lambda: {}[Thing()], super_=lambda: type("S", (C,), {"d": property(lambda s: super(type(s), s).mortal), "e": property(lambda s: super(type(s), s).x)})().d, super_special=lambda: super(C, C()).__class__.__name__, call_attr=lambda: (lambda o: (o.f(big()), o.g(big())))(type("O", (), {"f": lambda s, x: x, "g": staticmethod(lambda x: x)})()), slots=lambda: type("S", (), {"__slots__": "a"})().a, wrapper=lambda: (Thing().__repr__.__objclass__.__name__, Thing().__repr__.__name__, Thing().__init__.__self__.name))

class Float(float): pass
class ToFloat:
    def __float__(self): return Float(2.5)
    def __complex__(self): return type("X", (complex,), {})(1, 2)
    def __index__(self): return type("I", (int,), {})(10**20)
class OnlyIndex:
    def __index__(self): return 10**20 + len("")
class Bytes(bytes): pass
every("conversions",
    float=lambda: (float(ToFloat()), Float(ToFloat()), float(OnlyIndex()), Float(Float(1.5)), float(Str("2.5")), float.from_number(1.25) if hasattr(float, "from_number") else 0, float.from_number(big()) if hasattr(float, "from_number") else 0, Float.fromhex("0x1p3"), Float.__new__(Float, 1.5)), complex=lambda: (complex(ToFloat(), ToFloat()), complex(OnlyIndex()), complex.from_number(ToFloat()) if hasattr(complex, "from_number") else 0, type("X", (complex,), {})(ToFloat())), int=lambda: (int.from_bytes(bytes([1] * 20)), int.from_bytes((x for x in [1, 2]), "big"), type("I", (int,), {}).from_bytes(bytes([9] * 9), text("little")[:-1]), big().to_bytes(Index(20), "big"), int(bytes([49, 50])), int(ToFloat().__index__()), big().as_integer_ratio()), int_bad=lambda: int.from_bytes(Thing()), bytes=lambda: (Bytes.fromhex("4142"), type("B", (bytearray,), {}).fromhex("4142"), bytearray(text("x"), text("ascii")[:-1]), Bytes(text("x"), "ascii"), bytearray(b"a" * 300).__reduce_ex__(2)[1], bytes(Bytes(b"ab")), bytes(memoryview(b"abc"))), str=lambda: ("%s" % text("x"), "plain %%" % (), text("no markup") % {}, text("a").format(), text("b").format_map({}), "{}{{".format(text("y")), "{a[k]}".format_map({"a": {text("k")[:-1]: Thing()}}), "{0[k!]}".format({text("k"): big()}), "{a.name}".format(a=Thing(text("n"))), "%(key)s" % {text("key")[:-1]: big()}), str_mod=lambda: type("M", (str,), {})("%s") % (text("x"),), tuple=lambda: ((big(),) + (), () + (big(),), (big(), Thing()) * 1, tuple((big(),)), (big(),)[:], copy.copy((big(),)), tuple([big()]) + (1,)), round=lambda: (round(2.567, Index(2)), round(big(), Index(-3))), struct=lambda: (struct.pack("f", OnlyIndex()), struct.pack("?", Thing()), struct.pack("2s", bytes([1, 2])), struct.pack("d", ToFloat())), struct_cache=lambda: ([struct.calcsize(f"{i}i") for i in range(1, 130)][-1], struct._clearcache())[0], binascii=lambda: (binascii.crc32(b"a", OnlyIndex().__index__() % 2**32), binascii.Error.__name__, binascii.b2a_hex(bytes([1, 2]), text(":")[:1], Index(1))), binascii_bad=lambda: binascii.a2b_base64(text("a")), join=lambda: type("J", (str,), {})("").join([text("only")]))

class Alternating:
    def __init__(self, *answers): self.answers = list(answers)
    def __eq__(self, other): return self.answers.pop(0)
    def __lt__(self, other): return self.answers.pop(0)
    def __hash__(self): return 1
class Iter:
    def __init__(self, it): self.it = it
    def __iter__(self): return self
    def __next__(self): return next(self.it)
every("iterators at their end",
    reduces=lambda: (lambda its: [list(i) and 0 or i.__reduce__()[1:] for i in its])([iter([big()]), reversed([big()]), iter((big(),)), iter(text("\u1234")), iter({big(): 1}), iter({big()}), iter(bytes([1])), iter(bytearray(b"a")), iter(Seq([big()])), reversed(Seq([big()])), iter(range(big(), big(2)))]), in_midst=lambda: [(next(i), i.__reduce__()[1:]) for i in (reversed([big(), Thing()]), reversed(Seq([big(), Thing()])), enumerate([big()], 5000), enumerate([big()], big()), iter(range(5000, 5005, 500)), iter(range(5000, 9000, 2000)), reversed(range(5000, 9000, 1000)))][0][0], call=lambda: iter(Thing.__init__, big()).__reduce__()[1][1], groupby=lambda: [k for k, g in itertools.groupby([Alternating([], Thing()), Alternating(Thing()), Alternating([1])])] != [], tee=lambda: (lambda a, b: (list(a), copy.copy(b) is not b, list(b)))(*itertools.tee(Iter(iter([big(i) for i in range(70)])), 2))[0][-1], tee_of=lambda: len(itertools.tee(Iter(iter([])), 3)), dropwhile=lambda: list(itertools.dropwhile(lambda x: Alternating, [Thing()])), filter=lambda: [list(filter(lambda x: x, [Thing(), 0, big()])), list(filter(Thing, [big()]))], range=lambda: (list(range(3000, 3005)), range(5000)[Index(3000)], range(big(), big(5)) == range(big(), big(5)), hash(range(5000, 5001)) == hash(range(5000, 5001)), hash(range(5000, 9000, 300)) == hash(range(5000, 9000, 300)), [x for x in range(5000, 5003)], 5001 in range(5000, 6000), range(5000, 6000).index(5500)), zip=lambda: (lambda z: (next(z), list(z)))(zip(Iter(iter([big(), big(1)])), [1])), map=lambda: list(map(lambda *a: a, Iter(iter([big()])), Iter(iter([Thing()])))), odict=lambda: (lambda d: (list(reversed(d.items())), iter(d.items()).__reduce__()[1:], (lambda i: (next(i), i.__reduce__()[1:]))(iter(d.items()))))(collections.OrderedDict([(big(), Thing()), (text("k"), 1)])), odict_gone=lambda: (lambda d, i: (next(i), d.pop(big(1)), d.__setitem__(5, 5), next(i, "none")))(*(lambda d: (d, iter(d)))(collections.OrderedDict([(big(), 1), (big(1), 2), (3, 4)]))), odict_eq=lambda: collections.OrderedDict([(big(), 1)]) == collections.OrderedDict([(Alternating(Thing()), 1)]), enum_reduce=lambda: (lambda e: (next(e), e.__reduce__()[1][1]))(enumerate([big(), 1], 999)), seq_raises=lambda: list(iter(type("S", (), {"__getitem__": lambda s, i: [Thing(), 1 / (1 - i)][0]})())))

def descending(n):
    if n == 0: return gc.collect() and text("deep")
    try: raise ValueError(Thing())
    except ValueError as e:
        return [repr(Reprs(lambda: descending(n - 1))), sorted([2, 1], key=lambda x: (Thing(), gc.collect(), x)[2])][0]
class Reprs:
    def __init__(self, f): self.f = f
    def __repr__(self): self.f(); return text("repr")
print(repr([Reprs(lambda: descending(2))]), repr({big(): Reprs(lambda: gc.collect())}))
async def agen(x):
    try:
        while True: yield x
    finally: pass
async def main():
    seen = []
    class First:
        def __call__(self, g): seen.append(1); return Thing()
    class Final:
        def __call__(self, g): seen.append(2); return Thing()
    old = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(First(), Final())
    a = agen(Thing()); print(await a.asend(None), sys.get_asyncgen_hooks()[0] is not None); del a
    b = agen(big()); await anext(b); await b.aclose(); del b
    sys.set_asyncgen_hooks(*old)
    print(seen)
    async for x in agen(Thing("loop")): break
    return [y async for y in limited(big())]
async def limited(x): yield x; yield Thing("second")
def run(c):
    try:
        while True: c.send(None)
    except StopIteration as e: return e.value
print(run(main()))
sys.set_coroutine_origin_tracking_depth(2); c = main(); print(c.cr_origin is not None); c.close(); del c; sys.set_coroutine_origin_tracking_depth(0)
class Await:
    def __await__(self): return iter([])
class GenAwait:
    def __await__(self): return limited_gen()
def limited_gen():
    yield big()
    return Thing("awaited")
async def awaits(): return await GenAwait()
async def default(): return await anext(type("A", (), {"__anext__": lambda s: GenAwait(), "__aiter__": lambda s: s})(), Thing("default"))
c = default(); print(run(awaits()), c.send(None) == big()); c.close(); del c

class Missing(dict):
    def __missing__(self, k): return Thing(text(str(k)))
class Cell:
    pass
def cyc_ref():
    class Node: pass
    n = Node(); n.n = n
    n.r = weakref.ref(n, Thing.__init__); n.p = weakref.proxy(n, lambda r: n)
    n.w = weakref.ref(n)
    return n
def looping(name):
    n = cyc_ref()
    w = weakref.ref(n)
    n.held = holders[name](n)
    del n
    gc.collect()
    return w() is None
def teed(n):
    a, b = itertools.tee(Iter(iter([n] * 120)))
    list(a)
    return b
def namespaced(n): s = types.SimpleNamespace(n=n); s.s = s; return s
def memoried(n):
    class B(bytearray): pass
    b = B(b"abc"); b.n = n; b.m = memoryview(b); return b.m
def contexted(n):
    v = contextvars.ContextVar("v"); c = contextvars.copy_context(); c.run(v.set, (n, c)); return c
def excepted(n): e = OSError(1, "a", n); e.n = e; e.__notes__ = [n]; return e
def lru(n):
    f = functools.lru_cache(3)(lambda *a, **k: n)
    f(n), f(f, k=n); return f
holders = dict(tee=teed, namespace=namespaced, memory=memoried, context=contexted, exception=excepted, lru=lru, longest=lambda n: itertools.zip_longest(Iter(iter([n])), [n], fillvalue=n), product=lambda n: (lambda p: (next(p), p))(itertools.product([n, n], [n])), combinations=lambda n: (lambda p: (next(p), p))(itertools.combinations([n, n, n], 2)), template=lambda n: iter(t"a{n}b{n}"), set=lambda n: (lambda s: (s.add(n), s))(set()), weak=lambda n: weakref.ref(n, lambda r: n), method=lambda n: n.__init__, module=lambda n: (lambda m: (setattr(m, "n", n), setattr(m, "m", m), m))(types.ModuleType("m")), property=lambda n: property(lambda s: n, doc=n), frame=lambda n: (lambda: sys._getframe())(), exec=lambda n: exec("import sys\nf = sys._getframe()\nclass C: g = sys._getframe(); n = n", {"n": n, "d": {}}), struct=lambda n: struct.Struct("i"), zlib=lambda n: zlib.decompressobj(zdict=bytes([1, 2, 3])).copy())
print([(name, looping(name)) for name in holders])
def switching():
    watch = []
    class W:
        def __init__(self): self.loop = self
    for i in range(3):
        o = W(); watch.append(weakref.ref(o, lambda r: (gc.collect(), watch.append(Thing()))))
    del o
    gc.collect()
    return len(watch)
print(switching())

every("dictionaries of every kind",
    split=lambda: (lambda o: (setattr(o, "a", Thing()), setattr(o, "a", big()), delattr(o, "a"), setattr(o, "__dict__", {}), vars(o)))(Thing())[4], inline=lambda: (lambda o: (vars(o).update(name=Thing()), vars(o).pop("name"), vars(o).setdefault(text("k"), Thing()), vars(o).clear(), vars(o)))(Thing())[1], view=lambda: ({big(): 1}.keys() - {big(): 1}, {big(): 1}.items() - [(big(), 1)], {big()} - {big(): 1}.keys(), {big()}.difference({big(): 2}), {big(), 1} - {big(): 3}.keys(), {big()}.intersection({big(): 1}), {big(1)}.symmetric_difference({big(): 1}), set({big(): 1})), isdisjoint=lambda: [{big(): 1}.keys().isdisjoint(x) for x in ([big(1)], {big(): 1}, iter([big(2)]), {big(): 1}.keys())], mixed=lambda: (lambda d: (d.setdefault(big(), Thing()), d.pop(big(), None), d.update({big(): 1}, k=Thing()), d | d, d))({}), merge=lambda: {**{big(): Thing()}, **{text("k"): 1}}, locals=lambda: exec("x = b\ndel x\nx = 1\nlocals().clear()", {"b": big()}, Missing()), fast=lambda: exec("class C:\n  a = b\n  del a\n  import sys\n  f = sys._getframe().f_locals", {"b": big()}), reduces=lambda: (types.SimpleNamespace(a=Thing()).__reduce__()[2], types.SimpleNamespace().__reduce__()[1:]), annotate=lambda: (lambda m: (setattr(m, "__annotate__", lambda f: {text("a"): Thing()}), m.__annotations__))(types.ModuleType("m"))[1], namespace=lambda: list(types.SimpleNamespace(**{text("k"): 1}).__dict__), traceback=lambda: types.TracebackType(**{text("tb_next")[:-1]: None, "tb_frame": sys._getframe(), "tb_lasti": 1, "tb_lineno": 2}).tb_lineno, function=lambda: types.FunctionType(**{"code": f.__code__, text("globals")[:-1]: {}, "name": text("n")}).__name__, code=lambda: f.__code__.replace(co_filename=text("f"), co_name=text("n"), co_qualname=text("q"), co_consts=(big(),)).co_qualname, weak_repr=lambda: ("to 'Thing'" in repr(weakref.ref(f)), "dead" in repr(weakref.ref(Thing())), "Named" in repr(weakref.ref(type("K", (), {"__name__": text("Named")})()))), type_repr=lambda: (repr(type(text("K"), (), {"__module__": text("m"), "__qualname__": text("q")})), type(text("K"), (), {}).__module__), params=lambda: (repr(typing.TypeVar(text("T"))), repr(typing.ParamSpec(text("P"))), repr(typing.TypeVarTuple(text("Ts"))), repr(typing.TypeAliasType(text("A"), 1)), typing.TypeVar(text("T")).__reduce__(), typing.TypeAliasType(text("A"), 1).__reduce__(), typing.NoDefault.__reduce__(), type(typing.NoDefault)() is typing.NoDefault), partial=lambda: (repr(functools.partial(Thing, **{text("k"): big()})), functools.partial(lambda **k: k, **{text("k"): big()})(**{text("j"): 1}), functools.partial(functools.partial(max, big()), Thing()).args, functools.partial(lambda *a, **k: (a, k), functools.Placeholder, k=big())(Thing(), k=1)), group=lambda: ExceptionGroup("m", [ValueError(), ExceptionGroup("n", [KeyError()])]).split(lambda e: Thing()), cmp=lambda: sorted([Alternating(Thing(), 0, 1, 1, 1, 1), Alternating([], 1, 0, 0, 0, 0)]) != [], exit_=lambda: contextlike())
def contextlike():
    class CM:
        def __enter__(self): return Thing("in")
        def __exit__(self, *a): return Thing("true")
    with CM() as x, CM(): raise ValueError(text("suppressed"))
    return x
show("exit", contextlike)
def unraisable():
    class Obj:
        def __del__(self): raise ValueError(text("x"))
    out = io.StringIO(); err, sys.stderr = sys.stderr, out
    try:
        o = Obj(); del o
        sys.unraisablehook = lambda u: 1 / 0
        o = Obj(); del o
        sys.unraisablehook = sys.__unraisablehook__
        sys.excepthook(ValueError, ValueError(text("shown")), None)
        try:
            try: raise KeyError(big())
            except KeyError as e: e.add_note(text("note")); e.__notes__.append(Thing("note")); raise ValueError(text("v")) from e
        except ValueError as e: sys.excepthook(type(e), e, e.__traceback__)
        e = ValueError(text("bad notes")); e.__notes__ = Thing(); sys.excepthook(type(e), e, None)
        e = ValueError(text("note")); e.__notes__ = [type("N", (), {"__str__": lambda s: 1 / 0})(), text("fine")]; sys.excepthook(type(e), e, None)
        class Obscure(Exception):
            def __str__(self): raise KeyError(Thing())
        sys.excepthook(Obscure, Obscure(), None)
        sys.excepthook(ExceptionGroup, ExceptionGroup("m", [ValueError(Thing()), KeyError(big())]), None)
        try: Thing().nam
        except AttributeError as e: sys.excepthook(type(e), e, e.__traceback__)
        def inner(self): return nam
        try: inner(Thing())
        except NameError as e: sys.excepthook(type(e), e, e.__traceback__)
        try: from sys import pathh
        except ImportError as e: sys.excepthook(type(e), e, e.__traceback__)
    finally: sys.stderr = err
    return [l for l in out.getvalue().split("\n") if l and l[0] not in " |+" and "File" not in l and "Traceback" not in l and "object at" not in l and "while calling" not in l]
print(unraisable())
