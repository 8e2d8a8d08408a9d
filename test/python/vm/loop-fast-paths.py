# What the loop does itself, often enough to be specialised: attributes and slots stored and read, items of lists stored and
# read, tuples unpacked, natives and plain classes called; with old values that die, and containers that go at once.
import sys


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name, end="; ")


class A:
    pass


class S:
    __slots__ = ("x", "y")


class Both:
    __slots__ = ("x", "__dict__")


def attributes(cls):
    kept = cls()
    for i in range(6):
        kept.x = D(("kept", i))
        kept.y = kept.x
        cls().x = D(("temporary", i))
        print(sys.getrefcount(kept), sys.getrefcount(kept.x), sys.getrefcount(kept.y))
    del kept.x
    kept.x = D("again")
    kept.x = 1000 + i
    print(kept.x, sys.getrefcount(kept.y))
    if cls is not S:
        print(kept.__dict__.keys())
        kept.x = D("with a dictionary")
        kept.x = None


for each in (A, S, Both):
    print(each.__name__)
    attributes(each)
    print()


class Reacts:
    """Looks at the container while it dies."""

    def __init__(self, where):
        self.where = where

    def __del__(self):
        where = self.where
        print("sees", [type(each).__name__ for each in where] if type(where) is list else type(where.x).__name__, end="; ")


def items():
    row = [None] * 3
    for i in range(5):
        row[1] = Reacts(row)
        row[i % 3] = D(i)
        row[True] = D("true")
    holder = A()
    for i in range(5):
        holder.x = Reacts(holder)
    holder.x = None
    print()
    grid = [[D((i, k)) for k in range(2)] for i in range(2)]
    for i in range(5):
        cell = grid[1][0]
        print(sys.getrefcount(cell), sys.getrefcount(grid[1]), sys.getrefcount(grid[0][1]), end=" ")
        print([D("fresh"), i][0].name, [[i]][0][0], end=" ")
    print()
    try:
        grid[1][2] = 0
    except IndexError as error:
        print(error)
    try:
        grid[2][0]
    except IndexError as error:
        print(error)


items()
print()


def unpacking():
    pair = (D("left"), D("right"))
    for i in range(4):
        a, b = pair
        print(sys.getrefcount(a), sys.getrefcount(b), sys.getrefcount(pair), end=" ")
        c, d = (D("c%d" % i), i)
        c, d = d, c
        e, f, g = [i, i + 1000, c]
    for name, (first, second) in {"k": (D("one"), D("two"))}.items():
        print(name, sys.getrefcount(first), sys.getrefcount(second), end=" ")
    for value in ((1, 2), (3, 4, 5)):
        try:
            a, b = value
        except ValueError as error:
            print(error)


unpacking()
print()


class Loud(list):
    def __getitem__(self, index):
        return ("got", index)

    def __setitem__(self, index, value):
        print("set", index, end="; ")


def subclasses():
    loud = Loud([1, 2])
    for i in range(4):
        loud[0] = i
        print(loud[0], end=" ")
    nested = [loud]
    for i in range(4):
        print(nested[0][1], end=" ")
    print()


subclasses()


def natives():
    d = {"a": D("value")}
    key = "a"
    for i in range(4):
        print(sys.getrefcount(d.get(key, None)), d.get("b", i), d.setdefault("c", 1000 + i), end=" ")
        print("x-y".replace("-", str(i)), "a,b".split(","), isinstance(d, dict), getattr(d, "missing", i), end=" ")
        d.pop("c", None)
        print(max(i, 2), divmod(i, 3), pow(i, 2, 5), end="\n")
    for call in (lambda: d.get(), lambda: d.get(1, 2, 3), lambda: "".replace("a"), lambda: isinstance(1), lambda: [].append(1, 2)):
        try:
            call()
        except TypeError as error:
            print(error)


natives()


def instances():
    for i in range(4):
        print(type(A()).__name__, sys.getrefcount(A()), sys.getrefcount(A), end=" ")
    try:
        A(1)
    except TypeError as error:
        print(error)


instances()
