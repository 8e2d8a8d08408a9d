# Describes the built-in functions, types and modules: one line "where <tab> fact <tab> value" for each thing that can be seen.

import sys, gc, weakref, _weakref, time, math, itertools, _functools, _collections, _operator, atexit, builtins, types, io

out = []


def put(where, fact, value):
    out.append(f"@@{where}\t{fact}\t{value!r}")


def plain_function(a, b=1, *, c=2):
    return a


def generator():
    yield 1


async def coroutine():
    pass


async def async_generator():
    yield 1


class Plain:
    __slots__ = ("slot", "__weakref__")

    def method(self):
        pass


class PlainWithDict:
    pass


kept = PlainWithDict()
live = []


def closed(c):
    live.append(c)
    if hasattr(c, "close"):
        c.close()
    return c


def a_cell():
    x = 1
    return (lambda: x).__closure__[0]


def a_traceback():
    try:
        1 / 0
    except ZeroDivisionError as e:
        return e.__traceback__


def a_wrapper():
    return closed(coroutine()).__await__()


class Iterates:
    async def __anext__(self):
        pass

    def __aiter__(self):
        return self

    def __getitem__(self, i):
        raise IndexError


type Alias = int


def typevars[T, *Ts, **P]():
    pass


SAMPLES = [
    lambda: object(), lambda: 7, lambda: True, lambda: 1.5, lambda: 1j, lambda: "text", lambda: b"bytes", lambda: bytearray(b"array"), lambda: [1, 2],
    lambda: (1, 2), lambda: {1: 2}, lambda: {1, 2}, lambda: frozenset((1, 2)), lambda: range(3), lambda: slice(1, 2, 3), lambda: memoryview(b"view"),
    lambda: type("Made", (), {}), lambda: property(), lambda: staticmethod(len), lambda: classmethod(len), lambda: super(Plain, Plain()),
    lambda: enumerate([]), lambda: reversed([]), lambda: zip(), lambda: map(len, []), lambda: filter(None, []),
    lambda: None, lambda: NotImplemented, lambda: ..., lambda: plain_function, lambda: Plain().method, lambda: len, lambda: [].append,
    lambda: generator(), lambda: closed(coroutine()), lambda: async_generator(), lambda: plain_function.__code__, lambda: sys._getframe(),
    lambda: a_traceback(), lambda: a_cell(), lambda: types.SimpleNamespace(), lambda: type.__dict__, lambda: types.ModuleType("made"),
    lambda: list.append, lambda: list.__add__, lambda: [].__add__, lambda: dict.__dict__["fromkeys"], lambda: types.CodeType.co_name,
    lambda: type.__dict__["__mro__"], lambda: Plain.slot, lambda: list[int], lambda: int | str, lambda: iter([]), lambda: reversed([]),
    lambda: iter(()), lambda: iter({}), lambda: reversed({}), lambda: iter({}.values()), lambda: iter({}.items()), lambda: {}.keys(),
    lambda: {}.values(), lambda: {}.items(), lambda: reversed({}.values()), lambda: reversed({}.items()), lambda: iter(set()), lambda: iter(range(3)),
    lambda: iter(range(1 << 80)), lambda: iter(""), lambda: iter("\u1234"), lambda: iter(b""), lambda: iter(bytearray()), lambda: iter(memoryview(b"")),
    lambda: iter(len, 0), lambda: iter(Iterates()), lambda: a_wrapper(), lambda: async_generator().__aiter__().__anext__(),
    lambda: async_generator().asend(None), lambda: async_generator().athrow(ValueError), lambda: aiter(async_generator()),
    lambda: anext(Iterates(), 1), lambda: weakref.ref(kept), lambda: weakref.proxy(kept), lambda: plain_function.__code__.co_lines(),
    lambda: plain_function.__code__.co_positions(), lambda: sys._getframe().f_locals, lambda: sys.flags, lambda: sys.version_info,
    lambda: sys.float_info, lambda: sys.int_info, lambda: sys.hash_info, lambda: sys.thread_info, lambda: sys.implementation, lambda: time.localtime(0),
    lambda: Alias, lambda: typevars.__type_params__[0], lambda: typevars.__type_params__[1], lambda: typevars.__type_params__[2],
    lambda: t"a{1}b", lambda: t"a{1}b".interpolations[0], lambda: iter(t"a{1}b"), lambda: iter(list[int]), lambda: iter(int | str) if 0 else None,
    lambda: _collections.deque(), lambda: iter(_collections.deque()), lambda: reversed(_collections.deque()), lambda: _collections.defaultdict(),
    lambda: _collections.OrderedDict(), lambda: iter(_collections.OrderedDict()), lambda: _collections.OrderedDict().keys(),
    lambda: _collections.OrderedDict().values(), lambda: _collections.OrderedDict().items(), lambda: _functools.partial(len),
    lambda: _functools.cmp_to_key(len), lambda: _functools.lru_cache(3, True, len, tuple) if 0 else None, lambda: _operator.itemgetter(1),
    lambda: _operator.attrgetter("a"), lambda: _operator.methodcaller("a"), lambda: itertools.count(), lambda: itertools.cycle([]),
    lambda: itertools.repeat(1), lambda: itertools.accumulate([]), lambda: itertools.chain(), lambda: itertools.compress([], []),
    lambda: itertools.dropwhile(len, []), lambda: itertools.takewhile(len, []), lambda: itertools.filterfalse(len, []), lambda: itertools.groupby([]),
    lambda: itertools.islice([], 1), lambda: itertools.starmap(len, []), lambda: itertools.tee([])[0], lambda: itertools.zip_longest(),
    lambda: itertools.product(), lambda: itertools.permutations([]), lambda: itertools.combinations([], 1),
    lambda: itertools.combinations_with_replacement([], 1), lambda: itertools.pairwise([]), lambda: itertools.batched([], 1),
    lambda: sys.unraisablehook.__class__, lambda: BaseException(), lambda: ExceptionGroup("g", [ValueError()]), lambda: OSError(), lambda: StopIteration(),
    lambda: SyntaxError(), lambda: UnicodeDecodeError("utf-8", b"", 0, 1, "why"), lambda: UnicodeEncodeError("utf-8", "", 0, 1, "why"),
    lambda: UnicodeTranslateError("", 0, 1, "why"), lambda: ImportError(), lambda: NameError(), lambda: AttributeError(), lambda: SystemExit(),
    lambda: KeyError(),
]

samples = {}
for make in SAMPLES:
    try:
        sample = make()
        samples.setdefault(type(sample), make)
    except Exception as e:
        put("samples", make.__code__.co_firstlineno, f"{type(e).__name__}: {e}")
kinds = list(samples)
MODULES = [builtins, sys, gc, weakref, _weakref, time, math, itertools, _functools, _collections, _operator, atexit]
for module in MODULES:
    for value in vars(module).values():
        if isinstance(value, type) and value not in kinds:
            kinds.append(value)

DANGEROUS = {
    "builtins.input", "builtins.breakpoint", "builtins.exit", "builtins.quit", "builtins.help", "sys.exit", "sys.breakpointhook", "sys._debugmallocstats",
    "sys._exit", "builtins.copyright", "builtins.credits", "builtins.license", "gc.set_threshold", "time.tzset", "sys._clear_type_descriptors",
    "gc.freeze", "gc.set_debug", "atexit._run_exitfuncs", "gc.disable", "sys._stats_off", "sys.set_asyncgen_hooks", "sys._getframemodulename",
}


def error_of(call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "fine"


def calls(where, make):
    if where in DANGEROUS:
        return
    put(where, "called with nothing", error_of(make()))
    put(where, "called with 5 None", error_of(make(), None, None, None, None, None))
    put(where, "called with a keyword", error_of(make(), zzz=1))


def documented(doc):
    return "None" if doc is None else "text" if isinstance(doc, str) and doc else "empty" if doc == "" else type(doc).__name__


def describe(where, value):
    put(where, "kind", type(value).__name__)
    if isinstance(value, (int, str, tuple, float, dict)) or value is None:
        return
    for name in "__name__", "__qualname__", "__module__", "__text_signature__":
        put(where, name, getattr(value, name, "no"))
    put(where, "__objclass__", getattr(getattr(value, "__objclass__", None), "__name__", "no"))
    put(where, "__doc__", documented(getattr(value, "__doc__", None)))


FLAGS = 0xFFFFFFFF & ~(1 << 19 | 1 << 12 | 1 << 13 | 1 << 1)


def describe_type(t):
    where = t.__module__ + "." + t.__qualname__ if t.__module__ != "builtins" else t.__qualname__
    describe(where, t)
    put(where, "bases", [b.__name__ for b in t.__bases__])
    put(where, "flags", hex(t.__flags__ & FLAGS))
    for name in sorted(vars(t)):
        put(where, "." + name, "there")
    for name in sorted(set(dir(t)) - set(vars(t))):
        put(where, "dir " + name, "there")
    if t is not type:
        calls(where, lambda: t)
    for name, value in sorted(vars(t).items()):
        describe(f"{where}.{name}", value)
        if callable(value) and t in samples and not isinstance(value, type) and not (t is type and name == "__call__"):
            def bound(name=name):
                sample = samples[t]()
                live.append(sample)
                return getattr(sample, name)
            try:
                bound()
            except Exception as e:
                put(f"{where}.{name}", "bound", f"{type(e).__name__}: {e}")
                continue
            if name in ("__reduce_ex__", "__reduce__") or (name == "__init__" and t.__name__ == "module"):
                continue
            calls(f"{where}.{name}", bound)
            if name != "__new__" and not isinstance(value, (staticmethod, classmethod)) and type(value).__name__ != "classmethod_descriptor":
                put(f"{where}.{name}", "unbound with nothing", error_of(value))
                put(f"{where}.{name}", "unbound with a wrong one", error_of(value, Plain()))


def describe_module(module):
    where = module.__name__
    put(where, "__doc__", documented(module.__doc__))
    for name, value in sorted(vars(module).items()):
        put(where, "." + name, "there")
        if isinstance(value, type) or name.startswith("__") and name != "__import__" and name != "__build_class__":
            continue
        describe(f"{where}.{name}", value)
        if callable(value):
            calls(f"{where}.{name}", lambda value=value: value)


real = sys.stdout, sys.stderr
sys.stdout = sys.stderr = io.StringIO()
try:
    for t in kinds:
        if t.__module__ not in ("__main__", "_pyodide_core", "pyodide.ffi"):
            describe_type(t)
    for m in MODULES:
        if m is not weakref:
            describe_module(m)
finally:
    sys.stdout, sys.stderr = real
print("\n".join(out))
