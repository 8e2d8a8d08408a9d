# Iterators over ranges beyond 64 bits hold the range's own ints, and give them out.
import sys

R = sys.getrefcount
big = 10**30
r = range(big, big + 5)
it = iter(r)
print(R(big), R(r.start), R(r.stop), R(r.step))
print(next(it) is big, R(big))
print(list(it), it.__length_hint__())
it = iter(r)
it.__setstate__(3)
print(R(big), list(it))


def local():
    r = range(10**25, 10**26)
    it = iter(r)
    return R(r.start), R(r.stop)


print(local())
backwards = reversed(r)
print(R(big), next(backwards), list(backwards))
print(list(range(2**63 - 2, 2**63 + 2)), list(range(-(2**63) - 2, -(2**63) + 1)), list(range(2**60, 2**60 + 3)))
it = iter(range(10**20))
next(it)
print(it.__reduce__())
