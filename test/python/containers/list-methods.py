# list: every method, slices, comparison, errors, and what dies when.

import sys


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("  dead", self.n)

    def __repr__(self):
        return f"D{self.n}"


def attempt(source, **names):
    try:
        print(source, "->", repr(eval(source, names)))
    except Exception as e:
        print(source, "!!", type(e).__name__, e)


for source in """
[1, 2] + [3], [1] * 3, 2 * [0], [] * 5, [1] * -1
[1] + (2,)
[1] * 1.5
[1] + 'a'
[1, 2, 3][1:], [1, 2, 3][::-1], [1, 2, 3][-100:100], [1, 2, 3][5:], [0, 1, 2, 3, 4][1:4:2], [0, 1, 2, 3][3:0:-1]
[1][1]
[1][-2]
[1].__getitem__('a')
[1][1:'a']
[1, 2][::0]
[1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [] < [1], [1, 2] != [1, 2], [1] == (1,), [1, 2] > [1]
[1] < ['a']
[1] < 1
[3, 1, 2].index(1), [1, 2, 1].count(1), [1, 1.0, True].count(1), [[1], [2]].index([2])
[1].index(2)
[1, 2, 3].index(3, 0, 2)
[1].remove(2)
[].pop()
[1].pop(5)
[1].pop('a')
[1].append()
[1].append(1, 2)
[1].extend(5)
[1].insert(0)
[1].sort(1)
[1, 'a'].sort()
[1].sort(foo=1)
sorted([[2], [1]]), sorted('hello'), sorted({'b': 1, 'a': 2}), sorted([1, 2], key=None)
list('abc'), list((1, 2)), list({1: 2}), list(range(3)), list()
list(5)
list(1, 2)
hash([])
1 in [1, 2], [] in [[]], 'a' in [1], 3 not in [3]
[*range(3), *'ab'], [*[], *()], [x for x in range(5) if x % 2], [(x, y) for x in range(2) for y in 'ab'], [[y for y in range(x)] for x in range(3)]
repr([]), repr([[]]), str(['a', 1.5, None]), [1, [2, [3]]], bool([]), len([1, 2])
[].__class__, [1].__len__(), [1, 2].__contains__(2), [5, 6].__getitem__(1), [1].__eq__(1), [1].__add__([2]), [1].__mul__(2)
[1].foo
reversed([1, 2, 3]), 0
""".strip().splitlines():
    if "reversed" not in source:
        attempt(source)

a = [3, 1, 2]
a.append(4), a.extend([5, 6]), a.insert(0, 0), a.insert(-1, 9), a.insert(100, 7)
print(a, a.pop(), a.pop(0), a.pop(-2), a)
a.sort()
print(a, a.reverse(), a, a.copy(), a.copy() is a)
a.sort(key=lambda x: -x)
print(a, a.index(3), a.remove(3), a)
a[1:2] = [10, 20, 30]
print(a)
a[::2] = ["x"] * len(a[::2])
print(a)
del a[1:3], a[0]
print(a)
a += "yz"
a *= 2
print(a, a.__iadd__([1]) is a, a.clear(), a)
for bad in ("a[0] = 1", "a[5:5] = 1", "del a[0]", "a[::2] = [1]", "a[0:1:0] = []", "b = [1,2,3]; b[::2] = [1]", "b = [1]; b[1] = 2", "a += 5", "a.sort(lambda x: x)"):
    try:
        exec(bad)
    except Exception as e:
        print(bad, "!!", type(e).__name__, e)
r = [1]
r.append(r)
print(r, repr(r), r[1] is r, r == r)
del r

print("deaths")
l = [D(1), D(2), D(3), D(4), D(5)]
print("pop"), l.pop(0)
print("setitem")
l[0] = D(6)
print("remove")
l.remove(l[1])
print("slice")
l[0:1] = []
print(sys.getrefcount(l[0]), l)
l += [D(7)] * 2
print(sys.getrefcount(l[-1]))
print("del step")
del l[::2]
print("times 0")
l *= 0
print("clear and comp")
l = [D(i) for i in range(3)]
l.reverse()
l.clear()
l = [D(i) for i in (2, 0, 1)]
l.sort(key=lambda d: d.n)
print(l, [sys.getrefcount(d) for d in l])
l[:] = l[1:]
print(l)
l = l + [None]
print("iterate and mutate")
for d in l:
    if d:
        print(d, sys.getrefcount(d))
        l.remove(d)
del d, l


class Weird:
    def __init__(self, l):
        self.l = l

    def __eq__(self, other):
        self.l.clear()
        return False


w = []
w.extend([Weird(w), Weird(w)])
print(5 in w, w)


def key(x):
    data.append(1)
    return x


data = [3, 1, 2]
try:
    data.sort(key=key)
except ValueError as e:
    print(e, data)
