# Cycles that only the collector can free.
import gc


class Node:
    def __init__(self):
        self.me = self
        self.peer = None


def work():
    kept = [[i] for i in range(20000)]
    for _ in range(50000):
        a, b = Node(), Node()
        a.peer, b.peer = b, a
    gc.collect()
    return len(kept)


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
