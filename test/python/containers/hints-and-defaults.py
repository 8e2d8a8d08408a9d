# Length hints that cannot be true, deques that change under their iterators, default factories that are None.
import sys
import weakref
from collections import defaultdict, deque
from typing import ParamSpec


class Liar:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration

    def __length_hint__(self):
        return sys.maxsize


numbers = [1, 2, 3]
numbers.extend(Liar())
print(numbers)
try:
    print(list(Liar()))
except MemoryError as error:
    print(repr(error))

for change in (lambda d: d.append(1), lambda d: d.clear()):
    for start in ([], [1], [1, 2]):
        queue = deque(start)
        iterator = iter(queue)
        for _ in start:
            next(iterator)
        change(queue)
        for _ in range(2):
            try:
                print(next(iterator))
            except (RuntimeError, StopIteration) as error:
                print(repr(error))

for mapping in (defaultdict(), defaultdict(None), defaultdict(list)):
    mapping.default_factory = None
    try:
        mapping["key"]
    except KeyError as error:
        print(repr(error), mapping)

P = ParamSpec("P")
for part in (P.args, P.kwargs):
    print(weakref.ref(part)() is part)
reference = weakref.ref(P.args)
print(reference())


class BadIterator(deque):
    def __iter__(self):
        raise TypeError("no iterator")


try:
    BadIterator("abc").__reduce__()
except TypeError as error:
    print(error)
