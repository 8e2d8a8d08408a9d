# Found by the fuzzer: what operator.concat and operator.iconcat ask, and in which order.
import array
import collections
import operator
import sys


class Adds:
    def __getitem__(self, i): raise IndexError
    def __add__(self, o): return "added"
    def __radd__(self, o): return "added from the right"


class Declines(Adds):
    def __add__(self, o): return NotImplemented
    def __radd__(self, o): return NotImplemented
    def __iadd__(self, o): return NotImplemented


class InPlace(Adds):
    def __iadd__(self, o): return "added in place"


class NoSequence:
    def __add__(self, o): return "never asked"
    __iadd__ = __radd__ = __add__


class Listed(list): pass


class AddingList(list):
    def __add__(self, o): return "the subclass's own"


class InPlaceList(list):
    def __iadd__(self, o): return "the subclass's own in place"


make = [
    lambda: [1], lambda: (1,), lambda: "s", lambda: b"b", lambda: bytearray(b"a"), lambda: collections.deque([1], 3),
    lambda: array.array("i", [1]), lambda: memoryview(b"m"), lambda: range(2), lambda: {1: 2}, lambda: {1},
    lambda: collections.Counter("a"), lambda: collections.UserList([1]), lambda: collections.OrderedDict(),
    Adds, Declines, InPlace, NoSequence, lambda: Listed([1]), lambda: AddingList([1]), lambda: InPlaceList([1]), lambda: 1, lambda: 1.5, lambda: None,
]


def text(v): return f"{type(v).__name__} {v}" if " at 0x" not in str(v) else type(v).__name__


for f in operator.concat, operator.iconcat:
    for left in make:
        for right in make:
            a, b = left(), right()
            try:
                r = f(a, b)
                print(f.__name__, text(a), "|", text(b), "->", text(r), r is a, r is b)
            except Exception as e:
                print(f.__name__, text(a), "|", text(b), "->", type(e).__name__, e)


class D:
    def __del__(self): print("del")


# Who fails keeps nothing, and what grows in place owns what it took.
for f in operator.concat, operator.iconcat:
    for left in collections.deque(), [], ():
        d = D()
        for right in d, [d], collections.deque([d]), (d,):
            try:
                left2 = f(left, right)
                print(f.__name__, type(left).__name__, type(right).__name__, sys.getrefcount(d), left2 is left)
            except TypeError as e:
                print(f.__name__, type(left).__name__, type(right).__name__, sys.getrefcount(d), e)
            left2 = right = e = None
        d = None
        print(len(left))
        if left: left.clear()
