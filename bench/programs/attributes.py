# Reading and writing attributes of instances and classes.
class Counter:
    step = 3

    def __init__(self):
        self.n = 0
        self.total = 0
        self.last = None


def work():
    c = Counter()
    for i in range(300000):
        c.n += 1
        c.total += c.n * c.step
        c.last = i
    return c.n, c.total, c.last


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
