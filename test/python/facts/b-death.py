# How objects die: facts B1 to B10 but B8 (the list is in test/facts.test.ts), each line under its fact's number.
import collections
import gc
import sys
import types
import weakref

gc.disable()
log = []


def fact(number, *figures):
    print(number, *figures, *log)
    log.clear()


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        log.append(self.n)


class H(D):
    def __hash__(self):
        return self.n


# B1: at once, and depth first.
class Holder(D):
    pass


h = Holder("outer")
h.inner = Holder("inner")
h.inner.innermost = D("innermost")
h.last = D("last")
del h
fact("B1")

# B2: order in containers, and of deletions and rebindings.
for make in (
    lambda: [D(i) for i in range(4)],
    lambda: (D(0), D(1), D(2)),
    lambda: {D(f"k{i}"): D(f"v{i}") for i in range(3)},
    lambda: {H(i) for i in (5, 3, 1, 4, 2)},
    lambda: collections.deque(D(i) for i in range(4)),
    lambda: collections.OrderedDict((i, D(i)) for i in range(4)),
):
    x = make()
    kind = type(x).__name__
    del x
    fact("B2", kind)
for change in ("x.clear()", "del x[1:4]", "x[1:4] = []", "x[:] = [1]", "del x[::2]"):
    x = [D(i) for i in range(6)]
    exec(change)
    fact("B2", change)
    x = None
    log.clear()
x = {"a": D("a"), "b": D("b")}
del x["a"]
x["a"] = D("a again")
log.clear()
x.clear()
fact("B2", "inserted again")
x = D("old")
x = D("new")
fact("B2", "rebound")
y = D("y")
del x, y
fact("B2", "del x, y")


# B3: locals, last slot first; a kept frame's first to last.
def plain(p, q):
    a = D("a")
    b = D("b")


def with_cell():
    a = D("a")
    b = D("b")

    def g():
        return b

    c = D("c")


def returning():
    a = D("a")
    b = D("b")
    return a


def generator():
    a = D("a")
    b = D("b")
    yield 1
    c = D("c")


def own_frame():
    a = D("a")
    b = D("b")
    f = sys._getframe()
    c = D("c")


def keywords(**k):
    pass


plain(D("p"), D("q"))
fact("B3", "plain")
with_cell()
fact("B3", "cell")
returning()
fact("B3", "returned")
g = generator()
next(g)
del g
fact("B3", "generator")
keywords(x=D("x"), y=D("y"))
fact("B3", "keywords")
own_frame()
fact("B3", "frame kept")
gc.collect()
fact("B3", "frame collected")


# B4: instances: slots sorted, those of the subclass first; values in the order of the class's keys.
class Slots:
    __slots__ = ("c", "a", "b")


class Base:
    __slots__ = ("x", "y")


class Sub(Base):
    __slots__ = ("p", "q", "__dict__")


class Assigns:
    def __init__(self):
        self.zeta = D("zeta")
        self.alpha = D("alpha")
        self.mid = D("mid")


class Plain:
    pass


class SubOfAssigns(Assigns):
    pass


def attributes(o, names):
    for name in names.split():
        setattr(o, name, D(name))
    return o


attributes(Slots(), "b a c")
fact("B4", "slots")
attributes(Sub(), "x y p q d")
fact("B4", "slots of base and subclass, dict")
Assigns()
fact("B4", "static attributes", Assigns.__static_attributes__, list(vars(Assigns())))
log.clear()
attributes(Plain(), "z a")
fact("B4", "first instance")
attributes(Plain(), "a z")
fact("B4", "second instance")
o = attributes(Plain(), "a z")
o.__dict__ = dict(o.__dict__)
del o
fact("B4", "dict given")
attributes(Plain(), " ".join(f"k{i}" for i in range(40, 0, -1)))
fact("B4", "many")
SubOfAssigns()
fact("B4", "subclass")


# B5: finalizer, weak references newest first, slots, values, base.
class Everything(list):
    __slots__ = ("slot", "__dict__", "__weakref__")

    def __del__(self):
        log.append(("__del__", ref() is self))


e = Everything([D("item")])
e.slot = D("slot")
e.value = D("value")
canonical = weakref.ref(e)
ref = weakref.ref(e, lambda r: log.append(("callback 1", canonical(), r())))
newest = weakref.ref(e, lambda r: log.append(("callback 2", ref(), canonical())))
del e
fact("B5")
p = Plain()
finalizers = [weakref.finalize(p, log.append, f"finalize {i}") for i in range(2)]
del p
fact("B5")


# B6: once.
class Rises:
    def __del__(self):
        log.append("__del__")
        kept.append(self)


class RisingInt(int):
    __slots__ = ()

    def __del__(self):
        log.append("__del__ of int")
        kept.append(self)


class Unborn:
    def __init__(self):
        raise ValueError

    def __del__(self):
        log.append("unborn")


class Watched:
    def __del__(self):
        kept.append(weakref.ref(self, lambda r: log.append("callback of late reference")))


kept = []
r = Rises()
w = weakref.ref(r, lambda w: log.append("callback"))
del r
fact("B6", "risen", w() is kept[0], gc.is_finalized(kept[0]))
kept.clear()
fact("B6", "gone", w())
r = RisingInt(5)
del r
kept.clear()
fact("B6", "int", gc.is_tracked(RisingInt(6)))
kept.clear()
try:
    Unborn()
except ValueError:
    log.append("handler")
fact("B6", "after")
r = Watched()
del r
fact("B6", kept[0]())
kept.clear()


# B7: errors there are unraisable.
class Raises:
    def __del__(self):
        raise ValueError("in __del__")


def hook(unraisable):
    message = unraisable.err_msg.split(" at 0x")[0]
    log.append((unraisable.exc_type.__name__, str(unraisable.exc_value), message, unraisable.object))


def callback(ref):
    raise KeyError("in callback")


sys.unraisablehook = hook
Raises()
p = Plain()
w = weakref.ref(p, callback)
del p
sys.unraisablehook = sys.__unraisablehook__
fact("B7")


# B9: what can be referred to weakly, and the one reference without callback.
def function():
    yield


def weakly(x):
    try:
        weakref.ref(x)
    except TypeError:
        return "-"
    return "+"


possible = (Plain(), Plain, function, len, function(), sys, set(), frozenset(), memoryview(b""), collections.deque(), Assigns().__init__)
refused = (Slots(), 1, "a", b"", (), [], {}, None, object(), range(3), slice(1), types.CellType(), property(), super(Plain, Plain()), Exception(), types.SimpleNamespace(), [].__len__)
log.clear()
fact("B9", *map(weakly, possible))
fact("B9", *map(weakly, refused))
p = Plain()
w = weakref.ref(p)
other = weakref.ref(p, print)
fact("B9", weakref.ref(p) is w, other is w, weakref.proxy(p) is weakref.proxy(p), weakref.getweakrefcount(p))


# B10: with statements and handlers.
class CM(D):
    def __enter__(self):
        return D("entered")

    def __exit__(self, *exc):
        log.append("exit")


def without_name():
    with CM("manager"):
        log.append("body")
    log.append("after")


def with_name():
    with CM("manager") as z:
        log.append("body")
    log.append("after")


def handler():
    def raises():
        local = D("local of raising")
        raise ValueError(D("argument"))

    try:
        raises()
    except ValueError:
        log.append("handling")
    log.append("after")


without_name()
fact("B10")
with_name()
fact("B10")
handler()
fact("B10")
