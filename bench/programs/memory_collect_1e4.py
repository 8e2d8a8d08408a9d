# Full collections over 10^4 live objects; with memory_collect_1e4 to 1e6 as much is visited in each.
import gc


class Node:
    def __init__(self, value, next):
        self.value = value
        self.next = next


kept = []
node = None
for i in range(5000):
    node = Node(i, node if i % 100 else None)
    kept.append([node, i])
gc.collect()


def work():
    return sum(gc.collect() for _ in range(100))


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
