# tuple, slice and range objects: methods, comparison, unpacking, identity.

import sys

for source in """
(), (1,), (1, 2), tuple(), tuple('ab'), tuple([1]), tuple(x for x in 'xy'), (1, 2) + (3,), (1,) * 3, 2 * (0,)
tuple(5)
tuple(1, 2)
(1,) + [2]
(1,) * 'a'
(1, 2)[5]
(1, 2).__getitem__('a')
(1, 2)[1:], (1, 2, 3)[::-1], (1, 2, 3)[-2:], (1, 2, 3)[5:]
(1, 2) < (1, 3), (1,) < (1, 0), (1, 2) == (1, 2), (1, 2) == [1, 2], () < (1,)
(1,) < ('a',)
(1,) < [1]
(1, 2, 1).count(1), (1, 2).index(2), 2 in (1, 2)
(1, 2).index(3)
(1, 2, 3).index(3, 0, 2)
hash((1, 2)) == hash((1, 2)), hash((1,)) == hash((1.0,))
hash(([],))
repr((1,)), repr(()), repr(((1,), [2])), str(('a',)), len((1, 2)), bool(())
tuple((1, 2)) == (1, 2), tuple([]) is tuple(), (1,)[:0] is tuple(), (5,)[:] == (5,)
(1, 2).append(3)
(1, 2).__getitem__(0), (1, 2).__contains__(1), (1, 2).__len__(), (1, 2).__add__((3,)), (1,).__lt__((2,))
slice(1, 2, 3), slice(5), slice(None), slice(1, 2).start, slice(1, 2).stop, slice(1, 2).step, slice(1) == slice(1), slice(1) != slice(2)
slice(1, 10, 2).indices(5), slice(None, None, -1).indices(3), slice(-3, None).indices(10), slice(5, 1).indices(3)
slice(1).indices(-1)
slice(1).indices('a')
slice()
slice(1, 2, 3, 4)
slice(1) < slice(2), slice(1, 2) > slice(0, 5)
hash(slice(1)) == hash(slice(1))
slice(None).foo
'abc'[slice(1, None)], [1, 2, 3][slice(None, None, 2)]
list(range(3)), list(range(1, 8, 3)), list(range(3, 0, -1)), range(0, 10)[2:8:3], range(10)[-1], range(10)[::-1]
range(1, 5).index(2), range(5).count(2), 2.0 in range(5), 'a' in range(5), len(range(0)), bool(range(0)), range(3) == range(3)
range()
range(1, 2, 3, 4)
range(5).start = 1
range(0, 5, 2) == range(0, 6, 2), hash(range(5)) == hash(range(0, 5, 1)), list(reversed(range(3))), range(5)[1:][1:]
iter(range(3)).__length_hint__(), next(iter(range(5, 6))), list(iter(range(2))), type(iter(range(1))).__name__
max(range(5)), sum(range(101)), sorted(range(3), reverse=True), tuple(range(2, 4)), list(range(-2**65, -2**65 + 2))
zip((1, 2), 'ab').__next__(), list(zip((1, 2), 'ab', [True, False])), list(zip()), list(zip('a', [])), dict(zip('ab', range(2)))
list(zip('ab', 'a', strict=True))
list(zip('a', 'ab', strict=True))
list(zip(1))
list(enumerate('ab')), list(enumerate('ab', 5)), list(enumerate('ab', start=10**20))
enumerate()
enumerate(5)
list(map(lambda x, y: x + y, (1, 2), (3, 4, 5))), list(map(str, range(3))), list(filter(None, [0, 1, '', 'a'])), list(filter(lambda x: x > 1, range(4)))
map(1)
map()
list(map(1, [1]))
filter(1)
list(reversed('abc')), list(reversed((1, 2))), list(reversed({'a': 1}))
reversed({1})
reversed(5)
all([]), any([]), all([1, 0]), any([0, 1]), all('a'), any(x > 2 for x in range(5))
all(5)
iter(5)
next(5)
next(iter([]))
next(iter([]), 'default')
list(iter(lambda it=iter([1, 2, 3]): next(it), 3))
iter(5, 5)
list(zip(range(2), range(2, 4), strict=True)), sum((x * y for x, y in zip((1, 2), (3, 4))))
""".strip().splitlines():
    try:
        print(source, "->", repr(eval(source)))
    except Exception as e:
        print(source, "!!", type(e).__name__, e)

t = (1, [2])
try:
    t[0] = 5
except TypeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)
try:
    t[1] += [3]
except TypeError as e:
    print(e, t)


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("  dead", self.n)


t = (D(1), D(2), D(3))
print(sys.getrefcount(t), sys.getrefcount(t[0]))
u = t + (D(4),)
print(sys.getrefcount(t[0]), sys.getrefcount(u))
v = u[1:]
w = u[:]
print(w is u, sys.getrefcount(u))
del t, u, w
print("v left")
del v
a, *b = D(1), D(2), D(3)
print(type(b), sys.getrefcount(a), sys.getrefcount(b[0]))
a = None
b.reverse()
b = None
x = y = (D("shared"),)
print(sys.getrefcount(x), sys.getrefcount(x[0]))
x = ()
y = ()
z = zip([D("z1")], [D("z2")])
p = next(z)
print(p[0].n, sys.getrefcount(p), sys.getrefcount(p[0]))
del p
print("zip still holds")
del z
e = enumerate([D("e1"), D("e2")])
for i, d in e:
    print(i, d.n, sys.getrefcount(d))
del d
print("enumerate ended")
del e
m = map(lambda d: d.n, [D("m1"), D("m2")])
print(next(m))
del m
s = slice(D("start"), None)
print(sys.getrefcount(s.start))
del s
