# An object of every type that can be emptied, in a cycle of which everything else is tuples and a `super`, which cannot be:
# does the collector break the cycle there? It can only by the object's own `tp_clear`.
import array, collections, csv, contextvars, functools, gc, io, itertools, json, operator, re, struct, sys, threading, types, typing, weakref

class Knot(tuple):
    __slots__ = ()

class Node: pass

marker = Node()

def tied(name, make):
    before = sys.getrefcount(marker)
    loop = super(Knot, Knot())
    try: thing = make(loop)
    except Exception as e: return print(f"{name}: {type(e).__name__}: {e}")
    super.__init__(loop, Knot, Knot((thing, marker)))
    kind = type(thing).__name__
    del thing, loop
    gc.collect()
    print(f"{name}: {kind}", "emptied" if sys.getrefcount(marker) == before else "still there")

def section(title, /, **makes):
    print("--", title)
    for name, make in makes.items(): tied(name, make)

def filled(o, n):
    o.n = n
    return o

def started(it):
    next(it)
    return it

section("nothing to empty", nothing=lambda n: (n,), slice=lambda n: slice(n), method=lambda n: types.MethodType(len, n), proxy=lambda n: types.MappingProxyType({1: n}))
section("containers", list=lambda n: [n], value=lambda n: {1: n}, key=lambda n: {n: 1}, set=lambda n: {n}, frozenset=lambda n: frozenset([n]), deque=lambda n: collections.deque([n]),
    default=lambda n: collections.defaultdict(None, a=n), ordered=lambda n: collections.OrderedDict(a=n), namespace=lambda n: types.SimpleNamespace(a=n), module=lambda n: filled(types.ModuleType("m"), n),
    struct=lambda n: sys.version_info.__class__, cell=types.CellType, attribute=lambda n: filled(Node(), n), class_=lambda n: type("C", (), {"n": n}))

class Slots: __slots__ = ("n",)
class List(list): __slots__ = ()
class Str(str): pass
class Dict(dict): __slots__ = ()
class Array(array.array): pass

def function(n, /, **attributes):
    def f(): pass
    for name, value in attributes.items(): setattr(f, name, value)
    return f

def closure(n):
    def f(): return n
    return f

def generator(n):
    yield 1
    n

def caught(n):
    try: raise ValueError(n)
    except ValueError as e: return e.with_traceback(None)

section("instances", slots=lambda n: filled(Slots(), n), list=lambda n: List([n]), string=lambda n: filled(Str(), n), dict=lambda n: Dict(a=n), array=lambda n: filled(Array("b"), n),
    exception=ValueError, caught=caught, group=lambda n: ExceptionGroup("g", [ValueError(n)]), note=lambda n: filled(ValueError(), n), stop=StopIteration, exit=SystemExit, key=lambda n: KeyError(n),
    os=lambda n: OSError(n), file=lambda n: OSError(99999, "a", n), name=lambda n: NameError("a", name=n), attribute=lambda n: AttributeError("a", obj=n), imports=lambda n: ImportError("a", path=n),
    syntax=lambda n: SyntaxError("a", ("f", n, 1, "b")), local=lambda n: filled(threading.local(), n), local_kept=lambda n: threading.local())
section("functions", default=lambda n: function(n, __defaults__=(n,)), keywords=lambda n: function(n, __kwdefaults__={"a": n}), attribute=lambda n: function(n, n=n), closure=closure, doc=lambda n: function(n, __doc__=n),
    partial=lambda n: functools.partial(len, n), partial_keyword=lambda n: functools.partial(len, a=n), property=property, static=staticmethod, class_=classmethod, getter=operator.itemgetter,
    cached=lambda n: functools.lru_cache(lambda: n), compare=lambda n: functools.cmp_to_key(len)(n), started=lambda n: started(generator(n)),
    wrapper=lambda n: n.__init__, bound=lambda n: [n].append, weak=lambda n: weakref.ref(Knot, n), weak_proxy=lambda n: weakref.proxy(Knot, n), variable=lambda n: contextvars.ContextVar("v", default=n))
section("iterators", list=lambda n: iter([n]), tuple=lambda n: iter((n,)), dict=lambda n: iter({1: n}), map=lambda n: map(n, ()), filter=lambda n: filter(n, ()), zip=lambda n: started(zip((n, n))), enumerate=lambda n: started(enumerate((n, n))),
    reversed=lambda n: reversed((n,)), call=lambda n: iter(print, n))
section("itertools", accumulate=lambda n: itertools.accumulate((1,), None, initial=n), batched=lambda n: itertools.batched((n,), 2), chain=lambda n: itertools.chain((n,)), combinations=lambda n: itertools.combinations((n,), 1),
    replacement=lambda n: itertools.combinations_with_replacement((n,), 1), permutations=lambda n: itertools.permutations((n,), 1), product=lambda n: itertools.product((n,)), product_started=lambda n: started(itertools.product((n, n))),
    compress=lambda n: itertools.compress((n,), (1,)), cycle=lambda n: started(itertools.cycle((n, 1))), dropwhile=lambda n: itertools.dropwhile(n, ()), takewhile=lambda n: itertools.takewhile(n, ()), starmap=lambda n: itertools.starmap(n, ()),
    filterfalse=lambda n: itertools.filterfalse(n, ()), groupby=lambda n: itertools.groupby((), n), group=lambda n: next(itertools.groupby((n, n)))[1], islice=lambda n: itertools.islice((n,), 1), pairwise=lambda n: started(itertools.pairwise((n, n))),
    repeat=itertools.repeat, tee=lambda n: started(itertools.tee((n, n))[0]), tee_data=lambda n: itertools.tee((n,))[0], longest=lambda n: itertools.zip_longest((1,), fillvalue=n),
    longest_result=lambda n: started(itertools.zip_longest((n, 1))))
section("types", alias=lambda n: list[n], var=lambda n: typing.TypeVar("T", bound=n), spec=lambda n: typing.ParamSpec("P", bound=n), default=lambda n: typing.TypeVarTuple("Ts", default=n), type_alias=lambda n: typing.TypeAliasType("A", n),
    template=lambda n: t"{n}", interpolation=lambda n: t"{n}".interpolations[0], template_iterator=lambda n: iter(t"{n}"), scanner=lambda n: json.scanner.c_make_scanner(types.SimpleNamespace(strict=True, object_hook=n, object_pairs_hook=n, parse_float=n, parse_int=n, parse_constant=n, memo={})))

class Raw(Knot):
    closed = False
    def readable(self): return True
    writable = seekable = readable
    def readinto(self, buffer): return 0
    def read(self, n=-1): return b""
    def write(self, data): return len(data)
    def tell(self): return 0
    def seek(self, *args): return 0
    def flush(self): pass
    def close(self): pass

def over(make, n):
    stream = make(io.BytesIO())
    stream.__init__(Raw((n,)))
    return stream

class Lines(Knot):
    def __next__(self): return ""
    def __iter__(self): return self

section("lines", reader=lambda n: csv.reader(Lines((n,))))
section("streams", reader=lambda n: over(io.BufferedReader, n), writer=lambda n: over(io.BufferedWriter, n), random=lambda n: over(io.BufferedRandom, n), text=lambda n: over(io.TextIOWrapper, n),
    reader_attribute=lambda n: filled(io.BufferedReader(io.BytesIO()), n), text_attribute=lambda n: filled(io.TextIOWrapper(io.BytesIO()), n), bytes=lambda n: filled(io.BytesIO(), n), string=lambda n: filled(io.StringIO(), n))
class Buffer(Knot):
    def __buffer__(self, flags): return memoryview(b"ab")

section("buffers", view=lambda n: memoryview(Buffer((n,))), unpack=lambda n: struct.iter_unpack("b", Buffer((n,))), match=lambda n: re.match(b"a", Buffer((n,))), scanner=lambda n: re.compile(b"a").scanner(Buffer((n,))),
    cast=lambda n: memoryview(Buffer((n,))).cast("b"), memory=lambda n: memoryview(filled(Array("b", b"a"), n)), part=lambda n: memoryview(filled(Array("b", b"ab"), n))[1:])
