# What sys.getsizeof says, in 64 bits: facts E2 to E6 (the list is in test/facts.test.ts), each line under its fact's number.
# Asked of a native CPython, since the oracle has pointers of 32 bits. E1, what 3.14 has changed since 3.13, is shown in test/sizes.
import collections
import sys
import types
import weakref

G = sys.getsizeof


class C:
    pass


def f():
    pass


# E2: objects of every kind.
print("E2", *map(G, (object(), None, ..., 0, 1, 2**30 - 1, 2**30, 2**60 - 1, 2**60, -1, 10**100, True, 1.5, 1j)))
print("E2", *map(G, ("", "a", "abc", "é", "éé", "ab\xe9c", "€", "€€", "😀", "😀😀", b"", b"abc", bytearray(), bytearray(b"abc"))))
print("E2", *map(G, ([], [1], {}, set(), {1}, frozenset(), set(range(4)), range(3), slice(1))))
print("E2", *map(G, (iter([]), iter(()), iter(""), iter({}), iter(range(3)), enumerate([]), zip(), len, [].append, C().__init__)))
print("E2", *map(G, (types.CellType(), property(), classmethod(f), staticmethod(f), weakref.ref(C), weakref.proxy(C), super(C, C()), C.__dict__, sys, int)))
print("E2", *map(G, (Exception(), StopIteration(), OSError(), ImportError(), type("E", (Exception,), {})())))
try:
    1 / 0
except ZeroDivisionError as e:
    print("E2", G(e.__traceback__))
print("E2", *map(G, (collections.deque(), collections.deque(range(100)), collections.OrderedDict(), collections.defaultdict(int), collections.Counter(), type("I", (int,), {})(5))))


# E3: instances, and their dictionaries, which shrink with each instance made.
def slots(*names):
    return type("S", (), {"__slots__": names})


print("E3", G(C()), [G(slots(*names)()) for names in ((), ("a",), ("a", "b"), ("a", "__dict__"), ("a", "__weakref__"))])


class Fresh:
    pass


print("E3", [G(Fresh().__dict__) for _ in range(34)])


class Three:
    def __init__(self):
        self.a = self.b = self.c = 1


print("E3", [G(Three().__dict__) for _ in range(34)])


class Grows:
    pass


o = Grows()
o.__dict__
sizes = []
for i in range(34):
    setattr(o, f"a{i}", 1)
    sizes.append(G(o.__dict__))
print("E3", sizes, G(o), G(dict(o.__dict__)))

# E4: dictionaries.
for name, make in (("str", str), ("int", int)):
    d, seen = {}, []
    for i in range(700):
        d[make(i)] = i
        if not seen or seen[-1][1] != G(d):
            seen.append((len(d), G(d)))
    print("E4", name, seen)
    for key in list(d)[10:]:
        del d[key]
    print("E4", len(d), G(d))
    d.clear()
    print("E4", G(d))
print("E4", G({"a": 1, 1: 2}), G(dict(a=1)), G(dict.fromkeys(range(6))), G({i: i for i in range(6)}.copy()))

# E5: lists.
l, seen = [], []
for i in range(150):
    l.append(i)
    seen.append((G(l) - 56) // 8)
print("E5", seen[::4])
sizes = []
while l:
    l.pop()
    sizes.append((G(l) - 56) // 8)
print("E5", sizes)


def allocated(l):
    return (G(l) - 56) // 8


def extended(l, n):
    l.extend(range(n))
    return allocated(l)


print("E5", [allocated(x) for x in ([1, 2], [1, 2, 3], [1, 2, 3, 4, 5], list(range(10)), list((1, 2, 3)), [0] * 10, [1] + [2], [1, 2, 3][:], sorted([3, 1, 2]), [*range(5)])])
print("E5", [extended([], n) for n in (1, 2, 3, 4, 5, 8, 9, 50)], [extended([1, 2, 3], n) for n in (1, 2, 5, 9, 50)])
print("E5", [allocated(list(x for x in range(n))) for n in (1, 8, 9, 50)], [allocated([x for x in range(n)]) for n in (1, 4, 5, 8, 9, 17, 33, 100)])

# E6: sets.
s, seen = set(), []
for i in range(400):
    s.add(i)
    if not seen or seen[-1][1] != G(s):
        seen.append((len(s), G(s)))
print("E6", seen, G(s.copy()))
for i in range(390):
    s.remove(i)
print("E6", len(s), G(s), G(s.copy()), [G(set(range(n)).copy()) for n in (4, 5, 19, 77)])
