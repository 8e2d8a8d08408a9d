# set and frozenset. Sets are printed sorted or of small ints, so that the order does not depend on string hashes.

import sys


class D:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n

    def __eq__(self, other):
        return isinstance(other, D) and self.n == other.n

    def __del__(self):
        print("  dead", self.n)

    def __repr__(self):
        return f"D{self.n}"


for source in """
set(), {1}, {1, 2, 1}, set([3, 1, 2]), frozenset([1]), frozenset(), set(range(5)), {x % 3 for x in range(10)}
set(5)
set(1, 2)
set([[]])
{[]}
{1, 2} | {3}, {1, 2} & {2, 3}, {1, 2} - {2}, {1, 2} ^ {2, 3}
{1} | [2]
{1} - 1
{1, 2}.union([3], (4,)), {1, 2, 3}.intersection([1, 2], {2}), {1, 2}.difference([1], [2]), {1, 2}.symmetric_difference([2, 3])
{1}.union(5)
{1} < {1, 2}, {1, 2} <= {1, 2}, {1, 2} > {1}, {1} >= {2}, {1} == {1.0}, {1} != frozenset([1]), {1} == [1]
{1} < [1]
{1}.issubset([1, 2]), {1, 2}.issuperset([1]), {1}.isdisjoint([2])
1 in {1}, [] in {1}
{1, 2}.pop() in (1, 2), {5}.pop()
set().pop()
{1}.remove(2)
{1}.remove([])
{1}.discard(2), {1}.add(2), {1}.clear()
{1}.add([])
{1}.update([2], [3])
{1}.update(5)
hash(frozenset([1, 2, 3])) == hash(frozenset([3, 2, 1]))
hash({1})
{frozenset([1]): 'x'}[frozenset([1])], {1} in [{1}], {1} in {frozenset([1])}, {1} == {frozenset([1])}
frozenset([1]) | {2}, {2} | frozenset([1]), type(frozenset() | set()), type(set() | frozenset())
frozenset([1]).add(2)
repr({1}), repr(frozenset({1})), str(set()), repr({'a'}), len({1, 2}), bool(set())
{1, True, 1.0}, {0, False}, {*range(3), *(7, 8)}, sorted({'b', 'a', 'c'})
set.__getitem__
{1} + {2}
{1}.foo
frozenset([1]) is None, frozenset(frozenset([1])) == {1}
set('a').symmetric_difference_update(5)
[list(range(20, 0, -3)), set(range(20, 0, -3)), {100, 200, 300, 11}, {33, 1, 65, 97, 129}, {9, 5, 17}]
""".strip().splitlines():
    try:
        print(source, "->", repr(eval(source)))
    except Exception as e:
        print(source, "!!", type(e).__name__, e)

f = frozenset([1, 2])
print(f.copy() is f, frozenset(f) is f, f.union() is f, f | set() is f, set(f) == f)
s = {3, 1, 2}
t = s
s |= {5}
s -= {1}
s &= {2, 3, 5, 9}
s ^= {9, 2}
print(s, t is s)
s.update("", [10])
s.intersection_update([10, 3])
s.difference_update([3])
s.symmetric_difference_update([10, 11])
print(s, s.copy() is s)
try:
    for x in s:
        s.add(x + 100)
except RuntimeError as e:
    print(e)
try:
    s |= [1]
except TypeError as e:
    print(e)

print("deaths")
a, b = D(1), D(2)
u = {a, b}
print(sys.getrefcount(a), a in u, D(1) in u)
u.add(D(1))
u.discard(D(2))
print("b alone", sys.getrefcount(b))
del b
print("remove")
u.remove(D(1))
del a
print("table order")
u = {D(5), D(3), D(9), D(1)}
print([d.n for d in u])
u.clear()
u = {D(4), D(2)} | {D(2), D(7)}
print(sorted(d.n for d in u))
u -= {D(4)}
p = u.pop()
print("popped", p, sys.getrefcount(p))
del p
u = None
it = iter({D(1), D(2)})
print(next(it), it.__length_hint__())
print(next(it), next(it, "end"))
del it
try:
    {D(6), [], D(8)}
except TypeError as e:
    print(e)
