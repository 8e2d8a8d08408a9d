# Native modules, given objects whose counts are kept where other programs give small numbers, names, None and booleans.
import _tokenize, array, ast, codecs, collections, copy, csv, decimal, faulthandler, functools, gc, io, itertools, json, marshal, operator, os, pprint, re, select, struct, sys, tempfile, types, warnings, zlib

def big(k=0): return 10**30 + k
def text(x): return "".join([x, "!"])

class Thing:
    def __init__(self, name="thing"): self.name = name
    def __repr__(self): return f"<{self.name}>"

class Answer:
    def __init__(self, value=True): self.value = value
    def __bool__(self): return bool(self.value)
    def __index__(self): return self.value
    def __repr__(self): return f"<{self.value!r}>"

def show(label, f):
    try: value = f()
    except BaseException as e: value = f"{type(e).__name__}: {e}"
    print(label, value)

print("-- decimal")
def decimals():
    D = decimal.Decimal
    class Sub(D): pass
    class Context(decimal.Context): pass
    d = D("1.5")
    print(D(d) is d, D(Sub(2)), Sub(d), D.from_number(d) is d, Sub.from_number(d), d.canonical() is d, d.conjugate() is d, copy.copy(d) is d, copy.deepcopy(d) is d)
    context = Context(prec=10**5, Emax=10**6)
    print(context.canonical(d) is d, d.__reduce__()[1], Sub(3).__reduce__()[0].__name__, len(context.__reduce__()), context.__reduce__()[0].__name__)
    print(d.__round__(), round(d, 0), d.to_integral(), D(10**30), D((0, (1, 2), 10**5)), D.from_float(1e300) > 0, hash(D(10**40)) == hash(10**40))
    show("power", lambda: pow(D(3), 10**5, 10**6 + 1))
    show("tuple", lambda: D((0, (1, 2), Thing())))
    decimal.setcontext(context)
    print(decimal.getcontext().prec, D(1) / 3 > 0)
    with decimal.localcontext() as c: c.prec = 5; print(D(1) / 7)
    with decimal.localcontext(Context(prec=4)) as c: print(D(1) / 7)
    decimal.setcontext(decimal.DefaultContext)
decimals()

print("-- marshal")
def marshals():
    def f(a, b=10**20): return lambda: (a, "some text", 1.5)
    f.__qualname__ = text("f")
    for value in (1000, big()), [text("a"), 2.5], {text("k"): big()}, frozenset([big()]), (1, (2, (3, text("t")))), f.__code__, slice(1, big(), 2000):
        again = marshal.loads(marshal.dumps(value))
        print(type(value).__name__, again == value, len(marshal.dumps(again)) > 0)
    out = io.BytesIO()
    marshal.dump([big(), text("a")], out)
    out.seek(0)
    class Reads:
        def read(self, n): return out.read(n)
        def readinto(self, b):
            data = out.read(len(b))
            b[:len(data)] = data
            return len(data)
    print(marshal.load(Reads()))
    show("not bytes", lambda: marshal.load(types.SimpleNamespace(read=lambda n: text("a"), readinto=lambda b: 0)))
    code = compile("def g(x): return x + 1000", text("file"), "exec")
    namespace = {}
    exec(marshal.loads(marshal.dumps(code.replace(co_name=text("n"), co_qualname=text("q")))), namespace)
    print(namespace["g"](1), namespace["g"].__code__.co_filename)
marshals()

print("-- json")
def jsons():
    print(json.loads("[1.5, NaN, 10000, -Infinity]", parse_float=Thing, parse_constant=Thing, parse_int=Thing))
    class List(list): pass
    class Float(float): pass
    print(json.dumps({1000: List([big(), Float(2.5)]), 2.5: text("é"), None: (), True: {}}), json.dumps({text("k"): Thing()}, default=lambda o: o.name))
    show("key", lambda: json.dumps({Thing(): 1}))
    show("skipped", lambda: json.dumps({Thing(): 1, "a": big()}, skipkeys=True))
    show("circular", lambda: (lambda l: (l.append(l), json.dumps(l)))([]))
    show("not serializable", lambda: json.dumps({text("a"): [Thing()]}))
    print(json.loads('{"a": 10000000000000000000000}', object_pairs_hook=lambda pairs: pairs), json.loads('{"a": {"b": 1000}}', object_hook=lambda d: list(d.items())))
    scanner = json.scanner.c_make_scanner(types.SimpleNamespace(strict=Answer(), object_hook=None, object_pairs_hook=None, parse_float=float, parse_int=int, parse_constant=None, memo={}))
    print(scanner('{"ab": 1000}', 0), scanner.strict)
    encoder = json.encoder.c_make_encoder(None, lambda o: text(o.name), json.encoder.encode_basestring, None, text(":"), text(","), Answer(False), Answer(False), Answer())
    print("".join(encoder({"a": [1000, Thing()], "b": 1}, 0)), encoder.key_separator, encoder.sort_keys)
jsons()

print("-- collections and iterators")
def iterators():
    class Deque(collections.deque): pass
    d = Deque([big(), text("a")], 1000)
    print(copy.copy(d), copy.copy(d).maxlen, Deque([1], 1000) * 2, d + d, iter(d).__reduce__()[1][1])
    t, u = itertools.tee([Thing("a"), Thing("b")])
    print(next(t), list(u), list(copy.copy(t)))
    print(list(itertools.compress([big(1), big(2), big(3)], [Answer(), Answer(False)])))
    def ran():
        yield big()
        yield 1000
    print(sum(ran()), sum(n for n in (1000, 2000, 3000)), sum((n for n in (1000, 2.5, 1000)), 500))
    r = iter(range(10**20, 10**20 + 2000, 1000))
    print(next(r), list(r), r.__reduce__()[0].__name__, len(range(10**20, 10**20 + 10**6)), list(reversed(range(10**20, 10**20 + 3 * 10**18, 10**18))))
    r = iter(range(10**20, 10**22, 10**21))
    print(next(r), r.__length_hint__(), r.__setstate__(3), next(r), copy.copy(r) is not r)
    print(range(10**20, 10**22, 10**19).index(10**20 + 10**19), range(10**20, 10**22).count(10**21), range(10**20, 10**21)[10**19:10**20:10**18])
    o = collections.OrderedDict({big(): Thing(), text("b"): 1})
    o2 = collections.OrderedDict(o)
    print(o == o2, o.pop(big()), o.popitem(), list(reversed(o2)), [*o2.items()], o2.move_to_end(big()), list(o2))
iterators()

print("-- regular expressions")
def expressions():
    m = re.match("(?P<first_name>a)(?P<last_name>b)?", text("a"))
    print(m.lastgroup, m.groupdict(big()), m.group("last_name"), re.sub("a", lambda m: text(m[0]), "banana"), re.subn("(a)", r"\1" + text("x"), "ba"))
    print(re.sub("a", lambda m: None, "ba") if False else "", re.split("(,)", text("a,b")))
    p = re.compile(text("a"))
    print(p.pattern, copy.copy(p) is p, p.scanner(text("a")).match(), p.findall(text("a")))
    class S(str): pass
    print(type(re.match("a", S("a")).string).__name__, re.sub("x", "y", S("a")))
expressions()

print("-- files of other modules")
def files():
    f = open(os.devnull, "w")
    class Flushed:
        def fileno(self): return f.fileno()
        def flush(self): return Answer()
    faulthandler.enable(Flushed())
    print(faulthandler.is_enabled())
    faulthandler.enable(file=Flushed())
    faulthandler.dump_traceback(f.fileno())
    faulthandler.dump_traceback(Flushed(), all_threads=Answer())
    print(faulthandler.disable(), faulthandler.is_enabled())
    f.close()
    reader = csv.reader([text("a,b"), text("c")])
    rows = io.StringIO()
    writer = csv.writer(rows)
    print(list(reader), writer.writerow([big(), text("a"), 2.5]), writer.writerows([[1000], [text("b")]]), repr(rows.getvalue()))
    class Write:
        def write(self, s): return Answer(len(s))
    print(csv.writer(Write()).writerow([big()]), csv.writer(Write()).writerows([[1000], [2000]]))
    folder = tempfile.mkdtemp()
    path = os.path.join(folder, text("f"))
    with open(path, "w") as f: f.write(text("a"))
    print([e.name for e in os.scandir(folder)], os.listdir(folder), os.stat(path).st_size, os.path.samefile(path, path))
    with os.scandir(folder) as entries:
        for e in entries: print(e, e.name, e.path == path, e.is_file(), e.stat().st_size)


    os.rename(path, path + "2")
    os.remove(path + "2")
    os.rmdir(folder)
files()

print("-- calls")
def calls():
    class Fails:
        def __sizeof__(self): return 10**30
    show("size", lambda: sys.getsizeof([], big()) < 1000)
    class Size:
        def __sizeof__(self): return text("a")
    show("size in vain", lambda: sys.getsizeof(Size(), big()))
    show("no size", lambda: sys.getsizeof(Size()))
    show("a module", lambda: pprint())
    show("help", lambda: help(Answer) if False else None)
    d = zlib.decompressobj(zdict=bytes([65] * 400))
    c = zlib.compressobj(zdict=bytes([65] * 400))
    print(d.decompress(c.compress(b"A" * 50) + c.flush()), type(zlib._ZlibDecompressor(zdict=bytes([65] * 400)) if hasattr(zlib, "_ZlibDecompressor") else d).__name__)
    show("pack", lambda: struct.pack("q?3s", Answer(1000), Answer(), b"abc"))
    show("unpack", lambda: list(struct.iter_unpack("q", struct.pack("qq", 10**15, 10**16))))
    print(array.array("q", [10**15, 10**16]).index(10**16), array.array("q", [10**15]) < array.array("q", [10**16]), array.array("q", [10**15]).count(10**15))
    print(operator.methodcaller("ljust", 1000)("").count(" "), operator.methodcaller("split", sep=text(",")[0])("a,b"), functools.partial(dict, a=big())(b=text("b")))
    print(list(_tokenize.TokenizerIter(io.StringIO(text("a") + "\n").readline, extra_tokens=True))[0][:2] if hasattr(_tokenize, "TokenizerIter") else "")
    print(codecs.charmap_decode(b"ab", "strict", {97: 1000, 98: text("b")}), codecs.charmap_encode("ab", "strict", {97: 65, 98: bytes([66] * 2)}), codecs.charmap_encode("ሴ", "strict", {0x1234: 65}))
    class Filter:
        def match(self, text): return Answer()
    warnings.filters.insert(0, ("error", Filter(), UserWarning, Filter(), 0))
    warnings._filters_mutated() if hasattr(warnings, "_filters_mutated") else warnings._filters_mutated_lock_held()
    show("warning", lambda: warnings.warn(text("careful")))
    del warnings.filters[0]
    warnings._filters_mutated() if hasattr(warnings, "_filters_mutated") else warnings._filters_mutated_lock_held()
calls()

print("-- objects that the collector looks at")
def collected():
    import abc
    from string.templatelib import Interpolation, Template
    class A(abc.ABC): pass
    class C: pass
    print(gc.is_tracked(A._abc_impl), gc.is_tracked(super(C, C())), gc.is_tracked(Interpolation(1)), gc.is_tracked(Template(Interpolation(1))))
    for f in lambda: 1 // 0, lambda: [][0], lambda: undefined, lambda: {}[1], lambda: None.x, lambda: int("a"), lambda: len(1), lambda: next(iter([])), lambda: b"\xff".decode(), lambda: open("/nowhere"):
        try: f()
        except Exception as e: print(type(e).__name__, gc.is_tracked(e), end=" ")
    print()
    class D:
        def __del__(self): print("dying", gc.is_tracked(self), sum(o is self for o in gc.get_objects()))
    D()
    class E(list):
        def __del__(self): print("dying", gc.is_tracked(self), len(self))
    E([1])
    def g():
        try: yield 1
        finally: print("closing", sum(isinstance(o, types.GeneratorType) and o.gi_running for o in gc.get_objects()))
    next(g())
collected()
