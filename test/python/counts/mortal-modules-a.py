# Native modules from _abc to _string, given objects whose counts are kept where other programs give small numbers and names.
import _abc, _bisect, _collections, _functools, _heapq, _imp, _string, abc, ast, codecs, collections, contextvars, functools, gc, io, struct, sys, types, weakref

def big(k=0): return 10**30 + k
def text(x): return "".join([x, "!"])

class Thing:
    def __init__(self, name="thing"): self.name = name
    def __repr__(self): return f"<{self.name}>"

def show(label, f):
    try: value = f()
    except BaseException as e: value = f"{type(e).__name__}: {e}"
    print(label, value)

def section(name): print("--", name)

section("abstract classes")
def abstract_classes():
    class A(abc.ABC):
        x = Thing()
        @abc.abstractmethod
        def f(self): return self
        @property
        @abc.abstractmethod
        def p(self): pass
    class B(A): pass
    class C(A):
        def f(self): pass
        p = 1
    class Local: pass
    class Other: pass
    print(isinstance(Local(), A), issubclass(Local, A), isinstance(Local(), A))
    print(A.register(Local) is Local, A.register(Local) is Local, A.register(C) is C, A.register(A) is A)
    print(isinstance(Local(), A), issubclass(Other, A), isinstance(C(), A), issubclass(C, A), issubclass(C, A))
    print([type(x).__name__ for x in _abc._get_dump(A)], len(_abc._get_dump(A)[0]))
    _abc._reset_registry(A); _abc._reset_caches(A)
    print(issubclass(Local, A), sorted(A.__abstractmethods__))
    show("make", A)
    class Hook(abc.ABC):
        answer = NotImplemented
        @classmethod
        def __subclasshook__(cls, other): return cls.answer
    for answer in NotImplemented, True, False, [], Thing():
        Hook.answer = answer
        _abc._reset_caches(Hook)
        show("hook", lambda: issubclass(Other, Hook))
    class Lies:
        @property
        def __class__(self): return Local
    print(isinstance(Lies(), A))
    class Marked(abc.ABC): __abc_tpflags__ = 1 << 5
    class NotClass(abc.ABC): pass
    show("register", lambda: A.register(Thing()))
    show("cycle", lambda: C.register(A))
    NotClass._abc_impl = Thing()
    show("wrong data", lambda: NotClass.register(int))
    class Answers(type):
        def __subclasses__(cls): return [Other]
    class Odd(metaclass=type("M", (abc.ABCMeta,), {"__subclasses__": lambda cls: [Other]})): pass
    print(issubclass(Other, Odd))
    class Fails(metaclass=type("M", (abc.ABCMeta,), {"__subclasses__": lambda cls: Thing()})): pass
    show("subclasses", lambda: issubclass(Local, Fails))
    Local = None
    print(A.register(type("Gone", (), {})).__name__, gc.collect() > 0, issubclass(Other, A))
abstract_classes()
print(abc.get_cache_token() > 0, gc.collect() > 0)

section("trees")
node = ast.Name(id=text("name"), ctx=ast.Load(), lineno=big(), extra=Thing()) if False else ast.Name(id=text("name"))
print(repr(node), repr(ast.Constant(big())), repr(ast.Module(body=[ast.Pass(), ast.Expr(ast.Constant(text("c"))), ast.Pass()])))
node.loop = node
w = weakref.ref(node) if False else None
del node
gc.collect()
class Sub(ast.AST):
    _fields = (text("a"), "b")
    _field_types = {"b": list[int]}
show("sub", lambda: ast.dump(Sub(Thing(), [Thing("b")])))
print(ast.dump(compile(f"x = {big()}; y = '{text('lit')}'; z = {big()}.5j", "f", "exec", ast.PyCF_ONLY_AST)))
print(eval(compile(ast.fix_missing_locations(ast.Expression(ast.Constant((big(), text("t"), frozenset([big(1)]), 2.5, b"by"[:1] + b"z")))), "f", "eval")))

section("bisect and heaps")
class Cmp:
    def __init__(self, n): self.n = n
    def __lt__(self, other): return [self.n] if self.n < other.n else []
    def __repr__(self): return f"C{self.n}"
class Seq:
    def __init__(self, items): self.items = items
    def __len__(self): return len(self.items)
    def __getitem__(self, i): return big(i)
    def insert(self, where, item): print("insert", where, item); return Thing("result")
print(_bisect.bisect_left([Cmp(big(i)) for i in range(4)], Cmp(big(2))), _bisect.bisect_right(Seq([1] * 5), big(2)))
print(_bisect.bisect_left(Seq([1] * 5), big(2)), _bisect.bisect_right([Thing()], big(), key=lambda t: big(1)))
show("insort", lambda: _bisect.insort_right(Seq([1] * 600), big(400)))
show("insort left", lambda: _bisect.insort_left(Seq([1] * 600), big(400), key=lambda x: big(x)))
show("insort", lambda: _bisect.insort_right([big(1), big(3)], big(2), key=lambda x: x + big()))
h = []
for n in big(3), big(1), big(2): _heapq.heappush(h, n)
print(_heapq.heappushpop(h, big(0)), _heapq.heappushpop(h, big(9)), _heapq.heapreplace(h, big(4)), _heapq.heappushpop([], big(7)))
print([_heapq.heappop(h) for _ in range(3)])
h = [Cmp(big(i)) for i in (3, 1, 2)]
_heapq.heapify(h); print(_heapq.heapreplace(h, Cmp(big(9))), _heapq.heappushpop(h, Cmp(big(0))), h)
if hasattr(_heapq, "heappush_max"):
    h = [big(3), big(1), big(2)]; _heapq.heapify_max(h); _heapq.heappush_max(h, big(7))
    print(_heapq.heappushpop_max(h, big(9)), _heapq.heappushpop_max(h, big(0)), _heapq.heapreplace_max(h, big(5)), _heapq.heappop_max(h), _heapq.heappushpop_max([], big(7)))

section("codecs")
def handler(e): return (text("h"), e.end)
codecs.register_error("mortal-handler", handler)
codecs.register_error("mortal-handler", lambda e: (text("new"), e.end))
print(codecs.lookup_error("mortal-handler").__name__, codecs.lookup_error("strict").__name__, codecs.lookup("utf-8").name)
for name in "strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace", "surrogateescape", "surrogatepass":
    for e in UnicodeEncodeError("ascii", text("\u20ac"), 0, 1, text("r")), UnicodeDecodeError("ascii", bytes([255, 33]), 0, 1, text("r")), UnicodeTranslateError(text("\u20ac"), 0, 1, text("r")), ValueError(text("v")), Thing():
        show(name, lambda: codecs.lookup_error(name)(e))
def search(name):
    if name == "mortal_codec": return codecs.CodecInfo(lambda s, e="strict": (bytes(s, "ascii"), len(s)), lambda b, e="strict": (str(b, "ascii"), len(b)), name=text("mortal"))
    if name == "bad_codec": return Thing()
    if name == "failing_codec": return codecs.CodecInfo(lambda s, e="strict": 1 / 0, lambda b, e="strict": Thing(), name="failing")
codecs.register(search)
print(text("abc").encode("mortal-codec"), b"abc".decode("mortal-codec"))
for name in "bad-codec", "failing-codec", "no-codec":
    show(name, lambda: text("a").encode(name))
    show(name, lambda: b"a".decode(name))
    show(name, lambda: codecs.encode(text("a"), name))
    show(name, lambda: codecs.decode(b"a", name))
codecs.unregister(search)
show("unregistered", lambda: text("abc").encode("mortal-codec"))
print(codecs.charmap_encode(text("ab"), None, {97: big() % 256, 98: text("x").encode(), 33: None} | {33: 40}), codecs.charmap_decode(b"ab!", None, {97: text("xy"), 98: big() % 50000, 33: None} | {33: text("e")}))
show("charmap", lambda: codecs.charmap_encode(text("a"), None, {97: big()}))
show("charmap", lambda: codecs.charmap_encode(text("a"), None, {97: Thing()}))
show("charmap", lambda: codecs.charmap_decode(b"a", None, {97: big()}))
show("charmap", lambda: codecs.charmap_decode(b"a", None, {97: Thing()}))
show("charmap", lambda: codecs.charmap_decode(bytes([200]), None, {200: 65 + (big() % 7000)}))
class Map:
    def __getitem__(self, k): return [300, text("m"), text("b").encode()][k % 3] if k < 300 else big()
for data in "a", "b", "c", "\u1234": show("charmap map", lambda: codecs.charmap_encode(data, "strict", Map()))
for data in b"\x61", b"\x62", b"\x63": show("charmap map", lambda: codecs.charmap_decode(data, "strict", Map()))
print(codecs.charmap_build(text("".join(map(chr, range(256))))).__class__.__name__ if False else "")

section("collections")
class Counted(collections.Counter):
    def get(self, key, default=None): return big(dict.get(self, key, 0))
class Mapping:
    def __init__(self): self.d = {}
    def get(self, k, default=None): return self.d.get(k, big())
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
class NoGet(dict):
    get = None
m = Mapping(); _collections._count_elements(m, (text(c) for c in "aab")); print(m.d)
d = {text("a"): big()}; _collections._count_elements(d, [text("a"), big(2), big(2)]); print(d)
c = Counted(); _collections._count_elements(c, [big(), big()]); print(dict(c))
g = _collections._tuplegetter(big() % 1000 + 2000, text("doc")); print(g, g.__reduce__()[1], type(g.__get__(None, int)) is type(g))
show("getter", lambda: g.__get__((big(),), int))
show("getter", lambda: g.__get__(Thing(), int))
d = collections.defaultdict(Thing, {big(): 1}); print(d[big(1)], d.__reduce__()[1:4], len(d.copy()), (d | {big(5): big(6)})[big(5)], ({big(5): big(7)} | d)[big(5)])
d["self"] = d; del d; gc.collect()
q = collections.deque([big(i) for i in range(3)], 3)
q.append(big(5)); q.appendleft(big(6)); q.extend([big(7)]); q.extendleft([big(8)]); print(q)
q *= 2; print(q + collections.deque([big()]), q * 2, q.copy(), q.index(big(6)) if big(6) in q else "", q.__reduce__()[1:3])
class Q(collections.deque): pass
q = Q([big(), text("x")]); q.attr = Thing(); print(q, q.copy(), q.__copy__(), q + q, q * 2, q.__reduce__()[1:3] != (), q < Q([big(), text("y")]), q == Q([big(), text("x")]))
q[0] = text("new"); del q[0]; q.insert(0, big(3)); q.remove(big(3)); q.rotate(1); q.reverse(); print(q, q.count(text("x")))
class Raising:
    def __eq__(self, other): raise ValueError(text("eq"))
show("remove", lambda: collections.deque([big(), Raising()]).remove(big(1)))
show("count", lambda: collections.deque([Raising()]).count(big(1)))
show("iterate", lambda: (lambda d: [d.append(x) for x in d])(collections.deque([big()])))
it = iter(collections.deque([big(), big(1)])); next(it); print(type(it)(collections.deque([big(), big(1)]), 1).__reduce__()[1:], it.__reduce__()[1:], it.__length_hint__())
it = reversed(collections.deque([big(), big(1)])); next(it); print(type(it)(collections.deque([big(), big(1)]), 1).__reduce__()[1:], it.__reduce__()[1:])
q = collections.deque(); q.append(q); del q; gc.collect()
q = collections.deque([big(1)]); q += [big(2)]; q += q; print(q); q.clear()

section("contexts")
v = contextvars.ContextVar("v", default=Thing("default")); u = contextvars.ContextVar("u")
t = v.set(Thing("first")); t2 = v.set(Thing("second"))
print(v.get(), t2.old_value, t.old_value is t.MISSING, t.var is v, v.get(Thing()), u.get(Thing("given")))
v.reset(t2); v.reset(t); print(v.get())
show("no value", u.get)
show("reset", lambda: v.reset(t))
c = contextvars.copy_context()
def run(x, *, k=None):
    t = v.set(Thing("inside")); u.set(Thing("u")); u.set(Thing("u2"))
    with v.set(Thing("with")) as token: print(token.var is v, v.get())
    return v.get(), x, k
print(c.run(run, Thing("x"), k=Thing("k")), c[v], c.get(v), c.get(u, 1), c.get(contextvars.ContextVar("w"), Thing("d")), c.get(contextvars.ContextVar("w")), len(c), sorted(map(str, c.values())), len(list(c.keys())), len(list(c.items())), v in c)
copy = c.copy(); print(copy[v], copy == c)
show("missing", lambda: c[contextvars.ContextVar("w")])
show("failing", lambda: c.run(lambda: 1 / 0))
show("key", lambda: c[Thing()])
show("reset elsewhere", lambda: c.run(lambda: v.reset(t2)))
c.run(u.set, c); del c, copy; gc.collect()
def gen():
    x = v.set(Thing("gen")); yield v.get(); v.reset(x)
print(list(gen()))

section("functools")
print(_functools.reduce(lambda a, b: a + b, [big(1), big(2)], big()), _functools.reduce(lambda a, b: Thing(), [big(1), big(2)]), _functools.reduce(max, [], big()))
show("empty", lambda: _functools.reduce(max, []))
show("failing", lambda: _functools.reduce(lambda a, b: 1 / 0, [big(), big()]))
K = functools.cmp_to_key(lambda a, b: big() if a > b else -big()); print(K(big(2)) > K(big(1)), sorted([big(3), big(1)], key=K), K(big(4)).obj, K(big(2)) == K(big(2)))
k = K(big()); k.obj = Thing(); print(k.obj)
show("K", lambda: K(big()) < big()); show("K", lambda: functools.cmp_to_key(lambda a, b: Thing())(1) < K(1))
p = functools.partial(lambda *a, **k: (a, k), big(), k=big(1)); print(p(big(2), j=big(3)), p(**{text("kw"): big()}), p(k=big(7)), functools.partial(p, text("more"), z=text("z"))())
print(p.__reduce__()[2][:3] == (), [type(x).__name__ for x in p.__reduce__()], p.func is not None, p.args, p.keywords)
p.__setstate__((lambda *a, **k: a, (big(),), {text("key"): big()}, {text("attr"): Thing()})); print(p(), vars(p)); p.__setstate__((print, (), None, None)); print(vars(p))
class P(functools.partial): pass
q = P(max, big()); q.attr = Thing(); print(q(big(1)), copy_reduced if False else q.__reduce__()[2][3])
class Host: method = functools.partial(lambda *a: len(a), Thing()); cached = functools.lru_cache(lambda self, x: (x, 1))
print(Host().method(big()), Host.method(big()), Host().cached(big()), Host.cached(Host(), big()), Host.cached.__get__(None, Host) is Host.cached)
import copy
f = functools.lru_cache(3)(lambda *a, **k: (a, k)); print(f(big(), text("a"), k=big(1), j=text("b")), f(big(), text("a"), k=big(1), j=text("b")), f.cache_info()[:3], copy.copy(f) is f, copy.deepcopy(f) is f, f.__reduce__())
for i in range(6): f(big(i))
f.loop = f; f(f); f.cache_clear(); f(f, f); del f; gc.collect()
f = functools.lru_cache(None)(lambda *a: a); f(f, big()); f(f, big()); del f; gc.collect()
print(functools.partial(lambda a, b, c: (a, b, c), functools.Placeholder, big(2))(big(1), big(3)), functools.Placeholder.__reduce__(), type(functools.Placeholder)() is functools.Placeholder, repr(functools.partial(len, text("a"), k=text("b")))[:20])
show("placeholder", lambda: functools.partial(len, functools.Placeholder))
show("placeholder", lambda: functools.partial(len, functools.Placeholder, 1)())

section("strings and structs")
print([x for x in _string.formatter_parser(text("a{b.c[0]!r:{w}}d"))], [list(x) if not isinstance(x, str) else x for x in _string.formatter_field_name_split("a" + text(".b[0][x].c"))])
show("not str", lambda: _string.formatter_parser(Thing()))
it = _string.formatter_parser(text("{a}{b}")); next(it); held = it, _string.formatter_field_name_split(text("a.b"))[1]
s = struct.Struct("ii"); s.__init__("<q"); print(s.format, s.pack(2**40 + len(text(""))), s.unpack(bytes(8)), list(s.iter_unpack(bytes(16))))
class Index:
    def __index__(self): return 2**40
print(struct.pack("q", Index()))
show("struct", lambda: struct.pack("q", Thing())); show("struct", lambda: struct.pack("f", Thing())); show("struct", lambda: struct.pack("h", big())); show("struct", lambda: s.unpack(bytes(3)))
print(_imp.is_builtin("sys") != 0, _imp.is_frozen("no"))
