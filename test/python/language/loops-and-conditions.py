# for, while, else, break, continue, conditional expressions, chained comparison, boolean operators, match.

import sys

R = sys.getrefcount


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("  dead", self.n)

    def __bool__(self):
        print("bool", self.n)
        return bool(self.n)

    def __lt__(self, other):
        print(f"{self.n} < {other.n}", R(self), R(other))
        return self.n < other.n

    def __eq__(self, other):
        print(f"{self.n} == {other.n}")
        return self.n == other.n


for x in [D(1), D(2)]:
    print(x.n, R(x))
else:
    print("else", x.n)
del x
for i in range(10):
    if i == 2:
        continue
    if i == 4:
        break
else:
    print("never")
print(i)
while i:
    i -= 1
    if i == 1:
        break
else:
    print("never")
while i:
    i -= 1
else:
    print("while else", i)
for a, (b, *c) in [(1, (2, 3, 4)), (5, [6])]:
    print(a, b, c)
for x in ():
    pass
else:
    print("empty else")
print("chain")
d = [D(1), D(2), D(3)]
print(d[0] < d[1] < d[2], d[1] < d[0] < d[2])
print(D(1) < D(2) == D(2) < D(5))
print(1 < 2 > 0 != 5 in [5] is not None)
print("temporaries gone")
print((d[0] and d[1]).n, (D(0) or D(7)).n, (D(0) and D(9)).n, not D(0))
print((d[0] if d[1] else d[2]).n)
if D(0) or not D(3):
    print("yes")
elif D(5) and D(6):
    print("elif")
else:
    print("else")
z = D(0) or D(8)
print(z.n, R(z))
z = None
d = None


def loops():
    out = []
    for i in range(3):
        for j in range(3):
            if j == i:
                break
            out.append((i, j))
        else:
            out.append("else")
            continue
        out.append("broke")
    try:
        for i in [1, 2, 3]:
            try:
                if i == 2:
                    continue
                if i == 3:
                    break
            finally:
                out.append(("finally", i))
    finally:
        out.append("end")
    return out


print(loops())


def early(l):
    for x in l:
        with Manager():
            if x.n > 1:
                return R(x)


class Manager:
    def __enter__(self):
        print("enter")

    def __exit__(self, *args):
        print("exit", args)


print(early([D(1), D(2), D(3)]))


def nothing():
    return
    yield


for _ in nothing():
    print("never")


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration("done")
        self.n -= 1
        return self.n


print(list(Countdown(3)), [*Countdown(2)], sum(Countdown(4)), 2 in Countdown(5), max(Countdown(5)))


class Old:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * 10


print(list(Old()), 20 in Old(), [a for a in Old() if a])
for bad in ("for x in 5: pass", "for x in None: pass", "for x in len: pass", "for x in Manager(): pass", "1 in 5", "1 < None", "[] < 3", "while Bad(): pass", "if Bad(): pass", "not Bad()"):

    class Bad:
        def __bool__(self):
            return 5

    try:
        exec(bad)
    except TypeError as e:
        print(bad, "!!", e)


def kind(v):
    match v:
        case 0:
            return "zero"
        case int(n) if n < 0:
            return f"negative {n}"
        case int() | float():
            return "number"
        case "a" | "b" as s:
            return f"letter {s}"
        case []:
            return "empty"
        case [x]:
            return f"one {x}"
        case [x, *rest]:
            return f"{x} and {rest}"
        case {"k": v, **more}:
            return f"mapping {v} {more}"
        case Point(x=0, y=y):
            return f"on axis {y}"
        case Point(a, b):
            return f"point {a} {b}"
        case None | True | False:
            return "singleton"
        case _:
            return "other"


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


for v in (0, -5, 7, 2.5, "a", "z", [], [1], (1, 2, 3), {"k": 1, "l": 2}, {}, Point(0, 5), Point(1, 2), None, {1}, b"ab", range(2)):
    print(kind(v))
a = D("match subject")
match [a, 5]:
    case [D() as first, 6]:
        print("no")
    case [first, int(n)]:
        print(first is a, n, R(a))
del a, first
print("end")
