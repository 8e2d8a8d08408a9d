# Ranges keep the very ints they are given; len() of what is too long; zero to an infinite power.
import sys

class Long:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


big = 10**20
print(range(big).stop is big, range(big, big + 2).start is big, range(0, 5, big).step is big)
n = 123456
print(range(n).stop is n, range(n, n + n, n).start is n)
before = sys.getrefcount(n)
r = range(n, 10**6, n)
print(sys.getrefcount(n) - before)
del r
print(sys.getrefcount(n) - before)


class Index:
    def __index__(self):
        return 7


print(type(range(True).stop), range(True).stop, range(False, True), range(Index(), Index(), Index()))
try:
    range(1, 2, False)
except ValueError as error:
    print(error)
try:
    print(len(Long(2**70)))
except OverflowError as error:
    print(error)
print(0.0 ** -float("inf"), pow(-0.0, -float("inf")))
