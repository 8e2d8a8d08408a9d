# What the cyclic collector does: facts C2 to C5, C8 and C9 (the list is in test/facts.test.ts), each line under its fact's
# number. Generations are shown in c-generations.py.
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


class E:
    pass


class Q:
    def __init__(self, n, child=True):
        self.n = n
        if child:
            self.child = Q(f"child of {n}", False)

    def __del__(self):
        log.append(self.n)


# C2: what a collection counts.
def containers():
    a = []
    a.append(a)
    b = {}
    b["b"] = b


def instance():
    a = E()
    a.a = a


def instance_with_dict():
    a = E()
    a.__dict__
    a.a = a


def closure():
    def f():
        return f


def empty_class():
    class K:
        pass


def fuller_class():
    class K:
        def m(self):
            pass

        @property
        def p(self):
            pass


def exception():
    try:
        1 / 0
    except Exception as e:
        x = e


def generator():
    def g():
        me = it
        yield

    it = g()
    next(it)


class Rising:
    def __init__(self):
        self.me = self
        self.dependent = [self]

    def __del__(self):
        log.append("rises")
        kept.append(self)


gc.collect()
kept = []
for make in (containers, instance, instance_with_dict, closure, empty_class, fuller_class, exception, generator, Rising):
    make()
    fact("C2", make.__name__, gc.collect())
fact("C2", "risen", len(kept), kept[0].dependent[0] is kept[0])
kept.clear()
fact("C2", "again", gc.collect())


# C3: weak references to garbage.
class Cyclic:
    def __init__(self):
        self.me = self

    def __del__(self):
        log.append(("__del__", [ref() for ref in references]))


references = []
c = Cyclic()
references += [weakref.ref(c), weakref.ref(c, lambda r: log.append(("callback", r(), references[0]())))]
del c
gc.collect()
fact("C3", "outside")
references.clear()
c = Cyclic()
c.ref = weakref.ref(c, lambda r: log.append("callback of garbage"))
c.child = E()
references.append(weakref.ref(c.child, lambda r: log.append("callback of the child's")))
del c
gc.collect()
fact("C3", "inside")
references.clear()
c = Cyclic()
weakref.finalize(c, log.append, "finalize").atexit = False
del c
gc.collect()
fact("C3", "finalize")


class Refers:
    def __del__(self):
        references.append(weakref.ref(self.other))


r = Refers()
r.other = E()
r.other.other = r
del r
gc.collect()
fact("C3", "made by a finalizer", references[0]())
references.clear()


# C4: finalizers run in order of age.
def ring(step):
    q = [Q(i) for i in range(3)]
    for i in range(3):
        q[i].next = q[(i + step) % 3]


ring(1)
gc.collect()
fact("C4")
ring(-1)
gc.collect()
fact("C4")

# C5: what is tracked.
T = gc.is_tracked
x = 1


class Slotless:
    __slots__ = ()


class Int(int):
    pass


def function():
    yield


fact("C5", "dicts", T({}), T({"a": 1}), T({1: []}), T(dict(a=1)), T(vars(E())))
late = tuple(range(3))
fact("C5", "tuples", T(()), T((1, 2)), T((x, x + 1)), T(tuple([1, 2])), T(tuple([1, []])), T((x, [])), T(late))
gc.collect()
fact("C5", "later", T(late))
tracked = ([], set(), frozenset([1]), E(), Slotless(), Int(), weakref.ref(E), function, function(), E().__init__, E, sys, iter([]), iter(""), slice(1), property(), Exception(), len, [].append, super(E, E()), types.CellType(), collections.deque(), zip(), map(len, []), types.SimpleNamespace(), vars(E), memoryview(b""))
untracked = ("a", 1, 1.5, b"", object(), function.__code__, range(3), bytearray(), None, int("1000"), 1j)
fact("C5", "tracked", *map(T, tracked))
fact("C5", "untracked", *map(T, untracked))


def running():
    local = E()
    return [type(o).__name__ for o in gc.get_referrers(local)], T(sys._getframe())


fact("C5", "running frame", *running())


# C8: freezing, referents, referrers.
def names(objects):
    return [getattr(o, "__name__", None) or type(o).__name__ for o in objects]


o = E()
o.a, o.b = [1], {}
fact("C8", names(gc.get_referents(o)))
o.__dict__
fact("C8", names(gc.get_referents(o)))
fact("C8", gc.get_referents([1, "a"]), gc.get_referents((1, "a")), gc.get_referents({"k": "v"}), gc.get_referents({1: "v"}), gc.get_referents({1}))
del o
value = E()
holder = E()
holder.value = value
fact("C8", sorted(names(gc.get_referrers(value))))
gc.collect()
gc.freeze()
fact("C8", gc.get_freeze_count() > 100, [len(gc.get_objects(i)) for i in (0, 2)])
gc.unfreeze()
fact("C8", gc.get_freeze_count(), len(gc.get_objects(2)) > 100)
for bad in (-1, 3):
    try:
        gc.collect(bad)
    except ValueError as error:
        fact("C8", error)
fact("C8", gc.is_finalized(holder), gc.is_finalized(1))

# C9: gc.garbage, and errors in callbacks.
gc.collect()
instance()
gc.collect()
fact("C9", gc.garbage)
gc.set_debug(gc.DEBUG_SAVEALL)
instance()
gc.collect()
gc.set_debug(0)
fact("C9", names(gc.garbage))
gc.garbage.clear()


def raises(phase, info):
    raise ValueError(phase)


def hook(unraisable):
    log.append((str(unraisable.exc_value), unraisable.err_msg))


sys.unraisablehook = hook
gc.callbacks.append(raises)
fact("C9", gc.collect())
gc.callbacks.clear()
sys.unraisablehook = sys.__unraisablehook__
