# Modules of the standard library: heapq, collections, itertools.
import heapq
from collections import Counter, defaultdict, deque
from itertools import chain, islice


def work():
    heap = []
    for i in range(60000):
        heapq.heappush(heap, i * 7919 % 60013)
    smallest = [heapq.heappop(heap) for _ in range(50000)]
    queue = deque(range(1000))
    for i in range(300000):
        queue.append(queue.popleft() + 1)
    groups = defaultdict(list)
    for v in chain(smallest, queue):
        groups[v % 10].append(v)
    counts = Counter(v % 97 for v in islice(chain(smallest, smallest), 100000))
    return smallest[-1], len(groups[3]), counts.most_common(1)[0][1]


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
