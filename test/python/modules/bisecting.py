"""The _bisect module: places among equals, bounds, keys, sequences that are no lists, refusals."""
import _bisect
import bisect
from array import array
from collections import deque

print(bisect.bisect is _bisect.bisect_right, sorted(name for name in dir(_bisect) if name[0] != '_'))
NAMES = ['bisect_left', 'bisect_right', 'insort_left', 'insort_right']


def attempt(name, make, *args, **kwargs):
    a = make()
    try:
        print(name, args, getattr(_bisect, name)(a, *args, **kwargs), a)
    except Exception as e:
        print(name, args, type(e).__name__, e, a)


class Seq:
    def __init__(self):
        self.items = [1, 2, 2, 3]

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        print('get', i)
        return self.items[i]

    def insert(self, i, x):
        print('insert', i, x)

    def __repr__(self):
        return 'Seq'


class Sub(list):
    def insert(self, i, x):
        print('insert', i, x)
        super().insert(i, x)


class Unordered:
    def __repr__(self):
        return 'U'


def negative(x):
    print('key', x)
    return -x


for name in NAMES:
    print(name, getattr(_bisect, name).__text_signature__)
    for make in [lambda: [1, 2, 2, 3], list, Seq, lambda: Sub([1, 2, 2, 3]), lambda: deque([1, 2, 3]), lambda: array('i', [1, 2, 3]), lambda: (1, 2, 3), lambda: 'abd',
                 dict, lambda: {1}, lambda: 5, lambda: None]:
        attempt(name, make, 2)
    for args in [(0,), (9,), (2, 1), (2, 2), (2, 3), (2, 0, 2), (2, 0, -1), (2, 0, None), (2, -1), (2, 0, 10), (9, 0, 10), (2, 'a'), (2, 0, 'a'), ('x',), (), (1, 2, 3, 4), (2.5,),
                 (Unordered(),), (2, 10), (2, 2**70)]:
        attempt(name, lambda: [1, 2, 2, 3], *args)
    attempt(name, lambda: [3, 2, 2, 1], 2, key=negative)
    attempt(name, lambda: [3, 2, 2, 1], -2, key=None)
    attempt(name, lambda: [3, 2], 'a', key=negative)
    attempt(name, lambda: [1], 1, key=5)
    attempt(name, lambda: [1, 2], x=1, lo=1)
    attempt(name, lambda: [1, 2], 1, y=1)
