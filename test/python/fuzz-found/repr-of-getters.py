# The reprs of attrgetter, itemgetter and methodcaller within themselves, and as the factory of a defaultdict.
from operator import *
from collections import defaultdict
import functools
print(repr(defaultdict(attrgetter('n'))), defaultdict(itemgetter(1)), defaultdict(methodcaller('x', 1)), defaultdict(functools.partial(int)))
class R:
    def __repr__(self): return "R:" + repr(self.g)
r = R(); r.g = itemgetter(r, 1); print(r, r.g)
r.g = methodcaller('a', r, k=r); print(r, r.g)
class B(str):
    def __repr__(self): return "B:" + repr(self.g)
b = B('a'); b.g = attrgetter(b); print(repr(b), b.g, attrgetter(b, 'c', 'd.e'))
class Bad:
    def __repr__(self): 1/0
g = itemgetter(Bad(), 1)
for i in range(2):
    try: print(g)
    except ZeroDivisionError as e: print(e)
g = methodcaller('m', Bad())
for i in range(2):
    try: print(g)
    except ZeroDivisionError as e: print(e)
g = methodcaller('m', k=Bad())
for i in range(2):
    try: print(g)
    except ZeroDivisionError as e: print(e)
