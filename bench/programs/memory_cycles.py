# 10^5 cycles of two objects, which one collection finds.
import gc


class Node:
    pass


def work():
    gc.collect()
    gc.disable()
    for _ in range(100000):
        a, b = Node(), Node()
        a.peer, b.peer = b, a
    del a, b
    found = gc.collect()
    gc.enable()
    return found


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
