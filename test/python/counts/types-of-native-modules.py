# Types that native modules make when they are initialised: counted, owned by their instances, known to the collector,
# and gone with their module.

import gc
import sys
import weakref

import _collections
import _functools
import _operator
import _random
import _sre
import _struct
import _thread
import array
import itertools
import re
import time


def made(label, cls, make):
    before = sys.getrefcount(cls)
    one = make()
    with_one = sys.getrefcount(cls) - before
    more = [make(), make()]
    with_three = sys.getrefcount(cls) - before
    tracked = gc.is_tracked(one)
    refers = gc.get_referents(one)
    owns = any(each is cls for each in refers)
    first = bool(refers) and refers[0] is cls
    found = any(each is one for each in gc.get_referrers(cls))
    del one, more, refers
    print(label, with_one, with_three, sys.getrefcount(cls) - before, tracked, owns, first, found)


made("deque", _collections.deque, lambda: _collections.deque([1]))
made("deque iterator", type(iter(_collections.deque())), lambda: iter(_collections.deque()))
made("defaultdict", _collections.defaultdict, lambda: _collections.defaultdict(list))
made("tuplegetter", _collections._tuplegetter, lambda: _collections._tuplegetter(0, "doc"))
made("partial", _functools.partial, lambda: _functools.partial(print, 1))
made("key", type(_functools.cmp_to_key(print)), lambda: _functools.cmp_to_key(print))
made("itemgetter", _operator.itemgetter, lambda: _operator.itemgetter(1))
made("attrgetter", _operator.attrgetter, lambda: _operator.attrgetter("a"))
made("methodcaller", _operator.methodcaller, lambda: _operator.methodcaller("a", b=1))
made("Struct", _struct.Struct, lambda: _struct.Struct("i"))
made("unpack iterator", type(_struct.iter_unpack("b", b"a")), lambda: _struct.iter_unpack("b", b"a"))
made("array", array.array, lambda: array.array("i", [1]))
made("array iterator", type(iter(array.array("i"))), lambda: iter(array.array("i")))
made("Pattern", re.Pattern, lambda: _sre.compile("", 0, [1], 0, {}, ()))
pattern = re.compile("a+")
made("Match", re.Match, lambda: pattern.match("aa"))
made("Scanner", type(pattern.scanner("")), lambda: pattern.scanner(""))
made("Random", _random.Random, lambda: _random.Random(1))
made("struct_time", time.struct_time, lambda: time.gmtime(0))
made("lock", _thread.LockType, _thread.allocate_lock)
made("RLock", _thread.RLock, _thread.RLock)
made("local", _thread._local, _thread._local)
for cls, make in (
    (itertools.chain, lambda: itertools.chain([1])),
    (itertools.count, itertools.count),
    (itertools.cycle, lambda: itertools.cycle([1])),
    (itertools.repeat, lambda: itertools.repeat(1)),
    (itertools.islice, lambda: itertools.islice([1], 1)),
    (itertools.product, lambda: itertools.product([1])),
    (itertools.permutations, lambda: itertools.permutations([1])),
    (itertools.combinations, lambda: itertools.combinations([1], 1)),
    (itertools.groupby, lambda: itertools.groupby([1])),
    (itertools.zip_longest, lambda: itertools.zip_longest([1])),
    (itertools.pairwise, lambda: itertools.pairwise([1])),
    (itertools.batched, lambda: itertools.batched([1], 1)),
    (itertools.accumulate, lambda: itertools.accumulate([1])),
    (itertools.takewhile, lambda: itertools.takewhile(bool, [1])),
    (itertools.filterfalse, lambda: itertools.filterfalse(bool, [1])),
    (itertools.starmap, lambda: itertools.starmap(print, [])),
    (itertools.compress, lambda: itertools.compress([], [])),
    (itertools._tee, lambda: itertools.tee([1], 1)[0]),
):
    made(cls.__name__, cls, make)


print("-- subclasses")


class Queue(_collections.deque):
    pass


before = sys.getrefcount(_collections.deque)
kept = [Queue() for _ in range(3)]
print(sys.getrefcount(_collections.deque) - before, sys.getrefcount(Queue))
print([each.__name__ for each in gc.get_referents(kept[0]) if isinstance(each, type)])
del kept


class Another(_collections.deque):
    pass


print(sys.getrefcount(_collections.deque) - before)
del Another
gc.collect()
print(sys.getrefcount(_collections.deque) - before)

print("-- changing the class")


class Plain:
    pass


try:
    Plain().__class__ = _functools.partial
except TypeError as error:
    print(error)

print("-- what a type owns")
for cls in (_collections.deque, _functools.partial, _struct.Struct, itertools.count, _random.Random):
    owned = gc.get_referents(cls)
    print(cls.__name__, sys._is_immortal(cls), gc.is_tracked(cls), [type(each).__name__ for each in owned], owned[-1].__name__)
    name = cls.__name__
    print(name is cls.__qualname__, sys._is_immortal(name), sys._is_immortal(cls.__module__))

print("-- references to a type in containers and methods")
before = sys.getrefcount(_collections.deque)
bound = _collections.deque.__class_getitem__
alias = _collections.deque[int]
print(sys.getrefcount(_collections.deque) - before)
del bound, alias
print(sys.getrefcount(_collections.deque) - before)
table = {_collections.deque: [_collections.deque] * 10}
print(sys.getrefcount(_collections.deque) - before)
table.clear()
print(sys.getrefcount(_collections.deque) - before)

print("-- the death of a module")
kept = array.array("i", [1, 2])
ref = weakref.ref(array.array, lambda ref: print("array.array is gone"))
del sys.modules["array"], array, cls, made, make
gc.collect()
print(ref() is type(kept), kept)
del kept
print(gc.collect() > 0, ref())
import array

print(array.array("b", [3]), sys.getrefcount(array.array), len(gc.get_referrers(array)) > 0)
