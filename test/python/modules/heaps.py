"""heapq over its native functions: order, refusals, lists that change while items are compared, and counts."""

import heapq
import random
import sys


class Item:
    def __init__(self, n, act=None):
        self.n = n
        self.act = act

    def __lt__(self, other):
        if self.act is not None:
            self.act()
        return self.n < other.n

    def __repr__(self):
        return f"Item({self.n})"


def attempt(f, *args):
    try:
        print(f.__name__, f(*args))
    except Exception as error:
        print(f.__name__, type(error).__name__, error)


random.seed(5)
data = [random.randrange(100) for _ in range(60)]
for push, pop, heapify, replace, pushpop in (
    (heapq.heappush, heapq.heappop, heapq.heapify, heapq.heapreplace, heapq.heappushpop),
    (heapq.heappush_max, heapq.heappop_max, heapq.heapify_max, heapq.heapreplace_max, heapq.heappushpop_max),
):
    heap = []
    for n in data:
        push(heap, n)
    print(heap)
    print(replace(heap, 50), pushpop(heap, 1), pushpop(heap, 99), pushpop([], 3))
    print([pop(heap) for _ in range(len(heap))])
    heap = list(data)
    heapify(heap)
    print(heap)
    for f, args in ((push, (5, 1)), (pop, ((),)), (pop, ([],)), (heapify, ("a",)), (replace, ([], 1)), (pushpop, (None, 1)), (push, ([1], "a"))):
        attempt(f, *args)
heap = []
for n in (3, 1, 2):
    heapq.heappush(heap, Item(n))
print(heap, [sys.getrefcount(item) for item in heap])
first = heapq.heappop(heap)
print(first, sys.getrefcount(first), heap)
changing = [Item(n) for n in (5, 4, 3)]
changing.append(Item(1, changing.clear))
attempt(heapq.heapify, changing)
changing = [Item(1), Item(2)]
attempt(heapq.heappush, changing, Item(0, lambda: changing.append(7)))
print(heapq.nsmallest(3, data), heapq.nlargest(3, data), list(heapq.merge([1, 4], [2, 3])))
