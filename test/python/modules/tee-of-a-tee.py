# tee() never hands out the iterator that it was given: of a tee it makes new ones, and it asks nobody for __copy__.
from itertools import tee

a, b = tee("abc")
c, d = tee(a)
e, f = tee(c)
print(len({a, b, c, d, e, f}))
print(next(c), next(c), next(a), list(e), list(d), list(b))
(alone,) = tee(a, 1)
print(alone is a, list(alone), list(a))
print(tee(a, 0))


class Copyable:
    def __init__(self):
        self.count = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.count += 1
        return self.count

    def __copy__(self):
        print("asked for a copy")
        return Copyable()


source = Copyable()
x, y = tee(source)
print(type(x) is type(a), x is source, next(x), next(x), next(y), source.count)
