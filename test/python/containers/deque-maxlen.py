# The bound of a deque: an int, exact up to the largest size.
import sys
from collections import deque


def t(name, f):
    try:
        print(name, f())
    except BaseException as e:
        print(name, type(e).__name__, e)


class Index:
    def __index__(self):
        return 3


class Int(int):
    pass


class Deque(deque):
    pass


for i, m in enumerate((2**70, -(2**70), "a", Index(), Int(4), 2.5, -1, True, None, 0)):
    t(i, lambda: deque([1, 2, 3, 4], maxlen=m))
for cls in (deque, Deque):
    d = cls([1, 2], sys.maxsize)
    print(d.maxlen == sys.maxsize, repr(d) == f"{cls.__name__}([1, 2], maxlen={sys.maxsize})")
    for other in (d.copy(), d + cls([3]), d * 2, __import__("copy").copy(d), __import__("pickle").loads(__import__("pickle").dumps(d))):
        print(type(other).__name__, list(other), other.maxlen == sys.maxsize)
    d.insert(1, 5)
    d.append(6)
    d.extendleft([7, 8])
    print(list(d))
